"""In how many posts from before 2020, and from 2023 on, each rule of a style finds something; phrases with --phrases.

    python tools/style_rates.py [--style ai-prose] [--posts 3000] [--phrases] FOLDER...

The posts are the Markdown files of sites in FOLDERS, one folder a site; a post is dated by its front matter or the name
of its file, and counts when it is English and has 200 words or more. At most 10 posts of a site and period are taken.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from postlint import lint_text
from postlint.config.config import Config

LARGEST, FEWEST_WORDS, MOST_OF_A_SITE = 30_000, 200, 10
#: from here on a text may be a chatbot's
BEFORE, SINCE = 2020, 2023
_DATE = re.compile(
    r"^(?:date|pubDate|pubDatetime|publishDate|published|created)\s*[:=]\s*[\"']?(\d{4})-\d", re.MULTILINE | re.I
)
_NAMED = re.compile(r"(?:^|/)((?:19|20)\d\d)[-/]\d\d[-/]")
_ENGLISH = re.compile(r"\b(?:the|and|of|to|is|that|with|for)\b", re.I)


def year_of(path: Path, text: str) -> int | None:
    """The year of a post."""
    found = _DATE.search(text[:1500]) or _NAMED.search(path.as_posix())
    return int(found[1]) if found else None


def dated_posts(site: Path) -> Iterator[tuple[bool, str]]:
    """The English posts of a site that have a date, each with whether it is from before 2020."""
    files = [path for path in site.rglob("*.md*") if path.suffix in (".md", ".mdx") and path.is_file()]
    random.Random(site.name).shuffle(files)
    taken: Counter[bool] = Counter()
    for file in files:
        if file.stat().st_size > LARGEST or min(taken[True], taken[False]) >= MOST_OF_A_SITE:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        year, words = year_of(file, text), text.split()
        if year is None or BEFORE <= year < SINCE or len(words) < FEWEST_WORDS:
            continue
        if taken[year < BEFORE] < MOST_OF_A_SITE and len(_ENGLISH.findall(text)) > len(words) * 0.12:
            taken[year < BEFORE] += 1
            yield year < BEFORE, text


def count(sites: Iterable[Path], config: Config, most: int) -> tuple[Counter[bool], Counter[tuple[str, str, bool]]]:
    """The posts of each period, and those with a finding by rule, phrase ("" for all) and period."""
    posts: Counter[bool] = Counter()
    found: Counter[tuple[str, str, bool]] = Counter()
    for site in sites:
        if min(posts[True], posts[False]) >= most:
            break
        for early, text in dated_posts(site):
            if posts[early] >= most:
                continue
            posts[early] += 1
            lines = text.split("\n")
            hits = set()
            for one in lint_text(text, config=config):
                phrase = lines[one.line - 1][one.column - 1 : one.end_column - 1] if one.line == one.end_line else ""
                hits |= {(one.rule, ""), (one.rule, phrase.lower())}
            found.update((*hit, early) for hit in hits)
    return posts, found


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--style", default="ai-prose")
    parser.add_argument("--posts", type=int, default=3000)
    parser.add_argument("--phrases", action="store_true")
    options = parser.parse_args()
    config = Config.from_dict({"extends": f"postlint:{options.style}", "select": [], "language": "en"})
    sites = [site for folder in options.folders for site in sorted(folder.iterdir()) if site.is_dir()]
    random.Random(1).shuffle(sites)
    posts, found = count(sites, config, options.posts)
    print(f"{posts[True]} posts from before {BEFORE}, {posts[False]} from {SINCE} on\n")
    print(f"| rule | before {BEFORE} | from {SINCE} on |\n|---|---|---|")
    for rule, phrase in sorted({(rule, phrase) for rule, phrase, _ in found}):
        if phrase and not options.phrases:
            continue
        cells = [f"{found[rule, phrase, early] / max(posts[early], 1):.1%}" for early in (True, False)]
        print(f"| {rule} {phrase} | {cells[0]} | {cells[1]} |")


if __name__ == "__main__":
    main()
