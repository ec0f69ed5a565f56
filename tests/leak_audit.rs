//! Drives everything the crate offers with marked secrets and looks for them in all that it says of itself.
//!
//! Which types there are, how they print themselves and which of their methods give text is read from `src/`: a new one
//! that nobody looks at here fails `every_public_type_is_looked_at`.

#![cfg(all(feature = "names", feature = "health", feature = "serde", feature = "keyed"))]

#[path = "leak_audit/audit.rs"]
mod audit;
#[path = "leak_audit/drive.rs"]
mod drive;
#[path = "leak_audit/faults.rs"]
mod faults;
#[path = "leak_audit/surface.rs"]
mod surface;

use std::collections::BTreeSet;
use std::panic;
use std::sync::{Arc, Mutex};

use audit::{Audit, holds_no_secret, message};
use sladd::{Hit, Masker, Replacement, Scrubber};
use surface::Surface;

/// The methods that give text of a message, of a policy or of a vault to whoever asks for it, each with the reason why
/// it may. Every other method that gives text is looked at.
const GIVES: &[(&str, &str)] = &[
    ("Amendment::apply", "changes the text that the host stored, to a masked one"),
    ("Conversation::seal", "encrypted; looked at as bytes"),
    ("DigitRun::values", "a detector must see the digits"),
    ("Grouping::lengths", "numbers of digits; bytes that are no text"),
    ("Hit::canonical", "a masker must see the value; the documentation says whoever calls it holds personal data"),
    ("Hit::value", "a masker must see the value; the documentation says whoever calls it holds personal data"),
    ("Policy::description", "the host's own words"),
    ("Policy::name", "the host's own words"),
    ("Policy::version", "the host's own words"),
    ("Replacement::as_str", "gives a masker what it wrote itself"),
    ("Text::as_str", "a detector must see the message"),
    ("Text::between", "a detector must see the message"),
    ("Text::folded", "a detector must see the words"),
    ("Text::gap_before", "a detector must see what stands between words"),
    ("Unmasked::text", "a masker must see what stays to find imitations of its own placeholders"),
    ("Vault::restore", "gives values back to who holds the vault: what it is for"),
    ("VaultUnmask::finish", "gives values back to who holds the vault: what it is for"),
    ("VaultUnmask::push", "gives values back to who holds the vault: what it is for"),
    ("Vault::seal", "encrypted; looked at as bytes"),
];

#[test]
fn every_public_type_is_looked_at() {
    let audit = Audit::default();
    drive::everything(&audit);
    faults::everything(&audit);
    let surface = Surface::read();
    let types = surface.types();
    assert!(types.len() > 70, "the scan of src/ finds only {} types", types.len());
    let mut missing = Vec::new();
    for name in &types {
        for form in surface.forms(name) {
            if !audit.has(name, form) {
                missing.push(format!("{name} ({form:?})"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "nobody looks for secrets in these, add them to tests/leak_audit/drive.rs: {missing:?}"
    );
}

#[test]
fn every_method_that_gives_text_is_known() {
    let surface = Surface::read();
    let readers = surface.readers();
    let known: BTreeSet<String> =
        GIVES.iter().map(|(name, _)| *name).chain(drive::READ.iter().copied()).map(str::to_owned).collect();
    let unknown: Vec<_> = readers.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "these give text: look at what they give in tests/leak_audit/drive.rs and name them in READ there, or say in \
         GIVES here why they may give message text: {unknown:?}"
    );
    let gone: Vec<_> = known.iter().filter(|name| !readers.contains(*name)).collect();
    assert!(gone.is_empty(), "these are named but give no text any more: {gone:?}");
}

#[test]
fn the_audit_sees_a_leak() {
    for leak in ["jeg heter zebrafine", "tlf 41398765", "[122, 101, 98, 114, 97, 102, 105, 110]", "6a756d7073306f76"] {
        assert!(panic::catch_unwind(|| holds_no_secret(leak)).is_err(), "{leak}");
    }
    holds_no_secret("Hei, jeg heter [NAVN]");
}

/// Panics at the first value it sees.
struct Panics;

impl Masker for Panics {
    fn mask(&self, _hit: &Hit<'_>, _out: &mut Replacement) {
        panic!("the host's own masker fails");
    }
}

/// A masker of the host's own that panics unwinds through the call; what is printed then is the host's own message, and
/// the next call is as good as ever.
#[test]
fn a_panic_of_the_hosts_own_tells_nothing() {
    let printed: Arc<Mutex<String>> = Arc::default();
    let sink = Arc::clone(&printed);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| sink.lock().unwrap().push_str(&format!("{info} {info:?}"))));
    let scrubber = Scrubber::builder().masker(Panics).build().unwrap();
    let text = message();
    let caught = panic::catch_unwind(panic::AssertUnwindSafe(|| scrubber.scrub(&text)));
    panic::set_hook(before);
    assert!(caught.is_err());
    let printed = printed.lock().unwrap().clone();
    assert!(printed.contains("the host's own masker fails"));
    holds_no_secret(&printed);
    holds_no_secret(Scrubber::norwegian().scrub(&text).as_str());
    assert!(!scrubber.find(&text).is_empty());
}
