//! `project.ron`: name, scheme and guidelines, which all annotators share.

use super::error::{Acting, StoreError};
use super::format::{self, FORMAT, HeadRecord, Names, ProjectOpening, write};
use super::lines::{self, Aside, Kind};
use super::problem::{Problem, ProblemKind, Problems};
use super::{escape, folder};
use crate::model::{Progress, Project, Scheme};
use std::collections::BTreeMap;
use std::path::Path;

/// What a project shares, apart from its articles.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Head {
    /// See [`Project::name`].
    pub name: String,
    /// See [`Project::guidelines`].
    pub guidelines: String,
    /// See [`Project::scheme`].
    pub scheme: Scheme,
    /// The number of each annotator's last transaction whose shared edits are in the file.
    pub applied: BTreeMap<String, u64>,
}

impl Head {
    /// Takes the shared part of a project.
    pub fn of(project: &Project, applied: BTreeMap<String, u64>) -> Self {
        let Project { name, guidelines, scheme, .. } = project.clone();
        Self { name, guidelines, scheme, applied }
    }

    /// Puts it in place of a project's own.
    pub fn put_into(self, project: &mut Project) {
        (project.name, project.guidelines, project.scheme) = (self.name, self.guidelines, self.scheme);
    }

    /// The file's text.
    pub(super) fn encode(&self) -> String {
        let mut out = String::new();
        let mut fields = write::Fields::open(&mut out, "Project");
        fields.plain("format", FORMAT);
        fields.text("name", &self.name);
        if !self.applied.is_empty() {
            let pairs = fields.field("applied");
            pairs.push('{');
            for (at, (annotator, number)) in self.applied.iter().enumerate() {
                pairs.push_str(if at == 0 { "" } else { ", " });
                escape::write_string(pairs, annotator);
                write::push(pairs, format_args!(": {number}"));
            }
            pairs.push('}');
        }
        fields.field("records").push_str("[\n");
        let mut line = |one: &mut dyn FnMut(&mut String)| {
            one(&mut out);
            out.push_str(",\n");
        };
        self.scheme.labels.iter().for_each(|label| line(&mut |out| write::label(out, "Label", label)));
        self.scheme.relations.iter().for_each(|kind| line(&mut |out| write::relation_kind(out, "Relation", kind)));
        if !self.guidelines.is_empty() {
            self.guidelines.split('\n').for_each(|words| line(&mut |out| write::guideline(out, words)));
        }
        out.push_str("])\n");
        out
    }
}

/// What reading `project.ron` gave.
pub(super) struct ReadHead {
    pub head: Head,
    pub digest: blake3::Hash,
    pub aside: Vec<Aside>,
    pub problems: Vec<Problem>,
}

/// Reads the shared part of a project anew.
pub fn read_head(dir: &Path) -> Result<(Head, Vec<Problem>), StoreError> {
    read(dir, &Progress::default()).map(|read| (read.head, read.problems))
}

pub(super) fn read(dir: &Path, progress: &Progress) -> Result<ReadHead, StoreError> {
    let path = folder::project_file(dir);
    let digest = digest(&path).ok().flatten();
    read_file(&path, digest.unwrap_or_else(|| blake3::hash(b"")), progress)
}

/// The digest of the file as it is now; none when there is no file.
pub(super) fn digest(path: &Path) -> Result<Option<blake3::Hash>, StoreError> {
    match std::fs::File::open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        file => {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(file.acting("read", path)?).acting("read", path)?;
            Ok(Some(hasher.finalize()))
        }
    }
}

fn read_file(path: &Path, digest: blake3::Hash, progress: &Progress) -> Result<ReadHead, StoreError> {
    let mut head = Head::default();
    let (mut guidelines, mut twice, mut problems) = (Vec::new(), Vec::new(), Problems::default());
    let reading = lines::read(path, &HeadKind, progress, |_, records| {
        for (line, record) in records {
            if let Err((id, text)) = take(&mut head, &mut guidelines, record) {
                let reason = format!("“{id}” is there already");
                problems.add(path, Some(line), ProblemKind::Duplicate, reason.clone());
                twice.push(Aside { line, reason, bytes: text.into_bytes() });
            }
        }
        Ok(())
    })?;
    head.guidelines = guidelines.join("\n");
    (head.name, head.applied) = (reading.opening.name, reading.opening.applied);
    lines_problems(path, &reading.aside, reading.cut_off, &mut problems);
    let aside = reading.aside.into_iter().chain(twice).collect();
    Ok(ReadHead { head, digest, aside, problems: problems.into_vec() })
}

/// Adds a record; gives it back as id and text when its id is there already.
fn take(head: &mut Head, guidelines: &mut Vec<String>, record: HeadRecord) -> Result<(), (String, String)> {
    let mut text = String::new();
    match record {
        HeadRecord::Guideline(line) => guidelines.push(line),
        HeadRecord::Label(label) if head.scheme.label(&label.id).is_some() => {
            write::label(&mut text, "Label", &label);
            return Err((label.id.to_string(), text));
        }
        HeadRecord::Label(label) => head.scheme.labels.push(label),
        HeadRecord::Relation(kind) if head.scheme.relation(&kind.id).is_some() => {
            write::relation_kind(&mut text, "Relation", &kind);
            return Err((kind.id.to_string(), text));
        }
        HeadRecord::Relation(kind) => head.scheme.relations.push(kind),
    }
    Ok(())
}

/// Makes problems of what could not be read of a file.
pub(super) fn lines_problems(path: &Path, aside: &[Aside], cut_off: bool, problems: &mut Problems) {
    for Aside { line, reason, .. } in aside {
        problems.add(path, Some(*line), ProblemKind::Damaged, format!("this record cannot be read: {reason}"));
    }
    if cut_off {
        problems.add(path, None, ProblemKind::Damaged, "the file has no end; its last records may be missing");
    }
}

struct HeadKind;

impl Kind for HeadKind {
    type Opening = ProjectOpening;
    type Record = HeadRecord;

    fn opening(&self, line: &str) -> Result<(u32, ProjectOpening), String> {
        format::project_opening(line).map(|opening| (opening.format, opening))
    }

    fn document(&self, text: &str) -> Result<(u32, ProjectOpening, Vec<String>), String> {
        let ProjectOpening { format, name, applied, records } = format::document::<ProjectOpening<format::Raw>>(text)?;
        Ok((format, ProjectOpening { format, name, applied, records: Vec::new() }, format::texts(records)))
    }

    fn record(&self, _format: u32, text: &str, _names: &mut Names) -> Result<HeadRecord, String> {
        format::head_record(text)
    }
}

/// The scheme of a new project, from `assets/scheme.ron`.
pub fn default_scheme() -> Scheme {
    let mut head = Head::default();
    let records = include_str!("../../assets/scheme.ron").lines().skip(1);
    for line in records.map(|line| line.trim_end_matches(',')).filter(|line| *line != format::CLOSING) {
        // A test reads every line of the asset.
        if let Ok(record) = format::head_record(line) {
            let _ = take(&mut head, &mut Vec::new(), record);
        }
    }
    head.scheme
}
