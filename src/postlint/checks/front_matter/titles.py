"""Checks on the title and the description, which a search engine shows of a post."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from postlint.checks.front_matter.header import meant_keys
from postlint.checks.front_matter.header_schema import has_no_key
from postlint.data.patterns import lazy_pattern
from postlint.data.wording import on_one_line
from postlint.document.document import Document
from postlint.document.logical import in_draft_folder, is_list, is_page, lacks_date, title_of_name
from postlint.document.text_width import char_width, text_width
from postlint.generators.presets import GENERIC
from postlint.parse.front_matter import Field
from postlint.results.hits import Hit, Many, Related, Severity
from postlint.spans import Span


def title_missing(doc: Document) -> Iterator[Hit]:
    """Look for posts without a title; the first heading counts as one where the generator uses it so.

    A page that lists posts needs none, nor does a file without a header that no generator is known to read; in a draft,
    in a file without any key, and where the generator makes one of the file's name or is not known, it is an info.
    """
    if _unreadable(doc) or doc.preset.data.get("title_optional") or doc.string("title") or is_page(doc):
        return
    if has_no_key(doc, "title"):
        return
    empty = _empty_field(doc, "title")
    required = set(doc.preset.schema.get("required", ())).intersection(doc.preset.fields["title"])
    if required and not (empty and any(_may_be_null(doc, key) for key in required)):
        return  # front-matter-schema reports it, or front-matter-missing
    if empty:
        comment = _COMMENT.match(doc.text, empty.key_span.end) if doc.front_matter.format == "yaml" else None
        if comment is None and empty.value is None and (named := title_of_name(doc)):
            yield Hit(empty.key_span, {"key": empty.key, "title": named}, "file-name", Severity.INFO)
            return
        values = {"key": empty.key, "found": on_one_line(comment[1], _SHOWN) if comment else ""}
        severity = Severity.INFO if doc.is_draft() else None
        many = Many("comments", f"{doc.folder}:{empty.key}") if comment else None
        yield Hit(empty.key_span, values, "comment" if comment else "empty", severity, many=many)
        return
    if not meant_keys(doc).isdisjoint(doc.preset.fields["title"]):
        return
    if doc.preset.name == GENERIC and not doc.front_matter:
        return  # notes, or posts whose titles stand elsewhere
    if doc.preset.data.get("title_from_heading", True) and any(h.level == 1 and h.text for h in doc.headings):
        return
    if doc.preset.data.get("title_from_first_heading") and doc.headings and doc.headings[0].text:
        return
    if any(mask.kind == "esm" and _exports_title(mask.text) for mask in doc.masks):
        return  # an MDX module may export what other posts have in a header
    if lacks_date(doc):
        return  # the generator leaves the file out, which undated-file-name reports
    if not doc.front_matter and (in_draft_folder(doc) or doc.posix_path.name.startswith("_")):
        return  # notes, or a piece of another page
    if (
        not doc.all_passages
        and not doc.images
        and not (doc.front_matter and doc.text[doc.front_matter.span.end :].strip())
    ):
        return  # code that another file includes, or a page that a layout fills
    values = {"key": _first_key(doc, "title")}
    if named := title_of_name(doc):
        yield Hit(_opening(doc), {**values, "title": named}, "file-name", Severity.INFO)
    else:
        # a file without any key was hardly written as a post: a part that a layout includes, or notes; and what is not
        # known may make a title of the file's name
        likely = doc.is_draft() or not doc.front_matter.fields or doc.preset.name == GENERIC
        yield Hit(_opening(doc), values, severity=Severity.INFO if likely else None)


#: so many code points of it are shown
_SHOWN = 60
#: what YAML takes for a comment where a value was meant: ``title: #rye``
_COMMENT = lazy_pattern(r"[\"']?:[ \t]+(#[^\n]*\S)")


def _may_be_null(doc: Document, key: str) -> bool:
    """Whether the schema takes a key without a value."""
    schema = doc.preset.schema.get("properties", {}).get(key)
    return isinstance(schema, Mapping) and "null" in schema.get("type", ())


def _exports_title(code: str) -> bool:
    """Whether a statement of an MDX module exports something called title."""
    for statement in code.split(";"):
        export = re.search(r"\bexport\b", statement)
        if export is not None and re.search(r"\btitle\b", statement[export.end() :]):
            return True
    return False


def title_too_long(doc: Document, *, max: int, tolerance: int, max_pixels: int, title_template: str) -> Iterator[Hit]:
    """Measure the title as the page shows it, in characters and pixels; the hit is the surplus.

    Up to `tolerance` characters too many, in characters or in pixels, are ignored.
    """
    field = doc.field("seo_title")
    if field is None or not (text := field.as_text()):
        return
    before, _, after = title_template.partition("{}")
    frame = len(before) + len(after)
    length, pixels = len(text) + frame, text_width(before + text + after)
    room = max - frame
    fits = _fitting(text, max_pixels - text_width(before + after))
    first = min(len(text), room if length > max else len(text), fits if pixels > max_pixels else len(text))
    if len(text) - first <= tolerance:
        return
    values = {
        "length": length,
        "max": max,
        "surplus": length - max,
        "pixels": round(pixels),
        "max_pixels": max_pixels,
        "frame": f", {frame} of them from the title template" if frame else "",
    }
    kind = "characters" if length > max + tolerance else "pixels"
    yield Hit(field.part(first if first > 0 else 0, len(text)), values, message=kind)


def _fitting(text: str, pixels: float) -> int:
    """How many characters of a text fit into a width."""
    used = 0.0
    for index, char in enumerate(text):
        used += char_width(char) * 20 / 1000
        if used > pixels:
            return index
    return len(text)


def title_too_short(doc: Document, *, min: int, title_template: str) -> Iterator[Hit]:
    """Measure the title as the page shows it."""
    field = doc.field("seo_title")
    text = field.as_text() if field is not None else ""
    if (
        field is not None
        and text
        and not is_list(doc)
        and (length := read_length(title_template.replace("{}", text))) < min
    ):
        yield _short(field, text, length, min)


def description_missing(doc: Document) -> Iterator[Hit]:
    """Look for posts without a description.

    None is required of legal pages, and where the layouts of the site make one from the text or show none. Of a site of
    an unknown generator nothing is known, unless the configuration names the key.
    """
    data = doc.preset.data
    if _unreadable(doc) or doc.string("description") or is_page(doc) or data.get("layouts_make_description"):
        return
    if has_no_key(doc, "description") or doc.is_legal:
        return
    if empty := _empty_field(doc, "description"):
        yield Hit(empty.key_span, {"key": empty.key}, "empty")
    elif doc.preset.name == GENERIC and "description" not in data.get("own_fields", {}):
        return
    elif doc.front_matter and meant_keys(doc).isdisjoint(doc.preset.fields["description"]):
        yield Hit(_opening(doc), {"key": _first_key(doc, "description")})


def description_too_long(doc: Document, *, max: int, tolerance: int) -> Iterator[Hit]:
    """Measure the description; the hit is the surplus. Up to `tolerance` characters above `max` are ignored."""
    field = doc.field("description")
    if field is not None and len(text := field.as_text()) > max + tolerance:
        values = {"length": len(text), "max": max, "surplus": len(text) - max}
        yield Hit(field.part(max, len(text)), values)


def description_too_short(doc: Document, *, min: int) -> Iterator[Hit]:
    """Measure the description."""
    field = doc.field("description")
    if field is not None and 0 < (length := read_length(text := field.as_text())) < min:
        yield _short(field, text, length, min)


def _short(field: Field, text: str, length: int, min: int) -> Hit:
    wide = read_length(text) > len(text)
    values = {"length": length, "min": min, "wide": ", wide ones counted twice" if wide else ""}
    return Hit(field.part(0, len(text)), values)


def read_length(text: str) -> int:
    """The characters of a text; a wide one (Chinese, Japanese, Korean) counts as two."""
    return len(text) + sum(unicodedata.east_asian_width(char) in ("W", "F") for char in text)


def description_equals_title(doc: Document) -> Iterator[Hit]:
    """Compare the description with the title, case and punctuation aside."""
    title, field = doc.field("title"), doc.field("description")
    if title is None or field is None or title.path == field.path or is_list(doc):
        return
    words = _words(field.as_text())
    if words and words == _words(title.as_text()):
        yield Hit(field.text_span, related=(Related(title.text_span, "the title is here"),))


def _words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _unreadable(doc: Document) -> bool:
    """Whether the header could not be read completely, so that missing keys prove nothing."""
    return doc.front_matter.broken


def _empty_field(doc: Document, name: str) -> Field | None:
    """The key of a logical field that has no value."""
    for key in doc.preset.fields.get(name, ()):
        field = doc.front_matter.field(*key.split("."))
        if field is not None and not field.as_text() and not isinstance(field.value, (dict, list)):
            return field
    return None


def _first_key(doc: Document, name: str) -> str:
    keys = doc.preset.fields.get(name, ())
    return name if name in keys else next(iter(keys), name)


def _opening(doc: Document) -> Span:
    return doc.front_matter.opening if doc.front_matter.opening != (0, 0) else doc.top
