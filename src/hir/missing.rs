//! Names that nothing bears: however often one is used, it is one mistake, told once with its other places.

use super::{Ctx, Place};
use crate::{diagnostic::Diagnostic, phrase::Phrase, schema::Kind, source::FileId};

/// What a name was looked for as. Items of files are one space; variables and fields are looked at file by file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sought {
    /// A variable, parameter or field of the document.
    Value(FileId),
    /// A field of a record, or of something else.
    Field(FileId, Kind),
    /// A function or table.
    Function,
    /// A vocabulary.
    Vocabulary,
    /// A type.
    Type,
}

/// The places of one missing name; the first one stands in the diagnostic.
#[derive(Debug)]
pub(super) struct Uses {
    /// Where the diagnostic stands among the problems.
    problem: usize,
    places: Vec<Place>,
}

/// So many other places are underlined; the others are counted.
const MOST_PLACES_SHOWN: usize = 4;

impl Ctx {
    /// Reports a missing name, or adds the place to the report that there is.
    pub(super) fn missing(&mut self, sought: Sought, place: Place, name: &str, problem: Diagnostic) {
        if !matches!(sought, Sought::Field(..)) && self.lost.contains(name) {
            return;
        }
        let next = self.problems.len();
        let uses = self
            .missing
            .entry((sought, name.to_owned()))
            .or_insert_with(|| Uses { problem: next, places: Vec::new() });
        if uses.places.iter().any(|p| p.file == place.file && p.span == place.span) {
            return;
        }
        uses.places.push(place);
        if uses.problem == next {
            self.problems.push(problem);
        }
    }

    /// Adds the other places to the reports.
    pub(super) fn underline_others(&mut self) {
        for uses in self.missing.values() {
            let Some(problem) = self.problems.get_mut(uses.problem) else { continue };
            let others = uses.places.len() - 1;
            for (i, place) in uses.places.iter().skip(1).take(MOST_PLACES_SHOWN).enumerate() {
                let text = if i + 1 == MOST_PLACES_SHOWN && others > MOST_PLACES_SHOWN {
                    let more = others - MOST_PLACES_SHOWN;
                    Phrase::new(
                        format!("也在这里,另有{more}处"),
                        format!("and here, and in {more} more place{}", if more == 1 { "" } else { "s" }),
                    )
                } else {
                    Phrase::new("也在这里", "and here")
                };
                *problem = problem.clone().also(place.file, place.span, text);
            }
        }
    }
}
