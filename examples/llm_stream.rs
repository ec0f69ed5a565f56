//! The answer of a language model, scrubbed while it comes: how long does the reader wait for the first word?
//!
//! A thread plays the model and sends a token now and then. The answer is scrubbed in three ways: whole, when all of it
//! has come; by a stream, which writes when its window is full; by a stream that writes each sentence.

#![allow(clippy::print_stdout, reason = "a program speaks to its user")]

use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use sladd::Scrubber;
use sladd::stream::Stream;

const ANSWER: &str = "Hei! Jeg har sett på saken din. Søknaden om sykepenger kom inn 3. mars, og den er under behandling. \
    Kari Nordvik på avdelingen i Bergen tar den videre, du når henne på 412 00 067 eller kari.nordvik@example.no. \
    Hun har notert at du har migrene og at fødselsnummeret er 110379 66640. Vi trenger fortsatt en uttalelse fra \
    arbeidsgiveren din. Den kan sendes i posten eller lastes opp på nettsiden. Når vi har fått den, går det som regel \
    to til tre uker før du får svar. Du trenger ikke å gjøre noe annet enn å vente. Skulle du bli frisk før det, må du \
    si fra til oss med en gang. Er det noe du lurer på, er det bare å skrive her igjen. Ha en fin dag videre!";

/// About a hundred tokens a second.
const PACE: Duration = Duration::from_millis(10);

/// The answer in tokens of one to seven characters.
fn model() -> Receiver<String> {
    let (sender, tokens) = channel();
    thread::spawn(move || {
        let mut rest = ANSWER;
        for size in [3, 1, 5, 2, 7, 4, 6].iter().cycle() {
            let end = rest.char_indices().nth(*size).map_or(rest.len(), |(at, _)| at);
            let (token, behind) = rest.split_at(end);
            if token.is_empty() || sender.send(token.to_owned()).is_err() {
                return;
            }
            rest = behind;
            thread::sleep(PACE);
        }
    });
    tokens
}

/// What the reader saw: all of it, after how many bytes and how long the first of it.
struct Seen {
    text: String,
    first: Option<(usize, Duration)>,
    waiting: usize,
}

fn read(mut stream: Stream) -> Seen {
    let (begun, mut received) = (Instant::now(), 0);
    let mut seen = Seen { text: String::new(), first: None, waiting: 0 };
    for token in model() {
        received += token.len();
        stream.push(&token, &mut seen.text);
        seen.waiting = seen.waiting.max(stream.waiting());
        if seen.first.is_none() && !seen.text.is_empty() {
            seen.first = Some((received, begun.elapsed()));
        }
    }
    stream.finish(&mut seen.text);
    seen.first.get_or_insert((received, begun.elapsed()));
    seen
}

fn main() {
    let scrubber = Scrubber::norwegian();
    let whole = scrubber.scrub(ANSWER);
    println!("{whole}\n");
    println!("{:24} {:>18} {:>12} {:>18}", "", "first words after", "", "waiting at most");
    for (name, stream) in [
        ("whole", scrubber.stream().with_window(ANSWER.len())),
        ("stream", scrubber.stream()),
        ("stream, smallest window", scrubber.stream().with_window(0)),
        ("stream, prompt", scrubber.stream().prompt()),
    ] {
        let seen = read(stream);
        assert_eq!(seen.text, whole.as_str(), "{name}");
        if let Some((bytes, time)) = seen.first {
            println!("{name:24} {bytes:>12} bytes {:>9} ms {:>12} bytes", time.as_millis(), seen.waiting);
        }
    }
}
