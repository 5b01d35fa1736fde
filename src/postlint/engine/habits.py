"""Habits: a finding that many posts of a site have is reported once for the site, or not at all.

The card of a rule sets the limits (`habit`). The facts of each post have the findings of such rules, so that the result
does not depend on which posts are reported on. A habit is reported as an info, for it is no slip, of the site or of the
largest folders that have it (talks without descriptions). What nearly no post has (limits with `most`), the site does
without, and nothing is reported; nor is what most headers have where no generator is known (limits with `unknown`): the
site's own code reads it so.

A site whose posts mostly have the same error was built all the same: it is read wrongly, or can do without. So it is
reported once as well, as a warning. Old posts do not yet meet a schema of the user's own: its errors are no habits.

The other way round, what is rare on a site may mean something else there: a blog on programs gives numbers all the
time and makes no claims. Where the findings of rules that weigh them (limits with `likely`) are unlikely on average,
each is less likely (see `priors`): warnings may be infos, and infos be dropped.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import PurePath
from typing import TYPE_CHECKING

from postlint.catalog.rule import LIKELY, Rule
from postlint.config.settings import ActiveRule, Settings
from postlint.data.patterns import lazy_pattern
from postlint.engine.priors import shift_of, shifted
from postlint.engine.sites import Habit
from postlint.engine.to_findings import findings_of
from postlint.generators.presets import GENERIC
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Hit, Severity

if TYPE_CHECKING:
    from postlint.site.facts import Facts

#: the key of the message that is reported once for the site
ONCE = "habit"
#: the value in messages that fit folders, too
WHERE = "{where}"
#: its value for the whole site
SITE = "of the site"
#: the value in messages that repeat one of the messages: posts with messages of one kind share a habit
MESSAGE = "{message}"
#: a site on which so many posts have the same error, and half of all, is built all the same
_ERRORS = ({"posts": 5, "share": 0.5},)
#: what differs between messages of one kind: quoted values, perhaps with apostrophes, and numbers
_VALUE = lazy_pattern(r"'(?:[^']|\b'\b)*'|\d+")


def _kind(message: str) -> str:
    """A message without the values in it."""
    return _VALUE.sub("", message)


def habit_facts(
    rules: Iterable[ActiveRule], findings: Iterable[Finding], *, own_schema: bool
) -> tuple[tuple[str, str, bool], ...]:
    """The facts of a post about habits: rules with findings, the message if it matters, and whether it is an error.

    The message is "" for a rule that has one message for the whole site, whatever its messages in posts. With a schema
    of the user's own, errors are left out.
    """
    once = {one.rule.name: one.rule.messages.get(ONCE, MESSAGE) for one in rules if one.habit and not one.is_weighed}
    found = [one for one in findings if one.rule in once and not (_is_mistake(one, once[one.rule], own_schema))]
    return tuple(
        dict.fromkeys(
            (one.rule, one.message if MESSAGE in once[one.rule] else "", one.severity == Severity.ERROR)
            for one in found
        )
    )


def _is_mistake(finding: Finding, once: str, own_schema: bool) -> bool:
    """Whether a finding is an error that is no habit, however many posts have it.

    So is each that the message for the site does not repeat, for the writer has to know which it is.
    """
    return finding.severity == Severity.ERROR and (own_schema or MESSAGE not in once)


#: the share from which on the site does without what a rule misses
_MOST = "most"
#: the same for a site of no known generator
_UNKNOWN = "unknown"
#: the tag of rules that apply only to posts, not to pages: a description, links to it
POSTS_ONLY = "posts"
#: the tag of rules that ask a post to keep to its focus keyword
OWN_KEYWORD = "own-keyword"
#: a focus keyword that so many posts have names their topic; which of them is to be found with it is open
_TOPIC = 3


def _dropped(rules: Iterable[str], posts: Iterable[str]) -> list[Habit]:
    """Habits that drop the findings of rules in posts to which they do not apply."""
    paths = tuple(sorted(posts))
    return [Habit(rule, "", "", paths) for rule in sorted(rules)] if paths else []


def _about_topics(facts: Iterable[Facts]) -> Iterator[str]:
    """The posts with a focus keyword that is a topic of the site; another rule asks for one of their own."""
    posts: dict[str, list[str]] = defaultdict(list)
    for one in facts:
        if one.keyword_key:
            posts[one.keyword_key].append(one.path)
    return (path for paths in posts.values() if len(paths) >= _TOPIC for path in paths)


def _with_foreign_keyword(facts: Sequence[Facts]) -> Iterator[str]:
    """The posts with the focus keyword of one in the main language of the site: it was not translated with them."""
    languages: dict[str, set[str]] = defaultdict(set)
    for one in facts:
        if one.keyword is not None:
            languages[one.keyword.text.casefold()].add(one.language)
    if not languages:
        return iter(())
    ((main, _),) = Counter(one.language for one in facts).most_common(1)
    return (
        one.path
        for one in facts
        if one.keyword is not None and one.language != main and main in languages[one.keyword.text.casefold()]
    )


def find_habits(
    facts: Sequence[Facts], settings: Mapping[str, Settings], pages: Collection[str] = ()
) -> tuple[list[Habit], list[Finding]]:
    """The habits of a site, and the findings about them: in the first post with one, if that is reported on.

    `facts` are those of all posts of the site, in path order, `settings` those of the reported posts, by path.
    `pages` are the paths of pages that are no posts: rules that apply only to posts report nothing in them. Nor do
    those about a post's own focus keyword where it is a topic of the site, or was not translated.
    """
    posts_only = {rule.name for rule in _rules(settings.values()) if POSTS_ONLY in rule.tags}
    own_keyword = {rule.name for rule in _rules(settings.values()) if OWN_KEYWORD in rule.tags}
    no_own_keyword = {*_about_topics(facts), *_with_foreign_keyword(facts)}
    habits, findings = [*_dropped(posts_only, pages), *_dropped(own_keyword, no_own_keyword)], []
    posts = [one for one in facts if one.path not in pages]
    by_kind = {rule.name for rule in _rules(settings.values()) if MESSAGE in rule.messages.get(ONCE, "")}
    said_each = set(_said_each(settings.values()))
    known = any(one.preset != GENERIC or one.schema_file is not None for one in settings.values())
    dropping = (_MOST,) if known else (_MOST, _UNKNOWN)
    active_rule = partial(_active, settings=list(settings.values()))
    having: dict[tuple[str, str, bool], dict[str, str]] = defaultdict(dict)
    for one in facts:
        for rule, message, error in one.habits:
            if rule not in posts_only or one.path not in pages:
                having[rule, _kind(message) if rule in by_kind else message, error].setdefault(one.path, message)
    habits += _shifts(posts, settings.values())
    for (rule, message, error), paths in having.items():
        active = active_rule(rule)
        if active is None:
            continue
        all_posts = posts if rule in posts_only else facts
        message_once = active.rule.messages.get(ONCE, "")
        limits, severity = (_ERRORS, Severity.WARNING) if error else (active.habit, Severity.INFO)
        for folder, members in _places(all_posts, paths, limits, deep=WHERE in message_once):
            first, instead = next(one for one in members if one.path in paths), ""
            count = sum(one.path in paths for one in members)
            if message_once and not any(_without_it(limit, dropping, count, len(members)) for limit in limits):
                where = f"in {folder}" if folder else SITE
                values = {"count": count, "posts": len(members), "where": where, "message": paths[first.path]}
                (finding,) = findings_of(active, [Hit(first.top, values, ONCE, severity)], first)
                instead = finding.message
                findings += [finding] if first.path in settings else []
            inside = tuple(one.path for one in members if one.path in paths) if folder or rule in said_each else ()
            habits.append(Habit(rule, message, instead, inside, error))
    return habits, findings


def _shifts(posts: Sequence[Facts], settings: Iterable[Settings]) -> Iterator[Habit]:
    """The rules whose findings are less likely on the site than elsewhere, where they are weighed at all."""
    weighed = {one.rule.name: one.habit for one in _active_rules(settings) if one.is_weighed}
    for rule, limits in sorted(weighed.items()):
        shift = min(shift_of(posts, limit) for limit in limits if LIKELY in limit)
        if shift:
            yield Habit(rule, "", "", shift=shift)


def _places(
    posts: Sequence[Facts], having: Collection[str], limits: Sequence[Mapping[str, float]], *, deep: bool
) -> Iterator[tuple[str, Sequence[Facts]]]:
    """The largest folders that have a habit ("" is the site) with their posts; without `deep` the site only."""
    waiting: list[tuple[int, Sequence[Facts], int]] = [(0, posts, len(having))]
    while waiting:
        depth, members, count = waiting.pop(0)
        if any(_holds(limit, count, len(members)) for limit in limits):
            whole = len(members) == len(posts)
            yield "" if whole else PurePath(*_folders(members[0].path)[:depth]).as_posix(), members
        elif deep and any(count >= limit.get("posts", 1) for limit in limits):
            folders: dict[str, list[Facts]] = defaultdict(list)
            for one in members:
                around = _folders(one.path)
                if len(around) > depth:
                    folders[around[depth]].append(one)
            for inside in folders.values():
                waiting.append((depth + 1, inside, sum(one.path in having for one in inside)))


def _folders(path: str) -> tuple[str, ...]:
    """The folders around a post, from the outermost."""
    return _parts(path.rpartition(os.sep)[0])


@lru_cache
def _parts(folder: str) -> tuple[str, ...]:
    return PurePath(folder).parts


def _active_rules(settings: Iterable[Settings]) -> Iterator[ActiveRule]:
    """The rules that are on under some settings, with their options; once for equal settings, which are one object."""
    return (active for one in dict.fromkeys(settings) for active in one.rules)


def _rules(settings: Iterable[Settings]) -> Iterator[Rule]:
    """The rules that are on under some settings, once for equal settings."""
    return (active.rule for active in _active_rules(settings))


def _said_each(settings: Iterable[Settings]) -> Iterator[str]:
    """The rules of which the user wants to hear in each post under some settings."""
    return (active.rule.name for active in _active_rules(settings) if active.rule.habit and not active.habit)


def _active(name: str, settings: Iterable[Settings]) -> ActiveRule | None:
    """The rule of that name under the first settings that have it on with its habit; these decide for all that do."""
    return next((active for active in _active_rules(settings) if active.rule.name == name and active.habit), None)


def _without_it(limit: Mapping[str, float], dropping: Sequence[str], count: int, posts: int) -> bool:
    """Whether a site does without what is missing in so many of its posts, so that nothing is reported."""
    return any(count >= limit[key] * posts for key in dropping if key in limit)


def _holds(limit: Mapping[str, float], count: int, posts: int) -> bool:
    return count >= limit.get("posts", 1) and count >= limit.get("share", 0) * posts


def without_habits(
    report: FileReport, habits: Sequence[Habit], touched: Callable[[Finding], bool] | None = None
) -> FileReport:
    """The report without findings that are a habit of the site; the finding about the habit itself stays.

    Those that a change touched stay, as far as habits are reported at all: else nothing would be said in its posts.
    """
    if not habits or not report.findings:
        return report
    shifts = {habit.rule: habit.shift for habit in habits if habit.shift}
    instead = {(habit.rule, habit.message, habit.error): habit.instead for habit in habits if not habit.shift}
    rules = {habit.rule for habit in habits if not habit.shift}
    messages = {one.message for one in report.findings}
    left = []
    for one in report.findings:
        if one.rule in shifts:
            here = shifted(one, shifts[one.rule])
            left += [here] if here is not None else []
            continue
        message = _message(instead, one) if one.rule in rules else one.message
        shown = message and message not in messages and touched is not None and touched(one)
        if shown or message == one.message:
            left.append(one)
    return report if left == [*report.findings] else replace(report, findings=tuple(left))


def _message(instead: Mapping[tuple[str, str, bool], str], one: Finding) -> str:
    """The message that replaces that of a finding; its own message when it is no habit."""
    if (one.rule, "", False) in instead and not instead[one.rule, "", False]:
        return ""  # the rule does not apply to the post
    error = one.severity == Severity.ERROR
    for key in ("", one.message, _kind(one.message)):
        if (one.rule, key, error) in instead:
            return instead[one.rule, key, error]
    return one.message
