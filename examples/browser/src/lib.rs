//! sladd as a WebAssembly module without glue code.
//!
//! JavaScript writes a text into a buffer of the module, calls one export and reads the answer from other buffers
//! (`exports.rs`). What goes in and out is bytes; everything that has a shape leaves as JSON (`wire.rs`). The side in
//! JavaScript is `js/sladd.js`.

#[cfg_attr(not(test), allow(unreachable_pub, reason = "exports are called from outside of Rust"))]
pub mod exports;
mod utf16;
mod wire;
