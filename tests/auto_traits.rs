//! What holds by itself for every public type: `Send`, `Sync`, `Unpin`, `UnwindSafe`, `RefUnwindSafe`.
//!
//! Nobody writes these down where a type is made, and one field takes them away from everybody who put the type into a
//! task or behind `catch_unwind`. So each type stands here with what it promises and with what it does not.

use std::panic::{RefUnwindSafe, UnwindSafe};

/// Each type has these traits.
macro_rules! has {
    (@one [$($bound:ident)*] $type:ty) => {
        const _: fn() = || {
            fn has<T: ?Sized $(+ $bound)*>() {}
            has::<$type>();
        };
    };
    ($bounds:tt $($type:ty),* $(,)?) => {
        $(has!(@one $bounds $type);)*
    };
}

/// Each type lacks this trait: were it there, the compiler could not tell which of the two implementations is meant.
macro_rules! lacks {
    ($bound:ident: $($type:ty),* $(,)?) => {
        $(const _: fn() = || {
            trait Ambiguous<A> {
                fn ambiguous() {}
            }
            struct Holds;
            impl<T: ?Sized> Ambiguous<()> for T {}
            impl<T: ?Sized + $bound> Ambiguous<Holds> for T {}
            let _ = <$type as Ambiguous<_>>::ambiguous;
        };)*
    };
}

mod everywhere {
    //! Values without anything inside that could be half changed: they go to any thread and over any panic.

    use super::*;

    has!([Send Sync Unpin UnwindSafe RefUnwindSafe]
        sladd::Advice,
        sladd::Amendment,
        sladd::BuildError,
        sladd::Case,
        sladd::Check,
        sladd::Claims,
        sladd::Confidence,
        sladd::ConversationTally,
        sladd::CountedBuild,
        sladd::CountedPolicy,
        sladd::Dictionary,
        sladd::Digit,
        sladd::DigitRun<'static>,
        sladd::Downloaded,
        sladd::Due,
        sladd::Explanation,
        sladd::Finding,
        sladd::FixedChar,
        sladd::Gap,
        sladd::Generalise,
        sladd::Grouping,
        sladd::Needs,
        sladd::HealthScope,
        sladd::KeepLast,
        sladd::KnownNames,
        sladd::Label,
        sladd::Language,
        sladd::MemoryStore,
        sladd::Partial,
        sladd::Phrase,
        sladd::Placeholders,
        sladd::Remove,
        sladd::Replacement,
        sladd::Report,
        sladd::Retention,
        sladd::Role,
        sladd::Said,
        sladd::Scrubbed<'static>,
        sladd::Span,
        sladd::Spoke,
        sladd::Stored,
        sladd::Style,
        sladd::SuppressedReport,
        sladd::Tag,
        sladd::Tags,
        sladd::Text<'static>,
        sladd::Turn<'static>,
        sladd::Unmasked<'static>,
        sladd::Word,
        sladd::Written,
        sladd::maskers::AtLeast<sladd::Placeholders, sladd::KeepLast>,
        sladd::maskers::By<fn(&sladd::Hit<'_>, &mut sladd::Replacement)>,
        sladd::maskers::Or<sladd::Placeholders, sladd::KeepLast>,
        sladd::maskers::With<sladd::Placeholders, sladd::KeepLast>,
    );

    #[cfg(feature = "serde")]
    has!([Send Sync Unpin UnwindSafe RefUnwindSafe]
        sladd::Checksum,
        sladd::Fingerprint,
        sladd::OwnDictionary,
        sladd::OwnPattern,
        sladd::OwnPatternBuilder,
        sladd::Policy,
        sladd::PolicyError,
    );

    #[cfg(feature = "keyed")]
    has!([Send Sync Unpin UnwindSafe RefUnwindSafe]
        sladd::Key,
        sladd::KeyError,
        sladd::Pseudonyms,
        sladd::Surrogates,
        sladd::Vault,
        sladd::VaultUnmask<'static>,
    );

    #[cfg(all(feature = "serde", feature = "keyed"))]
    has!([Send Sync Unpin UnwindSafe RefUnwindSafe] sladd::Keys);
}

mod with_code_of_the_host {
    //! A scrubber holds detectors and maskers that may be anybody's, of which nothing is known after a panic. A service
    //! that catches panics says `AssertUnwindSafe`, as it does for its connections.

    use super::*;

    has!([Send Sync Unpin] sladd::Builder, sladd::Scrubber);
    lacks!(UnwindSafe: sladd::Builder, sladd::Scrubber);
    lacks!(RefUnwindSafe: sladd::Builder, sladd::Scrubber);
}

mod of_one_conversation_or_stream {
    //! They go from thread to thread, between calls or over an `await`, and belong to one at a time: what they learn
    //! from a message changes them, so that two threads at once would have no order of messages.

    use super::*;

    type Bytes = Vec<u8>;

    has!([Send Unpin]
        sladd::Conversation,
        sladd::Stream,
        sladd::Transcript<sladd::MemoryStore>,
        sladd::stream::ByteWriter<Bytes>,
        sladd::stream::Pieces<std::vec::IntoIter<String>>,
        sladd::stream::TextWriter<String>,
    );
    has!([UnwindSafe] sladd::Conversation);
    lacks!(Sync:
        sladd::Conversation,
        sladd::Stream,
        sladd::Transcript<sladd::MemoryStore>,
        sladd::stream::ByteWriter<Bytes>,
        sladd::stream::Pieces<std::vec::IntoIter<String>>,
        sladd::stream::TextWriter<String>,
    );
    lacks!(UnwindSafe: sladd::Stream, sladd::Transcript<sladd::MemoryStore>);
    lacks!(RefUnwindSafe: sladd::Conversation);
}

mod during_a_call {
    //! What a masker is shown of one finding. It lasts as long as the call and stays on its thread.

    use super::*;

    has!([Unpin] sladd::Hit<'static>);
    lacks!(Send: sladd::Hit<'static>);
    lacks!(Sync: sladd::Hit<'static>);
    lacks!(UnwindSafe: sladd::Hit<'static>);
}

mod traits_as_objects {
    //! Hosts keep their detectors and maskers behind pointers.

    has!([Send Sync] dyn sladd::Detector, dyn sladd::Masker, Box<dyn sladd::Detector>, std::sync::Arc<dyn sladd::Masker>);
    has!([] dyn sladd::Store<Error = std::io::Error>, dyn sladd::stream::Push);
}

/// Every type of the list in `tests/public-api.txt` stands above.
#[test]
fn no_public_type_is_left_out() {
    let listed = include_str!("public-api.txt");
    let here = include_str!("auto_traits.rs");
    let mut types = 0;
    for line in listed.lines() {
        let line = line.strip_prefix("#[non_exhaustive] ").unwrap_or(line);
        let Some(path) = ["pub struct ", "pub enum ", "pub union "].iter().find_map(|kind| line.strip_prefix(kind))
        else {
            continue;
        };
        let path = path.split(['<', '(', ' ', '{']).next().unwrap_or(path);
        let name = path.rsplit("::").next().unwrap_or(path);
        types += 1;
        assert!(
            here.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| {
                line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                    .any(|word| word.rsplit("::").next() == Some(name) && word.starts_with("sladd::"))
            }),
            "{path} has no place in tests/auto_traits.rs: say there which of Send, Sync, Unpin, UnwindSafe and \
             RefUnwindSafe it has"
        );
    }
    assert!(types > 50, "{types} types: the list in tests/public-api.txt is not what it was");
}
