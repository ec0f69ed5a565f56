//! What the criterion benches share.

use criterion::Throughput;

use crate::support::corpus;

/// Messages and bytes of one pass over the texts: both figures are shown.
#[allow(unreachable_pub, reason = "shared with programs of one file")]
pub fn throughput<T: AsRef<str>>(texts: &[T]) -> Throughput {
    Throughput::ElementsAndBytes { elements: texts.len() as u64, bytes: corpus::bytes(texts) as u64 }
}
