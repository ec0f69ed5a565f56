//! What a host can set before a scrubber is built.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Once};

use crate::detectors::{self, Detector, Detectors, PublicBody};
use crate::dictionary::standard_lexicon;
use crate::error::BuildError;
use crate::finding::{Confidence, Label};
use crate::known_names::KnownNames;
use crate::maskers::{Masker, Placeholders};
use crate::scrubber::{HealthScope, Inner, Scrubber};

/// Puts a [`Scrubber`] together.
///
/// ```
/// use sladd::{Label, Placeholders, Scrubber};
///
/// let scrubber = Scrubber::builder()
///     .masker(Placeholders::english())
///     .leave_unmasked(Label::Health)
///     .build()?;
/// assert_eq!(scrubber.scrub("Ring 412 00 000 om migrenen").as_str(), "Ring [PHONE] om migrenen");
/// # Ok::<(), sladd::BuildError>(())
/// ```
#[derive(Clone)]
pub struct Builder {
    detectors: Vec<Arc<dyn Detector>>,
    masker: Arc<dyn Masker>,
    threshold: Confidence,
    thresholds: BTreeMap<Label, Confidence>,
    off: BTreeSet<Label>,
    spared: Vec<String>,
    mask_public_bodies: bool,
    known: KnownNames,
    health_scope: HealthScope,
    mask_survivors: bool,
}

impl Builder {
    pub(crate) fn new() -> Builder {
        Builder {
            detectors: detectors::standard(),
            masker: Arc::new(Placeholders::norwegian()),
            threshold: Confidence::Possible,
            thresholds: BTreeMap::new(),
            off: Label::BUILT_IN.iter().copied().filter(|label| !label.on_by_default()).collect(),
            spared: Vec::new(),
            mask_public_bodies: false,
            known: KnownNames::new(),
            health_scope: HealthScope::All,
            mask_survivors: false,
        }
    }

    /// Adds a detector of the host's own.
    pub fn detector(&mut self, detector: impl Detector + 'static) -> &mut Builder {
        self.detectors.push(Arc::new(detector));
        self
    }

    /// Replaces the masker.
    pub fn masker(&mut self, masker: impl Masker + 'static) -> &mut Builder {
        self.masker = Arc::new(masker);
        self
    }

    /// Masks only what is at least this sure. The default masks everything that is claimed.
    pub fn leave_unmasked_below(&mut self, confidence: Confidence) -> &mut Builder {
        self.threshold = confidence;
        self
    }

    /// The same for one label, in place of what holds for all.
    ///
    /// ```
    /// # #[cfg(feature = "names")] {
    /// use sladd::{Confidence, Label, Scrubber};
    ///
    /// let scrubber = Scrubber::builder().leave_unmasked_label_below(Label::Phone, Confidence::Certain).build()?;
    /// assert_eq!(scrubber.scrub("Kari, nummer 22000019").as_str(), "[NAVN], nummer 22000019");
    /// # }
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    pub fn leave_unmasked_label_below(&mut self, label: Label, confidence: Confidence) -> &mut Builder {
        self.thresholds.insert(label, confidence);
        self
    }

    /// Leaves this kind of personal data readable.
    pub fn leave_unmasked(&mut self, label: Label) -> &mut Builder {
        self.off.insert(label);
        self
    }

    /// Masks a kind that is off by default, or takes [`Builder::leave_unmasked`] back.
    pub fn mask(&mut self, label: Label) -> &mut Builder {
        self.off.remove(&label);
        self
    }

    /// Leaves a telephone number, a mailbox (`post@example.no`) or a handle (`@example`) readable: the host's own.
    ///
    /// Numbers may be written with spaces and country code. `post@` means that mailbox at the domains of public
    /// bodies, `.example.no` makes a domain one of those, `post@*` means the mailbox at any domain.
    pub fn leave_unmasked_contact(&mut self, contact: &str) -> &mut Builder {
        self.spared.push(contact.to_owned());
        self
    }

    /// Masks health information, and the other special categories where they are masked, of persons only.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// use sladd::{HealthScope, Scrubber};
    ///
    /// let scrubber = Scrubber::builder().health_scope(HealthScope::Personal).build()?;
    /// assert_eq!(scrubber.scrub("Hva er symptomene på korona?").as_str(), "Hva er symptomene på korona?");
    /// assert_eq!(scrubber.scrub("Jeg har migrene").as_str(), "Jeg har [HELSE]");
    /// # }
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    pub fn health_scope(&mut self, scope: HealthScope) -> &mut Builder {
        self.health_scope = scope;
        self
    }

    /// Names the host knows, for every message of this scrubber; replaces those given before.
    pub fn known_names(&mut self, known: KnownNames) -> &mut Builder {
        self.known = known;
        self
    }

    /// Masks the numbers, mailboxes and handles of public bodies too, which are spared otherwise.
    pub fn mask_public_bodies(&mut self) -> &mut Builder {
        self.mask_public_bodies = true;
        self
    }

    /// Masks what survives of a masked value elsewhere in the message, whatever its shape: see [`Scrubber::verify`].
    /// About doubles the cost of a message in which something is found.
    ///
    /// ```
    /// use sladd::Scrubber;
    ///
    /// let scrubber = Scrubber::builder().mask_survivors().build()?;
    /// let scrubbed = scrubber.scrub("konto 3645.77.03788, filen heter 0036457703788.pdf");
    /// assert_eq!(scrubbed.as_str(), "konto [KONTONUMMER], filen heter [KONTONUMMER].pdf");
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    pub fn mask_survivors(&mut self) -> &mut Builder {
        self.mask_survivors = true;
        self
    }

    /// Builds the scrubber.
    ///
    /// # Errors
    /// When two detectors share a name, or a name or a custom label is malformed.
    pub fn build(&self) -> Result<Scrubber, BuildError> {
        let mut names = BTreeSet::from(detectors::RESERVED);
        for detector in &self.detectors {
            let name = detector.name();
            if !is_case(name, '-') {
                return Err(BuildError::DetectorName(name));
            }
            if !names.insert(name) {
                return Err(BuildError::DuplicateDetector(name));
            }
            if detector.labels().is_empty() {
                return Err(BuildError::NoLabels(name));
            }
            for label in detector.labels() {
                if let Label::Custom(own) = label {
                    if !is_case(own, '_') || Label::from_name(own).is_some() {
                        return Err(BuildError::CustomLabel(own));
                    }
                }
            }
        }
        Ok(self.assemble())
    }

    /// Builds without the checks that only a host's own detectors can fail.
    pub(crate) fn assemble(&self) -> Scrubber {
        make_ready();
        self.put_together()
    }

    fn put_together(&self) -> Scrubber {
        let mut detectors = self.detectors.clone();
        detectors.push(Arc::new(PublicBody::new(&self.spared, self.mask_public_bodies)));
        if !self.known.is_empty() {
            detectors.push(Arc::new(self.known.clone()));
        }
        Scrubber::new(Inner {
            lexicon: standard_lexicon(),
            detectors: Detectors::new(detectors),
            masker: Arc::clone(&self.masker),
            threshold: self.threshold,
            thresholds: self.thresholds.clone(),
            off: self.off.clone(),
            health_scope: self.health_scope,
            mask_survivors: self.mask_survivors,
        })
    }
}

/// Makes what is made on first use, once a process, so that the first message costs what the thousandth does. A
/// scrubber of its own does it: no detector or masker of the host's meets a message that nobody wrote.
fn make_ready() {
    static READY: Once = Once::new();
    const MESSAGE: &str = "Hei, eg heter Kari Nordvik, fnr 110379 66640, og bor i Storgata 5, 0155 Oslo. Ring 412 00 000 \
                           eller skriv til kari@example.no! Jeg har migrene, sa fastlegen [NAVN].";
    READY.call_once(|| _ = Builder::new().put_together().scrub(MESSAGE));
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("detectors", &self.detectors.iter().map(|detector| detector.name()).collect::<Vec<_>>())
            .field("threshold", &self.threshold)
            .field("off", &self.off)
            .finish_non_exhaustive()
    }
}

/// Lower-case words of letters and digits joined by single separators.
pub(crate) fn is_case(name: &str, separator: char) -> bool {
    name.split(separator)
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

#[cfg(all(test, feature = "names", feature = "health"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXTS: [&str; 6] = [
        "Jeg heter Kari Nordvik, fnr 110379 66640, tlf 412 00 000, bor i Storgata 5, 0155 Oslo og har migrene",
        "konto 3645.77.03788, kari@example.no, f. 03.05.1874, sak 2023/1234",
        "Ring 55 55 33 33 eller +47 412 00 000, hilsen Odd i Odd Fellow",
        "de fem siste er 51558, gnr 12 bnr 34 fnr 2",
        "mamma har Parkinson og heter Bjørg Parkinson",
        "fire en to null null null null null er nummeret til Ole Vigs gate 18",
    ];

    proptest! {
        /// Law 3: the order of detectors does not matter.
        #[test]
        fn the_order_of_detectors_does_not_matter(
            order in Just((0..detectors::standard().len()).collect::<Vec<usize>>()).prop_shuffle(),
            text in prop::sample::select(&TEXTS[..]),
        ) {
            let standard = detectors::standard();
            let detectors = order.into_iter().map(|at| Arc::clone(&standard[at])).collect();
            let shuffled = Builder { detectors, ..Builder::new() }.assemble();
            prop_assert_eq!(shuffled.find(text), Builder::new().assemble().find(text));
        }
    }
}
