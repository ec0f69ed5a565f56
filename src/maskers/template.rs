//! The form of a placeholder: `[{label}-{number}]`, or one of the host's own.

use crate::error::BuildError;
use crate::finding::{Label, Span};

/// A form with a place for the label and, perhaps, for the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Sign(String),
    Label,
    Number,
}

/// The longest form a host may give.
const LONGEST: usize = 64;
/// The longest word of a label that is looked for.
const LONGEST_LABEL: usize = 40;
/// The most figures of a number; no masker gives more.
const MOST_FIGURES: usize = 10;

/// What stands around text that imitates a placeholder, in place of its own signs.
const DISTINCT: [char; 2] = ['‹', '›'];

impl Template {
    /// `[NAVN-1]`.
    pub(super) fn numbered() -> Template {
        let sign = |sign: &str| Piece::Sign(sign.to_owned());
        Template { pieces: vec![sign("["), Piece::Label, sign("-"), Piece::Number, sign("]")] }
    }

    /// Reads a form.
    pub(super) fn parse(form: &str) -> Result<Template, BuildError> {
        let fail = |why| Err(BuildError::Template(why));
        if form.len() > LONGEST {
            return fail("it is longer than 64 bytes");
        }
        let mut pieces = Vec::new();
        let mut rest = form;
        while let Some((sign, behind)) = rest.split_once('{') {
            let Some((place, behind)) = behind.split_once('}') else { return fail("a brace is not closed") };
            if !sign.is_empty() {
                pieces.push(Piece::Sign(sign.to_owned()));
            }
            pieces.push(match place {
                "label" => Piece::Label,
                "number" => Piece::Number,
                _ => return fail("there is a place other than {label} and {number}"),
            });
            rest = behind;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Sign(rest.to_owned()));
        }
        if pieces.iter().filter(|piece| **piece == Piece::Label).count() != 1 {
            return fail("it must hold {label} once");
        }
        if pieces.iter().filter(|piece| **piece == Piece::Number).count() > 1 {
            return fail("it may hold {number} once");
        }
        let signs: String = pieces
            .iter()
            .filter_map(|piece| if let Piece::Sign(sign) = piece { Some(&**sign) } else { None })
            .collect();
        if signs.chars().any(|c| c.is_alphanumeric() || c.is_whitespace() || c.is_control()) {
            return fail("around its places it may hold signs only, no letters, figures or space");
        }
        if signs.contains(DISTINCT) || signs.contains('}') {
            return fail("it holds a sign that has a meaning of its own");
        }
        // "[NAVN-1]" must not be the beginning of "[NAVN-12]", nor stand unseen inside a word.
        let closed = matches!((pieces.first(), pieces.last()), (Some(Piece::Sign(_)), Some(Piece::Sign(_))));
        let apart = pieces
            .iter()
            .zip(pieces.iter().skip(1))
            .all(|(a, b)| matches!(a, Piece::Sign(_)) || matches!(b, Piece::Sign(_)));
        if !closed || !apart {
            return fail("a sign must stand before, between and behind its places");
        }
        Ok(Template { pieces })
    }

    /// Writes a placeholder. `number` is asked only where the form has a place for it.
    pub(super) fn write(&self, label: &str, number: impl Fn() -> u32, mut out: impl FnMut(&str)) {
        for piece in &self.pieces {
            match piece {
                Piece::Sign(sign) => out(sign),
                Piece::Label => out(label),
                Piece::Number => out(&number().to_string()),
            }
        }
    }

    /// Finds what has this form, whoever wrote it.
    pub(super) fn occurrences(&self, text: &str, labels: impl Fn(&str) -> bool, found: &mut Vec<Span>) {
        let Some(Piece::Sign(opening)) = self.pieces.first() else { return };
        let mut behind = 0;
        for (at, _) in text.match_indices(opening.as_str()) {
            if at < behind {
                continue;
            }
            if let Some(length) = self.matches(text.get(at..).unwrap_or(""), &labels) {
                behind = at + length;
                found.push(Span::new(at, behind));
            }
        }
    }

    /// The length of what has this form at the beginning of the text.
    fn matches(&self, text: &str, labels: &impl Fn(&str) -> bool) -> Option<usize> {
        let mut rest = text;
        for (piece, next) in self.pieces.iter().zip(self.pieces.iter().skip(1).map(Some).chain([None])) {
            rest = match piece {
                Piece::Sign(sign) => rest.strip_prefix(sign.as_str())?,
                Piece::Number => {
                    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
                    if !(1..=MOST_FIGURES).contains(&figures) {
                        return None;
                    }
                    rest.get(figures..)?
                }
                Piece::Label => {
                    // A label may hold dashes ("D-NUMMER"), so its end is the last place where the next sign fits.
                    let Some(Piece::Sign(sign)) = next else { return None };
                    let word: usize = rest
                        .char_indices()
                        .take(LONGEST_LABEL)
                        .filter(|(at, _)| rest.get(*at..).is_some_and(|rest| rest.starts_with(sign.as_str())))
                        .map(|(at, _)| at)
                        .filter(|at| rest.get(..*at).is_some_and(labels))
                        .last()?;
                    rest.get(word..)?
                }
            };
        }
        Some(text.len() - rest.len())
    }
}

/// Whether a word is the label of a built-in placeholder, in any letter case.
pub(super) fn is_label(word: &str, placeholder: impl Fn(Label) -> &'static str) -> bool {
    let folded = word.to_uppercase();
    Label::BUILT_IN.iter().copied().chain([Label::Custom("")]).any(|label| bare(placeholder(label)) == folded)
}

/// What stands behind a word at the beginning of a text, in whatever letter case it is written there, and the word.
#[cfg(feature = "keyed")]
pub(super) fn strip_word<'a>(text: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        if !rest.next()?.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    text.split_at_checked(text.len() - rest.as_str().len())
}

/// A placeholder without its brackets.
pub(crate) fn bare(placeholder: &'static str) -> &'static str {
    placeholder.trim_matches(['[', ']'])
}

/// Writes text that imitates a placeholder so that nobody takes it for one: other signs around it.
pub(crate) fn write_distinct(imitation: &str, out: &mut String) {
    let core = imitation.trim_matches(|c: char| !c.is_alphanumeric());
    out.push(DISTINCT[0]);
    out.push_str(core);
    out.push(DISTINCT[1]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occurrences(form: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let labels = |word: &str| is_label(word, Label::placeholder_norwegian);
        Template::parse(form).unwrap().occurrences(text, labels, &mut found);
        found.into_iter().map(|span| text[span.range()].to_owned()).collect()
    }

    #[test]
    fn a_form_is_found_again() {
        let text = "[NAVN-1], [D-NUMMER-12], [navn-3], [NAVN], [NAVN-], [NOE-1], [[NAVN-4]] [NAVN-12345678901]";
        assert_eq!(occurrences("[{label}-{number}]", text), ["[NAVN-1]", "[D-NUMMER-12]", "[navn-3]", "[NAVN-4]"]);
        assert_eq!(occurrences("<<{number}:{label}>>", "<<1:NAVN>> <<:NAVN>> <1:NAVN>"), ["<<1:NAVN>>"]);
        assert_eq!(occurrences("[{label}]", "[NAVN] [E-POST] [hei]"), ["[NAVN]", "[E-POST]"]);
    }

    #[test]
    fn a_form_that_could_be_mistaken_is_refused() {
        for form in [
            "{label}",
            "[{label}{number}]",
            "[{number}]",
            "[{label}-{number}",
            "NAVN{number}",
            "[{label",
            "[{name}]",
            "[{label} {number}]",
            "‹{label}›",
            "[{label}-{label}]",
            "[}{label}]",
            "[a{label}]",
        ] {
            assert!(matches!(Template::parse(form), Err(BuildError::Template(_))), "{form}");
        }
        assert!(Template::parse(&format!("[{}{{label}}]", "-".repeat(80))).is_err());
    }

    #[test]
    fn a_form_is_as_long_as_it_may_be() {
        let form = |length: usize| format!("{}{{label}}]", "[".repeat(length - 8));
        assert_eq!(form(64).len(), 64);
        assert!(Template::parse(&form(64)).is_ok());
        assert!(Template::parse(&form(65)).is_err());
    }

    #[test]
    fn two_numbers_or_a_place_at_an_end_are_refused() {
        for form in ["[{number}-{label}-{number}]", "{label}]", "[{label}", "{number}-{label}]", "[{label}-{number}"] {
            assert!(matches!(Template::parse(form), Err(BuildError::Template(_))), "{form}");
        }
    }

    #[test]
    fn placeholders_that_touch_are_all_found_and_none_twice() {
        assert_eq!(occurrences("[{label}]", "[NAVN][E-POST]"), ["[NAVN]", "[E-POST]"]);
        assert_eq!(occurrences("#{label}#", "#NAVN#NAVN#"), ["#NAVN#"]);
        assert_eq!(occurrences("[{label}-{number}]", "[NAVN-1234567890]"), ["[NAVN-1234567890]"]);
        assert_eq!(occurrences("[{label}]", "[FJERNET], å [navn]"), ["[FJERNET]", "[navn]"]);
    }

    #[test]
    fn a_number_is_asked_for_only_where_it_is_written() {
        let written = |form: &str, number: &dyn Fn() -> u32| {
            let mut out = String::new();
            Template::parse(form).unwrap().write("NAVN", number, |piece| out.push_str(piece));
            out
        };
        assert_eq!(written("<{label}>", &|| panic!("there is no place for it")), "<NAVN>");
        assert_eq!(written("({number}:{label})", &|| 12), "(12:NAVN)");
        let mut out = String::new();
        Template::numbered().write("NAVN", || 3, |piece| out.push_str(piece));
        assert_eq!(out, "[NAVN-3]");
    }

    #[test]
    fn an_imitation_gets_signs_of_its_own() {
        for imitation in ["[NAVN-1]", "<<NAVN-1>>", "NAVN-1"] {
            let mut out = "å ".to_owned();
            write_distinct(imitation, &mut out);
            assert_eq!(out, "å ‹NAVN-1›");
        }
        assert_eq!(bare("[D-NUMMER]"), "D-NUMMER");
    }

    #[cfg(feature = "keyed")]
    #[test]
    fn a_word_is_taken_off_in_any_letter_case() {
        assert_eq!(strip_word("Telefon-1", "TELEFON"), Some(("Telefon", "-1")));
        assert_eq!(strip_word("fødselsnummer", "FØDSELSNUMMER"), Some(("fødselsnummer", "")));
        assert_eq!(strip_word("TELE", "TELEFON"), None);
        assert_eq!(strip_word("telegram-1", "TELEFON"), None);
    }
}
