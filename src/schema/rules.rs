//! What nothing and the unknown mean: rows that are run by a test, for the reference page.

/// What one form gives where there is nothing, and where something is unknown.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The form, in both languages.
    pub form: (&'static str, &'static str),
    /// An expression over nothing, and what it gives.
    pub empty: Option<(&'static str, &'static str)>,
    /// Expressions with something unknown, and what they give. `first([])` is an unknown number.
    pub unknown: &'static [(&'static str, &'static str)],
}

/// What a policy says of a document, by what its requirement meets.
#[derive(Clone, Copy, Debug)]
pub struct VerdictRule {
    /// When, in English and Chinese.
    pub when: (&'static str, &'static str),
    /// Statements of a policy; they are judged on the example document, where `issued` is unknown and no list of `basis`
    /// has the title 无.
    pub statements: &'static str,
    /// The verdict.
    pub verdict: &'static str,
}

/// All forms for which nothing or the unknown matters.
#[rustfmt::skip] // one row, one line: this is a table
pub static RULES: &[Rule] = &[
    Rule { form: ("some", "有"), empty: Some(("some x in [] where true", "false")), unknown: &[("some x in [7, first([])] where x > 5", "true"), ("some x in [3, first([])] where x > 5", "unknown")] },
    Rule { form: ("every", "均"), empty: Some(("every x in [] where false", "true")), unknown: &[("every x in [3, first([])] where x > 5", "false"), ("every x in [7, first([])] where x > 5", "unknown")] },
    Rule { form: ("no", "无"), empty: Some(("no x in [] where true", "true")), unknown: &[("no x in [7, first([])] where x > 5", "false"), ("no x in [3, first([])] where x > 5", "unknown")] },
    Rule { form: ("exactly", "恰有"), empty: Some(("exactly 1 x in [] where true", "false")), unknown: &[("exactly 1 x in [7, 8, first([])] where x > 5", "false"), ("exactly 1 x in [7, first([])] where x > 5", "unknown")] },
    Rule { form: ("count", "计数"), empty: Some(("count([])", "0")), unknown: &[("count([7, first([])])", "2")] },
    Rule { form: ("sum", "合计"), empty: Some(("sum([])", "0")), unknown: &[("sum([7, first([])])", "unknown")] },
    Rule { form: ("min, max", "最小、最大"), empty: Some(("max([])", "unknown")), unknown: &[("max([7, first([])])", "unknown")] },
    Rule { form: ("median, mad", "中位数、离差中位数"), empty: Some(("median([])", "unknown")), unknown: &[("median([7, first([])])", "unknown")] },
    Rule { form: ("first, last", "首个、末个"), empty: Some(("first([])", "unknown")), unknown: &[("last([first([]), 7])", "7")] },
    Rule { form: ("first x … where", "首个 x … 其中"), empty: Some(("first x in [] where true", "unknown")), unknown: &[("first x in [7, first([])] where x > 5", "7"), ("first x in [first([]), 7] where x > 5", "unknown")] },
    Rule { form: ("those x … where", "列出 x … 其中"), empty: Some(("count(those x in [] where true)", "0")), unknown: &[("count(those x in [7, first([])] where x > 5)", "unknown")] },
    Rule { form: ("best", "最佳"), empty: Some(("best x in [] by 1", "unknown")), unknown: &[("best x in [7, first([])] by x", "unknown")] },
    Rule { form: ("in", "属于"), empty: Some(("7 in []", "false")), unknown: &[("7 in [7, first([])]", "true"), ("8 in [7, first([])]", "unknown")] },
    Rule { form: ("meets", "交于"), empty: Some(("[7] meets []", "false")), unknown: &[("[7] meets [7, first([])]", "true"), ("[8] meets [7, first([])]", "unknown")] },
    Rule { form: ("union", "并"), empty: Some(("count([7] union [])", "1")), unknown: &[("count([7, first([])] union [8])", "unknown")] },
    Rule { form: ("minus", "减去"), empty: Some(("count([7] minus [])", "1")), unknown: &[("count([8] minus [7, first([])])", "unknown")] },
    Rule { form: ("consecutive", "连续"), empty: Some(("consecutive([])", "true")), unknown: &[("consecutive([1, 3, first([])])", "false"), ("consecutive([1, 2, first([])])", "unknown")] },
    Rule { form: ("position", "位次"), empty: Some(("position(7, [])", "unknown")), unknown: &[("position(7, [7, first([])])", "1"), ("position(8, [7, first([])])", "unknown")] },
    Rule { form: ("is empty", "为空"), empty: Some(("basis minus basis is empty", "true")), unknown: &[("those x in [first([])] where x > 5 is empty", "unknown")] },
    Rule { form: ("and", "且"), empty: None, unknown: &[("first([]) > 5 and false", "false"), ("first([]) > 5 and true", "unknown")] },
    Rule { form: ("or", "或"), empty: None, unknown: &[("first([]) > 5 or true", "true"), ("first([]) > 5 or false", "unknown")] },
    Rule { form: ("not", "非"), empty: None, unknown: &[("not first([]) > 5", "unknown")] },
    Rule { form: ("= < + - * /", "比较与运算"), empty: None, unknown: &[("first([]) is 7", "unknown"), ("first([]) + 1", "unknown"), ("1 / 0", "unknown")] },
    Rule { form: ("contains, matches, mentions", "包含、匹配、提及"), empty: Some(("(those d in duties where d.ordinal > 9) contains \"文\"", "false")), unknown: &[("organ.province contains \"省\"", "unknown")] },
    Rule { form: ("is known", "已知"), empty: None, unknown: &[("issued is known", "false"), ("issued is unknown", "true"), ("(first x in [first([]), 7] where x > 5) is known", "unknown")] },
    Rule { form: ("else", "默认"), empty: None, unknown: &[("first([]) else 7", "7"), ("(first x in [first([]), 7] where x > 5) else 7", "unknown")] },
    Rule { form: ("a value in a message", "消息中的值"), empty: None, unknown: &[("issued", "unknown")] },
];

/// From requirements to verdicts.
#[rustfmt::skip] // one row, one line: this is a table
pub static VERDICT_RULES: &[VerdictRule] = &[
    VerdictRule { when: ("every requirement holds", "各要求均成立"), statements: "require duties is not empty else report document: en \"m\"", verdict: "pass" },
    VerdictRule { when: ("a requirement does not hold, whatever else is unknown", "有要求不成立,不论其他是否未知"), statements: "require duties is empty else report document: en \"m\"\n  require issued > 2019-01-01 else report document: en \"m\"", verdict: "violation" },
    VerdictRule { when: ("a requirement is unknown and none is broken", "有要求未知而无一违反"), statements: "require issued > 2019-01-01 else report document: en \"m\"", verdict: "undecided" },
    VerdictRule { when: ("`where` of a loop is unknown for an element", "循环的“其中”对某元素未知"), statements: "for each s in staffing where issued > 2019-01-01 {\n    require s.heads is known else report s: en \"m\"\n  }", verdict: "undecided" },
    VerdictRule { when: ("`applies when` is unknown", "“适用”未知"), statements: "applies when issued > 2019-01-01\n  require duties is not empty else report document: en \"m\"", verdict: "undecided" },
    VerdictRule { when: ("`applies when` is false", "“适用”为假"), statements: "applies when duties is empty\n  require duties is not empty else report document: en \"m\"", verdict: "not-applicable" },
    VerdictRule { when: ("a loop has no element", "循环没有元素"), statements: "for each d in duties where d.ordinal > 9 {\n    require d.catch_all else report d: en \"m\"\n  }", verdict: "not-applicable" },
    VerdictRule { when: ("a requirement is only an `every` over an empty list", "要求只是空列表上的“均”"), statements: "require every d in those d in duties where d.ordinal > 9 where d.catch_all else report document: en \"m\"", verdict: "not-applicable" },
    VerdictRule { when: ("the document's day lies in no variant `in force`", "文件日期不在任何施行期间"), statements: "in force from 2030-01-01\n  require duties is not empty else report document: en \"m\"", verdict: "not-applicable" },
    VerdictRule { when: ("fewer subjects than `expect at least`", "对象少于“预期至少”"), statements: "expect at least 2\n  require duties is not empty else report document: en \"m\"", verdict: "undecided" },
];
