//! How long a conversation is kept, and what that asks for at a moment.

use std::time::{Duration, SystemTime};

/// How long a conversation is kept when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention(Duration);

impl Retention {
    const DAY: u64 = 24 * 60 * 60;

    /// So many days.
    #[must_use]
    pub const fn days(days: u32) -> Retention {
        Retention(Duration::from_secs(days as u64 * Retention::DAY))
    }

    /// So many months of thirty days: never longer than the calendar's.
    #[must_use]
    pub const fn months(months: u32) -> Retention {
        Retention::days(months.saturating_mul(30))
    }

    /// Not at all: everything goes when the chat ends.
    #[must_use]
    pub const fn until_end() -> Retention {
        Retention(Duration::ZERO)
    }

    /// Any other time.
    #[must_use]
    pub const fn of(time: Duration) -> Retention {
        Retention(time)
    }

    /// When what was last spoken of at `last` has to go. What is kept until the end goes at once when it has come, and
    /// not before.
    pub(super) fn over(self, last: Option<SystemTime>, ended: bool) -> Option<When> {
        if self.0.is_zero() { ended.then_some(When::AtOnce) } else { Some(When::after(last?, self.0)) }
    }
}

/// What has to be done with a transcript at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Due {
    /// The text in memory has to be masked and stored.
    pub mask: bool,
    /// What is stored has to be deleted.
    pub delete: bool,
}

impl Due {
    /// Whether nothing has to be done.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        !self.mask && !self.delete
    }
}

/// When something has to be done.
#[derive(Clone, Copy)]
pub(super) enum When {
    /// It is overdue, whatever the clock says.
    AtOnce,
    /// Then.
    At(SystemTime),
}

impl When {
    /// So long after the last message. A time that cannot be written down is in the past: what is kept for ever is not
    /// kept.
    pub(super) fn after(last: SystemTime, time: Duration) -> When {
        When::At(last.checked_add(time).unwrap_or(last))
    }

    pub(super) fn has_come(self, now: SystemTime) -> bool {
        match self {
            When::AtOnce => true,
            When::At(at) => at <= now,
        }
    }

    /// For a timer: what is overdue was due at the last message, or ever since there are clocks.
    pub(super) fn at(self, last: Option<SystemTime>) -> SystemTime {
        match self {
            When::AtOnce => last.unwrap_or(SystemTime::UNIX_EPOCH),
            When::At(at) => at,
        }
    }
}
