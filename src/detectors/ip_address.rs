//! IP and MAC addresses.
//!
//! # What it finds
//! IPv4 and IPv6 addresses, MAC addresses with colons or dashes.
//!
//! # What proves it
//! The standard library's parsers; four numbers to 255 with three dots.
//!
//! # What it leaves alone
//! Versions (after "versjon", "v"), numbers of sections (every part below 30, no word for an address before),
//! 127.0.0.1, 0.0.0.0, ::1, ::, times.
//!
//! # Sources
//! RFC 791, RFC 4291; IEEE 802 (MAC-48).

use std::net::{Ipv4Addr, Ipv6Addr};

use super::Detector;
use crate::finding::{Claims, Confidence, Label, Span};
use crate::text::fold::shown;
use crate::text::{DigitRun, Gap, Needs, Text, Written};

/// See the [module](self).
#[derive(Clone, Copy, Debug)]
pub(crate) struct IpAddress;

/// The longest IPv6 address in text.
const LONGEST: usize = 45;

impl Detector for IpAddress {
    fn name(&self) -> &'static str {
        "ip-address"
    }

    fn labels(&self) -> &'static [Label] {
        &[Label::IpAddress]
    }

    fn needs(&self) -> Needs {
        Needs::DIGITS.or(Needs::sign(b':')).or(Needs::sign(b'-'))
    }

    fn detect(&self, text: &Text<'_>, claims: &mut Claims) {
        version_four(text, claims);
        with_colons(text, claims);
    }
}

/// Four groups with dots between and nothing glued to them.
fn version_four(text: &Text<'_>, claims: &mut Claims) {
    let dots = |run: &DigitRun<'_>| run.digits().iter().filter(|digit| digit.gap() == Gap::Dot).count();
    for run in text.runs().filter(|run| run.written() == Written::Figures && dots(run) >= 3) {
        let groups: Vec<_> = run.groups().take(32).collect();
        for window in groups.windows(4) {
            let [first, .., last] = window else { continue };
            let dotted =
                window.iter().skip(1).all(|group| group.digits().first().is_some_and(|digit| digit.gap() == Gap::Dot));
            let span = Span::new(first.span().start, last.span().end);
            // Dots and nothing else that shows: "3. 12. 4. 18" is no address.
            let plain = |(_, _, c): (usize, usize, char)| c.is_ascii_digit() || c == '.' || c == '\u{FF0E}';
            if !dotted || !shown(text.between(span.start, span.end)).all(plain) {
                continue;
            }
            let Some(address) = address(window) else { continue };
            let harmless = address.is_loopback() || address.is_unspecified() || address.is_broadcast();
            // "kap. 3.5.2.3": numbers of sections are small throughout.
            let small = address.octets().iter().all(|octet| *octet < 30);
            let called = text
                .words_before(span.start, 4)
                .any(|word| matches!(text.folded(word), "ip" | "ipen" | "adressen" | "adresse" | "ruter" | "server"));
            if !harmless && (!small || called) && !is_version(text, span) && stands_alone(text.as_str(), span) {
                claims.add(span, Label::IpAddress, Confidence::Certain);
            }
        }
    }
}

/// Four numbers of one to three digits, none with a zero in front.
fn address(groups: &[DigitRun<'_>]) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    for (octet, group) in octets.iter_mut().zip(groups) {
        let zero = group.len() > 1 && group.digits().first().is_some_and(|digit| digit.value() == 0);
        *octet = u8::try_from(group.number()).ok().filter(|_| group.len() <= 3 && !zero)?;
    }
    Some(Ipv4Addr::from(octets))
}

/// "versjon 10.4.2.1", "v1.2.3.4".
fn is_version(text: &Text<'_>, span: Span) -> bool {
    text.words_before(span.start, 2).any(|word| {
        let gap = text.between(word.end, span.start);
        (gap.len() <= 8
            && matches!(
                text.folded(word),
                "versjon" | "versjonen" | "version" | "build" | "release" | "utgave" | "fastvare" | "firmware"
            ))
            || (gap.is_empty() && text.folded(word) == "v")
    })
}

/// Whether no digit, and no dot with a digit, continues the address. Letters may be glued to it.
fn stands_alone(raw: &str, span: Span) -> bool {
    let mut after = raw.get(span.end..).unwrap_or("").chars();
    let continued = match after.next() {
        Some('.') => after.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_numeric(),
        None => false,
    };
    let before = raw.get(..span.start).unwrap_or("").chars().next_back();
    !continued && !before.is_some_and(|c| c.is_numeric() || c == '.')
}

/// IPv6 and MAC: stretches of hexadecimal digits with colons or dashes.
fn with_colons(text: &Text<'_>, claims: &mut Claims) {
    if !text.has_sign(b':') && !text.has_sign(b'-') {
        return;
    }
    let raw = text.as_str();
    let inside = |b: u8| b.is_ascii_hexdigit() || matches!(b, b':' | b'-' | b'.');
    let mut at = 0;
    let bytes = raw.as_bytes();
    while let Some(colon) = bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == b':' || *b == b'-')) {
        let colon = at + colon;
        let start =
            colon - bytes.get(at..colon).map_or(0, |before| before.iter().rev().take_while(|b| inside(**b)).count());
        let end = colon + bytes.get(colon..).map_or(0, |after| after.iter().take_while(|b| inside(**b)).count());
        at = end.max(colon + 1);
        let Some(candidate) = raw.get(start..end) else { continue };
        let candidate = candidate.trim_end_matches(['.', '-']);
        let candidate = candidate.strip_suffix(':').filter(|rest| !rest.ends_with(':')).unwrap_or(candidate);
        let span = Span::new(start, start + candidate.len());
        if candidate.len() <= LONGEST && stands_alone(raw, span) && (is_version_six(candidate) || is_mac(candidate)) {
            claims.add(span, Label::IpAddress, Confidence::Certain);
        }
    }
}

fn is_version_six(candidate: &str) -> bool {
    candidate.contains("::") | (candidate.bytes().filter(|b| *b == b':').count() == 7)
        && candidate.len() > 4
        && candidate.parse::<Ipv6Addr>().is_ok_and(|address| !address.is_loopback() && !address.is_unspecified())
}

fn is_mac(candidate: &str) -> bool {
    [':', '-'].iter().any(|sign| {
        let mut parts = candidate.split(*sign);
        candidate.len() == 17
            && parts.clone().count() == 6
            && parts.all(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_hexdigit()))
    })
}
