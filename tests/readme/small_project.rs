//! The small project of the README: written by the store, checked by it, exported. The README shows its files whole.

use pressmark::export::{self, Options};
use pressmark::import::{self, Settings, Target};
use pressmark::model::*;
use pressmark::store::{self, Opened, Storage};
use std::path::Path;

/// 16 July 2025, 09:00 UTC, in milliseconds.
const MORNING: i64 = 1_752_656_400_000;
const TEXT: &str = "Night shift walks out\n“We had no choice,” said Ines Calloway. Some 1,350 workers stopped work.\n";

/// The parts of the README that show it, by their markers.
pub fn parts() -> Vec<(&'static str, String)> {
    let keep = tempfile::tempdir().unwrap();
    let dir = keep.path().join("harbour-strike");
    let project = write(&dir);
    let found = store::check(&dir, &Progress::default()).unwrap();
    assert_eq!(found.problems, []);
    let part = |name: &'static str, folder: &str, language: &str| {
        let file = only_file(&dir.join(folder), name);
        (name, fence(language, &std::fs::read_to_string(file).unwrap()))
    };
    vec![
        part("project.ron", "", "ron"),
        part("articles", "articles", "ron"),
        part("annotations", "annotations", "ron"),
        part("journal", "journal", "ron"),
        ("jsonl", fence("json", &exported(&project))),
    ]
}

fn fence(language: &str, text: &str) -> String {
    format!("```{language}\n{text}```\n")
}

/// The file of that name, or the only one of its folder.
fn only_file(folder: &Path, name: &str) -> std::path::PathBuf {
    let named = folder.join(name);
    if named.is_file() {
        return named;
    }
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

fn amy() -> Annotator {
    Annotator::new("amy").unwrap()
}

fn at(seconds: i64) -> Timestamp {
    Timestamp(MORNING + seconds * 1000)
}

/// Makes the folder; gives the project as it was in memory at the end.
fn write(dir: &Path) -> Project {
    let mut new = Project::new("Harbour strike".to_owned(), scheme());
    new.guidelines = "Tag the whole quotation, with both marks.".to_owned();
    Storage::create(dir, &new).unwrap();
    let article = article();
    let (id, batch) = (article.id, import::batch_id(&amy(), at(0), 0x5a3e));
    store::write_batch(dir, &batch, [article]).unwrap();
    let Opened { mut project, mut storage, problems } = Storage::open(dir, &amy(), &Progress::default(), &|_, _| {}).unwrap();
    assert_eq!(problems, []);
    let import = import::edits(Target { project: &project, annotator: &amy() }, Some(&batch), &[]);
    for (seconds, command, edits) in
        [(0, "Import 1 article", import), (42, "Tag quote", tag(id)), (57, "Set speaker", name_speaker(id))]
    {
        let number = storage.next_number();
        let command = command.to_owned();
        let transaction = Transaction { number, annotator: amy(), at: at(seconds), command, direction: Direction::Do, edits };
        transaction.apply(&mut project).unwrap();
        storage.append(&transaction, &project).unwrap();
    }
    storage.close(&project).map_err(|(_, error)| error).unwrap();
    project
}

/// Two labels of the default scheme, with fewer words.
fn scheme() -> Scheme {
    let mut scheme = store::default_scheme();
    scheme.labels.retain(|label| ["quote", "statistic"].contains(&label.id.as_ref()));
    for label in &mut scheme.labels {
        label.description = label.description.split_inclusive(['.', ';', ',']).next().unwrap().trim_end_matches(',').to_owned();
    }
    scheme.relations.retain(|kind| kind.id.as_ref() == "same-utterance");
    scheme
}

fn article() -> Article {
    let settings = Settings { imported: at(0), ..Settings::default() };
    let mut imported = import::from_text(TEXT, "signal-wire-0703.txt", settings);
    let mut article = imported.articles.remove(0);
    article.metadata = Metadata {
        title: "Night shift walks out".to_owned(),
        outlet: "Signal Wire".to_owned(),
        url: "https://signalwire.example/ports/SW-0703-118".to_owned(),
        published: "2025-07-03T06:40:00+01:00".to_owned(),
        language: "en".to_owned(),
        ..Metadata::default()
    };
    article
}

fn quote() -> Annotation {
    let words = "“We had no choice,”";
    let start = TEXT.find(words).unwrap();
    Annotation {
        id: AnnotationId(0xd598_1677_f689_bf60),
        span: Span::new(start, start + words.len()).unwrap(),
        label: "quote".into(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance: Provenance::Hand,
        created: at(42),
        displaced: None,
    }
}

fn tag(article: ArticleId) -> Vec<Edit> {
    let state = Edit::State { article, before: ArticleState::ToDo, after: ArticleState::InProgress };
    vec![Edit::Annotation { article, before: None, after: Some(Box::new(quote())) }, state]
}

fn name_speaker(article: ArticleId) -> Vec<Edit> {
    let before = Some(Box::new(quote()));
    let mut named = quote();
    named.attributes.set("speaker".into(), Some(Value::Text("Ines Calloway".into())));
    vec![Edit::Annotation { article, before, after: Some(Box::new(named)) }]
}

fn exported(project: &Project) -> String {
    let mut line = Vec::new();
    export::write_to(project, &Options::default(), &mut line, &Progress::default()).unwrap();
    String::from_utf8(line).unwrap()
}

#[test]
fn files_shown_are_ron() {
    for (name, shown) in parts() {
        let text = shown.lines().filter(|line| !line.starts_with("```")).collect::<Vec<_>>();
        match name {
            "jsonl" => {}
            "journal" => text.iter().for_each(|line| drop(ron::from_str::<ron::Value>(line).unwrap())),
            _ => drop(ron::from_str::<ron::Value>(&text.join("\n")).unwrap()),
        }
    }
}

#[test]
fn offsets_shown_are_code_points() {
    let (_, shown) = parts().pop().unwrap();
    let line: serde_json::Value = serde_json::from_str(shown.lines().nth(1).unwrap()).unwrap();
    let span = &line["spans"][0];
    let [start, end] = ["start", "end"].map(|end| span[end].as_u64().unwrap() as usize);
    let words: String = line["text"].as_str().unwrap().chars().take(end).skip(start).collect();
    assert_eq!(span["text"], words);
    assert_ne!(start..end, quote().span.range(), "the example does not tell code points from bytes");
}
