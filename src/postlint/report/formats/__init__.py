"""The formats of the report, one module for each, found by its name; its constant `FORMAT` describes it.

To add a format, add a module with a `FORMAT` here: the command line, its help and its completion follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from postlint.catalog.rule import Rule
from postlint.records import NamedTuple
from postlint.results.findings import Finding, Report
from postlint.results.hits import Severity
from postlint.results.verdict import Verdict

if TYPE_CHECKING:
    from postlint.report.html.material import Material


class Rendering(NamedTuple):
    """The report to render, and the options for it; a format uses those that it needs.

    `level` is the least severity to show. `rules` returns the rules that were on, by name: only formats that need cards
    call it. `touched` decides whether a change touched the place of a finding, where that is known. `everything`,
    `statistics` and `quiet` are the options of these names for reports for people. `others` names the files of other
    formats of the same run. `material` has the posts and their site for a format that shows them.
    """

    report: Report
    level: Severity = Severity.WARNING
    verdict: Verdict = Verdict()
    rules: Callable[[], Mapping[str, Rule]] = dict
    touched: Callable[[Finding], bool] | None = None
    colour: bool = False
    everything: bool = False
    statistics: bool = False
    quiet: bool = False
    others: tuple[str, ...] = ()
    material: Material | None = None


class Format(NamedTuple):
    """A format of the report: its purpose, and the function that renders it, in one piece or in many.

    `for_terminal` is text in the encoding of the terminal that contains the outcome of the run; all else is UTF-8.
    `folder` renders it as the files of a folder, by their names with slashes; such a format needs `Rendering.material`.
    """

    about: str
    render: Callable[[Rendering], Iterable[str]]
    for_terminal: bool = False
    folder: Callable[[Rendering], Iterable[tuple[str, str]]] | None = None


@cache
def format_names() -> tuple[str, ...]:
    """The names of all formats, in alphabetical order. Imports none."""
    return tuple(sorted(module.name for module in iter_modules(__path__)))


def load_format(name: str) -> Format:
    """The format of that name. Raises KeyError for an unknown one."""
    if name not in format_names():
        raise KeyError(name)
    found: Format = import_module(f"{__name__}.{name}").FORMAT
    return found
