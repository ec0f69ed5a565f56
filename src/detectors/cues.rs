//! What the words around a number say it is. Shared by the detectors of numbers.

use crate::dictionary::{Tag, Tags};
use crate::finding::Span;
use crate::text::Text;

/// The cues that tell one kind of number from another.
pub(crate) const NUMBER_CUES: Tags = Tags::of(Tag::CueNationalId)
    .and(Tag::CueDuf)
    .and(Tag::CuePhone)
    .and(Tag::CueAccount)
    .and(Tag::CueCard)
    .and(Tag::CueBirth)
    .and(Tag::CuePassport)
    .and(Tag::CuePlate)
    .and(Tag::CueHpr)
    .and(Tag::CueCase)
    .and(Tag::CueOrganisation)
    .and(Tag::CueProperty)
    .and(Tag::CueOrder)
    .and(Tag::CuePart);

/// How many words before a number are asked what it is.
const BEFORE: usize = 7;
/// How many words behind it.
const BEHIND: usize = 4;

/// The tags of the words that say what the number at `span` is: those of the nearest word before it that says
/// anything, and when none does, of the nearest behind it on the same line. The empty set when nothing is said.
pub(super) fn of_number(text: &Text<'_>, span: Span) -> Tags {
    let speaking = |tags: Tags| tags.any_of(NUMBER_CUES);
    let before = text.words_before(span.start, BEFORE).map(|word| word.tags()).find(|tags| speaking(*tags));
    if let Some(tags) = before {
        return tags;
    }
    text.words_after(span.end, BEHIND)
        .take_while(|word| !text.between(span.end, word.span().start).contains('\n'))
        .find(|word| speaking(word.tags().only(BEHIND_CUES)))
        .filter(|word| !announces(text, word.span().end))
        .map_or(Tags::NONE, |word| word.tags().only(BEHIND_CUES))
}

/// Whether the nearest word before the number that says what a number is has one of its own already: "tlf 412 00 000,
/// utbetal til …". A word for orders and payments speaks for all numbers behind it.
pub(super) fn is_answered(text: &Text<'_>, span: Span) -> bool {
    let nearest = text.words_before(span.start, BEFORE).find(|word| word.tags().any_of(NUMBER_CUES));
    nearest.filter(|word| !word.has(Tag::CueOrder)).is_some_and(|word| {
        text.group_from(word.span().end)
            .is_some_and(|own| own.span().end < span.start && announces(text, word.span().end))
    })
}

/// Whether a number follows the word that ends here: "412 00 000 og fnr 110379 …" says nothing of the first number.
fn announces(text: &Text<'_>, end: usize) -> bool {
    text.group_from(end).is_some_and(|next| {
        let gap = text.between(end, next.span().start);
        gap.chars().count() <= 5 && !gap.contains(char::is_alphabetic)
    })
}

/// What may be said behind a number: "… er fødselsnummeret mitt". A case, a car or an order is named before its number.
const BEHIND_CUES: Tags = Tags::of(Tag::CueNationalId)
    .and(Tag::CuePart)
    .and(Tag::CuePhone)
    .and(Tag::CueAccount)
    .and(Tag::CueCard)
    .and(Tag::CueDuf)
    .and(Tag::CueOrganisation)
    .and(Tag::CueProperty);

/// Whether the word directly before the number is one for some number of a kind of its own: "lånenummeret".
pub(super) fn is_numbered(text: &Text<'_>, span: Span) -> bool {
    text.words_before(span.start, 1).any(|word| {
        let folded = text.folded(word);
        text.between(word.end, span.start).chars().count() <= 3
            && ["nummer", "nummeret", "nummar", "nr"]
                .iter()
                .any(|ending| folded.strip_suffix(ending).is_some_and(|kind| !kind.is_empty()))
    })
}

/// The tags of every word around the number, the nearest `before` and `behind` of them.
pub(super) fn around(text: &Text<'_>, span: Span, before: usize, behind: usize) -> Tags {
    text.words_before(span.start, before)
        .chain(text.words_after(span.end, behind))
        .fold(Tags::NONE, |tags, word| tags | word.tags())
}
