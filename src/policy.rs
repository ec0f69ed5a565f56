//! One document that says what is masked and how: [`Policy`].

mod checksum;
mod cues;
mod document;
mod error;
mod fingerprint;
mod intern;
#[cfg(feature = "keyed")]
mod keys;
mod labels;
mod masker;
mod maskers;
mod pattern;
mod read;
mod ready_made;
mod spared;
mod tree;
mod words;

use std::fmt;
use std::sync::Arc;

pub use checksum::Checksum;
use document::{Dictionary, Pattern};
pub use error::PolicyError;
pub use fingerprint::Fingerprint;
#[cfg(feature = "keyed")]
pub use keys::Keys;
use labels::{Labels, Thresholds};
use maskers::Maskers;
pub use pattern::{OwnPattern, OwnPatternBuilder};
use spared::{Spared, SparedValues};
pub use words::OwnDictionary;

use crate::builder::Builder;
use crate::finding::Label;
use crate::known_names::KnownNames;
use crate::scrubber::{HealthScope, Scrubber};

/// No masker has a key.
#[cfg(not(feature = "keyed"))]
#[derive(Default)]
struct Keys {}

/// What is masked and how, read from one document in TOML or JSON.
///
/// ```
/// use sladd::{Policy, Scrubber};
///
/// let policy = Policy::from_toml_str(
///     r#"
/// name = "our-chat"
/// spared = ["post@example.no"]
///
/// [labels]
/// leave_unmasked = ["money"]
///
/// [maskers]
/// default = { kind = "placeholder", numbered = true }
/// phone = { kind = "keep_last", n = 2 }
///
/// [[patterns]]
/// name = "member-number"
/// label = "member_number"
/// regex = '\b\d{6}\b'
/// cues = ["medlemsnr", "medlem*"]
/// "#,
/// )?;
/// let scrubber = Scrubber::from_policy(&policy)?;
/// let scrubbed = scrubber.scrub("Medlemsnr 271828, ring 412 00 067 eller skriv til kari@example.no, ikke post@example.no");
/// assert_eq!(
///     scrubbed.as_str(),
///     "Medlemsnr [FJERNET-1], ring ███ ██ █67 eller skriv til [E-POST-1], ikke post@example.no"
/// );
/// # Ok::<(), sladd::PolicyError>(())
/// ```
///
/// # The document
///
/// | key | says |
/// | --- | --- |
/// | `name`, `version`, `description` | what the policy is called (kebab-case, required), which edition, what for |
/// | `labels.mask`, `labels.leave_unmasked` | labels, families or `all`; a label counts for more than its family, a family for more than `all`; what is not named is as in a scrubber without a policy |
/// | `thresholds.default`, `thresholds.<label>` | `possible`, `likely` or `certain`: what is less sure stays readable |
/// | `health_scope` | `all` (default) or `personal` |
/// | `mask_public_bodies` | masks the numbers and mailboxes of public bodies too |
/// | `spared` | values that stay readable: telephones, other numbers, mailboxes, handles, domains (`.example.no`), words |
/// | `known_names.mask`, `known_names.leave_unmasked` | names as [`KnownNames`] takes them |
/// | `maskers.default`, `maskers.<label>` | a masker, or a list of them that are tried in order; see below |
/// | `patterns` | regular expressions: `name`, `label`, `regex`, `group`, `confidence`, `cues`, `reach_before`, `reach_behind`, `without_cue`, `checksum`, `on_failure` (`possible` or `drop`); see [`OwnPattern`] |
/// | `dictionaries` | terms: `name`, `label`, `confidence`, `terms`, `spare` (never masked, for the label or, without one, at all); see [`OwnDictionary`] |
/// | `verify` | masks what survives of masked values elsewhere in the text ([`Builder::mask_survivors`]) |
///
/// Families are `national_numbers`, `contact`, `person`, `money`, `documents` and `special_categories`. A pattern or a
/// dictionary may bring a label of its own, in snake_case, which the other keys can then name.
///
/// A masker is `{ kind = "placeholder", language = "norwegian", numbered = false }` or with a `form`, `{ kind =
/// "fixed", character = "█", keep_length = false }`, `{ kind = "keep_last", n = 2 }`, `{ kind = "remove" }` or `{ kind =
/// "text", text = "…" }`, `{ kind = "partial" }`, `{ kind = "generalise", as_of = "2026-03-14", age_bands = 10, places =
/// false }` and, with the feature `keyed`, `{ kind = "pseudonym", key = "…", scope = "…" }` and `{ kind = "surrogate", key =
/// "…", scope = "…" }`, whose key is the name of one that the host gives; `at_least = "certain"` makes it one for findings that are that sure. Where the maskers of a
/// label have no answer the default is asked, then stands the plain Norwegian placeholder.
///
/// [`Policy::JSON_SCHEMA`] says the same to an editor. An unknown key is an error: a switch that is misspelt would
/// otherwise leave readable what it was to mask.
///
/// # What it holds
///
/// Spared values, known names and terms are in memory as long as the policy lives; `Debug` counts them. A policy never
/// holds a cryptographic key, only the name of one that the host gives.
///
/// # Bounds
///
/// 16 MiB of document, 8 levels, 200 patterns of 4 MiB and of 32 MiB together, 100 dictionaries of a million terms.
/// Names of patterns, dictionaries and labels are kept until the process ends, at most 4096 distinct ones.
#[derive(Clone)]
pub struct Policy {
    name: String,
    version: Option<String>,
    description: Option<String>,
    labels: Labels,
    thresholds: Thresholds,
    maskers: Maskers,
    health_scope: HealthScope,
    mask_public_bodies: bool,
    verify: bool,
    patterns: Vec<Pattern>,
    dictionaries: Vec<Dictionary>,
    spared: Arc<Spared>,
    known: KnownNames,
}

impl Policy {
    /// The JSON Schema (draft 2020-12) of the document, for editors and for hosts that check policies elsewhere.
    pub const JSON_SCHEMA: &str = include_str!("policy/policy.schema.json");

    /// The names of the ready-made policies.
    pub const READY_MADE: &[&str] = &["helsenorge-chat", "nav-chat", "log-lines", "llm-gateway", "strict"];

    /// Reads a policy in TOML.
    ///
    /// # Errors
    /// When the document is not TOML, has a key that is not known, or says something that cannot be done. The error
    /// names the place and quotes nothing of what stands there.
    pub fn from_toml_str(document: &str) -> Result<Policy, PolicyError> {
        document::read(tree::from_toml(document)?)
    }

    /// Reads a policy in JSON.
    ///
    /// # Errors
    /// As for [`Policy::from_toml_str`].
    pub fn from_json_str(document: &str) -> Result<Policy, PolicyError> {
        document::read(tree::from_json(document)?)
    }

    /// The ready-made policy with this name. Each is a file in `examples/policies` that says in Norwegian what is
    /// masked, why, and what remains; copy it to change it.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// use sladd::{Policy, Scrubber};
    ///
    /// let policy = Policy::ready_made("llm-gateway").expect("it is one of Policy::READY_MADE");
    /// let scrubber = Scrubber::from_policy(&policy)?;
    /// let scrubbed = scrubber.scrub("Kari Nordvik spør om Ola Haugland: Kari har migrene.");
    /// assert_eq!(scrubbed.as_str(), "[NAVN-1] spør om [NAVN-2]: [NAVN-1] har [HELSE-1].");
    /// # }
    /// # Ok::<(), sladd::PolicyError>(())
    /// ```
    #[must_use]
    pub fn ready_made(name: &str) -> Option<Policy> {
        Policy::from_toml_str(ready_made::text(name)?).ok()
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Which edition it is, where it says so.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// What it is for, where it says so.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Whether what survives of masked values elsewhere in a text is masked too.
    #[must_use]
    pub const fn verify(&self) -> bool {
        self.verify
    }

    /// A short name for what it says. See [`Fingerprint`] on what is in it. Cost: one pass over the policy.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        fingerprint::of(self)
    }

    /// Adds terms to a dictionary of the document: one a line; empty lines and lines that begin with `#` are passed
    /// over. For lists that are too long, or too secret, for the document.
    ///
    /// ```
    /// use sladd::{Policy, Scrubber};
    ///
    /// let policy = Policy::from_toml_str("name = 'wards'\n[[dictionaries]]\nname = 'wards'\nlabel = 'ward'")?
    ///     .with_dictionary_text("wards", "# fra personalsystemet\nAvd. 4B\nFjordsenteret")?;
    /// let scrubber = Scrubber::from_policy(&policy)?;
    /// assert_eq!(scrubber.scrub("Hun er på Fjordsenteret").as_str(), "Hun er på [FJERNET]");
    /// # Ok::<(), sladd::PolicyError>(())
    /// ```
    ///
    /// # Errors
    /// When the policy has no such dictionary, or a line is no term; the error names the line.
    pub fn with_dictionary_text(mut self, name: &str, text: &str) -> Result<Policy, PolicyError> {
        let place = self.dictionaries.iter().position(|dictionary| dictionary.name == name);
        let Some((at, dictionary)) = place.and_then(|at| Some((at, self.dictionaries.get_mut(at)?))) else {
            return Err(PolicyError::new("dictionaries", "there is no dictionary of this name"));
        };
        dictionary.detector.add_text(text).map_err(|error| {
            PolicyError::new(format!("dictionaries[{at}], {} of its text", error.place()), error.problem().to_owned())
        })?;
        Ok(self)
    }

    /// A builder with everything the policy says, for a host that adds detectors of its own.
    ///
    /// # Errors
    /// When a label that the policy masks needs a feature that is not compiled in, when a dictionary has no terms, or
    /// when a masker cannot be made, because it needs a key for one.
    pub fn builder(&self) -> Result<Builder, PolicyError> {
        self.assemble(&Keys::default())
    }

    /// The same with keys for the maskers that need one.
    ///
    /// # Errors
    /// As for [`Policy::builder`]; when a masker asks for a key that is not among these.
    #[cfg(feature = "keyed")]
    pub fn builder_with(&self, keys: &Keys) -> Result<Builder, PolicyError> {
        self.assemble(keys)
    }

    fn assemble(&self, keys: &Keys) -> Result<Builder, PolicyError> {
        self.check_features()?;
        let mut builder = Scrubber::builder();
        builder.masker(self.maskers.build(keys)?).health_scope(self.health_scope).known_names(self.known.clone());
        for (label, on) in &self.labels.on {
            if *on {
                builder.mask(*label)
            } else {
                builder.leave_unmasked(*label)
            };
        }
        builder.leave_unmasked_below(self.thresholds.default);
        for (label, least) in &self.thresholds.by_label {
            builder.leave_unmasked_label_below(*label, *least);
        }
        if self.mask_public_bodies {
            builder.mask_public_bodies();
        }
        if self.verify {
            builder.mask_survivors();
        }
        for contact in &self.spared.contacts {
            builder.leave_unmasked_contact(contact);
        }
        if self.spared.has_more_than_contacts() {
            builder.detector(SparedValues(Arc::clone(&self.spared)));
        }
        for pattern in &self.patterns {
            builder.detector(pattern.detector.clone());
        }
        for (at, dictionary) in self.dictionaries.iter().enumerate() {
            if dictionary.detector.is_empty() {
                return Err(PolicyError::new(
                    format!("dictionaries[{at}]"),
                    "it has no terms: write them into the document or give them with `with_dictionary_text`",
                ));
            }
            builder.detector(dictionary.detector.clone());
        }
        Ok(builder)
    }

    /// A policy that promises to mask names must not be used where nothing finds them.
    fn check_features(&self) -> Result<(), PolicyError> {
        for (label, compiled, feature) in
            [(Label::Name, cfg!(feature = "names"), "names"), (Label::Health, cfg!(feature = "health"), "health")]
        {
            if !compiled && self.labels.on.get(&label) == Some(&true) {
                let problem = format!("nothing here finds `{label}`: build with the feature `{feature}`");
                return Err(PolicyError::new("labels.mask", problem));
            }
        }
        Ok(())
    }
}

impl Scrubber {
    /// A scrubber that does what the policy says.
    ///
    /// # Errors
    /// As for [`Policy::builder`].
    pub fn from_policy(policy: &Policy) -> Result<Scrubber, PolicyError> {
        built(&policy.builder()?)
    }

    /// The same with keys for the maskers that need one.
    ///
    /// # Errors
    /// As for [`Policy::builder_with`].
    #[cfg(feature = "keyed")]
    pub fn from_policy_with_keys(policy: &Policy, keys: &Keys) -> Result<Scrubber, PolicyError> {
        built(&policy.builder_with(keys)?)
    }
}

/// The names of its detectors have been checked when the policy was read.
fn built(builder: &Builder) -> Result<Scrubber, PolicyError> {
    builder.build().map_err(|error| PolicyError::new("the document", error.to_string()))
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("name", &self.name)
            .field("labels", &self.labels.on)
            .field("thresholds", &self.thresholds.by_label)
            .field("maskers", &self.maskers)
            .field("patterns", &self.patterns.len())
            .field("dictionaries", &self.dictionaries.iter().map(|d| (d.name, d.detector.len())).collect::<Vec<_>>())
            .field("spared", &self.spared)
            .field("known", &self.known)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everywhere else the policy would leave readable what it says it masks.
    #[test]
    fn a_policy_that_masks_names_and_health_needs_what_finds_them() {
        for name in Policy::READY_MADE {
            let built = Policy::ready_made(name).unwrap().builder();
            assert_eq!(built.is_ok(), cfg!(all(feature = "names", feature = "health")), "{name}");
        }
        let without = Policy::from_toml_str("name = 'numbers'\nlabels.mask = ['national_numbers']").unwrap();
        assert!(without.builder().is_ok());
    }
}
