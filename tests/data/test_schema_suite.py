"""The public JSON Schema Test Suite against both paths: the quick yes, and the problems that jsonschema explains.

JSON_SCHEMA_TEST_SUITE names its folder `tests` (CI fetches it); without it there is nothing to run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from postlint.data.json_schema import SchemaError, plain, problems
from postlint.data.schema_fast_path import accepts
from postlint.data.schema_formats import FORMATS

SUITE = Path(os.environ.get("JSON_SCHEMA_TEST_SUITE", ""))
DIALECTS = {
    "draft4": "http://json-schema.org/draft-04/schema#",
    "draft7": "http://json-schema.org/draft-07/schema#",
    "draft2020-12": "https://json-schema.org/draft/2020-12/schema",
}
#: what postlint does on purpose: it tests formats, uses no network and supports no vocabularies
DELIBERATE = {"format.json", "vocabulary.json", "refRemote.json", "dynamicRef.json"}


def cases(draft: str) -> list[tuple[str, Any, Any, bool]]:
    found = []
    for file in sorted((SUITE / draft).glob("*.json")):
        for group in json.loads(file.read_text(encoding="utf-8")):
            schema = group["schema"]
            if isinstance(schema, dict):
                schema = {"$schema": DIALECTS[draft], **schema}
            found += [(file.name, schema, test["data"], test["valid"]) for test in group["tests"]]
    return found


@pytest.mark.skipif(not SUITE.name, reason="JSON_SCHEMA_TEST_SUITE names no folder")
@pytest.mark.parametrize("draft", DIALECTS)
def test_both_paths_agree_with_the_suite(draft: str) -> None:
    counts: Counter[str] = Counter()
    wrong = []
    for name, schema, data, valid in cases(draft):
        counts["all"] += 1
        quick = accepts(plain(data), schema, FORMATS)
        counts["quick yes"] += quick
        try:
            explained = not problems(data, schema)
        except SchemaError:
            explained = not valid
            counts["not read"] += 1
        if (quick and not valid) or (explained != valid and name not in DELIBERATE):
            wrong.append((name, schema, data, valid))
    print(f"{draft}: {dict(counts)}, {len(wrong)} wrong")
    assert counts["all"] > 500
    assert counts["not read"] <= 50
    assert not wrong
