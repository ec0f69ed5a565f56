//! Detectors: each finds one family of personal data in a [`Text`] and puts claims into [`Claims`].

mod address_parts;
mod codes;
mod cues;
mod gate;

mod address;
mod bank_account;
mod bare_number;
mod birth_date;
mod case_number;
mod duf_number;
mod email;
#[cfg(feature = "health")]
pub(crate) mod health;
mod hpr_number;
mod iban;
mod ip_address;
mod licence_plate;
#[cfg(feature = "names")]
pub(crate) mod name;
mod national_id;
mod organisation_number;
mod passport;
mod payment_card;
mod phone;
mod profile_url;
mod property;
mod public_body;
mod special_category;
mod spelled_email;
mod user_handle;

use std::sync::Arc;

/// The variant of a finding in a special category that the message ties to a person.
pub(crate) const PERSONAL: &str = "personal";
/// The variant of one that speaks in general.
pub(crate) const GENERAL: &str = "general";

pub(crate) use address_parts::unit_number;
pub(crate) use cues::NUMBER_CUES;
pub(crate) use gate::Detectors;
pub(crate) use national_id::eleven;
pub(crate) use public_body::PublicBody;

use crate::finding::{Claims, Label};
use crate::text::{Needs, Text};

/// Finds one family of personal data.
///
/// A detector looks only at the [`Text`] and only asserts: whether its claims stand, where they overlap others, is
/// not its business. It must be a pure function of the text, linear in its length.
///
/// ```
/// use sladd::{Claims, Confidence, Detector, Label, Scrubber, Span, Text};
///
/// /// Employee numbers of the form "ANS-12345".
/// struct EmployeeNumber;
///
/// const EMPLOYEE: Label = Label::Custom("employee_number");
///
/// impl Detector for EmployeeNumber {
///     fn name(&self) -> &'static str {
///         "employee-number"
///     }
///     fn labels(&self) -> &'static [Label] {
///         &[EMPLOYEE]
///     }
///     fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
///         for run in text.runs().filter(|run| run.len() == 5) {
///             let Some(word) = text.words_before(run.span().start, 1).next() else { continue };
///             if text.folded(word) == "ans" {
///                 claims.add(Span::new(word.span().start, run.span().end), EMPLOYEE, Confidence::Certain);
///             }
///         }
///     }
/// }
///
/// let scrubber = Scrubber::builder().detector(EmployeeNumber).masker("<ansatt>").build()?;
/// assert_eq!(scrubber.scrub("Jeg er ANS-12345 i vikarbyrået").as_str(), "Jeg er <ansatt> i vikarbyrået");
/// # Ok::<(), sladd::BuildError>(())
/// ```
pub trait Detector: Send + Sync {
    /// A stable kebab-case name; it stands in findings, reports and the changelog. That of a detector of the crate cannot
    /// be taken, nor `public-body`, `known-names`, `survivor`, `conversation`, `stream` and `vault`, which findings name
    /// that come about otherwise.
    fn name(&self) -> &'static str;

    /// The labels it may give.
    fn labels(&self) -> &'static [Label];

    /// What a text must hold for it to find anything; where it does not, it is not run. Asked once, when the scrubber is
    /// built.
    fn needs(&self) -> Needs {
        Needs::ANYTHING
    }

    /// Claims what it finds.
    fn detect(&self, text: &Text<'_>, claims: &mut Claims);
}

/// The names that findings have which none of the detectors in the list made, and of detectors with settings.
pub(crate) const RESERVED: [&str; 6] =
    ["public-body", "known-names", crate::verify::SURVIVOR, "conversation", "stream", "vault"];

/// A pointer to a detector is one.
macro_rules! forward {
    ($($pointer:ident),*) => {$(
        impl<D: Detector + ?Sized> Detector for $pointer<D> {
            fn name(&self) -> &'static str {
                (**self).name()
            }
            fn labels(&self) -> &'static [Label] {
                (**self).labels()
            }
            fn needs(&self) -> Needs {
                (**self).needs()
            }
            fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
                (**self).detect(text, claims);
            }
        }
    )*};
}

forward!(Box, Arc);

/// The detectors of a Norwegian scrubber. A new one gets its line here and its `mod` line above.
pub(crate) fn standard() -> Vec<Arc<dyn Detector>> {
    vec![
        Arc::new(national_id::NationalId),
        Arc::new(duf_number::DufNumber),
        Arc::new(bare_number::BareNumber),
        Arc::new(phone::Phone),
        Arc::new(email::Email),
        Arc::new(spelled_email::SpelledEmail),
        Arc::new(address::Address),
        Arc::new(property::Property),
        Arc::new(birth_date::BirthDate),
        Arc::new(bank_account::BankAccount),
        Arc::new(iban::Iban),
        Arc::new(payment_card::PaymentCard),
        Arc::new(passport::Passport),
        Arc::new(licence_plate::LicencePlate),
        Arc::new(hpr_number::HprNumber),
        Arc::new(case_number::CaseNumber),
        Arc::new(organisation_number::OrganisationNumber),
        Arc::new(ip_address::IpAddress),
        Arc::new(profile_url::ProfileUrl),
        Arc::new(user_handle::UserHandle),
        Arc::new(special_category::SpecialCategory),
        #[cfg(feature = "names")]
        Arc::new(name::Name::new()),
        #[cfg(feature = "health")]
        Arc::new(health::Health::new()),
    ]
}

/// Heap bytes of the models that detectors weigh evidence with.
pub(crate) fn memory_usage() -> usize {
    #[cfg(feature = "names")]
    let names = name::Name::new().memory_usage();
    #[cfg(not(feature = "names"))]
    let names = 0;
    #[cfg(feature = "health")]
    let health = health::Health::new().memory_usage();
    #[cfg(not(feature = "health"))]
    let health = 0;
    names + health
}
