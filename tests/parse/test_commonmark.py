"""The examples of the CommonMark specification: no crash, places in the text, the structure that its HTML has.

The specification is not ours to ship (CC BY-SA). `COMMONMARK_SPEC` names a copy of its `spec.txt`, which
`npm pack commonmark-spec` brings; `.ci/run` does that where npm is at hand.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from postlint.document.document import Document
from postlint.parse.source import Source
from support.places import check_places

SPEC = Path(os.environ.get("COMMONMARK_SPEC", "spec.txt"))
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.M | re.S)
#: examples whose structure mistune 3.4 reads in another way than the specification
KNOWN: dict[int, str] = {}


def examples() -> list[tuple[int, str, str]]:
    if not SPEC.is_file():
        return []
    found = EXAMPLE.findall(SPEC.read_text(encoding="utf-8").replace("→", "\t"))
    return [(number, source, html) for number, (source, html) in enumerate(found, 1)]


def expected(html: str) -> dict[str, int]:
    """What the HTML of an example has; its raw HTML blocks are the writer's, not Markdown's."""
    return {
        "headings": len(re.findall(r"<h[1-6]>", html)),
        "links": len(re.findall(r'<a href="', html)),
        "images": len(re.findall(r'<img src="[^"]*" alt="', html)),
        "blocks": len(re.findall(r"<pre><code", html)),
    }


def found(doc: Document) -> dict[str, int]:
    return {
        "headings": sum(h.kind != "html" for h in doc.markdown_headings),
        "links": sum(link.kind not in ("html", "bare") for link in doc.links),
        "images": sum(image.kind != "html" for image in doc.images),
        "blocks": sum(code.kind != "inline" for code in doc.code),
    }


@pytest.mark.skipif(not examples(), reason="COMMONMARK_SPEC names no specification")
def test_structure_of_the_examples() -> None:
    different = []
    for number, source, html in examples():
        # a leading thematic break would be read as front matter
        doc = Document(Source.from_text("\n" + source, "example.md"))
        check_places(doc)
        if "<" in source and re.search(r"<(?:a|h\d|img|pre)\b", source):
            continue
        if expected(html) != found(doc):
            different.append((number, source, expected(html), found(doc)))
    print(f"\n{len(examples())} examples, {len(different)} with another structure")
    unexpected = [d for d in different if d[0] not in KNOWN]
    assert not unexpected, unexpected
