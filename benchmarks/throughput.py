"""How much more than parsing: processor time of the recommended rules over that of a bare mistune parse.

    python benchmarks/throughput.py FOLDER [--posts 1000] [--runs 3]

The posts are made of those of FOLDER in a temporary folder, no two alike (see `posts`): of copies, the rules about the
site would report thousands that no real site has. Both programs read the same files, one after the other and several
times in turn; the medians are printed. Nothing is cached.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from measure import POSTLINT, Cost, cost_of, median_of, read_options
from posts import make_posts

BARE_PARSE = """
import mistune, pathlib, sys
parse = mistune.create_markdown(renderer=None)
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.*")):
    parse(path.read_text(encoding="utf-8", errors="replace"))
"""


def compare(folder: Path, runs: int) -> tuple[Cost, Cost]:
    """The median costs of postlint and of the bare parse over `folder`, run in turn."""
    lint = (*POSTLINT, "--isolated", "--no-cache", "--jobs", "1", "--fail-on", "never", str(folder))
    parse = (sys.executable, "-c", BARE_PARSE, str(folder))
    pairs = [(cost_of(lint), cost_of(parse)) for _ in range(runs)]
    linted, parsed = zip(*pairs, strict=True)
    return median_of(linted), median_of(parsed)


def main() -> None:
    """Read the arguments, measure, print."""
    options = read_options(__doc__, runs=3)
    with tempfile.TemporaryDirectory() as target:
        size = make_posts(options.folder, options.posts, Path(target))
        lint, parse = compare(Path(target), options.runs)
    print(f"posts          {options.posts} ({size / 1e6:.1f} MB), median of {options.runs} runs")
    print(f"postlint       {lint.seconds:.2f} s of processor time, {lint.peak / 1e6:.0f} MB at most")
    print(f"bare parse     {parse.seconds:.2f} s of processor time, {parse.peak / 1e6:.0f} MB at most")
    print(f"ratio          {lint.seconds / parse.seconds:.2f}")


if __name__ == "__main__":
    main()
