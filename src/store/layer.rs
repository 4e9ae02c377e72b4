//! `annotations/<annotator>.ron`: a snapshot of what one annotator made, and the journal's tail that follows it.

use super::error::{Acting, StoreError, is_absent};
use super::format::{self, AnnotationsOpening, FORMAT, JournalPlace, LayerRecord, Names, review, write};
use super::head::lines_problems;
use super::journal::{self, Tail};
use super::lines::{self, Aside, Kind};
use super::problem::{Problem, ProblemKind, Problems};
use super::{atomic, direct, escape, folder};
use crate::model::*;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;
use std::sync::Arc;

/// An annotator's layer as their files have it.
pub struct ReadLayer {
    /// All that they made.
    pub layer: Layer,
    /// What was found wrong.
    pub problems: Vec<Problem>,
}

/// Reads an annotator's layer anew, snapshot and journal; their texts are compared with the project's articles.
pub fn read_layer(dir: &Path, annotator: &Annotator, project: &Project) -> Result<ReadLayer, StoreError> {
    let mut trial = project.clone();
    let read = read(dir, annotator, &mut trial, &Progress::default())?;
    let layer = trial.layers.remove(annotator).unwrap_or_default();
    Ok(ReadLayer { layer, problems: read.problems })
}

/// What reading a layer gave beside the layer itself, which is in the project.
pub(super) struct Read {
    pub problems: Vec<Problem>,
    /// Lines of the snapshot that could not be read.
    pub aside: Vec<Aside>,
    /// The size of the snapshot and the journal's place that it stands for.
    pub snapshot: Option<(u64, JournalPlace)>,
    /// What the journal's tail gave.
    pub tail: Tail,
    /// Transactions of the tail that change what the project shares.
    pub shared: Vec<Transaction>,
}

/// Reads an annotator's snapshot into the project and replays the tail of their journal there.
pub(super) fn read(dir: &Path, annotator: &Annotator, project: &mut Project, progress: &Progress) -> Result<Read, StoreError> {
    let path = folder::layer_file(dir, annotator);
    project.layers.remove(annotator);
    let mut read = Snapshot::default();
    match read_snapshot(&path, project, progress) {
        Ok(snapshot) => read = snapshot,
        Err(StoreError::Io { source, .. }) if is_absent(&source) => {}
        Err(StoreError::Unreadable { reason, .. }) => {
            let reason = format!("the file cannot be read ({reason}); its annotations are taken from the journal");
            let mut problems = Problems::default();
            problems.add(&path, None, ProblemKind::Unreadable, reason);
            read.problems = problems.into_vec();
        }
        Err(error) => return Err(error),
    }
    project.layers.insert(annotator.clone(), std::mem::take(&mut read.layer));
    let (mut shared, mut problems) = (Vec::new(), read.problems);
    let journal = folder::journal_file(dir, annotator);
    let mut unfit = Problems::default();
    let mut tail = journal::read_tail(&journal, read.place, annotator, project, progress, &mut |_, line, project| {
        let transaction = line.transaction;
        if let Err(refusal) = replay(&transaction, project) {
            let reason = format!("transaction {} (“{}”) does not fit: {refusal}", transaction.number, transaction.command);
            unfit.add(&journal, None, ProblemKind::Journal, reason);
        }
        if transaction.edits.iter().any(Edit::is_shared) {
            shared.push(transaction);
        }
    })?;
    if tail.line_ends_changed {
        problems.push(journal::line_ends::problem(&journal, annotator, false));
    }
    problems.append(&mut tail.problems);
    problems.extend(unfit.into_vec());
    let snapshot = read.place.map(|place| (read.size, place));
    Ok(Read { problems, aside: read.aside, snapshot, tail, shared })
}

/// Applies what a transaction changes of its annotator's own layer.
pub(super) fn replay(transaction: &Transaction, project: &mut Project) -> Result<(), Refusal> {
    if transaction.edits.iter().any(Edit::is_shared) {
        let own: Vec<_> = transaction.edits.iter().filter(|edit| !edit.is_shared()).cloned().collect();
        return crate::model::transaction::apply_all(&own, project, &transaction.annotator);
    }
    transaction.apply(project)
}

#[derive(Default)]
pub(super) struct Snapshot {
    pub layer: Layer,
    pub place: Option<JournalPlace>,
    pub size: u64,
    pub aside: Vec<Aside>,
    pub problems: Vec<Problem>,
}

pub(super) fn read_snapshot(path: &Path, project: &Project, progress: &Progress) -> Result<Snapshot, StoreError> {
    let size = std::fs::metadata(path).acting("read", path)?.len();
    let mut building = Building::default();
    let mut problems = Problems::default();
    let reading = lines::read(path, &LayerKind(project), progress, |_, records| {
        records.into_iter().for_each(|(line, record)| building.add(path, line, record, project, &mut problems));
        Ok(())
    })?;
    lines_problems(path, &reading.aside, reading.cut_off, &mut problems);
    let mut aside = reading.aside;
    aside.append(&mut building.twice);
    Ok(Snapshot { layer: building.finish(), place: reading.opening.journal, size, aside, problems: problems.into_vec() })
}

/// A layer while its records arrive.
#[derive(Default)]
struct Building {
    articles: HashMap<ArticleId, Parts>,
    /// The article that the last records were of; kept out of the map, since records of an article stand together.
    current: Option<(ArticleId, Parts)>,
    withdrawn: BTreeSet<Withdrawn>,
    saved: BTreeMap<Name, Saved>,
    annotations: HashSet<AnnotationId, BuildHasherDefault<AsItIs>>,
    relations: HashSet<RelationId>,
    twice: Vec<Aside>,
}

/// Hashes ids as they are, since they are random numbers: asking for twins must not slow down opening.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, id: u64) {
        self.0 = id;
    }
}

#[derive(Default)]
struct Parts {
    annotations: Vec<Annotation>,
    displaced: Vec<Annotation>,
    relations: BTreeMap<RelationId, Relation>,
    state: ArticleState,
    corrections: BTreeMap<MetadataField, String>,
    dismissed: BTreeSet<SuggestionKey>,
    replaces: Option<ArticleId>,
    left_out: BTreeSet<AnnotationId>,
    verdicts: BTreeMap<AnnotationId, Verdict>,
    comments: BTreeMap<CommentId, Comment>,
    waived: BTreeMap<ProblemKey, String>,
}

impl Building {
    fn of(&mut self, article: ArticleId) -> &mut Parts {
        if self.current.as_ref().is_some_and(|(id, _)| *id != article) {
            self.articles.extend(self.current.take());
        }
        let articles = &mut self.articles;
        &mut self.current.get_or_insert_with(|| (article, articles.remove(&article).unwrap_or_default())).1
    }

    fn add(&mut self, path: &Path, line: u64, record: LayerRecord, project: &Project, problems: &mut Problems) {
        let twice = match &record {
            LayerRecord::Annotation(_, annotation) => !self.annotations.insert(annotation.id),
            LayerRecord::Relation(_, relation) => !self.relations.insert(relation.id),
            _ => false,
        };
        if twice {
            return self.set_twice_aside(path, line, record, project, problems);
        }
        match record {
            LayerRecord::Annotation(article, annotation) => {
                complain(path, line, article, &annotation, project, problems);
                let parts = self.of(article);
                if annotation.displaced.is_some() {
                    parts.displaced.push(annotation);
                } else {
                    parts.annotations.push(annotation);
                }
            }
            LayerRecord::Relation(article, relation) => {
                if project.scheme.relation(&relation.kind).is_none() {
                    let reason = format!("the scheme has no relation “{}”", relation.kind);
                    problems.add(path, Some(line), ProblemKind::Unknown, reason);
                }
                self.of(article).relations.insert(relation.id, relation);
            }
            LayerRecord::State(article, state) => self.of(article).state = state,
            LayerRecord::Metadata(article, field, value) => drop(self.of(article).corrections.insert(field, value)),
            LayerRecord::Dismissed(article, suggestion) => drop(self.of(article).dismissed.insert(suggestion)),
            LayerRecord::Succession(article, older) => self.of(article).replaces = Some(older),
            LayerRecord::LeftOut(article, annotation) => drop(self.of(article).left_out.insert(annotation)),
            LayerRecord::Verdict(article, id, verdict) => drop(self.of(article).verdicts.insert(id, verdict)),
            LayerRecord::Comment(article, comment) => drop(self.of(article).comments.insert(comment.id, comment)),
            LayerRecord::Waived(article, problem, reason) => drop(self.of(article).waived.insert(problem, reason)),
            LayerRecord::Saved(name, saved) => drop(self.saved.insert(name, saved)),
            LayerRecord::Withdrawn(withdrawn) => drop(self.withdrawn.insert(withdrawn)),
        }
    }

    /// Of two records with one id the first stays; the second is kept aside, unless it says the same.
    fn set_twice_aside(&mut self, path: &Path, line: u64, record: LayerRecord, project: &Project, problems: &mut Problems) {
        let mut text = String::new();
        let (same, id) = match &record {
            LayerRecord::Annotation(article, annotation) => {
                let words = project.article(*article).map(|article| article.text.as_ref());
                write::annotation(&mut text, "Annotation", Some(*article), annotation, words);
                let parts = self.of(*article);
                (parts.annotations.iter().chain(&parts.displaced).any(|a| a == annotation), annotation.id.to_string())
            }
            LayerRecord::Relation(article, relation) => {
                write::relation(&mut text, "Relation", Some(*article), relation);
                (self.of(*article).relations.get(&relation.id) == Some(relation), relation.id.to_string())
            }
            _ => return,
        };
        let what = if same { "is there twice" } else { "is the id of two different records; the second is set aside" };
        let reason = format!("{id} {what}");
        problems.add(path, Some(line), ProblemKind::Duplicate, reason.clone());
        if !same {
            self.twice.push(Aside { line, reason, bytes: text.into_bytes() });
        }
    }

    fn finish(mut self) -> Layer {
        self.articles.extend(self.current.take());
        let articles = self.articles.into_par_iter().map(|(id, parts)| (id, Arc::new(parts.finish())));
        let mut articles: HashMap<_, _> = articles.collect();
        articles.retain(|_, article| !article.is_empty());
        Layer { articles, withdrawn: self.withdrawn, saved: self.saved }
    }
}

impl Parts {
    fn finish(mut self) -> ArticleLayer {
        self.displaced.sort_by_key(Annotation::order);
        ArticleLayer {
            annotations: AnnotationSet::from_vec(self.annotations),
            displaced: self.displaced,
            relations: self.relations,
            state: self.state,
            corrections: self.corrections,
            dismissed: self.dismissed,
            replaces: self.replaces,
            left_out: self.left_out,
            verdicts: self.verdicts,
            comments: self.comments,
            waived: self.waived,
        }
    }
}

fn complain(path: &Path, line: u64, article: ArticleId, annotation: &Annotation, project: &Project, problems: &mut Problems) {
    // What was carried over without a place is as its annotator left it.
    let is_carried = annotation.provenance.carried().is_some() && project.article(article).is_some();
    if let Some(words) = annotation.displaced.as_ref().filter(|_| !is_carried) {
        let words: String = words.chars().take(60).collect();
        let reason = if project.article(article).is_none() {
            format!("“{words}” belongs to an article that is not in this project")
        } else {
            format!("“{words}” does not stand at {:?} of its article; it is shown as displaced", annotation.span)
        };
        problems.add(path, Some(line), ProblemKind::Displaced, reason);
    }
    if project.scheme.label(&annotation.label).is_none() {
        problems.add(path, Some(line), ProblemKind::Unknown, format!("the scheme has no label “{}”", annotation.label));
    }
}

struct LayerKind<'a>(&'a Project);

impl Kind for LayerKind<'_> {
    type Opening = AnnotationsOpening;
    type Record = LayerRecord;

    fn opening(&self, line: &str) -> Result<(u32, AnnotationsOpening), String> {
        format::annotations_opening(line).map(|opening| (opening.format, opening))
    }

    fn document(&self, text: &str) -> Result<(u32, AnnotationsOpening, Vec<String>), String> {
        let AnnotationsOpening { format, annotator, journal, records } =
            format::document::<AnnotationsOpening<format::Raw>>(text)?;
        Ok((format, AnnotationsOpening { format, annotator, journal, records: Vec::new() }, format::texts(records)))
    }

    fn record(&self, format: u32, text: &str, names: &mut Names) -> Result<LayerRecord, String> {
        let read = if format == FORMAT { direct::annotation(text, names, self.0) } else { None };
        read.map_or_else(|| format::layer_record(format, text, names, self.0), Ok)
    }
}

/// Writes a snapshot; gives its size.
pub(super) fn write(
    path: &Path,
    annotator: &Annotator,
    place: Option<JournalPlace>,
    layer: &Layer,
    project: &Project,
) -> Result<u64, StoreError> {
    let mut articles: Vec<_> = layer.articles.iter().collect();
    articles.sort_unstable_by_key(|(id, _)| **id);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).acting("make", folder)?;
    }
    let mut size = 0;
    atomic::write(path, |out| {
        let mut put = |text: &str| {
            size += text.len() as u64;
            out.write_all(text.as_bytes())
        };
        put(&opening(annotator, place))?;
        for group in articles.chunks(4096) {
            let texts: Vec<_> = group.par_chunks(256).map(|part| encode(part, project)).collect();
            texts.iter().try_for_each(|text| put(text))?;
        }
        let mut end = String::new();
        for withdrawn in &layer.withdrawn {
            end.push_str("Withdrawn(");
            write::withdrawn(&mut end, withdrawn);
            end.push_str("),\n");
        }
        for (name, saved) in &layer.saved {
            review::named_saved(&mut end, name, saved);
            end.push_str(",\n");
        }
        put(&(end + "])\n"))
    })?;
    Ok(size)
}

fn opening(annotator: &Annotator, place: Option<JournalPlace>) -> String {
    let mut line = format!("Annotations(format: {FORMAT}, annotator: ");
    escape::write_string(&mut line, annotator.as_str());
    if let Some(JournalPlace { bytes, number, last }) = place {
        line.push_str(&format!(", journal: Journal(bytes: {bytes}, number: {number}, last: \"{last}\")"));
    }
    line + ", records: [\n"
}

fn encode(articles: &[(&ArticleId, &Arc<ArticleLayer>)], project: &Project) -> String {
    let mut out = String::new();
    for (id, layer) in articles {
        let text = project.article(**id).map(|article| article.text.as_ref());
        let mut all: Vec<_> = layer.annotations.iter().chain(&layer.displaced).collect();
        all.sort_by_key(|annotation| annotation.order());
        for annotation in all {
            write::annotation(&mut out, "Annotation", Some(**id), annotation, text);
            out.push_str(",\n");
        }
        for relation in layer.relations.values() {
            write::relation(&mut out, "Relation", Some(**id), relation);
            out.push_str(",\n");
        }
        if layer.state != ArticleState::default() {
            write::state(&mut out, **id, layer.state);
            out.push_str(",\n");
        }
        for (field, value) in &layer.corrections {
            write::metadata(&mut out, **id, *field, value);
            out.push_str(",\n");
        }
        for suggestion in &layer.dismissed {
            write::dismissed(&mut out, "Dismissed", Some(**id), suggestion);
            out.push_str(",\n");
        }
        if let Some(older) = layer.replaces {
            write::succession(&mut out, **id, older);
            out.push_str(",\n");
        }
        for annotation in &layer.left_out {
            write::left_out(&mut out, **id, *annotation);
            out.push_str(",\n");
        }
        encode_review(&mut out, **id, layer);
    }
    out
}

fn encode_review(out: &mut String, article: ArticleId, layer: &ArticleLayer) {
    for (annotation, verdict) in &layer.verdicts {
        review::verdict(out, "Verdict", Some((article, *annotation)), verdict);
        out.push_str(",\n");
    }
    for comment in layer.comments.values() {
        review::comment(out, "Comment", Some(article), comment);
        out.push_str(",\n");
    }
    for (problem, reason) in &layer.waived {
        review::waived(out, article, problem, reason);
        out.push_str(",\n");
    }
}
