#!/usr/bin/env python3
"""Runs the hooks with pre-commit and the steps of the action with bash, on a good and on a bad document.

usage: hooks.py GUIJU OUT
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Nothing in this example is an error; with an item out of its order, there is one.
GOOD = (ROOT / "examples/district-office-articles.txt").read_text(encoding="utf-8")
BAD = GOOD.replace("(二)", "(五)", 1)
POLICY = """policy no-flood {
  title    zh "负责防洪" en "floods"
  severity error
  basis    practice zh "示例" en "an example"
  require some d in duties where d.text contains "防洪"
    else report duties: zh "没有防洪职责" en "no duty about floods"
  example passes "主要职责\\n(一)负责防洪。"
  example fails  "主要职责\\n(一)负责文电。" quotes "负责文电"
}
"""


def git(folder, *args):
    who = ["-c", "user.name=ci", "-c", "user.email=ci@localhost", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def hook(env, folder, hooks, name, file):
    """Runs a hook on a file of the repository and returns its status and what it said."""
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), name, "--files", file, "--color", "never"]
    run = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8")
    return run.returncode, run.stdout + run.stderr


def hooks(env, work):
    """The hooks pass good files and fail bad ones, and say why."""
    # pre-commit clones what it tries: the definition alone, as it stands in the working tree.
    definition = work / "definition"
    definition.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", definition)
    git(definition, "init")
    git(definition, "add", ".")
    git(definition, "commit", "-m", "hooks")

    project = work / "project"
    (project / "docs").mkdir(parents=True)
    files = {"docs/good.txt": GOOD, "docs/bad.txt": BAD, "rules/good.guiju": POLICY, "rules/bad.guiju": "policy {"}
    (project / "rules").mkdir()
    for name, text in files.items():
        (project / name).write_text(text, encoding="utf-8")
    git(project, "init")
    git(project, "add", ".")

    status, said = hook(env, project, definition, "guiju", "docs/good.txt")
    assert status == 0 and "Passed" in said, said
    status, said = hook(env, project, definition, "guiju", "docs/bad.txt")
    assert status == 1 and "structure-ordinal-continuity" in said and "docs/bad.txt:" in said, said
    status, said = hook(env, project, definition, "guiju-lint", "rules/good.guiju")
    assert status == 0, said
    for name in ("guiju-lint", "guiju-test", "guiju-fmt"):
        status, said = hook(env, project, definition, name, "rules/bad.guiju")
        assert status == 1 and "rules/bad.guiju" in said, said
    return 6


def action(env, work):
    """The steps of the composite action, as a runner would run them."""
    steps = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    inputs = {name: str(i.get("default", "")) for name, i in steps["inputs"].items()}
    project = work / "project"
    for paths, expected in (("docs/good.txt", 0), ("docs/good.txt\ndocs/bad.txt", 1)):
        given = {**inputs, "paths": paths}
        outputs, summary = work / "outputs", work / "summary"
        for file in (outputs, summary):
            file.write_text("")
        status, said = 0, ""
        for step in steps["runs"]["steps"]:
            assert step["shell"] == "bash", step
            of_runner = {"GITHUB_OUTPUT": str(outputs), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTION_PATH": str(ROOT)}
            named = {k: given[v.split("inputs.")[1].split(" ")[0]] for k, v in step.get("env", {}).items()}
            run = subprocess.run(
                ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=project, env={**env, **of_runner, **named}, capture_output=True, text=True, encoding="utf-8",
            )
            status, said = run.returncode, said + run.stdout + run.stderr
            if status:
                break
        assert status == expected, said
        named = dict(line.split("=", 1) for line in outputs.read_text().splitlines())
        assert all((project / named[name]).exists() for name in ("sarif", "html")), named
        assert summary.read_text().startswith("## "), summary.read_text()
        assert ("::error file=docs/bad.txt,line=" in said) == (expected == 1), said
    return 2


def main():
    guiju, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        (work / "bin").mkdir()
        (work / "bin/guiju").symlink_to(guiju)
        env = {**os.environ, "PATH": f"{work / 'bin'}:{os.environ['PATH']}", "PRE_COMMIT_HOME": str(out / "pre-commit")}
        env |= {"LC_ALL": "C.UTF-8"}
        print(f"hooks: {hooks(env, work)} runs of hooks, {action(env, work)} of the action")


if __name__ == "__main__":
    main()
