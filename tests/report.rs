//! Reports count once what was found, merge in any order, and hold nothing of any message.

#![cfg(all(feature = "names", feature = "health"))]

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Confidence, ConversationTally, Label, Report, Scrubber};
use support::messages::message;

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

const CONFIDENCES: [Confidence; 3] = [Confidence::Possible, Confidence::Likely, Confidence::Certain];

fn counted(messages: &[String]) -> Report {
    let mut report = Report::new();
    for message in messages {
        report.add(&SCRUBBER.scrub(message));
    }
    report
}

fn merged(reports: &[&Report]) -> Report {
    let mut whole = Report::new();
    for report in reports {
        whole.merge(report);
    }
    whole
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_associative_and_commutative(
        a in prop::collection::vec(message(), 0..4),
        b in prop::collection::vec(message(), 0..4),
        c in prop::collection::vec(message(), 0..4),
    ) {
        let whole = counted(&[a.clone(), b.clone(), c.clone()].concat());
        let (a, b, c) = (counted(&a), counted(&b).with_policy("strict", "0123"), counted(&c));
        let left = merged(&[&merged(&[&a, &b]), &c]);
        prop_assert_eq!(&left, &merged(&[&a, &merged(&[&b, &c])]));
        prop_assert_eq!(&left, &merged(&[&c, &b, &a]));
        // Counting in parts is counting the whole.
        prop_assert_eq!(left, whole.with_policy("strict", "0123"));
    }

    /// Every finding is counted once in each table, every byte of it once.
    #[test]
    fn tables_agree(messages in prop::collection::vec(message(), 0..6)) {
        let report = counted(&messages);
        let findings: Vec<_> = messages.iter().map(|message| SCRUBBER.find(message)).collect();
        let all = findings.concat();
        prop_assert_eq!(report.findings(), all.len() as u64);
        prop_assert_eq!(report.by_label().map(|(_, count)| count).sum::<u64>(), report.findings());
        prop_assert_eq!(report.by_detector().map(|(_, count)| count).sum::<u64>(), report.findings());
        prop_assert_eq!(CONFIDENCES.iter().map(|c| report.confidence(*c)).sum::<u64>(), report.findings());
        prop_assert_eq!(report.bytes_masked(), all.iter().map(|f| f.span().len() as u64).sum::<u64>());
        prop_assert_eq!(report.messages(), messages.len() as u64);
        prop_assert_eq!(report.messages_touched(), findings.iter().filter(|f| !f.is_empty()).count() as u64);
        for label in Label::BUILT_IN {
            prop_assert_eq!(report.label(*label), all.iter().filter(|f| f.label() == *label).count() as u64);
        }
    }

    /// What is left of a report has no small number in it, and no number that the report does not have.
    #[test]
    fn a_suppressed_report_shows_large_numbers_only(
        messages in prop::collection::vec(message(), 0..40),
        k in 0..12_u64,
    ) {
        let report = counted(&messages);
        let seen = report.suppressed(k);
        let shown = seen.by_label().chain([("", seen.findings()), ("", seen.messages()), ("", seen.messages_touched())]);
        for (_, count) in shown.chain(seen.by_detector().map(|(name, count)| (name, Some(count)))) {
            prop_assert!(count.is_none_or(|count| count == 0 || count >= seen.below()));
        }
        for (name, count) in report.by_label() {
            let label = Label::from_name(name).unwrap();
            prop_assert!(seen.label(label).is_none_or(|seen| seen == count));
        }
        // One number alone would follow from the total.
        let hidden = seen.by_label().filter(|(_, count)| count.is_none()).count();
        prop_assert!(seen.findings().is_none() || hidden != 1);
        prop_assert!(hidden == 0 || (seen.bytes_masked().is_none() && seen.by_detector().next().is_none()));
    }
}

/// Two threads, one conversation that moves from one to the other: it is counted once.
#[test]
fn a_conversation_is_counted_once_wherever_its_messages_are() {
    let (mut morning, mut evening) = (Report::new(), Report::new());
    let (mut moves, mut stays) = (ConversationTally::new(), ConversationTally::new());
    morning.add_in(&mut moves, &SCRUBBER.scrub("Hei, er det noen der?"));
    morning.add_in(&mut stays, &SCRUBBER.scrub("Når åpner dere?"));
    assert!(!moves.is_touched());
    evening.add_in(&mut moves, &SCRUBBER.scrub("Nummeret mitt er 412 00 000"));
    evening.add_in(&mut moves, &SCRUBBER.scrub("eller kari@example.no"));
    assert!(moves.is_touched() && !stays.is_touched());
    assert_eq!((evening.conversations(), evening.conversations_touched()), (0, 1));
    let day = merged(&[&morning, &evening]);
    assert_eq!((day.conversations(), day.conversations_touched()), (2, 1));
    assert_eq!((day.messages(), day.messages_touched()), (4, 2));
}

#[test]
fn what_find_gives_is_counted_like_what_scrub_gives() {
    let text = "Ring Kari Nordvik på 412 00 000";
    let (mut by_find, mut by_scrub) = (Report::new(), Report::new());
    by_find.add(&SCRUBBER.find(text));
    by_scrub.add(&SCRUBBER.scrub(text));
    assert_eq!(by_find, by_scrub);
    assert_eq!(by_find.findings(), 2);
}

#[test]
fn policies_and_editions_are_named() {
    let one = Report::new().with_policy("strict", "aa01");
    let both = merged(&[&one, &Report::new().with_policy("balanced", "bb02"), &one]);
    let named: Vec<_> = both.policies().map(|policy| (policy.name(), policy.fingerprint())).collect();
    assert_eq!(named, [("balanced", "bb02"), ("strict", "aa01")]);
    assert_eq!(both.suppressed(5).policies().count(), 2);
    let builds: Vec<_> = both.builds().map(|build| (build.sladd(), build.dictionaries())).collect();
    assert_eq!(builds, [(env!("CARGO_PKG_VERSION"), Scrubber::dictionary_version())]);
}

/// Personal data of several kinds, each piece of it unlike any word of the crate.
const SECRETS: [&str; 5] = ["Zebrafine", "Kvitteson", "413 98 765", "zebrafine@example.no", "01819912345"];

fn report_on_secrets() -> Report {
    let [given, surname, phone, email, number] = SECRETS;
    let text = format!("jeg heter {given} {surname}, tlf {phone}, epost {email}, fnr {number}");
    let mut report = Report::new().with_policy("strict", "aa01");
    report.add_in(&mut ConversationTally::new(), &SCRUBBER.scrub(&text));
    assert_eq!(report.findings(), 4);
    report
}

#[test]
fn a_report_holds_nothing_of_a_message() {
    let report = report_on_secrets();
    let printed = format!("{report:?} {:?}", report.suppressed(5)).to_lowercase();
    for secret in SECRETS {
        assert!(!printed.contains(&secret.to_lowercase()), "{printed}");
    }
}

#[cfg(feature = "serde")]
mod written {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn the_written_form_is_stable_and_read_back() {
        let report = report_on_secrets();
        let written = serde_json::to_value(&report).unwrap();
        let wanted = json!({
            "schema": 1, "messages": 1, "messages_touched": 1, "conversations": 1, "conversations_touched": 1,
            "findings": 4, "bytes_masked": report.bytes_masked(),
            "by_label": {"email": 1, "name": 1, "phone": 1, "unverified_id": 1},
            "by_confidence": {"possible": 0, "likely": 0, "certain": 4},
            "by_detector": {"email": 1, "name": 1, "national-id": 1, "phone": 1},
            "policies": [{"name": "strict", "fingerprint": "aa01"}],
            "builds": [{"sladd": env!("CARGO_PKG_VERSION"), "dictionaries": Scrubber::dictionary_version()}],
        });
        assert_eq!(written, wanted);
        assert_eq!(serde_json::from_value::<Report>(written).unwrap(), report);
    }

    #[test]
    fn numbers_that_are_left_out_are_null() {
        let written = serde_json::to_value(report_on_secrets().suppressed(5)).unwrap();
        assert_eq!((&written["suppressed_below"], &written["findings"]), (&json!(5), &Value::Null));
        assert_eq!(written["by_label"], json!({"email": null, "name": null, "phone": null, "unverified_id": null}));
        assert_eq!((&written["by_detector"], &written["by_confidence"]), (&Value::Null, &Value::Null));
    }

    #[test]
    fn what_contradicts_itself_or_names_what_nothing_is_called_is_refused() {
        let changed = |path: &str, value: Value| {
            let mut written = serde_json::to_value(report_on_secrets()).unwrap();
            *written.pointer_mut(path).unwrap() = value;
            serde_json::from_value::<Report>(written).map_err(|error| error.to_string())
        };
        assert!(changed("/messages", json!(7)).is_ok());
        assert!(changed("/schema", json!(2)).unwrap_err().contains("form"));
        assert!(changed("/findings", json!(3)).unwrap_err().contains("contradict"));
        let error = changed("/by_label", json!({"Kari Kvitteson": 4})).unwrap_err();
        assert!(error.contains("name") && !error.contains("Kvitteson"), "{error}");
    }

    #[test]
    fn numbers_stay_at_their_end() {
        let mut written = serde_json::to_value(report_on_secrets()).unwrap();
        written["messages"] = json!(u64::MAX);
        let mut report: Report = serde_json::from_value(written).unwrap();
        report.merge(&report_on_secrets());
        report.add(&SCRUBBER.scrub("hei"));
        assert_eq!(report.messages(), u64::MAX);
        assert_eq!(report.findings(), 8);
    }
}
