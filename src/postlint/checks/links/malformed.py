"""A check on malformed links, which Markdown reads as plain text or browsers as paths of the site."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from postlint.data.patterns import lazy_pattern
from postlint.document.damaged_targets import BROKEN_SCHEME, TARGET, WORDS, links_to_labels, malformation, turned_links
from postlint.document.document import Document
from postlint.document.urls import is_reserved, is_templated
from postlint.generators.presets import GENERIC
from postlint.parse.hosts import host_of
from postlint.parse.nodes import OBJECT, Block, Image, Inline, Link
from postlint.results.hits import Edit, Fix, Hit, Severity, of_one_cause
from postlint.spans import Span

#: from so many of a kind on, they are a habit of the post and one finding
_A_HABIT = 4

_SWAPPED = lazy_pattern(rf"\(([^()\n]+)\)\[({TARGET}[^\]\s{OBJECT}]*)\]")
_APART = lazy_pattern(rf"\[([^\[\]\n]{{2,}})\] +\((?!#\d+\))({TARGET}[^()\s{OBJECT}]*)\)")
_SPACED = lazy_pattern(
    r"\[([^\[\]\n]+)\]\(((?:https?://|\.{0,2}/)[^()<>\"'\n ]{0,300} [^()<>\"'\n]{0,300}"
    r"|[^()<>\"'\n:;, ]{0,200} [^()<>\"'\n:;,]{0,200}\.(?:md|mdx|html?|pdf|png|jpe?g|gif|svg|webp))\)"
)
#: a space that is no part of a name: after a slash, before a stop
_SLIPPED = lazy_pattern(r"[^\w)\]%] | [^\w(\[%]")
_OPENED = lazy_pattern(rf"\[([^\[\]\n]+)\]\(\(({TARGET}[^()\s{OBJECT}]*)\)(?!\))")
_UNOPENED = lazy_pattern(rf"\[([^\[\]\n]{{2,}})\](https?://[^()\s{OBJECT}]*)\)")
_UNCLOSED = lazy_pattern(
    rf"\[([^\[\]\n]+)\]\(({TARGET}[^()\s{OBJECT}]*[^()\s{OBJECT}.,;:!?\"'*_])(?=[.,;:!?\"'*_]*(?:\s|$))", re.MULTILINE
)
_ESCAPED = lazy_pattern(rf"\\\[([^\[\]\n\\]+)\\\]\((https?://[^()\s{OBJECT}]*)\)")
_TURNED = lazy_pattern(rf"\[(https?://[^\[\]\s{OBJECT}]+)\]\(((?=[^()\n]* ){WORDS})\)")
#: each with what is in all that it matches, and is found much faster
_LEFT_AS_TEXT = (
    ("swapped", ")[", _SWAPPED),
    ("apart", "] ", _APART),
    ("space", "](", _SPACED),
    ("opened", "]((", _OPENED),
    ("unopened", "]http", _UNOPENED),
    ("unclosed", "](", _UNCLOSED),
    ("escaped", "\\](http", _ESCAPED),
    ("turned", "[http", _TURNED),
)


def malformed_link(doc: Document) -> Iterator[Hit]:
    """Look for ``(text)[url]``, ``[text] (url)``, ``[text]((url)``, ``[text]url)``, ``[text](url``, brackets with
    backslashes, and damaged targets: with spaces, quotation marks or a scheme that is none.
    """
    # a program that wraps lines did it, in all posts
    hits = list(of_one_cause(list(_left_as_text(doc)), 0, "lines-many", of="lines", cause=f"{doc.folder}:lines"))
    yield from of_one_cause(hits, _A_HABIT - 1, "space-many", of="space-elsewhere")
    in_html = list(_in_html(doc))
    for kind in ("html", "below"):
        yield from of_one_cause([hit for hit in in_html if hit.message == kind], _A_HABIT - 1, f"{kind}-many")
    yield from of_one_cause(list(_labels_as_targets(doc)), _A_HABIT - 1, "label-many")
    for turned in turned_links(doc):
        mended = f"[{turned.url}]({turned.text})"
        yield Hit(turned.span, {"mended": mended}, "turned", fix=Fix((Edit(turned.span, mended),)))
    damaged = list(_damaged(doc))
    yield from of_one_cause([hit for hit in damaged if hit.message == "unknown"], _A_HABIT - 1, "unknown-many")
    yield from (hit for hit in damaged if hit.message != "unknown")


def _left_as_text(doc: Document) -> Iterator[Hit]:
    text = doc.text
    wanted = [one for one in _LEFT_AS_TEXT if one[1] in text]
    for block in doc.blocks if wanted else ():
        if block.inlines and block.kind in ("paragraph", "heading", "cell") and "html" not in block.attrs:
            start, end = block.span
            if signs := [one for one in wanted if text.find(one[1], start, end) >= 0]:
                yield from _links_left_as_text(doc, block, signs)


def _damaged(doc: Document) -> Iterator[Hit]:
    """Links and images whose target no browser follows as it was meant, and such an image for previews."""
    targets: list[Link | Image] = [*doc.links, *doc.images]
    for link in targets:
        if link.kind not in ("inline", "reference", "html"):
            continue
        url = link.url.strip()
        written = doc.slice(link.url_span)
        kind, mended = malformation(written, url)
        if kind == "wrapped":
            fix = Fix((Edit(link.url_span, mended),))
            yield Hit(link.url_span, {"url": written, "mended": mended}, message="wrapped", fix=fix)
        elif kind == "git":
            fix = Fix((Edit(link.url_span, mended),))
            yield Hit(link.url_span, {"url": url, "mended": mended}, message="git", fix=fix)
        elif kind == "scheme":
            values = {"url": url, "scheme": "http://" if _OWN_MACHINE.search(url) else "https://"}
            yield Hit(link.url_span, values, message="scheme", fix=_with_scheme(doc, link.url_span))
        elif kind in ("unknown", "quoted", "no-host", "joined"):
            if kind != "unknown" or not (isinstance(link, Link) and link.text == url):  # a page about the word
                yield Hit(link.url_span, {"url": url}, message=kind)
        elif kind:
            yield _without_scheme(link.url_span, url, kind, mended)
    image = doc.field("image")
    if image is not None and malformation(written := doc.slice(image.text_span), image.as_text())[0] == "no-scheme":
        yield _without_scheme(image.text_span, written, "no-scheme", f"https://{written}")


def _in_html(doc: Document) -> Iterator[Hit]:
    """Links and images of Markdown in an element of HTML, where the generator reads no Markdown.

    kramdown and Python-Markdown read it in elements of a line, also where a tag alone on its line begins such a block
    in CommonMark. A template tag, a shortcode, a custom element or one that a script of Markdown looks for may read it
    as well, and who tells of Markdown shows it.
    """
    named = (doc.string("title"), *(one.text for one in doc.headings), *(doc.slice(tag.span) for tag in doc.html_tags))
    if doc.preset.name == GENERIC or any(map(_MARKDOWN.search, named)):
        return
    own_rules = "setext-of-one-line" in doc.preset.markdown
    for block in doc.blocks:
        if "html" in block.attrs and "](" in (text := doc.slice(block.span)):
            before = doc.text[max(0, block.span.start - 300) : block.span.start]
            if own_rules and not _BLOCK_BEFORE.search(before):
                continue
            if is_templated(doc, block.span) or _MAY_BE_READ.search(before[before.rfind("<") :] + text):
                continue
            for found in _LINK.finditer(_blank(text, 0, _tags_and_code(text))):
                span = Span(block.span.start + found.start(), block.span.start + found.end())
                tag = _BELOW_TAG.fullmatch(text, 0, found.start())
                yield Hit(span, {"text": found[0], "tag": tag[1] if tag else ""}, "below" if tag else "html")


def _tags_and_code(text: str) -> list[Span]:
    """The tags of a text, and what is in elements of code, or behind one that is not closed."""
    spans, opened = [], ""
    start = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not opened:
            spans.append(Span(*tag.span()))
            if name in _OF_CODE and not tag[1]:
                opened, start = name, tag.end()
        elif tag[1] and name == opened:
            spans.append(Span(start, tag.end()))
            opened = ""
    if opened:
        spans.append(Span(start, len(text)))
    return [*spans, *(Span(*code.span()) for code in _BACKTICKS.finditer(text))]


#: in the name of an element or an attribute, or in a text
_MARKDOWN = lazy_pattern(r"(?i)markdown|\bMDX\b")
_LINK = lazy_pattern(
    rf"!?\[[^\[\]\n{OBJECT}]*\]\((?:{TARGET}[^()\s{OBJECT}]*|[^()\s{OBJECT}]+\.(?:png|jpe?g|gif|svg|webp))\)"
)
#: the tag before a text is that of a block
_BLOCK_BEFORE = lazy_pattern(
    r"(?i)<(?:p|div|td|th|li|h[1-6]|blockquote|section|article|figcaption|figure)\b[^<>]*>\s*$"
)
#: a tag that begins no element, or an end tag, alone on its line, and what is below it without a blank line
_BELOW_TAG = lazy_pattern(
    r"(?i)<((?:br|hr|img)\b|/[a-z][\w-]*)[^<>\n]*>[ \t]*\n[^<]*(?:<(?:br|hr|img)\b[^<>\n]*>[^<]*)*"
)
_TAG = lazy_pattern(r"<(/?)([A-Za-z][\w-]*)[^<>]*>")
#: a custom element, a component, what a script colours, or a text on Markdown
_MAY_BE_READ = lazy_pattern(r"<(?:[a-z]+-|[A-Z]\w*[a-z])|\blanguage-|[Mm]arkdown|\bMDX\b")
_OF_CODE = frozenset(("code", "kbd", "pre", "samp", "script", "style", "template", "textarea"))
_BACKTICKS = lazy_pattern(r"`[^`]*`")


def _without_scheme(place: Span, url: str, message: str, mended: str) -> Hit:
    """A target that leads to nothing on the site itself, unless a folder of it has the name of a host."""
    fix = Fix((Edit(Span(place.start, place.start), mended.removesuffix(url)),), safe=message == "mail")
    return Hit(place, {"url": url, "mended": mended}, message, Severity.ERROR if message == "mail" else None, fix)


def _labels_as_targets(doc: Document) -> Iterator[Hit]:
    """Targets that are the label of a definition, in the brackets of an address: ``[rye](3)`` with ``[3]: …`` below."""
    for link in links_to_labels(doc):
        mended = f"[{doc.slice(link.text_span)}][{link.url}]"
        around = Span(link.url_span.start - 1, link.url_span.end + 1)
        fix = Fix((Edit(around, f"[{link.url}]"),), safe=False) if doc.slice(around) == f"({link.url})" else None
        yield Hit(link.url_span, {"text": link.url, "mended": mended}, message="label", fix=fix)


#: the reader's own machine, which has no certificate
_OWN_MACHINE = lazy_pattern(r"^[a-z:/;]{1,15}(?:localhost|127\.0\.0\.1)\b")


def _with_scheme(doc: Document, span: Span) -> Fix | None:
    """The target with its scheme corrected, where a host follows."""
    written = doc.slice(span)
    damaged = BROKEN_SCHEME.match(written)
    host = written[damaged.end() :].lstrip(":/") if damaged is not None else ""
    if damaged is None or not re.match(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[:/?#]|$)", host, re.IGNORECASE):
        return None
    secure = "s" in damaged.group().lower()
    scheme = Span(span.start, span.start + len(written) - len(host))
    return Fix((Edit(scheme, "https://" if secure else "http://"),))


def _links_left_as_text(
    doc: Document, block: Block, signs: Sequence[tuple[str, str, re.Pattern[str]]]
) -> Iterator[Hit]:
    source = doc.slice(block.span)
    patterns = [(message, one) for message, _, one in signs if one.search(source)]
    if not patterns:
        return
    tells_of_links = _LINK_WORD.search(source) is not None or _MARKDOWN.search(doc.text) is not None
    # markup that Markdown understood is hidden, except a bare URL inside a malformed link
    spans = [i.span for inline in block.inlines for i in inline.walk() if not _is_text(i)]
    first = bisect_left(doc.masks, block.span.start, key=lambda mask: mask.span.end)
    behind = bisect_left(doc.masks, block.span.end, key=lambda mask: mask.span.start)
    text = _blank(source, block.span.start, [*spans, *(mask.span for mask in doc.masks[first:behind])])
    brackets = _Brackets(text)
    for message, pattern in patterns:
        for found in pattern.finditer(text):
            label, url = source[slice(*found.span(1))], _without_stray(found[2])
            if OBJECT in url:
                continue  # there is a template or code in the target, which is therefore unknown
            if message == "swapped" and url.startswith("/") and f"[{url[1:]}" in source:
                continue  # a tag is closed there: "[ref] ... (see above)[/ref]"
            begin = block.span.start + found.start()
            if message == "unclosed" and brackets.open_at(found.start()) <= 0 and (broken := _over_lines(doc, begin)):
                yield broken
                continue
            if message == "unclosed" and brackets.is_closed_behind(found.end()):
                continue
            if message == "unopened" and brackets.open_at(found.start()) > 0:
                continue  # it closes a bracket of the text
            if message == "escaped" and (tells_of_links or is_reserved(host_of(url))):
                continue  # shown as it is written
            elsewhere = re.match(r"https?:", url) is not None
            if (
                message == "space"
                and "spaces-in-targets" in doc.preset.markdown
                and not (elsewhere and _SLIPPED.search(url))
            ):
                continue  # it is a link there
            span = Span(begin, block.span.start + found.end())
            sign = "!" if source[found.start() - 1 : found.start()] == "!" else ""
            mended = f"{sign}[{label}]({url.replace(' ', '%20')})" if message != "turned" else f"[{url}]({label})"
            values = {"text": label, "url": url, "mended": mended}
            if message == "space" and (elsewhere or _LEFT_OVER.search(url)):
                yield Hit(span, values, "space-elsewhere")
            else:
                yield Hit(span, values, message, fix=Fix((Edit(span, mended.removeprefix(sign)),)))


def _without_stray(url: str) -> str:
    """An address without a bracket at its end that nothing in it opens."""
    return url.removesuffix("]") if url.count("]") > url.count("[") else url


#: what is left over of a tag of Liquid
_LEFT_OVER = lazy_pattern(r"\{%|%\}|\}\}")

#: a part of an address that fills its line, and is no address of its own
_PIECE = r"(?!https?://)(?:[^()\[\]{}<>`|\s\u0080-\U0010ffff]|\([^()\s]*+\))++"
_OVER_LINES = lazy_pattern(
    rf"\[[^\[\]\n]+\]\(({TARGET}(?:[^()\s]|\([^()\s]*+\))*+(?:[ \t]*+\n[\s>]*+{_PIECE})++)"
    r"(?:\s+\"[^\"\n]*\")?\s*\)"
)


def _over_lines(doc: Document, begin: int) -> Hit | None:
    """The link at a place whose address is broken over lines, with blank ones between them or not."""
    found = _OVER_LINES.match(doc.text, begin)
    if found is None:
        return None
    url = re.sub(r"\s[\s>]*", "", found[1])
    joined = Edit(Span(*found.span(1)), url)
    return Hit(Span(*found.span()), {"url": url}, "lines", fix=Fix((joined,)))


#: who tells how links are written says so, in many languages
_LINK_WORD = lazy_pattern(r"(?i)\blink")


class _Brackets:
    """The round brackets of a text, and how many are open at a place."""

    def __init__(self, text: str) -> None:
        found = [*_BRACKET.finditer(text)]
        self._places = [one.start() for one in found]
        self._open = [0, *accumulate(1 if one[0] == "(" else -1 for one in found)]

    def open_at(self, place: int) -> int:
        """How many more are opened than closed before a place."""
        return self._open[bisect_left(self._places, place)]

    def is_closed_behind(self, place: int) -> bool:
        """Whether a bracket that is opened before a place is closed behind it."""
        at = bisect_left(self._places, place)
        return self._open[-1] < self._open[at] or self._open[at + 1 : at + 2] == [self._open[at] - 1]


_BRACKET = lazy_pattern(r"[()]")


def _is_text(inline: Inline) -> bool:
    if inline.kind == "link":
        return inline.attrs.get("style") == "bare"
    return inline.kind in ("text", "emphasis", "strong", "strike", "softbreak")


def _blank(text: str, offset: int, spans: Sequence[Span]) -> str:
    """The text with the spans of the source replaced by as many OBJECT characters; it begins at `offset`."""
    chars = list(text)
    for span in spans:
        start, end = max(span.start - offset, 0), min(span.end - offset, len(text))
        if start < end:
            chars[start:end] = OBJECT * (end - start)
    return "".join(chars)
