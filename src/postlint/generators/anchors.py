"""The ids that generators give to headings, as targets of links. One function for each slugger.

Each takes a heading's readable text or its source, as its generator does. Sources: the code of github-slugger 2,
Hugo (markup/goldmark/autoid.go), kramdown-parser-gfm, Python-Markdown (extensions/toc.py), pandoc's manual
(auto_identifiers), @mdit-vue/shared (slugify), Zola (slugify crate) and hexo-util (slugize).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from postlint.data.normal_forms import normalized
from postlint.data.patterns import lazy_pattern

#: ASCII characters that are removed from ids; a space becomes a hyphen
_NO_NAME = lazy_pattern(r"[^\w -]", re.ASCII)
_SPECIAL = lazy_pattern(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")

_HEXO_SPECIAL = lazy_pattern(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")


def github(text: str) -> str:
    """GitHub, Astro, Docusaurus and Gatsby: letters, digits, marks, ``-`` and ``_`` stay, each space is a hyphen."""
    text = text.lower()
    if text.isascii():
        return _NO_NAME.sub("", text).replace(" ", "-")
    kept = (c for c in text if c.isalnum() or c in "-_ " or unicodedata.category(c)[0] == "M")
    return "".join(kept).replace(" ", "-")


def hugo(source: str) -> str:
    """Hugo: of the heading's source, letters, digits and ``_`` stay; hyphens and spaces are hyphens."""
    if source.isascii():
        return _NO_NAME.sub("", source.strip()).lower().replace(" ", "-") or "heading"
    # Go lowers each letter by itself: İ becomes i alone
    kept = ("-" if c in "- " else c.lower()[0] for c in source.strip() if c in "-_ " or c.isalpha() or c.isdecimal())
    return "".join(kept) or "heading"


def kramdown(source: str) -> str:
    """Jekyll: of the heading's source, what is no letter, mark, digit, ``_``, hyphen or space is dropped."""
    return github(source.replace("\t", " "))


def kramdown_basic(source: str) -> str:
    """Kramdown without the GFM parser: ASCII only, beginning with a letter."""
    kept = re.sub(r"[^a-zA-Z0-9 -]", "", re.sub(r"^[^a-zA-Z]+", "", source))
    return kept.replace(" ", "-").lower() or "section"


def python_markdown(text: str) -> str:
    """MkDocs: ASCII only; runs of spaces and hyphens are one hyphen."""
    plain = normalized("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def pymdownx(text: str) -> str:
    """MkDocs with the slugs of pymdownx: like GitHub, for all scripts."""
    return re.sub(r"[^\w\- ]", "", normalized("NFC", text).strip()).lower().replace(" ", "-")


def pandoc(text: str) -> str:
    """Quarto: letters, digits, ``_``, ``-`` and ``.`` stay, from the first letter on."""
    kept = "".join(c for c in text.lower() if c.isalnum() or c in "_-. ")
    return re.sub(r"^[\W\d_]+", "", "-".join(kept.split())) or "section"


def vitepress(text: str) -> str:
    """VitePress: accents are dropped, runs of punctuation and spaces are one hyphen."""
    plain = "".join(c for c in normalized("NFKD", text) if not "\u0300" <= c <= "\u036f")
    joined = re.sub(r"-{2,}", "-", _SPECIAL.sub("-", plain)).strip("-").lower()
    return f"_{joined}" if joined[:1].isdigit() else joined


def nuxt(text: str) -> str:
    """Nuxt: as GitHub, with one hyphen between words, none at the ends, and ``_`` before a digit."""
    joined = re.sub(r"-{2,}", "-", re.sub(r"[^\w-]", "", github(text))).strip("-")
    return f"_{joined}" if joined[:1].isdigit() else joined


def zola(text: str) -> str:
    """Zola: ASCII letters and digits, all else is one hyphen; ``*`` for letters that it transliterates by a table."""
    plain = "".join(map(_zola_letter, normalized("NFKD", text))).lower()
    made = re.sub(r"\*+", "*", re.sub(r"[^a-z0-9*]+", "-", plain)).strip("-")
    return re.sub(r"-?\*-?", "*", made)


def _zola_letter(char: str) -> str:
    """A letter as it is, without its accent; ``*`` for other scripts and for symbols that become words."""
    if char.isascii():
        return char if char != "*" else " "
    if unicodedata.category(char)[0] == "M":
        return ""
    return "*" if char.isalnum() or unicodedata.category(char) in ("So", "Sk", "Sm", "Sc") else " "


def hexo(text: str) -> str:
    """Hexo: accents of Latin letters are dropped, runs of ASCII punctuation and spaces are a hyphen; the case stays."""
    plain = "".join(c for c in normalized("NFD", text) if not "\u0300" <= c <= "\u036f")
    joined = _HEXO_SPECIAL.sub("-", normalized("NFC", plain))
    return re.sub(r"-{2,}", "-", joined).strip("-")


def hexo_escaped(text: str) -> str:
    """Hexo with its newer renderer: ``&`` has become ``&amp;`` before."""
    return hexo(html.escape(text, quote=False))


def hexo_lower(text: str) -> str:
    """Hexo where it is told to lower ids."""
    return hexo(text).lower()


def hexo_escaped_lower(text: str) -> str:
    """Hexo with its newer renderer where it is told to lower ids."""
    return hexo_escaped(text).lower()


def markdown_it(text: str) -> str:
    """markdown-it-anchor with its default function: lower case, hyphens for spaces, all else as it is."""
    return re.sub(r"\s+", "-", text.strip().lower())


#: marks that typographers replace, and the replacements of marked, of which those of others differ in dashes only
_STRAIGHT = lazy_pattern(r"--|\.\.\.|[\"']")
_MARKS = (
    ("---", "—"), ("--", "–"), (r"(^|[-—/(\[{\"\s])'", "\\1‘"), ("'", "’"), (r"(^|[-—/(\[{‘\s])\"", "\\1“"),
    ('"', "”"), (r"\.{3}", "…"),
)  # fmt: skip


def typographic(text: str) -> str:
    """A heading with the marks of print, which a renderer may put in before it makes the id."""
    for straight, printed in _MARKS:
        text = re.sub(straight, printed, text)
    return text


def without_attributes(text: str) -> str:
    """A heading without the attributes at its end, which a plugin may read: ``Rye {.wide}``."""
    return _ATTRIBUTES.sub("", text)


_ATTRIBUTES = lazy_pattern(r"\s*\{[.#\w:][^{}]*\}$")

Slugger = Callable[[str], str]

#: slugger -> its functions, and whether each reads the heading's source rather than its text
SLUGGERS: Mapping[str, tuple[tuple[Slugger, bool], ...]] = {
    "github": ((github, False),),
    "docusaurus": ((github, False),),
    "hugo": ((hugo, True), (hugo, False)),
    "kramdown": ((kramdown, True), (kramdown, False), (kramdown_basic, True)),
    "mkdocs": ((python_markdown, False),),
    "pymdownx": ((pymdownx, False),),
    "pandoc": ((pandoc, False),),
    "vitepress": ((vitepress, False),),
    "nuxt": ((nuxt, False),),
    "zola": ((zola, False),),
    "markdown-it": ((markdown_it, False),),
    "hexo": ((hexo, False), (hexo_escaped, False)),
    "hexo-lower": ((hexo_lower, False), (hexo_escaped_lower, False)),
    "none": (),
}
#: sluggers of generators that may make ids of a heading as it is printed: Hexo, Eleventy, Astro
_TYPOGRAPHIC = frozenset({"hexo", "hexo-lower", "markdown-it", "github"})
#: sluggers of generators that read ``{#id}`` after a heading as its id, in place of the generated one
EXPLICIT = frozenset({"hugo", "docusaurus", "kramdown", "mkdocs", "pymdownx", "pandoc", "zola", "vitepress", "none"})
#: an emoji by its name, which some generators replace if so configured
_EMOJI = lazy_pattern(r":[a-z0-9_+-]+:")
#: the replacement of an emoji in ids: None for its name, nothing, or the character
_PICTURES = (None, "", "\N{ROCKET}")
#: how generators number the second heading of the same id
_JOINTS = ("-", "_")
#: sluggers whose generator numbers the first heading, too, where nothing of it is left (Python-Markdown: ``_1``)
_NEVER_EMPTY = frozenset({python_markdown, pymdownx})


def heading_ids(headings: Iterable[tuple[str, str]], slugger: str) -> Iterator[tuple[int, str]]:
    """The ids of headings, each given as (text, source): the heading's index and one of its ids.

    A heading has several where they depend on the generator's version or settings, and with the slugger "any" those of
    all generators. With "none" it has none.
    """
    listed = list(headings)
    every = dict.fromkeys(way for ways in SLUGGERS.values() for way in ways)
    ways = SLUGGERS.get(slugger, tuple(every))
    replacements: tuple[Slugger | None, ...] = (None,)
    if slugger in _TYPOGRAPHIC and any(_STRAIGHT.search(text) for text, _ in listed):
        replacements = (None, typographic)
    if slugger in _TYPOGRAPHIC and any(text.endswith("}") for text, _ in listed):
        replacements += (without_attributes,)
    pictures = _PICTURES if any(_EMOJI.search(source) for _, source in listed) else _PICTURES[:1]
    for (slug, of_source), picture, replaced in product(ways, pictures, replacements):
        seen: dict[str, int] = {}
        for index, (text, source) in enumerate(listed):
            read = source if of_source else text
            read = read if replaced is None else replaced(read)
            name = slug(read if picture is None else _EMOJI.sub(picture, read))
            before = -1 if name or slug not in _NEVER_EMPTY else 0
            count = seen[name] = seen.get(name, before) + 1
            if count == 0:
                yield index, name
            else:
                yield from ((index, f"{name}{joint}{count}") for joint in _JOINTS)
