//! Packed lists: sorted terms, each with the lists it stands in.
//!
//! A term is written as how many letters it shares with the one before, its other letters, and the rows it has. Each of
//! these is a symbol, a symbol is a few decisions between two, and a decision is written with as many bits as its chance
//! wants: arithmetic coding. Chances are learned on the way, by three views of what stands before that are mixed as a
//! small neural network does ("context mixing"; M. Mahoney, *Data Compression Explained*, 2013). Only whole numbers, so
//! that every machine learns the same.
//!
//! The file also serves the program that packs, which brings the coder that writes; the walk over the terms is one for
//! both, and says what is known to a coder that needs no telling.

/// Writes or reads one decision after the other.
pub(crate) trait Coder {
    /// `chance` is that of yes, in parts of 4096; `known` is the decision, for who writes.
    fn decide(&mut self, chance: u32, known: bool) -> bool;
}

/// Reads decisions from packed bytes; behind their end it reads zeros.
pub(crate) struct Reader<'b> {
    bytes: std::slice::Iter<'b, u8>,
    low: u32,
    high: u32,
    value: u32,
}

impl<'b> Reader<'b> {
    pub(crate) fn of(bytes: &'b [u8]) -> Reader<'b> {
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
    low + ((high - low) >> 12) * chance
}

impl Coder for Reader<'_> {
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

/// How many views are mixed.
const VIEWS: usize = 3;
/// Each view remembers so many situations; which they are is hashed.
const SITUATIONS: u32 = 19;
/// What is remembered of so many decisions of a symbol lies together, in a line of the processor's cache.
const LINE: u32 = 32;
/// A symbol has no more decisions than this.
const DECISIONS: usize = 1024;
/// Mixtures are learned apart for so many kinds of symbols.
const KINDS: usize = 18;
/// How fast mixtures learn.
const PACE: i32 = 6;

/// What was learned.
struct Model {
    /// The logarithm of odds for each chance, and back.
    stretched: Vec<i16>,
    squashed: Vec<i16>,
    /// How far a chance moves, in parts of 65536, by how often it was met.
    moves: [i32; 16],
    /// For each view and situation the chance of yes in twelve bits, and in four how often it was met.
    learned: Vec<u16>,
    mixtures: Vec<[i32; VIEWS]>,
}

/// From the logarithm of odds, in parts of 256, to a chance in parts of 4096.
fn squash(odds: i32) -> i32 {
    const STEPS: [i32; 33] = [
        1, 2, 3, 6, 10, 16, 27, 45, 73, 120, 194, 310, 488, 747, 1101, 1546, 2047, 2549, 2994, 3348, 3607, 3785, 3901,
        3975, 4022, 4050, 4068, 4079, 4085, 4089, 4092, 4093, 4094,
    ];
    let odds = odds.clamp(-2047, 2047);
    let (at, part) = (((odds >> 7) + 16) as usize, odds & 127);
    let step = |at: usize| STEPS.get(at).copied().unwrap_or(4095);
    (step(at) * (128 - part) + step(at + 1) * part + 64) >> 7
}

impl Model {
    fn new() -> Model {
        let mut stretched = Vec::with_capacity(4096);
        for odds in -2047..=2047 {
            while (stretched.len() as i32) <= squash(odds) {
                stretched.push(odds as i16);
            }
        }
        stretched.resize(4096, 2047);
        Model {
            stretched,
            squashed: (-2048..2048).map(|odds| squash(odds).clamp(1, 4095) as i16).collect(),
            moves: std::array::from_fn(|met| (1 << 17) / (2 * met as i32 + 3)),
            learned: vec![2048 << 4; VIEWS << SITUATIONS],
            mixtures: vec![[22_938; VIEWS]; KINDS * DECISIONS],
        }
    }

    #[inline(always)]
    fn decide(
        &mut self,
        coder: &mut impl Coder,
        views: &[u32; VIEWS],
        kind: usize,
        decision: u32,
        known: bool,
    ) -> bool {
        let mut places = [0_usize; VIEWS];
        let mut odds = [0_i32; VIEWS];
        let of_kind = kind * DECISIONS + decision as usize;
        let mixture = self.mixtures.get(of_kind).copied().unwrap_or([0; VIEWS]);
        let mut mixed = 0;
        for (view, ((place, odds), share)) in places.iter_mut().zip(&mut odds).zip(mixture).enumerate() {
            let seen = views.get(view).copied().unwrap_or(0).wrapping_add(decision / LINE).wrapping_mul(0x9E37_79B1);
            *place = ((seen >> (32 - SITUATIONS)) ^ (decision % LINE)) as usize | view << SITUATIONS;
            let chance = self.learned.get(*place).map_or(2048, |learned| learned >> 4);
            *odds = i32::from(self.stretched.get(chance as usize).copied().unwrap_or(0));
            mixed += (*odds * share) >> 8;
        }
        let odds_mixed = ((mixed >> 8).clamp(-2048, 2047) + 2048) as usize;
        let chance = i32::from(self.squashed.get(odds_mixed).copied().unwrap_or(2048));
        let yes = coder.decide(chance as u32, known);
        let wrong = (i32::from(yes) * 4096 - chance) * PACE;
        if let Some(mixture) = self.mixtures.get_mut(of_kind) {
            for (share, odds) in mixture.iter_mut().zip(odds) {
                *share = (*share + ((odds * wrong + 0x4000) >> 15)).clamp(-(1 << 19), 1 << 19);
            }
        }
        for place in places {
            if let Some(learned) = self.learned.get_mut(place) {
                let (chance, met) = (i32::from(*learned >> 4), i32::from(*learned & 15));
                let towards = if yes { 4095 - chance } else { -chance };
                let chance = chance + ((towards * self.moves.get(met as usize).copied().unwrap_or(0)) >> 16);
                *learned = (chance as u16) << 4 | (met + 1).min(15) as u16;
            }
        }
        yes
    }

    /// A symbol by its rank: in which group of four it is, counted from the most frequent, and which of the four.
    #[inline(always)]
    fn symbol(&mut self, coder: &mut impl Coder, views: &[u32; VIEWS], kind: usize, known: u32) -> u32 {
        const GROUPS: u32 = 255;
        let mut group = 0;
        // Eight groups have their decisions in one line.
        let line = |group: u32| group / 8 * LINE;
        while group < GROUPS && self.decide(coder, views, kind, line(group) + group % 8, group < known >> 2) {
            group += 1;
        }
        let within = line(group) + 8 + group % 8 * 3;
        let high = self.decide(coder, views, kind, within, known & 2 != 0);
        let low = self.decide(coder, views, kind, within + 1 + u32::from(high), known & 1 != 0);
        group << 2 | u32::from(high) << 1 | u32::from(low)
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

/// A term that is packed: its letters and its rows, by their ranks, rows from the lowest to the highest.
pub(crate) struct Known {
    pub(crate) letters: Vec<u32>,
    pub(crate) rows: Vec<u32>,
}

/// Writes or reads `terms` terms. `end` is the letter behind each; `known` tells a coder that writes what to write, and
/// `each` is told letters and rows of each term.
pub(crate) fn walk(
    coder: &mut impl Coder,
    terms: usize,
    end: u32,
    known: impl Fn(usize) -> Option<Known>,
    mut each: impl FnMut(&[u32], &[u32]),
) {
    /// Longer terms are no terms of ours; a broken file must not fill the memory.
    const LONGEST: usize = 256;
    const SHARED: usize = 31;
    let mut model = Model::new();
    let mut letters: Vec<u32> = Vec::new();
    let mut rows: Vec<u32> = Vec::new();
    let (mut row, mut row_before, mut shared_before) = (0, 0, 0);
    for at in 0..terms {
        let known = known(at).unwrap_or(Known { letters: Vec::new(), rows: Vec::new() });
        let behind = |letters: &[u32], back: usize| {
            letters.len().checked_sub(back).and_then(|at| letters.get(at)).copied().unwrap_or(0x100)
        };
        let length = letters.len() as u32;
        let views = [
            view([2, shared_before, length]),
            view([3, row, length]),
            view([5, behind(&letters, 1), behind(&letters, 2), length]),
        ];
        let shared = letters.iter().zip(&known.letters).take_while(|(a, b)| a == b).count().min(SHARED);
        let shared = model.symbol(coder, &views, 0, shared as u32);
        shared_before = shared;
        // The letter that the term before has where this one differs.
        let mut differs = letters.get(shared as usize).copied().unwrap_or(0x101);
        letters.truncate(shared as usize);
        while letters.len() < LONGEST {
            let (one, two, three) = (behind(&letters, 1), behind(&letters, 2), behind(&letters, 3));
            let views = [
                view([14, one, differs, (letters.len() as u32).min(15)]),
                view([11, one, two, differs]),
                view([12, one, two, three, u32::from(differs != 0x200)]),
            ];
            let kind = 1 + (letters.len() - shared as usize).min(5) + if letters.len() > 4 { 6 } else { 0 };
            let letter = known.letters.get(letters.len()).copied().unwrap_or(end);
            let letter = model.symbol(coder, &views, kind, letter);
            if letter == end {
                break;
            }
            letters.push(letter);
            differs = 0x200;
        }
        rows.clear();
        let (one, two, three) = (behind(&letters, 1), behind(&letters, 2), behind(&letters, 3));
        let length = (letters.len() as u32).min(12);
        let mut last = 0;
        while rows.len() < LONGEST {
            let views = [
                view([22, one, two, three, last]),
                view([25, row, row_before, one, last]),
                view([27, row, length, one, two, last]),
            ];
            row_before = row;
            row = model.symbol(coder, &views, 13, known.rows.get(rows.len()).copied().unwrap_or(0));
            rows.push(row);
            last = row + 1;
            let views = [
                view([42, one, two, three, last]),
                view([45, row, row_before, rows.len() as u32]),
                view([47, row, length, one, two]),
            ];
            if !model.decide(coder, &views, 13 + rows.len().min(4), 0, rows.len() < known.rows.len()) {
                break;
            }
        }
        each(&letters, &rows);
    }
}

/// A text that was packed.
pub(crate) struct Unpacked {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The texts of a packed file; nothing when it is none.
///
/// It begins with the length of its head in four bytes, the lowest first. The head is fields with a zero byte between
/// them: for each book its alphabet from the most frequent letter on, a line feed being the end of a term; how many terms
/// and how many kinds of rows it has; for each kind the path of its text and what stands behind the term; and the length
/// of the book.
pub(crate) fn unpack(packed: &[u8]) -> Option<Vec<Unpacked>> {
    let (length, packed) = packed.split_first_chunk::<4>()?;
    let (head, mut packed) = packed.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let mut fields = std::str::from_utf8(head).ok()?.split('\0');
    let mut texts: Vec<Unpacked> = Vec::new();
    while let Some(alphabet) = fields.next().filter(|alphabet| !alphabet.is_empty()) {
        let alphabet: Vec<char> = alphabet.chars().collect();
        let end = alphabet.iter().position(|letter| *letter == '\n')? as u32;
        let terms = fields.next()?.parse().ok()?;
        let mut kinds = Vec::new();
        for _ in 0..fields.next()?.parse().ok()? {
            let (path, columns) = (fields.next()?, fields.next()?);
            let text = texts.iter().position(|text| text.path == path).unwrap_or_else(|| {
                texts.push(Unpacked { path: path.to_owned(), text: String::new() });
                texts.len() - 1
            });
            kinds.push((text, columns));
        }
        let (book, rest) = packed.split_at_checked(fields.next()?.parse().ok()?)?;
        packed = rest;
        let mut term = String::new();
        walk(
            &mut Reader::of(book),
            terms,
            end,
            |_| None,
            |letters, rows| {
                term.clear();
                term.extend(letters.iter().filter_map(|letter| alphabet.get(*letter as usize)));
                for (text, columns) in rows.iter().filter_map(|row| kinds.get(*row as usize)) {
                    if let Some(Unpacked { text, .. }) = texts.get_mut(*text) {
                        for part in [&term, *columns, "\n"] {
                            text.push_str(part);
                        }
                    }
                }
            },
        );
    }
    Some(texts)
}
