//! What follows a house number: entrance, flat, floor, post code and place. Shared by the shapes of addresses.

use crate::dictionary::Tag;
use crate::text::{Case, Style, Text};

/// Adjectives that begin the names of streets and farms.
pub(super) const PLACE_ADJECTIVES: [&str; 20] = [
    "nedre", "øvre", "store", "lille", "vestre", "østre", "austre", "søndre", "nordre", "nørdre", "ytre", "indre",
    "gamle", "nye", "midtre", "vesle", "st", "sankt", "dronning", "heim",
];

/// The end of what follows a house number: the letter of the entrance, a range, the flat, the floor.
pub(super) fn tail(text: &Text<'_>, mut end: usize) -> usize {
    let raw = text.as_str();
    // "9A", "20 B", "20 b", "14-33"
    let rest = raw.get(end..).unwrap_or("");
    let letter = rest.strip_prefix(' ').unwrap_or(rest);
    let mut chars = letter.chars();
    if let (Some(c), next) = (chars.next(), chars.next()) {
        let space = letter.len() < rest.len();
        let alone = next.is_none_or(|next| !next.is_alphanumeric());
        if c.is_ascii_alphabetic()
            && alone
            && (!space || c.is_ascii_uppercase() || (matches!(c, 'a'..='h') && c != 'e'))
        {
            end += usize::from(space) + 1;
        }
    }
    loop {
        let rest = raw.get(end..).unwrap_or("");
        if let Some(more) = more_beside(rest) {
            end += more;
            continue;
        }
        let separators = rest.len() - rest.trim_start_matches([' ', ',', '-', '\u{A0}', '/']).len();
        let Some(part) = rest.get(separators..).filter(|_| separators > 0 && separators <= 4) else { return end };
        match flat(part) {
            Some(length) => end += separators + length,
            None if post_code_alone(rest) > 0 => return end + post_code_alone(rest),
            None if more_houses(part, rest) > 0 => end += separators + more_houses(part, rest),
            None => {
                // "14-33": a range or the number of a flat.
                let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let range = rest.starts_with(['-', '/'])
                    && (1..=3).contains(&digits)
                    && separators == 1
                    && part
                        .get(digits..)
                        .and_then(|tail| tail.chars().next())
                        .is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != '/');
                if !range {
                    return end;
                }
                end += separators + digits;
            }
        }
    }
}

/// The length of "/B" behind "5A", of " og 14", " & 14B" behind "12": more entrances and houses of the same street.
fn more_beside(rest: &str) -> Option<usize> {
    // "12 og 14 dager": what the second number counts.
    const GOES_ON: [&str; 16] =
        ["i", "på", "har", "er", "e", "som", "ved", "fra", "frå", "til", "og", "men", "ligger", "ligg", "skal", "der"];
    let alone = |behind: &str| {
        let word = behind.trim_start_matches(' ');
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        let goes_on = word.len() < behind.len() && word.get(..end).is_some_and(|word| GOES_ON.contains(&word));
        goes_on || word.chars().next().is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '-' | '/' | '%' | '°'))
    };
    let letter = |rest: &str| {
        let is_letter = rest.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        is_letter && rest.get(1..).is_some_and(|next| next.chars().next().is_none_or(|c| !c.is_alphanumeric()))
    };
    if rest.strip_prefix(['/', '+', '&']).is_some_and(letter) {
        return Some(2);
    }
    let sign = [" og ", " & ", " + ", "&", "+"].into_iter().find(|sign| rest.starts_with(sign))?;
    let behind = rest.get(sign.len()..)?;
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let entrance = usize::from(behind.get(digits..).is_some_and(letter));
    let ended = alone(behind.get(digits + entrance..)?);
    ((1..=3).contains(&digits) && ended).then_some(sign.len() + digits + entrance)
}

/// Where the letters and digits end that are written together with what ends at `end`.
pub(super) fn chunk_end(text: &Text<'_>, end: usize) -> usize {
    const LONGEST: usize = 32;
    let rest = text.as_str().get(end..).unwrap_or("").chars().take(LONGEST);
    end + rest.take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum::<usize>()
}

/// The length of ", 0155" at the end of a line: a post code without its place. What may be a year is none.
fn post_code_alone(rest: &str) -> usize {
    let Some(code) = rest.strip_prefix(", ") else { return 0 };
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    let year = code.starts_with("19") || code.starts_with("20");
    let ended = code.get(digits..).is_some_and(|rest| {
        let rest = rest.trim_start_matches([' ', '.', '!', ')']);
        rest.is_empty() || rest.starts_with('\n')
    });
    if digits == 4 && !year && ended { ", ".len() + digits } else { 0 }
}

/// The start of "leilighet 302," before a street that begins at `start`; `start` itself where none stands there.
pub(super) fn flat_before(text: &Text<'_>, start: usize) -> usize {
    const FARTHEST: usize = 5;
    let Some(word) = text.words_before(start, 1).next() else { return start };
    let is_flat = matches!(
        text.folded(word),
        "leilighet" | "leilegheit" | "leil" | "lgh" | "bolignr" | "oppgang" | "hybel" | "h" | "u" | "k" | "l"
    );
    let Some(number) = text.group_from(word.end).filter(|number| is_flat && number.len() <= 4) else { return start };
    let (from, to) = (number.span().start, number.span().end);
    let before = text.between(word.end, from);
    let unit = text.folded(word).len() > 1 || (before.is_empty() && number.len() == 4);
    let gap = text.between(to, start);
    let joined = to <= start && gap.len() <= FARTHEST && gap.chars().all(|c| matches!(c, ' ' | ',' | '-' | '/' | '\n'));
    let near = before.len() <= 2 && before.chars().all(|c| matches!(c, ' ' | '.'));
    if joined && near && unit { word.start } else { start }
}

/// The length of "4 og 6" in "2, 4 og 6": more house numbers of the same street.
fn more_houses(part: &str, rest: &str) -> usize {
    if !rest.starts_with(", ") {
        return 0;
    }
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    let behind = part.get(digits..).unwrap_or("");
    let also = behind.strip_prefix(" og ").map_or(0, |next| next.bytes().take_while(u8::is_ascii_digit).count());
    let alone = behind.get(also + " og ".len()..).is_none_or(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    if (1..=3).contains(&digits) && (1..=3).contains(&also) && alone { digits + " og ".len() + also } else { 0 }
}

/// The length of "H0304", "leil. 12", "leilighet 3", "3. etg", "2 etasje", "oppgang B" at the start of `part`.
fn flat(part: &str) -> Option<usize> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if let Some(unit) = unit_number(part) {
        return Some(unit);
    }
    // Nearly nothing that stands behind a number begins like one of these.
    let first = part.bytes().next()?.to_ascii_lowercase();
    match first {
        b't' => {
            let is = |side: &&str| part.get(..side.len()).is_some_and(|start| start.eq_ignore_ascii_case(side));
            let sides = ["t.v.", "t.h.", "tv.", "th.", "til venstre", "til høyre", "til høgre"];
            return sides.into_iter().find(is).map(str::len);
        }
        b'0'..=b'9' | b'a' | b'b' | b'f' | b'h' | b'i' | b'l' | b'o' | b'r' => {}
        _ => return None,
    }
    // The most characters of it that are read.
    const LONGEST: usize = 24;
    let part = part.char_indices().nth(LONGEST).and_then(|(end, _)| part.get(..end)).unwrap_or(part);
    let words = [
        "leilighet",
        "leilegheit",
        "leil.",
        "leil",
        "lgh",
        "oppgang",
        "oppg.",
        "oppg",
        "inngang",
        "bolignr.",
        "bolignr",
        "apt.",
        "apt",
        "apartment",
        "flat",
        "hybel",
        "rom",
    ];
    for word in words.into_iter().filter(|word| word.as_bytes().first() == Some(&first)) {
        if let Some(rest) = behind(part, word) {
            let gap = rest.len() - rest.trim_start_matches([' ', '.']).len();
            let after = rest.get(gap..).unwrap_or("");
            if let Some(unit) = unit_number(after) {
                return Some(word.len() + gap + unit);
            }
            let number = digits(after);
            let letter = usize::from(
                number == 0
                    && after.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
                    && after.chars().nth(1).is_none_or(|c| !c.is_alphanumeric()),
            );
            if number + letter > 0 && number <= 4 {
                return Some(word.len() + gap + number + letter);
            }
        }
    }
    let number = digits(part);
    if (1..=2).contains(&number) {
        let rest = part.get(number..).unwrap_or("");
        let gap = rest.len() - rest.trim_start_matches(['.', ' ']).len();
        for word in ["etasje", "etg.", "etg", "høgda", "tr.", "tr", "trapp"] {
            // "4 trær": the short words must end there.
            let whole = |rest: &str| !word.starts_with("tr") || !rest.starts_with(char::is_alphanumeric);
            if rest.get(gap..).is_some_and(|rest| behind(rest, word).is_some_and(whole)) {
                return Some(number + gap + word.len());
            }
        }
    }
    None
}

/// What stands behind a word, in small letters or capitals, at the start of a text.
fn behind<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    let same = word.chars().all(|c| letters.next() == Some(c));
    text.get(word.len()..).filter(|_| same)
}

/// The length of "H0304" at the start of `part`: floor and door as the land register numbers them.
pub(crate) fn unit_number(part: &str) -> Option<usize> {
    let rest = part.strip_prefix(['H', 'U', 'K', 'L', 'h', 'u', 'k', 'l'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (digits == 4).then_some(5)
}

/// The end of a post code and a place that follow `end`, when they do.
pub(super) fn post_office(text: &Text<'_>, end: usize, near: bool) -> Option<usize> {
    let code = text.group_from(end)?;
    if code.len() != 4 {
        return None;
    }
    let between = text.between(end, code.span().start);
    let between = between.strip_suffix("N-").or_else(|| between.strip_suffix("NO-")).unwrap_or(between);
    let separates = between.chars().all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '-' | '/'));
    // "Postboks 220 Sentrum, 0103 Oslo"
    let district = near && between.chars().count() <= 24 && !between.contains(['?', '!', ';']);
    let beside = separates && between.len() <= 6;
    if !(beside || district) {
        return None;
    }
    let mut words = text.words_after(code.span().end, 4);
    let first = words
        .next()
        .filter(|word| matches!(text.between(code.span().end, word.start), " " | "  " | "\u{A0}" | ", "))?;
    if !(first.is_capitalised() || first.has(Tag::Place) || text.style() != Style::Sentences) {
        return None;
    }
    let mut end = first.end;
    // "Mo i Rana", "Bø i Telemark", "Kristiansand S"
    if let Some(phrase) = text.phrase_at(first.start).filter(|phrase| phrase.tags().has(Tag::Place)) {
        return Some(text.phrase_span(phrase).end);
    }
    if let Some(second) = words.next() {
        let gap = text.between(end, second.start);
        if gap == " " && (second.case() == Case::Title && second.span().len() == 1) {
            end = second.end;
        }
    }
    Some(end)
}
