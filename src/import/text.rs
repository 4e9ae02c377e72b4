//! Plain text: one article, as it stands.

use super::reader::{Emit, Found, Input, Part};
use super::{Format, decode, kind};
use crate::model::progress::Cancelled;

/// Reads one article, unless it is of a kind that is not to be read as text.
pub(super) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    let found = input.bytes().and_then(|bytes| match kind::not_text(&bytes) {
        Some(problem) if input.format != Some(Format::Text) => Err(problem),
        _ => Ok(found(&bytes)),
    });
    emit(Part { name: String::new(), found })
}

fn found(bytes: &[u8]) -> Found {
    let decode::Decoded { text, encoding, undecodable } = decode::decode(bytes);
    Found { text, encoding, undecodable, ..Found::default() }
}
