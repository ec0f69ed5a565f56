//! Masks chat messages, a line each, from files or standard input.
//!
//! ```text
//! scrub [--findings] [--jsonl [--alone]] [FILE...]
//! ```
//!
//! `--findings` adds a table under each line: label, byte range, confidence, detector, never the text.
//! `--jsonl` reads objects with a `text`, or with `turns` that have a `role` and a `text`, and writes the masked text with
//! its findings. Turns are masked as one conversation, or, with `--alone`, each by itself.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sladd::{Conversation, Finding, Role, Scrubber};

const USAGE: &str = "usage: scrub [--findings] [--jsonl [--alone]] [FILE...]

Masks personal data in chat messages, a line each, from FILEs or standard input.

  --findings  a table under each line: label, byte range, confidence, detector
  --jsonl     read {\"id\",\"text\"} or {\"id\",\"turns\":[{\"role\",\"text\"}]} objects, write masked text and findings
  --alone     mask each turn by itself, not as a part of its conversation
  --help      this text";

/// A file has to be this large before a terminal shows how far it is.
const WORTH_PROGRESS: u64 = 4 << 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Lines,
    Findings,
    Jsonl { alone: bool },
}

/// What stops the run.
enum Stop {
    /// Reading or writing failed; a closed output pipe is no error.
    Io(io::Error),
    /// A line cannot be read as what it should be.
    Line { source: String, line: u64, why: String },
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Io(error)
    }
}

fn main() -> ExitCode {
    let mut mode = Mode::Lines;
    let mut files = Vec::new();
    for argument in std::env::args_os().skip(1) {
        match argument.to_str() {
            Some("--findings") => mode = Mode::Findings,
            Some("--jsonl") => mode = Mode::Jsonl { alone: mode == Mode::Jsonl { alone: true } },
            Some("--alone") => mode = Mode::Jsonl { alone: true },
            Some("--help" | "-h") => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            Some(flag) if flag.starts_with("--") => {
                eprintln!("scrub: there is no option {flag}\n{USAGE}");
                return ExitCode::from(2);
            }
            _ => files.push(argument),
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    let result = run(mode, &files, &mut out).and_then(|()| Ok(out.flush()?));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            // What is still buffered has nowhere to go.
            let _ = out.into_parts();
            ExitCode::SUCCESS
        }
        Err(stop) => {
            // What was masked before the fault is written.
            let _ = out.flush();
            match stop {
                Stop::Io(error) => eprintln!("scrub: {error}"),
                Stop::Line { source, line, why } => eprintln!("scrub: {source}, line {line}: {why}"),
            }
            ExitCode::from(2)
        }
    }
}

fn run(mode: Mode, files: &[std::ffi::OsString], out: &mut impl Write) -> Result<(), Stop> {
    let scrubber = Scrubber::norwegian();
    if files.is_empty() {
        return scrub(&scrubber, mode, "standard input", io::stdin().lock(), &ProgressBar::hidden(), out);
    }
    for path in files {
        let name = path.to_string_lossy().into_owned();
        let file = File::open(path).map_err(|error| io::Error::new(error.kind(), format!("{name}: {error}")))?;
        let bar = progress(&file, &name);
        scrub(&scrubber, mode, &name, BufReader::new(file), &bar, out)?;
        bar.finish_and_clear();
    }
    Ok(())
}

/// A bar on a terminal for a large file, a hidden one otherwise.
fn progress(file: &File, name: &str) -> ProgressBar {
    let size = file.metadata().map_or(0, |metadata| metadata.len());
    if size < WORTH_PROGRESS || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{msg} {bar:40} {bytes}/{total_bytes} {bytes_per_sec} {eta}");
    ProgressBar::new(size)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        .with_message(name.to_owned())
}

/// A line at a time, so that memory does not grow with the file.
fn scrub(
    scrubber: &Scrubber,
    mode: Mode,
    source: &str,
    mut input: impl BufRead,
    bar: &ProgressBar,
    out: &mut impl Write,
) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        number += 1;
        bar.inc(bytes.len() as u64);
        let stop = |why: String| Stop::Line { source: source.to_owned(), line: number, why };
        let line = std::str::from_utf8(&bytes)
            .map_err(|error| stop(format!("not UTF-8 at byte {} of the line", error.valid_up_to() + 1)))?;
        match mode {
            Mode::Lines => out.write_all(scrubber.scrub(line).as_str().as_bytes())?,
            Mode::Findings => with_findings(scrubber, line, out)?,
            Mode::Jsonl { .. } if line.trim().is_empty() => {}
            Mode::Jsonl { alone } => {
                let record: Record = serde_json::from_str(line).map_err(|error| stop(said_plainly(&error)))?;
                let answer =
                    answer(scrubber, alone, record).ok_or_else(|| stop("no \"text\" and no \"turns\"".to_owned()))?;
                serde_json::to_writer(&mut *out, &answer).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
            }
        }
    }
}

/// The parser's words without what stood in the line: its message may quote values.
fn said_plainly(error: &serde_json::Error) -> String {
    let kind = match error.classify() {
        serde_json::error::Category::Data => "not an object with the expected fields",
        serde_json::error::Category::Eof => "the JSON ends too early",
        _ => "not valid JSON",
    };
    format!("{kind}, at column {}", error.column())
}

fn with_findings(scrubber: &Scrubber, line: &str, out: &mut impl Write) -> io::Result<()> {
    let scrubbed = scrubber.scrub(line);
    out.write_all(scrubbed.as_str().as_bytes())?;
    if !line.ends_with('\n') {
        out.write_all(b"\n")?;
    }
    for finding in scrubbed.findings() {
        let range = format!("{}..{}", finding.span().start, finding.span().end);
        let confidence = format!("{:?}", finding.confidence()).to_lowercase();
        writeln!(out, "    {:20} {range:>9}  {confidence:9} {}", finding.label().as_str(), finding.detector())?;
    }
    Ok(())
}

#[derive(Deserialize)]
struct Record {
    id: Option<Value>,
    text: Option<String>,
    turns: Option<Vec<Turn>>,
}

#[derive(Deserialize)]
struct Turn {
    /// `user` when absent; `agent` is a bot or an adviser.
    role: Option<String>,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(flatten)]
    body: Body,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body {
    Message(Masked),
    Conversation { turns: Vec<Masked> },
}

#[derive(Serialize)]
struct Masked {
    text: String,
    findings: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    start: usize,
    end: usize,
    label: &'static str,
    confidence: String,
}

impl Found {
    fn new(finding: &Finding) -> Found {
        Found {
            start: finding.span().start,
            end: finding.span().end,
            label: finding.label().as_str(),
            confidence: format!("{:?}", finding.confidence()).to_lowercase(),
        }
    }
}

/// The findings of a text with the masked text.
fn masked(findings: &[Finding], text: String) -> Masked {
    Masked { text, findings: findings.iter().map(Found::new).collect() }
}

/// None when the record holds neither a text nor turns.
fn answer(scrubber: &Scrubber, each_alone: bool, record: Record) -> Option<Answer> {
    let alone = |text: &str| {
        let scrubbed = scrubber.scrub(text);
        masked(scrubbed.findings(), scrubbed.as_str().to_owned())
    };
    let body = match (record.text, record.turns) {
        (Some(text), _) => Body::Message(alone(&text)),
        (None, Some(turns)) if each_alone => {
            Body::Conversation { turns: turns.iter().map(|turn| alone(&turn.text)).collect() }
        }
        (None, Some(turns)) => Body::Conversation { turns: conversation(scrubber, &turns) },
        (None, None) => return None,
    };
    Some(Answer { id: record.id, body })
}

/// Masks the turns as one conversation; what later turns say of earlier ones is applied to them.
fn conversation(scrubber: &Scrubber, turns: &[Turn]) -> Vec<Masked> {
    let mut chat = Conversation::new();
    let mut stored: Vec<Masked> = Vec::with_capacity(turns.len());
    for turn in turns {
        let role = match turn.role.as_deref() {
            Some("agent" | "adviser") => Role::Adviser,
            Some("bot") => Role::Bot,
            _ => Role::User,
        };
        let answer = scrubber.scrub_in(&mut chat, role, &turn.text);
        for amendment in answer.amendments() {
            // Turns are numbered from 0, as they stand in the list.
            let message = usize::try_from(amendment.message()).ok().and_then(|number| stored.get_mut(number));
            if let Some(message) = message {
                assert!(amendment.apply(&mut message.text), "what is stored is what was handed out");
                let found = Found::new(amendment.finding());
                message.findings.retain(|other| other.end <= found.start || found.end <= other.start);
                message.findings.push(found);
                message.findings.sort_by_key(|found| found.start);
            }
        }
        stored.push(masked(answer.findings(), answer.as_str().to_owned()));
    }
    stored
}
