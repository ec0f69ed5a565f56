//! Whatever a host gives as terms and names: nothing panics, `Debug` quotes none of them, findings stay in order, a term
//! of plain words is found as it was given and in capitals, and scrubbing twice changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::{Confidence, KnownNames, Label, OwnDictionary, Scrubber};

// A line is a term, or with `=` in front a name to mask, with `-` one to leave.
fuzz_target!(|input: (&str, &str)| {
    let (list, message) = input;
    let mut terms = OwnDictionary::new("terms", Label::Custom("term"), Confidence::Certain).expect("a fine name");
    let mut known = KnownNames::new();
    let (mut plain, mut left) = (Vec::new(), false);
    for line in list.lines() {
        if let Some(name) = line.strip_prefix('=') {
            known.mask(name);
        } else if let Some(name) = line.strip_prefix('-') {
            left = true;
            known.leave_unmasked(name);
        } else if terms.add(line).is_ok() && line.split(' ').all(is_word) {
            plain.push(line);
        }
    }
    assert!(!format!("{terms:?} {known:?}").contains(|c: char| !c.is_ascii()));
    let mut builder = Scrubber::builder();
    let scrubber = builder.detector(terms).known_names(known).mask_public_bodies().build().expect("fine names");
    let findings = scrubber.find(message);
    assert!(findings.is_sorted_by(|a, b| a.span().end <= b.span().start));
    assert!(findings.iter().all(|finding| message.get(finding.span().range()).is_some_and(|s| !s.is_empty())));
    let once = scrubber.scrub(message).to_string();
    assert_eq!(scrubber.scrub(&once).as_str(), once);
    for term in plain.iter().filter(|_| !left) {
        for text in [format!(". {term} ."), format!(". {} .", term.to_ascii_uppercase())] {
            let found = scrubber
                .find(&text)
                .iter()
                .any(|finding| finding.span().start <= 2 && finding.span().end >= text.len() - 2);
            assert!(found || sladd::Label::from_name(term).is_some(), "{term:?} is not found whole");
        }
    }
});

/// Letters and digits of Latin, Greek and Cyrillic; a mark by itself belongs to whatever stands before it.
fn is_word(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|c| c.is_alphanumeric() && matches!(c, '\0'..='\u{2FF}' | '\u{370}'..='\u{482}'))
}
