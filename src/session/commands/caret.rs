//! Moving the caret and selecting.

use super::{Plan, Planned, open_article};
use crate::model::text;
use crate::session::{Caret, Motion, Session, View};

pub fn motion(session: &Session, motion: Motion, extend: bool) -> Planned {
    open_article(session)?;
    let caret = session.view().caret;
    let goes_back = matches!(motion, Motion::CharacterLeft | Motion::CharacterRight) && !extend && !caret.is_empty();
    let head = if goes_back { collapsed(caret, motion) } else { moved(session.text(), caret.head, motion) };
    let anchor = if extend { caret.anchor } else { head };
    Ok(placed(session, Caret { anchor, head }))
}

/// Left and right let go of a selection at the end they point to.
fn collapsed(caret: Caret, motion: Motion) -> usize {
    if motion == Motion::CharacterLeft { caret.range().start } else { caret.range().end }
}

fn moved(text: &str, from: usize, motion: Motion) -> usize {
    match motion {
        Motion::CharacterLeft => text::prev_grapheme(text, from),
        Motion::CharacterRight => text::next_grapheme(text, from),
        Motion::WordLeft => text::prev_word(text, from),
        Motion::WordRight => text::next_word(text, from),
        Motion::SentenceLeft => text::prev_sentence(text, from),
        Motion::SentenceRight => text::next_sentence(text, from),
        Motion::ParagraphUp => text::prev_paragraph(text, from),
        Motion::ParagraphDown => text::next_paragraph(text, from),
        Motion::TextStart => 0,
        Motion::TextEnd => text.len(),
    }
}

pub fn select(session: &Session, anchor: usize, head: usize) -> Planned {
    open_article(session)?;
    let text = session.text();
    let snap = |offset| text::snap_down(text, offset);
    Ok(placed(session, Caret { anchor: snap(anchor), head: snap(head) }))
}

pub fn select_all(session: &Session) -> Planned {
    open_article(session)?;
    let mut plan = placed(session, Caret { anchor: 0, head: session.text().len() });
    plan.reveal = None;
    Ok(plan)
}

/// Moving the caret takes the focus from the annotation that had it.
fn placed(session: &Session, caret: Caret) -> Plan {
    Plan::look(View { caret, focus: None, ..session.view().clone() }).revealing(caret.head)
}
