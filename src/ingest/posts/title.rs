//! Titles of posts: head, deputy, or leadership of units.

use crate::ingest::{
    ctx::{find, longer},
    names::name,
};

/// What a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Title {
    /// Of the organ.
    Head,
    /// Of the organ.
    Deputy,
    /// Of its units.
    UnitHead,
    /// Of its units.
    UnitDeputy,
    /// A post of a narrower name (法制办副主任), which is none of these.
    Named,
}

const HEADS: [&str; 34] = [
    "镇长",
    "乡长",
    "旗长",
    "主任",
    "局长",
    "秘书长",
    "部长",
    "处长",
    "书记",
    "主席",
    "站长",
    "所长",
    "院长",
    "馆长",
    "厅长",
    "会长",
    "校长",
    "署长",
    "大队长",
    "支队长",
    "检察长",
    "总队长",
    "理事长",
    "台长",
    "社长",
    "园长",
    "行长",
    "场长",
    "团长",
    "总经理",
    "董事长",
    "关长",
    "审计长",
    "主任委员",
];
const UNIT_HEADS: [&str; 9] = ["司长", "科长", "股长", "室主任", "组长", "队长", "庭长", "股室长", "科室长"];
/// Endings of the titles of other posts.
const NARROW: [&str; 33] = [
    "科员以下",
    "科员及以下",
    "师",
    "工程司",
    "员",
    "秘书",
    "技正",
    "技士",
    "技佐",
    "专门委员",
    "视察",
    "督学",
    "股长",
    "课长",
    "专员",
    "科员",
    "办事员",
    "书记",
    "稽查",
    "督察",
    "检察",
    "干事",
    "总监",
    "参事",
    "研究员",
    "政委",
    "总编辑",
    "常委",
    "教育长",
    "检查官",
    "风险官",
    "总指挥",
    "总督查",
];
/// Bodies that are the organ itself in the title of its head: 常委会主任.
const COMMITTEES: [&str; 7] =
    ["人大常委会", "常委会", "管委会", "管理委员会", "街道办事处", "办事处", "理事会"];
/// Ranks that stand for leaders of units: 正科15名,副科7名.
const RANKS: [&str; 7] = ["正科", "正股", "正科级", "正股级", "正科长级", "正股长级", "正处长级"];
const LOWER_RANKS: [&str; 7] = ["副科", "副股", "副科级", "副股级", "副科长级", "副股长级", "副处长级"];
/// Words between an organ's name or a verb and a title.
const LEADS: [&str; 31] = [
    "其中",
    "分别为",
    "分别是",
    "分别",
    "得",
    "酌用",
    "即",
    "可配备",
    "可配",
    "可",
    "应",
    "配备",
    "配置",
    "配",
    "设置",
    "设立",
    "设",
    "置",
    "核定",
    "核",
    "定",
    "和",
    "及",
    "与",
    "并",
    "另",
    "暂",
    "共",
    "含",
    "有",
    "现",
];

/// What a label such as 配备副主任 counts, and how many of its bytes stand before the title.
pub(in crate::ingest) fn read(label: &str) -> Option<(Title, usize)> {
    if let Some(plain) = without_second(label) {
        return read(&plain);
    }
    // 防火组组长兼副主任 is a post of its own, none of the organ's deputies.
    if label.contains('兼') {
        let named = HEADS.iter().chain(&UNIT_HEADS).any(|h| label.ends_with(h));
        return named.then_some((Title::Named, tail(label)));
    }
    if let Some(found) = posts_of_units(label).or_else(|| numbers_of_heads(label)) {
        return Some(found);
    }
    let from = tail(label);
    let text = label.get(from..)?;
    if text == "正职" || text == "副职" {
        return Some((if text == "正职" { Title::Head } else { Title::Deputy }, from));
    }
    // 内设机构领导职数正科级14名.
    let behind = ["领导职数", "职数"].iter().find_map(|w| text.rsplit_once(w).map(|(_, r)| r));
    // 领导职数为局长一名, 领导职数3名,为局长1名.
    let text = behind.unwrap_or(text);
    // 内设机构领导职数不变,为正科级10名.
    let named = |t: &&str| is_title(t) || RANKS.contains(t) || LOWER_RANKS.contains(t);
    let text = ["为", "是"].iter().find_map(|w| text.strip_prefix(w)).filter(named).unwrap_or(text);
    let from = label.len() - text.len();
    if RANKS.contains(&text) || LOWER_RANKS.contains(&text) {
        return Some((if RANKS.contains(&text) { Title::UnitHead } else { Title::UnitDeputy }, from));
    }
    // 正科长6名,副科长4名.
    if text.strip_prefix('正').is_some_and(|head| UNIT_HEADS.contains(&head)) {
        return Some((Title::UnitHead, from));
    }
    let plain = ["常务", "专职"].iter().find_map(|p| text.strip_prefix(p)).unwrap_or(text);
    // A committee's chairman is its head, not only that of an office of it.
    let chair = COMMITTEES.iter().find_map(|p| plain.strip_prefix(p));
    let plain = chair.unwrap_or(plain);
    if let Some(head) = plain.strip_prefix('副') {
        if UNIT_HEADS.contains(&head) {
            return Some((Title::UnitDeputy, from));
        }
        if HEADS.contains(&head) {
            return Some((Title::Deputy, from));
        }
    }
    if HEADS.contains(&text) || chair.is_some_and(|c| HEADS.contains(&c)) {
        return Some((Title::Head, from));
    }
    if UNIT_HEADS.contains(&text) {
        return Some((Title::UnitHead, from));
    }
    let named =
        is_title(text) || ["领导", "负责人"].iter().any(|w| text.ends_with(w)) || text.ends_with('员');
    named.then_some((Title::Named, from))
}

/// 正处长(主任)职数, 副科长职数: those of units, how ever the title goes on in its bracket.
fn numbers_of_heads(label: &str) -> Option<(Title, usize)> {
    let words = label.strip_suffix("职数")?;
    let from = tail(words);
    let title = words.get(from..)?.split('(').next()?;
    let deputy = title.starts_with('副');
    let heads = ["科长", "股长", "处长", "室主任", "庭长"];
    let head = title.trim_start_matches(['正', '副']);
    match deputy {
        true if heads.contains(&head) => Some((Title::UnitDeputy, from)),
        false if heads.contains(&head) => Some((Title::UnitHead, from)),
        // 局长职数1个,副局长职数2个.
        true if HEADS.contains(&head) => Some((Title::Deputy, from)),
        false if HEADS.contains(&head) => Some((Title::Head, from)),
        _ => None,
    }
}

/// A title without what its holder is besides, in the middle of it: 局长 of 副局(馆)长.
fn without_second(label: &str) -> Option<String> {
    let (before, rest) = label.strip_suffix("长")?.split_once('(')?;
    let second = rest.strip_suffix(')').filter(|s| !longer(s, 3))?;
    (!second.is_empty() && !second.contains('(')).then(|| format!("{before}长"))
}

/// A title with a name before it, as the name and the post: 县委办 of 县委办副主任.
pub(super) fn split(label: &str) -> Option<(&str, Title)> {
    let head = HEADS.iter().filter(|h| label.ends_with(**h)).max_by_key(|h| h.len())?;
    let body = label.strip_suffix(head)?;
    let deputy = body.strip_suffix('副');
    Some((deputy.unwrap_or(body), if deputy.is_some() { Title::Deputy } else { Title::Head }))
}

/// Whether a label ends with the title of a post, and not with a rank or 领导职数.
pub(in crate::ingest) fn is_title(label: &str) -> bool {
    if let Some(plain) = without_second(label) {
        return is_title(&plain);
    }
    HEADS.iter().chain(&UNIT_HEADS).any(|h| label.ends_with(h))
        || NARROW.iter().any(|e| label.ends_with(e)) && !label.ends_with("人员")
}

/// What words end with that count staff, and no post.
const STAFF: [&str; 10] =
    ["编制", "编制数", "岗位", "控制数", "人员", "机关", "单位", "公务员", "教师", "职工"];

/// Whether words that a number stands under count staff, and no post: 教师编制, 局机关, 执法大队.
pub(super) fn counts_staff(words: &str) -> bool {
    STAFF.iter().any(|w| words.ends_with(w))
        || words.starts_with("聘用")
        || !is_title(words) && name::is_unit(words)
}

/// 正科级领导职数, 内设机构领导职数, 科级领导职数(副职).
fn posts_of_units(label: &str) -> Option<(Title, usize)> {
    let leaders = [
        "领导职数",
        "领导职位",
        "领导干部职数",
        "职数",
        "正职",
        "副职",
        "领导",
        "负责人",
        "中层干部",
        "股级干部",
    ]
    .iter()
    .any(|w| label.ends_with(w));
    if !leaders {
        return None;
    }
    let begins = [
        "正科级",
        "副科级",
        "正股级",
        "副股级",
        "正司局级",
        "副司局级",
        "司局级",
        "司局领导",
        "正司级",
        "副司级",
        "司级",
        "正处级",
        "副处级",
        "正科职",
        "副科职",
        "正股职",
        "副股职",
        "内设机构",
        "办事机构",
        "工作机构",
        "内设科室",
        "内设部门",
        "部室",
        "部(室)",
        "科室",
        "股室",
        "处室",
        "中层",
        "科级",
        "股级",
        "处级",
        "股(室)",
        "科(室)",
        "处(室)",
        "股(所)",
        "科(所)",
        "股(队)",
        "科(队)",
    ];
    // 机构正职17名, but not 派出机构正职.
    let bare = || {
        let from = tail(label);
        let words = label.get(from..)?;
        ["机构正职", "机构副职", "机构领导"].iter().any(|w| words.starts_with(w)).then_some(from)
    };
    let at = begins.iter().filter_map(|w| find(label, w)).min().or_else(bare)?;
    let words = label.get(at..)?;
    let deputy = words.starts_with('副')
        || words.contains("副职")
        || words.contains("副科级")
        || words.contains("副股级");
    Some((if deputy { Title::UnitDeputy } else { Title::UnitHead }, at))
}

/// Where the title begins: behind the last 设 or 配备, and behind what leads over to it.
fn tail(label: &str) -> usize {
    let mut from = 0;
    for verb in ["配备", "核定", "设", "置", "配"] {
        // From the last, for that is the one that counts.
        for i in (0..label.len()).rev().take_while(|i| i + verb.len() > from) {
            if label.as_bytes().get(i..).is_some_and(|t| t.starts_with(verb.as_bytes()))
                && i + verb.len() < label.len()
                && !label.get(..i).is_some_and(|t| t.ends_with('建'))
            {
                from = i + verb.len();
                break;
            }
        }
    }
    // 应急办主任 is no 主任 that there should be.
    let leads =
        |t: &str, l: &str| t.starts_with(l) && t.len() > l.len() && !(l == "应" && t.starts_with("应急"));
    while let Some(lead) = LEADS.iter().find(|l| label.get(from..).is_some_and(|t| leads(t, l))) {
        from += lead.len();
    }
    from
}
