"""Posts that repeat a whole structure (a table, a list of definitions, an admonition, a run of letters of a script).

Like `hostile_posts`, whose kinds they join: each repeated structure has a name or a place of its own, since what is equal
is often looked up once.
"""

# ruff: noqa: E501 -- a table
from __future__ import annotations

from collections.abc import Callable, Iterator

from support.hostile_kind import Hostile, header, numbered, repeat


def _square(cell: str, end: str, before: str = "") -> Callable[[int], str]:
    """As many rows as columns, n cells in all."""
    return lambda n: before + "".join(cell * max(1, int(n**0.5)) + end for _ in range(max(1, int(n**0.5))))


def _indented(line: str, step: str, deepest: int = 60) -> Callable[[int], str]:
    """Lines that are nested ever deeper, and begin anew at a depth."""
    return lambda n: "".join(step * (i % deepest) + line.format(i) for i in range(max(1, 2 * n // deepest)))


def _alphabet(first: int, letters: int, joint: str = "") -> Callable[[int], str]:
    """A run of the letters of a script, in an order that does not repeat soon."""
    return lambda n: joint.join(chr(first + (i * i * 7 + i) % letters) for i in range(n)) + "\n"


_TABLES = (
    Hostile("wide and long table", lambda n: "".join("|a" * max(2, int(n**0.5)) + "|\n" if i != 1 else "|-" * max(2, int(n**0.5)) + "|\n" for i in range(max(3, int(n**0.5))))),
    Hostile("links in a table", numbered("| [a{0}](/b{0}) | `c` |\n", "| a | b |\n|---|---|\n")),
    Hostile("rows of other lengths", numbered("| a{0} |\n| a | b | c |\n", "| a | b |\n|---|---|\n")),
    Hostile("tables", numbered("| a{0} | b |\n|---|---|\n| c | d |\n\n")),
    Hostile("escaped pipes in a table", repeat("a \\| ", "| a | b |\n|---|---|\n| ", " |\n")),
    Hostile("empty cells", repeat("||", "| a | b |\n|---|---|\n", "\n")),
    Hostile("table without outer pipes", repeat("a | b\n", "a | b\n- | -\n")),
    Hostile("HTML table", numbered("<tr><td>a{0}</td><td>b</td></tr>\n", "<table>\n", "</table>\n")),
    Hostile("HTML tables", repeat("<table><tr><td>a</td></tr></table>\n\n")),
    Hostile("nested HTML tables", lambda n: "<table><tr><td>" * n + "a" + "</td></tr></table>" * n + "\n"),
    Hostile("HTML cells that nothing closes", _square("<td>a", "<tr>", "<table>")),
)  # fmt: skip

_LISTS = (
    Hostile("definition list", numbered("Term {0}\n: What it is.\n\n")),
    Hostile("terms of one definition", numbered("Term {0}\n", "", ": What it is.\n")),
    Hostile("definitions of one term", numbered(": What it is, {0}.\n", "Term\n")),
    Hostile("task list", numbered("- [ ] Task {0}\n")),
    Hostile("long list", numbered("- Item {0}\n")),
    Hostile("loose list", numbered("- Item {0}\n\n")),
    Hostile("numbered list", lambda n: "".join(f"{i}. Item\n" for i in range(n))),
    Hostile("list of lists", numbered("- Item {0}\n  - a\n  - b\n")),
    Hostile("deep lists", _indented("- Item {0}\n", "  ")),
    Hostile("deep numbered lists", _indented("1. Item {0}\n", "   ")),
    Hostile("quotes and lists in turn", lambda n: "".join("> - " * (i % 40) + f"a{i}\n" for i in range(max(1, n // 20)))),
    Hostile("quotes", numbered("> Quoted {0}.\n\n")),
    Hostile("lazy lines of a quote", repeat("lazy line\n", "> a\n")),
)  # fmt: skip

_BLOCKS = (
    Hostile("admonitions of MkDocs", numbered('!!! note "Title {0}"\n    Text.\n\n')),
    Hostile("nested admonitions of MkDocs", _indented("!!! note\n\n", "    ", 25)),
    Hostile("nested directives", lambda n: "".join(":" * (3 + i % 40) + f" note {i}\n" for i in range(max(1, n // 25)))),
    Hostile("directives", numbered(":::note[Title {0}]\nText.\n:::\n\n")),
    Hostile("alerts", numbered("> [!NOTE]\n> Text {0}.\n\n")),
    Hostile("details", numbered("<details><summary>a{0}</summary>\n\nText.\n\n</details>\n\n")),
    Hostile("code blocks", numbered("```python\nprint({0})\n```\n\n")),
    Hostile("indented code", numbered("    print({0})\n\nText.\n\n")),
    Hostile("long code", numbered("print({0})  # why\n", "```python\n", "```\n")),
    Hostile("long code of a shell", numbered("$ echo {0} > a\n", "```console\n", "```\n")),
    Hostile("HTML blocks", numbered("<div class='a{0}'>\nText.\n</div>\n\n")),
    Hostile("HTML paragraphs", numbered("<p>Text {0}.</p>\n")),
    Hostile("HTML headings", numbered("<h2 id='a{0}'>Heading {0}</h2>\n\nText.\n\n")),
    Hostile("HTML images", numbered("<img src='/a{0}.png' alt='' width='1'>\n")),
    Hostile("pictures", numbered("<picture><source srcset='/a{0}.webp 1x, /b.webp 2x'><img src='/a{0}.png'></picture>\n")),
    Hostile("rules", repeat("a\n\n***\n\n")),
    Hostile("underscores of a field", lambda n: f"a{'_' * n}\nb: c\n---\n"),
    Hostile("setext headings", numbered("Heading {0}\n=======\n\nText.\n\n")),
    Hostile("empty headings", repeat("##\n\n")),
    Hostile("grid tables", repeat("+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+\n\n")),
    Hostile("rows of tables", repeat("| a | b |\n")),
    Hostile("rows of tables between lines", repeat("| a | b |\n\nc\n")),
    Hostile("formulas", numbered("$a_{{{0}}}$ and $$b$$ ")),
    Hostile("snippets", numbered('--8<-- "a{0}.md"\n')),
    Hostile("shortcodes", numbered('{{{{< figure src="/a{0}.png" >}}}}\n\n')),
    Hostile("shortcodes with a body", numbered("{{{{% note %}}}}\nText {0}.\n{{{{% /note %}}}}\n\n")),
    Hostile("open shortcodes", numbered("{{{{% note{0} %}}}}\nText.\n\n")),
    Hostile("tags of Liquid", numbered("{{% include a{0}.html %}}\n\n")),
    Hostile("open tags of Liquid", numbered("{{% if a{0} %}}\nText.\n\n")),
    Hostile("definitions of abbreviations", numbered("*[A{0}]: Text\n")),
    Hostile("tabs of MkDocs", numbered('=== "Tab {0}"\n\n    Text.\n\n')),
)  # fmt: skip

_REFERENCES = (
    Hostile("nested footnotes", _indented("[^{0}]: a [^{0}1]\n\n", "    ", 25)),
    Hostile("footnotes of paragraphs", numbered("[^{0}]: a\n\n    b\n\n", "a\n\n")),
    Hostile("same footnote", repeat("a[^1] ", "", "\n\n[^1]: b\n")),
    Hostile("definitions of the same footnote", repeat("[^1]: b\n", "a[^1]\n\n")),
    Hostile("inline footnotes", numbered("a^[note {0}] ")),
    Hostile("definitions with titles", numbered('[a{0}]: /b "Title {0}"\n')),
    Hostile("definitions over lines", numbered("[a{0}]:\n  /b\n  'Title'\n\n")),
    Hostile("definitions in quotes", numbered("> [a{0}]: /b\n\n")),
    Hostile("definitions used once", numbered("[a{0}]\n\n[a{0}]: /b\n\n")),
    Hostile("labels of upper case", numbered("[ẞA {0}]\n\n[ssa   {0}]: /b\n\n")),
    Hostile("images by reference", numbered("![a{0}][b{0}]\n\n[b{0}]: /c.png\n\n")),
    Hostile("headings with anchors", numbered("## Heading {0} {{#a{0}}}\n\nText.\n\n")),
    Hostile("same anchor", repeat("## Heading {#a}\n\nText.\n\n")),
    Hostile("links to headings", numbered("## Heading {0}\n\n[a](#heading-{0})\n\n")),
    Hostile("links to no headings", numbered("[a](#nothing-{0})\n\n", "## Heading\n\n")),
    Hostile("headings and links to none", lambda n: "".join(f"## Heading {i}\n\n[a](#headin-{i})\n\n" for i in range(n))),
    Hostile("headings that skip", lambda n: "".join("#" * (1 + i * 5 % 6) + f" Heading {i}\n\n" for i in range(n))),
    Hostile("links in headings", numbered("## [Heading {0}](/a)\n\n")),
    Hostile("images with a link", numbered("[![a{0}](/a{0}.png)](/b{0}) ")),
    Hostile("images with attributes", numbered("![a{0}](/a{0}.png){{width=1}}\n\n")),
    Hostile("links with titles", numbered('[a{0}](/b{0} "Title") ')),
    Hostile("links with a break", numbered("[a\nb {0}](/b{0})\n")),
    Hostile("bare addresses", numbered("See https://example.com/a{0}?b=c. ")),
    Hostile("addresses with parentheses", numbered("[a](https://example.com/a_({0})) ")),
    Hostile("addresses in angles", numbered("<https://example.com/{0}> ")),
    Hostile("mail addresses", numbered("<a{0}@example.com> ")),
    Hostile("wikilinks", numbered("[[Page {0}|a]] ")),
    Hostile("citations", numbered("[@a{0}, p. 1] ")),
    Hostile("link without end", repeat("word ", "[", "](/a)\n")),
    Hostile("alt text without end", repeat("word ", "![", "](/a.png)\n")),
    Hostile("target without end", repeat("a/", "[a](/", ")\n")),
    Hostile("query without end", repeat("a=b&", "[a](https://example.com/?", ")\n")),
    Hostile("escapes in a target", repeat("%20", "[a](/b", ")\n")),
    Hostile("dots in a target", repeat("../", "[a](", "b)\n")),
    Hostile("entities", numbered("a &#{0}; &amp; ")),
    Hostile("escapes", repeat("a\\* \\_ \\[ ")),
    Hostile("code spans", numbered("`a{0}` and ``b` `` ")),
    Hostile("strong text", numbered("**bold {0}** and *not* ")),
    Hostile("code in emphasis", repeat("*`a` b* ")),
    Hostile("hard breaks", repeat("a  \nb\\\n")),
)  # fmt: skip

_HEADERS = (
    Hostile("maps in a list", header(numbered("  - name: a{0}\n    url: /b{0}\n", "title: A\nlinks:\n"))),
    Hostile("authors in a list", header(numbered("  - Name {0}\n", "title: A\nauthors:\n"))),
    Hostile("aliases of a post", header(numbered("  - /a/{0}/\n", "title: A\naliases:\n"))),
    Hostile("same tag", header(repeat("  - tag\n", "title: A\ntags:\n"))),
    Hostile("tags that are alike", header(numbered("  - Tag-{0}\n  - tag {0}\n", "title: A\ntags:\n"))),
    Hostile("tags in one line", header(numbered("tag{0}", "title: A\ntags: [", "]", ", "))),
    Hostile("long description", header(numbered("Word {0}. ", "title: A\ndescription: "))),
    Hostile("keys that are alike", header(numbered("titel{0}: v\n"))),
    Hostile("questions and answers", header(numbered("  - question: What is {0}?\n    answer: It is.\n", "title: A\nfaq:\n"))),
    Hostile("arrays of TOML", numbered("[[a]]\nb = {0}\n", "+++\n", "+++\n\nText.\n")),
    Hostile("strings of TOML", numbered('"a{0}"', "+++\ntags = [", "]\n+++\n\nText.\n", ", ")),
    Hostile("list of JSON", numbered('"a{0}"', '{"tags": [', "]}\n\nText.\n", ", ")),
    Hostile("TODO in the header", header(repeat("TODO ", "title: A\ndescription: "))),
    Hostile("template in the header", header(repeat("{{ a }}", "title: '", "'"))),
)  # fmt: skip

_MDX = (
    Hostile("expressions", numbered("{{a{0}}} and ", "", "\n"), "page.mdx"),
    Hostile("expressions of lines", numbered("{{\n  a{0}\n}}\n\n"), "page.mdx"),
    Hostile("expressions in expressions", lambda n: "{a(" * n + ")}" * n + "\n", "page.mdx"),
    Hostile("strings in an expression", numbered("'a{0}', ", "{[", "]}\n"), "page.mdx"),
    Hostile("slashes in an expression", repeat("a / b /", "{", "}\n"), "page.mdx"),
    Hostile("components", numbered("<A b='c{0}' d={{{0}}} />\n\n"), "page.mdx"),
    Hostile("components with text", numbered("<A>\n\nText {0}.\n\n</A>\n\n"), "page.mdx"),
    Hostile("components in a line", numbered("<A>text {0}</A> and ", "", "\n"), "page.mdx"),
    Hostile("open components", numbered("<A{0}>\n\nText.\n\n"), "page.mdx"),
    Hostile("closed components that nothing opens", numbered("</A{0}>\n\n"), "page.mdx"),
    Hostile("components in an attribute", lambda n: "<A b={" * n + "1" + "} />" * n + "\n", "page.mdx"),
    Hostile("imports", numbered("import A{0} from './a{0}'\n", "", "\nText.\n"), "page.mdx"),
    Hostile("imported names", numbered("A{0}", "import {", "} from './a'\n\nText.\n", ", "), "page.mdx"),
    Hostile("exports", numbered("export const a{0} = [1, 2];\n", "", "\nText.\n"), "page.mdx"),
    Hostile("generics", repeat("a<b>", "", "\n"), "page.mdx"),
)  # fmt: skip

_SCRIPTS = (
    Hostile("ideographs", _alphabet(0x4E00, 6000)),
    Hostile("ideographs with stops", _alphabet(0x4E00, 6000, "。")),
    Hostile("ideographs and Latin", _alphabet(0x4E00, 6000, "a ")),
    Hostile("kana", _alphabet(0x3041, 80)),
    Hostile("Hangul", _alphabet(0xAC00, 11000)),
    Hostile("Hangul with spaces", _alphabet(0xAC00, 11000, " ")),
    Hostile("Thai", _alphabet(0x0E01, 46)),
    Hostile("Arabic", _alphabet(0x0627, 36)),
    Hostile("Devanagari", _alphabet(0x0905, 50)),
    Hostile("Cyrillic", _alphabet(0x0430, 32, " ")),
    Hostile("combining marks", lambda n: "a" + _alphabet(0x0300, 100)(n)),
    Hostile("letters with marks", _alphabet(0x0300, 100, "a")),
    Hostile("marks in a heading", lambda n: "## a" + _alphabet(0x0300, 100)(n)),
    Hostile("emoji", _alphabet(0x1F600, 70)),
    Hostile("joined emoji", _alphabet(0x1F466, 4, "\u200d")),
    Hostile("flags", _alphabet(0x1F1E6, 26)),
    Hostile("emoji with spaces", _alphabet(0x1F600, 70, " ")),
    Hostile("marks of direction", _alphabet(0x202A, 5, "a")),
    Hostile("spaces of all widths", _alphabet(0x2000, 11, "a")),
    Hostile("ligatures", _alphabet(0xFB00, 6, " ")),
    Hostile("long words", lambda n: " ".join("a" * 40 + str(i) for i in range(n)) + "\n"),
    Hostile("capitals", numbered("WORD{0} ", "", "\n")),
    Hostile("hyphens", numbered("word-{0}-", "", "end\n")),
    Hostile("slashes", numbered("word{0}/", "", "end\n")),
    Hostile("apostrophes", numbered("it's {0}'s ", "", "\n")),
    Hostile("units", numbered("{0} km/h, {0} °C, ", "", "\n")),
    Hostile("dates", numbered("On 2024-01-{0} and 1/2/{0} ", "", "\n")),
    Hostile("versions", numbered("v1.2.{0} ", "", "\n")),
    Hostile("questions", numbered("What is {0}? ", "", "\n")),
    Hostile("superlatives", numbered("The best tool {0} is the fastest of all. ", "", "\n")),
    Hostile("studies", numbered("A study of {0} found that {0}% do. ", "", "\n")),
    Hostile("conjunctions", repeat("and but or so because ", "", "\n")),
    Hostile("clichés", repeat("In today's fast-paced world, let's dive in. ", "", "\n")),
    Hostile("typographic marks", repeat("„a“ »b« ‘c’ – — … ", "", "\n")),
)  # fmt: skip


def hostile_structures() -> Iterator[Hostile]:
    """All kinds."""
    for kinds in (_TABLES, _LISTS, _BLOCKS, _REFERENCES, _HEADERS, _MDX, _SCRIPTS):
        yield from kinds
