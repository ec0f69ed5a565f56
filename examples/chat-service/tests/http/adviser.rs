//! What an adviser sees, and who is one.

use crate::common::{Browser, Folder, TOKEN, found_in_files, start, texts};
use serde_json::json;
use sladd_chat_service::chats::Chats;
use sladd_chat_service::config::{Config, Masking};
use sladd_chat_service::database::Database;
use sladd_chat_service::statistics::Statistics;

#[test]
fn the_token_opens_the_adviser_pages_and_nothing_else_does() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut citizen = Browser::begin(&url);
    for path in ["/api/adviser/chats", "/api/adviser/events", "/api/adviser/chats/0123"] {
        assert_eq!(citizen.get(path).status, 401, "{path}");
        assert_eq!(Browser::at(&url).send("GET", path, "", &[("cookie", "__Host-adviser=0000")]).status, 401, "{path}");
    }
    assert_eq!(citizen.get("/statistikk").status, 303);
    let mut browser = Browser::at(&url);
    assert_eq!(browser.post("/api/adviser/login", &json!({ "token": "a token of thirty-two character" })).status, 401);
    let answer = browser.post("/api/adviser/login", &json!({ "token": TOKEN }));
    assert!(!answer.header("set-cookie").contains(TOKEN));
    assert_eq!(browser.get("/api/adviser/chats").status, 200);
    let cookie = browser.cookie.clone();
    browser.post("/api/adviser/logout", &json!(null));
    browser.cookie = cookie;
    assert_eq!(browser.get("/api/adviser/chats").status, 401);
    let tries = (0..12).map(|_| browser.post("/api/adviser/login", &json!({ "token": "guess" })).status);
    assert_eq!(tries.last(), Some(429));
}

#[test]
fn an_adviser_has_the_masked_history_from_the_hand_over_on() {
    let folder = Folder::new();
    let (chats, url) = start(folder.config());
    let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
    citizen.say("Jeg heter Kari Nordvik");
    assert_eq!(adviser.get("/api/adviser/chats").json(), json!([]));

    let board = adviser.events("/api/adviser/events");
    assert_eq!(citizen.post("/api/chat/adviser", &json!(null)).status, 204);
    assert_eq!(board.take(1).count(), 1);
    let listed = adviser.get("/api/adviser/chats").json();
    assert_eq!(listed[0]["state"], "waiting");
    let path = format!("/api/adviser/chats/{}", listed[0]["id"].as_str().unwrap());
    assert!(texts(&adviser.get(&path).json())[1].starts_with("Jeg heter [NAVN]"));
    assert_eq!(adviser.post(&format!("{path}/messages"), &json!({ "text": "hei" })).status, 404, "not taken yet");

    assert_eq!(adviser.post(&format!("{path}/take"), &json!(null)).status, 204);
    let again = Browser::adviser(&url).post(&format!("{path}/take"), &json!(null));
    assert_eq!((again.status, again.json()["error"].as_str()), (409, Some("taken")), "another was faster");
    let told = adviser.events(&format!("{path}/events"));
    let heard = citizen.events("/api/chat/events");
    let reply =
        adviser.post(&format!("{path}/messages"), &json!({ "text": "Hei, Anne Lunde her. Ring heller 412 00 001." }));
    // Staff are named, but what an adviser types is masked like anything else.
    assert_eq!(reply.json()["text"], "Hei, Anne Lunde her. Ring heller [TELEFON].");
    assert_eq!(heard.take(1).next().unwrap()["role"], "adviser");
    citizen.say("fødselsnummeret er 110379");
    citizen.say("66640");
    let told: Vec<_> = told.take(4).collect();
    assert!(
        told.iter()
            .any(|event| event["event"] == "amended" && event["text"].as_str().unwrap().ends_with("[FØDSELSNUMMER]")),
        "{told:?}"
    );
    assert!(told.iter().all(|event| !event.to_string().contains("Nordvik") && !event.to_string().contains("110379")));

    assert_eq!(adviser.post(&format!("{path}/end"), &json!(null)).status, 204);
    assert_eq!(citizen.get("/api/chat").json()["state"], "ended");
    assert_eq!(chats.listed().len(), 0);
}

#[test]
fn the_statistics_page_draws_what_was_masked() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    for text in ["Ring 412 00 000", "Skriv til kari@example.no eller ring 412 00 000", "Takk!"] {
        Browser::begin(&url).say(text);
    }
    let page = Browser::adviser(&url).get("/statistikk");
    assert_eq!(page.status, 200);
    for part in [
        "<dd>3</dd>",
        "<dd>2</dd>",
        "<dd>67 %</dd>",
        "<svg",
        "Telefonnummer</th><td>2</td>",
        "E-postadresse</th><td>1</td>",
    ] {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(!page.body.contains('{'), "something was not filled in");
}

#[test]
fn who_has_logged_out_is_told_nothing_more() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
    let path = citizen.hand_over_to(&mut adviser);
    let (board, told) = (adviser.events("/api/adviser/events"), adviser.events(&format!("{path}/events")));
    let begun = std::time::Instant::now();
    adviser.post("/api/adviser/logout", &json!(null));
    citizen.say("Hei igjen");
    assert_eq!((board.count(), told.count()), (0, 0));
    assert!(begun.elapsed() < std::time::Duration::from_secs(10), "the streams end by themselves");
}

#[test]
fn what_is_counted_was_masked_and_not_typed() {
    let folder = Folder::new();
    let kinds = |kinds: &[&str]| kinds.iter().map(|kind| ((*kind).to_owned(), 1)).collect::<Vec<_>>();
    for masking in [Masking::AtOnce, Masking::After(std::time::Duration::from_secs(900))] {
        let config = Config { masking, database: folder.0.join(format!("{masking:?}.sqlite")), ..folder.config() };
        let (chats, url) = start(config);
        let (mut citizen, mut adviser) = (Browser::begin(&url), Browser::adviser(&url));
        citizen.say("Hva betyr [HELSE] og [ADRESSE]?");
        // What the page has hidden before it was sent it names.
        citizen.post("/api/chat/messages", &json!({ "text": "Jeg heter [NAVN]", "hidden": ["name", "nonsense"] }));
        citizen.say("fødselsnummeret mitt er 110379");
        citizen.say("66640, ikke [FØDSELSNUMMER]");
        let path = citizen.hand_over_to(&mut adviser);
        adviser.post(&format!("{path}/messages"), &json!({ "text": "Ring 412 00 000" }));
        citizen.post("/api/chat/end", &json!(null));
        citizen.get("/api/chat");
        let counted = Statistics::read(chats.database()).unwrap();
        assert_eq!(counted.by_kind, kinds(&["fodselsnummer", "name"]), "{masking:?}");
    }
}

#[test]
fn chats_that_went_with_a_process_are_counted() {
    let folder = Folder::new();
    let config = Config { retention_days: 0, ..folder.config() };
    let (_chats, url) = start(config.clone());
    Browser::begin(&url).say("Ring 412 00 000, kodeordet er blåveisbukett");
    // A process that dies leaves the database as it is; the next one finds a chat that is not to be kept.
    let chats = Chats::new(Database::open(&config.database).unwrap(), config).unwrap();
    let counted = Statistics::read(chats.database()).unwrap();
    assert_eq!((counted.dialogues, counted.redacted), (1, 1));
    assert_eq!(found_in_files(&folder.0, &["blåveisbukett".to_owned()]), Vec::<String>::new());
}
