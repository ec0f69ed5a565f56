//! What can be set, by environment variables. Everything has a default but nothing that guards has a weak one.

use std::path::PathBuf;
use std::time::Duration;

use sladd::Retention;

use crate::keys;

/// When a message is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masking {
    /// In the path: the database and the adviser never have anything else.
    AtOnce,
    /// The adviser reads what was written; nothing is stored until this long after the end, then masked.
    After(Duration),
}

/// The settings of one service.
#[derive(Clone, Debug)]
pub struct Config {
    /// `ADDRESS`: where it listens.
    pub address: String,
    /// `DATABASE`: the file.
    pub database: PathBuf,
    /// `ADVISER_TOKEN`: what opens the adviser's page and the statistics.
    pub token: String,
    /// Whether the token was made up at start and has to be told.
    pub token_is_new: bool,
    /// `RETENTION_DAYS`: how long a chat is kept after its end; 0 is not at all.
    pub retention: Retention,
    /// `MASKING`: `at-once`, or so many seconds after the end.
    pub masking: Masking,
    /// `IDLE_SECONDS`: a chat in which nothing is said for so long has ended.
    pub idle: Duration,
    /// `SWEEP_SECONDS`: how often the retention job looks.
    pub sweep: Duration,
    /// `STAFF`: names of advisers, separated by commas, which are left readable.
    pub staff: Vec<String>,
    /// `PER_MINUTE`: how many writing requests one address may make.
    pub per_minute: u32,
    /// `BROWSER`: the folder with sladd.js and sladd.wasm.
    pub browser: PathBuf,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// When a variable does not hold what it should; says which.
    pub fn from_environment() -> Result<Config, String> {
        let said = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let number = |name: &str, default: u64| match said(name) {
            None => Ok(default),
            Some(value) => value.parse::<u64>().map_err(|_| format!("{name} is no number")),
        };
        let days = number("RETENTION_DAYS", 30)?;
        let token = said("ADVISER_TOKEN");
        if token.as_ref().is_some_and(|token| token.len() < 16) {
            return Err("ADVISER_TOKEN is shorter than 16 characters".to_owned());
        }
        Ok(Config {
            address: said("ADDRESS").unwrap_or_else(|| "127.0.0.1:8080".to_owned()),
            database: said("DATABASE").unwrap_or_else(|| "chat.sqlite".to_owned()).into(),
            token_is_new: token.is_none(),
            token: match token {
                Some(token) => token,
                None => keys::random()?,
            },
            retention: match days {
                0 => Retention::until_end(),
                days => Retention::days(u32::try_from(days).map_err(|_| "RETENTION_DAYS is too large")?),
            },
            masking: match said("MASKING").as_deref() {
                None | Some("at-once") => Masking::AtOnce,
                Some(_) => Masking::After(Duration::from_secs(number("MASKING", 0)?)),
            },
            idle: Duration::from_secs(number("IDLE_SECONDS", 30 * 60)?),
            sweep: Duration::from_secs(number("SWEEP_SECONDS", 30)?.max(1)),
            staff: said("STAFF")
                .map(|names| names.split(',').map(|name| name.trim().to_owned()).collect())
                .unwrap_or_default(),
            per_minute: u32::try_from(number("PER_MINUTE", 60)?).map_err(|_| "PER_MINUTE is too large")?,
            browser: said("BROWSER")
                .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../browser/dist")), PathBuf::from),
        })
    }
}
