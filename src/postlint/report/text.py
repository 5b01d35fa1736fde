"""The report as text for people: place, severity, rule, message, and the line itself with the span underlined."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.report.terminal import paint, visible, window
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity

_SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
#: how many columns of a source line are shown: with its number a line stays below 100
_FRAME_COLUMNS = 90
#: how many related places are shown; JSON has them all
_MOST_PLACES = 5


def render(report: Report, *, level: Severity = Severity.WARNING, colour: bool = False) -> str:
    """The findings at or above `level`, each with its line of source, and a summary that counts the others."""
    return "".join(pieces(report, level=level, colour=colour))


def pieces(report: Report, *, level: Severity = Severity.WARNING, colour: bool = False) -> Iterator[str]:
    """What `render` returns, finding by finding: one emoji makes a whole text take four bytes a character."""
    for file in report.files:
        for finding in file.findings:
            if finding.severity >= level:
                yield f"{_finding(finding, file, colour)}\n"
    yield f"{summary(report, level=level, colour=colour)}\n"


def _finding(finding: Finding, file: FileReport, colour: bool) -> str:
    style = _SEVERITY_STYLES[finding.severity]
    place = paint(place_of(finding.path, finding.line, finding.column), "bold", colour=colour)
    severity = paint(finding.severity.label, style, "bold", colour=colour)
    rule = paint(visible(finding.rule), "cyan", colour=colour)
    lines = [f"{place} {severity} {rule}  {visible(finding.message)}"]
    lines += _frame(finding, file, style, colour)
    return "\n".join(lines) + "\n"


def place_of(path: str, line: int, column: int) -> str:
    """``path:line:column``; a path that starts with a colon gets ``./``, for CI systems read ``::`` as a command."""
    shown = visible(path)
    return f"{'./' if shown.startswith(':') else ''}{shown}:{line}:{column}"


def _frame(finding: Finding, file: FileReport, style: str, colour: bool) -> Iterator[str]:
    number = str(finding.line)
    gutter = " " * max(2, 5 - len(number))
    blank = " " * (len(gutter) + len(number))
    source = file.lines.get(finding.line)
    if source:
        start = finding.column - 1
        end = finding.end_column - 1 if finding.end_line == finding.line else len(source)
        shown, carets = window(source, start, end, _FRAME_COLUMNS)
        bar = paint("|", "dim", colour=colour)
        yield f"{gutter}{paint(number, 'dim', colour=colour)} {bar} {shown}"
        indent = " " * (len(carets) - len(carets.lstrip()))
        yield f"{blank} {bar} {indent}{paint(carets.lstrip(), style, colour=colour)}"
    for line in _places(finding):
        yield f"{blank} {paint('=', 'dim', colour=colour)} {line}"


def _places(finding: Finding) -> Iterator[str]:
    """The related places, those in the same post by line and column only."""
    for place in finding.related[:_MOST_PLACES]:
        where = place_of(place.path, place.line, place.column)
        if place.path == finding.path:
            where = f"{place.line}:{place.column}"
        yield f"{where} {visible(place.message)}"
    if len(finding.related) > _MOST_PLACES:
        yield f"and {_many(len(finding.related) - _MOST_PLACES, 'more place')}"


def summary(report: Report, *, level: Severity, colour: bool = False) -> str:
    """One line: what was found in how many files, what was silenced and what `level` hides."""
    counts = {severity: report.count(severity) for severity in reversed(Severity)}
    shown = [_many(n, severity.label) for severity, n in counts.items() if n and severity >= level]
    hidden = [_many(n, severity.label) for severity, n in counts.items() if n and severity < level]
    files = _many(len(report.files), "file")
    worst = next((severity for severity, n in counts.items() if n and severity >= level), None)
    asides = []
    if hidden:
        lowest = min(severity for severity, n in counts.items() if n)
        them = "it" if hidden == [f"1 {lowest.label}"] else "them"
        asides.append(f"{_and(hidden)} hidden, --level {lowest.label} shows {them}")
    if report.suppressed:
        asides.append(f"{report.suppressed} suppressed")
    text = f"{_and(shown)} in {files}" if shown else f"No {_lowest_words(level)} in {files}"
    text = paint(text, "bold", _SEVERITY_STYLES[worst] if worst else "green", colour=colour)
    return text + (f" ({'; '.join(asides)})" if asides else "") + "."


def _lowest_words(level: Severity) -> str:
    """What there is none of: "findings", "errors or warnings", "errors"."""
    if level is Severity.INFO:
        return "findings"
    return " or ".join(f"{severity.label}s" for severity in reversed(Severity) if severity >= level)


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
