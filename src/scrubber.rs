//! The flow on one screen: text, claims, findings, replacement.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::builder::Builder;
use crate::detectors::{self, Detector, Detectors};
use crate::dictionary::Lexicon;
use crate::explain::{Explanation, explain};
use crate::finding::{Claim, Claims, Confidence, Finding, Label, Span, Spare};
use crate::known_names::KnownNames;
use crate::maskers::{Masker, Scope};
use crate::masking::masked;
use crate::numbering::Numbering;
use crate::recheck;
use crate::resolve::resolve;
use crate::scrubbed::Scrubbed;
use crate::text::{Buffers, Text};

/// Finds and masks personal data. Cheap to clone; share one among all threads.
///
/// Building one reads the embedded dictionaries the first time in a process (some milliseconds); after that a message
/// costs one pass over its bytes. Cost of a call: time and memory linear in the text; nothing is allocated for a
/// message in which nothing is found, once a thread has seen a message of that length.
#[derive(Clone)]
pub struct Scrubber {
    pub(crate) inner: Arc<Inner>,
}

/// What a builder has settled.
pub(crate) struct Inner {
    pub(crate) lexicon: Arc<Lexicon>,
    pub(crate) detectors: Detectors,
    pub(crate) masker: Arc<dyn Masker>,
    pub(crate) threshold: Confidence,
    /// What holds in its place for some labels.
    pub(crate) thresholds: BTreeMap<Label, Confidence>,
    pub(crate) off: BTreeSet<Label>,
    pub(crate) health_scope: HealthScope,
    pub(crate) mask_survivors: bool,
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
    pub(crate) fn new(inner: Inner) -> Scrubber {
        Scrubber { inner: Arc::new(inner) }
    }

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
        self.replace(None, text)
    }

    /// Masks `text`, knowing some names besides: of the person who writes, of the adviser who answers.
    #[must_use]
    pub fn scrub_knowing<'t>(&self, known: &KnownNames, text: &'t str) -> Scrubbed<'t> {
        self.replace(Some(known), text)
    }

    fn replace<'t>(&self, known: Option<&KnownNames>, text: &'t str) -> Scrubbed<'t> {
        let numbering = RefCell::default();
        let findings = self.find_settled(known, text);
        let scope = Scope { lexicon: &self.inner.lexicon, numbering: &numbering, always_distinct: false };
        self.checked(known, masked(text, findings, self.masker(), &scope), &numbering)
    }

    /// The masked text, or, where survivors are to be masked and there are some, another that has none.
    pub(crate) fn checked<'t>(
        &self,
        known: Option<&KnownNames>,
        scrubbed: Scrubbed<'t>,
        numbering: &RefCell<Numbering>,
    ) -> Scrubbed<'t> {
        if !self.inner.mask_survivors {
            return scrubbed;
        }
        match self.verified(known, &scrubbed, numbering) {
            Some(verified) => {
                scrubbed.overwrite();
                verified
            }
            None => scrubbed,
        }
    }

    /// Masks settled findings with another masker than the scrubber's.
    #[cfg(feature = "keyed")]
    pub(crate) fn replace_by<'t>(&self, masker: &dyn Masker, text: &'t str, findings: Vec<Finding>) -> Scrubbed<'t> {
        let numbering = RefCell::default();
        let scope = Scope { lexicon: &self.inner.lexicon, numbering: &numbering, always_distinct: false };
        masked(text, findings, masker, &scope)
    }

    /// Appends the stretch `range` of `text` to `out`, with `findings` masked; each lies in the stretch. The stretch is
    /// a part of a longer text, whose numbers are given.
    pub(crate) fn write_masked(
        &self,
        text: &str,
        findings: &[Finding],
        range: Span,
        numbering: &RefCell<Numbering>,
        out: &mut String,
    ) {
        let stretch = text.get(range.range()).unwrap_or("");
        let inside = |finding: &Finding| {
            let span = Span::new(finding.span.start - range.start, finding.span.end - range.start);
            Finding { span, ..*finding }
        };
        // What was masked before makes an imitation behind it one, as it would in the whole text.
        let always_distinct = !numbering.borrow().is_empty();
        let scope = Scope { lexicon: &self.inner.lexicon, numbering, always_distinct };
        let masked = masked(stretch, findings.iter().map(inside).collect(), self.masker(), &scope);
        out.push_str(masked.as_str());
        masked.overwrite();
    }

    /// Finds without masking: offsets into `text`, sorted, disjoint.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Finding> {
        self.find_all(None, text)
    }

    /// Finds without masking, knowing some names besides.
    #[must_use]
    pub fn find_knowing(&self, known: &KnownNames, text: &str) -> Vec<Finding> {
        self.find_all(Some(known), text)
    }

    fn find_all(&self, known: Option<&KnownNames>, text: &str) -> Vec<Finding> {
        let findings = self.find_settled(known, text);
        if findings.is_empty() || !self.inner.mask_survivors {
            return findings;
        }
        self.survivors_masked(known, text, findings).findings
    }

    fn find_settled(&self, known: Option<&KnownNames>, text: &str) -> Vec<Finding> {
        self.settle(known, text, self.find_once(known, text))
    }

    /// The same with claims from outside the text, which count in its first reading only.
    pub(crate) fn find_given(&self, known: &KnownNames, given: &dyn Detector, text: &str) -> Vec<Finding> {
        self.settle(Some(known), text, self.read(&[known, given], text))
    }

    /// Findings, and what masking them uncovers.
    pub(crate) fn settle(&self, known: Option<&KnownNames>, text: &str, findings: Vec<Finding>) -> Vec<Finding> {
        if findings.is_empty() {
            return findings;
        }
        recheck::until_settled(text, findings, |masked| self.find_once(known, masked))
    }

    /// Every detector over the text, once.
    pub(crate) fn find_once(&self, known: Option<&KnownNames>, text: &str) -> Vec<Finding> {
        match known {
            Some(known) => self.read(&[known], text),
            None => self.read(&[], text),
        }
    }

    /// Every detector, and some of this call's own, over the text, once.
    fn read(&self, besides: &[&dyn Detector], text: &str) -> Vec<Finding> {
        let mut scratch = SCRATCH.take().unwrap_or_default();
        let view = Text::new(text, &self.inner.lexicon, scratch.buffers.take().unwrap_or_default());
        let mut claims = Claims::with_buffers(std::mem::take(&mut scratch.claims), std::mem::take(&mut scratch.spares));
        let own = self.inner.detectors.for_text(&view);
        for detector in own.chain(besides.iter().copied()) {
            claims.set_detector(detector.name());
            detector.detect(&view, &mut claims);
        }
        let findings = self.resolved(text, &mut claims.claims, &mut claims.spares);
        scratch.buffers = Some(view.into_buffers());
        (scratch.claims, scratch.spares) = (claims.claims, claims.spares);
        SCRATCH.set(Some(scratch));
        findings
    }

    /// Settles claims, leaving out what the builder switched off.
    fn resolved(&self, text: &str, claims: &mut Vec<Claim>, spares: &mut [Spare]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let general = |claim: &Claim| {
            self.inner.health_scope == HealthScope::Personal && claim.variant == Some(detectors::GENERAL)
        };
        let least = |label| self.inner.thresholds.get(&label).copied().unwrap_or(self.inner.threshold);
        let masked = |claim: &Claim| {
            claim.confidence >= least(claim.label) && !self.inner.off.contains(&claim.label) && !general(claim)
        };
        resolve(text, claims, spares, masked, &mut findings);
        findings
    }

    /// Findings together with claims that came later.
    pub(crate) fn settle_with(&self, text: &str, findings: &[Finding], more: &[Claim]) -> Vec<Finding> {
        let mut claims: Vec<Claim> = findings.iter().map(Claim::from).chain(more.iter().copied()).collect();
        self.resolved(text, &mut claims, &mut [])
    }

    /// Where a text holds known names.
    pub(crate) fn find_named(&self, known: &KnownNames, text: &str) -> Vec<Claim> {
        let mut claims = Claims::with_buffers(Vec::new(), Vec::new());
        claims.set_detector(known.name());
        known.detect(&self.view(text), &mut claims);
        self.resolved(text, &mut claims.claims, &mut claims.spares).iter().map(Claim::from).collect()
    }

    /// The shared views of a text.
    pub(crate) fn view<'t>(&self, text: &'t str) -> Text<'t> {
        Text::new(text, &self.inner.lexicon, Buffers::default())
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.inner.lexicon
    }

    pub(crate) fn masker(&self) -> &dyn Masker {
        &*self.inner.masker
    }

    /// Finds, and says of each finding which evidence spoke for and against it: for tuning and for a controller's
    /// questions, not for every message. It holds none of the text. Cost: a look at the text for each finding.
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
        let view = self.view(text);
        self.find(text).iter().map(|finding| explain(&view, &self.inner.lexicon, finding)).collect()
    }

    /// The detectors in use: names, with the labels each may give.
    pub fn detectors(&self) -> impl Iterator<Item = (&'static str, &[Label])> {
        self.inner.detectors.all().map(|detector| (detector.name(), detector.labels()))
    }

    /// Heap bytes of the dictionaries and of the models, which every scrubber of the process shares; what a policy adds
    /// and the buffers of each thread, some kilobytes, come besides. It stays the same from the first message on.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))]
    /// assert!(sladd::Scrubber::norwegian().memory_usage() < 12_000_000);
    /// ```
    #[must_use]
    pub fn memory_usage(&self) -> usize {
        self.inner.lexicon.memory_usage() + detectors::memory_usage()
    }
}

/// Buffers of one thread, emptied and overwritten after each message.
#[derive(Default)]
struct Scratch {
    buffers: Option<Box<Buffers>>,
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
