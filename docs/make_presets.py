"""Writes the table of keys in docs/adding-a-generator.md from schemas/preset.schema.json; --check only compares."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("adding-a-generator.md")
SCHEMA = Path(__file__).parents[1] / "schemas" / "preset.schema.json"
BEGIN, END = "<!-- keys: written by docs/make_presets.py -->", "<!-- end of keys -->"


def table() -> str:
    """A row for each key, those of inner maps below it."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return "\n".join(["| key | value | meaning |", "|---|---|---|", *_rows(schema["properties"])])


def _rows(properties: Mapping[str, Any], above: str = "") -> Iterator[str]:
    for name, rules in properties.items():
        yield f"| `{above}{name}` | {_value(rules)} | {rules['description']} |"
        inner = rules.get("items", rules).get("properties", {})
        yield from _rows(inner, f"{above}{name}.")


def _value(rules: Mapping[str, Any]) -> str:
    """What a key holds, in a word or two."""
    if "$ref" in rules:
        return {"names": "list of texts", "texts": "map of texts"}[rules["$ref"].rpartition("/")[2]]
    if "enum" in rules:
        return ", ".join(f"`{one}`" for one in rules["enum"])
    for kind, inner in (("list of", rules.get("items")), ("map to", rules.get("additionalProperties"))):
        if isinstance(inner, dict) and "enum" in inner:
            return f"{kind} {_value(inner)}"
    words = {"string": "text", "boolean": "true or false", "integer": "number", "object": "map", "array": "list"}
    kinds = [rules["type"]] if isinstance(rules["type"], str) else rules["type"]
    return " or ".join(words.get(kind, kind) for kind in kinds)


def page() -> str:
    """The page with the table as it has to be."""
    text = PAGE.read_text(encoding="utf-8")
    return re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n\n{table()}\n\n{END}", text, flags=re.DOTALL)


def main() -> int:
    """Write or check the page; the exit status."""
    if "--check" not in sys.argv:
        PAGE.write_text(page(), encoding="utf-8")
    elif page() != PAGE.read_text(encoding="utf-8"):
        print(f"{PAGE.name} is not up to date with {SCHEMA.name}: run `make rules`.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
