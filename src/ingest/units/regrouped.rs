//! Notices of change: units that are set up, abolished, put together or renamed.

use crate::{
    ingest::{
        ctx::{Ctx, longer, sub},
        layout::block::{Block, Role},
        layout::part::Part,
        names::name,
    },
    regulation::Change,
    schema::SectionKind,
    source::Span,
};

/// What sets up a unit.
const SETS_UP: [&str; 7] = ["设立", "增设", "新设", "新增", "组建", "成立", "设置"];
/// What ends one.
const ENDS: [&str; 5] = ["撤销", "撤消", "不再设置", "不再保留", "取消"];
/// What gives one another name.
const RENAMES: [&str; 5] = ["更名为", "改名为", "变更为", "调整为", "改为"];
/// What makes one of several.
const JOINS: [&str; 8] =
    ["合并为", "整合为", "合并组建", "整合组建", "合并设立", "整合设立", "合并成立", "合并组建为"];
/// What may stand before a name.
const BEFORE: [&str; 12] =
    ["同意", "决定", "将", "把", "原", "内设机构", "内设科室", "科室", "一个", "1个", "“", "为"];
/// The title of a notice stands within so many blocks.
const FRONT: usize = 4;
/// No clause about units has more characters.
const CLAUSE: usize = 80;

/// The units that a notice of change, or a section of one about them, sets up, abolishes or renames: each is one more, or one
/// fewer.
pub(in crate::ingest) fn changes(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Change> {
    let mut out = Vec::new();
    let notice = blocks.iter().take(FRONT).any(|b| b.mark.is_none() && is_notice(ctx.str(b.body)));
    let headed = |b: &Block| matches!(b.role, Role::Heading(_)) && is_about_units(ctx.str(b.body));
    // Most texts are neither.
    if !notice && !blocks.iter().any(headed) {
        return out;
    }
    let mut parts = parts.iter().filter(|p| p.kind == Some(SectionKind::Units)).peekable();
    let mut among = false;
    for (at, block) in blocks.iter().enumerate() {
        while parts.next_if(|p| p.last <= at).is_some() {}
        let listed = parts.peek().is_some_and(|p| p.first <= at);
        match block.role {
            Role::Heading(_) => among = headed(block),
            Role::Plain | Role::Trailing | Role::Aside if (notice || among) && !listed => {
                ctx.pieces(block.body, &['。', ';']).for_each(|s| of_sentence(ctx, s, &mut out));
            }
            _ => {}
        }
    }
    out
}

/// 关于调整某局内设机构的通知.
fn is_notice(title: &str) -> bool {
    let changes = ["调整", "变更", "更名", "撤销", "增设"].iter().any(|w| title.contains(w));
    let paper = ["通知", "批复", "决定", "的函", "意见"].iter().any(|w| title.ends_with(w));
    changes && paper && title.contains("关于")
}

/// 二、内设机构调整.
fn is_about_units(heading: &str) -> bool {
    heading.contains("机构") && ["调整", "变更", "变动", "更名"].iter().any(|w| heading.ends_with(w))
}

fn of_sentence(ctx: Ctx<'_>, sentence: Span, out: &mut Vec<Change>) {
    let text = ctx.str(sentence);
    let mut start = 0;
    for clause in text.split(',') {
        if !longer(clause, CLAUSE) {
            of_clause(ctx, sub(sentence, start, start + clause.len()), out);
        }
        start += clause.len() + 1;
    }
}

fn of_clause(ctx: Ctx<'_>, clause: Span, out: &mut Vec<Change>) {
    let clause = without_lead(ctx, clause);
    let text = ctx.str(clause);
    let begins = |verbs: &[&str]| verbs.iter().find(|v| text.starts_with(**v)).map(|v| v.len());
    let inside = |verbs: &[&str]| verbs.iter().filter_map(|v| Some((text.find(v)?, v.len()))).min();
    let behind = |at: usize| named(ctx, sub(clause, at, text.len()));
    let (fewer, more) = if let Some(at) = begins(&ENDS) {
        (behind(at), Vec::new())
    } else if let Some(at) = begins(&SETS_UP) {
        (Vec::new(), behind(at))
    } else if let Some((at, length)) = inside(&JOINS).or_else(|| inside(&RENAMES)) {
        let (old, new) = (named(ctx, sub(clause, 0, at)), behind(at + length));
        // 科级领导职数调整为…, 将办公室改为….
        if old.is_empty() || new.is_empty() {
            return;
        }
        (old, new)
    } else {
        return;
    };
    let change = |name: Span, delta: i64| Change {
        what: ctx.words(name),
        delta: Some(ctx.read(delta, clause)),
        from: None,
        to: None,
        span: ctx.at(clause),
    };
    out.extend(fewer.into_iter().map(|name| change(name, -1)));
    out.extend(more.into_iter().map(|name| change(name, 1)));
}

/// The words without what stands before a verb or a name.
fn without_lead(ctx: Ctx<'_>, words: Span) -> Span {
    let text = ctx.str(words);
    let mut rest = text;
    while let Some(shorter) = BEFORE.iter().find_map(|w| rest.strip_prefix(w)) {
        rest = shorter;
    }
    sub(words, text.len() - rest.len(), text.len())
}

/// The units that words name, one or several, up to a bracket; none where something else stands among them.
fn named(ctx: Ctx<'_>, words: Span) -> Vec<Span> {
    let text = ctx.str(words);
    let text = text.split(['(', ':', '。']).next().unwrap_or(text);
    let mut out = Vec::new();
    let mut start = 0;
    for piece in text.split('、') {
        let joined = piece.match_indices(['和', '与', '及']);
        let cut = joined.map(|(at, sign)| (at, sign.len())).find(|(at, _)| {
            piece.get(..*at).is_some_and(|first| name::is_unit(first.trim_start_matches(['“', '原'])))
        });
        let ends = cut.map_or((piece.len(), piece.len()), |(at, length)| (at, at + length));
        for (from, to) in [(0, ends.0), (ends.1, piece.len())] {
            if from < to {
                let one = without_lead(ctx, sub(words, start + from, start + to));
                let name = ctx.str(one).trim_end_matches('”');
                if !name::is_unit(name) {
                    return Vec::new();
                }
                out.push(sub(one, 0, name.len()));
            }
        }
        start += piece.len() + '、'.len_utf8();
    }
    out
}
