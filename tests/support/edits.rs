//! Edits drawn at random that fit a project.

use super::projects::{provenance, span_near, value_for};
use pressmark::model::*;

/// A source of numbers that a test can repeat.
pub struct Draw(pub u64);

impl Draw {
    /// The next number (SplitMix64).
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// Draws an edit that may be made now, of any kind; `words` go into free fields. `None` when the draw fits nothing.
pub fn edit(draw: &mut Draw, words: &str, project: &Project, by: &Annotator) -> Option<Edit> {
    let article = project.stored_articles()[draw.below(project.stored_articles().len())].clone();
    let edit = match draw.below(24) {
        0..=5 => add(draw, words, project, &article)?,
        6..=7 => change(draw, words, project, by, &article)?,
        8 => remove(draw, project, by, &article)?,
        9 => relate(draw, project, by, &article)?,
        10 => unrelate(draw, project, by, &article)?,
        11 => state(draw, project, by, &article),
        12 => metadata(draw, words, project, by, &article),
        13 => withdrawal(draw, project, by, &article),
        14 => dismissal(draw, project, by, &article)?,
        15 => scheme(draw, words, project),
        16 => succession(draw, project, by, &article),
        17 => left_out(draw, project, by, &article),
        18..=19 => verdict(draw, words, project, by, &article)?,
        20 => comment(draw, words, project, by, &article)?,
        21 => waiver(draw, words, project, by, &article)?,
        22 => saved(draw, words, project, by, &article)?,
        _ => Edit::Guidelines { before: project.guidelines.clone(), after: format!("{words}\nsecond line") },
    };
    edit.check(project, by).is_ok().then_some(edit)
}

fn add(draw: &mut Draw, words: &str, project: &Project, article: &Article) -> Option<Edit> {
    let span = (0..50).find_map(|_| span_near(&article.text, draw.below(1000), draw.below(1000)));
    let label = draw.pick(&project.scheme.labels).unwrap().clone();
    let mut annotation = Annotation {
        id: AnnotationId(draw.next()),
        span: span?,
        label: label.id.clone(),
        attributes: Attributes::default(),
        note: "".into(),
        provenance: provenance(draw.next(), words),
        created: Timestamp((draw.next() % 4_000_000_000_000) as i64),
        displaced: None,
    };
    fill(draw, words, &label, &mut annotation);
    Some(Edit::Annotation { article: article.id, before: None, after: Some(Box::new(annotation)) })
}

fn fill(draw: &mut Draw, words: &str, label: &Label, annotation: &mut Annotation) {
    for attribute in &label.attributes {
        let value = (draw.below(2) == 0).then(|| value_for(&attribute.kind, draw.next(), words));
        annotation.attributes.set(attribute.id.clone(), value);
    }
    annotation.note = if draw.below(2) == 0 { words.into() } else { "".into() };
}

fn any_annotation(draw: &mut Draw, project: &Project, by: &Annotator, article: ArticleId) -> Option<Annotation> {
    let layer = project.article_layer(by, article)?;
    let all: Vec<_> = layer.annotations.iter().chain(&layer.displaced).collect();
    draw.pick(&all).map(|annotation| (*annotation).clone())
}

fn change(draw: &mut Draw, words: &str, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let before = any_annotation(draw, project, by, article.id)?;
    let mut after = before.clone();
    match draw.below(3) {
        0 => {
            let label = project.scheme.label(&after.label)?;
            fill(draw, words, label, &mut after);
        }
        1 => {
            after.span = span_near(&article.text, draw.below(1000), draw.below(1000))?;
            after.displaced = None;
        }
        _ => {
            after.label = draw.pick(&project.scheme.labels)?.id.clone();
            after.attributes = Attributes::default();
        }
    }
    Some(Edit::Annotation { article: article.id, before: Some(Box::new(before)), after: Some(Box::new(after)) })
}

fn remove(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let before = any_annotation(draw, project, by, article.id)?;
    Some(Edit::Annotation { article: article.id, before: Some(Box::new(before)), after: None })
}

fn relate(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let from = any_annotation(draw, project, by, article.id)?;
    let to = any_annotation(draw, project, by, article.id)?;
    let kind = project.scheme.relations_between(&from.label, &to.label).next()?.id.clone();
    let after = Relation { id: RelationId(draw.next()), kind, from: from.id, to: to.id, created: Timestamp(7) };
    Some(Edit::Relation { article: article.id, before: None, after: Some(after) })
}

fn unrelate(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let relations: Vec<_> = project.article_layer(by, article.id)?.relations.values().collect();
    let before = draw.pick(&relations).map(|relation| (*relation).clone());
    Some(Edit::Relation { article: article.id, before: Some(before?), after: None })
}

fn state(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Edit {
    let before = project.article_layer(by, article.id).map(|layer| layer.state).unwrap_or_default();
    Edit::State { article: article.id, before, after: ArticleState::ALL[draw.below(3)] }
}

fn metadata(draw: &mut Draw, words: &str, project: &Project, by: &Annotator, article: &Article) -> Edit {
    let field = MetadataField::ALL[draw.below(6)];
    let before = project.article_layer(by, article.id).and_then(|layer| layer.corrections.get(&field).cloned());
    let after = (draw.below(3) > 0).then(|| words.to_owned());
    Edit::Metadata { article: article.id, field, before, after }
}

fn succession(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Edit {
    let before = project.article_layer(by, article.id).and_then(|layer| layer.replaces);
    let older = draw.pick(project.stored_articles()).map(|older| older.id);
    Edit::Succession { article: article.id, before, after: older.filter(|_| draw.below(3) > 0) }
}

fn left_out(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Edit {
    let annotation = AnnotationId(draw.next() % 3);
    let before = project.article_layer(by, article.id).is_some_and(|layer| layer.left_out.contains(&annotation));
    Edit::LeftOut { article: article.id, annotation, before, after: !before }
}

/// Of anybody's annotation.
fn verdict(draw: &mut Draw, words: &str, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let authors: Vec<_> = project.layers.keys().cloned().collect();
    let author = draw.pick(&authors)?.clone();
    let annotation = any_annotation(draw, project, &author, article.id)?;
    let label = draw.pick(&project.scheme.labels)?.clone();
    let mut corrected = Annotation { label: label.id.clone(), attributes: Attributes::default(), ..annotation.clone() };
    corrected.span = span_near(&article.text, draw.below(1000), draw.below(1000))?;
    fill(draw, words, &label, &mut corrected);
    let correction = (draw.below(2) == 0).then(|| Reading::of(&corrected));
    let status = Status::ALL[draw.below(4)];
    let verdict = Verdict { status, judged: Reading::of(&annotation), correction, at: Timestamp(draw.below(9_000_000) as i64) };
    let layer = project.article_layer(by, article.id);
    let before = layer.and_then(|layer| layer.verdicts.get(&annotation.id)).cloned().map(Box::new);
    let after = (before.is_none() || draw.below(3) > 0).then(|| Box::new(verdict));
    Some(Edit::Verdict { article: article.id, annotation: annotation.id, before, after })
}

fn comment(draw: &mut Draw, words: &str, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let known = project.article_layer(by, article.id).map(|layer| layer.comments.values().cloned().collect::<Vec<_>>());
    let before = draw.pick(&known.unwrap_or_default()).filter(|_| draw.next().is_multiple_of(2)).cloned();
    let authors: Vec<_> = project.layers.keys().cloned().collect();
    let annotation = match &before {
        Some(before) => before.annotation,
        None => {
            let author = draw.pick(&authors)?.clone();
            any_annotation(draw, project, &author, article.id)?.id
        }
    };
    let id = before.as_ref().map_or_else(|| CommentId(draw.next()), |before| before.id);
    let after = Comment { id, annotation, words: words.into(), at: Timestamp(draw.below(9_000_000) as i64) };
    let after = (before.is_none() || draw.below(2) == 0).then_some(after);
    Some(Edit::Comment { article: article.id, before, after })
}

fn waiver(draw: &mut Draw, words: &str, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let span = span_near(&article.text, draw.below(100), draw.below(100))?;
    let problem = ProblemKey { rule: words.into(), span };
    let before = project.article_layer(by, article.id).and_then(|layer| layer.waived.get(&problem).cloned());
    let after = before.is_none().then(|| format!("{words} stands so"));
    Some(Edit::Waiver { article: article.id, problem, before, after })
}

fn saved(draw: &mut Draw, words: &str, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let name: Name = ["first", "second"][draw.below(2)].into();
    let before = project.layers.get(by).and_then(|layer| layer.saved.get(&name)).cloned().map(Box::new);
    let query = Query {
        pattern: words.into(),
        regex: draw.below(2) == 0,
        case: draw.below(2) == 0,
        whole_word: draw.below(2) == 0,
        across_lines: draw.below(2) == 0,
        of: SearchedFor::ALL[draw.below(2)],
        labels: project.scheme.labels.iter().take(draw.below(3)).map(|label| label.id.clone()).collect(),
        within: Within::ALL[draw.below(3)],
        attributes: (0..draw.below(2)).map(|_| ("speaker".into(), words.to_owned())).collect(),
        annotators: project.layers.keys().take(draw.below(3)).cloned().collect(),
        outlets: (0..draw.below(3)).map(|_| words.to_owned()).collect(),
        from: words.to_owned(),
        until: "2025-07".to_owned(),
        states: ArticleState::ALL.into_iter().take(draw.below(4)).collect(),
        languages: vec!["en".to_owned()],
        statuses: Status::ALL.into_iter().take(draw.below(5)).collect(),
        boilerplate: draw.below(2) == 0,
    };
    let at = Timestamp(draw.below(9_000_000) as i64);
    let label = draw.pick(&project.scheme.labels)?.clone();
    let value = match draw.below(3) {
        0 => Saved::Search(query),
        1 => {
            let attributes =
                label.attributes.iter().map(|attribute| (attribute.id.clone(), value_for(&attribute.kind, draw.next(), words)));
            let attributes = attributes.collect();
            let (conflict, other_labels) = (Conflict::ALL[draw.below(3)], draw.below(2) == 0);
            Saved::Rule(TaggingRule { query, label: label.id, attributes, conflict, other_labels, at })
        }
        _ => {
            let drawn = (0..draw.below(3)).map(|_| (article.id, AnnotationId(draw.next()))).collect();
            Saved::Sample(Sample {
                query,
                seed: draw.next(),
                strata: Strata::ALL[draw.below(4)],
                population: draw.next(),
                drawn,
                at,
            })
        }
    };
    let after = (before.is_none() || draw.below(3) > 0).then(|| Box::new(value));
    Some(Edit::Saved { name, before, after })
}

fn withdrawal(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Edit {
    let batch = || project.batch_of(article.id).unwrap().id.clone();
    let of = if draw.below(2) == 0 { Withdrawn::Article(article.id) } else { Withdrawn::Batch(batch()) };
    let before = project.layers.get(by).is_some_and(|layer| layer.withdrawn.contains(&of));
    Edit::Withdrawal { of, before, after: draw.below(2) == 0 }
}

fn dismissal(draw: &mut Draw, project: &Project, by: &Annotator, article: &Article) -> Option<Edit> {
    let standing = project.article_layer(by, article.id).map(|layer| &layer.dismissed);
    let known: Vec<_> = standing.into_iter().flatten().cloned().collect();
    if let Some(suggestion) = draw.pick(&known).filter(|_| draw.next().is_multiple_of(3)) {
        let suggestion = suggestion.clone();
        return Some(Edit::Dismissal { article: article.id, suggestion, before: true, after: false });
    }
    let span = span_near(&article.text, draw.below(1000), draw.below(1000))?;
    let suggestion = SuggestionKey { span, label: draw.pick(&project.scheme.labels)?.id.clone() };
    let before = known.contains(&suggestion);
    Some(Edit::Dismissal { article: article.id, suggestion, before, after: true })
}

fn scheme(draw: &mut Draw, words: &str, project: &Project) -> Edit {
    let labels = &project.scheme.labels;
    let at = draw.below(labels.len());
    let before = labels[at].clone();
    match draw.below(4) {
        0 => {
            let label = Label {
                id: format!("extra-{}", draw.next()).into(),
                name: format!("Extra {}", draw.next()),
                key: None,
                attributes: vec![Attribute {
                    id: "a".into(),
                    name: words.to_owned(),
                    kind: AttributeKind::Number,
                    required: draw.below(2) == 0,
                }],
                ..before
            };
            Edit::Label { before: None, after: Some((draw.below(labels.len() + 1), label)) }
        }
        1 => Edit::Label {
            after: Some((at, Label { description: words.to_owned(), color: Color([1, 2, 255]), ..before.clone() })),
            before: Some((at, before)),
        },
        2 => {
            let at = draw.below(project.scheme.relations.len());
            let kind = project.scheme.relations[at].clone();
            let after = RelationKind { name: format!("{words}."), ..kind.clone() };
            Edit::RelationKind { before: Some((at, kind)), after: Some((draw.below(at + 1), after)) }
        }
        _ => Edit::Name { before: project.name.clone(), after: format!("Harbour {words}") },
    }
}

/// Whether two projects are the same, apart from layers that hold nothing.
pub fn assert_same(one: &Project, other: &Project) {
    let full = |project: &Project| {
        let mut project = project.clone();
        project.layers.retain(|_, layer| *layer != Layer::default());
        project
    };
    let (one, other) = (full(one), full(other));
    assert_eq!(one.layers, other.layers);
    assert_eq!(one.scheme, other.scheme);
    assert_eq!((&one.name, &one.guidelines), (&other.name, &other.guidelines));
    assert_eq!(one, other);
}
