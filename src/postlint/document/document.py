"""The Document: one post. Each view is computed when a rule first reads it, and cached."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postlint.data.inside import relative
from postlint.document import logical, views
from postlint.document.fragments import full_sentences
from postlint.document.inclusions import has_inclusion
from postlint.document.page_kinds import is_legal, is_specimen
from postlint.document.parsed_post import ParsedPost
from postlint.document.quotations import Quotations
from postlint.generators.preset import GENERIC, Preset
from postlint.parse.nodes import Section
from postlint.parse.source import Source
from postlint.prose.detect_language import detect_language
from postlint.prose.sentences import split_sentences
from postlint.prose.words import Sentence
from postlint.records import kept

if TYPE_CHECKING:
    from postlint.document.keyword import Keyword
    from postlint.document.keyword_occurrences import KeywordUse
    from postlint.prose.readability import Reading


class Document(ParsedPost):
    """A post: its text, front matter and Markdown, and what its prose says.

    `today` is the date that date rules compare with; `language` a BCP 47 tag that overrides detection; `folder` that of
    the site (absolute; "": the working directory); the others are those of `ParsedPost`.
    """

    def __init__(
        self,
        source: Source,
        preset: Preset = GENERIC,
        *,
        language: str | None = None,
        today: datetime.date | None = None,
        site_hosts: Sequence[str] = (),
        ignore_patterns: Sequence[str] = (),
        folder: str = "",
    ) -> None:
        super().__init__(source, preset, site_hosts=site_hosts, ignore_patterns=ignore_patterns)
        self.today = today or datetime.date.today()
        self._language = language
        self._folder = folder

    @classmethod
    def from_text(cls, text: str, path: str = "<text>", preset: Preset = GENERIC) -> Document:
        """A document from a string: for tests, notebooks and authors of rules."""
        return cls(Source.from_text(text, path), preset)

    @property
    def folder(self) -> str:
        """The folder of the site (absolute); "" for the working directory."""
        return self._folder

    @kept
    def site_path(self) -> PurePosixPath:
        """The path in the site, wherever the run was started: folders around the site say nothing of a post.

        A file outside has its name alone.
        """
        if not self._folder:
            return self.posix_path
        inside = relative(os.path.abspath(self.path), self._folder)  # noqa: PTH100 - no link is followed
        return PurePosixPath(os.path.basename(inside) if os.path.isabs(inside) else inside)  # noqa: PTH119, PTH117

    # -- prose ----------------------------------------------------------------------------------------

    @kept
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of `passages`."""
        return tuple(
            sentence
            for index, passage in enumerate(self.passages)
            for sentence in split_sentences(passage, index, self.language)
        )

    @kept
    def running_sentences(self) -> tuple[Sentence, ...]:
        """The sentences of running text: of paragraphs and list items, not of table cells."""
        return tuple(sentence for sentence in self.sentences if sentence.passage.kind != "cell")

    @kept
    def full_sentences(self) -> tuple[Sentence, ...]:
        """The sentences of running text in the language's script, without fragments: short items, lines, signatures."""
        return full_sentences(self.running_sentences, self.language)

    @kept
    def own_sentences(self) -> tuple[Sentence, ...]:
        """The full sentences that are the author's own: not quoted, in marks or in a block quote."""
        return tuple(s for s in self.full_sentences if not s.passage.quoted and not self.quotations.holds(s))

    @kept
    def quotations(self) -> Quotations:
        """Which stretches of the passages are quoted."""
        return Quotations(self.passages, self)

    @kept
    def reading(self) -> Reading:
        """The full sentences with their counts, for readability formulas."""
        from postlint.prose.readability import Reading  # few posts need it, one in a hundred of the time of a start

        return Reading(self.full_sentences, self.language)

    @kept
    def sections(self) -> tuple[Section, ...]:
        """The text before the first heading, then one section for each heading."""
        return views.sections(self)

    @kept
    def is_legal(self) -> bool:
        """Whether the page is an imprint, a privacy policy or the like, whose wording is that of lawyers."""
        return is_legal(self)

    @kept
    def is_specimen(self) -> bool:
        """Whether the page shows what text looks like and says nothing: a sample of a theme, a guide to Markdown."""
        return is_specimen(self)

    @kept
    def includes_text(self) -> bool:
        """Whether the Markdown of other files is put into the post before it is read."""
        return has_inclusion(self.text)

    @kept
    def word_count(self) -> int:
        """Words of the prose (paragraphs, list items, table cells; neither headings nor the titles of boxes)."""
        return sum(len(one.tokens) for one in self.sentences if "heads_box" not in one.passage.block.attrs)

    @kept
    def language(self) -> str:
        """The language of the post as a lower-case primary tag ("en", "de"); "" when unknown."""
        return detect_language(
            configured=self._language,
            declared=self.string("language"),
            path=self.path,
            site=str(self.preset.data.get("site_language", "")),
            passages=self.passages,
            headings=lambda: (
                self.string("title"),
                self.string("description"),
                *(heading.text for heading in self.headings),
            ),
        )

    @kept
    def keywords(self) -> tuple[Keyword, ...]:
        """The keywords in the front matter, the focus keyword first; none without a focus keyword."""
        if self.field("focus_keyword") is None:
            return ()
        from postlint.document.read_keywords import read_keywords

        return read_keywords(self)

    @property
    def focus_keyword(self) -> Keyword | None:
        """The keyword that the post wants to be found for."""
        return self.keywords[0] if self.keywords else None

    @kept
    def keyword_use(self) -> KeywordUse | None:
        """The occurrences of the focus keyword in the text; None when there is no such keyword."""
        if self.focus_keyword is None:
            return None
        from postlint.document.keyword_occurrences import read_keyword_use

        return read_keyword_use(self, self.focus_keyword)

    # -- front matter and the whole post -------------------------------------------------------------------

    def is_draft(self) -> bool:
        """Whether the front matter marks the post as unpublished: draft true, published false, status draft."""
        return logical.is_draft(self)

    def logical_fields(self) -> Mapping[str, str]:
        """Which key of this post each logical field was read from."""
        return views.logical_fields(self)
