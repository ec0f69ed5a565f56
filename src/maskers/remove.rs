//! Nothing at all in place of the text.

use super::{Hit, Masker, Replacement};

/// Removes the text and the space that is then one too many.
///
/// The reader no longer sees that something was there, and what stood to both sides now stands together: prefer a
/// placeholder where somebody reads on.
///
/// ```
/// use sladd::{Remove, Scrubber};
///
/// let scrubber = Scrubber::builder().masker(Remove).build()?;
/// assert_eq!(scrubber.scrub("Ring 412 00 000 i dag, eller 412 00 001.").as_str(), "Ring i dag, eller.");
/// # Ok::<(), sladd::BuildError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Remove;

impl Masker for Remove {
    fn mask(&self, _hit: &Hit<'_>, out: &mut Replacement) {
        out.remove();
    }
}
