"""How well the claims rules do on sites that they were not fitted to: python benchmarks/claims.py FOLDER [WHOLE]

FOLDER holds labelled posts and WHOLE labelled candidates of whole blogs (see `tools/labelled_claims.py`; without them
the weights do not learn what owners of ordinary blogs accept, and claims look likelier than they are). They are cut
into folds by site; the weights of each fold come from the other folds alone, the thresholds are those of the cards.
(The words and the grammar of the rules cannot be unlearnt: a site that was read while they were written is no unseen
site.) Prints precision, recall and F1 over all sentences and the mean F1 over the sites that have claims, each with the
interval that holds 90 of 100 draws of sites with replacement, for warnings and for all levels, as of single posts; the
share of the warnings on whole blogs that owners accept, without and with what is usual on the blog (`engine.priors`),
by which the labelled posts, as one site, ought not to be shifted; the same for the report of another version
(`postlint --format json --select claims --no-cache FOLDER/posts`); by rule; and with --curve for weights fitted to a
part of the sites. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tools"))
import labelled_claims
from fit_claims import fit, folds, plain
from labelled_claims import Post

from postlint.claims.weighing import log_odds, share, weigh, weigh_post
from postlint.engine.priors import shift_of
from postlint.site.facts import Facts

#: how likely the candidates of each sentence of a post are, by post and sentence: kind, probability
Likely = Mapping[tuple[str, int], Sequence[tuple[str, float]]]
_Found = dict[tuple[str, int], list[tuple[str, float]]]
Counts = dict[str, list[int]]
ROOT = Path(__file__).resolve().parent.parent
FOLDS, DRAWS = 8, 1000
#: the threshold of what is no warning, however likely
_NEVER = 2.0
_NO_LIMITS: Mapping[str, float] = {}
_NO_SHIFTS: Mapping[str, Mapping[str, float]] = {}


def likely(posts: Iterable[Post], weights: Mapping[str, float]) -> _Found:
    """How likely the candidates of each sentence are claims."""
    found: _Found = defaultdict(list)
    for post in posts:
        for (unit, claim), features in zip(post.found, weigh_post(plain(post), weights), strict=True):
            kind = "no claim" if claim.verdict == "ok" else "light" if claim.is_mild else claim.kind
            found[post.name, unit].append((kind, share(weigh(features, weights))))
    return found


def blind(posts: Sequence[Post], own: Sequence[Post], part: float = 1.0) -> Likely:
    """How likely the candidates are to weights that never saw their site, fitted to a part of the others."""
    found: _Found = {}
    sites = sorted({post.site for post in posts})
    for held in folds(sites, FOLDS, 0):
        others = [site for site in sites if site not in held]
        random.Random(2).shuffle(others)
        kept = set(others[: round(len(others) * part)])
        weights = fit([*(post for post in posts if post.site in kept), *own])
        found |= likely([post for post in posts if post.site in held], weights)
    return found


@cache
def cards() -> Mapping[str, Any]:
    """The cards of the three rules by kind of claim."""
    return {
        kind: yaml.safe_load((ROOT / "rules" / "claims" / f"{card}.yaml").read_text(encoding="utf-8"))
        for kind, card in labelled_claims.CARDS.items()
    }


def limits(option: str) -> dict[str, float]:
    """The default of an option of the three rules by kind of claim; "light" are figures of the first."""
    found = {kind: card["options"][option]["default"] for kind, card in cards().items()}
    return found | {"light": _NEVER if option == "confidence" else found["stat"]}


def above(
    known: Likely,
    least: Mapping[str, float],
    possible: Mapping[str, float] = _NO_LIMITS,
    shifts: Mapping[str, float] = _NO_LIMITS,
) -> Callable[[str, int], bool]:
    """Whether a candidate of a sentence is likely enough for its kind to be a warning, or possible enough.

    `shifts` are those of the site by kind, in log odds.
    """

    def reaches(kind: str, probability: float, limits: Mapping[str, float]) -> bool:
        limit = limits.get(kind, _NEVER)
        return limit <= 1 and log_odds(probability) + shifts.get(kind, 0.0) >= log_odds(limit)

    return lambda name, unit: any(
        reaches(kind, likely, least) or reaches(kind, likely, possible) for kind, likely in known.get((name, unit), ())
    )


def shift(posts: Iterable[Post], known: Likely) -> dict[str, float]:
    """The shifts of a site with these posts by kind of claim, by the limits of the cards."""
    least, possible = limits("confidence"), limits("possible")
    facts = []
    for post in posts:
        found = {unit for unit, _ in post.found if above(known, least, possible)(post.name, unit)}
        likely = (round(one[1], 2) for unit in found for one in known[post.name, unit] if one[0] in least)
        facts.append(Facts(post.name, likely=tuple(sorted(likely))))
    shifts = {kind: shift_of(facts, card["habit"][0]) for kind, card in cards().items()}
    return shifts | {"light": shifts["stat"]}


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


def accepted(
    posts: Iterable[Post],
    known: Likely,
    least: Mapping[str, float],
    shifts: Mapping[str, Mapping[str, float]] = _NO_SHIFTS,
) -> str:
    """The share of the warnings on whole blogs that is accepted, and how many of all that should be are found."""
    right = wrong = missed = 0.0
    read = 0
    for post in posts:
        flagged = above(known, least, shifts=shifts.get(post.site, _NO_LIMITS))
        for unit, claim in post.found:
            if post.labels[unit] is None or claim.kind not in least:
                continue
            count = post.stands_for[unit]
            if not flagged(post.name, unit):
                missed += count if post.labels[unit] else 0
                continue
            read += 1
            right, wrong = (right + count, wrong) if post.labels[unit] else (right, wrong + count)
    return f"accepted {right / max(1, right + wrong):.3f} ({read} read)  recall {right / max(1, right + missed):.3f}"


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


def measure(chosen: Sequence[Post], whole: Sequence[Post], known: Likely) -> None:
    """Print what weights do that never saw the sites that they are tried on."""
    warning, info = limits("confidence"), limits("possible")
    print("thresholds", " ".join(f"{kind} {warning[kind]} {info[kind]}" for kind in warning))
    print(line("warnings", count(chosen, above(known, warning))))
    print(line("all levels", count(chosen, above(known, warning, info))))
    sites: dict[str, list[Post]] = defaultdict(list)
    for post in whole:
        sites[post.site].append(post)
    shifts = {site: shift(posts, known) for site, posts in sites.items()}
    of_stat = sorted(one["stat"] for one in shifts.values())
    print(f"shift of the labelled posts as one site {shift(chosen, known)['stat']}, of whole blogs", end=" ")
    print(*(of_stat[len(of_stat) * part // 4] for part in (1, 2, 3) if of_stat), sep=", ")
    print("warnings on whole blogs  ", accepted(whole, known, warning))
    print("  with their shifts      ", accepted(whole, known, warning, shifts))
    for kind, least in warning.items():
        got = count(chosen, above(known, {kind: least})).values()
        right, wrong = sum(c[0] for c in got), sum(c[1] for c in got)
        print(f"  {kind:16s} P {right / max(1, right + wrong):.3f} right {right} wrong {wrong}", end="  whole blogs: ")
        print(accepted(whole, known, {kind: least}), end="  with shifts: ")
        print(accepted(whole, known, {kind: least}, shifts))
    for step in (0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        same = dict.fromkeys(warning, step)
        precision, recall, _ = rates(count(chosen, above(known, same)).values())
        print(
            f"  from {step:.2f}: P {precision:.3f} R {recall:.3f}  whole blogs: {accepted(whole, known, same)}", end=""
        )
        print(f"  with shifts: {accepted(whole, known, same, shifts)}")


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("whole", type=Path, nargs="?")
    parser.add_argument("--before", type=Path, help="the JSON report of another version")
    parser.add_argument("--curve", action="store_true", help="also fit to parts of the sites")
    options = parser.parse_args()
    chosen, own = list(labelled_claims.read(options.folder)), list(labelled_claims.own())
    whole = list(labelled_claims.read_whole(options.whole)) if options.whole else []
    posts = [*chosen, *whole]
    print(f"posts {len(chosen)}, sites {len({post.site for post in chosen})}", end=", ")
    print(f"posts of whole blogs {len(whole)}, sites {len({post.site for post in whole})}")
    if options.before:
        for level, found in reported(options.folder, options.before, chosen).items():
            print(line(f"before, {level}", count(chosen, lambda name, unit, found=found: (name, unit) in found)))
    measure(chosen, whole, blind(posts, own))
    if options.curve:
        for part in (0.125, 0.25, 0.5):
            known = blind(posts, own, part)
            f1 = rates(count(chosen, above(known, limits("confidence"), limits("possible"))).values())[2]
            print(f"weights of {part:5.1%} of the other sites: F1 {f1:.3f}", end="  whole blogs: ")
            print(accepted(whole, known, limits("confidence")))


if __name__ == "__main__":
    main()
