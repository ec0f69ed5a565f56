//! Short forms of names, looked up in the text of the dictionary itself.
//!
//! Few names are known in a conversation, so that nothing is built for it: a name costs one binary search over the
//! sorted rows when it becomes known.

#[cfg(feature = "names")]
const NICKNAMES: &str = include_str!("../../dictionaries/nicknames.txt");
#[cfg(not(feature = "names"))]
const NICKNAMES: &str = "";

/// The short forms of a folded name, separated by commas; nothing when it has none.
pub(crate) fn forms(name: &str) -> &'static str {
    let rows = NICKNAMES;
    let (mut low, mut high) = (0, rows.len());
    while low < high {
        let middle = line_start(rows, low + (high - low) / 2);
        let (line, next) = line_at(rows, middle);
        // The header stands before every name.
        let full = line.split('\t').next().unwrap_or("");
        match full.cmp(name) {
            _ if line.starts_with('#') => low = next,
            std::cmp::Ordering::Equal => return line.split('\t').nth(1).unwrap_or(""),
            std::cmp::Ordering::Less => low = next,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    ""
}

/// Where the line begins that holds this byte.
fn line_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1)
}

/// The line that begins here, and where the next one begins.
fn line_at(text: &str, start: usize) -> (&str, usize) {
    let rest = text.get(start..).unwrap_or("");
    let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
    (rest.get(..end).unwrap_or(""), start + end + 1)
}

#[cfg(all(test, feature = "names"))]
mod tests {
    use super::*;

    /// The search against the obvious scan, for every row and for names that have none.
    #[test]
    fn the_search_answers_as_the_file_does() {
        let rows: Vec<(&str, &str)> =
            NICKNAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect();
        assert!(rows.len() > 5_000);
        for (name, wanted) in &rows {
            assert_eq!(forms(name), *wanted, "{name}");
        }
        for name in ["", "a", "qxqx", "ååå", "zzzz", "#"] {
            assert_eq!(forms(name), "");
        }
    }
}
