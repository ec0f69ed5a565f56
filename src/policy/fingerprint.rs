//! A short name for what a policy says, for reports.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::Policy;
use super::document::SaidOfPattern;
use super::maskers::Choice;
use crate::finding::{Confidence, Label};
use crate::scrubber::HealthScope;

/// The SHA-256 of what a policy says, 64 hexadecimal figures when displayed.
///
/// Layout, comments, the order of keys, the description, TOML or JSON make no difference, nor does it whether a default
/// is written out. Known names are left out: a hash of a handful of names can be guessed, and a fingerprint goes into
/// reports that more people read than the policy. Spared values and terms of dictionaries are in it, as they decide
/// what is masked; a list of persons belongs into the known names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fingerprint({self})")
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What stands before a normal form: another form gets another number, so that no two forms share a fingerprint.
const DOMAIN: &[u8] = b"sladd policy 1\n";

/// What a policy says in one form. Fields at their default are left out, so that a field which a later version adds
/// changes no fingerprint.
#[derive(Serialize)]
struct Normal<'p> {
    name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<&'p str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    labels: BTreeMap<&'static str, bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<Confidence>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    thresholds: BTreeMap<&'static str, Confidence>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    maskers: BTreeMap<&'static str, &'p [Choice]>,
    #[serde(skip_serializing_if = "is_false")]
    personal_health: bool,
    #[serde(skip_serializing_if = "is_false")]
    mask_public_bodies: bool,
    #[serde(skip_serializing_if = "is_false")]
    verify: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    patterns: Vec<&'p SaidOfPattern>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    dictionaries: Vec<NormalDictionary<'p>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spared: Vec<&'p str>,
}

#[derive(Serialize)]
struct NormalDictionary<'p> {
    name: &'p str,
    label: Option<Label>,
    confidence: Confidence,
    spare: bool,
    terms: Vec<&'p str>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// Takes the fingerprint. Cost: one pass over the policy, with its terms sorted.
pub(super) fn of(policy: &Policy) -> Fingerprint {
    let dictionaries = policy.dictionaries.iter().map(|dictionary| NormalDictionary {
        name: dictionary.name,
        label: dictionary.label,
        confidence: dictionary.confidence,
        spare: dictionary.spare,
        terms: dictionary.detector.terms.sorted(),
    });
    let mut normal = Normal {
        name: &policy.name,
        version: policy.version.as_deref(),
        labels: policy.labels.differences().map(|(label, on)| (label.as_str(), on)).collect(),
        threshold: Some(policy.thresholds.default).filter(|least| *least != Confidence::Possible),
        thresholds: policy.thresholds.by_label.iter().map(|(label, least)| (label.as_str(), *least)).collect(),
        maskers: policy.maskers.normal(),
        personal_health: policy.health_scope == HealthScope::Personal,
        mask_public_bodies: policy.mask_public_bodies,
        verify: policy.verify,
        patterns: policy.patterns.iter().map(|pattern| &pattern.said).collect(),
        dictionaries: dictionaries.collect(),
        spared: policy.spared.sorted(),
    };
    // Their order decides nothing.
    normal.patterns.sort_by(|a, b| a.name.cmp(&b.name));
    normal.dictionaries.sort_by_key(|dictionary| dictionary.name);
    let mut hash = Sha256::new_with_prefix(DOMAIN);
    // Nothing of a normal form can fail to be written: its keys are texts.
    hash.update(serde_json::to_vec(&normal).unwrap_or_default());
    Fingerprint(hash.finalize().into())
}
