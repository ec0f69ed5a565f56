//! Folding: the one normalisation used for every look-up.
//!
//! Folded text is lower case, composed, without marks, without invisible characters; æ, ø and å stay, ä and ö become
//! æ and ø (Norwegians read them as the same letters), letters that look Latin but are Cyrillic or Greek become the
//! Latin ones. Folding is for comparing only: offsets always refer to the text as received.
//!
//! Cost: one pass; ASCII and æøå take a short path.

use super::digits::digit_value;
use super::letters::Character;
use crate::growing;

/// Appends the folded form of `source` to `out`.
pub(crate) fn fold_into(source: &str, out: &mut String) {
    growing::reserve(out, LONGER * source.len());
    append(source, out);
}

/// What is folded may have so many times the bytes: "Ⱥ" has two, "ⱥ" three.
const LONGER: usize = 2;

fn append(source: &str, out: &mut String) {
    for c in source.chars() {
        match c {
            'a'..='z' | 'æ' | 'ø' | 'å' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            'Æ' => out.push('æ'),
            'Ø' => out.push('ø'),
            'Å' => out.push('å'),
            _ if c.is_ascii() => out.push(c),
            _ => fold_rare(c, out),
        }
    }
}

/// The folded form of a word: what dictionaries hold and what a look-up compares.
///
/// Lower case, composed, without marks and invisible characters; æ, ø and å stay, ä and ö become æ and ø, look-alike
/// letters of other scripts become Latin. Lengths and offsets change: fold for comparing only.
///
/// ```
/// assert_eq!(sladd::fold("BJÖRN"), "bjørn");
/// assert_eq!(sladd::fold("Inês"), "ines");
/// ```
#[must_use]
pub fn fold(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    append(source, &mut out);
    out
}

/// Characters that show nothing: they neither end a word nor separate digits. Zero-width spaces and joiners, soft
/// hyphen, direction marks, variation selectors, the enclosing keycap of digit emoji.
pub(crate) const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{20E3}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Marks that combine with the letter before them.
pub(crate) const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{93C}' | '\u{94D}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// Whether the folded form of a character by itself is another, or none.
pub(super) fn changes_when_folded(c: char) -> bool {
    let lower = || c.to_lowercase().eq([c]) && cyrillic_lower(c).is_none_or(|lower| lower == c);
    is_invisible(c)
        || is_mark(c)
        || styled_ascii(c).is_some()
        || !lower()
        || !base(c).is_none_or(|letters| letters.chars().eq([c]))
}

fn fold_rare(c: char, out: &mut String) {
    if Character::of(c).is_folded() {
        out.push(c);
        return;
    }
    if let Some(lower) = cyrillic_lower(c) {
        match base(lower) {
            Some(letters) => out.push_str(letters),
            None => out.push(lower),
        }
        return;
    }
    if is_invisible(c) {
        return;
    }
    if is_mark(c) {
        combine(c, out);
        return;
    }
    if let Some(ascii) = styled_ascii(c) {
        out.push(ascii.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase() {
        if is_mark(lower) {
            combine(lower, out);
            continue;
        }
        match base(lower) {
            Some(letters) => out.push_str(letters),
            None => out.push(lower),
        }
    }
}

/// The small letter of a letter of the Russian alphabet and its neighbours.
fn cyrillic_lower(c: char) -> Option<char> {
    match c {
        'А'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'Ѐ'..='Џ' => char::from_u32(u32::from(c) + 0x50),
        'а'..='џ' => Some(c),
        _ => None,
    }
}

/// A combining mark makes å, æ and ø of their parts and vanishes otherwise.
fn combine(mark: char, out: &mut String) {
    let composed = match (out.as_bytes().last(), mark) {
        (Some(b'a'), '\u{30A}') => 'å',
        (Some(b'a'), '\u{308}') => 'æ',
        (Some(b'o'), '\u{308}' | '\u{337}' | '\u{338}') => 'ø',
        _ => return,
    };
    out.pop();
    out.push(composed);
}

/// The characters that show, each with where it stands and ends; digits and Latin letters of any style as ASCII. For
/// codes of letters and digits, which nobody folds.
pub(crate) fn shown(source: &str) -> impl DoubleEndedIterator<Item = (usize, usize, char)> {
    let shows = |(_, c): &(usize, char)| !is_invisible(*c) && !is_mark(*c);
    source.char_indices().filter(shows).map(|(at, c)| (at, at + c.len_utf8(), plain(c)))
}

fn plain(c: char) -> char {
    if c.is_ascii() {
        return c;
    }
    let digit = digit_value(c).and_then(|value| char::from_digit(value.into(), 10));
    digit.or_else(|| styled_ascii(c)).unwrap_or(c)
}

/// Full-width, mathematical, circled and parenthesised letters and signs that stand for an ASCII character.
pub(crate) fn styled_ascii(c: char) -> Option<char> {
    let code = u32::from(c);
    let ascii = match code {
        0xFF01..=0xFF5E => code - 0xFF01 + 0x21,
        // Thirteen alphabets of 26 capitals and 26 small letters.
        0x1D400..=0x1D6A3 => {
            let at = (code - 0x1D400) % 52;
            if at < 26 { u32::from('A') + at } else { u32::from('a') + at - 26 }
        }
        0x24B6..=0x24CF => code - 0x24B6 + u32::from('A'),
        0x24D0..=0x24E9 => code - 0x24D0 + u32::from('a'),
        0x1F110..=0x1F129 => code - 0x1F110 + u32::from('A'),
        0x1F130..=0x1F149 => code - 0x1F130 + u32::from('A'),
        0x1F150..=0x1F169 => code - 0x1F150 + u32::from('A'),
        0x1F170..=0x1F189 => code - 0x1F170 + u32::from('A'),
        _ => return None,
    };
    char::from_u32(ascii)
}

/// The Latin base of a lower-case letter with marks, and of letters that look like Latin ones.
fn base(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ȁ' | 'ȃ' | 'ȧ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ'
        | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' | 'ª' | 'а' | 'α' | 'ɑ' => "a",
        'ä' | 'ǣ' | 'ǽ' | 'ǟ' | 'ӕ' => "æ",
        'ǻ' | 'å' | '\u{212B}' => "å",
        'ḃ' | 'ḅ' | 'ɓ' => "b",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'ƈ' | 'с' | 'ϲ' => "c",
        'ď' | 'đ' | 'ð' | 'ḋ' | 'ḍ' | 'ɖ' | 'ɗ' | 'ԁ' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ȅ' | 'ȇ' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ'
        | 'ệ' | 'е' | 'ё' | 'ə' | 'ε' => "e",
        'ḟ' => "f",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǥ' | 'ǧ' | 'ǵ' | 'ḡ' => "g",
        'ĥ' | 'ħ' | 'ḥ' | 'ḫ' | 'һ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' | 'і' | 'ї' | 'ι' => "i",
        'ĵ' | 'ǰ' | 'ј' => "j",
        'ķ' | 'ǩ' | 'ḳ' | 'к' | 'κ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' | 'ḷ' => "l",
        'ṁ' | 'ṃ' => "m",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' | 'ǹ' | 'ṅ' | 'ṇ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ȍ' | 'ȯ' | 'ọ' | 'ỏ' | 'ố' | 'ồ' | 'ổ' | 'ỗ' | 'ộ'
        | 'ớ' | 'ờ' | 'ở' | 'ỡ' | 'ợ' | 'º' | 'о' | 'ο' | 'σ' => "o",
        'ö' | 'ȫ' | 'ǿ' | 'œ' => "ø",
        'ṗ' | 'р' | 'ρ' => "p",
        'ŕ' | 'ŗ' | 'ř' | 'ṛ' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṡ' | 'ṣ' | 'ѕ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' | 'ṭ' | 'т' | 'τ' => "t",
        'þ' => "th",
        'ù' | 'ú' | 'û' | 'ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ụ' | 'ủ'
        | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' | 'υ' => "u",
        'ν' | 'ѵ' => "v",
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' | 'ԝ' => "w",
        'х' | 'χ' => "x",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' | 'ȳ' | 'у' => "y",
        'ź' | 'ż' | 'ž' | 'ẓ' | 'ʒ' | 'ǯ' => "z",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ĳ' => "ij",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_folded_has_room() {
        for c in '\0'..=char::MAX {
            let written = c.to_string();
            assert!(fold(&written).len() <= LONGER * written.len(), "{c:?}");
        }
    }

    #[test]
    fn folds_what_people_write() {
        for (written, folded) in [
            ("Åse", "åse"),
            ("A\u{30A}se", "åse"),
            ("BJÖRN", "bjørn"),
            ("Bjo\u{308}rn", "bjørn"),
            ("Inês", "ines"),
            ("Łukasz", "lukasz"),
            ("Nguyễn", "nguyen"),
            ("İbrahim", "ibrahim"),
            ("Máret", "maret"),
            ("Straße", "strasse"),
            ("К\u{430}ri", "kari"),
            ("Ｋａｒｉ", "kari"),
            ("𝓚𝓪𝓻𝓲", "kari"),
            ("Ka\u{200B}r\u{AD}i", "kari"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }

    /// One name or word for each base letter, with letters that one meets in names in Norway and in disguises.
    #[test]
    fn every_base_letter_is_reached() {
        for (written, folded) in [
            ("Ánde", "ande"),
            ("\u{3B1}nna", "anna"),
            ("Ǣgir", "ægir"),
            ("Ǻse", "åse"),
            ("Ɓala", "bala"),
            ("Čapek", "capek"),
            ("\u{441}ato", "cato"),
            ("Đặng", "dang"),
            ("Zoë", "zoe"),
            ("Ḟionn", "fionn"),
            ("Güliğ", "gulig"),
            ("Ħali", "hali"),
            ("\u{4BB}ali", "hali"),
            ("Naïma", "naima"),
            ("Iıda", "iida"),
            ("Ĵordi", "jordi"),
            ("\u{458}an", "jan"),
            ("Ķestutis", "kestutis"),
            ("\u{43A}ari", "kari"),
            ("Ĺubo", "lubo"),
            ("Ṁaire", "maire"),
            ("Núñez", "nunez"),
            ("Máŋŋa", "manna"),
            ("Đỗ", "do"),
            ("\u{3BF}la", "ola"),
            ("Ǿrjan", "ørjan"),
            ("Œystein", "øystein"),
            ("Ṗeadar", "peadar"),
            ("\u{440}er", "per"),
            ("Dvořák", "dvorak"),
            ("Şahin", "sahin"),
            ("Țepeș", "tepes"),
            ("Máŧŧu", "mattu"),
            ("Þóra", "thora"),
            ("Müller", "muller"),
            ("\u{3BD}era", "vera"),
            ("Ŵyn", "wyn"),
            ("\u{445}enia", "xenia"),
            ("Ýmir", "ymir"),
            ("Żaneta", "zaneta"),
            ("Ǯiv", "ziv"),
            ("Steﬀen", "steffen"),
            ("Soﬁe", "sofie"),
            ("Oﬂaherty", "oflaherty"),
            ("Ĳsbrand", "ijsbrand"),
            // Letters that look like no Latin one stay what they are.
            ("\u{416}anna", "\u{436}anna"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn marks_make_norwegian_letters_and_vanish_otherwise() {
        for (written, folded) in [
            ("Pa\u{308}l", "pæl"),
            ("bo\u{337}r", "bør"),
            ("bo\u{338}r", "bør"),
            ("po\u{30A}l", "pol"),
            ("a\u{301}nde", "ande"),
            ("\u{30A}a", "a"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn every_style_of_letters_stands_for_ascii() {
        let styled = |first: u32, plain: char| {
            for (at, wanted) in (plain..).take(26).enumerate() {
                let c = char::from_u32(first + at as u32).unwrap();
                assert_eq!(styled_ascii(c), Some(wanted), "{c}");
            }
        };
        for alphabet in 0..13 {
            styled(0x1D400 + alphabet * 52, 'A');
            styled(0x1D41A + alphabet * 52, 'a');
        }
        styled(0xFF21, 'A');
        styled(0xFF41, 'a');
        styled(0x24B6, 'A');
        styled(0x24D0, 'a');
        for squared_or_circled in [0x1F110, 0x1F130, 0x1F150, 0x1F170] {
            styled(squared_or_circled, 'A');
        }
        assert_eq!((styled_ascii('！'), styled_ascii('＠'), styled_ascii('～')), (Some('!'), Some('@'), Some('~')));
        for c in ['a', 'å', 'Ж', '\u{FF00}', '\u{FF5F}', '\u{1D6A4}', '\u{1F12A}'] {
            assert_eq!(styled_ascii(c), None, "{c}");
        }
    }

    #[test]
    fn what_shows_of_a_code_is_told_with_its_place() {
        let seen: Vec<_> = shown("N\u{200B}Ｏ９\u{301}å").collect();
        assert_eq!(seen, [(0, 1, 'N'), (4, 7, 'O'), (7, 10, '9'), (12, 14, 'å')]);
        assert!(shown("①٣𝟚").map(|(_, _, c)| c).eq("132".chars()));
        assert!(shown("NO9").rev().map(|(_, _, c)| c).eq("9ON".chars()));
    }

    #[test]
    fn cyrillic_letters_become_small_as_unicode_has_it() {
        for c in 'Ѐ'..='џ' {
            assert!(cyrillic_lower(c).is_some_and(|lower| c.to_lowercase().eq([lower])), "{c}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(source in "\\PC{0,24}") {
            let once = fold(&source);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
