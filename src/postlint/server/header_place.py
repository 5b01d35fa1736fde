"""Where in YAML or TOML a cursor is: below which keys, at a key or at a value. The text need not be valid yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from postlint.data.patterns import lazy_pattern
from postlint.records import NamedTuple

KEY, VALUE = "key", "value"
_KEY_LINE = lazy_pattern(
    r"(?P<indent>\s*)(?P<dash>(?:-\s+)*)(?P<key>[\w./$-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s+(?P<value>.*))?$"
)
_ITEM_LINE = lazy_pattern(r"(?P<indent>\s*)-\s+(?P<value>.*)$")
_BARE = lazy_pattern(r"(?P<indent>\s*)(?P<dash>(?:-\s+)*)(?P<word>[\w./-]*)$")
_TOML_KEY = lazy_pattern(r"\s*(?P<key>[\w.-]+)\s*=\s*(?P<value>.*)$")
_TOML_TABLE = lazy_pattern(r"\s*\[+\s*(?P<name>[\w.-]+)")
#: where the last value of an inline list begins
_LAST_ITEM = lazy_pattern(
    r".*[\[,]\s*|\s*",
)


class HeaderPlace(NamedTuple):
    """A place in a header: the keys around it, its `kind`, and the column at which the typed piece begins.

    `typed` is that piece. A value's own key is the last of `path`; `in_list`: it is an item of a list. `present` are
    the keys that stand beside a key.
    """

    kind: str
    path: tuple[str, ...]
    column: int
    typed: str
    in_list: bool = False
    present: frozenset[str] = frozenset()


def yaml_place(lines: Sequence[str], line: int, column: int) -> HeaderPlace | None:
    """The place of a cursor in YAML; None where neither key nor value is begun."""
    before = lines[line][:column]
    if "#" in before and before.lstrip().startswith("#"):
        return None
    if match := _KEY_LINE.match(before):
        value = match["value"] or ""
        if match["value"] is None and not before.endswith(" "):
            return None
        indent = len(match["indent"]) + len(match["dash"])
        path = (*_around(lines, line, indent), match["key"].strip("\"'"))
        return _value(path, value, column)
    if match := _ITEM_LINE.match(before):
        path = tuple(_around(lines, line, len(match["indent"]), item=True))
        if path:
            return _value(path, match["value"], column)._replace(in_list=True)
    if match := _BARE.match(before):
        indent = len(match["indent"]) + len(match["dash"])
        path = tuple(_around(lines, line, indent, item=bool(match["dash"])))
        present = frozenset(_beside(lines, line, indent))
        return HeaderPlace(KEY, path, column - len(match["word"]), match["word"], present=present)
    return None


def _value(path: tuple[str, ...], value: str, column: int) -> HeaderPlace:
    """The place in a value; in an inline list, that of its last item."""
    in_list = value.lstrip().startswith("[")
    match = _LAST_ITEM.match(value)
    typed = value[match.end() :] if in_list and match else value
    quoted = typed.lstrip("\"'")
    return HeaderPlace(VALUE, path, column - len(quoted), quoted, in_list)


def _around(lines: Sequence[str], line: int, indent: int, *, item: bool = False) -> list[str]:
    """The keys that a line of this indentation is below; an item may be at the indentation of its key."""
    found: list[str] = []
    for above in reversed(lines[:line]):
        match = _KEY_LINE.match(above)
        if match is None:
            continue
        inner = len(match["indent"]) + len(match["dash"])
        if inner < indent or (item and inner == indent and not match["dash"]):
            found.append(match["key"].strip("\"'"))
            indent, item = (len(match["indent"]), True) if match["dash"] else (inner, False)
    return found[::-1]


def _beside(lines: Sequence[str], line: int, indent: int) -> Iterator[str]:
    """The keys at the same indentation, up to one that is further out."""
    for step in (-1, 1):
        at = line + step
        while 0 <= at < len(lines):
            match = _KEY_LINE.match(lines[at])
            if match is not None:
                inner = len(match["indent"]) + len(match["dash"])
                if inner < indent:
                    break
                if inner == indent:
                    yield match["key"].strip("\"'")
            at += step


def toml_place(lines: Sequence[str], line: int, column: int) -> HeaderPlace | None:
    """The place of a cursor in TOML."""
    before = lines[line][:column]
    tables = [match["name"] for one in lines[:line] if (match := _TOML_TABLE.match(one))]
    path = tuple(tables[-1].split(".")) if tables else ()
    if match := _TOML_KEY.match(before):
        return _value((*path, match["key"]), match["value"], column)
    if match := _BARE.match(before):
        present = frozenset(found["key"] for one in lines if (found := _TOML_KEY.match(one)))
        return HeaderPlace(KEY, path, column - len(match["word"]), match["word"], present=present)
    return None
