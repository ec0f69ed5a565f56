//! The stored form of a conversation: masked as it goes in, amended as it goes on, gone when it is due.
//!
//! A [`Transcript`] is what a chat service keeps of one chat. It masks each message in its conversation, writes the
//! masked text to a [`Store`] of the host's own, applies amendments there, and knows when what is stored has to go. It
//! has no clock and no storage inside: the time is passed in, the store is a trait.

mod store;

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::time::{Duration, SystemTime};

use zeroize::{Zeroize, Zeroizing};

use crate::conversation::{Amendment, Conversation, Role};
use crate::finding::Finding;
use crate::scrubber::Scrubber;
pub use store::{MemoryStore, Store, Stored};

/// How long a conversation is kept when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention(Duration);

impl Retention {
    const DAY: u64 = 24 * 60 * 60;

    /// So many days.
    #[must_use]
    pub const fn days(days: u32) -> Retention {
        Retention(Duration::from_secs(days as u64 * Retention::DAY))
    }

    /// So many months of thirty days: never longer than the calendar's.
    #[must_use]
    pub const fn months(months: u32) -> Retention {
        Retention::days(months.saturating_mul(30))
    }

    /// Not at all: everything goes when the chat ends.
    #[must_use]
    pub const fn until_end() -> Retention {
        Retention(Duration::ZERO)
    }

    /// Any other time.
    #[must_use]
    pub const fn of(time: Duration) -> Retention {
        Retention(time)
    }
}

/// What has to be done with a transcript at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Due {
    /// The text in memory has to be masked and stored.
    pub mask: bool,
    /// What is stored has to be deleted.
    pub delete: bool,
}

impl Due {
    /// Whether nothing has to be done.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        !self.mask && !self.delete
    }
}

/// A message as the user may have it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Downloaded {
    /// Who wrote it.
    pub role: Role,
    /// When.
    pub said: SystemTime,
    /// The text: in clear for the user's own words while the chat lives, else masked.
    pub text: String,
}

impl fmt::Debug for Downloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Downloaded").field("role", &self.role).field("bytes", &self.text.len()).finish_non_exhaustive()
    }
}

/// What became of a message: see [`Transcript::take_in`].
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Said {
    /// Its number in the chat, from zero.
    pub number: u64,
    /// What the other side may read, as [`Transcript::say`] returns it.
    pub text: String,
    /// What was found in it, with offsets in the text as it was given: for a host that counts. Nothing where masking
    /// comes later.
    pub findings: Vec<Finding>,
    /// The numbers of earlier messages that were changed in the store, the first message first: for a host whose pages
    /// show them.
    pub amended: Vec<u64>,
}

impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Said")
            .field("number", &self.number)
            .field("bytes", &self.text.len())
            .field("findings", &self.findings)
            .field("amended", &self.amended)
            .finish()
    }
}

impl AsRef<[Finding]> for Said {
    fn as_ref(&self) -> &[Finding] {
        &self.findings
    }
}

/// A message in memory, in clear.
struct Clear {
    number: u64,
    role: Role,
    said: SystemTime,
    text: Zeroizing<String>,
    /// The masked text and what was found, when it has been masked.
    masked: Option<(Zeroizing<String>, Vec<Finding>)>,
}

/// What was written to the store: the last message masked, what was found in it, the numbers of amended ones.
struct Written {
    text: Zeroizing<String>,
    findings: Vec<Finding>,
    amended: Vec<u64>,
}

/// One chat as a service keeps it.
///
/// ```
/// # #[cfg(all(feature = "names", feature = "health"))] {
/// use std::time::{Duration, SystemTime};
/// use sladd::{MemoryStore, Retention, Role, Scrubber, Transcript};
///
/// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
/// let mut chat = Transcript::new(Scrubber::norwegian(), MemoryStore::new(), Retention::days(30));
/// chat.say(Role::Bot, "Hva er telefonnummeret ditt?", now)?;
/// chat.say(Role::User, "412 00", now)?;
/// chat.say(Role::User, "000, jeg heter Kari", now)?;
/// assert_eq!(chat.store().texts(), ["Hva er telefonnummeret ditt?", "[TELEFON]", "[TELEFON], jeg heter [NAVN]"]);
/// assert_eq!(chat.download()?[1].text, "412 00");
///
/// chat.end(now);
/// assert_eq!(chat.download()?[1].text, "[TELEFON]");
/// assert!(chat.due(now + Duration::from_secs(31 * 24 * 60 * 60)).delete);
/// # }
/// # Ok::<(), std::convert::Infallible>(())
/// ```
///
/// # Retention
///
/// What data controllers promise ([`Retention`]): 30 days, three months, fifteen days, at once when the chat ends. The
/// time runs from the end of the chat, or from its last message as long as nobody has ended it, so that an abandoned
/// chat goes as well. [`Transcript::due`] says what has to be done; [`Transcript::keep_up`] does it.
///
/// # Masking later
///
/// Some services let the adviser read what was written and mask the log a while after the chat has ended.
/// [`Transcript::masking_within`] does that: until then the text is held in memory only and nothing is stored; at the
/// deadline it is masked and stored. Dropping the value, or more text than [`Transcript::MOST_CLEAR_BYTES`], does the
/// same at once. A process that dies takes the text with it.
///
/// # The user's own words
///
/// [`Transcript::download`] gives the user's own messages in clear while the chat lives, and masked when it has ended;
/// those of the other side are masked in both. [`Transcript::delete`] removes everything.
pub struct Transcript<S: Store> {
    scrubber: Scrubber,
    store: S,
    conversation: Conversation,
    retention: Retention,
    /// How long after the end the text may stand in memory unmasked; none when it is masked as it comes.
    within: Option<Duration>,
    clear: Vec<Clear>,
    clear_bytes: usize,
    /// What is still to be applied to the store.
    amendments: VecDeque<Amendment>,
    /// How many messages have been said.
    messages: u64,
    /// Messages of this number and above are in memory only.
    unstored: u64,
    last: Option<SystemTime>,
    ended: bool,
    deleted: bool,
}

impl<S: Store> Transcript<S> {
    /// The most bytes of text that are held in clear. Beyond that a deferred transcript is masked at once, and the
    /// user's oldest words can be had masked only.
    pub const MOST_CLEAR_BYTES: usize = 1 << 20;

    /// A chat in which nothing has been said.
    #[must_use]
    pub fn new(scrubber: Scrubber, store: S, retention: Retention) -> Transcript<S> {
        Transcript {
            scrubber,
            store,
            conversation: Conversation::new(),
            retention,
            within: None,
            clear: Vec::new(),
            clear_bytes: 0,
            amendments: VecDeque::new(),
            messages: 0,
            unstored: 0,
            last: None,
            ended: false,
            deleted: false,
        }
    }

    /// Holds the text in memory and masks it this long after the chat has ended, or after its last message, instead of
    /// at once. What has been said before stays as it was stored.
    #[must_use]
    pub fn masking_within(mut self, time: Duration) -> Transcript<S> {
        self.within = Some(time);
        self
    }

    /// Starts from a conversation that knows something: the names of the user and of staff.
    #[must_use]
    pub fn knowing(mut self, conversation: Conversation) -> Transcript<S> {
        self.conversation = conversation;
        self
    }

    /// The conversation, to say what the bot asks for.
    pub fn conversation(&mut self) -> &mut Conversation {
        &mut self.conversation
    }

    /// The store.
    #[must_use]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Whether the chat has ended.
    #[must_use]
    pub const fn has_ended(&self) -> bool {
        self.ended
    }

    /// Takes in a message. Returns what the other side may read: the masked text, or, where masking comes later, the
    /// text as it was written.
    ///
    /// A chat that had ended goes on; one that was deleted takes nothing and returns nothing.
    ///
    /// # Errors
    /// Those of the store. The message is then in memory, and is written with the next one or by
    /// [`Transcript::keep_up`].
    pub fn say(&mut self, role: Role, text: &str, now: SystemTime) -> Result<String, S::Error> {
        self.take_in(role, text, now).map(|said| said.text)
    }

    /// The same, and says what was found and which earlier messages were amended: for a host that counts, or whose
    /// pages show what changed.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// # use std::time::SystemTime;
    /// # use sladd::{Label, MemoryStore, Retention, Role, Scrubber, Transcript};
    /// # let now = SystemTime::UNIX_EPOCH;
    /// let mut chat = Transcript::new(Scrubber::norwegian(), MemoryStore::new(), Retention::days(30));
    /// chat.take_in(Role::User, "Fødselsnummeret er 110379", now)?;
    /// let said = chat.take_in(Role::User, "66640", now)?;
    /// assert_eq!(said.findings[0].label(), Label::Fodselsnummer);
    /// assert_eq!(said.amended, [0]);
    /// # }
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    ///
    /// # Errors
    /// As [`Transcript::say`].
    pub fn take_in(&mut self, role: Role, text: &str, now: SystemTime) -> Result<Said, S::Error> {
        let number = self.messages;
        if self.deleted {
            return Ok(Said { number, text: String::new(), findings: Vec::new(), amended: Vec::new() });
        }
        self.ended = false;
        self.last = Some(self.last.map_or(now, |last| last.max(now)));
        self.messages += 1;
        self.clear_bytes += text.len();
        self.clear.push(Clear { number, role, said: now, text: Zeroizing::new(text.to_owned()), masked: None });
        if self.within.is_some() && self.clear_bytes <= Self::MOST_CLEAR_BYTES {
            return Ok(Said { number, text: text.to_owned(), findings: Vec::new(), amended: Vec::new() });
        }
        let Written { mut text, findings, amended } = self.write()?;
        self.bound();
        Ok(Said { number, text: std::mem::take(&mut *text), findings, amended })
    }

    /// Ends the chat. The user's own words are from now on to be had masked only; where masking was deferred, its time
    /// begins to run. Does what is due at once by itself only when the retention is none: see [`Transcript::keep_up`].
    pub fn end(&mut self, now: SystemTime) {
        self.ended = true;
        self.last = Some(self.last.map_or(now, |last| last.max(now)));
        if self.within.is_none() && self.unstored == self.messages {
            self.drop_clear();
        }
    }

    /// What has to be done at this moment.
    #[must_use]
    pub fn due(&self, now: SystemTime) -> Due {
        let passed = |time: Duration| self.last.is_some_and(|last| deadline(last, time) <= now);
        let unstored = self.unstored < self.messages;
        let over = if self.retention.0.is_zero() { self.ended } else { passed(self.retention.0) };
        Due {
            mask: unstored && !self.deleted && (self.within.is_none_or(passed) || over),
            delete: over && self.messages > 0 && !self.deleted,
        }
    }

    /// When something has to be done next, if nothing more is said: for a host's timer.
    #[must_use]
    pub fn deadline(&self) -> Option<SystemTime> {
        let last = self.last.filter(|_| !self.deleted)?;
        let delete =
            if self.retention.0.is_zero() && !self.ended { None } else { Some(deadline(last, self.retention.0)) };
        let mask = self.within.filter(|_| self.unstored < self.messages).map(|within| deadline(last, within));
        match (mask, delete) {
            (Some(mask), Some(delete)) => Some(mask.min(delete)),
            (mask, delete) => mask.or(delete),
        }
    }

    /// Does what is due: masks and stores, or deletes. Returns what was done.
    ///
    /// # Errors
    /// Those of the store; what was not done is still due.
    pub fn keep_up(&mut self, now: SystemTime) -> Result<Due, S::Error> {
        let due = self.due(now);
        if due.delete {
            self.delete()?;
        } else if due.mask {
            self.write()?;
            if self.ended || self.within.is_some() {
                self.drop_clear();
            }
        }
        Ok(due)
    }

    /// Masks what is in memory at once, and stores it.
    ///
    /// # Errors
    /// Those of the store.
    pub fn mask_now(&mut self) -> Result<(), S::Error> {
        self.write().map(drop)
    }

    /// Applies an amendment that was made elsewhere (a host that masks its messages itself) to what is stored.
    ///
    /// # Errors
    /// Those of the store.
    pub fn apply(&mut self, amendment: &Amendment) -> Result<(), S::Error> {
        apply(&mut self.store, amendment).map(drop)
    }

    /// The conversation for its user: own words in clear while the chat lives, everything else masked.
    ///
    /// # Errors
    /// Those of the store.
    pub fn download(&mut self) -> Result<Vec<Downloaded>, S::Error> {
        if self.unstored < self.messages && self.ended {
            self.write()?;
        }
        let mut masked = self.store.all()?.into_iter().peekable();
        let mut messages = Vec::new();
        let mut clear = self.clear.iter().peekable();
        for number in 0..self.messages {
            let stored = masked.next_if(|stored| stored.number == number);
            let own = clear
                .next_if(|message| message.number == number)
                .filter(|message| message.role == Role::User && !self.ended);
            match (own, stored) {
                (Some(own), stored) => {
                    if let Some(mut stored) = stored {
                        stored.text.zeroize();
                    }
                    messages.push(Downloaded { role: own.role, said: own.said, text: own.text.to_string() });
                }
                (None, Some(stored)) => {
                    messages.push(Downloaded { role: stored.role, said: stored.said, text: stored.text });
                }
                // The other side's words, held in memory: masked here, each by itself.
                (None, None) => {
                    if let Some(held) = self.clear.iter().find(|message| message.number == number) {
                        let text = self.scrubber.scrub(&held.text).into_text().into_owned();
                        messages.push(Downloaded { role: held.role, said: held.said, text });
                    }
                }
            }
        }
        Ok(messages)
    }

    /// Deletes the conversation: what is stored, what is in memory, what was learned. Nothing more is taken in.
    ///
    /// # Errors
    /// Those of the store. What is in memory is gone all the same.
    pub fn delete(&mut self) -> Result<(), S::Error> {
        self.drop_clear();
        self.conversation.forget();
        self.unstored = self.messages;
        self.store.delete()?;
        self.deleted = true;
        Ok(())
    }

    /// Masks and stores what is only in memory. Returns the last message masked, what was found in it, and which
    /// messages were changed in the store. Goes on where an error of the store stopped it.
    fn write(&mut self) -> Result<Written, S::Error> {
        let unstored = self.unstored;
        let mut last = (Zeroizing::new(String::new()), Vec::new());
        let mut amended = BTreeSet::new();
        for message in self.clear.iter_mut().filter(|message| message.number >= unstored) {
            let masked = match message.masked.take() {
                Some(masked) => masked,
                None => {
                    let turn = self.scrubber.scrub_in(&mut self.conversation, message.role, &message.text);
                    self.amendments.extend(turn.amendments().iter().cloned());
                    let findings = turn.findings().to_vec();
                    (Zeroizing::new(turn.into_scrubbed().into_text().into_owned()), findings)
                }
            };
            let (number, role, said) = (message.number, message.role, message.said);
            message.masked = Some(masked.clone());
            while let Some(amendment) = self.amendments.front() {
                if apply(&mut self.store, amendment)? {
                    amended.insert(amendment.message());
                }
                self.amendments.pop_front();
            }
            self.store.put(Stored { number, role, said, text: masked.0.to_string() })?;
            self.unstored = number + 1;
            last = masked;
        }
        let (text, findings) = last;
        Ok(Written { text, findings, amended: amended.into_iter().collect() })
    }

    /// Drops the oldest words in clear that are stored.
    fn bound(&mut self) {
        let unstored = self.unstored;
        while self.clear_bytes > Self::MOST_CLEAR_BYTES
            && self.clear.first().is_some_and(|first| first.number < unstored)
        {
            let first = self.clear.remove(0);
            self.clear_bytes -= first.text.len();
        }
    }

    fn drop_clear(&mut self) {
        self.clear.clear();
        self.clear_bytes = 0;
    }
}

/// A time that cannot be written down is in the past: what is kept for ever is not kept.
fn deadline(last: SystemTime, time: Duration) -> SystemTime {
    last.checked_add(time).unwrap_or(last)
}

/// Applies an amendment to what is stored. Returns whether it changed anything.
fn apply<S: Store>(store: &mut S, amendment: &Amendment) -> Result<bool, S::Error> {
    let Some(mut message) = store.get(amendment.message())? else { return Ok(false) };
    let changed = amendment.apply(&mut message.text);
    if changed {
        store.put(message)?;
    }
    Ok(changed)
}

impl<S: Store> Drop for Transcript<S> {
    /// What is in memory is masked and stored; an error of the store cannot be told any more, and the text is gone.
    fn drop(&mut self) {
        if !self.deleted && self.unstored < self.messages {
            let _ = self.write();
        }
    }
}

impl<S: Store> fmt::Debug for Transcript<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transcript")
            .field("messages", &self.messages)
            .field("in_memory", &(self.messages - self.unstored))
            .field("ended", &self.ended)
            .field("deleted", &self.deleted)
            .field("conversation", &self.conversation)
            .finish_non_exhaustive()
    }
}
