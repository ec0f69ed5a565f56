//! Every dictionary has a header and is folded, sorted, without duplicates and readable; `README.md` beside them
//! names each with its size.
//!
//! `UPDATE=1 cargo test --test dictionaries` puts the files and the table in order.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

const CLASSES: [&str; 11] = ["m", "f", "n", "i", "a", "v1", "v2", "v3", "v4", "x", "s"];
const LEVELS: [&str; 3] = ["mostly-word", "both", "mostly-name"];

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("dictionaries")
}

fn files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Each word of a term folded; hyphens, apostrophes, dots and spaces stay.
fn fold_term(term: &str) -> String {
    let mut out = String::new();
    for part in term.split_inclusive(|c: char| !c.is_alphanumeric()) {
        out.push_str(&sladd::fold(part));
    }
    out.trim().to_owned()
}

/// The file as it should be: header, then folded rows in order, one for each term.
fn in_order(text: &str) -> String {
    let header: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    let mut sorted: BTreeMap<String, String> = BTreeMap::new();
    for row in rows(text) {
        let (term, rest) = row.split_once('\t').map_or((row, ""), |(term, rest)| (term, rest));
        let term = fold_term(term);
        let rest = rest.trim_end();
        // A term may stand once for each class, so that class and term together are the key.
        let class = rest.split('\t').next().unwrap_or("");
        let row = if rest.is_empty() { term.clone() } else { format!("{term}\t{rest}") };
        sorted.entry(format!("{term}\t{class}")).or_insert(row);
    }
    let mut out = header.join("\n");
    out.push('\n');
    for row in sorted.values() {
        out.push_str(row);
        out.push('\n');
    }
    out
}

#[test]
fn every_file_is_in_order() {
    let rewrite = std::env::var_os("UPDATE").is_some();
    for (name, text) in files() {
        let wanted = in_order(&text);
        if text == wanted {
            continue;
        }
        if rewrite {
            fs::write(directory().join(format!("{name}.txt")), &wanted).unwrap();
            continue;
        }
        let line = text.lines().zip(wanted.lines()).position(|(a, b)| a != b);
        panic!(
            "dictionaries/{name}.txt is not folded, sorted and without duplicates (first difference in line {}): run \
             UPDATE=1 cargo test --test dictionaries",
            line.map_or("last".to_owned(), |line| (line + 1).to_string())
        );
    }
}

#[test]
fn every_file_says_what_it_is_and_how_it_was_made() {
    for (name, text) in files() {
        assert!(text.starts_with(&format!("# {name}: ")), "{name}: the first line must be \"# {name}: what it holds\"");
        for wanted in ["# How made: ", "# Format: "] {
            assert!(text.lines().any(|line| line.starts_with(wanted)), "{name}: the header lacks {wanted:?}");
        }
    }
}

#[test]
fn every_row_can_be_read() {
    for (name, text) in files() {
        let inflected = name.starts_with("health-")
            || name.starts_with("common-")
            || name.starts_with("special-")
            || matches!(name.as_str(), "body-parts" | "medicines" | "cues");
        for row in rows(&text) {
            let columns: Vec<&str> = row.split('\t').collect();
            let fits = match columns.as_slice() {
                [_, class, kind] if name == "health-compound-heads" => {
                    CLASSES.contains(class) && ["health", "service"].contains(kind)
                }
                [_, class] if inflected => CLASSES.contains(class) && name != "cues",
                [_, class, "weak"] if inflected => CLASSES.contains(class) && name != "cues",
                [_, class, _] if name == "cues" => CLASSES.contains(class),
                [_, level] if name == "names-also-words" => LEVELS.contains(level),
                [_, which] if name == "names-usual" => ["given", "surname"].contains(which),
                [_, place] if name == "farm-name-elements" => ["first", "last"].contains(place),
                [_, reason] if name == "public-bodies" => !reason.is_empty(),
                [full, forms] if name == "nicknames" => {
                    let forms: Vec<&str> = forms.split(',').collect();
                    forms.iter().all(|form| form.len() >= 2 && form != full && sladd::fold(form) == **form)
                        && forms.is_sorted()
                }
                [_] => !inflected && name != "names-also-words",
                _ => false,
            };
            assert!(fits, "{name}: the row {row:?} does not have the columns of this file");
            let of_saying = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/');
            let is_saying = columns.get(1) == Some(&"s");
            assert!(!is_saying || columns[0].chars().all(of_saying), "{name}: the row {row:?} is no saying");
            // The packed form that browsers get holds no longer term.
            assert!(columns[0].chars().count() < 256, "{name}: the row {row:?} is too long");
        }
    }
}

/// The table in `dictionaries/README.md`: one row a file, with the number of its terms.
#[test]
fn the_readme_lists_every_file_with_its_size() {
    let path = directory().join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    let (head, _) = text.split_once("| file |").expect("dictionaries/README.md has the table");
    let mut wanted = format!("{head}| file | terms | holds |\n| --- | ---: | --- |\n");
    let mut total = 0;
    for (name, text) in files() {
        let terms = rows(&text).count();
        total += terms;
        let first = text.lines().next().unwrap();
        let holds = first.split_once(": ").map_or("", |(_, holds)| holds);
        wanted.push_str(&format!("| `{name}.txt` | {terms} | {holds} |\n"));
    }
    wanted.push_str(&format!("| together | {total} | |\n"));
    if text != wanted && std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
        return;
    }
    assert_eq!(text, wanted, "run UPDATE=1 cargo test --test dictionaries");
}
