//! What kind of text a title names: regulations that fix functions, units and posts bear titles of their own.

use super::{
    ctx::{Ctx, longer},
    layout::block::{Block, Role},
    names::name,
};
use crate::source::Span;

/// No title has more characters.
const TITLE: usize = 60;
/// Fewer characters are an entry of a menu (规章制度, 领导分工), and no title.
const LEAST: usize = 6;
/// So many lines at most are looked at.
const FRONT: usize = 8;
/// Words of which one stands in every title of a regulation about functions, units and posts.
const MATTERS: [&str; 31] = [
    "三定",
    "职能",
    "职责",
    "机构",
    "编制",
    "内设",
    "组织",
    "设置",
    "设立",
    "成立",
    "组建",
    "改革",
    "体制",
    "职数",
    "更名",
    "挂牌",
    "加挂",
    "划转",
    "划入",
    "撤销",
    "合并",
    "整合",
    "调整",
    "增加",
    "核定",
    "人员",
    "岗位",
    "处务",
    "办事",
    "分层负责",
    "权责",
];
/// What such a regulation is never called, whatever stands before it: 机构编制委员会工作规则, 机构编制管理条例.
const NEVER: [&str; 24] = [
    "工作规则",
    "议事规则",
    "工作制度",
    "工作条例",
    "工作要点",
    "工作总结",
    "工作报告",
    "工作计划",
    "会议纪要",
    "编制管理办法",
    "编制管理暂行办法",
    "编制管理条例",
    "编制管理实施细则",
    "编制管理规定",
    "编制管理暂行规定",
    "实名制管理办法",
    "监督检查办法",
    "监督检查条例",
    "监督检查规定",
    "规定制定和实施办法",
    "领导职数核定标准",
    "权责清单",
    "权力清单",
    "责任清单",
];
/// What other kinds of text are called, where no word of [`MATTERS`] stands in the title.
const OTHERS: [&str; 28] = [
    "规则",
    "办法",
    "条例",
    "实施细则",
    "管理细则",
    "守则",
    "准则",
    "章程",
    "规程",
    "管理规定",
    "若干规定",
    "工作规定",
    "程序规定",
    "责任规定",
    "责任制规定",
    "考核规定",
    "处分规定",
    "处罚规定",
    "意见",
    "规划",
    "计划",
    "要点",
    "总结",
    "报告",
    "纪要",
    "预案",
    "公报",
    "活动方案",
];
/// Ends of names that are no statute: 某县司法 may be cut before 局.
const NO_STATUTES: [&str; 8] = ["司法", "执法", "政法", "立法", "普法", "书法", "方法", "办法"];
/// What a notice is about that is none of posts and functions.
const NOTICES: [&str; 10] =
    ["任免", "任职", "免职", "职务", "放假", "表彰", "召开", "举办", "公开招聘", "公开选调"];

/// The title, where it names another kind of text.
pub(super) fn of_another(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Span> {
    let front = blocks.iter().take_while(|b| b.mark.is_none() && !matches!(b.role, Role::Heading(Some(_))));
    let line = |b: &&Block| !matches!(b.role, Role::Furniture | Role::Dateline | Role::Contact);
    let lines: Vec<&Block> = front.filter(line).take(FRONT).collect();
    let titles: Vec<Span> = lines.iter().map(|b| b.body).filter(|b| is_title(ctx.str(*b))).collect();
    let mut found = None;
    for (at, title) in titles.iter().enumerate() {
        // A title on two lines: 某县人民政府 above 工作规则.
        let before = at.checked_sub(1).and_then(|i| titles.get(i)).filter(|b| name::is_organ(ctx.str(**b)));
        let words = ctx.str(*title);
        let whole = before.map_or_else(|| words.to_owned(), |b| format!("{}{words}", ctx.str(*b)));
        if is_other(&whole) {
            found = found.or(Some(before.map_or(*title, |b| b.to(*title))));
        } else if MATTERS.iter().any(|m| words.contains(m)) {
            return None;
        }
    }
    found
}

/// Whether a line may be a title: it is no sentence.
fn is_title(line: &str) -> bool {
    !longer(line, TITLE) && !line.contains(['。', ',', ';', ':', '>', '|'])
}

/// Whether a title names another kind of text.
fn is_other(title: &str) -> bool {
    let title = without_notice(title);
    let kind = without_state(title.trim_matches(['《', '》', '〈', '〉', '<', '>']));
    if !longer(kind, LEAST - 1) {
        return false;
    }
    // 关于调整县政府领导同志工作分工的通知.
    let leaders = ["领导", "班子", "成员", "同志", "县长", "市长", "区长", "镇长", "乡长", "省长", "州长"];
    let notice = kind.strip_suffix("的通知").or_else(|| kind.strip_suffix("通知"));
    if notice.unwrap_or(kind).ends_with("分工") && leaders.iter().any(|l| kind.contains(l)) {
        return true;
    }
    if NEVER.iter().any(|n| kind.ends_with(n)) || is_of_accounts(kind) {
        return true;
    }
    if MATTERS.iter().any(|m| kind.contains(m)) {
        return false;
    }
    let statute = kind.ends_with('法') && !NO_STATUTES.iter().any(|n| kind.ends_with(n));
    let about = |n: &str| NOTICES.iter().any(|w| n.contains(w)) || n.contains("做好") && n.ends_with("工作");
    statute || OTHERS.iter().any(|o| kind.ends_with(o)) || notice.is_some_and(about)
}

/// Whether it is the page of a budget or of accounts: 某县水务局2024年度部门决算公开说明.
fn is_of_accounts(title: &str) -> bool {
    let told = ["决算", "预算", "公开", "说明", "报告", "公示"].iter().any(|end| title.ends_with(end));
    told && ["部门决算", "单位决算", "部门预算", "单位预算", "决算公开", "预算公开"]
        .iter()
        .any(|w| title.contains(w))
}

/// What a notice issues: 某县人民政府工作规则 of 关于印发《某县人民政府工作规则》的通知.
fn without_notice(title: &str) -> &str {
    let inner = ["印发", "转发", "发布", "公布", "修订"].iter().find_map(|v| title.rsplit_once(v));
    let inner = inner.map(|(_, rest)| rest.strip_prefix('了').unwrap_or(rest));
    let whole = inner.and_then(|i| ["的通知", "的决定", "的公告"].iter().find_map(|e| i.strip_suffix(e)));
    whole.unwrap_or(title)
}

/// What stands behind it in brackets tells of its state: (试行), (2024年修订).
fn without_state(title: &str) -> &str {
    title.strip_suffix(')').and_then(|t| t.rsplit_once('(')).map_or(title, |(kind, _)| kind)
}
