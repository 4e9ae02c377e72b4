//! Invented articles and annotations of any number and size, the same in every run.

use pressmark::model::annotation::{Annotation, Attributes, Provenance, Value};
use pressmark::model::{
    AnnotationId, AnnotationSet, Annotator, Article, ArticleId, ArticleLayer, BatchId, Layer, Metadata, Name, Project, Source,
    Span, Timestamp,
};
use pressmark::store::default_scheme;
use std::sync::Arc;

const WORDS: [&str; 24] = [
    "harbour",
    "crane",
    "the",
    "“night”",
    "shift",
    "of",
    "workers",
    "said",
    "and",
    "a",
    "third",
    "container",
    "quay",
    "without",
    "pay",
    "minister",
    "about",
    "1,300",
    "per",
    "cent",
    "stayed",
    "home",
    "café",
    "Brandt’s",
];

/// Numbers without a pattern to the eye, the same in every run.
pub struct Dice(u64);

impl Dice {
    /// Begins with a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below the bound.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// A text of about this many bytes in paragraphs of about that many.
pub fn text(bytes: usize, paragraph: usize, seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let mut text = format!("{seed} ");
    let mut line = 0;
    while text.len() < bytes {
        let word = WORDS.get(dice.below(WORDS.len())).copied().unwrap_or_default();
        text.push_str(word);
        line += word.len() + 1;
        text.push_str(if line > paragraph { ".\n" } else { " " });
        line = if line > paragraph { 0 } else { line };
    }
    text.push_str("end.");
    text
}

/// Annotations spread over a text, many of them overlapping, on word boundaries.
pub fn annotations(text: &str, count: usize, first_id: u64) -> AnnotationSet {
    let labels: [Name; 4] = ["quote", "claim", "statistic", "boilerplate"].map(Name::from);
    let (speaker, step) = (Name::from("speaker"), text.len() / count.max(1));
    let one = |(at, id): (usize, u64)| {
        let label = labels.get(at % labels.len()).cloned().unwrap_or_else(|| "quote".into());
        let attributes = if at % 8 == 0 { vec![(speaker.clone(), Value::Text("Brandt".into()))] } else { Vec::new() };
        Some(Annotation {
            id: AnnotationId(id.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
            span: span(text, at * step, 20 + (at * 37) % 180)?,
            label,
            attributes: attributes.into_iter().collect::<Attributes>(),
            note: "".into(),
            provenance: Provenance::Hand,
            created: Timestamp(1_795_344_127_123 + at as i64),
            displaced: None,
        })
    };
    AnnotationSet::from_vec((0..count).zip(first_id..).filter_map(one).collect())
}

/// About this many bytes of a text from about there, whole words.
fn span(text: &str, from: usize, length: usize) -> Option<Span> {
    let space = |byte: &u8| byte.is_ascii_whitespace();
    let bytes = text.as_bytes();
    let start = from + bytes.get(from..)?.iter().position(space)? + 1;
    let end = start + length + bytes.get(start + length..)?.iter().position(space)?;
    Span::new(start, end)
}

/// An article with all that an import says about it.
pub fn article(text: String, number: usize) -> Article {
    let metadata = Metadata {
        title: format!("Harbour workers walk out over night shifts, part {number}"),
        outlet: ["The Meridian Post", "Kranblick", "Quayside Daily", "Dockland News"][number % 4].to_owned(),
        url: format!("https://meridian.example/2025/07/{number}"),
        author: "Ana Ruiz".to_owned(),
        published: format!("2025-07-{:02}", number % 28 + 1),
        language: "en".to_owned(),
        ..Metadata::default()
    };
    let source = Source {
        file: format!("scraped/2025-07/{number}.txt"),
        digest: blake3::hash(text.as_bytes()).to_hex().to_string(),
        encoding: "UTF-8".to_owned(),
        imported: Timestamp(1_795_344_127_123),
        ..Source::default()
    };
    Article::new(text, metadata, source)
}

/// Who works in the benches.
pub fn amy() -> Annotator {
    Annotator::nearest("amy")
}

/// How large a project is to be.
#[derive(Clone, Copy)]
pub struct Size {
    /// How many articles.
    pub articles: usize,
    /// Bytes of each.
    pub bytes: usize,
    /// Annotations of each.
    pub annotations: usize,
}

/// A project of articles alike, imported ten thousand at a time.
pub fn project(size: Size) -> Project {
    let all = (0..size.articles).map(|number| {
        let article = article(text(size.bytes, 500, number as u64 + 1), number);
        let set = annotations(&article.text, size.annotations, (number * size.annotations) as u64 + 1);
        (article, set)
    });
    project_of(all)
}

/// A project of these articles and annotations.
pub fn project_of(articles: impl IntoIterator<Item = (Article, AnnotationSet)>) -> Project {
    let mut project = Project::new("Harbour strike".to_owned(), default_scheme());
    let mut layer = Layer::default();
    for (number, (article, annotations)) in articles.into_iter().enumerate() {
        put(&mut layer, article.id, annotations);
        let batch = BatchId(format!("20261122-104207-amy-{:04}", number / 10_000).into());
        project.add_batch(&batch, [article]);
    }
    project.layers.insert(amy(), layer);
    project
}

fn put(layer: &mut Layer, article: ArticleId, annotations: AnnotationSet) {
    if !annotations.is_empty() {
        layer.articles.insert(article, Arc::new(ArticleLayer { annotations, ..ArticleLayer::default() }));
    }
}
