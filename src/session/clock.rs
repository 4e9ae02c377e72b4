//! Where time and fresh ids come from; both are fixed in tests.

use crate::model::Timestamp;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time.
pub trait Clock: Send {
    /// The time now. May be earlier than it was before: clocks are set back.
    fn now(&self) -> Timestamp;
}

/// Draws ids that have not been used.
pub trait Ids: Send {
    /// The next id.
    fn next(&self) -> u64;
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// Random ids, seeded by the system.
pub struct RandomIds;

impl Ids for RandomIds {
    fn next(&self) -> u64 {
        RandomState::new().build_hasher().finish()
    }
}
