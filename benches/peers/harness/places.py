"""What the comparison needs and where it lies: programs built, documents made, packs of policies written."""

from __future__ import annotations

import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent
ROOT = HERE.parent.parent
WORK = ROOT / "target" / "peers"
PROGRAMS = WORK / "build" / "release"
CORPUS = WORK / "corpus"
OUT = WORK / "out"
OPA = "opa-golib-python-bindings==0.4.4"
PACKS = (8, 80, 800)


def build(guiju: str | None) -> pathlib.Path:
    """Builds the programs, and guiju unless one is given; returns guiju."""
    cargo = ["cargo", "build", "--release", "--locked", "--quiet"]
    own = [*cargo, "--manifest-path", str(HERE / "Cargo.toml"), "--target-dir", str(WORK / "build")]
    subprocess.run(own, check=True)
    forget_what_another_generator_made()
    OUT.mkdir(parents=True, exist_ok=True)
    if guiju:
        return pathlib.Path(guiju).resolve()
    subprocess.run([*cargo, "--manifest-path", str(ROOT / "Cargo.toml")], check=True)
    return ROOT / "target" / "release" / "guiju"


def opa() -> pathlib.Path | None:
    """The folder with OPA's library. Its package asks for Python 3.14, but what it holds runs from 3.11 on."""
    folder = WORK / "opa"
    if not (folder / "opa_bindings" / "libopabridge.so").exists():
        wheels = WORK / "wheels"
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        got = subprocess.run([*pip, "--python-version", "3.14", "--dest", str(wheels), OPA])
        if got.returncode != 0:
            print("OPA is left out: its package could not be fetched", file=sys.stderr)
            return None
        shutil.unpack_archive(next(wheels.glob("*.whl")), folder, "zip")
    return folder


def made(*what: object) -> pathlib.Path:
    """A file of made documents: `made("structures", 1000)`, `made("texts", 1000)`, `made("longer", 100, 10)`."""
    path = CORPUS / ("-".join(map(str, what)) + ".ndjson")
    if not path.exists():
        write_whole(path, lambda out: subprocess.run(generator(*what), stdout=out, check=True))
    return path


def generator(*what: object) -> list[str]:
    """The command that writes documents to its standard output."""
    return [str(PROGRAMS / "gen"), *map(str, what)]


def write_whole(path: pathlib.Path, write) -> None:
    """Writes a file that is there whole or not at all."""
    part = path.with_name(path.name + ".part")
    with open(part, "wb") as out:
        write(out)
    os.replace(part, path)


def forget_what_another_generator_made() -> None:
    """Removes the documents, unless the generator is still the one that made them."""
    digest = hashlib.sha256((PROGRAMS / "gen").read_bytes()).hexdigest()
    stamp = CORPUS / "generator"
    if not stamp.exists() or stamp.read_text() != digest:
        shutil.rmtree(CORPUS, ignore_errors=True)
        CORPUS.mkdir(parents=True)
        stamp.write_text(digest)


def one_file_each(lines: pathlib.Path, number: int) -> pathlib.Path:
    """A folder with the first documents, each in a file of its own."""
    folder = CORPUS / f"{lines.stem}-first-{number}"
    if not folder.exists():
        part = folder.with_name(folder.name + ".part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        with open(lines, encoding="utf-8") as documents:
            for _, line in zip(range(number), documents):
                (part / (json.loads(line)["id"] + ".json")).write_text(line, encoding="utf-8")
        os.replace(part, folder)
    return folder


def versions(guiju: pathlib.Path) -> str:
    """What is compared."""
    lock = (HERE / "Cargo.lock").read_text(encoding="utf-8")
    known = re.findall(r'name = "(regorus|cel|cfn-guard|daachorse|serde_json)"\nversion = "([^"]+)"', lock)
    own = subprocess.run([guiju, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return ", ".join([own, *(" ".join(one) for one in known), OPA.replace("==", " "), f"Python {sys.version.split()[0]}"])


def packs() -> dict[int, dict]:
    """Keyword policies as guiju, Rego and the program written by hand take them, by their number."""
    whole = CORPUS / "keywords.json"
    if not whole.exists():
        write_whole(whole, lambda out: subprocess.run(generator("keywords"), stdout=out, check=True))
    policies = json.loads(whole.read_text(encoding="utf-8"))
    written = {}
    for number in PACKS:
        lists, rego = CORPUS / f"keywords-{number}.json", CORPUS / f"keywords-{number}.rego"
        folder = CORPUS / f"keywords-{number}"
        folder.mkdir(exist_ok=True)
        lists.write_text(json.dumps(policies[:number], ensure_ascii=False), encoding="utf-8")
        rego.write_text(rego_pack(policies[:number]), encoding="utf-8")
        for i, vocabularies in enumerate(policies[:number]):
            (folder / f"keywords-{i}.guiju").write_text(guiju_policy(i, vocabularies), encoding="utf-8")
        phrases = {phrase for policy in policies[:number] for words in policy for phrase in words}
        written[number] = {"hand": lists, "rego": rego, "guiju": folder, "phrases": len(phrases)}
    return written


def guiju_policy(number: int, vocabularies: list[list[str]]) -> str:
    """One keyword policy for guiju."""
    names = [f"function-{number}-{j}" for j in range(len(vocabularies))]
    words = "".join(
        f'vocabulary {name} {{\n  title zh "职能{number}-{j}" en "{name}"\n  phrases {quoted(phrases)}\n}}\n\n'
        for j, (name, phrases) in enumerate(zip(names, vocabularies))
    )
    return (
        f"language 1\n\n{words}policy keywords-{number} {{\n"
        f'  title zh "职能{number}" en "functions {number}"\n  severity error\n'
        '  basis practice zh "与其他工具比较" en "to compare with other tools"\n'
        f"  for each f in [{', '.join(names)}] {{\n"
        "    require duties mentions f or units.text mentions f\n"
        '      else report last(duties): zh "没有“{f.name}”" en "{f.name} is missing"\n  }\n}\n'
    )


def rego_pack(policies: list[list[list[str]]]) -> str:
    """Keyword policies in Rego, in the form that is fastest: the texts are joined once."""
    head = """package peers

import rego.v1

duty_texts := [c.text | some c in input.duties]

unit_texts := [u.text | some g in input.unit_groups; some u in g.units]

joined := concat("\\n", array.concat(duty_texts, unit_texts))

mentioned(phrases) if {
	some phrase in phrases
	contains(joined, phrase)
}
"""
    rules = (
        f"\nfunctions_{i} := {json.dumps(vocabularies, ensure_ascii=False)}\n\n"
        f'findings contains ["keywords-{i}", i] if {{\n\tsome i, phrases in functions_{i}\n\tnot mentioned(phrases)\n}}\n'
        for i, vocabularies in enumerate(policies)
    )
    return head + "".join(rules)


def quoted(phrases: list[str]) -> str:
    """Phrases as guiju writes them."""
    return ", ".join(f'"{phrase}"' for phrase in phrases)
