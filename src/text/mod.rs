//! Text as matching sees it: decoded, folded, with the way back to the bytes as printed; numerals and dates.

mod date;
mod decode;
mod fold;
mod folded;
mod numeral;
mod ordinal;
mod script;
mod shown;
mod table;

pub use date::{DateAt, find_date};
pub use decode::{Decoded, MAX_BYTES, decode, decode_as};
pub(crate) use fold::{Lines, fold_unbroken, fold_unknown, is_page};
pub use fold::{fold, fold_words};
pub use folded::Folded;
pub use numeral::{is_numeral, numeral, numeral_prefix};
pub use ordinal::unnumbered;
pub use script::{detect, of_other_script};
pub(crate) use shown::shown_json;
pub use shown::{Shown, shown};
pub(crate) use table::{Beginnings, Key, Traits, first_of, lines};
