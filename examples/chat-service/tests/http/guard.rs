//! Headers, other sites, the rate.

use crate::common::{Browser, Folder, start};
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
