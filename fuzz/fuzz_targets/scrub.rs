//! Scrubbing never panics; findings are sorted, disjoint and on character boundaries; scrubbing twice changes nothing.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sladd::Scrubber;

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

fuzz_target!(|text: &str| {
    let scrubbed = SCRUBBER.scrub(text);
    let mut end = 0;
    for finding in scrubbed.findings() {
        let span = finding.span();
        assert!(end <= span.start && text.get(span.range()).is_some_and(|found| !found.is_empty()));
        end = span.end;
    }
    let once = scrubbed.into_text();
    assert_eq!(SCRUBBER.scrub(&once).as_str(), once);
});
