//! Text as matching sees it: decoded, folded, with the way back to the bytes as printed; numerals and dates.

mod date;
mod decode;
mod fold;
mod folded;
mod glyphs;
mod json;
mod numeral;
mod ordinal;
mod page;
mod phrases;
mod replaced;
mod script;
mod shown;
mod stop;
mod table;

pub use date::{DateAt, find_date};
pub use decode::{Decoded, MAX_BYTES, decode, decode_as};
pub use fold::{fold, fold_words};
pub(crate) use fold::{fold_unbroken, fold_unknown};
pub use folded::Folded;
pub use json::json_problem;
pub(crate) use numeral::groups_before;
pub use numeral::{chinese_numeral, is_numeral, numeral, numeral_prefix};
pub use ordinal::unnumbered;
pub(crate) use page::{Lines, is_page, is_running_head};
pub(crate) use replaced::{Beginnings, Key};
pub use script::{detect, of_other_script};
pub(crate) use shown::shown_json;
pub use shown::{Shown, shown};
pub(crate) use table::{Marked, first_of, lines};
