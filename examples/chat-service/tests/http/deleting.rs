//! What is deleted or masked further is in no file: not in the database, not in its write-ahead log.

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, SystemTime};

use crate::common::{Browser, Folder, found_in_files, start};
use serde_json::json;
use sladd_chat_service::chats::Chats;
use sladd_chat_service::config::{Config, Masking};
use sladd_chat_service::database::Database;
use sladd_chat_service::retention::{self, sweep};
use sladd_chat_service::statistics::Statistics;

/// The first half of a number is known as one when the second has come.
#[test]
fn what_was_masked_further_leaves_no_copy_of_what_it_was() {
    const CHATS: usize = 40;
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browsers: Vec<Browser> = (0..CHATS).map(|_| Browser::begin(&url)).collect();
    let first = |chat: usize| format!("412 {:02}", 10 + chat);
    for (chat, browser) in browsers.iter_mut().enumerate() {
        let said = format!("tlf {}", first(chat));
        assert_eq!(browser.say(&said), said, "half a number is no number");
    }
    let halves: Vec<String> = (0..CHATS).map(first).collect();
    let stored = found_in_files(&folder.0, &halves);
    assert!(stored.iter().any(|found| found.ends_with("-wal")), "the search finds what is there: {stored:?}");
    for browser in &mut browsers {
        assert_eq!(browser.say("000"), "[TELEFON]");
    }
    let in_log: Vec<String> =
        found_in_files(&folder.0, &halves).into_iter().filter(|found| found.ends_with("-wal")).collect();
    assert_eq!(in_log, Vec::<String>::new(), "the log is emptied at once");
    sweep(&chats, SystemTime::now()).unwrap();
    assert_eq!(found_in_files(&folder.0, &halves), Vec::<String>::new());
}

#[test]
fn a_log_that_another_program_reads_is_emptied_when_it_has_read() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    browser.say("kodeordet er blåveisbukett");
    let secret = ["blåveisbukett".to_owned()];
    let other = rusqlite::Connection::open(&chats.config().database).unwrap();
    other.execute_batch("BEGIN; SELECT count(*) FROM messages").unwrap();
    assert_eq!(browser.send("DELETE", "/api/chat", "", &[]).status, 204);
    assert!(!found_in_files(&folder.0, &secret).is_empty(), "the other program still reads it");
    other.execute_batch("COMMIT").unwrap();
    sweep(&chats, SystemTime::now()).unwrap();
    assert_eq!(found_in_files(&folder.0, &secret), Vec::<String>::new());
}

#[test]
fn a_new_chat_takes_the_place_of_the_one_before_when_the_citizen_knows() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    for ended in [false, true] {
        let mut browser = Browser::begin(&url);
        browser.say("kodeordet er blåveisbukett");
        if ended {
            browser.post("/api/chat/end", &json!(null));
        }
        let before = browser.cookie.clone();
        let answer = browser.post("/api/chat", &json!({ "consent": true, "language": "nb" }));
        assert_eq!((answer.status, answer.json()["error"].as_str()), (409, Some("earlier")));
        assert_eq!(browser.cookie, before, "the key to the chat is not lost");
        assert!(browser.get("/api/chat").body.contains("blåveisbukett"));

        let begun = json!({ "consent": true, "language": "nb", "replace": true });
        assert_eq!(browser.post("/api/chat", &begun).status, 201);
        assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
        browser.cookie = before;
        assert_eq!(browser.get("/api/chat").status, 404);
    }
}

#[test]
fn the_browser_keeps_the_key_as_long_as_the_chat_is_kept() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::at(&url);
    let begun = browser.post("/api/chat", &json!({ "consent": true, "language": "nb" }));
    assert!(begun.header("set-cookie").ends_with("; Max-Age=2678400"), "{}", begun.header("set-cookie"));
    let key = browser.cookie.clone();
    let said = browser.post("/api/chat/messages", &json!({ "text": "hei" }));
    assert!(said.header("set-cookie").ends_with("; Max-Age=2678400"), "the time begins anew");
    assert_eq!(browser.cookie, key);
}

#[test]
fn the_files_are_nobody_elses_to_read() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    Browser::begin(&url).say("hei");
    for file in std::fs::read_dir(&folder.0).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.file_name());
    }
}

/// A trigger with which the database refuses to delete chats, until it is dropped.
const REFUSE: &str = "CREATE TRIGGER refuse BEFORE DELETE ON chats BEGIN SELECT RAISE(ABORT, 'refused'); END";

#[test]
fn a_chat_that_cannot_be_deleted_yet_shows_nothing_and_is_deleted_later() {
    for masking in [Masking::AtOnce, Masking::After(Duration::from_secs(900))] {
        let folder = Folder::new();
        let (chats, url) = start(Config { masking, ..folder.config() });
        let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
        citizen.say("Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
        let path = citizen.hand_over_to(&mut adviser);
        let (told, heard) = (adviser.events(&format!("{path}/events")), citizen.events("/api/chat/events"));
        let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
        connection.execute_batch(REFUSE).unwrap();
        for _ in 0..2 {
            let answer = citizen.send("DELETE", "/api/chat", "", &[]);
            assert_eq!((answer.status, answer.json()["error"].as_str()), (503, Some("deleting")), "{masking:?}");
            assert!(answer.header("set-cookie").is_empty(), "the key is left to try again");
        }

        let stored =
            || -> usize { connection.query_row("SELECT count(*) FROM messages", [], |row| row.get(0)).unwrap() };
        let before = stored();
        let hei = json!({ "text": "kodeordet er blåveisbukett" });
        for (path, body) in [("messages", &hei), ("adviser", &json!(null)), ("end", &json!(null))] {
            let answer = citizen.post(&format!("/api/chat/{path}"), body);
            assert_eq!((answer.status, answer.json()["error"].as_str()), (503, Some("deleting")), "{path}");
        }
        for path in ["/api/chat", "/api/chat/download", "/api/chat/events"] {
            let answer = citizen.get(path);
            assert_eq!((answer.status, answer.json()["error"].as_str()), (503, Some("deleting")), "{path}");
        }
        for (place, body) in [("take", &json!(null)), ("messages", &hei), ("end", &json!(null))] {
            assert_eq!(adviser.post(&format!("{path}/{place}"), body).status, 404, "{place}");
        }
        assert_eq!((adviser.get(&path).status, adviser.get(&format!("{path}/events")).status), (404, 404));
        assert_eq!(adviser.get("/api/adviser/chats").json(), json!([]));
        assert_eq!(stored(), before, "nothing was taken in");

        assert!(sweep(&chats, SystemTime::now()).is_err());
        assert_eq!(citizen.get("/api/chat").status, 503);
        connection.execute_batch("DROP TRIGGER refuse").unwrap();
        let swept = sweep(&chats, SystemTime::now()).unwrap();
        assert_eq!((swept.deleted, swept.let_go, stored()), (1, 1, 0));
        for events in [told.collect::<Vec<_>>(), heard.collect()] {
            let events: Vec<_> = events.iter().map(|event| event["event"].as_str().unwrap()).collect();
            assert_eq!(
                events,
                ["deleting", "deleted"],
                "open pages are told once, and that it is gone; nothing is said"
            );
        }
        assert_eq!(citizen.get("/api/chat").status, 404);
        assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
        assert_eq!(Statistics::read(chats.database()).unwrap().dialogues, 1, "it is counted once");
        assert!(sweep(&chats, SystemTime::now()).unwrap() == retention::Swept::default());
    }
}

#[test]
fn a_deletion_that_was_refused_is_done_by_the_next_process_if_need_be() {
    for ended in [false, true] {
        let folder = Folder::new();
        let (chats, url) = start(folder.config());
        let mut browser = Browser::begin(&url);
        browser.say("kodeordet er blåveisbukett");
        if ended {
            browser.post("/api/chat/end", &json!(null));
            assert_eq!(sweep(&chats, SystemTime::now()).unwrap().let_go, 1, "it has left memory");
        }
        let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
        connection.execute_batch(REFUSE).unwrap();
        assert_eq!(browser.send("DELETE", "/api/chat", "", &[]).json()["error"], "deleting");
        assert_eq!(browser.get("/api/chat").json()["error"], "deleting");
        assert_eq!(browser.get("/api/chat/download").json()["error"], "deleting");
        assert!(retention::finish(&chats, SystemTime::now()).is_err());

        connection.execute_batch("DROP TRIGGER refuse").unwrap();
        let config = folder.config();
        let next = Chats::new(Database::open(&config.database).unwrap(), config).unwrap();
        assert_eq!(sweep(&next, SystemTime::now()).unwrap().deleted, 1, "not after thirty days");
        assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
    }
}

#[test]
fn what_is_not_kept_goes_before_the_service_stops() {
    let folder = Folder::new();
    let (chats, url) = start(Config { retention_days: 0, ..folder.config() });
    Browser::begin(&url).say("kodeordet er blåveisbukett");
    assert!(!found_in_files(&folder.0, &["blåveisbukett".to_owned()]).is_empty(), "the search finds what is there");
    retention::finish(&chats, SystemTime::now()).unwrap();
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
}
