//! Damaged files: a broken record costs itself alone, is named and kept; what a file still says is read.

mod support;

use pressmark::model::*;
use pressmark::store::{Problem, ProblemKind, StoreError, check};
use support::edits::assert_same;
use support::folders::{Folder, Worker, amy, ben, open, try_open};
use support::projects::{TEXTS, harbour};

/// A tag of the words in the first article, or elsewhere in it with other words.
fn tag(id: u64, words: &str) -> Edit {
    let text = TEXTS[0];
    let start = text.find(words).unwrap();
    let after = Annotation {
        id: AnnotationId(id),
        span: Span::new(start, start + words.len()).unwrap(),
        label: "claim".into(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance: Provenance::Hand,
        created: Timestamp(1),
        displaced: None,
    };
    Edit::Annotation { article: ArticleId::of(text), before: None, after: Some(Box::new(after)) }
}

/// A folder in which amy has tagged three phrases, one transaction each; with a snapshot, or with only the journal.
fn tagged(snapshot: bool) -> (Folder, Project) {
    let folder = Folder::of(&harbour());
    let mut worker = Worker::open(&folder.dir, &amy());
    for (id, words) in [(1, "Cranes"), (2, "“Not one.”"), (3, "dockers")] {
        worker.commit(vec![tag(id, words)]);
    }
    let project = if snapshot { worker.close() } else { worker.abandon() };
    (folder, project)
}

fn ids(project: &Project, by: &Annotator) -> Vec<u64> {
    let layer = project.article_layer(by, ArticleId::of(TEXTS[0]));
    layer.into_iter().flat_map(|layer| layer.annotations.iter().map(|annotation| annotation.id.0)).collect()
}

fn kinds(problems: &[Problem]) -> Vec<(ProblemKind, Option<u64>)> {
    problems.iter().map(|problem| (problem.kind, problem.line)).collect()
}

#[test]
fn a_last_line_torn_at_any_byte_is_moved_away_and_the_rest_stands() {
    let (folder, _) = tagged(false);
    let whole = std::fs::read(folder.file("journal/amy.ronl")).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for cut in last + 1..whole.len() {
        std::fs::write(folder.file("journal/amy.ronl"), &whole[..cut]).unwrap();
        let _ = std::fs::remove_file(folder.file("journal/amy.torn.txt"));
        let mut worker = Worker::open(&folder.dir, &amy());
        assert_eq!(ids(&worker.project, &amy()), [1, 2], "cut at {cut}");
        assert_eq!(kinds(&worker.problems), [(ProblemKind::Journal, None)]);
        assert!(worker.problems[0].reason.contains("never finished"), "{}", worker.problems[0]);
        assert_eq!(std::fs::read(folder.file("journal/amy.torn.txt")).unwrap(), [&whole[last..cut], b"\n"].concat());
        // Work goes on from the last good line, and the history is whole.
        worker.commit(vec![tag(9, "dockers")]);
        assert!(worker.undo() && worker.undo());
        assert_eq!(ids(&worker.project, &amy()), [1]);
        worker.abandon();
        assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
    }
    // Garbage with a line end at the very end is torn too.
    std::fs::write(folder.file("journal/amy.ronl"), [&whole[..last], b"\0\0\0\0\n"].concat()).unwrap();
    assert_eq!(ids(&open(&folder.dir, &amy()).project, &amy()), [1, 2]);
}

#[test]
fn a_damaged_line_in_a_journal_is_skipped_and_what_still_fits_applies() {
    let (folder, _) = tagged(false);
    folder.rewrite("journal/amy.ronl", |text| text.replacen("number: 2", "number: two", 1));
    let opened = open(&folder.dir, &amy());
    assert_eq!(ids(&opened.project, &amy()), [1, 3]);
    assert_eq!(kinds(&opened.problems), [(ProblemKind::Journal, None)]);
    assert!(opened.problems[0].reason.contains("cannot be read and is skipped"), "{}", opened.problems[0]);
}

#[test]
fn a_changed_journal_line_is_noticed_by_its_hash() {
    let (folder, _) = tagged(true);
    folder.rewrite("journal/amy.ronl", |text| text.replacen("Tag quote", "Tag claim", 1));
    let problems = check(&folder.dir, &Progress::default()).unwrap().problems;
    assert!(problems.iter().any(|p| p.reason.contains("line 2") && p.reason.contains("hash")), "{problems:?}");
}

#[test]
fn a_snapshot_that_does_not_follow_from_its_journal_is_noticed() {
    let (folder, _) = tagged(true);
    assert_eq!(check(&folder.dir, &Progress::default()).unwrap().problems, []);
    folder.rewrite("annotations/amy.ron", |text| text.replacen("label: \"claim\"", "label: \"quote\"", 1));
    let problems = check(&folder.dir, &Progress::default()).unwrap().problems;
    assert!(problems.iter().any(|p| p.reason.contains("does not follow from its journal")), "{problems:?}");
}

#[test]
fn a_broken_record_of_a_snapshot_is_kept_beside_it() {
    let (folder, _) = tagged(true);
    folder.rewrite("annotations/amy.ron", |text| text.replacen("text: \"“Not one.”\"", "text: “Not one.”", 1));
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(kinds(&worker.problems), [(ProblemKind::Damaged, Some(3))]);
    assert_eq!(ids(&worker.project, &amy()), [1, 3]);
    assert!(!folder.file("annotations/amy.ron.set-aside.txt").exists());
    worker.commit(vec![tag(4, "Cranes stop")]);
    worker.close();
    let aside = folder.read("annotations/amy.ron.set-aside.txt");
    assert!(aside.starts_with("// line 3: ") && aside.contains("text: “Not one.”"), "{aside}");
    assert_eq!(open(&folder.dir, &amy()).problems, []);
}

#[test]
fn a_broken_record_of_a_batch_costs_that_article_alone() {
    let (folder, _) = tagged(true);
    folder.rewrite("articles/2026-11-20-amy-1.ron", |text| text.replacen("title: \"Title “1”", "title: \"Title \"1\"", 1));
    let before = folder.read("articles/2026-11-20-amy-1.ron");
    let worker = Worker::open(&folder.dir, &amy());
    assert_eq!(kinds(&worker.problems), [(ProblemKind::Damaged, Some(3))]);
    assert_eq!(worker.project.stored_articles().len(), TEXTS.len() - 1);
    worker.close();
    assert_eq!(folder.read("articles/2026-11-20-amy-1.ron"), before);
}

#[test]
fn a_broken_record_of_the_shared_file_is_kept_when_it_is_written() {
    let (folder, _) = tagged(true);
    folder.rewrite("project.ron", |text| text.replacen("key: \"s\"", "key: s", 1));
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems.first().map(|problem| problem.line), Some(Some(4)));
    assert_eq!(worker.project.scheme.labels.len(), 3);
    worker.commit(vec![Edit::Name { before: "Harbour strike".to_owned(), after: "Docks".to_owned() }]);
    worker.close();
    assert!(folder.read("project.ron.set-aside.txt").contains("key: s,"));
    assert!(folder.read("project.ron").starts_with("Project(format: 1, name: \"Docks\""));
}

#[test]
fn what_does_not_match_its_text_is_displaced_and_never_moved() {
    let (folder, _) = tagged(true);
    let whole = folder.read("annotations/amy.ron");
    let long = TEXTS[0].len() + 9;
    for (change, to) in [
        ("start: 0, end: 6, text: \"Cranes\"", "start: 1, end: 7, text: \"Cranes\"".to_owned()),
        ("end: 6, text: \"Cranes\"", format!("end: {long}, text: \"Cranes\"")),
        ("text: \"Cranes\"", "text: \"Boats\"".to_owned()),
        ("start: 0, end: 6, text: \"Cranes\"", "start: 14, end: 20, text: \"Cranes\"".to_owned()),
        ("end: 6, text: \"Cranes\"", "end: 7, text: \"Cranes \"".to_owned()),
    ] {
        std::fs::write(folder.file("annotations/amy.ron"), whole.replacen(change, &to, 1)).unwrap();
        let opened = open(&folder.dir, &ben());
        assert_eq!(kinds(&opened.problems), [(ProblemKind::Displaced, Some(2))], "{to}");
        let layer = opened.project.article_layer(&amy(), ArticleId::of(TEXTS[0])).unwrap();
        assert_eq!(layer.annotations.len(), 2);
        let words = layer.displaced[0].displaced.as_deref().unwrap();
        assert!(to.contains(&format!("text: \"{words}\"")), "{words}");
        // It survives being written again as it is.
        let copy = Folder::of(&opened.project);
        assert!(copy.read("annotations/amy.ron").contains(&to), "{to}");
    }
}

#[test]
fn annotations_of_a_missing_or_changed_article_are_kept_as_displaced() {
    let (folder, project) = tagged(true);
    folder.rewrite("articles/2026-11-20-amy-1.ron", |text| text.replacen("Cranes stop", "Cranes stood", 1));
    let mut worker = Worker::open(&folder.dir, &amy());
    let found = kinds(&worker.problems);
    assert_eq!(found[0], (ProblemKind::ChangedText, Some(2)));
    assert_eq!(found[1..], [2, 3, 4].map(|line| (ProblemKind::Displaced, Some(line))));
    assert_eq!(worker.project.article_layer(&amy(), ArticleId::of(TEXTS[0])).unwrap().displaced.len(), 3);
    // Work goes on, and when the article is back, so is everything.
    let other = worker.project.stored_articles()[1].id;
    worker.commit(vec![Edit::State { article: other, before: ArticleState::ToDo, after: ArticleState::Done }]);
    worker.close();
    folder.rewrite("articles/2026-11-20-amy-1.ron", |text| text.replacen("Cranes stood", "Cranes stop", 1));
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    assert!(worker.undo());
    assert_same(&worker.project, &project);
    assert!(worker.undo());
    assert_eq!(ids(&worker.project, &amy()), [1, 2]);
}

#[test]
fn of_two_records_with_one_id_the_second_is_kept_aside() {
    let (folder, _) = tagged(true);
    folder.rewrite("annotations/amy.ron", |text| {
        let line = text.lines().nth(1).unwrap().to_owned();
        let other = line.replace("label: \"claim\"", "label: \"quote\"");
        text.replacen("])", &format!("{line}\n{other}\n])"), 1)
    });
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(kinds(&worker.problems), [(ProblemKind::Duplicate, Some(5)), (ProblemKind::Duplicate, Some(6))]);
    assert_eq!(ids(&worker.project, &amy()), [1, 2, 3]);
    worker.commit(vec![tag(4, "Cranes stop")]);
    worker.close();
    let aside = folder.read("annotations/amy.ron.set-aside.txt");
    assert_eq!(aside.matches("label:").count(), 1);
    assert!(aside.contains("label: \"quote\""));
}

#[test]
fn a_label_that_the_scheme_lacks_stays_and_is_named() {
    let (folder, _) = tagged(true);
    folder.rewrite("annotations/amy.ron", |text| text.replacen("label: \"claim\"", "label: \"rumour\"", 1));
    let opened = open(&folder.dir, &ben());
    assert_eq!(kinds(&opened.problems), [(ProblemKind::Unknown, Some(2))]);
    assert_eq!(ids(&opened.project, &amy()), [1, 2, 3]);
}

#[test]
fn cut_off_empty_and_binary_files_are_named_and_snapshots_come_from_the_journal() {
    let (folder, project) = tagged(true);
    let binary: Vec<u8> = (0..4000_u32).map(|n| (n * 37 % 256) as u8).collect();
    let nested = format!("Annotations(format: 1, annotator: \"amy\", records: [\n{}\n])\n", "[".repeat(100_000));
    let whole = folder.read("annotations/amy.ron").into_bytes();
    let samples =
        [b"".to_vec(), b"\xEF\xBB\xBF".to_vec(), binary.clone(), "[".repeat(100_000).into_bytes(), whole[..40].to_vec()];
    for sample in samples {
        std::fs::write(folder.file("annotations/amy.ron"), &sample).unwrap();
        let worker = Worker::open(&folder.dir, &amy());
        assert_eq!(kinds(&worker.problems), [(ProblemKind::Unreadable, None)], "{:?}", worker.problems);
        assert_same(&worker.project, &project);
        worker.close();
        assert_eq!(std::fs::read(folder.file("annotations/amy.ron.unreadable.txt")).unwrap(), sample);
        assert_eq!(std::fs::read(folder.file("annotations/amy.ron")).unwrap(), whole);
    }
    std::fs::write(folder.file("annotations/amy.ron"), nested).unwrap();
    assert_eq!(kinds(&open(&folder.dir, &ben()).problems), [(ProblemKind::Damaged, Some(2))]);
    for cut in [whole.len() - 2, whole.len() / 2] {
        std::fs::write(folder.file("annotations/amy.ron"), &whole[..cut]).unwrap();
        let problems = open(&folder.dir, &ben()).problems;
        assert!(problems.iter().any(|problem| problem.reason.contains("has no end") || problem.kind == ProblemKind::Damaged));
    }
    std::fs::write(folder.file("annotations/amy.ron"), whole).unwrap();
    for sample in [&b""[..], &binary, b"Articles(format: 1, batch: \"b\", records: [", &[b'['; 100_000]] {
        std::fs::write(folder.file("articles/2026-11-21-ben-2.ron"), sample).unwrap();
        let opened = open(&folder.dir, &ben());
        assert_eq!(opened.problems.len(), 1, "{:?}", opened.problems);
        assert_eq!(opened.project.stored_articles().len(), 5);
    }
    for sample in [&b""[..], &binary, &[b'['; 100_000]] {
        std::fs::write(folder.file("project.ron"), sample).unwrap();
        let error = try_open(&folder.dir, &amy()).err().unwrap();
        assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
        assert!(error.to_string().contains("project.ron"), "{error}");
    }
}

#[test]
fn an_endless_line_is_refused_without_eating_memory() {
    let (folder, _) = tagged(true);
    let path = folder.file("articles/2026-11-22-huge.ron");
    let opening = "Articles(format: 1, batch: \"huge\", records: [\nArticle(id: \"";
    for start in ["", opening] {
        std::fs::write(&path, start).unwrap();
        // 2 GB of nothing, which takes no room on disk.
        std::fs::File::options().write(true).open(&path).unwrap().set_len(2 << 30).unwrap();
        let opened = open(&folder.dir, &ben());
        assert_eq!(kinds(&opened.problems), [(ProblemKind::Unreadable, None)]);
        assert_eq!(opened.project.stored_articles().len(), TEXTS.len());
    }
}

#[test]
fn a_journal_that_is_missing_or_replaced_is_told_and_work_goes_on() {
    let (folder, project) = tagged(true);
    std::fs::remove_file(folder.file("journal/amy.ronl")).unwrap();
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(kinds(&worker.problems), [(ProblemKind::Journal, None)]);
    assert_same(&worker.project, &project);
    assert!(!worker.undo());
    worker.commit(vec![tag(4, "Cranes stop")]);
    assert!(worker.undo() && worker.redo());
    let now = worker.abandon();
    let worker = Worker::open(&folder.dir, &amy());
    assert_same(&worker.project, &now);
    let now = worker.close();
    let mut worker = Worker::open(&folder.dir, &amy());
    assert_eq!(worker.problems, []);
    assert_same(&worker.project, &now);
    assert!(worker.undo() && !worker.undo());
}
