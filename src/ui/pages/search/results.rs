//! What a search has found so far, in what order it is shown, and which hits are ticked.

use crate::analysis::search::{self, Found, Hit, Order, SearchError, Tally};
use crate::analysis::tagging::Places;
use crate::model::progress::Cancelled;
use crate::model::{Annotator, Name, Project, Query, Timestamp};
use crate::session::Session;
use crate::ui::jobs::Job;
use egui::Context;
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::task::Poll;

/// Hits past this many are not looked for; the page says so.
pub const MOST: usize = 4_000_000;

/// What was asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Wanted {
    /// What a query finds.
    Query(Box<Query>),
    /// What a rule of somebody's has tagged.
    Rule(Annotator, Name),
}

/// How a search ended.
type Ended = Result<(), SearchError>;

/// Hits of the project as it was when the search began.
pub struct Results {
    /// What was asked for.
    pub wanted: Wanted,
    /// The revision of the project then.
    pub revision: u64,
    /// The project then; its texts never change.
    pub project: Project,
    /// The hits so far, by article, then in reading order.
    pub hits: Vec<Hit>,
    /// How many of them lie where.
    pub tally: Tally,
    /// Which are ticked.
    pub ticks: Ticks,
    /// Why the search came to no end.
    pub fault: Option<SearchError>,
    viewer: Annotator,
    searching: Option<Job<Ended>>,
    arriving: mpsc::Receiver<Found>,
    order: Order,
    reversed: bool,
    sorting: Option<Job<Result<Vec<u32>, Cancelled>>>,
    /// The places of the hits in the order they are shown in; `None` as they are.
    places: Option<Vec<u32>>,
}

/// Which hits are ticked: all of them, or none, but for some.
#[derive(Clone, PartialEq, Debug)]
pub struct Ticks {
    all: bool,
    but: HashSet<u32>,
    /// Grows with each change.
    pub version: u64,
}

impl Ticks {
    /// Ticks all hits, those to come too, or none.
    pub fn set_all(&mut self, all: bool) {
        self.all = all;
        self.but.clear();
        self.version += 1;
    }

    /// Ticks a hit or takes its tick off.
    pub fn set(&mut self, place: u32, on: bool) {
        if on == self.all {
            self.but.remove(&place);
        } else {
            self.but.insert(place);
        }
        self.version += 1;
    }

    /// Whether a hit is ticked.
    pub fn has(&self, place: u32) -> bool {
        self.all != self.but.contains(&place)
    }

    /// How many of so many hits are ticked.
    pub fn count(&self, hits: usize) -> usize {
        if self.all { hits.saturating_sub(self.but.len()) } else { self.but.len() }
    }
}

impl Results {
    /// Begins to search on a thread of its own.
    pub fn of(ctx: &Context, session: &Session, wanted: Wanted, (order, reversed): (Order, bool)) -> Self {
        let (project, viewer) = (session.project().clone(), session.annotator().clone());
        let (sender, arriving) = mpsc::channel();
        let (searched, by, asked, waker) = (project.clone(), viewer.clone(), wanted.clone(), ctx.clone());
        let searching = Job::start(ctx, "Searching", move |progress| {
            let mut sum = 0;
            let mut each = |mut found: Found| {
                found.hits.truncate(MOST - sum);
                sum += found.hits.len();
                let heard = sender.send(found).is_ok();
                waker.request_repaint();
                if heard && sum < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            match &asked {
                Wanted::Query(query) => search::search(&searched, &by, query, progress, &mut each),
                Wanted::Rule(owner, name) => Ok(search::of_rule(&searched, &by, (owner, name), progress, &mut each)?),
            }
        });
        Self {
            wanted,
            revision: session.revision(),
            project,
            hits: Vec::new(),
            tally: Tally::default(),
            ticks: Ticks { all: true, but: HashSet::new(), version: 0 },
            fault: None,
            viewer,
            searching: Some(searching),
            arriving,
            order,
            reversed,
            sorting: None,
            places: None,
        }
    }

    /// Takes in what has been found meanwhile; `true` when there was something, or the search has come to its end.
    pub fn poll(&mut self, ctx: &Context) -> bool {
        let ended = self.searching.as_ref().map(Job::poll);
        let before = self.hits.len();
        // What a thread sent before it ended is there when it is seen to have ended.
        for found in self.arriving.try_iter() {
            self.hits.extend(found.hits);
            self.tally.add(&found.tally);
        }
        let is_over = matches!(ended, Some(Poll::Ready(_)));
        if let Some(Poll::Ready(outcome)) = ended {
            self.searching = None;
            self.fault = outcome.and_then(Result::err);
            self.sort(ctx);
        }
        if let Some(Poll::Ready(sorted)) = self.sorting.as_ref().map(Job::poll) {
            self.sorting = None;
            self.places = sorted.and_then(Result::ok);
        }
        is_over || self.hits.len() > before
    }

    /// Who searched.
    pub fn viewer(&self) -> &Annotator {
        &self.viewer
    }

    /// The search while it goes on.
    pub fn searching(&self) -> Option<&Job<Ended>> {
        self.searching.as_ref()
    }

    /// Whether the hits are being sorted.
    pub fn is_sorting(&self) -> bool {
        self.sorting.is_some()
    }

    /// Whether there may be more hits than are shown.
    pub fn is_cut(&self) -> bool {
        self.hits.len() >= MOST || self.fault.is_some()
    }

    /// Stops the search; what was found stays.
    pub fn stop(&self) {
        self.searching.iter().for_each(|job| job.progress.cancel());
        self.sorting.iter().for_each(|job| job.progress.cancel());
    }

    /// What the hits are sorted by, and whether that is turned round.
    pub fn order(&self) -> (Order, bool) {
        (self.order, self.reversed)
    }

    /// Sorts the hits anew; while the search goes on they stay as they come.
    pub fn set_order(&mut self, ctx: &Context, (order, reversed): (Order, bool)) {
        let is_new = order != self.order;
        (self.order, self.reversed) = (order, reversed);
        if is_new && self.searching.is_none() {
            self.sort(ctx);
        }
    }

    fn sort(&mut self, ctx: &Context) {
        self.sorting.iter().for_each(|job| job.progress.cancel());
        self.sorting = None;
        if self.order == Order::Article {
            self.places = None;
            return;
        }
        let (project, viewer, hits, order) = (self.project.clone(), self.viewer.clone(), self.hits.clone(), self.order);
        self.sorting =
            Some(Job::start(ctx, "Sorting", move |progress| search::sorted(&project, &viewer, &hits, order, progress)));
    }

    /// The place, among all hits, of the one shown in a row.
    pub fn place(&self, row: usize) -> Option<u32> {
        let row = if self.reversed { self.hits.len().checked_sub(row + 1)? } else { row };
        match &self.places {
            Some(places) => places.get(row).copied(),
            None => (row < self.hits.len()).then_some(row as u32),
        }
    }

    /// The hit shown in a row.
    pub fn hit(&self, row: usize) -> Option<Hit> {
        self.hits.get(self.place(row)? as usize).copied()
    }

    /// Ticks all hits for which this holds, or takes their ticks off.
    pub fn tick_where(&mut self, on: bool, holds: impl Fn(&Project, &Hit) -> bool) {
        let mut article = None;
        for (hit, place) in self.hits.iter().zip(0..) {
            // Hits of one article stand together and are alike in this.
            let is_one = match article {
                Some((number, is_one)) if number == hit.article => is_one,
                _ => holds(&self.project, hit),
            };
            article = Some((hit.article, is_one));
            if is_one {
                self.ticks.set(place, on);
            }
        }
    }

    /// Leaves ticked only what lies in articles that came behind a point in time.
    pub fn tick_newer(&mut self, than: Timestamp) {
        self.ticks.set_all(false);
        self.tick_where(true, |project, hit| hit.article(project).is_some_and(|article| article.source.imported > than));
    }

    /// How many hits are ticked.
    pub fn ticked(&self) -> usize {
        self.ticks.count(self.hits.len())
    }

    /// What is ticked, by article.
    pub fn ticked_places(&self) -> Vec<Places> {
        ticked_places(&self.project, &self.hits, &self.ticks)
    }

    /// What is needed to tell elsewhere what is ticked.
    pub fn snapshot(&self) -> (Project, Vec<Hit>, Ticks) {
        (self.project.clone(), self.hits.clone(), self.ticks.clone())
    }
}

/// What is ticked, by article.
pub fn ticked_places(project: &Project, hits: &[Hit], ticks: &Ticks) -> Vec<Places> {
    let mut places: Vec<Places> = Vec::new();
    let mut article = None;
    for (hit, place) in hits.iter().zip(0..) {
        if !ticks.has(place) {
            continue;
        }
        if article != Some(hit.article) {
            article = Some(hit.article);
            let Some(id) = hit.article(project).map(|article| article.id) else { continue };
            places.push(Places { article: id, spans: Vec::new() });
        }
        places.iter_mut().next_back().into_iter().for_each(|last| last.spans.push(hit.span));
    }
    places
}

impl Drop for Results {
    fn drop(&mut self) {
        self.stop();
    }
}
