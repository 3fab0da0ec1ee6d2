//! Lines that are no provision: telephone numbers, web addresses and the like.

const BEGINNINGS: [&str; 24] = [
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

/// Whether a folded line only tells how to reach somebody.
pub(super) fn is_contact(line: &str) -> bool {
    if line.starts_with("http") || line.starts_with("www.") {
        return true;
    }
    BEGINNINGS.iter().filter_map(|b| line.strip_prefix(b)).any(|rest| {
        let rest = rest.trim_start();
        rest.is_empty() || rest.starts_with(|c: char| c == ':' || c.is_ascii_digit())
    })
}
