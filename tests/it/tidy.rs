//! House rules that no other tool keeps: sizes, first lines, blanks, and that README's commands exist.

use std::{fs, path::Path};

use crate::{
    project::Project,
    rust_text::{Token, files, tokens},
};

/// Lines of a file.
const FILE: usize = 800;

/// Lines of a function, from its first brace to its last.
const FUNCTION: usize = 80;

/// Functions that are longer, as `path: name`, each with the reason beside it. There is none.
const LONG_FUNCTIONS: &[&str] = &[];

#[test]
fn files_and_functions_are_short() {
    let mut problems = Vec::new();
    for (path, text) in files("src") {
        if text.lines().count() > FILE {
            problems.push(format!("{path} has more than {FILE} lines"));
        }
        let long = functions(&text).into_iter().filter(|(_, lines)| *lines > FUNCTION);
        let named = long.map(|(name, lines)| (format!("{path}: {name}"), lines));
        for (name, lines) in named.filter(|(name, _)| !LONG_FUNCTIONS.contains(&name.as_str())) {
            problems.push(format!("{name} has {lines} lines, more than {FUNCTION}"));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn files_begin_with_what_they_are_and_hold_no_stray_blanks() {
    let all = ["src", "tests", "benches"].into_iter().flat_map(files);
    let problems: Vec<String> = all.flat_map(|(path, text)| untidy(&path, &text)).collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn the_commands_of_the_readme_exist() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("a README");
    let commands = commands(&readme);
    assert!(commands.len() >= 5, "README shows {} commands", commands.len());
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().collect();
        let help = Project::new().run(&[words[0], "--help"]);
        assert_eq!(help.status, 0, "README: `guiju {command}` is no command");
        for option in words.iter().filter(|w| w.starts_with("--")) {
            let option = option.split('=').next().unwrap_or(option);
            assert!(help.stdout.contains(option), "README: `guiju {command}` has no option {option}");
        }
    }
}

/// What a file does wrong in its form.
fn untidy(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if !text.starts_with("//! ") {
        problems.push(format!("{path} does not begin with `//!`"));
    }
    for (i, line) in text.split_terminator('\n').enumerate() {
        if line.contains('\t') || line.ends_with([' ', '\r']) {
            problems.push(format!("{path}:{}: a tab, or a blank at the end", i + 1));
        }
    }
    if !text.ends_with('\n') || text.ends_with("\n\n") {
        problems.push(format!("{path} does not end with one line end"));
    }
    problems
}

/// The functions of a source with the lines of their bodies.
fn functions(source: &str) -> Vec<(String, usize)> {
    let tokens = tokens(source);
    let named = |i: &usize| tokens[*i].text == "fn" && tokens.get(i + 1).is_some_and(|t| t.text != "(");
    (0..tokens.len())
        .filter(named)
        .filter_map(|i| Some((tokens[i + 1].text.clone(), body(&tokens[i..])?)))
        .collect()
}

/// The lines of the body of the function that begins here; `None` for one without a body.
fn body(tokens: &[Token]) -> Option<usize> {
    let mut nested = 0;
    let mut first = None;
    for token in tokens {
        match token.text.as_str() {
            "(" | "[" => nested += 1,
            ")" | "]" => nested -= 1,
            "{" => {
                first.get_or_insert(token.line);
                nested += 1;
            }
            "}" => {
                nested -= 1;
                if nested == 0 {
                    return Some(token.line - first? + 1);
                }
            }
            ";" if nested == 0 => return None,
            _ => {}
        }
    }
    None
}

/// The commands of the program in the code blocks of a page, without the program's name.
fn commands(page: &str) -> Vec<String> {
    let mut inside = false;
    let mut commands = Vec::new();
    for line in page.lines() {
        if line.starts_with("```") {
            inside = !inside;
        }
        let line = line.trim_start_matches("$ ").split('#').next().unwrap_or_default();
        let command = ["guiju ", "cargo run --release -- "].iter().find_map(|start| line.strip_prefix(start));
        commands.extend(command.filter(|c| inside && !c.starts_with('-')).map(str::to_owned));
    }
    commands
}

mod the_checker {
    use super::*;

    #[test]
    fn counts_the_lines_of_functions() {
        let source = "fn a() { 1 }\nfn b(x: [u8; 2]) -> u8 {\n  if x {\n  \"}\"\n  } // }\n}\ntrait T { fn c(&self); }\ntype F = fn(u8);";
        assert_eq!(functions(source), [("a".to_owned(), 1), ("b".to_owned(), 5)]);
        let long = format!("fn d() {{{}}}", "\n".repeat(FUNCTION));
        assert_eq!(functions(&long), [("d".to_owned(), FUNCTION + 1)]);
    }

    #[test]
    fn sees_what_is_untidy() {
        assert!(untidy("a.rs", "//! A.\n\nfn a() {}\n").is_empty());
        for wrong in ["fn a() {}\n", "//! A.\n\tb\n", "//! A. \n", "//! A.\r\n", "//! A.", "//! A.\n\n"] {
            assert_eq!(untidy("a.rs", wrong).len(), 1, "{wrong:?}");
        }
    }

    #[test]
    fn reads_the_commands_of_a_page() {
        let page = "guiju no\n```\n$ guiju list --format json  # all\ncargo run --release -- check examples/\nguiju --help\n```\n";
        assert_eq!(commands(page), ["list --format json  ", "check examples/"]);
    }
}
