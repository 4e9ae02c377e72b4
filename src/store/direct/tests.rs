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

/// Articles of which their source said more: origins, a part, suggestions.
fn structured_article_strategy() -> impl Strategy<Value = Article> {
    let attributes = prop::collection::vec((words(), value()), 0..3);
    let suggestion = (0_u32..30, 1_u32..30, attributes, words(), 0.0..=1.0_f64);
    let suggestions = prop::collection::vec(suggestion, 0..4);
    (article_strategy(), suggestions, words(), 0_usize..8).prop_map(|(article, suggestions, words, known)| {
        let mut article = Article::new(
            "A page with words that are all plain letters, so that any span of it is sound.",
            article.metadata,
            article.source,
        );
        article.source.part.clone_from(&words);
        article.source.origins = MetadataField::ALL.into_iter().take(known).map(|field| (field, words.as_str().into())).collect();
        let suggestions = suggestions.into_iter().map(|(start, length, attributes, label, score)| Suggestion {
            span: Span { start, end: start + length },
            label: label.as_str().into(),
            attributes: attributes.into_iter().map(|(name, value)| (Name::from(name), value)).collect(),
            rule: "page structure".into(),
            score,
            reason: label.into(),
        });
        let suggestions: Vec<_> = suggestions.collect();
        article.suggesting(suggestions)
    })
}

fn value() -> impl Strategy<Value = Value> {
    let finite = any::<f64>().prop_filter("finite", |number| number.is_finite());
    let whole = any::<i64>().prop_map(|number| (number >> (number & 63)) as f64);
    let number = prop_oneof![finite, whole, Just(-0.0)];
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
    (any::<u64>(), 0_u32..40, 0_u32..60, words(), attributes, words(), 0..8, score).prop_map(
        |(id, start, length, label, attributes, note, kind, score)| Annotation {
            id: AnnotationId(id),
            span: Span { start, end: start + length },
            label: label.as_str().into(),
            attributes: attributes.into_iter().map(|(name, value)| (Name::from(name), value)).collect(),
            provenance: {
                let found = match kind % 4 {
                    0 => Provenance::Hand,
                    1 => Provenance::Imported(note.as_str().into()),
                    2 => Provenance::Search(label.as_str().into()),
                    _ => Provenance::Rule(Box::new(Rule { name: label.as_str().into(), score })),
                };
                let (article, annotation, at) = (ArticleId::of(&label), AnnotationId(id), Timestamp((id >> 30) as i64));
                let carried = || Provenance::Carried(Box::new(CarriedFrom { article, annotation, at, found: found.clone() }));
                if kind < 4 { found.clone() } else { carried() }
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

#[test]
fn whole_numbers_are_written_without_a_point_and_read_both_ways() {
    let numbers =
        [(0.0, "0"), (14.0, "14"), (-3.0, "-3"), (9e15, "9000000000000000"), (2.5, "2.5"), (-0.0, "-0.0"), (1e16, "1e16")];
    let (project, id) = project();
    for (number, digits) in numbers {
        assert_eq!(write::Decimal(number).to_string(), digits);
        for (value, words) in [
            (Value::Number(number), format!("Number({digits})")),
            (Value::Range(number, 1350.0), format!("Range({digits}, 1350)")),
        ] {
            let attributes = [("number".into(), value)].into_iter().collect();
            let rule = Rule { name: "digits".into(), score: Some(1.0) };
            let written = Annotation {
                id: AnnotationId(1),
                span: Span { start: 0, end: 3 },
                label: "statistic".into(),
                attributes,
                note: "".into(),
                provenance: Provenance::Rule(Box::new(rule)),
                created: Timestamp(0),
                displaced: None,
            };
            let line = annotation_line(&written, id);
            assert!(line.contains(&words) && line.contains("score: 1)"), "{line}");
            let expected = LayerRecord::Annotation(id, written);
            assert_eq!(annotation(&line, &mut Names::default(), &project).as_ref(), Some(&expected), "{line}");
            assert_eq!(layer_record(1, &line, &mut Names::default(), &project).unwrap(), expected);
            // As it was written before, with a point.
            let older = line.replace("1350)", "1350.0)");
            assert_eq!(layer_record(1, &older, &mut Names::default(), &project).unwrap(), expected);
        }
    }
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
    fn articles_are_read_directly_and_as_ron_reads_them(written in prop_oneof![article_strategy(), structured_article_strategy()]) {
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
        article in prop_oneof![article_strategy(), structured_article_strategy()], written in annotation_strategy(),
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
