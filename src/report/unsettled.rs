//! Why a strict run fails where no finding does it, for forms that have no place for that.

use super::words;
use crate::{
    finding::{Report, WaiverState},
    phrase::{Lang, Phrase},
};

/// What is not settled in a report, one remark each: waivers that do nothing, policies that found nothing to judge, and how
/// much is undecided.
pub fn unsettled(report: &Report) -> Vec<Phrase> {
    let idle = report.waivers.iter().filter(|w| w.state != WaiverState::Used);
    let idle = idle.map(|w| {
        let (zh, en) = (words::idle(Lang::Zh, w), words::idle(Lang::En, w));
        Phrase::new(format!("豁免没有作用：{zh}"), format!("a waiver does nothing: {en}"))
    });
    let mut all: Vec<Phrase> = idle.collect();
    if !report.vacuous.is_empty() {
        let (zh, en) = (report.vacuous.join("、"), report.vacuous.join(", "));
        all.push(Phrase::new(
            format!("在任何文件中都没有检查对象的政策：{zh}"),
            format!("policies that found nothing to judge in any document: {en}"),
        ));
    }
    let undecided = report.summary().undecided;
    if undecided > 0 {
        let many = words::many(undecided, "verdict is", "verdicts are");
        all.push(Phrase::new(format!("未决 {undecided} 项"), format!("{many} undecided")));
    }
    all
}
