"""The list of completion items at a cursor: each replaces the piece that is typed already."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from postlint.report.markdown_escape import prose, unloaded
from postlint.server.open_texts import OpenText
from postlint.server.positions import Json

#: kinds of items, as the protocol numbers them
TEXT, PROPERTY, VALUE_KIND, ENUM, KEYWORD, FILE, REFERENCE = 1, 10, 12, 13, 14, 17, 18
#: more items are not sent: the editor asks again with the next key
MOST = 200


class Items:
    """The items at an offset in a text."""

    def __init__(self, text: OpenText, offset: int) -> None:
        self.text = text
        self.offset = offset
        self._items: list[tuple[int, Callable[[], Json]]] = []

    def listed(self) -> Json:
        """The list for the client, the best matches first; incomplete where there are more."""
        best = sorted(self._items, key=lambda one: one[0])[:MOST]
        items = [{**make(), "sortText": f"{number:04}"} for number, (_, make) in enumerate(best)]
        return {"isIncomplete": len(self._items) > MOST, "items": items}

    def put(self, rank: int, make: Callable[[], Json]) -> None:
        """Add an item, which is made if it is sent; those of a low rank come first."""
        self._items.append((rank, make))


class Typed:
    """Adds items that replace a piece before the cursor, `text`, and what follows it up to `end`."""

    def __init__(self, items: Items, text: str, *, end: int | None = None) -> None:
        self._items = items
        self._typed = text.casefold()
        start = items.offset - len(text)
        self._range = items.text.positions.range(start, items.offset if end is None else end)

    def add(
        self,
        label: str,
        *,
        insert: str | None = None,
        kind: int = TEXT,
        detail: str = "",
        about: str = "",
        words: str = "",
        search: str = "",
        deprecated: bool = False,
        image: str = "",
    ) -> None:
        """Add an item if what is typed is in its label, its text or `search`.

        Its documentation is `about` (Markdown), `words` (text without markup) or the picture at the URI `image`.
        """
        new = label if insert is None else insert
        rank = self._rank(new, label, search)
        if rank is None:
            return

        def documentation() -> str:
            return f"![](<{image}|width=250>)" if image else unloaded(about or prose(words))

        self._items.put(rank, partial(self._item, new, label, search, rank, kind, detail, documentation, deprecated))

    def _item(
        self,
        new: str,
        label: str,
        search: str,
        rank: int,
        kind: int,
        detail: str,
        documentation: Callable[[], str],
        deprecated: bool,
    ) -> Json:
        # editors compare what is typed with the filter, many from its beginning
        first, second = (new, label) if rank == 0 else (label, new)
        item: Json = {
            "label": label,
            "kind": kind,
            "filterText": f"{first} {second} {search}".strip() if first != second or search else first,
            "textEdit": {"range": self._range, "newText": new},
        }
        if detail:
            item["detail"] = detail
        if about := documentation():
            item["documentation"] = {"kind": "markdown", "value": about}
        if deprecated:
            item["tags"] = [1]
        return item

    def _rank(self, *texts: str) -> int | None:
        """0 for a beginning, 1 for a beginning of another text, 2 for a piece; None for no match."""
        if not self._typed:
            return 0
        folded = [text.casefold() for text in texts]
        if folded[0].startswith(self._typed):
            return 0
        if any(text.startswith(self._typed) for text in folded[1:]):
            return 1
        return 2 if any(self._typed in text for text in folded) else None
