//! The names that files give: tables, vocabularies, parameters and functions, seen everywhere or beside a policy only, and
//! policies.

use std::cell::Cell;

use indexmap::{Equivalent, IndexMap};

use super::{Ctx, DefineId, ParamId, Place, TableId, VocabularyId, error};
use crate::{
    diagnostic::{Diagnostic, closest},
    quickly::Quickly,
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

/// All names of all files. What stands in a file without a policy is seen everywhere; what stands beside a policy is seen
/// in its own file, and where it is used by name.
#[derive(Default)]
pub(super) struct Names {
    shared: IndexMap<String, (Entity, Place), Quickly>,
    private: IndexMap<(FileId, String), (Entity, Place), Quickly>,
    used: IndexMap<(FileId, String), Used, Quickly>,
    policies: IndexMap<String, Place, Quickly>,
    /// The types of parameters and results of definitions, as far as known.
    pub(super) signatures: Vec<Signature>,
}

/// A name that is looked up in a file.
#[derive(Hash)]
struct Asked<'a>(FileId, &'a str);

impl Equivalent<(FileId, String)> for Asked<'_> {
    fn equivalent(&self, (file, name): &(FileId, String)) -> bool {
        self.0 == *file && self.1 == name
    }
}

/// A name of another file's that a file uses.
struct Used {
    entity: Entity,
    /// Where the file says so.
    place: Place,
    /// Whether the file then speaks of it.
    spoken: Cell<bool>,
}

/// How a definition is called.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub(super) params: Vec<Type>,
    pub(super) result: Option<Type>,
}

impl Names {
    /// What a name stands for in a file.
    pub(super) fn get(&self, file: FileId, name: &str) -> Option<Entity> {
        let key = Asked(file, name);
        if let Some((entity, _)) = self.private.get(&key) {
            return Some(*entity);
        }
        if let Some(used) = self.used.get(&key) {
            used.spoken.set(true);
            return Some(used.entity);
        }
        self.shared.get(name).map(|(entity, _)| *entity)
    }

    /// The names of one sort that a file sees, for suggestions.
    pub(super) fn of<'a>(
        &'a self,
        file: FileId,
        wanted: impl Fn(Entity) -> bool + Copy + 'a,
    ) -> impl Iterator<Item = &'a str> {
        let shared = self.shared.iter().filter(move |(_, (e, _))| wanted(*e)).map(|(n, _)| n.as_str());
        let own = self.private.iter().filter(move |((f, _), (e, _))| *f == file && wanted(*e));
        let used = self.used.iter().filter(move |((f, _), u)| *f == file && wanted(u.entity));
        shared.chain(own.map(|((_, n), _)| n.as_str())).chain(used.map(|((_, n), _)| n.as_str()))
    }

    /// A policy of another file beside which something of this name stands.
    fn beside(&self, name: &str) -> Option<&str> {
        let (file, _) = self.private.keys().find(|(_, n)| n == name)?;
        self.policies.iter().find(|(_, place)| place.file == *file).map(|(policy, _)| policy.as_str())
    }

    /// A problem with an unknown name, with the way to it where it stands beside a policy.
    pub(super) fn or_beside(&self, problem: Diagnostic, name: &str) -> Diagnostic {
        match self.beside(name) {
            Some(policy) => problem.help(error::use_it(name, policy)),
            None => problem,
        }
    }
}

/// A name that an item gives.
struct Given<'a> {
    file: FileId,
    name: &'a Name,
    entity: Entity,
    /// Whether it stands beside a policy.
    private: bool,
    /// Whether all of its file could be read: a policy that was lost may have stood beside it.
    whole: bool,
}

impl Ctx {
    /// Gives every item of every file its number, in order, and reports names that two items bear.
    pub(super) fn declare(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        let (mut tables, mut vocabularies, mut params, mut defines) = (0, 0, 0, 0);
        let mut given: Vec<Given<'_>> = Vec::new();
        let next = |counter: &mut u32| std::mem::replace(counter, *counter + 1);
        for (file, tree) in files {
            for item in &tree.items {
                let (name, entity) = match item {
                    Item::Table(t) => (&t.name, Entity::Table(TableId(next(&mut tables)))),
                    Item::Vocabulary(v) => {
                        (&v.name, Entity::Vocabulary(VocabularyId(next(&mut vocabularies))))
                    }
                    Item::Param(p) => (&p.name, Entity::Param(ParamId(next(&mut params)))),
                    Item::Define(d) => (&d.name, Entity::Define(DefineId(next(&mut defines)))),
                    Item::Policy(p) => {
                        self.bind_policy(*file, &p.name);
                        continue;
                    }
                    _ => continue,
                };
                let whole = tree.unread.is_empty() && tree.lost.is_empty();
                given.push(Given { file: *file, name, entity, private: tree.has_policy(), whole });
            }
        }
        // What is seen everywhere comes first: nothing private may bear its name.
        given.sort_by_key(|g| g.private);
        for g in &given {
            self.bind(g);
        }
        self.uses(files);
    }

    /// The place of the policy of a name; reports a name that is none.
    pub(super) fn must_be_policy(&mut self, file: FileId, name: &Name) {
        if !self.names.policies.contains_key(&name.value) {
            let near = closest(&name.value, self.names.policies.keys().map(String::as_str));
            self.problems.push(error::unknown_policy(Place { file, span: name.span }, &name.value, near));
        }
    }

    fn bind(&mut self, given: &Given<'_>) {
        let (name, file) = (&given.name.value, given.file);
        let place = Place { file, span: given.name.span };
        if builtin_named(name).is_some() {
            self.problems.push(error::taken_by_language(place, name));
        }
        let key = (file, name.clone());
        let before = self.names.shared.get(name).or_else(|| self.names.private.get(&key));
        match before {
            Some((_, before)) if given.whole => self.problems.push(error::duplicate(place, name, *before)),
            Some(_) => {}
            None if given.private => _ = self.names.private.insert(key, (given.entity, place)),
            None => _ = self.names.shared.insert(name.clone(), (given.entity, place)),
        }
    }

    /// Makes the names visible that files use of each other.
    fn uses(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        let uses = |(file, tree): &(FileId, &'_ ast::PolicyFile)| {
            let uses = tree
                .items
                .iter()
                .filter_map(|item| if let Item::Use(u) = item { Some(u.clone()) } else { None });
            uses.map(|u| (*file, u)).collect::<Vec<_>>()
        };
        let mut edges: Vec<(Place, FileId)> = Vec::new();
        for (file, used) in files.iter().flat_map(uses) {
            if self.lost.contains(&used.policy.value) {
                continue;
            }
            self.must_be_policy(file, &used.policy);
            let Some(from) = self.names.policies.get(&used.policy.value).map(|p| p.file) else {
                self.lost.extend(used.names.into_iter().map(|n| n.value));
                continue;
            };
            let place = Place { file, span: used.policy.span };
            if edges.iter().all(|(p, to)| (p.file, *to) != (file, from)) {
                edges.push((place, from));
            }
            for name in &used.names {
                self.use_name(file, name, from, &used.policy.value);
            }
        }
        for (place, to) in &edges {
            if reaches(&edges, *to, place.file) {
                let name = self.names.policies.iter().find(|(_, p)| p.file == *to).map(|(n, _)| n.clone());
                self.problems.push(error::use_returns(*place, &name.unwrap_or_default(), *to == place.file));
            }
        }
    }

    fn use_name(&mut self, file: FileId, name: &Name, from: FileId, policy: &str) {
        let place = Place { file, span: name.span };
        let Some((entity, _)) = self.names.private.get(&(from, name.value.clone())).copied() else {
            let everywhere = self.names.shared.contains_key(&name.value);
            let beside = self.names.private.keys().filter(|(f, _)| *f == from).map(|(_, n)| n.as_str());
            let near = closest(&name.value, beside);
            if !self.lost.contains(&name.value) {
                self.problems.push(error::not_beside(place, &name.value, policy, near, everywhere));
                self.lost.insert(name.value.clone());
            }
            return;
        };
        let key = (file, name.value.clone());
        let own =
            self.names.private.get(&key).or_else(|| self.names.shared.get(&name.value)).map(|(_, p)| *p);
        if let Some(before) = own.or_else(|| self.names.used.get(&key).map(|u| u.place)) {
            if from != file {
                self.problems.push(error::duplicate(place, &name.value, before));
            }
            return;
        }
        self.names.used.insert(key, Used { entity, place, spoken: Cell::new(false) });
    }

    /// Tells of names that a file uses and never speaks of.
    pub(super) fn unspoken(&mut self) {
        for ((_, name), used) in self.names.used.iter().filter(|(_, u)| !u.spoken.get()) {
            self.problems.push(error::unspoken(used.place, name));
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

/// Whether uses lead from one file to another.
fn reaches(edges: &[(Place, FileId)], from: FileId, to: FileId) -> bool {
    let (mut seen, mut todo) = (vec![from], vec![from]);
    while let Some(file) = todo.pop() {
        if file == to {
            return true;
        }
        for (_, next) in edges.iter().filter(|(place, _)| place.file == file) {
            if !seen.contains(next) {
                seen.push(*next);
                todo.push(*next);
            }
        }
    }
    false
}
