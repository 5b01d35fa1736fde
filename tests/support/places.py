"""What holds for the places of every document."""

from __future__ import annotations

from postlint.document.document import Document
from postlint.parse.nodes import OBJECT


def check_places(doc: Document) -> None:
    """Spans lie inside the text; children lie inside their parents; visible text equals the text at its place."""
    size = len(doc.text)
    for block in doc.blocks:
        assert 0 <= block.span.start <= block.span.end <= size
        if block.parent is not None and block.parent.kind != "document":
            assert block.parent.span.start <= block.span.start
            assert block.span.end <= block.parent.span.end, (block, block.parent.kind)
    for node in (*doc.headings, *doc.links, *doc.images, *doc.code, *doc.comments, *doc.html_tags):
        assert 0 <= node.span.start <= node.span.end <= size
    for heading in doc.headings:
        assert heading.span.start <= heading.text_span.start <= heading.text_span.end <= heading.span.end
    for link in doc.links:
        assert link.span.start <= link.text_span.start <= link.text_span.end <= link.span.end
    for passage in doc.all_passages:
        before = -1
        for at, char in enumerate(passage.text):
            span = passage.span(at, at + 1)
            assert before <= span.start <= span.end <= size
            if char not in (OBJECT, " ", "\n") and span.end - span.start == 1:
                assert doc.text[span.start] == char, (passage.text, at)
            before = span.start
    for sentence in doc.sentences:
        assert sentence.passage.text[sentence.start : sentence.end] == sentence.text
        for word in sentence.words:
            assert sentence.passage.text[word.start : word.end] == word.text
