//! Those that are measured: each finds and masks, with what it has switched on by default unless its name says more.

use std::collections::HashMap;

use cloakrs_core::{Locale, Scanner};
use leakguard::Redactor;
use pii::anonymize::{AnonymizeConfig, Anonymizer, Operator};
use pii::nlp::SimpleNlpEngine;
use pii::recognizers::dictionary::DictionaryRecognizer;
use pii::types::{EntityType, Language};
use pii::{Analyzer, PolicyConfig};
use redact_core::{AnalyzerEngine, AnonymizerConfig};
use sladd::Scrubber;

use crate::naive::{Kinds, Naive};
use crate::support::corpus::lines;

/// Masks a message.
pub trait Design {
    fn name(&self) -> &'static str;
    fn scrub(&self, text: &str) -> String;
    /// How long the masked text is: what is timed. Apart from [`Design::scrub`] where that costs a copy more.
    fn length(&self, text: &str) -> usize {
        self.scrub(text).len()
    }
}

/// The crate first, then the naive design, then the peers.
pub fn all() -> Vec<Box<dyn Design>> {
    #[allow(unused_mut, reason = "one more with the feature")]
    let mut designs: Vec<Box<dyn Design>> = vec![
        Box::new(Sladd(Scrubber::norwegian())),
        Box::new(NaiveFew(Naive::new(Kinds::Few))),
        Box::new(NaiveEvery(Naive::new(Kinds::Every))),
        Box::new(Leakguard(Redactor::new().with_detector(leakguard::detectors::PhoneNumber))),
        Box::new(Pii::new("pii", Vec::new())),
        Box::new(Pii::new("pii with a dictionary of names", dictionary())),
        Box::new(Cloakrs::new()),
        Box::new(RedactCore(AnalyzerEngine::new(), AnonymizerConfig::default())),
    ];
    #[cfg(feature = "gaze")]
    designs.push(Box::new(crate::gaze::Gaze::new()));
    designs
}

struct Sladd(Scrubber);

impl Design for Sladd {
    fn name(&self) -> &'static str {
        "sladd"
    }
    fn scrub(&self, text: &str) -> String {
        self.0.scrub(text).into_text().into_owned()
    }
    fn length(&self, text: &str) -> usize {
        self.0.scrub(text).as_str().len()
    }
}

struct NaiveFew(Naive);

impl Design for NaiveFew {
    fn name(&self) -> &'static str {
        "naive, few kinds"
    }
    fn scrub(&self, text: &str) -> String {
        self.0.scrub(text)
    }
}

struct NaiveEvery(Naive);

impl Design for NaiveEvery {
    fn name(&self) -> &'static str {
        "naive, every kind"
    }
    fn scrub(&self, text: &str) -> String {
        self.0.scrub(text)
    }
}

struct Leakguard(Redactor);

impl Design for Leakguard {
    fn name(&self) -> &'static str {
        "leakguard with phone numbers"
    }
    fn scrub(&self, text: &str) -> String {
        self.0.clean(text)
    }
}

struct Pii {
    name: &'static str,
    analyzer: Analyzer,
    language: Language,
    config: AnonymizeConfig,
}

impl Pii {
    fn new(name: &'static str, names: Vec<String>) -> Pii {
        let mut recognizers = pii::presets::default_recognizers();
        if !names.is_empty() {
            let person = EntityType::Person;
            recognizers.push(Box::new(DictionaryRecognizer::new("names", person, &names, 0.9, "names", false)));
        }
        Pii {
            name,
            analyzer: Analyzer::new(
                Box::new(SimpleNlpEngine::default()),
                recognizers,
                Vec::new(),
                PolicyConfig::default(),
            ),
            language: Language::from("en"),
            config: AnonymizeConfig {
                default: Operator::Replace { with: "<X>".to_owned() },
                per_entity: HashMap::new(),
            },
        }
    }
}

impl Design for Pii {
    fn name(&self) -> &'static str {
        self.name
    }
    fn scrub(&self, text: &str) -> String {
        let found = self.analyzer.analyze(text, &self.language).expect("the language is known");
        Anonymizer::anonymize(text, &found.entities, &self.config).expect("its own offsets hold").text
    }
}

/// The usual names of the crate's dictionary, with the capital that this peer needs: it looks for them anywhere.
fn dictionary() -> Vec<String> {
    let file = include_str!("../../../dictionaries/names-usual.txt");
    let capital = |line: &str| {
        let mut letters = line.split('\t').next().unwrap_or("").chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect())
    };
    lines(file).filter_map(capital).collect()
}

struct Cloakrs(Scanner);

impl Cloakrs {
    fn new() -> Cloakrs {
        let builder = cloakrs_locales::default_registry().into_scanner_builder();
        Cloakrs(builder.locale(Locale::EU).build().expect("there are recognizers"))
    }
}

impl Design for Cloakrs {
    fn name(&self) -> &'static str {
        "cloakrs"
    }
    fn scrub(&self, text: &str) -> String {
        self.0.scan(text).expect("a text can be scanned").masked_text.unwrap_or_default()
    }
}

struct RedactCore(AnalyzerEngine, AnonymizerConfig);

impl Design for RedactCore {
    fn name(&self) -> &'static str {
        "redact-core"
    }
    fn scrub(&self, text: &str) -> String {
        self.0.anonymize(text, None, &self.1).expect("a text can be masked").text
    }
}
