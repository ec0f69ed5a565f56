//! One table from the hashes of words to what all dictionaries say of them.

use std::collections::HashMap;

use super::built::PARTS;
use super::{Tag, Tags};

/// The hash of a folded word or of a sequence of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordKey(u64);

impl WordKey {
    const SEED: u64 = 0x9E37_79B9_7F4A_7C15;
    const MIX: u64 = 0xD6E8_FEB8_6659_FD93;

    pub(crate) fn of(folded: &str) -> WordKey {
        let bytes = folded.as_bytes();
        let mut hash = Self::SEED ^ bytes.len() as u64;
        let (chunks, rest) = bytes.as_chunks_stable();
        for chunk in chunks {
            hash = multiply(hash ^ u64::from_le_bytes(*chunk), Self::MIX);
        }
        let mut tail = [0_u8; 8];
        for (to, from) in tail.iter_mut().zip(rest) {
            *to = *from;
        }
        hash = multiply(hash ^ u64::from_le_bytes(tail), Self::MIX);
        WordKey(multiply(hash, Self::SEED))
    }

    /// The hash itself.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }

    /// The key of this followed by another word.
    pub(crate) fn then(self, next: WordKey) -> WordKey {
        WordKey(multiply(self.0 ^ next.0.rotate_left(29), Self::MIX))
    }
}

/// Full 128-bit product, folded: every input bit reaches every output bit.
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

/// What a word may be besides the genitive of a given name.
const OUTRANKED: Tags = Tags::of(Tag::Surname).and(Tag::Place);

/// From folded words and terms to their tags: an open-addressing table of hashes.
///
/// A slot is eight bytes: 48 bits of the hash, 16 that number one of the sets of tags that occur.
pub(crate) struct Lexicon {
    slots: Box<[u64]>,
    sets: Box<[Tags]>,
    entries: usize,
    /// Hashes of the long terms of health without one letter: open addressing, an empty slot is zero.
    slips: Box<[u32]>,
}

/// The bits of a slot that number the set. An empty slot is zero altogether.
const SET: u64 = 0xFFFF;

impl Lexicon {
    /// Where the search for a key begins. It uses bits that a slot keeps.
    fn home(&self, key: u64) -> usize {
        (key >> 20) as usize & (self.slots.len() - 1)
    }

    /// The slot that holds `key`, or the empty one where it belongs.
    fn place(&self, key: u64) -> usize {
        let mut at = self.home(key);
        while self.slots.get(at).is_some_and(|slot| *slot != 0 && (slot ^ key) & !SET != 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn set(&self, slot: u64) -> Tags {
        self.sets.get((slot & SET) as usize).copied().unwrap_or(Tags::NONE)
    }

    /// What the dictionaries say of a folded word. Cost: one hash, one slot; two for a word that ends in s and is
    /// unknown or no more than a surname, for it may be a genitive: "Karis" rather than the surname Karis. A word that
    /// is still unknown is looked at for what it is made of ([`built`](super::built)).
    pub(crate) fn tags(&self, folded: &str) -> Tags {
        let tags = self.tags_of_key(WordKey::of(folded)).except(PARTS);
        let stem = folded.strip_suffix('s').filter(|stem| stem.len() > 2);
        // No more than a surname or a place: "Karis" is the town in Finland far more seldom than what is Kari's.
        if let Some(stem) = stem.filter(|_| tags.except(OUTRANKED) == Tags::NONE) {
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
    pub(crate) fn tags_of_key(&self, key: WordKey) -> Tags {
        self.slots.get(self.place(key.0)).map_or(Tags::NONE, |slot| self.set(*slot))
    }

    /// The slot of a slip, or the empty one where it belongs.
    fn slip_place(&self, key: WordKey) -> (usize, u32) {
        let mask = self.slips.len().wrapping_sub(1);
        let short = (key.0 >> 32) as u32 | 1;
        let mut at = key.0 as usize & mask;
        while self.slips.get(at).is_some_and(|slot| *slot != 0 && *slot != short) {
            at = (at + 1) & mask;
        }
        (at, short)
    }

    /// Whether a long term of health gives this when a letter is left out.
    pub(super) fn has_slip(&self, key: WordKey) -> bool {
        let (at, short) = self.slip_place(key);
        self.slips.get(at) == Some(&short)
    }

    /// How many words and beginnings of terms it knows.
    pub(crate) fn len(&self) -> usize {
        self.entries
    }

    /// Heap bytes.
    pub(crate) fn memory_usage(&self) -> usize {
        size_of_val(&*self.slots) + size_of_val(&*self.sets) + size_of_val(&*self.slips)
    }
}

/// Collects terms and makes the table of them.
///
/// Entries are put into the table part by part, each part small enough for the processor's cache: half a million
/// insertions all over a table of megabytes would cost several times as much.
pub(super) struct Builder {
    /// 48 bits of a key and the number of a set, as in a slot.
    entries: Vec<u64>,
    sets: Vec<Tags>,
    slips: Vec<WordKey>,
    /// The set last asked for, with its number: a dictionary's terms mostly share one.
    last: (Tags, u64),
}

/// The table is filled in this many parts.
const SECTIONS: usize = 256;

impl Builder {
    pub(super) fn with_room_for(entries: usize) -> Builder {
        // No key has the first set with a hash of zero: a slot that is zero is empty.
        Builder {
            entries: Vec::with_capacity(entries),
            sets: vec![Tags::NONE],
            slips: Vec::new(),
            last: (Tags::NONE, 0),
        }
    }

    /// The number of a set. Sets are few, some hundred.
    fn number(&mut self, tags: Tags) -> u64 {
        if self.last.0 != tags {
            let known = self.sets.iter().position(|set| *set == tags);
            let number = known.unwrap_or_else(|| {
                self.sets.push(tags);
                self.sets.len() - 1
            });
            self.last = (tags, number as u64 & SET);
        }
        self.last.1
    }

    fn add(&mut self, key: WordKey, tags: Tags) {
        let number = self.number(tags);
        self.entries.push((key.0 & !SET) | number);
    }

    /// Adds a folded term; several words become a sequence whose beginnings are marked.
    pub(super) fn add_term(&mut self, term: &str, tags: Tags) {
        // Letters only, as nearly every term: no need to look for its words.
        if term.bytes().all(|b| b.is_ascii_alphanumeric() || !b.is_ascii()) {
            self.add(WordKey::of(term), tags);
            return;
        }
        let mut words = term.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let Some(first) = words.next() else { return };
        // "ca 125": without its number the term says nothing.
        if words.clone().all(|word| word.bytes().all(|b| b.is_ascii_digit())) && words.peek().is_some() {
            return;
        }
        let mut key = WordKey::of(first);
        while let Some(word) = words.next() {
            // A trailing number ("diabetes type 2") is no word of the text; the term without it says as much.
            if words.peek().is_none() && word.bytes().all(|b| b.is_ascii_digit()) {
                break;
            }
            self.add(key, Tags::of(Tag::BeginsPhrase));
            key = key.then(WordKey::of(word));
        }
        self.add(key, tags);
    }

    /// Adds what a term gives when a letter is left out.
    pub(super) fn add_slip(&mut self, shorter: &str) {
        self.slips.push(WordKey::of(shorter));
    }

    /// The table of what was added; tags of equal terms are united.
    pub(super) fn finish(self) -> Lexicon {
        let Builder { entries, sets, slips, .. } = self;
        // Terms that stand in several dictionaries leave room enough in most cases; if not, twice the slots do.
        let mut slots = entries.len().next_power_of_two().max(SECTIONS);
        loop {
            if let Some(mut lexicon) = fill(&entries, sets.clone(), slots) {
                lexicon.slips = vec![0; (slips.len() * 2).next_power_of_two()].into_boxed_slice();
                for slip in slips {
                    let (at, short) = lexicon.slip_place(slip);
                    if let Some(slot) = lexicon.slips.get_mut(at) {
                        *slot = short;
                    }
                }
                return lexicon;
            }
            slots *= 2;
        }
    }
}

/// Puts the entries into `slots` slots; none when they would be more than three quarters full.
fn fill(entries: &[u64], mut sets: Vec<Tags>, slots: usize) -> Option<Lexicon> {
    let mut lexicon =
        Lexicon { slots: vec![0; slots].into_boxed_slice(), sets: Box::new([]), entries: 0, slips: Box::new([]) };
    let mut unions: HashMap<(u64, u64), u64> = HashMap::new();
    for entry in in_parts(entries, |entry| lexicon.home(entry) / (slots / SECTIONS)) {
        let at = lexicon.place(entry);
        let slot = lexicon.slots.get_mut(at)?;
        if *slot == 0 {
            lexicon.entries += 1;
            *slot = entry;
        } else if *slot != entry {
            let pair = (*slot & SET, entry & SET);
            let union = *unions.entry(pair).or_insert_with(|| {
                let set = |number: u64| sets.get(number as usize).copied().unwrap_or(Tags::NONE);
                let union = set(pair.0) | set(pair.1);
                let known = sets.iter().position(|set| *set == union);
                known.unwrap_or_else(|| {
                    sets.push(union);
                    sets.len() - 1
                }) as u64
                    & SET
            });
            *slot = (*slot & !SET) | union;
        }
        if lexicon.entries * 4 > slots * 3 {
            return None;
        }
    }
    lexicon.sets = sets.into_boxed_slice();
    Some(lexicon)
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

/// `as_chunks` of the standard library, for older compilers.
trait Chunks {
    fn as_chunks_stable(&self) -> (impl Iterator<Item = &[u8; 8]>, &[u8]);
}

impl Chunks for [u8] {
    fn as_chunks_stable(&self) -> (impl Iterator<Item = &[u8; 8]>, &[u8]) {
        let chunks = self.chunks_exact(8);
        let rest = chunks.remainder();
        (chunks.filter_map(|chunk| chunk.try_into().ok()), rest)
    }
}
