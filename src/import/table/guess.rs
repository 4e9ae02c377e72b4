//! Which column holds what: chosen by a person, else known by its name, else by what stands in it.

use super::names;
use crate::import::columns::{Field, Mapping};
use crate::import::{Problem, dates};
use crate::model::MetadataField;

/// The columns of a source and the first of its rows.
#[derive(Default)]
pub(super) struct Sample {
    pub names: Vec<String>,
    /// A cell for each name, all white space where there is nothing.
    pub rows: Vec<Vec<String>>,
}

/// The mapping of a source. `has` says whether there is a column that was chosen though the sample does not show it.
pub(super) fn mapping(sample: &Sample, chosen: &Mapping, has: impl Fn(&str) -> bool) -> Result<Mapping, Problem> {
    let mut mapping = Mapping::new();
    let columns = || told(&sample.names);
    for (field, asked) in chosen.iter().filter(|(_, name)| !name.is_empty()) {
        let same = |name: &&String| name.trim().eq_ignore_ascii_case(asked.trim());
        let exact = sample.names.iter().find(|name| *name == asked);
        let known = exact.or_else(|| sample.names.iter().find(same)).cloned();
        let name = known.or_else(|| has(asked).then(|| asked.clone()));
        let Some(name) = name else {
            return Err(Problem::NoSuchColumn { asked: asked.clone(), columns: columns() });
        };
        mapping.insert(*field, name);
    }
    guess(sample, chosen, &mut mapping);
    let has_text = mapping.contains_key(&Field::Text) || mapping.contains_key(&Field::Html);
    if has_text { Ok(mapping) } else { Err(Problem::NoTextColumn { columns: columns() }) }
}

/// Names in a message: not all of them where they are many.
fn told(names: &[String]) -> String {
    const MOST: usize = 40;
    let first: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    let more = names.len().saturating_sub(MOST);
    if more == 0 { first.join(", ") } else { format!("{} and {more} more", first.join(", ")) }
}

/// Adds to a mapping what nobody has chosen.
fn guess(sample: &Sample, chosen: &Mapping, mapping: &mut Mapping) {
    for field in Field::all() {
        let is_open = |mapping: &Mapping| !chosen.contains_key(&field) && !mapping.contains_key(&field);
        if is_open(mapping)
            && let Some(column) = by_name(sample, field, mapping).or_else(|| by_content(sample, field, mapping))
        {
            mapping.insert(field, column);
        }
    }
    // Markup is only asked for where there is no plain text, unless a person chose both.
    if mapping.contains_key(&Field::Text) && !chosen.contains_key(&Field::Html) {
        mapping.remove(&Field::Html);
    }
}

fn free<'s>(sample: &'s Sample, mapping: &Mapping) -> impl Iterator<Item = (usize, &'s String)> {
    sample.names.iter().enumerate().filter(move |(_, name)| !mapping.values().any(|taken| taken == *name))
}

/// The column that is named as the field is; of several the least nested, for the text the one with the longest texts.
fn by_name(sample: &Sample, field: Field, mapping: &Mapping) -> Option<String> {
    let is_named =
        |name: &str| field_of(name) == Some(field) && !is_of_links(name) && (field != Field::Id || !name.contains('.'));
    let named = free(sample, mapping).filter(|(_, name)| is_named(name));
    let order = |(at, name): &(usize, &String)| {
        let depth = name.matches('.').count();
        let shortness = if field == Field::Text { usize::MAX - mean_length(sample, *at) } else { 0 };
        (depth, shortness, names::rank(last(name)))
    };
    named.min_by_key(order).map(|(_, name)| name.clone())
}

/// What a column is by its whole name, or in a nested object by the last two parts of its path, or the last; a “name” is
/// that of what it stands in.
fn field_of(column: &str) -> Option<Field> {
    let Some((parents, last)) = column.rsplit_once('.') else { return names::field(column) };
    let parent = parents.rsplit_once('.').map_or(parents, |(_, parent)| parent);
    let by_parent = || last.eq_ignore_ascii_case("name").then(|| names::field(parent)).flatten();
    names::field(column).or_else(|| names::field(&format!("{parent}{last}"))).or_else(|| names::field(last)).or_else(by_parent)
}

fn last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, last)| last)
}

/// Whether a path leads into what an article only refers to: pictures, comments, annotations.
fn is_of_links(path: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "image",
        "images",
        "media",
        "comments",
        "spans",
        "displaced",
        "links",
        "related",
        "entities",
        "thumbnail",
        "relations",
        "replies",
    ];
    let parents = path.rsplit_once('.').map_or("", |(parents, _)| parents);
    parents.split('.').any(|part| OTHERS.iter().any(|other| part.eq_ignore_ascii_case(other)))
}

fn mean_length(sample: &Sample, column: usize) -> usize {
    let lengths = cells(sample, column).map(str::len);
    let (sum, count) = lengths.fold((0, 0), |(sum, count), length| (sum + length, count + 1));
    sum / count.max(1)
}

/// The cells of a column that are not blank.
fn cells(sample: &Sample, column: usize) -> impl Iterator<Item = &str> {
    sample.rows.iter().filter_map(move |row| row.get(column)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty())
}

/// How long the cells of a column are on average that hold whole texts, in bytes.
const TEXTS: usize = 60;

/// The column in which nearly every cell looks like the field.
fn by_content(sample: &Sample, field: Field, mapping: &Mapping) -> Option<String> {
    let mostly = |is: fn(&str) -> bool| {
        let all = move |at: usize| {
            let (like, count) = cells(sample, at).fold((0, 0), |(like, count), cell| (like + usize::from(is(cell)), count + 1));
            count > 0 && like * 10 >= count * 9
        };
        free(sample, mapping).find(|(at, _)| all(*at)).map(|(_, name)| name.clone())
    };
    match field {
        // Markup that is named so is better than a text that is not.
        Field::Text if by_name(sample, Field::Html, mapping).is_some() => None,
        Field::Text => {
            let is_text = |at: usize| mean_length(sample, at) >= TEXTS && !cells(sample, at).all(is_address);
            let texts = free(sample, mapping).filter(|(at, name)| is_text(*at) && field_of(name).is_none() && !is_of_links(name));
            texts.max_by_key(|(at, _)| mean_length(sample, *at)).map(|(_, name)| name.clone())
        }
        Field::Metadata(MetadataField::Url) => mostly(is_address),
        Field::Metadata(MetadataField::Published) => mostly(is_date),
        _ => None,
    }
}

/// Whether a cell is an address and nothing else.
pub(super) fn is_address(cell: &str) -> bool {
    (cell.starts_with("https://") || cell.starts_with("http://")) && !cell.contains(char::is_whitespace)
}

/// Whether a cell is a date, and no bare number that might be one.
fn is_date(cell: &str) -> bool {
    cell.contains(|c: char| !c.is_ascii_digit() && c != '.') && dates::to_iso(cell, "").is_some()
}

/// Whether a cell begins as a date of ISO 8601 does.
pub(super) fn is_iso_date(cell: &str) -> bool {
    cell.get(..10).is_some_and(|date| date.parse::<jiff::civil::Date>().is_ok()) && cell.len() <= 40
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(names: &[&str], rows: &[&[&str]], chosen: &[(Field, &str)]) -> Result<String, Problem> {
        let strings = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let sample = Sample { names: strings(names), rows: rows.iter().map(|row| strings(row)).collect() };
        let chosen = chosen.iter().map(|(field, name)| (*field, (*name).to_owned())).collect();
        let found = mapping(&sample, &chosen, |name| name == "/deep")?;
        Ok(found.iter().map(|(field, name)| format!("{}={name}", field.name())).collect::<Vec<_>>().join(" "))
    }

    const LONG: &str = "Die Kräne im Hafen stehen seit Montag still, und niemand weiß, wann sie sich wieder bewegen werden.";

    #[test]
    fn names_come_before_content() {
        let names = ["Datum", "Überschrift", "Inhalt", "Anmerkung"];
        let row = ["2025-07-03", "Kräne", "Kurz", LONG];
        assert_eq!(guessed(&names, &[&row], &[]).unwrap(), "text=Inhalt title=Überschrift published=Datum");
    }

    #[test]
    fn content_tells_what_names_do_not() {
        let names = ["a", "b", "c", "d"];
        let row = ["17", LONG, "https://hafen.example/1", "2025-07-03T08:00:00Z"];
        assert_eq!(guessed(&names, &[&row, &row], &[]).unwrap(), "text=b url=c published=d");
    }

    #[test]
    fn what_a_person_chose_counts() {
        let names = ["Text", "Body", "Title"];
        let chosen = [(Field::Text, "body"), (Field::Metadata(MetadataField::Title), "")];
        assert_eq!(guessed(&names, &[], &chosen).unwrap(), "text=Body");
        assert_eq!(guessed(&names, &[], &[(Field::Text, "/deep")]).unwrap(), "text=/deep title=Title");
        let missing = guessed(&names, &[], &[(Field::Text, "Boody")]);
        assert_eq!(missing, Err(Problem::NoSuchColumn { asked: "Boody".to_owned(), columns: "Text, Body, Title".to_owned() }));
    }

    #[test]
    fn where_no_column_is_the_text_none_is_made_one() {
        let found = guessed(&["Stadt", "Einwohner"], &[&["Hamburg", "1,9 Mio."]], &[]);
        assert_eq!(found, Err(Problem::NoTextColumn { columns: "Stadt, Einwohner".to_owned() }));
    }

    #[test]
    fn nested_names_are_known_by_their_last_part_and_the_least_nested_wins() {
        let names = ["id", "meta.title", "meta.source.name", "images.title", "text", "spans.text", "source.id"];
        assert_eq!(guessed(&names, &[], &[]).unwrap(), "text=text id=id title=meta.title outlet=meta.source.name");
        let newsapi = ["source.id", "source.name", "author", "title", "publishedAt", "content"];
        assert_eq!(
            guessed(&newsapi, &[], &[]).unwrap(),
            "text=content title=title outlet=source.name author=author published=publishedAt"
        );
    }
}
