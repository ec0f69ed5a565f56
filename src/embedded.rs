//! The texts of the crate: dictionaries and weights.
//!
//! They are compiled in as they lie in the repository. A page has to fetch what it compiles in, so that the package for
//! browsers packs them first: it sets `--cfg sladd_packed` and names the packed file in `SLADD_PACKED`
//! (`examples/browser/tools/pack.rs`). Then they are unpacked once a process, before the first message. Lists that say
//! the same of their terms come back as one, under the name of the first, without comments; what is found is the same.

#[cfg(sladd_packed)]
mod codec;

/// A text by its path in the crate, without the ending.
#[cfg(not(sladd_packed))]
macro_rules! embedded {
    ($path:expr) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path, ".txt"))
    };
}
#[cfg(sladd_packed)]
macro_rules! embedded {
    ($path:expr) => {
        $crate::embedded::text($path)
    };
}
pub(crate) use embedded;

/// The rows of a text; nothing for a list that stands in another.
///
/// Without its words a scrubber finds nothing, as if there were nothing to find. A process whose words are broken or
/// missing stops instead, before its first message; in WebAssembly that is a trap.
#[cfg(sladd_packed)]
pub(crate) fn text(path: &str) -> &'static str {
    use std::process::abort;
    use std::sync::LazyLock;

    static TEXTS: LazyLock<Vec<codec::Unpacked>> =
        LazyLock::new(|| codec::unpack(include_bytes!(env!("SLADD_PACKED"))).unwrap_or_else(|| abort()));
    TEXTS.iter().find(|unpacked| unpacked.path == path).map_or_else(|| abort(), |unpacked| &unpacked.text)
}
