//! Sentences that say that somebody said something, in which no quote or claim is tagged.

use super::{Look, Put};
use crate::analysis::problems::look::{CLAIM, QUOTE};
use crate::model::{ArticleState, Span, text};
use crate::suggest::cues;

pub(super) fn alone(look: &Look<'_>, put: Put<'_>) {
    let set = &look.layer.annotations;
    // Where nobody tags what is said, nothing is left out.
    if set.count(QUOTE) + set.count(CLAIM) == 0 {
        return;
    }
    // Behind the last of them somebody may still be at work.
    let is_done = look.layer.state == ArticleState::Done;
    let last = set.iter().rev().find(|a| matches!(a.label.as_ref(), QUOTE | CLAIM)).map_or(0, |a| a.span.end as usize);
    let until = if is_done { look.text.len() } else { last };
    for body in look.body() {
        let mut behind = body.start;
        for cue in cues(look.text, body.clone()) {
            if cue.start >= until {
                return;
            }
            if cue.start < behind {
                continue;
            }
            let sentence = text::sentence_at(look.text, cue.start);
            behind = sentence.end.max(cue.end);
            let reach =
                if ends_open(look.text, sentence.end) { text::next_paragraph(look.text, sentence.end) + 1 } else { behind };
            let near = set.overlapping(sentence.start..reach).any(|a| matches!(a.label.as_ref(), QUOTE | CLAIM));
            if near {
                continue;
            }
            if let Some(span) = text::trim(look.text, cue.clone()).and_then(|range| Span::new(range.start, range.end)) {
                let word = text::slice(look.text, cue);
                put(span, None, format!("“{word}”, and no quote or claim is tagged in its sentence").into(), None);
            }
        }
    }
}

/// Whether a sentence ends with a colon, so that what was said follows.
fn ends_open(whole: &str, end: usize) -> bool {
    let near = text::snap_up(whole, end.saturating_sub(8));
    text::slice(whole, near..end).trim_end().ends_with([':', '：'])
}
