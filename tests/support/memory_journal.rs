//! A journal in memory that keeps undo and redo as the one on disk does, and looks at every transaction it is given.

use pressmark::model::{Direction, Journal, Project, Transaction};
use std::sync::{Arc, Mutex, MutexGuard};

/// Transactions in order, with the stacks of what can be undone and redone.
#[derive(Default)]
pub struct MemoryJournal {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    log: Vec<Arc<Transaction>>,
    undo: Vec<Arc<Transaction>>,
    redo: Vec<Arc<Transaction>>,
    read_only: Option<String>,
}

impl MemoryJournal {
    /// All transactions so far.
    pub fn log(&self) -> Vec<Arc<Transaction>> {
        self.state().log.clone()
    }

    /// Names of all transactions so far.
    pub fn names(&self) -> Vec<String> {
        self.state().log.iter().map(|transaction| transaction.command.clone()).collect()
    }

    /// Takes nothing more, for this reason.
    pub fn make_read_only(&self, reason: &str) {
        self.state().read_only = Some(reason.to_owned());
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds the journal")
    }
}

impl Journal for MemoryJournal {
    fn next_number(&self) -> u64 {
        self.state().log.len() as u64 + 1
    }

    fn append(&self, transaction: &Transaction, after: &Project) -> Result<(), String> {
        assert_eq!(transaction.number, self.next_number());
        assert!(!transaction.command.is_empty() && !transaction.edits.is_empty());
        let mut back = after.clone();
        transaction
            .inverse()
            .iter()
            .for_each(|edit| edit.apply(&mut back, &transaction.annotator).expect("it fits what it made"));
        let mut state = self.state();
        assert_eq!(state.read_only, None);
        let transaction = Arc::new(transaction.clone());
        state.log.push(transaction.clone());
        match transaction.direction {
            Direction::Do => {
                state.undo.push(transaction);
                state.redo.clear();
            }
            Direction::Undo(number) => {
                assert_eq!(state.undo.pop().map(|undone| undone.number), Some(number));
                state.redo.push(transaction);
            }
            Direction::Redo(number) => {
                assert_eq!(state.redo.pop().map(|redone| redone.number), Some(number));
                state.undo.push(transaction);
            }
        }
        Ok(())
    }

    fn undo_target(&self, _: &Project) -> Result<Option<Arc<Transaction>>, String> {
        Ok(self.state().undo.last().cloned())
    }

    fn redo_target(&self, _: &Project) -> Result<Option<Arc<Transaction>>, String> {
        Ok(self.state().redo.last().cloned())
    }

    fn read_only(&self) -> Option<String> {
        self.state().read_only.clone()
    }
}
