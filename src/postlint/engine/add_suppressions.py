"""Adds suppression comments for the present findings, where they change nothing else in a post.

A comment is put on the line above, at the end of the line, or, where neither is possible (front matter, tables, code),
at the top for the whole post. The result is linted: where a comment changes anything else, comments for the whole post
are used instead.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from postlint.config.settings import Settings
from postlint.document.document import Document
from postlint.engine.fix import apply_to_file
from postlint.engine.fix_post import FixedPost
from postlint.engine.lint import document_of, lint_document
from postlint.engine.to_findings import NEVER_HIDDEN
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Edit, Fix
from postlint.spans import Span

#: blocks that cannot have a comment at the end of a line
_CLOSED = frozenset(("table", "code", "definition", "math"))


@dataclass(frozen=True)
class _Looked:
    """A version of the file's content, with its findings and blocks."""

    report: FileReport
    kinds: tuple[str, ...]


def suppress_in(
    settings: Settings, path: str, content: str, findings: Sequence[Finding], reason: str = "", *, whole: bool = False
) -> FixedPost | None:
    """The post with comments that suppress these findings; None where every comment would change something else.

    With `whole`, the comments are for the whole post.
    """
    wanted = [finding for finding in findings if finding.rule not in NEVER_HIDDEN]
    doc = document_of(settings, Source.from_text(content, path))
    try:
        before = _Looked(lint_document(settings, doc).report, _kinds(doc))
        ways = [_edits(doc, wanted, reason, near=near) for near in ((False,) if whole else (True, False))]
    finally:
        doc.release()
    for edits in ways:
        after = apply_to_file(content, [Fix((edit,)) for edit in edits])
        looked = _look(settings, path, after)
        if _only_silenced(before, looked, wanted):
            counts = Counter(finding.rule for finding in wanted)
            return FixedPost(path, content, after, looked.report, dict(sorted(counts.items())))
    return None


def _look(settings: Settings, path: str, content: str) -> _Looked:
    doc = document_of(settings, Source.from_text(content, path))
    try:
        return _Looked(lint_document(settings, doc).report, _kinds(doc))
    finally:
        doc.release()


def _kinds(doc: Document) -> tuple[str, ...]:
    """The kinds of the post's blocks, without comments."""
    return tuple(block.kind for block in doc.blocks if block.kind != "html")


def _only_silenced(before: _Looked, after: _Looked, wanted: Iterable[Finding]) -> bool:
    """Whether only the wanted findings are gone, none is new, and the post has the same kinds of blocks."""
    gone = {(finding.rule, finding.message) for finding in wanted}
    old = Counter((one.rule, one.message) for one in before.report.findings)
    new = Counter((one.rule, one.message) for one in after.report.findings)
    # a comment for the whole post also suppresses further findings of its rules
    return before.kinds == after.kinds and new <= old and not gone & new.keys()


# -- where to insert ------------------------------------------------------------------------------------


def _edits(doc: Document, findings: Iterable[Finding], reason: str, *, near: bool) -> list[Edit]:
    """Insertions of comments: near their findings as far as that is possible, else at the top."""
    by_line: dict[int, set[str]] = defaultdict(set)
    for finding in findings:
        by_line[finding.line].add(finding.rule)
    edits = []
    whole: set[str] = set()
    for line, rules in sorted(by_line.items()):
        edit = _near(doc, line, rules, reason) if near else None
        if edit is None:
            whole |= rules
        else:
            edits.append(edit)
    if whole:
        top = doc.front_matter.span.end
        edits.append(Edit(Span(top, top), _comment(doc, "disable-file", whole, reason) + "\n"))
    return edits


def _near(doc: Document, line: int, rules: Iterable[str], reason: str) -> Edit | None:
    """The insertion of a comment above a line or at its end; None where neither is possible."""
    start = doc.source.line_starts[line - 1]
    text = doc.source.line(line)
    end = start + len(text)
    if start < doc.front_matter.span.end:
        return None
    around = [block for block in doc.blocks if block.span.start <= end and start < block.span.end]
    first = next((block for block in around if block.span.start == start), None)
    before = doc.source.line(line - 1) if line > 1 else ""
    after_header = start == doc.front_matter.span.end
    if first is not None and first.kind in ("paragraph", "heading") and (after_header or not before.strip()):
        return Edit(Span(start, start), _comment(doc, "disable-next-line", rules, reason) + "\n")
    inner = [block for block in around if block.kind == "paragraph" and not block.attrs.get("html")]
    if not inner or any(block.kind in _CLOSED for block in around) or text.endswith(("  ", "\\")):
        return None
    place = start + len(text.rstrip())
    return Edit(Span(place, place), " " + _comment(doc, "disable-line", rules, reason))


def _comment(doc: Document, action: str, rules: Iterable[str], reason: str) -> str:
    words = f"postlint-{action} {', '.join(sorted(rules))}" + (f" -- {reason}" if reason else "")
    return f"{{/* {words} */}}" if doc.dialect == "mdx" else f"<!-- {words} -->"
