//! A kept HTTP response: whether it is a web page, and the page as it was before it was packed for its way.

use super::Unpacking;
use super::warc::header;
use crate::import::allowance::Allowance;
use crate::import::problem::Problem;
use crate::import::{LARGEST_FILE, decode};
use encoding_rs::{Encoding, UTF_8};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use httparse::{Response, Status};
use std::io::Read;
use std::rc::Rc;

const WHAT: &str = "a packed web page";

/// A page as it was served.
pub(super) struct Page {
    /// Its bytes; UTF-8 with a byte order mark where the server named an encoding.
    pub body: Vec<u8>,
    /// The encoding that the server named.
    pub encoding: Option<&'static Encoding>,
    /// How many byte sequences were none in that encoding.
    pub undecodable: u64,
}

impl Page {
    /// A page of which no server said anything.
    pub fn plain(body: Vec<u8>) -> Self {
        Self { body, encoding: None, undecodable: 0 }
    }
}

/// Whether a media type is that of a web page.
pub(super) fn is_page(media_type: &str) -> bool {
    let kind = media_type.split(';').next().unwrap_or_default().trim();
    ["text/html", "application/xhtml+xml"].iter().any(|page| page.eq_ignore_ascii_case(kind))
}

/// The page in a response; `None` when it is no page or was not served.
pub(super) fn page(response: &[u8], allowance: &Rc<Allowance>) -> Result<Option<Page>, Problem> {
    let mut headers = [httparse::EMPTY_HEADER; 256];
    let mut parsed = Response::new(&mut headers);
    let mut config = httparse::ParserConfig::default();
    config.ignore_invalid_headers_in_responses(true).allow_obsolete_multiline_headers_in_responses(true);
    let start = match config.parse_response(&mut parsed, response) {
        Ok(Status::Complete(start)) => start,
        Ok(Status::Partial) => return Err(Problem::Damaged { what: WHAT, why: "its head has no end".to_owned() }),
        Err(error) => return Err(Problem::Damaged { what: WHAT, why: error.to_string() }),
    };
    let field = |name: &str| header(parsed.headers, name);
    let media_type = field("Content-Type");
    if !matches!(parsed.code, Some(200 | 203)) || !(media_type.is_empty() || is_page(&media_type)) {
        return Ok(None);
    }
    let body = response.get(start..).unwrap_or_default();
    let is_chunked = field("Transfer-Encoding").to_ascii_lowercase().contains("chunked");
    let body = if is_chunked { unchunked(body)? } else { body.to_vec() };
    let body = unpacked(body, &field("Content-Encoding"), allowance)?;
    Ok(Some(decoded(body, &media_type)))
}

/// Puts chunks together; a body that has none was put together by whoever kept it.
fn unchunked(body: &[u8]) -> Result<Vec<u8>, Problem> {
    let mut whole = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Ok(Status::Complete((start, size))) = httparse::parse_chunk_size(rest) {
        let end = usize::try_from(size).ok().and_then(|size| start.checked_add(size));
        let Some((chunk, after)) = end.and_then(|end| rest.split_at_checked(end)) else { break };
        if size == 0 {
            return Ok(whole);
        }
        whole.extend_from_slice(chunk.get(start..).unwrap_or_default());
        rest = after.strip_prefix(b"\r\n").unwrap_or(after);
    }
    if whole.is_empty() { Ok(body.to_vec()) } else { Err(Problem::Damaged { what: WHAT, why: "a chunk is cut off".to_owned() }) }
}

/// Unpacks a body; one that is not packed as it says was unpacked by whoever kept it.
fn unpacked(body: Vec<u8>, encoding: &str, allowance: &Rc<Allowance>) -> Result<Vec<u8>, Problem> {
    let is_zlib = matches!(body.as_slice(), [first, second, ..] if first & 0x0F == 8 && (u32::from(*first) << 8 | u32::from(*second)) % 31 == 0);
    match encoding.to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(body),
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => all(MultiGzDecoder::new(&*body), allowance),
        "deflate" if is_zlib => all(ZlibDecoder::new(&*body), allowance),
        "br" => all(brotli_decompressor::Decompressor::new(&*body, 1 << 12), allowance).or_else(|problem| given(body, problem)),
        "deflate" => all(DeflateDecoder::new(&*body), allowance).or_else(|problem| given(body, problem)),
        "gzip" | "x-gzip" => Ok(body),
        _ => given(body, Problem::NotText("a web page packed in a way other than gzip, Deflate and Brotli")),
    }
}

/// The body as it is when it looks like a page already.
fn given(body: Vec<u8>, problem: Problem) -> Result<Vec<u8>, Problem> {
    if body.trim_ascii_start().starts_with(b"<") && problem != Problem::Bomb { Ok(body) } else { Err(problem) }
}

fn all(packed: impl Read, allowance: &Rc<Allowance>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let unpacking = Unpacking { packed, allowance: Rc::clone(allowance), what: WHAT };
    let read = unpacking.take(LARGEST_FILE).read_to_end(&mut bytes);
    read.map_err(|error| Problem::of_reading(&error))?;
    Ok(bytes)
}

/// Decodes a page whose server names its encoding, which the page itself cannot overrule; a byte order mark can.
fn decoded(body: Vec<u8>, media_type: &str) -> Page {
    let named = media_type.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let charset = named.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).map(|(_, value)| value).next();
    let encoding = charset.and_then(|value| Encoding::for_label(value.trim().trim_matches('"').as_bytes()));
    let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8 && Encoding::for_bom(&body).is_none()) else {
        return Page::plain(body);
    };
    let decode::Decoded { text, undecodable, .. } = decode::decode_as(&body, encoding);
    let body = ["\u{FEFF}", &text].concat().into_bytes();
    Page { body, encoding: Some(encoding), undecodable }
}
