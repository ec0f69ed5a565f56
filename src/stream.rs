//! Text that comes in pieces: the tokens of a language model, a log, a socket.
//!
//! A [`Stream`] takes pieces of any size and writes what is decided. What it writes depends on the text only, never on
//! where the pieces end.
//!
#![cfg_attr(all(feature = "names", feature = "health"), doc = "```")]
#![cfg_attr(not(all(feature = "names", feature = "health")), doc = "```ignore")]
//! let scrubber = sladd::Scrubber::norwegian();
//! let mut stream = scrubber.stream();
//! let mut out = String::new();
//! for piece in ["Ring Kari Nord", "vik på 41", "2 00 000 i da", "g"] {
//!     stream.push(piece, &mut out);
//! }
//! stream.finish(&mut out);
//! assert_eq!(out, "Ring [NAVN] på [TELEFON] i dag");
//! ```
//!
//! # How it decides
//!
//! Text waits until the window is full: [`WINDOW`] bytes, or what [`Stream::with_window`] says. Then the scrubber looks
//! at it together with the last [`CONTEXT`] bytes before it, which are written already and still serve as cues. The
//! window is written, masked, up to a place that leaves [`AHEAD`] bytes behind it and lies in no finding; the rest waits
//! on. Both depend on the text alone, so that the pieces cannot matter.
//!
//! Every usual identifier is shorter than [`AHEAD`] with its separators, so that one which begins before such a place has
//! been seen whole: an IBAN with a space after each character has 67 bytes, a national number dictated digit by digit
//! some 60, a dictated card number 100, a street with flat, post code and place 80. Longer ones are safe where they are
//! one word or are recognised at their beginning (a mailbox, a link). A mailbox whose quoted name holds spaces and has
//! more than [`AHEAD`] bytes is not.
//!
//! What cannot be decided is masked. A finding that fills the window is written as one replacement, and what goes on
//! behind it is swallowed to the next white space. A word that fills the window, with neither white space nor a sign that
//! no mailbox holds (a comma, a slash, a bracket), has the label `Label::Custom("undecided")`, `[FJERNET]` in the
//! standard placeholders, and is swallowed to its end.
//!
//! # What is promised
//!
//! - A text that fits the window comes out as [`Scrubber::scrub`] would write it, byte for byte.
//! - No more than the window waits at any time.
//! - In longer texts scrubbing whole sees everything at once and a stream a window, so that the two may judge a name or
//!   an illness differently. The messages of `tests/corpus/test`, joined to texts of 2 to 8 KB, show how often: where they
//!   are written in one manner (with capitals), 99.9 % of the bytes that are masked are the same. Where writers who use
//!   none stand among others, 99.7 % of all bytes are treated alike and 97.5 % of those that either masks; every byte
//!   that scrubbing whole masks is masked, and the stream finds more names, since it judges the manner of writing by
//!   what stands near. No identifier that scrubbing whole is certain of is let through. `tests/stream_corpus.rs` holds
//!   these figures.
//!
//! # Other ways of cutting
//!
//! - [`Stream::lines`] takes each line for a message of its own, written as soon as its end has come: logs, chat.
//! - [`Stream::prompt`] writes each sentence once a little has been seen behind it: a person waits for the answer of a
//!   language model.
//!
//! # Adapters
//!
//! [`Stream::push`] and [`Stream::finish`] do no input or output, borrow nothing between calls and can be moved to
//! another thread or held across an `await`. Around them stand [`TextWriter`] (a [`std::fmt::Write`]), [`ByteWriter`]
//! (an [`std::io::Write`], which mends UTF-8 cut inside a character and replaces what is no UTF-8), and [`Pieces`] (an
//! iterator).
//!
//! # Memory, privacy and cost
//!
//! A stream holds at most [`CONTEXT`] bytes and its window of raw text, in one buffer that never moves and is
//! overwritten as text leaves it. A stream that is dropped, alone or in an adapter, discards what waits: a text
//! cut short may end in half an identifier, which nobody could recognise. Call `finish` where the text ends.
//!
//! Time is linear in the text. A look reads the window and the context and mostly settles two thirds of the window, so
//! that a stream costs two to three times as much as scrubbing whole, however small the pieces are; eight times
//! with the smallest window, hardly more than once with one of 4 KB.

mod boundary;
mod byte_writer;
mod cut;
mod held;
mod pieces;
mod text_writer;
mod utf8;

use std::cell::RefCell;
use std::fmt;

use crate::finding::{Confidence, Finding, Label, Span};
use crate::known_names::KnownNames;
use crate::numbering::Numbering;
use crate::scrubber::Scrubber;
pub use byte_writer::ByteWriter;
use cut::{Cut, at_sentence, cut};
use held::Held;
pub use pieces::Pieces;
pub use text_writer::TextWriter;

/// The most bytes that wait, unless [`Stream::with_window`] says otherwise.
pub const WINDOW: usize = 512;
/// The smallest window: what must be seen behind a cut, and half as much to be written.
pub const SMALLEST_WINDOW: usize = AHEAD + AHEAD / 2;
/// The largest window.
pub const LARGEST_WINDOW: usize = 1 << 20;
/// How many bytes of what is written already are looked at again.
pub const CONTEXT: usize = 512;
/// How many bytes are seen behind each place where the text is cut.
pub const AHEAD: usize = 128;
/// The same, behind the end of a sentence or a line, across which no number in figures goes on.
const AHEAD_OF_SENTENCE: usize = 64;
/// The fewest bytes between two looks for the end of a sentence, so that short lines do not cost a look each.
const STEP: usize = 32;

/// A machine that takes a text in pieces and gives out what is decided: what the adapters stand around.
pub trait Push {
    /// Takes the next piece and appends what is decided to `out`.
    fn push(&mut self, piece: &str, out: &mut String);

    /// Ends the text and appends the rest of it to `out`. The next piece begins a new text.
    fn finish(&mut self, out: &mut String);
}

/// Scrubs text that comes in pieces; made by [`Scrubber::stream`]. See the [module](self).
pub struct Stream {
    scrubber: Scrubber,
    known: Option<KnownNames>,
    lines: bool,
    prompt: bool,
    held: Held,
    /// The numbers of this text, for placeholders that are numbered.
    numbering: RefCell<Numbering>,
    /// Whether what was written last is a replacement.
    masked: bool,
    /// What is left out, after a finding or a word that filled the window.
    swallowed: Option<Swallowed>,
    /// The beginning of a sentence in the waiting text, up to which it may be written once enough stands behind.
    sentence: Option<usize>,
}

#[derive(Clone, Copy)]
enum Swallowed {
    /// Everything up to white space.
    Finding,
    /// Everything up to what ends a word.
    Word,
}

impl Scrubber {
    /// Starts a stream: text comes in pieces, and what is decided goes out.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// use std::io::Write;
    ///
    /// let mut log = sladd::Scrubber::norwegian().stream().lines().byte_writer(Vec::new());
    /// log.write_all(b"innlogget: kari@exam")?;
    /// log.write_all(b"ple.no\n")?;
    /// assert_eq!(log.get_ref(), b"innlogget: [E-POST]\n");
    /// # }
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use]
    pub fn stream(&self) -> Stream {
        Stream {
            scrubber: self.clone(),
            known: None,
            lines: false,
            prompt: false,
            held: Held::new(CONTEXT, WINDOW),
            numbering: RefCell::default(),
            masked: false,
            swallowed: None,
            sentence: None,
        }
    }
}

impl Stream {
    /// Sets the most bytes that wait. A smaller window writes sooner, a larger one sees more and costs less; brought
    /// into [`SMALLEST_WINDOW`] to [`LARGEST_WINDOW`]. The buffer is allocated at once.
    #[must_use]
    pub fn with_window(mut self, bytes: usize) -> Stream {
        self.held = self.held.with_window(bytes.clamp(SMALLEST_WINDOW, LARGEST_WINDOW));
        self
    }

    /// Takes each line for a message of its own and writes it when its end (`\n`, `\r\n`) has come, as
    /// [`Scrubber::scrub`] would if it fits the window. Longer lines are decided as longer texts are.
    ///
    /// Nothing is carried from one line to the next: an identifier that is broken over two lines is not seen.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// let mut stream = sladd::Scrubber::norwegian().stream().lines();
    /// let mut out = String::new();
    /// stream.push("ring 412 00 000\nhils", &mut out);
    /// assert_eq!(out, "ring [TELEFON]\n");
    /// # }
    /// ```
    #[must_use]
    pub fn lines(mut self) -> Stream {
        self.lines = true;
        self
    }

    /// Writes sentences and lines sooner: once 64 bytes have been seen behind one, instead of when the window is full.
    ///
    /// The first sentence of an answer stands there after some 100 to 150 bytes, whatever the window. The price: a look
    /// for each sentence, about six times the cost of scrubbing whole (twenty where each line is a few bytes long); and a
    /// text that fits the window need no longer come out as if scrubbed whole, since a name or an illness may be
    /// judged before all of the text was seen. Nothing is written that a finding lies over, and no number in figures goes on
    /// across such a place; an identifier in words must have no more than 64 bytes behind the line that it began in.
    #[must_use]
    pub fn prompt(mut self) -> Stream {
        self.prompt = true;
        self
    }

    /// Knows some names besides, as [`Scrubber::scrub_knowing`] does.
    #[must_use]
    pub fn knowing(mut self, known: KnownNames) -> Stream {
        self.known = Some(known);
        self
    }

    /// Takes the next piece and appends what is decided to `out`.
    pub fn push(&mut self, piece: &str, out: &mut String) {
        for c in piece.chars() {
            self.take(c, out);
        }
    }

    /// Ends the text and appends the rest of it to `out`. The next piece begins a new text.
    pub fn finish(&mut self, out: &mut String) {
        if self.held.waiting() > 0 {
            let findings = self.find();
            self.write(self.held.text().len(), &findings, out);
        }
        self.discard();
    }

    /// Forgets what waits without writing it. The next piece begins a new text.
    pub fn discard(&mut self) {
        self.held.wipe();
        self.numbering = RefCell::default();
        self.masked = false;
        self.swallowed = None;
        self.sentence = None;
    }

    /// How many bytes wait, at most the window.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.held.waiting()
    }

    /// A [`std::fmt::Write`] that writes what is decided to `out`.
    pub fn text_writer<W: fmt::Write>(self, out: W) -> TextWriter<W> {
        TextWriter::new(self, out)
    }

    /// An [`std::io::Write`] that writes what is decided to `out`.
    pub fn byte_writer<W: std::io::Write>(self, out: W) -> ByteWriter<W> {
        ByteWriter::new(self, out)
    }

    /// An iterator over what is decided of the text in `pieces`.
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// let tokens = ["Hei, ", "Ka", "ri! ", "Nummeret ditt er 110379", " 66640."];
    /// let masked: String = sladd::Scrubber::norwegian().stream().over(tokens).collect();
    /// assert_eq!(masked, "Hei, [NAVN]! Nummeret ditt er [FØDSELSNUMMER].");
    /// # }
    /// ```
    pub fn over<I>(self, pieces: I) -> Pieces<I::IntoIter>
    where
        I: IntoIterator,
        I::Item: AsRef<str>,
    {
        Pieces::new(self, pieces.into_iter())
    }

    fn take(&mut self, c: char, out: &mut String) {
        if self.lines && c == '\n' {
            let returns = self.held.take_return();
            self.finish(out);
            out.push_str(if returns { "\r\n" } else { "\n" });
            return;
        }
        let swallow = match self.swallowed {
            None => false,
            Some(Swallowed::Finding) => !c.is_whitespace(),
            Some(Swallowed::Word) => !boundary::ends_word(c),
        };
        if swallow {
            self.held.pass(c);
            return;
        }
        self.swallowed = None;
        while !self.held.has_room(c.len_utf8()) {
            self.make_room(out);
        }
        self.held.push(c);
        if self.prompt {
            self.look_for_sentence(c.len_utf8(), out);
        }
    }

    /// What the scrubber finds in the context and the waiting text.
    fn find(&self) -> Vec<Finding> {
        match &self.known {
            Some(known) => self.scrubber.find_knowing(known, self.held.text()),
            None => self.scrubber.find(self.held.text()),
        }
    }

    /// Decides over a part of the full window.
    fn make_room(&mut self, out: &mut String) {
        let findings = self.find();
        let whole = Span::new(self.held.split(), self.held.text().len());
        match cut(self.held.text(), whole.start, &findings, AHEAD) {
            Cut::At(end) => self.write(end, &findings, out),
            Cut::Finding => {
                self.write(whole.end, &findings, out);
                self.swallowed = Some(Swallowed::Finding);
            }
            Cut::Undecidable => {
                let undecided = Finding {
                    span: whole,
                    label: Label::Custom("undecided"),
                    confidence: Confidence::Possible,
                    variant: None,
                    detector: "stream",
                };
                self.write(whole.end, &[undecided], out);
                self.swallowed = Some(Swallowed::Word);
            }
        }
        self.note_sentence();
    }

    /// Writes the sentences behind which enough has been seen, when the character that has just come makes it so.
    fn look_for_sentence(&mut self, length: usize, out: &mut String) {
        let (waiting, split) = (self.held.waiting(), self.held.split());
        let at = waiting - length;
        if self.sentence.is_none() && at >= STEP && boundary::begins_sentence(self.held.text(), split + at) {
            self.sentence = Some(at);
        }
        if self.sentence.is_some_and(|sentence| waiting >= sentence + AHEAD_OF_SENTENCE) {
            let findings = self.find();
            if let Some(end) = at_sentence(self.held.text(), split, &findings, AHEAD_OF_SENTENCE) {
                self.write(end, &findings, out);
            }
            self.note_sentence();
        }
    }

    /// Notes the first beginning of a sentence in the waiting text that was not considered yet.
    fn note_sentence(&mut self) {
        let (text, split) = (self.held.text(), self.held.split());
        let from = split + (self.held.waiting() + STEP).saturating_sub(AHEAD_OF_SENTENCE).max(STEP);
        let first = (from..text.len()).filter(|_| self.prompt).find(|at| boundary::begins_sentence(text, *at));
        self.sentence = first.map(|at| at - split);
    }

    /// Writes the waiting text up to `end`, masked, and makes context of it.
    fn write(&mut self, end: usize, findings: &[Finding], out: &mut String) {
        let split = self.held.split();
        let mut start = split;
        let mut masked = Vec::with_capacity(findings.len());
        for finding in findings.iter().filter(|finding| finding.span.end > split && finding.span.start < end) {
            if finding.span.start >= split {
                masked.push(*finding);
            } else if self.masked {
                // Its replacement is written; what has come of it since melts with it.
                start = finding.span.end;
            } else {
                masked.push(Finding { span: Span::new(split, finding.span.end), ..*finding });
            }
        }
        self.scrubber.write_masked(self.held.text(), &masked, Span::new(start, end), &self.numbering, out);
        self.masked = masked.last().map_or(split < start && start == end, |last| last.span.end == end);
        self.held.release(end);
    }
}

impl Push for Stream {
    fn push(&mut self, piece: &str, out: &mut String) {
        Stream::push(self, piece, out);
    }

    fn finish(&mut self, out: &mut String) {
        Stream::finish(self, out);
    }
}

/// Shows settings and counts, nothing of the text.
impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream")
            .field("window", &self.held.window())
            .field("waiting", &self.held.waiting())
            .field("lines", &self.lines)
            .field("prompt", &self.prompt)
            .finish_non_exhaustive()
    }
}
