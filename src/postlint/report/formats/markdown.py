"""The report as Markdown: for a comment on a pull request, the summary of a job, or the author of a post.

All text from posts, paths and cards goes through `markdown_escape`, so that it cannot become markup.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from postlint.catalog.load import Rule
from postlint.report.formats import Format, Rendering
from postlint.report.markdown_escape import code, code_cell, prose
from postlint.report.outcome import summary
from postlint.report.terminal import window
from postlint.results.findings import FileReport, Finding, Report
from postlint.results.hits import Severity
from postlint.results.verdict import Verdict

#: a comment on GitHub may have 65,536 characters
MOST_CHARACTERS = 60_000
#: how many findings of a rule in a post are shown unfolded, and how many at all
_OPEN, _MOST = 4, 20
#: how much of a source line is shown, in columns, and how many related places
_COLUMNS, _PLACES = 70, 3
_SIGNS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.INFO: "💡", None: "✅"}
_TITLES = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Advice"}


def render(report: Report, *, verdict: Verdict, rules: Mapping[str, Rule], level: Severity = Severity.WARNING) -> str:
    """The verdict, the passed and failed `rules` of each group, and each post's findings at or above `level`.

    `rules` are those that were on, by name.
    """
    parts = [*_head(report, verdict, level), _groups(report, rules)]
    posts = [file for file in report.files if any(finding.severity >= level for finding in file.findings)]
    if len(report.files) > 1 and posts:
        parts.append(_posts(report, posts, verdict))
    left = MOST_CHARACTERS - sum(map(len, parts))
    for number, file in enumerate(posts):
        part = "\n\n".join(_post(file, verdict, rules, level))
        left -= len(part)
        if left < 0 and number:
            parts.append(f"*{len(posts) - number} more posts have findings; there is no room for them here.*")
            break
        parts.append(part)
    return "\n\n".join(parts) + "\n"


def _head(report: Report, verdict: Verdict, level: Severity) -> Iterator[str]:
    reasons = verdict.reasons(report)
    yield f"## postlint: {'failed ❌' if reasons else 'passed ✅'}"
    why = f"Failed because of {_and(reasons)}. " if reasons else ""
    yield why + prose(summary(report, level=level))


def _groups(report: Report, rules: Mapping[str, Rule]) -> str:
    """For each group, how many rules found nothing, and the highest severity of the others' findings."""
    worst: dict[str, Severity | None] = dict.fromkeys(rules)
    worst |= {finding.rule: finding.severity for finding in _by_severity(report)}
    groups: dict[str, list[Severity | None]] = defaultdict(list)
    group_of = {name: rule.group for name, rule in rules.items()} | {f.rule: f.group for f in report.findings}
    for name, severity in worst.items():
        groups[group_of[name]].append(severity)
    rows = [
        (
            _SIGNS[max(filter(None, found), default=None)],
            code_cell(group),
            *(_number(found.count(severity)) for severity in (None, Severity.ERROR, Severity.WARNING, Severity.INFO)),
        )
        for group, found in sorted(groups.items())
    ]
    return _table(("", "Checks", "Passed", "Failed", "Warnings", "Advice"), rows)


def _by_severity(report: Report) -> list[Finding]:
    return sorted(report.findings, key=lambda finding: finding.severity)


def _posts(report: Report, posts: Sequence[FileReport], verdict: Verdict) -> str:
    rows = [
        (
            _sign(file, verdict),
            code_cell(file.path),
            *(_number(_count(file, severity)) for severity in reversed(Severity)),
        )
        for file in posts
    ]
    table = _table(("", "Post", "Errors", "Warnings", "Advice"), rows)
    others = len(report.files) - len(posts)
    return table + (
        f"\n\n{others} other {'post has' if others == 1 else 'posts have'} no findings to show." if others else ""
    )


def _sign(file: FileReport, verdict: Verdict) -> str:
    """The sign of a post: whether it fails by itself, else the highest severity of its findings."""
    if verdict.reasons(Report((file,))):
        return _SIGNS[Severity.ERROR]
    return _SIGNS[max((finding.severity for finding in file.findings), default=None)]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---", "---", *["--:"] * (len(heads) - 2)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# -- one post -------------------------------------------------------------------------------------------


def _post(file: FileReport, verdict: Verdict, rules: Mapping[str, Rule], level: Severity) -> Iterator[str]:
    yield f"### {_sign(file, verdict)} {code(file.path)}"
    for severity in reversed(Severity):
        by_rule: dict[str, list[Finding]] = defaultdict(list)
        for finding in file.findings:
            if finding.severity is severity >= level:
                by_rule[finding.rule].append(finding)
        if by_rule:
            parts = [part for found in by_rule.values() for part in _rule(found, file, rules)]
            title = f"{_TITLES[severity]} ({sum(map(len, by_rule.values()))})"
            yield from _folded(title, parts) if severity is Severity.INFO else (f"#### {title}", *parts)


def _rule(findings: Sequence[Finding], file: FileReport, rules: Mapping[str, Rule]) -> Iterator[str]:
    """The findings of a rule in a post, why the rule matters, and each place with its message."""
    name, rule = findings[0].rule, rules.get(findings[0].rule)
    title = f"[{code(name)}]({findings[0].url})" if findings[0].url else code(name)
    why = prose(rule.card.get("why", "")) if rule is not None else ""
    yield f"**{title}**" + (f" – {why}" if why else "")
    items = [_item(finding, file) for finding in islice(findings, _MOST)]
    yield "\n".join(items[:_OPEN])
    if rest := items[_OPEN:]:
        more = len(findings) - _OPEN
        unseen = f"\n- … and {len(findings) - _MOST} more" if len(findings) > _MOST else ""
        yield from _folded(f"{more} more", ["\n".join(rest) + unseen])


def _item(finding: Finding, file: FileReport) -> str:
    lines = [f"- **{finding.line}:{finding.column}** {prose(finding.message)}"]
    source = file.lines.get(finding.line, "")
    if any(character.isalnum() for character in source):
        end = finding.end_column - 1 if finding.end_line == finding.line else len(source)
        lines.append(code(window(source, finding.column - 1, end, _COLUMNS)[0]))
    if change := _change(finding, source):
        lines.append(change)
    if finding.related:
        places = [f"{place.line}:{place.column} {prose(place.message)}" for place in finding.related[:_PLACES]]
        more = f" and {len(finding.related) - _PLACES} more" if len(finding.related) > _PLACES else ""
        lines.append(f"See {'; '.join(places)}{more}")
    return "<br>\n  ".join(lines)


def _change(finding: Finding, source: str) -> str:
    """The changed part of the line after a fix; "" without a fix, or for one that does not change the line."""
    if finding.fix is None or not finding.fix.edits or not source:
        return ""
    first = finding.start - (finding.column - 1)
    edits = sorted(finding.fix.edits)
    start, end = edits[0].span.start - first, edits[-1].span.end - first
    if start < 0 or end > len(source):
        return ""
    after, at = "", start
    for edit in edits:
        after += source[at : edit.span.start - first] + edit.text
        at = edit.span.end - first
    before = source[start:end]
    if not before.strip():
        return f"Mend: add {code(after)}" if after.strip() else ""
    return f"Mend: {code(before)} → {code(after)}" if after.strip() else f"Mend: take out {code(before)}"


def _folded(title: str, parts: Sequence[str]) -> Iterator[str]:
    yield f"<details><summary>{title}</summary>"
    yield from parts
    yield "</details>"


def _count(file: FileReport, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in file.findings)


def _number(count: int) -> str:
    return str(count) if count else "–"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _render(rendering: Rendering) -> Iterator[str]:
    yield render(rendering.report, verdict=rendering.verdict, rules=rendering.rules(), level=rendering.level)


FORMAT = Format("a page for a pull request, the summary of a job or an author", _render)
