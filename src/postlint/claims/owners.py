"""By which names a post may call its own author: those of the site and of whoever keeps it.

They are read from the site, not from lists: its hosts, the names in its configuration, its folder, which is mostly
called as the repository is, and the author in the header. A word of these counts only if the post never writes it in
lower case, for then it is a name there: "CRMT grew by 54%".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.data.patterns import lazy_pattern
from postlint.records import kept

if TYPE_CHECKING:
    from postlint.document.document import Document

#: the fewest letters of a name
_LEAST = 4
_WORD = lazy_pattern(r"\b[^\W_]+")
#: a word that is no part of an address
_PLAIN = lazy_pattern(r"(?<![\w./@-])[^\W_]+(?![\w/@-]|\.\w)")
NO_NAMES: frozenset[str] = frozenset()


class Voice:
    """With which words a post is read: those of its language, `lex`, and the `own` names of its author."""

    def __init__(self, doc: Document, lex: Lexicon) -> None:
        self._doc, self.lex = doc, lex

    @kept
    def own(self) -> frozenset[str]:
        """The names, found when the first sentence is looked at closely."""
        return own_names(self._doc)


def own_names(doc: Document) -> frozenset[str]:
    """The words, lower case, by which a post calls its author or the organisation behind the site."""
    parts, text, found = set(_parts(doc)), doc.text, set[str]()
    low = text.lower() if parts else ""
    if len(low) != len(text):
        return NO_NAMES  # no names; or a rare letter is two in lower case, and places differ
    for part in parts:
        written = set(_begun(text, low, part[:_LEAST]))
        names = {word.lower() for word in written if not word.islower()} - written
        found.update(name for name in names if part.startswith(name))
    return frozenset(found.union(f"{word}'s" for word in found))


def _begun(text: str, low: str, begin: str) -> Iterator[str]:
    """The words with this beginning as they are written; those in lower case that stand in addresses are left out."""
    at = low.find(begin)
    while at >= 0:
        match = _WORD.match(text, at)
        if match and (not match[0].islower() or _PLAIN.match(text, at)):
            yield match[0]
        at = low.find(begin, at + 1)


def _parts(doc: Document) -> Iterator[str]:
    """The names as one word, and their words, which are begun by names ("crmtdigital") or are names."""
    for name in _names(doc):
        words = [word.lower() for word in _WORD.findall(name.replace("_", " "))]
        yield from (word for word in ("".join(words), *words) if len(word) >= _LEAST)


def _names(doc: Document) -> Iterator[str]:
    for host in (*doc.site_hosts, doc.own_host):
        yield from host.split(".")[:-1]
    yield doc.folder.replace("\\", "/").rpartition("/")[2]
    yield from doc.preset.data.get("site_names", ())
    yield doc.string("author")
