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
    let linking = matches!(
        text.folded(nearest),
        "er" | "e" | "min" | "mi" | "mitt" | "is" | "jeg" | "eg" | "æ" | "meg" | "vår" | "var"
    );
    let second = at.checked_sub(2).filter(|_| linking).and_then(|at| text.word(at))?;
    if text.gap_before(at - 1) != " " {
        return None;
    }
    let is = matches!(text.folded(nearest), "er" | "e" | "is" | "var");
    kind(second.tags(), is)
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
