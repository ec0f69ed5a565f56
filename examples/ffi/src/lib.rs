//! The C ABI of sladd. `include/sladd.h` is its documentation; this file and those beside it are what stands behind.
//!
//! The rules that hold for every function are at the head of the header (`cbindgen.toml`). Three helpers keep them:
//! [`border::call`] turns panics and refusals into a status, [`border::text`] takes text from a caller, and
//! [`border::give`] hands out a handle.

mod border;
mod conversation;
mod report;
mod result;
mod scrubber;
mod stream;

pub use border::{SladdStatus, SladdStr};
pub use conversation::{SladdConversation, SladdRole};
pub use report::SladdReport;
pub use result::{SladdAmendment, SladdConfidence, SladdFinding, SladdResult};
pub use scrubber::{SladdFormat, SladdKey, SladdScrubber};
pub use stream::SladdStream;
