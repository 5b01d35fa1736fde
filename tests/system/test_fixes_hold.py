"""Fixes keep their promises: in the posts of the corpus, and in posts that are put together from faulty pieces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from postlint.catalog.load import builtin_rules
from postlint.config.load_config import load_config
from postlint.config.settings import Settings
from support.fixes import broken_promises

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
#: every third post: each is fixed, parsed and linted a dozen times
POSTS = sorted(p for p in CORPUS.rglob("*") if p.suffix in (".md", ".mdx", ".markdown", ".qmd"))[::3]


@cache
def everything(folder: Path, preset: str = "auto") -> Settings:
    """All rules, as a site has them."""
    from dataclasses import replace

    config = load_config(None, cwd=folder, isolated=True, select=["all"])
    found = config.settings_for("post.md")
    return found if preset == "auto" else replace(found, preset=preset)


@pytest.mark.sweep
@pytest.mark.skipif(not POSTS, reason="the corpus is not beside the checkout")
@pytest.mark.parametrize("post", POSTS, ids=lambda post: str(post.relative_to(CORPUS)))
def test_in_the_corpus(post: Path) -> None:
    config = load_config(None, cwd=CORPUS / post.relative_to(CORPUS).parts[0], isolated=True, select=["all"])
    text = post.read_bytes().decode("utf-8")
    assert broken_promises(config.settings_for(post), post.name, text) == []


#: pieces of posts, most of them with something to mend; what is in them meets what is around them
PIECES = (
    "Rye bread takes the the time that it takes.",
    "A large number of bakers, so to speak, **bake bread**.",
    "## Flour and water:",
    "## Flour and water ##",
    "### Salt##",
    "##Yeast",
    "#### Deep",
    "# Rye bread",
    "##",
    "Salt\n----",
    "**A bold line**",
    "- one\n- two",
    "1. one\n   two\n2. three",
    "> quoted\n> text",
    "    indented code",
    "```\n## code: the the\n```",
    "| a | b |\n|---|---|\n| the the | http://rye.net/x |",
    "[rye]: http://rye.net/?fbclid=a 'Rye'",
    "[rye]: http://rye.net/other",
    "[unused]: /unused",
    "See [rye] and [rye bred][ry], [^1].",
    "[^1]: A note.",
    "[^note]: Another note.\n\n    with a paragraph.",
    "Read (about rye)[https://rye.net/x] or [apart] (/rye/) or [file](my file.pdf).",
    "Read [this](www.rye.net/a) and [that](https//rye.net) and http://rye.net/page here.",
    "https://rye.net/player",
    '![Image of a loaf](loaf.png "A title")',
    'See [Les Sub]({{site.baseurl}}/blog/x y.html) and {{< ref "a b.md" >}}.',
    "(text)[{{ site.url }}/x] and [a](http://localhost:4000/{{ page }}).",
    "{{< note >}}the the{{< /note >}}",
    "{% include x.html %}",
    "<a href=\"https://rye.net/?fbclid=a&amp;b=c\" target='_blank'>rye</a>, <a target=_blank href=//rye.net>x</a>",
    "<div>\n\nthe the\n\n</div>",
    "<h2></h2>",
    "<!-- postlint-disable-next-line repeated-word no-headings -->",
    "<!-- postlint-disable -->",
    "the the <!-- postlint-disable-line repeated-word -->",
    "x <!-- postlint-disable-line heading-case -->",
    "<!-- postlint-disable-lines -->",
    "$a_b$ and $$x^2$$ and :::note",
    "<!-- a comment -->",
    "Rye \\[bread\\] &amp; `code`  ",
    "",
)
HEADERS = (
    "",
    "---\ntitle: Rye bread\ndescripton: Three days of work.\ntags: [rye, bread, rye, Bread]\n---\n",
    "---\ntitle: Rye: bread\n---\n",
    "---\ntitle: 'Rye'\ndraft: \"yes\"\ndate: Jul 08 2022\nslug: Rye_Bread\ntags:\n  - rye\n  - rye # again\n---\n",
    '+++\ntitle = "Rye"\ndate = "2026-01-31"\ntags = ["a", "a"]\ndraft = "true"\n+++\n',
    "---\ntitle: A\nslug: best-bread-2024\npostlint: {disabled: [no-headings]}\ncanonical: www.rye.net/x\n---\n",
)
PRESETS = ("generic", "hugo", "jekyll", "astro", "docusaurus", "zola")

posts = st.builds(
    lambda header, pieces, glue, end, newline, bom: (
        ("\ufeff" if bom else "")
        + (header + "".join(a + b for a, b in zip(pieces, glue, strict=False)) + end).replace("\n", newline)
    ),
    st.sampled_from(HEADERS),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9),
    st.lists(st.sampled_from(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", " ")), min_size=9, max_size=9),
    st.sampled_from(("\n", "", "\n\n")),
    st.sampled_from(("\n", "\n", "\r\n")),
    st.booleans(),
)


# nothing is made smaller: each try takes a dozen runs of all rules
@pytest.mark.sweep
@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(posts, st.sampled_from(PRESETS), st.sampled_from(("post.md", "post.md", "post.mdx")))
def test_in_posts_of_faulty_pieces(text: str, preset: str, path: str) -> None:
    assert broken_promises(everything(Path("/"), preset), path, text) == []


def test_many_rules_offer_fixes() -> None:
    assert sum(rule.fixable for rule in builtin_rules().values()) >= 40
