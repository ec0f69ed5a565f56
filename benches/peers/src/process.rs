//! What a process pays at its start, measured in processes that do nothing else.

use std::hint::black_box;
use std::process::Command;

use sladd::Scrubber;

use crate::goals::Goals;
use crate::naive::{Kinds, Naive};
use crate::rounds::{middle, thread_time};
use crate::sections::Effort;
use crate::support::{SHORT_CLEAN, SHORT_DIRTY};

/// CPU nanoseconds until the design is there, of its first message, of one a thousand messages later; the most memory
/// the process had by then, in KiB.
const MEASURED: usize = 4;

/// Starts one design and prints what was measured.
pub fn child(what: &str) {
    let begin = thread_time();
    let scrub: Box<dyn Fn(&str) -> usize> = match what {
        "sladd" => {
            let scrubber = Scrubber::norwegian();
            Box::new(move |text| scrubber.scrub(text).as_str().len())
        }
        "naive" => {
            let naive = Naive::new(Kinds::Few);
            Box::new(move |text| naive.scrub(text).len())
        }
        _ => Box::new(|text| text.len()),
    };
    let built = thread_time() - begin;
    let timed = |text: &str| {
        let begin = thread_time();
        black_box(scrub(black_box(text)));
        (thread_time() - begin).as_nanos()
    };
    let first = timed(SHORT_DIRTY);
    for _ in 0..500 {
        black_box(timed(SHORT_DIRTY) + timed(SHORT_CLEAN));
    }
    println!("{} {first} {} {}", built.as_nanos(), timed(SHORT_DIRTY), peak());
}

/// The most memory this process had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}

fn started(what: &str) -> [f64; MEASURED] {
    let program = std::env::current_exe().expect("a running program has a path");
    let output = Command::new(program).args(["--start", what]).output().expect("the report can run itself");
    let printed = String::from_utf8(output.stdout).expect("numbers are UTF-8");
    let mut numbers = printed.split_whitespace().map(|number| number.parse().expect("the child prints numbers"));
    std::array::from_fn(|_| numbers.next().expect("the child prints all of them"))
}

pub fn section(effort: Effort, goals: &mut Goals) {
    println!("\n## Start and memory\n");
    println!(
        "Fresh processes in turn, medians of CPU time. Memory is what the process had at most, less that of one that \
         builds nothing.\n"
    );
    println!("| design | built, ms | first message, µs | later message, µs | first / later | memory, MB |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let names = ["nothing", "sladd", "naive"];
    let mut runs = names.map(|_| Vec::new());
    for _ in 0..effort.rounds(15) {
        for (name, runs) in names.iter().zip(&mut runs) {
            runs.push(started(name));
        }
    }
    let medians =
        runs.map(|runs| std::array::from_fn::<f64, MEASURED, _>(|at| middle(runs.iter().map(|run| run[at]).collect())));
    let nothing = medians[0];
    for (name, [built, first, later, peak]) in names.iter().zip(medians).skip(1) {
        let megabytes = (peak - nothing[3]) * 1024.0 / 1e6;
        println!(
            "| {name} | {:.1} | {:.1} | {:.1} | {:.1} | {megabytes:.1} |",
            built / 1e6,
            first / 1e3,
            later / 1e3,
            first / later
        );
    }
    let usage = Scrubber::norwegian().memory_usage() as f64 / 1e6;
    println!("\n`Scrubber::memory_usage()` says {usage:.1} MB.");
    goals.at_most("start of the whole scrubber, ms of CPU", 25.0, medians[1][0] / 1e6);
    goals.at_most("heap of the dictionaries, MB", 12.0, usage);
}
