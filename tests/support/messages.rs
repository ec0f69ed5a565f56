//! Messages for property tests.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{case_files, cases};

/// The texts of all case files.
static TEXTS: LazyLock<Vec<String>> =
    LazyLock::new(|| case_files().iter().flat_map(|path| cases(path)).map(|case| case.text).collect());

/// Pieces that make trouble: cues, parts of numbers, separators, invisible characters, brackets, names.
const PIECES: &[&str] = &[
    "fnr ",
    "født ",
    "tlf ",
    "de fem siste er ",
    "01019012345",
    "010190",
    "12345",
    " ",
    ".",
    "-",
    "/",
    "\n",
    "\u{200B}",
    "\u{AD}",
    "\u{301}",
    "[NAVN]",
    "[",
    "]",
    "[TELEFON-2]",
    "Kari ",
    "Nordmann",
    "kari",
    " Hansen",
    "hilsen ",
    "jeg heter ",
    "@",
    "kari@example.no",
    "example",
    ".no",
    "412 00 000",
    "+47 ",
    "0047",
    "1234.56.78903",
    "gnr ",
    "kr ",
    "vondt i magen",
    "diabetes",
    "Parkinsons",
    "Storgata 5",
    "0101 ",
    "oslo",
    "æøå",
    "😀",
    "٣",
    "O",
    "l",
    "en to tre fire ",
    "null ",
    "Ⅷ",
    "NO93 8601 1117 947",
    "www.",
    "http://",
    "192.168.1.1",
    "::1",
    "AB 12345",
    "sak 2023/1234",
    "krøllalfa",
    " punktum ",
];

/// Anything at all: any characters, and any that can be seen.
pub fn random() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,60}", any::<String>()]
}

/// A case with a letter taken out, put in, swapped with its neighbour, or the like.
pub fn mutated_case() -> impl Strategy<Value = String> {
    (0..usize::MAX, any::<u64>(), any::<char>()).prop_map(|(which, how, c)| {
        let mut text: Vec<char> = TEXTS[which % TEXTS.len()].chars().collect();
        let at = how as usize % (text.len() + 1);
        match how >> 61 {
            0 | 1 if at < text.len() => drop(text.remove(at)),
            2 | 3 => text.insert(at, c),
            4 if at + 1 < text.len() => text.swap(at, at + 1),
            5 => text.truncate(at),
            6 => text.insert(at, ' '),
            _ => text.make_ascii_uppercase_all(),
        }
        text.into_iter().collect()
    })
}

/// Messages of every sort: of pieces, of cases with a letter changed, of anything at all.
pub fn message() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..16).prop_map(|pieces| pieces.concat());
    prop_oneof![
        3 => pieces,
        3 => mutated_case(),
        2 => random(),
        1 => (any::<String>(), prop::sample::select(PIECES), any::<String>()).prop_map(|(a, b, c)| format!("{a}{b}{c}")),
    ]
}

trait Uppercase {
    fn make_ascii_uppercase_all(&mut self);
}

impl Uppercase for Vec<char> {
    fn make_ascii_uppercase_all(&mut self) {
        self.iter_mut().for_each(|c| c.make_ascii_uppercase());
    }
}
