//! TOML and JSON become one tree, within bounds, before anything of it is understood.
//!
//! The messages of both parsers quote what they stumble over; only the place is taken from them. Two things that a
//! parser may let pass are errors here: a key that stands twice, and nesting that no policy needs.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::PolicyError;

/// The largest document, in bytes.
const LARGEST: usize = 16 << 20;
/// How deep tables and lists may stand in one another.
const DEEPEST: usize = 8;

/// What the reader of TOML calls the only key of a date, which is given as a table.
const DATE: &str = "$__toml_private_datetime";

const TWICE: &str = "a key stands twice";
const DEEP: &str = "tables and lists stand too deep in one another";

/// What a document says, whatever it is written in.
pub(super) enum Tree {
    Flag(bool),
    Number(i64),
    Text(String),
    List(Vec<Tree>),
    Table(BTreeMap<String, Tree>),
    /// Fractions and null: no policy has a use for them.
    Other,
}

/// Reads TOML.
pub(super) fn from_toml(text: &str) -> Result<Tree, PolicyError> {
    let text = bounded(text)?;
    let failed = |error: toml::de::Error| {
        let place = error.span().map_or_else(|| "the document".to_owned(), |span| place_of(text, span.start));
        let problem = ours(error.message()).unwrap_or(
            "this is not TOML: perhaps a quotation mark, a bracket or a sign of equality is missing, or a key stands twice",
        );
        PolicyError::new(place, problem)
    };
    toml::Deserializer::parse(text).and_then(|document| Depth(DEEPEST).deserialize(document)).map_err(failed)
}

/// Reads JSON.
pub(super) fn from_json(text: &str) -> Result<Tree, PolicyError> {
    let text = bounded(text)?;
    let mut document = serde_json::Deserializer::from_str(text);
    let read = Depth(DEEPEST).deserialize(&mut document).and_then(|tree| document.end().map(|()| tree));
    read.map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        let problem = ours(&error.to_string()).unwrap_or(
            "this is not JSON: perhaps a quotation mark, a bracket or a comma is missing or is one too many",
        );
        PolicyError::new(place, problem)
    })
}

/// The document without the mark that some editors put in front.
fn bounded(text: &str) -> Result<&str, PolicyError> {
    if text.len() > LARGEST {
        return Err(PolicyError::new("the document", "it is larger than 16 MiB"));
    }
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// The message, when it is one that was given here.
fn ours(message: &str) -> Option<&'static str> {
    [TWICE, DEEP].into_iter().find(|own| message.starts_with(own))
}

fn place_of(text: &str, offset: usize) -> String {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("line {line}, column {column}")
}

/// Reads a tree that may go this deep.
struct Depth(usize);

impl Depth {
    fn below<E: Error>(&self) -> Result<Depth, E> {
        self.0.checked_sub(1).map(Depth).ok_or_else(|| E::custom(DEEP))
    }
}

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a policy")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Tree, E> {
        Ok(i64::try_from(number).map_or(Tree::Other, Tree::Number))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Tree, E> {
        Ok(Tree::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.below()?)? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut table = BTreeMap::new();
        while let Some(key) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(self.below()?)?;
            if key == DATE {
                return Ok(value);
            }
            if table.insert(key, value).is_some() {
                return Err(A::Error::custom(TWICE));
            }
        }
        Ok(Tree::Table(table))
    }
}
