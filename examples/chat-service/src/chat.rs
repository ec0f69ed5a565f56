//! One chat: who says what to whom, and what everybody is told of it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use sladd::{Amendment, Downloaded, Label, Role, Said, Stored, Transcript};
use tokio::sync::broadcast;

use crate::bot;
use crate::config::Masking;
use crate::database::{Database, DatabaseError, seconds};
use crate::store::{ChatStore, role_name};

/// The most messages of one chat; more is a program's doing.
const MOST_MESSAGES: u64 = 1000;

/// A time at which everything is due: what is due then is what has not been done.
const FAR: Duration = Duration::from_secs(1 << 40);

/// The language of the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// Bokmål.
    #[serde(rename = "nb")]
    Bokmal,
    /// Nynorsk.
    #[serde(rename = "nn")]
    Nynorsk,
}

impl Language {
    /// Stands behind the placeholders of a message of which nothing else is left.
    const fn masked_whole(self) -> &'static str {
        match self {
            Language::Bokmal => "(hele meldingen er sladdet)",
            Language::Nynorsk => "(heile meldinga er sladda)",
        }
    }
}

/// Why a chat does not do what it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The database refused.
    Database(DatabaseError),
    /// It has refused for so long that no more is taken in before it has what waits.
    Unstored(DatabaseError),
    /// All of it is to be deleted.
    Deleting,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Database(error) => error.fmt(f),
            Refused::Unstored(error) => write!(f, "no more is taken in: {error}"),
            Refused::Deleting => f.write_str("the chat is to be deleted"),
        }
    }
}

impl std::error::Error for Refused {}

impl From<DatabaseError> for Refused {
    fn from(error: DatabaseError) -> Refused {
        Refused::Database(error)
    }
}

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// The bot.
    Bot,
    /// Nobody yet: the citizen has asked for an adviser.
    Waiting,
    /// An adviser.
    Adviser,
    /// Nobody any more.
    Ended,
}

/// A message as a page shows it.
#[derive(Clone, Serialize)]
pub struct Shown {
    number: u64,
    role: &'static str,
    /// Seconds since 1970.
    said: i64,
    text: String,
    /// For the citizen's own words: what is stored of them, when something else is.
    #[serde(skip_serializing_if = "Option::is_none")]
    stored: Option<String>,
}

impl Shown {
    /// As a line of a file.
    pub(crate) fn as_line(&self) -> String {
        let who = match self.role {
            "user" => "Du",
            "adviser" => "Rådgiver",
            _ => "Robot",
        };
        format!("{who}: {}", self.text)
    }
}

impl From<Stored> for Shown {
    fn from(message: Stored) -> Shown {
        let Stored { number, role, said, text } = message;
        Shown { number, role: role_name(role), said: seconds(said), text, stored: None }
    }
}

/// What pages are told while they are open.
#[derive(Clone, Serialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// Something was said.
    Message(Shown),
    /// An earlier message is masked further.
    Amended(Shown),
    /// Somebody else answers from now on, or nobody.
    State {
        /// Who.
        state: State,
    },
    /// What was read as it was written is masked from now on: pages read everything again.
    Masked,
    /// The chat was deleted.
    Deleted,
    /// It is to be deleted and the database has refused: it is tried again, and nothing of it is shown meanwhile.
    Deleting,
}

/// A chat that goes on.
pub struct Chat {
    id: String,
    language: Language,
    state: State,
    transcript: Transcript<ChatStore>,
    masking: Masking,
    database: Database,
    events: broadcast::Sender<Event>,
    messages: u64,
    last: SystemTime,
    /// All of it is to be deleted, or was: nothing is taken in or shown any more.
    deleting: bool,
}

impl Chat {
    pub(crate) fn new(
        id: String,
        language: Language,
        masking: Masking,
        database: Database,
        transcript: Transcript<ChatStore>,
        now: SystemTime,
    ) -> Chat {
        let events = broadcast::channel(64).0;
        Chat {
            id,
            language,
            state: State::Bot,
            transcript,
            masking,
            database,
            events,
            messages: 0,
            last: now,
            deleting: false,
        }
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    pub(crate) const fn state(&self) -> State {
        self.state
    }

    pub(crate) const fn last(&self) -> SystemTime {
        self.last
    }

    pub(crate) const fn is_full(&self) -> bool {
        self.messages >= MOST_MESSAGES
    }

    /// Whether all of it is to be deleted, or was.
    pub(crate) const fn is_deleting(&self) -> bool {
        self.deleting
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// The bot's first words.
    pub(crate) fn greet(&mut self, now: SystemTime) -> Result<(), Refused> {
        self.say(Role::Bot, bot::greeting(self.language), &[], now).map(drop)
    }

    /// Takes in a message of the citizen, in which the page has hidden these kinds, and the bot's answer to it when the bot
    /// answers. Returns the message as the other side has it.
    pub(crate) fn hear(&mut self, text: &str, hidden: &[Label], now: SystemTime) -> Result<Shown, Refused> {
        let heard = self.say(Role::User, text, hidden, now)?;
        if self.state == State::Bot {
            // The bot has the masked text only, as any program behind it would.
            let answer = bot::answer(&heard.text, self.language);
            if let Err(error) = self.say(Role::Bot, answer, &[], now) {
                // The citizen's message is stored: who is told that it is not writes it again.
                tracing::error!(%error, chat = self.id, "the bot's answer waits");
            }
        }
        Ok(heard)
    }

    /// Takes in a message of the adviser.
    pub(crate) fn reply(&mut self, text: &str, now: SystemTime) -> Result<Shown, Refused> {
        self.say(Role::Adviser, text, &[], now)
    }

    /// The citizen asks for an adviser.
    pub(crate) fn hand_over(&mut self, now: SystemTime) -> Result<(), Refused> {
        if self.state == State::Bot {
            self.enter(State::Waiting);
            self.say(Role::Bot, bot::handing_over(self.language, self.masking), &[], now)?;
        }
        Ok(())
    }

    /// An adviser takes the chat. Returns whether it waited for one: another may have been faster.
    pub(crate) fn take(&mut self) -> bool {
        let waits = self.state == State::Waiting;
        if waits {
            self.enter(State::Adviser);
        }
        waits
    }

    /// Ends the chat: from now on there is masked text only.
    pub(crate) fn end(&mut self, now: SystemTime) -> Result<(), DatabaseError> {
        if self.state != State::Ended {
            self.transcript.end(now);
            self.enter(State::Ended);
            self.note()?;
        }
        Ok(())
    }

    /// The service stops: the chat ends, and what is in memory only is masked and stored. What is not kept goes.
    pub(crate) fn finish(&mut self, now: SystemTime) -> Result<(), DatabaseError> {
        // What this could not note is noted below, when all is stored.
        let _ = self.end(now);
        if self.transcript.due(now).delete {
            return self.delete();
        }
        self.transcript.mask_now()?;
        self.mask_whole();
        self.note()
    }

    /// Deletes everything. While the database refuses, the chat has ended all the same and shows nothing; the retention job
    /// tries again.
    pub(crate) fn delete(&mut self) -> Result<(), DatabaseError> {
        let is_new = !self.deleting;
        self.deleting = true;
        self.state = State::Ended;
        let deleted = self.transcript.delete();
        let event = if deleted.is_ok() { Event::Deleted } else { Event::Deleting };
        if deleted.is_ok() || is_new {
            // Nobody listens: nobody has to be told.
            let _ = self.events.send(event);
        }
        deleted
    }

    /// Does what the library says is due. Returns whether the chat may leave memory: it was deleted, or it has ended and
    /// all of it is stored.
    pub(crate) fn keep_up(&mut self, now: SystemTime) -> Result<bool, DatabaseError> {
        if self.transcript.due(now).delete {
            self.delete()?;
        } else if self.transcript.keep_up(now)?.mask {
            self.masked()?;
        }
        if self.deleting {
            return Ok(true);
        }
        if self.state != State::Ended || !self.is_stored() {
            return Ok(false);
        }
        // It is the last that the chat does: when it has to go must be written down, or it never goes.
        self.note()?;
        Ok(true)
    }

    /// What the adviser may read.
    pub(crate) fn for_adviser(&mut self) -> Result<Vec<Shown>, Refused> {
        self.is_there()?;
        Ok(match self.masking {
            Masking::AtOnce => sladd::Store::all(self.transcript.store())?.into_iter().map(Shown::from).collect(),
            // The citizen's words as they were written, until they are masked.
            Masking::After(_) => self.download()?.into_iter().zip(0..).map(shown).collect(),
        })
    }

    /// What the citizen may read: own words as they were written, with what is stored of them.
    pub(crate) fn for_citizen(&mut self) -> Result<Vec<Shown>, Refused> {
        self.is_there()?;
        let said = self.download()?;
        let mut stored = sladd::Store::all(self.transcript.store())?.into_iter().peekable();
        Ok(said
            .into_iter()
            .zip(0..)
            .map(|(message, number)| {
                let stored = stored.next_if(|stored| stored.number == number).map(|stored| stored.text);
                let stored = stored.filter(|stored| *stored != message.text);
                Shown { stored, ..shown((message, number)) }
            })
            .collect())
    }

    /// What was said. A chat that has ended is masked and stored before any of it is given out.
    fn download(&mut self) -> Result<Vec<Downloaded>, DatabaseError> {
        if self.state == State::Ended && !self.is_stored() {
            self.transcript.mask_now()?;
            self.masked()?;
        }
        self.transcript.download()
    }

    /// What was in memory only has been masked and stored.
    fn masked(&mut self) -> Result<(), DatabaseError> {
        self.mask_whole();
        // Nobody listens: nobody has to be told.
        let _ = self.events.send(Event::Masked);
        self.note()
    }

    fn say(&mut self, role: Role, text: &str, hidden: &[Label], now: SystemTime) -> Result<Shown, Refused> {
        self.is_there()?;
        let waited = !self.is_stored();
        if self.transcript.is_full() {
            // The library would refuse the message, which then has no number.
            self.transcript.mask_now().map_err(Refused::Unstored)?;
        }
        // The library counts a message also when the store has refused it: it writes it with the next one.
        self.transcript.store().written(self.messages, text, hidden);
        self.messages += 1;
        let Said { number, text, amended, unapplied, .. } = self.transcript.take_in(role, text, now)?;
        self.last = now;
        let whole = self.replace(&unapplied);
        for number in amended.into_iter().chain(whole).collect::<BTreeSet<_>>() {
            self.tell_amended(number);
        }
        let shown = Shown { number, role: role_name(role), said: seconds(now), text, stored: None };
        let _ = self.events.send(Event::Message(shown.clone()));
        if waited && self.is_stored() {
            // Pages that show what was written, or have not been told of what waited.
            self.masked()?;
        } else {
            self.note()?;
        }
        Ok(shown)
    }

    /// What is to be deleted takes nothing in and shows nothing.
    const fn is_there(&self) -> Result<(), Refused> {
        if self.deleting { Err(Refused::Deleting) } else { Ok(()) }
    }

    /// Tells pages what is stored of a message now.
    fn tell_amended(&self, number: u64) {
        let event = match sladd::Store::get(self.transcript.store(), number) {
            Ok(Some(stored)) => Event::Amended(stored.into()),
            Ok(None) => return,
            Err(error) => {
                // Or they would go on showing what it was.
                tracing::error!(%error, chat = self.id, "pages read everything again");
                Event::Masked
            }
        };
        let _ = self.events.send(event);
    }

    /// What the library could not mask in messages that it masked as they were due: see [`Chat::replace`].
    fn mask_whole(&mut self) {
        let unapplied = self.transcript.take_unapplied();
        for number in self.replace(&unapplied) {
            self.tell_amended(number);
        }
    }

    /// Masks all of each message in which something was to be masked that did not fit what is stored of it, as when
    /// another program has changed it: it may stand anywhere in it. The library has left a placeholder there; whoever
    /// reads it is told that it is not what was written. Returns the numbers of the messages.
    fn replace(&self, unapplied: &[Amendment]) -> Vec<u64> {
        let mut whole: BTreeMap<u64, BTreeSet<&str>> = BTreeMap::new();
        for amendment in unapplied {
            whole.entry(amendment.message()).or_default().insert(amendment.label().placeholder_norwegian());
        }
        for (number, placeholders) in &whole {
            let placeholders = placeholders.iter().copied().collect::<Vec<_>>().join(" ");
            let text = format!("{placeholders} {}", self.language.masked_whole());
            if let Err(error) = self.transcript.store().replace(*number, text) {
                tracing::error!(%error, chat = self.id, "the plain placeholder is left");
            }
        }
        if !whole.is_empty() {
            tracing::warn!(
                chat = self.id,
                messages = whole.len(),
                "masked whole: they were not as they had been stored"
            );
        }
        whole.into_keys().collect()
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        let _ = self.events.send(Event::State { state });
    }

    /// Whether nothing of the chat is in memory only.
    fn is_stored(&self) -> bool {
        !self.transcript.due(UNIX_EPOCH + FAR).mask
    }

    /// Writes down whether the chat has ended and when what is stored of it has to go, so that it goes also when the
    /// process has died meanwhile. While something is in memory only, an earlier moment stands.
    fn note(&self) -> Result<(), DatabaseError> {
        let delete_at = self.transcript.deadline().filter(|_| self.is_stored()).map(seconds);
        self.database.with(|connection| {
            connection.execute(
                "UPDATE chats SET delete_at = coalesce(?2, delete_at), ended = ?3 WHERE id = ?1",
                rusqlite::params![self.id, delete_at, self.state == State::Ended],
            )
        })?;
        Ok(())
    }
}

fn shown((message, number): (Downloaded, u64)) -> Shown {
    Shown { number, role: role_name(message.role), said: seconds(message.said), text: message.text, stored: None }
}
