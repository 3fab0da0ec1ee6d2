//! Lines that are no provision: telephone numbers, web addresses and the like.

use crate::{
    ingest::{ctx::longer, names::name::begins_duties, posts::title::is_title},
    text::{find_date, is_numeral, is_page, is_running_head, numeral},
};

const BEGINNINGS: [&str; 30] = [
    "联络电话",
    "联络人",
    "联络方式",
    "科室负责人",
    "责任人",
    "服务电话",
    "联系电话",
    "办公电话",
    "值班电话",
    "监督电话",
    "咨询电话",
    "投诉电话",
    "电话",
    "传真",
    "网址",
    "办公地址",
    "通讯地址",
    "单位地址",
    "地址",
    "邮编",
    "邮政编码",
    "电子邮箱",
    "邮箱",
    "联系人",
    "联系方式",
    "办公时间",
    "工作时间",
    "E-mail",
    "Email",
    "负责人",
];

/// The characters that these begin with: one look rules most lines out.
const FIRST: [char; 19] = [
    '科', '责', '服', '联', '办', '值', '监', '咨', '投', '电', '传', '网', '通', '单', '地', '邮', '工',
    'E', '负',
];

/// Whether a folded line only tells how to reach somebody.
pub(in crate::ingest) fn is_contact(line: &str) -> bool {
    if line.starts_with("http") || line.starts_with("www.") {
        return true;
    }
    if !line.starts_with(FIRST) {
        return false;
    }
    BEGINNINGS.iter().filter_map(|b| line.strip_prefix(b)).any(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(|c: char| c == ':' || c.is_ascii_digit())
    })
}

/// Whether lines of the page or of the distribution begin with a character, as far as they do not end with 印发.
fn begins_furniture(c: char) -> bool {
    "-—–·~第共抄分附(版网主首字返扫打关【上下相来信文本最©".contains(c)
}

/// Whether a folded line belongs to the page or to the distribution of a document, and to none of its provisions: — 3 —,
/// 抄送:…, 某某办公室2019年3月22日印发, 附件2. Some are told by what they stand `behind`: another such line.
pub(in crate::ingest) fn is_furniture(line: &str, behind: bool) -> bool {
    if line.ends_with("印发") {
        return line.len() < 200 && !line.contains(['。', '《', ',']) && find_date(line).is_some();
    }
    if behind && line.len() < 120 && ["ICP备", "公网安备", "网站标识码"].iter().any(|w| line.contains(w))
    {
        return true;
    }
    // What readers change the part below by.
    if matches!(line, "编辑" | "编辑本段") {
        return true;
    }
    if !line.starts_with(begins_furniture) {
        return line.len() < 8 && is_page(line) || is_running_head(line);
    }
    let sent =
        ["抄送", "抄报", "分送"].iter().any(|w| line.strip_prefix(w).is_some_and(|t| t.starts_with(':')));
    sent || SITE.iter().any(|w| line.starts_with(w)) && !line.contains('。')
        || (line.starts_with("(此件") || line.starts_with("(共印")) && line.ends_with(')')
        || line.starts_with("主题词:")
        || line.starts_with("共印") && line.ends_with('份')
        || is_annex(line)
        || line.len() < 120 && line.starts_with("附:") && line.ends_with(['图', '表'])
        || is_page(line)
}

/// Whether a folded line only announces who leads an organ, as pages of organs do: 现任领导:.
pub(in crate::ingest) fn announces_leaders(line: &str) -> bool {
    let words = line.trim_end_matches([':', '.', '。']);
    words.len() < 24 && LEADERS.contains(&words)
}

/// Whether a folded line, below such a one, names somebody with the post that he holds: 副主任:某某.
pub(in crate::ingest) fn names_leader(line: &str) -> bool {
    let post = |words: &str| !longer(words, 16) && is_title(words);
    line.len() < 300 && !line.ends_with('。') && line.split_once(':').is_some_and(|(words, _)| post(words))
}

/// Whether a folded line is the name of somebody behind his post, and nothing else: 局长:某某.
pub(in crate::ingest) fn is_person(line: &str) -> bool {
    // One look rules most lines out.
    if line.len() > PERSON {
        return false;
    }
    let Some((post, name)) = line.trim_end_matches(['.', '。']).split_once(':') else { return false };
    // 局长:1名, 主任:负责全面工作, 组长:另行任命.
    let person = |name: &str| {
        longer(name, 1)
            && !longer(name, 4)
            && name.chars().all(|c| c.is_alphabetic() && !is_numeral(c))
            && !begins_duties(name)
            && !["空缺", "暂缺", "待定", "兼任"].contains(&name)
            && !is_title(name)
            && !name.starts_with(['由', '另', '正', '副', '各', '若'])
    };
    is_title(post) && person(name)
}

/// Whether folded words, behind a sentence on its line, name somebody with his telephone: 科长:某某某 电话:0451-57422222.
pub(in crate::ingest) fn is_person_to_call(words: &str) -> bool {
    // One look at the first sign rules most words out.
    let first = words.as_bytes().get(..words.len().min(POST)).unwrap_or_default();
    let post = memchr::memchr(b':', first).and_then(|at| words.get(..at));
    if !post.is_some_and(is_title) {
        return false;
    }
    let near = words.get(..words.floor_char_boundary(3 * PERSON)).unwrap_or(words);
    let line = near.split('\n').next().unwrap_or(near);
    let call = ["联系电话", "办公电话", "电话", "联系方式", "手机"].iter().filter_map(|w| line.find(w)).min();
    call.and_then(|at| line.get(..at))
        .filter(|t| !t.contains(['。', ';']))
        .is_some_and(|t| is_person(t.trim_end_matches([',', ';', '、', '('])))
}

/// Such a line has no more bytes.
const PERSON: usize = 64;
/// A post that somebody holds is called with no more bytes.
const POST: usize = 24;

/// Whether a folded line heads what an encyclopaedia tells besides: the paragraphs below it are no provisions.
pub(in crate::ingest) fn is_other_matter(line: &str) -> bool {
    let words = line.trim_end_matches(':');
    words.len() < 24 && OTHER_MATTER.contains(&words)
}

const OTHER_MATTER: [&str; 26] = [
    "荣誉",
    "乘车路线",
    "廉政监督",
    "服务承诺",
    "行政权力",
    "权责清单",
    "办事指南",
    "相关链接",
    "网站地图",
    "监督方式",
    "历任领导",
    "图片",
    "获得荣誉",
    "所获荣誉",
    "主要荣誉",
    "机构荣誉",
    "单位荣誉",
    "荣誉称号",
    "历史沿革",
    "机构沿革",
    "发展历程",
    "大事记",
    "参考资料",
    "参考来源",
    "相关新闻",
    "词条标签",
];

/// Whether such a line heads only pictures.
pub(in crate::ingest) fn is_picture(line: &str) -> bool {
    line.trim_end_matches(':') == "图片"
}

/// Whether a line heads the foot of such a page, behind which nothing of the text comes.
pub(in crate::ingest) fn is_foot(line: &str) -> bool {
    matches!(line.trim_end_matches(':'), "词条标签" | "词条图册" | "参考资料" | "扩展阅读")
}

const LEADERS: [&str; 16] = [
    "领导分工",
    "机构负责人",
    "领导班子分工",
    "相关工作人员",
    "主要领导",
    "领导介绍",
    "现任领导",
    "现任领导班子",
    "领导成员",
    "班子成员",
    "领导班子",
    "领导班子成员",
    "领导简介",
    "领导信息",
    "单位领导",
    "机构领导",
];

/// What the lines of a page about it begin with.
const SITE: [&str; 36] = [
    "网站地图",
    "(来源:",
    "本内容最后更新于",
    "最后更新于",
    "©",
    "来源:",
    "信息来源:",
    "文章来源:",
    "版权所有",
    "网站标识码",
    "首页>",
    "字体:",
    "字号:",
    "主办单位:",
    "主办:",
    "返回顶部",
    "扫一扫在手机",
    "分享到",
    "分享:",
    "打印本页",
    "打印此页",
    "打印关闭",
    "打印|关闭",
    "关闭本页",
    "关闭窗口",
    "【打印",
    "【关闭",
    "【字体",
    "【返回",
    "上一篇:",
    "下一篇:",
    "上一条:",
    "下一条:",
    "相关链接:",
    "相关附件:",
    "附件下载:",
];

/// 附件, 附件2, 附件一:, and nothing else.
pub(in crate::ingest) fn is_annex(line: &str) -> bool {
    let number = line.strip_prefix("附件").map(|t| t.trim_end_matches(':'));
    number.is_some_and(|n| n.is_empty() || numeral(n).is_some_and(|n| n < 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_page_are_told_from_provisions() {
        for line in [
            "—3—",
            "-12-",
            "第3页",
            "第3页共10页",
            "共10页第3页",
            "3",
            "3/10",
            "抄送:县委各部门。",
            "附件",
            "附件2",
            "附件一:",
            "(此件公开发布)",
            "版权所有©某某县人民政府",
            "首页>政务公开>机构职能",
            "主题词:机构编制方案通知",
            "(共印20份)",
            "主办:市委编办督办:市政府办公室",
            "上一篇:某县民政局职能配置、内设机构和人员编制规定",
            "【打印本页】【关闭窗口】",
            "打印关闭",
            "扫一扫在手机打开当前页",
        ] {
            assert!(is_furniture(line, false), "{line}");
        }
        assert!(is_furniture("某某县人民政府办公室2019年3月22日印发", false));
        for line in
            ["-", "第三条", "第3条", "附件:编制表", "(一)负责文电。", "—", "本规定自2019年3月22日印发"]
        {
            assert_eq!(is_furniture(line, false), line.ends_with("印发"), "{line}");
        }
    }

    #[test]
    fn a_person_behind_a_post_is_told_from_posts_and_duties() {
        for line in ["局长:某某", "书记:某某", "副馆长:某某某."] {
            assert!(is_person(line), "{line}");
        }
        for line in
            ["局长:1名", "主任:负责全面工作", "副局长:三名", "主任:空缺", "办公室:某某", "组长:由县长兼任"]
        {
            assert!(!is_person(line), "{line}");
        }
    }

    #[test]
    fn every_beginning_passes_the_first_look() {
        for words in BEGINNINGS {
            assert!(words.starts_with(FIRST), "{words}");
            assert!(is_contact(&format!("{words}:1")), "{words}");
        }
    }
}
