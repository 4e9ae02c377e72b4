//! Who wrote an article: the names its description gives, else its meta tags, else its byline on the page.

use super::names::{from_byline, is_like_name, without_introduction};
use super::words::letters;
use super::zone::Zone;
use super::{Page, Said, tags};

/// Names that systems give where nobody gave one.
const NOBODY: [&str; 12] =
    ["admin", "administrator", "editor", "webmaster", "root", "user", "unknown", "none", "null", "author", "guest", "anonymous"];

/// Tells the author; `outlets` are the names of the outlet by their letters.
pub(super) fn read(page: &Page<'_>, outlets: &[String], zone: &Zone<'_>) -> Option<Said> {
    let judge = Judge { outlets, zone };
    from_description(page, &judge)
        .or_else(|| from_metas(page, &judge))
        .or_else(|| from_marked(page, &judge))
        .or_else(|| judge.byline(zone))
}

struct Judge<'a> {
    outlets: &'a [String],
    zone: &'a Zone<'a>,
}

impl Judge<'_> {
    /// A name as it is kept, unless it is an address, a system's stopgap or only the outlet. A single word, and the outlet
    /// itself, count only where the page shows them beside its title.
    fn name(&self, said: &str) -> Option<String> {
        let name = self
            .without_outlet(without_introduction(said))
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '-'))
            .to_owned();
        let letters = letters(&name);
        let is_address = name.contains("://") || name.contains('@') || name.contains('{') || name.starts_with("www.");
        if is_address || letters.is_empty() || NOBODY.contains(&letters.as_str()) || name.chars().count() > 200 {
            return None;
        }
        let is_shown = if self.outlets.contains(&letters) {
            self.zone.is_byline(&name)
        } else {
            name.contains(char::is_whitespace) || self.zone.begins_line(&name)
        };
        is_shown.then_some(name)
    }

    /// Takes the outlet off the end: “Ann Lee, The Courier”.
    fn without_outlet<'n>(&self, name: &'n str) -> &'n str {
        let ends = [", ", " | ", " - ", " for ", " / "].iter().filter_map(|separator| name.rsplit_once(separator));
        let is_outlet = |end: &str| {
            let end = letters(end);
            end.len() > 1
                && self.outlets.iter().any(|outlet| *outlet == end || (outlet.len() > 2 && end.starts_with(outlet.as_str())))
        };
        let behind_blank =
            || name.match_indices(' ').filter_map(|(at, _)| name.split_at_checked(at)).filter(|(rest, _)| rest.contains(' '));
        let plain = || behind_blank().find(|(_, end)| self.outlets.contains(&letters(end))).map(|(rest, _)| rest);
        ends.filter(|(_, end)| is_outlet(end)).map(|(rest, _)| rest).next().or_else(plain).unwrap_or(name)
    }

    fn names<'n>(&self, said: impl Iterator<Item = &'n str>) -> Option<String> {
        let mut names: Vec<String> = Vec::new();
        for name in said.filter_map(|name| self.name(name)) {
            if !names.iter().any(|known| letters(known) == letters(&name)) {
                names.push(name);
            }
        }
        (!names.is_empty()).then(|| names.join(", "))
    }

    fn byline(&self, zone: &Zone<'_>) -> Option<Said> {
        let name = zone.bylines().find_map(from_byline).and_then(|name| self.name(&name))?;
        Some(Said::new(name, "byline of the page"))
    }
}

fn from_description(page: &Page<'_>, judge: &Judge<'_>) -> Option<Said> {
    let article = page.article?;
    let names = judge.names(article.authors.iter().map(String::as_str))?;
    article.said(&names, "author")
}

fn from_metas(page: &Page<'_>, judge: &Judge<'_>) -> Option<Said> {
    let from_tags = tags::AUTHOR.iter().find_map(|name| {
        let names = judge.names(page.elements.all_metas(name))?;
        is_like_name(&names).then(|| Said::new(names, format!("meta {name}")))
    });
    from_tags.or_else(|| from_card(page, judge))
}

/// The card for Twitter names the author where it says so in as many words.
fn from_card(page: &Page<'_>, judge: &Judge<'_>) -> Option<Said> {
    let label = page.elements.meta("twitter:label1")?.to_lowercase();
    let is_author = ["written by", "author", "verfasst von", "écrit par", "escrito por", "scritto da", "geschreven door"]
        .contains(&label.as_str());
    let name = judge.names(page.elements.meta("twitter:data1").filter(|_| is_author).into_iter())?;
    Some(Said::new(name, "meta twitter:data1"))
}

/// The first element marked as a byline that stands behind the heading and before the next, else the first before it.
fn from_marked(page: &Page<'_>, judge: &Judge<'_>) -> Option<Said> {
    let place = page.elements.headings.iter().position(|heading| judge.zone.is_title(heading)).map_or(0, |place| place + 1);
    let name =
        |(_, text): &(usize, String)| from_byline(text).and_then(|name| judge.name(&name)).filter(|name| judge.zone.shows(name));
    let behind = page.elements.bylines.iter().filter(|(before, _)| *before >= place).find_map(name);
    let name = behind.or_else(|| page.elements.bylines.iter().filter(|(before, _)| *before < place).find_map(name))?;
    Some(Said::new(name, "byline of the page"))
}
