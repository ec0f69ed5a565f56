//! Invented messages for property tests of maskers: personal data of every kind, placeholders that somebody typed,
//! parts of both, and what lies between.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use proptest::prelude::*;

pub const PIECES: &[&str] = &[
    "Jeg heter ",
    "Kari Nordvik",
    "Kari",
    "OLA HANSEN",
    "hilsen anne-lise berg",
    "Nordvik, Kari",
    "fnr ",
    "110379 66640",
    "11.03.79-66640",
    "01819012345",
    "480398 69961",
    "tlf ",
    "412 00 000",
    "+47 41 20 00 00",
    "22 00 00 19",
    "kari.nordvik@example.no",
    "kari krøllalfa example punktum no",
    "konto 3645.77.03788",
    "NO93 8601 1117 947",
    "født 03.05.1874",
    "født 3. mai 1874",
    "fødselsdatoen er tredje i femte syttifire",
    "bor i Storgata 5 B, 0155 Oslo",
    "Postboks 220 Sentrum, 0103 Oslo",
    "har migrene",
    "sak 2023/1234",
    "passnummer CBH440912",
    "ZH 10203",
    "@kari_nordvik",
    "siste fire på kortet er 8806",
    "[NAVN]",
    "[NAVN-1]",
    "[TELEFON-12]",
    "[NAVN-1-bcdfghjk]",
    "[TEKST-1-bcdfghjk]",
    "NAVN-1-bcdfghjk",
    "[navn-1-BCDFGHJK",
    "\\[NAVN-2-bcdfghjk\\]",
    "[ TELEFON-1-kvtzbrdm ]",
    "[NAVN-bcdfghjklmnpqrstvw]",
    "‹NAVN-1›",
    "‹NAVN-bcdfghjklmnpqrstvw›",
    "[FØDT 1874]",
    "[ALDER 40-49]",
    "[ADRESSE 01]",
    "[ADRESSE Oslo]",
    "[ADRESSE Kari]",
    "[",
    "]",
    "\\",
    "**",
    "-",
    "NAVN",
    "NAVN-1-",
    "bcdfghjk",
    "-1-",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "\n",
    "s",
    "og",
    "nummer",
    "e-post",
    "adresse",
    "\u{200B}",
    "😀",
    "å",
];

/// Messages of pieces, some with anything at all between.
pub fn message() -> impl Strategy<Value = String> {
    let pieces = || prop::collection::vec(prop::sample::select(PIECES), 0..14).prop_map(|pieces| pieces.concat());
    prop_oneof![
        4 => pieces(),
        1 => (pieces(), "\\PC{0,12}", pieces()).prop_map(|(a, b, c)| format!("{a}{b}{c}")),
        1 => any::<String>(),
    ]
}

/// Where to cut a text into pieces, as parts of its length.
pub fn cuts() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    prop::collection::vec(any::<prop::sample::Index>(), 0..12)
}

/// The pieces of a text, cut at character boundaries near these places.
pub fn cut<'t>(text: &'t str, cuts: &[prop::sample::Index]) -> Vec<&'t str> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
    places.retain(|place| text.is_char_boundary(*place));
    places.sort_unstable();
    let mut pieces = Vec::new();
    let mut from = 0;
    for place in places.into_iter().chain([text.len()]) {
        pieces.push(&text[from..place]);
        from = place;
    }
    pieces
}
