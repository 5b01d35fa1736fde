"""What a long post costs once postlint runs: all rules of readability and keywords, beside a bare mistune parse.

    python benchmarks/one_post.py POST [--runs 20] [--groups readability keywords]

Everything is done anew in each run: reading the header, parsing, counting, the findings. Only what a process does
once (imports, rule cards, word lists) is done before; the first run, which still does some of it, is printed apart.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import mistune

from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.engine.lint import lint_source
from postlint.parse.source import Source


def cost_of(work: Callable[[], object]) -> float:
    """The processor time that one call takes, in milliseconds."""
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def main() -> None:
    """Read the arguments, measure in turn, print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("post", type=Path)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--groups", nargs="+", default=["readability", "keywords"])
    options = parser.parse_args()
    content, name = options.post.read_bytes(), str(options.post)
    settings = load_config(None, cwd=Path.cwd(), isolated=True, select=options.groups).settings_for(name)
    parse = mistune.create_markdown(renderer=None)

    def lint() -> object:
        return lint_source(settings, Source.from_bytes(content, name))

    first = cost_of(lint)
    text = content.decode("utf-8-sig")
    times = [(cost_of(lint), cost_of(lambda: parse(text))) for _ in range(options.runs)]
    linted, parsed = (statistics.median(column) for column in zip(*times, strict=True))
    words = Document(Source.from_bytes(content, name)).word_count
    print(f"post           {words} words, {' and '.join(options.groups)}, median of {options.runs} runs")
    print(f"first run      {first:.1f} ms of processor time")
    print(f"postlint       {linted:.1f} ms of processor time")
    print(f"bare parse     {parsed:.1f} ms of processor time")
    print(f"ratio          {linted / parsed:.2f}")


if __name__ == "__main__":
    main()
