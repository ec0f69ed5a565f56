//! Time that other work on the machine does not change.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

/// How long the processor is busy with `work`, in seconds. Where the system does not tell, the clock does.
pub fn seconds(work: impl FnOnce()) -> f64 {
    let (start, before) = (Instant::now(), busy());
    work();
    match (before, busy()) {
        (Some(before), Some(after)) => (after - before) as f64 / 1e9,
        _ => start.elapsed().as_secs_f64(),
    }
}

/// How many times as long `long` takes as `short` does, where `long` does at once what `short` does piece by piece.
///
/// About one where time is linear; where it is quadratic, as many as there are pieces.
pub fn growth(short: impl FnOnce(), long: impl FnOnce()) -> f64 {
    let short = seconds(short);
    seconds(long) / short.max(1e-4)
}

/// Nanoseconds that this thread has run: Linux tells.
fn busy() -> Option<u64> {
    // What is told is brought up to date when the thread gives up the processor.
    thread::sleep(Duration::from_micros(1));
    fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}
