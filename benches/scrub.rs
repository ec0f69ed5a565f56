//! Cost of a message: clean and dirty, short and long, in every register; and of a service's mixed messages.
//!
//! Compare ratios within one run; machines are noisy.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

#[path = "support/each.rs"]
mod each;
mod support;

use std::hint::black_box;

use criterion::{BenchmarkGroup, Criterion, criterion_group, criterion_main, measurement::WallTime};
use each::throughput;
use sladd::Scrubber;
use support::corpus::{Register, clean, dirty, long, mixed};

fn scrub_each<T: AsRef<str>>(group: &mut BenchmarkGroup<'_, WallTime>, name: &str, scrubber: &Scrubber, texts: &[T]) {
    group.throughput(throughput(texts));
    group.bench_function(name, |b| {
        b.iter(|| texts.iter().map(|text| scrubber.scrub(black_box(text.as_ref())).findings().len()).sum::<usize>());
    });
}

fn registers(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    for register in Register::ALL {
        let mut group = c.benchmark_group(register.name());
        scrub_each(&mut group, "short-clean", &scrubber, &clean(register));
        scrub_each(&mut group, "short-dirty", &scrubber, &dirty(register, 4));
        scrub_each(&mut group, "long-clean", &scrubber, &long(register, false));
        scrub_each(&mut group, "long-dirty", &scrubber, &long(register, true));
        group.finish();
    }
}

fn service(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let messages = mixed(4_000);
    let mut group = c.benchmark_group("mixed");
    scrub_each(&mut group, "scrub", &scrubber, &messages);
    group.throughput(throughput(&messages));
    group.bench_function("find", |b| {
        b.iter(|| messages.iter().map(|message| scrubber.find(black_box(&message.text)).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, registers, service);
criterion_main!(benches);
