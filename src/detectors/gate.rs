//! Which detectors look at a message: those whose needs it meets.
//!
//! Most messages hold no digit and no sign that a detector of numbers or addresses needs, so that one question leaves
//! out most detectors at once.

use std::sync::Arc;

use super::Detector;
use crate::text::{Needs, Text};

/// The detectors of a scrubber with what each needs.
pub(crate) struct Detectors {
    /// Those that nothing but certain signs concerns, and what one of them needs at least.
    of_signs: Vec<(Needs, Arc<dyn Detector>)>,
    any_sign: Needs,
    others: Vec<(Needs, Arc<dyn Detector>)>,
}

impl Detectors {
    pub(crate) fn new(detectors: Vec<Arc<dyn Detector>>) -> Detectors {
        let with_needs = detectors.into_iter().map(|detector| (detector.needs(), detector));
        let (others, of_signs): (Vec<_>, Vec<_>) = with_needs.partition(|(needs, _)| needs.words_may_meet());
        let any_sign = of_signs.iter().fold(Needs::NOTHING, |any, (needs, _)| any.or(*needs));
        Detectors { of_signs, any_sign, others }
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &dyn Detector> {
        self.of_signs.iter().chain(&self.others).map(|(_, detector)| &**detector)
    }

    /// Those that may find something in a text.
    pub(crate) fn for_text<'d>(&'d self, text: &'d Text<'_>) -> impl Iterator<Item = &'d dyn Detector> {
        let of_signs = if text.meets(self.any_sign) { self.of_signs.as_slice() } else { &[] };
        of_signs.iter().chain(&self.others).filter(|(needs, _)| text.meets(*needs)).map(|(_, detector)| &**detector)
    }
}
