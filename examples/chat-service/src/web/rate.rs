//! How often somebody may ask, and who that is.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request};
use axum::http::HeaderMap;

use crate::locked;

/// How many requests each address may still make. A bucket fills evenly; it holds what one minute gives.
pub(super) struct Buckets {
    per_minute: f64,
    buckets: Mutex<HashMap<IpAddr, (f64, Instant)>>,
}

/// So many addresses are remembered before those whose buckets are full again are forgotten.
const MANY: usize = 10_000;

impl Buckets {
    pub(super) fn new(per_minute: u32) -> Buckets {
        Buckets { per_minute: f64::from(per_minute), buckets: Mutex::default() }
    }

    /// Counts a request. Returns whether it may be made.
    pub(super) fn take(&self, address: IpAddr, now: Instant) -> bool {
        let mut buckets = locked(&self.buckets);
        if buckets.len() > MANY {
            buckets.retain(|_, (_, filled)| now.duration_since(*filled) < Duration::from_secs(60));
        }
        let (left, filled) = buckets.entry(address).or_insert((self.per_minute, now));
        let gained = now.duration_since(*filled).as_secs_f64() / 60.0 * self.per_minute;
        *left = (*left + gained).min(self.per_minute);
        *filled = now;
        let may = *left >= 1.0;
        if may {
            *left -= 1.0;
        }
        may
    }

    /// A request that was counted counts no more.
    pub(super) fn give_back(&self, address: IpAddr) {
        if let Some((left, _)) = locked(&self.buckets).get_mut(&address) {
            *left = (*left + 1.0).min(self.per_minute);
        }
    }
}

/// Who asks: the other end of the connection, or, when that is the proxy that is trusted, whom the proxy names.
pub(super) fn asker(request: &Request, trusted_proxy: Option<IpAddr>) -> IpAddr {
    let info = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = info.map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| address.ip().to_canonical());
    let named = if trusted_proxy == Some(peer) { last_hop(request.headers()) } else { None };
    network(named.unwrap_or(peer))
}

/// The last hop is what the proxy itself has seen; those before it are what it was told.
fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    let with_port = || last.parse::<SocketAddr>().ok().map(|address| address.ip());
    last.parse::<IpAddr>().ok().or_else(with_port).map(|address| address.to_canonical())
}

/// Who has one address of IPv6 has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let buckets = Buckets::new(3);
        let (one, other) = (IpAddr::from([10, 0, 0, 1]), IpAddr::from([10, 0, 0, 2]));
        let now = Instant::now();
        assert!((0..3).all(|_| buckets.take(one, now)));
        assert!(!buckets.take(one, now));
        assert!(buckets.take(other, now));
        buckets.give_back(one);
        assert!(buckets.take(one, now));
        assert!(!buckets.take(one, now));
        assert!(buckets.take(one, now + Duration::from_secs(21)));
        assert!(!buckets.take(one, now + Duration::from_secs(22)));
    }

    #[test]
    fn the_proxy_that_is_trusted_says_who_asks() {
        let asked = |peer: &str, forwarded: &[&str], trusted: Option<&str>| {
            let mut request = Request::new(Body::empty());
            let peer = SocketAddr::new(peer.parse().ok()?, 4711);
            request.extensions_mut().insert(ConnectInfo(peer));
            for hops in forwarded {
                request.headers_mut().append("x-forwarded-for", hops.parse().ok()?);
            }
            Some(asker(&request, trusted.and_then(|trusted| trusted.parse().ok())).to_string())
        };
        let proxy = Some("192.0.2.1");
        for (peer, forwarded, trusted, who) in [
            ("192.0.2.1", &["198.51.100.7, 203.0.113.9"][..], proxy, "203.0.113.9"),
            ("192.0.2.1", &["198.51.100.7", "203.0.113.9:1234"], proxy, "203.0.113.9"),
            ("192.0.2.1", &["2001:db8:1:2:3:4:5:6"], proxy, "2001:db8:1:2::"),
            ("::ffff:192.0.2.1", &["203.0.113.9"], proxy, "203.0.113.9"),
            ("192.0.2.1", &["unknown"], proxy, "192.0.2.1"),
            ("192.0.2.1", &[], proxy, "192.0.2.1"),
            // Whoever else sends the header is not believed.
            ("198.51.100.7", &["203.0.113.9"], proxy, "198.51.100.7"),
            ("192.0.2.1", &["203.0.113.9"], None, "192.0.2.1"),
            ("2001:db8:1:2:ffff::1", &[], None, "2001:db8:1:2::"),
        ] {
            assert_eq!(asked(peer, forwarded, trusted).as_deref(), Some(who), "{peer} {forwarded:?}");
        }
    }
}
