//! Collects the terms of all dictionaries and makes the table of them.

use std::collections::HashMap;

use super::built::LASTS;
use super::endings::Endings;
use super::key::WordKey;
use super::lexicon::{Lexicon, SET, Table, mark};
use super::slips::{self, Slips};
use super::{Tag, Tags};

/// Collects terms and makes the table of them.
///
/// Entries are put into the table part by part, each part small enough for the processor's cache: half a million
/// insertions all over a table of megabytes would cost several times as much.
pub(super) struct Builder {
    /// 48 bits of a key and the number of a set, as in a slot.
    entries: Vec<u64>,
    sets: Sets,
    slips: Vec<u64>,
    farm_lasts: Endings,
    compound_lasts: Endings,
}

/// The sets of tags that occur, numbered; some thousand.
struct Sets {
    numbered: Vec<Tags>,
    numbers: HashMap<Tags, u32>,
    /// Sets asked for lately and unions made lately: nearly every question was asked before.
    lately: [(Tags, u32); LATELY],
    unions: Vec<(u64, u32)>,
}

/// How many sets are at hand.
const LATELY: usize = 64;
/// How many unions are at hand.
const UNIONS: usize = 1 << 12;

impl Sets {
    fn new() -> Sets {
        // The first set is that of no tag: no term has it, so that a slot of zero is empty.
        Sets {
            numbered: vec![Tags::NONE],
            numbers: HashMap::from([(Tags::NONE, 0)]),
            lately: [(Tags::NONE, 0); LATELY],
            unions: vec![(0, 0); UNIONS],
        }
    }

    /// The number of a set.
    fn number(&mut self, tags: Tags) -> u32 {
        let at = tags.mixed() as usize % LATELY;
        match self.lately.get(at) {
            Some((known, number)) if *known == tags => return *number,
            _ => {}
        }
        let next = self.numbered.len() as u32;
        let number = *self.numbers.entry(tags).or_insert(next);
        if number == next {
            self.numbered.push(tags);
        }
        if let Some(place) = self.lately.get_mut(at) {
            *place = (tags, number);
        }
        number
    }

    /// The number of the union of two sets.
    fn union(&mut self, first: u32, second: u32) -> u32 {
        // No set is united with itself, so that no pair is zero.
        let pair = u64::from(first) << 32 | u64::from(second);
        let at = (pair.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as usize % UNIONS;
        match self.unions.get(at) {
            Some((known, number)) if *known == pair => return *number,
            _ => {}
        }
        let set = |number: u32| self.numbered.get(number as usize).copied().unwrap_or(Tags::NONE);
        let number = self.number(set(first) | set(second));
        if let Some(place) = self.unions.get_mut(at) {
            *place = (pair, number);
        }
        number
    }
}

/// The bits of an entry that number its set.
const NUMBER: u64 = 0xFFFF;

/// The table is filled in this many parts.
const SECTIONS: usize = 256;

impl Builder {
    pub(super) fn with_room_for(entries: usize) -> Builder {
        Builder {
            entries: Vec::with_capacity(entries),
            sets: Sets::new(),
            slips: Vec::with_capacity(entries / 2),
            farm_lasts: Endings::new(),
            compound_lasts: Endings::new(),
        }
    }

    fn add(&mut self, key: WordKey, tags: Tags) {
        let number = u64::from(self.sets.number(tags)) & NUMBER;
        self.entries.push((key.bits() & !NUMBER) | number);
    }

    /// Adds a folded term; several words become a sequence whose beginnings are marked.
    pub(super) fn add_term(&mut self, term: &str, tags: Tags) {
        // Letters only, as nearly every term: no need to look for its words.
        if is_one_word(term) {
            self.add(WordKey::of(term), tags);
            if tags.has(Tag::FarmLast) {
                self.farm_lasts.add(term);
            }
            if tags.any_of(LASTS) {
                self.compound_lasts.add(term);
            }
            return;
        }
        let mut words = term.as_bytes().split(|byte| !is_of_word(*byte)).filter(|word| !word.is_empty()).peekable();
        let is_number = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
        let Some(first) = words.next() else { return };
        // "ca 125": without its number the term says nothing.
        if words.peek().is_some() && words.clone().all(is_number) {
            return;
        }
        let mut key = WordKey::of_bytes(first);
        while let Some(word) = words.next() {
            // A trailing number ("diabetes type 2") is no word of the text; the term without it says as much.
            if words.peek().is_none() && is_number(word) {
                break;
            }
            self.add(key, Tags::of(Tag::BeginsPhrase));
            key = key.then(WordKey::of_bytes(word));
        }
        self.add(key, tags);
    }

    /// Adds a term that is known with a letter wrong too.
    pub(super) fn add_slips(&mut self, term: &str) {
        slips::hashes(term, &mut |hash| self.slips.push(hash));
    }

    /// The table of what was added; tags of equal terms are united.
    pub(super) fn finish(self) -> Lexicon {
        let Builder { entries, mut sets, slips, farm_lasts, compound_lasts } = self;
        // Some terms stand in several dictionaries, so that about half of the slots stay empty.
        let slots = (entries.len() * 3 / 2).next_power_of_two().max(SECTIONS);
        let mut table = Table { slots: vec![0; slots].into_boxed_slice(), sets: Box::new([]), entries: 0 };
        for entry in in_parts(&entries, |entry| table.home(entry) / (slots / SECTIONS)) {
            let at = table.place(entry);
            let Some(slot) = table.slots.get_mut(at) else { continue };
            let number = (entry & NUMBER) as u32;
            if *slot == 0 {
                table.entries += 1;
                *slot = mark(entry) | (number & SET);
            } else if *slot & SET != number {
                *slot = (*slot & !SET) | (sets.union(*slot & SET, number) & SET);
            }
        }
        table.sets = sets.numbered.into_boxed_slice();
        Lexicon { table, slips: Slips::of(&slips), farm_lasts, compound_lasts }
    }
}

/// Whether a byte is of a letter or a digit; dictionaries hold no other sign than those of ASCII.
const fn is_of_word(byte: u8) -> bool {
    (byte >= 0x80) | ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

/// Whether a term has nothing but letters and digits.
fn is_one_word(term: &str) -> bool {
    let bytes = term.as_bytes();
    // Nearly every term is small letters throughout, which eight bytes at a time tell.
    let letters = match bytes.last_chunk::<8>() {
        Some(last) => bytes.chunks_exact(8).filter_map(<[u8]>::first_chunk).chain([last]).all(are_letters),
        None => {
            let mut eight = [b'a'; 8];
            for (to, from) in eight.iter_mut().zip(bytes) {
                *to = *from;
            }
            are_letters(&eight)
        }
    };
    letters || bytes.iter().all(|byte| is_of_word(*byte))
}

/// Whether all eight bytes are small letters of ASCII or beyond ASCII.
fn are_letters(eight: &[u8; 8]) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let word = u64::from_le_bytes(*eight);
    // The high bit of each byte of a sum tells whether the byte reached the bound.
    let from_a = (word & !HIGH) + (0x80 - 0x61) * ONES;
    let behind_z = (word & !HIGH) + (0x80 - 0x7B) * ONES;
    ((from_a & !behind_z) | word) & HIGH == HIGH
}

/// The entries, those of one part after the other.
fn in_parts(entries: &[u64], part: impl Fn(u64) -> usize) -> Vec<u64> {
    let mut starts = [0_usize; SECTIONS + 1];
    for entry in entries {
        if let Some(count) = starts.get_mut(part(*entry) + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let mut sorted = vec![0; entries.len()];
    for entry in entries {
        if let Some(start) = starts.get_mut(part(*entry)) {
            if let Some(place) = sorted.get_mut(*start) {
                *place = *entry;
            }
            *start += 1;
        }
    }
    sorted
}
