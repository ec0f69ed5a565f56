//! Instructions a message costs, counted by valgrind: the measure that a busy machine does not change.
//!
//! ```text
//! cargo bench --bench instructions              # counts, and fails where a count left its limits
//! cargo bench --bench instructions -- --write   # writes what was counted to benches/instructions.txt
//! ```
//!
//! The program runs itself under callgrind once. Only what happens inside [`callgrind_counts_this`] is counted, and
//! callgrind writes a file each time [`callgrind_writes_that`] is entered, so one process, with one reading of the
//! dictionaries, counts every case. valgrind alone is needed, no runner beside it. Where valgrind is missing nothing is checked, and
//! that is said; `--require` makes it a failure.
//!
//! Counts depend on the compiler and on what the processor offers, so `benches/instructions.txt` is written anew when
//! the toolchain changes.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use sladd::{Conversation, Scrubber};
use support::corpus::{Register, clean, conversations, long, mixed};
use support::{SHORT_CLEAN, SHORT_DIRTY, hostile, tokens};

/// A count may lie this share above or below the one on file. Below counts too: the gain is written down, or the next
/// loss would not show.
const TOLERANCE: f64 = 0.10;
/// How many times what ordinary text costs a text may cost that is made to be dear, byte for byte.
const DEAREST: u64 = 8;
/// What is ordinary: long texts with personal data.
const ORDINARY: &str = "nynorsk, a kilobyte";
/// Marks the cases of texts that are made to be dear, each of so many kilobytes: what grows faster than the text shows.
const DEAR: &str = "dear, a kilobyte of ";
const DEAR_KILOBYTES: usize = 32;
/// Set in the process that is counted.
const COUNTED: &str = "SLADD_COUNT_INSTRUCTIONS";

/// What callgrind is told to count; its name stands in [`count`] too.
#[inline(never)]
fn callgrind_counts_this(work: &mut dyn FnMut()) {
    work();
    // Something behind the call keeps it from becoming a jump, which would leave this function before the work is done.
    black_box(&work);
}

/// Where callgrind is told to write what it counted. The two cannot be one function: callgrind heeds one of them.
#[inline(never)]
fn callgrind_writes_that(name: &str) {
    black_box(name);
}

/// The cases in the order in which they are counted, each with how many messages it has.
fn cases() -> Vec<(String, u64)> {
    let mut cases = Vec::new();
    run(|name, messages, _| cases.push((name.to_owned(), messages)));
    cases
}

/// Hands every case to `each`: name, messages, and the work.
fn run(mut each: impl FnMut(&str, u64, &mut dyn FnMut())) {
    let mut made = None;
    each("start-up", 1, &mut || made = Some(Scrubber::norwegian()));
    let scrubber = made.unwrap_or_else(Scrubber::norwegian);
    each("first message", 1, &mut || _ = black_box(scrubber.scrub(black_box(SHORT_DIRTY))));

    let mut scrub_all = |name: &str, texts: &[String]| {
        let work = || texts.iter().map(|text| scrubber.scrub(black_box(text)).as_str().len()).sum::<usize>();
        // Once before it counts: a thread's first messages make its buffers.
        black_box(work());
        each(name, texts.len() as u64, &mut || _ = black_box(work()));
    };
    let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mixed: Vec<String> = mixed(400).into_iter().map(|message| message.text).collect();
    scrub_all("short clean", &vec![SHORT_CLEAN.to_owned(); 50]);
    scrub_all("short dirty", &vec![SHORT_DIRTY.to_owned(); 50]);
    scrub_all("mixed", &mixed);
    scrub_all("lower case, clean", &owned(clean(Register::Lower)));
    scrub_all("other scripts, clean", &owned(clean(Register::OtherScripts)));
    let texts = long(Register::Nynorsk, true);
    let kilobytes = texts.iter().map(String::len).sum::<usize>() as u64 / 1024;
    each(ORDINARY, kilobytes, &mut || texts.iter().for_each(|text| _ = black_box(scrubber.scrub(black_box(text)))));
    for (name, text) in hostile::texts(DEAR_KILOBYTES * 1024) {
        each(&format!("{DEAR}{name}"), DEAR_KILOBYTES as u64, &mut || _ = black_box(scrubber.scrub(black_box(&text))));
    }

    let chats = conversations(2);
    let turns = chats.iter().map(Vec::len).sum::<usize>() as u64;
    each("turn of a conversation", turns, &mut || {
        for chat in &chats {
            let mut conversation = Conversation::new();
            for (role, text) in chat {
                black_box(scrubber.scrub_in(&mut conversation, *role, text).as_str().len());
            }
        }
    });
    let mut out = String::with_capacity(1 << 16);
    each("line of a stream", mixed.len() as u64, &mut || {
        let mut stream = scrubber.stream().lines();
        for line in &mixed {
            stream.push(line, &mut out);
            stream.push("\n", &mut out);
        }
        stream.finish(&mut out);
    });
    let answer = long(Register::Bokmaal, true).swap_remove(0);
    let pieces = tokens(&answer).count() as u64;
    each("token of a stream", pieces, &mut || {
        let mut stream = scrubber.stream();
        tokens(&answer).for_each(|token| stream.push(token, &mut out));
        stream.finish(&mut out);
    });
}

/// Runs this program under callgrind; instructions a message by case, or why there are none.
fn count() -> Result<BTreeMap<String, u64>, String> {
    let folder = Folder::new()?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*callgrind_counts_this*", "--dump-before=*callgrind_writes_that*"])
        .arg(format!("--callgrind-out-file={}", folder.0.join("out").display()))
        .arg(program)
        // Nothing of the environment may reach what is counted.
        .env_clear()
        .env(COUNTED, "1")
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .output()
        .map_err(|error| format!("valgrind does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("valgrind failed:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    let counted = |(at, (name, messages)): (usize, (String, u64))| {
        let total = total(&folder.0.join(format!("out.{}", at + 1)))?;
        Ok((name, total / messages))
    };
    cases().into_iter().enumerate().map(counted).collect()
}

/// The instructions in a file of callgrind's.
fn total(path: &Path) -> Result<u64, String> {
    let file = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let line = file.lines().find_map(|line| line.strip_prefix("totals: ").or_else(|| line.strip_prefix("summary: ")));
    let total = line.and_then(|total| total.trim().parse().ok()).filter(|total| *total > 0);
    total.ok_or_else(|| format!("{} holds no count", path.display()))
}

/// A folder for callgrind's files that goes when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder, String> {
        let path = std::env::temp_dir().join(format!("sladd-instructions-{}", std::process::id()));
        fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be deleted stays in the system's folder for such files.
        _ = fs::remove_dir_all(&self.0);
    }
}

fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/instructions.txt")
}

const HEADER: &str = "# Instructions a message, counted by `cargo bench --bench instructions -- --write`.\n\
                      # Format: case; tab; instructions.\n";

fn limits() -> Result<BTreeMap<String, u64>, String> {
    let text = fs::read_to_string(file()).map_err(|error| format!("{}: {error}", file().display()))?;
    let read = |line: &str| {
        let (name, count) = line.split_once('\t')?;
        Some((name.to_owned(), count.parse().ok()?))
    };
    support::corpus::lines(&text).map(|line| read(line).ok_or_else(|| format!("no case and count: {line}"))).collect()
}

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints")]
fn main() -> ExitCode {
    if std::env::var_os(COUNTED).is_some() {
        run(|name, _, work| {
            callgrind_counts_this(work);
            callgrind_writes_that(name);
        });
        return ExitCode::SUCCESS;
    }
    let has = |argument: &str| std::env::args().any(|given| given == argument);
    if has("--test") || !has("--bench") {
        run(|name, _, work| {
            work();
            println!("{name}: ran");
        });
        return ExitCode::SUCCESS;
    }
    if !has("--require") && Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("SKIPPED: valgrind is not installed; instruction counts were NOT checked");
        return ExitCode::SUCCESS;
    }
    match checked(has("--write")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("{fault}");
            ExitCode::FAILURE
        }
    }
}

/// Counts, and compares with the file or writes it.
#[allow(clippy::print_stdout, reason = "a bench prints")]
fn checked(write: bool) -> Result<(), String> {
    let counts = count()?;
    if write {
        let lines: String = counts.iter().map(|(name, count)| format!("{name}\t{count}\n")).collect();
        print!("{lines}");
        return fs::write(file(), format!("{HEADER}{lines}")).map_err(|error| error.to_string());
    }
    let limits = limits()?;
    let mut faults: Vec<String> = limits
        .keys()
        .filter(|name| !counts.contains_key(*name))
        .map(|name| format!("{name}: on file, not counted"))
        .collect();
    println!("{:<44} {:>12} {:>12} {:>8}", "instructions a message", "counted", "on file", "change");
    for (name, count) in &counts {
        let Some(limit) = limits.get(name) else {
            faults.push(format!("{name}: counted {count}, not on file"));
            continue;
        };
        let change = *count as f64 / *limit as f64 - 1.0;
        println!("{name:<44} {count:>12} {limit:>12} {:>7.1}%", change * 100.0);
        if change.abs() > TOLERANCE {
            let way = if change > 0.0 { "more" } else { "fewer" };
            faults.push(format!("{name}: {count} instructions, {way} than the {limit} on file allow"));
        }
    }
    let ordinary = counts.get(ORDINARY).copied().unwrap_or(0);
    let dear = counts.iter().filter(|(name, count)| name.starts_with(DEAR) && **count > DEAREST * ordinary);
    faults.extend(dear.map(|(name, count)| format!("{name}: {count} instructions, ordinary text costs {ordinary}")));
    if faults.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{}\nIf this is meant: cargo bench --bench instructions -- --write, and say why where the change is described",
        faults.join("\n")
    ))
}
