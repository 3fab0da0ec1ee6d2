"""guiju beside other programs: the eight policies, and 8 to 800 keyword policies."""

from __future__ import annotations

import pathlib
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Callable

from . import places, verdicts
from .measuring import Report, rounds, run

GUARD = ("deputy-limit", "unit-count", "mandatory-function", "required-section", "catch-all")


@dataclass
class Bench:
    """What all measurements share."""

    guiju: pathlib.Path
    number: int
    """Rounds."""
    share: int
    """Take only every so many documents."""
    report: Report

    def count(self, documents: int) -> int:
        """So many documents, or fewer in a quick run."""
        return max(documents // self.share, 10)

    def check(self, *options: object, threads: int = 1) -> list[str]:
        """A check by guiju without a cache."""
        fixed = ["--no-config", "--no-cache", "--format", "ndjson", "--fail-on", "never", "--quiet"]
        return [str(self.guiju), "check", *fixed, "--threads", str(threads), *map(str, options)]

    def check_only(self, rules: pathlib.Path, *options: object, threads: int = 1) -> list[str]:
        """The same with none but the policies of a folder."""
        return self.check("--no-default-rules", "--rules", rules, *options, threads=threads)


@dataclass
class Peer:
    """A program that can check documents against the eight policies."""

    name: str
    command: Callable[[pathlib.Path, pathlib.Path, int], list[object]]
    """From documents, findings and the number of documents."""
    whole: bool
    """Whether it takes all 20,000 documents; the time of the others is scaled up."""
    aim: float = 0.0
    """How many times the time of guiju it should take at least."""
    five: bool = False
    """Whether it can say five of the eight policies only."""


def program(name: str) -> str:
    """A program of this package."""
    return str(places.PROGRAMS / name)


def all_peers() -> list[Peer]:
    """The programs that guiju is compared with."""
    here = places.HERE

    def rego(form: str):
        policy = here / "rego" / f"{form}.rego"
        return lambda i, o, n: [program("rego"), i, o, "--policy", policy, "--limit", n]

    def guard(mode: str):
        rules = ["--rules", here / "guard" / "five.guard", "--mode", mode, "--limit"]
        given = places.one_file_each if mode == "command" else lambda i, n: i
        return lambda i, o, n: [program("guard"), given(i, n), o, *rules, n]

    peers = [
        Peer("by hand", lambda i, o, n: [program("hand"), i, o, "--limit", n], True),
        Peer("regorus, tuned", rego("tuned"), True, 4),
        Peer("regorus, idiomatic", rego("idiomatic"), True),
        Peer("Python", lambda i, o, n: [sys.executable, here / "python" / "audit.py", i, o, n], True),
        Peer("CEL", lambda i, o, n: [program("cel"), i, o, "--limit", n], False, 30),
        Peer("Guard, library", guard("library"), False, 90, True),
        Peer("Guard, command", guard("command"), False, 90, True),
    ]
    bindings = places.opa()
    for form, aim in (("tuned", 35), ("idiomatic", 0)) if bindings else ():
        script = ["--bindings", bindings, "--policy", here / "rego" / f"{form}.rego", "--limit"]
        whole = lambda i, o, n, script=script: [sys.executable, here / "python" / "opa.py", i, o, *script, n]
        peers.append(Peer(f"OPA, {form}", whole, False, aim))
    return peers


def eight(bench: Bench) -> bool:
    """Eight policies over 20,000 structures; the slow programs over 1,000."""
    many, few = bench.count(20_000), bench.count(1_000)
    corpus, peers = places.made("structures", many), all_peers()
    rules = places.HERE / "guiju"
    own = places.OUT / "eight-guiju.ndjson"
    jobs = {"guiju": lambda: run(bench.check_only(rules, corpus), own)}
    for peer in peers:
        for number in (many,) if peer.whole else (few, 1):
            found = places.OUT / f"eight-{slug(peer.name)}-{number}.ndjson"
            command = peer.command(corpus, found, number)
            jobs[peer.name, number] = lambda c=command: run(c)
    seen = rounds(bench.number, jobs)
    guiju, hand = seen["guiju"], seen["by hand", many]
    rows = [["guiju, with evidence", f"{many:,}", guiju.cpu, guiju.spread, 1.0, "", guiju.cpu / hand.cpu, guiju.peak]]
    for peer in peers:
        runs = seen[peer.name, many if peer.whole else few]
        if peer.whole:
            cpu, spread = runs.cpu, runs.spread
        else:
            start = seen[peer.name, 1].cpu
            cpu, spread = start + (runs.cpu - start) * (many - 1) / (few - 1), f"scaled from {runs.spread}"
        aim = f"≥ {peer.aim:g}" if peer.aim else "guiju ≤ 1.5 × this" if peer.name == "by hand" else ""
        documents = f"{many if peer.whole else few:,}"
        name = peer.name + (" (5 of 8 policies)" if peer.five else "")
        rows.append([name, documents, cpu, spread, cpu / guiju.cpu, aim, cpu / hand.cpu, runs.peak])
    head = ["program", "documents", f"CPU s for {many:,}", "least–most", "× guiju", "aim", "× by hand", "peak MB"]
    bench.report.table(f"Eight policies over {many:,} structures, one thread", head, rows)
    return agreement(bench, own, peers, many, few)


def agreement(bench: Bench, own: pathlib.Path, peers: list[Peer], many: int, few: int) -> bool:
    """Whether all programs found the same."""
    ours = verdicts.of_guiju(own)
    first = {f"made-{i:06}" for i in range(few)}
    rows, agreed = [], True
    for peer in peers:
        number = many if peer.whole else few
        theirs = verdicts.of_peer(places.OUT / f"eight-{slug(peer.name)}-{number}.ndjson")
        expected = ours if peer.whole else Counter({f: n for f, n in ours.items() if f[0] in first})
        note = ""
        if peer.five:
            cut = {document for document, policy, _ in theirs if policy == "report-cut-off"}
            kept = lambda f: f[1] in GUARD and f[0] not in cut
            theirs, expected = (
                verdicts.by_document(Counter({f: n for f, n in found.items() if kept(f)}))
                for found in (theirs, expected)
            )
            note = f"; five policies, by document; {len(cut)} documents left out, whose report it cut off"
        said = verdicts.difference(theirs, expected)
        agreed &= not said.startswith("DIFFERENT")
        rows.append([peer.name, f"{number:,}", said + note])
    bench.report.table("The same findings as guiju", ["program", "documents", "findings"], rows)
    return agreed


def keywords(bench: Bench) -> bool:
    """8, 80 and 800 keyword policies: the time of a document without the start."""
    packs = places.packs()
    most = bench.count(1_000)
    corpus = {n: places.made("structures", n) for n in (most, 1)}
    jobs = {}
    limits = {8: min(400, most), 80: min(100, most), 800: min(20, most)}
    for number, pack in packs.items():
        for n, limit in ((most, limits[number]), (1, 1)):
            outs = {name: places.OUT / f"keywords-{number}-{name}-{n}.ndjson" for name in ("guiju", "hand", "rego")}
            ours = bench.check_only(pack["guiju"], corpus[n])
            jobs["guiju", number, n] = lambda c=ours, o=outs["guiju"]: run(c, o)
            hand = [program("hand"), corpus[most], outs["hand"], "--keywords", pack["hand"], "--limit", n]
            jobs["hand", number, n] = lambda c=hand: run(c)
            rego = [program("rego"), corpus[most], outs["rego"], "--policy", pack["rego"], "--limit", limit]
            jobs["rego", number, n] = lambda c=rego: run(c)
    seen = rounds(bench.number, jobs)

    def each(name: str, number: int) -> float:
        """Microseconds of one document."""
        documents = limits[number] if name == "rego" else most
        return (seen[name, number, most].cpu - seen[name, number, 1].cpu) / (documents - 1) * 1e6

    rows, agreed, least = [], True, each("guiju", min(packs))
    for number, pack in packs.items():
        guiju, hand, rego = (each(name, number) for name in ("guiju", "hand", "rego"))
        said, found = keyword_agreement(number, most, limits[number])
        agreed &= not said.startswith("DIFFERENT")
        row = [str(number), f"{pack['phrases']:,}", found / most, guiju, hand, rego]
        rows.append([*row, guiju / hand, guiju / least, rego / guiju, said])
    head = ["policies", "phrases", "findings a document", "guiju µs", "by hand µs", "regorus, tuned µs", "guiju × by hand"]
    head += ["guiju × 8 policies (aim for 800: ≤ 6)", "regorus × guiju (aim for 800: ≥ 80)", "verdicts"]
    bench.report.table("Keyword policies: CPU time of a document, without the start", head, rows)
    return agreed


def keyword_agreement(number: int, most: int, limit: int) -> tuple[str, int]:
    """Whether three programs found the same, and how much."""
    ours = verdicts.of_guiju(places.OUT / f"keywords-{number}-guiju-{most}.ndjson")
    hand = verdicts.of_peer(places.OUT / f"keywords-{number}-hand-{most}.ndjson")
    rego = verdicts.of_peer(places.OUT / f"keywords-{number}-rego-{most}.ndjson")
    first = {f"made-{i:06}" for i in range(limit)}
    part = Counter({f: n for f, n in ours.items() if f[0] in first})
    said = [verdicts.difference(hand, ours), verdicts.difference(rego, part)]
    wrong = [words for words in said if words.startswith("DIFFERENT")]
    return (wrong or ["the same"])[0], sum(ours.values())


def slug(name: str) -> str:
    """A name for a file."""
    return "".join(c if c.isalnum() else "-" for c in name.lower())
