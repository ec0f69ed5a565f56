//! Measures the crate beside the naive design, beside what reading the text costs and beside its peers, and prints
//! `benches/REPORT.md`:
//!
//! ```text
//! cargo run --release --manifest-path benches/peers/Cargo.toml --features gaze > benches/REPORT.md
//! ```
//!
//! Every figure is measured in the run that prints it. `--quick` takes fewer rounds, to see that all of it works.

mod designs;
#[cfg(feature = "gaze")]
mod gaze;
mod goals;
mod marked;
#[path = "../../naive.rs"]
#[allow(dead_code, reason = "shared with the crate's benches")]
mod naive;
#[path = "../../support/plain.rs"]
mod plain;
mod process;
mod rounds;
mod sections;
#[path = "../../support/mod.rs"]
mod support;

use std::process::ExitCode;

use goals::Goals;
use sections::Effort;
use support::corpus::mixed;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => report(Effort::Full),
        ["--quick"] => report(Effort::Quick),
        ["--start", what] => process::child(what),
        // What `presidio.py` measures on, and what it puts its own time beside.
        ["--messages"] => mixed(sections::MESSAGES).iter().for_each(|message| println!("{}", message.text)),
        ["--pass"] => sections::pass(),
        _ => {
            eprintln!("report [--quick | --messages | --pass]");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn report(effort: Effort) {
    let differences = plain::differences();
    assert!(differences.is_empty(), "the designs do not do the same work:\n{}", differences.join("\n"));
    let mut goals = Goals::default();
    sections::machine();
    sections::whole(effort, &mut goals);
    sections::latency(effort, &mut goals);
    sections::threads(effort, &mut goals);
    process::section(effort, &mut goals);
    sections::conversation_and_stream(effort);
    sections::peers(effort, &mut goals);
    sections::hostile(effort, &mut goals);
    goals.section();
}
