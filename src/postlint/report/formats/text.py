"""The report as text for people: place, severity, rule, message, and the source line with the span underlined.

Of many findings, each post shows the first few of a rule; a table of rules and the next steps come at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from postlint.report.formats import Format, Rendering
from postlint.report.outcome import SEVERITY_STYLES, many, reason, summary
from postlint.report.overview import fixes, next_step, statistics, worst_posts
from postlint.report.terminal import escaped, paint, place_of, window
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity

#: how many columns of a source line are shown: with the line number, fewer than 100 in all
_FRAME_COLUMNS = 90
#: how many related places are shown; JSON has all of them
_MOST_PLACES = 5
#: with more findings than this, a post shows only so many of a rule
MANY, OF_A_RULE = 30, 3


def render(report: Report, *, level: Severity = Severity.WARNING, colour: bool = False) -> str:
    """The findings at or above `level`, each with its line of source, and a summary that counts the others."""
    return "".join(pieces(Rendering(report, level, colour=colour)))


def pieces(rendering: Rendering) -> Iterator[str]:
    """The report, finding by finding: as one text, a single emoji would make every character take four bytes."""
    report, level, colour = rendering.report, rendering.level, rendering.colour
    shown = [finding for finding in report.findings if finding.severity >= level]
    short = len(shown) > MANY and not rendering.everything
    if not rendering.statistics:
        for file in report.files:
            yield from _file(file, level, OF_A_RULE if short else None, colour)
    if rendering.quiet:
        if shown and rendering.statistics:
            yield from (f"{line}\n" for line in statistics(shown, colour=colour))
        return
    if shown and (short or rendering.statistics):
        for part in (statistics(shown, colour=colour), worst_posts(shown), next_step(report.findings, level)):
            yield from (f"{line}\n" for line in part)
            yield "\n"
    else:
        yield from (f"{line}\n" for line in fixes(shown, level))
    for line in _assumptions(rendering, shown):
        yield f"{line}\n"
    yield f"{summary(report, level=level, colour=colour)}\n"
    if why := reason(report, rendering.verdict, level):
        yield f"{escaped(why)}\n"


def _assumptions(rendering: Rendering, shown: Sequence[Finding]) -> Iterator[str]:
    """The assumptions of the rules with findings, a line for each, and a blank line."""
    found = {finding.rule for finding in shown}
    rules = rendering.rules() if found else {}
    lines = [f"{name}: {rules[name].assumes}" for name in sorted(found & rules.keys()) if rules[name].assumes]
    yield from [*lines, ""] if lines else ()


def _file(file: FileReport, level: Severity, limit: int | None, colour: bool) -> Iterator[str]:
    """The findings of a post, at most `limit` of a rule; the last one shown counts the others."""
    found = [finding for finding in file.findings if finding.severity >= level]
    left = Counter(finding.rule for finding in found)
    seen = Counter[str]()
    for finding in found:
        seen[finding.rule] += 1
        if limit is None or seen[finding.rule] <= limit:
            more = left[finding.rule] - seen[finding.rule] if seen[finding.rule] == limit else 0
            yield f"{_finding(finding, file, colour, more)}\n"


def _finding(finding: Finding, file: FileReport, colour: bool, more: int) -> str:
    style = SEVERITY_STYLES[finding.severity]
    place = paint(place_of(finding.path, finding.line, finding.column), "bold", colour=colour)
    severity = paint(finding.severity.label, style, "bold", colour=colour)
    rule = paint(escaped(finding.rule), "cyan", colour=colour)
    lines = [f"{place} {severity} {rule}  {escaped(finding.message)}"]
    lines += _frame(finding, file, style, colour)
    if more:
        lines.append(
            paint(
                f"      … {more:,} more of {escaped(finding.rule)} in this post, --all shows them", "dim", colour=colour
            )
        )
    return "\n".join(lines) + "\n"


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
        yield f"{where} {escaped(place.message)}"
    if len(finding.related) > _MOST_PLACES:
        yield f"and {many(len(finding.related) - _MOST_PLACES, 'more place')}"


FORMAT = Format("for people; the default", pieces, for_terminal=True)
