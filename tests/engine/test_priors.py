"""Findings that the site makes less likely."""

from __future__ import annotations

import pytest

from postlint.engine.priors import shift_of, shifted
from postlint.results.findings import Finding
from postlint.results.hits import Severity, Weight
from postlint.site.facts import Facts

LIMIT = {"posts": 20, "below": 0.3, "likely": 0.6, "by_share": 0.5, "by_mean": 4}
#: posts by what was found in them
LIKELY, UNLIKELY, NOTHING = (0.3, 0.9), (0.3,), ()


def _posts(*kinds: tuple[int, tuple[float, ...]], language: str = "en") -> list[Facts]:
    return [
        Facts(f"{number}-{index}.md", language=language, likely=likely)
        for number, (count, likely) in enumerate(kinds)
        for index in range(count)
    ]


@pytest.mark.parametrize(
    ("posts", "shift"),
    [
        ([], 0.0),
        (_posts((1, UNLIKELY)), 0.0),  # a post alone
        (_posts((50, (0.9,)), (50, NOTHING)), 0.0),  # never more likely
        (_posts((30, (0.6,)), (70, NOTHING)), 0.0),  # a usual site
        (_posts((30, LIKELY), (70, NOTHING)), 0.0),
        (_posts((3, LIKELY), (97, NOTHING)), -0.83),
        (_posts((3, LIKELY), (7, NOTHING)), 0.0),  # few posts say little
        (_posts((1, LIKELY), (9, NOTHING)), -0.17),
        (_posts((100, UNLIKELY)), -2.05),
        (_posts((100, UNLIKELY), (30, (0.6,))), -0.95),
        (_posts((3, LIKELY), (7, NOTHING)) + _posts((90, NOTHING), language="de"), 0.0),  # that have no cue words
    ],
)
def test_a_site_with_few_likely_findings_makes_all_less_likely(posts: list[Facts], shift: float) -> None:
    assert shift_of(posts, LIMIT) == pytest.approx(shift, abs=0.01)
    assert shift_of(posts[::-1], LIMIT) == shift_of(posts, LIMIT)


@pytest.mark.parametrize(
    ("weight", "shift", "severity"),
    [
        (Weight(0.9, 2.0, 3.0), -1.9, Severity.WARNING),
        (Weight(0.9, 2.0, 3.0), -2.1, Severity.INFO),
        (Weight(0.9, 2.0, 3.0), -3.1, None),
        (Weight(0.5, -0.3, 1.0), -0.9, Severity.INFO),
        (Weight(0.5, -0.3, 1.0), -1.1, None),
        (None, -3.0, Severity.WARNING),
    ],
)
def test_what_is_less_likely_becomes_an_info_or_nothing(
    weight: Weight | None, shift: float, severity: Severity | None
) -> None:
    finding = Finding("a.md", "r", "g", Severity.WARNING, "m", 0, 1, 1, 1, 1, 2, weight=weight)
    found = shifted(finding, shift)
    assert (found.severity if found is not None else None) == severity
