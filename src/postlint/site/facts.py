"""Facts: the data of one post that rules about the site and other posts need. Values only, with a compact JSON form.

Facts go from worker to parent, into the cache and into the files of shards. So nothing in them refers to a document, a
rule or an open file.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64, b2a_base64
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from itertools import zip_longest
from typing import Any

from postlint.generators.anchors import heading_ids
from postlint.site.packed import NO_TARGETS, NO_TEXTS, Target, Targets, Text, Texts, little_endian
from postlint.spans import Span


def _numbers() -> array[int]:
    return array("I")


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one file.

    `slug` is the value of the slug key, `address` that of a key for the whole address (``url``, ``permalink``);
    both None without the key. `permalink` is the generator's pattern of addresses for this file, `keys` has the
    front matter keys that addresses name, with their values. `date` is an ISO day or "". `keyword_key` is equal for
    focus keywords that differ only in form, `keyword_forms` has the form of each of its words. `named` are the ids that
    are written at headings, `headings` the texts of those whose ids the generator makes in the way of `slugger`,
    `sources` what is written there (None where that is the text, empty where it is for all), `ids` all other ids;
    `more_anchors`: the post includes text of other files, which may have more; `includes` are the paths of such files,
    as written. `file_names` are the names of assets
    anywhere in the source, lower case; `folders` those that the header names for images. `words` counts the
    words of prose, `length` the code points of the whole text.
    `habits` are the rules that found something which may be a habit of the site, and whether it is an error (see
    `engine.habits`). `likely` are the probabilities of the findings that were weighed (see `engine.priors`).
    `line_starts` are the offsets of the lines. Only when a rule reads them: `signature`, which estimates how alike two
    posts are (see `shingles`), `forms`, for each word of prose outside of links a key that all its forms share, and
    `images`, the cover and the images of the body, each URL once.
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
    tags: Texts = NO_TEXTS
    keyword: Text | None = None
    keyword_key: str = ""
    keyword_forms: tuple[str, ...] = ()
    named: Texts = NO_TEXTS
    headings: Texts = NO_TEXTS
    sources: tuple[str | None, ...] = ()
    slugger: str = ""
    ids: Texts = NO_TEXTS
    parts: tuple[str, ...] = ()
    more_anchors: bool = False
    includes: tuple[str, ...] = ()
    links: Targets = NO_TARGETS
    file_names: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    words: int = 0
    length: int = 0
    top: Span = Span(0, 0)
    signature: array[int] = field(default_factory=_numbers, repr=False)
    line_starts: array[int] = field(default_factory=_numbers, repr=False)
    forms: Texts = NO_TEXTS
    images: tuple[Target, ...] = ()
    habits: tuple[tuple[str, str, bool], ...] = ()
    likely: tuple[float, ...] = ()

    @property
    def anchors(self) -> Texts:
        """The ids that a link can lead to. They are made anew each time, as few posts have links to one of theirs."""
        headings = list(self.headings)
        pairs = zip_longest((one.text for one in headings), self.sources)
        read = [(text, text if source is None else source) for text, source in pairs]
        made = dict.fromkeys(heading_ids(read, self.slugger))
        ids = (Text(name, *headings[index].span) for index, name in made if name)
        return Texts.of([*self.named, *ids, *self.ids])

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
            elif isinstance(value, (Texts, Targets)):
                value = value.to_json() if value else []
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
        for name in ("tags", "named", "headings", "ids", "forms"):
            if name in values:
                values[name] = Texts.from_json(values[name])
        if "links" in values:
            values["links"] = Targets.from_json(values["links"])
        if "images" in values:
            values["images"] = tuple(Target(*item) for item in values["images"])
        for name in ("categories", "aliases", "file_names", "folders", "keyword_forms", "sources", "parts", "includes"):
            if name in values:
                values[name] = tuple(values[name])
        if "keys" in values:
            values["keys"] = tuple((str(key), str(value)) for key, value in values["keys"])
        if "habits" in values:
            values["habits"] = tuple(
                (str(rule), str(message), bool(error)) for rule, message, error in values["habits"]
            )
        if "likely" in values:
            values["likely"] = tuple(map(float, values["likely"]))
        if "top" in values:
            values["top"] = Span(*values["top"])
        for name in ("signature", "line_starts"):
            if name in values:
                values[name] = _decoded(values[name])
        return cls(**values)


def _encoded(numbers: array[int]) -> str:
    """Numbers as a text: JSON takes many times as long to read a list of them."""
    return b2a_base64(little_endian(numbers).tobytes(), newline=False).decode("ascii")


def _decoded(text: str) -> array[int]:
    numbers = array("I")
    numbers.frombytes(a2b_base64(text))
    return little_endian(numbers)
