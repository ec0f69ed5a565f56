//! Time from the start of a process to a scrubber, and of its first message. A fresh process each time: the
//! dictionaries are read once in each.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

mod support;

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use sladd::Scrubber;
use support::SHORT_DIRTY;

/// Set in a child process that only starts; says which of its times it prints.
const START: &str = "SLADD_BENCH_START";

fn start_up(c: &mut Criterion) {
    let program = std::env::current_exe().expect("a running program has a path");
    let mut group = c.benchmark_group("start-up");
    group.sample_size(10);
    for what in ["scrubber", "first-message", "later-message"] {
        group.bench_function(what, |b| {
            b.iter_custom(|times| {
                (0..times)
                    .map(|_| {
                        let output =
                            Command::new(&program).env(START, what).output().expect("the benchmark can run itself");
                        let printed = String::from_utf8(output.stdout).expect("a number is UTF-8");
                        Duration::from_nanos(printed.trim().parse().expect("the child prints nanoseconds"))
                    })
                    .sum()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, start_up);

fn timed<T>(work: impl FnOnce() -> T) -> (T, u128) {
    let start = Instant::now();
    let made = work();
    (made, start.elapsed().as_nanos())
}

#[allow(clippy::print_stdout, reason = "the child's answer")]
fn main() {
    let Ok(what) = std::env::var(START) else {
        benches();
        Criterion::default().configure_from_args().final_summary();
        return;
    };
    let (scrubber, start) = timed(Scrubber::norwegian);
    let message = || scrubber.scrub(black_box(SHORT_DIRTY)).findings().len();
    let (_, first) = timed(message);
    for _ in 0..1_000 {
        black_box(message());
    }
    let (_, later) = timed(message);
    println!(
        "{}",
        match what.as_str() {
            "scrubber" => start,
            "first-message" => first,
            _ => later,
        }
    );
}
