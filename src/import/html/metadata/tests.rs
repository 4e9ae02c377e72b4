//! What is read from a page's head, its descriptions and its text.

use crate::import::html::article;
use crate::import::reader::Found;
use crate::model::MetadataField::{self, Author, Language, Modified, Outlet, Published, Section, Title, Url};

const ADDRESS: &str = "https://www.harbour-courier.example/2025/07/03/crane-strike";

fn page(head: &str, body: &str) -> Found {
    let html = format!(
        "<!doctype html><html lang=en-gb><head>{head}</head><body>{body}<p>{}</p></body></html>",
        "The cranes stood still. ".repeat(20)
    );
    article(&html, Some(ADDRESS))
}

fn said(found: &Found, field: MetadataField) -> (&str, &str) {
    let origin = found.origins.iter().find(|(known, _)| *known == field).map_or("", |(_, origin)| origin);
    (field.of(&found.metadata), origin)
}

#[test]
fn json_ld_says_everything_in_one_go() {
    let found = page(
        r#"<title>Crane strike goes on | Harbour Courier</title><script type="application/ld+json">{"@context":"https://schema.org",
        "@type":["NewsArticle"],"headline":"Crane strike goes on","author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person",
        "name":"Bo Chen"}],"publisher":{"@type":"Organization","name":"Harbour Courier"},"datePublished":"2025-07-03T06:40:00+01:00",
        "dateModified":"2025-07-03T09:15:00+01:00","articleSection":["Port","News"],"inLanguage":"en_GB",
        "mainEntityOfPage":{"@id":"https://www.harbour-courier.example/port/crane-strike"}}</script>"#,
        "<h1>Crane strike goes on</h1>",
    );
    assert_eq!(said(&found, Title), ("Crane strike goes on", "page heading"));
    assert_eq!(said(&found, Outlet), ("Harbour Courier", "JSON-LD publisher"));
    assert_eq!(said(&found, Author), ("Ann Lee, Bo Chen", "JSON-LD author"));
    assert_eq!(said(&found, Published), ("2025-07-03T06:40:00+01:00", "JSON-LD datePublished"));
    assert_eq!(said(&found, Modified), ("2025-07-03T09:15:00+01:00", "JSON-LD dateModified"));
    assert_eq!(said(&found, Section), ("Port", "JSON-LD articleSection"));
    assert_eq!(said(&found, Language), ("en-GB", "JSON-LD inLanguage"));
    assert_eq!(said(&found, Url), ("https://www.harbour-courier.example/port/crane-strike", "JSON-LD url"));
}

#[test]
fn a_graph_is_followed_and_other_articles_of_the_page_are_not_taken_for_it() {
    let found = page(
        r##"<title>Crane strike goes on</title><script type="application/ld+json">{"@graph":[
        {"@type":"NewsArticle","headline":"Fish market opens","author":"Cy Doe","datePublished":"2020-01-01","publisher":"Fish Weekly"},
        {"@type":"Article","headline":"Crane strike goes on","author":{"@id":"#ann"},"datePublished":"2025-07-03"},
        {"@type":"Person","@id":"#ann","name":"Ann Lee"}]}</script>"##,
        "<h1>Crane strike goes on</h1>",
    );
    assert_eq!(said(&found, Author).0, "Ann Lee");
    assert_eq!(said(&found, Published).0, "2025-07-03");
}

#[test]
fn an_article_that_another_mentions_does_not_hide_what_that_says() {
    let found = page(
        r#"<title>Cranes</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"The long crane strike",
        "author":{"name":["Jo Abel","Mi Bork"]},"datePublished":"2025-07-03","mentions":[{"@type":"NewsArticle",
        "headline":"Fish market opens","author":"Cy Doe","datePublished":"2020-01-01"}]}</script>"#,
        "<h1>Cranes stand still</h1>",
    );
    assert_eq!(said(&found, Author).0, "Jo Abel, Mi Bork");
    assert_eq!(said(&found, Published).0, "2025-07-03");
}

#[test]
fn json_ld_that_is_not_quite_json_is_read_and_junk_is_passed_over() {
    let found = page(
        "<script type='application/ld+json'>{oops</script><script type='application/ld+json'>//<![CDATA[\n{\"@type\":\"Article\",\
        \"headline\":\"Crane &#8220;strike&#8221;\ngoes on\",\"author\":{\"name\":\"Ann Lee\",},};\n//]]></script>",
        "",
    );
    assert_eq!(said(&found, Title), ("Crane “strike” goes on", "JSON-LD headline"));
    assert_eq!(said(&found, Author).0, "Ann Lee");
}

#[test]
fn meta_tags_speak_where_nothing_better_does() {
    let found = page(
        "<meta property='og:title' content='Crane strike goes on - Harbour Courier'><meta property='og:site_name' content='Harbour Courier'>\
        <meta property='article:published_time' content='2025-07-03T06:40Z'><meta name='author' content='By Ann Lee, Harbour Courier'>\
        <meta property='article:author' content='https://social.example/ann'><meta property='article:section' content='Port'>\
        <link rel='canonical' href='/port/crane-strike'>",
        "",
    );
    assert_eq!(said(&found, Title), ("Crane strike goes on", "meta og:title"));
    assert_eq!(said(&found, Author), ("Ann Lee", "meta author"));
    assert_eq!(said(&found, Published), ("2025-07-03T06:40:00Z", "meta article:published_time"));
    assert_eq!(said(&found, Section), ("Port", "meta article:section"));
    assert_eq!(said(&found, Language), ("en-GB", "html lang"));
    assert_eq!(said(&found, Url), ("https://www.harbour-courier.example/port/crane-strike", "link canonical"));
}

#[test]
fn microdata_of_the_article_counts_and_that_of_comments_does_not() {
    let found = page(
        "",
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>Crane strike goes on</h1>\
        <span itemprop=author itemscope itemtype='https://schema.org/Person'><span itemprop=name>Ann Lee</span></span>\
        <time itemprop=datePublished datetime='2025-07-03T06:40+01:00'>this morning</time></div>\
        <div itemscope itemtype='https://schema.org/Comment'><span itemprop=author>troll7</span><time itemprop=datePublished datetime='2025-07-09'></time></div>",
    );
    assert_eq!(said(&found, Author), ("Ann Lee", "microdata author"));
    assert_eq!(said(&found, Published), ("2025-07-03T06:40:00+01:00", "microdata datePublished"));
}

#[test]
fn the_lines_around_the_heading_speak_last() {
    let found = page(
        "<title>Crane strike goes on</title>",
        "<h1>Crane strike goes on</h1><div>By Ann Lee and Bo Chen | 3 July 2025 06:40 BST</div><div>Updated: 04/07/2025</div>",
    );
    assert_eq!(said(&found, Author), ("Ann Lee and Bo Chen", "byline of the page"));
    assert_eq!(said(&found, Published), ("2025-07-03T06:40:00+01:00", "date on the page"));
    assert_eq!(said(&found, Modified), ("2025-07-04", "date on the page"));
    assert_eq!(said(&found, Outlet), ("harbour-courier.example", "host of the address"));
}

#[test]
fn the_heading_is_that_of_the_article_without_kicker_and_not_the_name_of_the_outlet() {
    let head = "<title>Crane strike goes on for a third day | Harbour Courier</title>";
    let found = page(head, "<h1>Harbour Courier</h1><h1>Subscribe</h1><h1><b>Crane</b> strike goes on for\na third day</h1>");
    assert_eq!(said(&found, Title), ("Crane strike goes on for a third day", "page heading"));
    assert_eq!(said(&found, Outlet).0, "Harbour Courier");
    let found = page(head, "<h1><span>Exclusive</span> Crane strike goes on for a third day</h1>");
    assert_eq!(said(&found, Title), ("Crane strike goes on for a third day", "page title"));
}

#[test]
fn a_title_keeps_what_only_looks_like_an_outlet() {
    let found = page("<title>Cranes - a history</title>", "");
    assert_eq!(said(&found, Title).0, "Cranes - a history");
}

#[test]
fn of_two_dates_that_agree_the_more_exact_is_taken() {
    let found = page(
        "<meta name=dc.date content='2025-07-03T06:40:00+01:00'><script type='application/ld+json'>{\"@type\":\"Article\",\"datePublished\":\"2025-07-03\"}</script>",
        "",
    );
    assert_eq!(said(&found, Published), ("2025-07-03T06:40:00+01:00", "meta dc.date"));
}

#[test]
fn what_is_not_said_stays_empty() {
    let html = "<p>The cranes stood still.";
    let found = article(html, None);
    assert_eq!(found.metadata, crate::model::Metadata::default());
    assert!(found.origins.is_empty());
    let stopgaps = page(
        "<meta name=author content=admin><meta name=date content='{{ date }}'><meta property=og:site_name content='https://x.example'>\
        <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{},\"datePublished\":\"0001-01-01T00:00:00Z\"}</script>",
        "",
    );
    assert_eq!((said(&stopgaps, Author).0, said(&stopgaps, Title).0), ("", ""));
    assert_eq!(said(&stopgaps, Published), ("2025-07-03", "date in the address"));
}

#[test]
fn a_page_saved_by_a_browser_says_where_it_is_from() {
    let html = format!("<!doctype html>\n<!-- saved from url=(0056){ADDRESS} -->\n<html><body><p>The cranes stood still.");
    let found = article(&html, None);
    assert_eq!(said(&found, Url), (ADDRESS, "address it was found under"));
}

#[test]
fn deep_and_wide_pages_are_read_in_good_time() {
    let deep = format!("{}<h1>Port</h1>", "<div class=author itemprop=author>".repeat(4000));
    let wide = "<div class=byline itemprop=author>Ann Lee</div><time>3 July 2025</time>".repeat(10_000);
    let nested = format!("<script type='application/ld+json'>{}</script>", "[{\"a\":".repeat(50_000));
    for html in [deep, wide, nested] {
        let document = crate::import::html::tree::parse(&html);
        let mut found = Found::default();
        let start = std::time::Instant::now();
        super::read(&document, "", None, &mut found);
        assert!(start.elapsed().as_secs() < 20);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    #[test]
    fn any_page_is_read(
        head in "(<meta (name|property)='?(og:title|author|date|og:site_name|article:published_time)'? content='[ -~é–]{0,20}'>|<title>\\PC{0,20}){0,6}",
        json in "[\\[{\"@type:Articlename,}\\] ]{0,40}",
        body in "(<h1>|</h1>|<time>|<b class=author>|By |\\PC{0,8}|\n){0,20}",
    ) {
        let html = format!("{head}<script type='application/ld+json'>{json}</script>{body}");
        let found = article(&html, Some(ADDRESS));
        for (field, _) in &found.origins {
            proptest::prop_assert!(!field.of(&found.metadata).trim().is_empty());
        }
    }
}

#[test]
fn the_name_of_an_outlet_has_no_separators_or_signs_around_it() {
    for (said_of_it, name) in [
        ("| ✂ Harbour Courier®", "Harbour Courier"),
        ("Harbour Courier -", "Harbour Courier"),
        ("» Canal+ 🚢", "» Canal+"),
        ("+972 Harbour", "+972 Harbour"),
        ("¡Puerto!", "¡Puerto!"),
    ] {
        let found = page(&format!("<meta property='og:site_name' content='{said_of_it}'>"), "");
        assert_eq!(said(&found, Outlet), (name, "meta og:site_name"), "{said_of_it}");
    }
}
