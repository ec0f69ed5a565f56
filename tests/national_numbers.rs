//! National numbers against an oracle: the rules of the text book, written as plainly as can be.
//!
//! Numbers made here belong to nobody: series with month + 80, or birth years 1854 to 1899.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "figures are for the reader of the output")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Confidence, Label, Scrubber};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

const NATIONAL: [Label; 6] =
    [Label::Fodselsnummer, Label::DNummer, Label::HNummer, Label::FhNummer, Label::SyntheticId, Label::UnverifiedId];

/// The eleven digits for the first nine and the rest that the first control digit shall leave; none where a control
/// digit would be ten.
fn number(first_nine: &str, rest: u32) -> Option<String> {
    let mut digits: Vec<u32> = first_nine.chars().map(|c| c.to_digit(10).unwrap()).collect();
    for (weights, rest) in [(&[3, 7, 6, 1, 8, 9, 4, 5, 2][..], rest), (&[5, 4, 3, 2, 7, 6, 5, 4, 3, 2], 0)] {
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        let control = (22 + rest - sum % 11) % 11;
        if control == 10 {
            return None;
        }
        digits.push(control);
    }
    Some(digits.iter().map(u32::to_string).collect())
}

fn label(day_offset: u32, month_offset: u32) -> Label {
    match (day_offset, month_offset) {
        (0, 0) => Label::Fodselsnummer,
        (40, 0) => Label::DNummer,
        (0, 40) => Label::HNummer,
        (_, 20) => Label::UnverifiedId,
        _ => Label::SyntheticId,
    }
}

fn only(text: &str) -> Option<(Label, Confidence)> {
    match SCRUBBER.find(text).as_slice() {
        [finding] if finding.span().len() == text.len() => Some((finding.label(), finding.confidence())),
        _ => None,
    }
}

#[test]
fn every_series_is_known_by_label_and_rule() {
    let mut checked = 0;
    for day_offset in [0, 40] {
        for month_offset in [0, 20, 40, 60, 65, 80] {
            for (day, month, year, serial, rest) in
                (0..60).map(|i| (1 + i % 28, 1 + i % 12, 54 + i % 46, 500 + i * 4, i % 4))
            {
                let nine = format!("{:02}{:02}{year:02}{serial}", day + day_offset, month + month_offset);
                let Some(number) = number(&nine, rest) else { continue };
                let confidence = if rest == 0 { Confidence::Certain } else { Confidence::Likely };
                let wanted = label(day_offset, month_offset);
                assert_eq!(only(&number), Some((wanted, confidence)), "{day_offset} {month_offset} rest {rest}");
                checked += 1;
            }
        }
    }
    assert!(checked > 400);
}

#[test]
fn a_leap_day_exists_where_two_digits_of_a_year_allow_it() {
    for (year, exists) in [(56, true), (60, true), (96, true), (57, false), (99, false)] {
        let number = (500..749).find_map(|serial| number(&format!("2902{year}{serial}"), 0)).unwrap();
        let found = only(&number).map(|(label, _)| label);
        assert_eq!(found == Some(Label::Fodselsnummer), exists, "year {year}");
        assert!(found.is_some(), "29 February {year} still points at somebody");
    }
}

/// Where sladd and the checkers answer differently, and why. Kind of number as the vectors call it, checker, whether
/// sladd masks what the checker rejects (the other way round never happens).
const DISAGREEMENTS: [(&str, &str, &str); 9] = [
    (
        "rest0",
        "python_stdnum",
        "rejects births in the future and centuries the serial does not allow; a masker must not",
    ),
    ("rest1", "python_stdnum", "knows only the rule of today; numbers issued from 2032 leave a rest of 1 to 3"),
    ("month+20", "every checker", "the agencies' own series (NPID) are keys to persons too"),
    ("month+60", "every checker", "test numbers of those series"),
    ("month+65", "every checker", "test numbers of the health registers (SyntPop)"),
    ("month+80", "skatteetaten_js_real", "test numbers: masked with a label of their own"),
    ("FH", "every checker", "emergency numbers of hospitals have no date"),
    ("29 Feb leap", "python_stdnum", "rejects by century"),
    ("bad day", "navikt_fnrvalidator", "31 April with right control digits was typed by somebody and points at them"),
];

/// Every row of the shared vectors, where they are: masked by itself when any rule accepts it, and masked beside a
/// cue always.
#[test]
fn the_shared_vectors_are_answered() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors/national-numbers.tsv");
    let Ok(table) = fs::read_to_string(path) else {
        println!("skipped: the shared vectors are not here");
        return;
    };
    let mut rows = 0;
    let mut differs = [0; DISAGREEMENTS.len()];
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [number, construction, reference, stdnum, navikt, real, synthetic, _] = columns.as_slice() else {
            panic!("a row has {} columns", columns.len());
        };
        rows += 1;
        let alone = SCRUBBER.find(number);
        let (rule, series) = reference.split_once('/').unwrap();
        let masked = alone.iter().any(|f| f.span().len() == number.len());
        if series == "FH-shape" {
            assert_eq!(masked && NATIONAL.contains(&alone[0].label()), rule == "strict", "{construction}");
        } else if series != "no-date" && (rule == "strict" || rule.starts_with("2032")) {
            assert!(masked && NATIONAL.contains(&alone[0].label()), "{construction}: {alone:?}");
            let wanted = if rule == "strict" { Confidence::Certain } else { Confidence::Likely };
            assert_eq!(alone[0].confidence(), wanted, "{construction}");
            let day = if series.starts_with('D') { 40 } else { 0 };
            let month: u32 = series.split(',').next().unwrap().rsplit('+').next().unwrap().parse().unwrap_or(0);
            assert_eq!(alone[0].label(), label(day, month), "{construction} {series}");
        }
        // Graded, never vetoed: beside a cue everything is masked, whatever its digits say.
        for cue in ["fnr ", "personnummeret mitt er ", "fødselsnr: "] {
            let text = format!("{cue}{number}");
            let found = SCRUBBER.find(&text);
            assert!(found.iter().any(|f| f.span().end == text.len() && f.span().len() >= 11), "{cue}{construction}");
        }
        // No checker accepts what sladd leaves readable.
        let accepted = *stdnum == "valid" || *navikt != "invalid" || *real == "ok" || *synthetic == "ok";
        assert!(masked || !accepted, "{construction} is accepted by a checker and not masked");
        for ((kind, checker, _), count) in DISAGREEMENTS.iter().zip(&mut differs) {
            let rejects = match *checker {
                "python_stdnum" => *stdnum == "invalid",
                "navikt_fnrvalidator" => *navikt == "invalid",
                "skatteetaten_js_real" => *real == "no",
                _ => *stdnum == "invalid" && *navikt == "invalid" && *real == "no" && *synthetic == "no",
            };
            *count += usize::from(construction.contains(kind) && masked && rejects);
        }
    }
    assert!(rows > 800, "{rows} rows");
    for ((kind, checker, why), count) in DISAGREEMENTS.iter().zip(differs) {
        println!("{count:4} rows {kind:12} {checker:22} {why}");
        assert!(count > 0, "{kind} against {checker}: the disagreement no longer shows");
    }
}

/// Nine digits of a series that belongs to nobody, and the rest to leave.
fn nine() -> impl Strategy<Value = (String, Label)> {
    let series = prop_oneof![
        Just((0, 80, 0, 999)),
        Just((40, 80, 0, 999)),
        Just((0, 65, 0, 999)),
        Just((0, 0, 500, 749)),
        Just((40, 0, 500, 749)),
        Just((0, 40, 500, 749)),
        Just((0, 20, 500, 749)),
    ];
    (series, 1..=28_u32, 1..=12_u32, 54..=99_u32, 0..1000_u32).prop_map(
        |((day_offset, month_offset, low, high), day, month, year, serial)| {
            let serial = low + serial % (high - low + 1);
            (
                format!("{:02}{:02}{year:02}{serial:03}", day + day_offset, month + month_offset),
                label(day_offset, month_offset),
            )
        },
    )
}

/// The ways in which people write eleven digits.
fn shaped(digits: &str, shape: usize) -> String {
    let part = |ranges: &[std::ops::Range<usize>], separator: &str| {
        ranges.iter().map(|range| &digits[range.clone()]).collect::<Vec<_>>().join(separator)
    };
    let spread = |separator: &str| digits.chars().map(String::from).collect::<Vec<_>>().join(separator);
    match shape {
        0 => digits.to_owned(),
        1 => part(&[0..6, 6..11], " "),
        2 => part(&[0..6, 6..11], "-"),
        3 => part(&[0..6, 6..11], "\u{A0}"),
        4 => part(&[0..6, 6..11], "\u{2009}"),
        5 => part(&[0..6, 6..11], " – "),
        6 => part(&[0..6, 6..11], "."),
        7 => part(&[0..6, 6..11], "/"),
        8 => part(&[0..6, 6..11], "\n"),
        9 => format!("{} {}", part(&[0..2, 2..4, 4..6], "."), &digits[6..]),
        10 => part(&[0..2, 2..4, 4..6, 6..8, 8..10, 10..11], " "),
        11 => part(&[0..2, 2..4, 4..6, 6..9, 9..11], " "),
        12 => spread(" "),
        13 => spread("-"),
        14 => spread("\u{200B}"),
        15 => spread("\u{AD}"),
        16 => digits.chars().map(|c| char::from_u32(0xFF10 + c.to_digit(10).unwrap()).unwrap()).collect(),
        17 => digits.replace('0', "O"),
        18 => format!("{}.18{} {}", part(&[0..2, 2..4], "."), &digits[4..6], &digits[6..]),
        19 => digits
            .chars()
            .map(|c| format!("{} ", WORDS[c.to_digit(10).unwrap() as usize]))
            .collect::<String>()
            .trim_end()
            .to_owned(),
        20 => digits
            .chars()
            .map(|c| format!("{}, ", NEW_WORDS[c.to_digit(10).unwrap() as usize]))
            .collect::<String>()
            .trim_end_matches(", ")
            .to_owned(),
        21 => in_pairs(digits, new_counting),
        22 => in_pairs(digits, old_counting),
        // The date in figures, the rest as dictated.
        _ => format!(
            "{} {}",
            &digits[..6],
            digits[6..].chars().map(|c| WORDS[c.to_digit(10).unwrap() as usize]).collect::<Vec<_>>().join(" ")
        ),
    }
}

const TEENS: [&str; 10] =
    ["ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"];
const TENS: [&str; 8] = ["tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti"];
const OLD_TENS: [&str; 8] = ["tyve", "tredve", "førti", "femti", "seksti", "sytti", "åtti", "nitti"];

/// Five pairs and the last digit: "elleve null tre syttini …".
fn in_pairs(digits: &str, word: impl Fn(usize) -> String) -> String {
    let values: Vec<usize> = digits.chars().map(|c| c.to_digit(10).unwrap() as usize).collect();
    let mut words: Vec<String> = values.chunks_exact(2).map(|pair| word(pair[0] * 10 + pair[1])).collect();
    words.push(WORDS[values[10]].to_owned());
    words.join(" ")
}

fn new_counting(pair: usize) -> String {
    match (pair / 10, pair % 10) {
        (0, unit) => format!("null {}", WORDS[unit]),
        (1, unit) => TEENS[unit].to_owned(),
        // A ten and a unit behind it would be heard as one number.
        (ten, 0) => format!("{} null", WORDS[ten]),
        (ten, unit) => format!("{}{}", TENS[ten - 2], WORDS[unit]),
    }
}

fn old_counting(pair: usize) -> String {
    match (pair / 10, pair % 10) {
        (0 | 1, _) | (_, 0) => new_counting(pair),
        (ten, unit) => format!("{}og{}", WORDS[unit], OLD_TENS[ten - 2]),
    }
}

const SHAPES: usize = 24;
const WORDS: [&str; 10] = ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"];
const NEW_WORDS: [&str; 10] = ["nul", "ein", "to", "tre", "fire", "fem", "seks", "syv", "åtte", "ni"];

/// Norwegian to stand around a number.
const AROUND: &[&str] = &[
    "hei ",
    "jeg lurer på noe. ",
    "Her er det: ",
    "(",
    "«",
    "kan de sjå på dette? ",
    "takk! ",
    "fnr",
    "fnr: ",
    "=",
    "😀 ",
    "eg trur det er ",
    "skjemaet vil ha ",
    "\n",
    "det er\t",
    "NR ",
    "og så ",
];
const BEHIND: &[&str] =
    &["", ".", ", takk", ")", "»", " er mitt", "\nmvh", "!", " – stemmer det?", "?", ";navn", "&side=2", "\""];

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    /// A valid number of each kind, in any shape, inside Norwegian text, is found whole, with its label.
    #[test]
    fn a_valid_number_is_always_found(
        (nine, wanted) in nine(),
        shape in 0..SHAPES,
        before in prop::sample::select(AROUND),
        behind in prop::sample::select(BEHIND),
    ) {
        let Some(digits) = number(&nine, 0) else { return Ok(()) };
        // Four zeros typed as letters and fewer than twice as many figures: no longer a number to any reader.
        prop_assume!(shape != 17 || digits.matches('0').count() < 5);
        prop_assume!(shape != 17 || before != "fnr");
        let written = shaped(&digits, shape);
        let glue = if (19..=22).contains(&shape) && before == "fnr" { " " } else { "" };
        let text = format!("{before}{glue}{written}{behind}");
        let start = before.len() + glue.len();
        let found = SCRUBBER.find(&text);
        let hit = found.iter().find(|f| f.span().start <= start && start + written.len() <= f.span().end);
        prop_assert!(hit.is_some(), "{:?} in {:?}: {:?}", written, text, found);
        let label = hit.unwrap().label();
        prop_assert!(label == wanted || label == Label::BankAccount, "{:?}: {} for {}", text, label, wanted);
    }
}

/// Random digits without a cue are called national numbers no more often than chance allows: 0.5 per cent fit a series
/// by today's rule, 1.5 per cent by that of 2032 (20 million samples, every offset).
#[test]
fn random_digits_are_rarely_taken_for_national_numbers() {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % 100_000_000_000
    };
    let samples = 20_000;
    let called = (0..samples)
        .filter(|_| SCRUBBER.find(&format!("{:011}", next())).iter().any(|f| NATIONAL.contains(&f.label())))
        .count();
    let share = called as f64 / f64::from(samples);
    println!("{:.2} % of random eleven digits are called national numbers", share * 100.0);
    assert!(share < 0.02, "{share}");
    assert!(share > 0.001, "{share}: the test does not reach the detector");
}
