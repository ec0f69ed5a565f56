//! Whom a name belongs to, by the words it stands between: a thing that is called something, somebody's relative, one of
//! two.

use super::cues::is_small_word;
use crate::dictionary::{Tag, Tags};
use crate::text::{Case, Text, Word};

/// What has names of its own, as the word ends.
const THINGS: [&str; 58] = [
    "app",
    "appen",
    "band",
    "bandet",
    "barnehage",
    "barnehagen",
    "barnehagar",
    "bok",
    "boka",
    "boken",
    "butikk",
    "butikken",
    "båt",
    "båten",
    "farge",
    "fargen",
    "farga",
    "film",
    "filmen",
    "firma",
    "firmaet",
    "garden",
    "gården",
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
    "katt",
    "katta",
    "katten",
    "kommode",
    "kua",
    "lokale",
    "lokalet",
    "modell",
    "modellen",
    "møterom",
    "møterommet",
    "sang",
    "sangen",
    "server",
    "serveren",
    "skip",
    "skipet",
    "skole",
    "skolen",
    "skule",
    "skulen",
    "stein",
    "stol",
    "stolen",
];

/// Verbs that say what something is called.
const CALLED: [&str; 9] = ["heter", "heiter", "hete", "heite", "het", "hette", "heitte", "kalles", "kallast"];

/// Whether the name at `at` is said to be a thing's: "båten vår heter", "ei barnehage som heter". Somebody in or behind a
/// thing is a person all the same: "dama i butikken heter", "jeg som eier båten heter".
pub(super) fn is_of_a_thing(text: &Text<'_>, at: usize) -> bool {
    let is = |at: usize, forms: &[&str]| text.word(at).is_some_and(|word| forms.contains(&text.folded(word)));
    let named = at.checked_sub(1).filter(|verb| text.word(*verb).is_some_and(|verb| verb.has(Tag::CueName)));
    let Some(verb) = named.filter(|verb| text.gap_before(at) == " " && is(*verb, &CALLED)) else {
        return false;
    };
    let before = |of: usize| of.checked_sub(1).filter(|_| text.gap_before(of) == " ");
    let somebody = |at: &usize| text.word(*at).is_some_and(|word| word.tags().any_of(KIN));
    let Some(mut thing) = before(verb).filter(|thing| !somebody(thing) && !is(*thing, &["jeg", "eg"])) else {
        return false;
    };
    let relative = is(thing, &["som"]);
    if relative || is(thing, &["min", "mi", "mitt", "vår", "vårt", "hans", "hennes", "deres", "dykkar"]) {
        let Some(owned) = before(thing) else { return false };
        thing = owned;
    }
    let named = text.word(thing).is_some_and(|word| THINGS.iter().any(|name| text.folded(word).ends_with(name)));
    if !named {
        return false;
    }
    if relative {
        return before(thing).is_some_and(|article| is(article, &["en", "ei", "et", "ein", "eit"]));
    }
    text.word(thing).is_some_and(Word::starts_sentence)
        || thing == 0
        || before(thing).is_some_and(|article| is(article, &["den", "det", "denne", "dette", "ny", "nye"]))
}

/// Whether the name that ends at `last` is said to be a program's: "Jeg er Aino, en robot", "Kari, din digitale assistent".
pub(super) fn is_of_a_robot(text: &Text<'_>, last: usize) -> bool {
    const ROBOTS: [&str; 16] = [
        "robot",
        "roboten",
        "chatbot",
        "chatboten",
        "chatrobot",
        "chatroboten",
        "bot",
        "boten",
        "samtalerobot",
        "samtaleroboten",
        "talebot",
        "digital",
        "digitale",
        "virtuell",
        "virtuelle",
        "ki-assistent",
    ];
    const ARTICLES: [&str; 7] = ["en", "ein", "ei", "din", "den", "dykkar", "vår"];
    let is = |at: usize, forms: &[&str]| text.word(at).is_some_and(|word| forms.contains(&text.folded(word)));
    matches!(text.gap_before(last + 1), ", " | " – " | " - ")
        && is(last + 1, &ARTICLES)
        && (last + 2..last + 4).any(|at| is(at, &ROBOTS))
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
    let is = |at: usize, forms: &[&str]| text.word(at).is_some_and(|word| forms.contains(&text.folded(word)));
    let (Some(word), Some(who)) = (text.word(at).filter(|word| word.has(Tag::GivenName)), at.checked_sub(1)) else {
        return false;
    };
    let lower = word.case() == Case::Lower;
    // "ho liv", as dialects say it
    let article = lower && is(who, &["han", "ho", "hu", "hun"]) && !is(at, &["andre", "søs"]);
    let named = article || (text.has_any(KIN) && is_kin(text, who));
    if !named || text.gap_before(at) != " " {
        return false;
    }
    let folded = text.folded(word);
    if word.tags().any_of(OTHER) || is_small_word(folded) || POSSESSIVES.contains(&folded) {
        return false;
    }
    if lower { text.gap_before(at + 1) == " " && is(at + 1, &SAYS) } else { !word.starts_sentence() }
}

/// Whether a word for a relative ends at `at`, perhaps with a possessive behind it.
fn is_kin(text: &Text<'_>, mut at: usize) -> bool {
    let owner = |at: usize| text.word(at).is_some_and(|word| POSSESSIVES.contains(&text.folded(word)));
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
    let is = |at: usize, forms: &[&str]| text.word(at).is_some_and(|word| forms.contains(&text.folded(word)));
    if !is(at + 1, &["og"]) {
        return false;
    }
    let named = |at: usize| {
        text.word(at)
            .filter(|word| word.case() == Case::Title && word.has(Tag::GivenName) && !word.has(Tag::Organisation))
    };
    let (Some(first), Some(second)) = (named(at), named(at + 2)) else { return false };
    (first.has(Tag::UsualName) || second.has(Tag::UsualName))
        && is(at + 3, &SAYS)
        && (at..at + 3).all(|at| text.gap_before(at + 1) == " ")
}

/// Whether the word is the name of a family: "Ulstein-familien", "familien Lersbryggen".
pub(super) fn is_of_a_family(text: &Text<'_>, at: usize) -> bool {
    const FAMILY: [&str; 4] = ["familien", "familie", "slekta", "slekten"];
    let hyphen = text.has_sign(b'-');
    if !hyphen && !text.has(Tag::CueRelative) {
        return false;
    }
    let is = |at: usize| text.word(at).is_some_and(|word| FAMILY.contains(&text.folded(word)));
    let Some(word) = text.word(at).filter(|word| !word.tags().any_of(NO_FAMILY)) else { return false };
    if hyphen && text.gap_before(at + 1) == "-" {
        return is(at + 1);
    }
    word.case() == Case::Title && at.checked_sub(1).is_some_and(is) && text.gap_before(at) == " "
}

/// What stands beside "familien" without being its name.
const NO_FAMILY: Tags = Tags::of(Tag::Organisation).and(Tag::CommonWord).and(Tag::Place);
