//! Policy text → tree: what right files mean, and what is said of wrong ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, path::Path};

use guiju::{
    source::FileId,
    syntax::{
        ast::{BinaryOp, Expr, ExprKind, Item, Part, PolicyFile, Statement},
        parse,
    },
};

fn cases(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |p: &Path| p.file_name().unwrap().to_str().unwrap().to_owned();
    files.iter().map(|p| (name(p), fs::read_to_string(p).unwrap())).collect()
}

/// The tree in words, without places.
fn tree(text: &str) -> String {
    let parse = parse(FileId(0), text);
    assert_eq!(parse.errors, [], "{text}");
    shape(&parse.tree)
}

fn shape(tree: &PolicyFile) -> String {
    let spans = regex::Regex::new(r"(, )?span: Span \{ start: \d+, end: \d+ \}").unwrap();
    spans.replace_all(&format!("{:#?}", tree.items).replace("\n", " "), "").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn right_files_have_no_errors() {
    for (name, text) in cases("syntax") {
        let parse = parse(FileId(0), &text);
        assert_eq!(parse.errors, [], "{name}");
    }
}
