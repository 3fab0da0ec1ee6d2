//! The functions of the language.

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Builtin {
    /// The number of elements.
    Count,
    /// The sum of numbers.
    Sum,
    /// The smallest number or earliest day.
    Min,
    /// The greatest number or latest day.
    Max,
    /// The first element.
    First,
    /// The last element.
    Last,
    /// Whether numbers go up by one from each to the next.
    Consecutive,
    /// The place of an element in a list, from 1.
    Position,
    /// The middle number.
    Median,
    /// The median of the distances from the median.
    Mad,
    /// A number without its sign.
    Abs,
    /// The elements, each once.
    Distinct,
    /// How much of one text is in another, by pairs of characters.
    Containment,
    /// The words that a named group of a pattern holds.
    Capture,
    /// The words that it holds wherever the pattern matches.
    Captures,
    /// The words by which a vocabulary is mentioned, wherever it is.
    Occurrences,
    /// How many characters a text has.
    Length,
    /// The greatest whole number that is not greater.
    Floor,
}

/// What the table says of a function.
#[derive(Clone, Copy, Debug)]
pub struct BuiltinInfo {
    /// Which.
    pub builtin: Builtin,
    /// Its English name.
    pub en: &'static str,
    /// Its Chinese name.
    pub zh: &'static str,
    /// How it is called.
    pub signature: &'static str,
    /// What it gives, in English.
    pub doc_en: &'static str,
    /// What it gives, in Chinese.
    pub doc_zh: &'static str,
    /// A policy expression and what it gives, run as a test.
    pub example: (&'static str, &'static str),
}

/// All functions.
pub static BUILTINS: &[BuiltinInfo] = &[
    BuiltinInfo {
        builtin: Builtin::Count,
        en: "count",
        zh: "计数",
        signature: "count(list) -> int",
        doc_en: "the number of elements; 0 for an empty list",
        doc_zh: "元素个数;空列表为0",
        example: ("count([5, 7])", "2"),
    },
    BuiltinInfo {
        builtin: Builtin::Sum,
        en: "sum",
        zh: "合计",
        signature: "sum(list of number) -> number",
        doc_en: "the sum; 0 for an empty list, unknown where an element is unknown",
        doc_zh: "总和;空列表为0,有未知元素则未知",
        example: ("sum([5, 7])", "12"),
    },
    BuiltinInfo {
        builtin: Builtin::Min,
        en: "min",
        zh: "最小",
        signature: "min(list of number or date) -> element",
        doc_en: "the smallest; unknown for an empty list",
        doc_zh: "最小者;空列表为未知",
        example: ("min([5, 7])", "5"),
    },
    BuiltinInfo {
        builtin: Builtin::Max,
        en: "max",
        zh: "最大",
        signature: "max(list of number or date) -> element",
        doc_en: "the greatest; unknown for an empty list",
        doc_zh: "最大者;空列表为未知",
        example: ("max([5, 7])", "7"),
    },
    BuiltinInfo {
        builtin: Builtin::First,
        en: "first",
        zh: "首个",
        signature: "first(list) -> element",
        doc_en: "the first element; unknown for an empty list",
        doc_zh: "第一个元素;空列表为未知",
        example: ("first([5, 7])", "5"),
    },
    BuiltinInfo {
        builtin: Builtin::Last,
        en: "last",
        zh: "末个",
        signature: "last(list) -> element",
        doc_en: "the last element; unknown for an empty list",
        doc_zh: "最后一个元素;空列表为未知",
        example: ("last([5, 7])", "7"),
    },
    BuiltinInfo {
        builtin: Builtin::Consecutive,
        en: "consecutive",
        zh: "连续",
        signature: "consecutive(list of int) -> bool",
        doc_en: "whether each number is one more than the number before it; true for an empty list",
        doc_zh: "各数是否依次加一;空列表为真",
        example: ("consecutive([3, 4, 5])", "true"),
    },
    BuiltinInfo {
        builtin: Builtin::Position,
        en: "position",
        zh: "位次",
        signature: "position(element, list) -> int",
        doc_en: "the place of the element in the list, from 1; unknown where it is not in it",
        doc_zh: "元素在列表中的位次,自1起;不在其中则未知",
        example: ("position(7, [5, 7])", "2"),
    },
    BuiltinInfo {
        builtin: Builtin::Median,
        en: "median",
        zh: "中位数",
        signature: "median(list of number) -> ratio",
        doc_en: "the middle number, or the mean of the two middle ones; unknown for an empty list",
        doc_zh: "居中的数,或居中两数的平均;空列表为未知",
        example: ("median([1, 2, 9])", "2"),
    },
    BuiltinInfo {
        builtin: Builtin::Mad,
        en: "mad",
        zh: "离差中位数",
        signature: "mad(list of number) -> ratio",
        doc_en: "the median of the distances from the median; unknown for an empty list",
        doc_zh: "各数与中位数之差的绝对值的中位数;空列表为未知",
        example: ("mad([1, 2, 9])", "1"),
    },
    BuiltinInfo {
        builtin: Builtin::Abs,
        en: "abs",
        zh: "绝对值",
        signature: "abs(number) -> number",
        doc_en: "the number without its sign",
        doc_zh: "去掉正负号",
        example: ("abs(3 - 5)", "2"),
    },
    BuiltinInfo {
        builtin: Builtin::Distinct,
        en: "distinct",
        zh: "去重",
        signature: "distinct(list) -> list",
        doc_en: "the elements, each once, in order",
        doc_zh: "去除重复后的元素,依次",
        example: ("count(distinct([5, 7, 5]))", "2"),
    },
    BuiltinInfo {
        builtin: Builtin::Containment,
        en: "containment",
        zh: "重合度",
        signature: "containment(text or record, text or record [, vocabulary]) -> ratio",
        doc_en: "the share of the pairs of neighbouring characters of the first that stand in the second too; the phrases of the vocabulary do not count; unknown where the first has no pair",
        doc_zh: "前者的相邻两字对中也见于后者的比例;词汇中的短语不计;前者不足两字则未知",
        example: ("containment(\"起草文稿\", \"负责起草重要文稿\")", "2/3"),
    },
    BuiltinInfo {
        builtin: Builtin::Capture,
        en: "capture",
        zh: "捕获",
        signature: "capture(text or record, pattern, name of the group) -> text",
        doc_en: "the words of the first match that the named group holds; unknown where nothing matches",
        doc_zh: "首次匹配中命名组的文字;无匹配则未知",
        example: ("capture(\"除党务外\", /除(?<x>.+)外/, \"x\")", "党务"),
    },
    BuiltinInfo {
        builtin: Builtin::Captures,
        en: "captures",
        zh: "捕获各处",
        signature: "captures(text or record, pattern, name of the group) -> list of text",
        doc_en: "the words that the named group holds, for each match, in order; an empty list where nothing matches",
        doc_zh: "各次匹配中命名组的文字,依次;无匹配则为空列表",
        example: ("captures(units, /负责(?<x>[^、。]+)/, \"x\")", "文电, 督查"),
    },
    BuiltinInfo {
        builtin: Builtin::Occurrences,
        en: "occurrences",
        zh: "各处提及",
        signature: "occurrences(text or record, vocabulary) -> list of text",
        doc_en: "the words by which the vocabulary is mentioned, for each place, in order; of words that overlap the longest",
        doc_zh: "提及词汇的文字,逐处列出,依次;相互重叠者取最长",
        example: ("occurrences(duties, example-papers)", "文电"),
    },
    BuiltinInfo {
        builtin: Builtin::Length,
        en: "length",
        zh: "字数",
        signature: "length(text or record [, vocabulary]) -> int (characters)",
        doc_en: "the number of characters as folded: stray blanks and line ends do not count, nor do the phrases of the vocabulary",
        doc_zh: "归一后的字符数,空格和换行不计,词汇中的短语也不计",
        example: ("length(\"负责 文电\")", "4"),
    },
    BuiltinInfo {
        builtin: Builtin::Floor,
        en: "floor",
        zh: "取整",
        signature: "floor(number) -> int",
        doc_en: "the greatest whole number that is not greater",
        doc_zh: "不大于它的最大整数",
        example: ("floor(35/8)", "4"),
    },
];

/// The function of a name in either language.
pub fn builtin_named(name: &str) -> Option<&'static BuiltinInfo> {
    BUILTINS.iter().find(|b| b.en == name || b.zh == name)
}
