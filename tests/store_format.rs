//! What stands in the files: the same bytes when written again, readable by eye, and read in any layout and older format.

mod support;

use pressmark::model::annotation::{CarriedFrom, Rule};
use pressmark::model::*;
use pressmark::store::{ProblemKind, Storage, StoreError, check, default_scheme, name_of};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use support::edits::{Draw, assert_same, edit};
use support::folders::{Folder, Worker, amy, ben, open, try_open};
use support::projects::{harbour, words};

fn files(dir: &Path) -> BTreeMap<String, String> {
    let folders = ["", "articles", "annotations", "journal"].map(|folder| dir.join(folder));
    let entries = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(Result::unwrap);
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            (entry.path().strip_prefix(dir).unwrap().display().to_string(), std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_and_writes_the_same_bytes(
        seed in any::<u64>(), words in words(), text in any::<String>(), metadata in prop::collection::vec(words(), 6),
    ) {
        let mut project = harbour();
        let mut fields = Metadata::default();
        MetadataField::ALL.iter().zip(metadata).for_each(|(field, value)| *field.of_mut(&mut fields) = value);
        let source = Source { file: words.clone(), encoding: words.clone(), undecodable: seed, ..Source::default() };
        project.add_batch(&BatchId("2026-11-22-any".into()), [Article::new(text, fields, source)]);
        let mut draw = Draw(seed);
        for by in [amy(), ben()] {
            for _ in 0..40 {
                if let Some(edit) = edit(&mut draw, &words, &project, &by) {
                    edit.apply(&mut project, &by).unwrap();
                }
            }
        }
        let one = Folder::of(&project);
        let opened = open(&one.dir, &amy());
        prop_assert_eq!(&opened.problems, &vec![]);
        assert_same(&opened.project, &project);
        drop(opened.storage);
        let other = Folder::of(&opened.project);
        prop_assert_eq!(files(&one.dir), files(&other.dir));
    }

    #[test]
    fn every_file_is_one_ron_document(seed in any::<u64>(), words in words()) {
        let folder = Folder::of(&harbour());
        let mut worker = Worker::open(&folder.dir, &amy());
        let mut draw = Draw(seed);
        for _ in 0..20 {
            if let Some(edit) = edit(&mut draw, &words, &worker.project, &amy()) {
                worker.commit(vec![edit]);
            }
        }
        worker.close();
        for (name, text) in files(&folder.dir).iter().filter(|(name, _)| name.ends_with(".ron")) {
            let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES);
            let read = options.from_str::<serde::de::IgnoredAny>(text);
            prop_assert!(read.is_ok(), "{} {:?}\n{}", name, read, text);
        }
    }
}

#[test]
fn a_record_is_a_line_and_can_be_read_by_eye() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    let article = worker.project.stored_articles()[0].clone();
    let start = article.text.find('“').unwrap();
    let span = Span::new(start, start + "“We had no choice,”".len()).unwrap();
    let id = AnnotationId(0x17);
    let attributes = [("speaker".into(), Value::Text("Ana Ruiz".into()))].into_iter().collect();
    let after = Annotation {
        id,
        span,
        label: "quote".into(),
        attributes,
        note: "isn’t it?".into(),
        provenance: Provenance::Hand,
        created: Timestamp(1_795_344_127_123),
        displaced: None,
    };
    worker.commit(vec![
        Edit::Annotation { article: article.id, before: None, after: Some(Box::new(after)) },
        Edit::State { article: article.id, before: ArticleState::ToDo, after: ArticleState::Done },
    ]);
    worker.close();
    let text = folder.read("annotations/amy.ron");
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("Annotations(format: 1, annotator: \"amy\", journal: Journal(bytes: "), "{text}");
    let id = article.id;
    assert_eq!(
        lines[1],
        format!(
            "Annotation(id: \"0000000000000017\", article: \"{id}\", label: \"quote\", start: 13, end: 36, \
             text: \"“We had no choice,”\", attributes: {{\"speaker\": Text(\"Ana Ruiz\")}}, note: \"isn’t it?\", \
             created: \"2026-11-22T10:42:07.123Z\"),"
        )
    );
    assert_eq!(lines[2..], [format!("State(article: \"{id}\", state: Done),"), "])".to_owned()]);
}

#[test]
fn a_dismissed_suggestion_is_a_line_of_the_snapshot_and_an_edit_of_the_journal() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    let article = worker.project.stored_articles()[0].id;
    let suggestion = SuggestionKey { span: Span { start: 0, end: 11 }, label: "boilerplate".into() };
    worker.commit(vec![Edit::Dismissal { article, suggestion, before: false, after: true }]);
    let made = worker.close();
    let words = "label: \"boilerplate\", start: 0, end: 11)";
    let snapshot = folder.read("annotations/amy.ron");
    assert_eq!(snapshot.lines().nth(1), Some(format!("Dismissed(article: \"{article}\", {words},").as_str()));
    let journal = folder.read("journal/amy.ronl");
    let edit = format!("Dismissal(article: \"{article}\", suggestion: ({words}, before: false, after: true)");
    assert!(journal.contains(&edit), "{journal}");
    assert_same(&open(&folder.dir, &amy()).project, &made);
    assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
    folder.rewrite("annotations/amy.ron", |text| text.replace("start: 0, end: 11", "start: 12, end: 11"));
    let problems = open(&folder.dir, &amy()).problems;
    assert!(problems.iter().any(|problem| problem.reason.contains("it ends at 11 before it begins at 12")), "{problems:?}");
}

#[test]
fn what_was_carried_over_says_so_in_the_files_and_what_was_left_out_stays_so() {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    let (older, newer) = (worker.project.stored_articles()[0].id, worker.project.stored_articles()[1].clone());
    let span = Span::new(0, newer.text.split(' ').next().unwrap().len()).unwrap();
    let rule = Box::new(Rule { name: "sentence at caret".into(), score: None });
    let found = Provenance::Rule(rule);
    let carried = CarriedFrom { article: older, annotation: AnnotationId(5), at: Timestamp(1_795_344_127_123), found };
    let after = Annotation {
        id: AnnotationId(0x17),
        span,
        label: "quote".into(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance: Provenance::Carried(Box::new(carried)),
        created: Timestamp(0),
        displaced: None,
    };
    // Carried over without a place it is as somebody left it, and no problem.
    let displaced = Annotation { id: AnnotationId(0x18), displaced: Some("gone".into()), ..after.clone() };
    let adding = |after| Edit::Annotation { article: newer.id, before: None, after: Some(Box::new(after)) };
    let left_out = Edit::LeftOut { article: newer.id, annotation: AnnotationId(6), before: false, after: true };
    worker.commit(vec![adding(after), adding(displaced), left_out]);
    let made = worker.close();
    let snapshot = folder.read("annotations/amy.ron");
    let words = format!(
        "provenance: Carried(article: \"{older}\", annotation: \"0000000000000005\", at: \"2026-11-22T10:42:07.123Z\", \
         found: Rule(name: \"sentence at caret\")))"
    );
    assert_eq!(snapshot.matches(&words).count(), 2, "{snapshot}");
    let line = format!("LeftOut(article: \"{}\", annotation: \"0000000000000006\"),", newer.id);
    assert!(snapshot.contains(&line), "{snapshot}");
    let edit = format!("{}, before: false, after: true)", line.trim_end_matches("),"));
    assert!(folder.read("journal/amy.ronl").contains(&edit));
    let opened = open(&folder.dir, &amy());
    assert_same(&opened.project, &made);
    assert_eq!(opened.problems, []);
    assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
}

#[test]
fn the_scheme_of_a_new_project_has_the_four_labels() {
    let scheme = default_scheme();
    let labels: Vec<_> =
        scheme.labels.iter().map(|l| (l.id.as_ref(), l.key.unwrap(), l.color.to_string(), l.attributes.len())).collect();
    let expected = [
        ("quote", 'q', "#0072B2", 3),
        ("claim", 'c', "#D55E00", 3),
        ("statistic", 's', "#009E73", 3),
        ("boilerplate", 'b', "#7A7A7A", 1),
    ];
    assert_eq!(labels, expected.map(|(id, key, color, count)| (id, key, color.to_owned(), count)));
    assert_eq!(scheme.relations.len(), 3);
    assert_eq!(scheme.faults(), Vec::<String>::new());
    let asset = include_str!("../assets/scheme.ron");
    assert_eq!(asset.lines().count(), 2 + 4 + 3, "every line of the asset is read");
}

#[test]
fn a_mark_at_the_start_windows_line_ends_and_other_layouts_are_read() {
    let folder = Folder::of(&tagged());
    let before = open(&folder.dir, &ben()).project;
    for name in ["project.ron", "articles/2026-11-20-amy-1.ron", "annotations/amy.ron"] {
        folder.rewrite(name, |text| format!("\u{feff}{}", text.replace('\n', "\r\n")));
    }
    let opened = open(&folder.dir, &ben());
    assert_eq!(opened.problems, []);
    assert_same(&opened.project, &before);
    drop(opened);
    // Spread over lines by another program, with comments.
    for name in ["project.ron", "articles/2026-11-20-amy-1.ron", "annotations/amy.ron"] {
        folder.rewrite(name, |text| {
            text.replacen("(format", "(\n  // by hand\n  format", 1)
                .replace(", name:", ",\n    name:")
                .replace(", label:", ",\n    label:")
        });
    }
    let opened = open(&folder.dir, &ben());
    assert_eq!(opened.problems, []);
    assert_same(&opened.project, &before);
}

#[test]
fn a_record_that_somebody_spread_over_lines_is_still_read() {
    let folder = Folder::of(&tagged());
    let before = open(&folder.dir, &ben()).project;
    folder.rewrite("annotations/amy.ron", |text| text.replace(", label:", ",\n    label:"));
    folder.rewrite("articles/2026-11-20-amy-1.ron", |text| text.replacen(", outlet:", ",\n\n // hm\n    outlet:", 2));
    let opened = open(&folder.dir, &ben());
    assert_eq!(opened.problems, []);
    assert_same(&opened.project, &before);
}

#[test]
fn files_of_format_0_are_read_as_format_1() {
    let project = harbour();
    let folder = Folder::of(&project);
    let article = project.stored_articles()[0].id;
    let old = format!(
        "Annotations(annotator: \"amy\", records: [\n\
         Annotation(id: \"0000000000000017\", article: \"{article}\", label: \"quote\", span: (0, 6), text: \"Cranes\"),\n\
         State(article: \"{article}\", done: true),\n])\n"
    );
    std::fs::write(folder.file("annotations/amy.ron"), old).unwrap();
    let opened = open(&folder.dir, &amy());
    assert_eq!(opened.problems, []);
    let layer = opened.project.article_layer(&amy(), article).unwrap();
    assert_eq!(layer.annotations.iter().map(|a| (a.span.range(), a.label.as_ref())).collect::<Vec<_>>(), [(0..6, "quote")]);
    assert_eq!(layer.state, ArticleState::Done);
    // The same line in a file of format 1 is not in order.
    folder.rewrite("annotations/amy.ron", |text| text.replacen("(annotator", "(format: 1, annotator", 1));
    assert!(open(&folder.dir, &ben()).problems.iter().any(|problem| problem.kind == ProblemKind::Damaged));
}

#[test]
fn newer_files_are_refused_by_their_version() {
    let folder = Folder::of(&tagged());
    folder.rewrite("project.ron", |text| text.replacen("format: 1, name", "format: 7, surprise: [{", 1));
    let error = try_open(&folder.dir, &amy()).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 7, known: 1, .. }), "{error}");
    assert!(error.to_string().contains("newer Pressmark (format 7"), "{error}");
    folder.rewrite("project.ron", |text| text.replacen("format: 7, surprise: [{", "format: 1, name", 1));
    // Somebody else's newer file does not keep the project from opening; one's own does.
    folder.rewrite("annotations/amy.ron", |text| text.replacen("format: 1", "format: 2", 1));
    let opened = open(&folder.dir, &ben());
    assert!(opened.problems[0].reason.contains("newer Pressmark"), "{:?}", opened.problems);
    drop(opened);
    assert!(matches!(try_open(&folder.dir, &amy()).err(), Some(StoreError::Newer { found: 2, .. })));
}

#[test]
fn a_folder_in_use_or_without_a_project_is_refused() {
    let folder = Folder::of(&harbour());
    let error = Storage::create(&folder.dir, &harbour()).unwrap_err();
    assert!(matches!(error, StoreError::NotEmpty { .. }), "{error}");
    assert!(matches!(try_open(folder.dir.parent().unwrap(), &amy()).err(), Some(StoreError::NotAProject { .. })));
    assert_eq!(name_of(&folder.dir).unwrap(), "Harbour strike");
    assert!(name_of(&folder.dir.join("nowhere")).is_err());
    // Nothing but the project is left beside it.
    assert_eq!(std::fs::read_dir(folder.dir.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn reading_can_be_stopped() {
    let folder = Folder::of(&tagged());
    let progress = Progress::default();
    progress.cancel();
    let error = Storage::open(&folder.dir, &amy(), &progress, &|_, _| {}).err().unwrap();
    assert!(matches!(error, StoreError::Cancelled), "{error}");
    assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
}

/// The harbour project with some work of amy's.
fn tagged() -> Project {
    let mut project = harbour();
    let mut draw = Draw(11);
    for _ in 0..60 {
        if let Some(edit) = edit(&mut draw, "isn’t it", &project, &amy()).filter(|edit| !edit.is_shared()) {
            edit.apply(&mut project, &amy()).unwrap();
        }
    }
    project
}
