//! Findings become replacements: the only place where masked text is put together.
//!
//! Fails closed: a masker that has no answer, or answers with the text it was to hide, leads to the plain Norwegian
//! placeholder.

use std::borrow::Cow;

use zeroize::Zeroizing;

use crate::finding::{Finding, Span};
use crate::growing::reserve;
use crate::maskers::{Hit, Masker, Replacement, Scope, Unmasked, write_distinct};
use crate::scrubbed::Scrubbed;

/// Masks settled findings, sorted and disjoint, of a text.
pub(crate) fn masked<'t>(
    text: &'t str,
    findings: Vec<Finding>,
    masker: &dyn Masker,
    scope: &Scope<'_>,
) -> Scrubbed<'t> {
    let mut imitations = Vec::new();
    masker.imitations(&Unmasked::new(text, findings.is_empty() && !scope.always_distinct), &mut imitations);
    if findings.is_empty() && imitations.is_empty() {
        return Scrubbed { original: text, text: Cow::Borrowed(text), findings, outputs: Vec::new() };
    }
    imitations.sort_unstable();
    let mut imitations = imitations.into_iter().filter(|span| text.get(span.range()).is_some()).peekable();
    let mut writer = Writer {
        text,
        out: Zeroizing::new(String::with_capacity(text.len() + 16)),
        replacement: Replacement::default(),
        read: 0,
        kept_from: 0,
        closes: false,
        outputs: Vec::with_capacity(findings.len()),
    };
    for finding in &findings {
        while let Some(imitation) = imitations.next_if(|span| span.start < finding.span.start) {
            if imitation.end <= finding.span.start {
                writer.distinct(imitation);
            }
        }
        writer.copy_to(finding.span.start);
        writer.replace(finding, masker, scope);
    }
    for imitation in imitations {
        writer.distinct(imitation);
    }
    writer.copy_to(text.len());
    let Writer { mut out, outputs, .. } = writer;
    Scrubbed { original: text, text: Cow::Owned(std::mem::take(&mut *out)), findings, outputs }
}

/// Asks for the replacement of one finding.
fn answer(finding: &Finding, value: &str, masker: &dyn Masker, scope: &Scope<'_>, out: &mut Replacement) {
    out.decline();
    masker.mask(&Hit::new(value, *finding, scope), out);
    if !out.is_answered() || out.as_str() == value {
        out.decline();
        out.push_str(finding.label.placeholder_norwegian());
    }
}

struct Writer<'t> {
    text: &'t str,
    out: Zeroizing<String>,
    replacement: Replacement,
    /// How far the text has been read.
    read: usize,
    /// What stands in `out` from here on was copied and may lose its last space.
    kept_from: usize,
    /// Something was removed here and a space stands before it: the next one is too many.
    closes: bool,
    /// Where the replacements stand in `out`.
    outputs: Vec<Span>,
}

impl Writer<'_> {
    fn copy_to(&mut self, end: usize) {
        let mut kept = self.text.get(self.read..end).unwrap_or("");
        self.read = self.read.max(end);
        if std::mem::take(&mut self.closes) {
            let space = self.out.ends_with(is_space) || self.out.is_empty() || self.out.ends_with('\n');
            if kept.is_empty() && self.read < self.text.len() {
                // Another finding follows at once.
                self.closes = true;
            } else if space && kept.starts_with(is_space) {
                kept = kept.strip_prefix(is_space).unwrap_or(kept);
            } else if kept.is_empty() || kept.starts_with(['.', ',', ';', ':', '!', '?', ')', '\n', '\r']) {
                self.drop_last_space();
            }
        }
        reserve(&mut self.out, kept.len());
        self.out.push_str(kept);
    }

    /// What was removed behind the space stood where the text no longer is: it moves to the new end.
    fn drop_last_space(&mut self) {
        if self.out.len() > self.kept_from && self.out.ends_with(is_space) {
            self.out.pop();
            let end = self.out.len();
            for removed in self.outputs.iter_mut().rev().take_while(|output| output.end > end) {
                *removed = Span::new(end, end);
            }
        }
    }

    fn replace(&mut self, finding: &Finding, masker: &dyn Masker, scope: &Scope<'_>) {
        let value = self.text.get(finding.span.range()).unwrap_or("");
        answer(finding, value, masker, scope, &mut self.replacement);
        self.read = finding.span.end;
        let start = self.out.len();
        if self.replacement.removes() {
            self.closes = true;
        } else {
            self.closes = false;
            reserve(&mut self.out, self.replacement.as_str().len());
            self.out.push_str(self.replacement.as_str());
            self.kept_from = self.out.len();
        }
        self.outputs.push(Span::new(start, self.out.len()));
    }

    fn distinct(&mut self, imitation: Span) {
        if imitation.start >= self.read {
            self.copy_to(imitation.start);
            let imitated = self.text.get(imitation.range()).unwrap_or("");
            reserve(&mut self.out, imitated.len() + 8);
            write_distinct(imitated, &mut self.out);
            self.read = imitation.end;
            self.kept_from = self.out.len();
        }
    }
}

/// A space of a line; line breaks stay.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{A0}')
}
