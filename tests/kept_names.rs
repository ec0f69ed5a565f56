//! Names of a policy are kept for the life of the process, a bounded number of them. By itself, since it fills the room.

#![cfg(feature = "serde")]

use sladd::{Confidence, Label, OwnDictionary};

#[test]
fn names_are_kept_in_bounded_number() {
    let keep = |i: usize| OwnDictionary::new(&format!("kept-{i}"), Label::Name, Confidence::Likely);
    assert!((0..4096).all(|i| keep(i).is_ok()));
    let full = keep(4096).unwrap_err();
    assert_eq!(full.place(), "name");
    assert!(full.problem().contains("4096"));
    // What is known already stays usable.
    assert!(keep(7).is_ok());
}
