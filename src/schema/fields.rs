//! The fields of the records: one row for each, read by the type checker, the evaluator and the reference page.

use std::{collections::HashMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{Enumeration, Kind, Record, Type};
use crate::quickly::Quickly;

/// The name of a field. One name may stand in several records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// `organ`, 机关
    Organ,
    /// `basis`, 依据
    Basis,
    /// `effective`, 施行日期
    Effective,
    /// `on_issue`, 自发布施行
    OnIssue,
    /// `issued`, 发布日期
    Issued,
    /// `as_of`, 基准日
    AsOf,
    /// `script`, 字体
    Script,
    /// `sections`, 各部分
    Sections,
    /// `articles`, 各条
    Articles,
    /// `adjustments`, 职责调整
    Adjustments,
    /// `duties`, 主要职责
    Duties,
    /// `trailing`, 其后段落
    Trailing,
    /// `unit_groups`, 机构组
    UnitGroups,
    /// `units`, 内设机构
    Units,
    /// `staffing`, 人员编制
    Staffing,
    /// `provisions`, 附则规定
    Provisions,
    /// `lists`, 序列
    Lists,
    /// `paragraphs`, 段落
    Paragraphs,
    /// `anomalies`, 异常
    Anomalies,
    /// `name`, 名称
    Name,
    /// `short`, 简称
    Short,
    /// `kind`, 类型
    Kind,
    /// `level`, 层级
    Level,
    /// `rank`, 规格
    Rank,
    /// `jurisdiction`, 辖区
    Jurisdiction,
    /// `province`, 省份
    Province,
    /// `parent`, 上级
    Parent,
    /// `title`, 题名
    Title,
    /// `number`, 文号
    Number,
    /// `heading`, 标题文字
    Heading,
    /// `ordinal`, 序号
    Ordinal,
    /// `article`, 条号
    Article,
    /// `clauses`, 分句
    Clauses,
    /// `text`, 正文
    Text,
    /// `head`, 首句
    Head,
    /// `catch_all`, 兜底
    CatchAll,
    /// `declared`, 所称数
    Declared,
    /// `aliases`, 别名
    Aliases,
    /// `posts`, 编制数
    Posts,
    /// `group`, 所在组
    Group,
    /// `admin`, 行政编制
    Admin,
    /// `support`, 工勤编制
    Support,
    /// `separate_listed`, 有单列
    SeparateListed,
    /// `separate`, 单列
    Separate,
    /// `separate_for`, 单列对象
    SeparateFor,
    /// `heads`, 正职
    Heads,
    /// `deputies`, 副职
    Deputies,
    /// `unit_heads`, 机构正职
    UnitHeads,
    /// `unit_deputies`, 机构副职
    UnitDeputies,
    /// `unit_leaders`, 机构领导
    UnitLeaders,
    /// `includes`, 含内
    Includes,
    /// `breakdown`, 编制分项
    Breakdown,
    /// `count`, 数额
    Count,
    /// `by`, 由谁
    By,
    /// `date`, 日期
    Date,
    /// `of`, 所列
    Of,
    /// `items`, 各项
    Items,
    /// `contact`, 联系方式
    Contact,
    /// `strength`, 强度
    Strength,
    /// `segments`, 语段
    Segments,
    /// `verb`, 动词
    Verb,
    /// `changes`, 编制变动各项
    Changes,
    /// `institution`, 事业编制
    Institution,
    /// `police`, 政法编制
    Police,
    /// `filled`, 行政实有
    Filled,
    /// `institution_filled`, 事业实有
    InstitutionFilled,
    /// `total`, 编制合计
    Total,
    /// `least`, 最少
    Least,
    /// `most`, 最多
    Most,
    /// `what`, 变动内容
    What,
    /// `delta`, 增减
    Delta,
    /// `from`, 原数
    From,
    /// `to`, 现数
    To,
    /// `verbs`, 各动词
    Verbs,
    /// `functions`, 职能
    Functions,
    /// `tags`, 标签
    Tags,
}

impl Field {
    /// All names.
    #[rustfmt::skip]
    pub const ALL: &'static [Self] = &[Self::Organ, Self::Basis, Self::Effective, Self::OnIssue, Self::Issued, Self::AsOf, Self::Script, Self::Sections, Self::Articles, Self::Adjustments, Self::Duties, Self::Trailing, Self::UnitGroups, Self::Units, Self::Staffing, Self::Provisions, Self::Lists, Self::Paragraphs, Self::Anomalies, Self::Name, Self::Short, Self::Kind, Self::Level, Self::Rank, Self::Jurisdiction, Self::Province, Self::Parent, Self::Title, Self::Number, Self::Heading, Self::Ordinal, Self::Article, Self::Clauses, Self::Text, Self::Head, Self::CatchAll, Self::Declared, Self::Aliases, Self::Posts, Self::Group, Self::Admin, Self::Support, Self::SeparateListed, Self::Separate, Self::SeparateFor, Self::Heads, Self::Deputies, Self::UnitHeads, Self::UnitDeputies, Self::UnitLeaders, Self::Includes, Self::Breakdown, Self::Count, Self::By, Self::Date, Self::Of, Self::Items, Self::Contact, Self::Strength, Self::Segments, Self::Verb, Self::Changes, Self::Institution, Self::Police, Self::Filled, Self::InstitutionFilled, Self::Total, Self::Least, Self::Most, Self::What, Self::Delta, Self::From, Self::To, Self::Verbs, Self::Functions, Self::Tags];

    /// The English and the Chinese name.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Organ => ("organ", "机关"),
            Self::Basis => ("basis", "依据"),
            Self::Effective => ("effective", "施行日期"),
            Self::OnIssue => ("on_issue", "自发布施行"),
            Self::Issued => ("issued", "发布日期"),
            Self::AsOf => ("as_of", "基准日"),
            Self::Script => ("script", "字体"),
            Self::Sections => ("sections", "各部分"),
            Self::Articles => ("articles", "各条"),
            Self::Adjustments => ("adjustments", "职责调整"),
            Self::Duties => ("duties", "主要职责"),
            Self::Trailing => ("trailing", "其后段落"),
            Self::UnitGroups => ("unit_groups", "机构组"),
            Self::Units => ("units", "内设机构"),
            Self::Staffing => ("staffing", "人员编制"),
            Self::Provisions => ("provisions", "附则规定"),
            Self::Lists => ("lists", "序列"),
            Self::Paragraphs => ("paragraphs", "段落"),
            Self::Anomalies => ("anomalies", "异常"),
            Self::Name => ("name", "名称"),
            Self::Short => ("short", "简称"),
            Self::Kind => ("kind", "类型"),
            Self::Level => ("level", "层级"),
            Self::Rank => ("rank", "规格"),
            Self::Jurisdiction => ("jurisdiction", "辖区"),
            Self::Province => ("province", "省份"),
            Self::Parent => ("parent", "上级"),
            Self::Title => ("title", "题名"),
            Self::Number => ("number", "文号"),
            Self::Heading => ("heading", "标题文字"),
            Self::Ordinal => ("ordinal", "序号"),
            Self::Article => ("article", "条号"),
            Self::Clauses => ("clauses", "分句"),
            Self::Text => ("text", "正文"),
            Self::Head => ("head", "首句"),
            Self::CatchAll => ("catch_all", "兜底"),
            Self::Declared => ("declared", "所称数"),
            Self::Aliases => ("aliases", "别名"),
            Self::Posts => ("posts", "编制数"),
            Self::Group => ("group", "所在组"),
            Self::Admin => ("admin", "行政编制"),
            Self::Support => ("support", "工勤编制"),
            Self::SeparateListed => ("separate_listed", "有单列"),
            Self::Separate => ("separate", "单列"),
            Self::SeparateFor => ("separate_for", "单列对象"),
            Self::Heads => ("heads", "正职"),
            Self::Deputies => ("deputies", "副职"),
            Self::UnitHeads => ("unit_heads", "机构正职"),
            Self::UnitDeputies => ("unit_deputies", "机构副职"),
            Self::UnitLeaders => ("unit_leaders", "机构领导"),
            Self::Includes => ("includes", "含内"),
            Self::Breakdown => ("breakdown", "编制分项"),
            Self::Count => ("count", "数额"),
            Self::By => ("by", "由谁"),
            Self::Date => ("date", "日期"),
            Self::Of => ("of", "所列"),
            Self::Items => ("items", "各项"),
            Self::Contact => ("contact", "联系方式"),
            Self::Strength => ("strength", "强度"),
            Self::Segments => ("segments", "语段"),
            Self::Verb => ("verb", "动词"),
            Self::Changes => ("changes", "编制变动各项"),
            Self::Institution => ("institution", "事业编制"),
            Self::Police => ("police", "政法编制"),
            Self::Filled => ("filled", "行政实有"),
            Self::InstitutionFilled => ("institution_filled", "事业实有"),
            Self::Total => ("total", "编制合计"),
            Self::Least => ("least", "最少"),
            Self::Most => ("most", "最多"),
            Self::What => ("what", "变动内容"),
            Self::Delta => ("delta", "增减"),
            Self::From => ("from", "原数"),
            Self::To => ("to", "现数"),
            Self::Verbs => ("verbs", "各动词"),
            Self::Functions => ("functions", "职能"),
            Self::Tags => ("tags", "标签"),
        }
    }

    /// The field of a name in either language.
    pub fn named(name: &str) -> Option<Self> {
        static BY_NAME: LazyLock<HashMap<&str, Field, Quickly>> = LazyLock::new(|| {
            // Of two fields with one name the first would count.
            let both = |f: &Field| [(f.names().0, *f), (f.names().1, *f)];
            Field::ALL.iter().rev().flat_map(both).collect()
        });
        BY_NAME.get(name).copied()
    }
}

/// What the table says of one field of one record.
#[derive(Clone, Copy, Debug)]
pub struct FieldInfo {
    /// The record.
    pub record: Record,
    /// The field.
    pub field: Field,
    /// The type of its value.
    pub ty: Type,
    /// What it means, in English.
    pub en: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
    /// What a number counts.
    pub unit: Option<Unit>,
    /// A policy expression with the field, and what it gives for the [example document](super::EXAMPLE_DOCUMENT).
    pub example: Option<(&'static str, &'static str)>,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// In English.
    pub en: &'static str,
    /// The Chinese measure word.
    pub zh: &'static str,
}

const POSTS: Unit = Unit { en: "posts", zh: "名" };
const UNITS: Unit = Unit { en: "units", zh: "个" };

/// What the length of a text is given in.
pub const CHARACTERS: Unit = Unit { en: "characters", zh: "字" };

/// The row of one field; `None` where the record does not have it.
pub fn field_info(record: Record, field: Field) -> Option<&'static FieldInfo> {
    FIELDS.iter().find(|i| i.record == record && i.field == field)
}

/// The fields of a record, in order.
pub fn fields_of(record: Record) -> impl Iterator<Item = &'static FieldInfo> {
    FIELDS.iter().filter(move |i| i.record == record)
}

const fn row(record: Record, field: Field, ty: Type, en: &'static str, zh: &'static str) -> FieldInfo {
    FieldInfo { record, field, ty, en, zh, unit: None, example: None }
}

impl FieldInfo {
    const fn in_unit(mut self, unit: Unit) -> Self {
        self.unit = Some(unit);
        self
    }

    const fn gives(mut self, expression: &'static str, value: &'static str) -> Self {
        self.example = Some((expression, value));
        self
    }
}

/// All fields of all records.
#[rustfmt::skip] // one row, one line: this is a table
pub static FIELDS: &[FieldInfo] = &[
    row(Record::Document, Field::Organ, Type::One(Kind::Record(Record::Organ)), "the organ that the document is about", "文件所规定的机关").gives("organ.name", "甲县人民政府办公室"),
    row(Record::Document, Field::Basis, Type::List(Kind::Record(Record::Basis)), "the documents that it rests on", "所依据的文件").gives("count(basis)", "1"),
    row(Record::Document, Field::Effective, Type::One(Kind::Date), "the day from which it is in force; unknown where none is written", "施行日期;未写明则未知").gives("effective", "2019-04-07"),
    row(Record::Document, Field::OnIssue, Type::One(Kind::Bool), "whether it takes effect on the day of issue", "是否自发布之日施行").gives("on_issue", "false"),
    row(Record::Document, Field::Issued, Type::One(Kind::Date), "the day of issue", "发布日期").gives("issued is known", "false"),
    row(Record::Document, Field::AsOf, Type::One(Kind::Date), "the audit date, else the effective date, else the day of issue, else the interval inferred from what the text names", "审计日期,否则施行日期,否则成文日期,否则由文中所称推断的区间").gives("as_of", "2019-04-07"),
    row(Record::Document, Field::Script, Type::One(Kind::Enum(Enumeration::Script)), "the script of the text", "文字字体").gives("script", "hans"),
    row(Record::Document, Field::Sections, Type::List(Kind::Record(Record::Section)), "headings with their text, or articles, in order", "各部分(标题或条),依次").gives("sections.kind", "basis, adjustments, duties, units, staffing, supplementary, interpretation, effective"),
    row(Record::Document, Field::Articles, Type::List(Kind::Record(Record::Article)), "the articles, in order", "各条,依次").gives("count(articles)", "2"),
    row(Record::Document, Field::Adjustments, Type::List(Kind::Record(Record::Adjustment)), "duties added, dropped or moved", "职责调整各项").gives("count(adjustments)", "2"),
    row(Record::Document, Field::Duties, Type::List(Kind::Record(Record::Duty)), "the main duties, in order", "主要职责各项,依次").gives("count(duties)", "3"),
    row(Record::Document, Field::Trailing, Type::List(Kind::Record(Record::Trailing)), "what stands behind the list of duties and is none of them: unnumbered paragraphs, 职能转变, 有关职责分工", "主要职责之后非职责的内容:无序号段落、职能转变、有关职责分工").gives("count(trailing)", "1"),
    row(Record::Document, Field::UnitGroups, Type::List(Kind::Record(Record::UnitGroup)), "the units, by the organ that has them", "内设机构,按所属机关分组").gives("count(unit_groups)", "1"),
    row(Record::Document, Field::Units, Type::List(Kind::Record(Record::Unit)), "all internal units, in order", "全部内设机构,依次").gives("units.name", "综合科, 督查科"),
    row(Record::Document, Field::Staffing, Type::List(Kind::Record(Record::Staffing)), "one row for each organ that has posts", "人员编制,每机关一行").gives("count(staffing)", "2"),
    row(Record::Document, Field::Changes, Type::List(Kind::Record(Record::Change)), "changes of numbers of posts, in order", "编制和职数的变动").gives("count(changes)", "0"),
    row(Record::Document, Field::Number, Type::One(Kind::Text), "the number of the document itself", "本文件文号").gives("number", "unknown"),
    row(Record::Document, Field::Provisions, Type::List(Kind::Record(Record::Provision)), "the closing provisions", "附则各规定").gives("provisions.kind", "interpretation, effective"),
    row(Record::Document, Field::Lists, Type::List(Kind::Record(Record::List)), "every numbered list, nested ones by themselves", "全部编号序列,嵌套者自成一列").gives("lists.of", "headings, adjustments, duties, units, articles"),
    row(Record::Document, Field::Paragraphs, Type::List(Kind::Record(Record::Paragraph)), "the lines that hold anything", "全部段落").gives("first(paragraphs).text", "甲县人民政府办公室主要职责内设机构和人员编制规定"),
    row(Record::Document, Field::Anomalies, Type::List(Kind::Record(Record::Anomaly)), "what the reader had to forgive", "读取时容忍的异常").gives("anomalies.kind", "contact_line"),
    row(Record::Document, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that its duties and units name", "职责和机构所及的职能").gives("functions.name", "公文"),
    row(Record::Organ, Field::Name, Type::One(Kind::Text), "the full name as written", "名称").gives("organ.name", "甲县人民政府办公室"),
    row(Record::Organ, Field::Short, Type::One(Kind::Text), "the short name that the document defines", "文中所定简称").gives("organ.short", "县政府办"),
    row(Record::Organ, Field::Kind, Type::One(Kind::Enum(Enumeration::OrganKind)), "what it is", "机关类型").gives("organ.kind", "government_office"),
    row(Record::Organ, Field::Level, Type::One(Kind::Enum(Enumeration::Level)), "the level of what it governs", "所辖层级").gives("organ.level", "county"),
    row(Record::Organ, Field::Rank, Type::One(Kind::Text), "the rank as written", "规格").gives("organ.rank", "正科级"),
    row(Record::Organ, Field::Jurisdiction, Type::One(Kind::Text), "the place that it governs", "所辖地区").gives("organ.jurisdiction", "甲县"),
    row(Record::Organ, Field::Province, Type::One(Kind::Text), "the province", "所在省份").gives("organ.province is known", "false"),
    row(Record::Organ, Field::Parent, Type::One(Kind::Text), "the place one level up", "上级地区").gives("organ.parent is known", "false"),
    row(Record::Basis, Field::Title, Type::One(Kind::Text), "the title", "名称").gives("basis.title", "中共甲县委关于机构改革的实施意见"),
    row(Record::Basis, Field::Number, Type::One(Kind::Text), "the number", "文号").gives("basis.number", "甲发〔2019〕1号"),
    row(Record::Section, Field::Kind, Type::One(Kind::Enum(Enumeration::SectionKind)), "what it is about", "部分类型").gives("last(sections).kind", "effective"),
    row(Record::Section, Field::Heading, Type::One(Kind::Text), "the heading as printed; unknown for an article", "标题").gives("last(those s in sections where s.heading is known).heading", "附则"),
    row(Record::Section, Field::Ordinal, Type::One(Kind::Int), "the number of the heading", "标题序号").gives("last(those s in sections where s.ordinal is known).ordinal", "5"),
    row(Record::Section, Field::Article, Type::One(Kind::Int), "the number of the article", "条序号").gives("last(sections).article", "2"),
    row(Record::Section, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "the clauses of its text", "各分句").gives("count(last(sections).clauses)", "1"),
    row(Record::Article, Field::Ordinal, Type::One(Kind::Int), "its number", "条序号").gives("articles.ordinal", "1, 2"),
    row(Record::Article, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "its clauses", "各分句").gives("count(articles.clauses)", "2"),
    row(Record::Article, Field::Text, Type::One(Kind::Text), "what follows the mark", "正文").gives("first(articles).text", "本规定由县委编办负责解释。"),
    row(Record::Adjustment, Field::Ordinal, Type::One(Kind::Int), "its number", "序号").gives("adjustments.ordinal", "1, 2"),
    row(Record::Adjustment, Field::Kind, Type::One(Kind::Enum(Enumeration::AdjustmentKind)), "what happens to the duty", "调整类型").gives("adjustments.kind", "transfer_in, cancel"),
    row(Record::Adjustment, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "its clauses", "各分句").gives("count(adjustments.clauses)", "2"),
    row(Record::Adjustment, Field::Text, Type::One(Kind::Text), "what follows the mark", "正文").gives("last(adjustments).text", "取消公文印制审批。"),
    row(Record::Adjustment, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that it names: vocabularies tagged `function`", "所及的职能,即带 `function` 标签的词汇").gives("last(adjustments).functions.name", "公文"),
    row(Record::Duty, Field::Ordinal, Type::One(Kind::Int), "its number", "序号").gives("duties.ordinal", "1, 2, 3"),
    row(Record::Duty, Field::Head, Type::One(Kind::Text), "its first phrase", "首句").gives("duties.head", "负责县政府文电工作, 指导全县政务公开工作, 承办县政府交办的其他事项"),
    row(Record::Duty, Field::CatchAll, Type::One(Kind::Bool), "whether the whole duty is a catch-all", "是否整项为兜底").gives("duties.catch_all", "no, no, yes"),
    row(Record::Duty, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "its clauses", "各分句").gives("count(duties.clauses)", "4"),
    row(Record::Duty, Field::Text, Type::One(Kind::Text), "what follows the mark", "正文").gives("last(duties).text", "承办县政府交办的其他事项。"),
    row(Record::Duty, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that it names: vocabularies tagged `function`", "所及的职能,即带 `function` 标签的词汇").gives("first(duties).functions.name", "公文"),
    row(Record::Trailing, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "its clauses", "各分句").gives("count(trailing.clauses)", "1"),
    row(Record::Trailing, Field::Text, Type::One(Kind::Text), "the paragraph", "正文").gives("trailing.text", "有关职责分工由县政府另行规定。"),
    row(Record::Trailing, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that it names: vocabularies tagged `function`", "所及的职能,即带 `function` 标签的词汇").gives("count(trailing.functions)", "0"),
    row(Record::UnitGroup, Field::Organ, Type::One(Kind::Text), "the organ whose units these are", "所属机关").gives("unit_groups.organ", "县政府办"),
    row(Record::UnitGroup, Field::Declared, Type::One(Kind::Int), "the number of units that the text declares", "所称机构数").in_unit(UNITS).gives("first(unit_groups).declared", "2"),
    row(Record::UnitGroup, Field::Units, Type::List(Kind::Record(Record::Unit)), "the units, in order", "内设机构,依次").gives("count(first(unit_groups).units)", "2"),
    row(Record::UnitGroup, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "duties of the sub-organ itself", "该机关自身职责的分句").gives("count(unit_groups.clauses)", "0"),
    row(Record::Unit, Field::Ordinal, Type::One(Kind::Int), "its number; unknown for 机关党委 and the like", "序号").gives("units.ordinal", "1, 2"),
    row(Record::Unit, Field::Name, Type::One(Kind::Text), "its name", "名称").gives("first(units).name", "综合科"),
    row(Record::Unit, Field::Aliases, Type::List(Kind::Text), "its other names", "挂牌名称").gives("units.aliases", "保密科"),
    row(Record::Unit, Field::Clauses, Type::List(Kind::Record(Record::Clause)), "the clauses of its duties", "职责各分句").gives("count(units.clauses)", "2"),
    row(Record::Unit, Field::Text, Type::One(Kind::Text), "its duties", "职责正文").gives("last(units).text", "负责督查。"),
    row(Record::Unit, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that it names: vocabularies tagged `function`", "所及的职能,即带 `function` 标签的词汇").gives("first(units).functions.name", "公文"),
    row(Record::Unit, Field::Posts, Type::One(Kind::Int), "its posts, where they are given", "编制数").in_unit(POSTS).gives("first(units).posts", "6"),
    row(Record::Unit, Field::Group, Type::One(Kind::Record(Record::UnitGroup)), "the group that it stands in", "所在机构组").gives("first(units).group.organ", "县政府办"),
    row(Record::Staffing, Field::Organ, Type::One(Kind::Text), "the organ", "机关").gives("staffing.organ", "县政府办, 县政府领导"),
    row(Record::Staffing, Field::Admin, Type::One(Kind::Int), "administrative posts", "行政编制数").in_unit(POSTS).gives("first(staffing).admin", "15"),
    row(Record::Staffing, Field::Support, Type::One(Kind::Int), "support posts", "工勤编制数").in_unit(POSTS).gives("first(staffing).support", "2"),
    row(Record::Staffing, Field::SeparateListed, Type::One(Kind::Bool), "whether posts are listed separately", "是否有单列").gives("first(staffing).separate_listed", "true"),
    row(Record::Staffing, Field::Separate, Type::One(Kind::Int), "the number listed separately; unknown where none is given", "单列数").in_unit(POSTS).gives("first(staffing).separate", "3"),
    row(Record::Staffing, Field::SeparateFor, Type::One(Kind::Text), "for whom they are listed separately", "单列对象").gives("last(staffing).separate_for", "县政府领导"),
    row(Record::Staffing, Field::Heads, Type::One(Kind::Int), "leadership posts of the organ: heads", "领导职数中的正职数").in_unit(POSTS).gives("first(staffing).heads", "1"),
    row(Record::Staffing, Field::Deputies, Type::One(Kind::Int), "leadership posts of the organ: deputies", "领导职数中的副职数").in_unit(POSTS).gives("first(staffing).deputies", "4"),
    row(Record::Staffing, Field::UnitHeads, Type::One(Kind::Int), "leadership posts of units: heads", "内设机构领导职数中的正职数").in_unit(POSTS).gives("first(staffing).unit_heads", "2"),
    row(Record::Staffing, Field::UnitDeputies, Type::One(Kind::Int), "leadership posts of units: deputies", "内设机构领导职数中的副职数").in_unit(POSTS).gives("first(staffing).unit_deputies", "1"),
    row(Record::Staffing, Field::UnitLeaders, Type::One(Kind::Int), "leadership posts of units, heads and deputies together, where the text gives the sum", "内设机构领导职数合计").in_unit(POSTS).gives("staffing.unit_leaders", "not stated, not stated"),
    row(Record::Staffing, Field::Includes, Type::List(Kind::Record(Record::Include)), "posts that are inside another number", "含在他数之内的职数").gives("count(staffing.includes)", "1"),
    row(Record::Staffing, Field::Institution, Type::One(Kind::Int), "posts of public institutions", "事业编制数").in_unit(POSTS).gives("staffing.institution", "not stated, not stated"),
    row(Record::Staffing, Field::Police, Type::One(Kind::Int), "posts of police and justice, where the text gives them beside administrative ones", "行政编制以外另列的政法专项编制数").in_unit(POSTS).gives("staffing.police", "not stated, not stated"),
    row(Record::Staffing, Field::Filled, Type::One(Kind::Int), "administrative posts that are filled", "行政编制实有人数").in_unit(POSTS).gives("staffing.filled", "not stated, not stated"),
    row(Record::Staffing, Field::InstitutionFilled, Type::One(Kind::Int), "posts of public institutions that are filled", "事业编制实有人数").in_unit(POSTS).gives("staffing.institution_filled", "not stated, not stated"),
    row(Record::Staffing, Field::Total, Type::One(Kind::Int), "all posts together, where the text gives the sum", "编制合计数").in_unit(POSTS).gives("staffing.total", "not stated, not stated"),
    row(Record::Staffing, Field::Posts, Type::List(Kind::Record(Record::Post)), "every post with a title, in order", "各职位及其数额").gives("count(staffing.posts)", "3"),
    row(Record::Staffing, Field::Breakdown, Type::List(Kind::Record(Record::Post)), "numbers of staff that are no posts with a title, under their own words: parts of another number and kinds beside it, in order", "不属职位的各项编制,如某单位、某类人员的编制").gives("count(staffing.breakdown)", "0"),
    row(Record::Include, Field::Title, Type::One(Kind::Text), "the title", "职务").gives("staffing.includes.title", "法制办副主任"),
    row(Record::Include, Field::Count, Type::One(Kind::Int), "how many", "数额").in_unit(POSTS).gives("staffing.includes.count", "1"),
    row(Record::Post, Field::Title, Type::One(Kind::Text), "the title, or what a number of staff counts", "职务,或编制分项的名称").gives("staffing.posts.title", "主任, 副主任, 法制办副主任"),
    row(Record::Post, Field::Count, Type::One(Kind::Int), "how many; unknown for a range", "数额").in_unit(POSTS).gives("staffing.posts.count", "1, 4, 1"),
    row(Record::Post, Field::Least, Type::One(Kind::Int), "how many at least", "至少").in_unit(POSTS).gives("staffing.posts.least", "1, 4, 1"),
    row(Record::Post, Field::Most, Type::One(Kind::Int), "how many at most", "至多").in_unit(POSTS).gives("staffing.posts.most", "1, 4, 1"),
    row(Record::Change, Field::What, Type::One(Kind::Text), "what is changed", "所变动者").gives("count(changes.what)", "0"),
    row(Record::Change, Field::Delta, Type::One(Kind::Int), "how many more, or fewer (below zero)", "增减数").in_unit(POSTS).gives("count(changes.delta)", "0"),
    row(Record::Change, Field::From, Type::One(Kind::Int), "how many before", "原数").in_unit(POSTS).gives("count(changes.from)", "0"),
    row(Record::Change, Field::To, Type::One(Kind::Int), "how many after", "现数").in_unit(POSTS).gives("count(changes.to)", "0"),
    row(Record::Change, Field::Text, Type::One(Kind::Text), "the words", "原文").gives("count(changes.text)", "0"),
    row(Record::Provision, Field::Kind, Type::One(Kind::Enum(Enumeration::ProvisionKind)), "what it settles", "规定类型").gives("provisions.kind", "interpretation, effective"),
    row(Record::Provision, Field::By, Type::One(Kind::Text), "who interprets or adjusts", "由谁").gives("first(provisions).by", "县委编办"),
    row(Record::Provision, Field::Date, Type::One(Kind::Date), "the date", "日期").gives("last(provisions).date", "2019-04-07"),
    row(Record::Provision, Field::Text, Type::One(Kind::Text), "the provision", "正文").gives("first(provisions).text", "本规定由县委编办负责解释"),
    row(Record::List, Field::Of, Type::One(Kind::Enum(Enumeration::ListKind)), "what its items are", "序列类型").gives("lists.of", "headings, adjustments, duties, units, articles"),
    row(Record::List, Field::Items, Type::List(Kind::Record(Record::Item)), "its numbered items, in order", "各编号项,依次").gives("count(first(lists).items)", "5"),
    row(Record::Item, Field::Ordinal, Type::One(Kind::Int), "its number", "序号").gives("last(lists).items.ordinal", "1, 2"),
    row(Record::Item, Field::Text, Type::One(Kind::Text), "what follows the mark", "正文").gives("first(last(lists).items).text", "本规定由县委编办负责解释。"),
    row(Record::Paragraph, Field::Text, Type::One(Kind::Text), "the line", "正文").gives("last(paragraphs).text", "联系电话:0000-1234567"),
    row(Record::Paragraph, Field::Contact, Type::One(Kind::Bool), "whether it is no provision: a telephone line and the like", "是否联系方式等非规范性行").gives("last(paragraphs).contact", "true"),
    row(Record::Clause, Field::Text, Type::One(Kind::Text), "the clause", "正文").gives("first(first(duties).clauses).text", "负责县政府文电工作"),
    row(Record::Clause, Field::Strength, Type::One(Kind::Enum(Enumeration::Strength)), "how strongly its first governed segment binds: from the verbs in force", "首个语段的动词强度").gives("first(duties).clauses.strength", "lead, share"),
    row(Record::Clause, Field::Segments, Type::List(Kind::Record(Record::Segment)), "what each verb governs", "各语段").gives("count(first(duties).clauses.segments)", "2"),
    row(Record::Clause, Field::Verbs, Type::List(Kind::Text), "all verbs in it, in order", "其中的动词,依次").gives("first(duties).clauses.verbs", "负责, 会同, 拟订"),
    row(Record::Clause, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that it names", "所及的职能").gives("first(duties).clauses.functions.name", "公文"),
    row(Record::Segment, Field::Text, Type::One(Kind::Text), "the segment", "正文").gives("first(duties).clauses.segments.text", "负责县政府文电工作, 会同县财政局拟订年度预算"),
    row(Record::Segment, Field::Verb, Type::One(Kind::Text), "the verb that governs it", "动词").gives("first(duties).clauses.segments.verb", "负责, 会同"),
    row(Record::Segment, Field::Strength, Type::One(Kind::Enum(Enumeration::Strength)), "how strongly the verb binds", "动词强度").gives("first(duties).clauses.segments.strength", "lead, share"),
    row(Record::Segment, Field::Functions, Type::List(Kind::Record(Record::Vocabulary)), "the functions that it names", "所及的职能").gives("first(duties).clauses.segments.functions.name", "公文"),
    row(Record::Anomaly, Field::Kind, Type::One(Kind::Enum(Enumeration::AnomalyKind)), "what it is", "异常类型").gives("anomalies.kind", "contact_line"),
    row(Record::Anomaly, Field::Text, Type::One(Kind::Text), "the words", "文字").gives("anomalies.text", "联系电话:0000-1234567"),
    row(Record::Vocabulary, Field::Name, Type::One(Kind::Text), "its title", "名称").gives("functions.name", "公文"),
    row(Record::Vocabulary, Field::Tags, Type::List(Kind::Text), "its tags", "标签").gives("functions.tags", "function"),
];
