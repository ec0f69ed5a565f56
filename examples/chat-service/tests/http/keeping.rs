//! How long what is kept: retention, masking later, a restart.

use std::time::{Duration, SystemTime};

use crate::common::{Browser, Folder, found_in_files, start, texts};
use serde_json::json;
use sladd::Retention;
use sladd_chat_service::config::{Config, Masking};
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
    let (chats, url) = start(Config { retention: Retention::until_end(), ..folder.config() });
    let mut browser = Browser::begin(&url);
    browser.say("blåveisbukett");
    browser.post("/api/chat/end", &json!(null));
    sweep(&chats, SystemTime::now()).unwrap();
    assert_eq!(browser.get("/api/chat").status, 404);
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
}

#[test]
fn masked_later_the_adviser_reads_what_was_written_and_nothing_is_stored_until_then() {
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
    assert_eq!(sweep(&chats, end + 15 * MINUTE).unwrap().let_go, 1);
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
