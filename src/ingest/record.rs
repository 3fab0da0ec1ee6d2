//! What the page that shows a document says of it in fields: 索引号:…, 发布机构:…, 文号:….

use super::ctx::{Ctx, sub};
use crate::source::Span;

/// What a field tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
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
const FIELDS: [(&str, Field); 60] = [
    ("文号", Field::Number),
    ("发文字号", Field::Number),
    ("文件编号", Field::Number),
    ("成文日期", Field::Issued),
    ("成文时间", Field::Issued),
    ("发文日期", Field::Issued),
    ("发文时间", Field::Issued),
    ("印发日期", Field::Issued),
    ("印发时间", Field::Issued),
    ("索引号", Field::Other),
    ("索引", Field::Other),
    ("组配分类", Field::Other),
    ("目录组配分类", Field::Other),
    ("信息名称", Field::Other),
    ("信息来源", Field::Other),
    ("责任编辑", Field::Other),
    ("主题分类", Field::Other),
    ("信息分类", Field::Other),
    ("体裁分类", Field::Other),
    ("服务对象", Field::Common),
    ("所属主题", Field::Other),
    ("公文种类", Field::Other),
    ("文件种类", Field::Other),
    ("发布机构", Field::Other),
    ("发布单位", Field::Other),
    ("发布机关", Field::Other),
    ("发文机构", Field::Other),
    ("发文单位", Field::Other),
    ("发文机关", Field::Other),
    ("公开方式", Field::Other),
    ("公开形式", Field::Other),
    ("公开类别", Field::Other),
    ("公开范围", Field::Other),
    ("发布日期", Field::Other),
    ("发布时间", Field::Other),
    ("生成日期", Field::Other),
    ("生成时间", Field::Other),
    ("更新日期", Field::Other),
    ("更新时间", Field::Other),
    ("公开日期", Field::Other),
    ("公开时间", Field::Other),
    ("索引日期", Field::Other),
    ("失效日期", Field::Other),
    ("失效时间", Field::Other),
    ("废止日期", Field::Other),
    ("废止时间", Field::Other),
    ("有效性", Field::Other),
    ("效力状态", Field::Other),
    ("内容概述", Field::Other),
    ("浏览次数", Field::Other),
    ("访问量", Field::Other),
    ("阅读次数", Field::Other),
    ("字体显示", Field::Other),
    ("当前位置", Field::Other),
    ("生效日期", Field::Common),
    ("生效时间", Field::Common),
    ("关键词", Field::Common),
    ("来源", Field::Common),
    ("名称", Field::Common),
    ("时间", Field::Common),
];

/// More words of fields that a provision may be called too.
const COMMON: [&str; 10] = ["标题", "日期", "字体", "字号", "点击", "阅读", "浏览", "编辑", "作者", "审核"];

/// What parts the cells of a row.
const BARS: [char; 3] = ['|', ' ', '\t'];
/// What stands behind the name of a field.
const PARTS: [char; 4] = [':', '|', ' ', '\t'];

/// No name of a field is longer, in bytes.
const NAME: usize = 18;

/// The field that words before a colon end with, and the bytes of its name.
fn named(before: &str) -> Option<(Field, usize)> {
    let fields = FIELDS.iter().filter(|(name, _)| before.ends_with(name)).map(|(n, f)| (*f, n.len()));
    let common = COMMON.iter().filter(|name| before.ends_with(*name)).map(|n| (Field::Common, n.len()));
    fields.chain(common).max_by_key(|(_, length)| *length)
}

/// The field whose name stands at the end of some words.
pub(super) fn field_before(words: &str) -> Option<Field> {
    named(words).map(|(field, _)| field)
}

/// The fields of a folded line: what each tells, and the words behind its name. Behind the name stands a colon, or what
/// parts the cells of a row.
pub(super) fn fields(ctx: Ctx<'_>, line: Span) -> Vec<(Field, Span)> {
    let text = ctx.str(line);
    let signs = text.match_indices(PARTS).map(|(at, sign)| (at, sign.len()));
    let blanks = ctx.folded.gaps(line).iter().map(|gap| ((gap - line.start) as usize, 0));
    let mut ends: Vec<(usize, usize)> = signs.chain(blanks).collect();
    ends.sort_unstable();
    let mut out: Vec<(Field, Span)> = Vec::new();
    let mut from = 0;
    for (end, sign) in ends {
        let Some((field, name)) = text.get(from..end).and_then(named) else { continue };
        if let Some((_, value)) = out.last_mut() {
            value.end = line.start + (end - name) as u32;
        }
        from = end + sign;
        out.push((field, sub(line, from, text.len())));
    }
    out.into_iter().map(|(field, value)| (field, without_bars(ctx, value))).collect()
}

/// The words of a cell.
fn without_bars(ctx: Ctx<'_>, cell: Span) -> Span {
    let text = ctx.str(cell);
    let start = text.len() - text.trim_start_matches(BARS).len();
    sub(cell, start, start + text.trim_matches(BARS).len())
}

/// Whether a folded line is fields of the page and nothing else. A field that a provision may be called does not tell by
/// itself, unless the line stands behind another such.
pub(super) fn is_record(ctx: Ctx<'_>, line: Span, behind: bool) -> bool {
    let text = ctx.str(line);
    let lead = text.len() - text.trim_start_matches(['-', '•', '·', '【', '[', '|', ' ', '\t']).len();
    let line = sub(line, lead, text.len());
    let text = ctx.str(line);
    // One look rules most lines out.
    let head = text.as_bytes().get(..text.len().min(NAME + 1)).unwrap_or_default();
    let blank = || ctx.folded.gaps(line).first().is_some_and(|gap| gap - line.start <= NAME as u32);
    if !head.iter().any(|b| b":| \t".contains(b)) && !blank() || text.contains('。') {
        return false;
    }
    let all = fields(ctx, line);
    let begins = all.first().is_some_and(|(_, value)| {
        let before = ctx.str(Span::new(line.start, value.start)).trim_end_matches(PARTS);
        named(before).is_some_and(|(_, name)| before.len() == name)
    });
    begins && (behind || all.len() > 1 || all.iter().any(|(field, _)| *field != Field::Common))
}

#[cfg(test)]
mod tests {
    use super::{super::cue::Marks, *};
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
            "信息来源: 关键词:",
            "发布时间:2020-11-05来源:县委编办浏览次数:321",
            "来源:县委编办 发布时间:2020-11-05",
            "名称: 某县财政局三定规定 发布日期: 2019-05-06",
            "索 引 号\t00112233/2020-00032\t主题分类\t机构编制",
            "| 发布机构 | 某县人民政府办公室 | 成文日期 | 2019年05月05日 |",
        ] {
            assert!(of(line, |ctx, line| is_record(ctx, line, false)), "{line}");
        }
        for line in [
            "名称:某县第一中学",
            "来源:财政拨款",
            "索引号:由办公室编。",
            "职责:发布机构",
            "文号",
            "发布机构名称",
        ] {
            assert!(!of(line, |ctx, line| is_record(ctx, line, false)), "{line}");
        }
        assert!(of("名称:某县第一中学", |ctx, line| is_record(ctx, line, true)));
        assert!(!of("某县第一中学", |ctx, line| is_record(ctx, line, true)));
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
