//! What a vault masks comes back whole, and an answer restored in pieces is the answer restored at once.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sladd::{Key, Scrubber, Vault, VaultUnmask};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);
static KEY: LazyLock<Key> = LazyLock::new(|| Key::from_bytes(b"0123456789abcdef0123456789abcdef").expect("32 bytes"));

fuzz_target!(|input: (&str, &str, Vec<u8>)| {
    let (message, answer, lengths) = input;
    let mut vault = Vault::new(&KEY, "fuzz").expect("the name is not empty");
    let scrubbed = vault.scrub(&SCRUBBER, message).to_string();
    assert_eq!(vault.restore(&scrubbed), message);
    // What was handed out, typed by somebody who has seen it.
    let forged = format!("{answer}{scrubbed}{answer}");
    let again = vault.scrub(&SCRUBBER, &forged).to_string();
    assert_eq!(vault.restore(&again), forged);

    let (mut unmask, mut out, mut rest) = (vault.unmask(), String::new(), forged.as_str());
    for length in lengths {
        let at = (0..=usize::from(length).min(rest.len())).rfind(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        unmask.push(&rest[..at], &mut out);
        rest = &rest[at..];
        assert!(unmask.held_back() <= VaultUnmask::MOST_HELD_BACK);
    }
    unmask.push(rest, &mut out);
    unmask.finish(&mut out);
    assert_eq!(vault.restore(&forged), out);
});
