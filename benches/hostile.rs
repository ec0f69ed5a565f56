//! Texts made to be dear, beside ordinary text of the same length: none may cost many times as much a byte.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sladd::Scrubber;
use support::corpus::{Register, long};
use support::hostile::texts;

const BYTES: usize = 1 << 16;

fn hostile(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let mut group = c.benchmark_group("hostile");
    group.sample_size(10);
    let ordinary = long(Register::Bokmaal, true).concat().repeat(2);
    for (name, text) in [("ordinary text", ordinary)].into_iter().chain(texts(BYTES)) {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| scrubber.find(black_box(&text)).len()));
    }
    group.finish();
}

criterion_group!(benches, hostile);
criterion_main!(benches);
