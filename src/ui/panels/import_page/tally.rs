//! Counts of what was found, kept as ticks change, so that no frame counts anew.

use super::findings::{Entry, Standing};

/// The counts of a file, or of all.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// How many are ticked.
    pub ticked: usize,
    /// How many lost something, or all.
    pub problems: usize,
    of: [usize; Standing::ALL.len()],
}

impl Tally {
    /// Counts entries.
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry>) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            tally.ticked += usize::from(entry.ticked);
            tally.problems += usize::from(entry.is_problem);
            if let Some(count) = tally.of.get_mut(entry.standing as usize) {
                *count += 1;
            }
        }
        tally
    }

    /// How many there are of a standing.
    pub fn count(&self, standing: Standing) -> usize {
        self.of.get(standing as usize).copied().unwrap_or_default()
    }

    /// How many can be taken.
    pub fn takeable(&self) -> usize {
        Standing::ALL.into_iter().filter(|standing| standing.can_be_taken()).map(|standing| self.count(standing)).sum()
    }

    /// Takes note of one tick.
    pub fn tick_one(&mut self, on: bool) {
        self.ticked = if on { self.ticked + 1 } else { self.ticked.saturating_sub(1) };
    }

    /// How much of it is ticked.
    pub fn tick(&self) -> Tick {
        Tick::of(self.ticked > 0, self.ticked < self.takeable())
    }
}

/// How much of a row is ticked.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tick {
    All,
    Some,
    None,
    /// Nothing of it can be.
    #[default]
    Nothing,
}

impl Tick {
    /// Of whether anything is ticked, and whether anything is not that could be.
    pub fn of(on: bool, off: bool) -> Self {
        match (on, off) {
            (true, true) => Self::Some,
            (true, false) => Self::All,
            (false, true) => Self::None,
            (false, false) => Self::Nothing,
        }
    }
}
