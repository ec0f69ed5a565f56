//! Deciding about words by evidence that is added up.
//!
//! Where dictionaries and rules cannot settle alone whether a word is what a detector looks for, each word of a
//! stretch gets features with names, each feature has a small integer weight ([`weights`]), and the words of the
//! stretch are decided together ([`decide`]). Weights are fitted by `examples/fit_weights` on marked text and lie beside
//! the detector that uses them; nothing is learnt when messages are scrubbed.

pub(crate) mod decide;
pub(crate) mod gap;
mod memo;
pub(crate) mod weights;

#[cfg(feature = "names")]
pub(crate) use decide::Stretch;
pub(crate) use decide::{Decided, stretches};
pub(crate) use gap::gap_atom;
pub(crate) use weights::{Atom, Evidence, Known, Part, Question, Weights, atom, question};
