//! Advisers who are logged in.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::{keys, locked};

/// How long an adviser is logged in.
const SESSION_TIME: Duration = Duration::from_secs(8 * 60 * 60);

/// By the hashes of their keys.
#[derive(Default)]
pub(super) struct Sessions(Mutex<HashMap<String, Session>>);

struct Session {
    until: Instant,
    /// It is dropped with the session: who waits for that knows.
    end: watch::Sender<()>,
}

impl Sessions {
    /// Begins one. Returns its key, which is stored nowhere.
    pub(super) fn begin(&self) -> Result<String, String> {
        let key = keys::random()?;
        let now = Instant::now();
        let mut sessions = locked(&self.0);
        sessions.retain(|_, session| session.until > now);
        sessions.insert(keys::hash(&key), Session { until: now + SESSION_TIME, end: watch::Sender::new(()) });
        Ok(key)
    }

    pub(super) fn end(&self, key: &str) {
        locked(&self.0).remove(&keys::hash(key));
    }

    pub(super) fn is_open(&self, key: &str) -> bool {
        locked(&self.0).get(&keys::hash(key)).is_some_and(|session| session.until > Instant::now())
    }

    /// Comes when the session is over: at once when there is none.
    pub(super) fn over(&self, key: &str) -> impl Future<Output = ()> + Send + use<> {
        let session = locked(&self.0).get(&keys::hash(key)).map(|session| (session.until, session.end.subscribe()));
        async move {
            if let Some((until, mut end)) = session {
                // Nothing is ever sent: it changes by its end only.
                drop(tokio::time::timeout_at(until.into(), end.changed()).await);
            }
        }
    }
}
