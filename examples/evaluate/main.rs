//! Scores a scrubber on marked messages.
//!
//! ```text
//! evaluate [--json] [--html FILE] [--misses N] [--lower] [--skip LABEL,...] [--leave LABEL,...] [--personal] [--together] PATH...
//! ```
//!
//! A path is a directory of corpus files, a corpus file, or JSON lines with spans in characters. The texts of the
//! corpus are invented, so misses are shown with their text.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]
#![allow(unreachable_pub, reason = "the modules are shared with tests")]

mod corpus;
mod html;
mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use score::{Scores, percent};
use sladd::{HealthScope, Label, Scrubber};

const USAGE: &str =
    "usage: evaluate [--json] [--html FILE] [--misses N] [--lower] [--skip LABEL,...] [--leave LABEL,...] [--personal] [--together] PATH...

  --json    the counts as JSON
  --html    write a page with bars and the misses
  --misses  print up to N misses and N false alarms
  --lower   score a copy in lower case
  --skip    leave findings with these labels out of the count
  --leave   build the scrubber so that it leaves these labels unmasked
  --personal  build it so that it masks health information of persons only
  --together  mask the turns of a conversation together, amendments applied";

struct Options {
    json: bool,
    html: Option<PathBuf>,
    misses: usize,
    lower: bool,
    skip: Vec<String>,
    leave: Vec<String>,
    personal: bool,
    together: bool,
    paths: Vec<PathBuf>,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        json: false,
        html: None,
        misses: 0,
        lower: false,
        skip: vec![],
        leave: vec![],
        personal: false,
        together: false,
        paths: vec![],
    };
    let mut arguments = std::env::args().skip(1);
    let list = |value: String| value.split(',').map(str::to_owned).collect();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--json" => options.json = true,
            "--personal" => options.personal = true,
            "--together" => options.together = true,
            "--lower" => options.lower = true,
            "--html" => options.html = Some(value()?.into()),
            "--misses" => options.misses = value()?.parse().map_err(|_| "--misses needs a number".to_owned())?,
            "--skip" => options.skip = list(value()?),
            "--leave" => options.leave = list(value()?),
            flag if flag.starts_with("--") => return Err(format!("there is no option {flag}")),
            path => options.paths.push(path.into()),
        }
    }
    if options.paths.is_empty() { Err("no path was given".to_owned()) } else { Ok(options) }
}

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("evaluate: {why}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn run(options: &Options) -> Result<(), String> {
    let mut builder = Scrubber::builder();
    for name in &options.leave {
        builder.leave_unmasked(Label::from_name(name).ok_or_else(|| format!("there is no label {name}"))?);
    }
    if options.personal {
        builder.health_scope(HealthScope::Personal);
    }
    let scrubber = builder.build().map_err(|error| error.to_string())?;
    let mut messages = Vec::new();
    for path in &options.paths {
        messages.extend(corpus::read(path)?);
    }
    if options.lower {
        // Offsets stay right only where lower case has the length of the original.
        messages.retain(|message| message.text.to_lowercase().len() == message.text.len());
        messages.iter_mut().for_each(|message| message.text = message.text.to_lowercase());
    }
    let scores = Scores::of(&scrubber, &messages, &options.skip, options.together);
    if let Some(file) = &options.html {
        let title = options.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        std::fs::write(file, html::page(&title, &scores)).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    if options.json {
        println!("{}", serde_json::to_string_pretty(&scores).map_err(|error| error.to_string())?);
    } else {
        print(&scores, options.misses);
    }
    Ok(())
}

fn print(scores: &Scores, misses: usize) {
    let line = |name: &str, kind: &score::Kind| {
        println!(
            "{name:12} n={:5}  covered {:6.2} %  touched {:6.2} %  leaked characters {:6.2} %",
            kind.n,
            percent(kind.covered, kind.n),
            percent(kind.touched, kind.n),
            percent(kind.leaked, kind.characters)
        );
    };
    println!("{} messages, {} conversations among them, {} words", scores.messages, scores.conversations, scores.words);
    for (name, kind) in &scores.kinds {
        line(name, kind);
    }
    line("all", &scores.total());
    for (title, table) in [("register", &scores.by_register), ("origin", &scores.by_origin)] {
        let shares: Vec<String> = table
            .iter()
            .map(|(name, (covered, all))| format!("{name} {:.0} % of {all}", percent(*covered, *all)))
            .collect();
        println!("by {title}: {}", shares.join(", "));
    }
    println!(
        "false alarms {} of {} findings (precision {:.2} %), {:.2} per 1000 words: {:?}",
        scores.alarms(),
        scores.findings,
        100.0 - percent(scores.alarms(), scores.findings),
        scores.alarms_per_thousand(),
        scores.false_alarms
    );
    let sure: Vec<String> = scores
        .by_confidence
        .iter()
        .map(|(kind, (hits, alarms))| format!("{kind} {:.0} % of {}", percent(*hits, hits + alarms), hits + alarms))
        .collect();
    println!("right by confidence: {}", sure.join(", "));
    println!(
        "messages with personal data left with none: {:.2} % of {}; clean messages untouched: {:.2} % of {}",
        percent(scores.leak_free, scores.with_personal_data),
        scores.with_personal_data,
        percent(scores.clean_untouched, scores.clean),
        scores.clean
    );
    for missed in [true, false] {
        for miss in scores.misses.iter().filter(|miss| miss.missed == missed).take(misses) {
            let title = if missed { "missed" } else { "false alarm" };
            println!("{title} {} {:?} [{}] {:?}", miss.what, &miss.text[miss.start..miss.end], miss.id, miss.text);
        }
    }
}
