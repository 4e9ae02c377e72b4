//! The names under which meta tags say things, and the section, which only they and descriptions say.

use super::described::Kind;
use super::words::is_alike;
use super::{Page, Said};

pub(super) const TITLE: [&str; 10] = [
    "og:title",
    "twitter:title",
    "sailthru.title",
    "parsely-title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "article.headline",
    "headline",
    "title",
];

pub(super) const OUTLET: [&str; 9] = [
    "og:site_name",
    "article_publication_name",
    "sailthru_pubname",
    "citation_journal_title",
    "dc.publisher",
    "dcterms.publisher",
    "application-name",
    "publisher",
    "apple-mobile-web-app-title",
];

pub(super) const AUTHOR: [&str; 16] = [
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "article:author",
    "byl",
    "byline",
    "article_author",
    "article.author",
    "og:article:author",
    "og:author",
    "author.name",
    "creator",
    "authors",
];

pub(super) const PUBLISHED: [&str; 34] = [
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "og:datepublished",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "article_date_original",
    "article.published",
    "publish-date",
    "publishdate",
    "publish_date",
    "publication_date",
    "publicationdate",
    "published_time",
    "published",
    "pubdate",
    "pub_date",
    "pdate",
    "date.release",
    "dc.date",
    "dcterms.date",
    "sn-post-date",
    "date",
];

pub(super) const MODIFIED: [&str; 15] = [
    "article:modified_time",
    "og:article:modified_time",
    "article:modified",
    "og:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
    "article_date_updated",
    "article.updated",
    "updated-date",
    "last-modified",
    "lastmod",
    "revised",
    "utime",
];

const SECTION: [&str; 9] = [
    "article:section",
    "og:article:section",
    "parsely-section",
    "sailthru.section",
    "article.section",
    "og:section",
    "section",
    "page.section",
    "category",
];

/// What meta tags of these names say, in the order of the names.
pub(super) fn said(page: &Page<'_>, names: &'static [&'static str]) -> impl Iterator<Item = Said> {
    names.iter().flat_map(|name| page.elements.all_metas(name).map(move |value| Said::new(value, format!("meta {name}"))))
}

/// The part of the outlet the article stands in.
pub(super) fn section(page: &Page<'_>, title: &str) -> Option<Said> {
    let described = page.article.and_then(|article| article.said(&article.section, "articleSection"));
    let mut sections = described.into_iter().chain(said(page, &SECTION));
    sections.find(|said| is_name(&said.value)).or_else(|| step(page, title))
}

/// Whether it is a name and not an address, a number or a list of words.
fn is_name(section: &str) -> bool {
    section.chars().any(char::is_alphabetic) && !section.contains("://") && section.chars().count() <= 60
}

/// The last step before the article on the way from the front page.
fn step(page: &Page<'_>, title: &str) -> Option<Said> {
    let steps = page.described.iter().find(|described| described.kind == Kind::Steps)?;
    let inner = steps.names.iter().skip(1).rev().find(|name| !is_alike(name, title))?;
    steps.said(inner, "BreadcrumbList")
}
