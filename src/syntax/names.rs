//! The words of the grammar: what people call each rule, in both languages, and which words begin what.

use self::Meaning::{Keyword, Operator, Said};
use super::{grammar::Rule, lex::word_length};
use crate::diagnostic::closest;

/// What a rule is to a person; English first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A word to be written as it is.
    Keyword(&'static str, &'static str),
    /// A sign or word between or before values.
    Operator(&'static str, &'static str),
    /// A thing described in words.
    Said(&'static str, &'static str),
}

/// The meaning of a rule; `None` for rules that no error can name (the whole file, blanks).
pub(super) fn meaning(rule: Rule) -> Option<Meaning> {
    MEANINGS.iter().find(|(r, _)| *r == rule).map(|(_, meaning)| *meaning)
}

/// The spellings of what a rule may begin with, for "did you mean".
pub(super) fn spellings(rule: Rule) -> Vec<&'static str> {
    let of = |rules: &[Rule]| rules.iter().flat_map(|rule| spellings(*rule)).collect();
    match rule {
        Rule::one_item | Rule::item_end => of(&ITEMS),
        Rule::one_statement | Rule::statement_end => of(&STATEMENTS),
        Rule::said | Rule::message => of(&[Rule::kw_zh, Rule::kw_en]),
        Rule::expr | Rule::term | Rule::list_value => of(&OPERANDS),
        Rule::test => of(&[Rule::op_eq, Rule::short_known, Rule::short_unknown, Rule::short_empty]),
        rule => match meaning(rule) {
            Some(Keyword(en, zh) | Operator(en, zh)) => vec![en, zh],
            _ => Vec::new(),
        },
    }
}

/// The keywords that begin an item of a file.
const ITEMS: [Rule; 10] = [
    Rule::kw_policy,
    Rule::kw_test,
    Rule::kw_table,
    Rule::kw_vocabulary,
    Rule::kw_verbs,
    Rule::kw_param,
    Rule::kw_define,
    Rule::kw_language,
    Rule::kw_use,
    Rule::kw_extend,
];

/// The keywords that begin a statement.
const STATEMENTS: [Rule; 19] = [
    Rule::kw_require,
    Rule::kw_let,
    Rule::kw_for_each,
    Rule::kw_for_pair,
    Rule::kw_for_next,
    Rule::kw_title,
    Rule::kw_statement,
    Rule::kw_severity,
    Rule::kw_basis,
    Rule::kw_applies,
    Rule::kw_in_force,
    Rule::kw_param,
    Rule::kw_example,
    Rule::kw_at_least,
    Rule::kw_across,
    Rule::kw_unwaivable,
    Rule::kw_collect,
    Rule::kw_group,
    Rule::kw_beside_doc,
];

/// The keywords that begin a value.
const OPERANDS: [Rule; 9] = [
    Rule::op_not,
    Rule::q_some,
    Rule::q_every,
    Rule::q_none,
    Rule::q_exactly,
    Rule::pick_those,
    Rule::pick_best,
    Rule::pick_first,
    Rule::pick_last,
];

/// The first words of statements, and the second where the first is also an operator.
const STATEMENT_WORDS: [(&str, Option<&str>); 36] = [
    ("require", None),
    ("要求", None),
    ("let", None),
    ("设", None),
    ("for", None),
    ("对每个", None),
    ("对每对", None),
    ("对相邻", None),
    ("applies", None),
    ("适用", None),
    ("example", None),
    ("示例", None),
    ("in", Some("force")),
    ("expect", Some("at")),
    ("预期至少", None),
    ("across", Some("corpus")),
    ("跨文件", None),
    ("waivable", None),
    ("不可豁免", None),
    ("collect", None),
    ("收集", None),
    ("group", Some("by")),
    ("分组", None),
    ("title", None),
    ("标题", None),
    ("statement", None),
    ("说明", None),
    ("severity", None),
    ("级别", None),
    ("basis", None),
    ("依据", None),
    ("施行", None),
    ("param", None),
    ("参数", None),
    ("with", None),
    ("对照", None),
];

/// How many of the words above can be nothing else, so that they begin a statement wherever they stand.
const CERTAIN: usize = 12;

/// How surely a word begins a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    /// Wherever it stands.
    Surely,
    /// At the beginning of a line.
    Maybe,
    /// Never.
    No,
}

/// Whether a word, with the one after it, begins a statement.
pub(super) fn statement_word(word: &str, next: Option<&str>) -> Begins {
    let found = STATEMENT_WORDS
        .iter()
        .position(|(first, second)| *first == word && second.is_none_or(|s| next == Some(s)));
    match found {
        Some(i) if i < CERTAIN => Begins::Surely,
        Some(_) => Begins::Maybe,
        None => Begins::No,
    }
}

/// The rule of the item that a word begins.
pub(super) fn item_word(word: &str) -> Option<Rule> {
    ITEMS.iter().copied().find(|rule| spellings(*rule).contains(&word))
}

/// Whether a word looks like a misspelt beginning of a statement, or like one that clings to what follows it.
pub(super) fn resembles_statement(word: &str) -> bool {
    let firsts = || STATEMENT_WORDS.iter().map(|(first, _)| *first).filter(|first| first.chars().count() > 1);
    let known = MEANINGS.iter().any(|(_, meaning)| match meaning {
        Keyword(en, zh) | Operator(en, zh) => *zh == word || en.split(' ').any(|w| w == word),
        Said(..) => false,
    });
    !known
        && word.chars().count() > 1
        && (glued_statement(word)
            || closest(word, firsts().filter(|w| w.len() > 3).chain(["for each"])).is_some())
}

/// Whether a word begins with a Chinese keyword of a statement and goes on: `适用机关`.
pub(super) fn glued_statement(word: &str) -> bool {
    let begins = |first: &str| !first.is_ascii() && first.chars().count() > 1 && word.starts_with(first);
    STATEMENT_WORDS.iter().any(|(first, _)| begins(first) && *first != word)
}

/// Whether a line begins with a word that begins an item or statement, or is a closing brace.
pub(super) fn begins_statement(line: &str) -> bool {
    let word = &line[..word_length(line)];
    let next = line[word.len()..].trim_start();
    let next = &next[..word_length(next)];
    matches!(line.trim_end(), "}" | "｝")
        || item_word(word).is_some()
        || statement_word(word, Some(next)) != Begins::No
}

/// Whether a word is a keyword after which a value must follow.
pub(super) fn expects_operand(word: &str) -> bool {
    const OTHERS: [&str; 15] = [
        "when", "report", "报告", "要求", "require", "适用", "where", "其中", "by", "按", "is", "为", "of",
        "之", "with",
    ];
    OTHERS.contains(&word)
        || MEANINGS.iter().any(|(rule, meaning)| {
            let Operator(en, zh) = meaning else { return false };
            !matches!(
                rule,
                Rule::short_known | Rule::short_unknown | Rule::short_empty | Rule::short_not_empty
            ) && *rule != Rule::test
                && (*zh == word || en.split(' ').any(|w| w == word))
        })
}

/// All rules that can stand in an error.
static MEANINGS: &[(Rule, Meaning)] = &[
    (
        Rule::one_item,
        Said("an item such as `policy`, `table` or `vocabulary`", "`政策`、`表`、`词汇` 之类的条目"),
    ),
    (
        Rule::one_statement,
        Said("a statement such as `require`, `let` or `title`", "`要求`、`设`、`标题` 之类的语句"),
    ),
    (Rule::item_end, Said("the next item", "下一个条目")),
    (Rule::statement_end, Said("the next statement", "下一条语句")),
    (Rule::version, Said("the version of the language", "语言版本")),
    (Rule::row, Said("a row", "一行")),
    (Rule::row_key, Said("a key", "键")),
    (Rule::band, Said("a band such as `1..10 => 2`", "`1..10 => 2` 之类的档")),
    (Rule::range, Said("a range such as `1..10`", "`1..10` 之类的范围")),
    (Rule::band_result, Said("a value", "值")),
    (Rule::params, Said("`(` with the parameters", "`(` 和参数")),
    (Rule::parameter, Said("a parameter", "参数")),
    (Rule::ty, Said("a type", "类型")),
    (Rule::result, Said("`->` with the type of the result", "`->` 和结果的类型")),
    (Rule::policy_head, Said("a policy", "政策")),
    (Rule::said, Said("`zh` or `en` with a text", "`中` 或 `英` 加文本")),
    (Rule::for_head, Said("`for each`", "`对每个`")),
    (Rule::list_value, Said("a list", "列表")),
    (Rule::evidence, Said("what to quote", "要引用的内容")),
    (Rule::message, Said("`zh` or `en` with the message", "`中` 或 `英` 加消息")),
    (Rule::given, Said("a given fact such as `organ.level = county`", "`机关.层级 = 县级` 之类的已知事实")),
    (Rule::path, Said("a field", "字段")),
    (Rule::given_value, Said("a value", "值")),
    (Rule::texts, Said("a text in quotes", "引号里的文本")),
    (Rule::expr, Said("a value", "值")),
    (Rule::term, Said("a value", "值")),
    (Rule::list, Said("a list", "列表")),
    (Rule::set, Said("a list", "列表")),
    (Rule::group, Said("a value", "值")),
    (Rule::bool, Said("a value", "值")),
    (Rule::quantified, Said("a value", "值")),
    (Rule::those, Said("a value", "值")),
    (Rule::best, Said("a value", "值")),
    (Rule::pick, Said("a value", "值")),
    (Rule::of_call, Said("a value", "值")),
    (Rule::arguments, Said("`(`", "`(`")),
    (Rule::reference, Said("a name", "名称")),
    (Rule::policy_name, Said("the name of the policy", "政策名")),
    (Rule::tested_name, Said("the name of the policy to test", "要测试的政策名")),
    (Rule::table_name, Said("the name of the table", "表名")),
    (Rule::vocabulary_name, Said("the name of the vocabulary", "词汇名")),
    (Rule::parent_name, Said("the name of the parent", "上位词汇名")),
    (Rule::strength_name, Said("a strength such as `lead`", "强度,如 `牵头`")),
    (Rule::param_name, Said("the name of the parameter", "参数名")),
    (Rule::define_name, Said("the name of the definition", "定义名")),
    (Rule::parameter_name, Said("the name of a parameter", "参数名")),
    (Rule::type_name, Said("a type", "类型")),
    (Rule::variable, Said("the name of a variable", "变量名")),
    (Rule::field_name, Said("the name of a field", "字段名")),
    (Rule::of_name, Said("a function", "函数")),
    (Rule::number, Said("a number", "数")),
    (Rule::date, Said("a date such as `2019-04-07`", "日期,如 `2019-04-07`")),
    (Rule::text, Said("a text in quotes", "引号里的文本")),
    (Rule::pattern, Said("a pattern such as `/…/`", "`/…/` 之类的模式")),
    (Rule::left_paren, Said("`(`", "`(`")),
    (Rule::right_paren, Said("`)`", "`)`")),
    (Rule::left_bracket, Said("`[`", "`[`")),
    (Rule::right_bracket, Said("`]`", "`]`")),
    (Rule::left_brace, Said("`{`", "`{`")),
    (Rule::right_brace, Said("`}`", "`}`")),
    (Rule::comma, Said("`,`", "`,`")),
    (Rule::colon, Said("`:` and a type", "`:` 和类型")),
    (Rule::message_colon, Said("`:` before the message", "消息之前的 `:`")),
    (Rule::assign, Said("`=`", "`=`")),
    (Rule::arrow, Said("`->` with the type of the result", "`->` 和结果的类型")),
    (Rule::fat_arrow, Said("`=>`", "`=>`")),
    (Rule::policy_open, Said("`{` after the name of the policy", "政策名之后的 `{`")),
    (Rule::policy_close, Said("`}` at the end of the policy", "政策末尾的 `}`")),
    (Rule::test_open, Said("`{` after the name of the policy", "政策名之后的 `{`")),
    (Rule::test_close, Said("`}` at the end of the test", "测试末尾的 `}`")),
    (Rule::table_open, Said("`{` after the heading of the table", "表头之后的 `{`")),
    (Rule::table_close, Said("`}` at the end of the table", "表末尾的 `}`")),
    (Rule::vocabulary_open, Said("`{` after the name of the vocabulary", "词汇名之后的 `{`")),
    (Rule::vocabulary_close, Said("`}` at the end of the vocabulary", "词汇末尾的 `}`")),
    (Rule::verbs_open, Said("`{` before the verbs", "动词之前的 `{`")),
    (Rule::verbs_close, Said("`}` after the verbs", "动词之后的 `}`")),
    (Rule::block_open, Said("`{` before the block", "语句块之前的 `{`")),
    (Rule::block_close, Said("`}` at the end of the block", "语句块末尾的 `}`")),
    (Rule::EOI, Said("the end", "结尾")),
    (Rule::field, Operator(".", ".")),
    (Rule::test, Operator("is known", "已知")),
    (Rule::dot, Operator(".", ".")),
    (Rule::op_or, Operator("or", "或")),
    (Rule::op_and, Operator("and", "且")),
    (Rule::op_not, Operator("not", "非")),
    (Rule::op_neg, Operator("-", "-")),
    (Rule::op_ne, Operator("is not", "不是")),
    (Rule::op_eq, Operator("is", "为")),
    (Rule::op_le, Operator("<=", "<=")),
    (Rule::op_ge, Operator(">=", ">=")),
    (Rule::op_lt, Operator("<", "<")),
    (Rule::op_gt, Operator(">", ">")),
    (Rule::op_not_in, Operator("not in", "不属于")),
    (Rule::op_in, Operator("in", "属于")),
    (Rule::op_mentions, Operator("mentions", "提及")),
    (Rule::op_contains, Operator("contains", "包含")),
    (Rule::op_matches, Operator("matches", "匹配")),
    (Rule::op_leads, Operator("leads", "牵头")),
    (Rule::op_shares, Operator("shares", "分担")),
    (Rule::op_oversees, Operator("oversees", "督导")),
    (Rule::op_assists, Operator("assists", "协助")),
    (Rule::op_before, Operator("before", "先于")),
    (Rule::op_meets, Operator("meets", "交于")),
    (Rule::op_covers, Operator("covers", "涵盖")),
    (Rule::op_else, Operator("else", "默认")),
    (Rule::op_union, Operator("union", "并")),
    (Rule::op_minus, Operator("minus", "减去")),
    (Rule::op_add, Operator("+", "+")),
    (Rule::op_sub, Operator("-", "-")),
    (Rule::op_mul, Operator("*", "*")),
    (Rule::op_div, Operator("/", "/")),
    (Rule::kw_is, Operator("is", "为")),
    (Rule::short_known, Operator("is known", "已知")),
    (Rule::short_unknown, Operator("is unknown", "未知")),
    (Rule::short_empty, Operator("is empty", "为空")),
    (Rule::short_not_empty, Operator("is not empty", "非空")),
    (Rule::language, Keyword("language", "语言")),
    (Rule::table, Keyword("table", "表")),
    (Rule::vocabulary, Keyword("vocabulary", "词汇")),
    (Rule::phrases, Keyword("phrases", "短语")),
    (Rule::weak, Keyword("weak", "弱词")),
    (Rule::except, Keyword("except", "除外")),
    (Rule::parent, Keyword("parent", "上位")),
    (Rule::verbs, Keyword("verbs", "动词")),
    (Rule::uses, Keyword("use", "使用")),
    (Rule::extension, Keyword("extend", "扩充")),
    (Rule::clauses, Keyword("example", "示例")),
    (Rule::param, Keyword("param", "参数")),
    (Rule::define, Keyword("define", "定义")),
    (Rule::policy, Keyword("policy", "政策")),
    (Rule::test_item, Keyword("test", "测试")),
    (Rule::document, Keyword("document", "文本")),
    (Rule::document_file, Keyword("file", "文件")),
    (Rule::facts, Keyword("given", "给定")),
    (Rule::expect, Keyword("expect", "预期")),
    (Rule::subject, Keyword("subject", "对象")),
    (Rule::title, Keyword("title", "标题")),
    (Rule::says, Keyword("statement", "说明")),
    (Rule::zh, Keyword("zh", "中")),
    (Rule::en, Keyword("en", "英")),
    (Rule::severity, Keyword("severity", "级别")),
    (Rule::basis, Keyword("basis", "依据")),
    (Rule::article, Keyword("article", "条款")),
    (Rule::quote, Keyword("quote", "引文")),
    (Rule::applies, Keyword("applies when", "适用")),
    (Rule::in_force, Keyword("in force from", "施行 自")),
    (Rule::until, Keyword("until", "至")),
    (Rule::let_value, Keyword("let", "设")),
    (Rule::for_each, Keyword("for each", "对每个")),
    (Rule::condition, Keyword("where", "其中")),
    (Rule::require, Keyword("require", "要求")),
    (Rule::example, Keyword("example", "示例")),
    (Rule::quotes, Keyword("quotes", "引用")),
    (Rule::score, Keyword("by", "按")),
    (Rule::format, Keyword("as", "作")),
    (Rule::tags, Keyword("tags", "标签")),
    (Rule::at_least, Keyword("expect at least", "预期至少")),
    (Rule::across, Keyword("across corpus", "跨文件")),
    (Rule::unwaivable, Keyword("waivable no", "不可豁免")),
    (Rule::collect, Keyword("collect", "收集")),
    (Rule::grouping, Keyword("group by", "分组")),
    (Rule::counterpart, Keyword("with", "对照")),
    (Rule::kw_language, Keyword("language", "语言")),
    (Rule::kw_table, Keyword("table", "表")),
    (Rule::kw_vocabulary, Keyword("vocabulary", "词汇")),
    (Rule::kw_verbs, Keyword("verbs", "动词")),
    (Rule::kw_param, Keyword("param", "参数")),
    (Rule::kw_define, Keyword("define", "定义")),
    (Rule::kw_tags, Keyword("tags", "标签")),
    (Rule::kw_use, Keyword("use", "使用")),
    (Rule::kw_from, Keyword("from", "取自")),
    (Rule::kw_extend, Keyword("extend", "扩充")),
    (
        Rule::used_name,
        Said("the name of a table, vocabulary, parameter or definition", "表、词汇、参数或定义的名称"),
    ),
    (Rule::kw_hits, Keyword("hits", "命中")),
    (Rule::kw_misses, Keyword("misses", "未中")),
    (Rule::kw_beside, Keyword("beside", "旁附")),
    (Rule::kw_at_least, Keyword("expect at least", "预期至少")),
    (Rule::kw_across, Keyword("across corpus", "跨文件")),
    (Rule::kw_unwaivable, Keyword("waivable no", "不可豁免")),
    (Rule::kw_collect, Keyword("collect", "收集")),
    (Rule::kw_group, Keyword("group by", "分组")),
    (Rule::kw_size, Keyword("size", "件数")),
    (Rule::kw_beside_doc, Keyword("with", "对照")),
    (Rule::with_parent, Keyword("parent", "上级")),
    (Rule::with_previous, Keyword("previous", "旧版")),
    (Rule::collect_open, Said("`{`", "`{`")),
    (Rule::collect_close, Said("`}`", "`}`")),
    (Rule::tag_name, Said("a tag", "标签名")),
    (Rule::group_name, Said("the name of a collected value", "收集的值名")),
    (Rule::group_size, Said("`where size >= n`", "`其中 件数 >= n`")),
    (Rule::givens, Said("`where` with given facts", "`其中` 加已知事实")),
    (Rule::beside, Said("`beside` with a document", "`旁附` 加文件")),
    (Rule::collected, Said("a value such as `admin = first(staffing).admin`", "`x = …` 之类的值")),
    (Rule::kw_policy, Keyword("policy", "政策")),
    (Rule::kw_test, Keyword("test", "测试")),
    (Rule::kw_document, Keyword("document", "文本")),
    (Rule::kw_file, Keyword("file", "文件")),
    (Rule::kw_given, Keyword("given", "给定")),
    (Rule::kw_expect, Keyword("expect", "预期")),
    (Rule::kw_subject, Keyword("subject", "对象")),
    (Rule::kw_phrases, Keyword("phrases", "短语")),
    (Rule::kw_weak, Keyword("weak", "弱词")),
    (Rule::kw_with, Keyword("with", "伴随")),
    (Rule::kw_except, Keyword("except", "除外")),
    (Rule::kw_parent, Keyword("parent", "上位")),
    (Rule::kw_list_of, Keyword("list of", "列表")),
    (Rule::kw_list, Operator("列表", "列表")),
    (Rule::kw_title, Keyword("title", "标题")),
    (Rule::kw_statement, Keyword("statement", "说明")),
    (Rule::kw_severity, Keyword("severity", "级别")),
    (Rule::kw_basis, Keyword("basis", "依据")),
    (Rule::kw_applies, Keyword("applies when", "适用")),
    (Rule::kw_in_force, Keyword("in force from", "施行 自")),
    (Rule::kw_until, Keyword("until", "至")),
    (Rule::kw_let, Keyword("let", "设")),
    (Rule::kw_for_each, Keyword("for each", "对每个")),
    (Rule::kw_for_pair, Keyword("for each pair", "对每对")),
    (Rule::kw_for_next, Keyword("for each neighbours", "对相邻")),
    (Rule::kw_in, Keyword("in", "属于")),
    (Rule::kw_where, Keyword("where", "其中")),
    (Rule::kw_require, Keyword("require", "要求")),
    (Rule::else_report, Keyword("else report", "否则 报告")),
    (Rule::kw_example, Keyword("example", "示例")),
    (Rule::kw_quotes, Keyword("quotes", "引用")),
    (Rule::kw_zh, Keyword("zh", "中")),
    (Rule::kw_en, Keyword("en", "英")),
    (Rule::kw_article, Keyword("article", "条款")),
    (Rule::kw_quote, Keyword("quote", "引文")),
    (Rule::level_error, Keyword("error", "错误")),
    (Rule::level_warning, Keyword("warning", "警告")),
    (Rule::level_info, Keyword("info", "提示")),
    (Rule::basis_law, Keyword("law", "法律")),
    (Rule::basis_reference, Keyword("reference", "参考")),
    (Rule::basis_practice, Keyword("practice", "惯例")),
    (Rule::verdict_passes, Keyword("passes", "通过")),
    (Rule::verdict_fails, Keyword("fails", "违反")),
    (Rule::verdict_undecided, Keyword("undecided", "未决")),
    (Rule::verdict_not_applicable, Keyword("not applicable", "不适用")),
    (Rule::kw_is_not, Keyword("not", "非")),
    (Rule::test_known, Keyword("known", "已知")),
    (Rule::test_unknown, Keyword("unknown", "未知")),
    (Rule::test_empty, Keyword("empty", "空")),
    (Rule::lit_true, Keyword("true", "真")),
    (Rule::lit_false, Keyword("false", "假")),
    (Rule::q_some, Keyword("some", "有")),
    (Rule::q_every, Keyword("every", "均")),
    (Rule::q_none, Keyword("no", "无")),
    (Rule::q_exactly, Keyword("exactly", "恰有")),
    (Rule::pick_first, Keyword("first", "首个")),
    (Rule::pick_last, Keyword("last", "末个")),
    (Rule::pick_those, Keyword("those", "列出")),
    (Rule::pick_best, Keyword("best", "最佳")),
    (Rule::kw_by, Keyword("by", "按")),
    (Rule::kw_of, Keyword("of", "之")),
    (Rule::kw_as, Keyword("as", "作")),
    (Rule::format_percent, Keyword("percent", "百分比")),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// A new rule of the grammar cannot reach people unnamed.
    #[test]
    fn every_rule_has_a_meaning() {
        // Silent rules never stand in an error, nor do rules that stand inside words only.
        const SILENT: &[&str] = &[
            "WHITESPACE",
            "visible",
            "blank",
            "sp",
            "gap",
            "one_policy_head",
            "one_for_head",
            "one_interpolation",
            "with_care",
            "careful",
            "wide",
            "item",
            "band_head",
            "band_key",
            "key",
            "statement",
            "a_to_e_here",
            "f_to_r_here",
            "s_to_w_here",
            "said_here",
            "level",
            "basis_here",
            "basis_kind",
            "verdict",
            "negation",
            "comparison",
            "sum",
            "signs",
            "special",
            "literal",
            "word_here",
            "quantifier_here",
            "pick_here",
            "of_here",
            "not_here",
            "logic_here",
            "comparison_here",
            "arithmetic_here",
            "compare",
            "arithmetic",
            "line",
            "word",
            "end",
            "name",
            "reserved",
            "digits",
            "glued",
            "file",
            "interpolation",
        ];
        let unnamed: Vec<String> = Rule::all_rules()
            .iter()
            .filter(|rule| meaning(**rule).is_none())
            .map(|rule| format!("{rule:?}"))
            .filter(|rule| !SILENT.contains(&rule.as_str()))
            .collect();
        assert_eq!(unnamed, Vec::<String>::new());
    }
}
