"""Reads configuration files of sites as plain values. Nothing is executed: programs are read as text.

A file that cannot be read counts as missing.
"""

from __future__ import annotations

import ast
import json
import os
import posixpath
import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from postlint.data.inside import leads_outside
from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_bytes
from postlint.parse.front_matter import HeaderStyle, read_front_matter
from postlint.parse.hosts import path_of_url

#: parts of an `x-postlint` object
Data = dict[str, Any]

#: placeholders of configurations with the names that presets use, but with colons
_DATES = lazy_pattern(r":(year|month|day|short_year|i_month|i_day)\b")
#: a larger file is no configuration; in bytes
LARGEST = 1 << 18
#: no address or path is longer; in characters
LONGEST_ADDRESS = 4096


def read_text(file: Path) -> str:
    """The text of a file; "" when it is missing, too large or no text."""
    try:
        text = read_bytes(file, LARGEST).decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except (OSError, ValueError):
        return ""


def read_named(folder: Path, name: str) -> str:
    """The text of a file that a configuration names; "" when it is outside of the repository around the folder."""
    return read_text(folder / name) if _may_name(folder, name) else ""


def _may_name(folder: Path, name: str) -> bool:
    """Whether a file is in the repository around a folder; most names need no look at the disk."""
    plain = ".." not in name and not os.path.isabs(name)  # noqa: PTH117
    return plain or not leads_outside(folder / name, folder)


def has_folder(site: Path, name: str) -> bool:
    """Whether there is a folder that the configuration of a site names, in the repository around it."""
    # `Path.is_dir` raises an error for a name that is too long
    return os.path.isdir(site / name) and _may_name(site, name)  # noqa: PTH112


def read_settings(file: Path) -> dict[str, Any]:
    """The values of a YAML, TOML or JSON file; {} when it is missing, no map, or cannot be read."""
    text = read_text(file)
    if not text:  # most that are looked for are missing
        return {}
    try:
        if file.suffix == ".toml":
            from postlint.data.toml_text import load_toml  # most sites have no TOML

            values: Any = load_toml(text)
        elif file.suffix == ".json":
            values = json.loads(text)
        else:
            # the reader of headers is safe with strangers' YAML and lenient about tags such as !!python/name; a mark at
            # the start of the document would be taken for the end of the header
            text = _DOCUMENT_START.sub("", text)
            values = dict(read_front_matter(f"---\n{text}\n---\n", HeaderStyle(yaml_1_1=True)).values)
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


#: comments, directives and the mark at the start of a YAML document
_DOCUMENT_START = lazy_pattern(r"\A(?:[ \t]*(?:#[^\n]*)?\n|%[^\n]*\n)*---(?:[ \t]+#[^\n]*|[ \t]*)(?:\n|\Z)")


def first_settings(folder: Path, *names: str) -> dict[str, Any]:
    """The values of the first of some files in the repository around a folder that has any."""
    found = (read_settings(folder / name) for name in names if _may_name(folder, name))
    return next((values for values in found if values), {})


def python_literals(text: str) -> dict[str, Any]:
    """The names that a program in Python assigns, each with its last value if that is a literal, else with Ellipsis."""
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[str, Any] = {}
    for statement in body:
        found.update(dict.fromkeys(_assigned(statement), _literal(statement)))
    return found


def _literal(statement: ast.stmt) -> Any:
    try:
        return ast.literal_eval(statement.value) if isinstance(statement, ast.Assign) else ...
    except (ValueError, TypeError, RecursionError, MemoryError):
        return ...


def _assigned(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement may assign, at any depth."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def script_text(folder: Path, *names: str) -> str:
    """The text of the first of some JavaScript or TypeScript files that has any, without its comments."""
    text = next(filter(None, (read_named(folder, name) for name in names)), "")
    return without_comments(text)


#: a path in an import or a require of a module of the site's own
_OWN_MODULE = lazy_pattern(r"(?:\brequire\(|\bfrom|\bimport\(?)\s*[\"'](\.{1,2}/[^\"'\n]+)[\"']")
#: the endings of programs that a configuration may be or import
SCRIPTS = (".js", ".cjs", ".mjs", ".ts", ".mts")
#: what may be left out at the end of such a path
_MODULE_ENDINGS = (*SCRIPTS, *(f"/index{one}" for one in SCRIPTS))
#: how many modules of a configuration are read
_MODULES = 40


def imported_scripts(folder: Path, text: str) -> Iterator[str]:
    """The texts of the modules of the site that a configuration in a folder imports, and those that these import."""
    waiting = deque(_own_modules("", text))
    seen: set[str] = set()
    while waiting and len(seen) < _MODULES:
        path = waiting.popleft()
        if path in seen:
            continue
        seen.add(path)
        for name in (path, *(path + tail for tail in _MODULE_ENDINGS)):
            if name.endswith(SCRIPTS) and (module := script_text(folder, name)):
                yield module
                waiting += _own_modules(posixpath.dirname(name), module)
                break


def _own_modules(folder: str, text: str) -> Iterator[str]:
    """The paths of the modules that a program in a folder of the site imports, as far as they are in the site."""
    paths = (posixpath.normpath(posixpath.join(folder, one)) for one in dict.fromkeys(_OWN_MODULE.findall(text)))
    return (path for path in paths if not path.startswith(".."))


@lru_cache(maxsize=8)
def without_comments(text: str) -> str:
    """A program in JavaScript without its comments; strings (``"**/*.md"``) stay as they are."""
    # a string or comment without an end is taken up to the end of its line or of the file, so that it is read once
    strings = r"\"(?:\\.|[^\"\\\n])*+\"?|'(?:\\.|[^'\\\n])*+'?|`(?:\\.|[^`\\])*+`?"
    tokens = rf"({strings})|/\*.*?\*/|(/\*.*)|(?m:(?<![:\w\\])//[^\n]*$)"
    return re.sub(tokens, lambda match: match[1] or match[2] or "", text, flags=re.DOTALL)


def script_blocks(text: str, key: str) -> Iterator[str]:
    """The text between the braces after each key of that name, or after that text and a comma, in JavaScript.

    For the name of a constant, once, the block that it is assigned. A block within one that was given is not given.
    """
    end, objects = 0, dict(_objects(text))
    for match in re.finditer(rf"(?<![\w$.-]){key}[\"'`]?\s*[:,]\s*(?:\{{|([A-Za-z_$][\w$]*)\s*[,\]}}])", text):
        if match[1] in objects:
            yield block_at(text, objects.pop(match[1]))
        elif not match[1] and match.start() >= end:
            end = _closing_braces(text).get(match.end() - 1, end)
            if end > match.end() - 1:
                yield text[match.end() : end]


@lru_cache(maxsize=8)
def _objects(text: str) -> dict[str, int]:
    """The names to which a program in JavaScript assigns an object, each with the place where that begins."""
    assigned = re.finditer(r"\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=;{\n]*)?=\s*(?=\{)", text)
    return {match[1]: match.end() for match in assigned}


def block_at(text: str, start: int) -> str:
    """The text between the first brace from a place on and its closing brace; "" without them."""
    brace = text.find("{", start)
    end = _closing_braces(text).get(brace, brace)
    return text[brace + 1 : end]


@lru_cache(maxsize=8)
def _closing_braces(text: str) -> dict[int, int]:
    """The place of the closing brace of each brace that has one, all found in one pass."""
    found, opened = {}, []
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            found[opened.pop()] = brace.start()
    return found


def script_value(text: str, key: str) -> str | None:
    """The string value of a key of an object in JavaScript; None without one."""
    match = re.search(rf"(?<![\w$.]){key}[\"']?\s*:\s*([\"'`])([^\"'`\n$]*)\1", text)
    return match[2] if match is not None else None


def script_strings(text: str, key: str) -> list[str]:
    """The strings in the list that is the value of a key of an object in JavaScript; [] without one."""
    match = re.search(rf"(?<![\w$.]){key}[\"']?\s*:\s*\[([^\[\]]*)\]", text)
    return [found[2] for found in re.finditer(r"([\"'`])([^\"'`\n$]+)\1", match[1])] if match else []


def as_map(value: Any) -> dict[str, Any]:
    """The value, if it is a map; else an empty one."""
    return value if isinstance(value, dict) else {}


def lowers(value: Any) -> bool:
    """Whether a setting lowers all headings of a post: by how many levels."""
    return isinstance(value, int) and value > 0


def strings(value: Any) -> list[str]:
    """The strings in the value, if it is a list or tuple."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def named_entries(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names with options, from a map or from a list of names and maps: the plugins of MkDocs."""
    for entry in [value] if isinstance(value, dict) else value if isinstance(value, list) else []:
        for name, options in entry.items() if isinstance(entry, dict) else [(entry, {})]:
            yield str(name), as_map(options)


def base_of(address: Any) -> Data:
    """The `base` of addresses from the site's address or a path; {} when it is the root."""
    path = path_of_url(address).strip("/") if isinstance(address, str) else ""
    return {"base": f"/{path}"} if path else {}


def pattern_of(text: str) -> str:
    """The pattern of a configuration, with placeholders of dates in the form of presets, ``{year}``."""
    return _DATES.sub(r"{\1}", text if text.startswith("/") else f"/{text}")


def filled(pattern: str, name: str, value: str) -> str:
    """A pattern with a value for each of a placeholder; as it is where that would be longer than any address."""
    return pattern.replace(name, value) if pattern.count(name) * len(value) < LONGEST_ADDRESS else pattern


def clean(folder: Any, default: str) -> str:
    """The folder of a configuration, without ``./`` and slashes around it."""
    return posixpath.normpath((folder if isinstance(folder, str) and folder else default).strip("/") or ".")


def join(*folders: str) -> str:
    """Folders joined, ``.`` left out."""
    return posixpath.normpath(posixpath.join(*folders))


def term_pages(root: str, taxonomy: str) -> list[str]:
    """Globs of the files that a taxonomy and its terms need not have: their pages are made of the posts.

    The files beside the page of a term, which are its own, are not among them.
    """
    return [f"/{root}/{taxonomy}/_index.md", f"/{root}/{taxonomy}/*/_index.md"]
