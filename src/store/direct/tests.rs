//! `ron` judges what is read directly: of every line the same comes out, or the line goes to `ron`.

use super::*;
use crate::store::format::{article_record, layer_record, write};
use proptest::prelude::*;

const TEXT: &str = "Ana said “नहीं” and “لا” and “ไม่” 👩‍👩‍👧 \\ don't \"go\" \u{200b}\u{202e}\u{7f}\t.";

fn words() -> impl Strategy<Value = String> {
    let hard = "नहीं لا ไม่ 👍🏽 don't \" \\ \n\r\t\u{0}\u{85}\u{ad}\u{202e}\u{2028}\u{feff}\u{e0041}), {\"a\": Text(";
    prop_oneof![any::<String>(), "[ -~]{0,20}", Just(hard.to_owned()), Just(String::new())]
}

fn article_strategy() -> impl Strategy<Value = Article> {
    (words(), words(), words(), words(), any::<u64>(), any::<i32>()).prop_map(|(text, title, outlet, file, count, time)| {
        let metadata = Metadata { title, outlet: outlet.clone(), published: outlet, ..Metadata::default() };
        let imported = Timestamp(i64::from(time) * 1000 + 7);
        let source = Source { file, line_ends_changed: count, undecodable: count % 2, imported, ..Source::default() };
        Article::new(text, metadata, source)
    })
}

fn value() -> impl Strategy<Value = Value> {
    let number = any::<f64>().prop_filter("finite", |number| number.is_finite());
    prop_oneof![
        words().prop_map(|text| Value::Text(text.into())),
        number.clone().prop_map(Value::Number),
        (number.clone(), number).prop_map(|(low, high)| Value::Range(low, high)),
        any::<bool>().prop_map(Value::Flag),
    ]
}

fn annotation_strategy() -> impl Strategy<Value = Annotation> {
    let attributes = prop::collection::vec((words(), value()), 0..4);
    let score = prop::option::of(0.0..=1.0);
    (any::<u64>(), 0_u32..40, 0_u32..60, words(), attributes, words(), 0..3, score).prop_map(
        |(id, start, length, label, attributes, note, kind, score)| Annotation {
            id: AnnotationId(id),
            span: Span { start, end: start + length },
            label: label.as_str().into(),
            attributes: attributes.into_iter().map(|(name, value)| (Name::from(name), value)).collect(),
            provenance: match kind {
                0 => Provenance::Hand,
                1 => Provenance::Imported(note.as_str().into()),
                _ => Provenance::Rule(Box::new(Rule { name: label.into(), score })),
            },
            created: Timestamp((id >> 22) as i64),
            displaced: Some(note.as_str().into()),
            note: note.into(),
        },
    )
}

fn project() -> (Project, ArticleId) {
    let mut project = Project::default();
    let article = Article::new(TEXT, Metadata::default(), Source::default());
    let id = article.id;
    project.add_batch(&BatchId("b".into()), [article]);
    (project, id)
}

fn annotation_line(annotation: &Annotation, article: ArticleId) -> String {
    let mut line = String::new();
    write::annotation(&mut line, "Annotation", Some(article), annotation, Some(TEXT));
    line
}

/// Puts, drops or doubles a character somewhere.
fn damage(line: &str, at: usize, how: u8, with: char) -> String {
    let mut letters: Vec<char> = line.chars().collect();
    let at = at % letters.len();
    match how {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, with),
        2 => letters[at] = with,
        _ => letters.truncate(at),
    }
    letters.into_iter().collect()
}

fn ron_must_agree(line: &str) {
    let (project, _) = project();
    if let Some(read) = article(line) {
        assert_eq!(article_record(line).unwrap(), read, "{line}");
    }
    if let Some(read) = annotation(line, &mut Names::default(), &project) {
        assert_eq!(layer_record(1, line, &mut Names::default(), &project).unwrap(), read, "{line}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn articles_are_read_directly_and_as_ron_reads_them(written in article_strategy()) {
        let mut line = String::new();
        write::article(&mut line, &written);
        prop_assert_eq!(article(&line), Some((written.id, written)));
        ron_must_agree(&line);
    }

    #[test]
    fn annotations_are_read_directly_and_as_ron_reads_them(written in annotation_strategy()) {
        let (project, id) = project();
        let line = annotation_line(&written, id);
        let read = annotation(&line, &mut Names::default(), &project);
        prop_assert!(read.is_some(), "{}", line);
        ron_must_agree(&line);
    }

    #[test]
    fn damaged_lines_are_never_read_in_another_way(
        article in article_strategy(), written in annotation_strategy(),
        at in any::<usize>(), how in 0_u8..4, with in prop::sample::select(vec!['"', '\\', '0', '9', '-', '+', '.', 'e', ' ', ',', ')', '(', 'u', '{', '}', '_', 'x', '\u{0}']),
    ) {
        let mut line = String::new();
        write::article(&mut line, &article);
        ron_must_agree(&damage(&line, at, how, with));
        let line = annotation_line(&written, project().1);
        ron_must_agree(&damage(&line, at, how, with));
        // The ends of a line are where its fields are; most of an article's line is its text.
        ron_must_agree(&damage(&line, at % 60, how, with));
    }
}
