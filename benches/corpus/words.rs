//! What generated documents talk about. 某 stands for the kind of place.

/// Invented places.
pub(crate) const PLACES: [&str; 12] =
    ["砚塘", "栖梧", "澄屿", "鹭汀", "筠湾", "雁矶", "霁塘", "岚屿", "砚汀", "栖湾", "鹭矶", "筠塘"];

/// One to nine.
pub(crate) const NUMERALS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Disclosure of government information, for the whole place.
pub(crate) const DISCLOSURE: &str = "负责推进、指导、协调、监督全某政府信息公开工作。";

/// Secrecy.
pub(crate) const SECRECY: &str = "负责文电收发、机要保密和印章管理工作。";

/// Suggestions of deputies, proposals of the CPPCC.
pub(crate) const PROPOSALS: &str = "组织办理人大代表建议、政协提案,督促按期答复。";

/// The duty that comes last.
pub(crate) const CATCH_ALL: &str = "承办某委、某政府交办的其他事项。";

/// What clauses begin with.
pub(crate) const VERBS: [&str; 16] = [
    "负责", "负责", "负责", "组织", "承担", "指导", "协调", "统筹", "参与", "协助", "牵头", "监督", "推动",
    "拟订", "受理", "汇总",
];

/// What they are about.
pub(crate) const MATTERS: [&str; 48] = [
    "重要会议",
    "重大活动",
    "公文处理",
    "规范性文件",
    "年度工作计划",
    "重点项目",
    "营商环境",
    "政务服务",
    "应急值守",
    "突发事件信息",
    "决策事项",
    "领导批示",
    "调查研究",
    "综合文稿",
    "政务信息",
    "网络安全",
    "办公自动化",
    "门户网站",
    "群众来信来访",
    "热线电话",
    "农业农村",
    "水利建设",
    "林业生态",
    "交通运输",
    "城乡建设",
    "市场监管",
    "招商引资",
    "科技创新",
    "教育卫生",
    "文化旅游",
    "民政救助",
    "养老服务",
    "社会保障",
    "就业创业",
    "安全生产",
    "防灾减灾",
    "环境保护",
    "节能减排",
    "财务预算",
    "国有资产",
    "公务车辆",
    "后勤保障",
    "干部培训",
    "机构编制",
    "外事接待",
    "法治宣传",
    "行政复议",
    "合法性审核",
];

/// Those of them that only one unit may lead.
pub(crate) const EXCLUSIVE: [&str; 4] = ["综合文稿", "应急值守", "热线电话", "行政复议"];

/// What the parts of a longer document are about.
pub(crate) const FIELDS: [&str; 10] = [
    "沿江新城",
    "库区移民",
    "古镇街巷",
    "港口码头",
    "山前林场",
    "湖滨湿地",
    "高新园区",
    "边境口岸",
    "铁路枢纽",
    "旧城片区",
];

/// How they end.
pub(crate) const TAILS: [&str; 12] = [
    "的组织实施",
    "的统筹协调",
    "的督促落实",
    "的日常管理",
    "的跟踪反馈",
    "的汇总上报",
    "的业务指导工作",
    "的综合分析",
    "的登记和归档工作",
    "的检查通报",
    "的制度建设",
    "的联络服务工作",
];

/// What units are called, without 科.
pub(crate) const UNITS: [&str; 12] =
    ["综合", "文书", "会务", "调研", "督查", "信息", "法规", "行政", "值班", "联络", "热线", "财务"];

/// What phrases of generated policies are put together from.
pub(crate) const PIECES: [&str; 64] = [
    "农业", "水利", "林业", "交通", "城乡", "市场", "科技", "教育", "文化", "民政", "养老", "就业", "安全",
    "环境", "节能", "财务", "资产", "车辆", "后勤", "干部", "机构", "外事", "法治", "行政", "会议", "活动",
    "公文", "文件", "计划", "项目", "政务", "应急", "决策", "批示", "调查", "文稿", "信息", "网络", "办公",
    "网站", "来信", "热线", "建设", "管理", "服务", "保障", "监管", "研究", "处理", "培训", "接待", "宣传",
    "复议", "审核", "救助", "创业", "生产", "减灾", "保护", "减排", "预算", "创新", "运输", "协调",
];
