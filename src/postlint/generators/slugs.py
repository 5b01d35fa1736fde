"""Slug functions: how generators turn titles and names of files into parts of addresses. One for each generator.

Sources, for the facts: the documentation of Hugo (permalinks, urlize) and of Jekyll (slugify filter), the slugify
functions of Pelican, Nikola, pymdownx, hexo-util and github-slugger; each was compared with the output of the
generator.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from postlint.data.normal_forms import normalized
from postlint.generators.anchors import github, hexo, pymdownx, python_markdown, zola

_HUGO_ALLOWED = "._#~@%"


class UnknownSlugError(ValueError):
    """The slug of a text cannot be determined: the generator uses a table of letters that postlint does not have."""


@lru_cache(maxsize=65536)
def slug(text: str, way: str) -> str:
    """The slug of a text by one of the `WAYS`; any other way leaves it as it is.

    Raises UnknownSlugError.
    """
    made = WAYS.get(way)
    return made(text) if made is not None else text


def hugo(text: str) -> str:
    """Hugo's urlize, without lower case: letters, digits, marks and a few signs stay, runs of spaces are one hyphen.

    A percent sign stays before two hexadecimal digits alone.
    """
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "", text)
    kept = "".join(c if _hugo_keeps(c) else " " if c in " /\t" else "" for c in text)
    return re.sub(r" *(-+) *| +", lambda match: match[1] or "-", kept.strip())


def hugo_path(text: str) -> str:
    """Hugo, for names of files and folders: each space is a hyphen."""
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "", text)
    return "".join(c if _hugo_keeps(c) else "-" if c == " " else "" for c in text)


def without_accents(text: str) -> str:
    """A text whose letters have no accents, as Hugo makes it: without the marks of its decomposed form."""
    plain = "".join(c for c in normalized("NFD", text) if unicodedata.category(c) != "Mn")
    return normalized("NFC", plain)


def _hugo_keeps(char: str) -> bool:
    return char.isalnum() or char in _HUGO_ALLOWED or char == "-" or unicodedata.category(char)[0] == "M"


def jekyll(text: str) -> str:
    """Jekyll's "pretty" slugs, of ``:title``: case and a few signs stay, all else is one hyphen."""
    kept = "".join(c if _is_word(c) or c in "._~!$&'()+,;=@" else " " for c in text)
    return "-".join(kept.replace("-", " ").split())


def jekyll_default(text: str) -> str:
    """Jekyll's default slugs, of ``:slug``: letters and digits in lower case, all else is one hyphen."""
    return "-".join("".join(c if _is_word(c) else " " for c in text).split()).lower()


def _is_word(char: str) -> bool:
    return char.isalpha() or char.isdecimal() or unicodedata.category(char)[0] == "M"


def ascii_words(text: str) -> str:
    """Pelican and Nikola: letters become ASCII, signs are dropped, runs of spaces and hyphens are one hyphen.

    Both transliterate by the table of Unidecode; only letters with an accent and ``ß`` are supported here.
    """
    plain = text.replace("ß", "ss")
    if any(c.isalnum() and not normalized("NFKD", c)[0].isascii() for c in plain):
        raise UnknownSlugError(text)
    return python_markdown(plain).strip("-")


def hexo_title(text: str) -> str:
    """Hexo's ``:post_title``."""
    return hexo(text.replace("ß", "s")).lower()


def zola_slug(text: str) -> str:
    """Zola, for addresses. Raises UnknownSlugError for letters that it transliterates by a table."""
    made = zola(text)
    if "*" in made:
        raise UnknownSlugError(text)
    return made


WAYS: Mapping[str, Callable[[str], str]] = {
    "ascii-words": ascii_words,
    "github": github,
    "hexo": hexo,
    "hexo-title": hexo_title,
    "hugo": hugo,
    "hugo-path": hugo_path,
    "jekyll": jekyll,
    "jekyll-default": jekyll_default,
    "lower": str.lower,
    "pymdownx": pymdownx,
    "zola": zola_slug,
}
