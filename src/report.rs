//! Counts of what was found: for a dashboard, for a yearly account, for somebody who tunes the service.
//!
//! A [`Report`] holds numbers and names of labels, detectors and policies; no text, no offsets, nothing of any one
//! message. Threads and machines count apart and [merge](Report::merge) what they have.

mod suppress;
#[cfg(feature = "serde")]
mod wire;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::dictionary;
use crate::finding::{Confidence, Finding, Label};
use crate::scrubbed::Scrubbed;
pub use suppress::SuppressedReport;

/// Counts by name. Names are those of the crate and of the host's own labels and detectors, or were read back.
pub(crate) type Counts = BTreeMap<Cow<'static, str>, u64>;

/// How much personal data was found in the messages that were counted.
///
/// ```
/// use sladd::{Label, Report, Scrubber};
///
/// let scrubber = Scrubber::builder().build()?;
/// let mut report = Report::new();
/// for message in ["Ring 412 00 000", "Takk for hjelpen", "epost kari@example.no, tlf 412 00 001"] {
///     report.add(&scrubber.scrub(message));
/// }
/// assert_eq!((report.messages(), report.messages_touched()), (3, 2));
/// assert_eq!((report.label(Label::Phone), report.label(Label::Email)), (2, 1));
/// # Ok::<(), sladd::BuildError>(())
/// ```
///
/// Numbers never wrap around: one that would pass `u64::MAX` stays there.
///
/// With the feature `serde` a report is written and read with stable names and the number of its form (`"schema": 1`).
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(into = "wire::Written", try_from = "wire::Written"))]
pub struct Report {
    messages: u64,
    messages_touched: u64,
    conversations: u64,
    conversations_touched: u64,
    bytes_masked: u64,
    by_label: Counts,
    by_confidence: ByConfidence,
    by_detector: Counts,
    policies: BTreeSet<CountedPolicy>,
    builds: BTreeSet<CountedBuild>,
}

/// Findings by confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct ByConfidence {
    possible: u64,
    likely: u64,
    certain: u64,
}

impl ByConfidence {
    const fn of(&self, confidence: Confidence) -> u64 {
        match confidence {
            Confidence::Possible => self.possible,
            Confidence::Likely => self.likely,
            Confidence::Certain => self.certain,
        }
    }

    fn add(&mut self, confidence: Confidence, count: u64) {
        let counted = match confidence {
            Confidence::Possible => &mut self.possible,
            Confidence::Likely => &mut self.likely,
            Confidence::Certain => &mut self.certain,
        };
        add(counted, count);
    }
}

/// Every confidence, the least first.
const CONFIDENCES: [Confidence; 3] = [Confidence::Possible, Confidence::Likely, Confidence::Certain];

/// The policy that messages of a report were scrubbed with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CountedPolicy {
    name: String,
    fingerprint: String,
}

impl CountedPolicy {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What tells two editions of it apart.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// The edition of the crate that counted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CountedBuild {
    sladd: Cow<'static, str>,
    dictionaries: Cow<'static, str>,
}

impl CountedBuild {
    /// The crate's version.
    #[must_use]
    pub fn sladd(&self) -> &str {
        &self.sladd
    }

    /// The version of its dictionaries: [`Scrubber::dictionary_version`](crate::Scrubber::dictionary_version).
    #[must_use]
    pub fn dictionaries(&self) -> &str {
        &self.dictionaries
    }
}

/// What a report needs to know of one conversation so that it is counted once. The host keeps it with the
/// conversation; it says only whether the conversation has been counted and whether anything was found in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ConversationTally {
    counted: bool,
    touched: bool,
}

impl ConversationTally {
    /// A conversation that has not been counted yet.
    #[must_use]
    pub const fn new() -> ConversationTally {
        ConversationTally { counted: false, touched: false }
    }

    /// Whether anything was found in it so far.
    #[must_use]
    pub const fn is_touched(&self) -> bool {
        self.touched
    }
}

impl Default for Report {
    fn default() -> Report {
        Report::new()
    }
}

impl Report {
    /// Nothing has been counted. It names the edition of the crate and of its dictionaries.
    #[must_use]
    pub fn new() -> Report {
        let build = CountedBuild {
            sladd: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
            dictionaries: Cow::Borrowed(dictionary::version()),
        };
        Report {
            messages: 0,
            messages_touched: 0,
            conversations: 0,
            conversations_touched: 0,
            bytes_masked: 0,
            by_label: Counts::new(),
            by_confidence: ByConfidence::default(),
            by_detector: Counts::new(),
            policies: BTreeSet::new(),
            builds: BTreeSet::from([build]),
        }
    }

    /// The same, and says which policy the messages are scrubbed with.
    ///
    /// ```
    /// let report = sladd::Report::new().with_policy("strict", "9f86d081884c7d65");
    /// assert_eq!(report.policies().next().unwrap().name(), "strict");
    /// ```
    #[must_use]
    pub fn with_policy(mut self, name: &str, fingerprint: &str) -> Report {
        self.policies.insert(CountedPolicy { name: name.to_owned(), fingerprint: fingerprint.to_owned() });
        self
    }

    /// Counts one message: what [`scrub`](crate::Scrubber::scrub) or [`find`](crate::Scrubber::find) gave for it.
    pub fn add(&mut self, message: &(impl AsRef<[Finding]> + ?Sized)) {
        let findings = message.as_ref();
        add(&mut self.messages, 1);
        add(&mut self.messages_touched, u64::from(!findings.is_empty()));
        for finding in findings {
            add(&mut self.bytes_masked, u64::try_from(finding.span().len()).unwrap_or(u64::MAX));
            add(self.by_label.entry(Cow::Borrowed(finding.label().as_str())).or_default(), 1);
            add(self.by_detector.entry(Cow::Borrowed(finding.detector())).or_default(), 1);
            self.by_confidence.add(finding.confidence(), 1);
        }
    }

    /// Counts one message of a conversation, and the conversation once: with its first message as seen, with the
    /// first message in which something is found as touched.
    ///
    /// The tally belongs to the conversation and goes where it goes, from thread to thread and from one report to the
    /// next. Merged reports then count every conversation once, also one whose messages are in several of them; a
    /// report of one hour may have more conversations touched than begun.
    ///
    /// ```
    /// use sladd::{ConversationTally, Report, Scrubber};
    ///
    /// let scrubber = Scrubber::builder().build()?;
    /// let (mut report, mut tally) = (Report::new(), ConversationTally::new());
    /// for message in ["Hei", "Ring 412 00 000", "eller 412 00 001"] {
    ///     report.add_in(&mut tally, &scrubber.scrub(message));
    /// }
    /// assert_eq!((report.conversations(), report.conversations_touched()), (1, 1));
    /// assert_eq!((report.messages(), report.messages_touched()), (3, 2));
    /// # Ok::<(), sladd::BuildError>(())
    /// ```
    pub fn add_in(&mut self, conversation: &mut ConversationTally, message: &(impl AsRef<[Finding]> + ?Sized)) {
        self.add(message);
        let touched = !message.as_ref().is_empty();
        add(&mut self.conversations, u64::from(!conversation.counted));
        add(&mut self.conversations_touched, u64::from(touched && !conversation.touched));
        *conversation = ConversationTally { counted: true, touched: conversation.touched || touched };
    }

    /// Adds what another report counted. The order of merging does not matter.
    pub fn merge(&mut self, other: &Report) {
        add(&mut self.messages, other.messages);
        add(&mut self.messages_touched, other.messages_touched);
        add(&mut self.conversations, other.conversations);
        add(&mut self.conversations_touched, other.conversations_touched);
        add(&mut self.bytes_masked, other.bytes_masked);
        for confidence in CONFIDENCES {
            self.by_confidence.add(confidence, other.by_confidence.of(confidence));
        }
        for (counts, others) in [(&mut self.by_label, &other.by_label), (&mut self.by_detector, &other.by_detector)] {
            for (name, count) in others {
                add(counts.entry(name.clone()).or_default(), *count);
            }
        }
        self.policies.extend(other.policies.iter().cloned());
        self.builds.extend(other.builds.iter().cloned());
    }

    /// Messages counted.
    #[must_use]
    pub const fn messages(&self) -> u64 {
        self.messages
    }

    /// Messages in which something was found.
    #[must_use]
    pub const fn messages_touched(&self) -> u64 {
        self.messages_touched
    }

    /// Conversations counted. Those of messages counted without a tally are not among them.
    #[must_use]
    pub const fn conversations(&self) -> u64 {
        self.conversations
    }

    /// Conversations in which something was found.
    #[must_use]
    pub const fn conversations_touched(&self) -> u64 {
        self.conversations_touched
    }

    /// Findings, all together.
    #[must_use]
    pub fn findings(&self) -> u64 {
        sum(self.by_label.values().copied())
    }

    /// Bytes of the received messages that findings cover.
    #[must_use]
    pub const fn bytes_masked(&self) -> u64 {
        self.bytes_masked
    }

    /// Findings of one label.
    #[must_use]
    pub fn label(&self, label: Label) -> u64 {
        self.by_label.get(label.as_str()).copied().unwrap_or(0)
    }

    /// Findings by the stable name of their label, in the order of names. Labels that were never found are left out.
    pub fn by_label(&self) -> impl Iterator<Item = (&str, u64)> {
        self.by_label.iter().map(|(name, count)| (&**name, *count))
    }

    /// Findings of one confidence.
    #[must_use]
    pub const fn confidence(&self, confidence: Confidence) -> u64 {
        self.by_confidence.of(confidence)
    }

    /// Findings by the name of the detector whose claim was the surest, in the order of names.
    pub fn by_detector(&self) -> impl Iterator<Item = (&str, u64)> {
        self.by_detector.iter().map(|(name, count)| (&**name, *count))
    }

    /// The policies that were named. Several after a merge of reports under several.
    pub fn policies(&self) -> impl Iterator<Item = &CountedPolicy> {
        self.policies.iter()
    }

    /// The editions of the crate that counted. Several after a merge of reports of several.
    pub fn builds(&self) -> impl Iterator<Item = &CountedBuild> {
        self.builds.iter()
    }

    /// The report without its small numbers, for readers who are many: see [`SuppressedReport`]. Numbers from 1 to
    /// `k` - 1 are left out, and those that would give them away; a `k` below 3 is taken as 3, for whoever knows that
    /// a number is 1 or nothing knows it.
    #[must_use]
    pub fn suppressed(&self, k: u64) -> SuppressedReport {
        SuppressedReport::of(self, k)
    }
}

impl AsRef<[Finding]> for Scrubbed<'_> {
    fn as_ref(&self) -> &[Finding] {
        self.findings()
    }
}

fn add(counted: &mut u64, count: u64) {
    *counted = counted.saturating_add(count);
}

fn sum(counts: impl IntoIterator<Item = u64>) -> u64 {
    counts.into_iter().fold(0, u64::saturating_add)
}
