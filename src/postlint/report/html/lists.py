"""The long lists of a page as markup, item by item; in the language of templates they would take ten times as long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from postlint.report.html.rows import attribute, escaped_text
from postlint.report.terminal import escaped

if TYPE_CHECKING:
    from markupsafe import Markup

    from postlint.report.html.post_page import Outs
    from postlint.report.html.post_view import Heading

#: a list shows so many links
_LINKS = 100
#: headings down to this level stand at the left of the outline
_USUAL_LEVEL = 2


def outline_rows(headings: Sequence[Heading]) -> Markup:
    """The items of the outline: each heading, a bar, and the words of its section."""
    from markupsafe import Markup

    most = max((heading.words for heading in headings), default=0) or 1
    rows = []
    for heading in headings:
        level = attribute(f"l{heading.level}" if heading.level > _USUAL_LEVEL else "", "class")
        bar = f"<svg width={round(100 * heading.words / most)}% />"
        rows.append(f"<li{level}>{_text(heading.text or '(beginning)')}{bar}{heading.words}")
    return Markup("".join(rows))


def link_items(group: Outs, href: Callable[[str], str | None]) -> Markup:
    """The items of a list of links; `href` returns the address of a post's page, None for a post without one."""
    from markupsafe import Markup

    items = []
    for link in group.links[:_LINKS]:
        text = _text(link.text or link.url)
        to = (href(link.path) if link.path else None) or web_address(link.url)
        item = f"<li><a{attribute(to, 'href')}>{text}</a>" if to else f"<li>{text}"
        if group.state == "missing":
            item += f" <code class=error>{_text(link.url)}</code>"
        items.append(item + (f" <small>{link.times} links</small>" if link.times > 1 else ""))
    if len(group.links) > _LINKS:
        items.append(f"<li>and {len(group.links) - _LINKS:,} more")
    return Markup("".join(items))


def _text(value: str) -> str:
    return escaped_text(escaped(value))


def web_address(url: str) -> str:
    """A web address that a page may link to; "" for any other text: ``javascript:`` and such."""
    return url if url[:8].lower().startswith(("http://", "https://")) else ""
