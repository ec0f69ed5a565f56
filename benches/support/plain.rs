//! Plain sentences in which the naive design and the crate must give the same answer, so that the times beside each
//! other are times of the same work.

use sladd::Scrubber;

use crate::naive::{Kinds, Naive};

/// What the few kinds are enough for.
const FEW: &[&str] = &[
    "Fødselsnummeret mitt er 110379 66640, kan dere se om saken er ferdig?",
    "fnr 11037966640",
    "Ring meg på 412 00 000 etter klokka tre.",
    "Mobilen er 41200000, jobben 22 00 00 00.",
    "Du når meg på +47 412 00 000 eller +4741200000.",
    "E-posten min er solveig.b@example.no, takk.",
    "Skriv til kari@example.com eller ring 412 00 067.",
    "Kontonummeret mitt er 3645.77.03788, det gamle er sperret.",
    "Kontoen er 43627859261.",
    "Kortet mitt, 4111 1111 1111 1111, ble avvist i butikken.",
    "Kortnummeret er 5555 5555 5555 4444.",
    "IP-adressen min er 84.213.0.14 og jeg blir kastet ut.",
    "Jeg heter Solveig Brekkhus og lurer på når jeg får svar.",
    "Hei, jeg heter Kari Nordvik.",
    "Hilsen Ingrid",
    "jeg heter gunnhild myklebust og venter på svar",
    "Jeg har migrene og kommer ikke på jobb.",
    "Hun fikk diabetes i fjor.",
    "Han har astma og epilepsi.",
    "Hei, jeg heter Kari Nordvik, fnr 110379 66640. Ring meg på 412 00 000, jeg har migrene.",
    "Kan dere sende skjemaet på nytt?",
    "Tusen takk for hjelpen, ha en fin dag!",
    "Hvorfor koster det 12 345 678 kr å bygge en gangbro?",
    "Møtet er flyttet til 12.03.2024 kl 10:30.",
    "Er det mulig å betale regningen i to omganger?",
    "",
];

/// What the other kinds are needed for.
const EVERY: &[&str] = &[
    "Overfør beløpet til NO93 8601 1117 947, takk.",
    "Sønnen min er født 03.05.1874 og skal begynne på skolen.",
    "Eg er fødd 3. mai 1874.",
    "Adressen er Storgata 5 B, 0155 Oslo.",
    "Jeg bor i Kirkeveien 12.",
    "Hvor er den hvite med skilt ZH 10203?",
    "Passnummer CBH440912 utløper i juni.",
    "HPR 7719043 mangler tilgang til journalen.",
    "Saksnr 2023/1234, jeg vil klage på vedtaket.",
    "Se profilen min på https://www.linkedin.com/in/solveig-brekkhus",
    "DUF 201116372610, venter fortsatt på svar.",
    "Det gjelder gnr 12 bnr 34.",
];

/// The sentences in which the two differ, with both answers.
pub fn differences() -> Vec<String> {
    let scrubber = Scrubber::norwegian();
    let difference = |naive: &Naive, text: &'static str| {
        let (one, other) = (naive.scrub(text), scrubber.scrub(text));
        (one != other.as_str()).then(|| format!("naive {one:?}, sladd {:?}", other.as_str()))
    };
    let (few, every) = (Naive::new(Kinds::Few), Naive::new(Kinds::Every));
    let few = FEW.iter().filter_map(|text| difference(&few, text));
    few.chain(FEW.iter().chain(EVERY).filter_map(|text| difference(&every, text))).collect()
}
