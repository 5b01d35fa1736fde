"""The kind `substitution`: words with a better replacement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from postlint.checks.kinds.phrases import in_case_of
from postlint.checks.kinds.search import search
from postlint.document.document import Document
from postlint.prose import language_data as languages
from postlint.results.hits import Edit, Fix, Hit
from postlint.spans import Span


def substitution(
    doc: Document,
    *,
    swap: Mapping[str, str],
    exceptions: Sequence[str],
    unless: Sequence[str],
    quoted: bool,
    names: bool,
    ignore_case: bool,
    in_: str | Sequence[str],
    part: Mapping[str, Any],
) -> Iterator[Hit]:
    """A hit on each word of `swap`, with a fix where the word is verbatim in the source.

    The replacement gets the capitals of the replaced text, unless its entry has capitals of its own.
    """
    better = _folded(tuple(swap.items()), ignore_case)
    where: dict[str, Any] = {"in_": in_, "part": part, "quoted": quoted, "names": names}
    for span, match in search(doc, tuple(swap), ignore_case=ignore_case, exceptions=exceptions, unless=unless, **where):
        written, replacement = better[_fold(match.group(), ignore_case)]
        if written == written.lower():
            replacement = in_case_of(match.group(), replacement)
        if replacement == match.group():
            continue
        verbatim = doc.slice(span).split() == match.group().split() and not (
            _doubles(doc, span, replacement) or _changes_article(doc, span, replacement)
        )
        fix = Fix((Edit(span, replacement),)) if replacement else taken_out(doc, span)
        yield Hit(
            span,
            {"match": match.group(), "suggestion": replacement},
            message="default" if replacement else "remove",
            fix=fix if verbatim else None,
        )


def _doubles(doc: Document, span: Span, replacement: str) -> bool:
    """Whether the first word of a replacement stands before it, or the last one behind it."""
    words = replacement.lower().split()
    before = doc.text[max(0, span.start - 40) : span.start].lower().split()
    after = doc.text[span.end : span.end + 40].lower().split()
    return bool(words) and (words[0] in before[-1:] or words[-1] in after[:1])


def _changes_article(doc: Document, span: Span, replacement: str) -> bool:
    """Whether an article of two letters at most may have to change before a replacement: "a middleman", "an agent"."""
    before = doc.text[max(0, span.start - 40) : span.start].lower().split()[-1:]
    if not replacement or not before or len(before[0]) > _SHORT:
        return False
    both = (doc.slice(span), replacement)
    if len({"".join(filter(str.isalnum, text))[:_SAME].lower() for text in both}) == 1:
        return False
    sounds = {_SOUNDS.get(text[:1].lower(), "consonant") for text in both}
    articles = languages.load(doc.language).repeatable_starts
    return (len(sounds) > 1 or "either" in sounds) and before[0] in articles


_SHORT = 2
#: words that begin with as many same letters begin with the same sound: "e-mail", "email"
_SAME = 3
#: how words with these first letters sound
_SOUNDS = {**dict.fromkeys("aio", "vowel"), **dict.fromkeys("euhy", "either")}


@lru_cache
def _folded(swap: tuple[tuple[str, str], ...], ignore_case: bool) -> dict[str, tuple[str, str]]:
    return {_fold(word, ignore_case): (word, replacement) for word, replacement in swap}


def _fold(phrase: str, ignore_case: bool) -> str:
    """A phrase with white space, apostrophes and, with `ignore_case`, case normalised."""
    phrase = " ".join(phrase.replace("’", "'").split())
    return phrase.lower() if ignore_case else phrase


def taken_out(doc: Document, span: Span) -> Fix | None:
    """Remove a phrase with its comma and the space beside it; a sentence still begins with a capital. Never safe.

    None for a phrase that is a sentence of its own.
    """
    text, end = doc.text, span.end
    if re.compile(r"[.;:!?)\]]|\s*(?:\n|\Z)").match(text, end):
        # at the end of a clause, the comma or the space before it is removed
        before = re.compile(r"(?<=[^\s.!?]),? +\Z").search(text[max(0, span.start - 9) : span.start])
        start = span.start - len(before.group()) if before is not None else -1
        return Fix((Edit(Span(start, end), ""),), safe=False) if before is not None else None
    end += text.startswith(",", end)
    while text.startswith(" ", end):
        end += 1
    next_letter = text[end : end + 1]
    if text[span.start].isupper() and next_letter.islower():
        return Fix((Edit(Span(span.start, end + 1), next_letter.upper()),), safe=False)
    return Fix((Edit(Span(span.start, end), ""),), safe=False)
