//! Names that hide a value of the language.

use super::{Ctx, warning};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    schema::{Enumeration, Field, Symbol},
    source::FileId,
    syntax::ast::{self, Item},
};

/// Variables, parameters and definitions that are called as a value is. What is a field too (`duties`) is meant as that.
pub(super) fn values(ctx: &Ctx<'_>, found: &mut Vec<Diagnostic>) {
    for (file, tree) in ctx.trees {
        let mut names = Vec::new();
        for item in &tree.items {
            match item {
                Item::Param(p) => names.push(&p.name),
                Item::Table(t) => names.push(&t.name),
                Item::Define(d) => {
                    names.push(&d.name);
                    names.extend(d.params.iter().map(|p| &p.name));
                }
                Item::Policy(p) => of_statements(&p.body, &mut names),
                _ => {}
            }
        }
        found.extend(names.into_iter().filter_map(|name| hides(*file, name)));
    }
}

fn of_statements<'a>(body: &'a [ast::Statement], into: &mut Vec<&'a ast::Name>) {
    for statement in body {
        match statement {
            ast::Statement::Param(p) => into.push(&p.name),
            ast::Statement::Let(l) => into.push(&l.name),
            ast::Statement::For(f) => {
                into.extend(&f.vars);
                of_statements(&f.body, into);
            }
            _ => {}
        }
    }
}

fn hides(file: FileId, name: &ast::Name) -> Option<Diagnostic> {
    if Field::named(&name.value).is_some() {
        return None;
    }
    let of = |e: &Enumeration| e.symbol(&name.value).map(|symbol: Symbol| (*e, symbol));
    let (e, symbol) = Enumeration::ALL.iter().find_map(of)?;
    let (zh, en) = (
        format!("`{}` 也是{}的值 `{}`,在这里被遮住", name.value, e.zh(), symbol.zh()),
        format!("`{}` is also the {} `{}`, which it hides here", name.value, e.en(), symbol.en()),
    );
    let help = Phrase::new("换一个名称", "call it something else");
    Some(warning(Code::HiddenValue, file, name.span, &zh, &en).help(help))
}
