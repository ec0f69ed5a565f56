//! What survives masking: a masked value that stands in the text once more.
//!
//! Detectors find "Berit Moe" by what stands around it; "BERITMOE82" in an address further on has nothing around it.
//! Whoever reads both knows what the placeholder hides. So every masked value of five letters or digits and more is
//! looked for in what is left of the text, in any shape: a number in any grouping or in words, letters in any case,
//! without their marks, with other separators or none. What survives is masked as the value itself was.
//!
//! Cost: one pass over the text with a bounded number of look-ups a character, however many values there are; a second
//! run of the detectors where something survives.

mod search;
mod stream;
mod values;

use std::cell::RefCell;
use std::collections::HashMap;

use crate::detectors::Detector;
use crate::dictionary::{Lexicon, Tag};
use crate::finding::{Claim, Claims, Confidence, Finding, Label, Span};
use crate::known_names::KnownNames;
use crate::maskers::{Hit, Masker, Replacement, Scope, Unmasked};
use crate::masking::masked;
use crate::recheck;
use crate::resolve::resolve;
use crate::scrubbed::Scrubbed;
use crate::scrubber::Scrubber;
use crate::text::{Buffers, Text};
use search::{Match, Of, Search};
use stream::Stream;
use values::Values;

/// The detector that stands in findings of what survived.
pub(crate) const SURVIVOR: &str = "survivor";

/// The most times a text is looked at again because masking a survivor uncovered something. Two are rarely needed.
/// A text in which something survives after that is masked as a whole: too much rather than too little.
const ROUNDS: usize = 8;

impl Scrubber {
    /// Makes sure that no masked value of five letters or digits and more survives in the masked text, in any shape;
    /// what survives is masked too, with what stands in place of the value itself. The findings of survivors have the
    /// value's label, are likely, and come from the detector `survivor`.
    ///
    /// A value shorter than eight is looked for as a word or number of its own, a longer one inside words and numbers
    /// too, save words that the dictionaries have ("Kristiansand" beside Kristian). Parts of a name and of an e-mail
    /// address count as values unless they are ordinary words or places. A replacement that holds a whole value, by a
    /// masker of the host's own, gives way to the plain placeholder.
    ///
    /// [`Builder::mask_survivors`](crate::Builder::mask_survivors) makes `scrub` do this by itself. Doing it twice
    /// changes nothing. Of a value longer than 64 bytes the first 64 are looked for.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// use sladd::Scrubber;
    ///
    /// let scrubber = Scrubber::norwegian();
    /// let scrubbed = scrubber.scrub("Jeg heter Berit Moe. Logget inn som BERITMOE82");
    /// assert_eq!(scrubbed.as_str(), "Jeg heter [NAVN]. Logget inn som BERITMOE82");
    /// assert_eq!(scrubber.verify(&scrubbed).as_str(), "Jeg heter [NAVN]. Logget inn som [NAVN]");
    /// # }
    /// ```
    #[must_use]
    pub fn verify<'t>(&self, scrubbed: &Scrubbed<'t>) -> Scrubbed<'t> {
        self.verified(None, scrubbed, &RefCell::default()).unwrap_or_else(|| scrubbed.clone())
    }

    /// The same for a text that was scrubbed knowing some names: those to leave stay.
    #[must_use]
    pub fn verify_knowing<'t>(&self, known: &KnownNames, scrubbed: &Scrubbed<'t>) -> Scrubbed<'t> {
        self.verified(Some(known), scrubbed, &RefCell::default()).unwrap_or_else(|| scrubbed.clone())
    }

    /// The text masked anew, when something survives. `numbering` is that of the call that masked it, or a fresh one.
    pub(crate) fn verified<'t>(
        &self,
        known: Option<&KnownNames>,
        scrubbed: &Scrubbed<'t>,
        numbering: &RefCell<crate::numbering::Numbering>,
    ) -> Option<Scrubbed<'t>> {
        if scrubbed.is_clean() {
            return None;
        }
        let lexicon = &*self.inner.lexicon;
        let Settled { findings, values, sources } =
            self.survivors_masked(known, scrubbed.original, scrubbed.findings.clone());
        let mut answers: HashMap<Span, Answer<'_>> = HashMap::with_capacity(findings.len());
        let mut leaks = false;
        for (finding, output) in scrubbed.replacements() {
            let replacement = scrubbed.text.get(output.range()).unwrap_or("");
            let plain = [finding.label().placeholder_norwegian(), finding.label().placeholder_english()];
            let leaked = !plain.contains(&replacement) && values.survive_in(replacement, lexicon);
            leaks |= leaked;
            let written = if leaked { finding.label().placeholder_norwegian() } else { replacement };
            answers.insert(finding.span(), Answer(written));
        }
        if findings == scrubbed.findings && !leaks {
            return None;
        }
        for (span, source) in sources {
            if let Some(answer) = answers.get(&source).copied() {
                answers.entry(span).or_insert(answer);
            }
        }
        let unanswered = findings.iter().any(|finding| !answers.contains_key(&finding.span()));
        let replay = Replay { answers, masker: &*self.inner.masker, counts: unanswered };
        Some(masked(scrubbed.original, findings, &replay, &Scope { lexicon, numbering, always_distinct: false }))
    }

    /// The findings together with those of survivors.
    pub(crate) fn survivors_masked(
        &self,
        known: Option<&KnownNames>,
        text: &str,
        mut findings: Vec<Finding>,
    ) -> Settled {
        let (mut values, mut sources) = (Values::default(), Vec::new());
        for round in 0.. {
            values = Values::of(text, &findings, &self.inner.lexicon);
            let survivors = self.survivors(known, text, &findings, &values);
            let Some((survivor, _)) = survivors.first() else { break };
            if round == ROUNDS {
                findings = vec![Finding { span: Span::new(0, text.len()), ..*survivor }];
                break;
            }
            let of = |source: usize| findings.get(source).map_or(Span::new(0, 0), Finding::span);
            sources.extend(survivors.iter().map(|(finding, source)| (finding.span(), of(*source))));
            findings.extend(survivors.into_iter().map(|(finding, _)| finding));
            findings.sort_unstable_by_key(|finding| finding.span());
            findings = recheck::until_settled(text, findings, |masked| self.find_once(known, masked));
        }
        Settled { findings, values, sources }
    }

    /// What survives of the values of findings: sorted, disjoint, outside the findings, each with the position of the
    /// finding whose value it is.
    fn survivors(
        &self,
        known: Option<&KnownNames>,
        text: &str,
        findings: &[Finding],
        values: &Values,
    ) -> Vec<(Finding, usize)> {
        if values.is_empty() {
            return Vec::new();
        }
        let lexicon = &*self.inner.lexicon;
        let view = Text::new(text, lexicon, Buffers::default());
        let mut hidden: Vec<Span> = findings.iter().map(Finding::span).collect();
        hidden.extend(view.words().iter().filter(|word| word.has(Tag::Placeholder)).map(|word| word.span()));
        hidden.sort_unstable();
        let mut matches = values.matches(&view, &hidden, lexicon);
        if matches.is_empty() {
            return Vec::new();
        }
        matches.sort_unstable();
        // What a detector spares, the name of the adviser among it, stays.
        let mut claims = Claims::with_buffers(Vec::new(), Vec::new());
        let own = self.inner.detectors.for_text(&view);
        for detector in own.chain(known.map(|known| known as &dyn Detector)) {
            detector.detect(&view, &mut claims);
        }
        let label = |found: &Match| findings.get(found.source).map(Finding::label);
        claims.claims = matches.iter().filter_map(|found| Some(claim(found.span, label(found)?))).collect();
        let mut survivors = Vec::new();
        resolve(text, &mut claims.claims, &mut claims.spares, |_| true, &mut survivors);
        let source = |finding: &Finding| {
            let from = matches.partition_point(|found| found.span.start < finding.span().start);
            let inside = matches.get(from..)?.iter().take_while(|found| found.span.start < finding.span().end);
            inside.filter(|found| label(found) == Some(finding.label())).map(|found| found.source).next()
        };
        survivors.into_iter().filter_map(|finding| Some((finding, source(&finding)?))).collect()
    }
}

/// What verifying comes to.
pub(crate) struct Settled {
    /// The findings, those of survivors among them.
    pub(crate) findings: Vec<Finding>,
    values: Values,
    /// For each survivor the span of the finding whose value it is.
    sources: Vec<(Span, Span)>,
}

fn claim(span: Span, label: Label) -> Claim {
    Claim { span, label, confidence: Confidence::Likely, variant: None, detector: SURVIVOR }
}

impl Values {
    /// Where they stand outside `hidden`, unsorted; some overlap.
    fn matches(&self, view: &Text<'_>, hidden: &[Span], lexicon: &Lexicon) -> Vec<Match> {
        let text = view.as_str();
        let mut found = Vec::new();
        if !self.letters.whole.is_empty() {
            let stream = Stream::of_letters(text, hidden);
            Search { text, lexicon, stream: &stream, shapes: &self.letters, of: Of::Letters }.run(&mut found);
        }
        if !self.digits.whole.is_empty() && (view.has_digits() || view.has(Tag::NumberWord)) {
            let stream = Stream::of_digits(view, hidden);
            Search { text, lexicon, stream: &stream, shapes: &self.digits, of: Of::Digits }.run(&mut found);
        }
        found
    }

    /// Whether a replacement holds one of them. Placeholders hold words of ours only.
    fn survive_in(&self, replacement: &str, lexicon: &Lexicon) -> bool {
        let view = Text::new(replacement, lexicon, Buffers::default());
        let hidden: Vec<Span> =
            view.words().iter().filter(|word| word.has(Tag::Placeholder)).map(|word| word.span()).collect();
        !self.matches(&view, &hidden, lexicon).is_empty()
    }
}

/// What stood, or is to stand, in place of a finding; nothing where it was removed.
#[derive(Clone, Copy)]
struct Answer<'a>(&'a str);

/// Writes what was written before, and for a survivor what stands in place of its value.
struct Replay<'a> {
    answers: HashMap<Span, Answer<'a>>,
    masker: &'a dyn Masker,
    /// Something has no answer yet: whoever numbers values for it must have seen those before it.
    counts: bool,
}

impl Masker for Replay<'_> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        match self.answers.get(&hit.finding().span()) {
            None => self.masker.mask(hit, out),
            Some(Answer(written)) => {
                if self.counts && hit.finding().detector() != SURVIVOR {
                    let _ = hit.number();
                }
                if written.is_empty() { out.remove() } else { out.push_str(written) }
            }
        }
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        self.masker.imitations(message, found);
    }
}
