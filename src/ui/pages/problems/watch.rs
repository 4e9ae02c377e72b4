//! Looking for problems in the background: in the open article after each change, and in all articles while the page is shown.

use super::book::{Asked, Book, Entry};
use crate::analysis::problems::{Elsewhere, Look, Problem, Wanted, of_article, of_project, waiver};
use crate::model::progress::Cancelled;
use crate::model::{Annotator, ArticleId, Progress, Project};
use crate::session::Session;
use crate::ui::jobs::Job;
use egui::Context;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::task::Poll;

/// When more articles than these have changed, all are looked at anew.
const FEW: usize = 1_000;

/// What is known of all articles.
#[derive(Default)]
pub struct Watch {
    /// All that was found; `None` before all was looked at.
    pub book: Option<Book>,
    /// The revision that the book is of.
    revision: u64,
    elsewhere: Option<Arc<Elsewhere>>,
    scan: Option<Job<Result<Scan, Cancelled>>>,
    renewal: Option<Job<Renewal>>,
    /// Somebody stopped the search.
    pub stopped: bool,
    live: Live,
}

/// What a look at all articles brought.
struct Scan {
    revision: u64,
    elsewhere: Elsewhere,
    order: HashMap<ArticleId, u32>,
    found: Vec<Entry>,
}

/// What a look at the articles that changed brought.
struct Renewal {
    revision: u64,
    elsewhere: Arc<Elsewhere>,
    found: Vec<(ArticleId, Vec<Entry>)>,
}

/// What is known of the open article.
#[derive(Default)]
struct Live {
    of: Option<(ArticleId, Annotator, u64)>,
    job: Option<Job<Vec<Problem>>>,
    shown_for: Option<(ArticleId, Annotator)>,
    problems: Arc<[Problem]>,
}

impl Watch {
    /// The problems of the open article that are not waived, in the work that is shown.
    pub fn open(&self) -> &Arc<[Problem]> {
        &self.live.problems
    }

    /// The look at all articles that is under way.
    pub fn scanning(&self) -> Option<(&str, &Progress)> {
        self.scan.as_ref().map(|job| (job.name.as_str(), job.progress.as_ref()))
    }

    /// Takes in what was found, and begins to look at what has changed; at all articles only while the page is shown.
    pub fn tick(&mut self, ctx: &Context, session: &Session, shown: bool, asked: Asked) {
        self.live(ctx, session);
        self.take_scan(asked);
        self.take_renewal();
        let idle = self.scan.is_none() && self.renewal.is_none();
        if !shown || !idle || self.stopped {
            return;
        }
        if self.book.is_none() {
            return self.look_at_all(ctx, session);
        }
        if self.revision != session.revision() {
            match session.changed_since(self.revision).filter(|changed| changed.len() <= FEW) {
                Some(changed) if changed.is_empty() => self.revision = session.revision(),
                Some(changed) => self.renew(ctx, session, &changed),
                None => self.look_at_all(ctx, session),
            }
        }
    }

    /// Looks at all articles.
    pub fn look_at_all(&mut self, ctx: &Context, session: &Session) {
        self.stopped = false;
        let (project, revision) = (session.project().clone(), session.revision());
        self.scan = Some(Job::start(ctx, "Looking for problems", move |progress| scan(&project, revision, progress)));
    }

    fn renew(&mut self, ctx: &Context, session: &Session, changed: &BTreeSet<ArticleId>) {
        let (part, revision) = (session.project().part(changed.iter().copied()), session.revision());
        let mut elsewhere = self.elsewhere.clone().unwrap_or_default();
        let changed = changed.clone();
        self.renewal = Some(Job::start(ctx, "Looking for problems", move |progress| {
            let index = Arc::make_mut(&mut elsewhere);
            changed.iter().for_each(|article| index.update(&part, *article));
            let mut found: HashMap<ArticleId, Vec<Entry>> = changed.iter().map(|article| (*article, Vec::new())).collect();
            // Nobody stops a look at a few articles.
            let _ = of_project(&part, Some(index), &Wanted::default(), progress, &mut |one| {
                found.entry(one.article).or_default().push(Entry::new(&part, one));
            });
            Renewal { revision, elsewhere, found: found.into_iter().collect() }
        }));
    }

    fn take_scan(&mut self, asked: Asked) {
        let Some(Poll::Ready(found)) = self.scan.as_ref().map(Job::poll) else { return };
        self.scan = None;
        match found {
            Some(Ok(Scan { revision, elsewhere, order, found })) => {
                self.book = Some(Book::new(order, found, asked));
                self.elsewhere = Some(Arc::new(elsewhere));
                self.revision = revision;
                self.live.of = None;
            }
            _ => self.stopped = true,
        }
    }

    fn take_renewal(&mut self) {
        let Some(Poll::Ready(renewal)) = self.renewal.as_ref().map(Job::poll) else { return };
        self.renewal = None;
        let Some(Renewal { revision, elsewhere, found }) = renewal else { return };
        self.elsewhere = Some(elsewhere);
        self.revision = revision;
        if let Some(book) = &mut self.book {
            found.into_iter().for_each(|(article, entries)| book.renew(article, entries));
        }
    }

    /// Looks at the open article whenever it, or whose work on it is shown, has changed.
    fn live(&mut self, ctx: &Context, session: &Session) {
        let live = &mut self.live;
        let now = session.view().article.map(|article| (article, session.whose().clone(), session.revision()));
        if let Some(Poll::Ready(found)) = live.job.as_ref().map(Job::poll) {
            live.job = None;
            let of = live.of.as_ref().map(|(article, who, _)| (*article, who.clone()));
            let counts = |problem: &Problem| {
                of.as_ref().is_some_and(|(article, _)| waiver(session.project(), *article, &problem.key()).is_none())
            };
            live.problems = found.into_iter().flatten().filter(counts).collect();
            live.shown_for = of;
        }
        let is_of_another =
            live.shown_for.as_ref().map(|(article, who)| (article, who)) != now.as_ref().map(|(a, who, _)| (a, who));
        if is_of_another && !live.problems.is_empty() {
            live.problems = Arc::default();
        }
        if live.job.is_some() || live.of == now {
            return;
        }
        live.of.clone_from(&now);
        let Some((article, who, _)) = now else { return };
        if session.project().article_layer(&who, article).is_none() {
            live.problems = Arc::default();
            return;
        }
        let (part, elsewhere) = (session.project().part([article]), self.elsewhere.clone());
        live.job = Some(Job::start(ctx, "Looking for problems", move |_| {
            let look = Look::of(&part, article, &who);
            let look = match &elsewhere {
                Some(elsewhere) => look.map(|look| look.beside(elsewhere)),
                None => look,
            };
            look.map(|look| of_article(&look)).unwrap_or_default()
        }));
    }
}

fn scan(project: &Project, revision: u64, progress: &Progress) -> Result<Scan, Cancelled> {
    let elsewhere = Elsewhere::of(project, progress)?;
    let order = (0..).zip(project.articles()).map(|(place, article)| (article.id, place)).collect();
    let mut found = Vec::new();
    of_project(project, Some(&elsewhere), &Wanted::default(), progress, &mut |one| found.push(Entry::new(project, one)))?;
    Ok(Scan { revision, elsewhere, order, found })
}
