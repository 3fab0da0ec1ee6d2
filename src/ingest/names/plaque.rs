//! The second names of units: those of their plaques, and those in plain brackets.

use super::name::{is_mass_body, is_unit, plain};
use crate::{
    ingest::ctx::{Ctx, begins, longer, sub},
    source::Span,
};

/// How second names in plain brackets end.
const ALIAS_ENDS: [&str; 15] =
    ["室", "办", "科", "局", "中心", "组", "股", "处", "队", "站", "所", "部", "委员会", "司", "庭"];

/// Whether how a second name ends stands anywhere in a few words.
pub(super) fn has_alias_end(words: &str) -> bool {
    words.char_indices().any(|(i, _)| ALIAS_ENDS.iter().any(|e| words[i..].starts_with(e)))
}

pub(super) fn plaque_prefix(text: &str) -> Option<usize> {
    ["同时加挂", "同时挂", "对外加挂", "对外挂", "加挂", "并挂", "挂", "对外称", "又称"]
        .iter()
        .find(|p| text.starts_with(**p))
        .map(|p| p.len())
}

/// A plaque that stands behind the name without brackets: its length, and where its names are.
pub(super) fn plaque_behind(rest: &str) -> Option<(usize, (usize, usize))> {
    let lead = rest.chars().next().filter(|c| matches!(c, ',' | '。'))?.len_utf8();
    let text = rest.get(lead..)?;
    let prefix = plaque_prefix(text)?;
    let end = text.find("牌子")?;
    let inside = text.get(prefix..end)?;
    let short = !longer(inside, 40) && !inside.contains(['。', ';', '\n', '(']);
    short.then_some((lead + end + "牌子".len(), (lead + prefix, lead + end)))
}

/// The names of the plaques that the last sentence about a unit gives it: 负责文电。加挂行政审批股牌子。
pub(in crate::ingest) fn plaques_at_the_end(ctx: Ctx<'_>, body: Span) -> Vec<Span> {
    let text = ctx.str(body).trim_end_matches(['。', ';', '\n']);
    let mut out = Vec::new();
    // One look rules most units out.
    let Some(before) = text.strip_suffix("牌子").or_else(|| text.strip_suffix("的牌子")) else {
        return out;
    };
    let start = before
        .rfind(['。', ';', '\n'])
        .map_or(0, |i| i + before[i..].chars().next().map_or(0, char::len_utf8));
    let sentence = before.get(start..).unwrap_or("");
    // 该股对外加挂某某办公室牌子.
    let lead = sentence.char_indices().take(12).map(|(i, _)| i).find(|i| {
        let whose = sentence.get(..*i).unwrap_or("");
        (*i == 0
            || is_unit(whose.trim_start_matches(['本', '该']))
            || whose.starts_with(['本', '该']) && !longer(whose, 2))
            && sentence.get(*i..).is_some_and(|t| plaque_prefix(t).is_some())
    });
    let Some(lead) = lead.filter(|_| start > 0 && !longer(sentence, 48)) else { return out };
    let prefix = sentence.get(lead..).and_then(plaque_prefix).unwrap_or(0);
    let inside = sub(body, start + lead + prefix, before.len());
    if !ctx.str(inside).contains(['(', ')', ':']) {
        aliases_in(ctx, inside, &mut out);
    }
    out
}

/// A unit and the names of its plaques, which a clause tells: 办公室加挂行政审批股牌子.
pub(in crate::ingest) fn plaque_of(ctx: Ctx<'_>, clause: Span) -> Option<(Span, Vec<Span>)> {
    let text = ctx.str(clause);
    let words = text.strip_suffix("牌子")?;
    let words = words.strip_suffix('的').unwrap_or(words);
    let verb =
        ["同时加挂", "对外加挂", "加挂", "挂"].iter().find_map(|v| words.find(v).map(|at| (at, v.len())));
    let (at, length) = verb.filter(|(at, _)| words.get(..*at).is_some_and(is_unit))?;
    let inside = sub(clause, at + length, words.len());
    let plain =
        !ctx.str(inside).contains(['(', ')', ':', '。', ';', '挂', '牌']) && !longer(ctx.str(inside), 40);
    let mut names = Vec::new();
    aliases_in(ctx, inside, &mut names);
    plain.then(|| (sub(clause, 0, at), names))
}

pub(super) fn is_second_name(name: &str) -> bool {
    let name = &name.replace(['“', '”'], "");
    let ends = ALIAS_ENDS.iter().any(|e| name.ends_with(e)) || is_mass_body(name);
    ends && plain(name, 2, 24) && !name.contains("合署") && !begins(name, &["内设", "下设"])
}

pub(super) fn aliases_in(ctx: Ctx<'_>, inside: Span, out: &mut Vec<Span>) {
    let text = ctx.str(inside);
    let mut start = 0;
    for name in text.split(['、', ',']) {
        let clean = name.trim_end_matches('的');
        // “扫黄打非”办公室 has its quotes inside.
        let inner = clean.find('”').is_some_and(|i| i + '”'.len_utf8() < clean.len());
        let clean = if inner { clean } else { clean.trim_matches(['"', '“', '”']) };
        let lead = name.find(clean).unwrap_or(0);
        if !clean.is_empty() {
            out.push(sub(inside, start + lead, start + lead + clean.len()));
        }
        start += name.len()
            + '、'
                .len_utf8()
                .min(text.get(start + name.len()..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8));
    }
}
