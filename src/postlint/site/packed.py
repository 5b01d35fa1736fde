"""Texts and targets of links with their places, packed: one value for each would take ten times the memory."""

from __future__ import annotations

import sys
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar, overload

from postlint.records import NamedTuple
from postlint.spans import Span


class Text(NamedTuple):
    """A text and its place, in code points as in `Span`."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The span of the text."""
        return Span(self.start, self.end)


class Target(NamedTuple):
    """The target of a link or image of a post.

    `url` is the target as written, template tags included. `kind` is "link", "image", "field" (an image that the front
    matter names), "shortcode" (an image that a shortcode shows) or "tag" (an attribute of a component or a template
    tag, which may be a link: it counts as one, but is never reported as broken). Among the `images` of a post it is
    "cover" or "body".
    """

    url: str
    start: int
    end: int
    kind: str = "link"

    @property
    def span(self) -> Span:
        """The span of the target."""
        return Span(self.start, self.end)


#: the kinds of targets by their first letters
_KINDS = {kind[0]: kind for kind in ("link", "image", "field", "shortcode", "tag", "cover", "body")}
Value = TypeVar("Value", Text, Target)


@dataclass(frozen=True, slots=True)
class _Packed(Sequence[Value]):
    """Values of one kind: `packed` has their texts as UTF-8, a line each, `places` their starts and ends in turn.

    The numbers of `places` have four bytes each, the least one first.
    """

    packed: bytes = b""
    places: bytes = b""

    @classmethod
    def _of(cls, texts: Iterable[str], places: Iterable[int]) -> Self:
        """Pack texts; a line break in one becomes a space."""
        packed = "\n".join([text.replace("\n", " ") for text in texts])
        return cls(packed.encode("utf-8", "surrogatepass"), little_endian(array("I", places)).tobytes())

    @property
    def _lines(self) -> list[str]:
        return self.packed.decode("utf-8", "surrogatepass").split("\n") if self.places else []

    @property
    def _numbers(self) -> array[int]:
        return little_endian(array("I", self.places))

    def to_json(self) -> list[str]:
        """As plain values; JSON takes many times as long to read a list of numbers."""
        return [self.packed.decode("utf-8", "surrogatepass"), b2a_base64(self.places, newline=False).decode("ascii")]

    @classmethod
    def from_json(cls, values: Any) -> Self:
        """From the result of `to_json`. Raises TypeError or ValueError for any other value."""
        packed, places = values
        found = cls(packed.encode("utf-8", "surrogatepass"), a2b_base64(places))
        if len(found) != (packed.count("\n") + 1 if places else 0):
            raise ValueError("other texts than places")
        return found

    def __len__(self) -> int:
        return len(self.places) // 8

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> list[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | list[Value]:
        return list(self)[index]


@dataclass(frozen=True, slots=True)
class Texts(_Packed[Text]):
    """Many short texts with their places."""

    @classmethod
    def of(cls, texts: Iterable[Text]) -> Texts:
        """Pack texts; a line break in one becomes a space."""
        listed = list(texts)
        return cls._of((one.text for one in listed), (offset for one in listed for offset in one[1:3]))

    @property
    def names(self) -> list[str]:
        """The texts alone."""
        return self._lines

    def __iter__(self) -> Iterator[Text]:
        places = self._numbers
        return map(Text, self._lines, places[::2], places[1::2])


@dataclass(frozen=True, slots=True)
class Targets(_Packed[Target]):
    """The targets of a post; the packed texts begin with a letter for the kind."""

    @classmethod
    def of(cls, targets: Iterable[Target]) -> Targets:
        """Pack targets; a line break in one becomes a space."""
        listed = list(targets)
        return cls._of((one.kind[0] + one.url for one in listed), (offset for one in listed for offset in one[1:3]))

    def __iter__(self) -> Iterator[Target]:
        places = self._numbers
        lines = self._lines
        urls, kinds = [line[1:] for line in lines], [_KINDS.get(line[:1], "tag") for line in lines]
        return map(Target, urls, places[::2], places[1::2], kinds)


NO_TEXTS, NO_TARGETS = Texts(), Targets()


def little_endian(numbers: array[int]) -> array[int]:
    """The numbers with the bytes of this machine as those of a little-endian one, or back."""
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
