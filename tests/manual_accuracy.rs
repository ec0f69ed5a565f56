//! The figures of the manual are those of this build on the part of the corpus that is only measured.
//!
//! `UPDATE=1 cargo test --test manual_accuracy` writes them anew.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(
    clippy::print_stdout,
    dead_code,
    unreachable_pub,
    reason = "skipping is told; the example's modules are used in part"
)]

#[path = "../examples/evaluate/corpus.rs"]
mod corpus;
#[path = "support/generated.rs"]
mod generated;
#[path = "../examples/evaluate/score.rs"]
mod score;

use std::collections::BTreeMap;
use std::path::Path;

use corpus::{Message, read};
use generated::{hold, table};
use score::{Kind, OPTIONAL, Scores, percent};
use sladd::{HealthScope, Scrubber};

/// The kinds of marks, as the tables name and join them.
const KINDS: [(&str, &[&str]); 10] = [
    ("names", &["NAME"]),
    ("national numbers, whole", &["FNR", "DNR", "HNR", "SYN"]),
    ("national numbers, mistyped or in part", &["NID"]),
    ("dates of birth", &["DOB"]),
    ("telephones", &["PHONE"]),
    ("e-mail", &["EMAIL"]),
    ("addresses", &["ADDRESS"]),
    ("accounts and cards", &["ACCOUNT"]),
    ("other identifiers", &["OTHERID"]),
    ("a person's health", &["HEALTH"]),
];

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.1} %", percent(part, whole)) }
}

/// The marks of some kinds together.
fn together(scores: &Scores, kinds: &[&str]) -> Kind {
    kinds.iter().filter_map(|kind| scores.kinds.get(*kind)).fold(Kind::default(), |sum, kind| Kind {
        n: sum.n + kind.n,
        covered: sum.covered + kind.covered,
        touched: sum.touched + kind.touched,
        characters: sum.characters + kind.characters,
        leaked: sum.leaked + kind.leaked,
    })
}

fn in_lower_case(messages: &[Message]) -> Vec<Message> {
    let mut lower: Vec<Message> = messages.to_vec();
    // Offsets stay right only where lower case has the length of the original.
    lower.retain(|message| message.text.to_lowercase().len() == message.text.len());
    lower.iter_mut().for_each(|message| message.text = message.text.to_lowercase());
    lower
}

fn rows(heading: &[&str]) -> Vec<Vec<String>> {
    vec![heading.iter().map(|&name| name.to_owned()).collect()]
}

/// The part of the world that a writer's origin lies in; a single country has too few spans for its share to say much.
fn region(origin: &str) -> &'static str {
    let first = origin.split([',', '/', '(']).next().unwrap_or(origin).trim();
    let of = |countries: &[&str]| countries.contains(&first);
    if origin.contains("Kven") || origin.contains("Sámi") || of(&["Sápmi"]) {
        "Norway: Sámi and Kven"
    } else if first == "Norway" && origin != "Norway" || origin.contains("født i Norge") || origin.ends_with("/Norge")
    {
        "Norway: parents from elsewhere"
    } else if of(&["Norway"]) {
        "Norway"
    } else if of(&["Denmark", "Sweden", "Iceland", "Finland", "Faroe Islands"]) {
        "other Nordic countries"
    } else if of(&["Germany", "Netherlands", "England", "United Kingdom", "UK", "USA", "Spain", "Portugal", "Italy"])
        || of(&["Chile", "Peru", "Cuba", "Brazil", "Colombia", "Greece"])
    {
        "Western and Southern Europe, the Americas"
    } else if of(&[
        "Poland",
        "Polen",
        "Ukraine",
        "Russia",
        "Romania",
        "Bulgaria",
        "Bosnia",
        "Estonia",
        "Latvia",
        "Lithuania",
    ]) || of(&["Serbia", "Slovakia", "Hungary", "Kosovo", "Albania", "Moldova", "North Macedonia"])
    {
        "Eastern Europe and the Balkans"
    } else if of(&[
        "Syria",
        "Iran",
        "Irak",
        "Iraq",
        "Afghanistan",
        "Yemen",
        "Turkey",
        "Kurdistan",
        "Palestine",
        "Chechnya",
    ]) || of(&["Georgia", "Armenia", "Uzbekistan", "Morocco"])
    {
        "Middle East, Central Asia, Caucasus"
    } else if of(&[
        "Somalia", "Eritrea", "Ethiopia", "Gambia", "Burundi", "Sudan", "Kenya", "Ghana", "Nigeria", "Congo",
    ]) || of(&["DR Congo", "Rwanda", "Uganda", "South Africa", "Madagascar", "Cape Verde"])
    {
        "Africa"
    } else if of(&[
        "Philippines",
        "Thailand",
        "Vietnam",
        "Sri Lanka",
        "Nepal",
        "China",
        "Tibet",
        "India",
        "Pakistan",
        "Tamil",
    ]) || of(&["Myanmar", "Indonesia", "Mongolia", "Bhutan"])
    {
        "South and East Asia"
    } else if of(&["mixed", "unknown"]) {
        "not given"
    } else {
        panic!("{origin} lies in no part of the world: give it one in tests/manual_accuracy.rs")
    }
}

/// Counts of writers' origins by parts of the world.
fn by_region(counts: &BTreeMap<String, (usize, usize)>) -> BTreeMap<String, (usize, usize)> {
    let mut regions: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (origin, (covered, all)) in counts {
        let region = regions.entry(region(origin).to_owned()).or_default();
        *region = (region.0 + covered, region.1 + all);
    }
    regions
}

/// Shares by a field of the writer, the largest groups first; small groups together, since their shares say nothing.
fn by_writer(
    counts: &BTreeMap<String, (usize, usize)>,
    lower: &BTreeMap<String, (usize, usize)>,
    name: &str,
) -> String {
    const FEWEST: usize = 25;
    let mut table_rows = rows(&[name, "spans:", "found:", "in lower case:"]);
    let mut groups: Vec<(&String, &(usize, usize))> = counts.iter().filter(|(_, (_, all))| *all >= FEWEST).collect();
    groups.sort_by_key(|(group, (_, all))| (usize::MAX - *all, (*group).clone()));
    let line = |group: &str, (covered, all): (usize, usize), (lower, of_lower): (usize, usize)| {
        vec![group.to_owned(), all.to_string(), share(covered, all), share(lower, of_lower)]
    };
    for (group, counted) in groups {
        table_rows.push(line(group, *counted, lower.get(group).copied().unwrap_or_default()));
    }
    let rest = |table: &BTreeMap<String, (usize, usize)>| {
        let small = table.iter().filter(|(group, _)| counts.get(*group).is_none_or(|(_, all)| *all < FEWEST));
        small.fold((0, 0), |sum, (_, (covered, all))| (sum.0 + covered, sum.1 + all))
    };
    if rest(counts).1 > 0 {
        table_rows.push(line("all others together", rest(counts), rest(lower)));
    }
    table(&table_rows)
}

/// What two ways of reading the same marks find, kind by kind, and their false alarms.
fn side_by_side(heading: &[&str], [one, other]: [&Scores; 2], told: impl Fn(&str) -> bool) -> String {
    let mut table_rows = rows(heading);
    let kinds = KINDS.into_iter().filter(|(name, _)| told(name));
    let kinds = kinds.map(|(name, marks)| (name, together(one, marks), together(other, marks)));
    for (name, one, other) in kinds.chain([("all kinds", one.total(), other.total())]) {
        let (of_one, of_other) = (share(one.covered, one.n), share(other.covered, other.n));
        table_rows.push(vec![name.to_owned(), one.n.to_string(), of_one, of_other]);
    }
    let alarms = |scores: &Scores| format!("{:.2}", scores.alarms_per_thousand());
    table_rows.push(vec!["false alarms for every 1 000 words".to_owned(), String::new(), alarms(one), alarms(other)]);
    table(&table_rows)
}

#[test]
fn the_accuracy_in_the_manual_is_that_of_this_build() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/test");
    if !path.exists() {
        println!("skipped: the corpus is no part of the package");
        return;
    }
    let messages = read(&path).unwrap();
    let scrubber = Scrubber::norwegian();
    let alone = Scores::of(&scrubber, &messages, &[], false);
    let lower = Scores::of(&scrubber, &in_lower_case(&messages), &[], false);

    let mut kinds = rows(&["kind", "spans:", "found:", "touched:", "letters left:", "in lower case:"]);
    let mut line = |name: &str, kind: &Kind, lower: &Kind| {
        kinds.push(vec![
            name.to_owned(),
            kind.n.to_string(),
            share(kind.covered, kind.n),
            share(kind.touched, kind.n),
            share(kind.leaked, kind.characters),
            share(lower.covered, lower.n),
        ]);
    };
    for (name, marks) in KINDS {
        line(name, &together(&alone, marks), &together(&lower, marks));
    }
    line("all", &alone.total(), &lower.total());
    let counted: usize = KINDS.iter().map(|(_, marks)| together(&alone, marks).n).sum();
    assert_eq!(counted, alone.total().n, "a kind of mark is in no row");
    hold("accuracy.md", "by kind", &table(&kinds));

    let told = |name: &str| ["names", "a person's health"].contains(&name);
    let summary = side_by_side(&["what", "spans:", "found:", "in lower case:"], [&alone, &lower], told);
    hold("./README.md", "summary", &summary);

    let mut whole = rows(&["", "with capitals as written:", "in lower case:"]);
    for (what, of) in [
        ("messages", &(|s: &Scores| s.messages.to_string()) as &dyn Fn(&Scores) -> String),
        ("messages with personal data, left with none", &|s| share(s.leak_free, s.with_personal_data)),
        ("messages without, left as they were", &|s| share(s.clean_untouched, s.clean)),
        ("findings that touch a mark", &|s| share(s.findings - s.alarms(), s.findings)),
        ("false alarms for every 1 000 words", &|s| format!("{:.2}", s.alarms_per_thousand())),
    ] {
        whole.push(vec![what.to_owned(), of(&alone), of(&lower)]);
    }
    hold("accuracy.md", "whole messages", &table(&whole));

    let mut sure = rows(&["label and confidence", "findings:", "right:"]);
    for (name, (hits, alarms)) in alone.by_confidence.iter().filter(|(_, (hits, alarms))| hits + alarms >= 10) {
        sure.push(vec![name.clone(), (hits + alarms).to_string(), share(*hits, hits + alarms)]);
    }
    hold("accuracy.md", "by confidence", &table(&sure));

    hold(
        "accuracy.md",
        "by origin",
        &by_writer(&by_region(&alone.by_origin), &by_region(&lower.by_origin), "writer's origin"),
    );
    hold("accuracy.md", "by register", &by_writer(&alone.by_register, &lower.by_register, "register"));

    let chats: Vec<Message> = messages.into_iter().filter(|message| message.conversation.is_some()).collect();
    let (each, joined) = (Scores::of(&scrubber, &chats, &[], false), Scores::of(&scrubber, &chats, &[], true));
    let heading = ["kind", "spans:", "each message alone:", "as conversations:"];
    let conversations = side_by_side(&heading, [&each, &joined], |_| true);
    hold("accuracy.md", "conversations", &conversations);
}

#[test]
fn the_accuracy_of_whose_health_it_is_is_that_of_this_build() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/test");
    if !path.exists() {
        return;
    }
    assert!(OPTIONAL.contains(&"HEALTHGEN"), "health in general counts neither way");
    let messages = read(&path).unwrap();
    let mut table_rows = rows(&["health scope", "a person's health, masked:", "health in general, masked:"]);
    for (name, scope) in [("`All` (default)", HealthScope::All), ("`Personal`", HealthScope::Personal)] {
        let scrubber = Scrubber::builder().health_scope(scope).build().unwrap();
        let scores = Scores::of(&scrubber, &messages, &[], false);
        let of = |kind: &str| {
            let kind = together(&scores, &[kind]);
            format!("{} of {}", share(kind.covered, kind.n), kind.n)
        };
        table_rows.push(vec![name.to_owned(), of("HEALTH"), of("HEALTHGEN")]);
    }
    hold("accuracy.md", "whose health", &table(&table_rows));
}
