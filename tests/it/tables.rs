//! The report as tables: the columns stand in the page about them, and the rows say what the report says.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::project::Project;

#[test]
fn the_page_has_every_column() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tables.md"))
        .unwrap()
        .replace('`', "");
    let schema = Project::new().run(&["schema", "tables"]).status(0).json();
    for table in schema["tables"].as_array().unwrap() {
        let name = table["name"].as_str().unwrap();
        let section = page.split(&format!("\n## {name}\n")).nth(1).unwrap_or_else(|| panic!("no {name}"));
        let section = section.split("\n## ").next().unwrap();
        let rows: Vec<&str> = section.lines().filter(|l| l.starts_with("| ")).skip(1).collect();
        let columns = table["columns"].as_array().unwrap().iter().map(|c| {
            let text = |key: &str| c[key].as_str().unwrap().to_owned();
            let may = if c["nullable"] == true { "?" } else { "" };
            format!("| {} | {}{may} | {} | {} |", text("name"), text("type"), text("en"), text("zh"))
        });
        assert_eq!(rows, columns.collect::<Vec<_>>(), "docs/tables.md: {name}");
    }
}

#[test]
fn rows_of_a_worker_say_what_the_report_says() {
    let record =
        json!({ "guiju": 1, "document": "a.txt", "text": "主要职责\n(一)负责文电。\n(一)负责会务。\n" });
    let bad = json!({ "guiju": 1, "document": "b.json", "text": "{\"schema\": \"guiju/regulation/1\"}" });
    let project = Project::new().file("a.txt", record["text"].as_str().unwrap());
    let only = ["--select", "structure,mandatory"];
    let run = |step: &str, input: &str| {
        project.run_with_input(&[&["worker", step, "--tables"][..], &only].concat(), input).status(0).stdout
    };
    let rows = run("reduce", &run("map", &format!("{record}\n{bad}\n")));
    let mut tables: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in rows.lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        assert_eq!(row["type"], "table", "{line}");
        tables.entry(row["table"].as_str().unwrap().to_owned()).or_default().push(row["cells"].clone());
    }
    let report = project.run(&[&["check", "a.txt", "--format", "json"][..], &only].concat()).json();
    let document = &report["documents"][0];
    let findings = document["findings"].as_array().unwrap();
    assert!(findings.len() > 3);
    for (row, finding) in tables["findings"].iter().zip(findings) {
        assert_eq!((&row[2], &row[3]), (&finding["policy"], &finding["severity"]));
        assert_eq!((&row[4], &row[5]), (&finding["message"]["zh"], &finding["message"]["en"]));
    }
    let evidence = findings.iter().flat_map(|f| f["evidence"].as_array().unwrap());
    let quotes: Vec<&Value> = evidence.map(|e| &e["quote"]).collect();
    assert_eq!(tables["evidence"].iter().map(|row| &row[5]).collect::<Vec<_>>(), quotes);
    let verdicts = document["verdicts"].as_object().unwrap();
    let said: Vec<(&Value, &Value)> = tables["verdicts"].iter().map(|row| (&row[2], &row[3])).collect();
    let expected: Vec<(Value, &Value)> =
        verdicts.iter().map(|(name, v)| (Value::from(name.as_str()), &v["verdict"])).collect();
    assert_eq!(said, expected.iter().map(|(name, v)| (name, *v)).collect::<Vec<_>>());
    assert_eq!(
        (&tables["unreadable"][0][0], &tables["unreadable"][0][1]),
        (&json!("b.json"), &json!("E0503"))
    );
}

#[test]
fn tables_go_to_a_folder() {
    let project = Project::new().file("a.txt", "主要职责\n(一)负责文电。\n");
    project.run(&["check", "a.txt", "--format", "parquet"]).status(2).stdout_is("");
    let run = project.run(&["check", "a.txt", "--output", "parquet:tables", "--fail-on", "never"]);
    if cfg!(feature = "parquet") {
        assert_eq!(run.status, 0, "{run:#?}");
        let first =
            |name: &str| std::fs::read(project.path().join(format!("tables/{name}.parquet"))).unwrap();
        assert!(["findings", "verdicts", "unreadable"].iter().all(|name| first(name).starts_with(b"PAR1")));
    } else {
        run.status(2).stderr_has("--features parquet");
        assert!(!project.path().join("tables").exists());
    }
}
