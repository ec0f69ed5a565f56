//! What survives is masked once: verifying twice changes nothing, and so does scrubbing what was verified.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sladd::Scrubber;

static PLAIN: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);
static VERIFYING: LazyLock<Scrubber> =
    LazyLock::new(|| Scrubber::builder().mask_survivors().build().expect("nothing is added"));

// The text and its echo in capitals without separators: what is found in the one survives in the other.
fuzz_target!(|text: &str| {
    let echo: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let text = format!("{text} {}", echo.to_uppercase());
    let once = PLAIN.verify(&PLAIN.scrub(&text));
    assert!(once.findings().is_sorted_by(|a, b| a.span().end <= b.span().start));
    assert_eq!(PLAIN.verify(&once), once);
    let masked = VERIFYING.scrub(&text);
    assert_eq!(masked, once);
    assert_eq!(VERIFYING.scrub(masked.as_str()).as_str(), masked.as_str());
});
