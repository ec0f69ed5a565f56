//! A word in brackets that says what stood there: `[NAVN]`, `[TELEFON]`, `[NAVN-1]`.

use std::sync::Arc;

use super::template::{Template, bare, is_label};
use super::{Hit, Masker, Replacement, Unmasked};
use crate::error::BuildError;
use crate::finding::{Label, Span};

/// Writes the label's placeholder, Norwegian or English, plain, numbered or in a form of the host's own. The default
/// masker is [`Placeholders::norwegian`].
///
/// A plain or numbered placeholder in brackets is never itself a finding: scrubbing masked text changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placeholders {
    english: bool,
    form: Option<Arc<Template>>,
}

impl Placeholders {
    /// `[NAVN]`, `[FØDSELSNUMMER]`, `[HELSE]` …
    #[must_use]
    pub const fn norwegian() -> Placeholders {
        Placeholders { english: false, form: None }
    }

    /// `[NAME]`, `[NATIONAL-ID]`, `[HEALTH]` …
    #[must_use]
    pub const fn english() -> Placeholders {
        Placeholders { english: true, form: None }
    }

    /// The same with numbers: one for each person, telephone, account … of a message, or of a conversation.
    ///
    /// A part of a name has the number of the whole one. What somebody typed to look like a numbered placeholder gets
    /// other brackets when it stands beside real ones, and always in a conversation.
    ///
    /// ```
    /// use sladd::{Placeholders, Scrubber};
    ///
    /// let scrubber = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build()?;
    /// let scrubbed = scrubber.scrub("Ring 412 00 000, ellers 412 00 001. Altså +47 41200000, ikke [TELEFON-2]");
    /// assert_eq!(scrubbed.as_str(), "Ring [TELEFON-1], ellers [TELEFON-2]. Altså [TELEFON-1], ikke ‹TELEFON-2›");
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    #[must_use]
    pub fn numbered(self) -> Placeholders {
        Placeholders { form: Some(Arc::new(Template::numbered())), ..self }
    }

    /// The same in a form of the host's own, with `{label}` for the word and `{number}`, if wanted, for the number.
    ///
    /// Only the built-in forms are known to later calls as placeholders: scrubbing this one again may find something
    /// in it or beside it.
    ///
    /// # Errors
    /// When the form lacks `{label}`, holds letters or space, or does not have signs before, between and behind its
    /// places, so that one placeholder could be taken for the beginning of another.
    ///
    /// ```
    /// use sladd::{Placeholders, Scrubber};
    ///
    /// let masker = Placeholders::english().with_form("<{label}:{number}>")?;
    /// let scrubber = Scrubber::builder().masker(masker).build()?;
    /// assert_eq!(scrubber.scrub("ring 412 00 000").as_str(), "ring <PHONE:1>");
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    pub fn with_form(self, form: &str) -> Result<Placeholders, BuildError> {
        Ok(Placeholders { form: Some(Arc::new(Template::parse(form)?)), ..self })
    }

    const fn placeholder(&self, label: Label) -> &'static str {
        if self.english { label.placeholder_english() } else { label.placeholder_norwegian() }
    }
}

impl Masker for Placeholders {
    fn mask(&self, hit: &Hit<'_>, out: &mut Replacement) {
        let placeholder = self.placeholder(hit.label());
        match &self.form {
            None => out.push_str(placeholder),
            Some(form) => form.write(bare(placeholder), || hit.number(), |piece| out.push_str(piece)),
        }
    }

    /// Without a key nobody can tell whether a placeholder in a message comes from an earlier call; a message in which
    /// nothing is found keeps them, so that scrubbing twice changes nothing.
    fn imitations(&self, message: &Unmasked<'_>, found: &mut Vec<Span>) {
        if let Some(form) = self.form.as_ref().filter(|_| !message.is_clean()) {
            form.occurrences(message.text(), |word| is_label(word, |label| self.placeholder(label)), found);
        }
    }
}
