//! An e-mail address at example.no, which is nobody's.

use super::draw::Draw;
use super::names::{Role, in_case, names, replaced, told};
use crate::dictionary::Lexicon;
use crate::key::Key;
use crate::text::Case;
use crate::text::fold::fold;

/// The most parts of a local part whose names are replaced one by one.
const MOST_PARTS: usize = 4;

/// An address in the letter case of the original. Where the local part is made of names, it is made of those that stand
/// for them elsewhere.
pub(super) fn email(value: &str, canonical: &str, key: &Key, lexicon: &Lexicon, draw: &mut Draw<'_>) -> Option<String> {
    let (local, _) = canonical.split_once('@')?;
    let (as_written, _) = value.split_once('@').unwrap_or((local, ""));
    let case = match (as_written.chars().any(char::is_lowercase), as_written.chars().any(char::is_uppercase)) {
        (false, true) => Case::Upper,
        (true, true) => Case::Title,
        _ => Case::Lower,
    };
    let names = of_names(local, case, key, lexicon, draw).or_else(|| invented(case, draw));
    let local = names.unwrap_or_else(|| format!("{}{:05}", in_case("bruker", case), draw.below(100_000)));
    Some(if case == Case::Upper { format!("{local}@EXAMPLE.NO") } else { format!("{local}@example.no") })
}

/// "kari.nordvik87" part by part; none when a part is no name.
fn of_names(local: &str, case: Case, key: &Key, lexicon: &Lexicon, draw: &mut Draw<'_>) -> Option<String> {
    let mut written = String::with_capacity(local.len() + 8);
    for (at, part) in local.split_inclusive(['.', '-', '_']).enumerate() {
        let name = part.trim_end_matches(|c: char| !c.is_alphabetic());
        let role = told(lexicon.tags(name)).filter(|_| at < MOST_PARTS)?;
        written.push_str(&in_case(&plain(replaced(name, role, key)?), case));
        for c in part.get(name.len()..)?.chars() {
            match c {
                '.' | '-' | '_' => written.push(c),
                _ if c.is_ascii_digit() => written.push(char::from(b'0' + draw.digit())),
                _ => return None,
            }
        }
    }
    Some(written)
}

/// Two drawn names.
fn invented(case: Case, draw: &mut Draw<'_>) -> Option<String> {
    let given = draw.of(names(Role::Given))?;
    let surname = draw.of(names(Role::Surname))?;
    Some(format!("{}.{}", in_case(&plain(given), case), in_case(&plain(surname), case)))
}

/// Letters as most addresses have them.
fn plain(name: &str) -> String {
    fold(name).replace('æ', "ae").replace('ø', "o").replace('å', "a")
}

#[cfg(all(test, feature = "names"))]
mod tests {
    use super::*;
    use crate::dictionary::standard_lexicon;

    #[test]
    fn only_names_with_plain_signs_and_figures_are_replaced_part_by_part() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let lexicon = standard_lexicon();
        let replaced = |local: &str| of_names(local, Case::Lower, &key, &lexicon, &mut Draw::new(&key, "email", "", 0));
        let whole = replaced("kari.nordvik87").unwrap();
        let (given, rest) = whole.split_once('.').unwrap();
        let surname = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        assert_eq!(rest.len() - surname.len(), 2, "{whole}");
        assert_eq!(replaced("kari_nordvik-").unwrap(), format!("{given}_{surname}-"));
        let invented = invented(Case::Lower, &mut Draw::new(&key, "email", "", 0)).unwrap();
        let (given, surname) = invented.split_once('.').unwrap();
        assert!([given, surname].iter().all(|name| name.len() > 2 && name.chars().all(char::is_alphabetic)));
        for local in ["kari.nordvik+7", "kari.qxqxq", "kari.nordvik.kari.nordvik.kari"] {
            assert_eq!(replaced(local), None, "{local}");
        }
    }

    #[test]
    fn an_address_has_the_letter_case_of_the_original() {
        let key = Key::from_bytes(b"0123456789abcdef0123456789abcdef").unwrap();
        let lexicon = standard_lexicon();
        let stand_in = |value: &str| {
            let mut draw = Draw::new(&key, "email", "", 0);
            email(value, "kari.nordvik@example.com", &key, &lexicon, &mut draw).unwrap()
        };
        let lower = stand_in("kari.nordvik@example.com");
        assert_eq!(lower, lower.to_lowercase());
        assert_eq!(stand_in("KARI.NORDVIK@EXAMPLE.COM"), lower.to_uppercase());
        assert_eq!(stand_in("KARI.NORDVIK@example.com"), lower.to_uppercase(), "what stands before the sign counts");
        let title = stand_in("Kari.Nordvik@example.com");
        let (given, surname) = title.split_once('.').unwrap();
        assert!(given.starts_with(char::is_uppercase) && surname.starts_with(char::is_uppercase), "{title}");
        assert_eq!(title.to_lowercase(), lower);
        assert!(title.ends_with("@example.no"), "{title}");
    }
}
