//! Text in pieces beside the same text whole: log lines, and the tokens of a model's answer.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

#[path = "support/each.rs"]
mod each;
mod support;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use each::throughput;
use sladd::{Scrubber, Stream};
use support::corpus::{Register, long, mixed};
use support::tokens;

/// The pieces through the stream; `out` is emptied first.
fn pushed<'p>(mut stream: Stream, pieces: impl Iterator<Item = &'p str>, out: &mut String) -> usize {
    out.clear();
    for piece in pieces {
        stream.push(black_box(piece), out);
    }
    stream.finish(out);
    out.len()
}

fn streams(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let lines: Vec<String> = mixed(2_000).into_iter().map(|message| message.text + "\n").collect();
    let answers = long(Register::Bokmaal, true);
    let mut out = String::new();

    let mut group = c.benchmark_group("lines");
    group.throughput(throughput(&lines));
    group.bench_function("scrub", |b| {
        b.iter(|| lines.iter().map(|line| scrubber.scrub(black_box(line)).as_str().len()).sum::<usize>());
    });
    group.bench_function("stream", |b| {
        b.iter(|| pushed(scrubber.stream().lines(), lines.iter().map(String::as_str), &mut out));
    });
    group.finish();

    let mut group = c.benchmark_group("answers");
    group.throughput(throughput(&answers));
    group.bench_function("scrub", |b| {
        b.iter(|| answers.iter().map(|text| scrubber.scrub(black_box(text)).as_str().len()).sum::<usize>());
    });
    group.bench_function("stream", |b| {
        b.iter(|| answers.iter().map(|text| pushed(scrubber.stream(), tokens(text), &mut out)).sum::<usize>());
    });
    group.bench_function("stream-prompt", |b| {
        b.iter(|| answers.iter().map(|text| pushed(scrubber.stream().prompt(), tokens(text), &mut out)).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, streams);
criterion_main!(benches);
