"""Habits: a finding that many posts of a site have is reported once for the site, or not at all.

The card of a rule sets the limits (`habit`). The facts of each post have the findings of such rules, so that the result
does not depend on which posts are reported on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from postlint.catalog.rule import Rule
from postlint.config.settings import ActiveRule, Settings
from postlint.engine.sites import Habit
from postlint.engine.to_findings import findings_of
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Hit, Severity
from postlint.site.facts import Facts

#: the key of the message that is reported once for the site
ONCE = "habit"


def habit_facts(rules: Iterable[ActiveRule], findings: Iterable[Finding]) -> tuple[tuple[str, str, int], ...]:
    """The facts of a post about habits: rules with findings, the highest severity, and the message if it matters.

    The message is "" for a rule that has one message for the whole site.
    """
    has_site_message = {active.rule.name: ONCE in active.rule.messages for active in rules if active.habit}
    found: dict[tuple[str, str], int] = {}
    for one in findings:
        if one.rule in has_site_message:
            key = (one.rule, "" if has_site_message[one.rule] else one.message)
            found[key] = max(found.get(key, 0), int(one.severity))
    return tuple((*key, severity) for key, severity in found.items())


#: the tag of rules that apply only to posts, not to pages: a description, links to it
POSTS_ONLY = "posts"


def of_pages(rules: Iterable[str], pages: Iterable[str]) -> list[Habit]:
    """Habits that drop the findings of rules for posts on the pages of a site."""
    paths = tuple(sorted(pages))
    return [Habit(rule, "", "", paths) for rule in sorted(rules)] if paths else []


def find_habits(
    facts: Sequence[Facts], settings: Mapping[str, Settings], pages: Collection[str] = ()
) -> tuple[list[Habit], list[Finding]]:
    """The habits of a site, and the findings about them: in the first post with one, if that is reported on.

    `facts` are those of all posts of the site, in path order, `settings` those of the reported posts, by path.
    `pages` are the paths of pages that are no posts: rules that apply only to posts report nothing in them.
    """
    posts_only = {rule.name for rule in _rules(settings.values()) if POSTS_ONLY in rule.tags}
    found = of_pages(posts_only, pages)
    posts = [one for one in facts if one.path not in pages]
    having: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    severities: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    for one in facts:
        for rule, message, severity in one.habits:
            if rule in posts_only and one.path in pages:
                continue
            having[rule, message].append(one)
            severities[rule, message][severity] += 1
    habits, findings = found, []
    for (rule, message), those in having.items():
        active = _active(rule, settings.values())
        all_posts = posts if rule in posts_only else facts
        if active is None or not any(_holds(limit, len(those), len(all_posts)) for limit in active.habit):
            continue
        first, instead = those[0], ""
        if ONCE in active.rule.messages:
            values = {"count": len(those), "posts": len(all_posts)}
            usual = Severity(severities[rule, message].most_common(1)[0][0])
            (finding,) = findings_of(active, [Hit(first.top, values, ONCE, usual)], first)
            instead = finding.message
            findings += [finding] if first.path in settings else []
        habits.append(Habit(rule, message, instead))
    return habits, findings


def _rules(settings: Iterable[Settings]) -> Iterator[Rule]:
    """The rules that are on under some settings, once for equal settings."""
    for one in {id(one): one for one in settings}.values():
        yield from (active.rule for active in one.rules)


def _active(name: str, settings: Iterable[Settings]) -> ActiveRule | None:
    """The rule of that name under the first settings that have it on; these decide for all posts of the site."""
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
    """The report without findings that are a habit of the site; the finding about the habit itself stays."""
    if not habits:
        return report
    instead = {(habit.rule, habit.message): habit.instead for habit in habits}
    left = tuple(one for one in report.findings if one.message == _message(instead, one))
    return report if len(left) == len(report.findings) else replace(report, findings=left)


def _message(instead: Mapping[tuple[str, str], str], one: Finding) -> str:
    """The message that replaces that of a finding; its own message when it is no habit."""
    return instead.get((one.rule, ""), instead.get((one.rule, one.message), one.message))
