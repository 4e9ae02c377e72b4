//! Plain text: one article, as it stands.

use super::reader::{Emit, Found, Input, Part};
use super::{Problem, decode, kind};
use crate::model::progress::Cancelled;

/// Reads one article. Bytes that are no text are refused, unless they are asked to be read as text.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found =
        input.bytes().and_then(|bytes| match bytes.len() > kind::SAMPLE && input.format.is_none() && kind::is_binary(&bytes) {
            // Its beginning alone was looked at before.
            true => Err(Problem::NotText("a binary file")),
            false => Ok(found(bytes)),
        });
    emit(Part { name: String::new(), found })
}

fn found(bytes: Vec<u8>) -> Found {
    let decode::Decoded { text, encoding, undecodable } = decode::decode(bytes);
    Found { text, encoding, undecodable, ..Found::default() }
}
