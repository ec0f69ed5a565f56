//! Keys that a host gives by the names that its policies call them by.

use std::collections::BTreeMap;
use std::fmt;

use super::PolicyError;
use crate::key::Key;

/// The keys of a host, by name. A policy is a document that people read, copy and check in; it names a key and never
/// holds one.
///
/// ```
/// use sladd::{Key, Keys, Policy, Scrubber};
///
/// let policy = Policy::from_toml_str(
///     "name = 'study'\n[maskers]\nnational_numbers = { kind = 'pseudonym', key = 'study-2026', scope = 'release 1' }",
/// )?;
/// # let random: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
/// let mut keys = Keys::new();
/// keys.add("study-2026", Key::from_bytes(&random)?);
/// let scrubber = Scrubber::from_policy_with_keys(&policy, &keys)?;
/// assert!(scrubber.scrub("fnr 110379 66640").as_str().starts_with("fnr [FØDSELSNUMMER-"));
/// assert_eq!(
///     Scrubber::from_policy(&policy).unwrap_err().to_string(),
///     "maskers.national_numbers.key: the host gave no key of this name"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct Keys {
    named: BTreeMap<String, Key>,
}

impl Keys {
    /// No keys.
    #[must_use]
    pub fn new() -> Keys {
        Keys::default()
    }

    /// Adds a key; one that was given by this name before is dropped.
    pub fn add(&mut self, name: &str, key: Key) -> &mut Keys {
        self.named.insert(name.to_owned(), key);
        self
    }

    /// The key that a masker at this place asks for.
    pub(super) fn named(&self, name: &str, place: &str) -> Result<&Key, PolicyError> {
        let missing = || PolicyError::new(format!("{place}.key"), "the host gave no key of this name");
        self.named.get(name).ok_or_else(missing)
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys").field("keys", &self.named.len()).finish()
    }
}
