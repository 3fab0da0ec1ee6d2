//! JSON in lines of its own, as `to_string_pretty` lays it out, made of JSON in one line.

/// Adds a value that was written in one line, without any blanks, laid out in lines; `level` values are open around it.
pub(super) fn lay_out(json: &[u8], mut level: usize, out: &mut Vec<u8>) {
    let mut rest = json;
    while let Some((sign, behind)) = rest.split_first() {
        rest = behind;
        match sign {
            b'{' | b'[' => {
                out.push(*sign);
                // What is empty stays in its line.
                if let Some((close @ (b'}' | b']'), behind)) = rest.split_first() {
                    out.push(*close);
                    rest = behind;
                } else {
                    level += 1;
                    line(out, level);
                }
            }
            b'}' | b']' => {
                level = level.saturating_sub(1);
                line(out, level);
                out.push(*sign);
            }
            b',' => {
                out.push(b',');
                line(out, level);
            }
            b':' => out.extend_from_slice(b": "),
            b'"' => {
                let (text, behind) = rest.split_at(length(rest));
                out.push(b'"');
                out.extend_from_slice(text);
                rest = behind;
            }
            _ => out.push(*sign),
        }
    }
}

/// The length of a text whose first quotation mark was read, with its last one.
fn length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(sign) = memchr::memchr2(b'"', b'\\', text.get(at..).unwrap_or_default()) {
        at += sign + 1;
        if text[at - 1] == b'"' {
            return at;
        }
        // Whatever stands behind a backslash is no end.
        at += 1;
    }
    text.len()
}

fn line(out: &mut Vec<u8>, level: usize) {
    out.push(b'\n');
    out.resize(out.len() + 2 * level, b' ');
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::lay_out;

    #[test]
    fn lines_are_those_of_serde_json() {
        let value = json!({
            "empty": [[], {}, ""],
            "numbers": [0, -1.5, true, null],
            "signs": {"a\"b\\": "{[,:]}\\\"", "\\": "\u{1}\n文"},
            "nested": [[{"a": [{"b": {}}]}]],
        });
        let samples = [value, json!([]), json!({}), json!("\\"), json!(1), json!([[1]])];
        for value in samples {
            let wrapped = |inner: &Value| json!({ "x": [inner] });
            let mut out = Vec::from("{\n  \"x\": [\n    ");
            lay_out(value.to_string().as_bytes(), 2, &mut out);
            out.extend_from_slice(b"\n  ]\n}");
            assert_eq!(
                String::from_utf8(out).unwrap(),
                serde_json::to_string_pretty(&wrapped(&value)).unwrap()
            );
        }
    }
}
