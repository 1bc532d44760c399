//! UTF-16 to UTF-8 while it is read.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, UTF_16BE, UTF_16LE};

const CHUNK: usize = 16_384;

/// The encoding that a byte order mark of UTF-16 says.
pub(super) fn encoding_of(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// A reader of UTF-16 with a byte order mark that gives UTF-8 without one. What is not sound UTF-16
/// comes out as U+FFFD.
pub(super) struct Utf16 {
    input: Box<dyn Read + Send>,
    decoder: Decoder,
    packed: Vec<u8>,
    unpacked: Vec<u8>,
    /// The bytes of `unpacked` not yet given out.
    start: usize,
    end: usize,
    at_end: bool,
}

impl Utf16 {
    pub fn new(input: Box<dyn Read + Send>, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            packed: vec![0; CHUNK],
            // Two bytes of UTF-16 become at most three, and what is left over as much again.
            unpacked: vec![0; 2 * CHUNK],
            start: 0,
            end: 0,
            at_end: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let read = self.input.read(&mut self.packed)?;
        self.at_end = read == 0;
        let (_, _, written, _) =
            self.decoder
                .decode_to_utf8(&self.packed[..read], &mut self.unpacked, self.at_end);
        (self.start, self.end) = (0, written);
        Ok(())
    }
}

impl Read for Utf16 {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.start == self.end && !self.at_end {
            self.fill()?;
        }
        let length = into.len().min(self.end - self.start);
        into[..length].copy_from_slice(&self.unpacked[self.start..self.start + length]);
        self.start += length;
        Ok(length)
    }
}
