//! Lines among units that are no part of the unit before them: a further unit that they set up, or what they say of the
//! organ, of all units, or of bodies outside.

use crate::{
    ingest::{
        ctx::{begins, longer},
        names::{
            by_rule, compound, name,
            sets::{ADDS, SETS},
        },
    },
    text::is_numeral,
};

/// How such a line begins.
const LEADS: [&str; 10] = ["另外,", "此外,", "同时,", "另外", "此外", "同时", "另", "还", "并", "单独"];
/// Words in the names of such bodies.
const BODIES: [&str; 18] = [
    "党群组织",
    "党组织",
    "党委",
    "党总支",
    "党支部",
    "党的",
    "纪检监察",
    "纪检组",
    "纪委",
    "工会",
    "共青团",
    "团委",
    "妇女联合会",
    "妇女组织",
    "妇联",
    "妇委会",
    "人民武装",
    "派驻",
];

/// What a room is for that no unit is called by: 档案室, 会议室.
const ROOMS: [&str; 12] =
    ["档案", "会议", "值班", "接待", "资料", "阅览", "活动", "谈话", "调解", "图书", "询问", "候问"];

/// What bodies outside are called.
const CLASSES: [&str; 6] = ["事业单位", "事业机构", "派出机构", "派驻机构", "直属机构", "分支机构"];

/// Where the name begins of a unit that a line sets up beside those before it: 另设机关党总支,负责…; and whether the line
/// goes on with what it does.
pub(super) fn set_up(text: &str) -> Option<(usize, bool)> {
    let near = text.get(..text.floor_char_boundary(LINE))?;
    let rest = LEADS.iter().find_map(|l| near.strip_prefix(l)).unwrap_or(near);
    let rest = by_rule::behind(rest).unwrap_or(rest);
    let (whose, behind) = rest.split_once(['设', '增'])?;
    // 设备科, 增值税科 are names; 设计划财务科 sets one up.
    let alone = whose.is_empty() && rest.len() == near.len();
    let planned = ["计划", "计财", "计生", "计量"].iter().any(|w| behind.starts_with(w));
    let word: &[char] = if rest.starts_with('设') { &['备', '施', '计'] } else { &['值', '长', '收'] };
    if alone && behind.starts_with(word) && !planned {
        return None;
    }
    let own = whose.trim_end_matches(['内', '下', '分']);
    let own = matches!(own, "" | "机关" | "本局" | "局机关" | "委机关" | "本机关")
        || name::is_organ(own) && name::is_placed(own);
    let behind = ["立", "置", "有", "设"].iter().find_map(|v| behind.strip_prefix(v)).unwrap_or(behind);
    // 增设:养老股。负责养老.
    let adds = rest.len() < near.len() || near.starts_with('增');
    let behind = behind.strip_prefix(':').filter(|_| adds).unwrap_or(behind);
    let name = behind.split([',', '。', ':', ';', '(', '\n']).next().filter(|_| own)?;
    let most = if name.contains('、') { 60 } else { 16 };
    let inside = name.ends_with(['室', '科', '股', '处', '部', '司']) && !longer(name, most);
    // 设置档案室,负责档案保管 is what a unit does; 另设救助热线一部 counts telephones.
    let room = alone && ROOMS.iter().any(|r| name.strip_suffix('室').is_some_and(|n| n.ends_with(r)));
    let inside = inside && !room && !["热线", "电话", "电梯"].iter().any(|w| name.contains(w));
    // 另设社会事务股、养老股.
    let several = || {
        let bodies = |n: &[&str]| n.iter().all(|b| name::is_mass_body(b));
        compound::together(name).is_some_and(|n| inside || bodies(&n))
    };
    let unit = name::is_mass_body(name)
        || inside && name::is_unit(name) && !name.starts_with(['在', '于'])
        || several();
    let at = near.len() - behind.len();
    let told = behind.get(name.len()..)?;
    let told = told.strip_prefix('(').and_then(|t| t.split_once(')')).map_or(told, |(_, t)| t);
    let told = told.trim_start_matches([',', '。', ':']);
    let told = ["主要", "分别"].iter().find_map(|w| told.strip_prefix(w)).unwrap_or(told);
    unit.then(|| (at, name::begins_duties(told)))
}

/// Where the name begins of the unit that a line tells which says first by what rule the Party's body is set up:
/// 机关党委按有关规定设置,负责…; 机关党总支按有关规定设置,人事科(与机关党总支合署办公)负责….
pub(super) fn by_rule_with_duties(text: &str) -> Option<usize> {
    let near = text.get(..text.floor_char_boundary(LINE))?;
    let rest = near.get(name::leading_body_of_party(near)?..)?;
    // 机关党委(人事股)按有关规定设置,负责….
    let rest = rest.strip_prefix('(').and_then(|t| t.split_once(')')).map_or(rest, |(_, t)| t);
    let told = rest.get(by_rule::clause(rest)?..)?;
    if name::begins_duties(told) {
        return Some(0);
    }
    // 机关党委按有关规定设置,离退休干部股负责….
    let verb = ["负责", "承担"].iter().filter_map(|v| told.find(v)).min();
    if verb.and_then(|at| told.get(..at)).is_some_and(|n| name::is_unit(n) && !longer(n, 12)) {
        return Some(near.len() - told.len());
    }
    let (unit, behind) = told.split_once('(')?;
    let shares = behind.split_once(')').is_some_and(|(_, t)| name::begins_duties(t));
    (shares && name::is_unit(unit)).then_some(near.len() - told.len())
}

/// What a line sets up stands within so many bytes.
const LINE: usize = 240;

/// Whether a line is about the organ, all its units or bodies outside, and not about the unit before it.
pub(super) fn is_of_the_organ(text: &str) -> bool {
    let first = text.get(..text.floor_char_boundary(LINE)).unwrap_or(text);
    let first = first.split(['。', '\n']).next().unwrap_or("");
    // One look at the first words rules most duties out.
    if name::begins_duties(first) || longer(first, 70) {
        return false;
    }
    is_by_rule(first)
        || is_outside(first)
        || has_outside(first)
        || counts_outside(first)
        || sets_up_outside(first)
        || is_of_all(first)
        || keeps_plaque(first)
}

/// 保留县政府研究室牌子, 加挂县法制办公室牌子: whose the plaque is, a line on its own does not say.
fn keeps_plaque(first: &str) -> bool {
    let plaque = first.strip_suffix("牌子").map(|t| t.trim_end_matches('的'));
    let name = plaque.and_then(|t| ["保留", "继续保留"].iter().find_map(|v| t.strip_prefix(v)));
    name.is_some_and(|n| {
        name::is_organ(n.trim_matches(['“', '”'])) && name::is_placed(n.trim_matches(['“', '”']))
    })
}

/// 机关党组织按有关规定设置, 人大、纪检监察和工会按有关规定和章程设置, 局属事业单位的设置另行规定.
fn is_by_rule(first: &str) -> bool {
    let clause = first.split(',').next().unwrap_or("");
    let of_bodies = |words: &str| BODIES.iter().any(|b| words.contains(b)) || is_class(words);
    if let Some((whose, _)) = ["另行规定", "另行制定", "另行确定"].iter().find_map(|w| first.split_once(w))
    {
        return of_bodies(whose) && !name::begins_duties(whose);
    }
    // 按照有关规定,设立机关党总支.
    let apart = by_rule::behind(first).and_then(|t| t.strip_prefix(','));
    if let Some(what) = apart.and_then(|t| by_rule::done().find_map(|d| t.strip_prefix(d))) {
        return of_bodies(what);
    }
    let Some((whose, how)) = by_rule::RULES.iter().find_map(|r| clause.split_once(r)) else { return false };
    let done = by_rule::done().find_map(|d| Some((d, how.split_once(d)?.1)));
    // 工会经费按有关规定管理 is a rule about money.
    let themselves = |words: &str| BODIES.iter().chain(&CLASSES).any(|b| words.ends_with(b));
    done.is_some_and(|(verb, what)| match verb {
        "管理" => themselves(whose.trim_end_matches("的设置")),
        _ => of_bodies(whose) || whose.is_empty() && of_bodies(what),
    })
}

/// Whether words name a class of bodies outside: 局属事业单位的设置、职责和编制.
fn is_class(words: &str) -> bool {
    CLASSES.iter().any(|w| words.contains(w))
}

/// 县社会救助中心为县民政局所属事业单位, 纪检监察工委为市纪委监委派出机构.
fn is_outside(first: &str) -> bool {
    let clause = first.split(',').next().unwrap_or("");
    let Some((body, what)) = clause.split_once(['为', '是']) else { return false };
    let what = name::without_brackets(what);
    !longer(body, 24)
        && (name::is_organ(body) || name::is_unit(body))
        && !body.starts_with(['该', '本'])
        && CLASSES.iter().any(|c| what.ends_with(c))
}

/// 县民政局下辖5个乡镇民政所, 街道设综合行政执法队.
fn has_outside(first: &str) -> bool {
    let mut verbs = ["下辖", "管辖"].iter().chain(SETS.iter().filter(|v| **v != "内设"));
    let Some((whose, what)) = verbs.find_map(|v| first.split_once(v)) else { return false };
    let organ = matches!(whose, "街道" | "镇" | "乡" | "本局" | "局机关" | "开发区" | "管委会")
        || name::is_organ(whose) && name::is_placed(whose);
    let what = what.split([',', '(']).next().unwrap_or("");
    organ
        && !what.starts_with(['在', '于'])
        && ["队", "站", "所", "中心", "院", "馆", "事业单位"].iter().any(|e| what.ends_with(e))
}

/// 派出人民法庭4个:…, 直属机构2个.
fn counts_outside(first: &str) -> bool {
    let words = first.split([':', ',', '(']).next().unwrap_or("");
    let counted = words.strip_suffix('个').unwrap_or("");
    let class = counted.trim_end_matches(is_numeral);
    let lead = ["派出", "派驻", "直属", "下属", "所属"].iter().any(|w| class.starts_with(w));
    let ends = ["机构", "法庭", "单位", "站", "所", "队", "分局", "中心"].iter().any(|e| class.ends_with(e));
    class.len() < counted.len() && lead && ends
}

/// 设司法警察大队,负责…, 下设水政监察大队(副科级),负责…: a team or a station, with what it does.
fn sets_up_outside(first: &str) -> bool {
    let mut verbs = SETS.iter().filter(|v| **v != "内设").chain(&ADDS);
    let Some(what) = verbs.find_map(|v| first.strip_prefix(v)) else { return false };
    let name = what.split([',', '(', ':']).next().unwrap_or("");
    let told = what.get(name.len()..).unwrap_or("");
    let told = told.strip_prefix('(').and_then(|t| t.split_once(')')).map_or(told, |(_, behind)| behind);
    let named = longer(name, 3) && !longer(name, 20) && name.chars().all(char::is_alphabetic);
    named
        && ["大队", "中队", "支队", "执法队", "监察队", "法警队"].iter().any(|e| name.ends_with(e))
        && told.strip_prefix([',', ':']).is_some_and(name::begins_duties)
}

/// 以上股室均为正股级, 各内设机构负责人由局党组任命.
fn is_of_all(first: &str) -> bool {
    let units = ["内设机构", "股室", "科室", "处室", "部室", "机构"];
    // 内设机构均为股级.
    let bare = first.starts_with("内设机构").then_some(first);
    let rest = ["以上", "上述", "所属各", "各"].iter().find_map(|w| first.strip_prefix(w)).or(bare);
    let rest = rest.map(|t| t.trim_start_matches(|c: char| c.is_ascii_digit() || c == '个'));
    // (内设机构领导职数另行核定).
    let remark = || first.strip_prefix('(').filter(|t| t.starts_with("内设"));
    let behind = rest.or_else(remark).and_then(|t| units.iter().find_map(|u| t.strip_prefix(u)));
    behind.is_some_and(|t| {
        begins(
            t,
            &["均为", "机构规格", "规格", "级别", "负责人", "的负责人", "领导", "编制", "可根据", "可以根据"],
        ) || begins(t, &["的具体职责", "具体职责", "的职责", "职责"]) && t.contains("另行")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_is_set_up_beside_is_told_from_what_a_unit_does() {
        for (line, expected) in [
            ("另设机关党总支,负责机关党的建设工作。", Some(true)),
            ("此外,设总会计师办公室,负责审计。", Some(true)),
            ("机关设党总支。负责机关党建。", Some(true)),
            ("另外,设机关党委(人事股),负责党群、人事工作。", Some(true)),
            ("另设工会。", Some(false)),
            ("另按规定设置机关党委。", Some(false)),
            ("设审计股,负责审计。", Some(true)),
            ("设计划财务科。负责财务。", Some(true)),
            ("设备科:负责设备。", None),
            ("设计室:负责设计。", None),
            ("增值税科。负责增值税。", None),
            ("设置档案室,负责档案保管。", None),
            ("另设救助热线一部。", None),
            ("另设社会事务股、养老股。", Some(false)),
            ("另设社会事务股和养老股,分别负责社会事务、养老工作。", Some(true)),
            ("另设机关党委、离退休干部股。", Some(false)),
            ("设置档案室、图书室,负责档案保管。", None),
            ("设监察室,负责监察。", Some(true)),
            ("设收费科,负责收费。", Some(true)),
            ("设在办公室,负责日常工作。", None),
            ("另设县社会救助中心。", None),
            ("负责设计室,承担管理工作。", None),
        ] {
            assert_eq!(set_up(line).map(|(_, told)| told), expected, "{line}");
        }
    }

    #[test]
    fn what_is_of_the_organ_is_told_from_what_a_unit_does() {
        for line in [
            "机关党组织按有关规定设置。",
            "工会、团委、妇委会按有关章程设置。",
            "人大、纪检监察、人民武装部和工会、共青团、妇联等组织按有关规定和章程设置。",
            "按照有关规定设置机关党支部,由办公室负责日常工作。",
            "机关党组织的设置按照《中国共产党章程》有关规定执行。",
            "派驻纪检监察组的设置由县纪委监委另行规定。",
            "局属事业单位的设置、职责和编制事项另行规定。",
            "县社会救助中心为县民政局所属事业单位。",
            "县民政局设综合行政执法队,负责执法工作。",
            "县民政局下辖5个乡镇民政所。",
            "街道设综合行政执法队,作为事业单位。",
            "以上股室均为正股级。",
            "各内设机构负责人由局党组任命。",
            "派出人民法庭4个:城关人民法庭、某某人民法庭。负责审判。",
            "派出机构5个:城关水利站。",
            "设司法警察大队,负责警务保障。",
            "下设水政监察大队(副科级),负责水政执法。",
            "(内设机构领导职数另行核定)",
            "内设机构均为股级。",
            "按照有关规定,设立机关党总支。",
            "党群组织按有关章程设立。",
            "上述机构可根据工作需要适当调整。",
            "所属各股室的具体职责由县政府办公室另行规定。",
            "机关党组织按照党章规定设置。",
            "保留县政府研究室牌子。",
        ] {
            assert!(is_of_the_organ(line), "{line}");
        }
        for line in [
            "负责按有关规定设置机关党组织。",
            "指导工会按照有关章程开展工作。",
            "该股为县民政局直属机构。",
            "设立举报电话,负责受理举报。",
            "直属单位的审计。",
            "派出机构的管理,5个方面的考核。",
            "各股室档案的收集。",
            "为全县养老机构服务。",
            "机关党建工作按有关规定由该股承担。",
            "劳动监察案卷按规定管理。",
            "安全监察人员按规定配备执法装备。",
            "涉及妇女儿童的案卷按照规定管理。",
            "工会经费按有关规定管理。",
            "内设机构职责的调整。",
            "保留历史建筑牌子。",
        ] {
            assert!(!is_of_the_organ(line), "{line}");
        }
    }
}
