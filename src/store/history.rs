//! The journals of a project as lists of what was done, for looking back: light entries, read from end to end once and
//! followed as lines are added. The edits of an entry are read again from its line when they are asked for.

use super::error::{Acting, StoreError, is_absent};
use super::folder;
use super::format::{LightLine, LineHash, Names, journal_line, light_line};
use super::journal::line_before;
use super::journal::line_ends::Original;
use super::lines::{self, Carry};
use super::problem::{Problem, ProblemKind, Problems};
use crate::model::{Annotator, JournalEntry, Name, Progress, Project, Transaction};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How many bytes of lines are read at once when going backwards.
const BLOCK: u64 = 8 << 20;

/// Every annotator's journal as a list.
#[derive(Clone, Debug, Default)]
pub struct Journals {
    dir: PathBuf,
    lists: Vec<JournalList>,
}

/// One annotator's journal as a list.
#[derive(Clone, Debug)]
pub struct JournalList {
    annotator: Annotator,
    entries: Vec<JournalEntry>,
    problems: Vec<Problem>,
    /// Bytes up to the end of the last whole line.
    end: u64,
    lines: u64,
    /// The hash of the last line; none at the beginning, and behind a line that cannot be read.
    last: Option<LineHash>,
    is_broken: bool,
    commands: HashSet<Name>,
}

impl Journals {
    /// Reads all journals of a project folder. Counts bytes as progress. Lines that cannot be read are named and left out.
    pub fn read(dir: &Path, progress: &Progress) -> Result<Self, StoreError> {
        let mut journals = Self { dir: std::path::absolute(dir).acting("find", dir)?, lists: Vec::new() };
        journals.follow(progress)?;
        Ok(journals)
    }

    /// Reads what was added since; whether anything was. A journal that was not only added to is read anew.
    pub fn follow(&mut self, progress: &Progress) -> Result<bool, StoreError> {
        for annotator in folder::annotators_of(&self.dir)? {
            if let Err(at) = self.lists.binary_search_by(|list| list.annotator.cmp(&annotator)) {
                self.lists.insert(at, JournalList::new(annotator));
            }
        }
        let size = |list: &JournalList| std::fs::metadata(list.path(&self.dir)).map_or(0, |metadata| metadata.len());
        progress.set_total(self.lists.iter().map(|list| size(list).saturating_sub(list.end)).sum());
        let (dir, mut is_changed) = (self.dir.clone(), false);
        for list in &mut self.lists {
            is_changed |= list.follow(&dir, progress)?;
        }
        Ok(is_changed)
    }

    /// The lists, by annotator.
    pub fn lists(&self) -> &[JournalList] {
        &self.lists
    }

    /// The list of an annotator.
    pub fn of(&self, annotator: &Annotator) -> Option<&JournalList> {
        self.lists.iter().find(|list| list.annotator == *annotator)
    }

    /// Whether nothing was ever done.
    pub fn is_empty(&self) -> bool {
        self.lists.iter().all(|list| list.entries.is_empty())
    }

    /// What was found wrong in the journals.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.lists.iter().flat_map(|list| &list.problems)
    }

    /// Reads the transaction of an entry with all its edits. Texts are compared with the project's articles.
    pub fn transaction(&self, entry: &JournalEntry, project: &Project) -> Result<Transaction, StoreError> {
        let path = folder::journal_file(&self.dir, &entry.annotator);
        super::journal::line_at(&path, entry.offset, &entry.annotator, project).map(|line| line.transaction)
    }

    /// Reads the transactions of a list behind its first `kept` entries and hands them on, the newest first, in bounded
    /// memory. Counts bytes as progress.
    pub fn back(
        &self,
        list: &JournalList,
        kept: usize,
        project: &Project,
        progress: &Progress,
        each: &mut dyn FnMut(Transaction),
    ) -> Result<(), StoreError> {
        let path = list.path(&self.dir);
        let mut left = list.entries.get(kept..).unwrap_or_default();
        let mut file = if left.is_empty() { return Ok(()) } else { File::open(&path).acting("read", &path)? };
        while let Some(last) = left.last() {
            let end = last.offset + last.bytes;
            let first = left.partition_point(|entry| entry.offset + BLOCK < end).min(left.len() - 1);
            let (before, group) = left.split_at_checked(first).unwrap_or((&[], left));
            let start = group.first().map_or(end, |entry| entry.offset);
            let bytes = read_range(&mut file, start, end).acting("read", &path)?;
            let parse = |entry: &JournalEntry| parse_entry(&bytes, start, entry, &path, project);
            let parsed: Vec<Result<Transaction, StoreError>> = group.par_iter().map(parse).collect();
            for transaction in parsed.into_iter().rev() {
                each(transaction?);
            }
            progress.advance(end - start)?;
            left = before;
        }
        Ok(())
    }
}

fn read_range(file: &mut File, start: u64, end: u64) -> std::io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(end - start).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn parse_entry(
    bytes: &[u8],
    start: u64,
    entry: &JournalEntry,
    path: &Path,
    project: &Project,
) -> Result<Transaction, StoreError> {
    let from = usize::try_from(entry.offset - start).unwrap_or(usize::MAX);
    let to = from.saturating_add(usize::try_from(entry.bytes).unwrap_or(usize::MAX));
    let line = bytes.get(from..to).map(|line| Original::of(line).words).unwrap_or_default();
    let text = std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned());
    let read = text.and_then(|text| journal_line(text, &entry.annotator, project)).map(|line| line.transaction);
    let same = read.and_then(|transaction| {
        if transaction.number == entry.number { Ok(transaction) } else { Err("the journal was changed meanwhile".to_owned()) }
    });
    same.map_err(|reason| StoreError::History { path: path.to_owned(), offset: entry.offset, reason })
}

/// A line as it was read.
struct Parsed {
    bytes: u64,
    hash: LineHash,
    line: Result<Box<LightLine>, String>,
}

impl JournalList {
    fn new(annotator: Annotator) -> Self {
        Self {
            annotator,
            entries: Vec::new(),
            problems: Vec::new(),
            end: 0,
            lines: 0,
            last: None,
            is_broken: false,
            commands: HashSet::new(),
        }
    }

    /// Whose journal it is.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// What was done, the oldest first.
    pub fn entries(&self) -> &[JournalEntry] {
        &self.entries
    }

    /// The place of a transaction in the list.
    pub fn place(&self, number: u64) -> Option<usize> {
        let near = self.entries.binary_search_by_key(&number, |entry| entry.number).ok();
        // Numbers of a journal that somebody has changed may not ascend.
        near.or_else(|| self.entries.iter().position(|entry| entry.number == number))
    }

    fn path(&self, dir: &Path) -> PathBuf {
        folder::journal_file(dir, &self.annotator)
    }

    fn follow(&mut self, dir: &Path, progress: &Progress) -> Result<bool, StoreError> {
        let path = self.path(dir);
        let mut file = match File::open(&path) {
            Err(error) if is_absent(&error) => {
                let was_there = self.end > 0;
                *self = Self::new(self.annotator.clone());
                return Ok(was_there);
            }
            file => file.acting("open", &path)?,
        };
        let before = self.end;
        let was_rewritten = !self.still_stands(&mut file).acting("read", &path)?;
        if was_rewritten {
            *self = Self::new(self.annotator.clone());
        }
        file.seek(SeekFrom::Start(self.end)).acting("read", &path)?;
        let mut problems = Problems::default();
        lines::for_each_block(&path, &mut file, Carry { bytes: Vec::new(), start: 0 }, progress, |block| {
            let annotator = &self.annotator;
            let parsed: Vec<Vec<Parsed>> =
                lines::pieces(block).into_par_iter().map(|piece| parse_piece(piece, annotator)).collect();
            parsed.into_iter().flatten().for_each(|parsed| self.take(parsed, &path, &mut problems));
            Ok(())
        })?;
        self.problems.extend(problems.into_vec());
        Ok(was_rewritten || self.end > before)
    }

    /// Whether the file still holds what was read of it.
    fn still_stands(&self, file: &mut File) -> std::io::Result<bool> {
        if self.end == 0 {
            return Ok(true);
        }
        let before = line_before(file, self.end)?;
        Ok(before.is_some_and(|line| self.is_broken || Some(LineHash::of(line.trim_end_matches('\r'))) == self.last))
    }

    fn take(&mut self, parsed: Parsed, path: &Path, problems: &mut Problems) {
        let offset = self.end;
        // The last line of a journal may just be being written.
        if parsed.bytes == 0 {
            return;
        }
        self.end += parsed.bytes;
        self.lines += 1;
        match parsed.line {
            Err(reason) => {
                problems.add(
                    path,
                    Some(self.lines),
                    ProblemKind::Journal,
                    format!("it cannot be read and is left out: {reason}"),
                );
                self.is_broken = true;
            }
            Ok(line) => {
                let LightLine { previous, mut entry } = *line;
                if !self.is_broken && previous != self.last {
                    let reason = "it does not follow the one before it: its hash differs";
                    problems.add(path, Some(self.lines), ProblemKind::Journal, reason);
                }
                self.is_broken = false;
                (entry.offset, entry.bytes) = (offset, parsed.bytes);
                match self.commands.get(&entry.command) {
                    Some(known) => entry.command = known.clone(),
                    None => drop(self.commands.insert(entry.command.clone())),
                }
                self.entries.push(entry);
            }
        }
        self.last = Some(parsed.hash);
    }
}

fn parse_piece(piece: &[u8], annotator: &Annotator) -> Vec<Parsed> {
    let names = &mut Names::default();
    piece.split_inclusive(|byte| *byte == b'\n').map(|bytes| parse_line(bytes, annotator, names)).collect()
}

fn parse_line(bytes: &[u8], annotator: &Annotator, names: &mut Names) -> Parsed {
    let original = Original::of(bytes);
    let text = std::str::from_utf8(original.words).map_err(|_| "it is not UTF-8".to_owned());
    let hash = LineHash::of(text.as_deref().unwrap_or_default());
    let line = text.and_then(|text| match light_line(text, annotator, names) {
        Some(light) => Ok(Box::new(light)),
        None => journal_line(text, annotator, &Project::default())
            .map(|line| Box::new(LightLine { previous: line.previous, entry: JournalEntry::of(&line.transaction) })),
    });
    Parsed { bytes: if original.ended { bytes.len() as u64 } else { 0 }, hash, line }
}
