//! What a step changed, in words: of each edit its subject, and how that was before and after.

use crate::model::{
    Annotation, AnnotationId, ArticleId, Comment, Edit, Label, Project, Relation, RelationKind, Saved, Verdict, Withdrawn, text,
};

/// How many characters of a text are shown.
const EXCERPT: usize = 90;

/// One edit in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// What was changed: “Quote”, “Speaker of a quote”, “State”.
    pub what: String,
    /// As it was; empty when it was not there.
    pub before: String,
    /// As it became; empty when it was taken away.
    pub after: String,
    /// The article it concerns.
    pub article: Option<ArticleId>,
    /// The annotation it concerns.
    pub annotation: Option<AnnotationId>,
}

/// The changes of an edit; more than one where several parts of an annotation changed at once.
pub fn changes(edit: &Edit, project: &Project) -> Vec<Change> {
    let article = edit.article();
    let one = |what: &str, before: String, after: String| {
        let annotation = edit.annotations().into_iter().flatten().next();
        vec![Change { what: what.to_owned(), before, after, article, annotation }]
    };
    match edit {
        Edit::Annotation { article, before, after } => annotation_changes(*article, before.as_deref(), after.as_deref(), project),
        Edit::Relation { before, after, article } => {
            let ends =
                |end: &Option<Relation>| end.as_ref().map(|relation| ends(relation, *article, project)).unwrap_or_default();
            one("Relation", ends(before), ends(after))
        }
        Edit::State { before, after, .. } => one("State", before.name().to_owned(), after.name().to_owned()),
        Edit::Metadata { article, field, before, after } => {
            let source = || project.article(*article).map(|article| field.of(&article.metadata).to_owned()).unwrap_or_default();
            let value = |end: &Option<String>| end.clone().unwrap_or_else(source);
            one(&capital(field.name()), value(before), value(after))
        }
        Edit::Dismissal { article, suggestion, after, .. } => {
            let words = words_at(*article, suggestion.span.range(), project);
            let what = format!("Suggestion: {}", label_name(&suggestion.label, project).to_lowercase());
            let (open, gone) = (format!("“{words}”"), "dismissed".to_owned());
            if *after { one(&what, open, gone) } else { one(&what, gone, open) }
        }
        Edit::Succession { before, after, .. } => {
            let title = |end: &Option<ArticleId>| end.map(|id| title_of(id, project)).unwrap_or_default();
            one("Older copy", title(before), title(after))
        }
        Edit::LeftOut { after, .. } => {
            let (asked, out) = ("offered".to_owned(), "left out".to_owned());
            if *after { one("Annotation of the older copy", asked, out) } else { one("Annotation of the older copy", out, asked) }
        }
        Edit::Verdict { article, annotation, before, after } => {
            let what = format!("Verdict on {}", subject_of(*article, *annotation, project));
            let verdict =
                |end: &Option<Box<Verdict>>| end.as_ref().map(|end| verdict(end, *article, project)).unwrap_or_default();
            one(&what, verdict(before), verdict(after))
        }
        Edit::Comment { article, before, after } => {
            let of = before.as_ref().or(after.as_ref()).map(|comment| subject_of(*article, comment.annotation, project));
            let words = |end: &Option<Comment>| end.as_ref().map(|comment| short(&comment.words)).unwrap_or_default();
            one(&format!("Comment on {}", of.unwrap_or_default()), words(before), words(after))
        }
        Edit::Waiver { problem, before, after, .. } => {
            let waived =
                |end: &Option<String>| end.as_ref().map(|reason| format!("waived: {}", short(reason))).unwrap_or_default();
            one(&format!("Problem “{}”", problem.rule), waived(before), waived(after))
        }
        Edit::Saved { name, before, after } => {
            let kind = |end: &Option<Box<Saved>>| end.as_ref().map(|kept| kept_words(kept).to_owned()).unwrap_or_default();
            one(&format!("“{name}”"), kind(before), kind(after))
        }
        Edit::Withdrawal { of, after, .. } => {
            let what = match of {
                Withdrawn::Article(id) => format!("Article: {}", title_of(*id, project)),
                Withdrawn::Batch(id) => batch_words(id, project),
            };
            let (here, gone) = ("in the project".to_owned(), "taken out".to_owned());
            if *after { one(&what, here, gone) } else { one(&what, gone, here) }
        }
        Edit::Label { before, after } => one("Label", of_label(before), of_label(after)),
        Edit::RelationKind { before, after } => one("Kind of relation", of_kind(before), of_kind(after)),
        Edit::Name { before, after } => one("Name of the project", before.clone(), after.clone()),
        Edit::Guidelines { before, after } => {
            let (before, after) = differing(before, after);
            one("Guidelines", before, after)
        }
    }
}

fn annotation_changes(
    article: ArticleId,
    before: Option<&Annotation>,
    after: Option<&Annotation>,
    project: &Project,
) -> Vec<Change> {
    let words = |annotation: &Annotation| words_of(annotation, article, project);
    let label = |annotation: &Annotation| label_name(&annotation.label, project);
    let id = before.or(after).map(|annotation| annotation.id);
    let change =
        |what: String, before: String, after: String| Change { what, before, after, article: Some(article), annotation: id };
    let (was, is) = match (before, after) {
        (Some(was), Some(is)) => (was, is),
        (was, is) => {
            let what = was.or(is).map(label).unwrap_or_default();
            let quoted = |end: Option<&Annotation>| end.map(|annotation| format!("“{}”", words(annotation))).unwrap_or_default();
            return vec![change(what, quoted(was), quoted(is))];
        }
    };
    let mut found = Vec::new();
    let subject = format!("the {} “{}”", label(is).to_lowercase(), words(is));
    if was.label != is.label {
        found.push(change(format!("Label of “{}”", words(is)), label(was), label(is)));
    }
    if was.span != is.span || was.displaced != is.displaced {
        found.push(change(
            format!("Words of a {}", label(is).to_lowercase()),
            format!("“{}”", words(was)),
            format!("“{}”", words(is)),
        ));
    }
    let mut names: Vec<&crate::model::Name> = was.attributes.iter().chain(is.attributes.iter()).map(|(name, _)| name).collect();
    names.sort();
    names.dedup();
    for name in names {
        let value = |annotation: &Annotation| annotation.attributes.get(name).map(ToString::to_string).unwrap_or_default();
        if was.attributes.get(name) != is.attributes.get(name) {
            let of_scheme = project.scheme.label(&is.label).and_then(|label| label.attribute(name));
            let name = of_scheme.map_or_else(|| name.to_string(), |attribute| attribute.name.clone());
            found.push(change(format!("{name} of {subject}"), value(was), value(is)));
        }
    }
    if was.note != is.note {
        found.push(change(format!("Note on {subject}"), short(&was.note), short(&is.note)));
    }
    if found.is_empty() {
        found.push(change(format!("Origin of {subject}"), String::new(), String::new()));
    }
    found
}

/// What is said of an annotation that stands there, or did.
fn subject_of(article: ArticleId, id: AnnotationId, project: &Project) -> String {
    match project.annotation(article, id) {
        Some((_, found)) => {
            format!("{} “{}”", label_name(&found.label, project).to_lowercase(), words_of(found, article, project))
        }
        None => "an annotation that is gone".to_owned(),
    }
}

fn verdict(verdict: &Verdict, article: ArticleId, project: &Project) -> String {
    let Some(correction) = &verdict.correction else { return verdict.status.name().to_owned() };
    let (label, words) = (label_name(&correction.label, project), words_at(article, correction.span.range(), project));
    format!("{}, better {} “{words}”", verdict.status.name(), label.to_lowercase())
}

fn kept_words(kept: &Saved) -> &'static str {
    match kept {
        Saved::Search(_) => "a search",
        Saved::Rule(_) => "a rule that tags",
        Saved::Sample(_) => "a sample",
    }
}

fn words_of(annotation: &Annotation, article: ArticleId, project: &Project) -> String {
    match &annotation.displaced {
        Some(words) => short(words),
        None => words_at(article, annotation.span.range(), project),
    }
}

fn words_at(article: ArticleId, range: std::ops::Range<usize>, project: &Project) -> String {
    short(project.article(article).and_then(|article| article.text.get(range)).unwrap_or_default())
}

fn short(words: &str) -> String {
    text::excerpt(words, EXCERPT)
}

fn title_of(id: ArticleId, project: &Project) -> String {
    let title = project.article(id).map(|article| short(article.display_title()));
    title.unwrap_or_else(|| "an article that is not here".to_owned())
}

fn batch_words(id: &crate::model::BatchId, project: &Project) -> String {
    let batch = project.batches().iter().find(|batch| batch.id == *id);
    match batch.map(|batch| batch.articles.len()) {
        Some(1) => "Import of 1 article".to_owned(),
        Some(count) => format!("Import of {count} articles"),
        None => "Import of articles that are not here".to_owned(),
    }
}

fn ends(relation: &Relation, article: ArticleId, project: &Project) -> String {
    let find = |id| project.layers.values().find_map(|layer| layer.article(article)?.annotation(id));
    let end =
        |id| find(id).map_or_else(|| "an annotation".to_owned(), |found| format!("“{}”", words_of(found, article, project)));
    let kind = project.scheme.relation(&relation.kind).map_or_else(|| relation.kind.to_string(), |kind| kind.name.clone());
    format!("{kind}: {} → {}", end(relation.from), end(relation.to))
}

fn label_name(id: &str, project: &Project) -> String {
    project.scheme.label(id).map_or_else(|| id.to_owned(), |label| label.name.clone())
}

fn of_label(end: &Option<(usize, Label)>) -> String {
    let Some((at, label)) = end else { return String::new() };
    let key = label.key.map(|key| format!(", key {key}")).unwrap_or_default();
    let attributes: Vec<&str> = label.attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    let with = if attributes.is_empty() { String::new() } else { format!(", with {}", attributes.join(", ")) };
    let faded = if label.faded { ", faded" } else { "" };
    format!("{} at place {}{key}, {}{faded}{with}. {}", label.name, at + 1, label.color, short(&label.description))
}

fn of_kind(end: &Option<(usize, RelationKind)>) -> String {
    let Some((at, kind)) = end else { return String::new() };
    let any = |labels: &[crate::model::Name]| if labels.is_empty() { "any label".to_owned() } else { labels.join(", ") };
    format!("{} at place {}, from {} to {}", kind.name, at + 1, any(&kind.from), any(&kind.to))
}

/// The first lines that differ.
fn differing(before: &str, after: &str) -> (String, String) {
    let same = before.lines().zip(after.lines()).take_while(|(one, other)| one == other).count();
    let line = |words: &str| short(words.lines().nth(same).unwrap_or_default());
    (line(before), line(after))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}
