"""Fit `languages/en/claims-weights.tsv` to labelled posts: python tools/fit_claims.py FOLDER (see `labelled_claims`).

A logistic regression over the features of the candidates that no source supports. The penalty is strong, each site
counts with the root of its candidates, and a feature that few sites have gets no weight: the table must hold for sites
without labels. What stands in the third column of the table, why a feature counts, is kept. Needs
scikit-learn (`pip install "postlint[fit]"`); nothing at run time does.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import labelled_claims
import numpy as np
from labelled_claims import Post
from sklearn.linear_model import LogisticRegression

from postlint.claims.weighing import BASE
from postlint.prose.language_data import FOLDER

TABLE = FOLDER / "en" / "claims-weights.tsv"
#: the inverse of the penalty on weights, and the least number of sites that must show a feature
STRENGTH, LEAST_SITES = 0.2, 6
HEADER = """\
# What speaks for a claim without a source (+) and against it (-): feature, weight, why. See postlint.claims.features.
# Written by tools/fit_claims.py, which keeps the third column; the sum of the weights, as log odds, is the probability.
"""


def fit(posts: Sequence[Post]) -> dict[str, float]:
    """The weights by feature, the base among them, that the labels of some posts give."""
    rows = [
        (post.site, claim.features, post.labels[unit])
        for post in posts
        for unit, claim in post.found
        if post.labels[unit] is not None
    ]
    sites = defaultdict(set)
    for site, features, _ in rows:
        for name in features:
            sites[name].add(site)
    names = sorted(name for name, holders in sites.items() if len(holders) >= LEAST_SITES)
    column = {name: index for index, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for index, (_, features, _) in enumerate(rows):
        for name, value in features.items():
            if name in column:
                values[index, column[name]] = value
    count = Counter(site for site, _, _ in rows)
    share = np.array([count[site] ** -0.5 for site, _, _ in rows])
    labels = [bool(label) for _, _, label in rows]
    model = LogisticRegression(C=STRENGTH, solver="newton-cholesky", max_iter=200)
    model.fit(values, labels, sample_weight=share / share.mean())
    return {BASE: float(model.intercept_[0])} | dict(zip(names, map(float, model.coef_[0]), strict=True))


def write(weights: Mapping[str, float]) -> None:
    """Write the table, by the groups of its features and the size of their weights."""
    old = TABLE.read_text(encoding="utf-8").splitlines() if TABLE.is_file() else []
    why = {row[0]: row[2] for row in (line.split("\t") for line in old) if len(row) > 2}
    group = {name: name.partition(":")[0] for name in weights}
    order = sorted(weights, key=lambda name: (name != BASE, group[name], -abs(weights[name]), name))
    lines = [f"{name}\t{weights[name]:+.2f}\t{why.get(name, '')}" for name in order]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(fit([*labelled_claims.read(Path(sys.argv[1])), *labelled_claims.own()]))
