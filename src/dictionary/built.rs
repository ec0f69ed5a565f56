//! Words that no dictionary has, by what they are made of: surnames of elements of farm names, compounds of known
//! words, terms of health with a letter wrong.
//!
//! Norwegian writes compounds as one word, so that no list holds them all. A word is taken for a compound only when it
//! decomposes wholly into known words, with an s or an e between them; "kreftene" is a form of an ordinary word and
//! never comes here.

use super::key::WordKey;
use super::lexicon::Lexicon;
use super::{Tag, Tags};

/// Parts of surnames and of compounds, which say nothing of a word that looks the same.
pub(super) const PARTS: Tags =
    Tags::of(Tag::FarmFirst).and(Tag::FarmLast).and(Tag::PatronymicStem).and(Tag::HealthHead).and(Tag::ServiceHead);

const PATRONYMIC_ENDINGS: [&str; 8] = ["sen", "son", "sson", "ssen", "datter", "sdatter", "dotter", "sdottir"];

/// The lengths in bytes of a word that is taken apart.
const WORD: std::ops::RangeInclusive<usize> = 5..=40;
/// The first byte of Greek letters, and below those of all scripts behind: no part of a word begins with one.
pub(super) const OTHER_SCRIPTS: u8 = 0xCD;
/// The shortest part of a compound, in bytes.
const PART: usize = 3;
/// The shortest term that a word with a wrong letter may be meant for.
pub(super) const SLIP: usize = 8;

impl Lexicon {
    /// What a word that no dictionary has is made of. Cost: some look-ups for each letter, in words of 40 bytes at most.
    pub(crate) fn built(&self, folded: &str) -> Tags {
        if !WORD.contains(&folded.len()) || folded.as_bytes().first().is_none_or(|first| *first >= OTHER_SCRIPTS) {
            return Tags::NONE;
        }
        let stem = folded.strip_suffix('s');
        if self.is_built_surname(folded) {
            return Tags::of(Tag::BuiltSurname);
        }
        if stem.is_some_and(|stem| self.is_built_surname(stem)) {
            return Tags::of(Tag::BuiltSurname).and(Tag::NameGenitive);
        }
        let compound = self.compound(folded);
        if compound != Tags::NONE {
            return compound.and(Tag::Compound);
        }
        if self.is_slip(folded) { Tags::of(Tag::Health).and(Tag::Slip) } else { Tags::NONE }
    }

    fn has(&self, part: &str, tag: Tag) -> bool {
        self.tags_of_key(WordKey::of(part)).has(tag)
    }

    /// Whether a word is wholly made of two elements of farm names, or of a given name and "son" or "daughter".
    fn is_built_surname(&self, folded: &str) -> bool {
        const LONGEST_LAST: usize = 12;
        if folded.len() > 24 {
            return false;
        }
        let patronymic = folded.ends_with(['n', 'r'])
            && PATRONYMIC_ENDINGS
                .iter()
                .any(|ending| folded.strip_suffix(ending).is_some_and(|stem| self.has(stem, Tag::PatronymicStem)));
        let is_first = |first: &str| {
            let linked = first.strip_suffix('s').filter(|stem| stem.len() > 2);
            self.has(first, Tag::FarmFirst) || linked.is_some_and(|stem| self.has(stem, Tag::FarmFirst))
        };
        let built = |at: usize| {
            folded.as_bytes().get(at..).is_some_and(|last| self.farm_lasts.may_have(last))
                && folded
                    .get(at..)
                    .zip(folded.get(..at))
                    .is_some_and(|(last, first)| self.has(last, Tag::FarmLast) && is_first(first))
        };
        patronymic || (folded.len().saturating_sub(LONGEST_LAST).max(2)..folded.len() - 1).any(built)
    }

    /// What a compound of two known words says; nothing for what is none.
    fn compound(&self, folded: &str) -> Tags {
        let mut found = Tags::NONE;
        for at in PART..folded.len().saturating_sub(PART - 1) {
            if !folded.as_bytes().get(at..).is_some_and(|last| self.compound_lasts.may_have(last)) {
                continue;
            }
            let Some((first, last)) = folded.get(..at).zip(folded.get(at..)) else { continue };
            let last = self.tags_of_key(WordKey::of(last));
            if !last.any_of(LASTS) {
                continue;
            }
            let said = [first.strip_suffix(['s', 'e']).filter(|stem| stem.len() >= PART), Some(first)]
                .into_iter()
                .flatten()
                .map(|first| joined(self.tags_of_key(WordKey::of(first)), last))
                .fold(Tags::NONE, |all, tags| all | tags);
            if said.has(Tag::Health) {
                return said;
            }
            found |= said;
        }
        // A compound of ordinary words is short of proof where it could be a foreign name: "Bergman", "Barbara".
        if found.has(Tag::CommonWord) && folded.len() < 8 { Tags::NONE } else { found }
    }

    /// Whether the word is a long term of health with one letter left out, added, replaced or swapped.
    fn is_slip(&self, folded: &str) -> bool {
        folded.chars().count() + 1 >= SLIP && self.slips.has(folded)
    }
}

/// What may end a compound.
pub(super) const LASTS: Tags = Tags::of(Tag::Noun)
    .and(Tag::Health)
    .and(Tag::HealthWeak)
    .and(Tag::Medicine)
    .and(Tag::HealthHead)
    .and(Tag::ServiceHead)
    .and(Tag::HealthService);

/// What two words say together.
fn joined(first: Tags, last: Tags) -> Tags {
    const OF_HEALTH: Tags = Tags::of(Tag::Health).and(Tag::Medicine);
    const NEAR_HEALTH: Tags = OF_HEALTH.and(Tag::HealthWeak).and(Tag::BodyPart);
    const ANY: Tags = NEAR_HEALTH.and(Tag::HealthService).and(Tag::Noun).and(Tag::Adjective);
    if !first.any_of(ANY) {
        Tags::NONE
    } else if last.has(Tag::ServiceHead) && first.any_of(NEAR_HEALTH.and(Tag::HealthService)) {
        Tags::of(Tag::HealthService)
    } else if last.any_of(OF_HEALTH) || (last.has(Tag::HealthHead) && first.any_of(NEAR_HEALTH)) {
        Tags::of(Tag::Health)
    } else if first.any_of(OF_HEALTH) {
        Tags::of(Tag::HealthWeak)
    } else if first.any_of(Tags::of(Tag::Noun).and(Tag::Adjective)) && last.has(Tag::Noun) {
        Tags::of(Tag::CommonWord).and(Tag::Noun)
    } else {
        Tags::NONE
    }
}

#[cfg(all(test, feature = "names", feature = "health"))]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_apart_only_when_they_decompose_wholly() {
        let lexicon = crate::dictionary::standard_lexicon();
        for (word, tag) in [
            ("hjertemedisinen", Tag::Health),
            ("brystkreftoperasjonen", Tag::Health),
            ("blodtrykkstabletter", Tag::Health),
            ("psoriasisavdelingen", Tag::HealthService),
            ("schizofrenni", Tag::Slip),
            ("epilepssi", Tag::Slip),
            ("hjelmtveiten", Tag::BuiltSurname),
            ("stuebordlampene", Tag::CommonWord),
        ] {
            assert!(lexicon.tags(word).has(tag), "{word}: {tag:?}");
        }
        for word in ["kreftene", "sykkel", "kolsvart", "sykehusparkering", "xkreftx", "qxqxqxqx"] {
            assert!(!lexicon.tags(word).has(Tag::Health), "{word}");
        }
    }
}
