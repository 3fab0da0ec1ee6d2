//! What the grammar cannot say of statements: which stand once, which must stand, and which stand only in a policy.

use super::{
    ast::{Basis, BasisKind, Item, Policy, PolicyFile, Statement, TestCase, Text},
    build::Sink,
};
use crate::{diagnostic::Code, phrase::Phrase, source::Span};

/// Checks every item of a file.
pub(super) fn file(sink: &Sink, file: &PolicyFile) {
    let mut language = None;
    for item in &file.items {
        match item {
            Item::Language(version) => once(sink, &mut language, version.span, ("语言", "language")),
            Item::Policy(policy) => {
                repeated(sink, policy);
                policy.body.iter().for_each(|s| bases(sink, s));
            }
            Item::Param(p) => p.basis.iter().for_each(|b| basis(sink, b)),
            _ => {}
        }
    }
}

/// Reports statements that a policy needs and does not have. Only for a policy that was read as a whole: in a broken one
/// the statement may be there, unread.
pub(super) fn complete(sink: &Sink, policy: &Policy) {
    let has = |is: fn(&Statement) -> bool| policy.body.iter().any(is);
    let needs = [
        (
            has(|s| matches!(s, Statement::Title(_))),
            ("标题", "title"),
            ("标题 中 “…”", "title zh \"…\" en \"…\""),
        ),
        (
            has(|s| matches!(s, Statement::Severity(_))),
            ("级别", "severity"),
            ("级别 警告", "severity warning"),
        ),
    ];
    for (there, (zh, en), (write_zh, write_en)) in needs {
        if there {
            continue;
        }
        let name = &policy.name.value;
        let error = sink.error(
            Code::BadStatement,
            policy.name.span,
            &format!("政策 `{name}` 没有 `{zh}`"),
            &format!("the policy `{name}` has no `{en}`"),
        );
        sink.push(error.help(Phrase::new(format!("写 `{write_zh}`"), format!("write `{write_en}`"))));
    }
}

/// Reports a test without a document, with two, or without a verdict.
pub(super) fn test_case(sink: &Sink, case: &TestCase) {
    let name = &case.policy;
    let report = |span, (zh, en): (&str, &str), (write_zh, write_en): (&str, &str)| {
        sink.push(sink.error(Code::BadStatement, span, zh, en).help(Phrase::new(write_zh, write_en)));
    };
    match (&case.document, &case.file) {
        (None, None) => report(
            name.span,
            ("测试没有文本", "the test has no document"),
            ("写 `文本 “…”` 或 `文件 “路径”`", "write `document \"…\"` or `file \"path\"`"),
        ),
        (Some(_), Some(file)) => report(
            file.span,
            ("测试有两份文本", "the test has two documents"),
            ("删去其中一个", "remove one of the two"),
        ),
        _ => {}
    }
    if case.verdict.is_none() {
        report(
            name.span,
            ("测试没有预期", "the test expects nothing"),
            ("写 `预期 违反`", "write `expect fails`"),
        );
    }
}

fn bases(sink: &Sink, statement: &Statement) {
    match statement {
        Statement::Basis(b) => basis(sink, b),
        Statement::Param(p) => p.basis.iter().for_each(|b| basis(sink, b)),
        _ => {}
    }
}

/// Reports a basis that names nothing: a law or source without its title, a practice without a word of it.
fn basis(sink: &Sink, basis: &Basis) {
    let filled = |t: &Option<Text>| t.as_ref().is_some_and(|t| !t.value.trim().is_empty());
    let said = filled(&basis.note.zh) || filled(&basis.note.en);
    let (there, (zh, en), (write_zh, write_en)) = match basis.kind {
        BasisKind::Law => (
            filled(&basis.title),
            ("法律依据没有标题", "the law has no title"),
            ("依据 法律 “…”", "basis law \"…\""),
        ),
        BasisKind::Reference => (
            filled(&basis.title),
            ("参考没有标题", "the reference has no title"),
            ("依据 参考 “…”", "basis reference \"…\""),
        ),
        BasisKind::Practice => (
            filled(&basis.title) || said,
            ("没有写出是什么惯例", "nothing says what the practice is"),
            ("依据 惯例 中 “…”", "basis practice en \"…\""),
        ),
    };
    if !there {
        let error = sink.error(Code::BadStatement, basis.span, zh, en);
        sink.push(error.help(Phrase::new(format!("写 `{write_zh}`"), format!("write `{write_en}`"))));
    }
}

/// Reports statements that stand twice in a policy.
fn repeated(sink: &Sink, policy: &Policy) {
    let (mut title, mut says, mut severity) = (None, None, None);
    for statement in &policy.body {
        match statement {
            Statement::Title(s) => once(sink, &mut title, s.span, ("标题", "title")),
            Statement::Says(s) => once(sink, &mut says, s.span, ("说明", "statement")),
            Statement::Severity(s) => once(sink, &mut severity, s.span, ("级别", "severity")),
            Statement::For(block) => inside(sink, &block.body),
            _ => {}
        }
    }
}

/// Reports statements that do not belong in a block.
fn inside(sink: &Sink, body: &[Statement]) {
    for statement in body {
        let (span, (zh, en)) = match statement {
            Statement::Let(_) | Statement::Require(_) => continue,
            Statement::For(block) => {
                inside(sink, &block.body);
                continue;
            }
            Statement::Title(s) => (s.span, ("标题", "title")),
            Statement::Says(s) => (s.span, ("说明", "statement")),
            Statement::Severity(s) => (s.span, ("级别", "severity")),
            Statement::Basis(s) => (s.span, ("依据", "basis")),
            Statement::Applies(s) => (s.span, ("适用", "applies when")),
            Statement::InForce(s) => (s.span, ("施行", "in force")),
            Statement::Param(s) => (s.span, ("参数", "param")),
            Statement::Example(s) => (s.span, ("示例", "example")),
            Statement::Expect(s) => (s.span, ("预期至少", "expect at least")),
            Statement::Unwaivable(span) => (*span, ("不可豁免", "waivable no")),
            Statement::Across(span) => (*span, ("跨文件", "across corpus")),
            Statement::Collect(s) => (s.span, ("收集", "collect")),
            Statement::Group(s) => (s.span, ("分组", "group by")),
            Statement::With(s) => (s.span, ("对照", "with")),
        };
        let (zh, en) =
            (format!("`{zh}` 不能写在 `对每个` 之内"), format!("`{en}` cannot stand inside a `for each`"));
        sink.push(sink.error(Code::BadStatement, span, &zh, &en).help(Phrase::new(
            "把它移到政策的花括号之下、循环之外",
            "move it out of the block, to the policy itself",
        )));
    }
}

/// Reports a second one, with the place of the first.
fn once(sink: &Sink, first: &mut Option<Span>, span: Span, (zh, en): (&str, &str)) {
    let Some(first) = *first else {
        *first = Some(span);
        return;
    };
    let (zh, en) = (format!("`{zh}` 写了两次"), format!("`{en}` stands twice"));
    let error = sink.error(Code::BadStatement, span, &zh, &en);
    let error = error.also(sink.file, first, Phrase::new("第一次在这里", "the first one is here"));
    sink.push(error.help(Phrase::new("删去其中一个", "remove one of the two")));
}
