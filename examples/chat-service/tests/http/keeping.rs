//! How long what is kept: retention, masking later, a restart.

use std::time::{Duration, SystemTime};

use crate::common::{Browser, Folder, found_in_files, start, texts};
use serde_json::json;
use sladd_chat_service::chats::Chats;
use sladd_chat_service::config::{Config, Masking};
use sladd_chat_service::database::Database;
use sladd_chat_service::retention::{self, sweep};
use sladd_chat_service::statistics::Statistics;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MINUTE: Duration = Duration::from_secs(60);

#[test]
fn a_chat_goes_thirty_days_after_its_end_and_its_count_stays() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    browser.say("kodeordet er blåveisbukett, ring 412 00 000");
    browser.post("/api/chat/end", &json!(null));
    let end = SystemTime::now();
    assert_eq!(sweep(&chats, end).unwrap().let_go, 1);
    assert_eq!(sweep(&chats, end + 29 * DAY).unwrap().deleted, 0);
    assert!(browser.get("/api/chat/download").body.contains("blåveisbukett, ring [TELEFON]"));
    assert_eq!(sweep(&chats, end + 30 * DAY + MINUTE).unwrap().deleted, 1);
    assert_eq!(browser.get("/api/chat").status, 404);
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
    assert_eq!(Statistics::read(chats.database()).unwrap().by_kind, [("phone".to_owned(), 1)]);
}

#[test]
fn a_chat_that_nobody_ends_ends_by_itself() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    browser.say("Ring 412 00 000");
    assert_eq!(sweep(&chats, SystemTime::now() + 29 * MINUTE).unwrap().let_go, 0);
    assert_eq!(sweep(&chats, SystemTime::now() + 31 * MINUTE).unwrap().let_go, 1);
    assert_eq!(browser.get("/api/chat").json()["state"], "ended");
    assert_eq!(texts(&browser.get("/api/chat").json())[1], "Ring [TELEFON]");
}

#[test]
fn with_no_retention_everything_goes_with_the_end() {
    let folder = Folder::new();
    let (chats, url) = start(Config { retention_days: 0, ..folder.config() });
    let mut browser = Browser::begin(&url);
    browser.say("blåveisbukett");
    browser.post("/api/chat/end", &json!(null));
    sweep(&chats, SystemTime::now()).unwrap();
    assert_eq!(browser.get("/api/chat").status, 404);
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
}

#[test]
fn masked_later_the_adviser_reads_what_was_written_and_it_is_stored_masked_in_time() {
    let folder = Folder::new();
    let (chats, url) = start(Config { masking: Masking::After(15 * MINUTE), ..folder.config() });
    let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
    citizen.say("Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
    citizen.post("/api/chat/adviser", &json!(null));
    let id = adviser.get("/api/adviser/chats").json()[0]["id"].as_str().unwrap().to_owned();
    let seen = texts(&adviser.get(&format!("/api/adviser/chats/{id}")).json());
    assert_eq!(seen[1], "Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());

    citizen.post("/api/chat/end", &json!(null));
    let end = SystemTime::now();
    assert_eq!(sweep(&chats, end + 14 * MINUTE).unwrap().let_go, 0);
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
    // The look before the last moment: the next would come too late.
    assert_eq!(sweep(&chats, end + 15 * MINUTE - chats.config().sweep / 2).unwrap().let_go, 1);
    assert_eq!(texts(&citizen.get("/api/chat").json())[1], "Jeg heter [NAVN], kodeordet er blåveisbukett");
    assert_eq!(found_in_files(&folder.0, &["Nordvik".to_owned()]), Vec::<String>::new());
    assert_eq!(sweep(&chats, end + 46 * DAY).unwrap().deleted, 1);
}

#[test]
fn a_service_that_stops_leaves_masked_chats_behind() {
    for masking in [Masking::AtOnce, Masking::After(15 * MINUTE)] {
        let folder = Folder::new();
        let (chats, url) = start(Config { masking, ..folder.config() });
        let mut browser = Browser::begin(&url);
        browser.say("Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
        retention::finish(&chats, SystemTime::now()).unwrap();

        let (chats, url) = start(folder.config());
        let mut again = Browser::at(&url);
        again.cookie = browser.cookie;
        let whole = again.get("/api/chat").json();
        assert_eq!(
            (whole["state"].as_str(), texts(&whole)[1].as_str()),
            (Some("ended"), "Jeg heter [NAVN], kodeordet er blåveisbukett")
        );
        assert_eq!(again.send("DELETE", "/api/chat", "", &[]).status, 204);
        assert_eq!(
            found_in_files(&folder.0, &["blåveisbukett".to_owned(), "Nordvik".to_owned()]),
            Vec::<String>::new()
        );
        assert_eq!(Statistics::read(chats.database()).unwrap().dialogues, 1);
    }
}

/// Who reads a chat that has ended has the library mask and store it, before the retention job does.
#[test]
fn masked_later_a_chat_that_is_read_after_its_end_goes_as_any_other() {
    for who in ["citizen", "adviser", "download"] {
        let folder = Folder::new();
        let config = Config { masking: Masking::After(15 * MINUTE), ..folder.config() };
        let (chats, url) = start(config.clone());
        let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
        citizen.say("Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
        let path = citizen.hand_over_to(&mut adviser);
        let told = adviser.events(&format!("{path}/events"));
        citizen.post("/api/chat/end", &json!(null));
        let end = SystemTime::now();
        let seen = match who {
            "citizen" => citizen.get("/api/chat").body,
            "adviser" => adviser.get(&path).body,
            _ => citizen.get("/api/chat/download").body,
        };
        assert!(seen.contains("[NAVN]") && !seen.contains("Nordvik"), "{who}: {seen}");
        let told: Vec<_> = told.take(2).map(|event| event["event"].as_str().unwrap().to_owned()).collect();
        assert_eq!(told, ["state", "masked"], "{who}: pages that show what was written are told");
        assert_eq!(sweep(&chats, end).unwrap().let_go, 1, "{who}");

        // The next process finds it, and when its time has come.
        let chats = Chats::new(Database::open(&config.database).unwrap(), config).unwrap();
        assert!(!found_in_files(&folder.0, &["blåveisbukett".to_owned()]).is_empty(), "{who}");
        assert_eq!(sweep(&chats, end + 29 * DAY).unwrap().deleted, 0, "{who}");
        assert_eq!(sweep(&chats, end + 31 * DAY).unwrap().deleted, 1, "{who}");
        assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new(), "{who}");
    }
}

#[test]
fn masked_later_pages_are_told_when_it_is() {
    let folder = Folder::new();
    let (chats, url) = start(Config { masking: Masking::After(15 * MINUTE), ..folder.config() });
    let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
    citizen.say("Jeg heter Kari Nordvik");
    let path = citizen.hand_over_to(&mut adviser);
    let told = adviser.events(&format!("{path}/events"));
    sweep(&chats, SystemTime::now() + 16 * MINUTE).unwrap();
    assert_eq!(told.take(1).next().unwrap()["event"], "masked");
    assert_eq!(texts(&adviser.get(&path).json())[1], "Jeg heter [NAVN]");
}

#[test]
fn a_chat_with_which_nothing_can_be_done_keeps_no_other() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut all: Vec<Browser> = (0..4).map(|_| Browser::begin(&url)).collect();
    for browser in &mut all {
        browser.say("kodeordet er blåveisbukett");
    }
    let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
    let refuse = |event: &str| {
        let refuse = "BEGIN SELECT RAISE(ABORT, 'refused'); END";
        let id: String = connection.query_row("SELECT id FROM chats LIMIT 1 OFFSET 2", [], |row| row.get(0)).unwrap();
        connection.execute_batch(&format!(
            "CREATE TRIGGER refuse_{event} BEFORE {event} ON chats WHEN OLD.id = '{id}' {refuse}"
        ))
    };
    refuse("UPDATE").unwrap();
    let idle = SystemTime::now() + 31 * MINUTE;
    assert!(sweep(&chats, idle).is_err());
    connection.execute_batch("DROP TRIGGER refuse_UPDATE").unwrap();
    assert_eq!(sweep(&chats, idle).unwrap().let_go, 1, "the three others had gone");
    refuse("DELETE").unwrap();
    assert!(sweep(&chats, idle + 31 * DAY).is_err());
    let left: usize = connection.query_row("SELECT count(*) FROM chats", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 1, "the three others are deleted");
}

#[test]
fn a_chat_in_which_something_panicked_is_dropped_and_kept_as_long_as_any_other() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let (mut broken, mut whole, mut adviser) = (Browser::begin(&url), Browser::begin(&url), Browser::adviser(&url));
    broken.say("Jeg heter Kari Nordvik, kodeordet er blåveisbukett");
    let path = broken.hand_over_to(&mut adviser);
    let chat = chats.of_id(path.rsplit('/').next().unwrap()).unwrap();
    let panicked = std::thread::spawn(move || {
        let _guard = chat.lock().unwrap();
        panic!("in a test that wants it");
    });
    assert!(panicked.join().is_err());
    assert_eq!(broken.get("/api/chat").status, 500, "what is half changed is not used");
    assert_eq!(adviser.get("/api/adviser/chats").json(), json!([]));

    let now = SystemTime::now();
    assert_eq!(sweep(&chats, now).unwrap().dropped, 1);
    whole.say("goes on");
    let read = broken.get("/api/chat").json();
    assert_eq!((read["state"].as_str(), texts(&read).len()), (Some("ended"), 4));
    assert_eq!(sweep(&chats, now + 29 * DAY).unwrap().deleted, 0);
    assert_eq!(sweep(&chats, now + 31 * DAY).unwrap().deleted, 1);
}

#[test]
fn what_the_store_refused_once_leaves_the_numbers_as_they_are() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    let connection = rusqlite::Connection::open(&chats.config().database).unwrap();
    connection
        .execute_batch("CREATE TRIGGER no BEFORE INSERT ON messages BEGIN SELECT RAISE(ABORT, 'refused'); END")
        .unwrap();
    assert_eq!(browser.post("/api/chat/messages", &json!({ "text": "first" })).status, 500);
    connection.execute_batch("DROP TRIGGER no").unwrap();
    let told = browser.events("/api/chat/events");
    let answer = browser.post("/api/chat/messages", &json!({ "text": "kodeordet er blåveisbukett" })).json();
    let whole = browser.get("/api/chat").json();
    let number = usize::try_from(answer["number"].as_u64().unwrap()).unwrap();
    assert_eq!(whole["messages"][number]["text"], "kodeordet er blåveisbukett");
    assert_eq!(told.take(1).next().unwrap()["number"], number);
}
