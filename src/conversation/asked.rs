//! What a question asks for, so that a bare answer can be read.
//!
//! Cues of the dictionaries say it ("Fødselsnummer?", "Kva heiter du?", "What is your phone number?"); the host can say
//! it too ([`Conversation::asks`](crate::Conversation::asks)). A question that asks for something that is no person
//! ("Hvilken kommune?") is read as well: its answer is no name.

use super::open::{confirms, is_another, says_again};
use crate::dictionary::{Lexicon, Tag};
use crate::finding::Label;
use crate::text::{Buffers, Text, Word};

macro_rules! kinds {
    ($($kind:ident, $carrier:literal, $small:literal, $label:ident;)*) => {
        /// A kind of personal data that is asked for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind {
            $($kind,)*
        }

        impl Kind {
            const ALL: &'static [Kind] = &[$(Kind::$kind,)*];

            /// The words that, put before an answer, say the same as the question did.
            pub(super) const fn carrier(self) -> &'static str {
                match self { $(Kind::$kind => $carrier,)* }
            }

            /// The same for an answer without capitals.
            pub(super) const fn small_carrier(self) -> &'static str {
                match self { $(Kind::$kind => $small,)* }
            }

            /// The label of an answer of which nothing else is known.
            pub(super) const fn label(self) -> Label {
                match self { $(Kind::$kind => Label::$label,)* }
            }
        }
    };
}

kinds! {
    Name, "Navn: ", "navn: ", Name;
    NationalId, "Fødselsnummer: ", "fødselsnummer: ", UnverifiedId;
    Duf, "DUF-nummer: ", "duf-nummer: ", DufNummer;
    Phone, "Telefonnummer: ", "telefonnummer: ", Phone;
    Email, "E-post: ", "e-post: ", Email;
    Address, "Adresse: ", "adresse: ", Address;
    Birth, "Født: ", "født: ", BirthDate;
    Account, "Kontonummer: ", "kontonummer: ", BankAccount;
    Card, "Kortnummer: ", "kortnummer: ", PaymentCard;
    Passport, "Passnummer: ", "passnummer: ", Passport;
    Plate, "Registreringsnummer: ", "registreringsnummer: ", LicencePlate;
    Hpr, "HPR-nummer: ", "hpr-nummer: ", HprNumber;
    Case, "Saksnummer: ", "saksnummer: ", CaseNumber;
    Handle, "Brukernavn: ", "brukernavn: ", UserHandle;
    PostCode, "Adresse: Storgata 1, ", "adresse: storgata 1, ", Address;
}

impl Kind {
    const fn cue(self) -> Tag {
        match self {
            Kind::Name => Tag::CueName,
            Kind::NationalId => Tag::CueNationalId,
            Kind::Duf => Tag::CueDuf,
            Kind::Phone => Tag::CuePhone,
            Kind::Email => Tag::CueEmail,
            Kind::Address => Tag::CueAddress,
            Kind::Birth => Tag::CueBirth,
            Kind::Account => Tag::CueAccount,
            Kind::Card => Tag::CueCard,
            Kind::Passport => Tag::CuePassport,
            Kind::Plate => Tag::CuePlate,
            Kind::Hpr => Tag::CueHpr,
            Kind::Case => Tag::CueCase,
            Kind::Handle => Tag::CueHandle,
            Kind::PostCode => Tag::CuePostCode,
        }
    }

    /// Whether the answer is a number by itself, whatever its length when it is given in parts.
    pub(super) const fn is_number(self) -> bool {
        !matches!(self, Kind::Name | Kind::Email | Kind::Address | Kind::Handle | Kind::PostCode)
    }

    /// Whether letters may stand among the digits of the answer.
    pub(super) const fn is_code(self) -> bool {
        matches!(self, Kind::Passport | Kind::Plate | Kind::Hpr | Kind::Case | Kind::Handle)
    }

    /// Whether a finding of this label may answer the question.
    pub(super) fn fits(self, label: Label) -> bool {
        label == self.label()
            || match self {
                Kind::NationalId | Kind::Birth | Kind::Duf => label.is_national_number() || label == Label::BirthDate,
                Kind::Account => label == Label::Iban,
                _ => false,
            }
    }
}

/// What the last question asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    kinds: u16,
    /// For a part of a number: "Og de siste fem?".
    pub(super) part: bool,
    /// For something that is no person: a month, a product, a printer.
    pub(super) thing: bool,
    /// For a place.
    pub(super) place: bool,
    /// For somebody's health: a diagnosis, a medicine, what is wrong.
    pub(super) health: bool,
    /// For something that is none of these: "Når skjedde det?", "Beløp?". A number that answers it is another one.
    pub(super) other: bool,
}

impl Asked {
    pub(super) fn has(self, kind: Kind) -> bool {
        self.kinds & (1 << kind as u16) != 0
    }

    pub(super) fn kinds(self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(move |kind| self.has(*kind))
    }

    fn add(&mut self, kind: Kind) {
        self.kinds |= 1 << kind as u16;
    }

    pub(super) fn is_nothing(self) -> bool {
        self == Asked { other: self.other, ..Asked::default() }
    }

    /// All of it in bits, for a state that is handed on.
    #[cfg(feature = "keyed")]
    pub(super) fn to_bits(self) -> u64 {
        let flags = [self.part, self.thing, self.place, self.health, self.other];
        flags.iter().enumerate().fold(u64::from(self.kinds), |bits, (at, flag)| bits | u64::from(*flag) << (16 + at))
    }

    #[cfg(feature = "keyed")]
    pub(super) fn from_bits(bits: u64) -> Asked {
        let flag = |at: u32| bits >> (16 + at) & 1 == 1;
        Asked {
            kinds: (bits & 0xFFFF) as u16,
            part: flag(0),
            thing: flag(1),
            place: flag(2),
            health: flag(3),
            other: flag(4),
        }
    }

    /// What of the question is still open when something was answered.
    pub(super) fn still_open(self) -> Asked {
        Asked { thing: false, place: false, ..self }
    }

    /// What a host says its bot asks for. Labels that nobody asks for ("Helse") are left out.
    pub(super) fn of_labels(labels: &[Label]) -> Asked {
        let mut asked = Asked::default();
        for kind in Kind::ALL {
            if labels.iter().any(|label| {
                kind.label() == *label
                    || (*kind == Kind::NationalId
                        && kind.fits(*label)
                        && *label != Label::BirthDate
                        && *label != Label::DufNummer)
            }) {
                asked.add(*kind);
            }
        }
        asked
    }

    /// Reads a message: what its questions and requests ask for. `before` is what was asked until now, for a question
    /// that only goes on ("Og de siste fem?") or says nothing ("ja?"), and for what is said to somebody who `asked_back`
    /// instead of answering.
    pub(super) fn read(message: &str, before: Asked, asked_back: bool, lexicon: &Lexicon) -> Asked {
        let short = message.split_whitespace().count() <= SAYS_NOTHING && !message.contains(char::is_numeric);
        let asked = if short { of_sentence(message, true, lexicon) } else { of_sentences(message, lexicon) };
        if asked.kinds != 0 || asked.part {
            return asked.going_on(before);
        }
        let text = Text::new(message, lexicon, Buffers::default());
        let question = message.contains('?');
        if !asked.is_nothing() {
            return Asked { other: question, ..asked };
        }
        if short && !(question && is_another(&text, before)) || !question && (asked_back || says_again(&text)) {
            return before;
        }
        Asked { other: question && !confirms(&text), ..asked }
    }

    /// A part is a part of what was asked for before.
    fn going_on(mut self, before: Asked) -> Asked {
        let names_a_number = self.kinds().any(Kind::is_number);
        if self.part && !names_a_number {
            self.kinds |= before.kinds;
            if !self.kinds().any(Kind::is_number) {
                self.add(Kind::NationalId);
            }
        }
        self
    }
}

fn of_sentences(message: &str, lexicon: &Lexicon) -> Asked {
    let mut asked = Asked::default();
    for (sentence, question) in sentences(message) {
        let this = of_sentence(sentence, question, lexicon);
        if !this.is_nothing() {
            asked = Asked {
                kinds: asked.kinds | this.kinds,
                part: asked.part || this.part,
                thing: this.thing,
                place: this.place,
                health: asked.health || this.health,
                other: false,
            };
        }
    }
    asked
}

/// So few words of the other side leave the question open: "ja?", "ok, takk", "og så?".
const SAYS_NOTHING: usize = 3;

/// The sentences of a message, with whether a question mark or a colon ends them.
fn sentences(message: &str) -> impl Iterator<Item = (&str, bool)> {
    message.split_inclusive(['?', '!', '\n', ':']).flat_map(|part| {
        let question = part.ends_with(['?', ':']);
        let mut rest = Some(part);
        std::iter::from_fn(move || {
            let text = rest?;
            match text.split_once(". ") {
                Some((sentence, behind)) => {
                    rest = Some(behind);
                    Some((sentence, false))
                }
                None => {
                    rest = None;
                    Some((text, question))
                }
            }
        })
    })
}

/// Words with which something is asked for without a question mark.
const REQUESTS: [&str; 36] = [
    "oppgi", "oppgje", "opplys", "skriv", "skrive", "tast", "taste", "send", "sende", "gi", "gje", "legg", "trenger",
    "treng", "treger", "må", "bekreft", "bekrefte", "stadfest", "fyll", "please", "enter", "provide", "need", "type",
    "give", "tell", "confirm", "få", "hva", "kva", "hvilket", "hvem", "kven", "mangler", "manglar",
];

/// Questions for one of several things: "hvilken kommune", "kva slags bil", "which town".
const WHICH: [&str; 7] = ["hvilken", "hvilket", "hvilke", "hvilka", "which", "slags", "slag"];
/// Questions for a place.
pub(super) const WHERE: [&str; 6] = ["hvor", "kor", "kvar", "hvar", "korhen", "where"];

fn of_sentence(sentence: &str, question: bool, lexicon: &Lexicon) -> Asked {
    let text = Text::new(sentence, lexicon, Buffers::default());
    let says = |words: &[&str]| text.words().iter().any(|word| words.contains(&text.folded(word)));
    let begins = |words: &[&str]| text.words().iter().take(2).any(|word| words.contains(&text.folded(word)));
    let mut asked = Asked::default();
    if !question && !says(&REQUESTS) {
        return asked;
    }
    // "Hvor mange rom har leiligheten?" asks for no address.
    let counts = question && text.words().windows(2).any(|two| is_how_many(&text, two));
    let thing = text.has(Tag::CueThing);
    let kinds = Kind::ALL.iter().copied().filter(|kind| *kind != Kind::Name && !(counts && *kind == Kind::Address));
    for kind in kinds.filter(|kind| is_cued(&text, kind.cue())) {
        asked.add(kind);
    }
    asked.part = text.has(Tag::CuePart);
    // "Hvilket nummer kan jeg ringe?", but not "Hvilket ordrenummer?"
    if asked.is_nothing() && is_cued(&text, Tag::CueNumber) && !text.has(Tag::CueOrder) && !text.has(Tag::CueProperty) {
        asked.add(Kind::Phone);
    }
    let whose = question && says(&["hvem", "kven", "kem", "who", "hvems", "hvemsin"]);
    let named = text.has(Tag::CueName) && !is_yes_or_no(&text)
        || text.words().iter().any(|word| is_name_word(text.folded(word)));
    // "Og du er?", "Hvem snakker jeg med?"
    let you = question
        && text.words().len() <= 4
        && sentence.trim_end_matches(['?', ' ']).ends_with(" er")
        && says(&["du", "de", "dere"]);
    if whose || you || (named && !thing) {
        asked.add(Kind::Name);
    }
    // "Hvor bor du?", "Kor bur ho?"
    if question && !counts && says(&WHERE) && says(&["bor", "bur", "bodde", "budde", "live", "flytter", "flyttar"]) {
        asked.add(Kind::Address);
    }
    let of_persons = text.has(Tag::CueRole) || text.has(Tag::CueRelative) || asked.has(Kind::Name);
    asked.thing = question && (thing || begins(&WHICH)) && !of_persons;
    asked.health = question && text.words().iter().any(|word| is_health_word(text.folded(word)));
    asked.place = question && !counts && begins(&WHERE) && !of_persons;
    asked
}

/// Whether a word says what the number of an answer is of. A bot answers questions ("svarer på spørsmål om"), which is no
/// telephone that somebody answers; "no" is now in nynorsk and the end of addresses far more often than a number.
fn is_cued(text: &Text<'_>, cue: Tag) -> bool {
    text.has(cue)
        && text.words().iter().enumerate().filter(|(_, word)| word.has(cue)).any(|(at, word)| {
            let before = at.checked_sub(1).and_then(|at| text.word(at));
            let behind = text.word(at + 1).map_or("", |behind| text.folded(behind));
            match text.folded(word) {
                "no" => false,
                // "Beskriv kort hva saken gjelder."
                "kort" => before.is_none_or(|before| !before.has(Tag::Verb)) && !SAID_SHORTLY.contains(&behind),
                "saken" | "saka" => !matches!(behind, "gjelder" | "gjeld" | "handler" | "handlar" | "dreier"),
                "på" => before.is_none_or(|before| !matches!(text.folded(before), "svarer" | "svarar")),
                _ => true,
            }
        })
}

/// What follows "kort" where it says how somebody is to speak.
const SAID_SHORTLY: [&str; 12] =
    ["hva", "kva", "hvordan", "korleis", "hvorfor", "kvifor", "om", "og", "sagt", "fortalt", "her", "med"];

/// "hvor mange", "kor mykje", "how old".
fn is_how_many(text: &Text<'_>, words: &[Word]) -> bool {
    const HOW: [&str; 3] = ["hvor", "kor", "how"];
    const MANY: [&str; 25] = [
        "mange", "mye", "mykje", "mykkje", "lenge", "lengje", "ofte", "gammel", "gamal", "gammelt", "gamle", "gamalt",
        "stor", "stort", "store", "langt", "lang", "høy", "høg", "fort", "many", "much", "long", "old", "often",
    ];
    matches!(words, [how, many] if HOW.contains(&text.folded(how)) && MANY.contains(&text.folded(many)))
}

/// "Hvilken diagnose?", "Kva medisinar?", "Hva feiler det deg?"
fn is_health_word(folded: &str) -> bool {
    const STEMS: [&str; 12] = [
        "diagnos",
        "sykdom",
        "sjukdom",
        "symptom",
        "plage",
        "medisin",
        "allergi",
        "lidelse",
        "feiler",
        "feilar",
        "helseproblem",
        "funksjonsneds",
    ];
    STEMS.iter().any(|stem| folded.starts_with(stem))
}

/// "Er det fullmektig?", "Skal tanta di fjernast?": yes or no is the answer, no name.
fn is_yes_or_no(text: &Text<'_>) -> bool {
    const VERBS: [&str; 16] = [
        "er", "e", "var", "skal", "ska", "vil", "blir", "ble", "vart", "hadde", "stemmer", "stemmar", "finnes",
        "finst", "is", "are",
    ];
    text.words().first().is_some_and(|word| VERBS.contains(&text.folded(word)))
}

/// "navnet", "kundenavn", "etternamn", "surname"; not the name of a firm or of a user.
fn is_name_word(folded: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "bruker", "brukar", "firma", "bedrifts", "steds", "stads", "gate", "vei", "gards", "gårds", "fil", "domene",
        "user", "file",
    ];
    ["navn", "navnet", "navna", "navnene", "namn", "namnet", "namna", "name", "names", "heter", "heiter"]
        .iter()
        .filter_map(|ending| folded.strip_suffix(ending))
        .any(|stem| !OTHERS.contains(&stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::open::asks_back;
    use crate::dictionary::standard_lexicon;

    fn asked(message: &str) -> Vec<Kind> {
        Asked::read(message, Asked::default(), false, &standard_lexicon()).kinds().collect()
    }

    #[test]
    fn what_a_bot_says_of_itself_asks_for_nothing() {
        for said in [
            "Jeg er en robot og svarer på spørsmål om disse temaene: skatt og flytting.",
            "Eg svarar på spørsmål om barnehage. Kva lurer du på?",
            "Du må bestille time på politiet.no, der du også ser ventetiden.",
            "Vil du skrive meir no, eller vente til i morgon?",
        ] {
            assert_eq!(asked(said), [], "{said}");
        }
        assert_eq!(asked("Hvilken telefon svarer du på?"), [Kind::Phone]);
        assert_eq!(asked("Hvilket nummer?"), [Kind::Phone]);
    }

    #[test]
    fn a_question_for_something_else_closes_the_one_before() {
        let lexicon = standard_lexicon();
        let before = Asked::read("Hva er kontonummeret ditt?", Asked::default(), false, &lexicon);
        for question in ["Beløp?", "KID?", "Når skjedde det?", "Kor mykje?", "Hvor mange studiepoeng mangler?"] {
            let asked = Asked::read(question, before, false, &lexicon);
            assert!(asked.kinds == 0 && asked.other, "{question}");
        }
        for said in
            ["Even hva?", "Og resten?", "ja?", "De siste fem?", "Hallo?", "Det var ikke gyldig, dessverre. Prøv igjen."]
        {
            assert!(Asked::read(said, before, false, &lexicon).has(Kind::Account), "{said}");
        }
        assert!(!Asked::read("Jeg leser 1503 44, stemmer det?", before, false, &lexicon).other);
        let birth = Asked::read("Når er du født?", Asked::default(), false, &lexicon);
        assert!(Asked::read("Når?", birth, false, &lexicon).has(Kind::Birth));
    }

    #[test]
    fn an_answer_to_who_asked_back_leaves_the_question_open() {
        let lexicon = standard_lexicon();
        let before = Asked::read("Hva er fødselsnummeret ditt?", Asked::default(), false, &lexicon);
        assert!(asks_back("kan du ta dnr") && asks_back("Er det nødvendig?") && !asks_back("110379"));
        assert!(Asked::read("Ja, det går helt fint for oss.", before, true, &lexicon).has(Kind::NationalId));
        assert!(!Asked::read("Ja, det går helt fint for oss.", before, false, &lexicon).has(Kind::NationalId));
    }

    #[test]
    fn questions_in_three_languages_are_read() {
        for (question, wanted) in [
            ("Hva heter du?", Kind::Name),
            ("Kva heiter du?", Kind::Name),
            ("Og etternavnet?", Kind::Name),
            ("Etternamn?", Kind::Name),
            ("Could you give me your full name as in your passport?", Kind::Name),
            ("Hvem kjørte bilen da det skjedde?", Kind::Name),
            ("Fødselsnummer?", Kind::NationalId),
            ("Kan du oppgi fødselsnummeret ditt?", Kind::NationalId),
            ("Kan eg få personnummeret, takk", Kind::NationalId),
            ("And your DUF number?", Kind::Duf),
            ("Hvilket telefonnummer kan vi nå deg på?", Kind::Phone),
            ("Kva mobilnummer kan me ringe?", Kind::Phone),
            ("What is your phone number?", Kind::Phone),
            ("Når er du født?", Kind::Birth),
            ("Fødselsdato?", Kind::Birth),
            ("Hva er adressen din?", Kind::Address),
            ("Hvor bor du nå?", Kind::Address),
            ("Skriv inn kontonummeret du vil bruke.", Kind::Account),
            ("Hva er e-postadressen din?", Kind::Email),
            ("Og du er?", Kind::Name),
            ("Hvilket navn søkte du med?", Kind::Name),
            ("Og ditt eget kundenavn?", Kind::Name),
            ("Postnummer?", Kind::PostCode),
        ] {
            assert!(asked(question).contains(&wanted), "{question}: {:?}", asked(question));
        }
    }

    #[test]
    fn statements_ask_for_nothing() {
        for message in [
            "Vi ringer deg på telefon i morgen tidlig.",
            "Fødselsnummeret ditt er registrert hos oss.",
            "Da er alt i orden.",
        ] {
            assert_eq!(asked(message), [], "{message}");
        }
    }

    #[test]
    fn a_short_word_leaves_the_question_open() {
        let lexicon = standard_lexicon();
        let before = Asked::read("Hvilket telefonnummer?", Asked::default(), false, &lexicon);
        assert_eq!(Asked::read("ja?", before, false, &lexicon), before);
        let national = Asked::read("Hva er fødselsnummeret?", Asked::default(), false, &lexicon);
        assert!(Asked::read("Og de siste fem?", national, false, &lexicon).has(Kind::NationalId));
        assert!(Asked::read("Da ser jeg etter i systemet vårt.", before, false, &lexicon).is_nothing());
    }

    #[test]
    fn things_are_no_persons() {
        let lexicon = standard_lexicon();
        for question in ["Hvilken kommune bor du i?", "Og hvilken måned flyttet du?", "Hva heter barnehagen?"] {
            let asked = Asked::read(question, Asked::default(), false, &lexicon);
            assert!(asked.thing && !asked.has(Kind::Name), "{question}");
        }
        assert!(!Asked::read("Hvilken lege har du?", Asked::default(), false, &lexicon).thing);
    }
}
