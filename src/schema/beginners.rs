//! What people who do not know the language yet call its names: the words of the trade, of other programs, of Chinese prose.

/// A name of the language, English first, and what it is called elsewhere.
const CALLED: &[(&str, &str, &[&str])] = &[
    ("units", "内设机构", &["科室", "股室", "处室", "机构", "内设科室", "部门", "departments", "divisions"]),
    ("duties", "主要职责", &["职责", "职能", "主要职能", "工作职责", "functions", "responsibilities"]),
    ("staffing", "人员编制", &["编制", "人员", "staff"]),
    ("document", "文件", &["全文", "正文", "文档"]),
    ("effective", "施行日期", &["实施日期", "生效日期", "执行日期"]),
    ("paragraphs", "段落", &["段"]),
    ("deputies", "副职", &["副局长", "副主任", "副职数", "副职领导"]),
    ("heads", "正职", &["局长", "主任", "正职数", "正职领导"]),
    ("admin", "行政编制", &["行政编制数", "行政人员"]),
    ("count", "计数", &["数量", "个数", "数目", "总数", "len", "size", "number"]),
    ("sum", "合计", &["求和", "总和", "加总", "总计", "total"]),
    ("max", "最大", &["最大值", "最多"]),
    ("min", "最小", &["最小值", "最少"]),
    ("distinct", "去重", &["去除重复", "不重复", "unique"]),
    ("length", "字数", &["长度", "字符数", "字长"]),
    ("first", "首个", &["第一个", "第一", "首项"]),
    ("last", "末个", &["最后一个", "最后", "末项"]),
    ("text", "文字", &["字符串", "string", "str"]),
    ("int", "整数", &["数字", "integer"]),
    ("bool", "真假", &["布尔", "布尔值", "boolean"]),
    ("prefecture", "地级", &["市级", "设区的市"]),
    ("county", "县级", &["县处级"]),
    ("township", "乡级", &["街道", "乡科级"]),
    ("province", "省级", &["省部级", "直辖市"]),
];

/// The name, English first, of what is called otherwise elsewhere: 内设机构 for 科室.
///
/// ```
/// assert_eq!(guiju::schema::called_here("科室"), Some(("units", "内设机构")));
/// assert_eq!(guiju::schema::called_here("内设机构"), None);
/// ```
pub fn called_here(elsewhere: &str) -> Option<(&'static str, &'static str)> {
    let lower = elsewhere.to_lowercase();
    let row = CALLED.iter().find(|(_, _, names)| names.contains(&lower.as_str()));
    row.map(|(en, zh, _)| (*en, *zh))
}
