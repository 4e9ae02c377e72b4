//! XML as bytes to XML as text, by its byte order mark, its own declaration, or the look of it.

use super::decode::{Decoded, decode_declared};
use super::note::Note;
use encoding_rs::Encoding;

/// How far into a file its declaration may reach, in bytes.
const LONGEST_DECLARATION: usize = 300;

/// Decodes XML and leaves out the declaration, which holds no longer.
pub(super) fn decoded(bytes: &[u8]) -> Decoded {
    let decoded = decode_declared(bytes, declared(bytes));
    Decoded { text: without_declaration(&decoded.text).to_owned(), ..decoded }
}

/// The encoding the declaration names, where the declaration can be read as ASCII.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..LONGEST_DECLARATION).unwrap_or(bytes).trim_ascii_start();
    let start = std::str::from_utf8(start.split(|byte| *byte == b'>').next()?).ok()?;
    let (_, after) = start.strip_prefix("<?xml")?.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(after.split(quote).nth(1)?.as_bytes())
}

fn without_declaration(text: &str) -> &str {
    let start = text.trim_start();
    match start.strip_prefix("<?xml").filter(|rest| rest.starts_with(char::is_whitespace)).and_then(|rest| rest.split_once("?>"))
    {
        Some((_, after)) => after,
        None => start,
    }
}

/// The name of the first element, without prefix and in lower case; empty where no XML is.
pub(super) fn root(text: &str) -> String {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    loop {
        let after = match rest {
            _ if rest.starts_with("<!--") => rest.split_once("-->"),
            _ if rest.starts_with("<?") => rest.split_once("?>"),
            _ if rest.starts_with("<!") => match rest.split_once('>') {
                // What a document declares for itself stands in brackets.
                Some((before, _)) if before.contains('[') => rest.split_once("]").and_then(|(_, after)| after.split_once('>')),
                other => other,
            },
            _ => None,
        };
        let Some((_, after)) = after else { break };
        rest = after.trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    let is_name = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if is_name { name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase() } else { String::new() }
}

/// The longest name of an entity that is looked at, in bytes.
const LONGEST_NAME: usize = 64;

/// What is to be said of references to entities that neither XML nor HTML defines; they stay as they are written. What a
/// document defines for itself is never expanded, and so is defined nowhere.
pub(super) fn undefined(text: &str) -> Option<Note> {
    let (mut count, mut first) = (0, None);
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(['&', '<'])) {
        let place = at + found;
        let rest = text.get(place..).unwrap_or_default();
        let passed =
            [("<![CDATA[", "]]>"), ("<!--", "-->"), ("<!DOCTYPE", ">")].iter().find(|(start, _)| rest.starts_with(start));
        at = match passed {
            Some(("<!DOCTYPE", _)) => place + declaration(rest),
            Some((_, end)) => place + rest.find(end).map_or(rest.len(), |found| found + end.len()),
            None => place + 1,
        };
        if let Some(name) = reference(rest).filter(|name| passed.is_none() && named(name).is_none()) {
            count += 1;
            first.get_or_insert((name, place));
        }
    }
    let (name, place) = first?;
    let line = text.get(..place).unwrap_or_default().matches('\n').count() as u64 + 1;
    Some(Note::Undefined { count, first: format!("&{name};"), line })
}

/// How long a declaration of the document's type is, with what it declares in brackets.
fn declaration(text: &str) -> usize {
    let end = text.find('>').unwrap_or(text.len());
    let bracket = text.find('[').filter(|bracket| *bracket < end);
    let inner = bracket.map(|_| text.find(']').unwrap_or(text.len()));
    inner.map_or(end, |inner| text.get(inner..).and_then(|rest| rest.find('>')).map_or(text.len(), |end| inner + end))
}

/// The name of the entity that a text begins with a reference to.
fn reference(text: &str) -> Option<&str> {
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST_NAME).position(|byte| byte == b';')?;
    let is_name = |name: &&str| {
        let mut letters = name.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
    };
    name.get(..end).filter(is_name)
}

/// What a name stands for in HTML, which holds those of XML.
pub(super) fn named(name: &str) -> Option<String> {
    let (first, second) = *html5ever::data::NAMED_ENTITIES.get(format!("{name};").as_str())?;
    let known = |code| char::from_u32(code).filter(|c| *c != '\0');
    known(first).map(|first| [Some(first), known(second)].into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_is_followed_and_left_out() {
        let bytes = b"<?xml version='1.0' encoding=\"windows-1252\"?>\n<rss>Caf\xE9</rss>";
        let found = decoded(bytes);
        assert_eq!((found.text.trim(), found.encoding), ("<rss>Caf\u{E9}</rss>", "windows-1252"));
        assert_eq!(decoded("\u{FEFF}<?xml version='1.0' encoding='latin1'?><a>é</a>".as_bytes()).text, "<a>é</a>");
    }

    #[test]
    fn the_first_element_is_found_behind_all_that_may_stand_before_it() {
        let xml = "\u{FEFF} <?xml version='1.0'?><!-- <rss> --><!DOCTYPE nitf [<!ENTITY a \"b\">]><?style x?><n:NITF a='b'>";
        assert_eq!(root(xml), "nitf");
        for none in ["", "<", "Port", "<!-- x", "<?xml"] {
            assert_eq!(root(none), "", "{none}");
        }
    }
    #[test]
    fn references_to_what_nobody_defines_are_counted_with_the_line_of_the_first() {
        let xml = "<!DOCTYPE a [<!ENTITY j \"x\">]>\n<!-- &k; --><a b='x&y=1'>&amp; &#8217; &nbsp; R&D; &auml;\n<![CDATA[&l;]]> &j; &m.n; & ;</a>";
        let note = undefined(xml).unwrap();
        assert_eq!(note, Note::Undefined { count: 3, first: "&D;".to_owned(), line: 2 });
        assert_eq!(undefined("<a>R&amp;D &eacute; & ; &; &1;</a>"), None);
        assert_eq!((named("eacute").as_deref(), named("NotEqualTilde").as_deref()), (Some("é"), Some("≂\u{338}")));
    }
}
