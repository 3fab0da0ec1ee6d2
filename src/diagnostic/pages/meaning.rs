//! Pages of the codes of names, types and tables: 02xx, 03xx, 04xx.

use super::{Page, Shown, page};

pub(super) const UNKNOWN_NAME: Page = page(
    ("没有这个名称", "a name that nothing bears"),
    (
        "没有字段、变量、参数、词汇、表、函数或类型叫这个名称。同一名称用了多处只报一次,各处都标出。",
        "No field, variable, parameter, vocabulary, table, function or type bears this name. A name used in several places is told once, with its other places.",
    ),
    (
        "核对拼写,提示里有相近的名称;`guiju doc` 列出语言自带的名称。变量只在给出它的语句块里可见。",
        "Check the spelling: the nearest name is suggested, and `guiju doc` lists the names of the language. A variable is seen only in the block that gives it.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  require stafing is not empty else report document: en \"no posts\"\n}\n",
    ),
);

pub(super) const UNKNOWN_FIELD: Page = page(
    ("没有这个字段", "a field that the record does not have"),
    ("点号前的记录没有这个字段。", "The record before the point has no such field."),
    (
        "`guiju doc 记录名` 列出它的字段,中英文名均可用。",
        "`guiju doc RECORD` lists its fields; English and Chinese names serve alike.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  for each s in staffing {\n    require s.deputy <= 4 else report s: en \"too many\"\n  }\n}\n",
    ),
);

pub(super) const DUPLICATE_NAME: Page = page(
    ("名称已被使用", "two things bear one name"),
    (
        "同一处可见的两样东西不能同名,也不能与语言自带的函数同名。",
        "Two things that are seen in one place cannot bear one name, nor the name of a function of the language.",
    ),
    ("改其中一个的名称。", "Give one of them another name."),
    Shown::Policy("param most: int = 3\nparam most: int = 4\n"),
);

pub(super) const RECURSION: Page = page(
    ("定义引用了自身", "a definition comes back to itself"),
    (
        "定义直接或经由别的定义用到了自身。语言里没有递归,所以每条政策必有终止。",
        "The definition uses itself, directly or through others. There is no recursion, so that every policy ends.",
    ),
    (
        "对列表的每个元素用 `有`、`均`、`列出` 或 `合计`。",
        "To go through a list write `some`, `every`, `those` or `sum`.",
    ),
    Shown::Policy("define depth(n: int) = depth(n - 1) + 1\n"),
);

pub(super) const WRONG_KIND_OF_NAME: Page = page(
    ("名称用错了地方", "a name of one kind used as another"),
    (
        "名称是有的,但不是此处所需的一类:例如把表当词汇、把参数当函数。",
        "The name exists, but stands for another kind of thing: a table used as a vocabulary, a parameter as a function.",
    ),
    ("核对此处要的是哪一类,改用相应的名称。", "See what is needed here, and write the name of such a thing."),
    Shown::Policy(
        "table most(level: level) -> int { county => 3 }\npolicy shown {\n  title en \"an example\"\n  severity warning\n  require count(duties) > most else report document: en \"few\"\n}\n",
    ),
);

pub(super) const TYPE_MISMATCH: Page = page(
    ("值的类型不合", "a value of one type where another is needed"),
    (
        "此处要的是一类值,写的却是另一类:例如拿文字与数比较,或把列表当作条件。没有暗中的转换。",
        "One type of value is needed and another is written: a text compared with a number, a list where a condition stands. Nothing is converted silently.",
    ),
    (
        "照提示改写;`guiju doc 字段名` 说明字段的类型。",
        "Follow the hint; `guiju doc FIELD` tells the type of a field.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  require count(duties) > \"三\" else report duties: en \"few\"\n}\n",
    ),
);

pub(super) const WRONG_ARITY: Page = page(
    ("值的个数不对", "too few or too many values"),
    (
        "函数、表或定义要的值的个数与所给的不同。",
        "The function, table or definition takes another number of values.",
    ),
    (
        "`guiju doc 函数名` 说明写法;表的键依表头。",
        "`guiju doc FUNCTION` shows how it is called; a table takes the keys of its heading.",
    ),
    Shown::Policy(
        "table most(level: level, admin: int) -> int { county 1.. => 3 }\npolicy shown {\n  title en \"an example\"\n  severity warning\n  require count(duties) > most(organ.level) else report duties: en \"few\"\n}\n",
    ),
);

pub(super) const UNKNOWN_SYMBOL: Page = page(
    ("没有这个取值", "a value that the enumeration does not have"),
    ("这类值只有固定的几个,写的不在其中。", "Such a value is one of a fixed few, and this is none of them."),
    (
        "`guiju doc 类型名` 列出全部取值;中英文名均可用。",
        "`guiju doc TYPE` lists the values; English and Chinese names serve alike.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  applies when organ.level is conty\n  require duties is not empty else report document: en \"no duties\"\n}\n",
    ),
);

pub(super) const MEASURE_MISMATCH: Page = page(
    ("所计的不是一类", "numbers that count different things"),
    (
        "两个数所计的毫不相干:编制数(名)不能与比例比较或相加,也不能与字数比较或相加。",
        "The two numbers count what has nothing to do with each other: a number of posts is neither compared with nor added to a share, or the length of a text.",
    ),
    (
        "若问比例,先相除:`副职 / 行政编制 <= 1/3`;`guiju doc 字段名` 说明字段计什么。",
        "Where a share is meant, divide first: `deputies / admin <= 1/3`; `guiju doc FIELD` tells what a field counts.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  for each s in staffing {\n    require s.deputies <= 1/3 else report s: en \"{s.deputies}\"\n  }\n}\n",
    ),
);

pub(super) const TABLE_HOLE: Page = page(
    ("表的区间之间有空缺", "a table with a gap between its bands"),
    (
        "一行之内各区间须首尾相接,否则空缺处的数查不到值,问题会被放过。",
        "The bands of a row must touch: a number in the gap would find no value, and nobody would notice.",
    ),
    ("让后一区间自前一区间止处加一起。", "Let each band begin one above the end of the band before."),
    Shown::Policy("table most(admin: int) -> int { 1..10 => 1  12.. => 2 }\n"),
);

pub(super) const TABLE_OVERLAP: Page = page(
    ("表的行或区间重叠", "two rows or bands for one key"),
    ("同一个键查到两个值,无从取舍。", "One key would find two values."),
    (
        "让各区间互不相交;同键的行合为一行。",
        "Let the bands not overlap; make one row of rows with the same key.",
    ),
    Shown::Policy("table most(admin: int) -> int { 1..10 => 1  10.. => 2 }\n"),
);

pub(super) const TABLE_SHAPE: Page = page(
    ("表与其表头不合", "a table that does not fit its heading"),
    (
        "行的键数与表头不合,或表没有行,或区间首尾颠倒。",
        "A row has another number of keys than the heading, the table is empty, or a band ends before it begins.",
    ),
    (
        "每行先写除末键外的各键,再写末键的区间:`县级 1..10 => 2`。",
        "Each row has all keys but the last, then bands of the last: `county 1..10 => 2`.",
    ),
    Shown::Policy("table most(admin: int) -> int { 10..1 => 1 }\n"),
);

pub(super) const BAD_VOCABULARY: Page = page(
    ("词汇没有短语或短语重复", "a vocabulary without a phrase, or with one twice"),
    (
        "没有短语的词汇什么也不会提及;重复或空的短语多半是笔误。",
        "A vocabulary without a phrase is never mentioned; a phrase that is empty or stands twice is most likely a slip.",
    ),
    ("补上短语,或删去重复者。", "Add a phrase, or remove the second one."),
    Shown::Policy("vocabulary filing { phrases \"档案\", \"归档\", \"档案\" }\n"),
);
