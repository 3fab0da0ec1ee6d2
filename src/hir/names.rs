//! The names that files give: one space for tables, vocabularies, parameters and functions, one for policies.

use indexmap::IndexMap;

use super::{Ctx, DefineId, ParamId, Place, TableId, VocabularyId, error};
use crate::{
    diagnostic::closest,
    schema::{Type, builtin_named},
    source::FileId,
    syntax::ast::{self, Item, Name},
};

/// What a name of a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entity {
    /// A table.
    Table(TableId),
    /// A vocabulary.
    Vocabulary(VocabularyId),
    /// A parameter.
    Param(ParamId),
    /// A function.
    Define(DefineId),
}

impl Entity {
    /// What it is called in a message: Chinese, English.
    pub(super) fn what(self) -> (&'static str, &'static str) {
        match self {
            Self::Table(_) => ("表", "a table"),
            Self::Vocabulary(_) => ("词汇", "a vocabulary"),
            Self::Param(_) => ("参数", "a parameter"),
            Self::Define(_) => ("定义", "a definition"),
        }
    }
}

/// All names of all files.
#[derive(Default)]
pub(super) struct Names {
    pub(super) entities: IndexMap<String, (Entity, Place)>,
    policies: IndexMap<String, Place>,
    /// The types of parameters and results of definitions, as far as known.
    pub(super) signatures: Vec<Signature>,
}

/// How a definition is called.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub(super) params: Vec<Type>,
    pub(super) result: Option<Type>,
}

impl Names {
    /// The names of one sort, for suggestions.
    pub(super) fn of<'a>(&'a self, wanted: impl Fn(Entity) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        self.entities.iter().filter(move |(_, (e, _))| wanted(*e)).map(|(n, _)| n.as_str())
    }
}

impl Ctx {
    /// Gives every item of every file its number, in order, and reports names that two items bear.
    pub(super) fn declare(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        let (mut tables, mut vocabularies, mut params, mut defines) = (0, 0, 0, 0);
        for (file, tree) in files {
            for item in &tree.items {
                match item {
                    Item::Table(t) => {
                        self.bind(*file, &t.name, Entity::Table(TableId(tables)));
                        tables += 1;
                    }
                    Item::Vocabulary(v) => {
                        self.bind(*file, &v.name, Entity::Vocabulary(VocabularyId(vocabularies)));
                        vocabularies += 1;
                    }
                    Item::Param(p) => {
                        self.bind(*file, &p.name, Entity::Param(ParamId(params)));
                        params += 1;
                    }
                    Item::Define(d) => {
                        self.bind(*file, &d.name, Entity::Define(DefineId(defines)));
                        defines += 1;
                    }
                    Item::Policy(p) => self.bind_policy(*file, &p.name),
                    Item::Language(_) | Item::Verbs(_) | Item::Test(_) => {}
                }
            }
        }
    }

    /// The place of the policy of a name; reports a name that is none.
    pub(super) fn must_be_policy(&mut self, file: FileId, name: &Name) {
        if !self.names.policies.contains_key(&name.value) {
            let near = closest(&name.value, self.names.policies.keys().map(String::as_str));
            self.problems.push(error::unknown_policy(Place { file, span: name.span }, &name.value, near));
        }
    }

    fn bind(&mut self, file: FileId, name: &Name, entity: Entity) {
        let place = Place { file, span: name.span };
        if builtin_named(&name.value).is_some() {
            self.problems.push(error::taken_by_language(place, &name.value));
        }
        if let Some((_, before)) = self.names.entities.get(&name.value) {
            self.problems.push(error::duplicate(place, &name.value, *before));
        } else {
            self.names.entities.insert(name.value.clone(), (entity, place));
        }
    }

    fn bind_policy(&mut self, file: FileId, name: &Name) {
        if name.value.is_empty() {
            return; // reported where it is missing
        }
        let place = Place { file, span: name.span };
        if let Some(before) = self.names.policies.get(&name.value) {
            self.problems.push(error::duplicate(place, &name.value, *before));
        } else {
            self.names.policies.insert(name.value.clone(), place);
        }
    }
}
