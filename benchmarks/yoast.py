"""How our counts compare with those of yoastseo, post by post, and where the differences come from.

    python benchmarks/yoast.py CORPUS YOAST.jsonl

CORPUS is a folder of posts; a line of YOAST.jsonl has the `file` in it and the `numbers` that yoastseo counts. To
compare like with like, headings are taken as sentences here and block quotes are left out, as yoastseo does; rules do
neither. A cell is "ours / theirs", with a star where they are too far apart; then a line below tells what each step
towards yoastseo's reading (see `yoast_reading.py`) adds to ours, and where that leads. The last lines are the shares of
posts that are near enough: as we count, and read as yoastseo reads.

Theirs are `wordCount`, `sentences`, `longSentencesPct`, `transitionPct`, `keyphraseCount` (ours without word forms),
and `passives` in percent of `sentences`: `passivePct` is a share of the lines of the source, each of which yoastseo
takes for a sentence when it looks for passives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

from yoast_reading import STEPS, read

from postlint.document.document import Document
from postlint.document.keyword_occurrences import read_keyword_use
from postlint.document.read_keywords import make_keyword
from postlint.parse.source import Source
from postlint.prose.word_forms import WordForms

#: how far apart is near enough: a share of theirs, or points
TOLERANCE = {
    "words": (0.02, 0),
    "sentences": (0.05, 0),
    "long %": (0, 3),
    "passive %": (0, 3),
    "transition %": (0, 3),
    "keyword": (0, 0),
}
#: no step, the first, the first two …: what is read as yoastseo does
STAIRS = tuple(accumulate(STEPS, lambda steps, step: steps | {step}, initial=frozenset[str]()))


def count_keyword(doc: Document, written: str) -> dict[str, float]:
    """How often a keyword stands in the post, without word forms; nothing when there is no keyword."""
    keyword = make_keyword(written, "en")
    if keyword is None:
        return {}
    return {"keyword": read_keyword_use(doc, replace(keyword, forms=WordForms(""), _known={})).count}


def theirs_of(numbers: Mapping[str, Any]) -> dict[str, float]:
    """The numbers of yoastseo by our names for them."""
    return {
        "words": numbers["wordCount"],
        "sentences": numbers["sentences"],
        "long %": numbers["longSentencesPct"],
        "passive %": 100 * numbers["passives"] / numbers["sentences"],
        "transition %": numbers["transitionPct"],
        "keyword": numbers["keyphraseCount"],
    }


def is_near(name: str, ours: float, theirs: float) -> bool:
    """Whether two numbers are near enough to each other."""
    share, points = TOLERANCE[name]
    return abs(ours - theirs) <= max(share * theirs, points)


def explain(name: str, values: list[float], theirs: float) -> str:
    """What each step adds to a number, and where all of them lead."""
    changes = zip(STEPS, values, values[1:], strict=False)
    steps = ", ".join(f"{step} {after - before:+.3g}" for step, before, after in changes if abs(after - before) >= 0.05)
    return f"    {name}: {steps or 'no step'} = {values[-1]:.4g} / {theirs:.4g}"


def main() -> None:
    """Print a line a post, the reasons where it is outside, and the share of posts that are near enough."""
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    corpus, oracle = map(Path, sys.argv[1:])
    as_counted: dict[str, list[bool]] = {name: [] for name in TOLERANCE}
    as_read: dict[str, list[bool]] = {name: [] for name in TOLERANCE}
    print("post".ljust(44), *(f"{name:>17}" for name in TOLERANCE))
    for entry in map(json.loads, oracle.read_text(encoding="utf-8").splitlines()):
        doc = Document(Source.from_bytes((corpus / entry["file"]).read_bytes(), entry["file"]))
        theirs = theirs_of(entry["numbers"])
        keyword = count_keyword(doc, entry["keyphrase"])
        stairs = [read(doc, steps).numbers() | keyword for steps in STAIRS]
        cells, reasons = [], []
        for name in stairs[0]:
            values = [numbers[name] for numbers in stairs]
            near = partial(is_near, name, theirs=theirs[name])
            as_counted[name].append(near(values[0]))
            as_read[name].append(near(values[-1]))
            cells.append(f"{values[0]:.4g} / {theirs[name]:.4g}{' ' if near(values[0]) else '*'}".rjust(17))
            if not near(values[0]):
                reasons.append(explain(name, values, theirs[name]))
        print(entry["file"][-44:].ljust(44), *cells)
        print(*reasons, sep="\n", end="\n" if reasons else "")
    for label, shares in (("near enough as we count", as_counted), ("near enough read as theirs", as_read)):
        print(label.ljust(44), *(f"{sum(near) / len(near):17.0%}" for near in shares.values()))
    print("\nsteps", *(f"{step:12} {meaning}" for step, meaning in STEPS.items()), sep="\n  ")


if __name__ == "__main__":
    main()
