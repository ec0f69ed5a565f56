//! What is said of a part of the body: complaints about it, what has happened to it, what it cannot do.

use super::patterns::{PREPOSITIONS, Pattern};
use crate::dictionary::Tag;
use crate::finding::Span;
use crate::text::{Text, Word};

/// What has happened to a part of the body.
const HARMED: [&str; 43] = [
    "brukket",
    "brekt",
    "brekte",
    "brakk",
    "brukne",
    "brote",
    "brotna",
    "brutt",
    "brukke",
    "skåret",
    "slått",
    "klemt",
    "klemte",
    "vridd",
    "strekt",
    "såre",
    "ømme",
    "vonde",
    "svake",
    "stive",
    "støle",
    "ødelagt",
    "ødelagte",
    "øydelagt",
    "forstuet",
    "forstua",
    "vrikket",
    "vrikka",
    "knekt",
    "knekte",
    "forslått",
    "hoven",
    "hovent",
    "hovne",
    "nummen",
    "numne",
    "betent",
    "betente",
    "skadet",
    "skada",
    "opererte",
    "operert",
    "lam",
];
const COMPLAINTS: [&str; 53] = [
    "vondt",
    "vont",
    "ondt",
    "vond",
    "ilt",
    "smerter",
    "smerte",
    "smertar",
    "verk",
    "ont",
    "værk",
    "verker",
    "verkjer",
    "prikker",
    "stikker",
    "svir",
    "klør",
    "nummen",
    "hoven",
    "vondter",
    "tak",
    "krampe",
    "kramper",
    "trykk",
    "sting",
    "stikk",
    "prikking",
    "nummenhet",
    "svie",
    "sviing",
    "kløe",
    "ubehag",
    "murring",
    "murrer",
    "dunker",
    "dunking",
    "brenner",
    "brenning",
    "hevelse",
    "utslett",
    "kul",
    "kuler",
    "byll",
    "lammelse",
    "dårlig",
    "dårleg",
    "tett",
    "sår",
    "stiv",
    "støl",
    "øm",
    "svak",
    "lam",
];

/// "vondt i magen", "ilt i hovudet", "smerter i venstre kne", "brukket tå".
pub(super) fn complaints(text: &Text<'_>, found: &mut Vec<Pattern>) {
    for part in text.words().iter().filter(|word| word.has(Tag::BodyPart)) {
        let mut before = text.words_before(part.start, 4);
        let is = |word: Option<&Word>, forms: &[&str]| word.is_some_and(|word| forms.contains(&text.folded(word)));
        let mut nearest = before.next();
        if let Some(word) = nearest.filter(|_| is(nearest, &HARMED)) {
            if text.between(word.end, part.start) == " " {
                found.push(Pattern::likely(Span::new(word.start, part.end), false));
                continue;
            }
        }
        // One word between the preposition and the part: "i venstre kne".
        if !is(nearest, &PREPOSITIONS) && !nearest.is_some_and(|word| word.has(Tag::BodyPart)) {
            nearest = before.next();
        }
        let complaint = before.next();
        if let (true, Some(start)) = (is(nearest, &PREPOSITIONS) && is(complaint, &COMPLAINTS), complaint) {
            if !text.between(start.end, part.start).contains(['.', '\n', '?', '!']) {
                found.push(Pattern::likely(Span::new(start.start, part.end), false));
            }
        } else if let Some(span) = unmoved(text, part) {
            found.push(Pattern::likely(span, true));
        }
    }
}

/// What somebody cannot do with a part of the body: "klarer ikke å bøye kneet", "får ikkje løfta høgre armen".
fn unmoved(text: &Text<'_>, part: &Word) -> Option<Span> {
    const MOVES: [&str; 14] = [
        "bøye", "bøya", "løfte", "løfta", "strekke", "strekkje", "bevege", "bevega", "røre", "røra", "rette", "vri",
        "snu", "bruke",
    ];
    const CAN: [&str; 9] = ["klarer", "klarar", "greier", "får", "kan", "orker", "klarte", "greidde", "klare"];
    let is = |word: &Word, forms: &[&str]| forms.contains(&text.folded(word));
    // A side or a possessive stands between at most.
    let verb = text.words_before(part.start, 2).find(|word| is(word, &MOVES))?;
    let mut before = text.words_before(verb.start, 4).skip_while(|word| is(word, &["å", "til", "nesten"]));
    let denied = before.next().is_some_and(|word| is(word, &["ikke", "ikkje", "itj", "knapt"]));
    let can = before.next().filter(|word| denied && is(word, &CAN))?;
    let between = text.between(can.end, part.start);
    (!between.contains(['.', ',', '\n', '?', '!'])).then(|| Span::new(can.start, part.end))
}

/// "kneet er hovent", "armen min e nummen", "auga er raude", "fingrene dovner": what a part of the body is or does.
pub(super) fn states(text: &Text<'_>, found: &mut Vec<Pattern>) {
    const IS: [&str; 14] =
        ["er", "e", "var", "ble", "blei", "vart", "blir", "føles", "kjennes", "kjenst", "ser", "is", "are", "feels"];
    const BETWEEN: [&str; 24] = [
        "min",
        "mi",
        "mitt",
        "mine",
        "hans",
        "hennes",
        "hennar",
        "litt",
        "helt",
        "heilt",
        "veldig",
        "så",
        "også",
        "òg",
        "fortsatt",
        "fremdeles",
        "framleis",
        "ennå",
        "blitt",
        "vorte",
        "kjempe",
        "svært",
        "skikkelig",
        "still",
    ];
    const SORE: [&str; 34] = [
        "rød",
        "rødt",
        "røde",
        "raud",
        "raudt",
        "raude",
        "øm",
        "ømt",
        "ømme",
        "aum",
        "stiv",
        "stivt",
        "stive",
        "støl",
        "vond",
        "vondt",
        "vonde",
        "vont",
        "blå",
        "blått",
        "gul",
        "gult",
        "gule",
        "svullen",
        "svollen",
        "hovna",
        "hovnet",
        "opphovnet",
        "opphovna",
        "ødelagt",
        "øydelagt",
        "swollen",
        "sore",
        "broken",
    ];
    const ACHES: [&str; 34] = [
        "verker", "verkjer", "verka", "verket", "dunker", "dunkar", "svikter", "sviktar", "svikta", "dovner", "dovnar",
        "hovner", "hovnar", "visner", "visnar", "låser", "streiker", "streikar", "sprenger", "renner", "suser",
        "susar", "piper", "klør", "svir", "brenner", "blør", "blødde", "skjelver", "skjelv", "rister", "prikker",
        "sovner", "sovnar",
    ];
    // What the heart does is mostly a figure of speech.
    let aches = |part: &Word, folded: &str| {
        ACHES.contains(&folded) && !text.folded(part).starts_with("hjert") && !text.folded(part).starts_with("hjart")
    };
    for (at, part) in text.words().iter().enumerate().filter(|(_, word)| word.has(Tag::BodyPart)) {
        let mut is = false;
        for (i, word) in text.words().iter().enumerate().skip(at + 1).take(4) {
            if text.gap_before(i) != " " {
                break;
            }
            let folded = text.folded(word);
            if IS.contains(&folded) && !is {
                is = true;
            } else if if is { HARMED.contains(&folded) || SORE.contains(&folded) } else { aches(part, folded) } {
                found.push(Pattern::likely(Span::new(part.start, word.end), true));
                break;
            } else if !BETWEEN.contains(&folded) {
                break;
            }
        }
    }
}
