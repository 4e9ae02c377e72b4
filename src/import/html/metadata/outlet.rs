//! The outlet of a page: of the names that are said, the one that the page's title or its host bears out.

use super::address::own_part;
use super::described::Kind;
use super::words::{letters, segments, without_edges};
use super::{Page, Said, tags};

/// What is known of a page's outlet.
pub(super) struct Outlet {
    pub chosen: Option<Said>,
    /// All names that stand for it, by their letters alone.
    pub names: Vec<String>,
}

/// Tells the outlet; where no name is said, its host stands for it.
pub(super) fn read(page: &Page<'_>, text: &str, host: Option<&str>) -> Outlet {
    let own = own_part(host.unwrap_or_default());
    let ends = ends_of_titles(page);
    let from_titles = ends.iter().map(|end| without_edges(end)).filter(|end| is_of_host(end, own));
    let from_titles = from_titles.map(|end| Said::new(end, "page title"));
    let said: Vec<Said> = said(page).filter_map(|said| plain(said, own)).chain(from_titles).chain(copyright(text, own)).collect();
    // A sort keeps equals in their order, so the first of the best is chosen.
    let mut ranked: Vec<&Said> = said.iter().collect();
    ranked.sort_by_key(|said| std::cmp::Reverse(support(&said.value, &ends, own)));
    let chosen = ranked.first().map(|said| (*said).clone());
    let chosen = chosen.or_else(|| host.map(|host| Said::new(host, "host of the address")));
    let mut names: Vec<String> = said.iter().map(|said| letters(&said.value)).collect();
    names.extend(host.map(letters));
    names.retain(|name| !name.is_empty());
    Outlet { chosen, names }
}

fn said<'a>(page: &'a Page<'a>) -> impl Iterator<Item = Said> + 'a {
    let publisher = page.article.and_then(|article| article.said(&article.publisher, "publisher"));
    let others = page.described.iter().filter(|described| described.kind == Kind::Outlet);
    let others = others.flat_map(|outlet| outlet.names.iter().filter_map(|name| outlet.said(name, "name of the site")));
    let published = page.described.iter().filter_map(|described| described.said(&described.publisher, "publisher"));
    let metas = tags::said(page, &tags::OUTLET);
    let (site, rest): (Vec<Said>, Vec<Said>) = metas.partition(|said| said.origin == "meta og:site_name");
    site.into_iter().chain(publisher).chain(published).chain(others).chain(rest)
}

/// A name that can be one, without the motto some add to it.
fn plain(said: Said, own: &str) -> Option<Said> {
    let parts = segments(&said.value);
    let name = match parts.as_slice() {
        [] => return None,
        [only] => only,
        [first, ..] => parts.iter().find(|part| is_of_host(part, own)).unwrap_or(first),
    };
    let name = without_edges(name);
    let is_name =
        name.chars().any(char::is_alphabetic) && name.chars().count() <= 80 && !name.contains("://") && !name.starts_with('@');
    is_name.then(|| Said { value: name.to_owned(), ..said })
}

/// The parts of the page's titles behind or before the title itself.
fn ends_of_titles(page: &Page<'_>) -> Vec<String> {
    let titles = [page.elements.title.as_str(), page.elements.meta("og:title").unwrap_or_default()];
    let ends = titles.iter().flat_map(|title| {
        let parts = segments(title);
        let longest = parts.iter().map(|part| part.len()).max().unwrap_or_default();
        parts.into_iter().filter(move |part| part.len() < longest)
    });
    ends.map(str::to_owned).collect()
}

/// Who holds the copyright, by the last line that says so, where that is the name the host bears out.
fn copyright(text: &str, own: &str) -> Option<Said> {
    let lines = text.lines().rev().filter(|line| line.len() < 300 && line.contains('©'));
    let holder = lines.filter_map(|line| {
        let after = line.split_once('©')?.1.trim_start_matches(|c: char| !c.is_alphabetic());
        let after = after.strip_prefix("Copyright").unwrap_or(after).trim_start_matches(|c: char| !c.is_alphabetic());
        let end = after.find([',', '|', '/', '(', '•', '·']).unwrap_or(after.len());
        let name = after
            .get(..end)?
            .split(". ")
            .next()?
            .trim()
            .trim_end_matches(|c: char| !c.is_alphanumeric() || c.is_ascii_digit())
            .trim();
        let name = name.split(" All rights").next()?.trim();
        (name.chars().count() <= 40 && is_of_host(name, own)).then(|| name.to_owned())
    });
    holder.map(|name| Said::new(name, "copyright line")).next()
}

/// How many things bear a name out: a part of the title that is the same, and the host.
fn support(name: &str, ends: &[String], own: &str) -> usize {
    let whole = letters(name);
    2 * usize::from(ends.iter().any(|end| letters(end) == whole)) + usize::from(is_of_host(name, own))
}

/// Whether a name and the outlet's own part of the host hold one another, or the host shortens the name.
fn is_of_host(name: &str, own: &str) -> bool {
    let (whole, own) = (letters(name), letters(own));
    let holds = |outer: &str, inner: &str, most: usize| inner.len() >= 2 && outer.contains(inner) && outer.len() <= most;
    holds(&whole, &own, own.len() + 20) || holds(&own, &whole, 2 * whole.len()) || (own.len() >= 2 && shortens(&own, name))
}

/// Whether a word is made of the beginnings of a name's words, in their order: “nytimes” of “The New York Times”.
fn shortens(word: &str, name: &str) -> bool {
    let parts: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(letters).filter(|part| !part.is_empty()).collect();
    let mut reached = vec![(word, 0)];
    for part in parts.iter().take(8) {
        let is_small = matches!(part.as_str(), "the" | "of" | "and" | "for" | "de" | "la" | "der" | "die" | "das");
        let from = std::mem::take(&mut reached);
        for (rest, words) in from {
            let begun = part.char_indices().map(|(at, c)| at + c.len_utf8());
            let after = begun.filter_map(|end| rest.strip_prefix(part.get(..end)?)).map(|rest| (rest, words + 1));
            reached.extend(after);
            if is_small {
                reached.push((rest, words));
            }
        }
    }
    reached.iter().any(|(rest, words)| rest.is_empty() && *words >= 2)
}
