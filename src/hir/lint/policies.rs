//! What a policy owes its readers: a basis, examples of both sides, and messages with the values that they are about.

use super::{Ctx, each, lets, warning};
use crate::{
    diagnostic::{Code, Diagnostic},
    finding::Outcome,
    hir::{BinaryOp, Expr, ExprKind, Part, Policy, Require, Statement},
    phrase::Phrase,
    schema::{Builtin, Kind, Type},
    syntax::ast,
};

/// Policies that rest on nothing.
pub(super) fn no_basis(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    for policy in ctx.program.policies.iter().filter(|p| p.basis.is_empty()) {
        let (zh, en) = (
            format!("政策 `{}` 没有依据", policy.name),
            format!("the policy `{}` rests on nothing", policy.name),
        );
        let help = Phrase::new(
            "写 `依据 法律 “…” 条款 “…”` 或 `依据 惯例 中 “…”`",
            "write `basis law \"…\" article \"…\"` or `basis practice en \"…\"`",
        );
        found.push(warning(Code::NoBasis, policy.file, ctx.name_of(policy), &zh, &en).help(help));
    }
}

/// Policies without an example that passes, or without one that fails.
pub(super) fn no_example(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    for policy in &ctx.program.policies {
        let tests = ctx.program.tests.iter().filter(|t| t.policy == policy.name);
        let verdicts: Vec<Outcome> =
            policy.examples.iter().chain(tests.map(|t| &t.example)).map(|e| e.verdict).collect();
        for (verdict, zh, en) in [(Outcome::Pass, "通过", "passes"), (Outcome::Violation, "违反", "fails")]
        {
            if verdicts.contains(&verdict) {
                continue;
            }
            let message_zh = format!("政策 `{}` 没有 `示例 {zh}`", policy.name);
            let message_en = format!("the policy `{}` has no `example {en}`", policy.name);
            let span = ctx.name_of(policy);
            let help = Phrase::new(format!("写 `示例 {zh} “…”`"), format!("write `example {en} \"…\"`"));
            found.push(warning(Code::NoExample, policy.file, span, &message_zh, &message_en).help(help));
        }
    }
}

/// Requirements about a number, a date or a looked-up value whose message names no value. What is missing altogether has no
/// value to name.
pub(super) fn message_without_value(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    for policy in &ctx.program.policies {
        visit(&policy.body, &mut |require| {
            let parts = || require.message.iter().flatten();
            let values = parts().any(|p| matches!(p, Part::Value { .. }));
            let blank = parts().all(|p| matches!(p, Part::Text(words) if words.trim().is_empty()));
            if !values && !blank && has_value(policy, &require.condition) {
                let (zh, en) =
                    ("消息没有写出所要求的数值", "the message names none of the values that it is about");
                let help = Phrase::new("在消息里写 `{…}`", "write `{…}` with a value in the message");
                let d = warning(Code::MessageWithoutValue, policy.file, require.condition.span, zh, en);
                found.push(d.help(help));
            }
        });
    }
}

/// Requirements that say nothing, in a language in which they say something.
pub(super) fn blank_message(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    for (file, policy) in ctx.written() {
        let mut todo: Vec<&ast::Statement> = policy.body.iter().collect();
        while let Some(statement) = todo.pop() {
            match statement {
                ast::Statement::For(inner) => todo.extend(&inner.body),
                ast::Statement::Require(require) => {
                    let written = [&require.message.zh, &require.message.en];
                    for template in written.into_iter().flatten().filter(|t| is_blank(t)) {
                        let (zh, en) = ("消息是空的", "the message says nothing");
                        let help = Phrase::new(
                            "写明什么不符、哪里不符：`“{s.机关}:副职{s.副职}名”`",
                            "say what is wrong and where: `\"{s.organ}: {s.deputies} deputies\"`",
                        );
                        found.push(warning(Code::BlankMessage, file, template.span, zh, en).help(help));
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_blank(template: &ast::Template) -> bool {
    template.parts.iter().all(|part| matches!(part, ast::Part::Text(words) if words.trim().is_empty()))
}

fn visit(body: &[Statement], f: &mut dyn FnMut(&Require)) {
    for statement in body {
        match statement {
            Statement::For(inner) => visit(&inner.body, f),
            Statement::Require(r) => f(r),
            Statement::Let { .. } => {}
        }
    }
}

fn has_value(policy: &Policy, condition: &Expr) -> bool {
    let lets = lets(policy);
    let resolved = |e: &Expr| match &e.kind {
        ExprKind::Local(l) => {
            lets.get(l).copied().map(|e| matches!(e.kind, ExprKind::Call(Builtin::Count, _)))
        }
        ExprKind::Call(Builtin::Count, _) => Some(true),
        _ => None,
    };
    let counts = |e: &Expr| resolved(e) == Some(true);
    let mut has = false;
    each(condition, &mut |e| match &e.kind {
        // Too few of something: there is nothing to name.
        ExprKind::Binary(BinaryOp::Ge | BinaryOp::Gt, a, _) if counts(a) => {}
        ExprKind::Binary(BinaryOp::Le | BinaryOp::Lt, _, b) if counts(b) => {}
        ExprKind::Binary(op, a, _) if compares(*op) && measured(a.ty) => has = true,
        ExprKind::Lookup(..) => has = true,
        _ => {}
    });
    has
}

fn compares(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Eq | BinaryOp::Ne | BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge)
}

fn measured(ty: Type) -> bool {
    matches!(ty, Type::One(Kind::Int | Kind::Ratio | Kind::Date))
}
