//! Small questions about the disk that the window asks: what a path could become, and the sample project.

use super::{StoreError, create};
use crate::model::Annotator;
use std::path::{Path, PathBuf};

/// As many completions as are offered.
const OFFERED: usize = 12;

/// Whole paths that could follow what is typed, folders with a separator at their end; hidden ones only when asked for.
pub fn completions(typed: &str) -> Vec<String> {
    let split = typed.rfind(std::path::MAIN_SEPARATOR).map_or(0, |at| at + 1);
    let (Some(folder), Some(begun)) = (typed.get(..split), typed.get(split..)) else { return Vec::new() };
    if folder.is_empty() {
        return Vec::new();
    }
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<String> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let wanted =
                name.to_lowercase().starts_with(&begun.to_lowercase()) && (begun.starts_with('.') || !name.starts_with('.'));
            let end = if entry.path().is_dir() { std::path::MAIN_SEPARATOR_STR } else { "" };
            wanted.then(|| format!("{folder}{name}{end}"))
        })
        .collect();
    found.sort_unstable();
    found.truncate(OFFERED);
    found
}

/// Whether a folder holds a project.
pub fn is_project(folder: &Path) -> bool {
    super::folder::project_file(folder).is_file()
}

/// A folder beneath `parent` of that name which is not there yet.
pub fn unused(parent: &Path, name: &str) -> PathBuf {
    let numbered = (2..).map(|number| parent.join(format!("{name}-{number}")));
    std::iter::once(parent.join(name)).chain(numbered).find(|path| !path.exists()).unwrap_or_else(|| parent.join(name))
}

/// The folder that documents go to by default.
pub fn documents() -> PathBuf {
    let home = etcetera::home_dir().unwrap_or_default();
    let documents = home.join("Documents");
    if documents.is_dir() { documents } else { home }
}

/// The files of the sample project, by their path in it.
const SAMPLE: &[(&str, &str)] = &[
    ("project.ron", include_str!("../../projects/harbour-strike/project.ron")),
    (
        "articles/20250716-090000-amy-5a3e.ron",
        include_str!("../../projects/harbour-strike/articles/20250716-090000-amy-5a3e.ron"),
    ),
    ("annotations/amy.ron", include_str!("../../projects/harbour-strike/annotations/amy.ron")),
    ("annotations/ben.ron", include_str!("../../projects/harbour-strike/annotations/ben.ron")),
    ("journal/amy.ronl", include_str!("../../projects/harbour-strike/journal/amy.ronl")),
    ("journal/ben.ronl", include_str!("../../projects/harbour-strike/journal/ben.ronl")),
];

/// Whose work of the sample becomes that of whoever opens a copy.
const TAGGED_BY: &str = "amy";

/// Writes a copy of the sample project into a new or empty folder: all of it or nothing. What amy tagged in it becomes the
/// annotator's own, so that everything can be tried; ben stays a colleague.
pub fn copy_sample(folder: &Path, annotator: &Annotator) -> Result<(), StoreError> {
    let taken = SAMPLE.iter().any(|(name, _)| *name == format!("annotations/{annotator}.ron"));
    create::build(folder, |folder| {
        SAMPLE.iter().try_for_each(|(name, content)| {
            let (name, content) =
                if taken { ((*name).to_owned(), (*content).to_owned()) } else { made_own(name, content, annotator) };
            create::put(&folder.join(name), &content)
        })
    })
}

fn made_own(name: &str, content: &str, annotator: &Annotator) -> (String, String) {
    let theirs = [".ronl", ".ron"].iter().any(|end| name.ends_with(&format!("/{TAGGED_BY}{end}")));
    if !theirs {
        return (name.to_owned(), content.to_owned());
    }
    let opening = (format!("annotator: \"{TAGGED_BY}\""), format!("annotator: \"{annotator}\""));
    (name.replacen(TAGGED_BY, annotator.as_str(), 1), content.replacen(&opening.0, &opening.1, 1))
}
