//! How the same words are tagged all over a project: an index of labels by words, built once and kept up to date by article.

use crate::model::progress::Cancelled;
use crate::model::{ArticleId, Name, Progress, Project, text};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Longer annotations are not the same words by chance; they are not compared.
const LONGEST: usize = 1_000;
/// So many articles are read at once.
const GROUP: usize = 512;

/// The words of an annotation, whatever their case, white space and marks.
pub(super) type Key = u64;

/// Which labels the same words have, and how often. A copy shares all that has not changed since it was built.
#[derive(Clone, Default, Debug)]
pub struct Elsewhere {
    base: Arc<Base>,
    /// Labels of articles that changed since, in place of what is known of them.
    changed: HashMap<ArticleId, Vec<Use>>,
    /// How the counts changed since.
    delta: HashMap<Use, i64>,
}

/// Words with a label.
type Use = (Key, u16);

#[derive(Default, Debug)]
struct Base {
    labels: Vec<Name>,
    /// All uses, sorted, each with how often it occurs.
    counts: Vec<(Use, u32)>,
    articles: HashMap<ArticleId, Box<[Use]>>,
}

impl Elsewhere {
    /// Reads all annotations of all annotators.
    pub fn of(project: &Project, progress: &Progress) -> Result<Self, Cancelled> {
        let labels: Vec<Name> = project.scheme.labels.iter().map(|label| label.id.clone()).collect();
        let ids: Vec<ArticleId> = project.articles().map(|article| article.id).collect();
        progress.set_total(ids.len() as u64);
        let mut articles = HashMap::new();
        for group in ids.chunks(GROUP) {
            let uses = |id: &ArticleId| (*id, uses(project, *id, &labels).into_boxed_slice());
            let found: Vec<(ArticleId, Box<[Use]>)> = group.par_iter().map(uses).collect();
            articles.extend(found.into_iter().filter(|(_, uses)| !uses.is_empty()));
            progress.advance(group.len() as u64)?;
        }
        let mut all: Vec<Use> = articles.values().flat_map(|uses| uses.iter().copied()).collect();
        all.par_sort_unstable();
        let counts: Vec<(Use, u32)> =
            all.chunk_by(|one, other| one == other).filter_map(|same| Some((*same.first()?, same.len() as u32))).collect();
        Ok(Self { base: Arc::new(Base { labels, counts, articles }), ..Self::default() })
    }

    /// Reads one article anew, or forgets it when it was taken out.
    pub fn update(&mut self, project: &Project, article: ArticleId) {
        let is_there = project.article(article).is_some() && !project.is_withdrawn(article);
        let now = if is_there { uses(project, article, &self.base.labels) } else { Vec::new() };
        let before = self.changed.insert(article, now.clone());
        let base = self.base.articles.get(&article).map(|uses| uses.to_vec());
        let mut add = |uses: &[Use], by| uses.iter().for_each(|used| *self.delta.entry(*used).or_default() += by);
        add(&before.or(base).unwrap_or_default(), -1);
        add(&now, 1);
    }

    /// How often the words have this label.
    pub(super) fn count(&self, key: Key, label: &str) -> usize {
        self.labels(key).into_iter().find(|(known, _)| known.as_ref() == label).map_or(0, |(_, count)| count)
    }

    /// The labels of the words with how often they have them, in the order of the scheme.
    pub(super) fn labels(&self, key: Key) -> Vec<(Name, usize)> {
        let from = self.base.counts.partition_point(|(used, _)| *used < (key, 0));
        let known = self.base.counts.iter().skip(from).take_while(|((found, _), _)| *found == key);
        let mut counts: BTreeMap<u16, i64> = known.map(|((_, label), count)| (*label, i64::from(*count))).collect();
        if !self.delta.is_empty() {
            for label in 0..self.base.labels.len() as u16 {
                if let Some(change) = self.delta.get(&(key, label)) {
                    *counts.entry(label).or_default() += change;
                }
            }
        }
        let named = |(label, count): (u16, i64)| {
            let name = self.base.labels.get(usize::from(label))?.clone();
            Some((name, usize::try_from(count).ok().filter(|count| *count > 0)?))
        };
        counts.into_iter().filter_map(named).collect()
    }
}

/// The words and labels of all annotations of an article, whoever made them.
fn uses(project: &Project, article: ArticleId, labels: &[Name]) -> Vec<Use> {
    let Some(whole) = project.article(article).map(|article| article.text.as_ref()) else { return Vec::new() };
    let layers = project.layers.values().filter_map(|layer| layer.article(article));
    let annotations = layers.flat_map(|layer| layer.annotations.iter());
    let used = annotations.filter_map(|annotation| {
        let label = labels.iter().position(|label| *label == annotation.label)?;
        Some((key_of(text::slice(whole, annotation.span.range()))?, u16::try_from(label).ok()?))
    });
    used.collect()
}

/// What tells words from others; `None` for fewer than two of them, or very many.
pub(super) fn key_of(words: &str) -> Option<Key> {
    if words.len() > LONGEST {
        return None;
    }
    // FNV-1a: the same on every machine and in every run.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut put = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let mut count = 0;
    let mut in_word = false;
    let mut letters = 0;
    for c in words.chars() {
        if matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}') {
            continue;
        }
        if !c.is_alphanumeric() {
            in_word = false;
            continue;
        }
        if !in_word {
            count += 1;
            put(b' ');
        }
        in_word = true;
        letters += usize::from(!c.is_ascii());
        if c.is_ascii() {
            put(c.to_ascii_lowercase() as u8);
        } else {
            let mut bytes = [0; 4];
            c.to_lowercase().for_each(|c| c.encode_utf8(&mut bytes).bytes().for_each(&mut put));
        }
    }
    // Scripts written without spaces have few gaps between words.
    (count > 1 || letters >= 4 && text::count_words(words) > 1).then_some(hash)
}
