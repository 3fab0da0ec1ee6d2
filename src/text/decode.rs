//! Bytes to text: UTF-8 first, then what a byte order mark says, then what the bytes look like.

#![allow(clippy::result_large_err)] // a diagnostic is made once per document, and ends its reading

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
};

/// The longest input, in bytes: a decoded text stays below 4 GiB, which is what a span can hold.
pub const MAX_BYTES: usize = 1 << 30;
/// So many Chinese characters of three bytes do not come about by chance.
const FEWEST_CHINESE_CHARS: usize = 8;
/// The detector looks at no more than this.
const SAMPLE_BYTES: usize = 8192;

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding: `utf-8`, `gb18030`, `big5`, `utf-16le`, `utf-16be`.
    pub encoding: &'static str,
}

/// Decodes bytes; `input` names them in the diagnostic.
pub fn decode(input: &str, bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    if bytes.len() > MAX_BYTES {
        let zh = format!("文件有{}字节,最多{MAX_BYTES}字节", bytes.len());
        let en = format!("the file has {} bytes, at most {MAX_BYTES} can be read", bytes.len());
        return Err(Diagnostic::input(Code::TooLong, input, Phrase::new(zh, en)));
    }
    match bytes {
        [0xFF, 0xFE, rest @ ..] => converted(input, UTF_16LE, rest, "utf-16le"),
        [0xFE, 0xFF, rest @ ..] => converted(input, UTF_16BE, rest, "utf-16be"),
        _ => unmarked(input, bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
    }
}

/// Decodes bytes in a given encoding: a label such as `utf-8`, `gb18030`, `gbk`, `big5`, `utf-16le`.
pub fn decode_as(input: &str, bytes: &[u8], label: &str) -> Result<Decoded, Diagnostic> {
    let encoding = match Encoding::for_label(label.as_bytes()) {
        Some(e) if e == GBK || e == GB18030 => (GB18030, "gb18030"),
        Some(e) if e == BIG5 => (BIG5, "big5"),
        Some(e) if e == UTF_16LE => (UTF_16LE, "utf-16le"),
        Some(e) if e == UTF_16BE => (UTF_16BE, "utf-16be"),
        Some(e) if e == encoding_rs::UTF_8 => (e, "utf-8"),
        _ => {
            let phrase =
                Phrase::new(format!("不认识编码 {label}"), format!("`{label}` is no known encoding"));
            return Err(Diagnostic::input(Code::NotText, input, phrase).help(Phrase::new(
                "可用 utf-8、utf-16le、utf-16be、gb18030、big5",
                "use utf-8, utf-16le, utf-16be, gb18030 or big5",
            )));
        }
    };
    if bytes.len() > MAX_BYTES {
        return decode(input, bytes);
    }
    let marked = Encoding::for_bom(bytes).filter(|(e, _)| *e == encoding.0).map_or(0, |(_, length)| length);
    if encoding.0 != encoding_rs::UTF_8 && is_surely_utf8(bytes) {
        return Err(other_encoding(input, encoding.1, "utf-8"));
    }
    let made = converted(input, encoding.0, bytes.get(marked..).unwrap_or(bytes), encoding.1);
    made.map_err(|problem| match decode(input, bytes) {
        Ok(other) => other_encoding(input, encoding.1, other.encoding),
        Err(_) => problem,
    })
}

/// Whether bytes are UTF-8 with so many Chinese characters that they are nothing else by chance.
fn is_surely_utf8(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).nth(FEWEST_CHINESE_CHARS - 1).is_some()
}

/// A file that is not in the encoding that was named.
fn other_encoding(input: &str, named: &str, seen: &str) -> Diagnostic {
    let phrase = Phrase::new(
        format!("文件不是 {named} 编码，看来是 {seen}"),
        format!("the file is not in {named}: it looks like {seen}"),
    );
    Diagnostic::input(Code::NotText, input, phrase).help(Phrase::new(
        format!("去掉 --encoding，或写 --encoding {seen}"),
        format!("leave --encoding out, or give --encoding {seen}"),
    ))
}

fn unmarked(input: &str, bytes: &[u8]) -> Result<Decoded, Diagnostic> {
    if memchr::memchr(0, bytes).is_some() {
        return Err(not_text(input, "含有零字节", "it holds zero bytes"));
    }
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: "utf-8" });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess == BIG5 {
        converted(input, BIG5, bytes, "big5")
    } else if guess == GBK || guess == GB18030 {
        converted(input, GB18030, bytes, "gb18030")
    } else {
        // Short or damaged texts mislead the detector; a decoding without a single error is a better witness.
        let decoded =
            converted(input, GB18030, bytes, "gb18030").or_else(|_| converted(input, BIG5, bytes, "big5"));
        decoded.map_err(|problem| nearly(input, bytes).unwrap_or(problem))
    }
}

/// Where bytes that are UTF-8 but for a few begin not to be.
fn nearly(input: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let at = std::str::from_utf8(bytes).err()?.valid_up_to();
    let text = String::from_utf8_lossy(bytes);
    if !is_mostly_right(&text) {
        return None;
    }
    let line = 1 + bytes.iter().take(at).filter(|b| **b == b'\n').count();
    let zh = format!("第{line}行(偏移{at}字节处)不是UTF-8,其余多半是");
    let en = format!("line {line} is no UTF-8 at byte offset {at}, though the rest mostly is");
    Some(not_text(input, &zh, &en))
}

/// Whether what could not be decoded is less than one character of fifty.
fn is_mostly_right(text: &str) -> bool {
    text.chars().filter(|c| *c == '\u{FFFD}').count() * 50 <= text.chars().count()
}

fn converted(
    input: &str,
    encoding: &'static Encoding,
    bytes: &[u8],
    name: &'static str,
) -> Result<Decoded, Diagnostic> {
    let (text, errors) = encoding.decode_without_bom_handling(bytes);
    if errors && !is_mostly_right(&text) {
        return Err(not_text(input, "不是任何已知编码的文本", "it is text in no known encoding"));
    }
    if text.contains('\0') {
        return Err(not_text(input, "含有零字符", "it holds null characters"));
    }
    Ok(Decoded { text: text.into_owned(), encoding: name })
}

fn not_text(input: &str, zh: &str, en: &str) -> Diagnostic {
    let phrase = Phrase::new(format!("不是文本文件:{zh}"), format!("the file is not text: {en}"));
    Diagnostic::input(Code::NotText, input, phrase).help(Phrase::new(
        "请给出UTF-8、UTF-16、GB18030或Big5编码的文本;无字节顺序标记的UTF-16须指明,如--encoding utf-16le",
        "give a text in UTF-8, UTF-16, GB18030 or Big5; UTF-16 without a byte order mark must be named: --encoding utf-16le",
    ))
}
