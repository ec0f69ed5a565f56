//! Logs without personal data, whatever is logged: a scrubbing stream stands between `tracing` and the file.
//!
//! The service logs no message text. This is for the line that somebody adds later.

use std::io::Write;
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
}

#[cfg(test)]
mod tests {
    use std::io;
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

    #[test]
    fn a_careless_line_is_masked() {
        let kept = Kept::default();
        let logger =
            tracing_subscriber::fmt().with_ansi(false).with_writer(scrubbing(&Scrubber::norwegian(), kept.clone()));
        tracing::subscriber::with_default(logger.finish(), || {
            tracing::warn!(text = "fnr 110379 66640, ring 412 00 000", "could not answer");
        });
        let written = String::from_utf8_lossy(&locked(&kept.0)).into_owned();
        assert!(written.contains("could not answer") && written.contains("[FØDSELSNUMMER]"), "{written}");
        assert!(!written.contains("66640") && !written.contains("412"), "{written}");
    }
}
