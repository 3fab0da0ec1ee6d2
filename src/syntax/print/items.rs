//! Items of a file: those with braces have an empty line around them.

use pest::iterators::Pair;

use super::{super::grammar::Rule, Before, Doc, Printer};

impl Printer<'_> {
    /// All items, and the comments after them.
    pub(super) fn file(&mut self, file: Pair<'_, Rule>) -> Doc {
        let mut docs = Vec::new();
        let mut last: Option<Rule> = None;
        for pair in file.into_inner() {
            let (rule, start) = (pair.as_rule(), pair.as_span().start());
            let before = match last {
                _ if rule == Rule::EOI => Before::Close,
                None => Before::First,
                Some(last) if stands_apart(last) || stands_apart(rule) => Before::Blank,
                Some(_) => Before::Next,
            };
            docs.extend(self.separate(start, before));
            docs.push(self.item(&pair));
            last = Some(rule);
        }
        Doc::All(docs)
    }

    fn item(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        match pair.as_rule() {
            Rule::table => self.table(pair),
            Rule::vocabulary | Rule::extension | Rule::verbs | Rule::test_item => self.braced(pair),
            Rule::param => self.param(pair),
            Rule::define => self.assigned(pair),
            Rule::policy => self.policy(pair),
            Rule::language | Rule::uses => self.line_of(std::slice::from_ref(pair), 0),
            _ => Doc::All(Vec::new()),
        }
    }

    /// A keyword, a name, and a block.
    fn braced(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts: Vec<_> = pair.clone().into_inner().collect();
        let [keyword, name, open, inside @ .., close] = &parts[..] else { return Doc::All(Vec::new()) };
        let mut docs = vec![self.leaf(keyword), Doc::Gap(1), self.leaf(name), Doc::Gap(1)];
        docs.extend(self.block(open, inside, close));
        Doc::All(docs)
    }

    fn policy(&mut self, pair: &Pair<'_, Rule>) -> Doc {
        let parts: Vec<_> = pair.clone().into_inner().collect();
        let [head, inside @ .., close] = &parts[..] else { return Doc::All(Vec::new()) };
        let head: Vec<Doc> = head.clone().into_inner().map(|p| self.leaf(&p)).collect();
        let head = Doc::All(super::joined(head, &Doc::Gap(1)));
        Doc::All(self.body(head, inside, close))
    }
}

/// Whether an item has an empty line before and after it.
fn stands_apart(rule: Rule) -> bool {
    !matches!(rule, Rule::uses | Rule::param | Rule::define | Rule::EOI)
}
