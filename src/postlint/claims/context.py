"""What stands around a sentence, and two questions of shape that several rooms ask of a quantity."""

from __future__ import annotations

from postlint.claims.author import Author
from postlint.claims.quantities import Quantity
from postlint.claims.tokens import Tokens

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
    def led(self) -> tuple[Tokens | None, str]:
        """The lead-in of a list, or what stands before a table with its head row; and the class of that."""
        return None, ""

    @property
    def heading(self) -> Tokens | None:
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
    def lead(self) -> Tokens | None:
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


def heads_clause(words: Tokens, number: Quantity) -> bool:
    """Whether nothing but hedges and dates stands before the quantity in its clause: it is the subject."""
    for at in range(words.subclause(number.first), number.first):
        if words.low[at][0].isalpha() and not (words.is_a(at, "hedges") or words.is_a(at, "when_words")):
            return False
    return True


def of_the_world(words: Tokens, number: Quantity) -> bool:
    """Whether a share is of people, companies and the like ("of users", "of all web traffic"), not of one's own."""
    if number.kind not in SHARES or words.has("own_words", number.last, number.last + 6):
        return False
    end = number.last
    while end < min(len(words), number.last + 6) and words.low[end][0].isalnum() and not words.is_a(end, "share_ends"):
        end += 1
    return names_group(words, number.last, end) or words.has("world_nouns", number.last, end)


def names_group(words: Tokens, start: int, end: int | None = None) -> bool:
    """Whether the tokens name people, companies or the like: by the list, or by an ending ("runners", "residents")."""
    if words.has("group_quantifiers", start, end):
        return True
    things = words.lex["things"]
    return any(
        word.endswith(_PEOPLE) and len(word) > 5 and word not in things for word in words.low[max(0, start) : end]
    )


_PEOPLE = ("ers", "ors", "ists", "ees", "ians", "dents", "tients")


def asserted(words: Tokens, number: Quantity) -> bool:
    """Whether the quantity is a share of the world that heads its clause: "58% of commuters prefer …"."""
    return of_the_world(words, number) and heads_clause(words, number)


def named_subject(words: Tokens) -> bool:
    """Whether a name stands among the first words."""
    return any(words.proper(at) for at in range(words.begin, min(len(words), words.begin + 4)))


def depends(words: Tokens, number: Quantity) -> bool:
    """Whether the sentence leans on another: "That's 30% faster", a bare "90% smaller files."."""
    if words.starts_with("dependent_starts"):
        return True
    before = [at for at in range(words.begin, number.first) if words.low[at][0].isalpha()]
    said = sum(not (words.is_a(at, "hedges") or words.is_a(at, "size_units")) for at in before)
    return said < 2 and len(words) <= 14 and not words.has("auxiliaries")
