//! Web pages saved whole (MHTML) and mails: the page of all the parts, read as a web page; of a page of frames, these in order.

use super::html;
use super::problem::Problem;
use super::reader::{Emit, Found, Input, Part};
use super::{Note, dates, decode};
use crate::model::MetadataField::{Published, Title};
use crate::model::progress::Cancelled;
use encoding_rs::Encoding;
use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use url::Url;

const WHAT: &str = "a saved web page (MHTML) or a mail";

/// Reads one article.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().and_then(|mut bytes| {
        if close(&mut bytes) {
            input.asked.note(Note::CutOff);
        }
        found(&bytes)
    });
    emit(Part { name: String::new(), found })
}

/// Ends a message of several parts that is cut off, as else its last part is not told from what is around it; `true` then.
fn close(bytes: &mut Vec<u8>) -> bool {
    let head = MessageParser::default().parse_headers(bytes.as_slice());
    let kind = head.as_ref().and_then(|head| head.content_type());
    let Some(boundary) = kind.and_then(|kind| kind.attribute("boundary")) else { return false };
    let end = format!("--{boundary}--");
    let is_whole = memchr::memmem::find(bytes, end.as_bytes()).is_some();
    if !is_whole {
        bytes.extend_from_slice(format!("\r\n{end}\r\n").as_bytes());
    }
    !is_whole
}

fn found(bytes: &[u8]) -> Result<Found, Problem> {
    let damaged = |why: &str| Problem::Damaged { what: WHAT, why: why.to_owned() };
    let message = MessageParser::default().parse(bytes).ok_or_else(|| damaged("it has no head"))?;
    let (part, is_page) = main_part(&message).ok_or_else(|| damaged("no part of it is a page or a text"))?;
    let mut found = if is_page {
        let mut frames = Frames { message: &message, bytes, seen: Vec::new() };
        frames.add(part);
        let pages = frames.seen.into_iter().map(|part| page(&message, bytes, part));
        pages.reduce(joined).ok_or_else(|| damaged("no part of it is a page or a text"))?
    } else {
        let decoded = decode::decode_declared(&body(bytes, part), encoding(part));
        Found { text: decoded.text, encoding: decoded.encoding, undecodable: decoded.undecodable, ..Found::default() }
    };
    describe(&message, &mut found);
    Ok(found)
}

/// The encoding that the head of a part declares.
fn encoding(part: &MessagePart<'_>) -> Option<&'static Encoding> {
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    charset.and_then(|label| Encoding::for_label(label.as_bytes()))
}

/// What a part that is a page holds.
fn page(message: &Message<'_>, bytes: &[u8], part: &MessagePart<'_>) -> Found {
    let (address, body) = (address(message, part), body(bytes, part));
    let Some(encoding) = encoding(part) else { return html::found(&body, address.as_deref()) };
    let decoded = decode::decode_declared(&body, Some(encoding));
    let article = html::article(&decoded.text, address.as_deref());
    Found { encoding: decoded.encoding, undecodable: decoded.undecodable, ..article }
}

/// As many frames as are read of a page.
const MOST_FRAMES: usize = 100;

/// A page and what its frames show, each once, in their order.
struct Frames<'m> {
    message: &'m Message<'m>,
    bytes: &'m [u8],
    seen: Vec<&'m MessagePart<'m>>,
}

impl<'m> Frames<'m> {
    fn add(&mut self, part: &'m MessagePart<'m>) {
        if self.seen.len() >= MOST_FRAMES || self.seen.iter().any(|seen| std::ptr::eq(*seen, part)) {
            return;
        }
        self.seen.push(part);
        let text = decode::decode_declared(&body(self.bytes, part), encoding(part)).text;
        let base = address(self.message, part).and_then(|address| Url::parse(&address).ok());
        for source in html::frames(&text) {
            let shown = self.message.parts.iter().find(|part| is_page(part) && is_source(&source, base.as_ref(), part));
            shown.into_iter().for_each(|part| self.add(part));
        }
    }
}

/// Whether a frame shows this part: by its id, or by its address.
fn is_source(source: &str, base: Option<&Url>, part: &MessagePart<'_>) -> bool {
    if let Some(id) = source.strip_prefix("cid:") {
        return part.content_id() == Some(id);
    }
    let location = part.content_location().map(str::trim);
    let absolute = base.and_then(|base| base.join(source).ok());
    location.is_some_and(|location| location == source || absolute.is_some_and(|absolute| absolute.as_str() == location))
}

/// Two frames one after the other. What is known of the first goes before what the second says of itself.
fn joined(mut first: Found, second: Found) -> Found {
    if !first.text.is_empty() && !second.text.is_empty() {
        first.text.push_str("\n\n");
    }
    let moved = first.text.len() as u32;
    first.text.push_str(&second.text);
    first.suggestions.extend(second.suggestions.into_iter().map(|mut suggestion| {
        suggestion.span.start += moved;
        suggestion.span.end += moved;
        suggestion
    }));
    for (field, origin) in second.origins {
        first.set_if_unknown(field, field.of(&second.metadata), &origin);
    }
    first.undecodable += second.undecodable;
    first
}

/// The page of a message: the part that its head names, else the first page, else the first text.
fn main_part<'m>(message: &'m Message<'m>) -> Option<(&'m MessagePart<'m>, bool)> {
    let pages = || message.parts.iter().filter(|part| is_page(part));
    let main = message.header_raw("Snapshot-Content-Location").or_else(|| message.content_location());
    let named = main.and_then(|main| pages().find(|part| part.content_location() == Some(main.trim())));
    let page = named.or_else(|| pages().next()).map(|part| (part, true));
    page.or_else(|| message.parts.iter().find(|part| matches!(part.body, PartType::Text(_))).map(|part| (part, false)))
}

fn is_page(part: &MessagePart<'_>) -> bool {
    let is_xhtml = || part.content_type().is_some_and(|kind| kind.subtype() == Some("xhtml+xml"));
    matches!(part.body, PartType::Html(_)) || is_xhtml()
}

/// The address a part was fetched from.
fn address(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let own = part.content_location().or_else(|| message.header_raw("Snapshot-Content-Location")).map(str::trim);
    own.filter(|address| address.starts_with("http")).map(str::to_owned)
}

/// A part's bytes as they were before they were packed for their way, in the encoding they came in.
fn body(bytes: &[u8], part: &MessagePart<'_>) -> Vec<u8> {
    let raw = bytes.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default();
    let unpacked = match part.encoding {
        mail_parser::Encoding::None => Some(raw.to_vec()),
        mail_parser::Encoding::QuotedPrintable => quoted_printable_decode(raw),
        mail_parser::Encoding::Base64 => base64_decode(raw),
    };
    unpacked.unwrap_or_else(|| part.contents().to_vec())
}

/// Adds what only the message knows. The date of a page that a browser saved is when it did so, not when it was published.
fn describe(message: &Message<'_>, found: &mut Found) {
    if let Some(subject) = message.subject() {
        found.set_if_unknown(Title, subject, "mail Subject");
    }
    let sender = message.header_raw("From").unwrap_or_default().to_lowercase();
    let is_saved = sender.is_empty() || sender.contains("saved by") || message.header_raw("Snapshot-Content-Location").is_some();
    let date = message.header_raw("Date").filter(|_| !is_saved).and_then(|date| dates::to_iso(date, ""));
    if let Some(date) = date {
        found.set_if_unknown(Published, date, "mail Date");
    }
}

/// Whether a file begins with the head of a mail: lines of names and values, one of which says what is in it.
pub(super) fn is_mail(text: &str) -> bool {
    let mut names = Vec::new();
    for line in text.trim_start_matches('\u{FEFF}').lines() {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            return false;
        }
        names.push(name.to_ascii_lowercase());
    }
    let has = |name: &str| names.iter().any(|known| known == name);
    has("content-type") && (has("mime-version") || (has("from") && has("subject")))
}
