"""The values that reading a sentence gives: the attribution that was found in it, and what the sentence is."""

from __future__ import annotations

from postlint.claims.quantities import Quantity
from postlint.records import NamedTuple

#: the class of a number of the author's own
OWN = "own_data"
#: the class of a number that looks like a target or a limit
ADVICE = "threshold_advice"


class Attribution(NamedTuple):
    """`kind` is research_named or vague_authority; `first` and `last` are token indexes of the words that attribute.

    `verb` is the verb's token. `anaphoric` marks "the study", "this survey": a source that was named before.
    """

    kind: str
    first: int
    last: int
    verb: int = -1
    anaphoric: bool = False


class Judgement(NamedTuple):
    """What a sentence is: `kind` of claim ("" for none), `reason` the class, and the tokens of its phrase."""

    kind: str
    reason: str
    first: int = 0
    last: int = 0
    attribution: Attribution | None = None
    quantity: Quantity | None = None
    looks: tuple[str, ...] = ()

    @property
    def is_exception(self) -> bool:
        """Whether it is a number that is no claim about the world, and weighed all the same."""
        return self.kind == "stat" and self.reason not in ("stat", ADVICE)


NOTHING = Judgement("", "no_claim")
