//! What HTML's elements are: which begin a line of their own, and which show nothing.

use dom_query::{LocalName, local_name};

/// How an element stands among its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Layout {
    /// In the line.
    Inline,
    /// On lines of its own.
    Block,
    /// On lines of its own, set off by a blank line.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// Breaks the line.
    Break,
    /// Shows nothing of what is in it.
    Nothing,
}

/// How an element of this name stands.
pub(super) fn layout(name: &LocalName) -> Layout {
    match *name {
        local_name!("p") | local_name!("h1") | local_name!("h2") | local_name!("h3") | local_name!("h4") => Layout::Paragraph,
        local_name!("h5") | local_name!("h6") | local_name!("blockquote") | local_name!("pre") => Layout::Paragraph,
        local_name!("ul") | local_name!("ol") | local_name!("dl") | local_name!("figure") | local_name!("table") => {
            Layout::Paragraph
        }
        local_name!("hr") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext") => Layout::Paragraph,
        local_name!("article") | local_name!("aside") | local_name!("footer") | local_name!("header") => Layout::Paragraph,
        local_name!("nav") | local_name!("section") | local_name!("main") | local_name!("fieldset") => Layout::Paragraph,
        local_name!("td") | local_name!("th") => Layout::Cell,
        local_name!("br") => Layout::Break,
        _ if is_plain_block(name) => Layout::Block,
        _ if shows_nothing(name) => Layout::Nothing,
        _ => Layout::Inline,
    }
}

fn is_plain_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("html")
            | local_name!("body")
            | local_name!("address")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dt")
            | local_name!("figcaption")
            | local_name!("form")
            | local_name!("hgroup")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("menu")
            | local_name!("optgroup")
            | local_name!("summary")
            | local_name!("caption")
            | local_name!("tr")
            | local_name!("tbody")
            | local_name!("thead")
            | local_name!("tfoot")
    ) || &**name == "search"
}

/// Neither drawn at all, nor made of words: pictures, frames, fields to fill in.
fn shows_nothing(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("head")
            | local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("title")
            | local_name!("meta")
            | local_name!("link")
            | local_name!("svg")
            | local_name!("canvas")
            | local_name!("iframe")
            | local_name!("frameset")
            | local_name!("noframes")
            | local_name!("object")
            | local_name!("embed")
            | local_name!("applet")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("map")
            | local_name!("select")
            | local_name!("datalist")
            | local_name!("textarea")
            | local_name!("progress")
            | local_name!("meter")
            | local_name!("annotation")
            | local_name!("annotation-xml")
    )
}

/// Whether white space is kept as it stands.
pub(super) fn keeps_white_space(name: &LocalName) -> bool {
    matches!(*name, local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext"))
}

/// Whether it marks up words in the line.
pub(super) fn is_in_line(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("a")
            | local_name!("span")
            | local_name!("b")
            | local_name!("strong")
            | local_name!("em")
            | local_name!("i")
            | local_name!("u")
            | local_name!("font")
            | local_name!("small")
            | local_name!("q")
            | local_name!("time")
            | local_name!("abbr")
            | local_name!("code")
            | local_name!("sup")
            | local_name!("sub")
            | local_name!("mark")
            | local_name!("cite")
            | local_name!("s")
            | local_name!("label")
            | local_name!("bdi")
            | local_name!("bdo")
            | local_name!("ins")
            | local_name!("del")
            | local_name!("big")
            | local_name!("tt")
            | local_name!("kbd")
            | local_name!("var")
            | local_name!("dfn")
            | local_name!("acronym")
            | local_name!("nobr")
            | local_name!("wbr")
            | local_name!("ruby")
            | local_name!("rb")
            | local_name!("rt")
            | local_name!("rp")
            | local_name!("samp")
            | local_name!("strike")
            | local_name!("data")
            | local_name!("output")
            | local_name!("rtc")
            | local_name!("blink")
            | local_name!("math")
    )
}

/// Whether it holds the words of one block, and is no container of others.
pub(super) fn is_text_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("p")
            | local_name!("li")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("blockquote")
            | local_name!("pre")
            | local_name!("td")
    )
}

/// Whether it is a paragraph.
pub(super) fn is_text(name: &LocalName) -> bool {
    matches!(*name, local_name!("p") | local_name!("blockquote") | local_name!("pre") | local_name!("caption"))
}

/// Whether it is an item of a list, or part of a table.
pub(super) fn is_cell(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("li") | local_name!("td") | local_name!("th") | local_name!("tr") | local_name!("dd") | local_name!("dt")
    )
}

/// Whether it is a list or a table.
pub(super) fn is_list(name: &LocalName) -> bool {
    matches!(*name, local_name!("ul") | local_name!("ol") | local_name!("dl") | local_name!("table"))
}

/// Whether it is a heading.
pub(super) fn is_heading(name: &LocalName) -> bool {
    heading_level(name).is_some()
}

/// How far down a heading stands: 1 is the highest.
pub(super) fn heading_level(name: &LocalName) -> Option<u8> {
    match *name {
        local_name!("h1") => Some(1),
        local_name!("h2") => Some(2),
        local_name!("h3") => Some(3),
        local_name!("h4") => Some(4),
        local_name!("h5") => Some(5),
        local_name!("h6") => Some(6),
        _ => None,
    }
}

/// Whether it is a heading within an article.
pub(super) fn is_subhead(name: &LocalName) -> bool {
    matches!(*name, local_name!("h2") | local_name!("h3") | local_name!("h4"))
}

/// Whether it is a part of a list or a table that is no page by itself; a cell may be one.
pub(super) fn is_item(name: &LocalName) -> bool {
    matches!(*name, local_name!("li") | local_name!("dd") | local_name!("tr") | local_name!("tbody"))
}
