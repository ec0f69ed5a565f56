//! What a database that fails, or that somebody else has written to, does to what is said and stored.

use std::time::{Duration, SystemTime};

use crate::common::{Browser, Folder, found_in_files, start, texts};
use crate::secrets::Program;
use serde_json::json;
use sladd_chat_service::config::{Config, Masking};
use sladd_chat_service::retention::sweep;
use sladd_chat_service::statistics::Statistics;

const REFUSE: &str = "CREATE TRIGGER refuse BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'refused'); END";

/// The second half of a number says that the first is one, but the first message is not stored as it was masked.
#[test]
fn what_cannot_be_masked_in_a_message_that_was_changed_is_masked_with_all_of_it() {
    let folder = Folder::new();
    let mut program = Program::start(&folder, "at-once");
    let (mut citizen, mut adviser) = (Browser::begin(&program.url), Browser::adviser(&program.url));
    citizen.say("fødselsnummeret mitt er");
    let path = citizen.hand_over_to(&mut adviser);
    let number =
        citizen.post("/api/chat/messages", &json!({ "text": "tlf 412 10" })).json()["number"].as_u64().unwrap();
    let connection = rusqlite::Connection::open(folder.0.join("chat.sqlite")).unwrap();
    let changed = "UPDATE messages SET text = 'kodeordet er blåveisbukett, 412 10' WHERE number = ?1";
    assert_eq!(connection.execute(changed, [number]).unwrap(), 1);
    let (told, heard) = (adviser.events(&format!("{path}/events")), citizen.events("/api/chat/events"));
    assert_eq!(citizen.say("000"), "[TELEFON]");

    let whole = "[TELEFON] (hele meldingen er sladdet)";
    for mut events in [told.take(2), heard.take(2)].map(Iterator::collect::<Vec<_>>) {
        let said = events.pop().unwrap();
        let amended = events.pop().unwrap();
        assert_eq!((said["event"].as_str(), said["text"].as_str()), (Some("message"), Some("[TELEFON]")));
        assert_eq!((amended["event"].as_str(), amended["text"].as_str()), (Some("amended"), Some(whole)));
        assert_eq!((amended["number"].as_u64(), amended["role"].as_str()), (Some(number), Some("user")));
    }
    let at = usize::try_from(number).unwrap();
    assert_eq!(texts(&adviser.get(&path).json())[at], whole);
    assert_eq!(citizen.get("/api/chat").json()["messages"][at]["stored"], whole);
    // Another number of the same kind changes nothing more.
    citizen.say("tlf 413 11");
    citizen.say("000");
    assert_eq!(texts(&adviser.get(&path).json())[at], whole);

    program.stop();
    let log = std::fs::read_to_string(folder.0.join("stderr.log")).unwrap();
    let counted: Vec<_> = log.lines().filter(|line| line.contains("masked whole")).collect();
    assert_eq!(counted.len(), 1, "{log}");
    assert!(counted[0].contains("messages=1"), "{log}");
    drop(connection);
    let readable = ["blåveisbukett".to_owned(), "412 10".to_owned()];
    assert_eq!(found_in_files(&folder.0, &readable), Vec::<String>::new());
}

/// The same where masking comes later: the message is changed between the one and the other.
#[test]
fn masked_later_it_is_masked_with_all_of_it_as_well() {
    for end in [false, true] {
        let folder = Folder::new();
        let after = Duration::from_secs(900);
        let (chats, url) = start(Config { masking: Masking::After(after), ..folder.config() });
        let mut browser = Browser::at(&url);
        browser.post("/api/chat", &json!({ "consent": true, "language": "nn" }));
        browser.say("tlf 412 10");
        browser.say("000");
        let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
        // The trigger itself stands in the file: the word does not stand in it.
        connection
            .execute_batch(
                "CREATE TRIGGER change AFTER INSERT ON messages WHEN NEW.text = 'tlf 412 10' BEGIN
                 UPDATE messages SET text = 'blåveis' || 'bukett' WHERE chat = NEW.chat AND number = NEW.number; END",
            )
            .unwrap();
        if end {
            // Who reads the chat that has ended has it masked.
            browser.post("/api/chat/end", &json!(null));
        } else {
            sweep(&chats, SystemTime::now() + after).unwrap();
        }
        let whole = browser.get("/api/chat").json();
        assert_eq!(texts(&whole)[1], "[TELEFON] (heile meldinga er sladda)", "{whole}");
        sweep(&chats, SystemTime::now()).unwrap();
        assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
        assert_eq!(Statistics::read(chats.database()).unwrap().by_kind, [("phone".to_owned(), 1)]);
    }
}

#[test]
fn when_the_database_has_failed_for_long_no_more_is_taken_in_and_it_is_said() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
    let path = citizen.hand_over_to(&mut adviser);
    let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
    connection.execute_batch(REFUSE).unwrap();
    let long = json!({ "text": "\u{1F600}".repeat(2000) });
    let mut waiting = 0;
    let refused = loop {
        let answer = citizen.post("/api/chat/messages", &long);
        if answer.status == 503 {
            break answer;
        }
        assert_eq!((answer.status, answer.json()["error"].as_str()), (500, Some("broken")));
        waiting += 1;
        assert!(waiting < 1000, "it is never full");
    };
    assert_eq!(refused.json()["error"], "unstored");
    // What is refused has no number, or what was typed in it would be reckoned to another.
    let typed = json!({ "text": "Hva betyr [HELSE]?" });
    assert_eq!(citizen.post("/api/chat/messages", &typed).json()["error"], "unstored");
    let answer = adviser.post(&format!("{path}/messages"), &json!({ "text": "Hei" }));
    assert_eq!((answer.status, answer.json()["error"].as_str()), (503, Some("unstored")));

    connection.execute_batch("DROP TRIGGER refuse").unwrap();
    let told = adviser.events(&format!("{path}/events"));
    let before = 2;
    let answer = citizen.post("/api/chat/messages", &typed).json();
    assert_eq!(answer["number"], before + waiting);
    let told: Vec<_> = told.take(2).map(|event| event["event"].as_str().unwrap().to_owned()).collect();
    assert_eq!(told, ["message", "masked"], "pages read what waited");
    assert_eq!(texts(&adviser.get(&path).json()).len(), before + waiting + 1, "each of those that were taken in, once");
    assert_eq!(Statistics::read(chats.database()).unwrap().by_kind, []);
}

/// The bot's answer to a message that is stored may wait: who is told that the message is not writes it again.
#[test]
fn a_message_that_is_stored_is_not_refused_for_the_answer_to_it() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
    connection.execute_batch(&REFUSE.replace("ON messages", "ON messages WHEN NEW.role = 'bot'")).unwrap();
    assert_eq!(browser.say("Hvordan søker jeg barnehageplass?"), "Hvordan søker jeg barnehageplass?");
    assert_eq!(texts(&browser.get("/api/chat").json()).len(), 3, "the answer waits in memory");
    connection.execute_batch("DROP TRIGGER refuse").unwrap();
    sweep(&chats, SystemTime::now()).unwrap();
    let stored: usize = connection.query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).unwrap();
    assert_eq!(stored, 3);
}

/// Where it cannot be written down when a chat has to go, it does not leave memory: nothing would delete it.
#[test]
fn a_chat_in_which_something_panicked_stays_until_it_is_noted_when_it_goes() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let (mut browser, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
    browser.say("kodeordet er blåveisbukett");
    let path = browser.hand_over_to(&mut adviser);
    let chat = chats.of_id(path.rsplit('/').next().unwrap()).unwrap();
    let panicked = std::thread::spawn(move || {
        let _guard = chat.lock().unwrap();
        panic!("in a test that wants it");
    });
    assert!(panicked.join().is_err());
    let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
    connection.execute_batch(&REFUSE.replace("INSERT ON messages", "UPDATE ON chats")).unwrap();
    let now = SystemTime::now();
    assert!(sweep(&chats, now).is_err());
    connection.execute_batch("DROP TRIGGER refuse").unwrap();
    assert_eq!(sweep(&chats, now).unwrap().dropped, 1);
    assert_eq!(sweep(&chats, now + Duration::from_secs(31 * 24 * 60 * 60)).unwrap().deleted, 1);
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
}
