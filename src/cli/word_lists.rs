//! `guiju test`: what vocabularies and verbs make of their own examples.

use std::collections::BTreeMap;

use guiju::{
    phrase::{Lang, Phrase},
    report,
    testing::Tried,
};
use serde::Serialize;

use super::tested::Tested;

/// The table of the lists, the clauses that are not as expected, and the sum.
pub(super) fn human(tested: &Tested, clauses: &[Tried], lang: Lang) -> String {
    let say = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    let mut lists: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for clause in clauses {
        let counts = lists.entry(&clause.list).or_default();
        counts.0 += 1;
        counts.1 += usize::from(clause.failure.is_some());
    }
    let heading = [say("词语", "words"), say("分句", "clauses"), say("不符", "failed")];
    let row = |(name, (all, failed)): (&&str, &(usize, usize))| {
        vec![(*name).to_owned(), all.to_string(), failed.to_string()]
    };
    let rows: Vec<Vec<String>> = lists.iter().map(row).collect();
    let mut text = report::table(&heading, &rows, &[1, 2]);
    text.push('\n');
    for (clause, failure) in clauses.iter().filter_map(|c| c.failure.as_ref().map(|f| (c, f))) {
        let (file, line, column) = tested.place(clause.file, clause.span);
        let line = format!("{file}:{line}:{column}: {}: {}", clause.list, failure.get(lang));
        text.push_str(&report::clean(&line));
        text.push('\n');
    }
    let failed = clauses.iter().filter(|c| c.failure.is_some()).count();
    let (lists, all) = (lists.len(), clauses.len());
    text.push_str(&match failed {
        0 => say(
            &format!("{lists} 组词语,{all} 个分句:全部符合\n"),
            &format!("{lists} lists of words, {all} clauses: all as expected\n"),
        ),
        _ => say(
            &format!("{lists} 组词语,{all} 个分句:{failed} 个不符\n"),
            &format!("{lists} lists of words, {all} clauses: {failed} not as expected\n"),
        ),
    });
    text
}

/// The same for programs.
pub(super) fn json<'a>(tested: &'a Tested, clauses: &'a [Tried]) -> Vec<ClauseJson<'a>> {
    let row = |c: &'a Tried| {
        let (file, line, column) = tested.place(c.file, c.span);
        let expected = if c.hits { "hits" } else { "misses" };
        ClauseJson {
            list: &c.list,
            clause: &c.clause,
            file,
            line,
            column,
            expected,
            failure: c.failure.as_ref(),
        }
    };
    clauses.iter().map(row).collect()
}

/// A clause and whether it is as expected.
#[derive(Serialize)]
pub(super) struct ClauseJson<'a> {
    list: &'a str,
    clause: &'a str,
    file: &'a str,
    line: u32,
    column: u32,
    expected: &'static str,
    failure: Option<&'a Phrase>,
}
