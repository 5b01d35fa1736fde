"""Facts: the data of one post that rules about the site and other posts need. Values only, with a compact JSON form.

Facts go from worker to parent, into the cache and into the files of shards. So nothing in them refers to a document, a
rule or an open file.
"""

from __future__ import annotations

import sys
from array import array
from binascii import a2b_base64, b2a_base64
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, overload

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
    matter names) or "tag" (an attribute of a component or a template tag, which may be a link: it counts as one, but is
    never reported as broken). Among the `images` of a post it is "cover" or "body".
    """

    url: str
    start: int
    end: int
    kind: str = "link"

    @property
    def span(self) -> Span:
        """The span of the target."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Texts(Sequence[Text]):
    """Many short texts with their places, packed: one value for each would take ten times the memory.

    `packed` has the texts, a line each, `places` the start and end of each in turn.
    """

    packed: str = ""
    places: array[int] = field(default_factory=lambda: array("I"))

    @classmethod
    def of(cls, texts: Iterable[Text]) -> Texts:
        """Pack texts; a line break in one becomes a space."""
        listed = list(texts)
        places = array("I", (offset for text in listed for offset in text[1:]))
        return cls("\n".join(text.text.replace("\n", " ") for text in listed), places)

    @property
    def names(self) -> list[str]:
        """The texts alone."""
        return self.packed.split("\n") if self.places else []

    def __len__(self) -> int:
        return len(self.places) // 2

    @overload
    def __getitem__(self, index: int) -> Text: ...
    @overload
    def __getitem__(self, index: slice) -> list[Text]: ...
    def __getitem__(self, index: int | slice) -> Text | list[Text]:
        return list(self)[index]

    def __iter__(self) -> Iterator[Text]:
        return map(Text, self.names, self.places[::2], self.places[1::2])


def _numbers() -> array[int]:
    return array("I")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one file.

    `slug` is the value of the slug key, `address` that of a key for the whole address (``url``, ``permalink``);
    both None without the key. `permalink` is the generator's pattern of addresses for this file, `keys` has the
    front matter keys that addresses name, with their values. `date` is an ISO day or "". `keyword_key` is equal for
    focus keywords that differ only in form, `keyword_forms` has the form of each of its words. `anchors` are the
    ids that a link can lead to, those of headings with the heading's place; `more_anchors`: the post includes text
    of other files, which may have more. `file_names` are the names of assets anywhere in the source, lower case.
    `words` counts the words of prose, `length` the code points of the whole text. `habits` are the rules that found
    something which may be a habit of the site, and whether it is an error (see `engine.habits`). `signature` estimates
    how alike two posts are (see `shingles`). `line_starts` are the offsets of the lines. Only when a rule reads them:
    `forms`, for each word of prose outside of links a key that all its forms share, and `images`, the cover and the
    images of the body, each URL once.
    """

    path: str
    preset: str = "generic"
    title: Text | None = None
    description: Text | None = None
    slug: Text | None = None
    address: Text | None = None
    canonical: str = ""
    permalink: str = ""
    keys: tuple[tuple[str, str], ...] = ()
    date: str = ""
    draft: bool = False
    language: str = ""
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    tags: tuple[Text, ...] = ()
    keyword: Text | None = None
    keyword_key: str = ""
    keyword_forms: tuple[str, ...] = ()
    anchors: Texts = field(default_factory=Texts)
    more_anchors: bool = False
    links: tuple[Target, ...] = ()
    file_names: tuple[str, ...] = ()
    words: int = 0
    length: int = 0
    top: Span = Span(0, 0)
    signature: array[int] = field(default_factory=_numbers, repr=False)
    line_starts: array[int] = field(default_factory=_numbers, repr=False)
    forms: Texts = field(default_factory=Texts)
    images: tuple[Target, ...] = ()
    habits: tuple[tuple[str, str, bool], ...] = ()

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both 1-based."""
        line = max(1, bisect_right(self.line_starts, offset))
        return line, offset - (self.line_starts[line - 1] if self.line_starts else 0) + 1

    def to_json(self) -> dict[str, Any]:
        """The facts as plain values; defaults are left out."""
        data: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, array):
                value = _encoded(value)
            elif isinstance(value, Texts):
                value = [value.packed, _encoded(value.places)] if value else []
            if value not in (None, "", (), [], False, 0, "generic", Span(0, 0)):
                data[one.name] = value
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Facts:
        """The facts from the result of `to_json`. Raises TypeError, ValueError or KeyError for any other value."""
        values = dict(data)
        for name in ("title", "description", "slug", "address", "keyword"):
            if name in values:
                values[name] = Text(*values[name])
        for name, kind in (("tags", Text), ("links", Target), ("images", Target)):
            if name in values:
                values[name] = tuple(kind(*item) for item in values[name])
        for name in ("anchors", "forms"):
            if name in values:
                packed, places = values[name]
                values[name] = Texts(packed, _decoded(places))
        for name in ("categories", "aliases", "file_names", "keyword_forms"):
            if name in values:
                values[name] = tuple(values[name])
        if "keys" in values:
            values["keys"] = tuple((str(key), str(value)) for key, value in values["keys"])
        if "habits" in values:
            values["habits"] = tuple(
                (str(rule), str(message), bool(error)) for rule, message, error in values["habits"]
            )
        if "top" in values:
            values["top"] = Span(*values["top"])
        for name in ("signature", "line_starts"):
            if name in values:
                values[name] = _decoded(values[name])
        return cls(**values)


def _encoded(numbers: array[int]) -> str:
    """Numbers as a text: JSON takes many times as long to read a list of them."""
    return b2a_base64(_little_endian(numbers).tobytes(), newline=False).decode("ascii")


def _decoded(text: str) -> array[int]:
    numbers = array("I")
    numbers.frombytes(a2b_base64(text))
    return _little_endian(numbers)


def _little_endian(numbers: array[int]) -> array[int]:
    """The numbers with the bytes of this machine as those of a little-endian one, or back."""
    if sys.byteorder == "little":
        return numbers
    swapped = numbers[:]
    swapped.byteswap()
    return swapped
