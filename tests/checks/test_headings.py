"""What the cards of headings cannot say: related places, and how sections are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from postlint.checks.headings.h1 import h1_in_body
from postlint.checks.headings.malformed import malformed_heading
from postlint.checks.headings.outline import duplicate_heading
from postlint.checks.headings.sections import section_too_long
from postlint.config.load_config import load_config
from postlint.document.document import Document
from postlint.engine.lint import lint_source
from postlint.generators.presets import load_preset
from postlint.parse.source import Source


def test_a_duplicate_points_at_the_first() -> None:
    doc = Document.from_text("## Rye\n\nDark.\n\n## Rye\n\nOld.\n")
    (hit,) = duplicate_heading(doc)
    assert [doc.slice(place.span) for place in hit.related] == ["Rye"]
    assert hit.related[0].span.start < hit.span.start


def test_each_surplus_h1_points_at_the_first() -> None:
    doc = Document.from_text("---\ntitle: One\n---\n\n# One\n\n# Two\n\n# Three\n")
    hits = list(h1_in_body(doc, title_is_h1=False))
    assert [doc.slice(hit.span) for hit in hits] == ["Two", "Three"]
    assert {hit.related[0].span for hit in hits} == {doc.headings[0].text_span}


def test_a_section_ends_at_the_next_heading_of_any_level() -> None:
    doc = Document.from_text(
        "## Rye\n\n" + "dark " * 30 + "\n\n### Old\n\n" + "grain " * 20 + "\n\n" + "grain " * 20 + "\n"
    )
    (hit,) = section_too_long(doc, max=35, spoken=())
    assert (hit.values["text"], hit.values["words"]) == ("Old", 40)


def test_a_heading_without_its_space_divides_a_section() -> None:
    text = "Bread.\n\n## Rye\n\n" + "dark " * 30 + "\n\n{}Old\n\n" + "grain " * 20 + "\n\n" + "grain " * 20 + "\n"
    hits = [list(section_too_long(Document.from_text(text.format(marks)), max=50, spoken=())) for marks in ("", "###")]
    assert [len(found) for found in hits] == [1, 0]


def test_code_between_two_headings_is_not_counted() -> None:
    doc = Document.from_text("## Rye\n\n```\n" + "dark " * 400 + "\n```\n\n## Old\n")
    assert not list(section_too_long(doc, max=300, spoken=()))


def test_hashes_in_quotes_and_lists_are_found_where_they_stand() -> None:
    doc = Document.from_text("> Bread.\n> ##Rye\n\n- ##Oats\n", "post.md", load_preset("hugo"))
    hits = list(malformed_heading(doc, bold_max_length=0, bold_allowed=[]))
    assert [doc.source.position(hit.span.start) for hit in hits] == [(2, 3), (4, 3)]


@pytest.mark.parametrize(("path", "count"), [("content/parts/oven.md", 0), ("content/blog/oven.md", 1)])
def test_pages_of_a_section_with_a_layout_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, count: int
) -> None:
    monkeypatch.chdir(tmp_path)
    layouts = {"_default/single.html": "<h1>{{ .Title }}</h1>{{ .Content }}", "parts/single.html": ""}
    files = {f"layouts/{name}": text for name, text in layouts.items()}
    for name, text in {"hugo.toml": "", path: "---\ntitle: Oven\n---\n\n### Heat\n\nIt.\n", **files}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    settings = load_config(cwd=tmp_path, select=("heading-increment",)).settings_for(path)
    source = Source.from_text((tmp_path / path).read_text(encoding="utf-8"), path)
    assert len(lint_source(settings, source).findings) == count
