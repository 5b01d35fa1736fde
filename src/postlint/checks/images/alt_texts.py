"""Checks on images: their alternative text, and whether a post has any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from postlint.data.patterns import lazy_pattern
from postlint.document.alternatives import is_embedded_page, needs_no_alt
from postlint.document.document import Document
from postlint.results.hits import Hit, Severity, of_one_cause
from postlint.spans import Span


def image_without_alt(doc: Document, *, allow_empty: bool) -> Iterator[Hit]:
    """Look for images without an alternative text.

    An HTML image that is declared decorative (`role` presentation or none, `aria-hidden`, one pixel wide) or
    named otherwise (`aria-label`) needs none; with `allow_empty`, ``alt=""`` in HTML is such a declaration. From the
    fourth on there is one hit for all in the post.
    """
    yield from _few(list(_without_alt(doc, allow_empty=allow_empty)))


#: so many images of a post are reported one by one
_EACH = 3


def _few(found: Sequence[Hit]) -> Iterator[Hit]:
    """The hits of a post; those behind the first few have one cause."""
    yield from found[:_EACH]
    yield from of_one_cause(found[_EACH:], 1, "more")


def _without_alt(doc: Document, *, allow_empty: bool) -> Iterator[Hit]:
    for image in doc.images:
        if (image.alt or "").strip() or needs_no_alt(image) or is_embedded_page(image):
            continue
        if image.kind == "html":
            if "alt" in image.attrs and allow_empty:
                continue
            yield Hit(image.span, {"url": image.url}, message="empty" if "alt" in image.attrs else "missing")
        elif image.url.strip():  # ``![]()`` is one finding, of link-without-target
            yield Hit(image.span, {"url": image.url})


def alt_too_long(doc: Document, *, max: int) -> Iterator[Hit]:
    """Count the characters (code points) of each alternative text; the surplus is the place."""
    for image in doc.images:
        alt = image.alt or ""
        if len(alt) > max:
            span = image.alt_span
            if doc.slice(span) == alt:  # no markup or entity in it
                span = Span(span.start + max, span.end)
            yield Hit(span, {"length": len(alt), "max": max, "surplus": len(alt) - max})


_FILE_NAME = lazy_pattern(r"\S+\.(?:png|jpe?g|gif|webp|svg|avif|bmp|tiff?|heic)", re.I)
#: file names of cameras, phones and screenshot tools: letters, then a number
_CAMERA_NAME = lazy_pattern(
    r"(?!(?:image|photo|pic|capture) \d\d?$)"  # the number of a figure
    r"(?:img|dscn?|pxl|mvimg|image|photo|pic|screen[ _-]?shot|capture|untitled|wp)"
    r"[ _-]*\d[\d _.-]*(?:at [\d. :]+)?",
    re.I,
)
#: words in the form of a file name: joined by underscores or many hyphens, or with a number
_JOINED_NAME = lazy_pattern(r"(?=.*[-_])(?:[\w-]*_[\w-]*|(?:\w+-){3,}\w+|[\w-]*\d[\w-]*)")


def alt_is_file_name(doc: Document) -> Iterator[Hit]:
    """Look for alternative texts that are a file name: any, a camera's, or that of the image itself.

    The image's own name counts when underscores, digits or three hyphens and more join it: "logo" for ``logo.png`` and
    "t-shirt" for ``t-shirt.png`` are descriptions. Several words without a number say what is shown, though in a form
    that is read aloud badly: an info. A name that the title or the text has, too, is that of what is shown.
    """
    hits = list(_file_names(doc))
    for severity in (None, Severity.INFO):
        yield from _few([hit for hit in hits if hit.severity == severity])


def _file_names(doc: Document) -> Iterator[Hit]:
    written = [(image, (image.alt or "").strip()) for image in doc.images]
    own = {alt for image, alt in written if alt and alt.casefold() == _stem(image.url).casefold()}
    joined = {alt for alt in own if _JOINED_NAME.fullmatch(alt)}
    for image, alt in written:
        camera = _CAMERA_NAME.fullmatch(alt) is not None
        if camera or _FILE_NAME.fullmatch(alt) or (alt in joined and not _is_name(doc, alt)):
            worded = alt in joined and _WORDS_JOINED.fullmatch(alt) is not None
            message = "camera" if camera else "default"
            yield Hit(image.alt_span, {"alt": alt}, message, Severity.INFO if worded else None)


def _is_name(doc: Document, alt: str) -> bool:
    """Whether the title or the text of a post has an alternative text as a name, with its capitals: OV-7000, OV7000."""
    texts = [doc.string("title"), *(passage.text for passage in doc.all_passages)]
    return any(name in text for name in (alt, re.sub(r"[\W_]", "", alt)) for text in texts)


#: words of letters that hyphens or underscores join
_WORDS_JOINED = lazy_pattern(r"[^\W\d_]{2,}(?:[-_][^\W\d_]+){2,}|[^\W\d_]{5,}[-_][^\W\d_]{5,}")


def _stem(url: str) -> str:
    """The name of a file without its ending; "" for an address without one, which is no file's."""
    try:
        file = PurePosixPath(unquote(urlsplit(url).path))
    except ValueError:  # a malformed host
        return ""
    return file.stem if file.suffix else ""


def alt_equals_title(doc: Document) -> Iterator[Hit]:
    """Look for alternative texts that repeat the title of the post, in the header and in the text."""
    title = _words(doc.string("title"))
    cover = doc.field("image_alt")
    written = [(cover.as_text(), cover.text_span)] if cover is not None else []
    written += [(image.alt, image.alt_span) for image in doc.images if image.alt]
    for alt, span in written:
        if title and _words(alt) == title:
            yield Hit(span, {"alt": alt})


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


_FIGURE = lazy_pattern(r"fig|image|img|picture|photo|gallery|video|youtube|vimeo|embed|svg|screenshot", re.I)


def no_images(doc: Document, *, min_words: int) -> Iterator[Hit]:
    """Expect an image in a post of at least `min_words` words; a figure made by a shortcode counts, and so
    does the cover image of the front matter."""
    if doc.images or doc.word_count < min_words or doc.field("image") is not None:
        return
    if not any(_FIGURE.search(mask.text) for mask in doc.masks if not mask.kind.endswith("-hidden")):
        yield Hit(doc.top, {"words": doc.word_count})
