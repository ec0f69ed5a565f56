//! What is deleted or masked further is in no file: not in the database, not in its write-ahead log.

use std::os::unix::fs::PermissionsExt;
use std::time::SystemTime;

use crate::common::{Browser, Folder, found_in_files, start};
use serde_json::json;
use sladd_chat_service::retention::sweep;

/// The first half of a number is known as one when the second has come.
#[test]
fn what_was_masked_further_leaves_no_copy_of_what_it_was() {
    const CHATS: usize = 40;
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browsers: Vec<Browser> = (0..CHATS).map(|_| Browser::begin(&url)).collect();
    let first = |chat: usize| format!("412 {:02}", 10 + chat);
    for (chat, browser) in browsers.iter_mut().enumerate() {
        // The library takes the greeting for a question after a number; the bot's next words are none.
        browser.say("hei");
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
