"""Notes and references: footnotes, numbered and author-year references that have an entry, citation components."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Block, Reference
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

NO_NAMES: frozenset[str] = frozenset()
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
#: a mark may stand behind the stop that ends its sentence
_BEHIND = 6
#: and a page in brackets, with a space
_PAGE_BEHIND = 14

#: `[3]`, `[3, 4]`
_NUMBERED = lazy_pattern(r"\[(\d{1,3})(?:\s?[,–-]\s?\d{1,3})*\]")
#: `[Source: src5]`, `[Reference 3]`: a word for a list of references and the number of an entry
_WORDED = lazy_pattern(r"\[([^\W\d_]+)[^\[\]\d]{0,15}?(\d{1,3})\](?!\()")
#: digits glued to a word or its stop (`data.1`, `found,2 and`, `seen1,2`), or between carets (`^3^`)
_GLUED = lazy_pattern(r"(?:(?<=[^\W\d_][.,;)”\"])|(?<=[a-z]{4}))(\d{1,2}(?:,\d{1,2})*)(?=\s|$)|\^(\d{1,2})\^")
#: how an entry begins, in HTML or not: `[3] Ruiz …`, `<p>[3] Ruiz …`, `Ruiz, A. (2020) …`, `• Rye Guild (2020). …`
_ENTRY = lazy_pattern(
    r"\s*(?:<[^<>]*>\s*|[•·▪*-]\s+)*(?:\[\d{1,3}\][.:]?\s?\S"
    r"|[A-Z][^.\n]{2,80}\((?:19|20)\d\d[a-z]?\)\.\s"
    r"|[A-Z][\w’'-]+, (?:[A-Z]\.|[A-Z][a-z]+).{0,200}?\b(?:19|20)\d\d)"
)
_ENTRY_NUMBER = lazy_pattern(r"\s*(?:<[^<>]*>\s*)*\[?(\d{1,3})[\].)]")
#: the text of a link that is no more than a mark: `1`, `[1]`, `*`
_MARK = lazy_pattern(r"[\[(^]*(?:\d{1,3}|[*†‡])[\])^]*")
_SUPERSCRIPT = lazy_pattern(f"[{_SUPERSCRIPTS}]{{1,3}}")
_AUTHOR_YEAR = lazy_pattern(
    r"\b([A-Z][\w’'-]+)(?:,? (?:et al\.?|(?:and|&) [A-Z][\w’'-]+))?,? ?\(?((?:19|20)\d\d|n\.d\.)[a-z]?\)?"
)
_CITATION_KEY = lazy_pattern(r"\[-?@[\w:.#$%&+?<>~/-]+|(?<![\w/@])@[^\W\d_]\w*\d{4}\w*")
#: a component whose attributes are expressions, which only MDX takes for an element: `<Cite ids={["ruiz"]} />`
_COMPONENT = lazy_pattern(r"<([A-Z]\w*)(?=[\s/])")
#: the page of a book, in brackets: `(pg. 35)`, `(pp. 3–5)`; what stands before the number
_PAGE = lazy_pattern(r"\(([a-z]{1,5})\.?\s?\d{1,4}(?:\s?[–-]\s?\d{1,4})?\)")
_SOURCE = lazy_pattern(r"https?://|\[\[|\b(?:19|20)\d\d\b|doi", re.IGNORECASE)
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_WORD = lazy_pattern(r"[^\W\d_][\w’'-]+")

#: the most characters of the name of a reference list with its marks; the level of a line that is one, below all
_LONGEST_NAME, _LINE = 60, 7
#: the blocks that name one
_NAMING = frozenset(("paragraph", "heading"))
#: what stands for all names of lists that may hold anything
_NOTES = "notes"


class Notes:
    """The notes of a post. `citations` are the names of components and shortcodes that give a source."""

    def __init__(self, doc: Document, lex: Lexicon, citations: frozenset[str]) -> None:
        self._doc, self._citations = doc, citations
        self._headings, self._named_with = lex["reference_nouns"], lex["reference_words"]
        self._notes, self._plain, self._page_words = lex["note_nouns"], lex["note_words"], lex["page_words"]

    def find(self, span: Span, names: frozenset[str] = NO_NAMES) -> str:
        """The form of support that a mark in or right behind a sentence gives: S6, S7, S8 or ""."""
        if self._is_cited(span) or self._has_footnote(span):
            return "S6"
        text = self._doc.text
        if text.find("@", span.start, span.end) >= 0 and _CITATION_KEY.search(text, span.start, span.end):
            return "S8"
        if self._has_page(span):
            return "S8"
        if not self._entries:
            return ""
        if not self._numbers.isdisjoint(self._marks(span)):
            return "S7"
        named = names and any(not names.isdisjoint(words) for words in self._words_of_entries)
        return "S8" if named or self._has_author_year(span) else ""

    def marks(self, span: Span) -> bool:
        """Whether a paragraph holds a mark that gives a source: one behind its last sentence counts for all."""
        if self._has_footnote(span) or self._has_page(span) or (self._entries and self._has_author_year(span)):
            return True
        return bool(self._entries) and not self._numbers.isdisjoint(self._marks(span))

    def dangling(self, span: Span) -> bool:
        """Whether a sentence has a mark, so that one that gives no support leads nowhere."""
        if self._footnoted(span):
            return True
        found = _NUMBERED.search(self._doc.text, span.start, span.end + _BEHIND)
        return found is not None and not self._doc.text.startswith("(", found.end())

    def _is_cited(self, span: Span) -> bool:
        return any(span.start <= at <= span.end for at in self._cited)

    @cached_property
    def _cited(self) -> Sequence[int]:
        """Where the components and shortcodes that give a source stand."""
        names = self._citations
        tags = [tag.span.start for tag in self._doc.html_tags if tag.name in names]
        tags += [found.start() for found in _COMPONENT.finditer(self._doc.text) if found[1].lower() in names]
        return tags + [mask.span.start for mask in self._doc.masks if _first_word(mask.text) in names]

    def _has_page(self, span: Span) -> bool:
        """Whether a sentence, or what is behind its stop, names the page that it is from."""
        found = _PAGE.finditer(self._doc.text, span.start, span.end + _PAGE_BEHIND)
        return any(match[1] in self._page_words for match in found)

    def _has_footnote(self, span: Span) -> bool:
        """Whether the mark of a footnote that gives a source stands in a span or right behind it."""
        if any(span.start <= at < span.end + _BEHIND for at in self._linked):
            return True
        return any(mark.defined and mark.key in self._good_footnotes for mark in self._footnoted(span))

    @cached_property
    def _linked(self) -> Sequence[int]:
        """Where marks stand that lead to a place of the page, which a layout may fill: `[1](#source-ruiz)`."""
        links = (link for link in self._doc.links if link.url[:1] == "#" and _MARK.fullmatch(link.text.strip()))
        # "step [2](#two)" is none
        return [
            one.span.start for one in links if one.text[0] in "[(^" or not self._doc.text[one.span.start - 1].isspace()
        ]

    def _footnoted(self, span: Span) -> list[Reference]:
        """The marks of footnotes in a span or right behind it."""
        if not self._footnotes:
            return []
        behind = self._behind(span)
        return [mark for mark in self._footnotes if span.start <= mark.span.start <= behind]

    @cached_property
    def _footnotes(self) -> Sequence[Reference]:
        return [reference for reference in self._doc.references if reference.footnote]

    def _behind(self, span: Span) -> int:
        """Where a mark that belongs to a sentence may stand at most: behind its stop, after a space or two."""
        text, end = self._doc.text, span.end
        while end < len(text) and text[end] in " \u00a0" and end < span.end + 3:
            end += 1
        return end

    @cached_property
    def _good_footnotes(self) -> frozenset[str]:
        """The footnotes that give a source: a link or a year, or the words of a title."""
        good = set()
        for block in self._doc.blocks:
            if block.kind == "footnote":
                text = self._doc.slice(block.span)
                if _SOURCE.search(text) or len(_WORD.findall(text)) >= 5:
                    good.add(str(block.attrs.get("key", "")))
        return frozenset(good)

    def _marks(self, span: Span) -> Iterator[str]:
        """The numbers of the marks in a sentence: "[3]", superscripts."""
        text = self._doc.text[span.start : span.end + _BEHIND]
        for match in _NUMBERED.finditer(text):
            yield match[1]
        for match in _WORDED.finditer(text):
            if match[1].lower() in self._headings:
                yield match[2]
        for match in _GLUED.finditer(text):
            yield from (match[1] or match[2]).split(",")
        for match in _SUPERSCRIPT.finditer(text):
            yield match[0].translate(str.maketrans(_SUPERSCRIPTS, "0123456789"))
        for tag in self._raised:
            if span.start <= tag.start < span.end + _BEHIND:
                yield self._doc.text[tag.end : tag.end + 4].split("<")[0].strip("[] ")

    @cached_property
    def _raised(self) -> Sequence[Span]:
        """Where raised text begins in HTML."""
        return [tag.span for tag in self._doc.html_tags if tag.name == "sup" and not tag.closing]

    def _has_author_year(self, span: Span) -> bool:
        for match in _AUTHOR_YEAR.finditer(self._doc.text, span.start, span.end):
            if any(match[1] in entry and match[2] in entry for entry in self._entries):
                return True
        return False

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The items and paragraphs below a heading such as "References"; the items below a line that says no more."""
        return tuple(block for block, _ in self._listed)

    def hold(self, span: Span) -> bool:
        """Whether what stands in a span is one of these references."""
        return any(block.span.start <= span.start < block.span.end for block in self.blocks)

    @cached_property
    def lists_sources(self) -> bool:
        """Whether there are such lists of sources, with a link or a year; notes and tips may be anything."""
        return any(noun != _NOTES and _SOURCE.search(self._doc.slice(block.span)) for block, noun in self._listed)

    @cached_property
    def _listed(self) -> Sequence[tuple[Block, str]]:
        """Those blocks, each with what the name of the list calls it."""
        listed, noun, level = list[tuple[Block, str]](), "", 0
        text = self._doc.text.lower()
        if not any(noun in text for noun in self._headings):
            return listed
        for block in self._doc.blocks:
            if not noun and (block.kind not in _NAMING or block.span.end - block.span.start > 2 * _LONGEST_NAME):
                continue  # mostly so
            is_line = block.kind == "paragraph" and not block.inside("item")
            named = self._noun(block) if is_line or block.kind == "heading" else ""
            if named:
                noun, level = named, _LINE if is_line else block.attrs.get("level", 2)
            elif (is_line and level == _LINE) or (block.kind == "heading" and block.attrs.get("level", 2) <= level):
                noun = ""
            elif noun and (block.kind == "item" or (is_line and self._is_entry(block))):
                listed.append((block, noun))
        return listed

    def _is_entry(self, block: Block) -> bool:
        """Whether a paragraph names a source: with a number, a link or a year."""
        text = self._doc.slice(block.span)
        return bool(_ENTRY_NUMBER.match(text) or _SOURCE.search(text))

    def _noun(self, block: Block) -> str:
        """The noun for sources in a heading or a short paragraph that says no more: "## References", "**Sources:**".

        What only is called notes may be any: "Key notes".
        """
        span = block.attrs.get("text_span", block.span)
        if span.end - span.start > _LONGEST_NAME:
            return ""
        words: frozenset[str] = frozenset(_LETTERS.findall(self._doc.slice(span).lower()))
        nouns = words & self._headings
        if nouns - self._notes and words <= self._named_with:
            return min(nouns - self._notes)
        return _NOTES if nouns and words <= self._plain else ""

    @cached_property
    def _entries(self) -> tuple[str, ...]:
        """What the lists below such headings hold, and lines of paragraphs and items that have the form of an entry."""
        listed = [self._doc.slice(block.span) for block in self.blocks]
        for block in self._doc.blocks:
            if block.kind == "paragraph":
                lines = self._doc.slice(block.span).split("\n")
                listed += [line for line in lines if _ENTRY.match(line) and _SOURCE.search(line)]
        return tuple(listed)

    @cached_property
    def _words_of_entries(self) -> Sequence[set[str]]:
        return [words_in(entry) for entry in self._entries]

    @cached_property
    def _numbers(self) -> frozenset[str]:
        written = {match[1] for entry in self._entries if (match := _ENTRY_NUMBER.match(entry))}
        items = [block for block in self.blocks if block.kind == "item" and block.parent is not None]
        counted = sum(bool(block.parent and block.parent.attrs.get("ordered")) for block in items)
        return frozenset(written | {str(number) for number in range(1, counted + 1)})


def _first_word(text: str) -> str:
    match = _WORD.search(text)
    return match[0].lower() if match else ""


def words_in(text: str) -> set[str]:
    """The words of a text in lower case, without possessive endings."""
    return {word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)}
