#!/usr/bin/env python3
"""Reads the reports for other programs with their own readers, and compares them with the JSON report and the documents.

usage: formats.py GUIJU OUT FOLDER...
"""
import csv
import io
import json
import os
import pathlib
import subprocess
import sys
import urllib.parse

import jsonschema
import junitparser

from reports import at, check, counting, findings, gone, main_evidence, text_of

# As GitLab documents its Code Quality artifact.
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer"}},
                    },
                },
            },
        },
    },
}


def sarif(out, log, report):
    """No error from the validator; every region, read again, is its snippet."""
    validator = out / "node/node_modules/.bin/sarif-multitool"
    result = log.with_suffix(".validated.sarif")
    run = subprocess.run(
        [validator, "validate", log, "--output", result, "--log", "ForceOverwrite"],
        capture_output=True, text=True, env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
    )
    assert run.returncode == 0, run
    validated = json.loads(result.read_text(encoding="utf-8-sig"))["runs"][0]
    wrong = [r for r in validated.get("results", []) if r.get("level") == "error"]
    assert not wrong, wrong[:3]

    run = json.loads(log.read_text(encoding="utf-8"))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    failed = [r for r in run["results"] if r["kind"] == "fail" and r.get("baselineState") != "absent"]
    assert len(failed) == len(findings(report)), (len(failed), len(findings(report)))
    absent = [r["partialFingerprints"] for r in run["results"] if r.get("baselineState") == "absent"]
    assert [list(a.values()) for a in absent] == [[f["fingerprint"]] for f in gone(report)]
    regions = 0
    for result, (document, finding) in zip(failed, findings(report)):
        assert (result["ruleId"], result["message"]["text"].split("\n")[0]) == (finding["policy"], finding["message"]["en"])
        assert bool(result.get("suppressions")) == (finding["waived"] is not None), result
        assert result.get("baselineState") == finding["baseline"], result
        places = result["locations"] + result.get("relatedLocations", [])
        quotes = {main_evidence(finding)["quote"]} | {e["quote"] for e in finding["evidence"]}
        for place in places:
            physical = place["physicalLocation"]
            if "region" not in physical:
                continue
            path = urllib.parse.unquote(physical["artifactLocation"]["uri"].removeprefix("file://"))
            assert path == document["path"], (path, document["path"])
            r = physical["region"]
            words = at(text_of(path), r["startLine"], r["startColumn"], r["endLine"], r["endColumn"])
            assert words == r["snippet"]["text"] and words in quotes, (path, r, words)
            regions += 1
    assert regions == sum(len(f["evidence"]) for _, f in findings(report))
    return f"{len(failed)} results, {regions} regions"


def junit(path, report):
    """junitparser counts what the report counts."""
    xml = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in xml for case in suite]
    verdicts = [v["verdict"] for d in report["documents"] for v in d["verdicts"].values()]
    assert len(cases) == len(verdicts) == xml.tests, (len(cases), xml.tests)
    failed = [c for c in cases if any(isinstance(r, junitparser.Failure) for r in c.result)]
    assert len(failed) == len({(d["path"], f["policy"]) for d, f in counting(report)}) == xml.failures
    skipped = [c for c in cases if any(isinstance(r, junitparser.Skipped) for r in c.result)]
    assert len(skipped) == len(cases) - len(failed) - verdicts.count("pass") == xml.skipped
    return f"{len(cases)} cases"


def gitlab(path, report):
    """The shape that GitLab asks for, and fingerprints that are unique."""
    issues = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(CODE_QUALITY).validate(issues)
    open_ = [f for _, f in findings(report) if f["waived"] is None]
    assert len({i["fingerprint"] for i in issues}) == len(issues) == len(open_)
    return f"{len(issues)} issues"


def table(path, report):
    """Python's reader gives back the quotes; no cell is a formula."""
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    found = [r for r in rows if r["verdict"] == "violation"]
    expected = [main_evidence(f)["quote"] for _, f in findings(report)]
    assert [r["quote"].removeprefix("'") for r in found] == expected
    undecided = sum(v["verdict"] == "undecided" for d in report["documents"] for v in d["verdicts"].values())
    assert len(rows) == len(found) + undecided + len(gone(report)), len(rows)
    assert [bool(r["waived_reason"]) for r in found] == [f["waived"] is not None for _, f in findings(report)]
    assert not [c for r in rows for c in r.values() if c[:1] in tuple("=+-@\t\r")]
    return f"{len(rows)} rows"


def lines(path, report):
    """The lines of NDJSON are the documents of the JSON report."""
    parts = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]
    documents = [p for p in parts if p.pop("type") == "document"]
    assert documents == report["documents"] and parts[-1]["summary"] == report["summary"]
    return f"{len(parts)} lines"


def github(path, report):
    """One command a line, one for each finding that counts and one for the result."""
    commands = path.read_text(encoding="utf-8").split("\n")[:-1]
    assert all(c.startswith("::") for c in commands) and len(commands) == len(counting(report)) + 1
    return f"{len(commands)} commands"


def main():
    guiju, out, folders = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    readers = {"junit": junit, "gitlab": gitlab, "csv": table, "ndjson": lines, "github": github}
    for folder in folders:
        name = pathlib.Path(folder).name
        forms = {form: f"{name}.{form}" for form in [*readers, "sarif", "markdown"]}
        report = check(guiju, folder, out, forms)
        told = [f"sarif {sarif(out, out / forms['sarif'], report)}"]
        told += [f"{form} {read(out / forms[form], report)}" for form, read in readers.items()]
        print(f"{name}: {'; '.join(told)}")


if __name__ == "__main__":
    main()
