"""Findings of all programs in one form, (document, policy, place), to tell whether they say the same.

The place is that of the element in its list, where adjustments are counted from 1000, so that they are no duties; of a
last duty that is no catch-all it is the number that the text gives it.
"""

from __future__ import annotations

import json
import pathlib
import re
from collections import Counter

Finding = tuple[str, str, int]

FUNCTIONS = ("信息公开", "应急", "督查", "保密", "人大代表建议", "值班")
KINDS = {"no duties": 0, "no units": 1, "no staffing": 2}
NUMBER = re.compile(r"\d+")


def of_peer(path: pathlib.Path) -> Counter[Finding]:
    """Findings of a program of this package."""
    with open(path, encoding="utf-8") as lines:
        records = map(json.loads, lines)
        return Counter((r["document"], r["policy"], r["index"]) for r in records)


def of_guiju(path: pathlib.Path) -> Counter[Finding]:
    """Findings of guiju's report, where the place follows from what it quotes."""
    found: Counter[Finding] = Counter()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            for finding in record.get("findings", ()):
                found[record["id"], finding["policy"], place(finding)] += 1
    return found


def place(finding: dict) -> int:
    """The place of what a finding is about."""
    policy, values = finding["policy"], finding["values"]
    if policy == "mandatory-function":
        return FUNCTIONS.index(values["f.name"])
    if policy.startswith("keywords-"):
        return int(values["f.name"].rsplit("-", 1)[1])
    if policy == "required-section":
        return KINDS[finding["message"]["en"]]
    if policy == "numbering":
        first = pointers(finding, "ordinal")[0]
        return int(first[1]) + (1000 if first[0] == "adjustments" else 0)
    if policy in ("leadership-ratio", "deputy-limit"):
        return int(pointers(finding, "deputies")[0][1])
    if policy == "unit-count":
        return int(pointers(finding, "declared")[0][1])
    return number(finding) - (policy == "duplicate-unit")


def pointers(finding: dict, name: str) -> list[list[str]]:
    """The ways through the structure to the fields of a name that a finding quotes."""
    paths = (e["pointer"].split("/")[1:] for e in finding["evidence"] if "pointer" in e)
    return [path for path in paths if path[-1] == name]


def number(finding: dict) -> int:
    """The number of the element that a finding reports. Those of units count through."""
    return int(NUMBER.match(finding["evidence"][0]["quote"]).group())


def by_document(findings: Counter[Finding]) -> Counter[tuple[str, str]]:
    """Which policies each document violates."""
    return Counter({(document, policy): 1 for document, policy, _ in findings})


def difference(one: Counter, other: Counter) -> str:
    """How two say different things, in a few words."""
    only, more = one - other, other - one
    if not only and not more:
        return f"the same {sum(one.values()):,} findings"
    named = [str(example) for example in [*list(only)[:2], *list(more)[:2]]]
    return f"DIFFERENT: {sum(only.values())} only here, {sum(more.values())} only there: {'; '.join(named)}"
