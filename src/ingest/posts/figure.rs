//! The figures of a sentence (…N名), each with what the words before it count.

use super::{
    both::{heads_and_deputies, of_both, start_of_both},
    change,
    count::numeral_before,
    each::{all_of, each_of, of_each},
    title::{self, Title},
};
use crate::{
    ingest::{
        ctx::{Ctx, find, longer, sub, tail},
        names::name,
    },
    source::Span,
    text::is_numeral,
};

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Counts {
    Admin,
    Support,
    Separate,
    Institution,
    /// How many of the posts named just before are filled.
    Filled,
    /// All posts together.
    Total,
    Post(Title),
    /// A sum of leadership posts, which the posts in a bracket behind it spell out.
    Leaders,
    /// A sum of leadership posts of units, whose parts follow.
    UnitLeaders,
    Other,
}

/// How a figure stands to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Place {
    Beside,
    /// Behind 其中: it is part of a sum.
    Part,
    /// In a bracket.
    Bracket,
}

/// One figure of a sentence.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Found {
    pub(in crate::ingest) counts: Counts,
    pub(in crate::ingest) value: i64,
    /// The upper end of a range.
    pub(in crate::ingest) most: Option<i64>,
    /// The words before the number.
    pub(in crate::ingest) label: Span,
    /// Whether the label is the title of a post.
    pub(in crate::ingest) titled: bool,
    /// Label and number.
    pub(in crate::ingest) whole: Span,
    pub(in crate::ingest) place: Place,
    /// Whether it counts a standing deputy (常务副).
    pub(in crate::ingest) standing: bool,
    /// The bytes before the title of a post that its holder has besides: 兼任大队长.
    pub(in crate::ingest) besides: u32,
}

/// The figures of a sentence, in order.
pub(in crate::ingest) fn figures(ctx: Ctx<'_>, sentence: Span) -> Vec<Found> {
    let text = ctx.str(sentence);
    let mut depth = 0_u32;
    let mut out = Vec::new();
    for (i, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '名' | '人' => {
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                let several = found.map(|f| each_of(ctx, sentence, f)).unwrap_or_default();
                if several.is_empty() { out.extend(found) } else { out.extend(several) }
            }
            // 正科级领导职数17个: what is counted in this way besides is no post.
            '个' => {
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                let label = |f: &Found| ctx.str(f.label).trim_end_matches(['为', '共']);
                out.extend(found.filter(|f| {
                    // 行政编13个、全额事业编45个.
                    let words = ["职数", "编制", "编制数", "编制总数", "行政编", "事业编"];
                    f.titled && ctx.str(f.whole).contains("职数")
                        || words.iter().any(|w| label(f).ends_with(w))
                }));
            }
            // 行政编制:12。局长:1,副局长:4。
            ':' => out.extend(unsigned(ctx, sentence, i + c.len_utf8(), depth > 0)),
            // 局长1位.
            '位' => {
                let found = figure(ctx, sentence, i, i + c.len_utf8(), depth > 0);
                out.extend(found.filter(|f| f.titled));
            }
            _ => {}
        }
    }
    // “副局长3名”修改为“副局长4名”: the first is no more.
    let old = change::old_words(text);
    if !old.is_empty() {
        let place = |f: &Found| (f.whole.end - sentence.start) as usize;
        let within = |at: usize| {
            old.get(old.partition_point(|(_, close)| *close < at)).is_some_and(|(open, _)| *open <= at)
        };
        out.retain(|f| !within(place(f)));
    }
    people(ctx, sentence, &mut out);
    of_each(ctx, sentence, &mut out);
    out
}

/// The number without a sign that stands alone behind a colon, at byte `at`.
fn unsigned(ctx: Ctx<'_>, sentence: Span, at: usize, inside: bool) -> Option<Found> {
    let behind = ctx.str(sentence).get(at..)?;
    let (_, length) = crate::text::numeral_prefix(behind)?;
    let next = behind.get(length..)?;
    let alone = next.is_empty() || next.starts_with([',', '、', ';', '。', '\n']);
    let found = figure(ctx, sentence, at + length, at + length, inside).filter(|_| alone)?;
    (found.counts != Counts::Other).then_some(found)
}

/// No list of the people who are there has more bytes.
const LONGEST_LIST: usize = 1500;

/// What people are called who work beside those that hold the posts.
const WITHOUT_POST: [&str; 9] = ["聘用", "临聘", "招聘", "编外", "合同", "劳务", "派遣", "临时", "退休"];

/// 现有在职工作人员63人,其中主任1人,副主任4人: who they are is told behind their number, and gives no posts.
fn people(ctx: Ctx<'_>, sentence: Span, figures: &mut [Found]) {
    let mut until = 0;
    // 行政编制20名,实有21人(含工勤2人): workers hold no posts of the administration.
    let admin = figures.iter().any(|f| f.counts == Counts::Admin);
    let workers = admin && !figures.iter().any(|f| f.counts == Counts::Support && f.place == Place::Beside);
    for figure in figures {
        if figure.counts == Counts::Filled {
            let behind = ctx.str(Span::new(figure.whole.end, sentence.end.max(figure.whole.end)));
            let behind = behind.get(..behind.floor_char_boundary(LONGEST_LIST)).unwrap_or("");
            let list = behind.trim_start_matches([',', '(', ':']);
            let told = behind.starts_with(':') || ["其中", "包括", "含"].iter().any(|w| list.starts_with(w));
            let inside = behind.starts_with('(');
            let stops: &[char] = if inside { &[')', ';'] } else { &[';', '编', '核', '设', '配'] };
            let end = behind.find(stops).unwrap_or(behind.len());
            until = if told && list.len() < behind.len() { figure.whole.end + end as u32 } else { 0 };
            // 现有职工272人(正式职工129人,临聘143人): not all of them fill a post.
            let listed = behind.get(..end).filter(|_| told || inside || behind.starts_with(",其中"));
            let others = |list: &str| {
                WITHOUT_POST.iter().any(|w| list.contains(w)) || workers && list.contains("工勤")
            };
            if listed.is_some_and(others) {
                (figure.counts, figure.titled) = (Counts::Other, false);
            }
        } else if figure.counts == Counts::Other && ctx.str(figure.label).contains("收回") {
            // 收回事业编制29名(其中某中心5名、某站13名): whose they were.
            let behind = ctx.str(Span::new(figure.whole.end, sentence.end.max(figure.whole.end)));
            let list = behind.get(..behind.floor_char_boundary(LONGEST_LIST)).filter(|b| b.starts_with('('));
            until = list.map_or(0, |l| figure.whole.end + l.find(')').unwrap_or(l.len()) as u32);
        } else if figure.whole.end <= until {
            (figure.counts, figure.titled) = (Counts::Other, false);
        }
    }
}

fn figure(ctx: Ctx<'_>, sentence: Span, sign: usize, end: usize, inside: bool) -> Option<Found> {
    let text = ctx.str(sentence);
    // 副局长2, and 名 on the next line.
    let (value, at) = numeral_before(text.get(..sign)?.trim_end_matches('\n'))?;
    let (value, at) = over_two_lines(text, value, at);
    let before = text.get(..at)?;
    if before.ends_with('第') {
        return None;
    }
    let (value, most, at, end) = range(text, value, at, end)?;
    // 行政编制12名调整为15名: the first is no more.
    if change::becomes_behind(text.get(end..)?).is_some() {
        return None;
    }
    let before = text.get(..at)?;
    let (value, end, before) = all_of(text, before, end).unwrap_or((value, end, before));
    let stop = before.trim_end_matches([':', '\n']).len();
    let stop = if before.get(..stop)?.ends_with(')') { opening(before.get(..stop)?)? } else { stop };
    let start = by_share(before.get(..stop)?, label_start(before.get(..stop)?));
    // 局长:1名(副处级) 副局长:2名, with a blank between them.
    let remark = before.get(start..stop).filter(|t| t.starts_with('(')).and_then(|t| t.find(')'));
    let start = remark.map_or(start, |i| start + i + 1);
    let start = start_of_both(before, start, stop);
    let start = start
        + if end > sign + '名'.len_utf8() && most.is_none() {
            before.get(start..stop).filter(|t| t.starts_with('各')).map_or(0, |_| '各'.len_utf8())
        } else {
            0
        };
    let label = ctx.trim(sub(sentence, start, stop));
    let (counts, skip) = classify_wrapped(ctx.str(label));
    let near = tail(before.get(..start)?).rsplit([';', '。']).next().unwrap_or("");
    let counts = beside(near, ctx.str(label), text.get(end..).unwrap_or(""), counts);
    let placed = counts == Counts::Other && places(ctx, sentence, label);
    let skip = if placed { ctx.str(label).rfind('置').map_or(skip, |i| i + '置'.len_utf8()) } else { skip };
    // 副局长(兼)1名 holds no post of a deputy here.
    let besides = before.get(stop..).is_some_and(|t| t.starts_with("(兼") || t.starts_with("(挂职"));
    let named_only = placed || besides && counts == Counts::Post(Title::Deputy);
    let counts = if named_only { Counts::Post(Title::Named) } else { counts };
    let label = if of_the_title(ctx.str(label), text.get(end..)?) {
        sub(label, 0, label.len() - "职数".len())
    } else {
        label
    };
    let both = || of_both(ctx.str(label));
    let named = || {
        let words = ctx.str(label);
        title::is_title(words)
            || words.ends_with(ENFORCERS)
            || beside_posts(words).is_some()
            || words == "副职" && counts == Counts::Post(Title::Named)
    };
    let of_a_kind = counts == Counts::Post(Title::Named) && ctx.str(label).ends_with("岗位");
    let titled = placed || of_a_kind || matches!(counts, Counts::Post(_)) && named() && !both();
    let whole = Span::new(label.start + skip as u32, sub(sentence, end, end).start);
    let whole_label = matches!(counts, Counts::Admin | Counts::Institution | Counts::Total);
    let label = Span::new(if whole_label { label.start } else { whole.start }, label.end);
    let standing = ctx.str(label).starts_with("常务副");
    let part = ctx.str(Span::new(sentence.start, label.start)).trim_end_matches(':').ends_with("其中");
    let place = match () {
        () if inside => Place::Bracket,
        () if part => Place::Part,
        () => Place::Beside,
    };
    let besides = ["由其兼任", "兼任"].iter().find(|w| ctx.str(label).starts_with(**w));
    let besides = besides.map_or(0, |w| w.len() as u32);
    Some(Found { counts, value, most, label, titled, whole, place, standing, besides })
}

/// A number that a line end cuts in two, with where it begins: 行政编制2, and 0名 on the next line.
fn over_two_lines(text: &str, value: i64, at: usize) -> (i64, usize) {
    let whole = || {
        let first =
            text.get(..at)?.strip_suffix('\n').filter(|t| t.ends_with(|c: char| c.is_ascii_digit()))?;
        let rest: String = text.get(at..)?.chars().take_while(char::is_ascii_digit).collect();
        let start = numeral_before(first)?.1;
        let number = format!("{}{rest}", first.get(start..)?);
        Some((number.parse().ok().filter(|_| !rest.is_empty())?, start))
    };
    whole().unwrap_or((value, at))
}

/// What a label counts in its sentence: `near` are the words before it, `behind` those behind its number.
pub(super) fn beside(near: &str, label: &str, behind: &str, counts: Counts) -> Counts {
    let of_units = UNITS.iter().any(|w| near.contains(w));
    let counts = if leaves(behind) || is_beside_a_change(near, label) { Counts::Other } else { counts };
    // 内设机构领导职数正处级10名.
    let words = label.trim_start_matches("其中");
    let ranked = words
        .rsplit_once("领导职数")
        .filter(|(whose, rank)| is_rank(rank) && UNITS.iter().any(|w| whose.contains(w)));
    let (words, of_units) = ranked.map_or((words, of_units), |(_, rank)| (rank, true));
    if matches!(counts, Counts::Post(_)) && of_institutions(near, label) {
        return Counts::Other;
    }
    match (counts, words) {
        // 领导班子职数5名,其中正科级1名、副科级4名.
        (_, rank) if is_rank(rank) && of_the_organ(near) => {
            let title = if rank.starts_with('正') { Title::Head } else { Title::Deputy };
            Counts::Post(title)
        }
        // 处级领导职数:正处级9名,副处级11名.
        (Counts::Other, rank) if is_rank(rank) && of_units => {
            let title = if rank.starts_with('正') { Title::UnitHead } else { Title::UnitDeputy };
            Counts::Post(title)
        }
        // 处级领导职数56名,其中:正处长22名,副处长34名.
        (Counts::Post(Title::Head | Title::Named), "正职" | "处长" | "正处长") if of_units => {
            Counts::Post(Title::UnitHead)
        }
        // 大队(所、中心)正职5名,副职15名.
        (Counts::Post(Title::Deputy), "副职") if of_bodies(before_comma(near)).is_some() => {
            Counts::Post(Title::Named)
        }
        (Counts::Post(Title::Deputy), "副职" | "副处长")
            if of_units || before_comma(near).starts_with("机构正职") =>
        {
            Counts::Post(Title::UnitDeputy)
        }
        // 内设机构领导职数:主任5名,副主任2名.
        (Counts::Post(Title::Head), _) if spelled(near) => Counts::Post(Title::UnitHead),
        (Counts::Post(Title::Deputy), _) if spelled(near) => Counts::Post(Title::UnitDeputy),
        // 内设机构各设主任1名: how many there are is not said.
        (Counts::Post(Title::Head | Title::Deputy), words) if each(near, words) => Counts::Other,
        (Counts::Post(title @ (Title::Head | Title::Deputy)), words)
            if set_in_units(near, words) || title == Title::Deputy && names_head(before_comma(near)) =>
        {
            Counts::Post(if title == Title::Head { Title::UnitHead } else { Title::UnitDeputy })
        }
        // 内设机构主任6名,副主任3名.
        (Counts::Post(Title::Named) | Counts::Other, words) if names_head(words) => {
            let deputies =
                ["副主任", "副部长", "副股长", "副科长", "副处长"].iter().any(|w| words.ends_with(w));
            Counts::Post(if deputies { Title::UnitDeputy } else { Title::UnitHead })
        }
        // 核定编制16名,其中行政8名、事业8名.
        (Counts::Other, words) if bare(words) == Some("行政") && !near.contains("行政编制") => {
            Counts::Admin
        }
        (Counts::Other, words) if bare(words) == Some("事业") && !near.contains("事业编制") => {
            Counts::Institution
        }
        // 行政编制12名,工勤岗位2名; but among 管理岗位 and 专业技术岗位 they are posts of one kind.
        (Counts::Other, words) if is_workers(words) && near.contains("编制") && !near.contains("岗位") => {
            Counts::Support
        }
        // 管理岗位6名、专业技术岗位15名、工勤技能岗位3名.
        (Counts::Other, words) if words.ends_with("岗位") && near.contains("岗位") => {
            Counts::Post(Title::Named)
        }
        // 区级领导编制七名单列.
        (Counts::Other | Counts::Admin | Counts::Total, _) if listed_apart(behind) => Counts::Separate,
        // 县政府领导8名单列.
        (Counts::Post(Title::Named), words) if listed_apart(behind) && !title::is_title(words) => {
            Counts::Separate
        }
        // 单列区长、副区长编制7名.
        (Counts::Other, words) if words.ends_with("编制") && near.starts_with("单列") => Counts::Separate,
        _ => by_what_is_told(near, words, counts),
    }
}

/// 直属事业单位核定正职5名、副职5名: none of the organ's.
fn of_institutions(near: &str, label: &str) -> bool {
    let clause = near.rsplit(',').next().unwrap_or("");
    ["事业单位核定", "事业单位设", "事业单位配"].iter().any(|w| clause.contains(w) || label.contains(w))
}

/// What a label counts that is short for more, as the words before it tell.
fn by_what_is_told(near: &str, words: &str, counts: Counts) -> Counts {
    let told = |of: &[&str]| of.iter().any(|w| near.contains(w));
    match (counts, words) {
        // 局长:1名;副局长:2名;股级:3名, 内设机构领导职数12名,其中副科级2名、股级10名.
        (Counts::Other, "股级" | "中层") if near.is_empty() || told(&["职数", "长", "主任"]) => {
            Counts::Post(Title::UnitHead)
        }
        (Counts::Other, "科级" | "处级") if told(&["内设", "中层"]) => Counts::Post(Title::UnitHead),
        // 综治中心为县委政法委所属事业单位,编制7名.
        (Counts::Total, "编制" | "核定编制" | "人员编制" | "核定人员编制")
            if clause_before(near).ends_with("事业单位") =>
        {
            Counts::Institution
        }
        _ => counts,
    }
}

/// 局长职数1个, 股长职数3个: posts of this title, whose label ends with what they are, unless their parts follow.
fn of_the_title(label: &str, behind: &str) -> bool {
    let words = label.strip_suffix("职数").filter(|w| title::is_title(w));
    let parted = || behind.starts_with('(') || behind.trim_start_matches(',').starts_with("其中");
    words.is_some() && !parted()
}

/// The kind of posts that words name for short, without 编制.
fn bare(words: &str) -> Option<&'static str> {
    let words = words.trim_start_matches(':').trim_end_matches(['编', ':']);
    let words = words.rsplit_once("局").map_or(words, |(_, kind)| kind);
    match words.strip_prefix("机关").unwrap_or(words) {
        "行政" => Some("行政"),
        "事业" | "全额事业" | "差额事业" | "全额拨款事业" | "财政补助事业" => {
            Some("事业")
        }
        _ => None,
    }
}

/// The clause in front of the comma that words end with.
fn clause_before(words: &str) -> &str {
    let words = words.strip_suffix(',').unwrap_or("");
    words.rsplit(',').next().unwrap_or("")
}

fn is_workers(words: &str) -> bool {
    words.ends_with("工勤岗位") || words.ends_with("工勤技能岗位") || matches!(words, "机关工人" | "工人")
}

/// Where the label begins of a number that a share makes: 后勤人员编制按行政编制的15%核定,计7名.
fn by_share(before: &str, start: usize) -> usize {
    let sum = matches!(before.get(start..), Some("计" | "共计" | "为" | "共" | "即"));
    let Some(words) = before.get(..start).and_then(|b| b.strip_suffix(',')).filter(|_| sum) else {
        return start;
    };
    let from = label_start(words);
    let share = |w: &str| w.contains('%') || w.contains("百分之") || w.contains("比例");
    if words.get(from..).is_some_and(share) { from } else { start }
}

/// Whether the posts behind some words come or go as those right before them do: 核增副主任职数1名、; 核增行政编制5名, before
/// 内设机构领导职数2名.
fn is_beside_a_change(near: &str, label: &str) -> bool {
    // 核增股级领导职数1名,调整后股级领导职数6名.
    let plain = label == "内设机构领导职数" || !label.contains(['设', '配', '后']);
    let same = || near.strip_suffix(',').filter(|_| label.ends_with("领导职数") && plain);
    let Some(listed) = near.strip_suffix('、').or_else(same) else { return false };
    let first = listed.rsplit(',').next().unwrap_or("");
    ["核增", "核减", "增加", "减少"]
        .iter()
        .any(|v| first.strip_prefix(v).is_some_and(|t| !t.starts_with('后')))
}

/// Whether posts are taken away, as what stands behind their number says: 其事业编制8名收回.
fn leaves(behind: &str) -> bool {
    let rest = ["全部", "予以", "一并"].iter().find_map(|w| behind.strip_prefix(w)).unwrap_or(behind);
    ["收回", "核销"].iter().any(|w| rest.starts_with(w))
}

/// Whether the posts behind some words are those of units, which the words announce.
fn spelled(before: &str) -> bool {
    let announced = before.rsplit_once("职数:").map_or("", |(words, _)| words);
    let words = announced.strip_suffix("领导").unwrap_or(announced);
    ["内设机构", "内设科室", "科室", "股室", "处室", "部室", "中层"].iter().any(|w| words.ends_with(w))
}

/// Whether a label names the head of units: 内设机构主任, 部(室)主任.
fn names_head(label: &str) -> bool {
    let units =
        ["内设机构", "科室", "股室", "处室", "部室", "部(室)", "科(室)", "股(室)", "处(室)", "工作机构"];
    let rest = units.iter().find_map(|u| label.strip_prefix(u)).unwrap_or("");
    matches!(rest.strip_prefix('副').unwrap_or(rest), "主任" | "部长" | "股长" | "科长" | "处长")
}

/// The label of the figure that words end with: 内设机构主任 of …;内设机构主任6名,.
fn before_comma(words: &str) -> &str {
    let words = words.trim_end_matches([',', '、']);
    let label = words.strip_suffix(['名', '人']).and_then(numeral_before).and_then(|(_, at)| words.get(..at));
    label.map_or("", |l| l.get(label_start(l)..).unwrap_or(""))
}

/// Whether it is in units that a post is set up: 党政机构设主任6名,副主任4名.
fn set_in_units(near: &str, label: &str) -> bool {
    let units = ["党政机构", "内设机构", "办事机构", "工作机构", "科室", "股室", "处室"];
    let words = before_verb(near, label).trim_end_matches('共');
    units.iter().any(|u| words.ends_with(u))
}

/// Whether each of several bodies has the post: 各设, 均设, 分别设.
fn each(near: &str, label: &str) -> bool {
    before_verb(near, label).ends_with(['各', '均', '别'])
}

/// The words in front of the verb that sets up a post.
fn before_verb<'t>(near: &'t str, label: &'t str) -> &'t str {
    let last = |text: &'t str| text.rfind(['设', '配', '核']).and_then(|verb| text.get(..verb));
    last(label).or_else(|| last(near)).unwrap_or("")
}

/// Whether a label is a rank and nothing else: 正科级, 副处级, 正职.
fn is_rank(label: &str) -> bool {
    let ranks =
        ["科级", "处级", "县级", "股级", "厅级", "局级", "司局级", "乡科级", "县处级", "科", "处", "职"];
    let text = label.strip_suffix("领导").unwrap_or(label);
    text.strip_prefix(['正', '副']).is_some_and(|rest| ranks.contains(&rest))
}

/// Whether the ranks behind some words are those of the organ's own leaders: 领导班子职数5名,其中, 领导职数3名:.
fn of_the_organ(near: &str) -> bool {
    let Some(at) = ["领导班子", "领导职数", "班子成员"].iter().filter_map(|w| near.rfind(w)).max()
    else {
        return false;
    };
    let (before, behind) = near.split_at(at);
    let named = before.rsplit([',', ':', '(', '、']).next().unwrap_or("");
    let told = if behind.starts_with("领导职数") { before } else { named };
    !UNITS.iter().any(|w| told.contains(w))
}

/// Whether what stands behind a figure lists it apart, and nothing else: 编制七名单列。
fn listed_apart(behind: &str) -> bool {
    let rest = behind.trim_start_matches([',', '(']);
    let rest = ["实行", "予以"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    let rest = rest.strip_prefix("单列").map(|r| r.strip_prefix("管理").unwrap_or(r));
    rest.is_some_and(|r| r.is_empty() || r.starts_with([',', ';', '。', ')', '\n']))
}

/// Whether the label of a number of persons is a title because its sentence places posts: 置主任观护人一人.
fn places(ctx: Ctx<'_>, sentence: Span, label: Span) -> bool {
    let before = tail(ctx.str(Span::new(sentence.start, label.end)));
    let clause = before.rsplit([';', '。']).next().unwrap_or("");
    let words = ctx.str(label);
    let plain = longer(words, 1) && !longer(words, 10) && words.chars().all(char::is_alphanumeric);
    plain && clause.contains('置') && !clause.contains(['设', '配'])
}

/// The signs of a range: 2-3名, 一人至三人, 一人或二人.
const TO: [char; 7] = ['-', '~', '至', '到', '—', '–', '或'];

/// A figure with what makes it a range: the least, the most, where the first numeral begins and where the last sign
/// ends. The second half of a range is no figure of its own.
fn range(text: &str, value: i64, at: usize, end: usize) -> Option<(i64, Option<i64>, usize, usize)> {
    let before = text.get(..at)?;
    if before.ends_with(TO) {
        let lower = before.trim_end_matches(TO);
        let (least, start) = numeral_before(lower)?;
        return Some((least, Some(value), start, end));
    }
    let after = text.get(end..)?;
    let Some(upper) = after.strip_prefix(TO) else { return Some((value, None, at, end)) };
    let Some((most, length)) = crate::text::numeral_prefix(upper) else {
        return Some((value, None, at, end));
    };
    let sign = upper.get(length..)?.chars().next().filter(|c| matches!(c, '名' | '人'))?;
    Some((value, Some(most), at, end + (after.len() - upper.len()) + length + sign.len_utf8()))
}

/// Where the bracket that a text ends with opens.
pub(in crate::ingest) fn opening(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    let skipped = text.len() - tail(text).len();
    for (i, c) in tail(text).char_indices().rev().map(|(i, c)| (i + skipped, c)) {
        match c {
            ')' => depth += 1,
            '(' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// Where the words that a text ends with begin: behind the last separator, brackets passed over.
pub(in crate::ingest) fn label_start(text: &str) -> usize {
    let mut depth = 0_u32;
    // Longer words are no label.
    let skipped = text.len() - tail(text).len();
    for (i, c) in tail(text).char_indices().rev().map(|(i, c)| (i + skipped, c)) {
        match c {
            ')' => depth += 1,
            '(' if depth > 0 => depth -= 1,
            '(' | ',' | ';' | ':' | '、' | '。' | '“' | '”' if depth == 0 => {
                return i + c.len_utf8();
            }
            // 设局长1名 副局长2名, with a blank between them.
            '名' if depth == 0
                && text.get(..i).is_some_and(|t| t.ends_with(is_numeral))
                && i + c.len_utf8() < text.len() =>
            {
                return i + c.len_utf8();
            }
            // 总规, and 划师1名 on the next line.
            '\n' if depth == 0 && !text.get(..i).is_some_and(|t| t.ends_with(is_wrapped)) => {
                return i + c.len_utf8();
            }
            _ => {}
        }
    }
    skipped
}

/// Whether a line that ends with a character may end inside a word.
fn is_wrapped(c: char) -> bool {
    c.is_alphabetic() && !matches!(c, '名' | '人')
}

/// What a label counts that may be broken over two lines.
fn classify_wrapped(label: &str) -> (Counts, usize) {
    if !label.contains('\n') {
        return classify(label);
    }
    let (counts, skip) = classify(&label.replace('\n', ""));
    let broken = label.char_indices().filter(|(_, c)| *c != '\n').take_while(|(i, _)| *i < skip).count();
    let from = label.char_indices().filter(|(_, c)| *c != '\n').nth(broken).map_or(skip, |(i, _)| i);
    (counts, from)
}

/// How posts of the administration are called; those of police and justice have a name of their own.
const ADMIN: [&str; 4] = ["行政编制", "机关编制", "公务员编制", POLICE];
pub(in crate::ingest) const POLICE: &str = "政法专项编制";
const ENFORCERS: &str = "行政执法专项编制";

/// A label of a number of posts without the verb that fixes the number: 行政编制核定为, 编制总数控制在.
fn without_verb(label: &str) -> &str {
    const VERBS: [&str; 14] = [
        "核定总数为",
        "核定为",
        "确定为",
        "暂核定为",
        "暂定为",
        "核为",
        "定为",
        "核定",
        "暂定",
        "控制在",
        "限制在",
        "不得超过",
        "不超过",
        "最多",
    ];
    let posts = |t: &str| {
        ["编制", "编制数", "编制总数", "编制总额", "编制总量", "职数", "职数总数"]
            .iter()
            .any(|w| t.ends_with(w))
            || title::is_title(t)
    };
    let cut = VERBS.iter().find_map(|v| label.strip_suffix(v));
    let cut = cut.map(|t| t.trim_end_matches([',', '暂', '共', '均'])).filter(|t| posts(t));
    cut.unwrap_or(label)
}

/// Where the name begins of posts of a kind that stands beside the establishment, or parts it by kinds of work: 聘用人员控制数,
/// 周转编制, 专业技术岗位.
fn beside_posts(label: &str) -> Option<usize> {
    let text = label.trim_end_matches(['为', '共', '计', '总']);
    if let Some(at) = of_another_body(text).or_else(|| of_bodies(text)) {
        return Some(at);
    }
    let workers = ["工勤", "后勤"].iter().any(|w| text.contains(w));
    let plain = !workers && !longer(text, 16) && text.chars().all(char::is_alphanumeric);
    let kept = ["控制数", "周转编制", "管理岗位", "技术岗位"].iter().any(|w| text.ends_with(w));
    (plain && kept).then(|| {
        ["其中", "含", "核定", "另核定", "另", "设", "使用"]
            .iter()
            .find_map(|w| text.strip_prefix(w))
            .map_or(0, |rest| text.len() - rest.len())
    })
}

/// Where the name begins of a body inside an organ whose leaders a label counts: 离退休干部局领导职数, 含机关党委领导职数.
fn of_another_body(text: &str) -> Option<usize> {
    let whose = text.strip_suffix("领导职数")?;
    let lead = ["其中", "含", "核定", "另核定", "另", "设"].iter().find(|w| whose.starts_with(**w));
    let name = whose.get(lead.map_or(0, |w| w.len())..)?;
    let retired = ["离退休", "离休", "老干部"].iter().any(|w| name.starts_with(w))
        && (name::is_unit(name) || name.ends_with("机构"));
    (retired || name::is_mass_body(name)).then(|| whose.len() - name.len())
}

/// Where the name begins of several bodies whose leaders a label counts: 大队(所、中心)正职.
fn of_bodies(text: &str) -> Option<usize> {
    // One look at the end rules most labels out.
    let whose = text.strip_suffix("正职").or_else(|| text.strip_suffix("副职"))?;
    let name = name::without_brackets(whose.strip_suffix("领导").unwrap_or(whose));
    let bodies = ["大队", "中队", "支队", "站", "所", "中心", "分局"];
    (bodies.iter().any(|b| name.ends_with(b)) && !name.contains(['各', '每'])).then_some(0)
}

/// Whether a label counts the people who are there: 现有, 实有人员, 现有在职工作人员. They are no posts.
fn counts_people(label: &str) -> bool {
    if ["实有", "实有人数", "实有人员", "现有", "现有人员"].iter().any(|w| label.ends_with(w))
    {
        return true;
    }
    let text = label.trim_end_matches(['共', '计', '为']);
    // 在编在职36人.
    if matches!(text, "在编在职" | "在职在编" | "在编在岗" | "在编" | "在职" | "在岗") {
        return true;
    }
    let there = ["现有", "实有", "在职", "在编", "在岗"].iter().any(|w| text.contains(w));
    let who = ["人员", "职工", "干部", "人数", "员工"].iter().any(|w| text.ends_with(w));
    there && who && !text.contains("编制")
}

/// What a label counts, and how many of its bytes belong to something else.
pub(in crate::ingest) fn classify(label: &str) -> (Counts, usize) {
    let at = behind_change(label);
    let (counts, skip) = classify_plain(label.get(at..).unwrap_or(label));
    (counts, at + skip)
}

/// 事业编制调整为行政编制9名: where the posts begin that others have become.
fn behind_change(label: &str) -> usize {
    let changed = ["调整为", "改为", "转为", "变更为"].iter().find_map(|v| label.rsplit_once(v));
    let posts = changed.filter(|(old, new)| old.ends_with("编制") && new.ends_with("编制"));
    posts.map_or(0, |(_, new)| label.len() - new.len())
}

fn classify_plain(label: &str) -> (Counts, usize) {
    let label = without_verb(label);
    if let Some(at) = beside_posts(label) {
        return (Counts::Post(Title::Named), at);
    }
    let text = label.trim_end_matches(['额', '总', '为', '共', '计', '是', '名', '有']);
    let text = ["控制总量", "总量"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text);
    let text =
        text.strip_suffix("编制数").map_or(text, |t| text.get(..t.len() + "编制".len()).unwrap_or(text));
    let text = ["总数", "数"]
        .iter()
        .find_map(|w| text.strip_suffix(w))
        .filter(|t| t.ends_with("行政编制"))
        .unwrap_or(text);
    let from = |words: &[&str]| words.iter().filter_map(|w| text.rfind(w)).min();
    let part = if text.starts_with("含") || text.starts_with("其中") { Some(0) } else { None };
    let support =
        ["工勤", "后勤服务", "后勤人员", "后勤编制", "后勤事业编制"].iter().any(|w| text.contains(w))
            && !text.ends_with("岗位")
            && !(text.contains("中心") && text.ends_with("事业编制"));
    let support = support || workers(text).is_some();
    let moved = |w: &&str| find(text, w).is_some_and(|i| !text[i + w.len()..].starts_with('后'));
    if ["核减", "核增", "由", "聘用", "增加", "减少", "收回", "划转", "划出", "精简"].iter().any(moved)
    {
        return (Counts::Other, 0);
    }
    if text.contains("单列") && !support {
        return (Counts::Separate, part.or_else(|| from(&["单列"])).unwrap_or(0));
    }
    if support {
        let at = from(&["机关工勤", "工勤", "后勤服务", "后勤人员", "后勤编制", "后勤事业编制"]);
        let at = at.or_else(|| workers(text)).unwrap_or(0);
        return (Counts::Support, at);
    }
    if counts_people(label) {
        return (Counts::Filled, 0);
    }
    if let Some(found) = heads_and_deputies(text).or_else(|| all_posts(text)) {
        return found;
    }
    if ["编制总额", "编制总数"].iter().any(|w| label.trim_end_matches('为').ends_with(w))
        && !text.ends_with("行政编制")
    {
        return (Counts::Total, from(&["机关编制", "人员编制", "编制"]).unwrap_or(0));
    }
    let institution = ["事业编制", "事业人员编制", "事业单位编制", "教职工编制", "教职员编制"];
    if institution.iter().any(|w| text.ends_with(w)) {
        return (Counts::Institution, from(&institution).unwrap_or(0));
    }
    if text.contains("事业编制") {
        return (Counts::Other, 0);
    }
    // Told beside the others, under its own name.
    if let Some(at) = text.strip_suffix(ENFORCERS).map(str::len) {
        return (Counts::Post(Title::Named), at);
    }
    if ADMIN.iter().any(|w| text.ends_with(w)) {
        return (Counts::Admin, from(&ADMIN).unwrap_or(0));
    }
    if ["人员编制", "总编制", "机构编制", "员额编制", "国家编制", "编制员"].iter().any(|w| text.ends_with(w))
        || text.strip_suffix("编制").is_some_and(|t| name::is_organ(t.trim_end_matches(['共', '有'])))
        || text == "编制"
        || text.ends_with("核定编制")
    {
        // 其中参照公务员法管理人员编制4名 are some of them, as are those of one kind of staff.
        let of_a_kind = ["管理人员编制", "技术人员编制", "教学人员编制", "科研人员编制", "教辅人员编制"];
        if text.starts_with("其中") && text != "其中编制" || of_a_kind.iter().any(|w| text.ends_with(w))
        {
            return (Counts::Other, 0);
        }
        return (Counts::Total, from(&["人员编制", "总编制", "机构编制", "员额编制", "编制"]).unwrap_or(0));
    }
    let of_units = matches!(title::read(text), Some((Title::UnitHead | Title::UnitDeputy, _)));
    let leaders = ["领导职数", "领导班子职数", "领导班子成员职数", "班子职数", "领导班子成员"];
    if leaders.iter().any(|w| text.ends_with(w)) && !of_units {
        return (Counts::Leaders, 0);
    }
    title::read(text).map_or((Counts::Other, 0), |(title, skip)| (Counts::Post(title), skip))
}

/// 现有编制, 定编, 核定员额: all posts, in other words.
fn all_posts(text: &str) -> Option<(Counts, usize)> {
    // One look at the last character rules most labels out.
    text.ends_with(['制', '编', '员']).then_some(())?;
    let words = text.strip_suffix("现有编制").or_else(|| text.strip_suffix("定编"));
    // 核定员 is what is left of 核定员额.
    let words = words.or_else(|| text.strip_suffix("核定员"));
    words.filter(|w| !w.starts_with("其中")).map(|w| (Counts::Total, w.len()))
}

/// Where the kind of workers begins whose posts a label names: 驾驶员编制, 工人编制.
fn workers(text: &str) -> Option<usize> {
    // One look at the last character rules most labels out.
    let words = text.strip_suffix("编制").filter(|w| w.ends_with(['员', '人', '机', '驶', '杂']))?;
    ["机关工人", "工人", "公务用车驾驶", "驾驶", "司机", "机关勤杂", "勤杂"].iter().find_map(|w| {
        let at = words.rfind(w)?;
        matches!(words.get(at + w.len()..)?, "" | "员" | "人员").then_some(at)
    })
}

/// Words that tell of the leaders of units.
pub(in crate::ingest) const UNITS: [&str; 15] = [
    "部室",
    "部(室)",
    "司局级",
    "科级",
    "股级",
    "内设",
    "科室",
    "股室",
    "中层",
    "处级",
    "科(室)",
    "股(室)",
    "处(室)",
    "股(所)",
    "科(所)",
];

/// Whether the label of a column names posts.
pub(in crate::ingest) fn counts_posts(label: &str) -> bool {
    classify(label).0 != Counts::Other
}
