//! Web pages saved whole (MHTML) and mails: the page of all the parts, read as a web page.

use super::html;
use super::problem::Problem;
use super::reader::{Emit, Found, Input, Part};
use super::{dates, decode};
use crate::model::MetadataField::{Published, Title};
use crate::model::progress::Cancelled;
use encoding_rs::Encoding;
use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

const WHAT: &str = "a saved web page (MHTML) or a mail";

/// Reads one article.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().and_then(|bytes| found(&bytes));
    emit(Part { name: String::new(), found })
}

fn found(bytes: &[u8]) -> Result<Found, Problem> {
    let damaged = |why: &str| Problem::Damaged { what: WHAT, why: why.to_owned() };
    let message = MessageParser::default().parse(bytes).ok_or_else(|| damaged("it has no head"))?;
    let (part, is_page) = main_part(&message).ok_or_else(|| damaged("no part of it is a page or a text"))?;
    let address = address(&message, part);
    let body = body(bytes, part);
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let encoding = charset.and_then(|label| Encoding::for_label(label.as_bytes()));
    let mut found = match (is_page, encoding) {
        (true, None) => html::found(&body, address.as_deref()),
        (true, Some(encoding)) => {
            let decoded = decode::decode_declared(&body, Some(encoding));
            let article = html::article(&decoded.text, address.as_deref());
            Found { encoding: decoded.encoding, undecodable: decoded.undecodable, ..article }
        }
        (false, encoding) => {
            let decoded = decode::decode_declared(&body, encoding);
            Found { text: decoded.text, encoding: decoded.encoding, undecodable: decoded.undecodable, ..Found::default() }
        }
    };
    describe(&message, &mut found);
    Ok(found)
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
