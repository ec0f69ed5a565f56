//! What the benches share: invented messages, hostile texts and the floor.
//!
//! Every bench is a program of its own and takes what it needs of this.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "each program uses a part, and nobody depends on it")]

pub mod corpus;
pub mod fill;
pub mod floor;
pub mod hostile;
pub mod percentiles;

/// A clean message of usual length.
pub const SHORT_CLEAN: &str =
    "Hei, jeg lurer på når kontoret åpner i morgen, og om det går an å bestille time på nett.";
/// One of the same length with a name, a national number, a phone number and an illness.
pub const SHORT_DIRTY: &str = "Hei, jeg heter Kari Nordvik, fnr 110379 66640. Ring meg på 412 00 000, jeg har migrene.";

/// A text in pieces of four characters, about as long as the tokens of a model.
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let cut = rest.char_indices().nth(4).map_or(rest.len(), |(at, _)| at);
        let (token, after) = rest.split_at(cut);
        rest = after;
        (!token.is_empty()).then_some(token)
    })
}
