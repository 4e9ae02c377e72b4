//! What became of files and articles, in words: a few for the list, all of them for the preview and for screen readers.

use super::findings::{Entry, Findings, Row, Standing};
use crate::import::{Format, Outcome};
use crate::model::{Article, Project};
use crate::ui::dates::{counted, day};
use crate::ui::panels::sentence;

impl Standing {
    /// What those of it are called where they are counted.
    pub fn heading(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::Newer => "Newer copies",
            Self::Near => "Near duplicates, taken too",
            Self::Returning => "Taken out before, come back",
            Self::Twice => "Twice in this import",
            Self::There => "Already there",
            Self::Refused => "Cannot be imported",
        }
    }
}

/// A word or two for the list.
pub fn short(findings: &Findings, project: &Project, entry: &Entry) -> String {
    let Some(outcome) = findings.report(entry).map(|report| &report.outcome) else { return String::new() };
    let what = match (entry.standing, outcome) {
        (_, Outcome::Refused(problem)) => sentence(&problem.to_string()),
        (Standing::Newer, _) => "Newer copy".to_owned(),
        (Standing::Near, _) => "Near duplicate".to_owned(),
        (_, Outcome::PutBack { .. }) => "Comes back".to_owned(),
        (_, Outcome::Duplicate { of, .. }) => match findings.first(entry) {
            Some(first) if first.file == entry.file => format!("Same as {}", findings.name(first)),
            Some(first) => format!("Same as {}", findings.full_name(first)),
            None => match findings.article(entry, project) {
                Some(there) => format!("Already there: {}", there.source.file),
                None => format!("Already there: {of}"),
            },
        },
        (_, Outcome::Added { .. }) => "New".to_owned(),
    };
    let alike = findings.near(entry, project).map(|(similarity, _)| format!(", {}", share(similarity)));
    let lost = match outcome {
        Outcome::Added { undecodable: lost @ 1.., .. } => {
            Some(format!(", {} not decoded", counted(*lost as usize, "place", "places")))
        }
        _ => None,
    };
    [Some(what), alike, lost].into_iter().flatten().collect()
}

/// Everything there is to say, a sentence a line.
pub fn long(findings: &Findings, project: &Project, entry: &Entry) -> Vec<String> {
    let Some(report) = findings.report(entry) else { return Vec::new() };
    let mut lines = Vec::new();
    match &report.outcome {
        Outcome::Added { undecodable: 0, .. } if entry.standing == Standing::New => lines.push("New.".to_owned()),
        Outcome::Added { .. } => {}
        Outcome::PutBack { .. } => {
            lines.push("It had been taken out of the project and comes back, with its annotations.".to_owned())
        }
        Outcome::Duplicate { of, .. } => {
            let why = if entry.standing == Standing::Twice { "Twice in this import, so it" } else { "Already there, so it" };
            lines.push(format!("{why} is not imported again: the same text as {of}."))
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
        lines.push(format!("Near duplicate of {name}{place}: {} of the text is the same, boilerplate apart.", share(similarity)));
    }
    if let Some(older) = findings.older(entry, project) {
        let place = &older.source.file;
        lines.push(format!("A newer copy of “{}” ({place}): annotations of that one can be carried over.", named(older)));
    }
    let notes = findings.file(entry.file).into_iter().flat_map(|file| &file.notes);
    lines.extend(notes.map(|note| format!("Of the file: {note}.")));
    lines
}

/// A similarity in hundredths; what is not the same is never said to be all of it.
fn share(similarity: f64) -> String {
    format!("{:.0} %", (similarity * 100.0).floor().min(99.0))
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
    let tally = findings.tally(file);
    let kinds = [
        (Standing::Refused, "not imported", "not imported"),
        (Standing::New, "new", "new"),
        (Standing::Newer, "newer copy", "newer copies"),
        (Standing::Near, "near duplicate", "near duplicates"),
        (Standing::Returning, "back", "back"),
        (Standing::Twice, "twice", "twice"),
        (Standing::There, "already there", "already there"),
    ];
    let told = kinds.into_iter().filter(|(standing, ..)| tally.count(*standing) > 0);
    let told = told.map(|(standing, one, many)| counted(tally.count(standing), one, many));
    (told.collect::<Vec<_>>().join(", "), tally.problems > 0)
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
