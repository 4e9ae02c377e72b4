//! In what order hits are shown: as they stand, by the words before or behind them, by outlet or by date.

use super::place::Hit;
use crate::model::progress::Cancelled;
use crate::model::{Annotator, MetadataField, Progress, Project};
use rayon::prelude::*;
use std::cmp::Ordering;

/// How much of the text beside a hit is looked at, in bytes.
const REACH: usize = 160;

/// What hits are sorted by. Those alike keep the order of articles, then of reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// The order of articles, then of reading.
    #[default]
    Article,
    /// The words before them, the nearest first.
    Left,
    /// Their own words.
    Hit,
    /// The words behind them.
    Right,
    /// The outlet.
    Outlet,
    /// The date of publication.
    Date,
}

impl Order {
    /// All of them, as the columns stand.
    pub const ALL: [Self; 6] = [Self::Article, Self::Left, Self::Hit, Self::Right, Self::Outlet, Self::Date];

    /// The order in words: “words before”.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Left => "words before",
            Self::Hit => "hit",
            Self::Right => "words behind",
            Self::Outlet => "outlet",
            Self::Date => "date",
        }
    }
}

/// The places of the hits in sorted order.
pub fn sorted(
    project: &Project,
    viewer: &Annotator,
    hits: &[Hit],
    order: Order,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    match order {
        Order::Article => Ok((0..hits.len() as u32).collect()),
        Order::Outlet => by_field(project, viewer, hits, MetadataField::Outlet, progress),
        Order::Date => by_field(project, viewer, hits, MetadataField::Published, progress),
        Order::Left | Order::Hit | Order::Right => by_words(project, hits, order, progress),
    }
}

/// Hits of one article stand together, so its field is asked for once.
fn by_field(
    project: &Project,
    viewer: &Annotator,
    hits: &[Hit],
    field: MetadataField,
    progress: &Progress,
) -> Result<Vec<u32>, Cancelled> {
    let mut articles: Vec<(u32, String)> = Vec::new();
    for hit in hits {
        if articles.last().is_none_or(|(last, _)| *last != hit.article) {
            let value = hit.article(project).map(|article| project.field(viewer, article.id, field)).unwrap_or_default();
            articles.push((hit.article, value.to_lowercase()));
        }
    }
    stop_if_cancelled(progress)?;
    // What is not known stands last.
    articles.par_sort_by(|(_, a), (_, b)| a.is_empty().cmp(&b.is_empty()).then_with(|| a.cmp(b)));
    let starts = starts(hits);
    let mut places = Vec::with_capacity(hits.len());
    for (article, _) in articles {
        let from = starts.partition_point(|(other, _)| *other < article);
        let (start, end) =
            (starts.get(from).map_or(0, |(_, at)| *at), starts.get(from + 1).map_or(hits.len() as u32, |(_, at)| *at));
        places.extend(start..end);
    }
    Ok(places)
}

/// Each article that has hits, with the place of its first.
fn starts(hits: &[Hit]) -> Vec<(u32, u32)> {
    let mut starts: Vec<(u32, u32)> = Vec::new();
    for (hit, at) in hits.iter().zip(0..) {
        if starts.last().is_none_or(|(last, _)| *last != hit.article) {
            starts.push((hit.article, at));
        }
    }
    starts
}

/// How many bytes of the words beside a hit are compared before all of them are.
const KEY: usize = 24;

/// A hit with what it is sorted by: the beginning of the words, and what they are taken from.
struct Keyed<'a> {
    key: [u8; KEY],
    place: u32,
    beside: &'a str,
}

fn stop_if_cancelled(progress: &Progress) -> Result<(), Cancelled> {
    if progress.is_cancelled() { Err(Cancelled) } else { Ok(()) }
}

fn by_words(project: &Project, hits: &[Hit], order: Order, progress: &Progress) -> Result<Vec<u32>, Cancelled> {
    let backwards = order == Order::Left;
    let keyed = |place: usize| {
        stop_if_cancelled(progress)?;
        let beside = hits.get(place).map_or("", |hit| match order {
            Order::Left => hit.left(project, REACH),
            Order::Hit => hit.words(project),
            _ => hit.right(project, REACH),
        });
        let mut key = [0; KEY];
        key.iter_mut().zip(Words::of(beside, backwards)).for_each(|(to, from)| *to = from);
        Ok(Keyed { key, place: place as u32, beside })
    };
    let mut keyed: Vec<Keyed<'_>> = (0..hits.len()).into_par_iter().map(keyed).collect::<Result<_, Cancelled>>()?;
    stop_if_cancelled(progress)?;
    keyed.par_sort_unstable_by(|one, other| {
        let whole = || {
            // What is repeated in many articles is alike to the letter; a key that is not full is all there is.
            if one.key.last() == Some(&0) || one.beside == other.beside {
                return Ordering::Equal;
            }
            Words::of(one.beside, backwards).cmp(Words::of(other.beside, backwards))
        };
        one.key.cmp(&other.key).then_with(whole).then_with(|| one.place.cmp(&other.place))
    });
    stop_if_cancelled(progress)?;
    Ok(keyed.into_iter().map(|keyed| keyed.place).collect())
}

/// The words at one side of a hit, away from it, in small letters and without marks, a space behind each.
struct Words<'a> {
    rest: &'a str,
    backwards: bool,
    word: &'a str,
    /// Small letters of a character of the word, as far as they are not handed on.
    bytes: ([u8; 12], usize, usize),
    ended: bool,
}

impl<'a> Words<'a> {
    fn of(rest: &'a str, backwards: bool) -> Self {
        Self { rest, backwards, word: "", bytes: ([0; 12], 0, 0), ended: true }
    }

    /// Takes the next word off the rest.
    fn take_word(&mut self) -> bool {
        let is_mark = |c: char| !c.is_alphanumeric();
        if self.backwards {
            self.rest = self.rest.trim_end_matches(is_mark);
            let at = self.rest.rfind(is_mark).map_or(0, |at| self.rest.ceil_char_boundary(at + 1));
            let (rest, word) = self.rest.split_at_checked(at).unwrap_or_default();
            (self.rest, self.word) = (rest, word);
        } else {
            self.rest = self.rest.trim_start_matches(is_mark);
            let at = self.rest.find(is_mark).unwrap_or(self.rest.len());
            let (word, rest) = self.rest.split_at_checked(at).unwrap_or_default();
            (self.rest, self.word) = (rest, word);
        }
        !self.word.is_empty()
    }
}

impl Iterator for Words<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        loop {
            let (bytes, at, len) = &mut self.bytes;
            if *at < *len {
                *at += 1;
                return bytes.get(*at - 1).copied();
            }
            let mut letters = self.word.chars();
            if let Some(letter) = letters.next() {
                self.word = letters.as_str();
                self.ended = false;
                let (mut small, mut end) = ([0; 12], 0);
                for c in letter.to_lowercase() {
                    if let Some(room) = small.get_mut(end..)
                        && room.len() >= c.len_utf8()
                    {
                        end += c.encode_utf8(room).len();
                    }
                }
                self.bytes = (small, 0, end);
            } else if !self.ended {
                self.ended = true;
                return Some(b' ');
            } else if !self.take_word() {
                return None;
            }
        }
    }
}
