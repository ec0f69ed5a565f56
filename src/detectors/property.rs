//! Properties in the land register.
//!
//! # What it finds
//! gnr and bnr, with fnr and snr behind them and the farm's name before them: "Nedre Hjelle, gnr. 47 bnr. 12".
//!
//! # What proves it
//! The words gnr, bnr and their long forms, with numbers behind them.
//!
//! # What it leaves alone
//! The words without a number.
//!
//! # Sources
//! Geonorge, "Matrikkelen": gnr to five digits, bnr and fnr to four, snr to three.

use super::Detector;
use super::address_parts::{PLACE_ADJECTIVES, post_office};
use crate::dictionary::Tag;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Gap, Needs, Text, Word};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Property;

impl Detector for Property {
    fn name(&self) -> &'static str {
        "property"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Address]
    }

    fn needs(&self) -> Needs {
        Needs::word(Tag::CueProperty).together_with_digits()
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        properties(text, claims);
        shorthand(text, claims);
    }
}

/// "gnr. 47 bnr. 12", with the farm's name before it.
fn properties(text: &Text<'_>, claims: &mut Claims) {
    let words = text.words();
    let mut last_end = 0;
    for word in words.iter().filter(|word| word.has(Tag::CueProperty)) {
        if word.start < last_end {
            continue;
        }
        let mut end = None;
        let mut at = word.end;
        while let Some(group) = text.group_from(at) {
            let span = group.span();
            let gap = text.between(at, span.start);
            let fits = gap.chars().count() <= 14
                && gap.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).all(|part| {
                    matches!(
                        part,
                        "gnr"
                            | "bnr"
                            | "fnr"
                            | "snr"
                            | "g"
                            | "b"
                            | "nr"
                            | "og"
                            | "Gnr"
                            | "Bnr"
                            | "gbnr"
                            | "GNR"
                            | "BNR"
                            | "festenr"
                            | "seksjonsnr"
                            | "bruksnummer"
                            | "bruksnr"
                            | "seksjon"
                    )
                });
            // "…, 6812 Førde": a post code is no part of the property.
            let post_code =
                end.is_some() && group.len() == 4 && !gap.contains(char::is_alphabetic) && gap.contains(',');
            if !fits || post_code || group.len() > 5 {
                break;
            }
            end = Some(span.end);
            at = span.end;
        }
        if let Some(end) = end {
            let start = farm_name(text, word);
            let whole = post_office(text, end, false).unwrap_or(end);
            claims.add(Span::new(start, whole), Label::Address, Confidence::Certain);
            last_end = end;
        }
    }
}

/// The start of the capitalised words before "gnr", over at most one comma: "Nedre Hjelle, gnr. 47".
fn farm_name(text: &Text<'_>, cue: &Word) -> usize {
    let mut start = cue.start;
    for word in text.words_before(cue.start, 3) {
        let gap = text.between(word.end, start);
        let joined = if start == cue.start { matches!(gap, ", " | " " | " (") } else { gap == " " };
        if !joined
            || !word.is_capitalised()
            || word.has(Tag::CueProperty)
            || (word.starts_sentence() && word.has(Tag::CommonWord) && !PLACE_ADJECTIVES.contains(&text.folded(word)))
        {
            break;
        }
        start = word.start;
    }
    start
}

/// "118/27", "118/27/2" in a message that speaks of gnr and bnr.
fn shorthand(text: &Text<'_>, claims: &mut Claims) {
    for run in text.runs() {
        let grouping = run.grouping();
        let slashed = matches!(grouping.lengths(), [1..=5, 1..=4] | [1..=5, 1..=4, 1..=4]) && grouping.all(Gap::Slash);
        let near = text.words_before(run.span().start, 9).any(|word| word.has(Tag::CueProperty));
        if slashed && near {
            claims.add(run.span(), Label::Address, Confidence::Likely);
        }
    }
}
