//! Dictionaries, and the lexicon that answers for all of them with one look-up a word.
//!
//! A dictionary is a sorted text file of folded terms (`dictionaries/*.txt`), embedded in the binary. When the first
//! scrubber is built every term, in every form its inflection class gives it, goes into one table from the hash of
//! the folded term to a set of [`Tag`]s. The table holds no text: a look-up costs one hash and, nearly always, one
//! slot. Two terms with the same 64-bit hash would share their tags; a test shows that no two of ours do.

mod inflect;
mod standard;

use std::collections::HashMap;
use std::ops::{BitOr, BitOrAssign};

pub(crate) use standard::{public_bodies, standard_lexicon};

macro_rules! tags {
    ($( $(#[$doc:meta])* $variant:ident, )*) => {
        /// What a dictionary says of a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Tag {
            $( $(#[$doc])* $variant, )*
        }

        impl Tag {
            /// Every tag, in the order of declaration.
            pub const ALL: &'static [Tag] = &[$( Tag::$variant, )*];
        }
    };
}

tags! {
    /// A given name.
    GivenName,
    /// A surname.
    Surname,
    /// A short element of names that says nothing by itself.
    ShortName,
    /// A name that is nearly always an ordinary word.
    NameMostlyWord,
    /// A name that is as often an ordinary word.
    NameOrWord,
    /// A name that is an ordinary word, rarely.
    NameMostlyName,
    /// The genitive of a name; its other tags are those of the name without its last letter.
    NameGenitive,
    /// A particle inside names: von, van, bin.
    NameParticle,
    /// A common word of the language.
    CommonWord,
    /// A place: country, municipality, town, district.
    Place,
    /// A name that stands for a disease, a test, a unit; not for a person.
    Eponym,
    /// Health information wherever it stands.
    Health,
    /// Health information when the context supports it.
    HealthWeak,
    /// A service, a profession or a form of the health sector: says nothing of anybody's health by itself.
    HealthService,
    /// A medicine.
    Medicine,
    /// A part of the body.
    BodyPart,
    /// The first word, or the first words, of a term of several.
    BeginsPhrase,
    /// What an earlier call wrote in place of personal data.
    Placeholder,
    /// Speaks of a national number: fødselsnummer, personnummer.
    CueNationalId,
    /// Speaks of a DUF number.
    CueDuf,
    /// Speaks of a telephone.
    CuePhone,
    /// Speaks of a bank account.
    CueAccount,
    /// Speaks of a payment card.
    CueCard,
    /// Speaks of e-mail.
    CueEmail,
    /// Speaks of an address.
    CueAddress,
    /// Speaks of birth: født, fødselsdato, bursdag.
    CueBirth,
    /// Speaks of a passport.
    CuePassport,
    /// Speaks of a car or its plate.
    CuePlate,
    /// Speaks of the register of health personnel.
    CueHpr,
    /// Speaks of a case, patient, member, employee or student number.
    CueCase,
    /// Speaks of an organisation number.
    CueOrganisation,
    /// Speaks of property in the land register: gnr, bnr.
    CueProperty,
    /// Speaks of an order, parcel, booking, invoice or KID number.
    CueOrder,
    /// A word for a number, whatever number: nr, nummer.
    CueNumber,
    /// Speaks of logging in or of being oneself: bankid, legitimasjon, gyldig.
    CueIdentity,
    /// Speaks of money.
    CueMoney,
    /// Speaks of a user name.
    CueHandle,
    /// Introduces a name: heter, navn.
    CueName,
    /// Introduces a name when a colon follows, in letters and forms: fra, til, søker.
    CueField,
    /// Ends a letter: hilsen, mvh.
    CueSignOff,
    /// A role or title before a name: lege, dr., saksbehandler.
    CueRole,
    /// A relative: mamma, sønnen, kona.
    CueRelative,
    /// A verb that a name is often the subject of: sa, ringte.
    CueSays,
    /// The end of a company's name: AS, ASA.
    CueFirm,
    /// The first person: jeg, eg, min.
    FirstPerson,
    /// A number word.
    NumberWord,
    /// A month.
    Month,
    /// A word for the at sign.
    SpelledAt,
    /// A word for the dot in an address.
    SpelledDot,
    /// Speaks of the last or first digits of a number: siste, sifre.
    CuePart,
}

/// A set of [`Tag`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tags(u64);

impl Tags {
    /// The empty set.
    pub const NONE: Tags = Tags(0);

    /// The set of one tag.
    #[must_use]
    pub const fn of(tag: Tag) -> Tags {
        Tags(1 << tag as u8)
    }

    /// Whether the tag is in the set.
    #[must_use]
    pub const fn has(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u8) != 0
    }

    /// Whether the sets share a tag.
    #[must_use]
    pub const fn any_of(self, others: Tags) -> bool {
        self.0 & others.0 != 0
    }

    /// The set without one tag.
    #[must_use]
    pub const fn without(self, tag: Tag) -> Tags {
        Tags(self.0 & !(1 << tag as u8))
    }

    /// The tags that are in both sets.
    #[must_use]
    pub const fn only(self, others: Tags) -> Tags {
        Tags(self.0 & others.0)
    }

    /// The set with one tag more; usable in constants.
    #[must_use]
    pub const fn and(self, tag: Tag) -> Tags {
        Tags(self.0 | 1 << tag as u8)
    }
}

impl BitOr for Tags {
    type Output = Tags;
    fn bitor(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }
}

impl BitOrAssign for Tags {
    fn bitor_assign(&mut self, other: Tags) {
        self.0 |= other.0;
    }
}

/// The tags of cues: a term of several words gives them to its last word.
pub(crate) const CUES: Tags = Tags(
    ((1 << Tag::CueFirm as u8) - (1 << Tag::CueNationalId as u8)) | 1 << Tag::CueFirm as u8 | 1 << Tag::CuePart as u8,
);

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

/// From folded words and terms to their tags: an open-addressing table of hashes.
///
/// A slot is eight bytes: 48 bits of the hash, 16 that number one of the sets of tags that occur.
pub(crate) struct Lexicon {
    slots: Box<[u64]>,
    sets: Vec<Tags>,
    /// Where each set stands in `sets`.
    numbers: HashMap<Tags, u16>,
    entries: usize,
}

/// The bits of a slot that number the set; zero in an empty slot.
const SET: u64 = 0xFFFF;

impl Lexicon {
    /// An empty table with room for `entries` keys.
    fn with_room_for(entries: usize) -> Lexicon {
        let slots = (entries.max(8) * 3 / 2).next_power_of_two();
        // No key has the first set: a slot that is zero is empty.
        Lexicon {
            slots: vec![0; slots].into_boxed_slice(),
            sets: vec![Tags::NONE],
            numbers: HashMap::new(),
            entries: 0,
        }
    }

    /// The slot that holds `key`, or the empty one where it belongs. Its place comes from bits that a slot keeps.
    fn place(&self, key: WordKey) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.0 >> 20) as usize & mask;
        while self.slots.get(at).is_some_and(|slot| *slot != 0 && slot & !SET != key.0 & !SET) {
            at = (at + 1) & mask;
        }
        at
    }

    /// Adds tags to a key. Grows the table when it is more than two thirds full.
    fn add(&mut self, key: WordKey, tags: Tags) {
        let at = self.place(key);
        let before = self.slots.get(at).copied().unwrap_or(0);
        let union = tags | self.set(before);
        let number = match self.numbers.get(&union) {
            Some(number) => *number,
            None => {
                // Sets are few, some hundred; a table of more would be a fault that tests see.
                let number = u16::try_from(self.sets.len()).unwrap_or(u16::MAX);
                self.sets.push(union);
                self.numbers.insert(union, number);
                number
            }
        };
        if let Some(slot) = self.slots.get_mut(at) {
            self.entries += usize::from(*slot == 0);
            *slot = (key.0 & !SET) | u64::from(number);
        }
        if self.entries * 3 > self.slots.len() * 2 {
            self.grow();
        }
    }

    fn grow(&mut self) {
        let larger = vec![0; self.slots.len() * 2].into_boxed_slice();
        let slots = std::mem::replace(&mut self.slots, larger);
        for slot in slots.iter().filter(|slot| **slot != 0) {
            let at = self.place(WordKey(slot & !SET));
            if let Some(empty) = self.slots.get_mut(at) {
                *empty = *slot;
            }
        }
    }

    fn set(&self, slot: u64) -> Tags {
        self.sets.get((slot & SET) as usize).copied().unwrap_or(Tags::NONE)
    }

    /// Adds a folded term; several words become a sequence whose beginnings are marked.
    pub(crate) fn add_term(&mut self, term: &str, tags: Tags) {
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

    /// What the dictionaries say of a folded word. Cost: one hash, one slot; two for a word that ends in s and is
    /// unknown or no more than a surname, for it may be a genitive: "Karis" rather than the surname Karis.
    pub(crate) fn tags(&self, folded: &str) -> Tags {
        let tags = self.tags_of_key(WordKey::of(folded));
        let Some(stem) = folded.strip_suffix('s').filter(|stem| stem.len() > 2) else { return tags };
        if tags != Tags::NONE && tags != Tags::of(Tag::Surname) {
            return tags;
        }
        let genitive = self.tags_of_key(WordKey::of(stem)).without(Tag::BeginsPhrase);
        let given = genitive.has(Tag::GivenName);
        match (tags == Tags::NONE, given || genitive.has(Tag::Surname)) {
            (true, true) => genitive.and(Tag::NameGenitive),
            (true, false) => genitive,
            (false, _) if given => tags | genitive.and(Tag::NameGenitive),
            (false, _) => tags,
        }
    }

    pub(crate) fn tags_of_key(&self, key: WordKey) -> Tags {
        self.slots.get(self.place(key)).map_or(Tags::NONE, |slot| self.set(*slot))
    }

    /// How many words and beginnings of terms it knows.
    pub(crate) fn len(&self) -> usize {
        self.entries
    }

    /// Heap bytes.
    pub(crate) fn memory_usage(&self) -> usize {
        self.slots.len() * size_of::<u64>() + self.sets.len() * (size_of::<Tags>() * 3)
    }
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
