//! Two hundred conversations with planted personal data against the program itself; then the database, its write-ahead
//! log and the program's logs are searched for all of it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{Browser, Folder, TOKEN, found_in_files};
use serde_json::json;

const CHATS: usize = 200;

/// The program, stopped when the test is over.
pub(crate) struct Program {
    child: Child,
    pub(crate) url: String,
}

impl Program {
    pub(crate) fn start(folder: &Folder, masking: &str) -> Program {
        let log = std::fs::File::create(folder.0.join("stderr.log")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_sladd-chat-service"))
            .env("ADDRESS", "127.0.0.1:0")
            .env("DATABASE", folder.0.join("chat.sqlite"))
            .env("ADVISER_TOKEN", TOKEN)
            .env("PER_MINUTE", "1000000")
            .env("MASKING", masking)
            .env("SWEEP_SECONDS", "1")
            .env("BROWSER", &folder.0)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Program { child, url }
    }

    /// Tells it to stop, as an operating system does, and waits.
    pub(crate) fn stop(&mut self) {
        assert!(Command::new("kill").arg(self.child.id().to_string()).status().unwrap().success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A number of the synthetic series (month + 80), which nobody has.
fn synthetic_number(n: usize) -> (String, String) {
    (0..)
        .find_map(|try_| {
            let individual = 100 + (n * 7 + try_) % 390;
            let digits = format!("{:02}{:02}{:02}{individual}", 1 + n % 28, 81 + n % 12, 54 + n % 40);
            let values: Vec<u32> = digits.bytes().map(|digit| u32::from(digit - b'0')).collect();
            let check = |values: &[u32], weights: &[u32]| match values
                .iter()
                .zip(weights)
                .map(|(v, w)| v * w)
                .sum::<u32>()
                % 11
            {
                0 => Some(0),
                1 => None,
                rest => Some(11 - rest),
            };
            let first = check(&values, &[3, 7, 6, 1, 8, 9, 4, 5, 2])?;
            let second = check(&[values, vec![first]].concat(), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
            Some((digits[..6].to_owned(), format!("{}{first}{second}", &digits[6..])))
        })
        .unwrap()
}

const GIVEN: [&str; 10] =
    ["Gunnhild", "Torbjørg", "Sigvald", "Aslaug", "Ingvald", "Ragnhild", "Halvard", "Solveig", "Oddvar", "Borghild"];
const FAMILY: [&str; 10] = [
    "Myklebust",
    "Hjelmtveit",
    "Torvaldsen",
    "Kvernvik",
    "Brekkhus",
    "Skogseth",
    "Nordvik",
    "Fossheim",
    "Sandvold",
    "Granlund",
];

/// What one citizen writes, and what of it must be nowhere.
fn conversation(n: usize) -> (Vec<String>, Vec<String>) {
    let (birth, rest) = synthetic_number(n);
    let (given, family) = (GIVEN[n % 10], FAMILY[n / 10 % 10]);
    let mailbox = format!("post{n}.{}", family.to_lowercase());
    let phone = format!("4120{n:04}");
    let grouped = format!("{} {} {}", &phone[..3], &phone[3..5], &phone[5..]);
    let half = &grouped[..6];
    let messages = match n % 4 {
        0 => vec![
            format!("Hei, jeg heter {given} {family} og fødselsnummeret mitt er {birth} {rest}"),
            "Hvordan søker jeg barnehageplass?".to_owned(),
            format!("Ring meg på {grouped}"),
        ],
        // The national number comes in two messages.
        1 => vec![
            format!("fødselsnummeret mitt er {birth}"),
            rest.clone(),
            format!("og e-posten er {mailbox}@example.no"),
        ],
        2 => vec![
            format!("Eg heiter {given} {family}. Skriv til {mailbox}@example.no eller ring {phone}"),
            "Kva er fristen for skattemeldinga?".to_owned(),
            format!("fnr {birth}{rest}"),
        ],
        // So does the telephone number. Its first half is stored as it is until the second has come.
        _ => vec![
            format!("mvh {given} {family}"),
            format!("tlf {half}"),
            grouped[7..].to_owned(),
            format!("fødselsnr: {birth}-{rest}"),
        ],
    };
    let said = messages.join("\n");
    // Three digits alone, the second half of a telephone number, stand in many places; the other halves do not.
    let planted = [given, family, &mailbox, &phone, &grouped, half, &birth, &rest, &format!("{birth}{rest}")];
    (messages, planted.into_iter().filter(|secret| said.contains(*secret)).map(str::to_owned).collect())
}

fn run(masking: &str) {
    let folder = Folder::new();
    let mut program = Program::start(&folder, masking);
    let mut adviser = Browser::adviser(&program.url);
    let mut secrets: Vec<String> = Vec::new();
    for n in 0..CHATS {
        let (messages, planted) = conversation(n);
        secrets.extend(planted);
        let mut browser = Browser::begin(&program.url);
        for message in &messages {
            browser.say(message);
        }
        if n % 5 == 0 {
            browser.post("/api/chat/adviser", &json!(null));
            let listed = adviser.get("/api/adviser/chats").json();
            let id = listed[0]["id"].as_str().unwrap();
            adviser.post(&format!("/api/adviser/chats/{id}/take"), &json!(null));
            let name = GIVEN[n % 10];
            adviser.post(
                &format!("/api/adviser/chats/{id}/messages"),
                &json!({ "text": format!("Hei {name}, det skal jeg se på") }),
            );
            // What is malformed must not end up in a log either.
            browser.send("POST", "/api/chat/messages", &format!("{{\"text\": {}", messages[0]), &[]);
        }
        if n % 2 == 0 {
            browser.post("/api/chat/end", &json!(null));
        }
    }
    secrets.sort();
    secrets.dedup();
    assert!(secrets.len() > 3 * CHATS, "{}", secrets.len());
    // While it runs: the file, its write-ahead log, the program's log.
    assert!(folder.0.join("chat.sqlite-wal").exists());
    // Copies of what was masked further go with the next look of the retention job.
    let patience = Instant::now() + Duration::from_secs(20);
    while !found_in_files(&folder.0, &secrets).is_empty() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(found_in_files(&folder.0, &secrets), Vec::<String>::new());
    program.stop();
    assert_eq!(found_in_files(&folder.0, &secrets), Vec::<String>::new());
    // What was not personal is there: the search looks at the right files.
    assert!(!found_in_files(&folder.0, &["barnehageplass".to_owned()]).is_empty());
    assert!(!found_in_files(&folder.0, &["a chat has begun".to_owned()]).is_empty());
}

#[test]
fn two_hundred_conversations_masked_at_once_leave_nothing_in_any_file() {
    run("at-once");
}

#[test]
fn two_hundred_conversations_masked_later_leave_nothing_in_any_file() {
    run("900");
}
