"""A check on placeholder images."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from postlint.data.globs import is_like_any
from postlint.document.document import Document
from postlint.parse.hosts import host_of
from postlint.results.hits import Hit
from postlint.spans import Span


def placeholder_image(
    doc: Document, *, hosts: Sequence[str], closed: Sequence[str], names: Sequence[str]
) -> Iterator[Hit]:
    """Look for images from placeholder services, and for files with such `names`; `hosts` may have a ``*``.

    The services of `closed` also served chosen images, and are shut down. The cover image is checked as well as the
    images of the text.
    """
    cover = doc.field("image")
    written = [(cover.as_text(), cover.text_span, "cover")] if cover is not None and cover.as_text() else []
    written += [(image.url, image.url_span, "default") for image in doc.images]
    for url, span, message in written:
        host = host_of(url)
        by_host = is_like_any(host, hosts)
        if (by_host or host in closed) and _is_subject(doc, host):
            continue
        if host in closed:
            yield Hit(Span(*span), {"url": url, "host": host}, "closed")
        elif by_host or (not host and re.sub(r"(?:[-_]|(?<!\d))\d+$", "", _stem(url)) in names):
            yield Hit(Span(*span), {"url": url}, message)


def _is_subject(doc: Document, host: str) -> bool:
    """Whether the post is about the service of a host: it links to it, or names it in its text or in code."""
    name = max(host.removeprefix("www.").split(".")[:-1] or [host], key=len)
    if any(host_of(link.url) == host for link in doc.links):
        return True
    shown = [*(passage.text for passage in doc.all_passages), *(code.text for code in doc.code)]
    shown += [image.alt or "" for image in doc.images]
    return any(name in text.lower() for text in shown)


def _stem(url: str) -> str:
    try:
        return PurePosixPath(urlsplit(url).path).stem.lower()
    except ValueError:
        return ""
