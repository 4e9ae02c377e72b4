//! Gzip: one file, packed. What it is, is told by what comes out, which streams.

use super::{Packed, Unpacking, refuse, too_deep};
use crate::import::reader::{Emit, Input};
use crate::import::{Format, read_any};
use crate::model::progress::Cancelled;
use flate2::bufread::MultiGzDecoder;
use std::io::BufReader;
use std::rc::Rc;

/// Reads what is packed.
pub(in crate::import) fn read(input: &mut Input<'_>, emit: &mut Emit<'_>) -> Result<(), Cancelled> {
    if let Some(problem) = too_deep(input) {
        return refuse(problem, emit);
    }
    let (name, depth) = (inner_name(input.name), input.depth + 1);
    let (place, allowance, asked) = (input.place.clone(), Rc::clone(&input.allowance), Rc::clone(&input.asked));
    let format = input.format.filter(|format| *format != Format::Gzip);
    let packed = MultiGzDecoder::new(Packed::of(input));
    let unpacking = Unpacking { packed, allowance: Rc::clone(&allowance), what: "a gzip archive" };
    let mut stream = BufReader::with_capacity(1 << 16, unpacking);
    read_any(&mut Input { stream: &mut stream, name: &name, format, place, depth, allowance, asked }, emit)
}

/// The name without what gzip put at its end.
fn inner_name(name: &str) -> String {
    let known = |ending: &str| name.len().checked_sub(ending.len()).and_then(|at| name.split_at_checked(at));
    let cut = |ending: &str| known(ending).filter(|(_, end)| end.eq_ignore_ascii_case(ending)).map(|(name, _)| name);
    cut(".gz").or_else(|| cut(".gzip")).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::inner_name;

    #[test]
    fn the_inner_name_is_the_name_without_its_last_ending() {
        assert_eq!(["a.jsonl.gz", "a.GZ", "a", "ä.gzip", "gz"].map(inner_name), ["a.jsonl", "a", "a", "ä", "gz"]);
    }
}
