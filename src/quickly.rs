//! Hashes for maps whose keys nobody outside chooses to collide: numbers and places of the program itself, names of policies.

use std::hash::{BuildHasherDefault, Hasher};

/// A hash of few operations for small keys that nobody chooses to collide.
#[derive(Default)]
pub(crate) struct Mixed(u64);

/// Spreads small differences over all bits.
pub(crate) const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// Makes [`Mixed`] hashes.
pub(crate) type Quickly = BuildHasherDefault<Mixed>;

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((eight, more)) = rest.split_first_chunk() {
            self.write_u64(u64::from_le_bytes(*eight));
            rest = more;
        }
        for byte in rest {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u8(&mut self, n: u8) {
        self.write_u64(u64::from(n));
    }

    fn write_u32(&mut self, n: u32) {
        self.write_u64(u64::from(n));
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.write_u64(n.unsigned_abs() as u64);
    }

    fn write_u64(&mut self, n: u64) {
        let mixed = (self.0.rotate_left(23) ^ n).wrapping_mul(ODD);
        self.0 = mixed ^ (mixed >> 32);
    }
}
