"""A check on link texts that do not describe their target: they consist of generic words only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Link
from postlint.prose.language_data import load
from postlint.results.hits import Hit

#: a longer text is never generic
_MOST_WORDS = 8
_INNER = lazy_pattern(r"[^\W_](?:.*[^\W_])?")
#: a digit, or an underscore inside of a word: "post_link" is a name in a program
_OF_A_NAME = lazy_pattern(r"\d|[^\W_]_[^\W_]")
_AFTER_ARTICLE = lazy_pattern(r"(?<=^[ld]')")
_WORD = lazy_pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?")


def generic_link_text(doc: Document, *, extra: Sequence[str], allow: Sequence[str]) -> Iterator[Hit]:
    """Look for link texts of generic words only, in the post's language or English, with at least one pointing word.

    Passed over are links inside the page, links with an accessible name of their own, names in a list of names, and the
    name that the target itself has: ``[links page](/links/)``.
    """
    wanted, fine = {plain(text) for text in extra}, {plain(text) for text in allow}
    for link in doc.links:
        if link.kind in ("bare", "autolink") or link.url.startswith("#") or link.images or link.attrs.get("aria-label"):
            continue
        if link.text.lstrip().startswith("."):
            continue  # the ending of a domain: .here
        text = plain(link.text)
        if text in fine or not (text in wanted or _is_generic(text, doc.language)) or _is_name_of(text, link.url):
            continue
        if not _has_code(doc, link) and not _is_name_of_many(doc, link):
            yield Hit(link.text_span, {"text": " ".join(link.text.split()), "url": link.url})


def plain(text: str) -> str:
    """The text in lower case, with straight apostrophes and single spaces, without punctuation and arrows around it."""
    inner = _INNER.search(" ".join(text.casefold().replace("’", "'").split()))
    return inner[0] if inner else ""


def _is_generic(text: str, language: str) -> bool:
    words = _words(text)
    if not words or len(words) > _MOST_WORDS or _OF_A_NAME.search(text):
        return False
    either = (_link_words(language), _link_words("en"))
    return any(all(word in known for word in words) and any(known[word] for word in words) for known in either)


def _words(text: str) -> list[str]:
    """The words of a text; an elided article is a word of its own."""
    found = [word.replace("’", "'") for word in _WORD.findall(text)]
    return [part for word in found for part in (_AFTER_ARTICLE.split(word) if "'" in word else (word,)) if part]


@lru_cache(maxsize=16)
def _link_words(language: str) -> Mapping[str, bool]:
    """The generic words of a language, each with whether it is a pointing word ("here")."""
    entries = (entry.partition(" ") for entry in load(language).words("link-words"))
    return {word: role == "points" for word, _, role in entries}


def _is_name_of(text: str, url: str) -> bool:
    """Whether the words of the last part of an address, or of the place in its page, are in a text."""
    page, _, place = url.partition("#")
    last = page.partition("?")[0].rstrip("/").rpartition("/")[2]
    names = (set(_words(name.casefold())) for name in (last.rpartition(".")[0] or last, place))
    return any(name and name <= set(_words(text)) for name in names)


def _has_code(doc: Document, link: Link) -> bool:
    start, end = link.text_span
    return any(start <= code.span.start < end for code in doc.code)


def _is_name_of_many(doc: Document, link: Link) -> bool:
    """Whether a link is an item of a list whose other items are only links, too: a menu."""
    item = link.block.parent if link.block is not None else None
    if item is None or item.kind != "item" or item.parent is None:
        return False
    alone = [other.span for other in doc.links]
    items = [one for one in item.parent.children if one.children]
    menu = [one for one in items if one.children[0].span in alone or doc.slice(one.children[0].span).strip()[:1] == "["]
    return (
        len(items) > 2 and len(menu) == len(items) and doc.slice(item.children[0].span).strip() == doc.slice(link.span)
    )
