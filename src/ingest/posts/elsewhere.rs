//! The posts of bodies that other parts tell of than those about posts: institutions in 其他事项, offices in the country, and bodies in
//! a list of their own.

use std::{cell::LazyCell, collections::BTreeSet};

use super::{
    count::{organ_in, posts_written},
    row::Row,
    staffing,
};
use crate::{
    ingest::{
        ctx::{Ctx, find, sub},
        layout::block::{Block, Role},
        layout::part::Part,
        names::name,
        names::organ::{self, same},
    },
    schema::SectionKind,
    source::Span,
};

/// The posts of bodies that other parts tell of, where one gives those of the organ: its rows are `own`.
pub(in crate::ingest) fn rows(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part], own: &[Row]) -> Vec<Row> {
    if !parts.iter().any(|p| p.kind == Some(SectionKind::Staffing)) {
        return Vec::new();
    }
    let others = parts.iter().filter(|p| p.kind.is_none_or(|k| k == SectionKind::Other));
    let blocks_of = others.flat_map(|p| blocks.get(p.first..p.last).unwrap_or_default());
    let given = blocks_of.filter(|b| b.role == Role::Plain);
    let shared = |b: &Block| find(ctx.str(b.body), "编制分别").is_some();
    let given = given.filter(|b| posts_written(ctx, b.body) || shared(b));
    let paragraphs: Vec<_> = given.map(|b| (b.body, None)).collect();
    let mut rows = staffing::rows(ctx, &paragraphs, &[], None);
    for row in &mut rows {
        of_an_institution(ctx, row);
    }
    // Those of a list are read item by item.
    let listed = listed(ctx, blocks, parts);
    let told: BTreeSet<u32> = listed.iter().filter_map(figure).collect();
    rows.retain(|r| figure(r).is_none_or(|at| !told.contains(&at)));
    rows.extend(listed);
    // Where the row of the organ does not name it, its title does.
    let named = LazyCell::new(|| organ::names(ctx, blocks, parts, &[]).name);
    rows.retain(|r| is_of_another(ctx, r, own, &named));
    rows
}

/// Where the number of a row's posts stands.
fn figure(row: &Row) -> Option<u32> {
    row.institution.or(row.admin).or(row.total).map(|(_, at)| at.start)
}

/// 县救助站,编制12名.
pub(super) fn of_an_institution(ctx: Ctx<'_>, row: &mut Row) {
    let ends = ['站', '所', '院', '馆', '校', '队', '心'];
    if row.institution.is_none() && row.organ.is_some_and(|o| ctx.str(o).ends_with(ends)) {
        row.institution = row.total.take();
    }
}

/// Whether a row is that of another body than the organ. What a text says of the organ's own posts elsewhere is none of these.
fn is_of_another(
    ctx: Ctx<'_>,
    row: &Row,
    own: &[Row],
    named: &LazyCell<Option<Span>, impl FnOnce() -> Option<Span>>,
) -> bool {
    let Some(organ) = row.organ else { return false };
    if row.institution.is_some() && row.admin.is_none() {
        return true;
    }
    let first = own.iter().find(|r| r.admin.or(r.total).or(r.institution).is_some());
    let own = |first: &Row| first.organ.or_else(|| **named);
    let known = first.and_then(own).is_some_and(|o| !same(ctx.str(o), ctx.str(organ)));
    known && row.admin.or(row.total).is_some()
}

/// What the bodies of a list are called.
const BODIES: [&str; 12] = [
    "事业单位",
    "直属机构",
    "派出机构",
    "派驻机构",
    "所属机构",
    "下属机构",
    "直属单位",
    "所属单位",
    "下属单位",
    "二级机构",
    "二级单位",
    "事业机构",
];

/// The posts of the bodies that stand in a list of their own: 设置下列事业单位:(一)县水文站,编制12名.
fn listed(ctx: Ctx<'_>, blocks: &[Block], parts: &[Part]) -> Vec<Row> {
    let own = [SectionKind::Staffing, SectionKind::Duties, SectionKind::Units, SectionKind::Adjustments];
    let others = parts.iter().filter(|p| p.kind.is_none_or(|k| !own.contains(&k)));
    let lists = others.filter_map(|p| {
        let own = blocks.get(p.first..p.last)?;
        // The words before the list, behind the heading that the part may have.
        let at = own.iter().take(3).position(|b| b.item().is_some()).unwrap_or(1).checked_sub(1)?;
        let words = ctx.str(own.get(at)?.body);
        let last = words.rsplit(['。', ';']).next()?;
        let announced = last.ends_with(':') || matches!(own.get(at)?.role, Role::Heading(_));
        let kind = BODIES.iter().find(|b| last.contains(**b)).filter(|_| announced)?;
        Some((own.get(at + 1..).unwrap_or_default(), kind.starts_with("事业")))
    });
    let mut out = Vec::new();
    for (list, institutions) in lists {
        let given = list.iter().filter(|b| b.item().is_some() && b.role == Role::Plain);
        for block in given.filter(|b| posts_written(ctx, b.body)) {
            let mut rows = staffing::rows(ctx, &[(block.body, None)], &[], None);
            for row in &mut rows {
                row.organ = row.organ.or_else(|| body_named(ctx, block.body));
                if row.institution.is_none() && institutions {
                    row.institution = row.total.take();
                }
                of_an_institution(ctx, row);
            }
            out.append(&mut rows);
        }
    }
    out
}

/// The body that an item begins with: 云岭县气象台。负责预报。事业编制7名。
fn body_named(ctx: Ctx<'_>, body: Span) -> Option<Span> {
    let text = ctx.str(body);
    let first = text.split(['。', ',', ':', ';', '\n']).next()?;
    let name = name::without_brackets(first);
    let name = name.split(['为', '是']).next().filter(|n| name::is_organ(n)).unwrap_or(name);
    organ_in(ctx, sub(body, 0, name.len()))
}
