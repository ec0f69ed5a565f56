//! Whose health it is.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "the shares are for the reader of the output")]

use sladd::{HealthScope, Label, Scrubber};

/// The lines of `health/scope.txt`: the message, the marked words, whether they speak in general.
fn lines() -> Vec<(String, Vec<String>, bool)> {
    include_str!("health/scope.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let general = line.contains("{health_general|");
            let (mut text, mut marked, mut rest) = (String::new(), Vec::new(), line);
            while let Some((before, inner)) = rest.split_once('{') {
                let (mark, after) = inner.split_once('}').expect("a mark ends");
                let (label, words) = mark.split_once('|').expect("a mark has a label");
                text.push_str(before);
                text.push_str(words);
                if label.starts_with("health") {
                    marked.push(words.to_owned());
                }
                rest = after;
            }
            text.push_str(rest);
            (text, marked, general)
        })
        .collect()
}

/// How many of the marked words are gone from the scrubbed text, of all.
fn masked(scrubber: &Scrubber, general: bool) -> (usize, usize) {
    let mut counts = (0, 0);
    for (text, marked, _) in lines().into_iter().filter(|line| line.2 == general) {
        let scrubbed = scrubber.scrub(&text);
        for words in marked {
            counts.1 += 1;
            counts.0 += usize::from(!scrubbed.as_str().contains(&words));
        }
    }
    counts
}

#[test]
fn a_scrubber_can_leave_what_is_said_in_general() {
    let all = Scrubber::norwegian();
    let personal = Scrubber::builder().health_scope(HealthScope::Personal).build().unwrap();
    for (name, scrubber) in [("all", &all), ("personal", &personal)] {
        let ((of_persons, persons), (in_general, general)) = (masked(scrubber, false), masked(scrubber, true));
        println!("{name}: {of_persons} of {persons} of persons masked, {in_general} of {general} in general");
        assert!(persons > 150 && general > 50);
        assert!(of_persons * 100 >= persons * 85, "{name}: {of_persons} of {persons}");
        if name == "all" {
            assert!(in_general * 100 >= general * 85, "{name}: {in_general} of {general}");
        } else {
            assert!(in_general * 100 <= general * 30, "{name}: {in_general} of {general}");
        }
    }
}

#[test]
fn a_finding_says_whose_health_it_is() {
    let scrubber = Scrubber::norwegian();
    for (text, variant) in [
        ("Jeg har diabetes", "personal"),
        ("mamma fikk kreft i fjor", "personal"),
        ("Hva er symptomene på migrene?", "general"),
        ("Hvor lenge varer vannkopper hos barn?", "general"),
    ] {
        let findings = scrubber.find(text);
        assert_eq!(findings.len(), 1, "{text}");
        assert_eq!((findings[0].label(), findings[0].variant()), (Label::Health, Some(variant)), "{text}");
    }
}
