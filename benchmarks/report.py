"""What the report as a page costs beyond the lint: processor time and size for 1,000 posts, and the map of links.

    python benchmarks/report.py FOLDER [--posts 1000] [--runs 3]

The posts are made of those of FOLDER (see `posts`). The same posts are linted with a report of lines and with a page,
without a cache and in turn; the least times are compared, for other programs only add to them. Printed is
how many texts a page of one file has no room for. The map is drawn for a made-up site of 2,000 posts.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from measure import POSTLINT, Cost, cost_of, least_of, read_options
from posts import make_posts

from postlint.report.html.site_map import Node, draw

#: posts of the map, its sections, and the links of each post
MAP_POSTS, MAP_SECTIONS, MAP_LINKS = 2_000, 12, 4
#: begins the sentence that a page shows in place of a text that it has no room for
LEFT_OUT = "This file has no room for it"


def main() -> None:
    """Read the arguments, make the posts, measure, print."""
    options = read_options(__doc__, runs=3)
    with tempfile.TemporaryDirectory() as name:
        target = Path(name)
        source = make_posts(options.folder, options.posts, target / "posts")
        (target / ".postlint.yaml").write_text("content: [posts/*]\n", encoding="utf-8")
        lines, page = measure(target, options.runs)
        text = (target / "report.html").read_text(encoding="utf-8")
    print(f"posts          {options.posts} ({source / 1e6:.2f} MB), least of {options.runs} runs")
    print(f"lint           {lines.seconds:5.2f} s of processor time, {lines.peak / 1e6:.0f} MB at most")
    print(f"with a page    {page.seconds:5.2f} s of processor time, {page.peak / 1e6:.0f} MB at most")
    print(f"beyond         {page.seconds - lines.seconds:5.2f} s")
    print(f"size           {len(text.encode()) / 1e6:5.2f} MB; {text.count(LEFT_OUT)} posts without text")
    print(f"map            {map_seconds():5.2f} s of processor time for {MAP_POSTS:,} posts")


def measure(folder: Path, runs: int) -> tuple[Cost, Cost]:
    """The least costs of a run that prints lines, and of one that writes a page."""
    lint = (*POSTLINT, "--no-cache", "--jobs", "2", "--fail-on", "never", "--format")
    pairs = [
        (cost_of((*lint, "json"), folder=folder), cost_of((*lint, "html:report.html"), folder=folder))
        for _ in range(runs)
    ]
    lines, pages = zip(*pairs, strict=True)
    return least_of(lines), least_of(pages)


def map_seconds() -> float:
    """The processor time of drawing a map."""
    chance = random.Random(1)
    links = [(one, chance.randrange(MAP_POSTS)) for one in range(MAP_POSTS) for _ in range(MAP_LINKS)]
    nodes = [Node(f"{at}.md", f"Post {at}", f"section {at % MAP_SECTIONS}", at % 5, 4) for at in range(MAP_POSTS)]
    began = time.process_time()
    draw(nodes, links)
    return time.process_time() - began


if __name__ == "__main__":
    main()
