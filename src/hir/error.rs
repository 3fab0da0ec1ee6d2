//! The words of lowering's diagnostics: one function for each problem, data in, sentence out.

use std::ops::RangeInclusive;

use super::{Place, measure::Measure, spoken};
use crate::{
    diagnostic::{Code, Diagnostic, closest},
    phrase::Phrase,
    schema::{
        Enumeration, Field, Kind, Record, Strength, Type, builtin_named, called_here, field_info, fields_of,
    },
    source::Span,
    text::numeral,
};

fn at(code: Code, place: Place, zh: String, en: String) -> Diagnostic {
    Diagnostic::error(code, place.file, place.span, Phrase { zh, en })
}

fn did_you_mean(d: Diagnostic, near: Option<&str>) -> Diagnostic {
    match near {
        Some(n) => d.help(Phrase::new(format!("是否为 `{n}`?"), format!("did you mean `{n}`?"))),
        None => d,
    }
}

/// `near` is the name that was probably meant; `minus` tells that the name before a hyphen is known.
pub(super) fn unknown_name(place: Place, name: &str, near: Option<&str>, minus: bool) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        format!("没有名为 `{name}` 的字段、变量、参数或词"),
        format!("nothing is called `{name}`: no field, variable, parameter or value"),
    );
    if let (None, false, Some(number)) = (near, minus, numeral(name)) {
        return d.help(Phrase::new(
            format!("数用阿拉伯数字:`{number}`"),
            format!("a number is written in digits: `{number}`"),
        ));
    }
    if minus { hyphen(d) } else { did_you_mean(d, near) }
}

/// The name among `all` that was probably meant: what is called otherwise elsewhere, or nearly the same.
pub(super) fn meant<'a>(name: &str, all: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let all: Vec<&str> = all.into_iter().collect();
    let called = called_here(name).map(|(en, zh)| if name.is_ascii() { en } else { zh });
    let called = called.and_then(|called| all.iter().copied().find(|n| *n == called));
    called.or_else(|| closest(name, all))
}

fn hyphen(d: Diagnostic) -> Diagnostic {
    d.help(Phrase::new(
        "名称可含连字符;若是相减,请在减号两侧加空格",
        "a hyphen is part of a name; to subtract, put blanks around the sign",
    ))
}

pub(super) fn out_of_sight(place: Place, name: &str) -> Diagnostic {
    let info = Field::named(name).and_then(|f| field_info(Record::Document, f));
    let (zh, en) = match info {
        Some(info) if matches!(info.ty, Type::List(_)) => {
            let (en, zh) = info.field.names();
            (format!("计数({zh})"), format!("count({en})"))
        }
        Some(info) if !matches!(info.ty, Type::One(Kind::Record(_))) => {
            let (en, zh) = info.field.names();
            (zh.to_owned(), en.to_owned())
        }
        _ => ("计数(内设机构)".to_owned(), "count(units)".to_owned()),
    };
    at(
        Code::UnknownName,
        place,
        format!("“收集”之后看不到单个文件的 `{name}`"),
        format!("after `collect` the `{name}` of a single document is out of sight"),
    )
    .help(Phrase::new(
        format!("在“收集”里收下由它得出的值,如 `收集 {{ n = {zh} }}`,再写某一行的 `r.n`"),
        format!("collect a value of it, as in `collect {{ n = {en} }}`, then write `r.n` of a row `r`"),
    ))
}

pub(super) fn no_such_group(place: Place, group: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        at(
            Code::UnknownName,
            place,
            format!("模式没有名为 `{group}` 的组"),
            format!("the pattern has no group called `{group}`"),
        ),
        near,
    )
}

pub(super) fn corpus(place: Place, zh: &str, en: &str) -> Diagnostic {
    at(Code::BadStatement, place, zh.to_owned(), en.to_owned())
}

pub(super) fn unknown_function(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        format!("没有名为 `{name}` 的函数或表"),
        format!("no function or table is called `{name}`"),
    );
    if matches!(name, "不" | "不是" | "并非" | "否定" | "取反") {
        return d.help(Phrase::new("否定写 `非 (…)`", "the contrary is written `not (…)`"));
    }
    did_you_mean(d, near)
}

pub(super) fn unknown_vocabulary(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        format!("没有词汇 `{name}`"),
        format!("no vocabulary is called `{name}`"),
    );
    if near.is_some() {
        return did_you_mean(d, near);
    }
    d.help(Phrase::new(
        format!("写出它:`词汇 {name} {{ 短语 “…” }}`;要查找一处文字,写 `包含`"),
        format!(
            "write it: `vocabulary {name} {{ phrases \"…\" }}`; to search for words once, write `contains`"
        ),
    ))
}

pub(super) fn unknown_policy(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d =
        at(Code::UnknownName, place, format!("没有政策 `{name}`"), format!("no policy is called `{name}`"));
    did_you_mean(d, near)
}

pub(super) fn unknown_type(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d = at(Code::UnknownName, place, format!("没有类型 `{name}`"), format!("no type is called `{name}`"));
    let (en, zh) = Kind::Pattern.names();
    if name == en || name == zh {
        return d.help(Phrase::new(
            "参数不能是模式:写在用它的地方,`匹配 /…/`;反复使用的写成定义:`定义 issues(c: 分句) = c 匹配 /…/`",
            "no parameter is a pattern: write it where it is used, `matches /…/`; what is asked often is a definition: `define issues(c: clause) = c matches /…/`",
        ));
    }
    if near.is_some() {
        return did_you_mean(d, near);
    }
    d.help(Phrase::new(
        "常用的类型:整数、比例、文本、真假、日期、层级,以及记录如职责、机构、分句",
        "the usual types: int, ratio, text, bool, date, level, and records such as duty, unit, clause",
    ))
}

pub(super) fn unknown_field(
    place: Place,
    field: &str,
    of: Kind,
    near: Option<&str>,
    minus: bool,
) -> Diagnostic {
    let of = spoken::one(of);
    let d = at(
        Code::UnknownField,
        place,
        format!("{}没有字段 `{field}`", of.zh),
        format!("{} has no field `{field}`", of.en),
    );
    // What other languages ask of a list by a dot.
    if let (None, Some(info)) = (near, builtin_named(field)) {
        return d.help(Phrase::new(
            format!("这是函数:写 `{}(…)`", info.zh),
            format!("it is a function: write `{}(…)`", info.en),
        ));
    }
    if minus { hyphen(d) } else { did_you_mean(d, near) }
}

pub(super) fn no_fields(place: Place, ty: Type) -> Diagnostic {
    let is = spoken::value(ty);
    at(Code::UnknownField, place, format!("{}没有字段", is.zh), format!("{} has no fields", is.en))
}

/// A value that the enumeration does not have; its values are named where none is near.
pub(super) fn unknown_symbol(place: Place, name: &str, of: Enumeration) -> Diagnostic {
    let symbols = of.symbols();
    let called = called_here(name).map(|(en, zh)| if name.is_ascii() { en } else { zh });
    let called = called.filter(|called| of.symbol(called).is_some());
    let near = called.or_else(|| closest(name, symbols.iter().flat_map(|s| [s.en(), s.zh()])));
    let d = at(
        Code::UnknownSymbol,
        place,
        format!("{}没有 `{name}` 这个值", of.zh()),
        format!("`{name}` is not one of the values of {}", of.en()),
    );
    if near.is_some() {
        return did_you_mean(d, near);
    }
    let all = |names: Vec<&str>, comma: &str| names.join(comma);
    d.help(Phrase::new(
        format!("可为:{}", all(symbols.iter().map(|s| s.zh()).collect(), "、")),
        format!("one of: {}", all(symbols.iter().map(|s| s.en()).collect(), ", ")),
    ))
}

pub(super) fn duplicate(place: Place, name: &str, before: Place) -> Diagnostic {
    at(
        Code::DuplicateName,
        place,
        format!("名称 `{name}` 已被使用"),
        format!("the name `{name}` is already taken"),
    )
    .also(before.file, before.span, Phrase::new("先在此处定义", "first given here"))
}

pub(super) fn taken_by_language(place: Place, name: &str) -> Diagnostic {
    at(
        Code::DuplicateName,
        place,
        format!("`{name}` 是语言自带的名称"),
        format!("`{name}` is a name of the language itself"),
    )
}

pub(super) fn wrong_kind(place: Place, name: &str, is: (&str, &str), wanted: (&str, &str)) -> Diagnostic {
    at(
        Code::WrongKindOfName,
        place,
        format!("`{name}` 是{},此处应为{}", is.0, wanted.0),
        format!("`{name}` is {}, but {} is needed here", is.1, wanted.1),
    )
}

pub(super) fn recursion(place: Place, name: &str) -> Diagnostic {
    at(
        Code::Recursion,
        place,
        format!("定义 `{name}` 最终引用了自身"),
        format!("the definition `{name}` comes back to itself"),
    )
    .help(Phrase::new(
        "定义不得递归:这样每条政策必有终止",
        "definitions may not recur, so that every policy ends",
    ))
}

pub(super) fn own_parent(place: Place, name: &str) -> Diagnostic {
    at(
        Code::Recursion,
        place,
        format!("词汇 `{name}` 经由 `上级` 又回到自身"),
        format!("the vocabulary `{name}` is above itself by way of its parent"),
    )
    .help(Phrase::new("删去这一圈中的一个 `上级`", "leave out one `parent` of the circle"))
}

/// A verb that was given another strength before, at `first`.
pub(super) fn two_strengths(place: Place, verb: &str, before: Strength, first: Place) -> Diagnostic {
    at(
        Code::DuplicateName,
        place,
        format!("动词“{verb}”已列为 `{}`", before.zh()),
        format!("the verb “{verb}” stands among those of `{}` already", before.en()),
    )
    .also(first.file, first.span, Phrase::new("先列在此处", "first given here"))
    .help(Phrase::new(
        "一个动词只有一种力度:删去其中一处,或写更长的动词(长者优先)",
        "a verb has one strength: remove it from one of the two, or give a longer verb, which goes before a shorter one",
    ))
}

/// A divisor that is always zero.
pub(super) fn zero_divisor(place: Place) -> Diagnostic {
    let message = Phrase::new("除数是零:结果总是未知", "the divisor is zero: the result is never known");
    Diagnostic::warning(Code::UnguardedDivision, place.file, place.span, message)
        .help(Phrase::new("写不为零的除数,如 1/3", "divide by something else, as in 1/3"))
}

/// Words to search for that are none.
pub(super) fn no_words(place: Place) -> Diagnostic {
    let message = Phrase::new(
        "要查找的文字为空:任何文本都含有它",
        "there are no words to search for: every text contains them",
    );
    Diagnostic::warning(Code::BadVocabulary, place.file, place.span, message).help(Phrase::new(
        "写出要查找的文字;要问有没有内容,用“非空”“已知”",
        "write the words; to ask whether there is anything, write `is not empty` or `is known`",
    ))
}

pub(super) fn too_large(place: Place, name: &str) -> Diagnostic {
    at(
        Code::TooDeep,
        place,
        format!("定义 `{name}` 连同所用的定义过于庞大"),
        format!("the definition `{name}`, with those that it uses, is too large"),
    )
    .help(Phrase::new(
        "一个定义多次引用另一个,层层相乘;把反复用到的值设为变量或参数",
        "it uses another several times, and that one another; give what is used often as an argument",
    ))
}

pub(super) fn mismatch(place: Place, is: Type, wanted: Type) -> Diagnostic {
    let (this, needed) = (spoken::value(is), spoken::value(wanted));
    let d = at(
        Code::TypeMismatch,
        place,
        format!("此处应为{},这却是{}", needed.zh, this.zh),
        format!("{} is needed here, but this is {}", needed.en, this.en),
    );
    match spoken::way(is, wanted) {
        Some(way) => d.help(way),
        None => d,
    }
}

/// Two operands that an operator cannot take together; `op` is what cannot be done: 比较, compared with.
pub(super) fn operands(
    place: Place,
    op: (&str, &str),
    left: (Span, Type),
    right: (Span, Type),
) -> Diagnostic {
    let (l, r) = (spoken::value(left.1), spoken::value(right.1));
    let same = left.1 == right.1;
    let en = if same { "another".to_owned() } else { r.en.clone() };
    let d = at(
        Code::TypeMismatch,
        place,
        if same {
            format!("{}之间不能{}", l.zh, op.0)
        } else {
            format!("{}不能与{}{}", l.zh, r.zh, op.0)
        },
        format!("{} cannot be {} {en}", l.en, op.1),
    )
    .also(place.file, left.0, l)
    .also(place.file, right.0, r);
    let list = |ty| matches!(ty, Type::List(_));
    let way = match (left.1, right.1) {
        (l, r) if list(l) == list(r) => {
            // One that stands in quotation marks and should not.
            let text = |ty| ty == Type::One(Kind::Text);
            let date = |ty| ty == Type::One(Kind::Date);
            if text(r) || date(l) {
                spoken::way(r, l)
            } else {
                spoken::way(l, r).filter(|_| text(l) || date(r))
            }
        }
        (l, r) if list(l) => spoken::way(l, r),
        (l, r) => spoken::way(r, l),
    };
    match way.or_else(|| one_of(left.1, right.1)) {
        Some(way) => d.help(way),
        None => d,
    }
}

/// Values of an enumeration have no order: those that are meant are listed.
fn one_of(left: Type, right: Type) -> Option<Phrase> {
    let (Type::One(Kind::Enum(e)), true) = (left, left == right) else { return None };
    let symbols = e.symbols();
    let [a, b, ..] = symbols.as_slice() else { return None };
    Some(Phrase::new(
        format!("这类值没有大小:列出所指的各值,如 `属于 [{}, {}]`", a.zh(), b.zh()),
        format!("such values have no order: list those that are meant, as in `in [{}, {}]`", a.en(), b.en()),
    ))
}

/// A value that cannot be in a list because it is of another type.
pub(super) fn not_member(place: Place, left: (Span, Type), right: (Span, Type)) -> Diagnostic {
    let (l, r) = (spoken::value(left.1), spoken::value(right.1));
    at(
        Code::TypeMismatch,
        place,
        format!("{}不会属于{}", l.zh, r.zh),
        format!("{} cannot be in {}", l.en, r.en),
    )
    .also(place.file, left.0, l)
    .also(place.file, right.0, r)
}

pub(super) fn wanted(place: Place, is: Type, zh: &str, en: &str) -> Diagnostic {
    let this = spoken::value(is);
    at(
        Code::TypeMismatch,
        place,
        format!("此处应为{zh},这却是{}", this.zh),
        format!("{en} is needed here, but this is {}", this.en),
    )
}

/// `wanted` is the least and the most.
pub(super) fn arity(place: Place, name: &str, wanted: RangeInclusive<usize>, given: usize) -> Diagnostic {
    let (least, most) = wanted.into_inner();
    let (zh, en) = if least == most {
        (least.to_string(), format!("{least} value{}", if least == 1 { "" } else { "s" }))
    } else {
        (format!("{least}或{most}"), format!("{least} or {most} values"))
    };
    at(
        Code::WrongArity,
        place,
        format!("`{name}` 需要{zh}个值,给了{given}个"),
        format!("`{name}` takes {en}, not {given}"),
    )
}

pub(super) fn not_constant(place: Place) -> Diagnostic {
    at(
        Code::TypeMismatch,
        place,
        "此处只能写固定的值:数、比例、日期、文字或名称".to_owned(),
        "only a fixed value may stand here: a number, a ratio, a date, a text or a name".to_owned(),
    )
}

pub(super) fn bad_pattern(place: Place, why: &str) -> Diagnostic {
    at(
        Code::BadPattern,
        place,
        format!("模式无法编译:{}", why_zh(why)),
        format!("the pattern does not compile: {why}"),
    )
}

/// The reasons of the library for regular expressions in Chinese: the frequent ones.
fn why_zh(why: &str) -> &str {
    const REASONS: [(&str, &str); 10] = [
        ("unclosed group", "圆括号没有闭合(文字里的括号写作 `\\(`)"),
        ("unopened group", "多了一个右圆括号(文字里的括号写作 `\\)`)"),
        ("unclosed character class", "方括号没有闭合(文字里的方括号写作 `\\[`)"),
        ("invalid character class range", "方括号里的范围前大后小"),
        ("invalid range boundary", "方括号里范围的两端应为单个字"),
        ("unclosed counted repetition", "花括号里的次数没有闭合"),
        ("invalid repetition count range", "次数的范围前大后小"),
        ("repetition quantifier expects a valid decimal", "花括号里应为次数"),
        ("repetition operator missing expression", "`*`、`+`、`?` 之前没有可重复的内容"),
        ("unrecognized escape sequence", "没有这种转义"),
    ];
    REASONS.iter().find(|(en, _)| why.starts_with(en)).map_or(why, |(_, zh)| zh)
}

pub(super) fn unprintable(place: Place, ty: Type) -> Diagnostic {
    let is = spoken::value(ty);
    at(
        Code::TypeMismatch,
        place,
        format!("{}不能写入消息", is.zh),
        format!("{} cannot be written into a message", is.en),
    )
    .help(printed(ty))
}

/// What of a value can be written into a message.
fn printed(ty: Type) -> Phrase {
    let (Type::One(kind) | Type::List(kind)) = ty else { return Phrase::default() };
    let Kind::Record(record) = kind else {
        return Phrase::new("写出要说的文字", "write the words themselves");
    };
    let of = |kind| fields_of(record).find(|f| f.ty == Type::One(kind));
    let Some(info) = of(Kind::Text).or_else(|| of(Kind::Int)) else {
        return Phrase::new("写它的某个字段", "name one of its fields");
    };
    let (en, zh) = info.field.names();
    if matches!(ty, Type::List(_)) {
        return Phrase::new(
            format!("写它的个数 `{{计数(…)}}`,或各项的字段 `{{….{zh}}}`"),
            format!("write how many there are, `{{count(…)}}`, or a field of each, `{{….{en}}}`"),
        );
    }
    Phrase::new(
        format!("写它的某个字段,如 `{{….{zh}}}`"),
        format!("name one of its fields, such as `{{….{en}}}`"),
    )
}

pub(super) fn not_evidence(place: Place, ty: Type) -> Diagnostic {
    let is = spoken::value(ty);
    at(
        Code::TypeMismatch,
        place,
        format!("这里的{}没有可引用的原文", is.zh),
        format!("{} made by the policy has no words of the document to quote", is.en),
    )
    .help(Phrase::new(
        "报告记录、分句、其列表,或读自原文的字段",
        "report records, clauses, lists of them, or a field read from the text",
    ))
}

/// The way to a name that stands beside a policy of another file.
pub(super) fn use_it(name: &str, policy: &str) -> Phrase {
    Phrase::new(
        format!("它写在政策 `{policy}` 旁,须写 `使用 {name} 取自 {policy}`;或移到没有政策的文件,处处可见"),
        format!(
            "it stands beside the policy `{policy}`: write `use {name} from {policy}`, or move it to a file without a policy, \
             where all see it"
        ),
    )
}

/// A used name that does not stand beside the policy; `everywhere` tells that it is seen without a use.
pub(super) fn not_beside(
    place: Place,
    name: &str,
    policy: &str,
    near: Option<&str>,
    everywhere: bool,
) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        format!("政策 `{policy}` 旁没有 `{name}`"),
        format!("nothing called `{name}` stands beside the policy `{policy}`"),
    );
    if everywhere {
        return d.help(Phrase::new(
            format!("`{name}` 写在没有政策的文件里,处处可见:不必“使用”"),
            format!("`{name}` stands in a file without a policy and is seen everywhere: leave the `use` out"),
        ));
    }
    did_you_mean(d, near)
}

/// A use that comes back to its own file, at once or through others.
pub(super) fn use_returns(place: Place, policy: &str, at_once: bool) -> Diagnostic {
    let d = if at_once {
        let (zh, en) = ("“使用”取自本文件", "the `use` names its own file");
        at(Code::Recursion, place, zh.to_owned(), en.to_owned())
    } else {
        at(
            Code::Recursion,
            place,
            format!("“使用”绕回本文件:`{policy}` 所在的文件又用到这里"),
            format!("the uses come back to this file: that of `{policy}` uses it in turn"),
        )
    };
    d.help(Phrase::new(
        "把共用的部分移到没有政策的文件,处处可见",
        "move what they share to a file without a policy, where all see it",
    ))
}

/// What verbs decide, where none are known.
pub(super) fn no_verbs(place: Place) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        "没有动词:强度由动词判断,没有动词则一切都算牵头".to_owned(),
        "there are no verbs: they tell how strong a tie is, and without them everything leads".to_owned(),
    );
    d.help(Phrase::new(
        "连同随附规则一起用(不写 `--no-default-rules`,用 `--select` 选政策),或写出 `verbs lead { \"负责\" }` 等",
        "check beside the shipped rules (`--select` instead of `--no-default-rules`), or write `verbs lead { \"负责\" }` and so on",
    ))
}

/// Two numbers that count what has nothing to do with each other.
pub(super) fn measures(
    place: Place,
    calculates: bool,
    left: (Span, Measure),
    right: (Span, Measure),
) -> Diagnostic {
    let said = |measure| match measure {
        Measure::Of(unit) => {
            Phrase::new(format!("以“{}”计的数", unit.zh), format!("a number of {}", unit.en))
        }
        _ => Phrase::new("比例", "a share"),
    };
    let (l, r) = (said(left.1), said(right.1));
    let (zh, en) =
        if calculates { ("加减", "added to or taken from") } else { ("比较", "compared with") };
    let d = at(
        Code::MeasureMismatch,
        place,
        format!("{}不能与{}{zh}", l.zh, r.zh),
        format!("{} cannot be {en} {}", l.en, r.en),
    )
    .also(place.file, left.0, l)
    .also(place.file, right.0, r);
    if left.1 == Measure::Share || right.1 == Measure::Share {
        return d.help(Phrase::new(
            "先相除再比:`副职 / 行政编制 <= 1/3`",
            "divide first: `deputies / admin <= 1/3`",
        ));
    }
    d
}

/// A used name that the file never speaks of.
pub(super) fn unspoken(place: Place, name: &str) -> Diagnostic {
    let message =
        Phrase::new(format!("使用的 `{name}` 没有用到"), format!("the used `{name}` is never spoken of"));
    Diagnostic::warning(Code::Unused, place.file, place.span, message)
}

pub(super) fn bad_given(place: Place, path: &str) -> Diagnostic {
    at(
        Code::UnknownField,
        place,
        format!("示例不能给出 `{path}`"),
        format!("an example cannot give `{path}`"),
    )
    .help(Phrase::new(
        format!("可给:{}", super::items::GIVABLE.join("、")),
        format!("it can give: {}", super::items::GIVABLE.join(", ")),
    ))
}
