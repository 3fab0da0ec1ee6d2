//! Elements of a page that are in its source and not seen on it: what was struck out, what is hidden, how to say a word.

use html5ever::tokenizer::{Tag, TagKind};

use super::html::is_block;

/// What was taken out of the text, and the small print above words that tells how they are said.
const STRUCK: [&str; 5] = ["del", "s", "strike", "rt", "rp"];
/// Elements that have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];
/// Elements that hold the whole page, which its programs hide until it is loaded.
const WHOLE: [&str; 2] = ["html", "body"];
/// Deeper elements are not told apart.
const MOST_LEVELS: usize = 400;

/// The elements that are open and not seen, from the outside in.
#[derive(Debug, Default)]
pub(super) struct Unseen(Vec<String>);

impl Unseen {
    /// Whether what is met now is not seen.
    pub(super) fn is_open(&self) -> bool {
        !self.0.is_empty()
    }

    /// Takes an element that is not seen or stands inside of one, or ends one; `false` for one that is seen.
    pub(super) fn takes(&mut self, tag: &Tag) -> bool {
        let (name, open) = (&*tag.name, tag.kind == TagKind::StartTag);
        while self.0.last().is_some_and(|last| ends(last, name, open)) {
            self.0.pop();
        }
        if open {
            let inside = self.is_open();
            if (inside || is_unseen(tag)) && !VOID.contains(&name) && self.0.len() < MOST_LEVELS {
                self.0.push(name.to_owned());
            }
            return inside || is_unseen(tag);
        }
        let Some(at) = self.0.iter().rposition(|n| n == name) else { return self.is_open() };
        self.0.truncate(at);
        true
    }
}

/// Whether an element ends one whose end need not be written.
fn ends(last: &str, name: &str, open: bool) -> bool {
    match last {
        "p" => is_block(name) && (name != "p" || open),
        "rt" | "rp" => name == "ruby" && !open || matches!(name, "rt" | "rp" | "rb") && open,
        "li" => name == "li" && open || matches!(name, "ul" | "ol") && !open,
        "dt" | "dd" => matches!(name, "dt" | "dd") && open || name == "dl" && !open,
        "td" | "th" => matches!(name, "td" | "th" | "tr") && open || matches!(name, "tr" | "table") && !open,
        "tr" => name == "tr" && open || name == "table" && !open,
        _ => false,
    }
}

fn is_unseen(tag: &Tag) -> bool {
    let hides = |name: &str, value: &str| match name {
        "hidden" => true,
        "style" => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    };
    !WHOLE.contains(&&*tag.name)
        && (STRUCK.contains(&&*tag.name) || tag.attrs.iter().any(|a| hides(&a.name.local, &a.value)))
}
