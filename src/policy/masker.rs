//! The kinds of maskers that a policy can name.
//!
//! A new kind gets a variant of [`Kind`], its words in [`Kind::read`], its construction in [`Kind::build`], and an
//! entry in `policy.schema.json`; a test compares the last with the first.

use std::sync::Arc;

use serde::Serialize;

use super::read::{Table, Value};
use super::{Keys, PolicyError};
use crate::error::BuildError;
use crate::maskers::{self, FixedChar, Generalise, KeepLast, Masker, Partial, Placeholders, Remove};
#[cfg(feature = "keyed")]
use crate::maskers::{Pseudonyms, Surrogates};

/// The longest text that may stand in place of a finding, and the longest name of a key or a scope, in bytes.
const LONGEST: usize = 200;

/// One masker with its settings.
#[derive(Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Kind {
    Placeholder {
        english: bool,
        numbered: bool,
        form: Option<String>,
    },
    Fixed {
        character: char,
        keep_length: bool,
    },
    KeepLast {
        n: usize,
    },
    Remove,
    Text {
        text: String,
    },
    /// The key is named, never held.
    Pseudonym {
        key: String,
        scope: String,
        english: bool,
    },
    Surrogate {
        key: String,
        scope: String,
    },
    Partial,
    Generalise {
        as_of: (u16, u8, u8),
        age_bands: Option<usize>,
        places: bool,
        english: bool,
    },
}

impl Kind {
    const NAMES: [&str; 9] =
        ["placeholder", "fixed", "keep_last", "remove", "text", "pseudonym", "surrogate", "partial", "generalise"];

    /// Reads what a table says beside the keys that every masker has.
    pub(super) fn read(mut table: Table) -> Result<Kind, PolicyError> {
        let kind = match table.require("kind")?.one_of(&Kind::NAMES.map(|name| (name, name)))? {
            "fixed" => Kind::Fixed { character: character(&mut table)?, keep_length: table.flag("keep_length")? },
            "keep_last" => Kind::KeepLast { n: table.require("n")?.number(1, 8)? },
            "remove" => Kind::Remove,
            "text" => Kind::Text { text: line(&table.require("text")?)? },
            "pseudonym" => {
                let (key, scope) = key_and_scope(&mut table)?;
                Kind::Pseudonym { key, scope, english: is_english(&mut table)? }
            }
            "surrogate" => {
                let (key, scope) = key_and_scope(&mut table)?;
                Kind::Surrogate { key, scope }
            }
            "partial" => Kind::Partial,
            "generalise" => Kind::Generalise {
                as_of: day(&table.require("as_of")?)?,
                age_bands: table.take("age_bands").map(|value| value.number(5, 50)).transpose()?,
                places: table.flag("places")?,
                english: is_english(&mut table)?,
            },
            _ => placeholder(&mut table)?,
        };
        table.finish()?;
        Ok(kind)
    }

    /// Makes the masker. `place` is where it stands in the policy.
    #[cfg_attr(not(feature = "keyed"), allow(unused_variables, reason = "no masker has a key"))]
    pub(super) fn build(&self, place: &str, keys: &Keys) -> Result<Arc<dyn Masker>, PolicyError> {
        Ok(match self {
            Kind::Placeholder { english, numbered, form } => {
                Arc::new(placeholders(*english, *numbered, form.as_deref()).map_err(unusable(place, "form"))?)
            }
            Kind::Fixed { character, keep_length: true } => Arc::new(FixedChar::keeping_length(*character)),
            Kind::Fixed { character, keep_length: false } => Arc::new(FixedChar::new(*character)),
            Kind::KeepLast { n } => Arc::new(KeepLast::new(*n)),
            Kind::Remove => Arc::new(Remove),
            Kind::Text { text } => {
                let text = text.clone();
                Arc::new(maskers::by(move |_, out| out.push_str(&text)))
            }
            #[cfg(feature = "keyed")]
            Kind::Pseudonym { key, scope, english } => {
                let pseudonyms = Pseudonyms::new(keys.named(key, place)?, scope).map_err(unusable(place, "scope"))?;
                Arc::new(if *english { pseudonyms.english() } else { pseudonyms })
            }
            #[cfg(feature = "keyed")]
            Kind::Surrogate { key, scope } => {
                Arc::new(Surrogates::new(keys.named(key, place)?, scope).map_err(unusable(place, "scope"))?)
            }
            #[cfg(not(feature = "keyed"))]
            Kind::Pseudonym { .. } | Kind::Surrogate { .. } => {
                return Err(PolicyError::new(format!("{place}.kind"), "this masker needs the feature `keyed`"));
            }
            Kind::Partial => Arc::new(Partial::new()),
            Kind::Generalise { as_of: (year, month, day), age_bands, places, english } => {
                let mut coarse = Generalise::as_of(*year, *month, *day).map_err(unusable(place, "as_of"))?;
                if let Some(years) = age_bands.and_then(|years| u8::try_from(years).ok()) {
                    coarse = coarse.age_bands(years);
                }
                coarse = if *places { coarse.places() } else { coarse };
                Arc::new(if *english { coarse.english() } else { coarse })
            }
        })
    }
}

fn placeholder(table: &mut Table) -> Result<Kind, PolicyError> {
    let english =
        table.take("language").map_or(Ok(false), |value| value.one_of(&[("norwegian", false), ("english", true)]))?;
    let numbered = table.flag("numbered")?;
    let form = table.take("form");
    if let Some(form) = &form {
        if numbered {
            return Err(form.refuse("a form says itself where the number stands: leave `numbered` out"));
        }
        placeholders(english, false, Some(form.text(LONGEST)?)).map_err(|error| form.refuse(reason(&error)))?;
    }
    let form = form.map(|form| form.text(LONGEST).map(str::to_owned)).transpose()?;
    Ok(Kind::Placeholder { english, numbered, form })
}

fn placeholders(english: bool, numbered: bool, form: Option<&str>) -> Result<Placeholders, BuildError> {
    let plain = if english { Placeholders::english() } else { Placeholders::norwegian() };
    match form {
        Some(form) => plain.with_form(form),
        None if numbered => Ok(plain.numbered()),
        None => Ok(plain),
    }
}

fn unusable(place: &str, key: &str) -> impl FnOnce(BuildError) -> PolicyError {
    let place = format!("{place}.{key}");
    move |error| PolicyError::new(place, reason(&error))
}

fn reason(error: &BuildError) -> &'static str {
    match error {
        BuildError::Template(reason) => reason,
        BuildError::Day(..) => "the calendar has no such day",
        _ => "this is not usable",
    }
}

fn character(table: &mut Table) -> Result<char, PolicyError> {
    let Some(value) = table.take("character") else { return Ok('█') };
    let mut characters = value.text(LONGEST)?.chars();
    match (characters.next(), characters.next()) {
        (Some(c), None) if !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() => Ok(c),
        _ => Err(value.refuse("this must be one sign, neither a letter nor a figure nor a space")),
    }
}

fn is_english(table: &mut Table) -> Result<bool, PolicyError> {
    let words = [("norwegian", false), ("english", true)];
    table.take("language").map_or(Ok(false), |value| value.one_of(&words))
}

fn key_and_scope(table: &mut Table) -> Result<(String, String), PolicyError> {
    Ok((line(&table.require("key")?)?, line(&table.require("scope")?)?))
}

/// A day, as `2026-03-14`.
fn day(value: &Value) -> Result<(u16, u8, u8), PolicyError> {
    let text = value.text(LONGEST)?;
    let mut parts = text.split('-');
    let day = (|| {
        let day = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        (parts.next().is_none() && matches!(day, (1.., 1..=12, 1..=31))).then_some(day)
    })();
    day.ok_or_else(|| value.refuse("this must be a day: year, month and day, as 2026-03-14"))
}

/// A text without line breaks.
fn line(value: &Value) -> Result<String, PolicyError> {
    let text = value.text(LONGEST)?;
    if text.contains(char::is_control) {
        return Err(value.refuse("this must stand on one line"));
    }
    Ok(text.to_owned())
}
