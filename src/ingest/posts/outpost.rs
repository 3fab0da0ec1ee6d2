//! Whose posts a figure counts: the organ's own, or those of a field office or an institution that it has.

use std::ops::Range;

use super::{
    count,
    figure::{Counts, Found, Place},
    label::opening,
    own::Level,
    row::{Row, put},
};
use crate::{
    ingest::{
        ctx::{Ctx, find, longer, sub, tail},
        names::name,
        names::organ::same,
        names::place,
    },
    source::Span,
    text::is_numeral,
};

/// 局机关行政编制22名,市场监管所行政编制30名, at the end of a sentence: the leaders that come next are those of the organ.
pub(in crate::ingest) fn below(
    ctx: Ctx<'_>,
    sentence: Span,
    figure: Found,
    organ: Option<Span>,
    rows: &mut Vec<Row>,
) -> bool {
    let (Some(organ), Some(row)) = (organ, rows.last()) else { return false };
    let name = ctx.str(organ);
    let local =
        ["所", "站", "队", "分局"].iter().any(|e| name.ends_with(e)) && place::chunks(name).is_empty();
    let whole = matches!(figure.counts, Counts::Admin | Counts::Institution);
    let beside = whole && row.admin.is_some_and(|(_, at)| sentence.contains(at));
    if !local || !beside || !other(ctx, row, Some(organ)) || row.heads.is_some() {
        return false;
    }
    let span = Span::new(organ.start, figure.whole.end);
    let mut made = Row { organ: Some(organ), span, ..Row::default() };
    put(&mut made, figure, None);
    rows.insert(rows.len() - 1, made);
    true
}

/// 派出机构行政编制21名, behind the posts of the organ itself: a row of its own, before the open one, since the leaders
/// that come next are still those of the organ.
pub(in crate::ingest) fn apart(
    ctx: Ctx<'_>,
    figure: Found,
    organ: Option<Span>,
    rows: &mut Vec<Row>,
) -> bool {
    let text = ctx.str(figure.label);
    let whose =
        ["派出机构", "派驻机构", "直属机构", "基层所", "基层单位"].iter().find(|w| text.starts_with(**w));
    // 各司法所政法专项编制共38名.
    let each = || text.strip_suffix("政法专项编制共").or_else(|| text.strip_suffix("政法专项编制"));
    let each = || each().filter(|t| t.starts_with('各') && t.ends_with(['所', '队']));
    let whose = whose.copied().or_else(each);
    let (Some(whose), true) = (whose, figure.counts == Counts::Admin && organ.is_none()) else {
        return false;
    };
    if rows.last().is_none_or(|r| r.admin.is_none()) {
        return false;
    }
    let organ = Some(sub(figure.label, 0, whose.len()));
    let span = Span::new(figure.label.start, figure.whole.end);
    let mut row = Row { organ, span, ..Row::default() };
    put(&mut row, figure, None);
    rows.insert(rows.len() - 1, row);
    true
}

/// 行政编制83名(含离退休人员管理服务行政编制3名): these are some of those before the bracket.
pub(in crate::ingest) fn part_of(
    ctx: Ctx<'_>,
    row: Option<&Row>,
    figure: Found,
    organ: Option<Span>,
) -> bool {
    let Some((value, whole)) = row.and_then(|r| r.admin) else { return false };
    let text = ctx.str(figure.label);
    // (其中某局行政编制3名、某局行政编制4名) may be all of them.
    let inside = ["含", "包括", "包含"].iter().any(|w| text.starts_with(w))
        || organ.is_none() && text.starts_with("其中");
    let behind = ctx.str(Span::new(whole.end, figure.whole.start.max(whole.end))).starts_with('(');
    figure.counts == Counts::Admin
        && figure.place == Place::Bracket
        && inside
        && behind
        && figure.value <= value
        && !ctx.str(whole).contains("机关编制")
}

/// 某局设在地方的25个省级局,行政编制2400名: theirs are not those of the organ that has set them up.
fn set_up_locally(ctx: Ctx<'_>, before: Span) -> Option<Span> {
    let text = ctx.str(before);
    let at = find(text, "设在地方的")? + "设在地方的".len();
    let count = text.get(at..)?.find('个').filter(|i| *i < 12).map_or(0, |i| i + '个'.len_utf8());
    let start = at + count;
    let end = start + text.get(start..)?.find(',')?;
    (end > start).then(|| sub(before, start, end))
}

/// The organ whose posts a figure counts, where its words or those before them name it.
pub(in crate::ingest) fn organ_of(ctx: Ctx<'_>, sentence: Span, figure: Found) -> Option<Span> {
    let whole =
        matches!(figure.counts, Counts::Admin | Counts::Institution | Counts::Total | Counts::Support);
    let own = || count::organ_in(ctx, organ_words(ctx, figure.label));
    if whole {
        set_up_locally(ctx, near(ctx, sentence, figure.label.start))
            .or_else(own)
            .or_else(|| {
                let before = ctx.str(Span::new(sentence.start, figure.label.start.max(sentence.start)));
                counted_behind(before).map(|name| sub(sentence, name.start, name.end))
            })
            .or_else(|| outpost(ctx, organ_words(ctx, figure.label)))
            .or_else(|| organ_before(ctx, sentence, figure.label))
            .or_else(|| outposts_before(ctx, sentence, figure))
    } else {
        None
    }
}

/// No words are looked for farther from a number, in bytes.
const FARTHEST: usize = 1500;

/// The words of a sentence before a place, as far as they are looked at.
fn near(ctx: Ctx<'_>, sentence: Span, at: u32) -> Span {
    let before = Span::new(sentence.start, at.max(sentence.start));
    let text = ctx.str(before);
    sub(before, text.ceil_char_boundary(text.len().saturating_sub(FARTHEST)), text.len())
}

/// 分局为市局派出机构,…,核定行政编制120名: the posts of all of them, where the sentence is about them.
fn outposts_before(ctx: Ctx<'_>, sentence: Span, figure: Found) -> Option<Span> {
    let before = ctx.str(Span::new(sentence.start, figure.label.start));
    if figure.counts == Counts::Institution {
        // 县水务局下设事业单位2个,核定事业编制40名.
        let found = counted_before(before).filter(|name| before.get(name.clone()) == Some("事业单位"));
        return found.map(|name| sub(sentence, name.start, name.end));
    }
    if figure.counts != Counts::Admin {
        return None;
    }
    // 区纪委监委机关设7个派驻纪检监察组,行政编制21名.
    if let Some(words) = before.strip_suffix(',').and_then(|b| tail(b).rsplit([',', ';', ':', '\n']).next())
        && let Some(at) = ["派驻", "派出"].iter().filter_map(|w| words.rfind(w)).min()
        && words.get(..at).is_some_and(|w| w.contains('设') && w.ends_with('个'))
    {
        let end = before.len() - ','.len_utf8();
        return Some(sub(sentence, end - (words.len() - at), end));
    }
    let near = ctx.str(near(ctx, sentence, figure.label.start));
    if let Some(at) = near.rfind("派出机构").map(|at| before.len() - near.len() + at) {
        let behind = ctx.str(Span::new(figure.label.start, sentence.end));
        let behind = behind.get(..behind.floor_char_boundary(FARTHEST)).unwrap_or("");
        let each = |text: &str| ["每个", "各分局", "各所"].iter().any(|w| text.contains(w));
        // 行政编制共46名,各设所长1名.
        let sets = || {
            let rest = ctx.str(Span::new(figure.whole.end, sentence.end.max(figure.whole.end)));
            ["各设", "各配", "每"].iter().any(|w| rest.trim_start_matches([',', ';']).starts_with(w))
        };
        if each(near) || each(behind) || sets() && counted_before(before).is_none() {
            return Some(sub(sentence, at, at + "派出机构".len()));
        }
    }
    // The posts of the administration are no institution's.
    let own = |name: &Range<usize>| before.get(name.clone()) != Some("事业单位");
    counted_before(before).filter(own).map(|name| sub(sentence, name.start, name.end))
}

/// 县市场监管局设派出机构市场监督管理所8个,核定行政编制56名: what such offices are called; bytes of the words before the posts.
fn counted_before(before: &str) -> Option<Range<usize>> {
    let words = before.strip_suffix(',')?.strip_suffix('个')?;
    let counted = words.trim_end_matches(is_numeral);
    let piece = counted.rsplit([',', ';', ':', '。', '\n', '、']).next()?;
    let set_up = ["派出机构", "派驻机构", "下设", "设有", "设立", "设"];
    let at = set_up.iter().find_map(|v| piece.rfind(v).map(|i| i + v.len()))?;
    let name = piece.get(at..)?;
    let local = ["所", "站", "分局", "中队", "事业单位"].iter().any(|e| name.ends_with(e)) && longer(name, 1);
    let start = counted.len() - name.len();
    (local && counted.len() < words.len()).then_some(start..counted.len())
}

/// 设置15个某某专员办事处,行政编制304名, 设8个税务所(…),作为某某局的派出机构,行政编制56名: what such bodies are called; bytes of the
/// words before the posts.
fn counted_behind(before: &str) -> Option<Range<usize>> {
    let words = tail(before.strip_suffix(',')?);
    let skipped = before.len() - ','.len_utf8() - words.len();
    // A remark in brackets may stand behind the name, and the rank: 设三个管理所,为派出机构,正股级,行政编制十八名.
    let mut words = words;
    let is_rank = |t: &str| t.ends_with('级') && !longer(t, 6);
    while let Some((before, _)) = words.rsplit_once(',').filter(|(_, last)| is_rank(last)) {
        words = before;
    }
    let told = words.rsplit(',').next()?;
    let named = if told.ends_with("派出机构") || told.ends_with("派驻机构") {
        words.strip_suffix(told)?.strip_suffix(',')?
    } else {
        words
    };
    let named = if named.ends_with(')') { named.get(..opening(named)?)? } else { named };
    let piece = named.rsplit([',', ';', ':', '。', '\n']).next()?;
    let (whose, name) = piece.rsplit_once('个')?;
    let verb = whose.trim_end_matches(is_numeral);
    let set_up = verb.len() < whose.len() && ["设置", "设立", "设有", "设"].iter().any(|v| verb.ends_with(v));
    let local =
        ["办事处", "派出机构", "派驻机构", "直属机构", "事业单位", "分局", "所", "站", "中队", "大队"];
    let end = skipped + named.len();
    (set_up && longer(name, 1) && local.iter().any(|e| name.ends_with(e))).then(|| end - name.len()..end)
}

/// 离退休人员管理机构, which has posts of its own beside those of the organ.
pub(in crate::ingest) fn of_the_retired(text: &str) -> bool {
    text.starts_with("离退休") || text.starts_with("老干部")
}

/// 某某局派驻森林资源监督机构, in front of its posts.
fn outpost(ctx: Ctx<'_>, words: Span) -> Option<Span> {
    let text = ctx.str(words);
    if of_the_retired(text) && text.ends_with("机构") || text == "巡察机构" {
        return Some(words);
    }
    let at = ["派驻", "派出", "直属"].iter().filter_map(|w| find(text, w)).min()?;
    let whose = text.get(..at)?.trim_end_matches('的');
    (text.ends_with("机构") && name::is_organ(whose)).then_some(words)
}

/// The organ that stands alone before the comma in front of a label: 白溪县救助站,事业编制8名.
fn organ_before(ctx: Ctx<'_>, sentence: Span, label: Span) -> Option<Span> {
    if let Some(found) = in_front_of_bracket(ctx, sentence, label) {
        return Some(found);
    }
    let before = ctx.str(Span::new(sentence.start, label.start));
    if let Some(found) = before_colon(ctx, sentence, before) {
        return Some(found);
    }
    let before = before.strip_suffix(',')?;
    // 党群服务中心(公益一类,正科级),核定事业编制22名.
    let before = before
        .ends_with(')')
        .then(|| opening(before))
        .flatten()
        .and_then(|i| before.get(..i))
        .unwrap_or(before);
    let words = tail(before).rsplit([',', ';', ':', '。', '\n']).next()?;
    let start = before.len() - words.len();
    // 乡镇林业工作站12个,事业编制63名.
    if let Some(name) = words.strip_suffix('个').map(|w| w.trim_end_matches(is_numeral))
        && longer(name, 3)
        && !name.contains('设')
        && name.ends_with(['所', '站'])
    {
        return Some(sub(sentence, start, start + name.len()));
    }
    // 县大数据中心由县数据局管理,更名为县数据服务中心,核定事业编制9名.
    if let Some(name) = words.strip_prefix("更名为") {
        return count::organ_in(ctx, sub(sentence, before.len() - name.len(), before.len()));
    }
    // 县台湾事务办公室与县委统战部合署办公,使用行政编制5名.
    if let Some((name, _)) = words.strip_suffix("合署办公").and_then(|w| w.split_once(['与', '和', '同']))
    {
        return count::organ_in(ctx, sub(sentence, start, start + name.len()));
    }
    // 后勤中心为县水务局所属事业单位,事业编制5名; 县水利局核减行政编制3名,调整后….
    // 县老龄办公室副科级,行政编制3名.
    let ranks = ["正处级", "副处级", "正科级", "副科级", "正股级", "副股级"];
    let named = ranks.iter().find_map(|r| words.strip_suffix(r)).filter(|n| name::is_organ(n));
    if let Some(found) = named.and_then(|n| count::organ_in(ctx, sub(sentence, start, start + n.len()))) {
        return Some(found);
    }
    let verbs = ["为", "是", "设在", "挂靠", "核减", "核增", "增加", "减少"];
    let end = verbs.iter().filter_map(|v| words.find(v)).min().map_or(before.len(), |i| start + i);
    count::organ_in(ctx, sub(sentence, start, end))
        .or_else(|| institution(ctx, sentence, label))
        .or_else(|| listed_body(ctx, sentence, before))
}

/// The body whose posts stand behind its colon: 县救助站:编制12名.
fn before_colon(ctx: Ctx<'_>, sentence: Span, before: &str) -> Option<Span> {
    let before = before.strip_suffix(':')?;
    let words = tail(before).rsplit([',', ';', ':', '。', '\n']).next()?;
    let found = count::organ_in(ctx, sub(sentence, before.len() - words.len(), before.len()))?;
    name::is_placed(ctx.str(found)).then_some(found)
}

/// The body that a piece of a list begins with: 所属事业单位:县数据中心(县热线中心),公益一类,正股级,事业编制12名;县服务中心,副科级,…. `before`
/// are the words of the sentence in front of the number's.
fn listed_body(ctx: Ctx<'_>, sentence: Span, before: &str) -> Option<Span> {
    let piece = tail(before).rsplit([';', ':', '。', '\n']).next()?;
    let (first, rest) = piece.split_once(',')?;
    let kind = |c: &str| {
        is_rank(c) || c.contains("公益") || c.ends_with("事业单位") || matches!(c, "全额拨款" | "参公")
    };
    rest.split(',').all(kind).then_some(())?;
    let start = before.len() - piece.len();
    count::organ_in(ctx, sub(sentence, start, start + name::without_brackets(first).len()))
}

/// The body that a bracket tells of, which the label stands in: 下设执法大队(正科级,事业编制20名)、政务服务中心(…).
fn in_front_of_bracket(ctx: Ctx<'_>, sentence: Span, label: Span) -> Option<Span> {
    let before = tail(ctx.str(Span::new(sentence.start, label.start)));
    let from = label.start as usize - before.len();
    let (head, inside) = before.rsplit_once('(')?;
    if inside.contains([')', '。', ';']) {
        return None;
    }
    let words = head.rsplit(['、', ',', ';', ':', '。', '\n', ')']).next()?;
    let words =
        ["下设", "设立", "设有", "设"].iter().find_map(|v| words.split_once(v)).map_or(words, |w| w.1);
    let start = from + head.len() - words.len();
    let named = ["中心", "站", "所", "队", "馆", "院", "校"].iter().any(|e| words.ends_with(e));
    let span = Span::of(start..start + words.len());
    if named { count::organ_in(ctx, span) } else { None }
}

/// 县综治中心,公益一类事业单位,股级,事业编制6名, or 团市委所属事业单位市青少年宫为公益二类,…: the institution that the
/// sentence begins with and tells of.
fn institution(ctx: Ctx<'_>, sentence: Span, label: Span) -> Option<Span> {
    let before = ctx.str(Span::new(sentence.start, label.start));
    let (first, rest) = before.split_once(',')?;
    if rest.len() > FARTHEST || rest.contains([';', '。', ':', '(']) || counts_persons(rest) {
        return None;
    }
    // 县防汛抗旱办公室为县水利局的挂靠机构,副科级,行政编制3名.
    if let Some((name, _)) = first.split_once('为').filter(|(_, what)| is_attached(what)) {
        return count::organ_in(ctx, sub(sentence, 0, name.len()));
    }
    // 某某分局下设某某监测站,副科级,核定事业编制18名.
    if let Some((whose, body)) = first.split_once("下设").filter(|(whose, _)| name::is_organ(whose)) {
        return count::organ_in(
            ctx,
            sub(sentence, whose.len() + "下设".len(), whose.len() + "下设".len() + body.len()),
        );
    }
    if let Some((_, behind)) = first.split_once("事业单位") {
        // 区退役军人服务中心为区退役军人局所属公益一类事业单位,股级,核定事业编制5名.
        if behind.is_empty() {
            let end = ["为", "是"].iter().filter_map(|v| first.find(v)).min()?;
            return count::organ_in(ctx, sub(sentence, 0, end));
        }
        let name = name::without_brackets(behind.split(['为', '是']).next().unwrap_or(behind));
        let at = first.len() - behind.len();
        let plain =
            longer(name, 2) && !longer(name, 24) && name.chars().all(|c| c.is_alphanumeric() || c == '\n');
        return plain.then(|| sub(sentence, at, at + name.len()));
    }
    // 省能源局由省发展改革委管理,副厅级,行政编制36名.
    let by = |words: &str| ["管理", "代管", "领导"].iter().any(|e| words.ends_with(e));
    if let Some((name, _)) = first.split_once('由').filter(|(_, who)| by(who)) {
        return count::organ_in(ctx, sub(sentence, 0, name.len()));
    }
    // 某部驻各地专员办事处,由某部垂直管理,其人员编制为3200名.
    if rest.trim_end_matches(',').split(',').any(|c| c.starts_with('由') && by(c)) {
        return count::organ_in(ctx, sub(sentence, 0, first.len()));
    }
    // 机关后勤服务中心,正科级,核定全额拨款事业编制21名.
    let ranked = rest.strip_suffix(',').is_some_and(|r| r.split(',').all(is_rank));
    let told = rest.contains("事业单位") || rest.contains("公益") || ranked;
    told.then(|| count::organ_in(ctx, sub(sentence, 0, first.len())))?
}

/// Whether words tell what a body of another organ is: 县水利局的挂靠机构, 县文旅局所属行政执法机构.
fn is_attached(what: &str) -> bool {
    let kinds = ["挂靠", "派出", "直属", "所属", "下属", "管理的"];
    let at = kinds.iter().filter_map(|k| find(what, k).filter(|i| *i > 0)).min();
    what.ends_with("机构")
        && at.and_then(|at| what.get(..at)).is_some_and(|w| name::is_organ(w.trim_end_matches('的')))
}

/// Whether words give a number of persons.
fn counts_persons(words: &str) -> bool {
    words.match_indices('名').any(|(i, _)| words.get(..i).is_some_and(|t| t.ends_with(is_numeral)))
}

/// Whether a clause tells the rank of a body and no more: 正科级, 副处级建制.
fn is_rank(clause: &str) -> bool {
    let rank = ["建制", "规格", "单位", "机构"].iter().find_map(|e| clause.strip_suffix(e)).unwrap_or(clause);
    rank.ends_with('级') && rank.contains(['正', '副', '股', '处', '科']) && !longer(rank, 10)
}

/// The rank of the institution that a sentence begins with and gives posts: 某州接待处,副处级建制,核定事业编制10名.
pub(super) fn rank_of_institution(ctx: Ctx<'_>, sentence: Span, figures: &[Found]) -> Option<Level> {
    let first = figures.first().filter(|f| f.counts == Counts::Institution)?;
    let before = ctx.str(Span::new(sentence.start, first.label.start.max(sentence.start)));
    let (name, rest) = tail(before).split_once(',')?;
    let rank = rest.split(',').find(|clause| is_rank(clause))?;
    name::is_organ(name).then(|| Level::of(rank))?
}

/// The words of an 行政编制 label in front of 行政编制.
fn organ_words(ctx: Ctx<'_>, label: Span) -> Span {
    let text = ctx.str(label);
    let end =
        ["机关行政编制", "行政编制", "机关编制", "政法专项编制", "人员编制", "事业编制", "总编制", "编制"]
            .iter()
            .find_map(|w| text.find(w))
            .unwrap_or(0);
    let words = text.get(..end).unwrap_or("");
    let clean = [
        "财政",
        "自收自支",
        "自筹",
        "全额拨款",
        "差额拨款",
        "全额",
        "差额",
        "核定",
        "共有",
        "使用",
        "现有",
        "编制",
    ]
    .iter()
    .fold(words, |w, e| w.strip_suffix(e).unwrap_or(w));
    sub(label, 0, clean.len())
}

/// Whether a sentence names another organ than that of the row.
pub(in crate::ingest) fn other(ctx: Ctx<'_>, row: &Row, organ: Option<Span>) -> bool {
    let Some(organ) = organ.filter(|_| row.admin.is_some() || row.total.is_some()) else { return false };
    match row.organ {
        Some(own) => !same(ctx.str(organ), ctx.str(own)),
        // Figures without an organ are the document's own; a public institution is another.
        None => ["中心", "站", "所", "队", "馆", "院", "校"].iter().any(|e| ctx.str(organ).ends_with(e)),
    }
}
