"""The end of a long report: a table of rules, the posts with the most findings, and the next steps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from postlint.report.outcome import many
from postlint.report.terminal import escaped, paint, width
from postlint.results.findings import Finding
from postlint.results.hits import Severity

#: how many posts are named
_POSTS = 5


def statistics(findings: Sequence[Finding], *, colour: bool = False) -> Iterator[str]:
    """A line for each rule, most findings first: the number of findings, of posts, and of fixable findings."""
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule].append(finding)
    rows = [("findings", "posts", "fixable", "severity", "rule")]
    for rule, found in sorted(by_rule.items(), key=lambda item: (-len(item[1]), item[0])):
        fixable = sum(finding.fix is not None for finding in found)
        worst = max(finding.severity for finding in found)
        posts = len({finding.path for finding in found})
        rows.append((f"{len(found):,}", f"{posts:,}", f"{fixable:,}" if fixable else "–", worst.label, escaped(rule)))
    widths = [max(width(row[column]) for row in rows) for column in range(4)]
    for number, row in enumerate(rows):
        numbers = "  ".join(cell.rjust(size) for cell, size in zip(row[:3], widths, strict=False))
        line = f"{numbers}  {row[3].ljust(widths[3])}  {row[4]}"
        yield paint(line, "dim", colour=colour) if number == 0 else line


def worst_posts(findings: Sequence[Finding]) -> Iterator[str]:
    """The posts with the most findings."""
    counts = Counter(finding.path for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    yield f"Most findings ({many(len(counts), 'post')} with any):"
    for path, count in ordered[:_POSTS]:
        yield f"  {count:>6,}  {escaped(path)}"


def fixes(findings: Iterable[Finding], level: Severity) -> Iterator[str]:
    """What `--fix` would do about findings, of which those below `level` are hidden."""
    fixes = [(finding.fix.safe, finding.severity >= level) for finding in findings if finding.fix is not None]
    shown, hidden, unsafe = fixes.count((True, True)), fixes.count((True, False)), fixes.count((False, True))
    parts = [f"{shown:,} of them"] if shown else []
    parts += [many(hidden, "hidden info")] if hidden else []
    if parts:
        yield f"postlint --fix fixes {' and '.join(parts)} without a change to what a post says; --diff shows how."
    if unsafe:
        more = "more " if parts else ""
        yield f"postlint --fix --unsafe-fixes fixes {unsafe:,} {more}of them; look at what it changes."


def next_step(findings: Sequence[Finding], level: Severity) -> Iterator[str]:
    """The next steps for many findings, of which those below `level` are hidden."""
    yield from fixes(findings, level)
    yield "postlint baseline records the present findings, so that only new ones are reported."
    yield "postlint explain RULE is the page about a rule; --select RULE shows only that."
