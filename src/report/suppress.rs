//! A report without small numbers.
//!
//! A small number can point at somebody: one person who mentioned a passport that day. It is left out, and with it
//! whatever it could be computed from:
//!
//! - Of labels whose numbers are left out there are at least two, and their sum is so large that none of them follows
//!   from it: the smallest other number goes too, and where there is none, the total.
//! - By confidence and by detector a report speaks only where nothing about findings is left out: most labels come
//!   from one detector, so that its number would give the label's away.
//! - Bytes are left out with the first label: the numbers of most kinds have a known length.
//! - Untouched messages are a number too, seen less touched. Where that is small, or may be for all that is known of
//!   touched, what was seen is left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::{ByConfidence, CONFIDENCES, CountedBuild, CountedPolicy, Counts, Report, sum};
use crate::finding::{Confidence, Label};

/// A [`Report`] without its small numbers, made by [`Report::suppressed`].
///
/// `None` is a number that is left out, because it is small or because a small one would follow from it; nought stays
/// nought. It cannot be merged: merge first. Whoever publishes both a whole and its parts, a month and its days, can
/// be asked for the difference; publish one of them.
///
/// ```
/// # #[cfg(all(feature = "names", feature = "health"))] {
/// use sladd::{Label, Report, Scrubber};
///
/// let scrubber = Scrubber::norwegian();
/// let mut report = Report::new();
/// for message in ["Ring 412 00 000", "Jeg heter Kari Nordvik", "tlf 412 00 001, epost kari@example.no"] {
///     (0..20).for_each(|_| report.add(&scrubber.scrub(message)));
/// }
/// report.add(&scrubber.scrub("jeg heter Ola Nordvik"));
/// report.add(&scrubber.scrub("passnummer CCC123456"));
/// let public = report.suppressed(5);
/// assert_eq!((public.label(Label::Passport), public.label(Label::Phone)), (None, Some(40)));
/// // The smallest other number goes too, or the passport would follow from the total.
/// assert_eq!((public.findings(), public.label(Label::Email)), (Some(82), None));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(into = "super::wire::Suppressed"))]
pub struct SuppressedReport {
    pub(super) below: u64,
    pub(super) messages: Option<u64>,
    pub(super) messages_touched: Option<u64>,
    pub(super) conversations: Option<u64>,
    pub(super) conversations_touched: Option<u64>,
    pub(super) findings: Option<u64>,
    pub(super) bytes_masked: Option<u64>,
    pub(super) by_label: BTreeMap<Cow<'static, str>, Option<u64>>,
    pub(super) details: Option<(ByConfidence, Counts)>,
    pub(super) policies: BTreeSet<CountedPolicy>,
    pub(super) builds: BTreeSet<CountedBuild>,
}

impl SuppressedReport {
    pub(super) fn of(report: &Report, k: u64) -> SuppressedReport {
        let k = k.max(3);
        let is_small = |count: u64| (1..k).contains(&count);
        let labels = Labels::of(report, k);
        let all = labels.total.is_some() && labels.by_label.values().all(Option::is_some);
        let details = all
            && CONFIDENCES.iter().all(|confidence| !is_small(report.confidence(*confidence)))
            && report.by_detector.values().all(|count| !is_small(*count));
        // No more messages can be touched than there are findings: with the total goes what bounds it from below.
        let touched =
            |count: u64| Some(count).filter(|count| !is_small(*count) && (labels.total.is_some() || *count == 0));
        // Untouched is small, or would be for one of the numbers that touched may be. What is seen of messages bounds
        // what is seen of conversations, so that both speak or neither.
        let untouched =
            [(report.messages, report.messages_touched), (report.conversations, report.conversations_touched)]
                .iter()
                .any(|(seen, of)| {
                    is_small(seen.saturating_sub(*of)) || (touched(*of).is_none() && *seen < k.saturating_mul(2))
                });
        let seen = |count: u64| Some(count).filter(|count| !is_small(*count) && (!untouched || *count == 0));
        SuppressedReport {
            below: k,
            messages: seen(report.messages),
            messages_touched: touched(report.messages_touched),
            conversations: seen(report.conversations),
            conversations_touched: touched(report.conversations_touched),
            findings: labels.total,
            bytes_masked: Some(report.bytes_masked).filter(|_| all),
            by_label: labels.by_label,
            details: details.then(|| (report.by_confidence, report.by_detector.clone())),
            policies: report.policies.clone(),
            builds: report.builds.clone(),
        }
    }

    /// Numbers from 1 to one less than this are left out.
    #[must_use]
    pub const fn below(&self) -> u64 {
        self.below
    }

    /// Messages counted.
    #[must_use]
    pub const fn messages(&self) -> Option<u64> {
        self.messages
    }

    /// Messages in which something was found.
    #[must_use]
    pub const fn messages_touched(&self) -> Option<u64> {
        self.messages_touched
    }

    /// Conversations counted.
    #[must_use]
    pub const fn conversations(&self) -> Option<u64> {
        self.conversations
    }

    /// Conversations in which something was found.
    #[must_use]
    pub const fn conversations_touched(&self) -> Option<u64> {
        self.conversations_touched
    }

    /// Findings, all together.
    #[must_use]
    pub const fn findings(&self) -> Option<u64> {
        self.findings
    }

    /// Bytes of the received messages that findings cover.
    #[must_use]
    pub const fn bytes_masked(&self) -> Option<u64> {
        self.bytes_masked
    }

    /// Findings of one label.
    #[must_use]
    pub fn label(&self, label: Label) -> Option<u64> {
        self.by_label.get(label.as_str()).copied().unwrap_or(Some(0))
    }

    /// Findings by the stable name of their label. Labels that were never found are left out.
    pub fn by_label(&self) -> impl Iterator<Item = (&str, Option<u64>)> {
        self.by_label.iter().map(|(name, count)| (&**name, *count))
    }

    /// Findings of one confidence.
    #[must_use]
    pub fn confidence(&self, confidence: Confidence) -> Option<u64> {
        self.details.as_ref().map(|(by_confidence, _)| by_confidence.of(confidence))
    }

    /// Findings by detector, all or none of them.
    pub fn by_detector(&self) -> impl Iterator<Item = (&str, u64)> {
        self.details.iter().flat_map(|(_, by_detector)| by_detector).map(|(name, count)| (&**name, *count))
    }

    /// The policies that were named.
    pub fn policies(&self) -> impl Iterator<Item = &CountedPolicy> {
        self.policies.iter()
    }

    /// The editions of the crate that counted.
    pub fn builds(&self) -> impl Iterator<Item = &CountedBuild> {
        self.builds.iter()
    }
}

/// The numbers of labels that may be seen, with their total.
struct Labels {
    total: Option<u64>,
    by_label: BTreeMap<Cow<'static, str>, Option<u64>>,
}

impl Labels {
    fn of(report: &Report, k: u64) -> Labels {
        let counts: Vec<u64> = report.by_label.values().copied().filter(|count| *count > 0).collect();
        let mut hidden_below = k;
        if counts.iter().any(|count| *count < k) && !is_hidden(&counts, hidden_below, k) {
            // The smallest number that is not small. Those equal to it go too: which of them went would depend on
            // names.
            hidden_below = counts.iter().copied().filter(|count| *count >= k).min().unwrap_or(k).saturating_add(1);
        }
        let small = counts.iter().any(|count| *count < hidden_below);
        let total = !small || is_hidden(&counts, hidden_below, k);
        let shown = |count: u64| Some(count).filter(|count| total && (*count == 0 || *count >= hidden_below));
        Labels {
            total: total.then(|| sum(counts.iter().copied())),
            by_label: report.by_label.iter().map(|(name, count)| (name.clone(), shown(*count))).collect(),
        }
    }
}

/// Whether none of the numbers below `hidden_below` follows from their sum, which is known.
///
/// Each is 1 at least, so each may be anything from 1 to the sum less the others; that must be `k` numbers or more.
/// Whoever knows how numbers are chosen knows more: what is left is which of them is which, so they must differ.
fn is_hidden(counts: &[u64], hidden_below: u64, k: u64) -> bool {
    let hidden = || counts.iter().copied().filter(|count| *count < hidden_below);
    let many = u64::try_from(hidden().count()).unwrap_or(u64::MAX);
    many >= 2 && sum(hidden()) >= many.saturating_add(k - 1) && hidden().min() != hidden().max()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn report(labels: &[u64], seen: [u64; 4]) -> Report {
        let [messages, messages_touched, conversations, conversations_touched] = seen;
        let mut report = Report { messages, messages_touched, conversations, conversations_touched, ..Report::new() };
        for (name, count) in ["a", "b", "c", "d"].iter().zip(labels).filter(|(_, count)| **count > 0) {
            report.by_label.insert((*name).into(), *count);
            report.by_detector.insert((*name).into(), *count);
            report.by_confidence.certain += count;
            report.bytes_masked += 11 * count;
        }
        report
    }

    /// Every number of a report, and what is seen of it.
    fn numbers(report: &Report, seen: &SuppressedReport) -> Vec<(u64, Option<u64>)> {
        let mut numbers = vec![
            (report.messages, seen.messages),
            (report.messages_touched, seen.messages_touched),
            (report.conversations, seen.conversations),
            (report.conversations_touched, seen.conversations_touched),
            (report.findings(), seen.findings),
            // What is not published follows from nothing either.
            (report.messages.saturating_sub(report.messages_touched), None),
            (report.conversations.saturating_sub(report.conversations_touched), None),
        ];
        numbers.extend(report.by_label.iter().map(|(name, count)| (*count, seen.by_label[name])));
        numbers
    }

    /// Whoever knows how numbers are left out and sees the result finds at least two reports that give it, and they
    /// differ in every small number.
    fn nothing_small_follows(reports: impl Iterator<Item = Report>, k: u64) {
        let mut alike: HashMap<String, Vec<Vec<u64>>> = HashMap::new();
        for report in reports {
            let seen = report.suppressed(k);
            let numbers = numbers(&report, &seen);
            for (number, seen) in &numbers {
                assert!(seen.is_none_or(|seen| seen == *number && !(1..k).contains(&seen)), "{report:?}");
            }
            alike.entry(format!("{seen:?}")).or_default().push(numbers.iter().map(|(number, _)| *number).collect());
        }
        for (seen, reports) in &alike {
            for (at, number) in reports[0].iter().enumerate() {
                let fixed = reports.iter().all(|report| report[at] == *number);
                assert!(!fixed || !(1..k).contains(number), "number {at} is {number}: {seen}");
            }
        }
    }

    /// All reports of so many labels with so many findings at most: whatever has the same total is among them.
    fn all_with(labels: usize, most: u64) -> Vec<Vec<u64>> {
        (0..labels).fold(vec![Vec::new()], |all, _| {
            let longer = |counts: Vec<u64>| {
                let left = most - sum(counts.iter().copied());
                (0..=left).map(move |count| counts.iter().copied().chain([count]).collect())
            };
            all.into_iter().flat_map(longer).collect()
        })
    }

    #[test]
    fn no_label_follows_from_what_is_seen() {
        for (k, labels, most) in [(3, 3, 16), (4, 3, 20), (5, 3, 22), (3, 4, 14), (5, 2, 30)] {
            nothing_small_follows(all_with(labels, most).iter().map(|counts| report(counts, [50, 50, 0, 0])), k);
        }
    }

    #[test]
    fn no_message_and_no_conversation_follows_from_what_is_seen() {
        let mut reports = Vec::new();
        // Seen may be more than touched by more than is small, so that nothing follows from where the list ends.
        for (m, mt) in (0..11).flat_map(|m| (0..8).map(move |mt| (m, mt))) {
            for (c, ct) in (0..11).flat_map(|c| (0..8).map(move |ct| (c, ct))) {
                // As counting makes them: no more touched than seen, than messages, than findings.
                let counted = mt <= m && ct <= c && c <= m && ct <= mt && (c == 0) == (m == 0);
                for findings in (mt..10).filter(|findings| counted && (mt > 0) == (*findings > 0)) {
                    reports.extend((0..=findings).map(|one| report(&[one, findings - one], [m, mt, c, ct])));
                }
            }
        }
        assert!(reports.len() > 1000);
        nothing_small_follows(reports.into_iter(), 3);
    }

    #[test]
    fn the_smallest_other_number_goes_with_a_lonely_small_one() {
        let seen = report(&[2, 30, 9, 50], [100, 60, 0, 0]).suppressed(5);
        assert_eq!(seen.by_label().map(|(_, count)| count).collect::<Vec<_>>(), [None, Some(30), None, Some(50)]);
        assert_eq!((seen.findings, seen.bytes_masked, seen.details), (Some(91), None, None));
    }

    #[test]
    fn what_is_large_is_all_there() {
        let whole = report(&[30, 9], [100, 60, 20, 12]);
        let seen = whole.suppressed(5);
        assert!(numbers(&whole, &seen).iter().filter(|(_, seen)| seen.is_none()).count() == 2, "{seen:?}");
        assert_eq!((seen.bytes_masked(), seen.confidence(Confidence::Certain)), (Some(429), Some(39)));
        assert_eq!(seen.by_detector().collect::<Vec<_>>(), [("a", 30), ("b", 9)]);
    }

    #[test]
    fn nothing_at_all_is_no_secret() {
        let seen = Report::new().suppressed(5);
        assert_eq!((seen.messages(), seen.findings(), seen.label(Label::Phone)), (Some(0), Some(0), Some(0)));
    }
}
