//! Who is who: the numbers in `[NAVN-1]`, `[NAVN-2]`.
//!
//! Equal canonical values of one label have one number. A name that is a part of one other ("Kari" behind "Kari
//! Nordvik") is the same person; one that is a part of two is a third, since nobody can tell. Numbers are given in
//! order and never again.

use std::collections::{HashMap, VecDeque};
use std::fmt;

use crate::finding::Label;
use crate::wiped::Wiped;

/// The numbers given so far. Holds canonical values, bounded; never printed, overwritten when they are forgotten.
#[derive(Clone, Default)]
pub(crate) struct Numbering {
    known: HashMap<(Label, Wiped), u32>,
    /// Which persons a part of a name belongs to.
    parts: HashMap<Wiped, Vec<u32>>,
    /// How many parts are known of a person.
    sizes: HashMap<u32, u32>,
    given: HashMap<Label, u32>,
    /// Values in the order they came in, for forgetting the oldest.
    order: VecDeque<(Label, Wiped)>,
}

/// The most values that are remembered. One more, and the oldest is forgotten: seen again it gets a new number.
pub(crate) const MOST_VALUES: usize = 4096;
/// The most persons a part of a name is remembered for; two are enough to make it ambiguous.
const MOST_SHARED: usize = 2;

impl Numbering {
    /// Whether no number has been given.
    pub(crate) fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// The number of a value, a new one if it has none.
    pub(crate) fn number(&mut self, label: Label, canonical: &str) -> u32 {
        let key = (label, Wiped::from(canonical));
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let same = if label == Label::Name { self.same_person(canonical) } else { None };
        let number = same.unwrap_or_else(|| self.next(label));
        self.learn(key, number);
        number
    }

    /// Remembers the number of a value that has none yet.
    fn learn(&mut self, key: (Label, Wiped), number: u32) {
        if key.0 == Label::Name {
            for part in key.1.split(' ') {
                let persons = self.parts.entry(Wiped::from(part)).or_default();
                if persons.len() < MOST_SHARED && !persons.contains(&number) {
                    persons.push(number);
                    *self.sizes.entry(number).or_default() += 1;
                }
            }
        }
        self.remember(key, number);
    }

    /// Takes over a number that was given elsewhere; it and those below are not given again.
    #[cfg(feature = "keyed")]
    pub(crate) fn take_over(&mut self, label: Label, canonical: &str, number: u32) {
        let given = self.given.entry(label).or_default();
        *given = number.max(*given);
        let key = (label, Wiped::from(canonical));
        if !self.known.contains_key(&key) {
            self.learn(key, number);
        }
    }

    /// Writes the numbers of built-in labels into a state that is sealed.
    #[cfg(feature = "keyed")]
    pub(crate) fn write(&self, out: &mut impl crate::conversation::sealed::Sink) {
        let built_in = |label: &Label| !matches!(label, Label::Custom(_));
        let mut given: Vec<(Label, u32)> = self.given.iter().map(|(label, given)| (*label, *given)).collect();
        given.retain(|(label, _)| built_in(label));
        given.sort_unstable();
        out.list(given.into_iter(), |out, (label, given)| {
            out.text(label.as_str());
            out.number(u64::from(given));
        });
        let known: Vec<(&(Label, Wiped), u32)> = self
            .order
            .iter()
            .filter(|key| built_in(&key.0))
            .filter_map(|key| Some((key, *self.known.get(key)?)))
            .collect();
        out.list(known.into_iter(), |out, (key, number)| {
            out.text(key.0.as_str());
            out.text(&key.1);
            out.number(u64::from(number));
        });
    }

    /// Reads what was written.
    #[cfg(feature = "keyed")]
    pub(crate) fn read(&mut self, from: &mut crate::conversation::sealed::Reader<'_>) -> Option<()> {
        let given = from.list(|from| Some((Label::from_name(from.text()?)?, u32::try_from(from.number()?).ok()?)))?;
        from.list(|from| {
            let label = Label::from_name(from.text()?)?;
            let canonical = from.text()?;
            self.take_over(label, canonical, u32::try_from(from.number()?).ok()?);
            Some(())
        })?;
        self.given.extend(given);
        Some(())
    }

    fn next(&mut self, label: Label) -> u32 {
        let given = self.given.entry(label).or_default();
        *given = given.saturating_add(1);
        *given
    }

    /// The one person who has every part of the name, or whose whole name is a part of it.
    fn same_person(&self, canonical: &str) -> Option<u32> {
        let mut person = None;
        let mut unknown = false;
        for part in canonical.split(' ') {
            // "fatumas" is the genitive of Fatuma where nobody else is called so.
            let known = self.parts.get(part).or_else(|| self.parts.get(part.strip_suffix('s')?));
            match known.map(Vec::as_slice) {
                Some([one]) if person.is_none_or(|known| known == *one) => person = Some(*one),
                Some(_) => return None,
                None => unknown = true,
            }
        }
        // "Kari Hansen" behind "Kari" is that Kari; behind "Kari Nordvik" somebody else.
        person.filter(|number| !unknown || self.sizes.get(number) == Some(&1))
    }

    fn remember(&mut self, key: (Label, Wiped), number: u32) {
        if self.order.len() >= MOST_VALUES {
            if let Some(oldest) = self.order.pop_front() {
                if let Some(number) = self.known.remove(&oldest) {
                    self.sizes.remove(&number);
                }
                if oldest.0 == Label::Name {
                    oldest.1.split(' ').for_each(|part| _ = self.parts.remove(part));
                }
            }
        }
        self.order.push_back(key.clone());
        self.known.insert(key, number);
    }
}

impl fmt::Debug for Numbering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Numbering").field("values", &self.known.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(names: &[&str]) -> Vec<u32> {
        let mut numbering = Numbering::default();
        names.iter().map(|name| numbering.number(Label::Name, name)).collect()
    }

    #[test]
    fn a_part_of_a_name_is_the_same_person() {
        assert_eq!(numbers(&["kari nordvik", "kari", "nordvik", "kari nordvik"]), [1, 1, 1, 1]);
        assert_eq!(numbers(&["kari", "kari nordvik", "nordvik"]), [1, 1, 1]);
        assert_eq!(numbers(&["fatuma", "fatumas", "johannes", "johanne"]), [1, 1, 2, 3]);
    }

    #[test]
    fn a_part_of_two_names_is_neither() {
        assert_eq!(numbers(&["kari nordvik", "kari hansen", "kari", "nordvik", "kari"]), [1, 2, 3, 1, 3]);
    }

    #[test]
    fn labels_count_apart() {
        let mut numbering = Numbering::default();
        assert_eq!(numbering.number(Label::Phone, "+4741200000"), 1);
        assert_eq!(numbering.number(Label::Name, "kari"), 1);
        assert_eq!(numbering.number(Label::Phone, "+4741200001"), 2);
        assert_eq!(numbering.number(Label::Phone, "+4741200000"), 1);
    }

    #[test]
    fn memory_is_bounded_and_numbers_are_not_given_twice() {
        let mut numbering = Numbering::default();
        for i in 0..3 * MOST_VALUES {
            assert_eq!(numbering.number(Label::Name, &format!("navn{i} etternavn{i}")), i as u32 + 1);
        }
        assert_eq!(numbering.known.len(), MOST_VALUES);
        assert!(numbering.parts.len() <= 2 * MOST_VALUES && numbering.sizes.len() <= MOST_VALUES + 1);
        assert_eq!(numbering.number(Label::Name, "navn0 etternavn0"), 3 * MOST_VALUES as u32 + 1);
    }
}
