//! Packs the dictionaries and the weights of the crate into one file, which the module for browsers is built with.
//!
//! `pack <root of the crate> <file to write>`. What it wrote it unpacks and compares, row by row.

#![allow(clippy::indexing_slicing, clippy::print_stdout, reason = "a tool of the build; what is wrong stops it")]

#[path = "../../../src/embedded/codec.rs"]
mod codec;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::{env, fs, io};

use codec::{Coder, Known, cut, unpack, walk};

/// Lists that say the same of their terms: the beginnings of their names. All terms stand in the first list.
const ALIKE: [&[&str]; 5] = [
    &["given-names-"],
    &["surnames-", "well-known-persons"],
    &["places"],
    &["common-dialect", "common-english", "common-function-words"],
    &[
        "health-disability",
        "health-diseases",
        "health-english",
        "health-everyday",
        "health-mental",
        "health-reproduction",
        "health-symptoms",
        "health-treatments",
    ],
];

/// Weights, each in a book of its own: their terms have little in common.
const WEIGHTS: [&str; 3] = ["src/detectors/name/weights", "src/detectors/health/weights", "src/detectors/health/scope"];

/// A row: its text, its term, and what stands behind the term.
type Row = (String, String, String);

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, root, out] = arguments.as_slice() else {
        return Err(io::Error::other("usage: pack <root of the crate> <file to write>"));
    };
    let root = Path::new(root);
    let mut books = vec![dictionaries(root)?];
    for path in WEIGHTS {
        books.push(rows(root, path, path)?);
    }

    let (mut head, mut body) = (String::new(), Vec::new());
    for book in &books {
        let packed = pack(book, &mut head);
        println!("packed: {} rows in {} bytes", book.len(), packed.len());
        body.extend(packed);
    }
    let packed = [&(head.len() as u32).to_le_bytes(), head.as_bytes(), &body].concat();

    let mut texts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, term, columns) in books.iter().flatten() {
        texts.entry(path.clone()).or_default().insert(format!("{term}{columns}"));
    }
    let unpacked = unpack(&packed).unwrap_or_default();
    let unpacked: BTreeMap<String, BTreeSet<String>> =
        unpacked.into_iter().map(|text| (text.path, text.text.lines().map(str::to_owned).collect())).collect();
    if unpacked != texts {
        return Err(io::Error::other("what was packed does not come back"));
    }
    println!("packed: {} bytes, and it comes back", packed.len());
    // The same is not written again, so that nothing is built again.
    if fs::read(out).is_ok_and(|before| before == packed) { Ok(()) } else { fs::write(out, packed) }
}

/// The rows of every dictionary that the table of words is built of, and of the public bodies.
fn dictionaries(root: &Path) -> io::Result<BTreeSet<Row>> {
    let mut names = Vec::new();
    for file in fs::read_dir(root.join("dictionaries"))? {
        let path = file?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    // Read where it lies, by conversations only, which this module has none of: it is not linked.
    names.retain(|name| name != "nicknames");
    let mut all = BTreeSet::new();
    for name in &names {
        let alike = ALIKE.iter().find(|alike| alike.iter().any(|beginning| name.starts_with(beginning)));
        let first = names
            .iter()
            .find(|other| alike.is_some_and(|alike| alike.iter().any(|beginning| other.starts_with(beginning))));
        let first = format!("dictionaries/{}", first.unwrap_or(name));
        all.extend(rows(root, &format!("dictionaries/{name}"), &first)?);
    }
    Ok(all)
}

/// The rows of a file, of the text `text`. Columns begin with a tab.
fn rows(root: &Path, path: &str, text: &str) -> io::Result<BTreeSet<Row>> {
    let read = fs::read_to_string(root.join(format!("{path}.txt")))?;
    let lines = read.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let (term, columns) = line.split_at(line.find('\t').unwrap_or(line.len()));
        (text.to_owned(), term.to_owned(), columns.to_owned())
    };
    Ok(lines.map(row).collect())
}

/// Packs one book and writes what the head says of it.
fn pack(book: &BTreeSet<Row>, head: &mut String) -> Vec<u8> {
    let mut terms: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    let mut kinds: HashMap<(&str, &str), usize> = HashMap::new();
    let mut letters: HashMap<char, usize> = HashMap::new();
    for (path, term, columns) in book {
        terms.entry(term).or_default().push((path, columns));
        *kinds.entry((path, columns)).or_default() += 1;
    }
    for letter in terms.keys().flat_map(|term| term.chars().chain(['\n'])) {
        *letters.entry(letter).or_default() += 1;
    }
    let (kinds, ranks) = ranked(kinds);
    let (alphabet, letters) = ranked(letters);

    let known: Vec<(&str, Vec<u32>)> = terms
        .iter()
        .map(|(term, rows)| {
            let mut rows: Vec<u32> = rows.iter().map(|row| ranks[row]).collect();
            rows.sort_unstable();
            (*term, rows)
        })
        .collect();
    let mut writer = Writer { bytes: Vec::new(), low: 0, high: u32::MAX };
    let tell = |at: usize| {
        let (term, rows) = &known[at];
        Some(Known { letters: term.chars().map(|letter| letters[&letter]).collect(), rows: rows.clone() })
    };
    walk(&mut writer, known.len(), letters[&'\n'], tell, |_, _| {});
    let packed = writer.finish();

    let mut fields: Vec<String> = vec![alphabet.iter().collect(), known.len().to_string(), kinds.len().to_string()];
    fields.extend(kinds.iter().flat_map(|(path, columns)| [(*path).to_owned(), (*columns).to_owned()]));
    fields.push(packed.len().to_string());
    head.extend(fields.iter().flat_map(|field| [field.as_str(), "\0"]));
    packed
}

/// What was counted, the most frequent first, and the rank of each.
fn ranked<T: Ord + Copy + std::hash::Hash>(counted: HashMap<T, usize>) -> (Vec<T>, HashMap<T, u32>) {
    let mut sorted: Vec<(T, usize)> = counted.into_iter().collect();
    sorted.sort_by(|(a, often), (b, seldom)| seldom.cmp(often).then(a.cmp(b)));
    let sorted: Vec<T> = sorted.into_iter().map(|(one, _)| one).collect();
    let ranks = sorted.iter().enumerate().map(|(rank, one)| (*one, rank as u32)).collect();
    (sorted, ranks)
}

/// Writes decisions: the other side of the codec's reader.
struct Writer {
    bytes: Vec<u8>,
    low: u32,
    high: u32,
}

impl Coder for Writer {
    fn decide(&mut self, chance: u32, known: bool) -> bool {
        let cut = cut(self.low, self.high, chance);
        if known {
            self.high = cut;
        } else {
            self.low = cut + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            self.bytes.push((self.high >> 24) as u8);
            self.low <<= 8;
            self.high = self.high << 8 | 0xFF;
        }
        known
    }
}

impl Writer {
    /// One byte more settles what is read; the reader finds zeros behind it.
    fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(self.high.to_be_bytes());
        self.bytes
    }
}
