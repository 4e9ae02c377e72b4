//! WARC: what a crawler fetched, record after record. Web pages become articles, and so do pages that were kept without their
//! transfer and texts that were taken from pages; requests, pictures, repeats and failures are passed over.
//!
//! Records are read one by one, so that an archive of any size is read in little memory. The record format is a block of
//! headers as in HTTP and a counted body.

use super::{damaged, http, joined};
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Input, Part};
use crate::import::{Format, LARGEST_FILE, read_any};
use crate::model::MetadataField::Url;
use crate::model::progress::Cancelled;
use httparse::{Header, Status};
use std::io::{self, BufRead, Cursor, Read};

const WHAT: &str = "a WARC archive";

/// The longest head of a record, in bytes.
const LONGEST_HEAD: u64 = 1 << 16;

/// What is known of a record before its body.
#[derive(Debug, Default)]
struct Record {
    kind: String,
    url: String,
    media_type: String,
    length: u64,
}

/// Reads the pages of an archive.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let mut last = String::new();
    loop {
        match next(input) {
            Ok(Some((record, Some(body)))) => {
                page(input, &record, body, emit)?;
                last = record.url;
            }
            Ok(Some((record, None))) => last = record.url,
            Ok(None) => return Ok(()),
            Err(error) => {
                let name = if last.is_empty() { last } else { format!("after {last}") };
                let problem = Problem::of_reading(&damaged(WHAT, error));
                return emit(Part { name, found: Err(problem) });
            }
        }
    }
}

/// The next record, with its body where that may be an article.
fn next(input: &mut Input<'_>) -> io::Result<Option<(Record, Option<Vec<u8>>)>> {
    let Some(record) = Record::next(input.stream)? else { return Ok(None) };
    if input.depth == 0 {
        input.allowance.pack(record.length);
    }
    let mut body = (&mut *input.stream).take(record.length);
    let mut kept = None;
    if record.may_be_page() && record.length <= LARGEST_FILE {
        let bytes = kept.insert(Vec::new());
        body.read_to_end(bytes)?;
    }
    io::copy(&mut body, &mut io::sink())?;
    if body.limit() > 0 {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, format!("the record of {} is cut off", record.url)));
    }
    Ok(Some((record, kept)))
}

impl Record {
    /// Reads the head of the next record; `None` at the end.
    fn next(stream: &mut dyn BufRead) -> io::Result<Option<Self>> {
        let mut head = Vec::new();
        let mut lines = stream.take(LONGEST_HEAD);
        loop {
            let before = head.len();
            let read = lines.read_until(b'\n', &mut head)?;
            let is_blank = head.get(before..).is_some_and(|line| line.trim_ascii().is_empty());
            match read {
                0 if head.is_empty() => return Ok(None),
                0 => return Err(io::Error::other("the head of a record has no end")),
                _ if is_blank && before == 0 => head.clear(),
                _ if is_blank => return Self::parse(&head).map(Some),
                _ => {}
            }
        }
    }

    fn parse(head: &[u8]) -> io::Result<Self> {
        let broken = || io::Error::other("a record does not begin as records do");
        let end = head.iter().position(|byte| *byte == b'\n').ok_or_else(broken)?;
        let (version, fields) = head.split_at_checked(end + 1).ok_or_else(broken)?;
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let Ok(Status::Complete((_, headers))) = httparse::parse_headers(fields, &mut headers) else { return Err(broken()) };
        let field = |name: &str| header(headers, name);
        let length = field("Content-Length").parse().ok().filter(|_| version.starts_with(b"WARC/")).ok_or_else(broken)?;
        let url = field("WARC-Target-URI").trim_matches(['<', '>']).to_owned();
        Ok(Self { kind: field("WARC-Type"), url, media_type: field("Content-Type"), length })
    }

    fn may_be_page(&self) -> bool {
        match self.kind.as_str() {
            "response" => self.media_type.starts_with("application/http") || self.url.starts_with("http"),
            "resource" => http::is_page(&self.media_type),
            "conversion" => self.media_type.starts_with("text/plain"),
            _ => false,
        }
    }
}

/// The value of a header, whatever the case of its name; empty when there is none.
pub(super) fn header(headers: &[Header<'_>], name: &str) -> String {
    let found = headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
    found.map_or_else(String::new, |header| String::from_utf8_lossy(header.value).trim().to_owned())
}

/// Reads what was fetched as an article.
fn page(input: &Input<'_>, record: &Record, body: Vec<u8>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let fetched = match record.kind.as_str() {
        "response" => http::page(&body, &input.allowance),
        _ => Ok(Some(http::Page::plain(body))),
    };
    let http::Page { body, encoding, undecodable } = match fetched {
        Ok(Some(page)) => page,
        Ok(None) => return Ok(()),
        Err(problem) => return emit(Part { name: record.url.clone(), found: Err(problem) }),
    };
    let mut emit = |part: Part| {
        let found = part.found.map(|mut found| {
            found.undecodable += undecodable;
            found.encoding = encoding.map_or(found.encoding, |encoding| encoding.name());
            // When the page was fetched says nothing of when it was published.
            found.set_if_unknown(Url, &*record.url, "WARC-Target-URI");
            found
        });
        emit(Part { name: joined(&record.url, &part.name), found })
    };
    let known = if record.kind == "conversion" { Format::Text } else { Format::Html };
    let format = input.format.filter(|format| *format != Format::Warc).or(Some(known));
    let mut stream = Cursor::new(body);
    let place = joined(&input.place, &record.url);
    read_any(&mut Input { place, depth: input.depth, ..input.inner(&mut stream, &record.url, format) }, &mut emit)
}
