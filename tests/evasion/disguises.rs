//! The disguises: what people, keyboards, programs and rascals do to a value.

use super::disguised::{
    Disguised, between_all, between_groups, each, groups, groups_wrapped, in_words, inside, marked, slipped, whole,
    wrapped,
};

/// A name and a function that disguises a value, or gives nothing where the value has nothing to disguise.
pub(crate) type Disguise = (&'static str, fn(&str) -> Option<Disguised>);

const BOKMAL: [&str; 10] = ["null", "en", "to", "tre", "fire", "fem", "seks", "syv", "åtte", "ni"];
const NYNORSK: [&str; 10] = ["NULL", "EIN", "TO", "TRE", "FIRE", "FEM", "SEKS", "SJU", "ÅTTE", "NI"];
const ENGLISH: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

pub(crate) const DISGUISES: &[Disguise] = &[
    ("as it is", |v| whole(v)),
    // Separators between all letters and digits.
    ("a space between all", |v| between_all(v, " ")),
    ("a full stop between all", |v| between_all(v, ".")),
    ("a dash between all", |v| between_all(v, "-")),
    ("a dash with spaces between all", |v| between_all(v, " - ")),
    ("a slash between all", |v| between_all(v, "/")),
    ("a comma between all", |v| between_all(v, ", ")),
    ("a low line between all", |v| between_all(v, "_")),
    ("an asterisk between all", |v| between_all(v, "*")),
    ("a no-break space between all", |v| between_all(v, "\u{A0}")),
    ("a line break between all", |v| between_all(v, "\n")),
    // Invisible characters.
    ("a zero-width space between all", |v| between_all(v, "\u{200B}")),
    ("a zero-width joiner between all", |v| between_all(v, "\u{200D}")),
    ("a word joiner inside", |v| inside(v, "\u{2060}")),
    ("a soft hyphen inside", |v| inside(v, "\u{AD}")),
    ("a byte order mark inside", |v| inside(v, "\u{FEFF}")),
    ("a direction override inside", |v| inside(v, "\u{202E}")),
    ("direction isolates around", |v| wrapped(v, "\u{2066}", "\u{2069}")),
    ("a tag character inside", |v| inside(v, "\u{E0041}")),
    ("a NUL inside", |v| inside(v, "\0")),
    // Separators between groups.
    ("two spaces between groups", |v| between_groups(v, "  ")),
    ("a tab between groups", |v| between_groups(v, "\t")),
    ("a thin space between groups", |v| between_groups(v, "\u{2009}")),
    ("a dash between groups", |v| between_groups(v, "-")),
    ("a full stop between groups", |v| between_groups(v, ".")),
    ("a slash between groups", |v| between_groups(v, "/")),
    ("a comma between groups", |v| between_groups(v, ", ")),
    ("a no-break space between groups", |v| between_groups(v, "\u{A0}")),
    ("a line break between groups", |v| between_groups(v, "\n")),
    ("a carriage return and line break between groups", |v| between_groups(v, "\r\n")),
    ("a low line between groups", |v| between_groups(v, "_")),
    ("a long dash between groups", |v| between_groups(v, " — ")),
    ("a bar between groups", |v| between_groups(v, " | ")),
    ("dots between groups", |v| between_groups(v, "...")),
    ("a plus sign between groups", |v| between_groups(v, "+")),
    ("\"og\" between groups", |v| between_groups(v, " og ")),
    ("\"strek\" between groups", |v| between_groups(v, " strek ")),
    ("an emoji between groups", |v| between_groups(v, "🙂")),
    ("an emoji and spaces between groups", |v| between_groups(v, " 👉 ")),
    ("nothing between groups", |v| if v.contains(' ') { between_groups(v, "") } else { None }),
    // Digits and letters of other kinds.
    ("full-width", |v| styled(v, 0xFF10, 0xFF21, 0xFF41)),
    ("mathematical bold", |v| styled(v, 0x1D7CE, 0x1D400, 0x1D41A)),
    ("mathematical monospace", |v| styled(v, 0x1D7F6, 0x1D670, 0x1D68A)),
    ("double-struck", |v| styled(v, 0x1D7D8, 0x1D538, 0x1D552)),
    ("circled", circled),
    ("superscript digits", |v| each(v, |c| Some("⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(c.to_digit(10)? as usize)?.to_string()))),
    ("Arabic-Indic digits", |v| styled(v, 0x660, 0, 0)),
    ("Persian digits", |v| styled(v, 0x6F0, 0, 0)),
    ("Devanagari digits", |v| styled(v, 0x966, 0, 0)),
    ("keycap emoji", |v| marked(v, "\u{FE0F}\u{20E3}", |c| c.is_ascii_digit())),
    ("regional indicator letters", |v| styled(v, 0, 0x1F1E6, 0x1F1E6)),
    ("small capitals", |v| each(v, |c| letter_of(c, "abcdefghijklmnoprstuvwz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡᴢ"))),
    ("Cyrillic look-alikes", |v| each(v, |c| letter_of(c, "aceikopxyABCEHKMOPTX", "асеікорхуАВСЕНКМОРТХ"))),
    ("Greek look-alikes", |v| each(v, |c| letter_of(c, "oivaABEHIKMNOPTXYZ", "οιναΑΒΕΗΙΚΜΝΟΡΤΧΥΖ"))),
    ("O for 0", |v| each(v, |c| (c == '0').then(|| "O".to_owned()))),
    ("Cyrillic О for 0", |v| each(v, |c| (c == '0').then(|| "О".to_owned()))),
    ("l for 1", |v| each(v, |c| (c == '1').then(|| "l".to_owned()))),
    ("S for 5, B for 8", |v| each(v, |c| letter_of(c, "58", "SB"))),
    ("digits for letters", |v| each(v, |c| letter_of(c, "aeioAEIO", "43104310"))),
    // Words.
    ("digits in words", |v| in_words(v, BOKMAL, " ")),
    ("digits in words, commas between", |v| in_words(v, BOKMAL, ", ")),
    ("digits in nynorsk words in capitals", |v| in_words(v, NYNORSK, " ")),
    ("digits in English words", |v| in_words(v, ENGLISH, " ")),
    ("the last digits in words", half_in_words),
    // Case and composition.
    ("in capitals", |v| whole(v.to_uppercase())),
    ("in small letters", |v| whole(v.to_lowercase())),
    ("capitals and small letters by turns", by_turns),
    ("decomposed", |v| each(v, |c| letter_of_marks(c).map(|(base, mark)| format!("{base}{mark}")))),
    ("without diacritics", |v| each(v, |c| letter_of(c, "æøåéèüÆØÅ", "aoaeeuAOA"))),
    ("ae, oe, aa", |v| each(v, spelled_out)),
    ("struck through by marks", |v| marked(v, "\u{336}", char::is_alphanumeric)),
    ("ten marks on each", |v| marked(v, &"\u{301}".repeat(10), char::is_alphanumeric)),
    ("read in the wrong encoding", |v| each(v, mojibake)),
    // Around it.
    ("in brackets", |v| wrapped(v, "(", ")")),
    ("in square brackets", |v| wrapped(v, "[", "]")),
    ("in quotes", |v| wrapped(v, "\"", "\"")),
    ("in guillemets", |v| wrapped(v, "«", "»")),
    ("emoji around", |v| wrapped(v, "👉", "👈")),
    ("each group in brackets", |v| groups_wrapped(v, "(", ")")),
    ("each group in quotes", |v| groups_wrapped(v, "\"", "\"")),
    ("bold in markdown", |v| wrapped(v, "**", "**")),
    ("code in markdown", |v| wrapped(v, "`", "`")),
    ("each group bold in markdown", |v| groups_wrapped(v, "**", "**")),
    ("a link in markdown", |v| wrapped(v, "[", "](https://example.no)")),
    ("in an HTML tag", |v| wrapped(v, "<b>", "</b>")),
    ("each group in an HTML tag", |v| groups_wrapped(v, "<td>", "</td>")),
    ("a line break tag between groups", |v| between_groups(v, "<br>")),
    ("&nbsp; between groups", |v| between_groups(v, "&nbsp;")),
    ("%20 between groups", |v| between_groups(v, "%20")),
    ("as HTML character references", |v| each(v, |c| c.is_alphanumeric().then(|| format!("&#{};", u32::from(c))))),
    ("a value in JSON", |v| wrapped(v, "{\"v\":\"", "\"}")),
    ("written to the word before", |v| wrapped(v, "nr", "")),
    ("written to the word behind", |v| wrapped(v, "", "takk")),
    ("a line break inside", |v| inside(v, "\n")),
    ("a hyphen and a line break inside", |v| inside(v, "-\n")),
    ("a space inside", |v| inside(v, " ")),
    // Slips.
    ("two neighbours swapped", |v| slipped(v, |a, b| format!("{b}{a}"))),
    ("one left out", |v| slipped(v, |a, _| a.to_string())),
    ("one doubled", |v| slipped(v, |a, b| format!("{a}{a}{b}"))),
    ("one wrong", |v| slipped(v, |a, b| format!("{a}{}", if b.is_ascii_digit() { next_digit(b) } else { 'x' }))),
    // Codes, which nothing in the crate reads.
    ("backwards", |v| whole(v.chars().rev().collect::<String>())),
    ("each letter moved by 13", |v| each(v, rot13)),
    ("in base64", |v| {
        let mut out = Disguised::default();
        out.carry(&base64(v.as_bytes()));
        Some(out)
    }),
];

/// Letters and digits of another alphabet of Unicode, by the code points of its 0, A and a; 0 where it has none.
fn styled(value: &str, zero: u32, capital: u32, small: u32) -> Option<Disguised> {
    each(value, |c| {
        let (from, to) = match c {
            '0'..='9' => ('0', zero),
            'A'..='Z' => ('A', capital),
            'a'..='z' => ('a', small),
            _ => return None,
        };
        (to > 0).then(|| char::from_u32(u32::from(c) - u32::from(from) + to).unwrap().to_string())
    })
}

fn circled(value: &str) -> Option<Disguised> {
    each(value, |c| {
        let code = match c {
            '0' => 0x24EA,
            '1'..='9' => u32::from(c) - u32::from('1') + 0x2460,
            'A'..='Z' => u32::from(c) - u32::from('A') + 0x24B6,
            'a'..='z' => u32::from(c) - u32::from('a') + 0x24D0,
            _ => return None,
        };
        char::from_u32(code).map(|c| c.to_string())
    })
}

fn letter_of(c: char, from: &str, to: &str) -> Option<String> {
    let at = from.chars().position(|letter| letter == c)?;
    to.chars().nth(at).map(|c| c.to_string())
}

fn letter_of_marks(c: char) -> Option<(char, char)> {
    Some(match c {
        'å' => ('a', '\u{30A}'),
        'Å' => ('A', '\u{30A}'),
        'é' => ('e', '\u{301}'),
        _ => return None,
    })
}

fn spelled_out(c: char) -> Option<String> {
    let at = "æøåÆØÅ".chars().position(|letter| letter == c)?;
    Some(["ae", "oe", "aa", "Ae", "Oe", "Aa"][at].to_owned())
}

/// The UTF-8 of a letter read as Windows-1252.
fn mojibake(c: char) -> Option<String> {
    let at = "æøåÆØÅé".chars().position(|letter| letter == c)?;
    Some(["Ã¦", "Ã¸", "Ã¥", "Ã†", "Ã˜", "Ã…", "Ã©"][at].to_owned())
}

fn by_turns(value: &str) -> Option<Disguised> {
    let turned = |(i, c): (usize, char)| -> String {
        if i % 2 == 0 { c.to_lowercase().collect() } else { c.to_uppercase().collect() }
    };
    whole(value.chars().enumerate().map(turned).collect::<String>())
}

fn half_in_words(value: &str) -> Option<Disguised> {
    let groups = groups(value)?;
    let (last, first) = groups.split_last()?;
    let mut out = Disguised::default();
    for group in first {
        out.value(group);
        out.noise(" ");
    }
    let spoken = in_words(last, BOKMAL, " ")?;
    let shift = out.text.len();
    out.carries.extend(spoken.carries.iter().map(|range| range.start + shift..range.end + shift));
    out.text.push_str(&spoken.text);
    Some(out)
}

const fn next_digit(c: char) -> char {
    if c == '9' { '0' } else { (c as u8 + 1) as char }
}

fn rot13(c: char) -> Option<String> {
    let first = if c.is_ascii_uppercase() { b'A' } else { b'a' };
    c.is_ascii_alphabetic().then(|| char::from((c as u8 - first + 13) % 26 + first).to_string())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * i)) as usize & 63]);
            out.push(if i <= chunk.len() { letter } else { '=' });
        }
    }
    out
}
