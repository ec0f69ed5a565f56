//! Packed lists: terms, each with the lists it stands in.
//!
//! A term is written as how far it goes with the one before, the rows it has, and its other letters. Each of these is a
//! few decisions between two, and a decision is written with as many bits as its chance wants: arithmetic coding. Chances
//! are learned on the way, by some views of what is known that are mixed as a small neural network does ("context
//! mixing"; M. Mahoney, *Data Compression Explained*, 2013). Only whole numbers, so that every machine learns the same.
//!
//! Which lists a term stands in says much of its letters, and the letters before it much of which lists: rows come
//! between the beginning that is shared and the rest.
//!
//! The file also serves the program that packs, which brings the coder that writes; the walk over the terms is one for
//! both, and says what is known to a coder that needs no telling.

use crate::fnv;

/// Writes or reads one decision after the other.
pub(crate) trait Coder {
    /// `chance` is that of yes, in parts of 65536; `known` is the decision, for who writes.
    fn decide(&mut self, chance: u32, known: bool) -> bool;
}

/// Reads decisions from packed bytes; behind their end it reads zeros.
struct Reader<'b> {
    bytes: std::slice::Iter<'b, u8>,
    low: u32,
    high: u32,
    value: u32,
}

impl<'b> Reader<'b> {
    fn of(bytes: &'b [u8]) -> Reader<'b> {
        let mut reader = Reader { bytes: bytes.iter(), low: 0, high: u32::MAX, value: 0 };
        for _ in 0..4 {
            reader.shift();
        }
        reader
    }

    fn shift(&mut self) {
        self.value = self.value << 8 | u32::from(self.bytes.next().copied().unwrap_or(0));
    }
}

/// Where a stretch between two numbers is cut, for a chance.
pub(crate) const fn cut(low: u32, high: u32, chance: u32) -> u32 {
    let length = high - low;
    low + (length >> 16) * chance + (((length & 0xFFFF) * chance) >> 16)
}

impl Coder for Reader<'_> {
    #[inline(always)]
    fn decide(&mut self, chance: u32, _: bool) -> bool {
        let cut = cut(self.low, self.high, chance);
        let yes = self.value <= cut;
        if yes {
            self.high = cut;
        } else {
            self.low = cut + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            self.low <<= 8;
            self.high = self.high << 8 | 0xFF;
            self.shift();
        }
        yes
    }
}

/// At most so many views are mixed.
const VIEWS: usize = 5;
/// Each view remembers so many situations, as a power of two; which they are is hashed, and two may share a place.
const SITUATIONS: u32 = 21;
/// What is remembered of so many decisions of a symbol lies together, in a line of the processor's cache.
const LINE: u32 = 16;
/// Mixtures are learned apart for each kind of decision, and in it for so many of the first decisions of a symbol.
const DECISIONS: usize = 128;
/// The kinds: where the next term leaves the one before, its rows, whether it has more of them, the letter where it
/// leaves, and the letters behind it. The room between is for what they are told apart by.
const LEAVES: usize = 0;
const ROWS: usize = 8;
const MORE: usize = 12;
const FIRST: usize = 16;
const LETTERS: usize = 17;
const KINDS: usize = 25;
/// A view weighs by how often it met the situation, as a power of two: never, once, up to 3, 7, 15 times.
const SURE: usize = 5;
/// How fast mixtures learn.
const PACE: i32 = 6;
/// What a mixture gives to a view at first, and at most, in parts of 65536.
const SHARE: i32 = 26_000;
const MOST: i32 = 1 << 19;
/// A mixture learns from no smaller error, in parts of 65536 and of its pace: most decisions are as good as sure.
const NEGLIGIBLE: i32 = 1000;
/// The logarithm of odds, in parts of 256: a mixture's stays below the first, a view's within the second.
const ODDS: i32 = 3072;
const OF_A_VIEW: i32 = 2047;
/// A half, in parts of 65536.
const HALF: u32 = 1 << 15;

/// What was learned.
struct Model {
    /// The logarithm of odds for each chance in parts of 4096, and back to parts of 65536.
    stretched: Vec<i16>,
    squashed: Vec<u16>,
    /// How far a chance moves, in parts of 65536, by how often it was met.
    moves: [i32; 16],
    /// For each view and situation the chance of yes in twelve bits, apart from a half, and in four how often it was met.
    learned: Vec<u16>,
    mixtures: Vec<[[i32; SURE]; VIEWS]>,
}

/// What one view knows of a decision.
#[derive(Clone, Copy, Default)]
struct Look {
    /// Where it is remembered, and what stands there.
    place: usize,
    learned: u16,
    /// The chance of yes in parts of 65536, and the logarithm of its odds.
    chance: u32,
    odds: i32,
    /// How often the situation was met, and that as a power of two.
    met: usize,
    sure: usize,
}

impl Model {
    fn new() -> Model {
        // From step to step odds grow by 1/256 and half its square, as the exponential function begins.
        let mut above = Vec::with_capacity(ODDS as usize);
        let mut odds = 1_u64 << 32;
        for _ in 0..ODDS {
            above.push(65536 - ((1_u64 << 48) / (odds + (1 << 32))) as u32);
            odds += (odds >> 8) + (odds >> 17);
        }
        let below = above.iter().rev().map(|chance| 65536 - chance);
        let squashed: Vec<u16> =
            below.chain(above.iter().copied()).map(|chance| chance.clamp(1, 65535) as u16).collect();
        let mut stretched = Vec::with_capacity(4096);
        for (odds, chance) in (-ODDS..).zip(&squashed) {
            while stretched.len() <= usize::from(*chance >> 4) {
                stretched.push(odds.clamp(-OF_A_VIEW, OF_A_VIEW) as i16);
            }
        }
        Model {
            stretched,
            squashed,
            moves: std::array::from_fn(|met| (1 << 20) / (16 * met as i32 + 21)),
            learned: vec![0; VIEWS << SITUATIONS],
            mixtures: vec![[[SHARE; SURE]; VIEWS]; KINDS * DECISIONS],
        }
    }

    /// One decision; `kind` chooses the mixture, and `decision` is its number within a symbol.
    #[inline(always)]
    fn decide<const V: usize>(
        &mut self,
        coder: &mut impl Coder,
        views: &[u32; V],
        kind: usize,
        decision: u32,
        known: bool,
    ) -> bool {
        let mixture = kind * DECISIONS + (decision as usize).min(DECISIONS - 1);
        let Some(mixture) = self.mixtures.get_mut(mixture) else { return false };
        let line = (decision / LINE).wrapping_mul(0x85EB_CA6B);
        let mut looks = [Look::default(); V];
        // All views look into memory before any is asked what it saw, so that they wait together.
        for (view, (look, seen)) in looks.iter_mut().zip(views).enumerate() {
            let seen = seen.wrapping_add(line).wrapping_mul(0x9E37_79B1);
            look.place = ((seen >> (32 - SITUATIONS)) ^ (decision % LINE)) as usize | view << SITUATIONS;
            look.learned = self.learned.get(look.place).copied().unwrap_or(0);
        }
        let mut mixed = 0;
        for (look, shares) in looks.iter_mut().zip(mixture.iter()) {
            look.chance = u32::from(look.learned & 0xFFF0) ^ HALF;
            look.met = usize::from(look.learned & 15);
            look.sure = (usize::BITS - look.met.leading_zeros()) as usize;
            look.odds = i32::from(self.stretched.get((look.chance >> 4) as usize).copied().unwrap_or(0));
            mixed += (look.odds * shares.get(look.sure).copied().unwrap_or(0)) >> 16;
        }
        let mixed = (mixed.clamp(-ODDS, ODDS - 1) + ODDS) as usize;
        let chance = u32::from(self.squashed.get(mixed).copied().unwrap_or(HALF as u16)).clamp(16, 65520);
        let yes = coder.decide(chance, known);
        let wrong = ((i32::from(yes) * 65536 - chance as i32) * PACE) >> 2;
        if wrong.abs() > NEGLIGIBLE {
            for (look, shares) in looks.iter().zip(mixture) {
                if let Some(share) = shares.get_mut(look.sure) {
                    *share = (*share + ((look.odds * wrong + 0x8000) >> 16)).clamp(-MOST, MOST);
                }
            }
        }
        for look in &looks {
            let (chance, all) = (look.chance as i32, i32::from(yes) * 65535);
            let step = self.moves.get(look.met).copied().unwrap_or(0);
            let chance = (chance + (((all - chance) * step) >> 16)).clamp(16, 65519) as u32;
            if let Some(learned) = self.learned.get_mut(look.place) {
                *learned = ((chance ^ HALF) & 0xFFF0) as u16 | (look.met + 1).min(15) as u16;
            }
        }
        yes
    }

    /// A symbol by its rank: in which group of four it is, counted from the most frequent, and which of the four.
    ///
    /// One place for all decisions, and none of it inlined: the processor should keep it at hand.
    #[inline(never)]
    fn symbol<const V: usize>(&mut self, coder: &mut impl Coder, views: &[u32; V], kind: usize, known: u32) -> u32 {
        const GROUPS: u32 = 255;
        let mut group = 0;
        // Nothing of which of the four is known, or one yes or no behind a one.
        let mut which = 0;
        loop {
            // Four groups have their decisions in one line.
            let (line, at) = (group / 4 * LINE, group % 4);
            let (decision, known) = match which {
                0 => (line + at, group < known >> 2),
                1 => (line + 4 + at * 3, known & 2 != 0),
                _ => (line + 3 + at * 3 + which, known & 1 != 0),
            };
            let yes = self.decide(coder, views, kind, decision, known);
            match which {
                0 if yes && group < GROUPS => group += 1,
                0 => which = 1,
                1 => which = 2 | u32::from(yes),
                _ => return group << 2 | (which & 1) << 1 | u32::from(yes),
            }
        }
    }
}

/// What a view sees, as one number.
#[inline(always)]
fn view<const N: usize>(seen: [u32; N]) -> u32 {
    seen.iter().fold(0x1_2345, |hash, one| {
        let mixed = (hash ^ one).wrapping_mul(0x9E37_79B1);
        mixed ^ mixed >> 15
    })
}

/// A term that is packed: its letters with the end, and its rows, by their ranks, rows from the lowest to the highest.
#[derive(Clone, Default)]
pub(crate) struct Known {
    pub(crate) letters: Vec<u32>,
    pub(crate) rows: Vec<u32>,
}

/// The letters of all terms, from the most frequent on; a line feed ends a term.
pub(crate) struct Alphabet(Vec<char>);

impl Alphabet {
    pub(crate) fn of(letters: &str) -> Alphabet {
        Alphabet(letters.chars().collect())
    }

    fn letter(&self, rank: u32) -> char {
        self.0.get(rank as usize).copied().unwrap_or('\n')
    }

    fn is_vowel(&self, rank: u32) -> bool {
        matches!(self.letter(rank), 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å')
    }
}

/// No letter stands here.
const NONE: u32 = 0x100;
/// Longer terms are no terms of ours, and no term has so many rows; a broken file must not fill the memory.
const LONGEST: usize = 256;

/// A letter of the term that is written or read, by its rank.
#[derive(Clone, Copy)]
struct Place {
    letter: u32,
    /// How many letters stood here before it, behind the same beginning.
    before: u32,
}

/// The letters from the end of a beginning backwards.
fn last_letters<const N: usize>(term: &[Place]) -> [u32; N] {
    let mut letters = [NONE; N];
    for (letter, place) in letters.iter_mut().zip(term.iter().rev()) {
        *letter = place.letter;
    }
    letters
}

/// Writes or reads `terms` terms. `known` tells a coder that writes what to write, and `each` is told letters and rows of
/// each term.
pub(crate) fn walk(
    coder: &mut impl Coder,
    terms: usize,
    alphabet: &Alphabet,
    known: impl Fn(usize) -> Option<Known>,
    mut each: impl FnMut(&mut dyn Iterator<Item = char>, &[u32]),
) {
    let mut model = Model::new();
    let mut term: Vec<Place> = Vec::new();
    let mut rows: Vec<u32> = Vec::new();
    // The first row of the term before, and all its rows as one number.
    let (mut row, mut set) = (0, 0);
    for at in 0..terms {
        let known = known(at).unwrap_or_default();

        // From the end of the term before to the first place where this one has another letter.
        let shared = term.iter().zip(&known.letters).take_while(|(place, known)| place.letter == **known).count();
        let (mut left, mut differs, mut before) = (0, NONE, 0);
        while let Some(last) = term.pop() {
            (differs, before) = (last.letter, last.before.min(7));
            let depth = term.len() as u32;
            let [one, two] = last_letters(&term);
            let views = [
                view([1, differs, depth.min(6), row]),
                view([2, differs, one]),
                view([3, differs, one, two]),
                view([4, differs, depth, left]),
            ];
            let decision = before | u32::from(left == 0) << 3;
            let kind = LEAVES + (left as usize).min(7);
            if term.is_empty() || model.decide(coder, &views, kind, decision, term.len() == shared) {
                break;
            }
            left += 1;
        }
        let shared = term.len();

        let [one, two, three] = last_letters(&term);
        let depth = (shared as u32).min(7);
        let (last_row, last_set, mut last) = (row, set, 0);
        rows.clear();
        set = 0;
        while rows.len() < LONGEST {
            let views = [
                view([11, last_set, last]),
                view([12, last_row, left.min(7), one, differs, last]),
                view([13, one, differs, last]),
                view([14, one, two, three, last]),
            ];
            let known_row = known.rows.get(rows.len()).copied().unwrap_or(0);
            let row = model.symbol(coder, &views, ROWS + rows.len().min(3), known_row);
            rows.push(row);
            last = row + 1;
            set = view([set, last]);
            let views = [view([21, set, last_set]), view([22, set, one, two]), view([23, set, left, depth])];
            let kind = MORE + rows.len().min(4) - 1;
            if !model.decide(coder, &views, kind, 0, rows.len() < known.rows.len()) {
                break;
            }
        }
        row = rows.first().copied().unwrap_or(0);

        // The letter where they differ, then the others.
        let views = [
            view([31, differs, row]),
            view([32, differs, one, depth]),
            view([33, differs, one, two, row]),
            view([34, differs, vowels(&term, alphabet)]),
        ];
        let known_letter = |term: &[Place]| known.letters.get(term.len()).copied().unwrap_or(0);
        let mut letter = model.symbol(coder, &views, FIRST, known_letter(&term));
        term.push(Place { letter, before: if differs == NONE { 0 } else { before + 1 } });
        while alphabet.letter(letter) != '\n' && term.len() < LONGEST {
            let [one, two, three, four, five] = last_letters(&term);
            let views = [
                view([41, set, one, (term.len() as u32).min(7)]),
                view([42, one, two, three]),
                view([43, set, one, two]),
                view([44, one, two, three, four, five]),
                view([45, row, one, two, three, four]),
            ];
            let kind = LETTERS + (term.len() - shared).min(4) - 1 + if term.len() > 4 { 4 } else { 0 };
            letter = model.symbol(coder, &views, kind, known_letter(&term));
            term.push(Place { letter, before: 0 });
        }
        let letters = term.iter().map(|place| alphabet.letter(place.letter));
        each(&mut letters.take_while(|letter| *letter != '\n'), &rows);
    }
}

/// Which of the last letters are vowels.
fn vowels(term: &[Place], alphabet: &Alphabet) -> u32 {
    term.iter().rev().take(6).fold(1, |vowels, place| vowels << 1 | u32::from(alphabet.is_vowel(place.letter)))
}

/// A text that was packed.
pub(crate) struct Unpacked {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The texts of a packed file; nothing when it is none, is cut off or has another byte anywhere.
///
/// It begins with two sums, of what follows them and of the texts.
pub(crate) fn unpack(file: &[u8]) -> Option<Vec<Unpacked>> {
    let (of_packed, file) = file.split_first_chunk::<8>()?;
    let (of_texts, packed) = file.split_first_chunk::<8>()?;
    if sum([packed]) != u64::from_le_bytes(*of_packed) {
        return None;
    }
    let texts = unpack_unchecked(packed)?;
    (sum_of(&texts) == u64::from_le_bytes(*of_texts)).then_some(texts)
}

/// What `unpack` looks at between the sums: the length of a head in four bytes, the lowest first, the head, and the coded
/// terms.
///
/// The head is fields with a zero byte behind each: the alphabet; how many terms there are; the paths of the texts, and an
/// empty field; and for each kind of rows, from the most frequent on, the number of its text with what stands behind the
/// term.
pub(crate) fn unpack_unchecked(packed: &[u8]) -> Option<Vec<Unpacked>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let (head, coded) = packed.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let mut fields = std::str::from_utf8(head).ok()?.split_terminator('\0');
    let alphabet = Alphabet::of(fields.next()?);
    let terms = fields.next()?.parse().ok()?;
    let paths = fields.by_ref().take_while(|path| !path.is_empty());
    let mut texts: Vec<Unpacked> = paths.map(|path| Unpacked { path: path.to_owned(), text: String::new() }).collect();
    let mut kinds: Vec<(usize, &str)> = Vec::new();
    for kind in fields {
        let (text, columns) = kind.split_at(kind.find('\t').unwrap_or(kind.len()));
        kinds.push((text.parse().ok()?, columns));
    }
    let mut term = String::new();
    let each = |letters: &mut dyn Iterator<Item = char>, rows: &[u32]| {
        term.clear();
        term.extend(letters);
        for (text, columns) in rows.iter().filter_map(|row| kinds.get(*row as usize)) {
            if let Some(Unpacked { text, .. }) = texts.get_mut(*text) {
                for part in [&term, *columns, "\n"] {
                    text.push_str(part);
                }
            }
        }
    };
    walk(&mut Reader::of(coded), terms, &alphabet, |_| None, each);
    Some(texts)
}

/// A sum over bytes (FNV-1a): shows that a file is broken, not that somebody changed it.
pub(crate) fn sum<'b>(bytes: impl IntoIterator<Item = &'b [u8]>) -> u64 {
    bytes.into_iter().fold(fnv::EMPTY, fnv::add)
}

/// The sum of texts with their paths.
pub(crate) fn sum_of(texts: &[Unpacked]) -> u64 {
    sum(texts.iter().flat_map(|text| [text.path.as_bytes(), b"\n", text.text.as_bytes()]))
}
