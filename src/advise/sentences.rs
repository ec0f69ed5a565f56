//! The sentences. For each label three languages, for each language one for what is sure and one for what is possible.

use crate::finding::Label;

/// Bokmål, nynorsk, English; in each, what is said of the sure and of the possible.
pub(super) type Sentences = [[&'static str; 2]; 3];

/// What was written and what to do about it, in the three languages.
macro_rules! said {
    ($bokmal:literal $bokmal_do:expr, $nynorsk:literal $nynorsk_do:expr, $english:literal $english_do:expr $(,)?) => {
        [
            [
                concat!("Det ser ut som du har skrevet ", $bokmal, ". ", $bokmal_do),
                concat!("Det kan være at du har skrevet ", $bokmal, ". ", $bokmal_do),
            ],
            [
                concat!("Det ser ut som du har skrive ", $nynorsk, ". ", $nynorsk_do),
                concat!("Det kan vere at du har skrive ", $nynorsk, ". ", $nynorsk_do),
            ],
            [
                concat!("It looks like you have written ", $english, ". ", $english_do),
                concat!("You may have written ", $english, ". ", $english_do),
            ],
        ]
    };
}

/// A number or the like, neuter in both forms of Norwegian: take it away unless asked for.
macro_rules! unasked {
    ($bokmal:literal, $nynorsk:literal, $english:literal) => {
        said!(
            $bokmal "Ta det bort før du sender, hvis du ikke er blitt bedt om det.",
            $nynorsk "Ta det bort før du sender, om du ikkje er beden om det.",
            $english "Remove it before you send, unless you were asked for it.",
        )
    };
}

/// What is sensitive and often the very matter: send it only where it is needed.
macro_rules! sensitive {
    ($bokmal:literal, $nynorsk:literal, $english:literal) => {
        said!(
            $bokmal "Send det bare hvis det trengs for å få svar.",
            $nynorsk "Send det berre om det trengst for å få svar.",
            $english "Send it only if it is needed to get an answer.",
        )
    };
}

pub(super) const fn about(label: Label) -> Sentences {
    match label {
        Label::Fodselsnummer | Label::SyntheticId => {
            unasked!("et fødselsnummer", "eit fødselsnummer", "a national identity number")
        }
        Label::DNummer => unasked!("et D-nummer", "eit D-nummer", "a D number"),
        Label::HNummer => unasked!("et H-nummer", "eit H-nummer", "an H number"),
        Label::FhNummer => unasked!("et FH-nummer", "eit FH-nummer", "an FH number"),
        Label::DufNummer => unasked!("et DUF-nummer", "eit DUF-nummer", "a DUF number"),
        Label::UnverifiedId => unasked!(
            "et fødselsnummer eller en del av et",
            "eit fødselsnummer eller ein del av eit",
            "a national identity number or a part of one"
        ),
        Label::PaymentCard => said!(
            "et kortnummer" "Ta det bort før du sender. Kortnummer hører ikke hjemme i en chat.",
            "eit kortnummer" "Ta det bort før du sender. Kortnummer høyrer ikkje heime i ein chat.",
            "a card number" "Remove it before you send. Card numbers do not belong in a chat.",
        ),
        Label::Health => sensitive!("noe om helse", "noko om helse", "something about health"),
        Label::CriminalRecord => sensitive!(
            "noe om straff eller lovbrudd",
            "noko om straff eller lovbrot",
            "something about an offence or a conviction"
        ),
        Label::SexualOrientation => sensitive!(
            "noe om seksualitet eller kjønnsidentitet",
            "noko om seksualitet eller kjønnsidentitet",
            "something about sexuality or gender identity"
        ),
        Label::Religion => {
            sensitive!("noe om tro eller livssyn", "noko om tru eller livssyn", "something about religion or belief")
        }
        Label::Ethnicity => {
            sensitive!("noe om etnisk bakgrunn", "noko om etnisk bakgrunn", "something about ethnic background")
        }
        Label::PoliticalOpinion => {
            sensitive!("noe om politisk syn", "noko om politisk syn", "something about political views")
        }
        Label::TradeUnion => sensitive!(
            "noe om medlemskap i en fagforening",
            "noko om medlemskap i ei fagforeining",
            "something about membership of a trade union"
        ),
        Label::BankAccount => unasked!("et kontonummer", "eit kontonummer", "a bank account number"),
        Label::Iban => unasked!("et kontonummer (IBAN)", "eit kontonummer (IBAN)", "a bank account number (IBAN)"),
        Label::Passport => unasked!(
            "nummeret på et pass eller et ID-kort",
            "nummeret på eit pass eller eit ID-kort",
            "the number of a passport or an identity card"
        ),
        Label::BirthDate => said!(
            "en fødselsdato" "Ta bort datoen før du sender, hvis du ikke er blitt bedt om den.",
            "ein fødselsdato" "Ta bort datoen før du sender, om du ikkje er beden om han.",
            "a date of birth" "Remove it before you send, unless you were asked for it.",
        ),
        Label::Address => said!(
            "en adresse" "Ta bort adressen før du sender, hvis du ikke er blitt bedt om den.",
            "ei adresse" "Ta bort adressa før du sender, om du ikkje er beden om ho.",
            "an address" "Remove it before you send, unless you were asked for it.",
        ),
        Label::Phone => unasked!("et telefonnummer", "eit telefonnummer", "a telephone number"),
        Label::Email => said!(
            "en e-postadresse" "Ta bort adressen før du sender, hvis du ikke er blitt bedt om den.",
            "ei e-postadresse" "Ta bort adressa før du sender, om du ikkje er beden om ho.",
            "an e-mail address" "Remove it before you send, unless you were asked for it.",
        ),
        Label::Name => said!(
            "et navn" "Ta det bort før du sender, hvis det ikke trengs for å få svar.",
            "eit namn" "Ta det bort før du sender, om det ikkje trengst for å få svar.",
            "a name" "Remove it before you send, unless it is needed to get an answer.",
        ),
        Label::CaseNumber => unasked!(
            "et saksnummer, et medlemsnummer eller lignende",
            "eit saksnummer, eit medlemsnummer eller liknande",
            "a case number, a membership number or the like"
        ),
        Label::LicencePlate => unasked!(
            "registreringsnummeret til et kjøretøy",
            "registreringsnummeret til eit køyretøy",
            "the registration number of a vehicle"
        ),
        Label::Url => said!(
            "en lenke til en profil" "Ta bort lenken før du sender, hvis du ikke er blitt bedt om den.",
            "ei lenkje til ein profil" "Ta bort lenkja før du sender, om du ikkje er beden om ho.",
            "a link to a profile" "Remove it before you send, unless you were asked for it.",
        ),
        Label::UserHandle => unasked!("et brukernavn", "eit brukarnamn", "a user name"),
        Label::IpAddress => said!(
            "adressen til en maskin på nettet" "Ta bort adressen før du sender, hvis du ikke er blitt bedt om den.",
            "adressa til ei maskin på nettet" "Ta bort adressa før du sender, om du ikkje er beden om ho.",
            "the network address of a device" "Remove it before you send, unless you were asked for it.",
        ),
        Label::HprNumber => unasked!("et HPR-nummer", "eit HPR-nummer", "an HPR number"),
        Label::OrganisationNumber => {
            unasked!("et organisasjonsnummer", "eit organisasjonsnummer", "an organisation number")
        }
        Label::Custom(_) => unasked!("noe personlig", "noko personleg", "something personal"),
    }
}
