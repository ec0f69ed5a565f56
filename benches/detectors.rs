//! What one detector costs: the mixed messages with the labels of that detector alone switched on.
//!
//! "none" has every label off: what is left is reading the text. A detector's own cost is the difference.

#![allow(missing_docs, reason = "criterion's macros make the functions")]

#[path = "support/each.rs"]
mod each;
mod support;

use std::collections::BTreeSet;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use each::throughput;
use sladd::{Label, Scrubber};
use support::corpus::mixed;

/// A scrubber that masks these labels only, whatever is on by default.
fn only(labels: &[Label]) -> Scrubber {
    let mut builder = Scrubber::builder();
    let all: BTreeSet<Label> = Scrubber::norwegian().detectors().flat_map(|(_, labels)| labels).copied().collect();
    for label in all {
        if labels.contains(&label) {
            builder.mask(label);
        } else {
            builder.leave_unmasked(label);
        }
    }
    builder.build().expect("labels of the crate's own detectors make a scrubber")
}

fn detectors(c: &mut Criterion) {
    let messages = mixed(2_000);
    let whole = Scrubber::norwegian();
    let mut scrubbers = vec![("whole", whole.clone()), ("none", only(&[]))];
    scrubbers.extend(whole.detectors().map(|(name, labels)| (name, only(labels))));
    let mut group = c.benchmark_group("detectors");
    group.throughput(throughput(&messages));
    for (name, scrubber) in scrubbers {
        group.bench_function(name, |b| {
            b.iter(|| messages.iter().map(|message| scrubber.find(black_box(&message.text)).len()).sum::<usize>());
        });
    }
    group.finish();
}

criterion_group!(benches, detectors);
criterion_main!(benches);
