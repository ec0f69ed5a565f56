//! What a scrubber takes: counted by the allocator, in a process of its own.

#![cfg(all(feature = "names", feature = "health"))]

use sladd::Scrubber;

const CLEAN: &str = "Hei, jeg lurer på når kontoret åpner i morgen, og om det går an å bestille time på nett.";
const DIRTY: &str = "Hei, jeg heter Kari Nordvik, fnr 110379 66640. Ring meg på 412 00 000, jeg har migrene.";

/// One test: what comes first has to come first.
#[test]
fn memory_is_what_it_is_said_to_be_and_the_first_message_builds_nothing() {
    let mut scrubber = None;
    let built = allocation_counter::measure(|| scrubber = Some(Scrubber::norwegian()));
    let scrubber = scrubber.unwrap();
    let (kept, said) = (built.bytes_current as f64, scrubber.memory_usage() as f64);
    assert!((said / kept - 1.0).abs() < 0.02, "said {said}, kept {kept}");
    assert!(kept < 12e6, "{kept} bytes are kept");
    assert!(built.bytes_max < 24_000_000, "{} bytes at the highest", built.bytes_max);

    // What the first message takes besides is the buffers of its thread, and what it takes itself.
    let first = allocation_counter::measure(|| drop(scrubber.scrub(DIRTY)));
    let later = allocation_counter::measure(|| drop(scrubber.scrub(DIRTY)));
    assert!(first.count_total <= later.count_total + 32, "{first:?} and {later:?}");
    assert!(first.bytes_current < 64 * 1024, "{first:?}");

    // A second scrubber shares what the first one built.
    let second = allocation_counter::measure(|| drop(Scrubber::norwegian().scrub(CLEAN)));
    assert!(second.bytes_total < 32 * 1024, "{second:?}");
}
