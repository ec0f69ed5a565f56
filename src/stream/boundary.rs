//! Where a text may be cut: at sentences and lines, and where a word without a break in it ends.

use crate::characters::ceil;

/// The fewest letters of a word whose full stop ends a sentence whatever follows.
const WORD: usize = 4;
/// Shorter words whose full stop does not, even with a capital behind.
const ABBREVIATED: [&str; 12] = ["nr", "dr", "st", "hr", "fr", "gt", "kl", "tlf", "tel", "mob", "adv", "ing"];

/// Whether a sentence or a line begins at `at`: behind white space that follows a line break, or one of `.!?…` behind a
/// word, with a letter or a mark of a list at it. No number in figures goes on across such a place.
pub(super) fn begins_sentence(text: &str, at: usize) -> bool {
    let (Some(before), Some(c)) = (text.get(..at), text.get(at..).and_then(|rest| rest.chars().next())) else {
        return false;
    };
    if !(c.is_alphabetic() || matches!(c, '«' | '“' | '"' | '#' | '*')) {
        return false;
    }
    let mut behind = before.chars().rev().take(SPACES).peekable();
    let mut spaces = 0;
    while let Some(space) = behind.next_if(|c| c.is_whitespace()) {
        if space == '\n' {
            return true;
        }
        spaces += 1;
    }
    if spaces == 0 {
        return false;
    }
    while behind.next_if(|c| matches!(c, '»' | '”' | '"' | ')' | '*')).is_some() {}
    match behind.next() {
        Some('!' | '?' | '…') => true,
        Some('.') => {
            let letters = before.trim_end_matches(|c: char| !c.is_alphabetic());
            let length = behind.take_while(|c| c.is_alphabetic()).count();
            let word = letters.char_indices().rev().take(length).last().and_then(|(at, _)| letters.get(at..));
            let abbreviated = |word: &str| ABBREVIATED.iter().any(|short| short.eq_ignore_ascii_case(word));
            length >= WORD || (length >= 2 && c.is_uppercase() && !word.is_some_and(abbreviated))
        }
        _ => false,
    }
}

/// How far back the end of a sentence is looked for.
const SPACES: usize = 16;

/// Whether the character ends an unbroken word: it stands in no name of a mailbox and no domain, and in no other
/// identifier that is recognised late.
pub(super) fn ends_word(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';' | ':' | '"' | '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '=' | '\'' | '|' | '/' | '`'
                // The signs of scripts that put no spaces between words.
                | '、' | '。' | '，' | '；' | '：' | '！' | '？'
        )
}

/// Where context of about `reach` bytes begins in what is written: at the first sentence or line in the first half of
/// it, else at a word, else at a character.
pub(super) fn context_start(written: &str, reach: usize) -> usize {
    let first = ceil(written, written.len().saturating_sub(reach));
    let half = written.len().saturating_sub(reach / 2);
    let starts = || written.char_indices().map(|(at, _)| at).skip_while(|at| *at < first).take_while(|at| *at < half);
    let word = |at: usize| written.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
    starts().find(|at| begins_sentence(written, *at)).or_else(|| starts().find(|at| word(*at))).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a bar at each beginning of a sentence.
    fn barred(text: &str) -> String {
        let bar = |at: usize| if begins_sentence(text, at) { "|" } else { "" };
        text.char_indices().flat_map(|(at, c)| [bar(at).to_owned(), c.to_string()]).collect()
    }

    #[test]
    fn sentences_begin_behind_full_stops_and_lines() {
        for text in [
            "Hei! |Takk for sist. |Ha det… |Bra.",
            "Den er din. |Jeg vet det. jeg også.",
            "Han sa «nå kommer jeg!» |og gikk.\n|Så stille det ble.\r\n  |* punkt\n|# tittel",
            "Kari N. Nordvik hos dr. Tveit, St. Olavs gate 5. Nr. To.",
            "den 3. mai 1985, f.eks. 4. juni. 12 kroner\n12\n+47 412",
            "kari@example.no.Takk",
        ] {
            assert_eq!(barred(&text.replace('|', "")), text);
        }
        assert!(!begins_sentence("på", 2) && !begins_sentence("", 0) && !begins_sentence("a", 7));
    }

    #[test]
    fn context_begins_at_a_sentence_else_at_a_word() {
        let text = "Først en ganske lang setning. Så en til, og den er nesten like lang.";
        assert_eq!(text.get(context_start(text, 50)..), Some("Så en til, og den er nesten like lang."));
        assert_eq!(text.get(context_start(text, 30)..), Some("og den er nesten like lang."));
        assert_eq!(context_start(&"ø".repeat(40), 31), 50);
        assert_eq!(context_start(text, 0), text.len());
    }
}
