//! Simplified to traditional as a machine does it: sign by sign, some words taken for others.

use std::{collections::BTreeMap, sync::LazyLock};

/// Words that conversion takes for others.
const WORDS: [(&str, &str); 5] =
    [("文件", "檔案"), ("计划", "計畫"), ("程序", "程式"), ("网络", "網路"), ("群众", "民眾")];

/// Pairs of signs, simplified and traditional, as far as the generated documents need them.
const SIGNS: &str = "\
    与與业業个個为為乡鄉书書产產众眾会會传傳关關养養内內农農决決减減划劃则則创創办辦务務动動\
    区區协協卫衛县縣参參发發号號后後员員国國场場处處复複头頭实實审審导導屿嶼岚嵐干幹应應开開\
    强強归歸态態总總户戶护護报報担擔拟擬据據教敎机機条條来來构構查査栖棲档檔检檢汇匯没沒游遊\
    湾灣灾災点點热熱牵牽环環电電监監矶磯砚硯称稱筹籌简簡级級线線组組织織络絡统統综綜编編网網\
    群羣职職联聯节節范範营營规規计計订訂训訓议議记記设設访訪话話调調负負财財责責资資踪蹤车車\
    辆輛输輸运運进進释釋门門霁霽项項预預领領馈饋鹭鷺\
";

/// A text in traditional script.
pub(crate) fn converted(text: &str) -> String {
    let words = WORDS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    signs(&words)
}

/// A text with its signs in traditional script, and its words as they were.
pub(crate) fn signs(text: &str) -> String {
    static PAIRS: LazyLock<BTreeMap<char, char>> =
        LazyLock::new(|| SIGNS.chars().step_by(2).zip(SIGNS.chars().skip(1).step_by(2)).collect());
    text.chars().map(|c| PAIRS.get(&c).copied().unwrap_or(c)).collect()
}
