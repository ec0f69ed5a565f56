//! Maskers write the replacement of a finding; combinators choose between them.
//!
//! A masker is a pure function of the [`Hit`] it is given. It appends to the output and cannot touch what stands
//! there already.

mod fixed;
mod keep_last;
mod placeholder;
mod remove;

use std::fmt;
use std::sync::Arc;

use crate::finding::{Confidence, Finding, Label};
pub use fixed::FixedChar;
pub use keep_last::KeepLast;
pub use placeholder::Placeholders;
pub use remove::Remove;

/// What a masker sees: one finding and the text it covers.
///
/// ```
/// use sladd::{Hit, Label, Masker, Scrubber};
///
/// /// Writes the number of characters.
/// struct Count;
///
/// impl Masker for Count {
///     fn mask(&self, hit: &Hit<'_>, out: &mut String) {
///         out.push_str(&format!("<{}>", hit.value().chars().count()));
///     }
/// }
///
/// let scrubber = Scrubber::builder().masker(Count).build()?;
/// assert_eq!(scrubber.scrub("skriv til kari@example.no").as_str(), "skriv til <15>");
/// # Ok::<(), sladd::BuildError>(())
/// ```
pub struct Hit<'a> {
    value: &'a str,
    finding: Finding,
}

impl<'a> Hit<'a> {
    pub(crate) const fn new(value: &'a str, finding: Finding) -> Hit<'a> {
        Hit { value, finding }
    }

    /// The text to be replaced. Whoever calls this holds personal data.
    #[must_use]
    pub const fn value(&self) -> &'a str {
        self.value
    }

    /// What kind it is.
    #[must_use]
    pub const fn label(&self) -> Label {
        self.finding.label
    }

    /// How sure the detector was.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.finding.confidence
    }

    /// The finding itself.
    #[must_use]
    pub const fn finding(&self) -> &Finding {
        &self.finding
    }
}

impl fmt::Debug for Hit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hit").field("finding", &self.finding).field("bytes", &self.value.len()).finish()
    }
}

/// Writes what stands in place of a finding.
///
/// Implemented for `&'static str` (always that text), for `Box` and `Arc` of a masker, and, through [`by`], for
/// closures.
pub trait Masker: Send + Sync {
    /// Appends the replacement to `out`. Equal hits must give equal replacements.
    ///
    /// `out` is empty when the call begins; what stands there afterwards is the replacement, all of it.
    fn mask(&self, hit: &Hit<'_>, out: &mut String);

    /// The same masker, but `other` for findings of this label.
    ///
    /// ```
    /// use sladd::{Label, Masker, Placeholders, Scrubber, KeepLast};
    ///
    /// let masker = Placeholders::norwegian().with(Label::Phone, KeepLast::new(2)).with(Label::Email, "<e-post>");
    /// let scrubber = Scrubber::builder().masker(masker).build()?;
    /// assert_eq!(scrubber.scrub("412 00 000, kari@example.no").as_str(), "███ ██ █00, <e-post>");
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    fn with<M: Masker>(self, label: Label, other: M) -> With<Self, M>
    where
        Self: Sized,
    {
        With { otherwise: self, label, chosen: other }
    }
}

/// One masker for one label and another for the rest; made by [`Masker::with`].
#[derive(Clone, Copy, Debug)]
pub struct With<A, B> {
    otherwise: A,
    label: Label,
    chosen: B,
}

impl<A: Masker, B: Masker> Masker for With<A, B> {
    fn mask(&self, hit: &Hit<'_>, out: &mut String) {
        if hit.label() == self.label { self.chosen.mask(hit, out) } else { self.otherwise.mask(hit, out) }
    }
}

impl Masker for &'static str {
    fn mask(&self, _hit: &Hit<'_>, out: &mut String) {
        out.push_str(self);
    }
}

impl<M: Masker + ?Sized> Masker for Box<M> {
    fn mask(&self, hit: &Hit<'_>, out: &mut String) {
        (**self).mask(hit, out);
    }
}

impl<M: Masker + ?Sized> Masker for Arc<M> {
    fn mask(&self, hit: &Hit<'_>, out: &mut String) {
        (**self).mask(hit, out);
    }
}

/// A closure as a masker; made by [`by`].
#[derive(Clone, Copy)]
pub struct By<F>(F);

/// Makes a masker of a closure.
///
/// ```
/// use sladd::{Scrubber, maskers};
///
/// let masker = maskers::by(|hit, out| out.push_str(hit.label().as_str()));
/// let scrubber = Scrubber::builder().masker(masker).build()?;
/// assert_eq!(scrubber.scrub("kari@example.no").as_str(), "email");
/// # Ok::<(), sladd::BuildError>(())
/// ```
pub const fn by<F: Fn(&Hit<'_>, &mut String) + Send + Sync>(write: F) -> By<F> {
    By(write)
}

impl<F: Fn(&Hit<'_>, &mut String) + Send + Sync> Masker for By<F> {
    fn mask(&self, hit: &Hit<'_>, out: &mut String) {
        (self.0)(hit, out);
    }
}

impl<F> fmt::Debug for By<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("By(closure)")
    }
}
