"""How likely a candidate is a claim without a source: the weights of its features, added up and turned into a share.

The weights of a language stand in `languages/<code>/claims-weights.tsv`: a feature, its weight, why. They are fitted to
labelled posts by `tools/fit_claims.py`; a positive weight speaks for a claim, a negative one against. A candidate among
likely ones is likely itself, one among numbers of the author's own is not: what the other candidates of the post add up
to is a feature, too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from postlint.prose.language_data import FOLDER

#: the name of the sum's start in the table
BASE = "base"
#: what the other candidates of the post add up to, on average
OTHERS = "post: other candidates"
#: how many candidates that say nothing are added to them: one or two others prove little
_SILENT = 3
#: the features of a sum with what each adds to it
Terms = tuple[tuple[str, float], ...]


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> Terms:
    """The terms of the sum, the base first; features without a weight are left out."""
    base = (BASE, weights.get(BASE, 0.0))
    return (base, *((name, value * weights[name]) for name, value in features.items() if name in weights))


def weigh_post(candidates: Sequence[Mapping[str, float]], weights: Mapping[str, float]) -> list[Mapping[str, float]]:
    """The features of all candidates of a post, with those of the others added to each."""
    sums = [sum(term for _, term in weigh(features, weights)) for features in candidates]
    total, others = sum(sums), len(sums) - 1 + _SILENT
    return [{**features, OTHERS: (total - own) / others} for features, own in zip(candidates, sums, strict=True)]


def share(terms: Terms) -> float:
    """The probability, from 0 to 1, that the sum of the terms stands for."""
    return logistic(sum(term for _, term in terms))


def log_odds(probability: float) -> float:
    """The log odds of a probability, those of 0 and 1 within limits."""
    return math.log(max(1e-12, probability) / max(1e-12, 1 - probability))


def logistic(total: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=8)
def weights_of(code: str) -> Mapping[str, float]:
    """The weights of a language by feature; none if it has no table: then each candidate is as likely as not."""
    path = FOLDER / code / "claims-weights.tsv"
    if not code.isalpha() or not path.is_file():
        return {}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return {row[0]: float(row[1]) for row in rows}
