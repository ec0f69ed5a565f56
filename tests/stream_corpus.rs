//! How much a stream, which sees a window, masks otherwise than scrubbing whole: on messages of the corpus and of the
//! case files joined to long texts. What `sladd::stream` promises in figures is held here.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(
    clippy::print_stdout,
    dead_code,
    unreachable_pub,
    reason = "shares are printed; the example's module is used in part"
)]

#[path = "../examples/evaluate/corpus.rs"]
mod corpus;
mod support;

use sladd::stream::Stream;
use sladd::{Confidence, FixedChar, Label, Scrubber};
use support::{case_files, cases, root};

/// Messages joined to texts of 2 to 8 KB, `paragraph` of them between two of `joint`, spaces between the others.
fn texts(messages: &[String], joint: &str, paragraph: usize) -> Vec<String> {
    let (mut texts, mut text, mut length) = (Vec::new(), String::new(), 4_000);
    for (i, message) in messages.iter().enumerate() {
        text.push_str(message);
        if text.len() >= length {
            texts.push(std::mem::take(&mut text));
            length = 2_000 + texts.len() * 1_733 % 6_000;
        } else {
            text.push_str(if i % paragraph == 0 { joint } else { " " });
        }
    }
    texts
}

/// What was compared, in bytes, and the findings of identifiers that scrubbing whole is certain of.
#[derive(Default)]
struct Compared {
    texts: usize,
    alike: usize,
    bytes: usize,
    masked: usize,
    less: usize,
    more: usize,
    identifiers: usize,
    missed: usize,
}

impl Compared {
    fn add(&mut self, scrubber: &Scrubber, stream: Stream, text: &str) {
        let whole = scrubber.scrub(text);
        let streamed: String = stream.over([text]).collect();
        self.texts += 1;
        self.alike += usize::from(whole.as_str() == streamed);
        let all = [text, whole.as_str(), streamed.as_str()].map(|text| text.chars().collect::<Vec<_>>());
        let [text_chars, whole_chars, stream_chars] = &all;
        assert_eq!(text_chars.len(), whole_chars.len(), "one sign is written for one character");
        // A finding that goes on behind a cut melts and writes no more signs: what follows cannot be compared.
        let compared = stream_chars.len() == text_chars.len();
        let mut masked_bytes = Vec::with_capacity(text.len());
        for (i, c) in text_chars.iter().enumerate() {
            let (in_whole, in_stream) = (whole_chars[i] == SIGN, compared && stream_chars[i] == SIGN);
            masked_bytes.extend(std::iter::repeat_n(in_stream, c.len_utf8()));
            self.bytes += c.len_utf8();
            self.masked += c.len_utf8() * usize::from(in_whole);
            self.less += c.len_utf8() * usize::from(in_whole && !in_stream);
            self.more += c.len_utf8() * usize::from(!in_whole && in_stream);
        }
        let identifiers = whole.findings().iter().filter(|finding| {
            finding.confidence() == Confidence::Certain && !matches!(finding.label(), Label::Name | Label::Health)
        });
        for finding in identifiers {
            self.identifiers += 1;
            self.missed += usize::from(!masked_bytes[finding.span().range()].iter().all(|masked| *masked));
        }
    }

    /// In hundredths of a per cent.
    fn share(&self, differing: usize, of: usize) -> usize {
        10_000 - differing * 10_000 / of.max(1)
    }

    fn print(&self, name: &str) {
        println!(
            "{name}: {} of {} texts alike; {} of {} bytes masked whole, {} of them not in the stream, {} more; \
            {} identifiers, {} missed",
            self.alike, self.texts, self.masked, self.bytes, self.less, self.more, self.identifiers, self.missed
        );
    }
}

const SIGN: char = '\u{2588}';

/// Every way of joining, by a stream of this kind.
fn compared(messages: &[String], stream: impl Fn(&Scrubber) -> Stream) -> Compared {
    let scrubber = Scrubber::builder().masker(FixedChar::keeping_length(SIGN)).build().unwrap();
    let mut compared = Compared::default();
    // Without optimisation everything takes many times as long.
    let ways = if cfg!(debug_assertions) { 1 } else { 3 };
    for (joint, paragraph) in [("\n\n", 3), ("\n", 1), (" ", 1)].into_iter().take(ways) {
        for text in texts(messages, joint, paragraph) {
            // A masker that counts clusters writes fewer signs than there are characters where marks are composed.
            if scrubber.scrub(&text).as_str().chars().count() == text.chars().count() {
                compared.add(&scrubber, stream(&scrubber), &text);
            }
        }
    }
    compared
}

fn corpus_messages() -> Vec<String> {
    // The crate as published leaves the corpus out.
    let directory = root().join("tests/corpus/test");
    if !directory.exists() {
        return Vec::new();
    }
    corpus::read(&directory).unwrap().into_iter().map(|message| message.text).collect()
}

/// Writers who use capitals and writers who do not, one after the other: scrubbing whole judges all by the manner of the
/// whole, the stream each by what stands near.
#[test]
fn nearly_every_byte_is_treated_as_if_scrubbed_whole() {
    let corpus = corpus_messages();
    let cases: Vec<String> = case_files().iter().flat_map(|path| cases(path)).map(|case| case.text).collect();
    for (name, messages) in [("corpus", &corpus), ("cases", &cases)] {
        for (kind, prompt) in [("stream", false), ("prompt", true)] {
            let all = compared(messages, |s| if prompt { s.stream().prompt() } else { s.stream() });
            all.print(&format!("{name}, {kind}"));
            assert!(all.share(all.less + all.more, all.bytes) >= 99_50, "{name}, {kind}");
            assert!(all.share(all.less, all.masked) >= 99_50, "{name}, {kind}");
            assert!(all.missed == 0, "{name}, {kind}");
        }
    }
}

#[test]
fn texts_written_in_one_manner_are_masked_alike() {
    let mut messages = corpus_messages();
    messages.retain(|message| message.contains(char::is_uppercase));
    for (kind, prompt) in [("stream", false), ("prompt", true)] {
        let all = compared(&messages, |s| if prompt { s.stream().prompt() } else { s.stream() });
        all.print(kind);
        assert!(all.share(all.less + all.more, all.masked) >= 99_50, "{kind}");
        assert!(all.missed == 0, "{kind}");
    }
}
