//! National numbers that are not written as eleven digits: with the month in words, with a half starred out, the halves
//! joined by a plus, the last five by themselves, O and l for digits.

use super::super::cues;
use crate::checksum::{Control, national_control};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{DigitRun, Gap, Text, Word, Written};

/// Claims them all. `spoken_of`: the message speaks of national numbers, or holds a proved one.
pub(super) fn claim(text: &Text<'_>, spoken_of: bool, claims: &mut Claims) {
    let mut add = |span: Span, variant: &'static str| {
        claims.add_variant(span, Label::UnverifiedId, Confidence::Likely, variant);
    };
    if text.has(Tag::Month) {
        let months = text.words().iter().filter(|word| word.has(Tag::Month));
        months.filter_map(|month| with_month(text, month)).for_each(|span| add(span, "month-in-words"));
    }
    cues::typed(text, Tag::CueNationalId)
        .filter(|typed| typed.digits == 11)
        .for_each(|typed| add(typed.span, "letters"));
    // What follows is read around five or six digits.
    let figures = || text.runs().filter(|run| run.written() == Written::Figures && run.len() >= 5);
    if !figures().any(|run| run.groups().any(|group| matches!(group.len(), 5 | 6))) {
        return;
    }
    let last = text.words().iter().filter(|word| matches!(text.folded(word), "siste" | "sista" | "last"));
    last.filter_map(|last| last_five(text, last)).for_each(|span| add(span, "last-five"));
    let starred = ['*', 'x', 'X', '•', '#', '_', '?'];
    let may_be_starred = text.has_sign(b'*') || text.words().iter().any(|word| is_starred(text.folded(word)));
    for run in figures() {
        for group in run.groups() {
            if may_be_starred && matches!(group.len(), 5 | 6) {
                starred.iter().filter_map(|sign| with_stars(text, &group, *sign)).for_each(|span| add(span, "starred"));
            }
            if group.len() == 6 {
                halves(text, &group, spoken_of).into_iter().for_each(|span| add(span, "halves"));
            }
        }
    }
}

/// "11. mars 79 66640": the date of birth with its month in words, and the five digits behind it.
fn with_month(text: &Text<'_>, month: &Word) -> Option<Span> {
    let small = |gap: &str| gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '.' | '-' | ','));
    let before = text.between(0, month.start);
    let trimmed = before.trim_end_matches([' ', '.', '-']);
    let digits = trimmed.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let day: u8 = trimmed.get(trimmed.len() - digits..)?.parse().ok()?;
    let year = text.group_from(month.end)?;
    let spaced = before.len() - trimmed.len() <= 2 && small(text.between(month.end, year.span().start));
    if !spaced || !matches!(digits, 1 | 2) || !matches!(day, 1..=31 | 41..=71) {
        return None;
    }
    // "79 66640", "1879-66640", "7966640"
    let end = match year.len() {
        2 | 4 => {
            let last = text.group_from(year.span().end).filter(|last| last.len() == 5)?;
            let gap = text.between(year.span().end, last.span().start);
            (small(gap) && !gap.contains(',')).then(|| last.span().end)?
        }
        7 | 9 => year.span().end,
        _ => return None,
    };
    let money = text.words_after(end, 1).any(|word| word.has(Tag::CueMoney));
    (!money).then(|| Span::new(trimmed.len() - digits, end))
}

/// "siste 5: 66640", "de 5 siste er 66640": the five digits where a figure says that it is five.
fn last_five(text: &Text<'_>, last: &Word) -> Option<Span> {
    const SAYS: Tags = Tags::of(Tag::CuePart).and(Tag::CueNationalId).and(Tag::CueNumber);
    const LINKS: usize = 4;
    let mut digits = text.group_from(last.end)?;
    let counted = |group: &DigitRun<'_>| group.len() == 1 && group.number() == 5;
    let five_before = || {
        let before = text.between(0, last.start).strip_suffix("5 ");
        before.is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',')))
    };
    if counted(&digits) && text.between(last.end, digits.span().start) == " " {
        digits = text.group_from(digits.span().end)?;
    } else if !five_before() {
        return None;
    }
    let span = digits.span();
    let mut between = text.words_after(last.end, LINKS + 1).take_while(|word| word.start < span.start);
    let says = |word: &Word| {
        let folded = text.folded(word);
        word.tags().any_of(SAYS)
            || ["siff", "tall", "tal"].iter().any(|start| folded.starts_with(start))
            || matches!(folded, "er" | "e" | "i" | "is" | "mitt" | "digits" | "mine" | "are")
    };
    let gap = text.between(last.end, span.start);
    let near = gap.len() <= 64 && !gap.contains(['?', ';']) && between.all(says);
    // One of several such numbers is something else.
    let listed = text.group_from(span.end).is_some_and(|next| {
        next.len() == 5 && text.between(span.end, next.span().start).chars().all(|c| !c.is_alphanumeric())
    });
    let rest = text.between(span.end, text.as_str().len());
    let glued = rest.starts_with(char::is_alphabetic) || rest.starts_with('%');
    let money = text.words_after(span.end, 1).any(|word| word.has(Tag::CueMoney));
    (digits.len() == 5 && near && !listed && !glued && !money).then_some(span)
}

/// Whether a word stands for digits that are left out: "xxxxx".
fn is_starred(folded: &str) -> bool {
    matches!(folded, "xxxxx" | "xxxxxx")
}

/// "110379*****", "110379 xxxxx", "******66640": one half, with a sign for each digit of the other.
fn with_stars(text: &Text<'_>, group: &DigitRun<'_>, sign: char) -> Option<Span> {
    const FIRST: usize = 6;
    const LAST: usize = 5;
    let span = group.span();
    if group.len() == FIRST {
        if !super::starts_with_date(group) {
            return None;
        }
        let rest = text.between(span.end, text.as_str().len());
        let stars = rest.strip_prefix([' ', '-']).unwrap_or(rest);
        let count = stars.chars().take(FIRST + 1).take_while(|c| *c == sign).count();
        let length = count * sign.len_utf8();
        let ended = stars.get(length..).and_then(|rest| rest.chars().next()).is_none_or(|c| !c.is_alphanumeric());
        (count == LAST && ended).then(|| Span::new(span.start, span.end + rest.len() - stars.len() + length))
    } else {
        let before = text.between(0, span.start);
        let stars = before.strip_suffix([' ', '-']).unwrap_or(before);
        let count = stars.chars().rev().take(FIRST + 1).take_while(|c| *c == sign).count();
        let length = count * sign.len_utf8();
        let begun = stars.get(..stars.len() - length)?.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        (count == FIRST && begun).then(|| Span::new(stars.len() - length, span.end))
    }
}

/// "110379 + 66640", "110379 og så 66640": the two halves of a number, which its control digits or the message show to be
/// one.
fn halves(text: &Text<'_>, first: &DigitRun<'_>, spoken_of: bool) -> Option<Span> {
    let behind = text.between(first.span().end, text.as_str().len());
    let gap = behind.char_indices().take(LONGEST_GAP + 1).find(|(_, c)| c.is_numeric()).map(|(at, _)| at)?;
    if !joins(behind.get(..gap)?) || !super::starts_with_date(first) {
        return None;
    }
    let last = text.group_from(first.span().end).filter(|last| last.len() == 5)?;
    let alone = |gap: Option<Gap>| gap.is_none_or(|gap| gap > Gap::Dash);
    if last.span().start != first.span().end + gap || !alone(last.gap_behind()) {
        return None;
    }
    let mut digits = [0; 11];
    for (to, from) in digits.iter_mut().zip(first.digits().iter().chain(last.digits())) {
        *to = from.value();
    }
    let meant = spoken_of || text.words().is_empty() || national_control(&digits) != Control::Wrong;
    meant.then(|| Span::new(first.span().start, last.span().end))
}

/// The most characters between two halves.
const LONGEST_GAP: usize = 64;

/// Whether what stands between two halves joins them: a plus, or some words that only say that more comes.
fn joins(gap: &str) -> bool {
    const WORDS: [&str; 22] = [
        "og", "å", "så", "deretter", "resten", "rest", "er", "e", "kommer", "kjem", "de", "dei", "siste", "sista",
        "fem", "siffer", "sifre", "sifrene", "sifra", "and", "then", "last",
    ];
    const MOST: usize = 6;
    if gap.trim() == "+" {
        return gap.len() <= 3;
    }
    let mut count = 0;
    gap.split([' ', ',', '.', ':', '…', '-']).filter(|word| !word.is_empty()).all(|word| {
        count += 1;
        count <= MOST && WORDS.contains(&word)
    }) && count > 0
}
