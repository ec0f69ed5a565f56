//! Times of single messages.

use std::hint::black_box;
use std::time::Instant;

/// Nanoseconds of the message in the middle, of the 99th in a hundred, of the slowest.
pub struct Percentiles {
    pub p50: u64,
    pub p99: u64,
    pub max: u64,
}

/// Takes the median of the rounds for each message; the cost of reading the clock is taken off.
pub fn percentiles<T: AsRef<str>>(texts: &[T], rounds: usize, work: impl Fn(&str) -> usize) -> Percentiles {
    let mut times = vec![Vec::with_capacity(rounds); texts.len()];
    let mut empty = Vec::with_capacity(texts.len());
    for round in 0..=rounds {
        for (text, times) in texts.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(work(black_box(text.as_ref())));
            let end = Instant::now();
            empty.push(end.elapsed().as_nanos() as u64);
            // The first round makes buffers and fills caches.
            if round > 0 {
                times.push((end - start).as_nanos() as u64);
            }
        }
    }
    let clock = middle(&mut empty);
    let mut each: Vec<u64> = times.iter_mut().map(|times| middle(times).saturating_sub(clock)).collect();
    each.sort_unstable();
    let at = |share: f64| each[((each.len() - 1) as f64 * share).round() as usize];
    Percentiles { p50: at(0.5), p99: at(0.99), max: at(1.0) }
}

fn middle(times: &mut [u64]) -> u64 {
    times.sort_unstable();
    times[times.len() / 2]
}
