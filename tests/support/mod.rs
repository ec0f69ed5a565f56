//! Case files: chat lines with the answer marked in place.
//!
//! A line is a message. `{label|text}` marks what must be found, with its label; everything else must stay. `\n` is a
//! line break. Lines that begin with `#` are comments.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

pub mod grammar;
pub mod messages;

use std::fs;
use std::path::{Path, PathBuf};

use sladd::{Label, Scrubber};

/// A message with what must be found in it.
#[derive(Clone)]
pub struct Case {
    /// `file:line`.
    pub at: String,
    pub text: String,
    /// Byte ranges with their labels.
    pub marks: Vec<(usize, usize, String)>,
}

impl Case {
    pub fn parse(at: String, line: &str) -> Case {
        let line = line.replace("\\n", "\n");
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut rest = line.as_str();
        while let Some(open) = rest.find('{') {
            let Some((label, inner)) = rest[open + 1..].split_once('|') else { break };
            if Label::from_name(label).is_none() {
                text.push_str(&rest[..=open]);
                rest = &rest[open + 1..];
                continue;
            }
            let close = inner.find('}').unwrap_or_else(|| panic!("{at}: a mark does not end"));
            text.push_str(&rest[..open]);
            let start = text.len();
            text.push_str(&inner[..close]);
            marks.push((start, text.len(), label.to_owned()));
            rest = &inner[close + 1..];
        }
        text.push_str(rest);
        Case { at, text, marks }
    }

    /// The line as the scrubber would mark it.
    pub fn marked(text: &str, marks: &[(usize, usize, String)]) -> String {
        let (mut out, mut copied) = (String::new(), 0);
        for (start, end, label) in marks {
            out.push_str(&text[copied..*start]);
            out.push_str(&format!("{{{label}|{}}}", &text[*start..*end]));
            copied = *end;
        }
        out.push_str(&text[copied..]);
        out
    }

    /// What the scrubber finds, in the form of the marks.
    pub fn found(&self, scrubber: &Scrubber) -> Vec<(usize, usize, String)> {
        scrubber
            .find(&self.text)
            .iter()
            .map(|finding| (finding.span().start, finding.span().end, finding.label().as_str().to_owned()))
            .collect()
    }
}

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The cases of one file.
pub fn cases(path: &Path) -> Vec<Case> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{name}: {error}"))
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(i, line)| Case::parse(format!("{name}:{}", i + 1), line))
        .collect()
}

/// The case files of the detectors, sorted by name.
pub fn case_files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .filter(|path| !path.ends_with("known_misses.txt"))
        .collect();
    files.sort();
    files
}

/// The case file of a detector.
pub fn case_file(detector: &str) -> PathBuf {
    root().join("tests/cases").join(format!("{}.txt", detector.replace('-', "_")))
}

/// A scrubber with the labels turned on that the detector of this case file gives and that are off by default.
#[cfg(all(feature = "names", feature = "health"))]
pub fn scrubber_for(path: &Path) -> Scrubber {
    let detector = path.file_stem().unwrap().to_string_lossy().replace('_', "-");
    let mut builder = Scrubber::builder();
    for (name, labels) in Scrubber::norwegian().detectors() {
        if name == detector {
            for label in labels {
                builder.mask(*label);
            }
        }
    }
    builder.build().unwrap()
}
