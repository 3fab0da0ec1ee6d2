#!/usr/bin/env python3
"""Makes a folder of documents with a waiver and a baseline, in which findings are waived, known, new and gone.

usage: standing.py GUIJU FOLDER
"""
import pathlib
import shutil
import subprocess
import sys

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"

CONFIG = """baseline = "baseline.json"

[[waiver]]
policy = "structure-ordinal-continuity"
document = "water-bureau.txt"
reason = "<b>过渡期</b>，\\"编办\\"同意"
owner  = "编办"

[[waiver]]
policy = "staffing-deputy-band"
quote  = "没有这样的话"
reason = "不会用到"
owner  = "编办"
"""


def main():
    guiju, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("water-bureau.txt", "city-office-articles.txt"):
        shutil.copy(EXAMPLES / name, folder)
    (folder / "guiju.toml").write_text(CONFIG.replace('baseline = "baseline.json"', ""), encoding="utf-8")
    write = [guiju, "baseline", str(folder), "--baseline", str(folder / "baseline.json")]
    run = subprocess.run(write, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0 and (folder / "baseline.json").exists(), run
    # What was wrong in one document is gone with it; another has what the baseline does not know.
    (folder / "city-office-articles.txt").unlink()
    shutil.copy(EXAMPLES / "county-office-sections.txt", folder)
    (folder / "guiju.toml").write_text(CONFIG, encoding="utf-8")


if __name__ == "__main__":
    main()
