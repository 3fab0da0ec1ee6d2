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

/// The characters that these begin with: one look rules most lines out.
const FIRST: [char; 16] =
    ['联', '办', '值', '监', '咨', '投', '电', '传', '网', '通', '单', '地', '邮', '工', 'E', '负'];

/// Whether a folded line only tells how to reach somebody.
pub(super) fn is_contact(line: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_passes_the_first_look() {
        for words in BEGINNINGS {
            assert!(words.starts_with(FIRST), "{words}");
            assert!(is_contact(&format!("{words}:1")), "{words}");
        }
    }
}
