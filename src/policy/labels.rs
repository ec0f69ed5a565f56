//! Labels by name, by family, or all at once; what is said of one label counts for more than what is said of many.

use std::collections::BTreeMap;

use super::PolicyError;
use super::read::{Table, Value, nearest};
use crate::finding::{Confidence, Label};

/// The families, as a policy names them.
const FAMILIES: [&str; 6] = ["national_numbers", "contact", "person", "money", "documents", "special_categories"];

/// The family of a label; a host's own label has none.
const fn family(label: Label) -> Option<&'static str> {
    Some(match label {
        label if label.is_national_number() => "national_numbers",
        label if label.is_special_category() => "special_categories",
        Label::Phone | Label::Email | Label::Address | Label::Url | Label::UserHandle | Label::IpAddress => "contact",
        Label::Name | Label::BirthDate => "person",
        Label::BankAccount | Label::Iban | Label::PaymentCard => "money",
        Label::Passport | Label::LicencePlate | Label::HprNumber | Label::CaseNumber | Label::OrganisationNumber => {
            "documents"
        }
        _ => return None,
    })
}

/// The word for every label.
const ALL: &str = "all";

/// What a name in a policy stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    All,
    Family(&'static str),
    One(Label),
}

/// The labels that a policy can speak of: the built-in ones and those that its patterns and dictionaries bring.
pub(super) struct Vocabulary {
    own: Vec<Label>,
}

impl Vocabulary {
    pub(super) fn new(labels: impl Iterator<Item = Label>) -> Vocabulary {
        let mut own: Vec<Label> = labels.filter(|label| matches!(label, Label::Custom(_))).collect();
        own.sort_unstable();
        own.dedup();
        Vocabulary { own }
    }

    fn labels(&self) -> impl Iterator<Item = Label> {
        Label::BUILT_IN.iter().chain(&self.own).copied()
    }

    /// Whether the name stands for more than one label.
    pub(super) fn is_reserved(name: &str) -> bool {
        [ALL, "default"].contains(&name) || FAMILIES.contains(&name)
    }

    /// Every name that is understood.
    pub(super) fn names(&self) -> Vec<&'static str> {
        [ALL].into_iter().chain(FAMILIES).chain(self.labels().map(Label::as_str)).collect()
    }

    pub(super) fn named(&self, name: &str) -> Option<Named> {
        if name == ALL {
            return Some(Named::All);
        }
        let family = FAMILIES.into_iter().find(|family| *family == name);
        family.map(Named::Family).or_else(|| self.labels().find(|label| label.as_str() == name).map(Named::One))
    }

    /// What is said of each label, where several things are said of many.
    fn spread<T: Copy>(&self, mut said: Vec<(Named, T)>) -> BTreeMap<Label, T> {
        // All before families before single labels, so that the closest word is the last.
        said.sort_by_key(|(named, _)| *named);
        let mut spread = BTreeMap::new();
        for (named, meant) in said {
            match named {
                Named::All => spread.extend(self.labels().map(|label| (label, meant))),
                Named::Family(name) => {
                    let members = Label::BUILT_IN.iter().filter(|label| family(**label) == Some(name));
                    spread.extend(members.map(|label| (*label, meant)));
                }
                Named::One(label) => drop(spread.insert(label, meant)),
            }
        }
        spread
    }
}

/// Which labels are masked and which are left readable; the rest is as it is without a policy.
#[derive(Clone, Default)]
pub(super) struct Labels {
    /// Every label that the policy says something of.
    pub(super) on: BTreeMap<Label, bool>,
}

impl Labels {
    /// Reads `[labels]`.
    pub(super) fn read(mut table: Table, words: &Vocabulary) -> Result<Labels, PolicyError> {
        let mut said: Vec<(Named, bool)> = Vec::new();
        for (key, on) in [("mask", true), ("leave_unmasked", false)] {
            for value in table.take(key).map_or(Ok(Vec::new()), Value::list)? {
                let named = name(&value, words)?;
                if said.iter().any(|(other, was)| *other == named && *was != on) {
                    return Err(value.refuse("this stands in `mask` too"));
                }
                said.push((named, on));
            }
        }
        table.finish()?;
        Ok(Labels { on: words.spread(said) })
    }

    /// What differs from a scrubber without a policy: masked besides, and left besides.
    pub(super) fn differences(&self) -> impl Iterator<Item = (Label, bool)> {
        self.on.iter().map(|(label, on)| (*label, *on)).filter(|(label, on)| label.on_by_default() != *on)
    }
}

fn name(value: &Value, words: &Vocabulary) -> Result<Named, PolicyError> {
    let written = value.text(super::intern::LONGEST)?;
    words.named(written).ok_or_else(|| {
        let meant =
            nearest(written, &words.names()).map(|near| format!(", did you mean `{near}`?")).unwrap_or_default();
        value.refuse(format!("there is no label and no family of this name{meant}"))
    })
}

/// How sure a finding must be to be masked.
#[derive(Clone)]
pub(super) struct Thresholds {
    pub(super) default: Confidence,
    pub(super) by_label: BTreeMap<Label, Confidence>,
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds { default: Confidence::Possible, by_label: BTreeMap::new() }
    }
}

pub(super) const CONFIDENCES: [(&str, Confidence); 3] =
    [("possible", Confidence::Possible), ("likely", Confidence::Likely), ("certain", Confidence::Certain)];

impl Thresholds {
    /// Reads `[thresholds]`.
    pub(super) fn read(table: Table, words: &Vocabulary) -> Result<Thresholds, PolicyError> {
        let (default, mut by_label) = by_label(table, words, |value| value.one_of(&CONFIDENCES))?;
        let default = default.unwrap_or(Confidence::Possible);
        by_label.retain(|_, least| *least != default);
        Ok(Thresholds { default, by_label })
    }
}

/// Reads a table that says something of each label, of families and by default.
pub(super) fn by_label<T: Copy>(
    mut table: Table,
    words: &Vocabulary,
    mut read: impl FnMut(Value) -> Result<T, PolicyError>,
) -> Result<(Option<T>, BTreeMap<Label, T>), PolicyError> {
    let default = table.take("default").map(&mut read).transpose()?;
    let mut said = Vec::new();
    for (named, value) in table.understood(|key| words.named(key).filter(|named| *named != Named::All)) {
        said.push((named, read(value)?));
    }
    table.finish_among(words.names().get(1..).unwrap_or_default())?;
    Ok((default, words.spread(said)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_label_is_of_a_family_that_a_policy_can_name() {
        for label in Label::BUILT_IN {
            assert!(family(*label).is_some_and(|family| FAMILIES.contains(&family)), "{label}");
        }
        assert!(FAMILIES.iter().all(|name| Label::BUILT_IN.iter().any(|label| family(*label) == Some(name))));
        assert_eq!(family(Label::Custom("person")), None);
    }
}
