//! However a chat goes: findings are in order and inside their message, amendments fit what was handed out of an earlier
//! message, what is remembered stays small, and a conversation that was sealed and opened goes on as if nothing had been.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sladd::{Conversation, Key, Role, Scrubber};

static SCRUBBER: LazyLock<Scrubber> = LazyLock::new(Scrubber::norwegian);
static KEY: LazyLock<Key> = LazyLock::new(|| Key::from_bytes(b"0123456789abcdef0123456789abcdef").expect("32 bytes"));

// A line is a message; `?` in front makes it the bot's, `!` the adviser's.
fuzz_target!(|chat: &str| {
    let (mut kept, mut handed_over) = (Conversation::new(), Conversation::new());
    let mut stored: Vec<String> = Vec::new();
    for line in chat.lines() {
        let role = if line.starts_with('?') { Role::Bot } else { Role::User };
        let role = if line.starts_with('!') { Role::Adviser } else { role };
        let turn = SCRUBBER.scrub_in(&mut kept, role, line);
        assert!(turn.findings().is_sorted_by(|a, b| a.span().end <= b.span().start));
        assert!(turn.findings().iter().all(|finding| line.get(finding.span().range()).is_some_and(|s| !s.is_empty())));
        for amendment in turn.amendments() {
            assert!(amendment.message() < turn.number() && amendment.apply(&mut stored[amendment.message() as usize]));
        }
        stored.push(turn.as_str().to_owned());
        assert!(kept.remembered_bytes() <= 16 << 10);
        let sealed = handed_over.seal(&KEY, "fuzz");
        handed_over = Conversation::open(&KEY, "fuzz", &sealed).expect("it was sealed with this key and name");
        assert_eq!(SCRUBBER.scrub_in(&mut handed_over, role, line), turn);
    }
});
