"""Reads the pages of the report: the text of each mark, the notes, and whatever a browser could run."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser

_VOID = frozenset(("br", "hr", "img", "meta", "input", "link"))


class MarkedPage(HTMLParser):
    """A page. `marks` has the text of each mark by the id of its post and the number of its finding.

    Chips and the numbers of footnotes are left out.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.marks: dict[tuple[str, str], str] = defaultdict(str)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._post = ""
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append((tag, values))
        if values.get("class") == "post":
            self._post = str(values["id"])
        if tag not in _VOID:
            self._open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = [values for tag, values in self._open if tag == "mark"]
        if inside and not any(tag == "samp" or values.get("class") == "label" for tag, values in self._open):
            for number in str(inside[-1]["data-f"]).split():
                self.marks[self._post, number] += data
