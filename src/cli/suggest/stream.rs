//! Lines from stdin to stdout: read ahead on a thread of their own, worked on by all cores, written in their order as soon as
//! they are ready.

use super::Labels;
use super::line::{self, Answer};
use super::queue::{Line, Queue};
use crate::cli::output::{Output, say};
use crate::cli::{Ended, counted};
use anyhow::Context;
use rayon::prelude::*;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// What some programs put before UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A line may have so many bytes.
const LONGEST_LINE: u64 = 256 << 20;

/// Answers every line until the input ends or nobody reads the answers any more.
pub(super) fn run(labels: &Labels, output: &mut Output) -> anyhow::Result<Ended> {
    let queue = Arc::new(Queue::default());
    let reading = Arc::clone(&queue);
    let reader = std::thread::Builder::new().name("read stdin".to_owned()).spawn(move || {
        let read = read_lines(&mut io::stdin().lock(), |line| reading.push(line));
        reading.close();
        read
    })?;
    let (mut lines, mut faults) = (0_u64, 0_u64);
    loop {
        let taken = queue.take();
        if taken.is_empty() {
            break;
        }
        let answers: Vec<Answer> = taken.into_par_iter().with_max_len(1).map(|line| line::answer(line, labels)).collect();
        for answer in answers {
            lines += 1;
            faults += u64::from(answer.is_fault);
            output.bytes(&answer.bytes)?;
        }
        output.finish()?;
        if output.is_closed() {
            // The thread may wait for stdin for ever; the program ends without it.
            queue.close();
            return Ok(Ended::Done);
        }
    }
    let read = reader.join().unwrap_or_else(|_| Err(io::Error::other("the reader stopped")));
    read.context("cannot read the standard input to its end; what was read is answered")?;
    if faults > 0 {
        say(&format!("{} of {} could not be read; the answer says why", counted(faults, "line"), counted(lines, "line")));
    }
    Ok(if faults > 0 { Ended::WithProblems } else { Ended::Done })
}

/// Hands on each line that is not blank; ends when it is wanted no more.
fn read_lines(input: &mut impl BufRead, mut push: impl FnMut(Line) -> bool) -> io::Result<()> {
    for number in 1.. {
        let mut bytes = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if number == 1 && bytes.starts_with(BYTE_ORDER_MARK) {
            bytes.drain(..BYTE_ORDER_MARK.len());
        }
        let is_whole = bytes.last() == Some(&b'\n') || (bytes.len() as u64) < LONGEST_LINE;
        if is_whole && bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let bytes = if is_whole {
            Ok(bytes)
        } else {
            skip_line(input)?;
            let most = LONGEST_LINE >> 20;
            Err(format!("the line has more than {most} MiB; split the article, or import its file into a project"))
        };
        if !push(Line { number, bytes }) {
            break;
        }
    }
    Ok(())
}

/// Reads to the end of the line without keeping it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    input.skip_until(b'\n').map(drop)
}
