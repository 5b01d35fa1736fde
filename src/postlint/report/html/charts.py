"""Small charts as numbers for SVG: bars by month or year, the trend of runs, the rhythm of sentences."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from postlint.records import NamedTuple

if TYPE_CHECKING:
    from postlint.report.history import Entry
    from postlint.report.html.post_view import PostView

_WIDTH, _HEIGHT = 640, 120
#: the width of a step, as the bars of base.html have it
_STEP = 5
#: a chart shows at most so many months
_MONTHS = 60
#: sentences of more words are drawn as long as this
_LONGEST = 60
#: words in a unit of the rhythm
_WORDS = 2


class Bar(NamedTuple):
    """A bar with its label and value."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: int
    #: whether its label is written below it
    is_named: bool


class Chart(NamedTuple):
    """A chart of bars: its title, its size, and a sentence for those who do not see it."""

    title: str
    about: str
    bars: Sequence[Bar]
    width: float = _WIDTH
    height: float = _HEIGHT


def chart(title: str, unit: str, values: Mapping[str, int]) -> Chart | None:
    """A chart of values by label, in their order; None for fewer than two."""
    if len(values) < 2:
        return None
    most = max(values.values()) or 1
    step = _WIDTH / len(values)
    every = max(1, -(-len(values) * 46 // _WIDTH))
    bars = [
        Bar(
            round(at * step + step * 0.1, 1),
            round(_HEIGHT * (1 - value / most), 1),
            round(min(step * 0.8, 60), 1),
            round(_HEIGHT * value / most, 1),
            label,
            value,
            at % every == 0,
        )
        for at, (label, value) in enumerate(values.items())
    ]
    top = max(values, key=lambda label: values[label])
    first, *_, last = values
    about = f"{title}: from {first} to {last}; most in {top}, {values[top]:,} {unit}."
    return Chart(title, about, bars)


def charts_of(views: Iterable[PostView]) -> list[Chart]:
    """Words a month, posts by the year of their date, and statistics by the years that date them; until today."""
    today = datetime.date.today().isoformat()
    listed = [view for view in views if view.day <= today]
    words: Counter[str] = Counter()
    posts: Counter[str] = Counter()
    for view in listed:
        if view.day:
            words[view.day[:7]] += view.words
            posts[view.day[:4]] += 1
    years = (max(claim.years) for view in listed for claim in view.claims if claim.years)
    dated: Counter[str] = Counter(str(year) for year in years if str(year) <= today)
    made = (
        chart("Words a month", "words", dict(list(_all_months(words).items())[-_MONTHS:])),
        chart("Posts by year", "posts", _all_years(posts)),
        chart("Figures and studies by the year that they speak of", "claims", _all_years(dated)),
    )
    return [one for one in made if one is not None]


def _all_months(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts with the months between that have none."""
    if not counts:
        return {}
    first, last = (12 * int(month[:4]) + int(month[5:7]) - 1 for month in (min(counts), max(counts)))
    months = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(max(first, last - _MONTHS + 1), last + 1))
    return {month: counts.get(month, 0) for month in months}


def _all_years(counts: Mapping[str, int]) -> dict[str, int]:
    if not counts:
        return {}
    last = int(max(counts))
    return {str(year): counts.get(str(year), 0) for year in range(max(int(min(counts)), last - 39), last + 1)}


# -- the trend --------------------------------------------------------------------------------------------


class Curve(NamedTuple):
    """A curve of the trend: its name, the points of a polyline, its first and last value."""

    name: str
    points: str
    first: float
    last: float


class Trend(NamedTuple):
    """The trend of errors and warnings, and of the scores, over the runs of a history."""

    runs: int
    since: str
    curves: Sequence[Curve]
    change: int
    width: float = _WIDTH
    height: float = _HEIGHT


def trend_of(entries: Sequence[Entry]) -> Trend | None:
    """The trend of a history; None for fewer than two runs. `change` is that of errors and warnings since the last."""
    if len(entries) < 2:
        return None
    found = [entry.findings for entry in entries]
    series: list[tuple[str, Sequence[float | None], float]] = [
        ("Errors and warnings", found, max(found) or 1),
        ("SEO score", [entry.seo for entry in entries], 100),
        ("Readability score", [entry.readability for entry in entries], 100),
    ]
    curves = [
        Curve(name, _polyline(values, most), known[0], known[-1])
        for name, values, most in series
        if (known := [value for value in values if value is not None])
    ]
    return Trend(len(entries), entries[0].date[:10], curves, found[-1] - found[-2])


def _polyline(values: Sequence[float | None], most: float) -> str:
    step = _WIDTH / max(1, len(values) - 1)
    return " ".join(
        f"{at * step:.1f},{_HEIGHT * (1 - value / most):.1f}" for at, value in enumerate(values) if value is not None
    )


# -- the rhythm -------------------------------------------------------------------------------------------


class Beat(NamedTuple):
    """A sentence in the rhythm of a text: its words, and the number of its paragraph."""

    words: int
    paragraph: int


class Rhythm(NamedTuple):
    """The sentences of a post as one outline, a step for each.

    Heights are counted downwards from that above which a sentence is long, in pairs of words; `top` is the highest.
    """

    path: str
    width: int
    top: int
    height: int
    sentences: int
    mean: float
    longest: int
    long_count: int


def rhythm_of(beats: Sequence[Beat], limit: int) -> Rhythm | None:
    """The rhythm of sentences; None without a sentence."""
    if not beats:
        return None
    base = -(-limit // _WORDS)
    steps = [f"M0,{base}"]
    width, height = 0, base  # heights are counted downwards, as in all SVG
    for beat, before in zip(beats, (beats[0], *beats), strict=False):
        if beat.paragraph != before.paragraph:
            steps.append(f"v{base - height}h{_STEP}")
            width, height = width + _STEP, base
        top = (limit - min(beat.words, _LONGEST)) // _WORDS
        steps.append(f"v{top - height}h{_STEP}" if top != height else f"h{_STEP}")
        width, height = width + _STEP, top
    steps.append(f"V{base}")
    highest = (limit - min(max(limit + _WORDS, *(beat.words for beat in beats)), _LONGEST)) // _WORDS
    words = [beat.words for beat in beats]
    return Rhythm(
        path="".join(steps),
        width=width,
        top=highest,
        height=base - highest,
        sentences=len(beats),
        mean=round(sum(words) / len(words), 1),
        longest=max(words),
        long_count=sum(count > limit for count in words),
    )
