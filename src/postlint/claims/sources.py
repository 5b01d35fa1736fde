"""The sources that a document links: which links count, where they stand, by which names a sentence may call them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
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

    def before(self, at: int) -> Sequence[Source]:
        """The sources before a place."""
        return self.all[: bisect_left(self._starts, at)]

    @cached_property
    def lines(self) -> tuple[Block, ...]:
        """The blocks that only name a source: "Source: …"."""
        return tuple(block for block in self._doc.blocks if self.is_line(block))

    def is_line(self, block: Block) -> bool:
        """Whether a block is a line such as "Source: …", or no more than a link ("Read the original article")."""
        if block.kind not in ("paragraph", "item"):
            return False
        start, end = block.span
        source = self.first_in(block.span)
        shown = self._doc.text[start:end].strip(" *_\n")
        if source is not None and source.span.end - source.span.start >= len(shown) and not block.inside("list"):
            return not self._lex["cited_nouns"].isdisjoint(words_in(source.text))
        head = self._doc.text[start : min(end, start + 60)]
        if ":" not in head:
            return False
        label, colon, _rest = re.sub(r"<[^>]*>", "", head).lower().partition(":")
        known = bool(colon) and label.strip("*_([- \t") in self._lex["source_labels"]
        return known and source is not None

    def is_called(self, source: Source, names: frozenset[str]) -> bool:
        """Whether a name is that of the source: in its host, or capitalised or as initials in or beside its text."""
        if not names:
            return False
        if any(label.startswith(name) for label in host_of(source.url).split(".") for name in names):
            return True
        written = _CAPITALS.findall(self._around(source))
        initials = "".join(word[0] for word in written).lower()
        return not names.isdisjoint(words_in(" ".join(written))) or any(name in initials for name in names)

    def is_evidence(self, source: Source, nouns: frozenset[str]) -> bool:
        """Whether a noun of evidence stands in the text of a link or close to it."""
        return bool(nouns) and not nouns.isdisjoint(words_in(self._around(source)))

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
