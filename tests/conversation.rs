//! What one message alone cannot show.

#![cfg(all(feature = "names", feature = "health"))]

#[path = "support/clock.rs"]
mod clock;

use std::sync::LazyLock;

use proptest::prelude::*;
use sladd::{Conversation, KnownNames, Label, Placeholders, Role, Scrubber};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

/// The stored messages when everything has been said. "B:" speaks for the bot, everything else is the user's.
fn stored(scrubber: &Scrubber, chat: &mut Conversation, messages: &[&str]) -> Vec<String> {
    let mut stored: Vec<String> = Vec::new();
    for message in messages {
        let (role, text) = message.strip_prefix("B: ").map_or((Role::User, *message), |text| (Role::Bot, text));
        let turn = scrubber.scrub_in(chat, role, text);
        assert_eq!(turn.number() as usize, stored.len());
        for amendment in turn.amendments() {
            assert!(amendment.apply(&mut stored[amendment.message() as usize]));
        }
        stored.push(turn.as_str().to_owned());
    }
    stored
}

fn last(messages: &[&str]) -> String {
    stored(&SCRUBBER, &mut Conversation::new(), messages).pop().unwrap()
}

#[test]
fn a_bare_answer_is_read_as_what_was_asked_for() {
    for (question, answer, wanted) in [
        ("Hva heter du?", "fatuma", "[NAVN]"),
        ("Kva heiter du?", "odd", "[NAVN]"),
        ("What is your full name?", "storm berg", "[NAVN]"),
        ("Og etternavnet?", "same som meg, Kleiveland", "same som meg, [NAVN]"),
        ("Fødselsnummer?", "210195", "[ID-NUMMER]"),
        ("Hvilket telefonnummer kan vi nå deg på?", "400 65", "[TELEFON]"),
        ("Kva er telefonnummeret ditt?", "ni to sju", "[TELEFON]"),
        ("Når er du født?", "240815", "[FØDSELSDATO]"),
        ("When were you born?", "24.08.1875", "[FØDSELSDATO]"),
        ("Hva er adressen din?", "storgata 2b", "[ADRESSE]"),
        ("Postnummer?", "5770 Tyssedal", "[ADRESSE]"),
        ("Passnummeret ditt?", "FHM60", "[PASSNUMMER]"),
        ("Hva er e-posten din?", "kari_slug9@gmail,com", "[E-POST]"),
        ("Hva er e-posten din?", "kari @ jobben no", "[E-POST]"),
        ("Hva er e-posten din?", "ja, kari@jobben takk", "ja, [E-POST] takk"),
        ("Hva er e-posten din?", "har ikke", "har ikke"),
        ("Hvor bor du?", "furuvn 9", "[ADRESSE]"),
        ("Hvor bor du?", "skogly 4", "[ADRESSE]"),
        ("Hvor bor du?", "jeg har bodd her i 12 år", "jeg har bodd her i 12 år"),
        ("Fødselsnummer?", "14 mai 79", "[FØDSELSDATO]"),
        ("Fødselsnummer?", "110379 + 66640", "[ID-NUMMER]"),
        ("Registreringsnummeret?", "ELK 1234", "[BILSKILT]"),
        ("Kontonummer?", "3645 77 0379", "[KONTONUMMER]"),
        ("Telefonnummer?", "4120050", "[TELEFON]"),
        ("Hva heter du?", "ja", "ja"),
        ("Hva heter du?", "det vil jeg ikke si", "det vil jeg ikke si"),
        ("Kva heiter du?", "kvifor spør du?", "kvifor spør du?"),
        ("Fødselsnummer?", "ja", "ja"),
        ("Hvilken måned gjelder det?", "mai", "mai"),
        ("Hvilken kommune bor du i?", "lund", "lund"),
        ("Hvor mange er dere?", "12", "12"),
        ("Telefonnummer?", "nittiåtte", "[TELEFON]"),
        ("Leilighetsnummer?", "H0304", "[ADRESSE]"),
        ("Hvor mange bor på adressen?", "4", "4"),
        ("Hei. Beskriv kort hva saken gjelder.", "WTU 082 K 4471", "WTU 082 K 4471"),
        ("Telefonnummer?", "fire", "fire"),
    ] {
        assert_eq!(last(&[&format!("B: {question}"), answer]), wanted, "{question} {answer}");
    }
}

#[test]
fn a_question_stays_open_as_long_as_it_is_spoken_of() {
    let chats: [(&[&str], &str); 9] = [
        // Asked back, answered, and then given.
        (&["B: Fødselsnummer?", "kan du ta dnr?", "B: Ja, det går helt fint.", "210195"], "[ID-NUMMER]"),
        (&["B: Telefonnummer?", "412 0", "B: Det nummeret er ikke gyldig. Prøv igjen.", "412 00"], "[TELEFON]"),
        (&["B: Telefonnummer?", "412", "B: Og resten?", "00 00"], "[TELEFON]"),
        // Something else was asked for.
        (&["B: Kontonummer?", "3645.77.03788", "B: Beløp?", "12500"], "12500"),
        (&["B: Hva er studentnummeret ditt?", "587214", "B: Kor mange studiepoeng manglar?", "30"], "30"),
        (&["B: Saksnummer?", "2024/118843", "B: Når skjedde det?", "lørdag 3. mai ca 14.30"], "lørdag 3. mai ca 14.30"),
        (&["B: Kva rom er det?", "587239", "B: Kva bygg har du undervisning i?", "bygg C, rom 214"], "bygg C, rom 214"),
        // What is proved is masked all the same.
        (&["110379", "B: Hva gjelder det?", "66640"], "[FØDSELSNUMMER]"),
        (&["B: Registreringsnummer?", "ek", "41278"], "[BILSKILT]"),
    ];
    for (messages, wanted) in chats {
        assert_eq!(last(messages), wanted, "{messages:?}");
    }
}

#[test]
fn identifiers_split_over_messages_are_put_together() {
    let parts: [(&[&str], &[&str]); 8] = [
        (&["B: Registreringsnummer?", "ek", "41278"], &["Registreringsnummer?", "[BILSKILT]", "[BILSKILT]"]),
        (&["B: Fødselsnummer?", "110379", "66640"], &["Fødselsnummer?", "[FØDSELSNUMMER]", "[FØDSELSNUMMER]"]),
        (
            &["B: Kan du oppgi fødselsnummeret?", "110379 og så", "B: ja?", "66640"],
            &["Kan du oppgi fødselsnummeret?", "[FØDSELSNUMMER] og så", "ja?", "[FØDSELSNUMMER]"],
        ),
        (&["fnr 110379", "og 66640"], &["fnr [FØDSELSNUMMER]", "og [FØDSELSNUMMER]"]),
        (&["ring meg på 412 00", "000"], &["ring meg på [TELEFON]", "[TELEFON]"]),
        (&["B: Adresse?", "Ekebergveien 230", "1181 Oslo"], &["Adresse?", "[ADRESSE]", "[ADRESSE]"]),
        (&["jeg heter Kari", "Nordvik"], &["jeg heter [NAVN]", "[NAVN]"]),
        (
            &["B: Kontonummer?", "3645.77", "03788", "nei vent, siste siffer er 9"],
            &["Kontonummer?", "[KONTONUMMER]", "[KONTONUMMER]", "nei vent, siste siffer er [KONTONUMMER]"],
        ),
    ];
    for (messages, wanted) in parts {
        assert_eq!(stored(&SCRUBBER, &mut Conversation::new(), messages), wanted);
    }
}

#[test]
fn a_number_that_is_repeated_with_a_slip_is_the_number() {
    let messages = ["B: Og de fem siste i fødselsnummeret?", "40318", "B: Jeg leser 40381 her, stemmer det?"];
    assert_eq!(last(&messages), "Jeg leser [ID-NUMMER] her, stemmer det?");
}

#[test]
fn a_name_once_found_is_found_again_in_any_writing() {
    let chat = ["Hei, jeg heter Bergsvein Tveitnes, faren til Vemund, og ringer for Oksana Melnyk og Knut-Åge"];
    for (later, wanted) in [
        ("bergsveins søknad", "[NAVN] søknad"),
        ("spør tveitnes", "spør [NAVN]"),
        ("bergsvien er her", "[NAVN] er her"),
        ("stakkars vemmi", "stakkars [NAVN]"),
        ("oxana trenger tolk", "[NAVN] trenger tolk"),
        ("knutåge får betale selv", "[NAVN] får betale selv"),
        ("stavet O-K-S-A-N-A", "stavet [NAVN]"),
    ] {
        let messages = [chat[0], later];
        assert_eq!(last(&messages), wanted);
    }
    // What was said before the name was known is amended.
    let messages = ["takk live du er flink", "jeg snakker med Live Brattli", "ja"];
    assert_eq!(stored(&SCRUBBER, &mut Conversation::new(), &messages)[0], "takk [NAVN] du er flink");
}

#[test]
fn known_persons_are_masked_and_staff_is_left() {
    let mut known = KnownNames::new();
    known.mask("Suphaporn Berg").leave_unmasked("Anne Lunde");
    let mut chat = Conversation::knowing(known);
    let messages = ["B: Hei suphaporn, du snakker med Anne Lunde", "suphapron her, er det Anne Lunde?"];
    assert_eq!(
        stored(&SCRUBBER, &mut chat, &messages),
        ["Hei [NAVN], du snakker med Anne Lunde", "[NAVN] her, er det Anne Lunde?"]
    );
}

#[test]
fn a_host_says_what_its_bot_asks_for() {
    let mut chat = Conversation::new();
    let _ = SCRUBBER.scrub_in(&mut chat, Role::Bot, "Da trenger jeg det du vet om.");
    chat.asks(&[Label::Phone]);
    assert_eq!(SCRUBBER.scrub_in(&mut chat, Role::User, "400 65").as_str(), "[TELEFON]");
    let mut chat = Conversation::new();
    let _ = SCRUBBER.scrub_in(&mut chat, Role::Bot, "Hvilket telefonnummer er det?");
    chat.asks(&[]);
    assert_eq!(SCRUBBER.scrub_in(&mut chat, Role::User, "1234").as_str(), "1234");
}

#[test]
fn numbers_in_placeholders_stay_the_same_throughout() {
    let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build().unwrap();
    let messages = [
        "Jeg heter Kari Nordvik, tlf 412 00 000",
        "B: Hei Kari! Er det Ola Hansen som skal hentes?",
        "ja, Ola. eller ring [NAVN-1] på 41200000, nordviks telefon",
    ];
    assert_eq!(
        stored(&scrubber, &mut Conversation::new(), &messages),
        [
            "Jeg heter [NAVN-1], tlf [TELEFON-1]",
            "Hei [NAVN-1]! Er det [NAVN-2] som skal hentes?",
            "ja, [NAVN-2]. eller ring ‹NAVN-1› på [TELEFON-1], [NAVN-1] telefon",
        ]
    );
    assert_eq!(last(&["[NAVN] ringte"]), "[NAVN] ringte");
    let mut chat = Conversation::new();
    assert_eq!(scrubber.scrub_in(&mut chat, Role::User, "hils [NAVN-1]").as_str(), "hils ‹NAVN-1›");
}

#[test]
fn things_that_are_called_by_names_are_no_persons() {
    let messages =
        ["B: Hvilken skriver gjelder det?", "den som heter Storm i 3. etasje", "B: Storm er nede for service."];
    let wanted = ["Hvilken skriver gjelder det?", "den som heter Storm i 3. etasje", "Storm er nede for service."];
    assert_eq!(stored(&SCRUBBER, &mut Conversation::new(), &messages), wanted);
    // Nobody who was named before becomes a thing.
    let messages = ["jeg heter Storm Aune", "B: Hvilken skriver gjelder det?", "den til Storm"];
    assert_eq!(last(&messages), "den til [NAVN]");
}

#[test]
fn forgetting_leaves_nothing() {
    let mut chat = Conversation::new();
    let messages = ["Jeg heter Zebrafine Kvitteson", "B: Fødselsnummer?", "110379"];
    stored(&SCRUBBER, &mut chat, &messages);
    let printed = format!("{chat:?}");
    assert!(
        chat.remembered_bytes() > 0 && !printed.to_lowercase().contains("zebrafine") && !printed.contains("110379")
    );
    chat.forget();
    assert_eq!((chat.remembered_bytes(), chat.messages()), (0, 0));
    assert_eq!(format!("{chat:?}"), format!("{:?}", Conversation::new()));
    assert_eq!(SCRUBBER.scrub_in(&mut chat, Role::User, "zebrafine zebrafine").as_str(), "zebrafine zebrafine");
}

/// Handed over after every message, a conversation goes on as if it had not been; forgotten, it leaves no trace.
#[cfg(feature = "keyed")]
#[test]
fn a_sealed_conversation_goes_on() {
    use sladd::Key;

    let bytes: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
    let key = Key::from_bytes(&bytes).unwrap();
    let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build().unwrap();
    let mut known = KnownNames::new();
    known.mask("Suphaporn Berg").leave_unmasked("Anne Lunde");
    let messages = [
        "B: Hei, du snakker med Anne Lunde. Hva heter du?",
        "suphaporn, gift med Bergsvein Tveitnes",
        "B: Hvilken skriver gjelder det?",
        "den som heter Storm",
        "B: Fødselsnummer?",
        "110379 og",
        "B: ja?",
        "66640",
        "B: Jeg leser 66604, hva er telefonnummeret?",
        "412 00",
        "000. tveitnes svarer, Storm er skrudd på",
    ];
    let mut whole = Conversation::knowing(known.clone());
    let mut parked = Conversation::knowing(known);
    for message in messages {
        let (role, text) = message.strip_prefix("B: ").map_or((Role::User, message), |text| (Role::Bot, text));
        let turn = scrubber.scrub_in(&mut whole, role, text);
        let sealed = parked.seal(&key, "samtale 1");
        for secret in ["suphaporn", "tveitnes", "storm", "110379", "412"] {
            let found = sealed.windows(secret.len()).any(|window| window.eq_ignore_ascii_case(secret.as_bytes()));
            assert!(!found, "{secret}");
        }
        parked = Conversation::open(&key, "samtale 1", &sealed).unwrap();
        let again = scrubber.scrub_in(&mut parked, role, text);
        assert_eq!(turn.as_str(), again.as_str());
        let changes = |turn: &sladd::Turn<'_>| -> Vec<_> {
            turn.amendments().iter().map(|a| (a.message(), a.span(), a.replacement().to_owned())).collect()
        };
        assert_eq!(changes(&turn), changes(&again));
    }
    let sealed = parked.seal(&key, "samtale 1");
    for at in [0, sealed.len() / 2, sealed.len() - 1] {
        let mut changed = sealed.clone();
        changed[at] ^= 1;
        assert!(Conversation::open(&key, "samtale 1", &changed).is_err());
    }
    assert!(Conversation::open(&key, "samtale 2", &sealed).is_err());
    parked.forget();
    assert_eq!(parked.seal(&key, "samtale 1"), Conversation::new().seal(&key, "samtale 1"));
}

#[test]
fn nothing_of_a_turn_or_an_amendment_is_printed() {
    let mut chat = Conversation::new();
    let _ = SCRUBBER.scrub_in(&mut chat, Role::Bot, "Fødselsnummer?");
    let _ = SCRUBBER.scrub_in(&mut chat, Role::User, "110379");
    let turn = SCRUBBER.scrub_in(&mut chat, Role::User, "66640, jeg heter Zebrafine");
    assert!(!turn.amendments().is_empty() && turn.findings().len() == 2);
    let printed = format!("{turn:?}").to_lowercase();
    for secret in ["110379", "66640", "zebrafine"] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[test]
fn a_long_conversation_keeps_its_memory_bound() {
    const BOUND: usize = 2 << 20;
    let mut chat = Conversation::new();
    let (mut at_half, mut peak) = (0, 0);
    let mut used = 0_i64;
    let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build().unwrap();
    for i in 0..100_000_u32 {
        // Names and numbers that were never seen before, so that everything that can be learned is.
        let text = match i % 16 {
            0 => format!("jeg heter Navnas{} Etternavnas{}", letters(i), letters(i / 7)),
            1 => format!("tlf 4{:07}", i),
            _ => "ok".to_owned(),
        };
        let counted = allocation_counter::measure(|| drop(scrubber.scrub_in(&mut chat, Role::User, &text)));
        used += counted.bytes_current;
        peak = peak.max(used);
        if i == 50_000 {
            at_half = used;
        }
        assert!(chat.remembered_bytes() <= 16 * 1024);
    }
    assert_eq!(chat.messages(), 100_000);
    assert!(peak < BOUND as i64, "{peak} bytes");
    assert!(used - at_half < BOUND as i64 / 8, "grew from {at_half} to {used} bytes");
}

/// A number in letters.
fn letters(mut number: u32) -> String {
    let mut letters = String::new();
    loop {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return letters;
        }
    }
}

/// A long hostile answer to a question for everything takes little more time than 16 short ones of as many bytes
/// together. Quadratic behaviour would be a factor of 16.
#[test]
fn hostile_answers_take_linear_time() {
    let question = "Hva er navn, fødselsnummer, telefon, adresse, postnummer, kontonummer, passnummer og saksnummer?";
    for piece in [".", "1 ", "a. ", "kari ", "1. ", ", ", "og ", "zxq ", "12345 ", "fire ", "A-", "@", "[NAVN-1] "] {
        let asked = || {
            let mut chat = Conversation::new();
            let _ = SCRUBBER.scrub_in(&mut chat, Role::User, "jeg heter Kari Nordvik, tlf 412 00 000");
            let _ = SCRUBBER.scrub_in(&mut chat, Role::Bot, question);
            chat
        };
        let answer = |chat: &mut Conversation, text: &str| {
            let turn = SCRUBBER.scrub_in(chat, Role::User, text);
            assert!(turn.findings().len() <= text.len());
        };
        let bytes = if cfg!(debug_assertions) { 1 << 11 } else { 1 << 14 };
        let short = piece.repeat(bytes / piece.len());
        let long = short.repeat(16);
        let (mut chats, mut chat) = ([(); 16].map(|()| asked()), asked());
        let growth =
            clock::growth(|| chats.iter_mut().for_each(|chat| answer(chat, &short)), || answer(&mut chat, &long));
        assert!(growth < 5.0, "{piece:?}: one answer took {growth:.1} times as long as 16 of its parts");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Wherever a number is cut, and whatever stands between the pieces, every digit of it is masked in the end, as it
    /// is in the joined text.
    #[test]
    fn a_number_cut_anywhere_is_masked_whole(
        which in 0..4usize,
        cut in 1..10usize,
        between in prop::sample::select(&["", "B: ja?", "B: Fortsett gjerne.", "B: ok"][..]),
        joiner in prop::sample::select(&["", " og", " og så", "…", " -"][..]),
        asked in any::<bool>(),
    ) {
        let (question, cue, number) = [
            ("B: Hva er fødselsnummeret ditt?", "fnr ", "11037966640"),
            ("B: Hvilket telefonnummer har du?", "tlf ", "41200000"),
            ("B: Hva er kontonummeret ditt?", "konto ", "36457703788"),
            ("B: Hva er D-nummeret?", "d-nummer ", "48039869961"),
        ][which];
        let cut = cut.min(number.len() - 1);
        let first = format!("{}{}{joiner}", if asked { "" } else { cue }, &number[..cut]);
        let mut messages: Vec<&str> = Vec::new();
        if asked {
            messages.push(question);
        }
        messages.push(&first);
        if !between.is_empty() {
            messages.push(between);
        }
        messages.push(&number[cut..]);
        let stored = stored(&SCRUBBER, &mut Conversation::new(), &messages);
        let joined = SCRUBBER.scrub(&format!("{cue}{number}")).as_str().to_owned();
        prop_assert!(!joined.contains(char::is_numeric));
        for message in &stored {
            prop_assert!(!message.contains(char::is_numeric), "{stored:?}");
        }
    }

    /// What is masked in a conversation is at least what each message by itself would have masked of its numbers.
    #[test]
    fn any_messages_leave_findings_in_order(texts in prop::collection::vec("\\PC{0,40}", 1..6)) {
        let mut chat = Conversation::new();
        for (i, text) in texts.iter().enumerate() {
            let role = if i % 2 == 0 { Role::User } else { Role::Bot };
            let turn = SCRUBBER.scrub_in(&mut chat, role, text);
            let mut end = 0;
            for finding in turn.findings() {
                prop_assert!(finding.span().start >= end && text.get(finding.span().range()).is_some());
                end = finding.span().end;
            }
        }
    }
}
