//! In what order hits are shown: as they stand, by the words before or behind them, by outlet or by date.

use super::place::Hit;
use crate::model::progress::Cancelled;
use crate::model::{Annotator, MetadataField, Progress, Project};
use rayon::prelude::*;

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

/// How many bytes of the words beside a hit are compared: seven or eight words.
const KEY: usize = 48;

/// What a hit is sorted by, and its place.
type Keyed = ([u8; KEY], u32);

fn stop_if_cancelled(progress: &Progress) -> Result<(), Cancelled> {
    if progress.is_cancelled() { Err(Cancelled) } else { Ok(()) }
}

fn by_words(project: &Project, hits: &[Hit], order: Order, progress: &Progress) -> Result<Vec<u32>, Cancelled> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let keyed = |(hit, place): (&Hit, u32)| {
        stop_if_cancelled(progress)?;
        let key = match order {
            Order::Left => key(hit.left(project, REACH).rsplit(is_mark)),
            Order::Hit => key(hit.words(project).split(is_mark)),
            _ => key(hit.right(project, REACH).split(is_mark)),
        };
        Ok((key, place))
    };
    let places = (0..hits.len() as u32).into_par_iter();
    let mut keyed: Vec<Keyed> = hits.par_iter().zip(places).map(keyed).collect::<Result<_, Cancelled>>()?;
    stop_if_cancelled(progress)?;
    keyed.par_sort_unstable();
    stop_if_cancelled(progress)?;
    Ok(keyed.into_iter().map(|(_, place)| place).collect())
}

/// Words in small letters, a space behind each, as far as they are compared.
fn key<'a>(words: impl Iterator<Item = &'a str>) -> [u8; KEY] {
    let mut key = [0; KEY];
    let mut free = key.iter_mut();
    let mut put = |bytes: &[u8]| bytes.iter().zip(free.by_ref()).for_each(|(from, to)| *to = *from);
    let mut length = 0;
    for word in words.filter(|word| !word.is_empty()) {
        for letter in word.chars() {
            if letter.is_ascii() {
                put(&[letter.to_ascii_lowercase() as u8]);
            } else {
                letter.to_lowercase().for_each(|small| put(small.encode_utf8(&mut [0; 4]).as_bytes()));
            }
            length += letter.len_utf8();
        }
        put(b" ");
        if length >= KEY {
            break;
        }
    }
    key
}
