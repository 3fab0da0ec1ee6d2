"""The Spark job against the single machine: 2,000 documents on one master and two workers, then with one machine lost.

usage: spark.py GUIJU FOLDER      (a program with the feature parquet)
"""

import csv
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "integrations/spark"))
sys.dont_write_bytecode = True

CITIES, COUNTIES, YEARS = 40, 24, (2015, 2020)
TASKS = 22
DOCUMENTS = CITIES * (COUNTIES + 1) * len(YEARS)
CORPUS = (
    "cross-child-not-larger",
    "cross-function-coverage",
    "cross-peer-outlier",
    "cross-same-template",
    "version-function-removed",
    "version-staff-growth",
)
STEM = "安平长宁广德永丰清河新泰福山临江东海西林南溪北川"
DUTIES = (
    "负责市县政府会议的组织和会务工作。",
    "负责公文的起草、审核、制发和运转。",
    "负责机要、保密和档案管理工作。",
    "负责推进、指导、协调、监督政府信息公开工作。",
    "承办人大代表建议和政协提案的办理工作。",
    "负责督促检查决策事项的落实。",
    "承担值班和紧急信息报告工作。",
    "负责群众来信来访工作。",
    "组织开展调查研究,收集和报送信息。",
)
UNITS = (
    "秘书科。负责文电、会务、印章和档案工作。",
    "督查科。负责督促检查工作。",
    "信息公开科。负责政府信息公开工作。",
    "法制科。负责规范性文件的合法性审核。",
    "行政科。负责机关财务和后勤工作。",
    "总值班室。负责值班工作。",
)
# Small groups: what is compared pairwise in a group would take most of the time.
KINDS = ("government_office", "party_office", "bureau", "institution", "other")
LEVELS = ("county", "township", "province", "national")
NUMERALS = "一二三四五六七八九十"


def text(place: str, city: bool, year: int, seed: int) -> str:
    """A document; the seed decides what is unlike the others in it."""
    duties = list(DUTIES)
    if seed % 7 == 3 and year == YEARS[1]:
        del duties[3 + seed % 5]
    units = list(UNITS[: 4 + seed % 3])
    if seed == 778:  # The only one of its level without this.
        duties = [d for d in duties if "值班" not in d]
        units = [u for u in units if "值班" not in u]
    elif seed % 3 != 2:
        units.append(UNITS[5])
    posts = (60 if city else 20) + seed % 9 + (seed % 4 * 6 if year == YEARS[1] else 0)
    posts += 300 if seed % 97 == 5 else 0
    head = "二、工作职责" if seed % 31 == 4 else "二、主要职责"
    office = "市政府" if city else "县政府"
    lines = [f"{place}人民政府办公室主要职责内设机构和人员编制规定", ""]
    lines += ["一、职责调整", "(一)加强政府信息公开职责。", head]
    lines += [f"({NUMERALS[i]}){duty}" for i, duty in enumerate(duties)]
    lines += [f"({NUMERALS[len(duties)]})承办{office}交办的其他事项。", "三、内设机构"]
    lines += [f"{place}人民政府办公室设{len(units) + (seed % 11 == 0)}个内设机构:"]
    lines += [f"({NUMERALS[i]}){unit}" for i, unit in enumerate(units)]
    lines += ["四、人员编制", f"{place}人民政府办公室机关行政编制{posts}名,设主任1名、副主任{2 + seed % 4}名。"]
    return "\n".join(lines) + "\n"


def make(folder: Path) -> None:
    """Writes the documents and their manifest, and two inputs that cannot be read."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rows, seed = [], 0
    for c in range(CITIES):
        city = f"{STEM[c % len(STEM)]}{STEM[(c * 7 + 3) % len(STEM)]}{'' if c < 20 else '新'}市"
        places = [(city, f"第{NUMERALS[c % 8]}省", True)]
        places += [(f"{city[:-1]}{STEM[k]}{'山水'[k % 2]}县", city, False) for k in range(COUNTIES)]
        for place, parent, is_city in places:
            for year in YEARS:
                seed += 1
                name = f"{c:02}/{place}-{year}.txt"
                (folder / name).parent.mkdir(exist_ok=True)
                words = text(place, is_city, year, seed)
                (folder / name).write_bytes(words.encode("gb18030" if seed % 50 == 1 else "utf-8"))
                level = "prefecture" if is_city else LEVELS[c % 4]
                province = f"第{NUMERALS[c % 8]}省"
                rows.append([name, place, level, province, parent, f"{year}-06-01", KINDS[c % 5]])
    assert len(rows) == DOCUMENTS, len(rows)
    (folder / "empty.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "other.json").write_text('{"schema": "guiju/regulation/1", "organ": 3}')
    with open(folder / "manifest.csv", "w", newline="", encoding="utf-8") as out:
        table = csv.writer(out)
        table.writerow(["file", "jurisdiction", "level", "province", "parent", "effective", "kind"])
        table.writerows(rows)


def single(guiju: str, out: Path, *words: str) -> dict[str, list[str]]:
    """What the single machine says: verdicts, findings with all their evidence, and what it could not read."""
    command = [guiju, "check", *words, "--quiet", "--format", "ndjson"]
    with open(out, "wb") as report:
        status = subprocess.run(command, cwd=out.parent, stdout=report, stderr=subprocess.DEVNULL).returncode
    assert status in (1, 2), status
    said: dict[str, list[str]] = {"verdicts": [], "findings": [], "unreadable": []}
    for line in open(out, encoding="utf-8"):
        told = json.loads(line)
        if told["type"] == "unreadable":
            said["unreadable"].append(dump([told["path"], told["code"], told["message"]["zh"], told["message"]["en"]]))
        if told["type"] != "document":
            continue
        path, digest = told["path"], told["digest"]
        for policy, v in told["verdicts"].items():
            reason = v["reason"] or {"zh": None, "en": None}
            counts = [v[name] for name in ("examined", "passed", "violated", "undecided")]
            said["verdicts"].append(dump([path, digest, policy, v["verdict"], *counts, reason["zh"], reason["en"]]))
        for f in told["findings"]:
            quoted = [[e["role"], e["quote"], e["start"], e["end"], e["line"], e["column"]] for e in f["evidence"]]
            words = [f["message"]["zh"], f["message"]["en"]]
            values = [f["values"], f.get("others") or None]
            said["findings"].append(dump([path, f["policy"], f["severity"], *words, *values, f["fingerprint"], quoted]))
    return {name: sorted(rows) for name, rows in said.items()}


def lines(folder: Path, out: Path) -> None:
    """Some of the documents as lines of JSON, with their facts."""
    with open(folder / "manifest.csv", encoding="utf-8", newline="") as table, open(out, "w", encoding="utf-8") as to:
        for i, row in enumerate(list(csv.DictReader(table))[:100]):
            raw = (folder / row["file"]).read_bytes()
            words = raw.decode("gb18030" if i % 50 == 0 else "utf-8")
            told = {"path": row.pop("file"), "text": words, **row}
            to.write(json.dumps(told, ensure_ascii=False) + "\n")


def dump(row: list) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def spread(spark, out: Path) -> dict[str, list[str]]:
    """The same, from the tables that the job has written."""
    table = lambda name: spark.read.parquet(str(out / name)).collect()  # noqa: E731
    evidence: dict[tuple, list] = {}
    for e in sorted(table("evidence"), key=lambda e: e.number):
        place = [e.role, e.quote, e.start_byte, e.end_byte, e.start_line, e.start_column]
        evidence.setdefault((e.path, e.policy, e.fingerprint), []).append(place)
    findings = []
    for f in table("findings"):
        values = [json.loads(f.values_json), json.loads(f.others_json) if f.others_json else None]
        quoted = evidence.pop((f.path, f.policy, f.fingerprint))
        words = [f.message_zh, f.message_en]
        findings.append(dump([f.path, f.policy, f.severity, *words, *values, f.fingerprint, quoted]))
    assert not evidence, "evidence of no finding"
    verdicts = [dump(list(row)) for row in table("verdicts")]
    unreadable = [dump(list(row)) for row in table("unreadable")]
    return {"verdicts": sorted(verdicts), "findings": sorted(findings), "unreadable": sorted(unreadable)}


def same_tables(spark, out: Path) -> None:
    """The tables that the program writes itself: the same columns, types and rows."""
    for file in sorted((out / "single-tables").iterdir()):
        mine, spread = spark.read.parquet(str(file)), spark.read.parquet(str(out / "tables" / file.stem))
        assert mine.dtypes == spread.dtypes, (file.stem, mine.dtypes, spread.dtypes)
        rows = mine.count()
        # As many rows, and none that the other has not as often: the same rows.
        assert rows == spread.count() and mine.exceptAll(spread).isEmpty(), f"{file.stem}: the tables are unlike"
        print(f"table {file.stem}: {rows} rows are those that guiju check writes")


def same(expected: dict[str, list[str]], found: dict[str, list[str]], run: str) -> None:
    for name, rows in expected.items():
        missing, more = set(rows) - set(found[name]), set(found[name]) - set(rows)
        for what, some in (("is missing", missing), ("is too much", more)):
            for row in sorted(some)[:3]:
                print(f"{run}: {name}: {what}: {row[:600]}", file=sys.stderr)
        assert rows == found[name], f"{run}: {name} are not those of the single machine"
        print(f"{run}: {len(rows)} {name} are those of the single machine")


class Cluster:
    """One master and two workers, each with a process group of its own, so that it can be ended whole."""

    def __init__(self, folder: Path) -> None:
        import pyspark

        self.home, self.folder = Path(pyspark.__file__).parent, folder
        self.processes: list[subprocess.Popen] = []
        self.port = free_port()
        self.master = f"spark://127.0.0.1:{self.port}"

    def __enter__(self) -> "Cluster":
        self.start("master.Master", "--host", "127.0.0.1", "--port", str(self.port), "--webui-port", str(free_port()))
        wait(lambda: listens(self.port), "the master listens")
        for i in range(2):
            work = ["-c", "1", "-m", "900m", "-d", str(self.folder / f"work-{i}"), "--host", "127.0.0.1"]
            self.start("worker.Worker", *work, "--webui-port", str(free_port()), self.master)
        return self

    def start(self, name: str, *args: str) -> None:
        log = open(self.folder / f"{name}-{len(self.processes)}.log", "wb")
        env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(self.home), "SPARK_DAEMON_MEMORY": "256m"}
        command = [str(self.home / "bin/spark-class"), f"org.apache.spark.deploy.{name}", *args]
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
        self.processes.append(process)

    def lose_a_machine(self) -> None:
        """Ends a worker and its executor at once, as when the machine loses its power."""
        os.killpg(self.processes[-1].pid, signal.SIGKILL)

    def __exit__(self, *_) -> None:
        for process in reversed(self.processes):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def listens(port: int) -> bool:
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def wait(holds, what: str, seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise SystemExit(f"waited {seconds} s in vain: {what}")
        time.sleep(0.05)


def session(master: str, folder: Path):
    from pyspark.sql import SparkSession

    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.memory": "700m",
        "spark.executor.memory": "500m",
        "spark.sql.shuffle.partitions": "8",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    builder = SparkSession.builder.master(master).appName("guiju")
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def lose_in_the_middle(spark, cluster: Cluster, told: dict) -> None:
    """Waits until some tasks of a step are done and others are not, and loses a machine then."""
    tracker = spark.sparkContext.statusTracker()
    while not told.get("over"):
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            # The stage in which documents are read and checked, which is the first of so many tasks.
            if info and info.numTasks == TASKS and 3 <= info.numCompletedTasks < TASKS - 2:
                cluster.lose_a_machine()
                told["lost"] = f"{info.numCompletedTasks} of {info.numTasks} tasks of stage {stage} were done"
                return
        time.sleep(0.02)


def main(guiju: str, out: Path) -> None:
    import guiju_spark

    # Ended from outside, it ends the cluster all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    make(out / "docs")
    began = time.monotonic()
    lap = lambda what: print(f"{time.monotonic() - began:6.1f} s: {what}", flush=True)  # noqa: E731
    words = ["docs", "--manifest", "docs/manifest.csv", "--output", "parquet:single-tables"]
    expected = single(guiju, out / "single.ndjson", *words)
    for policy in CORPUS:
        assert any(f'"{policy}"' in row for row in expected["findings"]), f"{policy} finds nothing"
    assert len(expected["unreadable"]) == 2, expected["unreadable"]
    lap(f"the single machine: {len(expected['findings'])} findings")
    os.chdir(out)
    with Cluster(out) as cluster:
        spark = session(cluster.master, out)
        # One executor waits for the other, or the first would do all.
        alive = lambda: len(spark.sparkContext.statusTracker()._jtracker.getExecutorInfos()) - 1  # noqa: E731
        wait(lambda: alive() == 2, "two executors are there")
        lap("the cluster is up")
        words = ["--guiju", guiju, "--manifest", "docs/manifest.csv", "--partitions", str(TASKS)]
        asked = guiju_spark.arguments(["docs", "tables", *words])
        figures = guiju_spark.check(spark, asked)
        lap(f"the job is done: {figures}")
        assert guiju_spark.status(figures, "error") == 2, figures
        same(expected, spread(spark, out / "tables"), "cluster")
        same_tables(spark, out)
        lap("compared")

        lines(out / "docs", out / "lines.ndjson")
        few = single(guiju, out / "few.ndjson", "lines.ndjson")
        spark.read.json(str(out / "lines.ndjson")).repartition(3).write.parquet(str(out / "texts"))
        for kind, name in (("ndjson", "lines.ndjson"), ("parquet", "texts")):
            asked = guiju_spark.arguments([name, kind, "--kind", kind, "--guiju", guiju, "--partitions", "2"])
            guiju_spark.check(spark, asked)
            same(few, spread(spark, out / kind), kind)
        lap("lines of JSON and Parquet are read")

        told: dict = {}
        watcher = threading.Thread(target=lose_in_the_middle, args=(spark, cluster, told))
        watcher.start()
        try:
            again = guiju_spark.check(spark, guiju_spark.arguments(["docs", "again", *words]))
        finally:
            told["over"] = True
            watcher.join()
        assert told.get("lost"), "no machine was lost: the job was over before"
        lap(f"a machine was lost when {told['lost']}")
        wait(lambda: alive() <= 1, "the executor is missed")
        assert again == figures, (again, figures)
        same(expected, spread(spark, out / "again"), "one machine lost")
        wrong = out / "wrong.guiju"
        wrong.write_text("policy x { require y }")
        try:
            guiju_spark.check(spark, guiju_spark.arguments(["docs", "wrong", "--guiju", guiju, "--rules", str(wrong)]))
            raise SystemExit("a wrong policy ran")
        except guiju_spark.NotAsAsked:
            assert not (out / "wrong").exists()
        lap("a wrong policy does not run")
        spark.stop()


if __name__ == "__main__":
    main(os.path.realpath(sys.argv[1]), Path(sys.argv[2]).resolve())
