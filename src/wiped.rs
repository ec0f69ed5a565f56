//! Words that are remembered: names of persons and things, values with a number.

use std::borrow::Borrow;
use std::ops::Deref;

use zeroize::Zeroize;

/// A word that is overwritten when it is forgotten.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Wiped(Box<str>);

impl From<&str> for Wiped {
    fn from(word: &str) -> Wiped {
        Wiped(word.into())
    }
}

/// The string is overwritten: made as short as its text it might have moved, and left a copy.
impl From<String> for Wiped {
    fn from(mut word: String) -> Wiped {
        let wiped = Wiped::from(word.as_str());
        word.zeroize();
        wiped
    }
}

impl Deref for Wiped {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// A map of such words is asked by what is borrowed from elsewhere.
impl Borrow<str> for Wiped {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}
