"""The outcome of a run: a line with the number of findings, and one with why the run has failed or passed."""

from __future__ import annotations

from postlint.report.terminal import paint
from postlint.results.findings import Report
from postlint.results.hits import Severity
from postlint.results.verdict import Verdict

SEVERITY_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def summary(report: Report, *, level: Severity, colour: bool = False) -> str:
    """One line: the number of findings and files, and of findings suppressed, in the baseline, or below `level`."""
    counts = {severity: report.count(severity) for severity in reversed(Severity)}
    shown = [many(n, severity.label) for severity, n in counts.items() if n and severity >= level]
    hidden = [many(n, severity.label) for severity, n in counts.items() if n and severity < level]
    files = many(len(report.files), "file")
    worst = next((severity for severity, n in counts.items() if n and severity >= level), None)
    asides = []
    if hidden:
        lowest = min(severity for severity, n in counts.items() if n)
        them = "it" if hidden == [f"1 {lowest.label}"] else "them"
        asides.append(f"{join(hidden)} hidden, --level {lowest.label} shows {them}")
    if report.suppressed:
        asides.append(f"{report.suppressed:,} suppressed")
    if report.baselined:
        asides.append(f"{report.baselined:,} in the baseline")
    text = f"{join(shown)} in {files}" if shown else f"No {_lowest_words(level)} in {files}"
    text = paint(text, "bold", SEVERITY_STYLES[worst] if worst else "green", colour=colour)
    return text + (f" ({'; '.join(asides)})" if asides else "") + "."


def _lowest_words(level: Severity) -> str:
    """The severities from `level` on, for a sentence with "no": "findings", "errors or warnings", "errors"."""
    if level is Severity.INFO:
        return "findings"
    return " or ".join(f"{severity.label}s" for severity in reversed(Severity) if severity >= level)


def reason(report: Report, verdict: Verdict, level: Severity) -> str:
    """Why the run has failed, or has passed in spite of findings; "" when there is nothing to explain."""
    reasons = [*_severities(report, verdict, level), *verdict.others(report)]
    if reasons:
        return f"Failed: {'; '.join(reasons)}."
    most = max((finding.severity for finding in report.findings), default=None)
    if most is None or most < level:
        return ""
    if verdict.by_part:
        return "Passed: nothing counts for the configuration that its post has."
    if verdict.fail_on is None:
        return "Passed: --fail-on never."
    if most < verdict.fail_on:
        return f"Passed: nothing of it counts for --fail-on {verdict.fail_on.label}."
    allowed = verdict.max_warnings if verdict.max_warnings is not None else verdict.max_warnings_per_post
    where = "" if verdict.max_warnings is not None else " in a post"
    return f"Passed: up to {many(allowed, 'warning')}{where} may be." if allowed is not None else ""


def _severities(report: Report, verdict: Verdict, level: Severity) -> list[str]:
    """The failing severities with their counts, and whether their findings are shown."""
    failing = list(verdict.failing(report))
    if not failing or verdict.fail_on is None:
        return []
    count = join([many(report.count(severity), severity.label) for severity in failing])
    verb = "counts" if sum(map(report.count, failing)) == 1 else "count"
    hidden = f", hidden by --level {level.label}," if max(failing) < level else ""
    return [f"{count}{hidden} {verb} for --fail-on {verdict.fail_on.label}"]


def many(count: int, noun: str) -> str:
    """``1,204 findings``, ``1 finding``."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def join(words: list[str]) -> str:
    """ "a, b and c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
