//! What the manual says of labels, detectors, misses and dependencies is what the code says.
//!
//! `UPDATE=1 cargo test --test manual` writes the tables anew.

#![cfg(all(feature = "names", feature = "health"))]

#[path = "support/generated.rs"]
mod generated;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use generated::{hold, table};
use sladd::{Confidence, Label, Scrubber};
use support::{case_file, cases, root, scrubber_for};

/// The manifest as it was written: the published one has another form and no comments, and the written one beside it.
fn manifest() -> String {
    let written = root().join("Cargo.toml.orig");
    fs::read_to_string(if written.exists() { written } else { root().join("Cargo.toml") }).unwrap()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The detector that finds nothing and says what is not personal.
const SPARES: &str = "public-body";

fn code(text: &str) -> String {
    format!("`{text}`")
}

/// What one detector answers on its own cases: variants and confidences by label.
struct Seen {
    variants: BTreeMap<Label, BTreeSet<&'static str>>,
    confidences: BTreeMap<Label, BTreeSet<Confidence>>,
}

fn seen(detector: &str) -> Seen {
    let path = case_file(detector);
    let scrubber = scrubber_for(&path);
    let mut seen = Seen { variants: BTreeMap::new(), confidences: BTreeMap::new() };
    for case in cases(&path) {
        for finding in scrubber.find(&case.text).iter().filter(|finding| finding.detector() == detector) {
            seen.confidences.entry(finding.label()).or_default().insert(finding.confidence());
            seen.variants.entry(finding.label()).or_default().extend(finding.variant());
        }
    }
    seen
}

fn family(label: Label) -> &'static str {
    match label {
        label if label.is_national_number() => "national numbers",
        label if label.is_special_category() => "special categories",
        Label::Phone | Label::Email | Label::Address | Label::Url | Label::UserHandle | Label::IpAddress => "contact",
        Label::Name | Label::BirthDate => "person",
        Label::BankAccount | Label::Iban | Label::PaymentCard => "money",
        Label::Passport | Label::LicencePlate | Label::HprNumber | Label::CaseNumber | Label::OrganisationNumber => {
            "documents and cases"
        }
        label => panic!("{label} is of no family: give it one here, in the policies and in the README"),
    }
}

#[test]
fn the_table_of_labels_is_that_of_the_code() {
    let scrubber = Scrubber::norwegian();
    let detectors: Vec<(&str, Vec<Label>, Seen)> =
        scrubber.detectors().map(|(name, labels)| (name, labels.to_vec(), seen(name))).collect();
    let heading = ["label", "family", "Norwegian", "English", "by default", "variants", "found by"];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    for label in Label::BUILT_IN {
        let by = detectors.iter().filter(|(name, labels, _)| *name != SPARES && labels.contains(label));
        let by: Vec<String> = by.map(|(name, ..)| code(name)).collect();
        assert!(!by.is_empty(), "no detector gives the label {label}");
        let variants: BTreeSet<&str> =
            detectors.iter().filter_map(|(_, _, seen)| seen.variants.get(label)).flatten().copied().collect();
        rows.push(vec![
            code(label.as_str()),
            family(*label).to_owned(),
            code(label.placeholder_norwegian()),
            code(label.placeholder_english()),
            if label.on_by_default() { "masked" } else { "left" }.to_owned(),
            variants.into_iter().map(code).collect::<Vec<_>>().join(", "),
            by.join(", "),
        ]);
    }
    hold("what_it_finds.md", "labels", &table(&rows));
}

/// The text under each heading of a detector's documentation.
fn headings(source: &str) -> BTreeMap<String, String> {
    let mut parts: BTreeMap<String, String> = BTreeMap::new();
    let mut heading = String::new();
    for line in source.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim) {
        if let Some(name) = line.strip_prefix("# ") {
            heading = name.to_owned();
        } else if !line.is_empty() {
            let part = parts.entry(heading.clone()).or_default();
            let space = if part.is_empty() { "" } else { " " };
            part.push_str(space);
            part.push_str(line);
        }
    }
    parts
}

#[test]
fn the_description_of_every_detector_is_that_of_its_source() {
    let scrubber = Scrubber::norwegian();
    let mut page = String::new();
    for (name, labels) in scrubber.detectors() {
        let source = read(&format!("src/detectors/{}.rs", name.replace('-', "_")));
        let parts = headings(&source);
        let seen = seen(name);
        let labels: Vec<String> = labels
            .iter()
            .map(|label| {
                let sure = seen.confidences.get(label).into_iter().flatten();
                let sure: Vec<String> = sure.map(|confidence| format!("{confidence:?}").to_lowercase()).collect();
                assert!(sure.is_empty() == (name == SPARES), "{name} on its cases: {label} {sure:?}");
                let sure = if sure.is_empty() { String::new() } else { format!(" ({})", sure.join(", ")) };
                code(label.as_str()) + &sure
            })
            .collect();
        page.push_str(&format!("## `{name}`\n\n"));
        let what = if name == SPARES { "Spares" } else { "Labels, and how sure on its cases" };
        page.push_str(&format!("{what}: {}.\n\n", labels.join("; ")));
        for (heading, word) in [
            ("What it finds", "Finds"),
            ("What proves it", "Proof"),
            ("What it leaves alone", "Leaves"),
            ("Sources", "Sources"),
        ] {
            let text = parts.get(heading).unwrap_or_else(|| panic!("{name} has no heading {heading:?}"));
            // Brackets would be links.
            page.push_str(&format!("- **{word}.** {}\n", text.replace('[', "\\[").replace('<', "\\<")));
        }
        page.push('\n');
    }
    hold("what_it_finds.md", "detectors", &page);
}

#[test]
fn the_known_misses_are_those_of_the_tests() {
    let mut rows = vec![["message", "what is missed, or found and should not be"].map(str::to_owned).to_vec()];
    for case in cases(&root().join("tests/cases/known_misses.txt")) {
        let marks: Vec<String> =
            case.marks.iter().map(|(start, end, label)| format!("{label}: {}", &case.text[*start..*end])).collect();
        let marks = if marks.is_empty() { "nothing is to be found".to_owned() } else { marks.join("; ") };
        rows.push(vec![case.text, marks]);
    }
    hold("limits.md", "known misses", &table(&rows));
}

/// A dependency as Cargo.toml has it.
struct Dependency {
    name: String,
    version: String,
    optional: bool,
    reason: String,
}

/// The dependencies of a section of Cargo.toml with the comment above each.
fn dependencies(section: &str) -> Vec<Dependency> {
    let manifest = manifest();
    let (mut reason, mut inside, mut found) = (String::new(), false, Vec::new());
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == format!("[{section}]");
        } else if let Some(comment) = line.strip_prefix('#') {
            let space = if reason.is_empty() { "" } else { " " };
            reason.push_str(space);
            reason.push_str(comment.trim());
            continue;
        } else if let (true, Some((name, value))) = (inside, line.split_once(" = ")) {
            let version = value.split('"').nth(1).unwrap_or_default().to_owned();
            // A comment stands for the lines under it, up to the next one or an empty line.
            let before = found.last().map(|before: &Dependency| before.reason.clone()).unwrap_or_default();
            let reason = if reason.is_empty() { before } else { std::mem::take(&mut reason) };
            assert!(!reason.is_empty(), "{name} has no reason in Cargo.toml");
            let optional = value.contains("optional = true");
            found.push(Dependency { name: name.trim().to_owned(), version, optional, reason });
        }
        reason.clear();
    }
    found
}

/// The features that bring an optional dependency.
fn features_with(dependency: &str) -> Vec<String> {
    let manifest = manifest();
    let wanted = format!("\"dep:{dependency}\"");
    let lines = manifest.lines().filter(|line| line.contains(&wanted));
    lines.filter_map(|line| line.split_once(" = ")).map(|(feature, _)| code(feature)).collect()
}

#[test]
fn every_dependency_stands_in_the_manual_with_its_reason() {
    let mut rows = vec![["crate", "from", "comes with", "why"].map(str::to_owned).to_vec()];
    for dependency in dependencies("dependencies") {
        let with = if dependency.optional { features_with(&dependency.name).join(", ") } else { "always".to_owned() };
        assert!(!with.is_empty(), "no feature brings the optional dependency {}", dependency.name);
        rows.push(vec![code(&dependency.name), dependency.version, with, dependency.reason]);
    }
    hold("dependencies.md", "dependencies", &table(&rows));
    let mut rows = vec![["crate", "from", "why"].map(str::to_owned).to_vec()];
    for dependency in dependencies("dev-dependencies") {
        rows.push(vec![code(&dependency.name), dependency.version, dependency.reason]);
    }
    hold("dependencies.md", "for development", &table(&rows));
}

/// Nothing of this crate runs while somebody builds it.
#[test]
fn there_is_no_build_script_and_no_macro_crate() {
    let manifest = manifest();
    let manifest: Vec<&str> = manifest.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect();
    assert!(!root().join("build.rs").exists());
    for key in ["build ", "build=", "links", "proc-macro"] {
        assert!(!manifest.iter().any(|line| line.starts_with(key)), "Cargo.toml has {key:?}");
    }
    assert!(!manifest.contains(&"[build-dependencies]"));
}

#[test]
fn every_page_is_wired_and_named_in_the_index() {
    let index = read("src/manual.rs");
    let mut pages = 0;
    for entry in fs::read_dir(root().join("src/manual")).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let name = file.trim_end_matches(".md");
        assert!(index.contains(&format!("include_str!(\"manual/{file}\")")), "{file} is not in src/manual.rs");
        assert!(index.contains(&format!("pub mod {name} {{}}")), "{file} has no module {name} in src/manual.rs");
        assert!(index.contains(&format!("[`{name}`]")), "{file} is not in the index of src/manual.rs");
        let text = fs::read_to_string(&path).unwrap();
        // What is not compiled can be wrong: only plain text may go without.
        let opened: Vec<&str> = text.lines().filter(|line| line.starts_with("```")).step_by(2).collect();
        for fence in opened {
            assert!(
                matches!(fence, "```" | "```rust" | "```text" | "```toml"),
                "{file} has a block {fence:?}: code of the manual is compiled, the rest is text"
            );
        }
        pages += 1;
    }
    assert!(pages >= 15, "{pages} pages");
}

/// What the pages say of policies is read as one.
#[cfg(feature = "serde")]
#[test]
fn every_policy_in_the_manual_is_one() {
    let mut read_ones = 0;
    for entry in fs::read_dir(root().join("src/manual")).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        for block in text.split("```toml\n").skip(1) {
            let document = block.split("\n```").next().unwrap_or_default();
            if document.contains("[dependencies]") {
                continue;
            }
            let policy = sladd::Policy::from_toml_str(document).unwrap_or_else(|error| panic!("{error}:\n{document}"));
            Scrubber::from_policy(&policy).unwrap_or_else(|error| panic!("{error}:\n{document}"));
            read_ones += 1;
        }
    }
    assert!(read_ones > 0, "the manual shows no policy");
}
