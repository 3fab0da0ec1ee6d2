//! The enumerations of the model: each alternative with its English and its Chinese name.
//!
//! A policy writes these names (`organ.level is county`, `机关.层级 为 县级`), JSON carries the English ones, and the
//! reader makes the values: one list for all three.

use serde::{Deserialize, Serialize};

/// Declares an enumeration whose values have an English and a Chinese name.
macro_rules! enumeration {
    ($(#[$doc:meta])* $name:ident ($en:literal, $zh:literal) { $($(#[$vdoc:meta])* $variant:ident = $ven:literal, $vzh:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The English name, as policies and JSON write it.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $ven,)+ }
            }

            /// The Chinese name.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $vzh,)+ }
            }

            /// The value of an English or Chinese name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|v| v.en() == name || v.zh() == name)
            }
        }

        impl From<$name> for Symbol {
            fn from(value: $name) -> Self {
                Self { of: Enumeration::$name, index: value as u8 }
            }
        }
    };
}

/// Declares the list of enumerations itself.
macro_rules! enumerations {
    ($($name:ident = $en:literal, $zh:literal;)+) => {
        /// The enumerations that a value of the model may come from.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Enumeration { $(#[doc = concat!("The values of [`", stringify!($name), "`].")] $name,)+ }

        impl Enumeration {
            /// All enumerations.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name of the type in English.
            pub const fn en(self) -> &'static str {
                match self { $(Self::$name => $en,)+ }
            }

            /// The name of the type in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$name => $zh,)+ }
            }

            /// All values, in order.
            pub fn symbols(self) -> Vec<Symbol> {
                match self { $(Self::$name => $name::ALL.iter().map(|v| (*v).into()).collect(),)+ }
            }
        }

        impl Symbol {
    /// What tells it from all others.
    pub(crate) fn number(self) -> u64 {
        u64::from(self.of as u8) << 8 | u64::from(self.index)
    }

            /// The English name of the value.
            pub fn en(self) -> &'static str {
                match self.of { $(Enumeration::$name => $name::ALL[self.index as usize].en(),)+ }
            }

            /// The Chinese name of the value.
            pub fn zh(self) -> &'static str {
                match self.of { $(Enumeration::$name => $name::ALL[self.index as usize].zh(),)+ }
            }
        }
    };
}

/// One value of one enumeration; as data it is written `level.county`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Symbol {
    of: Enumeration,
    index: u8,
}

impl Symbol {
    /// The enumeration that the value belongs to.
    pub fn of(self) -> Enumeration {
        self.of
    }
}

impl From<Symbol> for String {
    fn from(symbol: Symbol) -> Self {
        format!("{}.{}", symbol.of.en(), symbol.en())
    }
}

impl TryFrom<String> for Symbol {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let (of, name) = written.split_once('.').unwrap_or((&written, ""));
        let of = Enumeration::ALL.iter().find(|e| e.en() == of);
        of.and_then(|of| of.symbol(name)).ok_or_else(|| format!("`{written}` is no value of an enumeration"))
    }
}

impl Enumeration {
    /// The value of an English or Chinese name.
    pub fn symbol(self, name: &str) -> Option<Symbol> {
        let level = || if self == Self::Level { Level::called(name).map(Symbol::from) } else { None };
        self.symbols().into_iter().find(|s| s.en() == name || s.zh() == name).or_else(level)
    }
}

/// What levels are called too. 市级 is none of these: it may be said of a prefecture and of a city of county level.
const LEVELS: &[(Level, &[&str])] = &[
    (Level::Township, &["乡镇级", "镇级"]),
    (Level::County, &["区级", "旗级", "县区级", "区县级"]),
    (Level::Prefecture, &["地市级", "州级", "盟级"]),
    (Level::Province, &["自治区级"]),
];

impl Level {
    /// The level of a name, also of one that is usual for nothing else: 区级.
    pub fn called(name: &str) -> Option<Self> {
        let called = || LEVELS.iter().find(|(_, names)| names.contains(&name));
        Self::named(name).or_else(|| called().map(|(level, _)| *level))
    }

    /// All that levels are called, with the level.
    pub fn names() -> impl Iterator<Item = (&'static str, Self)> {
        let known = Self::ALL.iter().flat_map(|l| [(l.en(), *l), (l.zh(), *l)]);
        known.chain(LEVELS.iter().flat_map(|(level, names)| names.iter().map(|name| (*name, *level))))
    }
}

enumerations! {
    Script = "script", "字体";
    Level = "level", "层级";
    OrganKind = "organ_kind", "机关类型";
    SectionKind = "section_kind", "部分类型";
    AdjustmentKind = "adjustment_kind", "调整类型";
    ProvisionKind = "provision_kind", "规定类型";
    ListKind = "list_kind", "序列类型";
    AnomalyKind = "anomaly_kind", "异常类型";
    Strength = "strength", "强度";
}

enumeration! {
    /// The script of a text.
    Script ("script", "字体") {
        /// Simplified.
        Hans = "hans", "简体";
        /// Traditional, written so.
        Hant = "hant", "繁体";
        /// Traditional, converted word by word from a simplified text: 檔案 for 文件.
        HantConverted = "hant-converted", "机转繁体";
    }
}

enumeration! {
    /// The administrative level of an organ, by what it governs and not by its rank: a district is of county level.
    Level ("level", "层级") {
        /// Township, town or street office.
        Township = "township", "乡级";
        /// County, county-level city, banner or district.
        County = "county", "县级";
        /// Prefecture or city with counties or districts.
        Prefecture = "prefecture", "地级";
        /// Province, autonomous region or municipality.
        Province = "province", "省级";
        /// The state.
        National = "national", "国家级";
    }
}

enumeration! {
    /// What an organ is.
    OrganKind ("organ_kind", "机关类型") {
        /// The general office of a government.
        GovernmentOffice = "government_office", "政府办公室";
        /// The general office of a Party committee.
        PartyOffice = "party_office", "党委办公室";
        /// A working department: bureau, commission, department.
        Bureau = "bureau", "工作部门";
        /// A public institution.
        Institution = "institution", "事业单位";
        /// Anything else.
        Other = "other", "其他机关";
    }
}

enumeration! {
    /// What a section (a heading with its text, or an article) is about.
    SectionKind ("section_kind", "部分类型") {
        /// The ground on which the document stands.
        Basis = "basis", "依据";
        /// What the organ is, and its rank.
        Nature = "nature", "性质";
        /// Duties added, dropped, moved.
        Adjustments = "adjustments", "职责调整";
        /// The main duties.
        Duties = "duties", "主要职责";
        /// The internal units.
        Units = "units", "内设机构";
        /// Posts and leadership posts.
        Staffing = "staffing", "人员编制";
        /// Other matters.
        Other = "other", "其他事项";
        /// Who interprets, who adjusts.
        Interpretation = "interpretation", "解释";
        /// When it takes effect.
        Effective = "effective", "施行";
        /// Supplementary provisions.
        Supplementary = "supplementary", "附则";
    }
}

enumeration! {
    /// What happens to a duty in a list of adjustments.
    AdjustmentKind ("adjustment_kind", "调整类型") {
        /// New.
        Add = "add", "增加";
        /// Strengthened.
        Strengthen = "strengthen", "加强";
        /// Dropped.
        Cancel = "cancel", "取消";
        /// Taken over from another organ.
        TransferIn = "transfer_in", "划入";
        /// Given to another organ.
        TransferOut = "transfer_out", "划出";
        /// Given to a lower level.
        Delegate = "delegate", "下放";
    }
}

enumeration! {
    /// What a closing provision settles.
    ProvisionKind ("provision_kind", "规定类型") {
        /// When the document takes effect.
        Effective = "effective", "施行";
        /// Who interprets it.
        Interpretation = "interpretation", "解释";
        /// Who adjusts it.
        Adjustment = "adjustment", "调整";
        /// Anything else.
        Other = "other", "其他规定";
    }
}

enumeration! {
    /// What the items of a numbered list are.
    ListKind ("list_kind", "序列类型") {
        /// 第一条, 第二条 …
        Articles = "articles", "条文";
        /// 一、主要职责, 二、内设机构 …
        Headings = "headings", "标题";
        /// Adjustments.
        Adjustments = "adjustments", "职责调整";
        /// Duties.
        Duties = "duties", "主要职责";
        /// Units.
        Units = "units", "内设机构";
        /// Anything else.
        Other = "other", "其他序列";
    }
}

enumeration! {
    /// What the reader had to forgive.
    AnomalyKind ("anomaly_kind", "异常类型") {
        /// A second item begins on the line of the first.
        TwoItemsOnOneLine = "two_items_on_one_line", "一行两项";
        /// An item ends without a full stop.
        MissingFullStop = "missing_full_stop", "缺句号";
        /// A point of Western texts in the place of a full stop.
        PointForStop = "point_for_stop", "以点代句号";
        /// A blank inside a word or number; its text is the characters on both sides.
        SpaceInWord = "space_in_word", "词中空格";
        /// A line that is no provision: a telephone number, a web address.
        ContactLine = "contact_line", "联系方式行";
        /// An item without ordinal among or after numbered ones.
        UnnumberedItem = "unnumbered_item", "无序号项";
        /// An item among numbered units, or an element of a list of them, of which no name of a unit was read; or a part about
        /// units of which none was.
        UnreadUnit = "unread_unit", "未识别机构";
        /// A number of persons in a part about posts, none of whose numbers was read.
        UnreadPosts = "unread_posts", "未识别编制";
        /// Most of a text of which next to nothing was read: its longest stretch in which no duties, units or posts were recognised.
        UnreadText = "unread_text", "未识别正文";
        /// A word that mechanical conversion between scripts put in another's place.
        ConvertedWord = "converted_word", "转换残留词";
        /// Characters that only the other script has.
        OtherScript = "other_script", "混用字体";
        /// A sum that is not that of its parts: of the rows of a table, or of the posts that a sentence tells with their parts.
        WrongSum = "wrong_sum", "合计不符";
        /// No title names the document.
        NoTitle = "no_title", "无标题";
        /// The title of another regulation in the same file, which is read with the first as one.
        AnotherRegulation = "another_regulation", "另一规定";
        /// The title names another kind of text than regulations about functions, units and posts: 工作规则, 管理办法.
        AnotherKind = "another_kind", "另一文种";
        /// The file is a dump, out of which the text was taken: its line ends were written as two characters, it held the
        /// tags or entities of a page, or was a field of an object.
        Dumped = "dumped", "转储文本";
    }
}

enumeration! {
    /// How strongly the verb of a segment binds its subject to the matter.
    Strength ("strength", "强度") {
        /// 负责, 承担, 主管 …
        Lead = "lead", "牵头";
        /// 会同, 负责或参与 …
        Share = "share", "分担";
        /// 指导, 监督 …
        Oversee = "oversee", "指导监督";
        /// 协助, 参与 …
        Assist = "assist", "协助";
        /// 不承担, 不再负责 …: what it names is not its own.
        Disclaim = "disclaim", "不承担";
    }
}
