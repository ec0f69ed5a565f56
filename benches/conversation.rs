//! A turn of a conversation beside the same message alone.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

#[path = "support/each.rs"]
mod each;
mod support;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use each::throughput;
use sladd::{Conversation, Scrubber};
use support::corpus::conversations;

fn turns(c: &mut Criterion) {
    let scrubber = Scrubber::norwegian();
    let chats = conversations(20);
    let texts: Vec<&str> = chats.iter().flatten().map(|(_, text)| text.as_str()).collect();
    let mut group = c.benchmark_group("conversation");
    group.throughput(throughput(&texts));
    group.bench_function("scrub", |b| {
        b.iter(|| texts.iter().map(|text| scrubber.scrub(black_box(text)).findings().len()).sum::<usize>());
    });
    group.bench_function("scrub_in", |b| {
        b.iter(|| {
            let mut found = 0;
            for chat in &chats {
                let mut conversation = Conversation::new();
                for (role, text) in chat {
                    found += scrubber.scrub_in(&mut conversation, *role, black_box(text)).findings().len();
                }
            }
            found
        });
    });
    group.finish();
}

criterion_group!(benches, turns);
criterion_main!(benches);
