//! Whatever a detector claims: findings are sorted, disjoint, inside the text, and cover every claimed byte of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::{Claims, Confidence, Detector, Label, Scrubber, Span, Text};

struct Claimer(Vec<(u8, u8)>);

impl Detector for Claimer {
    fn name(&self) -> &'static str {
        "claimer"
    }
    fn labels(&self) -> &'static [Label] {
        &[Label::Custom("claimed")]
    }
    fn detect(&self, _text: &Text<'_>, claims: &mut Claims) {
        for (start, end) in &self.0 {
            claims.add(Span::new((*start).into(), (*end).into()), Label::Custom("claimed"), Confidence::Likely);
        }
    }
}

fuzz_target!(|input: (Vec<(u8, u8)>, &str)| {
    let (spans, text) = input;
    let scrubber = Scrubber::builder().detector(Claimer(spans.clone())).build().expect("the names are well formed");
    let findings = scrubber.find(text);
    assert!(findings.is_sorted_by(|a, b| a.span().end <= b.span().start));
    assert!(findings.iter().all(|finding| text.get(finding.span().range()).is_some()));
    for (start, end) in spans {
        for at in usize::from(start)..usize::from(end).min(text.len()) {
            assert!(findings.iter().any(|finding| finding.span().range().contains(&at)));
        }
    }
});
