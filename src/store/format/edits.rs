//! Journal lines: a transaction, the hash of the line before, and the places of the undo and redo stacks after it.

use super::parse;
use super::read::{Names, field, id, time};
use super::records::*;
use super::review::{self, CommentRecord, ProblemRecord, SavedRecord, VerdictRecord};
use super::write::{self, Fields, push};
use crate::model::*;
use serde::Deserialize;
use std::fmt;

/// The first 128 bits of the BLAKE3 digest of a journal line without its line end, 32 hex digits on disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct LineHash(u128);

impl LineHash {
    /// The hash of a line.
    pub fn of(line: &str) -> Self {
        // The same digest as an article's id, over other words.
        Self(ArticleId::of(line).0)
    }
}

impl fmt::Display for LineHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl TryFrom<String> for LineHash {
    type Error = String;

    fn try_from(digits: String) -> Result<Self, String> {
        id::<ArticleId>(&digits).map(|id| Self(id.0))
    }
}

/// A line of a journal. The stacks of undo and redo are lists linked through the file: every line knows the tops after it
/// and the entry beneath itself, so that opening needs only the last line and undo reaches back for ever.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::store) struct JournalLine {
    /// The hash of the line before; none for the first.
    pub previous: Option<LineHash>,
    /// Byte offset of the line that undo takes back next.
    pub undo: Option<u64>,
    /// Byte offset of the undoing line that redo takes back next.
    pub redo: Option<u64>,
    /// Byte offset of the entry beneath this one on the stack that it is on.
    pub below: Option<u64>,
    pub transaction: Transaction,
}

#[derive(Deserialize)]
#[serde(rename = "Transaction", deny_unknown_fields)]
struct TransactionRecord {
    number: u64,
    #[serde(default, deserialize_with = "present")]
    previous: Option<LineHash>,
    #[serde(default)]
    at: String,
    #[serde(default)]
    command: String,
    #[serde(default, deserialize_with = "present")]
    undoes: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    redoes: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    undo: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    redo: Option<u64>,
    #[serde(default, deserialize_with = "present")]
    below: Option<u64>,
    edits: Vec<EditRecord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
enum EditRecord {
    Annotation {
        article: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<AnnotationRecord>,
        #[serde(default, deserialize_with = "present")]
        after: Option<AnnotationRecord>,
    },
    Relation {
        article: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<RelationRecord>,
        #[serde(default, deserialize_with = "present")]
        after: Option<RelationRecord>,
    },
    State {
        article: String,
        before: StateName,
        after: StateName,
    },
    Metadata {
        article: String,
        field: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<String>,
        #[serde(default, deserialize_with = "present")]
        after: Option<String>,
    },
    Dismissal {
        article: String,
        suggestion: DismissedRecord,
        before: bool,
        after: bool,
    },
    Succession {
        article: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<String>,
        #[serde(default, deserialize_with = "present")]
        after: Option<String>,
    },
    LeftOut {
        article: String,
        annotation: String,
        before: bool,
        after: bool,
    },
    Verdict {
        article: String,
        annotation: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<VerdictRecord>,
        #[serde(default, deserialize_with = "present")]
        after: Option<VerdictRecord>,
    },
    Comment {
        article: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<CommentRecord>,
        #[serde(default, deserialize_with = "present")]
        after: Option<CommentRecord>,
    },
    Waiver {
        article: String,
        problem: ProblemRecord,
        #[serde(default, deserialize_with = "present")]
        before: Option<String>,
        #[serde(default, deserialize_with = "present")]
        after: Option<String>,
    },
    Saved {
        name: String,
        #[serde(default, deserialize_with = "present")]
        before: Option<Box<SavedRecord>>,
        #[serde(default, deserialize_with = "present")]
        after: Option<Box<SavedRecord>>,
    },
    Withdrawal {
        of: WithdrawnRecord,
        before: bool,
        after: bool,
    },
    Label {
        #[serde(default, deserialize_with = "present")]
        before: Option<(usize, LabelRecord)>,
        #[serde(default, deserialize_with = "present")]
        after: Option<(usize, LabelRecord)>,
    },
    RelationKind {
        #[serde(default, deserialize_with = "present")]
        before: Option<(usize, RelationKindRecord)>,
        #[serde(default, deserialize_with = "present")]
        after: Option<(usize, RelationKindRecord)>,
    },
    Name {
        before: String,
        after: String,
    },
    Guidelines {
        before: String,
        after: String,
    },
}

/// Reads a journal line of an annotator.
pub(in crate::store) fn journal_line(line: &str, annotator: &Annotator, project: &Project) -> Result<JournalLine, String> {
    let record: TransactionRecord = parse(line)?;
    let names = &mut Names::default();
    let edits = record.edits.into_iter().map(|edit| edit.into_model(names, project));
    let direction = match (record.undoes, record.redoes) {
        (None, None) => Direction::Do,
        (Some(number), None) => Direction::Undo(number),
        (None, Some(number)) => Direction::Redo(number),
        (Some(_), Some(_)) => return Err("it both undoes and redoes".to_owned()),
    };
    let transaction = Transaction {
        number: record.number,
        annotator: annotator.clone(),
        at: time(&record.at)?,
        command: record.command,
        direction,
        edits: edits.collect::<Result<_, String>>()?,
    };
    Ok(JournalLine { previous: record.previous, undo: record.undo, redo: record.redo, below: record.below, transaction })
}

impl EditRecord {
    fn into_model(self, names: &mut Names, project: &Project) -> Result<Edit, String> {
        Ok(match self {
            Self::Annotation { article, before, after } => {
                let article = id(&article)?;
                let mut end = |record: Option<AnnotationRecord>| {
                    record.map(|record| record.into_model(article, names, project).map(Box::new)).transpose()
                };
                Edit::Annotation { article, before: end(before)?, after: end(after)? }
            }
            Self::Relation { article, before, after } => {
                let mut end = |record: Option<RelationRecord>| record.map(|record| record.into_model(names)).transpose();
                Edit::Relation { article: id(&article)?, before: end(before)?, after: end(after)? }
            }
            Self::State { article, before, after } => {
                Edit::State { article: id(&article)?, before: before.into(), after: after.into() }
            }
            Self::Metadata { article, field: name, before, after } => {
                Edit::Metadata { article: id(&article)?, field: field(&name)?, before, after }
            }
            Self::Dismissal { article, suggestion, before, after } => {
                Edit::Dismissal { article: id(&article)?, suggestion: suggestion.into_model(names)?, before, after }
            }
            Self::Succession { article, before, after } => {
                let end = |end: Option<String>| end.map(|digits| id(&digits)).transpose();
                Edit::Succession { article: id(&article)?, before: end(before)?, after: end(after)? }
            }
            Self::LeftOut { article, annotation, before, after } => {
                Edit::LeftOut { article: id(&article)?, annotation: id(&annotation)?, before, after }
            }
            Self::Verdict { article, annotation, before, after } => {
                let mut end = |end: Option<VerdictRecord>| end.map(|end| end.into_model(names).map(Box::new)).transpose();
                let (before, after) = (end(before)?, end(after)?);
                Edit::Verdict { article: id(&article)?, annotation: id(&annotation)?, before, after }
            }
            Self::Comment { article, before, after } => {
                let end = |end: Option<CommentRecord>| end.map(CommentRecord::into_model).transpose();
                Edit::Comment { article: id(&article)?, before: end(before)?, after: end(after)? }
            }
            Self::Waiver { article, problem, before, after } => {
                Edit::Waiver { article: id(&article)?, problem: problem.into_model(names)?, before, after }
            }
            Self::Saved { name, before, after } => {
                let mut end = |end: Option<Box<SavedRecord>>| end.map(|end| end.into_model(names).map(Box::new)).transpose();
                let (before, after) = (end(before)?, end(after)?);
                Edit::Saved { name: names.get(&name), before, after }
            }
            Self::Withdrawal { of, before, after } => Edit::Withdrawal { of: of.into_model()?, before, after },
            Self::Label { before, after } => Edit::Label { before: label(before)?, after: label(after)? },
            Self::RelationKind { before, after } => {
                let end = |end: Option<(usize, RelationKindRecord)>| end.map(|(at, kind)| (at, kind.into_model()));
                Edit::RelationKind { before: end(before), after: end(after) }
            }
            Self::Name { before, after } => Edit::Name { before, after },
            Self::Guidelines { before, after } => Edit::Guidelines { before, after },
        })
    }
}

fn label(end: Option<(usize, LabelRecord)>) -> Result<Option<(usize, Label)>, String> {
    end.map(|(at, label)| Ok((at, label.into_model()?))).transpose()
}

impl JournalLine {
    /// Writes the line, without its line end. The words of annotations come from the project's articles.
    pub fn encode(&self, project: &Project) -> String {
        let mut out = String::new();
        let transaction = &self.transaction;
        let mut fields = Fields::open(&mut out, "Transaction");
        fields.plain("number", transaction.number);
        if let Some(previous) = self.previous {
            fields.id("previous", previous);
        }
        fields.time("at", transaction.at);
        fields.text_unless_empty("command", &transaction.command);
        match transaction.direction {
            Direction::Do => {}
            Direction::Undo(number) => fields.plain("undoes", number),
            Direction::Redo(number) => fields.plain("redoes", number),
        }
        for (name, offset) in [("undo", self.undo), ("redo", self.redo), ("below", self.below)] {
            if let Some(offset) = offset {
                fields.plain(name, offset);
            }
        }
        write::list(fields.field("edits"), &transaction.edits, |out, edit| write_edit(out, edit, project));
        fields.close();
        out
    }
}

fn write_edit(out: &mut String, edit: &Edit, project: &Project) {
    match edit {
        Edit::Annotation { article, before, after } => {
            let text = project.article(*article).map(|article| article.text.as_ref());
            let mut fields = Fields::open(out, "Annotation");
            fields.id("article", article);
            ends(&mut fields, before.as_deref(), after.as_deref(), |out, end| write::annotation(out, "", None, end, text));
            fields.close();
        }
        Edit::Relation { article, before, after } => {
            let mut fields = Fields::open(out, "Relation");
            fields.id("article", article);
            ends(&mut fields, before.as_ref(), after.as_ref(), |out, end| write::relation(out, "", None, end));
            fields.close();
        }
        Edit::State { article, before, after } => {
            let mut fields = Fields::open(out, "State");
            fields.id("article", article);
            ends(&mut fields, Some(before), Some(after), |out, end| out.push_str(write::state_name(*end)));
            fields.close();
        }
        Edit::Metadata { article, field, before, after } => {
            let mut fields = Fields::open(out, "Metadata");
            fields.id("article", article);
            fields.text("field", field.name());
            ends(&mut fields, before.as_ref(), after.as_ref(), |out, end| crate::store::escape::write_string(out, end));
            fields.close();
        }
        Edit::Dismissal { article, suggestion, before, after } => {
            let mut fields = Fields::open(out, "Dismissal");
            fields.id("article", article);
            write::dismissed(fields.field("suggestion"), "", None, suggestion);
            ends(&mut fields, Some(before), Some(after), push);
            fields.close();
        }
        Edit::Succession { article, before, after } => {
            let mut fields = Fields::open(out, "Succession");
            fields.id("article", article);
            ends(&mut fields, before.as_ref(), after.as_ref(), |out, end| push(out, format_args!("\"{end}\"")));
            fields.close();
        }
        Edit::LeftOut { article, annotation, before, after } => {
            let mut fields = Fields::open(out, "LeftOut");
            fields.id("article", article);
            fields.id("annotation", annotation);
            ends(&mut fields, Some(before), Some(after), push);
            fields.close();
        }
        Edit::Withdrawal { of, before, after } => {
            let mut fields = Fields::open(out, "Withdrawal");
            write::withdrawn(fields.field("of"), of);
            ends(&mut fields, Some(before), Some(after), push);
            fields.close();
        }
        Edit::Verdict { .. } | Edit::Comment { .. } | Edit::Waiver { .. } | Edit::Saved { .. } => write_review_edit(out, edit),
        _ => write_shared_edit(out, edit),
    }
}

fn write_review_edit(out: &mut String, edit: &Edit) {
    match edit {
        Edit::Verdict { article, annotation, before, after } => {
            let mut fields = Fields::open(out, "Verdict");
            fields.id("article", article);
            fields.id("annotation", annotation);
            ends(&mut fields, before.as_deref(), after.as_deref(), |out, end| review::verdict(out, "", None, end));
            fields.close();
        }
        Edit::Comment { article, before, after } => {
            let mut fields = Fields::open(out, "Comment");
            fields.id("article", article);
            ends(&mut fields, before.as_ref(), after.as_ref(), |out, end| review::comment(out, "", None, end));
            fields.close();
        }
        Edit::Waiver { article, problem, before, after } => {
            let mut fields = Fields::open(out, "Waiver");
            fields.id("article", article);
            review::problem(fields.field("problem"), problem);
            ends(&mut fields, before.as_ref(), after.as_ref(), |out, end| crate::store::escape::write_string(out, end));
            fields.close();
        }
        Edit::Saved { name, before, after } => {
            let mut fields = Fields::open(out, "Saved");
            fields.text("name", name);
            ends(&mut fields, before.as_deref(), after.as_deref(), review::saved);
            fields.close();
        }
        _ => {}
    }
}

fn write_shared_edit(out: &mut String, edit: &Edit) {
    match edit {
        Edit::Label { before, after } => {
            placed(out, "Label", before.as_ref(), after.as_ref(), |out, label| write::label(out, "", label))
        }
        Edit::RelationKind { before, after } => {
            placed(out, "RelationKind", before.as_ref(), after.as_ref(), |out, kind| write::relation_kind(out, "", kind));
        }
        Edit::Name { before, after } => texts(out, "Name", before, after),
        Edit::Guidelines { before, after } => texts(out, "Guidelines", before, after),
        _ => {}
    }
}

fn texts(out: &mut String, kind: &str, before: &String, after: &String) {
    let mut fields = Fields::open(out, kind);
    ends(&mut fields, Some(before), Some(after), |out, end| crate::store::escape::write_string(out, end));
    fields.close();
}

fn placed<T>(
    out: &mut String,
    kind: &str,
    before: Option<&(usize, T)>,
    after: Option<&(usize, T)>,
    one: impl Fn(&mut String, &T),
) {
    let mut fields = Fields::open(out, kind);
    ends(&mut fields, before, after, |out, (at, value)| {
        push(out, format_args!("({at}, "));
        one(out, value);
        out.push(')');
    });
    fields.close();
}

fn ends<T>(fields: &mut Fields<'_>, before: Option<T>, after: Option<T>, one: impl Fn(&mut String, T)) {
    for (name, end) in [("before", before), ("after", after)] {
        if let Some(end) = end {
            one(fields.field(name), end);
        }
    }
}
