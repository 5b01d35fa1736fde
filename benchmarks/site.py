"""How the rules about the site grow: their time, and the memory of the process, for 1,000, 10,000 and 50,000 posts.

    python benchmarks/site.py [1000 10000 50000] [--rules]

The posts are made up, in the same shares whatever their number: paragraphs of random words, one post in fifty a copy;
links by address, by path and by shortcode, and images, one in fifty to nowhere. Their facts are collected from some of
them and then renamed, each with values of its own as if it came from another process, so that only the rules about the
site are measured. `--rules` prints the time of each.
"""

from __future__ import annotations

import argparse
import pickle
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from postlint.catalog.load import builtin_rules
from postlint.config.config import load_preset
from postlint.config.settings import ActiveRule, Settings
from postlint.document.document import Document
from postlint.engine.lint_site import lint_site
from postlint.generators.generator import Generator
from postlint.parse.source import Source
from postlint.site.collect import collect_facts
from postlint.site.facts import Facts
from postlint.site.packed import Target, Targets
from postlint.site.shingles import signature
from postlint.site.site import Site

SAMPLES = 500
#: so many posts, links and titles make one that is a copy, leads nowhere or stands twice
RARE = 50
WORDS = [f"{a}{b}{c}" for a in ("ba", "ke", "li", "mo", "nu") for b in "bcdfgklmnprst" for c in ("a", "et", "in", "or")]
#: how a post links to others, with their number
LINKS = (
    "/posts/post-{}/#part-3",
    "/posts/post-{}/",
    "/posts/post-{}/#part-1",
    "post-{}.md",
    '{{{{< ref "post-{}" >}}}}',
)
IMAGE = "/images/{}.png"


def sample(number: int, chance: random.Random) -> Facts:
    """The facts of a made-up post of about 600 words."""
    paragraphs = [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(10)]
    header = f"---\ntitle: Post {number}\ndescription: About {number}\ntags: [a, b]\nkeywords: [k {number}]\n---\n"
    text = header + "\n\n".join(f"## Part {at}\n\n{paragraph}" for at, paragraph in enumerate(paragraphs))
    post = Document(Source.from_text(text, "post.md"), load_preset("hugo"), language="en")
    return collect_facts(post, with_signature=True)


def targets(number: int, posts: int, chance: random.Random) -> Iterator[Target]:
    """The links of a post, each to another, and an image that is its own."""
    for at, link in enumerate(LINKS):
        url = link.format(chance.randrange(posts + posts // RARE))
        yield Target(url, 100 + 50 * at, 100 + 50 * at + len(url))
    url = IMAGE.format(number if chance.randrange(RARE) else "none")
    yield Target(url, 400, 400 + len(url), "image")


def renamed(facts: Facts, number: int, posts: int, chance: random.Random) -> Facts:
    """The facts as those of another post."""
    assert facts.title is not None and facts.description is not None
    made = replace(
        facts,
        path=f"content/posts/post-{number}.md",
        title=facts.title._replace(text=f"Post {number if number % RARE else number + 1}"),
        description=facts.description._replace(text=f"About {number}"),
        keyword_key=f"en:k {number}",
        links=Targets.of(targets(number, posts, chance)),
        signature=signature(chance.choices(WORDS, k=200)) if number % RARE > 1 else facts.signature,
    )
    return pickle.loads(pickle.dumps(made))  # type: ignore[no-any-return]


def measure(samples: list[Facts], posts: int, *, by_rule: bool) -> float:
    """Run the rules on a site of so many posts, print time and memory, return the seconds for each post."""
    chance = random.Random(posts)
    facts = {f"content/posts/post-{n}.md": renamed(samples[n % SAMPLES], n, posts, chance) for n in range(posts)}
    files = [f"static{IMAGE.format(number)}" for number in range(posts)]
    generator = Generator.from_data("hugo", load_preset("hugo").data)
    cards = [rule for rule in builtin_rules().values() if rule.group == "site" and "recommended" in rule.tags]
    settings = Settings(preset="hugo", rules=tuple(ActiveRule(rule, rule.defaults) for rule in cards))
    began = time.process_time()
    found = lint_site(Site(facts, files=files, generator=generator), dict.fromkeys(facts, settings), debug=True)
    spent = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) // 1_000_000
    count = sum(map(len, found.findings.values()))
    print(f"{posts:6d} posts: {spent:6.2f} s, {1000 * spent / posts:.3f} ms a post, peak {peak} MB, {count} findings")
    for name, seconds in sorted(found.seconds.items(), key=lambda item: -item[1]) if by_rule else ():
        print(f"        {seconds:6.2f} s  {name}")
    return spent / posts


def main() -> None:
    """Read the arguments, measure each size, and print how the largest compares with the smallest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 10_000, 50_000])
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    chance = random.Random(1)
    samples = [sample(number, chance) for number in range(SAMPLES)]
    spent = [measure(samples, posts, by_rule=options.rules) for posts in options.sizes]
    print(f"{options.sizes[-1]} posts to {options.sizes[0]}: {spent[-1] / spent[0]:.2f} times the time a post")


if __name__ == "__main__":
    main()
