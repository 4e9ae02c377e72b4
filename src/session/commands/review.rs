//! Review: looking at others' annotations, judging and correcting them, talking about them, and taking corrections over.
//! Whoever changes an annotation of somebody else proposes a correction in their own file; the other's file stays theirs.

use super::{Plan, Planned, Unavailable, article, open_article};
use crate::model::{Annotation, AnnotationId, Annotator, ArticleId, Comment, CommentId, Edit, Reading, Status, Verdict, text};
use crate::session::{Caret, Focus, Session, View};
use std::ops::Range;

/// Opens an article with a range selected, in one's own annotations.
pub fn show_place(session: &Session, id: ArticleId, range: &Range<usize>) -> Planned {
    let opened = article::open(session, id)?.view;
    let whole = session.project().article(id).map(|article| article.text.as_ref()).unwrap_or_default();
    whole.get(range.clone()).ok_or("Those words are not in the article")?;
    let (caret, focus) = (Caret { anchor: range.start, head: range.end }, None);
    Ok(Plan::look(View { caret, focus, ..opened }).revealing(range.start))
}

/// Opens an article with somebody's annotations shown and the focus on one of them.
pub fn show_annotation(session: &Session, id: ArticleId, annotator: &Annotator, annotation: AnnotationId) -> Planned {
    let opened = article::open(session, id)?.view;
    let found = session.project().article_layer(annotator, id).and_then(|layer| layer.annotation(annotation));
    let found = found.ok_or("That annotation is gone")?;
    let whose = (annotator != session.annotator()).then(|| annotator.clone());
    let view = View { whose, focus: Some(Focus::Annotation(annotation)), relating: None, ..opened };
    let start = found.span.start as usize;
    if found.displaced.is_some() {
        return Ok(Plan::look(view));
    }
    Ok(Plan::look(View { caret: Caret::at(start), ..view }).revealing(start))
}

/// Shows somebody's annotations of the open article in the place of one's own.
pub fn show_layer_of(session: &Session, annotator: Option<&Annotator>) -> Planned {
    open_article(session)?;
    let whose = annotator.filter(|who| *who != session.annotator()).cloned();
    let words = whose
        .as_ref()
        .map_or("Your own annotations are shown now".to_owned(), |who| format!("The annotations of {who} are shown now"));
    Ok(Plan::look(View { whose, focus: None, relating: None, ..session.view().clone() }).saying(words))
}

/// Says why what is one's own to do cannot be done while another's annotations are shown.
pub fn own(session: &Session, act: &str) -> Result<(), Unavailable> {
    match &session.view().whose {
        Some(who) => Err(Unavailable(format!("The annotations of {who} are shown; {act} in your own, Esc goes back to them"))),
        None => Ok(()),
    }
}

fn focused(session: &Session) -> Result<&Annotation, Unavailable> {
    session.focused().ok_or_else(|| "No annotation has the focus; Tab goes to the next, Space takes the one at the caret".into())
}

/// What the annotator has decided about an annotation so far.
fn standing(session: &Session, article: ArticleId, id: AnnotationId) -> Option<&Verdict> {
    session.project().article_layer(session.annotator(), article)?.verdicts.get(&id)
}

/// Judges the focused annotation; to leave it open takes back what was decided.
pub fn judge(session: &Session, status: Status) -> Planned {
    let article = open_article(session)?;
    let focused = focused(session)?;
    let edit = judging(session, article, focused, status);
    let edit = edit.ok_or_else(|| Unavailable(format!("It is {} already", status.name())))?;
    Ok(Plan::change(session, judged(status), vec![edit]))
}

/// What judging is called in the history.
pub fn judged(status: Status) -> &'static str {
    match status {
        Status::Open => "Take a verdict back",
        Status::Approved => "Approve",
        Status::Rejected => "Reject",
        Status::Disputed => "Dispute",
    }
}

/// The edit that judges an annotation; `None` when that changes nothing. An approval is of the annotation as it is, and
/// takes a correction back; a dispute keeps it.
pub fn judging(session: &Session, article: ArticleId, annotation: &Annotation, status: Status) -> Option<Edit> {
    let before = standing(session, article, annotation.id);
    let open = before.and_then(|verdict| verdict.open_correction(annotation)).cloned();
    let correction = open.filter(|_| status == Status::Disputed);
    let is_so =
        |verdict: &&Verdict| verdict.status == status && verdict.correction == correction && verdict.judged.is_of(annotation);
    if before.is_some_and(|verdict| is_so(&verdict)) || (before.is_none() && status == Status::Open) {
        return None;
    }
    let verdict = Verdict { status, judged: Reading::of(annotation), correction, at: session.clock.now() };
    let after = (status != Status::Open).then(|| Box::new(verdict));
    Some(Edit::Verdict { article, annotation: annotation.id, before: before.cloned().map(Box::new), after })
}

/// Proposes a change of another's annotation: the correction grows from the one proposed before.
pub fn correct(session: &Session, annotation: &Annotation, name: &str, alter: impl FnOnce(&mut Annotation)) -> Planned {
    let article = open_article(session)?;
    let mut proposed = session.as_proposed(annotation);
    let before = proposed.clone();
    alter(&mut proposed);
    if proposed == before {
        return Ok(Plan::look(session.view().clone()));
    }
    if proposed.note != before.note || proposed.displaced != before.displaced {
        return Err("That annotation is another’s; write a comment on it instead".into());
    }
    let edit = correcting(session, article, annotation, &proposed);
    Ok(Plan::change(session, format!("Propose: {}", lowered(name)), vec![edit])
        .saying(format!("Proposed to {}, who can take it over", session.whose())))
}

/// The edit that proposes what an annotation should say. To propose what it says already takes the proposal back.
pub fn correcting(session: &Session, article: ArticleId, annotation: &Annotation, proposed: &Annotation) -> Edit {
    let before = standing(session, article, annotation.id).cloned().map(Box::new);
    let correction = Some(Reading::of(proposed)).filter(|correction| !correction.is_of(annotation));
    let after = correction.map(|correction| {
        let (status, judged) = (Status::Disputed, Reading::of(annotation));
        Box::new(Verdict { status, judged, correction: Some(correction), at: session.clock.now() })
    });
    Edit::Verdict { article, annotation: annotation.id, before, after }
}

fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// Makes one's own annotation say what a reviewer proposes.
pub fn take_correction(session: &Session, reviewer: &Annotator) -> Planned {
    own(session, "take a correction over")?;
    let article = open_article(session)?;
    let focused = focused(session)?;
    let verdict = session.project().article_layer(reviewer, article).and_then(|layer| layer.verdicts.get(&focused.id));
    let correction = verdict.and_then(|verdict| verdict.open_correction(focused));
    let correction = correction.ok_or_else(|| Unavailable(format!("{reviewer} proposes no other reading of it")))?;
    let Reading { span, label, attributes } = correction.clone();
    let label = session.project().scheme.label(&label).ok_or("The scheme no longer has the label that is proposed")?;
    let after = Annotation { span, label: label.id.clone(), attributes, displaced: None, ..focused.clone() };
    let mut edits = super::tag::relations_that_break(session, article, focused, label);
    edits.push(Edit::Annotation { article, before: Some(Box::new(focused.clone())), after: Some(Box::new(after)) });
    let plan = Plan::change(session, format!("Take over what {reviewer} proposes"), edits);
    Ok(plan.revealing(span.start as usize))
}

/// Writes, changes or, without words, removes a comment of one's own.
pub fn comment(session: &Session, annotation: AnnotationId, comment: Option<CommentId>, words: &str) -> Planned {
    let article = open_article(session)?;
    let layer = session.layer();
    let before = comment.and_then(|id| layer?.comments.get(&id)).cloned();
    if comment.is_some() && before.is_none() {
        return Err("That comment is gone, or another’s".into());
    }
    let words = words.trim();
    if before.as_ref().map_or(words.is_empty(), |before| *before.words == *words) {
        return Ok(Plan::look(session.view().clone()));
    }
    let id = before.as_ref().map_or_else(|| CommentId(session.ids.next()), |before| before.id);
    let after = (!words.is_empty()).then(|| Comment { id, annotation, words: words.into(), at: session.clock.now() });
    let name = match (&before, &after) {
        (None, _) => "Comment",
        (Some(_), Some(_)) => "Change a comment",
        (Some(_), None) => "Remove a comment",
    };
    Ok(Plan::change(session, name, vec![Edit::Comment { article, before, after }]))
}

/// Another's annotation as the one at work would have it.
pub fn proposed(session: &Session, article: ArticleId, annotation: &Annotation) -> Annotation {
    let open = standing(session, article, annotation.id).and_then(|verdict| verdict.open_correction(annotation));
    open.cloned().map_or_else(
        || annotation.clone(),
        |Reading { span, label, attributes }| Annotation { span, label, attributes, ..annotation.clone() },
    )
}

impl Session {
    /// Whose annotations of the open article are shown.
    pub fn whose(&self) -> &Annotator {
        self.view().whose.as_ref().unwrap_or(self.annotator())
    }

    /// An annotation as the one at work would have it: another's with the correction that they propose.
    pub fn as_proposed(&self, annotation: &Annotation) -> Annotation {
        let article = self.view().article.filter(|_| self.view().whose.is_some());
        article.map_or_else(|| annotation.clone(), |article| proposed(self, article, annotation))
    }

    /// The words that a reading covers on one line, no longer than a list shows.
    pub fn excerpt_of(&self, reading: &Reading) -> String {
        text::excerpt(reading.span.of(self.text()).unwrap_or_default(), super::super::EXCERPT)
    }
}
