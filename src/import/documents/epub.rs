//! Books (EPUB): each chapter, that is each file of the reading order, is an article, and the book is its outlet.
//!
//! Chapters are web pages and read as such. Those without a word, such as covers, are passed over.

use super::package::{Package, resolved};
use super::xml::{Element, Step};
use crate::import::archives::joined;
use crate::import::html;
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Found, Input, Part};
use crate::model::MetadataField::{Author, Language, Outlet, Published};
use crate::model::progress::Cancelled;
use percent_encoding::percent_decode_str;
use std::collections::{HashMap, HashSet};
use std::io::Cursor;

const WHAT: &str = "an EPUB book";

/// Ways of scrambling fonts, which lock nothing that is read.
const FONT_SCRAMBLING: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// What the book says of itself and the paths of its chapters in reading order.
#[derive(Default)]
struct Book {
    found: Found,
    chapters: Vec<String>,
}

/// Reads the chapters.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let opened = Package::open(input, WHAT).and_then(|mut package| Ok((open(&mut package)?, package)));
    let (book, mut package) = match opened {
        Ok(opened) => opened,
        Err(problem) => return emit(Part { name: String::new(), found: Err(problem) }),
    };
    let mut has_words = false;
    for path in &book.chapters {
        let bytes = match package.bytes(path) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                emit(Part { name: path.clone(), found: Err(package.missing(path)) })?;
                continue;
            }
            Err(problem) => {
                emit(Part { name: path.clone(), found: Err(problem) })?;
                continue;
            }
        };
        let mut emit = |part: Part| {
            let name = joined(path, &part.name);
            match part.found {
                Ok(found) if found.text.trim().is_empty() => Ok(()),
                Err(Problem::Empty) => Ok(()),
                found => {
                    has_words = true;
                    emit(Part { name, found: found.map(|found| book.describe(found)) })
                }
            }
        };
        let mut stream = Cursor::new(bytes);
        html::read(&mut Input { depth: input.depth, ..input.inner(&mut stream, path, None) }, &mut emit)?;
    }
    if has_words { Ok(()) } else { emit(Part { name: String::new(), found: Err(Problem::PicturesOnly) }) }
}

fn open(package: &mut Package) -> Result<Book, Problem> {
    let mut root = String::new();
    package.walk("META-INF/container.xml", &mut |step| {
        if let Step::Opens(element) = step
            && element.name() == "rootfile"
            && root.is_empty()
        {
            root = element.attribute("full-path");
        }
    })?;
    if package.bytes(&root)?.is_none() {
        return Err(package.missing("list of its contents"));
    }
    let chapters = chapters(package, &root)?;
    let locked = locked(package)?;
    if chapters.iter().any(|path| locked.contains(path)) {
        return Err(Problem::Encrypted(WHAT));
    }
    let mut found = Found::default();
    let fields = [
        ("title", Outlet, "the book's title (dc:title)"),
        ("creator", Author, "the book's properties (dc:creator)"),
        ("date", Published, "the book's properties (dc:date)"),
        ("language", Language, "the book's properties (dc:language)"),
    ];
    package.describe(&root, &fields, &mut found)?;
    Ok(Book { found, chapters })
}

/// The paths of the reading order.
fn chapters(package: &mut Package, root: &str) -> Result<Vec<String>, Problem> {
    let mut items: HashMap<String, String> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    let path = |element: Element<'_>| resolved(root, &percent_decode_str(&element.attribute("href")).decode_utf8_lossy());
    package.walk(root, &mut |step| match step {
        Step::Opens(element) if element.name() == "item" => {
            items.insert(element.attribute("id"), path(element));
        }
        Step::Opens(element) if element.name() == "itemref" => order.push(element.attribute("idref")),
        _ => {}
    })?;
    let mut seen = HashSet::new();
    let paths = order.iter().filter_map(|id| items.get(id)).filter(|path| seen.insert((*path).clone()));
    Ok(paths.cloned().collect())
}

/// The paths of what is locked.
fn locked(package: &mut Package) -> Result<HashSet<String>, Problem> {
    let mut locked = HashSet::new();
    let mut method = String::new();
    package.walk("META-INF/encryption.xml", &mut |step| match step {
        Step::Opens(element) if element.name() == "EncryptionMethod" => method = element.attribute("Algorithm"),
        Step::Opens(element) if element.name() == "CipherReference" && !FONT_SCRAMBLING.contains(&method.as_str()) => {
            locked.insert(resolved("", &percent_decode_str(&element.attribute("URI")).decode_utf8_lossy()));
        }
        _ => {}
    })?;
    Ok(locked)
}

impl Book {
    /// Adds what the book says to what the chapter says of itself.
    fn describe(&self, mut chapter: Found) -> Found {
        let Found { metadata, origins, .. } = &self.found;
        for (field, origin) in origins {
            chapter.set_if_unknown(*field, field.of(metadata), origin);
        }
        chapter
    }
}
