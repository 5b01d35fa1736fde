"""One object for equal texts in the results of many posts: what comes from another process has texts of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from postlint.engine.linted import Linted
from postlint.results.findings import FileReport, Finding

if TYPE_CHECKING:
    from postlint.site.facts import Facts

_NO_SECONDS: Mapping[str, float] = {}


class SharedTexts:
    """The texts that the results of several posts have: names of rules, messages, languages."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._habits: dict[tuple[str, str, bool], tuple[str, str, bool]] = {}

    def linted(self, linted: Linted, path: str) -> Linted:
        """The same result with shared texts; `path` is an equal one of its path."""
        facts = self._facts(linted.facts, path) if linted.facts is not None else None
        return linted._replace(report=self._report(linted.report, path), facts=facts)

    def _report(self, report: FileReport, path: str) -> FileReport:
        return replace(
            report,
            path=path,
            findings=tuple(self._finding(one, path) for one in report.findings),
            seconds=report.seconds or _NO_SECONDS,
        )

    def _finding(self, one: Finding, path: str) -> Finding:
        share = self._share
        return one._replace(
            path=path, rule=share(one.rule), group=share(one.group), message=share(one.message), url=share(one.url)
        )

    def _facts(self, facts: Facts, path: str) -> Facts:
        share = self._share
        return replace(
            facts,
            path=path,
            preset=share(facts.preset),
            permalink=share(facts.permalink),
            slugger=share(facts.slugger),
            language=share(facts.language),
            date=share(facts.date),
            categories=tuple(map(share, facts.categories)),
            habits=tuple(self._habits.setdefault(one, one) for one in facts.habits),
        )

    def _share(self, text: str) -> str:
        return self._known.setdefault(text, text)
