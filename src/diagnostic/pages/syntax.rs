//! Pages of the codes of writing: 01xx.

use super::{Page, Shown, page};

pub(super) const SYNTAX: Page = page(
    ("语句写错", "a word or sign stands where the language allows none"),
    (
        "此处的词或符号不合语言的写法。报错处划线的词之前都读懂了;提示里写明此处可以写什么。",
        "What stands before the underlined word was understood; the word itself cannot stand there. The message names what could.",
    ),
    (
        "照提示改写。关键词中英文均可,参见 `guiju doc`;关键词与其后的名称之间要有空格。",
        "Write what the message names. Keywords are English or Chinese (`guiju doc` lists them); a blank stands between a keyword and what follows.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  severty info\n  require duties is not empty else report document: en \"no duties\"\n}\n",
    ),
);

pub(super) const UNCLOSED_TEXT: Page = page(
    ("文本没有结束", "a text in quotes is not closed"),
    (
        "引号里的文本直到文件末尾都没有遇到配对的引号。",
        "The text that begins at the underlined mark never meets its closing mark.",
    ),
    (
        "在文本末尾补上引号:`\"…\"` 用 `\"` 结束,`“…”` 用 `”` 结束。",
        "Close it: `\"…\"` ends with `\"`, `“…”` with `”`.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  require duties is not empty else report document: en \"no duties\"\n  example passes \"主要职责\n  \n}\n",
    ),
);

pub(super) const BAD_LITERAL: Page = page(
    ("数、比例或日期不成立", "a number, ratio or date that cannot be"),
    (
        "数只写数字(单位写在消息里,如 {g.副职}名),小数写作比例或百分比,日期写作 2019-04-07。",
        "Numbers are digits only (units stand in the message), decimals are ratios or percentages, dates are written 2019-04-07.",
    ),
    (
        "`15名` 写 15;0.5 写 1/2 或 50%;日期用四位年、两位月、两位日,且须存在。",
        "Write 15 for `15名`, 1/2 or 50% for 0.5, and a day that exists, with four, two and two digits.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  let half = 0.5\n  require count(duties) > half else report document: en \"few\"\n}\n",
    ),
);

pub(super) const BAD_INTERPOLATION: Page = page(
    ("消息中的取值读不懂", "a value in a message cannot be read"),
    (
        "花括号里写一个值,如 {g.副职};要写花括号本身,写两个:{{ 和 }}。",
        "Braces hold one value, such as {g.deputies}; to write a brace itself, double it: {{ and }}.",
    ),
    ("改正花括号里的写法,或把花括号写成两个。", "Mend what stands between the braces, or double them."),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  require duties is not empty else report document: en \"no duties in {}\"\n}\n",
    ),
);

pub(super) const BAD_STATEMENT: Page = page(
    ("语句重复、缺少或位置不对", "a statement stands twice, is missing, or stands in the wrong place"),
    (
        "一条政策有一个标题、一个级别、至少一个要求;这些语句直接写在政策里,不写在循环里。",
        "A policy has one title, one severity and at least one requirement; they stand in the policy itself, not in a loop.",
    ),
    (
        "补上缺少的,删去重复的,移出循环。",
        "Add what is missing, remove what stands twice, move it out of the loop.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  severity info\n  require duties is not empty else report document: en \"no duties\"\n}\n",
    ),
);

pub(super) const LANGUAGE_VERSION: Page = page(
    ("语言版本不认识", "the file asks for another version of the language"),
    (
        "文件用的语言版本比本程序新(或写错),照本程序的版本读了,未必合其原意。",
        "The file was written for another version of the language than this program reads.",
    ),
    ("换用较新的程序,或改写 `语言 1`。", "Use a newer program, or write `language 1`."),
    Shown::Policy("language 7\n"),
);

pub(super) const BAD_PATTERN: Page = page(
    ("模式无法编译", "a regular expression cannot be compiled"),
    (
        "模式是正则表达式,只用线性时间可以匹配的写法:没有回溯引用和环视。",
        "A pattern is a regular expression that can be matched in linear time: without back-references and look-around.",
    ),
    (
        "检查括号是否成对;符号本身前加 `\\`。只查文字时用 `包含`。",
        "See that brackets come in pairs; put `\\` before a sign that stands for itself. For plain words write `contains`.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  require first(duties).text matches /负责(文电/ else report duties: en \"no\"\n}\n",
    ),
);

pub(super) const TOO_DEEP: Page = page(
    ("嵌套过深", "nested too deeply"),
    (
        "括号、循环和条件套得太深,读不下去,也审不明白。",
        "Brackets, loops and conditions stand inside one another too deeply to be read by anyone.",
    ),
    ("用 `设` 或 `定义` 给各部分命名。", "Name the parts with `let` or `define`."),
    Shown::Policy(
        "define deep(n: int) = ((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((n))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))\n",
    ),
);
