//! The stored form of a conversation: masked as it goes in, amended as it goes on, gone when it is due.
//!
//! A [`Transcript`] is what a chat service keeps of one chat. It masks each message in its conversation, writes the
//! masked text to a [`Store`] of the host's own, applies amendments there, and knows when what is stored has to go. It
//! has no clock and no storage inside: the time is passed in, the store is a trait.

mod clear;
mod retention;
mod store;
mod told;

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::time::{Duration, SystemTime};

use zeroize::Zeroize;

use crate::conversation::{Amendment, Conversation, Role};
use crate::finding::Label;
use crate::scrubber::Scrubber;
use clear::{Clear, Held, Masked};
use retention::When;
pub use retention::{Due, Retention};
pub use store::{MemoryStore, Store, Stored};
pub use told::{Downloaded, Said};

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
/// # Numbers
///
/// A message has the number that its conversation gives it, in the store too, so that amendments reach it. A transcript
/// that goes on with a conversation ([`Transcript::knowing`]) goes on with its numbers.
///
/// # When the store fails
///
/// What could not be stored is in memory, is due at once, and is written with the next message or by
/// [`Transcript::keep_up`], in order and each message once. An amendment that the store had written before it failed is
/// known again and left. When [`Transcript::MOST_CLEAR_BYTES`] wait already, another message is refused: see
/// [`Transcript::say`].
///
/// # The user's own words
///
/// [`Transcript::download`] gives the user's own messages in clear while the chat lives, and masked when it has ended;
/// those of the other side are masked in both. [`Transcript::delete`] removes everything.
pub struct Transcript<S: Store> {
    scrubber: Scrubber,
    store: S,
    /// Has counted the messages that are masked: the next one to be masked has its number.
    conversation: Conversation,
    retention: Retention,
    /// How long after the end the text may stand in memory unmasked; none when it is masked as it comes.
    within: Option<Duration>,
    clear: Held,
    /// What the user is asked for, until there is a message that it can be kept with.
    asks: Option<Box<[Label]>>,
    /// What is still to be applied to the store.
    amendments: VecDeque<Amendment>,
    /// What was changed in the store, and what did not fit there, since the host was told.
    amended: BTreeSet<u64>,
    unapplied: Vec<Amendment>,
    /// The number of the first message, and of the next one.
    first: u64,
    messages: u64,
    /// Messages of this number and above are in memory only.
    unstored: u64,
    /// The store stopped what was begun: the rest is due at once.
    behind: bool,
    last: Option<SystemTime>,
    ended: bool,
    /// All of it is to be deleted; nothing is taken in or stored any more.
    deleting: bool,
    deleted: bool,
}

impl<S: Store> Transcript<S> {
    /// The most bytes that are held in clear, what a message takes besides its text counted in. Beyond that a deferred
    /// transcript is masked at once, and the user's oldest words can be had masked only.
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
            clear: Held::default(),
            asks: None,
            amendments: VecDeque::new(),
            amended: BTreeSet::new(),
            unapplied: Vec::new(),
            first: 0,
            messages: 0,
            unstored: 0,
            behind: false,
            last: None,
            ended: false,
            deleting: false,
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

    /// Starts from a conversation that knows something: the names of the user and of staff, or what was said to the bot
    /// before an adviser took over.
    ///
    /// The numbers of its messages go on here, so that the first message of a conversation of five has number 5. When the
    /// store is the one that those five stand in, they are amended there like any other. When they are kept elsewhere,
    /// [`Said::unapplied`] has what is to be masked in them. The retention runs from what is said or ended here: where
    /// perhaps nothing more will be said, [`Transcript::end`] starts it, and the next message goes on all the same.
    ///
    /// Given to a transcript in which something was said already, a conversation lends what it has learned only, and
    /// nothing that was said before is amended any more.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// # use std::time::SystemTime;
    /// # use sladd::{MemoryStore, Retention, Role, Scrubber, Transcript};
    /// # let now = SystemTime::UNIX_EPOCH;
    /// # let scrubber = Scrubber::norwegian();
    /// let mut with_bot = Transcript::new(scrubber.clone(), MemoryStore::new(), Retention::days(30));
    /// with_bot.say(Role::User, "Fødselsnummeret er 110379", now)?;
    ///
    /// // The same store, in another process perhaps, and the conversation sealed and opened.
    /// let (store, conversation) = (with_bot.store().clone(), with_bot.conversation().clone());
    /// let mut with_adviser = Transcript::new(scrubber, store, Retention::days(30)).knowing(conversation);
    /// assert_eq!(with_adviser.take_in(Role::User, "66640", now)?.number, 1);
    /// assert_eq!(with_adviser.store().texts(), ["Fødselsnummeret er [FØDSELSNUMMER]", "[FØDSELSNUMMER]"]);
    /// # }
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    #[must_use]
    pub fn knowing(mut self, mut conversation: Conversation) -> Transcript<S> {
        if self.messages == self.first {
            self.first = conversation.messages();
            self.messages = self.first;
            self.unstored = self.first;
        } else {
            conversation.count_from(self.conversation.messages());
        }
        conversation.keep_mark(&self.conversation);
        self.conversation = conversation;
        self
    }

    /// Says that the next message of the user answers a question for these, whatever the question says, as
    /// [`Conversation::asks`] does: for a bot that asks in buttons or pictures. An empty list says that nothing is asked
    /// for. It is kept with that message where masking comes later.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// # use std::time::SystemTime;
    /// # use sladd::{Label, MemoryStore, Retention, Role, Scrubber, Transcript};
    /// # let now = SystemTime::UNIX_EPOCH;
    /// let mut chat = Transcript::new(Scrubber::norwegian(), MemoryStore::new(), Retention::days(30));
    /// assert_eq!(chat.asks(&[Label::Phone]).say(Role::User, "400 65", now)?, "[TELEFON]");
    /// # }
    /// # Ok::<(), std::convert::Infallible>(())
    /// ```
    pub fn asks(&mut self, labels: &[Label]) -> &mut Transcript<S> {
        self.asks = Some(labels.into());
        self.hand_on_asks();
        self
    }

    /// The conversation as it stands after the last message that was masked: to seal it for the process that goes on with
    /// the chat. Where masking comes later, or the store has failed, [`Transcript::mask_now`] comes first: what is in
    /// memory only is in no conversation.
    #[must_use]
    pub const fn conversation(&self) -> &Conversation {
        &self.conversation
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
    /// A chat that had ended goes on; one that was deleted, or is to be, takes nothing and returns nothing.
    ///
    /// # Errors
    /// Those of the store. The message is then in memory, and is written with the next one or by
    /// [`Transcript::keep_up`]; a transcript that was full before ([`Transcript::is_full`]) has refused it.
    pub fn say(&mut self, role: Role, text: &str, now: SystemTime) -> Result<String, S::Error> {
        let said = self.take_in(role, text, now)?;
        self.unapplied = said.unapplied;
        Ok(said.text)
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
        if self.deleting {
            return Ok(Said::nothing(number, String::new()));
        }
        if self.is_full() {
            self.write()?;
        }
        self.ended = false;
        self.last = Some(self.last.map_or(now, |last| last.max(now)));
        self.messages += 1;
        let asks = self.asks.take();
        self.clear.push(Clear { number, role, said: now, text: text.to_owned().into(), asks, masked: None });
        if self.within.is_some() && self.clear.bytes() <= Self::MOST_CLEAR_BYTES {
            return Ok(Said::nothing(number, text.to_owned()));
        }
        let written = self.write();
        self.clear.bound(Self::MOST_CLEAR_BYTES, self.unstored);
        let Masked { mut text, findings } = written?;
        Ok(Said {
            number,
            text: std::mem::take(&mut *text),
            findings,
            amended: std::mem::take(&mut self.amended).into_iter().collect(),
            unapplied: self.take_unapplied(),
        })
    }

    /// Whether the store has failed for so long that no more than what waits for it is held in memory: the next message
    /// is refused unless the store takes what waits.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.behind && self.clear.bytes() > Self::MOST_CLEAR_BYTES
    }

    /// The amendments that did not fit what the store has, and forgets them: for a host that masks later, or calls
    /// [`Transcript::say`]. [`Transcript::take_in`] gives them by itself.
    ///
    /// Where the store has a message of that number that is not what was handed out, the plain placeholder now stands
    /// there in place of all of it, since what was to be masked may have stood anywhere in it. Where it has none, whoever
    /// keeps that message has to apply the amendment.
    pub fn take_unapplied(&mut self) -> Vec<Amendment> {
        std::mem::take(&mut self.unapplied)
    }

    /// Ends the chat. The user's own words are from now on to be had masked only; where masking was deferred, its time
    /// begins to run. What is due is done by [`Transcript::keep_up`].
    pub fn end(&mut self, now: SystemTime) {
        self.ended = true;
        self.last = Some(self.last.map_or(now, |last| last.max(now)));
        if self.within.is_none() && self.unstored == self.messages {
            self.clear.clear();
        }
    }

    /// What has to be done at this moment.
    #[must_use]
    pub fn due(&self, now: SystemTime) -> Due {
        let has_come = |when: Option<When>| when.is_some_and(|when| when.has_come(now));
        let delete = has_come(self.deletes());
        Due { mask: self.masks().is_some_and(|when| delete || when.has_come(now)), delete }
    }

    /// When something has to be done next, if nothing more is said: for a host's timer. In the past when it is overdue,
    /// as after an error of the store.
    #[must_use]
    pub fn deadline(&self) -> Option<SystemTime> {
        [self.masks(), self.deletes()].into_iter().flatten().map(|when| when.at(self.last)).min()
    }

    /// When what is in memory only has to be masked; never when there is nothing.
    fn masks(&self) -> Option<When> {
        let last = self.last.filter(|_| self.unstored < self.messages)?;
        Some(self.within.filter(|_| !self.behind).map_or(When::AtOnce, |within| When::after(last, within)))
    }

    /// When all of it has to be deleted.
    fn deletes(&self) -> Option<When> {
        if self.deleted {
            None
        } else if self.deleting {
            Some(When::AtOnce)
        } else {
            self.retention.over(self.last, self.ended).filter(|_| self.messages > 0)
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
                self.clear.clear();
            }
        }
        Ok(due)
    }

    /// Masks what is in memory at once, and stores it.
    ///
    /// # Errors
    /// Those of the store. What was not done is due at once.
    pub fn mask_now(&mut self) -> Result<(), S::Error> {
        self.write().map(drop)
    }

    /// Applies an amendment that was made elsewhere (a host that masks its messages itself) to what is stored. Says
    /// whether the message is now as the amendment has it; where it is not, the plain placeholder stands in its place, or
    /// the store has no such message.
    ///
    /// # Errors
    /// Those of the store.
    pub fn apply(&mut self, amendment: &Amendment) -> Result<bool, S::Error> {
        apply(&mut self.store, amendment).map(|applied| applied == Applied::AsMeant)
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
            let held = clear.next_if(|message| message.number == number);
            let stored = masked.next_if(|stored| stored.number == number);
            match (held, stored) {
                (Some(own), stored) if own.role == Role::User && !self.ended => {
                    if let Some(mut stored) = stored {
                        stored.text.zeroize();
                    }
                    messages.push(Downloaded { role: own.role, said: own.said, text: own.text.to_string() });
                }
                (_, Some(stored)) => {
                    messages.push(Downloaded { role: stored.role, said: stored.said, text: stored.text });
                }
                // The other side's words, held in memory: masked here, each by itself.
                (Some(held), None) => {
                    let scrubbed = self.scrubber.scrub_knowing(self.conversation.known(), &held.text);
                    let text = scrubbed.into_text().into_owned();
                    messages.push(Downloaded { role: held.role, said: held.said, text });
                }
                (None, None) => {}
            }
        }
        Ok(messages)
    }

    /// Deletes the conversation: what is stored, what is in memory, what was learned. Nothing more is taken in.
    ///
    /// # Errors
    /// Those of the store. What is in memory is gone all the same, nothing more is taken in or stored, and the deletion
    /// is due at once: [`Transcript::keep_up`] tries again, and so does dropping the value.
    pub fn delete(&mut self) -> Result<(), S::Error> {
        self.deleting = true;
        self.clear.clear();
        self.asks = None;
        self.amendments.clear();
        self.amended.clear();
        self.unapplied.clear();
        self.conversation.forget();
        self.unstored = self.messages;
        self.store.delete()?;
        self.deleted = true;
        Ok(())
    }

    /// Masks and stores what is only in memory. Returns the last message masked. Goes on where an error of the store
    /// stopped it.
    fn write(&mut self) -> Result<Masked, S::Error> {
        let mut last = Masked::default();
        self.behind = self.unstored < self.messages;
        while let Some(message) = self.clear.get_mut(self.unstored) {
            let (number, role, said) = (message.number, message.role, message.said);
            if message.masked.is_none() {
                if let Some(labels) = message.asks.take() {
                    self.conversation.asks(&labels);
                }
                let turn = self.scrubber.scrub_in(&mut self.conversation, role, &message.text);
                self.amendments.extend(turn.amendments().iter().cloned());
                let findings = turn.findings().to_vec();
                let text = turn.into_scrubbed().into_text().into_owned().into();
                message.masked = Some(Masked { text, findings });
            }
            while let Some(amendment) = self.amendments.front() {
                let applied = apply(&mut self.store, amendment)?;
                if applied != Applied::Nowhere {
                    self.amended.insert(amendment.message());
                }
                let amendment = self.amendments.pop_front();
                self.unapplied.extend(amendment.filter(|_| applied != Applied::AsMeant));
            }
            let text = message.masked.as_ref().map_or_else(String::new, |masked| masked.text.to_string());
            self.store.put(Stored { number, role, said, text })?;
            last = message.masked.take().unwrap_or_default();
            self.unstored = number + 1;
        }
        self.behind = false;
        self.hand_on_asks();
        Ok(last)
    }

    /// Where no message waits to be masked, the conversation can be told what the next one answers, and takes it along
    /// when it is sealed.
    fn hand_on_asks(&mut self) {
        if self.conversation.messages() == self.messages {
            if let Some(labels) = self.asks.take() {
                self.conversation.asks(&labels);
            }
        }
    }
}

/// What became of an amendment.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Applied {
    /// The message is as the amendment has it.
    AsMeant,
    /// The store has another text than was handed out: the plain placeholder stands there.
    Whole,
    /// The store has no such message.
    Nowhere,
}

/// Applies an amendment to what is stored.
fn apply<S: Store>(store: &mut S, amendment: &Amendment) -> Result<Applied, S::Error> {
    let Some(mut message) = store.get(amendment.message())? else { return Ok(Applied::Nowhere) };
    let applied = if amendment.apply(&mut message.text) {
        Applied::AsMeant
    } else {
        message.text.zeroize();
        message.text.push_str(amendment.label().placeholder_norwegian());
        Applied::Whole
    };
    store.put(message)?;
    Ok(applied)
}

impl<S: Store> Drop for Transcript<S> {
    /// What is in memory is masked and stored, or, where all of it has to go by now, deleted; an error of the store cannot
    /// be told any more, and the text in memory is gone.
    fn drop(&mut self) {
        if matches!(self.deletes(), Some(When::AtOnce)) {
            let _ = self.delete();
        } else if self.unstored < self.messages {
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
            .field("deleting", &self.deleting)
            .field("deleted", &self.deleted)
            .field("conversation", &self.conversation)
            .finish_non_exhaustive()
    }
}
