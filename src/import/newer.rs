//! Newer copies: an imported article whose canonical address is that of an article that is there already.

use super::Target;
use crate::model::{Article, ArticleId, Edit, MetadataField};
use std::collections::HashMap;

/// An imported article and the one it is a newer copy of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the type says it")]
pub struct Newer {
    pub article: ArticleId,
    pub of: ArticleId,
}

impl Newer {
    /// The edit that records it.
    pub fn edit(self) -> Edit {
        Edit::Succession { article: self.article, before: None, after: Some(self.of) }
    }
}

/// The links between articles that are there, where not all that was found was taken: a copy that was left out is passed
/// over, and what was newer than it is newer than the one before.
pub fn linked(newer: &[Newer], is_there: impl Fn(ArticleId) -> bool) -> Vec<Newer> {
    let before: HashMap<ArticleId, ArticleId> = newer.iter().map(|newer| (newer.article, newer.of)).collect();
    let present = newer.iter().filter(|newer| is_there(newer.article));
    let older = |newer: &Newer| std::iter::successors(Some(newer.of), |id| before.get(id).copied()).find(|id| is_there(*id));
    present.filter_map(|newer| Some(Newer { article: newer.article, of: older(newer)? })).collect()
}

/// The latest article of each address.
#[derive(Default)]
pub(super) struct Addresses {
    latest: HashMap<String, Latest>,
}

struct Latest {
    id: ArticleId,
    /// When the page was last changed, as far as it says so.
    modified: String,
}

impl Addresses {
    /// The articles that are in the project, each with its address as the annotator sees it.
    pub fn of(target: Option<Target<'_>>) -> Self {
        let mut addresses = Self::default();
        let Some(Target { project, annotator }) = target else { return addresses };
        // Batches are in no order of time.
        let mut articles: Vec<&Article> = project.articles().collect();
        articles.sort_by_key(|article| article.source.imported);
        for article in articles {
            let field = |field| project.field(annotator, article.id, field);
            addresses.take(article.id, field(MetadataField::Url), field(MetadataField::Modified));
        }
        addresses
    }

    /// Takes note of an article that arrives; says so when it is a newer copy.
    pub fn arrives(&mut self, article: &Article) -> Option<Newer> {
        let of = self.take(article.id, &article.metadata.url, &article.metadata.modified)?;
        Some(Newer { article: article.id, of })
    }

    /// The article that this one is newer than. What comes later is newer, unless both say when they were changed.
    fn take(&mut self, id: ArticleId, url: &str, modified: &str) -> Option<ArticleId> {
        let (address, arrived) = (address(url)?, Latest { id, modified: modified.to_owned() });
        match self.latest.get_mut(&address) {
            Some(latest) if is_earlier(modified, &latest.modified) => None,
            Some(latest) => Some(std::mem::replace(latest, arrived).id).filter(|before| *before != id),
            None => {
                self.latest.insert(address, arrived);
                None
            }
        }
    }
}

/// Whether a time is earlier than another; `false` where either is unknown or only a day.
fn is_earlier(one: &str, other: &str) -> bool {
    let time = |text: &str| text.parse::<jiff::Timestamp>().ok();
    time(one).zip(time(other)).is_some_and(|(one, other)| one < other)
}

/// What two addresses of one page have in common: no scheme, no “www.”, no fragment, no marks of campaigns, no slash at the
/// end. `None` for what is no address, and for a whole site.
fn address(url: &str) -> Option<String> {
    let url = url.trim();
    let parsed = url::Url::parse(url).or_else(|_| url::Url::parse(&format!("https://{url}"))).ok()?;
    let host = parsed.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = parsed.path().trim_end_matches('/');
    let says_something = |name: &str| !name.starts_with("utm_") && !matches!(name, "fbclid" | "gclid" | "mc_cid" | "mc_eid");
    let query: Vec<String> =
        parsed.query_pairs().filter(|(name, _)| says_something(name)).map(|(name, value)| format!("{name}={value}")).collect();
    let port = parsed.port().map(|port| format!(":{port}")).unwrap_or_default();
    let is_page = !path.is_empty() || !query.is_empty();
    is_page.then(|| format!("{host}{port}{path}?{}", query.join("&")))
}

#[cfg(test)]
mod tests {
    use super::{Addresses, Newer, address};
    use crate::import::Target;
    use crate::model::{Annotator, Article, ArticleId, BatchId, Edit, Metadata, MetadataField, Project, Scheme, Source};

    fn article(text: &str, url: &str, modified: &str) -> Article {
        let metadata = Metadata { url: url.into(), modified: modified.into(), ..Metadata::default() };
        Article::new(text, metadata, Source::default())
    }

    fn found(arriving: &[Article], target: Option<Target<'_>>) -> Vec<Newer> {
        let mut addresses = Addresses::of(target);
        arriving.iter().filter_map(|article| addresses.arrives(article)).collect()
    }

    const URL: &str = "https://meridian.example/cranes";

    #[test]
    fn a_newer_copy_is_of_the_latest_that_has_its_address() {
        let who = Annotator::nearest("amy");
        let mut project = Project::new(String::new(), Scheme::default());
        project.add_batch(&BatchId("first".into()), [article("one", URL, ""), article("other", "", "")]);
        let corrected = ArticleId::of("other");
        let (field, after) = (MetadataField::Url, Some("http://meridian.example/ships".to_owned()));
        Edit::Metadata { article: corrected, field, before: None, after }.apply(&mut project, &who).unwrap();
        let target = Some(Target { project: &project, annotator: &who });
        let arriving = [
            article("two", "http://www.meridian.example/cranes/?utm_source=x", "2025-07-03T10:00:00Z"),
            article("three", URL, "2025-07-04T10:00:00+02:00"),
            article("before", URL, "2025-07-01T10:00:00Z"),
            article("ships", "https://meridian.example/ships", ""),
            article("else", "https://meridian.example/else", ""),
        ];
        let newer = |text, of| Newer { article: ArticleId::of(text), of: ArticleId::of(of) };
        assert_eq!(found(&arriving, target), [newer("two", "one"), newer("three", "two"), newer("ships", "other")]);
        assert_eq!(found(&arriving, None), [newer("three", "two")]);
    }

    #[test]
    fn what_was_taken_out_of_the_project_has_no_newer_copy() {
        let who = Annotator::nearest("amy");
        let mut project = Project::new(String::new(), Scheme::default());
        project.add_batch(&BatchId("first".into()), [article("one", URL, "")]);
        let of = crate::model::Withdrawn::Article(ArticleId::of("one"));
        Edit::Withdrawal { of, before: false, after: true }.apply(&mut project, &who).unwrap();
        assert_eq!(found(&[article("two", URL, "")], Some(Target { project: &project, annotator: &who })), []);
    }

    #[test]
    fn addresses_of_one_page_are_one() {
        let one = address("https://www.meridian.example/2025/cranes-stop");
        assert!(one.is_some());
        for other in [
            "http://meridian.example/2025/cranes-stop/",
            "https://meridian.example/2025/cranes-stop#comments",
            "https://Meridian.example:443/2025/cranes-stop?utm_source=feed&utm_medium=rss",
            " meridian.example/2025/cranes-stop ",
        ] {
            assert_eq!(address(other), one, "{other}");
        }
    }

    #[test]
    fn addresses_of_different_pages_and_of_whole_sites_are_not() {
        let page = address("https://meridian.example/story?id=7");
        assert!(page.is_some());
        for other in ["https://meridian.example/story?id=8", "https://meridian.example/story", "https://coast.example/story?id=7"]
        {
            assert_ne!(address(other), page, "{other}");
        }
        for nothing in ["", "https://meridian.example/", "meridian.example", "no address at all"] {
            assert_eq!(address(nothing), None, "{nothing}");
        }
    }
}
