"""The findings about the sites of an earlier run, and whether they still hold after some posts have changed."""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from postlint.engine.cache_keys import OWN_ORIGINS, digest
from postlint.engine.serialize import read_report, report_record
from postlint.engine.sites import Habit, Scope, SiteFindings, site_rules
from postlint.records import NamedTuple
from postlint.results.findings import FileReport

if TYPE_CHECKING:
    from postlint.config.config import Config
    from postlint.config.settings import ActiveRule
    from postlint.engine.wanted import Wanted
    from postlint.site.facts import Facts


class KnownPost(NamedTuple):
    """A post as the rules about the site saw it: the key of its facts, a digest of its inputs, its signature.

    The signature is in base64.
    """

    key: str
    inputs: str
    signature: str

    @classmethod
    def of(cls, key: str, facts: Facts | None, limits: Collection[float]) -> KnownPost:
        """The post with these facts; None for a post that could not be read."""
        if facts is None:
            return cls(key, "", "")
        from postlint.site.rule_inputs import inputs_of

        signature = b2a_base64(facts.signature.tobytes(), newline=False).decode("ascii")
        return cls(key, digest(repr(inputs_of(facts, limits))), signature)


class KnownSite(NamedTuple):
    """What the rules about the sites of a run found, and what of it they depend on.

    `conditions` is a digest of all besides the posts. The findings are in the posts of `reported`, each with the number
    of its settings (see `SiteTerms`). `places` has a digest of the places of each post that a finding touches.
    """

    conditions: str
    posts: Mapping[str, KnownPost]
    reported: Mapping[str, int]
    places: Mapping[str, str]
    reports: Sequence[FileReport]
    habits: Mapping[str, list[Habit]]

    @classmethod
    def from_json(cls, values: Any) -> KnownSite:
        """From the result of `to_json`. Raises TypeError, ValueError, KeyError or AttributeError for another value."""
        conditions, posts, reported, places, reports, habits = values
        return cls(
            conditions,
            {path: KnownPost(*one) for path, one in posts.items()},
            dict(reported),
            places,
            [read_report(record) for record in reports],
            {folder: [Habit(*one) for one in listed] for folder, listed in habits.items()},
        )

    def to_json(self) -> list[Any]:
        """As plain values."""
        return [*self[:4], [report_record(one) for one in self.reports], self.habits]

    def findings(self, reported: Collection[str], changed: Collection[str]) -> SiteFindings:
        """The findings in the reported posts; without the texts of the lines of those that have changed."""
        kept = self.reports if len(reported) == len(self.reported) else [r for r in self.reports if r.path in reported]
        return SiteFindings.of((replace(one, lines={}) if one.path in changed else one for one in kept), self.habits)

    def holds(self, changed: Iterable[str], facts: Mapping[str, Facts], limits: Collection[float]) -> bool:
        """Whether the rules would find the same, given the facts of the posts that have changed."""
        now = {path: KnownPost.of("", facts.get(path), limits) for path in changed}
        if any(post.inputs != self.posts[path].inputs for path, post in now.items()):
            return False
        touched = self.places.keys() & now.keys()
        if any(_places(facts.get(path)) != self.places[path] for path in touched):
            return False
        from postlint.site.shingles import stay_apart

        other = {path: post for path, post in now.items() if post.signature != self.posts[path].signature}
        posts = (*self.posts.items(), *other.items())
        texts = [(path, a2b_base64(post.signature)) for path, post in posts if other]
        least = min((limit for limit in limits if limit < 1), default=0.0)
        return stay_apart(texts, other.keys(), least)


class SiteTerms(NamedTuple):
    """What the findings of a run about its sites depend on, besides the facts of its posts.

    `keys` are those of the facts of each post. `reported` has the posts that findings are wanted for, each with the
    number of its settings among all that are in use: `conditions` has these in order. `limits` are the numbers that
    rules compare with the words of a post and with the similarity of two.
    """

    conditions: str
    keys: Mapping[str, str]
    reported: Mapping[str, int]
    limits: frozenset[float]
    with_plugins: bool

    @classmethod
    def of(cls, config: Config, scope: Scope, files: Iterable[Wanted]) -> SiteTerms:
        """Those of a run, whose files have been read."""
        wanted = list(files)
        terms = dict.fromkeys(one.terms for one in wanted if one.report)
        rules = [active for one in terms for active in site_rules(one.settings)]
        site_url = str(config.file.get("site_url", ""))
        settings = sorted({one.key for one in terms})
        numbers = {key: number for number, key in enumerate(settings)}
        return cls(
            digest(*settings, repr(scope), repr(config.site_hosts), site_url, str(Path.cwd())),
            {one.path: one.facts_key for one in wanted if one.for_site and one.text},
            {one.path: numbers[one.terms.key] for one in wanted if one.report},
            frozenset(_limits(rules)),
            any(active.rule.origin not in OWN_ORIGINS for active in rules),
        )

    def changed(self, known: KnownSite) -> frozenset[str] | None:
        """The posts whose facts decide whether the findings of an earlier run hold; None when these are of no use."""
        if known.conditions != self.conditions or not self.reported.items() <= known.reported.items():
            return None
        if known.posts.keys() != self.keys.keys():
            return None
        changed = frozenset(path for path, key in self.keys.items() if known.posts[path].key != key)
        return None if changed and self.with_plugins else changed

    def known(
        self,
        facts: Mapping[str, Facts],
        reports: Sequence[FileReport],
        habits: Mapping[str, list[Habit]],
        before: KnownSite | None,
    ) -> KnownSite:
        """What the rules found, for later runs; `before` is what an earlier run found."""
        known = before.posts if before is not None and before.conditions == self.conditions else {}
        same = {path: known[path] for path, key in self.keys.items() if path in known and known[path].key == key}
        posts = {
            path: same.get(path) or KnownPost.of(key, facts.get(path), self.limits) for path, key in self.keys.items()
        }
        places = {path: _places(facts.get(path)) for path in sorted(_touched(reports) & posts.keys())}
        return KnownSite(self.conditions, posts, self.reported, places, reports, habits)


def _limits(rules: Iterable[ActiveRule]) -> Iterator[float]:
    """All numbers in the options of rules: one may be a least number of words, or a least similarity."""
    for active in rules:
        for options in (active.options, *(options for _, options in active.levels)):
            yield from (value for value in options.values() if isinstance(value, (int, float)))


def _touched(reports: Iterable[FileReport]) -> set[str]:
    """The posts that a finding is in, or refers to."""
    found = [finding for report in reports for finding in report.findings]
    return {finding.path for finding in found} | {place.path for finding in found for place in finding.related}


def _places(facts: Facts | None) -> str:
    """A digest of the places in a post."""
    from postlint.site.rule_inputs import places_of

    return digest(repr(places_of(facts))) if facts is not None else ""
