//! A description of an article in the vocabulary of schema.org, in whatever syntax.

use super::Said;
use super::words::is_alike;

/// What one description says; empty is nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Described {
    /// “JSON-LD” or “microdata”.
    pub syntax: &'static str,
    pub kind: Kind,
    pub headline: String,
    pub authors: Vec<String>,
    pub publisher: String,
    pub published: String,
    pub modified: String,
    pub language: String,
    pub section: String,
    pub url: String,
    /// Name of an outlet or a page, or of the steps that lead to a page.
    pub names: Vec<String>,
}

/// What is described.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    Article,
    /// The page an article stands on.
    #[default]
    Page,
    /// The outlet, or whoever runs it.
    Outlet,
    /// The steps from the front page to this one.
    Steps,
}

impl Kind {
    /// The kind of a type in schema.org, if it is one that says something about an article.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.rsplit(['/', ':', '#']).next()?;
        match name {
            "WebSite" | "NewsMediaOrganization" | "Organization" | "Corporation" => Some(Self::Outlet),
            "BreadcrumbList" => Some(Self::Steps),
            "WebPage" | "ItemPage" | "MedicalWebPage" | "CollectionPage" => Some(Self::Page),
            "Report" | "Review" | "Recipe" | "HowTo" | "SocialMediaPosting" => Some(Self::Article),
            _ if name.ends_with("Article") || name.ends_with("BlogPosting") => Some(Self::Article),
            _ => None,
        }
    }
}

impl Described {
    /// A property of it, with where it was said.
    pub fn said(&self, value: &str, property: &str) -> Option<Said> {
        (!value.is_empty()).then(|| Said::new(value, format!("{} {property}", self.syntax)))
    }
}

/// The description of the page's own article: the one with a title that the page has too, or the only one.
pub(super) fn article<'a>(all: &'a [Described], titles: &[Said]) -> Option<&'a Described> {
    let articles: Vec<&Described> = all.iter().filter(|described| described.kind == Kind::Article).collect();
    let has_title = |article: &&&Described| titles.iter().any(|title| is_alike(&title.value, &article.headline));
    let richness = |article: &&&Described| {
        [!article.authors.is_empty(), !article.published.is_empty(), !article.publisher.is_empty()]
            .iter()
            .filter(|said| **said)
            .count()
    };
    // Of several that fit, the first of those that say most.
    let best = articles.iter().rev().filter(|article| !article.headline.is_empty()).filter(has_title).max_by_key(richness);
    match (best, articles.as_slice()) {
        (Some(best), _) => Some(best),
        (None, [only]) => Some(only),
        (None, _) => all.iter().find(|described| described.kind == Kind::Page && !described.published.is_empty()),
    }
}
