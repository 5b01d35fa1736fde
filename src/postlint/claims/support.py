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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from postlint.claims.judgement import Judgement
from postlint.claims.lexicon import Lexicon
from postlint.claims.notes import NO_NAMES, Notes, words_in
from postlint.claims.quantities import Quantity, quantities
from postlint.claims.sources import ClaimOptions, Source, Sources
from postlint.claims.tokens import Tokens
from postlint.claims.units import Unit, lead_in, next_block, previous_block
from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Block
from postlint.prose.words import Sentence
from postlint.records import NamedTuple
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document


#: where a word of a header's key ends, the tables of a header that are about the post, and to how many sources a digest
#: goes back at most
_TABLES = ("params", "extra")
_FIELD_WORD, _FEW = lazy_pattern(r"[_-]|(?<=[a-z])(?=[A-Z])"), 3


#: among so many last paragraphs and items of a post stands the line with its sources
_LAST = 3
#: the name of a paper, with or without what leads to it
_DOI = lazy_pattern(r"(?:doi:\s*)?10\.\d{4,9}/\S")


class Support(NamedTuple):
    """`form` is S1 to S12, "weak" for a bare homepage, "" for none (then false); `url` and `span` tell which link."""

    form: str = ""
    url: str = ""
    span: Span | None = None

    def __bool__(self) -> bool:
        return bool(self.form)


NONE = Support()
#: what there is instead of a source: those of the post apart from its text; a link to the site itself
LISTED, INTERNAL = "listed", "internal"


def _texts(value: object) -> Iterator[str]:
    """The texts in a value of a header: itself, or those of its lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _of(form: str, source: Source | None) -> Support:
    return Support(form, source.url, source.span) if source is not None else NONE


def _if_kind(form: str, block: Block | None, *kinds: str) -> Iterator[tuple[str, Span]]:
    if block is not None and block.kind in kinds:
        yield form, block.span


class Supports:
    """What supports the sentences of a document; asked in their order."""

    def __init__(self, doc: Document, lex: Lexicon, options: ClaimOptions) -> None:
        self._doc, self._lex = doc, lex
        self.sources = Sources(doc, lex, options)
        self.notes = Notes(doc, lex, options.citations)
        self._figures: dict[tuple[str, float], list[tuple[frozenset[str], Support]]] = {}

    def find(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """The first form of support that is there, the nearest first; a bare homepage in the sentence is "weak"."""
        found = self._beside(unit, tokens, judgement) or self._source_line(unit, tokens, judgement) or self._of_post
        found = found or self._named_before(unit, tokens, judgement) or self._repeated(tokens, judgement)
        if found:
            self._remember(tokens, found)
            return found
        return _of("weak", self.sources.homepage_in(Span(unit.passage.block.span.start, unit.span.end)))

    def near_miss(self, unit: Unit) -> str:
        """What there is instead of a source: a "dangling" mark, sources "listed" apart, an "internal" link, or ""."""
        span = unit.span
        if self.notes.dangling(span):
            return "dangling"
        if self.are_apart:
            return LISTED
        links = (link for link in self._doc.links if link.span.overlaps(span))
        return INTERNAL if any(self._doc.is_internal(link.url) for link in links) else ""

    def linked_above(self, unit: Unit) -> bool:
        """Whether a page of others is linked in the section above a sentence: what it tells may go on with that."""
        at = unit.span.start
        return self.sources.first_in(Span(self._section(at).start, at)) is not None

    def _section(self, at: int) -> Span:
        return next((one.span for one in self._doc.sections if one.span.start <= at < one.span.end), Span(at, at))

    # -- by place ------------------------------------------------------------------------------------------

    def _beside(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """A link or the mark of a note in the sentence, in its block, in those around it."""
        here = _of("S5" if unit.kind == "row" else "S1", self.sources.first_in(unit.span))
        names = _names(tokens, judgement) if judgement.attribution is not None else NO_NAMES
        here = here or Support(self.notes.find(unit.span, names))
        return here or next(filter(None, (self._in(*place) for place in self._places(unit, tokens, judgement))), NONE)

    def _in(self, form: str, span: Span) -> Support:
        return _of(form, self.sources.first_in(span)) or Support(form if self.notes.marks(span) else "")

    def _goes_on(self, tokens: Tokens, judgement: Judgement, below: Block) -> bool:
        """Whether a paragraph tells more of the study that a sentence before it names."""
        who = judgement.attribution
        nouns = tokens.lex["study_nouns"].intersection(tokens.low[who.first : who.last]) if who is not None else ()
        return not words_in(self._doc.slice(below.span)).isdisjoint(nouns)

    def _places(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Iterator[tuple[str, Span]]:
        """Where a source may stand beside a sentence, the nearest first."""
        block = unit.passage.block
        around = {outer.kind: outer for outer in reversed([*block.ancestors()])}
        if unit.kind == "row":
            table = around["table"]
            near = (table.children[0], previous_block(table), next_block(table))
            yield from (("S5", one.span) for one in near if one is not None and one.kind != "table")
            return
        below, above, item, quote = next_block(block), previous_block(block), around.get("item"), around.get("quote")
        if unit.kind == "heading":
            yield from _if_kind("S3", below, "paragraph")
            return
        yield "S2", block.span
        if item is not None:
            yield "S2", item.span
            yield from _if_kind("S4", lead_in(block), "paragraph", "heading")
        if quote is not None:
            yield "S10", quote.span
            yield from _if_kind("S10", previous_block(quote), "paragraph")
        if item is None:
            yield from self._next_to(unit, tokens, above, below)
            if below is not None and below.kind == "paragraph" and self._goes_on(tokens, judgement, below):
                yield "S3", below.span

    def _next_to(
        self, unit: Unit, tokens: Tokens, above: Block | None, below: Block | None
    ) -> Iterator[tuple[str, Span]]:
        """The next sentences in the paragraphs above and below; all of that above if the sentence goes on with it."""
        if unit.index == 0 and below is not None and self.sources.is_line(below):
            yield "S3", below.span
        if unit.index == 0 and above is not None and above.kind == "paragraph":
            yield "S3", above.span if tokens.continues else self._sentences(above)[-1]
        if below is not None and below.kind == "paragraph":
            last, first = self._sentences(unit.passage.block)[-1], self._sentences(below)[0]
            if unit.span.end >= last.start:
                yield "S3", first

    def _sentences(self, block: Block) -> Sequence[Span]:
        """The sentences of a block; "(3)" behind a stop is none."""
        held = self._held.get(block.span.start, ())
        return [sentence.span for sentence in held if any(map(str.isalpha, sentence.text))] or [block.span]

    @cached_property
    def _held(self) -> Mapping[int, Sequence[Sentence]]:
        """The sentences of each block, by where the block begins."""
        held: dict[int, list[Sentence]] = {}
        for sentence in self._doc.sentences:
            held.setdefault(sentence.passage.block.span.start, []).append(sentence)
        return held

    # -- by name ---------------------------------------------------------------------------------------------

    def _source_line(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """A "Source:" line of the same section; of the whole post if the sentence names it or refers to "the study"."""
        lines = self.sources.lines
        if not lines:
            return NONE
        section = self._section(unit.span.start)
        names, refers = _names(tokens, judgement), self._refers_back(tokens, judgement)
        for block in lines:
            near = section.start <= block.span.start < section.end
            if near or refers or names & words_in(self._doc.slice(block.span)):
                return self._in("S9", block.span)
        return NONE

    @cached_property
    def _of_post(self) -> Support:
        """The sources that the header gives for a digest of a few."""
        return Support("S9", self._of_header[0]) if 0 < len(self._of_header) <= _FEW else NONE

    @cached_property
    def _of_header(self) -> Sequence[str]:
        """The sources that the header gives, as `source_url: …` or a list with `url: …`; the page of a link post."""
        fields, header = self._lex["source_fields"], self._doc.front_matter.values
        tables = (header, *(header.get(name) for name in _TABLES))
        pairs = ((str(key), value) for one in tables if isinstance(one, Mapping) for key, value in one.items())
        given = (url for key, value in pairs if _FIELD_WORD.split(key)[0].lower() in fields for url in _texts(value))
        return [url for url in given if self._doc.is_external(url) or _DOI.match(url)]

    @cached_property
    def are_apart(self) -> bool:
        """Whether the post gives its sources apart from its text: in a closing list, a last line, its header."""
        if self.notes.lists_sources or self._of_header:
            return True
        last = [block.span for block in self._doc.blocks if block.kind in ("paragraph", "item")][-_LAST:]
        return any(block.span in last for block in self.sources.lines)

    def _named_before(self, unit: Unit, tokens: Tokens, judgement: Judgement) -> Support:
        """A source linked earlier in the post that the sentence names, or "the study" when a study was linked."""
        nouns = NO_NAMES
        if self._refers_back(tokens, judgement):
            nouns = (self._lex["cited_nouns"] & tokens.present) | self._lex["study_nouns"]
        return _of("S11", self.sources.called(_names(tokens, judgement), nouns, unit.span.start))

    def _refers_back(self, tokens: Tokens, judgement: Judgement) -> bool:
        who = judgement.attribution
        if who is not None and who.anaphoric:
            return True
        nouns, leads = self._lex["cited_nouns"], self._lex["anaphors"]
        return any(
            word in leads and (tokens.word(at + 1) in nouns or tokens.word(at + 1).removesuffix("'s") in nouns)
            for at, word in enumerate(tokens.low)
        )

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
