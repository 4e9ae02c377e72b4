//! What an import found, as a list that can be ticked, filtered and put in order. It knows nothing of the window, and the
//! project only as what its articles are looked up in.

use crate::import::{FileReport, Imported, Near, Outcome, PartReport};
use crate::model::{Article, ArticleId, Project};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;

/// What an article of the import is to the project; what needs a look comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Standing {
    Refused,
    Near,
    New,
    Returning,
    There,
}

impl Standing {
    /// All of them, in the order in which they are counted up.
    pub const ALL: [Self; 5] = [Self::New, Self::Near, Self::Returning, Self::There, Self::Refused];

    /// Whether it can be taken.
    pub fn can_be_taken(self) -> bool {
        matches!(self, Self::New | Self::Near | Self::Returning)
    }
}

/// One article of the import, or what kept it from being one.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Place of its file.
    pub file: usize,
    /// Its place in the file.
    pub part: usize,
    /// What it is to the project.
    pub standing: Standing,
    /// Whether it is to be imported.
    pub ticked: bool,
    /// Whether something of it was lost.
    pub is_problem: bool,
    /// Characters of its text.
    pub characters: usize,
    id: Option<ArticleId>,
    found: Option<usize>,
    near: Option<usize>,
}

/// One row of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Row {
    /// A file of several parts, by its place.
    File(usize),
    /// An article, by its place.
    Entry(usize),
}

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

/// Everything found, with ticks.
#[derive(Default)]
pub struct Findings {
    /// As it was read.
    pub imported: Imported,
    /// How the list is arranged; [`Findings::arrange`] after a change.
    pub arrangement: Arrangement,
    entries: Vec<Entry>,
    /// Which entries each file has.
    files: Vec<Range<usize>>,
    opened: HashSet<usize>,
    rows: Vec<Row>,
}

impl Findings {
    /// Lists what was read; what can be taken is ticked.
    pub fn new(imported: Imported, project: &Project) -> Self {
        let found: HashMap<ArticleId, usize> = imported.articles.iter().enumerate().map(|(at, a)| (a.id, at)).collect();
        let near: HashMap<ArticleId, usize> = imported.near.iter().enumerate().map(|(at, n)| (n.article, at)).collect();
        let (mut entries, mut files) = (Vec::new(), Vec::with_capacity(imported.files.len()));
        for (file, report) in imported.files.iter().enumerate() {
            let start = entries.len();
            entries.extend(report.parts.iter().enumerate().map(|(part, report)| entry(file, part, report, &found, &near)));
            files.push(start..entries.len());
        }
        let opened = if files.len() == 1 { HashSet::from([0]) } else { HashSet::new() };
        let mut findings = Self { imported, entries, files, opened, ..Self::default() };
        findings.measure(project);
        findings.arrange(project);
        findings
    }

    fn measure(&mut self, project: &Project) {
        let of = |entry: &Entry| self.article(entry, project).map_or(0, |article| article.text.chars().count());
        let sizes: Vec<usize> = self.entries.iter().map(of).collect();
        self.entries.iter_mut().zip(sizes).for_each(|(entry, size)| entry.characters = size);
    }

    /// Carries over how an earlier reading of the same files was arranged and ticked.
    pub fn resume(&mut self, before: &Self, project: &Project) {
        let unticked: HashSet<ArticleId> = before.left_out().collect();
        for entry in &mut self.entries {
            entry.ticked &= entry.id.is_none_or(|id| !unticked.contains(&id));
        }
        let opened: HashSet<&Path> = before.opened.iter().filter_map(|at| Some(before.file(*at)?.path.as_path())).collect();
        let open = self.imported.files.iter().enumerate().filter(|(_, file)| opened.contains(file.path.as_path()));
        self.opened.extend(open.map(|(at, _)| at));
        self.arrangement = before.arrangement.clone();
        self.arrange(project);
    }

    /// The rows listed.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// An article of the import.
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// How many articles and refusals there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// The report on a file.
    pub fn file(&self, at: usize) -> Option<&FileReport> {
        self.imported.files.get(at)
    }

    /// The report on an article.
    pub fn report(&self, entry: &Entry) -> Option<&PartReport> {
        self.file(entry.file)?.parts.get(entry.part)
    }

    /// The article itself: a new one, or the one that is in the project; `None` for what could not be read.
    pub fn article<'a>(&'a self, entry: &Entry, project: &'a Project) -> Option<&'a Article> {
        match entry.found {
            Some(at) => self.imported.articles.get(at),
            None => project.article(entry.id?),
        }
    }

    /// The article that tells nearly the same, and how near it is.
    pub fn near<'a>(&'a self, entry: &Entry, project: &'a Project) -> Option<(f64, Option<&'a Article>)> {
        let Near { of, similarity, .. } = self.imported.near.get(entry.near?)?;
        let found = project.article(*of).or_else(|| self.imported.articles.iter().find(|article| article.id == *of));
        Some((*similarity, found))
    }

    /// The article of which this one is a newer copy.
    pub fn older<'a>(&'a self, entry: &Entry, project: &'a Project) -> Option<&'a Article> {
        let newer = self.imported.newer.iter().find(|newer| Some(newer.article) == entry.id)?;
        project.article(newer.of).or_else(|| self.imported.articles.iter().find(|article| article.id == newer.of))
    }

    /// What a row is called: the article's title, or else its file.
    pub fn title<'a>(&'a self, entry: &Entry, project: &'a Project) -> &'a str {
        let title = self.article(entry, project).map(Article::display_title).unwrap_or_default();
        if title.is_empty() { self.name(entry) } else { title }
    }

    /// The part's name; of a file that is one article, the file's.
    pub fn name(&self, entry: &Entry) -> &str {
        let part = self.report(entry).map(|report| report.part.as_str()).unwrap_or_default();
        if part.is_empty() { self.file_name(entry.file) } else { part }
    }

    /// The last part of a file's path.
    pub fn file_name(&self, file: usize) -> &str {
        let path = self.file(file).map(|file| file.path.as_path()).unwrap_or(Path::new(""));
        path.file_name().and_then(|name| name.to_str()).or_else(|| path.to_str()).unwrap_or("a name that is no text")
    }

    /// Which entries a file has.
    pub fn parts(&self, file: usize) -> Range<usize> {
        self.files.get(file).cloned().unwrap_or_default()
    }

    /// Whether a file's parts are listed.
    pub fn is_open(&self, file: usize) -> bool {
        self.opened.contains(&file)
    }

    /// Lists the parts of a file, or no longer.
    pub fn open(&mut self, file: usize, open: bool, project: &Project) {
        let changed = if open { self.opened.insert(file) } else { self.opened.remove(&file) };
        if changed {
            self.arrange(project);
        }
    }

    /// Whether all of a row is ticked; `None` for some of it.
    pub fn tick_of(&self, row: Row) -> Tick {
        let entries = self.of_row(row);
        let (mut on, mut off) = (false, false);
        for entry in self.entries.get(entries).into_iter().flatten().filter(|entry| entry.standing.can_be_taken()) {
            if entry.ticked { on = true } else { off = true }
        }
        Tick::of(on, off)
    }

    /// Whether all that is listed is ticked.
    pub fn tick_of_listed(&self) -> Tick {
        let (mut on, mut off) = (false, false);
        for tick in self.rows.iter().map(|row| self.tick_of(*row)) {
            on |= matches!(tick, Tick::All | Tick::Some);
            off |= matches!(tick, Tick::None | Tick::Some);
        }
        Tick::of(on, off)
    }

    /// Ticks a row, or takes its ticks off.
    pub fn tick(&mut self, row: Row, on: bool) {
        let entries = self.of_row(row);
        for entry in self.entries.get_mut(entries).into_iter().flatten() {
            entry.ticked = on && entry.standing.can_be_taken();
        }
    }

    /// Ticks all that is listed, or takes the ticks off.
    pub fn tick_listed(&mut self, on: bool) {
        for row in self.rows.clone() {
            self.tick(row, on);
        }
    }

    /// Ticks what is new and like nothing else, and that alone.
    pub fn tick_only_new(&mut self) {
        for entry in &mut self.entries {
            entry.ticked = entry.standing == Standing::New;
        }
    }

    /// How many are ticked.
    pub fn ticked(&self) -> usize {
        self.entries.iter().filter(|entry| entry.ticked).count()
    }

    /// How many there are of a standing.
    pub fn count(&self, standing: Standing) -> usize {
        self.entries.iter().filter(|entry| entry.standing == standing).count()
    }

    /// How many lost something, or all.
    pub fn problems(&self) -> usize {
        self.entries.iter().filter(|entry| entry.is_problem).count()
    }

    /// What could be taken and is not to be.
    pub fn left_out(&self) -> impl Iterator<Item = ArticleId> {
        let left = self.entries.iter().filter(|entry| entry.standing.can_be_taken() && !entry.ticked);
        left.filter_map(|entry| entry.id)
    }

    /// What is ticked, as an import of its own.
    pub fn taken(&self) -> Imported {
        let left_out: HashSet<ArticleId> = self.left_out().collect();
        let Imported { articles, returning, near, newer, files } = &self.imported;
        Imported {
            articles: articles.iter().filter(|article| !left_out.contains(&article.id)).cloned().collect(),
            returning: returning.iter().filter(|id| !left_out.contains(id)).copied().collect(),
            near: near.clone(),
            newer: newer.clone(),
            files: files.clone(),
        }
    }

    /// The row of the same article or file as a row of an earlier reading.
    pub fn row_like(&self, before: &Self, row: Row) -> Option<usize> {
        let place = |findings: &Self, row: Row| {
            let (file, part) = match row {
                Row::File(file) => (file, None),
                Row::Entry(at) => findings.entry(at).map(|entry| (entry.file, Some(entry.part)))?,
            };
            Some((findings.file(file)?.path.clone(), part))
        };
        let wanted = place(before, row)?;
        self.rows.iter().position(|row| place(self, *row).is_some_and(|place| place == wanted))
    }

    /// Makes the rows anew.
    pub fn arrange(&mut self, project: &Project) {
        self.rows = if self.arrangement.order == Order::AsFound { self.by_file(project) } else { self.in_order(project) };
        if self.arrangement.reversed {
            self.rows.reverse();
        }
    }

    fn of_row(&self, row: Row) -> Range<usize> {
        match row {
            Row::File(file) => self.parts(file),
            Row::Entry(at) => at..at + 1,
        }
    }

    fn is_shown(&self, entry: &Entry, words: &str, project: &Project) -> bool {
        let right = self.arrangement.only.is_none_or(|only| only == entry.standing);
        let has = |text: &str| text.to_lowercase().contains(words);
        let outlet = || self.article(entry, project).is_some_and(|article| has(&article.metadata.outlet));
        let file = || self.file(entry.file).is_some_and(|file| has(&file.path.to_string_lossy()));
        right && (words.is_empty() || has(self.title(entry, project)) || has(self.name(entry)) || outlet() || file())
    }

    fn by_file(&self, project: &Project) -> Vec<Row> {
        let words = self.arrangement.filter.trim().to_lowercase();
        let filtered = !words.is_empty() || self.arrangement.only.is_some();
        let has_problem = |file: &usize| self.entries.get(self.parts(*file)).into_iter().flatten().any(|e| e.is_problem);
        let mut files: Vec<usize> = (0..self.files.len()).collect();
        files.sort_by_cached_key(|file| !has_problem(file));
        let mut rows = Vec::new();
        for file in files {
            let is_shown = |at: &usize| self.entry(*at).is_some_and(|entry| self.is_shown(entry, &words, project));
            let mut shown: Vec<usize> = self.parts(file).filter(is_shown).collect();
            shown.sort_by_key(|at| !self.entry(*at).is_some_and(|entry| entry.is_problem));
            if self.parts(file).len() > 1 && !shown.is_empty() {
                rows.push(Row::File(file));
                if !filtered && !self.is_open(file) {
                    continue;
                }
            }
            rows.extend(shown.into_iter().map(Row::Entry));
        }
        rows
    }

    fn in_order(&self, project: &Project) -> Vec<Row> {
        let words = self.arrangement.filter.trim().to_lowercase();
        let shown = self.entries.iter().enumerate().filter(|(_, entry)| self.is_shown(entry, &words, project));
        let mut shown: Vec<(usize, &Entry)> = shown.collect();
        let known = |entry: &Entry| self.article(entry, project).map(|article| &article.metadata);
        match self.arrangement.order {
            Order::AsFound => {}
            Order::Title => shown.sort_by_cached_key(|(_, entry)| self.title(entry, project).to_lowercase()),
            Order::Outlet => shown.sort_by_cached_key(|(_, entry)| {
                // What is unknown comes last.
                let outlet = known(entry).map(|metadata| metadata.outlet.to_lowercase()).unwrap_or_default();
                (outlet.is_empty(), outlet)
            }),
            Order::Date => shown.sort_by_cached_key(|(_, entry)| {
                Reverse(known(entry).map(|metadata| metadata.published.clone()).unwrap_or_default())
            }),
            Order::Size => shown.sort_by_key(|(_, entry)| Reverse(entry.characters)),
            Order::Standing => shown.sort_by_key(|(_, entry)| (!entry.is_problem, entry.standing)),
        }
        shown.into_iter().map(|(at, _)| Row::Entry(at)).collect()
    }
}

/// How much of a row is ticked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Tick {
    All,
    Some,
    None,
    /// Nothing of it can be.
    Nothing,
}

impl Tick {
    fn of(on: bool, off: bool) -> Self {
        match (on, off) {
            (true, true) => Self::Some,
            (true, false) => Self::All,
            (false, true) => Self::None,
            (false, false) => Self::Nothing,
        }
    }
}

fn entry(
    file: usize,
    part: usize,
    report: &PartReport,
    found: &HashMap<ArticleId, usize>,
    near: &HashMap<ArticleId, usize>,
) -> Entry {
    let (id, standing) = match &report.outcome {
        Outcome::Added { id, .. } if near.contains_key(id) => (Some(*id), Standing::Near),
        Outcome::Added { id, .. } => (Some(*id), Standing::New),
        Outcome::PutBack { id } => (Some(*id), Standing::Returning),
        Outcome::Duplicate { id, .. } => (Some(*id), Standing::There),
        Outcome::Refused(_) => (None, Standing::Refused),
    };
    let at = |places: &HashMap<ArticleId, usize>| id.and_then(|id| places.get(&id).copied());
    Entry {
        file,
        part,
        standing,
        ticked: standing.can_be_taken(),
        is_problem: report.outcome.is_problem(),
        characters: 0,
        id,
        found: at(found),
        near: at(near).filter(|_| standing == Standing::Near),
    }
}
