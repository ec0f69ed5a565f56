//! The laws of the crate over messages with planted data, and where each law is tried.
//!
//! | law | tried by |
//! | --- | --- |
//! | 1 findings are sorted, disjoint, on character boundaries, inside the text | `findings_keep_order` here (three generators); `careless_claims_are_widened_and_clamped` in `laws.rs`; fuzz targets `scrub`, `resolve`, `conversation` |
//! | 2 every byte of a standing claim is masked, no other byte is | `claims_and_nothing_else_are_masked`, `what_is_planted_is_masked` here; `findings_are_sorted_disjoint_and_all_that_changes` in `laws.rs`; `src/resolve.rs` |
//! | 3 the order of detectors does not matter | `the_order_of_own_detectors_does_not_matter` here; `the_order_of_detectors_does_not_matter` in `src/builder.rs` |
//! | 4 scrubbing does not fail or panic, in linear time and memory | `hostile.rs`; `hostile_messages_take_linear_time` in `laws.rs`; every fuzz target |
//! | 5 nothing found: borrowed, nothing allocated | `nothing_found_is_borrowed` in `laws.rs`; `a_clean_message_is_borrowed_and_allocates_nothing` in `privacy.rs` |
//! | 6 scrubbing twice changes nothing | `scrubbing_twice_changes_nothing` here (three generators) and in `laws.rs`; fuzz target `scrub` |
//! | 7 a stream in any pieces writes what the whole would, and holds back little | `no_planted_value_comes_through_a_stream` here; `stream.rs`; fuzz target `stream` |
//! | 8 nothing prints message text | `what_is_planted_is_not_printed` here; `leak_audit.rs`, `privacy.rs`, `policy_privacy.rs` |
//! | 9 a feature adds, never changes | `cases.rs` and this file with every set of features that has both dictionaries; `kept_names.rs`, the documentation's tests and the library's with each feature alone |

#![cfg(all(feature = "names", feature = "health"))]

mod support;

use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Claims, Confidence, Detector, Finding, Label, Scrubber, Span, Text};
use support::grammar::{Planted, planted};
use support::messages::{mutated_case, random};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

/// The three sorts of messages: anything at all, cases with a letter changed, sentences with planted data.
fn any_message() -> impl Strategy<Value = String> {
    prop_oneof![random(), mutated_case(), planted().prop_map(|planted| planted.text)]
}

fn masked(findings: &[Finding], at: usize) -> bool {
    findings.iter().any(|finding| finding.span().range().contains(&at))
}

/// A detector of a host's own that claims what it is told of one text; places in another mean nothing, and the masked
/// text is looked at again.
#[derive(Clone)]
struct Told {
    name: &'static str,
    labels: &'static [Label],
    of: String,
    spans: Vec<(usize, usize)>,
    confidence: Confidence,
}

impl Detector for Told {
    fn name(&self) -> &'static str {
        self.name
    }

    fn labels(&self) -> &'static [Label] {
        self.labels
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for (start, end) in self.spans.iter().filter(|_| text.as_str() == self.of) {
            claims.add(Span::new(*start, *end), self.labels[0], self.confidence);
        }
    }
}

fn spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0..120_usize, 1..20_usize).prop_map(|(start, length)| (start, start + length)), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Laws 1 and 4.
    #[test]
    fn findings_keep_order(text in any_message()) {
        let findings = SCRUBBER.find(&text);
        prop_assert!(findings.is_sorted_by(|a, b| a.span().end <= b.span().start));
        prop_assert!(findings.iter().all(|f| text.get(f.span().range()).is_some_and(|found| !found.is_empty())));
    }

    /// Law 6.
    #[test]
    fn scrubbing_twice_changes_nothing(text in any_message()) {
        let once = SCRUBBER.scrub(&text).to_string();
        let twice = SCRUBBER.scrub(&once);
        prop_assert_eq!(twice.as_str(), &once);
    }

    /// Law 2, where the truth is known: every letter and digit of a planted value is masked.
    #[test]
    fn what_is_planted_is_masked(message in planted()) {
        let Planted { text, values } = message;
        let findings = SCRUBBER.find(&text);
        for range in values {
            let readable = text[range.clone()].char_indices().filter(|(at, c)| c.is_alphanumeric() && !masked(&findings, range.start + at));
            prop_assert_eq!(readable.count(), 0, "{:?} in {:?}", &text[range], text);
        }
    }

    /// Law 2 to the byte: with everything else switched off, what is masked is what was claimed, widened to characters.
    #[test]
    fn claims_and_nothing_else_are_masked(text in any_message(), spans in spans()) {
        let mut builder = Scrubber::builder();
        let (labels, of, confidence) = (&[Label::Custom("told")], text.clone(), Confidence::Possible);
        builder.mask_public_bodies().detector(Told { name: "told", labels, of, spans: spans.clone(), confidence });
        for label in Label::BUILT_IN {
            builder.leave_unmasked(*label);
        }
        let findings = builder.build().unwrap().find(&text);
        for (at, c) in text.char_indices() {
            let claimed = spans.iter().any(|(start, end)| *start < at + c.len_utf8() && at < *end);
            prop_assert_eq!(masked(&findings, at), claimed, "byte {} of {:?}", at, text);
        }
    }

    /// Law 3.
    #[test]
    fn the_order_of_own_detectors_does_not_matter(text in any_message(), a in spans(), b in spans(), sure in any::<bool>()) {
        let sure = if sure { Confidence::Certain } else { Confidence::Likely };
        let told = |name, labels, spans, confidence| Told { name, labels, of: text.clone(), spans, confidence };
        let one = told("one", &[Label::Custom("one")], a, Confidence::Likely);
        let two = told("two", &[Label::Custom("two")], b, sure);
        let find = |first: &Told, second: &Told| {
            Scrubber::builder().detector(first.clone()).detector(second.clone()).build().unwrap().find(&text)
        };
        prop_assert_eq!(find(&one, &two), find(&two, &one));
    }

    /// Law 7, for what must not come through.
    #[test]
    fn no_planted_value_comes_through_a_stream(message in planted(), sizes in prop::collection::vec(1..30_usize, 1..8)) {
        let Planted { text, values } = message;
        let mut stream = SCRUBBER.stream();
        let (mut written, mut at) = (String::new(), 0);
        for size in sizes.iter().cycle() {
            let end = (at + size..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
            stream.push(&text[at..end], &mut written);
            at = end;
            if at == text.len() {
                break;
            }
        }
        stream.finish(&mut written);
        for range in values {
            prop_assert!(!written.contains(&text[range.clone()]), "{:?} of {:?} in {:?}", &text[range], text, written);
        }
    }

    /// Law 8.
    #[test]
    fn what_is_planted_is_not_printed(message in planted()) {
        let Planted { text, values } = message;
        let scrubbed = SCRUBBER.scrub(&text);
        let printed = format!("{scrubbed:?} {scrubbed} {:?} {:?}", SCRUBBER.explain(&text), SCRUBBER.advise(&text));
        for range in values {
            let value = &text[range];
            // The names of kinds and rules are the crate's own words.
            prop_assert!(value == "angst" || value == "kreft" || !printed.contains(value), "{value:?} in {printed:?}");
        }
    }
}
