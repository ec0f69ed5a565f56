//! Every case of every detector, against the whole scrubber: what is marked is found with its label, nothing else is.

#![cfg(all(feature = "names", feature = "health"))]

mod support;

use std::fmt::Write;

use sladd::Scrubber;
use support::{Case, case_files, cases, root, scrubber_for};

#[test]
fn every_case_is_answered_as_marked() {
    let (mut total, mut wrong, mut report) = (0, 0, String::new());
    let files = case_files();
    let all = files.iter().map(|path| (scrubber_for(path), cases(path)));
    for (scrubber, case) in
        all.flat_map(|(scrubber, cases)| cases.into_iter().map(move |case| (scrubber.clone(), case)))
    {
        total += 1;
        let found = case.found(&scrubber);
        if found != case.marks {
            wrong += 1;
            let wanted = Case::marked(&case.text, &case.marks);
            let got = Case::marked(&case.text, &found);
            writeln!(report, "{}\n  wanted {wanted:?}\n  got    {got:?}", case.at).unwrap();
        }
    }
    assert!(total > 100, "only {total} cases were read");
    assert_eq!(wrong, 0, "{wrong} of {total} cases are answered otherwise:\n{report}");
}

/// Lines without personal data, as tempting as real text is.
#[test]
fn traps_stay_untouched() {
    let scrubber = Scrubber::norwegian();
    let traps = cases(&root().join("tests/traps.txt"));
    assert!(traps.len() > 100);
    let mut report = String::new();
    for trap in &traps {
        let found = trap.found(&scrubber);
        if !found.is_empty() {
            writeln!(report, "{}: {:?}", trap.at, Case::marked(&trap.text, &found)).unwrap();
        }
    }
    assert!(report.is_empty(), "traps that were masked:\n{report}");
}

/// Misses that are known and accepted stand in a file of their own; one that is mended must move to its case file.
#[test]
fn known_misses_are_still_missed() {
    // With every label on, so that a line of a detector that is off by default is a miss of that detector.
    let mut builder = Scrubber::builder();
    for label in sladd::Label::BUILT_IN {
        builder.mask(*label);
    }
    let scrubber = builder.build().unwrap();
    let path = root().join("tests/cases/known_misses.txt");
    for case in cases(&path) {
        assert_ne!(
            case.found(&scrubber),
            case.marks,
            "{}: this is answered as marked now: move it to the case file of its detector",
            case.at
        );
    }
}
