//! Packed files: gzip and zstd, unpacked as they are read.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{FrameDecoder, StreamingDecoder};

use super::BUFFER_BYTES;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

impl Packing {
    /// The packing that first bytes show.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// The packing that a name shows, and the name without it.
pub(super) fn strip(name: &str) -> (&str, Option<Packing>) {
    let ends = |end: &str| {
        let start = name.len().checked_sub(end.len())?;
        name.get(start..).filter(|e| e.eq_ignore_ascii_case(end)).and_then(|_| name.get(..start))
    };
    if let Some(inner) = ends(".gz") {
        return (inner, Some(Packing::Gzip));
    }
    if let Some(inner) = ends(".zst") {
        return (inner, Some(Packing::Zstd));
    }
    if ends(".tgz").is_some() {
        return (name, Some(Packing::Gzip));
    }
    (name, None)
}

/// A source as it was before it was packed.
pub(super) fn unpack<'a>(source: impl BufRead + 'a, packing: Option<Packing>) -> Box<dyn BufRead + 'a> {
    match packing {
        None => Box::new(source),
        Some(Packing::Gzip) => Box::new(BufReader::with_capacity(BUFFER_BYTES, MultiGzDecoder::new(source))),
        Some(Packing::Zstd) => Box::new(BufReader::with_capacity(BUFFER_BYTES, Frames::Between(source))),
    }
}

/// What stands where a frame should begin.
fn no_frame() -> io::Error {
    io::Error::other("what follows is no zstd data")
}

/// The frames of a zstd file, one after another.
enum Frames<R: BufRead> {
    Between(R),
    Inside(Box<StreamingDecoder<R, FrameDecoder>>),
    Done,
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(self, Self::Done) {
                Self::Done => return Ok(0),
                Self::Inside(mut frame) => {
                    let n = frame.read(buffer)?;
                    if n > 0 || buffer.is_empty() {
                        *self = Self::Inside(frame);
                        return Ok(n);
                    }
                    let told = frame.decoder.get_checksum_from_data();
                    if told.is_some() && told != frame.decoder.get_calculated_checksum() {
                        return Err(io::Error::other("the checksum does not fit what was unpacked"));
                    }
                    *self = Self::Between(frame.into_inner());
                }
                Self::Between(mut source) => {
                    if !source.fill_buf()?.is_empty() {
                        let frame = StreamingDecoder::new(source).map_err(|_| no_frame())?;
                        *self = Self::Inside(Box::new(frame));
                    }
                }
            }
        }
    }
}
