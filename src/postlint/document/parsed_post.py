"""The parsed post: text, front matter, and what the Markdown has, before any sentence is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from postlint.document import views
from postlint.document.dropped_html import without_dropped
from postlint.document.pasted_data import pasted_data
from postlint.generators.preset import GENERIC, Preset
from postlint.parse.components import Components, with_components
from postlint.parse.front_matter import Field, FrontMatter, read_front_matter, read_header_beside
from postlint.parse.hosts import host_of
from postlint.parse.html_views import code_elements
from postlint.parse.markdown import Parsed, parse_markdown
from postlint.parse.nodes import (
    Block,
    Code,
    Comment,
    Definition,
    Heading,
    HtmlTag,
    Image,
    Link,
    Mask,
    Passage,
    Reference,
)
from postlint.parse.passages import read_passages, undefined_references
from postlint.parse.source import Source
from postlint.records import kept
from postlint.spans import Span


class ParsedPost:
    """The text, the front matter and the parsed Markdown of a post, all with spans.

    `site_hosts` are the host names whose links are internal, `ignore_patterns` regular expressions (as text) whose
    matches are no prose.
    """

    def __init__(
        self,
        source: Source,
        preset: Preset = GENERIC,
        *,
        site_hosts: Sequence[str] = (),
        ignore_patterns: Sequence[str] = (),
    ) -> None:
        self.source = source
        self.preset = preset
        self.site_hosts = frozenset(host.lower() for host in site_hosts)
        self.dialect = preset.dialect(source.path)
        self._ignore_patterns = tuple(ignore_patterns)
        #: values that checks computed for this document, by a key of the check; freed with the document
        self.check_cache: dict[object, Any] = {}
        self._fields: dict[str, Field | None] = {}

    def release(self) -> None:
        """Free all views; the document cannot be used afterwards.

        Its tree has reference cycles: without this, only a garbage collection, which is slow, would free it.
        """
        if "parsed" in self.__dict__:
            for block in self.parsed.blocks:
                block.parent = None
        self.__dict__.clear()

    @property
    def text(self) -> str:
        """The whole text, front matter included, with LF line endings and no byte order mark."""
        return self.source.text

    @property
    def path(self) -> str:
        """The path as given by the user."""
        return self.source.path

    @kept
    def posix_path(self) -> PurePosixPath:
        """The path with slashes, on every operating system."""
        return PurePosixPath(self.path.replace("\\", "/"))

    # -- front matter ---------------------------------------------------------------------------------

    @kept
    def front_matter(self) -> FrontMatter:
        """The front matter: values, spans, and syntax problems."""
        found = read_front_matter(self.text, self.preset.header)
        headers = self.preset.data.get("headers_beside")
        return found if found or found.broken or not headers else self._header_beside(headers)

    def _header_beside(self, headers: Mapping[str, str]) -> FrontMatter:
        """The header from a file beside the post; a translation without its own has that of the post."""
        stem = self.posix_path.stem
        text = headers.get(stem) or headers.get(stem.partition(".")[0], "")
        return read_header_beside(text, self.preset.header)

    def field(self, name: str) -> Field | None:
        """The logical field `name` (see `preset.LOGICAL_FIELDS`): the first of the preset's keys that the post has."""
        if name not in self._fields:
            keys = self.preset.fields.get(name, ())
            values = (self.front_matter.field(*key.split(".")) for key in keys)
            self._fields[name] = next((one for one in values if one is not None and one.value not in (None, "")), None)
        return self._fields[name]

    def string(self, name: str) -> str:
        """The text of a logical field, stripped; "" when it is missing or no plain value."""
        found = self.field(name)
        return found.as_text() if found is not None else ""

    # -- Markdown -------------------------------------------------------------------------------------

    @kept
    def parsed(self) -> Parsed:
        """The result of the parser: the block tree, masks, definitions, references, comments and HTML tags."""
        return parse_markdown(
            self.text,
            start=self.front_matter.span.end,
            dialect=self.dialect,
            shortcodes=self.preset.shortcodes,
            syntaxes=self.preset.markdown,
            opaque=tuple(self.preset.data.get("opaque_shortcodes", ())),
            ignore_patterns=self._ignore_patterns,
        )

    @property
    def root(self) -> Block:
        """The block that holds all others."""
        return self.parsed.root

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block below the root, in document order."""
        return self.parsed.blocks

    @kept
    def markdown_headings(self) -> tuple[Heading, ...]:
        """Every heading of the Markdown parse, also of math and template text that is not shown as one."""
        return views.headings(self.parsed)

    @kept
    def headings(self) -> tuple[Heading, ...]:
        """ATX, setext and HTML headings that are shown as such, in document order."""
        return views.visible_headings(self.markdown_headings, self.masks)

    @kept
    def links(self) -> tuple[Link, ...]:
        """Inline, reference, autolink, bare and HTML links in document order, without those in pasted data."""
        found = views.links(self.parsed, self._components)
        found = without_dropped(found, self.masks) if self._drops_html else found
        data = self.pasted_data if "@context" in self.text else ()
        return tuple(one for one in found if not any(a <= one.span.start < b for a, b in data)) if data else found

    @kept
    def images(self) -> tuple[Image, ...]:
        """Markdown and HTML images in document order."""
        found = views.images(self.parsed, self._components)
        return without_dropped(found, self.masks) if self._drops_html else found

    @property
    def _drops_html(self) -> bool:
        """Whether the reader of Markdown leaves HTML out; a header may name another reader (`markup: pandoc`)."""
        if "no-html" not in self.preset.markdown:
            return False
        named = self.front_matter.field("markup")
        return named is None or named.as_text().lower() in ("", "md", "markdown", "goldmark")

    @property
    def _components(self) -> Components:
        return with_components(self.preset.data.get("components", {}))

    @kept
    def code(self) -> tuple[Code, ...]:
        """Fenced, indented and inline code in document order."""
        return views.code(self.parsed)

    @kept
    def code_elements(self) -> tuple[Span, ...]:
        """Where HTML marks code: `<code>`, `<pre>`, `<kbd>`, `<samp>`."""
        return tuple(code_elements(self.parsed))

    @property
    def definitions(self) -> tuple[Definition, ...]:
        """Link and footnote definitions, duplicates and unused ones included."""
        return self.parsed.definitions

    @kept
    def references(self) -> tuple[Reference, ...]:
        """Uses of link and footnote labels, undefined ones included, in document order."""
        undefined = undefined_references(self.parsed, self.all_passages)
        return tuple(sorted((*self.parsed.references, *undefined), key=lambda reference: reference.span))

    @property
    def comments(self) -> tuple[Comment, ...]:
        """HTML comments outside of code, and MDX comments."""
        return self.parsed.comments

    @property
    def html_tags(self) -> tuple[HtmlTag, ...]:
        """Every HTML tag outside of code (in MDX, every JSX tag)."""
        return self.parsed.html_tags

    @property
    def masks(self) -> tuple[Mask, ...]:
        """Shortcodes, template tags, JSX, math …: the text that was hidden from the parser."""
        return self.parsed.masks

    @kept
    def tables(self) -> tuple[Block, ...]:
        """The table blocks."""
        return tuple(block for block in self.blocks if block.kind == "table")

    # -- passages ------------------------------------------------------------------------------------------

    @kept
    def all_passages(self) -> tuple[Passage, ...]:
        """The readable text of every block, headings included, in document order."""
        return read_passages(self.parsed)

    @kept
    def passages(self) -> tuple[Passage, ...]:
        """The readable text of paragraphs, list items and table cells: prose without headings and pasted data."""
        data = self.pasted_data
        return tuple(
            passage
            for passage in self.all_passages
            if passage.kind != "heading" and not any(a <= passage.block.span.start < b for a, b in data)
        )

    @kept
    def pasted_data(self) -> tuple[Span, ...]:
        """The spans of data for search engines in the text."""
        return pasted_data(self.text, self.all_passages)

    # -- places ---------------------------------------------------------------------------------------

    def slice(self, span: Span) -> str:
        """The source text of a span."""
        return self.text[span.start : span.end]

    @kept
    def top(self) -> Span:
        """The place of a finding about the whole post: the first line of the front matter, else of the body."""
        return Span(0, len(self.source.line(1)))

    @kept
    def own_host(self) -> str:
        """The host of the post's own canonical address, without "www."; "" when it names none."""
        return host_of(self.string("canonical")).removeprefix("www.")

    def is_external(self, url: str) -> bool:
        """Whether a link leaves the site: http(s) to a host that is not one of `site_hosts`."""
        return views.is_external(url, self.site_hosts)

    def is_internal(self, url: str) -> bool:
        """Whether a link leads to another page of the site: relative, or absolute with one of `site_hosts`."""
        return views.is_internal(url, self.site_hosts)
