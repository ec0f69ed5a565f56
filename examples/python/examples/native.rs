//! What the crate does by itself, for the figures beside those of `bench/bench.py`.

#![allow(clippy::print_stdout, reason = "a program speaks to its user")]

use std::error::Error;
use std::time::{Duration, Instant};

use sladd::Scrubber;

const ROUNDS: usize = 5;

/// Processor time of this process where the system tells it, so that other work on the machine does not count.
fn processor_time() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(Duration::from_nanos(stat.split(' ').next()?.parse().ok()?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: native FILE, a message a line")?;
    let text = std::fs::read_to_string(path)?;
    let rows: Vec<&str> = text.lines().collect();
    let bytes: usize = rows.iter().map(|row| row.len()).sum();
    let scrubber = Scrubber::norwegian();
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let (clock, processor) = (Instant::now(), processor_time());
        let findings: usize = rows.iter().map(|row| scrubber.scrub(row).findings().len()).sum();
        let took = processor.zip(processor_time()).map_or_else(|| clock.elapsed(), |(from, to)| to - from);
        std::hint::black_box(findings);
        best = best.min(took);
    }
    let seconds = best.as_secs_f64();
    println!("{} messages, {:.1} MB", rows.len(), bytes as f64 / 1e6);
    println!(
        "the crate                    {:7.1} MB/s {:7.2} µs/message",
        bytes as f64 / seconds / 1e6,
        seconds / rows.len() as f64 * 1e6
    );
    Ok(())
}
