//! Values given for parameters and severities from outside the policy files.

use std::{collections::BTreeSet, rc::Rc};

use super::{
    Constant, Ctx, Param, Policy, Statement,
    expr::Scope,
    settings::{Override, Set},
    spoken,
    uses::{Used, each},
};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    finding::Selector,
    phrase::Phrase,
    schema::{Kind, Type},
    source::FileId,
    syntax::{self, ast},
};

/// A policy while its parameters are lowered.
#[derive(Clone, Copy)]
pub(super) struct Owner<'a> {
    policy: &'a str,
    family: &'a str,
}

impl<'a> Owner<'a> {
    pub(super) fn of(policy: &'a Policy) -> Self {
        Self { policy: &policy.name, family: &policy.family }
    }
}

impl Override {
    fn selects(&self, owner: Owner<'_>) -> bool {
        self.select.is_empty() || self.select.iter().any(|s| s.value.fits(owner.policy, owner.family))
    }
}

impl Ctx {
    /// Puts the values given from outside in the place of a parameter's own; reports those that do not fit.
    pub(super) fn overridden(&mut self, file: FileId, param: &mut Param, owner: Option<Owner<'_>>) {
        let full = owner.map_or_else(|| param.name.clone(), |o| format!("{}.{}", o.policy, param.name));
        self.overridable.push(full.clone());
        let settings = Rc::clone(&self.settings);
        for (scope, one) in settings.overrides.iter().enumerate() {
            for (i, given) in one.params.iter().enumerate() {
                let selected = owner.is_some_and(|o| one.selects(o));
                let short = !one.select.is_empty() && selected && given.value.name == param.name;
                let named = given.value.name == full && (one.select.is_empty() || selected);
                if !short && !named {
                    continue;
                }
                self.overrides_used.insert((scope, i));
                let value = given.value.spellings.iter().find_map(|s| self.value(file, s, param.ty));
                match value {
                    Some(value) if one.scope.is_everywhere() => {
                        param.value = value;
                        param.scoped.clear();
                    }
                    Some(value) => param.scoped.push((scope, value)),
                    None => self.unfit(&full, given, param.ty),
                }
            }
        }
    }

    /// The value that a text stands for, where it is one of the type.
    fn value(&mut self, file: FileId, text: &str, ty: Type) -> Option<Constant> {
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
        value
    }

    fn unfit(&mut self, name: &str, given: &Set<super::Given>, ty: Type) {
        let needed = spoken::value(ty);
        let text = given.value.spellings.first().map_or("", String::as_str);
        let message = Phrase::new(
            format!("参数 `{name}` 的值 `{text}` 不是{}", needed.zh),
            format!("the value `{text}` given for `{name}` is not {}", needed.en),
        );
        let problem = given.problem(Code::TypeMismatch, name, message);
        self.problems.push(match written(text, ty) {
            Some(help) => problem.help(help),
            None => problem,
        });
    }

    /// Gives a policy the severities that are set for it; each holds in every variant and for every requirement.
    pub(super) fn set_severity(&self, policy: &mut Policy) {
        for (i, one) in self.settings.overrides.iter().enumerate() {
            let Some(severity) = one.severity.filter(|_| one.selects(Owner::of(policy))) else { continue };
            if !one.scope.is_everywhere() {
                policy.scoped.push((i, severity));
                continue;
            }
            policy.severity = severity;
            policy.variants.iter_mut().for_each(|v| v.severity = severity);
            all_follow(&mut policy.body);
            // What comes later wins over the scopes before it.
            policy.scoped.clear();
        }
    }

    /// Reports what is set for parameters and policies that there are not, and for scopes that cannot be told.
    pub(super) fn check_settings(&mut self) {
        let settings = Rc::clone(&self.settings);
        for (scope, one) in settings.overrides.iter().enumerate() {
            let unknown = one.select.iter().filter_map(|s| self.fits_nothing(s));
            let unknown: Vec<Diagnostic> = unknown.collect();
            self.problems.extend(unknown);
            for (i, given) in one.params.iter().enumerate() {
                if !self.overrides_used.contains(&(scope, i)) {
                    let problem = self.unknown_param(given);
                    self.problems.push(problem);
                }
            }
        }
        self.no_scope_across_documents();
    }

    /// What is wrong with a selector that fits no policy.
    fn fits_nothing(&self, selector: &Set<Selector>) -> Option<Diagnostic> {
        let all = || self.program.policies.iter().map(|p| (p.name.as_str(), p.family.as_str()));
        let (message, help) = selector.value.missing(all)?;
        let problem = selector.problem(Code::UnknownName, selector.value.as_str(), message);
        Some(Diagnostic { help, ..problem })
    }

    fn unknown_param(&self, given: &Set<super::Given>) -> Diagnostic {
        let name = &given.value.name;
        let message = Phrase::new(format!("没有参数 `{name}`"), format!("no parameter is called `{name}`"));
        let mut problem = given.problem(Code::UnknownName, name, message);
        if let Some(near) = closest(name, self.overridable.iter().map(String::as_str)) {
            let help = Phrase::new(format!("是否指 `{near}`?"), format!("did you mean `{near}`?"));
            problem = problem.help(help);
        } else {
            problem = problem.help(Phrase::new(
                "参数写作“政策.参数”,`guiju explain 政策` 列出其参数",
                "a parameter is given as POLICY.NAME; `guiju explain POLICY` lists those of a policy",
            ));
        }
        problem
    }

    /// Reports values that depend on the document where documents are judged together.
    fn no_scope_across_documents(&mut self) {
        let mut found = Vec::new();
        for policy in self.program.policies.iter().filter(|p| p.corpus.is_some()) {
            for id in Used::of_body(&self.program, &policy.body).params {
                let Some(param) = self.program.params.get(id) else { continue };
                let scopes: BTreeSet<usize> = param.scoped.iter().map(|(scope, _)| *scope).collect();
                found.extend(scopes.into_iter().map(|s| (s, policy.name.clone(), param.name.clone())));
            }
        }
        for (scope, policy, param) in found {
            let given = self.settings.overrides.get(scope).and_then(|o| {
                o.params
                    .iter()
                    .find(|g| g.value.name == param || g.value.name.ends_with(&format!(".{param}")))
            });
            let Some(given) = given else { continue };
            let message = Phrase::new(
                format!("`{policy}` 把多份文件放在一起判断，`{param}` 不能按文件的层级或地区取值"),
                format!(
                    "`{policy}` judges documents together: `{param}` cannot depend on the level or jurisdiction of one"
                ),
            );
            self.problems.push(given.problem(Code::TypeMismatch, &param, message));
        }
    }
}

impl Param {
    /// Whether its value depends on the document.
    pub fn is_scoped(&self) -> bool {
        !self.scoped.is_empty()
    }
}

/// Whether a value depends on the document.
pub(crate) fn depends_on_scope(program: &super::Program, e: &super::Expr) -> bool {
    let mut found = false;
    each(e, &mut |e| {
        if let super::ExprKind::Param(p) = &e.kind {
            found |= program.params.get(p.index()).is_some_and(Param::is_scoped);
        }
    });
    found
}

/// How a value of a type is written, where what was given is not; `None` for texts.
fn written(given: &str, ty: Type) -> Option<Phrase> {
    let (zh, en) = match ty {
        Type::One(Kind::Ratio) if given.contains('.') => (
            "没有小数;写分数或百分数,如 1/4、25%",
            "there are no decimals: write a ratio or a percentage, such as 1/4 or 25%",
        ),
        Type::One(Kind::Ratio) => {
            ("写分数或百分数,如 1/4、25%", "write a ratio or a percentage, such as 1/4 or 25%")
        }
        Type::One(Kind::Int) => ("写整数,如 3", "write a whole number, such as 3"),
        Type::One(Kind::Date) => ("写日期,如 2019-04-07", "write a date, such as 2019-04-07"),
        Type::One(Kind::Bool) => ("写 是 或 否", "write true or false"),
        Type::One(Kind::Enum(e)) => {
            let all = |names: Vec<&str>, comma: &str| names.join(comma);
            return Some(Phrase::new(
                format!("可为:{}", all(e.symbols().iter().map(|s| s.zh()).collect(), "、")),
                format!("one of: {}", all(e.symbols().iter().map(|s| s.en()).collect(), ", ")),
            ));
        }
        _ => return None,
    };
    Some(Phrase::new(zh, en))
}

/// Takes the severities of their own from requirements.
fn all_follow(body: &mut [Statement]) {
    for statement in body {
        match statement {
            Statement::Let { .. } => {}
            Statement::For(f) => all_follow(&mut f.body),
            Statement::Require(r) => r.severity = None,
        }
    }
}
