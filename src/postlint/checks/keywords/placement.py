"""Checks on the places of the focus keyword: title, description, introduction, headings, alt texts, slug, links.

Definitions and thresholds follow yoastseo 3.6.0, for users of Yoast; unlike Yoast's free edition, the checks also count
word forms. For a post without a focus keyword, only `keyword_missing` has hits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, floor
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.document.logical import read_slug
from postlint.prose.language_data import load as load_language
from postlint.prose.words import Sentence
from postlint.results.hits import Hit, Related, Severity
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.keyword import Keyword

#: with so few headings or images, a large share means nothing
FEW = 4
#: a text with this share of the keyword's content words is about it
HALF = 0.5
#: of a keyword with up to so many content words, the title must have all
FEW_WORDS = 2
#: a title holds no keyword of more
_MOST_WORDS = 4
#: how many characters make a word where a sentence has one word for each (Chinese, Japanese)
CHARACTERS = 2
#: how many function words a link text may have beside the keyword ("the keyword of")
BESIDE = 2


def keyword_missing(doc: Document) -> Iterator[Hit]:
    """Expect a focus keyword in the front matter."""
    if doc.focus_keyword is None and not doc.front_matter.broken:
        yield Hit(doc.top, {"key": _key(doc, "focus_keyword")})


def keyword_too_long(doc: Document, *, max: int, max_all_words: int) -> Iterator[Hit]:
    """Count the content words of the keyword; a name of several (Raspberry Pi) is one.

    `max_all_words` applies where the language has no list of function words, so that every word counts.
    """
    keyword = doc.focus_keyword
    if keyword is None:
        return
    limit = max if keyword.language_known else max_all_words
    count = len(keyword.words) - _in_names(keyword)
    if count > limit:
        yield Hit(keyword.span, {"keyword": keyword.text, "count": count, "max": limit})


def keyword_without_content_word(doc: Document) -> Iterator[Hit]:
    """Look for a keyword of function words only."""
    keyword = doc.focus_keyword
    if keyword is not None and keyword.empty:
        yield Hit(keyword.span, {"keyword": keyword.text})


def _sought(doc: Document) -> Keyword | None:
    """The focus keyword, unless it is a bag of words, of which `keyword_too_long` says that nobody types them."""
    keyword = doc.focus_keyword
    return keyword if keyword is None or len(keyword.words) <= _BAG else None


#: the most content words of a keyword that is looked for as a whole
_BAG = 5


def keyword_not_in_title(doc: Document) -> Iterator[Hit]:
    """Expect all of one or two content words, more than half of three and four, in the title of search results.

    More words describe a search, and no title holds them.
    """
    keyword, title = _sought(doc), _title(doc)
    if keyword is not None and title is not None and len(keyword.words) <= _MOST_WORDS:
        short = len(keyword.words) <= FEW_WORDS
        if keyword.share(title[0]) < 1 if short else keyword.share(title[0]) <= HALF:
            yield from _lacking(keyword, title[0], title[1], where=_title_name(doc))


def keyword_late_in_title(doc: Document, *, max: int) -> Iterator[Hit]:
    """Expect the keyword to begin within the first `max` per cent of the title."""
    keyword, title = _sought(doc), _title(doc)
    if keyword is None or title is None or not (found := keyword.find(title[0])):
        return
    text, span = title
    first = found[0]
    if 100 * first.start > max * len(text):
        field = doc.field("seo_title")
        place = field.part(first.start, first.end) if field is not None else span
        yield Hit(place, {"keyword": keyword.text, "position": first.start + 1, "length": len(text)})


def keyword_not_in_description(doc: Document) -> Iterator[Hit]:
    """Expect at least half of the keyword's content words, or of a synonym's, in the description."""
    keyword, field = _sought(doc), doc.field("description")
    if keyword is None or field is None or not (text := field.as_text()):
        return
    if keyword.best_share(text) < HALF:
        key = ".".join(map(str, field.path))
        where = "description" if key == "description" else f"description ({key})"
        yield from _lacking(keyword, text, field.text_span, where=where)


def keyword_not_in_introduction(doc: Document, *, words: int) -> Iterator[Hit]:
    """Expect a content word of the keyword, or of a synonym, in the first paragraph or in the first `words` words."""
    keyword, use = _sought(doc), doc.keyword_use
    if keyword is None or use is None or not doc.sentences:
        return
    if keyword.best_share(" ".join(_introduction(doc, use.sentences, words))):
        return
    first = doc.sentences[0].passage
    start = Related(first.span(0, len(first.text)), "the text begins here")
    yield Hit(keyword.span, {"keyword": keyword.text, "words": words}, related=(start,))


def keyword_not_in_headings(doc: Document, *, min: int, max: int, deepest: int, headings: int) -> Iterator[Hit]:
    """Expect the keyword in `min` to `max` per cent of the h2 to h`deepest` headings, if there are `headings` of them.

    The least number are headings with half of the keyword's content words; the greatest, with more than half of them.
    """
    keyword = _sought(doc)
    found = [heading for heading in doc.headings if 2 <= heading.level <= deepest]
    if keyword is None or len(found) < headings:
        return
    shares = [(heading, keyword.best_share(heading.text)) for heading in found]
    matching = [heading for heading, share in shares if share >= HALF]
    enough, most = _range(len(found), min, max)
    if len(matching) >= enough and sum(share > HALF for _, share in shares) <= most:
        return
    yield Hit(
        keyword.span,
        {
            "keyword": keyword.text,
            "count": len(matching),
            "total": len(found),
            "levels": " and ".join(f"h{level}" for level in range(2, deepest + 1)),
        },
        message="none" if not matching else "few" if len(matching) < enough else "many",
        related=tuple(Related(heading.text_span, "contains the keyword") for heading in matching),
    )


def keyword_not_in_alt(doc: Document, *, max: int, images: int) -> Iterator[Hit]:
    """Expect half of the keyword's content words in one to `max` per cent of at least `images` alt texts."""
    keyword = _sought(doc)
    texts = [(image.alt, image.alt_span) for image in doc.images if image.alt]
    if (cover := doc.field("image_alt")) is not None:
        texts.append((cover.as_text(), cover.text_span))
    if keyword is None or len(texts) < images:
        return
    matching = [span for alt, span in texts if keyword.best_share(alt) >= HALF]
    most = _range(len(texts), 0, max)[1]
    if 1 <= len(matching) <= most:
        return
    yield Hit(
        keyword.span,
        {"keyword": keyword.text, "count": len(matching), "total": len(texts)},
        message="many" if matching else "none",
        related=tuple(Related(span, "contains the keyword") for span in matching)
        or tuple(Related(span, "an alt text without the keyword") for _, span in texts),
    )


def keyword_not_in_slug(doc: Document) -> Iterator[Hit]:
    """Expect at least half of the keyword's content words in a slug that is made of words of the title."""
    keyword, slug = _sought(doc), read_slug(doc)
    if keyword is None or slug is None or not keyword.latin:
        return
    from postlint.prose.word_forms import spelled_in_addresses  # as below: few posts have a focus keyword

    text = spelled_in_addresses(slug.text, doc.language).upper()  # an address has no capitals to tell AI from "ai"
    if keyword.share(text) < HALF and _is_of_title(slug.text, text, doc, alone=bool(slug.key)):
        place = slug.span if slug.key else keyword.span
        yield from _lacking(keyword, text, place, slug=slug.text)


def keyword_links_elsewhere(doc: Document) -> Iterator[Hit]:
    """Look for links to other pages of the site whose text is the keyword or a synonym."""
    keyword = _sought(doc)
    if keyword is None:
        return
    own_names = _own_names(doc)
    for link in doc.links:
        if link.kind in ("bare", "autolink") or not doc.is_internal(link.url):
            continue
        if _last_part(link.url) in own_names:
            continue
        if any(known.covers(link.text, beside=BESIDE) for known in (keyword, *keyword.synonyms)):
            yield Hit(link.text_span, {"text": link.text, "keyword": keyword.text, "url": link.url})


# -- helpers ------------------------------------------------------------------------------------------


def _key(doc: Document, name: str) -> str:
    """The key of a logical field in the preset."""
    return next(iter(doc.preset.fields.get(name, ())), name)


def _in_names(keyword: Keyword) -> int:
    """How many words of the keyword continue a name: have a capital as the word before, where others have none."""
    from postlint.prose.word_forms import terms

    capitals = [term.group()[0].isupper() for term in terms(keyword.text)]
    if all(capitals) or load_language(keyword.language).nouns_have_capitals:
        return 0
    return sum(one and other for one, other in pairwise(capitals))


_LATIN = lazy_pattern("[A-Za-z]")


def _lacking(keyword: Keyword, text: str, span: Span, **values: str) -> Iterator[Hit]:
    """A hit if a text lacks the keyword: all of it (message "default"), or some of its words ("partly", an info)."""
    missing = keyword.missing(text)
    told = [word for word in missing if _LATIN.search(text) or not _LATIN.search(word)]
    if not told:
        return  # in another script, the same word looks different
    listed = ", ".join(f"'{word}'" for word in keyword.as_written(told))
    some = len(missing) < len(keyword.words)
    yield Hit(
        span,
        {"keyword": keyword.text, "missing": listed, **values},
        message="partly" if some else "default",
        severity=Severity.INFO if some else None,
    )


def _title(doc: Document) -> tuple[str, Span] | None:
    """The title that search engines show: that of the front matter, else an H1 above all other headings."""
    field = doc.field("seo_title")
    if field is not None and (text := field.as_text()):
        return text, field.text_span
    heading = doc.headings[0] if doc.headings else None
    return (heading.text, heading.text_span) if heading is not None and heading.level == 1 else None


def _title_name(doc: Document) -> str:
    """What the title that search engines show is called in messages."""
    field = doc.field("seo_title")
    if field is None or not field.as_text():
        return "main heading"
    key = ".".join(map(str, field.path))
    return "title" if key == "title" else f"title for search engines ({key})"


def _is_of_title(slug: str, spelled: str, doc: Document, *, alone: bool) -> bool:
    """Whether half of the words of a slug are in the title; others are names, or shared by translations.

    `spelled` has the slug in all its spellings, `alone` is the answer for a post without a title.
    """
    from postlint.document.read_keywords import make_keyword

    title = _title(doc)
    words = make_keyword(title[0], doc.language) if title is not None else None
    if words is None:
        return alone
    missing = words.missing(spelled)
    found = [word for word in words.words if word not in missing and not word.isdigit()]
    own = make_keyword(slug.replace("-", " ").replace("_", " "), doc.language)
    count = sum(not word.isdigit() for word in own.words) if own is not None else 0
    return bool(found) and len(found) >= HALF * count


def _introduction(doc: Document, sentences: Sequence[Sentence], words: int) -> Iterator[str]:
    """The first paragraph, and what is within the first `words` words of the sentences and headings."""
    from postlint.prose.word_forms import is_glued

    first = next((passage for passage in doc.passages if passage.kind == "paragraph"), None)
    if first is not None:
        yield first.text
    left: float = words
    for sentence in sentences:
        end = sentence.start
        for word in sentence.words:
            if left <= 0:
                break
            left -= 1 / CHARACTERS if is_glued(word.text) and len(word.text) == 1 else 1
            end = word.end
        if end == sentence.start:
            break
        yield sentence.passage.text[sentence.start : end]


def _own_names(doc: Document) -> set[str]:
    """The possible last parts of the post's own address."""
    slug, path = read_slug(doc), PurePosixPath(doc.path)
    names = {path.stem, path.parent.name if path.stem in ("index", "_index") else ""}
    return (names | {_last_part(slug.text)} if slug else names) - {""}


def _last_part(url: str) -> str:
    """The last part of an address's path, without an ending; "" for the home page or a malformed address."""
    try:
        return PurePosixPath(urlsplit(url).path).stem
    except ValueError:
        return ""


def _range(total: int, min: int, max: int) -> tuple[int, int]:
    """The smallest and the greatest number in `min` to `max` per cent of a total."""
    return ceil(total * min / 100), total if total <= FEW else floor(total * max / 100)
