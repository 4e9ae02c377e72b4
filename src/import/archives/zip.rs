//! ZIP: a folder in one file, or a document that is kept as one; which, is told by the names in it.
//!
//! Hidden entries and what macOS and Windows leave for themselves are passed over, as in folders. An archive without its end
//! is read as far as it goes.

use super::{Unpacking, joined, refuse, too_deep};
use crate::import::allowance::LARGEST_ARCHIVE;
use crate::import::kind::{self, Contents};
use crate::import::problem::Problem;
use crate::import::reader::{Emit, Input, Part};
use crate::import::{Format, read_any};
use crate::model::progress::Cancelled;
use ::zip::ZipArchive;
use ::zip::read::{ZipFile, read_zipfile_from_stream};
use ::zip::result::ZipError;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write as _};
use std::rc::Rc;
use tempfile::SpooledTempFile;

const WHAT: &str = "a ZIP archive";

/// Archives up to this size are kept in memory while they are read, in bytes; larger ones go to a temporary file.
const IN_MEMORY: usize = 64 << 20;

/// Reads the entries, or the document that the archive is.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let mut spool = match spool(input) {
        Ok(spool) => spool,
        Err(error) => return refuse(Problem::of_reading(&error), emit),
    };
    match ZipArchive::new(&mut spool) {
        Ok(mut archive) => {
            let is_plain = input.format == Some(Format::Zip);
            let document = if is_plain { None } else { kind::of_package(&contents(&mut archive)) };
            match document {
                Some(Ok(format)) => as_document(input, &mut spool, format, emit),
                Some(Err(problem)) => refuse(problem, emit),
                None => entries(input, archive, emit),
            }
        }
        Err(error) => salvage(input, &mut spool, &error, emit),
    }
}

/// ZIP is read from its end, so all of it must be there.
fn spool(input: &mut Input<'_>) -> io::Result<SpooledTempFile> {
    let mut spool = SpooledTempFile::new(IN_MEMORY);
    let size = io::copy(input.stream, &mut spool)?;
    spool.flush()?;
    if input.depth == 0 {
        input.allowance.pack(size);
    }
    spool.seek(SeekFrom::Start(0))?;
    Ok(spool)
}

fn contents<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Contents {
    let names = archive.file_names_raw().map(to_name).collect();
    let mut media_type = String::new();
    if let Ok(entry) = archive.by_name("mimetype") {
        // One that cannot be read says nothing.
        let _ = entry.take(1 << 8).read_to_string(&mut media_type);
    }
    Contents { names, media_type }
}

fn as_document(input: &Input<'_>, spool: &mut SpooledTempFile, format: Format, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    if let Err(error) = spool.seek(SeekFrom::Start(0)) {
        return refuse(Problem::of_reading(&error), emit);
    }
    let mut stream = BufReader::new(spool);
    input.asked.is_read_as(&input.place, format);
    if input.depth == 0 {
        input.asked.is_in_all(format);
    }
    format.reader()(&mut Input { depth: input.depth, ..input.inner(&mut stream, input.name, Some(format)) }, emit)
}

fn entries<R: Read + Seek>(input: &Input<'_>, mut archive: ZipArchive<R>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    if let Some(problem) = too_deep(input) {
        return refuse(problem, emit);
    }
    match archive.len() as u64 {
        0 => return refuse(Problem::EmptyArchive, emit),
        many if many > LARGEST_ARCHIVE => return refuse(Problem::TooManyEntries(many), emit),
        _ => {}
    }
    for index in 0..archive.len() {
        let Some(name) = archive.by_index_data(index).ok().filter(|entry| !entry.is_dir()).map(|entry| to_name(entry.name_raw()))
        else {
            continue;
        };
        if !is_passed_over(&name) {
            one(input, &name, archive.by_index(index), emit)?;
        }
    }
    Ok(())
}

/// Reads an entry.
fn one<R: Read>(
    input: &Input<'_>,
    name: &str,
    entry: Result<ZipFile<'_, R>, ZipError>,
    emit: &mut Emit<'_>,
) -> Result<(), Cancelled> {
    let entry = match entry {
        _ if leads_out(name) => Err(Problem::PathOutside),
        Ok(entry) if entry.is_symlink() => Err(Problem::LinkOutside),
        Ok(entry) => Ok(entry),
        Err(error) => Err(problem(&error)),
    };
    let mut emit = |part: Part| emit(Part { name: joined(name, &part.name), found: part.found });
    match entry {
        Ok(packed) => {
            let allowance = Rc::clone(&input.allowance);
            let mut stream = BufReader::new(Unpacking { packed, allowance, what: WHAT });
            let place = joined(&input.place, name);
            let format = input.asked.format_of(&place).or(input.format.filter(|format| *format != Format::Zip));
            read_any(&mut Input { place, ..input.inner(&mut stream, name, format) }, &mut emit)
        }
        Err(problem) => refuse(problem, &mut emit),
    }
}

/// Reads an archive from its beginning because its end, where its list of entries is, is missing or broken.
fn salvage(input: &Input<'_>, spool: &mut SpooledTempFile, why: &ZipError, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    if let Some(Ok(format)) = kind::of_broken_package(&names_before(spool), input.name) {
        input.asked.is_read_as(&input.place, format);
        if input.depth == 0 {
            input.asked.is_in_all(format);
        }
        return refuse(Problem::Damaged { what: format.phrase(), why: why.to_string() }, emit);
    }
    let mut last = String::new();
    if spool.seek(SeekFrom::Start(0)).is_ok() && too_deep(input).is_none() {
        let mut stream = BufReader::new(spool);
        while let Ok(Some(entry)) = read_zipfile_from_stream(&mut stream) {
            let name = to_name(entry.name_raw());
            if !entry.is_dir() && !is_passed_over(&name) {
                one(input, &name, Ok(entry), emit)?;
            }
            last = name;
        }
    }
    let name = if last.is_empty() { last } else { format!("after {last}") };
    emit(Part { name, found: Err(problem(why)) })
}

/// What can be told of the contents of an archive that has no list of them.
fn names_before(spool: &mut SpooledTempFile) -> Contents {
    let mut contents = Contents { names: Vec::new(), media_type: String::new() };
    if spool.seek(SeekFrom::Start(0)).is_err() {
        return contents;
    }
    let mut stream = BufReader::new(spool);
    while let Ok(Some(mut entry)) = read_zipfile_from_stream(&mut stream) {
        let name = to_name(entry.name_raw());
        if name == "mimetype" {
            // One that cannot be read says nothing.
            let _ = (&mut entry).take(1 << 8).read_to_string(&mut contents.media_type);
        }
        contents.names.push(name);
        if contents.names.len() >= PACKAGE_NAMES {
            break;
        }
    }
    contents
}

/// Among so many names those stand by which a document is told from a plain archive.
const PACKAGE_NAMES: usize = 64;

/// What is wrong, in our words.
pub(in crate::import) fn problem(error: &ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Problem::Encrypted("a file"),
        ZipError::CompressionMethodNotSupported(_) => Problem::NotText("packed in a way other than Deflate"),
        ZipError::Io(error) => match Problem::of_reading(error) {
            Problem::Unreadable(why) => Problem::Damaged { what: WHAT, why },
            known => known,
        },
        other => Problem::Damaged { what: WHAT, why: other.to_string() },
    }
}

/// Names are UTF-8 whether they say so or not; for those that are not the encoding is guessed.
fn to_name(raw: &[u8]) -> String {
    std::str::from_utf8(raw).map_or_else(|_| crate::import::decode::decode(raw).text, str::to_owned)
}

fn is_passed_over(name: &str) -> bool {
    let mut steps = name.split(['/', '\\']).filter(|step| !matches!(*step, "" | "." | ".."));
    let is_left_behind = |step: &str| {
        step.starts_with('.') || step == "__MACOSX" || ["thumbs.db", "desktop.ini"].iter().any(|s| s.eq_ignore_ascii_case(step))
    };
    steps.any(is_left_behind)
}

/// Whether a name would be written outside of the folder that the archive is unpacked into.
fn leads_out(name: &str) -> bool {
    let is_absolute = name.starts_with(['/', '\\']) || name.get(1..).is_some_and(|rest| rest.starts_with(':'));
    is_absolute || name.split(['/', '\\']).any(|step| step == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_told() {
        for name in ["../a.txt", "/etc/a", "a/../../b", "C:\\a", "..\\a", "\\\\server\\a", "a/.."] {
            assert!(leads_out(name), "{name}");
        }
        for name in ["a.txt", "a/b..c", "a/...", "é"] {
            assert!(!leads_out(name), "{name}");
        }
    }

    #[test]
    fn what_systems_leave_behind_is_passed_over() {
        for name in ["__MACOSX/._a.txt", ".DS_Store", "a/.git/b", "a/Thumbs.db"] {
            assert!(is_passed_over(name), "{name}");
        }
        assert!(!is_passed_over("../a.txt") && !is_passed_over("./a.txt"));
    }
}
