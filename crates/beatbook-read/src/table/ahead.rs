//! Records of a table, split on one thread while they are made sense of on another.

use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

use super::{Record, Table};
use crate::Problem;

/// A block is handed over when it holds this many bytes: large enough that the handing over
/// costs nothing, small enough to stay in a cache.
const BLOCK: usize = 256 * 1024;
/// How many blocks may wait. More would only take memory.
const WAITING: usize = 4;

impl Table {
    /// Calls `visit` with every record in order, on the thread of the caller.
    ///
    /// # Errors
    /// The first problem with the file, after the records before it.
    pub fn each_record(mut self, visit: &mut dyn FnMut(&Record<'_>)) -> Result<(), Box<Problem>> {
        let (full, blocks) = sync_channel(WAITING);
        let (done, empty) = channel();
        thread::scope(|scope| {
            scope.spawn(move || self.split(&full, &empty));
            for block in blocks {
                let block: Block = block?;
                block.visit(visit);
                let _ = done.send(block); // the other thread may have come to the end
            }
            Ok(())
        })
    }

    /// Gives out all records in blocks; `empty` are blocks to use again.
    fn split(&mut self, full: &SyncSender<Result<Block, Box<Problem>>>, empty: &Receiver<Block>) {
        let mut block = Block::default();
        loop {
            let end = match self.next() {
                Ok(Some(record)) => {
                    block.push(&record);
                    None
                }
                Ok(None) => Some(Ok(())),
                Err(problem) => Some(Err(problem)),
            };
            if block.bytes() >= BLOCK || (end.is_some() && !block.records.is_empty()) {
                let mut next = empty.try_recv().unwrap_or_default();
                next.clear();
                if full.send(Ok(std::mem::replace(&mut block, next))).is_err() {
                    return; // nobody reads on
                }
            }
            match end {
                None => {}
                Some(Ok(())) => return,
                Some(Err(problem)) => {
                    let _ = full.send(Err(problem)); // nobody reads on
                    return;
                }
            }
        }
    }
}

/// Records that no longer need the table.
#[derive(Default)]
struct Block {
    records: Vec<Held>,
    text: String,
    ends: Vec<usize>,
    raw: Vec<u8>,
}

/// Where a record lies in its block.
struct Held {
    line: u64,
    stray_quote: Option<usize>,
    text: Range<usize>,
    ends: Range<usize>,
    /// The bytes in the file and the delimiter, for tables that are text.
    raw: Option<(Range<usize>, u8)>,
}

impl Block {
    fn clear(&mut self) {
        self.records.clear();
        self.text.clear();
        self.ends.clear();
        self.raw.clear();
    }

    /// What its records take. Blank fields take room as well.
    fn bytes(&self) -> usize {
        self.text.len() + self.raw.len() + size_of::<usize>() * self.ends.len()
    }

    fn push(&mut self, record: &Record<'_>) {
        let (text, ends, raw) = (self.text.len(), self.ends.len(), self.raw.len());
        self.text.push_str(record.text);
        self.ends.extend_from_slice(record.ends);
        let delimiter = record.raw.map(|(bytes, delimiter)| {
            self.raw.extend_from_slice(bytes);
            delimiter
        });
        self.records.push(Held {
            line: record.line,
            stray_quote: record.stray_quote,
            text: text..self.text.len(),
            ends: ends..self.ends.len(),
            raw: delimiter.map(|delimiter| (raw..self.raw.len(), delimiter)),
        });
    }

    fn visit(&self, visit: &mut dyn FnMut(&Record<'_>)) {
        for held in &self.records {
            let raw = held.raw.as_ref();
            visit(&Record {
                line: held.line,
                stray_quote: held.stray_quote,
                raw: raw.map(|(bytes, delimiter)| (&self.raw[bytes.clone()], *delimiter)),
                text: &self.text[held.text.clone()],
                ends: &self.ends[held.ends.clone()],
            });
        }
    }
}

#[cfg(test)]
#[path = "ahead_tests.rs"]
mod tests;
