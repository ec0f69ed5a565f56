//! Nothing at all in place of the text.

use super::{Hit, Masker};

/// Removes the text. What stood around it stays, spaces included.
///
/// The reader no longer sees that something was there, and what stood to both sides now stands together: prefer a
/// placeholder where somebody reads on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remove;

impl Masker for Remove {
    fn mask(&self, _hit: &Hit<'_>, _out: &mut String) {}
}
