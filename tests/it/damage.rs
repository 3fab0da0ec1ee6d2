//! The shipped policies, damaged: nothing panics, and the first thing said is near the damage.
//!
//! Each variant truncates a file at a token, or drops, doubles or swaps one. The variants are chosen by a fixed sequence,
//! so that a failure comes back. The distance of a diagnostic from the damage is counted in statements: lines on which a
//! statement, an item, a row or a line of a vocabulary begins.

use guiju::{
    compile,
    diagnostic::{Code, Diagnostic},
    source::Files,
};

/// Variants of each shipped file and each kind of damage: two, which make some five hundred;
/// `GUIJU_VARIANTS=40 cargo test --release --test it damage` tries twenty times as many.
fn variants_of_each() -> usize {
    std::env::var("GUIJU_VARIANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(2)
}

/// Numbers that look random and are always the same.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("33 bits") % n
    }
}

/// The words, texts and signs of a policy file; comments and blanks are left out.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let token = regex::Regex::new(
        r#"(?m)--.*$|"(?:\\.|[^"])*"|“[^”]*”|\d[\d-]*%?|[\p{L}_][\p{L}\p{N}_-]*|=>|->|==|!=|<=|>=|\.\.|\S"#,
    );
    let token = token.expect("a pattern");
    let all = token.find_iter(text).filter(|m| !m.as_str().starts_with("--"));
    all.map(|m| (m.start(), m.end())).collect()
}

#[derive(Clone, Copy, Debug)]
enum Damage {
    Truncated,
    Dropped,
    Doubled,
    Swapped,
}

/// The text with its damage, and where that is.
fn damaged(text: &str, tokens: &[(usize, usize)], i: usize, damage: Damage) -> (String, usize) {
    let (start, end) = tokens[i];
    let (before, token, after) = (&text[..start], &text[start..end], &text[end..]);
    match damage {
        Damage::Truncated => (before.to_owned(), start),
        Damage::Dropped => (format!("{before}{after}"), start),
        Damage::Doubled => (format!("{before}{token} {token}{after}"), end + 1),
        Damage::Swapped => {
            let Some(&(next, next_end)) = tokens.get(i + 1) else { return (before.to_owned(), start) };
            let (between, other) = (&text[end..next], &text[next..next_end]);
            (format!("{before}{other}{between}{token}{}", &text[next_end..]), start)
        }
    }
}

/// The number of the statement that a place stands in.
fn statement(text: &str, at: usize) -> usize {
    let begins = regex::Regex::new(
        r"(?m)^[ \t]*(?:language|table|vocabulary|verbs|param|define|policy|title|statement|severity|basis|applies|in force|let|for|require|example|phrases|weak|except|parent|\w+[ \t]+\d*\.\.)",
    );
    let begins = begins.expect("a pattern");
    begins.find_iter(text).filter(|m| m.end() <= at.max(1) || m.start() <= at).count()
}

/// The problems of a damaged file beside the other shipped ones.
fn problems(name: &str, text: &str) -> (Vec<Diagnostic>, guiju::source::FileId) {
    let mut files = Files::default();
    let id = files.add(name, text);
    for (other, text) in guiju::shipped().iter().filter(|(other, _)| *other != name) {
        files.add(*other, *text);
    }
    (compile(&files).err().unwrap_or_default(), id)
}

#[test]
fn the_first_problem_is_near_the_damage() {
    let mut sequence = Sequence(2019);
    let (mut variants, mut broken, mut far) = (0, 0, Vec::new());
    for (name, text) in guiju::shipped() {
        let tokens = tokens(text);
        for damage in [Damage::Truncated, Damage::Dropped, Damage::Doubled, Damage::Swapped] {
            for _ in 0..variants_of_each() {
                let i = sequence.below(tokens.len());
                let (wrong, at) = damaged(text, &tokens, i, damage);
                let (found, id) = problems(name, &wrong);
                variants += 1;
                let Some(first) = found.iter().find(|d| d.is_error()) else { continue };
                broken += 1;
                let label = &first.labels[0];
                let token = &text[tokens[i].0..tokens[i].1];
                let context = || {
                    let said = label.span.slice(&wrong).to_owned();
                    format!(
                        "{name}: {damage:?} `{token}` at {at}: `{said}` {}: {}",
                        first.code, first.message.en
                    )
                };
                if label.file != id && first.code == Code::UnknownName {
                    continue; // the file is right by itself, but the others miss what was cut off
                }
                if label.file != id {
                    far.push(format!("elsewhere: {}", context()));
                    continue;
                }
                let (there, here) = (label.span.start as usize, statement(&wrong, at));
                let distance = statement(&wrong, there).abs_diff(here);
                if distance > 1 {
                    far.push(format!("{distance} statements: {}", context()));
                }
            }
        }
    }
    assert!(variants >= 50 && broken * 2 > variants, "{broken} of {variants} variants do not compile");
    assert!(far.is_empty(), "{} of {broken}\n{}", far.len(), far.join("\n"));
}
