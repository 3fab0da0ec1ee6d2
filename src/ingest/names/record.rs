//! What the page that shows a document says of it in fields: 索引号:…, 发布机构:…, 文号:….

use crate::{
    ingest::ctx::{Ctx, sub},
    source::Span,
};

/// What a field tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Field {
    /// The number of the document.
    Number,
    /// The day on which it was issued.
    Issued,
    /// Something else that no provision is called.
    Other,
    /// Something that a provision may be called too: 名称.
    Common,
}

/// The words of fields; what stands before a colon ends with them.
const FIELDS: [(Field, &[&str]); 4] = [
    (Field::Number, &["文号", "发布文号", "发文字号", "文件编号"]),
    (Field::Issued, &["成文日期", "成文时间", "发文日期", "发文时间", "印发日期", "印发时间"]),
    (
        Field::Other,
        &[
            // As converters write 发布.
            "释出机构",
            "释出单位",
            "释出日期",
            "释出时间",
            "释出人",
            "索引号",
            "索引",
            "组配分类",
            "目录组配分类",
            "信息名称",
            "信息来源",
            "责任编辑",
            "主题分类",
            "信息分类",
            "体裁分类",
            "所属主题",
            "公文种类",
            "文件种类",
            "发布机构",
            "发布单位",
            "发布机关",
            "发文机构",
            "发文单位",
            "发文机关",
            "公开方式",
            "公开形式",
            "公开类别",
            "公开范围",
            "发布日期",
            "发布时间",
            "生成日期",
            "生成时间",
            "更新日期",
            "更新时间",
            "公开日期",
            "公开时间",
            "索引日期",
            "失效日期",
            "失效时间",
            "废止日期",
            "废止时间",
            "有效性",
            "效力状态",
            "内容概述",
            "浏览次数",
            "访问量",
            "阅读次数",
            "字体显示",
            "当前位置",
        ],
    ),
    (
        Field::Common,
        &[
            "服务对象",
            "生效日期",
            "生效时间",
            "关键词",
            "来源",
            "名称",
            "时间",
            "标题",
            "日期",
            "字体",
            "字号",
            "点击",
            "阅读",
            "浏览",
            "编辑",
            "作者",
            "审核",
        ],
    ),
];

/// What parts the cells of a row.
const BARS: [char; 3] = ['|', ' ', '\t'];
/// What stands behind the name of a field.
const PARTS: [char; 5] = [':', '|', ' ', '\t', '】'];

/// No name of a field is longer, in bytes.
const NAME: usize = 18;

/// The field that words before a colon end with, and the bytes of its name.
fn named(before: &str) -> Option<(Field, usize)> {
    let fields = FIELDS.iter().flat_map(|(field, names)| names.iter().map(|name| (*field, *name)));
    let ends = fields.filter(|(_, name)| before.ends_with(name)).map(|(field, name)| (field, name.len()));
    ends.max_by_key(|(_, length)| *length)
}

/// The field whose name stands at the end of some words.
pub(in crate::ingest) fn field_before(words: &str) -> Option<Field> {
    named(words).map(|(field, _)| field)
}

/// The fields of a folded line: what each tells, and the words behind its name. Behind the name stands a colon, or what
/// parts the cells of a row.
pub(in crate::ingest) fn fields(ctx: Ctx<'_>, line: Span) -> Vec<(Field, Span)> {
    let text = ctx.str(line);
    let signs = text.match_indices(PARTS).map(|(at, sign)| (at, sign.len()));
    // 发文日期2016年3月18日.
    let plain = dated(text).map(|at| (at, 0));
    let blanks = ctx.folded.gaps(line).iter().map(|gap| ((gap - line.start) as usize, 0));
    let mut ends: Vec<(usize, usize)> = signs.chain(plain).chain(blanks).collect();
    ends.sort_unstable();
    let mut out: Vec<(Field, Span)> = Vec::new();
    let mut from = 0;
    for (end, sign) in ends {
        let Some((field, name)) = text.get(from..end).and_then(named) else { continue };
        if let Some((_, value)) = out.last_mut() {
            value.end = line.start + (end - name) as u32;
        }
        from = end + sign;
        // What a collection of laws calls so is the day of the text itself: 【发布日期】2010.05.06.
        let of_text = field == Field::Other
            && text.get(end..).is_some_and(|t| t.starts_with('】'))
            && text.get(..end).is_some_and(|t| t.ends_with("发布日期"));
        let field = if of_text { Field::Issued } else { field };
        out.push((field, sub(line, from, text.len())));
    }
    out.into_iter().map(|(field, value)| (field, without_bars(ctx, value))).collect()
}

/// Where the year begins in a line that is the name of a field and a day, with nothing between them.
fn dated(line: &str) -> Option<usize> {
    // One look at the first bytes rules most lines out.
    let head = line.as_bytes().get(..line.len().min(NAME + 1))?;
    let at = head.iter().position(u8::is_ascii_digit).filter(|at| *at >= 6)?;
    let day = line.get(at..)?.as_bytes();
    let dated = day.len() < 24 && day.iter().take_while(|b| b.is_ascii_digit()).count() == 4;
    let field = line.get(..at).and_then(named).filter(|(field, name)| *field != Field::Common && *name == at);
    (dated && field.is_some()).then_some(at)
}

/// The words of a cell.
fn without_bars(ctx: Ctx<'_>, cell: Span) -> Span {
    let text = ctx.str(cell);
    let start = text.len() - text.trim_start_matches(BARS).len();
    let words = text.trim_matches(BARS);
    sub(cell, start, start + words.trim_end_matches([',', ';', '【']).len())
}

/// How sure it is that a line is fields of the page and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Record {
    Surely,
    /// Only behind another such: its one field is called as a provision may be.
    Perhaps,
}

/// Whether a folded line is fields of the page and nothing else.
pub(in crate::ingest) fn record(ctx: Ctx<'_>, line: Span) -> Option<Record> {
    let text = ctx.str(line);
    let lead = text.len() - text.trim_start_matches(['-', '•', '·', '【', '[', '|', ' ', '\t']).len();
    let line = sub(line, lead, text.len());
    let text = ctx.str(line);
    // One look rules most lines out.
    let head = text.as_bytes().get(..text.len().min(NAME + 1)).unwrap_or_default();
    let blank = || ctx.folded.gaps(line).first().is_some_and(|gap| gap - line.start <= NAME as u32);
    // 【发布日期】2010.05.06.
    let labelled =
        || lead > 0 && text.get(..text.floor_char_boundary(NAME + 3)).is_some_and(|t| t.contains('】'));
    let parted = head.iter().any(|b| b":| \t".contains(b)) || blank() || labelled();
    if !parted && dated(text).is_none() || text.contains('。') {
        return None;
    }
    let all = fields(ctx, line);
    let begins = all.first().is_some_and(|(_, value)| {
        let before = ctx.str(Span::new(line.start, value.start)).trim_end_matches(PARTS);
        named(before).is_some_and(|(_, name)| before.len() == name)
    });
    let sure = all.len() > 1 || all.iter().any(|(field, _)| *field != Field::Common);
    begins.then_some(if sure { Record::Surely } else { Record::Perhaps })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::layout::cue::Marks;
    use crate::{schema::Script, text::fold};

    /// What `ask` says of a line.
    fn of<T>(line: &str, ask: impl Fn(Ctx<'_>, Span) -> T) -> T {
        let folded = fold(line, Script::Hans);
        let marks = Marks::of(&folded.text);
        let whole = Span::new(0, folded.text.len() as u32);
        ask(Ctx { folded: &folded, original: line, marks: &marks }, whole)
    }

    #[test]
    fn fields_of_a_page_are_told_from_provisions() {
        for line in [
            "索引号: 00112233/2020-00031 目录组配分类: 政府机构",
            "公开方式: 主动公开 文号: 平湖办发〔2020〕8号",
            "- 发文字号:平湖办发〔2020〕8号",
            "【字体:大中小】浏览次数:12",
            "【发布日期】2010.05.06",
            "【发布文号】平湖办发〔2020〕8号【发布日期】2020-05-06",
            "信息来源: 关键词:",
            "发布时间:2020-11-05来源:县委编办浏览次数:321",
            "来源:县委编办 发布时间:2020-11-05",
            "名称: 某县财政局三定规定 发布日期: 2019-05-06",
            "索 引 号\t00112233/2020-00032\t主题分类\t机构编制",
            "| 发布机构 | 某县人民政府办公室 | 成文日期 | 2019年05月05日 |",
        ] {
            assert_eq!(of(line, record), Some(Record::Surely), "{line}");
        }
        for line in [
            "名称:某县第一中学",
            "来源:财政拨款",
            "索引号:由办公室编。",
            "职责:发布机构",
            "文号",
            "发布机构名称",
        ] {
            assert_ne!(of(line, record), Some(Record::Surely), "{line}");
        }
        assert_eq!(of("名称:某县第一中学", record), Some(Record::Perhaps));
        assert_eq!(of("某县第一中学", record), None);
    }

    #[test]
    fn fields_end_where_the_next_begins() {
        let line = "| 公开方式:主动公开 文号 | 平湖办发〔2020〕8号 | 时间:2019-05-06 |";
        let told = |ctx: Ctx<'_>, line| -> Vec<(Field, String)> {
            fields(ctx, line).into_iter().map(|(field, words)| (field, ctx.str(words).to_owned())).collect()
        };
        let expected = [
            (Field::Other, "主动公开"),
            (Field::Number, "平湖办发〔2020〕8号"),
            (Field::Common, "2019-05-06"),
        ];
        assert_eq!(of(line, told), expected.map(|(field, words)| (field, words.to_owned())));
    }
}
