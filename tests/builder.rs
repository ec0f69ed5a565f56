//! What a host can set.

#![cfg(all(feature = "names", feature = "health"))]

use sladd::{
    BuildError, Claims, Confidence, Detector, FixedChar, KeepLast, Label, Masker, Placeholders, Remove, Scrubber, Text,
};

fn scrub(builder: &sladd::Builder, text: &str) -> String {
    builder.build().unwrap().scrub(text).as_str().to_owned()
}

#[test]
fn numbers_of_public_bodies_are_spared_unless_the_host_says_otherwise() {
    let mut builder = Scrubber::builder();
    assert_eq!(scrub(&builder, "Ring +47 55 55 33 33"), "Ring +47 55 55 33 33");
    builder.mask_public_bodies();
    assert_eq!(scrub(&builder, "Ring +47 55 55 33 33"), "Ring [TELEFON]");
}

#[test]
fn a_host_spares_its_own_contacts() {
    let mut builder = Scrubber::builder();
    let text = "Ring 412 00 000, skriv til post@example.no eller hilse på @example_no";
    assert_eq!(scrub(&builder, text), "Ring [TELEFON], skriv til [E-POST] eller hilse på [BRUKERNAVN]");
    builder.leave_unmasked_contact("+47 412 00 000");
    builder.leave_unmasked_contact("post@example.no").leave_unmasked_contact("@example_no");
    assert_eq!(scrub(&builder, text), text);
    assert_eq!(scrub(&builder, "Ring 412 00 001"), "Ring [TELEFON]");
    builder.mask_public_bodies();
    assert_eq!(scrub(&builder, text), text, "the host's own stay spared");
    assert_eq!(scrub(&builder, "Ring 55 55 33 33"), "Ring [TELEFON]");
}

#[test]
fn a_domain_of_the_hosts_own_spares_its_general_mailboxes() {
    let mut builder = Scrubber::builder();
    builder.leave_unmasked_contact(".example.no");
    assert_eq!(scrub(&builder, "post@example.no, kari@example.no"), "post@example.no, [E-POST]");
}

#[test]
fn labels_go_off_and_on() {
    let mut builder = Scrubber::builder();
    let text = "orgnr 836338758, tlf 412 00 000";
    assert_eq!(scrub(&builder, text), "orgnr 836338758, tlf [TELEFON]");
    builder.mask(Label::OrganisationNumber).leave_unmasked(Label::Phone);
    assert_eq!(scrub(&builder, text), "orgnr [ORGANISASJONSNUMMER], tlf 412 00 000");
}

#[test]
fn a_threshold_leaves_the_less_sure_readable() {
    let mut builder = Scrubber::builder();
    assert_eq!(scrub(&builder, "nummer 22000019 og fnr 110379 66640"), "nummer [TELEFON] og fnr [FØDSELSNUMMER]");
    builder.leave_unmasked_below(Confidence::Certain);
    assert_eq!(scrub(&builder, "nummer 22000019 og fnr 110379 66640"), "nummer 22000019 og fnr [FØDSELSNUMMER]");
}

#[test]
fn maskers_write_what_they_promise() {
    let text = "ring 412 00 067 🙂";
    for (masker, wanted) in [
        (Box::new(Placeholders::norwegian()) as Box<dyn Masker>, "ring [TELEFON] 🙂"),
        (Box::new(Placeholders::english()), "ring [PHONE] 🙂"),
        (Box::new(FixedChar::new('█')), "ring █████ 🙂"),
        (Box::new(FixedChar::keeping_length('█')), "ring ██████████ 🙂"),
        (Box::new(KeepLast::new(2)), "ring ███ ██ █67 🙂"),
        (Box::new(KeepLast::new(99)), "ring ███ ██ █67 🙂"),
        (Box::new(Remove), "ring 🙂"),
        (Box::new("***"), "ring *** 🙂"),
    ] {
        assert_eq!(scrub(Scrubber::builder().masker(masker), text), wanted);
    }
}

#[test]
fn the_first_of_several_choices_for_a_label_is_the_last_that_was_made() {
    let masker = Placeholders::norwegian().with(Label::Phone, "a").with(Label::Phone, "b");
    assert_eq!(scrub(Scrubber::builder().masker(masker), "ring 412 00 000"), "ring b");
}

#[test]
fn a_masker_cannot_touch_what_stands_before() {
    let clearing = sladd::maskers::by(|_, out| {
        out.decline();
        out.push('#');
    });
    assert_eq!(scrub(Scrubber::builder().masker(clearing), "hei, ring 412 00 000 nå"), "hei, ring # nå");
}

struct Named(&'static str, &'static [Label]);

impl Detector for Named {
    fn name(&self) -> &'static str {
        self.0
    }
    fn labels(&self) -> &'static [Label] {
        self.1
    }
    fn detect(&self, _text: &Text<'_>, _claims: &mut Claims) {}
}

#[test]
fn what_cannot_be_built_says_why_in_a_sentence() {
    const OWN: &[Label] = &[Label::Custom("own")];
    let fails = |detector| Scrubber::builder().detector(detector).build().unwrap_err();
    assert_eq!(fails(Named("phone", OWN)), BuildError::DuplicateDetector("phone"));
    assert_eq!(fails(Named("public-body", OWN)), BuildError::DuplicateDetector("public-body"));
    assert_eq!(fails(Named("Own Detector", OWN)), BuildError::DetectorName("Own Detector"));
    assert_eq!(fails(Named("own", &[])), BuildError::NoLabels("own"));
    assert_eq!(fails(Named("own", &[Label::Custom("phone")])), BuildError::CustomLabel("phone"));
    assert_eq!(fails(Named("own", &[Label::Custom("My Label")])), BuildError::CustomLabel("My Label"));
    assert!(fails(Named("own", &[])).to_string().contains("lists no label"));
    assert!(Scrubber::builder().detector(Named("own-2", OWN)).build().is_ok());
}
