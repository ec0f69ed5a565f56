//! The long documents.

#[doc = include_str!("manual/names.md")]
pub mod names {}

#[doc = include_str!("manual/health.md")]
pub mod health {}
