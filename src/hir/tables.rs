//! Tables: rows of the right shape, without holes or overlaps.

use super::{BandKey, Constant, Ctx, Place, Row, Table, error, expr::Scope};
use crate::{
    diagnostic::{Code, Diagnostic},
    phrase::Phrase,
    schema::{Kind, Type},
    source::{FileId, Span},
    syntax::ast::{self, Item},
};

impl Ctx {
    pub(super) fn tables(&mut self, files: &[(FileId, &ast::PolicyFile)]) {
        for (file, tree) in files {
            for item in &tree.items {
                if let Item::Table(t) = item {
                    let table = self.table(*file, t);
                    self.program.tables.push(table);
                }
            }
        }
    }

    fn table(&mut self, file: FileId, t: &ast::Table) -> Table {
        let mut kind = |ty: &ast::TypeName| match self.type_named(file, ty) {
            Type::One(k) => Some(k),
            _ => None,
        };
        let keys: Vec<Option<Kind>> = t.keys.iter().map(|k| kind(&k.ty)).collect();
        let result = kind(&ast::TypeName { name: t.result.clone(), list: false });
        let (Some(keys), Some(result)) = (keys.into_iter().collect::<Option<Vec<Kind>>>(), result) else {
            return Table {
                name: t.name.value.clone(),
                keys: Vec::new(),
                result: Kind::Int,
                rows: Vec::new(),
            };
        };
        if t.rows.is_empty() || keys.is_empty() {
            self.problems.push(shape(
                file,
                t.name.span,
                "表没有行或没有键",
                "the table has no row or no key",
            ));
        }
        let rows = t.rows.iter().map(|r| self.row(file, r, &keys, result)).collect::<Vec<_>>();
        self.same_rows(file, t, &rows);
        Table { name: t.name.value.clone(), keys, result, rows }
    }

    fn row(&mut self, file: FileId, r: &ast::Row, keys: &[Kind], result: Kind) -> Row {
        let Some((last, leading)) = keys.split_last() else {
            return Row { keys: Vec::new(), bands: Vec::new() };
        };
        if r.keys.len() != leading.len() {
            let (n, m) = (leading.len(), r.keys.len());
            let zh = format!("此行在区间之前应有{n}个键,写了{m}个");
            let en = format!(
                "before its bands this row needs {n} key{}, it has {m}",
                if n == 1 { "" } else { "s" }
            );
            self.problems.push(shape(file, r.span, &zh, &en));
        }
        let lead = r.keys.iter().zip(leading).filter_map(|(e, k)| self.cell(file, e, *k)).collect();
        let mut bands = Vec::new();
        for b in &r.bands {
            let Some(value) = self.cell(file, &b.result, result) else { continue };
            let key = match &b.key {
                ast::BandKey::Range { from, to } if last.is_number() => {
                    BandKey::Range(from.map(|n| n.value), to.map(|n| n.value))
                }
                ast::BandKey::Range { .. } => {
                    let place = Place { file, span: b.span };
                    self.problems.push(error::mismatch(place, Type::One(Kind::Int), Type::One(*last)));
                    continue;
                }
                ast::BandKey::Value(e) => match self.cell(file, e, *last) {
                    Some(v) => BandKey::Value(v),
                    None => continue,
                },
            };
            bands.push((key, value, b.span));
        }
        self.bands(file, &bands);
        Row { keys: lead, bands: bands.into_iter().map(|(k, v, _)| (k, v)).collect() }
    }

    fn cell(&mut self, file: FileId, e: &ast::Expr, kind: Kind) -> Option<Constant> {
        let wanted = Type::One(kind);
        let e = self.expr(&mut Scope::new(file), e, Some(wanted));
        if !e.ty.fits(wanted) {
            self.problems.push(error::mismatch(Place { file, span: e.span }, e.ty, wanted));
            return None;
        }
        self.constant(file, &e)
    }

    /// Bands of numbers must touch, in order; no band may hold what another holds.
    fn bands(&mut self, file: FileId, bands: &[(BandKey, Constant, Span)]) {
        // As documents are asked for them; a table may have hundreds of words for its keys.
        let folded: Vec<BandKey> = bands.iter().map(|(key, ..)| key.folded()).collect();
        for (i, (key, _, span)) in bands.iter().enumerate() {
            if let BandKey::Range(Some(from), Some(to)) = key
                && from > to
            {
                let zh = format!("区间 {from}..{to} 的下限大于上限");
                let en = format!("the band {from}..{to} ends before it begins");
                self.problems.push(shape(file, *span, &zh, &en));
                return;
            }
            let Some((before, _, before_span)) = i.checked_sub(1).map(|j| &bands[j]) else { continue };
            if let (BandKey::Range(_, to), BandKey::Range(from, _)) = (before, key) {
                self.seam(file, (*before_span, *to), (*span, *from));
            } else if let Some(same) = folded[..i].iter().position(|before| *before == folded[i]) {
                let (zh, en) = ("此键已有一行", "this key has a band already");
                self.problems.push(overlap(file, *span, bands[same].2, zh, en));
            }
        }
    }

    /// The seam between two bands of numbers.
    fn seam(&mut self, file: FileId, before: (Span, Option<i64>), after: (Span, Option<i64>)) {
        let (Some(to), Some(from)) = (before.1, after.1) else {
            let (zh, en) = (
                "只有首个区间可无下限,末个区间可无上限",
                "only the first band may lack its lower end, the last its upper",
            );
            self.problems.push(overlap(file, after.0, before.0, zh, en));
            return;
        };
        let next = to.saturating_add(1);
        if from > next {
            let missing = if from - 1 == next { next.to_string() } else { format!("{next}..{}", from - 1) };
            let d = Diagnostic::error(
                Code::TableHole,
                file,
                after.0,
                Phrase::new(format!("区间之间缺 {missing}"), format!("no band holds {missing}")),
            )
            .also(file, before.0, Phrase::new(format!("止于 {to}"), format!("ends at {to}")))
            .help(Phrase::new(format!("让区间自 {next} 起"), format!("let the band begin at {next}")));
            self.problems.push(d);
        } else if from < next {
            let zh = format!("区间重叠:{from} 已在前一区间");
            let en = format!("the bands overlap: {from} is in the one before");
            self.problems.push(overlap(file, after.0, before.0, &zh, &en));
        }
    }

    /// Reports rows that a text with the keys of one would find as well as the other.
    fn same_rows(&mut self, file: FileId, t: &ast::Table, rows: &[Row]) {
        let keys: Vec<Vec<Constant>> =
            rows.iter().map(|r| r.keys.iter().map(Constant::folded).collect()).collect();
        for (i, own) in keys.iter().enumerate().filter(|(_, own)| own.len() + 1 == t.keys.len()) {
            if let Some(j) = keys[..i].iter().position(|before| before == own) {
                let (zh, en) = ("此键已有一行", "this key has a row already");
                self.problems.push(overlap(file, t.rows[i].span, t.rows[j].span, zh, en));
            }
        }
    }
}

fn shape(file: FileId, span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(Code::TableShape, file, span, Phrase::new(zh, en))
}

fn overlap(file: FileId, span: Span, first: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(Code::TableOverlap, file, span, Phrase::new(zh, en)).also(
        file,
        first,
        Phrase::new("先在此处", "first here"),
    )
}
