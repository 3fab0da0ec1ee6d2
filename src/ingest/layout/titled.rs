//! Titles of articles: 第二条(职责)…, 第三条 【内设机构】 …, 第四条 人员编制 on a line of its own. The title is no part of what
//! the article says, and tells what the article is about.

use super::heading;
use crate::{
    ingest::ctx::{Ctx, longer, sub},
    schema::SectionKind,
    source::Span,
};

/// No title has more characters.
const LONGEST: usize = 16;
/// The brackets that a title may stand in.
const BRACKETS: [(char, char); 6] =
    [('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕'), ('〈', '〉'), ('〖', '〗')];

/// Titles that are not put together from the words of headings.
const OTHERS: [(&str, SectionKind); 36] = [
    ("宗旨和业务范围", SectionKind::Duties),
    ("业务范围", SectionKind::Duties),
    ("依据", SectionKind::Basis),
    ("目的", SectionKind::Basis),
    ("目的依据", SectionKind::Basis),
    ("目的和依据", SectionKind::Basis),
    ("目的与依据", SectionKind::Basis),
    ("制定目的", SectionKind::Basis),
    ("制定依据", SectionKind::Basis),
    ("制定目的和依据", SectionKind::Basis),
    ("法源依据", SectionKind::Basis),
    ("订定依据", SectionKind::Basis),
    ("机构定位", SectionKind::Nature),
    ("科室", SectionKind::Units),
    ("部门设置", SectionKind::Units),
    ("内部组织", SectionKind::Units),
    ("组织设置", SectionKind::Units),
    ("单位设置", SectionKind::Units),
    ("分组办事", SectionKind::Units),
    ("员额", SectionKind::Staffing),
    ("编制员额", SectionKind::Staffing),
    ("员额编制", SectionKind::Staffing),
    ("职称员额", SectionKind::Staffing),
    ("人员", SectionKind::Staffing),
    ("掌理事项", SectionKind::Duties),
    ("职掌", SectionKind::Duties),
    ("解释机关", SectionKind::Interpretation),
    ("解释主体", SectionKind::Interpretation),
    ("解释权", SectionKind::Interpretation),
    ("解释和调整", SectionKind::Interpretation),
    ("解释与调整", SectionKind::Interpretation),
    ("解释及调整", SectionKind::Interpretation),
    ("生效", SectionKind::Effective),
    ("生效时间", SectionKind::Effective),
    ("生效日期", SectionKind::Effective),
    ("实施日期", SectionKind::Effective),
];

/// The title that the words behind the mark of an article begin with, and where what it says begins.
pub(super) fn title(ctx: Ctx<'_>, words: Span) -> Option<(Span, usize)> {
    let text = ctx.str(words);
    bracketed(text).or_else(|| apart(ctx, words)).map(|(start, end, behind)| (sub(words, start, end), behind))
}

/// The bytes of a title that the list of its article runs into: 第三条 主要职责(一)负责….
pub(super) fn into_list(text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(3 * LONGEST + 3))?;
    let at = ["(一)", "①", "1.", "1、", "一、"].iter().filter_map(|mark| near.find(mark)).min()?;
    let title = near.get(..at)?.trim_end_matches(':');
    (!title.is_empty() && kind(title).is_some()).then_some(at)
}

/// What an article is about by its title; nothing where that leaves it to its words.
pub(super) fn kind(title: &str) -> Option<SectionKind> {
    let told = OTHERS.iter().find(|(words, _)| *words == title).map(|(_, kind)| *kind);
    // 调整 says who changes the text, and 派出机构 are no units inside.
    let other = || title == "调整" || ["派出", "派驻", "直属", "分支"].iter().any(|w| title.starts_with(w));
    let own = || heading::whole(title).filter(|_| !other()).and_then(|h| h.kind);
    told.or_else(own)
}

/// A title in brackets: where its words begin and end, and the byte behind it.
fn bracketed(text: &str) -> Option<(usize, usize, usize)> {
    let first = text.chars().next()?;
    let (open, close) = BRACKETS.iter().find(|(open, _)| *open == first)?;
    let (words, _) = text.get(open.len_utf8()..)?.split_once(*close)?;
    let end = open.len_utf8() + words.len();
    let behind = end + close.len_utf8();
    let behind = behind + usize::from(text.get(behind..)?.starts_with(':'));
    is_title(words).then_some((open.len_utf8(), end, behind))
}

/// Whether words in brackets are a title, and no remark on the article or on what stands behind them: (试行), (县级).
fn is_title(words: &str) -> bool {
    let remarks = ["试行", "修订", "修正", "修改", "删除", "废止", "略", "空白", "保留", "新增"];
    !words.is_empty()
        && !longer(words, LONGEST)
        && words.chars().all(|c| c.is_alphabetic() || c == '、')
        && !words.ends_with(['级', '县', '市', '区', '旗', '省'])
        && !words.starts_with(['原', '含'])
        && !remarks.iter().any(|r| words.ends_with(r))
}

/// A title that a blank or the end of its line parts from the rest.
fn apart(ctx: Ctx<'_>, words: Span) -> Option<(usize, usize, usize)> {
    let text = ctx.str(words);
    let near = Span::new(words.start, words.start + text.floor_char_boundary(3 * LONGEST) as u32);
    let line = ctx.str(near).find('\n');
    let gap = ctx.folded.gaps(near).iter().map(|g| (g - words.start) as usize).find(|g| *g > 0);
    let end = line.into_iter().chain(gap).min().or((near == words).then_some(text.len()))?;
    let title = text.get(..end).filter(|t| !longer(t, LONGEST))?;
    kind(title).map(|_| (0, end, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_that_hold_a_title() {
        for text in [
            "(职责)县林业局",
            "【内设机构】 设",
            "[人员编制]",
            "〔解释〕本规定",
            "(党的建设)县林业局",
            "〈施行〉:本规定",
        ] {
            assert!(bracketed(text).is_some(), "{text}");
        }
        for text in
            ["(县级)林业局", "(2019年修正)设", "(试行)设", "职责(一)", "(职责", "()设", "(原县林业局)设"]
        {
            assert!(bracketed(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_titles_are_about() {
        for (title, about) in [
            ("职责", Some(SectionKind::Duties)),
            ("内设机构", Some(SectionKind::Units)),
            ("编制和领导职数", Some(SectionKind::Staffing)),
            ("施行日期", Some(SectionKind::Effective)),
            ("解释权", Some(SectionKind::Interpretation)),
            ("调整", None),
            ("职责调整", Some(SectionKind::Adjustments)),
            ("党的建设", None),
            ("职责分工", None),
            ("总则", None),
        ] {
            assert_eq!(kind(title), about, "{title}");
        }
    }
}
