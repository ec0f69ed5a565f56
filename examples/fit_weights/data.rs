//! Marked messages as stretches of candidates with numbered features.

use std::collections::HashMap;

use sladd::fitting::{Model as Which, candidates};

use crate::corpus::{Mark, Message};

/// One word that is decided about.
pub struct Point {
    pub features: Vec<u32>,
    /// Features of this word and the one before it both being parts of names.
    pub links: Vec<u32>,
    /// Whether it is marked as what the detector looks for.
    pub is_marked: bool,
    /// Whether it would stand in one finding with the point before it.
    pub joined: bool,
    pub start: usize,
    pub end: usize,
}

/// Points that are decided together, with what they count in fitting.
pub struct Stretch {
    pub points: Vec<Point>,
    pub weight: f64,
    /// The message it comes from.
    pub message: usize,
}

/// The names of features, numbered as they are met.
#[derive(Default)]
pub struct Features {
    numbers: HashMap<String, u32>,
    pub names: Vec<String>,
    closed: bool,
}

impl Features {
    pub fn number(&mut self, name: String) -> Option<u32> {
        if let Some(number) = self.numbers.get(&name) {
            return Some(*number);
        }
        if self.closed {
            return None;
        }
        let number = u32::try_from(self.names.len()).ok()?;
        self.names.push(name.clone());
        self.numbers.insert(name, number);
        Some(number)
    }

    pub fn get(&self, name: &str) -> Option<u32> {
        self.numbers.get(name).copied()
    }

    /// No feature is added any more: what is unknown from now on says nothing.
    pub fn close(&mut self) {
        self.closed = true;
    }
}

/// How a message is changed before its features are taken.
#[derive(Clone, Copy)]
pub enum Copied {
    AsWritten,
    Lower,
    /// Lower case but for the first letter, as telephones write.
    LowerButFirst,
    /// Without the letters that a foreign keyboard lacks.
    NoDiacritics,
}

/// The text of a copy; none where offsets would no longer fit.
pub fn copy(text: &str, how: Copied) -> Option<String> {
    let copied: String = match how {
        Copied::AsWritten => return Some(text.to_owned()),
        Copied::Lower => text.to_lowercase(),
        Copied::LowerButFirst => {
            let lower = text.to_lowercase();
            let mut letters = lower.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
        Copied::NoDiacritics => text.chars().map(plain).collect(),
    };
    (copied.chars().count() == text.chars().count()).then_some(copied)
}

fn plain(c: char) -> char {
    match c {
        'å' | 'á' | 'à' | 'ä' | 'â' | 'ã' | 'ă' | 'ą' | 'æ' => 'a',
        'Å' | 'Á' | 'Ä' | 'Æ' => 'A',
        'ø' | 'ö' | 'ó' | 'ò' | 'ô' | 'õ' | 'ő' => 'o',
        'Ø' | 'Ö' | 'Ó' => 'O',
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ė' | 'ě' => 'e',
        'É' => 'E',
        'ü' | 'ú' | 'ù' | 'û' | 'ū' => 'u',
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => 'i',
        'ł' => 'l',
        'Ł' => 'L',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'Ś' | 'Š' | 'Ş' => 'S',
        'ć' | 'č' | 'ç' => 'c',
        'Č' | 'Ç' => 'C',
        'ž' | 'ź' | 'ż' => 'z',
        'Ž' | 'Ż' => 'Z',
        'ñ' | 'ń' => 'n',
        'đ' | 'ð' => 'd',
        'ğ' => 'g',
        'ý' => 'y',
        other => other,
    }
}

/// The message with another name in the place of each: a full name for several words, a given name for one.
///
/// Which one depends on the message and the mark alone. None when no name is marked or no name is at hand.
pub fn with_other_names(message: &Message, number: usize, names: &[String]) -> Option<Message> {
    let mut other = Message { text: String::new(), marks: Vec::new(), ..message.clone() };
    let (mut copied, mut swapped) = (0, false);
    for (i, mark) in message.marks.iter().enumerate() {
        other.text.push_str(message.text.get(copied..mark.start)?);
        let start = other.text.len();
        let old = message.text.get(mark.start..mark.end)?;
        // A number without a divisor in common with the list's length would do; this one is prime.
        let name = names.get((number * 7919 + i * 104_729) % names.len().max(1)).filter(|_| mark.kind == "NAME");
        match name {
            Some(full) => {
                swapped = true;
                let new = if old.contains(' ') { full } else { full.split(' ').next().unwrap_or(full) };
                let lower = !old.contains(char::is_uppercase);
                let upper = old.chars().count() > 2 && !old.contains(char::is_lowercase);
                other.text.push_str(&match (lower, upper) {
                    (true, _) => new.to_lowercase(),
                    (_, true) => new.to_uppercase(),
                    _ => new.to_owned(),
                });
            }
            None => other.text.push_str(old),
        }
        other.marks.push(Mark { start, end: other.text.len(), kind: mark.kind.clone() });
        copied = mark.end;
    }
    other.text.push_str(message.text.get(copied..)?);
    swapped.then_some(other)
}

/// The stretches of one message. Marks are in bytes of the text as written; copies keep the number of characters.
pub fn stretches(
    which: Which,
    message: &Message,
    number: usize,
    how: Copied,
    weight: f64,
    left_out: impl Fn(&str) -> bool,
    features: &mut Features,
) -> Vec<Stretch> {
    let Some(text) = copy(&message.text, how) else { return Vec::new() };
    // From bytes of the copy to bytes of the text as written.
    let ends = |text: &str| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>();
    let (from, to) = (ends(&text), ends(&message.text));
    let written = |at: usize| to[from.partition_point(|start| *start < at)];
    let mut found: Vec<Stretch> = Vec::new();
    let mut last_skipped = true;
    for candidate in candidates(which, &text, left_out) {
        let (start, end) = (written(candidate.span.start), written(candidate.span.end));
        let mark = message.marks.iter().find(|mark| mark.start < end && start < mark.end);
        let kind = mark.map_or("", |mark| mark.kind.as_str());
        let Some(is_marked) = answer(which, kind) else {
            last_skipped = true;
            continue;
        };
        let number_all = |names: Vec<String>, features: &mut Features| {
            names.into_iter().filter_map(|name| features.number(name)).collect()
        };
        let linked = candidate.linked && !last_skipped;
        let point = Point {
            features: number_all(candidate.features, features),
            links: if linked { number_all(candidate.link_features, features) } else { Vec::new() },
            is_marked,
            joined: linked && candidate.joined,
            start,
            end,
        };
        last_skipped = false;
        match found.last_mut().filter(|_| linked) {
            Some(stretch) => stretch.points.push(point),
            None => found.push(Stretch { points: vec![point], weight, message: number }),
        }
    }
    found
}

/// What a word with a mark of this kind, or without one, should be answered with; nothing where it does not matter.
fn answer(which: Which, kind: &str) -> Option<bool> {
    match (which, kind) {
        // Others find these, or nobody has to.
        (Which::Name, "PUB" | "EMAIL" | "OTHERID" | "MAYBE") => None,
        (Which::Name, kind) => Some(kind == "NAME"),
        (Which::Health, kind) => Some(matches!(kind, "HEALTH" | "HEALTHGEN")),
        (_, "HEALTH") => Some(true),
        (_, "HEALTHGEN") => Some(false),
        _ => None,
    }
}

/// Whether a name belongs to the share that is left out: the same for a name in all messages of a copy.
pub fn in_share(name: &str, salt: u64, percent: u64) -> bool {
    let hash = name
        .bytes()
        .fold(salt ^ 0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    (hash ^ (hash >> 31)) % 100 < percent
}
