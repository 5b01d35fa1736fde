"""How likely weighed findings are on a site: one among few is less likely than the same among many.

A check that weighs its hits gives each a probability, which was fitted to texts of many sites. How many such things a
site has is known only when all its posts have been read. Where few posts have a likely one, and most findings are
unlikely, each is less likely by so many log odds (`shift_of`): a warning may become an info, and an info be dropped.
The facts of each post have the probabilities of its findings, so that the result does not depend on which posts are
reported on.

This is the adjustment of a classifier to other prior probabilities (Saerens, Latinne and Decaestecker, 2002), with two
figures of the findings in place of the estimate from all candidates: they foretell as well what readers accept, and the
rest need not be kept. Few posts say little: they are mixed with posts of a usual site. The site never makes a finding
more likely, for the probabilities were fitted to texts that are full of what is looked for. The numbers are in the
cards (`habit` with `below`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.results.findings import Finding
from postlint.results.hits import Severity

if TYPE_CHECKING:
    from postlint.site.facts import Facts

#: the keys of a limit: posts of a usual site that are added; the share of its posts that have a likely finding; the
#: mean probability of its findings, from which on a finding is likely; what the two count
POSTS, BELOW, LIKELY, BY_SHARE, BY_MEAN = "posts", "below", "likely", "by_share", "by_mean"


#: the least number of posts that tell of each other
_A_SITE = 2


def likely_of(findings: Iterable[Finding]) -> tuple[float, ...]:
    """The facts of a post about weighed findings: their probabilities, in order."""
    return tuple(sorted(round(one.weight.likely, 2) for one in findings if one.weight is not None))


def shift_of(posts: Sequence[Facts], limit: Mapping[str, float]) -> float:
    """By how many log odds the findings are less likely on a site with these posts; 0 or below.

    Posts in languages without findings do not count: the rules may not know them.
    """
    having = [one for one in posts if one.likely]
    languages = {one.language for one in having}
    count = sum(one.language in languages for one in posts)
    if count < _A_SITE:
        return 0.0
    usual, share, mean = limit[POSTS], limit[BELOW], limit[LIKELY]
    likely = sum(one.likely[-1] >= mean for one in having)
    found = [probability for one in having for probability in one.likely]
    share_here = (likely + share * usual) / (count + usual)
    mean_here = (math.fsum(found) + mean * usual) / (len(found) + usual)
    by_share = limit[BY_SHARE] * (_log_odds(share_here) - _log_odds(share))
    return round(min(0.0, by_share + limit[BY_MEAN] * (mean_here - mean)), 2)


def shifted(finding: Finding, shift: float) -> Finding | None:
    """The finding on a site where it is less likely by so many log odds: the same, an info, or none at all."""
    weight = finding.weight
    if weight is None or weight.sure + shift >= 0:
        return finding
    return finding._replace(severity=Severity.INFO) if weight.possible + shift >= 0 else None


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))
