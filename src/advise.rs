//! What a chat window can say before a message leaves: short sentences, one for each kind of personal data in it.

mod sentences;

use crate::finding::{Confidence, Finding, Label, Span};
use crate::scrubber::Scrubber;

/// A language of the sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Norwegian bokmål.
    Bokmal,
    /// Norwegian nynorsk.
    Nynorsk,
    /// English.
    English,
}

/// One kind of personal data in a message, with a sentence about it; made by [`Scrubber::advise`].
///
/// Kinds are those that a writer knows: all national numbers are one, and so are an account number and an IBAN. It
/// holds offsets and names, none of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Advice {
    label: Label,
    confidence: Confidence,
    spans: Vec<Span>,
}

impl Scrubber {
    /// What to say to the writer before the message is sent, the most sensitive first; nothing where nothing would be
    /// masked. Cost: that of [`find`](Scrubber::find).
    ///
    /// ```
    /// # #[cfg(all(feature = "names", feature = "health"))] {
    /// use sladd::{Language, Scrubber};
    ///
    /// let advice = Scrubber::norwegian().advise("Ring 412 00 000. Fnr er 110379 66640");
    /// assert_eq!(
    ///     advice[0].sentence(Language::Bokmal),
    ///     "Det ser ut som du har skrevet et fødselsnummer. Ta det bort før du sender, hvis du ikke er blitt bedt om det."
    /// );
    /// assert_eq!(
    ///     advice[1].sentence(Language::Nynorsk),
    ///     "Det ser ut som du har skrive eit telefonnummer. Ta det bort før du sender, om du ikkje er beden om det."
    /// );
    /// # }
    /// ```
    #[must_use]
    pub fn advise(&self, text: &str) -> Vec<Advice> {
        Advice::of(&self.find(text))
    }
}

impl Advice {
    /// What to say of findings that the host has already, from [`find_knowing`](Scrubber::find_knowing), say.
    #[must_use]
    pub fn of(findings: &[Finding]) -> Vec<Advice> {
        let mut all: Vec<Advice> = Vec::new();
        for finding in findings {
            let of = kind(finding.label());
            match all.iter_mut().find(|advice| kind(advice.label) == of) {
                None => {
                    let (label, confidence) = (finding.label(), finding.confidence());
                    all.push(Advice { label, confidence, spans: vec![finding.span()] });
                }
                Some(advice) => {
                    advice.spans.push(finding.span());
                    if finding.confidence() > advice.confidence {
                        (advice.label, advice.confidence) = (finding.label(), finding.confidence());
                    }
                }
            }
        }
        all.sort_by_key(|advice| kind(advice.label));
        all
    }

    /// The label of the surest finding of this kind.
    #[must_use]
    pub const fn label(&self) -> Label {
        self.label
    }

    /// How sure that one is.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.confidence
    }

    /// How many findings there are of this kind.
    #[must_use]
    pub fn count(&self) -> usize {
        self.spans.len()
    }

    /// Where they stand in the message, in bytes: for a window that underlines them.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// What was found and what to do, in a sentence or two that can be shown as they are. What is no more than
    /// possible is said to be so. Labels of the host's own share one wording.
    #[must_use]
    pub const fn sentence(&self, language: Language) -> &'static str {
        let [bokmal, nynorsk, english] = sentences::about(self.label);
        let [sure, unsure] = match language {
            Language::Bokmal => bokmal,
            Language::Nynorsk => nynorsk,
            Language::English => english,
        };
        match self.confidence {
            Confidence::Possible => unsure,
            Confidence::Likely | Confidence::Certain => sure,
        }
    }
}

/// What a writer takes for one kind, the most sensitive first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    NationalNumber,
    PaymentCard,
    Health,
    CriminalRecord,
    SexualOrientation,
    Religion,
    Ethnicity,
    PoliticalOpinion,
    TradeUnion,
    Account,
    Passport,
    BirthDate,
    Address,
    Phone,
    Email,
    Name,
    CaseNumber,
    LicencePlate,
    Profile,
    UserHandle,
    IpAddress,
    HprNumber,
    OrganisationNumber,
    Own(&'static str),
}

const fn kind(label: Label) -> Kind {
    match label {
        label if label.is_national_number() => Kind::NationalNumber,
        Label::PaymentCard => Kind::PaymentCard,
        Label::Health => Kind::Health,
        Label::CriminalRecord => Kind::CriminalRecord,
        Label::SexualOrientation => Kind::SexualOrientation,
        Label::Religion => Kind::Religion,
        Label::Ethnicity => Kind::Ethnicity,
        Label::PoliticalOpinion => Kind::PoliticalOpinion,
        Label::TradeUnion => Kind::TradeUnion,
        Label::BankAccount | Label::Iban => Kind::Account,
        Label::Passport => Kind::Passport,
        Label::BirthDate => Kind::BirthDate,
        Label::Address => Kind::Address,
        Label::Phone => Kind::Phone,
        Label::Email => Kind::Email,
        Label::Name => Kind::Name,
        Label::CaseNumber => Kind::CaseNumber,
        Label::LicencePlate => Kind::LicencePlate,
        Label::Url => Kind::Profile,
        Label::UserHandle => Kind::UserHandle,
        Label::IpAddress => Kind::IpAddress,
        Label::HprNumber => Kind::HprNumber,
        Label::OrganisationNumber => Kind::OrganisationNumber,
        label => Kind::Own(label.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_label_has_its_place_in_the_order() {
        assert!(Label::BUILT_IN.iter().all(|label| !matches!(kind(*label), Kind::Own(_))));
        assert!(kind(Label::Custom("own")) == Kind::Own("own"));
    }
}
