//! XML as bytes to XML as text, by its byte order mark, its own declaration, or the look of it.

use super::decode::{Decoded, decode_declared};
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
}
