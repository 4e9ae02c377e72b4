//! What is done with the hits of a search: tagging all of them, and taking a rule's work back.

use super::{Plan, Planned, Unavailable};
use crate::analysis::tagging::{Maker, Places, fates};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, ArticleLayer, Edit, Name, Provenance, Relation, Saved, TaggingRule, text,
};
use crate::session::Session;

/// Hits to be tagged, and the rule that this makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagging {
    /// What the rule is called from now on.
    pub name: Name,
    /// What was looked for, and what its hits become.
    pub rule: TaggingRule,
    /// The hits, by article.
    pub places: Vec<Places>,
}

/// Longer than any name that is read in a list.
const LONGEST_NAME: usize = 200;

/// Tags hits as one act, and keeps the rule.
pub fn tag(session: &Session, tagging: &Tagging) -> Planned {
    let (project, by) = (session.project(), session.annotator());
    let label = project.scheme.label(&tagging.rule.label);
    let label = label.ok_or_else(|| Unavailable(format!("The scheme has no label “{}”", tagging.rule.label)))?;
    let name = checked(&tagging.name)?;
    let before = standing(session, &name);
    if before.is_some_and(|before| !matches!(before, Saved::Rule(_))) {
        return Err(Unavailable(format!("Something else is kept as “{name}”; give the rule another name")));
    }
    // What it has tagged before would say that it was found by something else.
    if matches!(before, Some(Saved::Rule(rule)) if rule.query != tagging.rule.query || rule.label != tagging.rule.label) {
        return Err(Unavailable(format!("The rule “{name}” looks for something else; give this one another name")));
    }
    let created = session.clock.now();
    let rule = TaggingRule { at: created, ..tagging.rule.clone() };
    let annotation = |span| Annotation {
        id: AnnotationId(session.ids.next()),
        span,
        label: rule.label.clone(),
        attributes: rule.attributes.clone(),
        note: "".into(),
        provenance: Provenance::Search(name.clone()),
        created,
        displaced: None,
    };
    let mut edits =
        vec![Edit::Saved { name: name.clone(), before: boxed(before), after: boxed(Some(&Saved::Rule(rule.clone()))) }];
    let mut tagged = 0;
    for places in &tagging.places {
        let Some(article) = project.article(places.article).filter(|article| !project.is_withdrawn(article.id)) else { continue };
        let made = project.article_layer(by, article.id);
        let fates = fates(&rule, article, made, &places.spans);
        tagged += fates.tagged.len();
        removing(article.id, made, &fates.replaced, &|relation| fates.loosens(relation), &mut edits);
        let adding = |span| Edit::Annotation { article: article.id, before: None, after: Some(Box::new(annotation(span))) };
        edits.extend(fates.tagged.into_iter().map(adding));
    }
    if tagged == 0 {
        return Err("No hit would be tagged; all of them are tagged already or left out".into());
    }
    let words = format!("Tag {} as {}", text::counted(tagged, "hit", "hits"), label.name.to_lowercase());
    let said =
        format!("Tagged {} as {}; undo takes all of it back", text::counted(tagged, "hit", "hits"), label.name.to_lowercase());
    Ok(Plan::change(session, words, edits).saying(said))
}

/// Removes annotations, and before them the relations that begin or end at one.
fn removing(
    article: ArticleId,
    made: Option<&ArticleLayer>,
    gone: &[&Annotation],
    is_loose: &dyn Fn(&Relation) -> bool,
    edits: &mut Vec<Edit>,
) {
    if gone.is_empty() {
        return;
    }
    let relations = made.into_iter().flat_map(|made| made.relations.values());
    let loose = relations.filter(|relation| is_loose(relation));
    edits.extend(loose.map(|relation| Edit::Relation { article, before: Some(relation.clone()), after: None }));
    edits.extend(gone.iter().map(|annotation| Edit::Annotation {
        article,
        before: Some(Box::new((*annotation).clone())),
        after: None,
    }));
}

/// Deletes what a rule has tagged and nobody has worked on since; the rule goes with the last of it.
pub fn take_rule_back(session: &Session, name: &Name) -> Planned {
    let (project, by) = (session.project(), session.annotator());
    let standing = standing(session, name);
    let Some(Saved::Rule(rule)) = standing else {
        return Err(Unavailable(format!("You keep no rule called “{name}”")));
    };
    let maker = Maker::of(name, rule);
    let mut edits = Vec::new();
    let (mut count, mut changed, mut example) = (0, 0, None);
    let layer = project.layers.get(by);
    for article in project.stored_articles() {
        let Some(made) = layer.and_then(|layer| layer.article(article.id)) else { continue };
        let work = maker.work(article, made);
        count += work.unchanged.len();
        changed += work.changed.len();
        example = example.or_else(|| work.changed.first().map(|annotation| named(article, annotation)));
        removing(article.id, Some(made), &work.unchanged, &|_| false, &mut edits);
    }
    let stay = example.map(|example| format!("{} changed since and stay, as {example}", were(changed)));
    if count == 0 && changed > 0 {
        return Err(Unavailable(format!("Nothing is left to take back; {}", stay.unwrap_or_default())));
    }
    if changed == 0 {
        edits.push(Edit::Saved { name: name.clone(), before: boxed(standing), after: None });
    }
    let plan = Plan::change(session, format!("Take back the rule “{name}”"), edits);
    let said = format!("Took back {} of “{name}”", text::counted(count, "annotation", "annotations"));
    Ok(plan.saying(stay.map_or(said.clone(), |stay| format!("{said}; {stay}"))))
}

fn named(article: &Article, annotation: &Annotation) -> String {
    let words = annotation.words(&article.text);
    format!("“{}” in “{}”", text::excerpt(words, 40), text::excerpt(article.display_title(), 40))
}

fn were(count: usize) -> String {
    text::counted(count, "was", "were")
}

fn checked(name: &Name) -> Result<Name, Unavailable> {
    let trimmed = name.trim();
    match trimmed.len() {
        0 => Err("Give it a name".into()),
        length if length > LONGEST_NAME => Err("That name is too long; a few words do".into()),
        length if length == name.len() => Ok(name.clone()),
        _ => Ok(trimmed.into()),
    }
}

fn standing<'a>(session: &'a Session, name: &str) -> Option<&'a Saved> {
    session.project().layers.get(session.annotator())?.saved.get(name)
}

fn boxed(saved: Option<&Saved>) -> Option<Box<Saved>> {
    saved.cloned().map(Box::new)
}
