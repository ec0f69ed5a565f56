//! The long documents.

#[doc = include_str!("manual/names.md")]
pub mod names {}

#[doc = include_str!("manual/health.md")]
pub mod health {}

#[doc = include_str!("manual/conversations.md")]
pub mod conversations {}

#[doc = include_str!("manual/masking.md")]
pub mod masking {}
