//! What the readers of all formats share: what they read from, what they find, and how they hand it on.

use super::allowance::Allowance;
use super::archives::joined;
use super::note::Note;
use super::problem::Problem;
use super::{Columns, FileChoices, Format, LARGEST_FILE, Mapping, Member};
use crate::model::progress::Cancelled;
use crate::model::{Metadata, MetadataField, Suggestion};
use std::cell::{Cell, RefCell};
use std::io::{self, BufRead};
use std::rc::Rc;

/// What is to be read.
pub(super) struct Input<'a> {
    /// The bytes from their beginning.
    pub stream: &'a mut dyn BufRead,
    /// Name of the file, or of the entry of an archive; a hint, never trusted before the content.
    pub name: &'a str,
    /// What it is to be read as, whatever it looks like; `None` recognises it by its content.
    pub format: Option<Format>,
    /// Where it lies in its file, as [`Member::place`] says it.
    pub place: String,
    /// How many archives it lies in.
    pub depth: usize,
    /// What may still be unpacked of the archive that it lies in or is.
    pub allowance: Rc<Allowance>,
    /// What was asked of the source that it is or lies in.
    pub asked: Rc<Asked>,
}

/// So many members of one file are told of; an archive may hold a million.
const MOST_MEMBERS: usize = 10_000;

/// What was asked of a source and of what lies in it, and what they turned out to be.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Columns of all tables.
    all: Mapping,
    /// What a person chose for single ones.
    chosen: FileChoices,
    format: Cell<Option<Format>>,
    members: RefCell<Vec<Member>>,
    notes: RefCell<Vec<Note>>,
}

impl Asked {
    /// Asks for what a person chose.
    pub fn new(all: Mapping, chosen: FileChoices) -> Self {
        Self { all, chosen, ..Self::default() }
    }

    /// What a person chose to read a member as.
    pub fn format_of(&self, place: &str) -> Option<Format> {
        self.chosen.formats.get(place).copied()
    }

    fn columns_of(&self, place: &str) -> Mapping {
        let own = self.chosen.columns.get(place).into_iter().flatten();
        self.all.iter().chain(own).map(|(field, name)| (*field, name.clone())).collect()
    }

    /// Says what a member is read as; of one place the last that is said counts.
    pub fn is_read_as(&self, place: &str, format: Format) {
        let mut members = self.members.borrow_mut();
        let has_room = members.len() < MOST_MEMBERS;
        match members.last_mut() {
            Some(last) if last.place == place => last.format = format,
            _ if has_room => members.push(Member { place: place.to_owned(), format, columns: None }),
            _ => {}
        }
    }

    /// Says which columns a member has; a sheet is a member of what was last read.
    fn answer(&self, place: &str, columns: Columns) {
        let mut members = self.members.borrow_mut();
        let (has_room, last) = (members.len() < MOST_MEMBERS, members.last().map(|last| last.format));
        match (members.last_mut(), last) {
            (Some(last), _) if last.place == place => last.columns = last.columns.take().or(Some(columns)),
            (_, Some(format)) if has_room => {
                members.push(Member { place: place.to_owned(), format, columns: Some(columns) });
            }
            _ => {}
        }
    }

    /// Says what the source as a whole is read as.
    pub fn is_in_all(&self, format: Format) {
        self.format.set(Some(format));
    }

    /// What the source was read as; nothing when it was not.
    pub fn format(&self) -> Option<Format> {
        self.format.get()
    }

    /// Says something of the whole source, once for all that lies in it.
    pub fn note(&self, note: Note) {
        let mut notes = self.notes.borrow_mut();
        if !notes.iter_mut().any(|known| known.absorb(&note)) {
            notes.push(note);
        }
    }

    /// What was said of it.
    pub fn notes(&self) -> Vec<Note> {
        self.notes.borrow().clone()
    }

    /// What was found in it, in reading order.
    pub fn members(&self) -> Vec<Member> {
        self.members.take()
    }
}

/// A table that is being read: what was asked of it, and where it says which columns it has.
pub(super) struct Table {
    /// Which columns a person chose.
    pub chosen: Mapping,
    asked: Rc<Asked>,
    place: String,
}

impl Table {
    /// Says which columns there are; the first that are said count.
    pub fn answer(&self, columns: Columns) {
        self.asked.answer(&self.place, columns);
    }

    /// A table in it, as a sheet of a workbook.
    pub fn within(&self, name: &str) -> Self {
        let (asked, place) = (Rc::clone(&self.asked), joined(&self.place, name));
        Self { chosen: asked.columns_of(&place), asked, place }
    }

    /// Says something of the source that it is or lies in.
    pub fn note(&self, note: Note) {
        self.asked.note(note);
    }
}

impl<'a> Input<'a> {
    /// A file, which lies in no archive.
    pub fn new(stream: &'a mut dyn BufRead, name: &'a str, format: Option<Format>) -> Self {
        Self { stream, name, format, place: String::new(), depth: 0, allowance: Rc::default(), asked: Rc::default() }
    }

    /// What lies in this one.
    pub fn inner<'b>(&self, stream: &'b mut dyn BufRead, name: &'b str, format: Option<Format>) -> Input<'b> {
        Input {
            stream,
            name,
            format,
            place: self.place.clone(),
            depth: self.depth + 1,
            allowance: Rc::clone(&self.allowance),
            asked: Rc::clone(&self.asked),
        }
    }

    /// A table in it, by its name there; the name is empty where it is a table itself.
    pub fn table(&self, name: &str) -> Table {
        let (asked, place) = (Rc::clone(&self.asked), joined(&self.place, name));
        Table { chosen: asked.columns_of(&place), asked, place }
    }

    /// All the bytes, for formats that cannot be read as they come.
    pub fn bytes(&mut self) -> Result<Vec<u8>, Problem> {
        let bytes = at_most(self.stream, LARGEST_FILE + 1).map_err(|error| Problem::of_reading(&error))?;
        match bytes.len() as u64 {
            0 => Err(Problem::Empty),
            size if size > LARGEST_FILE => Err(Problem::TooLarge(size)),
            _ => Ok(bytes),
        }
    }
}

/// What is left of a stream, or so many bytes of it.
pub(super) fn at_most(stream: &mut dyn BufRead, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        match stream.fill_buf() {
            Ok(block) => {
                let block = block.get(..(most - bytes.len() as u64) as usize).unwrap_or(block);
                let taken = block.len();
                bytes.extend_from_slice(block);
                stream.consume(taken);
                if taken == 0 {
                    return Ok(bytes);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// One article as a reader found it.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Found {
    /// As the source has it; line ends may be any.
    pub text: String,
    /// What the source says; empty is unknown.
    pub metadata: Metadata,
    /// Where each known field came from, in words for people: “JSON-LD datePublished”.
    pub origins: Vec<(MetadataField, Box<str>)>,
    /// Which part of the source it is: “row 12”; empty when it is all of it.
    pub part: String,
    /// Character encoding by its WHATWG name.
    pub encoding: &'static str,
    /// How many line ends were already made `\n`.
    pub line_ends_changed: u64,
    /// How many byte sequences became U+FFFD.
    pub undecodable: u64,
    /// What the structure of the source says of parts of the text.
    pub suggestions: Vec<Suggestion>,
}

impl Found {
    /// Sets a field of the metadata and says where it came from; an empty value is none.
    pub fn set(&mut self, field: MetadataField, value: impl Into<String>, origin: &str) {
        let value: String = value.into();
        if !value.trim().is_empty() {
            value.trim().clone_into(field.of_mut(&mut self.metadata));
            self.origins.retain(|(known, _)| *known != field);
            self.origins.push((field, origin.into()));
        }
    }

    /// Sets a field that nothing better has said yet.
    pub fn set_if_unknown(&mut self, field: MetadataField, value: impl Into<String>, origin: &str) {
        if field.of(&self.metadata).is_empty() {
            self.set(field, value, origin);
        }
    }
}

/// A part of a source: an article, or what kept it from being one.
#[derive(Debug)]
pub(super) struct Part {
    /// Which part; empty for all of it.
    pub name: String,
    /// What came of it.
    pub found: Result<Found, Problem>,
}

/// Takes parts as they are found, in their order; an error when the work is to stop.
pub(super) type Emit<'a> = dyn FnMut(Part) -> Result<(), Cancelled> + 'a;
