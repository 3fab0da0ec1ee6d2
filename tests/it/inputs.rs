//! Files that are more than text, and encodings: what is shown is what is read.

#![allow(clippy::format_collect, reason = "short texts, plainly put together")]

use std::io::{Cursor, Write};

use encoding_rs::{BIG5, GB18030};
use guiju::{
    ingest::{Given, from_json, read, to_json},
    regulation::Regulation,
};
use zip::{ZipWriter, write::SimpleFileOptions};

const TEXT: &str = "白溪县档案局主要职责内设机构和人员编制规定\n一、主要职责\n(一)拟订全县档案工作规划。\n(二)承办县政府交办的其他事项。\n二、内设机构\n县档案局设2个内设机构:\n(一)办公室。负责文电。\n(二)业务股。负责档案接收。\n三、人员编制\n县档案局机关行政编制7名,设局长1名、副局长2名。\n";

fn load(name: &str, bytes: &[u8]) -> Regulation {
    read(name, bytes, &Given::default()).unwrap()
}

/// What the text above says, in a line.
fn told(r: &Regulation) -> String {
    let units: Vec<&str> =
        r.unit_groups.iter().flat_map(|g| &g.units).map(|u| u.name.text.as_str()).collect();
    let row = &r.staffing[0];
    let number = |n: Option<guiju::regulation::Read<i64>>| n.map_or(-1, |n| n.value);
    format!(
        "{} {} {} {} {} {}",
        r.organ.name.as_ref().map_or("", |n| n.text.as_str()),
        r.duties.len(),
        units.join("、"),
        number(row.admin),
        number(row.heads),
        number(row.deputies)
    )
}

const TOLD: &str = "白溪县档案局 2 办公室、业务股 7 1 2";

#[test]
fn encodings_are_detected_and_can_be_forced() {
    let hant = "白溪縣檔案局主要職責\n(一)擬訂全縣檔案工作規劃,辦理檔案的徵集、整理和保管。\n(二)承辦縣政府交辦的其他事項。\n".repeat(3);
    let utf16 = |big: bool| -> Vec<u8> {
        let units = std::iter::once(0xFEFF).chain(TEXT.encode_utf16());
        units.flat_map(|u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
    for (bytes, encoding) in [
        (TEXT.as_bytes().to_vec(), "utf-8"),
        (marked, "utf-8"),
        (utf16(false), "utf-16le"),
        (utf16(true), "utf-16be"),
        (GB18030.encode(TEXT).0.into_owned(), "gb18030"),
    ] {
        let r = load("a.txt", &bytes);
        assert_eq!((r.source.encoding.as_str(), told(&r).as_str()), (encoding, TOLD));
    }
    let big5 = BIG5.encode(&hant).0.into_owned();
    assert_eq!(load("a.txt", &big5).source.encoding, "big5");
    let forced = |label: &str| Given { encoding: Some(label.to_owned()), ..Given::default() };
    let short = GB18030.encode("主要职责\n(一)值班。").0.into_owned();
    let r = read("a.txt", &short, &forced("gbk")).unwrap();
    assert_eq!((r.source.encoding.as_str(), r.duties.len()), ("gb18030", 1));
    assert!(read("a.txt", &short, &forced("klingon")).is_err());
    // What is named and is not so is told with what it looks like.
    let gb18030 = GB18030.encode(TEXT).0.into_owned();
    for (bytes, named, seen) in [
        (TEXT.as_bytes(), "gbk", "utf-8"),
        (TEXT.as_bytes(), "big5", "utf-8"),
        (gb18030.as_slice(), "utf-8", "gb18030"),
    ] {
        let problem = read("a.txt", bytes, &forced(named)).unwrap_err();
        assert!(problem.message.en.ends_with(&format!("it looks like {seen}")), "{problem:?}");
        assert!(problem.help.unwrap().zh.contains(&format!("--encoding {seen}")));
    }
}

#[test]
fn a_saved_page_gives_its_main_text() {
    let body: String =
        TEXT.lines().map(|l| format!("<p style='text-indent:2em'>&nbsp;&nbsp;{l}</p>\n")).collect();
    let page = format!(
        "<!DOCTYPE html><html><head><title>t</title><script>var a='<p>主要职责</p>';</script><style>p{{}}</style></head>\
         <body><div class=top><a href=/>首页</a> | <a href=/b>机构设置</a></div>\
         <nav><ul><li><a href=c>内设机构</a></li></ul></nav>\
         <div id=main><div class=content>{body}<table><tr><th>职务</th><th>职数</th></tr>\
         <tr><td>局长</td><td>1</td></tr><tr><td><p>副局长</p></td><td>2</td></tr></table></div></div>\
         <div class=foot>主办:某某办公室 <a href=d>网站地图</a> 备案号1号</div></body></html>"
    );
    let r = load("a.html", page.as_bytes());
    assert_eq!(told(&r), TOLD);
    assert!(
        r.source.text.starts_with("白溪县档案局") && !r.source.text.contains("备案"),
        "{}",
        r.source.text
    );
    assert!(r.source.text.contains("| 副局长 | 2 |"), "{}", r.source.text);
    let unit = r.unit_groups[0].units[1].span;
    assert!(r.source.origin(unit.start).is_some_and(|o| o.starts_with("p ")));
    let row = r.source.text.find("| 局长").unwrap() as u32;
    assert_eq!(r.source.origin(row), Some("table 1 row 2"));
    let json = to_json(&r);
    assert_eq!(to_json(&from_json("a.json", &json).unwrap()), json);
}

#[test]
fn a_page_says_its_own_encoding() {
    let page = format!(
        "<html><head><meta charset=\"gb2312\"></head><body><p>{}</p></body></html>",
        TEXT.replace('\n', "<br>")
    );
    let r = load("a", &GB18030.encode(&page).0);
    assert_eq!((r.source.encoding.as_str(), told(&r).as_str()), ("gb18030", TOLD));
}

/// A word processor's file of these paragraphs; `body` is what stands in `w:body`.
fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

/// The same with more parts.
fn docx_with(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let level = |depth: u32, text: &str| {
        format!(
            "<w:lvl w:ilvl='{depth}'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='{text}'/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='3'>{}{}</w:abstractNum>\
         <w:num w:numId='1'><w:abstractNumId w:val='3'/></w:num>\
         <w:abstractNum w:abstractNumId='4'>{}</w:abstractNum><w:num w:numId='2'><w:abstractNumId w:val='4'/></w:num></w:numbering>",
        level(0, "%1、"),
        level(1, "(%2)"),
        level(0, "第%1条")
    );
    let styles = "<w:styles xmlns:w='w'><w:style w:styleId='Head'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
                  <w:style w:styleId='Sub'><w:basedOn w:val='Head'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        (
            "word/document.xml",
            format!("<?xml version='1.0'?><w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"),
        ),
        ("word/numbering.xml", numbering),
        ("word/styles.xml", styles.to_owned()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_word_file_shows_its_numbers_and_its_revised_words() {
    let paragraph = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let mut body = String::new();
    for line in TEXT.lines() {
        body += &match line {
            l if l.contains("、主") || l.contains("、内设") || l.contains("、人") => {
                paragraph("Head", l.split_once('、').unwrap().1)
            }
            l if l.starts_with('(') => paragraph("Sub", l.split_once(')').unwrap().1),
            l => paragraph("Normal", l),
        };
    }
    let body = body.replace(
        "副局长2名",
        "副局长</w:t></w:r><w:del><w:r><w:delText>5名</w:delText></w:r></w:del><w:ins><w:r><w:t>2名</w:t></w:r></w:ins><w:r><w:t>",
    );
    let r = load("a.docx", &docx(&body));
    assert_eq!(told(&r), TOLD, "{}", r.source.text);
    assert!(r.source.text.contains("二、内设机构") && r.source.text.contains("(二)业务股"));
    assert_eq!(r.sections.iter().filter_map(|s| s.ordinal).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(r.source.encoding, "docx");
    assert_eq!(r.source.origin(r.duties[1].span.start), Some("paragraph 4"));
}

#[test]
fn a_word_file_keeps_articles_and_tables() {
    let article = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let body = article("为了规范编制,制定本规定。")
        + &article("本局编制如下表。")
        + &format!(
            "<w:tbl>{}{}{}{}</w:tbl>",
            row("职务", "员额"),
            row("局长", "1"),
            row("副局长", "3"),
            row("合计", "4")
        )
        + &article("本规定自2021年3月1日起施行。");
    let r = load("a.docx", &docx(&body));
    assert_eq!(
        r.articles.iter().filter_map(|a| a.ordinal).collect::<Vec<_>>(),
        [1, 2, 3],
        "{}",
        r.source.text
    );
    let row = &r.staffing[0];
    assert_eq!((row.heads.unwrap().value, row.deputies.unwrap().value, row.total.unwrap().value), (1, 3, 4));
    assert_eq!(r.effective.as_ref().unwrap().date.unwrap().to_string(), "2021-03-01");
}

#[test]
fn merged_cells_of_a_page_keep_their_columns() {
    let page = "<html><body><p>白溪县水务局</p><table>\
        <tr><th>部门</th><th>职务</th><th>职数</th></tr>\
        <tr><td rowspan=2>机关</td><td>局长</td><td>1</td></tr><tr><td>副局长</td><td>3</td></tr>\
        <tr><td colspan='2'>合计</td><td>4</td></tr></table></body></html>";
    let r = load("a.html", page.as_bytes());
    let rows: Vec<&str> = r.source.text.lines().skip(1).collect();
    assert_eq!(
        rows,
        ["| 部门 | 职务 | 职数 |", "| 机关 | 局长 | 1 |", "|  | 副局长 | 3 |", "| 合计 |  | 4 |"]
    );
    let row = &r.staffing[0];
    assert_eq!((row.heads.unwrap().value, row.deputies.unwrap().value, row.total.unwrap().value), (1, 3, 4));
}

#[test]
fn a_word_file_shows_its_boxes_notes_and_wide_cells() {
    let body = "<w:p><w:r><w:t>一、主要</w:t></w:r><w:r><w:txbxContent><w:p><w:r><w:t>白溪县水务局</w:t></w:r></w:p></w:txbxContent></w:r>\
        <w:r><w:t>职责</w:t></w:r></w:p><w:p><w:r><w:t>（一）负责防汛。</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>合计</w:t></w:r></w:p></w:tc>\
        <w:tc><w:p><w:r><w:t>4</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let note = "<w:footnotes xmlns:w='w'><w:footnote w:type='separator'><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
        <w:footnote><w:p><w:r><w:t>含兼职。</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let r = load("a.docx", &docx_with(body, &[("word/footnotes.xml", note)]));
    let lines: Vec<&str> = r.source.text.lines().collect();
    assert_eq!(lines, ["白溪县水务局", "一、主要职责", "（一）负责防汛。", "| 合计 |  | 4 |", "含兼职。"]);
    let at = r.source.text.find("含兼职").unwrap() as u32;
    assert_eq!(r.source.origin(at), Some("footnote 1"));
}

/// Numbers, styles and notes belong to the text: what breaks off in one of them is not judged either.
#[test]
fn a_word_file_that_breaks_off_is_refused() {
    let paragraph = "<w:p><w:r><w:t>一、主要职责</w:t></w:r></w:p>";
    assert!(read("a.docx", &docx(paragraph), &Given::default()).is_ok());
    let cut = "<w:footnotes xmlns:w='w'><w:footnote><w:p><w:r><w:t>含兼职。</w:t>";
    let parts = |name: &str, xml: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let whole = format!("<w:document xmlns:w='w'><w:body>{paragraph}</w:body></w:document>");
        let document = if name == "word/document.xml" { xml } else { whole.as_str() };
        for (name, text) in [("word/document.xml", document), (name, xml)] {
            if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
                zip.write_all(text.as_bytes()).unwrap();
            }
        }
        zip.finish().unwrap().into_inner()
    };
    for (name, xml) in [
        ("word/document.xml", format!("<w:document xmlns:w='w'><w:body>{paragraph}").as_str()),
        ("word/document.xml", ""),
        ("word/footnotes.xml", cut),
        ("word/styles.xml", "<w:styles xmlns:w='w'><w:style w:styleId='Head'>"),
        ("word/numbering.xml", "<w:numbering xmlns:w='w'><w:num w:numId='1'>"),
    ] {
        let problem = read("a.docx", &parts(name, xml), &Given::default()).unwrap_err();
        assert!(problem.message.en.contains("breaks off"), "{name}: {problem:?}");
        assert!(problem.help.iter().any(|h| h.en.contains("save it again")), "{problem:?}");
    }
}

#[test]
fn a_word_file_that_unpacks_without_measure_is_refused() {
    let problem = read("a.docx", &docx(&" ".repeat(33 << 20)), &Given::default()).unwrap_err();
    assert!(problem.message.en.contains("unpacks to more than"), "{problem:?}");
}

#[test]
fn markdown_signs_are_no_words() {
    let text = TEXT
        .replace("一、主", "## 一、主")
        .replace("二、内", "## 二、内")
        .replace("(二)业务股", "**(二)业务股**");
    let r = load("a.md", format!("# {text}").as_bytes());
    assert_eq!(told(&r), TOLD, "{}", r.source.text);
    let table = "# 白溪县档案局\n\n| 职务 | 职数 |\n|:--|--:|\n| 局长 | 1 |\n| 副局长 | 2 |\n";
    let r = load("b.md", table.as_bytes());
    assert_eq!((r.staffing[0].heads.unwrap().value, r.staffing[0].deputies.unwrap().value), (1, 2));
}

#[test]
fn what_cannot_be_read_says_what_to_do() {
    for (bytes, words) in [
        (&b"%PDF-1.7 ..."[..], "pdftotext"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "docx"),
        (b"PK\x03\x04 no archive", "docx"),
    ] {
        let problem = read("a", bytes, &Given::default()).unwrap_err();
        assert!(problem.help.iter().any(|h| h.en.contains(words)), "{problem:?}");
    }
}

#[test]
fn findings_name_the_element_that_shows_the_clause() {
    let page = "<html><body><h1>云溪县水务局规定</h1><p>一、主要职责</p><p>（一）负责会务。</p><p>（三）负责文电。</p></body></html>";
    let project = crate::project::Project::new().file("a.html", page);
    let check = ["check", "a.html", "--only", "structure-ordinal-continuity"];
    let run = project.run(&[&check[..], &["--format", "json"]].concat()).status(1);
    // Readers are told in their language, data forms have the element.
    project.run(&[&check[..], &["--lang", "zh"]].concat()).status(1).stdout_has("位置: 第2段");
    project.run(&[&check[..], &["--lang", "en"]].concat()).status(1).stdout_has("at: p 2");
    project.run(&[&check[..], &["--format", "html"]].concat()).status(1).stdout_has("第3段");
    let evidence = &run.json()["documents"][0]["findings"][0]["evidence"][1];
    assert_eq!(
        (evidence["quote"].as_str(), evidence["origin"].as_str()),
        (Some("（三）负责文电。"), Some("p 3"))
    );
}

/// A file of a word processor in which nothing is left is as broken as one of which a part is left.
#[test]
fn an_empty_word_file_is_refused() {
    let problem = |bytes: &[u8]| read("a.docx", bytes, &Given::default()).expect_err("no document");
    let broken = problem(b"PK\x03\x04");
    assert_eq!(problem(b"").code, broken.code);
    assert_eq!(read("a.DOCX", b"", &Given::default()).expect_err("no document").code, broken.code);
    assert!(read("a.txt", b"", &Given::default()).is_ok());
}

#[test]
fn markdown_that_is_struck_out_over_several_lines_is_no_text() {
    let text = "# 县水务局主要职责和人员编制规定\n\n## 一、主要职责\n\n（一）负责防汛。\n~~（二）负责植树，\n组织造林。~~\n（三）负责节水。\n\n\
                ## 二、人员编制\n\n县水务局机关行政编制~~9名，\n设局长3名~~12名，设局长1名。\n";
    let r = load("a.md", text.as_bytes());
    assert_eq!(r.duties.iter().map(|d| d.ordinal).collect::<Vec<_>>(), [Some(1), Some(3)]);
    assert_eq!(r.staffing[0].admin.as_ref().map(|n| n.value), Some(12));
    assert_eq!(r.staffing[0].heads.as_ref().map(|n| n.value), Some(1));
    // Each line stands where it stood.
    assert_eq!(
        r.source.text.lines().position(|l| l.contains("节水")),
        text.lines().position(|l| l.contains("节水"))
    );
}
