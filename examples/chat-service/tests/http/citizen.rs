//! What a citizen may count on, over HTTP.

use crate::common::{Browser, Folder, found_in_files, start, texts};
use serde_json::json;

#[test]
fn without_consent_there_is_no_chat() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let mut browser = Browser::at(&url);
    assert_eq!(browser.get("/api/chat").json()["error"], "consent");
    assert_eq!(browser.post("/api/chat/messages", &json!({ "text": "hei" })).status, 403);
    assert_eq!(browser.post("/api/chat", &json!({ "consent": false, "language": "nb" })).status, 403);
    assert_eq!(browser.post("/api/chat", &json!({ "language": "nb" })).status, 400);
    assert!(browser.cookie.is_empty());
    assert_eq!(sladd_chat_service::statistics::Statistics::read(chats.database()).unwrap().dialogues, 0);

    let answer = browser.post("/api/chat", &json!({ "consent": true, "language": "nn" }));
    let cookie = answer.header("set-cookie");
    for part in ["__Host-", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(texts(&browser.get("/api/chat").json())[0].contains("Kva lurer du på?"));
}

#[test]
fn what_is_stored_is_masked_and_the_bot_answers() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    assert_eq!(
        browser.say("Fnr 110379 66640, hvordan søker jeg barnehageplass?"),
        "Fnr [FØDSELSNUMMER], hvordan søker jeg barnehageplass?"
    );
    let whole = browser.get("/api/chat").json();
    let messages = whole["messages"].as_array().unwrap();
    assert_eq!(whole["state"], "bot");
    // Own words are one's own while the chat goes on, and the page shows what is stored of them.
    assert_eq!(messages[1]["text"], "Fnr 110379 66640, hvordan søker jeg barnehageplass?");
    assert_eq!(messages[1]["stored"], "Fnr [FØDSELSNUMMER], hvordan søker jeg barnehageplass?");
    assert!(messages[2]["text"].as_str().unwrap().contains("hos kommunen"));
    assert_eq!(messages[2]["role"], "bot");
    assert!(found_in_files(&folder.0, &["barnehageplass".to_owned()]).len() == 1, "the search finds what is there");
    assert_eq!(found_in_files(&folder.0, &["110379".to_owned(), "66640".to_owned()]), Vec::<String>::new());
}

#[test]
fn a_number_in_two_messages_is_masked_in_both() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    let events = browser.events("/api/chat/events");
    browser.say("fødselsnummeret mitt er 110379");
    assert_eq!(browser.say("66640"), "[FØDSELSNUMMER]");
    let amended = events.take(8).find(|event| event["event"] == "amended").unwrap();
    assert_eq!(
        (amended["number"].as_u64(), amended["text"].as_str()),
        (Some(1), Some("fødselsnummeret mitt er [FØDSELSNUMMER]"))
    );
    let stored = browser.get("/api/chat").json()["messages"][1]["stored"].clone();
    assert_eq!(stored, "fødselsnummeret mitt er [FØDSELSNUMMER]");
}

#[test]
fn a_chat_is_downloaded_in_own_words_while_it_goes_on_and_masked_afterwards() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    browser.say("Ring Kari Nordvik på 412 00 000");
    let answer = browser.get("/api/chat/download");
    assert!(answer.header("content-disposition").starts_with("attachment"));
    assert!(answer.body.contains("Du: Ring Kari Nordvik på 412 00 000\n"), "{}", answer.body);
    assert_eq!(browser.post("/api/chat/end", &json!(null)).status, 204);
    assert!(browser.get("/api/chat/download").body.contains("Du: Ring [NAVN] på [TELEFON]\n"));
    assert_eq!(browser.post("/api/chat/messages", &json!({ "text": "er du der" })).json()["error"], "gone");
    assert_eq!(browser.get("/api/chat").json()["state"], "ended");
}

#[test]
fn what_is_deleted_is_in_no_file() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    for path in ["/api/chat", "/api/chat/consent"] {
        let mut browser = Browser::begin(&url);
        browser.say("kodeordet er blåveisbukett, ring 412 00 000");
        assert!(!found_in_files(&folder.0, &["blåveisbukett".to_owned()]).is_empty(), "the search finds what is there");
        let key = browser.cookie.clone();
        let answer = browser.send("DELETE", path, "", &[]);
        assert_eq!(answer.status, 204);
        assert!(answer.header("set-cookie").contains("Max-Age=0"));
        assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
        browser.cookie = key;
        assert_eq!(browser.get("/api/chat").status, 404);
    }
    let statistics = sladd_chat_service::statistics::Statistics::read(chats.database()).unwrap();
    assert_eq!((statistics.dialogues, statistics.redacted), (2, 2));
    assert_eq!(statistics.by_kind, [("phone".to_owned(), 2)]);
}

#[test]
fn what_is_no_message_is_refused_without_being_quoted() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    for (body, status) in [
        (r#"{"text": 11037966640}"#.to_owned(), 400),
        (r#"{"text": "110379 66640"#.to_owned(), 400),
        (json!({ "text": "  \n" }).to_string(), 422),
        (json!({ "text": "a".repeat(2001) }).to_string(), 422),
        (json!({ "text": "110379 66640".repeat(2000) }).to_string(), 413),
    ] {
        let answer = browser.send("POST", "/api/chat/messages", &body, &[]);
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(!answer.body.contains("110379"), "{}", answer.body);
    }
    assert_eq!(texts(&browser.get("/api/chat").json()).len(), 1);
}
