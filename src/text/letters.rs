//! Letters told at a glance.
//!
//! What Unicode says of a character takes a search in tables. The alphabets that people in Norway write, and pictures,
//! lie in ranges that say as much.

#[cfg(any(feature = "names", feature = "health"))]
use super::fold::is_invisible;

/// Letters of the usual alphabets: letters and nothing else. What is a letter besides takes longer to tell.
pub(crate) const fn is_plain_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z' | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | 'Ҋ'..='ԯ')
        || is_plain_caseless(c)
}

/// Those of them that have no capitals.
pub(crate) const fn is_plain_caseless(c: char) -> bool {
    matches!(c,
        'א'..='ת' | 'ؠ'..='ي' | 'ٱ'..='ۓ' | 'ऄ'..='ह' | 'ा'..='ौ' | 'অ'..='ঌ' | 'ਅ'..='ਊ' | 'அ'..='ஊ' | 'எ'..='ஐ'
        | 'ஒ'..='க' | 'ங' | 'ச' | 'ஜ' | 'ஞ' | 'ட' | 'ண' | 'த' | 'ந'..='ப' | 'ம'..='ஹ' | 'ா'..='ூ' | 'ெ'..='ை'
        | 'ொ'..='ௌ' | 'ก'..='ะ' | 'ሀ'..='ቈ' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='鿿' | '가'..='힣')
}

/// Pictures and the punctuation of these alphabets: neither letters nor numbers.
pub(crate) const fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{1F300}'..='\u{1FAFF}' | '\u{2600}'..='\u{26FF}' | '\u{2010}'..='\u{2027}' | '\u{A0}'..='\u{A9}' | '«' | '»'
        | '´' | '·' | '×' | '÷' | '،' | '؛' | '؟' | '।' | '\u{BCD}' | '、'..='〃')
}

/// Whether Unicode calls it alphabetic.
pub(crate) fn is_letter(c: char) -> bool {
    is_plain_letter(c) || (!is_picture(c) && c.is_alphabetic())
}

/// Whether Unicode calls it upper case.
pub(crate) fn is_capital(c: char) -> bool {
    !is_plain_caseless(c) && c.is_uppercase()
}

/// Whether Unicode calls it numeric.
#[cfg(any(feature = "names", feature = "health"))]
pub(crate) fn is_number(c: char) -> bool {
    !is_picture(c) && !is_invisible(c) && c.is_numeric()
}

#[cfg(test)]
mod tests {
    use super::super::digits::digit_value;
    use super::super::fold::{fold, is_invisible, is_mark, styled_ascii};
    use super::*;

    #[test]
    fn the_ranges_say_what_unicode_says() {
        for c in '\0'..=char::MAX {
            let silent = is_invisible(c) || is_mark(c);
            if is_plain_letter(c) {
                assert!(c.is_alphabetic() && !silent && digit_value(c).is_none(), "{c:?}");
            }
            if is_plain_caseless(c) {
                assert!(!c.is_uppercase() && c.to_lowercase().eq([c]) && fold(&c.to_string()).chars().eq([c]), "{c:?}");
            }
            assert!(!is_invisible(c) || !c.is_numeric(), "{c:?}");
            if is_picture(c) {
                let other = !c.is_alphabetic() && !c.is_numeric() && !silent && digit_value(c).is_none();
                assert!(other && styled_ascii(c).is_none(), "{c:?}");
            }
        }
    }

    #[test]
    fn what_people_in_norway_write_takes_the_short_path() {
        for c in "azAZæøåÆØÅéüšđŧŋΣαжЯ".chars() {
            assert!(is_plain_letter(c) && !is_plain_caseless(c) && is_letter(c), "{c}");
        }
        for c in "שسतஅกሀあカ你한".chars() {
            assert!(is_plain_letter(c) && is_plain_caseless(c) && is_letter(c) && !is_capital(c), "{c}");
        }
        for c in "😀☀–…«»×÷،।、\u{A0}".chars() {
            assert!(is_picture(c) && !is_plain_letter(c) && !is_letter(c) && !is_capital(c), "{c:?}");
        }
    }

    /// The short path answers as the tables of Unicode do.
    #[test]
    fn the_answers_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_capital(c), c.is_uppercase(), "{c:?}");
            #[cfg(any(feature = "names", feature = "health"))]
            assert_eq!(is_number(c), c.is_numeric(), "{c:?}");
        }
    }
}
