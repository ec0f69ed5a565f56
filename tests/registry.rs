//! A detector is one source file, a line pair in `detectors/mod.rs` and one case file; this says which is missing.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "cross-talk is for the reader of the output")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use sladd::Scrubber;
use support::{case_file, case_files, cases, root};

/// The fewest cases of each sort that show what a detector does.
const FEWEST: usize = 8;

const HEADINGS: [&str; 4] = ["# What it finds", "# What proves it", "# What it leaves alone", "# Sources"];

/// The source files of detectors: name of the detector by the file's name, and the text.
fn sources() -> Vec<(String, String)> {
    fs::read_dir(root().join("src/detectors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("mod.rs"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().replace('_', "-");
            (name, fs::read_to_string(path).unwrap())
        })
        .filter(|(_, source)| source.contains("impl Detector for"))
        .collect()
}

#[test]
fn every_source_file_is_registered() {
    let scrubber = Scrubber::norwegian();
    let registered: BTreeSet<&str> = scrubber.detectors().map(|(name, _)| name).collect();
    let written = sources();
    for (name, _) in &written {
        assert!(
            registered.contains(name.as_str()),
            "src/detectors/{}.rs holds a detector that `standard()` in src/detectors/mod.rs does not list, or whose \
             name() is not {name:?} (a detector that needs settings is added by `Builder::assemble`)",
            name.replace('-', "_"),
        );
    }
    for name in registered {
        assert!(
            written.iter().any(|(file, _)| file == name),
            "the detector {name:?} has no source file of that name in src/detectors"
        );
    }
}

#[test]
fn every_detector_documents_itself() {
    for (name, source) in sources() {
        for heading in HEADINGS {
            assert!(
                source.contains(&format!("//! {heading}\n")),
                "the module documentation of the detector {name:?} lacks the heading {heading:?}"
            );
        }
    }
}

#[test]
fn every_detector_has_cases_of_both_sorts_and_of_each_label() {
    let scrubber = Scrubber::norwegian();
    for (name, labels) in scrubber.detectors() {
        let path = case_file(name);
        assert!(path.exists(), "the detector {name:?} has no case file {}", path.display());
        let cases = cases(&path);
        let positive = cases
            .iter()
            .filter(|case| case.marks.iter().any(|(_, _, label)| labels.iter().any(|known| known.as_str() == label)));
        let positive = positive.count();
        let negative = cases.iter().filter(|case| case.marks.is_empty()).count();
        assert!(positive >= FEWEST, "{name}: {positive} cases with a mark, at least {FEWEST} are wanted");
        assert!(negative >= FEWEST, "{name}: {negative} cases without a mark, at least {FEWEST} are wanted");
        for label in labels {
            assert!(
                cases.iter().any(|case| case.marks.iter().any(|(_, _, marked)| marked == label.as_str())),
                "{name}: no case shows the label {label}"
            );
        }
    }
}

#[test]
fn every_case_file_belongs_to_a_detector() {
    let scrubber = Scrubber::norwegian();
    let wanted: BTreeSet<_> = scrubber.detectors().map(|(name, _)| case_file(name)).collect();
    for path in case_files() {
        assert!(wanted.contains(&path), "{} belongs to no detector", path.display());
    }
}

/// Cross-talk: which detectors speak on the cases of another. Printed for the reader; what counts is that a detector
/// never speaks where the case says nothing is to be found, which `tests/cases.rs` holds for all together.
#[test]
fn cross_talk_is_visible() {
    let scrubber = Scrubber::norwegian();
    let mut answered = 0;
    for (name, _) in scrubber.detectors() {
        let mut others: Vec<&str> = Vec::new();
        for case in cases(&case_file(name)) {
            for finding in scrubber.find(&case.text) {
                answered += 1;
                if finding.detector() != name && !others.contains(&finding.detector()) {
                    others.push(finding.detector());
                }
            }
        }
        println!("{name:20} also answered by {others:?}");
    }
    assert!(answered > 0);
}
