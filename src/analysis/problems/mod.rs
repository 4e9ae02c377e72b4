//! What is wrong with what an annotator made of an article: each problem with a place, a reason and, where there is one, a fix.
//!
//! A rule looks only at one article and one layer, save for [`Elsewhere`], an index over the project that says how the same
//! words are tagged in other places. Rules are silent where the scheme has no label or attribute that they speak of, and
//! about articles that the annotator has not begun.

mod article;
mod elsewhere;
mod fix;
mod look;
mod project;
mod rules;

pub use article::{of_article, of_article_by};
pub use elsewhere::Elsewhere;
pub use fix::Fix;
pub use look::Look;
pub use project::{Found, Wanted, of_project};
pub use rules::{RULES, Rule, named};

use crate::model::article::first_line;
use crate::model::{AnnotationId, Annotator, ArticleId, ProblemKey, Project, Span, text};
use std::borrow::Cow;

/// As many characters of its words a problem shows.
const SHOWN: usize = 80;
/// So many bytes before it are shown with words that say little.
const BESIDE: usize = 30;

/// Something that is probably wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The rule that says so.
    pub rule: &'static Rule,
    /// Where; of a displaced annotation, where it stood; empty when it is of the whole article.
    pub span: Span,
    /// The annotation it is about, if it is about one.
    pub annotation: Option<AnnotationId>,
    /// Why, in words for a person.
    pub reason: Cow<'static, str>,
    /// What would mend it, if that is known.
    pub fix: Option<Box<Fix>>,
}

impl Problem {
    /// What tells it from the others of its article.
    pub fn key(&self) -> ProblemKey {
        ProblemKey { rule: self.rule.id.into(), span: self.span }
    }

    /// The words it stands at, on one line; the first of the article when it is of all of it.
    pub fn words(&self, whole: &str) -> String {
        if self.span.is_empty() {
            return text::excerpt(first_line(whole), SHOWN);
        }
        let end = whole.floor_char_boundary(self.span.end as usize);
        let start = whole.floor_char_boundary(self.span.start as usize).min(end);
        text::excerpt(whole.get(start..end).unwrap_or_default(), SHOWN)
    }
}

impl Problem {
    /// The words it stands at with those beside them where they say little by themselves, on one line.
    pub fn context(&self, whole: &str) -> String {
        if self.annotation.is_some() || self.span.is_empty() {
            return self.words(whole);
        }
        let at = self.span.start as usize;
        let sentence = text::sentence_at(whole, at);
        let near = text::snap_up(whole, at.saturating_sub(BESIDE));
        let start = whole.get(near..at).and_then(|head| head.find(char::is_whitespace)).map_or(near, |gap| near + gap);
        let (start, cut) = if start > sentence.start { (start, "…") } else { (sentence.start.min(at), "") };
        let end = whole.floor_char_boundary(sentence.end.max(self.span.end as usize));
        format!("{cut}{}", text::excerpt(whole.get(start..end).unwrap_or_default(), SHOWN))
    }
}

/// Who waived a problem, and why. Whoever did, it counts no more.
pub fn waiver<'a>(project: &'a Project, article: ArticleId, key: &ProblemKey) -> Option<(&'a Annotator, &'a str)> {
    let layers = project.layers.iter().filter_map(|(who, layer)| Some((who, layer.article(article)?)));
    layers.filter_map(|(who, layer)| Some((who, layer.waived.get(key)?.as_str()))).next()
}
