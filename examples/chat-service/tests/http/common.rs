//! A service in this process, and a browser that speaks HTTP only.
#![allow(unreachable_pub, reason = "helpers of one program")]

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};
use sladd_chat_service::chats::Chats;
use sladd_chat_service::config::{Config, Masking};
use sladd_chat_service::database::Database;
use sladd_chat_service::web;

pub const TOKEN: &str = "a token of thirty-two characters";

/// A folder that goes when the test is over.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("sladd-chat-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn config(&self) -> Config {
        Config {
            address: String::new(),
            database: self.0.join("chat.sqlite"),
            token: TOKEN.to_owned(),
            token_is_new: false,
            retention_days: 30,
            masking: Masking::AtOnce,
            idle: Duration::from_secs(30 * 60),
            sweep: Duration::from_secs(30),
            staff: vec!["Anne Lunde".to_owned()],
            per_minute: 100_000,
            trusted_proxy: None,
            most_chats: 1000,
            most_streams: 1000,
            browser: self.0.join("nothing"),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Starts a service. Its thread goes with the test.
pub fn start(config: Config) -> (Arc<Chats>, String) {
    let chats = Arc::new(Chats::new(Database::open(&config.database).unwrap(), config).unwrap());
    let (tell, told) = mpsc::channel();
    let shared = Arc::clone(&chats);
    std::thread::spawn(move || {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap().block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            let service = web::service(shared).into_make_service_with_connect_info::<SocketAddr>();
            axum::serve(listener, service).await.unwrap();
        });
    });
    (chats, format!("http://{}", told.recv().unwrap()))
}

/// One browser: an address and its cookies.
pub struct Browser {
    agent: ureq::Agent,
    url: String,
    pub cookie: String,
}

pub struct Answer {
    pub status: u16,
    pub headers: ureq::http::HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }
}

impl Browser {
    pub fn at(url: &str) -> Browser {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // A request that is refused before all of it was read ends its connection, at times after the next has begun.
            .max_idle_connections(0)
            // A stream in which what is waited for never comes ends the test.
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .into();
        Browser { agent, url: url.to_owned(), cookie: String::new() }
    }

    pub fn send(&mut self, method: &str, path: &str, body: &str, more: &[(&str, &str)]) -> Answer {
        let mut request = ureq::http::Request::builder().method(method).uri(format!("{}{path}", self.url));
        for (name, value) in more.iter().copied().chain([("cookie", self.cookie.as_str())]) {
            request = request.header(name, value);
        }
        let mut response = self.agent.run(request.body(body.to_owned()).unwrap()).unwrap();
        if let Some(set) = response.headers().get("set-cookie") {
            self.cookie = set.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, body: response.body_mut().read_to_string().unwrap() }
    }

    pub fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", &[])
    }

    pub fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &body.to_string(), &[])
    }

    /// A stream of server-sent events, from now on.
    pub fn events(&self, path: &str) -> impl Iterator<Item = Value> + use<> {
        use std::io::{BufRead, BufReader};
        let response = self.agent.get(format!("{}{path}", self.url)).header("cookie", &self.cookie).call().unwrap();
        assert_eq!(response.status(), 200);
        BufReader::new(response.into_body().into_reader())
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("data: ").map(|data| serde_json::from_str(data).unwrap()))
    }

    /// Hands the chat over and takes it. Returns its path among the adviser's.
    pub fn hand_over_to(&mut self, adviser: &mut Browser) -> String {
        assert_eq!(self.post("/api/chat/adviser", &json!(null)).status, 204);
        let listed = adviser.get("/api/adviser/chats").json();
        let path = format!("/api/adviser/chats/{}", listed[0]["id"].as_str().unwrap());
        assert_eq!(adviser.post(&format!("{path}/take"), &json!(null)).status, 204);
        path
    }

    pub fn begin(url: &str) -> Browser {
        let mut browser = Browser::at(url);
        let answer = browser.post("/api/chat", &json!({ "consent": true, "language": "nb" }));
        assert_eq!(answer.status, 201, "{}", answer.body);
        browser
    }

    /// Says something and returns what is stored of it.
    pub fn say(&mut self, text: &str) -> String {
        let answer = self.post("/api/chat/messages", &json!({ "text": text }));
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["text"].as_str().unwrap().to_owned()
    }

    pub fn adviser(url: &str) -> Browser {
        let mut browser = Browser::at(url);
        assert_eq!(browser.post("/api/adviser/login", &json!({ "token": TOKEN })).status, 204);
        browser
    }
}

/// The texts of a list of messages.
pub fn texts(messages: &Value) -> Vec<String> {
    let text = |message: &Value| message["text"].as_str().unwrap().to_owned();
    messages["messages"].as_array().unwrap().iter().map(text).collect()
}

/// Every file in a folder that holds one of these, whatever their letters' case.
pub fn found_in_files(folder: &Path, secrets: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_file() {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        // Whatever is no text between is one character each: what is text stays whole.
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let hits = secrets.iter().filter(|secret| text.contains(&secret.to_lowercase()));
        found.extend(hits.map(|secret| format!("{secret} in {}", path.file_name().unwrap().to_string_lossy())));
    }
    found
}
