//! The canonical address of a page, and its host.

use super::{Page, Said};
use url::Url;

/// The address the page gives itself, else the one it was found under.
pub(super) fn read(page: &Page<'_>) -> Option<Said> {
    let own = [
        Some(Said::new(page.elements.canonical.as_str(), "link canonical")),
        page.elements.meta("og:url").map(|url| Said::new(url, "meta og:url")),
        page.article.and_then(|article| article.said(&article.url, "url")),
    ];
    let found = page.url.and_then(|url| Url::parse(url.trim()).ok());
    let base = Url::parse(&page.elements.base).ok().or_else(|| found.clone());
    let whole = |said: Said| {
        let url = absolute(&said.value, base.as_ref())?;
        // Some name the front page as the address of every page.
        let is_front = found.as_ref().is_some_and(|found| is_front_page(&url) && !is_front_page(found));
        (!is_front).then(|| Said { value: url.to_string(), ..said })
    };
    let own: Vec<Said> = own.into_iter().flatten().filter_map(whole).collect();
    let inner = own.iter().find(|said| Url::parse(&said.value).is_ok_and(|url| !is_front_page(&url))).or(own.first());
    inner.cloned().or_else(|| Some(Said::new(found.filter(is_of_web)?, "address it was found under")))
}

fn absolute(address: &str, base: Option<&Url>) -> Option<Url> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let url = Url::parse(address).ok().or_else(|| base?.join(address).ok());
    url.filter(is_of_web)
}

fn is_of_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| host.contains('.'))
}

fn is_front_page(url: &Url) -> bool {
    matches!(url.path(), "" | "/") && url.query().is_none()
}

/// The host of an address, without “www.”.
pub(super) fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// What of a host is the outlet's own: “example” of “news.example.co.uk”.
pub(super) fn own_part(host: &str) -> &str {
    let mut parts = host.rsplit('.');
    let (top, second) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let is_public = top.len() == 2
        && (second.len() <= 3
            && matches!(second, "co" | "com" | "org" | "net" | "gov" | "edu" | "ac" | "gob" | "or" | "ne" | "go"));
    if is_public { parts.next().unwrap_or(second) } else { second }
}

/// How far into a page the comment of a browser that saved it may stand, in bytes.
const SAVED_WITHIN: usize = 2000;

/// The address in the comment that browsers leave in a page they save.
pub(in super::super) fn saved_from(html: &str) -> Option<&str> {
    let (start, _) = html.split_at(html.floor_char_boundary(SAVED_WITHIN.min(html.len())));
    let (_, after) = start.split_once("<!--")?.1.split_once("saved from url=")?;
    let address = after.strip_prefix('(').and_then(|counted| counted.split_once(')')).map_or(after, |(_, address)| address);
    let end = address.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(address.len());
    address.get(..end).filter(|address| address.starts_with("http"))
}
