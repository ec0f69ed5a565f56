//! Input that was made to do harm: what must hold holds for it, too.

#![cfg(all(feature = "names", feature = "health"))]
#![allow(clippy::print_stdout, reason = "figures are for the reader of the output")]

#[path = "support/clock.rs"]
mod clock;

use std::io::{self, Write};
use std::sync::LazyLock;

use sladd::{Placeholders, Scrubber};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);

/// Laws 1, 2, 4 and 6 for one message, and that no part of `secrets` is left.
fn stands(text: &str, secrets: &[&str]) {
    let scrubbed = SCRUBBER.scrub(text);
    let (mut end, mut rest) = (0, String::new());
    for finding in scrubbed.findings() {
        let span = finding.span();
        assert!(end <= span.start && text.get(span.range()).is_some_and(|found| !found.is_empty()), "{span:?}");
        rest.push_str(&text[end..span.start]);
        rest.push_str(finding.label().placeholder_norwegian());
        end = span.end;
    }
    rest.push_str(&text[end..]);
    assert!(scrubbed.as_str() == rest, "only findings are replaced");
    assert!(SCRUBBER.scrub(&rest).as_str() == rest, "scrubbing twice changes something");
    let visible: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
    for secret in secrets {
        let short: String = rest.chars().take(200).collect();
        assert!(!rest.contains(secret) && !visible.contains(secret), "{secret:?} is left of {short:?}");
    }
}

/// Whatever pieces are repeated, a long text takes as long as its parts: what a detector begins anew at every piece
/// must not look to the end of the text. Pieces are those that detectors begin, end or turn back at.
#[test]
fn whatever_is_repeated_takes_linear_time() {
    const PIECES: [&str; 96] = [
        "kort ",
        "hans ",
        "12.08.1875, ",
        "12. august 1875 ",
        "mamma ",
        "fnr ",
        "født ",
        "f. ",
        "konto ",
        "1234 56 78903 ",
        "tlf ",
        "412 00 000 ",
        "+47 ",
        "Kari ",
        "nordvik ",
        "[NAVN] ",
        "[",
        "‹",
        "@",
        "kari@",
        "example.no ",
        "alfakrøll ",
        "punktum ",
        "c/o ",
        "Storgata 5, ",
        "gata 5 ",
        "0155 Oslo ",
        "gnr 5 bnr 3 ",
        "postboks 12 ",
        "pass ",
        "AA123456 ",
        "EL12345 ",
        "diabetes ",
        "vondt i ",
        "magen ",
        "lege ",
        "dr. ",
        "heter ",
        "mvh ",
        "\n",
        ": ",
        ", ",
        ". ",
        "- ",
        "/",
        "'",
        "\u{300}",
        "\u{200B}",
        "ж",
        "é",
        "1",
        "0",
        "12 ",
        "1234 ",
        "12345678901 ",
        "en ",
        "to ",
        "førti ",
        "hundre ",
        "NO93 ",
        "NO9386011117947 ",
        "http://",
        "facebook.com/",
        "snap: ",
        "@kari ",
        "192.168.",
        "10.0.0.1 ",
        "sak ",
        "2024/123 ",
        "jeg ",
        "min ",
        "er ",
        "og ",
        "medlem ",
        "av ",
        "muslim ",
        "AS ",
        "sen",
        "van ",
        "bin ",
        "A. ",
        "K",
        "😀",
        "٣",
        "&",
        "(",
        ") ",
        "? ",
        "\u{202E}",
        "hjerte",
        "sykdom",
        "dot ",
        "vik",
        "å",
        "ikke ",
        "ringte ",
    ];
    let find = |text: &str| _ = std::hint::black_box(SCRUBBER.find(text));
    // Every piece by itself, then two to four that chance picks, the same for every run.
    let mut chance = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move |below: usize| {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        (chance % below as u64) as usize
    };
    let picked: Vec<String> =
        (0..250).map(|_| (0..2 + next(3)).map(|_| PIECES[next(PIECES.len())]).collect()).collect();
    for piece in PIECES.iter().map(|piece| (*piece).to_owned()).chain(picked) {
        let (short, long) = (piece.repeat(3_000 / piece.len() + 1), piece.repeat(24_000 / piece.len() + 1));
        let growth = || clock::growth(|| (0..8).for_each(|_| find(&short)), || find(&long));
        // A machine that is busy with other things may disturb one measurement, not four.
        let least = (0..4).map(|_| growth()).find(|growth| *growth < 3.0);
        assert!(least.is_some(), "{piece:?} repeated takes more than three times as long as its parts");
    }
}

#[test]
fn ten_thousand_marks_hide_nothing() {
    let marks = "\u{301}".repeat(10_000);
    stands(&format!("Jeg heter K{marks}ari Nordvik, ring 412 00 000"), &["Nordvik", "41200000"]);
    stands(&format!("Ring 4{marks}1{marks}2 00 000 i dag"), &["41200000"]);
    stands(&format!("fnr 110379{marks} 66640"), &["11037966640", "66640"]);
    stands(&marks, &[]);
    stands(&format!("{marks}kari@example.no"), &["kari"]);
}

#[test]
fn directions_hide_nothing() {
    for control in ['\u{202A}', '\u{202B}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{200F}', '\u{61C}'] {
        stands(&format!("fnr {control}11037966640\u{202C}"), &["11037966640"]);
        stands(&format!("Jeg heter K{control}ari Nord{control}vik"), &["Kari", "Nordvik"]);
        stands(&format!("Ring 412{control} 00 0{control}00"), &["41200000"]);
    }
    stands(&"\u{202E}".repeat(50_000), &[]);
}

#[test]
fn joiners_and_look_alikes_hide_nothing() {
    stands("jeg heter K\u{200D}a\u{200D}r\u{200D}i N\u{200C}ordvik", &["Kari", "Nordvik"]);
    stands("fnr 1\u{200D}1\u{200D}0\u{200D}379 66640", &["11037966640", "66640"]);
    // Cyrillic а, о and і; Greek ο and ν.
    stands("jeg heter Kаrі Nоrdvik", &["Kаrі", "Nоrdvik"]);
    stands("jeg heter Kari Nοrdνik", &["Kari", "Nοrdνik"]);
    stands("jeg heter 𝐊𝐚𝐫𝐢 𝐍𝐨𝐫𝐝𝐯𝐢𝐤, tlf ４１２ ００ ０００", &["𝐊𝐚𝐫𝐢", "𝐍𝐨𝐫𝐝𝐯𝐢𝐤", "４１２", "０００"]);
    stands("Jeg heter Ha\u{30A}kon A\u{30A}s, bor i A\u{30A}svegen 5, 0155 Oslo", &["kon", "svegen"]);
}

#[test]
fn names_from_right_to_left_and_emoji_between_break_nothing() {
    stands("Jeg heter محمد علي, ring 412 00 000", &["41200000"]);
    stands("שלום, דוד כהן. Ring 412 00 000 eller kari@example.no", &["41200000", "kari"]);
    stands("👨‍👩‍👧‍👦 Jeg heter Kari Nordvik 🏳️‍🌈, 🇳🇴 412 00 000 👍🏽", &["Kari", "Nordvik", "41200000"]);
    stands(&"👩🏽‍🚀🏴󠁧󠁢󠁥󠁮󠁧󠁿".repeat(2000), &[]);
    stands(&format!("{}Kari Nordvik{}", "👍🏽".repeat(500), "🇳🇴".repeat(501)), &["Nordvik"]);
}

#[test]
fn controls_and_nothing_at_all_break_nothing() {
    for control in ['\0', '\u{1}', '\u{7}', '\u{8}', '\u{B}', '\u{1B}', '\u{7F}', '\u{85}', '\u{FFFD}', '\u{FFFF}'] {
        stands(
            &format!("fnr{control} 11037966640{control}, jeg heter{control}Kari Nordvik"),
            &["11037966640", "Nordvik"],
        );
        stands(&control.to_string().repeat(10_000), &[]);
    }
    stands("", &[]);
    stands("\u{10FFFF}", &[]);
}

/// Placeholders that somebody typed, in every state of repair, beside data that must be masked all the same.
#[test]
fn forged_placeholders_hide_nothing() {
    for forged in [
        "[NAVN]",
        "[NAVN-1]",
        "[NAVN",
        " NAVN]",
        "[[NAVN]]",
        "[NA[NAVN]VN]",
        "[navn]",
        "[NAVN-99999999999999999999]",
        "[NAVN--1]",
        "[NAVN-1-bcdfghjk]",
        "‹NAVN-1›",
        "[TELEFON]",
        "[\u{200B}NAVN]",
        "[NAVN\u{301}]",
        "[ＮＡＶＮ]",
        "[]",
        "[FJERNET]",
        "[NAVN\n]",
    ] {
        for text in [
            format!("{forged} Jeg heter Kari Nordvik{forged}, ring 412 00 000"),
            format!("Jeg heter {forged}, ring {forged}412 00 000{forged}. Hilsen Kari Nordvik"),
            format!("[Kari Nordvik] {forged}[412 00 000]"),
        ] {
            stands(&text, &["41200000", "Nordvik"]);
            let numbered = Scrubber::builder().masker(Placeholders::norwegian().numbered()).build().unwrap();
            let once = numbered.scrub(&text).to_string();
            assert!(!once.contains("Nordvik") && !once.contains("412 00"), "{once}");
            assert_eq!(numbered.scrub(&once).as_str(), once);
        }
    }
    for piece in ["[", "[NAVN", "[NAVN-", "[NAVN]", "‹", "]", "[NAVN-1-b"] {
        stands(&format!("{} Kari Nordvik ringte 412 00 000", piece.repeat(3000)), &["41200000"]);
    }
}

/// Bytes that are no UTF-8: halves of surrogates as JavaScript and Windows leave them, characters cut off, bytes that
/// begin nothing. Cut anywhere, a stream writes UTF-8, and no secret beside them comes through.
#[test]
fn bytes_that_are_no_text_hide_nothing() {
    for broken in [
        b"\xED\xA0\x80".as_slice(),
        b"\xED\xBF\xBF",
        b"\xED\xA0\xBD\xED\xB8\x80",
        b"\xC0\x80",
        b"\xE2\x82",
        b"\xF0\x9F\x98",
        b"\xF5\x80\x80\x80",
        b"\xFF\xFE",
        b"\x80\x80\x80\x80\x80",
        b"\xC3",
    ] {
        let mut bytes = broken.to_vec();
        for part in ["Jeg heter Kari Nordvik ", ", ring 412 00 000 ", " eller kari@example.no"] {
            bytes.extend_from_slice(part.as_bytes());
            bytes.extend_from_slice(broken);
        }
        let whole = SCRUBBER.scrub(&String::from_utf8_lossy(&bytes)).to_string();
        for secret in ["Nordvik", "412 00 000", "kari@"] {
            assert!(!whole.contains(secret), "{secret} is left of {whole} beside {broken:?}");
        }
        for size in 1..=7 {
            let mut writer = SCRUBBER.stream().byte_writer(Vec::new());
            for piece in bytes.chunks(size) {
                writer.write_all(piece).unwrap();
            }
            writer.finish().unwrap();
            let written = String::from_utf8(writer.into_inner()).expect("a stream writes text");
            assert_eq!(written, whole, "{broken:?} in pieces of {size}");
        }
    }
}

/// What one call takes at most. A thread of its own, which keeps no buffers of an earlier call.
fn peak(text: &str) -> u64 {
    LazyLock::force(&SCRUBBER);
    let call = || assert!(SCRUBBER.find(text).len() <= text.len());
    std::thread::scope(|scope| scope.spawn(|| allocation_counter::measure(call).bytes_max).join().unwrap())
}

/// Law 4, memory: linear, with a factor that is known. The clock is watched in `tests/laws.rs`.
#[test]
fn memory_is_linear_in_the_message() {
    for piece in HEAVY {
        let of = |bytes: usize| peak(&piece.repeat(bytes / piece.len() + 1));
        let (short, long) = (of(SHORT), of(SHORT * 8));
        println!("{piece:?}: {} bytes a byte", long / (SHORT as u64 * 8));
        assert!(long <= MOST_A_BYTE * SHORT as u64 * 8, "{piece:?}: {long} bytes");
        assert!(long <= short * 16 + (1 << 16), "{piece:?}: {short} bytes, of eight times the text {long}");
    }
}

/// Short words, digits, findings and brackets make the most of few bytes.
const HEAVY: &[&str] = &[
    "a ",
    "1 ",
    "1",
    "x",
    "Kari ",
    "[",
    "@a ",
    "a@b.no ",
    "41200000 ",
    "fnr 11037966640 ",
    "en to ",
    "\u{301}",
    "👍🏽",
    "[NAVN] ",
    "Kari Nordvik, 412 00 000. ",
    "vondt i magen ",
    "::1 ",
];

const MOST_A_BYTE: u64 = 200;

/// Without optimisation everything takes many times as long.
const SHORT: usize = if cfg!(debug_assertions) { 1 << 10 } else { 1 << 14 };

/// Bytes that are only counted.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A chat of this many bytes, with personal data in every line.
fn long_chat(bytes: usize) -> String {
    const LINES: &str = "Hei, jeg heter Kari Nordvik og lurer på åpningstidene i morgen.\nRing 412 00 000, ikke før fire, \
                         fnr 110379 66640 står på brevet.\nEllers alt vel, ha en fin dag videre.\n";
    LINES.repeat(bytes / LINES.len() + 1)
}

/// How many times longer ten times the text may take. Linear is ten; caches hold less of a long text.
const TEN_TIMES: f64 = 25.0;

/// 100 MB in one call: time and memory linear.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimisation: cargo test --release --test hostile")]
fn a_message_of_a_hundred_megabytes_is_masked_in_linear_time_and_memory() {
    let run = |bytes: usize| {
        let text = long_chat(bytes);
        let mut masked = String::new();
        let mut taken = None;
        let seconds = clock::seconds(|| {
            taken = Some(allocation_counter::measure(|| masked = SCRUBBER.scrub(&text).into_text().into_owned()));
        });
        let taken = taken.expect("the work is done");
        assert!(!masked.contains("Nordvik") && !masked.contains("412") && !masked.contains("66640"));
        println!("{} MB: {seconds:.1} s, {} bytes a byte", bytes >> 20, taken.bytes_max / text.len() as u64);
        assert!(taken.bytes_max < MOST_A_BYTE * text.len() as u64, "{taken:?}");
        seconds
    };
    let (short, long) = (run(10_000_000), run(100_000_000));
    assert!(long < short * TEN_TIMES, "10 MB took {short:.1} s, 100 MB {long:.1} s");
}

/// 100 MB through a stream: what waits and what is allocated stays small whatever comes.
#[test]
#[cfg_attr(debug_assertions, ignore = "takes minutes without optimisation: cargo test --release --test hostile")]
fn a_stream_of_a_hundred_megabytes_stays_small() {
    for text in [long_chat(1 << 20), "1".repeat(1 << 20), "\u{301}".repeat(1 << 19), "[NAVN".repeat(1 << 18)] {
        let mut writer = SCRUBBER.stream().byte_writer(Counted(0));
        let taken = allocation_counter::measure(|| {
            for _ in 0..25 {
                for piece in text.as_bytes().chunks(8192) {
                    writer.write_all(piece).unwrap();
                }
            }
        });
        writer.finish().unwrap();
        println!("{} bytes written, {} bytes at most", writer.get_ref().0, taken.bytes_max);
        assert!(taken.bytes_max < 2 << 20, "{taken:?}");
    }
}

#[cfg(feature = "serde")]
mod policies {
    use super::clock;
    use sladd::{Policy, Scrubber};

    /// Refused, and at once: what reads a document does no more work than the document is long.
    fn is_refused(document: &str) {
        let seconds = clock::seconds(|| {
            for read in [Policy::from_toml_str, Policy::from_json_str] {
                let error = read(document).expect_err("a hostile policy is refused");
                assert!(error.to_string().len() < 500);
            }
        });
        assert!(seconds < 30.0, "{seconds:.1} s for {} bytes", document.len());
    }

    #[test]
    fn documents_too_large_or_too_deep_are_refused() {
        is_refused(&"a".repeat((16 << 20) + 1));
        is_refused(&format!("name = 'x'\nspared = ['{}']", "a".repeat(1 << 20)));
        is_refused(&format!("x = {}1{}", "[".repeat(200_000), "]".repeat(200_000)));
        is_refused(&format!("x = {}1{}", "{a=".repeat(100_000), "}".repeat(100_000)));
        is_refused(&format!("{}a = 1", "a.".repeat(100_000)));
        is_refused(&format!("[{}a]\nb = 1", "a.".repeat(100_000)));
        is_refused(&format!("{}1{}", "{\"a\":".repeat(100_000), "}".repeat(100_000)));
        is_refused(&format!("{{\"name\":{}", "[".repeat(1 << 20)));
        is_refused(&"[[patterns]]\n".repeat(20_000));
        is_refused(&format!("name = 'x'\n{}", "name = 'x'\n".repeat(20_000)));
        is_refused("name = 'x'\nversion = \"\\u0000\"");
    }

    /// Nothing in a policy can name itself: keys that stand twice, tables that are opened twice, detectors of one name, a
    /// dictionary that is another's, a label that is a masker's.
    #[test]
    fn documents_that_refer_to_themselves_are_refused() {
        is_refused("name = 'x'\nname = 'x'");
        is_refused("name = 'x'\n[labels]\nmask = []\n[labels]\nmask = []");
        is_refused("{\"name\":\"x\",\"name\":\"x\"}");
        is_refused("name = 'x'\n[maskers]\ndefault = { kind = 'default' }");
        is_refused("name = 'x'\n[maskers]\nname = [{ kind = 'name' }, { kind = 'default' }]");
        let twice = "name = 'x'\n[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['cc']\n".to_owned()
            + "[[dictionaries]]\nname = 'a'\nlabel = 'b'\nterms = ['cc']";
        assert!(Policy::from_toml_str(&twice).and_then(|policy| Scrubber::from_policy(&policy)).is_err());
    }

    /// Patterns that are quadratic or exponential in other engines, or large when compiled: refused, or linear.
    #[test]
    fn patterns_that_blow_up_are_refused_or_linear() {
        let (mut refused, mut built) = (0, 0);
        for regex in [
            r"(\w{50}){50}",
            r"((a{1,100}){1,100}){1,100}",
            r"\pL{1000}",
            r"(?i)[\w\W]{200}x",
            r"((((((((((((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))))))))))))",
            r"(a+)+b",
            r"(a|a)+b",
            r"(a|aa)+$",
            r"(.*)(.*)(.*)(.*)(.*)x",
            r"(?s).+b",
            r"a.{0,500}b",
            r"\b\w+\b.*\bslutt\b",
            r"(a?){60}a{60}",
        ] {
            let document = serde_json::json!({
                "name": "x", "patterns": [{ "name": "p", "label": "b", "regex": regex, "cues": ["a"], "without_cue": "possible" }],
            });
            let scrubber = Policy::from_json_str(&document.to_string()).and_then(|p| Scrubber::from_policy(&p));
            let Ok(scrubber) = scrubber else {
                refused += 1;
                continue;
            };
            built += 1;
            let short = "aaaaaaaaa ".repeat(super::SHORT / 20);
            let long = short.repeat(8);
            let find = |text: &str| assert!(scrubber.find(text).len() <= text.len());
            let growth = clock::growth(|| (0..8).for_each(|_| find(&short)), || find(&long));
            assert!(growth < 5.0, "{regex}: one message took {growth:.1} times as long as 8 of its parts");
        }
        assert!(refused >= 4 && built >= 6, "{refused} refused, {built} built");
    }
}
