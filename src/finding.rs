//! What detectors assert and what is settled: [`Span`], [`Label`], [`Confidence`], [`Claims`], [`Finding`].
//!
//! Nothing in this file holds message text; a finding is offsets and names.

use std::fmt;
use std::ops::Range;

/// A stretch of a text, in **byte offsets**, start inclusive, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`. A span whose end does not lie after its start is empty and is ignored by
    /// [`Claims`].
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is no byte in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether every byte of `other` lies in this span.
    #[must_use]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The same as a range, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// How sure a detector is. Three ordered steps, each with a meaning; there are no floating-point scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Confidence {
    /// The shape fits and nothing speaks against it, but other readings are as plausible.
    Possible,
    /// The context or the word itself makes this reading the best one.
    Likely,
    /// Proved by check digits, by a shape that has no other use, or by an explicit cue.
    Certain,
}

macro_rules! labels {
    ($( $(#[$doc:meta])* $variant:ident, $name:literal, $norwegian:literal, $english:literal; )*) => {
        /// What kind of personal data a finding is.
        ///
        /// The names of [`Label::as_str`] are stable; they are what is serialised.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Label {
            $( $(#[$doc])* $variant, )*
            /// A label of the host's own. By convention snake_case, like the built-in names.
            Custom(&'static str),
        }

        impl Label {
            /// Every built-in label, in the order of declaration.
            pub const BUILT_IN: &'static [Label] = &[$( Label::$variant, )*];

            /// The stable snake_case name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Label::$variant => $name, )*
                    Label::Custom(name) => name,
                }
            }

            /// The Norwegian placeholder, brackets included. Labels of the host's own share one.
            #[must_use]
            pub const fn placeholder_norwegian(self) -> &'static str {
                match self {
                    $( Label::$variant => $norwegian, )*
                    Label::Custom(_) => "[FJERNET]",
                }
            }

            /// The English placeholder, brackets included. Labels of the host's own share one.
            #[must_use]
            pub const fn placeholder_english(self) -> &'static str {
                match self {
                    $( Label::$variant => $english, )*
                    Label::Custom(_) => "[REMOVED]",
                }
            }
        }
    };
}

labels! {
    /// Fødselsnummer, the national identity number (Forskrift til folkeregisterloven § 2-2-1).
    Fodselsnummer, "fodselsnummer", "[FØDSELSNUMMER]", "[NATIONAL-ID]";
    /// D-nummer: a fødselsnummer for people without permanent residence, day + 40.
    DNummer, "d_nummer", "[D-NUMMER]", "[D-NUMBER]";
    /// H-nummer, the hospitals' emergency number, month + 40.
    HNummer, "h_nummer", "[H-NUMMER]", "[H-NUMBER]";
    /// FH-nummer, the national emergency number of the health service, first digit 8 or 9.
    FhNummer, "fh_nummer", "[FH-NUMMER]", "[FH-NUMBER]";
    /// A number of the synthetic series (month + 80, + 65) and of other agencies' series of the same build.
    SyntheticId, "synthetic_id", "[TESTNUMMER]", "[SYNTHETIC-ID]";
    /// DUF-nummer, twelve digits, given by the immigration authorities.
    DufNummer, "duf_nummer", "[DUF-NUMMER]", "[DUF-NUMBER]";
    /// A national number mistyped, or a part of one given as such.
    UnverifiedId, "unverified_id", "[ID-NUMMER]", "[ID-NUMBER]";
    /// A telephone number of a private person.
    Phone, "phone", "[TELEFON]", "[PHONE]";
    /// An e-mail address.
    Email, "email", "[E-POST]", "[EMAIL]";
    /// A postal address, a property in the land register.
    Address, "address", "[ADRESSE]", "[ADDRESS]";
    /// A link to a person's profile.
    Url, "url", "[LENKE]", "[URL]";
    /// A handle such as @fornavn.
    UserHandle, "user_handle", "[BRUKERNAVN]", "[USER]";
    /// An IP or MAC address.
    IpAddress, "ip_address", "[IP-ADRESSE]", "[IP-ADDRESS]";
    /// A person's name.
    Name, "name", "[NAVN]", "[NAME]";
    /// A date given as somebody's date of birth.
    BirthDate, "birth_date", "[FØDSELSDATO]", "[BIRTH-DATE]";
    /// A Norwegian bank account number.
    BankAccount, "bank_account", "[KONTONUMMER]", "[BANK-ACCOUNT]";
    /// An IBAN of any country.
    Iban, "iban", "[IBAN]", "[IBAN]";
    /// A payment card number.
    PaymentCard, "payment_card", "[KORTNUMMER]", "[PAYMENT-CARD]";
    /// A passport or identity card number.
    Passport, "passport", "[PASSNUMMER]", "[PASSPORT]";
    /// The licence plate of a vehicle.
    LicencePlate, "licence_plate", "[BILSKILT]", "[LICENCE-PLATE]";
    /// A number of the register of health personnel.
    HprNumber, "hpr_number", "[HPR-NUMMER]", "[HPR-NUMBER]";
    /// A case, patient, claim, member, employee or student number.
    CaseNumber, "case_number", "[SAKSNUMMER]", "[CASE-NUMBER]";
    /// An organisation number. Off by default: an organisation is not a person.
    OrganisationNumber, "organisation_number", "[ORGANISASJONSNUMMER]", "[ORGANISATION-NUMBER]";
    /// Information on health (GDPR article 9).
    Health, "health", "[HELSE]", "[HEALTH]";
    /// Religion or belief (GDPR article 9). Off by default.
    Religion, "religion", "[RELIGION]", "[RELIGION]";
    /// Racial or ethnic origin (GDPR article 9). Off by default.
    Ethnicity, "ethnicity", "[ETNISITET]", "[ETHNICITY]";
    /// Political opinion (GDPR article 9). Off by default.
    PoliticalOpinion, "political_opinion", "[POLITIKK]", "[POLITICS]";
    /// Membership of a trade union (GDPR article 9). Off by default.
    TradeUnion, "trade_union", "[FAGFORENING]", "[TRADE-UNION]";
    /// Sex life, sexual orientation, gender identity (GDPR article 9). Off by default.
    SexualOrientation, "sexual_orientation", "[SEKSUALITET]", "[SEXUALITY]";
    /// Criminal convictions and offences (GDPR article 10). Off by default.
    CriminalRecord, "criminal_record", "[STRAFFESAK]", "[CRIMINAL-RECORD]";
}

impl Label {
    /// Whether the label is masked unless a host says otherwise.
    #[must_use]
    pub const fn on_by_default(self) -> bool {
        let special = self.is_special_category() && !matches!(self, Label::Health);
        !special && !matches!(self, Label::OrganisationNumber)
    }

    /// Whether it is a national number of any series, whole or in part.
    #[must_use]
    pub const fn is_national_number(self) -> bool {
        matches!(
            self,
            Label::Fodselsnummer
                | Label::DNummer
                | Label::HNummer
                | Label::FhNummer
                | Label::SyntheticId
                | Label::DufNummer
                | Label::UnverifiedId
        )
    }

    /// Whether it is of a special category of personal data (GDPR article 9) or of criminal convictions (article 10).
    #[must_use]
    pub const fn is_special_category(self) -> bool {
        matches!(
            self,
            Label::Health
                | Label::Religion
                | Label::Ethnicity
                | Label::PoliticalOpinion
                | Label::TradeUnion
                | Label::SexualOrientation
                | Label::CriminalRecord
        )
    }

    /// The built-in label with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Label> {
        Label::BUILT_IN.iter().copied().find(|label| label.as_str() == name)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Label {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A settled claim: where, what, how sure, found by whom. It never holds the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Finding {
    pub(crate) span: Span,
    pub(crate) label: Label,
    pub(crate) confidence: Confidence,
    pub(crate) variant: Option<&'static str>,
    pub(crate) detector: &'static str,
}

impl Finding {
    /// Where in the input, in bytes.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// What kind.
    #[must_use]
    pub const fn label(&self) -> Label {
        self.label
    }

    /// How sure.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// Which sort of the kind, where a label covers several: `"npid"` for a number of that series, say.
    #[must_use]
    pub const fn variant(&self) -> Option<&'static str> {
        self.variant
    }

    /// The name of the detector whose claim was the surest.
    #[must_use]
    pub const fn detector(&self) -> &'static str {
        self.detector
    }
}

/// What one detector asserts about one stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) span: Span,
    pub(crate) label: Label,
    pub(crate) confidence: Confidence,
    pub(crate) variant: Option<&'static str>,
    pub(crate) detector: &'static str,
}

impl From<&Finding> for Claim {
    fn from(finding: &Finding) -> Claim {
        let Finding { span, label, confidence, variant, detector } = *finding;
        Claim { span, label, confidence, variant, detector }
    }
}

/// A claim that a stretch of text is *not* personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spare {
    pub(crate) span: Span,
    /// The one label it speaks about; all when absent.
    pub(crate) label: Option<Label>,
}

/// Where detectors put what they found. Claims may overlap; one function resolves them afterwards.
pub struct Claims {
    pub(crate) claims: Vec<Claim>,
    pub(crate) spares: Vec<Spare>,
    detector: &'static str,
}

impl Claims {
    pub(crate) fn with_buffers(mut claims: Vec<Claim>, mut spares: Vec<Spare>) -> Claims {
        claims.clear();
        spares.clear();
        Claims { claims, spares, detector: "" }
    }

    pub(crate) fn set_detector(&mut self, name: &'static str) {
        self.detector = name;
    }

    /// Claims that `span` is personal data of the kind `label`.
    ///
    /// An empty span is ignored; one that reaches outside the text or cuts a character is widened to the characters it
    /// touches when claims are resolved, so that a careless detector masks too much rather than too little.
    pub fn add(&mut self, span: impl Into<Span>, label: Label, confidence: Confidence) {
        self.push(span.into(), label, confidence, None);
    }

    /// The same, and says which sort of the label it is.
    pub fn add_variant(&mut self, span: impl Into<Span>, label: Label, confidence: Confidence, variant: &'static str) {
        self.push(span.into(), label, confidence, Some(variant));
    }

    fn push(&mut self, span: Span, label: Label, confidence: Confidence, variant: Option<&'static str>) {
        if !span.is_empty() {
            self.claims.push(Claim { span, label, confidence, variant, detector: self.detector });
        }
    }

    /// Claims that nothing inside `span` is personal, whatever its label: the number of a public service, say.
    ///
    /// A spare cancels the claims that lie wholly inside it. A claim that reaches out of it stands, with every byte.
    pub fn spare(&mut self, span: impl Into<Span>) {
        self.push_spare(span.into(), None);
    }

    /// The same for claims of one label: "Parkinson" is no name, but may be health.
    pub fn spare_label(&mut self, span: impl Into<Span>, label: Label) {
        self.push_spare(span.into(), Some(label));
    }

    fn push_spare(&mut self, span: Span, label: Option<Label>) {
        if !span.is_empty() {
            self.spares.push(Spare { span, label });
        }
    }

    /// How many claims have been made so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.claims.len()
    }

    /// Whether no claim has been made so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }
}

impl fmt::Debug for Claims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claims").field("claims", &self.claims.len()).field("spares", &self.spares.len()).finish()
    }
}
