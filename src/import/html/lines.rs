//! The walk over a page's tree: its visible words as lines, and for each line where in the tree it stood.

use super::elements::{self, Layout};
use super::flow::{Bounds, Flow, Gap, collapses};
use super::hints::{self, Role};
use super::visible;
use dom_query::{Document, Element, LocalName, NodeData, NodeId, NodeRef, local_name};

/// A page's words and the elements they stand in.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub text: String,
    /// What the page's head calls it.
    pub title: String,
    /// The lines with words on them, in their order.
    pub lines: Vec<Line>,
    /// The visible elements in the order in which they begin.
    pub places: Vec<Place>,
}

/// A block of words on a line of its own.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Line {
    /// Where it lies in the text.
    pub bounds: Bounds,
    /// The innermost of [`Lines::places`] that holds all of it.
    pub place: usize,
    /// How many of its characters are part of a link.
    pub linked: usize,
}

/// A visible element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Place {
    /// The element it stands in; the first one stands in itself.
    pub parent: usize,
    /// How many elements it stands in.
    pub depth: usize,
    /// Its name.
    pub name: LocalName,
    /// What it says it is for.
    pub role: Role,
}

impl Lines {
    /// The words of a line.
    pub fn words_of(&self, line: &Line) -> &str {
        self.text.get(line.bounds.clone()).unwrap_or_default()
    }
}

/// Reads all visible words of a page. No recursion, as pages may be nested as deep as they like.
pub(super) fn read(document: &Document) -> Lines {
    let mut walk = Walk::default();
    let mut node = document.root();
    loop {
        if walk.enter(&node)
            && let Some(child) = node.first_child()
        {
            node = child;
            continue;
        }
        loop {
            walk.leave(node.id);
            match (node.next_sibling(), node.parent()) {
                (Some(next), _) => {
                    node = next;
                    break;
                }
                (None, Some(parent)) => node = parent,
                (None, None) => return walk.finish(),
            }
        }
    }
}

#[derive(Debug, Default)]
struct Walk {
    flow: Flow,
    found: Lines,
    /// The elements that the walk stands in.
    open: Vec<Open>,
    /// The line that is being written.
    line: Option<Line>,
    /// How many elements keep white space as it is.
    preformatted: usize,
    /// How many links it stands in.
    links: usize,
    /// Whether a link ended here and nothing was written since.
    is_after_link: bool,
}

#[derive(Debug)]
struct Open {
    node: NodeId,
    /// Among the places found.
    place: usize,
    layout: Layout,
    keeps_white_space: bool,
}

impl Walk {
    /// Takes up a node; whether what is in it is visible.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let has_block = is_cell(node) && has_block(node);
        if self.found.title.is_empty() && is(node, &local_name!("head")) {
            let title = node.children_it(false).find(|child| is(child, &local_name!("title")));
            self.found.title = title.map(|title| title.text().to_string()).unwrap_or_default();
        }
        let seen = node.query(|inner| match &inner.data {
            NodeData::Text { contents } => {
                self.words(contents);
                false
            }
            NodeData::Element(element) => self.begin(inner.id, element, has_block),
            NodeData::Document | NodeData::Fragment => true,
            _ => false,
        });
        seen.unwrap_or(false)
    }

    fn begin(&mut self, node: NodeId, element: &Element, has_block: bool) -> bool {
        let name = &element.name.local;
        let layout = elements::layout(name);
        if layout == Layout::Nothing || visible::is_hidden(element) {
            return false;
        }
        match layout {
            Layout::Break => self.break_line(),
            Layout::Cell if !has_block => self.gap(Gap::Tab),
            Layout::Block | Layout::Cell => self.gap(Gap::Line),
            Layout::Paragraph => self.gap(Gap::Blank),
            Layout::Inline | Layout::Nothing => {}
        }
        let is_link = *name == local_name!("a");
        if is_link && self.is_after_link {
            self.gap(Gap::Space);
        }
        self.links += usize::from(is_link);
        let keeps_white_space = elements::keeps_white_space(name);
        self.preformatted += usize::from(keeps_white_space);
        let parent = self.open.last().map_or(0, |open| open.place);
        let place = self.found.places.len();
        self.found.places.push(Place { parent, depth: self.open.len(), name: name.clone(), role: hints::role(element) });
        let layout = if layout == Layout::Cell && has_block { Layout::Block } else { layout };
        self.open.push(Open { node, place, layout, keeps_white_space });
        if *name == local_name!("q") {
            self.word("“");
        }
        true
    }

    fn leave(&mut self, node: NodeId) {
        let Some(open) = self.open.pop_if(|open| open.node == node) else { return };
        match open.layout {
            Layout::Block => self.gap(Gap::Line),
            Layout::Paragraph => self.gap(Gap::Blank),
            _ => {}
        }
        self.preformatted -= usize::from(open.keeps_white_space);
        let name = self.found.places.get(open.place).map(|place| place.name.clone());
        if name == Some(local_name!("a")) {
            self.links = self.links.saturating_sub(1);
            self.is_after_link = true;
        } else if name == Some(local_name!("q")) {
            self.word("”");
        }
    }

    fn words(&mut self, contents: &str) {
        if self.preformatted > 0 {
            return self.preformatted_words(contents);
        }
        let mut words = contents.split(collapses).peekable();
        while let Some(word) = words.next() {
            self.word(word);
            if words.peek().is_some() {
                self.gap(Gap::Space);
            }
        }
    }

    fn preformatted_words(&mut self, contents: &str) {
        let mut lines = contents.split('\n').peekable();
        while let Some(line) = lines.next() {
            self.word(line.trim_end_matches('\r'));
            if lines.peek().is_some() {
                self.break_line();
            }
        }
    }

    fn word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        self.is_after_link = false;
        let written = self.flow.text.len();
        let is_first = self.flow.is_at_start();
        self.flow.word(word);
        let place = self.open.last().map_or(0, |open| open.place);
        let mut line = if is_first { None } else { self.line.take() }.unwrap_or(Line { place, ..Line::default() });
        while self.open.get(self.depth(line.place)).is_none_or(|open| open.place != line.place) && line.place != 0 {
            line.place = self.found.places.get(line.place).map_or(0, |place| place.parent);
        }
        if self.links > 0 {
            line.linked += self.flow.text.get(written..).map_or(0, |new| new.chars().filter(|c| !c.is_whitespace()).count());
        }
        self.line = Some(line);
    }

    fn depth(&self, place: usize) -> usize {
        self.found.places.get(place).map_or(0, |place| place.depth)
    }

    fn gap(&mut self, gap: Gap) {
        self.is_after_link = false;
        let ended = self.flow.gap(gap);
        self.keep(ended);
    }

    fn break_line(&mut self) {
        let ended = self.flow.line_break();
        self.keep(ended);
    }

    fn keep(&mut self, ended: Option<Bounds>) {
        if let Some(bounds) = ended {
            let line = self.line.take().unwrap_or_default();
            self.found.lines.push(Line { bounds, ..line });
        }
    }

    fn finish(mut self) -> Lines {
        self.gap(Gap::Line);
        Lines { text: self.flow.text, ..self.found }
    }
}

fn is(node: &NodeRef<'_>, name: &LocalName) -> bool {
    node.element_ref().is_some_and(|element| element.name.local == *name)
}

fn is_cell(node: &NodeRef<'_>) -> bool {
    node.element_ref().is_some_and(|element| elements::layout(&element.name.local) == Layout::Cell)
}

/// Whether an element holds one that stands on lines of its own.
fn has_block(node: &NodeRef<'_>) -> bool {
    let stands_alone = |child: NodeRef<'_>| {
        child
            .element_ref()
            .is_some_and(|element| matches!(elements::layout(&element.name.local), Layout::Block | Layout::Paragraph))
    };
    node.children_it(false).any(stands_alone)
}
