//! One table from the hashes of words to what all dictionaries say of them.

use super::built::PARTS;
use super::endings::Endings;
use super::filter::Filter;
use super::key::WordKey;
use super::slips::Slips;
use super::{Tag, Tags};

/// What a word may be besides the genitive of a given name.
const OUTRANKED: Tags = Tags::of(Tag::Surname).and(Tag::Place);

/// From folded words and terms to their tags: an open-addressing table of hashes.
///
/// A slot is four bytes, so that sixteen neighbours share a line of the processor's cache: 20 bits of the hash, and 12
/// that number one of the sets of tags that occur. Where a slot stands tells some bits more, so that of some hundred
/// thousand words that no dictionary has, one is taken for another word.
pub(super) struct Table {
    pub(super) slots: Box<[u32]>,
    /// How far a key is shifted to make the place where its search begins.
    shift: u32,
    pub(super) sets: Box<[Tags]>,
    pub(super) entries: usize,
}

/// What all dictionaries say of words.
pub(crate) struct Lexicon {
    pub(super) table: Table,
    /// The keys of several words.
    pub(super) sequences: Filter,
    /// Long terms of health with a letter wrong.
    pub(super) slips: Slips,
    /// The last elements of farm names.
    pub(super) farm_lasts: Endings,
    /// What may end a compound.
    pub(super) compound_lasts: Endings,
}

/// The bits of a slot that number the set. An empty slot is zero altogether; no term has the set zero.
pub(super) const SET: u32 = (1 << 12) - 1;

/// The bits of a key that a slot holds.
#[inline(always)]
pub(super) const fn mark(key: u64) -> u32 {
    (key >> 32) as u32 & !SET
}

/// The lowest bit of a key that a slot holds; the bits below it say where its search begins.
const MARK: u32 = 44;
/// The sections of a table: so many stretches of slots, told by the highest bits of where a search begins.
pub(super) const SECTIONS: usize = 256;

impl Table {
    pub(super) fn with_room_for(entries: usize) -> Table {
        // Some terms stand in several dictionaries, so that about half of the slots stay empty.
        let slots = (entries * 3 / 2).next_power_of_two().max(SECTIONS);
        let shift = MARK - slots.trailing_zeros().min(MARK);
        Table { slots: vec![0; slots].into_boxed_slice(), shift, sets: Box::new([]), entries: 0 }
    }

    /// The section of the table that a key belongs to, whatever the size of the table.
    #[inline(always)]
    pub(super) const fn section(key: u64) -> usize {
        (key >> (MARK - SECTIONS.trailing_zeros())) as usize % SECTIONS
    }

    /// Where the search for a key begins. It uses other bits than the slot holds.
    #[inline(always)]
    fn home(&self, key: u64) -> usize {
        (key >> self.shift) as usize & (self.slots.len() - 1)
    }

    /// The place of the slot that holds `key`, or of the empty one where it belongs.
    pub(super) fn place(&self, key: u64) -> usize {
        let mut at = self.home(key);
        while self.slots.get(at).is_some_and(|slot| *slot != 0 && slot & !SET != mark(key)) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// The tags of a key.
    #[inline(always)]
    pub(super) fn get(&self, key: WordKey) -> Tags {
        let mut at = self.home(key.bits());
        loop {
            let slot = self.slots.get(at).copied().unwrap_or(0);
            if slot & !SET == mark(key.bits()) || slot == 0 {
                return self.sets.get((slot & SET) as usize).copied().unwrap_or(Tags::NONE);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }
}

impl Lexicon {
    /// What the dictionaries say of a folded word. Cost: one hash, one slot; two for a word that ends in s and is
    /// unknown or no more than a surname, for it may be a genitive: "Karis" rather than the surname Karis. A word that
    /// is still unknown is looked at for what it is made of ([`built`](super::built)).
    pub(crate) fn tags(&self, folded: &str) -> Tags {
        self.tags_of_word(WordKey::of(folded), folded)
    }

    /// What the dictionaries say of the word of a key, when it is more than a name of something; nothing when the word
    /// itself has to be looked at.
    #[inline(always)]
    pub(crate) fn tags_of_common(&self, key: WordKey) -> Tags {
        let tags = self.tags_of_key(key).except(PARTS);
        if tags.except(OUTRANKED) != Tags::NONE { tags } else { Tags::NONE }
    }

    /// The same for a word whose key is known.
    #[inline]
    pub(crate) fn tags_of_word(&self, key: WordKey, folded: &str) -> Tags {
        let tags = self.tags_of_key(key).except(PARTS);
        if tags.except(OUTRANKED) != Tags::NONE { tags } else { self.tags_of_rare(tags, folded) }
    }

    /// The same for a word that no dictionary has, or that is no more than a surname or a place.
    fn tags_of_rare(&self, tags: Tags, folded: &str) -> Tags {
        let stem = folded.strip_suffix('s').filter(|stem| stem.len() > 2);
        // "Karis" is the town in Finland far more seldom than what is Kari's.
        if let Some(stem) = stem {
            let genitive = self.tags_of_key(WordKey::of(stem)).except(PARTS).without(Tag::BeginsPhrase);
            let given = genitive.has(Tag::GivenName) && (!tags.has(Tag::Place) || genitive.has(Tag::UsualName));
            if tags != Tags::NONE {
                return if given { tags.without(Tag::Place) | genitive.and(Tag::NameGenitive) } else { tags };
            }
            if genitive != Tags::NONE {
                let name = given || genitive.has(Tag::Surname);
                return if name { genitive.and(Tag::NameGenitive) } else { genitive };
            }
        }
        if tags != Tags::NONE { tags } else { self.built(folded) }
    }

    /// The same for a key: of a word or of a sequence of words.
    #[inline(always)]
    pub(crate) fn tags_of_key(&self, key: WordKey) -> Tags {
        self.table.get(key)
    }

    /// The same for a key of several words. Cost: nearly always one bit, for nearly no words in a row are a term.
    #[inline(always)]
    pub(crate) fn tags_of_sequence(&self, key: WordKey) -> Tags {
        if self.sequences.may_have(key.bits()) { self.tags_of_key(key) } else { Tags::NONE }
    }

    /// How many words and beginnings of terms it knows.
    pub(crate) fn len(&self) -> usize {
        self.table.entries
    }

    /// How many sets of tags occur.
    #[cfg(test)]
    pub(super) fn sets(&self) -> usize {
        self.table.sets.len()
    }

    /// Heap bytes.
    pub(crate) fn memory_usage(&self) -> usize {
        let tables = size_of_val(&*self.table.slots) + size_of_val(&*self.table.sets);
        tables
            + self.sequences.memory_usage()
            + self.slips.memory_usage()
            + self.farm_lasts.memory_usage()
            + self.compound_lasts.memory_usage()
    }
}
