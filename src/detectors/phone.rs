//! Telephone numbers of private persons.
//!
//! # What it finds
//! Norwegian numbers of eight digits in every grouping people use, with or without +47, 0047 or a bare 47; machine
//! numbers of twelve digits that begin with 58; foreign numbers after + or 00; the extension behind a number; the first
//! part of a mobile number at the end of a message, where words speak of it.
//!
//! # What proves it
//! The first digits by the numbering plan, the grouping, an international prefix, or words that speak of telephones.
//!
//! # What it leaves alone
//! Dates written together (24122023), amounts, order and KID numbers, short numbers of five digits and fewer, 80 and
//! 81 and 82 numbers, which are services.
//!
//! # Sources
//! Nasjonal kommunikasjonsmyndighet, "Alle nummerserier for norske telefonnumre"; Språkrådet on writing telephone
//! numbers (2019).

use super::{Detector, cues};
use crate::dictionary::{Tag, Tags};
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{DigitRun, Gap, Grouping, Needs, Text, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Phone;

impl Detector for Phone {
    fn name(&self) -> &'static str {
        "phone"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Phone]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        for typed in cues::typed(text, Tag::CuePhone).filter(|typed| typed.digits == 8) {
            claims.add(typed.span, Label::Phone, Confidence::Likely);
        }
        for run in text.runs().filter(|run| run.len() >= 3) {
            if run.len() < 7 {
                if is_first_part(text, &run) {
                    claims.add_variant(run.span(), Label::Phone, Confidence::Possible, "part");
                }
                continue;
            }
            // Dictated numbers lose or gain a digit; whoever calls one a telephone number means one.
            let dictated = run.written() == Written::Words && matches!(run.len(), 7 | 9 | 10);
            if dictated && cues::of_number(text, run.span()).has(Tag::CuePhone) {
                claims.add(run.span(), Label::Phone, Confidence::Likely);
                continue;
            }
            if let Some(span) = international(text, &run) {
                claims.add(with_extension(text, span), Label::Phone, Confidence::Certain);
                continue;
            }
            let before = claims.len();
            domestic(text, &run, claims);
            // With one digit too many, eight of nine were claimed: the last must not stay.
            let more = |span: &Span| claims.len() == before || (run.len() == 9 && span.end == run.span().end);
            if let Some(span) = slipped(text, &run).filter(more) {
                claims.add_variant(span, Label::Phone, Confidence::Possible, "slip");
            }
        }
    }
}

/// A number with a digit too few or too many, directly behind a word for telephones or the country's code.
fn slipped(text: &Text<'_>, run: &DigitRun<'_>) -> Option<Span> {
    let start = run.span().start;
    let plus = text.between(0, start).ends_with(['+', '＋']);
    let given = cues::given(text, run, Tag::CuePhone)?;
    let mut values = given.digits().iter().map(|digit| digit.value());
    let (first, second) = (values.next()?, values.next()?);
    let zeros = first == 0 && second == 0;
    let country = if zeros && (values.next(), values.next()) == (Some(4), Some(7)) {
        4
    } else if (first, second) == (4, 7) && (plus || given.len() == 11) {
        2
    } else {
        0
    };
    let grouping = given.grouping();
    // "Vipps 1 200 000" is a sum.
    let thousands = matches!(grouping.lengths(), [1..=3, 3, 3]) && grouping.lengths() != [3, 3, 3];
    let meant = matches!(given.len() - country, 7 | 9 | 10) && (country > 0 || first >= 2) && !is_repeated(&given);
    let start = if plus { text.between(0, start).trim_end_matches(['+', '＋']).len() } else { start };
    (meant && !thousands).then(|| Span::new(start, given.span().end))
}

/// "Ring henne på 43 23" at the end of a message: the rest comes in the next one.
fn is_first_part(text: &Text<'_>, run: &DigitRun<'_>) -> bool {
    let span = run.span();
    let mobile = run.digits().first().is_some_and(|digit| matches!(digit.value(), 4 | 9));
    let ends = || text.between(span.end, text.as_str().len()).chars().all(|c| !c.is_alphanumeric());
    let grouped = || {
        let grouping = run.grouping();
        matches!(grouping.lengths(), [2, 2] | [3] | [3, 2] | [4] | [2, 2, 2]) && grouping.all(Gap::Space)
    };
    let link = || {
        text.words_before(span.start, 1).next().is_some_and(|word| {
            (matches!(text.folded(word), "på" | "er" | "e") || word.has(Tag::CueNumber))
                && text.between(word.end, span.start).len() <= 2
        })
    };
    let called = || cues::around(text, span, 5, 0).any_of(Tags::of(Tag::CuePhone).and(Tag::CueNumber));
    mobile && ends() && grouped() && link() && called() && !is_other_kind(cues::of_number(text, span))
}

/// A number after + or 00, with its sign and brackets.
fn international(text: &Text<'_>, run: &DigitRun<'_>) -> Option<Span> {
    let start = run.span().start;
    let before = text.between(0, start).trim_end_matches([' ', '(', '\u{A0}']);
    let plus = before.strip_suffix(['+', '＋']).map(|rest| rest.strip_suffix('(').unwrap_or(rest).len());
    let mut digits = run.digits();
    if plus.is_none() {
        let [a, b, rest @ ..] = digits else { return None };
        if (a.value(), b.value()) != (0, 0) || rest.first()?.value() == 0 || b.gap() != Gap::None {
            return None;
        }
        let together = run.digits().iter().skip(1).all(|digit| digit.gap() == Gap::None);
        if together && is_paid(cues::of_number(text, run.span())) {
            return None;
        }
        digits = rest;
    }
    // The number goes on while the gaps are such as stand inside one.
    let inside = |gap: Gap| matches!(gap, Gap::None | Gap::Space | Gap::Dash | Gap::Dot | Gap::Other | Gap::Slash);
    let all = digits.iter().enumerate().take_while(|(i, digit)| *i == 0 || inside(digit.gap())).count();
    let norwegian = matches!(digits, [a, b, ..] if (a.value(), b.value()) == (4, 7));
    let length = if norwegian && all >= 10 { 10 } else { all };
    // Up to fifteen digits by E.164; fewer than eight with the country code are no subscriber's number.
    if !(8..=15).contains(&length) || (norwegian && length < 10) {
        return None;
    }
    let last = digits.get(length - 1)?;
    let ends = digits.get(length).is_none_or(|next| next.gap() != Gap::None);
    ends.then(|| Span::new(plus.unwrap_or(start), last.span().end))
}

/// With "linje 12", "ext. 305" behind the number.
fn with_extension(text: &Text<'_>, span: Span) -> Span {
    let extension = text.words_after(span.end, 1).next().filter(|word| {
        matches!(text.folded(word), "linje" | "ext" | "extension" | "intern" | "internnummer" | "int" | "x")
            && text.between(span.end, word.span().start).chars().all(|c| matches!(c, ' ' | ',' | '('))
    });
    let number = extension.and_then(|word| {
        let number = text.group_from(word.span().end)?;
        let gap = text.between(word.span().end, number.span().start);
        (number.len() <= 5 && gap.len() <= 2 && gap.chars().all(|c| matches!(c, ' ' | '.'))).then_some(number)
    });
    Span::new(span.start, number.map_or(span.end, |number| number.span().end))
}

/// How a Norwegian number may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Series {
    Mobile,
    Landline,
    Service,
    /// 84 to 89: VoIP, personal numbers.
    Special,
}

fn series(first: u8, second: u8) -> Option<Series> {
    Some(match (first, second) {
        (4 | 9, _) => Series::Mobile,
        (5, 8) => return None,
        (2 | 3 | 5 | 6 | 7, _) => Series::Landline,
        (8, 0..=2) => Series::Service,
        (8, _) => Series::Special,
        _ => return None,
    })
}

/// Eight digits, or ten with a bare 47 before them.
fn domestic(text: &Text<'_>, run: &DigitRun<'_>, claims: &mut Claims) {
    let mut taken_until = 0;
    for window in run.windows(10).chain(run.windows(8)).chain(run.windows(12)) {
        let span = window.span();
        if span.start < taken_until {
            continue;
        }
        let [a, b, subscriber @ ..] = window.digits() else { continue };
        let country = window.len() == 10 && (a.value(), b.value()) == (4, 7);
        let machine = window.len() == 12 && (a.value(), b.value()) == (5, 8);
        let digits = if country { subscriber } else { window.digits() };
        let [first, second, ..] = digits else { continue };
        let whole = window.len() == run.len();
        let series = match series(first.value(), second.value()) {
            _ if machine => Some(Series::Landline),
            Some(series) if window.len() == 8 || country => Some(series),
            // Such a number counts only where somebody calls it a telephone number, see below.
            None if window.len() == 8 && whole => None,
            _ => continue,
        };
        let grouping = window.grouping();
        let grouped = inside_gaps(&grouping);
        if is_repeated(&window)
            || !(grouped || whole)
            || is_years(&window, grouping.lengths())
            || is_date(&window, grouping.lengths())
            || is_compared(text, &window)
        {
            continue;
        }
        let said = cues::of_number(text, span);
        let numbered = whole
            && text.has(Tag::CueNumber)
            && cues::around(text, span, 8, 0).has(Tag::CueNumber)
            && !is_other_kind(said);
        let called = said.has(Tag::CuePhone) || (numbered && matches!(first.value(), 4 | 9));
        let series = match series {
            Some(series) => series,
            // A number that cannot be one was mistyped; somebody still called it a telephone number.
            None if called => Series::Special,
            None => continue,
        };
        if !called && (series == Series::Service || !grouped) {
            continue;
        }
        let alone = stands_apart(&window, &grouping);
        let known_shape = is_known_shape(grouping.lengths(), country);
        let otherwise = || {
            machine
                || is_other_kind(said)
                || is_count(text, &window, grouping.lengths())
                || (!numbered && cues::is_numbered(text, span))
                || is_amount(text, span, grouping.lengths())
                || (grouping.lengths() == [8] && is_written_date(&window))
        };
        let confidence = if called && (alone || known_shape) {
            Confidence::Certain
        } else if !alone || !known_shape || otherwise() {
            continue;
        } else if series == Series::Mobile || grouping.lengths().len() > 1 {
            Confidence::Likely
        } else {
            Confidence::Possible
        };
        claims.add(with_extension(text, span), Label::Phone, confidence);
        taken_until = span.end;
    }
}

fn inside_gaps(grouping: &Grouping) -> bool {
    [Gap::Space, Gap::Dot, Gap::Dash].iter().any(|gap| grouping.all(*gap))
        || (grouping.all(Gap::Slash) && grouping.lengths() == [2, 2, 2, 2])
        || (grouping.gaps().iter().all(|gap| matches!(gap, Gap::Comma | Gap::Newline | Gap::Slash | Gap::Space))
            && grouping.lengths().iter().all(|length| *length == 1))
}

/// Groupings in which Norwegians write eight digits, by the rules and against them.
fn is_known_shape(lengths: &[u8], country: bool) -> bool {
    let lengths = match lengths {
        [2, rest @ ..] if country => rest,
        [10] if country => return true,
        _ => lengths,
    };
    matches!(
        lengths,
        [8] | [2, 2, 2, 2]
            | [3, 2, 3]
            | [4, 4]
            | [3, 5]
            | [5, 3]
            | [2, 6]
            | [2, 3, 3]
            | [3, 3, 2]
            | [2, 2, 4]
            | [1, 1, 1, 1, 1, 1, 1, 1]
    )
}

/// Whether a window inside a longer run is set apart from its neighbours by something stronger than what separates
/// its own groups.
fn stands_apart(window: &DigitRun<'_>, grouping: &Grouping) -> bool {
    let strongest = grouping.gaps().iter().copied().max().unwrap_or(Gap::None);
    let apart = |gap: Option<Gap>| {
        gap.is_none_or(|gap| gap > strongest || matches!(gap, Gap::Comma | Gap::Newline | Gap::Slash | Gap::Colon))
    };
    apart(window.gap_before()) && apart(window.gap_behind())
}

fn is_other_kind(said: Tags) -> bool {
    const OTHERS: Tags = Tags::of(Tag::CueOrder)
        .and(Tag::CueCase)
        .and(Tag::CuePassport)
        .and(Tag::CueHpr)
        .and(Tag::CueOrganisation)
        .and(Tag::CueAccount)
        .and(Tag::CueNationalId);
    said.any_of(OTHERS) && !said.has(Tag::CuePhone)
}

/// An invoice, a KID, an account.
fn is_paid(said: Tags) -> bool {
    said.any_of(Tags::of(Tag::CueOrder).and(Tag::CueAccount).and(Tag::CueDuf))
}

/// An amount: grouped in thousands, or with a currency beside it.
fn is_amount(text: &Text<'_>, span: Span, lengths: &[u8]) -> bool {
    let money = |word: &crate::Word| word.has(Tag::CueMoney);
    let beside = text.words_after(span.end, 1).any(|word| money(word) && text.between(span.end, word.start).len() <= 2)
        || text.words_before(span.start, 1).any(|word| money(word) && text.between(word.end, span.start).len() <= 2);
    let after = text.between(span.end, text.as_str().len());
    beside || matches!(lengths, [2, 3, 3]) || after.starts_with(",-") || after.starts_with('%')
}

/// "2015–2022", "2023 2024".
fn is_years(window: &DigitRun<'_>, lengths: &[u8]) -> bool {
    let year = |a: u8, b: u8| matches!((a, b), (1, 8 | 9) | (2, 0));
    lengths == [4, 4] && window.values::<8>().is_some_and(|[a, b, _, _, c, d, ..]| year(a, b) && year(c, d))
}

/// 00000000, 99999999.
fn is_repeated(window: &DigitRun<'_>) -> bool {
    window.digits().iter().all(|digit| window.digits().first().is_some_and(|first| first.value() == digit.value()))
}

/// A round number, one digit over and over, a number with decimals, four and four that no mobile begins with.
fn is_count(text: &Text<'_>, window: &DigitRun<'_>, lengths: &[u8]) -> bool {
    let Some(values) = window.values::<8>() else { return false };
    let zeros = values.iter().rev().take_while(|value| **value == 0).count();
    let same = is_repeated(window);
    let mut rest = text.as_str().get(window.span().end..).unwrap_or("").chars();
    let decimals = matches!(rest.next(), Some('.' | ',')) && rest.next().is_some_and(|c| c.is_ascii_digit());
    let four_and_four = lengths == [4, 4] && !matches!(values, [4 | 9, ..]);
    zeros >= 6 || same || (decimals && lengths == [8]) || four_and_four
}

/// "x >= 41000000": a number in program text. The sign that closes a tag or begins a quoted line compares nothing.
fn is_compared(text: &Text<'_>, window: &DigitRun<'_>) -> bool {
    let before = text.between(0, window.span().start).trim_end_matches(' ');
    if let Some(open) = before.strip_suffix('>') {
        let tag = open.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '-' | '"' | '=' | ' ')).next();
        let begins = open.len() - tag.map_or(0, str::len);
        let quoted = open.trim_end_matches(['>', ' ']);
        if open.get(..begins).is_some_and(|head| head.ends_with('<')) || quoted.is_empty() || quoted.ends_with('\n') {
            return false;
        }
    }
    before.ends_with(['<', '>']) || before.ends_with("<=") || before.ends_with(">=") || before.ends_with("==")
}

/// "31.12.2024".
fn is_date(window: &DigitRun<'_>, lengths: &[u8]) -> bool {
    matches!(lengths, [2, 2, 4] | [4, 2, 2]) && is_written_date(window)
}

/// Whether eight digits written together are a plausible date, day first or year first.
fn is_written_date(window: &DigitRun<'_>) -> bool {
    let Some([a, b, c, d, e, f, g, h]) = window.values::<8>() else { return false };
    let two = |x: u8, y: u8| x * 10 + y;
    let is = |day: u8, month: u8, century: u8| {
        (1..=31).contains(&day) && (1..=12).contains(&month) && matches!(century, 18..=20)
    };
    is(two(a, b), two(c, d), two(e, f)) || is(two(g, h), two(e, f), two(a, b))
}
