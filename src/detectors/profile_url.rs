//! Links to a person's profile.
//!
//! # What it finds
//! Links to a page of one person at the large social services, with or without `https://`; links whose query holds
//! what looks like a person's key (`?fnr=`, `?user=`).
//!
//! # What proves it
//! The service's host with a name behind it.
//!
//! # What it leaves alone
//! Links to public sites, to the services' own pages (`/help`, `/login`, `/watch`).
//!
//! # Sources
//! The address schemes of the services, from general knowledge.

use zeroize::Zeroizing;

use super::Detector;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::{Needs, Text};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct ProfileUrl;

/// Host, and what must stand before the name in the path.
const SERVICES: [(&str, &str); 26] = [
    ("facebook.com", ""),
    ("fb.com", ""),
    ("fb.me", ""),
    ("m.me", ""),
    ("instagram.com", ""),
    ("linkedin.com", "in/"),
    ("twitter.com", ""),
    ("x.com", ""),
    ("tiktok.com", "@"),
    ("snapchat.com", "add/"),
    ("github.com", ""),
    ("gitlab.com", ""),
    ("youtube.com", "@"),
    ("youtube.com", "channel/"),
    ("reddit.com", "user/"),
    ("reddit.com", "u/"),
    ("t.me", ""),
    ("wa.me", ""),
    ("strava.com", "athletes/"),
    ("threads.net", "@"),
    ("bsky.app", "profile/"),
    ("vk.com", ""),
    ("twitch.tv", ""),
    ("pinterest.com", ""),
    ("soundcloud.com", ""),
    ("finn.no", "profile/"),
];

/// Paths of the services themselves.
const OWN_PAGES: [&str; 34] = [
    "help",
    "login",
    "watch",
    "groups",
    "events",
    "pages",
    "marketplace",
    "hashtag",
    "explore",
    "search",
    "home",
    "about",
    "legal",
    "privacy",
    "policies",
    "settings",
    "jobs",
    "company",
    "school",
    "features",
    "pricing",
    "topics",
    "sharer",
    "share",
    "intent",
    "p",
    "reel",
    "reels",
    "stories",
    "i",
    "tr",
    "business",
    "ads",
    "nav",
];

impl Detector for ProfileUrl {
    fn name(&self) -> &'static str {
        "profile-url"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::Url]
    }

    fn needs(&self) -> Needs {
        Needs::sign(b'/')
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        let raw = text.as_str();
        let mut claimed = 0;
        for (slash, _) in raw.match_indices('/') {
            // Another address inside a path ends where the path does.
            if slash < claimed {
                continue;
            }
            let host_start = slash - host_length(raw, slash);
            let host = Zeroizing::new(raw.get(host_start..slash).unwrap_or("").to_ascii_lowercase());
            let Some(path) = raw.get(slash + 1..).filter(|_| host.contains('.')) else { continue };
            let named = SERVICES.iter().filter(|(service, _)| is_host(&host, service)).find_map(|(_, prefix)| {
                let rest = path.strip_prefix(prefix)?;
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '<' | '>' | ')' | ','));
                let name = rest.get(..end.unwrap_or(rest.len()).min(128))?.trim_end_matches(['.', '!', ':', ';']);
                let own = prefix.is_empty() && OWN_PAGES.contains(&name);
                (name.len() >= 2 && !own).then_some(())
            });
            if named.is_none() {
                continue;
            }
            let start = scheme_start(raw, host_start);
            claimed = slash + 1 + path_length(path);
            claims.add(Span::new(start, claimed), Label::Url, Confidence::Certain);
        }
    }
}

/// Bytes of the host that ends before `slash`.
fn host_length(raw: &str, slash: usize) -> usize {
    let bytes = raw.as_bytes().get(slash.saturating_sub(64)..slash).unwrap_or_default();
    bytes.iter().rev().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count()
}

fn is_host(host: &str, service: &str) -> bool {
    host.strip_suffix(service).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'))
}

fn scheme_start(raw: &str, host: usize) -> usize {
    let before = raw.get(..host).unwrap_or("");
    ["https://", "http://"].iter().find_map(|scheme| before.strip_suffix(scheme)).map_or(host, str::len)
}

/// Bytes of the path, to the next space or bracket, without punctuation at its end.
fn path_length(path: &str) -> usize {
    let end = path.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | ')' | ',')).unwrap_or(path.len());
    path.get(..end).unwrap_or("").trim_end_matches(['.', '!', '?', ':', ';']).len()
}
