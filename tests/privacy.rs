//! No type prints message text; a clean message costs no allocation.

#![cfg(all(feature = "names", feature = "health"))]

use std::borrow::Cow;
use std::sync::{Arc, Mutex};

use sladd::{Claims, Detector, Hit, Label, Masker, Placeholders, Replacement, Scrubber, Text, maskers};

/// Personal data of every kind, each piece of it unlike any word of the crate.
const SECRETS: [&str; 6] = ["Zebrafine", "Kvitteson", "413 98 765", "zebrafine@example.no", "psoriasis", "01819912345"];

fn message() -> String {
    format!(
        "Hei, jeg heter {} {}, tlf {}, epost {}, har {}, fnr {}.",
        SECRETS[0], SECRETS[1], SECRETS[2], SECRETS[3], SECRETS[4], SECRETS[5]
    )
}

fn holds_no_secret(printed: &str) {
    for secret in SECRETS {
        assert!(!printed.to_lowercase().contains(&secret.to_lowercase()), "{secret:?} is printed in {printed:?}");
    }
}

/// Prints everything a detector and a masker get to see.
#[derive(Clone, Default)]
struct Printer(Arc<Mutex<String>>);

impl Printer {
    fn print(&self, printed: String) {
        self.0.lock().unwrap().push_str(&printed);
    }
}

impl Detector for Printer {
    fn name(&self) -> &'static str {
        "printer"
    }
    fn labels(&self) -> &'static [Label] {
        &[Label::Custom("printed")]
    }
    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        self.print(format!("{text:?} {claims:?} {:?} {:?}", text.words(), text.phrases()));
        for run in text.runs() {
            self.print(format!("{:?}", run.grouping()));
            self.print(format!("{run:?}"));
        }
    }
}

impl Masker for Printer {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        self.print(format!("{hit:?} {:?}", hit.finding()));
        Placeholders::norwegian().mask(hit, out);
    }
}

#[test]
fn no_debug_shows_message_text() {
    let printer = Printer::default();
    let scrubber = Scrubber::builder().detector(printer.clone()).masker(printer.clone()).build().unwrap();
    let text = message();
    let scrubbed = scrubber.scrub(&text);
    assert!(scrubbed.findings().len() >= 5, "{:?}", scrubbed.findings());
    printer.print(format!("{scrubber:?} {scrubbed:?} {:?}", scrubbed.findings()));
    printer.print(format!("{:?} {:?}", Scrubber::builder(), maskers::by(|_, _| {})));
    let printed = printer.0.lock().unwrap().clone();
    assert!(printed.len() > 1000);
    holds_no_secret(&printed);
}

/// The value of a digit is message text: two numbers of one shape must print alike.
#[test]
fn an_explanation_holds_no_message_text() {
    let explained = Scrubber::norwegian().explain(&message());
    assert!(explained.iter().any(|explanation| !explanation.evidence.is_empty()));
    holds_no_secret(&format!("{explained:?}"));
}

#[test]
fn digits_print_nothing_of_their_values() {
    let print = |text: &str| {
        let printer = Printer::default();
        let scrubber = Scrubber::builder().detector(printer.clone()).build().unwrap();
        assert!(scrubber.find(text).len() <= 1);
        printer.0.lock().unwrap().clone()
    };
    assert_eq!(print("xxx 12 345"), print("xxx 98 706"));
}

#[test]
fn the_masked_text_is_all_that_is_displayed() {
    let scrubber = Scrubber::norwegian();
    let text = message();
    holds_no_secret(&scrubber.scrub(&text).to_string());
}

#[cfg(feature = "serde")]
#[test]
fn no_serialised_form_holds_message_text() {
    let text = message();
    let scrubbed = Scrubber::norwegian().scrub(&text).findings().to_vec();
    let json = serde_json::to_string(&scrubbed).unwrap();
    assert!(json.contains("\"label\":\"email\""));
    holds_no_secret(&json);
}

#[test]
fn a_clean_message_is_borrowed_and_allocates_nothing() {
    let scrubber = Scrubber::norwegian();
    let clean = "Hei, jeg lurer på når kontoret åpner i morgen, og om det går an å bestille time på nett.";
    assert!(scrubber.scrub(clean).is_clean());
    let counted = allocation_counter::measure(|| {
        for _ in 0..100 {
            assert!(matches!(scrubber.scrub(clean).into_text(), Cow::Borrowed(_)));
        }
    });
    assert_eq!(counted.count_total, 0, "{counted:?}");
}

#[test]
fn a_dirty_message_allocates_a_handful_of_times() {
    let scrubber = Scrubber::norwegian();
    let text = message();
    assert!(!scrubber.scrub(&text).is_clean());
    let counted = allocation_counter::measure(|| drop(scrubber.scrub(&text)));
    assert!((1..=32).contains(&counted.count_total), "{counted:?}");
}

#[test]
fn types_that_cross_threads_do() {
    fn crosses<T: Send + Sync + std::panic::UnwindSafe>() {}
    crosses::<sladd::Finding>();
    crosses::<sladd::Scrubbed<'static>>();
    fn shared<T: Clone + Send + Sync>() {}
    shared::<Scrubber>();
    shared::<sladd::Builder>();
    shared::<sladd::BuildError>();
}
