"""How well the claims rules do on sites that they were not fitted to: python benchmarks/claims.py FOLDER

FOLDER holds labelled posts (see `tools/labelled_claims.py`). They are cut into folds by site; weights and thresholds of
each fold come from the other folds alone. (The words and the grammar of the rules cannot be unlearnt: a site that
somebody read while writing them is no unseen site.) Prints precision, recall and F1 over all sentences and the mean
F1 over the sites that have claims, each with the interval that holds 90 of 100 draws of sites with replacement, for
warnings and for all levels; the same for the report of another version (`postlint --format json --select claims
--no-cache FOLDER/posts`); by rule; and with --curve for weights fitted to a part of the sites. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import labelled_claims
from fit_claims import fit
from labelled_claims import Post

from postlint.claims.weighing import share, weigh

Likely = Mapping[tuple[str, int], float]
Counts = dict[str, list[int]]
FOLDS, DRAWS = 8, 1000
#: the precision that a fold's own posts must show above the threshold of a warning
WANTED = 0.87


def cut(posts: Sequence[Post], folds: int, seed: int) -> list[list[Post]]:
    """The posts in folds; all posts of a site are in one."""
    sites = sorted({post.site for post in posts})
    random.Random(seed).shuffle(sites)
    return [[post for post in posts if sites.index(post.site) % folds == at] for at in range(folds)]


def likely(posts: Iterable[Post], weights: Mapping[str, float], kind: str = "") -> dict[tuple[str, int], float]:
    """How likely each sentence with a candidate (of a kind) is a claim."""
    found: dict[tuple[str, int], float] = {}
    for post in posts:
        for unit, claim in post.found:
            if not kind or claim.kind == kind:
                key = post.name, unit
                found[key] = max(found.get(key, 0.0), share(weigh(claim.features, weights)))
    return found


def blind(posts: Sequence[Post], own: Sequence[Post], folds: int, seed: int = 0) -> dict[tuple[str, int], float]:
    """How likely each sentence is a claim to weights that never saw its site."""
    found: dict[tuple[str, int], float] = {}
    for held in cut(posts, folds, seed):
        names = {post.name for post in held}
        found |= likely(held, fit([post for post in posts if post.name not in names] + own))
    return found


def count(posts: Iterable[Post], got: Callable[[str, int], bool]) -> Counts:
    """Found, wrongly found and missed sentences by site."""
    counts: Counts = defaultdict(lambda: [0, 0, 0])
    for post in posts:
        here = counts[post.site]
        for unit, label in enumerate(post.labels):
            if label is None:
                continue
            flagged = got(post.name, unit)
            if flagged:
                here[0 if label else 1] += 1
            elif label:
                here[2] += 1
    return counts


def rates(counts: Iterable[Sequence[int]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the sums of counts."""
    right, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return precision, recall, 2 * right / max(1, 2 * right + wrong + missed)


def mean(counts: Iterable[Sequence[int]]) -> float:
    """The mean F1 over the sites that have claims."""
    with_claims = [rates([one])[2] for one in counts if one[0] + one[2]]
    return sum(with_claims) / max(1, len(with_claims))


def line(name: str, counts: Counts) -> str:
    """One line of the report."""
    draw, sites = random.Random(1), sorted(counts)
    drawn = [[counts[draw.choice(sites)] for _ in sites] for _ in range(DRAWS)]
    samples = [(*rates(some), mean(some)) for some in drawn]
    values = (*rates(counts.values()), mean(counts.values()))
    low, high = ([sorted(column)[at] for column in zip(*samples, strict=True)] for at in (DRAWS // 20, -DRAWS // 20))
    names = ("P", "R", "F1", "mean over sites")
    shown = "  ".join(f"{n} {v:.3f} [{a:.2f}, {b:.2f}]" for n, v, a, b in zip(names, values, low, high, strict=True))
    return f"{name:24s} {shown}"


def thresholds(posts: Sequence[Post], own: Sequence[Post]) -> tuple[float, float]:
    """The least threshold of a warning that keeps the wanted precision, and that of an info with the best F1."""
    known = blind(posts, own, 5, seed=1)
    steps = [step / 50 for step in range(8, 46)]
    scores = {step: rates(count(posts, above(known, step)).values()) for step in steps}
    warning = next((step for step in steps if scores[step][0] >= WANTED), steps[-1])
    return warning, max((step for step in steps if step <= warning), key=lambda step: scores[step][2])


def above(known: Likely, least: float) -> Callable[[str, int], bool]:
    """Whether a sentence is likely enough."""
    return lambda name, unit: known.get((name, unit), 0.0) >= least


def reported(folder: Path, report: Path, posts: Sequence[Post]) -> dict[str, set[tuple[str, int]]]:
    """The sentences in which another version has findings, by level."""
    score = labelled_claims.scorer(folder)
    files = {Path(file["path"]).name: file["findings"] for file in json.loads(report.read_text())["files"]}
    return {
        level: {
            (post.name, unit)
            for post in posts
            for unit in score.flagged(post.units, post.source, files.get(post.name, []), severities)
        }
        for level, severities in score.LEVELS.items()
    }


def measure(posts: Sequence[Post], own: Sequence[Post]) -> None:
    """Print what weights and thresholds do that never saw the sites that they are tried on."""
    levels: dict[str, Counts] = {"warnings": {}, "all levels": {}}
    kinds: dict[str, Counts] = {kind: {} for kind in sorted(labelled_claims.HARD)}
    used = []
    for held in cut(posts, FOLDS, 0):
        names = {post.name for post in held}
        others = [post for post in posts if post.name not in names]
        weights, (warning, info) = fit(others + own), thresholds(others, own)
        used.append((warning, info))
        known = likely(held, weights)
        levels["warnings"] |= count(held, above(known, warning))
        levels["all levels"] |= count(held, above(known, info))
        for kind, counts in kinds.items():
            counts |= count(held, above(likely(held, weights, kind), warning))
    for level, counts in levels.items():
        print(line(level, counts))
    for kind, counts in kinds.items():
        right, wrong = sum(c[0] for c in counts.values()), sum(c[1] for c in counts.values())
        print(f"  warnings {kind:18s} P {right / max(1, right + wrong):.3f}  right {right} wrong {wrong}")
    print("thresholds of the folds (warning, info):", "  ".join(f"{w:.2f} {i:.2f}" for w, i in used))


def curve(posts: Sequence[Post], own: Sequence[Post]) -> None:
    """Print what a quarter, a half and all of the other sites are worth to the weights of a fold."""
    for part in (0.125, 0.25, 0.5, 1.0):
        known: dict[tuple[str, int], float] = {}
        for held in cut(posts, FOLDS, 0):
            names = {post.name for post in held}
            sites = sorted({post.site for post in posts if post.name not in names})
            random.Random(2).shuffle(sites)
            kept = set(sites[: round(len(sites) * part)])
            known |= likely(held, fit([post for post in posts if post.site in kept] + own))
        best = max((rates(count(posts, above(known, step / 50)).values())[2], step / 50) for step in range(8, 40))
        print(f"weights of {part:5.0%} of the other sites: best F1 of all levels {best[0]:.3f} at {best[1]:.2f}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--before", type=Path, help="the JSON report of another version")
    parser.add_argument(
        "--sites", type=Path, help="a file of names of sites, one a line: measured again on these alone"
    )
    parser.add_argument("--curve", action="store_true")
    options = parser.parse_args()
    posts = list(labelled_claims.read(options.folder))
    print(f"posts {len(posts)}, sites {len({post.site for post in posts})}")
    if options.before:
        for level, found in reported(options.folder, options.before, posts).items():
            print(line(f"before, {level}", count(posts, lambda name, unit, found=found: (name, unit) in found)))
    own = list(labelled_claims.own())
    measure(posts, own)
    if options.sites:
        wanted = set(options.sites.read_text().split())
        known = blind(posts, own, FOLDS)
        some = [post for post in posts if post.site in wanted]
        for least in (0.35, 0.7):
            print(line(f"{len(wanted)} sites, from {least}", count(some, above(known, least))))
    if options.curve:
        curve(posts, own)


if __name__ == "__main__":
    main()
