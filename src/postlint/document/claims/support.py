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
from functools import cache, cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from postlint.document.claims.judge import Judgement
from postlint.document.claims.lexicon import Lexicon
from postlint.document.claims.notes import Notes
from postlint.document.claims.reading import Reading
from postlint.document.claims.units import Unit, lead_in, next_block, previous_block
from postlint.document.hosts import host_of
from postlint.document.nodes import Block, Link
from postlint.findings import Span

if TYPE_CHECKING:
    from postlint.document.document import Document


class Support(NamedTuple):
    """`form` is S1 to S11, "weak" for a bare homepage, "" for none (then false); `url` and `span` tell which link."""

    form: str = ""
    url: str = ""
    span: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.form)


NONE = Support()


class SourceSettings(NamedTuple):
    """What counts as a source: `hosts` always do, `not_hosts` never; `citations` name components and shortcodes."""

    hosts: frozenset[str] = frozenset()
    not_hosts: frozenset[str] = frozenset()
    citations: frozenset[str] = frozenset(("cite", "citation", "footnote", "sidenote"))


class Sources:
    """Everything in a document that can support a claim; found when the first claim asks, and then once."""

    def __init__(self, doc: Document, lex: Lexicon, settings: SourceSettings) -> None:
        self._doc, self._lex, self._settings = doc, lex, settings
        self.notes = Notes(doc, lex["reference_headings"], settings.citations)

    def _rating(self, url: str) -> str:
        """What a link's target is worth: "source", "homepage" (a publisher's first page), or "" for nothing."""
        if self._settings.hosts and _host_in(url, self._settings.hosts):
            return "source"
        if not self._doc.is_external(url) or (self._settings.not_hosts and _host_in(url, self._settings.not_hosts)):
            return ""
        return "homepage" if _is_bare(url) else "source"

    @cached_property
    def _rated(self) -> list[tuple[Link, str]]:
        return [(link, self._rating(link.url)) for link in self._doc.links]

    @cached_property
    def _links(self) -> list[Link]:
        return [link for link, rating in self._rated if rating == "source"]

    @cached_property
    def _starts(self) -> list[int]:
        return [link.span.start for link in self._links]

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
            or Support(self.notes.find(unit.span))
            or self._near(unit, block, reading)
            or Support("S6" if self.notes.closes_with_footnote(block.span) else "")
            or self._source_line(unit, reading, judgement)
            or self._back_reference(unit, reading, judgement)
        )
        if found.form:
            return found
        for link, rating in self._rated:
            if rating == "homepage" and unit.span.start <= link.span.start < unit.span.end:
                return Support("weak", link.url, link.span)
        return NONE

    def nearby(self, unit, reading):
        doc = self._doc
        a, b = unit.span
        n = len(self._links)
        yield "sources: none in post", n == 0
        yield "sources: some", 0 < n <= 3
        yield "sources: many", n >= 10
        yield "sources: list", bool(self.notes.blocks)
        section = next((s for s in doc.sections if s.span.start <= a < s.span.end), None)
        if section: yield "sources: in section", self._link_in(section.span) is not None
        yield "sources: within 300 before", self._link_in(Span(max(0, a - 300), a)) is not None
        yield "sources: within 300 after", self._link_in(Span(b, b + 300)) is not None
        nm = self.near_miss(unit)
        if nm: yield "sources: " + nm, 1
        yield "sources: footnotes", any(d.footnote for d in doc.definitions)
        yield "sources: name in brackets", bool(re.search(r"\((?:[A-Z][\w.&'-]+[ ,]*){1,6}(?:(?:19|20)\d\d)?\)", unit.text))
        yield "sources: source word", "source" in reading.words or "via" in reading.words

    def near_miss(self, unit: Unit) -> str:
        """What stands in an unsupported sentence instead of a source: "internal", "dangling" or ""."""
        span = unit.span
        if any(
            span.start <= link.span.start < span.end and self._doc.is_internal(link.url) for link in self._doc.links
        ):
            return "internal"
        return "dangling" if self.notes.dangling(span) else ""

    def _near(self, unit: Unit, block: Block, reading: Reading) -> Support:
        if unit.kind == "row":
            return self._of_table(block)
        if unit.kind == "heading":
            below = next_block(block)
            return self._by_block("S3", below) if below is not None and below.kind == "paragraph" else NONE
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
        lead = lead_in(block)
        introduced = lead is not None and lead.kind in ("paragraph", "heading")
        return self._by_block("S2", item) or (self._by_block("S4", lead) if introduced else NONE)

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
            found = self._by_block("S5", near) if near is not None and near.kind != "table" else NONE
            if found:
                return found
        return NONE

    # -- source lines and names ----------------------------------------------------------------------------

    def _is_source_line(self, block: Block) -> bool:
        if block.kind not in ("paragraph", "item"):
            return False
        start, end = block.span
        head = self._doc.text[start : min(end, start + 60)]
        if ":" not in head:
            return False
        label, colon, _rest = re.sub(r"<[^>]*>", "", head).lower().partition(":")
        known = bool(colon) and label.strip("*_([- \t") in self._lex["source_labels"]
        return known and self._link_in(block.span) is not None

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
        if unit.kind == "item" and self._sums_up(before[0]):
            return Support("S11", before[0].url, before[0].span)
        for link in reversed(before):
            words = _words(link.text) | set(host_of(link.url).split("."))
            if names & words or (said and (said & words or self._beside(link, said))):
                return Support("S11", link.url, link.span)
        return NONE

    def _sums_up(self, link: Link) -> bool:
        """Whether the post sums up one report, point by point: it links nothing else, and that at its top."""
        top = [block for block in self._doc.blocks if block.kind == "paragraph"][:2]
        alone = len({other.url for other in self._links}) == 1
        at_top = any(block.span.start <= link.span.start < block.span.end for block in top)
        return alone and at_top and self._beside(link, self._lex["backreference_nouns"])

    def _sources_said(self, reading: Reading, judgement: Judgement) -> frozenset[str]:
        """The nouns by which an earlier source may be known, if the sentence says "the study" or the like."""
        if not self._says_the_study(reading, judgement):
            return frozenset()
        return (self._lex["backreference_nouns"] & reading.words) | self._lex["study_nouns"] | {"report", "paper"}

    def _beside(self, link: Link, nouns: frozenset[str]) -> bool:
        """Whether a noun of evidence stands close to a link."""
        before = self._doc.text[max(0, link.span.start - 80) : link.span.start]
        after = self._doc.text[link.span.end : link.span.end + 60]
        return not nouns.isdisjoint(_words(f"{before} {link.text} {after}"))


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
    return frozenset(name.removesuffix("'s") for name in names if len(name) > 2) - reading.lex["no_source_names"]


def _subject(reading: Reading) -> frozenset[str]:
    """The name with which a sentence begins, lower case."""
    at = reading.begin
    if at >= len(reading) or not reading.raw[at][:1].isupper() or len(reading.low[at]) < 4:
        return frozenset()
    return frozenset((reading.low[at].removesuffix("'s"),)) - reading.lex["no_source_names"]


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_][\w’'-]+")


def _words(text: str) -> set[str]:
    return {word.lower().replace("’", "'").removesuffix("'s") for word in _word().findall(text)}


def _host_in(url: str, hosts: frozenset[str]) -> bool:
    host = host_of(url)
    return any(host == known or host.endswith("." + known) for known in hosts)


def _is_bare(url: str) -> bool:
    """Whether a URL is a site's homepage: no path, query or fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return parts.path in ("", "/") and not parts.query and not parts.fragment
