//! Tables of the manual that are made from the code.
//!
//! A page holds `<!-- made by tests/x.rs: name -->` and `<!-- end: name -->`, each on a line of its own, and between
//! them what a test makes. The test compares; `UPDATE=1` writes what has changed.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Tests run side by side, and two blocks of a page must not be written over each other.
static WRITING: Mutex<()> = Mutex::new(());

/// Holds the block `name` of a page against `content`, or writes it.
///
/// # Panics
/// When the page has no such block, or another content and nobody asked to have it written.
pub fn hold(page: &str, name: &str, content: &str) {
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    let path = page_path(page);
    let before = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
    let after = with_block(&before, name, content)
        .unwrap_or_else(|| panic!("{page} has no lines `<!-- made by …: {name} -->` and `<!-- end: {name} -->`"));
    if before == after {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, after).unwrap_or_else(|error| panic!("{page}: {error}"));
        return;
    }
    let first = before.lines().zip(after.lines()).find(|(old, new)| old != new);
    panic!(
        "{page} is not what the code says in the block {name:?}; UPDATE=1 with this test writes it anew. The first line \
         that differs: {first:?}"
    );
}

/// The page with another content between the two lines of a block; nothing where it has no such block.
fn with_block(page: &str, name: &str, content: &str) -> Option<String> {
    let end = format!("<!-- end: {name} -->");
    let (head, _) = page.split_once(&format!(": {name} -->\n"))?;
    let (_, tail) = page.split_once(&end)?;
    Some(format!("{head}: {name} -->\n\n{}\n\n{end}{tail}", content.trim()))
}

/// A page of the manual, or a file named from the root of the crate.
fn page_path(page: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if page.contains('/') { root.join(page) } else { root.join("src/manual").join(page) }
}

/// A table; the first row is its heading, and columns whose heading ends in ":" stand to the right.
pub fn table(rows: &[Vec<String>]) -> String {
    let Some((heading, body)) = rows.split_first() else { return String::new() };
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let names: Vec<String> = heading.iter().map(|name| name.trim_end_matches(':').to_owned()).collect();
    let rule: Vec<String> =
        heading.iter().map(|name| if name.ends_with(':') { "---:" } else { "---" }.to_owned()).collect();
    let body: String = body.iter().map(|cells| line(cells)).collect();
    format!("{}{}{body}", line(&names), line(&rule))
}

#[test]
fn a_block_is_found_and_replaced() {
    let page = "a\n<!-- made by tests/x.rs: t -->\nold\n<!-- end: t -->\nb\n";
    let new = with_block(page, "t", "new\n").unwrap();
    assert_eq!(new, "a\n<!-- made by tests/x.rs: t -->\n\nnew\n\n<!-- end: t -->\nb\n");
    assert_eq!(with_block(&new, "t", "new").unwrap(), new);
    assert!(with_block(page, "u", "new").is_none());
    let rows = [vec!["a".to_owned(), "n:".to_owned()], vec!["b".to_owned(), "1".to_owned()]];
    assert_eq!(table(&rows), "| a | n |\n| --- | ---: |\n| b | 1 |\n");
}
