"""The ids of a page that a link can lead to, and whether it has more than its text shows."""

from __future__ import annotations

from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import is_list
from postlint.document.views import plain_text
from postlint.generators.anchors import EXPLICIT
from postlint.generators.presets import GENERIC
from postlint.parse.nodes import Heading
from postlint.records import NamedTuple
from postlint.site.packed import Text

#: an id as it is written, in any script; a slash stands within it, for at the end it closes a tag
_PART = r"[^\s\"'`{}<>()\[\]*=,;#/]+"
_NAME = rf"({_PART}(?:/{_PART})*)"
_ID = lazy_pattern(
    r"\{:?\s*(?:(?:\.[\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[^\s\"{}]+))\s+)*#" + _NAME + r"|\{/\*\s*#" + _NAME + r"\s*\*/\}"
)
#: an id at the end of a heading as Nextra, Fumadocs and programs of sites read it: ``## Tubes [#tubes]``, ``(#tubes)``
_ID_IN_BRACKETS = lazy_pattern(r"[\[(]#" + _NAME + r"[\])]\s*$")
#: the first line of a block component of Nuxt: ``::h2{id="tubes"}``
_BLOCK_COMPONENT = lazy_pattern(r"(?m)^[ \t]*:{2,}[A-Za-z][\w-]*(\{[^{}\n]*\})")
#: attributes that make an anchor, in components and shortcodes as well
_ID_ATTRIBUTE = lazy_pattern(r"""\b(?:id|name|anchor|slug)\s*=\s*\\?["'{]*""" + _NAME)
#: inclusions of the text of other files, and marks where a plugin lists the tags with an id for each. All begin with a
#: written character: `re` searches for the set of these, and tries the alternatives only there
_INCLUDE = lazy_pattern(
    r"\{%-?\s*(?:include|render|partial|readfile)|\{\{[<%]-?\s*(?:include|readfile|partial|md|snippet|content)\b"
    r"|\{\{%|--8<--|<!--\s*@include|from\s+['\"][^'\"]+\.mdx?['\"]"
    r"|\[TAGS\](?<![^\n]\[TAGS\])(?m:\s*$)|<!--\s*material/tags"
    # a shortcode or component with the path of a file to show, which is no link
    r"|\{\{<-?\s*+(?!(?:rel)?ref\b)(?:(?!>\}\}|\b(?:link|href|url|to)\s*=)[\s\S]){1,400}?\.mdx?[\"'`]"
    r"|<[A-Za-z][\w-]*\s(?:[^<>]{0,300}\s)?(?:src|file|path|include|content\w*)=[\"'][^\"'<>\n]{1,200}\.mdx?[\"']"
)
#: the name before the numbers of a code block's lines in their ids: ``lineanchors=oven`` of Chroma and Pygments
_LINE_ANCHORS = lazy_pattern(r"(?i)\blineanchors\s*=\s*[\"']?" + _NAME)
_FIRST_LINE = lazy_pattern(r"(?i)\blinenostart\s*=\s*[\"']?(\d{1,6})")
#: the end of code that a shortcode or a tag highlights
_CLOSING = lazy_pattern(r"\{\{[<%]\s*/\s*highlight\b|\{%-?\s*endhighlight\b")
#: the label of code that Quarto runs: ``#| label: fig-oven``
_CELL_LABEL = lazy_pattern(r"(?m)^[ \t]*(?:#|//|--)\|[ \t]*(?:lst-)?label:[ \t]*[\"']?" + _NAME)
#: the tag of a component: capitals or a hyphen in its name
_COMPONENT = lazy_pattern(r"<(?:[A-Z]|[a-z]+-)")


#: how HTML begins for Franklin
_TILDES = ("~~~\n", "~~~<")


class HeadingIds(NamedTuple):
    """The ids that are written at headings, and the texts and sources of headings whose ids the generator makes.

    A source is None where it is the text; where all are, there are none. These ids are made when a link may lead to one
    of them (see `Facts.anchors`).
    """

    written: list[Text]
    texts: list[Text]
    sources: tuple[str | None, ...]

    @classmethod
    def of(cls, doc: Document) -> HeadingIds:
        """Those of a post."""
        found = cls([], [], ())
        sources: list[str | None] = []
        for heading in sorted((*doc.headings, *_terms(doc)), key=lambda one: one.span):
            explicit = _ID.search(doc.slice(heading.span)) or _ID.search(_line_after(doc, heading.span.end))
            if explicit:
                found.written.append(Text(explicit[1] or explicit[2], *heading.span))
            if bracketed := _ID_IN_BRACKETS.search(heading.text):
                found.written.append(Text(bracketed[1], *heading.span))
            if not explicit or slugger_of(doc) not in EXPLICIT:
                source = _ID.split(doc.slice(heading.text_span))[0].strip()
                found.texts.append(Text(heading.text, *heading.span))
                sources.append(source if source != heading.text else None)
        return found._replace(sources=tuple(sources)) if any(one is not None for one in sources) else found


def other_ids(doc: Document) -> Iterator[Text]:
    """Ids of HTML tags, in the attributes of components and shortcodes, and of code and its lines."""
    for tag in doc.html_tags:
        for key in ("id", "name"):
            if tag.attrs.get(key):
                yield Text(str(tag.attrs[key]), *tag.span)
    for mask in doc.masks:
        for match in _ID_ATTRIBUTE.finditer(mask.text):
            yield Text(match[1], *mask.span)
        if mask.kind.startswith(("attributes", "directive")) and (named := _ID.search(doc.slice(mask.span))):
            yield Text(named[1] or named[2], *mask.span)
    for code in doc.code if doc.preset.name == GENERIC and any(one in doc.text for one in _TILDES) else ():
        written = doc.slice(code.span)
        if written.lstrip().startswith(_TILDES):  # Franklin takes it for HTML
            yield from (Text(match[1], *code.span) for match in _ID_ATTRIBUTE.finditer(written))
    yield from _ids_of_code(doc)
    for component in _BLOCK_COMPONENT.finditer(doc.text) if "::" in doc.text else ():
        if named := _ID_ATTRIBUTE.search(component[1]) or _ID.search(component[1]):
            yield Text(named[1], *component.span())


def _ids_of_code(doc: Document) -> Iterator[Text]:
    """Ids of code blocks, those of their lines, and the labels of code that Quarto runs."""
    highlighted = ((*_highlighted(mask.text), mask.span) for mask in doc.masks if "ineanchors" in mask.text)
    for about, text, span in (*((code.info, code.text, code.span) for code in doc.code), *highlighted):
        named = [match[1] or match[2] for match in _ID.finditer(about)]
        yield from (Text(name, *span) for name in named)
        if "label:" in text and (label := _CELL_LABEL.search(text)):
            yield Text(label[1], *span)
        anchors, first = _LINE_ANCHORS.search(about), _FIRST_LINE.search(about)
        for name in (*named, anchors[1]) if anchors else named:
            for number in range(text.strip("\n").count("\n") + 1):
                yield Text(f"{name}-{number + int(first[1] if first else 1)}", *span)


def _highlighted(text: str) -> tuple[str, str]:
    """The first line of highlighted code, which is the tag, and the code up to the closing one."""
    tag, _, rest = text.partition("\n")
    return tag, _CLOSING.split(rest, 1)[0].rstrip()


def drawn_parts(doc: Document) -> Iterator[str]:
    """The keys of the front matter with lists or maps from which a layout may draw a part of the page, named after it.

    Those that the generator itself knows, such as taxonomies, it uses for other things.
    """
    known = {} if doc.preset.data.get("own_schema") else doc.preset.schema.get("properties", {})
    for field in doc.front_matter.top_level:
        if isinstance(field.value, (dict, list)) and known.get(key := str(field.path[0]), True) is True:
            yield key.lower()


#: the first character of an item that is no term
_MARKER = lazy_pattern(r"[*+:-]|\d{1,9}[.)]")


def _terms(doc: Document) -> Iterator[Heading]:
    """The terms of definition lists, where the generator gives them ids."""
    for block in doc.blocks if doc.preset.data.get("site", {}).get("term_ids") else ():
        first = next(iter(block.children), None) if block.kind == "item" else None
        if first is not None and first.kind == "paragraph" and not _MARKER.match(doc.slice(block.span)):
            text = plain_text(first.inlines, doc.text).strip()
            yield Heading(6, text, first.span, first.span, "term", first)


def has_more_ids(doc: Document, words: int) -> bool:
    """Whether the page has ids that its text does not show: by its slugger, from other files, or of its layout."""
    if slugger_of(doc) == "unknown" or _INCLUDE.search(doc.text) or _is_drawn(doc, words):
        return True
    return bool(doc.preset.data.get("site", {}).get("layouts_make_ids")) and is_list(doc)


def _is_drawn(doc: Document, words: int) -> bool:
    """Whether a page without headings gets its content, and so its ids, from components or from its layout."""
    if doc.headings:
        return False
    return not words or any(map(_COMPONENT.match, (doc.slice(tag.span) for tag in doc.html_tags)))


def slugger_of(doc: Document) -> str:
    """The name of the way in which the generator makes ids of headings."""
    return str(doc.preset.data.get("site", {}).get("anchors", "any"))


def _line_after(doc: Document, offset: int) -> str:
    """The line after a heading, which may have attributes of kramdown and Python-Markdown: ``{: #id}``."""
    start = doc.text.find("\n", offset) + 1
    return doc.text[start:].partition("\n")[0] if start and doc.text.startswith("{:", start) else ""
