"""Text written in HTML is prose: the passages, headings, containers and links that a reader sees, with their places."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from postlint.config.config import preset_of
from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.parse.html_scanner import scan_html
from postlint.parse.nodes import OBJECT
from postlint.spans import Span
from support.places import check_places

PASSAGES: list[tuple[str, list[str]]] = [
    ("<p>One <b>two</b> &amp; three.</p>", ["paragraph: One two & three."]),
    ("<p>One.<p>Two.", ["paragraph: One.", "paragraph: Two."]),
    ("<p>\nLine one\n  line two<br>\nline three\n</p>", ["paragraph: Line one line two\n line three"]),
    ("<div>Bare <a href='/x'>text</a>\n<p>and a paragraph</p> tail</div>",
     ["paragraph: Bare text", "paragraph: and a paragraph", "paragraph: tail"]),
    ("<ul><li>first<li>second <code>x y</code></ul>", ["item: first", f"item: second {OBJECT}"]),
    ("<ul>\n\n<li>first</li>\n\n<li>second</li>\n\n</ul>", ["item: first", "item: second"]),
    ("<dl><dt>Term<dd>Meaning.</dl>", ["item: Term", "item: Meaning."]),
    ("<table><tr><th>Head</th></tr><tr><td>a<p>b</p></td></tr></table>", ["cell: Head", "cell: a\nb"]),
    # a table that lays out a page has no cells
    ("<table><tr><td><h2>Title</h2><p>Text.</p></td></tr></table>", ["heading: Title", "paragraph: Text."]),
    ("<blockquote>\n\n<p>one</p>\n\ntwo *three*\n\n</blockquote>\n\nfour",
     ["paragraph, quoted: one", "paragraph, quoted: two three", "paragraph: four"]),
    ("<figure><img src=a.png alt=b><figcaption>The caption</figcaption></figure>", ["item: The caption"]),
    ("<details><summary>More</summary>\n\nText.\n\n</details>", ["item: More", "paragraph: Text."]),
    ("<h3 id=a>A <em>title</em></h3><p>Text.</p>", ["heading: A title", "paragraph: Text."]),
    ("<p>before</p><pre>code\n\nmore code</pre><p>after</p>", ["paragraph: before", "paragraph: after"]),
    ("<div><pre>\ncode\n\nmore code\n</pre>\n<p>after</p></div>", ["paragraph: after"]),
    ("<div><script>if (a < b) write('<p>no</p>')</script>yes</div>", ["paragraph: yes"]),
    ("<style>p { color: red }</style>", []),
    ("<!-- a comment -->\n\n<p>one <!-- another --> two</p>", ["paragraph: one  two"]),
    ("<?php echo 'no' ?>\n\n<!DOCTYPE html>\n", []),
    ("<noscript><p>no</p></noscript>\n", []),
    ("<p>See https://example.org/a?b=c now</p>", [f"paragraph: See {OBJECT} now"]),
    # as browsers forgive it
    ('<p>a <a href=/x?y=z class="b"title="c">link</a> d</p>', ["paragraph: a link d"]),
    ("<p>1 < 2</p>", ["paragraph: 1 < 2"]),
    ("text</p><p>next", ["paragraph: text", "paragraph: next"]),
    ("Some *text* <div>inner</div> rest", ["paragraph: Some text", "paragraph: inner", "paragraph: rest"]),
    ("| a |\n|---|\n| <ul><li>x</li><li>y</li></ul> |\n", ["cell: a", "cell: x\ny"]),
    ("> <p>quoted\n> text</p>\n", ["paragraph, quoted: quoted text"]),
    ("1. item\n\n   <p>more</p>\n", ["item: item", "item: more"]),
    # nothing closes these, so that they end with their block
    ("<blockquote>one\n\ntwo", ["paragraph, quoted: one", "paragraph: two"]),
    ("<pre>\n", []),
    ("Use `<p>` and `<pre>` here.", [f"paragraph: Use {OBJECT} and {OBJECT} here."]),
]  # fmt: skip

MDX_PASSAGES: list[tuple[str, list[str]]] = [
    ("<p>One <b>two</b></p>", ["paragraph: One two"]),
    ("<ul>\n<li>one</li>\n<li>two</li>\n</ul>", ["item: one", "item: two"]),
    ("<h2>Title <kbd>K</kbd></h2>\n\ntext", [f"heading: Title {OBJECT}", "paragraph: text"]),
    ("<h2>\nTitle\n</h2>", ["heading: Title"]),
    ("<Card>one</Card>\n<Card>two</Card>", ["paragraph: one", "paragraph: two"]),
    ("The <Term>one</Term> here<br/>\nnext", ["paragraph: The one here\n next"]),
    ("<blockquote>\nText.\n</blockquote>", ["paragraph, quoted: Text."]),
    ("<table><tr><td>a</td><td>*b*</td></tr></table>", ["cell: a", "cell: b"]),
    ("<Tabs>\n      Text.\n\n      ```js\n      a = 1\n      ```\n\n      - one\n      - two\n</Tabs>",
     ["paragraph: Text.", "item: one", "item: two"]),
    ("a **b <i>c</i>** `d`", [f"paragraph: a b c {OBJECT}"]),
]  # fmt: skip


def passages(doc: Document) -> list[str]:
    return [f"{p.kind}{', quoted' if p.quoted else ''}: {p.text}" for p in doc.all_passages]


@pytest.mark.parametrize(("text", "expected"), PASSAGES)
def test_text_in_html_is_prose(text: str, expected: list[str]) -> None:
    doc = Document.from_text(text, "post.md")
    check_places(doc)
    assert passages(doc) == expected


@pytest.mark.parametrize(("text", "expected"), MDX_PASSAGES)
def test_text_in_jsx_is_prose(text: str, expected: list[str]) -> None:
    doc = Document.from_text(text, "post.mdx")
    check_places(doc)
    assert passages(doc) == expected


def test_markup_is_no_text_of_a_heading_in_html() -> None:
    text = "<h2>See **[Rye](https://a.example/Rye_(bread))** <!-- a --> & `oats`</h2>\n"
    assert [heading.text for heading in Document.from_text(text).headings] == ["See Rye & oats"]


@pytest.mark.parametrize("path", ["post.md", "post.mdx"])
def test_a_heading_in_html_is_one_block(path: str) -> None:
    doc = Document.from_text('<h2 id="a">A <em>title</em></h2>\n\nText.\n', path)
    (heading,) = doc.headings
    assert (heading.level, heading.kind, heading.text) == (2, "html", "A title")
    assert heading.block.kind == "heading"
    assert doc.slice(heading.span) == '<h2 id="a">A <em>title</em></h2>'
    assert doc.slice(heading.text_span) == "A <em>title</em>"


def test_links_and_images_know_their_paragraph() -> None:
    doc = Document.from_text("<div><p>a</p><p>See <a href=/x>this <img src=b.png alt=c></a></p></div>\n", "post.md")
    (link,), (image,) = doc.links, doc.images
    assert link.block is image.block is doc.passages[1].block
    assert doc.slice(link.url_span) == "/x"


def test_the_tree_is_as_of_markdown() -> None:
    doc = Document.from_text(
        "<ol><li>a<ul><li>b</ul></ol>\n<table><thead><tr><th>c</thead><tr><td>d</table>\n", "post.md"
    )
    kinds = [(block.kind, len(list(block.ancestors()))) for block in doc.blocks]
    assert kinds == [
        ("list", 1), ("item", 2), ("paragraph", 3), ("list", 3), ("item", 4), ("paragraph", 5),
        ("table", 1), ("row", 2), ("cell", 3), ("row", 2), ("cell", 3),
    ]  # fmt: skip
    assert [block.attrs["head"] for block in doc.blocks if block.kind == "row"] == [True, False]
    assert [block.attrs["ordered"] for block in doc.blocks if block.kind == "list"] == [True, False]


def test_an_address_over_two_lines_has_no_line_end() -> None:
    doc = Document.from_text('<a href="/tea\n/pots/">Pots</a> <img src=" /tea/\n\tpot.png " alt="">')
    assert [one.url for one in (*doc.links, *doc.images)] == ["/tea/pots/", "/tea/pot.png"]


def test_brackets_in_html_are_no_references() -> None:
    doc = Document.from_text("<p>As [said][before] and [1].</p>\n\n[said][before]\n", "post.md")
    assert [doc.source.position(r.span.start)[0] for r in doc.references] == [3]


def test_the_data_of_a_picture_do_not_end_the_search_for_its_tag() -> None:
    data = "abcd" * 5000
    doc = Document.from_text(f"<pre>\nx 1\n</pre><br><img src='data:image/png;base64,{data}'>\n\nRye.\n", "post.md")
    assert [image.url[:10] for image in doc.images] == ["data:image"]
    assert data not in "".join(passage.text for passage in doc.passages)


def test_components_are_links_and_images() -> None:
    text = (
        'See <Link to="/x">a *b*</Link>, <Card href="/y" title="T" />, <Image src="./a.png" alt="An" />, '
        '<Image src={cover} />, <Link to={where}>c</Link> and <Cta go="/z">d</Cta>.\n'
    )
    doc = Document.from_text(text, "post.mdx")
    assert [(link.url, link.text, link.component, doc.slice(link.url_span)) for link in doc.links] == [
        ("/x", "a b", "Link", "/x"),
        ("/y", "T", "Card", "/y"),
    ]
    assert [(image.url, image.alt) for image in doc.images] == [("./a.png", "An")]


def test_the_configuration_names_more_components(tmp_path: Path) -> None:
    (tmp_path / "postlint.yaml").write_text("components: {links: {Cta: go}, images: {Photo: [file, says]}}\n")
    settings = load_config(tmp_path / "postlint.yaml", cwd=tmp_path).settings_for(str(tmp_path / "post.mdx"))
    preset = preset_of(settings)
    doc = Document.from_text('<Cta go="/z">d</Cta> <Photo file="a.png" says="b" />\n', "post.mdx", preset)
    assert [link.url for link in doc.links] == ["/z"]
    assert [(image.url, image.alt) for image in doc.images] == [("a.png", "b")]


@pytest.mark.parametrize("size", [4, 1200])
def test_many_pictures_with_data_are_scanned_once(size: int) -> None:
    text = f'<img src="data:image/png;base64,{"A" * size}">' * 5000
    began = time.process_time()
    assert len(list(scan_html(text, 0, len(text), Span, text))) == 5000
    assert time.process_time() - began < 1
