//! Names in place of names, part by part, so that "Kari" of "Kari Nordvik" is the same person in the next sentence.

use super::draw::Draw;
use crate::dictionary::{Lexicon, Tag, Tags};
use crate::key::Key;
use crate::text::{Buffers, Case, Text, Word};

/// What a part of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Given,
    Surname,
}

/// The name with each part replaced by one of the same role and letter case; initials by other initials; particles stay.
///
/// None when anything but names and what joins them stands in it.
pub(super) fn name(value: &str, key: &Key, lexicon: &Lexicon) -> Option<String> {
    let text = Text::new(value, lexicon, Buffers::default());
    if text.has_digits() || text.words().is_empty() {
        return None;
    }
    let mut written = String::with_capacity(value.len() + 8);
    let mut end = 0;
    for (at, word) in text.words().iter().enumerate() {
        written.push_str(joiner(text.between(end, word.start))?);
        part(&text, at, word, key, &mut written)?;
        end = word.end;
    }
    written.push_str(joiner(value.get(end..)?)?);
    Some(written)
}

/// What stands between the parts of a name, when it says nothing.
fn joiner(between: &str) -> Option<&str> {
    between.chars().all(|c| matches!(c, ' ' | '\u{A0}' | '-' | '.' | ',' | '\'' | '’' | '\n')).then_some(between)
}

fn part(text: &Text<'_>, at: usize, word: &Word, key: &Key, written: &mut String) -> Option<()> {
    let folded = text.folded(word);
    // A placeholder is a word without letters.
    if folded.is_empty() {
        return None;
    }
    let inside = at > 0 && at + 1 < text.words().len();
    if word.has(Tag::NameParticle) && word.case() == Case::Lower && inside {
        written.push_str(folded);
        return Some(());
    }
    if folded.chars().count() == 1 {
        written.push_str(&in_case(initial(folded, key)?, word.case()));
        return Some(());
    }
    // "Karis" found whole: the genitive is no part of the name.
    let (stem, genitive) = match folded.strip_suffix('s').filter(|_| word.has(Tag::NameGenitive)) {
        Some(stem) => (stem, "s"),
        None => (folded, ""),
    };
    let mut name = replaced(stem, role(text, at, word), key)?.to_owned();
    name.push_str(genitive);
    written.push_str(&in_case(&name, word.case()));
    Some(())
}

/// What the dictionaries say, and where they say both or nothing, where it stands.
fn role(text: &Text<'_>, at: usize, word: &Word) -> Role {
    if let Some(role) = told(word.tags()) {
        return role;
    }
    let comma = text.words().iter().position(|word| text.between(word.end, word.end + 1) == ",");
    match comma {
        Some(surname) if at <= surname => Role::Surname,
        Some(_) => Role::Given,
        None if at == 0 => Role::Given,
        None => Role::Surname,
    }
}

/// The role that tags give, when they give one.
pub(super) fn told(tags: Tags) -> Option<Role> {
    match (tags.has(Tag::GivenName), tags.has(Tag::Surname) || tags.has(Tag::BuiltSurname)) {
        (true, false) => Some(Role::Given),
        (false, true) => Some(Role::Surname),
        _ => None,
    }
}

/// The name that stands for a folded name in this role: another one.
pub(super) fn replaced(folded: &str, role: Role, key: &Key) -> Option<&'static str> {
    let kind = if role == Role::Given { "given name" } else { "surname" };
    let list = Some(names(role)).filter(|list| !list.is_empty())?;
    (0..=u8::MAX)
        .filter_map(|attempt| Draw::new(key, kind, folded, attempt).of(list).copied())
        .find(|name| *name != folded)
}

/// Another letter for an initial.
fn initial(folded: &str, key: &Key) -> Option<&'static str> {
    const INITIALS: [&str; 20] =
        ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "v"];
    let of = |attempt: u8| Draw::new(key, "initial", folded, attempt).of(&INITIALS).copied();
    (0..=u8::MAX).filter_map(of).find(|letter| *letter != folded)
}

/// A folded name in the letter case of a word.
pub(super) fn in_case(folded: &str, case: Case) -> String {
    let mut letters = folded.chars();
    match case {
        Case::Lower => folded.to_owned(),
        Case::Upper => folded.to_uppercase(),
        Case::Title | Case::Mixed => letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect(),
    }
}

/// The names to choose from: usual ones that are not words, places or firms as well, and that take a plain genitive.
#[cfg(feature = "names")]
pub(super) fn names(role: Role) -> &'static [&'static str] {
    use std::sync::LazyLock;

    use crate::dictionary::{CUES, standard_lexicon, usual_names};

    const OTHERS: Tags = CUES
        .and(Tag::CommonWord)
        .and(Tag::NameMostlyWord)
        .and(Tag::NameOrWord)
        .and(Tag::NameMostlyName)
        .and(Tag::Organisation)
        .and(Tag::Place)
        .and(Tag::Eponym)
        .and(Tag::Health)
        .and(Tag::HealthWeak);
    static NAMES: LazyLock<[Vec<&'static str>; 2]> = LazyLock::new(|| {
        let lexicon = standard_lexicon();
        let of = |role: Role| {
            let fits = |name: &str| {
                let tags = lexicon.tags(name);
                (3..=12).contains(&name.chars().count())
                    && name.chars().all(char::is_alphabetic)
                    && !name.ends_with(['s', 'x', 'z'])
                    && !tags.any_of(OTHERS)
                    && told(tags) == Some(role)
            };
            usual_names().map(|(name, _)| name).filter(|name| fits(name)).collect()
        };
        [of(Role::Given), of(Role::Surname)]
    });
    let [given, surnames] = &*NAMES;
    if role == Role::Given { given } else { surnames }
}

/// Without the dictionaries of names there is nothing to choose from.
#[cfg(not(feature = "names"))]
pub(super) const fn names(_role: Role) -> &'static [&'static str] {
    &[]
}

#[cfg(all(test, feature = "names"))]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    fn stand_in(value: &str) -> Option<String> {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        name(value, &key, &standard_lexicon())
    }

    #[test]
    fn there_are_names_enough() {
        for role in [Role::Given, Role::Surname] {
            assert!(names(role).len() > 1000, "{role:?}: {}", names(role).len());
        }
    }

    #[test]
    fn every_name_to_choose_from_is_a_name_and_nothing_else() {
        const WORDS: Tags = Tags::of(Tag::CommonWord).and(Tag::Place).and(Tag::Organisation).and(Tag::Health);
        let lexicon = standard_lexicon();
        for role in [Role::Given, Role::Surname] {
            for name in names(role) {
                let tags = lexicon.tags(name);
                assert!(told(tags) == Some(role) && !tags.any_of(WORDS), "{name}");
                assert!((3..=12).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic), "{name}");
                // "Lars" and "Lars'" would be two persons.
                assert!(!name.ends_with(['s', 'x', 'z']), "{name}");
            }
        }
    }

    #[test]
    fn parts_keep_their_role_and_the_shape_stays() {
        let whole = stand_in("Kari Nordvik").unwrap();
        let (given, surname) = whole.split_once(' ').unwrap();
        let tags = |name: &str| standard_lexicon().tags(&name.to_lowercase());
        assert!(tags(given).has(Tag::GivenName) && tags(surname).has(Tag::Surname), "{whole}");
        for (value, wanted) in [
            ("Kari", given.to_owned()),
            ("NORDVIK", surname.to_uppercase()),
            ("kari nordvik", whole.to_lowercase()),
            ("Nordvik, Kari", format!("{surname}, {given}")),
            ("Kari-Nordvik", format!("{given}-{surname}")),
            ("Karis", format!("{given}s")),
        ] {
            assert_eq!(stand_in(value), Some(wanted), "{value}");
        }
        let foreign = stand_in("Liesbeth van der Meulen").unwrap();
        assert!(foreign.contains(" van der ") && !foreign.contains("Meulen"), "{foreign}");
        // At an end, or with a capital, it may be a name.
        for value in ["van Nordvik", "Kari van", "Kari Van Nordvik"] {
            assert!(!stand_in(value).unwrap().to_lowercase().contains("van"), "{value}");
        }
        // Where no dictionary tells which is which, the place does.
        let role = |name: &str| told(tags(name));
        let (first, last) = (Some(Role::Given), Some(Role::Surname));
        for (value, wanted) in [("Qxqxq Zxzxz", [first, last]), ("Qxqxq, Zxzxz", [last, first])] {
            let written = stand_in(value).unwrap();
            let roles: Vec<_> = written.split([' ', ',']).filter(|name| !name.is_empty()).map(role).collect();
            assert_eq!(roles, wanted, "{written}");
        }
        let initials = stand_in("K. L. Nordvik").unwrap();
        let parts: Vec<&str> = initials.split(". ").collect();
        assert!(matches!(parts.as_slice(), [_, _, last] if *last == surname), "{initials}");
        for (part, original) in parts.iter().zip(["K", "L"]) {
            assert!(part.len() == 1 && part.starts_with(char::is_uppercase) && *part != original, "{initials}");
        }
    }

    #[test]
    fn what_is_more_than_a_name_has_no_stand_in() {
        for value in ["Kari 5", "Kari: Nordvik", "Kari & Ola", "[NAVN]", "Kari [NAVN]", "?", ""] {
            assert_eq!(stand_in(value), None, "{value}");
        }
    }
}
