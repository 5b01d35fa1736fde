"""The kind `repetition`: the same word twice in a row."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, count, groupby, islice
from operator import eq

from postlint.checks.kinds.scopes import Piece, scope_text
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.quotations import in_marks
from postlint.prose.language_data import load
from postlint.results.hits import Edit, Fix, Hit, Severity, of_one_cause
from postlint.spans import Span


def repetition(doc: Document, *, allowed: Sequence[str], in_: str | Sequence[str]) -> Iterator[Hit]:
    """A hit on both words of a pair that is a mistake, whatever white space is between them; numbers are ignored.

    Grammar allows some pairs (see `doubled`). A word with another capital is another one (a name, a title), unless it
    begins the sentence; a pair alone in quotation marks is mentioned, not used.
    """
    fine = {word.lower() for word in allowed}
    scope = scope_text(doc, in_)
    doubled = frozenset(parts for parts in _doubled(scope.words) if "'".join(parts) not in fine)
    if not doubled:
        return
    from postlint.checks.kinds.doubled import SENTENCE_END, grammar  # most posts have no doubled word

    after_last, last = 0, ""
    found: list[tuple[Piece, Hit]] = []
    for match in _twice(doubled).finditer(scope.text):
        first, second = match.group(1), match.group(2)
        goes_on = first.lower() == last and not scope.text[after_last : match.start()].strip()
        after_last, last = match.end(), first.lower()
        if goes_on:
            continue  # four times the same word is one mistake
        piece, offset = scope.piece_at(match.start())
        end = offset + len(match.group())
        if first.lower() in fine or _is_marked(piece.text, end):
            continue
        if _BROKEN_WORD.search(piece.text, max(0, offset - _AROUND), offset):
            continue  # the first is the end of a word
        if _is_another(first, second, piece.text[:offset], piece.text[end : end + 4]):
            continue
        if piece.passage is not None and doc.quotations.is_whole(piece.passage):
            continue  # people who speak say words twice
        if _BLOCK.match(piece.text, end) or _is_transcribed(doc, scope.span(*match.span())):
            continue
        if _RULES.search(piece.text, max(0, offset - _AROUND), end + _AROUND):
            continue  # a style sheet among the text: "td { border: solid none none; }"
        before = SENTENCE_END.split(piece.text[max(0, offset - _AROUND) : offset])[-1]
        behind = piece.text[end : end + _AROUND]
        if not grammar(doc.language).is_slip(first, before, behind) or _is_mentioned(doc, piece, offset, end):
            continue
        name = _NAME.match(behind)
        foreign = first not in load(doc.language).function_words
        if name is not None and foreign and (first, name[1]) in _surnames(scope.text):
            continue  # a name, and a surname that begins with a word of another language: "Vincent van van Gogh"
        span = scope.span(*match.span())
        if "\n" in match.group() and ("\n" not in doc.slice(span) or _BREAK.search(doc.slice(span))):
            continue  # a line break of HTML, between a label and its value
        if foreign and _ENDS_LINK.fullmatch(doc.slice(span)) and _LINK_BEFORE.search(doc.text[: span.start][-_AROUND:]):
            continue  # a linked name that begins the line, and the sentence about it
        if "\n" in match.group() and (_WIDE.search(first) or _is_line(doc, span.start, first)):
            continue  # a line of one word: a label, and the sentence below it, or two commands
        if _REFERENCE.search(doc.slice(span)):
            continue  # "as told in [^1] in an attempt": the mark stands for a name
        if _STRESSED.fullmatch(doc.slice(span)) or _LINKED.fullmatch(doc.slice(span)):
            continue  # one of the two is emphasised: "not always *always*"; each is a link of its own
        if _ENDS_BOLD.fullmatch(doc.slice(span)) and _BOLD.search(doc.text, max(0, span.start - _AROUND), span.start):
            continue  # the last word of a name in bold: "read **How to** to bake"
        found.append((piece, Hit(span, {"match": first, "text": first}, fix=_fix(doc, span, match))))
    for _, same in groupby(_without_terms(doc, found), key=lambda one: id(one[0])):
        hits = [hit for _, hit in same]
        severity = Severity.INFO if len(hits) >= _SPOKEN else None
        cause = f"{doc.source.path}:{hits[0].span.start}"
        yield from (hit._replace(severity=severity) for hit in of_one_cause(hits, _SPOKEN - 1, "default", cause=cause))


def _without_terms(doc: Document, found: Sequence[tuple[Piece, Hit]]) -> Iterator[tuple[Piece, Hit]]:
    """The pairs but those of a content word that the post doubles again: it is a term, or the name of a value."""
    little = load(doc.language).function_words
    often = Counter(str(hit.values["match"]).lower() for _, hit in found)
    for piece, hit in found:
        word = str(hit.values["match"]).lower()
        if often[word] == 1 or word in little:
            yield piece, hit


#: a paragraph with so many pairs may be written down as it was spoken, and they are one finding
_SPOKEN = 6


def _is_another(first: str, second: str, before: str, behind: str) -> bool:
    """Whether capitals make them different words: "Notes notes", "AND and"; but "The the" may begin a sentence.

    A letter before another letter is named, or one of a row: Portuguese "A a F", "I I G". A word with capitals inside
    is a name in code ("FileStream fileStream", "lockOven lockOven").
    """
    if any(map(str.isupper, first[1:])) or (len(first) == 1 and _LETTER.match(behind)):
        return True
    if first == second:
        return first[0].isupper() and first != "I"
    begins = not before.strip() or before.rstrip()[-1] in '.!?…:"”»“„«(–—•\n'
    return not (begins and first[0].isupper() and first[1:] == second[1:] and second[0].islower())


_LETTER = lazy_pattern(r"\s+[^\W\d_a-z]\b(?!['’])")


@lru_cache(maxsize=1)
def _surnames(text: str) -> frozenset[tuple[str, str]]:
    """The surnames in two words that stand after a first name: ("de", "Jong")."""
    return frozenset((found[1], found[2]) for found in _FULL_NAME.finditer(text))


_NAME = lazy_pattern(r"\s+([A-Z]\w+)")
#: the beginning of a word that is broken at the end of a line
_BROKEN_WORD = lazy_pattern(r"[^\W\d_][-‐]\s+\Z")
_FULL_NAME = lazy_pattern(r"\b[A-Z]\w+\s+([a-z]{1,4})\s+([A-Z]\w+)")


#: a condition and the brace that opens a block of code, without the end of a sentence: "as in C for for loaf { }"
_BLOCK = lazy_pattern(r"[^.!?:{}\n]{1,40}\s\{")


def _is_transcribed(doc: Document, span: Span) -> bool:
    """Whether a place is in a transcript that is folded away: it is as it was spoken."""
    opened = doc.text.rfind("<details", 0, span.start)
    if opened < 0 or doc.text.find("</details", opened, span.start) >= 0:
        return False
    return _TRANSCRIPT.search(doc.text, opened, min(opened + _AROUND, span.start)) is not None


#: the word for it in the summary, in most languages of Europe
_TRANSCRIPT = lazy_pattern(r"(?i)trans[ck]ri")


def _is_marked(text: str, end: int) -> bool:
    """Whether a combining mark follows: then the word is longer than its letters."""
    return unicodedata.category(text[end : end + 1] or " ").startswith("M")


def _is_line(doc: Document, start: int, word: str) -> bool:
    """Whether a line has nothing but a word and what a list or a quotation begins with."""
    line = doc.text[doc.text.rfind("\n", 0, start) + 1 :].partition("\n")[0]
    return _ITEM.sub("", line, count=1).strip() == word


_ITEM = lazy_pattern(r"^[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)?")


def _is_mentioned(doc: Document, piece: Piece, start: int, end: int) -> bool:
    """Whether the pair is in a quotation of few more words."""
    found = doc.quotations.stretches(piece.passage) if piece.passage is not None else in_marks(piece.text)
    around = next((one for one in found if one.start <= start and end <= one.end), None)
    return around is not None and len(piece.text[around.start : around.end].split()) <= 4


def _doubled(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The words without digits that are repeated, split into parts: "don't" has two."""
    for size in (1, 2, 3):
        for at in compress(count(), map(eq, words, islice(words, size, None))):
            parts = tuple(words[at : at + size])
            if parts == tuple(words[at + size : at + 2 * size]) and not _HAS_DIGIT.search("".join(parts)):
                yield parts


#: one word of a pair in italics, or each on its own; a letter in bold is named: "from **a** a **z**"
_STRESSED = lazy_pattern(r"[*_]?\w+[*_]\s+[*_]?\w+[*_]?|\w+\s+[*_]\w+[*_]?|\w(?:\*\*|__)\s+\w")
#: the end of something in bold and the word after it, and the words in bold before it
_ENDS_BOLD, _BOLD = lazy_pattern(r"\w+(?:\*\*|__)\s+\w+"), lazy_pattern(r"(?:\*\*|__)\w[^*_\n]*\s$")
_LINKED = lazy_pattern(r"[^\[\]\n]+\](?:\([^\n]{0,500}?\)|\[[^\]\n]*\])\s*\[[^\[\]]+|[^<>]+</a>\s*<a\s[^<>]*>[^<>]+")
#: the end of the text of a link and the word after it, and the link before it at the start of a line
_ENDS_LINK = lazy_pattern(r"\w+(?:</a>|\]\([^()\n]*\)|\]\[[^\[\]\n]*\])\s+\w+")
_LINK_BEFORE = lazy_pattern(r"(?:^|\n|<br ?/?>)[ \t>*+-]*(?:<a\s[^<>\n]*>|\[)[^<>\[\]\n]*$")
_REFERENCE = lazy_pattern(r"\s\[[\^@][^\[\]\n]+\]\s")
_BREAK = lazy_pattern(r"(?i)<br\b")
_RULES = lazy_pattern(r"\{[^{}:;]{1,60}:[^{}:;]{1,60};")
_WIDE = lazy_pattern("[\u2e80-\u9fff]")
_HAS_DIGIT = lazy_pattern(r"\d")
#: how many characters before and after a pair can matter
_AROUND = 500


@lru_cache(maxsize=64)
def _twice(words: frozenset[tuple[str, ...]]) -> re.Pattern[str]:
    """A pattern of one of the words, twice: searching for known words is much faster than for any word.

    It is compiled for each post with such words: a curly apostrophe in its sets would take two thirds of the time.
    """
    written = ("['’]".join(map(re.escape, parts)) for parts in words)
    word = "|".join(sorted(written, key=len, reverse=True))
    return re.compile(rf"(?<![\w'.:&/-])(?<!’)({word})\s+(\1)(?![\w'&/-])(?!’|\.\w)", re.IGNORECASE)


def _fix(doc: Document, span: Span, match: re.Match[str]) -> Fix | None:
    """Remove the second word, if both are verbatim in the source."""
    if doc.slice(span).split() != match.group().split():
        return None
    return Fix((Edit(Span(span.start + len(match.group(1)), span.end), ""),))
