//! Examples of policies and tests that stand beside them: small documents with the verdict that their author expects.

use std::collections::BTreeMap;

use super::{Constant, Ctx, Example, ParamId, Place, TestCase, error, expr::Scope, items::GIVABLE};
use crate::{
    finding::Outcome,
    schema::{Enumeration, Kind, Type},
    source::{FileId, Span},
    syntax::ast::{self, ExampleVerdict},
};

impl Ctx {
    /// An example of a policy with some parameters, which it can give too.
    pub(super) fn example(&mut self, file: FileId, e: &ast::Example, params: &[ParamId]) -> Example {
        Example {
            verdict: outcome(e.verdict.value),
            given: self.given(file, e.span, &e.given, params),
            text: e.text.value.clone(),
            beside: self.beside(file, &e.beside),
            quotes: values(&e.quotes),
            file,
            span: e.span,
        }
    }

    /// A test beside a policy. One without a verdict was reported where it was read.
    pub(super) fn test_case(&mut self, file: FileId, t: &ast::TestCase) {
        self.must_be_policy(file, &t.policy);
        let policy = self.program.policies.iter().find(|p| p.name == t.policy.value);
        let params = policy.map(|p| p.params.clone()).unwrap_or_default();
        let example = Example {
            verdict: t.verdict.map_or(Outcome::Pass, |v| outcome(v.value)),
            given: self.given(file, t.span, &t.given, &params),
            text: t.document.as_ref().map(|d| d.value.clone()).unwrap_or_default(),
            beside: self.beside(file, &t.beside),
            quotes: values(&t.quotes),
            file,
            span: t.span,
        };
        self.program.tests.push(TestCase {
            policy: t.policy.value.clone(),
            path: t.file.as_ref().map(|f| (f.value.clone(), f.span)),
            subjects: values(&t.subjects),
            example,
        });
    }

    /// Other documents of a corpus.
    fn beside(&mut self, file: FileId, all: &[ast::Beside]) -> Vec<(BTreeMap<String, Constant>, String)> {
        all.iter().map(|b| (self.given(file, b.text.span, &b.given, &[]), b.text.value.clone())).collect()
    }

    /// The facts given beside a text, by the path of their field, and the values of parameters, by their names; reports what
    /// cannot be given.
    fn given(
        &mut self,
        file: FileId,
        span: Span,
        facts: &[ast::GivenFact],
        params: &[ParamId],
    ) -> BTreeMap<String, Constant> {
        let mut given = BTreeMap::new();
        for fact in facts {
            let path = english_path(&fact.path);
            let span = fact.path.first().map_or(span, |n| n.span.to(fact.path[fact.path.len() - 1].span));
            let params = params.iter().filter_map(|id| self.program.params.get(id.index()));
            let param = params.filter(|p| p.name == path).map(|p| p.ty).next();
            let Some(ty) = param.or_else(|| given_type(&path)) else {
                self.problems.push(error::bad_given(Place { file, span }, &path));
                continue;
            };
            let value = self.expect(&mut Scope::new(file), &fact.value, ty);
            if let Some(value) = self.constant(file, &value) {
                given.insert(path, value);
            }
        }
        given
    }
}

fn values(texts: &[ast::Text]) -> Vec<String> {
    texts.iter().map(|t| t.value.clone()).collect()
}

fn outcome(verdict: ExampleVerdict) -> Outcome {
    match verdict {
        ExampleVerdict::Passes => Outcome::Pass,
        ExampleVerdict::Fails => Outcome::Violation,
        ExampleVerdict::Undecided => Outcome::Undecided,
        ExampleVerdict::NotApplicable => Outcome::NotApplicable,
    }
}

/// The path in English names.
fn english_path(path: &[ast::Name]) -> String {
    let english = |n: &ast::Name| {
        crate::schema::Field::named(&n.value).map_or_else(|| n.value.clone(), |f| f.names().0.to_owned())
    };
    path.iter().map(english).collect::<Vec<_>>().join(".")
}

/// The type of a fact that an example may give.
fn given_type(path: &str) -> Option<Type> {
    if !GIVABLE.contains(&path) {
        return None;
    }
    Some(Type::One(match path {
        "organ.level" => Kind::Enum(Enumeration::Level),
        "organ.kind" => Kind::Enum(Enumeration::OrganKind),
        "effective" | "issued" | "as_of" => Kind::Date,
        _ => Kind::Text,
    }))
}
