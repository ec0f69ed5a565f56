//! A conversation as bytes, for the process that goes on with it: handed over from bot to human adviser, or parked.
//!
//! Encrypted under the host's key rather than kept as keyed hashes: a slip of the pen, a pet form, the second half of a
//! number can be recognised only beside the text itself, and a hash of five digits could be tried out by anybody who has
//! the key anyway. The bytes tell their length and, for the same key and name, whether two states are the same.

use zeroize::Zeroizing;

use super::recent::{Form, Recent};
use super::{Conversation, Role};
use crate::error::BuildError;
use crate::finding::{Confidence, Finding, Label, Span};
use crate::key::Key;
use crate::wiped::Wiped;

/// The version of the form, its first byte.
const VERSION: u8 = 2;
/// What the bytes are sealed for.
const PURPOSE: &str = "conversation";
/// The most of any one list; more is no state of this crate's.
const MOST: u32 = 1 << 16;

impl Conversation {
    /// The conversation, encrypted, with everything it has learned. [`Conversation::open`] takes the same key and name.
    ///
    /// Masked text and amendments go on as if nothing had happened, but for messages in which a host's own label was
    /// found: those are not carried over, so that nothing in them is amended later. Use a name that belongs to this
    /// conversation alone. At most some 500 KiB, usually a few.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// use sladd::{Conversation, Key, Role, Scrubber};
    ///
    /// # let random: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
    /// let key = Key::from_bytes(&random)?;
    /// let scrubber = Scrubber::norwegian();
    /// let mut with_bot = Conversation::new();
    /// let _ = scrubber.scrub_in(&mut with_bot, Role::User, "Hei, eg heiter Gunnhild Myklebust");
    ///
    /// let mut with_adviser = Conversation::open(&key, "samtale 17", &with_bot.seal(&key, "samtale 17"))?;
    /// assert_eq!(scrubber.scrub_in(&mut with_adviser, Role::User, "gunhild igjen").as_str(), "[NAVN] igjen");
    /// assert!(Conversation::open(&key, "samtale 18", &with_bot.seal(&key, "samtale 17")).is_err());
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn seal(&self, key: &Key, name: &str) -> Vec<u8> {
        // All room at once: memory that is given back while it grows would not be overwritten.
        let mut counted = Counted(0);
        self.write(&mut counted);
        let mut plain = Zeroizing::new(Vec::with_capacity(counted.0));
        self.write(&mut *plain);
        key.seal(PURPOSE, name, &plain)
    }

    /// The conversation that [`Conversation::seal`] made bytes of.
    ///
    /// # Errors
    /// When the bytes are of another key or name, or were changed.
    pub fn open(key: &Key, name: &str, sealed: &[u8]) -> Result<Conversation, BuildError> {
        let plain = key.open(PURPOSE, name, sealed).ok_or(BuildError::SealedConversation)?;
        Conversation::read(&mut Reader(&plain)).ok_or(BuildError::SealedConversation)
    }

    fn write(&self, out: &mut impl Sink) {
        out.put(&[VERSION]);
        out.number(self.messages);
        out.number(self.asked.to_bits());
        out.number(self.marked.map_or(u64::MAX, super::Asked::to_bits));
        self.known.write(out);
        out.list(self.learned.iter(), |out, part| out.text(part));
        self.numbers.write(out);
        self.things.write(out);
        self.numbering.borrow().write(out);
        let whole =
            |message: &&Recent| message.findings.iter().all(|finding| !matches!(finding.label, Label::Custom(_)));
        let messages: Vec<&Recent> = self.recent.latest().filter(whole).collect();
        out.list(messages.iter().rev(), |out, message| {
            out.number(message.number);
            out.number(match message.role {
                Role::User => 0,
                Role::Bot => 1,
                Role::Adviser => 2,
            });
            out.text(&message.text);
            out.number(message.handed_out.bytes as u64);
            out.number(message.handed_out.hash);
            out.list(message.findings.iter(), |out, finding| {
                out.number(finding.span.start as u64);
                out.number(finding.span.end as u64);
                out.text(finding.label.as_str());
                out.number(finding.confidence as u64);
            });
        });
    }

    fn read(from: &mut Reader<'_>) -> Option<Conversation> {
        if from.take(1)? != [VERSION] {
            return None;
        }
        let mut conversation = Conversation { messages: from.number()?, ..Conversation::default() };
        conversation.asked = super::Asked::from_bits(from.number()?);
        conversation.marked = Some(from.number()?).filter(|bits| *bits != u64::MAX).map(super::Asked::from_bits);
        conversation.known.read(from)?;
        conversation.learned = from.list(|from| Some(Wiped::from(from.text()?)))?.into();
        conversation.numbers.read(from)?;
        conversation.things.read(from)?;
        conversation.numbering.borrow_mut().read(from)?;
        let recent = from.list(|from| {
            let number = from.number()?;
            let role = match from.number()? {
                0 => Role::User,
                1 => Role::Bot,
                2 => Role::Adviser,
                _ => return None,
            };
            let text = Zeroizing::new(from.text()?.to_owned());
            let handed_out = Form { bytes: usize::try_from(from.number()?).ok()?, hash: from.number()? };
            let findings = from.list(|from| {
                let span = Span::new(usize::try_from(from.number()?).ok()?, usize::try_from(from.number()?).ok()?);
                let label = Label::from_name(from.text()?)?;
                let confidence = match from.number()? {
                    0 => Confidence::Possible,
                    1 => Confidence::Likely,
                    2 => Confidence::Certain,
                    _ => return None,
                };
                Some(Finding { span, label, confidence, variant: None, detector: super::answer::DETECTOR })
            })?;
            Some(Recent { number, role, text, findings, handed_out })
        })?;
        recent.into_iter().for_each(|message| conversation.recent.push(message));
        from.0.is_empty().then_some(conversation)
    }
}

/// Where a state is written.
pub(crate) trait Sink: Sized {
    fn put(&mut self, bytes: &[u8]);

    fn number(&mut self, number: u64) {
        self.put(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.put(text.as_bytes());
    }

    fn list<T>(&mut self, items: impl ExactSizeIterator<Item = T>, each: impl Fn(&mut Self, T)) {
        self.number(items.len() as u64);
        items.for_each(|item| each(self, item));
    }
}

impl Sink for Vec<u8> {
    fn put(&mut self, bytes: &[u8]) {
        self.extend_from_slice(bytes);
    }
}

/// Counts what would be written.
struct Counted(usize);

impl Sink for Counted {
    fn put(&mut self, bytes: &[u8]) {
        self.0 += bytes.len();
    }
}

/// Where a state is read from. Nothing is believed: a length that does not fit ends it.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(crate) fn number(&mut self) -> Option<u64> {
        self.take(8)?.try_into().ok().map(u64::from_le_bytes)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let length = usize::try_from(self.number()?).ok()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    pub(crate) fn list<T>(&mut self, mut each: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number().filter(|count| *count <= u64::from(MOST))?;
        (0..count).map(|_| each(self)).collect()
    }
}
