//! *sladd* (Norwegian for "redaction") finds personal data in Norwegian chat messages and masks it.
//!
#![cfg_attr(all(feature = "names", feature = "health"), doc = "```")]
#![cfg_attr(not(all(feature = "names", feature = "health")), doc = "```ignore")]
//! use sladd::Scrubber;
//!
//! let scrubber = Scrubber::norwegian();
//! assert_eq!(scrubber.scrub("fnr 110379 66640").as_str(), "fnr [FØDSELSNUMMER]");
//! ```
//!
//! # The flow
//!
//! A message becomes a [`Text`]: its words with their folded forms and dictionary tags, its runs of digits, computed
//! once. Each [`Detector`] sees only that and puts [`Claims`]; claims may overlap. One function settles them into
//! [`Finding`]s: sorted, disjoint, offsets and labels without text. A [`Masker`] writes each replacement.
//!
//! | word | means |
//! | --- | --- |
//! | text | one message as received, with its shared views |
//! | word | a segment with byte offsets, its folded form and its dictionary tags |
//! | detector | finds one family of personal data |
//! | claim | what one detector asserts; may overlap others |
//! | finding | a settled claim: span, label, confidence, detector |
//! | label | what kind |
//! | confidence | possible, likely, certain |
//! | spare | a claim that something is *not* personal |
//! | masker | writes the replacement |
//! | conversation | what earlier messages of one chat taught |
//! | amendment | what a later message shows of an earlier one |
//! | policy | what is masked and how, in one document |
//! | scrub | the whole |
//! | fold | the one normalisation used for look-up |
//!
//! # What it finds
//!
//! See [`Label`]: national numbers, contact data, names and dates of birth, money, documents and cases, health.
//!
//! # What it does not find
//!
//! Persons who are described but not named; names that are ordinary words without support from the context; numbers
//! of which nothing shows that they are personal; anything but text. Masking lowers risk, it does not make a text
//! anonymous.
//!
//! # Where to go
//!
//! One message: [`Scrubber::scrub`]. A chat: [`Conversation`], [`Transcript`]. Text in pieces: [`stream`]. What stands in
//! place: [`maskers`]. What is counted: [`Report`]. The long documents: [`manual`].
//!
//! # Untrusted input
//!
//! Scrubbing cannot fail and does not panic on any input; time and memory are linear in the length of the text.
//! Errors exist only where a scrubber is built. Detectors and maskers of a host's own are outside this promise; a
//! careless detector can make too much masked, never break the order of findings.
//!
//! # Privacy
//!
//! No `Debug` or `Display` of any type prints message text, except [`Scrubbed`]'s `Display`, which is the masked
//! text. Buffers that held words and digits are overwritten after each message.
//!
//! # Cost
//!
//! One pass over the bytes, one look-up a word. A message in which nothing is found is returned borrowed and
//! allocates nothing once a thread has seen one of its length. One in which something is found is looked at again
//! after masking.
// Documents link to what `serde` and `keyed` bring; with all features every link is checked.
#![cfg_attr(not(all(feature = "serde", feature = "keyed")), allow(rustdoc::broken_intra_doc_links))]
#![cfg_attr(
    not(test),
    deny(
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable
    )
)]

mod advise;
mod builder;
mod canonical;
mod characters;
mod checksum;
mod conversation;
mod detectors;
mod dictionary;
mod eight;
mod embedded;
mod error;
mod explain;
mod finding;
#[cfg(feature = "fitting")]
pub mod fitting;
mod fnv;
mod growing;
#[cfg(feature = "keyed")]
mod key;
mod known_names;
pub mod manual;
pub mod maskers;
mod masking;
mod numbering;
#[cfg(feature = "serde")]
mod policy;
mod recheck;
mod report;
mod resolve;
mod scrubbed;
mod scrubber;
pub mod stream;
#[cfg(any(feature = "names", feature = "health"))]
mod tagger;
mod text;
mod transcript;
#[cfg(feature = "keyed")]
mod vault;
mod verify;
mod wiped;

pub use advise::{Advice, Language};
pub use builder::Builder;
pub use conversation::{Amendment, Conversation, Role, Turn};
pub use detectors::Detector;
pub use dictionary::{Dictionary, Tag, Tags};
pub use error::BuildError;
pub use explain::{Check, Explanation, Spoke};
pub use finding::{Claims, Confidence, Finding, Label, Span};
#[cfg(feature = "keyed")]
pub use key::{Key, KeyError};
pub use known_names::KnownNames;
pub use maskers::{FixedChar, Generalise, Hit, KeepLast, Masker, Partial, Placeholders, Remove, Replacement, Unmasked};
#[cfg(feature = "keyed")]
pub use maskers::{Pseudonyms, Surrogates};
#[cfg(all(feature = "serde", feature = "keyed"))]
pub use policy::Keys;
#[cfg(feature = "serde")]
pub use policy::{Checksum, Fingerprint, OwnDictionary, OwnPattern, OwnPatternBuilder, Policy, PolicyError};
pub use report::{ConversationTally, CountedBuild, CountedPolicy, Report, SuppressedReport};
pub use scrubbed::Scrubbed;
pub use scrubber::{HealthScope, Scrubber};
pub use stream::Stream;
pub use text::fold::fold;
pub use text::{Case, Digit, DigitRun, Gap, Grouping, Needs, Phrase, Style, Text, Word, Written};
pub use transcript::{Downloaded, Due, MemoryStore, Retention, Said, Store, Stored, Transcript};
#[cfg(feature = "keyed")]
pub use vault::{Vault, VaultUnmask};

/// The examples of the README, compiled and run.
#[cfg(all(doctest, feature = "names", feature = "health"))]
#[doc = include_str!("../README.md")]
struct Readme;
