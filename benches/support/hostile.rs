//! Texts made to be dear: each repeats what some part of a scrubber has to begin anew at.

/// Name and the piece that is repeated.
const REPEATED: &[(&str, &str)] = &[
    ("digits", "1"),
    ("spaced digits", "1 "),
    ("dates without end", "010190 "),
    ("at-signs", "@"),
    ("mailboxes without host", "a@ "),
    ("spaces", " "),
    ("full stops", "."),
    ("one letter", "a"),
    ("capitals", "A"),
    ("names", "Kari "),
    ("names in one word", "Kari"),
    ("lower-case names", "kari nordvik "),
    ("words that are names", "bjørn liv dag stein "),
    ("marks", "a\u{301}"),
    ("marks alone", "\u{301}"),
    ("number words", "en to tre "),
    ("placeholders", "[NAVN] "),
    ("open brackets", "[NAVN"),
    ("care of", "c/o "),
    ("cues", "fnr tlf konto født "),
    ("cue and date", "fnr 010190 "),
    ("dates on cards", "hans kort 12.08.1975, "),
    ("illness", "vondt i magen "),
    ("compounds", "hjerteklaffsykdomsbehandling"),
    ("addresses", "Storgata 5, "),
    ("links", "https://"),
    ("profiles", "facebook.com/"),
    ("colons", "a:"),
    ("dots between letters", "a."),
    ("invisible", "1\u{200B}"),
    ("arabic", "مرحبا "),
    ("emoji", "👨‍👩‍👧‍👦"),
    ("restarts", "1 a @ Kari [ en +47 c/o "),
];

/// Texts of about `bytes` bytes.
pub fn texts(bytes: usize) -> impl Iterator<Item = (&'static str, String)> {
    REPEATED.iter().map(move |(name, piece)| (*name, piece.repeat(bytes / piece.len())))
}
