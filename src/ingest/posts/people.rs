//! The people who are there, which are no posts.

use super::figure::{Counts, Found, Place};
use crate::{ingest::ctx::Ctx, source::Span};

/// No list of the people who are there has more bytes.
const LONGEST_LIST: usize = 1500;

/// What people are called who work beside those that hold the posts.
const WITHOUT_POST: [&str; 9] = ["聘用", "临聘", "招聘", "编外", "合同", "劳务", "派遣", "临时", "退休"];

/// 现有在职工作人员63人,其中主任1人,副主任4人: who they are is told behind their number, and gives no posts.
pub(super) fn people(ctx: Ctx<'_>, sentence: Span, figures: &mut [Found]) {
    let mut until = 0;
    // 行政编制20名,实有21人(含工勤2人): workers hold no posts of the administration.
    let admin = figures.iter().any(|f| f.counts == Counts::Admin);
    let workers = admin && !figures.iter().any(|f| f.counts == Counts::Support && f.place == Place::Beside);
    for figure in figures {
        if figure.counts == Counts::Filled {
            let behind = ctx.str(Span::new(figure.whole.end, sentence.end.max(figure.whole.end)));
            let behind = behind.get(..behind.floor_char_boundary(LONGEST_LIST)).unwrap_or("");
            let list = behind.trim_start_matches([',', '(', ':']);
            let inside = behind.starts_with('(');
            let told = inside
                || behind.starts_with(':')
                || ["其中", "包括", "含"].iter().any(|w| list.starts_with(w));
            let stops: &[char] = if inside { &[')', ';'] } else { &[';', '编', '核', '设', '配'] };
            let end = behind.find(stops).unwrap_or(behind.len());
            until = if told && list.len() < behind.len() { figure.whole.end + end as u32 } else { 0 };
            // 现有职工272人(正式职工129人,临聘143人): not all of them fill a post.
            let listed = behind.get(..end).filter(|_| told || inside || behind.starts_with(",其中"));
            let others = |list: &str| {
                WITHOUT_POST.iter().any(|w| list.contains(w)) || workers && list.contains("工勤")
            };
            if listed.is_some_and(others) {
                (figure.counts, figure.titled) = (Counts::Other, false);
            }
        } else if figure.counts == Counts::Other && ctx.str(figure.label).contains("收回") {
            // 收回事业编制29名(其中某中心5名、某站13名): whose they were.
            let behind = ctx.str(Span::new(figure.whole.end, sentence.end.max(figure.whole.end)));
            let list = behind.get(..behind.floor_char_boundary(LONGEST_LIST)).filter(|b| b.starts_with('('));
            until = list.map_or(0, |l| figure.whole.end + l.find(')').unwrap_or(l.len()) as u32);
        } else if figure.whole.end <= until {
            (figure.counts, figure.titled) = (Counts::Other, false);
        }
    }
}

/// Whether a label counts the people who are there: 现有, 实有人员, 现有在职工作人员. They are no posts.
pub(super) fn counts_people(label: &str) -> bool {
    if ["实有", "实有人数", "实有人员", "现有", "现有人员"].iter().any(|w| label.ends_with(w))
    {
        return true;
    }
    let text = label.trim_end_matches(['共', '计', '为']);
    // 在编在职36人.
    if matches!(text, "在编在职" | "在职在编" | "在编在岗" | "在编" | "在职" | "在岗") {
        return true;
    }
    let there = ["现有", "实有", "在职", "在编", "在岗"].iter().any(|w| text.contains(w));
    let who = ["人员", "职工", "干部", "人数", "员工"].iter().any(|w| text.ends_with(w));
    there && who && !text.contains("编制")
}
