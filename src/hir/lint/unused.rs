//! Names that nothing uses.

use std::collections::BTreeSet;

use super::{Ctx, Used, all_expressions, each, prelude, warning};
use crate::{
    diagnostic::{Code, Diagnostic},
    hir::{ExprKind, LocalId, Statement},
    source::FileId,
    syntax::ast::{self, Item},
};

/// `let`s, parameters, tables, vocabularies and definitions without a use. A vocabulary with a parent that is used is used.
pub(super) fn unused(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    let mut uses = Used::default();
    for define in &ctx.program.defines {
        uses.add(&define.body);
    }
    for policy in &ctx.program.policies {
        for e in all_expressions(policy) {
            uses.add(e);
        }
    }
    for (i, vocabulary) in ctx.program.vocabularies.iter().enumerate() {
        let mut parent = vocabulary.parent;
        let mut steps = ctx.program.vocabularies.len();
        while let Some(p) = parent.filter(|_| steps > 0) {
            if uses.vocabularies.contains(&p.index()) {
                uses.vocabularies.insert(i);
            }
            parent = ctx.program.vocabularies.get(p.index()).and_then(|v| v.parent);
            steps -= 1;
        }
    }
    // Items have their numbers in the order of the files; parameters of policies come after those of files.
    let (mut params, mut tables, mut vocabularies, mut defines) = (0, 0, 0, 0);
    let mut check = |file, name: &ast::Name, what, used: &BTreeSet<usize>, next: &mut usize| {
        if !used.contains(next) {
            found.push(report(file, name, what));
        }
        *next += 1;
    };
    for (file, tree) in ctx.trees {
        for item in &tree.items {
            match item {
                Item::Param(p) => check(*file, &p.name, ("参数", "parameter"), &uses.params, &mut params),
                Item::Table(t) => check(*file, &t.name, ("表", "table"), &uses.tables, &mut tables),
                Item::Vocabulary(_) if uses.all && !tree.has_policy() => vocabularies += 1,
                Item::Vocabulary(v) => {
                    check(*file, &v.name, ("词汇", "vocabulary"), &uses.vocabularies, &mut vocabularies);
                }
                Item::Define(d) => check(*file, &d.name, ("定义", "definition"), &uses.defines, &mut defines),
                Item::Language(_)
                | Item::Use(_)
                | Item::Extension(_)
                | Item::Verbs(_)
                | Item::Policy(_)
                | Item::Test(_) => {}
            }
        }
    }
    for (file, policy) in ctx.written() {
        for statement in &policy.body {
            if let ast::Statement::Param(p) = statement {
                check(file, &p.name, ("参数", "parameter"), &uses.params, &mut params);
            }
        }
    }
    for (file, policy) in ctx.written() {
        lets(ctx, file, policy, found);
    }
}

/// The `let`s of one policy. Those as written and those with numbers stand in the same order.
fn lets(ctx: &Ctx<'_>, file: FileId, written: &ast::Policy, found: &mut Vec<Diagnostic>) {
    let Some(policy) = ctx.program.policies.iter().find(|p| p.name == written.name.value) else { return };
    let mut used: BTreeSet<LocalId> = BTreeSet::new();
    for e in all_expressions(policy) {
        each(e, &mut |e| {
            if let ExprKind::Local(l) = &e.kind {
                used.insert(*l);
            }
        });
    }
    let (mut names, mut locals) = (Vec::new(), Vec::new());
    written_lets(&written.body, &mut names);
    numbered_lets(prelude(policy), &mut locals);
    numbered_lets(&policy.body, &mut locals);
    for (name, local) in names.into_iter().zip(locals) {
        if !used.contains(&local) {
            found.push(report(file, name, ("变量", "variable")));
        }
    }
}

fn written_lets<'a>(body: &'a [ast::Statement], into: &mut Vec<&'a ast::Name>) {
    for statement in body {
        match statement {
            ast::Statement::Let(l) => into.push(&l.name),
            ast::Statement::For(f) => written_lets(&f.body, into),
            _ => {}
        }
    }
}

fn numbered_lets(body: &[Statement], into: &mut Vec<LocalId>) {
    for statement in body {
        match statement {
            Statement::Let { local, .. } => into.push(*local),
            Statement::For(f) => numbered_lets(&f.body, into),
            Statement::Require(_) => {}
        }
    }
}

fn report(file: FileId, name: &ast::Name, (zh, en): (&str, &str)) -> Diagnostic {
    let (zh, en) =
        (format!("{zh} `{}` 没有用到", name.value), format!("the {en} `{}` is never used", name.value));
    warning(Code::Unused, file, name.span, &zh, &en)
}
