"""Fit `languages/en/claims-weights.tsv` to labels: python tools/fit_claims.py FOLDER WHOLE (see `labelled_claims`).

With --keep SHARE the new weights are mixed with those of the table as it stands, so that labels to which it was fitted
and which are gone still count.

A logistic regression over the features of the candidates that no source supports. The penalty is strong, each site
counts with the root of its candidates, and a feature that few sites have gets no weight: the table must hold for sites
without labels. Chosen posts (FOLDER) are full of claims, whole blogs (WHOLE) are not: what the weights add up to is to
be the share of warnings that an owner of a blog accepts. The weights of the rest of the post
are fitted last, to sums from weights that did not see its site. The third column of the table, why a feature counts, is
kept. Needs scikit-learn (`pip install "postlint[fit]"`); nothing at run time does.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import labelled_claims
import numpy as np
from labelled_claims import Post
from sklearn.linear_model import LogisticRegression

from postlint.claims.weighing import BASE, OTHERS, weigh, weigh_post, weights_of
from postlint.prose.language_data import FOLDER

TABLE = FOLDER / "en" / "claims-weights.tsv"
#: the inverse of the penalty on weights, and the least number of sites that must show a feature
STRENGTH, LEAST_SITES = 0.2, 6
#: how much a candidate of a whole blog counts beside one of a chosen post, and the folds by site for the weight of the
#: others
WHOLE, INNER = 0.5, 5
HEADER = """\
# What speaks for a claim without a source (+) and against it (-): feature, weight, why. See postlint.claims.features.
# Written by tools/fit_claims.py, which keeps the third column; the sum of the weights, as log odds, is the probability.
"""


def fit(posts: Sequence[Post]) -> dict[str, float]:
    """The weights by feature, the base among them, that the labels of some posts give."""
    weights = _linear(posts)
    blind: dict[str, dict[str, float]] = {}
    for held in folds(sorted({post.site for post in posts}), INNER, 1):
        blind |= dict.fromkeys(held, _linear([post for post in posts if post.site not in held]))
    rows = [
        (post, unit, features)
        for post in posts
        for (unit, _), features in zip(post.found, weigh_post(plain(post), blind[post.site]), strict=True)
        if post.labels[unit] is not None
    ]
    sums = [(_sum(features, blind[post.site]), features[OTHERS]) for post, _, features in rows]
    model = LogisticRegression(C=1 / STRENGTH, solver="newton-cholesky")
    labels = [bool(post.labels[unit]) for post, unit, _ in rows]
    model.fit(np.array(sums), labels, sample_weight=_shares([(post, _count(post, unit)) for post, unit, _ in rows]))
    scale, others = map(float, model.coef_[0])
    weights = {name: weight * scale for name, weight in weights.items()}
    return weights | {BASE: weights[BASE] + float(model.intercept_[0]), OTHERS: others / scale}


def _sum(features: Mapping[str, float], table: Mapping[str, float]) -> float:
    return sum(term for name, term in weigh(features, table) if name != OTHERS)


def folds(sites: Sequence[str], count: int, seed: int) -> list[set[str]]:
    """The sites in folds."""
    shuffled = list(sites)
    random.Random(seed).shuffle(shuffled)
    return [set(shuffled[at::count]) for at in range(count)]


def plain(post: Post) -> list[dict[str, float]]:
    """The features of the candidates of a post without those of the others, which depend on the weights."""
    return [{name: value for name, value in claim.features.items() if name != OTHERS} for _, claim in post.found]


def _count(post: Post, unit: int) -> float:
    return post.stands_for[unit] if post.stands_for else 1.0


def _linear(posts: Sequence[Post]) -> dict[str, float]:
    """The weights of the features of a candidate alone."""
    rows = [
        (post, features, _count(post, unit), bool(post.labels[unit]))
        for post in posts
        for (unit, _), features in zip(post.found, plain(post), strict=True)
        if post.labels[unit] is not None
    ]
    sites = defaultdict(set)
    for post, features, _, _ in rows:
        for name in features:
            sites[name].add(post.site)
    names = sorted(name for name, holders in sites.items() if len(holders) >= LEAST_SITES)
    column = {name: index for index, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for index, (_, features, _, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                values[index, column[name]] = value
    model = LogisticRegression(C=STRENGTH, solver="newton-cholesky", max_iter=200)
    model.fit(values, [label for *_, label in rows], sample_weight=_shares([(row[0], row[2]) for row in rows]))
    return {BASE: float(model.intercept_[0])} | dict(zip(names, map(float, model.coef_[0]), strict=True))


def _shares(rows: Sequence[tuple[Post, float]]) -> np.ndarray:
    """What each row counts: its site with the root of its candidates, one of a whole blog more than a chosen post."""
    size: Counter[str] = Counter()
    for post, count in rows:
        size[post.site] += count  # type: ignore[assignment]
    share = np.array([count * size[post.site] ** -0.5 * (WHOLE if post.stands_for else 1) for post, count in rows])
    return share / share.mean()


def mixed(new: Mapping[str, float], old: Mapping[str, float], keep: float) -> dict[str, float]:
    """The mean of two tables, the old one with the weight `keep`; a feature that it lacks has the new weight."""
    return {name: keep * old.get(name, weight) + (1 - keep) * weight for name, weight in new.items()}


def write(weights: Mapping[str, float]) -> None:
    """Write the table, by the groups of its features and the size of their weights."""
    old = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.is_file() else []
    why = {row[0]: row[2] for row in (line.split("\t") for line in old) if len(row) > 2}
    group = {name: name.partition(":")[0] for name in weights}
    order = sorted(weights, key=lambda name: (name != BASE, group[name], -abs(weights[name]), name))
    lines = [f"{name}\t{weights[name]:+.2f}\t{why.get(name, '')}" for name in order]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("whole", type=Path)
    parser.add_argument("--keep", type=float, default=0.0, metavar="SHARE", help="the share of the table as it stands")
    options = parser.parse_args()
    posts = [*labelled_claims.read(options.folder), *labelled_claims.read_whole(options.whole), *labelled_claims.own()]
    write(mixed(fit(posts), weights_of("en"), options.keep))


if __name__ == "__main__":
    main()
