//! Saved pages, mails, feeds and agency news: which articles they hold, what is said about each, and what becomes of broken ones.

use pressmark::import::{self, Format, Imported, Outcome, Problem, Settings};
use pressmark::model::{Article, MetadataField, Progress};
use proptest::prelude::*;
use std::path::{Path, PathBuf};

const ALL: [&str; 11] = [
    "mhtml/crane-strike.mhtml",
    "mhtml/windows-1252.mht",
    "mhtml/letter.eml",
    "mhtml/frames.mht",
    "feed/courier.rss",
    "feed/hafenbote.atom",
    "feed/quay.json",
    "feed/latin1.rdf",
    "news/strike.nitf",
    "news/message.xml",
    "news/agency.newsml",
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn read(name: &str) -> Imported {
    import::read(&[fixture(name)], Settings::default(), &Progress::default()).unwrap()
}

fn read_bytes(bytes: impl Into<Vec<u8>>) -> Imported {
    import::from_bytes(bytes.into(), "pasted", Settings::default())
}

/// Every known field of an article with where it came from.
fn said(article: &Article) -> Vec<String> {
    let origin = |field| article.source.origins.iter().find(|(of, _)| *of == field).map_or("", |(_, origin)| origin);
    let known = MetadataField::ALL.into_iter().filter(|field| !field.of(&article.metadata).is_empty());
    known.map(|field| format!("{}: {} ({})", field.name(), field.of(&article.metadata), origin(field))).collect()
}

fn refusals(imported: &Imported) -> Vec<(&str, &Problem)> {
    let parts = imported.files.iter().flat_map(|file| &file.parts);
    parts
        .filter_map(|part| if let Outcome::Refused(problem) = &part.outcome { Some((part.part.as_str(), problem)) } else { None })
        .collect()
}

#[test]
fn each_is_recognised_by_its_content() {
    let formats = [
        Format::Mhtml,
        Format::Mhtml,
        Format::Mhtml,
        Format::Mhtml,
        Format::Feed,
        Format::Feed,
        Format::Feed,
        Format::Feed,
        Format::NewsXml,
        Format::NewsXml,
        Format::NewsXml,
    ];
    for (name, format) in ALL.into_iter().zip(formats) {
        let bytes = std::fs::read(fixture(name)).unwrap();
        assert_eq!(read_bytes(bytes).files[0].format, Some(format), "{name}");
    }
    let texts = [
        "Subject: a story\n\nFrom: nowhere",
        "<p>rss</p>",
        "RSS is a format.",
        "{\"version\": \"1\"}",
        "Note: this\nand: that\n\ntext",
    ];
    for text in texts {
        let format = read_bytes(text).files[0].format;
        assert!(!matches!(format, Some(Format::Mhtml | Format::Feed | Format::NewsXml)), "{text}: {format:?}");
    }
}

#[test]
fn a_saved_page_is_its_main_part() {
    let imported = read("mhtml/crane-strike.mhtml");
    let [article] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert!(article.text.contains("“Nobody has called us,” said Jörg Özil, who speaks for the drivers."), "{}", article.text);
    assert!(!article.text.contains("Buy a boat"));
    assert_eq!(
        said(article),
        [
            "title: Crane drivers’ strike enters third day (page heading)",
            "outlet: Harbour Courier (meta og:site_name)",
            "url: https://www.harbour-courier.example/port/crane-strike (address it was found under)",
            "author: Ann Lee (JSON-LD author)",
            "published: 2025-07-03T06:40:00+01:00 (JSON-LD datePublished)",
            "language: en-GB (html lang)",
        ]
    );
    assert_eq!((article.source.encoding.as_str(), article.source.undecodable), ("UTF-8", 0));
}

#[test]
fn a_saved_page_that_is_cut_off_is_read_as_far_as_it_goes_and_told() {
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"----cut\"\r\n\r\n";
    let page = "<html><body><h1>Cranes</h1><p>The cranes stood still =E2=80=93 again.</p><p>Nobody kn";
    let part = "------cut\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let imported = read_bytes(format!("{head}{part}{page}"));
    let [article] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!(
        article.text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>(),
        ["Cranes", "The cranes stood still – again.", "Nobody kn"]
    );
    assert_eq!(imported.files[0].notes.iter().map(|note| note.code()).collect::<Vec<_>>(), ["cut-off"]);
    assert!(read("mhtml/crane-strike.mhtml").files[0].notes.is_empty());
}

#[test]
fn the_frames_of_a_saved_page_are_read_in_their_order() {
    let imported = read("mhtml/frames.mht");
    let [article] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    let lines: Vec<&str> = article.text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[..3], ["Home", "Sport", "Cranes stand still"], "{}", article.text);
    assert_eq!(lines.last(), Some(&"Write to the café."));
    assert!(!article.text.contains("no frames"));
    assert_eq!(article.metadata.author, "Ann Lee");
    assert!(article.suggestions.iter().all(|suggestion| suggestion.span.fault(&article.text).is_none()));
}

#[test]
fn the_encoding_of_a_part_is_followed() {
    let imported = read("mhtml/windows-1252.mht");
    let article = &imported.articles[0];
    assert!(article.text.contains("“Nobody has called us,” said Jörg Özil") && article.text.contains("café"));
    assert_eq!(article.source.encoding, "windows-1252");
    assert_eq!(article.metadata.url, "http://www.harbour-courier.example/port/old");
}

#[test]
fn a_mail_is_read_by_its_page_and_dated_by_its_head() {
    let imported = read("mhtml/letter.eml");
    let article = &imported.articles[0];
    assert_eq!(&*article.text, "Forty ships are waiting in the bay, and the café is open.");
    assert_eq!(said(article), ["title: The morning’s ships (mail Subject)", "published: 2025-07-03T06:40:00+01:00 (mail Date)"]);
    let plain = read_bytes(
        "From: a@example.org\nSubject: Ships\nContent-Type: text/plain; charset=iso-8859-1\n\nThe caf\u{e9} is open.\n",
    );
    assert_eq!(plain.articles[0].metadata.title, "Ships");
}

#[test]
fn an_entry_of_rss_is_an_article_with_its_full_content() {
    let imported = read("feed/courier.rss");
    let [strike, lights, ferry] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!(&*strike.text, "“Nobody has called us,” said Jörg Özil.\n\nForty ships\nTwo cranes");
    assert_eq!(
        said(strike),
        [
            "title: Crane drivers’ strike enters third day (entry title)",
            "outlet: Harbour Courier (feed title)",
            "url: https://www.harbour-courier.example/port/crane-strike (entry link)",
            "author: Ann Lee (entry author)",
            "published: 2025-07-03T06:40:00+01:00 (entry published)",
            "language: en-GB (feed language)",
            "section: Port (entry category)",
        ]
    );
    assert_eq!(strike.source.part, "Crane drivers’ strike enters third day");
    assert_eq!(&*lights.text, "The lights cost 2 million.\n\nThey were paid by the town.");
    assert_eq!((lights.metadata.title.as_str(), lights.metadata.author.as_str()), ("R&D at the docks: new lights", "Bo Chen"));
    assert_eq!(lights.metadata.published, "2025-07-02", "no time and no zone where none is given");
    assert_eq!(&*ferry.text, "The 7.15 ferry was < 5 minutes late, fish & chips were cold.");
    assert_eq!((ferry.metadata.published.as_str(), ferry.metadata.url.as_str()), ("", ""));
}

#[test]
fn atom_json_feed_and_rss_1_are_read_alike() {
    let imported = read("feed/hafenbote.atom");
    let [strike, note] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!(&*strike.text, "Vierzig Schiffe warten in der Bucht.\n\nDas Café bleibt offen.");
    assert_eq!(strike.metadata.title, "Streik im Hafen: „Niemand hat angerufen“");
    assert_eq!((strike.metadata.author.as_str(), note.metadata.author.as_str()), ("Redaktion Hafen", "Jörg Özil"));
    assert_eq!(strike.metadata.url, "https://hafenbote.example/streik");
    assert_eq!(
        (strike.metadata.published.as_str(), strike.metadata.modified.as_str()),
        ("2025-07-03T07:40:00+02:00", "2025-07-03T08:00:00+02:00")
    );
    assert_eq!((strike.metadata.section.as_str(), &*note.text), ("Hafen", "Morgen ist der Kai gesperrt."));

    let imported = read("feed/quay.json");
    let [moved, untitled] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!((&*moved.text, moved.metadata.author.as_str()), ("The crane was moved.\n\nIt took 9 hours.", "Cy Doe"));
    assert_eq!(moved.metadata.published, "2025-07-03T06:40:00-04:00");
    assert_eq!((&*untitled.text, untitled.source.part.as_str()), ("No title here.", "q2"));

    let imported = read("feed/latin1.rdf");
    let article = &imported.articles[0];
    assert_eq!(
        (&*article.text, article.source.encoding.as_str()),
        ("Quarante navires attendent, dit José Muñoz.", "windows-1252")
    );
    assert_eq!((article.metadata.outlet.as_str(), article.metadata.author.as_str()), ("Port de Sète", "José Muñoz"));
    assert_eq!(article.metadata.published, "2025-07-03T06:40:00+02:00");
}

#[test]
fn of_a_feed_that_is_cut_off_the_whole_entries_are_read_and_the_place_is_named() {
    let feed = std::fs::read_to_string(fixture("feed/courier.rss")).unwrap();
    let cut = &feed[..feed.find("Ferry late").unwrap()];
    let imported = read_bytes(cut);
    assert_eq!(imported.articles.len(), 2);
    let [(name, problem)] = refusals(&imported)[..] else { panic!("{:?}", imported.files) };
    assert_eq!((name, problem.code()), ("after “R&D at the docks: new lights”", "damaged"));
    let unversioned = read_bytes(feed.replace(" version=\"2.0\" xmlns:content", " xmlns:content"));
    assert_eq!(unversioned.articles.len(), 3);
    let old = read_bytes(feed.replace("<rss version=\"2.0\"", "<rss version='0.93'"));
    assert_eq!(old.articles.len(), 3);
    assert_eq!(refusals(&read_bytes("<rss version='2.0'><channel><title>a</title></channel></rss>"))[0].1, &Problem::Blank);
}

#[test]
fn nitf_keeps_headline_byline_and_dateline_in_the_text() {
    let imported = read("news/strike.nitf");
    let [article] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!(
        &*article.text,
        "Crane drivers enter third day of strike\nForty ships wait\nBy Ann Lee\nHarbour Courier Wire\nHARBOUR CITY, July 3\n\
         “Nobody has called us,” said Jörg Özil, who speaks for the drivers.\nForty ships are waiting & the café is open.\n\
         A crane at rest.\nShips\n40\nAnn Lee can be reached at the quay."
    );
    assert_eq!(
        said(article),
        [
            "title: Crane drivers enter third day of strike (headline)",
            "outlet: Harbour Courier Wire (pubdata)",
            "author: Ann Lee (byline)",
            "published: 2025-07-03T06:40:00-04:00 (date.issue)",
            "language: en-US (xml:lang)",
            "section: Business (pubdata)",
        ]
    );
}

#[test]
fn each_item_of_newsml_with_words_is_an_article() {
    let imported = read("news/message.xml");
    let [strike, quay] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    assert_eq!(
        &*strike.text,
        "By Ann Lee\nHARBOUR CITY, July 3 (HCW)\nCrane drivers enter third day of strike\n“Nobody has called us,” said Jörg Özil.\nForty ships\nare waiting."
    );
    assert_eq!(
        said(strike),
        [
            "title: Crane drivers enter third day of strike (headline)",
            "outlet: Harbour Courier Wire (provider)",
            "author: Ann Lee (byline)",
            "published: 2025-07-03T06:40:00+01:00 (firstCreated)",
            "modified: 2025-07-03T08:15:00+01:00 (versionCreated)",
            "language: en-GB (language)",
            "section: Business (service)",
        ]
    );
    assert_eq!((&*quay.text, quay.source.part.as_str()), ("Kai gesperrt\nDer Kai ist gesperrt.", "Kai gesperrt"));
    assert_eq!((quay.metadata.outlet.as_str(), quay.metadata.modified.as_str()), ("HCW", ""));
    assert!(refusals(&imported).is_empty());
}

#[test]
fn items_of_newsml_1_are_articles() {
    let imported = read("news/agency.newsml");
    assert_eq!(imported.files[0].format, Some(Format::NewsXml));
    let [cranes, kräne, ships] = imported.articles.as_slice() else { panic!("{:?}", imported.files) };
    let text = "Cranes stand still\nBy Ann Lee\nOSTMARK, July 3\n\n“Nobody has called us,” said Jörg Özil.\n\nForty ships wait.";
    assert_eq!(cranes.text.replace("\n\n", "\n"), text.replace("\n\n", "\n"));
    assert_eq!(
        said(cranes),
        [
            "title: Cranes stand still (headline)",
            "outlet: Ostmark Press (provider)",
            "author: Ann Lee (byline)",
            "published: 2025-07-03T06:40:00+01:00 (firstCreated)",
            "modified: 2025-07-03T07:15:00+01:00 (thisRevisionCreated)",
            "language: en-GB (language)",
            "section: PORT (slugline)",
        ]
    );
    assert_eq!(kräne.text.replace("\n\n", "\n"), "Kräne stehen still\nNiemand hat angerufen.");
    assert_eq!(kräne.metadata.language, "de");
    assert_eq!(ships.text.replace("\n\n", "\n"), "Forty ships\nShips wait & wait.\nMore came in the night.");
}

#[test]
fn what_is_broken_in_news_is_named_and_what_came_before_it_is_kept() {
    let news = std::fs::read_to_string(fixture("news/message.xml")).unwrap();
    let imported = read_bytes(&news[..news.find("Kai gesperrt").unwrap()]);
    assert_eq!(imported.articles.len(), 1);
    let [(name, problem)] = refusals(&imported)[..] else { panic!("{:?}", imported.files) };
    assert_eq!((name, problem.code()), ("after Crane drivers enter third day of strike", "damaged"));
    let empty = "<newsItem guid='a'><contentMeta><headline>Only a picture</headline></contentMeta></newsItem>";
    assert_eq!(refusals(&read_bytes(empty)), [("", &Problem::Blank)]);
}

#[test]
fn entities_do_not_grow_and_depth_costs_no_stack() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"ha ha ha\"><!ENTITY b \"&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;\">]>";
    let rss = format!(
        "{bomb}<rss version='2.0'><channel><title>t</title><item><title>n</title><description>x &c; y</description></item></channel></rss>"
    );
    let nitf = format!("{bomb}<nitf><body><body.content><p>x &c; y</p></body.content></body></nitf>");
    for text in [rss, nitf] {
        let imported = read_bytes(text);
        assert_eq!(imported.articles.len(), 1, "{:?}", imported.files);
        assert!(!imported.articles[0].text.contains("ha"), "{}", imported.articles[0].text);
    }
    let deep = "<p>".repeat(100_000);
    let texts = [
        format!("<nitf><body>{deep}"),
        format!("<nitf><body>{deep}Port{}</body></nitf>", "</p>".repeat(100_000)),
        format!("<rss version='2.0'><channel><item><title>a</title>{deep}"),
        format!("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><content type='xhtml'>{deep}"),
    ];
    for text in texts {
        assert!(!read_bytes(text).files[0].parts.is_empty());
    }
}

#[test]
fn people_whose_mail_addresses_touch_other_scripts_are_read() {
    for author in [
        "记者：zhang@news.example",
        "zhang@news.example，张三",
        "<![CDATA[张三（zhang@news.example）]]>",
        "zhang@news.example&#xFF0C;x",
    ] {
        let item = format!("<item><title>a</title><author>{author}</author><description>港口停工。</description></item>");
        let imported = read_bytes(format!("<rss version='2.0'><channel><title>b</title>{item}</channel></rss>"));
        assert_eq!(imported.articles.len(), 1, "{author}: {:?}", imported.files);
        assert!(!imported.articles[0].metadata.author.contains('@'), "{author}");
    }
}

#[test]
fn references_to_nothing_are_told_with_their_place_and_those_of_html_are_read() {
    let item = "<item><title>A &eacute; &j; b</title><description>The crane &j; stood.</description></item>";
    let imported = read_bytes(format!("<?xml version='1.0'?>\n<rss version='2.0'><channel>\n{item}</channel></rss>"));
    assert_eq!(imported.articles[0].metadata.title, "A é &j; b");
    let told = imported.files[0].to_string();
    let words = "2 references are defined nowhere and stay as they are written, first &j; in line 3";
    assert!(told.ends_with(words), "{told}");
    let nitf = "<nitf><body><body.content><p>Caf&eacute; &oops; open</p></body.content></body></nitf>";
    let imported = read_bytes(nitf);
    assert_eq!(&*imported.articles[0].text, "Café &oops; open");
    assert!(imported.files[0].to_string().contains("&oops; in line 1 is defined nowhere"), "{}", imported.files[0]);
    assert!(read("feed/courier.rss").files[0].notes.is_empty() && read("news/message.xml").files[0].notes.is_empty());
}

fn mangled(name: &'static str, changes: &[(usize, u8, u8)]) -> Vec<u8> {
    let mut bytes = std::fs::read(fixture(name)).unwrap();
    for (at, kind, byte) in changes {
        let at = at % bytes.len().max(1);
        match kind % 5 {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 => bytes.insert(at, *byte),
            2 if at < bytes.len() => {
                bytes.remove(at);
            }
            3 => bytes.truncate(at.max(40)),
            _ => {
                let piece: Vec<u8> = bytes.iter().skip(at).take(usize::from(*byte)).copied().collect();
                bytes.splice(at..at, piece);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn mangled_files_are_read_or_refused(
        name in proptest::sample::select(ALL.to_vec()),
        changes in proptest::collection::vec((any::<usize>(), any::<u8>(), any::<u8>()), 1..8),
    ) {
        let imported = read_bytes(mangled(name, &changes));
        prop_assert!(!imported.files[0].parts.is_empty());
        for (_, problem) in refusals(&imported) {
            prop_assert!(!matches!(problem, Problem::Failed), "{name}");
        }
    }
}
