//! Units that sentences of their own set up: 本处设人事室,置主任,依法办理人事管理事项.

use std::collections::BTreeSet;

use super::unit::{Group, bare, place};
use crate::{
    ingest::{
        ctx::{Ctx, sub},
        layout::block::{Block, Role},
        layout::part::Part,
        names::{listed, name},
    },
    regulation::Unit,
    source::Span,
};

/// Adds such units to the first group.
pub(super) fn units(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], groups: &mut [Group]) {
    let Some(group) = groups.first_mut().map(|g| &mut g.group) else { return };
    let mut known: BTreeSet<String> = group.units.iter().map(|u| u.name.text.clone()).collect();
    let articles = parts.iter().filter(|p| p.article.is_some() || p.unnumbered);
    let own = articles.flat_map(|p| blocks.get(p.first..p.last).unwrap_or_default());
    for block in own.filter(|b| b.item().is_none() && b.role == Role::Plain) {
        for sentence in ctx.sentences(block.body) {
            for (name, text) in set_up(ctx, sentence) {
                let words = ctx.words(name);
                if known.insert(words.text) {
                    // The full stop behind a sentence ends what it says of the unit.
                    let stop = ctx.str(Span::new(sentence.end, block.body.end)).starts_with('。');
                    let end = sentence.end + if stop { '。'.len_utf8() as u32 } else { 0 };
                    let whole = ctx.at(Span::new(sentence.start, end));
                    let text = place(ctx, Span::new(text.start, end));
                    let unit = Unit { text, clauses: ctx.clauses(sentence).into(), ..bare(ctx, name) };
                    group.span = group.span.to(whole);
                    group.units.push(Unit { span: whole, ..unit });
                }
            }
        }
    }
}

/// The names that a sentence sets up, each with what it says of them.
fn set_up(ctx: Ctx<'_>, sentence: Span) -> Vec<(Span, Span)> {
    let text = ctx.str(sentence);
    let Some(verb) = text.find(['设', '置']).filter(|i| *i <= 60) else { return Vec::new() };
    let own = text.starts_with('本') || name::is_organ(text.get(..verb).unwrap_or(""));
    let start = verb + '设'.len_utf8();
    let rest = text.get(start..).unwrap_or("");
    let Some(end) = rest.find(',').filter(|_| own) else { return Vec::new() };
    let duties = rest.get(end + 1..).unwrap_or("");
    if !["置", "各置", "依法", "掌理", "办理"].iter().any(|w| duties.starts_with(w)) {
        return Vec::new();
    }
    let list = sub(sentence, start, start + end);
    let words = ctx.str(list);
    if ["下列", "以下", "各", "若干"].iter().any(|w| words.contains(w))
        || words.contains(['科', '处']) && words.contains("个")
    {
        return Vec::new();
    }
    let names =
        listed::unit_list(ctx, list).or_else(|| name::is_unit(words).then(|| vec![list])).unwrap_or_default();
    let text = sub(sentence, start + end + 1, text.len());
    names.into_iter().map(|n| (n, text)).collect()
}
