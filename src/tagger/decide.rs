//! The best decision for the words of a stretch together: a chain of two states a word, in or out.

#[cfg(feature = "fitting")]
use super::weights::Written;
use super::weights::{Sum, Weights};

/// Words in a row that are decided together: position of the first and how many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) first: usize,
    pub(crate) count: usize,
}

/// The most words that are decided together; what is longer is cut.
const LONGEST: usize = 64;

/// The stretches of the words below `count` for which `is_candidate` holds.
pub(crate) fn stretches(count: usize, mut is_candidate: impl FnMut(usize) -> bool) -> impl Iterator<Item = Stretch> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < count && !is_candidate(at) {
            at += 1;
        }
        let first = at;
        if first == count {
            return None;
        }
        at += 1;
        while at < count && at - first < LONGEST && is_candidate(at) {
            at += 1;
        }
        Some(Stretch { first, count: at - first })
    })
}

/// A stretch with the best decision for all its words together.
pub(crate) struct Decided {
    pub(crate) stretch: Stretch,
    /// Bit `i` is set where word `i` of the stretch is in.
    pub(crate) chosen: u64,
    scores: [i32; LONGEST],
}

impl Decided {
    /// The decision with the highest sum of evidence. `weigh` adds what is said of a word, adds what is said of it and
    /// the one before it both being in, where there is one before it, and gives what the word comes to at least. Cost:
    /// one pass.
    pub(crate) fn of<'m>(
        stretch: Stretch,
        weights: &'m Weights,
        mut weigh: impl FnMut(usize, &mut Sum<'m>, Option<&mut Sum<'m>>) -> i32,
    ) -> Decided {
        let mut scores = [0; LONGEST];
        // The best sums that end in a word that is out and in one that is in, and the decisions that lead there.
        let (mut out, mut chosen) = ((0_i32, 0_u64), (i32::MIN / 2, 0_u64));
        for (i, score) in scores.iter_mut().enumerate().take(stretch.count) {
            let (mut own, mut link) = (weights.sum(), weights.sum());
            let least = weigh(stretch.first + i, &mut own, Some(&mut link).filter(|_| i > 0));
            *score = own.total.max(least);
            let begun = (out.0 + *score, out.1 | 1 << i);
            let continued = (chosen.0 + link.total + *score, chosen.1 | 1 << i);
            out = if chosen.0 > out.0 { chosen } else { out };
            chosen = if continued.0 > begun.0 { continued } else { begun };
        }
        let best = if chosen.0 > out.0 { chosen } else { out };
        Decided { stretch, chosen: best.1, scores }
    }

    /// Whether word `i` of the stretch is in.
    pub(crate) fn has(&self, i: usize) -> bool {
        i < self.stretch.count && self.chosen & 1 << i != 0
    }

    /// The runs of words that are in and joined: positions of the first and the last word, and the sum of their scores.
    pub(crate) fn runs(&self, joins: impl Fn(usize) -> bool) -> impl Iterator<Item = (usize, usize, i32)> {
        let mut i = 0;
        std::iter::from_fn(move || {
            while i < self.stretch.count && !self.has(i) {
                i += 1;
            }
            let first = i;
            let mut score = 0;
            while self.has(i) && (i == first || joins(self.stretch.first + i)) {
                score += self.scores.get(i).copied().unwrap_or(0);
                i += 1;
            }
            (i > first).then(|| (self.stretch.first + first, self.stretch.first + i - 1, score))
        })
    }
}

/// One word that is decided about, with what is said of it; for the program that fits the weights.
#[cfg(feature = "fitting")]
pub(crate) struct Candidate {
    pub(crate) word: usize,
    /// Whether the candidate before it is the word before it.
    pub(crate) linked: bool,
    /// Whether the two would stand in one finding.
    pub(crate) joined: bool,
    pub(crate) features: Vec<String>,
    pub(crate) link_features: Vec<String>,
}

#[cfg(feature = "fitting")]
impl Candidate {
    /// The words of all stretches.
    pub(crate) fn all(
        stretches: impl Iterator<Item = Stretch>,
        of_word: impl Fn(usize, &mut Written),
        of_link: impl Fn(usize, &mut Written),
        joins: impl Fn(usize) -> bool,
    ) -> Vec<Candidate> {
        let mut found = Vec::new();
        for Stretch { first, count } in stretches {
            for at in first..first + count {
                let linked = at > first;
                let (mut own, mut link) = (Written::default(), Written::default());
                of_word(at, &mut own);
                if linked {
                    of_link(at, &mut link);
                }
                found.push(Candidate {
                    word: at,
                    linked,
                    joined: linked && joins(at),
                    features: own.0,
                    link_features: link.0,
                });
            }
        }
        found
    }
}
