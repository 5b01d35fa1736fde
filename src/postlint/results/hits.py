"""What a check yields: a hit with its place, its values and perhaps a fix. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType
from typing import Any

from postlint.records import NamedTuple
from postlint.spans import Span


class Severity(IntEnum):
    """How much a finding matters; ordered, so that ``>=`` means "at least as bad"."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name of the severity in reports and configurations: ``info``, ``warning`` or ``error``."""
        return self.name.lower()

    def __str__(self) -> str:
        return self.label

    def __format__(self, spec: str) -> str:
        return format(self.label, spec)

    @classmethod
    def of(cls, label: str) -> Severity:
        """The severity with that label. Raises KeyError for any other text."""
        return cls[label.upper()]


class Edit(NamedTuple):
    """Replace the text of a span; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all are applied, or none. Edits of one fix never overlap.

    A safe fix changes neither the meaning of the text nor how it is shown. In a hit, `safe` is True when this fix is as
    safe as the card declares with its `fix:`; in a finding, when the fix is safe. `bytes` is a change to how the text
    is stored, which no edit can express: NO_BOM, or ONE_LINE_ENDING (that of most lines).
    """

    edits: tuple[Edit, ...] = ()
    safe: bool = True
    bytes: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The fix as plain values, as `--format json` has it."""
        edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in self.edits]
        return {"safe": self.safe, "edits": edits, **({"bytes": self.bytes} if self.bytes else {})}


#: values of `Fix.bytes`
NO_BOM = "no-bom"
ONE_LINE_ENDING = "one-line-ending"

#: how safe the fixes of a rule are: values of the card key ``fix``, and of the same key in the configuration
SAFE, UNSAFE, NO_FIX = "safe", "unsafe", "none"


class Related(NamedTuple):
    """Another place that explains a hit; in the same file unless `path` names another."""

    span: Span
    message: str
    path: str | None = None


class Weight(NamedTuple):
    """How sure a check is of a hit that it has weighed, for what is usual on the site speaks for or against it, too.

    `likely` is the probability that it is right. `sure` and `possible` say by how many log odds it lies above the least
    for the severity of the rule, and for being reported at all.
    """

    likely: float
    sure: float
    possible: float


class Many(NamedTuple):
    """That a hit is one of many with one cause. What is left of them when the report is shown is told as one.

    `kind` is the key of the message for them, which has their number as `count`. `cause` tells causes apart, of all
    posts; "" is the post itself. In a finding, `text` is the message, in which COUNT stands for the number.
    """

    kind: str
    cause: str = ""
    text: str = ""


#: stands for the number in the text of `Many`
COUNT = "{count}"


class Hit(NamedTuple):
    """What a check yields: where, and the values for the card's message.

    `message` is the key of the card's `messages` (a card with a single `message:` has the key "default").
    `severity` overrides the card's default severity for this hit; a severity set by the user's
    configuration overrides both. `path` names the post when the check runs on a whole site. Of several hits of a rule
    with the same message that are `once`, the first is reported that no comment suppresses. For `weight` and `many`,
    see there.
    """

    span: Span
    values: Mapping[str, Any] = MappingProxyType({})
    message: str = "default"
    severity: Severity | None = None
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    path: str | None = None
    once: bool = False
    weight: Weight | None = None
    many: Many | None = None


def of_one_cause(hits: Sequence[Hit], most: int, kind: str = "many", *, of: str = "", cause: str = "") -> Iterator[Hit]:
    """The hits; those with the message `of` ("": all of them) have one cause if they are more than `most`."""
    many = Many(kind, cause) if sum(hit.message == of or not of for hit in hits) > most else None
    return (hit._replace(many=many) if hit.message == of or not of else hit for hit in hits)
