"""How a whole run grows with the number of posts: time and memory per post, cold, with processes, and cached.

    python benchmarks/growth.py FOLDER [--sizes 1000 10000 50000] [--jobs 2]

The posts are made of those of FOLDER in a temporary folder (see `posts`; 50,000 take 550 MB). Each size is linted by
one process without a cache, by several that fill the cache, and once more with nothing changed. Memory is that of the
largest process, and per post what it takes beyond a run over one post.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from measure import POSTLINT, Cost, cost_of
from posts import make_posts

LINT = (*POSTLINT, "--isolated", "--fail-on", "never", ".")


def runs_over(folder: Path, jobs: int) -> Iterator[tuple[str, Cost]]:
    """What each of the three runs over a folder costs."""
    yield "one process", cost_of((*LINT, "--no-cache", "--jobs", "1"), folder=folder)
    yield f"{jobs} processes", cost_of((*LINT, "--jobs", str(jobs)), folder=folder)
    yield "unchanged", cost_of(LINT, folder=folder)


def main() -> None:
    """Read the arguments, measure each size, print a line a run, and how the largest compares with the smallest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 50_000])
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as target:
        make_posts(options.folder, 1, Path(target))
        empty = dict(runs_over(Path(target), options.jobs))
    per_post: dict[str, list[tuple[float, float]]] = {name: [] for name in empty}
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as target:
            written = make_posts(options.folder, size, Path(target))
            print(f"{size} posts, {written / 1e6:.0f} MB", flush=True)
            for name, cost in runs_over(Path(target), options.jobs):
                time, memory = (cost.seconds - empty[name].seconds) / size, (cost.peak - empty[name].peak) / size
                per_post[name].append((time, memory))
                print(
                    f"  {name:12} {cost.wall:7.1f} s, {cost.seconds:7.1f} s of processor time,"
                    f" {cost.peak / 1e6:5.0f} MB; a post {1000 * time:.2f} ms, {memory / 1000:.1f} KB",
                    flush=True,
                )
    print(f"{options.sizes[-1]} posts to {options.sizes[0]}, per post")
    for name, measured in per_post.items():
        (first_time, first_memory), (last_time, last_memory) = measured[0], measured[-1]
        print(f"  {name:12} time {last_time / first_time:.2f}, memory {last_memory / first_memory:.2f}")


if __name__ == "__main__":
    main()
