//! One character in place of the text.

use unicode_segmentation::UnicodeSegmentation;

use super::{Hit, Masker, Replacement};

/// Writes one character over and over: as many as the text had, or a fixed number that hides its length.
///
/// ```
/// use sladd::{FixedChar, Scrubber};
///
/// let hiding = Scrubber::builder().masker(FixedChar::new('█')).build()?;
/// assert_eq!(hiding.scrub("ring 412 00 000").as_str(), "ring █████");
/// let keeping = Scrubber::builder().masker(FixedChar::keeping_length('█')).build()?;
/// assert_eq!(keeping.scrub("ring 412 00 000").as_str(), "ring ██████████");
/// # Ok::<(), sladd::BuildError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedChar {
    c: char,
    keep_length: bool,
}

impl FixedChar {
    /// How many are written when the length is hidden.
    const HIDDEN: usize = 5;

    /// Five of `c`, however long the text was.
    #[must_use]
    pub const fn new(c: char) -> FixedChar {
        FixedChar { c, keep_length: false }
    }

    /// One `c` for each character (grapheme cluster) of the text. The length of a name is information: prefer
    /// [`FixedChar::new`] unless a layout must be kept.
    #[must_use]
    pub const fn keeping_length(c: char) -> FixedChar {
        FixedChar { c, keep_length: true }
    }
}

impl Masker for FixedChar {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let count = if self.keep_length { hit.value().graphemes(true).count() } else { Self::HIDDEN };
        out.extend(std::iter::repeat_n(self.c, count));
    }
}
