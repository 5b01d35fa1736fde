"""The acceptance test of reading: equal text at an equal place, proved by making every word unique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mistune import InlineParser
from mistune.core import InlineState

from postlint.document.document import Document
from postlint.generators.presets import load_preset
from postlint.parse.mdx import read_mdx
from postlint.parse.nodes import OBJECT, Inline
from support.places import check_places

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
POSTS = sorted(p for p in (SHARED / "corpus").rglob("*") if p.suffix in (".md", ".mdx", ".markdown", ".qmd"))
#: a word that may be replaced without changing what the line means: no tag, entity, URL scheme or directive
WORD = re.compile(r"(?<![<&/\w{}:.@])[^\W\d_]{2,}(?![\w]*(?:://|[{}=@]|\.\w))")
UNIQUE = re.compile(r"q\d+q")
RESERVED = {"http", "https", "www", "import", "export", "mailto", "begin", "end"}


def make_unique(text: str, start: int) -> str:
    """The text with every word from `start` on replaced by one that stands nowhere else."""
    count = 0

    def replace(m: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return m.group() if m.group() in RESERVED else f"q{count}q"

    return text[:start] + WORD.sub(replace, text[start:])


def leaves(doc: Document) -> Iterator[Inline]:
    for block in doc.blocks:
        for inline in block.inlines:
            yield from inline.walk()


@pytest.mark.slow
@pytest.mark.skipif(not POSTS, reason="the corpus is not beside the checkout")
def test_unique_words_stand_where_the_leaves_say(record_property: pytest.RecordProperty) -> None:
    exact = 0
    wrong: list[str] = []
    for path in POSTS:
        original = Document.from_text(path.read_text(encoding="utf-8-sig"), str(path))
        doc = Document.from_text(make_unique(original.text, original.front_matter.span.end), str(path))
        for leaf in leaves(doc):
            for m in UNIQUE.finditer(leaf.text if leaf.kind in ("text", "code", "html") else ""):
                span = leaf.map.span(*m.span()) if leaf.map else leaf.span
                found = doc.slice(span)
                if found == m.group() or (leaf.map is None and m.group() in found):
                    exact += 1
                else:
                    wrong.append(f"{path.name}: {m.group()} at {span} is {found!r}")
        for passage in doc.all_passages:
            for m in UNIQUE.finditer(passage.text):
                if doc.slice(passage.span(*m.span())) != m.group():
                    wrong.append(f"{path.name}: passage {m.group()}")
    print(f"\nunique words: {exact} exact, {len(wrong)} wrong")
    assert exact > 30_000
    assert not wrong, wrong[:10]


@pytest.mark.slow
@pytest.mark.skipif(not POSTS, reason="the corpus is not beside the checkout")
@pytest.mark.parametrize("path", POSTS, ids=[path.name for path in POSTS])
def test_every_node_of_a_real_post_stands_in_its_text(path: Path) -> None:
    check_places(Document.from_text(path.read_text(encoding="utf-8-sig"), str(path)))


PIECES = st.sampled_from(
    [
        "word", "two words", "*em*", "**strong**", "***both***", "`code`", "``a`b``", "[text](url)", "![alt](a.png)",
        "[a][ref]", "[ref]", "[^1]", "<b>html</b>", "<!-- note -->", "https://example.com/a_b", "&amp;", "\\*", "_x_",
        "~~gone~~", "\n", "  \n", "\n\n", "# ", "## ", "\n---\n", "\n===\n", "- ", "1. ", "> ", "    ", "\t", "```\n",
        "| a | b |\n|---|---|\n| c | d |\n", "{{< x >}}", "{% y %}", "$a_b$", ":::note\n", "[ref]: http://e.com\n",
        "[^1]: note\n", "é", "日本語。", "😀", "\u00a0", "(", ")", "[", "]", "*", "_", "`", "<", ">", "!", "|", "\\",
        "- [ ] task", "<a href='x'>y</a>", "{#id}", "<br>", "www.example.org", "me@example.org",
        "<p>", "</p>", "<div class=x>", "</div>", "<h2 id=a>", "</h2>", "<ul>", "</ul>", "<li>", "</li>", "<dl><dt>",
        "<blockquote>", "</blockquote>", "<table>", "<tr>", "<td>", "</td>", "<th>", "</table>", "<pre>", "</pre>",
        "<script>", "</script>", "<details><summary>", "</summary>", "<img src=a.png alt=b>", "<Card a={b}>", "</Card>",
        '!!! note "T"\n', '=== "T"\n', "    in\n", ": def\n", "*[A]: b\n", "/// x | y\n",
        "+---+---+\n| a | b |\n+---+---+\n",
        '::: {.x title="t"}\n', ":::tip[T]\n", ":::\n", "::: a.b\n", "> [!NOTE] t\n", '<div markdown="1">', "{.a}",
        '{b="c"}', "![^1]", ":b[c]", '--8<-- "a"\n',
    ]
)  # fmt: skip


#: presets that read different Markdown
PRESETS = st.sampled_from(["generic", "mkdocs-material", "jekyll", "quarto", "astro"])


@settings(max_examples=100, deadline=None)
@given(st.lists(PIECES, max_size=25), st.sampled_from(["post.md", "post.mdx"]), PRESETS)
# a paragraph of nothing but an expression that is blanked stands inside the text
@example(["[^1]: note\n", "{#id}"], "post.mdx", "generic")
# the empty item ends the quote, and is no part of the paragraph before it
@example(["word", ":::note\n", "> ", "| a | b |\n|---|---|\n| c | d |\n", "*"], "post.md", "generic")
# a tab before a lazy line is as many spaces in two containers
@example(["- ", "> [!NOTE] t\n", "\t", "word"], "post.md", "generic")
@example(["1. ", "> ", "word\n", "\t", "word\n", "\t", "word"], "post.md", "generic")
# white space that only Unicode knows ends no footnote
@example(["> ", "[^1]: note\n", "\u00a0"], "post.md", "generic")
def test_places_hold_for_any_mixture_of_markdown(pieces: list[str], path: str, preset: str) -> None:
    check_places(Document.from_text("".join(pieces), path, load_preset(preset)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["post.md", "post.mdx"]))
def test_any_text_is_read(text: str, path: str) -> None:
    check_places(Document.from_text(text, path))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('import X from "y"\n\ntext\n', '                 \n\ntext\n'),
        ("export const a = {\n\n  b: 1\n}\n\ntext\n", "                  \n\n      \n \n\ntext\n"),
        ("a {b} c\n", "a \ue000\ue000\ue000 c\n"),
        ("{/* note */}\n\ntext\n", "            \n\ntext\n"),
        ("<Box a={x > 1} b='>'>\ntext\n</Box>\n", "                     \ntext\n      \n"),
        ("a <b>bold</b>\n", "a \ue001\ue001\ue001bold\ue001\ue001\ue001\ue001\n"),
        ("[a](<https://e.com/(x)>) `<b>` `{c}`\n", "[a](<https://e.com/(x)>) `<b>` `{c}`\n"),
        ("```jsx\n<A>{b}</A>\n```\n", "```jsx\n<A>{b}</A>\n```\n"),
        ("2 < 3 and \\{x\\} and \\<y\n", "2 < 3 and \\{x\\} and \\<y\n"),
        # fences in a comment are its text, also one that its end stands behind
        ("<!-- a\n```\n<b\n``` -->\n\n```\n<C/>\n```\n", "      \n   \n  \n       \n\n```\n<C/>\n```\n"),
        ("{/* a\n```\n``` */}\n\n```\n{d}\n```\n", "     \n   \n       \n\n```\n{d}\n```\n"),
        ("```\n<!--\n```\n\n<A/>\n\n```\n{b --> c\n```\n", "```\n<!--\n```\n\n    \n\n```\n{b --> c\n```\n"),
        ("<!-- a\n\n```\n{b\n```\n", "<!-- a\n\n```\n{b\n```\n"),
    ],
)  # fmt: skip
def test_mdx_is_blanked_at_equal_length(text: str, masked: str) -> None:
    found = Document.from_text(text, "post.mdx").parsed.masked
    assert found == masked
    assert len(found) == len(text)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a {b\n", 1, 3), ("a <Box b=1\n", 1, 3), ("fine {a}\n\n{b\n", 3, 1)],
)
def test_broken_mdx_is_a_problem_with_a_place(text: str, line: int, column: int) -> None:
    doc = Document.from_text(text, "post.mdx")
    assert [doc.source.position(p.span.start) for p in doc.parsed.problems] == [(line, column)]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ('Use {{< kbd "Ctrl" >}} now.', f"Use {OBJECT} now."),
        ("A {% include x.html %} b {{ site.name }} c", f"A {OBJECT} b {OBJECT} c"),
        ("The sum $a_1 + b^2$ is $5 or $6.", f"The sum {OBJECT} is $5 or $6."),
        ("Read `code` and <kbd>K</kbd> and <b>this</b>.", f"Read {OBJECT} and {OBJECT} and this."),
        ("Tom &amp; Jerry \\*star\\*", "Tom & Jerry *star*"),
        ("See https://example.com/a for more", f"See {OBJECT} for more"),
        ("见 https://example.com/a。烤箱很热（https://example.com/b）。", f"见 {OBJECT}。烤箱很热（{OBJECT}）。"),
        ("- [x] done task", "done task"),
        ("one\ntwo  \nthree", "one two\nthree"),
        ("text[^1] more\n\n[^1]: note", "text more"),
    ],
)
def test_prose_is_what_a_reader_reads(text: str, passage: str) -> None:
    assert Document.from_text(text, "post.md").all_passages[0].text == passage


def test_a_definition_is_read_like_an_inline_target() -> None:
    """Entities are resolved once: what is written as an entity's source stays one."""
    doc = Document.from_text("[a](http://e.com/?q=&amp;amp;b) [c]\n\n[c]: http://e.com/?q=&amp;amp;b\n", "post.md")
    assert [link.url for link in doc.links] == ["http://e.com/?q=&amp;b"] * 2


def test_a_definition_list_inside_of_a_list() -> None:
    doc = Document.from_text("1. - a\n   : b\n", "a.md", preset=load_preset("hugo"))
    check_places(doc)
    assert [passage.text for passage in doc.passages] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    ["{\n\nimport \n\n}\n```\n[", '<A b={\n\nimport x from "y"\n\n}>\n\na', "{ a\n\nimport { b }\n c\n } d\n\nE"],
)
def test_an_import_within_an_expression_moves_no_place(text: str) -> None:
    assert len(read_mdx(text, text, 0).masked) == len(text)


def test_threads_share_a_parser_and_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    both_at_a_link, close = Barrier(2, timeout=30), InlineParser.parse_link_close

    def close_together(parser: InlineParser, m: re.Match[str], state: InlineState) -> int:
        both_at_a_link.wait()
        return close(parser, m, state)

    def link_texts(text: str) -> list[str]:
        doc = Document.from_text(text)
        return [doc.slice(link.text_span) for link in doc.links]

    monkeypatch.setattr(InlineParser, "parse_link_close", close_together)
    with ThreadPoolExecutor(2) as threads:
        texts = ["[one](x.md)\n", "a longer line, [two](x.md)\n"]
        assert list(threads.map(link_texts, texts)) == [["one"], ["two"]]
