//! The organ that the title of a notice of change names: 关于同意某县教育局增设内设机构的批复, 关于某县应急管理局更名的通知.

use super::{name, place};
use crate::{
    ingest::ctx::{Ctx, begins, sub},
    source::Span,
};

/// What the words between 关于 and the name say of the change.
const LEADS: [&str; 14] = [
    "同意", "修改", "修订", "调整", "核减", "核增", "增加", "减少", "变更", "明确", "收回", "重新", "核定",
    "对",
];
/// What of the organ changes.
const MATTERS: [&str; 21] = [
    "“三定”",
    "三定",
    "职能配置",
    "主要职责",
    "增设",
    "更名",
    "机关",
    "内设",
    "编制",
    "机构",
    "职责",
    "职能",
    "领导职数",
    "行政编制",
    "事业编制",
    "工勤编制",
    "设立",
    "撤销",
    "加挂",
    "有关",
    "等",
];
/// No name is longer, in characters.
const LONGEST: usize = 40;

/// The name of such a title.
pub(super) fn titled(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = ctx.str(body);
    ["批复", "通知", "复函", "决定"].iter().any(|p| text.ends_with(p)).then_some(())?;
    let mut start = text.rfind("关于")? + "关于".len();
    while let Some(lead) = LEADS.iter().find(|l| text.get(start..).is_some_and(|t| t.starts_with(**l))) {
        start += lead.len();
    }
    let rest = text.get(start..).filter(|t| !begins(t, &["印发", "转发", "公布"]))?;
    let ends = rest.char_indices().take(LONGEST).map(|(i, c)| i + c.len_utf8());
    let named = |end: &usize| {
        let (words, behind) = rest.split_at_checked(*end).unwrap_or_default();
        begins(behind, &MATTERS) && name::is_organ(words) && !place::chunks(words).is_empty()
    };
    ends.clone().find(named).map(|end| sub(body, start, start + end))
}
