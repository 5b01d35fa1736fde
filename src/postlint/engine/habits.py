"""What many posts of a site have in common is the habit of its owner: it is said once, or not at all.

The card of a rule says when (`habit`). Posts tell in their facts what such rules found in them, so that the answer does
not depend on which of the posts are to be reported on. What is said once is advice, for most posts are no slip; it is
said of the site, or of a folder of it that has a habit of its own (talks without descriptions). Errors are no habit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from postlint.config.settings import ActiveRule, Settings
from postlint.engine.sites import Habit
from postlint.engine.to_findings import findings_of
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Hit, Severity
from postlint.site.facts import Facts

#: the key of the message that is said once for the site
ONCE = "habit"
#: the value of a message that may be said of a folder, too
WHERE = "{where}"
#: what "of the site" is, where a message names the place
SITE = "of the site"


def habits_told(rules: Iterable[ActiveRule], findings: Iterable[Finding]) -> tuple[tuple[str, str], ...]:
    """What a post tells about habits: which rules found something, and what, if posts differ in that."""
    asked = {active.rule.name: ONCE in active.rule.messages for active in rules if active.habit}
    found = [one for one in findings if one.rule in asked and one.severity < Severity.ERROR]
    return tuple(dict.fromkeys((one.rule, "" if asked[one.rule] else one.message) for one in found))


def find_habits(facts: Sequence[Facts], settings: Mapping[str, Settings]) -> tuple[list[Habit], list[Finding]]:
    """The habits of a site, and what is said of them: in the first post that has one, if that is to be reported on.

    `facts` are those of all posts of the site, in path order, `settings` those of the posts to report on, by path.
    """
    having: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in facts:
        for rule, message in one.habits:
            having[rule, message].add(one.path)
    habits, findings = [], []
    for (rule, message), paths in having.items():
        active = _active(rule, settings.values())
        if active is None:
            continue
        said = active.rule.messages.get(ONCE, "")
        for folder, members in _places(facts, paths, active.habit, deep=WHERE in said):
            first, instead = next(one for one in members if one.path in paths), ""
            if said:
                count = sum(one.path in paths for one in members)
                values = {"count": count, "posts": len(members), "where": f"in {folder}" if folder else SITE}
                (finding,) = findings_of(active, [Hit(first.top, values, ONCE, Severity.INFO)], first)
                instead = finding.message
                findings += [finding] if first.path in settings else []
            habits.append(Habit(rule, message, instead, folder))
    return habits, findings


def _places(
    facts: Sequence[Facts], having: set[str], limits: Sequence[Mapping[str, float]], *, deep: bool
) -> Iterator[tuple[str, Sequence[Facts]]]:
    """The largest folders that have a habit ("" is the site) with their posts; without `deep` the site only."""
    waiting: list[tuple[int, Sequence[Facts]]] = [(0, facts)]
    while waiting:
        depth, members = waiting.pop(0)
        count = sum(one.path in having for one in members)
        if any(_holds(limit, count, len(members)) for limit in limits):
            yield "/".join(PurePath(members[0].path).parts[:depth]) if len(members) < len(facts) else "", members
        elif deep and count:
            folders: dict[str, list[Facts]] = defaultdict(list)
            for one in members:
                parts = PurePath(one.path).parts
                if len(parts) > depth + 1:
                    folders[parts[depth]].append(one)
            waiting += [(depth + 1, inside) for inside in folders.values()]


def _active(name: str, settings: Iterable[Settings]) -> ActiveRule | None:
    """The rule of that name under the first settings that have it on; all posts of a site share their answer."""
    seen: set[int] = set()
    for one in settings:
        if id(one) not in seen:
            seen.add(id(one))
            found = next((active for active in one.rules if active.rule.name == name), None)
            if found is not None:
                return found
    return None


def _holds(limit: Mapping[str, float], count: int, posts: int) -> bool:
    return count >= limit.get("posts", 1) and count >= limit.get("share", 0) * posts


def without_habits(report: FileReport, habits: Sequence[Habit]) -> FileReport:
    """The report without the findings that are a habit of the site, but with what is said of it instead."""
    if not habits:
        return report
    inside = {parent.as_posix() for parent in PurePath(report.path).parents} | {""}
    told = {(habit.rule, habit.message): habit.instead for habit in habits if habit.folder in inside}
    left = tuple(one for one in report.findings if one.severity == Severity.ERROR or one.message == _instead(told, one))
    return report if len(left) == len(report.findings) else replace(report, findings=left)


def _instead(told: Mapping[tuple[str, str], str], one: Finding) -> str:
    """What is said instead of a finding; its own message when it is no habit."""
    return told.get((one.rule, ""), told.get((one.rule, one.message), one.message))
