//! Documents and books: all their words in reading order, what their properties say of them, and which are refused.

use super::{article, fixture, known, outcomes, problem, read, texts, zipped};
use pressmark::import::{self, Format, Problem, Settings};
use pressmark::model::MetadataField::{Author, Language, Modified, Outlet, Published, Title};

/// What the same story says in every format, from its first line to the line before its notes.
const STORY: &str = "Cranes stand still in Ostmark harbour\n\n\
    “We are waiting,” said Jörg Özil, who speaks for 1,200 dockers. Nobody knows for how long 🏗️.\n\n\
    The port’s spokeswoman, Mrs Lefèvre, put the loss at €3.4 million a day;   a third of that is naïve guessing, one \
    shipper said, and the rest is what containers cost that stand on the quay for a week or longer without anybody to lift \
    them.\n\nقال العمال إنهم ينتظرون منذ 20 يوما.\n\nMonday: talks fail\nTuesday: the cranes stop\n\n\
    Day\tTonnes\tNote\nMonday\t\tnot counted\n\nTable 1: what was loaded\n\nA line\nand its second half.\n\n\
    The union counts its members once a year.\n\nThe Ostmark Courier";

const HEADLINE: &str = "Cranes stand still in Ostmark harbour";

#[test]
fn a_word_document_is_read_as_word_shows_it() {
    let article = article(&fixture("story.docx"));
    assert_eq!(&*article.text, STORY);
    assert_eq!(article.source.encoding, "UTF-8");
    assert_eq!(
        known(&article),
        [
            (Title, HEADLINE, "document properties (dc:title)"),
            (Author, "Jörg Özil", "document properties (dc:creator)"),
            (Published, "2026-11-20T09:30:00Z", "document properties (dcterms:created)"),
            (Modified, "2026-11-21T10:00:00Z", "document properties (dcterms:modified)"),
            (Language, "en-GB", "document properties (dc:language)"),
        ]
    );
}

#[test]
fn revisions_of_a_word_document_are_taken_as_made_and_hidden_text_left_out() {
    let article = article(&fixture("revised.docx"));
    let text = "Cranes stand still\n\n“We are still waiting,” said & wrote Jörg Özil. shown\n\n\
        before\tafter a tab\nafter a break\u{2011}x\u{AD}\n\nMonday\nTuesday\n\nField: 20 November\n\n\
        Day\tTonnes\n\t12\nthousand\n\nIn a box\n\nقال العمال 🏗️\n\nThe union counts once a year.\n\nThe Ostmark Courier";
    assert_eq!(&*article.text, text);
    assert_eq!(article.metadata.title, "Cranes & ferries");
}

#[test]
fn an_opendocument_text_is_read_as_writer_shows_it() {
    let article = article(&fixture("story.odt"));
    assert_eq!(&*article.text, STORY);
    assert_eq!(
        known(&article),
        [
            (Title, HEADLINE, "document properties (dc:title)"),
            (Author, "Jörg Özil", "document properties (meta:initial-creator)"),
            (Published, "2026-11-20", "document properties (meta:creation-date)"),
            (Modified, "2026-11-21", "document properties (dc:date)"),
            (Language, "en-GB", "document properties (dc:language)"),
        ]
    );
}

#[test]
fn an_rtf_document_gives_the_same_text() {
    let article = article(&fixture("story.rtf"));
    assert_eq!(&*article.text, STORY);
    assert_eq!(
        known(&article),
        [
            (Title, HEADLINE, "document properties (title)"),
            (Author, "Jörg Özil", "document properties (author)"),
            (Published, "2026-11-20", "document properties (creatim)"),
            (Modified, "2026-11-21", "document properties (revtim)"),
        ]
    );
}

#[test]
fn code_pages_and_escapes_of_rtf_are_read() {
    let texts: [(&[u8], &str); 6] = [
        (b"{\\rtf1\\ansi\\ansicpg1252 It\\'92s \\'80 5 \\emdash  caf\\'e9}", "It’s € 5 — café"),
        (b"{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e8\\'e2\\'e5\\'f2}", "Привет"),
        (b"{\\rtf1\\ansi\\ansicpg1251 \xCF\xF0\xE8\xE2\xE5\xF2}", "Привет"),
        (b"{\\rtf1\\ansi\\uc1 \\u1602?\\u1575? \\u-10179?\\u-8704? \\{a\\}\\~b\\_c}", "قا 😀 {a}\u{A0}b\u{2011}c"),
        (
            b"{\\rtf1 one\\par two{\\v  hidden} {\\deleted gone }three\\par\\par four{\\*\\unknown what}}",
            "one\n\ntwo three\n\nfour",
        ),
        ("{\\rtf1 naïve 🏗}".as_bytes(), "naïve 🏗"),
    ];
    for (bytes, text) in texts {
        assert_eq!(&*article(bytes).text, text);
    }
    assert!(matches!(problem(b"{\\rtf1 cut off"), Problem::Damaged { what: "an RTF document", .. }));
}

#[test]
fn the_text_layer_of_a_pdf_becomes_paragraphs() {
    let article = article(&fixture("columns.pdf"));
    let text = "Cranes stand still\n\n\
        The cranes in Ostmark harbour stood still for a third day on Friday while ship-\nowners and dockers blamed each other \
        for the loss of trade.\nNobody knew how long it would last, the spokeswoman said. A well-\nknown mediator was called in.\
        \n\nPrices of bread and milk rose in the town by four per cent, grocers said.\n\n“We are waiting,” said Özil.\n\n\
        Day\tTonnes\nMonday\t12\n\nThe second page goes on.";
    assert_eq!(&*article.text, text);
    assert_eq!(
        known(&article),
        [
            (Title, "Cranes — still", "document properties (Title)"),
            (Author, "Jörg Özil", "document properties (Author)"),
            (Published, "2000-01-01T00:00:00+00:00", "document properties (CreationDate)"),
            (Modified, "2000-01-01T00:00:00+00:00", "document properties (ModDate)"),
        ]
    );
}

#[test]
fn a_pdf_of_an_office_program_gives_the_words_of_its_document() {
    let article = article(&fixture("story.pdf"));
    let text = "The Ostmark Courier\n\nCranes stand still in Ostmark harbour\n\n\
        “We are waiting,” said Jörg Özil, who speaks for 1,200 dockers.1 Nobody knows for how long 🏗️.\n\n\
        The port’s spokeswoman, Mrs Lefèvre, put the loss at €3.4 million a day;   a third of that is naïve guessing, one \
        shipper said, and the rest is what containers cost that stand on the quay for a week or longer without anybody to lift \
        them.\n\nقال العمال إنهم ينتظرون منذ 20 يوما.\n\n• Monday: talks fail\n• Tuesday: the cranes stop\n\
        Day\tTonnes\tNote\nMonday\tnot counted\nTable 1: what was loaded\nA line\nand its second half.\n\n\
        1The union counts its members once a year.";
    assert_eq!(&*article.text, text);
    assert_eq!((article.metadata.title.as_str(), article.metadata.language.as_str()), (HEADLINE, "en-GB"));
}

#[test]
fn pdf_documents_without_words_for_us_say_why() {
    assert_eq!(problem(&fixture("scanned.pdf")), Problem::PicturesOnly);
    assert!(problem(&fixture("scanned.pdf")).to_string().contains("pictures of pages and no text"));
    assert_eq!(problem(&fixture("locked.pdf")), Problem::Encrypted("a PDF document"));
    assert_eq!(&*article(&fixture("restricted.pdf")).text, "Cranes for everybody to read");
    assert_eq!(article(&fixture("restricted.pdf")).metadata.title, "", "“untitled” is no title");
    assert!(matches!(problem(b"%PDF-1.7\ngarbage"), Problem::Damaged { what: "a PDF document", .. }));
    let whole = fixture("story.pdf");
    for part in [2, 3, 10] {
        assert!(matches!(problem(&whole[..whole.len() / part]), Problem::Damaged { what: "a PDF document", .. }));
    }
}

#[test]
fn a_chapter_of_a_book_is_an_article_and_the_book_its_outlet() {
    let imported = read(&fixture("book.epub"));
    assert!(!imported.files[0].is_problem());
    assert_eq!(
        texts(&imported),
        [
            ("OEBPS/text/chapter2.xhtml", "The first day\n\nقال العمال إنهم ينتظرون."),
            ("OEBPS/text/chapter 1.xhtml", "The last day\n\n“It’s over,” said Mrs Lefèvre. 🚢"),
        ]
    );
    for article in &imported.articles {
        let known = known(article);
        assert!(known.contains(&(Outlet, "A Week in Ostmark Harbour", "the book's title (dc:title)")), "{known:?}");
        assert!(known.contains(&(Author, "Jörg Özil, Claire Lefèvre", "the book's properties (dc:creator)")), "{known:?}");
        assert!(known.contains(&(Published, "2026-11-20", "the book's properties (dc:date)")), "{known:?}");
        assert!(known.contains(&(Language, "en", "the book's properties (dc:language)")), "{known:?}");
    }
}

#[test]
fn markdown_is_plain_text_whose_front_matter_is_read() {
    let bytes = fixture("story.md");
    let imported = pressmark::import::from_bytes(bytes.clone(), "story.md", Default::default());
    let article = &imported.articles[0];
    assert_eq!(article.text.as_bytes(), bytes);
    assert_eq!(
        known(article),
        [
            (Title, "Cranes stand still: day three", "front matter (title)"),
            (Outlet, "The Ostmark Courier", "front matter (outlet)"),
            (Author, "Jörg Özil", "front matter (author)"),
            (Published, "2026-11-20", "front matter (date)"),
            (Language, "en", "front matter (lang)"),
        ]
    );
    assert_eq!(known(&super::article(&bytes)), [], "without its name it is plain text");
}

#[test]
fn documents_that_are_cut_off_locked_or_wrong_inside_are_refused() {
    let all = [
        ("story.docx", "a Word document"),
        ("story.odt", "an OpenDocument text"),
        ("book.epub", "a book (EPUB)"),
        ("xlsx/desk.xlsx", "an Excel workbook"),
        ("ods/desk.ods", "an OpenDocument spreadsheet"),
    ];
    for (name, what) in all {
        let whole = fixture(name);
        for part in [1, 2] {
            let cut = import::from_bytes(whole[..whole.len() * part / 3].to_vec(), name, Settings::default());
            let lines = outcomes(&cut);
            assert!(lines.len() == 1 && lines[0].contains(&format!("it is {what}, but damaged")), "{name}: {lines:?}");
        }
    }
    let document = |body: &str| zipped(&[("[Content_Types].xml", ""), ("word/document.xml", body)]);
    let broken = problem(&document("<w:document><w:p><w:r><w:t>The crane</w:t></w:r></w:p>"));
    assert!(
        matches!(&broken, Problem::Damaged { what: "a Word document", why } if why.contains("word/document.xml")),
        "{broken}"
    );
    assert!(matches!(problem(&document("<w:document>")), Problem::Damaged { .. }));
    assert_eq!(problem(&document("<w:document/>")), Problem::Blank);

    let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>";
    let media_type = "application/vnd.oasis.opendocument.text";
    let locked = zipped(&[("mimetype", media_type), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
    assert_eq!(problem(&locked), Problem::Encrypted("an OpenDocument text"));

    let media_type = "application/vnd.oasis.opendocument.spreadsheet";
    let locked = zipped(&[("mimetype", media_type), ("META-INF/manifest.xml", manifest), ("content.xml", "\u{1}")]);
    assert_eq!(problem(&locked), Problem::Encrypted("an OpenDocument spreadsheet"));

    let mut office = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    assert_eq!(problem(&office), Problem::NotText("an old Word, Excel or Outlook document"));
    office.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(problem(&office), Problem::Encrypted("an office document"));
}

#[test]
fn what_is_asked_for_and_cannot_be_is_told_with_what_it_looks_like() {
    let page = b"<!doctype html><html><p>The crane</p></html>".to_vec();
    let cases: [(&[u8], Format, &str); 5] = [
        (&page, Format::Pdf, "it is not a PDF document but looks like a web page"),
        (&page, Format::Docx, "it is not a Word document but looks like a web page"),
        (&page, Format::Gzip, "it is not a gzip archive but looks like a web page"),
        (b"The crane stood.", Format::Rtf, "it is not a Rich Text document but looks like plain text"),
        (b"\x89PNG\r\n\x1a\n\0\0", Format::Pdf, "it is not a PDF document but looks like a PNG picture"),
    ];
    for (bytes, format, words) in cases {
        let imported = import::from_bytes(bytes.to_vec(), "page", Settings { format: Some(format), ..Settings::default() });
        let lines = outcomes(&imported);
        assert!(lines.len() == 1 && lines[0].contains(words), "{lines:?}");
    }
    let leading = [b"\n\n".as_slice(), &fixture("story.pdf")].concat();
    let imported = import::from_bytes(leading, "page", Settings { format: Some(Format::Pdf), ..Settings::default() });
    assert!(!outcomes(&imported)[0].contains("looks like"), "something may stand before the signature");
}

#[test]
fn a_book_whose_chapters_are_locked_says_so() {
    let book = |method: &str| {
        let encryption = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{method}\"/><CipherData><CipherReference URI=\"a.xhtml\"/></CipherData></EncryptedData></encryption>"
        );
        zipped(&[
            ("mimetype", "application/epub+zip".to_owned()),
            ("META-INF/container.xml", "<container><rootfile full-path=\"book.opf\"/></container>".to_owned()),
            ("META-INF/encryption.xml", encryption),
            (
                "book.opf",
                "<package><manifest><item id=\"a\" href=\"a.xhtml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>"
                    .to_owned(),
            ),
            ("a.xhtml", "<html><body><p>The crane stood.</p></body></html>".to_owned()),
        ])
    };
    assert_eq!(problem(&book("http://www.w3.org/2001/04/xmlenc#aes128-cbc")), Problem::Encrypted("an EPUB book"));
    assert_eq!(&*article(&book("http://www.idpf.org/2008/embedding")).text, "The crane stood.");
}
