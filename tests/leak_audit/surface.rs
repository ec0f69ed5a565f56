//! What the crate offers, read from its sources: public types, how each prints itself, and which methods give text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::audit::Form;

/// The sources, without comments and without what stands behind the tests of a file.
fn sources(folder: &Path, found: &mut Vec<String>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("\nmod tests {").next().unwrap_or("");
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push(lines.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The crate as it can be seen from outside.
pub(crate) struct Surface {
    sources: Vec<String>,
    /// Names that are re-exported at the root or by a public module.
    pub(crate) names: BTreeSet<String>,
}

impl Surface {
    pub(crate) fn read() -> Surface {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut all = Vec::new();
        sources(&root, &mut all);
        let mut names = BTreeSet::new();
        for file in ["lib.rs", "maskers/mod.rs", "stream.rs"] {
            let text = fs::read_to_string(root.join(file)).unwrap();
            for used in text.split("\npub use ").skip(1) {
                let list = used.split(';').next().unwrap();
                let list = list.rsplit_once('{').map_or_else(|| list.rsplit("::").next().unwrap(), |(_, list)| list);
                names.extend(list.trim_end_matches('}').split(',').map(|name| name.trim().to_owned()));
            }
            // What a public module declares itself.
            if file != "lib.rs" {
                names.extend(text.lines().filter_map(declared));
            }
        }
        names.retain(|name| name.starts_with(char::is_uppercase));
        Surface { sources: all, names }
    }

    /// The types, structs and enums, that are public.
    pub(crate) fn types(&self) -> BTreeSet<String> {
        let declared: BTreeSet<String> =
            self.sources.iter().flat_map(|source| source.lines()).filter_map(|line| declared(line.trim())).collect();
        let traits: BTreeSet<&str> = self
            .sources
            .iter()
            .flat_map(|source| source.lines())
            .filter_map(|line| line.strip_prefix("pub trait "))
            .filter_map(|line| line.split([' ', ':', '<']).next())
            .collect();
        let types: BTreeSet<String> =
            self.names.iter().filter(|name| !traits.contains(name.as_str())).cloned().collect();
        let lost: Vec<_> = types.difference(&declared).collect();
        assert!(lost.is_empty(), "the scan of src/ does not see where these are declared: {lost:?}");
        types
    }

    /// How a type prints or writes itself.
    pub(crate) fn forms(&self, name: &str) -> BTreeSet<Form> {
        let mut forms = BTreeSet::new();
        for source in &self.sources {
            for (of_trait, form) in [("Debug", Form::Debug), ("Display", Form::Display), ("Serialize", Form::Json)] {
                let by_hand = source.lines().any(|line| {
                    line.starts_with("impl")
                        && line.split_once(" for ").is_some_and(|(head, tail)| {
                            head.ends_with(of_trait) && tail.split([' ', '<']).next() == Some(name)
                        })
                });
                if by_hand {
                    forms.insert(form);
                }
            }
            let lines: Vec<&str> = source.lines().collect();
            let Some(at) = lines.iter().position(|line| declared(line.trim()).as_deref() == Some(name)) else {
                continue;
            };
            let attributes: Vec<&str> =
                lines[..at].iter().rev().map(|line| line.trim()).take_while(|line| line.starts_with("#[")).collect();
            let derived: String = attributes.concat();
            for (derive, form) in [("Debug", Form::Debug), ("Error", Form::Display), ("Serialize", Form::Json)] {
                if derived.split(['(', ',', ')', ' ', ':']).any(|word| word == derive) {
                    forms.insert(form);
                }
            }
        }
        forms
    }

    /// The public methods of public types that give text or bytes, as `Type::method`.
    pub(crate) fn readers(&self) -> BTreeSet<String> {
        let types = self.types();
        let mut readers = BTreeMap::new();
        for source in &self.sources {
            let mut of: Option<String> = None;
            let mut lines = source.lines();
            while let Some(line) = lines.next() {
                if let Some(rest) = line.strip_prefix("impl").filter(|_| !line.contains(" for ")) {
                    // Skips the parameters in `impl<'t> Scrubbed<'t> {`.
                    let rest = if rest.starts_with('<') { rest.split_once("> ").map_or("", |(_, r)| r) } else { rest };
                    of = rest.trim().split([' ', '<', '{']).next().map(str::to_owned);
                }
                if !line.starts_with("    pub ") || !line.contains("fn ") {
                    continue;
                }
                // A long signature goes on over several lines.
                let mut signature = line.trim().to_owned();
                while !signature.contains('{') && !signature.ends_with(';') {
                    let Some(more) = lines.next() else { break };
                    signature.push_str(more.trim());
                }
                let gives = signature.rsplit_once("-> ").map_or("", |(_, gives)| gives);
                let text = ["str", "String", "Cow<", "u8>", "[u8", "Item = char"].iter().any(|text| {
                    gives.split(|c: char| !(c.is_alphanumeric() || "<[> =".contains(c))).any(|word| word.contains(text))
                });
                let written = signature.contains("out: &mut String") || signature.contains("stored: &mut String");
                if let Some(of) = of.as_ref().filter(|of| types.contains(*of) && (text || written)) {
                    let name = signature.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap();
                    readers.insert(format!("{of}::{name}"), ());
                }
            }
        }
        readers.into_keys().collect()
    }
}

/// The type that a line declares.
fn declared(line: &str) -> Option<String> {
    let rest = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))?;
    Some(rest.split([' ', '<', '(', ';', '{']).next()?.to_owned())
}
