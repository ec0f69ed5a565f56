//! Fits the weights of a detector on marked messages: of names, of health information, of whose health it is.
//!
//! ```text
//! fit_weights [--detector name|health|health-scope] [--model word|two-pass|chain] [--write FILE] [--rate R] [--threshold T] [--rounds N] [--add FEATURE:NUMBER]...
//!           [--misses N] [--show TEXT]... [--news FILE]... [--chat PATH]... [--names FILE]... --check PATH...
//! ```
//!
//! `--chat` is marked chat (a directory of corpus files), `--news` marked running text as JSON lines; `--check` is
//! text that takes no part in fitting, on which every figure printed is measured.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program speaks to its user")]
#![allow(unreachable_pub, reason = "one module is shared with another example")]

#[path = "../evaluate/corpus.rs"]
#[allow(dead_code, reason = "shared with another example, which uses all of it")]
mod corpus;
mod data;
mod train;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use corpus::Message;
use data::{Copied, Features, Stretch, in_share, stretches, with_other_names};
use sladd::fitting::Model as Which;
use train::{Model, Setting, decide};

/// One unit of evidence in the logarithm of odds is this many of the table.
const SCALE: f64 = 100.0;

struct Options {
    setting: Setting,
    which: Which,
    /// Whether decisions about the neighbours are features of a second model.
    two_pass: bool,
    write: Option<PathBuf>,
    /// What is added to the weights of features by name, to trade misses for false alarms.
    add: Vec<(String, i32)>,
    misses: usize,
    news: Vec<PathBuf>,
    chat: Vec<PathBuf>,
    /// Messages whose evidence is printed.
    show: Vec<String>,
    /// Lists of names that are put in the place of those marked.
    names: Vec<PathBuf>,
    check: Vec<PathBuf>,
}

fn options() -> Result<Options, String> {
    let setting = Setting { rate: 0.1, threshold: 2e-6, rounds: 8, chain: true };
    let mut options = Options {
        setting,
        which: Which::Name,
        two_pass: false,
        write: None,
        add: vec![],
        misses: 0,
        news: vec![],
        chat: vec![],
        show: vec![],
        names: vec![],
        check: vec![],
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{argument} needs a value"))?;
        let number = || value.parse::<f64>().map_err(|_| format!("{argument} needs a number"));
        match argument.as_str() {
            "--detector" => {
                options.which = match value.as_str() {
                    "name" => Which::Name,
                    "health" => Which::Health,
                    "health-scope" => Which::HealthScope,
                    other => return Err(format!("there is no detector {other}")),
                }
            }
            "--model" => match value.as_str() {
                "word" => options.setting.chain = false,
                "two-pass" => (options.setting.chain, options.two_pass) = (false, true),
                "chain" => options.setting.chain = true,
                other => return Err(format!("there is no model {other}")),
            },
            "--write" => options.write = Some(value.into()),
            "--rate" => options.setting.rate = number()?,
            "--threshold" => options.setting.threshold = number()?,
            "--rounds" => options.setting.rounds = number()? as usize,
            "--add" => {
                let (feature, more) = value.rsplit_once(':').ok_or("--add needs a feature, a colon and a number")?;
                options
                    .add
                    .push((feature.to_owned(), more.parse().map_err(|_| "--add needs a number behind the colon")?));
            }
            "--misses" => options.misses = number()? as usize,
            "--news" => options.news.push(value.into()),
            "--show" => options.show.push(value.clone()),
            "--names" => options.names.push(value.into()),
            "--chat" => options.chat.push(value.into()),
            "--check" => options.check.push(value.into()),
            other => return Err(format!("there is no option {other}")),
        }
    }
    if options.check.is_empty() || options.chat.is_empty() && options.news.is_empty() {
        return Err("needs messages to fit on and messages to check on".to_owned());
    }
    Ok(options)
}

fn main() -> ExitCode {
    match options().and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("fit_weights: {why}");
            ExitCode::from(2)
        }
    }
}

fn read(paths: &[PathBuf]) -> Result<Vec<Message>, String> {
    paths.iter().map(|path| corpus::read(path)).collect::<Result<Vec<_>, _>>().map(|all| all.concat())
}

fn run(options: &Options) -> Result<(), String> {
    let names: Vec<String> = options
        .names
        .iter()
        .map(|path| std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display())))
        .collect::<Result<Vec<_>, _>>()?
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect();
    let mut features = Features::default();
    let mut all = Vec::new();
    let mut prints = Vec::new();
    // What each copy of a message counts: see the list of copies below.
    for (paths, weights) in
        [(&options.chat, [3.0, 1.5, 2.0, 0.5, 1.0, 0.5, 3.0]), (&options.news, [1.0, 1.0, 0.5, 0.25, 0.25, 0.0, 0.0])]
    {
        let messages = read(paths)?;
        prints.push(fingerprint(&messages));
        for (number, message) in messages.iter().enumerate() {
            let other = with_other_names(message, number, &names).filter(|_| weights[6] > 0.0);
            for (how, share) in [(Copied::AsWritten, 1.0), (Copied::Lower, 0.5)] {
                if let Some(other) = &other {
                    all.extend(stretches(
                        options.which,
                        other,
                        number,
                        how,
                        share * weights[6],
                        |_| false,
                        &mut features,
                    ));
                }
            }
            for (copy, (how, percent)) in [
                (Copied::AsWritten, 0),
                (Copied::AsWritten, 25),
                (Copied::Lower, 0),
                (Copied::Lower, 15),
                (Copied::LowerButFirst, 0),
                (Copied::NoDiacritics, 0),
            ]
            .into_iter()
            .enumerate()
            {
                if weights[copy] > 0.0 {
                    let left_out = |name: &str| in_share(name, copy as u64 * 7919 + number as u64 / 64, percent);
                    all.extend(stretches(options.which, message, number, how, weights[copy], left_out, &mut features));
                }
            }
        }
    }
    let decided = ["before=in", "behind=in"].map(|name| features.number(name.to_owned()).unwrap_or(0));
    features.close();
    let rare = drop_rare(&mut all, features.names.len());
    println!("{} stretches, {} features, {} of them rare and left out", all.len(), features.names.len(), rare);
    let checks =
        options.check.iter().map(|path| Ok((path, corpus::read(path)?))).collect::<Result<Vec<_>, String>>()?;
    let mut weights = rounded(&fit(&all, &features, options), &features, &options.add);
    let first_pass = options.two_pass.then(|| weights.clone());
    if let Some(first_pass) = &first_pass {
        add_decisions(&mut all, first_pass, decided);
        weights = rounded(&fit(&all, &features, options), &features, &options.add);
    }
    println!("{} weights", weights.iter().filter(|weight| **weight != 0).count());
    for (check, how) in checks
        .iter()
        .flat_map(|check| [(check, Copied::AsWritten), (check, Copied::Lower), (check, Copied::LowerButFirst)])
    {
        let ((path, check), name) = (
            check,
            match how {
                Copied::Lower => "lower case",
                Copied::LowerButFirst => "first capital",
                _ => "as written",
            },
        );
        let mut found = Vec::new();
        for (number, message) in check.iter().enumerate() {
            found.extend(stretches(options.which, message, number, how, 1.0, |_| false, &mut features));
        }
        if let Some(first_pass) = &first_pass {
            add_decisions(&mut found, first_pass, decided);
        }
        report(&format!("{} {name}", path.display()), check, &found, &weights, options);
    }
    options.show.iter().for_each(|text| show(options.which, text, &features, &weights));
    if let Some(path) = &options.write {
        write(options, path, &features, &weights, &prints)?;
    }
    Ok(())
}

/// Adds to each point what a first model decides about its neighbours.
fn add_decisions(stretches: &mut [Stretch], weights: &[i32], [before, behind]: [u32; 2]) {
    for stretch in stretches {
        let decisions = decide(&stretch.points, weights, false);
        for (i, point) in stretch.points.iter_mut().enumerate() {
            let is_in = |at: Option<usize>| at.and_then(|at| decisions.get(at)).copied().unwrap_or(false);
            point.features.extend(is_in(i.checked_sub(1)).then_some(before));
            point.features.extend(is_in(Some(i + 1)).then_some(behind));
        }
    }
}

/// Features met less often than this, copies of a message counted each, say nothing that holds elsewhere.
const FEWEST: u32 = 6;

/// Leaves rare features out. Returns how many there were.
fn drop_rare(all: &mut [Stretch], features: usize) -> usize {
    let mut counts = vec![0_u32; features];
    for point in all.iter().flat_map(|stretch| &stretch.points) {
        point.features.iter().chain(&point.links).for_each(|feature| counts[*feature as usize] += 1);
    }
    for point in all.iter_mut().flat_map(|stretch| &mut stretch.points) {
        point.features.retain(|feature| counts[*feature as usize] >= FEWEST);
        point.links.retain(|feature| counts[*feature as usize] >= FEWEST);
    }
    counts.iter().filter(|count| **count < FEWEST).count()
}

fn fit(all: &[Stretch], features: &Features, options: &Options) -> Vec<f64> {
    let mut model = Model::new(features.names.len(), options.setting);
    for round in 0..options.setting.rounds {
        let loss = model.round(all, round);
        println!("round {round}: mean loss {loss:.5}");
    }
    model.weights()
}

fn rounded(weights: &[f64], features: &Features, add: &[(String, i32)]) -> Vec<i32> {
    let mut rounded: Vec<i32> =
        weights.iter().map(|weight| (weight * SCALE).round().clamp(-30_000.0, 30_000.0) as i32).collect();
    for (feature, more) in add {
        if let Some(at) = features.names.iter().position(|name| name == feature) {
            rounded[at] += more;
        }
    }
    rounded
}

/// Marks covered and findings that touch none, as `evaluate` counts them, of this detector alone.
fn report(name: &str, messages: &[Message], stretches: &[Stretch], weights: &[i32], options: &Options) {
    let mut named: Vec<Vec<(usize, usize)>> = vec![Vec::new(); messages.len()];
    for stretch in stretches {
        let decisions = decide(&stretch.points, weights, options.setting.chain);
        let mut before = false;
        for (point, is_in) in stretch.points.iter().zip(decisions) {
            let found = &mut named[stretch.message];
            match found.last_mut().filter(|_| is_in && before && point.joined) {
                Some(last) => last.1 = point.end,
                None if is_in => found.push((point.start, point.end)),
                None => {}
            }
            before = is_in;
        }
    }
    let (mut marks, mut covered, mut alarms, mut words) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut misses = Vec::new();
    for (message, found) in messages.iter().zip(&named) {
        words += message.text.split_whitespace().count();
        for mark in message.marks.iter().filter(|mark| is_wanted(options.which, &mark.kind)) {
            marks += 1;
            let text = &message.text[mark.start..mark.end];
            let all = text
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .all(|(at, _)| found.iter().any(|(start, end)| (*start..*end).contains(&(mark.start + at))));
            covered += usize::from(all);
            if !all {
                misses.push(format!("missed {text:?} in {:?}", message.text));
            }
        }
        let touches = |span: &(usize, usize)| message.marks.iter().any(|mark| mark.start < span.1 && span.0 < mark.end);
        for span in found.iter().filter(|span| !touches(span)) {
            alarms += 1;
            misses.push(format!("false alarm {:?} in {:?}", &message.text[span.0..span.1], message.text));
        }
    }
    println!(
        "{name}: {covered} of {marks} marks covered ({:.1} %), {alarms} false alarms ({:.2} per 1000 words)",
        100.0 * covered as f64 / marks.max(1) as f64,
        1000.0 * alarms as f64 / words.max(1) as f64
    );
    misses.iter().take(options.misses).for_each(|miss| println!("  {miss}"));
}

/// Prints what is said about each candidate of a message, the weightiest first.
fn show(which: Which, text: &str, features: &Features, weights: &[i32]) {
    let weight = |name: &str| features.get(name).map_or(0, |number| weights[number as usize]);
    for candidate in sladd::fitting::candidates(which, text, |_| false) {
        let weighed = |names: &[String]| {
            let mut all: Vec<(i32, String)> = names.iter().map(|name| (weight(name), name.clone())).collect();
            all.retain(|(weight, _)| *weight != 0);
            all.sort_by_key(|(weight, _)| -weight.abs());
            (all.iter().map(|(weight, _)| weight).sum::<i32>(), all)
        };
        let ((own, all), (link, links)) = (weighed(&candidate.features), weighed(&candidate.link_features));
        println!("{:?} {own}, with the word before {link}", &text[candidate.span.range()]);
        all.iter().take(24).chain(&links).for_each(|(weight, name)| println!("    {weight:5} {name}"));
    }
}

/// Whether marks of this kind are counted.
fn is_wanted(which: Which, kind: &str) -> bool {
    match which {
        Which::Name => kind == "NAME",
        Which::Health => matches!(kind, "HEALTH" | "HEALTHGEN"),
        _ => kind == "HEALTH",
    }
}

/// How many messages, and a hash of their texts and marks.
fn fingerprint(messages: &[Message]) -> String {
    let hash = messages.iter().fold(0xCBF2_9CE4_8422_2325_u64, |hash, message| {
        let marks = message.marks.iter().map(|mark| format!("{}-{}{}", mark.start, mark.end, mark.kind));
        std::iter::once(message.text.clone()).chain(marks).fold(hash, |hash, part| {
            part.bytes().fold(hash, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
        })
    });
    format!("{} messages {hash:016x}", messages.len())
}

fn write(
    options: &Options,
    path: &PathBuf,
    features: &Features,
    weights: &[i32],
    prints: &[String],
) -> Result<(), String> {
    let lines: BTreeSet<String> = features
        .names
        .iter()
        .zip(weights)
        .filter(|(_, weight)| **weight != 0)
        .map(|(name, weight)| format!("{name}\t{weight}\n"))
        .collect();
    // Paths by their last part: where they lie is nobody's business.
    let arguments: Vec<String> =
        std::env::args().skip(1).map(|argument| argument.rsplit('/').next().unwrap_or_default().to_owned()).collect();
    let header = format!(
        "# {}: what each feature weighs in the model of {}.\n\
         # How made: fitted by examples/fit_weights on chat ({}) and on running text ({}).\n\
         # Command: fit_weights {}\n\
         # Format: feature, tab, weight in hundredths of the logarithm of odds; sorted by code point.\n\
         #   A feature is template=part/part; a part in quotes is a folded word or a piece of one.\n",
        path.file_stem().unwrap_or_default().to_string_lossy(),
        match options.which {
            Which::Name => "names",
            Which::Health => "health information",
            _ => "whose health it is: positive for a person's, negative for health in general",
        },
        prints.first().map_or("", String::as_str),
        prints.get(1).map_or("", String::as_str),
        arguments.join(" "),
    );
    std::fs::write(path, header + &lines.into_iter().collect::<String>())
        .map_err(|error| format!("{}: {error}", path.display()))
}
