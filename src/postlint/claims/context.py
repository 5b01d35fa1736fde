"""What stands around a sentence, and two questions of shape that several rooms ask of a quantity."""

from __future__ import annotations

from postlint.claims.author import Author
from postlint.claims.quantities import Quantity
from postlint.claims.reading import Reading

SHARES = frozenset(("percent", "share"))


class Context:
    """What stands around a sentence; by default nothing. `Surroundings` has those of a document's sentences.

    `kind` is paragraph, item, cell (a table row) or heading; `opens`: it is the passage's first sentence; `markers`
    are the user's words for own data, lower case; `author` knows what the post says of its author.
    """

    kind: str = "paragraph"
    opens: bool = True
    markers: tuple[str, ...] = ()
    author: Author | None = None

    @property
    def led(self) -> tuple[Reading | None, str]:
        """The lead-in of a list, or what stands before a table with its head row; and the class of that."""
        return None, ""

    @property
    def heading(self) -> Reading | None:
        """The nearest heading."""
        return None

    @property
    def before(self) -> str:
        """The class that decided the sentences before in the same passage, "" for none."""
        return ""

    @property
    def carried(self) -> str:
        """The class that decided the passage before, "" for none."""
        return ""

    @property
    def lead(self) -> Reading | None:
        """The lead-in."""
        return self.led[0]

    @property
    def lead_reason(self) -> str:
        """The class of the lead-in."""
        return self.led[1]

    @property
    def own_post(self) -> bool:
        """Whether the title tells of the author's own work."""
        return self.author is not None and self.author.own_post

    @property
    def own_survey(self) -> bool:
        """Whether the post reports the author's own survey."""
        return self.author is not None and self.author.own_survey

    @property
    def own_report(self) -> bool:
        """Whether the post is about nothing but that survey."""
        return self.author is not None and self.author.own_report

    @property
    def listed(self) -> bool:
        """Whether the sentence is one of a list or a table."""
        return self.kind in ("item", "cell")


def heads_clause(r: Reading, q: Quantity) -> bool:
    """Whether nothing but hedges and dates stands before the quantity in its clause: it is the subject."""
    for at in range(r.subclause(q.first), q.first):
        if r.low[at][0].isalpha() and not (r.is_a(at, "hedges") or r.is_a(at, "when_words")):
            return False
    return True


def of_the_world(r: Reading, q: Quantity) -> bool:
    """Whether a share is of people, companies and the like ("of users", "of all web traffic"), not of one's own."""
    if q.kind not in SHARES or r.has("own_words", q.last, q.last + 6):
        return False
    end = q.last
    while end < min(len(r), q.last + 6) and r.low[end][0].isalnum() and not r.is_a(end, "share_ends"):
        end += 1
    return names_group(r, q.last, end) or r.has("world_nouns", q.last, end)


def names_group(r: Reading, start: int, end: int | None = None) -> bool:
    """Whether the tokens name people, companies or the like: by the list, or by an ending ("runners", "residents")."""
    if r.has("group_quantifiers", start, end):
        return True
    things = r.lex["things"]
    return any(word.endswith(_PEOPLE) and len(word) > 5 and word not in things for word in r.low[max(0, start) : end])


_PEOPLE = ("ers", "ors", "ists", "ees", "ians", "dents", "tients")


def asserted(r: Reading, q: Quantity) -> bool:
    """Whether the quantity is a share of the world that heads its clause: "58% of commuters prefer …"."""
    return of_the_world(r, q) and heads_clause(r, q)


def named_subject(r: Reading) -> bool:
    """Whether a name stands among the first words."""
    return any(r.proper(at) for at in range(r.begin, min(len(r), r.begin + 4)))


def depends(r: Reading, q: Quantity) -> bool:
    """Whether the sentence leans on another: "That's 30% faster", a bare "90% smaller files."."""
    if r.starts_with("dependent_starts"):
        return True
    before = [at for at in range(r.begin, q.first) if r.low[at][0].isalpha()]
    said = sum(not (r.is_a(at, "hedges") or r.is_a(at, "size_units")) for at in before)
    return said < 2 and len(r) <= 14 and not r.has("auxiliaries")
