//! What is found wrong with what was tagged, and how it is mended. `⟦q:…⟧` draws annotations; see `support::sessions`.

mod support;

use pressmark::analysis::problems::{Elsewhere, Fix, Found, Look, Problem, RULES, Wanted, named, of_article, of_project, waiver};
use pressmark::model::transaction::apply_all;
use pressmark::model::*;
use pressmark::store::default_scheme;
use support::sessions::{adding, amy, annotation, ben, undraw};

/// A project of drawn articles, all amy's work, with the default scheme; annotations are numbered over all articles.
fn drawn(articles: &[&str]) -> Project {
    let mut project = Project::new("Harbour".to_owned(), default_scheme());
    let drawn: Vec<_> = articles.iter().map(|text| undraw(text)).collect();
    project.add_batch(&BatchId("first".into()), drawn.iter().map(support::sessions::Drawn::article));
    let mut number = 0;
    for article in drawn {
        let id = ArticleId::of(&article.text);
        for (key, range) in article.annotations {
            number += 1;
            let label = project.scheme.label_of_key(key).unwrap().id.clone();
            adding(id, annotation(number, &label, range)).apply(&mut project, &amy()).unwrap();
        }
    }
    project
}

fn first(project: &Project) -> ArticleId {
    project.articles().next().unwrap().id
}

/// Gives an annotation of the first article attributes.
fn set(project: &mut Project, id: u64, pairs: &[(&str, Value)]) {
    let article = first(project);
    let before = project.article_layer(&amy(), article).unwrap().annotation(AnnotationId(id)).unwrap().clone();
    let mut after = before.clone();
    pairs.iter().for_each(|(name, value)| after.attributes.set((*name).into(), Some(value.clone())));
    let edit = Edit::Annotation { article, before: Some(Box::new(before)), after: Some(Box::new(after)) };
    edit.apply(project, &amy()).unwrap();
}

fn link(project: &mut Project, id: u64, kind: &str, from: u64, to: u64) {
    let (from, to) = (AnnotationId(from), AnnotationId(to));
    let relation = Relation { id: RelationId(id), kind: kind.into(), from, to, created: Timestamp(0) };
    Edit::Relation { article: first(project), before: None, after: Some(relation) }.apply(project, &amy()).unwrap();
}

fn problems(project: &Project) -> Vec<Problem> {
    Look::of(project, first(project), &amy()).map(|look| of_article(&look)).unwrap_or_default()
}

/// What one rule says of the first article: words and reason of each problem.
fn said(project: &Project, rule: &str) -> Vec<(String, String)> {
    assert!(named(rule).is_some(), "{rule}");
    let text = &project.article(first(project)).unwrap().text;
    let of_rule = problems(project).into_iter().filter(|problem| problem.rule.id == rule);
    of_rule.map(|problem| (problem.words(text), problem.reason.into_owned())).collect()
}

#[track_caller]
fn check(project: &Project, rule: &str, expected: &[(&str, &str)]) {
    let said = said(project, rule);
    let said: Vec<(&str, &str)> = said.iter().map(|(words, reason)| (words.as_str(), reason.as_str())).collect();
    assert_eq!(said, expected);
}

/// Applies the only fix of a rule, sees that the problem is gone and that it can be undone.
#[track_caller]
fn mend(project: &Project, rule: &str) -> Project {
    let found: Vec<Problem> = problems(project).into_iter().filter(|problem| problem.rule.id == rule).collect();
    let [problem] = found.as_slice() else { panic!("{found:?}") };
    let edits = problem.edits(project, &amy(), first(project)).expect("a fix");
    let mut mended = project.clone();
    for edit in &edits {
        edit.check(&mended, &amy()).unwrap();
        edit.apply(&mut mended, &amy()).unwrap();
    }
    check(&mended, rule, &[]);
    assert!(problem.edits(&mended, &amy(), first(project)).is_none(), "a fix is done once");
    let mut undone = mended.clone();
    let inverse: Vec<Edit> = edits.iter().rev().map(Edit::inverse).collect();
    apply_all(&inverse, &mut undone, &amy()).unwrap();
    assert!(undone == *project);
    mended
}

fn the(project: &Project, id: u64) -> Annotation {
    project.article_layer(&amy(), first(project)).unwrap().annotation(AnnotationId(id)).unwrap().clone()
}

fn text(words: &str) -> Value {
    Value::Text(words.into())
}

#[test]
fn rules_have_ids_names_and_sentences() {
    for rule in &RULES {
        assert!(rule.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{rule:?}");
        assert!(rule.name.starts_with(char::is_uppercase) && rule.about.ends_with('.'), "{rule:?}");
        assert_eq!(named(rule.id), Some(rule));
    }
    assert!(named("nothing").is_none());
}

#[test]
fn an_article_nobody_has_begun_has_no_problems() {
    let project = drawn(&["“We wait, said Ruiz. Nobody came."]);
    assert!(problems(&project).is_empty());
}

#[test]
fn marks_without_a_partner_are_found_in_the_body() {
    let project =
        drawn(&["⟦c:Nobody came⟧. “We wait.\nIt is 12\" wide, the sailors’ pier.\n⟦b:“Read more⟧\nHe left,” she said."]);
    let expected = [("“", "The opening mark “ has no closing one"), ("”", "The closing mark ” has no opening one")];
    check(&project, "unbalanced-marks", &expected);
}

#[test]
fn a_quote_that_leaves_a_mark_out_is_widened() {
    let project = drawn(&["She said: ⟦q:“We wait⟧.” Then she left."]);
    check(&project, "unbalanced-marks", &[("“We wait", "The quote leaves out what closes its mark “")]);
    let mended = mend(&project, "unbalanced-marks");
    assert_eq!(the(&mended, 1).span.of("She said: “We wait.” Then she left."), Some("“We wait.”"));
    let project = drawn(&["She said: “We ⟦q:wait.”⟧ Then she left."]);
    mend(&project, "unbalanced-marks");
    // Where the text itself lacks the mark, the text is told of, once.
    let project = drawn(&["She said: ⟦q:“We wait. Then we go.⟧\nNobody came."]);
    check(&project, "unbalanced-marks", &[("“", "The opening mark “ has no closing one")]);
    // A quote over paragraphs that each open anew is whole.
    check(&drawn(&["⟦q:“We wait.\n\n“We go.”⟧"]), "unbalanced-marks", &[]);
}

#[test]
fn a_quote_needs_a_speaker() {
    let mut project = drawn(&["⟦q:“We wait,”⟧ said Ana Ruiz. ⟦q:“Not long.”⟧ Others called it ⟦q:“fun”⟧. ⟦q:“Go!”⟧"]);
    link(&mut project, 1, "same-utterance", 1, 2);
    set(&mut project, 3, &[("kind", text("scare"))]);
    let reason = "Nobody is named as its speaker";
    check(&project, "quote-without-speaker", &[("“We wait,”", reason), ("“Not long.”", reason), ("“Go!”", reason)]);
    set(&mut project, 1, &[("speaker", text("Ana Ruiz"))]);
    set(&mut project, 4, &[("speaker", text("  "))]);
    check(&project, "quote-without-speaker", &[("“Go!”", reason)]);
}

#[test]
fn the_speaker_is_set_from_the_attribution() {
    let mended = mend(&drawn(&["⟦q:“We wait,”⟧ said harbour master Ana Ruiz."]), "quote-without-speaker");
    assert_eq!(the(&mended, 1).attributes.get("speaker"), Some(&text("Ana Ruiz")));
    let unsure = drawn(&["⟦q:“We wait,”⟧ she said."]);
    assert!(problems(&unsure).iter().all(|problem| problem.fix.is_none()));
}

#[test]
fn a_statistic_needs_a_value_and_a_unit() {
    let project = drawn(&["⟦s:More than 20 percent⟧ came."]);
    check(&project, "statistic-without-value", &[("More than 20 percent", "It has no value")]);
    check(&project, "statistic-without-unit", &[("More than 20 percent", "It has no unit")]);
    let mended = mend(&project, "statistic-without-value");
    assert_eq!(the(&mended, 1).attributes.get("value"), Some(&Value::Number(20.0)));
    assert_eq!(the(&mended, 1).attributes.get("bound"), Some(&text("at least")));
    let mended = mend(&mended, "statistic-without-unit");
    assert_eq!(the(&mended, 1).attributes.get("unit"), Some(&text("percent")));
    assert!(problems(&mended).is_empty());
}

#[test]
fn the_words_of_a_statistic_say_its_value() {
    let differs = |words: &str, pairs: &[(&str, Value)]| {
        let mut project = drawn(&[&format!("⟦s:{words}⟧ came.")]);
        set(&mut project, 1, pairs);
        said(&project, "value-differs").into_iter().map(|(_, reason)| reason).next()
    };
    let value = |value: f64| ("value", Value::Number(value));
    let unit = |unit: &str| ("unit", text(unit));
    assert_eq!(differs("4,000 dockers", &[value(4000.0)]), None);
    let reason = "The words say 4,000, its value is 400";
    assert_eq!(differs("4,000 dockers", &[value(400.0)]).as_deref(), Some(reason));
    assert_eq!(differs("half a million dockers", &[value(500_000.0)]), None);
    assert_eq!(differs("450 million dollars", &[value(450.0), unit("million dollars")]), None);
    assert_eq!(differs("20 percent", &[value(0.2)]), None);
    assert_eq!(differs("two thirds of crews", &[value(0.667)]), None);
    assert_eq!(differs("4.125 litres", &[value(4125.0)]), None);
    assert_eq!(differs("dozens of ships", &[value(30.0)]), None);
    assert_eq!(differs("نحو 2.4 مليون جنيه", &[value(2_400_000.0)]), None);
    let range = ("value", Value::Range(10.0, 20.0));
    assert_eq!(differs("between 10 and 20 ships", std::slice::from_ref(&range)), None);
    assert_eq!(differs("between 10 and 30 ships", &[range]).as_deref(), Some("The words say 10 to 30, its value is 10 to 20"));
    let bound = |bound: &str| ("bound", text(bound));
    assert_eq!(
        differs("more than 20 ships", &[value(20.0), bound("exact")]).as_deref(),
        Some("The words say “at least”, its bound is “exact”")
    );
    for fitting in ["at least", "about"] {
        assert_eq!(differs("more than 20 ships", &[value(20.0), bound(fitting)]), None);
    }
    let mut project = drawn(&["⟦s:More than 20 ships⟧ came."]);
    set(&mut project, 1, &[value(200.0), bound("exact")]);
    let mended = mend(&project, "value-differs");
    assert_eq!(the(&mended, 1).attributes.get("value"), Some(&Value::Number(20.0)));
    assert_eq!(the(&mended, 1).attributes.get("bound"), Some(&text("at least")));
}

#[test]
fn an_attribution_needs_a_quote_or_claim_in_its_sentence() {
    let project = drawn(&["⟦c:The port is shut⟧, Ruiz said. Lund said it was open, she said. Nobody came. He said:\n⟦q:“No.”⟧"]);
    check(&project, "attribution-alone", &[("said", "“said”, and no quote or claim is tagged in its sentence")]);
    let told = problems(&project).into_iter().find(|problem| problem.rule.id == "attribution-alone").unwrap();
    assert_eq!(told.context(&project.article(first(&project)).unwrap().text), "Lund said it was open, she said.");
    // What lies behind the last tag is still to be read, unless the article is done.
    let mut project = drawn(&["⟦c:The port is shut⟧. Ruiz said so. ⟦s:Two ships⟧ came."]);
    check(&project, "attribution-alone", &[]);
    let article = first(&project);
    let done = Edit::State { article, before: ArticleState::ToDo, after: ArticleState::Done };
    done.apply(&mut project, &amy()).unwrap();
    assert_eq!(said(&project, "attribution-alone").len(), 1);
    // Where nothing of the kind is tagged, or in boilerplate, nothing is asked for.
    check(&drawn(&["⟦s:Two ships⟧ came, Ruiz said. Lund said no."]), "attribution-alone", &[]);
    check(&drawn(&["⟦c:The port is shut⟧.\n⟦b:Lund said more here.⟧"]), "attribution-alone", &[]);
}

#[test]
fn what_is_tagged_within_boilerplate_is_found() {
    let project = drawn(&["⟦b:Photo: ⟦c:the port is shut⟧⟧. ⟦s:Two ships⟧ came. ⟦b:⟦q:“Read this”⟧⟧"]);
    let reason = "It lies within boilerplate, where nothing else needs a tag";
    check(&project, "inside-boilerplate", &[("the port is shut", reason), ("“Read this”", reason)]);
    // Within boilerplate nothing else is asked of it.
    check(&project, "quote-without-speaker", &[]);
}

#[test]
fn the_same_place_and_label_twice_is_merged_into_one() {
    let mut project = drawn(&["⟦c:⟦c:The port is shut⟧⟧, by ⟦q:“all”⟧ and ⟦q:“none”⟧."]);
    set(&mut project, 2, &[("source", text("Ruiz"))]);
    link(&mut project, 1, "supports", 3, 1);
    link(&mut project, 2, "supports", 4, 1);
    link(&mut project, 3, "supports", 4, 2);
    check(&project, "tagged-twice", &[("The port is shut", "The same words have this label twice")]);
    let mended = mend(&project, "tagged-twice");
    let layer = mended.article_layer(&amy(), first(&mended)).unwrap();
    assert_eq!((layer.annotations.count("claim"), layer.relations.len()), (1, 2));
    let kept = layer.annotations.iter().find(|a| a.label.as_ref() == "claim").unwrap();
    assert_eq!(kept.attributes.get("source"), Some(&text("Ruiz")));
    // What contradicts is left to a person.
    let mut project = drawn(&["⟦c:⟦c:The port is shut⟧⟧."]);
    set(&mut project, 1, &[("source", text("Lund"))]);
    set(&mut project, 2, &[("source", text("Ruiz"))]);
    assert!(problems(&project).iter().any(|problem| problem.rule.id == "tagged-twice" && problem.fix.is_none()));
    check(&drawn(&["⟦c:⟦q:“The port is shut”⟧⟧"]), "tagged-twice", &[]);
}

#[test]
fn a_required_attribute_is_missed() {
    let mut project = drawn(&["⟦c:The port is shut⟧. ⟦c:It is open⟧."]);
    let require = |project: &mut Project, label: &str, attribute: &str| {
        let at = project.scheme.labels.iter().position(|known| known.id.as_ref() == label).unwrap();
        let attributes = &mut project.scheme.labels[at].attributes;
        attributes.iter_mut().find(|known| known.id.as_ref() == attribute).unwrap().required = true;
    };
    require(&mut project, "claim", "source");
    require(&mut project, "claim", "hedge");
    require(&mut project, "quote", "speaker");
    set(&mut project, 1, &[("source", text("Ruiz"))]);
    set(&mut project, 2, &[("hedge", Value::Flag(false)), ("source", text(" "))]);
    let expected = [("The port is shut", "The scheme requires hedged"), ("It is open", "The scheme requires source")];
    check(&project, "attribute-missing", &expected);
}

#[test]
fn what_is_displaced_is_put_where_its_words_stand_once() {
    let mut project = drawn(&["⟦c:The port⟧ is shut. Two ships wait, and two ships left. Two ships came."]);
    let lost = |id, words: &str| Annotation { displaced: Some(words.into()), ..annotation(id, "claim", 500 + id as usize..600) };
    adding(first(&project), lost(8, "two ships left")).apply(&mut project, &amy()).unwrap();
    let mended = mend(&project, "displaced");
    let found = the(&mended, 8);
    assert_eq!((found.span.of(&mended.articles().next().unwrap().text), found.displaced), (Some("two ships left"), None));
    adding(first(&project), lost(9, "Two ships")).apply(&mut project, &amy()).unwrap();
    let found = problems(&project);
    let fixes: Vec<bool> = found.iter().filter(|p| p.rule.id == "displaced").map(|problem| problem.fix.is_some()).collect();
    assert_eq!(fixes, [true, false]);
    found.iter().for_each(|problem| drop(problem.words("short")));
}

#[test]
fn an_article_that_is_done_has_something_tagged() {
    let mut project = drawn(&["\n The port is shut.\nMore."]);
    let article = first(&project);
    let done = Edit::State { article, before: ArticleState::ToDo, after: ArticleState::Done };
    done.apply(&mut project, &amy()).unwrap();
    let reason = "The article is marked as done, and nothing in it is tagged";
    check(&project, "done-without-annotations", &[("The port is shut.", reason)]);
    assert_eq!(problems(&project)[0].fix.as_deref(), Some(&Fix::Reopen));
    mend(&project, "done-without-annotations");
}

fn beside(project: &Project, elsewhere: &Elsewhere) -> Vec<(String, String)> {
    let article = project.article(first(project)).unwrap();
    let look = Look::of(project, article.id, &amy()).unwrap().beside(elsewhere);
    let found = of_article(&look).into_iter().filter(|problem| problem.rule.id == "tagged-differently");
    found.map(|problem| (problem.words(&article.text), problem.reason.into_owned())).collect()
}

#[test]
fn the_same_words_tagged_differently_are_found_all_over_the_project() {
    let mut project = drawn(&[
        "⟦q:“The port is shut”⟧ here. ⟦s:Two⟧ came, ⟦s:two ships⟧.",
        "There ⟦c:the port  is shut⟧. ⟦c:Two⟧.",
        "And ⟦c:The port is\nshut⟧. ⟦s:two ships⟧.",
    ]);
    let elsewhere = Elsewhere::of(&project, &Progress::default()).unwrap();
    let expected = [("“The port is shut”".to_owned(), "The same words are tagged as claim in 2 other places".to_owned())];
    assert_eq!(beside(&project, &elsewhere), expected);
    // An index that is kept up to date says what a new one says.
    let mut kept = elsewhere.clone();
    for (number, at) in [(50, 1), (51, 2)] {
        let article = project.articles().nth(at).unwrap();
        let id = article.id;
        let held = project.article_layer(&amy(), id).unwrap().annotations.iter().next().unwrap().clone();
        let removing = Edit::Annotation { article: id, before: Some(Box::new(held.clone())), after: None };
        removing.apply(&mut project, &amy()).unwrap();
        let other = Annotation { id: AnnotationId(number), label: "quote".into(), ..held };
        adding(id, other).apply(&mut project, &ben()).unwrap();
        kept.update(&project, id);
        let anew = Elsewhere::of(&project, &Progress::default()).unwrap();
        assert_eq!(beside(&project, &kept), beside(&project, &anew));
    }
    assert!(beside(&project, &kept).is_empty());
}

#[test]
fn a_claim_that_is_all_of_a_quote_is_not_tagged_differently() {
    let project = drawn(&["⟦q:“⟦c:The port is shut⟧”⟧", "⟦q:“⟦c:The port is shut⟧”⟧ again."]);
    let elsewhere = Elsewhere::of(&project, &Progress::default()).unwrap();
    assert_eq!(beside(&project, &elsewhere), []);
}

#[test]
fn a_project_is_looked_through_in_order_and_can_be_stopped() {
    let articles: Vec<String> = (0..700).map(|at| format!("⟦q:“We wait {at}”⟧ she said.")).collect();
    let articles: Vec<&str> = articles.iter().map(String::as_str).collect();
    let mut project = drawn(&articles);
    adding(first(&project), annotation(9000, "statistic", 3..10)).apply(&mut project, &ben()).unwrap();
    let find = |wanted: &Wanted, progress: &Progress| {
        let mut found: Vec<Found> = Vec::new();
        of_project(&project, None, wanted, progress, &mut |one| found.push(one)).map(|()| found)
    };
    let all = find(&Wanted::default(), &Progress::default()).unwrap();
    assert_eq!(all.len(), 701);
    let order: Vec<ArticleId> = all.iter().filter(|one| one.annotator == amy()).map(|one| one.article).collect();
    assert!(order.iter().eq(project.articles().map(|article| &article.id)));
    let by_ben = Wanted { annotators: vec![ben()], rules: vec![named("statistic-without-unit").unwrap()] };
    let by_ben = find(&by_ben, &Progress::default()).unwrap();
    assert_eq!(by_ben.iter().map(|one| one.problems.len()).sum::<usize>(), 1);
    let stopped = Progress::default();
    stopped.cancel();
    assert!(find(&Wanted::default(), &stopped).is_err());
}

#[test]
fn hostile_texts_are_survived() {
    for whole in support::projects::TEXTS {
        let mut project = drawn(&[whole]);
        let boundaries = support::projects::boundaries(whole);
        let mut number = 0;
        for at in (0..boundaries.len()).step_by(3) {
            for end in (at + 1..boundaries.len()).step_by(5) {
                let label = ["quote", "claim", "statistic", "boilerplate"][number % 4];
                let Some(span) = support::projects::span_near(whole, at, end) else { continue };
                number += 1;
                adding(first(&project), annotation(number as u64, label, span.range())).apply(&mut project, &amy()).unwrap();
            }
        }
        let elsewhere = Elsewhere::of(&project, &Progress::default()).unwrap();
        let look = Look::of(&project, first(&project), &amy()).unwrap().beside(&elsewhere);
        for problem in of_article(&look) {
            assert!(problem.span.is_empty() || problem.span.fault(whole).is_none(), "{problem:?}");
            support::sessions::check_words(&problem.reason);
            let edits = problem.edits(&project, &amy(), first(&project));
            assert_eq!(edits.is_some(), problem.fix.is_some(), "{problem:?}");
            let mut trial = project.clone();
            for edit in edits.iter().flatten() {
                edit.check(&trial, &amy()).unwrap_or_else(|refusal| panic!("{refusal}: {problem:?}"));
                edit.apply(&mut trial, &amy()).unwrap();
            }
        }
    }
}

#[test]
fn a_waiver_by_anybody_holds_for_its_rule_and_place() {
    let mut project = drawn(&["⟦s:Two ships⟧ came."]);
    let article = first(&project);
    let found = problems(&project);
    let [value, unit] = found.as_slice() else { panic!("{found:?}") };
    let after = Some("the value is plain".to_owned());
    Edit::Waiver { article, problem: value.key(), before: None, after }.apply(&mut project, &ben()).unwrap();
    assert_eq!(waiver(&project, article, &value.key()), Some((&ben(), "the value is plain")));
    assert_eq!(waiver(&project, article, &unit.key()), None);
}

/// Where texts tagged with care lie beside the repository, next to nothing is wrong with them.
#[test]
fn what_was_tagged_with_care_raises_few_alarms() {
    let beside = std::env::var_os("PRESSMARK_SHARED").map(std::path::PathBuf::from);
    let shared = beside.unwrap_or_else(|| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    let Ok(gold) = std::fs::read_dir(shared.join("gold")) else { return };
    let mut alarms = Vec::new();
    for file in gold.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let tagged: serde_json::Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        let name = file.with_extension("txt");
        let whole = std::fs::read_to_string(shared.join("articles").join(name.file_name().unwrap())).unwrap();
        let mut project = Project::new("Gold".to_owned(), default_scheme());
        project.add_batch(&BatchId("gold".into()), [support::sessions::article(&whole)]);
        for (number, span) in (1..).zip(tagged["spans"].as_array().unwrap()) {
            let mut points = pressmark::model::text::UnitCursor::new(&whole, pressmark::model::text::Unit::CodePoint);
            let mut at = |end: &str| points.to_byte(span[end].as_u64().unwrap() as usize).unwrap();
            let mut made = annotation(number, span["label"].as_str().unwrap(), at("start")..at("end"));
            for (name, value) in span["attrs"].as_object().into_iter().flatten() {
                let bounds = [("approx", "about"), ("min", "at least"), ("max", "at most")];
                let words =
                    |words: &str| bounds.iter().find(|(short, _)| *short == words).map_or(words.to_owned(), |b| b.1.to_owned());
                let value = match value {
                    serde_json::Value::Number(number) => Value::Number(number.as_f64().unwrap()),
                    serde_json::Value::Array(ends) => Value::Range(ends[0].as_f64().unwrap(), ends[1].as_f64().unwrap()),
                    serde_json::Value::Bool(yes) => Value::Flag(*yes),
                    other => text(&words(other.as_str().unwrap())),
                };
                made.attributes.set(if name == "approx" { "bound" } else { name }.into(), Some(value));
            }
            adding(first(&project), made).apply(&mut project, &amy()).unwrap();
        }
        let done = Edit::State { article: first(&project), before: ArticleState::ToDo, after: ArticleState::Done };
        done.apply(&mut project, &amy()).unwrap();
        alarms.extend(problems(&project).into_iter().map(|problem| (problem.rule.id, problem.words(&whole), problem.reason)));
    }
    alarms.iter().for_each(|alarm| println!("{alarm:?}"));
    assert!(alarms.len() <= 6, "{} alarms", alarms.len());
}
