//! The scores of the evaluate example: by hand on a few messages, and held against the reference program where it is.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, dead_code, unreachable_pub, reason = "the example's modules are used in part")]

#[path = "../examples/evaluate/corpus.rs"]
mod corpus;
#[path = "../examples/evaluate/html.rs"]
mod html;
#[path = "../examples/evaluate/score.rs"]
mod score;

use std::fs;
use std::path::Path;
use std::process::Command;

use corpus::{Mark, from_corpus, unmark};
use score::Scores;
use sladd::Scrubber;

const SAMPLE: &str = "# writer: w1; age 30; origin Norway; region Oslo; register bokmål; domain nav\n\
    Jeg heter [[NAME:Kari Nordvik]], tlf [[PHONE:412 00 000]]\n\
    fnr [[FNR:{{FNR:sp}}]]\n\
    Takk for hjelpen\n\
    Ring 412 00 000\n\
    [[NAME:skjemaet]] var her\n\
    Hva er [[HEALTHGEN:migrene]]?\n";

#[test]
fn a_small_sample_is_counted_as_by_hand() {
    let messages = from_corpus("sample", SAMPLE).unwrap();
    assert_eq!(messages.len(), 6);
    assert_eq!((messages[0].writer.id.as_str(), messages[0].writer.field("register")), ("w1", "bokmål"));
    let scores = Scores::of(&Scrubber::norwegian(), &messages, &[], false);
    assert_eq!((scores.kinds["NAME"].n, scores.kinds["NAME"].covered), (2, 1));
    assert_eq!((scores.kinds["FNR"].n, scores.kinds["FNR"].covered), (1, 1));
    assert_eq!((scores.total().n, scores.total().covered), (4, 3), "HEALTHGEN counts neither way");
    assert_eq!((scores.alarms(), scores.false_alarms.get("phone")), (1, Some(&1)));
    assert_eq!((scores.with_personal_data, scores.leak_free), (3, 2));
    assert_eq!((scores.clean, scores.clean_untouched), (2, 1));
    assert_eq!(scores.by_register["bokmål"], (3, 4));
    let page = html::page("<sample>", &scores);
    assert!(page.contains("&lt;sample&gt;") && page.contains("<mark>skjemaet</mark>") && !page.contains("<sample>"));
}

#[test]
fn the_same_place_gets_the_same_number_and_marks_stand_where_it_is() {
    let (first, marks) = unmark("fnr [[FNR:{{FNR:dots}}]]\\nhei", "a:1").unwrap();
    let (again, _) = unmark("fnr [[FNR:{{FNR:dots}}]]\\nhei", "a:1").unwrap();
    let (other, _) = unmark("fnr [[FNR:{{FNR:dots}}]]\\nhei", "a:2").unwrap();
    assert_eq!(first, again);
    assert_ne!(first, other);
    assert!(first.ends_with("\nhei"));
    assert_eq!(marks, [Mark { start: 4, end: first.len() - 4, kind: "FNR".to_owned() }]);
    assert!(unmark("[[FNR:{{NOPE}}]]", "a").is_err());
    assert!(unmark("[[FNR:123", "a").is_err());
}

/// What the detectors of names and health reach on the part of the corpus that nothing was fitted on must not fall.
#[test]
fn accuracy_on_the_corpus_does_not_fall() {
    let test = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/test");
    if !test.exists() {
        println!("skipped: the corpus is no part of the package");
        return;
    }
    let scores = Scores::of(&Scrubber::norwegian(), &corpus::read(&test).unwrap(), &[], false);
    let alarms =
        |label: &str| 1000.0 * scores.false_alarms.get(label).copied().unwrap_or(0) as f64 / scores.words as f64;
    for (kind, label, least, most) in [("NAME", "name", 88, 2.2), ("HEALTH", "health", 68, 1.7)] {
        let Some(counted) = scores.kinds.get(kind) else { panic!("{kind} is not in the corpus") };
        let share = 100 * counted.covered / counted.n;
        println!("{kind}: {share} % of {}, {:.2} false alarms in 1000 words", counted.n, alarms(label));
        assert!(share >= least, "{kind}: {share} %");
        assert!(alarms(label) <= most, "{kind}: {:.2} false alarms", alarms(label));
    }
}

/// Every count of the reference program, where it and its data are.
#[test]
fn the_reference_program_counts_the_same() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
    let (program, data) = (shared.join("score.py"), shared.join("data/dev.jsonl"));
    if !program.exists() || !data.exists() {
        println!("skipped: the reference program is not here");
        return;
    }
    let messages = corpus::read(&data).unwrap();
    let scrubber = Scrubber::norwegian();
    let found: Vec<String> = messages
        .iter()
        .map(|message| {
            let findings: Vec<String> = scrubber
                .find(&message.text)
                .iter()
                .map(|f| format!(r#"{{"start":{},"end":{},"label":"{}"}}"#, f.span().start, f.span().end, f.label()))
                .collect();
            format!(r#"{{"findings":[{}]}}"#, findings.join(","))
        })
        .collect();
    let file = std::env::temp_dir().join(format!("sladd-evaluate-{}.jsonl", std::process::id()));
    fs::write(&file, found.join("\n")).unwrap();
    let output = Command::new("python3").arg(program).arg(&data).arg(&file).arg("--json").output().unwrap();
    fs::remove_file(&file).unwrap();
    let reference: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let scores = Scores::of(&scrubber, &messages, &[], false);
    for (kind, row) in reference["kinds"].as_object().unwrap() {
        let ours = &scores.kinds[kind];
        assert_eq!(row["n"].as_u64().unwrap() as usize, ours.n, "{kind}");
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        for (name, value) in [
            ("covered", share(ours.covered, ours.n)),
            ("touched", share(ours.touched, ours.n)),
            ("leaked_chars", share(ours.leaked, ours.characters)),
        ] {
            assert!((row[name].as_f64().unwrap() - value).abs() < 1e-9, "{kind} {name}");
        }
    }
    assert_eq!(reference["findings"].as_u64().unwrap() as usize, scores.findings);
    assert_eq!(reference["false_alarms"].as_u64().unwrap() as usize, scores.alarms());
    assert!((reference["false_alarms_per_1000_words"].as_f64().unwrap() - scores.alarms_per_thousand()).abs() < 1e-9);
    assert_eq!(reference["with_personal_data"].as_u64().unwrap() as usize, scores.with_personal_data);
    assert_eq!(reference["clean"].as_u64().unwrap() as usize, scores.clean);
}
