//! The flow on one screen: text, claims, findings, replacement.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::detectors::{self, Detector, PublicBody};
use crate::dictionary::{Lexicon, standard_lexicon};
use crate::error::BuildError;
use crate::explain::{Explanation, explain};
use crate::finding::{Claim, Claims, Confidence, Finding, Label, Span, Spare};
use crate::known_names::KnownNames;
use crate::maskers::{Hit, Masker, Placeholders};
use crate::recheck;
use crate::resolve::resolve;
use crate::text::{Buffers, Text};

/// Finds and masks personal data. Cheap to clone; share one among all threads.
///
/// Building one reads the embedded dictionaries the first time in a process (some milliseconds); after that a message
/// costs one pass over its bytes. Cost of a call: time and memory linear in the text; nothing is allocated for a
/// message in which nothing is found, once a thread has seen a message of that length.
#[derive(Clone)]
pub struct Scrubber {
    inner: Arc<Inner>,
}

struct Inner {
    lexicon: Arc<Lexicon>,
    detectors: Vec<Arc<dyn Detector>>,
    masker: Arc<dyn Masker>,
    threshold: Confidence,
    off: BTreeSet<Label>,
    health_scope: HealthScope,
}

/// Whose health information is masked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HealthScope {
    /// All of it: what a message ties to a person and what it asks in general.
    #[default]
    All,
    /// What a message ties to a person (finding variant `personal`); "Hva er symptomene på korona?" stays. Whom it is
    /// tied to is read off the words around it, which errs now and then; where that matters, mask all.
    Personal,
}

impl Scrubber {
    /// Everything the crate finds, Norwegian placeholders.
    ///
    /// ```
    /// use sladd::Scrubber;
    ///
    /// let scrubber = Scrubber::norwegian();
    /// let scrubbed = scrubber.scrub("Hei, jeg heter Kari Nordvik og har diabetes. Ring 412 00 000.");
    /// assert_eq!(scrubbed.as_str(), "Hei, jeg heter [NAVN] og har [HELSE]. Ring [TELEFON].");
    /// ```
    #[cfg(all(feature = "names", feature = "health"))]
    #[must_use]
    pub fn norwegian() -> Scrubber {
        Builder::new().assemble()
    }

    /// Starts from every detector that is compiled in and the Norwegian placeholders.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::new()
    }

    /// Masks `text`.
    ///
    /// The result borrows the text when nothing was found. Cannot fail, cannot panic (a masker or detector of the
    /// host's own that panics excepted).
    #[must_use]
    pub fn scrub<'t>(&self, text: &'t str) -> Scrubbed<'t> {
        self.replace(text, self.find(text))
    }

    /// Masks `text`, knowing some names besides: of the person who writes, of the adviser who answers.
    #[must_use]
    pub fn scrub_knowing<'t>(&self, known: &KnownNames, text: &'t str) -> Scrubbed<'t> {
        self.replace(text, self.find_knowing(known, text))
    }

    /// Writes the replacements of settled findings.
    fn replace<'t>(&self, text: &'t str, findings: Vec<Finding>) -> Scrubbed<'t> {
        if findings.is_empty() {
            return Scrubbed { text: Cow::Borrowed(text), findings, outputs: Vec::new() };
        }
        let mut out = String::with_capacity(text.len() + 16);
        let mut outputs = Vec::with_capacity(findings.len());
        let mut replacement = String::new();
        let mut copied = 0;
        for finding in &findings {
            out.push_str(text.get(copied..finding.span.start).unwrap_or(""));
            let value = text.get(finding.span.range()).unwrap_or("");
            replacement.clear();
            self.inner.masker.mask(&Hit::new(value, *finding), &mut replacement);
            let start = out.len();
            out.push_str(&replacement);
            outputs.push(Span::new(start, out.len()));
            copied = finding.span.end;
        }
        out.push_str(text.get(copied..).unwrap_or(""));
        Scrubbed { text: Cow::Owned(out), findings, outputs }
    }

    /// Appends the stretch `range` of `text` to `out`, with `findings` masked; each lies in the stretch.
    pub(crate) fn write_masked(&self, text: &str, findings: &[Finding], range: Span, out: &mut String) {
        let mut replacement = String::new();
        let mut copied = range.start;
        for finding in findings {
            out.push_str(text.get(copied..finding.span.start).unwrap_or(""));
            replacement.clear();
            let value = text.get(finding.span.range()).unwrap_or("");
            self.inner.masker.mask(&Hit::new(value, *finding), &mut replacement);
            out.push_str(&replacement);
            copied = finding.span.end;
        }
        out.push_str(text.get(copied..range.end).unwrap_or(""));
    }

    /// Finds without masking: offsets into `text`, sorted, disjoint.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Finding> {
        self.find_settled(None, text)
    }

    /// Finds without masking, knowing some names besides.
    #[must_use]
    pub fn find_knowing(&self, known: &KnownNames, text: &str) -> Vec<Finding> {
        self.find_settled(Some(known), text)
    }

    fn find_settled(&self, known: Option<&KnownNames>, text: &str) -> Vec<Finding> {
        let findings = self.find_once(known, text);
        if findings.is_empty() {
            return findings;
        }
        recheck::until_settled(text, findings, |masked| self.find_once(known, masked))
    }

    /// Every detector over the text, once.
    fn find_once(&self, known: Option<&KnownNames>, text: &str) -> Vec<Finding> {
        let mut scratch = SCRATCH.take().unwrap_or_default();
        let view = Text::new(text, &self.inner.lexicon, std::mem::take(&mut scratch.buffers));
        let mut claims = Claims::with_buffers(std::mem::take(&mut scratch.claims), std::mem::take(&mut scratch.spares));
        let own = self.inner.detectors.iter().map(|detector| &**detector);
        for detector in own.chain(known.map(|known| known as &dyn Detector)) {
            claims.set_detector(detector.name());
            detector.detect(&view, &mut claims);
        }
        let mut findings = Vec::new();
        let general = |claim: &Claim| {
            self.inner.health_scope == HealthScope::Personal && claim.variant == Some(detectors::GENERAL)
        };
        let masked = |claim: &Claim| !self.inner.off.contains(&claim.label) && !general(claim);
        resolve(text, &mut claims.claims, &mut claims.spares, self.inner.threshold, masked, &mut findings);
        scratch.buffers = view.into_buffers();
        (scratch.claims, scratch.spares) = (claims.claims, claims.spares);
        SCRATCH.set(Some(scratch));
        findings
    }

    /// Finds, and says of each finding which evidence spoke for and against it: for tuning and for a controller's
    /// questions, not for every message. It holds none of the text.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// let explained = sladd::Scrubber::norwegian().explain("eg heiter gunnhild myklebust");
    /// assert_eq!(explained[0].finding.detector(), "name");
    /// assert!(explained[0].evidence.iter().any(|spoke| spoke.question == "introduced" && spoke.weight > 0));
    /// # }
    /// ```
    #[must_use]
    pub fn explain(&self, text: &str) -> Vec<Explanation> {
        let view = Text::new(text, &self.inner.lexicon, Buffers::default());
        self.find(text).iter().map(|finding| explain(&view, finding)).collect()
    }

    /// The detectors in use: names, with the labels each may give.
    pub fn detectors(&self) -> impl Iterator<Item = (&'static str, &[Label])> {
        self.inner.detectors.iter().map(|detector| (detector.name(), detector.labels()))
    }

    /// Heap bytes of the dictionaries, shared by every scrubber of the process.
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.inner.lexicon.memory_usage()
    }
}

/// Buffers of one thread, emptied and overwritten after each message.
#[derive(Default)]
struct Scratch {
    buffers: Buffers,
    claims: Vec<Claim>,
    spares: Vec<Spare>,
}

thread_local! {
    /// Taken during a call, so that a detector which itself scrubs gets buffers of its own.
    static SCRATCH: Cell<Option<Scratch>> = const { Cell::new(None) };
}

impl fmt::Debug for Scrubber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scrubber")
            .field("detectors", &self.detectors().map(|(name, _)| name).collect::<Vec<_>>())
            .field("threshold", &self.inner.threshold)
            .field("off", &self.inner.off)
            .field("dictionary_entries", &self.inner.lexicon.len())
            .finish_non_exhaustive()
    }
}

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
    off: BTreeSet<Label>,
    spared: Vec<String>,
    mask_public_bodies: bool,
    known: KnownNames,
    health_scope: HealthScope,
}

impl Builder {
    fn new() -> Builder {
        Builder {
            detectors: detectors::standard(),
            masker: Arc::new(Placeholders::norwegian()),
            threshold: Confidence::Possible,
            off: Label::BUILT_IN.iter().copied().filter(|label| !label.on_by_default()).collect(),
            spared: Vec::new(),
            mask_public_bodies: false,
            known: KnownNames::new(),
            health_scope: HealthScope::All,
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

    /// Builds the scrubber.
    ///
    /// # Errors
    /// When two detectors share a name, or a name or a custom label is malformed.
    pub fn build(&self) -> Result<Scrubber, BuildError> {
        // These two are added with their settings when the scrubber is assembled.
        let mut names = BTreeSet::from(["public-body", "known-names"]);
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
    fn assemble(&self) -> Scrubber {
        let mut detectors = self.detectors.clone();
        detectors.push(Arc::new(PublicBody::new(&self.spared, self.mask_public_bodies)));
        if !self.known.is_empty() {
            detectors.push(Arc::new(self.known.clone()));
        }
        Scrubber {
            inner: Arc::new(Inner {
                lexicon: standard_lexicon(),
                detectors,
                masker: Arc::clone(&self.masker),
                threshold: self.threshold,
                off: self.off.clone(),
                health_scope: self.health_scope,
            }),
        }
    }
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
fn is_case(name: &str, separator: char) -> bool {
    name.split(separator)
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
}

/// A masked text, with what was found in the original.
#[derive(Clone, PartialEq, Eq)]
pub struct Scrubbed<'t> {
    text: Cow<'t, str>,
    findings: Vec<Finding>,
    outputs: Vec<Span>,
}

impl<'t> Scrubbed<'t> {
    /// The masked text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The masked text, borrowed from the input when nothing was found.
    #[must_use]
    pub fn into_text(self) -> Cow<'t, str> {
        self.text
    }

    /// What was found: offsets into the input.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Each finding with the place of its replacement in the masked text.
    pub fn replacements(&self) -> impl Iterator<Item = (&Finding, Span)> {
        self.findings.iter().zip(self.outputs.iter().copied())
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Scrubbed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Scrubbed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scrubbed")
            .field("bytes", &self.text.len())
            .field("findings", &self.findings)
            .field("outputs", &self.outputs)
            .finish()
    }
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
