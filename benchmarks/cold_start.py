"""One post from a cold start, beside the imports that no linter of this kind can do without.

    python benchmarks/cold_start.py POST [--runs 15]

Both programs run in turn; the medians of their processor time are printed.
"""

from __future__ import annotations

import argparse

from measure import BARE_IMPORTS, POSTLINT, cost_of, median_of


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("post")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    lint = (*POSTLINT, "--isolated", "--no-cache", "--fail-on", "never", options.post)
    for command in (lint, BARE_IMPORTS):  # compiles what is not compiled yet, reads it all from disk once
        cost_of(command)
    pairs = [(cost_of(lint), cost_of(BARE_IMPORTS)) for _ in range(options.runs)]
    linted, imported = zip(*pairs, strict=True)
    post, bare = median_of(linted), median_of(imported)
    print(f"one post       {post.seconds * 1000:.0f} ms of processor time, {post.peak / 1e6:.0f} MB at most")
    print(f"bare imports   {bare.seconds * 1000:.0f} ms of processor time (import click, mistune, yaml)")
    print(f"ratio          {post.seconds / bare.seconds:.2f} (median of {options.runs} runs)")


if __name__ == "__main__":
    main()
