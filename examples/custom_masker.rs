//! A masker of a host's own, combined with those of the crate.
//!
//! Writes what kind of data stood there and how sure the detector was, as a chat window might show it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use sladd::{Confidence, Hit, KeepLast, Label, Masker, Replacement, Scrubber};

struct Spoken;

impl Masker for Spoken {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        // The masker sees the text (hit.value()); this one has no use for it.
        let sure = if hit.confidence() == Confidence::Certain { "" } else { "kanskje " };
        let what = match hit.label() {
            Label::Name => "et navn",
            Label::Health => "helseopplysninger",
            Label::Email => "en e-postadresse",
            _ => "en personopplysning",
        };
        out.push_str(&format!("({sure}{what})"));
    }
}

fn main() -> Result<(), sladd::BuildError> {
    let masker = Spoken.with(Label::Phone, KeepLast::new(2));
    let scrubber = Scrubber::builder().masker(masker).build()?;
    let scrubbed = scrubber.scrub("Svar til kari@example.no eller 412 00 067.");
    println!("{scrubbed}");
    assert_eq!(scrubbed.as_str(), "Svar til (en e-postadresse) eller ███ ██ █67.");
    Ok(())
}
