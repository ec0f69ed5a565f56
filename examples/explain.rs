//! Says of one message why each finding in it stands, without printing any of the message.
//!
//! ```text
//! explain [--json | --table] [MESSAGE...]
//! ```
//!
//! The message is the arguments, or standard input. A terminal gets a table, in colours unless `NO_COLOR` is set;
//! anything else gets an object of JSON a finding.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]

use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

use console::{Style, style};
use serde_json::{Value, json};
use sladd::{Confidence, Explanation, Scrubber};

const USAGE: &str = "usage: explain [--json | --table] [MESSAGE...]

Says of one message, from the arguments or standard input, why each finding in it stands. Prints nothing of it.

  --json   an object of JSON a finding; the default where the output is no terminal
  --table  a table; the default on a terminal
  --help   this text";

/// So many answers are shown of those that were weighed.
const MOST_EVIDENCE: usize = 6;

fn main() -> ExitCode {
    let mut as_json = !io::stdout().is_terminal();
    let mut words = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--json" => as_json = true,
            "--table" => as_json = false,
            "--help" | "-h" => {
                println!("{USAGE}");
                return ExitCode::SUCCESS;
            }
            flag if flag.starts_with("--") => {
                eprintln!("explain: there is no option {flag}\n{USAGE}");
                return ExitCode::from(2);
            }
            _ => words.push(argument),
        }
    }
    let result = message(&words).and_then(|message| {
        let explained = Scrubber::norwegian().explain(&message);
        let mut out = io::stdout().lock();
        if as_json { json_lines(&explained, &mut out) } else { table(&explained, &mut out) }
    });
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("explain: {error}");
            ExitCode::from(2)
        }
        _ => ExitCode::SUCCESS,
    }
}

fn message(words: &[String]) -> io::Result<String> {
    let mut message = words.join(" ");
    if words.is_empty() {
        io::stdin().read_to_string(&mut message)?;
    }
    Ok(message)
}

fn json_lines(explained: &[Explanation], out: &mut impl Write) -> io::Result<()> {
    for explanation in explained {
        serde_json::to_writer(&mut *out, &value(explanation))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn value(explanation: &Explanation) -> Value {
    let finding = &explanation.finding;
    json!({
        "label": finding.label().as_str(),
        "start": finding.span().start,
        "end": finding.span().end,
        "confidence": confidence(finding.confidence()),
        "detector": finding.detector(),
        "rule": explanation.rule,
        "cues": explanation.cues,
        "checks": explanation.checks.iter().map(|check| json!({"name": check.name, "passed": check.passed})).collect::<Value>(),
        "evidence": explanation.evidence.iter().map(|spoke| json!({"question": spoke.question, "weight": spoke.weight})).collect::<Value>(),
    })
}

fn table(explained: &[Explanation], out: &mut impl Write) -> io::Result<()> {
    if explained.is_empty() {
        return writeln!(out, "Nothing was found.");
    }
    let heading = Style::new().bold().underlined();
    let columns = ["placeholder", "bytes", "confidence", "detector", "rule"].map(|name| heading.apply_to(name));
    let [placeholder, bytes, sure, detector, rule] = columns;
    writeln!(out, "{placeholder:22} {bytes:>9}  {sure:10}  {detector:20} {rule}")?;
    for explanation in explained {
        let finding = &explanation.finding;
        let placeholder = style(finding.label().placeholder_norwegian()).cyan();
        let bytes = format!("{}..{}", finding.span().start, finding.span().end);
        let sure = match finding.confidence() {
            Confidence::Certain => style("certain").green(),
            Confidence::Likely => style("likely").yellow(),
            _ => style("possible").red(),
        };
        writeln!(out, "{placeholder:22} {bytes:>9}  {sure:10}  {:20} {}", finding.detector(), explanation.rule)?;
        let mark = |good: bool, text: String| if good { style(text).green() } else { style(text).red() };
        let checks = explanation.checks.iter().map(|check| {
            let what = if check.passed { "fits" } else { "does not fit" };
            mark(check.passed, format!("{} {what}", check.name)).to_string()
        });
        let evidence = explanation.evidence.iter().take(MOST_EVIDENCE).map(|spoke| {
            let weight = f64::from(spoke.weight) / 100.0;
            mark(spoke.weight > 0, format!("{} {weight:+.2}", spoke.question)).to_string()
        });
        detail("cues", explanation.cues.iter().map(|cue| (*cue).to_owned()), out)?;
        detail("checks", checks, out)?;
        detail("evidence", evidence, out)?;
    }
    Ok(())
}

fn detail(name: &str, parts: impl Iterator<Item = String>, out: &mut impl Write) -> io::Result<()> {
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() { Ok(()) } else { writeln!(out, "    {:9} {}", style(name).dim(), parts.join(", ")) }
}

fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "certain",
        Confidence::Likely => "likely",
        _ => "possible",
    }
}
