//! Sums that sentences give with their parts, but for most behind 其中 ([`parts`](super::parts)), held against them:
//! 编制20名,其中行政编制15名、参公编制6名; 领导职数4名:局长1名、副局长2名; 行政编制15名,事业编制5名,共计18名.

use super::{
    label::{label_start, opening},
    row::Row,
    title::{self, Title, is_title},
};
use crate::{
    ingest::{
        ctx::{Ctx, sub, tail},
        names::name,
    },
    source::Span,
    text::{is_numeral, numeral_prefix},
};

/// What a number counts, as far as numbers of one kind may be added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Posts: 行政编制, 编制.
    Staff,
    /// Leaders: 局长, 正科级, 副职.
    Leader,
    /// Those that have no post of a leader: 一般干部.
    Other,
    /// Posts of leaders, all of them: 领导职数.
    Leaders,
    /// What is told before, together: 共计.
    All,
    /// What stands beside the others, or nobody can tell how it stands: 另核定…, 各…, 兼….
    Apart,
    Unknown,
}

/// A number of a sentence; places are bytes of the sentence.
#[derive(Clone, Copy)]
struct Number<'t> {
    value: i64,
    label: &'t str,
    kind: Kind,
    depth: u32,
    /// Where its label begins, and where it ends itself.
    start: usize,
    end: usize,
}

/// No more numbers are added up.
const MOST: usize = 24;
/// No parts stand farther from their sum, in bytes.
const FARTHEST: usize = 600;

/// How a sum leads to its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Leads {
    /// 其中, 含: the parts are some of it.
    Among,
    /// A bracket with the parts and no more.
    Bracket,
    /// A colon.
    Colon,
}

/// The sums of paragraphs about posts that their parts do not make up, with them. What fields of `rows` show is left to these.
pub(in crate::ingest) fn wrong(ctx: Ctx<'_>, paragraphs: &[(Span, Option<Span>)], rows: &[Row]) -> Vec<Span> {
    let mut out = Vec::new();
    for sentence in paragraphs.iter().flat_map(|(p, _)| ctx.sentences(*p)) {
        let text = ctx.str(sentence);
        let signs = ["其中", "含", "包括", "(", ":", "计", "共", "即", "分别", ",为"];
        if !signs.iter().any(|w| text.contains(w)) {
            continue;
        }
        let numbers = numbers(text);
        for at in 0..numbers.len() {
            let found = of_all(text, &numbers[..=at]).or_else(|| of_parts(text, &numbers[at..]));
            // The bracket that holds the parts is part of the words.
            let close = |to: usize| to + usize::from(text.get(to..).is_some_and(|t| t.starts_with(')')));
            let found = found.map(|(from, to)| sub(sentence, from, close(to)));
            out.extend(found.filter(|s| !shown(*s, rows)));
        }
    }
    out
}

/// Whether the fields of a row show that its parts are too many.
fn shown(sum: Span, rows: &[Row]) -> bool {
    let within = |f: Option<(i64, Span)>| f.filter(|f| sum.contains(f.1)).map(|f| f.0);
    // Rows come in the order of their places.
    let last = rows.partition_point(|r| r.span.start < sum.end);
    rows[last.saturating_sub(4)..last].iter().any(|r| {
        let staff = within(r.total).zip(within(r.admin)).zip(within(r.institution));
        let workers = within(r.support).unwrap_or(0);
        let leaders = within(r.unit_leaders).zip(within(r.unit_heads)).zip(within(r.unit_deputies));
        staff.is_some_and(|((all, a), b)| together([a, b, workers]) > all)
            || leaders.is_some_and(|((all, a), b)| together([a, b]) > all)
    })
}

/// What numbers are together; a text may hold any, and what is too large for all of them is more than each.
fn together(numbers: impl IntoIterator<Item = i64>) -> i64 {
    numbers.into_iter().fold(0, i64::saturating_add)
}

/// The numbers of a sentence, those with a sign behind them (名) or the name of a kind of posts before them (行政8).
fn numbers(text: &str) -> Vec<Number<'_>> {
    let (mut depth, mut behind) = (0_u32, 0);
    let mut out = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if at >= behind && is_numeral(c) => {
                let Some((value, length)) = text.get(at..).and_then(numeral_prefix) else { continue };
                behind = at + length;
                out.extend(number(text, (value, at, at + length), depth));
            }
            _ => {}
        }
    }
    out
}

fn number(text: &str, (value, at, end): (i64, usize, usize), depth: u32) -> Option<Number<'_>> {
    let (before, after) = (text.get(..at)?, text.get(end..)?);
    let sign = after.chars().next().filter(|c| matches!(c, '名' | '人'));
    let stop = before.trim_end_matches([':', '\n']).len();
    let stop = if before.get(..stop)?.ends_with(')') { opening(before.get(..stop)?)? } else { stop };
    let start = label_start(before.get(..stop)?);
    let label = before.get(start..stop)?;
    let end = end + sign.map_or(0, char::len_utf8);
    let behind = text.get(end..)?;
    let bare = bare_kind(label) && (behind.is_empty() || behind.starts_with([',', '、', ')', ';', '(']));
    if sign.is_none() && !bare {
        return None;
    }
    let ranges = ['-', '~', '至', '到', '—', '–', '或'];
    let unsure = before.ends_with(ranges) || behind.starts_with(ranges) || before.ends_with(['约', '第']);
    let beside = ["(兼", "(不占", "(单列", "单列", ",单列", "(不计", "以上", "以内", "以下", "收回", "划"];
    let apart = beside.iter().any(|w| behind.starts_with(w));
    let kind = if unsure || apart { Kind::Apart } else { kind(label) };
    Some(Number { value, label, kind, depth, start, end })
}

/// Words that lead to a label.
const LEADS: [&str; 16] = [
    "其中", "分别", "即", "由", "从", "包括", "包含", "含", "核定", "配备", "设置", "设", "配", "为", "有",
    ":",
];

fn plain(label: &str) -> &str {
    let mut words = label.trim_end_matches(['为', '共', '计', ':', '额', '数', '总', '是']);
    while let Some(rest) = LEADS.iter().find_map(|l| words.strip_prefix(l)) {
        words = rest;
    }
    words
}

/// Whether words are what a kind of posts is called for short: 行政, 参公.
fn bare_kind(label: &str) -> bool {
    matches!(plain(label).trim_start_matches("机关"), "行政" | "事业" | "工勤" | "后勤" | "参公" | "政法专项")
}

fn kind(label: &str) -> Kind {
    let apart = [
        "另",
        "不含",
        "除",
        "不占",
        "兼",
        "实有",
        "现有",
        "聘",
        "每",
        "各",
        "均",
        "增",
        "减",
        "收回",
        "划",
        "原",
        "调整",
        "由",
        "超",
        "不超过",
        "事业单位",
        "派出机构",
        "下属",
        "所属",
        "直属",
    ];
    if ["共计", "合计", "总计"].iter().any(|w| label.starts_with(w)) || label == "共" {
        return Kind::All;
    }
    if apart.iter().any(|w| label.contains(w)) {
        return Kind::Apart;
    }
    let words = plain(label);
    let staff = words.ends_with("编制") || words.ends_with("专编") || bare_kind(label);
    match () {
        () if staff => Kind::Staff,
        () if words.contains("以下") => Kind::Unknown,
        () if label.trim_end_matches(['为', '共', ':']).ends_with("职数") => Kind::Leaders,
        () if is_rank(words) || is_title(words) && title::read(words).is_some() => Kind::Leader,
        () if matches!(words, "一般干部" | "科员" | "办事员" | "一般工作人员") => Kind::Other,
        () => Kind::Unknown,
    }
}

/// Whether words are a rank or a post without a title: 正科级领导, 副职.
fn is_rank(words: &str) -> bool {
    let rank = words.strip_suffix("领导").unwrap_or(words);
    rank.strip_prefix(['正', '副'])
        .is_some_and(|r| matches!(r, "职" | "科级" | "科" | "处级" | "股级" | "股" | "县级"))
}

/// A sum behind its parts that is another than theirs: from where to where.
fn of_all(text: &str, numbers: &[Number<'_>]) -> Option<(usize, usize)> {
    let (sum, before) = numbers.split_last()?;
    (sum.kind == Kind::All).then_some(())?;
    let whole = tail(text.get(..sum.start)?).rsplit([';', ':']).next().unwrap_or("");
    let clause = sum.start - whole.len();
    let before: Vec<&Number<'_>> = before
        .iter()
        .rev()
        .take(MOST)
        .take_while(|n| n.start >= clause)
        .filter(|n| n.depth == sum.depth)
        .collect();
    let kind = before.first()?.kind;
    let counted = matches!(kind, Kind::Staff | Kind::Leader);
    let parts: Vec<&&Number<'_>> = before.iter().take_while(|n| n.kind == kind).collect();
    // A number of another matter may be part of the sum.
    let apart = before.iter().any(|n| matches!(n.kind, Kind::Apart | Kind::Unknown));
    // 局长1名、副局长2名,股长5名、副股长3名,共8名: the sum may be that of the last ones.
    let mut all = 0_i64;
    let makes_up = parts.iter().enumerate().any(|(i, n)| {
        all = all.saturating_add(n.value);
        i > 0 && all == sum.value
    });
    let holds = text.get(sum.end..).is_some_and(|t| t.starts_with('('));
    let told = counted && parts.len() > 1 && !apart && !holds && !whole.contains(['各', '其']);
    (told && !makes_up).then(|| (parts.last().map_or(sum.start, |n| n.start), sum.end))
}

/// A sum, the first of the numbers, that the parts behind it exceed, or do not make up where it is told by them: from where to
/// where.
fn of_parts(text: &str, numbers: &[Number<'_>]) -> Option<(usize, usize)> {
    let (sum, behind) = numbers.split_first()?;
    matches!(sum.kind, Kind::Staff | Kind::Leaders | Kind::Leader).then_some(())?;
    let (leads, from, stop) = led_to(text, sum)?;
    if let Some(end) = other_pair(text, sum, from) {
        return Some((sum.start, end));
    }
    let depth = sum.depth + u32::from(text.get(sum.end..)?.starts_with('('));
    let own = behind.iter().take(MOST).take_while(|n| n.end <= stop).filter(|n| n.depth == depth);
    let own: Vec<&Number<'_>> = own.collect();
    if sum.kind == Kind::Leader {
        // 副局长2名(其中兼职3名); titles are among the fields.
        let titled = own.iter().all(|n| n.kind == Kind::Leader);
        let all = together(own.iter().map(|n| n.value));
        let told = leads == Leads::Among && depth > sum.depth && !titled;
        return own.last().filter(|_| told && all > sum.value).map(|last| (sum.start, last.end));
    }
    let beside = |n: &&Number<'_>| {
        matches!(n.kind, Kind::Leaders | Kind::All)
            || begins_parts(text, n, from)
            || is_beside(sum, own.first(), n)
    };
    let end = own.iter().position(beside);
    let own = &own[..end.unwrap_or(own.len())];
    if depth == sum.depth && leads == Leads::Among && !is_told_here(text, sum, own) {
        return None;
    }
    let open = own.iter().any(|n| matches!(n.kind, Kind::Apart | Kind::Unknown));
    let last = own.last()?.end;
    let add = |kinds: &[Kind]| together(own.iter().filter(|n| kinds.contains(&n.kind)).map(|n| n.value));
    let (staff, persons) = (add(&[Kind::Staff]), add(&[Kind::Leader, Kind::Other]));
    let mixed = own.iter().any(|n| is_rank(plain(n.label))) && own.iter().any(|n| is_title(plain(n.label)));
    let persons = if mixed { 0 } else { persons };
    let too_many = sum.kind == Kind::Staff && staff > sum.value || persons > sum.value;
    if end.is_none() && leads != Leads::Among && is_whole(text, own, (from, stop)) {
        let all = together(own.iter().map(|n| n.value));
        return (all != sum.value).then_some((sum.start, last));
    }
    let whole = !open && own.len() > 1 && end.is_none();
    // 9名:党委书记1名,副书记2名;人大主席1名;…: there are more behind the next sign.
    let goes_on = || behind.iter().take(MOST).find(|n| n.end > stop).is_some_and(|n| n.kind == Kind::Leader);
    let fewer = || !mixed && persons > 0 && persons < sum.value;
    let short = match sum.kind {
        Kind::Leaders => leads == Leads::Colon && fewer() && !goes_on(),
        _ => leads != Leads::Among && kinds_of_all(sum, own) && staff != sum.value,
    };
    (too_many || whole && short).then_some((sum.start, last))
}

/// Where 5正8副 behind a number of leaders ends, if these are not as many: 领导职数11人(5正8副).
fn other_pair(text: &str, sum: &Number<'_>, from: usize) -> Option<usize> {
    matches!(sum.kind, Kind::Leaders).then_some(())?;
    let inside = text.get(from..)?;
    let (heads, length) = numeral_prefix(inside)?;
    let behind = inside.get(length..)?.strip_prefix('正')?;
    let (deputies, length) = numeral_prefix(behind)?;
    let rest = behind.get(length..)?.strip_prefix('副')?;
    let ends = rest.is_empty() || rest.starts_with([')', ';', '。']);
    (ends && heads.saturating_add(deputies) != sum.value).then_some(text.len() - rest.len())
}

/// Whether parts, none of which is a kind of posts or a title, are all of a sum, as their list from one byte to another shows:
/// 事业编制26名:执法大队12名,服务中心14名, 六十二名(从某中心划转三十五名,某中心划转二十七名).
fn is_whole(text: &str, own: &[&Number<'_>], (from, stop): (usize, usize)) -> bool {
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
    let moved = |n: &&Number<'_>| ["划转", "划入", "连人带编划转"].iter().any(|w| n.label.ends_with(w));
    let body = |n: &&Number<'_>| n.kind == Kind::Unknown && is_body(plain(n.label));
    let signs = own.windows(2).all(|pair| match pair {
        [a, b] => matches!(text.get(a.end..b.start), Some("、" | "," | "和")),
        _ => true,
    });
    own.len() > 1
        && own.len() < MOST
        && signs
        && first.start == from
        && matches!(text.get(last.end..stop), Some("" | "。"))
        && (own.iter().all(moved) || own.iter().all(body))
}

/// Whether words name an organ or one of its units.
fn is_body(words: &str) -> bool {
    let words = name::without_brackets(words);
    name::is_unit(words) || name::is_organ(words)
}

/// Whether parts behind 其中 are of those that are added up here: kinds of posts, or leaders with those who lead nobody. The
/// others are a matter of [`parts`](super::parts).
fn is_told_here(text: &str, sum: &Number<'_>, own: &[&Number<'_>]) -> bool {
    // 行政编制20名、工勤编制2名,其中主任1名: they may be parts of both.
    let before = text.get(..sum.start).unwrap_or("").trim_end_matches(['、', ',']);
    let kinds = || own.iter().all(|n| n.kind != Kind::Staff || basic(n).is_some());
    let staff = own.first().is_some_and(|n| n.kind == Kind::Staff) && kinds();
    !before.ends_with(['名', '人', '个', ')']) && (staff || own.iter().any(|n| n.kind == Kind::Other))
}

/// Kinds of posts; those of police are some of those of the administration.
const KINDS: [&str; 6] = ["行政", "事业", "工勤", "后勤", "参公", "政法"];

/// The kind of posts that a label names.
fn basic(number: &Number<'_>) -> Option<usize> {
    KINDS.iter().position(|k| plain(number.label).contains(k))
}

/// The level of the rank that a label names.
fn level(number: &Number<'_>) -> Option<usize> {
    [&["处级", "县级"][..], &["科级", "正科", "副科"], &["股级", "正股", "副股"]]
        .iter()
        .position(|ranks| ranks.iter().any(|r| number.label.contains(r)))
}

/// Whether a number behind a sum is none of its parts: 行政编制5名,其中政法专项编制2名,事业编制10名; 领导职数3名,其中局长1名、副局长2名,
/// 股长5名.
fn is_beside(sum: &Number<'_>, first: Option<&&Number<'_>>, number: &Number<'_>) -> bool {
    if number.depth > sum.depth {
        return false;
    }
    let of_units = |n: &Number<'_>| {
        let title = title::read(plain(n.label)).map(|(title, _)| title);
        is_title(plain(n.label)) && matches!(title, Some(Title::UnitHead | Title::UnitDeputy))
    };
    let lower = first.is_some_and(|f| level(f).zip(level(number)).is_some_and(|(a, b)| a < b));
    let units = first.is_some_and(|f| !of_units(f)) && of_units(number);
    let other = basic(sum).zip(basic(number)).is_some_and(|(a, b)| a != b && b < 4);
    lower || units || other
}

/// Whether parts are the kinds of posts that all posts fall into, each once, and the sum is that of all: 编制20名(行政15名,事业4名).
fn kinds_of_all(sum: &Number<'_>, own: &[&Number<'_>]) -> bool {
    let of =
        |n: &Number<'_>| KINDS.iter().position(|k| plain(n.label).trim_start_matches("机关").starts_with(k));
    let mut told: Vec<Option<usize>> = own.iter().copied().map(of).collect();
    told.sort_unstable();
    let count = told.len();
    told.dedup();
    !KINDS.iter().any(|k| sum.label.contains(k)) && !told.contains(&None) && told.len() == count
}

/// Whether a further 其中 stands before a part, whose parts are those of the part before.
fn begins_parts(text: &str, part: &Number<'_>, from: usize) -> bool {
    text.get(from..part.start + part.label.len()).is_some_and(|words| words.contains("其中"))
}

/// How a sum leads to its parts, from where, and where they end.
fn led_to(text: &str, sum: &Number<'_>) -> Option<(Leads, usize, usize)> {
    let rest = text.get(sum.end..)?;
    let rest = rest.get(..rest.floor_char_boundary(FARTHEST))?;
    let close = || {
        let mut depth = 0_u32;
        let closes = |(_, c): &(usize, char)| {
            depth = if *c == '(' { depth + 1 } else { depth.saturating_sub(u32::from(*c == ')')) };
            *c == ')' && depth == 0
        };
        rest.char_indices().find(closes).map_or(sum.end + rest.len(), |(i, _)| sum.end + i)
    };
    let among = |t: &str| ["其中", "含", "包括", "包含"].iter().find(|w| t.starts_with(**w)).map(|w| w.len());
    if let Some(inside) = rest.strip_prefix('(') {
        let lead = among(inside);
        let from = sum.end + 1 + lead.unwrap_or(0);
        return Some((if lead.is_some() { Leads::Among } else { Leads::Bracket }, from, close()));
    }
    let stop = sum.end + rest.find(';').unwrap_or(rest.len());
    if rest.starts_with(':') {
        return Some((Leads::Colon, sum.end + 1, stop));
    }
    // 领导职数3名,即局长1名,副局长2名; 3名,分别为局长1名、副局长2名.
    let told = rest.trim_start_matches(',');
    if let Some(lead) = ["分别为", "分别是", "即", "为"].iter().find(|w| told.starts_with(**w)) {
        let behind = told.get(lead.len()..)?.trim_start_matches([':', '为']);
        return Some((Leads::Colon, sum.end + rest.len() - behind.len(), stop));
    }
    let words = rest.trim_start_matches([',', '\n']);
    let length = among(words)?;
    Some((Leads::Among, sum.end + rest.len() - words.len() + length, stop))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> bool {
        let numbers = numbers(text);
        (0..numbers.len())
            .any(|at| of_all(text, &numbers[..=at]).or_else(|| of_parts(text, &numbers[at..])).is_some())
    }

    #[test]
    fn parts_that_do_not_make_up_their_sum() {
        for text in [
            "县林业局编制20名(行政编制15名,工勤编制6名)",
            "县林业局编制20名(行政15,工勤6)",
            "县林业局编制20名(行政编制15名、事业编制4名)",
            "县林业局行政编制15名(含纪检监察编制16名)",
            "县林业局行政编制15名(含监察编制10名、老干部服务编制6名)",
            "共核定编制20名:行政15名,事业6名",
            "机关编制20名,其中行政编制12名、机关工勤编制3名、参公编制6名",
            "行政编制15名,事业编制5名,共计18名",
            "局长1名、副局长2名、总工程师1名,共5名",
            "行政编制15名,其中局长1名、副局长2名、一般干部14名",
            "科级领导职数3名(局长1名、副局长3名)",
            "科级领导职数3名,即局长1名,副局长3名",
            "科级领导职数3名,分别为局长1名、副局长3名",
            "领导职数3名,为局长1名、副局长3名",
            "领导职数10名,即:党委书记1名,副书记2名,副镇长8名",
            "部(室)领导职数11人(5正8副)",
            "核定事业编制26名:综合执法大队12名,农业服务中心9名,政务服务中心6名",
            "核定事业编制六十二名(从市房产交易中心划转三十五名,市土地登记中心划转二十五名)",
            "设领导职数4名:局长1名,副局长2名;股级领导职数4名",
            "领导职数3名:局长1名,副局长2名,总工程师1名;股级领导职数4名",
            "设局长1名,副局长2名(其中兼职3名)",
            "设局长1名,副局长2名(其中1名兼任河长办主任,2名兼任其他职务)",
            // More than a number of the machine holds.
            "县林业局编制20名(行政编制9223372036854775807名,工勤编制6名)",
            "行政编制9223372036854775807名,事业编制5名,共计18名",
        ] {
            assert!(told(text), "{text}");
        }
    }

    #[test]
    fn parts_that_may_be_some_of_it() {
        for text in [
            "县林业局编制20名(行政编制15名、事业编制5名)",
            "编制20名,其中行政编制15名(含工勤编制9名)、事业编制5名",
            "编制20名,其中行政编制15名,其中政法专项编制10名",
            "行政编制15名(单列编制3名、军转干部编制2名)",
            "编制20名(行政编制15名),另核定工勤编制6名",
            "编制20名,其中行政编制15名、事业编制5名,局长1名,副局长2名,股级领导职数9名",
            "行政编制15名,事业编制5名,合计20名",
            "行政编制15名,局长1名、副局长2名,共3名",
            "领导职数5名(局长1名、副局长2名)",
            "科级领导职数3名,即局长1名,副局长2名",
            "科级领导职数3名,分别为局长1名、副局长2名",
            "部(室)领导职数11人(5正6副)",
            "领导职数12人(5正6副,机关党委专职副书记1人)",
            "核定事业编制26名:综合执法大队12名,农业服务中心9名,政务服务中心5名",
            "核定事业编制26名:综合执法大队12名,农业服务中心9名等",
            "核定事业编制26名(从市房产交易中心划转15名)",
            "行政编制15名,为财政全额拨款",
            "领导职数3名:局长1名,副局长2名;股级领导职数4名",
            "领导职数5名:局长1名,副局长3名,纪检组长1名,总工程师1名(不占领导职数)",
            "领导职数4名:局长1名,副局长2-3名",
            "领导职数4名,其中正科级1名、副科级3名,局长1名、副局长3名",
            "设局长1名,副局长4名(其中1名兼任河长办主任,2名兼任其他职务)",
            "事业编制40名,其中管理人员10名、专业技术人员30名、高级职称人员8名",
            "机关编制54名,其中行政编制50名",
            "行政编制20名、工勤编制2名,其中主任1名、副主任4名",
            "行政编制20名、工勤编制2名,其中主任1名、科员4名",
            // Told by `parts`.
            "科级领导职数3名,其中局长1名,副局长3名",
            "行政编制5名,其中政法专项编制2名,事业编制10名,工勤编制2名",
            "领导职数3名,其中局长1名,副局长2名,股长5名",
            "领导职数7名,其中正科级2名,副科级5名,正股级8名",
            "领导职数9名:党委书记1名,副书记2名;人大主席1名;副镇长5名",
            "局长1名、副局长2名,股长5名、副股长3名,共8名",
            "行政编制15名、事业编制20名,共计38名(含工勤编制3名)",
        ] {
            assert!(!told(text), "{text}");
        }
    }
}
