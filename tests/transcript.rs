//! The stored form of a conversation.

#![cfg(all(feature = "names", feature = "health"))]

use std::cell::Cell;
use std::rc::Rc;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use sladd::{
    Conversation, KnownNames, Label, MemoryStore, Report, Retention, Role, Scrubber, Store, Stored, Transcript,
};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000)
}

fn chat(retention: Retention) -> Transcript<MemoryStore> {
    Transcript::new(SCRUBBER.clone(), MemoryStore::new(), retention)
}

#[test]
fn messages_are_masked_as_they_go_in_and_amended_later() {
    let mut chat = chat(Retention::days(30));
    assert_eq!(chat.say(Role::Bot, "Hva er fødselsnummeret?", start()).unwrap(), "Hva er fødselsnummeret?");
    assert_eq!(chat.say(Role::User, "110379", start()).unwrap(), "[ID-NUMMER]");
    assert_eq!(chat.say(Role::User, "66640", start()).unwrap(), "[FØDSELSNUMMER]");
    assert_eq!(chat.store().texts(), ["Hva er fødselsnummeret?", "[FØDSELSNUMMER]", "[FØDSELSNUMMER]"]);
}

#[test]
fn a_host_is_told_what_was_found_and_what_was_amended() {
    let mut chat = chat(Retention::days(30));
    let said = chat.take_in(Role::User, "Fødselsnummeret er 110379", start()).unwrap();
    assert_eq!((said.number, said.findings.len(), said.amended.len()), (0, 1, 0));
    let said = chat.take_in(Role::User, "66640, ring 412 00 000", start()).unwrap();
    let labels: Vec<Label> = said.findings.iter().map(|finding| finding.label()).collect();
    assert_eq!((said.number, &*said.text), (1, "[FØDSELSNUMMER], ring [TELEFON]"));
    assert_eq!((labels, said.amended.as_slice()), (vec![Label::Fodselsnummer, Label::Phone], &[0][..]));
    assert!(!format!("{said:?}").contains("ring"));
    let mut report = Report::new();
    report.add(&said);
    assert_eq!(report.findings(), 2);

    let said = chat.take_in(Role::User, "Takk", start()).unwrap();
    assert!(said.findings.is_empty() && said.amended.is_empty());

    // Where masking comes later nothing has been looked for yet.
    let mut later = self::chat(Retention::days(30)).masking_within(15 * MINUTE);
    let said = later.take_in(Role::User, "ring 412 00 000", start()).unwrap();
    assert_eq!((&*said.text, said.findings.len()), ("ring 412 00 000", 0));
    later.delete().unwrap();
    assert_eq!(later.take_in(Role::User, "ring 412 00 000", start()).unwrap().text, "");
}

#[test]
fn retention_is_as_promised() {
    for (retention, kept) in [
        (Retention::days(30), 30 * DAY),
        (Retention::months(3), 90 * DAY),
        (Retention::days(15), 15 * DAY),
        (Retention::of(MINUTE), MINUTE),
    ] {
        let mut chat = chat(retention);
        assert_eq!(chat.deadline(), None);
        chat.say(Role::User, "hei", start()).unwrap();
        // Nobody ends it: the time runs from the last message.
        assert!(!chat.due(start() + kept - Duration::from_secs(1)).delete);
        assert!(chat.due(start() + kept).delete);
        chat.end(start() + MINUTE);
        assert!(!chat.due(start() + kept).delete);
        assert_eq!(chat.deadline(), Some(start() + MINUTE + kept));
        assert!(chat.keep_up(start() + MINUTE + kept).unwrap().delete);
        assert!(chat.store().texts().is_empty() && chat.due(start() + 100 * kept).is_nothing());
        assert_eq!(chat.deadline(), None);
    }
}

#[test]
fn what_is_kept_until_the_end_goes_when_the_chat_ends() {
    let mut chat = chat(Retention::until_end());
    chat.say(Role::User, "hei", start()).unwrap();
    assert!(chat.due(start() + 300 * DAY).is_nothing());
    chat.end(start());
    assert!(chat.due(start()).delete);
    assert!(chat.keep_up(start()).unwrap().delete);
    assert!(chat.store().texts().is_empty());
}

#[test]
fn deferred_masking_stores_nothing_before_its_time() {
    let mut chat = chat(Retention::days(30)).masking_within(15 * MINUTE);
    assert_eq!(chat.say(Role::User, "ring 412 00 000", start()).unwrap(), "ring 412 00 000");
    chat.end(start() + MINUTE);
    assert!(chat.due(start() + 15 * MINUTE).is_nothing() && chat.store().texts().is_empty());
    assert_eq!(chat.deadline(), Some(start() + 16 * MINUTE));
    let done = chat.keep_up(start() + 16 * MINUTE).unwrap();
    assert!(done.mask && !done.delete);
    assert_eq!(chat.store().texts(), ["ring [TELEFON]"]);
    assert!(chat.due(start() + 17 * MINUTE).is_nothing());
}

#[test]
fn deferred_text_is_bounded() {
    let mut chat = chat(Retention::days(30)).masking_within(15 * MINUTE);
    let long = "ring 412 00 000 ".repeat(1 << 15);
    for _ in 0..4 {
        chat.say(Role::User, &long, start()).unwrap();
    }
    assert!(chat.store().texts().len() >= 3);
    assert!(chat.store().texts().iter().all(|text| !text.contains("412 00 000")));
}

/// A store that outlives its transcript, and fails when told to.
#[derive(Clone, Default)]
struct Shared {
    inner: Rc<std::cell::RefCell<MemoryStore>>,
    fails: Rc<Cell<bool>>,
}

impl Store for Shared {
    type Error = &'static str;
    fn put(&mut self, message: Stored) -> Result<(), &'static str> {
        if self.fails.get() {
            return Err("full");
        }
        self.inner.borrow_mut().put(message).map_err(|_| "")
    }
    fn get(&self, number: u64) -> Result<Option<Stored>, &'static str> {
        self.inner.borrow().get(number).map_err(|_| "")
    }
    fn all(&self) -> Result<Vec<Stored>, &'static str> {
        self.inner.borrow().all().map_err(|_| "")
    }
    fn delete(&mut self) -> Result<(), &'static str> {
        self.inner.borrow_mut().delete().map_err(|_| "")
    }
}

#[test]
fn dropping_masks_what_is_in_memory() {
    let store = Shared::default();
    let mut chat = Transcript::new(SCRUBBER.clone(), store.clone(), Retention::days(30)).masking_within(15 * MINUTE);
    chat.say(Role::User, "ring 412 00", start()).unwrap();
    chat.say(Role::User, "000", start()).unwrap();
    assert!(store.inner.borrow().texts().is_empty());
    drop(chat);
    assert_eq!(store.inner.borrow().texts(), ["ring [TELEFON]", "[TELEFON]"]);
}

#[test]
fn an_error_of_the_store_loses_and_leaks_nothing() {
    let store = Shared::default();
    let mut chat = Transcript::new(SCRUBBER.clone(), store.clone(), Retention::days(30));
    chat.say(Role::User, "fnr 110379", start()).unwrap();
    store.fails.set(true);
    assert!(chat.say(Role::User, "66640", start()).is_err());
    assert!(chat.due(start()).mask);
    store.fails.set(false);
    assert!(chat.keep_up(start()).unwrap().mask);
    assert_eq!(store.inner.borrow().texts(), ["fnr [FØDSELSNUMMER]", "[FØDSELSNUMMER]"]);
}

#[test]
fn the_user_has_own_words_in_clear_while_the_chat_lives() {
    for deferred in [false, true] {
        let mut chat = chat(Retention::days(30));
        if deferred {
            chat = chat.masking_within(15 * MINUTE);
        }
        chat.say(Role::Adviser, "Hei, Kari Nordvik her", start()).unwrap();
        chat.say(Role::User, "ring 412 00 000", start()).unwrap();
        let texts = |chat: &mut Transcript<MemoryStore>| -> Vec<String> {
            chat.download().unwrap().into_iter().map(|message| message.text).collect()
        };
        assert_eq!(texts(&mut chat), ["Hei, [NAVN] her", "ring 412 00 000"]);
        chat.end(start());
        assert_eq!(texts(&mut chat), ["Hei, [NAVN] her", "ring [TELEFON]"]);
    }
}

#[test]
fn a_deleted_conversation_is_gone() {
    let mut known = KnownNames::new();
    known.mask("Zebrafine");
    let mut chat = chat(Retention::days(30)).knowing(Conversation::knowing(known));
    chat.say(Role::User, "zebrafine her", start()).unwrap();
    chat.delete().unwrap();
    assert!(chat.store().texts().is_empty() && chat.download().unwrap().is_empty());
    assert_eq!(chat.conversation().messages(), 0);
    assert_eq!(chat.say(Role::User, "hei igjen", start()).unwrap(), "");
    assert!(chat.store().texts().is_empty());
}

#[test]
fn nothing_of_it_is_printed() {
    let mut chat = chat(Retention::days(30));
    chat.say(Role::User, "Jeg heter Zebrafine, ring 412 00 000", start()).unwrap();
    let downloaded = chat.download().unwrap();
    let printed = format!("{chat:?} {:?} {:?} {downloaded:?}", chat.store(), chat.store().all().unwrap());
    assert!(!printed.contains("Zebrafine") && !printed.contains("412"), "{printed}");
}
