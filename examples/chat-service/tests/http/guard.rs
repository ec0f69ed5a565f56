//! Headers, other sites, the rate.

use crate::common::{Browser, Folder, TOKEN, start};
use serde_json::json;
use sladd_chat_service::config::Config;

#[test]
fn every_answer_has_the_headers() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    for path in ["/", "/radgiver", "/statistikk", "/style.css", "/api/chat", "/api/adviser/chats", "/nothing", "/a/b"] {
        let answer = browser.get(path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("http"), "{path}");
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("x-frame-options", "DENY")]
        {
            assert_eq!(answer.header(name), value, "{path}");
        }
        if !path.ends_with(".css") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[test]
fn pages_name_nothing_of_other_sites() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::adviser(&url);
    for path in [
        "/",
        "/radgiver",
        "/statistikk",
        "/nothing",
        "/style.css",
        "/citizen.js",
        "/adviser.js",
        "/page.js",
        "/listen.js",
        "/warning.js",
        "/texts.js",
    ] {
        let answer = browser.get(path);
        assert!(
            !answer.body.contains("http://") && !answer.body.contains("https://") && !answer.body.contains("src=\"//"),
            "{path}"
        );
        assert!(
            !answer.body.contains(" style=") && !answer.body.contains(" onclick="),
            "{path}: the policy forbids it"
        );
    }
    assert_eq!(browser.get("/nothing").status, 404);
}

#[test]
fn another_sites_page_may_not_write() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    let mut browser = Browser::begin(&url);
    let text = json!({ "text": "hei" }).to_string();
    for (from, status) in [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)] {
        assert_eq!(
            browser.send("POST", "/api/chat/messages", &text, &[("sec-fetch-site", from)]).status,
            status,
            "{from}"
        );
    }
}

#[test]
fn one_address_may_write_so_often() {
    let folder = Folder::new();
    let (_chats, url) = start(Config { per_minute: 5, ..folder.config() });
    let mut browser = Browser::begin(&url);
    let statuses: Vec<u16> =
        (0..6).map(|_| browser.post("/api/chat/messages", &json!({ "text": "hei" })).status).collect();
    assert_eq!(statuses[..4], [200; 4]);
    assert_eq!(statuses[5], 429);
    assert_eq!(browser.get("/api/chat").status, 200, "reading goes on");
}

#[test]
fn behind_the_proxy_that_is_trusted_each_has_a_rate_of_ones_own() {
    let folder = Folder::new();
    let trusted = Some("127.0.0.1".parse().unwrap());
    for (trusted_proxy, others) in [(trusted, 204), (None, 429)] {
        let (_chats, url) = start(Config { trusted_proxy, ..folder.config() });
        let log_in = |token: &str, from: &str| {
            let body = json!({ "token": token }).to_string();
            Browser::at(&url).send("POST", "/api/adviser/login", &body, &[("x-forwarded-for", from)]).status
        };
        let tries: Vec<u16> =
            (0..12).map(|n| log_in("a guess of thirty-two characters", &format!("10.0.0.{n}, 203.0.113.9"))).collect();
        assert_eq!(tries[..10], [401; 10]);
        assert_eq!(tries[11], 429, "what the proxy was told counts for nothing");
        assert_eq!(log_in(TOKEN, "198.51.100.7"), others, "somebody else's guesses keep no adviser out");
    }
}

#[test]
fn only_log_ins_that_fail_are_counted() {
    let folder = Folder::new();
    let (_chats, url) = start(folder.config());
    assert!((0..15).all(|_| Browser::at(&url).post("/api/adviser/login", &json!({ "token": TOKEN })).status == 204));
}

#[test]
fn so_many_chats_and_streams_and_no_more() {
    let folder = Folder::new();
    let (chats, url) = start(Config { most_chats: 2, most_streams: 2, ..folder.config() });
    let (mut one, two) = (Browser::begin(&url), Browser::begin(&url));
    let begun = json!({ "consent": true, "language": "nb" });
    let answer = Browser::at(&url).post("/api/chat", &begun);
    assert_eq!((answer.status, answer.json()["error"].as_str()), (503, Some("full")));
    let streams = [one.events("/api/chat/events"), two.events("/api/chat/events")];
    assert_eq!(one.get("/api/chat/events").status, 503);
    drop(streams);
    // A chat that is over makes room, and so does a page that is closed.
    assert_eq!(one.send("DELETE", "/api/chat", "", &[]).status, 204);
    let mut three = Browser::begin(&url);
    three.say("hei");
    drop(three.events("/api/chat/events"));
    drop(chats);
}
