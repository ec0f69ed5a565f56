//! Masks standard input, a line a message, as a policy says.
//!
//! ```text
//! policy POLICY.toml < messages.txt
//! ```
//!
//! The name of a ready-made policy (`llm-gateway`) can stand in place of the file.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use sladd::{Policy, Scrubber};

fn main() -> ExitCode {
    let Some(argument) = std::env::args().nth(1) else {
        eprintln!("usage: policy POLICY.toml < messages.txt; ready-made are {}", Policy::READY_MADE.join(", "));
        return ExitCode::from(2);
    };
    let scrubber = match scrubber(&argument) {
        Ok(scrubber) => scrubber,
        Err(why) => {
            eprintln!("{argument}: {why}");
            return ExitCode::from(2);
        }
    };
    match mask(&scrubber) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("policy: {error}");
            ExitCode::FAILURE
        }
        _ => ExitCode::SUCCESS,
    }
}

fn scrubber(argument: &str) -> Result<Scrubber, Box<dyn std::error::Error>> {
    let policy = match Policy::ready_made(argument) {
        Some(policy) => policy,
        None => Policy::from_toml_str(&std::fs::read_to_string(argument)?)?,
    };
    eprintln!("{} {}", policy.name(), policy.fingerprint());
    Ok(Scrubber::from_policy(&policy)?)
}

fn mask(scrubber: &Scrubber) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", scrubber.scrub(&line?))?;
    }
    out.flush()
}
