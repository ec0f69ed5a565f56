//! Times designs beside each other: in turn, round by round, by the CPU time of the thread.
//!
//! A machine that others use runs now faster, now slower, for seconds at a time. What is taken in turn meets the same
//! conditions, so the ratio to the first design is taken inside each round, and the median over the rounds counts.

use std::hint::black_box;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// CPU time that this thread has used.
pub fn thread_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// One that takes part: what it does with a text, and a number that keeps the work from being left out.
pub type Work<'a> = (&'a str, Box<dyn Fn(&str) -> usize + 'a>);

/// What one took.
pub struct Taken {
    pub name: String,
    /// Seconds for all texts: the median of the rounds.
    pub median: f64,
    /// The median over the rounds of its time beside the first one's in the same round.
    pub ratio: f64,
}

/// Runs everyone over all texts, `rounds` times in turn, after one round that does not count.
pub fn race(work: &[Work<'_>], texts: &[String], rounds: usize) -> Vec<Taken> {
    let mut times = vec![Vec::with_capacity(rounds); work.len()];
    for round in 0..=rounds {
        for ((_, work), times) in work.iter().zip(&mut times) {
            let start = thread_time();
            for text in texts {
                black_box(work(black_box(text)));
            }
            let time = (thread_time() - start).as_secs_f64();
            if round > 0 {
                times.push(time);
            }
        }
    }
    let first = times.first().cloned().unwrap_or_default();
    work.iter()
        .zip(times)
        .map(|((name, _), times)| {
            let ratios = times.iter().zip(&first).map(|(time, first)| time / first).collect();
            Taken { name: (*name).to_owned(), median: middle(times), ratio: middle(ratios) }
        })
        .collect()
}

/// The median.
pub fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
