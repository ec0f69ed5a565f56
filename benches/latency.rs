//! How evenly messages are served: the time of each mixed message, median, 99th percentile and longest.
//!
//! A message's time is the median of several rounds, so that what the machine does meanwhile does not count as the
//! scrubber's. Every round takes the messages in the same order, among the others, as a service does.

mod support;

use support::corpus::mixed;
use support::percentiles::percentiles;

#[allow(clippy::print_stdout, reason = "a bench prints")]
fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--test") { 1 } else { 31 };
    let scrubber = sladd::Scrubber::norwegian();
    let messages: Vec<String> = mixed(4_000).into_iter().map(|message| message.text).collect();
    let times = percentiles(&messages, rounds, |text| scrubber.scrub(text).as_str().len());
    let (p50, p99, max) = (times.p50, times.p99, times.max);
    println!("latency of {} mixed messages, {rounds} rounds", messages.len());
    println!("p50 {p50} ns, p99 {p99} ns, max {max} ns, p99 / p50 {:.1}", p99 as f64 / p50 as f64);
}
