//! Cost of scrubbing: short and long, clean and dirty, hostile; and of starting.
//!
//! Compare ratios within one run; machines are noisy.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use sladd::Scrubber;

/// Set in a child process that only starts, and prints how long that took.
const START: &str = "SLADD_BENCH_START";

const SHORT_CLEAN: &str = "Hei, jeg lurer på når kontoret åpner i morgen, og om det går an å bestille time på nett.";
const SHORT_DIRTY: &str = "Hei, jeg heter Kari Nordvik, fnr 110379 66640. Ring meg på 412 00 000, jeg har migrene.";

fn messages(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let long_clean = [SHORT_CLEAN, "Kan dere sende skjemaet på nytt?", "Tusen takk for hjelpen, ha en fin dag."]
        .join(" ")
        .repeat(64);
    let mut group = c.benchmark_group("scrub");
    for (name, text) in [("short-clean", SHORT_CLEAN), ("short-dirty", SHORT_DIRTY), ("long-clean", &long_clean)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| scrubber.scrub(black_box(text)).findings().len()));
    }
    group.finish();
}

fn adversarial(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let mut group = c.benchmark_group("adversarial");
    for (name, piece) in [
        ("digits", "1"),
        ("spaced-digits", "1 "),
        ("at-signs", "@"),
        ("capitals", "Kari "),
        ("marks", "a\u{301}"),
        ("number-words", "en to tre "),
        ("brackets", "[NAVN"),
    ] {
        let text = piece.repeat((1 << 15) / piece.len());
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| scrubber.find(black_box(&text)).len()));
    }
    group.finish();
}

/// A fresh process each time: the dictionaries are read once in each.
fn start_up(c: &mut Criterion) {
    let program = std::env::current_exe().expect("a running program has a path");
    let mut group = c.benchmark_group("start-up");
    group.sample_size(10);
    group.bench_function("norwegian", |b| {
        b.iter_custom(|times| {
            (0..times)
                .map(|_| {
                    let output = Command::new(&program).env(START, "1").output().expect("the benchmark can run itself");
                    let printed = String::from_utf8(output.stdout).expect("a number is UTF-8");
                    Duration::from_nanos(printed.trim().parse().expect("the child prints nanoseconds"))
                })
                .sum()
        });
    });
    group.finish();
}

criterion_group!(benches, messages, adversarial, start_up);

#[allow(clippy::print_stdout, reason = "the child's answer")]
fn main() {
    if std::env::var_os(START).is_some() {
        let start = Instant::now();
        let scrubber = Scrubber::norwegian();
        let elapsed = start.elapsed().as_nanos();
        assert!(scrubber.memory_usage() > 0);
        println!("{elapsed}");
        return;
    }
    benches();
    Criterion::default().configure_from_args().final_summary();
}
