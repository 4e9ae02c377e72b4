//! Samples for an audit: drawn at random, evenly over strata, the same from the same seed; and what their outcome says of
//! all they were drawn from.

use super::table::{Row, Table};
use crate::model::{AnnotationId, Annotator, ArticleId, MetadataField, Project, Status, Strata};
use std::collections::BTreeMap;

/// What can be drawn: an annotation, its article, and the stratum it belongs to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The article.
    pub article: ArticleId,
    /// The annotation.
    pub annotation: AnnotationId,
    /// The name of its stratum; the same for all where there are no strata.
    pub stratum: String,
}

impl Candidate {
    /// The annotation of a row in its stratum, as an annotator sees its outlet; `None` when its article is gone.
    pub fn of(table: &Table, row: &Row, project: &Project, by: &Annotator, strata: Strata) -> Option<Self> {
        let article = table.article_of(row)?;
        let stratum = match strata {
            Strata::None => String::new(),
            Strata::Label => table.labels.get(usize::from(row.label)).map(ToString::to_string).unwrap_or_default(),
            Strata::Outlet => project.field(by, article, MetadataField::Outlet).to_owned(),
            Strata::Annotator => table.annotator_of(row).map(ToString::to_string).unwrap_or_default(),
        };
        Some(Self { article, annotation: row.annotation, stratum })
    }
}

/// Draws as many as wanted, or all when there are fewer, in random order. From each stratum as large a share is drawn as from
/// the others, by the largest remainders. What is drawn does not depend on the order of the candidates.
pub fn draw(mut candidates: Vec<Candidate>, wanted: usize, seed: u64) -> Vec<(ArticleId, AnnotationId)> {
    candidates.sort_by(|one, other| {
        (&one.stratum, one.article, one.annotation).cmp(&(&other.stratum, other.article, other.annotation))
    });
    let total = candidates.len();
    let wanted = wanted.min(total);
    let mut random = Random(seed);
    let strata: Vec<&mut [Candidate]> = candidates.chunk_by_mut(|one, other| one.stratum == other.stratum).collect();
    let shares = shares(&strata.iter().map(|stratum| stratum.len()).collect::<Vec<_>>(), wanted);
    let mut drawn = Vec::with_capacity(wanted);
    for (stratum, share) in strata.into_iter().zip(shares) {
        random.shuffle(stratum, share);
        drawn.extend(stratum.iter().take(share).map(|candidate| (candidate.article, candidate.annotation)));
    }
    let all = drawn.len();
    random.shuffle(&mut drawn, all);
    drawn
}

/// How many to take of each part, in proportion to its size.
fn shares(sizes: &[usize], wanted: usize) -> Vec<usize> {
    let total: u128 = sizes.iter().map(|size| *size as u128).sum::<u128>().max(1);
    let exact = |size: &usize| *size as u128 * wanted as u128;
    let mut shares: Vec<usize> = sizes.iter().map(|size| usize::try_from(exact(size) / total).unwrap_or(*size)).collect();
    let mut by_remainder: Vec<usize> = (0..sizes.len()).collect();
    let remainder = |at: &usize| sizes.get(*at).map_or(0, |size| exact(size) % total);
    by_remainder.sort_by_key(|at| (std::cmp::Reverse(remainder(at)), *at));
    let missing = wanted.saturating_sub(shares.iter().sum());
    for at in by_remainder.into_iter().take(missing) {
        shares.iter_mut().skip(at).take(1).for_each(|share| *share += 1);
    }
    shares
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, each as likely as the others to within 2⁻⁶⁴.
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from((u128::from(self.next()) * bound as u128) >> 64).unwrap_or_default()
    }

    /// Brings a random choice of as many as wanted to the front, in random order.
    fn shuffle<T>(&mut self, items: &mut [T], wanted: usize) {
        for at in 0..wanted.min(items.len()) {
            let from = at + self.below(items.len() - at);
            items.swap(at, from);
        }
    }
}

/// How the annotations of a sample, or of one stratum of it, were judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Outcome {
    /// Those that may stay.
    pub approved: usize,
    /// Those that should not be there.
    pub rejected: usize,
    /// Those that need a decision.
    pub disputed: usize,
    /// Those that nobody has judged as they are now.
    pub open: usize,
    /// Those that are not there any more.
    pub gone: usize,
}

impl Outcome {
    /// Counts how drawn annotations stand now, all in one and by label.
    pub fn of(project: &Project, drawn: &[(ArticleId, AnnotationId)]) -> (Self, BTreeMap<String, Self>) {
        let (mut all, mut by_label) = (Self::default(), BTreeMap::<String, Self>::new());
        for (article, id) in drawn {
            let Some((_, annotation)) = project.annotation(*article, *id) else {
                all.gone += 1;
                continue;
            };
            let label = project.scheme.label(&annotation.label).map_or_else(|| annotation.label.to_string(), |l| l.name.clone());
            let status = project.status(*article, annotation);
            all.count(status);
            by_label.entry(label).or_default().count(status);
        }
        (all, by_label)
    }

    fn count(&mut self, status: Status) {
        match status {
            Status::Open => self.open += 1,
            Status::Approved => self.approved += 1,
            Status::Rejected => self.rejected += 1,
            Status::Disputed => self.disputed += 1,
        }
    }

    /// How many were judged.
    pub fn judged(&self) -> usize {
        self.approved + self.rejected + self.disputed
    }

    /// The share of what was judged that was approved, with its 95 % interval; `None` while nothing was.
    pub fn approval(&self) -> Option<(f64, f64, f64)> {
        let judged = self.judged();
        let (low, high) = wilson(self.approved, judged)?;
        Some((self.approved as f64 / judged as f64, low, high))
    }
}

/// The 95 % score interval of a share (Wilson 1927, “Probable inference, the law of succession, and statistical
/// inference”); `None` of nothing.
pub fn wilson(successes: usize, trials: usize) -> Option<(f64, f64)> {
    const Z: f64 = 1.959_963_984_540_054;
    if trials == 0 {
        return None;
    }
    let (n, share) = (trials as f64, successes as f64 / trials as f64);
    let spread = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    let centre = share + Z * Z / (2.0 * n);
    Some((((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0)))
}
