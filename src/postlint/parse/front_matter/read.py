"""Makes the `FrontMatter` of a post: finds the header, and passes it to the reader of its format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.parse.front_matter.fences import Header, find_header, is_lines
from postlint.parse.front_matter.values import (
    NOWHERE,
    Field,
    FrontMatter,
    HeaderStyle,
    Path,
    Problem,
    UnreadableHeaderError,
    too_much,
)
from postlint.spans import Span

#: code points; a longer header is not read (it is a data file, and reading it would take seconds)
MAX_LENGTH = 65_536


#: the formats of headers that are programs: they are found, and their values are not known
PROGRAMS = frozenset(("franklin", "javascript", "ruby"))


def read_front_matter(text: str, style: HeaderStyle = HeaderStyle()) -> FrontMatter:  # noqa: B008 - frozen
    """Find and read the header at the start of `text`. Never raises: mistakes are in `problems`."""
    header = find_header(text, style)
    if header is None:
        return FrontMatter()
    header = _as_lines(text, header, style)
    content, end, format = header.content, header.end, header.format
    fields: dict[Path, Field] = {}
    problems = list(header.problems)
    broken = any(problem.kind == "unclosed" for problem in problems)
    if any(problem.kind == "taken" for problem in problems):
        return FrontMatter(problems=header.problems, broken=True)
    try:
        if content.end - content.start > MAX_LENGTH and format != "json":
            raise too_much(header.opening, MAX_LENGTH, "characters")
        fields, found, format, end = _read(text, header, style)
        problems += found
    except UnreadableHeaderError as error:
        # an unclosed header may have ended in the middle of a value: one problem is enough
        if not broken:
            problems.append(error.problem)
        broken = True
        end = error.end if error.end is not None else end
    if style.spellings:
        fields = dict(_respelled(fields, style.spellings))
    values: dict[str, Any] = {str(path[0]): found.value for path, found in fields.items() if len(path) == 1}
    return FrontMatter(
        format=format.removesuffix("-members"),
        span=Span(0, end),
        opening=header.opening,
        values=values,
        fields=fields,
        problems=tuple(problems),
        broken=broken or format in PROGRAMS,
    )


def read_header_beside(text: str, style: HeaderStyle) -> FrontMatter:
    """The header of a post from the text of a file beside it; its values have no place in the post.

    Text without fences is YAML or Nikola's lines. A file that is neither has no values.
    """
    found = read_front_matter(text, style)
    if not found and ":" in text:
        found = read_front_matter(f"---\n{text}\n---\n", style)
    nowhere = {
        path: replace(one, span=NOWHERE, key_span=NOWHERE, text_span=NOWHERE, style="alias", source="")
        for path, one in found.fields.items()
    }
    return found._replace(span=NOWHERE, opening=NOWHERE, fields=nowhere, problems=())


def _as_lines(text: str, header: Header, style: HeaderStyle) -> Header:
    """The header as the generator reads it: Python-Markdown ignores the fences around ``Key: value`` lines.

    They end at a blank line, too. A header that is YAML as well is read as YAML, as by a plugin that some sites use.
    """
    if header.format != "yaml" or "meta" not in style.bare:
        return header
    unclosed = any(problem.kind == "unclosed" for problem in header.problems)
    if not unclosed and (style.yaml_fences or _is_yaml(text, header, style)):
        return header
    if not unclosed and is_lines(text, header.content):
        return header._replace(format="meta")
    blank = _BLANK_LINE.search(text, header.content.start)
    lines = Span(header.content.start, blank.start() + 1 if blank is not None else len(text))
    if lines.start < lines.end and is_lines(text, lines):
        return Header("meta", header.opening, lines, lines.end)
    return header


_BLANK_LINE = lazy_pattern(r"\n[ \t]*(?=\n)")


def _is_yaml(text: str, header: Header, style: HeaderStyle) -> bool:
    try:
        return not _read(text, header, style)[1]
    except UnreadableHeaderError:
        return False


def _respelled(fields: Mapping[Path, Field], spellings: Mapping[str, str]) -> Iterator[tuple[Path, Field]]:
    """The fields under the documented spelling of their keys."""
    for path, found in fields.items():
        name = str(path[0])
        if (known := spellings.get(name.lower(), name)) != name:
            path = (known, *path[1:])
            found = replace(found, path=path)
        yield path, found


def _read(text: str, header: Header, style: HeaderStyle) -> tuple[dict[Path, Field], list[Problem], str, int]:
    """The fields, problems, format and end of a header. Raises UnreadableHeaderError."""
    content, end = header.content, header.end
    match header.format:
        case "yaml":
            from postlint.parse.front_matter.yaml_reader import read_yaml

            fields, problems = read_yaml(text, content, yaml_1_1=style.yaml_1_1, tabs=style.tabs)
        case "toml":
            from postlint.parse.front_matter.toml_reader import is_julia, read_toml

            if is_julia(text, content):
                return {}, [], "franklin", end
            fields, problems = read_toml(text, content)
        case "json" | "json-members":
            from postlint.parse.front_matter.json_reader import read_json

            members = header.format == "json-members"
            content = Span(content.start, min(content.end, content.start + MAX_LENGTH))
            fields, problems, after = read_json(text, content, members=members)
            end = after if header.end == len(text) and not members else end
        case "meta" | "nikola":
            from postlint.parse.front_matter.line_reader import read_lines

            fields, problems = read_lines(text, content, dotted=header.format == "nikola")
        case _:
            fields, problems = {}, []
    return fields, problems, header.format, end
