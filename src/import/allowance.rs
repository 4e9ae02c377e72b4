//! How much may be unpacked of an archive, with all that lies in it: a bomb is told by its growth, not by its size.

use super::problem::Problem;
use std::cell::Cell;
use std::io;

/// How many archives may lie in one another.
pub(super) const DEEPEST: usize = 4;

/// How many entries an archive may have.
pub(super) const LARGEST_ARCHIVE: u64 = 1_000_000;

/// What was read of the outermost archive and what was unpacked from it so far, at any depth.
#[derive(Debug, Default)]
pub(super) struct Allowance {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
}

impl Allowance {
    /// This much may be unpacked whatever the size of the archive, in bytes.
    pub const FREE: u64 = 64 << 20;
    /// Beyond that, so many times the size of the archive. Text seldom packs to a fiftieth.
    pub const RATIO: u64 = 200;

    /// Counts bytes of the outermost archive.
    pub fn pack(&self, bytes: u64) {
        self.packed.set(self.packed.get().saturating_add(bytes));
    }

    /// Counts unpacked bytes; an error when they are too many, which [`Problem::of_reading`] knows.
    pub fn unpack(&self, bytes: u64) -> io::Result<()> {
        self.unpacked.set(self.unpacked.get().saturating_add(bytes));
        let allowed = Self::FREE.max(self.packed.get().saturating_mul(Self::RATIO));
        if self.unpacked.get() <= allowed { Ok(()) } else { Err(io::Error::other(Problem::Bomb)) }
    }
}
