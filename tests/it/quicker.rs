//! Quicker ways to a value against the long way: an observer of an evaluation sees every condition of every element, so that
//! before his eyes no way is cut short. What is said of a document must be the same.

use std::{fs, path::Path};

use guiju::{
    eval::{self, Options},
    ingest::{self, Given},
    plan::Plan,
    regulation::Regulation,
    source::Files,
};

/// Policies of the shapes that the plan sees quicker ways for, with limits at which some of them hold and some do not.
const SHAPES: &str = r#"
language 1

vocabulary watch { title zh "值班" en "watch" phrases "值班", "值守", "应急" tags function, exclusive }
vocabulary papers { title zh "公文" en "papers" phrases "公文", "文电", "文件" tags function, exclusive }
vocabulary open { title zh "公开" en "disclosure" phrases "公开" tags function }
vocabulary supervising { title zh "督查" en "supervision" phrases "督查", "督办" tags function }
vocabulary never-said { title zh "无" en "never said" phrases "从来没有人说过的话" }
vocabulary filling { title zh "套语" en "filling words" phrases "负责", "组织", "工作" }

vocabulary common { title zh "常用" en "common" phrases "工作", "文件", "协调" }
vocabulary meeting { title zh "会务" en "meetings" phrases "会务", "会议", "文件", "工作会议" }

define leads-it(s: segment, f: vocabulary) = f in s.functions and s.strength is lead
define meets-it(c: clause, d: clause, f: vocabulary) =
  some s in c.segments where leads-it(s, f) and (some t in d.segments where leads-it(t, f))
define part-of(a: clause, b: clause) = containment(a, b, filling) else 0
define alike(a: clause, b: clause) = max([containment(a, b, filling) else 0, containment(b, a, filling) else 0])

policy mentioned {
  title zh "提及" en "mentioned" severity error basis practice zh "例" en "example"
  for each f in [watch, papers, open, supervising, never-said] {
    require duties mentions f or units.text mentions f
      else report last(duties): zh "没有“{f.name}”" en "{f.name} is missing"
  }
}

policy mentioned-plainly {
  title zh "一般提及" en "mentioned plainly" severity error basis practice zh "例" en "example"
  in force from 1990-01-01 until 2009-12-31 severity info
  in force from 2010-01-01 severity warning
  for each f in [common, meeting, filling, never-said, watch] {
    require duties mentions f or units.text mentions f
      else report last(duties): zh "没有“{f.name}”" en "{f.name} is missing"
  }
  for each f in [common, meeting, never-said] {
    require units.text mentions f
      else report first(duties), last(duties): zh "{f.name}:{count(duties)}" en "{f.name}: {count(duties)}"
  }
  require duties mentions common or duties mentions [never-said, meeting]
    else report duties: zh "都没有" en "none of them"
  require units.text mentions never-said else report duties: zh "没有" en "nowhere"
  require last(duties) mentions meeting else report last(duties): zh "没有会务" en "no meetings"
}

policy shared {
  title zh "交叉" en "shared" severity warning basis practice zh "例" en "example"
  for each pair a, b in units {
    for each f in a.functions where "exclusive" in f.tags {
      let mine = those c in a.clauses where some d in b.clauses where meets-it(c, d, f)
      require mine is empty
        else report mine, first d in b.clauses where meets-it(first(mine), d, f):
          zh "{a.name}、{b.name}都管{f.name}" en "{a.name} and {b.name} both do {f.name}"
    }
    let again = those c in a.clauses where length(c) >= 4 and (some d in b.clauses where alike(c, d) >= 40%)
    require again is empty
      else report again, best d in b.clauses by alike(first(again), d): zh "{a.name}重复" en "{a.name} repeats"
  }
}

policy twice {
  title zh "重复" en "twice" severity info basis practice zh "例" en "example"
  for each pair a, b in duties.clauses {
    require alike(a, b) < 30% else report a, b: zh "重合{alike(a, b) as percent}" en "{alike(a, b) as percent} alike"
  }
  for each u in units {
    for each pair a, b in u.clauses {
      require alike(a, b) <= 20% else report a, b: zh "重合" en "alike"
    }
  }
}

policy carried {
  title zh "承担" en "carried" severity warning basis practice zh "例" en "example"
  for each d in duties {
    for each f in d.functions {
      let near = best c in units.clauses by (containment(c, d, filling) else 0)
      require some u in units where (some g in u.functions where g is f and (u leads g or u shares g))
        else report those c in d.clauses where c mentions f, near: zh "{f.name}无人承担" en "nobody does {f.name}"
    }
    for each c in d.clauses {
      require (some e in units.clauses where (containment(c, e, filling) else 0) >= 50%)
          or (some e in units.clauses where part-of(e, c) > 75%)
        else report c: zh "没有相近的" en "nothing resembles it"
    }
  }
}

define part-like(c: clause, d: duty) = best s in d.clauses.segments by (containment(s, c, filling) else 0)
define likeness-of(c: clause, d: duty) =
  max([containment(c, d, filling) else 0, containment(d, c, filling) else 0,
       containment(part-like(c, d), c, filling) else 0])

policy resembled {
  title zh "相近" en "resembled" severity info basis practice zh "例" en "example"
  for each d in duties {
    let near = best c in units.clauses by likeness-of(c, d)
    let best-held = best c in units.clauses by (containment(d, c, filling) else 0)
    require likeness-of(near, d) >= 90% else report near, best-held: zh "最近" en "the nearest"
    require (containment(d, units.clauses, filling) else 0) >= 2/3
        or (some s in units.clauses.segments
            where (length(s) >= 4 and (containment(s, d, filling) else 0) is 1)
               or (length(s) >= 6 and (containment(s, d, filling) else 0) >= 7/10))
      else report d: zh "没有一处相近" en "nothing is near"
    require no e in duties.clauses where (containment(e, d, filling) else 0) > 30% and e.text is not first(d.clauses).text
      else report those e in duties.clauses where (containment(e, d, filling) else 0) > 30%: zh "重复" en "again"
  }
}

policy named-once {
  title zh "重名" en "named once" severity error basis practice zh "例" en "example"
  for each u in units {
    let earlier = those v in units where v.name is u.name and v before u
    require earlier is empty else report u, earlier: zh "{u.name}重复" en "{u.name} twice"
    let same = those c in duties.clauses where some d in u.clauses where d.text is c.text
    require same is empty else report same: zh "{u.name}照抄" en "{u.name} copies"
  }
}
"#;

/// Further ones, that ask searches for words of patterns, tags of functions and lists of functions; with them there are so many
/// phrases that the words of patterns are sought together with these.
const SOUGHT: &str = r#"
vocabulary place-names {
  title zh "地名" en "places"
  phrases "省", "市", "县", "区", "旗", "州", "盟", "乡", "镇", "村", "街道", "社区", "机关", "部门", "单位", "组织部",
          "宣传部", "统战部", "办公厅", "办公室", "委员会", "领导小组"
}

define is-lost(p: text) = p contains "由" or p matches /不再(承担|负责)/
define is-left(s: segment, f: vocabulary) =
  is-lost(s.text) and (some p in captures(s, /(?<x>[^,;。]+)/, "x") where p mentions f)
define takes-on(s: segment, f: vocabulary) = s.strength in [lead, share] and s mentions f and not is-left(s, f)
define naming(u: unit, f: vocabulary) =
  those c in u.clauses where (c leads f or c shares f) and (some s in c.segments where s mentions f and not is-left(s, f))
define parts-naming(u: unit, f: vocabulary) = those s in naming(u, f).segments where s mentions f
define parts-of-kind(kind: section_kind) = those s in sections where s.kind is known and s.kind is kind

policy sought {
  title zh "寻找" en "sought" severity warning basis practice zh "例" en "example"
  let pressing = those c in units.clauses where c matches /督促|督查|督办/
  require some s in units.clauses.segments where takes-on(s, watch) and not s matches /设备|系统/
    else report pressing: zh "无人值班" en "no watch"
  require some s in units.clauses.segments
      where (s mentions supervising and s matches /重大决策|批示/) or s matches /(督促|推动)[^,;。]*落实/
    else report pressing: zh "无人督查" en "no supervision"
  require no s in duties.clauses.segments where takes-on(s, papers) and s matches /工作|处理/
    else report first s in duties.clauses.segments where takes-on(s, papers) and s matches /工作|处理/:
      zh "管公文" en "papers"
  let exclusive = first c in duties.clauses union units.clauses
      where some s in c.segments
        where s.strength is lead
          and ((some f in s.functions where "exclusive" in f.tags and f is not watch) or s mentions never-said)
  require exclusive is unknown else report exclusive: zh "专属" en "exclusive"
  let last-open = last c in duties.clauses where some f in c.functions where f in [open, supervising]
  require last-open is unknown else report last-open: zh "最后公开" en "disclosed last"
  require count(parts-of-kind(duties)) < 1 or count(parts-of-kind(units)) < 1
    else report first(duties): zh "两部分都有" en "both parts"
  for each u in units {
    let missing = those f in u.functions where no g in duties.functions where g is f
    require every f in u.functions
        where naming(u, f) is empty or (parts-naming(u, f) is not empty and f not in missing)
      else report those c in u.clauses where some f in missing where c leads f or c shares f, first(u.clauses):
        zh "{u.name}无依据" en "{u.name} is not grounded"
    require no c in u.clauses where some f in missing where c leads f or f in c.functions
      else report u: zh "{u.name}无依据" en "{u.name} is not grounded"
    require no c in u.clauses where c mentions missing and c matches /工作|组织/
      else report u: zh "{u.name}无依据" en "{u.name} is not grounded"
    let no-longer = first c in u.clauses where c matches /不再|由/
    require no-longer is unknown
      else report no-longer: zh "{u.name}不再" en "{u.name} no longer"
  }
  for each c in duties.clauses where c matches /协调|指导/ and c mentions [papers, open, watch] {
    require not (c.text matches /机关|系统/) else report c: zh "协调" en "coordinates"
  }
}
"#;

fn plan(files: &[(&str, &str)]) -> Plan {
    let mut all = Files::default();
    for (name, text) in files {
        all.add(*name, *text);
    }
    all.add("verbs.guiju", "verbs lead { \"负责\", \"承担\" }\nverbs assist { \"协助\" }");
    match guiju::compile(&all) {
        Ok(compilation) => compilation.plan,
        Err(errors) => panic!("{errors:#?}"),
    }
}

/// The texts of the cases, each by itself; and several in one, which has many units.
fn documents() -> Vec<Regulation> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    for folder in ["tests/cases/ingest", "tests/cases/clean", "examples"] {
        let mut paths: Vec<_> =
            fs::read_dir(root.join(folder)).expect(folder).map(|e| e.expect(folder).path()).collect();
        paths.sort();
        let is_text = |p: &&std::path::PathBuf| p.extension().is_some_and(|e| e == "txt");
        texts.extend(paths.iter().filter(is_text).map(|p| fs::read(p).expect("a file")));
    }
    assert!(texts.len() > 30, "{}", texts.len());
    let utf8 = texts.iter().filter_map(|t| std::str::from_utf8(t).ok());
    let several = utf8.step_by(5).collect::<Vec<_>>().join("\n");
    texts.push(several.into_bytes());
    texts.iter().map(|text| ingest::read("a.txt", text, &Given::default()).expect("a text")).collect()
}

fn say_the_same(plan: &Plan, dates: &[Option<&str>]) -> usize {
    let mut findings = 0;
    for (document, date) in
        documents().into_iter().flat_map(|d| dates.iter().map(move |date| (d.clone(), date)))
    {
        let as_of = date.map(|d| d.parse().expect("a date"));
        let options = Options { as_of, ..Options::default() };
        let quick = eval::check(plan, &document, &options);
        let (slow, _) = eval::recorded(plan, &[&document], &options);
        findings += quick.findings.len();
        assert_eq!(
            serde_json::to_value(&quick).expect("JSON"),
            serde_json::to_value(&slow[0]).expect("JSON"),
            "{}",
            document.source.text
        );
    }
    findings
}

#[test]
fn of_policies_of_each_shape_the_same_is_said() {
    let findings =
        say_the_same(&plan(&[("shapes.guiju", SHAPES)]), &[None, Some("2005-01-01"), Some("2020-01-01")]);
    assert!(findings > 100, "{findings}");
}

#[test]
fn of_policies_that_seek_words_the_same_is_said() {
    let findings = say_the_same(&plan(&[("shapes.guiju", &format!("{SHAPES}{SOUGHT}"))]), &[None]);
    assert!(findings > 100, "{findings}");
}

#[test]
fn of_the_shipped_policies_the_same_is_said() {
    let shipped = guiju::shipped();
    let of_documents: Vec<_> = shipped
        .iter()
        .filter(|(name, _)| !name.contains("cross") && !name.contains("version"))
        .copied()
        .collect();
    let findings = say_the_same(&plan(&of_documents), &[None]);
    assert!(findings > 100, "{findings}");
}
