//! Policy text → the same policy, laid out in one way, in either language.
//!
//! The printer walks what the grammar read, word by word, so that nothing can be lost: words are spelled in the language
//! asked for, texts are written as they are, comments stay between the words where they stood.

mod comments;
mod doc;
mod exprs;
mod items;
mod statements;
mod table;
mod templates;
mod words;

use std::collections::BTreeMap;

use pest::{Parser as _, iterators::Pair};

use self::{
    comments::Comment,
    doc::{Doc, Stands},
};
use super::{
    grammar::{Grammar, Rule},
    lex, outline,
};
use crate::{phrase::Lang, source::Span};

/// How a file is written.
pub struct Style<'a> {
    /// The language of keywords; `None` leaves each as it is.
    pub lang: Option<Lang>,
    /// How a name of the language (a field, a type, a value of an enumeration) at a place is spelled in that language;
    /// `None` for what its author named.
    pub spelling: &'a dyn Fn(Span) -> Option<&'static str>,
}

/// Lays out a policy file; `None` for one that cannot be read.
pub fn print(text: &str, style: &Style<'_>) -> Option<String> {
    let tokens = lex::lex(text, lex::Quotes::AsWritten);
    if !outline::nesting(&tokens, text).is_empty() {
        return None;
    }
    let file = Grammar::parse(Rule::file, text).ok()?.next()?;
    let comments = comments::of(text, &file);
    let mut printer =
        Printer { text, style, comments, next: 0, ends_in_comment: false, bracketed: BTreeMap::new() };
    Some(doc::render(&printer.file(file)))
}

/// An expression of a file on one line without comments, its words spelled as asked for and nothing else changed; as it is
/// written where it cannot be read.
pub fn expression(text: &str, at: Span, style: &Style<'_>) -> String {
    let read = |words| Grammar::parse(Rule::interpolation, words).ok().and_then(|mut pairs| pairs.next());
    let mut written = at.slice(text).to_owned();
    let may_have_comments = written.contains("--");
    let commented = may_have_comments.then(|| read(at.slice(text))).flatten();
    // On one line, what stands behind a comment would be part of it.
    for comment in commented.map(|value| comments::of(at.slice(text), &value)).unwrap_or_default() {
        let place = comment.place();
        written.replace_range(place.clone(), &" ".repeat(place.len()));
    }
    let printer = Printer {
        text,
        style,
        comments: Vec::new(),
        next: 0,
        ends_in_comment: false,
        bracketed: BTreeMap::new(),
    };
    let said = read(&written)
        .map_or_else(|| written.clone(), |value| printer.respelled(&written, at.start as usize, &value));
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Makes the pieces of one file, in the order of its words.
struct Printer<'a> {
    text: &'a str,
    style: &'a Style<'a>,
    comments: Vec<Comment<'a>>,
    /// The first comment that has not been written.
    next: usize,
    /// Whether a comment was the last thing written: what is written as one word may have held several.
    ends_in_comment: bool,
    /// Where a bare name in brackets begins, and the brackets around it: its meaning is told of these.
    bracketed: BTreeMap<usize, Span>,
}

impl Printer<'_> {
    /// A word or sign, and the comments before it.
    fn leaf(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let word = Doc::text(self.word(pair));
        self.after_comments(pair.as_span().start(), word)
    }

    /// The comments before a place, and then what stands there.
    fn after_comments(&mut self, start: usize, doc: Doc) -> Doc {
        let mut docs = self.comments_before(start);
        self.ends_in_comment = false;
        if docs.is_empty() {
            return doc;
        }
        docs.push(doc);
        Doc::All(docs)
    }

    fn comments_before(&mut self, start: usize) -> Vec<Doc> {
        let mut docs = Vec::new();
        while let Some(comment) = self.comment_before(start) {
            docs.push(comment.doc());
        }
        docs
    }

    fn comment_before(&mut self, start: usize) -> Option<Comment<'_>> {
        let mut comment = *self.comments.get(self.next).filter(|c| c.start < start)?;
        self.next += 1;
        if std::mem::replace(&mut self.ends_in_comment, true) {
            comment.stands = Stands::Alone;
        }
        Some(comment)
    }

    /// The break before something that begins a line of its own, with the comments before it. One empty line is kept, and
    /// made where one is asked for.
    fn separate(&mut self, start: usize, before: Before) -> Vec<Doc> {
        let (mut docs, mut pieces) = (Vec::new(), Vec::new());
        while let Some(comment) = self.comment_before(start) {
            match comment.stands {
                Stands::After => docs.push(comment.doc()),
                Stands::Alone => pieces.push((comment.blank, Some(comment.doc()))),
            }
        }
        pieces.push((comments::blank_before(self.text, start), None));
        let last = pieces.len() - 1;
        if before == Before::Blank && pieces.iter().all(|(blank, _)| !blank) {
            pieces[0].0 = true;
        }
        if before == Before::First {
            pieces[0].0 = false;
        }
        if before == Before::Close {
            pieces[last].0 = false;
        }
        for (blank, comment) in pieces {
            docs.push(if blank { Doc::Blank } else { Doc::Hard });
            docs.extend(comment);
        }
        docs
    }

    /// What stands between braces, each on lines of its own; the braces are the first and the last of the pairs.
    fn block(
        &mut self,
        open: &Pair<'_, Rule>,
        inside: &[Pair<'_, Rule>],
        close: &Pair<'_, Rule>,
    ) -> Vec<Doc> {
        let open = self.leaf(open);
        self.body(open, inside, close)
    }

    /// An opening brace, what stands on the lines after it, and the closing brace.
    fn close(&mut self, open: Doc, mut body: Vec<Doc>, close: &Pair<'_, Rule>) -> Vec<Doc> {
        let empty = body.is_empty();
        let before = if empty { Before::First } else { Before::Close };
        let mut end = self.separate(close.as_span().start(), before);
        end.pop();
        if empty && end.is_empty() {
            return vec![open, self.leaf(close)];
        }
        body.extend(end);
        vec![open, Doc::Nest(2, body), Doc::Hard, self.leaf(close)]
    }
}

/// What stands before something on a line of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    /// The beginning of a block: no empty line.
    First,
    /// Something else: an empty line where there is one.
    Next,
    /// Something else: an empty line.
    Blank,
    /// What follows is the end of a block: no empty line.
    Close,
}

/// The pieces with something between each two.
fn joined(docs: Vec<Doc>, between: &Doc) -> Vec<Doc> {
    let mut all = Vec::with_capacity(docs.len() * 2);
    for doc in docs {
        if !all.is_empty() {
            all.push(between.clone());
        }
        all.push(doc);
    }
    all
}
