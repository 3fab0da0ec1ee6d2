//! What is set for some documents only: which scopes hold of this one, and what follows for parameters and severities.

use serde::{Deserialize, Serialize};

use super::{
    ctx::Ctx,
    value::{Value, Why},
};
use crate::{
    finding::Severity,
    phrase::Phrase,
    plan::{Plan, Policy, Require, Scope, Statement},
    regulation::Regulation,
    schema::{Field, Record},
    text::fold_words,
};

/// Whether each scope of a plan holds of a document.
pub(super) struct Scopes(Vec<Result<bool, Why>>);

impl Scopes {
    pub(super) fn of(plan: &Plan, reg: &Regulation) -> Self {
        Self(plan.scopes.iter().map(|s| holds(s, reg)).collect())
    }

    /// The last of the settings whose scope holds; the first unknown scope on the way where that decides.
    fn last<T: Copy>(&self, settings: impl DoubleEndedIterator<Item = (usize, T)>) -> Result<Option<T>, Why> {
        for (scope, value) in settings.rev() {
            match self.0.get(scope) {
                Some(Ok(true)) => return Ok(Some(value)),
                Some(Err(why)) => return Err(*why),
                Some(Ok(false)) | None => {}
            }
        }
        Ok(None)
    }
}

/// Both conditions, as `and` does: false decides, unknown does not.
fn holds(scope: &Scope, reg: &Regulation) -> Result<bool, Why> {
    let unknown = |field| Err(Why::NotStated(Record::Organ, field));
    let level = match reg.organ.level {
        _ if scope.levels.is_empty() => Ok(true),
        Some(level) => Ok(scope.levels.contains(&level.value)),
        None => unknown(Field::Level),
    };
    let jurisdiction = match &reg.organ.jurisdiction {
        _ if scope.jurisdictions.is_empty() => Ok(true),
        Some(words) => Ok(scope.jurisdictions.contains(&fold_words(&words.text))),
        None => unknown(Field::Jurisdiction),
    };
    match (level, jurisdiction) {
        (Ok(false), _) | (_, Ok(false)) => Ok(false),
        (Err(why), _) | (_, Err(why)) => Err(why),
        (Ok(true), Ok(true)) => Ok(true),
    }
}

/// The severity of a policy for one document.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Weight {
    /// The policy's own, or that of its variant or of a scope.
    pub(super) severity: Severity,
    /// Whether it is set from outside: then requirements with a severity of their own follow it too.
    pub(super) set: bool,
}

impl Weight {
    /// The severity of one requirement.
    pub(super) fn of(self, r: &Require) -> Severity {
        r.severity.filter(|_| !self.set).unwrap_or(self.severity)
    }

    /// The gravest that a requirement among some statements may have.
    pub(super) fn gravest(self, body: &[Statement]) -> Severity {
        let of = |statement: &Statement| match statement {
            Statement::Let { .. } => None,
            Statement::For(f) => Some(self.gravest(&f.body)),
            Statement::Require(r) => Some(self.of(r)),
        };
        body.iter().filter_map(of).max().unwrap_or(self.severity)
    }
}

/// What the document leaves open about the severity of a policy; its findings say so.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) struct Open {
    /// Its date.
    pub(super) date: bool,
    /// Its level or jurisdiction.
    pub(super) scope: bool,
}

impl Open {
    /// What a finding adds.
    pub(super) fn notes(self) -> impl Iterator<Item = Phrase> {
        let date = || {
            Phrase::new(
                "文件日期不详,按政策本身的级别计",
                "the date of the document is not known: the policy's own severity holds",
            )
        };
        let scope = || {
            Phrase::new(
                "机关的层级或地区不详,按政策本身的级别计",
                "the level or jurisdiction of the organ is not known: the policy's own severity holds",
            )
        };
        self.date.then(date).into_iter().chain(self.scope.then(scope))
    }
}

impl<'r> Ctx<'r> {
    /// The value of a parameter that depends on the document.
    pub(super) fn param(&self, index: usize) -> Value<'r> {
        let Some(param) = self.plan.params.get(index) else { return Value::Unknown(Why::NoSuchElement) };
        let set = param.scoped.iter().map(|(scope, value)| (*scope, value));
        match self.scopes.last(set) {
            Ok(value) => Value::constant(value.unwrap_or(&param.value)),
            Err(why) => Value::Unknown(why),
        }
    }

    /// The severity that a scope sets for a policy; `None` where none does.
    pub(super) fn scoped_severity(&self, policy: &Policy) -> Result<Option<Severity>, Why> {
        self.scopes.last(policy.scoped.iter().copied())
    }
}
