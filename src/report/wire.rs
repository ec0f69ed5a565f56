//! The written form of reports. Its names are stable; a change that old readers would misread counts `SCHEMA` up.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ByConfidence, CONFIDENCES, CountedBuild, CountedPolicy, Counts, Report, SuppressedReport, sum};

const SCHEMA: u32 = 1;

#[derive(Serialize, Deserialize)]
pub(super) struct Written {
    schema: u32,
    messages: u64,
    messages_touched: u64,
    conversations: u64,
    conversations_touched: u64,
    findings: u64,
    bytes_masked: u64,
    by_label: Counts,
    by_confidence: ByConfidence,
    by_detector: Counts,
    policies: BTreeSet<CountedPolicy>,
    builds: BTreeSet<CountedBuild>,
}

impl From<Report> for Written {
    fn from(report: Report) -> Written {
        Written {
            schema: SCHEMA,
            messages: report.messages,
            messages_touched: report.messages_touched,
            conversations: report.conversations,
            conversations_touched: report.conversations_touched,
            findings: report.findings(),
            bytes_masked: report.bytes_masked,
            by_label: report.by_label,
            by_confidence: report.by_confidence,
            by_detector: report.by_detector,
            policies: report.policies,
            builds: report.builds,
        }
    }
}

/// Why a written report cannot be read. It quotes nothing.
#[derive(Clone, Copy)]
pub(super) enum Unreadable {
    Schema,
    Name,
    Sum,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unreadable::Schema => "the report has a form that this version does not know",
            Unreadable::Name => "a label, a detector or an edition in the report has a name that none has",
            Unreadable::Sum => "the numbers of the report contradict each other",
        })
    }
}

impl TryFrom<Written> for Report {
    type Error = Unreadable;

    fn try_from(written: Written) -> Result<Report, Unreadable> {
        if written.schema != SCHEMA {
            return Err(Unreadable::Schema);
        }
        let editions = written.builds.iter().flat_map(|build| [&build.sladd, &build.dictionaries]);
        let names = written.by_label.keys().chain(written.by_detector.keys()).chain(editions);
        if !names.map(|name| &**name).all(is_name) {
            return Err(Unreadable::Name);
        }
        let total = written.findings;
        let by_confidence = sum(CONFIDENCES.map(|confidence| written.by_confidence.of(confidence)));
        let sums = [sum(written.by_label.values().copied()), by_confidence, sum(written.by_detector.values().copied())];
        if sums != [total; 3] {
            return Err(Unreadable::Sum);
        }
        Ok(Report {
            messages: written.messages,
            messages_touched: written.messages_touched,
            conversations: written.conversations,
            conversations_touched: written.conversations_touched,
            bytes_masked: written.bytes_masked,
            by_label: written.by_label,
            by_confidence: written.by_confidence,
            by_detector: written.by_detector,
            policies: written.policies,
            builds: written.builds,
        })
    }
}

/// Labels are snake_case, detectors kebab-case, versions have dots: nothing a message could be hidden in.
fn is_name(name: &str) -> bool {
    const LONGEST: usize = 64;
    let sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+');
    !name.is_empty() && name.len() <= LONGEST && name.bytes().all(sign)
}

/// Numbers that are left out are `null`.
#[derive(Serialize)]
pub(super) struct Suppressed {
    schema: u32,
    suppressed_below: u64,
    messages: Option<u64>,
    messages_touched: Option<u64>,
    conversations: Option<u64>,
    conversations_touched: Option<u64>,
    findings: Option<u64>,
    bytes_masked: Option<u64>,
    by_label: BTreeMap<Cow<'static, str>, Option<u64>>,
    by_confidence: Option<ByConfidence>,
    by_detector: Option<Counts>,
    policies: BTreeSet<CountedPolicy>,
    builds: BTreeSet<CountedBuild>,
}

impl From<SuppressedReport> for Suppressed {
    fn from(report: SuppressedReport) -> Suppressed {
        let (by_confidence, by_detector) = report.details.unzip();
        Suppressed {
            schema: SCHEMA,
            suppressed_below: report.below,
            messages: report.messages,
            messages_touched: report.messages_touched,
            conversations: report.conversations,
            conversations_touched: report.conversations_touched,
            findings: report.findings,
            bytes_masked: report.bytes_masked,
            by_label: report.by_label,
            by_confidence,
            by_detector,
            policies: report.policies,
            builds: report.builds,
        }
    }
}
