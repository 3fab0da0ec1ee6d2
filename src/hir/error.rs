//! The words of lowering's diagnostics: one function for each problem, data in, sentence out.

use super::Place;
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    schema::{Kind, Type},
    source::Span,
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

pub(super) fn unknown_name(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        format!("没有名为 `{name}` 的字段、变量、参数或词"),
        format!("nothing is called `{name}`: no field, variable, parameter or value"),
    );
    let spaced = name.contains('-') && near.is_none();
    if spaced {
        return d.help(Phrase::new(
            "名称可含连字符;若是相减,请在减号两侧加空格",
            "a hyphen is part of a name; to subtract, put blanks around the sign",
        ));
    }
    did_you_mean(d, near)
}

pub(super) fn out_of_sight(place: Place, name: &str) -> Diagnostic {
    at(
        Code::UnknownName,
        place,
        format!("“收集”之后看不到单个文件的 `{name}`"),
        format!("after `collect` the `{name}` of a single document is out of sight"),
    )
    .help(Phrase::new(
        format!("在“收集”里收下它,再写 行.{name}"),
        format!("collect it, then write `row.{name}`"),
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
    did_you_mean(
        at(
            Code::UnknownName,
            place,
            format!("没有名为 `{name}` 的函数或表"),
            format!("no function or table is called `{name}`"),
        ),
        near,
    )
}

pub(super) fn unknown_vocabulary(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d = at(
        Code::UnknownName,
        place,
        format!("没有词汇 `{name}`"),
        format!("no vocabulary is called `{name}`"),
    );
    did_you_mean(d, near)
}

pub(super) fn unknown_policy(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    let d =
        at(Code::UnknownName, place, format!("没有政策 `{name}`"), format!("no policy is called `{name}`"));
    did_you_mean(d, near)
}

pub(super) fn unknown_type(place: Place, name: &str, near: Option<&str>) -> Diagnostic {
    did_you_mean(
        at(Code::UnknownName, place, format!("没有类型 `{name}`"), format!("no type is called `{name}`")),
        near,
    )
}

pub(super) fn unknown_field(place: Place, field: &str, of: Kind, near: Option<&str>) -> Diagnostic {
    let (en, zh) = of.names();
    did_you_mean(
        at(
            Code::UnknownField,
            place,
            format!("{zh}没有字段 `{field}`"),
            format!("{} {en} has no field `{field}`", article(en)),
        ),
        near,
    )
}

pub(super) fn no_fields(place: Place, ty: Type) -> Diagnostic {
    at(
        Code::UnknownField,
        place,
        format!("{}不是记录,没有字段", ty.zh()),
        format!("{} has no fields", with_article(ty)),
    )
}

pub(super) fn unknown_symbol(
    place: Place,
    name: &str,
    of: Kind,
    near: Option<&str>,
    all: &str,
) -> Diagnostic {
    let (en, zh) = of.names();
    let d = at(
        Code::UnknownSymbol,
        place,
        format!("`{name}` 不是{zh}的值"),
        format!("`{name}` is not a value of {en}"),
    );
    match near {
        Some(_) => did_you_mean(d, near),
        None => d.help(Phrase::new(format!("可为:{all}"), format!("one of: {all}"))),
    }
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
        format!("`{name}` 是语言自带的函数名"),
        format!("`{name}` is a function of the language"),
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

pub(super) fn mismatch(place: Place, is: Type, wanted: Type) -> Diagnostic {
    at(
        Code::TypeMismatch,
        place,
        format!("此处应为{},而这是{}", wanted.zh(), is.zh()),
        format!("{} is needed here, but this is {}", with_article(wanted), with_article(is)),
    )
}

/// Two operands that an operator cannot take together.
pub(super) fn operands(
    place: Place,
    op: (&str, &str),
    left: (Span, Type),
    right: (Span, Type),
) -> Diagnostic {
    at(
        Code::TypeMismatch,
        place,
        format!("不能把{}和{}{}", left.1.zh(), right.1.zh(), op.0),
        format!("{} and {} cannot be {}", with_article(left.1), with_article(right.1), op.1),
    )
    .also(place.file, left.0, Phrase::new(left.1.zh(), with_article(left.1)))
    .also(place.file, right.0, Phrase::new(right.1.zh(), with_article(right.1)))
}

pub(super) fn wanted(place: Place, is: Type, zh: &str, en: &str) -> Diagnostic {
    at(
        Code::TypeMismatch,
        place,
        format!("此处应为{zh},而这是{}", is.zh()),
        format!("{en} is needed here, but this is {}", with_article(is)),
    )
}

pub(super) fn arity(place: Place, name: &str, wanted: usize, given: usize) -> Diagnostic {
    at(
        Code::WrongArity,
        place,
        format!("`{name}` 需要{wanted}个值,给了{given}个"),
        format!("`{name}` takes {wanted} value{}, not {given}", if wanted == 1 { "" } else { "s" }),
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
    at(Code::BadPattern, place, format!("模式无法编译:{why}"), format!("the pattern does not compile: {why}"))
}

pub(super) fn unprintable(place: Place, ty: Type) -> Diagnostic {
    at(
        Code::TypeMismatch,
        place,
        format!("{}不能写入消息", ty.zh()),
        format!("{} cannot be written into a message", with_article(ty)),
    )
    .help(Phrase::new("写它的某个字段,如 {g.机关}", "name one of its fields, such as {g.organ}"))
}

pub(super) fn not_evidence(place: Place, ty: Type) -> Diagnostic {
    at(
        Code::TypeMismatch,
        place,
        format!("{}没有可引用的原文", ty.zh()),
        format!("{} has no words to quote", with_article(ty)),
    )
    .help(Phrase::new(
        "报告记录、分句、其列表,或读自原文的字段",
        "report records, clauses, lists of them, or a field read from the text",
    ))
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

pub(super) fn with_article(ty: Type) -> String {
    let name = ty.to_string();
    format!("{} {name}", article(&name))
}

fn article(name: &str) -> &'static str {
    if name.starts_with(['a', 'e', 'i', 'o']) || name.starts_with("unkn") { "an" } else { "a" }
}
