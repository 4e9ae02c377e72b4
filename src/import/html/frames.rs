//! Small parts of an article that are something else, as their first words or their links say: who wrote it, what else there is
//! to read, what is for sale.

use super::elements;
use super::kind::Kind;
use super::lines::Lines;
use super::measures::{self, LineMeasure};
use super::verdicts::Verdict;
use std::ops::Range;

/// What a line of a teaser is.
const TEASER: Verdict = Verdict::Inset(Kind::Related);

/// A part of more words than this stands for itself.
const MOST: f64 = 150.0;

/// One that holds more of the article's words than this share is the article itself.
const SHARE: f64 = 0.3;

/// A part is looked for in so many elements around a line.
const DEEPEST: usize = 64;

/// A part with a field to write in has no more words than this.
const FORM: f64 = 80.0;

/// And no more lines.
const LINES: usize = 100;

/// A teaser or an offer has no more words than this.
const CARD: f64 = 60.0;

/// Marks the lines of the parts that are something else.
pub(super) fn mark(page: &Lines, lines: &[LineMeasure], inside: &[bool], verdicts: &mut [Verdict]) {
    let parts = Parts::of(page, lines, inside);
    for at in 0..verdicts.len() {
        let found = match verdicts.get(at) {
            Some(Verdict::Wording(kind)) => {
                parts.begun_by(at, *kind).or_else(|| parts.announced_by(at)).map(|part| (part, *kind))
            }
            Some(Verdict::Links) => parts.teaser(at, verdicts).or_else(|| parts.offer(at)),
            _ => None,
        };
        if let Some((part, kind)) = found {
            set(verdicts, part, kind);
        }
    }
    for part in parts.forms(verdicts) {
        set(verdicts, part, Kind::Promotion);
    }
}

fn set(verdicts: &mut [Verdict], part: Range<usize>, kind: Kind) {
    let lines = verdicts.get_mut(part).into_iter().flatten();
    for verdict in lines.filter(|verdict| matches!(verdict, Verdict::Article | Verdict::Links)) {
        *verdict = Verdict::Inset(kind);
    }
}

struct Parts<'a> {
    page: &'a Lines,
    /// For each element its lines.
    lines: Vec<Option<(usize, usize)>>,
    /// For each element how many words are in it.
    words: Vec<f64>,
    /// How many words are on each line.
    counts: Vec<usize>,
    inside: &'a [bool],
    /// A part of more words than this is the article itself.
    most: f64,
}

impl<'a> Parts<'a> {
    fn of(page: &'a Lines, lines: &[LineMeasure], inside: &'a [bool]) -> Self {
        let mut extents: Vec<Option<(usize, usize)>> = vec![None; page.places.len()];
        for (at, line) in page.lines.iter().enumerate() {
            if let Some(extent) = extents.get_mut(line.place) {
                *extent = Some(extent.map_or((at, at), |(first, last): (usize, usize)| (first.min(at), last.max(at))));
            }
        }
        measures::up(page, &mut extents, |parent, child| match (parent, child) {
            (Some((first, last)), Some((start, end))) => Some((first.min(start), last.max(end))),
            (parent, child) => parent.or(child),
        });
        let words = measures::sums(page, lines.iter().map(|line| line.words as f64));
        let article = inside.iter().position(|inside| *inside).and_then(|place| words.get(place));
        let most = SHARE * article.copied().unwrap_or_default();
        let counts = lines.iter().map(|line| line.words).collect();
        Self { page, lines: extents, words, counts, inside, most }
    }

    fn is_inside(&self, place: usize) -> bool {
        self.inside.get(place).copied().unwrap_or_default()
    }

    /// The elements around a line that are small parts of the article, innermost first.
    fn around(&self, at: usize, most: f64) -> impl Iterator<Item = (usize, Range<usize>)> {
        self.outward(self.page.lines.get(at).map(|line| line.place), &self.words, most.min(self.most))
    }

    /// The same from an element outward, as long as no more words are in them.
    fn outward(&self, own: Option<usize>, words: &[f64], most: f64) -> impl Iterator<Item = (usize, Range<usize>)> {
        let places = &self.page.places;
        let outer = move |place: &usize| places.get(*place).map(|inner| inner.parent).filter(|parent| parent != place);
        let is_part = move |place: &usize| {
            let is_within = places.get(*place).is_some_and(|inner| self.is_inside(inner.parent));
            is_within && words.get(*place).is_some_and(|words| *words <= most)
        };
        let extent = |place: usize| self.lines.get(place).copied().flatten().map(|(first, last)| (place, first..last + 1));
        std::iter::successors(own, outer).take(DEEPEST).take_while(is_part).filter_map(extent)
    }

    /// The part whose first line says what it is: a heading, or an invitation to something else.
    fn begun_by(&self, at: usize, kind: Kind) -> Option<Range<usize>> {
        let most = match kind {
            _ if self.is_heading(at) => MOST,
            Kind::Related | Kind::Promotion => CARD,
            _ => return None,
        };
        let parts = self.around(at, most).map(|(_, part)| part).filter(|part| part.len() > 1);
        parts.take_while(|part| part.start == at).last()
    }

    fn is_heading(&self, at: usize) -> bool {
        let Some(line) = self.page.lines.get(at) else { return false };
        let places = std::iter::successors(Some(line.place), |place| self.page.places.get(*place).map(|inner| inner.parent));
        places.take(4).filter_map(|place| self.page.places.get(place)).any(|place| elements::is_heading(&place.name))
    }

    /// The list that a line ahead of it announces.
    fn announced_by(&self, at: usize) -> Option<Range<usize>> {
        let line = self.page.lines.get(at)?;
        let next = self.page.lines.get(at + 1)?;
        let is_list = |place: usize| self.page.places.get(place).is_some_and(|place| elements::is_list(&place.name));
        let list = self.outward(Some(next.place), &self.words, CARD.min(self.most)).take_while(|(_, part)| part.start == at + 1);
        let (_, list) = list.filter(|(place, _)| is_list(*place)).last()?;
        self.page.words_of(line).ends_with(':').then_some(list)
    }

    /// The parts with a field to write in, and few words that are the article's.
    fn forms(&self, verdicts: &[Verdict]) -> Vec<Range<usize>> {
        let kept =
            verdicts.iter().zip(&self.counts).map(|(verdict, words)| if *verdict == Verdict::Article { *words } else { 0 });
        let kept = measures::sums(self.page, kept.map(|words| words as f64));
        let most = FORM.min(0.2 * kept.first().copied().unwrap_or_default());
        let fields = self.page.places.iter().enumerate().filter(|(_, place)| place.role.is_field).map(|(field, _)| field);
        let mut parts: Vec<_> = fields
            .filter_map(|field| {
                self.outward(Some(field), &kept, most).map(|(_, part)| part).take_while(|part| part.len() <= LINES).last()
            })
            .collect();
        parts.dedup();
        parts
    }

    /// A teaser of another page: a link, and a few words below it.
    fn teaser(&self, at: usize, verdicts: &[Verdict]) -> Option<(Range<usize>, Kind)> {
        let (_, part) =
            self.around(at, CARD).find(|(_, part)| part.len() > 1).filter(|(_, part)| part.start == at && part.len() <= 8)?;
        let leads = |from: usize| verdicts.get(from).is_some_and(|verdict| *verdict == Verdict::Links);
        let says_more = part.clone().skip(1).any(|at| self.counts.get(at).is_some_and(|words| *words >= 6));
        let again = leads(part.end) || at.checked_sub(part.len()).is_some_and(|before| verdicts.get(before) == Some(&TEASER));
        (says_more && again).then_some((part, Kind::Related))
    }

    /// Something on offer: a few words, and a link below them.
    fn offer(&self, at: usize) -> Option<(Range<usize>, Kind)> {
        let (place, part) = self.around(at, CARD).find(|(_, part)| part.len() > 1)?;
        let is_short = self.counts.get(at).is_some_and(|words| *words <= 5);
        let is_text = self.page.places.get(place).is_some_and(|place| elements::is_text(&place.name) && !is_short);
        (part.end == at + 1 && part.len() <= 4 && !is_text).then_some((part, Kind::Promotion))
    }
}
