"""What a writer waits for in a site of 1,000 posts: nothing changed, one post changed, one post named that changed.

    python benchmarks/short_paths.py FOLDER [--posts 1000] [--runs 7]

The posts are made of those of FOLDER (see `posts`), in a site of Hugo with `content` in its configuration. The cache is
filled before; a change is another sentence at the end of another post in each run. All run in turn, beside the imports
that no linter of this kind can do without; medians of their processor time are printed.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from measure import BARE_IMPORTS, POSTLINT, Cost, cost_of, median_of, read_options
from posts import make_posts

LINT = (*POSTLINT, "--fail-on", "never")
CONFIGURATION = {".postlint.yaml": "content: [content/**]\n", "hugo.toml": "baseURL = 'https://example.org/'\n"}


def main() -> None:
    """Read the arguments, make the site, measure, print a line a path."""
    options = read_options(__doc__, runs=7)
    with tempfile.TemporaryDirectory() as target:
        posts = make_site(options.folder, options.posts, Path(target))
        cost_of(BARE_IMPORTS)
        costs = [measure(Path(target), posts, number) for number in range(options.runs)]
    bare, *medians = map(median_of, zip(*costs, strict=True))
    print(f"bare imports   {bare.seconds * 1000:5.0f} ms of processor time (import click, mistune, yaml)")
    for name, cost in zip(("unchanged", "one changed", "one named"), medians, strict=True):
        ratio, clock = cost.seconds / bare.seconds, cost.wall * 1000
        print(f"{name:14} {cost.seconds * 1000:5.0f} ms of processor time, {clock:.0f} on the clock, ratio {ratio:.2f}")


def make_site(folder: Path, count: int, site: Path) -> Sequence[Path]:
    """Make the site and fill its cache; returns its posts."""
    make_posts(folder, count, site / "content" / "posts", (".md", ".markdown"))  # Hugo reads no others
    (site / ".git").mkdir()  # a site is in a repository; the search for configurations ends at its top
    for name, text in CONFIGURATION.items():
        (site / name).write_text(text, encoding="utf-8")
    cost_of(LINT, folder=site)
    time.sleep(3)  # what changed just before a run may change again unnoticed: its output is not kept
    cost_of(LINT, folder=site)
    return sorted((site / "content" / "posts").iterdir())


def measure(site: Path, posts: Sequence[Path], number: int) -> Sequence[Cost]:
    """One run of each: the imports, nothing changed, one changed, one named that just changed."""
    bare, unchanged = cost_of(BARE_IMPORTS), cost_of(LINT, folder=site)
    _change(posts[2 * number % len(posts)], number)
    changed = cost_of(LINT, folder=site)
    named = posts[(2 * number + 1) % len(posts)]
    _change(named, number)
    named_only = cost_of((*LINT, str(named.relative_to(site))), folder=site)
    cost_of(LINT, folder=site)
    return bare, unchanged, changed, named_only


def _change(post: Path, number: int) -> None:
    with post.open("a", encoding="utf-8") as file:
        file.write(f"\nThis is sentence number {number} of those that came later.\n")


if __name__ == "__main__":
    main()
