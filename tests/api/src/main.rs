//! Compares the public interface of the crate with `tests/public-api.txt`, one line an item.
//!
//! ```text
//! cargo run --manifest-path tests/api/Cargo.toml              compares
//! UPDATE=1 cargo run --manifest-path tests/api/Cargo.toml     writes the list anew
//! ```
//!
//! Every type, trait and function has an example, or a line in `no-example.txt` that says why not.
//!
//! What `fitting` brings is left out: it is for one example of this repository and promises nothing. Traits that hold
//! automatically (`Send`, `Sync` and so on) are in `tests/auto_traits.rs`.

mod examples;

use std::error::Error;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

const FEATURES: &str = "names,health,serde,keyed";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(why) => {
            eprintln!("sladd-api: {why}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).ok_or("this package stands in tests/api")?;
    // The compiler that builds this program need not be the one that writes JSON.
    let has_nightly =
        Command::new("cargo").args(["+nightly", "--version"]).output().is_ok_and(|out| out.status.success());
    if !has_nightly {
        println!("NOT COMPARED: the public interface was not checked, for there is no nightly compiler here");
        return Ok(ExitCode::SUCCESS);
    }
    let target = root.join("target/api");
    let documented = Command::new("cargo")
        .args(["+nightly", "rustdoc", "--quiet", "--lib", "--no-default-features", "--features", FEATURES])
        .arg("--manifest-path")
        .arg(root.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(&target)
        .args(["--", "-Z", "unstable-options", "--output-format", "json", "--cap-lints", "allow"])
        // Flags of the surrounding run are meant for another compiler.
        .env_remove("RUSTDOCFLAGS")
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("CARGO")
        .status()?;
    if !documented.success() {
        return Err("the documentation could not be written as JSON".into());
    }
    let json = target.join("doc/sladd.json");
    let missing = examples::missing(&json, &here.join("no-example.txt"))?;
    if !missing.is_empty() {
        missing.iter().for_each(|complaint| println!("{complaint}"));
        return Ok(ExitCode::FAILURE);
    }
    let api =
        public_api::Builder::from_rustdoc_json(&json).omit_blanket_impls(true).omit_auto_trait_impls(true).build()?;
    let now: String = api.items().map(|item| format!("{item}\n")).collect();
    let file = root.join("tests/public-api.txt");
    if env::var_os("UPDATE").is_some() {
        fs::write(&file, &now)?;
        println!("{} lines written to {}", now.lines().count(), file.display());
        return Ok(ExitCode::SUCCESS);
    }
    let before = fs::read_to_string(&file)?;
    let gone: Vec<&str> = before.lines().filter(|line| !now.lines().any(|other| other == *line)).collect();
    let new: Vec<&str> = now.lines().filter(|line| !before.lines().any(|other| other == *line)).collect();
    if gone.is_empty() && new.is_empty() {
        println!("the public interface is as listed: {} lines", now.lines().count());
        return Ok(ExitCode::SUCCESS);
    }
    for line in &gone {
        println!("- {line}");
    }
    for line in &new {
        println!("+ {line}");
    }
    if !gone.is_empty() {
        println!("\nwhat is gone or changed breaks those who use it: a new major version (before 1.0, a minor one)");
    }
    println!("\nif this is meant: UPDATE=1 cargo run --manifest-path tests/api/Cargo.toml, and a line in CHANGELOG.md");
    Ok(ExitCode::FAILURE)
}
