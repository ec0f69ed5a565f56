//! What masking uncovers.
//!
//! A word that spoke against a finding ("Hansen AS" is a firm) may itself be masked; what it held back then stands
//! out in the masked text, and a second call would find it. So the masked text is looked at again until nothing more
//! is found: scrubbing twice changes nothing, and nothing personal stays readable only because of a neighbour that
//! the reader no longer sees. Clean messages never come here; the number of rounds is bounded.

use zeroize::Zeroizing;

use crate::finding::{Finding, Span};

/// The most times a masked text is looked at again. Two are rarely needed; the bound keeps time linear.
const ROUNDS: usize = 12;

/// Extends `findings` over `text` by what `find` still finds once they are masked.
pub(crate) fn until_settled(text: &str, findings: Vec<Finding>, find: impl Fn(&str) -> Vec<Finding>) -> Vec<Finding> {
    let mut findings = findings;
    for _ in 0..ROUNDS {
        let masked = Masked::new(text, &findings);
        let more = find(&masked.text);
        if more.is_empty() {
            break;
        }
        let merged = masked.merge(&findings, more);
        if merged == findings {
            break;
        }
        findings = merged;
    }
    findings
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

    /// The findings together with those in the masked text; what overlaps melts, and the earlier label stays.
    fn merge(&self, findings: &[Finding], more: Vec<Finding>) -> Vec<Finding> {
        let mapped = more.into_iter().map(|finding| Finding {
            span: Span::new(self.original(finding.span.start, false), self.original(finding.span.end, true)),
            ..finding
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

    #[test]
    fn a_detector_that_never_settles_is_stopped() {
        let text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        let settled = until_settled(text, vec![finding(0, 1)], |masked| {
            masked.find('a').map(|at| finding(at, at + 1)).into_iter().collect()
        });
        assert_eq!(settled.len(), ROUNDS + 1);
    }
}
