//! Everyday words that a plain statement about somebody makes words of health ("jeg er syk.", "sønnen min har down"), and
//! the values that stand behind a term ("covid-19", "hba1c 48").

use crate::dictionary::{Tag, Tags};
use crate::text::{Text, Word};

/// Substances that somebody takes, each an everyday word or a weak one too.
const SUBSTANCES: [&str; 9] = ["hasj", "hasjisj", "cannabis", "weed", "kokain", "amfetamin", "heroin", "khat", "ghb"];

/// Whether a weak term is all that is said of somebody: "jeg er syk", "barnet mitt har down", "broren min røyker hasj".
pub(super) fn is_plain(text: &Text<'_>, word: &Word) -> bool {
    const WHO: Tags = Tags::of(Tag::FirstPerson).and(Tag::CueRelative).and(Tag::GivenName);
    let says: &[&str] = match text.folded(word) {
        "syk" | "sjuk" => &["er", "e", "ble", "blei", "vart", "blitt", "vorte"],
        "down" => &["har", "med", "hadde"],
        folded if SUBSTANCES.contains(&folded) => {
            &["bruker", "brukar", "brukte", "røyker", "røykjer", "røykte", "sniffer"]
        }
        _ => return false,
    };
    let mut before = text.words_before(word.start, 3);
    let Some(verb) = before.next().filter(|verb| says.contains(&text.folded(verb))) else { return false };
    if text.between(verb.end, word.start) != " " {
        return false;
    }
    // The subject stands directly before the verb: "barnet mitt", not "min mus".
    let Some(subject) = before.next().filter(|subject| text.between(subject.end, verb.start) == " ") else {
        return false;
    };
    let who = match text.folded(subject) {
        "min" | "mi" | "mitt" | "mine" | "vår" | "vårt" | "hans" | "hennes" | "hennar" | "di" | "din" | "ditt" => {
            before.next().is_some_and(|owned| owned.has(Tag::CueRelative))
        }
        _ => subject.tags().any_of(WHO) && !(subject.has(Tag::GivenName) && subject.has(Tag::CommonWord)),
    };
    who && is_ended(text, word)
}

/// Whether the statement ends behind the word, or goes on with when, or with another one.
fn is_ended(text: &Text<'_>, word: &Word) -> bool {
    let Some(next) = text.words_after(word.end, 1).next() else { return true };
    let gap = text.between(word.end, next.start);
    let goes_on = ["og", "men", "nå", "no", "så", "siden", "sidan"].contains(&text.folded(next));
    let mut today = text.words_after(word.end, 2);
    let when = matches!(
        (today.next().map(|i| text.folded(i)), today.next().map(|day| text.folded(day))),
        (Some("i"), Some("dag" | "går" | "natt" | "kveld" | "morges" | "helga" | "helgen"))
    );
    goes_on || when || gap.contains(['.', ',', '!', '?', '\n', ';', ')'])
}

/// The end of what is written together with a term by a hyphen ("covid-19"), or of the value behind the name of a test
/// ("hba1c 48", "crp på 120", "blodtrykk 140/90").
pub(super) fn value_behind(text: &Text<'_>, end: usize) -> Option<usize> {
    const TESTS: [&str; 18] = [
        "hba1c",
        "crp",
        "blodtrykk",
        "blodtrykket",
        "blodsukker",
        "blodsukkeret",
        "langtidsblodsukker",
        "kolesterol",
        "tsh",
        "ferritin",
        "psa",
        "inr",
        "bmi",
        "blodprosent",
        "egfr",
        "kreatinin",
        "diabetes",
        "bipolar",
    ];
    if !text.has_digits() {
        return None;
    }
    let number = text.group_from(end)?;
    let gap = text.between(end, number.span().start);
    let close = |mut end: usize| {
        // "7,2", "140/90"
        while let Some(next) = text
            .group_from(end)
            .filter(|next| next.len() <= 3 && matches!(text.between(end, next.span().start), "," | "." | "/"))
        {
            end = next.span().end;
        }
        let rest = text.between(end, text.as_str().len());
        (!rest.starts_with(char::is_alphanumeric)).then_some(end)
    };
    if gap == "-" && number.len() <= 2 {
        return close(number.span().end).filter(|end| *end == number.span().end);
    }
    let is_test = || text.words_before(end, 1).any(|word| word.end == end && TESTS.contains(&text.folded(word)));
    let value =
        matches!(gap, " " | ": " | " på " | " er " | " var " | " = " | "=" | ":") && number.len() <= 3 && is_test();
    let counted = || {
        text.words_after(number.span().end, 1)
            .any(|word| matches!(text.folded(word), "ganger" | "gonger" | "år" | "uker" | "dager"))
    };
    if value && !counted() { close(number.span().end) } else { None }
}
