//! What the program that fits weights reads: each word that is decided about, with its features.
//!
//! Features hold ordinary words of the message, so this is no part of a service: it stands behind the feature
//! `fitting`, which nothing but `examples/fit_weights` needs.

use crate::detectors::{health, name};
use crate::dictionary::standard_lexicon;
use crate::finding::Span;
use crate::text::{Buffers, Text};

/// Which weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// Of names.
    Name,
    /// Of health information.
    Health,
    /// Of whose health it is.
    HealthScope,
}

/// A word that is decided about.
pub struct Candidate {
    /// Where it stands.
    pub span: Span,
    /// Whether the candidate before it is the word before it, so that the two are decided together.
    pub linked: bool,
    /// What is said about the word.
    pub features: Vec<String>,
    /// What is said about the word and the one before it both being parts of names.
    pub link_features: Vec<String>,
    /// Whether the two would stand in one finding.
    pub joined: bool,
}

/// The candidates of a message. Names that `left_out` holds for count as words that no dictionary knows.
#[must_use]
pub fn candidates(model: Model, message: &str, left_out: impl Fn(&str) -> bool) -> Vec<Candidate> {
    let lexicon = standard_lexicon();
    let mut text = Text::new(message, &lexicon, Buffers::default());
    text.forget_names(&lexicon, left_out);
    let candidates = match model {
        Model::Name => name::candidates(&text),
        Model::Health => health::candidates(&text),
        Model::HealthScope => health::scopes(&text),
    };
    candidates
        .into_iter()
        .filter_map(|candidate| {
            Some(Candidate {
                span: text.word(candidate.word)?.span(),
                linked: candidate.linked,
                features: candidate.features,
                link_features: candidate.link_features,
                joined: candidate.joined,
            })
        })
        .collect()
}
