"""Decides which images need no alt text."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Image

#: the page of a video or of a post in a social network, which Obsidian and plugins show in place of an image
_EMBEDDED_PAGE = lazy_pattern(
    r"(?i)https?://(?:www\.|m\.)?(?:(?:youtube\.com/(?:watch|shorts|live|playlist|embed)|vimeo\.com/\d)|youtu\.be/[\w-]"
    r"|(?:twitter|x)\.com/\w+/status/\d|bsky\.app/profile/)"
)
#: another note of a vault, or a part of it
_NOTE = lazy_pattern(r"(?i)(?!https?:)[^?#]+\.mdx?(?:#.*)?")

#: attributes that name an image in place of ``alt``: HTML's own, and those of components
_NAMES = ("title", "label", "caption", "description", "legend")

#: a side of an image that is not to be seen: it counts readers, or keeps a place
_COUNTER = frozenset(("0", "1", "0px", "1px"))


def needs_no_alt(image: Image) -> bool:
    """Whether an image is declared decorative (`role`, `aria-hidden`), is not to be seen, or is named by other means.

    One without an address is filled in by code, and so is one with a bound attribute (``:alt``, ``x-bind:alt``).
    """
    attrs = image.attrs
    if image.kind == "html" and (not image.url or any(key.endswith((":alt", "[alt]")) for key in attrs)):
        return True
    if (attrs.get("role") or "").lower() in ("presentation", "none"):
        return True
    if "aria-hidden" in attrs and (attrs["aria-hidden"] or "").lower() != "false":
        return True
    return has_other_name(image) or any((attrs.get(side) or "").strip() in _COUNTER for side in ("width", "height"))


def has_other_name(image: Image) -> bool:
    """Whether a screen reader says something else than an alt text; the title, where there is no alt attribute.

    So it may be with a label or a caption, of which a component makes the alt attribute.
    """
    attrs = image.attrs
    if attrs.get("aria-label") or attrs.get("aria-labelledby"):
        return True
    return image.kind == "html" and "alt" not in attrs and any((attrs.get(key) or "").strip() for key in _NAMES)


def is_embedded_page(image: Image) -> bool:
    """Whether the address of an image in Markdown is that of a page or a note, which a reader of the syntax embeds."""
    return image.kind != "html" and (_EMBEDDED_PAGE.match(image.url) or _NOTE.fullmatch(image.url)) is not None
