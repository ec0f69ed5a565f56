//! The service over HTTP. One program of tests, since linking costs more than they do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod adviser;
mod citizen;
mod common;
mod deleting;
mod failing;
mod guard;
mod keeping;
mod secrets;
