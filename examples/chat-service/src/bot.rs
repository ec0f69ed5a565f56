//! The bot: general questions on public services, answered by key words. It is given masked text only and remembers
//! nothing.

use crate::chat::Language;
use crate::config::Masking;

struct Topic {
    /// Beginnings of words that speak of it, in both languages.
    words: &'static [&'static str],
    bokmal: &'static str,
    nynorsk: &'static str,
}

const TOPICS: [Topic; 10] = [
    Topic {
        words: &["skattekort", "frikort", "skatteprosent", "skattetrekk"],
        bokmal: "Skattekortet bestiller og endrer du på skatteetaten.no. Arbeidsgiveren din henter det selv. Tjener du lite i år, kan du velge frikort.",
        nynorsk: "Skattekortet bestiller og endrar du på skatteetaten.no. Arbeidsgivaren din hentar det sjølv. Tener du lite i år, kan du velje frikort.",
    },
    Topic {
        words: &["skattemelding", "selvangivelse", "sjølvmelding", "skatteoppgj"],
        bokmal: "Skattemeldingen ligger på skatteetaten.no fra midten av mars. Fristen for å levere er 30. april. Du kan også få den på papir.",
        nynorsk: "Skattemeldinga ligg på skatteetaten.no frå midten av mars. Fristen for å levere er 30. april. Du kan òg få henne på papir.",
    },
    Topic {
        words: &["pass", "nasjonalt id", "id-kort"],
        bokmal: "Pass og nasjonalt ID-kort bestiller du hos politiet. Timen bestiller du på politiet.no, der du også ser ventetiden. Du må møte selv.",
        nynorsk: "Pass og nasjonalt ID-kort bestiller du hos politiet. Timen bestiller du på politiet.no, der du òg ser ventetida. Du må møte sjølv.",
    },
    Topic {
        words: &["flytt", "adresseendring", "folkeregister"],
        bokmal: "Flytting melder du til Folkeregisteret på skatteetaten.no senest åtte dager etter at du har flyttet.",
        nynorsk: "Flytting melder du til Folkeregisteret på skatteetaten.no seinast åtte dagar etter at du har flytta.",
    },
    Topic {
        words: &["barnehage"],
        bokmal: "Barnehageplass søker du om hos kommunen. Fristen for hovedopptaket er som regel 1. mars. Kommunens nettsider sier hva som gjelder hos dere.",
        nynorsk: "Barnehageplass søkjer du om hos kommunen. Fristen for hovudopptaket er som regel 1. mars. Nettsidene til kommunen seier kva som gjeld hos dykk.",
    },
    Topic {
        words: &["foreldrepeng", "permisjon", "barnetrygd", "kontantst"],
        bokmal: "Foreldrepenger, barnetrygd og kontantstøtte søker du om på nav.no. Søk om foreldrepenger i god tid før permisjonen begynner.",
        nynorsk: "Foreldrepengar, barnetrygd og kontantstøtte søkjer du om på nav.no. Søk om foreldrepengar i god tid før permisjonen tek til.",
    },
    Topic {
        words: &["dagpeng", "arbeidsledig", "arbeidslaus", "permitter", "mistet jobb", "mista jobb"],
        bokmal: "Dagpenger søker du om på nav.no. Registrer deg som arbeidssøker først; det er fra den dagen du kan få penger.",
        nynorsk: "Dagpengar søkjer du om på nav.no. Registrer deg som arbeidssøkjar først; det er frå den dagen du kan få pengar.",
    },
    Topic {
        words: &["førerkort", "sertifikat", "førarkort", "øvingskjør", "øvelseskjør", "øvingskøyr"],
        bokmal: "Førerkort fornyer og bestiller du på vegvesen.no. Har du mistet det, kan du få et midlertidig på samme sted.",
        nynorsk: "Førarkort fornyar og bestiller du på vegvesen.no. Har du mista det, kan du få eit mellombels på same staden.",
    },
    Topic {
        words: &["åpningstid", "opningstid", "opning", "telefontid", "kontakt"],
        bokmal: "Du kan skrive til oss hele døgnet. Rådgiverne svarer på hverdager fra 9 til 15.",
        nynorsk: "Du kan skrive til oss heile døgnet. Rådgivarane svarar på kvardagar frå 9 til 15.",
    },
    Topic {
        words: &["takk", "tusen takk"],
        bokmal: "Bare hyggelig! Lurer du på noe mer, er det bare å skrive. Du kan laste ned eller slette samtalen når du vil.",
        nynorsk: "Berre hyggeleg! Lurer du på noko meir, er det berre å skrive. Du kan laste ned eller slette samtalen når du vil.",
    },
];

/// The first words. No list behind a colon: the library would take it for a question, and the citizen's next number for the
/// answer to it.
pub(crate) const fn greeting(language: Language) -> &'static str {
    match language {
        Language::Bokmal => {
            "Hei! Jeg er en robot og svarer på vanlige spørsmål om offentlige tjenester, som skatt, pass, flytting, \
             barnehage, foreldrepenger, dagpenger og førerkort. Hva lurer du på?"
        }
        Language::Nynorsk => {
            "Hei! Eg er ein robot og svarar på vanlege spørsmål om offentlege tenester, som skatt, pass, flytting, \
             barnehage, foreldrepengar, dagpengar og førarkort. Kva lurer du på?"
        }
    }
}

/// When an adviser has been asked for. It says what the adviser will see.
pub(crate) const fn handing_over(language: Language, masking: Masking) -> &'static str {
    match (language, masking) {
        (Language::Bokmal, Masking::AtOnce) => {
            "Du er satt i kø til en rådgiver, som kan lese det som er skrevet til nå, uten personopplysninger."
        }
        (Language::Nynorsk, Masking::AtOnce) => {
            "Du er sett i kø til ein rådgivar, som kan lese det som er skrive så langt, utan personopplysningar."
        }
        (Language::Bokmal, Masking::After(_)) => {
            "Du er satt i kø til en rådgiver, som kan lese det som er skrevet til nå. Personopplysninger sladdes når samtalen er over."
        }
        (Language::Nynorsk, Masking::After(_)) => {
            "Du er sett i kø til ein rådgivar, som kan lese det som er skrive så langt. Personopplysningar blir sladda når samtalen er over."
        }
    }
}

/// The answer to a message: of the topic with the most words in it.
pub(crate) fn answer(text: &str, language: Language) -> &'static str {
    let text = text.to_lowercase();
    let hits = |topic: &Topic| topic.words.iter().filter(|word| begins_a_word(&text, word)).count();
    // Of equals the first: the topics stand from the narrow to the wide.
    let best = TOPICS.iter().rev().max_by_key(|topic| hits(topic)).filter(|topic| hits(topic) > 0);
    match (best, language) {
        (Some(topic), Language::Bokmal) => topic.bokmal,
        (Some(topic), Language::Nynorsk) => topic.nynorsk,
        (None, Language::Bokmal) => {
            "Det har jeg ikke noe godt svar på. Prøv med andre ord, eller velg «Snakk med en rådgiver»."
        }
        (None, Language::Nynorsk) => {
            "Det har eg ikkje noko godt svar på. Prøv med andre ord, eller vel «Snakk med ein rådgivar»."
        }
    }
}

fn begins_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|before| !before.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sladd::{Conversation, Role, Scrubber};

    use super::*;

    #[test]
    fn questions_are_answered_in_the_language_of_the_page() {
        for (question, language, part) in [
            ("Hvordan søker jeg barnehageplass?", Language::Bokmal, "søker du om hos kommunen"),
            ("Korleis får eg nytt pass", Language::Nynorsk, "Du må møte sjølv"),
            ("Trenger jeg NYTT SKATTEKORT?", Language::Bokmal, "Skattekortet"),
            ("et kompass", Language::Bokmal, "ikke noe godt svar"),
            ("[NAVN] har [HELSE]", Language::Nynorsk, "ikkje noko godt svar"),
        ] {
            let answer = answer(question, language);
            assert!(answer.contains(part), "{question}: {answer}");
        }
    }

    /// Everything the bot says.
    fn all() -> impl Iterator<Item = &'static str> {
        let after = Masking::After(Duration::ZERO);
        let own = [Language::Bokmal, Language::Nynorsk].map(|language| {
            [
                greeting(language),
                handing_over(language, Masking::AtOnce),
                handing_over(language, after),
                answer("", language),
            ]
        });
        TOPICS.iter().flat_map(|topic| [topic.bokmal, topic.nynorsk]).chain(own.into_iter().flatten())
    }

    /// What the bot says is masked like everything else, and must come out as it is.
    #[test]
    fn nothing_the_bot_says_is_masked() {
        let scrubber = Scrubber::norwegian();
        for text in all() {
            assert_eq!(scrubber.scrub(text).as_str(), text);
        }
    }

    /// The bot never asks for anything personal: a number in the next message is no answer.
    #[test]
    fn nothing_the_bot_says_is_taken_for_a_question_after_a_number() {
        let scrubber = Scrubber::norwegian();
        let after = |said: &str, message: &str| {
            let mut chat = Conversation::new();
            let _ = scrubber.scrub_in(&mut chat, Role::Bot, said);
            scrubber.scrub_in(&mut chat, Role::User, message).as_str().to_owned()
        };
        for message in [
            "hei, jeg skal flytte til Bergen 3 mars, hva gjør jeg med 12345678 kasser",
            "hei, jeg har 12345678 kasser",
            "tlf 412 10",
        ] {
            for said in all() {
                assert_eq!(after(said, message), message, "{said}");
            }
        }
        assert_eq!(after("Hva er telefonnummeret ditt?", "tlf 412 10"), "tlf [TELEFON]", "it would be seen");
    }
}
