//! How much of a full window is decided.

use super::boundary::{begins_sentence, ends_word};
use crate::characters::floor;
use crate::finding::{Finding, Span};

/// What is done with the text that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// It is written up to here, an offset into the text.
    At(usize),
    /// It is one finding that goes on: its replacement is written, and what follows is swallowed to the next space.
    Finding,
    /// It is one unbroken word that goes on: nobody can say what it is.
    Undecidable,
}

/// Decides over `text`, of which the part from `split` on waits and fills the window.
///
/// The cut leaves `ahead` bytes behind it unwritten, so that whatever begins before it and has no more bytes than that
/// has been seen whole; it lies in no finding, and in no word that goes on where the text ends. Among the places that
/// are left it takes the last beginning of a sentence, else of a word.
pub(super) fn cut(text: &str, split: usize, findings: &[Finding], ahead: usize) -> Cut {
    let limit = floor(text, text.len().saturating_sub(ahead)).max(split);
    let waiting = text.get(split..).unwrap_or("");
    let word = waiting.char_indices().rfind(|(_, c)| ends_word(*c)).map_or(split, |(at, c)| split + at + c.len_utf8());
    let last = limit.min(word);
    let over = findings.iter().find(|finding| {
        let Span { start, end } = finding.span;
        (start < last && last < end) || (last == split && start <= split && split < end)
    });
    // A cut so early that little is gained would let hostile text cost as much again for every byte of it.
    let little = split + (limit - split) / 4;
    match over.map(|finding| finding.span) {
        Some(span) if span.start > little => Cut::At(nicest(text, split, span.start, findings)),
        Some(span) if span.end < text.len() => Cut::At(span.end),
        Some(_) => Cut::Finding,
        None if last == split => Cut::Undecidable,
        None => Cut::At(nicest(text, split, last, findings)),
    }
}

/// The last beginning of a sentence in the second half of what lies between `split` and `last`, else of a word, else
/// `last` itself; in no finding.
fn nicest(text: &str, split: usize, last: usize, findings: &[Finding]) -> usize {
    let from = split + (last - split) / 2;
    let free = |at: usize| !findings.iter().any(|finding| finding.span.start < at && at < finding.span.end);
    let places = || (from + 1..=last).rev().filter(|at| text.is_char_boundary(*at));
    let begins_word = |at: usize| text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
    places()
        .find(|at| begins_sentence(text, *at) && free(*at))
        .or_else(|| places().find(|at| begins_word(*at) && free(*at)))
        .unwrap_or(last)
}

/// The last beginning of a sentence in the waiting text that leaves `ahead` bytes behind it and lies in no finding.
pub(super) fn at_sentence(text: &str, split: usize, findings: &[Finding], ahead: usize) -> Option<usize> {
    let last = floor(text, text.len().saturating_sub(ahead));
    let free = |at: usize| !findings.iter().any(|finding| finding.span.start < at && at < finding.span.end);
    (split + 1..=last).rev().find(|at| text.is_char_boundary(*at) && begins_sentence(text, *at) && free(*at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confidence, Label};

    const AHEAD: usize = 20;

    /// Decides over a text in which `|` ends the context and brackets stand around findings.
    fn decided(marked: &str) -> String {
        let (mut text, mut split, mut start, mut findings) = (String::new(), 0, 0, Vec::new());
        for c in marked.chars() {
            match c {
                '|' => split = text.len(),
                '{' => start = text.len(),
                '}' => findings.push(Finding {
                    span: Span::new(start, text.len()),
                    label: Label::Name,
                    confidence: Confidence::Likely,
                    variant: None,
                    detector: "test",
                }),
                _ => text.push(c),
            }
        }
        match cut(&text, split, &findings, AHEAD) {
            Cut::At(end) => text[split..end].to_owned(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_cut_is_at_a_sentence_else_at_a_word_else_anywhere() {
        assert_eq!(decided("før |Vi kom hjem igjen. Så gikk vi ut, og det tok lang tid"), "Vi kom hjem igjen. ");
        assert_eq!(
            decided("|vi kom hjem og så gikk vi ut igjen, og det tok lang tid"),
            "vi kom hjem og så gikk vi ut "
        );
        assert_eq!(
            decided("|https://example.no/en/lang/sti/uten/mellomrom/i og slutt"),
            "https://example.no/en/lang/sti/uten/"
        );
    }

    #[test]
    fn no_finding_is_cut() {
        assert_eq!(
            decided("|så kom {Kari Nordvik Hansen Olsen Li}, og hun gikk fort"),
            "så kom Kari Nordvik Hansen Olsen Li"
        );
        assert_eq!(decided("|så kom omsider også {Kari Nordvik Hansen Olsen Nilsen}."), "så kom omsider også ");
        assert_eq!(
            decided("her {kom |Kari Nordvik Hansen Olsen Lien Vik Li} og de"),
            "Kari Nordvik Hansen Olsen Lien Vik Li"
        );
    }

    #[test]
    fn a_finding_that_goes_on_fills_the_window() {
        assert_eq!(decided("|så {Kari Nordvik Hansen Olsen Lien Vik Li Berge Haug}"), "Finding");
    }

    #[test]
    fn a_word_that_goes_on_is_not_begun() {
        assert_eq!(decided("|først, så {kom}: karinordvikhansenolsenlienviknordvikkari"), "først, så kom: ");
        assert_eq!(decided("|karinordvikhansenolsenlienviknordvikkarinordvikhansen"), "Undecidable");
        assert_eq!(decided("|karinordvikhansen olsen, lienviknordvikkarinordvikhansen"), "karinordvikhansen olsen, ");
        assert_eq!(decided("|{kari}nordvikhansenolsenlienviknordvikkarinordvikhansen"), "kari");
    }

    #[test]
    fn sentences_are_written_once_enough_stands_behind() {
        let text = "Vi kom hjem. Så gikk vi. Og det tok lang tid.";
        assert_eq!(at_sentence(text, 0, &[], 19), Some(26));
        assert_eq!(at_sentence(text, 0, &[], 21), Some(13));
        assert_eq!(at_sentence(text, 13, &[], 21), None);
    }
}
