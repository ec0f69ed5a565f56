//! The sections of the report.

use std::hint::black_box;
use std::sync::Barrier;
use std::time::Instant;

use sladd::{Conversation, Role, Scrubber, Stream};

use crate::designs;
use crate::goals::Goals;
use crate::marked::score;
use crate::naive::{Kinds, Naive};
use crate::rounds::{Taken, Work, middle, race, thread_time};
use crate::support::corpus::{Register, bytes, clean, conversations, dirty, long, mixed};
use crate::support::floor::FLOOR;
use crate::support::percentiles::percentiles;
use crate::support::{SHORT_CLEAN, hostile, tokens};

/// How many mixed messages are scrubbed in a round.
pub const MESSAGES: usize = 1_000;

/// How many rounds are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effort {
    Full,
    Quick,
}

impl Effort {
    pub const fn rounds(self, full: usize) -> usize {
        match self {
            Effort::Full => full,
            Effort::Quick => 3,
        }
    }
}

fn mixed_texts() -> Vec<String> {
    mixed(MESSAGES).into_iter().map(|message| message.text).collect()
}

/// CPU nanoseconds a message that the crate needs for the mixed messages: the better of a few passes.
pub fn pass() {
    let (scrubber, texts) = (Scrubber::norwegian(), mixed_texts());
    let pass = || {
        let begin = thread_time();
        for text in &texts {
            black_box(scrubber.scrub(black_box(text)).as_str().len());
        }
        (thread_time() - begin).as_nanos() as usize / texts.len()
    };
    println!("{}", (0..4).map(|_| pass()).min().unwrap_or(0));
}

pub fn machine() {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown", |line| line.trim_start_matches([' ', '\t', ':']).trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("unknown").to_owned();
    println!("# What scrubbing costs\n");
    println!(
        "Printed by `cargo run --release --manifest-path benches/peers/Cargo.toml --features gaze > benches/REPORT.md`; every"
    );
    println!(
        "figure was measured in that run. Designs take turns, round by round, on one thread; times are CPU time of"
    );
    println!(
        "the thread, medians over the rounds. The machine was shared with others: what counts is the ratios, which"
    );
    println!("are taken inside each round.\n");
    println!("Processor: {model}, {cores} cores, {}. Load at the start: {load}.", std::env::consts::ARCH);
}

/// A table of what each took for the texts.
fn table(taken: &[Taken], texts: &[String]) {
    let (messages, bytes) = (texts.len() as f64, bytes(texts) as f64);
    println!(
        "| design | MB/s | messages/s | µs a message | time beside sladd's |\n| --- | ---: | ---: | ---: | ---: |"
    );
    for Taken { name, median, ratio } in taken {
        println!(
            "| {name} | {:.1} | {:.0} | {:.3} | {ratio:.3} |",
            bytes / median / 1e6,
            messages / median,
            median / messages * 1e6
        );
    }
}

fn of(taken: &[Taken], name: &str) -> f64 {
    taken.iter().find(|taken| taken.name == name).map_or(f64::NAN, |taken| taken.ratio)
}

pub fn whole(effort: Effort, goals: &mut Goals) {
    let scrubber = Scrubber::norwegian();
    let (few, every) = (Naive::new(Kinds::Few), Naive::new(Kinds::Every));
    let mut work: Vec<Work<'_>> = vec![
        ("sladd", Box::new(|text| scrubber.scrub(text).as_str().len())),
        ("naive, few kinds", Box::new(|text| few.scrub(text).len())),
        ("naive, every kind", Box::new(|text| every.scrub(text).len())),
    ];
    work.extend(FLOOR.iter().map(|(name, floor)| (*name, Box::new(*floor) as Box<dyn Fn(&str) -> usize>)));

    println!("\n## Whole, beside the naive design and the floor\n");
    println!(
        "The naive design (`benches/naive.rs`) is a regex for each kind of number and a hash set for each dictionary;"
    );
    println!(
        "with few kinds it knows national numbers, phones, e-mail, accounts, cards, IP addresses, names and health."
    );
    println!("The floor reads the text and finds nothing.");
    let owned = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let mut corpora = vec![
        ("Mixed messages of a service".to_owned(), mixed_texts()),
        ("A clean message of usual length".to_owned(), vec![SHORT_CLEAN.to_owned(); MESSAGES]),
    ];
    for register in Register::ALL {
        let name = register.name();
        corpora.push((format!("{name}, short and clean"), owned(clean(register).repeat(10))));
        let messages = dirty(register, 20).into_iter().map(|message| message.text).collect();
        corpora.push((format!("{name}, short and full of personal data"), messages));
        corpora.push((format!("{name}, long texts, clean"), long(register, false)));
        corpora.push((format!("{name}, long texts with much personal data"), long(register, true)));
    }
    for (at, (name, texts)) in corpora.iter().enumerate() {
        let taken = race(&work, texts, effort.rounds(if at < 2 { 31 } else { 11 }));
        let mean = bytes(texts) / texts.len();
        println!("\n### {name}\n\n{} texts, {mean} bytes on average.\n", texts.len());
        table(&taken, texts);
        match at {
            0 => goals.at_least("mixed messages: naive time / sladd's", 10.0, of(&taken, "naive, few kinds")),
            1 => {
                goals.at_least("clean message: naive time / sladd's", 10.0, of(&taken, "naive, few kinds"));
                goals.at_most("clean message: sladd's time / one split(' ')", 2.0, 1.0 / of(&taken, "split(' ')"));
            }
            _ if name == "other-scripts, short and clean" => {
                goals.at_least("other scripts: naive time / sladd's", 3.0, of(&taken, "naive, few kinds"));
            }
            _ => {}
        }
    }
}

pub fn latency(effort: Effort, goals: &mut Goals) {
    println!("\n## Latency\n");
    println!(
        "Wall time of each of the mixed messages, the median of several rounds for each, less reading the clock.\n"
    );
    println!("| design | p50, µs | p99, µs | longest, µs | p99 / p50 |\n| --- | ---: | ---: | ---: | ---: |");
    let (scrubber, naive, texts) = (Scrubber::norwegian(), Naive::new(Kinds::Few), mixed_texts());
    let rounds = effort.rounds(31);
    let ours = percentiles(&texts, rounds, |text| scrubber.scrub(text).as_str().len());
    let theirs = percentiles(&texts, rounds, |text| naive.scrub(text).len());
    for (name, times) in [("sladd", &ours), ("naive, few kinds", &theirs)] {
        let [p50, p99, max] = [times.p50, times.p99, times.max].map(|ns| ns as f64 / 1e3);
        println!("| {name} | {p50:.2} | {p99:.2} | {max:.2} | {:.1} |", p99 / p50);
    }
    goals.at_most("p99 / p50 over mixed messages", 5.0, ours.p99 as f64 / ours.p50 as f64);
}

pub fn threads(effort: Effort, goals: &mut Goals) {
    println!("\n## Threads\n");
    println!("One scrubber shared; each thread scrubs all the messages. Messages a second by the wall clock, the best");
    println!("round; CPU time a message beside one thread's shows whether threads hinder each other.\n");
    println!("| threads | messages/s beside one | CPU a message beside one |\n| ---: | ---: | ---: |");
    let (scrubber, texts) = (Scrubber::norwegian(), mixed_texts());
    let counts = [1, 2, 4];
    let mut rates = counts.map(|_| 0f64);
    let mut costs = counts.map(|_| Vec::new());
    for _ in 0..effort.rounds(21) {
        for (at, threads) in counts.into_iter().enumerate() {
            let (wall, cpu) = together(&scrubber, &texts, threads);
            rates[at] = rates[at].max(threads as f64 / wall);
            costs[at].push(cpu / threads as f64);
        }
    }
    let costs = costs.map(middle);
    for (at, threads) in counts.into_iter().enumerate() {
        println!("| {threads} | {:.2} | {:.2} |", rates[at] / rates[0], costs[at] / costs[0]);
    }
    goals.at_least("two threads beside one, messages/s", 1.7, rates[1] / rates[0]);
}

/// Wall seconds of all, CPU seconds of all threads together.
fn together(scrubber: &Scrubber, texts: &[String], threads: usize) -> (f64, f64) {
    let ready = Barrier::new(threads + 1);
    let work = || texts.iter().map(|text| scrubber.scrub(black_box(text)).as_str().len()).sum::<usize>();
    let worker = || {
        // A thread's first messages make its buffers.
        black_box(work());
        ready.wait();
        let begin = thread_time();
        black_box((0..4).map(|_| work()).sum::<usize>());
        (thread_time() - begin).as_secs_f64()
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        ready.wait();
        let begin = Instant::now();
        let cpu = workers.into_iter().map(|worker| worker.join().expect("scrubbing does not panic")).sum();
        (begin.elapsed().as_secs_f64(), cpu)
    })
}

pub fn conversation_and_stream(effort: Effort) {
    println!("\n## Conversations and streams, beside scrubbing each text alone\n");
    println!("| what | time beside `scrub` |\n| --- | ---: |");
    let scrubber = Scrubber::norwegian();
    let whole = |text: &str| scrubber.scrub(text).as_str().len();
    let rounds = effort.rounds(15);
    let row = |name: &str, taken: &[Taken]| println!("| {name} | {:.2} |", taken[1].ratio);

    // A conversation is told by its lines, so that everyone is handed texts.
    let chats: Vec<String> = conversations(20).iter().map(|chat| told(chat)).collect();
    let alone = |chat: &str| chat.lines().map(|line| whole(line.split_once('\t').map_or(line, |turn| turn.1))).sum();
    let turns = |chat: &str| {
        let mut conversation = Conversation::new();
        let turn = |line: &str| {
            let (role, text) = line.split_once('\t').expect("a turn has a role");
            let role = if role == "user" { Role::User } else { Role::Bot };
            scrubber.scrub_in(&mut conversation, role, text).as_str().len()
        };
        chat.lines().map(turn).sum()
    };
    row("conversation, `scrub_in`", &race(&[("alone", Box::new(alone)), ("turns", Box::new(turns))], &chats, rounds));

    let lines = vec![mixed_texts().iter().map(|text| format!("{text}\n")).collect::<String>()];
    let each = |text: &str| text.split_inclusive('\n').map(whole).sum();
    let streamed = |text: &str| pushed(scrubber.stream().lines(), text.split_inclusive('\n'));
    row(
        "log lines, `stream().lines()`",
        &race(&[("each", Box::new(each)), ("stream", Box::new(streamed))], &lines, rounds),
    );

    let answers = long(Register::Bokmaal, true);
    let streamed = |text: &str| pushed(scrubber.stream(), tokens(text));
    row(
        "answers in tokens, `stream()`",
        &race(&[("whole", Box::new(whole)), ("stream", Box::new(streamed))], &answers, rounds),
    );
    let prompt = |text: &str| pushed(scrubber.stream().prompt(), tokens(text));
    row(
        "the same, `stream().prompt()`",
        &race(&[("whole", Box::new(whole)), ("prompt", Box::new(prompt))], &answers, rounds),
    );
}

fn told(chat: &[(Role, String)]) -> String {
    chat.iter().map(|(role, text)| format!("{}\t{text}\n", if *role == Role::User { "user" } else { "bot" })).collect()
}

fn pushed<'p>(mut stream: Stream, pieces: impl Iterator<Item = &'p str>) -> usize {
    let mut out = String::new();
    for piece in pieces {
        stream.push(piece, &mut out);
    }
    stream.finish(&mut out);
    out.len()
}

pub fn peers(effort: Effort, goals: &mut Goals) {
    println!("\n## Peers: what each costs and what it finds\n");
    println!(
        "Time on the mixed messages; what is found on `benches/peers/data/marked.txt`. A value counts as found when no"
    );
    println!("word or number of it can be read any more, whatever it was taken for. False hits are messages without");
    println!(
        "personal data in which something was masked. The messages were written for this crate: they hold what is met in"
    );
    println!("Norwegian chat, which most of the peers were not made for.\n");
    let (designs, texts) = (designs::all(), mixed_texts());
    let work: Vec<Work<'_>> = designs
        .iter()
        .map(|design| (design.name(), Box::new(|text: &str| design.length(text)) as Box<dyn Fn(&str) -> usize>))
        .collect();
    let taken = race(&work, &texts, effort.rounds(11));
    let bytes = bytes(&texts) as f64;
    let scores: Vec<_> = designs.iter().map(|design| score(&**design)).collect();
    println!("| design | MB/s | µs a message | time beside sladd's | found | false hits |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for (taken, score) in taken.iter().zip(&scores) {
        println!(
            "| {} | {:.2} | {:.2} | {:.2} | {:.0} % | {} of {} |",
            taken.name,
            bytes / taken.median / 1e6,
            taken.median / texts.len() as f64 * 1e6,
            taken.ratio,
            score.found() * 100.0,
            score.false_hits.0,
            score.false_hits.1
        );
    }
    println!("\nShare found by kind, per cent:\n");
    let kinds: Vec<_> = scores.first().map_or_else(Vec::new, |score| score.kinds.iter().collect());
    let heads: String = kinds.iter().map(|(kind, (_, all))| format!(" {kind} ({all}) |")).collect();
    println!("| design |{heads}\n| --- |{}", " ---: |".repeat(kinds.len()));
    for (taken, score) in taken.iter().zip(&scores) {
        let cells: String = kinds.iter().map(|(kind, _)| format!(" {:.0} |", score.of(kind) * 100.0)).collect();
        println!("| {} |{cells}", taken.name);
    }
    // Those that find at least a few names by themselves or by a dictionary, the naive design left out.
    let naming = taken.iter().zip(&scores).skip(3).filter(|(_, score)| score.of("name") > 0.1);
    let fastest = naming.map(|(taken, _)| taken.ratio).fold(f64::INFINITY, f64::min);
    goals.at_least("fastest peer that finds names: its time / sladd's", 5.0, fastest);
}

pub fn hostile(effort: Effort, goals: &mut Goals) {
    println!("\n## Texts made to be dear\n");
    println!("Time a byte of long texts that repeat one thing, beside that of ordinary text of the same length.\n");
    println!("| repeated | time a byte beside ordinary text's |\n| --- | ---: |");
    let scrubber = Scrubber::norwegian();
    let ordinary = long(Register::Bokmaal, true).concat();
    let rounds = effort.rounds(5);
    let length = ordinary.len();
    let mut worst = 0f64;
    for (name, text) in hostile::texts(length) {
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..rounds {
            for (text, times) in [&ordinary, &text].into_iter().zip(&mut times) {
                let begin = thread_time();
                black_box(scrubber.find(black_box(text)).len());
                times.push((thread_time() - begin).as_secs_f64() / text.len() as f64);
            }
        }
        let [usual, dear] = times.map(middle);
        worst = worst.max(dear / usual);
        println!("| {name} | {:.2} |", dear / usual);
    }
    goals.at_most("dearest hostile text, time a byte beside ordinary text's", 8.0, worst);
}
