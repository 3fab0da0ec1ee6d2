//! Which policies use which item of the policy files: by the names that stand in their expressions.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    schema::Field,
    source::FileId,
    syntax::ast::{self, BinaryOp, Expr, ExprKind, Item, PolicyFile, Statement},
};

/// The tag of the vocabularies that are functions of a text.
const FUNCTION: &str = "function";

/// What the policies name, directly or through definitions.
pub(super) struct Names {
    policies: Vec<(String, Used)>,
    /// Vocabularies and what they belong to.
    parents: BTreeMap<String, String>,
}

/// What expressions name.
#[derive(Clone, Debug, Default)]
struct Used {
    names: BTreeSet<String>,
    /// Whether the strength of a verb matters.
    verbs: bool,
    /// Whether the functions of a text are asked for, and so all vocabularies.
    functions: bool,
}

impl Names {
    pub(super) fn new(trees: &[(FileId, PolicyFile)]) -> Self {
        let items = || trees.iter().flat_map(|(_, tree)| &tree.items);
        let mut defines: BTreeMap<String, Used> = BTreeMap::new();
        let mut parents = BTreeMap::new();
        for item in items() {
            match item {
                Item::Define(d) => {
                    defines.entry(d.name.value.clone()).or_default().expr(&d.body);
                }
                Item::Vocabulary(v) => {
                    parents.extend(v.parent.iter().map(|p| (v.name.value.clone(), p.value.clone())));
                }
                _ => {}
            }
        }
        let mut policies = Vec::new();
        for item in items() {
            if let Item::Policy(p) = item {
                let mut used = Used::default();
                used.body(&p.body);
                used.through(&defines);
                policies.push((p.name.value.clone(), used));
            }
        }
        Self { policies, parents }
    }

    /// The policies that an item of a file concerns.
    pub(super) fn concerned(&self, item: &Item) -> Vec<String> {
        let named = |name: &str| self.those(|used| used.names.contains(name));
        match item {
            Item::Policy(p) => vec![p.name.value.clone()],
            Item::Table(t) => named(&t.name.value),
            Item::Param(p) => named(&p.name.value),
            Item::Define(d) => named(&d.name.value),
            Item::Verbs(_) => self.those(|used| used.verbs),
            Item::Vocabulary(v) | Item::Extension(v) => {
                let mut line = vec![v.name.value.as_str()];
                while let Some(parent) = line.last().and_then(|n| self.parents.get(*n)) {
                    if line.contains(&parent.as_str()) {
                        break;
                    }
                    line.push(parent);
                }
                let function = v.tags.iter().any(|t| t.value == FUNCTION);
                self.those(|used| {
                    line.iter().any(|n| used.names.contains(*n)) || (function && used.functions)
                })
            }
            Item::Language(_) | Item::Use(_) | Item::Test(_) => Vec::new(),
        }
    }

    fn those(&self, wanted: impl Fn(&Used) -> bool) -> Vec<String> {
        self.policies.iter().filter(|(_, used)| wanted(used)).map(|(name, _)| name.clone()).collect()
    }
}

impl Used {
    fn body(&mut self, body: &[Statement]) {
        body.iter().flat_map(Statement::expressions).for_each(|e| self.expr(e));
    }

    fn expr(&mut self, e: &Expr) {
        match &e.kind {
            ExprKind::Name(name) => {
                self.names.insert(name.clone());
                self.field(name);
            }
            ExprKind::Call(name, _) => _ = self.names.insert(name.value.clone()),
            ExprKind::Field(_, name) => self.field(&name.value),
            ExprKind::Binary(op, ..) => {
                let strength = [BinaryOp::Leads, BinaryOp::Shares, BinaryOp::Oversees, BinaryOp::Assists];
                self.verbs |= strength.contains(&op.value);
            }
            _ => {}
        }
        e.children().into_iter().for_each(|child| self.expr(child));
    }

    fn field(&mut self, name: &str) {
        match Field::named(name) {
            Some(Field::Functions) => self.functions = true,
            Some(Field::Strength | Field::Verb | Field::Verbs | Field::Segments) => self.verbs = true,
            _ => {}
        }
    }

    /// Adds what the definitions name that are named.
    fn through(&mut self, defines: &BTreeMap<String, Used>) {
        let mut todo: Vec<String> = self.names.iter().cloned().collect();
        while let Some(name) = todo.pop() {
            let Some(used) = defines.get(&name) else { continue };
            self.verbs |= used.verbs;
            self.functions |= used.functions;
            for inner in &used.names {
                if self.names.insert(inner.clone()) {
                    todo.push(inner.clone());
                }
            }
        }
    }
}

/// The policies of a file.
pub(super) fn policies(tree: &ast::PolicyFile) -> impl Iterator<Item = &str> {
    tree.items.iter().filter_map(|item| match item {
        Item::Policy(p) => Some(p.name.value.as_str()),
        _ => None,
    })
}
