//! Archives: what lies in them under its name there, what is passed over, and the bounds of what may lie in them.

use super::{article, fixture, gzipped, known, outcomes, problem, read, texts, zipped};
use pressmark::import::{self, Format, Problem, Settings};
use pressmark::model::MetadataField::{Language, Published, Title, Url};

const STORY: &str = "Cranes stand still\n\n“We are waiting,” said Jörg Özil. 🏗️ قال العمال إنهم ينتظرون.\n";

#[test]
fn what_lies_in_a_zip_is_read_as_if_it_lay_in_a_folder() {
    let imported = read(&fixture("stories.zip"));
    let texts = texts(&imported);
    assert_eq!(
        texts[..4],
        [
            ("week/story.txt", STORY),
            ("week/página.html", "Ferries run\n\nThe ferry left at nine."),
            ("week/more.zip, deep.txt", "The ferry kept its timetable.\n"),
            ("week/packed.txt.gz", "The harbour master resigned.\n"),
        ]
    );
    assert_eq!((texts.len(), texts[4].0), (5, "week/wrong-name.txt"));
    assert_eq!(&*imported.articles[4].text, &*article(&fixture("story.docx")).text);
    let refused: Vec<String> = outcomes(&imported).into_iter().filter(|line| line.contains("not imported")).collect();
    assert_eq!(refused.len(), 3, "{refused:?}");
    assert!(refused[0].starts_with("week/empty.txt: not imported: the file is empty"), "{refused:?}");
    assert!(refused[1].starts_with("week/picture.png: not imported: it is a PNG picture"), "{refused:?}");
    assert!(refused[2].starts_with("../outside.txt: not imported: its path leads out of the archive"), "{refused:?}");
}

#[test]
fn a_packed_file_is_what_comes_out_of_it() {
    let packed = fixture("story.txt.gz");
    assert_eq!(&*article(&packed).text, STORY);
    let twice = [packed.as_slice(), &gzipped("And more.\n".as_bytes())].concat();
    assert_eq!(&*article(&twice).text, &format!("{STORY}And more.\n"));
    assert_eq!(&*article(&gzipped(&fixture("story.odt"))).text, &*article(&fixture("story.odt")).text);
}

#[test]
fn what_is_asked_for_is_asked_of_what_is_packed() {
    let asked = Settings { format: Some(Format::Text), ..Settings::default() };
    let page = "<html><p>The crane</p></html>";
    for bytes in [gzipped(page.as_bytes()), zipped(&[("a.html", page)]), zipped(&[("a.gz", gzipped(page.as_bytes()))])] {
        assert_eq!(&*import::from_bytes(bytes, "page", asked).articles[0].text, page);
    }
}

#[test]
fn web_pages_are_taken_out_of_what_a_crawler_fetched() {
    for name in ["pages.warc", "pages.warc.gz"] {
        let imported = read(&fixture(name));
        assert_eq!(
            texts(&imported),
            [
                ("https://courier.example/1", "Cranes stand still\n\n“We are waiting,” said Jörg Özil. 🏗️"),
                ("https://courier.example/2", "Ferries run\n\nThe ferry left at nine."),
                ("https://courier.example/3", "Řeky\n\nPřístav stojí, řekl Jiří."),
                ("https://courier.example/5", "Saved\n\nThe harbour master resigned."),
                ("https://courier.example/6", "Words taken from a page: naïve.\n"),
            ],
            "{name}"
        );
        assert!(!imported.files[0].is_problem());
        let encodings: Vec<&str> = imported.articles.iter().map(|article| article.source.encoding.as_str()).collect();
        assert_eq!(encodings, ["UTF-8", "UTF-8", "ISO-8859-2", "UTF-8", "UTF-8"]);
        let known = known(&imported.articles[4]);
        // When it was fetched is no date of the article.
        assert_eq!(known, [(Url, "https://courier.example/6", "WARC-Target-URI")]);
    }
}

#[test]
fn archives_that_are_cut_off_give_what_they_hold_and_name_the_rest() {
    let warc = fixture("pages.warc");
    let cut = &warc[..warc.len() - 100];
    let imported = read(cut);
    assert_eq!(imported.articles.len(), 4);
    let last = outcomes(&imported).pop().unwrap();
    assert!(last.starts_with("after https://courier.example/5: not imported: it is a WARC archive, but damaged"), "{last}");

    let packed = gzipped(&warc);
    let imported = read(&packed[..packed.len() / 2]);
    assert!(outcomes(&imported).pop().unwrap().contains("a gzip archive, but damaged"), "{:?}", imported.files);

    let zip = zipped(&[("a.txt", "The crane stood.".as_bytes()), ("b.txt", &fixture("story.pdf"))]);
    let imported = read(&zip[..zip.len() / 2]);
    assert_eq!(texts(&imported), [("a.txt", "The crane stood.")]);
    let lines = outcomes(&imported);
    assert!(lines.last().unwrap().contains("a ZIP archive, but damaged"), "{lines:?}");
}

#[test]
fn a_packed_text_that_is_cut_off_is_not_half_imported() {
    let packed = fixture("story.txt.gz");
    assert!(matches!(problem(&packed[..packed.len() - 12]), Problem::Damaged { what: "a gzip archive", .. }));
}

#[test]
fn archives_in_archives_end_somewhere() {
    let mut nested = "The crane stood.".as_bytes().to_vec();
    for _ in 0..4 {
        nested = zipped(&[("a", nested)]);
    }
    assert_eq!(read(&nested).articles[0].source.part, "a, a, a, a");
    assert_eq!(problem(&gzipped(&nested)), Problem::TooDeep);
    assert_eq!(problem(&zipped(&[("a", nested)])), Problem::TooDeep);
}

#[test]
fn bombs_are_told_by_their_growth_and_the_limit_is_said() {
    let spaces = vec![b' '; 65 << 20];
    let part = gzipped(&spaces[..13 << 20]);
    let packed = part.repeat(5);
    let problem_of_gzip = problem(&packed);
    assert_eq!(problem_of_gzip, Problem::Bomb);
    assert!(problem_of_gzip.to_string().contains("64 MiB and more than 200 times its size"), "{problem_of_gzip}");
    assert_eq!(problem(&gzipped(&packed)), Problem::Bomb);
    // Many small ones in one archive are one bomb.
    let many = zipped(&[("a", &part), ("b", &part), ("c", &part), ("d", &part), ("e", &part)]);
    assert!(outcomes(&read(&many)).iter().any(|line| line.contains("it unpacks to more than")));
    let document = zipped(&[("[Content_Types].xml", &spaces[..1]), ("word/document.xml", &spaces)]);
    assert_eq!(problem(&document), Problem::Bomb);
}

#[test]
fn locked_empty_and_foreign_archives_say_what_they_are() {
    assert_eq!(problem(&zipped::<&[u8]>(&[])), Problem::EmptyArchive);
    let mut locked = zipped(&[("a.txt", "The crane stood.")]);
    for (at, flag) in [(6, *b"PK\x03\x04"), (8, *b"PK\x01\x02")] {
        let start = locked.windows(4).position(|window| window == flag).unwrap();
        locked[start + at] |= 1;
    }
    assert_eq!(problem(&locked), Problem::Encrypted("a file"));
    let presentation = zipped(&[("[Content_Types].xml", ""), ("ppt/presentation.xml", "")]);
    assert_eq!(problem(&presentation), Problem::NotText("a PowerPoint presentation"));
}

#[test]
fn names_that_are_no_utf8_are_names_too() {
    let mut archive = zipped(&[("caf\u{E9}.txt", "The crane stood.")]);
    for _ in 0..2 {
        let at = archive.windows(2).position(|window| window == "\u{E9}".as_bytes()).unwrap();
        archive.splice(at..at + 2, *b"\xE9x");
    }
    assert_eq!(read(&archive).articles[0].source.part, "caf\u{E9}x.txt");
}

#[test]
fn what_a_page_says_goes_before_what_the_archive_says() {
    let page = concat!(
        "<!DOCTYPE html><html lang=en><head><title>Cranes</title><link rel=canonical href='https://courier.example/cranes'>",
        "<meta property='article:published_time' content='2026-11-19T08:00:00Z'></head><body><p>The crane stood.</p></body></html>"
    );
    let head = "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: https://courier.example/?id=1\r\nWARC-Date: 2026-11-20T09:30:00Z\r\n";
    let record = format!("{head}Content-Type: text/html\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n", page.len());
    let article = article(record.as_bytes());
    for (field, value) in
        [(Title, "Cranes"), (Url, "https://courier.example/cranes"), (Published, "2026-11-19T08:00:00Z"), (Language, "en")]
    {
        assert_eq!(field.of(&article.metadata), value);
    }
}
