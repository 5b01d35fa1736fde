"""Kinds of pages that are no posts: legal pages, slides, the front page of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.prose import language_data as languages
from postlint.prose.fold import fold

if TYPE_CHECKING:
    from postlint.document.document import Document


def is_legal(doc: Document) -> bool:
    """Whether a page is an imprint, a privacy policy, terms of use or the like, by its title, heading or file.

    Its wording is that of lawyers, in any of the languages of ``legal-pages.txt``.
    """
    return any(_is_legal_name(name) for name in _names(doc))


def _names(doc: Document) -> Iterator[str]:
    """The title, else the main heading, and the name of the file or, for an index, of its folder."""
    path = doc.posix_path
    stem = path.name.partition(".")[0]
    yield path.parent.name if stem.lower() in ("index", "_index") else stem
    if title := doc.string("title"):
        yield from _SITE_NAME.split(title)
    else:
        yield from (heading.text for heading in doc.headings[:1] if heading.level == 1)


def _is_legal_name(name: str) -> bool:
    """Whether a name is one of a legal page, or joins several: "Impressum und Datenschutz"."""
    whole = _plain(name)
    return whole in _legal_names() or all(part in _legal_names() for part in _JOINED.split(whole))


@cache
def _legal_names() -> frozenset[str]:
    lines = (line.partition(":")[2].split(",") for line in languages.read_list("legal-pages"))
    return frozenset(_plain(name) for names in lines for name in names)


def _plain(name: str) -> str:
    """A name as titles and names of files have it alike: "datenschutzerklaerung" is "Datenschutzerklärung"."""
    return " ".join(re.findall(r"\w+", _UMLAUT.sub(r"\1", fold(name)).replace("_", " ")))


_SITE_NAME = lazy_pattern(r"\s+[|·•»:–—-]\s+|:\s")
_UMLAUT = lazy_pattern(r"([aou])e")
_JOINED = lazy_pattern(r" (?:and|und|et|y|e|en|и|i|och|og|a) ")


def is_slides(doc: Document) -> bool:
    """Whether a file is a deck of slides, in which each H1 is the title of one, by its front matter."""
    header = doc.front_matter
    if header.values.get("marp") is True or isinstance(header.values.get("slides"), dict):
        return True
    named = (header.field(key) for key in ("layout", "type", "format", "outputs"))
    return any(_SLIDES.search(field.as_text()) for field in named if field is not None)


_SLIDES = lazy_pattern(r"(?i)\b(?:slides?|slide-?show|presentation|reveal(?:-?js|-hugo)?|revealjs)\b")


def is_front_page(doc: Document) -> bool:
    """Whether a file is the front page of the site, or of one language, whose title stands in no heading."""
    path = doc.posix_path
    if path.name.partition(".")[0].lower() not in ("index", "_index"):
        return False
    roots = (f"/{root}" for root in doc.preset.data.get("site", {}).get("roots", ()))
    folder = f"/{path.parent.as_posix()}".removesuffix("/.")
    outer, _, last = folder.rpartition("/")
    tops = (folder, outer) if _LANGUAGE.fullmatch(last) else (folder,)
    return "" in tops or any(top.endswith(root) for root in roots for top in tops)


#: a folder of the texts of one language
_LANGUAGE = lazy_pattern(r"[a-z]{2}(?:[-_][a-zA-Z]{2,4})?")
