//! Which signs a message holds, and what a detector needs: what it takes to leave a detector out of a message.

use crate::dictionary::{Tag, Tags};

/// A set of the punctuation characters of ASCII that a message holds, and of two signs more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs(u128);

impl Signs {
    pub(crate) const NONE: Signs = Signs(0);
    /// A digit in figures or in words. The places of control characters are free.
    pub(crate) const DIGIT: Signs = Signs(1);
    /// An at sign or one of its look-alikes.
    pub(crate) const AT: Signs = Signs(1 << 1);

    /// The set of one punctuation character of ASCII; empty for others.
    pub(crate) const fn of(sign: u8) -> Signs {
        if sign.is_ascii_punctuation() { Signs(1 << sign) } else { Signs::NONE }
    }

    pub(crate) const fn with(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }

    pub(crate) const fn has(self, any: Signs) -> bool {
        self.0 & any.0 != 0
    }
}

/// What a message must hold for a detector to find anything in it.
///
/// A detector whose needs a message does not meet is not run on it; that is what keeps clean messages cheap. Needs are
/// alternatives: meeting one is enough. The default of [`Detector::needs`](crate::Detector::needs) is
/// [`ANYTHING`](Needs::ANYTHING).
///
/// ```
/// use sladd::{Needs, Tag};
///
/// /// A member number: only where digits are, and only where one is spoken of.
/// const MEMBER: Needs = Needs::word(Tag::CueCase).together_with_digits();
/// /// A hashtag, or a word for the at sign.
/// const HANDLE: Needs = Needs::sign(b'#').or(Needs::word(Tag::SpelledAt));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Needs {
    anything: bool,
    signs: Signs,
    tags: Tags,
    /// Besides one of the alternatives.
    digits: bool,
}

impl Needs {
    pub(crate) const NOTHING: Needs = Needs { anything: false, signs: Signs::NONE, tags: Tags::NONE, digits: false };

    /// The detector looks at every message.
    pub const ANYTHING: Needs = Needs { anything: true, ..Needs::NOTHING };

    /// A digit, in figures or in words.
    pub const DIGITS: Needs = Needs { signs: Signs::DIGIT, ..Needs::NOTHING };

    /// An at sign or one of its look-alikes.
    pub const AT_SIGN: Needs = Needs { signs: Signs::AT, ..Needs::NOTHING };

    /// This ASCII sign, neither letter nor digit; any other byte is never met.
    pub const fn sign(sign: u8) -> Needs {
        Needs { signs: Signs::of(sign), ..Needs::NOTHING }
    }

    /// A word or a term that a dictionary gives this tag.
    pub const fn word(tag: Tag) -> Needs {
        Needs { tags: Tags::of(tag), ..Needs::NOTHING }
    }

    /// A word or a term with one of these tags.
    pub const fn words(tags: Tags) -> Needs {
        Needs { tags, ..Needs::NOTHING }
    }

    /// Either of the two.
    pub const fn or(self, other: Needs) -> Needs {
        Needs {
            anything: self.anything || other.anything,
            signs: self.signs.with(other.signs),
            tags: self.tags.union(other.tags),
            // Where only one of the two wants digits, asking for less is safe.
            digits: self.digits && other.digits,
        }
    }

    /// The same, in a message that holds a digit besides.
    pub const fn together_with_digits(self) -> Needs {
        Needs { digits: true, ..self }
    }

    /// Whether words alone may meet them.
    pub(crate) const fn words_may_meet(self) -> bool {
        self.anything || self.tags.any_of(Tags::ALL)
    }

    pub(crate) const fn are_met_by(self, signs: Signs, tags: Tags) -> bool {
        (self.anything || self.signs.has(signs) || self.tags.any_of(tags)) && (!self.digits || signs.has(Signs::DIGIT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: Signs = Signs::of(b'#');
    const NAME: Tags = Tags::of(Tag::SpelledAt);
    const CASE: Tags = Tags::of(Tag::CueCase);

    #[test]
    fn only_punctuation_of_ascii_is_a_sign() {
        for byte in 0..=255_u8 {
            assert_eq!(Signs::of(byte) != Signs::NONE, byte.is_ascii_punctuation(), "{byte}");
            assert!(!Signs::of(byte).has(Signs::DIGIT.with(Signs::AT)), "{byte}");
        }
        for a in (0..128_u8).filter(u8::is_ascii_punctuation) {
            for b in (0..128_u8).filter(u8::is_ascii_punctuation) {
                assert_eq!(Signs::of(a).has(Signs::of(b)), a == b);
            }
        }
    }

    #[test]
    fn meeting_one_alternative_is_enough() {
        let either = Needs::sign(b'#').or(Needs::word(Tag::SpelledAt));
        assert!(either.are_met_by(HASH, Tags::NONE));
        assert!(either.are_met_by(Signs::NONE, NAME));
        assert!(either.are_met_by(HASH.with(Signs::DIGIT), NAME.and(Tag::CueCase)));
        assert!(!either.are_met_by(Signs::of(b'@').with(Signs::DIGIT), CASE));
        assert!(!either.are_met_by(Signs::NONE, Tags::NONE));
        assert!(Needs::ANYTHING.are_met_by(Signs::NONE, Tags::NONE));
        assert!(!Needs::NOTHING.are_met_by(HASH.with(Signs::DIGIT), NAME));
        for anything in [Needs::ANYTHING.or(Needs::NOTHING), Needs::NOTHING.or(Needs::ANYTHING)] {
            assert!(anything.are_met_by(Signs::NONE, Tags::NONE));
        }
        assert!(Needs::words(NAME.and(Tag::CueCase)).are_met_by(Signs::NONE, CASE));
        assert!(!Needs::sign(b'a').are_met_by(HASH.with(Signs::DIGIT), NAME), "never met");
    }

    #[test]
    fn digits_are_asked_for_besides() {
        let member = Needs::word(Tag::CueCase).together_with_digits();
        assert!(member.are_met_by(Signs::DIGIT, CASE));
        assert!(!member.are_met_by(Signs::NONE, CASE));
        assert!(!member.are_met_by(Signs::DIGIT, Tags::NONE));
        assert!(!Needs::ANYTHING.together_with_digits().are_met_by(HASH, CASE));
        // Where one alternative wants no digits, the two together want none.
        for loose in [member.or(Needs::sign(b'#')), Needs::sign(b'#').or(member)] {
            assert!(loose.are_met_by(Signs::NONE, CASE) && loose.are_met_by(HASH, Tags::NONE));
        }
        let both = member.or(Needs::sign(b'#').together_with_digits());
        assert!(!both.are_met_by(HASH, CASE) && both.are_met_by(HASH.with(Signs::DIGIT), Tags::NONE));
    }

    #[test]
    fn words_may_meet_what_names_a_tag_or_nothing_at_all() {
        assert!(Needs::ANYTHING.words_may_meet());
        assert!(Needs::word(Tag::CueCase).words_may_meet());
        assert!(Needs::word(Tag::CueCase).together_with_digits().or(Needs::DIGITS).words_may_meet());
        for without_words in [Needs::DIGITS, Needs::AT_SIGN, Needs::sign(b'#'), Needs::NOTHING] {
            assert!(!without_words.words_may_meet());
        }
    }
}
