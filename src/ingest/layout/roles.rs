//! What the lines of a part are: units without a number, organs of their own, paragraphs of other matter.

use std::cell::{LazyCell, OnceCell};

use super::{
    beside,
    block::{Block, Role},
    heading,
    joint::is_line_of_unit,
    line::is_bare,
    part::{Part, gives_posts},
    subject::announces_units,
};
use crate::{
    ingest::{
        ctx::{Ctx, begins, longer, sub},
        names::{leading, listed, name},
        posts::count,
        units::{card, class, lines},
    },
    schema::SectionKind,
    source::Span,
};

/// Gives a unit without ordinal that stands inside a line (…。机关党委。负责…) a block of its own.
pub(in crate::ingest) fn split_units(ctx: Ctx<'_>, blocks: &mut Vec<Block>, parts: &mut [Part]) {
    let mut out = Vec::with_capacity(blocks.len());
    let mut moved = vec![0; blocks.len() + 1];
    let units: Vec<bool> = {
        let mut flags = vec![false; blocks.len()];
        for part in parts.iter().filter(|p| p.kind == Some(SectionKind::Units)) {
            flags[part.first..part.last].fill(true);
        }
        flags
    };
    for (i, block) in blocks.drain(..).enumerate() {
        moved[i] = out.len();
        let cuts = if units[i] && block.role == Role::Plain {
            inline_units(ctx, block.body, block.mark.is_none())
        } else {
            Vec::new()
        };
        let mut rest = block;
        for cut in cuts {
            let mut tail = rest.clone();
            let whole = rest.span;
            rest.span = ctx.trim(Span::new(whole.start, cut));
            rest.body = ctx.trim(Span::new(rest.body.start, cut));
            tail.span = ctx.trim(Span::new(cut, whole.end));
            tail = Block {
                mark: None,
                role: Role::Unit,
                body: tail.span,
                span: tail.span,
                title: None,
                inline: true,
            };
            out.push(rest);
            rest = tail;
        }
        out.push(rest);
    }
    let end = out.len();
    *moved.last_mut().unwrap_or(&mut 0) = end;
    for part in parts {
        part.first = moved.get(part.first).copied().unwrap_or(end);
        part.last = moved.get(part.last).copied().unwrap_or(end);
    }
    *blocks = out;
}

/// Where, in the text of a unit, sentences begin that are only the name of a party or mass organisation, or, in a line
/// without a mark that begins with a unit, of another unit.
fn inline_units(ctx: Ctx<'_>, body: Span, unmarked: bool) -> Vec<u32> {
    let ends = ctx.marks.signs(body).iter().filter(|s| matches!(s.sign, '。' | '\n'));
    let first = ends.clone().next().map_or(body.end, |s| s.at);
    let among_units = unmarked
        && name::is_unit(ctx.str(Span::new(body.start, first)))
        && begins_duties_at(ctx, first, body.end);
    let all_named = LazyCell::new(|| names_alone(ctx, body));
    let mut ends = ends.peekable();
    let mut cuts = Vec::new();
    while let Some(end) = ends.next() {
        let start = end.at + end.sign.len_utf8() as u32;
        let sentence = Span::new(start, ends.peek().map_or(body.end, |next| next.at));
        let words = ctx.str(sentence);
        // 办公室。负责文电。业务股。负责…, all on one line.
        let duties = || begins_duties_at(ctx, sentence.end, body.end);
        let named = || {
            is_body_of_party(ctx, sentence)
                || name::is_unit(words) && (among_units && duties() || *all_named)
                || is_of_the_retired(words) && duties()
        };
        if end.sign == '。' && named() {
            cuts.push(start);
        }
    }
    cuts
}

/// Whether a sentence is the name of a body of the Party or of a mass organisation, or begins with that and tells what it does.
fn is_body_of_party(ctx: Ctx<'_>, sentence: Span) -> bool {
    let words = ctx.str(sentence);
    let begins = || {
        let found = leading::unit(ctx, sentence, false).filter(|_| !words.contains("设在"));
        found.is_some_and(|u| name::is_mass_body(ctx.str(u.name)))
    };
    name::is_mass_body(words) || words.starts_with(['机', '直']) && begins()
}

/// Whether words are the name of the unit for those who have retired, which stands behind the numbered ones.
fn is_of_the_retired(words: &str) -> bool {
    begins(words, &["离退休", "离休", "老干部"]) && name::is_unit(words)
}

/// Whether every sentence of a text is the name of a unit and no more: 总值班室。离退休干部处。直属机关党委。
fn names_alone(ctx: Ctx<'_>, body: Span) -> bool {
    let mut sentences = ctx.str(body).trim_end_matches('。').split('。');
    let name = |words: &str| {
        let words = name::without_brackets(words);
        name::is_unit(words) || name::is_mass_body(words)
    };
    let mut count = 0;
    sentences.by_ref().all(|s| {
        count += 1;
        name(s)
    }) && count > 1
}

/// Whether what a unit does stands behind the stop at a place.
fn begins_duties_at(ctx: Ctx<'_>, stop: u32, end: u32) -> bool {
    let behind = ctx.str(Span::new(stop, end.max(stop)));
    behind.starts_with(['。', '\n']) && name::begins_duties(behind.trim_start_matches(['。', '\n']))
}

/// What each line of a part about units is.
pub(in crate::ingest) fn unit_roles(ctx: Ctx<'_>, blocks: &mut [Block], part: &Part) {
    let mut units = 0;
    let mut outside = false;
    // The name of an organ stands above, and none of its units yet.
    let mut of_organ = false;
    let listed = [units_above_lists(ctx, blocks, part), lines::told(ctx, blocks, part)].concat();
    let last = OnceCell::new();
    for i in part.first..part.last {
        let block = &blocks[i];
        // (三)事业单位, with their names in lines of their own below it, or 事业站所:… in a line of its own.
        if block.item().is_some() {
            outside = class::is_outside(ctx.str(block.body));
        } else if block.role == Role::Plain && i > part.first {
            outside |= class::is_not_inside(ctx.str(block.body));
        }
        if block.item().is_some() || block.role == Role::Unit {
            of_organ = false;
            units += 1;
        }
        // A part without a heading may begin with the name of its first unit.
        let begins =
            || name::is_unit(name::without_brackets(ctx.str(block.body))) || is_line_of_unit(ctx, block.body);
        let heads = i == part.first && !(part.heading.is_none() && begins());
        // 工作职责: stands above what the unit does.
        let label = || card::is_label(ctx.str(block.body));
        if heads || block.mark.is_some() || block.role != Role::Plain || label() {
            continue;
        }
        if listed.contains(&i) {
            blocks[i].role = Role::Unit;
            units += 1;
            continue;
        }
        // 办公室 法制股 信访股: their names alone.
        if units == 0 && listed::apart(ctx, block.body).is_some() {
            continue;
        }
        // 综合行政机构8个:, above its units, which are numbered anew.
        if units > 0 && is_class_above_list(ctx, blocks, i) {
            blocks[i].role = Role::Aside;
            continue;
        }
        let posts = || gives_posts(ctx, blocks, i);
        let sits = sits_elsewhere(ctx.str(block.body));
        let later = || *last.get_or_init(|| last_unit(ctx, blocks, part)) > i;
        // Where units stand behind it, it is told with the unit before it.
        if sits && later() {
            continue;
        }
        if units > 0 && !outside {
            match stands_beside(ctx, block) {
                Some(Beside::Unit(lead)) => {
                    blocks[i].body = sub(block.body, lead, block.body.len());
                    blocks[i].role = Role::Unit;
                    units += 1;
                    continue;
                }
                Some(Beside::Organ) => {
                    blocks[i].role = if later() { Role::Aside } else { Role::Trailing };
                    continue;
                }
                None => {}
            }
        }
        let role = if outside || units > 0 && (sits || leaves_units(ctx, blocks, i, part.last) || posts()) {
            Role::Trailing
        } else if units > 0 && !of_organ && begins_organ(ctx, blocks, i, part.last) {
            of_organ = true;
            Role::Organ
        } else if is_new_unit(ctx, blocks, i) && count::declared(ctx, block.body).is_none() {
            units += 1;
            Role::Unit
        } else {
            continue;
        };
        blocks[i].role = role;
    }
}

/// Whether a line begins with the name of a unit that the item right above it does not tell of: not 救助股职责:…, below (二)救助股.
fn is_new_unit(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let Some(found) = leading::unit(ctx, blocks[at].body, false) else { return false };
    let above = at.checked_sub(1).map(|i| &blocks[i]).filter(|b| b.item().is_some());
    let above = above.and_then(|b| leading::unit(ctx, b.body, true));
    above.is_none_or(|above| ctx.str(above.name) != ctx.str(found.name))
}

/// Whether a line names a class of units that a list below it tells.
fn is_class_above_list(ctx: Ctx<'_>, blocks: &[Block], at: usize) -> bool {
    let first = blocks.get(at + 1).and_then(Block::item).is_some_and(|m| m.ordinal == 1);
    // 县森林公安局设2个内设机构: tells whose they are.
    first && class::is_class(ctx, blocks[at].body) && organ_with_units(ctx, blocks[at].body).is_none()
}

/// The lines that are the name of a unit and no more, each above a numbered list of its duties, where several are and the first of
/// them stands before any other list.
fn units_above_lists(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> Vec<usize> {
    let first = |i: usize| blocks.get(i).and_then(Block::item).is_some_and(|m| m.ordinal == 1);
    let named = |i: &usize| {
        let line = &blocks[*i];
        let words = name::without_brackets(ctx.str(line.body));
        line.mark.is_none()
            && line.role == Role::Plain
            && !line.inline
            && first(*i + 1)
            && name::is_unit(words)
            && !name::is_placed(words)
            && leading::unit(ctx, blocks[*i + 1].body, true).is_none_or(|u| !name::is_unit(ctx.str(u.name)))
    };
    let lines: Vec<usize> = (part.first + 1..part.last.saturating_sub(1)).filter(named).collect();
    let before = lines.first().map_or(&[][..], |l| &blocks[part.first..*l]);
    if lines.len() < 2 || before.iter().any(|b| b.item().is_some()) { Vec::new() } else { lines }
}

/// The last block of a part that may be a unit.
fn last_unit(ctx: Ctx<'_>, blocks: &[Block], part: &Part) -> usize {
    (part.first..part.last).rev().find(|i| may_be_unit(ctx, &blocks[*i])).unwrap_or(0)
}

/// Whether a block is an item, or a line that begins with the name of a unit.
fn may_be_unit(ctx: Ctx<'_>, block: &Block) -> bool {
    let named = || leading::unit(ctx, block.body, false).is_some();
    let line = || match stands_beside(ctx, block) {
        Some(beside) => matches!(beside, Beside::Unit(_)),
        None => !sits_elsewhere(ctx.str(block.body)) && named(),
    };
    block.item().is_some() || block.role == Role::Unit || block.role == Role::Plain && line()
}

/// What a line among units is that does not go on with the one before it.
enum Beside {
    /// A further unit, whose name begins behind so many bytes.
    Unit(usize),
    /// Of the organ, of all units or of other bodies.
    Organ,
}

fn stands_beside(ctx: Ctx<'_>, line: &Block) -> Option<Beside> {
    let text = ctx.str(line.body);
    if line.inline || line.mark.is_some() {
        return None;
    }
    if let Some(lead) = beside::by_rule_with_duties(text) {
        return Some(Beside::Unit(lead));
    }
    match beside::set_up(text) {
        Some((lead, true)) => Some(Beside::Unit(lead)),
        // The regulation gives a body of the Party no duties where others set it up.
        Some((lead, false)) => {
            let name = text.get(lead..).and_then(|t| t.split([',', '。', '(', '\n']).next());
            let body = name.is_some_and(name::is_mass_body);
            Some(if body { Beside::Organ } else { Beside::Unit(lead) })
        }
        None => beside::is_of_the_organ(text).then_some(Beside::Organ),
    }
}

/// Whether a line tells which unit or organ a body sits in that is no unit of its own: 机关党委办公室设在人事股, and no more than
/// where another one has its office: 机关党委与人事股合署办公.
fn sits_elsewhere(text: &str) -> bool {
    let first = text.split(['。', ',', ';', ':', '\n']).next().unwrap_or("");
    let sits = ["设在", "设于", "挂靠"].iter().find_map(|v| first.split_once(v));
    let shares = || text.trim_end_matches('。').strip_suffix("合署办公").and_then(|t| t.split_once('与'));
    let body = |(name, place): (&str, &str)| {
        !name.contains(['(', '、', '由'])
            && (name::is_unit(name) || name::is_mass_body(name))
            && !place.is_empty()
    };
    sits.or_else(shares).is_some_and(body)
}

/// Whether a line among units settles something else than what a unit does, or how many posts there are.
pub(in crate::ingest) fn is_besides_units(ctx: Ctx<'_>, line: &Block) -> bool {
    let text = ctx.str(line.body);
    matches!(line.role, Role::Aside | Role::Trailing)
        && line.mark.is_none()
        && (beside::is_of_the_organ(text) || sits_elsewhere(text))
        && !count::posts_written(ctx, line.body)
}

/// Whether the line at `at` turns from the units to something else: a closing rule, or another list.
fn leaves_units(ctx: Ctx<'_>, blocks: &[Block], at: usize, last: usize) -> bool {
    let text = ctx.str(blocks[at].body);
    let rule = ["本规定", "本规程", "本方案", "本办法", "本通知", "本处", "本局", "本办公室", "本机关"];
    let numbered = blocks[at + 1..last].first().and_then(Block::item).is_some_and(|m| m.ordinal == 1);
    let other =
        text.ends_with(':') && numbered && !announces_units(ctx, blocks[at].span) && !text.contains('设');
    // 另设综合行政执法队、党群服务中心2个事业单位.
    let besides = ["另设", "所属", "下属", "直属", "下设"].iter().any(|w| text.starts_with(w));
    // 纪检组(监察室)按有关规定设置.
    let by_rule = |t: &str| {
        let words = ["规定设置。", "规定设定。", "规定派驻。"].iter().find_map(|e| t.strip_suffix(e));
        t.starts_with("按有关规定设置")
            || words.is_some_and(|w| w.trim_end_matches("有关").ends_with(['按', '照']))
    };
    // 离退休人员管理处 may come behind it.
    let later =
        |b: &Block| b.mark.is_none() && b.role == Role::Plain && leading::unit(ctx, b.body, false).is_some();
    let elsewhere = by_rule(text) && !blocks[at + 1..last].iter().take(4).any(later);
    rule.iter().any(|r| text.starts_with(r))
        || other
        || elsewhere
        || besides && ["事业单位", "派出机构"].iter().any(|w| text.contains(w))
}

/// Whether the line at `at` names an organ inside another, with units of its own.
fn begins_organ(ctx: Ctx<'_>, blocks: &[Block], at: usize, last: usize) -> bool {
    let text = ctx.str(blocks[at].body);
    // 县政府法制办公室设2个股。, above their list, behind the units of the office.
    let listed = || blocks[at + 1..last].first().and_then(Block::item).is_some_and(|m| m.ordinal == 1);
    if text.contains('设') && listed() && organ_with_units(ctx, blocks[at].body).is_some() {
        return true;
    }
    if !name::is_organ(name::without_brackets(text)) {
        return false;
    }
    // A sub-organ's duties are a few paragraphs; a look further ahead would cost too much in a long text.
    let own =
        blocks[at + 1..last].iter().take(12).take_while(|b| b.item().is_none() && b.role == Role::Plain);
    let mut paragraphs = 0;
    for block in own {
        paragraphs += 1;
        if announces_units(ctx, block.span) {
            return true;
        }
        if leading::unit(ctx, block.body, false).is_some() {
            return false;
        }
    }
    blocks[at + 1..last].get(paragraphs).and_then(Block::item).is_some_and(|m| m.ordinal == 1)
}

/// The organ that the words of a paragraph give a number of units to.
pub(in crate::ingest) fn organ_with_units(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    count::organ_of(ctx, count::declared(ctx, body)?.sentence)
}

/// Whether the last item is a few words, with its text in the paragraph below it, as the item before is: (三)其他工作, and
/// 完成交办的其他事项 below.
fn told_below(ctx: Ctx<'_>, own: &[Block], last: usize) -> bool {
    let below = |at: usize| {
        let paragraph =
            own.get(at + 1).is_some_and(|b| b.mark.is_none() && b.role == Role::Plain && !b.inline);
        paragraph && is_bare(ctx.str(own[at].body))
    };
    let style = own[last].mark.map(|m| m.style);
    let before = own[..last].iter().rposition(|b| b.item().is_some_and(|m| Some(m.style) == style));
    below(last) && before.is_some_and(below)
}

/// What stands behind the last item of a list is of other matter.
pub(in crate::ingest) fn trailing_roles(ctx: Ctx<'_>, blocks: &mut [Block], part: &Part) {
    let own = &mut blocks[part.first..part.last];
    let Some(last_item) = own.iter().rposition(|b| b.item().is_some()) else { return };
    // 加强的职责, with its text in the paragraphs below.
    let words = ctx.str(own[last_item].body).trim_end_matches(['。', ':']);
    let moves = || {
        heading::moves(words) && ["职责", "职能"].iter().any(|e| words.ends_with(e))
            || ["职责划转", "职能划转", "职责转变", "职能转变", "职责整合", "职责移交"].contains(&words)
    };
    if !longer(words, 12) && (["的职责", "的职能"].iter().any(|e| words.ends_with(e)) || moves()) {
        return;
    }
    // Its text may have several paragraphs.
    let goes_on =
        |b: &Block| b.mark.is_none() && b.role == Role::Plain && name::begins_duties(ctx.str(b.body));
    let told = if told_below(ctx, own, last_item) {
        1 + own[last_item + 1..].iter().skip(1).take_while(|b| goes_on(b)).count()
    } else {
        0
    };
    for block in own.iter_mut().skip(last_item + 1 + told).filter(|b| b.role == Role::Plain) {
        block.role = Role::Trailing;
    }
}
