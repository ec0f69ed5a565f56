//! What maskers write, what they see, and what happens when one fails.

#![cfg(all(feature = "names", feature = "health"))]

#[path = "support/masked_messages.rs"]
mod messages;

use std::fmt::Write;
use std::sync::{Arc, LazyLock, Mutex};

use proptest::prelude::*;
use sladd::{
    Confidence, FixedChar, Generalise, Hit, KeepLast, Label, Masker, Partial, Placeholders, Remove, Replacement,
    Scrubber, Span, Unmasked, maskers,
};

fn scrub(masker: impl Masker + 'static, text: &str) -> String {
    Scrubber::builder().masker(masker).build().unwrap().scrub(text).to_string()
}

#[test]
fn every_label_has_its_placeholder_in_both_languages() {
    for label in Label::BUILT_IN {
        for placeholder in [label.placeholder_norwegian(), label.placeholder_english()] {
            let word = placeholder.strip_prefix('[').and_then(|word| word.strip_suffix(']')).unwrap();
            assert!(word.chars().all(|c| c.is_uppercase() || c == '-'), "{placeholder}");
        }
    }
    let text = "Jeg heter Kari Nordvik, tlf 412 00 000, fnr 110379 66640";
    let norwegian = "Jeg heter [NAVN], tlf [TELEFON], fnr [FØDSELSNUMMER]";
    let english = "Jeg heter [NAME], tlf [PHONE], fnr [NATIONAL-ID]";
    assert_eq!(scrub(Placeholders::norwegian(), text), norwegian);
    assert_eq!(scrub(Placeholders::english(), text), english);
}

#[test]
fn numbers_tell_who_is_who_in_a_message() {
    let text = "Kari Nordvik ringte 412 00 000, ikke +47 41200000. Så ringte Ola Hansen 412 00 001. Hilsen Kari";
    assert_eq!(
        scrub(Placeholders::norwegian().numbered(), text),
        "[NAVN-1] ringte [TELEFON-1], ikke [TELEFON-1]. Så ringte [NAVN-2] [TELEFON-2]. Hilsen [NAVN-1]"
    );
    let own = Placeholders::english().with_form("⟦{number}/{label}⟧").unwrap();
    assert_eq!(scrub(own, "412 00 000 og 412 00 001"), "⟦1/PHONE⟧ og ⟦2/PHONE⟧");
    assert_eq!(scrub(Placeholders::norwegian().with_form("<{label}>").unwrap(), "412 00 000"), "<TELEFON>");
}

#[test]
fn typed_placeholders_are_made_distinct_beside_real_ones_only() {
    let numbered = || Placeholders::norwegian().numbered();
    for (text, wanted) in [
        ("[TELEFON-1] er ikke 412 00 000", "‹TELEFON-1› er ikke [TELEFON-1]"),
        ("[telefon-1] er ikke 412 00 000", "‹telefon-1› er ikke [TELEFON-1]"),
        ("[TELEFON-1] ringte", "[TELEFON-1] ringte"),
        ("[TELEFON] er ikke 412 00 000", "[TELEFON] er ikke [TELEFON-1]"),
        ("[FIRMA-1] er ikke 412 00 000", "[FIRMA-1] er ikke [TELEFON-1]"),
    ] {
        assert_eq!(scrub(numbered(), text), wanted);
        // The one masker that writes such placeholders looks for them, wherever it stands in a combination.
        let combined = Placeholders::norwegian().with(Label::Phone, numbered());
        assert_eq!(scrub(combined, text), wanted);
    }
    assert_eq!(scrub(Placeholders::norwegian(), "[TELEFON-1] er ikke 412 00 000"), "[TELEFON-1] er ikke [TELEFON]");
}

/// Says that stretches are imitations, however wrong.
struct Suspicious(Vec<Span>);

impl Masker for Suspicious {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        Placeholders::norwegian().mask(hit, out);
    }
    fn imitations(&self, _message: &Unmasked<'_>, found: &mut Vec<Span>) {
        found.extend(&self.0);
    }
}

#[test]
fn imitations_are_taken_as_far_as_they_make_sense() {
    let text = "å [X] 412 00 000 [Y]";
    let spans = |spans: &[(usize, usize)]| Suspicious(spans.iter().map(|(a, b)| Span::new(*a, *b)).collect());
    assert_eq!(scrub(spans(&[(3, 6)]), text), "å ‹X› [TELEFON] [Y]");
    assert_eq!(scrub(spans(&[(18, 21), (3, 6)]), text), "å ‹X› [TELEFON] ‹Y›");
    // In the middle of a letter, outside the text, over a finding, twice.
    assert_eq!(scrub(spans(&[(1, 6), (18, 99), (5, 9), (8, 12)]), text), "å [X] [TELEFON] [Y]");
    assert_eq!(scrub(spans(&[(3, 6), (3, 6), (4, 6)]), text), "å ‹X› [TELEFON] [Y]");
}

#[test]
fn whoever_has_no_answer_leaves_the_plain_placeholder() {
    let text = "ring 412 00 067";
    let plain = "ring [TELEFON]";
    let fails = |write: fn(&Hit<'_>, &mut Replacement)| scrub(maskers::by(write), text);
    assert_eq!(fails(|_, _| {}), plain, "writes nothing");
    assert_eq!(fails(|_, out| out.push_str("")), plain, "writes an empty text");
    assert_eq!(fails(|hit, out| out.push_str(hit.value())), plain, "writes the value itself");
    assert_eq!(fails(|hit, out| hit.value().chars().for_each(|c| out.push(c))), plain, "writes it letter by letter");
    assert_eq!(
        fails(|hit, out| {
            out.push_str(hit.value());
            out.decline();
        }),
        plain,
        "declines after writing"
    );
    assert_eq!(
        fails(|_, out| {
            out.remove();
            out.decline();
        }),
        plain,
        "declines after removing"
    );
    assert_eq!(scrub(None::<Placeholders>, text), plain, "is not there");
    assert_eq!(scrub("", text), plain, "is an empty text");
    assert_eq!(scrub(Partial::new(), "har migrene"), "har [HELSE]", "does not know the label");
}

/// Keeps how everything prints that a masker gets to see.
#[derive(Default)]
struct Watching(Arc<Mutex<Vec<String>>>);

impl Masker for Watching {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        out.push_str("###");
        self.0.lock().unwrap().extend([format!("{hit:?}"), format!("{out:?}")]);
    }
    fn imitations(&self, message: &Unmasked<'_>, _found: &mut Vec<Span>) {
        self.0.lock().unwrap().push(format!("{message:?}"));
    }
}

#[test]
fn what_a_masker_sees_prints_lengths_instead_of_text() {
    let printed = Arc::default();
    assert_eq!(scrub(Watching(Arc::clone(&printed)), "ring 412 00 067 nå"), "ring ### nå");
    let printed = printed.lock().unwrap();
    let with = |start: &str, end: &str| printed.iter().any(|line| line.starts_with(start) && line.ends_with(end));
    assert!(with("Hit { finding: Finding { ", ", bytes: 10 }"), "{printed:?}");
    assert!(with("Replacement { bytes: 3, removes: false }", ""), "{printed:?}");
    assert!(with("Unmasked { bytes: 19, clean: false }", ""), "{printed:?}");
    assert_eq!(format!("{:?}", maskers::by(|_, _| {})), "By(closure)");
}

#[test]
fn every_replacement_stands_in_the_masked_text() {
    let scrubber = Scrubber::builder().masker(Remove).build().unwrap();
    for text in
        ["Ring 412 00 000", "Ring 412 00 000.", "412 00 000", "Ring 412 00 000 eller 412 00 001", "a 412 00 000 \n b"]
    {
        let scrubbed = scrubber.scrub(text);
        let mut before = 0;
        for (_, span) in scrubbed.replacements() {
            assert!(scrubbed.as_str().get(span.range()).is_some(), "{text:?} {span:?}");
            assert!(span.start >= before, "{text:?} {span:?}");
            before = span.end;
        }
    }
}

#[test]
fn what_is_written_last_stands() {
    let text = "Ring 412 00 000 i dag";
    let written = |write: fn(&Hit<'_>, &mut Replacement)| scrub(maskers::by(write), text);
    assert_eq!(written(|hit, out| write!(out, "<{} tegn>", hit.value().len()).unwrap()), "Ring <10 tegn> i dag");
    assert_eq!(
        written(|_, out| {
            out.push_str("a");
            out.remove();
        }),
        "Ring i dag",
        "removes after writing"
    );
    assert_eq!(
        written(|_, out| {
            out.remove();
            out.push_str("a");
        }),
        "Ring a i dag",
        "writes after removing"
    );
}

#[test]
fn the_next_masker_answers_for_one_that_does_not() {
    let silent = || maskers::by(|_, _| {});
    let echo = || maskers::by(|hit, out| out.push_str(hit.value()));
    let half = || {
        maskers::by(|_, out| {
            out.push_str("halvveis");
            out.decline();
        })
    };
    let text = "ring 412 00 067";
    assert_eq!(scrub(silent().or("a"), text), "ring a");
    assert_eq!(scrub(echo().or("a"), text), "ring a");
    assert_eq!(scrub(half().or(silent()).or("a"), text), "ring a");
    assert_eq!(scrub("a".or("b"), text), "ring a");
    assert_eq!(scrub(silent().or(echo()), text), "ring [TELEFON]");
    assert_eq!(scrub("a".with(Label::Phone, silent()), text), "ring a");
    assert_eq!(scrub("a".with(Label::Phone, "b"), text), "ring b");
    assert_eq!(scrub("a".with(Label::Email, "b"), text), "ring a");
    assert_eq!(scrub("a".at_least(Confidence::Possible, echo()), text), "ring a");
    assert_eq!(scrub("a".at_least(Confidence::Possible, Remove), text), "ring");
    assert_eq!(scrub(Remove.or("a"), text), "ring", "removal is an answer");
}

#[test]
fn the_confidence_that_is_asked_for_is_enough() {
    // By the rule of today, by that of 2032.
    let (certain, likely) = ("fnr 11037966640", "11037966659");
    let by = |confidence| "a".at_least(confidence, "b");
    assert_eq!(scrub(by(Confidence::Certain), certain), "fnr b");
    assert_eq!(scrub(by(Confidence::Certain), likely), "a");
    assert_eq!(scrub(by(Confidence::Likely), likely), "b");
    assert_eq!(scrub(by(Confidence::Possible), likely), "b");
}

#[test]
fn imitations_are_looked_for_by_both_maskers_of_a_choice() {
    let numbered = || Placeholders::norwegian().numbered();
    let text = "[TELEFON-1] er ikke 412 00 000";
    for (scrubbed, wanted) in [
        (scrub("a".with(Label::Phone, numbered()), text), "[TELEFON-1]"),
        (scrub(numbered().with(Label::Phone, "a"), text), "a"),
        (scrub("a".at_least(Confidence::Possible, numbered()), text), "[TELEFON-1]"),
        (scrub(numbered().at_least(Confidence::Possible, "a"), text), "a"),
        (scrub("a".or(numbered()), text), "a"),
        (scrub(numbered().or("a"), text), "[TELEFON-1]"),
    ] {
        assert_eq!(scrubbed, format!("‹TELEFON-1› er ikke {wanted}"));
    }
}

#[test]
fn a_pointer_to_a_masker_is_one() {
    let text = "[NAVN-1], jeg heter Kari";
    let numbered = Placeholders::norwegian().numbered();
    let wanted = "‹NAVN-1›, jeg heter [NAVN-1]";
    assert_eq!(scrub(numbered.clone(), text), wanted);
    assert_eq!(scrub(Box::new(numbered.clone()), text), wanted);
    assert_eq!(scrub(Arc::new(numbered.clone()), text), wanted);
    assert_eq!(scrub(Some(numbered.clone()), text), wanted);
    assert_eq!(scrub(Box::new(Some(Arc::new(numbered))) as Box<dyn Masker>, text), wanted);
}

#[test]
fn a_masker_sees_one_finding_and_its_canonical_value() {
    static SEEN: Mutex<Vec<(Label, String, u32)>> = Mutex::new(Vec::new());
    let watching = maskers::by(|hit, out| {
        SEEN.lock().unwrap().push((hit.label(), hit.canonical(), hit.number()));
        out.push('#');
    });
    assert_eq!(scrub(watching, "Jeg heter KARI NORDVIK, +47 412 00 000 og 41200000"), "Jeg heter #, # og #");
    let phone = || (Label::Phone, "+4741200000".to_owned(), 1);
    assert_eq!(*SEEN.lock().unwrap(), [(Label::Name, "kari nordvik".to_owned(), 1), phone(), phone()]);
}

#[test]
fn removal_closes_the_space() {
    for (text, wanted) in [
        ("Ring 412 00 000 i dag", "Ring i dag"),
        ("412 00 000 ringte", "ringte"),
        ("Ring 412 00 000", "Ring"),
        ("Ring 412 00 000.", "Ring."),
        ("Ring (412 00 000) nå", "Ring () nå"),
        ("Ring\n412 00 000\nnå", "Ring\n\nnå"),
        ("412 00 000 412 00 001 ringte", "ringte"),
        ("ring 412 00 000, kari@example.no, eller vent", "ring,, eller vent"),
        ("412 00 000", ""),
    ] {
        assert_eq!(scrub(Remove, text), wanted, "{text:?}");
    }
}

#[test]
fn lengths_are_hidden_or_counted_in_letters_as_people_count_them() {
    assert_eq!(scrub(FixedChar::new('x'), "hilsen Bo"), scrub(FixedChar::new('x'), "hilsen Kari"));
    assert_eq!(scrub(FixedChar::keeping_length('x'), "hilsen Åse"), "hilsen xxx");
    assert_eq!(scrub(FixedChar::keeping_length('x'), "hilsen A\u{30A}se"), "hilsen xxx");
    assert_eq!(scrub(KeepLast::new(0), "ring 412 00 067"), "ring ███ ██ ███");
}

#[test]
fn the_last_stay_and_never_more_than_a_quarter() {
    for (n, text, wanted) in [
        (1, "ring 412 00 067", "ring ███ ██ ██7"),
        (2, "ring 412 00 067", "ring ███ ██ █67"),
        (99, "ring 412 00 067", "ring ███ ██ █67"),
        (99, "konto 3645.77.03788", "konto ████.██.███88"),
        (99, "hilsen Åse", "hilsen ███"),
    ] {
        assert_eq!(scrub(KeepLast::new(n), text), wanted, "{n}");
    }
}

#[test]
fn a_part_shows_what_is_promised() {
    for (text, wanted) in [
        ("ring 412 00 567", "ring *** ** 567"),
        ("ring 41200567", "ring *****567"),
        ("ring (+47) 41 20 05 67", "ring (+**) ** ** *5 67"),
        ("ring +46 70 174 06 05", "ring +** ** *** *6 05"),
        ("ring fire en to null null fem seks sju", "ring [TELEFON]"),
        ("ring 412 00 567 linje 12", "ring [TELEFON]"),
        ("kari@example.no", "k***@example.no"),
        ("kari.nordvik+nav@example.com", "k***@example.com"),
        ("kari krøllalfa example punktum no", "[E-POST]"),
        ("kari@karistue.no", "[E-POST]"),
        ("post@nordvik.no", "[E-POST]"),
        ("konto 3645.77.03788", "konto ****.**.***88"),
        ("kort 4111 1111 1111 1111", "kort **** **** **** 1111"),
        ("fnr 110379 66640", "fnr [FØDSELSNUMMER]"),
    ] {
        assert_eq!(scrub(Partial::new(), text), wanted, "{text}");
    }
}

static COARSE: LazyLock<[Scrubber; 4]> = LazyLock::new(|| {
    let coarse = Generalise::as_of(1926, 3, 14).unwrap();
    [coarse, coarse.age_bands(10), coarse.places(), coarse.age_bands(20).places().english()]
        .map(|masker| Scrubber::builder().masker(masker).build().unwrap())
});

#[test]
fn dates_and_addresses_are_made_coarse() {
    for (text, wanted) in [
        ("født 03.05.1874", ["[FØDT 1874]", "[ALDER 50-59]", "[FØDT 1874]", "[AGE 40-59]"]),
        ("født 3. mai 74", ["[FØDT 1874]", "[ALDER 50-59]", "[FØDT 1874]", "[AGE 40-59]"]),
        ("født tredje i femte syttifire", ["[FØDT 1874]", "[ALDER 50-59]", "[FØDT 1874]", "[AGE 40-59]"]),
        ("født 030525", ["[FØDT 1925]", "[ALDER 0-9]", "[FØDT 1925]", "[AGE 0-19]"]),
        ("bor i Storgata 5, 0155 Oslo", ["[ADRESSE 01]", "[ADRESSE 01]", "[ADRESSE Oslo]", "[ADDRESS Oslo]"]),
        ("bor i Storgata 5", ["[ADRESSE]", "[ADRESSE]", "[ADRESSE]", "[ADRESSE]"]),
        ("født 3. mai", ["[FØDSELSDATO]", "[FØDSELSDATO]", "[FØDSELSDATO]", "[FØDSELSDATO]"]),
        ("er 43 år, tlf 412 00 000", ["[TELEFON]", "[TELEFON]", "[TELEFON]", "[TELEFON]"]),
    ] {
        for (scrubber, wanted) in COARSE.iter().zip(wanted) {
            let scrubbed = scrubber.scrub(text).to_string();
            assert!(scrubbed.ends_with(wanted), "{scrubbed:?} does not end with {wanted:?}");
            assert_eq!(scrubber.scrub(&scrubbed).as_str(), scrubbed);
        }
    }
    let error = Generalise::as_of(2026, 2, 29).unwrap_err();
    assert_eq!(
        error.to_string(),
        "2026-02-29 is not a day: give year, month and day of the day that ages are reckoned on"
    );
}

/// What is left of digits and letters of the value in the replacement, in a row at its end.
fn shown(value: &str, replacement: &str) -> usize {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let (value, replacement) = (digits(value), digits(replacement));
    assert!(value.ends_with(&replacement), "other digits than the last");
    replacement.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Law 6 for coarse values, whatever was typed around them.
    #[test]
    fn coarse_values_are_no_findings(text in messages::message(), which in 0..4_usize) {
        let scrubber = &COARSE[which];
        let once = scrubber.scrub(&text).to_string();
        let twice = scrubber.scrub(&once);
        prop_assert_eq!(twice.as_str(), &once, "from {:?}", text);
    }

    /// A telephone shows three digits, an account or a card a quarter, an address one letter and a domain.
    #[test]
    fn a_part_shows_no_more_than_its_share(text in messages::message()) {
        let scrubber = Scrubber::builder().masker(Partial::new()).build().unwrap();
        let scrubbed = scrubber.scrub(&text);
        for (finding, span) in scrubbed.replacements() {
            let (value, replacement) = (&text[finding.span().range()], &scrubbed.as_str()[span.range()]);
            if replacement == finding.label().placeholder_norwegian() {
                continue;
            }
            let digits = value.chars().filter(|c| c.is_numeric()).count();
            match finding.label() {
                Label::Phone => prop_assert!(digits >= 8 && shown(value, replacement) == 3, "{replacement}"),
                Label::BankAccount | Label::PaymentCard => {
                    prop_assert!(shown(value, replacement) <= (digits / 4).min(4), "{replacement}");
                }
                Label::Email => {
                    let (local, domain) = replacement.split_once("***@").unwrap();
                    prop_assert_eq!(local.chars().count(), 1);
                    prop_assert!(value.ends_with(domain) && value.starts_with(local));
                }
                other => prop_assert!(false, "{other} is shown in part"),
            }
        }
    }

    /// A masker that writes whatever it likes never gets the value through, and never touches the rest.
    #[test]
    fn a_masker_that_errs_does_not_uncover(text in messages::message(), mischief in 0..6_u8) {
        let erring = maskers::by(move |hit: &Hit<'_>, out: &mut Replacement| match mischief {
            0 => {}
            1 => out.push_str(hit.value()),
            2 => { out.push_str(hit.value()); out.decline(); }
            3 => { out.remove(); out.push_str(hit.value()); }
            4 => { out.push_str("x"); out.remove(); out.decline(); }
            _ => { out.decline(); out.decline(); }
        });
        let plain = Scrubber::norwegian().scrub(&text).to_string();
        let scrubber = Scrubber::builder().masker(erring).build().unwrap();
        let erred = scrubber.scrub(&text).to_string();
        prop_assert_eq!(erred, plain);
    }
}
