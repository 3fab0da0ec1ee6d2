//! Pages of the codes of lints and tests of policies: 06xx.

use super::{Page, Shown, page};

pub(super) const UNUSED: Page = page(
    ("没有用到", "something that nothing uses"),
    (
        "`设`、参数、词汇、表或定义给出的名称没有用处:多半是改名时漏改,或多余。",
        "A `let`, parameter, vocabulary, table or definition has no use: most often a name was changed in one place only.",
    ),
    ("用上它,或删去。", "Use it, or remove it."),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  let limit = 3\n  require duties is not empty else report document: en \"no duties\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const CONSTANT_CONDITION: Page = page(
    ("条件恒真或恒假", "a condition that is always the same"),
    (
        "条件不取决于文件,不论审什么结果都一样;或要求同一个值既是这样又是那样(`a >= 3 且 a <= 2`)。",
        "The condition does not depend on the document, or wants one value to be two things at once (`a >= 3 and a <= 2`).",
    ),
    (
        "写明要看文件的哪一项,核对比较的方向,或删去。",
        "Say what of the document matters, see which way the comparisons go, or remove it.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require duties is not empty else report document: en \"no duties\"\n  applies when 1 < 2\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const NEVER_FALSE: Page = page(
    ("要求不会不成立", "a requirement that can never be false"),
    (
        "这个要求对任何文件都不会判为违反,等于没有要求;如两个条件总有一个成立(`a 不是 1 或 a 不是 2`)。这样的政策不运行。",
        "No document can break this requirement: one of two conditions may always be so (`a is not 1 or a is not 2`). Such a policy does not run.",
    ),
    ("核对比较的方向和两边的值。", "See which way the comparison goes, and what stands on its sides."),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require count(duties) >= 0 else report duties: en \"{count(duties)} duties\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const UNGUARDED_DIVISION: Page = page(
    ("除数可能为零", "a divisor that may be zero"),
    (
        "除数为零时结果未知,政策成为未决。",
        "Where the divisor is zero the result is unknown, and the policy undecided.",
    ),
    ("在 `其中` 写明除数大于零。", "Say in `where` that the divisor is more than zero."),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  for each s in staffing {\n    require s.deputies / s.admin <= 1/3 else report s: en \"{s.deputies} of {s.admin}\"\n  }\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const OVERLAP: Page = page(
    ("两条政策问同一件事", "two policies ask the same"),
    ("两条政策的要求相同,同一问题会报两次。", "Two policies require the same, and one fault is found twice."),
    ("合为一条,或写明各自适用的范围。", "Make one of them, or say when each applies."),
    Shown::Policy(
        "policy one {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require duties is not empty else report document: en \"no duties\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\npolicy two {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require duties is not empty else report document: en \"no duties\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const MESSAGE_WITHOUT_VALUE: Page = page(
    ("消息里没有所审的值", "a message without the value that matters"),
    (
        "要求比较了一个数,消息却没有写出这个数,读者无从核对。",
        "The requirement compares a number that the message does not tell, so that its reader cannot check it.",
    ),
    ("在消息里写出:`副职{s.副职}名`。", "Tell it: `{s.deputies} deputies`."),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  for each s in staffing {\n    require s.deputies <= 3 else report s: en \"too many\"\n  }\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const NO_BASIS: Page = page(
    ("政策没有依据", "a policy that rests on nothing"),
    (
        "政策没有写明法律、参考或惯例,问题的读者无从判断分量。",
        "The policy names no law, source or practice, so that nobody can weigh its findings.",
    ),
    (
        "写 `依据 法律 “…” 条款 “…”` 或 `依据 惯例 中 “…”`。",
        "Write `basis law \"…\" article \"…\"` or `basis practice en \"…\"`.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  require duties is not empty else report document: en \"no duties\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const NO_EXAMPLE: Page = page(
    ("政策缺少示例", "a policy without an example of both kinds"),
    (
        "政策没有通过的示例,或没有违反的示例,无从知道它是否管用。",
        "The policy has no example that passes, or none that fails, so that nobody knows whether it works.",
    ),
    (
        "各写一份小文件:`示例 通过 “…”`、`示例 违反 “…”`。",
        "Write a small document of each: `example passes \"…\"`, `example fails \"…\"`.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require duties is not empty else report document: en \"no duties\"\n}\n",
    ),
);

pub(super) const NOTHING_TO_TEST: Page = page(
    ("没有可测的内容", "nothing to test"),
    (
        "所给的政策既没有示例,旁边也没有 *_test.guiju。没有测试不等于通过。",
        "The policies have no examples, and no *_test.guiju stands beside them. Nothing tested is no pass.",
    ),
    ("在政策里写示例,或在旁边写测试。", "Write examples into the policies, or tests beside them."),
    Shown::Typed("$ guiju test empty.guiju"),
);

pub(super) const MATCHES_EVERYTHING: Page = page(
    ("模式匹配一切", "a pattern that matches everything"),
    (
        "模式在任何文字里都能匹配,因为什么也没有它也满足:`/.*/`、空的选项 `/甲|/`。",
        "The pattern matches every text, because nothing at all is enough for it: `/.*/`, an empty alternative (`/甲|/`).",
    ),
    (
        "删去空的选项;以 `+` 代替 `*`;或首尾都写明:`/^…$/`。",
        "Take the empty alternative out; write `+` for `*`; or say where it begins and ends: `/^…$/`.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require some d in duties where d matches /文电|会务|/ else report document: en \"no such duty\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const BLANK_MESSAGE: Page = page(
    ("消息是空的", "a message that says nothing"),
    (
        "要求不成立时报告的消息是空的,读报告的人不知道什么不符。",
        "The message of the requirement is empty, and who reads the report is not told what is wrong.",
    ),
    (
        "写明什么不符;不写某种语言的,连同语言名一起删去。",
        "Say what is wrong; where one language is not meant to be there, remove its name too.",
    ),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  require duties is not empty else report document: en \" \"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);

pub(super) const HIDDEN_VALUE: Page = page(
    ("名称遮住了一个值", "a name that hides a value"),
    (
        "变量、参数或定义与语言里的某个值同名(如强度 `lead`):在它可见之处,这个名称指的是它,不是那个值。",
        "A variable, parameter or definition is called as a value of the language is (the strength `lead`): where it is seen, the name means it, and not the value.",
    ),
    ("换一个名称。", "Call it something else."),
    Shown::Policy(
        "policy shown {\n  title en \"an example\"\n  severity warning\n  basis practice en \"usual\"\n  let lead = 3\n  require count(duties) > lead else report duties: en \"{count(duties)} duties\"\n  example passes \"主要职责\\n(一)负责文电。\"\n  example fails \"人员编制\\n机关行政编制20名。\"\n}\n",
    ),
);
