"""Which source stands beside a sentence: the forms S1 to S12. Presence only: the source is not read.

| form | the source is |
|---|---|
| S1, S2, S3 | an external link in the sentence, in its paragraph or item, in the sentence next to it or the paragraph
that it continues |
| S4, S5 | a link in a list's lead-in or parent item; in a table's row, caption or neighbouring line |
| S6, S7, S8 | a footnote, a numbered reference or an author and year that has an entry |
| S9, S10 | a "Source:" line; the link of a quotation's attribution |
| S11 | a source that the sentence names and that was linked before |
| S12 | that of the same figure, given before |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from postlint.claims.judgement import NOTHING, Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.notes import NO_NAMES, Notes, words_in
from postlint.claims.quantities import Quantity, quantities
from postlint.claims.sources import ClaimOptions, Source, Sources
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit, lead_in, next_block, previous_block
from postlint.parse.nodes import Block
from postlint.prose.words import Sentence
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document


class Support(NamedTuple):
    """`form` is S1 to S12, "weak" for a bare homepage, "" for none (then false); `url` and `span` tell which link."""

    form: str = ""
    url: str = ""
    span: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.form)


NONE = Support()


def _of(form: str, source: Source | None) -> Support:
    return Support(form, source.url, source.span) if source is not None else NONE


class Supports:
    """What supports the sentences of a document; asked in their order."""

    def __init__(self, doc: Document, lex: Lexicon, options: ClaimOptions) -> None:
        self._doc, self._lex = doc, lex
        self.sources = Sources(doc, lex, options)
        self.notes = Notes(doc, lex["reference_headings"], options.citations)
        self._figures: dict[tuple[str, float], list[tuple[frozenset[str], Support]]] = {}

    def find(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """The first form of support that is there, the nearest first; a bare homepage in the sentence is "weak"."""
        found = self._beside(unit, tokens, judgement) or self._source_line(unit, tokens, judgement) or self._of_post
        found = found or self._named_before(unit, tokens, judgement) or self._repeated(tokens, judgement)
        if found:
            self._remember(tokens, found)
            return found
        return _of("weak", self.sources.homepage_in(unit.span))

    def near_miss(self, unit: Unit) -> str:
        """What stands in an unsupported sentence instead of a source: "internal", "dangling" or ""."""
        span = unit.span
        links = (link for link in self._doc.links if link.span.overlaps(span))
        if any(self._doc.is_internal(link.url) for link in links):
            return "internal"
        return "dangling" if self.notes.dangling(span) else ""

    def _by_link(self, form: str, span: Span) -> Support:
        """A link in a span, or the mark of a note that has an entry."""
        return _of(form, self.sources.first_in(span)) or Support(form if self.notes.marks(span) else "")

    def _by_block(self, form: str, block: Block | None) -> Support:
        return self._by_link(form, block.span) if block is not None else NONE

    # -- by place ------------------------------------------------------------------------------------------

    def _beside(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """In the sentence, in its block, in those around it."""
        row = unit.kind == "row"
        names = _names(tokens, judgement) if judgement.attribution is not None else NO_NAMES
        here = _of("S5" if row else "S1", self.sources.first_in(unit.span))
        here = here or Support(self.notes.find(unit.span, names))
        block = unit.passage.block
        if here or row:
            return here or self._of_table(block)
        if unit.kind == "heading":
            below = next_block(block)
            return self._by_block("S3", below) if below is not None and below.kind == "paragraph" else NONE
        return (
            self._by_link("S2", block.span)
            or self._of_item(block)
            or self._of_quote(block)
            or self._next_to(unit, block, tokens)
        )

    def _next_to(self, unit: Unit, block: Block, tokens: Tokens) -> Support:
        """The next sentences in the paragraphs above and below; all of that above if the sentence goes on with it."""
        if block.inside("item"):
            return NONE
        below, above = next_block(block), previous_block(block)
        if below is not None and unit.index == 0 and self.sources.is_line(below):
            return self._by_block("S3", below)
        if above is not None and above.kind == "paragraph" and unit.index == 0:
            near = above.span if tokens.continues else self._last(above)
            found = self._by_link("S3", near) if near is not None else NONE
            if found:
                return found
        if below is None or below.kind != "paragraph":
            return NONE
        last, first = self._last(block), self._sentences.get(below.span.start)
        if first is None or (last is not None and unit.span.end < last.start):
            return NONE
        return self._by_link("S3", first[0].span)

    @cached_property
    def _sentences(self) -> Mapping[int, Sequence[Sentence]]:
        """The sentences of each block, by where the block begins."""
        held: dict[int, list[Sentence]] = {}
        for sentence in self._doc.sentences:
            held.setdefault(sentence.passage.block.span.start, []).append(sentence)
        return held

    def _last(self, block: Block) -> Span | None:
        """The last sentence of a block; "(3)" behind its stop is none."""
        held = self._sentences.get(block.span.start)
        if held is None:
            return None
        spans = (sentence.span for sentence in held[:0:-1])
        return next((span for span in spans if any(map(str.isalpha, self._doc.slice(span)))), held[0].span)

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
        found, lead = self._by_block("S10", quote), previous_block(quote)
        if found or lead is None or lead.kind != "paragraph":
            return found
        return self._by_block("S10", lead) or self._introduced(lead)

    def _introduced(self, lead: Block) -> Support:
        """The source linked last before a quotation that is led in by it: "As the article notes:"."""
        last, before = self._last(lead), self.sources.before(lead.span.end)
        if last is None or not before:
            return NONE
        tokens = Tokens(self._doc.slice(last), self._lex)
        return _of("S10", before[-1]) if self._refers_back(tokens, NOTHING) else NONE

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

    # -- by name ---------------------------------------------------------------------------------------------

    def _source_line(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """A "Source:" line of the same section; of the whole post if the sentence names it or refers to "the study"."""
        if not self.sources.lines:
            return NONE
        section = next((s for s in self._doc.sections if s.span.start <= unit.span.start < s.span.end), None)
        names = _names(tokens, judgement) | _subject(tokens)
        refers = self._refers_back(tokens, judgement)
        for block in self.sources.lines:
            near = section is not None and section.span.start <= block.span.start < section.span.end
            if near or refers or names & words_in(self._doc.slice(block.span)):
                return self._by_block("S9", block)
        return NONE

    @cached_property
    def _of_post(self) -> Support:
        """The one source that the header gives for the whole post, as `source_url: …` of a digest."""
        urls = [
            value
            for key, value in self._doc.front_matter.values.items()
            if isinstance(value, str) and re.split(r"[_-]|(?<=[a-z])(?=[A-Z])", key)[0] in self._lex["source_fields"]
        ]
        return Support("S9", urls[0]) if len(urls) == 1 and self._doc.is_external(urls[0]) else NONE

    def _named_before(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """A source linked earlier in the post that the sentence names, or "the study" when a study was linked."""
        before = self.sources.before(unit.span.start)
        if not before:
            return NONE
        if unit.kind == "item" and self._sums_up(before[0]):
            return _of("S11", before[0])
        names = _names(tokens, judgement)
        nouns = self._back_nouns(tokens, judgement)
        for source in reversed(before):
            if self.sources.is_called(source, names) or (nouns and self.sources.is_evidence(source, nouns)):
                return _of("S11", source)
        return NONE

    def _sums_up(self, source: Source) -> bool:
        """Whether the post sums up one report, point by point: it links nothing else, and that at its top."""
        top = [block for block in self._doc.blocks if block.kind == "paragraph"][:2]
        alone = len({other.url for other in self.sources.all}) == 1
        at_top = any(block.span.start <= source.span.start < block.span.end for block in top)
        return alone and at_top and self.sources.is_evidence(source, self._lex["cited_nouns"])

    def _refers_back(self, tokens: Tokens, judgement: Judgement) -> bool:
        who = judgement.attribution
        if who is not None and who.anaphoric:
            return True
        nouns, leads = self._lex["cited_nouns"], self._lex["backreference_starts"]
        return any(
            word in leads and (tokens.word(at + 1) in nouns or tokens.word(at + 1).removesuffix("'s") in nouns)
            for at, word in enumerate(tokens.low)
        )

    def _back_nouns(self, tokens: Tokens, judgement: Judgement) -> frozenset[str]:
        """The nouns by which an earlier source may be known, if the sentence refers to "the study" or the like."""
        if not self._refers_back(tokens, judgement):
            return NO_NAMES
        return (self._lex["cited_nouns"] & tokens.present) | self._lex["study_nouns"]

    # -- by figure -------------------------------------------------------------------------------------------

    def _remember(self, tokens: Tokens, support: Support) -> None:
        for figure in _figures(quantities(tokens)):
            self._figures.setdefault(figure, []).append((_content(tokens), support))

    def _repeated(self, tokens: Tokens, judgement: Judgement) -> Support:
        """The support of the same figure, given before for the same thing."""
        if judgement.quantity is None or not self._figures:
            return NONE
        content = _content(tokens)
        for figure in _figures([judgement.quantity]):
            for earlier, support in self._figures.get(figure, ()):
                if not content.isdisjoint(earlier):
                    return Support("S12", support.url, support.span)
        return NONE


def _figures(found: Iterable[Quantity]) -> Iterable[tuple[str, float]]:
    """What tells a figure from others: a share, a multiple or a large sum or count."""
    for number in found:
        if number.value and (number.kind in ("percent", "multiple") or number.scaled or number.value >= 1000):
            yield number.kind, number.value


def _content(tokens: Tokens) -> frozenset[str]:
    """The longer words of a sentence, without endings, by which it may be about the same as another."""
    return frozenset(word[:6] for word in tokens.present if len(word) > 4 and word.isalpha()) - tokens.lex["hedges"]


def _names(tokens: Tokens, judgement: Judgement) -> frozenset[str]:
    """The names, lower case, in the words that attribute, or in brackets after a number."""
    who = judgement.attribution
    ranges = [(max(0, who.first - 1), min(len(tokens), who.last + 6))] if who is not None else []
    if who is None:
        opened = -1
        for at, token in enumerate(tokens.low):
            if token == "(":
                opened = at
            elif token == ")" and opened >= 0:
                ranges.append((opened, at))
    names = {tokens.low[at] for start, end in ranges for at in range(start, end) if tokens.raw[at][:1].isupper()}
    return frozenset(name.removesuffix("'s") for name in names if len(name) > 2) - tokens.lex["no_source_names"]


def _subject(tokens: Tokens) -> frozenset[str]:
    """The name with which a sentence begins, lower case."""
    at = tokens.begin
    if at >= len(tokens) or not tokens.raw[at][:1].isupper() or len(tokens.low[at]) < 4:
        return NO_NAMES
    return frozenset((tokens.low[at].removesuffix("'s"),)) - tokens.lex["no_source_names"]
