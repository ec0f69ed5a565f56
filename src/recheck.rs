//! What masking uncovers.
//!
//! A word that spoke against a finding ("Hansen AS" is a firm) may itself be masked; what it held back then stands
//! out in the masked text, and a second call would find it. So the masked text is looked at again until nothing more
//! is found: scrubbing twice changes nothing, and nothing personal stays readable only because of a neighbour that
//! the reader no longer sees. Clean messages never come here.
//!
//! The number of rounds is bounded, which keeps time linear. Where detectors, a host's own perhaps, still find something
//! after that many, nobody knows what the next look would find, so what they find is masked with its surroundings, wider
//! each time and the whole text in the end: too much is masked rather than too little.

use zeroize::Zeroizing;

use crate::characters::{ceil, floor};
use crate::finding::{Finding, Span};

/// The most times a masked text is looked at again and just what is found is masked. Two are rarely needed.
const ROUNDS: usize = 12;
/// How many bytes on either side go with what is found after that, round by round. The last is all there is, and leaves
/// nothing to look at.
const SURROUNDINGS: [usize; 3] = [64, 4096, usize::MAX];

/// Extends `findings` over `text` by what `find` still finds once they are masked.
pub(crate) fn until_settled(text: &str, findings: Vec<Finding>, find: impl Fn(&str) -> Vec<Finding>) -> Vec<Finding> {
    let mut findings = findings;
    for surroundings in std::iter::repeat_n(0, ROUNDS).chain(SURROUNDINGS) {
        let masked = Masked::new(text, &findings);
        let more = find(&masked.text);
        if more.is_empty() {
            break;
        }
        let merged = masked.merge(&findings, more, |span| widened(text, span, surroundings));
        if merged == findings {
            break;
        }
        findings = merged;
    }
    findings
}

/// A span with so many bytes on either side, and the rest of the words that they end in.
fn widened(text: &str, span: Span, bytes: usize) -> Span {
    if bytes == 0 {
        return span;
    }
    let before = text.get(..floor(text, span.start.saturating_sub(bytes))).unwrap_or("");
    let start = before.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8());
    let from = ceil(text, span.end.saturating_add(bytes));
    let end = text.get(from..).and_then(|behind| behind.find(char::is_whitespace)).map_or(text.len(), |at| from + at);
    Span::new(start, end)
}

/// A text with its findings replaced by placeholders, and the way back.
struct Masked {
    text: Zeroizing<String>,
    /// Each placeholder's span in the masked text, and the span it stands for.
    places: Vec<(Span, Span)>,
}

impl Masked {
    fn new(text: &str, findings: &[Finding]) -> Masked {
        // Room for all of it, so that no copy is left behind when the text grows.
        let placeholders: usize = findings.iter().map(|finding| finding.label.placeholder_norwegian().len()).sum();
        let room = Zeroizing::new(String::with_capacity(text.len() + placeholders));
        let mut masked = Masked { text: room, places: Vec::with_capacity(findings.len()) };
        let mut copied = 0;
        for finding in findings {
            masked.text.push_str(text.get(copied..finding.span.start).unwrap_or(""));
            let start = masked.text.len();
            masked.text.push_str(finding.label.placeholder_norwegian());
            masked.places.push((Span::new(start, masked.text.len()), finding.span));
            copied = finding.span.end;
        }
        masked.text.push_str(text.get(copied..).unwrap_or(""));
        masked
    }

    /// Where an offset of the masked text lies in the original; inside a placeholder, the start or the end of what
    /// it stands for.
    fn original(&self, offset: usize, end: bool) -> usize {
        let before = self.places.partition_point(|(place, _)| place.start < offset || (!end && place.start == offset));
        match before.checked_sub(1).and_then(|last| self.places.get(last)) {
            None => offset,
            Some((place, original)) if offset >= place.end => original.end + (offset - place.end),
            Some((_, original)) if end => original.end,
            Some((_, original)) => original.start,
        }
    }

    /// The findings together with those in the masked text, widened; what overlaps melts, and the earlier label stays.
    fn merge(&self, findings: &[Finding], more: Vec<Finding>, widened: impl Fn(Span) -> Span) -> Vec<Finding> {
        // What lies in a placeholder is masked already: nothing around it is the worse for it.
        let hidden = |span: Span| {
            let before = self.places.partition_point(|(_, original)| original.start <= span.start);
            let place = before.checked_sub(1).and_then(|last| self.places.get(last));
            place.is_some_and(|(_, original)| original.contains(span))
        };
        let mapped = more.into_iter().map(|finding| {
            let span = Span::new(self.original(finding.span.start, false), self.original(finding.span.end, true));
            Finding { span: if hidden(span) { span } else { widened(span) }, ..finding }
        });
        let mut all: Vec<(bool, Finding)> =
            findings.iter().map(|f| (false, *f)).chain(mapped.map(|f| (true, f))).collect();
        all.sort_by_key(|(later, finding)| (finding.span.start, *later));
        let mut merged: Vec<(bool, Finding)> = Vec::with_capacity(all.len());
        for (later, finding) in all {
            match merged.last_mut() {
                Some((last_later, last)) if finding.span.start < last.span.end => {
                    let span = Span::new(last.span.start, last.span.end.max(finding.span.end));
                    if *last_later && !later {
                        (*last_later, *last) = (later, finding);
                    }
                    last.span = span;
                }
                _ => merged.push((later, finding)),
            }
        }
        merged.into_iter().map(|(_, finding)| finding).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confidence, Label};

    fn finding(start: usize, end: usize) -> Finding {
        Finding {
            span: Span::new(start, end),
            label: Label::Name,
            confidence: Confidence::Likely,
            variant: None,
            detector: "test",
        }
    }

    #[test]
    fn offsets_find_their_way_back() {
        let text = "abc def ghi";
        let masked = Masked::new(text, &[finding(4, 7)]);
        assert_eq!(masked.text.as_str(), "abc [NAVN] ghi");
        assert_eq!((masked.original(0, false), masked.original(3, true)), (0, 3));
        assert_eq!((masked.original(11, false), masked.original(14, true)), (8, 11));
        assert_eq!((masked.original(4, false), masked.original(10, true)), (4, 7));
        assert_eq!((masked.original(6, false), masked.original(6, true)), (4, 7));
    }

    #[test]
    fn what_stands_out_later_is_added_and_what_overlaps_melts() {
        let text = "abc def ghi";
        let settled = until_settled(text, vec![finding(4, 7)], |masked| {
            masked.find("abc [").map(|at| finding(at, at + 6)).into_iter().collect()
        });
        assert_eq!(settled.iter().map(|f| f.span).collect::<Vec<_>>(), [Span::new(0, 7)]);
        let settled = until_settled(text, vec![finding(4, 7)], |masked| {
            masked.find("ghi").map(|at| finding(at, at + 3)).into_iter().collect()
        });
        assert_eq!(settled.iter().map(|f| f.span).collect::<Vec<_>>(), [Span::new(4, 7), Span::new(8, 11)]);
    }

    /// Finds one letter more each time, the first or the last.
    fn one_more(masked: &str, last: bool) -> Vec<Finding> {
        let at = if last { masked.rfind('æ') } else { masked.find('æ') };
        at.map(|at| finding(at, at + 'æ'.len_utf8())).into_iter().collect()
    }

    #[test]
    fn what_settles_late_settles() {
        let text = "æ ".repeat(ROUNDS + 1);
        for last in [false, true] {
            let settled = until_settled(&text, one_more(&text, last), |masked| one_more(masked, last));
            assert_eq!(settled.len(), ROUNDS + 1, "each by itself, and the spaces between stay");
        }
    }

    #[test]
    fn a_detector_that_never_settles_leaves_nothing_readable() {
        for text in [
            "æ".repeat(34),
            "æ ".repeat(34),
            "æb c\n".repeat(500),
            format!("{}{}", "æ ".repeat(20), "hei på deg ".repeat(2000)),
            format!("{}{}", "hei på deg ".repeat(2000), "æ ".repeat(20)),
            format!("{0}{1}{0}", "æ ".repeat(20), "hei på deg ".repeat(2000)),
        ] {
            for last in [false, true] {
                let looks = std::cell::Cell::new(0);
                let settled = until_settled(&text, one_more(&text, last), |masked| {
                    looks.set(looks.get() + 1);
                    one_more(masked, last)
                });
                assert!(looks.get() <= ROUNDS + SURROUNDINGS.len(), "time is bounded");
                let mut read = 0;
                for finding in &settled {
                    assert!(!text[read..finding.span.start].contains('æ'), "{:?}", finding.span);
                    assert!(text.is_char_boundary(finding.span.end));
                    read = finding.span.end;
                }
                assert!(!text[read..].contains('æ'));
            }
        }
    }

    #[test]
    fn no_more_is_masked_than_the_surroundings_where_that_is_enough() {
        let text = format!("{}{}", "æ ".repeat(20), "hei på deg ".repeat(2000));
        let settled = until_settled(&text, one_more(&text, false), |masked| one_more(masked, false));
        let last = settled.last().unwrap().span;
        assert!(last.end < 200, "{last:?}");
        // What a detector sees in a placeholder is no reason to mask what stands beside it.
        let settled = until_settled("abc def", vec![finding(4, 7)], |masked| {
            masked.find("NAVN").map(|at| finding(at, at + 4)).into_iter().collect()
        });
        assert_eq!(settled, [finding(4, 7)]);
    }
}
