//! Packs the dictionaries and the weights of the crate into one file, which the module for browsers is built with.
//!
//! `pack <root of the crate> <file to write>`. What it wrote it unpacks and compares, row by row.

#![allow(clippy::indexing_slicing, clippy::print_stdout, reason = "a tool of the build; what is wrong stops it")]

#[path = "../../../src/embedded/codec.rs"]
mod codec;
#[path = "../../../src/fnv.rs"]
mod fnv;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::{env, fs, io};

use codec::{Alphabet, Coder, Known, cut, sum, sum_of, unpack, unpack_unchecked, walk};

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
        "health-sayings",
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
    let mut paths = BTreeSet::new();
    let mut books = vec![dictionaries(root, &mut paths)?];
    for path in WEIGHTS {
        books.push(weights(root, path)?);
        paths.insert(path.to_owned());
    }
    let packed = pack(&paths, &books)?;

    let mut texts: BTreeMap<String, BTreeSet<String>> = paths.into_iter().map(|path| (path, BTreeSet::new())).collect();
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

/// The rows of every dictionary that the table of words is built of, and of the public bodies; and the paths of all.
fn dictionaries(root: &Path, paths: &mut BTreeSet<String>) -> io::Result<BTreeSet<Row>> {
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
        let path = format!("dictionaries/{name}");
        all.extend(rows(root, &path, &first)?);
        paths.insert(path);
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

/// The lines of a file of weights. The number is a part of the term: the codec learns how numbers go, digit by digit.
fn weights(root: &Path, path: &str) -> io::Result<BTreeSet<Row>> {
    let rows = rows(root, path, path)?.into_iter();
    Ok(rows.map(|(text, term, columns)| (text, term + &columns, String::new())).collect())
}

/// Packs books one after the other: what is learned of words serves the weights, whose features are made of words.
fn pack(paths: &BTreeSet<String>, books: &[BTreeSet<Row>]) -> io::Result<Vec<u8>> {
    let mut terms: BTreeMap<(usize, &str), Vec<(&str, &str)>> = BTreeMap::new();
    let mut kinds: HashMap<(&str, &str), usize> = HashMap::new();
    let mut letters: HashMap<char, usize> = HashMap::new();
    for (book, rows) in books.iter().enumerate() {
        for (path, term, columns) in rows {
            terms.entry((book, term)).or_default().push((path, columns));
            *kinds.entry((path, columns)).or_default() += 1;
        }
    }
    for letter in terms.keys().flat_map(|(_, term)| term.chars().chain(['\n'])) {
        *letters.entry(letter).or_default() += 1;
    }
    let (kinds, ranks) = ranked(kinds);
    let (alphabet, letters) = ranked(letters);
    let alphabet: String = alphabet.into_iter().collect();

    let known: Vec<Known> = terms
        .iter()
        .map(|((_, term), rows)| {
            let mut rows: Vec<u32> = rows.iter().map(|row| ranks[row]).collect();
            rows.sort_unstable();
            Known { letters: term.chars().chain(['\n']).map(|letter| letters[&letter]).collect(), rows }
        })
        .collect();
    let mut writer = Writer { bytes: Vec::new(), low: 0, high: u32::MAX };
    walk(&mut writer, known.len(), &Alphabet::of(&alphabet), |at| known.get(at).cloned(), |_, _| {});
    let coded = writer.finish();

    let number = |path: &str| paths.iter().position(|other| other == path).unwrap_or(paths.len());
    let mut fields = vec![alphabet, known.len().to_string()];
    fields.extend(paths.iter().cloned().chain([String::new()]));
    fields.extend(kinds.iter().map(|(path, columns)| format!("{}{columns}", number(path))));
    let head: String = fields.iter().flat_map(|field| [field.as_str(), "\0"]).collect();
    println!("packed: {} terms, head {} bytes, terms {} bytes", known.len(), head.len(), coded.len());
    let packed = [&(head.len() as u32).to_le_bytes(), head.as_bytes(), &coded].concat();
    let texts = unpack_unchecked(&packed).ok_or_else(|| io::Error::other("what was packed cannot be read"))?;
    Ok([sum([packed.as_slice()]).to_le_bytes().as_slice(), &sum_of(&texts).to_le_bytes(), &packed].concat())
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]
mod tests {
    use super::*;

    fn packed() -> Vec<u8> {
        let paths = ["a", "b", "c"].map(str::to_owned).into();
        let row = |path: &str, term: &str, columns: &str| (path.to_owned(), term.to_owned(), columns.to_owned());
        let words = ["kari", "karianne", "per", "pernille", "ærlig", "mohammed", "p", "per olav"];
        let mut first: BTreeSet<Row> = words.iter().map(|word| row("a", word, "")).collect();
        first.extend([row("b", "per", "\tx"), row("b", "ærlig", "\ta\tweak")]);
        let second = [row("b", "beginning=\"aa\"\t-12", ""), row("b", "beginning=\"ab\"\t7", "")].into();
        pack(&paths, &[first, second]).unwrap()
    }

    fn texts(unpacked: Vec<codec::Unpacked>) -> Vec<(String, String)> {
        unpacked.into_iter().map(|unpacked| (unpacked.path, unpacked.text)).collect()
    }

    #[test]
    fn what_is_packed_comes_back() {
        let text = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let expected = [
            text("a", "kari\nkarianne\nmohammed\np\nper\nper olav\npernille\nærlig\n"),
            text("b", "per\tx\nærlig\ta\tweak\nbeginning=\"aa\"\t-12\nbeginning=\"ab\"\t7\n"),
            text("c", ""),
        ];
        assert_eq!(texts(unpack(&packed()).unwrap()), expected);
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused() {
        let packed = packed();
        assert!((0..packed.len()).all(|length| unpack(&packed[..length]).is_none()));
        assert!(unpack(&[packed.as_slice(), &[0]].concat()).is_none());
    }

    #[test]
    fn a_file_with_another_byte_is_refused() {
        let mut packed = packed();
        for at in 0..packed.len() {
            packed[at] ^= 0x10;
            assert!(unpack(&packed).is_none(), "byte {at}");
            packed[at] ^= 0x10;
        }
    }

    #[test]
    fn texts_that_differ_from_what_was_packed_are_refused() {
        let mut packed = packed();
        let coded = packed.len() - 6;
        packed[coded] ^= 0x10;
        let right = sum([&packed[16..]]).to_le_bytes();
        packed[..8].copy_from_slice(&right);
        assert!(unpack(&packed).is_none());
    }
}
