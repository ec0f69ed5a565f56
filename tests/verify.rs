//! What survives masking elsewhere in a message, in any shape, is masked too.

#![cfg(all(feature = "names", feature = "health"))]

#[path = "support/clock.rs"]
mod clock;
mod support;

use std::borrow::Cow;
use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{
    BuildError, Claims, Confidence, Detector, KeepLast, KnownNames, Label, Masker, Placeholders, Remove, Scrubber,
    Span, Text, maskers,
};
use support::messages::message;

/// Does not look for what survives.
static PLAIN: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);
/// Does.
static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(|| Scrubber::builder().mask_survivors().build().unwrap());

/// What the survivors of a message are, in the brackets of case files.
fn marked(text: &str) -> String {
    let (mut out, mut copied) = (String::new(), 0);
    for finding in SCRUBBER.find(text).iter().filter(|finding| finding.detector() == "survivor") {
        assert_eq!(finding.confidence(), Confidence::Likely);
        out.push_str(&text[copied..finding.span().start]);
        out.push_str(&format!("{{{}|{}}}", finding.label(), &text[finding.span().range()]));
        copied = finding.span().end;
    }
    out + &text[copied..]
}

#[test]
fn what_survives_is_found_in_every_shape() {
    for wanted in [
        // Names: other case, other separators, inside words, in parts, with the letters an address has for å and ø.
        "Jeg heter Berit Moe. Logget inn som {name|BERITMOE82}",
        "Jeg heter Berit Moe. I loggen: {name|xxberitmoexx}",
        "Mitt navn er Bjørn Håkonsen, logget inn som {name|bjornhakonsen}, før det {name|bjoernhaakonsen}",
        "Jeg heter Kari Moe, brukeren er {name|moekari} eller {name|karimoe2}",
        "jeg heter gina dahle, {name|g i n a d a h l e}",
        "Skjema: {name|Kvittesens} 2. Hilsen Kari Kvittesen",
        // Numbers: other grouping, inside longer ones, in halves.
        "fnr 110379 66640, i filen sto {fodselsnummer|110379}x{fodselsnummer|66640}",
        "tlf 412 00 000, KID {phone|9941200000123}",
        "konto 3645.77.03788, filen heter {bank_account|0036457703788}.pdf",
        "tlf 412 00 000, ordre {phone|41-20-00-00}-0",
        // Mixed.
        "passnummer CCC123456, filen heter {passport|CCC123456b}",
        "bor i Kornblomstveien 5, 0155 Oslo. Filen: {address|kornblomstveien_5_0155_oslo}.pdf",
        "skriv til gunnhild.myklebust@example.no, innlegg av {email|GunnhildMyklebust}",
    ] {
        let text = wanted.split(['{', '}']).map(|part| part.rsplit('|').next().unwrap()).collect::<String>();
        assert_eq!(marked(&text), wanted);
    }
}

#[test]
fn what_only_looks_alike_stays() {
    for text in [
        // Across the boundary of two words, and inside another word.
        "Jeg heter Karin Nordlie. Hvis kari nå kan komme",
        "Jeg heter Karin Nordlie, kakarinen",
        // Ordinary words and places that are names too.
        "Jeg heter Kari Sommer, kommer i sommer",
        "Jeg heter Kristian Nordlie og bor i Kristiansand",
        // Shorter than five.
        "Jeg heter Liv Moe og har liv i moene",
        "saksnummer 4471 og 4471 kr",
        // A part of a longer number; another number.
        "kundenummer 40012, pris 1 40012 3 kr",
        "tlf 412 00 000, ordre 41200001",
    ] {
        assert_eq!(marked(text), text);
        assert_eq!(SCRUBBER.scrub(text), PLAIN.scrub(text));
    }
}

#[test]
fn placeholders_are_never_survivors() {
    let health = maskers::by(|hit, out| out.push_str(hit.label().placeholder_english()));
    let scrubber = Scrubber::builder().masker(health).mask_survivors().build().unwrap();
    let text = "Jeg har migrene [HEALTH] [HELSE] [NAVN-1] og heter Telefon Adresse, tlf 412 00 000 [TELEFON]";
    let scrubbed = scrubber.scrub(text);
    assert!(scrubbed.findings().iter().all(|finding| finding.detector() != "survivor"), "{scrubbed}");
}

/// What stands for a value stands for what survives of it: one person has one number.
#[test]
fn survivors_have_the_replacement_of_their_value() {
    let numbered = |on: bool| {
        let mut builder = Scrubber::builder();
        builder.masker(Placeholders::norwegian().numbered());
        if on {
            builder.mask_survivors();
        }
        builder.build().unwrap()
    };
    let text = "Jeg heter Berit Moe, naboen Kåre Lindbergsen. Innlogget: kaarelindbergsen og BERITMOE82";
    let wanted = "Jeg heter [NAVN-1], naboen [NAVN-2]. Innlogget: [NAVN-2] og [NAVN-1]";
    assert_eq!(numbered(true).scrub(text).as_str(), wanted);
    let scrubber = numbered(false);
    assert_eq!(scrubber.verify(&scrubber.scrub(text)).as_str(), wanted);
}

#[test]
fn what_is_removed_is_removed_again() {
    let scrubber = Scrubber::builder().masker(Remove).mask_survivors().build().unwrap();
    assert_eq!(
        scrubber.scrub("Jeg heter Berit Moe, logget inn som BERITMOE82.").as_str(),
        "Jeg heter, logget inn som."
    );
}

/// A masker of a host's own that writes the value it was to hide.
#[test]
fn a_replacement_that_holds_a_value_gives_way() {
    let leaking = maskers::by(|hit, out| match hit.label() {
        Label::Name => out.push_str(&format!("<{}>", hit.value().to_lowercase().replace(' ', "_"))),
        Label::Phone => out.push_str("nummer fire en to null null null null null"),
        _ => out.push_str("<skjult>"),
    });
    let scrubber = Scrubber::builder().masker(leaking).build().unwrap();
    let scrubbed = scrubber.scrub("Berit Moe har tlf 412 00 000 og epost berit@example.no");
    assert!(scrubbed.as_str().contains("<berit_moe>"));
    let verified = scrubber.verify(&scrubbed);
    assert_eq!(verified.as_str(), "[NAVN] har tlf [TELEFON] og epost <skjult>");
    assert_eq!(verified.findings(), scrubbed.findings());
    // The last letters and digits are what this masker is for.
    let partial = Scrubber::builder().masker(KeepLast::new(4).or("-")).build().unwrap();
    let scrubbed = partial.scrub("Ring 412 00 000 eller skriv til berit@example.no");
    assert_eq!(partial.verify(&scrubbed), scrubbed);
}

/// Who answers is left readable although a part of the name is masked elsewhere.
#[test]
fn names_that_a_host_leaves_stay() {
    let mut known = KnownNames::new();
    known.mask("Kari Lundquist").leave_unmasked("Anne Lundquist");
    let text = "Hei, jeg heter Kari Lundquist. Hilsen Anne Lundquist, og LundquistKari2";
    let wanted = "Hei, jeg heter [NAVN]. Hilsen Anne Lundquist, og [NAVN]";
    assert_eq!(SCRUBBER.scrub_knowing(&known, text).as_str(), wanted);
    assert_eq!(PLAIN.verify_knowing(&known, &PLAIN.scrub_knowing(&known, text)).as_str(), wanted);
    assert_eq!(SCRUBBER.find_knowing(&known, text).len(), 2);
}

/// A value that is masked only because it is sure is looked for all the same.
#[test]
fn a_threshold_does_not_hold_for_survivors() {
    let mut builder = Scrubber::builder();
    let sure = builder.leave_unmasked_below(Confidence::Certain).mask_survivors().build().unwrap();
    assert_eq!(sure.scrub("Jeg heter Berit Moe, logget inn som BERITMOE82").findings().len(), 2);
}

/// The name in findings of survivors is nobody else's.
#[test]
fn no_other_detector_is_called_survivor() {
    struct Named;
    impl Detector for Named {
        fn name(&self) -> &'static str {
            "survivor"
        }
        fn labels(&self) -> &'static [Label] {
            &[Label::Name]
        }
        fn detect(&self, _text: &Text<'_>, _claims: &mut Claims) {}
    }
    let refused = Scrubber::builder().detector(Named).build();
    assert_eq!(refused.err(), Some(BuildError::DuplicateDetector("survivor")));
}

/// A value, the words that make it be found, and its shapes without separators.
const VALUES: &[(&str, &str)] = &[
    ("Mitt fødselsnummer er", "11037966640"),
    ("Telefonen min er", "41200000"),
    ("Kontonummeret mitt er", "36457703788"),
    ("Kortnummeret er", "4111111111111111"),
    ("Jeg heter", "Gunnhild Myklebust"),
    ("Mitt navn er", "Tor-Arne Kvittesen"),
    ("Skriv til", "gunnhild.myklebust@example.no"),
];

/// A value with other separators, in another case, inside a longer word or number.
fn shape() -> impl Strategy<Value = (String, String)> {
    let separators = prop::sample::select(vec!["", "", ".", "-", "_", " ", "/", "\u{A0}", "\u{200B}"]);
    let around =
        prop::sample::select(vec![("", ""), ("x", ""), ("", "7"), ("7", "9"), ("[", "]"), ("xx", "yy"), ("/", ".pdf")]);
    (prop::sample::select(VALUES), prop::collection::vec(separators, 40), any::<bool>(), around).prop_map(
        |((cue, value), separators, upper, (before, behind))| {
            let letters = value.chars().filter(|c| c.is_alphanumeric());
            // Inside a longer word or number nothing separates.
            let inside = [before, behind].iter().any(|end| end.contains(char::is_alphanumeric));
            let mut shape = String::new();
            for (c, separator) in letters.zip(separators) {
                let c = if upper { c.to_uppercase().next().unwrap() } else { c };
                if !shape.is_empty() && !inside {
                    shape.push_str(separator);
                }
                shape.push(c);
            }
            let text = format!("{cue} {value}. Det sto noe rart i filen: {before}{shape}{behind} sto det der.");
            (text, shape)
        },
    )
}

/// A message, and behind it the same in capitals and with some other separator, or none.
fn echoed() -> impl Strategy<Value = String> {
    let echo = (message(), prop::sample::select(vec!["", "", "-", "_", "8"]), any::<bool>()).prop_map(
        |(text, separator, upper)| {
            let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            let echo = words.collect::<Vec<_>>().join(separator);
            format!("{text}, {}", if upper { echo.to_uppercase() } else { echo })
        },
    );
    prop_oneof![1 => message(), 2 => echo, 1 => shape().prop_map(|(text, _)| text)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_shape_of_a_value_survives((text, shape) in shape()) {
        let masked = SCRUBBER.scrub(&text);
        prop_assert!(!masked.as_str().contains(&shape), "{} leaves {} in {}", text, shape, masked);
    }

    /// Law 1 and law 5, and that what `find` says is what `scrub` does.
    #[test]
    fn findings_stay_sorted_and_disjoint(text in echoed()) {
        let scrubbed = SCRUBBER.scrub(&text);
        let (mut end, mut out_end) = (0, 0);
        for (finding, replaced) in scrubbed.replacements() {
            let span = finding.span();
            prop_assert!(end <= span.start && span.start < span.end && text.get(span.range()).is_some());
            prop_assert_eq!(&text[end..span.start], &scrubbed.as_str()[out_end..replaced.start]);
            (end, out_end) = (span.end, replaced.end);
        }
        prop_assert_eq!(&text[end..], &scrubbed.as_str()[out_end..]);
        prop_assert_eq!(SCRUBBER.find(&text), scrubbed.findings());
        if scrubbed.is_clean() {
            prop_assert!(matches!(scrubbed.into_text(), Cow::Borrowed(same) if std::ptr::eq(same, text.as_str())));
        }
    }

    /// Survivors come on top of what is found without looking for them; looking again finds no more.
    #[test]
    fn verifying_adds_and_settles(text in echoed()) {
        let plain = PLAIN.scrub(&text);
        let once = PLAIN.verify(&plain);
        prop_assert_eq!(&PLAIN.verify(&once), &once);
        prop_assert_eq!(&SCRUBBER.scrub(&text), &once);
        for finding in plain.findings() {
            prop_assert!(once.findings().iter().any(|f| f.span().contains(finding.span())));
        }
    }

    /// Law 6.
    #[test]
    fn scrubbing_twice_changes_nothing(text in echoed()) {
        let once = SCRUBBER.scrub(&text).into_text().into_owned();
        let twice = SCRUBBER.scrub(&once);
        prop_assert_eq!(twice.as_str(), &once, "from {:?}", text);
    }
}

/// Law 4: many values, long ones, values that begin alike, text that nearly holds them.
#[test]
fn hostile_messages_take_linear_time() {
    let lots = |start: &str| (0..400).map(|i| format!("{start}{i} ")).collect::<String>();
    for piece in [
        "Kari Nordvik ".to_owned(),
        "kari@example.no kariexampleno ".to_owned(),
        "aaaaaaaa@example.no aaaaaaaaaaaaaaaaaaaa ".to_owned(),
        lots("tlf 412 00 "),
        lots("a@b.no aaaaaa"),
        lots("jeg heter Karinordvik"),
        "fnr 110379 66640 ".to_owned(),
        "1 1 0 3 7 9 6 6 6 4 0 ".to_owned(),
        "g u n n h i l d ".to_owned(),
        "jeg heter Gunnhild Myklebust g1u2n3n4h5i6l7d8m9y1k2l3e4b5u6s7t8".to_owned(),
        format!("bruker: {} ", "a".repeat(700)),
        "en to tre fire fem ".to_owned(),
    ] {
        let bytes: usize = if cfg!(debug_assertions) { 1 << 12 } else { 1 << 14 };
        let short = piece.repeat(bytes.div_ceil(piece.len()));
        let long = short.repeat(16);
        let find = |text: &str| assert!(SCRUBBER.find(text).len() <= text.len());
        let growth = clock::growth(|| (0..16).for_each(|_| find(&short)), || find(&long));
        let start: String = piece.chars().take(20).collect();
        assert!(growth < 7.5, "{start:?}: one message took {growth:.1} times as long as 16 of its parts");
    }
}

/// Finds a code behind "kode", and one directly behind a placeholder.
struct Chained;

impl Detector for Chained {
    fn name(&self) -> &'static str {
        "chained"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::CaseNumber]
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let text = text.as_str();
        for cue in ["kode ", "] "] {
            for (at, _) in text.match_indices(cue) {
                let start = at + cue.len();
                let rest = &text[start..];
                let end = rest.find(' ').unwrap_or(rest.len());
                if rest[..end].bytes().any(|byte| byte.is_ascii_digit()) {
                    claims.add(Span::new(start, start + end), Label::CaseNumber, Confidence::Certain);
                }
            }
        }
    }
}

#[test]
fn values_that_each_uncover_the_next_are_masked_whatever_their_number() {
    let mut builder = Scrubber::builder();
    builder.detector(Chained).mask_survivors();
    let scrubber = builder.build().unwrap();
    for links in [1, 3, 20] {
        // Each code is found once the one before it is masked in both of its places.
        let mut text = String::from("kode zq9000");
        for link in 0..links {
            text.push_str(&format!(" - ZQ{} zq{}", 9000 + link, 9001 + link));
        }
        let masked = scrubber.scrub(&text);
        assert!(!masked.as_str().to_lowercase().contains("zq"), "{links} links: {}", masked.as_str());
        assert_eq!(scrubber.scrub(masked.as_str()).as_str(), masked.as_str(), "nothing changes the second time");
        assert_eq!(scrubber.verify(&masked).as_str(), masked.as_str());
    }
    assert_eq!(scrubber.scrub("kode zq9000 - ZQ9000 - takk").as_str(), "kode [SAKSNUMMER] - [SAKSNUMMER] - takk");
}
