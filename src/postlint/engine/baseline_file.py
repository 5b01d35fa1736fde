"""Reads and writes the file of a baseline: JSON with a finding on each line, so that changes can be reviewed."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from postlint.catalog.lifetime import former_names
from postlint.catalog.load import builtin_rules
from postlint.catalog.rule import Rule
from postlint.data.inside import from_here
from postlint.data.reading import read_bytes
from postlint.engine.baseline import Baseline, BaselineError, Entry, Post

VERSION = 1
_DAMAGED = "The baseline {} is damaged; restore it, or write it again: postlint baseline."


def read_baseline(file: Path) -> Baseline:
    """Read a baseline. Raises BaselineError."""
    name = from_here(file)
    try:
        data = json.loads(read_bytes(file, own=True))
    except OSError as error:
        raise BaselineError(f"The baseline {name} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError):
        raise BaselineError(_DAMAGED.format(name)) from None
    if not isinstance(data, dict) or data.get("tool") != "postlint":
        raise BaselineError(f"{name} is no baseline of postlint.")
    if data.get("version") != VERSION:
        raise BaselineError(
            f"The baseline {name} is of version {data.get('version')!r}; this postlint reads {VERSION}."
        )
    former = former_names(builtin_rules().values())
    try:
        return Baseline(file, {str(name): _read_post(post, former) for name, post in data["posts"].items()})
    except (AttributeError, KeyError, TypeError, ValueError):
        raise BaselineError(_DAMAGED.format(name)) from None


def _read_post(data: Any, former: Mapping[str, Rule]) -> Post:
    """A post of a baseline; one of an earlier version may have `former` names of rules."""
    entries = Counter[Entry]()
    for one in data["findings"]:
        values = one["rule"], one["text"], one["line"]
        if not all(isinstance(value, str) for value in values):
            raise TypeError("text expected")
        if values[0] in former:
            values = (former[values[0]].name, *values[1:])
        count = one.get("count", 1)
        if not isinstance(count, int) or count < 1:
            raise TypeError("a number expected")
        entries[Entry(*values)] += count
    return Post(str(data["content"]), entries)


def write_baseline(baseline: Baseline) -> None:
    """Write a baseline, whole or not at all. Raises OSError."""
    text = "".join(_lines(baseline)).encode("utf-8", "backslashreplace")
    beside = baseline.file.with_name(f"{baseline.file.name}.{os.getpid()}")
    try:
        with beside.open("xb") as target:  # follows no link that is there already
            target.write(text)
        beside.replace(baseline.file)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _lines(baseline: Baseline) -> Iterator[str]:
    """JSON with one finding on each line, in order, so that changes can be reviewed and merged."""
    yield f'{{\n"tool": "postlint",\n"version": {VERSION},\n"posts": {{\n'
    yield from _separated(
        f'{_json(name)}: {{"content": {_json(post.content)}, "findings": [\n'
        + "".join(_separated(_json(_entry(entry, count)) for entry, count in sorted(post.entries.items())))
        + "]}"
        for name, post in sorted(baseline.posts.items())
    )
    yield "}\n}\n"


def _entry(entry: Entry, count: int) -> dict[str, Any]:
    return {**entry._asdict(), **({"count": count} if count > 1 else {})}


def _separated(parts: Iterable[str]) -> Iterator[str]:
    """The parts on lines of their own, with commas between them."""
    before = ""
    for part in parts:
        yield f"{before}{part}"
        before = ",\n"
    if before:
        yield "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
