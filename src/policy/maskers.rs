//! Which masker stands for which label, and the masker that asks them.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use super::labels::{self, CONFIDENCES, Vocabulary};
use super::masker::Kind;
use super::read::{Table, Value};
use super::{Keys, PolicyError};
use crate::finding::{Confidence, Label, Span};
use crate::maskers::{Hit, Masker, Placeholders, Replacement, Unmasked};

/// The most maskers that can be tried for one label.
const MOST_CHOICES: usize = 8;

/// A masker for findings that are sure enough.
#[derive(Clone, Serialize)]
pub(super) struct Choice {
    at_least: Confidence,
    #[serde(flatten)]
    kind: Kind,
    #[serde(skip)]
    place: String,
}

/// What stands in place of findings: by default and for each label.
#[derive(Clone, Default)]
pub(super) struct Maskers {
    /// What the document lists: choices in the order in which they are tried.
    lists: Vec<Vec<Choice>>,
    /// Places of lists. Without a default, the plain Norwegian placeholders.
    default: Option<usize>,
    by_label: BTreeMap<Label, usize>,
}

impl Maskers {
    /// Reads `[maskers]`.
    pub(super) fn read(table: Table, words: &Vocabulary) -> Result<Maskers, PolicyError> {
        let mut lists = Vec::new();
        let (default, by_label) = labels::by_label(table, words, |value| {
            lists.push(choices(value)?);
            Ok(lists.len() - 1)
        })?;
        Ok(Maskers { lists, default, by_label })
    }

    /// Puts the masker together.
    pub(super) fn build(&self, keys: &Keys) -> Result<PolicyMasker, PolicyError> {
        let build = |choice: &Choice| Ok((choice.at_least, choice.kind.build(&choice.place, keys)?));
        let lists = self.lists.iter().map(|choices| choices.iter().map(build).collect());
        Ok(PolicyMasker {
            lists: lists.collect::<Result<_, _>>()?,
            default: self.default,
            by_label: self.by_label.clone(),
        })
    }

    /// What is said of each label, for the fingerprint.
    pub(super) fn normal(&self) -> BTreeMap<&'static str, &[Choice]> {
        let default = self.default.map(|list| ("default", list));
        let by_label = self.by_label.iter().map(|(label, list)| (label.as_str(), *list));
        let list = |(name, list): (&'static str, usize)| Some((name, self.lists.get(list)?.as_slice()));
        default.into_iter().chain(by_label).filter_map(list).collect()
    }
}

fn choices(value: Value) -> Result<Vec<Choice>, PolicyError> {
    let place = value.place().to_owned();
    let choices: Vec<Choice> = value.tables()?.into_iter().map(Choice::read).collect::<Result<_, _>>()?;
    if choices.is_empty() || choices.len() > MOST_CHOICES {
        return Err(PolicyError::new(place, format!("there must be 1 to {MOST_CHOICES} maskers")));
    }
    Ok(choices)
}

impl Choice {
    fn read(mut table: Table) -> Result<Choice, PolicyError> {
        let at_least = table.take("at_least").map_or(Ok(Confidence::Possible), |value| value.one_of(&CONFIDENCES))?;
        let place = table.place().to_owned();
        Ok(Choice { at_least, kind: Kind::read(table)?, place })
    }
}

/// Asks the maskers of a label in their order, then those of the default; at last stands the plain placeholder.
pub(super) struct PolicyMasker {
    lists: Vec<Vec<(Confidence, Arc<dyn Masker>)>>,
    default: Option<usize>,
    by_label: BTreeMap<Label, usize>,
}

impl Masker for PolicyMasker {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let of_label = self.by_label.get(&hit.label());
        let lists = of_label.into_iter().chain(&self.default).filter_map(|list| self.lists.get(*list));
        for (_, masker) in lists.flatten().filter(|(at_least, _)| hit.confidence() >= *at_least) {
            masker.mask(hit, out);
            if out.is_answered() && out.as_str() != hit.value() {
                return;
            }
            out.decline();
        }
        Placeholders::norwegian().mask(hit, out);
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        for (_, masker) in self.lists.iter().flatten() {
            masker.imitations(message, found);
        }
    }
}

impl fmt::Debug for Maskers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Maskers").field("labels", &self.by_label.keys().collect::<Vec<_>>()).finish_non_exhaustive()
    }
}
