//! Health information.
//!
//! # What it finds
//! Diseases, symptoms, treatments, medicines, conditions and aids of the dictionaries, inflected, compounded and with a
//! letter wrong, with the part of the body and the words that belong to them ("prolaps i nakken", "kronisk bronkitt",
//! "39,5 i feber"); complaints about a part of the body ("vondt i magen", "brukket tå", "fingrene dovner"); everyday
//! words that speak of health where they stand ("ser så dårlig"); codes of diagnoses ("F32.1"). Each finding says whether
//! the message ties it to a person (variant `personal`) or speaks in general (`general`).
//!
//! # What proves it
//! The dictionaries and patterns give candidates; a linear model over named features, fitted on marked text
//! (`examples/fit_weights`), weighs what stands around each word near one: the words beside it, what they are, who is
//! spoken of, whether something is asked. A second model of the same kind tells personal from general.
//!
//! # What it leaves alone
//! Figurative use ("helt sykt", "allergisk mot mandager"); services, professions and forms of the health sector; parts
//! of the body without a complaint.
//!
//! # Sources
//! The dictionaries of health in `dictionaries/`; `health/weights.txt` and `health/scope.txt`, whose headers say how
//! they were made; GDPR article 9 on what is health data; the build of ICD-10 and ICPC-2 codes.

mod body;
mod evidence;
mod patterns;
mod scope;
mod statements;

use std::sync::LazyLock;

use super::{Detector, GENERAL, PERSONAL};
use crate::dictionary::{Tag, Tags};
use crate::embedded::embedded;
use crate::finding::{Claims, Confidence, Label, Span};
#[cfg(feature = "fitting")]
use crate::tagger::decide::Candidate;
use crate::tagger::weights::Sum;
use crate::tagger::{Decided, Weights, stretches};
use crate::text::{Needs, Text};
use evidence::{Candidates, Message, Window};
use patterns::Pattern;

/// See the [module](self).
#[derive(Clone, Copy)]
pub(crate) struct Health {
    weights: &'static Weights,
    scope: &'static Weights,
}

impl Health {
    /// Reads the weights, the first time in a process.
    pub(crate) fn new() -> Health {
        static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| Weights::read(embedded!("src/detectors/health/weights")));
        static SCOPE: LazyLock<Weights> = LazyLock::new(|| Weights::read(embedded!("src/detectors/health/scope")));
        Health { weights: &WEIGHTS, scope: &SCOPE }
    }
}

impl Detector for Health {
    fn name(&self) -> &'static str {
        "health"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Health]
    }

    fn needs(&self) -> Needs {
        Needs::words(SPEAKS).or(Needs::word(Tag::HealthService).together_with_digits())
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        if !speaks_of_health(text) {
            return;
        }
        let message = Message::of(text);
        let mut scope = Scope { weights: self.scope, message: &message, last: None };
        // Codes hold no word to weigh; and where a person is spoken of, a term that has no other meaning is masked
        // whatever the weights say.
        let mut certain = message.certain().peekable();
        let mut candidates = Candidates::of(text);
        for stretch in stretches(text.words().len(), |at| candidates.has(at)) {
            let mut window = Window::new(&message);
            let decided = Decided::of(stretch, self.weights, |at, own: &mut Sum<'_>, link| {
                evidence::of_word(&mut window, at, own);
                if let Some(link) = link {
                    evidence::of_link(&mut window, at, link);
                }
                i32::MIN / 4
            });
            for (first, last, _) in decided.runs(|at| joins(text, at)) {
                let first = first + usize::from(first < last && only_leads(text, first));
                let (Some(from), Some(to)) = (text.word(first), text.word(last)) else { continue };
                let chosen = Span::new(from.span().start, to.span().end);
                // A pattern that a chosen word stands in is found with every byte.
                let (span, confidence) = message.patterns_over(chosen).fold(
                    (chosen, Confidence::Possible),
                    |(span, confidence), pattern| {
                        let start = span.start.min(pattern.span.start);
                        (Span::new(start, span.end.max(pattern.span.end)), confidence.max(pattern.confidence))
                    },
                );
                let whole = Span::new(span.start, patterns::end_of(text, span.end));
                claims.add_variant(whole, Label::Health, confidence, scope.variant(first));
                // In the order of the text, so that whose it is need not be asked twice of a word.
                while let Some(pattern) = certain.next_if(|pattern| pattern.span.start < whole.end) {
                    scope.claim(pattern, claims);
                }
            }
        }
        certain.for_each(|pattern| scope.claim(pattern, claims));
    }
}

impl Health {
    /// Heap bytes of the weights.
    pub(crate) fn memory_usage(&self) -> usize {
        self.weights.memory_usage() + self.scope.memory_usage()
    }

    /// What was said of the words inside a span, by question.
    pub(crate) fn evidence(&self, text: &Text<'_>, span: Span) -> Vec<(&'static str, i32)> {
        let message = Message::of(text);
        self.weights.by_question(
            text.words_in(span),
            |at, to| evidence::of_word(&mut Window::new(&message), at, to),
            |at, to| evidence::of_link(&mut Window::new(&message), at, to),
        )
    }
}

/// Tells whose health is spoken of.
struct Scope<'m, 't> {
    weights: &'static Weights,
    message: &'m Message<'m, 't>,
    /// The last word that was asked about, with the answer.
    last: Option<(usize, &'static str)>,
}

impl Scope<'_, '_> {
    /// The variant of a finding that begins with the word at `at`.
    fn variant(&mut self, at: usize) -> &'static str {
        if let Some((_, variant)) = self.last.filter(|(last, _)| *last == at) {
            return variant;
        }
        let mut sum = self.weights.sum();
        scope::of_finding(self.message, at, &mut sum);
        let variant = if sum.total >= 0 { PERSONAL } else { GENERAL };
        self.last = Some((at, variant));
        variant
    }

    /// Claims what a pattern found.
    fn claim(&mut self, pattern: &Pattern, claims: &mut Claims) {
        let variant = self.variant(self.message.text.word_from(pattern.span.start));
        claims.add_variant(pattern.span, Label::Health, pattern.confidence, variant);
    }
}

/// Whether there is anything to look at: a word of health or a part of the body, or a code that only digits show.
fn speaks_of_health(text: &Text<'_>) -> bool {
    text.has_any(SPEAKS) || (text.has_digits() && text.has(Tag::HealthService))
}

/// Tags that speak of health by themselves.
const SPEAKS: Tags = Tags::of(Tag::Health).and(Tag::HealthWeak).and(Tag::Medicine).and(Tag::BodyPart);

/// Tags of the words that evidence is looked for around.
const CORE: Tags =
    Tags::of(Tag::Health).and(Tag::HealthWeak).and(Tag::Medicine).and(Tag::BodyPart).and(Tag::HealthService);

/// Whether the word is a verb that only leads to the term behind it: "smitter" in "hvordan smitter vannkopper".
fn only_leads(text: &Text<'_>, at: usize) -> bool {
    let verb = text.word(at).is_some_and(|word| word.has(Tag::Verb) && !word.has(Tag::Health));
    verb && !text.tags_over(at).any_of(CORE)
        && text.word(at + 1).is_some_and(|next| next.has(Tag::Health) && !next.has(Tag::CommonWord))
}

/// Whether the word at `at` may stand in one finding with the word before it.
fn joins(text: &Text<'_>, at: usize) -> bool {
    matches!(text.gap_before(at), " " | "-" | "\u{A0}" | "  " | "/" | "\n")
}

/// Every word that is decided about, with what is said of it.
#[cfg(feature = "fitting")]
pub(crate) fn candidates(text: &Text<'_>) -> Vec<Candidate> {
    if !speaks_of_health(text) {
        return Vec::new();
    }
    let message = Message::of(text);
    let mut near = Candidates::of(text);
    Candidate::all(
        stretches(text.words().len(), |at| near.has(at)),
        |at, to| evidence::of_word(&mut Window::new(&message), at, to),
        |at, to| evidence::of_link(&mut Window::new(&message), at, to),
        |at| joins(text, at),
    )
}

/// Every word with what says whether a finding there would be a person's.
#[cfg(feature = "fitting")]
pub(crate) fn scopes(text: &Text<'_>) -> Vec<Candidate> {
    let message = Message::of(text);
    let words = (0..text.words().len()).map(|first| crate::tagger::Stretch { first, count: 1 });
    Candidate::all(words, |at, to| scope::of_finding(&message, at, to), |_, _| {}, |_| false)
}

#[cfg(test)]
#[allow(clippy::print_stdout, reason = "the share is for the reader of the output")]
mod tests {
    use super::*;
    use crate::dictionary::{health_forms, standard_lexicon};
    use crate::text::Buffers;

    /// Inflection is generated, so that no list shows what it gives: every form of every strong term, in a sentence of
    /// somebody's own.
    #[test]
    fn every_form_of_every_strong_term_is_found_in_a_sentence() {
        let lexicon = standard_lexicon();
        let detector = Health::new();
        let forms = health_forms();
        let mut missed = Vec::new();
        let mut everyday_missed = 0;
        for form in &forms {
            let message = format!("Jeg har hatt {form} i to år.");
            let text = Text::new(&message, &lexicon, Buffers::default());
            let mut claims = Claims::with_buffers(Vec::new(), Vec::new());
            detector.detect(&text, &mut claims);
            let start = "Jeg har hatt ".len();
            // The first and the last letter or digit stand for all: a claim is one stretch.
            let end = start + form.trim_end_matches(|c: char| !c.is_alphabetic()).len();
            let found = claims.claims.iter().any(|claim| claim.span.start <= start && claim.span.end >= end);
            let everyday = text
                .words()
                .iter()
                .any(|word| word.span().start >= start && word.span().end <= end && word.has(Tag::CommonWord));
            if !found && everyday {
                everyday_missed += 1;
            } else if !found {
                missed.push(form);
            }
        }
        println!("{} forms; {} missed, {} more that hold everyday words", forms.len(), missed.len(), everyday_missed);
        assert!(forms.len() > 60_000, "{}", forms.len());
        // Which words are everyday ones is known where the common words are compiled in.
        if cfg!(feature = "names") {
            assert!(missed.len() * 1000 <= forms.len(), "{} of {}: {missed:?}", missed.len(), forms.len());
        }
        let all = missed.len() + everyday_missed;
        assert!(all * 1000 <= forms.len() * 3, "{all} of {}", forms.len());
    }
}
