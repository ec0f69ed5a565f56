//! What can be set, by environment variables. Everything has a default but nothing that guards has a weak one.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use sladd::Retention;

use crate::keys;

/// When a message is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masking {
    /// In the path: the database and the adviser never have anything else.
    AtOnce,
    /// The adviser reads what was written; it is masked and stored within so long after the end.
    After(Duration),
}

/// The settings of one service.
#[derive(Clone)]
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
    pub retention_days: u32,
    /// `MASKING`: `at-once`, or within so many seconds after the end.
    pub masking: Masking,
    /// `IDLE_SECONDS`: a chat in which nothing is said for so long has ended.
    pub idle: Duration,
    /// `SWEEP_SECONDS`: how often the retention job looks.
    pub sweep: Duration,
    /// `STAFF`: names of advisers, separated by commas, which are left readable.
    pub staff: Vec<String>,
    /// `PER_MINUTE`: how many writing requests one address may make.
    pub per_minute: u32,
    /// `TRUSTED_PROXY`: the address of the proxy whose word is taken for who asks.
    pub trusted_proxy: Option<IpAddr>,
    /// `MOST_CHATS`: how many chats may go on at a time.
    pub most_chats: usize,
    /// `MOST_STREAMS`: how many pages may listen at a time.
    pub most_streams: usize,
    /// `BROWSER`: the folder with sladd.js and sladd.wasm.
    pub browser: PathBuf,
}

/// By hand: whoever logs the settings does not log the token.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("address", &self.address)
            .field("retention_days", &self.retention_days)
            .field("masking", &self.masking)
            .field("idle", &self.idle)
            .field("sweep", &self.sweep)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// When a variable does not hold what it should; says which.
    pub fn from_environment() -> Result<Config, String> {
        Config::read(|name| std::env::var(name).ok())
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Config, String> {
        let said = |name: &str| variable(name).filter(|value| !value.is_empty());
        let number = |name: &str, default: u32| match said(name) {
            None => Ok(default),
            Some(value) => value.parse::<u32>().map_err(|_| format!("{name} is no number, or too large")),
        };
        let seconds = |name: &str, default: u32| number(name, default).map(|time| Duration::from_secs(time.into()));
        let size = |name: &str, default: u32| {
            number(name, default).and_then(|most| usize::try_from(most).map_err(|_| format!("{name} is too large")))
        };
        let address = said("ADDRESS").unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let token = said("ADVISER_TOKEN");
        if token.as_ref().is_some_and(|token| token.len() < 16) {
            return Err("ADVISER_TOKEN is shorter than 16 characters".to_owned());
        }
        // One that is made up is printed, and what a server prints is kept: that is for one's own machine only.
        if token.is_none() && !is_loopback(&address) {
            return Err("ADVISER_TOKEN is not set, and ADDRESS is open to other machines".to_owned());
        }
        let masking = match said("MASKING").as_deref() {
            None | Some("at-once") => Masking::AtOnce,
            Some(_) => Masking::After(seconds("MASKING", 0)?),
        };
        let retention_days = number("RETENTION_DAYS", 30)?;
        // What is promised in days may be an hour late; what goes with its end is waited for.
        let longest = Duration::from_secs(if retention_days == 0 { 30 } else { 60 * 60 });
        let mut sweep = seconds("SWEEP_SECONDS", 30)?.clamp(Duration::from_secs(1), longest);
        if let Masking::After(time) = masking {
            if time < Duration::from_secs(2) {
                return Err("MASKING is `at-once` or 2 seconds at least".to_owned());
            }
            // Who promises little time looks the oftener.
            sweep = sweep.min(time / 2);
        }
        Ok(Config {
            address,
            database: said("DATABASE").unwrap_or_else(|| "chat.sqlite".to_owned()).into(),
            token_is_new: token.is_none(),
            token: match token {
                Some(token) => token,
                None => keys::random()?,
            },
            retention_days,
            masking,
            idle: seconds("IDLE_SECONDS", 30 * 60)?,
            sweep,
            staff: said("STAFF")
                .map(|names| names.split(',').map(|name| name.trim().to_owned()).collect())
                .unwrap_or_default(),
            per_minute: number("PER_MINUTE", 60)?,
            trusted_proxy: match said("TRUSTED_PROXY") {
                None => None,
                Some(address) => Some(address.parse().map_err(|_| "TRUSTED_PROXY is no address")?),
            },
            most_chats: size("MOST_CHATS", 2000)?,
            most_streams: size("MOST_STREAMS", 5000)?,
            browser: said("BROWSER").unwrap_or_else(|| "../browser/dist".to_owned()).into(),
        })
    }

    /// How long a chat is kept, as the library has it.
    #[must_use]
    pub const fn retention(&self) -> Retention {
        match self.retention_days {
            0 => Retention::until_end(),
            days => Retention::days(days),
        }
    }

    /// How long after the end a text may stand in memory before a look of the retention job has to mask it. The next look
    /// may be a whole interval away, and what was promised holds all the same.
    #[must_use]
    pub fn masking_within(&self) -> Option<Duration> {
        match self.masking {
            Masking::AtOnce => None,
            Masking::After(time) => Some(time.saturating_sub(self.sweep)),
        }
    }
}

/// Whether an address is reached from this machine only.
fn is_loopback(address: &str) -> bool {
    match address.parse::<SocketAddr>() {
        Ok(address) => address.ip().is_loopback(),
        Err(_) => address.rsplit_once(':').is_some_and(|(host, _)| host == "localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, String> {
        Config::read(|name| variables.iter().find(|(found, _)| *found == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn a_token_is_made_up_for_ones_own_machine_only() {
        for address in ["127.0.0.1:8080", "[::1]:0", "localhost:8080"] {
            assert!(read(&[("ADDRESS", address)]).is_ok_and(|config| config.token_is_new), "{address}");
        }
        for address in ["0.0.0.0:8080", "[::]:8080", "192.0.2.1:80", "example.no:80", "localhost.example.no:80"] {
            assert!(read(&[("ADDRESS", address)]).is_err_and(|error| error.contains("ADVISER_TOKEN")), "{address}");
            assert!(read(&[("ADDRESS", address), ("ADVISER_TOKEN", "sixteen letters!")]).is_ok(), "{address}");
        }
        assert!(read(&[("ADVISER_TOKEN", "short")]).is_err());
    }

    #[test]
    fn the_token_is_not_shown() {
        let config = read(&[("ADVISER_TOKEN", "a token of thirty-two characters")]);
        assert!(config.is_ok_and(|config| !format!("{config:?}").contains("thirty-two")));
    }

    #[test]
    fn masking_keeps_its_time_whatever_the_interval() {
        for (masking, sweep, within) in [("900", "30", 870), ("900", "1", 899), ("10", "30", 5)] {
            let config = read(&[("MASKING", masking), ("SWEEP_SECONDS", sweep)]).ok();
            let within = Duration::from_secs(within);
            assert_eq!(config.as_ref().and_then(Config::masking_within), Some(within), "{masking} {sweep}");
            assert!(config.is_some_and(|config| Masking::After(within + config.sweep) == config.masking));
        }
        for (days, longest) in [("30", 3600), ("0", 30)] {
            let config = read(&[("RETENTION_DAYS", days), ("SWEEP_SECONDS", "100000")]).ok();
            assert_eq!(config.map(|config| config.sweep), Some(Duration::from_secs(longest)), "{days}");
        }
        assert!(read(&[("MASKING", "1")]).is_err());
        assert!(read(&[("MASKING", "later")]).is_err());
        assert_eq!(read(&[]).ok().and_then(|config| config.masking_within()), None);
    }
}
