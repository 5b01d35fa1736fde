"""How the rules about the site grow: time and memory for 1,000, 10,000 and 50,000 posts. Prints, asserts nothing.

The posts are made up: paragraphs of random words, some of them shared; links of which some lead nowhere. Their facts
are collected from a thousand of them and then renamed, so that only the rules about the site are measured.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from dataclasses import replace

from postlint.catalog import builtin_rules
from postlint.config import ActiveRule, Settings, load_preset
from postlint.document.document import Document
from postlint.document.source import Source
from postlint.engine.scope import site_rules
from postlint.engine.site_rules import ask_site
from postlint.site.addresses import Generator
from postlint.site.collect import collect_facts
from postlint.site.facts import Facts, Target
from postlint.site.shingles import signature
from postlint.site.site import Site

SAMPLES = 1000
WORDS = [f"{a}{b}{c}" for a in ("ba", "ke", "li", "mo", "nu") for b in "bcdfgklmnprst" for c in ("a", "et", "in", "or")]


def sample(number: int, chance: random.Random) -> Facts:
    """The facts of a made-up post of about 600 words."""
    paragraphs = [" ".join(chance.choices(WORDS, k=60)).capitalize() + "." for _ in range(10)]
    header = f"---\ntitle: Post {number}\ndescription: About {number}\ntags: [a, b]\nkeywords: [k {number}]\n---\n"
    text = header + "\n\n".join(f"## Part {at}\n\n{paragraph}" for at, paragraph in enumerate(paragraphs))
    return collect_facts(Document(Source.from_text(text, "post.md"), load_preset("hugo"), language="en"))


def renamed(facts: Facts, number: int, posts: int, chance: random.Random) -> Facts:
    """The facts as those of another post, with six links, one in fifty to nowhere."""
    targets = [chance.randrange(posts + posts // 50) for _ in range(6)]
    assert facts.title is not None and facts.description is not None
    return replace(
        facts,
        path=f"content/posts/post-{number}.md",
        title=facts.title._replace(text=f"Post {number if number % 100 else number + 1}"),
        description=facts.description._replace(text=f"About {number}"),
        keyword_key=f"en:k {number}",
        links=tuple(
            Target(f"/posts/post-{target}/#part-3", "other", 100 + at, 120 + at) for at, target in enumerate(targets)
        ),
        signature=signature(chance.choices(WORDS, k=200)) if number % 2 else facts.signature,
    )


def main() -> None:
    chance = random.Random(1)
    samples = [sample(number, chance) for number in range(SAMPLES)]
    on = tuple(
        ActiveRule(rule, rule.defaults)
        for rule in builtin_rules().values()
        if rule.group == "site" and "recommended" in rule.tags
    )
    settings = Settings(preset="hugo", rules=on)
    assert site_rules(settings)
    generator = Generator.from_data("hugo", load_preset("hugo").data)
    for posts in tuple(map(int, sys.argv[1:2])) or (1_000, 10_000, 50_000):
        told = {f"content/posts/post-{n}.md": renamed(samples[n % SAMPLES], n, posts, chance) for n in range(posts)}
        began = time.process_time()
        site = Site(told, generator=generator)
        found = ask_site(site, dict.fromkeys(told, settings), debug=True)
        spent = time.process_time() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        count = sum(map(len, found.findings.values()))
        print(
            f"{posts:6d} posts: {spent:6.2f} s, {1000 * spent / posts:.3f} ms a post, peak {peak} MB, {count} findings"
        )
        if "--rules" in sys.argv:
            for name, seconds in sorted(found.seconds.items(), key=lambda item: -item[1]):
                print(f"        {seconds:6.2f} s  {name}")


if __name__ == "__main__":
    main()
