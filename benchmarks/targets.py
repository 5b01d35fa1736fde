"""Each path that a user waits for beside its target, in one run.

    python benchmarks/targets.py FOLDER POST [--posts 1000] [--runs 7] [--large 50000]

Run it on a machine that does nothing else, with an installed wheel. The posts are made of those of FOLDER (see
`posts`), POST is linted from a cold start. All short paths run in turn; the least of several runs is printed, as time
of the processor and on the clock, with the ratio of processor times to what must be done anyway: `python -c "import
click, mistune, yaml"` for short paths, a bare mistune parse of the same files for the full set. With `--large`, so many
posts are linted as well, once. For other linters see `side_by_side.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from measure import BARE_IMPORTS, POSTLINT, Cost, cost_of, least_of
from posts import make_posts
from short_paths import make_site, measure
from throughput import compare

FIRST_CALL = "import sys, postlint; postlint.lint_text(open(sys.argv[1], encoding='utf-8').read())"


class Target(NamedTuple):
    """The most that a path may take: seconds on the clock, times what must be done anyway, megabytes; 0: no limit."""

    seconds: float = 0
    ratio: float = 0
    memory: float = 0


TARGETS = {
    "one post, cold": Target(0.20, 1.8),
    "first call of lint_text": Target(0.30),
    "nothing changed": Target(0.15),
    "one post changed": Target(0.40),
    "one named post, just changed": Target(0.30),
    "full set, one process": Target(ratio=3.0),
    "many posts": Target(450, memory=700),
    "many posts, nothing changed": Target(3),
}


def show(path: str, cost: Cost, bare: Cost | None) -> None:
    """Print what a path takes, and the target."""
    target, ratio = TARGETS[path], cost.seconds / bare.seconds if bare is not None else 0.0
    limits = (
        (cost.wall, target.seconds, f"{target.seconds:g} s"),
        (ratio, target.ratio, f"{target.ratio:g} x"),
        (cost.peak / 1e6, target.memory, f"{target.memory:g} MB"),
    )
    wanted = ", ".join(written for _, most, written in limits if most)
    missed = any(measured > most for measured, most, _ in limits if most)
    times = f"{cost.wall:8.3f} s, processor {cost.seconds:8.3f} s, {cost.peak / 1e6:4.0f} MB"
    beside = f"{ratio:5.2f} x" if bare is not None else " " * 7
    print(f"{path:29} {times} {beside}   target {wanted:14} {'MISSED' if missed else 'met'}", flush=True)


def short_paths(folder: Path, post: str, count: int, runs: int) -> Iterator[tuple[str, Cost, Cost]]:
    """The paths that a writer waits for, each with its cost and that of the imports."""
    cold = (*POSTLINT, "--isolated", "--no-cache", "--fail-on", "never", post)
    first = (sys.executable, "-c", FIRST_CALL, post)
    with tempfile.TemporaryDirectory() as target:
        posts = make_site(folder, count, Path(target))
        site = Path(target)
        for command in (cold, first, BARE_IMPORTS):
            cost_of(command, folder=site)
        costs = [(cost_of(cold), cost_of(first, folder=site), *measure(site, posts, number)) for number in range(runs)]
    one, call, bare, *others = map(least_of, zip(*costs, strict=True))
    yield from zip(list(TARGETS)[:5], (one, call, *others), [bare] * 5, strict=True)


def many_posts(folder: Path, count: int) -> Iterator[tuple[str, Cost]]:
    """A run over many posts with all processors, and again."""
    lint = (*POSTLINT, "--isolated", "--fail-on", "never", ".")
    with tempfile.TemporaryDirectory() as target:
        make_posts(folder, count, Path(target))
        yield "many posts", cost_of(lint, folder=Path(target))
        yield "many posts, nothing changed", cost_of(lint, folder=Path(target))


def main() -> None:
    """Read the arguments, measure, print a line a path."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("post", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--large", type=int, default=0)
    options = parser.parse_args()
    for path, cost, bare in short_paths(options.folder, str(options.post.absolute()), options.posts, options.runs):
        show(path, cost, bare)
    with tempfile.TemporaryDirectory() as target:
        make_posts(options.folder, options.posts, Path(target))
        lint, parse = compare(Path(target), min(options.runs, 3))
    show("full set, one process", lint, parse)
    for path, cost in many_posts(options.folder, options.large) if options.large else ():
        show(path, cost, None)


if __name__ == "__main__":
    main()
