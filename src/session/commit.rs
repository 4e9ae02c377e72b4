//! The one place where a project changes.

use super::Session;
use crate::model::{Annotator, Article, BatchId, Direction, Edit, Layer, Project, Transaction, Withdrawn};

impl Session {
    /// Checks and applies all edits as one transaction and hands it to the journal; or changes nothing and says why.
    pub(super) fn commit(&mut self, edits: Vec<Edit>, name: String, direction: Direction) -> Result<(), String> {
        if let Some(reason) = self.journal.read_only() {
            return Err(unchanged(&reason));
        }
        let transaction = Transaction {
            number: self.journal.next_number(),
            annotator: self.annotator.clone(),
            at: self.clock.now(),
            command: name,
            direction,
            edits: absorb(edits),
        };
        self.apply_checked(&transaction)?;
        if let Err(reason) = self.journal.append(&transaction, &self.project) {
            self.take_back(&transaction.edits);
            return Err(unchanged(&reason));
        }
        self.revision += 1;
        self.touched.note(self.revision, &transaction.edits);
        for edit in &transaction.edits {
            match edit {
                Edit::State { before, after, .. } => self.list.note_state(*before, *after),
                Edit::Metadata { .. } => self.list.forget_lines(),
                _ => {}
            }
        }
        let linked = |edit: &Edit| matches!(edit, Edit::Withdrawal { .. } | Edit::Succession { .. });
        if transaction.edits.iter().any(linked) {
            self.newer = self.project.newer_copies(&self.annotator);
        }
        let rearranged = transaction.edits.iter().any(|edit| matches!(edit, Edit::Withdrawal { .. }));
        if rearranged {
            self.list.refresh(&self.project, &self.annotator);
        }
        self.renew_suggestions();
        Ok(())
    }

    /// Each edit is checked against the project as the edits before it left it.
    fn apply_checked(&mut self, transaction: &Transaction) -> Result<(), String> {
        for (done, edit) in transaction.edits.iter().enumerate() {
            let outcome =
                edit.check(&self.project, &self.annotator).and_then(|()| edit.apply(&mut self.project, &self.annotator));
            if let Err(refusal) = outcome {
                self.take_back(transaction.edits.get(..done).unwrap_or_default());
                return Err(format!("“{}” was not done: {refusal}.", transaction.command));
            }
        }
        Ok(())
    }

    fn take_back(&mut self, edits: &[Edit]) {
        for edit in edits.iter().rev() {
            // Cannot fail: it takes back what was just applied.
            let _ = edit.inverse().apply(&mut self.project, &self.annotator);
        }
    }

    /// Takes in a batch whose file has been written, and records the import so that it can be undone. Returns how many of
    /// the articles were new.
    pub fn import_batch(&mut self, id: &BatchId, articles: Vec<Article>) -> Result<usize, String> {
        let of = Withdrawn::Batch(id.clone());
        self.import(Some((id, articles)), vec![Edit::Withdrawal { of, before: true, after: false }], 0)
    }

    /// Takes in an import: the batch whose file has been written, if anything was new; and the edits that record it and put
    /// back the articles, `returning` in number, that had been taken out before. Returns how many articles there are more.
    pub fn import(
        &mut self,
        batch: Option<(&BatchId, Vec<Article>)>,
        edits: Vec<Edit>,
        returning: usize,
    ) -> Result<usize, String> {
        if let Some(reason) = self.journal.read_only() {
            return Err(unchanged(&reason));
        }
        let new = batch.map_or(0, |(id, articles)| self.project.add_batch(id, articles));
        if edits.is_empty() {
            return Ok(new);
        }
        let count = new + returning;
        let name = if count == 1 { "Import 1 article".to_owned() } else { format!("Import {count} articles") };
        // Where this fails, the batch stands in the project as its file stands in the folder.
        self.commit(edits, name, Direction::Do)?;
        Ok(count)
    }

    /// Takes in a batch that another program or annotator put into the folder.
    pub fn receive_batch(&mut self, id: &BatchId, articles: Vec<Article>) {
        self.receive_batches(vec![(id.clone(), articles)]);
    }

    /// Takes in many batches, or parts of them, at once; the list is made anew but once.
    pub fn receive_batches(&mut self, batches: Vec<(BatchId, Vec<Article>)>) {
        if batches.is_empty() {
            return;
        }
        self.receive(|project| {
            for (id, articles) in batches {
                project.add_batch(&id, articles);
            }
        });
    }

    /// Takes in another annotator's layer as it now stands on disk; `None` when its file is gone.
    pub fn receive_layer(&mut self, annotator: Annotator, layer: Option<Layer>) {
        self.receive(|project| {
            match layer {
                Some(layer) => project.layers.insert(annotator, layer),
                None => project.layers.remove(&annotator),
            };
        });
    }

    /// Takes in name, scheme and guidelines as they now stand on disk.
    pub fn receive_head(&mut self, head: &Project) {
        self.receive(|project| {
            project.name.clone_from(&head.name);
            project.scheme.clone_from(&head.scheme);
            project.guidelines.clone_from(&head.guidelines);
        });
    }

    /// What comes from disk is the truth already and is not journalled again.
    fn receive(&mut self, change: impl FnOnce(&mut Project)) {
        let place = self.place_in_list();
        change(&mut self.project);
        self.revision += 1;
        self.touched.note_all(self.revision);
        self.newer = self.project.newer_copies(&self.annotator);
        self.list.refresh(&self.project, &self.annotator);
        self.leave_withdrawn(place);
        self.renew_suggestions();
    }
}

/// The words for a change that a journal will not take.
pub(super) fn unchanged(reason: &str) -> String {
    format!("Nothing was changed. {reason}")
}

/// Joins edits of the same thing that follow one another.
fn absorb(edits: Vec<Edit>) -> Vec<Edit> {
    let mut joined: Vec<Edit> = Vec::with_capacity(edits.len());
    for edit in edits {
        if !joined.last_mut().is_some_and(|last| last.absorb(&edit)) {
            joined.push(edit);
        }
    }
    joined
}
