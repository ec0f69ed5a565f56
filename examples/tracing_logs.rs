//! Logs without personal data: a stream stands between `tracing-subscriber` and where the log goes.
//!
//! Each line is scrubbed as a message of its own and written when its end has come; whoever logs need not think of it.
//! The same writer stands under any logger that takes an `io::Write`.

#![allow(clippy::print_stdout, reason = "a program speaks to its user")]

use std::io;
use std::sync::{Arc, Mutex};

use sladd::Scrubber;

/// Where the log goes: in a service the standard error or a file.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().map_err(|_| io::Error::other("the log is broken"))?.write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let log = Log::default();
    // A window of 8 KiB, so that all but the longest lines are seen whole.
    let writer = Scrubber::norwegian().stream().lines().with_window(8192).byte_writer(log.clone());
    // Colours would put escape codes between the words.
    tracing_subscriber::fmt().with_ansi(false).without_time().with_writer(Mutex::new(writer)).init();

    tracing::info!("tjenesten er oppe på port 8080");
    tracing::info!(bruker = "kari@example.no", "innlogget");
    tracing::warn!("fant ingen sak for Kari Nordvik, fnr 110379 66640");
    tracing::error!(forsøk = 3, "SMS til +47 412 00 000 feilet: tidsavbrudd etter 5000 ms");

    let written = log.0.lock().map_err(|_| "the log is broken")?.clone();
    let written = String::from_utf8(written)?;
    print!("{written}");
    assert!(written.contains("8080") && written.contains("5000 ms"));
    for personal in ["kari@", "Nordvik", "110379", "66640", "412 00 000"] {
        assert!(!written.contains(personal), "{personal} is in the log");
    }
    assert_eq!(written.lines().count(), 4);
    Ok(())
}
