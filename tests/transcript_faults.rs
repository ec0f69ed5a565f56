//! The stored form of a conversation when something goes wrong: a store that fails, a text that somebody changed, a chat
//! that goes on elsewhere.

#![cfg(all(feature = "names", feature = "health"))]

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

use sladd::{Conversation, KnownNames, Label, MemoryStore, Retention, Role, Scrubber, Store, Stored, Transcript};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

fn start() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_900_000_000)
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Fault {
    #[default]
    None,
    /// Nothing is written.
    Away,
    /// It is written, and an error reported.
    Late,
    /// Nothing is deleted.
    Keeps,
}

/// A store that outlives its transcript and fails as it is told.
#[derive(Clone, Default)]
struct Faulty {
    inner: Rc<RefCell<MemoryStore>>,
    fault: Rc<Cell<Fault>>,
}

impl Faulty {
    fn texts(&self) -> Vec<String> {
        self.inner.borrow().texts().into_iter().map(str::to_owned).collect()
    }

    fn change(&self, number: u64, text: &str) {
        let mut stored = self.inner.borrow().get(number).unwrap().unwrap();
        stored.text = text.to_owned();
        self.inner.borrow_mut().put(stored).unwrap();
    }

    fn chat(&self, retention: Retention) -> Transcript<Faulty> {
        Transcript::new(SCRUBBER.clone(), self.clone(), retention)
    }
}

impl Store for Faulty {
    type Error = &'static str;
    fn put(&mut self, message: Stored) -> Result<(), &'static str> {
        if self.fault.get() == Fault::Away {
            return Err("away");
        }
        self.inner.borrow_mut().put(message).map_err(|_| "")?;
        if self.fault.get() == Fault::Late { Err("late") } else { Ok(()) }
    }
    fn get(&self, number: u64) -> Result<Option<Stored>, &'static str> {
        self.inner.borrow().get(number).map_err(|_| "")
    }
    fn all(&self) -> Result<Vec<Stored>, &'static str> {
        self.inner.borrow().all().map_err(|_| "")
    }
    fn delete(&mut self) -> Result<(), &'static str> {
        if self.fault.get() == Fault::Keeps {
            return Err("kept");
        }
        self.inner.borrow_mut().delete().map_err(|_| "")
    }
}

const WITH_BOT: [(Role, &str); 2] = [(Role::Bot, "Hei, hva gjelder det?"), (Role::User, "fnr 110379")];

#[test]
fn a_chat_that_is_handed_over_amends_the_right_messages() {
    let store = Faulty::default();
    let mut bot = store.chat(Retention::days(30));
    WITH_BOT.iter().for_each(|(role, text)| drop(bot.say(*role, text, start()).unwrap()));
    let mut adviser = store.chat(Retention::days(30)).knowing(bot.conversation().clone());
    drop(bot);
    let said = adviser.take_in(Role::User, "66640", start()).unwrap();
    assert_eq!((said.number, said.amended.as_slice(), said.unapplied.len()), (2, &[1][..], 0));
    assert_eq!(store.texts(), ["Hei, hva gjelder det?", "fnr [FØDSELSNUMMER]", "[FØDSELSNUMMER]"]);
    assert_eq!(adviser.download().unwrap().len(), 3);
}

#[cfg(feature = "keyed")]
#[test]
fn a_chat_that_is_handed_over_sealed_amends_the_right_messages() {
    let bytes: Vec<u8> = (0..32_u8).map(|i| i.wrapping_mul(37)).collect();
    let key = sladd::Key::from_bytes(&bytes).unwrap();
    let store = Faulty::default();
    let mut chat = store.chat(Retention::days(30));
    for (role, text) in WITH_BOT.into_iter().chain([(Role::User, "66640"), (Role::User, "fatuma")]) {
        let sealed = chat.asks(&[Label::Name]).conversation().seal(&key, "samtale 1");
        chat = store.chat(Retention::days(30)).knowing(Conversation::open(&key, "samtale 1", &sealed).unwrap());
        assert_eq!(chat.take_in(role, text, start()).unwrap().unapplied.len(), 0);
    }
    let wanted = ["Hei, hva gjelder det?", "fnr [FØDSELSNUMMER]", "[FØDSELSNUMMER]", "[NAVN]"];
    assert_eq!(store.texts(), wanted);
}

/// The bot's messages stand elsewhere: whoever keeps them is given what is to be masked in them.
#[test]
fn what_is_kept_elsewhere_is_told() {
    let mut conversation = Conversation::new();
    let mut elsewhere: Vec<String> = Vec::new();
    for (role, text) in WITH_BOT {
        elsewhere.push(SCRUBBER.scrub_in(&mut conversation, role, text).as_str().to_owned());
    }
    let store = Faulty::default();
    let mut chat = store.chat(Retention::days(30)).knowing(conversation.clone());
    let said = chat.take_in(Role::User, "66640", start()).unwrap();
    assert_eq!((said.number, said.amended.len(), store.texts()), (2, 0, vec!["[FØDSELSNUMMER]".to_owned()]));
    for amendment in &said.unapplied {
        assert!(amendment.apply(&mut elsewhere[amendment.message() as usize]));
    }
    assert_eq!(elsewhere, ["Hei, hva gjelder det?", "fnr [FØDSELSNUMMER]"]);

    // Nothing of it is lost on a host that looks later.
    let mut chat = Faulty::default().chat(Retention::days(30)).knowing(conversation);
    chat.say(Role::User, "66640", start()).unwrap();
    assert_eq!(chat.take_unapplied(), said.unapplied);
    assert!(chat.take_unapplied().is_empty());
}

#[test]
fn a_conversation_that_comes_late_lends_its_names_and_amends_nothing() {
    let mut known = KnownNames::new();
    known.mask("Zebrafine");
    let mut other = Conversation::knowing(known);
    let _ = SCRUBBER.scrub_in(&mut other, Role::User, "fnr 110379");
    let store = Faulty::default();
    let mut chat = store.chat(Retention::days(30));
    chat.say(Role::User, "hei på deg igjen", start()).unwrap();
    chat.asks(&[Label::Name]);
    let mut chat = chat.knowing(other);
    let said = chat.take_in(Role::User, "storm", start()).unwrap();
    assert_eq!((said.number, said.text.as_str()), (1, "[NAVN]"), "what was asked for is remembered");
    let said = chat.take_in(Role::User, "66640 fra zebrafine", start()).unwrap();
    assert!(said.amended.is_empty() && said.unapplied.is_empty() && said.text.ends_with("fra [NAVN]"));
    assert_eq!(store.texts()[0], "hei på deg igjen");
}

#[test]
fn an_amendment_that_was_stored_before_the_error_is_applied_once() {
    for text in ["fnr 110379", "110379 og så"] {
        let store = Faulty::default();
        let mut chat = store.chat(Retention::days(30));
        chat.say(Role::Bot, "Fødselsnummer?", start()).unwrap();
        chat.say(Role::User, text, start()).unwrap();
        store.fault.set(Fault::Late);
        assert!(chat.mask_now().is_ok(), "nothing waits");
        assert!(chat.say(Role::User, "66640", start()).is_err());
        assert!(chat.mask_now().is_err());
        store.fault.set(Fault::None);
        assert!(chat.keep_up(start()).unwrap().mask);
        let wanted = text.replace("110379", "[FØDSELSNUMMER]");
        assert_eq!(store.texts(), ["Fødselsnummer?", wanted.as_str(), "[FØDSELSNUMMER]"]);
        let said = chat.take_in(Role::User, "takk", start()).unwrap();
        assert_eq!((said.amended.as_slice(), said.unapplied.len()), (&[1][..], 0), "told when it can be told");
    }
}

#[test]
fn a_text_that_is_not_what_was_handed_out_is_masked_whole_and_told() {
    for changed in ["x fnr [ID-NUMMER]", "fnr 110379", "fnr", ""] {
        let store = Faulty::default();
        let mut chat = store.chat(Retention::days(30));
        chat.say(Role::User, "fnr 110379", start()).unwrap();
        store.change(0, changed);
        let said = chat.take_in(Role::User, "66640", start()).unwrap();
        assert_eq!(store.texts(), ["[FØDSELSNUMMER]", "[FØDSELSNUMMER]"]);
        assert_eq!(said.amended, [0]);
        assert_eq!(said.unapplied.iter().map(|amendment| amendment.message()).collect::<Vec<_>>(), [0]);
        assert_eq!(chat.apply(&said.unapplied[0]), Ok(false));
        store.change(0, "fnr [ID-NUMMER]");
        assert_eq!(chat.apply(&said.unapplied[0]), Ok(true));
        assert_eq!(chat.apply(&said.unapplied[0]), Ok(true));
        assert_eq!(store.texts()[0], "fnr [FØDSELSNUMMER]");
    }
}

#[test]
fn a_timer_fires_for_what_the_store_did_not_take() {
    for within in [None, Some(15 * MINUTE)] {
        let store = Faulty::default();
        let mut chat = store.chat(Retention::days(30));
        if let Some(within) = within {
            chat = chat.masking_within(within);
        }
        store.fault.set(Fault::Away);
        let said = chat.say(Role::User, "hei", start()).and_then(|_| chat.mask_now());
        assert!(said.is_err());
        // Also when the clock is put back.
        assert!(chat.due(start()).mask && chat.due(start() - DAY).mask);
        assert_eq!(chat.deadline(), Some(start()));
        assert!(chat.keep_up(start()).is_err());
        assert_eq!(chat.deadline(), Some(start()), "what was not done is still due");
        store.fault.set(Fault::None);
        assert!(chat.keep_up(start()).unwrap().mask);
        assert_eq!(chat.deadline(), Some(start() + 30 * DAY));
        assert!(chat.due(start()).is_nothing());
    }
}

#[test]
fn what_waits_for_a_store_that_is_away_is_bounded() {
    for deferred in [false, true] {
        for length in [0, 40_000] {
            let store = Faulty::default();
            let mut chat = store.chat(Retention::days(30));
            if deferred {
                chat = chat.masking_within(15 * MINUTE);
            }
            // One that is stored makes room before any is refused.
            chat.say(Role::User, "hei", start()).unwrap();
            store.fault.set(Fault::Away);
            let text = "x ".repeat(length);
            let mut taken = 1;
            while !chat.is_full() {
                assert_eq!(chat.say(Role::User, &text, start()).is_ok(), deferred && !chat.is_full());
                taken += 1;
                assert!(taken < 20_000, "it takes in as much as it is given");
            }
            for _ in 0..3 {
                assert!(chat.say(Role::User, &text, start()).is_err() && chat.is_full());
            }
            store.fault.set(Fault::None);
            let said = chat.take_in(Role::User, "takk", start()).unwrap();
            assert_eq!(said.number, taken, "what was refused has no number");
            chat.mask_now().unwrap();
            assert!(!chat.is_full());
            assert_eq!(store.texts().len() as u64, taken + 1);
        }
    }
}

#[test]
fn a_deletion_that_failed_is_remembered() {
    let store = Faulty::default();
    let mut chat = store.chat(Retention::days(30));
    chat.say(Role::User, "fnr 110379", start()).unwrap();
    store.fault.set(Fault::Away);
    assert!(chat.say(Role::User, "66640", start()).is_err());
    store.fault.set(Fault::Keeps);
    assert!(chat.delete().is_err());
    assert_eq!(chat.say(Role::User, "hei igjen", start()).unwrap(), "", "nothing more is taken in");
    assert!(chat.due(start() - DAY).delete && !chat.due(start()).mask);
    assert_eq!(chat.deadline(), Some(start()));
    assert!(chat.keep_up(start()).is_err() && chat.mask_now().is_ok());
    assert_eq!(store.texts(), ["fnr [ID-NUMMER]"], "neither amended nor written to");
    store.fault.set(Fault::None);
    assert!(chat.keep_up(start()).unwrap().delete);
    assert!(store.texts().is_empty() && chat.due(start()).is_nothing());
    assert_eq!(chat.deadline(), None);
    drop(chat);
    assert!(store.texts().is_empty());

    // Nobody keeps up any more: dropping it tries once more.
    let mut chat = store.chat(Retention::days(30));
    chat.say(Role::User, "hei", start()).unwrap();
    store.fault.set(Fault::Keeps);
    assert!(chat.delete().is_err());
    store.fault.set(Fault::None);
    drop(chat);
    assert!(store.texts().is_empty());
}

#[test]
fn what_is_kept_until_the_end_is_not_written_when_it_has_come() {
    for deferred in [false, true] {
        let store = Faulty::default();
        let chat = || {
            let chat = store.chat(Retention::until_end());
            let mut chat = if deferred { chat.masking_within(15 * MINUTE) } else { chat };
            chat.say(Role::User, "hei", start()).unwrap();
            chat
        };
        let mut ended = chat();
        ended.end(start());
        drop(ended);
        assert!(store.texts().is_empty(), "nobody is left who could delete it");
        // Until it has ended somebody may go on with it.
        drop(chat());
        assert_eq!(store.texts(), ["hei"]);
        store.inner.borrow_mut().delete().unwrap();
    }
}

#[test]
fn each_answer_has_the_question_it_was_given_to_also_when_masked_later() {
    let store = Faulty::default();
    for deferred in [false, true] {
        let chat = store.chat(Retention::days(30));
        let mut chat = if deferred { chat.masking_within(15 * MINUTE) } else { chat };
        chat.say(Role::User, "hei på deg", start()).unwrap();
        chat.asks(&[Label::Phone]).say(Role::Bot, "Velg:", start()).unwrap();
        chat.say(Role::User, "400 65", start()).unwrap();
        chat.asks(&[Label::Phone]).asks(&[Label::Name]).say(Role::User, "storm", start()).unwrap();
        chat.asks(&[]).say(Role::User, "storm og vind", start()).unwrap();
        // What is asked for when the rest is masked is kept for the answer.
        chat.asks(&[Label::Phone]);
        chat.mask_now().unwrap();
        chat.say(Role::User, "400 66", start()).unwrap();
        chat.mask_now().unwrap();
        let texts = store.texts();
        assert_eq!([&*texts[0], &texts[2], &texts[3], &texts[5]], ["hei på deg", "[TELEFON]", "[NAVN]", "[TELEFON]"]);
    }
}

/// The other side's words in memory are masked by what the conversation knows.
#[test]
fn a_download_of_what_is_not_masked_yet_knows_the_names() {
    let mut known = KnownNames::new();
    known.mask("Zebrafine").leave_unmasked("Anne Lunde");
    let mut chat =
        Faulty::default().chat(Retention::days(30)).masking_within(MINUTE).knowing(Conversation::knowing(known));
    chat.say(Role::Adviser, "Hei zebrafine, dette er Anne Lunde", start()).unwrap();
    let texts: Vec<String> = chat.download().unwrap().into_iter().map(|downloaded| downloaded.text).collect();
    assert_eq!(texts, ["Hei [NAVN], dette er Anne Lunde"]);
}
