"""The long lists of a page as markup, item by item; in the language of templates they would take ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from postlint.report.terminal import escaped

if TYPE_CHECKING:
    from markupsafe import Markup

    from postlint.report.html.post_page import Outs
    from postlint.report.html.post_view import Heading

#: a list shows so many links
_LINKS = 100


def outline_rows(headings: Sequence[Heading]) -> Markup:
    """The rows of the outline: each heading, a bar, and the words of its section."""
    from markupsafe import Markup, escape

    most = max((heading.words for heading in headings), default=0) or 1
    return Markup("").join(
        Markup(
            f"<tr><th class=l{heading.level}>{escape(escaped(heading.text or '(beginning)'))}"
            f"<td><svg><rect width={round(100 * heading.words / most)}% /></svg><td>{heading.words}"
        )
        for heading in headings
    )


def link_items(group: Outs, href: Callable[[str], str | None]) -> Markup:
    """The items of a list of links; `href` returns the address of a post's page, None for a post without one."""
    from markupsafe import Markup, escape

    items = []
    for link in group.links[:_LINKS]:
        text = escape(escaped(link.text or link.url))
        to = (href(link.path) if link.path else None) or web_address(link.url)
        item = f'<li><a href="{escape(escaped(to))}">{text}</a>' if to else f"<li>{text}"
        shown = f" <code class=error>{escape(escaped(link.url))}</code>" if group.state == "missing" else ""
        items.append(item + shown)
    if len(group.links) > _LINKS:
        items.append(f"<li>and {len(group.links) - _LINKS:,} more")
    return Markup("".join(items))


def web_address(url: str) -> str:
    """A web address that a page may link to; "" for any other text: ``javascript:`` and such."""
    return url if url[:8].lower().startswith(("http://", "https://")) else ""
