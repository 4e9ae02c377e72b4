//! What became of files and articles, in words: a few for the list, all of them for the preview and for screen readers.

use super::findings::{Entry, Findings, Row, Standing};
use crate::import::{Format, Outcome};
use crate::model::{Article, Project};
use crate::ui::dates::{count, counted, day};

impl Standing {
    /// What those of it are called where they are counted.
    pub fn heading(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Near => "Near duplicates, taken too",
            Self::Returning => "Taken out before, come back",
            Self::There => "Already there",
            Self::Refused => "Cannot be imported",
        }
    }
}

/// A word or two for the list.
pub fn short(findings: &Findings, project: &Project, entry: &Entry) -> String {
    let outcome = findings.report(entry).map(|report| &report.outcome);
    match outcome {
        Some(Outcome::Added { undecodable: lost @ 1.., .. }) => {
            format!("New, {} not decoded", counted(*lost as usize, "place", "places"))
        }
        Some(Outcome::Added { .. }) => match findings.near(entry, project) {
            Some((similarity, _)) => format!("Near duplicate, {}", share(similarity)),
            None => "New".to_owned(),
        },
        Some(Outcome::PutBack { .. }) => "Comes back".to_owned(),
        Some(Outcome::Duplicate { of, .. }) => format!("Already there: {of}"),
        Some(Outcome::Refused(problem)) => sentence(&problem.to_string()),
        None => String::new(),
    }
}

/// Everything there is to say, a sentence a line.
pub fn long(findings: &Findings, project: &Project, entry: &Entry) -> Vec<String> {
    let Some(report) = findings.report(entry) else { return Vec::new() };
    let mut lines = Vec::new();
    match &report.outcome {
        Outcome::Added { .. } if entry.standing == Standing::Near => {}
        Outcome::Added { undecodable: 0, .. } => lines.push("New.".to_owned()),
        Outcome::Added { .. } => {}
        Outcome::PutBack { .. } => {
            lines.push("It had been taken out of the project and comes back, with its annotations.".to_owned())
        }
        Outcome::Duplicate { of, .. } => {
            lines.push(format!("Already there, so it is not imported again: the same text as {of}."))
        }
        Outcome::Refused(problem) => lines.push(format!("Not imported: {problem}.")),
    }
    if let Outcome::Added { undecodable: lost @ 1.., .. } = &report.outcome {
        let places = counted(*lost as usize, "place", "places");
        lines.push(format!("New, but {places} could not be decoded and became \u{FFFD}."));
    }
    if let Some((similarity, of)) = findings.near(entry, project) {
        let name = of.map(|article| format!("“{}”", named(article))).unwrap_or_else(|| "another article".to_owned());
        let place = of.map(|article| format!(" ({})", article.source.file)).unwrap_or_default();
        lines.push(format!("Near duplicate of {name}{place}: similarity {} of 1, boilerplate apart.", share(similarity)));
    }
    if let Some(older) = findings.older(entry, project) {
        let place = &older.source.file;
        lines.push(format!("A newer copy of “{}” ({place}): annotations of that one can be carried over.", named(older)));
    }
    let notes = findings.file(entry.file).into_iter().flat_map(|file| &file.notes);
    lines.extend(notes.map(|note| format!("Of the file: {note}.")));
    lines
}

/// A similarity with two digits; what is not the same is never said to be 1.
fn share(similarity: f64) -> String {
    format!("{:.2}", (similarity * 100.0).floor() / 100.0)
}

fn named(article: &Article) -> String {
    crate::model::text::excerpt(article.display_title(), 60)
}

/// What a file was read as, and how many articles it holds.
pub fn file(findings: &Findings, file: usize) -> String {
    let format = findings.file(file).and_then(|file| file.format).map(format).unwrap_or_default();
    let parts = counted(findings.parts(file).len(), "part", "parts");
    if format.is_empty() { parts } else { format!("{format} · {parts}") }
}

/// What becomes of a file's articles, and whether something is lost.
pub fn of_file(findings: &Findings, file: usize) -> (String, bool) {
    let (mut told, mut is_problem) = (Vec::new(), false);
    let of = |standing: Standing| {
        let entries = findings.parts(file).filter_map(|at| findings.entry(at));
        entries.filter(|entry| entry.standing == standing).count()
    };
    for (standing, words) in [
        (Standing::Refused, "not imported"),
        (Standing::New, "new"),
        (Standing::Near, "near duplicates"),
        (Standing::Returning, "back"),
        (Standing::There, "already there"),
    ] {
        let found = of(standing);
        is_problem |= found > 0 && standing == Standing::Refused;
        told.extend((found > 0).then(|| format!("{} {words}", count(found))));
    }
    is_problem |= findings.parts(file).filter_map(|at| findings.entry(at)).any(|entry| entry.is_problem);
    (told.join(", "), is_problem)
}

/// A row as a screen reader says it.
pub fn spoken(findings: &Findings, project: &Project, row: Row) -> String {
    match row {
        Row::File(at) => format!("{}, {}, {}", findings.file_name(at), file(findings, at), of_file(findings, at).0),
        Row::Entry(at) => {
            let Some(entry) = findings.entry(at) else { return String::new() };
            let known = findings.article(entry, project).map(|article| &article.metadata);
            let (outlet, date) = known.map(|known| (known.outlet.clone(), day(&known.published))).unwrap_or_default();
            let title = findings.title(entry, project).to_owned();
            let parts = [title, outlet, date, short(findings, project, entry)];
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A format as it stands alone: “Plain text”.
pub fn format(format: Format) -> String {
    let phrase = format.phrase();
    sentence(phrase.strip_prefix("a ").or_else(|| phrase.strip_prefix("an ")).unwrap_or(phrase))
}

/// The same words, the first letter a capital.
pub fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
