//! Dictionaries, and the lexicon that answers for all of them with one look-up a word.
//!
//! A dictionary is a sorted text file of folded terms (`dictionaries/*.txt`), embedded in the binary. When the first
//! scrubber is built every term, in every form its inflection class gives it, goes into one table from the hash of
//! the folded term to a set of [`Tag`]s. The table holds no text: a look-up costs one hash and, nearly always, one
//! slot. Two terms with the same 64-bit hash would share their tags; a test shows that no two of ours do.

mod builder;
mod built;
mod endings;
mod filter;
mod inflect;
mod key;
mod lexicon;
pub(crate) mod nicknames;
mod slips;
mod standard;
mod version;

use std::ops::{BitOr, BitOrAssign};

pub(crate) use key::{Blocks, WordKey};
pub(crate) use lexicon::Lexicon;
#[cfg(all(test, feature = "health"))]
pub(crate) use standard::health_forms;
#[cfg(all(test, feature = "names"))]
pub(crate) use standard::name_terms;
#[cfg(all(feature = "names", feature = "keyed"))]
pub(crate) use standard::usual_names;
pub(crate) use standard::{CUE_KINDS, public_bodies, standard_lexicon};
pub use version::Dictionary;
pub(crate) use version::version;

macro_rules! tags {
    ($( $(#[$doc:meta])* $variant:ident, )*) => {
        /// What a dictionary says of a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Tag {
            $( $(#[$doc])* $variant, )*
        }

        impl Tag {
            /// Every tag, in the order of declaration.
            pub const ALL: &'static [Tag] = &[$( Tag::$variant, )*];
        }
    };
}

tags! {
    /// A given name.
    GivenName,
    /// A surname.
    Surname,
    /// A name that many people in Norway carry.
    UsualName,
    /// A short element of names that says nothing by itself.
    ShortName,
    /// A name that is nearly always an ordinary word.
    NameMostlyWord,
    /// A name that is as often an ordinary word.
    NameOrWord,
    /// A name that is an ordinary word, rarely.
    NameMostlyName,
    /// The genitive of a name; its other tags are those of the name without its last letter.
    NameGenitive,
    /// Built as Norwegian surnames are, of elements of farm names or as a patronymic; no dictionary has the word itself.
    BuiltSurname,
    /// The first element of farm names: "nord" in Nordvik.
    FarmFirst,
    /// The last element of farm names: "vik" in Nordvik.
    FarmLast,
    /// What stands before -sen, -son, -datter in patronymics.
    PatronymicStem,
    /// A particle inside names: von, van, bin.
    NameParticle,
    /// A common word of the language.
    CommonWord,
    /// A common word that is a verb, in one of its forms.
    Verb,
    /// A common word that is a noun, in one of its forms.
    Noun,
    /// A common word that is an adjective, a participle or an adverb.
    Adjective,
    /// A firm, a brand, a product, an institution, a club.
    Organisation,
    /// A place: country, municipality, town, district.
    Place,
    /// A name that stands for a disease, a test, a unit; not for a person.
    Eponym,
    /// Health information wherever it stands.
    Health,
    /// Health information when the context supports it.
    HealthWeak,
    /// A service, a profession or a form of the health sector: says nothing of anybody's health by itself.
    HealthService,
    /// A medicine.
    Medicine,
    /// A part of the body.
    BodyPart,
    /// The first word, or the first words, of a term of several.
    BeginsPhrase,
    /// Of somebody's religion or belief.
    Religion,
    /// Of somebody's ethnic origin.
    Ethnicity,
    /// Of somebody's political opinion.
    Politics,
    /// Of membership of a trade union.
    TradeUnion,
    /// Of somebody's sexual orientation or gender identity.
    Orientation,
    /// Of somebody's criminal record.
    Crime,
    /// Of one of these only where it is said of a person.
    SpecialWeak,
    /// Part of an expression that says nothing of health, whatever its words do: "slag i ansiktet".
    Figure,
    /// Ends compounds that speak of health when they begin with it: "medisin" in "hjertemedisin".
    HealthHead,
    /// Ends compounds that name a service: "avdeling" in "kreftavdeling".
    ServiceHead,
    /// In no dictionary, but made of known words; its other tags say of what kind.
    Compound,
    /// In no dictionary, but a long term of health with one letter wrong.
    Slip,
    /// What an earlier call wrote in place of personal data.
    Placeholder,
    /// Speaks of a national number: fødselsnummer, personnummer.
    CueNationalId,
    /// Speaks of a DUF number.
    CueDuf,
    /// Speaks of a telephone.
    CuePhone,
    /// Speaks of a bank account.
    CueAccount,
    /// Speaks of a payment card.
    CueCard,
    /// Speaks of e-mail.
    CueEmail,
    /// Speaks of an address.
    CueAddress,
    /// Speaks of birth: født, fødselsdato, bursdag.
    CueBirth,
    /// Speaks of a passport.
    CuePassport,
    /// Speaks of a car or its plate.
    CuePlate,
    /// Speaks of the register of health personnel.
    CueHpr,
    /// Speaks of a case, patient, member, employee or student number.
    CueCase,
    /// Speaks of an organisation number.
    CueOrganisation,
    /// Speaks of property in the land register: gnr, bnr.
    CueProperty,
    /// Speaks of an order, parcel, booking, invoice or KID number.
    CueOrder,
    /// A word for a number, whatever number: nr, nummer.
    CueNumber,
    /// Speaks of logging in or of being oneself: bankid, legitimasjon, gyldig.
    CueIdentity,
    /// Speaks of money.
    CueMoney,
    /// Speaks of a user name.
    CueHandle,
    /// Introduces a name: heter, navn.
    CueName,
    /// Introduces a name when a colon follows, in letters and forms: fra, til, søker.
    CueField,
    /// Ends a letter: hilsen, mvh.
    CueSignOff,
    /// A role or title before a name: lege, dr., saksbehandler.
    CueRole,
    /// A relative: mamma, sønnen, kona.
    CueRelative,
    /// A verb that a name is often the subject of: sa, ringte.
    CueSays,
    /// The end of a company's name: AS, ASA.
    CueFirm,
    /// The first person: jeg, eg, min.
    FirstPerson,
    /// A number word.
    NumberWord,
    /// A month.
    Month,
    /// What is asked for by kind and is no person: a colour, a route, a municipality.
    CueThing,
    /// Speaks of a post code or a postal place.
    CuePostCode,
    /// A word for the at sign.
    SpelledAt,
    /// A word for the dot in an address.
    SpelledDot,
    /// Speaks of the last or first digits of a number: siste, sifre.
    CuePart,
}

/// A set of [`Tag`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tags(u128);

impl Tags {
    /// The empty set.
    pub const NONE: Tags = Tags(0);

    /// Every tag.
    pub(crate) const ALL: Tags = Tags(u128::MAX);

    /// The set of one tag.
    #[must_use]
    pub const fn of(tag: Tag) -> Tags {
        Tags(1 << tag as u8)
    }

    /// A number that differs for most sets that differ.
    pub(crate) const fn mixed(self) -> u64 {
        ((self.0 as u64) ^ (self.0 >> 64) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48
    }

    /// Whether the tag is in the set.
    #[must_use]
    pub const fn has(self, tag: Tag) -> bool {
        self.0 & (1 << tag as u8) != 0
    }

    /// Whether the sets share a tag.
    #[must_use]
    pub const fn any_of(self, others: Tags) -> bool {
        self.0 & others.0 != 0
    }

    /// The tags that are in either set; usable in constants.
    #[must_use]
    pub const fn union(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }

    /// The set without one tag.
    #[must_use]
    pub const fn without(self, tag: Tag) -> Tags {
        Tags(self.0 & !(1 << tag as u8))
    }

    /// What the dictionaries of names say of a word.
    #[cfg(all(feature = "names", any(test, feature = "fitting")))]
    pub(crate) const OF_NAMES: Tags = Tags::of(Tag::GivenName)
        .and(Tag::Surname)
        .and(Tag::ShortName)
        .and(Tag::UsualName)
        .and(Tag::NameMostlyWord)
        .and(Tag::NameOrWord)
        .and(Tag::NameMostlyName)
        .and(Tag::BuiltSurname)
        .and(Tag::NameGenitive);

    /// The tags of this set that are not in the other.
    pub(crate) const fn except(self, others: Tags) -> Tags {
        Tags(self.0 & !others.0)
    }

    /// The tags that are in both sets.
    #[must_use]
    pub const fn only(self, others: Tags) -> Tags {
        Tags(self.0 & others.0)
    }

    /// The set with one tag more; usable in constants.
    #[must_use]
    pub const fn and(self, tag: Tag) -> Tags {
        Tags(self.0 | 1 << tag as u8)
    }
}

impl BitOr for Tags {
    type Output = Tags;
    fn bitor(self, other: Tags) -> Tags {
        Tags(self.0 | other.0)
    }
}

impl BitOrAssign for Tags {
    fn bitor_assign(&mut self, other: Tags) {
        self.0 |= other.0;
    }
}

/// The tags of cues: a term of several words gives them to its last word.
pub(crate) const CUES: Tags = Tags(
    ((1 << Tag::CueFirm as u8) - (1 << Tag::CueNationalId as u8))
        | 1 << Tag::CueFirm as u8
        | 1 << Tag::CuePart as u8
        | 1 << Tag::CuePostCode as u8,
);
