//! The long documents.
//!
//! | for | read |
//! | --- | --- |
//! | a first look, in Norwegian | [`kom_i_gang`] |
//! | whoever decides | [`what_it_finds`], [`limits`], [`not_found`], [`accuracy`], [`threat_model`], [`law`], [`sjekkliste`] (Norwegian), [`choosing_a_policy`] |
//! | whoever builds it in | [`embedding`], [`masking`], [`conversations`], [`performance`], [`versioning`], [`dependencies`] |
//! | whoever extends it | [`extending`], [`names`], [`health`], [`rationale`] |
//!
//! Tables of labels, detectors, misses, figures and dependencies are made from the code and held against it by tests; every
//! piece of Rust in these pages is compiled and run.

#[doc = include_str!("manual/kom_i_gang.md")]
pub mod kom_i_gang {}

#[doc = include_str!("manual/what_it_finds.md")]
pub mod what_it_finds {}

#[doc = include_str!("manual/limits.md")]
pub mod limits {}

#[doc = include_str!("manual/not_found.md")]
pub mod not_found {}

#[doc = include_str!("manual/accuracy.md")]
pub mod accuracy {}

#[doc = include_str!("manual/names.md")]
pub mod names {}

#[doc = include_str!("manual/health.md")]
pub mod health {}

#[doc = include_str!("manual/conversations.md")]
pub mod conversations {}

#[doc = include_str!("manual/masking.md")]
pub mod masking {}

#[doc = include_str!("manual/choosing_a_policy.md")]
pub mod choosing_a_policy {}

#[doc = include_str!("manual/threat_model.md")]
pub mod threat_model {}

#[doc = include_str!("manual/law.md")]
pub mod law {}

#[doc = include_str!("manual/sjekkliste.md")]
pub mod sjekkliste {}

#[doc = include_str!("manual/embedding.md")]
pub mod embedding {}

#[doc = include_str!("manual/extending.md")]
pub mod extending {}

#[doc = include_str!("manual/performance.md")]
pub mod performance {}

#[doc = include_str!("manual/versioning.md")]
pub mod versioning {}

#[doc = include_str!("manual/dependencies.md")]
pub mod dependencies {}

#[doc = include_str!("manual/rationale.md")]
pub mod rationale {}
