//! Statements of policies and blocks.

use pest::iterators::Pair;
use unicode_width::UnicodeWidthStr;

use super::{super::grammar::Rule, Before, Doc, Printer, joined};

impl Printer<'_> {
    /// One of the things that stand on lines of their own in a block. Those whose keywords make a column are told by
    /// their neighbours.
    pub(super) fn line_of(&mut self, all: &[Pair<'_, Rule>], i: usize) -> Doc {
        let pair = &all[i];
        match pair.as_rule() {
            Rule::title | Rule::says | Rule::severity => self.headline(pair, self.column(all, i, &HEADLINES)),
            Rule::document
            | Rule::document_file
            | Rule::facts
            | Rule::expect
            | Rule::quotes
            | Rule::subject => self.headline(pair, self.column(all, i, &OF_TESTS)),
            Rule::beside => self.beside(pair, self.column(all, i, &OF_TESTS)),
            Rule::collected => self.collected(pair, self.name_column(all)),
            Rule::tags | Rule::parent | Rule::phrases | Rule::except => self.headline(pair, 0),
            Rule::weak => self.weak(pair),
            Rule::clauses => self.clauses(pair),
            Rule::texts => self.texts(pair),
            Rule::basis => self.basis(pair),
            Rule::param => self.param(pair),
            Rule::let_value => self.assigned(pair),
            Rule::for_each => self.for_each(pair),
            Rule::require => self.require(pair),
            Rule::example => self.example(pair),
            Rule::collect => self.collect(pair),
            _ => self.flat(pair),
        }
    }

    /// Words with blanks between them, as many on a line as fit; signs cling to the word before.
    fn flat(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        for part in pair.clone().into_inner() {
            let doc = match part.as_rule() {
                Rule::expr | Rule::list_value | Rule::given_value => self.expr(&part),
                Rule::comma => {
                    let comma = self.leaf(&part);
                    docs.extend([comma, Doc::Gap(1)]);
                    continue;
                }
                _ if part.clone().into_inner().next().is_some() => self.flat(&part),
                _ => self.leaf(&part),
            };
            docs.extend([Doc::Gap(1), doc]);
        }
        Doc::Nest(4, docs.into_iter().skip(1).collect())
    }

    /// A keyword and what belongs to it, which begins in a column.
    fn headline(&mut self, pair: &Pair<'_, Rule>, column: usize) -> Doc {
        let mut docs = Vec::new();
        let mut given = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::said => docs.push(self.said(&part)),
                Rule::texts => docs.push(self.texts(&part)),
                Rule::given | Rule::tag_name | Rule::comma => given.push(part),
                _ if docs.is_empty() => {
                    let width = self.word(&part).width();
                    docs.extend([self.leaf(&part), Doc::Gap(column.saturating_sub(width) + 1)]);
                }
                _ => docs.push(self.leaf(&part)),
            }
        }
        if !given.is_empty() {
            docs.push(self.commas(&given, Self::given_or_name));
        }
        let rest = docs.split_off(docs.len().min(2));
        docs.push(Doc::Align(rest));
        Doc::All(docs)
    }

    /// The width of the widest keyword of the run of headlines that a statement belongs to.
    fn column(&self, all: &[Pair<'_, Rule>], i: usize, rules: &[Rule]) -> usize {
        let belongs = |p: &&Pair<'_, Rule>| rules.contains(&p.as_rule());
        let before = all[..i].iter().rev().take_while(belongs);
        let run = before.chain(all[i..].iter().take_while(belongs));
        run.filter_map(|p| p.clone().into_inner().next()).map(|k| self.word(&k).width()).max().unwrap_or(0)
    }

    /// `zh "…" en "…"`
    fn said(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts = pair.clone().into_inner().map(|p| self.in_language(&p)).collect();
        Doc::Group(joined(parts, &Doc::Line(1)))
    }

    /// `zh "…"`, `article "…"`
    fn in_language(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts = pair.clone().into_inner().map(|p| self.leaf(&p)).collect();
        Doc::All(joined(parts, &Doc::Gap(1)))
    }

    /// Texts with commas, as many on a line as fit.
    pub(super) fn texts(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let texts: Vec<_> = pair.clone().into_inner().collect();
        Doc::Align(vec![self.commas(&texts, super::Printer::leaf)])
    }

    /// `example hits "…", …`: what is behind `hits` and `misses` begins in one column.
    fn clauses(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        for part in pair.clone().into_inner() {
            let gap = 1 + 2 * usize::from(self.word(&part) == "hits");
            let doc = if part.as_rule() == Rule::texts { self.texts(&part) } else { self.leaf(&part) };
            docs.extend([doc, Doc::Gap(gap)]);
        }
        docs.pop();
        Doc::All(docs)
    }

    fn weak(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::texts => docs.extend([Doc::Gap(1), self.texts(&part)]),
                Rule::kw_with => docs.extend([Doc::Line(1), self.leaf(&part)]),
                _ => docs.push(self.leaf(&part)),
            }
        }
        Doc::Group(vec![Doc::Nest(2, docs)])
    }

    /// A basis: as many of its parts on a line as fit, the remarks together.
    pub(super) fn basis(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut parts = pair.clone().into_inner().peekable();
        let keyword = parts.next().map(|k| self.leaf(&k));
        let mut docs: Vec<Doc> = Vec::new();
        let mut beside = false;
        while let Some(part) = parts.next() {
            let doc = match part.as_rule() {
                Rule::zh | Rule::en => {
                    let mut remarks = vec![self.in_language(&part)];
                    while let Some(next) = parts.next_if(|p| matches!(p.as_rule(), Rule::zh | Rule::en)) {
                        remarks.push(self.in_language(&next));
                    }
                    Doc::Group(joined(remarks, &Doc::Line(1)))
                }
                Rule::article | Rule::quote => self.in_language(&part),
                _ => self.leaf(&part),
            };
            // What comes first stands beside the kind.
            match docs.pop() {
                Some(kind) if docs.is_empty() && !beside => {
                    docs.push(Doc::All(vec![kind, Doc::Gap(1), Doc::Align(vec![doc])]));
                    beside = true;
                }
                last => docs.extend(last.into_iter().chain([doc])),
            }
        }
        let keyword = keyword.into_iter().chain([Doc::Gap(1), Doc::Align(vec![Doc::Fill(docs)])]);
        Doc::All(keyword.collect())
    }

    /// `param max: ratio = 1/3 basis …`
    pub(super) fn param(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        for part in pair.clone().into_inner() {
            let doc = match part.as_rule() {
                Rule::colon => {
                    docs.push(self.leaf(&part));
                    continue;
                }
                Rule::ty => self.ty(&part),
                Rule::expr => self.expr(&part),
                Rule::basis => {
                    docs.extend([Doc::Line(1), self.basis(&part)]);
                    continue;
                }
                _ => self.leaf(&part),
            };
            docs.extend([Doc::Gap(1), doc]);
        }
        Doc::Group(vec![Doc::Nest(2, docs.into_iter().skip(1).collect())])
    }

    /// `let x = E`, `define f(x: int) = E`: where it is too long, the value stands on the next line.
    pub(super) fn assigned(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::expr => {
                    let value = self.expr(&part);
                    docs.push(Doc::Nest(2, vec![Doc::Line(1), Doc::Group(vec![value])]));
                }
                Rule::params => docs.push(self.params(&part)),
                Rule::result => {
                    for part in part.into_inner() {
                        let doc = if part.as_rule() == Rule::ty { self.ty(&part) } else { self.leaf(&part) };
                        docs.extend([Doc::Gap(1), doc]);
                    }
                }
                _ => docs.extend([Doc::Gap(1), self.leaf(&part)]),
            }
        }
        docs.remove(0);
        Doc::Group(docs)
    }

    /// `(level: level, admin: int)`
    pub(super) fn params(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut parts: Vec<_> = pair.clone().into_inner().collect();
        let (Some(close), true) = (parts.pop(), !parts.is_empty()) else { return Doc::All(Vec::new()) };
        let open = self.leaf(&parts.remove(0));
        let params = self.commas(&parts, |p, parameter| {
            let parts = parameter.clone().into_inner().map(|part| match part.as_rule() {
                Rule::ty => Doc::All(vec![Doc::Gap(1), p.ty(&part)]),
                _ => p.leaf(&part),
            });
            Doc::All(parts.collect())
        });
        Doc::All(vec![open, Doc::Align(vec![params]), self.leaf(&close)])
    }

    fn collect(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts: Vec<_> = pair.clone().into_inner().collect();
        let [keyword, open, inside @ .., close] = &parts[..] else { return Doc::All(Vec::new()) };
        let mut docs = vec![self.leaf(keyword), Doc::Gap(1)];
        docs.extend(self.block(open, inside, close));
        Doc::All(docs)
    }

    fn collected(&mut self, pair: &Pair<'_, Rule>, column: usize) -> Doc {
        let mut docs = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::variable => {
                    let gap = column.saturating_sub(part.as_str().width()) + 1;
                    docs.extend([self.leaf(&part), Doc::Gap(gap)]);
                }
                Rule::expr => docs.push(Doc::Nest(4, vec![Doc::Gap(1), self.expr(&part)])),
                _ => docs.push(self.leaf(&part)),
            }
        }
        Doc::All(docs)
    }

    fn name_column(&self, all: &[Pair<'_, Rule>]) -> usize {
        let names = all.iter().filter_map(|p| p.clone().into_inner().next());
        names.map(|n| self.word(&n).width()).max().unwrap_or(0)
    }

    fn for_each(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts: Vec<_> = pair.clone().into_inner().collect();
        let [head, inside @ .., close] = &parts[..] else { return Doc::All(Vec::new()) };
        let head: Vec<_> = head.clone().into_inner().collect();
        let Some((open, head)) = head.split_last() else { return Doc::All(Vec::new()) };
        let mut docs: Vec<Doc> = Vec::new();
        for part in head {
            let (gap, doc) = match part.as_rule() {
                Rule::comma => (Doc::Gap(0), self.leaf(part)),
                Rule::list_value => (Doc::Gap(1), self.expr(part)),
                Rule::condition => (Doc::Line(1), self.condition(part)),
                _ => (Doc::Gap(1), self.leaf(part)),
            };
            docs.extend([gap, doc]);
        }
        let head = Doc::Nest(6, docs.into_iter().skip(1).collect());
        let mut block = self.block(open, inside, close);
        let open = block.remove(0);
        block.insert(0, Doc::Group(vec![head, Doc::Gap(1), open]));
        Doc::All(block)
    }

    /// A requirement: what is asked, what is quoted and what is said stand on lines of their own.
    fn require(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::expr => docs.push(Doc::Nest(4, vec![Doc::Gap(1), self.expr(&part)])),
                Rule::severity => docs.push(Doc::Nest(2, vec![Doc::Hard, self.flat(&part)])),
                Rule::else_report => docs.push(Doc::Nest(2, vec![Doc::Hard, self.leaf(&part)])),
                Rule::evidence => {
                    let evidence: Vec<_> = part.into_inner().collect();
                    let evidence = self.commas(&evidence, super::Printer::expr);
                    docs.push(Doc::Nest(2, vec![Doc::Gap(1), Doc::Nest(4, vec![evidence])]));
                }
                Rule::message => {
                    let said = part.into_inner().map(|p| self.message_in(&p)).collect();
                    let said = Doc::Group(joined(said, &Doc::Line(1)));
                    docs.push(Doc::Nest(4, vec![Doc::Hard, said]));
                }
                _ => docs.push(self.leaf(&part)),
            }
        }
        Doc::All(docs)
    }

    fn message_in(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut docs = Vec::new();
        for part in pair.clone().into_inner() {
            docs.push(match part.as_rule() {
                Rule::text => {
                    let text = Doc::text(self.template(&part));
                    self.after_comments(part.as_span().start(), text)
                }
                _ => self.leaf(&part),
            });
        }
        Doc::All(joined(docs, &Doc::Gap(1)))
    }

    /// An example: its text, and what it quotes, begin lines of their own where they do not fit. What is quoted of several
    /// documents stands below them.
    fn example(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let beside = pair.clone().into_inner().any(|p| p.as_rule() == Rule::beside);
        let mut head = Vec::new();
        let (mut texts, mut tail) = (Vec::new(), Vec::new());
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::givens => head.extend([Doc::Gap(1), self.givens(&part)]),
                Rule::text => texts.push(self.leaf(&part)),
                Rule::quotes if beside => tail.push(Doc::Nest(2, vec![Doc::Hard, self.headline(&part, 0)])),
                Rule::quotes => texts.push(self.headline(&part, 0)),
                Rule::beside => tail.push(Doc::Nest(2, vec![Doc::Hard, self.beside(&part, 0)])),
                Rule::kw_example => head.push(self.leaf(&part)),
                rule => {
                    // `fails` takes as much room as `passes`, so that texts below each other begin in one column.
                    let gap = usize::from(rule == Rule::verdict_fails && self.word(&part) == "fails");
                    head.extend([Doc::Gap(1), self.leaf(&part)]);
                    head.extend((gap > 0).then_some(Doc::Gap(2)));
                }
            }
        }
        texts.insert(0, Doc::All(head));
        tail.insert(0, Doc::Nest(if beside { 4 } else { 2 }, vec![Doc::Fill(texts)]));
        Doc::All(tail)
    }

    /// `beside where … "…"`; what follows the keyword begins in a column.
    fn beside(&mut self, pair: &Pair<'_, Rule>, column: usize) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        for part in pair.clone().into_inner() {
            match part.as_rule() {
                Rule::givens => docs.push(self.givens(&part)),
                Rule::text if docs.len() > 2 => docs.push(Doc::Nest(2, vec![Doc::Line(1), self.leaf(&part)])),
                Rule::text => docs.push(self.leaf(&part)),
                _ => {
                    let gap = column.saturating_sub(self.word(&part).width()) + 1;
                    docs.extend([self.leaf(&part), Doc::Gap(gap)]);
                }
            }
        }
        Doc::Group(docs)
    }

    /// `where organ.level = county, …`
    fn givens(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let mut parts: Vec<_> = pair.clone().into_inner().collect();
        if parts.is_empty() {
            return Doc::All(parts.iter().map(|p| self.leaf(p)).collect());
        }
        let keyword = self.leaf(&parts.remove(0));
        let facts = self.commas(&parts, Self::given_or_name);
        Doc::All(vec![keyword, Doc::Gap(1), Doc::Align(vec![facts])])
    }

    /// `organ.level = county`, or the name of a tag.
    fn given_or_name(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        if pair.as_rule() != Rule::given {
            return self.leaf(pair);
        }
        let parts = pair.clone().into_inner().map(|p| match p.as_rule() {
            Rule::path => self.term(&p),
            Rule::given_value => self.expr(&p),
            _ => self.leaf(&p),
        });
        let parts = parts.collect();
        Doc::All(joined(parts, &Doc::Gap(1)))
    }

    /// The statements of a policy; the heading ends with the opening brace.
    pub(super) fn body(&mut self, head: Doc, inside: &[Pair<'_, Rule>], close: &Pair<'_, Rule>) -> Vec<Doc> {
        let mut body = Vec::new();
        for (i, pair) in inside.iter().enumerate() {
            let before = if i == 0 { Before::First } else { Before::Next };
            body.extend(self.separate(pair.as_span().start(), before));
            body.push(self.line_of(inside, i));
        }
        self.close(head, body, close)
    }
}

/// Statements whose contents begin in one column where they follow each other.
const HEADLINES: [Rule; 3] = [Rule::title, Rule::says, Rule::severity];

/// The same in a test.
const OF_TESTS: [Rule; 7] = [
    Rule::document,
    Rule::document_file,
    Rule::beside,
    Rule::facts,
    Rule::expect,
    Rule::quotes,
    Rule::subject,
];
