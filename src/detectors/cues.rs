//! What the words around a number say it is. Shared by the detectors of numbers.

use crate::dictionary::{Tag, Tags};
use crate::finding::Span;
use crate::text::digits::{digit_value, look_alike};
use crate::text::{DigitRun, Gap, Text, Written};

/// The cues that tell one kind of number from another.
pub(crate) const NUMBER_CUES: Tags = Tags::of(Tag::CueNationalId)
    .and(Tag::CueDuf)
    .and(Tag::CuePhone)
    .and(Tag::CueAccount)
    .and(Tag::CueCard)
    .and(Tag::CueBirth)
    .and(Tag::CuePassport)
    .and(Tag::CuePlate)
    .and(Tag::CueHpr)
    .and(Tag::CueCase)
    .and(Tag::CueOrganisation)
    .and(Tag::CueProperty)
    .and(Tag::CueOrder)
    .and(Tag::CuePart);

/// How many words before a number are asked what it is.
const BEFORE: usize = 7;
/// How many words behind it.
const BEHIND: usize = 4;

/// The tags of the words that say what the number at `span` is: those of the nearest word before it that says
/// anything, and when none does, of the nearest behind it on the same line. The empty set when nothing is said.
pub(super) fn of_number(text: &Text<'_>, span: Span) -> Tags {
    let speaking = |tags: Tags| tags.any_of(NUMBER_CUES);
    let before = text.words_before(span.start, BEFORE).map(|word| word.tags()).find(|tags| speaking(*tags));
    if let Some(tags) = before {
        return tags;
    }
    text.words_after(span.end, BEHIND)
        .take_while(|word| !text.between(span.end, word.span().start).contains('\n'))
        .find(|word| speaking(word.tags().only(BEHIND_CUES)))
        .filter(|word| !announces(text, word.span().end))
        .map_or(Tags::NONE, |word| word.tags().only(BEHIND_CUES))
}

/// Whether the nearest word before the number that says what a number is has one of its own already: "tlf 412 00 000,
/// utbetal til …". A word for orders and payments speaks for all numbers behind it.
pub(super) fn is_answered(text: &Text<'_>, span: Span) -> bool {
    let nearest = text.words_before(span.start, BEFORE).find(|word| word.tags().any_of(NUMBER_CUES));
    nearest.filter(|word| !word.has(Tag::CueOrder)).is_some_and(|word| {
        text.group_from(word.span().end)
            .is_some_and(|own| own.span().end < span.start && announces(text, word.span().end))
    })
}

/// Whether a number follows the word that ends here: "412 00 000 og fnr 110379 …" says nothing of the first number.
fn announces(text: &Text<'_>, end: usize) -> bool {
    text.group_from(end).is_some_and(|next| {
        let gap = text.between(end, next.span().start);
        gap.chars().count() <= 5 && !gap.contains(char::is_alphabetic)
    })
}

/// What may be said behind a number: "… er fødselsnummeret mitt". A case, a car or an order is named before its number.
const BEHIND_CUES: Tags = Tags::of(Tag::CueNationalId)
    .and(Tag::CuePart)
    .and(Tag::CuePhone)
    .and(Tag::CueAccount)
    .and(Tag::CueCard)
    .and(Tag::CueDuf)
    .and(Tag::CueOrganisation)
    .and(Tag::CueProperty);

/// Whether the word directly before the number is one for some number of a kind of its own: "lånenummeret".
pub(super) fn is_numbered(text: &Text<'_>, span: Span) -> bool {
    text.words_before(span.start, 1).any(|word| {
        let folded = text.folded(word);
        text.between(word.end, span.start).chars().count() <= 3
            && ["nummer", "nummeret", "nummar", "nr"]
                .iter()
                .any(|ending| folded.strip_suffix(ending).is_some_and(|kind| !kind.is_empty()))
    })
}

/// The most words between a cue and the number it names: "fødselsnummeret mitt er".
const LINKS: usize = 3;

/// The word of this kind that stands directly before a number which begins at `start`: nothing but "er", "mitt", "nr" and
/// the like is between. Where the word ends, and the word.
pub(super) fn directly_before<'t>(text: &'t Text<'_>, start: usize, cue: Tag) -> Option<&'t crate::Word> {
    if !text.has(cue) {
        return None;
    }
    let mut end = start;
    for word in text.words_before(start, LINKS + 1) {
        let gap = text.between(word.end, end);
        if gap.len() > 4 || gap.contains(|c: char| !is_link(c)) {
            return None;
        }
        if word.has(cue) {
            return Some(word);
        }
        if !(word.has(Tag::CueNumber) || LINK_WORDS.contains(&text.folded(word))) {
            return None;
        }
        end = word.start;
    }
    None
}

/// A sign that may stand between a cue and its number.
fn is_link(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\t' | '\n' | ':' | '.' | '=' | '-' | '–' | '(' | '+' | '#' | '"')
}

/// Words that may.
const LINK_WORDS: [&str; 19] = [
    "er", "e", "is", "mitt", "min", "mi", "my", "hans", "hennes", "hennar", "vårt", "vår", "ditt", "på", "til", "blir",
    "var", "mobil", "privat",
];

/// The digits of a run up to a comma, a line break or the like, where a word of this kind stands directly before them:
/// what somebody gave for such a number, however many digits were typed. None for a sum, a date or opening hours.
pub(super) fn given<'r>(text: &Text<'_>, run: &DigitRun<'r>, cue: Tag) -> Option<DigitRun<'r>> {
    if run.written() != Written::Figures || !text.has(cue) {
        return None;
    }
    let inside = |gap: Gap| matches!(gap, Gap::None | Gap::Space | Gap::Dot | Gap::Dash);
    let more = run.digits().iter().skip(1).take_while(|digit| inside(digit.gap())).count();
    let given = DigitRun::new(run.digits().get(..=more)?, Written::Figures);
    let span = given.span();
    directly_before(text, span.start, cue)?;
    let rest = text.between(span.end, text.as_str().len());
    let glued = rest.starts_with(char::is_alphabetic) || rest.starts_with(",-") || rest.starts_with('%');
    let money = text.words_after(span.end, 1).any(|word| word.has(Tag::CueMoney) && word.start <= span.end + 1);
    (!glued && !money && !is_time(&given)).then_some(given)
}

/// A number in which letters were typed for digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Typed {
    pub(super) span: Span,
    /// Figures and the letters that stand for some.
    pub(super) digits: usize,
    pub(super) letters: usize,
}

/// The numbers behind each word of this kind in which O and l stand for digits: "tlf 412 OO 5OO". In a chunk of their own
/// such letters are figures only beside figures, and only where a number is announced.
pub(super) fn typed<'t>(text: &'t Text<'_>, cue: Tag) -> impl Iterator<Item = Typed> + use<'t> {
    let any = text.has(cue) && text.has_digits();
    let words = if any { text.words() } else { &[] };
    words.iter().filter(move |word| word.has(cue)).filter_map(move |cue| {
        let mut at = cue.end;
        for _ in 0..=LINKS {
            if let Some(typed) = typed_at(text, at).filter(|typed| typed.letters > 0) {
                return Some(typed);
            }
            let next = text.words_after(at, 1).next()?;
            let linked = next.has(Tag::CueNumber) || LINK_WORDS.contains(&text.folded(next));
            if !linked || text.between(at, next.start).contains(|c: char| !is_link(c)) {
                return None;
            }
            at = next.end;
        }
        None
    })
}

fn typed_at(text: &Text<'_>, from: usize) -> Option<Typed> {
    const LONGEST: usize = 32;
    let rest = text.as_str().get(from..)?;
    let signs = rest.chars().take(LONGEST).take_while(|c| is_link(*c)).map(char::len_utf8).sum::<usize>();
    let start = from + signs;
    let mut all = Typed { span: Span::new(start, start), digits: 0, letters: 0 };
    // What the chunk holds that is read.
    let (mut digits, mut letters, mut figures) = (0, 0, 0);
    let mut gap = false;
    let mut chars = text.as_str().get(start..)?.char_indices().take(LONGEST).peekable();
    while let Some((at, c)) = chars.next() {
        if digit_value(c).is_some() {
            figures += 1;
        } else if look_alike(c).is_some() {
            letters += 1;
        } else if matches!(c, ' ' | '.' | '-' | '\u{A0}') && !gap {
            gap = true;
            continue;
        } else {
            break;
        }
        gap = false;
        digits += 1;
        let ends = chars.peek().is_none_or(|(_, next)| !next.is_alphanumeric());
        if ends {
            let end = start + at + c.len_utf8();
            all = Typed { span: Span::new(start, end), digits, letters };
        }
    }
    (figures > 2 && all.digits > 0).then_some(all)
}

/// "15.10.2024 0830", "900-1500": when, not which number.
fn is_time(run: &DigitRun<'_>) -> bool {
    let mut groups = run.groups();
    let (Some(first), Some(second)) = (groups.next(), groups.next()) else { return false };
    let gap = second.digits().first().map_or(Gap::None, |digit| digit.gap());
    let clock = |group: &DigitRun<'_>| matches!(group.len(), 3 | 4) && group.number() <= 2400;
    match gap {
        Gap::Dot => first.len() <= 2 && second.len() == 2 && first.number() <= 31 && second.number() <= 59,
        Gap::Dash => clock(&first) && clock(&second),
        _ => false,
    }
}

/// The tags of every word around the number, the nearest `before` and `behind` of them.
pub(super) fn around(text: &Text<'_>, span: Span, before: usize, behind: usize) -> Tags {
    text.words_before(span.start, before)
        .chain(text.words_after(span.end, behind))
        .fold(Tags::NONE, |tags, word| tags | word.tags())
}
