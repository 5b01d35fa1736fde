"""The findings about sites in the cache: taken as they are, taken again after changes that touch none, and stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.engine.cached_results import PART_OF_SITE, SITE, CachedResults
from postlint.engine.known_site import KnownSite, SiteTerms
from postlint.engine.sites import SiteFindings
from postlint.engine.to_findings import INCOMPLETE
from postlint.results.findings import FileReport

if TYPE_CHECKING:
    from postlint.site.facts import Facts


class SiteMemory:
    """What an earlier run found about the sites of a run, and the posts that have changed since."""

    def __init__(self, results: CachedResults, terms: SiteTerms) -> None:
        self._terms = terms
        self.known: KnownSite | None = None
        #: the posts whose facts decide whether the findings hold
        self.changed: frozenset[str] = frozenset(terms.keys)
        for name in (SITE, PART_OF_SITE):
            known = results.site(name)
            changed = terms.changed(known) if known is not None else None
            if changed is not None and (self.known is None or len(changed) < len(self.changed)):
                self.known, self.changed = known, changed

    def findings(self, facts: Mapping[str, Facts]) -> SiteFindings | None:
        """The findings about the sites, given the facts of the changed posts; None if the rules have to run."""
        if self.known is None or not self.known.holds(self.changed, facts, self._terms.limits):
            return None
        return self.known.findings(self._terms.reported, self.changed)


def keep_site(
    results: CachedResults,
    terms: SiteTerms,
    facts: Mapping[str, Facts],
    found: SiteFindings,
    finished: Sequence[FileReport],
    memory: SiteMemory | None,
) -> None:
    """Store what the rules about the sites found, with the lines of the finished reports.

    What a run found that reports on some posts does not replace what one found that reports on all.
    """
    reports = found.reports(finished)
    if any(finding.rule in INCOMPLETE for one in reports for finding in one.findings):
        return
    known = terms.known(facts, reports, found.habits, memory.known if memory is not None else None)
    results.keep_site(SITE if terms.reported.keys() >= terms.keys.keys() else PART_OF_SITE, known)
