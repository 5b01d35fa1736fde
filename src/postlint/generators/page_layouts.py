"""Finds the layout of a page as its generator does, and says what heading it prints the title as.

The preset says which keys name a layout and in which order its places are searched (`page_layouts`); the site adds what
its layouts print (`layouts`) and which of them it gives to the pages of a folder (`layout_scopes`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.generators.layouts import MAIN, NONE, bare
from postlint.records import NamedTuple

#: keys by which pages say that their title is not to be shown, where they are true and where they are false
_HIDES = lazy_pattern(
    r"(?i)(?:no|hide|hidden|disable|skip|omit|without|remove)[_-]?(?:page|post)?[_-]?title|title[_-]?(?:hidden|hide)"
)
_SHOWS = lazy_pattern(r"(?i)(?:show|display|print|render|with|enable)[_-]?(?:page|post)?[_-]?title")
#: values that take the layout of a page away, where the preset names no others
_NO_LAYOUT = (None, False)


def title_heading(data: Mapping[str, Any], header: Mapping[str, Any], path: PurePosixPath) -> int | None:
    """How the layout of a page prints its title, as `layouts` puts it; None where that cannot be said.

    `data` is the `x-postlint` object of the site, `header` the values of the page, `path` its path in the site.
    """
    page = _Page(data, header, path)
    named = page.named()
    if _hides_title(header) or named in page.without:
        return NONE
    layouts: Mapping[str, int | None] = data.get("layouts", {})
    for place in page.places(named):
        # a theme has the same folders
        found = {layouts[one] for one in layouts if one == place or one.endswith(f"/{place}")}
        found = {layouts[place]} if place in layouts else found
        if found:
            return found.pop() if len(found) == 1 else None
    if "usual_layout" in data:
        return layouts.get(data["usual_layout"])
    is_known = "title_layouts" not in data or named in data["title_layouts"]
    return MAIN if data.get("has_title_theme") and is_known else None


def _hides_title(header: Mapping[str, Any]) -> bool:
    """Whether a page says that its title is not to be shown: ``hide_title: true``, ``params: {showTitle: false}``."""
    values = [*header.items(), *(pair for one in header.values() if isinstance(one, Mapping) for pair in one.items())]
    return any(
        isinstance(value, bool) and (_HIDES if value else _SHOWS).fullmatch(str(key)) is not None
        for key, value in values
    )


class _Page(NamedTuple):
    """A page: what is known of its site, the values of its header, its path in the site."""

    data: Mapping[str, Any]
    header: Mapping[str, Any]
    path: PurePosixPath

    @property
    def _lookup(self) -> Mapping[str, Sequence[Any]]:
        found: Mapping[str, Sequence[Any]] = self.data.get("page_layouts", {})
        return found

    @property
    def without(self) -> Sequence[object]:
        """The values that take the layout away in this generator."""
        found: Sequence[object] = self._lookup.get("without", _NO_LAYOUT)
        return found

    @property
    def _is_list(self) -> bool:
        return self.path.name.partition(".")[0] == "_index"

    def named(self) -> Any:
        """The layout that the page names, else that of its scope or the usual one; "" where nothing names one."""
        usual = self.data.get("list_layout" if self._is_list else "default_layout", "")
        given = self._of_scope("layout", usual)
        own = (self.header[key] for key in self._lookup.get("keys", ("layout",)) if key in self.header)
        # a key without a value is none where it does not take the layout away
        return next((one for one in own if one is not None or None in self.without), given)

    def places(self, layout: object) -> Iterator[str]:
        """The places where the generator searches the layout, in their order, without endings."""
        name = bare(layout) if isinstance(layout, str) and layout.strip("./ ") else ""
        named = self._lookup.get("named", ("{layout}",)) if name else ()
        others = self._lookup.get("lists" if self._is_list else "pages", ())
        kind = self._type() if named or others else ""
        return (place.format(layout=name, type=kind) for place in (*named, *others))

    def _type(self) -> str:
        """What Hugo calls the type: a key of its own, or the folder right below that of the contents."""
        given = self.header.get("type", self._of_scope("type", ""))
        if isinstance(given, str) and given:
            return given.strip("/")
        path = str(self.path)
        roots = self.data.get("site", {}).get("roots", ())
        inside = next((path[len(root) + 1 :] for root in roots if path.startswith(f"{root}/")), path)
        folders = inside.split("/")[:-1]
        is_bundle = self.path.name.partition(".")[0] == "index"
        return folders[0] if len(folders) > is_bundle else "page"

    def _of_scope(self, key: str, usual: object) -> object:
        """What the site gives to the pages of a folder: the first scope that holds and has the key."""
        inside = f"/{self.path}"
        for scope in self.data.get("layout_scopes", ()):
            top, part = scope.get("folder", ""), scope.get("inside", "")
            holds = inside.startswith(f"/{top}/" if top else "/") and (not part or f"/{part}/" in inside)
            if key in scope and holds and not (scope.get("pages") and "/_" in inside):
                return scope[key]
        return usual
