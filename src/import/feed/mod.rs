//! Feeds: RSS, Atom and JSON Feed, an article an entry.
//!
//! The full content of an entry is preferred to its summary, and read as a web page where it is one. Of a feed that is cut
//! off or broken somewhere, all entries before that place are read.

mod entry;
mod mending;

use super::decode::Decoded;
use super::documents::guarded;
use super::problem::Problem;
use super::reader::{Emit, Input, Part};
use super::xml_text;
use crate::model::progress::Cancelled;
use chrono::DateTime;
use feed_rs::model::Feed;
use feed_rs::parser::{Builder, ParseFeedError};
use std::sync::{Arc, Mutex, PoisonError};

const WHAT: &str = "a feed";

/// A feed, and its dates as they are written.
struct Parsed {
    feed: Feed,
    dates: Vec<String>,
}

/// Reads the entries of a feed.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let refused = |problem| Part { name: String::new(), found: Err(problem) };
    let decoded = match input.bytes() {
        Ok(bytes) => xml_text::decoded(&bytes),
        Err(problem) => return emit(refused(problem)),
    };
    let is_xml = decoded.text.trim_start().starts_with('<');
    let note = if is_xml { xml_text::undefined(&decoded.text) } else { None };
    note.into_iter().for_each(|note| input.asked.note(note));
    let text = mending::with_known_version(&decoded.text);
    let text = mending::with_room_around_addresses(&text);
    match parsed(&text) {
        Ok(whole) => entries(&whole, &decoded, emit),
        Err(error) => {
            let sound = mending::until_last_entry(&text).and_then(|sound| parsed(&sound).ok());
            if let Some(sound) = &sound {
                entries(sound, &decoded, emit)?;
            }
            let last = sound.as_ref().and_then(|sound| sound.feed.entries.last()).map(entry::name).unwrap_or_default();
            let name = if last.is_empty() { last } else { format!("after “{last}”") };
            emit(Part { name, found: Err(error) })
        }
    }
}

/// Parses a feed. The parser knows dates in UTC only; so it is given the number of the date among all that are written.
fn parsed(text: &str) -> Result<Parsed, Problem> {
    guarded(WHAT, || parse(text).map_err(|error| Problem::Damaged { what: WHAT, why: reason(&error) }))
}

fn parse(text: &str) -> Result<Parsed, ParseFeedError> {
    let dates = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&dates);
    let number = move |written: &str| {
        let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.push(written.to_owned());
        DateTime::from_timestamp(i64::try_from(seen.len()).ok()? - 1, 0)
    };
    let parser = Builder::new().sanitize_content(false).timestamp_parser(number).build();
    let feed = parser.parse(text.as_bytes())?;
    let dates = std::mem::take(&mut *dates.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Parsed { feed, dates })
}

fn entries(parsed: &Parsed, decoded: &Decoded, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    if parsed.feed.entries.is_empty() {
        return emit(Part { name: String::new(), found: Err(Problem::Blank) });
    }
    // What could not be decoded is of the whole file; it is counted once.
    let mut undecodable = decoded.undecodable;
    for entry in &parsed.feed.entries {
        let mut found = entry::found(entry, parsed);
        found.encoding = decoded.encoding;
        found.undecodable = std::mem::take(&mut undecodable);
        emit(Part { name: entry::name(entry), found: Ok(found) })?;
    }
    Ok(())
}

fn reason(error: &ParseFeedError) -> String {
    let words = error.to_string();
    words.split_once(": ").map_or(words.clone(), |(_, reason)| reason.to_owned())
}

/// Whether this is the beginning of a feed.
pub(super) fn is_feed(text: &str) -> bool {
    match xml_text::root(text).as_str() {
        "rss" | "feed" => true,
        "rdf" => text.contains("http://purl.org/rss/1.0/") || text.contains("http://my.netscape.com/rdf/simple/0.9/"),
        "entry" => text.contains("http://www.w3.org/2005/Atom"),
        _ => text.trim_start().starts_with('{') && text.contains("jsonfeed.org/version/"),
    }
}
