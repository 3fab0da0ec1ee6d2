"""Runs commands and tells what they used; tables of what was found."""

from __future__ import annotations

import json
import os
import pathlib
import statistics
import subprocess
import time
from dataclasses import dataclass, field

from . import places


@dataclass
class Used:
    """What one run of a command used."""

    cpu: float
    peak: float
    wall: float


def run(command: list[str], out: pathlib.Path | None = None, feed: list[str] | None = None) -> Used:
    """Runs a command, with its standard output in a file and its input from another command.

    The command is the child of a small program, which asks the system for the time and the memory of that child alone:
    neither the generator nor this process is counted.
    """
    result = places.OUT / f"used-{os.getpid()}.json"
    source = subprocess.Popen(feed, stdout=subprocess.PIPE) if feed else None
    with open(out or os.devnull, "wb") as target:
        start = time.perf_counter()
        subprocess.run(
            [str(places.PROGRAMS / "measure"), str(result), *map(str, command)],
            stdin=source.stdout if source else subprocess.DEVNULL,
            stdout=target,
            check=True,
        )
        wall = time.perf_counter() - start
    if source:
        source.stdout.close()
        source.wait()
    used = json.loads(result.read_text())
    result.unlink()
    if used["code"] != 0:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {used['code']}")
    return Used(used["user"] + used["system"], used["peak"] / 2**20, wall)


def together(commands: list[list[str]], outs: list[pathlib.Path]) -> float:
    """Seconds until all of several commands, started at once, have ended."""
    targets = [open(out, "wb") for out in outs]
    start = time.perf_counter()
    running = [subprocess.Popen(command, stdout=target) for command, target in zip(commands, targets)]
    ends = [process.wait() for process in running]
    wall = time.perf_counter() - start
    for target in targets:
        target.close()
    if any(ends):
        raise SystemExit(f"{commands} ended with {ends}")
    return wall


def busy_share() -> float:
    """How much of its time the machine now spends on other work, seen for two seconds."""
    seen = []
    for pause in (2, 0):
        with open("/proc/stat") as stat:
            times = [int(word) for word in stat.readline().split()[1:]]
        seen.append((sum(times), times[3] + times[4]))
        time.sleep(pause)
    (whole, idle), (later, idle_later) = seen
    return 1 - (idle_later - idle) / max(later - whole, 1)


@dataclass
class Runs:
    """What the rounds of one command used."""

    seen: list[Used] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """Seconds of processor time, user and system: the median."""
        return statistics.median(used.cpu for used in self.seen)

    @property
    def peak(self) -> float:
        """MB of resident memory at the most: the median."""
        return statistics.median(used.peak for used in self.seen)

    @property
    def wall(self) -> float:
        """Seconds by the clock: the median."""
        return statistics.median(used.wall for used in self.seen)

    @property
    def spread(self) -> str:
        """The least and the most processor time."""
        times = [used.cpu for used in self.seen]
        return f"{amount(min(times))}–{amount(max(times))}"


def rounds(number: int, jobs: dict) -> dict:
    """Does each job once a round, so that what else the machine does falls on all alike."""
    seen = {name: Runs() for name in jobs}
    for _ in range(number):
        for name, job in jobs.items():
            seen[name].seen.append(job())
    return seen


def amount(value: float) -> str:
    """A number with three digits."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


class Report:
    """What is printed, and kept as a file of Markdown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def say(self, text: str = "") -> None:
        """Prints lines."""
        print(text, flush=True)
        self.lines.append(text)

    def table(self, title: str, head: list[str], rows: list[list[object]]) -> None:
        """Prints a table."""
        self.say(f"\n### {title}\n")
        self.say("| " + " | ".join(head) + " |")
        self.say("|" + "---|" * len(head))
        for row in rows:
            self.say("| " + " | ".join(v if isinstance(v, str) else amount(v) for v in row) + " |")

    def machine(self) -> None:
        """Says on what machine this is, and how busy it is."""
        info = pathlib.Path("/proc/cpuinfo")
        named = [l for l in info.read_text().splitlines() if l.startswith("model name")] if info.exists() else []
        model = named[0].split(":", 1)[1].strip() if named else "unknown processor"
        load = "/".join(f"{value:.1f}" for value in os.getloadavg())
        self.say(f"{model}, {os.cpu_count()} processors, load {load}, {time.strftime('%Y-%m-%d %H:%M')}")
