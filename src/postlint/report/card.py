"""Renders `postlint card`: the search result and the social card of a post, drawn with lines of Unicode."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from postlint.report.html.search_result import Cut, SearchResult, SocialCard, shortened
from postlint.report.terminal import escaped, paint, width

#: columns inside of each frame
_DESKTOP, _PHONE, _SOCIAL = 76, 44, 52


def render(path: str, found: SearchResult, card: SocialCard, *, colour: bool = False) -> str:
    """The cards of one post; below each stands what is cut off."""
    lines = [paint(escaped(path), "bold", colour=colour), ""]
    for name, columns, title, text in (
        ("Search result on a desktop", _DESKTOP, found.title, found.text),
        ("On a phone", _PHONE, found.phone_title, found.phone_text),
    ):
        date = f"{found.date} — " if found.date else ""
        parts = [
            (" › ".join(found.crumbs), "dim"),
            (str(title), "blue"),
            (f"{date}{text}", ""),
        ]
        lines += [name, *_frame(parts, columns, colour), *_cuts(title, text, found.has_description), ""]
    social = [
        (f"[ {card.image} ]" if card.image else "[ no picture ]", "dim"),
        (card.image_alt, "dim"),
        (card.host.upper(), "dim"),
        (card.title, "bold"),
        (card.text, ""),
    ]
    return "\n".join([*lines, "Shared as a link", *_frame(social, _SOCIAL, colour)])


def _frame(parts: Iterable[tuple[str, str]], columns: int, colour: bool) -> Iterator[str]:
    """Texts with their styles in a frame, wrapped to so many columns."""
    yield f"╭{'─' * (columns + 2)}╮"
    for text, style in parts:
        for line in _wrapped(escaped(" ".join(text.split())), columns):
            shown = paint(line, style, colour=colour) if style else line
            yield f"│ {shown}{' ' * (columns - width(line))} │"
    yield f"╰{'─' * (columns + 2)}╯"


def _wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns; wide characters take two each."""
    lines = textwrap.wrap(text, columns) if width(text) == len(text) else []
    if lines or not text:
        return lines
    rest = text
    while rest:
        end, room = 0, columns
        while end < len(rest) and (room := room - width(rest[end])) >= 0:
            end += 1
        space = rest.rfind(" ", 0, end) if end < len(rest) else end
        end = space if space > 0 else max(end, 1)
        lines.append(rest[:end])
        rest = rest[end:].lstrip()
    return lines


def _cuts(title: Cut, text: Cut, has_description: bool) -> Iterator[str]:
    yield f"  title {title.pixels} of {title.most} pixels{_lost(title)}"
    if has_description:
        yield f"  description {text.pixels} of {text.most} pixels{_lost(text)}"
    else:
        yield "  no description: search engines show some part of the text"


def _lost(cut: Cut) -> str:
    return f"; cut off: {escaped(shortened(cut.rest, 40))}" if cut.is_cut else ""
