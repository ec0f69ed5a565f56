//! What can go wrong when a scrubber is built. Scrubbing itself cannot fail.

use thiserror::Error;

/// Why a scrubber could not be built. It never quotes message text; it may quote names that the host gave.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Two detectors have the same name, so that findings could not be told apart.
    #[error("two detectors are named {0:?}: give each a name of its own")]
    DuplicateDetector(&'static str),
    /// A detector's name is not kebab-case.
    #[error("the detector name {0:?} is not kebab-case: use lower-case letters, digits and single dashes")]
    DetectorName(&'static str),
    /// A detector lists no label.
    #[error("the detector {0:?} lists no label: a detector must say what it finds")]
    NoLabels(&'static str),
    /// A label of the host's own is not snake_case or has the name of a built-in one.
    #[error("the label {0:?} is not usable: use snake_case and a name that is not built in")]
    CustomLabel(&'static str),
    /// The form of a placeholder could be mistaken for something else.
    #[error("the form of the placeholder is not usable: {0}")]
    Template(&'static str),
    /// The day that ages are reckoned on is none.
    #[error("{0:04}-{1:02}-{2:02} is not a day: give year, month and day of the day that ages are reckoned on")]
    Day(i32, u8, u8),
    /// A keyed masker or a vault has no scope to tell its values from those of another.
    #[cfg(feature = "keyed")]
    #[error("the scope is empty: name the project, the release or the conversation that it is for")]
    EmptyScope,
    /// A sealed vault does not open.
    #[cfg(feature = "keyed")]
    #[error("the sealed vault does not open: it is of another key or conversation, or was changed")]
    SealedVault,
    /// Bytes that were to be a conversation are none of this key and name.
    #[cfg(feature = "keyed")]
    #[error("the bytes are no conversation of this key and name: they were sealed for another, or changed")]
    SealedConversation,
}
