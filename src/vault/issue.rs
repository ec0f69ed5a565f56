//! Handing out placeholders.

use std::sync::{Mutex, PoisonError};

use zeroize::Zeroizing;

use super::placeholder::occurrences;
use super::{Entry, KIND_OF_TEXT, Vault, kind, words};
use crate::finding::{Confidence, Finding, Span};
use crate::known_names::KnownNames;
use crate::maskers::{Hit, Masker, Replacement, Unmasked};
use crate::scrubbed::Scrubbed;
use crate::scrubber::Scrubber;

/// The detector that findings of forged placeholders name.
const DETECTOR: &str = "vault";
/// The most times a message with forged placeholders is looked at again; one is enough for nearly all.
const ROUNDS: usize = 4;

impl Vault {
    /// Masks settled findings, and what looks like a placeholder between them.
    pub(crate) fn replace<'t>(
        &mut self,
        scrubber: &Scrubber,
        known: Option<&KnownNames>,
        text: &'t str,
        findings: Vec<Finding>,
    ) -> Scrubbed<'t> {
        let mut imitations = Vec::new();
        if self.only.is_some() {
            scrubber.masker().imitations(&Unmasked::new(text, findings.is_empty()), &mut imitations);
        }
        let found = findings.len();
        let mut all = with_forged(text, findings, imitations);
        // What is masked here may uncover something, and that may cut something off that looks like a placeholder.
        for _ in 0..ROUNDS {
            if all.len() == found {
                break;
            }
            let more = with_forged(text, scrubber.settle(known, text, all.clone()), Vec::new());
            let settled = more == all;
            all = more;
            if settled {
                break;
            }
        }
        let issuing = Issuing { vault: Mutex::new(self), otherwise: scrubber.masker() };
        scrubber.replace_by(&issuing, text, all)
    }

    /// Writes the placeholder of a hit; a new one if the value has none. Nothing when the vault is full.
    fn issue(&mut self, hit: &Hit<'_>, out: &mut Replacement) {
        let kind = if hit.label() == KIND_OF_TEXT && hit.finding().detector() == DETECTOR {
            KIND_OF_TEXT
        } else {
            kind(hit.label())
        };
        let known = self.by_value.get(&self.value_code(kind, hit.value())).copied();
        let entry = known.or_else(|| {
            if !self.has_room(hit.value().len()) {
                return None;
            }
            let canonical = if kind == KIND_OF_TEXT { Zeroizing::new(hit.value().to_owned()) } else { hit.known() };
            let number = self.numbering.number(kind, &self.hashed(kind, &canonical));
            self.insert(kind, number, hit.value())
        });
        let Some(Entry { kind, number, seal, .. }) = entry.and_then(|at| self.entries.get(at)) else { return };
        let [norwegian, english] = words(*kind);
        let word = if self.english { english } else { norwegian };
        for piece in ["[", word, "-", &number.to_string(), "-", std::str::from_utf8(seal).unwrap_or(""), "]"] {
            out.push_str(piece);
        }
    }
}

/// The findings together with what looks like a placeholder between them. Sorted and disjoint as the findings are.
fn with_forged(text: &str, findings: Vec<Finding>, mut imitations: Vec<Span>) -> Vec<Finding> {
    let forged = |span| Finding {
        span,
        label: KIND_OF_TEXT,
        confidence: Confidence::Certain,
        variant: None,
        detector: DETECTOR,
    };
    let mut all = Vec::with_capacity(findings.len());
    let mut from = 0;
    // Each stretch for itself: what stands in place of a finding begins and ends with brackets, as the stretch does with
    // nothing, so that the reader of the answer sees neither more nor less.
    for finding in findings.into_iter().map(Some).chain([None]) {
        let end = finding.map_or(text.len(), |finding| finding.span.start);
        let stretch = text.get(from..end).unwrap_or("");
        all.extend(occurrences(stretch).into_iter().map(|span| forged(Span::new(from + span.start, from + span.end))));
        from = finding.map_or(text.len(), |finding| finding.span.end);
        all.extend(finding);
    }
    if !imitations.is_empty() {
        imitations.sort_unstable();
        let mut end = 0;
        let mut more = Vec::new();
        for span in imitations {
            let before = all.partition_point(|finding| finding.span.end <= span.start);
            let free = span.start >= end && all.get(before).is_none_or(|finding| !finding.span.overlaps(span));
            if free && text.get(span.range()).is_some_and(|text| !text.is_empty()) {
                end = span.end;
                more.push(forged(span));
            }
        }
        all.extend(more);
        all.sort_by_key(|finding| finding.span.start);
    }
    all
}

/// The masker of one call.
struct Issuing<'v, 's> {
    vault: Mutex<&'v mut Vault>,
    otherwise: &'s dyn Masker,
}

impl Masker for Issuing<'_, '_> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let mut vault = self.vault.lock().unwrap_or_else(PoisonError::into_inner);
        let forged = hit.finding().detector() == DETECTOR;
        let reversible = forged || vault.only.as_ref().is_none_or(|only| only.contains(&hit.label()));
        if reversible { vault.issue(hit, out) } else { self.otherwise.mask(hit, out) }
    }
}
