//! Rust source as words: comments, texts and characters taken out, lines kept. Just enough for the house rules.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A word or sign of a source file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The word, or one sign; `::` is one sign.
    pub(crate) text: String,
    /// The line, from 1.
    pub(crate) line: usize,
}

/// The words and signs of a source, without comments, texts and character literals.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let end = literal_or_comment(&chars, i).unwrap_or(i);
        if end > i {
            line += chars[i..end].iter().filter(|c| **c == '\n').count();
            i = end;
            continue;
        }
        let c = chars[i];
        let start = i;
        i += 1;
        if c.is_alphanumeric() || c == '_' {
            while chars.get(i).is_some_and(|c| c.is_alphanumeric() || *c == '_') {
                i += 1;
            }
        } else if c == ':' && chars.get(i) == Some(&':') {
            i += 1;
        }
        if c == '\n' {
            line += 1;
        }
        if !c.is_whitespace() {
            tokens.push(Token { text: chars[start..i].iter().collect(), line });
        }
    }
    tokens
}

/// The end of the comment, text or character that begins at `i`.
fn literal_or_comment(chars: &[char], i: usize) -> Option<usize> {
    let at = |n: usize| chars.get(i + n).copied();
    let before = i.checked_sub(1).map(|b| chars[b]);
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    match (at(0)?, at(1)) {
        ('/', Some('/')) => Some(chars[i..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| i + n)),
        ('/', Some('*')) => Some(end_of_block_comment(chars, i)),
        ('"', _) => Some(end_of_text(chars, i + 1)),
        ('b', Some('"')) if !in_word => Some(end_of_text(chars, i + 2)),
        ('r', Some('"' | '#')) if !in_word => end_of_raw_text(chars, i + 1),
        ('b', Some('r')) if !in_word && matches!(at(2), Some('"' | '#')) => end_of_raw_text(chars, i + 2),
        ('\'', Some('\\')) => {
            Some(chars[i + 3..].iter().position(|c| *c == '\'').map_or(chars.len(), |n| i + 4 + n))
        }
        ('\'', Some(_)) if at(2) == Some('\'') => Some(i + 3),
        _ => None,
    }
}

fn end_of_block_comment(chars: &[char], start: usize) -> usize {
    let (mut i, mut depth) = (start, 0);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                i += 1;
                continue;
            }
        }
        i += 2;
        if depth == 0 {
            return i;
        }
    }
    i
}

fn end_of_text(chars: &[char], mut i: usize) -> usize {
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

fn end_of_raw_text(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start..].iter().take_while(|c| **c == '#').count();
    if chars.get(start + hashes) != Some(&'"') {
        return None;
    }
    let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = start + hashes + 1;
    let end = chars[body..].windows(close.len()).position(|w| w == close);
    Some(end.map_or(chars.len(), |n| body + n + close.len()))
}

/// All Rust files below a folder of the repository, with their paths relative to it, in order.
pub(crate) fn files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join(folder), &mut paths);
    paths.sort();
    let name = |p: &Path| p.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
    paths.iter().map(|p| (name(p), fs::read_to_string(p).expect("a source file"))).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "rs") {
            paths.push(path);
        }
    }
}

#[test]
fn only_code_is_left() {
    let source = "a /* b /* c */ d */ e // f\n\"g \\\" h\" r#\"i \" j\"# 'k' '\\'' b\"l\" '\\n' for<'m> n::o r\"p\" br\"q\"\ns";
    let words: Vec<String> = tokens(source).into_iter().map(|t| t.text).collect();
    assert_eq!(words, ["a", "e", "for", "<", "'", "m", ">", "n", "::", "o", "s"]);
    assert_eq!(tokens(source).last().map(|t| t.line), Some(3));
}
