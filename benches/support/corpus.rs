//! Messages to measure with: the lines of `benches/data`, and texts that are put together from them.
//!
//! A scrubber that sees the same hundred messages over and over is timed with the processor's branches learned by
//! heart, so the mixed corpus draws each of its messages anew. The draw is the same in every run.

use std::ops::Range;

use sladd::Role;

use super::fill::{Draw, filled};

/// How people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Register {
    Bokmaal,
    Nynorsk,
    /// Chat without capitals, some of it dialect.
    Lower,
    /// Arabic, Cyrillic, Tamil and others, and Norwegian full of emoji.
    OtherScripts,
}

impl Register {
    pub const ALL: [Register; 4] = [Register::Bokmaal, Register::Nynorsk, Register::Lower, Register::OtherScripts];

    pub const fn name(self) -> &'static str {
        match self {
            Register::Bokmaal => "bokmaal",
            Register::Nynorsk => "nynorsk",
            Register::Lower => "lower",
            Register::OtherScripts => "other-scripts",
        }
    }

    const fn files(self) -> (&'static str, &'static str) {
        match self {
            Register::Bokmaal => (include_str!("../data/bokmaal-clean.txt"), include_str!("../data/bokmaal-dirty.txt")),
            Register::Nynorsk => (include_str!("../data/nynorsk-clean.txt"), include_str!("../data/nynorsk-dirty.txt")),
            Register::Lower => (include_str!("../data/lower-clean.txt"), include_str!("../data/lower-dirty.txt")),
            Register::OtherScripts => {
                (include_str!("../data/other-scripts-clean.txt"), include_str!("../data/other-scripts-dirty.txt"))
            }
        }
    }
}

/// A message, and where in it personal data stands.
#[derive(Clone, Debug)]
pub struct Message {
    pub text: String,
    pub marks: Vec<Mark>,
}

/// A stretch that is personal data, and of what kind: a label of the crate, or `national_id` for any national number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub span: Range<usize>,
    pub kind: &'static str,
}

/// The messages of a register that hold no personal data.
pub fn clean(register: Register) -> Vec<&'static str> {
    lines(register.files().0).collect()
}

/// The messages of a register that hold some, filled `times` times.
pub fn dirty(register: Register, times: usize) -> Vec<Message> {
    let mut draw = Draw::new(register as u64 + 1);
    (0..times).flat_map(|_| lines(register.files().1)).map(|line| filled(line, &mut draw)).collect()
}

/// Texts of some four kilobytes: pasted threads and letters, as far as cost goes.
pub fn long(register: Register, with_personal_data: bool) -> Vec<String> {
    let (mut draw, clean, dirty) = (Draw::new(7), clean(register), dirty(register, 4));
    let text = |draw: &mut Draw| {
        let mut text = String::new();
        while text.len() < 4_000 {
            let with = draw.below(3) == 0 && with_personal_data;
            let at = draw.number() as usize;
            text.push_str(if with { &dirty[at % dirty.len()].text } else { clean[at % clean.len()] });
            text.push(if draw.below(4) == 0 { '\n' } else { ' ' });
        }
        text
    };
    (0..8).map(|_| text(&mut draw)).collect()
}

/// What a service gets: messages of some ninety bytes, one in ten with personal data, one in fifty in another script.
pub fn mixed(count: usize) -> Vec<Message> {
    let mut draw = Draw::new(90);
    let clean = Register::ALL.map(clean);
    let dirty = Register::ALL.map(|register| lines(register.files().1).collect::<Vec<_>>());
    (0..count)
        .map(|_| {
            let register = match draw.below(100) {
                0..48 => 0,
                48..66 => 1,
                66..98 => 2,
                _ => 3,
            };
            let mut message = match draw.below(10) {
                0 => filled(draw.of(&dirty[register]), &mut draw),
                _ => Message { text: draw.of(&clean[register]).to_owned(), marks: Vec::new() },
            };
            // Sentences in new company, so that the messages differ; as many as bring the mean to some ninety bytes.
            while message.text.len() < 120 && draw.below(9) < 4 {
                message.text.push(' ');
                message.text.push_str(draw.of(&clean[register]));
            }
            message
        })
        .collect()
}

/// Conversations of a citizen with a bot and an adviser, filled `times` times.
pub fn conversations(times: usize) -> Vec<Vec<(Role, String)>> {
    let mut draw = Draw::new(11);
    let file = include_str!("../data/conversations.txt");
    let turn = |line: &str, draw: &mut Draw| {
        let (role, text) = line.split_once(": ").expect("a turn begins with who speaks");
        let role = match role {
            "user" => Role::User,
            "bot" => Role::Bot,
            "adviser" => Role::Adviser,
            _ => panic!("nobody is called {role}"),
        };
        (role, filled(text, draw).text)
    };
    let chats = file.split("\n\n").map(|chat| lines(chat).collect::<Vec<_>>()).collect::<Vec<_>>();
    (0..times).flat_map(|_| chats.iter()).map(|chat| chat.iter().map(|line| turn(line, &mut draw)).collect()).collect()
}

/// Sum of the lengths.
pub fn bytes<T: AsRef<str>>(texts: &[T]) -> usize {
    texts.iter().map(|text| text.as_ref().len()).sum()
}

impl AsRef<str> for Message {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// The lines of a data file without its comments.
pub fn lines(file: &str) -> impl Iterator<Item = &str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}
