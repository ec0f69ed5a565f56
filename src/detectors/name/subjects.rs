//! Whom a name belongs to, by the words it stands between: a thing that is called something, somebody's relative, one of
//! two.

use super::cues::is_small_word;
use crate::dictionary::{Tag, Tags};
use crate::text::{Case, Text, Word};

/// What has names of its own, as the word ends.
const THINGS: [&str; 131] = [
    "app",
    "appen",
    "avisa",
    "avisen",
    "bamse",
    "bamsen",
    "band",
    "bandet",
    "barnehagar",
    "barnehage",
    "barnehagen",
    "bedriften",
    "bilen",
    "bok",
    "boka",
    "boken",
    "butikk",
    "butikken",
    "båt",
    "båten",
    "dukka",
    "farga",
    "farge",
    "fargen",
    "ferga",
    "fergen",
    "ferja",
    "film",
    "filmen",
    "firma",
    "firmaet",
    "forening",
    "foreningen",
    "garden",
    "geita",
    "gården",
    "hamster",
    "hamsteren",
    "hest",
    "hesten",
    "hotell",
    "hotellet",
    "hund",
    "hunden",
    "hus",
    "huset",
    "hytta",
    "hytte",
    "hytten",
    "høna",
    "høne",
    "kafe",
    "kafeen",
    "kafé",
    "kanin",
    "kaninen",
    "katt",
    "katta",
    "katten",
    "kattunge",
    "kattungen",
    "klubb",
    "klubben",
    "korps",
    "korpset",
    "kua",
    "kurs",
    "kurset",
    "lokale",
    "lokalet",
    "låt",
    "låta",
    "låten",
    "merra",
    "modell",
    "modellen",
    "møterom",
    "møterommet",
    "orkan",
    "orkanen",
    "parti",
    "partiet",
    "plata",
    "plate",
    "platen",
    "podcast",
    "podcasten",
    "podkast",
    "podkasten",
    "programmet",
    "prosjekt",
    "prosjektet",
    "pub",
    "puben",
    "restaurant",
    "restauranten",
    "robot",
    "roboten",
    "salong",
    "salongen",
    "sang",
    "sangen",
    "serie",
    "serien",
    "server",
    "serveren",
    "skip",
    "skipet",
    "skole",
    "skolen",
    "skrivar",
    "skrivaren",
    "skriver",
    "skriveren",
    "skule",
    "skulen",
    "spel",
    "spelet",
    "spill",
    "spillet",
    "stol",
    "stolen",
    "storm",
    "stormen",
    "system",
    "systemet",
    "toget",
    "undulat",
    "undulaten",
    "valp",
    "valpen",
];

/// Words that are the name of a person, whatever else they are.
const GIVEN: Tags = Tags::of(Tag::GivenName).and(Tag::ShortName);

/// Whether one of some forms stands at `at`.
fn is(text: &Text<'_>, at: usize, forms: &[&str]) -> bool {
    text.word(at).is_some_and(|word| forms.contains(&text.folded(word)))
}

/// Verbs that say what something is called.
const CALLED: [&str; 9] = ["heter", "heiter", "hete", "heite", "het", "hette", "heitte", "kalles", "kallast"];

/// Whether the name at `at` is said to be a thing's: "båten vår heter", "ei barnehage som heter". Somebody in or behind a
/// thing is a person all the same: "dama i butikken heter", "jeg som eier båten heter".
pub(super) fn is_of_a_thing(text: &Text<'_>, at: usize) -> bool {
    let named = at.checked_sub(1).filter(|verb| text.word(*verb).is_some_and(|verb| verb.has(Tag::CueName)));
    let Some(verb) = named.filter(|verb| text.gap_before(at) == " " && is(text, *verb, &CALLED)) else {
        return false;
    };
    let before = |of: usize| of.checked_sub(1).filter(|_| text.gap_before(of) == " ");
    let somebody = |at: &usize| text.word(*at).is_some_and(|word| word.tags().any_of(KIN));
    let Some(mut thing) = before(verb).filter(|thing| !somebody(thing) && !is(text, *thing, &["jeg", "eg"])) else {
        return false;
    };
    let relative = is(text, thing, &["som"]);
    if relative || is(text, thing, &POSSESSIVES) {
        let Some(owned) = before(thing) else { return false };
        thing = owned;
    }
    // Stein, Skule and Øystein are no things.
    let named = |word: &Word| !word.tags().any_of(GIVEN) && THINGS.iter().any(|name| text.folded(word).ends_with(name));
    if !text.word(thing).is_some_and(named) {
        return false;
    }
    if relative {
        return before(thing).is_some_and(|article| is(text, article, &["en", "ei", "et", "ein", "eit"]));
    }
    text.word(thing).is_some_and(Word::starts_sentence)
        || thing == 0
        || before(thing).is_some_and(|article| is(text, article, &["den", "det", "denne", "dette", "ny", "nye"]))
}

/// Whether who introduces itself by the name is a program: "Jeg er Aino, en robot", "jeg heter Tuva, din digitale hjelper".
/// Others are persons all the same: "Kari Nordvik, en digital nomade".
pub(super) fn is_of_a_robot(text: &Text<'_>, first: usize, last: usize) -> bool {
    const INTRODUCES: [&str; 5] = ["er", "e", "heter", "heiter", "hete"];
    const ARTICLES: [&str; 7] = ["en", "ein", "ei", "din", "den", "dykkar", "vår"];
    const DIGITAL: [&str; 6] = ["digital", "digitale", "virtuell", "virtuelle", "automatisk", "automatiske"];
    const ROBOTS: [&str; 10] = [
        "robot",
        "roboten",
        "chatbot",
        "chatboten",
        "chatrobot",
        "chatroboten",
        "samtalerobot",
        "samtaleroboten",
        "talebot",
        "bot",
    ];
    const HELPERS: [&str; 12] = [
        "assistent",
        "assistenten",
        "hjelper",
        "hjelperen",
        "hjelpar",
        "hjelparen",
        "medarbeider",
        "medarbeidar",
        "veileder",
        "rettleiar",
        "rådgiver",
        "rådgivar",
    ];
    let itself = first
        .checked_sub(2)
        .is_some_and(|who| is(text, who, &["jeg", "eg", "æ", "dette", "mitt"]) && is(text, who + 1, &INTRODUCES));
    let what = last + 2;
    // A helper is a program when it is digital, a robot whatever it is.
    let said = || {
        let one_before = text.word(what).is_some_and(|word| word.has(Tag::Adjective));
        is(text, what, &ROBOTS)
            || (one_before && is(text, what + 1, &ROBOTS))
            || (is(text, what, &DIGITAL) && is(text, what + 1, &HELPERS))
    };
    itself && matches!(text.gap_before(last + 1), ", " | " – " | " - ") && is(text, last + 1, &ARTICLES) && said()
}

/// What a sentence says next of whom it has named: no noun stands between this and another noun.
const SAYS: [&str; 40] = [
    "er", "e", "var", "har", "hadde", "skal", "skulle", "kan", "vil", "ville", "må", "ble", "blei", "vart", "fikk",
    "fekk", "går", "gikk", "gjekk", "bor", "bur", "sier", "seier", "sa", "fyller", "heter", "heiter", "jobber",
    "jobbar", "trenger", "treng", "kommer", "kjem", "begynner", "står", "ligger", "tok", "tar", "ønsker", "får",
];

const POSSESSIVES: [&str; 14] =
    ["min", "mi", "mitt", "vår", "vårt", "hans", "hennes", "hennar", "sin", "si", "sitt", "deres", "din", "di"];

/// Who belongs to somebody.
const KIN: Tags = Tags::of(Tag::CueRelative).and(Tag::CueRole);

/// Whether a given name stands behind a word for somebody's relative: in capitals by itself ("min samboer Håp"), in lower
/// case between it and what is said of them ("søskenbarnet mitt kåre har", "ho liv e").
#[inline]
pub(super) fn is_somebodys(text: &Text<'_>, at: usize) -> bool {
    // Past this are most words of most messages: no relative is spoken of, and the word before begins as no article does.
    let first = |word: &Word| text.as_str().as_bytes().get(word.start);
    let before = || at.checked_sub(1).and_then(|at| text.word(at));
    let may_be = text.has_any(KIN) || before().is_some_and(|word| matches!(first(word), Some(b'h' | b'H')));
    may_be && follows_kin(text, at)
}

fn follows_kin(text: &Text<'_>, at: usize) -> bool {
    const OTHER: Tags = KIN.and(Tag::Month).and(Tag::Organisation);
    let (Some(word), Some(who)) = (text.word(at).filter(|word| word.has(Tag::GivenName)), at.checked_sub(1)) else {
        return false;
    };
    let lower = word.case() == Case::Lower;
    // "ho liv", as dialects say it
    let article = lower && is(text, who, &["han", "ho", "hu", "hun"]) && !is(text, at, &["andre", "søs"]);
    let named = article || (text.has_any(KIN) && is_kin(text, who));
    if !named || text.gap_before(at) != " " {
        return false;
    }
    let folded = text.folded(word);
    if word.tags().any_of(OTHER) || is_small_word(folded) || POSSESSIVES.contains(&folded) {
        return false;
    }
    if lower { text.gap_before(at + 1) == " " && is(text, at + 1, &SAYS) } else { !word.starts_sentence() }
}

/// Whether a word for a relative ends at `at`, perhaps with a possessive behind it.
fn is_kin(text: &Text<'_>, mut at: usize) -> bool {
    let owner = |at: usize| is(text, at, &POSSESSIVES);
    let before = |of: usize| of.checked_sub(1).filter(|_| text.gap_before(of) == " ");
    let mut owned = false;
    if owner(at) {
        let Some(whose) = before(at) else { return false };
        (at, owned) = (whose, true);
    }
    text.word(at).is_some_and(|who| {
        // "min samboer" is somebody's, "samboer" may be anybody's; "Mamma Mia" is a title.
        (who.has(Tag::CueRelative) || who.has(Tag::CueRole) && (owned || before(at).is_some_and(owner)))
            && (who.case() == Case::Lower || who.starts_sentence())
    })
}

/// Whether a given name is the first of two that something is said of: "Tor og Liv skal skilles".
pub(super) fn is_one_of_two(text: &Text<'_>, at: usize) -> bool {
    if !is(text, at + 1, &["og"]) {
        return false;
    }
    let named = |at: usize| {
        text.word(at)
            .filter(|word| word.case() == Case::Title && word.has(Tag::GivenName) && !word.has(Tag::Organisation))
    };
    let (Some(first), Some(second)) = (named(at), named(at + 2)) else { return false };
    (first.has(Tag::UsualName) || second.has(Tag::UsualName))
        && is(text, at + 3, &SAYS)
        && (at..at + 3).all(|at| text.gap_before(at + 1) == " ")
}

/// Whether the word is the name of a family: "Ulstein-familien", "familien Lersbryggen".
pub(super) fn is_of_a_family(text: &Text<'_>, at: usize) -> bool {
    const FAMILY: [&str; 4] = ["familien", "familie", "slekta", "slekten"];
    let hyphen = text.has_sign(b'-');
    if !hyphen && !text.has(Tag::CueRelative) {
        return false;
    }
    let is_family = |at: usize| is(text, at, &FAMILY);
    let Some(word) = text.word(at).filter(|word| !word.tags().any_of(NO_FAMILY)) else { return false };
    if hyphen && text.gap_before(at + 1) == "-" {
        return is_family(at + 1);
    }
    word.case() == Case::Title && at.checked_sub(1).is_some_and(is_family) && text.gap_before(at) == " "
}

/// What stands beside "familien" without being its name.
const NO_FAMILY: Tags = Tags::of(Tag::Organisation).and(Tag::CommonWord).and(Tag::Place);
