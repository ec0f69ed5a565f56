//! The laws of the crate as properties, over random text, mutated cases and invented messages.

#![cfg(all(feature = "names", feature = "health"))]

#[path = "support/clock.rs"]
mod clock;
mod support;

use std::borrow::Cow;
use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Claims, Confidence, Detector, Label, Scrubber, Span, Text};
use support::messages::message;

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    /// Law 1, and law 2 as far as it shows outside: what lies between findings is untouched.
    #[test]
    fn findings_are_sorted_disjoint_and_all_that_changes(text in message()) {
        let scrubbed = SCRUBBER.scrub(&text);
        let (mut end, mut out_end) = (0, 0);
        for (finding, replaced) in scrubbed.replacements() {
            let span = finding.span();
            prop_assert!(end <= span.start && span.start < span.end);
            prop_assert!(text.get(span.range()).is_some());
            prop_assert_eq!(&text[end..span.start], &scrubbed.as_str()[out_end..replaced.start]);
            prop_assert_eq!(finding.label().placeholder_norwegian(), &scrubbed.as_str()[replaced.range()]);
            (end, out_end) = (span.end, replaced.end);
        }
        prop_assert_eq!(&text[end..], &scrubbed.as_str()[out_end..]);
        prop_assert_eq!(SCRUBBER.find(&text), scrubbed.findings());
    }

    /// Law 5.
    #[test]
    fn nothing_found_is_borrowed(text in message()) {
        let scrubbed = SCRUBBER.scrub(&text);
        if scrubbed.is_clean() {
            prop_assert!(matches!(scrubbed.into_text(), Cow::Borrowed(same) if std::ptr::eq(same, text.as_str())));
        }
    }

    /// Law 6.
    #[test]
    fn scrubbing_twice_changes_nothing(text in message()) {
        let once = SCRUBBER.scrub(&text).into_text().into_owned();
        let twice = SCRUBBER.scrub(&once);
        prop_assert_eq!(twice.as_str(), &once, "from {:?}", text);
    }
}

/// Each handle of a chain once hid the next, round after round; found by fuzzing.
#[test]
fn chains_of_handles_settle_at_once() {
    for text in ["@.ne@.na@.ne@.na@.ne@.na@.ne@.na@.ne@.neox.05eene.", "@kari@ola@per@pål@jo@gro@siv@liv@odd@tor"] {
        let once = SCRUBBER.scrub(text).into_text().into_owned();
        assert_eq!(SCRUBBER.scrub(&once).as_str(), once, "from {text:?}");
    }
}

/// Law 6 for each placeholder by itself and between words that speak of it.
#[test]
fn no_placeholder_is_a_finding() {
    for label in Label::BUILT_IN {
        for placeholder in [label.placeholder_norwegian(), label.placeholder_english()] {
            let numbered = placeholder.replace(']', "-12]");
            for text in
                [placeholder.to_owned(), format!("jeg heter {placeholder} og fnr {placeholder}, tlf {numbered}.")]
            {
                assert!(SCRUBBER.scrub(&text).is_clean(), "{text}");
            }
        }
    }
}

/// Claims whatever it is told, however wrong.
struct Careless(Vec<(usize, usize)>);

impl Detector for Careless {
    fn name(&self) -> &'static str {
        "careless"
    }
    fn labels(&self) -> &'static [Label] {
        &[Label::Custom("careless")]
    }
    fn detect(&self, _text: &Text<'_>, claims: &mut Claims) {
        for (start, end) in &self.0 {
            claims.add(Span::new(*start, *end), Label::Custom("careless"), Confidence::Certain);
        }
    }
}

proptest! {
    /// A careless detector of a host's own cannot break law 1, only mask too much.
    #[test]
    fn careless_claims_are_widened_and_clamped(
        text in message(),
        spans in prop::collection::vec((0..200_usize, 0..220_usize), 0..12),
    ) {
        let scrubber = Scrubber::builder().detector(Careless(spans.clone())).masker("#").build().unwrap();
        let scrubbed = scrubber.scrub(&text);
        let mut end = 0;
        for finding in scrubbed.findings() {
            prop_assert!(finding.span().start >= end && text.get(finding.span().range()).is_some());
            end = finding.span().end;
        }
        for (start, stop) in spans {
            for at in start..stop.min(text.len()) {
                prop_assert!(scrubbed.findings().iter().any(|f| f.span().start <= at && at < f.span().end));
            }
        }
    }
}

/// Law 4, time: one long message may not cost much more than 16 short ones of as many bytes together. Quadratic
/// behaviour would be a factor of 16. `benches/instructions.rs` counts instructions, with a narrow bound.
#[test]
fn hostile_messages_take_linear_time() {
    for piece in [
        "1",
        "1 ",
        "@",
        "a@",
        "a@b.",
        "Kari ",
        "Å",
        "x",
        "\u{301}",
        "a\u{301}",
        "[",
        "[NAVN",
        "kari ",
        "c/o ",
        "+",
        "+4",
        "0047 ",
        "01019012345 ",
        "en to tre ",
        "fnr ",
        "de fem siste ",
        "vondt i ",
        "diabetes type ",
        "gata 1 ",
        "\u{200B}",
        "Kari-",
        "von ",
        "\"",
        "\"@",
        "NO",
        ".",
        "1.",
        "::",
        "1:",
        "/",
        "krøllalfa ",
        "født ",
        "A. ",
        "1,2,",
        "O1",
        "hansen & ",
    ] {
        // Without optimisation everything takes many times as long.
        let bytes = if cfg!(debug_assertions) { 1 << 11 } else { 1 << 14 };
        let short = piece.repeat(bytes / piece.len());
        let long = short.repeat(16);
        let find = |text: &str| assert!(SCRUBBER.find(text).len() <= text.len());
        let growth = clock::growth(|| (0..16).for_each(|_| find(&short)), || find(&long));
        assert!(growth < 5.0, "{piece:?}: one message took {growth:.1} times as long as 16 of its parts");
    }
}
