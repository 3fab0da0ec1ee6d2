//! The frame of a document: what it rests on, when it was issued and takes effect, closing provisions.

use super::{
    ctx::{Ctx, longer, sub},
    layout::block::{Block, Role},
    layout::cue::Cue,
    layout::effect,
    layout::part::Part,
    layout::roles,
    names::{
        name,
        record::{self, Field, Record},
    },
};
use crate::{
    regulation::{Basis, Effective, Provision, Read, Words},
    schema::{ProvisionKind, SectionKind},
    source::Span,
    text::find_date,
};
use jiff::civil::Date;

/// The documents that this one rests on.
pub(super) fn basis(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Basis> {
    let first = parts.first().map_or(blocks.len(), |p| p.first);
    let ground = parts.iter().filter(|p| p.kind == Some(SectionKind::Basis)).flat_map(|p| p.first..p.last);
    let article = parts.iter().find(|p| p.article.is_some()).map(|p| p.first);
    // 1 总体要求, of which nobody can tell what it is about, may stand before all others.
    let opening = parts.first().filter(|p| p.kind.is_none() && p.article.is_none() && p.division.is_none());
    let opening = opening.map(|p| p.first..p.last).unwrap_or_default();
    let mut places: Vec<usize> = (0..first).chain(ground).chain(article).chain(opening).collect();
    places.sort_unstable();
    places.dedup();
    let told = |places: Vec<usize>| -> Vec<Basis> {
        let blocks = places.into_iter().filter_map(|i| blocks.get(i));
        blocks.flat_map(|b| ctx.sentences(b.body)).flat_map(|s| grounds(ctx, s)).collect()
    };
    let found = told(places);
    if !found.is_empty() {
        return found;
    }
    // 一、主要职责, and below it before the list: 根据《…》(…号),某局的主要职责是.
    let lead_in = parts.iter().filter(|p| p.kind == Some(SectionKind::Duties)).flat_map(|p| {
        let own = blocks.get(p.first + 1..p.last).unwrap_or_default();
        p.first + 1..p.first + 1 + own.iter().take_while(|b| b.mark.is_none()).count()
    });
    told(lead_in.collect())
}

fn grounds(ctx: Ctx<'_>, sentence: Span) -> Vec<Basis> {
    let text = ctx.str(sentence);
    let Some((from, lead)) = ["根据", "依据", "依照", "按照", "为贯彻", "为深入贯彻", "为落实"]
        .iter()
        .filter_map(|w| text.find(w).map(|at| (at, w.len())))
        .min()
    else {
        return Vec::new();
    };
    let mut out: Vec<Basis> = Vec::new();
    let (mut depth, mut open) = (0_u32, 0);
    let mut last = from;
    // Where the words begin that may be a number without a title.
    let (mut brackets, mut word) = (0_u32, from + lead);
    for (i, c) in text.char_indices().filter(|(i, _)| *i >= from) {
        match c {
            '《' => {
                if depth == 0 {
                    open = i;
                }
                depth += 1;
            }
            '》' if depth == 1 => {
                depth = 0;
                // What is made on the ground is no ground.
                let made = text.get(last..open).is_some_and(|t| MADE.iter().any(|m| t.contains(m)));
                if made {
                    break;
                }
                let found = ground(ctx, sentence, open, i);
                word = (ctx.folded.to_folded(found.span.end) - sentence.start) as usize;
                out.push(found);
                last = i;
            }
            '》' => depth = depth.saturating_sub(1),
            _ if depth > 0 || i < word => {}
            '(' => brackets += 1,
            ')' => brackets = brackets.saturating_sub(1),
            '、' | ',' | ';' | '和' | '及' | '与' | '\n' => word = i + c.len_utf8(),
            '号' if brackets == 0 && i - word < NUMBER => {
                let Some(number) = text.get(word..i + c.len_utf8()).filter(|n| is_number(n)) else {
                    continue;
                };
                let made = text.get(last..word).is_some_and(|t| MADE.iter().any(|m| t.contains(m)));
                if made {
                    break;
                }
                out.push(untitled(ctx, sub(sentence, word, word + number.len())));
                last = i;
            }
            _ => {}
        }
    }
    out
}

/// No number of a document has more bytes.
const NUMBER: usize = 90;

/// What is made on a ground stands behind these words.
const MADE: [&str; 4] = ["制定", "设立", "制订", "现将"];

/// A ground that is called by its number: 根据某编〔2009〕12号文件.
fn untitled(ctx: Ctx<'_>, number: Span) -> Basis {
    Basis { title: ctx.words(number), number: Some(ctx.words(number)), span: ctx.at(number) }
}

fn ground(ctx: Ctx<'_>, sentence: Span, open: usize, close: usize) -> Basis {
    let text = ctx.str(sentence);
    // The line may end between the title and its number.
    let behind = text.get(close + '》'.len_utf8()..).unwrap_or("");
    let after = text.len() - behind.trim_start_matches('\n').len();
    let number = text.get(after..).and_then(|t| t.strip_prefix('(')).and_then(|t| {
        let end = t.find(')')?;
        let inside = t.get(..end)?;
        let length = inside.find('号')? + '号'.len_utf8();
        Some((sub(sentence, after + 1, after + 1 + length), after + 1 + end + 1))
    });
    // 《某通知》某编〔2019〕3号文件: it may do without brackets.
    let bare = || {
        let near = text.get(after..)?;
        let end = after + near.get(..near.floor_char_boundary(NUMBER))?.find('号')? + '号'.len_utf8();
        // 《某条例》和某编发〔2010〕8号文件: another ground.
        let own = |n: &&str| is_number(n) && !n.starts_with(['和', '及', '与', '、', ',']);
        text.get(after..end).filter(own).map(|_| (sub(sentence, after, end), end))
    };
    let number = number.or_else(bare);
    let title = ctx.at(sub(sentence, open + '《'.len_utf8(), close));
    let end = number.map_or(close + '》'.len_utf8(), |(_, end)| end);
    // Where the line ends inside the title, its words go on.
    let text: String = title.slice(ctx.original).split('\n').map(str::trim).collect();
    let words = Words { text, span: Some(title) };
    let span = ctx.at(sub(sentence, open, end));
    Basis { title: words, number: number.map(|(n, _)| ctx.words(n)), span }
}

/// The number of the document itself, on a line of its own or in a field of its page: 云编〔2020〕3号.
pub(super) fn number(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Option<Words> {
    let first = parts.iter().find(|p| p.kind != Some(SectionKind::Basis)).map_or(blocks.len(), |p| p.first);
    let lines = blocks.iter().take(first.max(1)).filter(|b| b.mark.is_none());
    lines.flat_map(|b| numbers(ctx, b)).find(|n| is_number(ctx.str(*n))).map(|n| ctx.words(n))
}

/// The first and the last day of the year in which a number was given: 云编〔2020〕3号.
pub(super) fn year(ctx: Ctx<'_>, number: &Words) -> Option<[Read<Date>; 2]> {
    let span = number.span?;
    let (_, inside) = ctx.folded.slice(span).split_once(['〔', '[', '(', '【'])?;
    let year = inside.get(..4)?.parse().ok().filter(|y| (1949..2100).contains(y))?;
    let day = |month, day| Some(Read::at(Date::new(year, month, day).ok()?, span));
    Some([day(1, 1)?, day(12, 31)?])
}

/// Where the number of the document may stand in a line.
fn numbers(ctx: Ctx<'_>, block: &Block) -> Vec<Span> {
    let body = block.body;
    if is_record(ctx, block) {
        let told = record::fields(ctx, body).into_iter().filter(|(field, _)| *field == Field::Number);
        return told.map(|(_, words)| words).collect();
    }
    // It may stand in brackets, with its date.
    let body = within_brackets(ctx, body).unwrap_or(body);
    // (2015年3月18日市政府批准 某政办发〔2015〕21号).
    let apart = ctx.folded.gaps(body).last().map(|gap| Span::new(*gap, body.end));
    // (… 某政办发〔2015〕21号印发).
    let apart = apart.map(|last| sub(last, 0, without_printed(ctx.str(last)).len()));
    let dated = |last: &Span| ctx.str(Span::new(body.start, last.start)).contains('年');
    if let Some(last) = apart.filter(|last| is_number(ctx.str(*last)) && dated(last)) {
        return vec![last];
    }
    // (某编〔2016〕18号,2016年12月9日某县机构编制委员会印发).
    let first = ctx.str(body).split_once(',').map(|(first, _)| first);
    if let Some(first) = first.filter(|first| is_number(first)) {
        return vec![sub(body, 0, first.len())];
    }
    // (2015年3月18日市政府批准,某政办发〔2015〕21号).
    let printed = sub(body, 0, without_printed(ctx.str(body)).len());
    if let Some((_, last)) = ctx.str(printed).rsplit_once(',').filter(|(_, last)| is_number(last)) {
        return vec![sub(printed, printed.len() - last.len(), printed.len())];
    }
    // Its date may stand beside it.
    let dated = || {
        let text = ctx.str(body);
        let end = text.find('号').filter(|_| !longer(text, 40))? + '号'.len_utf8();
        let date = find_date(text.get(end..)?)?;
        let alone = date.span.start == 0 && end + date.span.end as usize == text.len();
        alone.then(|| sub(body, 0, end))
    };
    // (经市机构编制委员会审定廉机编〔2015〕20号).
    let behind = || {
        let text = ctx.str(body);
        let approved = ["审议通过", "审定", "批准", "通过", "同意", "核定"];
        let at = approved.iter().filter_map(|w| text.find(w).map(|at| at + w.len())).max()?;
        text.get(at..).filter(|t| is_number(t)).map(|_| sub(body, at, text.len()))
    };
    // 中华民国96年11月1日府行法字第0963031234号令订定.
    let ordered = || {
        let text = ctx.str(body);
        let end =
            text.find("字第").and_then(|at| Some(at + text.get(at..)?.find('号')? + '号'.len_utf8()))?;
        let start = find_date(text.get(..end)?).map_or(0, |d| d.span.end as usize);
        (start < end).then(|| sub(body, start, end))
    };
    [behind(), Some(body), dated(), ordered()].into_iter().flatten().collect()
}

/// Words without what says at their end that a paper was sent out.
fn without_printed(text: &str) -> &str {
    ["印发", "发布", "公布", "下发", "批准"].iter().find_map(|w| text.strip_suffix(w)).unwrap_or(text)
}

/// Whether a block is fields of the page, on a line or in a row of a table.
fn is_record(ctx: Ctx<'_>, block: &Block) -> bool {
    let row = || block.role == Role::Table && record::record(ctx, block.body) == Some(Record::Surely);
    block.role == Role::Furniture || row()
}

/// What a line in brackets says.
fn within_brackets(ctx: Ctx<'_>, line: Span) -> Option<Span> {
    let text = ctx.str(line);
    let pairs = [('(', ')'), ('〔', '〕'), ('[', ']')];
    let inside = pairs.iter().find_map(|(open, close)| {
        let inside = text.strip_prefix(*open)?.strip_suffix(*close)?;
        Some((open.len_utf8(), inside.len()))
    });
    inside.map(|(from, length)| sub(line, from, from + length))
}

fn is_number(text: &str) -> bool {
    // 府行法字第0963031234号.
    let ordered = text.split_once("字第").and_then(|(whose, n)| Some((whose, n.strip_suffix('号')?)));
    if let Some((whose, digits)) = ordered {
        let all = (6..=12).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        return all && (2..=30).contains(&whose.len()) && whose.chars().all(char::is_alphabetic);
    }
    let Some(open) = text.find(['〔', '[', '(', '【']).filter(|_| !longer(text, 30)) else {
        return false;
    };
    let Some(inside) = text.get(open..).and_then(|t| t.get(t.chars().next()?.len_utf8()..)) else {
        return false;
    };
    let year = inside.len() - inside.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let Some(rest) = inside.get(year..).filter(|_| year == 4 && open > 0) else { return false };
    let rest = rest.trim_start_matches(['〕', ']', ')', '】']).trim_start_matches(['第']);
    rest.strip_suffix('号').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a blank between two texts parts the number of a document from its date: 沅政办发〔2002〕19号 2002年3月28日.
pub(super) fn parts_number(before: &str, after: &str) -> bool {
    let near = |most: usize| after.get(..after.floor_char_boundary(most)).unwrap_or("");
    if before.ends_with('号') {
        return find_date(near(40)).is_some_and(|d| d.span.start == 0);
    }
    let number = || near(90).split_inclusive('号').next().is_some_and(is_number);
    before.ends_with(['日', '准', '过']) && number()
}

/// When the document takes effect.
pub(super) fn effective(ctx: Ctx<'_>, blocks: &[Block]) -> Option<Effective> {
    sentences(ctx, blocks).find_map(|s| effect::verb(ctx, s).map(|verb| taken(ctx, s, verb)))?
}

/// What a sentence says of the day up to the verb by which the document takes effect.
fn taken(ctx: Ctx<'_>, sentence: Span, verb: Span) -> Option<Effective> {
    let text = ctx.str(sentence);
    let end = (verb.end - sentence.start) as usize;
    if let Some((day, at)) = effect::day_behind(text.get(end..)?) {
        let stop = end + at + day.span.end as usize;
        let start = end - ctx.str(verb).len();
        return Some(Effective {
            date: Some(day.date),
            on_issue: false,
            span: ctx.at(sub(sentence, start, stop)),
        });
    }
    // 本规定2020年3月1日起施行.
    let start = text.get(..end)?.rfind(['自', '从']).or_else(|| {
        let day = find_date(text)?.span;
        let behind = text.get(day.end as usize..end)?;
        let own = || of_itself(text) || day.start == 0 && behind.starts_with('起');
        (own() && behind.starts_with(['起', '开']) && !longer(behind, 6)).then_some(day.start as usize)
    })?;
    let words = text.get(start..end)?;
    let date = find_date(words).map(|d| d.date);
    let days = ["发布", "印发", "公布", "下发", "颁布", "发文", "批准", "通过"];
    // 自发布之日起30日后施行 is another day, which nobody has told.
    let later = words.contains("日后") || words.contains("月后");
    let on_issue = date.is_none() && !later && days.iter().any(|d| words.contains(d));
    (date.is_some() || on_issue).then(|| Effective {
        date,
        on_issue,
        span: ctx.at(sub(sentence, start, end)),
    })
}

fn sentences<'a>(ctx: Ctx<'a>, blocks: &'a [Block]) -> impl Iterator<Item = Span> + 'a {
    let told = blocks.iter().rev().filter(move |b| b.provides() && ctx.says(b.body, Cue::Effect));
    told.flat_map(move |b| ctx.sentences(b.body))
}

/// When the document was issued: a date that stands by itself or behind the issuer, before or after the provisions.
pub(super) fn issued(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Option<Read<Date>> {
    let first = parts.iter().find(|p| p.kind != Some(SectionKind::Basis)).map_or(blocks.len(), |p| p.first);
    let edge =
        blocks.iter().enumerate().filter(|(i, b)| (*i < first || *i + 3 > blocks.len()) && b.mark.is_none());
    // Behind the day under a notice may stand 主题词 and 抄送.
    let signed = || blocks.iter().rev().find(|b| b.role == Role::Dateline && !dates(ctx, b.body).is_empty());
    edge.flat_map(|(_, b)| issues(ctx, b))
        .next()
        .or_else(|| signed().and_then(|b| dates(ctx, b.body).into_iter().next()))
}

/// The days of issue that a line may tell; the day on which a page was shown is none.
fn issues(ctx: Ctx<'_>, block: &Block) -> Vec<Read<Date>> {
    if !is_record(ctx, block) || record::record(ctx, block.body).is_none() {
        return dates(ctx, block.body);
    }
    let told = record::fields(ctx, block.body).into_iter().filter(|(field, _)| *field == Field::Issued);
    let day = |(_, words)| {
        let date = find_date(ctx.str(words)).filter(|d| d.span.start == 0)?;
        Some(ctx.read(date.date, sub(words, 0, date.span.end as usize)))
    };
    told.filter_map(day).collect()
}

fn dates(ctx: Ctx<'_>, body: Span) -> Vec<Read<Date>> {
    let text = ctx.str(body);
    let mut out = Vec::new();
    let mut printed = None;
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(find_date) {
        let (start, end) = (from + found.span.start as usize, from + found.span.end as usize);
        let before = text.get(..start).unwrap_or("");
        let after = text.get(end..).unwrap_or("");
        let span = sub(body, start, end);
        let alone = before.is_empty()
            || ctx.folded.gap_before(span.start)
            || before.ends_with("号,")
            // (2024年4月11日某会议批准,2024年4月15日印发).
            || before.ends_with(',') && text.starts_with(['(', '〔', '[']) && by_printing(after)
            || before.ends_with([
                '(', '〔', '[', ':', '\n', '室', '府', '会', '局', '委', '办', '厅', '部', '号', '。',
            ]);
        let ends = matches!(after, "" | "印")
            || after.starts_with([')', '〕', ']', '\n'])
            || ["印发", "发布", "通过", "公布", "核定", "订定", "修正", "核准"]
                .iter()
                // 2019年3月20日印发的规定 is another one.
                .any(|w| after.strip_prefix(w).is_some_and(|t| !t.starts_with('的')))
            || before.is_empty() && by_order(after)
            || before.ends_with(['(', '〔', '[']) && passed(after)
            || before.ends_with("号,") && printed_by(after);
        // When a page was put up is not when the document was issued.
        let page = before.strip_suffix(':').and_then(record::field_before).is_some_and(|f| f == Field::Other);
        if alone && !page && !is_of_the_organ(before) && (ends || ctx.folded.gap_before(span.end)) {
            // (5月20日某会议通过,6月3日印发): issued is what is sent out.
            if printed.is_none() && ["印发", "发布", "公布", "下发"].iter().any(|w| after.starts_with(w))
            {
                printed = Some(out.len());
            }
            out.push(ctx.read(found.date, span));
        }
        from = end;
    }
    if let Some(at) = printed {
        out.swap(0, at);
    }
    out
}

/// Whether words before a day say that it is one of the organ's, on which no text was issued: 成立时间:, 始建于.
fn is_of_the_organ(before: &str) -> bool {
    let words = before.trim_end_matches([':', '于', '|', '\n']);
    let words = ["时间", "日期", "年月"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
    ["成立", "创建", "创立", "始建", "建立", "设立", "组建", "建局", "登记", "注册", "更新"]
        .iter()
        .any(|w| words.ends_with(w))
}

/// 某某会议通过), behind a date in a bracket.
fn passed(after: &str) -> bool {
    let inside = after.split([')', '〕', ']', '\n']).next().unwrap_or("");
    ["通过", "公布", "发布", "修订", "批准"].iter().any(|w| inside.contains(w))
}

/// 印发), behind a date in a bracket.
fn by_printing(after: &str) -> bool {
    let behind = ["印发", "发布", "公布", "下发"].iter().find_map(|w| after.strip_prefix(w));
    behind.is_some_and(|t| t.starts_with([')', '〕', ']']))
}

/// 某县机构编制委员会印发), behind a number and a date.
fn printed_by(after: &str) -> bool {
    let inside = after.split([')', '〕', ']', '\n', '。', ',']).next().unwrap_or("");
    !longer(inside, 40) && ["印发", "发布", "公布", "下发"].iter().any(|w| inside.ends_with(w))
}

/// 某某政府令发布, behind a date.
fn by_order(after: &str) -> bool {
    let line = after.split('\n').next().unwrap_or("");
    let ends = ["发布", "公布", "订定", "修正", "施行", "核定", "条文"];
    !longer(line, 60) && line.contains('令') && ends.iter().any(|w| line.contains(w))
}

/// Closing provisions: who interprets, who adjusts, from when, and what else is settled.
pub(super) fn provisions(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Provision> {
    // What is settled behind the units comes after what closes the document.
    let (mut out, mut besides) = (Vec::new(), Vec::new());
    for part in parts {
        let closing = matches!(
            part.kind,
            Some(
                SectionKind::Other
                    | SectionKind::Interpretation
                    | SectionKind::Effective
                    | SectionKind::Supplementary
            )
        );
        let own = blocks.get(part.first..part.last).unwrap_or(&[]);
        for block in own
            .iter()
            .filter(|b| b.provides() && !matches!(b.role, Role::Heading(_) | Role::Table | Role::Roster))
        {
            // 机关党组织按有关规定设置。县防汛抗旱指挥部办公室设在县水利局。, behind the units.
            if part.kind == Some(SectionKind::Units) && roles::is_besides_units(ctx, block) {
                settled(ctx, block, true, &mut besides);
                continue;
            }
            // (二)本规定自印发之日起施行, below what is known for something else.
            let own = || part.kind == Some(SectionKind::Staffing) && of_itself(ctx.str(block.body));
            if !closing && (block.item().is_some() || block.role == Role::Unit) && !own() {
                continue;
            }
            let settles = [Cue::Interpretation, Cue::Adjustment, Cue::Effect];
            if !closing && !settles.into_iter().any(|cue| ctx.says(block.body, cue)) {
                continue;
            }
            settled(ctx, block, closing, &mut out);
        }
    }
    if parts.is_empty() {
        // A decision without parts says in a paragraph of its own when it takes effect.
        let told = |b: &&Block| b.provides() && b.mark.is_none() && effect::said(ctx, b.body);
        blocks.iter().filter(told).for_each(|b| settled(ctx, b, false, &mut out));
    }
    out.append(&mut besides);
    out
}

/// What the sentences of a block settle.
fn settled(ctx: Ctx<'_>, block: &Block, closing: bool, out: &mut Vec<Provision>) {
    for (i, sentence) in ctx.sentences(block.body).enumerate() {
        let whole = if i == 0 { Span::new(block.span.start, sentence.end) } else { sentence };
        out.extend(settle(ctx, sentence, whole, closing));
    }
}

fn settle(ctx: Ctx<'_>, sentence: Span, whole: Span, closing: bool) -> Vec<Provision> {
    let text = ctx.str(sentence);
    let make = |kind, by: Option<Span>, date| Provision {
        kind,
        by: by.map(|b| ctx.words(b)),
        date,
        text: ctx.at(sentence),
        span: ctx.at(whole),
    };
    let mut out = Vec::new();
    if ctx.says(sentence, Cue::Interpretation) && interprets(text) {
        out.push(make(ProvisionKind::Interpretation, by(ctx, sentence, 0), None));
    }
    if ctx.says(sentence, Cue::Adjustment)
        && let Some(at) = adjusts(text)
    {
        out.push(make(ProvisionKind::Adjustment, by(ctx, sentence, at), None));
    }
    if let Some(verb) = effect::verb(ctx, sentence) {
        // 有效期至2029年4月30日, behind the verb, is another day.
        let place =
            |e: Effective| Span::new(ctx.folded.to_folded(e.span.start), ctx.folded.to_folded(e.span.end));
        let told = taken(ctx, sentence, verb).map_or(Span::new(sentence.start, verb.end), place);
        let date = find_date(ctx.str(told))
            .map(|d| ctx.read(d.date, sub(told, d.span.start as usize, d.span.end as usize)));
        out.push(make(ProvisionKind::Effective, None, date));
    }
    if out.is_empty() && closing && !is_formula(text) {
        out.push(make(ProvisionKind::Other, None, None));
    }
    out
}

/// What ends a letter and settles nothing.
fn is_formula(sentence: &str) -> bool {
    let words = sentence.trim_end_matches(['。', '!', ',']);
    matches!(words, "此复" | "特此批复" | "特此通知" | "特此函复" | "特此公告" | "专此函复" | "此致")
}

/// Whether a sentence says who interprets. That somebody does not (不再由县委编办负责解释) says nothing of it.
pub(super) fn interprets(text: &str) -> bool {
    let denied = |clause: &&str| {
        let not = ["不由", "不再由", "非由", "不负责", "不再负责", "不属于", "不归"];
        clause.contains("解释") && not.iter().any(|w| clause.contains(w))
    };
    let mut clauses = text.split_inclusive([',', ';']);
    if clauses.any(|c| denied(&c)) {
        let rest: String = text.split_inclusive([',', ';']).filter(|c| !denied(c)).collect();
        return names_interpreter(&rest);
    }
    names_interpreter(text)
}

fn names_interpreter(text: &str) -> bool {
    let says = [
        "负责解释",
        "解释权",
        "进行解释",
        "解释工作由",
        "负责本规定的解释",
        "负责本规定解释",
        "解释机关:",
        "规定解释:",
    ];
    let names = ["由", "负责", "承担", "授权", "以"].iter().any(|w| text.contains(w));
    // 由县委编办解释.
    let by = text.rsplit_once("解释").and_then(|(before, _)| before.rsplit_once('由'));
    let by = by.is_some_and(|(_, who)| (2..=72).contains(&who.len()) && !who.contains([',', ';', '。']));
    let says = says.iter().any(|w| text.contains(w) && text.contains("解释"));
    by || says || of_itself(text) && text.contains("解释") && names
}

/// Where a sentence says who adjusts: the organ stands behind the first 由 from there.
fn adjusts(text: &str) -> Option<usize> {
    // 本规定由县编委办负责解释,调整亦同.
    if text.contains("调整亦同") && interprets(text) {
        return Some(0);
    }
    if let Some(at) = text.find("调整由").or_else(|| text.find("调整,由")) {
        return Some(at);
    }
    // 本规定的调整须报某某批准.
    if let Some((at, _)) = reported(text).filter(|_| of_itself(text)) {
        return Some(at);
    }
    // 规定调整:某某.
    if let Some(at) = ["规定调整:", "调整机关:"].iter().find_map(|w| text.find(w)) {
        return Some(at);
    }
    // 需要变更的,由某某按规定程序办理.
    let changed = ["变更", "修改", "修订", "变动"].iter().filter_map(|w| text.find(w)).min();
    let named = changed.filter(|at| (of_itself(text) || interprets(text)) && names(text.get(*at..)));
    if named.is_some() {
        return named;
    }
    let at = text.find("调整").filter(|_| of_itself(text) || text.contains("其调整") || interprets(text))?;
    // 其调整按程序由某某办理; 由某某负责解释和调整; but 其调整按程序办理 names nobody.
    let behind = text.get(at..).is_some_and(|t| t.contains('由'));
    let before = [
        "负责调整",
        "解释和调整",
        "解释、调整",
        "解释与调整",
        "解释及调整",
        "程序调整",
        "进行调整",
        "办理调整",
    ];
    let named =
        before.iter().any(|w| text.contains(w)) && ["由", "负责", "对本"].iter().any(|w| text.contains(w));
    if behind { Some(at) } else { named.then_some(0) }
}

/// Whether words behind a change say who makes it, and by which rules.
fn names(behind: Option<&str>) -> bool {
    let by = behind.and_then(|t| t.split_once('由')).filter(|(lead, _)| !longer(lead, 8));
    by.is_some_and(|(_, t)| ["程序", "规定", "审批", "批准", "办理", "决定"].iter().any(|w| t.contains(w)))
}

/// Whether a sentence is about the document that it stands in.
fn of_itself(text: &str) -> bool {
    ["本规定", "本方案", "本办法", "本细则", "本规则", "本规程", "本准则", "本条例", "三定"]
        .iter()
        .any(|w| text.contains(w))
}

/// 调整须报某某批准: where the change is told, and where who is asked.
fn reported(text: &str) -> Option<(usize, (usize, usize))> {
    let at = text.find("调整")?;
    let start = at + text.get(at..)?.find('报')? + '报'.len_utf8();
    let end = ["批准", "审批", "审定", "备案"].iter().filter_map(|w| text.get(start..)?.find(w)).min()?;
    let between = text.get(at..start)?;
    (end > 0 && !longer(between, 8) && !between.contains('由')).then_some((at, (start, start + end)))
}

/// What stands behind an organ that settles something.
const SETTLES: [&str; 20] = [
    "负责",
    "按",
    "承担",
    "进行",
    "解释",
    "办理",
    "会同",
    "会商",
    "商有关",
    "商同",
    "依程序",
    "依法",
    "依照",
    "依据",
    "依规",
    "决定",
    "为准",
    "授权",
    ",",
    "。",
];

/// What stands before an organ that settles something, where no 由 does.
const LEADS: [&str; 6] = ["解释权归", "解释权属于", "解释权属", "解释:", "调整:", "解释机关:"];

/// The organ that a sentence says settles something, from byte `from` on: behind the first 由, or as 某某负责本规定的解释,
/// 解释权归某某, 授权某某解释, 以某某为准, 规定解释:某某.
fn by(ctx: Ctx<'_>, sentence: Span, from: usize) -> Option<Span> {
    let text = ctx.str(sentence);
    if from > 0
        && let Some((_, (start, end))) = reported(text)
    {
        return Some(sub(sentence, start, end));
    }
    // What is settled by somebody else stands in a clause of its own: 对本规定的解释,以甲为准;对本规定的修改,由乙决定.
    let clause = text.get(from..)?.split(';').next()?;
    let behind = |lead: &str| clause.find(lead).map(|at| at + lead.len());
    let found = ["授权", "委托", "由"]
        .iter()
        .find_map(|l| behind(l))
        .or_else(|| LEADS.iter().filter_map(|l| behind(l)).min())
        .or_else(|| behind("以").filter(|_| clause.contains("为准")));
    let (start, rest) = match found {
        Some(at) => (from + at, clause.get(at..)?),
        // 某某负责本规定的解释和调整.
        None => (0, text.get(..text.find("负责")?)?),
    };
    // No organ has a longer name.
    let rest = rest.get(..rest.floor_char_boundary(NUMBER))?;
    let end = SETTLES.iter().filter_map(|w| rest.find(w)).min().unwrap_or(rest.len());
    let who = rest.get(..end)?;
    (end > 0 && (found.is_some() || name::is_organ(who) || is_short(who)))
        .then(|| sub(sentence, start, start + end))
}

/// 县委编办, 县委编委.
fn is_short(who: &str) -> bool {
    !longer(who, 8) && ["编办", "编委", "编委办"].iter().any(|e| who.ends_with(e))
}
