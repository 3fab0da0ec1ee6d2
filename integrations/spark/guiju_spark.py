"""Checks regulations with guiju on a Spark cluster, and writes the findings as Parquet tables.

    documents --map--> open documents, rows --shuffle by key--> reduce --> parts
                            open documents and their parts --shuffle by document--> reduce --> tables

Both steps are `guiju worker`, one process a task: the policies, the verdicts and the columns of the tables are the
program's, and this job moves lines. A process that ends badly, or answers less than it was asked, fails its task, and
Spark does the task again; what a failed task has written is not taken.
"""

from __future__ import annotations

import argparse
import base64
import csv
import json
import os
import posixpath
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import zlib
from typing import Any, Callable, Iterable, Iterator

from pyspark import SparkFiles, StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import LongType, StringType, StructField, StructType

FACTS = ("jurisdiction", "level", "province", "parent", "effective", "issued", "kind")
TEXTS = (".txt", ".md", ".html", ".htm", ".docx")
STRUCTURE = b"guiju/regulation/1"
HEAD = 512
SEVERITIES = ("info", "warning", "error")
RECORDS = StructType([StructField("key", StringType(), False), StructField("line", StringType(), False)])
SPARK_TYPES = {"string": StringType(), "long": LongType()}


class NotAsAsked(Exception):
    """The run cannot be done as asked; its text is for the person who asked."""


# -- On the executors -------------------------------------------------------------------------------------------------


class Worker:
    """`guiju worker` as it is started on an executor; it is sent there with each task."""

    def __init__(self, program: str, shipped: bool, options: list[str], settings: Any) -> None:
        self.program, self.shipped, self.options, self.settings = program, shipped, options, settings

    def found(self) -> str:
        """The program: shipped with the job, or standing on every machine."""
        if not self.shipped:
            return self.program
        name = os.path.basename(self.program)
        for place in (SparkFiles.get(name), os.path.abspath(name)):
            if os.path.isfile(place):
                if not os.access(place, os.X_OK):  # Files travel without their permissions.
                    os.chmod(place, 0o755)
                return place
        raise RuntimeError(f"{name} was not shipped to this machine")

    def run(self, step: str, lines: Iterable[str], *more: str) -> Iterator[str]:
        """The answers to lines, as they come."""
        with tempfile.TemporaryDirectory(prefix="guiju-") as folder:
            for name, content in self.settings.value.items():
                path = os.path.join(folder, name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as out:
                    out.write(content)
            command = [self.found(), "worker", step, "--threads", "1", *self.options, *more]
            yield from _answers(command, folder, lines)


def _answers(command: list[str], folder: str, lines: Iterable[str]) -> Iterator[str]:
    trouble: list[BaseException] = []
    with tempfile.TemporaryFile() as talk:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=talk
        )

        def feed() -> None:
            try:
                with process.stdin as stdin:  # type: ignore[union-attr]
                    for line in lines:
                        stdin.write(line.encode("utf-8", "replace") + b"\n")
            except BrokenPipeError:
                pass  # The process has ended; its status says why.
            except BaseException as problem:  # Whatever stops the input must stop the task.
                trouble.append(problem)
                process.kill()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        try:
            for line in process.stdout:  # type: ignore[union-attr]
                yield line.decode("utf-8").rstrip("\n")
            status = process.wait()
            feeder.join()
            if trouble:
                raise trouble[0]
            if status != 0:
                talk.seek(0)
                said = talk.read()[-4000:].decode("utf-8", "replace")
                raise RuntimeError(f"{' '.join(command[:3])} ended with {status}: {said}")
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()


def mapped(worker: Worker, records: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Checks documents: (type, key, line) of each answer. Every record must have one answer of its own."""
    asked, answered = 0, 0

    def counted() -> Iterator[str]:
        nonlocal asked
        for record in records:
            asked += 1
            yield record

    for line in worker.run("map", counted(), "--tables"):
        record = json.loads(line)
        kind = record["type"]
        if kind not in ("open", "row", "table"):
            raise RuntimeError(f"a record was refused: {line[:2000]}")
        answered += kind != "row"
        yield kind, record.get("key", ""), line
    if asked != answered:
        raise RuntimeError(f"{answered} answers to {asked} documents")


def reduced(worker: Worker, rows: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Judges rows that stand together by their keys: (key, line) of each part. Every row must have one."""
    asked, answered = 0, 0

    def counted() -> Iterator[str]:
        nonlocal asked
        for row in rows:
            asked += 1
            yield row.line

    for line in worker.run("reduce", counted()):
        record = json.loads(line)
        if record["type"] != "part":
            raise RuntimeError(f"a row was refused: {line[:2000]}")
        answered += 1
        yield record["key"], line
    if asked != answered:
        raise RuntimeError(f"{answered} parts for {asked} rows")


def finished(worker: Worker, records: Iterable[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Finishes documents that stand with their parts: (table, cells) of each row of the tables."""
    for line in worker.run("reduce", (record.line for record in records), "--tables"):
        record = json.loads(line)
        if record["type"] != "table":
            raise RuntimeError(f"a document was not finished: {line[:2000]}")
        yield record["table"], record["cells"]


# -- What there is to check -------------------------------------------------------------------------------------------


def record(document: str, number: int, content: Any, given: dict[str, str], limit: int) -> str:
    """The record of a document: `content` is a text or bytes, cut where more would only be refused."""
    asked: dict[str, Any] = {"guiju": 1, "document": document, "number": number}
    if isinstance(content, (bytes, bytearray)):
        asked["base64"] = base64.b64encode(content[: limit + 1]).decode("ascii")
    elif content is not None:
        asked["text"] = str(content)[: limit + 1]
    if given:
        asked["given"] = given
    return json.dumps(asked, ensure_ascii=False)


def facts(row: dict[str, Any]) -> dict[str, str]:
    """The facts that stand beside a text."""
    return {name: str(row[name]) for name in FACTS if row.get(name) not in (None, "")}


def is_document(name: str, content: bytes) -> bool:
    """Whether a file below a folder is a document, as `guiju check` sees it."""
    lower = name.lower()
    return lower.endswith(TEXTS) or (lower.endswith(".json") and STRUCTURE in content[:HEAD])


def from_line(name: str, number: int, line: str, limit: int) -> str:
    """The record of a line of JSON as `guiju check` reads it: a structure, or a text with facts."""
    try:
        told = json.loads(line) if STRUCTURE not in line[:HEAD].encode() else None
    except ValueError:
        told = {}
    if not isinstance(told, dict) or "schema" in told:
        return record(name, number, line, {}, limit)
    named = told.get("path") or told.get("id") or name
    return record(str(named), number, told.get("text"), facts(told), limit)


class Folder:
    """The documents below a folder, on any file system that Spark reads."""

    def __init__(self, spark: SparkSession, path: str, manifest: str | None) -> None:
        self.spark, self.path = spark, path
        hadoop = spark._jvm.org.apache.hadoop.fs  # type: ignore[union-attr]
        root = hadoop.Path(path)
        system = root.getFileSystem(spark._jsc.hadoopConfiguration())  # type: ignore[union-attr]
        if not system.exists(root):
            raise NotAsAsked(f"{path}: there is no such folder")
        self.root = system.makeQualified(root).toString()
        self.given = _manifest(manifest) if manifest else {}
        self.passed_over = self._passed_over(system.listFiles(root, True))

    def _passed_over(self, files: Any) -> list[str]:
        """Documents that Spark does not show, for their names begin with an underscore."""
        found = []
        while files.hasNext():
            inside = self.inside(files.next().getPath().toString())
            parts = inside.split("/")
            hidden = any(part.startswith(".") for part in parts)
            if not hidden and any(p.startswith("_") for p in parts) and inside.lower().endswith(TEXTS):
                found.append(posixpath.join(self.path, inside))
        return sorted(found)

    def inside(self, path: str) -> str:
        """The path of a file below the folder."""
        return _tail(self.root, path)

    def records(self, limit: int) -> Any:
        """The records of all documents."""
        root, name, given = self.root, self.path, self.spark.sparkContext.broadcast(self.given)
        files = (
            self.spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(self.path)
        ).select("path", "content")

        def of(row: Any) -> Iterator[str]:
            content = bytes(row.content)
            if is_document(row.path, content):
                told = given.value.get(_plain(row.path), {})
                inside = _tail(root, row.path)
                # Paths are unlike, but a structure may name itself as another does.
                number = zlib.crc32(inside.encode()) if inside.endswith(".json") else 0
                yield record(posixpath.join(name, inside), number, content, told, limit)

        return files.rdd.flatMap(of)


def _plain(path: str) -> str:
    """A path without its scheme, so that differently written ones meet."""
    scheme = urllib.parse.urlparse(path).scheme
    return posixpath.normpath(path[len(scheme) + 1 :].replace("///", "/", 1) if scheme else os.path.abspath(path))


def _tail(root: str, path: str) -> str:
    root, path = _plain(root), _plain(path)
    return path[len(root) :].lstrip("/") if path.startswith(root) else path


def _manifest(path: str) -> dict[str, dict[str, str]]:
    """The facts of a manifest, by the places of the documents."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as source:
            table = csv.DictReader(source)
            unknown = set(table.fieldnames or ()) - {"file", *FACTS}
            if unknown or "file" not in (table.fieldnames or ()):
                raise NotAsAsked(f"{path}: a manifest has the columns file, {', '.join(FACTS)}")
            folder = os.path.dirname(path)
            rows: dict[str, dict[str, str]] = {}
            for row in table:
                if None in row or any(value is None for value in row.values()):
                    raise NotAsAsked(f"{path}:{table.line_num}: this row has not as many fields as there are columns")
                clean = {name: value.strip() for name, value in row.items()}
                place = _plain(os.path.join(folder, clean["file"]))
                if place in rows:
                    raise NotAsAsked(f"{path}:{table.line_num}: the same file stands twice")
                rows[place] = facts(clean)
            return rows
    except (OSError, UnicodeDecodeError) as problem:
        raise NotAsAsked(f"{path}: {problem}") from problem


def _numbered(spark: SparkSession, asked: argparse.Namespace) -> Any:
    """The records of lines or of a table; a document is told from others of its name by its place among all."""
    limit, path = size(asked.max_document), asked.input
    if asked.kind == "ndjson":
        lines = spark.read.text(path).rdd.map(lambda row: row.value).zipWithIndex()
        filled = lines.filter(lambda pair: pair[0].strip() != "")
        return filled.map(lambda pair: from_line(f"{path}:{pair[1] + 1}", pair[1], pair[0], limit))
    table = spark.table(path) if asked.kind == "table" else spark.read.parquet(path)
    text, name = asked.text_column, asked.path_column
    missing = [column for column in (text, name) if column not in table.columns]
    if missing:
        raise NotAsAsked(f"{path}: there is no column {', '.join(missing)}; it has {', '.join(table.columns)}")
    table = table.select(text, name, *(c for c in table.columns if c in FACTS and c not in (text, name)))

    def of(pair: Any) -> str:
        row, number = pair[0].asDict(), pair[1]
        named = row[name] if row[name] not in (None, "") else f"{path}:{number + 1}"
        return record(str(named), number, row[text], facts(row), limit)

    return table.rdd.zipWithIndex().map(of)


def size(text: str) -> int:
    """A number of bytes, as `--max-document` writes it."""
    upper = text.strip().upper()
    for unit, shift in (("KB", 10), ("MB", 20), ("GB", 30), ("B", 0), ("", 0)):
        if upper.endswith(unit) and upper[: len(upper) - len(unit)].strip().isdigit():
            return int(upper[: len(upper) - len(unit)]) << shift
    raise NotAsAsked(f"--max-document: {text} is no size; use bytes, or a number with KB, MB or GB")


# -- The run ----------------------------------------------------------------------------------------------------------


def settings(asked: argparse.Namespace) -> tuple[dict[str, bytes], list[str]]:
    """The files of policies and the configuration, which go to every task, and the options that name them there."""
    files: dict[str, bytes] = {}
    options = []

    def take(source: str, inside: str) -> None:
        with open(source, "rb") as opened:
            files[inside] = opened.read()

    def walk(folder: str, inside: str) -> None:
        for here, _, names in os.walk(folder):
            for name in names:
                if name.endswith((".guiju", ".toml")):
                    path = os.path.join(here, name)
                    take(path, os.path.join(inside, os.path.relpath(path, folder)))

    try:
        for number, path in enumerate(asked.rules):
            name = os.path.join(f"rules-{number}", os.path.basename(os.path.abspath(path)))
            walk(path, name) if os.path.isdir(path) else take(path, name)
            options += ["--rules", name]
        if asked.config:
            walk(os.path.dirname(os.path.abspath(asked.config)), "config")
            options += ["--config", os.path.join("config", os.path.basename(asked.config))]
        else:
            options.append("--no-config")
    except OSError as problem:
        raise NotAsAsked(str(problem)) from problem
    return files, options


def options_of(asked: argparse.Namespace) -> list[str]:
    """The options that decide the verdicts, as the worker takes them."""
    options = []
    for name in ("select", "ignore", "param"):
        for value in getattr(asked, name):
            options += [f"--{name}", value]
    for name in ("as_of", "today"):
        if getattr(asked, name):
            options += [f"--{name.replace('_', '-')}", getattr(asked, name)]
    return options + (["--no-default-rules"] if asked.no_default_rules else [])


def worker_of(spark: SparkSession, asked: argparse.Namespace) -> Worker:
    files, options = settings(asked)
    sent = spark.sparkContext.broadcast(files)
    if asked.installed:
        return Worker(asked.installed, False, options + options_of(asked), sent)
    if asked.guiju:
        if not os.path.isfile(asked.guiju):
            raise NotAsAsked(f"--guiju {asked.guiju}: there is no such file")
        spark.sparkContext.addFile(os.path.abspath(asked.guiju))
    # Without either it was shipped with `spark-submit --files`.
    return Worker(asked.guiju or "guiju", True, options + options_of(asked), sent)


def tables_of(spark: SparkSession, worker: Worker) -> dict[str, StructType]:
    """Asks the program, on an executor, whether the policies compile, and what the tables look like."""

    def asks(_: int) -> tuple[str, str]:
        try:
            list(worker.run("reduce", []))
            told = subprocess.run([worker.found(), "schema", "tables"], capture_output=True, check=True)
            return told.stdout.decode("utf-8"), ""
        except (RuntimeError, OSError, subprocess.CalledProcessError) as problem:
            return "", str(problem)

    schema, problem = spark.sparkContext.parallelize([0], 1).map(asks).first()
    if problem:
        raise NotAsAsked(problem)
    kept = json.loads(schema)["tables"]
    field = lambda c: StructField(c["name"], SPARK_TYPES[c["type"]], True, {"comment": c["en"]})  # noqa: E731
    return {table["name"]: StructType([field(c) for c in table["columns"]]) for table in kept}


def check(spark: SparkSession, asked: argparse.Namespace) -> dict[str, Any]:
    """Runs the job; what it found, in figures."""
    if __name__ != "__main__":
        spark.sparkContext.addPyFile(os.path.abspath(__file__))
    worker = worker_of(spark, asked)
    schemas = tables_of(spark, worker)
    partitions = asked.partitions or int(spark.conf.get("spark.sql.shuffle.partitions", "200"))
    mapper = Worker(worker.program, worker.shipped, worker.options + _reading(asked), worker.settings)
    if asked.kind == "folder":
        folder = Folder(spark, asked.input, asked.manifest)
        records, passed_over = folder.records(size(asked.max_document)), folder.passed_over
    else:
        records, passed_over = _numbered(spark, asked), []
    if asked.partitions:
        records = records.repartition(partitions)

    answers = records.mapPartitions(lambda part: mapped(mapper, part)).persist(StorageLevel.MEMORY_AND_DISK)
    of = lambda kind: answers.filter(lambda a: a[0] == kind)  # noqa: E731
    rows = _together(spark, of("row").map(lambda a: (a[1], a[2])), partitions)
    parts = rows.rdd.mapPartitions(lambda part: reduced(worker, part))
    documents = _together(spark, of("open").map(lambda a: (a[1], a[2])).union(parts), partitions)
    made = documents.rdd.mapPartitions(lambda part: finished(worker, part))
    told = of("table").map(lambda a: json.loads(a[2])).map(lambda r: (r["table"], r["cells"]))
    hidden = spark.sparkContext.parallelize([("unreadable", _hidden(path)) for path in passed_over], 1)
    cells = made.union(told).union(hidden).persist(StorageLevel.MEMORY_AND_DISK)

    expected = answers.filter(lambda a: a[0] != "row").count() + len(passed_over)
    if expected == 0:
        raise NotAsAsked(f"{asked.input}: it holds no document")
    mode = "overwrite" if asked.overwrite else "errorifexists"
    for name, schema in schemas.items():
        table = spark.createDataFrame(_rows_of(cells, name), schema, verifySchema=False)
        table.write.mode(mode).parquet(posixpath.join(asked.output, name))
    for kept in (cells, answers):
        kept.unpersist()
    return _figures(spark, asked.output, expected)


def _reading(asked: argparse.Namespace) -> list[str]:
    encoding = ["--encoding", asked.encoding] if asked.encoding else []
    return ["--max-document", asked.max_document, *encoding]


def _together(spark: SparkSession, records: Any, partitions: int) -> DataFrame:
    """Lines of one key in one partition and next to each other, by Spark's own shuffle."""
    table = spark.createDataFrame(records, RECORDS, verifySchema=False)
    return table.repartition(partitions, "key").sortWithinPartitions("key", "line")


def _rows_of(cells: Any, name: str) -> Any:
    return cells.filter(lambda c: c[0] == name).map(lambda c: tuple(c[1]))


def _hidden(path: str) -> list[str]:
    return [
        path,
        "E0501",
        "Spark 不读取以下划线开头的文件",
        "Spark does not read files whose names begin with an underscore",
    ]


def _figures(spark: SparkSession, output: str, expected: int) -> dict[str, Any]:
    """What the tables say, read back from where they were written; they must hold every document."""
    table: Callable[[str], DataFrame] = lambda name: spark.read.parquet(posixpath.join(output, name))  # noqa: E731
    documents, unreadable = table("documents").count(), table("unreadable").count()
    if documents + unreadable != expected:
        raise RuntimeError(f"the tables hold {documents + unreadable} of {expected} documents")
    verdicts = table("verdicts")
    counted = verdicts.groupBy("policy").sum("examined").collect()
    standing = table("findings").where("waived_reason is null").groupBy("severity").count().collect()
    return {
        "documents": documents,
        "unreadable": unreadable,
        "findings": {row["severity"]: row["count"] for row in standing},
        "undecided": verdicts.where("verdict = 'undecided'").count(),
        "vacuous": sorted(row["policy"] for row in counted if not row["sum(examined)"]),
    }


def arguments(words: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="guiju_spark.py",
        description="Checks regulations with guiju on a Spark cluster, and writes the findings as Parquet tables.",
        epilog="Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the run could not be done as asked.",
    )
    add = parser.add_argument
    add("input", help="a folder of documents; with --kind, lines of JSON, Parquet files or the name of a table")
    add("output", help="the folder for the tables; it must not exist, unless --overwrite")
    add("--kind", choices=("folder", "ndjson", "parquet", "table"), default="folder", help="what the input is")
    add("--text-column", default="text", help="of Parquet or a table: texts, extracts, or the bytes of files")
    add("--path-column", default="path", help="of Parquet or a table: the names of the documents")
    add("--manifest", help="facts beside the documents of a folder: a CSV table, as for guiju check")
    add("--guiju", help="the program on this machine; it is sent to the executors. Without this and --installed, "
        "it is the file that spark-submit --files has sent, named guiju")
    add("--installed", help="where the program stands on every executor")
    add("--partitions", type=int, help="tasks of each step; without it as Spark splits the input and its shuffles")
    add("--overwrite", action="store_true", help="replace tables that are there")
    add("--fail-on", choices=("error", "warning", "info", "never"), default="error",
        help="exit with 1 if a finding is at least this grave")
    for name, what in (
        ("rules", "policies to add: a *.guiju file or a folder of them"),
        ("select", "use these policies or families only"),
        ("ignore", "leave these policies or families out"),
        ("param", "give a parameter another value: NAME=VALUE"),
    ):
        add(f"--{name}", action="append", default=[], help=f"{what}; may be repeated")
    add("--no-default-rules", action="store_true", help="leave out the policies that come with the program")
    add("--config", help="the configuration (guiju.toml); policies and waivers below its folder go with it")
    add("--as-of", help="audit date, YYYY-MM-DD")
    add("--today", help="the day by which waivers expire, YYYY-MM-DD")
    add("--encoding", help="encoding of the documents; without it, it is detected")
    add("--max-document", default="32MB", help="the longest document that is read")
    asked = parser.parse_args(words)
    if asked.manifest and asked.kind != "folder":
        parser.error("--manifest is for folders; elsewhere facts stand in columns")
    return asked


def status(figures: dict[str, Any], fail_on: str) -> int:
    """How a run ends by what it found."""
    if figures["unreadable"]:
        return 2
    grave = SEVERITIES[SEVERITIES.index(fail_on) :] if fail_on in SEVERITIES else ()
    return 1 if any(figures["findings"].get(severity) for severity in grave) else 0


def main(words: list[str] | None = None) -> int:
    asked = arguments(words)
    spark = SparkSession.builder.appName("guiju").getOrCreate()
    try:
        figures = check(spark, asked)
    except NotAsAsked as problem:
        print(f"guiju: {problem}", file=sys.stderr)
        return 2
    finally:
        spark.stop()
    print(json.dumps(figures, ensure_ascii=False), file=sys.stderr)
    return status(figures, asked.fail_on)


if __name__ == "__main__":
    sys.exit(main())
