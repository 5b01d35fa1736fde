"""The pages of the site that are generated from JSON Schemas and from the Python interface."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import postlint

GITHUB = "https://github.com/postlint/postlint/blob/main/schemas/"
#: the title of a page and its first sentences, by the name of the schema
ABOUT = {
    "config": ("Configuration reference", "Every key of `.postlint.yaml`. [Configuration](../configuration.md) explains"
               " them; `postlint schema config` prints the schema with all rules and options for your editor."),
    "report": ("The JSON report", "What `--format json` prints. [Formats](../formats.md) lists the other formats."),
    "score": ("The JSON of scores", "What `postlint score --format json` prints; [scores](../score.md) explains them."),
    "inspect": ("The JSON of inspect", "What `postlint inspect --format json` prints: a post as it was parsed."),
    "rule": ("The card of a rule", "Every key of a card. [Writing rules](../writing-rules.md) shows how to use them."),
}  # fmt: skip


def page(file: Path) -> str:
    """The page about a schema: a table of keys, then one for each of its definitions."""
    schema = json.loads(file.read_text(encoding="utf-8"))
    title, introduction = ABOUT[file.name.partition(".")[0]]
    parts = [f"# {title}", "", introduction, ""]
    parts += [schema["description"], ""] if "description" in schema else []
    parts += [*_table(schema, _Names(schema)), ""]
    for name, part in schema.get("$defs", {}).items():
        if rows := list(_table(part, _Names(schema))):
            parts += [f"## {name}", "", *([part["description"], ""] if "description" in part else []), *rows, ""]
    return "\n".join([*parts, f"The schema: [{file.name}]({GITHUB}{file.name})."]) + "\n"


def python_page() -> str:
    """The page about the Python interface: each name of `postlint.__all__`, from its docstring."""
    parts = [
        "# Python reference",
        "",
        "Each public name with its docstring; [In Python](../api.md) shows how they work together.",
        "",
    ]
    for title, wanted in (("Functions", str.islower), ("Classes", lambda name: not name.islower())):
        parts += [f"## {title}", ""]
        for name in postlint.__all__:
            if not name.startswith("_") and wanted(name):
                parts += [f"::: {postlint._HOMES[name]}.{name}", ""]
    return "\n".join(parts)


class _Names:
    """Follows references within one schema."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._definitions = schema.get("$defs", {})

    def of(self, value: Any) -> Mapping[str, Any]:
        """The schema that a reference leads to, under what stands beside the reference."""
        if not isinstance(value, Mapping):
            return {}
        name = str(value.get("$ref", "")).removeprefix("#/$defs/")
        return {**self._definitions.get(name, {}), **value}

    def has_table(self, value: Mapping[str, Any]) -> str:
        """The name of the definition that has a table of its own; "" for none."""
        name = str(value.get("$ref", "")).removeprefix("#/$defs/")
        return name if any(True for _ in _rows("", self._definitions.get(name, {}), self)) else ""


def _table(schema: Mapping[str, Any], names: _Names) -> Iterator[str]:
    rows = list(_rows("", schema, names))
    if rows:
        yield from ("| key | type | meaning |", "|---|---|---|", *rows)


def _rows(prefix: str, schema: Mapping[str, Any], names: _Names) -> Iterator[str]:
    """A row for each key, and for the keys of the objects in it that have no definition of their own."""
    required = schema.get("required", ())
    for key, value in schema.get("properties", {}).items():
        full = names.of(value)
        needed = " (required)" if key in required else ""
        yield f"| `{prefix}{key}`{needed} | {_type(value, names)} | {_cell(full.get('description', ''))} |"
        if "$ref" not in full:
            yield from _rows(f"{prefix}{key}.", full, names)
            yield from _rows(
                f"{prefix}{key}[].",
                names.of(full.get("items", {})) if "$ref" not in full.get("items", {}) else {},
                names,
            )  # type: ignore[arg-type]


def _type(value: Any, names: _Names) -> str:
    """The type in words: "text", "list of text", "info, warning or error"."""
    if not isinstance(value, Mapping):
        return ""
    if name := names.has_table(value):
        return f"[{name}](#{name.lower()})"
    full = names.of(value)
    if "const" in full:
        return f"`{json.dumps(full['const'])}`"
    if "enum" in full:
        return ", ".join(f"`{one}`" for one in full["enum"])
    if "anyOf" in full:
        return " or ".join(dict.fromkeys(filter(None, (_type(one, names) for one in full["anyOf"]))))
    kinds = [full["type"]] if isinstance(full.get("type"), str) else full.get("type", [])
    return " or ".join(_kind(kind, full, names) for kind in kinds)


def _kind(kind: str, full: Mapping[str, Any], names: _Names) -> str:
    words = {
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
        "object": "table",
        "null": "nothing",
    }
    if kind == "array":
        inner = _type(full.get("items"), names)
        return f"list of {inner}" if inner else "list"
    limits = [f"{word} {full[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in full]
    return " ".join([words.get(kind, kind), *(limits if kind in ("integer", "number") else [])])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
