//! What an import found, as a list that can be ticked, filtered and put in order. It knows nothing of the window, and the
//! project only as what its articles are looked up in. Whatever a frame asks for is counted when it changes.

use super::arrangement::{Arrangement, Rows};
use super::tally::{Tally, Tick};
use crate::import::{FileReport, Imported, Member, Near, Outcome, PartReport};
use crate::model::{Article, ArticleId, Project};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// What an article of the import is to the project; what needs a look comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Standing {
    Refused,
    Newer,
    Near,
    New,
    Returning,
    /// The same text came earlier in this import.
    Twice,
    There,
}

impl Standing {
    /// All of them, in the order in which they are counted up.
    pub const ALL: [Self; 7] = [Self::New, Self::Newer, Self::Near, Self::Returning, Self::Twice, Self::There, Self::Refused];

    /// Whether it can be taken.
    pub fn can_be_taken(self) -> bool {
        matches!(self, Self::New | Self::Newer | Self::Near | Self::Returning)
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
    pub(super) id: Option<ArticleId>,
    found: Option<usize>,
    near: Option<usize>,
    newer: Option<usize>,
    /// Place of what it lies in among the members of its file.
    member: Option<usize>,
    /// The entry of which this one is a repetition.
    first: Option<usize>,
}

/// One row of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Row {
    /// A file of several parts, by its place.
    File(usize),
    /// An article, by its place.
    Entry(usize),
}

/// Everything found, with ticks.
#[derive(Default)]
pub struct Findings {
    /// As it was read.
    pub imported: Arc<Imported>,
    /// How the list is arranged; [`Findings::arrange`] after a change.
    pub arrangement: Arrangement,
    /// Which columns have something in them.
    pub filled: Filled,
    pub(super) entries: Vec<Entry>,
    /// Which entries each file has.
    pub(super) files: Vec<Range<usize>>,
    pub(super) rows: Rows,
    articles: HashMap<ArticleId, usize>,
    tallies: Vec<Tally>,
    total: Tally,
    listed: Tick,
}

/// Which columns of the list have something in them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Filled {
    pub outlet: bool,
    pub date: bool,
    pub size: bool,
    /// What becomes of it takes more than a word.
    pub standing: bool,
}

impl Findings {
    /// Lists what was read; what can be taken is ticked.
    pub fn new(imported: Imported, project: &Project) -> Self {
        let articles: HashMap<ArticleId, usize> = imported.articles.iter().enumerate().map(|(at, a)| (a.id, at)).collect();
        let (mut entries, mut files) = (Vec::new(), Vec::with_capacity(imported.files.len()));
        let of = Of::new(&imported, &articles);
        for (file, report) in imported.files.iter().enumerate() {
            let start = entries.len();
            let members: HashMap<&str, usize> = report.members.iter().map(|member| member.place.as_str()).zip(0..).collect();
            let parts = report.parts.iter().enumerate();
            entries.extend(parts.map(|(part, report)| of.entry((file, part), report, member_of(&members, &report.part))));
            files.push(start..entries.len());
        }
        let mut findings = Self { imported: Arc::new(imported), entries, files, articles, ..Self::default() };
        findings.look_at_articles(project);
        findings.find_firsts();
        findings.recount();
        findings.rows = Rows::new(&findings, project);
        findings.arrange();
        findings
    }

    fn look_at_articles(&mut self, project: &Project) {
        let mut filled = Filled::default();
        let mut of = |entry: &Entry| {
            filled.standing |= entry.is_problem || !matches!(entry.standing, Standing::New | Standing::Returning);
            let Some(article) = self.article(entry, project) else { return 0 };
            filled.size = true;
            filled.outlet |= !article.metadata.outlet.is_empty();
            filled.date |= !article.metadata.published.is_empty();
            article.text.chars().count()
        };
        let sizes: Vec<usize> = self.entries.iter().map(&mut of).collect();
        self.filled = filled;
        self.entries.iter_mut().zip(sizes).for_each(|(entry, size)| entry.characters = size);
    }

    /// What is the same as something that came earlier here says so, rather than that it is there.
    fn find_firsts(&mut self) {
        let mut firsts: HashMap<ArticleId, usize> = HashMap::new();
        for (at, entry) in self.entries.iter_mut().enumerate() {
            let Some(id) = entry.id else { continue };
            if entry.standing.can_be_taken() {
                firsts.insert(id, at);
            } else if let Some(first) = firsts.get(&id) {
                (entry.first, entry.standing) = (Some(*first), Standing::Twice);
            }
        }
    }

    /// Carries over how an earlier reading of the same files was arranged and ticked; what was there keeps its place.
    pub fn resume(&mut self, before: &Self, project: &Project) {
        let paths = before.imported.files.iter().map(|file| file.path.as_path()).zip(0..);
        let places: HashMap<&Path, usize> = paths.collect();
        let was: Vec<Option<usize>> = self.imported.files.iter().map(|file| places.get(file.path.as_path()).copied()).collect();
        let earlier = |entry: &Entry| {
            let file = was.get(entry.file).copied().flatten()?;
            before.parts(file).nth(entry.part)
        };
        let left_out: HashSet<ArticleId> = before.left_out().collect();
        let earlier: Vec<Option<usize>> = self.entries.iter().map(earlier).collect();
        for (entry, earlier) in self.entries.iter_mut().zip(&earlier) {
            let was_off = |at: usize| before.entry(at).is_some_and(|e| e.standing.can_be_taken() && !e.ticked);
            entry.ticked &= !entry.id.is_some_and(|id| left_out.contains(&id)) && !earlier.is_some_and(was_off);
        }
        self.arrangement = before.arrangement.clone();
        self.sort(project);
        let mut rows = std::mem::take(&mut self.rows);
        rows.resume(self, before, &was, &earlier);
        self.rows = rows;
        self.recount();
        self.arrange();
    }

    /// The rows listed.
    pub fn rows(&self) -> &[Row] {
        self.rows.listed()
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
        Some((*similarity, self.found_or_there(*of, project)))
    }

    /// The article of which this one is a newer copy.
    pub fn older<'a>(&'a self, entry: &Entry, project: &'a Project) -> Option<&'a Article> {
        self.found_or_there(self.imported.newer.get(entry.newer?)?.of, project)
    }

    fn found_or_there<'a>(&'a self, id: ArticleId, project: &'a Project) -> Option<&'a Article> {
        let found = || self.imported.articles.get(*self.articles.get(&id)?);
        project.article(id).or_else(found)
    }

    /// The entry that came earlier with the same text.
    pub fn first(&self, entry: &Entry) -> Option<&Entry> {
        self.entry(entry.first?)
    }

    /// What it lies in: its file, or an entry of an archive, or a sheet.
    pub fn member(&self, entry: &Entry) -> Option<&Member> {
        self.file(entry.file)?.members.get(entry.member?)
    }

    /// What a row is called: the article's title, or else its file.
    pub fn title<'a>(&'a self, entry: &Entry, project: &'a Project) -> &'a str {
        let title = self.article(entry, project).map(Article::display_title).unwrap_or_default();
        if title.is_empty() { self.name(entry) } else { title }
    }

    /// The part's name; of a file that is one article, the file's, with its only part.
    pub fn name(&self, entry: &Entry) -> &str {
        let part = self.report(entry).map(|report| report.part.as_str()).unwrap_or_default();
        if part.is_empty() || self.parts(entry.file).len() == 1 { self.file_name(entry.file) } else { part }
    }

    /// The file's name and the part's.
    pub fn full_name(&self, entry: &Entry) -> String {
        let part = self.report(entry).map(|report| report.part.as_str()).unwrap_or_default();
        let file = self.file_name(entry.file);
        if part.is_empty() { file.to_owned() } else { format!("{file}, {part}") }
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

    /// The file that a row is of.
    pub fn file_of(&self, row: Row) -> Option<usize> {
        match row {
            Row::File(file) => Some(file),
            Row::Entry(at) => self.entry(at).map(|entry| entry.file),
        }
    }

    /// Whether a file's parts are listed.
    pub fn is_open(&self, file: usize) -> bool {
        self.rows.is_open(file)
    }

    /// Lists the parts of a file, or no longer.
    pub fn open(&mut self, file: usize, open: bool) {
        if self.rows.open(file, open) {
            self.arrange();
        }
    }

    /// Whether all of a row is ticked, of what is listed of it.
    pub fn tick_of(&self, row: Row) -> Tick {
        match row {
            Row::File(file) if self.arrangement.is_filtered() => self.tick_of_entries(self.rows.listed_of(file)),
            Row::File(file) => self.tally(file).tick(),
            Row::Entry(at) => self.tick_of_entries(std::iter::once(at)),
        }
    }

    fn tick_of_entries(&self, entries: impl Iterator<Item = usize>) -> Tick {
        let takeable = entries.filter_map(|at| self.entry(at)).filter(|entry| entry.standing.can_be_taken());
        let (mut on, mut off) = (false, false);
        takeable.for_each(|entry| if entry.ticked { on = true } else { off = true });
        Tick::of(on, off)
    }

    /// Whether all that is listed is ticked.
    pub fn tick_of_listed(&self) -> Tick {
        self.listed
    }

    /// Ticks a row, or takes its ticks off; of a file what is listed of it, closed or not.
    pub fn tick(&mut self, row: Row, on: bool) {
        match row {
            Row::File(file) if self.arrangement.is_filtered() => {
                let listed: Vec<usize> = self.rows.listed_of(file).collect();
                listed.into_iter().for_each(|at| self.set(at, on));
            }
            Row::File(file) => self.parts(file).for_each(|at| self.set(at, on)),
            Row::Entry(at) => self.set(at, on),
        }
        self.look_at_listed();
    }

    /// Ticks all that is listed, or takes the ticks off.
    pub fn tick_listed(&mut self, on: bool) {
        let shown: Vec<usize> = self.rows.shown().to_vec();
        shown.into_iter().for_each(|at| self.set(at, on));
        self.look_at_listed();
    }

    /// Ticks what is new and like nothing else, and that alone.
    pub fn tick_only_new(&mut self) {
        for at in 0..self.entries.len() {
            let is_new = self.entry(at).is_some_and(|entry| entry.standing == Standing::New);
            self.set(at, is_new);
        }
        self.look_at_listed();
    }

    fn set(&mut self, at: usize, on: bool) {
        let Some(entry) = self.entries.get_mut(at).filter(|entry| entry.standing.can_be_taken() && entry.ticked != on) else {
            return;
        };
        entry.ticked = on;
        let file = self.tallies.get_mut(entry.file);
        file.into_iter().chain([&mut self.total]).for_each(|tally| tally.tick_one(on));
    }

    fn look_at_listed(&mut self) {
        self.listed = self.tick_of_entries(self.rows.shown().iter().copied());
    }

    fn recount(&mut self) {
        let tally = |entries: Range<usize>| Tally::of(self.entries.get(entries).into_iter().flatten());
        self.tallies = self.files.iter().cloned().map(tally).collect();
        self.total = tally(0..self.entries.len());
    }

    /// The counts of a file.
    pub fn tally(&self, file: usize) -> Tally {
        self.tallies.get(file).copied().unwrap_or_default()
    }

    /// The counts of all files.
    pub fn total(&self) -> Tally {
        self.total
    }

    /// How many are ticked.
    pub fn ticked(&self) -> usize {
        self.total.ticked
    }

    /// How many there are of a standing.
    pub fn count(&self, standing: Standing) -> usize {
        self.total.count(standing)
    }

    /// What could be taken and is not to be.
    pub fn left_out(&self) -> impl Iterator<Item = ArticleId> {
        let left = self.entries.iter().filter(|entry| entry.standing.can_be_taken() && !entry.ticked);
        left.filter_map(|entry| entry.id)
    }

    /// The row of the same article or file as a row of an earlier reading, or what is nearest to it.
    pub fn row_like(&self, before: &Self, row: Row) -> Option<usize> {
        let (file, part) = match row {
            Row::File(file) => (file, None),
            Row::Entry(at) => before.entry(at).map(|entry| (entry.file, Some(entry.part)))?,
        };
        let path = &before.file(file)?.path;
        let file = self.imported.files.iter().position(|file| file.path == *path)?;
        let same = part.and_then(|part| self.place_of(Row::Entry(self.parts(file).nth(part)?)));
        let of_file = |row: &Row| matches!(row, Row::Entry(at) if self.parts(file).contains(at));
        same.or_else(|| self.place_of(Row::File(file))).or_else(|| self.rows().iter().position(of_file))
    }

    /// Where a row is listed.
    pub fn place_of(&self, row: Row) -> Option<usize> {
        self.rows().iter().position(|other| *other == row)
    }

    /// Puts the entries in the order that was chosen.
    pub fn sort(&mut self, project: &Project) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.sort(self, project);
        self.rows = rows;
    }

    /// Lists what the filter lets through, anew.
    pub fn arrange(&mut self) {
        let mut rows = std::mem::take(&mut self.rows);
        rows.list(self);
        self.rows = rows;
        self.look_at_listed();
    }
}

/// The deepest member that a part lies in: “week.zip, row 12” lies in “week.zip”.
fn member_of(members: &HashMap<&str, usize>, part: &str) -> Option<usize> {
    let cuts = part.rmatch_indices(", ").filter_map(|(at, _)| part.get(..at));
    std::iter::once(part).chain(cuts).chain([""]).find_map(|place| members.get(place)).copied()
}

/// Where each article is among what was found.
struct Of<'a> {
    articles: &'a HashMap<ArticleId, usize>,
    near: HashMap<ArticleId, usize>,
    newer: HashMap<ArticleId, usize>,
}

impl<'a> Of<'a> {
    fn new(imported: &Imported, articles: &'a HashMap<ArticleId, usize>) -> Self {
        let near = imported.near.iter().map(|near| near.article).zip(0..).collect();
        let newer = imported.newer.iter().map(|newer| newer.article).zip(0..).collect();
        Self { articles, near, newer }
    }

    fn entry(&self, (file, part): (usize, usize), report: &PartReport, member: Option<usize>) -> Entry {
        let (id, standing) = match &report.outcome {
            Outcome::Added { id, .. } if self.newer.contains_key(id) => (Some(*id), Standing::Newer),
            Outcome::Added { id, .. } if self.near.contains_key(id) => (Some(*id), Standing::Near),
            Outcome::Added { id, .. } => (Some(*id), Standing::New),
            Outcome::PutBack { id } => (Some(*id), Standing::Returning),
            Outcome::Duplicate { id, .. } => (Some(*id), Standing::There),
            Outcome::Refused(_) => (None, Standing::Refused),
        };
        let at = |places: &HashMap<ArticleId, usize>| id.and_then(|id| places.get(&id).copied());
        let is_new = matches!(standing, Standing::Near | Standing::Newer);
        Entry {
            file,
            part,
            standing,
            ticked: standing.can_be_taken(),
            is_problem: report.outcome.is_problem(),
            characters: 0,
            id,
            found: at(self.articles),
            near: at(&self.near).filter(|_| is_new),
            newer: at(&self.newer).filter(|_| is_new),
            member,
            first: None,
        }
    }
}
