"""How likely weighed findings are on a site: one among unlikely ones is less likely than the same among likely ones.

A check that weighs its hits gives each a probability, which was fitted to texts of many sites. How many of its findings
are right on a site is known only when all its posts have been read: where the findings are unlikely on average, each
is less likely by so many log odds (`shift_of`): a warning may become an info, and an info be dropped. The facts of each
post have the probabilities of its findings, so that the result does not depend on which posts are reported on, nor, as
rules of the group that are off run for them (`Settings.told`), on which rules are. A rule with a severity, an option or
``habit: false`` of the user's own has no weights in its findings: it is judged without the site, but tells of it.

This is the first step of the adjustment of a classifier to other prior probabilities (Saerens, Latinne and
Decaestecker, 2002), taken over the findings in place of all candidates: neither further steps nor how many posts have
findings foretell better what readers accept. Few findings say little, so they are mixed with usual ones. The site never
makes a finding more likely, for the probabilities were fitted to texts that are full of what is looked for. The numbers
are in the cards (`habit` with `likely`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.catalog.rule import LIKELY
from postlint.results.findings import Finding
from postlint.results.hits import Severity

if TYPE_CHECKING:
    from postlint.site.facts import Facts

#: the keys of a limit besides that mean: how many findings of an ordinary site are added, how likely these are, by how
#: many log odds a finding is less likely for each unit that the mean lies below, and the most
FINDINGS, ORDINARY, SLOPE, MOST = "findings", "ordinary", "slope", "shift"
#: the least number of posts that tell of each other
_A_SITE = 2


def likely_of(findings: Iterable[Finding]) -> tuple[float, ...]:
    """The facts of a post about weighed findings: their probabilities, in order."""
    return tuple(sorted(round(one.weight.likely, 2) for one in findings if one.weight is not None))


def shift_of(posts: Sequence[Facts], limit: Mapping[str, float]) -> float:
    """By how many log odds the findings are less likely on a site with these posts; 0 or below."""
    if len(posts) < _A_SITE:
        return 0.0
    found = [probability for one in posts for probability in one.likely]
    mean = (math.fsum(found) + limit[ORDINARY] * limit[FINDINGS]) / (len(found) + limit[FINDINGS])
    return round(max(-limit[MOST], min(0.0, limit[SLOPE] * (mean - limit[LIKELY]))), 2)


def shifted(finding: Finding, shift: float) -> Finding | None:
    """The finding on a site where it is less likely by so many log odds: the same, an info, or none at all."""
    weight = finding.weight
    if weight is None or weight.sure + shift >= 0:
        return finding
    return finding._replace(severity=Severity.INFO) if weight.possible + shift >= 0 else None
