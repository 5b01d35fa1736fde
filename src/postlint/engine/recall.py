"""What the cache has of the files of a run: their reports, their facts if they are needed, the findings about sites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from postlint.engine.cached_results import CachedResults
from postlint.engine.linted import Linted
from postlint.engine.site_memory import SiteMemory
from postlint.engine.sites import SiteFindings
from postlint.engine.wanted import Wanted

if TYPE_CHECKING:
    from postlint.site.facts import Facts


@dataclass(slots=True)
class Recall:
    """Takes the results of a run from the cache into `linted` and `facts`, by path, and into `views`, if it has these.

    With a `memory` of the sites, facts are read only of the posts that decide whether it still holds; with views, of
    all posts.
    """

    results: CachedResults
    linted: dict[str, Linted]
    facts: dict[str, Facts]
    memory: SiteMemory | None
    views: dict[str, Any] | None = None

    def has(self, file: Wanted) -> bool:
        """Whether the cache had all that is needed of a file: its report, and its facts if a rule reads them."""
        linted = self.results.report(file.path, file.report_key) if file.report else None
        view = self.results.view_of(file.path, file.report_key) if file.report and self.views is not None else None
        if file.report and (linted is None or (self.views is not None and view is None)):
            return False
        if self._reads_facts(file, linted) and not self._has_facts(file):
            return False
        if linted is not None:
            self.linted[file.path] = linted
        if self.views is not None and view is not None:
            self.views[file.path] = view
        return True

    def site_findings(self) -> SiteFindings | None:
        """The findings about the sites; None if the rules have to run."""
        return self.memory.findings(self.facts) if self.memory is not None else None

    def without_facts(self, files: Iterable[Wanted]) -> Iterator[Wanted]:
        """The files whose facts were not needed before and are not in the cache; those of the others are taken."""
        for file in files:
            known = not file.text or self._decides(file) or file.path in self.facts
            if file.for_site and not known and not self._has_facts(file):
                yield file

    def _decides(self, file: Wanted) -> bool:
        """Whether the facts of a post decide what is found about its site."""
        return self.memory is None or file.path in self.memory.changed

    def _has_facts(self, file: Wanted) -> bool:
        """Whether the cache had the facts of a file."""
        facts = self.results.facts(file.path, file.facts_key)
        if facts is not None:
            self.facts[file.path] = facts
        return facts is not None

    def _reads_facts(self, file: Wanted, linted: Linted | None) -> bool:
        """Whether the facts of a file are needed: for a rule, or for the places of its suppressions."""
        if file.for_site and (self.views is not None or self._decides(file)):
            return True
        return linted is not None and (file.shows_images or linted.suppressions is not None)
