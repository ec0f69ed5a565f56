//! Marked messages: the text format of `tests/corpus/`, JSON lines, and the numbers that are filled in.
//!
//! A corpus file groups messages under a heading for each invented writer:
//!
//! ```text
//! # writer: w1001; age 34; origin Poland; region Rogaland; register learner; domain bank
//! Hei, jeg heter [[NAME:Zofia Krol]], fnr [[FNR:{{FNR:sp}}]]
//!
//! # conversation: c0001; writer w3001; age 52; origin Norway; region Oslo; register bokmål; domain nav
//! user: hei
//! bot: Hva heter du?
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use sladd::Role;

/// A marked stretch, in byte offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub kind: String,
}

/// Who wrote a message, as its heading says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Writer {
    pub id: String,
    pub fields: BTreeMap<String, String>,
}

impl Writer {
    /// A field of the heading, "unknown" where it is missing.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("unknown", String::as_str)
    }
}

/// One message with its marks.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: String,
    pub text: String,
    pub marks: Vec<Mark>,
    pub writer: Writer,
    /// The conversation it belongs to.
    pub conversation: Option<String>,
    /// Who writes it.
    pub role: Role,
}

/// Every message under a path: a `.jsonl` file, a corpus file, a directory of corpus files.
pub fn read(path: &Path) -> Result<Vec<Message>, String> {
    let mut messages = Vec::new();
    for file in files(path)? {
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        messages.extend(if file.extension().is_some_and(|extension| extension == "jsonl") {
            from_json_lines(&text).map_err(|error| format!("{}: {error}", file.display()))?
        } else {
            from_corpus(&name, &text).map_err(|error| format!("{}: {error}", file.display()))?
        });
    }
    Ok(messages)
}

fn files(path: &Path) -> Result<Vec<PathBuf>, String> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))? {
        let entry = entry.map_err(|error| error.to_string())?.path();
        if entry.is_dir() {
            found.extend(files(&entry)?);
        } else if entry.extension().is_some_and(|extension| extension == "txt") {
            found.push(entry);
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a corpus file.
pub fn from_corpus(name: &str, text: &str) -> Result<Vec<Message>, String> {
    let mut messages = Vec::new();
    let mut writer = Writer::default();
    let mut conversation = None;
    for (number, line) in text.lines().enumerate() {
        let at = |why: &str| format!("line {}: {why}", number + 1);
        if let Some(heading) = line.strip_prefix("# writer:") {
            writer = heading_of(heading, "");
            conversation = None;
        } else if let Some(heading) = line.strip_prefix("# conversation:") {
            let (id, rest) = heading.split_once(';').ok_or_else(|| at("a conversation without a writer"))?;
            writer = heading_of(rest, "writer");
            conversation = Some(id.trim().to_owned());
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            let (role, marked) = match &conversation {
                None => (Role::User, line),
                Some(_) => line
                    .split_once(": ")
                    .and_then(|(role, turn)| Some((role_of(role)?, turn)))
                    .ok_or_else(|| at("a turn without a role"))?,
            };
            let id = format!("{name}:{}", number + 1);
            let (text, marks) = unmark(marked, &id).map_err(|why| at(&why))?;
            messages.push(Message {
                id,
                text,
                marks,
                writer: writer.clone(),
                conversation: conversation.clone(),
                role,
            });
        }
    }
    Ok(messages)
}

/// Who writes a turn; nothing for a name of no role.
fn role_of(name: &str) -> Option<Role> {
    Some(match name {
        "user" => Role::User,
        "bot" => Role::Bot,
        "adviser" | "agent" => Role::Adviser,
        _ => return None,
    })
}

/// "w1001; age 34; origin Poland": the identity first, perhaps behind a word, then named fields.
fn heading_of(heading: &str, word: &str) -> Writer {
    let mut parts = heading.split(';').map(str::trim);
    let id = parts.next().unwrap_or("").trim_start_matches(word).trim().to_owned();
    let fields = parts
        .filter_map(|part| part.split_once(' '))
        .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
        .collect();
    Writer { id, fields }
}

/// The text of a marked line with its marks, numbers filled in, `\n` made a line break.
pub fn unmark(line: &str, seed: &str) -> Result<(String, Vec<Mark>), String> {
    let line = fill(line, seed)?.replace("\\n", "\n");
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = line.as_str();
    while let Some((before, marked)) = rest.split_once("[[") {
        let (kind, inner) = marked.split_once(':').ok_or("a mark without a kind")?;
        let (inner, after) = inner.split_once("]]").ok_or("a mark without an end")?;
        text.push_str(before);
        let start = text.len();
        text.push_str(inner);
        marks.push(Mark { start, end: text.len(), kind: kind.to_owned() });
        rest = after;
    }
    text.push_str(rest);
    Ok((text, marks))
}

#[derive(Deserialize)]
struct Row {
    id: Option<serde_json::Value>,
    text: Option<String>,
    #[serde(default)]
    spans: Vec<(usize, usize, String)>,
    turns: Option<Vec<Turn>>,
}

#[derive(Deserialize)]
struct Turn {
    role: Option<String>,
    text: String,
    #[serde(default)]
    spans: Vec<(usize, usize, String)>,
}

/// Reads JSON lines whose spans count characters.
pub fn from_json_lines(text: &str) -> Result<Vec<Message>, String> {
    let mut messages = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let row: Row = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", number + 1))?;
        let id = row.id.map_or_else(String::new, |id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        let mut add =
            |id: String, conversation: Option<(String, Role)>, text: String, spans: Vec<(usize, usize, String)>| {
                let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let marks = spans
                    .into_iter()
                    .filter_map(|(start, end, kind)| {
                        Some(Mark { start: *offsets.get(start)?, end: *offsets.get(end)?, kind })
                    })
                    .collect();
                let (conversation, role) = conversation.map_or((None, Role::User), |(id, role)| (Some(id), role));
                messages.push(Message { id, text, marks, writer: Writer::default(), conversation, role });
            };
        match (row.text, row.turns) {
            (Some(text), _) => add(id, None, text, row.spans),
            (None, Some(turns)) => {
                for (turn, i) in turns.into_iter().zip(1..) {
                    let role = turn.role.as_deref().and_then(role_of).unwrap_or(Role::User);
                    add(format!("{id}.{i}"), Some((id.clone(), role)), turn.text, turn.spans);
                }
            }
            (None, None) => return Err(format!("line {}: neither a text nor turns", number + 1)),
        }
    }
    Ok(messages)
}

/// Fills `{{FNR:sp}}` and the like with numbers that belong to nobody: birth years 1854 to 1899, or month + 80;
/// telephone numbers of the blocks that end in three zeros and a digit. The same place always gets the same number.
pub fn fill(line: &str, seed: &str) -> Result<String, String> {
    let mut out = String::with_capacity(line.len());
    let mut random = Random::new(seed);
    let mut rest = line;
    while let Some((before, placeholder)) = rest.split_once("{{") {
        let (name, after) = placeholder.split_once("}}").ok_or("a placeholder without an end")?;
        let (kind, shape) = name.split_once(':').unwrap_or((name, ""));
        out.push_str(before);
        out.push_str(
            &number(kind, shape, &mut random).ok_or_else(|| format!("there is no placeholder {{{{{name}}}}}"))?,
        );
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

/// A small generator: the same seed, the same numbers.
struct Random(u64);

impl Random {
    fn new(seed: &str) -> Random {
        Random(
            seed.bytes()
                .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3))
                | 1,
        )
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

fn number(kind: &str, shape: &str, random: &mut Random) -> Option<String> {
    Some(match kind {
        "FNR" => national(0, 0, shape, random)?,
        "DNR" => national(40, 0, shape, random)?,
        "HNR" => national(0, 40, shape, random)?,
        "SYN" => national(0, 80, shape, random)?,
        "MOB" => phone(&["4", "9"], shape, random)?,
        "LAND" => phone(&["22", "33", "51", "55", "73", "77"], shape, random)?,
        "ACC" => grouped(
            &account(random),
            &[4, 2, 5],
            match shape {
                "dots" => ".",
                "sp" => " ",
                "" => "",
                _ => return None,
            },
        ),
        "IBAN" => {
            let account = account(random);
            let rest = format!("{account}232400").bytes().fold(0, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
            let iban = format!("NO{:02}{account}", 98 - rest);
            if shape == "sp" { grouped(&iban, &[4, 4, 4, 3], " ") } else { iban }
        }
        "CARD" => {
            let card = card(random);
            if shape == "sp" { grouped(&card, &[4, 4, 4, 4], " ") } else { card }
        }
        _ => return None,
    })
}

fn grouped(digits: &str, lengths: &[usize], separator: &str) -> String {
    let mut rest = digits;
    let mut groups = Vec::new();
    for length in lengths {
        let (group, tail) = rest.split_at(*length);
        groups.push(group);
        rest = tail;
    }
    groups.join(separator)
}

const WORDS: [&str; 10] = ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"];

fn in_words(digits: &str) -> String {
    let words: Vec<&str> = digits.chars().filter_map(|c| WORDS.get(c.to_digit(10)? as usize).copied()).collect();
    words.join(" ")
}

/// The check digit that makes the weighted sum divisible by 11; none when that is ten.
fn mod11(digits: &[u64], weights: &[u64]) -> Option<u64> {
    let sum: u64 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    Some((11 - sum % 11) % 11).filter(|check| *check < 10)
}

fn digits_of(text: &str) -> Vec<u64> {
    text.chars().filter_map(|c| c.to_digit(10)).map(u64::from).collect()
}

fn national(day: u64, month: u64, shape: &str, random: &mut Random) -> Option<String> {
    let number = loop {
        let nine = format!(
            "{:02}{:02}{:02}{:03}",
            1 + random.below(28) + day,
            1 + random.below(12) + month,
            54 + random.below(46),
            500 + random.below(250)
        );
        let mut digits = digits_of(&nine);
        let Some(first) = mod11(&digits, &[3, 7, 6, 1, 8, 9, 4, 5, 2]) else { continue };
        digits.push(first);
        let Some(second) = mod11(&digits, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) else { continue };
        break format!("{nine}{first}{second}");
    };
    Some(match shape {
        "" => number,
        "sp" => grouped(&number, &[6, 5], " "),
        "dash" => grouped(&number, &[6, 5], "-"),
        "dots" => format!("{} {}", grouped(&number[..6], &[2, 2, 2], "."), &number[6..]),
        "pairs" => grouped(&number, &[2, 2, 2, 3, 2], " "),
        "all" => grouped(&number, &[1; 11], " "),
        "words" => in_words(&number),
        "bad" => {
            let last = digits_of(&number[10..]).first().map_or(0, |digit| (digit + 1) % 10);
            format!("{}{last}", &number[..10])
        }
        _ => return None,
    })
}

fn phone(prefixes: &[&str], shape: &str, random: &mut Random) -> Option<String> {
    let prefix = prefixes[random.below(prefixes.len() as u64) as usize];
    let middle = random.below(10_u64.pow(4 - prefix.len() as u32));
    let number = format!("{prefix}{middle:0width$}000{}", random.below(10), width = 4 - prefix.len());
    let threes = grouped(&number, &[3, 2, 3], " ");
    Some(match shape {
        "" => number,
        "sp" => threes,
        "pairs" => grouped(&number, &[2, 2, 2, 2], " "),
        "cc" => format!("+47{number}"),
        "ccsp" => format!("+47 {threes}"),
        "00" => format!("0047{number}"),
        "words" => in_words(&number),
        _ => return None,
    })
}

fn account(random: &mut Random) -> String {
    loop {
        let ten = format!("{:04}{:02}{:04}", 1000 + random.below(9000), 10 + random.below(90), random.below(10_000));
        if let Some(check) = mod11(&digits_of(&ten), &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) {
            return format!("{ten}{check}");
        }
    }
}

fn card(random: &mut Random) -> String {
    let body = format!("4{:014}", random.below(100_000_000_000_000));
    let sum: u64 = digits_of(&body)
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}
