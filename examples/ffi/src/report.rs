//! Counts of what was found.

use std::sync::Mutex;

use sladd::Report;

use crate::border::{self, Refused, SladdStatus};
use crate::result::SladdResult;

/// How much personal data was found in the messages that were counted; no text. Calls on one wait for each other.
pub struct SladdReport(Mutex<Report>);

/// A report in which nothing has been counted.
///
/// # Safety
/// `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_report_new(out: *mut *mut SladdReport) -> SladdStatus {
    // SAFETY: the caller's promise.
    unsafe { border::give(out, || Ok(SladdReport(Mutex::new(Report::new())))) }
}

/// Counts one message: what sladd_scrub or sladd_scrub_in gave for it.
///
/// # Safety
/// Both are handles.
#[no_mangle]
pub unsafe extern "C" fn sladd_report_add(report: *const SladdReport, result: *const SladdResult) -> SladdStatus {
    border::call(|| {
        // SAFETY: the caller's promise.
        let (report, result) = unsafe { (border::borrow(report)?, border::borrow(result)?) };
        border::lock(&report.0)?.add(&*result.found);
        Ok(())
    })
}

/// The report as JSON, as the text of a result.
///
/// # Safety
/// `report` is a handle, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_report_json(report: *const SladdReport, out: *mut *mut SladdResult) -> SladdStatus {
    let make = || {
        // SAFETY: the caller's promise.
        let report = unsafe { border::borrow(report) }?;
        let written = serde_json::to_string(&*border::lock(&report.0)?);
        let failed = |_| Refused(SladdStatus::SladdInternal, "the report could not be written".to_owned());
        written.map(SladdResult::of_text).map_err(failed)
    };
    // SAFETY: the caller's promise.
    unsafe { border::give(out, make) }
}

/// Gives a report back.
///
/// # Safety
/// `report` is null or a handle that was not freed, and no other thread uses it.
#[no_mangle]
pub unsafe extern "C" fn sladd_report_free(report: *mut SladdReport) {
    // SAFETY: the caller's promise.
    unsafe { border::free(report) }
}
