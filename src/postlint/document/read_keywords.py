"""Reads the keywords of a post from its front matter.

The *focus keyword* is the search term for which the post is optimised: the (first) value of the logical field
`focus_keyword`. Lists of `keywords` and tags, which serve related posts and old search engines, do not name one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.document.keyword import Keyword, fold_in_place
from postlint.prose import language_data as languages
from postlint.prose.word_forms import WordForms, is_glued, split_term, terms
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.parse.front_matter import Field

_QUOTED = lazy_pattern(r'(?:"([^"]+)"|“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»)')
#: an entry of a comma-separated list; commas within quotes belong to it
_ENTRY = lazy_pattern(r'(?:"[^"]*"|“[^“”]*”|[^,;"“])+')


def make_keyword(written: str, language: str, span: Span = Span(0, 0)) -> Keyword | None:
    """The keyword of that text; None when it has no letter or digit."""
    quoted = _QUOTED.fullmatch(written.strip())
    text = (next(filter(None, quoted.groups())) if quoted else written).strip()
    forms = WordForms(language)
    words, compounds = _words(text, forms, language)
    if not words:
        return None
    function_words = languages.load(language).function_words
    capitals = _in_capitals(text, language) & function_words
    content = [word for word in words if word not in function_words or word in capitals]
    kept = content or words
    positions = {word: position for position, word in enumerate(kept)}
    return Keyword(
        text=text,
        span=span,
        words=(text,) if quoted else tuple(kept),
        forms=forms,
        language=language,
        exact=bool(quoted),
        empty=not content and not quoted and len(words) > 1,  # alone it is meant: Italian "stato", German "Sein"
        capitals=capitals,
        compounds=tuple(
            (joined, tuple(positions[word] for word in parts if word in positions)) for joined, parts in compounds
        ),
    )


def _in_capitals(text: str, language: str) -> frozenset[str]:
    """The words of a keyword that are set off by capitals, in lower case: "AI" in "i limiti dell'AI"."""
    if text.isupper() and len(list(terms(text))) > 1:
        return frozenset()
    parts = ((term.group(), part) for term in terms(text) for part in split_term(term.group(), language))
    return frozenset(part.text for term, part in parts if len(part.text) > 1 and term[part.start : part.end].isupper())


def _words(text: str, forms: WordForms, language: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The distinct words of a keyword, and its compounds: joined form and parts.

    Neighbours may be written together in a text: home office, homeoffice.
    """
    if is_glued(text):
        return fold_in_place(text).split(), []
    known: dict[str, str] = {}
    compounds = []
    row: list[str] = []
    for term in terms(text):
        parts: list[str] = []
        for part in split_term(term.group(), language):
            if part.whole:
                compounds.append((part.text, parts))
            else:
                row.append(part.text)
                parts.append(known.setdefault(forms.key(part.text), part.text))
    function_words = languages.load(language).function_words
    together = [(one + other, [one, other]) for one, other in pairwise(row) if one not in function_words]
    return list(known.values()), compounds + together


def read_keywords(doc: Document) -> tuple[Keyword, ...]:
    """All keywords of a post that has a focus keyword: that one first, with the post's synonyms."""
    found = _read_field(doc, "focus_keyword")
    if not found or _PLACEHOLDER.fullmatch(found[0].text) or (len(found) > 1 and _is_list(doc)):
        return ()
    found += _read_field(doc, "keywords")
    return (replace(found[0], synonyms=tuple(_read_field(doc, "synonyms"))), *found[1:])


def _is_list(doc: Document) -> bool:
    """Whether the name of the list of keywords does not say that the first is the focus keyword: `seo.keywords`."""
    field = doc.field("focus_keyword")
    return field is not None and field.path in (("keyword",), ("seo", "keywords"))


#: what a form for new posts has in the place of a keyword: "primary keyword", "your main keyphrase here"
_PLACEHOLDER = lazy_pattern(
    r"(?i)\W*(?:(?:your|my|the|a|an|primary|main|focus|target) ){1,3}(?:\w+ )?"
    r"(?:keywords?|keyphrase|search term)(?: here)?\W*"
)


def _read_field(doc: Document, name: str) -> list[Keyword]:
    """The keywords of a logical field: a list, or a string with commas."""
    field = doc.field(name)
    if field is None:
        return []
    found = (
        make_keyword(text, doc.language, span)
        for item in doc.front_matter.items(*field.path)
        for text, span in _entries(item)
    )
    return [keyword for keyword in found if keyword is not None]


def _entries(item: Field) -> Iterator[tuple[str, Span]]:
    """The entries of a front matter value, and their spans, both without the spaces around them."""
    entries = list(_ENTRY.finditer(item.as_text()))
    starts = [entry.end() - len(entry.group().lstrip()) for entry in entries]
    texts = [entry.group().strip() for entry in entries]
    spans = item.parts([(start, start + len(text)) for start, text in zip(starts, texts, strict=True)])
    return zip(texts, spans, strict=True)
