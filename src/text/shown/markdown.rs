//! Markdown: signs of headings and emphasis are left out, lines stay where they are.

use super::Shown;
use crate::{source::Span, text::Decoded};

/// The text without the signs; tables stay as they are written.
pub(super) fn read(decoded: &Decoded) -> Shown {
    let mut out = Shown { encoding: decoded.encoding.to_owned(), ..Shown::default() };
    let mut fenced = false;
    for (number, line) in decoded.text.split_inclusive('\n').enumerate() {
        let start = out.text.len();
        let body = line.trim_start();
        if body.starts_with("```") {
            fenced = !fenced;
            out.text.push('\n');
            continue;
        }
        out.text.push_str(&if fenced { line.to_owned() } else { plain(line) });
        let span = Span::of(start..out.text.trim_end().len().max(start));
        if !span.is_empty() {
            out.origins.push((span, format!("line {}", number + 1)));
        }
    }
    out
}

fn plain(line: &str) -> String {
    let body = line.trim_start();
    let heading = body.trim_start_matches('#');
    let hashes = body.len() - heading.len();
    let quote = body.strip_prefix("> ");
    let bullet = ["- ", "* ", "+ "].iter().find_map(|b| body.strip_prefix(b));
    let rest = match () {
        () if (1..=6).contains(&hashes) && heading.starts_with(' ') => {
            heading.trim_start().trim_end().trim_end_matches('#').trim_end().to_owned() + end(line)
        }
        () if quote.is_some() || bullet.is_some() => quote.or(bullet).unwrap_or(body).to_owned(),
        () => line.to_owned(),
    };
    let mut out = String::with_capacity(rest.len());
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('*', Some('*')) | ('_', Some('_')) => {
                chars.next();
            }
            ('\\', Some(next)) if next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
    }
    out
}

fn end(line: &str) -> &str {
    if line.ends_with('\n') { "\n" } else { "" }
}
