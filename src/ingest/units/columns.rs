//! The columns of a table of units: what each of them holds, as its label says.

use crate::{
    ingest::{
        ctx::{Ctx, longer},
        posts::classify::classify,
        posts::figure::Counts,
        posts::title::Title,
    },
    source::Span,
};

/// No column is called by more characters.
pub(super) const LABEL: usize = 14;
/// A table has no more columns.
pub(super) const COLUMNS: usize = 16;

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Ordinal,
    /// Names of units, said to be such or not.
    Name(bool),
    Duties,
    Posts(Counts),
    /// What kind of body a row is about: 党政机构, 事业单位.
    Class,
    Other,
}

/// What a label names; `above` is the label that stands over it, in a head of two lines.
pub(super) fn column(label: &str, above: &str) -> Column {
    let words: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
    let has = |all: &[&str]| all.iter().any(|w| words.contains(w));
    let ends = |all: &[&str]| all.iter().any(|w| words.ends_with(w));
    if matches!(words.as_str(), "序号" | "编号" | "序" | "号" | "项次") {
        return Column::Ordinal;
    }
    if let Some(counts) = posts(label, above) {
        return Column::Posts(counts);
    }
    if has(&["职责"]) || ends(&["职能", "任务", "工作内容", "职掌"]) {
        return Column::Duties;
    }
    if has(&["内设", "科室", "股室", "处室", "部室", "内部机构", "中层机构"]) || ends(&["科名称", "股名称"])
    {
        return Column::Name(true);
    }
    if ends(&["类别", "类型", "性质", "分类"]) {
        return Column::Class;
    }
    let named = ends(&["机构", "机构名称", "部门", "部门名称", "单位", "单位名称"]) || words == "名称";
    if named { Column::Name(false) } else { Column::Other }
}

/// Whether a label of leaders tells in a bracket behind it which it counts: its first character there.
fn told_apart(label: &str) -> Option<char> {
    let (words, inside) = label.strip_suffix(')')?.split_once('(')?;
    words.ends_with("职数").then(|| inside.chars().next())?
}

/// What a label counts in a table of units.
fn posts(label: &str, above: &str) -> Option<Counts> {
    let over = |w: &str| above.contains(w);
    Some(match label {
        "小计" | "合计" | "总数" if over("编制") => Counts::Total,
        "行政" if over("编制") => Counts::Admin,
        "事业" if over("编制") => Counts::Institution,
        "工勤" if over("编制") => Counts::Support,
        "小计" | "合计" if over("职数") => Counts::UnitLeaders,
        "职数" | "负责人职数" => Counts::UnitLeaders,
        // 领导职数(正), 领导职数(副职).
        _ if told_apart(label) == Some('正') => Counts::Post(Title::UnitHead),
        _ if told_apart(label) == Some('副') => Counts::Post(Title::UnitDeputy),
        "正职" | "正科" | "正股" | "正科级" | "正股级" | "正" => Counts::Post(Title::UnitHead),
        "副职" | "副科" | "副股" | "副科级" | "副股级" | "副" => Counts::Post(Title::UnitDeputy),
        _ if label.ends_with("职责") => return None,
        "人数" | "编制数" | "编制人数" | "编制员额" | "员额" | "名额" | "核定数" => {
            Counts::Total
        }
        _ => match classify(label).0 {
            Counts::Other | Counts::Filled => return None,
            Counts::Leaders => Counts::UnitLeaders,
            // A label of leaders that names neither is that of both together.
            Counts::Post(Title::UnitHead) if label.ends_with("职数") && !label.contains('正') => {
                Counts::UnitLeaders
            }
            Counts::Post(Title::Head) => Counts::Post(Title::UnitHead),
            Counts::Post(Title::Deputy) => Counts::Post(Title::UnitDeputy),
            counts => counts,
        },
    })
}

/// The head of a table of units.
pub(super) struct Head {
    pub(super) columns: Vec<(Column, Span)>,
    pub(super) name: usize,
    pub(super) duties: Option<usize>,
    pub(super) sure: bool,
}

impl Head {
    pub(super) fn of(ctx: Ctx<'_>, cells: &[Span], above: Option<&[Span]>) -> Option<Self> {
        if !(2..=COLUMNS).contains(&cells.len()) || cells.iter().any(|c| longer(ctx.str(*c), LABEL)) {
            return None;
        }
        let mut over = "";
        let columns = cells.iter().enumerate().map(|(i, cell)| {
            let wide = above.and_then(|a| a.get(i)).map_or("", |a| ctx.str(*a));
            // A label above covers the columns up to the next one.
            over = if wide.is_empty() { over } else { wide };
            let lower = if cell.is_empty() { Span::new(cell.start, cell.start) } else { *cell };
            match (ctx.str(lower), above) {
                ("", Some(a)) => (column(over, ""), a.get(i).copied().unwrap_or(lower)),
                (words, _) => (column(words, over), lower),
            }
        });
        let columns: Vec<(Column, Span)> = columns.collect();
        let place = |wanted: Column| columns.iter().position(|(c, _)| *c == wanted);
        let sure = place(Column::Name(true));
        let name = sure.or_else(|| place(Column::Name(false)))?;
        let duties = place(Column::Duties);
        let counted = columns.iter().any(|(c, _)| matches!(c, Column::Posts(_)));
        let sure = sure.is_some();
        (duties.is_some() || sure && counted).then_some(Self { columns, name, duties, sure })
    }

    pub(super) fn ordinal(&self) -> Option<usize> {
        self.columns.iter().position(|(c, _)| *c == Column::Ordinal)
    }
}
