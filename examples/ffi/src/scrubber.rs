//! Scrubbers.

use sladd::{Key, Keys, Policy, Scrubber};

use crate::border::{self, Refused, SladdStatus, SladdStr};
use crate::result::SladdResult;

/// Finds and masks personal data. May be used by any number of threads at once.
pub struct SladdScrubber(pub(crate) Scrubber);

/// How a policy is written.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SladdFormat {
    /// TOML.
    SladdToml = 0,
    /// JSON.
    SladdJson = 1,
}

/// A key that a policy names, with the host's secret bytes: 32 random ones or more. Read during the call only.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SladdKey {
    /// The name by which the policy calls it.
    pub name: SladdStr,
    /// The secret bytes.
    pub secret: SladdStr,
}

/// The number of this ABI. It changes when a program built against an older header would misread something.
#[no_mangle]
pub extern "C" fn sladd_abi_version() -> u32 {
    1
}

/// The version of the dictionaries that are compiled in.
#[no_mangle]
pub extern "C" fn sladd_dictionary_version() -> SladdStr {
    SladdStr::lend(Scrubber::dictionary_version())
}

/// A scrubber for everything sladd finds, with Norwegian placeholders. The first one of a process reads the
/// dictionaries, some fifty milliseconds.
///
/// # Safety
/// `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_scrubber_new(out: *mut *mut SladdScrubber) -> SladdStatus {
    // SAFETY: the caller's promise.
    unsafe { border::give(out, || Ok(SladdScrubber(Scrubber::norwegian()))) }
}

/// A scrubber that does what a policy says. `format` is one of SladdFormat; `keys` are those that the policy names.
///
/// # Safety
/// `document` is `document_len` bytes, `keys` is `keys_len` keys whose bytes can be read, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_scrubber_from_policy(
    document: *const u8,
    document_len: usize,
    format: i32,
    keys: *const SladdKey,
    keys_len: usize,
    out: *mut *mut SladdScrubber,
) -> SladdStatus {
    let refused = |error: sladd::PolicyError| Refused(SladdStatus::SladdPolicy, error.to_string());
    let make = || {
        // SAFETY: as above.
        let document = unsafe { border::text(document, document_len) }?;
        let policy = match format {
            0 => Policy::from_toml_str(document),
            1 => Policy::from_json_str(document),
            _ => return Err(Refused::argument("the format")),
        };
        let policy = policy.map_err(refused)?;
        let mut given = Keys::new();
        for at in 0..keys_len {
            // SAFETY: as above; `at` is less than the number of keys.
            let key = unsafe { border::borrow(keys.wrapping_add(at)) }?;
            // SAFETY: as above.
            let (name, secret) = unsafe {
                (border::text(key.name.data, key.name.len)?, border::bytes(key.secret.data, key.secret.len)?)
            };
            let key = Key::from_bytes(secret);
            given.add(name, key.map_err(|error| Refused(SladdStatus::SladdKeyRefused, error.to_string()))?);
        }
        Scrubber::from_policy_with_keys(&policy, &given).map(SladdScrubber).map_err(refused)
    };
    // SAFETY: as above.
    unsafe { border::give(out, make) }
}

/// Gives a scrubber back.
///
/// # Safety
/// `scrubber` is null or a handle that was not freed, and no other thread uses it.
#[no_mangle]
pub unsafe extern "C" fn sladd_scrubber_free(scrubber: *mut SladdScrubber) {
    // SAFETY: the caller's promise.
    unsafe { border::free(scrubber) }
}

/// Masks a message.
///
/// # Safety
/// `scrubber` is a handle, `text` is `len` bytes, `out` can be written to.
#[no_mangle]
pub unsafe extern "C" fn sladd_scrub(
    scrubber: *const SladdScrubber,
    text: *const u8,
    len: usize,
    out: *mut *mut SladdResult,
) -> SladdStatus {
    let make = || {
        // SAFETY: the caller's promise.
        let (scrubber, text) = unsafe { (border::borrow(scrubber)?, border::text(text, len)?) };
        Ok(SladdResult::of(&scrubber.0.scrub(text)))
    };
    // SAFETY: the caller's promise.
    unsafe { border::give(out, make) }
}
