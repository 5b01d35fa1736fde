"""Collects the facts of a document."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

from postlint.data.patterns import lazy_pattern
from postlint.document.damaged_targets import empty_anchors, links_to_labels, turned_links
from postlint.document.document import Document
from postlint.document.inclusions import included_files
from postlint.document.keyword import Keyword
from postlint.document.logical import file_name_day, own_name, post_day, read_items
from postlint.document.urls import is_templated
from postlint.generators.presets import GENERIC
from postlint.parse.front_matter import Field
from postlint.prose.language_data import question_words
from postlint.prose.word_forms import WordForms, plain_words, terms
from postlint.site.addresses import placeholders
from postlint.site.facts import Facts
from postlint.site.packed import NO_TEXTS, Target, Targets, Text, Texts
from postlint.site.page_ids import HeadingIds, drawn_parts, has_more_ids, other_ids, slugger_of
from postlint.site.shingles import signature, words_of
from postlint.site.shortcode_images import shortcode_images
from postlint.spans import Span

_ASSET_ENDING = lazy_pattern(r"\.(?:png|jpe?g|gif|svg|webp|avif|ico|pdf|mp4|webm|mp3|zip)", re.IGNORECASE)
_FILE_NAME = lazy_pattern(r"[\w@%+.~-]*$")
#: function words of so many letters do not tell keywords apart: the, van, des
_LONGEST_ARTICLE = 3
#: longer names of files are ignored
_NAME_LIMIT = 120
_LINK_ATTRIBUTES = ("href", "to", "link", "url", "src")
#: template tags that link to another post, anywhere in the text
_TAG_LINK = lazy_pattern(r"\{%-?\s*(?:post_url|link|post_link)\s+[^%]+%\}|\{\{[<%]\s*(?:rel)?ref\s+[^>%]+[>%]\}\}")


def collect_facts(
    doc: Document, *, with_forms: bool = False, with_images: bool = False, with_signature: bool = False
) -> Facts:
    """The facts of a post. `with_forms` adds the words of its prose, `with_images` its images.

    `with_signature` adds the signature of its text, which takes a fifth of the time of a bare parse.
    """
    header = doc.front_matter
    words = words_of(passage.text for passage in doc.passages)
    keyword = doc.focus_keyword
    day = None if header.broken else file_name_day(doc.path) if _is_named_by_date(doc) else post_day(doc)
    headings = HeadingIds.of(doc)
    return Facts(
        path=doc.path,
        preset=doc.preset.name,
        title=_field(doc, "title") or _first_heading(doc),
        description=_field(doc, "description"),
        slug=_field(doc, "slug"),
        address=_address(doc),
        canonical=doc.string("canonical"),
        permalink=_permalink(doc),
        keys=tuple(_keys(doc)),
        date=day.isoformat() if day is not None else "",
        draft=doc.is_draft(),
        language=doc.language,
        categories=tuple(_categories(doc)),
        aliases=tuple(_aliases(doc)),
        tags=Texts.of(Text(item.text, *item.span) for item in read_items(doc, "tags")),
        keyword=Text(keyword.text, *keyword.span) if keyword is not None else None,
        keyword_key=_keyword_key(keyword) if keyword is not None else "",
        keyword_forms=tuple(_keyword_forms(keyword)) if keyword is not None else (),
        named=Texts.of(headings.written),
        headings=Texts.of(headings.texts),
        sources=headings.sources,
        slugger=slugger_of(doc),
        ids=Texts.of(other_ids(doc)),
        parts=tuple(drawn_parts(doc)),
        more_anchors=has_more_ids(doc, len(words)),
        includes=tuple(dict.fromkeys(included_files(doc.text))),
        links=Targets.of(_targets(doc)),
        file_names=tuple(sorted(set(_file_names(doc.text)))),
        folders=tuple(_folders(doc)),
        words=len(words),
        length=doc.source.length,
        top=doc.top,
        signature=signature(words) if with_signature else array("I"),
        line_starts=array("I", doc.source.line_starts),
        forms=Texts.of(_forms(doc)) if with_forms else NO_TEXTS,
        images=tuple(_images(doc)) if with_images else (),
    )


def _folders(doc: Document) -> Iterator[str]:
    """The folders of images that the header names: ``media_subpath: /img/2026/rye/`` of Chirpy.

    Only those with a slash at the start need not be there: ``image_credit: Larch/Commons`` is none.
    """
    for field in doc.front_matter.top_level:
        key = str(field.path[0])
        if isinstance(field.value, str) and _OF_MEDIA.search(key) and _FOLDER.fullmatch(field.value):
            yield "/" * (key in _JOINED or field.value.startswith("/")) + field.value.strip("/")


#: names of such keys; "image" is that of one
_OF_MEDIA = lazy_pattern(r"(?i)(?:im(?:g|age)|media|asset|photo|picture)(?!$)|gallery")
#: the keys that Chirpy joins before images, whatever their values
_JOINED = ("media_subpath", "img_path")
#: a path of several names, the last of which has no ending
_FOLDER = lazy_pattern(r"/?[\w.~-]{1,99}(?:/[\w.~-]{1,99}){0,9}/[\w~-]{1,99}/?")


def _field(doc: Document, name: str) -> Text | None:
    field = doc.field(name)
    text = field.as_text() if field is not None else ""
    return Text(text, *field.text_span) if field is not None and text else None


def _first_heading(doc: Document) -> Text | None:
    """The heading that is the title, where the generator uses it so; what a template prints there is not known."""
    first = next(iter(doc.headings), None)
    if first is None or first.level != 1 or not first.text or not doc.preset.data.get("title_from_heading"):
        return None
    if is_templated(doc, first.text_span):
        return None
    return Text(first.text, *first.text_span)


def _address(doc: Document) -> Text | None:
    """The value of the key for the whole address, or for none (``permalink: false``); no other site's."""
    for key in _site_data(doc, "address"):
        field = doc.front_matter.field(key)
        if field is not None and not (_HTTP.match(field.as_text()) and doc.is_external(field.as_text())):
            return Text("" if field.value is False else field.as_text(), *field.text_span)
    return None


def _permalink(doc: Document) -> str:
    """The pattern of addresses; "" where it has a category, and the post is in several lines of categories.

    Which of them counts depends on the other posts.
    """
    pattern = str(doc.preset.data.get("permalink") or "")
    field = doc.field("categories") if ":category" in pattern else None
    return "" if field is not None and len(_lines(field)) > 1 else pattern


def _lines(field: Field) -> list[object]:
    """The lines of categories, each from the outermost to the innermost: ``[[Bread, Rye], [Tools]]`` in Hexo."""
    nested = isinstance(field.value, list) and any(isinstance(one, list) for one in field.value)
    return list(field.value) if nested else [field.value]


def _categories(doc: Document) -> Iterator[str]:
    """The names of the categories, of lines of categories those of the first."""
    field = doc.field("categories")
    line = _lines(field)[0] if field is not None else None
    if isinstance(line, list) and field is not None and line is not field.value:
        yield from (str(name) for name in line if name is not None)
    else:
        yield from (item.text for item in read_items(doc, "categories"))


def _keys(doc: Document) -> Iterator[tuple[str, str]]:
    """The front matter keys that patterns of addresses name by placeholders of their own: ``:abbrlink``.

    And the slug that Hugo takes from the name of a file, together with the date, and the name that Docusaurus gives a
    page of its docs, or a program of the site's own any page.
    """
    site = doc.preset.data.get("site", {})
    if _is_named_by_date(doc) and (slug := _BEHIND_DATE.fullmatch(own_name(doc.path))):
        yield "named", slug[1]
    is_named = site.get("docs_names") or doc.preset.name == GENERIC
    if is_named and (own_id := doc.front_matter.field("id")) is not None:
        yield "id", own_id.as_text()
    if site.get("translations") and (language := doc.front_matter.field("lang")) is not None:
        yield "lang", language.as_text()
    if not site.get("key_placeholders"):
        return
    own = _address(doc)
    patterns = [
        doc.preset.data.get("permalink"),
        *site.get("patterns", {}).values(),
        own.text if own is not None else "",
    ]
    for name in placeholders(str(pattern) for pattern in patterns):
        field = doc.front_matter.field(name)
        if field is not None and isinstance(field.value, str | int) and field.as_text():
            yield name, field.as_text()


#: what stands behind the date in the name of a file
_BEHIND_DATE = lazy_pattern(r"\d{4}-\d\d-\d\d[ _-]+(.+?)[ _-]*")


def _is_named_by_date(doc: Document) -> bool:
    """Whether the generator takes the date from the name of the file: no key of the header comes before it."""
    keys = doc.preset.data.get("site", {}).get("named_by_date")
    return keys is not None and not {str(key).lower() for key in doc.front_matter.values} & set(keys)


def _site_data(doc: Document, name: str) -> list[str]:
    values = doc.preset.data.get("site", {}).get(name, ())
    return [str(value) for value in values]


def _aliases(doc: Document) -> Iterator[str]:
    for key in _site_data(doc, "aliases"):
        yield from (item.as_text() for item in doc.front_matter.items(key) if item.as_text())


def _keyword_key(keyword: Keyword) -> str:
    """Equal for keywords that differ only in case, order or form of their words, or in articles and the like.

    Longer function words tell keywords apart, and so do those of a question: coffee with milk, coffee without milk; how
    to make coffee, why to make coffee.
    """
    words = {*keyword.words}
    if not keyword.exact:
        written = plain_words(keyword.text, keyword.language)
        asking = question_words()
        words.update(word for word in written if len(word) > _LONGEST_ARTICLE or word in asking)
        words = {keyword.forms.key(word) for word in words}
    return f"{keyword.language}:{' '.join(sorted(words)).casefold()}"


def _keyword_forms(keyword: Keyword) -> Iterator[str]:
    return (keyword.forms.key(term.group().lower()) for term in terms(keyword.text))


# -- links ------------------------------------------------------------------------------------------------


def _targets(doc: Document) -> Iterator[Target]:
    """Links and images that may lead to the site itself; each written target once."""
    seen: set[Span] = set()
    made = _made_by_code(doc)
    damaged = {link.url_span for link in (*links_to_labels(doc), *turned_links(doc), *empty_anchors(doc))}
    written = [
        *(Target(link.url, *link.url_span) for link in doc.links if link.url_span not in damaged),
        *(Target(image.url, *image.url_span, "image") for image in doc.images if not _ends_in(image.url, made)),
        *shortcode_images(doc),
    ]
    for target in written:
        if target.span not in seen and (doc.is_internal(target.url) or target.url.startswith("#")):
            seen.add(target.span)
            yield target
        elif not doc.site_hosts and target.kind == "link" and _HTTP.match(target.url):
            # it may be the site's own: no file names its host
            yield target._replace(kind="tag")
    image = doc.field("image")
    shown = image is not None and image.as_text().startswith(("/", "./", "../")) and _is_shown(doc, image)
    if image is not None and shown and not _ends_in(image.as_text(), made):
        yield Target(image.as_text(), *image.text_span, "field")
    yield from _tag_targets(doc, seen)


_HTTP = lazy_pattern(r"https?://", re.IGNORECASE)


def _made_by_code(doc: Document) -> frozenset[str]:
    """The names of files that code of the post may write, where the build runs it: ``plt.savefig("crumb.png")``."""
    if not doc.preset.data.get("site", {}).get("runs_code"):
        return frozenset()
    return frozenset(name for code in doc.code if code.kind == "fenced" for name in _file_names(code.text))


def _ends_in(url: str, names: frozenset[str]) -> bool:
    return url.rpartition("/")[2].lower() in names


def _is_shown(doc: Document, image: Field) -> bool:
    """Whether the generator, a source of the site or the user's schema names the key of an image; else it is unused."""
    data = doc.preset.data
    asked_for = doc.preset.schema.get("properties", {}) if data.get("own_schema") else ()
    read = {*data.get("image_keys", ()), *data.get("named_keys", ()), *asked_for}
    names = {str(part) for part in image.path if isinstance(part, str)}
    return "*" in read or not names.isdisjoint(read)


def _images(doc: Document) -> Iterator[Target]:
    """The cover, and each image of the body at its first occurrence."""
    cover = doc.field("image")
    if cover is not None and cover.as_text():
        yield Target(cover.as_text(), *cover.text_span, "cover")
    seen = {""}
    for image in doc.images:
        if image.url not in seen:
            seen.add(image.url)
            yield Target(image.url, *image.url_span, "body")


def _file_names(text: str) -> Iterator[str]:
    """The names of assets, lower case. The search begins with the ending, which is rarer than the text before it."""
    for ending in _ASSET_ENDING.finditer(text):
        before = text[max(0, ending.start() - _NAME_LIMIT) : ending.start()]
        if name := _FILE_NAME.search(before):
            yield (name[0] + ending[0]).lower()


def _tag_targets(doc: Document, seen: set[Span]) -> Iterator[Target]:
    """The targets in components and template tags that look like a path of the site."""
    for tag in doc.html_tags:
        if not tag.attrs or (tag.name in ("a", "img") and not tag.closing):
            continue
        for name in _LINK_ATTRIBUTES:
            url = tag.attrs.get(name) or ""
            if url.startswith(("/", "./", "../", "#")) and tag.attr_spans[name] not in seen:
                yield Target(url, *tag.span, "tag")
    taken = sorted(seen)
    for mask in doc.masks:
        at = bisect_right(taken, (mask.span.start, len(doc.text))) - 1
        if at >= 0 and taken[at].end >= mask.span.end:
            continue
        for match in _TAG_LINK.finditer(mask.text):
            yield Target(match[0], *mask.span, "tag")


# -- words ------------------------------------------------------------------------------------------------


def _forms(doc: Document) -> Iterator[Text]:
    """The words of prose that are not part of a link, as far as their spans are exact."""
    forms = WordForms(doc.language)
    links = [link.span for link in doc.links]
    starts = [span.start for span in links]
    for passage in doc.passages:
        for term in terms(passage.text):
            if passage.map.is_verbatim(*term.span()):
                span = passage.span(*term.span())
                at = bisect_right(starts, span.start) - 1
                if at < 0 or links[at].end <= span.start:
                    yield Text(forms.key(term.group().lower()), *span)
