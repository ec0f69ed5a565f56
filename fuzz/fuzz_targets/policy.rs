//! Reading a policy never panics and never quotes it; what can be read gives a scrubber that keeps its promises, and the
//! same fingerprint as before.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::{Policy, Scrubber};

const TEXT: &str = "Kari Nordvik, 412 00 000, fnr 110379 66640, medlemsnr 1234560, ref A-1 b 22 [NAVN-1] æøå 😀";
const SECRET: &str = "Zebrafine 41398765";

fuzz_target!(|text: &str| {
    let text = text.replace('$', SECRET);
    for read in [Policy::from_toml_str, Policy::from_json_str] {
        let policy = match read(&text) {
            Ok(policy) => policy,
            Err(error) => {
                assert!(!format!("{error:?} {error}").contains(SECRET));
                continue;
            }
        };
        assert!(!format!("{policy:?}").contains(SECRET));
        assert_eq!(policy.fingerprint(), read(&text).expect("it was read before").fingerprint());
        let Ok(scrubber) = Scrubber::from_policy(&policy) else { continue };
        let scrubbed = scrubber.scrub(TEXT);
        assert!(scrubbed.findings().iter().all(|finding| TEXT.get(finding.span().range()).is_some()));
    }
});
