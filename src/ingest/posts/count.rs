//! Numbers that a text declares: of units (设8个职能科室), and whether it gives numbers of posts at all.

use crate::{
    ingest::{
        ctx::{Ctx, longer, sub, tail},
        layout::cue::Cue,
        names::{name, sets::SETS},
    },
    source::Span,
    text::{groups_before, is_numeral, numeral, numeral_prefix},
};

/// A declared number of units.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest) struct Declared {
    /// The number.
    pub(in crate::ingest) value: i64,
    /// Whether the text says just this number, and not one that bounds it: 设7-8个, 不超过8个.
    pub(in crate::ingest) exact: bool,
    /// The words: 设8个职能科室.
    pub(in crate::ingest) span: Span,
    /// The sentence.
    pub(in crate::ingest) sentence: Span,
}

const QUALIFIERS: [&str; 35] = [
    "专门委员会办事",
    "工作委员会办事",
    "委员会办事",
    "司(局)级",
    "厅(局)级",
    "司局级",
    "司级",
    "审判",
    "检察",
    "司法行政",
    "综合管理",
    "综合性",
    "办事",
    "党政",
    "直属",
    "派出",
    "职能",
    "内设",
    "业务",
    "行政",
    "综合",
    "正科级",
    "副科级",
    "科级",
    "正股级",
    "副股级",
    "股级",
    "副处级",
    "处级",
    "正处级",
    "工作",
    "中层",
    "内部",
    "下属",
    "职",
];
const NOUNS: [&str; 16] = [
    "部室",
    "科室",
    "股室",
    "处室",
    "机构",
    "部门",
    "办公室",
    "中心",
    "科",
    "股",
    "处",
    "室",
    "组",
    "部",
    "队",
    "局",
];
/// Words of what an organ has outside, which is no unit of its own.
const OUTSIDE: [&str; 13] =
    ["事业", "派出", "派驻", "直属", "下属", "所属", "基层", "单位", "分局", "中心", "站", "所", "队"];
/// 内设机构由8个调整为9个: what a number becomes announces no list. `before` are the words before the new number.
fn comes_from_another(before: &str) -> bool {
    let clause = before.rsplit([',', ';']).next().unwrap_or(before);
    clause.ends_with(['到', '为', '至'])
        && clause.split_once('由').is_some_and(|(_, from)| from.contains('个'))
}

/// Whether a number is that of the units that come on top of others, which the sentence sums up: 增设2个内设机构,调整后6个.
fn adds(before: &str, behind: &str) -> bool {
    ["增设", "新设", "增设立", "新设立"].iter().any(|w| before.ends_with(w))
        && behind
            .split('。')
            .next()
            .is_some_and(|t| ["调整后", "增设后", "增加后"].iter().any(|w| t.contains(w)))
}

/// Whether the number between two stretches of text is a bound of the number that is meant, or the end of a range.
fn bounds(before: &str, behind: &str) -> bool {
    const LIMITS: [&str; 13] = [
        "不超过",
        "不得超过",
        "不多于",
        "不得多于",
        "不少于",
        "不得少于",
        "不低于",
        "至少",
        "至多",
        "最多",
        "最少",
        "约",
        "控制在",
    ];
    let range = before.strip_suffix(['-', '~', '—', '–', '至', '到', '或']);
    let range = range.is_some_and(|t| numeral_before(t.strip_suffix('个').unwrap_or(t)).is_some());
    range
        || LIMITS.iter().any(|w| before.ends_with(w))
        || ["左右", "以内", "以上", "以下"].iter().any(|w| behind.starts_with(w))
}

/// Whether words behind 一个机构 say that it bears several names: 一个机构两块牌子.
fn is_one_body(behind: &str) -> bool {
    let rest = behind.trim_start_matches(['、', ',']);
    ["两", "二", "三", "2", "3"]
        .iter()
        .filter_map(|n| rest.strip_prefix(n))
        .any(|t| t.trim_start_matches(['块', '个']).starts_with("牌子"))
}

/// No remark behind a number of units has more bytes.
const REMARK: usize = 120;

/// The byte behind a remark in brackets that begins at byte `at`, or that byte: 内设机构6个(副科级):.
fn behind_remark(text: &str, at: usize) -> usize {
    let near = text.get(at..).map(|t| t.get(..t.floor_char_boundary(REMARK)).unwrap_or(""));
    let remark = near.and_then(|t| t.strip_prefix('(')).and_then(|t| t.split_once(')'));
    remark.map_or(at, |(words, _)| at + words.len() + "()".len())
}

/// The kind of units of a ministry that a number counts: 18个职能司(厅、室), 6个司局. 司法所 is none.
fn department(text: &str) -> Option<&str> {
    let kind = ["司局", "司", "厅"].iter().find(|k| text.starts_with(**k))?;
    let rest = text.get(kind.len()..)?;
    // What else they are called stands in a bracket.
    let near = rest.get(..rest.floor_char_boundary(REMARK)).unwrap_or("");
    let other = near.strip_prefix('(').and_then(|t| t.split_once(')')).map(|(inside, _)| inside);
    let other = other.filter(|w| w.split('、').all(|k| ["厅", "室", "局", "处", "办公室"].contains(&k)));
    let end = kind.len() + other.map_or(0, |w| w.len() + "()".len());
    let behind = text.get(end..)?;
    let ends = behind.is_empty() || behind.starts_with([':', ',', '。', ';', '、', '和', '及', '\n']);
    if ends { text.get(..end) } else { None }
}

/// Whether a list follows a number: 4个,即:综合股、民族股.
fn lists(behind: &str) -> bool {
    let rest = behind.trim_start_matches([',', ':', ';']);
    ["即", "分别", "具体", "如下", "包括"].iter().any(|w| rest.starts_with(w))
}

/// The first number of units that a text declares.
pub(in crate::ingest) fn declared(ctx: Ctx<'_>, span: Span) -> Option<Declared> {
    counted(ctx, span).or_else(|| of_kinds(ctx, span))
}

fn counted(ctx: Ctx<'_>, span: Span) -> Option<Declared> {
    let text = ctx.str(span);
    text.match_indices('个').find_map(|(i, _)| {
        let before = text.get(..i)?;
        let (value, start) = numeral_before(before)?;
        let mut at = i + '个'.len_utf8();
        while let Some(q) = QUALIFIERS.iter().find(|q| text.get(at..).is_some_and(|t| t.starts_with(**q))) {
            at += q.len();
        }
        let noun = NOUNS.iter().find(|n| text.get(at..).is_some_and(|t| t.starts_with(**n))).copied();
        let noun = noun.or_else(|| department(text.get(at..)?));
        if is_one_body(text.get(at + noun.map_or(0, str::len)..)?) {
            return None;
        }
        let near = tail(before);
        let ended = near.char_indices().rev().find(|(_, c)| matches!(c, '。' | '\n'));
        let sentence = before.len() - near.len() + ended.map_or(0, |(s, c)| s + c.len_utf8());
        let sets = text.get(sentence..start)?;
        if comes_from_another(sets) && !lists(text.get(i + '个'.len_utf8()..)?) {
            return None;
        }
        // 共有5个内设机构.
        let has = || sets.strip_suffix('有').filter(|_| text[i..].starts_with("个内设")).map(|t| (t, ""));
        let (_, kind) = sets.rsplit_once('设').or_else(has)?;
        // 设派出所5个: the kind may stand before the number. 内设股(室)5个.
        let told = ["内设机构", "科室", "股室", "处室", "职能科(室)", "职能股(室)", "职能处(室)"]
            .iter()
            .any(|w| near.contains(w))
            || kind.ends_with(')') && matches!(name::without_brackets(kind), "股" | "科" | "处" | "部")
            || name::is_unit(kind)
            || kind.ends_with("机构") && !OUTSIDE.iter().any(|w| kind.contains(w));
        let ends = text
            .get(behind_remark(text, at)..)
            .is_none_or(|t| t.is_empty() || t.starts_with([':', '。', ',', ';']));
        let noun = noun.or_else(|| (told && ends).then_some("")).or_else(|| listed_kind(text.get(at..)?))?;
        let exact = !bounds(text.get(sentence..start)?, text.get(i + '个'.len_utf8()..)?)
            && !adds(text.get(sentence..start)?, text.get(at..)?);
        // 设职能科室6个、临床科室12个、医技科室5个.
        if noun.is_empty()
            && let Some((value, verb)) = added(text, (sentence, start), value)
        {
            let stop = text.get(at..).and_then(|t| t.find(['。', '\n'])).map_or(text.len(), |e| at + e);
            let sentence = sub(span, sentence, stop);
            return Some(Declared { value, exact, span: sub(span, verb, at), sentence });
        }
        let mut verbs = std::iter::once(&"内设机构").chain(&SETS);
        let verb = verbs.find(|v| sets.ends_with(**v)).map_or(0, |v| v.len());
        let stop = text.get(at..).and_then(|t| t.find(['。', '\n'])).map_or(text.len(), |e| at + e);
        let named = named_before(kind);
        let (others, end) = others_behind(text.get(..stop)?, at + noun.len());
        let (further, end) = if others == 0 { named_behind(text.get(..stop)?, end) } else { (0, end) };
        let own = named.map_or(start - verb, |(_, names)| start - names - '设'.len_utf8());
        let value = value.saturating_add(named.map_or(0, |(count, _)| count)).saturating_add(others);
        let value = value.saturating_add(further);
        Some(Declared { value, exact, span: sub(span, own, end), sentence: sub(span, sentence, stop) })
    })
}

/// The number of units that words of a sentence about them tell, with no verb before it: 局机关现有部门4个, 等4个内设机构.
pub(in crate::ingest) fn told(ctx: Ctx<'_>, words: Span, sentence: Span) -> Option<Declared> {
    const CALLED: [&str; 7] = ["机构", "部门", "科室", "股室", "处室", "部室", "庭室"];
    let text = ctx.str(words);
    text.match_indices('个').find_map(|(i, _)| {
        let before = text.get(..i)?;
        let (value, start) = numeral_before(before)?;
        let mut end = i + '个'.len_utf8();
        while let Some(q) = QUALIFIERS.iter().find(|q| text.get(end..).is_some_and(|t| t.starts_with(**q))) {
            end += q.len();
        }
        let rest = text.get(end..)?;
        let kind = CALLED.iter().chain(&NOUNS).find(|n| rest.starts_with(**n)).copied();
        let lead = before.get(..start)?;
        // 内设机构共4个.
        let named = || CALLED.iter().any(|k| lead.trim_end_matches(['共', '有', '为', '是']).ends_with(k));
        let kind = kind.or_else(|| named().then_some(""))?;
        (!is_one_body(rest.get(kind.len()..)?)).then_some(())?;
        let near = tail(lead);
        let moved = ["增设", "新设", "增加", "调整", "减少", "撤销", "核减"].iter().any(|w| near.contains(w));
        let exact = !moved && !bounds(lead, text.get(i + '个'.len_utf8()..)?);
        let span = sub(words, start, end + kind.len());
        Some(Declared { value, exact, span, sentence })
    })
}

/// What the units of such a count are called for short.
const KINDS: [&str; 19] = [
    "股室", "科室", "处室", "部室", "中心", "大队", "中队", "股", "科", "室", "处", "部", "组", "办", "队",
    "局", "委", "所", "站",
];
/// Words between the verb and such a count.
const LEADS: [&str; 12] = ["机构", "科室", "股室", "置", "立", "有", "数", "为", "共", "计", ":", "“"];

/// Units counted kind by kind: 设四股一室, 内设“三科一室”, 设2室、3股.
fn of_kinds(ctx: Ctx<'_>, span: Span) -> Option<Declared> {
    let text = ctx.str(span);
    // 实行“一室四股”设置.
    let mut verbs = text.match_indices('设').chain(text.match_indices("实行“"));
    verbs.find_map(|(i, verb)| {
        let mut start = i + verb.len();
        while let Some(lead) = LEADS.iter().find(|l| text.get(start..).is_some_and(|t| t.starts_with(**l))) {
            start += lead.len();
        }
        let (value, exact, length) = kinds(text.get(start..)?)?;
        let end = start + length;
        let near = tail(text.get(..i)?);
        let ended = near.char_indices().rev().find(|(_, c)| matches!(c, '。' | '\n'));
        let sentence = i - near.len() + ended.map_or(0, |(s, c)| s + c.len_utf8());
        let stop = text.get(end..).and_then(|t| t.find(['。', '\n'])).map_or(text.len(), |e| end + e);
        Some(Declared { value, exact, span: sub(span, i, end), sentence: sub(span, sentence, stop) })
    })
}

/// How many units a text begins with that counts them kind by kind, whether they are all inside, and its length.
fn kinds(text: &str) -> Option<(i64, bool, usize)> {
    let (mut sum, mut exact, mut count, mut end) = (0_i64, true, 0, 0);
    loop {
        let rest = text.get(end..)?;
        let rest = if count > 0 { rest.strip_prefix('、').unwrap_or(rest) } else { rest };
        let two = || rest.starts_with('两').then_some((2, '两'.len_utf8()));
        let Some((value, length)) = numeral_prefix(rest).or_else(two) else { break };
        let behind = rest.get(length..)?;
        let kind = KINDS.iter().find(|k| behind.starts_with(**k))?;
        // 设五股室: one kind that holds them all.
        count += if kind.ends_with('室') && kind.len() > 3 { 2 } else { 1 };
        sum = sum.saturating_add(value);
        exact &= !matches!(*kind, "所" | "站");
        end = text.len() - behind.len() + kind.len();
    }
    let behind = text.get(end..)?;
    let behind = behind.strip_prefix('”').unwrap_or(behind);
    let ends = behind.is_empty()
        || behind.starts_with([':', '。', ',', ';', '(', '\n'])
        || ["设置", "即", "内设机构"].iter().any(|w| behind.starts_with(w));
    (count > 1 && ends).then_some((sum, exact, end))
}

/// A number of units in the bracket behind what they are called: 内设机构(3个):, a heading or the words before a list.
pub(in crate::ingest) fn bracketed(ctx: Ctx<'_>, span: Span) -> Option<Declared> {
    let text = ctx.str(span);
    text.match_indices("个)").find_map(|(i, sign)| {
        let (before, number) = text.get(..i)?.rsplit_once('(')?;
        let kinds = ["内设机构", "内设股室", "内设科室", "内设处室", "职能科室", "职能股室"];
        // The heading is a block of its own.
        let kind = if before.is_empty() { "" } else { kinds.iter().find(|kind| before.ends_with(**kind))? };
        let span = sub(span, before.len() - kind.len(), i + sign.len());
        Some(Declared { value: numeral(number)?, exact: true, span, sentence: span })
    })
}

/// Units that are named in front of the number of the others, which come on top: 设办公室和9个工作机构. How many, and the
/// bytes of the words.
fn named_before(kind: &str) -> Option<(i64, usize)> {
    let names = kind.strip_suffix(['和', '及', '与', '、'])?;
    let count = names.split('、').map(|n| name::is_unit(n).then_some(1)).sum::<Option<i64>>()?;
    Some((count, kind.len()))
}

/// Further numbers of units right behind one that ends at byte `at`, and where the last ends: 设1个办公室、6个专门委员会.
fn others_behind(text: &str, at: usize) -> (i64, usize) {
    let (mut sum, mut end) = (0, at);
    while let Some(rest) = text.get(end..).and_then(|t| t.strip_prefix(['、', '和', '及'])) {
        let counted = |(value, n): (i64, usize)| Some((value, rest.get(n..)?.strip_prefix('个')?));
        let Some((value, behind)) = numeral_prefix(rest).and_then(counted) else { break };
        let kind = behind.split([',', '、', '和', '及', ':', '。', ';', '(']).next().unwrap_or("");
        let unit =
            kind.ends_with("机构") || kind.ends_with("部门") || name::is_unit(kind) || NOUNS.contains(&kind);
        if !unit || OUTSIDE.iter().any(|w| kind.contains(w)) {
            break;
        }
        sum = value.saturating_add(sum);
        end = text.len() - behind.len() + kind.len();
    }
    (sum, end)
}

/// Units that are named behind a number of the others, which come on top: 8个职能科室和离退休干部科. How many, and where the
/// last ends. A body of the Party among them is none of those that a number counts.
fn named_behind(text: &str, at: usize) -> (i64, usize) {
    let none = (0, at);
    let rest = text.get(at..).map_or("", |t| behind_kind(t));
    let Some(names) = rest.strip_prefix(['和', '及', '与']) else { return none };
    let list = names.split([',', ':', '。', ';', '(', '\n']).next().unwrap_or("");
    let (mut count, mut bodies) = (0_i64, 0);
    for name in list.split(['、', '和', '及', '与']) {
        match () {
            () if name::is_mass_body(name) => bodies += 1,
            () if name::is_unit(name) && !OUTSIDE.iter().any(|w| name.ends_with(w)) => {
                count = count.saturating_add(1);
            }
            () => return none,
        }
    }
    if count > 0 || bodies > 0 { (count, text.len() - names.len() + list.len()) } else { none }
}

/// What stands behind the second name of a kind of units: (室) of 8个职能科(室)和….
fn behind_kind(text: &str) -> &str {
    let other = text.strip_prefix('(').and_then(|t| t.split_once(')'));
    other.filter(|(w, _)| !longer(w, 6)).map_or(text, |(_, behind)| behind)
}

/// The sum of numbers of units of several kinds, the last of which is `last`, and where the words begin that give them.
fn added(text: &str, (sentence, start): (usize, usize), last: i64) -> Option<(i64, usize)> {
    let (before, kinds) = text.get(sentence..start)?.rsplit_once('设')?;
    let numbers = kinds.split('、').map(|kind| numeral_before(kind.strip_suffix('个')?).map(|(n, _)| n));
    let mut numbers: Vec<Option<i64>> = numbers.collect();
    numbers.pop();
    let add = |sum: i64, n: &Option<i64>| Some(sum.saturating_add((*n)?));
    let sum = numbers.iter().try_fold(0, add).filter(|_| !numbers.is_empty())?;
    Some((last.saturating_add(sum), sentence + before.len()))
}

/// The kind of units that a number counts, where their list follows: 设置6个市场监督管理所:.
fn listed_kind(text: &str) -> Option<&str> {
    let kind = text.split([':', ',', '。', ';', '(', '\n']).next()?;
    if !name::is_unit(kind) || kind.ends_with("法庭") {
        return None;
    }
    let told = text.split(['。', ';', '\n']).next()?;
    // 设6个管理部,均为副科级:东城管理部、….
    let first = || told.split_once(':').and_then(|(_, list)| list.split('、').next()).unwrap_or("");
    (told.ends_with(':') || name::is_unit(first())).then_some(kind)
}

/// No numeral has more characters; the largest that the machine holds has 19 figures.
const LONGEST: usize = 19;

/// The numeral that a text ends with: its value and where it begins.
pub(in crate::ingest) fn numeral_before(text: &str) -> Option<(i64, usize)> {
    let digits = text.char_indices().rev().take_while(|(_, c)| is_numeral(*c));
    let mut digits = digits.take(LONGEST + 1);
    let start = digits.by_ref().take(LONGEST).last().map_or(text.len(), |(i, _)| i);
    // The end of a longer one is another number.
    if digits.next().is_some() {
        return None;
    }
    if text.get(..start)?.ends_with(MISREAD) {
        return misread(text);
    }
    let start = groups_before(text, start);
    Some((numeral(text.get(start..)?)?, start))
}

/// Letters that a scanner takes for figures.
const MISREAD: [char; 4] = ['l', 'I', 'O', 'o'];

/// The numeral that a text ends with, some of whose figures a scanner took for letters: 行政编制l5, 2O.
fn misread(text: &str) -> Option<(i64, usize)> {
    let figure = |c: &char| c.is_ascii_digit() || MISREAD.contains(c);
    let length = text.chars().rev().take_while(figure).count();
    let (before, words) = text.split_at_checked(text.len() - length)?;
    let value = figures(words).filter(|v| *v > 0 && length < 5)?;
    // Of a word in letters they are the end.
    (!before.ends_with(|c: char| c.is_ascii_alphanumeric())).then_some((value, before.len()))
}

fn figures(words: &str) -> Option<i64> {
    words.replace(['l', 'I'], "1").replace(['O', 'o'], "0").parse().ok()
}

/// The numeral that a text begins with; a scanner may have taken some of its figures for letters.
fn numeral_or_misread(text: &str) -> Option<(i64, usize)> {
    let found = numeral_prefix(text);
    let length = found.map_or(0, |(_, n)| n);
    if !text.get(length..)?.starts_with(MISREAD) {
        return found;
    }
    let words = text.split(|c: char| !c.is_ascii_digit() && !MISREAD.contains(&c)).next()?;
    Some((figures(words).filter(|_| words.len() < 5)?, words.len()))
}

/// Whether a text gives a number of posts (行政编制15名, 领导职数…3名).
pub(in crate::ingest) fn posts_written(ctx: Ctx<'_>, span: Span) -> bool {
    ctx.said(span, Cue::Posts).any(|said| {
        let after = ctx.str(Span::new(said.span.end, span.end));
        let near = after.trim_start_matches(|c: char| "数额总为共计核定暂是:名控制在确".contains(c));
        // 编制3个规划 makes plans, and gives no posts.
        let signs: &[char] =
            if ctx.str(said.span) == "编制" { &['名', '人'] } else { &['名', '人', '个', '正'] };
        numeral_or_misread(near).is_some_and(|(_, n)| near.get(n..).is_some_and(|t| t.starts_with(signs)))
    })
}

/// Whether a text places posts in the manner of 置副局长二人.
pub(in crate::ingest) fn places_posts(text: &str) -> bool {
    text.match_indices('人').any(|(i, _)| {
        let before = text.get(..i).unwrap_or("");
        let sentence = tail(before).rsplit(['。', ';', '\n']).next().unwrap_or("");
        sentence.contains('置') && numeral_before(before).is_some()
    })
}

/// The organ that a sentence gives units to: what stands before 设, after the last comma.
pub(in crate::ingest) fn organ_of(ctx: Ctx<'_>, sentence: Span) -> Option<Span> {
    let text = ctx.str(sentence);
    let verb = text.match_indices(['设', '置']).map(|(i, _)| i).find(|i| {
        let before = text.get(..*i).and_then(|t| t.chars().next_back());
        let after = text.get(i + '设'.len_utf8()..).and_then(|t| t.chars().next());
        !matches!(before, Some('建' | '处' | '位' | '布')) && !matches!(after, Some('备' | '施' | '计'))
    })?;
    let before = text.get(..verb)?.trim_end_matches(['内', '下', '共', '分']);
    let start = before.rfind([',', ';', ':', '\n']).map_or(0, |i| i + 1);
    organ_in(ctx, sub(sentence, start, before.len()))
}

/// What may stand before the name of an organ.
const BEFORE_ORGAN: [&str; 25] = [
    "代管",
    "另设",
    "设置",
    "另核定",
    "另有",
    "根据上述职责",
    "人员编制",
    "核定",
    "其中",
    "调整后",
    "现",
    "同意",
    "确定",
    "下属",
    "所属",
    "设立",
    "增设",
    "组建",
    "增核",
    "核增",
    "核减",
    "调增",
    "调减",
    "追加",
    "收回",
];

/// The organ's name that words consist of, without 机关 and a second name in brackets.
pub(in crate::ingest) fn organ_in(ctx: Ctx<'_>, span: Span) -> Option<Span> {
    let text = ctx.str(span);
    let mut lead = 0;
    while let Some(p) = BEFORE_ORGAN.iter().find(|p| text.get(lead..).is_some_and(|t| t.starts_with(**p))) {
        lead += p.len();
    }
    let rest = name::without_brackets(text.get(lead..)?);
    let clean = rest.trim_end_matches(['共', '可', '拟', '的', '现', '应', '暂']);
    let clean = ["机关", "本级", "本部"].iter().find_map(|e| clean.strip_suffix(e)).unwrap_or(clean);
    // 截止2016年12月本院.
    let dated =
        clean.rfind(['年', '月', '日']).filter(|i| clean[..*i].ends_with(|c: char| c.is_ascii_digit()));
    let day = dated.map_or(0, |i| i + '年'.len_utf8());
    let behind = clean.get(day..)?.trim_start_matches(['底', '末']);
    let lead = lead + clean.len() - behind.len();
    let clean = behind;
    let own = ["本", "我", "你", "该"].iter().any(|p| clean.starts_with(p));
    (!own && name::is_organ(clean)).then_some(sub(span, lead, lead + clean.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_counted_kind_by_kind() {
        for (text, sum, exact) in [
            ("四股一室:", 5, true),
            ("4股1室。", 5, true),
            ("一室四股”,具体职责如下", 5, true),
            ("两室三股", 5, true),
            ("2室、3股,均为正股级", 5, true),
            ("一办三股一中心:", 5, true),
            ("五股室:", 5, true),
            ("一室四股”设置", 5, true),
            ("三股两所,", 5, false),
        ] {
            assert_eq!(kinds(text).map(|(sum, exact, _)| (sum, exact)), Some((sum, exact)), "{text}");
        }
        for text in ["一室", "1办公室", "局长1名", "四股一室主任", "2室和会议中心", "一科学研究所"]
        {
            assert_eq!(kinds(text), None, "{text}");
        }
    }
}
