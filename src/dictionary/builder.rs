//! Collects the terms of all dictionaries and makes the table of them.

use std::collections::HashMap;

use super::built::LASTS;
use super::endings::Endings;
use super::filter::Filter;
use super::inflect::{Ending, Forms};
use super::key::{Beginning, WordKey};
use super::lexicon::{Lexicon, SECTIONS, SET, Table, mark};
use super::slips::{self, Slips};
use super::{Tag, Tags};
use crate::eight;

/// Collects terms and makes the table of them.
///
/// Entries are kept by the section of the table that they belong to, and put into it section by section, each small
/// enough for the processor's cache: insertions all over a table of megabytes would cost several times as much.
pub(super) struct Builder {
    /// 48 bits of a key and the number of a set.
    sections: Vec<Vec<u64>>,
    sets: Sets,
    /// The keys of several words.
    sequences: Filter,
    slips: Vec<u64>,
    farm_lasts: Endings,
    compound_lasts: Endings,
}

/// The sets of tags that occur, numbered; some thousand.
struct Sets {
    numbered: Vec<Tags>,
    numbers: HashMap<Tags, u32>,
    /// The set asked for last, sets asked for lately and unions made lately: nearly every question was asked before.
    last: (Tags, u32),
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
            last: (Tags::NONE, 0),
            lately: [(Tags::NONE, 0); LATELY],
            unions: vec![(0, 0); UNIONS],
        }
    }

    /// The number of a set.
    #[inline]
    fn number(&mut self, tags: Tags) -> u32 {
        if self.last.0 != tags {
            self.last = (tags, self.another(tags));
        }
        self.last.1
    }

    fn another(&mut self, tags: Tags) -> u32 {
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

/// The bits of the filter of sequences: some for each of those that the dictionaries have.
const SEQUENCES: usize = 1 << 19;

/// The bits of an entry that number its set.
const NUMBER: u64 = 0xFFFF;

impl Builder {
    pub(super) fn with_room_for(entries: usize) -> Builder {
        // Keys spread evenly, so that the sections hardly differ in length.
        let room = entries / SECTIONS + entries / SECTIONS / 8;
        Builder {
            sections: std::iter::repeat_with(|| Vec::with_capacity(room)).take(SECTIONS).collect(),
            sets: Sets::new(),
            sequences: Filter::of_bits(SEQUENCES),
            slips: Vec::with_capacity(entries / 2),
            farm_lasts: Endings::new(),
            compound_lasts: Endings::new(),
        }
    }

    #[inline]
    fn add(&mut self, key: WordKey, set: u64) {
        if let Some(section) = self.sections.get_mut(Table::section(key.bits())) {
            section.push((key.bits() & !NUMBER) | set);
        }
    }

    /// Adds a key of several words.
    #[inline]
    fn add_sequence(&mut self, key: WordKey, set: u64) {
        self.sequences.add(key.bits());
        self.add(key, set);
    }

    fn number(&mut self, tags: Tags) -> u64 {
        u64::from(self.sets.number(tags)) & NUMBER
    }

    /// Adds folded terms that begin in the same way; several words become a sequence whose beginnings are marked.
    pub(super) fn add_forms(&mut self, forms: Forms<'_>, tags: Tags) {
        let set = self.number(tags);
        if forms.is_saying() {
            let begins = self.number(Tags::of(Tag::BeginsPhrase));
            return self.add_saying(None, forms.base, begins, set);
        }
        let base = forms.base.as_bytes();
        // Letters only, as nearly every term: no need to look for its words.
        if is_one_word(base) {
            self.add_endings(base, forms.endings, set, None);
            if tags.any_of(LASTS.and(Tag::FarmLast)) {
                self.add_lasts(base, forms.endings, tags);
            }
            return;
        }
        let (before, last) = base.split_at(base.iter().rposition(|byte| !is_of_word(*byte)).map_or(0, |at| at + 1));
        if last.iter().all(u8::is_ascii_digit) {
            return forms.words().iter().for_each(|term| self.add_term(term.as_bytes(), tags));
        }
        let mut words = before.split(|byte| !is_of_word(*byte)).filter(|word| !word.is_empty());
        let begins = self.number(Tags::of(Tag::BeginsPhrase));
        let mut key = words.next().map(WordKey::of_bytes);
        if let Some(key) = key {
            self.add(key, begins);
        }
        for word in words {
            key = key.map(|key| key.then(WordKey::of_bytes(word)));
            if let Some(key) = key {
                self.add_sequence(key, begins);
            }
        }
        self.add_endings(last, forms.endings, set, key);
        if key.is_none() {
            self.add_lasts(last, forms.endings, tags);
        }
    }

    /// Adds every choice of a form for each word that is left of a saying; what was chosen has a key.
    fn add_saying(&mut self, chosen: Option<WordKey>, rest: &str, begins: u64, set: u64) {
        let (words, behind) = rest.split_once(' ').map_or((rest, None), |(words, behind)| (words, Some(behind)));
        for word in words.split('/') {
            let key = match chosen {
                _ if word.is_empty() => chosen,
                Some(chosen) => Some(chosen.then(WordKey::of(word))),
                None => Some(WordKey::of(word)),
            };
            let said = if behind.is_some() { begins } else { set };
            match (key, chosen) {
                (Some(key), None) => self.add(key, said),
                (Some(key), Some(_)) => self.add_sequence(key, said),
                (None, _) => {}
            }
            if let Some(behind) = behind {
                self.add_saying(key, behind, begins, set);
            }
        }
    }

    /// Adds a word with each of some endings, behind other words or by itself.
    #[inline]
    fn add_endings(&mut self, word: &[u8], endings: &[Ending], set: u64, before: Option<WordKey>) {
        let word = Beginning::of(word);
        for ending in endings {
            let key = word.with(ending.letters, ending.text.len());
            match before {
                Some(before) => self.add_sequence(before.then(key), set),
                None => self.add(key, set),
            }
        }
    }

    /// Adds a term that ends in a number or in a sign.
    fn add_term(&mut self, term: &[u8], tags: Tags) {
        let mut words = term.split(|byte| !is_of_word(*byte)).filter(|word| !word.is_empty()).peekable();
        let is_number = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
        let Some(first) = words.next() else { return };
        if words.peek().is_none() {
            self.add_lasts(first, &[Ending::NONE], tags);
        }
        // "ca 125": without its number the term says nothing.
        if words.peek().is_some() && words.clone().all(is_number) {
            return;
        }
        let begins = self.number(Tags::of(Tag::BeginsPhrase));
        let mut key = WordKey::of_bytes(first);
        while let Some(word) = words.next() {
            // A trailing number ("diabetes type 2") is no word of the text; the term without it says as much.
            if words.peek().is_none() && is_number(word) {
                break;
            }
            // The filter holds single words of such terms too, which does no harm.
            self.add_sequence(key, begins);
            key = key.then(WordKey::of_bytes(word));
        }
        let set = self.number(tags);
        self.add_sequence(key, set);
    }

    /// Notes which words a word with some endings may itself end.
    fn add_lasts(&mut self, word: &[u8], endings: &[Ending], tags: Tags) {
        for ending in endings {
            let ending = ending.text;
            let beginning = match Endings::beginning(word) {
                Some(beginning @ [.., third]) if third != 0 || ending.is_empty() => Some(beginning),
                _ => Endings::beginning(&[word, ending.as_bytes()].concat()),
            };
            let Some(beginning) = beginning else { continue };
            let length = word.len() + ending.len();
            if tags.any_of(LASTS) {
                self.compound_lasts.add(beginning, length);
            }
            if tags.has(Tag::FarmLast) {
                self.farm_lasts.add(beginning, length);
            }
        }
    }

    /// Adds a term that is known with a letter wrong too.
    pub(super) fn add_slips(&mut self, term: &str) {
        slips::hashes(term, &mut |hash| self.slips.push(hash));
    }

    /// The table of what was added; tags of equal terms are united.
    pub(super) fn finish(self) -> Lexicon {
        let Builder { sections, mut sets, sequences, slips, farm_lasts, compound_lasts } = self;
        let mut table = Table::with_room_for(sections.iter().map(Vec::len).sum());
        for section in sections {
            for entry in section {
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
        }
        table.sets = sets.numbered.into_boxed_slice();
        Lexicon { table, sequences, slips: Slips::of(&slips), farm_lasts, compound_lasts }
    }
}

/// Whether a byte is of a letter or a digit; dictionaries hold no other sign than those of ASCII.
const fn is_of_word(byte: u8) -> bool {
    (byte >= 0x80) | ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10)
}

/// Whether a term has nothing but letters and digits.
fn is_one_word(bytes: &[u8]) -> bool {
    // Nearly every term is small letters throughout, which eight bytes at a time tell.
    let letters = match bytes.last_chunk::<8>() {
        Some(last) => bytes.chunks_exact(8).filter_map(<[u8]>::first_chunk).chain([last]).all(are_letters),
        // Letters stand for the bytes that are missing.
        None => {
            are_letters(&(eight::load(bytes) | (u64::from_le_bytes(*b"aaaaaaaa") << (8 * bytes.len()))).to_le_bytes())
        }
    };
    letters || bytes.iter().all(|byte| is_of_word(*byte))
}

/// Whether all eight bytes are small letters of ASCII or beyond ASCII.
fn are_letters(bytes: &[u8; 8]) -> bool {
    let word = u64::from_le_bytes(*bytes);
    (eight::small_letters(word) | word) & eight::ALL == eight::ALL
}
