"""Posts with a long stretch of one piece of text at each place that something else reads: a title, a cell, a target.

A pattern that tries each place of a stretch anew takes quadratic time; which pattern reads a place, nobody knows at
all times. So each piece is put at each place.
"""

# ruff: noqa: E501 -- a table
from __future__ import annotations

from collections.abc import Callable, Iterable

from support.hostile_kind import Hostile

_HEADER = "---\ntitle: Bread\n---\n\n"
#: posts, by what is at the mark
_PLACES = {
    "paragraph": _HEADER + "word¦word\n",
    "two sentences": _HEADER + "This is it.¦That is that.\n",
    "number": _HEADER + "In 2020¦45 % of people say so.\n",
    "claim": _HEADER + "Studies¦show that 45 % of people are sad.\n",
    "emphasis": _HEADER + "**word¦word**\n",
    "bold line": _HEADER + "**word**¦\n",
    "label": _HEADER + "**Note:**¦word\n",
    "heading": _HEADER + "## word¦word\n",
    "first heading": _HEADER + "# word¦word\n",
    "underlined heading": _HEADER + "word¦word\n====\n",
    "id of a heading": _HEADER + "## word {#id¦word}\n",
    "list": _HEADER + "- word¦word\n",
    "quote": _HEADER + "> word¦word\n",
    "alert": _HEADER + "> [!NOTE]¦word\n> word\n",
    "admonition": _HEADER + '!!! note¦"Title"\n    word\n',
    "container": _HEADER + ":::note¦title\nword\n:::\n",
    "open attributes of a container": _HEADER + ":::note[a]{b}¦{x\nword\n:::\n",
    "definition list": _HEADER + "Term\n: word¦word\n",
    "cell": _HEADER + "| a | b |\n|---|---|\n| word¦word | c |\n",
    "code": _HEADER + "```\nword¦word\n```\n",
    "language of a code block": _HEADER + "```py¦word\nx\n```\n",
    "code in a line": _HEADER + "`word¦word`\n",
    "math": _HEADER + "$a¦b$ and $$a¦b$$\n",
    "text of a link": _HEADER + "[word¦word](a.md)\n",
    "title of a link": _HEADER + '[a](a.md "word¦word")\n',
    "target": _HEADER + "[a](a¦b.md)\n",
    "definition": _HEADER + "[a]: b.md 'word¦word'\n\n[a]\n",
    "footnote": _HEADER + "a[^1]\n\n[^1]: word¦word\n",
    "address": _HEADER + "see https://example.com¦word\n",
    "image": _HEADER + "![word¦word](a.png)\n",
    "attributes of an image": _HEADER + "![a](b.png){width=1¦alt=x}\n",
    "paragraph of HTML": _HEADER + "<p>word¦word</p>\n",
    "box of HTML": _HEADER + "<div>¦word</div>\n",
    "heading of HTML": _HEADER + "<h2>word¦word</h2>\n",
    "attribute of HTML": _HEADER + '<img alt="word¦word" src="a.png">\n',
    "line break of HTML": _HEADER + "word<br>¦word\n",
    "entity": _HEADER + "word&nbsp;¦word\n",
    "comment": _HEADER + "<!-- word¦word -->\n",
    "suppression": _HEADER + "<!-- postlint-disable¦word -->\n",
    "shortcode": _HEADER + '{{< figure src="a"¦alt="b" >}}\n',
    "Liquid": _HEADER + "{% include a.html¦b=1 %}\n",
    "description": "---\ntitle: x\ndescription: 'word¦word'\n---\n\ntext\n",
    "focus keyword": "---\ntitle: x\nfocus_keyword: 'word¦word'\n---\n\ntext word word\n",
    "tag": "---\ntitle: x\ntags: ['word¦word']\n---\n\ntext\n",
    "key": "---\ntitle¦: x\n---\ntext\n",
    "title of TOML": "+++\ntitle = 'word¦word'\n+++\n\ntext\n",
    "title of Pelican": "Title: word¦word\nDate: 2020-01-01\n\ntext\n",
    "component": _HEADER + '<Card title="a"¦href="b">x</Card>\n',
    "import": _HEADER + "import A from 'a'¦\n\ntext\n",
    "expression": _HEADER + "{word¦word}\n",
}  # fmt: skip
_OF_MDX = frozenset(("component", "import", "expression"))
#: what stands there again and again
_PIECES = (
    " ", "\t", "\u00a0", "\n", " \n", "\r", ".", "-", "*", '"', "'", "(", "[", "<", ":", "/", "1", ", ", "|", "_", "%",
    "&", "#", "`", "—", "~", "!", "?", "{", "=", "\\", "$", "@", "@a", "a ", "the ", "and ", "A. ", "1, ", "http://a.b ",
    "\u200d", "\u0301", "中",
)  # fmt: skip


def hostile_stretches(pieces: Iterable[str] = _PIECES) -> tuple[Hostile, ...]:
    """A kind of post for each place and piece."""
    return tuple(
        Hostile(f"{place}: {piece!r}", _stretch(text, piece), "post.mdx" if place in _OF_MDX else "post.md")
        for place, text in _PLACES.items()
        for piece in pieces
    )


def _stretch(text: str, piece: str) -> Callable[[int], str]:
    return lambda n: text.replace("¦", piece * n)
