//! The crate beside the naive design and beside what merely reading the text costs, on the same messages in one run.
//!
//! Criterion measures one after the other; `benches/peers` measures the same in turn, round by round, with the peers.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

#[path = "support/each.rs"]
mod each;
#[allow(dead_code, unreachable_pub, missing_docs, reason = "shared with the report, which uses all of it")]
mod naive;
#[path = "support/plain.rs"]
#[allow(unreachable_pub, reason = "shared with a test")]
mod plain;
mod support;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use each::throughput;
use naive::{Kinds, Naive};
use sladd::Scrubber;
use support::corpus::{Register, clean, long, mixed};
use support::floor::FLOOR;

fn designs(c: &mut Criterion) {
    let differences = plain::differences();
    assert!(differences.is_empty(), "the designs do not do the same work:\n{}", differences.join("\n"));
    let scrubber = Scrubber::norwegian();
    let (few, every) = (Naive::new(Kinds::Few), Naive::new(Kinds::Every));
    let other = clean(Register::OtherScripts).into_iter().map(str::to_owned).collect();
    let mixed = mixed(4_000).into_iter().map(|message| message.text).collect();
    let corpora: [(&str, Vec<String>); 4] = [
        ("mixed", mixed),
        ("one clean message", vec![support::SHORT_CLEAN.to_owned()]),
        ("other scripts", other),
        ("four kilobytes", long(Register::Bokmaal, true)),
    ];
    for (name, texts) in &corpora {
        let mut group = c.benchmark_group(*name);
        group.throughput(throughput(texts));
        let mut each = |name: &str, work: &dyn Fn(&str) -> usize| {
            group.bench_function(name, |b| b.iter(|| texts.iter().map(|text| work(black_box(text))).sum::<usize>()));
        };
        each("sladd", &|text| scrubber.scrub(text).as_str().len());
        each("naive, few kinds", &|text| few.scrub(text).len());
        each("naive, every kind", &|text| every.scrub(text).len());
        for (name, work) in FLOOR {
            each(name, work);
        }
        group.finish();
    }
}

criterion_group!(benches, designs);
criterion_main!(benches);
