//! Policies: their statements, in one scope from top to bottom.

use super::{
    Ctx, ExprKind, For, LocalId, ParamId, Part, Place, Policy, Require, Statement, Variant, error,
    expr::Scope,
    items::{citation, said},
    overrides::Owner,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    finding::Severity,
    phrase::Phrase,
    schema::{Kind, Record, Type},
    source::{FileId, Span},
    syntax::ast,
};

impl Ctx {
    pub(super) fn policy(&mut self, file: FileId, p: &ast::Policy) {
        let mut policy = Policy {
            name: p.name.value.clone(),
            file,
            family: self.settings.family(file).to_owned(),
            span: p.span,
            title: Phrase::new(&p.name.value, &p.name.value),
            says: Phrase::default(),
            severity: Severity::Warning,
            scoped: Vec::new(),
            basis: Vec::new(),
            applies: Vec::new(),
            variants: Vec::new(),
            params: Vec::new(),
            corpus: None,
            waivable: true,
            expect: 0,
            body: Vec::new(),
            examples: Vec::new(),
            locals: 0,
        };
        // The severity first: variants without one take it, wherever it stands.
        for s in &p.body {
            if let ast::Statement::Severity(s) = s {
                policy.severity = severity(s.value);
            }
        }
        let mut scope = Scope::new(file);
        for s in &p.body {
            self.policy_statement(&mut scope, &mut policy, s);
        }
        policy.locals = scope.locals();
        self.set_severity(&mut policy);
        self.program.policies.push(policy);
    }

    fn policy_statement(&mut self, scope: &mut Scope, policy: &mut Policy, s: &ast::Statement) {
        match s {
            ast::Statement::Title(t) => policy.title = said(&t.value).unwrap_or_default(),
            ast::Statement::Says(t) => policy.says = said(&t.value).unwrap_or_default(),
            ast::Statement::Severity(_) => {}
            ast::Statement::Basis(b) => policy.basis.push(citation(b)),
            ast::Statement::Applies(e) => {
                let e = self.condition(scope, &e.value);
                policy.applies.push(e);
            }
            ast::Statement::InForce(v) => self.variant(scope.file, policy, v),
            ast::Statement::Param(p) => {
                let param = self.param(scope.file, p, Some(Owner::of(policy)));
                let id = ParamId(self.program.params.len() as u32);
                let at = |span| Place { file: scope.file, span };
                if let Some(i) = scope.params.iter().position(|(n, _)| *n == p.name.value) {
                    let before = at(scope.param_spans[i]);
                    self.problems.push(error::duplicate(at(p.name.span), &p.name.value, before));
                }
                scope.param_spans.push(p.name.span);
                scope.params.push((p.name.value.clone(), id));
                policy.params.push(id);
                self.program.params.push(param);
            }
            ast::Statement::Example(e) => {
                let example = self.example(scope.file, e, &policy.params);
                policy.examples.push(example);
            }
            ast::Statement::Expect(n) => policy.expect = u32::try_from(n.value).unwrap_or(u32::MAX),
            ast::Statement::Unwaivable(_) => policy.waivable = false,
            ast::Statement::Across(span) => self.across(scope.file, policy, *span),
            ast::Statement::Collect(c) => self.collect(scope, policy, c),
            ast::Statement::Group(g) => self.group(scope, policy, g),
            ast::Statement::With(c) => self.counterpart(scope, policy, *c),
            ast::Statement::Let(_) | ast::Statement::For(_) | ast::Statement::Require(_) => {
                self.statement(scope, &mut policy.body, s);
            }
        }
    }

    fn variant(&mut self, file: FileId, policy: &mut Policy, v: &ast::InForce) {
        let until = v.until.map(|u| u.value);
        if until.is_some_and(|u| u < v.from.value) {
            let message = Phrase::new("施行期间的止日早于起日", "the variant ends before it begins");
            self.problems.push(Diagnostic::error(Code::BadLiteral, file, v.span, message));
        }
        let clash = policy.variants.iter().any(|o| {
            let before = o.until.is_some_and(|u| u < v.from.value);
            let after = until.is_some_and(|u| u < o.from);
            !before && !after
        });
        if clash {
            let message = Phrase::new("施行期间与前一期间重叠", "the time overlaps that of a variant before");
            self.problems.push(Diagnostic::error(Code::BadStatement, file, v.span, message));
        }
        let severity = v.severity.map_or(policy.severity, |s| severity(s.value));
        policy.variants.push(Variant { from: v.from.value, until, severity });
        policy.variants.sort_by_key(|v| v.from);
    }

    fn statement(&mut self, scope: &mut Scope, body: &mut Vec<Statement>, s: &ast::Statement) {
        match s {
            ast::Statement::Let(l) => {
                let value = self.expr(scope, &l.value, None);
                let local = self.bind_local(scope, &l.name, value.ty);
                if let ExprKind::Apply(define, _) = value.kind {
                    scope.given.push((local, define));
                }
                body.push(Statement::Let { local, value });
            }
            ast::Statement::For(f) => {
                let f = self.for_each(scope, f);
                body.push(Statement::For(f));
            }
            ast::Statement::Require(r) => {
                let r = self.require(scope, r);
                body.push(Statement::Require(r));
            }
            other => {
                let message = Phrase::new(
                    "此语句只能直接写在政策里",
                    "this statement stands in a policy, not in a loop",
                );
                self.problems.push(Diagnostic::error(
                    Code::BadStatement,
                    scope.file,
                    span_of(other),
                    message,
                ));
            }
        }
    }

    fn for_each(&mut self, scope: &mut Scope, f: &ast::For) -> For {
        let (list, element) = self.element(scope, &f.list);
        let mark = scope.mark();
        let locals: Vec<LocalId> = f.vars.iter().map(|v| self.bind_local(scope, v, element)).collect();
        let condition = f.condition.as_ref().map(|c| self.condition(scope, c));
        let mut body = Vec::new();
        for s in &f.body {
            self.statement(scope, &mut body, s);
        }
        scope.leave(mark);
        let names = f.vars.iter().map(|v| v.value.clone()).collect();
        For { locals, names, pairing: f.pairing, list: *list, condition, body }
    }

    fn require(&mut self, scope: &mut Scope, r: &ast::Require) -> Require {
        let condition = self.condition(scope, &r.condition);
        let evidence = r.evidence.iter().map(|e| self.evidence(scope, e)).collect();
        let zh = r.message.zh.as_ref().or(r.message.en.as_ref());
        let en = r.message.en.as_ref().or(r.message.zh.as_ref());
        let same = r.message.zh.is_none() || r.message.en.is_none();
        let zh = self.template(scope, zh);
        // A message in one language only serves both; its mistakes are reported once.
        let reported = self.problems.len();
        let en = self.template(scope, en);
        if same {
            self.problems.truncate(reported);
        }
        let own = r.severity.as_ref().map(|s| severity(s.value));
        Require { condition, severity: own, evidence, message: [zh, en] }
    }

    fn evidence(&mut self, scope: &mut Scope, e: &ast::Expr) -> super::Expr {
        let e = self.expr(scope, e, None);
        let quotable = match e.ty {
            Type::One(Kind::Record(_)) | Type::List(Kind::Record(_)) | Type::EmptyList | Type::Error => true,
            _ => reads_field(&e),
        };
        if !quotable {
            self.problems.push(error::not_evidence(Place { file: scope.file, span: e.span }, e.ty));
        }
        e
    }

    fn template(&mut self, scope: &mut Scope, t: Option<&ast::Template>) -> Vec<Part> {
        let parts = t.map_or(&[][..], |t| &t.parts);
        let mut made = Vec::new();
        for part in parts {
            match part {
                ast::Part::Text(t) => made.push(Part::Text(t.clone())),
                ast::Part::Value { expr, format } => {
                    let expr = self.expr(scope, expr, None);
                    self.printable(scope, &expr, *format);
                    made.push(Part::Value { expr, format: *format });
                }
            }
        }
        made
    }

    fn printable(&mut self, scope: &Scope, e: &super::Expr, format: ast::Format) {
        let place = Place { file: scope.file, span: e.span };
        match e.ty {
            Type::One(Kind::Record(Record::Vocabulary)) | Type::List(Kind::Record(Record::Vocabulary)) => {}
            Type::One(Kind::Record(_) | Kind::Pattern) | Type::List(Kind::Record(_) | Kind::Pattern) => {
                self.problems.push(error::unprintable(place, e.ty));
            }
            Type::One(k) if format == ast::Format::Percent && !k.is_number() => {
                self.problems.push(error::mismatch(place, e.ty, Type::One(Kind::Ratio)));
            }
            _ => {}
        }
    }

    /// Reports a policy without a requirement, unless what could not be read may hold one.
    pub(super) fn must_require(&mut self, file: FileId, p: &ast::Policy, unread: &[Span]) {
        if unread.iter().any(|s| s.start >= p.span.start && s.start <= p.span.end) {
            return;
        }
        self.must_collect(file, p);
        if !requires(&p.body) {
            let message = Phrase::new(
                format!("政策 `{}` 没有任何要求", p.name.value),
                format!("the policy `{}` requires nothing", p.name.value),
            );
            let help = Phrase::new(
                "写出要求:`要求 … 否则 报告 …: 中 “…”`",
                "write what it requires: `require … else report …: en \"…\"`",
            );
            let problem = Diagnostic::error(Code::BadStatement, file, p.name.span, message);
            self.problems.push(problem.help(help));
        }
    }
}

fn severity(s: ast::Severity) -> Severity {
    match s {
        ast::Severity::Info => Severity::Info,
        ast::Severity::Warning => Severity::Warning,
        ast::Severity::Error => Severity::Error,
    }
}

fn requires(body: &[ast::Statement]) -> bool {
    body.iter().any(|s| match s {
        ast::Statement::Require(_) => true,
        ast::Statement::For(f) => requires(&f.body),
        _ => false,
    })
}

/// Whether the value is read from a field somewhere.
fn reads_field(e: &super::Expr) -> bool {
    use super::ExprKind as K;
    match &e.kind {
        K::Field(..) | K::Project(..) | K::RowField(..) | K::RowProject(..) | K::Local(_) => true,
        K::Default(a, b) => reads_field(a) || reads_field(b),
        K::Pick { list, .. } => reads_field(list),
        K::Call(_, args) | K::List(args) | K::Apply(_, args) => args.iter().any(reads_field),
        _ => false,
    }
}

fn span_of(s: &ast::Statement) -> Span {
    match s {
        ast::Statement::Title(x) | ast::Statement::Says(x) => x.span,
        ast::Statement::Severity(x) => x.span,
        ast::Statement::Basis(x) => x.span,
        ast::Statement::Applies(x) => x.span,
        ast::Statement::InForce(x) => x.span,
        ast::Statement::Param(x) => x.span,
        ast::Statement::Let(x) => x.span,
        ast::Statement::For(x) => x.span,
        ast::Statement::Require(x) => x.span,
        ast::Statement::Example(x) => x.span,
        ast::Statement::Expect(x) => x.span,
        ast::Statement::Across(span) | ast::Statement::Unwaivable(span) => *span,
        ast::Statement::Collect(x) => x.span,
        ast::Statement::Group(x) => x.span,
        ast::Statement::With(x) => x.span,
    }
}
