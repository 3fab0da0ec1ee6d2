//! Vocabularies, parameters, definitions and the constants that stand in them.

use num_rational::Ratio;

use super::{
    ClauseExample, Constant, Ctx, Expr, ExprKind, Param, Place, Program, Vocabulary, VocabularyId, WordList,
    error, expr::Scope, missing::Sought, names::Entity, overrides::Owner,
};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    finding::Citation,
    phrase::Phrase,
    schema::{Kind, Type, checked_div, checked_sub},
    source::FileId,
    syntax::ast::{self, BasisKind, BinaryOp, Item, Said, Text},
};

/// The facts that an example can give beside its text.
pub(super) const GIVABLE: &[&str] = &[
    "organ.level",
    "organ.kind",
    "organ.jurisdiction",
    "organ.province",
    "organ.parent",
    "effective",
    "issued",
    "as_of",
];

impl Ctx {
    pub(super) fn vocabularies(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        let mut parents = Vec::new();
        for (file, tree) in files {
            for item in &tree.items {
                match item {
                    Item::Vocabulary(v) => {
                        let vocabulary = self.vocabulary(*file, v);
                        let list = VocabularyId(self.program.vocabularies.len() as u32);
                        self.program.vocabularies.push(vocabulary);
                        parents.push(v.parent.as_ref().map(|p| Place { file: *file, span: p.span }));
                        self.clauses(*file, WordList::Vocabulary(list), &v.examples);
                    }
                    Item::Verbs(v) => self.verbs(*file, v),
                    _ => {}
                }
            }
        }
        self.circles(&parents);
        for (file, tree) in files {
            for item in &tree.items {
                if let Item::Extension(v) = item {
                    self.extension(*file, v);
                }
            }
        }
    }

    /// Adds words to a vocabulary that stands elsewhere.
    fn extension(&mut self, file: FileId, v: &ast::Vocabulary) {
        let Some(id) = self.vocabulary_named(file, &v.name) else { return };
        if v.phrases.is_empty() && v.weak.is_empty() && v.except.is_empty() {
            let message = Phrase::new("扩充没有增加什么", "the extension adds nothing");
            self.problems.push(Diagnostic::error(Code::BadVocabulary, file, v.name.span, message));
        }
        let Some(whole) = self.program.vocabularies.get(id.index()) else { return };
        let known: Vec<String> =
            whole.phrases.iter().chain(whole.weak.iter().map(|(p, _)| p)).cloned().collect();
        let all = self.repeated(file, &known, v.phrases.iter().chain(v.weak.iter().flat_map(|w| &w.phrases)));
        // An extension may make an exception of what the vocabulary has.
        self.companions(file, v, &|word| all.get(word).is_some_and(|p| known.iter().all(|k| k != p)));
        self.clauses(file, WordList::Vocabulary(id), &v.examples);
        if let Some(whole) = self.program.vocabularies.get_mut(id.index()) {
            whole.phrases.extend(texts(&v.phrases));
            whole.weak.extend(weak(v));
            whole.except.extend(texts(&v.except));
        }
    }

    pub(super) fn clauses(&mut self, file: FileId, list: WordList, examples: &[ast::ClauseExample]) {
        self.program.clauses.extend(examples.iter().map(|e| ClauseExample {
            list,
            hits: e.hits,
            clause: e.clause.value.clone(),
            file,
            span: e.clause.span,
        }));
    }

    fn vocabulary(&mut self, file: FileId, v: &ast::Vocabulary) -> Vocabulary {
        if v.phrases.is_empty() && v.weak.is_empty() {
            let message = Phrase::new(
                format!("词汇 `{}` 没有短语", v.name.value),
                format!("the vocabulary `{}` has no phrase", v.name.value),
            );
            let help = Phrase::new("写出短语:`短语 “…”, “…”`", "write some: `phrases \"…\", \"…\"`");
            let problem = Diagnostic::error(Code::BadVocabulary, file, v.name.span, message);
            self.problems.push(problem.help(help));
        }
        let all = self.repeated(file, &[], v.phrases.iter().chain(v.weak.iter().flat_map(|w| &w.phrases)));
        self.companions(file, v, &|word| all.contains_key(word));
        let parent = v.parent.as_ref().and_then(|p| self.vocabulary_named(file, p));
        Vocabulary {
            name: v.name.value.clone(),
            title: said(&v.title).unwrap_or_else(|| Phrase::new(&v.name.value, &v.name.value)),
            phrases: texts(&v.phrases),
            weak: weak(v),
            except: texts(&v.except),
            parent,
            tags: v.tags.iter().map(|t| t.value.clone()).collect(),
        }
    }

    /// The vocabulary of a name; reports a name that is none.
    pub(super) fn vocabulary_named(&mut self, file: FileId, name: &ast::Name) -> Option<super::VocabularyId> {
        let place = Place { file, span: name.span };
        match self.names.get(file, &name.value) {
            Some(Entity::Vocabulary(id)) => return Some(id),
            Some(other) => {
                self.problems.push(error::wrong_kind(
                    place,
                    &name.value,
                    other.what(),
                    ("词汇", "a vocabulary"),
                ));
            }
            None => {
                let near = closest(&name.value, self.names.of(file, |e| matches!(e, Entity::Vocabulary(_))));
                let problem = error::unknown_vocabulary(place, &name.value, near);
                let problem = self.names.or_beside(problem, &name.value);
                self.missing(Sought::Vocabulary, place, &name.value, problem);
            }
        }
        None
    }

    pub(super) fn params(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        for (file, tree) in files {
            for item in &tree.items {
                if let Item::Param(p) = item {
                    let param = self.param(*file, p, None);
                    self.program.params.push(param);
                }
            }
        }
    }

    /// A parameter, of a policy where one is named.
    pub(super) fn param(&mut self, file: FileId, p: &ast::Param, owner: Option<Owner<'_>>) -> Param {
        let ty = self.type_named(file, &p.ty);
        let expr = self.expr(&mut Scope::new(file), &p.default, Some(ty));
        let value = self.constant(file, &expr).unwrap_or(Constant::Int(0));
        if !expr.ty.fits(ty) {
            self.problems.push(error::mismatch(Place { file, span: expr.span }, expr.ty, ty));
        }
        let basis = p.basis.iter().map(citation).collect();
        let mut param = Param { name: p.name.value.clone(), ty, value, scoped: Vec::new(), basis };
        self.overridden(file, &mut param, owner);
        param
    }

    /// The type of a name; reports a name that is none.
    pub(super) fn type_named(&mut self, file: FileId, ty: &ast::TypeName) -> Type {
        if let Some(kind) = Kind::named(&ty.name.value) {
            self.spell(Place { file, span: ty.name.span }, kind.names().into());
            return if ty.list { Type::List(kind) } else { Type::One(kind) };
        }
        let all: Vec<&str> = Kind::all().flat_map(|k| [k.names().0, k.names().1]).collect();
        let place = Place { file, span: ty.name.span };
        let problem = error::unknown_type(place, &ty.name.value, error::meant(&ty.name.value, all));
        self.missing(Sought::Type, place, &ty.name.value, problem);
        Type::Error
    }

    /// The value of an expression that must be fixed; reports one that is not.
    pub(super) fn constant(&mut self, file: FileId, e: &Expr) -> Option<Constant> {
        if matches!(e.kind, ExprKind::Error) {
            return None;
        }
        let value = fold(&self.program, e);
        if value.is_none() {
            self.problems.push(error::not_constant(Place { file, span: e.span }));
        }
        value
    }
}

/// The texts of a list.
fn texts(list: &[Text]) -> Vec<String> {
    list.iter().map(|t| t.value.clone()).collect()
}

/// The weak phrases of a vocabulary, each with its companions.
fn weak(v: &ast::Vocabulary) -> Vec<(String, Vec<String>)> {
    v.weak.iter().flat_map(|w| w.phrases.iter().map(|p| (p.value.clone(), texts(&w.with)))).collect()
}

/// The value of an expression made of constants only.
pub(crate) fn fold(program: &Program, e: &Expr) -> Option<Constant> {
    match &e.kind {
        ExprKind::Constant(c) => Some(c.clone()),
        ExprKind::Param(p) => program.params.get(p.index()).map(|p| p.value.clone()),
        ExprKind::List(items) => {
            items.iter().map(|i| fold(program, i)).collect::<Option<_>>().map(Constant::List)
        }
        ExprKind::Neg(a) => match fold(program, a)? {
            Constant::Int(n) => n.checked_neg().map(Constant::Int),
            Constant::Ratio(r) => checked_sub(Ratio::from_integer(0), r).map(Constant::Ratio),
            _ => None,
        },
        ExprKind::Binary(BinaryOp::Div, a, b) => {
            let (a, b) = (ratio(&fold(program, a)?)?, ratio(&fold(program, b)?)?);
            checked_div(a, b).map(Constant::Ratio)
        }
        _ => None,
    }
}

pub(super) fn ratio(c: &Constant) -> Option<Ratio<i64>> {
    match c {
        Constant::Int(n) => Some(Ratio::from_integer(*n)),
        Constant::Ratio(r) => Some(*r),
        _ => None,
    }
}

/// A text in both languages; the one that is missing is taken from the other.
pub(super) fn said(s: &Said) -> Option<Phrase> {
    let (zh, en) = (s.zh.as_ref().map(|t| &t.value), s.en.as_ref().map(|t| &t.value));
    Some(Phrase::new(zh.or(en)?, en.or(zh)?))
}

/// A basis as it is cited.
pub(super) fn citation(b: &ast::Basis) -> Citation {
    let text = |t: &Option<Text>| t.as_ref().map(|t| t.value.clone());
    Citation {
        kind: match b.kind {
            BasisKind::Law => "law",
            BasisKind::Reference => "reference",
            BasisKind::Practice => "practice",
        },
        title: text(&b.title),
        article: text(&b.article),
        quote: text(&b.quote),
        note: said(&b.note),
    }
}
