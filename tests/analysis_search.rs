//! Searching: what a query finds, how its faults are told, in what order hits stand, how many lie where.

mod support;

use pressmark::analysis::search::{self, Found, Hit, Order, Pattern, PatternError, SearchError, Tally};
use pressmark::model::text::{is_boundary, trim};
use pressmark::model::*;
use proptest::prelude::*;
use std::ops::{ControlFlow, Range};
use std::sync::Arc;
use support::projects::{TEXTS, boundaries, harbour};
use support::sessions::{amy, annotation, article, ben, project, titled};

fn words(pattern: &str) -> Query {
    Query { pattern: pattern.to_owned(), ..Query::default() }
}

fn expression(pattern: &str) -> Query {
    Query { regex: true, ..words(pattern) }
}

fn labelled(labels: &[&str], within: Within) -> impl Fn(Query) -> Query {
    let labels: Vec<Name> = labels.iter().map(|label| (*label).into()).collect();
    move |query| Query { labels: labels.clone(), within, ..query }
}

fn all(project: &Project, query: &Query) -> (Vec<Hit>, Tally) {
    let (mut hits, mut tally) = (Vec::new(), Tally::default());
    search::search(project, &amy(), query, &Progress::default(), &mut |found: Found| {
        hits.extend(found.hits);
        tally.add(&found.tally);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(tally.hits, hits.len() as u64);
    (hits, tally)
}

fn found(project: &Project, query: &Query) -> Vec<String> {
    all(project, query).0.iter().map(|hit| hit.words(project).to_owned()).collect()
}

/// What is found in one text.
fn in_text(text: &str, query: &Query) -> Vec<String> {
    found(&project([article(text)]), query)
}

/// A project of one article with annotations by two.
fn tagged(text: &str, amys: &[(&str, &str)], bens: &[(&str, &str)]) -> Project {
    let article = article(text);
    let id = article.id;
    let mut project = project([article]);
    for (who, marks, first) in [(amy(), amys, 1), (ben(), bens, 100)] {
        let made = marks.iter().zip(first..).map(|((label, words), number)| {
            let start = text.find(words).unwrap();
            annotation(number, label, start..start + words.len())
        });
        put(
            &mut project,
            who,
            id,
            ArticleLayer { annotations: AnnotationSet::from_vec(made.collect()), ..ArticleLayer::default() },
        );
    }
    project
}

fn put(project: &mut Project, who: Annotator, id: ArticleId, made: ArticleLayer) {
    project.layers.entry(who).or_default().articles.insert(id, Arc::new(made));
}

#[test]
fn words_are_found_as_they_stand() {
    assert_eq!(in_text("A.b a.B axb", &words("a.b")), ["A.b", "a.B"]);
    assert_eq!(in_text("A.b a.B axb", &Query { case: true, ..words("a.B") }), ["a.B"]);
    assert_eq!(in_text("Straße ÉCOLE école", &words("École")), ["ÉCOLE", "école"]);
    assert_eq!(in_text("مرفأ مرفأ", &words("مرفأ")).len(), 2);
    assert_eq!(in_text("two words, two\nwords, two  words", &words("two words")), ["two words"]);
}

#[test]
fn whole_words_have_no_letter_at_either_side() {
    let whole = |pattern| Query { whole_word: true, ..words(pattern) };
    assert_eq!(in_text("port ports airport Port, (port) port_1 port’s", &whole("port")), ["port", "Port", "port", "port"]);
    assert_eq!(in_text("né née né", &whole("né")), ["né", "né"]);
    assert_eq!(in_text("“We” won’t, “we", &whole("“we")), ["“We", "“we"]);
    assert_eq!(in_text("ba a a", &whole("a a")), ["a a"]);
    assert_eq!(in_text("20%, 120% 20%", &whole("20%")), ["20%", "20%"]);
    let whole = |pattern| Query { whole_word: true, ..expression(pattern) };
    assert_eq!(in_text("craned crane cranes", &whole("cran(e|es)")), ["crane", "cranes"]);
    assert_eq!(in_text("ab a#b", &whole("(?x) a b # together")), ["ab"]);
    assert_eq!(in_text("ab a#b", &whole("(?i)A#B")), ["a#b"]);
}

#[test]
fn lines_are_crossed_only_when_asked() {
    let across = |query| Query { across_lines: true, ..query };
    let text = "two words, two\n words, two  \u{a0}words";
    assert_eq!(in_text(text, &across(words("two words"))).len(), 3);
    assert_eq!(in_text("a b\nc d", &expression("b.c")).len(), 0);
    assert_eq!(in_text("a b\nc d", &across(expression("b.c"))), ["b\nc"]);
    assert_eq!(in_text("one\nAdvertisement\nAdvertisement two", &expression("^Advertisement$")), ["Advertisement"]);
}

#[test]
fn hits_can_be_tagged() {
    assert_eq!(in_text("re\u{301}sume\u{301}", &expression("[es]")), ["e\u{301}", "s", "e\u{301}"]);
    assert_eq!(in_text("said  \n so", &expression(r"\w+\s+")), ["said"]);
    assert_eq!(in_text("👩‍👩‍👧 x", &expression("👩")), ["👩‍👩‍👧"]);
    for nothing in ["x*", r"\b", "(?:)", r"\s+", "^", "$"] {
        assert_eq!(in_text("some words\n\n here", &expression(nothing)), [""; 0], "{nothing}");
    }
    assert_eq!(in_text("aab", &expression("a*")), ["aa"]);
}

#[test]
fn faults_are_told_at_their_place() {
    let fault = |pattern: &str| Pattern::of(&expression(pattern)).unwrap_err();
    let check = |pattern: &str, place: &str, words: &str| {
        let PatternError { reason, place: Some(at) } = fault(pattern) else { panic!("{pattern}") };
        assert_eq!(&pattern[at], place, "{pattern}: {reason}");
        assert!(reason.contains(words), "{pattern}: {reason}");
        assert!(!reason.contains("invalid") && !reason.contains('\n'), "{reason}");
    };
    check("said (by|to", "(", "no )");
    check("said) to", ")", "no (");
    check("é [a-z", "[", "no ]");
    check("a (*)", "*", "repeated");
    check("*a", "*", "repeated");
    check(r"\q", r"\q", "known");
    check("[z-a]", "z-a", "behind its end");
    check(r"\p{Quays}", r"\p{Quays}", "called so");
    check("(?=a)", "(?=", "ahead");
    check(r"(a)\1", r"\1", "back");
    check("é(?<n", "n", "unclosed");
    assert_eq!(fault("(a\n\n").place, None);
    assert!(fault("(?:a{1000}){1000}").reason.contains("too large"));
    assert!(Pattern::of(&words(&"a(".repeat(100_000))).unwrap_err().reason.contains("too large"));
    let both = Query { whole_word: true, ..expression("a)(?:b") };
    assert!(Pattern::of(&both).is_err());
}

#[test]
fn queries_that_cannot_be_asked_say_why() {
    assert_eq!(search::check(&words("")).unwrap_err(), SearchError::NoPattern);
    assert!(search::check(&Query { of: SearchedFor::Annotations, ..words("") }).is_ok());
    for date in ["2025", "2025-07", "2025-07-03", ""] {
        assert!(search::check(&Query { from: date.to_owned(), ..words("a") }).is_ok(), "{date}");
    }
    for date in ["3 Jul", "2025-7", "25", "2025/07", "2025-07-03T"] {
        let error = search::check(&Query { until: date.to_owned(), ..words("a") }).unwrap_err();
        assert!(error.to_string().contains(date), "{error}");
    }
    let progress = Progress::default();
    progress.cancel();
    let stopped = search::search(&harbour(), &amy(), &words("a"), &progress, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(stopped, Err(SearchError::Cancelled(_))));
}

#[test]
fn expressions_that_would_take_for_ever_elsewhere_do_not() {
    let text = "a".repeat(50_000) + "!";
    assert_eq!(in_text(&text, &expression("(a+)+$")), [""; 0]);
    assert_eq!(in_text(&text, &expression("(a|aa)+!")).len(), 1);
}

const REPORT: &str = "Advertisement: buy cranes. The cranes stopped. “No cranes,” she said. Cranes again.";

fn report() -> Project {
    tagged(
        REPORT,
        &[("boilerplate", "Advertisement: buy cranes."), ("quote", "“No cranes,”")],
        &[("claim", "The cranes stopped."), ("quote", "“No cranes,” she said.")],
    )
}

#[test]
fn faded_words_are_masked() {
    let project = report();
    let cranes = words("cranes");
    assert_eq!(found(&project, &cranes).len(), 3);
    assert_eq!(found(&project, &Query { boilerplate: true, ..cranes.clone() }).len(), 4);
    let asked_for = labelled(&["boilerplate"], Within::Inside)(cranes.clone());
    assert_eq!(found(&project, &asked_for).len(), 1);
    // A hit that is faded in part is masked as well.
    assert_eq!(in_text("x", &expression(".+")), ["x"]);
    assert_eq!(found(&project, &expression("cranes[.] The")), [""; 0]);
    // Of others' annotations nothing is masked when they do not count.
    assert_eq!(found(&project, &Query { annotators: vec![ben()], ..cranes }).len(), 4);
}

#[test]
fn hits_lie_inside_or_outside_of_labels() {
    let project = report();
    let count = |query: Query| found(&project, &query).len();
    let inside = |labels| labelled(labels, Within::Inside)(words("cranes"));
    let outside = |labels| labelled(labels, Within::Outside)(words("cranes"));
    assert_eq!((count(inside(&["quote"])), count(outside(&["quote"]))), (1, 2));
    assert_eq!((count(inside(&["quote", "claim"])), count(outside(&["quote", "claim"]))), (2, 1));
    assert_eq!((count(inside(&[])), count(outside(&[]))), (2, 1));
    let amys = |query| Query { annotators: vec![amy()], ..query };
    assert_eq!((count(amys(inside(&["claim"]))), count(amys(outside(&["claim"])))), (0, 3));
    let said = |within| labelled(&["quote"], within)(words("she said"));
    assert_eq!((count(said(Within::Inside)), count(amys(said(Within::Inside)))), (1, 0));
}

#[test]
fn annotations_are_found_by_words_note_and_values() {
    let mut project = report();
    let id = project.stored_articles()[0].id;
    let mut made = project.article_layer(&ben(), id).unwrap().clone();
    let mut claim = annotation(200, "claim", 0..13);
    claim.note = "Ask the harbour office".into();
    claim.attributes = [("speaker".into(), Value::Text("Ana Ruiz".into()))].into_iter().collect();
    let lost = Annotation { displaced: Some("the lost crane".into()), ..annotation(201, "quote", 900..914) };
    made.annotations = AnnotationSet::from_vec(made.annotations.iter().cloned().chain([claim]).collect());
    made.displaced.push(lost);
    put(&mut project, ben(), id, made);
    let of = |query| Query { of: SearchedFor::Annotations, ..query };
    let ids = |query: &Query| -> Vec<u64> {
        all(&project, query).0.iter().map(|hit| hit.annotation(&project).unwrap().1.id.0).collect()
    };
    assert_eq!(ids(&of(words(""))), [1, 200, 100, 101, 2, 201]);
    assert_eq!(ids(&of(words("crane"))), [1, 100, 101, 2, 201]);
    assert_eq!(ids(&of(words("harbour office"))), [200]);
    assert_eq!(ids(&of(words("ruiz"))), [200]);
    assert_eq!(ids(&labelled(&["quote"], Within::Inside)(of(words("")))), [101, 2, 201]);
    assert_eq!(ids(&labelled(&["quote"], Within::Outside)(of(words("")))), [1, 200, 100]);
    let value = |value: &str| Query { attributes: vec![("speaker".into(), value.to_owned())], ..of(words("")) };
    assert_eq!((ids(&value("ana ruiz")), ids(&value("")), ids(&value("Ana"))), (vec![200], vec![200], vec![]));
    assert_eq!(ids(&Query { annotators: vec![amy()], ..of(words("")) }), [1, 2]);
    let (hits, tally) = all(&project, &of(words("lost")));
    assert_eq!((hits[0].words(&project), hits[0].left(&project, 9), hits[0].right(&project, 9)), ("the lost crane", "", ""));
    assert_eq!(tally.annotators.get(&ben()), Some(&1));
}

#[test]
fn annotations_are_found_by_status() {
    let mut project = report();
    let id = project.stored_articles()[0].id;
    let judged = Reading::of(project.annotation(id, AnnotationId(100)).unwrap().1);
    let verdict = Verdict { status: Status::Rejected, judged, correction: None, at: Timestamp(1) };
    let mut made = project.article_layer(&amy(), id).unwrap().clone();
    made.verdicts.insert(AnnotationId(100), verdict);
    put(&mut project, amy(), id, made);
    let of = |status| Query { of: SearchedFor::Annotations, statuses: vec![status], ..words("") };
    assert_eq!(found(&project, &of(Status::Rejected)), ["The cranes stopped."]);
    assert_eq!(found(&project, &of(Status::Open)).len(), 3);
    let inside = Query { within: Within::Inside, statuses: vec![Status::Rejected], ..words("cranes") };
    assert_eq!(found(&project, &inside).len(), 1);
}

#[test]
fn the_work_of_a_rule_is_found() {
    let mut project = report();
    let id = project.stored_articles()[0].id;
    let mut made = project.article_layer(&ben(), id).unwrap().clone();
    let ours = Annotation { provenance: Provenance::Search("cranes".into()), ..annotation(300, "claim", 27..37) };
    made.annotations = AnnotationSet::from_vec(made.annotations.iter().cloned().chain([ours]).collect());
    put(&mut project, ben(), id, made);
    let of = |owner: &Annotator, rule: &str| {
        let mut hits = Vec::new();
        let mut take = |found: Found| {
            hits.extend(found.hits);
            ControlFlow::Continue(())
        };
        search::of_rule(&project, &amy(), (owner, rule), &Progress::default(), &mut take).unwrap();
        hits.iter().map(|hit| hit.annotation(&project).unwrap().1.id.0).collect::<Vec<_>>()
    };
    assert_eq!((of(&ben(), "cranes"), of(&ben(), "ships"), of(&amy(), "cranes")), (vec![300], vec![], vec![]));
}

/// Four articles of different outlets, dates, languages and states; the last is withdrawn.
fn quays() -> Project {
    let one = |number: usize, outlet: &str, published: &str, language: &str| {
        let mut article = titled(&format!("Crane {number}"), outlet, &format!("The crane, {number} of them."));
        article.metadata.published = published.to_owned();
        article.metadata.language = language.to_owned();
        article
    };
    let articles = [
        one(1, "Kranblick", "2025-07-03T06:40:00+01:00", "en-GB"),
        one(2, "", "2025-06-30", "en"),
        one(3, "Dockland News", "", "eng"),
        one(4, "Kranblick", "2025-08", "de"),
        one(5, "Kranblick", "2025", "en"),
    ];
    let gone = articles[4].id;
    let done = articles[0].id;
    let mut project = project(articles);
    project.layers.entry(ben()).or_default().withdrawn.insert(Withdrawn::Article(gone));
    put(&mut project, amy(), done, ArticleLayer { state: ArticleState::Done, ..ArticleLayer::default() });
    project
}

fn numbers(project: &Project, query: &Query) -> Vec<u32> {
    all(project, query).0.iter().map(|hit| hit.article + 1).collect()
}

#[test]
fn articles_are_chosen_by_outlet_date_language_and_state() {
    let project = quays();
    let check = |change: &dyn Fn(&mut Query), expected: &[u32]| {
        let mut query = words("crane");
        change(&mut query);
        assert_eq!(numbers(&project, &query), expected, "{query:?}");
    };
    check(&|_| {}, &[1, 2, 3, 4]);
    check(&|query| query.outlets = vec!["Kranblick".into()], &[1, 4]);
    check(&|query| query.outlets = vec!["".into(), "Dockland News".into()], &[2, 3]);
    check(&|query| query.from = "2025-07".into(), &[1, 4]);
    check(&|query| query.from = "2025-07-03".into(), &[1, 4]);
    check(&|query| query.until = "2025-07-03".into(), &[1, 2]);
    check(&|query| query.until = "2025".into(), &[1, 2, 4]);
    check(&|query| (query.from, query.until) = ("2025-06-30".into(), "2025-07".into()), &[1, 2]);
    check(&|query| query.languages = vec!["en".into()], &[1, 2]);
    check(&|query| query.languages = vec!["EN-gb".into(), "de".into()], &[1, 4]);
    check(&|query| query.states = vec![ArticleState::Done], &[1]);
    check(&|query| query.states = vec![ArticleState::ToDo], &[2, 3, 4]);
}

#[test]
fn hits_are_counted_by_where_they_lie() {
    let (_, tally) = all(&quays(), &words("crane"));
    let outlets: Vec<(&str, u64)> = tally.outlets.iter().map(|(outlet, count)| (outlet.as_str(), *count)).collect();
    assert_eq!(outlets, [("", 1), ("Dockland News", 1), ("Kranblick", 2)]);
    assert_eq!((tally.articles, tally.states, tally.languages.get("de")), (4, [3, 0, 1], Some(&1)));
    let (_, tally) = all(&report(), &Query { boilerplate: true, ..words("cranes") });
    let label = |id: &str| tally.labels.get(id).copied();
    assert_eq!((label("quote"), label("claim"), label("boilerplate")), (Some(1), Some(1), Some(1)));
    assert_eq!((tally.annotators[&amy()], tally.annotators[&ben()]), (2, 2));
}

fn in_order(project: &Project, query: &Query, order: Order) -> Vec<String> {
    let (hits, _) = all(project, query);
    let places = search::sorted(project, &amy(), &hits, order, &Progress::default()).unwrap();
    let mut each = places.clone();
    each.sort_unstable();
    assert_eq!(each, (0..hits.len() as u32).collect::<Vec<_>>());
    let shown = |place: &u32| {
        let hit = hits[*place as usize];
        format!("{}|{}|{}", hit.left(project, 12).trim_start_matches(". An "), hit.words(project), hit.right(project, 7))
            .trim()
            .to_owned()
    };
    places.iter().map(shown).collect()
}

/// The last letters of the articles that hits lie in.
fn in_order_whole(project: &Project, query: &Query, order: Order) -> Vec<char> {
    let (hits, _) = all(project, query);
    let places = search::sorted(project, &amy(), &hits, order, &Progress::default()).unwrap();
    let last = |place: &u32| hits[*place as usize].article(project).unwrap().text.chars().next_back().unwrap();
    places.iter().map(last).collect()
}

#[test]
fn hits_are_sorted_by_the_words_beside_them() {
    let text = "An old crane fell. Never (odd) Crane two. An Älter crane fell!\nAn odd crane, again";
    let project = project([article(text), article("crane")]);
    let by = |order| in_order(&project, &words("crane"), order);
    let left = ["|crane|", "An odd |crane|, again", "Never (odd) |Crane| two. A", "An old |crane| fell.", "Älter |crane| fell!"];
    assert_eq!(by(Order::Left), left);
    let right = ["|crane|", "An odd |crane|, again", "Älter |crane| fell!", "An old |crane| fell.", "Never (odd) |Crane| two. A"];
    assert_eq!(by(Order::Right), right);
    assert_eq!(in_order(&project, &expression("fell.|again|two"), Order::Hit)[0], "odd crane, |again|");
    // What differs only behind a few words tells hits apart too.
    let texts = ["b", "a", "Ä"].map(|last| article(&format!("crane one two three four, five six seven {last}")));
    let project = support::sessions::project(texts);
    let last: Vec<char> = in_order_whole(&project, &words("crane"), Order::Right);
    assert_eq!(last, ['a', 'b', 'Ä']);
}

#[test]
fn hits_are_sorted_by_outlet_and_date() {
    let project = quays();
    let by = |order| {
        let (hits, _) = all(&project, &words("crane"));
        let places = search::sorted(&project, &amy(), &hits, order, &Progress::default()).unwrap();
        places.iter().map(|place| hits[*place as usize].article + 1).collect::<Vec<_>>()
    };
    assert_eq!(by(Order::Article), [1, 2, 3, 4]);
    assert_eq!(by(Order::Outlet), [3, 1, 4, 2]);
    assert_eq!(by(Order::Date), [2, 1, 4, 3]);
}

#[test]
fn what_stands_beside_a_hit_is_whole() {
    let text = "before\nре\u{301}ка e\u{301} crane e\u{301}nd\nbehind";
    let project = project([article(text)]);
    let (hits, _) = all(&project, &words("crane"));
    for reach in 0..20 {
        let (left, right) = (hits[0].left(&project, reach), hits[0].right(&project, reach));
        let at = text.find("crane").unwrap();
        assert!(is_boundary(text, at - left.len()) && is_boundary(text, at + 5 + right.len()), "{reach}: {left} {right}");
        assert!(!left.contains('\n') && !right.contains('\n'));
    }
    assert_eq!(hits[0].right(&project, 99), " e\u{301}nd");
}

#[test]
fn hits_come_in_order_whatever_their_number() {
    let texts = (0..3_000).map(|number| article(&format!("{number} {}", "the crane, the crane. ".repeat(number % 40))));
    let project = project(texts);
    let mut batches = 0;
    let mut hits = Vec::new();
    let mut take = |found: Found| {
        batches += 1;
        hits.extend(found.hits);
        if hits.len() > 90_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    search::search(&project, &amy(), &words("crane"), &Progress::default(), &mut take).unwrap();
    assert!(batches > 2, "{batches}");
    assert!(hits.is_sorted_by_key(|hit| (hit.article, hit.span.start)));
    let (whole, tally) = all(&project, &words("crane"));
    assert_eq!(whole[..hits.len()], hits);
    assert_eq!(tally.hits, (0..3_000_u64).map(|number| number % 40 * 2).sum::<u64>());
    assert_eq!(size_of::<Hit>(), 16);
}

/// Patterns of every kind, some of which match nothing, everything or parts of characters.
const PATTERNS: [&str; 22] = [
    "a",
    "said",
    "“",
    r"\w+",
    r"\s",
    r"\s*",
    ".",
    ".+",
    r"\b",
    "e",
    "\u{301}",
    r"[^a-z]+",
    "(a|ab)(c|bcd)*",
    "x*",
    r"\d+,?\d*",
    "港",
    "ى|م",
    "👩",
    "^.",
    ".$",
    r"\w+ \w+",
    "o w",
];

fn query() -> impl Strategy<Value = Query> {
    (0..PATTERNS.len(), any::<[bool; 4]>()).prop_map(|(at, [regex, case, whole_word, across_lines])| Query {
        pattern: PATTERNS[at].to_owned(),
        regex,
        case,
        whole_word,
        across_lines,
        boilerplate: true,
        ..Query::default()
    })
}

/// What an expression finds by itself, made fit to be tagged.
fn naive(text: &str, query: &Query) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let spaces = regex::Regex::new(r"\s+").unwrap();
    let bare = match (query.regex, query.across_lines) {
        (true, _) => query.pattern.clone(),
        (false, false) => regex::escape(&query.pattern),
        (false, true) => spaces.split(&query.pattern).map(regex::escape).collect::<Vec<_>>().join(r"\s+"),
    };
    let whole = if query.whole_word { format!(r"\b{{start-half}}(?:{bare})\b{{end-half}}") } else { bare };
    let mut builder = regex::RegexBuilder::new(&whole);
    builder.case_insensitive(!query.case).dot_matches_new_line(query.across_lines).multi_line(true);
    let raw: Vec<Range<usize>> = builder.build().unwrap().find_iter(text).map(|hit| hit.range()).collect();
    let mut hits: Vec<Range<usize>> = Vec::new();
    for range in &raw {
        let from = hits.last().map_or(0, |last| last.end);
        hits.extend(trim(text, range.start.max(from)..range.end).filter(|_| !range.is_empty()));
    }
    (raw, hits)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(50))]

    #[test]
    fn hits_are_those_of_a_plain_scan(query in query(), made in "([a-e ]|said|[“”é]|e\u{301}|\n|港|👩\u{200d}👩| o w){0,40}") {
        let mut texts = TEXTS.to_vec();
        if !texts.contains(&made.as_str()) {
            texts.push(&made);
        }
        let project = project(texts.iter().map(|text| article(text)));
        let (hits, _) = all(&project, &query);
        for (number, text) in texts.iter().enumerate() {
            let mine: Vec<Range<usize>> =
                hits.iter().filter(|hit| hit.article as usize == number).map(|hit| hit.span.range()).collect();
            let (raw, expected) = naive(text, &query);
            let starts = boundaries(text);
            prop_assert_eq!(&mine, &expected, "{:?} in {:?}", query, text);
            for range in &mine {
                prop_assert!(Span::new(range.start, range.end).unwrap().fault(text).is_none());
            }
            // Nothing that could be tagged is dropped: every match lies in the hits, save for white space.
            for range in raw {
                for (at, letter) in text[range.clone()].char_indices().filter(|(_, letter)| !letter.is_whitespace()) {
                    let at = range.start + at;
                    let cluster = *starts.iter().rfind(|start| **start <= at).unwrap();
                    let is_space = text[cluster..].starts_with(char::is_whitespace);
                    prop_assert!(is_space || mine.iter().any(|hit| hit.contains(&at)), "{letter:?} at {at} of {text:?}");
                }
            }
        }
    }

    #[test]
    fn masks_and_labels_leave_what_a_plain_scan_leaves(
        query in query(),
        marks in proptest::collection::vec((0..4_usize, any::<bool>(), 0..80_usize, 0..80_usize), 0..8),
        within in prop_oneof![Just(Within::Anywhere), Just(Within::Inside), Just(Within::Outside)],
        (boilerplate, only_amy) in any::<(bool, bool)>(),
    ) {
        let text = TEXTS[0];
        let (mut amys, mut bens) = (Vec::new(), Vec::new());
        for (number, (label, is_amys, one, other)) in marks.into_iter().enumerate() {
            let label = ["quote", "claim", "statistic", "boilerplate"][label];
            if let Some(span) = support::projects::span_near(text, one, other) {
                let made = annotation(number as u64, label, span.range());
                if is_amys { amys.push(made) } else { bens.push(made) }
            }
        }
        let article = article(text);
        let id = article.id;
        let mut project = project([article]);
        for (who, made) in [(amy(), &amys), (ben(), &bens)] {
            let annotations = AnnotationSet::from_vec(made.clone());
            put(&mut project, who, id, ArticleLayer { annotations, ..ArticleLayer::default() });
        }
        let annotators = if only_amy { vec![amy()] } else { Vec::new() };
        let query = Query { labels: vec!["quote".into(), "claim".into()], within, boilerplate, annotators, ..query };
        let counting: Vec<&Annotation> = amys.iter().chain(bens.iter().filter(|_| !only_amy)).collect();
        let asked = |mark: &&Annotation| query.labels.contains(&mark.label);
        let expected: Vec<Range<usize>> = naive(text, &query).1.into_iter().filter(|hit| {
            let shares = |mark: &&Annotation| mark.span.range().start < hit.end && hit.start < mark.span.range().end;
            let holds = |mark: &&Annotation| mark.span.range().start <= hit.start && hit.end <= mark.span.range().end;
            let marks = || counting.iter().copied();
            let fits = match within {
                Within::Anywhere => true,
                Within::Inside => marks().filter(asked).any(|mark| holds(&mark)),
                Within::Outside => !marks().filter(asked).any(|mark| shares(&mark)),
            };
            fits && (boilerplate || !marks().any(|mark| &*mark.label == "boilerplate" && shares(&mark)))
        }).collect();
        let (hits, tally) = all(&project, &query);
        let hits: Vec<Range<usize>> = hits.iter().map(|hit| hit.span.range()).collect();
        prop_assert_eq!(&hits, &expected);
        for label in ["quote", "claim", "statistic", "boilerplate"] {
            let touches = |hit: &&Range<usize>| {
                counting.iter().any(|mark| *mark.label == *label && mark.span.range().start < hit.end && hit.start < mark.span.range().end)
            };
            let count = expected.iter().filter(touches).count() as u64;
            prop_assert_eq!(tally.labels.get(label).copied().unwrap_or_default(), count, "{}", label);
        }
    }
}
