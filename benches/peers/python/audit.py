"""The eight policies in plain Python, as an auditor would write them: audit.py IN OUT [--limit N]."""

import itertools
import json
import sys

FUNCTIONS = [
    ("信息公开", "信息公開", "政务公开", "政務公開"),
    ("应急", "應急"),
    ("督查", "督査", "督促检查", "督促檢査"),
    ("保密",),
    ("人大代表建议", "人大代表建議", "人大代表议案", "人大代表議案"),
    ("值班",),
]
CATCH_ALL = ("其他事项", "其他事項", "其他任务", "其他任務")
KINDS = ("duties", "units", "staffing")


def check(document):
    """Yields policy and place of each violation."""
    for i, staff in enumerate(document["staffing"]):
        admin, deputies = staff["admin"], staff["deputies"]
        if (staff["heads"] + deputies) * 3 > admin:
            yield "leadership-ratio", i
        if deputies > (1 if admin <= 10 else 2 if admin <= 20 else 3):
            yield "deputy-limit", i
    for i, group in enumerate(document["unit_groups"]):
        if group["declared"] is not None and group["declared"] != len(group["units"]):
            yield "unit-count", i
    duties = document["duties"]
    units = [unit for group in document["unit_groups"] for unit in group["units"]]
    texts = [clause["text"] for clause in duties] + [unit["text"] for unit in units]
    for i, phrases in enumerate(FUNCTIONS):
        if not any(phrase in text for text in texts for phrase in phrases):
            yield "mandatory-function", i
    for i, kind in enumerate(KINDS):
        if not any(section["kind"] == kind for section in document["sections"]):
            yield "required-section", i
    for start, clauses in ((0, duties), (1000, document["adjustments"])):
        last = 0
        for i, clause in enumerate(clauses):
            if clause["ordinal"] != last + 1:
                yield "numbering", start + i
            last = clause["ordinal"]
    if duties and not any(phrase in duties[-1]["text"] for phrase in CATCH_ALL):
        yield "catch-all", duties[-1]["ordinal"]
    names = set()
    for i, unit in enumerate(units):
        if unit["name"] in names:
            yield "duplicate-unit", i
        names.add(unit["name"])


def main(source, target, limit=None):
    """Checks each line of a file."""
    with open(source, "rb") as lines, open(target, "w", encoding="utf-8") as out:
        for line in itertools.islice(lines, limit):
            document = json.loads(line)
            for policy, index in check(document):
                out.write(f'{{"document":"{document["id"]}","policy":"{policy}","index":{index}}}\n')


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[4:5]))
