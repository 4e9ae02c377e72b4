//! Which files an import reads, in which order, and what it says of those that it does not.

use pressmark::import::{self, Imported, Outcome, Problem, Settings, Target};
use pressmark::model::{Annotator, BatchId, Edit, Progress, Project, Scheme, Withdrawn};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

fn read(paths: &[PathBuf]) -> Imported {
    import::read(paths, Settings::default(), &Progress::default()).unwrap()
}

fn sources(imported: &Imported) -> Vec<&str> {
    imported.articles.iter().map(|article| article.source.file.as_str()).collect()
}

fn problems(imported: &Imported) -> Vec<(&Path, &Problem)> {
    imported
        .files
        .iter()
        .filter_map(|file| match &file.parts[0].outcome {
            Outcome::Refused(problem) => Some((file.path.as_path(), problem)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_folder_is_read_with_all_below_it_in_order() {
    let dir = folder(&[
        ("news/b.txt", "Bee"),
        ("news/a.md", "Ay"),
        ("news/deep/er/c", "Sea"),
        ("news/.hidden.txt", "No"),
        ("news/.git/config", "No"),
    ]);
    let imported = read(&[dir.path().join("news")]);
    assert_eq!(sources(&imported), ["news/a.md", "news/b.txt", "news/deep/er/c"]);
    assert!(imported.files.iter().all(|file| file.articles() == 1 && file.path.starts_with(dir.path())));
}

#[test]
fn patterns_files_and_folders_may_be_mixed_and_named_twice() {
    let dir = folder(&[("a1.txt", "One"), ("a2.txt", "Two"), ("b.txt", "Three"), (".a3.txt", "No"), ("deep/a4.txt", "Four")]);
    let at = |name: &str| dir.path().join(name);
    assert_eq!(sources(&read(&[at("a?.txt"), at("b.txt"), at("b.txt")])), ["a1.txt", "a2.txt", "b.txt"]);
    assert_eq!(sources(&read(&[at("**/a*.txt")])), ["a1.txt", "a2.txt", "a4.txt"]);
    assert_eq!(sources(&read(&[at(".a3.txt")])), [".a3.txt"]);
    assert_eq!(problems(&read(&[at("z*.txt")])), [(at("z*.txt").as_path(), &Problem::NoMatch)]);
    fs::write(at("a[1].txt"), "Brackets").unwrap();
    assert_eq!(sources(&read(&[at("a[1].txt")])), ["a[1].txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_matches_a_pattern_as_others_do() {
    use std::os::unix::ffi::OsStrExt as _;
    let dir = folder(&[("a.txt", "One")]);
    fs::write(dir.path().join(std::ffi::OsStr::from_bytes(b"na\xefve.txt")), "Two").unwrap();
    let texts = |pattern: &str| -> Vec<String> {
        read(&[dir.path().join(pattern)]).articles.iter().map(|article| article.text.to_string()).collect()
    };
    assert_eq!(texts("*.txt"), ["One", "Two"]);
    assert_eq!(texts("[a-z]*.[a-z]*"), ["One", "Two"]);
    assert_eq!(texts("na?ve.txt"), ["Two"]);
}

#[test]
fn one_bad_file_costs_itself_alone() {
    let dir = folder(&[("in/a.txt", "Ay"), ("in/empty.txt", ""), ("in/blank.txt", " \n\n"), ("in/photo.txt", "\u{89}PNG")]);
    fs::write(dir.path().join("in/photo.txt"), b"\x89PNG\r\n\x1a\n\0\0").unwrap();
    let missing = dir.path().join("missing.txt");
    let imported = read(&[dir.path().join("in"), missing.clone()]);
    assert_eq!(sources(&imported), ["in/a.txt"]);
    let found: Vec<&Problem> = problems(&imported).into_iter().map(|(_, problem)| problem).collect();
    assert_eq!(found, [&Problem::Blank, &Problem::Empty, &Problem::NotText("a PNG picture"), &Problem::Missing]);
    assert_eq!(imported.files.last().map(|file| &file.path), Some(&missing));
}

#[test]
fn an_empty_folder_is_named() {
    let dir = folder(&[("in/.hidden", "No")]);
    assert_eq!(problems(&read(&[dir.path().join("in")])), [(dir.path().join("in").as_path(), &Problem::EmptyFolder)]);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let dir = folder(&[]);
    let path = dir.path().join("huge.txt");
    // Sparse: takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(2 << 30).unwrap();
    let started = std::time::Instant::now();
    let imported = read(std::slice::from_ref(&path));
    assert_eq!(problems(&imported), [(path.as_path(), &Problem::TooLarge(2 << 30))]);
    assert!(started.elapsed().as_millis() < 500);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_odd_names() {
    use std::os::unix::{ffi::OsStrExt, fs::symlink};
    let dir = folder(&[("in/a.txt", "Ay"), ("outside.txt", "Out"), ("elsewhere/b.txt", "Bee")]);
    let at = |name: &str| dir.path().join(name);
    symlink(at("outside.txt"), at("in/out.txt")).unwrap();
    symlink(at("elsewhere"), at("in/else")).unwrap();
    symlink(at("in"), at("in/loop")).unwrap();
    symlink(at("in/a.txt"), at("in/same.txt")).unwrap();
    symlink(at("nowhere"), at("in/broken")).unwrap();
    let odd = at("in").join(std::ffi::OsStr::from_bytes(b"z\xFFz.txt"));
    fs::write(&odd, "Odd").unwrap();
    let imported = read(&[at("in")]);
    assert_eq!(sources(&imported), ["in/a.txt", "in/z\u{FFFD}z.txt"]);
    assert_eq!(imported.files.last().map(|file| &file.path), Some(&odd));
    let found = problems(&imported);
    assert!(matches!(found[0], (_, Problem::Unreadable(_))), "{found:?}");
    assert_eq!(
        found[1..],
        [(at("in/else").as_path(), &Problem::LinkOutside), (at("in/out.txt").as_path(), &Problem::LinkOutside)]
    );
    assert_eq!(sources(&read(&[at("in/out.txt"), odd])), ["out.txt", "z\u{FFFD}z.txt"]);
    let socket = at("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert_eq!(problems(&read(std::slice::from_ref(&socket))), [(socket.as_path(), &Problem::NotAFile)]);
}

#[test]
fn the_same_text_is_named_and_not_added_twice() {
    let dir = folder(&[("in/1.txt", "Same\r\n"), ("in/2.txt", "Same\n"), ("in/3.txt", "Other")]);
    let imported = read(&[dir.path().join("in")]);
    assert_eq!(sources(&imported), ["in/1.txt", "in/3.txt"]);
    let first = dir.path().join("in/1.txt");
    assert_eq!(imported.files[1].parts[0].outcome.to_string(), format!("nothing new: the same text as {}", first.display()));
    assert!(!imported.files[1].is_problem());
}

#[test]
fn a_cancelled_import_gives_nothing() {
    let dir = folder(&[("in/a.txt", "Ay")]);
    let progress = Progress::default();
    progress.cancel();
    assert!(import::read(&[dir.path().join("in")], Settings::default(), &progress).is_err());
}

struct Desk {
    project: Project,
    annotator: Annotator,
    dir: TempDir,
}

impl Desk {
    /// A project into which amy imported two articles as one batch.
    fn new() -> Self {
        let dir = folder(&[("in/1.txt", "One"), ("in/2.txt", "Two")]);
        let annotator = Annotator::new("amy").unwrap();
        let mut project = Project::new("Desk".to_owned(), Scheme::default());
        project.add_batch(&BatchId("first".into()), read(&[dir.path().join("in")]).articles);
        Self { project, annotator, dir }
    }

    fn take_out(&mut self, by: &str, of: Withdrawn) {
        let edit = Edit::Withdrawal { of, before: false, after: true };
        edit.apply(&mut self.project, &Annotator::new(by).unwrap()).unwrap();
    }

    fn import(&self, name: &str) -> Imported {
        let target = Some(Target { project: &self.project, annotator: &self.annotator });
        let settings = Settings { target, ..Settings::default() };
        import::read(&[self.dir.path().join(name)], settings, &Progress::default()).unwrap()
    }

    fn commit(&mut self, imported: &Imported) {
        let target = Target { project: &self.project, annotator: &self.annotator };
        for edit in import::edits(target, None, &imported.returning) {
            edit.check(&self.project, &self.annotator).unwrap();
            edit.apply(&mut self.project, &self.annotator).unwrap();
        }
    }

    fn texts(&self) -> Vec<&str> {
        self.project.articles().map(|article| &*article.text).collect()
    }
}

#[test]
fn what_is_in_the_project_is_named_and_not_added() {
    let desk = Desk::new();
    let imported = desk.import("in");
    assert_eq!((imported.articles.len(), imported.returning.len()), (0, 0));
    assert_eq!(imported.files[0].parts[0].outcome.to_string(), "nothing new: the same text as in/1.txt, which is in the project");
}

#[test]
fn what_was_taken_out_comes_back_alone() {
    let mut desk = Desk::new();
    desk.take_out("amy", Withdrawn::Batch(BatchId("first".into())));
    assert!(desk.texts().is_empty());
    let imported = desk.import("in/2.txt");
    assert!(matches!(imported.files[0].parts[0].outcome, Outcome::PutBack { .. }));
    desk.commit(&imported);
    assert_eq!(desk.texts(), ["Two"]);
    let imported = desk.import("in");
    desk.commit(&imported);
    assert_eq!(desk.texts(), ["One", "Two"]);
}

#[test]
fn what_somebody_else_took_out_stays_out() {
    let mut desk = Desk::new();
    desk.take_out("ben", Withdrawn::Batch(BatchId("first".into())));
    let imported = desk.import("in/1.txt");
    assert_eq!(problems(&imported)[0].1, &Problem::TakenOut("ben".to_owned()));
}

#[test]
fn an_import_is_recorded_as_its_batch() {
    let desk = Desk::new();
    let batch = BatchId("second".into());
    let target = Target { project: &desk.project, annotator: &desk.annotator };
    let edits = import::edits(target, Some(&batch), &[]);
    assert_eq!(edits, [Edit::Withdrawal { of: Withdrawn::Batch(batch), before: true, after: false }]);
}

#[test]
fn real_articles_are_read_where_there_are_some() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles");
    if !folder.is_dir() {
        return;
    }
    let imported = read(&[folder]);
    assert!(!imported.articles.is_empty());
    for (article, file) in imported.articles.iter().zip(&imported.files) {
        let text = fs::read_to_string(&file.path).unwrap();
        assert_eq!(*article.text, text.replace("\r\n", "\n").replace('\r', "\n"));
        assert_eq!((article.source.encoding.as_str(), article.source.undecodable), ("UTF-8", 0));
    }
}
