"""Turns the errors of a YAML parser into problems: the kind of mistake, and the place to correct."""

from __future__ import annotations

import re
from typing import Any

import yaml

from postlint.parse.front_matter.values import Problem
from postlint.spans import Span


def explain(error: yaml.YAMLError, text: str, content: Span) -> Problem:
    """The problem of a parser's error, at the place of the mistake in `text`."""
    control = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]").search(
        text, content.start, content.end
    )
    if isinstance(error, yaml.reader.ReaderError) and control is not None:
        return Problem(Span(*control.span()), "control-character", {"code": f"U+{ord(control[0]):04X}"})
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(content, "yaml", {"problem": str(error)})
    problem, context = error.problem or "", error.context or ""
    at = _offset(error.problem_mark, content)
    begun = _offset(error.context_mark, content) if error.context_mark else at
    line = _line(text, at, content)
    if tab := _leading_tab(text, line):
        return Problem(tab, "tab")
    if "mapping values are not allowed" in problem:
        return _unquoted_colon(text, line, at)
    if context.endswith(("a tag", "directive")):
        return Problem(Span(begun, begun + 1), "reserved-character", {"found": text[begun : begun + 1]})
    if "escape" in problem or "expected hex" in problem:
        begin = text.rfind("\\", begun, at + 1)
        found = Span(begin, begin + 2)
        if text[begin + 1 : begin + 2] == "'":
            return Problem(found, "needless-escape", {"found": "\\'"}, replacement="'")
        return Problem(found, "yaml-escape", {"found": text[begin : begin + 2]})
    if "quoted scalar" in context:
        return Problem(Span(begun, begun + 1), "unclosed-quote", {"quote": text[begun : begun + 1]})
    if "while parsing a flow" in context:
        if problem.startswith(("did not find expected node", "expected the node")) and text[at : at + 1] == ",":
            return Problem(Span(at, at + 1), "extra-comma")
        kind = "unclosed-list" if "sequence" in context else "unclosed-map"
        return Problem(Span(begun, begun + 1), kind)
    if "could not find expected ':'" in problem:
        where = _line(text, begun, content)
        return Problem(where, "no-colon", {"found": _short(text[where.start : where.end])})
    if "cannot start any token" in problem:
        return Problem(Span(at, at + 1), "reserved-character", {"found": text[at : at + 1]})
    if "block mapping" in context or "block collection" in context:
        return _misplaced(text, line, at, context)
    if "alias" in context or "anchor" in context:
        return Problem(Span(at, max(line.end, at)), "reserved-character", {"found": text[begun : begun + 1]})
    return Problem(line if line.start < line.end else content, "yaml", {"problem": problem})


def _offset(mark: Any, content: Span) -> int:
    return min(content.start + (mark.index if mark else 0), content.end)


def _line(text: str, at: int, content: Span) -> Span:
    """The line around an offset, without indentation and line ending; at the end, the last with text."""
    if at >= content.end:
        at = content.start + len(text[content.start : content.end].rstrip())
    start = max(text.rfind("\n", 0, at) + 1, content.start)
    end = text.find("\n", at)
    end = content.end if end < 0 else min(end, content.end)
    line = text[start:end]
    return Span(start + len(line) - len(line.lstrip(" ")), start + len(line.rstrip()))


def _leading_tab(text: str, line: Span) -> Span | None:
    tabs = re.compile(r"\t+").match(text, line.start)
    return Span(*tabs.span()) if tabs else None


def _unquoted_colon(text: str, line: Span, at: int) -> Problem:
    """``title: Part 1: Why``: the value, with its quoted form as the replacement."""
    key = re.compile(r"(?:- +)*[^\s:'\"][^:\n]*?:[ \t]+").match(text, line.start, line.end)
    if key is None or key.end() > at:
        return Problem(line, "indentation", {"found": _short(text[line.start : line.end])})
    value = text[key.end() : line.end]
    if value[:1] in "'\"[{|>&*!":
        return Problem(Span(at, at + 1), "text-after-value", {"found": _short(value)})
    mended = quoted(value)
    return Problem(Span(key.end(), line.end), "unquoted-colon", {"quoted": mended}, replacement=mended)


def quoted(value: str) -> str:
    """A text in double quotes, as YAML reads it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _misplaced(text: str, line: Span, at: int, context: str) -> Problem:
    """Text in place of the next key: text after a quote, or a line with a wrong indent."""
    if at > line.start:
        return Problem(Span(at, line.end), "text-after-value", {"found": _short(text[line.start : line.end])})
    return Problem(line, "indentation", {"found": _short(text[line.start : line.end])})


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
