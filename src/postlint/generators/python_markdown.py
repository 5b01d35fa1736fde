"""Which ids Python-Markdown gives to headings, by the extensions that a site turns on (Pelican, Nikola)."""

from __future__ import annotations

from collections.abc import Iterable

#: extensions of Python-Markdown itself that give headings no ids, without their prefix
_WITHOUT_IDS = frozenset(
    ("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes", "legacy_attrs",
     "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists", "smart_strong", "smarty", "tables", "wikilinks")
)  # fmt: skip


def slugger_of(extensions: Iterable[str]) -> str | None:
    """The slugger of headings: with the extension `toc` its own, without it "none"; None with others that may do more.

    An id that is written as an attribute (``{#rye}``) holds in any case.
    """
    names = {name.removeprefix("markdown.extensions.") for name in extensions}
    if names - _WITHOUT_IDS - {"toc"}:
        return None
    return "mkdocs" if "toc" in names else "none"
