#!/usr/bin/env python3
"""Validates what `guiju extract --format akn` writes against the schema that OASIS published.

usage: akn_schema.py GUIJU SCHEMA FILE ...     needs lxml; exit status 1 if a document is not valid
"""
import subprocess
import sys

from lxml import etree


def main():
    guiju, schema, *files = sys.argv[1:]
    schema = etree.XMLSchema(etree.parse(schema))
    wrong = 0
    for file in files:
        run = subprocess.run([guiju, "extract", file, "--format", "akn"], capture_output=True, check=True)
        if not schema.validate(etree.fromstring(run.stdout)):
            wrong += 1
            print(f"{file}: {schema.error_log.last_error}")
    print(f"{len(files)} documents, {len(files) - wrong} valid")
    sys.exit(wrong > 0 or not files)


if __name__ == "__main__":
    main()
