//! Words that introduce a name: "heter", "mvh", "Navn:", "fastlegen min er".

use crate::dictionary::{Tag, Tags};
use crate::tagger::{Atom, atom};
use crate::text::Text;

/// What a cue is, seen from the word behind it; a colon, or "er" instead of one, makes a field of many.
fn kind(tags: Tags, colon: bool) -> Option<Atom> {
    Some(if tags.has(Tag::CueName) {
        atom!("name")
    } else if tags.has(Tag::CueSignOff) {
        atom!("sign-off")
    } else if tags.has(Tag::CueField) {
        if colon { atom!("field") } else { atom!("field-word") }
    } else if tags.has(Tag::CueRole) {
        if colon { atom!("field") } else { atom!("role") }
    } else if tags.has(Tag::CueRelative) {
        if colon { atom!("field") } else { atom!("relative") }
    } else if tags.has(Tag::CueSays) {
        atom!("says")
    } else {
        return None;
    })
}

/// What introduces the word at `at`: the cue before it, perhaps with a colon, "er" or a possessive between.
pub(super) fn introduction(text: &Text<'_>, at: usize) -> Atom {
    introducing(text, at).unwrap_or(atom!("nothing"))
}

/// The tags of what introduces a name.
pub(super) const INTRODUCES: Tags = Tags::of(Tag::CueName)
    .and(Tag::CueSignOff)
    .and(Tag::CueRelative)
    .and(Tag::CueRole)
    .and(Tag::CueField)
    .and(Tag::CueSays);

fn introducing(text: &Text<'_>, at: usize) -> Option<Atom> {
    if !text.has_any(INTRODUCES) {
        return None;
    }
    let nearest = at.checked_sub(1).and_then(|at| text.word(at))?;
    let gap = text.gap_before(at);
    let close = gap
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, ':' | ',' | '.' | '-' | '–' | '(' | '"' | '«' | '!' | '='));
    let ends_sentence = || gap.as_bytes().windows(2).any(|signs| signs == b". ");
    if !close || !nearest.has(Tag::CueRole) && ends_sentence() {
        return None;
    }
    if let Some(direct) = kind(nearest.tags(), gap.contains(':')) {
        return Some(direct);
    }
    let second = at.checked_sub(2).filter(|_| is_linking(text.folded(nearest))).and_then(|at| text.word(at))?;
    if text.gap_before(at - 1) != " " {
        return None;
    }
    let is = matches!(text.folded(nearest), "er" | "e" | "is" | "var");
    kind(second.tags(), is)
}

/// Whether a word may stand between a cue and the name it introduces.
pub(super) fn is_linking(folded: &str) -> bool {
    matches!(folded, "er" | "e" | "min" | "mi" | "mitt" | "is" | "jeg" | "eg" | "æ" | "meg" | "vår" | "var")
}

/// Small words that are names somewhere, and beside a name hardly ever more than themselves.
pub(super) fn is_small_word(folded: &str) -> bool {
    const SMALL: [&str; 62] = [
        "noe", "noen", "no", "the", "so", "da", "nå", "her", "du", "to", "men", "ja", "jo", "nei", "hei", "ok", "av",
        "en", "et", "ei", "ein", "han", "hun", "ho", "den", "det", "din", "deg", "oss", "vi", "me", "de", "dei", "dem",
        "som", "til", "fra", "på", "med", "for", "om", "at", "så", "der", "nok", "bare", "ikke", "kan", "vil", "skal",
        "har", "ha", "hva", "lol", "var", "og", "å", "i", "und", "and", "of", "in",
    ];
    is_linking(folded) || SMALL.contains(&folded)
}

/// Whether the word is introduced so strongly that it is neither place nor disease: "dr. Tveit", "hilsen Turner".
pub(super) fn is_introduced(text: &Text<'_>, at: usize) -> bool {
    let by = introduction(text, at);
    by != atom!("nothing") && by != atom!("says") && by != atom!("field-word")
}

/// Whether the word stands directly behind "heter", "mvh" and the like.
pub(super) fn is_named(text: &Text<'_>, at: usize) -> bool {
    const NAMING: Tags = Tags::of(Tag::CueName).and(Tag::CueSignOff);
    text.gap_before(at) == " "
        && at.checked_sub(1).and_then(|at| text.word(at)).is_some_and(|before| before.tags().any_of(NAMING))
}

/// Whether the name that begins at `at` is given as somebody's: behind "heter", "mitt navn er", "mvh".
pub(super) fn is_given(text: &Text<'_>, at: usize) -> bool {
    let by = introduction(text, at);
    by == atom!("name") || by == atom!("sign-off")
}

/// Whether what stands beside a capitalised name shows it to be a person's, though the name is a word or a place too:
/// an age in brackets ("Sander (3 mnd)"), a person of theirs ("Åses fastlege"), a title in capitals before a surname
/// ("Lege Berg"), "ved" before a usual given name ("barnevernet ved Anne"), initials behind a surname ("Nordvik A M").
pub(super) fn is_shown(text: &Text<'_>, at: usize) -> bool {
    let Some(word) = text.word(at) else { return false };
    let (given, surname, usual) = (word.has(Tag::GivenName), word.has(Tag::Surname), word.has(Tag::UsualName));
    if !(given || surname) || word.has(Tag::Organisation) {
        return false;
    }
    let place = word.has(Tag::Place) && !(given && usual);
    let common = word.has(Tag::CommonWord) || word.has(Tag::NameMostlyWord);
    let behind = text.word(at + 1).filter(|_| text.gap_before(at + 1) == " ");
    if given && text.between(word.end, word.end + 2) == " (" && is_aged(text, word.end + 2) {
        return true;
    }
    let somebody = Tags::of(Tag::CueRole).and(Tag::CueRelative);
    let owner = word.has(Tag::NameGenitive) && given && !common && !place;
    if owner && behind.is_some_and(|next| next.tags().any_of(somebody)) {
        return true;
    }
    let Some(before) = at.checked_sub(1).and_then(|at| text.word(at)) else {
        return surname && !common && initials(text, at) > usize::from(place);
    };
    if surname && before.is_capitalised() && before.case() == word.case() && is_titled(text, at) {
        return true;
    }
    let capital_behind = behind.is_some_and(|next| next.is_capitalised());
    let by = matches!(text.folded(before), "ved" | "v") && matches!(text.gap_before(at), " " | "/");
    if by && given && usual && !common && !place && !capital_behind {
        return true;
    }
    surname && !common && initials(text, at) > usize::from(place)
}

/// Whether an age begins at `start`: "3 mnd", "14 år".
fn is_aged(text: &Text<'_>, start: usize) -> bool {
    const UNITS: [&str; 12] =
        ["år", "mnd", "mnder", "måned", "måneder", "månad", "månader", "uker", "veker", "dager", "dagar", "ukar"];
    let Some(age) = text.group_from(start).filter(|age| age.span().start == start && age.len() <= 2) else {
        return false;
    };
    let unit = text.words_after(age.span().end, 1).next();
    unit.is_some_and(|unit| unit.start <= age.span().end + 1 && UNITS.contains(&text.folded(unit)))
}

/// How many capital letters by themselves stand behind a surname, with nothing but a sign behind the last.
pub(super) fn initials(text: &Text<'_>, at: usize) -> usize {
    const MOST: usize = 2;
    let is_initial = |at: &usize| {
        text.gap_before(*at) == " "
            && text.word(*at).is_some_and(|word| word.is_single_letter() && word.is_capitalised() && !word.is_glued())
    };
    let count = (at + 1..).take(MOST).take_while(is_initial).count();
    if is_ended(text, at + count) { count } else { 0 }
}

/// Whether a sign or nothing stands behind the word, or a word that goes on with another thing.
pub(super) fn is_ended(text: &Text<'_>, at: usize) -> bool {
    let Some(word) = text.word(at) else { return true };
    let behind = text.between(word.end, text.as_str().len()).trim_start_matches(' ');
    let goes_on = text.word(at + 1).is_some_and(|next| matches!(text.folded(next), "og" | "fra" | "frå"));
    goes_on || behind.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '&' | '\'' | '('))
}

/// Whether the word stands directly behind "dr.", "saksbehandler" and the like.
pub(super) fn is_titled(text: &Text<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|at| text.word(at)) else { return false };
    // The full stop of "dr." ends no sentence; that of "lege." does.
    let abbreviated = text.gap_before(at) == ". " && text.folded(before).len() <= 4;
    before.has(Tag::CueRole) && (abbreviated || text.gap_before(at) == " ")
}

/// Whether the word, which nothing about itself shows to be a name, is introduced as one, or stands behind one that is.
pub(super) fn is_introduced_together(text: &Text<'_>, at: usize) -> bool {
    // Behind a name that was masked before comes no more of it.
    let is_word = |at: &usize| text.word(*at).is_some_and(|word| !word.has(Tag::Placeholder));
    let before = at.checked_sub(1).filter(|before| is_word(before) && text.gap_before(at) == " ");
    is_introduced(text, at) || before.is_some_and(|before| is_introduced(text, before))
}
