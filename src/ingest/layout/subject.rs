//! What an article, or a paragraph that stands for a section, is about: its words say so.

use super::{
    block::{Block, Role},
    effect, heading,
    part::begins_article,
    titled,
};
use crate::{
    ingest::{
        closing,
        ctx::{Ctx, longer},
        duty,
        names::{leading, name},
        posts::{article, count, title},
        units::{class, inline, listing},
    },
    schema::SectionKind,
    source::Span,
    text::numeral_prefix,
};
use std::borrow::Cow;

pub(super) fn announces_duties(text: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let duties = [
        "主要职责",
        "主要职能",
        "职能是",
        "职责是",
        "职责:",
        "职责如下",
        "下列职责",
        "以下职责",
        "掌理下列",
        "负责下列工作",
        "承担下列工作",
        "主要任务是",
        "业务范围:",
        "业务范围是",
        "业务范围如下",
    ];
    // 本规定确定的主要职责、内设机构、人员编制等,是县民政局…的基本依据: what the document is for.
    let purpose = text.starts_with("本规定") && has(&["基本依据"]);
    has(&duties) && !has(&["另行规定"]) && !purpose
}

/// Whether a sentence announces the list of duties below it in other words: 县民政局承担以下任务:, 具体职责为:, 主要负责:.
pub(super) fn lists_duties(blocks: &[Block], at: usize, text: &str) -> bool {
    let listed = || blocks.get(at + 1).and_then(Block::item).is_some_and(|m| m.ordinal == 1);
    let Some(words) = text.strip_suffix(':').filter(|_| listed()) else { return false };
    let clause = words.rsplit([',', '。', ';', '\n']).next().unwrap_or(words);
    let Some((who, what)) = DOES.iter().filter_map(|v| clause.split_once(v)).min_by_key(|(who, _)| who.len())
    else {
        return false;
    };
    // 文书科负责下列工作: of a unit.
    let of_unit = || {
        let who = who.trim_end_matches(['主', '要', '的', '具', '体', '应', '当']);
        name::is_unit(who) && !name::is_placed(who)
    };
    let matter = what.is_empty() || MATTERS.iter().any(|m| what.contains(m)) && !longer(what, 12);
    matter && !of_unit() && !what.contains("分工")
}

/// What an organ does with its duties, in a sentence that announces them, or what they are called there.
const DOES: [&str; 8] = ["履行", "承担", "负责", "行使", "职责", "职能", "职权", "任务"];
/// What is announced.
const MATTERS: [&str; 12] =
    ["职责", "职能", "任务", "职权", "工作", "事项", "如下", "为", "是", "包括", "有", "下列"];

/// How a list of units is announced.
const SETS_LISTED: [&str; 6] = ["设下列", "设以下", "置下列", "置以下", "设定下列", "设定以下"];

/// 镇设下列直属事业单位: none of these are units.
pub(super) fn sets_institutions(text: &str) -> bool {
    SETS_LISTED.iter().find_map(|w| text.split_once(w)).is_some_and(|(_, behind)| is_of_institutions(behind))
}

fn is_of_institutions(behind: &str) -> bool {
    let words = ["直属", "所属", "下属"].iter().find_map(|w| behind.strip_prefix(w)).unwrap_or(behind);
    words.starts_with("事业单位") || words.starts_with("事业站所")
}

pub(in crate::ingest) fn announces_units(ctx: Ctx<'_>, span: Span) -> bool {
    let text = ctx.str(span);
    let listed = SETS_LISTED.iter().find_map(|w| text.split_once(w));
    // 县民政局机关由下列股室组成:.
    let made_up = || {
        let units = ["由下列", "由以下"].iter().find_map(|w| text.split_once(w));
        let kinds = ["股室", "科室", "处室", "机构", "部门"];
        let called = |u: &str| kinds.iter().any(|k| u.ends_with(k)) && !longer(u, 10);
        units.is_some_and(|(_, what)| what.split_once("组成").is_some_and(|(u, _)| called(u)))
    };
    listed.is_some_and(|(_, behind)| !is_of_institutions(behind))
        || count::declared(ctx, span).is_some()
        || made_up()
}

/// What an article is about, from its words.
pub(super) fn article_kind(
    ctx: Ctx<'_>,
    blocks: &[Block],
    at: usize,
    first: bool,
    unnumbered: Option<usize>,
) -> Option<SectionKind> {
    let mut intro = blocks[at].body;
    for (i, next) in blocks.iter().enumerate().skip(at + 1) {
        let own = next.mark.is_none() && next.role == Role::Plain;
        if !own || unnumbered.is_some_and(|first| begins_article(ctx, blocks, i, first)) {
            break;
        }
        intro = intro.to(next.span);
    }
    if let Some(kind) = blocks[at].title.and_then(|t| titled::kind(ctx.str(t))) {
        return Some(kind);
    }
    let text = ctx.str(intro);
    let has = |words: &[&str]| words.iter().any(|w| text.contains(w));
    let opening: String = text.chars().take(12).collect();
    let opens = |words: &[&str]| words.iter().any(|w| opening.contains(w));
    Some(match () {
        () if count::posts_written(ctx, intro) || tabled(ctx, blocks, at) => SectionKind::Staffing,
        () if below(blocks, at, Role::Roster)
            && has(&["编制", "职数"])
            && !has(&["职责", "设下列", "设以下"]) =>
        {
            SectionKind::Staffing
        }
        () if manages_bodies(text) && !announces_units(ctx, intro) && !heads_units(ctx, blocks, at, text) => {
            return has(&["另行规定", "另文规定"]).then_some(SectionKind::Other);
        }
        () if announces_units(ctx, intro)
            || heads_units(ctx, blocks, at, text)
            || below(blocks, at, Role::Roster) && has(&["内设", "机构", "科室", "股室", "处室", "设“"])
            || has(&["内设机构如下", "内设机构为", "内设机构:", "内设机构包括"]) =>
        {
            SectionKind::Units
        }
        () if opens(&["职责调整", "职能调整", "职能转变", "职责划转", "职能划转", "职责整合"]) => {
            SectionKind::Adjustments
        }
        () if heads_units_and_duties(ctx, blocks, at) => SectionKind::Units,
        () if divides_work(text) || sets_up_a_unit(text) => return None,
        () if announces_duties(&untitled(text)) || lists_duties(blocks, at, text) => SectionKind::Duties,
        () if effect::said(ctx, intro) => SectionKind::Effective,
        () if closing::interprets(text) => SectionKind::Interpretation,
        () if (first || opens(&["根据", "依据", "依照", "为了", "为"])) && has(&["制定", "订定"]) => {
            SectionKind::Basis
        }
        () if count::places_posts(text) || sets_leaders(text) || text.contains("编制单列") => {
            SectionKind::Staffing
        }
        () if blocks[at].article().is_some() && article::is_about_posts(text) => SectionKind::Staffing,
        () if listing::lists_units(ctx, intro) || tells_units(ctx, blocks, at) => SectionKind::Units,
        () if nature(text) => SectionKind::Nature,
        // 第三条 将某局的某职责与某局的某职责整合,由某局承担。
        () if blocks[at].article().is_some() && duty::adjusts(text) => SectionKind::Adjustments,
        () if has(&[
            "另行规定",
            "其他事项",
            "其它事项",
            "另行制定",
            "另行确定",
            "另文下达",
            "另行下达",
            "另文规定",
        ]) =>
        {
            SectionKind::Other
        }
        () => return None,
    })
}

/// 县政府办公室管理某县机关事务管理中心、某县信息中心: about bodies that the organ has in its charge, and no units of it.
fn manages_bodies(text: &str) -> bool {
    let first = text.split(['。', ';', '\n']).next().unwrap_or("");
    ["归口管理", "统一管理", "代管", "管理"].iter().any(|verb| {
        // The name of a body may hold the verb.
        first.match_indices(verb).take(MOST_VERBS).any(|(at, _)| {
            let (owner, bodies) = first.split_at_checked(at).unwrap_or_default();
            let bodies = bodies.strip_prefix(verb).unwrap_or("");
            let body = |b: &str| name::is_organ(b) && name::is_placed(b);
            name::is_organ(owner) && bodies.split(['、', '和']).all(body)
        })
    })
}

/// So many places of a verb are looked at.
const MOST_VERBS: usize = 4;

/// Whether an article says no more than 内设机构 above its list, or sets something up whose list below it is one of units:
/// 下设:办公室、基层治理股。, 设“一办五局”,均为正科级:.
pub(super) fn heads_units(ctx: Ctx<'_>, blocks: &[Block], at: usize, text: &str) -> bool {
    let first = ctx.str(blocks[at].body);
    // One look at what stands below rules most articles out.
    if !blocks.get(at + 1).is_some_and(|b| b.item().is_some() || b.mark.is_none() && b.role == Role::Plain) {
        return false;
    }
    if first.len() < HEADED && heading::whole(first).is_some_and(|h| h.kind == Some(SectionKind::Units)) {
        return true;
    }
    // (一)综合机构(2个), above the units of the class.
    let listed = |i: &usize| blocks[*i].item().is_some() && !class::is_class(ctx, blocks[*i].body);
    let mut items = (at + 1..blocks.len()).take(LIST).filter(listed);
    let unit = |i: usize| {
        let body = blocks[i].body;
        let told = blocks.get(i + 1).is_some_and(|b| b.mark.is_none() && b.role == Role::Plain);
        let found = leading::unit(ctx, body, true).map(|u| u.name);
        found.is_some_and(|n| name::is_unit(ctx.str(n)) && (n.end < body.end || told))
    };
    let told = text.get(..text.floor_char_boundary(SETS)).unwrap_or(text);
    items.clone().next().is_some()
        && told.contains('设')
        && items.by_ref().take(2).filter(|i| unit(*i)).count() == 2
}

/// Whether an article announces units with their duties, which lines below it tell: 县医保局内设机构及职责:, above 办公室 负责文电.
fn heads_units_and_duties(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let text = ctx.str(blocks[at].body).trim_end_matches([':', '。', '是', '为']);
    let text = ["如下", "分别"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text);
    // One look at the end rules most articles out.
    let Some(words) = text.strip_suffix("职责").filter(|w| !longer(w, 40)) else { return false };
    let words = words.trim_end_matches(['其', '的', '主', '要', '工', '作']);
    let announced = words.strip_suffix(['及', '和', '与', '、']).map(|w| w.trim_end_matches("设置"));
    let called =
        announced.is_some_and(|w| ["内设机构", "科室", "股室", "处室"].iter().any(|k| w.ends_with(k)));
    let below = blocks.get(at + 1).filter(|b| b.mark.is_none() && b.role == Role::Plain);
    called && below.is_some_and(|b| leading::unit(ctx, b.body, false).is_some())
}

/// Whether an article tells units with what they do, in one paragraph or in lines of their own: 办公室负责文电;规划处负责规划,
/// 县水务局下设: above 办公室——负责文电.
fn tells_units(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let body = blocks[at].body;
    if blocks[at].article().is_none() || !inline::told_in_a_row(ctx, body).is_empty() {
        return blocks[at].article().is_some();
    }
    let text = ctx.str(body);
    let unit = |b: &Block| {
        b.mark.is_none()
            && b.role == Role::Plain
            && leading::unit(ctx, b.body, false).is_some_and(|u| u.duties < b.body.end)
    };
    let mut below = blocks.iter().skip(at + 1).take(2);
    text.contains('设') && text.ends_with(':') && !longer(text, 60) && below.len() == 2 && below.all(unit)
}

/// A heading has no more bytes.
const HEADED: usize = 54;
/// What sets units up stands within so many bytes.
const SETS: usize = 300;

/// Two items of a list begin within so many blocks.
const LIST: usize = 4;

/// Whether an article tells the duties of a unit that `listed` names: 第五条 办公室的主要职责:.
pub(super) fn of_a_unit(ctx: Ctx<'_>, body: Span, listed: &str) -> bool {
    let text = ctx.str(body);
    let Some(at) = text.find("职责").filter(|i| *i > 0 && *i < 120) else { return false };
    let name = text.get(..at).unwrap_or("");
    let name = ["主要", "工作", "的"].iter().fold(name, |n, w| n.strip_suffix(w).unwrap_or(n));
    let name = name::without_brackets(name);
    name::is_unit(name) && listed.match_indices(name).any(|(at, _)| is_listed(listed, at, at + name.len()))
}

/// Whether a name stands in a list of units, and not in what says who sets them up: 县政府办设2个内设机构.
fn is_listed(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    let after = text.get(end..).unwrap_or("");
    before.is_none_or(|c| matches!(c, ')' | '.' | '、' | ',' | '。' | ':' | '\n' | '设' | '和' | '及'))
        && !["设", "内设", "下设", "机关"].iter().any(|sets| after.starts_with(sets))
}

/// Whether a paragraph sets up a unit and tells its duties, which are none of the organ's: 增设防汛抗旱股,主要职责是….
fn sets_up_a_unit(text: &str) -> bool {
    let Some(before) = text.find("主要职").and_then(|at| text.get(..at)) else { return false };
    let before = name::without_brackets(before.trim_end_matches([',', ';', '。', '其', '的']));
    let verbs = ["增设", "设立", "成立", "组建", "设置"];
    let named = verbs.iter().filter_map(|v| before.rsplit_once(v)).map(|(_, n)| n).min_by_key(|n| n.len());
    named.is_some_and(|n| name::is_unit(n) && n.ends_with(['股', '科', '处', '室']) && !n.ends_with("办公室"))
}

/// Whether an article says who does what beside other organs, which is no duty: 职责分工:(一)与省某局的职责分工.
pub(super) fn divides_work(text: &str) -> bool {
    text.char_indices().nth(12).map_or(text, |(i, _)| &text[..i]).contains("职责分工")
}

/// 看守所为县公安局所属机构, 服务中心为县某局管理的事业单位: about a body that the organ has.
pub(super) fn is_below_the_organ(text: &str) -> bool {
    let first = text.split(['。', ';', ',']).next().unwrap_or("");
    let whose = first.split_once(['为', '是']).and_then(|(_, what)| {
        ["所属", "管理的", "下属"].iter().find_map(|w| what.split_once(w)).map(|(whose, _)| whose)
    });
    whose.is_some_and(name::is_organ)
}

/// 设局长1名,副局长3名, at the beginning.
fn sets_leaders(text: &str) -> bool {
    let first = text.split([',', '、', ';', '。']).next().unwrap_or("");
    let posts = first.strip_suffix(['名', '人']).and_then(count::numeral_before);
    let label = posts.and_then(|(_, at)| first.get(..at)).unwrap_or("");
    // 局长1名,政委1名,副局长4名 may do without the verb.
    let set = |at| label.contains(['设', '配']) || at == 0 && !longer(label, 4);
    matches!(title::read(label), Some((title::Title::Head | title::Title::Deputy, at)) if set(at))
}

/// Whether an article leaves its posts to the table below it: …编制和领导职数如下表.
fn tabled(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    below(blocks, at, Role::Table) && ["编制", "职数"].iter().any(|w| ctx.str(blocks[at].body).contains(w))
}

/// Whether a table of some kind stands below a block; lines of its head may stand before its rows.
fn below(blocks: &[Block], at: usize, role: Role) -> bool {
    let mut below = blocks.iter().skip(at + 1).take(3).take_while(|b| b.mark.is_none());
    below.any(|b| b.role == role)
}

/// A text without the titles of documents that it names.
pub(super) fn untitled(text: &str) -> Cow<'_, str> {
    if !text.contains('《') {
        return text.into();
    }
    let mut depth = 0_u32;
    let outside = |c: &char| {
        depth += u32::from(*c == '《');
        let shown = depth == 0;
        depth = depth.saturating_sub(u32::from(*c == '》'));
        shown
    };
    text.chars().filter(outside).collect()
}

pub(super) fn nature(text: &str) -> bool {
    // 一、机构设置。设立某某管委会,正处级.
    let headed = text.split_once(['。', ':']).filter(|(head, _)| heading::whole(head).is_some());
    let text = headed.map_or(text, |(_, rest)| rest);
    let sentence = text.split(['。', ';']).next().unwrap_or("");
    let is = sentence.contains('是') || sentence.contains('为');
    // 某县人民法院设3个人民法庭,…,为正科级: of bodies that it has, not of itself.
    let others = sentence.split_once('设').is_some_and(|(_, rest)| {
        numeral_prefix(rest).is_some_and(|(_, n)| rest.get(n..).is_some_and(|t| t.starts_with('个')))
    });
    // 县某局下设综合行政执法队,为副科级事业单位.
    let below = sentence.find("下设").is_some_and(|at| sentence.get(..at).is_some_and(name::is_organ));
    if others || below {
        return false;
    }
    let what = ["机构", "部门", "单位", "机关", "级", "组织"];
    is && what.iter().any(|w| sentence.trim_end_matches(')').contains(w))
}
