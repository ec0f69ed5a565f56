//! Identifiers in disguise: how much of each kind is found however it is written, and what is not.
//!
//! The table is printed with `cargo test --test evasion -- --nocapture`. What is not found stands in the manual,
//! `src/manual/not_found.md`; `UPDATE=1 cargo test --test evasion` writes it anew.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "the table is for the reader of the output")]

#[path = "evasion/disguised.rs"]
mod disguised;
#[path = "evasion/disguises.rs"]
mod disguises;
#[path = "evasion/kinds.rs"]
mod kinds;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use disguised::Disguised;
use disguises::DISGUISES;
use kinds::{KINDS, Kind};
use sladd::{Label, Scrubber};

/// Everything that the crate can find, what is off by default included.
static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(|| {
    let mut builder = Scrubber::builder();
    for label in Label::BUILT_IN {
        builder.mask(*label);
    }
    builder.build().unwrap()
});

/// The fewest disguises that each kind must be tried in.
const FEWEST: usize = 40;

/// How many values of a kind were tried in a disguise, and how many of them were masked whole.
#[derive(Clone, Copy, Default)]
struct Share {
    found: usize,
    tried: usize,
}

impl Share {
    fn add(&mut self, other: Share) {
        self.found += other.found;
        self.tried += other.tried;
    }

    /// In per cent, rounded down, so that nothing missing shows as all.
    fn per_cent(self) -> usize {
        (self.found * 100).checked_div(self.tried).unwrap_or(100)
    }
}

/// Whether every letter and digit that carries the value is masked, whatever as.
fn is_masked(carrier: &str, disguised: &Disguised) -> bool {
    let (before, behind) = carrier.split_once("{}").expect("a message has a place for the value");
    let text = format!("{before}{}{behind}", disguised.text);
    let findings = SCRUBBER.find(&text);
    disguised.carries.iter().all(|range| {
        let (start, end) = (range.start + before.len(), range.end + before.len());
        (start..end).all(|at| findings.iter().any(|finding| finding.span().range().contains(&at)))
    })
}

/// A kind in a disguise. What the disguise leaves as it is does not count, but for the first, which changes nothing.
fn share(kind: &Kind, disguise: &disguises::Disguise) -> Share {
    let mut share = Share::default();
    for (carrier, value) in kind.values {
        let Some(disguised) = (disguise.1)(value) else { continue };
        if disguised.text == *value && disguise.0 != DISGUISES[0].0 {
            continue;
        }
        share.add(Share { found: usize::from(is_masked(carrier, &disguised)), tried: 1 });
    }
    share
}

/// Rows are disguises, columns are kinds; worked out once for all tests.
static TABLE: LazyLock<Vec<Vec<Share>>> = LazyLock::new(|| {
    DISGUISES.iter().map(|disguise| KINDS.iter().map(|kind| share(kind, disguise)).collect()).collect()
});

/// All disguises of the kind in a column.
fn of_kind(column: usize) -> Share {
    let mut all = Share::default();
    TABLE.iter().for_each(|row| all.add(row[column]));
    all
}

#[test]
fn values_are_found_undisguised_and_as_what_they_are() {
    for kind in KINDS {
        for (carrier, value) in kind.values {
            let text = carrier.replace("{}", value);
            assert!(is_masked(carrier, &disguised::whole(value).unwrap()), "{text}");
            let found = SCRUBBER.find(&text);
            assert!(found.iter().any(|finding| finding.label() == kind.label), "{text}: {found:?}");
        }
    }
}

#[test]
fn each_kind_is_tried_in_many_disguises() {
    assert_eq!(DISGUISES.iter().map(|(name, _)| name).collect::<BTreeSet<_>>().len(), DISGUISES.len());
    for (column, kind) in KINDS.iter().enumerate() {
        let disguises = TABLE.iter().filter(|row| row[column].tried > 0).count();
        assert!(disguises > FEWEST, "{} is tried in {disguises} disguises", kind.name);
    }
}

#[test]
fn the_share_of_no_kind_falls() {
    println!("{:>32} | {}", "", KINDS.iter().map(|kind| format!("{:>5.5}", kind.name)).collect::<Vec<_>>().join(" "));
    for ((name, _), row) in DISGUISES.iter().zip(&*TABLE) {
        let cells = row.iter().map(|share| match share {
            Share { tried: 0, .. } => "    -".to_owned(),
            Share { found, tried } => format!("{found:>3}/{tried}"),
        });
        println!("{name:>48.48} | {}", cells.collect::<Vec<_>>().join(" "));
    }
    let mut fallen = String::new();
    for (column, kind) in KINDS.iter().enumerate() {
        let share = of_kind(column);
        println!("{:>24}: {:>3} of {:>3} found, {} %", kind.name, share.found, share.tried, share.per_cent());
        if share.per_cent() < kind.floor {
            let _ = writeln!(fallen, "{}: {} %, was {} %", kind.name, share.per_cent(), kind.floor);
        }
    }
    assert!(fallen.is_empty(), "less is found in disguise than was:\n{fallen}");
}

/// The page of the manual.
fn page() -> String {
    let mut page = String::from(
        "What is not found when it is disguised, tried by machine: values of each kind in messages, each value in every \
         disguise.\n\n`tests/evasion.rs` writes this page and holds it against what the crate does. A value counts as \
         found when every letter and\ndigit of it is masked. Emoji, tags and separators that a disguise puts in need not \
         be.\n\n# By kind\n\nAll disguises of a kind together.\n\n| kind | tried | found |\n| --- | ---: | ---: |\n",
    );
    for (column, kind) in KINDS.iter().enumerate() {
        let share = of_kind(column);
        let _ = writeln!(page, "| {} | {} | {} % |", kind.name, share.tried, share.per_cent());
    }
    page.push_str(
        "\n# By disguise\n\nKinds of which a value was not masked whole, with how many of those tried were.\n\n",
    );
    page.push_str("| disguise | not found whole |\n| --- | --- |\n");
    for ((name, _), row) in DISGUISES.iter().zip(&*TABLE) {
        let missed = KINDS.iter().zip(row).filter(|(_, share)| share.found < share.tried);
        let missed: Vec<String> = missed
            .map(|(kind, share)| match share.found {
                0 => kind.name.to_owned(),
                found => format!("{} ({found} of {})", kind.name, share.tried),
            })
            .collect();
        if !missed.is_empty() {
            let _ = writeln!(page, "| {name} | {} |", missed.join(", "));
        }
    }
    let all = DISGUISES.iter().zip(&*TABLE).filter(|(_, row)| row.iter().all(|share| share.found == share.tried));
    let all: Vec<&str> = all.map(|((name, _), _)| *name).collect();
    let _ = writeln!(page, "\nIn these disguises everything was found: {}.", all.join("; "));
    page
}

#[test]
fn the_manual_says_what_is_not_found() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual/not_found.md");
    let page = page();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "src/manual/not_found.md is not what the crate does: look at `UPDATE=1 cargo test --test evasion` and git diff"
    );
}
