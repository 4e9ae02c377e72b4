//! Quotation marks without a partner, in the body and in quotes.

use super::{Look, Put};
use crate::analysis::problems::Fix;
use crate::analysis::problems::look::QUOTE;
use crate::model::{Annotation, Span, text};
use crate::suggest::{LoneMark, lone_marks, quotations_around};

/// A fix takes no more than so many bytes into a quote.
const FURTHEST: usize = 3_000;

pub(super) fn unbalanced(look: &Look<'_>, put: Put<'_>) {
    if look.label(QUOTE).is_none() {
        return;
    }
    for mark in look.lone_marks() {
        let place = text::trim(look.text, mark.range()).and_then(|range| Span::new(range.start, range.end));
        let reason = match mark.opens {
            true => format!("The opening mark {} has no closing one", mark.mark),
            false => format!("The closing mark {} has no opening one", mark.mark),
        };
        place.into_iter().for_each(|span| put(span, None, reason.clone().into(), None));
    }
    for quote in look.tagged(QUOTE) {
        let inside = lone_marks(look.text, quote.span.range());
        let own = inside.iter().find(|mark| look.lone_marks().binary_search_by_key(&mark.at, |lone| lone.at).is_err());
        let Some(mark) = own else { continue };
        // A quotation that goes on in a paragraph that opens anew may be tagged in parts.
        let Some(whole) = whole(look, quote, mark) else { continue };
        let reason = match mark.opens {
            true => format!("The quote leaves out what closes its mark {}", mark.mark),
            false => format!("The quote leaves out what opens before its mark {}", mark.mark),
        };
        let fix = is_better(look, quote, whole).then_some(Fix::Place(whole));
        put(quote.span, Some(quote.id), reason.into(), fix);
    }
}

/// The quote with the quotation that the mark is one end of, where the other stands in the same paragraph.
fn whole(look: &Look<'_>, quote: &Annotation, mark: &LoneMark) -> Option<Span> {
    let range = mark.range();
    let quotations = quotations_around(look.text, mark.at);
    let found = quotations
        .into_iter()
        .find(|quotation| if mark.opens { quotation.start == range.start } else { quotation.end == range.end })?;
    let span = quote.span.range();
    let gained = if mark.opens { span.end..found.end } else { found.start..span.start };
    let is_near = gained.start < gained.end && !text::slice(look.text, gained).contains('\n');
    Span::new(found.start.min(span.start), found.end.max(span.end)).filter(|_| is_near)
}

/// Whether a wider quote has all its marks and is not tagged already.
fn is_better(look: &Look<'_>, quote: &Annotation, widened: Span) -> bool {
    let grown = widened.len().saturating_sub(quote.span.len()) as usize;
    let is_taken = look.layer.annotations.overlapping(widened.range()).any(|a| a.span == widened && a.label == quote.label);
    let is_balanced = lone_marks(look.text, widened.range()).is_empty();
    grown <= FURTHEST && !is_taken && is_balanced && widened.fault(look.text).is_none()
}
