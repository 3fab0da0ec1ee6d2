//! The JSON of a structure, field by field: quick where it is as plain as most, and nothing where it is not.
//!
//! It accepts no more than JSON with records of known fields, each once; what is refused may be right all the same, and is
//! looked at more closely by whoever asked.

#![allow(clippy::option_option)] // the outer one tells whether it could be read, the inner one whether it is `null`

use std::borrow::Cow;

/// Words as they stand in the JSON.
pub(super) type Str<'a> = Option<Cow<'a, str>>;

/// A record of known fields.
pub(super) trait Record<'a>: Default {
    /// The fields that must be there, by the bits of their numbers.
    const NEEDS: u32 = 0;

    /// Reads the value of a field; the number of the field, below 32, or `None` where there is none of that name.
    fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32>;
}

/// Gives a field its value; the number of the field.
pub(super) fn set<T>(field: &mut T, value: T, number: u32) -> u32 {
    *field = value;
    number
}

/// JSON that is being read. Every way of reading gives `None` where the JSON is not as plain as that.
pub(super) struct Fields<'a> {
    json: &'a str,
    at: usize,
    /// Whether there are control characters, which may stand between values, but not in words.
    controls: bool,
}

/// The whole of a JSON text as one record.
pub(super) fn read<'a, R: Record<'a>>(json: &'a str) -> Option<R> {
    let controls = has_controls(json);
    let mut fields = Fields { json, at: 0, controls };
    let record = fields.record()?;
    fields.peek().is_none().then_some(record).filter(|_| fields.at == json.len())
}

/// Where the first quotation mark or backslash is among eight bytes, the first of them the lowest.
#[inline]
fn sign_in(eight: u64) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    // The lowest byte that is zero has its highest bit set.
    let zeros = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes & ONES << 7;
    let found = zeros(eight ^ (ONES * u64::from(b'"'))) | zeros(eight ^ (ONES * u64::from(b'\\')));
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

fn has_controls(text: &str) -> bool {
    text.bytes().fold(u8::MAX, u8::min) < b' '
}

impl<'a> Fields<'a> {
    /// The next byte that is no blank.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.json.as_bytes().get(self.at)?;
            if byte > b' ' {
                return Some(byte);
            }
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return None;
            }
            self.at += 1;
        }
    }

    #[inline]
    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Whether another element follows, where a list or a record ends with `end`.
    #[inline]
    fn goes_on(&mut self, end: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        if byte == b',' { Some(true) } else { (byte == end).then_some(false) }
    }

    /// A word of the JSON itself.
    fn word(&mut self, word: &str) -> Option<()> {
        self.peek()?;
        self.json.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn or_null<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.peek()? == b'n' { self.word("null").map(|()| None) } else { read(self).map(Some) }
    }

    /// Words.
    pub(super) fn words(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let rest = self.json.get(self.at..)?;
        let end = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        let words = rest.get(..end)?;
        if rest.as_bytes().get(end) == Some(&b'\\') {
            return self.escaped();
        }
        self.at += end + 1;
        (!self.controls || !has_controls(words)).then_some(Cow::Borrowed(words))
    }

    /// The name of a field: a few letters, mostly.
    #[inline]
    fn name(&mut self) -> Option<Cow<'a, str>> {
        self.take(b'"')?;
        let rest = self.json.as_bytes().get(self.at..)?;
        let near = rest.first_chunk::<8>().and_then(|eight| sign_in(u64::from_le_bytes(*eight)));
        let end = near.or_else(|| memchr::memchr2(b'"', b'\\', rest))?;
        if rest.get(end) == Some(&b'\\') {
            return self.escaped();
        }
        let name = self.json.get(self.at..self.at + end)?;
        self.at += end + 1;
        (!self.controls || !has_controls(name)).then_some(Cow::Borrowed(name))
    }

    /// Words in which some characters are written in another way.
    #[cold]
    fn escaped(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at - 1;
        loop {
            let rest = self.json.as_bytes().get(self.at..)?;
            let sign = memchr::memchr2(b'"', b'\\', rest)?;
            if rest.get(sign) == Some(&b'"') {
                self.at += sign + 1;
                return serde_json::from_str(self.json.get(start..self.at)?).ok().map(Cow::Owned);
            }
            self.at += sign + 2;
        }
    }

    /// Words, or nothing.
    pub(super) fn maybe_words(&mut self) -> Option<Str<'a>> {
        self.or_null(Self::words)
    }

    /// A whole number.
    pub(super) fn number<N: TryFrom<i64>>(&mut self) -> Option<N> {
        let negative = self.peek()? == b'-';
        let digits = self.json.as_bytes().get(self.at + usize::from(negative)..)?;
        let length = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        let digits = digits.get(..length)?;
        // Zero has no sign, and no number begins with it.
        if digits.is_empty() || digits.first() == Some(&b'0') && (length > 1 || negative) {
            return None;
        }
        let add = |n: i64, b: &u8| n.checked_mul(10)?.checked_add(i64::from(b - b'0'));
        let number = digits.iter().try_fold(0, add)?;
        self.at += length + usize::from(negative);
        N::try_from(if negative { -number } else { number }).ok()
    }

    /// A whole number, or nothing.
    pub(super) fn maybe_number<N: TryFrom<i64>>(&mut self) -> Option<Option<N>> {
        self.or_null(Self::number)
    }

    /// Yes or no, or nothing.
    pub(super) fn maybe_flag(&mut self) -> Option<Option<bool>> {
        self.or_null(|from| {
            let yes = from.peek()? == b't';
            from.word(if yes { "true" } else { "false" }).map(|()| yes)
        })
    }

    /// A list.
    pub(super) fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.take(b'[')?;
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Vec::new());
        }
        let mut list = Vec::with_capacity(16);
        loop {
            list.push(read(self)?);
            if !self.goes_on(b']')? {
                return Some(list);
            }
        }
    }

    /// A list of records.
    pub(super) fn records<R: Record<'a>>(&mut self) -> Option<Vec<R>> {
        self.list(Self::record)
    }

    /// A record.
    pub(super) fn record<R: Record<'a>>(&mut self) -> Option<R> {
        let (mut record, mut seen) = (R::default(), 0);
        self.take(b'{')?;
        let mut goes_on = self.peek()? != b'}';
        self.at += usize::from(!goes_on);
        while goes_on {
            let name = self.name()?;
            self.take(b':')?;
            let field = 1 << record.field(&name, self)?;
            if seen & field != 0 {
                return None;
            }
            seen |= field;
            goes_on = self.goes_on(b'}')?;
        }
        (R::NEEDS & !seen == 0).then_some(record)
    }

    /// A record, or nothing.
    pub(super) fn maybe_record<R: Record<'a>>(&mut self) -> Option<Option<R>> {
        self.or_null(Self::record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Debug, PartialEq)]
    struct Row<'a> {
        name: Cow<'a, str>,
        count: Option<u32>,
        change: Option<i64>,
        open: Option<bool>,
        inner: Vec<Row<'a>>,
    }

    impl<'a> Record<'a> for Row<'a> {
        const NEEDS: u32 = 1;

        fn field(&mut self, name: &str, from: &mut Fields<'a>) -> Option<u32> {
            Some(match name {
                "name" => set(&mut self.name, from.words()?, 0),
                "count" => set(&mut self.count, from.maybe_number()?, 1),
                "change" => set(&mut self.change, from.maybe_number()?, 2),
                "open" => set(&mut self.open, from.maybe_flag()?, 3),
                "inner" => set(&mut self.inner, from.records()?, 4),
                _ => return None,
            })
        }
    }

    #[test]
    fn what_is_plain_is_read() {
        let json = " {\"name\": \"甲\\n\\u4e59\\\"\", \"count\":0,\n\"change\":-12 ,\"open\":true,\
                    \"inner\":[{\"name\":\"\",\"count\":null,\"open\":false}, {\"na\\u006de\":\"\\\\\"}]}\n";
        let row: Row<'_> = read(json).unwrap();
        let value: serde_json::Value = serde_json::from_str(json).unwrap();
        assert_eq!(row.name, value["name"].as_str().unwrap());
        assert_eq!((row.count, row.change, row.open), (Some(0), Some(-12), Some(true)));
        assert_eq!(row.inner.len(), 2);
        assert_eq!((row.inner[0].count, row.inner[0].open), (None, Some(false)));
        assert_eq!(row.inner[1].name, "\\");
        assert!(read::<Row<'_>>("{\"name\":\"\",\"inner\":[]}").is_some());
    }

    #[test]
    fn what_is_not_is_left_to_others() {
        for json in [
            "",
            "{}",
            "[]",
            "{\"name\":\"\"",
            "{\"name\":\"\"}}",
            "{\"name\":\"\"} \u{b}",
            "{\"name\":\"\",}",
            "{\"name\":\"\" \"count\":1}",
            "{\"name\":\"\",\"name\":\"\"}",
            "{\"name\":\"\",\"other\":\"\"}",
            "{\"na\\u006de\":\"\",\"name\":\"\"}",
            "{\"na\\x\":\"\"}",
            "{\"name\n\":\"\"}",
            "{\"name\\\"\":\"\"}",
            "{\"name\":null}",
            "{\"name\":\"\u{1}\"}",
            "{\"name\":\"\n\"}",
            "{\"name\":\"\\ud800\"}",
            "{\"name\":\"\\x\"}",
            "{\"name\":\"\\",
            "{\"name\":\"\",\"count\":01}",
            "{\"name\":\"\",\"count\":-0}",
            "{\"name\":\"\",\"count\":-1}",
            "{\"name\":\"\",\"count\":1.0}",
            "{\"name\":\"\",\"count\":1e2}",
            "{\"name\":\"\",\"count\":4294967296}",
            "{\"name\":\"\",\"change\":9223372036854775808}",
            "{\"name\":\"\",\"change\":-}",
            "{\"name\":\"\",\"open\":tru}",
            "{\"name\":\"\",\"open\":nul}",
            "{\"name\":\"\",\"inner\":null}",
            "{\"name\":\"\",\"inner\":[{\"name\":\"\"},]}",
            "{\"name\":\"\",\"inner\":[",
        ] {
            assert_eq!(read::<Row<'_>>(json), None, "{json}");
        }
    }
}
