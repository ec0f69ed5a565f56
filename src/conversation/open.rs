//! Whether a question stays open: what is said before it is answered, and what takes its place.

use super::asked::{Asked, Kind, WHERE};
use crate::dictionary::{Tag, Tags};
use crate::text::{Text, Word};

/// Whether a question in a few words asks for something that nobody asked for before: "Når skjedde det?", "Beløp?", "KID?";
/// not "Og resten?".
pub(super) fn is_another(text: &Text<'_>, before: Asked) -> bool {
    const WHEN: [&str; 5] = ["når", "katti", "kortid", "nårtid", "when"];
    const HOW: [&str; 14] = [
        "hvordan", "korleis", "koss", "korsen", "åssen", "hvorfor", "kvifor", "koffor", "korfor", "hvem", "kven",
        "kem", "how", "why",
    ];
    const WHAT: [&str; 7] = ["hva", "kva", "ka", "hvilken", "hvilket", "hvilke", "what"];
    const HAPPENS: [&str; 8] = ["skjedde", "skjer", "hende", "hendte", "gjelder", "gjeld", "happened", "about"];
    const GOES_ON: [&str; 7] = ["hallo", "resten", "rest", "svar", "svaret", "slutten", "starten"];
    const OTHER: Tags = Tags::of(Tag::CueMoney).and(Tag::CueOrder).and(Tag::CueThing);
    const SAME: Tags = Tags::of(Tag::CuePart).and(Tag::CueNumber);
    let first = text.words().first().map_or("", |word| text.folded(word));
    let is_other = |word: &Word| {
        let folded = text.folded(word);
        // "Kari hva?" wants the rest of the name.
        let named = word.has(Tag::GivenName) || word.has(Tag::Surname);
        // "Hva er depositumet?"
        let unknown = WHAT.contains(&first) && word.tags() == Tags::NONE;
        let noun = (word.has(Tag::Noun) || unknown) && folded.len() > "når".len() && !GOES_ON.contains(&folded);
        ((noun || word.tags().any_of(OTHER)) && !word.tags().any_of(SAME) && !named) || HAPPENS.contains(&folded)
    };
    (WHEN.contains(&first) && !before.has(Kind::Birth))
        || (WHERE.contains(&first) && !before.has(Kind::Address) && !before.has(Kind::PostCode))
        || HOW.contains(&first)
        || text.words().iter().any(is_other)
}

/// Whether what was asked for is wanted once more: "Det var ikke gyldig. Prøv igjen."
pub(super) fn says_again(text: &Text<'_>) -> bool {
    const AGAIN: [&str; 16] = [
        "igjen",
        "gjenta",
        "gyldig",
        "ugyldig",
        "gyldige",
        "forsto",
        "forstod",
        "forstår",
        "skjønte",
        "oppfattet",
        "oppfatta",
        "again",
        "invalid",
        "valid",
        "feil",
        "nytt",
    ];
    text.words().iter().any(|word| AGAIN.contains(&text.folded(word)))
}

/// Whether a question only wants to have confirmed what was said: "Jeg leser 40381, stemmer det?"
pub(super) fn confirms(text: &Text<'_>) -> bool {
    const RIGHT: [&str; 12] = [
        "stemmer", "stemmar", "riktig", "rett", "korrekt", "sant", "right", "correct", "enig", "bekreft", "stemte",
        "gjenta",
    ];
    text.has_digits() || text.words().iter().any(|word| RIGHT.contains(&text.folded(word)))
}

/// Whether the user asks something instead of answering: "kan du ta dnr?", "hvorfor trenger dere det".
pub(super) fn asks_back(message: &str) -> bool {
    const ASKS: [&str; 18] = [
        "hva", "kva", "ka", "hvorfor", "kvifor", "koffor", "korfor", "må", "kan", "skal", "er", "trenger", "treng",
        "why", "what", "can", "do", "is",
    ];
    let first = message.split_whitespace().next().unwrap_or("").to_lowercase();
    message.trim_end().ends_with('?') || ASKS.contains(&first.as_str())
}
