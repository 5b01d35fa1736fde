"""Posts that grow with a number and are made to take more time than their length: nothing here is a file.

Each generator repeats a piece of text until the post is long enough; the names say what is repeated.
"""

# ruff: noqa: E501 -- a table
from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Hostile(NamedTuple):
    """A kind of post: `make(n)` has n repeated pieces. `path` decides the syntax, by its ending."""

    name: str
    make: Callable[[int], str]
    path: str = "post.md"

    def text(self, size: int) -> str:
        """A post of about `size` code points: the number of pieces is found from two short posts."""
        short, longer = len(self.make(16)), len(self.make(48))
        per_piece = max((longer - short) / 32, 1)
        return self.make(max(1, round((size - short) / per_piece) + 16))


def _repeat(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    return lambda n: f"{before}{piece * n}{after}"


def _numbered(piece: str, before: str = "", after: str = "", joint: str = "") -> Callable[[int], str]:
    return lambda n: before + joint.join(piece.format(i) for i in range(n)) + after


def _header(inner: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: f"---\n{inner(n)}\n---\n\nText of the post.\n"


#: one piece that is repeated, alone: the names are the pieces as Python writes them
_PIECES = (
    "*a ", "*a **a ", "**a *a_ ", "_a __b ", "~~a ", "`a ", "``a ` ", "[", "![", "[a](", "[a][", "](", "[a] ", "[a]: ",
    "<a ", "<", "<!--", "<!-- a ", "<?", "<![CDATA[", "<a href='", '<a href="x">', "<div>", "<div>\n\n", "</div>",
    "<b><i>", "<h2>[", "<p><table><tr><td>", "&", "&amp", "\\", "\\[", "$", "$a ", "$$", "{{", "{{<", "{{% a ", "{% a ",
    "{`${`", "{", "}", "{a", "(", ")", '"', "“a ", "'a ", "> ", "> a\n", ">", "- ", "- a\n", "1. ", "1. a\n", "* * ",
    "  - a\n", "#", "# a\n", "## a\n\n", "| a ", "| a | b |\n", "|-", "a | b\n- | -\n", "=", "a\n=\n", "-\n", "---\n",
    "***\n", "~~~\n", "```\n", "````a\n", ":::\n", "::: a\n", ":", ": a\n", "a\n: b\n", "a\n\n: b\n\n", "+--", "+---+\n",
    "+---+\n| a |\n", "[^a]: ", "[^a]", "[^a] [^a]: b\n", "http://", "http://a.b/ ", "www.a.", "a@", "a@b.", "a.b", "a/",
    "a-", "a_", "-", "_", ".", "...", "!", "?", ",", " ", "\t", "\n", "\r", "\r\n", " \n", "\u00a0", "\u200b", "\ufeff",
    "\ufffc", "a", "A", "1", "1,", "1.", "1 %, ", "a ", "a, ", "a. ", "Dr. ", "e.g. ", "A. ", "I am, and he is, ",
    "was done ", "is very, very ", "x² ", "漢", "漢字。", "é", "e\u0301", "\u0301", "👍🏽", "İ", "ß ", "а", "ا ",
    "[a](b) ", "![a](b) ", "[a](b 'c", "[a](<b", "<http://a", "<img src=a ", "<script>", "<style>\n", "<pre>", "<svg>",
    "<Tab>", "<Tab>\n\n", "import a from 'b'\n", "export ", "---\na: b\n---\n", "TODO ", "lorem ipsum ", "<<<<<<< a\n",
    "50% of users ", "according to a, ", "studies show that ", "\\begin{a}", "\\(", "[[", "[[a|", "==a ", "^a", "~a",
    "{: .a}\n", "{#a}", "{.a ", "[a]{", "[a]{.b} ", "<details><summary>", "click here ", "[here](a) ", "#a ", "@a ",
)  # fmt: skip


def _pieces() -> list[Hostile]:
    found = []
    for piece in _PIECES:
        found.append(Hostile(repr(piece), _repeat(piece, "Title of a post\n\n", "\n")))
        if any(char in piece for char in "{<`e"):
            found.append(Hostile(f"mdx {piece!r}", _repeat(piece, "", "\n"), "post.mdx"))
    return found


_KEYWORDS = "---\ntitle: A title\nfocus_keyword: alpha\nkeywords: '"
_SHAPED = (
    Hostile("word, spaces, word", _repeat(" ", "word", "word\n")),
    Hostile("heading, spaces, word", _repeat(" ", "# a", "b\n")),
    Hostile("heading, spaces, #", _repeat(" #", "# a", "b\n")),
    Hostile("heading, tabs", _repeat("\t", "# a", "b\n")),
    Hostile("paragraph, spaces, word", _repeat(" ", "Text.\n\nword", "word\n")),
    Hostile("lines of spaces", _repeat("a          \n")),
    Hostile("emphasis with closers", lambda n: "*a " * n + "a* " * n + "\n"),
    Hostile("strong with closers", lambda n: "**a " * n + "a** " * n + "\n"),
    Hostile("both with closers", lambda n: "*a **a " * n + "a** a* " * n + "\n"),
    Hostile("underscores with closers", lambda n: "_a " * n + "a_ " * n + "\n"),
    Hostile("runs of stars", lambda n: "a" + "".join("*" * (i % 7 + 1) + "a" for i in range(n)) + "\n"),
    Hostile("strikes with closers", lambda n: "~~a " * n + "a~~ " * n + "\n"),
    Hostile("ticks of all lengths", lambda n: " ".join("`" * (i + 1) for i in range(int((2 * n) ** 0.5))) + "\n"),
    Hostile("brackets with closers", lambda n: "[" * n + "a" + "]" * n + "\n"),
    Hostile("links in links", lambda n: "[" * n + "a" + "](b)" * n + "\n"),
    Hostile("images in images", lambda n: "![" * n + "a" + "](b)" * n + "\n"),
    Hostile("parentheses in a target", lambda n: "[a](" + "(" * n + ")" * n + ")\n"),
    Hostile("nested quotes", lambda n: "".join("> " * (i % 150) + "a\n" for i in range(max(1, n // 150)))),
    Hostile("nested lists", lambda n: "".join("  " * (i % 100) + "- a\n" for i in range(max(1, n // 50)))),
    Hostile("same definition", _repeat("[a]: b\n", "[a]\n\n")),
    Hostile("definitions", _numbered("[a{0}]: b{0}\n")),
    Hostile("references without definition", _numbered("[a{0}][b{0}] ")),
    Hostile("references and definitions", lambda n: "".join(f"[a{i}] " for i in range(n)) + "\n\n" + "".join(f"[a{i}]: /b\n" for i in range(n))),
    Hostile("same heading", _repeat("## Heading\n\nText.\n\n")),
    Hostile("headings", _numbered("## Heading {0}\n\nText {0}.\n\n")),
    Hostile("footnotes", lambda n: "".join(f"a[^{i}] " for i in range(n)) + "\n\n" + "".join(f"[^{i}]: b\n" for i in range(n))),
    Hostile("footnotes in footnotes", _numbered("[^{0}]: a [^{0}1]\n\n", "a[^0]\n\n")),
    Hostile("wide table", lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|\n"),
    Hostile("long table", _repeat("|a|b|\n", "|a|b|\n|-|-|\n")),
    Hostile("links", _numbered("[link {0}](/page-{0}) and ")),
    Hostile("links next to each other", _numbered("[link {0}](/page-{0})")),
    Hostile("same link", _repeat("[the guide](/guide) is here. ")),
    Hostile("outside links", _numbered("[link {0}](http://example.com/{0}?a=b) and ")),
    Hostile("images", _numbered("![image {0}](/image-{0}.png)\n\n")),
    Hostile("html links", _numbered("<a href='/a{0}'>Link</a> ")),
    Hostile("attributes of a tag", _numbered("a{0}='b' ", "<div ", ">a</div>\n")),
    Hostile("nested tags, closed", lambda n: "<div>" * n + "a" + "</div>" * n + "\n"),
    Hostile("nested inline tags, closed", lambda n: "a " + "<b>" * n + "a" + "</b>" * n + "\n"),
    Hostile("comments", _repeat("<!-- a -->\n")),
    Hostile("unknown names in a suppression", _numbered("no-such-rule-{0}", "<!-- postlint-disable ", " -->\n\nText.\n", ", ")),
    Hostile("suppressions", _repeat("<!-- postlint-disable-next-line weasel-words -->\nVery much.\n\n")),
    Hostile("suppressions of unknown rules", _numbered("<!-- postlint-disable-line nothing-{0} --> a\n\n")),
    Hostile("one sentence", _numbered("word{0}, ", "", "end.\n")),
    Hostile("sentences", _numbered("The word {0} was written. ")),
    Hostile("repeated sentence", _repeat("The same sentence stands here. ")),
    Hostile("passages", _numbered("The word {0} was written by us.\n\n")),
    Hostile("one long word", _repeat("ab")),
    Hostile("long address", _repeat("a/b", "http://example.com/")),
    Hostile("numbers and claims", _numbered("In 20{0} about {0}% of users said so. ")),
    Hostile("quotations", _numbered("“Word {0},” she said. ")),
    Hostile("open quotations", _repeat("“He said 'no ")),
    Hostile("keyword in the text", _repeat("alpha beta ", "---\ntitle: Alpha\nfocus_keyword: alpha beta\n---\n\n")),
    Hostile("keywords in one string", _numbered("word {0}", _KEYWORDS, "'\n---\n\nword 1 and word 2.\n", ", ")),
    Hostile("keywords in a list", _header(_numbered("- word {0}\n", "title: A\nkeywords:\n"))),
    Hostile("tags in a list", _header(_numbered("- word {0}\n", "title: A\ntags:\n"))),
    Hostile("long keyword", _header(_repeat("word ", "title: A\nfocus_keyword: "))),
    Hostile("repeated key", _header(_repeat("k: v\n"))),
    Hostile("repeated title", _header(_repeat("title: v\n"))),
    Hostile("keys", _header(_numbered("key{0}: v\n"))),
    Hostile("long title", _header(_repeat("word ", "title: "))),
    Hostile("spaces in a quoted title", _header(_repeat(" ", "title: 'a", "b'"))),
    Hostile("spaces in a title", _header(_repeat(" ", "title: a", "b"))),
    Hostile("lines in a quoted title", _header(_repeat("\n", "title: 'a", "b'"))),
    Hostile("escapes in a title", _header(_repeat("\\t", 'title: "a', '"'))),
    Hostile("open quote in the header", _header(_repeat("a ", "title: '"))),
    Hostile("maps of YAML", _header(lambda n: "a: " + "{a: " * n + "1" + "}" * n)),
    Hostile("lists of YAML", _header(lambda n: "a: " + "[" * n + "]" * n)),
    Hostile("blocks of YAML", _header(lambda n: "\n".join(" " * i + "a:" for i in range(int((2 * n) ** 0.5))))),
    Hostile("dashes of YAML", _header(_repeat("- ", "a:\n  "))),
    Hostile("anchors of YAML", _header(_numbered("a{0}: &a{0} b\n"))),
    Hostile("aliases of YAML", _header(_repeat("- *a\n", "b: &a [1, 2, 3]\nc:\n"))),
    Hostile("merges of YAML", _header(_numbered("m{0}: &m{0}\n  <<: *m\n  k{0}: v\n", "m: &m {k: v}\n"))),
    Hostile("folded text of YAML", _header(_repeat("  word word\n\n", "description: >\n"))),
    Hostile("comments of YAML", _header(_repeat("# a\n"))),
    Hostile("long integer of YAML", _header(_repeat("1", "weight: "))),
    Hostile("base 60 of YAML", _header(_repeat(":1", "title: 1"))),
    Hostile("underscores of YAML", _header(_repeat("1_", "title: 0"))),
    Hostile("fraction of YAML", _header(_repeat("1", "title: 1."))),
    Hostile("date of YAML", _header(_repeat("1", "date: 2024-01-01T00:00:00."))),
    Hostile("slug", _header(_repeat("a-", "slug: "))),
    Hostile("address in the header", _header(_repeat("a.", "canonical_url: http://"))),
    Hostile("dotted key of TOML", lambda n: "+++\n" + "a." * n + "a = 1\n+++\n\nText.\n"),
    Hostile("keys of TOML", _numbered("a{0} = 1\n", "+++\n", "+++\n\nText.\n")),
    Hostile("dotted keys of TOML", _numbered("a.b{0} = 1\n", "+++\n", "+++\n\nText.\n")),
    Hostile("tables of TOML", _numbered("[a.b{0}]\n", "+++\n", "+++\n\nText.\n")),
    Hostile("lists of TOML", lambda n: "+++\na = " + "[" * n + "]" * n + "\n+++\n\nText.\n"),
    Hostile("inline tables of TOML", lambda n: "+++\na = " + "{a=" * n + "1" + "}" * n + "\n+++\n\nText.\n"),
    Hostile("long integer of TOML", lambda n: "+++\na = " + "1" * n + "\n+++\n\nText.\n"),
    Hostile("quotes of TOML", lambda n: '+++\na = """' + '"" ' * n + "\n+++\n\nText.\n"),
    Hostile("lists of JSON", lambda n: '{"a": ' + "[" * n + "]" * n + "}\n\nText.\n"),
    Hostile("maps of JSON", lambda n: '{"a": ' * n + "1" + "}" * n + "\n\nText.\n"),
    Hostile("keys of JSON", _numbered('"a{0}": 1', "{", "}\n\nText.\n", ",\n")),
    Hostile("open map of JSON", _repeat('{"a":\n')),
    Hostile("long integer of JSON", _repeat("1", '{"a": ', "}\n\nText.\n")),
    Hostile("templates in templates", _repeat("{`${`", "", "\n"), "page.mdx"),
    Hostile("MDX comments", _repeat("{/* a ", "", "\n"), "page.mdx"),
    Hostile("MDX tags", _repeat("<A b={", "", "\n"), "page.mdx"),
    Hostile("MDX attributes", _numbered("a{0}={{1}} ", "<A ", "/>\n"), "page.mdx"),
    Hostile("MDX nested", lambda n: "<A>\n\n" * n + "a\n\n" + "</A>\n\n" * n, "page.mdx"),
    Hostile("MDX exports", _numbered("export const a{0} = `{{\n\n", ""), "page.mdx"),
    Hostile("MDX braces", lambda n: "{" * n + "}" * n + "\n", "page.mdx"),
    Hostile("fences in a document of Quarto", _repeat("::: {.a}\n\n"), "page.qmd"),
    Hostile("cells of Quarto", _repeat("```{r}\na\n```\n\n"), "page.qmd"),
    Hostile("attributes of Quarto", _repeat("[a]{.b ", "", "\n"), "page.qmd"),
)  # fmt: skip


def hostile_posts() -> tuple[Hostile, ...]:
    """All kinds of hostile posts."""
    return (*_SHAPED, *_pieces())
