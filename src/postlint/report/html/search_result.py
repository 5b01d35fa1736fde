"""The search result and the social card of a post: what fits, as search engines and social networks cut it."""

from __future__ import annotations

import datetime
import re
from itertools import accumulate

from postlint.document.text_width import char_width, text_width
from postlint.records import NamedTuple

#: pixels, and font size in pixels, in which Google shows the title and the description
DESKTOP_TITLE, DESKTOP_TITLE_SIZE = 600, 20
DESKTOP_TEXT, DESKTOP_TEXT_SIZE = 920, 14
#: on a phone: a title of two lines, a description of about three
PHONE_TITLE, PHONE_TITLE_SIZE = 2 * 328, 18
PHONE_TEXT, PHONE_TEXT_SIZE = 680, 14
#: characters of a title and a description on a social card, where no width is known: what all networks show
CARD_TITLE, CARD_TEXT = 70, 160
_DOTS = " ..."


class Cut(NamedTuple):
    """A text as shown: the part that fits, what is cut off, its width, and the width that there is, in pixels."""

    shown: str
    rest: str
    pixels: int
    most: int

    @property
    def is_cut(self) -> bool:
        """Whether something is cut off."""
        return bool(self.rest)

    def __str__(self) -> str:
        return f"{self.shown}{_DOTS}" if self.rest else self.shown

    def after(self, shorter: Cut) -> str:
        """What is shown of the text after where a shorter cut of it ends."""
        return str(self)[len(shorter.shown) :]


class SearchResult(NamedTuple):
    """A search result on a desktop and on a phone; `crumbs` are the site and the parts of the address."""

    title: Cut
    text: Cut
    phone_title: Cut
    phone_text: Cut
    crumbs: tuple[str, ...]
    date: str
    #: whether the description is the post's own; else the search engine takes some text of the post
    has_description: bool

    @property
    def is_same_on_phones(self) -> bool:
        """Whether nothing is cut on either."""
        return not any(cut.is_cut for cut in (self.title, self.text, self.phone_title, self.phone_text))

    @property
    def has_same_title_on_phones(self) -> bool:
        """Whether phones show as much of the title, and no more of the text."""
        return self.title.shown == self.phone_title.shown and self.text.shown.startswith(self.phone_text.shown)


class SocialCard(NamedTuple):
    """The card that social networks make of a link to the post."""

    title: str
    text: str
    host: str
    image: str
    image_alt: str


def social_card(title: str, text: str, host: str, image: str, image_alt: str) -> SocialCard:
    """The card of a post."""
    return SocialCard(shortened(title, CARD_TITLE), shortened(text, CARD_TEXT), host, image, image_alt)


def search_result(
    title: str, description: str, opening: str, crumbs: tuple[str, ...], day: str, frame: str = "{}"
) -> SearchResult:
    """The search result of a post.

    `opening` is the beginning of its text, shown for lack of a description; `day` an ISO day or "", `frame` how the
    site builds the title of a page from that of a post.
    """
    full = frame.replace("{}", title or "Untitled")
    text = description or opening
    date = _date(day)
    room = text_width(f"{date} — ", DESKTOP_TEXT_SIZE) if date else 0
    return SearchResult(
        cut(full, DESKTOP_TITLE, DESKTOP_TITLE_SIZE),
        cut(text, round(DESKTOP_TEXT - room), DESKTOP_TEXT_SIZE),
        cut(full, PHONE_TITLE, PHONE_TITLE_SIZE),
        cut(text, round(PHONE_TEXT - room), PHONE_TEXT_SIZE),
        crumbs,
        date,
        bool(description),
    )


def cut(text: str, most: int, size: float) -> Cut:
    """A text cut to so many pixels in Arial of a size, at the end of a word where there is one."""
    text = " ".join(text.split())
    width = text_width(text, size)
    if width <= most:
        return Cut(text, "", round(width), most)
    room = most - text_width(_DOTS, size)
    widths = accumulate(map(char_width, text))
    end = next((at for at, wide in enumerate(widths) if wide * size / 1000 > room), len(text))
    word = text.rfind(" ", 0, end + 1)
    shown = text[: word if word > end // 2 else end].rstrip()
    return Cut(re.sub(r"[\s,;:–—-]+$", "", shown), text[len(shown) :], round(width), most)


def shortened(text: str, most: int) -> str:
    """A text of at most so many characters, cut at the end of a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    word = text.rfind(" ", 0, most)
    return f"{text[: word if word > most // 2 else most - 1].rstrip()}…"


def _date(day: str) -> str:
    try:
        date = datetime.date.fromisoformat(day)
    except ValueError:
        return ""
    return f"{date:%b} {date.day}, {date.year}"


def crumbs_of(site: str, address: str) -> tuple[str, ...]:
    """The site and the parts of an address, without the last one, as Google shows them."""
    host = re.sub(r"^https?://(?:www\.)?|/.*$", "", site) or "example.org"
    return (host, *(part for part in address.strip("/").split("/")[:-1] if part))
