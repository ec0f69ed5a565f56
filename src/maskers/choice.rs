//! Choosing between maskers: by label, by confidence, by who has an answer.

use super::{Hit, Masker, Replacement, Unmasked};
use crate::finding::{Confidence, Label, Span};

/// One masker for one label and another for the rest; made by [`Masker::with`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a masker does nothing until a scrubber has it"]
pub struct With<A, B> {
    otherwise: A,
    label: Label,
    chosen: B,
}

impl<A, B> With<A, B> {
    pub(super) const fn new(otherwise: A, label: Label, chosen: B) -> With<A, B> {
        With { otherwise, label, chosen }
    }
}

impl<A: Masker, B: Masker> Masker for With<A, B> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        ask((hit.label() == self.label).then_some(&self.chosen), &self.otherwise, hit, out);
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        self.chosen.imitations(message, found);
        self.otherwise.imitations(message, found);
    }
}

/// One masker for what is sure enough and another for the rest; made by [`Masker::at_least`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a masker does nothing until a scrubber has it"]
pub struct AtLeast<A, B> {
    otherwise: A,
    confidence: Confidence,
    chosen: B,
}

impl<A, B> AtLeast<A, B> {
    pub(super) const fn new(otherwise: A, confidence: Confidence, chosen: B) -> AtLeast<A, B> {
        AtLeast { otherwise, confidence, chosen }
    }
}

impl<A: Masker, B: Masker> Masker for AtLeast<A, B> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        ask((hit.confidence() >= self.confidence).then_some(&self.chosen), &self.otherwise, hit, out);
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        self.chosen.imitations(message, found);
        self.otherwise.imitations(message, found);
    }
}

/// The first of two that has an answer; made by [`Masker::or`].
#[derive(Clone, Copy, Debug)]
#[must_use = "a masker does nothing until a scrubber has it"]
pub struct Or<A, B> {
    first: A,
    second: B,
}

impl<A, B> Or<A, B> {
    pub(super) const fn new(first: A, second: B) -> Or<A, B> {
        Or { first, second }
    }
}

impl<A: Masker, B: Masker> Masker for Or<A, B> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        ask(Some(&self.first), &self.second, hit, out);
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        self.first.imitations(message, found);
        self.second.imitations(message, found);
    }
}

/// Asks one masker, and the other where that one has no answer.
fn ask(chosen: Option<&impl Masker>, otherwise: &impl Masker, hit: &Hit<'_>, out: &mut Replacement) {
    if let Some(chosen) = chosen {
        chosen.mask(hit, out);
    }
    if !out.is_answered() || out.as_str() == hit.value() {
        out.decline();
        otherwise.mask(hit, out);
    }
}
