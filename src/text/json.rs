//! What is wrong with JSON, in words for those who wrote it.

use serde_json::{Error, error::Category};

use crate::phrase::Phrase;

/// Why a text is not the JSON that it should be, and where. Its lines count from `first`; `None` for a line whose number is
/// told beside it.
///
/// ```
/// use guiju::text::json_problem;
/// let error = serde_json::from_str::<bool>("no").unwrap_err();
/// assert_eq!(json_problem(&error, Some(7)).en, "no JSON from line 7, column 2 on");
/// let error = serde_json::from_str::<bool>("tru").unwrap_err();
/// assert_eq!(json_problem(&error, None).en, "the JSON is not complete: it ends in column 3");
/// ```
pub fn json_problem(error: &Error, first: Option<usize>) -> Phrase {
    let column = error.column();
    let (zh, en) = match first.map(|first| error.line().saturating_sub(1) + first) {
        // What was read from a value has no place.
        _ if error.line() == 0 => (String::new(), String::new()),
        None => (format!("第 {column} 列"), format!("column {column}")),
        Some(line) => (format!("第 {line} 行第 {column} 列"), format!("line {line}, column {column}")),
    };
    match error.classify() {
        Category::Eof => Phrase::new(
            format!("JSON 不完整，到{zh}就结束了"),
            format!("the JSON is not complete: it ends in {en}"),
        ),
        Category::Data => data(&error.to_string(), &zh, &en),
        _ if error.to_string().starts_with("recursion") => {
            Phrase::new(format!("JSON 嵌套过深，见{zh}"), format!("the JSON is nested too deeply, see {en}"))
        }
        Category::Syntax | Category::Io => {
            Phrase::new(format!("从{zh}起不是 JSON"), format!("no JSON from {en} on"))
        }
    }
}

/// JSON of another shape than is wanted.
fn data(said: &str, zh: &str, en: &str) -> Phrase {
    let place = |words: String| if zh.is_empty() { String::new() } else { words };
    let (of_zh, of_en) = (place(format!("（{zh}）")), place(format!(" ({en})")));
    let name = said.split('`').nth(1).unwrap_or_default();
    let told = |zh: String, en: String| Phrase::new(zh + &of_zh, en + &of_en);
    match said {
        _ if said.starts_with("missing field") => {
            told(format!("缺少 `{name}`"), format!("`{name}` is missing"))
        }
        _ if said.starts_with("duplicate field") => {
            told(format!("`{name}` 出现两次"), format!("`{name}` stands twice"))
        }
        _ if said.starts_with("unknown field") => {
            told(format!("没有 `{name}` 这一项"), format!("there is no `{name}`"))
        }
        _ if said.starts_with("invalid type") || said.starts_with("invalid length") => {
            told("此处应是另一种值".to_owned(), "another kind of value is wanted here".to_owned())
        }
        _ => told("此处的值无法使用".to_owned(), "the value here cannot be used".to_owned()),
    }
}
