"""The sources that a document links: which links count, where they stand, by which names a sentence may call them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.claims.notes import words_in
from postlint.data.patterns import lazy_pattern
from postlint.parse.hosts import host_of
from postlint.parse.nodes import Block
from postlint.records import NamedTuple
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: how far from a link its name may stand
_BEFORE, _AFTER = 80, 60
#: how many initials name a body
_INITIALS = range(3, 8)


class ClaimOptions(NamedTuple):
    """What counts as a source: `hosts` always do, `not_hosts` never; `citations` name components and shortcodes."""

    hosts: frozenset[str] = frozenset()
    not_hosts: frozenset[str] = frozenset()
    citations: frozenset[str] = frozenset(("cite", "citation", "footnote", "sidenote"))


class Source(NamedTuple):
    """A link that may be a source: its target, its text, where it stands."""

    url: str
    text: str
    span: Span


class Sources:
    """The links of a document that may be sources, in order; found when the first claim asks, and then once."""

    def __init__(self, doc: Document, lex: Lexicon, options: ClaimOptions) -> None:
        self._doc, self._lex, self._options = doc, lex, options

    def _rating(self, url: str) -> str:
        """What a link's target is worth: "source", "homepage" (a publisher's first page), or "" for nothing."""
        if self._options.hosts and _host_in(url, self._options.hosts):
            return "source"
        if not self._doc.is_external(url) or (self._options.not_hosts and _host_in(url, self._options.not_hosts)):
            return ""
        return "homepage" if _HOMEPAGE.fullmatch(url) else "source"

    @cached_property
    def _rated(self) -> Sequence[tuple[Source, str]]:
        """All links with what they are worth, those of components (`<LinkText url="…">`) among them."""
        found = [Source(link.url, link.text, link.span) for link in self._doc.links]
        for tag in self._doc.html_tags:
            url = tag.attrs.get("url") or tag.attrs.get("cite") or (tag.attrs.get("href") if tag.name != "a" else "")
            if url:
                found.append(Source(url, "", tag.span))
        return [(source, self._rating(source.url)) for source in found]

    @cached_property
    def all(self) -> Sequence[Source]:
        """The sources by place."""
        return sorted((source for source, rating in self._rated if rating == "source"), key=lambda s: s.span)

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [source.span.start for source in self.all]

    def first_in(self, span: Span) -> Source | None:
        """The first source that begins in a span, or with it: a sentence may begin with the text of a link."""
        at = bisect_left(self._starts, span.start)
        if at and self.all[at - 1].span.end > span.start:
            at -= 1
        return self.all[at] if at < len(self.all) and self._starts[at] < span.end else None

    def homepage_in(self, span: Span) -> Source | None:
        """The first homepage whose link a span touches."""
        return next((source for source in self._homepages if source.span.overlaps(span)), None)

    @cached_property
    def _homepages(self) -> Sequence[Source]:
        return [source for source, rating in self._rated if rating == "homepage"]

    @cached_property
    def lines(self) -> tuple[Block, ...]:
        """The blocks that only name a source: "Source: …"."""
        return tuple(block for block in self._doc.blocks if self.is_line(block))

    def is_line(self, block: Block) -> bool:
        """Whether a block is a line such as "Source: …", or no more than a link ("Read the original article")."""
        source = self.first_in(block.span) if block.kind in ("paragraph", "item") else None
        if source is None:
            return False
        shown = self._doc.slice(block.span).strip(" *_\n")
        is_all = source.span.end - source.span.start >= len(shown) and not block.inside("list")
        if is_all and not self._lex["cited_nouns"].isdisjoint(words_in(source.text)):
            return True
        label, colon, _ = shown[:60].partition(":")  # also in the text of a link: "[Source: Rye News](…)"
        return bool(colon) and re.sub(r"<[^>]*>", "", label).lower().strip("*_([- \t") in self._lex["source_labels"]

    def called(self, names: frozenset[str], nouns: frozenset[str], at: int) -> Source | None:
        """A source before a place with one of the names, or with a noun of evidence in its text or close to it."""
        before = islice(self.all, bisect_left(self._starts, at)) if names or nouns else ()
        return next((one for index, one in enumerate(before) if self._is_called(index, names, nouns)), None)

    def _is_called(self, index: int, names: frozenset[str], nouns: frozenset[str]) -> bool:
        """Whether a source has a name in its host, written or as initials in or beside its text, or a noun there."""
        labels, around = self._beside[index]
        written = _CAPITALS.findall(around) if names else ()
        initials = "".join(word[0] for word in written).lower()
        capitals = words_in(" ".join(written))
        return (bool(nouns) and not nouns.isdisjoint(words_in(around))) or any(
            name in capitals
            or (len(name) in _INITIALS and name in initials)
            or any(label.startswith(name) for label in labels)
            for name in names
        )

    @cached_property
    def _beside(self) -> Sequence[tuple[Sequence[str], str]]:
        """The labels of the host of each source, and the text around its link."""
        return [(host_of(source.url).split("."), self._around(source)) for source in self.all]

    def _around(self, source: Source) -> str:
        text = self._doc.text
        before = text[max(0, source.span.start - _BEFORE) : source.span.start].rpartition("\n\n")[2]
        after = text[source.span.end : source.span.end + _AFTER].partition("\n\n")[0]
        return f"{before} {source.text} {after}"


def _host_in(url: str, hosts: frozenset[str]) -> bool:
    host = host_of(url)
    return any(host == known or host.endswith("." + known) for known in hosts)


_CAPITALS = lazy_pattern(r"[A-Z][\w’'-]+")
#: the address of a site's homepage: no path, query or fragment
_HOMEPAGE = lazy_pattern(r"(?:https?:)?//[^/?#]*/?\??#?", re.IGNORECASE)
