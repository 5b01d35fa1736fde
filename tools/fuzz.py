"""Lints posts that are spliced from others, and prints what breaks a promise.

    python tools/fuzz.py [--seconds 600 | --count 2000] [--seed 1] [--most 200] [FOLDER ...]

The posts are cut at the places where their syntax changes (lines, brackets, fences, keys) and put together anew, some
pieces repeated, moved or broken; folders of other posts may be added. Each is linted with all rules, a preset in turn, as
Markdown, MDX or Quarto. It holds that no rule raises, that all places are inside of the text, that nothing which is printed
or edited has U+FFFC, and that no post reaches `post_timeout`. The exit status is 1 when something did not hold.
"""

# ruff: noqa: E501 -- a table
from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from postlint.config.config import Config
from postlint.config.settings import Settings
from postlint.engine.lint import lint_source
from postlint.generators.presets import preset_names
from postlint.parse.source import Source
from postlint.results.findings import Finding

ROOT = Path(__file__).resolve().parent.parent
ENDINGS = (".md", ".mdx", ".qmd")
PLACEHOLDER = "\ufffc"
_SEAM = re.compile(r"(\n+|[*_`]+|[\[\](){}<>|$:#!&\"'-]+)")
#: pieces that posts rarely have
_ODD = (
    *("---\n", "+++\n", "{{< a >}}", "{% a %}", "{{ a }}", "<!--", "-->", "<A b={1}>", "</A>", "[^1]: ", "[^1]", "\\", "\t"),
    *("```\n", "~~~\n", ":::", "$$", "\r\n", "\u00a0", "\u200b", "\ufeff", "İ", "👍🏽", "e\u0301", "&amp;", "|-|-|\n", "<b>", "\x00"),
)  # fmt: skip


class Post(NamedTuple):
    """A post and how it is linted."""

    text: str
    path: str
    preset: str


def sources(folders: Sequence[Path]) -> list[list[str]]:
    """The pieces of the posts of this repository and of other folders."""
    files = [file for folder in (ROOT / "examples", *folders) for file in folder.rglob("*") if file.suffix in ENDINGS]
    texts = [file.read_text(encoding="utf-8", errors="replace") for file in sorted(files) if file.is_file()]
    return [[piece for piece in _SEAM.split(text) if piece] for text in texts if text]


def posts(pieces: Sequence[Sequence[str]], seed: int, most: int = 200) -> Iterator[Post]:
    """Endless posts, in which a run has `most` pieces at most; equal seeds give equal ones."""
    presets = sorted(preset_names())
    number = 0
    while True:
        chance = random.Random(f"{seed}-{number}")
        yield Post(_spliced(pieces, chance, most), f"post{chance.choice(ENDINGS)}", presets[number % len(presets)])
        number += 1


def _spliced(pieces: Sequence[Sequence[str]], chance: random.Random, most: int) -> str:
    """Runs of pieces of a few posts, changed at some places."""
    first = chance.choice(pieces)
    result = list(first[: chance.randrange(10, most)])
    for _ in range(chance.randrange(1, 6)):
        other = chance.choice(pieces)
        at = chance.randrange(len(other))
        run = other[at : at + chance.randrange(1, most * 2 // 5)]
        place = chance.randrange(len(result) + 1)
        result[place:place] = run
    for _ in range(chance.randrange(0, 8)):
        at = chance.randrange(len(result))
        match chance.randrange(5):
            case 0:
                result[at] *= chance.randrange(2, 30)
            case 1:
                result[at] = chance.choice(_ODD)
            case 2:
                del result[at : at + chance.randrange(1, 10)]
                result.append("\n")
            case 3:
                result.insert(at, chance.choice(_ODD) * chance.randrange(1, 4))
            case _:
                other_at = chance.randrange(len(result))
                result[at], result[other_at] = result[other_at], result[at]
    return "".join(result)


def broken_promises(post: Post) -> Iterator[str]:
    """What does not hold for a post, a sentence each."""
    source = Source.from_text(post.text, post.path)
    for finding in lint_source(_settings(post.path, post.preset), source).findings:
        if finding.rule in ("rule-crashed", "post-timeout"):
            yield finding.message
        edits = finding.fix.edits if finding.fix is not None else ()
        for start, end in [(finding.start, finding.end), *(edit.span for edit in edits)]:
            if not 0 <= start <= end <= len(post.text):
                yield f"{finding.rule}: {start}:{end} is outside of the text"
        yield from _placeholders(post, finding)


@cache
def _settings(path: str, preset: str) -> Settings:
    """What applies to posts of a preset; reading it takes as long as linting a small post."""
    return Config.from_dict({"select": ["all"], "preset": preset}).settings_for(path)


def _placeholders(post: Post, finding: Finding) -> Iterator[str]:
    edits = finding.fix.edits if finding.fix is not None else ()
    written = [edit.text for edit in edits if PLACEHOLDER not in post.text]
    if any(PLACEHOLDER in text for text in (finding.message, *written, *(place.message for place in finding.related))):
        yield f"{finding.rule}: a placeholder is printed or edited"


def main() -> int:
    """Read the arguments, lint posts, print each broken promise with the post's number and the slowest post."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--seconds", type=float, default=None, help="how long, by the clock")
    parser.add_argument("--count", type=int, default=2000, help="how many posts, without --seconds")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=200, help="pieces of a run; with 50, twice as many posts a second")
    parser.add_argument("--keep", type=Path, help="a folder for the posts that broke a promise")
    options = parser.parse_args()
    began, broken, slowest, number = time.monotonic(), 0, (0.0, 0), 0
    for number, post in enumerate(posts(sources(options.folders), options.seed, options.most)):
        if time.monotonic() - began > options.seconds if options.seconds is not None else number >= options.count:
            break
        used = time.process_time()
        try:
            mistakes = list(broken_promises(post))
        except Exception as error:
            mistakes = [f"{type(error).__name__}: {error}"]
        slowest = max(slowest, (time.process_time() - used, number))
        for mistake in mistakes:
            print(f"post {number} ({post.path}, {post.preset}): {mistake}", flush=True)
        broken += bool(mistakes)
        if mistakes and options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            name = f"{options.seed}-{number}-{post.preset}-{post.path}"
            (options.keep / name).write_text(post.text, encoding="utf-8", newline="", errors="surrogatepass")
    print(
        f"{number} posts with seed {options.seed}: {broken} broke a promise; the slowest, {slowest[1]}, took {slowest[0]:.2f} s"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
