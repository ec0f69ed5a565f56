//! The kinds of cue words around a finding.

use crate::detectors::NUMBER_CUES;
use crate::dictionary::{CUE_KINDS, Tag, Tags};
use crate::finding::{Finding, Label};
use crate::text::Text;

/// How many words before a finding are asked.
const BEFORE: usize = 8;
/// How many words behind it.
const BEHIND: usize = 4;

/// The kinds, nearest first, each once.
pub(super) fn around(text: &Text<'_>, finding: &Finding) -> Vec<&'static str> {
    let (span, relevant) = (finding.span(), relevant(finding.label()));
    let before = text.words_before(span.start, BEFORE).map(|word| (span.start - word.span().end, word.tags()));
    let behind = text.words_after(span.end, BEHIND).map(|word| (word.span().start - span.end, word.tags()));
    let mut words: Vec<(usize, Tags)> = before.chain(behind).collect();
    words.sort_by_key(|(distance, _)| *distance);
    let mut kinds = Vec::new();
    for (_, tags) in words {
        for (kind, tag) in CUE_KINDS {
            if relevant.has(tag) && tags.has(tag) && !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds
}

/// The tags of words that speak of findings of this label or against them.
fn relevant(label: Label) -> Tags {
    match label {
        Label::Email => Tags::of(Tag::CueEmail).and(Tag::SpelledAt).and(Tag::SpelledDot),
        Label::Url | Label::UserHandle => Tags::of(Tag::CueHandle),
        Label::IpAddress => Tags::NONE,
        Label::Address => Tags::of(Tag::CueAddress).and(Tag::CueProperty).and(Tag::CueNumber),
        Label::Name => Tags::of(Tag::CueName)
            .and(Tag::CueSignOff)
            .and(Tag::CueField)
            .and(Tag::CueRole)
            .and(Tag::CueRelative)
            .and(Tag::CueSays)
            .and(Tag::CueFirm)
            .and(Tag::FirstPerson),
        Label::BirthDate => {
            Tags::of(Tag::CueBirth).and(Tag::CueNationalId).and(Tag::CueRelative).and(Tag::Month).and(Tag::FirstPerson)
        }
        label if label.is_special_category() => Tags::of(Tag::FirstPerson).and(Tag::CueRelative),
        Label::Custom(_) => CUE_KINDS.iter().fold(Tags::NONE, |tags, (_, tag)| tags.and(*tag)),
        _ => NUMBER_CUES.and(Tag::CueNumber).and(Tag::CueIdentity).and(Tag::CueMoney).and(Tag::FirstPerson),
    }
}
