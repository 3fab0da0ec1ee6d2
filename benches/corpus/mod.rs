//! Invented documents and policies for benches, made from a seed: the same on every machine.

pub(crate) mod script;
pub(crate) mod words;

use std::fmt::Write as _;

use words::{
    CATCH_ALL, DISCLOSURE, EXCLUSIVE, FIELDS, MATTERS, NUMERALS, PIECES, PLACES, PROPOSALS, SECRECY, TAILS,
    UNITS, VERBS,
};

/// Bytes that a document should have.
const SIZE: usize = 8_000;

/// A splitmix64 sequence.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`; the bias is far below what a bench can see.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub(crate) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low + 1)
    }

    pub(crate) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// How long a document is, and what it talks about.
#[derive(Clone, Copy)]
pub(crate) struct Length {
    /// How many times 8 KB.
    pub(crate) times: usize,
    /// Whether a longer one talks about more: each part of 8 KB about a field of its own, and more rarely about what only one unit
    /// may lead, so that it says as many times more that is wrong. Where all parts talk about the same, that grows with the square.
    pub(crate) wider: bool,
}

impl Length {
    /// 8 KB.
    pub(crate) const SHORT: Self = Self { times: 1, wider: false };

    /// The field of the part in which one of so many elements stands.
    fn field(self, i: usize, of: usize) -> &'static str {
        if self.wider { FIELDS[i * self.times / of % FIELDS.len()] } else { "" }
    }
}

/// How a document is laid out.
#[derive(Clone, Copy)]
enum Layout {
    /// 第一条 … with the short name defined.
    Articles,
    /// Headings alone on their lines, no title.
    Headings,
    /// 一、 … under a title.
    Sections,
}

/// A document before it is written down.
struct Draft {
    layout: Layout,
    /// The name in full, as the text calls the organ.
    name: String,
    /// 区, 县.
    kind: &'static str,
    duties: Vec<String>,
    /// Ordinals of the duties, which a defect may disturb.
    ordinals: Vec<usize>,
    units: Vec<(String, String)>,
    declared: usize,
    admin: usize,
    support: usize,
    deputies: usize,
    adjusted: bool,
    effective: bool,
}

/// `n` documents of about 8 KB: articles, headings and sections; simplified, and traditional as a machine converts it;
/// a third of them with one to three defects.
pub(crate) fn documents(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random(seed);
    (0..n).map(|_| document(&mut random, Length::SHORT)).collect()
}

/// The next document; a longer one has as many times the duties and units as far as their numbers go.
pub(crate) fn document(random: &mut Random, length: Length) -> String {
    let layout = [Layout::Articles, Layout::Headings, Layout::Sections][random.below(3)];
    let mut draft = draft(random, layout, length);
    if random.percent(34) {
        for _ in 0..[1, 1, 1, 2, 3][random.below(5)] {
            spoil(random, &mut draft);
        }
    }
    let text = write(&draft);
    let text = if random.percent(50) { text.replace(',', "，").replace(';', "；") } else { text };
    let traditional = random.percent(if matches!(layout, Layout::Headings) { 80 } else { 25 });
    if traditional { script::converted(&text) } else { text }
}

/// A document without a defect.
fn draft(random: &mut Random, layout: Layout, length: Length) -> Draft {
    let times = length.times;
    let kind = random.pick(&["区", "县"]);
    let sentences = |random: &mut Random, low, high| sentence(random, kind, length, (low, high));
    let name = format!("霁川市{}{kind}人民政府办公室", random.pick(&PLACES));
    let listed = (random.between(9, 12) * times).min(90);
    let mut duties: Vec<String> =
        (0..listed).map(|i| about(length.field(i, listed), kind, &sentences(random, 2, 3))).collect();
    for fixed in [DISCLOSURE, SECRECY, PROPOSALS] {
        duties.insert(random.below(duties.len()), fixed.replace('某', kind));
    }
    duties.push(CATCH_ALL.replace('某', kind));
    let first = random.below(UNITS.len());
    let count = (random.between(6, 8) * times).min(90);
    let numbered = |i: usize| if i < UNITS.len() { "" } else { NUMERALS[i / UNITS.len() - 1] };
    let names = (0..count).map(|i| format!("{}{}科", UNITS[(first + i) % UNITS.len()], numbered(i)));
    let mut units: Vec<(String, String)> = names.map(|name| (name, String::new())).collect();
    for fixed in [DISCLOSURE, SECRECY, PROPOSALS] {
        let i = random.below(units.len());
        units[i].1.push_str(&fixed.replace('某', kind));
    }
    let mut draft = Draft {
        layout,
        name,
        kind,
        ordinals: (1..=duties.len()).collect(),
        duties,
        declared: count,
        units,
        admin: random.between(26, 45),
        support: random.between(1, 4),
        deputies: random.between(1, 3),
        adjusted: random.percent(60),
        effective: true,
    };
    let size = SIZE * times + random.below(800) - 400;
    let mut missing = size.saturating_sub(write(&draft).len());
    while missing > 0 {
        let text = sentences(random, 1, 3);
        let i = random.below(draft.units.len());
        let text = about(length.field(i, count), kind, &text);
        missing = missing.saturating_sub(text.len());
        draft.units[i].1.push_str(&text);
    }
    for (i, (_, text)) in draft.units.iter_mut().enumerate().filter(|(_, (_, text))| text.is_empty()) {
        *text = about(length.field(i, count), kind, &sentences(random, 1, 2));
    }
    draft
}

/// The same words about a field: 负责全区沿江新城交通运输的组织实施;….
fn about(field: &str, kind: &str, text: &str) -> String {
    text.replace(&format!("全{kind}"), &format!("全{kind}{field}"))
}

/// A few clauses and a full stop: 负责全区交通运输的组织实施;….
pub(crate) fn sentence(
    random: &mut Random,
    kind: &str,
    length: Length,
    (low, high): (usize, usize),
) -> String {
    let mut text = String::new();
    for i in 0..random.between(low, high) {
        let mark = if i == 0 { "" } else { random.pick(&[";", ";", ","]) };
        let (verb, matter, other) = (random.pick(&VERBS), matter(random, length), matter(random, length));
        let matters = if random.percent(40) && matter != other {
            format!("{matter}和{other}")
        } else {
            matter.to_owned()
        };
        write!(text, "{mark}{verb}全{kind}{matters}{}", random.pick(&TAILS)).ok();
    }
    text + "。"
}

/// Something to do; in a document of ten times the length ten times as many pairs of units may do the same, not a hundred times.
fn matter(random: &mut Random, length: Length) -> &'static str {
    loop {
        let matter = random.pick(&MATTERS);
        if !length.wider || !EXCLUSIVE.contains(&matter) || random.percent(100 / length.times.isqrt()) {
            return matter;
        }
    }
}

/// Puts one defect in.
fn spoil(random: &mut Random, draft: &mut Draft) {
    let remove = |units: &mut Vec<(String, String)>, words: &str| {
        for (_, text) in units.iter_mut() {
            *text = text.replace(words, "负责机关日常事务。");
        }
    };
    let at = random.between(1, draft.ordinals.len() - 2);
    match random.below(10) {
        0 => draft.declared += random.between(1, 2),
        1 => draft.ordinals.iter_mut().skip(at).for_each(|n| *n += 1),
        2 => draft.ordinals.iter_mut().skip(at).for_each(|n| *n -= 1),
        3 => draft.deputies += 4,
        4 => draft.support += 8,
        5 => draft.effective = false,
        6 => remove(&mut draft.units, &SECRECY.replace('某', draft.kind)),
        7 => remove(&mut draft.units, &PROPOSALS.replace('某', draft.kind)),
        8 => draft.duties[at] = draft.duties[at].trim_end_matches('。').to_owned(),
        _ => draft.duties.rotate_right(1),
    }
}

/// The text of a draft in its layout.
fn write(draft: &Draft) -> String {
    let (name, kind) = (&draft.name, draft.kind);
    let short = format!("{kind}政府办公室");
    let called = if matches!(draft.layout, Layout::Headings) { name } else { &short };
    let mut page = Page { layout: draft.layout, text: String::new(), parts: 0 };
    let title = format!("{name}职能配置、内设机构和人员编制规定\n");
    let plan = format!("根据《霁川市机构改革方案》(霁发〔2019〕{}号),制定本规定。\n", draft.admin);
    let nature = format!("{name}(以下简称{short})是{kind}政府工作部门,为正科级。\n");
    match draft.layout {
        Layout::Articles => {
            page.text.push_str(&title);
            page.part("", &plan);
            page.part("", &nature);
        }
        Layout::Sections => page.text.extend([title, plan, nature]),
        Layout::Headings => {}
    }
    if draft.adjusted && !matches!(draft.layout, Layout::Articles) {
        page.part("职责调整", "(一)取消已公布停止的行政审批事项。\n(二)加强综合协调和政务服务的职责。\n");
    }
    page.part("主要职责", &lead(draft, &format!("{called}的主要职责是:\n")));
    for (ordinal, duty) in draft.ordinals.iter().zip(&draft.duties) {
        writeln!(page.text, "({}){duty}", numeral(*ordinal)).ok();
    }
    page.part("内设机构", &format!("{called}设{}个内设机构:\n", draft.declared));
    let gap = if matches!(draft.layout, Layout::Headings) { "\n" } else { "。" };
    for (i, (unit, text)) in draft.units.iter().enumerate() {
        writeln!(page.text, "({}){unit}{gap}{text}", numeral(i + 1)).ok();
    }
    let (admin, support, deputies) = (draft.admin, draft.support, draft.deputies);
    let posts =
        format!("{called}机关行政编制{admin}名,工勤人员编制{support}名。设主任1名、副主任{deputies}名。\n");
    page.part("人员编制", &posts);
    let office = format!("{kind}委机构编制委员会办公室");
    page.part("附则", &format!("本规定由{office}负责解释,其调整由{office}按规定程序办理。\n"));
    let day = "本规定自2021年3月1日起施行。\n";
    match draft.layout {
        _ if !draft.effective => {}
        Layout::Articles => page.part("", day),
        Layout::Headings | Layout::Sections => page.text.push_str(day),
    }
    page.text
}

/// The words in front of a list of duties, which stand in articles only.
fn lead(draft: &Draft, words: &str) -> String {
    if matches!(draft.layout, Layout::Articles) { words.to_owned() } else { String::new() }
}

/// A text that grows by parts.
struct Page {
    layout: Layout,
    text: String,
    parts: usize,
}

impl Page {
    fn part(&mut self, heading: &str, text: &str) {
        self.parts += 1;
        let number = numeral(self.parts);
        match self.layout {
            Layout::Articles => write!(self.text, "第{number}条 {text}"),
            Layout::Headings => write!(self.text, "{heading}\n{text}"),
            Layout::Sections => write!(self.text, "{number}、{heading}\n{text}"),
        }
        .ok();
    }
}

/// 1 to 99 in Chinese numerals.
fn numeral(n: usize) -> String {
    let digit = |d: usize| if d == 0 { "" } else { NUMERALS[d - 1] };
    match n {
        0..10 => digit(n).to_owned(),
        10..20 => format!("十{}", digit(n - 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n % 10)),
    }
}

/// `n` policies, each over a vocabulary of seven phrases of its own, as the texts of `n` files. Most documents pass most
/// of them, as it is with policies that are in use.
pub(crate) fn policies(n: usize, seed: u64) -> Vec<String> {
    let mut random = Random(seed);
    (0..n).map(|i| policy(&mut random, i)).collect()
}

/// Every third policy asks for one of its phrases in a duty or a unit; the others forbid theirs, which are rare.
fn policy(random: &mut Random, i: usize) -> String {
    let asked = i.is_multiple_of(3);
    let mut phrases: Vec<String> = Vec::new();
    while phrases.len() < 7 {
        let length = if asked && random.percent(30) { 1 } else { random.between(2, 3) };
        let phrase: String = (0..length).map(|_| random.pick(&PIECES)).collect();
        if !phrases.contains(&phrase) {
            phrases.push(phrase);
        }
    }
    let phrases = phrases.iter().map(|p| format!("\"{p}\"")).collect::<Vec<_>>().join(", ");
    let list = ["duties", "units"][i % 2];
    let require = if asked {
        format!("some c in {list}.clauses where c mentions topic-{i}\n    else report last({list})")
    } else {
        format!(
            "no c in {list}.clauses where c mentions topic-{i}\n    \
             else report those c in {list}.clauses where c mentions topic-{i}"
        )
    };
    format!(
        "language 1\n\nvocabulary topic-{i} {{\n  title zh \"事项{i}\" en \"topic {i}\"\n  phrases {phrases}\n}}\n\n\
         policy keyword-{i} {{\n  title zh \"事项{i}\" en \"topic {i}\"\n  severity info\n  \
         basis practice zh \"生成\" en \"generated\"\n  require {require}: zh \"事项{i}不符\" en \"topic {i}\"\n}}\n"
    )
}
