//! The keywords and operators: one row for each, in both languages, with how it is written and an example that is run.
//!
//! The grammar knows the same spellings; a test holds the two together.

use self::Example::{Gives as G, Item as I, Statement as S};
use self::Role::{Choice, Item, Operator, Part, Statement, Value, Vocabulary};

/// What a word is in the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Begins an item of a file.
    Item,
    /// Stands inside a vocabulary.
    Vocabulary,
    /// Begins a statement of a policy.
    Statement,
    /// Belongs to a statement.
    Part,
    /// Stands between values, or before one.
    Operator,
    /// Asks something of the elements of a list, or chooses among them.
    Choice,
    /// Is a value.
    Value,
}

/// An example of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example {
    /// An expression and what it gives for the example document.
    Gives(&'static str, &'static str),
    /// A statement of a policy.
    Statement(&'static str),
    /// An item of a file.
    Item(&'static str),
}

/// What the table says of a word.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// The English spelling; several words have blanks between them.
    pub en: &'static str,
    /// The Chinese spelling.
    pub zh: &'static str,
    /// Another way to write it: `==` for `is`.
    pub sign: Option<&'static str>,
    /// What it is.
    pub role: Role,
    /// How it is written, in English words.
    pub form: &'static str,
    /// What it does, in English.
    pub doc_en: &'static str,
    /// What it does, in Chinese.
    pub doc_zh: &'static str,
    /// An example.
    pub example: Example,
}

impl Word {
    /// Whether this is one of its spellings.
    pub fn is_called(&self, name: &str) -> bool {
        self.en == name || self.zh == name || self.sign == Some(name)
    }
}

/// The rows of a name in either language. One spelling may serve twice: `not` before a condition and in `is not`.
pub fn words_named(name: &str) -> impl Iterator<Item = &'static Word> {
    WORDS.iter().filter(move |w| w.is_called(name))
}

const fn word(
    role: Role,
    names: (&'static str, &'static str),
    form: &'static str,
    doc: (&'static str, &'static str),
    example: Example,
) -> Word {
    Word { en: names.0, zh: names.1, sign: None, role, form, doc_en: doc.0, doc_zh: doc.1, example }
}

impl Word {
    const fn or(mut self, sign: &'static str) -> Self {
        self.sign = Some(sign);
        self
    }
}

const VOCABULARY: Example = I(
    "vocabulary filing {\n  title zh \"档案\" en \"archives\"\n  phrases \"档案\", \"归档\"\n  weak \"卷宗\" with \"保管\", \"移交\"\n  except \"档案馆路\"\n  parent example-papers\n  tags function\n  example hits \"负责档案工作\", \"保管历年卷宗\"\n  example misses \"位于档案馆路\"\n}",
);
const USE: Example = I(
    "use most_posts from example-posts\n\npolicy few-posts {\n  title en \"few posts\"\n  severity info\n  require sum(staffing.admin) <= most_posts else report staffing: en \"{sum(staffing.admin)} posts\"\n}",
);
const FOR: Example = S(
    "for each g in staffing where g.admin is known {\n  require g.deputies <= g.admin else report g: en \"{g.organ}: {g.deputies} deputies\"\n}",
);
const REQUIRE: Example = S(
    "require count(duties) >= 3 else report duties: zh \"只有{count(duties)}项职责\" en \"only {count(duties)} duties\"",
);
const BASIS: Example = S(
    "basis law \"地方各级人民政府机构设置和编制管理条例\" article \"第九条\" quote \"地方各级人民政府行政机构的设立、撤销、合并或者变更规格、名称\"",
);
const EXAMPLE: Example =
    S("example fails where organ.level = county \"主要职责\\n(一)负责文电。\" quotes \"负责文电\"");

const TEST: Example = I(
    "policy has-duties {\n  title en \"duties are listed\"\n  severity error\n  require duties is not empty else report document: en \"no duties\"\n}\ntest has-duties {\n  document \"主要职责\\n(一)负责文电。\"\n  given organ.level = county\n  expect passes\n}",
);
const TEST_OF_FILE: Example = I(
    "policy has-duties {\n  title en \"duties are listed\"\n  severity error\n  require duties is not empty else report document: en \"no duties\"\n}\ntest has-duties {\n  file \"docs/a.txt\"\n  given organ.level = county\n  expect passes\n}",
);
const TEST_OF_SUBJECT: Example = I(
    "policy has-duties {\n  title en \"duties are listed\"\n  severity error\n  require duties is not empty else report document: en \"no duties\"\n}\ntest has-duties {\n  document \"主要职责\\n(一)负责文电。\"\n  given organ.level = county\n  expect fails\n  subject \"办公室\"\n}",
);
const CORPUS: Example = I(
    "policy corpus-deputies {\n  title en \"deputies beside the average of the level\"\n  severity info\n  basis practice en \"a comparison\"\n  across corpus\n  applies when staffing is not empty\n  collect {\n    level = organ.level\n    deputies = sum(staffing.deputies)\n  }\n  group by level where size >= 3\n  for each r in rows where r.deputies is known {\n    require r.deputies <= median(rows.deputies) + 3 else report r: en \"{r.deputies} deputies, the middle one of the group is {median(rows.deputies)}\"\n  }\n}",
);
const CORPUS_EXAMPLE: Example = I(
    "policy corpus-deputies {\n  title en \"deputies beside the average of the level\"\n  severity info\n  basis practice en \"a comparison\"\n  across corpus\n  applies when staffing is not empty\n  collect {\n    level = organ.level\n    deputies = sum(staffing.deputies)\n  }\n  group by level where size >= 3\n  for each r in rows where r.deputies is known {\n    require r.deputies <= median(rows.deputies) + 3 else report r: en \"{r.deputies} deputies, the middle one of the group is {median(rows.deputies)}\"\n  }\n  example passes \"人员编制\\n机关行政编制20名,副主任2名。\" beside where organ.level = county \"人员编制\\n机关行政编制20名,副主任2名。\"\n}",
);
const PREVIOUS: Example = I(
    "policy corpus-duties-kept {\n  title en \"duties are not lost between versions\"\n  severity info\n  basis practice en \"a comparison\"\n  across corpus\n  collect { duties = count(duties) }\n  with previous\n  require this.duties >= previous.duties else report this: en \"{this.duties} duties, {previous.duties} before\"\n}",
);
const PARENT: Example = I(
    "policy corpus-duties-kept {\n  title en \"duties are not lost between levels\"\n  severity info\n  basis practice en \"a comparison\"\n  across corpus\n  collect { duties = count(duties) }\n  with parent\n  require this.duties >= parent.duties else report this: en \"{this.duties} duties, {parent.duties} one level up\"\n}",
);

/// All keywords and operators.
#[rustfmt::skip] // one row, one line: this is a table
pub static WORDS: &[Word] = &[
    word(Item, ("language", "语言"), "language 1", ("the version of the language that the file is written in", "文件所用的语言版本"), I("language 1")),
    word(Item, ("policy", "政策"), "policy NAME { statement … }", ("a rule: what is required of a regulation, and what is said where it is not so", "一条政策:要求什么,不符时说什么"), I("policy has-duties {\n  title en \"duties are listed\"\n  severity error\n  require duties is not empty else report document: en \"no duties\"\n}")),
    word(Item, ("table", "表"), "table NAME(key: type, …) -> type { key band => value … }", ("values by keys; the last key may be bands of numbers, which touch and do not overlap", "按键取值;末键可为数的区间,首尾相接,不重叠"), I("table most_deputies(level: level, admin: int) -> int {\n  county     1..10 => 1  11.. => 2\n  prefecture 1..20 => 2  21.. => 4\n}")),
    word(Item, ("vocabulary", "词汇"), "vocabulary NAME { phrases …, weak …, except …, parent … }", ("words by which a matter is recognised", "据以识别某一事项的词语"), VOCABULARY),
    word(Item, ("verbs", "动词"), "verbs STRENGTH { \"…\", … }", ("verbs that bind a unit to a matter with this strength", "表示该强度的动词"), I("verbs assist { \"协办\", \"配合做好\" }")),
    word(Item, ("param", "参数"), "param NAME: type = value", ("a value that an office may set to its own; also inside a policy", "可由各单位自行设定的值;也可写在政策内"), I("param max_share: ratio = 1/3 basis practice en \"a default\"")),
    word(Item, ("define", "定义"), "define NAME(parameter: type, …) [-> type] = expression", ("a name for an expression; it may not come back to itself", "为表达式命名;不得递归"), I("define named_units(g: unit_group) = those u in g.units where u.name is known")),
    word(Item, ("use", "使用"), "use NAME, … from POLICY", ("names that stand beside a policy of another file, for this file", "把另一文件中写在某政策旁的名称用于本文件"), USE),
    word(Part, ("from", "取自"), "use NAME, … from POLICY", ("the policy beside which the names stand", "名称写在其旁的政策"), USE),
    word(Item, ("extend", "扩充"), "extend VOCABULARY { phrases …, weak …, except … }", ("more words of a vocabulary that stands elsewhere", "为别处的词汇增加词语"), I("extend example-papers {\n  phrases \"简报\"\n  example hits \"编写简报\"\n}")),
    word(Vocabulary, ("phrases", "短语"), "phrases \"…\", …", ("one of these is enough", "出现其一即可"), VOCABULARY),
    word(Vocabulary, ("weak", "弱词"), "weak \"…\", … with \"…\", …", ("counts only beside a companion in the same clause", "须与伴随词同在一分句"), VOCABULARY),
    word(Vocabulary, ("with", "伴随"), "weak \"…\" with \"…\", …", ("the companions of weak words", "弱词的伴随词"), VOCABULARY),
    word(Vocabulary, ("except", "除外"), "except \"…\", …", ("words that contain a phrase and do not count", "含短语而不计的词语"), VOCABULARY),
    word(Vocabulary, ("hits", "命中"), "example hits \"…\", …", ("clauses that must be recognised, for `guiju test`; for verbs: clauses of their strength", "必须认出的分句,由 `guiju test` 检验;对动词,为属于该强度的分句"), VOCABULARY),
    word(Vocabulary, ("misses", "未中"), "example misses \"…\", …", ("clauses that must not be recognised", "不得认出的分句"), VOCABULARY),
    word(Vocabulary, ("parent", "上位"), "parent NAME", ("what mentions this vocabulary mentions the parent too", "提及本词汇即提及上位词汇"), VOCABULARY),
    word(Statement, ("title", "标题"), "title zh \"…\" en \"…\"", ("the name of the policy in words; one language serves both", "政策的名称;只写一种语言则两用"), S("")),
    word(Statement, ("statement", "说明"), "statement zh \"…\" en \"…\"", ("what the policy asks, in a sentence", "一句话说明政策的要求"), S("statement zh \"职责应当列出。\" en \"Duties are listed.\"")),
    word(Statement, ("severity", "级别"), "severity error|warning|info", ("how much a violation matters", "违反的严重程度"), S("")),
    word(Statement, ("basis", "依据"), "basis law|reference|practice \"…\" article \"…\" quote \"…\" zh \"…\" en \"…\"", ("what the policy rests on; may stand several times", "政策所依据者;可写多条"), BASIS),
    word(Statement, ("applies when", "适用"), "applies when condition", ("the policy judges only documents for which this holds; unknown makes it undecided", "只审符合此条件的文件;未知则为未决"), S("applies when organ.level is county")),
    word(Statement, ("in force from", "施行 自"), "in force from DATE [until DATE] [severity …]", ("when the policy holds, and with which severity, by the date of the document; may stand several times", "政策何时有效、何种级别,依文件日期;可写多条"), S("in force from 2019-01-01 until 2020-12-31 severity info")),
    word(Statement, ("let", "设"), "let NAME = expression", ("a name for a value, from here to the end of the block", "为值命名,自此至语句块末"), S("let total = sum(those n in staffing.admin where n is known)")),
    word(Statement, ("for each", "对每个"), "for each NAME in list [where condition] { statement … }", ("once for each element of the list", "对列表的每个元素各一次"), FOR),
    word(Statement, ("for each pair", "对每对"), "for each pair A, B in list [where condition] { statement … }", ("once for each two elements, the earlier one first", "对每两个元素各一次,前者在先"), S("for each pair a, b in units {\n  require a.name is not b.name else report a, b: en \"two units are called {a.name}\"\n}")),
    word(Statement, ("for each neighbours", "对相邻"), "for each neighbours A, B in list [where condition] { statement … }", ("once for each element and the one after it", "对每个元素及其后一个各一次"), S("for each neighbours a, b in duties {\n  require b.ordinal == a.ordinal + 1 else report b: en \"({b.ordinal}) follows ({a.ordinal})\"\n}")),
    word(Statement, ("require", "要求"), "require condition [severity …] else report evidence, …: message", ("what must hold; false is a violation, unknown is undecided; with a severity of its own where it is not that of the policy", "必须成立者;假为违反,未知为未决;级别与政策不同者另行写明"), REQUIRE),
    word(Statement, ("example", "示例"), "example VERDICT [where field = value, …] \"text\" [quotes \"…\", …]", ("a small document and the verdict that the policy must give", "一份小文件及政策应给出的结论"), EXAMPLE),
    word(Part, ("zh", "中"), "zh \"…\"", ("a text in Chinese", "中文文本"), REQUIRE),
    word(Part, ("en", "英"), "en \"…\"", ("a text in English", "英文文本"), REQUIRE),
    word(Part, ("error", "错误"), "severity error", ("the gravest severity", "最高级别"), S("in force from 2019-01-01 severity error")),
    word(Part, ("warning", "警告"), "severity warning", ("a severity below error", "次于错误的级别"), S("in force from 2019-01-01 severity warning")),
    word(Part, ("info", "提示"), "severity info", ("the lowest severity", "最低级别"), S("in force from 2019-01-01 severity info")),
    word(Part, ("law", "法律"), "basis law \"title\"", ("a law or regulation binds", "有法律法规为据"), BASIS),
    word(Part, ("reference", "参考"), "basis reference \"title\"", ("a source that does not bind here", "可参考而无约束力者"), S("basis reference \"某省事业单位机构编制规定\" article \"第三十九条\"")),
    word(Part, ("practice", "惯例"), "basis practice zh \"…\"", ("what is usual", "惯常做法"), S("basis practice zh \"按表核定\" en \"set by a table\"")),
    word(Part, ("article", "条款"), "basis law \"…\" article \"…\"", ("the article of the source", "所据条款"), BASIS),
    word(Part, ("quote", "引文"), "basis law \"…\" quote \"…\"", ("the words of the source", "所据原文"), BASIS),
    word(Part, ("until", "至"), "in force from DATE until DATE", ("the last day, itself inside", "末日,含当日"), S("in force from 2019-01-01 until 2020-12-31")),
    word(Part, ("where", "其中"), "in list where condition", ("only elements for which this holds; in an example, the facts that are given", "只取符合条件的元素;在示例中为已知事实"), FOR),
    word(Part, ("else report", "否则 报告"), "else report evidence, …: message", ("what is quoted and said where the requirement does not hold", "不符时引用什么、说什么"), REQUIRE),
    word(Part, ("passes", "通过"), "example passes \"…\"", ("the policy must find nothing wrong, and must have judged something", "政策应判定通过,且确有审查对象"), S("example passes \"主要职责\\n(一)负责文电。\"")),
    word(Part, ("fails", "违反"), "example fails \"…\"", ("the policy must find a violation", "政策应判定违反"), EXAMPLE),
    word(Part, ("undecided", "未决"), "example undecided \"…\"", ("a fact that decides is missing", "缺少据以判断的事实"), S("example undecided \"人员编制\\n机关行政编制20名。\"")),
    word(Part, ("not applicable", "不适用"), "example not applicable \"…\"", ("the policy has nothing to judge", "政策没有审查对象"), S("example not applicable \"主要职责\\n(一)负责文电。\"")),
    word(Part, ("quotes", "引用"), "example fails \"…\" quotes \"…\"", ("words that a finding must quote", "发现的问题必须引用的原文"), EXAMPLE),
    word(Part, ("list of", "列表"), "list of type; 类型 列表", ("the type of a list", "列表类型"), I("define longest(names: list of text) = count(names)")),
    word(Part, ("as percent", "作 百分比"), "{value as percent}", ("a number in a message, in percent with at most one decimal", "消息中的数写作百分比,至多一位小数"), S("require duties is not empty else report duties: en \"{1/3 as percent}\"")),
    word(Operator, ("or", "或"), "a or b", ("true where either is true; unknown where neither is and one is unknown", "其一为真即真;皆不真而有未知则未知"), G("true or 1 / 0 > 1", "true")),
    word(Operator, ("and", "且"), "a and b", ("false where either is false; unknown where neither is and one is unknown", "其一为假即假;皆不假而有未知则未知"), G("false and 1 / 0 > 1", "false")),
    word(Operator, ("not", "非"), "not a", ("the contrary; of unknown, unknown", "相反;未知仍未知"), G("not 1 > 2", "true")),
    word(Operator, ("is", "为"), "a is b; a == b", ("whether both are the same; words are compared as folded", "是否相同;文字按归一后比较"), G("organ.level is county", "true")).or("=="),
    word(Operator, ("is not", "不是"), "a is not b; a != b", ("whether they differ", "是否不同"), G("organ.level is not county", "false")).or("!="),
    word(Operator, ("<=", "<="), "a <= b", ("at most", "不超过"), G("first(staffing).deputies <= 4", "true")),
    word(Operator, (">=", ">="), "a >= b", ("at least", "不少于"), G("effective >= 2019-04-07", "true")),
    word(Operator, ("<", "<"), "a < b", ("less; of days, earlier", "小于;日期为早于"), G("1/3 < 40%", "true")),
    word(Operator, (">", ">"), "a > b", ("greater; of days, later", "大于;日期为晚于"), G("effective > 2019-04-07", "false")),
    word(Operator, ("in", "属于"), "x in list", ("whether the list has the value", "列表是否含有此值"), G("2 in duties.ordinal", "true")),
    word(Operator, ("not in", "不属于"), "x not in list", ("whether the list lacks the value", "列表是否不含此值"), G("organ.level not in [county, township]", "false")),
    word(Operator, ("mentions", "提及"), "record mentions VOCABULARY; … mentions [V, W]", ("whether words of the vocabulary stand in it, false friends left out", "是否含有词汇中的词语,除外者不计"), G("duties mentions example-openness", "true")),
    word(Operator, ("contains", "包含"), "record contains \"words\"; … contains [\"…\", …]", ("whether the words stand in it as they are, as folded", "是否含有这些文字(归一后)"), G("last(duties) contains \"其他事项\"", "true")),
    word(Operator, ("matches", "匹配"), "record matches /pattern/", ("whether the regular expression finds something in it; it runs in linear time", "正则表达式是否有匹配;线性时间"), G("first(duties) matches /负责.+文电/", "true")),
    word(Operator, ("leads", "牵头"), "record leads VOCABULARY", ("whether a verb of the strength `lead` governs a mention", "是否有牵头类动词支配所提及者"), G("duties leads example-openness", "false")),
    word(Operator, ("shares", "分担"), "record shares VOCABULARY", ("the same with verbs of the strength `share`", "同上,分担类动词"), G("duties shares example-openness", "false")),
    word(Operator, ("oversees", "督导"), "record oversees VOCABULARY", ("the same with verbs of the strength `oversee`", "同上,指导监督类动词"), G("duties oversees example-openness", "true")),
    word(Operator, ("assists", "协助"), "record assists VOCABULARY", ("the same with verbs of the strength `assist`", "同上,协助类动词"), G("duties assists example-openness", "false")),
    word(Operator, ("before", "先于"), "record before record", ("whether it stands earlier in the text", "是否在文中先出现"), G("first(duties) before first(units)", "true")),
    word(Operator, ("meets", "交于"), "list meets list", ("whether the lists have an element in common", "两列表是否有共同元素"), G("[1, 2] meets [2, 3]", "true")),
    word(Operator, ("else", "默认"), "value else value", ("the second where the first is unknown; not where nobody can tell what was chosen from a list", "前者未知时取后者;无从判断选出何者时不取"), G("issued else effective", "2019-04-07")),
    word(Operator, ("union", "并"), "list union list", ("the elements of both, each once", "两者的元素,各一次"), G("[1, 2] union [2, 3]", "1, 2, 3")),
    word(Operator, ("minus", "减去"), "list minus list", ("the elements of the first that the second lacks", "前者有而后者无的元素"), G("[1, 2] minus [2, 3]", "1")),
    word(Operator, ("+", "+"), "a + b", ("the sum", "和"), G("15 + 2", "17")),
    word(Operator, ("-", "-"), "a - b; -a", ("the difference; blanks around it, because a name may hold hyphens", "差;两侧留空格,因名称可含连字符"), G("15 - 2", "13")),
    word(Operator, ("*", "*"), "a * b", ("the product", "积"), G("15 * 1/3", "5")),
    word(Operator, ("/", "/"), "a / b", ("the quotient, exact; by zero, unknown", "商,精确;除数为零则未知"), G("4 / 6", "2/3")),
    word(Operator, ("is known", "已知"), "value is known", ("whether the document states it; unknown where nobody can tell what was chosen from a list", "文件是否载明;无从判断选出何者时为未知"), G("issued is known", "false")),
    word(Operator, ("is unknown", "未知"), "value is unknown", ("whether the document does not state it; unknown where nobody can tell what was chosen from a list", "文件是否未载明;无从判断选出何者时为未知"), G("issued is unknown", "true")),
    word(Operator, ("is empty", "为空"), "list is empty", ("whether the list has no element", "列表是否没有元素"), G("basis is empty", "false")).or("为 空"),
    word(Operator, ("is not empty", "非空"), "list is not empty", ("whether the list has an element", "列表是否有元素"), G("basis is not empty", "true")),
    word(Operator, (".", "."), "record.field; list.field", ("a field of a record, or of each element of a list", "记录的字段,或列表各元素的字段"), G("duties.ordinal", "1, 2, 3")),
    word(Operator, ("of", "之"), "count of list; sum of list", ("a function without brackets", "函数的无括号写法,如“计数 之 主要职责”"), G("count of duties", "3")),
    word(Choice, ("some", "有"), "some x in list where condition", ("whether the condition holds of an element; false for an empty list", "是否有元素符合条件;空列表为假"), G("some d in duties where d.catch_all", "true")),
    word(Choice, ("every", "均"), "every x in list where condition", ("whether it holds of all; true for an empty list", "是否全部符合;空列表为真"), G("every d in duties where d.catch_all", "false")),
    word(Choice, ("no", "无"), "no x in list where condition", ("whether it holds of none; true for an empty list", "是否全不符合;空列表为真"), G("no u in units where u.name contains \"科\"", "false")),
    word(Choice, ("exactly", "恰有"), "exactly N x in list where condition", ("whether it holds of so many", "是否恰有若干个符合"), G("exactly 1 d in duties where d.catch_all", "true")),
    word(Choice, ("first", "首个"), "first x in list [where condition]", ("the first element of which it holds; unknown where there is none", "首个符合者;没有则未知"), G("(first d in duties where d.catch_all).ordinal", "3")),
    word(Choice, ("last", "末个"), "last x in list [where condition]", ("the last element of which it holds; unknown where there is none", "末个符合者;没有则未知"), G("(last d in duties where not d.catch_all).ordinal", "2")),
    word(Choice, ("those", "列出"), "those x in list where condition", ("all elements of which it holds", "全部符合者"), G("(those d in duties where d.ordinal > 1).ordinal", "2, 3")),
    word(Choice, ("best", "最佳"), "best x in list [where condition] by number", ("the element with the greatest number; of equal ones the first; unknown where there is none", "数值最大者;相等取首个;没有则未知"), G("(best u in units by u.posts else 0).name", "综合科")),
    word(Choice, ("by", "按"), "best x in list by number", ("what the best is chosen by", "择优所按的数"), G("(best d in duties by d.ordinal).ordinal", "3")),
    word(Value, ("true", "真"), "true", ("true", "真"), G("true", "true")),
    word(Value, ("false", "假"), "false", ("false", "假"), G("not false", "true")),
    word(Item, ("test", "测试"), "test POLICY { document … | file …; given …; expect VERDICT; quotes …; subject … }", ("a document and what a policy must say of it; in files of its own, *_test.guiju", "一份文件及政策应有的结论;写在单独的 *_test.guiju 文件里"), TEST),
    word(Part, ("document", "文本"), "document \"…\"", ("the text of a tested document", "被测文件的文本"), TEST),
    word(Part, ("file", "文件"), "file \"path\"", ("where a tested document stands", "被测文件所在"), TEST_OF_FILE),
    word(Part, ("given", "给定"), "given field = value, …", ("facts given beside the text of a test", "测试文本之外给定的事实"), TEST),
    word(Part, ("expect", "预期"), "expect VERDICT", ("what the policy must say in a test", "测试应有的结论"), TEST),
    word(Part, ("subject", "对象"), "subject \"…\", …", ("words that a finding of a test must stand at", "测试中问题所在的文字"), TEST_OF_SUBJECT),
    word(Part, ("beside", "旁附"), "example VERDICT \"…\" beside [where …] \"…\"", ("another document of the corpus of an example", "示例语料中的另一文件"), CORPUS_EXAMPLE),
    word(Vocabulary, ("tags", "标签"), "tags NAME, …", ("marks by which vocabularies are gathered: `function` makes it one of the `functions` of a text", "用以归集词汇的标记:`function` 使其成为文本的“职能”"), VOCABULARY),
    word(Statement, ("expect at least", "预期至少"), "expect at least N", ("the policy must find so many subjects in a document, else it is undecided", "政策在每个文件中至少应有若干对象,否则未决"), S("expect at least 1")),
    word(Statement, ("waivable no", "不可豁免"), "waivable no", ("no waiver sets the findings of the policy aside", "该政策的问题不得豁免"), S("waivable no")),
    word(Statement, ("across corpus", "跨文件"), "across corpus", ("the policy judges many documents together", "政策一并审查多个文件"), CORPUS),
    word(Statement, ("collect", "收集"), "collect { NAME = expression … }", ("the row of values that each document gives; after it only rows are in sight", "每个文件给出的一行值;此后只见各行"), CORPUS),
    word(Statement, ("group by", "分组"), "group by NAME, … [where size >= N]", ("rows with the same values are judged together, as `rows`", "值相同的行一并审查,称为“各行”"), CORPUS),
    word(Part, ("size", "件数"), "group by NAME where size >= N", ("how many documents a group must have", "一组至少应有的文件数"), CORPUS),
    word(Statement, ("with", "对照"), "with parent | with previous", ("each row beside that of its counterpart: `this` and `parent`, or `this` and `previous`", "每行与其对应者对照:“本件”与“上级”或“旧版”"), PREVIOUS),
    word(Part, ("previous", "旧版"), "with previous", ("the version of the same organ before this one", "同一机关的前一版本"), PREVIOUS),
    word(Part, ("parent", "上级"), "with parent", ("the document of the organ one level up", "上一级机关的文件"), PARENT),
    word(Operator, ("covers", "涵盖"), "vocabulary covers vocabulary", ("whether the first is the second or one of its parents", "前者是否即后者或其上位"), G("example-papers covers example-filing", "true")),
];
