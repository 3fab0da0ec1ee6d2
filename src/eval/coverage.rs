//! What conditions turned out to be while a document was evaluated: kept only where somebody asks for it.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{
    budget,
    corpus::judge_with,
    ctx::Ctx,
    explain::Step,
    policy::{Options, examine_with},
    value::Why,
};
use crate::{
    finding::DocumentReport,
    plan::{At, Plan},
    regulation::Regulation,
    source::{FileId, Span},
};

/// What a condition turned out to be, all evaluations together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// It was true.
    pub held: bool,
    /// It was false.
    pub failed: bool,
    /// It was unknown.
    pub unknown: bool,
}

impl Ways {
    /// Adds what was seen elsewhere.
    pub fn add(&mut self, other: Self) {
        self.held |= other.held;
        self.failed |= other.failed;
        self.unknown |= other.unknown;
    }

    /// Whether it was true and was false.
    pub fn both(self) -> bool {
        self.held && self.failed
    }
}

/// What the conditions of the policies turned out to be, by their places.
#[derive(Clone, Debug, Default)]
pub struct Seen(BTreeMap<(FileId, Span), Ways>);

impl Seen {
    /// What the condition at a place turned out to be; nothing where it was never evaluated.
    pub fn at(&self, file: FileId, span: Span) -> Ways {
        self.0.get(&(file, span)).copied().unwrap_or_default()
    }
}

/// A recorder of one evaluation.
#[derive(Debug, Default)]
pub(super) struct Recorder {
    seen: RefCell<Seen>,
    asleep: Cell<bool>,
    /// The steps of the evaluation, where these are asked for.
    pub(super) steps: Option<RefCell<Vec<Step>>>,
}

impl Recorder {
    /// One that keeps the steps too.
    pub(super) fn for_steps() -> Self {
        Self { steps: Some(RefCell::default()), ..Self::default() }
    }

    pub(super) fn note(&self, at: At, truth: Result<bool, Why>) {
        if self.asleep.get() {
            return;
        }
        let mut seen = self.seen.borrow_mut();
        let ways = seen.0.entry((at.file, at.span)).or_default();
        match truth {
            Ok(true) => ways.held = true,
            Ok(false) => ways.failed = true,
            Err(_) => ways.unknown = true,
        }
    }
}

/// Checks documents together, and says what the conditions of the policies turned out to be on the way.
pub fn recorded(plan: &Plan, documents: &[&Regulation], options: &Options) -> (Vec<DocumentReport>, Seen) {
    let recorder = Recorder::default();
    let examined = documents
        .iter()
        .map(|reg| examine_with(plan, reg, options, (Some(&recorder), budget::MOST_TURNS)))
        .collect();
    let reports = judge_with(plan, examined, Some(&recorder));
    (reports, recorder.seen.into_inner())
}

impl Ctx<'_> {
    /// Does what evaluates conditions once more, for evidence only: a recorder does not see it, and it does not count.
    pub(super) fn unrecorded<T>(&self, work: impl FnOnce() -> T) -> T {
        let Some(recorder) = self.recorder else { return self.uncounted(work) };
        let before = recorder.asleep.replace(true);
        let result = self.uncounted(work);
        recorder.asleep.set(before);
        result
    }
}
