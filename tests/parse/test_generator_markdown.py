"""The Markdown of generators: what each reads beyond GFM, as passages, links and images with their places."""

from __future__ import annotations

import pytest

from postlint.document.document import Document
from postlint.generators.presets import load_preset
from postlint.parse.markdown.parse import parse_markdown
from postlint.parse.nodes import OBJECT
from support.places import check_places

#: preset, text, passages
PASSAGES: list[tuple[str, str, list[str]]] = [
    ("mkdocs-material", '!!! tip "Do *this*"\n    * warm the pot\n    * measure\n\n    Then pour.\n\nAfter.',
     ["item: Do this", "item: warm the pot", "item: measure", "paragraph: Then pour.", "paragraph: After."]),
    ("mkdocs-material", '??? note\n    Text.\n    !!! warning "Inside"\n        Deeper.\n',
     ["paragraph: Text.", "item: Inside", "paragraph: Deeper."]),
    ("mkdocs-material", '=== "One"\n\n    First.\n\n=== "Two"\n\n    Second.\n',
     ["item: One", "paragraph: First.", "item: Two", "paragraph: Second."]),
    ("mkdocs-material", "Before.\n!!! note\n    Inside.\nAfter.",
     ["paragraph: Before.", "paragraph: Inside.", "paragraph: After."]),
    ("mkdocs-material", "- item\n\n    !!! note\n        Inside.\n\n- other",
     ["item: item", "paragraph: Inside.", "item: other"]),
    ("mkdocs-material", "/// note | The title\n    open: true\n\nInside.\n///\n",
     ["item: The title", "paragraph: Inside."]),
    ("mkdocs-material", "One.\n\n::: pots.Kettle\n    options:\n        members: yes\n\nTwo.",
     ["paragraph: One.", "paragraph: Two."]),
    ("mkdocs-material", "One.\n\n--8<-- \"part.md\"\n\nTwo.", ["paragraph: One.", "paragraph: Two."]),
    ("nuxt",
     "One.\n\n::cards\n  ::card\n  ---\n  icon: x\n  ---\n  Two.\n\n      ::in\n      Three.\n      ::\n  ::\n::\n\n4",
     ["paragraph: One.", "paragraph: Two.", "paragraph: Three.", "paragraph: 4"]),
    # code is indented against the component that it is in
    ("nuxt",
     "::a\n    code\n\n#part\nOne.\n\n  ::b\n    Two.\n\n      code\n\n"
     "  ```\n  ::\n  ```\n  ::\nThree.\n::\n\n    code\n\n#tag",
     ["paragraph: One.", "paragraph: Two.", "paragraph: Three.", "paragraph: #tag"]),
    ("nuxt", "One.\n\n    ::a{.b}\n    Two.\n\n        code", ["paragraph: One.", "paragraph: Two."]),
    ("nuxt", "One.\n::\nTwo.\n\n- item\n\n  ::a\n  Three.\n  ::\n\n  Four.",
     ["paragraph: One.", "paragraph: Two.", "item: item", "paragraph: Three.", "item: Four."]),
    ("myst",
     '% a *note*\n\n(kettle)=\n## Kettle\n\nSee {ref}`pots`, 5 % of\n% [no](link)\n(all).\n\n+++ {"a": 1}\n\nEnd.',
     ["heading: Kettle", f"paragraph: See {OBJECT}, 5 % of  (all).", "paragraph: End."]),
    # formulas between the delimiters of TeX; other brackets are only escaped
    ("hugo", r"So \(a^2 = [b][c]\), \\[\text{x}[y][z]\\] is \[x\] or \[see a_b\], c^2 \(d\).",
     [f"paragraph: So {OBJECT * 3}, {OBJECT * 4} is [x] or [see a_b], c^2 (d)."]),
    ("hugo",
     "So\n\\[\na=b\\\\[2pt]\n\\] is it.\n\n\\[ a_{1} =\nb \\] is \\[a\nb\\].\n\n"
     "\\\\[\nx\n\\\\]\n\n\\[\n\na_{1}\n\n\\]",
     [f"paragraph: So {OBJECT} {OBJECT * 3} {OBJECT} is it.", f"paragraph: {OBJECT * 2} {OBJECT * 2} is [a b].",
      "paragraph: a_{1}"]),
    ("myst", "```{note}\n:class: wide\n\nOne *two*.\n\n```{code-block}\nx\n```\n\nAfter.",
     ["paragraph: One two.", "paragraph: After."]),
    ("myst", "````{admonition} The *title*\n---\nclass: x\n---\n- one {ref}`x`\n\n```{code}\nx\n```\nTwo.\n````\n\n"
     "```{math}\nx\n```\nThree {ref}`x`.\n",
     ["item: The title", f"item: one {OBJECT}", "paragraph: Two.", f"paragraph: Three {OBJECT}."]),
    ("myst", "- item\n\n  ~~~{tip}\n  One.\n  ~~~\n\n```{figure} a.png\n:name: x\n\nA caption.\n```",
     ["item: item", "paragraph: One.", "paragraph: A caption."]),
    # dashes below several lines make no heading of them, where only one line can be underlined
    ("pelican", "One.\nTwo.\n---\nThree\n---\nFour.\nFive.\n===\n> Six.\n> 7\n> ---\n",
     ["paragraph: One. Two.", "heading: Three", "paragraph: Four. Five. ===", "paragraph, quoted: Six. 7"]),
    ("jekyll", "One.\nTwo.\n---\nThree\n---\n", ["paragraph: One. Two.", "heading: Three"]),
    ("hugo", "One.\nTwo.\n---\nThree\n---\n", ["heading: One. Two.", "heading: Three"]),
    ("astro", "```{note}\nOne.\n```\n", []),
    ("generic", "% a *note*\n", ["paragraph: % a note"]),
    ("jekyll", "We use HTML.\n\n*[HTML]: Hyper Text\n*[W3C]: Consortium\n", ["paragraph: We use HTML."]),
    ("hugo", "Kettle\n: A pot.\n: A drum\n  of brass.\n\nText.",
     ["item: Kettle", "item: A pot.", "item: A drum of brass.", "paragraph: Text."]),
    ("hugo", "Cup\nMug\n\n:   One.\n\n    Two.\n\n:   Three.\n",
     ["item: Cup", "item: Mug", "item: One.", "item: Two.", "item: Three."]),
    # there Markdown knows none of these
    ("astro", "Kettle\n: A pot.", ["paragraph: Kettle : A pot."]),
    ("astro", "!!! note\n    Text.", ["paragraph: !!! note Text."]),
    ("astro", "## Kettle :badge[New]{variant=tip}\n", ["heading: Kettle "]),
    ("docusaurus", ":::warning The title\n\nText of *it*.\n\n- a\n- b\n:::\n\nAfter.",
     ["item: The title", "paragraph: Text of it.", "item: a", "item: b", "paragraph: After."]),
    ("docusaurus", ":::tip[See [this](/x)]\nText.\n:::\n", ["item: See this", "paragraph: Text."]),
    ("vitepress", "::: details Click me\nText.\n:::\nAfter.",
     ["item: Click me", "paragraph: Text.", "paragraph: After."]),
    ("quarto", '::: {.callout-note title="Mind"}\nText.\n:::\n', ["item: Mind", "paragraph: Text."]),
    ("generic", "> [!NOTE]\n> Warm.\n\n> [!tip]- A title\n> Go.",
     ["paragraph: Warm.", "item: A title", "paragraph: Go."]),
    ("generic", "> Said\n> [!NOTE] so.", ["paragraph, quoted: Said [!NOTE] so."]),
    ("generic", '![](a.png){width=50%\nfig-alt="A cup"} and [b](c){target=_blank} d `e`{.r}.',
     [f"paragraph: {OBJECT}  and b d {OBJECT}."]),
    ("quarto", "+---+-----+\n| A | B   |\n+===+=====+\n| c | *d* |\n|   | e   |\n+---+-----+\n",
     ["cell: A", "cell: B", "cell: c", "cell: d e"]),
    # kramdown makes tables of any rows between blank lines
    ("jekyll", "One.\n\n| A | *b* |\n| c |\n{: .wide}\n\n> |---\n> | D | e |\n> |:--|--:\n> | f |\n\n"
     "Two.\n| g | h |\n\n| i | j |\nThree.\n\n| 4\n",
     ["paragraph: One.", "cell: A", "cell: b", "cell: c", "cell, quoted: D", "cell, quoted: e",
      "cell, quoted: f", "paragraph: Two. | g | h |",
      "paragraph: | i | j | Three.", "paragraph: | 4"]),
    ("hugo", "| A | b |\n| c | d |\n", ["paragraph: | A | b | | c | d |"]),
    ("quarto", "<details>\n<summary>One *two*</summary>\nThree *four*.\n</details>\n",
     ["item: One two", "paragraph: Three four."]),
    ("jekyll", '<aside markdown="1">\nOne *two*.\n</aside>\n\n<div>Three *four*.</div>',
     ["paragraph: One two.", "paragraph: Three *four*."]),
    ("jekyll", '<div>\n<div markdown="1">\nOne.\n\n## Two\n\nThree.\n\n</div>\n</div>\n\nFour.\n',
     ["paragraph: One.", "heading: Two", "paragraph: Three.", "paragraph: Four."]),
    ("hugo", '<aside markdown="1">\nOne *two*.\n</aside>\n', ["paragraph: One *two*."]),
    # kramdown and Python-Markdown read Markdown in the line after an element
    ("jekyll", "<hr />\n## One\n<hr>\nTwo *three*.\n\n<div>\n*raw*\n</div>\n## Four\n",
     ["heading: One", "paragraph: Two three.", "paragraph: *raw*", "heading: Four"]),
    ("pelican", "<div>\n<div>One</div>\n*raw*\n</div>\nTwo *three*.\n\n<div></div><div>\n*raw*\n</div>\n",
     ["paragraph: One", "paragraph: *raw*", "paragraph: Two three.", "paragraph: *raw*"]),
    ("hugo", "<hr />\n## One\n", ["paragraph: ## One"]),
    # template tags are gone when fences are read
    ("eleventy",
     "One.\n\n{%raw%}```\n{{ two }}\n```{%endraw%}\n\nThree.\n\n> {% raw %}```js\n> x\n> ```\n> {% endraw %}\n",
     ["paragraph: One.", "paragraph: Three."]),
    ("jekyll",
     "```\n{% raw %}\n{{ two }}\n{% endraw %}```\n\n## Three\n\n- four\n\n"
     "  {% raw %}~~~\n  x\n  ~~~{% endraw %}\n\n  Five.\n",
     ["heading: Three", "item: four", "item: Five."]),
    ("docusaurus", "```{% endraw %}\nx\n```\n\nOne.", ["paragraph: One."]),
    ("jekyll", "- {% raw %}```js\n  {{ x }}\n  ```{% endraw %}\n\nOne.\n", ["paragraph: One."]),
    ("jekyll", "```\nx\n```{% endraw %}\n{% include rye.html %}\n{% endraw %}{% raw %}~~~\nx\n~~~\n\nOne.\n",
     ["paragraph: One."]),
    ("jekyll", "{% include rye.html %}```js\nx\n```\n\nOne.\n", ["paragraph: One."]),
    ("jekyll", "```\nx\n```{% comment %}\nx\n{% endcomment %}\n```\n\nOne.\n", ["paragraph: One."]),
    # fences in a comment are its text
    ("jekyll", "<!-- one\n```\n``` -->\n\n{% comment %}\n## Two\n{% endcomment %}\n\n## Three\n", ["heading: Three"]),
    # the body of a shortcode is a text of its own
    ("hugo", "<div>\n</div>\n{{< box \"a\" >}}\n``` r\n# x\n```\n{{< /box >}}\n## One\n{{< figure >}}\nTwo.\n",
     ["heading: One", f"paragraph: {OBJECT} Two."]),
    ("hugo",
     "One.\n{{< box >}}\nTwo {{< in >}}three{{< /in >}}.\n{{< in >}}\nFour.\n{{< /in >}}\n{{< /box >}}\n---\nFive.\n",
     ["paragraph: One.", f"paragraph: Two {OBJECT}three{OBJECT}.", "paragraph: Four.", "paragraph: Five."]),
    ("hugo", "One.\n{{% box %}}\nTwo.\n{{% /box %}}\n", [f"paragraph: One. {OBJECT} Two. {OBJECT}"]),
    # themes take the indent off
    ("hugo", "{{< box >}}\n    One.\n{{< /box >}}\n", [f"paragraph: {OBJECT} One. {OBJECT}"]),
    ("zola", "<p>a</p>\n{% box(a=1) %}\n- One.\n{% end %}\n- Two.\n", ["paragraph: a", "item: One.", "item: Two."]),
    ("generic", "One.\n" + " " * 9 + "\nTwo.\n\t\t\n\n    code\n         \n    code\n\nThree.\n",
     ["paragraph: One.", "paragraph: Two.", "paragraph: Three."]),
    ("generic", "Set {a, b} and f(x){y} stay.", ["paragraph: Set {a, b} and f(x){y} stay."]),
]  # fmt: skip


@pytest.mark.parametrize(("preset", "text", "expected"), PASSAGES)
def test_each_generator_reads_its_own(preset: str, text: str, expected: list[str]) -> None:
    doc = Document.from_text(text, "post.md", load_preset(preset))
    check_places(doc)
    found = [f"{p.kind}{', quoted' if p.quoted else ''}: {p.text}" for p in doc.all_passages]
    assert found == expected


def test_attributes_belong_to_what_stands_before_them() -> None:
    text = (
        '![](a.png){fig-alt="A \\"cup\\""}\n\n[b](c){: target="_blank" rel="nofollow noopener"}\n\n'
        '::: {#fig-x fig-alt="A pot"}\n![](d.png)\n:::\n\n![](e.png){width=50%}\n'
    )
    doc = Document.from_text(text, "post.md")
    first, second, third = doc.images
    assert [image.alt for image in doc.images] == ['A "cup"', "A pot", ""]
    assert [doc.slice(image.alt_span) for image in (first, second)] == ['A \\"cup\\"', "A pot"]
    assert third.attrs == {"width": "50%"}
    (link,) = doc.links
    assert (link.target, link.rel) == ("_blank", ("nofollow", "noopener"))


def test_a_definition_used_in_an_admonition_is_used() -> None:
    doc = Document.from_text("!!! note\n\n    See [this][a].\n\n[a]: /x\n", "post.md", load_preset("mkdocs-material"))
    assert [(link.url, link.text) for link in doc.links] == [("/x", "this")]
    assert all(definition.used for definition in doc.definitions)


def test_a_footnote_after_an_exclamation_mark_is_no_image() -> None:
    doc = Document.from_text("Not so![^t] ![alt](i.png) ![^u]\n\n[^t]: note\n", "post.md")
    assert [image.url for image in doc.images] == ["i.png"]
    assert [(r.label, r.defined, doc.slice(r.span)) for r in doc.references] == [
        ("t", True, "[^t]"),
        ("^u", False, "[^u]"),
    ]


@pytest.mark.parametrize(
    ("preset", "ends"), [("astro", True), ("hugo", True), ("pelican", True), ("jekyll", False), ("quarto", False)]
)
def test_where_a_footnote_ends_the_paragraph_above(preset: str, ends: bool) -> None:
    doc = Document.from_text("Rye[^1] and\nwheat.\n[^1]: A grain.\n[^2]: Both.\n", "post.md", load_preset(preset))
    assert [(one.label, one.footnote) for one in doc.definitions] == ([("1", True), ("2", True)] if ends else [])


@pytest.mark.parametrize(
    "text", ["http://x.example/a\u00a0b c", "[x](http://x.example/a\u00a0b)", "[x]\n\n[x]: http://x.example/a\u00a0b"]
)
def test_a_target_ends_at_ascii_white_space(text: str) -> None:
    (link,) = Document.from_text(text.format("http://x.example/a\u00a0b"), "post.md").links
    assert link.url == "http://x.example/a\u00a0b"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("[`useState`][use-state]", ["use-state"]),
        ("[**bold**][b]", ["b"]),
        ("[a\nb][c\nd]", ["c d"]),
        ("[a][b][c]", ["b"]),
        ("[![p][img]][missing]\n\n[img]: x.png", ["missing"]),
        ("> [a\n> b][c]", ["c"]),
        ("\\[a\\][b] [x][*y*] [a][b](c d)", []),
    ],
)
def test_references_without_a_definition(text: str, labels: list[str]) -> None:
    doc = Document.from_text(text, "post.md")
    assert [r.label for r in doc.references if not r.defined and r.explicit] == labels


def test_a_table_of_pandoc_without_lines_is_no_prose() -> None:
    table = "Loaf     Age  Oven\n----  ------  ----\nRye        9     2\nOat        8     1\n"
    text = f"Bread.\n\n{table}\nText.\n\n--- ---\n\nEnd.\n"
    assert [one.text for one in Document.from_text(text).passages] == ["Bread.", "Text.", "End."]


@pytest.mark.parametrize(("preset", "urls"), [("jekyll", ["/up/May 8, 2019.pdf", "c d.md"]), ("hugo", [])])
def test_a_target_may_have_spaces(preset: str, urls: list[str]) -> None:
    text = "[May](/up/May 8, 2019.pdf){: .x} and `[b](/c d.pdf)`, [a note](see below).\n\n- [c](c d.md)\n"
    doc = Document.from_text(text, "post.md", load_preset(preset))
    assert [link.url for link in doc.links] == urls
    assert [code.text for code in doc.code] == ["[b](/c d.pdf)"]


@pytest.mark.parametrize(("syntax", "kinds"), [((), {"softbreak"}), (("hard-wraps",), {"break"})])
def test_lines_may_be_shown_as_they_are_written(syntax: tuple[str, ...], kinds: set[str]) -> None:
    parsed = parse_markdown("Rye\noats\n\n*Salt*\nwater\n", syntaxes=syntax)
    found = {one.kind for block in parsed.blocks for one in block.inlines}
    assert found & {"softbreak", "break"} == kinds


@pytest.mark.parametrize(("syntax", "count"), [((), 1), (("wide-headings",), 3), (("tight-headings",), 4)])
def test_what_stands_behind_the_hashes_of_a_heading(syntax: tuple[str, ...], count: int) -> None:
    parsed = parse_markdown("## Rye\n\n##\u00a0Oats\n\n##\u3000麦\n\n##Salt\n\n#\n", syntaxes=syntax)
    assert sum(one.kind == "heading" for one in parsed.blocks) == count + 1


@pytest.mark.parametrize("reads", [(), ("tight-headings",), ("wide-headings",)])
def test_hashes_may_be_indented_unless_the_engine_wants_them_at_the_margin(reads: tuple[str, ...]) -> None:
    text = "## Rye\n\n  ## Oats\n\n- Salt\n\n  ## Water\n"
    for margin, count in ((), 3), (("headings-at-margin",), 2):
        parsed = parse_markdown(text, syntaxes=(*reads, *margin))
        assert sum(one.kind == "heading" for one in parsed.blocks) == count
