//! The lines of a text: which are the numbers of pages, at which width running text was broken, where characters stand apart.

use std::mem;

use super::{
    numeral::numeral_prefix,
    table::{BLANK, LINE_END, LINE_ENDS, TABLE, is_blank, lines},
};

/// What the lines of a text are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lines {
    /// Those of pages, with their numbers; what is as wide as this and ends inside a sentence is joined to the next.
    OfPages(Option<usize>),
    /// Those of fields, whatever they hold.
    Kept,
}

impl Lines {
    /// The lines of a text.
    pub(crate) fn of(text: &str) -> Self {
        Self::OfPages(wrap_width(text))
    }
}

/// The widest line that a page holds, in columns.
const PAGE: usize = 120;

/// A line whose sentence goes on behind the number of its page has so many columns at least.
pub(super) const LEAST: usize = 40;
/// The columns of the narrowest page whose lines are joined.
const NARROW: usize = 32;
/// So many bytes of blanks and line ends at most stand before the number of a page.
const BLANKS: usize = 300;
/// The number of a page takes no more bytes.
const LONGEST_PAGE: usize = 64;

/// The title of a text, as its first line shows, which pages may bear at their head or foot; empty where that is none.
pub(super) fn running_title(text: &str) -> &str {
    let line = lines(text.get(..text.floor_char_boundary(2 * PAGE)).unwrap_or(""))
        .map(|line| line.trim_end_matches(LINE_ENDS).trim_matches(is_blank))
        .find(|line| !line.is_empty());
    line.filter(|line| line.len() >= SHORTEST_TITLE && ends_title(line)).unwrap_or("")
}

/// A title that pages bear has so many bytes at least.
const SHORTEST_TITLE: usize = 24;
/// Between two pages stand no more lines of them.
const OF_PAGES: usize = 3;

/// Where the text goes on behind the lines of a page, its number and the title of the text, if nothing else stands on the
/// next line that is not empty; and whether there is a number.
pub(super) fn page_break(text: &str, at: usize, title: &str) -> Option<(usize, bool)> {
    let mut found = None;
    for _ in 0..OF_PAGES {
        let from = found.map_or(at, |(end, _)| end);
        // Two numbers in a row are those of cells.
        let first = !found.is_some_and(|(_, number)| number);
        let number = if first { numbered(text, from).map(|end| (end, true)) } else { None };
        let next = number.or_else(|| titled(text, from, title)).or_else(|| paper(text, from));
        let Some((end, number)) = next else { break };
        found = Some((end, number || found.is_some_and(|(_, number)| number)));
    }
    found
}

/// Where the text goes on behind its title, which stands on a line by itself or with the number of a page.
fn titled(text: &str, at: usize, title: &str) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    // One look rules most lines out.
    let first = title.as_bytes().first_chunk::<6>()?;
    let blanks = rest.bytes().take(BLANKS).take_while(u8::is_ascii_whitespace).count();
    let line = rest.get(blanks..).filter(|t| t.as_bytes().first_chunk() == Some(first))?;
    let behind = line.strip_prefix(title)?;
    let end = behind.get(..behind.floor_char_boundary(LONGEST_PAGE))?.find(LINE_ENDS)?;
    let words = behind.get(..end)?.trim_matches(is_blank);
    let number = is_page(words);
    (words.is_empty() || number)
        .then(|| (text.len() - past_blanks(behind.get(end..).unwrap_or("")).len(), number))
}

/// Where the text goes on behind the name of a gazette, the head of an office's paper or that of a page with its number, on a
/// line by itself: 某某县人民政府公报2019年第3期, 某某县人民政府文件, 某县民政局三定规定 第 1 页 共 3 页.
fn paper(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = text.get(at..)?;
    let near = rest.get(..rest.floor_char_boundary(LONGEST_PAPER))?.trim_start();
    let end = memchr::memchr2(b'\n', b'\r', near.as_bytes())?;
    let line = near.get(..end)?.trim_end_matches(is_blank);
    // One look rules most lines out.
    if !line.ends_with(['报', '報', '件', '期', '页', '頁']) {
        return None;
    }
    let start = rest.len() - rest.trim_start().len();
    let behind =
        |number| Some((text.len() - past_blanks(rest.get(start + end..).unwrap_or("")).len(), number));
    if is_running_head(line) {
        return behind(true);
    }
    let whose = ["公报", "公報"].iter().find_map(|w| line.split_once(w));
    let number =
        |t: &str| t.chars().all(|c| c.is_ascii_digit() || is_blank(c) || "年第总總期()（）·".contains(c));
    let whose = whose.filter(|(_, behind)| number(behind)).map(|(whose, _)| whose);
    let whose = whose.or_else(|| line.strip_suffix("文件"))?.trim_end_matches(is_blank);
    let office =
        ["人民政府", "委员会", "委員會", "县委", "市委", "办公室"].iter().any(|e| whose.ends_with(e));
    office.then(|| behind(false))?
}

/// Whether a line is the head of a page with its number, and nothing else: 某县民政局三定规定 第 1 页 共 3 页.
pub(crate) fn is_running_head(line: &str) -> bool {
    // One look rules most lines out.
    if line.len() > LONGEST_PAPER || !line.ends_with(['页', '頁']) {
        return false;
    }
    let page = line.rfind('第').and_then(|at| line.split_at_checked(at)).filter(|(_, page)| is_page(page));
    page.is_some_and(|(words, _)| {
        let words = words.trim_end_matches(is_blank);
        words.chars().nth(3).is_some() && !words.contains(['。', '，', ',', '；', ';', '：', ':', '、', '《'])
    })
}

/// Such a line, with the blanks before it, has no more bytes.
const LONGEST_PAPER: usize = 150;

fn past_blanks(text: &str) -> &str {
    text.trim_start_matches(|c: char| is_blank(c) || LINE_ENDS.contains(&c))
}

/// Where the text goes on behind the number of a page.
fn numbered(text: &str, at: usize) -> Option<usize> {
    let rest = text.as_bytes().get(at..)?;
    let blank = |b: &[u8]| matches!(b, [b' ' | b'\t' | b'\n' | b'\r', ..] | [0xE3, 0x80, 0x80, ..]);
    let mut start = 0;
    while start < BLANKS && rest.get(start..).is_some_and(blank) {
        start += if rest.get(start) == Some(&0xE3) { 3 } else { 1 };
    }
    // One look rules most lines out.
    match rest.get(start..)? {
        // The last are 第, 共, and digits and dashes as wide as characters.
        [b'0'..=b'9' | b'-' | b'~' | 0xC2 | 0xE2, ..]
        | [0xE7, 0xAC, 0xAC, ..]
        | [0xE5, 0x85, 0xB1, ..]
        | [0xEF, 0xBC, 0x8D | 0x90..=0x99, ..] => {}
        _ => return None,
    }
    let line = text.get(at + start..)?;
    let end = line.get(..line.floor_char_boundary(LONGEST_PAGE))?.find(LINE_ENDS)?;
    // The blanks behind it are gone through only where it is one.
    if !is_page(line.get(..end)?) {
        return None;
    }
    Some(text.len() - past_blanks(line.get(end..)?).len())
}

/// Whether a line is the number of a page, and nothing else: 3, — 3 —, 第3页, 第 3 页 共 10 页, 3/10.
pub(crate) fn is_page(line: &str) -> bool {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '·' | '~') || is_blank(c);
    let number = |t: &str| {
        let digits = t.trim_matches(is_blank);
        let digit = |c: char| matches!(c, '0'..='9' | '０'..='９');
        (1..=3).contains(&digits.chars().count()) && digits.chars().all(digit)
    };
    // 第三页 has as few characters.
    let counted = |t: &str| {
        let words = t.trim_matches(is_blank);
        words.chars().count() < 4 && numeral_prefix(words).is_some_and(|(_, length)| length == words.len())
    };
    let page = |t: &str| {
        let number = |t: &str| number(t) || counted(t);
        t.trim_matches(dash).strip_prefix('第').and_then(|t| t.strip_suffix('页')).is_some_and(number)
    };
    let all = |t: &str| {
        t.trim_matches(dash).strip_prefix('共').and_then(|t| t.strip_suffix('页')).is_some_and(number)
    };
    if line.len() > LONGEST_PAGE {
        return false;
    }
    let line = line.replace('頁', "页");
    let line = line.trim_matches(dash);
    let two = line.find('页').map(|i| line.split_at(i + '页'.len_utf8()));
    let signs = |t: &str| t.trim_matches(|c: char| is_blank(c) || matches!(c, '/' | ',' | '，')).to_owned();
    number(line)
        || page(line)
        || line.split_once(['/', '／']).is_some_and(|(a, b)| number(a) && number(b))
        || two.is_some_and(|(a, b)| {
            let b = signs(b);
            page(a) && all(&b) || all(a) && page(&b)
        })
}

/// The width at which a text's lines are broken without regard to sentences: that of its widest line, if it is one
/// of a page.
fn wrap_width(text: &str) -> Option<usize> {
    let bare = |line: &str| line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank).len();
    // A character takes half as many columns as bytes at least. Most texts have such a line, which is found before anything
    // is counted.
    let too_long = |line: &str| bare(line) > 2 * PAGE;
    if long_lines(text).any(|line| lines(line).any(too_long)) {
        return None;
    }
    let (mut first, mut widest) = (0, 0);
    for line in lines(text) {
        let line = line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank);
        let width = columns_of(line);
        if width > PAGE {
            return None;
        }
        if first == 0 {
            first = width;
        } else {
            widest = widest.max(width);
        }
    }
    // Lines that end inside a sentence show the margin. Where few do, it is the widest line, the title aside that is wider
    // than all lines below it and tells nothing of them.
    let widest_of_all = if first > widest + 4 { 0 } else { widest.max(first) };
    margin(text, widest).or((widest_of_all >= LEAST).then_some(widest_of_all))
}

/// The width at which most lines that reach it end inside a sentence, the title aside; what is wider is of the page around
/// the text.
fn margin(text: &str, widest: usize) -> Option<usize> {
    let mut of_width = [(0, 0); PAGE + 1];
    let bare = lines(text).map(|line| line.trim_end_matches(LINE_ENDS).trim_end_matches(is_blank));
    for line in bare.filter(|line| !line.is_empty()).skip(1) {
        if let Some((all, open)) = of_width.get_mut(columns_of(line)) {
            *all += 1;
            *open += usize::from(is_open(line));
        }
    }
    (NARROW..=widest).rev().find(|width| {
        let reach = of_width.get(width - 3..=*width).unwrap_or_default();
        let (all, open) = reach.iter().fold((0, 0), |(a, o), (all, open)| (a + all, o + open));
        open >= 4 && open * 2 > all && of_width.get(*width).is_some_and(|(_, open)| *open > 0)
    })
}

/// What stands between line feeds and has more bytes than a line of a page.
fn long_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    ends.filter_map(move |end| {
        text.get(mem::replace(&mut start, end)..end).filter(|line| line.len() > 2 * PAGE)
    })
}

/// Whether the characters of a line stand apart (主 要 职 责 是), as its beginning shows.
pub(super) fn letter_spaced(line: &str) -> bool {
    if begins_together(line.as_bytes()) {
        return false;
    }
    let mut apart = 0;
    let mut together = 0;
    let mut blanks = 1;
    let mut seen = 0;
    let mut leading = true;
    TABLE.each(line, |_, traits| {
        let blank = traits & BLANK != 0 && traits & LINE_END == 0;
        leading &= blank;
        if leading {
            return None;
        }
        seen += 1;
        // A carriage return is a blank and ends a line.
        if traits & LINE_END != 0 || seen > 24 {
            return Some(line.len());
        }
        if blank {
            blanks += 1;
            return None;
        }
        match blanks {
            1 => apart += 1,
            0 => together += 1,
            _ => {}
        }
        blanks = 0;
        // So many characters have not enough blanks between them to make up for these.
        (together > 3).then_some(line.len())
    });
    together <= 3 && apart > 2 && apart > 3 * together
}

/// Whether the characters of a line surely stand together: a look at a few bytes that most lines need no more than.
fn begins_together(line: &[u8]) -> bool {
    // Most are five Chinese characters, behind a number or nothing.
    let five = |rest: &[u8]| {
        let five = rest.first_chunk::<13>();
        five.is_some_and(|five| [0, 3, 6, 9, 12].into_iter().all(|at| (0xE4..0xEA).contains(&five[at])))
    };
    let number = line.iter().take(8).take_while(|b| matches!(b, b'0'..=b'9' | b' ')).count();
    if line.get(number..).is_some_and(five) {
        return true;
    }
    let (mut at, mut blanks, mut together, mut beside) = (0, 0, 0, false);
    for _ in 0..24 {
        let length = match line.get(at..).unwrap_or_default() {
            [0xE4..0xEA, ..] => {
                together += u32::from(beside);
                beside = true;
                if together > 3 {
                    return true;
                }
                at += 3;
                continue;
            }
            [b'!'..=b'~', ..] => 1,
            [b' ', ..] => {
                blanks += 1;
                1
            }
            // Of these, one is a blank, and none ends a line.
            [0xE3, b, c, ..] if (*b, *c) != (0x80, 0x80) => 3,
            // With so few blanks no more than two characters stand apart.
            [] | [b'\n', ..] => return blanks < 2,
            _ => return false,
        };
        at += length;
        beside = false;
    }
    false
}

/// The columns that words take on a page.
pub(super) fn columns_of(words: &str) -> usize {
    2 * words.chars().count() - words.bytes().filter(u8::is_ascii).count()
}

/// Whether a line is a row of cells: it has signs or blanks between them that running text has not. The blanks of one that
/// parts what it says with commas stand around its figures (设主任 1 名，副主任 4 名), unless some are wide.
pub(super) fn is_row(line: &str) -> bool {
    let inner = line.trim_matches(is_blank);
    let many = || inner.split(is_blank).filter(|piece| !piece.is_empty()).count() > 3;
    let parted =
        || inner.contains(['，', ',', '；', ';']) && !inner.contains("  ") && !inner.contains('\u{3000}');
    inner.contains(['|', '\t']) || many() && !parted()
}

/// Whether a line is a field with its label: 人员编制:行政编制12名. One below another begins anew.
pub(super) fn is_field(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    let Some((label, told)) = line.split_once([':', '：']) else { return false };
    !told.is_empty()
        && (2..=8).contains(&label.chars().take(9).count())
        && label.chars().all(char::is_alphabetic)
}

/// Whether the sentence of a line that reaches the margin goes on in the line behind it; `apart` where its characters stand
/// apart.
pub(super) fn goes_on(here: &str, behind: &str, apart: bool) -> bool {
    let inner = here.trim_matches(is_blank);
    (is_open(inner) || announces_units(inner) && begins_list(behind))
        && runs_on(behind)
        && !begins_paragraph(here, behind)
        && (apart || !is_row(here))
        && !(is_field(behind) && is_field(here))
        && !(ends_title(inner) && begins_below_title(behind))
        && !in_brackets(inner)
}

/// What the sentences at the end of a regulation call it.
const ITSELF: [&str; 4] = ["本规定", "本規定", "本方案", "本办法"];
/// What these sentences settle.
const SETTLE: [&str; 7] = ["施行", "实施", "實施", "解释", "解釋", "调整", "調整"];
/// How such a sentence ends, or a clause of it that others follow.
const SETTLED: [&str; 8] = ["施行", "实施", "實施", "解释", "解釋", "办理", "辦理", "执行"];
/// What is broken by itself has no more bytes on a line.
const CLOSING: usize = 400;

/// Whether a line end breaks a sentence that says when the text takes effect, who interprets or adjusts it, whatever the width
/// of the lines: 本规定自2019年3月30日起施⏎行。
pub(super) fn breaks_closing(before: &str, behind: &str) -> bool {
    // One look rules most lines out.
    let open =
        matches!(before.as_bytes(), [.., 0xE4..=0xE9, _, _] | [.., b'0'..=b'9'] | [.., 0xEF, 0xBC, 0x8C]);
    if !open {
        return false;
    }
    let near = behind.get(..behind.floor_char_boundary(CLOSING)).unwrap_or(behind);
    let Some(behind) = near.split(LINE_ENDS).next().map(|t| t.trim_matches(is_blank)) else { return false };
    if !behind.ends_with('。') || !runs_on(behind) {
        return false;
    }
    let near = before.get(before.ceil_char_boundary(before.len().saturating_sub(CLOSING))..).unwrap_or("");
    let here = near.rsplit(LINE_ENDS).next().unwrap_or("");
    let joined = format!("{here}{behind}");
    let told = ITSELF.iter().find_map(|w| joined.rfind(w)).filter(|at| *at < here.len());
    let Some(sentence) = told.and_then(|at| joined.get(at..)) else { return false };
    // Behind the number of an article nothing else stands before it.
    let ended = SETTLED.iter().any(|w| here.ends_with(w)) && !behind.starts_with(['，', ',', '。', '、']);
    !ended && SETTLE.iter().any(|w| sentence.contains(w))
}

/// Whether a line is not where its sentence ends: behind letters and signs that end none, and behind words that say what
/// comes.
fn is_open(line: &str) -> bool {
    let Some(last) = line.chars().next_back() else { return false };
    // The link behind a heading ends its line.
    if last == ']' && ["编辑]", "編輯]"].iter().any(|w| line.ends_with(w)) {
        return false;
    }
    let announced =
        || line.strip_suffix([':', '：']).is_some_and(|t| ANNOUNCES.iter().any(|w| t.ends_with(w)));
    last.is_alphanumeric()
        || "、，,)）]］】}》〉>”’」』〕%％(（《〈<“‘「『〔[［".contains(last)
        || announced()
}

/// Words before a colon with which nothing else stands on its line.
const ANNOUNCES: [&str; 5] = ["其中", "即", "包括", "职数", "職數"];

/// Whether a line ends with the words before a list of units: 设5个内设机构:.
fn announces_units(line: &str) -> bool {
    let Some(words) = line.strip_suffix([':', '：']) else { return false };
    let clause = words.rsplit(['，', ',', '。', '；', ';']).next().unwrap_or(words);
    let units = ["机构", "機構", "科室", "股室", "处室", "處室", "部门", "部門"];
    units.iter().any(|u| clause.ends_with(u))
        && clause.contains(['设', '設'])
        && clause.contains(['个', '個'])
}

/// Whether a line begins with the first of several names: 办公室、规划股.
fn begins_list(line: &str) -> bool {
    line.chars().find(|c| "、，,。；;：:".contains(*c)) == Some('、')
}

/// The indent of a paragraph, in columns.
const INDENT: usize = 4;

/// Whether a line is indented as the first of a paragraph, and the one before it is not.
fn begins_paragraph(here: &str, behind: &str) -> bool {
    let indent = |line: &str| columns_of(line) - columns_of(line.trim_start_matches(is_blank));
    indent(behind) == INDENT && indent(here) != INDENT
}

/// Whether a line is a day or the number of a document, and nothing else: what is told before it is told.
fn stands_alone(line: &str) -> bool {
    let number = || {
        let year = line.find(['〔', '[', '［', '【', '(', '（']).filter(|at| *at > 0);
        year.and_then(|at| line.get(at..))
            .is_some_and(|t| t.chars().take(6).filter(char::is_ascii_digit).count() == 4)
            && line.ends_with(['号', '號'])
            && !line.contains(['，', ',', '。', '《', '、'])
    };
    let day = || line.ends_with('日') && super::find_date(line).is_some_and(|d| d.span.start == 0);
    line.len() <= LONGEST_PAGE && (day() || number())
}

/// Whether a line begins as a regulation does below its title: with its ground, or with what a bracket says of it.
fn begins_below_title(line: &str) -> bool {
    ["根据", "根據"].iter().any(|w| line.trim_start_matches(is_blank).starts_with(w)) || in_brackets(line)
}

/// Whether a line ends as titles do.
fn ends_title(line: &str) -> bool {
    ["规定", "規定", "方案", "通知", "意见", "意見", "办法", "辦法"].iter().any(|w| line.ends_with(w))
}

/// Whether a bracket holds a line from its beginning to its end.
fn in_brackets(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let inside = line.strip_prefix(['(', '（']).and_then(|t| t.strip_suffix([')', '）']));
    inside.is_some_and(|t| !t.contains([')', '）']))
}

/// Whether a line begins as running text does, and not with a mark or nothing, and is no row of a table. No line begins with
/// a sign that parts or closes but one that goes on.
pub(super) fn runs_on(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    if line.contains(['|', '\t']) || stands_alone(line) || in_brackets(line) {
        return false;
    }
    let Some(first) = line.chars().next() else { return false };
    let behind = line.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '①'..='⒛' | '㈠'..='㈩' => false,
        '(' | '（' => !is_numbered(behind, |t| t.starts_with([')', '）'])),
        '第' => !is_numbered(behind.trim_start_matches(is_blank), |t| {
            t.starts_with(['条', '條', '章', '节', '節', '编', '編', '篇', '部']) || t.starts_with(is_blank)
        }),
        _ if CONTINUES.contains(first) => true,
        _ => first.is_alphanumeric() && !is_numbered(line, ends_mark),
    }
}

/// Signs that a line which goes on may begin with.
const CONTINUES: &str = "，。、；：！？,;:!?)）》〉>”’」』〕】%％《〈<“「〔[［";

/// Whether a line begins with a number, and what stands behind it ends a mark.
fn is_numbered(line: &str, ends: impl Fn(&str) -> bool) -> bool {
    numeral_prefix(line).and_then(|(_, n)| line.get(n..)).is_some_and(ends)
}

/// Whether what stands behind a number makes a mark of it: a sign, or a blank, but not that of 58 名.
fn ends_mark(behind: &str) -> bool {
    let counted = |t: &str| t.starts_with(['名', '人', '个', '個', '年', '月', '日', '项', '項']);
    behind.starts_with(['、', '.', '．'])
        || behind.starts_with(is_blank) && !counted(behind.trim_start_matches(is_blank))
}
