//! Patterns that match whatever they are held against.

use super::{Ctx, all_expressions, each, warning};
use crate::{
    diagnostic::{Code, Diagnostic},
    hir::{ExprKind, pattern::matches_everything},
    phrase::Phrase,
};

/// Patterns for which nothing at all is enough.
pub(super) fn of_everything(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    let defines = ctx.program.defines.iter().map(|d| (d.file, &d.body));
    let policies = ctx.program.policies.iter();
    let asked = policies.flat_map(|p| all_expressions(p).into_iter().map(move |e| (p.file, e)));
    for (file, e) in defines.chain(asked) {
        each(e, &mut |e| match &e.kind {
            ExprKind::Pattern(pattern) if matches_everything(pattern) => {
                let (zh, en) = ("这个模式匹配任何文字", "this pattern matches every text");
                let help = Phrase::new(
                    "删去空的选项；以 `+` 代替 `*`；或首尾都写明：`/^…$/`",
                    "take an empty alternative out; write `+` for `*`; or say where it begins and ends: `/^…$/`",
                );
                found.push(warning(Code::MatchesEverything, file, e.span, zh, en).help(help));
            }
            _ => {}
        });
    }
}
