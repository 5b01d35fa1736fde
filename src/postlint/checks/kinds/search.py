"""Finds words and patterns where a card wants them: in its scopes, in a part of the post, without its exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from postlint.checks.kinds.parts import is_inside, part_spans
from postlint.checks.kinds.phrases import compile_pattern, find
from postlint.checks.kinds.scopes import Piece, ScopeText, scope_text
from postlint.data.time_limit import searched
from postlint.document.document import Document
from postlint.records import NamedTuple
from postlint.spans import Span


class Found(NamedTuple):
    """A match, and its span in the source."""

    span: Span
    match: re.Match[str]

    @property
    def text(self) -> str:
        """The matched text."""
        return self.match.group()


def search(
    doc: Document,
    words: Sequence[str],
    patterns: Sequence[str] = (),
    *,
    in_: str | Sequence[str],
    part: Mapping[str, Any] | None = None,
    ignore_case: bool = True,
    exceptions: Sequence[str] = (),
    unless: Sequence[str] = (),
    quoted: bool = True,
    names: bool = True,
) -> Iterator[Found]:
    """The matches in the scopes `in_` that begin in `part` of the post.

    Left out are matches inside of an exception, and those in a sentence that matches one of the regular expressions
    `unless`; a heading, a title or an alt text counts as one sentence. Without `quoted`, so are matches in quotations
    (see `document.quotations`); without `names`, so are matches that the post writes with a capital in the middle of a
    sentence: these are names, and so are the same words elsewhere in the post. Words are not found inside an address or
    a file name, except in "source".
    """
    scope = scope_text(doc, in_)
    spans = part_spans(doc, part or {})
    excuses = [compile_pattern(pattern) for pattern in unless]
    addresses = "source" in ((in_,) if isinstance(in_, str) else in_)
    found = find(scope, words, patterns, ignore_case=ignore_case, exceptions=exceptions, addresses=addresses)
    known = frozenset() if names else frozenset(match.group().lower() for match in found if _is_name(scope, match))
    for match in found:
        if match.group().lower() in known:
            continue
        span = scope.span(*match.span())
        if not is_inside(span, spans) or (not quoted and _is_quoted(doc, scope, match)):
            continue
        if excuses:
            around = _sentence(doc, *scope.piece_at(match.start()))
            if any(searched(excuse, around) for excuse in excuses):
                continue
        yield Found(span, match)


def _is_quoted(doc: Document, scope: ScopeText, match: re.Match[str]) -> bool:
    piece, start = scope.piece_at(match.start())
    end = start + len(match.group())
    return piece.passage is not None and doc.quotations.is_quoted(piece.passage, start, end)


def _is_name(scope: ScopeText, match: re.Match[str]) -> bool:
    """Whether a match in a paragraph begins with a capital where no sentence does; "I" and "PIN" are no names."""
    piece, start = scope.piece_at(match.start())
    first = match.group().split()[0]
    if piece.passage is None or piece.passage.kind == "heading" or not first[:1].isupper() or first.isupper():
        return False
    return piece.text[:start].rstrip(_OPENING)[-1:] not in ("", *_ENDING)


#: what may stand before the first word of a sentence, and what ends the one before
_OPENING, _ENDING = " \t\n*_\"'“‘«„([", ".!?:…;—–-•|"


def _sentence(doc: Document, piece: Piece, offset: int) -> str:
    """The sentence of a piece at an offset; the whole piece where it is no prose."""
    inside = (s for s in doc.sentences if s.passage is piece.passage and s.start <= offset < s.end)
    sentence = next(inside, None)
    return sentence.text if sentence is not None else piece.text
