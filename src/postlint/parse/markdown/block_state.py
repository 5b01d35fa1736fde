"""The state of mistune's block parser with a map of its text to the source.

Each line of a container's inner text is a suffix of one outer line, so that one OffsetMap for each child state maps to
the source.
"""

from __future__ import annotations

from mistune.core import BlockState

from postlint.data.lines import split_lines
from postlint.data.patterns import lazy_pattern
from postlint.parse.source import OffsetMap

# mistune counts every white space of Unicode as none
_EMPTY_ITEM = lazy_pattern(r"[ \t]*(?:[*+-]|\d{1,9}[.)])\s*$")
_EMPTY_FIRST_LINE = lazy_pattern(r"[ \t]*\[\^[^\]]*\]:[ \t]*$")


class SpanBlockState(BlockState):
    """A state whose `map` maps its text to the source."""

    def __init__(self, parent: BlockState | None = None) -> None:
        super().__init__(parent)
        self.map = OffsetMap()
        #: the container that is being read and the line where its next child text begins
        self.context = ""
        self.child_start = 0
        self.item_starts: list[int] = []
        #: name of an HTML element -> start -> end
        self.elements: dict[str, dict[int, int]] = {}
        #: whether the text is the body of a component of MDC
        self.in_component = False

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> SpanBlockState:
        child = super().child_state(src, lazy_line_starts)
        assert isinstance(child, SpanBlockState)
        at = self.child_start
        if self.context == "list":
            self.item_starts.append(self._first_text(at))
            if _EMPTY_ITEM.match(self._line(at)):
                at = self.find_line_end_at(at)
            # the cursor is after the first line of the next item, if there is one
            self.child_start = self.src.rfind("\n", 0, max(self.cursor - 1, 0)) + 1
        elif self.context == "footnote" and _EMPTY_FIRST_LINE.match(self._line(at)):
            at = self.find_line_end_at(at)
        child.map, unindented = self._map_lines(src, at)
        if self.context == "list":
            # a continuation line without the item's indent is lazy, and cannot underline a heading
            child.lazy_line_starts = child.lazy_line_starts | unindented
        return child

    def _line(self, at: int) -> str:
        return self.get_line(at).rstrip("\n")

    def _first_text(self, at: int) -> int:
        while at < len(self.src) and self.src[at] in " \t":
            at += 1
        return self.map.start(at)

    def _map_lines(self, src: str, at: int) -> tuple[OffsetMap, set[int]]:
        """Map the lines of a child's text to this state's lines from `at` on: the text of each is a suffix.

        Also returns the starts of those lines of the child's text, but for the first, that are equal to the outer line.
        """
        result = OffsetMap()
        unindented: set[int] = set()
        here = 0
        for line in split_lines(src):
            end = self.find_line_end_at(at)
            content = line.lstrip(" \t")
            lead = len(line) - len(content)
            outer_end = end if self.src[end - 1 : end] == "\n" else end + 1
            there = outer_end - len(content) if line.endswith("\n") else outer_end - 1 - len(content)
            there = max(there, at)
            before = self.src[at:there]
            kept = min(lead, len(before) - len(before.rstrip(" ")))
            if lead > kept:
                result.add(here, lead - kept, self.map.start(there - kept), 0)
            start, written = self.map.start(there - kept), self.map.start(there)
            if written - start != kept:  # a tab in the source, which the outer block has read as spaces
                result.add(here + lead - kept, kept, start, written - start)
                result.add(here + lead, len(content), written)
            else:
                result.add(here + lead - kept, kept + len(content), start)
            if here and content.strip() and kept == lead and there - kept == at:
                unindented.add(here)
            here += len(line)
            at = end
        return result, unindented

    def add_paragraph(self, text: str) -> None:
        last = self.last_token()
        if last and last["type"] == "paragraph":
            last["text"] += text
        else:
            self.tokens.append({"type": "paragraph", "text": text, "at": self.cursor, "state": self})

    def append_paragraph(self) -> int | None:
        """Continue the last paragraph, unless a quote that is not a token yet is between."""
        last = self.last_token()
        if last and last["type"] == "paragraph" and last["at"] + len(last["text"]) != self.cursor:
            return None
        return super().append_paragraph()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of ``[start, end)`` without white space around it."""
        src = self.src
        while end > start and src[end - 1] in " \t\n":
            end -= 1
        while start < end and src[start] in " \t\n":
            start += 1
        return self.map.start(start), self.map.end(end)
