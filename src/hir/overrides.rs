//! Values given for parameters from outside the policy files.

use super::{Constant, Ctx, expr::Scope, spoken};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    phrase::Phrase,
    schema::Type,
    source::FileId,
    syntax::{self, ast},
};

impl Ctx {
    /// The value given for a parameter, where one is; reports a value that does not fit.
    pub(super) fn overridden(&mut self, file: FileId, name: &str, ty: Type) -> Option<Constant> {
        self.overridable.push(name.to_owned());
        let text = self.overrides.shift_remove(name)?;
        let before = self.problems.len();
        let parsed = syntax::parse(file, &format!("param x: int = {text}"));
        let value = match (parsed.errors.as_slice(), parsed.tree.items.as_slice()) {
            ([], [ast::Item::Param(p)]) if p.basis.is_empty() => {
                let e = self.expr(&mut Scope::new(file), &p.default, Some(ty));
                if e.ty.fits(ty) { self.constant(file, &e) } else { None }
            }
            _ => None,
        };
        // What was reported points into no file of the user's; one problem says it all.
        self.problems.truncate(before);
        if value.is_none() {
            let needed = spoken::value(ty);
            let message = Phrase::new(
                format!("参数 `{name}` 的值 `{text}` 不是{}", needed.zh),
                format!("the value `{text}` given for `{name}` is not {}", needed.en),
            );
            self.problems.push(Diagnostic::input(Code::TypeMismatch, name, message));
        }
        value
    }

    /// Reports values given for parameters that no policy has.
    pub(super) fn unused_overrides(&mut self) {
        for (name, _) in std::mem::take(&mut self.overrides) {
            let message =
                Phrase::new(format!("没有参数 `{name}`"), format!("no parameter is called `{name}`"));
            let mut problem = Diagnostic::input(Code::UnknownName, &name, message);
            if let Some(near) = closest(&name, self.overridable.iter().map(String::as_str)) {
                let help = Phrase::new(format!("是否指 `{near}`?"), format!("did you mean `{near}`?"));
                problem = problem.help(help);
            }
            self.problems.push(problem);
        }
    }
}
