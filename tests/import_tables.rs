//! Tables and JSON: which columns are taken for what, what becomes of each row, and what is said of those that are broken.

use pressmark::import::{self, Choices, Field, FileReport, Format, Imported, Outcome, Problem, Settings};
use pressmark::model::{Article, MetadataField, Progress};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn read_with(name: &str, settings: Settings<'_>) -> Imported {
    import::read(&[fixture(name)], settings, &Progress::default()).unwrap()
}

fn read(name: &str) -> Imported {
    read_with(name, Settings::default())
}

fn refusals(file: &FileReport) -> Vec<(&str, &Problem)> {
    let refused = |part| match part {
        &import::PartReport { ref part, outcome: Outcome::Refused(ref problem) } => Some((part.as_str(), problem)),
        _ => None,
    };
    file.parts.iter().filter_map(refused).collect()
}

fn mapping(file: &FileReport) -> String {
    let (_, columns) = file.tables().next().unwrap();
    columns.mapping.iter().map(|(field, name)| format!("{}={name}", field.name())).collect::<Vec<_>>().join(" ")
}

fn texts(imported: &Imported) -> Vec<&str> {
    imported.articles.iter().map(|article| &*article.text).collect()
}

fn field(article: &Article, field: MetadataField) -> &str {
    field.of(&article.metadata)
}

#[test]
fn a_row_is_an_article_and_a_broken_one_costs_itself_alone() {
    let imported = read("csv/harbour.csv");
    let file = &imported.files[0];
    assert_eq!((file.format, file.articles()), (Some(Format::Csv), 4));
    assert_eq!(mapping(file), "text=Body id=id title=Headline outlet=Newspaper url=Link author=Byline published=Published");
    let first = &imported.articles[0];
    assert!(first.text.starts_with("The cranes in the harbour stood still on Monday.\n\n“We are waiting,”"));
    assert!(first.text.ends_with("\"and so is the city\"."));
    assert_eq!(field(first, MetadataField::Title), "Cranes stand still");
    assert_eq!(field(first, MetadataField::Author), "Ana Ruiz");
    assert_eq!((first.source.part.as_str(), first.source.encoding.as_str()), ("row 2 (id 4711)", "UTF-8"));
    assert!(first.source.origins.contains(&(MetadataField::Outlet, "column Newspaper".into())));
    assert_eq!(&*imported.articles[1].text, "More than 1,200 containers stayed where they were 🚢.");
    assert_eq!(field(&imported.articles[2], MetadataField::Outlet), "صحيفة الميناء");
    let broken: Vec<_> = refusals(file).into_iter().map(|(part, problem)| (part, problem.clone())).collect();
    let expected = [
        ("row 4", Problem::Uneven { has: 3, of: 7 }),
        ("row 6", Problem::Uneven { has: 8, of: 7 }),
        ("row 7 (id 4716)", Problem::NoText("column Body".to_owned())),
    ];
    assert_eq!(broken, expected);
    assert_eq!(imported.articles[3].source.part, "row 8 (id 4717)");
}

#[test]
fn encodings_and_separators_are_found() {
    let imported = read("csv/hafen.csv");
    assert_eq!(
        mapping(&imported.files[0]),
        "text=Inhalt title=Überschrift outlet=Quelle author=Verfasser published=Erscheinungsdatum"
    );
    let first = &imported.articles[0];
    assert_eq!(&*first.text, "Über 1.200 Container blieben liegen; niemand weiß, wie lange.\nDie Stadt prüft.");
    assert_eq!((first.source.encoding.as_str(), first.source.line_ends_changed), ("windows-1252", 1));
    assert_eq!(field(first, MetadataField::Published), "2025-07-03");
    assert_eq!(&*imported.articles[1].text, "„Wir warten“, sagte sie – und ging.");
    let imported = read("csv/quay.tsv");
    assert_eq!((imported.files[0].format, imported.articles.len()), (Some(Format::Tsv), 2));
    assert_eq!(imported.articles[1].source.encoding, "UTF-16LE");
    assert_eq!(texts(&read("csv/sep.csv")), ["Cells apart by bars, as a spreadsheet was told."]);
}

#[test]
fn without_names_content_tells_and_the_report_says_so() {
    let imported = read("csv/no_names.csv");
    assert_eq!(mapping(&imported.files[0]), "text=column 2 url=column 3 published=column 4");
    assert_eq!(imported.articles[0].source.part, "row 1");
    let (_, columns) = imported.files[0].tables().next().unwrap();
    assert_eq!((columns.names.len(), columns.rows.len(), columns.rows[1][0].as_str()), (4, 2, "18"));
}

fn dates(table: &str) -> (Vec<String>, String) {
    let imported = import::from_bytes(table.as_bytes().to_vec(), "t", Settings::default());
    let dates = imported.articles.iter().map(|article| field(article, MetadataField::Published).to_owned()).collect();
    (dates, imported.files[0].to_string())
}

#[test]
fn a_date_that_can_be_read_two_ways_is_read_as_the_others_of_its_column_or_stays() {
    let table = |dates: &[&str]| {
        let rows = dates.iter().enumerate().map(|(at, date)| format!("{date},Story {at} of the harbour\n"));
        format!("date,text\n{}", rows.collect::<String>())
    };
    let (found, told) = dates(&table(&["03/04/2025", "25/04/2025 08:00", "4 May 2025", "05-06-25"]));
    assert_eq!(found, ["2025-04-03", "2025-04-25T08:00:00", "2025-05-04", "2025-06-05"]);
    assert!(!told.contains("two ways"), "{told}");
    assert_eq!(dates(&table(&["03/04/2025", "04/25/2025"])).0, ["2025-03-04", "2025-04-25"]);
    // Some are written so and some so: nothing is decided.
    let (found, told) = dates(&table(&["25/04/2025", "03/04/2025", "04/25/2025", "5/5/2025", "6/7/2025"]));
    assert_eq!(found, ["2025-04-25", "03/04/2025", "2025-04-25", "2025-05-05", "6/7/2025"]);
    let words = "; 2 dates can be read in two ways and stay as they are written, first “03/04/2025” (row 3)";
    assert!(told.ends_with(words), "{told}");
    let json = r#"[{"date":"03/04/2025","text":"One story"},{"date":"26/04/2025","text":"Two stories"}]"#;
    assert_eq!(dates(json).0, ["2025-04-03", "2025-04-26"]);
    let (found, told) = dates(r#"[{"date":"03/04/2025","text":"One story"}]"#);
    assert_eq!(found, ["03/04/2025"]);
    assert!(told.contains("the date “03/04/2025” (item 1) can be read in two ways"), "{told}");
}

#[test]
fn an_object_without_its_text_is_told_by_the_name_of_the_field() {
    let json = r#"[{"body":"One story","title":"a"},{"title":"b"},{"body":" ","title":"c"}]"#;
    let imported = import::from_bytes(json.as_bytes().to_vec(), "t", Settings::default());
    let missing = Problem::NoText("field body".to_owned());
    assert_eq!(refusals(&imported.files[0]), [("item 2", &missing), ("item 3", &missing)]);
    assert!(missing.to_string().starts_with("its field body is missing or empty"), "{missing}");
}

#[test]
fn where_nothing_is_a_text_the_file_is_refused_with_its_columns() {
    let imported = read("csv/cities.csv");
    let problem = Problem::NoTextColumn { columns: "City, Inhabitants".to_owned() };
    assert_eq!(refusals(&imported.files[0]), [("", &problem)]);
    assert!(problem.to_string().contains("--column text=NAME"));
    assert_eq!(imported.files[0].tables().next().unwrap().1.names, ["City", "Inhabitants"]);
}

#[test]
fn markup_is_read_as_a_web_page_where_its_column_says_so() {
    let imported = read("csv/markup.csv");
    assert_eq!(
        (mapping(&imported.files[0]), texts(&imported)),
        ("html=html title=title".to_owned(), vec!["The crane stood still.\n\nNobody said why."])
    );
    let choices = Choices { all: [(Field::Text, "html".to_owned())].into(), ..Choices::default() };
    let settings = Settings { columns: Some(&choices), ..Settings::default() };
    assert!(read_with("csv/markup.csv", settings).articles[0].text.starts_with("<p>The <b>"), "text is left as it is");
}

#[test]
fn columns_can_be_chosen_for_all_files_and_for_one() {
    let mut choices = Choices::default();
    choices.all.insert(Field::Text, "city".to_owned());
    let settings = Settings { columns: Some(&choices), ..Settings::default() };
    assert_eq!(texts(&read_with("csv/cities.csv", settings)), ["Bremen", "Kiel"]);
    let own = [(Field::Text, "Inhabitants".to_owned()), (Field::Metadata(MetadataField::Title), "City".to_owned())];
    choices.files.entry(fixture("csv/cities.csv")).or_default().columns.insert(String::new(), own.into());
    let settings = Settings { columns: Some(&choices), ..Settings::default() };
    let imported = read_with("csv/cities.csv", settings);
    assert_eq!((texts(&imported), field(&imported.articles[1], MetadataField::Title)), (vec!["570000", "250000"], "Kiel"));
    choices.files.clear();
    choices.all.insert(Field::Text, "Town".to_owned());
    let settings = Settings { columns: Some(&choices), ..Settings::default() };
    let refused = read_with("csv/cities.csv", settings);
    assert!(matches!(refusals(&refused.files[0])[..], [("", Problem::NoSuchColumn { .. })]), "{:?}", refused.files);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_seen() {
    let imported = read("csv/open_quotation.csv");
    assert_eq!(imported.articles.len(), 2, "what it takes in is not lost");
    assert!(imported.articles[1].text.contains("and takes in the rest."));
    assert_eq!(imported.files[0].notes, [import::Note::OpenQuotation { place: "row 3".to_owned() }]);
    assert!(read("csv/cities.csv").files[0].notes.is_empty());
    let mut long = b"title,text\nOne,Sound.\nTwo,\"".to_vec();
    long.resize(66 << 20, b'x');
    let imported = import::from_bytes(long, "long.csv", Settings::default());
    assert_eq!((texts(&imported), refusals(&imported.files[0])), (vec!["Sound."], vec![("row 3", &Problem::LongRow)]));
}

#[test]
fn sheets_of_a_workbook_are_tables() {
    let imported = read("xlsx/desk.xlsx");
    let file = &imported.files[0];
    assert_eq!((file.format, file.articles()), (Some(Format::Xlsx), 4));
    let parts: Vec<&str> = file.parts.iter().map(|part| part.part.as_str()).collect();
    let rows = [
        "sheet Harbour, row 4",
        "sheet Harbour, row 5",
        "sheet Harbour, row 7",
        "sheet Harbour, row 8",
        "sheet Hafen & Stadt, row 2",
    ];
    assert_eq!(parts, rows);
    assert!(matches!(refusals(file)[..], [("sheet Harbour, row 7", Problem::NoText(_))]), "{:?}", refusals(file));
    let [first, formula, last, second] = &imported.articles[..] else { panic!() };
    assert_eq!(&*first.text, "The cranes in the harbour stood still on Monday.\nNobody said why 🏗️.");
    assert_eq!(field(first, MetadataField::Published), "2025-07-03");
    assert_eq!((&*formula.text, field(formula, MetadataField::Published)), ("The quay was closed.", "2025-07-04T06:40:00"));
    assert_eq!((&*last.text, field(last, MetadataField::Published)), ("توقفت الرافعات في الميناء.", "2025-07-06"));
    assert_eq!(field(second, MetadataField::Title), "Zweites Blatt");
}

#[test]
fn sheets_of_a_spreadsheet_are_tables() {
    let imported = read("ods/desk.ods");
    let file = &imported.files[0];
    assert_eq!((file.format, file.articles()), (Some(Format::Ods), 4));
    let parts: Vec<&str> = file.parts.iter().map(|part| part.part.as_str()).collect();
    let rows = ["Harbour, row 5", "Harbour, row 6", "Harbour, row 7", "Harbour, row 8", "Hafen & Stadt, row 2"];
    assert_eq!(parts, rows.map(|row| format!("sheet {row}")));
    assert!(matches!(refusals(file)[..], [("sheet Harbour, row 7", Problem::NoText(_))]), "{:?}", refusals(file));
    let words = [
        "The cranes in the harbour  stood still.\nNobody said why 🏗️.",
        "Forty ships waited, and more came in the night.",
        "“We are waiting,” said Jörg Özil on Friday.",
        "Die Kräne im Hafen stehen seit Montag still.",
    ];
    assert_eq!(texts(&imported), words);
    let dates: Vec<&str> = imported.articles.iter().map(|article| field(article, MetadataField::Published)).collect();
    assert_eq!(dates, ["2025-07-03", "2025-07-04T06:40:00", "2025-07-05", ""]);
    assert_eq!(field(&imported.articles[3], MetadataField::Title), "Kräne");
}

#[test]
fn broken_lines_of_json_are_named_and_the_rest_goes_on() {
    let imported = read("json/lines.jsonl");
    let file = &imported.files[0];
    assert_eq!((file.format, file.articles()), (Some(Format::Jsonl), 3));
    assert_eq!(mapping(file), "text=body id=id title=headline outlet=meta.source.name author=meta.authors.name published=date");
    let refused: Vec<(&str, &str)> = refusals(file).iter().map(|(part, problem)| (*part, problem.code())).collect();
    assert_eq!(refused, [("line 2", "not-json"), ("line 4", "no-object"), ("line 6 (id 4)", "no-text")]);
    let first = &imported.articles[0];
    assert_eq!(&*first.text, "The cranes stood still on Monday.\n\nNobody said why 🏗️.");
    assert_eq!(field(first, MetadataField::Author), "Ana Ruiz, Bo Li");
    assert_eq!((field(first, MetadataField::Outlet), first.source.part.as_str()), ("The Meridian Post", "line 1 (id 1)"));
}

#[test]
fn json_is_a_list_or_holds_one_or_is_an_article() {
    let imported = read("json/list.json");
    assert_eq!(
        (imported.files[0].format, texts(&imported)),
        (Some(Format::Json), vec!["The first of two.", "The second of two."])
    );
    assert_eq!(field(&imported.articles[0], MetadataField::Outlet), "Dockland News");
    let imported = read("json/wrapped.json");
    assert_eq!(mapping(&imported.files[0]), "text=fields.bodyText title=webTitle url=webUrl author=fields.byline");
    assert_eq!(texts(&imported)[1], "The second document in the answer.");
    let imported = read("json/single.json");
    assert_eq!(
        (texts(&imported), imported.files[0].parts[0].part.as_str()),
        (vec!["An article that is an object of its own."], "")
    );
    assert_eq!(field(&imported.articles[0], MetadataField::Language), "en");
    let imported = read("json/cut.json");
    assert_eq!(texts(&imported), ["The first is whole."]);
    assert!(matches!(refusals(&imported.files[0])[..], [("item 2", Problem::NotJson(_))]), "{:?}", imported.files);
    assert_eq!(texts(&read("json/texts.json")), ["The first text of a list.", "The second."]);
}

#[test]
fn deep_and_long_json_is_refused_and_named() {
    let deep = format!("{{\"text\": \"a\", \"x\": {}1{}}}\n{{\"text\": \"sound\"}}\n", "[".repeat(100_000), "]".repeat(100_000));
    let imported = import::from_bytes(deep.into_bytes(), "deep.jsonl", Settings::default());
    assert_eq!(texts(&imported), ["sound"]);
    assert!(matches!(refusals(&imported.files[0])[..], [("line 1", Problem::NotJson(_))]));
    let mut long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(65 << 20)).into_bytes();
    long.extend_from_slice(b"{\"text\": \"sound\"}\n");
    let imported = import::from_bytes(long, "long.jsonl", Settings::default());
    assert_eq!((texts(&imported), refusals(&imported.files[0])), (vec!["sound"], vec![("line 1", &Problem::LongRecord)]));
}

#[test]
fn what_was_exported_comes_back_as_text_with_what_is_known_of_it() {
    let line = r#"{"id":"00ff","text":"The cranes stood still.","metadata":{"title":"Cranes","outlet":"The Meridian Post","published":"2025-07-03"},"source":{"file":"a.txt","digest":"","encoding":"UTF-8","line_ends_changed":0,"undecodable":0,"imported":null},"states":{"amy":"done"},"spans":[{"id":"1","annotator":"amy","start":4,"end":10,"label":"claim","text":"cranes","attributes":{},"note":"","provenance":{"kind":"hand"},"created":null}],"relations":[],"displaced":[]}"#;
    let imported = import::from_bytes(format!("{line}\n").into_bytes(), "export.jsonl", Settings::default());
    assert_eq!(
        mapping(&imported.files[0]),
        "text=text id=id title=metadata.title outlet=metadata.outlet published=metadata.published"
    );
    assert_eq!(texts(&imported), ["The cranes stood still."]);
}

#[test]
fn a_file_can_be_read_as_what_it_does_not_look_like() {
    let as_text = Settings { format: Some(Format::Text), ..Settings::default() };
    assert_eq!(read_with("csv/cities.csv", as_text).articles.len(), 1);
    let as_lines = Settings { format: Some(Format::Jsonl), ..Settings::default() };
    let imported = read_with("csv/cities.csv", as_lines);
    assert_eq!((imported.articles.len(), refusals(&imported.files[0]).len()), (0, 3));
}

#[test]
fn near_duplicates_are_listed_with_their_similarity() {
    let story = include_str!("fixtures/csv/no_names.csv");
    let row = |chrome: &str| format!("\"{chrome} {} {chrome}\"\n", story.replace('"', "'"));
    let table = format!(
        "text\n{}{}\"Another text altogether, of which not one sequence of words is to be found in any of the others here.\"\n",
        row("Home"),
        row("Sport")
    );
    let imported = import::from_bytes(table.into_bytes(), "near.csv", Settings::default());
    let [near] = &imported.near[..] else { panic!("{:?}", imported.near) };
    assert_eq!((near.of, near.article), (imported.articles[0].id, imported.articles[1].id));
    assert!(near.similarity > 0.75, "{near:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn hostile_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), which in 0_usize..5) {
        let format = [Format::Csv, Format::Tsv, Format::Xlsx, Format::Json, Format::Jsonl][which];
        let settings = Settings { format: Some(format), ..Settings::default() };
        let imported = import::from_bytes(bytes, "any", settings);
        prop_assert!(!imported.files[0].parts.iter().any(|part| part.outcome == Outcome::Refused(Problem::Failed)));
    }

    #[test]
    fn damaged_files_never_panic(at in 0.0..1.0_f64, byte in any::<u8>(), cut in any::<bool>(), which in 0_usize..5) {
        let name = ["xlsx/desk.xlsx", "csv/harbour.csv", "csv/quay.tsv", "json/lines.jsonl", "json/wrapped.json"][which];
        let mut bytes = std::fs::read(fixture(name)).unwrap();
        let at = (at * bytes.len() as f64) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let format = [Format::Xlsx, Format::Csv, Format::Tsv, Format::Jsonl, Format::Json][which];
        let imported = import::from_bytes(bytes, name, Settings { format: Some(format), ..Settings::default() });
        prop_assert!(!imported.files[0].parts.iter().any(|part| part.outcome == Outcome::Refused(Problem::Failed)));
    }

    #[test]
    fn every_row_is_told_of(rows in proptest::collection::vec("[a-zé🏗\" ,;\n]{0,30}", 1..40)) {
        let cells = rows.iter().map(|row| format!("\"{}\",x\n", row.replace('"', "\"\"")));
        let table = format!("text,title\n{}", cells.collect::<String>());
        let settings = Settings { format: Some(Format::Csv), ..Settings::default() };
        let imported = import::from_bytes(table.into_bytes(), "t.csv", settings);
        prop_assert_eq!(imported.files[0].parts.len(), rows.len());
        let texts: Vec<&str> = imported.articles.iter().map(|article| &*article.text).collect();
        for row in rows.iter().filter(|row| !row.trim().is_empty()) {
            prop_assert!(texts.contains(&row.as_str()));
        }
    }
}
