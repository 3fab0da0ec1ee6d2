"""Rego by OPA itself, a Go library that Python calls: opa.py IN OUT --bindings FOLDER --policy FILE [--limit N].

The line of JSON is handed over as it is; parsing it in Python and writing it again, as the package's own method does,
would be added to the time of OPA.
"""

import argparse
import itertools
import pathlib
import sys


def main():
    """Checks each line of a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--bindings", required=True)
    parser.add_argument("--policy", required=True)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    sys.path.insert(0, args.bindings)
    from opa_bindings import OpaEngine

    engine = OpaEngine()
    engine.add_policy("policy.rego", pathlib.Path(args.policy).read_text(encoding="utf-8"))
    evaluate = engine._lib.OpaEvalDocument
    with open(args.source, "rb") as lines, open(args.target, "w", encoding="utf-8") as out:
        for line in itertools.islice(lines, args.limit):
            name = line.split(b'"id":"', 1)[1].split(b'"', 1)[0].decode()
            answer = engine._call(evaluate, b"peers.findings", line, 0, 0)
            for policy, index in answer["result"][0]["expressions"][0]["value"]:
                out.write(f'{{"document":"{name}","policy":"{policy}","index":{index}}}\n')


if __name__ == "__main__":
    main()
