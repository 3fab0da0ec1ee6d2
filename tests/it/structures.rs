//! Structures that other programs made, and the JSON Schema that tells them how.

use std::fs;

use guiju::{
    ingest::{Given, from_json, json_schema, read, to_json},
    regulation::Doubt,
    schema::Level,
};
use serde_json::{Value, json};

fn structure(change: impl FnOnce(&mut Value)) -> String {
    let mut value = json!({
        "schema": "guiju/regulation/1",
        "organ": {"name": "县水务局", "level": "county"},
        "duties": [{"ordinal": 1, "text": "负责水利规划。"}, {"ordinal": 2, "text": "承办其他事项。", "catch_all": true}],
        "unit_groups": [{"organ": "县水务局", "declared": 1, "units": [{"ordinal": 1, "name": "办公室"}]}],
        "staffing": [{"organ": "县水务局", "admin": 6, "heads": 1, "deputies": 2,
            "posts": [{"title": "总工程师", "count": 1}, {"title": "技师", "range": [2, 3]}]}],
        "changes": [{"what": "行政编制", "delta": -2}],
    });
    change(&mut value);
    value.to_string()
}

#[test]
fn a_wrong_shape_is_named_by_its_pointer() {
    type Change = fn(&mut Value);
    let wrong: [(&str, Change); 14] = [
        ("/duties/1/ordinal", |v| v["duties"][1]["ordinal"] = json!("二")),
        ("/staffing/0/admin", |v| v["staffing"][0]["admin"] = json!(6.5)),
        ("/organ/level", |v| v["organ"]["level"] = json!("village")),
        ("/unit_groups/0/units/0/name", |v| v["unit_groups"][0]["units"][0]["name"] = Value::Null),
        ("/duties", |v| v["duties"] = json!({"text": "负责"})),
        ("/issued/date", |v| v["issued"] = json!({"date": "2019-13-01"})),
        ("/staffing/0/posts/1/range", |v| v["staffing"][0]["posts"][1]["range"] = json!([1, 2, 3])),
        ("/schema", |v| v["schema"] = json!("guiju/regulation/9")),
        ("/changes/0/delta", |v| v["changes"][0]["delta"] = json!("minus two")),
        ("/changes/0/to", |v| v["changes"][0]["to"] = json!(-2)),
        ("/staffing/0/deputies", |v| v["staffing"][0]["deputies"] = json!(-1)),
        ("/staffing/0/posts/0/count", |v| v["staffing"][0]["posts"][0]["count"] = json!(-1)),
        ("/staffing/0/posts/1/range", |v| v["staffing"][0]["posts"][1]["range"] = json!([-1, 2])),
        ("/unit_groups/0/declared", |v| v["unit_groups"][0]["declared"] = json!(-1)),
    ];
    for (pointer, change) in wrong {
        let problem = from_json("a.json", &structure(change)).unwrap_err();
        assert!(problem.message.en.contains(pointer), "{pointer}: {}", problem.message.en);
        assert!(problem.message.zh.contains(pointer), "{pointer}: {}", problem.message.zh);
    }
}

/// However it is read: with a text, without one, and where nothing is unusual.
#[test]
fn nothing_is_counted_below_zero() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    let plain = json!({"schema": "guiju/regulation/1", "staffing": [{"admin": 6, "deputies": 2}]});
    let read_from: Value = {
        let text = "三、人员编制\n县档案局机关行政编制7名,设局长1名、副局长2名。";
        let read = read("a.txt", text.as_bytes(), &Given::default()).unwrap();
        serde_json::from_str(&to_json(&read)).unwrap()
    };
    for mut value in [plain, read_from] {
        assert!(from_json("a.json", &value.to_string()).is_ok());
        value["staffing"][0]["deputies"] = json!(-1);
        let problem = from_json("a.json", &value.to_string()).unwrap_err();
        assert!(problem.message.en.contains("/staffing/0/deputies must be"), "{}", problem.message.en);
        assert!(misfit(&value, &schema, &schema, "").is_some());
    }
}

#[test]
fn json_without_the_name_of_its_form_is_no_text() {
    let unnamed = structure(|v| drop(v.as_object_mut().unwrap().remove("schema")));
    let other = structure(|v| v["schema"] = json!("other/1"));
    for (name, text, said) in [
        ("a.json", unnamed.as_str(), "/schema is missing"),
        ("a.JSON", &format!("\u{feff}\n{unnamed}"), "/schema is missing"),
        ("b.json", &other, "/schema must be guiju/regulation/1"),
        ("c.json", "[1]", "must be an object"),
        ("d.json", "{\"duties\": [", "the JSON is not complete"),
    ] {
        let problem = read(name, text.as_bytes(), &Given::default()).unwrap_err();
        assert!(problem.message.en.contains(said), "{name}: {}", problem.message.en);
        assert!(problem.help.iter().any(|h| h.en.contains("guiju schema regulation")), "{problem:?}");
    }
    assert_eq!(read("a.txt", unnamed.as_bytes(), &Given::default()).unwrap().source.text, unnamed);
}

#[test]
fn every_field_without_a_place_is_cited_by_its_pointer() {
    let r = from_json("a.json", &structure(|_| {})).unwrap();
    let pointer = |span: Option<guiju::source::Span>| {
        let span = span.unwrap();
        r.pointers.iter().find(|(s, _)| s.contains(span)).map(|(_, p)| p.to_string())
    };
    assert_eq!(pointer(Some(r.duties[1].text)).as_deref(), Some("/duties/1/text"));
    assert_eq!(pointer(r.staffing[0].deputies.unwrap().span).as_deref(), Some("/staffing/0/deputies"));
    assert_eq!(pointer(r.staffing[0].posts[0].title.span).as_deref(), Some("/staffing/0/posts/0/title"));
    assert_eq!(pointer(r.changes[0].delta.unwrap().span).as_deref(), Some("/changes/0/delta"));
    assert_eq!((r.staffing[0].posts[1].least, r.staffing[0].posts[1].most), (2, 3));
    let json = to_json(&r);
    assert_eq!(to_json(&from_json("a.json", &json).unwrap()), json);
}

/// A page breaks the lines of a text where they end; a field ends where it ends, however it is read.
#[test]
fn words_of_two_fields_are_never_one_word() {
    let long = "承担县政府日常工作的综合协调和组织安排,负责全县的政府信息";
    let duties = json!([{"text": long}, {"text": "公开各类文件"}]);
    let plain = structure(|v| {
        v["duties"] = duties.clone();
        v.as_object_mut().unwrap().remove("changes");
    });
    let unusual = structure(|v| v["duties"] = duties.clone());
    for json in [plain, unusual] {
        let made = from_json("a.json", &json).unwrap();
        assert!(made.source.folded.text.contains("政府信息\n公开"), "{}", made.source.folded.text);
    }
}

#[test]
fn a_text_without_places_does_not_hinder() {
    let json = structure(|v| v["source"] = json!({"text": "县水务局。负责水利规划。", "path": "b.txt"}));
    let r = from_json("a.json", &json).unwrap();
    assert_eq!((r.duties.len(), r.source.path.as_str(), r.pointers.is_empty()), (2, "b.txt", false));
}

#[test]
fn a_place_outside_the_text_is_named() {
    let text = "主要职责\n(一)负责值班。";
    let good = to_json(&read("a.txt", text.as_bytes(), &Given::default()).unwrap());
    let mut value: Value = serde_json::from_str(&good).unwrap();
    value["duties"][0]["span"] = json!([14, 900]);
    let problem = from_json("a.json", &value.to_string()).unwrap_err();
    assert!(problem.message.en.contains("/duties/0/span"), "{}", problem.message.en);
}

#[test]
fn what_is_given_goes_before_what_a_structure_says() {
    let given = Given {
        level: Some(Level::Prefecture),
        effective: Some("2020-01-02".parse().unwrap()),
        ..Given::default()
    };
    let r = read("a.json", structure(|_| {}).as_bytes(), &given).unwrap();
    assert_eq!(r.organ.level.unwrap().value, Level::Prefecture);
    assert_eq!(r.effective.unwrap().date, given.effective);
}

#[test]
fn what_is_extracted_fits_the_schema() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    for folder in ["ingest", "layouts"] {
        let folder = format!("{}/tests/cases/{folder}", env!("CARGO_MANIFEST_DIR"));
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "txt") {
                let r = read("a", &fs::read(&path).unwrap(), &Given::default()).unwrap();
                let value = serde_json::from_str(&to_json(&r)).unwrap();
                let problem = misfit(&value, &schema, &schema, "");
                assert_eq!(problem, None, "{}", path.display());
            }
        }
    }
    let value: Value = serde_json::from_str(&structure(|_| {})).unwrap();
    assert_eq!(misfit(&value, &schema, &schema, ""), None);
    let wrong: Value = serde_json::from_str(&structure(|v| v["duties"][0]["ordinal"] = json!(-1))).unwrap();
    assert!(misfit(&wrong, &schema, &schema, "").is_some());
}

/// Where a value does not fit a schema, for the keywords that this one uses.
fn misfit(value: &Value, schema: &Value, root: &Value, at: &str) -> Option<String> {
    let here = |what: &str| Some(format!("{at}: {what}"));
    for (keyword, rule) in schema.as_object().unwrap() {
        let problem = match keyword.as_str() {
            "$ref" => {
                misfit(value, root.pointer(rule.as_str().unwrap().trim_start_matches('#')).unwrap(), root, at)
            }
            "anyOf" => {
                let fits = rule.as_array().unwrap().iter().any(|s| misfit(value, s, root, at).is_none());
                if fits { None } else { misfit(value, &rule[0], root, at) }
            }
            "type" => {
                let right = match rule.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "integer" => value.is_i64(),
                    "boolean" => value.is_boolean(),
                    _ => value.is_null(),
                };
                if right { None } else { here("type") }
            }
            "minimum" if value.as_i64() < rule.as_i64() => here("minimum"),
            "minItems" if value.as_array().is_some_and(|a| (a.len() as u64) < rule.as_u64().unwrap()) => {
                here("short")
            }
            "maxItems" if value.as_array().is_some_and(|a| (a.len() as u64) > rule.as_u64().unwrap()) => {
                here("long")
            }
            "const" if value != rule => here("const"),
            "enum" if !rule.as_array().unwrap().contains(value) => here("enum"),
            "required" => {
                let missing =
                    rule.as_array().unwrap().iter().find(|k| value.get(k.as_str().unwrap()).is_none());
                missing.and_then(|k| here(&format!("without {k}")))
            }
            "properties" => rule
                .as_object()
                .unwrap()
                .iter()
                .find_map(|(k, s)| misfit(value.get(k)?, s, root, &format!("{at}/{k}"))),
            "additionalProperties" => value
                .as_object()
                .and_then(|o| o.iter().find_map(|(k, v)| misfit(v, rule, root, &format!("{at}/{k}")))),
            "items" => value.as_array().and_then(|a| {
                a.iter().enumerate().find_map(|(i, v)| misfit(v, rule, root, &format!("{at}/{i}")))
            }),
            _ => None,
        };
        if problem.is_some() {
            return problem;
        }
    }
    None
}

/// What is misspelt is not read, and policies would not see that it is missing.
#[test]
fn keys_that_the_form_does_not_have_are_told() {
    type Change = fn(&mut Value);
    let strange: [(&str, Option<&str>, Change); 5] = [
        ("/dutys", Some("duties"), |v| v["dutys"] = json!([])),
        ("/staffing/0/deputy", Some("deputies"), |v| v["staffing"][0]["deputy"] = json!(9)),
        ("/unit_groups/0/units/0/nmae", Some("name"), |v| {
            v["unit_groups"][0]["units"][0]["nmae"] = json!("x");
        }),
        ("/organ/weather", None, |v| v["organ"]["weather"] = json!("fine")),
        ("/source/txt", Some("text"), |v| v["source"] = json!({"txt": "x"})),
    ];
    let plain = from_json("a.json", &structure(|_| ())).unwrap();
    assert!(plain.strange.is_empty());
    // As it is given, and as this program writes it with a text and places.
    let written: Value = serde_json::from_str(&to_json(&plain)).unwrap();
    for with_text in [false, true] {
        for (pointer, near, change) in strange {
            let mut value: Value = serde_json::from_str(&structure(|_| ())).unwrap();
            if with_text {
                value = written.clone();
            }
            change(&mut value);
            if with_text && pointer.starts_with("/source") {
                continue;
            }
            let made = from_json("a.json", &value.to_string()).unwrap();
            let told: Vec<(&str, Option<&str>)> =
                made.strange.iter().map(|k| (k.pointer.as_str(), k.near.as_deref())).collect();
            assert_eq!(told, [(pointer, near)], "with a text: {with_text}");
            let (mut made, mut right) = (made, plain.clone());
            made.strange.clear();
            for one in [&mut made, &mut right] {
                (one.source.path, one.source.encoding) = Default::default();
            }
            assert_eq!(to_json(&made), to_json(&right), "{pointer}: what is strange changes nothing else");
        }
    }
    // The words of a section are those of its records.
    let with_words =
        structure(|v| v["sections"] = json!([{"kind": "duties", "heading": "主要职责", "text": "略"}]));
    assert!(from_json("a.json", &with_words).unwrap().strange.is_empty());
}

/// Once for a document, however many keys there are.
#[test]
fn strange_keys_are_one_warning_of_a_document() {
    let many = structure(|v| (1..=7).for_each(|i| v[format!("key{i}")] = json!(i)));
    let project = crate::project::Project::new().file("a.json", many);
    let report = project.run(&["check", "a.json", "--fail-on", "never", "--format", "json"]).status(0).json();
    let warnings = report["documents"][0]["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert_eq!(warnings[0]["code"], "E0517");
    let said = warnings[0]["message"]["en"].as_str().unwrap();
    assert!(said.contains("`/key1`") && said.ends_with("`/key5` and 2 more"), "{said}");
}

/// What a report quotes for a fact must say it: a structure may be written by hand, or changed after it was read.
#[test]
fn facts_are_held_to_the_words_at_their_places() {
    type Change = fn(&mut Value);
    let text = "甲县档案局职能配置、内设机构和人员编制规定\n一、内设机构\n县档案局设2个内设机构:\n(一)办公室(2名)。负责文电。\n\
        (二)业务股。负责接收。\n二、人员编制\n县档案局机关行政编制7名,设局长1名、副局长2名,另设总档案师1名。\n三、附则\n\
        本规定自2019年4月7日起施行。";
    let right: Value = {
        let read = read("a.txt", text.as_bytes(), &Given::default()).unwrap();
        serde_json::from_str(&to_json(&read)).unwrap()
    };
    let wrong: [(&str, &str, &str, Change); 11] = [
        ("/unit_groups/0/declared", "5", "设2个内设机构", |v| {
            v["unit_groups"][0]["declared"] = json!(5);
        }),
        ("/unit_groups/0/units/1/name", "人事股", "业务股", |v| {
            v["unit_groups"][0]["units"][1]["name"] = json!("人事股");
        }),
        ("/unit_groups/0/units/0/posts", "8", "2名", |v| {
            v["unit_groups"][0]["units"][0]["posts"] = json!(8);
        }),
        ("/staffing/0/deputies", "3", "副局长2名", |v| v["staffing"][0]["deputies"] = json!(3)),
        ("/staffing/0/admin", "7", "甲县", |v| v["staffing"][0]["at"]["admin"] = json!([0, 6])),
        ("/staffing/0/posts/0/count", "4", "局长1名", |v| {
            v["staffing"][0]["posts"][0]["count"] = json!(4);
        }),
        ("/effective/date", "2020-04-07", "自2019年4月7日起施行", |v| {
            v["effective"]["date"] = json!("2020-04-07");
        }),
        ("/unit_groups/0/units/1/ordinal", "3", "(二)", |v| {
            v["unit_groups"][0]["units"][1]["ordinal"] = json!(3);
        }),
        ("/lists/1/items/1/ordinal", "3", "(二)", |v| v["lists"][1]["items"][1]["ordinal"] = json!(3)),
        ("/organ/short", "县水务局", "县档案局", |v| {
            v["organ"]["short"] = json!("县水务局");
            v["organ"]["at"]["short"] = v["unit_groups"][0]["at"]["organ"].clone();
        }),
        ("/unit_groups/0/units/1/text", "负责保密。", "负责接收。", |v| {
            v["unit_groups"][0]["units"][1]["text"] = json!("负责保密。");
        }),
    ];
    assert_eq!(from_json("a.json", &right.to_string()).unwrap().unheld, []);
    for (pointer, told, words, change) in wrong {
        let mut value = right.clone();
        change(&mut value);
        let made = from_json("a.json", &value.to_string()).unwrap();
        let unheld: Vec<_> = made.unheld.iter().map(|u| (u.pointer.as_str(), u.told.as_str())).collect();
        assert_eq!(unheld, [(pointer, told)]);
        assert_eq!(made.unheld[0].doubt, Doubt::Words);
        assert_eq!(made.unheld[0].span.unwrap().slice(text), words);
        let warnings = made.warnings("a.json");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert!(warnings[0].message.zh.contains(words) && warnings[0].message.en.contains(told));
    }
}

const ARCHIVES: &str = "甲县档案局职能配置、内设机构和人员编制规定\n一、内设机构\n县档案局设3个内设机构:\n\
    (一)办公室。负责文电。\n(二)业务股。负责接收;负责整理。\n(三)法规股。负责执法。\n二、人员编制\n\
    县档案局机关行政编制7名,工勤编制2名。设局长1名、副局长2名。";

/// Words may hold the number and mean another thing, and a value may name no words at all.
#[test]
fn what_the_text_says_otherwise_is_told() {
    type Change = fn(&mut Value);
    let right: Value = {
        let read = read("a.txt", ARCHIVES.as_bytes(), &Given::default()).unwrap();
        serde_json::from_str(&to_json(&read)).unwrap()
    };
    let otherwise = |value: &str| Doubt::Otherwise(value.to_owned());
    let cases: [(&str, &str, Option<Doubt>, Change); 13] = [
        ("/staffing/0/deputies", "2", Some(Doubt::ReadAs("support".to_owned())), |v| {
            v["staffing"][0]["at"]["deputies"] = v["staffing"][0]["at"]["support"].clone();
        }),
        ("/staffing/0/deputies", "3", Some(otherwise("2")), |v| {
            v["staffing"][0]["deputies"] = json!(3);
            v["staffing"][0]["at"].as_object_mut().unwrap().remove("deputies");
        }),
        ("", "", None, |v| drop(v["staffing"][0]["at"].as_object_mut().unwrap().remove("deputies"))),
        ("/staffing/0/total", "99", Some(Doubt::Nowhere), |v| v["staffing"][0]["total"] = json!(99)),
        ("/staffing/0/admin", "", Some(Doubt::LeftOut("7".to_owned())), |v| {
            v["staffing"][0]["admin"] = Value::Null;
        }),
        (
            "/unit_groups/0/units",
            "",
            Some(Doubt::Missing("(二)业务股。负责接收;负责整理。".to_owned())),
            |v| {
                drop(v["unit_groups"][0]["units"].as_array_mut().unwrap().remove(1));
            },
        ),
        (
            "/unit_groups",
            "",
            Some(Doubt::Missing(
                "县档案局设3个内设机构:(一)办公室。负责文电。(二)业务股。负责接收;负责整理…".to_owned(),
            )),
            |v| {
                v["unit_groups"] = json!([]);
            },
        ),
        ("/organ/level", "province", Some(otherwise("county")), |v| v["organ"]["level"] = json!("province")),
        ("/organ/kind", "institution", Some(otherwise("bureau")), |v| {
            v["organ"]["kind"] = json!("institution");
        }),
        ("/sections/1/kind", "duties", Some(otherwise("staffing")), |v| {
            v["sections"][1]["kind"] = json!("duties");
        }),
        ("/unit_groups/0/units/1/clauses", "[]", Some(otherwise("[[166,178],[179,191]]")), |v| {
            v["unit_groups"][0]["units"][1]["clauses"] = json!([]);
        }),
        // What a manifest may have given when it was extracted.
        ("", "", None, |v| v["organ"]["province"] = json!("乙省")),
        ("", "", None, |v| v["effective"] = json!({"date": "2020-01-02", "span": [0, 0]})),
    ];
    for (pointer, told, doubt, change) in cases {
        let mut value = right.clone();
        change(&mut value);
        let made = from_json("a.json", &value.to_string()).unwrap();
        let unheld: Vec<_> =
            made.unheld.iter().map(|u| (u.pointer.as_str(), u.told.as_str(), &u.doubt)).collect();
        let expected: Vec<_> = doubt.iter().map(|doubt| (pointer, told, doubt)).collect();
        assert_eq!(unheld, expected);
    }
}

/// A few are told with the document, all of them on demand.
#[test]
fn all_that_the_text_does_not_bear_out_can_be_read() {
    let read = read("a.txt", ARCHIVES.as_bytes(), &Given::default()).unwrap();
    let mut value: Value = serde_json::from_str(&to_json(&read)).unwrap();
    for field in ["admin", "support", "heads", "deputies"] {
        value["staffing"][0][field] = json!(40);
    }
    value["organ"]["level"] = json!("province");
    value["organ"]["kind"] = json!("institution");
    value["unit_groups"][0]["declared"] = json!(9);
    let project = crate::project::Project::new().file("a.json", value.to_string());
    for (lang, more) in [
        ("en", "; and 2 more, which `guiju extract --explain` lists"),
        ("zh", "；另有 2 处，`guiju extract --explain` 列出全部"),
    ] {
        let report =
            project.run(&["check", "a.json", "--fail-on", "never", "--format", "json"]).status(0).json();
        let warnings = report["documents"][0]["warnings"].as_array().unwrap();
        let said = warnings[0]["message"][lang].as_str().unwrap();
        assert!(warnings.len() == 1 && said.ends_with(more) && said.matches("`/").count() == 5, "{said}");
        let all = project.run(&["extract", "a.json", "--explain", "--lang", lang]).status(0).stdout;
        let listed = ["organ/level", "organ/kind", "staffing/0/deputies", "unit_groups/0/declared"];
        assert!(listed.iter().all(|pointer| all.contains(&format!("`/{pointer}`"))), "{all}");
    }
}

/// The text that is made of a structure without one says what the structure says.
#[test]
fn a_text_that_was_made_of_facts_bears_them_out() {
    let made = from_json("a.json", &structure(|_| {})).unwrap();
    assert_eq!(from_json("a.json", &to_json(&made)).unwrap().unheld, []);
}

/// What is read is taken for proven, also where it is found by reckoning: leaders without the head of the organ.
#[test]
fn what_was_read_is_held() {
    let mut reckoned = 0;
    for (name, bytes) in crate::ingest::cases() {
        let read = read(&name, &bytes, &Given::default()).unwrap();
        let made = from_json("a.json", &to_json(&read)).unwrap();
        assert_eq!(made.unheld, [], "{name}");
        reckoned += usize::from(read.staffing.iter().any(|s| s.deputies.is_some()));
    }
    assert!(reckoned > 50, "{reckoned}");
}
