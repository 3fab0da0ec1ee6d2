"""What the checks share: running the program, and the places of a document found again without its help."""
import json
import pathlib
import subprocess


def check(guiju, documents, out, forms, lang="en"):
    """Writes reports of documents; `forms` maps formats to file names. Returns the JSON report."""
    manifest = pathlib.Path(documents) / "manifest.csv"
    command = [guiju, "check", str(documents), "--fail-on", "never", "--lang", lang, "--quiet"]
    command += ["--manifest", str(manifest)] if manifest.exists() else []
    for form, name in forms.items():
        command += ["--output", f"{form}:{out / name}"]
    run = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run
    report = json.loads(run.stdout)
    assert report["documents"], f"no document below {documents}"
    return report


def text_of(path):
    """The text of a UTF-8 document, without its byte order mark; line ends as they are."""
    return pathlib.Path(path).read_bytes().decode("utf-8-sig")


def at(text, line, column, end_line, end_column):
    """The words at a region: lines end at LF, columns count code points from 1."""
    lines = text.split("\n")
    start = sum(len(l) + 1 for l in lines[: line - 1]) + column - 1
    end = sum(len(l) + 1 for l in lines[: end_line - 1]) + end_column - 1
    return text[start:end]


def findings(report):
    """Pairs of a document and a finding, in order."""
    return [(d, f) for d in report["documents"] for f in d["findings"]]


def counting(report):
    """The findings that make a run fail: neither waived nor known from a baseline."""
    return [(d, f) for d, f in findings(report) if f["waived"] is None and f["baseline"] != "unchanged"]


def gone(report):
    """The findings of the baseline that are gone."""
    return (report["baseline"] or {"fixed": []})["fixed"]


def main_evidence(finding):
    """The evidence that a finding is about, as other programs show it."""
    by_role = lambda role: next((e for e in finding["evidence"] if e["role"] == role), None)
    return by_role("offending") or by_role("searched") or finding["evidence"][0]
