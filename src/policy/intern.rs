//! Names that a policy brings and that findings carry for as long as the process lives.
//!
//! Labels and detectors have `&'static str` names, so that a finding stays a small copy. Each distinct name of a policy
//! is therefore kept until the process ends. There is room for a bounded number of them: a host that builds scrubbers
//! from documents of its customers, one after the other, gets an error before it loses memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::builder::is_case;
use crate::finding::Label;

/// The most distinct names of a process, detectors' and labels' together.
const MOST: usize = 4096;
/// The longest name, in bytes.
pub(super) const LONGEST: usize = 64;

/// Each name with the list that has it, as a label of the host's own, for its only entry.
static NAMES: Mutex<BTreeMap<&'static str, &'static [Label]>> = Mutex::new(BTreeMap::new());

const FULL: &str = "there is no room for more names: a process keeps 4096 distinct ones";

fn kept(name: &str) -> Result<(&'static str, &'static [Label]), &'static str> {
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((name, labels)) = names.get_key_value(name) {
        return Ok((name, labels));
    }
    if names.len() >= MOST {
        return Err(FULL);
    }
    let name: &'static str = Box::leak(name.to_owned().into_boxed_str());
    let labels: &'static [Label] = Box::leak(Box::new([Label::Custom(name)]));
    names.insert(name, labels);
    Ok((name, labels))
}

/// The name of a pattern or a dictionary, which is that of a detector: kebab-case.
pub(super) fn detector(name: &str) -> Result<&'static str, &'static str> {
    if name.len() > LONGEST || !is_case(name, '-') {
        return Err(
            "this must be at most 64 lower-case letters and digits, with single dashes between: `member-number`",
        );
    }
    kept(name).map(|(name, _)| name)
}

/// A built-in label or, when the name is no built-in one's, one of the host's own: snake_case.
pub(super) fn label(name: &str) -> Result<Label, &'static str> {
    if let Some(label) = Label::from_name(name) {
        return Ok(label);
    }
    if name.len() > LONGEST || !is_case(name, '_') {
        return Err("this must be a label, or a new one of at most 64 lower-case letters and digits, with single \
                    underscores between: `member_number`");
    }
    kept(name).map(|(name, _)| Label::Custom(name))
}

/// The list that has this label for its only entry.
pub(super) fn only(label: Label) -> Result<&'static [Label], &'static str> {
    match label {
        Label::Custom(name) => kept(name).map(|(_, labels)| labels),
        _ => {
            let at = Label::BUILT_IN.iter().position(|known| *known == label);
            Ok(at.and_then(|at| Label::BUILT_IN.get(at..=at)).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_kept_once() {
        let (a, b) = (detector("kept-once").unwrap(), detector("kept-once").unwrap());
        assert!(std::ptr::eq(a, b));
        let label = label("kept_once").unwrap();
        assert_eq!(only(label).unwrap(), [label]);
        assert!(std::ptr::eq(only(label).unwrap(), only(label).unwrap()));
        assert_eq!(only(Label::Name).unwrap(), [Label::Name]);
    }

    #[test]
    fn names_that_are_none_are_refused() {
        for name in ["", "Ward", "ward_number", "ward--number", &"a".repeat(65)] {
            assert!(detector(name).is_err(), "{name}");
        }
        for name in ["", "Ward", "ward-number", "_ward", &"a".repeat(65)] {
            assert!(label(name).is_err(), "{name}");
        }
        assert_eq!(label("phone"), Ok(Label::Phone));
    }
}
