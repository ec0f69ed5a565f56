//! A document becomes a policy: each key is asked for, each value is checked.

use std::sync::Arc;

use serde::Serialize;

use super::checksum::Checksum;
use super::labels::{CONFIDENCES, Labels, Thresholds, Vocabulary};
use super::maskers::Maskers;
use super::pattern::{LONGEST_REGEX, OwnPattern, default_confidence};
use super::read::{Table, Value};
use super::spared::Spared;
use super::tree::Tree;
use super::words::{OwnDictionary, Spares};
use super::{Policy, PolicyError, intern};
use crate::detectors;
use crate::finding::{Confidence, Label};
use crate::known_names::KnownNames;
use crate::scrubber::HealthScope;

/// The most patterns of a policy.
const MOST_PATTERNS: usize = 200;
/// The most memory of all its compiled patterns, in bytes.
const LARGEST_PATTERNS: usize = 32 << 20;
/// The most dictionaries of a policy.
const MOST_DICTIONARIES: usize = 100;
/// The most terms written into the document, in one dictionary.
const MOST_TERMS: usize = 1_000_000;
/// The longest name, version and value, in bytes.
const LONGEST: usize = 200;
/// The longest description, in bytes.
const LONGEST_DESCRIPTION: usize = 4000;

/// A pattern with what the document says of it.
#[derive(Clone)]
pub(super) struct Pattern {
    pub(super) said: SaidOfPattern,
    pub(super) detector: OwnPattern,
}

/// What a document says of a pattern, with the defaults filled in: what the fingerprint is taken of.
#[derive(Clone, Serialize)]
pub(super) struct SaidOfPattern {
    pub(super) name: String,
    pub(super) label: Label,
    regex: String,
    group: usize,
    confidence: Confidence,
    cues: Vec<String>,
    reach: (usize, usize),
    without_cue: Option<Confidence>,
    checksum: Option<&'static str>,
    drop_failed: bool,
}

/// A dictionary with what the document says of it.
#[derive(Clone)]
pub(super) struct Dictionary {
    pub(super) name: &'static str,
    pub(super) label: Option<Label>,
    pub(super) confidence: Confidence,
    pub(super) spare: bool,
    pub(super) detector: OwnDictionary,
}

/// Reads a document.
pub(super) fn read(tree: Tree) -> Result<Policy, PolicyError> {
    let mut document = Value::document(tree).table()?;
    let name = document.require("name")?;
    if !crate::builder::is_case(name.text(intern::LONGEST)?, '-') {
        return Err(name.refuse("this must be lower-case letters and digits, with single dashes between: `our-chat`"));
    }
    let name = name.text(intern::LONGEST)?.to_owned();
    let version = text(&mut document, "version", LONGEST)?;
    let description = text(&mut document, "description", LONGEST_DESCRIPTION)?;

    let mut names: Vec<&'static str> = detectors::standard().iter().map(|detector| detector.name()).collect();
    names.extend(detectors::RESERVED);
    names.extend(["spared-values", "name", "health"]);
    let patterns = patterns(&mut document, &mut names)?;
    let dictionaries = dictionaries(&mut document, &mut names)?;
    let own = patterns.iter().map(|pattern| pattern.said.label);
    let words = Vocabulary::new(own.chain(dictionaries.iter().filter_map(|dictionary| dictionary.label)));

    let labels = section(&mut document, "labels", |table| Labels::read(table, &words))?;
    let thresholds = section(&mut document, "thresholds", |table| Thresholds::read(table, &words))?;
    for (at, pattern) in patterns.iter().enumerate() {
        let said = &pattern.said;
        masks(&format!("patterns[{at}]"), said.label, said.confidence, &labels, &thresholds)?;
    }
    for (at, dictionary) in dictionaries.iter().enumerate().filter(|(_, dictionary)| !dictionary.spare) {
        if let Some(label) = dictionary.label {
            masks(&format!("dictionaries[{at}]"), label, dictionary.confidence, &labels, &thresholds)?;
        }
    }
    let maskers = section(&mut document, "maskers", |table| Maskers::read(table, &words))?;
    let health_scope = document.take("health_scope").map_or(Ok(HealthScope::All), |value| {
        value.one_of(&[("all", HealthScope::All), ("personal", HealthScope::Personal)])
    })?;
    let mask_public_bodies = document.flag("mask_public_bodies")?;
    let verify = document.flag("verify")?;
    let spared = spared(&mut document)?;
    let known = section(&mut document, "known_names", known_names)?;
    document.finish()?;
    Ok(Policy {
        name,
        version,
        description,
        labels,
        thresholds,
        maskers,
        health_scope,
        mask_public_bodies,
        verify,
        patterns,
        dictionaries,
        spared: Arc::new(spared),
        known,
    })
}

/// Refuses what would find something and never mask it: nobody writes that on purpose.
fn masks(
    place: &str,
    label: Label,
    confidence: Confidence,
    labels: &Labels,
    thresholds: &Thresholds,
) -> Result<(), PolicyError> {
    if !labels.on.get(&label).copied().unwrap_or(label.on_by_default()) {
        return Err(PolicyError::new(
            format!("{place}.label"),
            "this label stays unmasked: name it in `labels.mask`, or take another",
        ));
    }
    if confidence < thresholds.by_label.get(&label).copied().unwrap_or(thresholds.default) {
        return Err(PolicyError::new(
            format!("{place}.confidence"),
            "this is below the threshold of its label, so that nothing of it would be masked",
        ));
    }
    Ok(())
}

/// Reads a table that may be left out.
fn section<T: Default>(
    document: &mut Table,
    key: &'static str,
    read: impl FnOnce(Table) -> Result<T, PolicyError>,
) -> Result<T, PolicyError> {
    document.take(key).map_or(Ok(T::default()), |value| read(value.table()?))
}

fn text(table: &mut Table, key: &'static str, longest: usize) -> Result<Option<String>, PolicyError> {
    table.take(key).map(|value| value.text(longest).map(str::to_owned)).transpose()
}

fn patterns(document: &mut Table, names: &mut Vec<&'static str>) -> Result<Vec<Pattern>, PolicyError> {
    let Some(value) = document.take("patterns") else { return Ok(Vec::new()) };
    let mut patterns = Vec::new();
    let mut memory = 0;
    for value in value.list_of(MOST_PATTERNS)? {
        let table = value.table()?;
        let place = table.place().to_owned();
        let pattern = pattern(table)?;
        memory += pattern.detector.memory_usage();
        if memory > LARGEST_PATTERNS {
            return Err(PolicyError::new(format!("{place}.regex"), "with this one the patterns take more than 32 MiB"));
        }
        unique(crate::Detector::name(&pattern.detector), &place, names)?;
        patterns.push(pattern);
    }
    Ok(patterns)
}

fn pattern(mut table: Table) -> Result<Pattern, PolicyError> {
    let place = table.place().to_owned();
    let mut said = SaidOfPattern {
        name: table.require("name")?.text(LONGEST)?.to_owned(),
        label: label(&table.require("label")?)?,
        regex: table.require("regex")?.text(LONGEST_REGEX)?.to_owned(),
        group: table.take("group").map_or(Ok(0), |value| value.number(0, 99))?,
        confidence: Confidence::Likely,
        cues: Vec::new(),
        reach: (4, 2),
        without_cue: table.take("without_cue").map(|value| value.one_of(&CONFIDENCES)).transpose()?,
        checksum: None,
        drop_failed: false,
    };
    let mut builder = OwnPattern::builder(&said.name, &said.regex, said.label);
    builder.group(said.group);
    let cues = table.take("cues");
    for value in cues.map_or(Ok(Vec::new()), Value::list)? {
        let cue = value.text(LONGEST)?;
        builder.cue(cue).map_err(|error| value.refuse(error.problem()))?;
        said.cues.push(cue.to_owned());
    }
    said.cues.sort_unstable();
    said.cues.dedup();
    said.confidence = confidence(&mut table)?.unwrap_or(default_confidence(!said.cues.is_empty()));
    builder.confidence(said.confidence);
    for (key, reach) in [("reach_before", &mut said.reach.0), ("reach_behind", &mut said.reach.1)] {
        if let Some(value) = table.take(key) {
            *reach = value.number(0, 16)?;
        }
    }
    builder.reach(said.reach.0, said.reach.1);
    if let Some(confidence) = said.without_cue {
        if said.cues.is_empty() {
            return Err(table.refuse("without_cue", "there are no cues"));
        }
        builder.without_cue(confidence);
    }
    if let Some(value) = table.take("checksum") {
        let checksum = value.one_of(&Checksum::NAMES)?;
        builder.checksum(checksum);
        said.checksum = Some(checksum.name());
    }
    if let Some(value) = table.take("on_failure") {
        said.drop_failed = value.one_of(&[("possible", false), ("drop", true)])?;
        if said.checksum.is_none() {
            return Err(value.refuse("there is no checksum"));
        }
        if said.drop_failed {
            builder.leave_unmasked_when_wrong();
        }
    }
    table.finish()?;
    let detector = builder.build().map_err(|error| error.inside(&place))?;
    Ok(Pattern { said, detector })
}

fn dictionaries(document: &mut Table, names: &mut Vec<&'static str>) -> Result<Vec<Dictionary>, PolicyError> {
    let Some(value) = document.take("dictionaries") else { return Ok(Vec::new()) };
    let mut dictionaries = Vec::new();
    for value in value.list_of(MOST_DICTIONARIES)? {
        let table = value.table()?;
        let place = table.place().to_owned();
        let dictionary = dictionary(table)?;
        unique(dictionary.name, &place, names)?;
        dictionaries.push(dictionary);
    }
    Ok(dictionaries)
}

fn dictionary(mut table: Table) -> Result<Dictionary, PolicyError> {
    let place = table.place().to_owned();
    let name = table.require("name")?.text(LONGEST)?.to_owned();
    let spare = table.flag("spare")?;
    let named = if spare { table.take("label") } else { Some(table.require("label")?) };
    let label = named.map(|value| label(&value)).transpose()?;
    let confidence = confidence(&mut table)?.unwrap_or(Confidence::Likely);
    let spares = match (spare, label) {
        (false, _) => Spares::Nothing,
        (true, Some(_)) => Spares::Label,
        (true, None) => Spares::Everything,
    };
    let mut detector = OwnDictionary::with_effect(&name, label.unwrap_or(Label::Name), confidence, spares)
        .map_err(|error| error.inside(&place))?;
    for value in table.take("terms").map_or(Ok(Vec::new()), |value| value.list_of(MOST_TERMS))? {
        detector.add(value.text(LONGEST)?).map_err(|error| value.refuse(error.problem()))?;
    }
    table.finish()?;
    Ok(Dictionary { name: crate::Detector::name(&detector), label, confidence, spare, detector })
}

/// Refuses a name that another detector has.
fn unique(name: &'static str, place: &str, names: &mut Vec<&'static str>) -> Result<(), PolicyError> {
    if names.contains(&name) {
        return Err(PolicyError::new(
            format!("{place}.name"),
            "another detector has this name: give it one of its own",
        ));
    }
    names.push(name);
    Ok(())
}

fn label(value: &Value) -> Result<Label, PolicyError> {
    let name = value.text(LONGEST)?;
    if Vocabulary::is_reserved(name) {
        return Err(value.refuse("this is the name of a family: name one label"));
    }
    intern::label(name).map_err(|problem| value.refuse(problem))
}

fn confidence(table: &mut Table) -> Result<Option<Confidence>, PolicyError> {
    table.take("confidence").map(|value| value.one_of(&CONFIDENCES)).transpose()
}

fn spared(document: &mut Table) -> Result<Spared, PolicyError> {
    let mut spared = Spared::default();
    for value in document.take("spared").map_or(Ok(Vec::new()), Value::list)? {
        spared.add(value.text(LONGEST)?).map_err(|problem| value.refuse(problem))?;
    }
    Ok(spared)
}

fn known_names(mut table: Table) -> Result<KnownNames, PolicyError> {
    let mut known = KnownNames::new();
    for (key, masked) in [("mask", true), ("leave_unmasked", false)] {
        for value in table.take(key).map_or(Ok(Vec::new()), Value::list)? {
            let name = value.text(LONGEST)?;
            if !name.contains(char::is_alphabetic) {
                return Err(value.refuse("this holds no letter"));
            }
            let known = if masked { known.mask(name) } else { known.leave_unmasked(name) };
            debug_assert!(!known.is_empty());
        }
    }
    table.finish_quietly()?;
    Ok(known)
}
