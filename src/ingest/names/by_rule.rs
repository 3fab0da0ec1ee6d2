//! Words by which a regulation leaves a body to other rules: 按有关规定设置.

use crate::ingest::ctx::begins;

/// By what bodies are set up that no regulation settles.
pub(in crate::ingest) const RULES: [&str; 21] = [
    "按照党章规定",
    "按党章规定",
    "按照党章",
    "按党章",
    "按照有关规定",
    "按照有关规定和章程",
    "按有关规定",
    "按有关规定和章程",
    "按有关章程",
    "按照有关章程",
    "按照规定",
    "按规定",
    "按照章程",
    "按章程",
    "按其章程",
    "按照各自章程",
    "按各自章程",
    "根据有关规定",
    "依照有关规定",
    "依照章程",
    "按照《",
];
/// How they are set up.
const SET_UP: [&str; 8] = ["设置", "设定", "设立", "派驻", "配备", "建立", "组建", "成立"];
/// What else is done with them.
const OTHERWISE: [&str; 3] = ["执行", "开展工作", "管理"];

/// What is done with them, in the order in which it is looked for.
pub(in crate::ingest) fn done() -> impl Iterator<Item = &'static str> {
    SET_UP.into_iter().chain(OTHERWISE)
}

/// A text without the rule that it begins with.
pub(in crate::ingest) fn behind(text: &str) -> Option<&str> {
    begins(text, &["按", "根", "依"]).then_some(())?;
    RULES.iter().filter_map(|r| text.strip_prefix(r)).min_by_key(|r| r.len())
}

/// The bytes of such words that a text begins with, with the comma behind them: 按有关规定设置,负责….
pub(in crate::ingest) fn clause(text: &str) -> Option<usize> {
    let how = behind(text)?;
    let rest = SET_UP.iter().find_map(|d| how.strip_prefix(d))?.strip_prefix(',')?;
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_that_leaves_a_body_to_other_rules() {
        for (text, rest) in [
            ("按有关规定设置,负责党群工作。", Some("负责党群工作。")),
            ("按照有关规定和章程设立,承担党建工作。", Some("承担党建工作。")),
            ("按有关规定设置。", None),
            ("按有关规定管理,负责工会经费。", None),
            ("负责按有关规定设置。", None),
        ] {
            assert_eq!(clause(text).and_then(|n| text.get(n..)), rest, "{text}");
        }
    }
}
