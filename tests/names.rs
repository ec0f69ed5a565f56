//! How evenly names are found, whatever their origin; and names a host knows.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "the table is for the reader of the output")]

use sladd::{KnownNames, Scrubber};

/// A sentence that says nothing of a person.
fn neutral(name: &str) -> String {
    format!("Jeg så {name} ved inngangen i går.")
}

/// The origins with their names.
fn origins() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut origins: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in include_str!("names/origins.txt").lines().filter(|line| !line.is_empty()) {
        if let Some(origin) = line.strip_prefix("# origin: ") {
            origins.push((origin, Vec::new()));
        } else if !line.starts_with('#') {
            origins.last_mut().expect("a name stands under a heading").1.push(line);
        }
    }
    origins
}

/// How a name and the sentence around it are written.
#[derive(Clone, Copy)]
enum Written {
    Capitals,
    /// No capital at all.
    Lower,
    /// A capital where the sentence begins, as telephones put it, and none in the name.
    LowerName,
}

/// How many of the names are masked to the last letter.
fn found(scrubber: &Scrubber, names: &[&str], written: Written) -> usize {
    let is_found = |name: &&str| {
        let lower = name.to_lowercase();
        let (name, text) = match written {
            Written::Capitals => ((*name).to_owned(), neutral(name)),
            Written::Lower => (lower.clone(), neutral(&lower).to_lowercase()),
            Written::LowerName => (lower.clone(), neutral(&lower)),
        };
        let start = text.find(&name).expect("the sentence holds the name");
        let findings = scrubber.find(&text);
        name.char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .all(|(at, _)| findings.iter().any(|finding| finding.span().range().contains(&(start + at))))
    };
    names.iter().filter(|name| is_found(name)).count()
}

#[test]
fn names_of_every_origin_are_found_alike() {
    let scrubber = Scrubber::norwegian();
    let origins = origins();
    assert_eq!(origins.len(), 25);
    let mut shares = Vec::new();
    println!("{:36} capitals  lower case  lower-case name", "origin");
    for (origin, names) in &origins {
        assert_eq!(names.len(), 100, "{origin}");
        let [capitals, lower, name] =
            [Written::Capitals, Written::Lower, Written::LowerName].map(|written| found(&scrubber, names, written));
        println!("{origin:36} {capitals:6} % {lower:9} % {name:14} %");
        shares.push([capitals, lower, name]);
    }
    let of = |which: usize| {
        let share = || shares.iter().map(|share| share[which]);
        (share().min().unwrap_or(0), share().sum::<usize>() as f64 / 25.0, share().max().unwrap_or(0))
    };
    let [(worst, mean, best), (worst_lower, mean_lower, best_lower), (worst_name, mean_name, best_name)] =
        [of(0), of(1), of(2)];
    println!(
        "capitals {worst} to {best} %, mean {mean:.1}; lower case {worst_lower} to {best_lower} %, mean {mean_lower:.1}; \
         lower-case name {worst_name} to {best_name} %, mean {mean_name:.1}"
    );
    assert!(best - worst <= 8, "capitalised, the worst origin is {} points behind the best", best - worst);
    assert!(worst >= 90, "capitalised, {worst} % of one origin are found");
    assert!(worst_lower >= 50, "in lower case, {worst_lower} % of one origin are found");
    assert!(mean_lower >= 90.0, "in lower case, {mean_lower} % are found");
}

#[test]
fn known_names_are_found_in_any_writing() {
    let scrubber = Scrubber::norwegian();
    let mut known = KnownNames::new();
    known.mask("Suphaporn Qvamstø Berg").mask("Xhevdet Ådnøy");
    for (text, wanted) in [
        ("hei suphaporn her", "hei [NAVN] her"),
        ("hei, suphapron her igjen", "hei, [NAVN] her igjen"),
        ("SUPHAPORN QVAMSTØ BERG VENTER", "[NAVN] VENTER"),
        ("saka til qvamstø berg", "saka til [NAVN]"),
        ("suphaporns time er i morgen", "[NAVN] time er i morgen"),
        ("det er xhevdet adnøy som spør", "det er [NAVN] som spør"),
        ("vi gikk over berg og dal", "vi gikk over berg og dal"),
        ("Timen til Berg er flyttet", "Timen til [NAVN] er flyttet"),
        ("Berg, Suphaporn", "[NAVN]"),
    ] {
        assert_eq!(scrubber.scrub_knowing(&known, text).as_str(), wanted, "{text}");
        assert_eq!(scrubber.scrub_knowing(&known, wanted).as_str(), wanted, "a second time");
    }
}

#[test]
fn a_known_name_is_known_to_one_call_only_or_to_a_scrubber() {
    let text = "zqumbo venter på svar";
    let mut known = KnownNames::new();
    known.mask("Zqumbo");
    assert_eq!(Scrubber::norwegian().scrub(text).as_str(), text);
    assert_eq!(Scrubber::norwegian().scrub_knowing(&known, text).as_str(), "[NAVN] venter på svar");
    let scrubber = Scrubber::builder().known_names(known).build().unwrap();
    assert_eq!(scrubber.scrub(text).as_str(), "[NAVN] venter på svar");
}

#[test]
fn staff_stay_readable_as_given_and_nobody_else() {
    let scrubber = Scrubber::norwegian();
    let mut known = KnownNames::new();
    known.leave_unmasked("Anne Lunde");
    for (text, wanted) in [
        ("Hilsen Anne Lunde", "Hilsen Anne Lunde"),
        ("jeg snakket med anne lunde i går", "jeg snakket med anne lunde i går"),
        ("Anne Lundes svar var fint", "Anne Lundes svar var fint"),
        ("Hilsen Anne Lunde Vik", "Hilsen [NAVN]"),
        ("Hilsen Anne", "Hilsen [NAVN]"),
        ("Anne Lunde og Ola Nordvik", "Anne Lunde og [NAVN]"),
    ] {
        assert_eq!(scrubber.scrub_knowing(&known, text).as_str(), wanted, "{text}");
    }
}

#[test]
fn known_names_are_not_printed() {
    let mut known = KnownNames::new();
    known.mask("Suphaporn Qvamstø").leave_unmasked("Anne Lunde");
    assert_eq!(format!("{known:?}"), "KnownNames { parts: 2, left: 1 }");
    let scrubber = Scrubber::builder().known_names(known).build().unwrap();
    assert!(!format!("{scrubber:?}").to_lowercase().contains("suphaporn"));
}

#[test]
fn names_in_scripts_without_capitals_are_names_where_they_are_introduced() {
    let scrubber = Scrubber::norwegian();
    for (text, wanted) in [
        ("jeg heter محمد علي og trenger hjelp", "jeg heter [NAVN] og trenger hjelp"),
        ("Navn: محمد علي", "Navn: [NAVN]"),
        ("mvh 王伟", "mvh [NAVN]"),
        ("Hei, mannen min محمد er syk", "Hei, mannen min [NAVN] er syk"),
        ("اسمي محمد علي وأعيش في أوسلو", "اسمي [NAVN] وأعيش في أوسلو"),
        ("الاسم: فاطمة حسن", "الاسم: [NAVN]"),
        ("ስመይ ዮናስ እዩ", "ስመይ [NAVN]"),
        ("Меня зовут Иван Петров", "Меня зовут [NAVN]"),
        ("متى يأتي الرد؟", "متى يأتي الرد؟"),
        ("هل يوجد مترجم في الموعد القادم؟", "هل يوجد مترجم في الموعد القادم؟"),
        ("वकील से कब बात होगी?", "वकील से कब बात होगी?"),
    ] {
        assert_eq!(scrubber.scrub(text).as_str(), wanted, "{text}");
    }
}

#[test]
fn a_sentence_in_another_language_is_no_name_and_who_gives_theirs_in_it_is_found() {
    let scrubber = Scrubber::norwegian();
    for (text, wanted) in [
        (
            "Я не понял письмо, которое пришло вчера. Что мне нужно сделать?",
            "Я не понял письмо, которое пришло вчера. Что мне нужно сделать?",
        ),
        ("меня зовут иван петров", "меня зовут [NAVN]"),
        ("мене звати олена", "мене звати [NAVN]"),
        ("nazywam się jan kowalski", "nazywam się [NAVN]"),
        ("magacaygu waa faadumo cali", "magacaygu waa [NAVN]"),
    ] {
        assert_eq!(scrubber.scrub(text).as_str(), wanted, "{text}");
    }
}
