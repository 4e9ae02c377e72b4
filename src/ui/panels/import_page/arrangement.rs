//! Which rows of an import are listed, and in which order. The order is made when a heading asks for it and then stays, so
//! that nothing moves under the pointer when a file is read otherwise.

use super::findings::{Entry, Findings, Row, Standing};
use crate::model::Project;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// By what the list is ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Order {
    /// File by file, those with problems first.
    #[default]
    AsFound,
    Title,
    Outlet,
    Date,
    Size,
    Standing,
}

/// What of the list is shown, and how.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Arrangement {
    /// By what it is ordered.
    pub order: Order,
    /// Whether that order is turned round.
    pub reversed: bool,
    /// Words that title, outlet, file or part must have.
    pub filter: String,
    /// Only these.
    pub only: Option<Standing>,
}

impl Arrangement {
    /// Whether something may be left out of the list.
    pub fn is_filtered(&self) -> bool {
        self.only.is_some() || !self.filter.trim().is_empty()
    }
}

/// The rows, and what they are made from.
#[derive(Default)]
pub struct Rows {
    /// All entries in the order that was chosen.
    order: Vec<usize>,
    /// What each entry is found by: title, part and outlet in lower case.
    words: Vec<Box<str>>,
    /// The path of each file in lower case.
    paths: Vec<String>,
    opened: HashSet<usize>,
    /// The entries that the filter lets through, in their order.
    shown: Vec<usize>,
    /// Which of those each file has, where the list goes file by file.
    groups: HashMap<usize, Range<usize>>,
    listed: Vec<Row>,
}

impl Rows {
    /// The rows of what was found, file by file.
    pub fn new(findings: &Findings, project: &Project) -> Self {
        let words = |entry: &Entry| {
            let outlet = findings.article(entry, project).map_or("", |article| &article.metadata.outlet);
            let words = [findings.title(entry, project), findings.name(entry), outlet].join("\n");
            words.to_lowercase().into_boxed_str()
        };
        let words = findings.entries.iter().map(words).collect();
        let paths = findings.imported.files.iter().map(|file| file.path.to_string_lossy().to_lowercase()).collect();
        let opened = if findings.files.len() == 1 { HashSet::from([0]) } else { HashSet::new() };
        let mut rows = Self { words, paths, opened, ..Self::default() };
        rows.sort(findings, project);
        rows
    }

    /// The rows listed.
    pub fn listed(&self) -> &[Row] {
        &self.listed
    }

    /// The entries that the filter lets through, those of closed files too.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// Those of one file, where the list goes file by file.
    pub fn listed_of(&self, file: usize) -> impl Iterator<Item = usize> + '_ {
        let range = self.groups.get(&file).cloned().unwrap_or_default();
        self.shown.get(range).into_iter().flatten().copied()
    }

    /// Whether a file's parts are listed.
    pub fn is_open(&self, file: usize) -> bool {
        self.opened.contains(&file)
    }

    /// Opens or closes a file; `true` when it was not so before.
    pub fn open(&mut self, file: usize, open: bool) -> bool {
        if open { self.opened.insert(file) } else { self.opened.remove(&file) }
    }

    /// Puts the entries in the order that was chosen.
    pub fn sort(&mut self, findings: &Findings, project: &Project) {
        let entry = |at: &usize| findings.entry(*at);
        let known = |at: &usize| Some(&findings.article(entry(at)?, project)?.metadata);
        let is_sound = |at: &usize| !entry(at).is_some_and(|entry| entry.is_problem);
        let mut order: Vec<usize> = (0..findings.entries.len()).collect();
        match findings.arrangement.order {
            Order::AsFound => order.sort_by_cached_key(|at| {
                let file = entry(at).map_or(usize::MAX, |entry| entry.file);
                (findings.tally(file).problems == 0, file, is_sound(at))
            }),
            Order::Title => order.sort_by_cached_key(|at| entry(at).map(|entry| findings.title(entry, project).to_lowercase())),
            Order::Outlet => order.sort_by_cached_key(|at| {
                // What is unknown comes last.
                let outlet = known(at).map(|metadata| metadata.outlet.to_lowercase()).unwrap_or_default();
                (outlet.is_empty(), outlet)
            }),
            Order::Date => {
                order.sort_by_cached_key(|at| Reverse(known(at).map(|metadata| metadata.published.clone()).unwrap_or_default()))
            }
            Order::Size => order.sort_by_key(|at| Reverse(entry(at).map_or(0, |entry| entry.characters))),
            Order::Standing => order.sort_by_key(|at| (is_sound(at), entry(at).map(|entry| entry.standing))),
        }
        if findings.arrangement.reversed {
            order.reverse();
        }
        self.order = order;
    }

    /// Gives what was there in an earlier reading the place it had, and what is new a place behind it. `was` is the place
    /// each file had, `earlier` the one of each entry.
    pub fn resume(&mut self, findings: &Findings, before: &Findings, was: &[Option<usize>], earlier: &[Option<usize>]) {
        let mut ranks = vec![usize::MAX; before.entries.len()];
        let mut of_files = vec![usize::MAX; before.files.len()];
        for (rank, at) in before.rows.order.iter().enumerate() {
            ranks.get_mut(*at).into_iter().for_each(|place| *place = rank);
            let file = before.entry(*at).and_then(|entry| of_files.get_mut(entry.file));
            file.into_iter().for_each(|place| *place = rank.min(*place));
        }
        let rank = |at: usize| earlier.get(at).copied().flatten().and_then(|at| ranks.get(at)).copied();
        let by_file = findings.arrangement.order == Order::AsFound;
        let file = |at: usize| {
            let file = findings.entry(at).filter(|_| by_file).and_then(|entry| was.get(entry.file).copied().flatten());
            file.and_then(|file| of_files.get(file)).copied()
        };
        let last = usize::MAX;
        self.order.sort_by_cached_key(|at| (file(*at).unwrap_or(if by_file { last } else { 0 }), rank(*at).unwrap_or(last)));
        let opened = was.iter().enumerate().filter(|(_, was)| was.is_some_and(|file| before.rows.is_open(file)));
        self.opened.extend(opened.map(|(file, _)| file));
    }

    /// Lists what the filter lets through.
    pub fn list(&mut self, findings: &Findings) {
        let words = findings.arrangement.filter.trim().to_lowercase();
        let of_path: Vec<bool> = self.paths.iter().map(|path| path.contains(&words)).collect();
        let is_shown = |at: &usize| {
            let Some(entry) = findings.entry(*at) else { return false };
            let has = || {
                let own = self.words.get(*at).is_some_and(|own| own.contains(&words));
                own || of_path.get(entry.file).copied().unwrap_or_default()
            };
            findings.arrangement.only.is_none_or(|only| only == entry.standing) && (words.is_empty() || has())
        };
        self.shown = self.order.iter().copied().filter(is_shown).collect();
        self.groups.clear();
        if findings.arrangement.order == Order::AsFound {
            self.list_by_file(findings);
        } else {
            self.listed = self.shown.iter().copied().map(Row::Entry).collect();
        }
    }

    fn list_by_file(&mut self, findings: &Findings) {
        let is_filtered = findings.arrangement.is_filtered();
        let file = |at: &usize| findings.entry(*at).map(|entry| entry.file);
        let (mut listed, mut start) = (Vec::new(), 0);
        for group in self.shown.chunk_by(|one, other| file(one) == file(other)) {
            let range = start..start + group.len();
            start = range.end;
            let Some(file) = group.first().and_then(file) else { continue };
            self.groups.insert(file, range);
            if findings.parts(file).len() > 1 {
                listed.push(Row::File(file));
                if !is_filtered && !self.opened.contains(&file) {
                    continue;
                }
            }
            listed.extend(group.iter().copied().map(Row::Entry));
        }
        self.listed = listed;
    }
}
