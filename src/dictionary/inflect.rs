//! Forms of Norwegian words from lemma and inflection class, bokmål and nynorsk together.
//!
//! Classes: `m`, `f`, `n` nouns; `i` abbreviations and brands; `a` adjectives; `v1` to `v4` weak verbs by preterite;
//! `x` nothing but the lemma; `s` sayings, whose words have several forms each. A class generates a form too many rather
//! than one too few: a form that nobody writes costs nothing, one that is missing leaks. The s of genitive and passive is
//! no form: a look-up that fails tries the word without it.

use crate::eight;

/// What a form ends in: letters of ASCII, eight at most.
#[derive(Clone, Copy)]
pub(super) struct Ending {
    pub(super) text: &'static str,
    /// The letters as one number, little-endian.
    pub(super) letters: u64,
}

impl Ending {
    pub(super) const NONE: Ending = Ending { text: "", letters: 0 };
}

/// Endings, ready to be put behind words.
const fn endings<const COUNT: usize>(texts: [&'static str; COUNT]) -> [Ending; COUNT] {
    let mut endings = [Ending::NONE; COUNT];
    let mut at = 0;
    #[allow(clippy::indexing_slicing, reason = "a fault here would end the compilation")]
    while at < COUNT {
        endings[at] = Ending { text: texts[at], letters: eight::load(texts[at].as_bytes()) };
        at += 1;
    }
    endings
}

/// The same, worked out when the crate is compiled.
macro_rules! endings {
    ($($text:literal),*) => {
        &const { endings([$($text),*]) }
    };
}

/// Words that begin in the same way: the base with each of the endings. Or a saying, which is all of it and has no endings.
#[derive(Clone, Copy)]
pub(super) struct Forms<'f> {
    pub(super) base: &'f str,
    pub(super) endings: &'static [Ending],
}

impl<'f> Forms<'f> {
    /// A word that is its only form.
    pub(super) fn one(word: &'f str) -> Forms<'f> {
        Forms { base: word, endings: &[Ending::NONE] }
    }

    /// Every choice of a form for each word of a saying: "ser/såg så/ dårlig" is "ser så dårlig", "såg dårlig" and two more.
    fn saying(text: &'f str) -> Forms<'f> {
        Forms { base: text, endings: &[] }
    }

    /// Whether it is a saying.
    pub(super) fn is_saying(self) -> bool {
        self.endings.is_empty()
    }

    /// The words themselves.
    pub(super) fn words(self) -> Vec<String> {
        if self.is_saying() {
            return self.base.split(' ').fold(vec![String::new()], |begun, words| {
                let more = |begun: &String| words.split('/').map(|word| joined(begun, word)).collect::<Vec<_>>();
                begun.iter().flat_map(more).collect()
            });
        }
        self.endings.iter().map(|ending| [self.base, ending.text].concat()).collect()
    }
}

/// Calls `each` with the forms of `lemma`, the lemma first. Returns whether the class is known.
pub(super) fn forms(lemma: &str, class: &str, each: &mut impl FnMut(Forms<'_>)) -> bool {
    if class == "s" {
        each(Forms::saying(lemma));
        return true;
    }
    each(Forms::one(lemma));
    if class == "x" {
        return true;
    }
    // A final -e goes before an ending, unless it is the only vowel: "mage" gives "magen", "kne" gives "kneet".
    let stem = lemma.strip_suffix('e').filter(|stem| stem.contains(is_vowel)).unwrap_or(lemma);
    // Double consonants are simplified or kept as written: "mann" gives "mannen", "lam" gives "lammet".
    let doubled = doubled_stem(lemma);
    let double = doubled.as_deref().unwrap_or(stem);
    let mut add = |base, endings| each(Forms { base, endings });
    match class {
        "m" => add(double, endings!["en", "er", "ene", "ar", "ane", "a"]),
        "f" => add(double, endings!["a", "en", "er", "ene", "or", "one", "ar", "ane", "i"]),
        "n" => {
            add(double, endings!["et", "er", "ene", "a", "i"]);
            if let Some(stem) = lemma.strip_suffix("um") {
                add(stem, endings!["et", "er", "ene", "a", "i"]);
            }
        }
        "i" => add(lemma, endings!["en", "et", "n"]),
        "a" => {
            add(lemma, endings!["t"]);
            add(double, endings!["e", "ere", "est", "este", "are", "ast", "aste"]);
        }
        "v1" => add(stem, endings!["er", "ar", "et", "a", "ast", "ende", "ande", "", "ete", "ede"]),
        "v2" => add(stem, endings!["er", "ar", "te", "t", "ast", "ende", "ande", ""]),
        "v3" => add(stem, endings!["er", "ar", "de", "d", "dde", "dd", "ast", "ende", "ande", ""]),
        "v4" => add(lemma, endings!["r", "dde", "dd", "ende", "ande", "tt", "ing"]),
        _ => return false,
    }
    true
}

/// Some words with one more, which may be none.
fn joined(begun: &str, word: &str) -> String {
    let gap = if begun.is_empty() || word.is_empty() { "" } else { " " };
    [begun, gap, word].concat()
}

/// The stem with its last consonant doubled where Norwegian spelling wants it before an ending: "lam", "dom".
fn doubled_stem(lemma: &str) -> Option<String> {
    let mut back = lemma.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    (last == 'm' && is_vowel(vowel) && !is_vowel(before)).then(|| format!("{lemma}{last}"))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'æ' | 'ø' | 'å')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(lemma: &str, class: &str) -> Vec<String> {
        let mut found = Vec::new();
        assert!(forms(lemma, class, &mut |forms| found.extend(forms.words())));
        found
    }

    #[test]
    fn gives_the_forms_people_write() {
        for (lemma, class, wanted) in [
            ("migrene", "m", &["migrene", "migrenen", "migrener"][..]),
            ("sykdom", "m", &["sykdommen", "sykdommer", "sykdommene"]),
            ("betennelse", "m", &["betennelsen", "betennelser", "betennelsene"]),
            ("brudd", "n", &["bruddet", "brudd", "bruddene", "brudda"]),
            ("kne", "n", &["kneet", "kneene"]),
            ("kols", "i", &["kols", "kolsen"]),
            ("syk", "a", &["sykt", "syke"]),
            ("kaste", "v1", &["kaster", "kastet", "kasta", "kast"]),
            ("spy", "v4", &["spyr", "spydde", "spydd"]),
            ("får ikke puste", "x", &["får ikke puste"]),
            ("ser/såg så/ dårlig/", "s", &["ser så dårlig", "såg så dårlig", "ser dårlig", "såg", "ser så"]),
        ] {
            let found = all(lemma, class);
            for form in wanted {
                assert!(found.iter().any(|f| f == form), "{lemma} {class} lacks {form}: {found:?}");
            }
        }
    }

    #[test]
    fn an_unknown_class_is_said_to_be_unknown() {
        assert!(!forms("bil", "q", &mut |_| {}));
    }
}
