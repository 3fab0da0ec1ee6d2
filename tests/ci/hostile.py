#!/usr/bin/env python3
"""Writes documents that try to be more than text: marks of HTML, XML, Markdown, spreadsheets and terminals.

usage: hostile.py FOLDER
"""
import pathlib
import shutil
import sys

BREAKS = "<script>alert(1)</script><img src=x onerror=alert(2)>]]>--><!--\"'`&amp;&#60;"
SIGNS = "\x01\x07\x1b[31m\u202e\u2028{{7*7}}${x}%0A::error::|`*_[a](javascript:alert(3))"

TEXT = f"""<script>alert(0)</script>县政府办公室主要职责内设机构和人员编制规定
一、主要职责
（一）负责文电{BREAKS}工作。
（三）负责档案{SIGNS}工作。
=HYPERLINK("x")承办其他事项
二、内设机构
县政府办公室设3个内设机构：
（一）综合股{BREAKS}。负责文电。
（二）秘书股{SIGNS}。负责会务。
三、人员编制
县政府办公室{BREAKS}机关行政编制9名。设主任1名，副主任6名。
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "plain.txt").write_text(TEXT, encoding="utf-8", newline="")
    (folder / "crlf <b>&\"',;:%.txt").write_text(TEXT.replace("\n", "\r\n"), encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
