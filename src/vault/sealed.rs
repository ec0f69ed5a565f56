//! A vault as bytes, for another process of the host's.

use zeroize::Zeroizing;

use super::{KIND_OF_TEXT, Vault, kind};
use crate::canonical::Value;
use crate::finding::Label;

/// The version of the form, its first byte.
const VERSION: u8 = 1;
/// What the bytes are sealed for.
const PURPOSE: &str = "state";
/// The name of the kind of all labels of hosts' own.
const CUSTOM: &str = "custom";
const TEXT: &str = "text";

impl Vault {
    /// The vault, encrypted, for storing or for handing on. [`Vault::open`] takes the same key and conversation.
    ///
    /// It is as long as the values and some 20 bytes for each of them: the length tells how much is in it.
    #[must_use]
    pub fn seal(&self) -> Vec<u8> {
        // All room at once: memory that is given back while it grows would not be overwritten.
        let room = self.bytes() + self.len() * 64 + 8;
        let mut plain = Zeroizing::new(Vec::with_capacity(room));
        plain.extend([VERSION, u8::from(self.english)]);
        for (kind, number, value) in self.values() {
            let name = match kind {
                KIND_OF_TEXT => TEXT,
                Label::Custom(_) => CUSTOM,
                built_in => built_in.as_str(),
            };
            plain.push(u8::try_from(name.len()).unwrap_or(0));
            plain.extend_from_slice(name.as_bytes());
            plain.extend_from_slice(&number.to_le_bytes());
            plain.extend_from_slice(&u32::try_from(value.len()).unwrap_or(0).to_le_bytes());
            plain.extend_from_slice(value.as_bytes());
        }
        self.key.seal(PURPOSE, "", &plain)
    }

    /// Puts the entries of sealed bytes into an empty vault. None when they are not this vault's.
    pub(super) fn fill(&mut self, sealed: &[u8], canonical: impl Fn(Label, &str) -> Value) -> Option<()> {
        let plain = self.key.open(PURPOSE, "", sealed)?;
        let (&[version, english], mut rest) = plain.split_first_chunk()?;
        if version != VERSION {
            return None;
        }
        self.english = english != 0;
        while let Some((length, behind)) = rest.split_first() {
            let (name, behind) = behind.split_at_checked(usize::from(*length))?;
            let (number, behind) = behind.split_first_chunk()?;
            let (length, behind) = behind.split_first_chunk()?;
            let (value, behind) = behind.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
            rest = behind;
            let kind = match std::str::from_utf8(name).ok()? {
                TEXT => KIND_OF_TEXT,
                CUSTOM => kind(Label::Custom(CUSTOM)),
                name => Label::from_name(name)?,
            };
            let (number, value) = (u32::from_le_bytes(*number), std::str::from_utf8(value).ok()?);
            let canonical = self.hashed(kind, &canonical(kind, value));
            self.numbering.take_over(kind, &canonical, number);
            self.insert(kind, number, value)?;
        }
        Some(())
    }
}
