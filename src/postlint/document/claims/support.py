"""Which source stands beside a sentence: the forms S1 to S11. Presence only: nobody here reads the source.

| form | the source is |
|---|---|
| S1, S2, S3 | an external link in the sentence, in its paragraph or item, in the paragraph that it continues |
| S4, S5 | a link in a list's lead-in or parent item; in a table's row, caption or neighbouring line |
| S6, S7, S8 | a footnote, a numbered reference or an author and year that has an entry |
| S9, S10 | a "Source:" line; the link of a quotation's attribution |
| S11 | a source that the sentence names and that was linked before |
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postlint.document.claims.judge import Judgement
from postlint.document.claims.lexicon import Lexicon
from postlint.document.claims.reading import Reading
from postlint.document.claims.units import Unit, lead_in, next_block, previous_block
from postlint.document.nodes import Block, Link
from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

_NUMBERED = re.compile(r"\[(\d{1,3})(?:\s?[,–-]\s?\d{1,3})*\]")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_AUTHOR_YEAR = re.compile(
    r"\b([A-Z][\w’'-]+)(?:,? (?:et al\.?|(?:and|&) [A-Z][\w’'-]+))?,? ?\(?((?:19|20)\d\d)[a-z]?\)?"
)
_ENTRY_NUMBER = re.compile(r"\s*\[?(\d{1,3})[\].)]")
_CITATION_KEY = re.compile(r"\[-?@[\w:.#$%&+?<>~/-]+")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Support:
    """`form` is S1 to S11, "weak" for a bare homepage, "" for none (then false); `url` and `span` tell which link."""

    form: str = ""
    url: str = ""
    span: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.form)


NONE = Support()


@dataclass(frozen=True)
class SourceSettings:
    """What counts as a source: `hosts` always do, `not_hosts` never; `citations` name components and shortcodes."""

    hosts: frozenset[str] = frozenset()
    not_hosts: frozenset[str] = frozenset()
    citations: frozenset[str] = frozenset(("cite", "citation", "footnote", "sidenote"))


class Sources:
    """Everything in a document that can support a claim, found once."""

    def __init__(self, doc: Document, lex: Lexicon, settings: SourceSettings) -> None:
        self._doc, self._lex, self._settings = doc, lex, settings
        rated = [(link, self._rating(link.url)) for link in doc.links]
        self._links = [link for link, rating in rated if rating == "source"]
        self._starts = [link.span.start for link in self._links]
        self._homepages = [link for link, rating in rated if rating == "homepage"]

    def _rating(self, url: str) -> str:
        """What a link's target is worth: "source", "homepage" (a publisher's first page), or "" for nothing."""
        if self._settings.hosts and _host_in(url, self._settings.hosts):
            return "source"
        if not self._doc.is_external(url) or (self._settings.not_hosts and _host_in(url, self._settings.not_hosts)):
            return ""
        return "homepage" if _is_bare(url) else "source"

    # -- by place ------------------------------------------------------------------------------------------

    def _link_in(self, span: Span) -> Link | None:
        at = bisect_left(self._starts, span.start)
        if at < len(self._links) and self._links[at].span.start < span.end:
            return self._links[at]
        return None

    def _by_link(self, form: str, span: Span) -> Support:
        link = self._link_in(span)
        return Support(form, link.url, link.span) if link is not None else NONE

    def _by_block(self, form: str, block: Block | None) -> Support:
        return self._by_link(form, block.span) if block is not None else NONE

    # -- the question ----------------------------------------------------------------------------------------

    def find(self, unit: Unit, reading: Reading, judgement: Judgement) -> Support:
        """The first form of support that is there, the nearest first; a bare homepage in the sentence is "weak"."""
        block = unit.passage.block
        found = (
            self._by_link("S5" if unit.kind == "row" else "S1", unit.span)
            or self._cited(unit.span)
            or self._footnote(unit.span)
            or self._numbered(unit)
            or self._author_year(unit.text)
            or self._near(unit, block, reading)
            or self._footnote(block.span, at_end=True)
            or self._source_line(unit, reading, judgement)
            or self._back_reference(unit, reading, judgement)
        )
        if found.form:
            return found
        for link in self._homepages:
            if unit.span.start <= link.span.start < unit.span.end:
                return Support("weak", link.url, link.span)
        return NONE

    def near_miss(self, unit: Unit) -> str:
        """What stands in an unsupported sentence instead of a source: "internal", "dangling" or ""."""
        span = unit.span
        if any(
            span.start <= link.span.start < span.end and self._doc.is_internal(link.url) for link in self._doc.links
        ):
            return "internal"
        noted = any(r.footnote and span.start <= r.span.start < span.end for r in self._doc.references)
        return "dangling" if noted or _NUMBERED.search(unit.text) else ""

    def _near(self, unit: Unit, block: Block, reading: Reading) -> Support:
        if unit.kind == "row":
            return self._of_table(block)
        if unit.kind == "heading":
            return NONE
        return (
            self._by_link("S2", block.span)
            or self._of_item(block)
            or self._of_quote(block)
            or (self._by_continuation(block, reading) if unit.index == 0 else NONE)
        )

    def _by_continuation(self, block: Block, reading: Reading) -> Support:
        """The paragraph above, when the sentence goes on with it; or a line below that only names the source."""
        if block.inside("item"):
            return NONE
        below = next_block(block)
        if below is not None and self._is_source_line(below):
            return self._by_block("S3", below)
        above = previous_block(block)
        if above is None or above.kind != "paragraph" or not reading.continues:
            return NONE
        return self._by_block("S3", above)

    def _of_item(self, block: Block) -> Support:
        item = next((b for b in block.ancestors() if b.kind == "item"), None)
        if item is None:
            return NONE
        inside = next(
            (
                self._by_block("S2", child)
                for child in item.children
                if child.kind == "paragraph" and self._link_in(child.span)
            ),
            NONE,
        )
        if inside.form:
            return inside
        lead = lead_in(block)
        return self._by_block("S4", lead) if lead is not None and lead.kind in ("paragraph", "heading") else NONE

    def _of_quote(self, block: Block) -> Support:
        quote = next((b for b in block.ancestors() if b.kind == "quote"), None)
        if quote is None:
            return NONE
        lead = previous_block(quote)
        return self._by_block("S10", quote) or (
            self._by_block("S10", lead) if lead is not None and lead.kind == "paragraph" else NONE
        )

    def _of_table(self, cell: Block) -> Support:
        table = next((b for b in cell.ancestors() if b.kind == "table"), None)
        if table is None:
            return NONE
        head = table.children[0] if table.children else None
        for near in (head, previous_block(table), next_block(table)):
            if (
                near is not None
                and near.kind in ("row", "paragraph", "heading")
                and (found := self._by_block("S5", near)).form
            ):
                return found
        return NONE

    # -- notes and references ------------------------------------------------------------------------------

    def _cited(self, span: Span) -> Support:
        """A citation component or shortcode that the options name, or a citation key ``[@key]``."""
        names = self._settings.citations
        if names:
            for tag in self._doc.html_tags:
                if span.start <= tag.span.start < span.end and tag.name in names:
                    return Support("S6", "", tag.span)
            for mask in self._doc.masks:
                if span.start <= mask.span.start < span.end and _first_word(mask.text) in names:
                    return Support("S6", "", mask.span)
        match = _CITATION_KEY.search(self._doc.text, span.start, span.end)
        return Support("S8", "", Span(*match.span())) if match else NONE

    def _footnote(self, span: Span, *, at_end: bool = False) -> Support:
        """A footnote mark in the sentence, or (`at_end`) right at the end of its paragraph."""
        for reference in self._doc.references:
            if reference.footnote and reference.defined and span.start <= reference.span.start < span.end + 1:
                if at_end and reference.span.end < span.end - 2:
                    continue
                if reference.key in self._good_footnotes:
                    return Support("S6", "", reference.span)
        return NONE

    @cached_property
    def _good_footnotes(self) -> frozenset[str]:
        """The footnotes that give a source: a link or a year, or the words of a title."""
        good = set()
        for block in self._doc.blocks:
            if block.kind == "footnote":
                text = self._doc.slice(block.span)
                if self._link_in(block.span) or re.search(r"\b(?:19|20)\d\d\b", text) or len(_WORD.findall(text)) >= 5:
                    good.add(str(block.attrs.get("key", "")))
        return frozenset(good)

    def _numbered(self, unit: Unit) -> Support:
        if not self._entries:
            return NONE
        numbers = [match[1] for match in _NUMBERED.finditer(unit.text)]
        numbers += [match[0].translate(_SUPERSCRIPTS) for match in _SUPERSCRIPT.finditer(unit.text)]
        span = unit.span
        numbers += [link.text.strip("[]()^ ") for link in self._doc.links if span.start <= link.span.start < span.end]
        numbers += [self._doc.text[tag.span.end : tag.span.end + 4].split("<")[0].strip("[] ") for tag in self._doc.html_tags
                    if tag.name == "sup" and not tag.closing and span.start <= tag.span.start < span.end]  # fmt: skip
        return Support("S7") if any(number in self._numbers for number in numbers) else NONE

    def _author_year(self, text: str) -> Support:
        if not self._entries:
            return NONE
        for match in _AUTHOR_YEAR.finditer(text):
            if any(match[1] in entry and match[2] in entry for entry in self._entries):
                return Support("S8")
        return NONE

    @cached_property
    def reference_blocks(self) -> tuple[Block, ...]:
        """The items and paragraphs below a heading such as "References"."""
        headings = self._lex["reference_headings"]
        found, inside, level = [], False, 0
        for block in self._doc.blocks:
            if block.kind == "heading":
                text = self._doc.slice(block.attrs.get("text_span", block.span)).strip(" *#:_").lower()
                if text in headings:
                    inside, level = True, block.attrs.get("level", 2)
                elif block.attrs.get("level", 2) <= level:
                    inside = False
            elif inside and (block.kind == "item" or (block.kind == "paragraph" and not block.inside("item"))):
                found.append(block)
        return tuple(found)

    @cached_property
    def reference_spans(self) -> tuple[Span, ...]:
        """Where the reference lists stand: what they say is no prose."""
        return tuple(block.span for block in self.reference_blocks)

    @cached_property
    def _entries(self) -> tuple[str, ...]:
        return tuple(self._doc.slice(block.span) for block in self.reference_blocks)

    @cached_property
    def _numbers(self) -> frozenset[str]:
        numbers = {match[1] for entry in self._entries if (match := _ENTRY_NUMBER.match(entry))}
        items = sum(
            block.kind == "item" and bool(block.parent and block.parent.attrs.get("ordered"))
            for block in self.reference_blocks
        )
        return frozenset(numbers | {str(number) for number in range(1, items + 1)})

    # -- source lines and names ----------------------------------------------------------------------------

    def _is_source_line(self, block: Block) -> bool:
        if block.kind not in ("paragraph", "item") or self._link_in(block.span) is None:
            return False
        text = self._doc.slice(block.span).lstrip("*_(<>empsmall/ -\t").lower()
        label, colon, _rest = text.partition(":")
        return bool(colon) and len(label) < 24 and label.strip("*_ ") in self._lex["source_labels"]

    @cached_property
    def _source_lines(self) -> tuple[Block, ...]:
        return tuple(block for block in self._doc.blocks if self._is_source_line(block))

    def _source_line(self, unit: Unit, reading: Reading, judgement: Judgement) -> Support:
        """A "Source:" line of the same section; of the whole post if the sentence names it or says "the study"."""
        if not self._source_lines:
            return NONE
        section = next((s for s in self._doc.sections if s.span.start <= unit.span.start < s.span.end), None)
        names = _names(reading, judgement) | _subject(reading)
        says = self._says_the_study(reading, judgement)
        for block in self._source_lines:
            near = section is not None and section.span.start <= block.span.start < section.span.end
            if near or says or names & _words(self._doc.slice(block.span)):
                return self._by_block("S9", block)
        return NONE

    def _says_the_study(self, reading: Reading, judgement: Judgement) -> bool:
        who = judgement.attribution
        if who is not None and who.anaphoric:
            return True
        nouns = self._lex["backreference_nouns"]
        return any(
            word in ("the", "this", "that", "same")
            and (reading.word(at + 1) in nouns or reading.word(at + 1).removesuffix("'s") in nouns)
            for at, word in enumerate(reading.low)
        )

    def _back_reference(self, unit: Unit, reading: Reading, judgement: Judgement) -> Support:
        """A source linked earlier in the post that the sentence names, or "the study" when a study was linked."""
        before = self._links[: bisect_left(self._starts, unit.span.start)]
        if not before:
            return NONE
        names = _names(reading, judgement)
        said = self._sources_said(reading, judgement)
        for link in reversed(before):
            words = _words(link.text) | set(_host(link.url).split("."))
            if names & words or (said and (said & words or self._beside(link, said))):
                return Support("S11", link.url, link.span)
        return NONE

    def _sources_said(self, reading: Reading, judgement: Judgement) -> frozenset[str]:
        """The nouns by which an earlier source may be known, if the sentence says "the study" or the like."""
        if not self._says_the_study(reading, judgement):
            return frozenset()
        return (self._lex["backreference_nouns"] & reading.words) | self._lex["study_nouns"] | {"report", "paper"}

    def _beside(self, link: Link, nouns: frozenset[str]) -> bool:
        """Whether a noun of evidence stands close to a link."""
        around = (
            self._doc.text[max(0, link.span.start - 80) : link.span.start]
            + self._doc.text[link.span.end : link.span.end + 60]
        )
        return not nouns.isdisjoint(_words(around))


def _names(reading: Reading, judgement: Judgement) -> frozenset[str]:
    """The names, lower case, in the words that attribute, or in brackets after a number."""
    who = judgement.attribution
    ranges = [(max(0, who.first - 1), min(len(reading), who.last + 6))] if who is not None else []
    if who is None:
        opened = -1
        for at, token in enumerate(reading.low):
            if token == "(":
                opened = at
            elif token == ")" and opened >= 0:
                ranges.append((opened, at))
    names = {reading.low[at] for start, end in ranges for at in range(start, end) if reading.raw[at][:1].isupper()}
    return frozenset(name.removesuffix("'s") for name in names if len(name) > 2) - _COMMON


def _subject(reading: Reading) -> frozenset[str]:
    """The name with which a sentence begins, lower case."""
    at = reading.begin
    name = at < len(reading) and reading.raw[at][:1].isupper()
    return (
        frozenset((reading.low[at].removesuffix("'s"),)) - _COMMON if name and len(reading.low[at]) > 3 else frozenset()
    )


_COMMON = frozenset(
    (
        "according",
        "the",
        "study",
        "survey",
        "report",
        "research",
        "one",
        "our",
        "studies",
        "and",
        "data",
        "recent",
        "com",
        "www",
        "for",
    )
)


def _words(text: str) -> set[str]:
    return {word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(text)}


def _first_word(text: str) -> str:
    match = _WORD.search(text)
    return match[0].lower() if match else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _host_in(url: str, hosts: frozenset[str]) -> bool:
    host = _host(url)
    return any(host == known or host.endswith("." + known) for known in hosts)


def _is_bare(url: str) -> bool:
    """Whether a URL is a site's homepage: no path, query or fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query and not parts.fragment
