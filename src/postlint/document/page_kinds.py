"""Kinds of pages that are no posts: legal pages, slides, the front page of the site, samples of a theme, forms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from postlint.data.lines import entries_of
from postlint.data.patterns import lazy_pattern
from postlint.prose import language_data as languages
from postlint.prose.fold import fold
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document

#: more words are no name of a page; each place where a name may end is tried
_MOST_WORDS = 16


def is_legal(doc: Document) -> bool:
    """Whether a page is an imprint, a privacy policy, terms of use or the like, by its title, heading or file.

    Its wording is that of lawyers, in any of the languages of ``legal-pages.txt``.
    """
    if any(_is_legal_name(name) for name in _names(doc)):
        return True
    names, _ = _legal_names()
    folders = (_plain(part) for part in doc.posix_path.parts[:-1])
    return any(folder in names and (" " in folder or folder == _LEGAL) for folder in folders)


#: a folder with this name has legal pages; others of one word ("privacy") may be the topic of posts
_LEGAL = "legal"


def _names(doc: Document) -> Iterator[str]:
    """The title, else the main heading, and the name of the file or, for an index or a version, of its folder."""
    path = doc.posix_path
    stem = path.name.partition(".")[0]
    yield path.parent.name if stem.lower() in ("index", "_index") or _VERSION.fullmatch(stem) else stem
    if title := doc.string("title"):
        yield from _SITE_NAME.split(title)
    else:
        yield from (heading.text for heading in doc.headings[:1] if heading.level == 1)


#: "v4", "2.1"; no date
_VERSION = lazy_pattern(r"(?i)v?\d{1,3}(?:[._-]\d{1,3})*")


def _is_legal_name(name: str) -> bool:
    """Whether a name is one of a legal page, or several together: "Impressum und Datenschutz", "Terms & Privacy"."""
    words = _plain(name).split()
    return 0 < len(words) <= _MOST_WORDS and _are_legal_names(words)


def _are_legal_names(words: Sequence[str]) -> bool:
    """Whether words are names of legal pages, one after the other, or with a word for "and" in between."""
    names, joining = _legal_names()
    if " ".join(words) in names:
        return True
    ends = (end for end in range(1, len(words)) if " ".join(words[:end]) in names)
    return any(
        _are_legal_names(words[end:]) or (words[end] in joining and _are_legal_names(words[end + 1 :])) for end in ends
    )


@cache
def _legal_names() -> tuple[frozenset[str], frozenset[str]]:
    """The names of legal pages, and the words for "and", of all languages."""
    pages = (name for line in languages.read_list("legal-pages") for name in line.partition(":")[2].split(","))
    return frozenset(map(_plain, pages)), frozenset(map(_plain, languages.and_words()))


def _plain(name: str) -> str:
    """A name as titles and names of files have it alike: "datenschutzerklaerung" is "Datenschutzerklärung"."""
    return " ".join(re.findall(r"\w+", _UMLAUT.sub(r"\1", fold(name)).replace("_", " ")))


_SITE_NAME = lazy_pattern(r"(?<!\s)\s+[|·•»:–—-]\s+|:\s")
_UMLAUT = lazy_pattern(r"([aou])e")


def is_slides(doc: Document) -> bool:
    """Whether a file is a deck of slides, in which each H1 is the title of one, by its front matter or its folder.

    The marks in front matter are those of ``slide-decks.txt``; in a folder of slides, lines divide a deck.
    """
    if not _SLIDE_FOLDERS.isdisjoint(doc.posix_path.parts[:-1]) and len(_DIVIDING.findall(doc.text)) >= _SLIDES:
        return True
    marks = _slide_marks()
    fields = (field for field in doc.front_matter.top_level if field.path[0] in marks)
    return any(_marks_slides(field.value, marks[field.path[0]]) for field in fields)


#: names of folders of slides, and so many lines of dashes as a deck has at least, with those of a header
_SLIDE_FOLDERS, _SLIDES = frozenset(("slides", "slideshows", "slide-decks")), 4
_DIVIDING = lazy_pattern(r"(?m)^---[ \t]*$")


def _marks_slides(value: object, words: frozenset[str]) -> bool:
    if not words:
        return value is True or isinstance(value, dict)
    named = value if isinstance(value, (list, dict)) else [value]
    # a layout of one's own is called after what it makes: ``reveal-dark``
    found = (word for name in named for word in _WORD.findall(str(name).casefold()))
    return any(word in words or word.partition("-")[0] in words for word in found)


@cache
def _slide_marks() -> Mapping[str | int, frozenset[str]]:
    """Each key of the front matter that marks slides, and the words of its value that do; none for true or settings."""
    lines = (line.partition(":") for line in entries_of(Path(__file__).with_name("slide-decks.txt")))
    return {key: frozenset(words.split()) for key, _, words in lines}


_WORD = lazy_pattern(r"[\w-]+")


def is_specimen(doc: Document) -> bool:
    """Whether a page shows what text looks like and says nothing: a sample of a theme, a guide to Markdown.

    Its headings of three levels are the same but for their numbers ("Heading 1", "Heading 2", "Heading 3"), or its
    text is dummy text.
    """
    return bool(samples(doc))


def samples(doc: Document) -> Sequence[Span]:
    """Where a page shows what text looks like: all of it, or the sections with dummy text."""
    if shows_levels(doc):
        return [Span(0, len(doc.text))]
    if _DUMMY not in doc.text.lower():
        return ()
    return [one.span for one in doc.sections if any(_DUMMY in passage.text.lower() for passage in one.passages)]


def shows_levels(doc: Document) -> bool:
    """Whether headings of three levels are the same but for their numbers, to show how each looks."""
    levels = defaultdict[str, set[int]](set)
    several = len({heading.level for heading in doc.headings}) >= _SHOWN
    for heading in doc.headings if several else ():
        levels[_NUMBER.sub("", fold(heading.text)).strip()].add(heading.level)
    return any(len(found) >= _SHOWN for name, found in levels.items() if name)


_NUMBER = lazy_pattern(r"\d+|[一二三四五六]")
#: the same heading at so many levels shows them
_SHOWN = 3
_DUMMY = "lorem ipsum dolor"


def is_front_page(doc: Document) -> bool:
    """Whether a file is the front page of the site, or of one language, whose title stands in no heading."""
    path = doc.posix_path
    if doc.string("permalink") in ("/", "/index.html"):
        return True
    if path.name.partition(".")[0].lower() not in ("index", "_index"):
        return False
    roots = (f"/{root}" for root in doc.preset.data.get("site", {}).get("roots", ()))
    folder = f"/{path.parent.as_posix()}".removesuffix("/.")
    outer, _, last = folder.rpartition("/")
    tops = (folder, outer) if _LANGUAGE.fullmatch(last) else (folder,)
    return "" in tops or any(top.endswith(root) for root in roots for top in tops)


#: a folder of the texts of one language
_LANGUAGE = lazy_pattern(r"[a-z]{2}(?:[-_][a-zA-Z]{2,4})?")


def is_form(path: PurePosixPath) -> bool:
    """Whether a path is that of a template, to be filled in."""
    words = _FOLDER_WORD.findall(path.name.partition(".")[0].lower())
    return is_among_forms(path) or not _FORMS.isdisjoint(words[-1:])


def is_among_forms(path: PurePosixPath) -> bool:
    """Whether a file is in a folder of templates."""
    return not _FORMS.isdisjoint(last_words_of_folders(path))


def is_among_drafts(path: PurePosixPath) -> bool:
    """Whether a file is in a folder for what is not finished, whatever the generator makes of it."""
    return not _DRAFTS.isdisjoint(last_words_of_folders(path))


def shows_styles(path: PurePosixPath) -> bool:
    """Whether a path is that of a guide to the styles of the site, which shows them with dummy text."""
    words = [word for part in path.parts for word in _FOLDER_WORD.findall(part.partition(".")[0].lower())]
    return "styleguide" in words or ("style", "guide") in pairwise(words)


def last_words_of_folders(path: PurePosixPath) -> Iterator[str]:
    """The last words of the names of folders, but not of the one that holds an index: that is the post's own."""
    own = path.name.partition(".")[0].strip("_").lower() == "index"
    return (words[-1] for folder in path.parts[: -2 if own else -1] if (words := _FOLDER_WORD.findall(folder.lower())))


#: last words of the names of folders and files that hold forms to fill in
_FORMS = frozenset(("template", "templates"))
_DRAFTS = frozenset(("draft", "drafts"))
_FOLDER_WORD = lazy_pattern(r"[^\W\d_]+")
