//! `guiju test --mutate`: the changes of policies that no example notices.

use std::collections::BTreeMap;

use guiju::{
    phrase::{Lang, Phrase},
    report,
    source::FileId,
    syntax::{self, ast::PolicyFile},
    testing::{self, ChangedList, Fate, Mutant, MutantKind, Prepared},
};
use serde::Serialize;

use super::{args::TestArgs, tested::Tested};

/// What became of the mutants.
pub(super) struct Mutation<'a> {
    tested: &'a Tested,
    mutants: Vec<(Mutant, Fate)>,
    words_left_out: usize,
}

impl<'a> Mutation<'a> {
    /// Makes the mutants of the policies looked at, and runs the cases on each.
    pub(super) fn run(tested: &'a Tested, policies: &[&str], cases: &[Prepared], args: &TestArgs) -> Self {
        let parsed = tested.files.iter().map(|(id, file)| (id, syntax::parse(id, &file.text).tree));
        let trees: Vec<(FileId, PolicyFile)> = parsed.collect();
        let found = testing::mutants(&tested.files, &trees, &tested.own, policies, args.words);
        let fates = testing::mutate(&tested.files, &trees, &found.all, cases, args.threads);
        let mutants = found.all.into_iter().zip(fates).collect();
        Self { tested, mutants, words_left_out: found.words_left_out }
    }

    /// Whether enough mutants are noticed.
    pub(super) fn reaches(&self, percent: u8) -> bool {
        let (all, noticed) = self.count(|_| true);
        noticed * 100 >= all * usize::from(percent)
    }

    /// How many mutants there are, without those that the compiler refuses, and how many are noticed.
    fn count(&self, wanted: impl Fn(&Mutant) -> bool) -> (usize, usize) {
        let those = || self.mutants.iter().filter(|(m, fate)| wanted(m) && *fate != Fate::Refused);
        (those().count(), those().filter(|(_, fate)| *fate == Fate::Noticed).count())
    }

    fn refused(&self) -> usize {
        self.mutants.iter().filter(|(_, fate)| *fate == Fate::Refused).count()
    }

    fn survivors(&self) -> impl Iterator<Item = &Mutant> {
        self.mutants.iter().filter(|(_, fate)| *fate == Fate::Survived).map(|(m, _)| m)
    }

    /// The table by kind, and the survivors with their places.
    pub(super) fn human(&self, lang: Lang) -> String {
        let say = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
        let heading = [say("变更", "change"), say("察觉", "noticed"), say("全部", "all")];
        let mut kinds: BTreeMap<MutantKind, (usize, usize)> = BTreeMap::new();
        for (mutant, _) in &self.mutants {
            kinds.entry(mutant.kind).or_insert_with(|| self.count(|m| m.kind == mutant.kind));
        }
        let rows: Vec<Vec<String>> = kinds
            .iter()
            .map(|(kind, (all, noticed))| {
                vec![name(*kind).get(lang).to_owned(), noticed.to_string(), all.to_string()]
            })
            .collect();
        let mut text = report::table(&heading, &rows, &[1, 2]);
        text.push('\n');
        for mutant in self.survivors() {
            let (file, line, column) = self.tested.place(mutant.file, mutant.span);
            let nothing = say("(无)", "(nothing)");
            let after = if mutant.after.is_empty() { &nothing } else { &mutant.after };
            let (survived, concerned) = (say("未察觉", "not noticed"), concerned(mutant));
            let line = format!(
                "{file}:{line}:{column}: {survived}: {} -> {} [{concerned}]",
                mutant.before.trim(),
                after.trim()
            );
            text.push_str(&report::clean(&line));
            text.push('\n');
        }
        let (all, noticed) = self.count(|_| true);
        let percent = (noticed * 100).checked_div(all).unwrap_or(100);
        let (refused, left_out) = (self.refused(), self.words_left_out);
        text.push_str(&say(
            &format!("察觉 {noticed}/{all} 处变更({percent} %),另有 {refused} 处不能编译,{left_out} 个短语未试\n"),
            &format!(
                "noticed {noticed}/{all} mutants ({percent} %); {refused} more do not compile, {left_out} phrases were passed over\n"
            ),
        ));
        text
    }

    /// The same for programs.
    pub(super) fn json(&self) -> MutationJson<'_> {
        let (all, noticed) = self.count(|_| true);
        let row = |m| {
            let Mutant { kind, file, span, before, after, policies, .. }: &Mutant = m;
            let (file, line, column) = self.tested.place(*file, *span);
            Row { kind: name(*kind).en, file, line, column, before, after, policies }
        };
        MutationJson {
            mutants: all,
            noticed,
            refused: self.refused(),
            words_left_out: self.words_left_out,
            survivors: self.survivors().map(row).collect(),
        }
    }
}

/// The policies that a mutant concerns; for a list of words that none reads, the list.
fn concerned(mutant: &Mutant) -> String {
    match &mutant.list {
        Some(ChangedList::Vocabulary(name, _)) if mutant.policies.is_empty() => name.clone(),
        _ => mutant.policies.join(", "),
    }
}

fn name(kind: MutantKind) -> Phrase {
    match kind {
        MutantKind::Comparison => Phrase::new("比较", "comparison"),
        MutantKind::Limit => Phrase::new("界限", "limit"),
        MutantKind::Quantifier => Phrase::new("量词", "quantifier"),
        MutantKind::Connective => Phrase::new("连接", "connective"),
        MutantKind::Word => Phrase::new("短语", "word"),
    }
}

/// The mutants for programs.
#[derive(Serialize)]
pub(super) struct MutationJson<'a> {
    mutants: usize,
    noticed: usize,
    refused: usize,
    words_left_out: usize,
    survivors: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: String,
    file: &'a str,
    line: u32,
    column: u32,
    before: &'a str,
    after: &'a str,
    policies: &'a [String],
}
