"""The values of logical fields: tags as a list, the slug that becomes the address, the date of a post.

Rules read logical fields; the preset maps them to keys, and has the generator's rules for reading these.
"""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from postlint.data.patterns import lazy_pattern
from postlint.generators.post_files import is_undated
from postlint.parse.dates import as_day
from postlint.records import NamedTuple
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.document.document import Document
    from postlint.parse.front_matter import Field


class Item(NamedTuple):
    """One value of a list: its text and its span."""

    text: str
    span: Span


class Slug(NamedTuple):
    """The last part of a post's address; `key` is empty when it comes from the file's name."""

    text: str
    span: Span
    key: str = ""


def read_items(doc: Document, name: str) -> list[Item]:
    """The values of a logical field that is a list: tags, keywords, categories.

    A string is split at the separators that the preset's `lists` gives for the field; without any it is one value.
    """
    field = doc.field(name)
    if field is None:
        return []
    if isinstance(field.value, list):
        found = (doc.front_matter.field(*field.path, index) for index in range(len(field.value)))
        return [Item(item.as_text(), item.text_span) for item in found if item is not None and item.as_text()]
    text = field.as_text()
    separator = doc.preset.data.get("lists", {}).get(name)
    if not separator or not text:
        return [Item(text, field.text_span)] if text else []
    mark = re.escape(separator)
    part = r"\S+" if separator == " " else rf"[^{mark}\s](?:[^{mark}]*[^{mark}\s])?"
    matches = list(re.finditer(part, text))
    places = field.parts([match.span() for match in matches])
    return [Item(match[0], place) for match, place in zip(matches, places, strict=True)]


def read_slug(doc: Document) -> Slug | None:
    """The slug of a post: its slug key, else its file's name as the generator uses it; None when it uses neither."""
    field, rules = doc.field("slug"), doc.preset.data.get("slug", {})
    given = field.as_text() if field is not None else ""
    keys = {key for key in rules.get("overridden_by", ()) if field is None or key != field.key}
    if not keys.isdisjoint(doc.front_matter.values):
        return None
    if field is not None and given:
        return Slug(given, field.text_span, field.key)
    if not doc.front_matter or not rules.get("file_name"):
        return None
    name = own_name(doc.path)
    name = re.sub(r"^\d{4}-\d\d?-\d\d?[-_]", "", name) if rules.get("date_prefix") else name
    return Slug(name, doc.top) if name else None


def own_name(path: str) -> str:
    """The file's name without endings and language; of an index file, its folder's name."""
    pure = PurePosixPath(path.replace("\\", "/"))
    if not pure.suffix:
        return ""  # standard input or a text without a file
    name = re.sub(r"\.[a-z]{2}(?:-[a-z]{2,4})?$", "", pure.stem, flags=re.IGNORECASE)
    return pure.parent.name if name.lower() in ("index", "_index", "readme") else name


def post_day(doc: Document) -> datetime.date | None:
    """The day of publication: the post's date, else the date that its file's name begins with."""
    field = doc.field("date")
    if field is not None:
        date = field.as_date()
        return as_day(date) if date is not None else None
    return _day_of_name(PurePosixPath(doc.path).name)


def file_name_day(path: str) -> datetime.date | None:
    """The day that the name of a file begins with; of an index file, that of its folder."""
    pure = PurePosixPath(path.replace("\\", "/"))
    return _day_of_name(f"{pure.parent.name}-" if pure.stem.lower() in ("index", "_index") else pure.name)


def _day_of_name(name: str) -> datetime.date | None:
    match = re.match(r"(\d{4})-(\d\d?)-(\d\d?)[-_.]", name)
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def lacks_date(doc: Document) -> bool:
    """Whether the file is left out because its name has no date, where the generator requires one (Jekyll).

    A name that is left out on purpose, that of a template, does not count.
    """
    folders, path = doc.preset.data.get("site", {}).get("dated_folders", ()), doc.posix_path
    return is_undated(doc.path, folders) and _LEFT_OUT.match(path.name) is None


#: the start of a name that is left out on purpose
_LEFT_OUT = lazy_pattern(r"[_.#]|[Yy]{4}|(?i:template)\.")


def date_field(doc: Document, name: str) -> tuple[Field, datetime.date] | None:
    """A logical field that holds a date, with that date."""
    field = doc.field(name)
    date = field.as_date() if field is not None else None
    return (field, date) if field is not None and date is not None else None


#: names of layouts and types of pages that list posts, in the singular
_LISTS = frozenset(
    ("index", "list", "home", "archive", "section", "tag", "category", "blog", "search", "landing", "listing")
)


def is_list(doc: Document) -> bool:
    """Whether a file is a page that lists posts, not a post: by its name, its layout, or its content."""
    header = doc.front_matter
    if doc.posix_path.name.startswith("_index."):
        return True
    if header.values.get("pagination") or header.values.get("listing"):
        return True
    named = (field.as_text().lower() for key in ("layout", "type") if (field := header.field(key)) is not None)
    return any(PurePosixPath(name).stem.removesuffix("s").replace("categorie", "category") in _LISTS for name in named)


#: names of the files of pages that are no search results
_ASIDE = frozenset(("404", "500", "offline", "search"))


def is_page(doc: Document) -> bool:
    """Whether a file is a page and no post.

    Such a page lists posts, is an error or search page, part of another page, or has no date and is outside of the
    blog, made by its layout alone, or about someone with a name.
    """
    keys = doc.front_matter.values.keys()
    if is_list(doc) or doc.posix_path.stem.lower() in _ASIDE or "widget" in keys or doc.preset.data.get("is_part"):
        return True
    by_layout = not keys.isdisjoint(("layout", "template", "type")) and not doc.all_passages
    named = "name" in keys and doc.field("title") is None
    return (by_layout or named or bool(doc.preset.data.get("outside_blog"))) and post_day(doc) is None


def is_rendered(doc: Document) -> bool:
    """Whether the generator renders the file, as far as its front matter decides: by the preset's `unrendered`."""
    for key, values in doc.preset.data.get("unrendered_if", {}).items():
        field = doc.front_matter.field(*key.split("."))
        if field is not None and field.value in values:
            return False
    return True


def in_draft_folder(doc: Document) -> bool:
    """Whether the file is in a folder of drafts, which the generator does not build."""
    folders = doc.preset.data.get("draft_folders", ())
    return bool(folders) and not set(folders).isdisjoint(doc.posix_path.parts)


def is_draft(doc: Document) -> bool:
    """Whether the post is unpublished: by the preset's `drafts` (key -> values), or by the folder that it is in."""
    if in_draft_folder(doc):
        return True
    for key, unpublished in doc.preset.drafts.items():
        field = doc.front_matter.field(key)
        value = field.value if field is not None else None
        if (value.strip().lower() if isinstance(value, str) else value) in unpublished:
            return True
    return False


def title_of_name(doc: Document) -> str:
    """The title that the generator makes of the name of the file; "" where it makes none.

    Where posts have dates in their names, only of the name of a post.
    """
    stem, data = doc.posix_path.stem, doc.preset.data
    named = _DATED_NAME.fullmatch(stem)
    if not data.get("title_from_name") or (named is None and data.get("site", {}).get("dated_folders")):
        return ""
    return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]", named[1] if named else stem))


#: the name of a file that begins with a date
_DATED_NAME = lazy_pattern(r"\d{2,4}-\d\d?-\d\d?-(.+)")
