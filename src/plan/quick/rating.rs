//! How high a search for the best can rate an element: by the words that it shares with something else, if it is rated by
//! nothing but that.

use super::alike::{constants, resolved};
use crate::{
    hir::{Constant, Pick},
    plan::{Expr, ExprKind},
    schema::{Builtin, Field},
};

/// The greatest of several shares of an element in one other thing, or of that in the element.
#[derive(Clone, Debug)]
pub(crate) struct Rating {
    /// The variable of the other thing.
    pub(crate) other: u32,
    /// What is exempted where all of the other thing is compared.
    pub(crate) wholes: Vec<Vec<u32>>,
    /// Lists of parts of it of which one is compared, and what is exempted then.
    pub(crate) parts: Vec<(Expr, Vec<u32>)>,
    /// Whether it is several shares of which one is the greatest.
    pub(crate) several: bool,
}

/// How an expression rates the element in a variable; `None` where it does so by something else.
pub(in crate::plan) fn rating(by: &Expr, element: u32) -> Option<Rating> {
    let mut reading = Reading { element, ..Reading::default() };
    reading.of(by)?;
    let Reading { other, shares, wholes, parts, .. } = reading;
    Some(Rating { other: other?, wholes, parts, several: shares > 1 })
}

#[derive(Default)]
struct Reading {
    element: u32,
    /// How many shares there are.
    shares: u32,
    /// The arguments of definitions on the way.
    given: Vec<(u32, Expr)>,
    other: Option<u32>,
    wholes: Vec<Vec<u32>>,
    parts: Vec<(Expr, Vec<u32>)>,
}

impl Reading {
    fn of(&mut self, e: &Expr) -> Option<()> {
        match &e.kind {
            ExprKind::Bind { arguments, body } => {
                self.bind(arguments);
                self.of(body)
            }
            ExprKind::Call(Builtin::Max, args) => match args.as_slice() {
                [Expr { kind: ExprKind::List(all), .. }] => all.iter().try_for_each(|one| self.of(one)),
                _ => None,
            },
            // Whatever is unknown is rated as nothing.
            ExprKind::Default(share, nothing)
                if matches!(nothing.kind, ExprKind::Constant(Constant::Int(0))) =>
            {
                match &share.kind {
                    ExprKind::Call(Builtin::Containment, args) => self.share(args),
                    _ => self.of(share),
                }
            }
            _ => None,
        }
    }

    fn bind(&mut self, arguments: &[(u32, Expr)]) {
        for (slot, argument) in arguments {
            let argument = resolved(argument, &self.given);
            self.given.push((*slot, argument));
        }
    }

    fn share(&mut self, args: &[Expr]) -> Option<()> {
        let (a, b, exempt) = match args {
            [a, b] => (a, b, Vec::new()),
            [a, b, exempt] => (a, b, constants(exempt)?),
            _ => return None,
        };
        self.shares += 1;
        let (a, b) = (resolved(a, &self.given), resolved(b, &self.given));
        match (&a.kind, &b.kind) {
            (ExprKind::Slot(own), ExprKind::Slot(other)) | (ExprKind::Slot(other), ExprKind::Slot(own))
                if *own == self.element =>
            {
                self.is_other(*other)?;
                if !self.wholes.contains(&exempt) {
                    self.wholes.push(exempt);
                }
            }
            (_, ExprKind::Slot(own)) if *own == self.element => {
                let list = self.part(&a)?;
                self.parts.push((list, exempt));
            }
            _ => return None,
        }
        Some(())
    }

    /// The list of parts of the other thing from which an expression takes one.
    fn part(&mut self, e: &Expr) -> Option<Expr> {
        match &e.kind {
            ExprKind::Bind { arguments, body } => {
                self.bind(arguments);
                self.part(body)
            }
            ExprKind::Pick { pick, list, .. } if *pick != Pick::Those => {
                let ExprKind::Project(clauses, Field::Segments) = &list.kind else { return None };
                let ExprKind::Field(of, Field::Clauses) = &clauses.kind else { return None };
                let of = resolved(of, &self.given);
                let ExprKind::Slot(other) = of.kind else { return None };
                self.is_other(other)?;
                let at = list.at;
                let clauses = Expr { kind: ExprKind::Field(Box::new(of), Field::Clauses), at, quick: None };
                let kind = ExprKind::Project(Box::new(clauses), Field::Segments);
                Some(Expr { kind, at, quick: None })
            }
            _ => None,
        }
    }

    /// There is one other thing.
    fn is_other(&mut self, slot: u32) -> Option<()> {
        (slot != self.element && *self.other.get_or_insert(slot) == slot).then_some(())
    }
}
