//! Masked text, with what was found.

use sladd::{Amendment, Confidence, Finding, Scrubbed};

use crate::border::{self, SladdStr};

/// A masked text with what was found in the original. Never changes; may be read by any number of threads at once.
pub struct SladdResult {
    text: Box<str>,
    findings: Box<[SladdFinding]>,
    amendments: Box<[SladdAmendment]>,
    number: u64,
    /// What `findings` tell of, for reports.
    pub(crate) found: Box<[Finding]>,
    /// What `amendments` point into.
    _amended: Box<[Amendment]>,
}

// SAFETY: the pointers inside lead to static names and to what the result owns itself, which nobody changes.
unsafe impl Send for SladdResult {}
// SAFETY: as above.
unsafe impl Sync for SladdResult {}

/// How sure a finding is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SladdConfidence {
    /// The shape fits, other readings are as plausible.
    SladdPossible = 0,
    /// The best reading.
    SladdLikely = 1,
    /// Proved by check digits, by its shape or by a cue.
    SladdCertain = 2,
}

/// One finding: what, how sure, where. It never holds the text. Names live as long as the library is loaded.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SladdFinding {
    /// First byte in the message.
    pub start: usize,
    /// One past the last byte in the message.
    pub end: usize,
    /// First byte of its replacement in the masked text.
    pub masked_start: usize,
    /// One past the last byte of its replacement.
    pub masked_end: usize,
    /// What kind: a stable snake_case name.
    pub label: SladdStr,
    /// Which sort of the kind; null where there is only one.
    pub variant: SladdStr,
    /// The detector whose claim was the surest.
    pub detector: SladdStr,
    /// How sure.
    pub confidence: SladdConfidence,
}

/// What a message shows of an earlier one of its conversation.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SladdAmendment {
    /// The number of the earlier message.
    pub message: u64,
    /// First byte to be replaced in the masked text of that message, as it stands after every earlier amendment.
    pub start: usize,
    /// One past the last byte to be replaced.
    pub end: usize,
    /// What is to stand there; lent by the result.
    pub replacement: SladdStr,
    /// What kind of data it is.
    pub label: SladdStr,
}

impl SladdResult {
    pub(crate) fn of(scrubbed: &Scrubbed<'_>) -> SladdResult {
        SladdResult::of_turn(scrubbed, Box::default(), 0)
    }

    pub(crate) fn of_turn(scrubbed: &Scrubbed<'_>, amended: Box<[Amendment]>, number: u64) -> SladdResult {
        let findings = scrubbed.replacements().map(|(finding, masked)| SladdFinding {
            start: finding.span().start,
            end: finding.span().end,
            masked_start: masked.start,
            masked_end: masked.end,
            label: SladdStr::lend(finding.label().as_str()),
            variant: finding.variant().map_or(SladdStr::NONE, SladdStr::lend),
            detector: SladdStr::lend(finding.detector()),
            confidence: match finding.confidence() {
                Confidence::Possible => SladdConfidence::SladdPossible,
                Confidence::Likely => SladdConfidence::SladdLikely,
                // A step that a later version adds above is at least this sure.
                _ => SladdConfidence::SladdCertain,
            },
        });
        let amendments = amended.iter().map(|amendment| SladdAmendment {
            message: amendment.message(),
            start: amendment.span().start,
            end: amendment.span().end,
            replacement: SladdStr::lend(amendment.replacement()),
            label: SladdStr::lend(amendment.label().as_str()),
        });
        SladdResult {
            text: scrubbed.as_str().into(),
            findings: findings.collect(),
            amendments: amendments.collect(),
            number,
            found: scrubbed.findings().into(),
            _amended: amended,
        }
    }

    /// Text that has no findings of its own: of a stream, of a report.
    pub(crate) fn of_text(text: String) -> SladdResult {
        SladdResult {
            text: text.into(),
            findings: Box::default(),
            amendments: Box::default(),
            number: 0,
            found: Box::default(),
            _amended: Box::default(),
        }
    }
}

/// The masked text; null for a null pointer. Lent by the result.
///
/// # Safety
/// `result` is null or a handle.
#[no_mangle]
pub unsafe extern "C" fn sladd_result_text(result: *const SladdResult) -> SladdStr {
    // SAFETY: the caller's promise.
    unsafe { border::borrow(result) }.map_or(SladdStr::NONE, |result| SladdStr::lend(&result.text))
}

/// The first of `*len` findings, in the order of the text. Lent by the result. None, and a null pointer, for a null
/// pointer.
///
/// # Safety
/// `result` is null or a handle, `len` is null or can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_result_findings(result: *const SladdResult, len: *mut usize) -> *const SladdFinding {
    // SAFETY: the caller's promise.
    unsafe { lend(border::borrow(result).map(|result| &*result.findings), len) }
}

/// The first of `*len` amendments, in the order to apply them. Lent by the result.
///
/// # Safety
/// As for sladd_result_findings.
#[no_mangle]
pub unsafe extern "C" fn sladd_result_amendments(result: *const SladdResult, len: *mut usize) -> *const SladdAmendment {
    // SAFETY: the caller's promise.
    unsafe { lend(border::borrow(result).map(|result| &*result.amendments), len) }
}

/// The number of the message in its conversation, from 0.
///
/// # Safety
/// `result` is null or a handle.
#[no_mangle]
pub unsafe extern "C" fn sladd_result_number(result: *const SladdResult) -> u64 {
    // SAFETY: the caller's promise.
    unsafe { border::borrow(result) }.map_or(0, |result| result.number)
}

/// Gives a result back.
///
/// # Safety
/// `result` is null or a handle that was not freed, and no other thread uses it.
#[no_mangle]
pub unsafe extern "C" fn sladd_result_free(result: *mut SladdResult) {
    // SAFETY: the caller's promise.
    unsafe { border::free(result) }
}

/// Lends a slice as pointer and length.
///
/// # Safety
/// `len` is null or can be written to.
unsafe fn lend<T, E>(items: Result<&[T], E>, len: *mut usize) -> *const T {
    let items = items.unwrap_or(&[]);
    if !len.is_null() {
        // SAFETY: not null, and the caller's promise above.
        unsafe { len.write(items.len()) };
    }
    if items.is_empty() {
        std::ptr::null()
    } else {
        items.as_ptr()
    }
}
