//! However the bytes are cut, a stream writes the same, holds back no more than its window, and a text that fits the
//! window comes out as if scrubbed whole.
#![no_main]

use std::io::Write;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sladd::Scrubber;
use sladd::stream::SMALLEST_WINDOW;

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

fuzz_target!(|input: (u16, bool, bool, &[u8])| {
    let (seed, lines, prompt, bytes) = input;
    let stream = || {
        let stream = SCRUBBER.stream().with_window(SMALLEST_WINDOW);
        let stream = if lines { stream.lines() } else { stream };
        if prompt { stream.prompt() } else { stream }
    };
    let text = String::from_utf8_lossy(bytes);
    let mut whole = stream();
    let mut expected = String::new();
    for c in text.chars() {
        whole.push(c.encode_utf8(&mut [0; 4]), &mut expected);
        assert!(whole.waiting() <= SMALLEST_WINDOW);
    }
    whole.finish(&mut expected);
    let mut writer = stream().byte_writer(Vec::new());
    for piece in bytes.chunks(usize::from(seed % 61) + 1) {
        writer.write_all(piece).expect("a vector takes everything");
    }
    writer.finish().expect("a vector takes everything");
    assert_eq!(writer.into_inner(), expected.as_bytes());
    if text.len() <= SMALLEST_WINDOW && !lines && !prompt {
        assert_eq!(expected, SCRUBBER.scrub(&text).as_str());
    }
});
