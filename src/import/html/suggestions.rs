//! What stands outside the article, as suggestions of boilerplate: one for each run of lines of a kind, with its reason.

use super::kind::Kind;
use super::lines::Lines;
use super::measures::LineMeasure;
use super::verdicts::Verdict;
use super::words;
use crate::model::{Attributes, Span, Suggestion, Value};
use std::ops::Range;

/// Makes the suggestions, in the order of the text.
pub(super) fn of(page: &Lines, lines: &[LineMeasure], verdicts: &[Verdict]) -> Vec<Suggestion> {
    let judged = || page.lines.iter().zip(lines).zip(verdicts).map(|((line, measure), verdict)| (line, measure, *verdict));
    let kind = |line, measure: &LineMeasure, verdict| Some(refined(kind_of(verdict, *measure)?, page.words_of(line)));
    let outside: Vec<_> = judged()
        .map(|(line, measure, verdict)| kind(line, measure, verdict).map(|kind| (kind, line, measure, verdict)))
        .collect();
    let runs = outside.chunk_by(|one, next| one.as_ref().map(|(kind, ..)| kind) == next.as_ref().map(|(kind, ..)| kind));
    runs.filter_map(|run| {
        let lines = || run.iter().flatten();
        let (kind, first, ..) = lines().next()?;
        let (_, last, ..) = lines().last()?;
        let (.., verdict) = lines().max_by_key(|(_, _, measure, _)| measure.words)?;
        suggestion(&page.text, first.bounds.start..last.bounds.end, *kind, *verdict)
    })
    .collect()
}

fn suggestion(text: &str, range: Range<usize>, kind: Kind, verdict: Verdict) -> Option<Suggestion> {
    let words = text.get(range.clone())?;
    let start = range.start + (words.len() - words.trim_start().len());
    let span = Span::new(start, start + words.trim().len()).filter(|span| span.fault(text).is_none())?;
    let value = Value::Text(kind.name().into());
    Some(Suggestion {
        span,
        label: "boilerplate".into(),
        attributes: Attributes::from_iter([("kind".into(), value)]),
        rule: "page structure".into(),
        score: score(verdict),
        reason: reason(verdict).into(),
    })
}

/// What a line outside the article is; `None` when it is part of it.
fn kind_of(verdict: Verdict, measure: LineMeasure) -> Option<Kind> {
    let is_linked = measure.linked > 0.5;
    match verdict {
        Verdict::Article => None,
        Verdict::Part(hint) => Some(hint.kind),
        Verdict::Wording(kind) | Verdict::Inset(kind) => Some(kind),
        Verdict::Elsewhere if is_linked && measure.words < 5 => Some(Kind::Navigation),
        Verdict::Links | Verdict::Elsewhere if is_linked => Some(Kind::Related),
        Verdict::LinkList => Some(Kind::Navigation),
        Verdict::Links | Verdict::Elsewhere | Verdict::Before | Verdict::After => Some(Kind::Other),
        Verdict::LoneHeading | Verdict::Repeated => Some(Kind::Other),
    }
}

/// The kind that the words themselves say, where the place they stand in says little.
fn refined(kind: Kind, words: &str) -> Kind {
    let says_little = matches!(kind, Kind::Navigation | Kind::Other);
    if !says_little {
        return kind;
    }
    words::of_frame(words)
        .or_else(|| (words::is_date(words) || words::is_dateline(words)).then_some(Kind::Byline))
        .unwrap_or(kind)
}

/// How sure it is.
fn score(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Article => 0.0,
        Verdict::Part(_) => 0.95,
        Verdict::Elsewhere => 0.9,
        Verdict::Wording(_) => 0.85,
        Verdict::LinkList => 0.8,
        Verdict::Inset(_) | Verdict::Links => 0.7,
        Verdict::Before | Verdict::After | Verdict::LoneHeading | Verdict::Repeated => 0.6,
    }
}

fn reason(verdict: Verdict) -> String {
    match verdict {
        Verdict::Article => String::new(),
        Verdict::Part(hint) => match hint.word {
            "nav" => "in the navigation of the page".to_owned(),
            "footer" => "in the footer of the page".to_owned(),
            "aside" => "set beside the article".to_owned(),
            "figcaption" => "below a picture".to_owned(),
            "form" | "button" => "a form or a button".to_owned(),
            word => format!("the page calls this part “{word}”"),
        },
        Verdict::Elsewhere => "outside the part of the page that holds the article".to_owned(),
        Verdict::Wording(_) => "words that only the frame of a page has".to_owned(),
        Verdict::Inset(_) => "a small part that is something else, as its first line, its link or its field says".to_owned(),
        Verdict::Links => "nothing but links".to_owned(),
        Verdict::LinkList => "a list of links".to_owned(),
        Verdict::Before => "ahead of the article's first paragraph".to_owned(),
        Verdict::After => "behind the article's last paragraph".to_owned(),
        Verdict::Repeated => "the headline once more".to_owned(),
        Verdict::LoneHeading => "a heading with nothing of the article below it".to_owned(),
    }
}
