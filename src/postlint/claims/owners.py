"""By which names a post may call its own author: those of the site and of whoever keeps it.

They are read from the site, not from lists: its hosts, the names in its configuration, its folder, which is mostly
called as the repository is, and the author in the header. A word of these counts only if the post never writes it in
lower case, for then it is a name there: "CRMT grew by 54%".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from postlint.claims.lexicon import Lexicon
from postlint.data.patterns import lazy_pattern
from postlint.records import kept

if TYPE_CHECKING:
    from postlint.document.document import Document

#: the fewest letters of a name
_LEAST = 4
_WORD = lazy_pattern(r"[^\W_]+")


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
    text, low = doc.text, doc.text.lower()
    found = set[str]()
    for part in set(_parts(doc)):
        if part[:_LEAST] in low:
            begun, plain = _patterns(part[:_LEAST])
            written = {word.lower() for word in begun.findall(text)} - set(plain.findall(text))
            found.update(word for word in written if part.startswith(word))
    return frozenset(found.union(f"{word}'s" for word in found))


@lru_cache(maxsize=64)
def _patterns(begin: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words that begin so, and those of them that are written in lower case outside of addresses."""
    begin = re.escape(begin)
    return (
        re.compile(rf"\b{begin}[^\W_]*", re.IGNORECASE),
        re.compile(rf"(?<![\w./@-]){begin}[^\W_]*(?![\w/@-]|\.\w)"),
    )


def _parts(doc: Document) -> Iterator[str]:
    """The names as one word, and their words, which are begun by names ("crmtdigital") or are names."""
    for name in _names(doc):
        words = [word.lower() for word in _WORD.findall(name)]
        yield from (word for word in ("".join(words), *words) if len(word) >= _LEAST)


def _names(doc: Document) -> Iterator[str]:
    for host in (*doc.site_hosts, doc.own_host):
        yield from host.split(".")[:-1]
    yield doc.folder.replace("\\", "/").rpartition("/")[2]
    yield from doc.preset.data.get("site_names", ())
    yield doc.string("author")
