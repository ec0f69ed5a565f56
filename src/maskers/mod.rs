//! Maskers write the replacement of a finding; combinators choose between them.
//!
//! A masker is a pure function of the [`Hit`] it is given. It appends to the output and cannot touch what stands
//! there already.
//!
//! | masker | writes | of a value it shows | scrubbing twice changes nothing |
//! | --- | --- | --- | --- |
//! | [`Placeholders`] | `[NAVN]`, `[NAVN-1]` | its kind, and which are the same in a message | yes |
//! | [`FixedChar`], [`Remove`] | `█████`, nothing | its length, if asked for | yes |
//! | [`KeepLast`], [`Partial`] | `███ ██ █67`, `k***@example.no` | a part | no |
//! | [`Generalise`] | `[FØDT 1974]`, `[ADRESSE 01]` | a year, an age band, a region | yes |
//! | `Pseudonyms` (feature `keyed`) | `[NAVN-ktzwbnhcvxmsdgfrpl]` | which are the same in a project | yes |
//! | `Surrogates` (feature `keyed`) | `Tone Myrland` | its shape | no |
//!
//! What is to be put back later goes through a `Vault` (feature `keyed`).

mod choice;
mod date;
mod figures;
mod fixed;
mod generalise;
mod keep_last;
mod partial;
mod placeholder;
#[cfg(feature = "keyed")]
mod pseudonym;
mod remove;
#[cfg(feature = "keyed")]
mod surrogate;
mod template;

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, LazyLock};

use crate::canonical::{Value, canonical};
use crate::dictionary::Lexicon;
use crate::finding::{Confidence, Finding, Label, Span};
use crate::numbering::Numbering;
pub use choice::{AtLeast, Or, With};
pub use fixed::FixedChar;
pub use generalise::Generalise;
pub(crate) use generalise::is_general;
pub use keep_last::KeepLast;
pub use partial::Partial;
pub use placeholder::Placeholders;
#[cfg(feature = "keyed")]
pub use pseudonym::Pseudonyms;
#[cfg(feature = "keyed")]
pub(crate) use pseudonym::letters;
pub use remove::Remove;
#[cfg(feature = "keyed")]
pub use surrogate::Surrogates;
pub(crate) use template::{bare, write_distinct};

/// The letters of codes in placeholders: no vowels, so that no code is a name, and no figures.
pub(crate) const CODE: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
/// The letters of a pseudonym, those among them that prove it included.
pub(crate) const PSEUDONYM: usize = 18;
/// The letters that prove a placeholder of a vault.
pub(crate) const SEAL: usize = 8;
/// What a vault writes for text that looks like a placeholder of one: Norwegian and English.
pub(crate) const FORGED: [&str; 2] = ["TEKST", "TEXT"];

/// The words of the placeholders of every label, Norwegian and English, without brackets.
pub(crate) fn placeholder_words() -> impl Iterator<Item = &'static str> {
    let labels = || Label::BUILT_IN.iter().copied().chain([Label::Custom("")]);
    labels().map(Label::placeholder_norwegian).chain(labels().map(Label::placeholder_english)).map(bare)
}

/// Whether it is the word of the placeholder of a label.
pub(crate) fn is_placeholder_word(word: &str) -> bool {
    /// Few have the same length, and only those are compared.
    static BY_LENGTH: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let mut words: Vec<&str> = placeholder_words().collect();
        words.sort_unstable_by_key(|word| word.len());
        words
    });
    let first = BY_LENGTH.partition_point(|known| known.len() < word.len());
    BY_LENGTH.iter().skip(first).take_while(|known| known.len() == word.len()).any(|known| *known == word)
}

/// What the findings of one message, or of one conversation, share.
pub(crate) struct Scope<'s> {
    pub(crate) lexicon: &'s Lexicon,
    pub(crate) numbering: &'s RefCell<Numbering>,
    /// Whether imitations are made distinct in a message in which nothing is found, too.
    pub(crate) always_distinct: bool,
}

/// What a masker sees: one finding and the text it covers.
///
/// ```
/// use sladd::{Hit, Label, Masker, Replacement, Scrubber};
///
/// /// Writes the number of characters.
/// struct Count;
///
/// impl Masker for Count {
///     fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
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
    scope: &'a Scope<'a>,
}

impl<'a> Hit<'a> {
    pub(crate) const fn new(value: &'a str, finding: Finding, scope: &'a Scope<'a>) -> Hit<'a> {
        Hit { value, finding, scope }
    }

    /// The text to be replaced. Whoever calls this holds personal data.
    #[must_use]
    pub const fn value(&self) -> &'a str {
        self.value
    }

    /// The value in the one spelling that all its writings share: the digits of a number, a telephone in E.164, an
    /// e-mail address in lower case and with signs for words, a name folded with the given names first. Personal data
    /// like the value itself. Cost: one pass over the value.
    #[must_use]
    pub fn canonical(&self) -> String {
        std::mem::take(&mut *self.known())
    }

    /// The same, overwritten when it is dropped.
    pub(crate) fn known(&self) -> Value {
        canonical(self.finding.label, self.value, self.scope.lexicon)
    }

    /// The number of this value among those of its label, from 1: the same for the same value, and for a part of a
    /// name that stood before, throughout the message or the conversation.
    #[must_use]
    pub fn number(&self) -> u32 {
        let canonical = self.known();
        // Nothing below borrows again, so the numbers are never in use here.
        self.scope.numbering.try_borrow_mut().map_or(0, |mut numbers| numbers.number(self.finding.label, &canonical))
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

/// What a masker writes into. It begins empty; what is in it when the masker is done is the replacement, all of it.
///
/// Left empty it means "no answer": the next masker of a combination is asked, and at the end stands the plain
/// placeholder. The text that was found is never what is written: a replacement equal to it counts as no answer.
#[derive(Default)]
pub struct Replacement {
    text: String,
    removes: bool,
}

impl Replacement {
    /// Appends text.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Appends a character.
    pub fn push(&mut self, c: char) {
        self.text.push(c);
    }

    /// Puts nothing in place of the text, and closes the space around it.
    pub fn remove(&mut self) {
        self.text.clear();
        self.removes = true;
    }

    /// Takes back what was written: this masker has no answer, or failed on the way to one.
    pub fn decline(&mut self) {
        self.text.clear();
        self.removes = false;
    }

    /// What has been written so far.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is an answer: something was written, or removal was asked for.
    #[must_use]
    pub fn is_answered(&self) -> bool {
        self.removes || !self.text.is_empty()
    }

    /// Whether the space around is to be closed over nothing.
    pub(crate) fn removes(&self) -> bool {
        self.removes && self.text.is_empty()
    }
}

impl fmt::Write for Replacement {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
}

impl Extend<char> for Replacement {
    fn extend<I: IntoIterator<Item = char>>(&mut self, characters: I) {
        self.text.extend(characters);
    }
}

impl fmt::Debug for Replacement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replacement").field("bytes", &self.text.len()).field("removes", &self.removes).finish()
    }
}

/// Text that stays, as a masker sees it that looks for imitations of what it writes itself.
#[derive(Clone, Copy)]
pub struct Unmasked<'a> {
    text: &'a str,
    clean: bool,
}

impl<'a> Unmasked<'a> {
    pub(crate) const fn new(text: &'a str, clean: bool) -> Unmasked<'a> {
        Unmasked { text, clean }
    }

    /// The whole message. Whoever calls this may hold personal data.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// Whether nothing was found in the message.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.clean
    }
}

impl fmt::Debug for Unmasked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unmasked").field("bytes", &self.text.len()).field("clean", &self.clean).finish()
    }
}

/// Writes what stands in place of a finding.
///
/// Implemented for `&'static str` (always that text), for `Box`, `Arc` and `Option` of a masker, and, through [`by`],
/// for closures. A masker must not panic: a panic in `mask` unwinds through the call that scrubs.
pub trait Masker: Send + Sync {
    /// Writes the replacement. Equal hits must give equal replacements.
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement);

    /// Adds the stretches of a message that somebody wrote to look like what this masker writes, so that they can be
    /// made distinct (`[NAVN-1]` becomes `‹NAVN-1›`). Those that overlap a finding are masked with it. By default there
    /// are none.
    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        let _ = (message, found);
    }

    /// The same masker, but `other` for findings of this label; where that one has no answer, this one's stands.
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
        With::new(self, label, other)
    }

    /// The same masker, but `other` for findings that are at least this sure; where that one has no answer, this
    /// one's stands.
    ///
    /// ```
    /// use sladd::{Confidence, Masker, Placeholders, Scrubber};
    ///
    /// let masker = Placeholders::norwegian().numbered().at_least(Confidence::Certain, Placeholders::norwegian());
    /// let scrubber = Scrubber::builder().masker(masker).build()?;
    /// assert_eq!(scrubber.scrub("nummer 22000019, epost kari@example.no").as_str(), "nummer [TELEFON-1], epost [E-POST]");
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    fn at_least<M: Masker>(self, confidence: Confidence, other: M) -> AtLeast<Self, M>
    where
        Self: Sized,
    {
        AtLeast::new(self, confidence, other)
    }

    /// This masker, and where it has no answer, `other`.
    ///
    /// ```
    /// use sladd::{Label, Masker, Placeholders, Scrubber, maskers};
    ///
    /// let names = maskers::by(|hit, out| if hit.label() == Label::Name { out.push_str("NN") });
    /// let scrubber = Scrubber::builder().masker(names.or(Placeholders::english())).build()?;
    /// assert_eq!(scrubber.scrub("412 00 000").as_str(), "[PHONE]");
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    fn or<M: Masker>(self, other: M) -> Or<Self, M>
    where
        Self: Sized,
    {
        Or::new(self, other)
    }
}

impl Masker for &'static str {
    fn mask(&self, _hit: &Hit<'_>, out: &mut Replacement) {
        out.push_str(self);
    }
}

/// A pointer to a masker is one.
macro_rules! forward {
    ($($pointer:ident),*) => {$(
        impl<M: Masker + ?Sized> Masker for $pointer<M> {
            fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
                (**self).mask(hit, out);
            }
            fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
                (**self).imitations(message, found);
            }
        }
    )*};
}

forward!(Box, Arc);

/// No masker has no answer.
impl<M: Masker> Masker for Option<M> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        if let Some(masker) = self {
            masker.mask(hit, out);
        }
    }

    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        if let Some(masker) = self {
            masker.imitations(message, found);
        }
    }
}

/// A closure as a masker; made by [`by`].
#[derive(Clone, Copy)]
#[must_use = "a masker does nothing until a scrubber has it"]
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
pub const fn by<F: Fn(&Hit<'_>, &mut Replacement) + Send + Sync>(write: F) -> By<F> {
    By(write)
}

impl<F: Fn(&Hit<'_>, &mut Replacement) + Send + Sync> Masker for By<F> {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        (self.0)(hit, out);
    }
}

impl<F> fmt::Debug for By<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("By(closure)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_labels_are_those_of_placeholders_and_no_others() {
        assert!(placeholder_words().all(is_placeholder_word));
        for word in ["NAVN", "NAME", "FØDSELSNUMMER", "PHONE"] {
            assert!(is_placeholder_word(word), "{word}");
        }
        for word in ["", "KARI", "navn", "NAVN-1", "NAVNET", "[NAVN]"] {
            assert!(!is_placeholder_word(word), "{word}");
        }
    }
}
