"""Formats of the report, a module each. A module is found by its name; its constant `FORMAT` says what it needs.

To add a format, add a module with a `FORMAT` here: the command line, its help and its completion follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pkgutil import iter_modules
from typing import NamedTuple

from postlint.catalog.rule import Rule
from postlint.results.findings import Finding, Report
from postlint.results.hits import Severity
from postlint.results.verdict import Verdict


@dataclass(frozen=True)
class Rendering:
    """What is to be rendered, and how much of it; a format uses what concerns it.

    `level` is the least severity to show. `rules` gives the rules that were on, by name: it is called only by formats
    that need cards. `touched` tells whether a change touched the place of a finding, where somebody knows.
    `everything`, `statistics` and `quiet` are the options of these names for reports that people read. `others` names
    the files that other formats of the same run are written to.
    """

    report: Report
    level: Severity = Severity.WARNING
    verdict: Verdict = field(default_factory=Verdict)
    rules: Callable[[], Mapping[str, Rule]] = dict
    touched: Callable[[Finding], bool] | None = None
    colour: bool = False
    everything: bool = False
    statistics: bool = False
    quiet: bool = False
    others: tuple[str, ...] = ()


class Format(NamedTuple):
    """A format of the report: what it is for, and what renders it, in one piece or in many.

    `for_people` is text in the encoding of the terminal that says itself how the run ended; all else is UTF-8.
    """

    about: str
    render: Callable[[Rendering], Iterable[str]]
    for_people: bool = False


def format_names() -> list[str]:
    """The names of all formats, in alphabetical order. Imports none."""
    return sorted(module.name for module in iter_modules(__path__))


def load_format(name: str) -> Format:
    """The format of that name. Raises KeyError for an unknown one."""
    if name not in format_names():
        raise KeyError(name)
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found
