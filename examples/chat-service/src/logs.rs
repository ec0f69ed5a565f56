//! Logs without personal data, whatever is logged: a scrubbing stream stands between `tracing` and the file.
//!
//! The service logs no message text. This is for the line that somebody adds later. A panic's message may quote what was
//! being worked on, and would be printed past the stream: of a panic the log says where, and nothing else.

use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::sync::Mutex;

use sladd::Scrubber;
use tracing_subscriber::fmt::writer::MakeWriter;

/// Each line is scrubbed as a message of its own; a window of 8 KiB sees all but the longest lines whole.
pub fn scrubbing(
    scrubber: &Scrubber,
    to: impl Write + Send + 'static,
) -> impl for<'w> MakeWriter<'w> + Send + Sync + 'static {
    Mutex::new(scrubber.stream().lines().with_window(8192).byte_writer(to))
}

/// Starts logging for the whole process.
pub fn start(scrubber: &Scrubber, to: impl Write + Send + 'static) {
    // Colours would put escape codes between the words. Whoever collects the lines stamps them with the time.
    let format = tracing_subscriber::fmt().with_ansi(false).with_target(false).without_time();
    let started = format.with_writer(scrubbing(scrubber, to)).try_init();
    // Somebody else's logger is left in place, which in a test is no fault.
    drop(started);
    // Not through `tracing`: what has panicked may be the stream itself, and hold its lock.
    std::panic::set_hook(Box::new(|panic| drop(writeln!(io::stderr(), "{}", of_panic(panic)))));
}

/// What is written of a panic.
fn of_panic(panic: &PanicHookInfo<'_>) -> String {
    panic.location().map_or_else(|| "a panic".to_owned(), |at| format!("a panic at {}:{}", at.file(), at.line()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::locked;

    #[derive(Clone, Default)]
    struct Kept(Arc<Mutex<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            locked(&self.0).write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is logged meanwhile.
    fn logged(work: impl FnOnce()) -> String {
        let kept = Kept::default();
        let logger =
            tracing_subscriber::fmt().with_ansi(false).with_writer(scrubbing(&Scrubber::norwegian(), kept.clone()));
        tracing::subscriber::with_default(logger.finish(), work);
        String::from_utf8_lossy(&locked(&kept.0)).into_owned()
    }

    #[test]
    #[allow(clippy::panic, reason = "it is what is logged")]
    fn of_a_panic_the_log_has_the_place_only() {
        let said = Arc::new(Mutex::new(String::new()));
        let hook = Arc::clone(&said);
        // As `start` does, but not for good: other tests say why they fail.
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| *locked(&hook) += &of_panic(panic)));
        let panicked = std::panic::catch_unwind(|| panic!("no such word: blåveisbukett"));
        std::panic::set_hook(before);
        assert!(panicked.is_err());
        let said = locked(&said).clone();
        assert!(said.contains("a panic at ") && said.contains("logs.rs:"), "{said}");
        assert!(!said.contains("blåveisbukett"), "{said}");
    }

    #[test]
    fn a_careless_line_is_masked() {
        let written = logged(|| {
            tracing::warn!(text = "fnr 110379 66640, ring 412 00 000", "could not answer");
        });
        assert!(written.contains("could not answer") && written.contains("[FØDSELSNUMMER]"), "{written}");
        assert!(!written.contains("66640") && !written.contains("412"), "{written}");
    }
}
