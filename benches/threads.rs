//! One scrubber shared by 1, 2 and 4 threads. Messages a second should grow with the threads up to the cores.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

mod support;

use std::hint::black_box;
use std::sync::Barrier;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sladd::Scrubber;
use support::corpus::{Message, bytes, mixed};

/// The wall time in which each of the threads scrubs all messages so many times.
fn together(scrubber: &Scrubber, messages: &[Message], threads: usize, times: u64) -> Duration {
    let ready = Barrier::new(threads + 1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|_| {
                scope.spawn(|| {
                    let work = || messages.iter().map(|one| scrubber.scrub(black_box(&one.text)).findings().len());
                    // A thread's first messages make its buffers.
                    black_box(work().sum::<usize>());
                    ready.wait();
                    (0..times).map(|_| work().sum::<usize>()).sum::<usize>()
                })
            })
            .collect();
        ready.wait();
        let start = Instant::now();
        for worker in workers {
            black_box(worker.join().expect("scrubbing does not panic"));
        }
        start.elapsed()
    })
}

fn threads(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let messages = mixed(1_000);
    let mut group = c.benchmark_group("threads");
    for threads in [1, 2, 4] {
        let (elements, bytes) = ((messages.len() * threads) as u64, (bytes(&messages) * threads) as u64);
        group.throughput(Throughput::ElementsAndBytes { elements, bytes });
        group.bench_function(threads.to_string(), |b| {
            b.iter_custom(|times| together(&scrubber, &messages, threads, times));
        });
    }
    group.finish();
}

criterion_group!(benches, threads);
criterion_main!(benches);
