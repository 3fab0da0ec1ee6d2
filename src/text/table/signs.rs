//! What takes no place in a line, and what ends one.

use std::ops::RangeInclusive;

use super::traits::SELECTORS;

/// What takes no place in a line, and means nothing to who reads a text: hyphens that show only where a line breaks, joiners and
/// spaces of no width, marks of the direction of writing, selectors of variants, marks of the byte order.
pub(super) const INVISIBLE: [RangeInclusive<char>; 10] = [
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{180b}'..='\u{180e}',
    '\u{200b}'..='\u{200f}',
    '\u{202a}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{fe00}'..='\u{fe0f}',
    '\u{feff}'..='\u{feff}',
    SELECTORS,
];

/// What ends a line: LF, and the separators of lines and paragraphs. CR does where no LF follows it.
pub(crate) const LINE_ENDS: [char; 5] = ['\n', '\u{2028}', '\u{2029}', '\u{85}', '\r'];
