//! The last few letters and digits stay, the rest is hidden.

use unicode_segmentation::UnicodeSegmentation;

use super::{Hit, Masker, Replacement};

/// Hides all but the last `n` letters and digits; spaces and signs stay, so that the shape can be recognised.
///
/// Never more than a quarter of the letters and digits stays, however large `n` is: a short value would otherwise be
/// written as it was.
///
/// ```
/// use sladd::{KeepLast, Scrubber};
///
/// let scrubber = Scrubber::builder().masker(KeepLast::new(2)).build()?;
/// assert_eq!(scrubber.scrub("ring +47 412 00 067").as_str(), "ring +██ ███ ██ █67");
/// # Ok::<(), sladd::BuildError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeepLast {
    n: usize,
}

impl KeepLast {
    /// Keeps the last `n`.
    #[must_use]
    pub const fn new(n: usize) -> KeepLast {
        KeepLast { n }
    }
}

impl Masker for KeepLast {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let counts = |grapheme: &&str| grapheme.chars().any(char::is_alphanumeric);
        let total = hit.value().graphemes(true).filter(counts).count();
        let hidden = total - self.n.min(total / 4);
        let mut seen = 0;
        for grapheme in hit.value().graphemes(true) {
            if !counts(&grapheme) {
                out.push_str(grapheme);
                continue;
            }
            seen += 1;
            if seen <= hidden { out.push('█') } else { out.push_str(grapheme) }
        }
    }
}
