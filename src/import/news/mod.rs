//! News as agencies send it: NewsML-G2, NewsML 1 and NITF, an article an item.
//!
//! The text is the headline, the byline, the dateline and the body, a block a line. Items without words, such as pictures and
//! packages that only point to others, are passed over where there are others.

mod item;
mod lines;

use super::documents::xml;
use super::problem::Problem;
use super::reader::{Emit, Input, Part};
use super::xml_text;
use crate::model::progress::Cancelled;
use item::Items;

const WHAT: &str = "a file of news (NewsML or NITF)";

/// Reads the items of a file.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let decoded = match input.bytes() {
        Ok(bytes) => xml_text::decoded(&bytes),
        Err(problem) => return emit(Part { name: String::new(), found: Err(problem) }),
    };
    xml_text::undefined(&decoded.text).into_iter().for_each(|note| input.asked.note(note));
    let mut items = Items::default();
    let walked = xml::walk(&decoded.text, &mut |step| items.step(step));
    let all: Vec<_> = items.done.into_iter().map(item::Item::found).filter(|(_, found)| !found.text.trim().is_empty()).collect();
    let is_only = all.len() == 1 && walked.is_ok();
    let mut undecodable = decoded.undecodable;
    let mut last = String::new();
    let is_empty = all.is_empty();
    for (name, mut found) in all {
        found.encoding = decoded.encoding;
        found.undecodable = std::mem::take(&mut undecodable);
        emit(Part { name: if is_only { String::new() } else { name.clone() }, found: Ok(found) })?;
        last = name;
    }
    match walked {
        Err(why) => {
            let name = if is_empty { String::new() } else { format!("after {last}") };
            emit(Part { name, found: Err(Problem::Damaged { what: WHAT, why }) })
        }
        Ok(()) if is_empty => emit(Part { name: String::new(), found: Err(Problem::Blank) }),
        Ok(()) => Ok(()),
    }
}

/// Whether this is the beginning of a file of news.
pub(super) fn is_news(text: &str) -> bool {
    matches!(xml_text::root(text).as_str(), "newsmessage" | "newsitem" | "packageitem" | "nitf" | "newsml")
}
