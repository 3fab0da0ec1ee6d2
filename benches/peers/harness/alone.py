"""guiju by itself: from text, on two threads, on streams, its start, its cache."""

from __future__ import annotations

import filecmp
import json
import pathlib
import shutil

from . import places
from .measuring import Used, amount, busy_share, rounds, run, together
from .peers import Bench

EACH = "staffing,mandatory,drafting,structure,coherence"
"""Families of the shipped policies that judge documents one by one."""


def texts(bench: Bench) -> None:
    """From text: all shipped policies that judge documents one by one; twice the documents; longer ones; the reader."""
    n = bench.count(1_000)
    longer_ones = max(n // 10, 2)
    corpora = {
        "one": places.made("texts", 1),
        "n": places.made("texts", n),
        "twice": places.made("texts", 2 * n),
        "long-one": places.made("longer", 1, 10),
        "long": places.made("longer", longer_ones, 10),
        "crowded-one": places.made("crowded", 1, 10),
        "crowded": places.made("crowded", longer_ones, 10),
    }
    shipped = {name: bench.check("--select", EACH, path) for name, path in corpora.items()}
    reader = {f"read {name}": bench.check_only(places.HERE / "reader", path) for name, path in corpora.items()}
    jobs = {name: (lambda c=c: run(c, places.OUT / "texts.ndjson")) for name, c in (shipped | reader).items()}
    seen = rounds(bench.number, jobs)
    cpu = {name: runs.cpu for name, runs in seen.items()}
    lengths = {name: text_bytes(path) for name, path in corpora.items()}

    def each(many: str, one: str, documents: int) -> float:
        """Milliseconds of one document without the start."""
        return (cpu[many] - cpu[one]) / (documents - 1) * 1e3

    usual, longer = each("n", "one", n), each("long", "long-one", longer_ones)
    crowded = each("crowded", "crowded-one", longer_ones)
    pace = (lengths["n"] - lengths["one"]) / (cpu["read n"] - cpu["read one"]) / 1e6
    rows = [
        ["a document of 8 KB, ms", usual, ""],
        ["documents a CPU-second, without the start", 1e3 / usual, "≥ 1,500"],
        [f"documents a CPU-second, a run of {n:,} with its start", n / cpu["n"], ""],
        ["twice the documents, × the time", cpu["twice"] / cpu["n"], "≤ 2.1"],
        ["a document ten times longer, ms", longer, ""],
        ["the same, × the shorter one", longer / usual, "≤ 12"],
        ["one that talks about no more than the shorter one, × that", crowded / usual, ""],
        ["the reader and one policy of a line: MB of text a CPU-second", pace, "≥ 40"],
        [f"peak MB, {n:,} documents", seen["n"].peak, ""],
    ]
    title = f"From text, one thread: {shipped_number(bench)} shipped policies over {n:,} documents"
    bench.report.table(title, ["what", "measured", "aim"], rows)


def text_bytes(path: pathlib.Path) -> int:
    """Bytes of the texts in a file of lines."""
    with open(path, encoding="utf-8") as lines:
        return sum(len(json.loads(line)["text"].encode()) for line in lines)


def shipped_number(bench: Bench) -> int:
    """Policies that judge documents one by one."""
    out = places.OUT / "one.ndjson"
    run(bench.check("--select", EACH, places.made("texts", 1)), out)
    return len(json.loads(out.read_text(encoding="utf-8").splitlines()[0])["policies"])


def threads(bench: Bench) -> None:
    """Two threads against two processes with half of the documents each, by the clock."""
    rows, busy = [], busy_share()
    cases = {
        "texts, shipped policies": (places.made("texts", bench.count(2_000)), ["--select", EACH]),
        "structures, eight policies": (
            places.made("structures", bench.count(20_000)),
            ["--no-default-rules", "--rules", places.HERE / "guiju"],
        ),
    }
    for name, (corpus, options) in cases.items():
        one, two = (bench.check(*options, corpus, threads=t) for t in (1, 2))
        halves = [bench.check(*options, half) for half in halved(corpus)]
        outs = [places.OUT / f"half-{i}.ndjson" for i in (0, 1)]
        jobs = {
            "one": lambda: run(one, places.OUT / "threads.ndjson"),
            "two": lambda: run(two, places.OUT / "threads.ndjson"),
            "halves": lambda: Used(0, 0, together(halves, outs)),
        }
        seen = rounds(bench.number, jobs)
        alone, both, apart = (seen[job].wall for job in jobs)
        rows.append([name, alone, both, apart, alone / both, alone / apart, f"{apart / both:.1%}", "≥ 95 %"])
    head = ["what", "one thread s", "two threads s", "two processes s", "speedup, threads", "speedup, processes"]
    note = "means nothing, the machine was busy" if busy > 0.1 else "the machine was idle"
    title = f"Two threads and two processes, by the clock: {note} ({busy:.0%} before it began)"
    bench.report.table(title, [*head, "of that", "aim"], rows)


def halved(corpus: pathlib.Path) -> list[pathlib.Path]:
    """A corpus in two files, line by line."""
    halves = [corpus.with_name(f"{corpus.stem}-half-{i}.ndjson") for i in (0, 1)]
    if not all(half.exists() for half in halves):
        lines = corpus.read_bytes().splitlines(keepends=True)
        for i, half in enumerate(halves):
            places.write_whole(half, lambda out, i=i: out.writelines(lines[i::2]))
    return halves


def memory(bench: Bench) -> None:
    """Structures from a stream: what 200,000 need beside 20,000."""
    options = ["--no-default-rules", "--rules", places.HERE / "guiju"]
    streamed(bench, "structures", "eight policies", options)


def memory_texts(bench: Bench) -> None:
    """Texts from a stream, with all shipped policies that judge documents one by one. Takes long."""
    streamed(bench, "texts", "shipped policies", ["--select", EACH])


def streamed(bench: Bench, what: str, policies: str, options: list[object]) -> None:
    """Peaks of memory where the documents come from a generator."""
    few, many = bench.count(20_000), bench.count(200_000)
    command = bench.check(*options, "-", threads=2)
    out = places.OUT / "memory.ndjson"
    jobs = {n: lambda n=n: run(command, out, feed=places.generator(what, n)) for n in (few, many)}
    seen = rounds(max(1, bench.number // 2), jobs)
    rows = []
    for n, runs in seen.items():
        aim = "≤ 200 MB, ≤ 1.2 ×" if n == many else ""
        rows.append([f"{n:,}", runs.peak, runs.peak / seen[few].peak, runs.cpu, aim])
    head = ["documents", "peak MB", "× the fewer", "CPU s", "aim"]
    bench.report.table(f"From a stream of {what}, {policies}, two threads", head, rows)


def start(bench: Bench) -> None:
    """Five documents with all shipped policies, and the least that there is to start."""
    examples = sorted((places.ROOT / "examples").glob("*.txt"))[:5]
    fixed = [bench.guiju, "check", "--no-config", "--no-cache", "--fail-on", "never"]
    jobs = {
        "five documents, all policies, for people": [*fixed, *examples],
        "the same, NDJSON": [*fixed, "--format", "ndjson", *examples],
        "five documents, one policy": [*fixed, "--no-default-rules", "--rules", places.HERE / "reader", *examples],
    }
    runs = {name: (lambda c=c: run(c, places.OUT / "start.txt")) for name, c in jobs.items()}
    seen = rounds(4 * bench.number + 1, runs)
    rows = [[name, r.cpu * 1e3, r.wall * 1e3, r.peak, ""] for name, r in seen.items()]
    rows[0][-1] = "≤ 30 ms of CPU"
    bench.report.table("Start", ["what", "CPU ms", "by the clock ms", "peak MB", "aim"], rows)


def cache(bench: Bench) -> bool:
    """A full run, the same again, with one document changed, with one policy changed; each beside a run without cache."""
    n = bench.count(20_000)
    corpus = places.made("texts", n)
    changed = with_one_changed(corpus)
    param = ["--param", "staffing-leader-ratio.max=1/4"]
    cases = {
        "first": (corpus, []),
        "the same again": (corpus, []),
        "one document changed": (changed, []),
        "one policy changed": (changed, param),
    }
    folder = places.OUT / "cache"
    shutil.rmtree(folder, ignore_errors=True)
    plain: dict[tuple, tuple[pathlib.Path, Used]] = {}
    rows, same = [], True
    for name, (path, options) in cases.items():
        without = bench.check("--select", EACH, *options, path)
        kept = [part for part in without if part != "--no-cache"] + ["--cache-dir", str(folder)]
        case = (path, *options)
        if case not in plain:
            report = places.OUT / f"cache-{len(plain)}.ndjson"
            plain[case] = report, run(without, report)
        report, full = plain[case]
        out = places.OUT / "cached.ndjson"
        used = run(kept, out)
        equal = filecmp.cmp(report, out, shallow=False)
        same &= equal
        share = f"{used.cpu / full.cpu:.1%}"
        aim = "" if name == "first" else "≤ 15 %"
        rows.append([name, used.cpu, full.cpu, share, aim, "the same bytes" if equal else "DIFFERENT", used.peak])
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6
    shutil.rmtree(folder)
    head = ["run", "CPU s", "without cache CPU s", "share", "aim", "report", "peak MB"]
    title = f"Again, over {n:,} texts with the shipped policies, one thread, one round; the cache has {amount(size)} MB"
    bench.report.table(title, head, rows)
    return same


def with_one_changed(corpus: pathlib.Path) -> pathlib.Path:
    """The corpus with one more sentence in its middle document."""
    path = corpus.with_name(f"{corpus.stem}-changed.ndjson")
    lines = corpus.read_text(encoding="utf-8").splitlines(keepends=True)
    middle = len(lines) // 2
    document = json.loads(lines[middle])
    document["text"] += "本规定由办公室负责解释。\n"
    lines[middle] = json.dumps(document, ensure_ascii=False) + "\n"
    places.write_whole(path, lambda out: out.write("".join(lines).encode()))
    return path
