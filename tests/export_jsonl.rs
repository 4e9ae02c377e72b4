//! What an export writes: the right words at the right code points, whole files or none, and a true account of what is left out.

use pressmark::export::{self, ExportError, Options, Report};
use pressmark::model::annotation::{CarriedFrom, Rule};
use pressmark::model::{
    Annotation, AnnotationId, Annotator, Article, ArticleId, ArticleState, Attribute, AttributeKind, Attributes, BatchId, Color,
    Edit, Label, Metadata, MetadataField, Name, Progress, Project, Provenance, Relation, RelationId, RelationKind, Scheme,
    Source, Span, Timestamp, Value, Withdrawn,
};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::path::Path;

fn label(id: &str, faded: bool) -> Label {
    let attribute = |id: &str, kind| Attribute { id: id.into(), name: id.to_owned(), kind, required: false };
    Label {
        id: id.into(),
        name: id.to_owned(),
        key: id.chars().next(),
        color: Color([0, 0, 0]),
        description: String::new(),
        faded,
        attributes: vec![
            attribute("value", AttributeKind::Number),
            attribute("hedge", AttributeKind::Flag),
            attribute("speaker", AttributeKind::Text),
        ],
    }
}

/// A project of one article, tagged through edits as a session does it.
struct Desk {
    project: Project,
    id: ArticleId,
    next: u64,
}

impl Desk {
    fn new(text: &str) -> Self {
        let scheme = Scheme {
            labels: vec![label("quote", false), label("statistic", false), label("boilerplate", true)],
            relations: vec![RelationKind { id: "continues".into(), name: "continues".to_owned(), from: vec![], to: vec![] }],
        };
        let mut project = Project::new("Harbour".to_owned(), scheme);
        let article = Article::new(text, Metadata { outlet: "The Quay".to_owned(), ..Metadata::default() }, source());
        let id = article.id;
        project.add_batch(&BatchId("one".into()), [article]);
        Self { project, id, next: 0 }
    }

    fn edit(&mut self, by: &str, edit: Edit) {
        let by = Annotator::new(by).unwrap();
        edit.check(&self.project, &by).unwrap();
        edit.apply(&mut self.project, &by).unwrap();
    }

    fn tag(&mut self, by: &str, label: &str, words: &str) -> AnnotationId {
        let start = self.project.article(self.id).unwrap().text.find(words).unwrap();
        self.tag_with(by, annotation(label, start, start + words.len()))
    }

    fn tag_with(&mut self, by: &str, mut annotation: Annotation) -> AnnotationId {
        self.next += 1;
        annotation.id = AnnotationId(self.next);
        self.edit(by, Edit::Annotation { article: self.id, before: None, after: Some(Box::new(annotation)) });
        AnnotationId(self.next)
    }

    fn relate(&mut self, by: &str, from: AnnotationId, to: AnnotationId) {
        self.next += 1;
        let relation = Relation { id: RelationId(self.next), kind: "continues".into(), from, to, created: Timestamp(0) };
        self.edit(by, Edit::Relation { article: self.id, before: None, after: Some(relation) });
    }

    fn export(&self, options: &Options) -> (Vec<Json>, Report) {
        let mut bytes = Vec::new();
        let report = export::write_to(&self.project, options, &mut bytes, &Progress::default()).unwrap();
        assert_eq!(report.bytes, bytes.len() as u64);
        let lines = std::str::from_utf8(&bytes).unwrap().split_terminator('\n');
        (lines.map(|line| serde_json::from_str(line).unwrap()).collect(), report)
    }
}

fn source() -> Source {
    Source { file: "quay.txt".to_owned(), encoding: "UTF-8".to_owned(), line_ends_changed: 2, ..Source::default() }
}

fn annotation(label: &str, start: usize, end: usize) -> Annotation {
    Annotation {
        id: AnnotationId(0),
        span: Span::new(start, end).unwrap(),
        label: label.into(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance: Provenance::Hand,
        created: Timestamp(1_795_344_127_123),
        displaced: None,
    }
}

/// The words at two code points, counted as a reader in another language would.
fn sliced(line: &Json, span: &Json) -> String {
    let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
    line["text"].as_str().unwrap().chars().skip(start).take(end - start).collect()
}

fn words(line: &Json) -> Vec<String> {
    for span in line["spans"].as_array().unwrap() {
        assert_eq!(sliced(line, span), span["text"].as_str().unwrap());
    }
    line["spans"].as_array().unwrap().iter().map(|span| span["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_was_carried_over_says_from_where_beside_who_found_it() {
    let mut desk = Desk::new("“We stopped,” she said.");
    let found = Provenance::Rule(Box::new(Rule { name: "quotation".into(), score: Some(0.5) }));
    let (article, at) = (ArticleId::of("older"), Timestamp(1_795_344_127_123));
    let carried = CarriedFrom { article, annotation: AnnotationId(9), at, found };
    let provenance = Provenance::Carried(Box::new(carried));
    desk.tag_with("amy", Annotation { provenance, ..annotation("quote", 0, 17) });
    let (lines, _) = desk.export(&Options::default());
    let from = json!({"article": article.to_string(), "span": "0000000000000009", "at": "2026-11-22T10:42:07.123Z"});
    let expected = json!({"kind": "rule", "name": "quotation", "score": 0.5, "carried": from});
    assert_eq!(lines[0]["spans"][0]["provenance"], expected);
}

#[test]
fn a_line_says_all_there_is() {
    let mut desk = Desk::new("🏗️ “We stopped,” she said. “All of us.” Über 20 percent.");
    let first = desk.tag("amy", "quote", "“We stopped,”");
    let second = desk.tag("amy", "quote", "“All of us.”");
    desk.relate("amy", first, second);
    let values = [("value", Value::Range(20.0, 25.5)), ("hedge", Value::Flag(true)), ("speaker", Value::Text("a crew".into()))];
    let attributes = values.into_iter().map(|(name, value)| (Name::from(name), value)).collect();
    let start = desk.project.article(desk.id).unwrap().text.find("Über").unwrap();
    let statistic = Annotation { attributes, note: "Hm.".into(), ..annotation("statistic", start, start + 16) };
    desk.tag_with("ben", statistic);
    desk.edit("ben", Edit::State { article: desk.id, before: ArticleState::ToDo, after: ArticleState::Done });
    let (lines, report) = desk.export(&Options::default());
    let line = &lines[0];
    assert_eq!(line["id"], desk.id.to_string());
    assert_eq!(line["metadata"], json!({"outlet": "The Quay"}));
    assert_eq!(line["source"]["file"], "quay.txt");
    assert_eq!(line["source"]["line_ends_changed"], 2);
    assert_eq!(line["states"], json!({"amy": "to do", "ben": "done"}));
    assert_eq!(words(line), ["“We stopped,”", "“All of us.”", "Über 20 percent"]);
    assert_eq!((&line["spans"][0]["start"], &line["spans"][0]["end"]), (&json!(3), &json!(16)));
    assert_eq!(line["spans"][0]["provenance"], json!({"kind": "hand"}));
    assert_eq!(line["spans"][0]["created"], "2026-11-22T10:42:07.123Z");
    assert_eq!(line["spans"][2]["attributes"], json!({"value": [20.0, 25.5], "hedge": true, "speaker": "a crew"}));
    assert_eq!((&line["spans"][2]["annotator"], &line["spans"][2]["note"]), (&json!("ben"), &json!("Hm.")));
    let ends = (&line["spans"][0]["id"], &line["spans"][1]["id"]);
    assert_eq!((&line["relations"][0]["from"], &line["relations"][0]["to"]), ends);
    assert_eq!((report.articles, report.spans, report.relations, report.left_out), (1, 3, 1, Default::default()));
}

#[test]
fn spans_come_by_start_and_the_longer_first() {
    let mut desk = Desk::new("“More than 20 percent stayed,” he said.");
    desk.tag("ben", "statistic", "More than 20 percent");
    desk.tag("amy", "statistic", "20 percent");
    desk.tag("amy", "quote", "“More than 20 percent stayed,”");
    desk.tag("amy", "quote", "More than");
    let expected = ["“More than 20 percent stayed,”", "More than 20 percent", "More than", "20 percent"];
    assert_eq!(words(&desk.export(&Options::default()).0[0]), expected);
}

#[test]
fn annotators_and_labels_are_chosen() {
    let mut desk = Desk::new("“We stopped,” she said. 20 percent did.");
    let quote = desk.tag("amy", "quote", "“We stopped,”");
    let statistic = desk.tag("amy", "statistic", "20 percent");
    desk.relate("amy", quote, statistic);
    desk.tag("ben", "quote", "We stopped");
    let amy = Options { annotators: vec![Annotator::new("amy").unwrap()], ..Options::default() };
    let (lines, _) = desk.export(&amy);
    assert_eq!((words(&lines[0]).len(), &lines[0]["states"]), (2, &json!({"amy": "to do"})));
    let quotes = Options { labels: vec!["quote".into()], ..Options::default() };
    let (lines, report) = desk.export(&quotes);
    assert_eq!((words(&lines[0]).len(), report.relations, report.left_out.relations), (2, 0, 1));
}

#[test]
fn names_that_are_not_there_are_refused() {
    let desk = Desk::new("Port");
    let dir = tempfile::tempdir().unwrap();
    let failed = |options: &Options| {
        export::write(&desk.project, options, &dir.path().join("out.jsonl"), &Progress::default()).unwrap_err().to_string()
    };
    let nobody = Options { annotators: vec![Annotator::new("zoe").unwrap()], ..Options::default() };
    assert_eq!(failed(&nobody), "nobody called “zoe” has worked on this project; there are: none");
    let nothing = Options { labels: vec!["opinion".into()], ..Options::default() };
    assert_eq!(failed(&nothing), "the scheme has no label “opinion”; there are: quote, statistic, boilerplate");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn boilerplate_is_cut_and_offsets_follow() {
    let mut desk =
        Desk::new("Kräne 🏗️ stehen\n\nFoto: A. Münze 📷\n\n„Wir warten,\nAnzeige\nalle“, sagte sie. 20 Prozent.\n\nMehr lesen");
    let photo = desk.tag("amy", "boilerplate", "Foto: A. Münze 📷");
    desk.tag("amy", "boilerplate", "Anzeige");
    desk.tag("amy", "boilerplate", "Mehr lesen");
    let quote = desk.tag("amy", "quote", "„Wir warten,\nAnzeige\nalle“");
    desk.tag("amy", "statistic", "20 Prozent");
    desk.tag("ben", "quote", "A. Münze");
    desk.relate("amy", photo, quote);
    let (lines, report) = desk.export(&Options { without_boilerplate: true, ..Options::default() });
    assert_eq!(lines[0]["text"], "Kräne 🏗️ stehen\n\n„Wir warten,\nalle“, sagte sie. 20 Prozent.\n\n");
    assert_eq!(words(&lines[0]), ["„Wir warten,\nalle“", "20 Prozent"]);
    let left_out = report.left_out;
    assert_eq!((left_out.boilerplate, left_out.inside_boilerplate, left_out.shortened, left_out.relations), (3, 1, 1, 1));
    let ben = Options { annotators: vec![Annotator::new("ben").unwrap()], without_boilerplate: true, ..Options::default() };
    assert_eq!(words(&desk.export(&ben).0[0]), ["A. Münze"]);
}

#[test]
fn an_article_of_nothing_but_boilerplate_is_left_out_and_counted() {
    let mut desk = Desk::new("Subscribe now\n");
    desk.tag("amy", "boilerplate", "Subscribe now");
    let (lines, report) = desk.export(&Options { without_boilerplate: true, ..Options::default() });
    assert_eq!((lines.len(), report.articles, report.left_out.articles), (0, 0, 1));
}

#[test]
fn displaced_annotations_leave_without_offsets() {
    let mut desk = Desk::new("Port");
    desk.tag_with("amy", Annotation { displaced: Some("the old quay".into()), ..annotation("quote", 900, 912) });
    let (lines, report) = desk.export(&Options::default());
    assert_eq!((&lines[0]["displaced"][0]["text"], &lines[0]["displaced"][0]["start"]), (&json!("the old quay"), &Json::Null));
    assert_eq!((words(&lines[0]).len(), report.displaced), (0, 1));
}

#[test]
fn corrections_are_written_and_articles_taken_out_are_not() {
    let mut desk = Desk::new("Port");
    let correction =
        Edit::Metadata { article: desk.id, field: MetadataField::Title, before: None, after: Some("The port".to_owned()) };
    desk.edit("amy", correction);
    assert_eq!(desk.export(&Options::default()).0[0]["metadata"], json!({"title": "The port", "outlet": "The Quay"}));
    desk.edit("amy", Edit::Withdrawal { of: Withdrawn::Article(desk.id), before: false, after: true });
    assert_eq!(desk.export(&Options::default()).1, Report::default());
}

#[test]
fn no_reader_of_lines_can_break_a_line_in_two() {
    let text = "a\u{2028}b\u{2029}c\u{85}d\n\u{B}\u{C}\u{1C}\"\\";
    let desk = Desk::new(text);
    let mut bytes = Vec::new();
    export::write_to(&desk.project, &Options::default(), &mut bytes, &Progress::default()).unwrap();
    let written = String::from_utf8(bytes).unwrap();
    let is_break = |c: char| matches!(c, '\n' | '\u{B}'..='\r' | '\u{1C}'..='\u{1E}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    assert_eq!(written.matches(is_break).count(), 1);
    assert_eq!(serde_json::from_str::<Json>(&written).unwrap()["text"], text);
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).unwrap().next().is_none()
}

#[test]
fn a_file_is_there_whole_or_not_at_all() {
    let desk = Desk::new("Port");
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out.jsonl");
    let cancelled = Progress::default();
    cancelled.cancel();
    let failed = export::write(&desk.project, &Options::default(), &out, &cancelled);
    assert!(matches!(failed, Err(ExportError::Cancelled(_))) && is_empty(dir.path()));
    export::write(&desk.project, &Options::default(), &out, &Progress::default()).unwrap();
    let written = std::fs::read(&out).unwrap();
    assert!(export::write(&desk.project, &Options::default(), &out, &cancelled).is_err());
    assert_eq!(std::fs::read(&out).unwrap(), written);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_a_way_out() {
    let desk = Desk::new("Port");
    let dir = tempfile::tempdir().unwrap();
    let project_folder = dir.path().join("harbour");
    std::fs::create_dir_all(project_folder.join("articles")).unwrap();
    let options = Options { keep_out_of: Some(project_folder.clone()), ..Options::default() };
    let failed = |path: &Path| export::write(&desk.project, &options, path, &Progress::default()).unwrap_err().to_string();
    assert!(failed(dir.path()).contains("it is a folder; name a file in it"));
    assert!(failed(&dir.path().join("no/out.jsonl")).contains("check that its folder exists"));
    for inside in ["articles/out.jsonl", "out.jsonl", "articles/../project.ron"] {
        assert!(failed(&project_folder.join(inside)).contains("inside the project's folder"), "{inside}");
    }
    assert!(is_empty(&project_folder.join("articles")));
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_a_device_a_device() {
    let desk = Desk::new("Port");
    let dir = tempfile::tempdir().unwrap();
    let (real, link) = (dir.path().join("real.jsonl"), dir.path().join("link.jsonl"));
    std::fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    export::write(&desk.project, &Options::default(), &link, &Progress::default()).unwrap();
    let device = Path::new("/dev/null");
    let failed = export::write(&desk.project, &Options::default(), device, &Progress::default());
    assert!(matches!(failed, Err(ExportError::NotAFile(_))) && !device.is_file());
    assert!(link.is_symlink() && std::fs::read_to_string(&real).unwrap().starts_with("{\"id\""));
}

proptest! {
    /// Any spans anywhere, cut or not: what is written at the code points is what the span says, and no word of it is boilerplate.
    #[test]
    fn sliced_words_are_the_words(text in "[a-c é港🏗\n]{1,60}", spans in prop::collection::vec((0..60_usize, 1..20_usize, 0..3_usize), 0..8), cut: bool) {
        let mut desk = Desk::new(&text);
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let labels = ["quote", "statistic", "boilerplate"];
        let mut boilerplate = 0;
        for (start, length, label) in spans {
            let (Some(start), Some(end)) = (ends.get(start), ends.get(start + length)) else { continue };
            if Span::new(*start, *end).unwrap().fault(&text).is_none() {
                desk.tag_with("amy", annotation(labels[label], *start, *end));
                boilerplate += u64::from(label == 2);
            }
        }
        let all = desk.export(&Options::default()).1;
        let (lines, report) = desk.export(&Options { without_boilerplate: cut, ..Options::default() });
        let left_out = report.left_out;
        lines.iter().for_each(|line| drop(words(line)));
        if !cut {
            prop_assert_eq!(&lines[0]["text"], &text);
        } else if report.articles == 1 {
            prop_assert_eq!(report.spans + left_out.inside_boilerplate + left_out.boilerplate, all.spans);
            prop_assert_eq!(left_out.boilerplate, boilerplate);
        }
    }
}
