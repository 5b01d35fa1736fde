"""Posts that grow with a number and are made to take more time than their length: nothing here is a file.

Each generator repeats a piece of text until the post is long enough; the names say what is repeated.
"""

# ruff: noqa: E501 -- a table
from __future__ import annotations

from support.hostile_kind import Hostile, header, numbered, repeat
from support.hostile_structures import hostile_structures

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
        found.append(Hostile(repr(piece), repeat(piece, "Title of a post\n\n", "\n")))
        if any(char in piece for char in "{<`e"):
            found.append(Hostile(f"mdx {piece!r}", repeat(piece, "", "\n"), "post.mdx"))
    return found


#: so many sections make a post one with entries
_ENTRIES = "## A\n\nText.\n\n" * 31
_KEYWORDS = "---\ntitle: A title\nfocus_keyword: alpha\nkeywords: '"
_SHAPED = (
    Hostile("word, spaces, word", repeat(" ", "word", "word\n")),
    Hostile("heading, spaces, word", repeat(" ", "# a", "b\n")),
    Hostile("heading, spaces, #", repeat(" #", "# a", "b\n")),
    Hostile("heading, tabs", repeat("\t", "# a", "b\n")),
    Hostile("paragraph, spaces, word", repeat(" ", "Text.\n\nword", "word\n")),
    Hostile("lines of spaces", repeat("a          \n")),
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
    Hostile("same definition", repeat("[a]: b\n", "[a]\n\n")),
    Hostile("definitions", numbered("[a{0}]: b{0}\n")),
    Hostile("uses of definitions that are not read", numbered("[x{0}][a{0}]\n\nword\n[a{0}]: b\n\n")),
    Hostile("references without definition", numbered("[a{0}][b{0}] ")),
    Hostile("references and definitions", lambda n: "".join(f"[a{i}] " for i in range(n)) + "\n\n" + "".join(f"[a{i}]: /b\n" for i in range(n))),
    Hostile("heading, open bracket", repeat("a ", _ENTRIES + "## (", "\n\n## z\n\nText.\n")),
    Hostile("heading, open credits", repeat("#a", "# a (")),
    Hostile("heading, questions", repeat("? ", "# ", "a\n")),
    Hostile("heading, comments", repeat("<!-- ", "a ", "\n---\n")),
    Hostile("heading, stops", repeat("a. ", "## ", "b\n\n## z\n\nText.\n")),
    Hostile("heading, attributes of a link", repeat("href ", "<h2><a ", "></a></h2>\n\n<h2>z</h2>\n")),
    Hostile("same heading", repeat("## Heading\n\nText.\n\n")),
    Hostile("headings", numbered("## Heading {0}\n\nText {0}.\n\n")),
    Hostile("footnotes", lambda n: "".join(f"a[^{i}] " for i in range(n)) + "\n\n" + "".join(f"[^{i}]: b\n" for i in range(n))),
    Hostile("footnotes in footnotes", numbered("[^{0}]: a [^{0}1]\n\n", "a[^0]\n\n")),
    Hostile("wide table", lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n + "|\n"),
    Hostile("long table", repeat("|a|b|\n", "|a|b|\n|-|-|\n")),
    Hostile("links", numbered("[link {0}](/page-{0}) and ")),
    Hostile("links next to each other", numbered("[link {0}](/page-{0})")),
    Hostile("same link", repeat("[the guide](/guide) is here. ")),
    Hostile("outside links", numbered("[link {0}](http://example.com/{0}?a=b) and ")),
    Hostile("images", numbered("![image {0}](/image-{0}.png)\n\n")),
    Hostile("html links", numbered("<a href='/a{0}'>Link</a> ")),
    Hostile("attributes of a tag", numbered("a{0}='b' ", "<div ", ">a</div>\n")),
    Hostile("nested tags, closed", lambda n: "<div>" * n + "a" + "</div>" * n + "\n"),
    Hostile("nested inline tags, closed", lambda n: "a " + "<b>" * n + "a" + "</b>" * n + "\n"),
    Hostile("comments", repeat("<!-- a -->\n")),
    Hostile("unknown names in a suppression", numbered("no-such-rule-{0}", "<!-- postlint-disable ", " -->\n\nText.\n", ", ")),
    Hostile("suppressions", repeat("<!-- postlint-disable-next-line weasel-words -->\nVery much.\n\n")),
    Hostile("suppressions of unknown rules", numbered("<!-- postlint-disable-line nothing-{0} --> a\n\n")),
    Hostile("one sentence", numbered("word{0}, ", "", "end.\n")),
    Hostile("sentences", numbered("The word {0} was written. ")),
    Hostile("repeated sentence", repeat("The same sentence stands here. ")),
    Hostile("passages", numbered("The word {0} was written by us.\n\n")),
    Hostile("one long word", repeat("ab")),
    Hostile("long address", repeat("a/b", "http://example.com/")),
    Hostile("numbers and claims", numbered("In 20{0} about {0}% of users said so. ")),
    Hostile("quotations", numbered("“Word {0},” she said. ")),
    Hostile("open quotations", repeat("“He said 'no ")),
    Hostile("keyword in the text", repeat("alpha beta ", "---\ntitle: Alpha\nfocus_keyword: alpha beta\n---\n\n")),
    Hostile("keywords in one string", numbered("word {0}", _KEYWORDS, "'\n---\n\nword 1 and word 2.\n", ", ")),
    Hostile("keywords in a list", header(numbered("- word {0}\n", "title: A\nkeywords:\n"))),
    Hostile("tags in a list", header(numbered("- word {0}\n", "title: A\ntags:\n"))),
    Hostile("long keyword", header(repeat("word ", "title: A\nfocus_keyword: "))),
    Hostile("open quotation of a keyword", header(repeat(" ", "title: A\nfocus_keyword: '«", "x'"))),
    Hostile("repeated key", header(repeat("k: v\n"))),
    Hostile("repeated title", header(repeat("title: v\n"))),
    Hostile("keys", header(numbered("key{0}: v\n"))),
    Hostile("long title", header(repeat("word ", "title: "))),
    Hostile("spaces in a quoted title", header(repeat(" ", "title: 'a", "b'"))),
    Hostile("spaces in a title", header(repeat(" ", "title: a", "b"))),
    Hostile("lines in a quoted title", header(repeat("\n", "title: 'a", "b'"))),
    Hostile("escapes in a title", header(repeat("\\t", 'title: "a', '"'))),
    Hostile("open quote in the header", header(repeat("a ", "title: '"))),
    Hostile("maps of YAML", header(lambda n: "a: " + "{a: " * n + "1" + "}" * n)),
    Hostile("lists of YAML", header(lambda n: "a: " + "[" * n + "]" * n)),
    Hostile("blocks of YAML", header(lambda n: "\n".join(" " * i + "a:" for i in range(int((2 * n) ** 0.5))))),
    Hostile("dashes of YAML", header(repeat("- ", "a:\n  "))),
    Hostile("anchors of YAML", header(numbered("a{0}: &a{0} b\n"))),
    Hostile("aliases of YAML", header(repeat("- *a\n", "b: &a [1, 2, 3]\nc:\n"))),
    Hostile("merges of YAML", header(numbered("m{0}: &m{0}\n  <<: *m\n  k{0}: v\n", "m: &m {k: v}\n"))),
    Hostile("folded text of YAML", header(repeat("  word word\n\n", "description: >\n"))),
    Hostile("comments of YAML", header(repeat("# a\n"))),
    Hostile("long integer of YAML", header(repeat("1", "weight: "))),
    Hostile("base 60 of YAML", header(repeat(":1", "title: 1"))),
    Hostile("underscores of YAML", header(repeat("1_", "title: 0"))),
    Hostile("fraction of YAML", header(repeat("1", "title: 1."))),
    Hostile("date of YAML", header(repeat("1", "date: 2024-01-01T00:00:00."))),
    Hostile("slug", header(repeat("a-", "slug: "))),
    Hostile("address in the header", header(repeat("a.", "canonical_url: http://"))),
    Hostile("dotted key of TOML", lambda n: "+++\n" + "a." * n + "a = 1\n+++\n\nText.\n"),
    Hostile("keys of TOML", numbered("a{0} = 1\n", "+++\n", "+++\n\nText.\n")),
    Hostile("dotted keys of TOML", numbered("a.b{0} = 1\n", "+++\n", "+++\n\nText.\n")),
    Hostile("tables of TOML", numbered("[a.b{0}]\n", "+++\n", "+++\n\nText.\n")),
    Hostile("lists of TOML", lambda n: "+++\na = " + "[" * n + "]" * n + "\n+++\n\nText.\n"),
    Hostile("inline tables of TOML", lambda n: "+++\na = " + "{a=" * n + "1" + "}" * n + "\n+++\n\nText.\n"),
    Hostile("long integer of TOML", lambda n: "+++\na = " + "1" * n + "\n+++\n\nText.\n"),
    Hostile("quotes of TOML", lambda n: '+++\na = """' + '"" ' * n + "\n+++\n\nText.\n"),
    Hostile("lists of JSON", lambda n: '{"a": ' + "[" * n + "]" * n + "}\n\nText.\n"),
    Hostile("maps of JSON", lambda n: '{"a": ' * n + "1" + "}" * n + "\n\nText.\n"),
    Hostile("keys of JSON", numbered('"a{0}": 1', "{", "}\n\nText.\n", ",\n")),
    Hostile("open map of JSON", repeat('{"a":\n')),
    Hostile("long integer of JSON", repeat("1", '{"a": ', "}\n\nText.\n")),
    Hostile("templates in templates", repeat("{`${`", "", "\n"), "page.mdx"),
    Hostile("MDX comments", repeat("{/* a ", "", "\n"), "page.mdx"),
    Hostile("MDX tags", repeat("<A b={", "", "\n"), "page.mdx"),
    Hostile("MDX attributes", numbered("a{0}={{1}} ", "<A ", "/>\n"), "page.mdx"),
    Hostile("MDX nested", lambda n: "<A>\n\n" * n + "a\n\n" + "</A>\n\n" * n, "page.mdx"),
    Hostile("MDX exports", numbered("export const a{0} = `{{\n\n", ""), "page.mdx"),
    Hostile("MDX braces", lambda n: "{" * n + "}" * n + "\n", "page.mdx"),
    Hostile("fences in a document of Quarto", repeat("::: {.a}\n\n"), "page.qmd"),
    Hostile("cells of Quarto", repeat("```{r}\na\n```\n\n"), "page.qmd"),
    Hostile("attributes of Quarto", repeat("[a]{.b ", "", "\n"), "page.qmd"),
)  # fmt: skip


def hostile_posts() -> tuple[Hostile, ...]:
    """All kinds of hostile posts."""
    return (*_SHAPED, *hostile_structures(), *_pieces())
