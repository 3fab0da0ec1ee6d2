//! What the numbers in the table of letters mean.

use super::traits::{BLANK, LINE_END, SIMPLIFIED, UNEVEN};

/// The characters of the basic planes and the plane above them, where the tables have entries.
pub(in crate::text) const TABLE_SIZE: usize = 0x3_0000;

/// What a traditional text is searched for, character by character.
pub(super) const IN_TRADITIONAL: u8 = BLANK | LINE_END | UNEVEN | SIMPLIFIED;
/// What of the bits of a letter becomes another.
pub(super) const LETTER: u32 = 0xFF_FFFF;
/// The bit of the first character of phrases of two, and of that of longer ones. The next characters have the bits above, and so
/// one step takes what is begun from one character to the next (Baeza-Yates and Gonnet, A new approach to text searching, 1992).
pub(super) const SHORTER: u32 = 1 << 24;
pub(super) const LONGER: u32 = 1 << 26;
/// The bits of a character with which the beginning of a phrase is whole: its second, or its third.
pub(super) const END: u32 = SHORTER << 1 | LONGER << 2;
/// The bit of a character that is searched for.
pub(super) const SELDOM: u32 = 1 << 31;
/// What any character may begin.
pub(super) const START: u32 = SHORTER | LONGER | SELDOM;

/// Three bytes as a number, the first the highest.
pub(super) fn number([a, b, c]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, a, b, c])
}
