"""A sentence as tokens, and the few questions about its shape that all predicates ask: clauses, phrases, labels."""

from __future__ import annotations

from postlint.claims.lexicon import Lexicon
from postlint.data.patterns import lazy_pattern
from postlint.records import kept

NO_NAMES: frozenset[str] = frozenset()
#: what stands behind so many tokens of one sentence is not looked at: it is no prose
MAX_TOKENS = 400
#: the most words of a label, with its colon, and the signs that stand in none
_LABEL, _ENDS = 7, frozenset(".!?;,(")


_SHORT = r"['’](?i:ve|re|ll|d|m)\b"
#: a web address; a word with inner apostrophe, hyphen or stop; a contracted verb ("'ve"); a number; signs
_TOKEN = lazy_pattern(
    rf"(?i:https?)://\S+|[^\W\d_][^\W_]*(?:(?!{_SHORT})['’.&\-][^\W_]+)*|{_SHORT}|\d+(?:[.,]\d+)*|[^\w\s]"
)


class Tokens:
    """A sentence's tokens.

    `raw` has them as written, `low` in lower case with straight apostrophes, `words` the different ones of these. The
    author's `own` names are read as "we" where they may be a subject.
    """

    def __init__(self, text: str, lex: Lexicon, own: frozenset[str] = NO_NAMES) -> None:
        self.text, self.lex = text, lex
        self.raw: list[str] = _TOKEN.findall(text)
        if len(self.raw) > MAX_TOKENS:
            del self.raw[MAX_TOKENS:]
        self.low = " ".join(self.raw).lower().replace("’", "'").split()
        if not own.isdisjoint(self.low):
            (we,) = lex["stand_in"]
            self.low = [we if word in own and self._acts(at) else word for at, word in enumerate(self.low)]
        self.size = len(self.low)
        self.present = frozenset(self.low)
        self._spans: list[tuple[int, int]] = []

    def __len__(self) -> int:
        return self.size

    def _span(self, at: int) -> tuple[int, int]:
        """Where the token at `at` stands in the text; searched as far as needed."""
        spans = self._spans
        end = spans[-1][1] if spans else 0
        for token in self.raw[len(spans) : at + 1]:
            start = self.text.find(token, end)  # spaces and underscores stand between tokens
            end = start + len(token)
            spans.append((start, end))
        return spans[at]

    def start(self, at: int) -> int:
        """Where the token at `at` begins in the text."""
        return self._span(at)[0]

    def end(self, at: int) -> int:
        """Where the token at `at` ends in the text."""
        return self._span(at)[1]

    def _acts(self, at: int) -> bool:
        """Whether the name at an index may be that of who does or says something, not of what is used."""
        before, earlier = ("", "", *self.low)[at + 1], ("", "", *self.low)[at]
        used = before in self.lex["no_subjects"] or before.endswith(tuple(self.lex["using_endings"]))
        # "according to Larch", "research by Larch"
        return not used or earlier in self.lex["according_words"] or earlier in self.lex["evidence_nouns"]

    # -- words ---------------------------------------------------------------------------------------------

    def word(self, at: int) -> str:
        """The token at an index, "" outside."""
        return self.low[at] if 0 <= at < self.size else ""

    def is_a(self, at: int, name: str) -> bool:
        """Whether the token at an index is in the list `name`."""
        return 0 <= at < self.size and self.low[at] in self.lex[name]

    def has(self, name: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a word of the list `name` stands in the tokens from `start` to `end`."""
        if start <= 0 and end is None:
            return not self.lex[name].isdisjoint(self.present)
        return not self.lex[name].isdisjoint(self.low[max(0, start) : end])

    def places(self, name: str) -> list[int]:
        """The indexes of the tokens that are in the list `name`."""
        there = self.lex[name] & self.present
        return [at for at, word in enumerate(self.low) if word in there] if there else []

    @kept
    def continues(self) -> bool:
        """Whether the very first words tie the sentence to what stands before it."""
        first = next((at for at, word in enumerate(self.low) if word[0].isalnum()), 0)
        return self.is_a(first, "dependent_starts")

    @kept
    def groups(self) -> list[int]:
        """The indexes of the tokens for people, companies or the like: in the list, or by an ending ("runners")."""
        return [at for at, word in enumerate(self.low) if self.lex.is_group(word)]

    # -- signs ---------------------------------------------------------------------------------------------

    @kept
    def is_question(self) -> bool:
        """Whether the sentence ends with a question mark."""
        return self.text.rstrip(" \"'”’)*_").endswith("?")

    def adjacent(self, at: int) -> bool:
        """Whether no space stands between the token at `at` and the one before it."""
        if not 0 < at < len(self.low) or self.raw[at - 1] + self.raw[at] not in self.text:
            return False  # mostly so, and known without the places
        return self._span(at)[0] == self._span(at - 1)[1]

    def is_number(self, at: int) -> bool:
        """Whether the token at `at` is written in digits."""
        return 0 <= at < self.size and self.low[at][0].isdigit()

    def proper(self, at: int) -> bool:
        """Whether the token looks like a name: a capital that the beginning of a sentence does not explain."""
        if not 0 <= at < len(self.raw):
            return False
        word = self.raw[at]
        if not word[0].isupper() or self.low[at].removesuffix("'s") in self.lex["no_names"]:
            return False
        if self.is_number(at - 1) and (self.adjacent(at) or len(word) <= 3):
            return False  # the KB of "45 KB"
        if any(c.isupper() for c in word[1:]):
            return True
        first = at in (0, self.begin) or self.low[at - 1] in '.!?:“"•|—'
        after = self.raw[at + 1] if at + 1 < len(self.raw) else ""
        return not first or (after[:1].isupper() and after.lower() not in self.lex["no_names"])

    @kept
    def years(self) -> tuple[int, ...]:
        """The years from 1900 on."""
        return tuple(int(word) for word in self.low if "1900" <= word < "2100" and len(word) == 4 and word.isdigit())

    @kept
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The tokens between quotation marks, as index ranges; a quotation may begin or end in another sentence."""
        out, opened = [], -1
        for at, token in enumerate(self.low):
            if token == "“" or (token == '"' and opened < 0 and (not self.adjacent(at) or self.adjacent(at + 1))):
                opened = at + 1
            elif token == "”" or (token == '"' and (opened >= 0 or not self.low[at - 1][-1].isdigit())):  # no inch mark
                out.append((max(0, opened), at))
                opened = -1
        return (*out, (opened, self.size)) if opened > 0 else tuple(out)

    def quote_around(self, at: int) -> tuple[int, int] | None:
        """The quotation that holds the token at `at`."""
        return next((quote for quote in self.quotes if quote[0] <= at < quote[1]), None)

    # -- parts ---------------------------------------------------------------------------------------------

    @kept
    def begin(self) -> int:
        """The index of the first word after a label ("Cost:"), a list number, quotation marks and the like."""
        at = next((at + 1 for at in range(1, min(_LABEL, self.size)) if self._ends_label(at)), 0)
        while at < self.size and not self.low[at][0].isalnum():
            at += 1
        return at

    def _ends_label(self, at: int) -> bool:
        return self.low[at] == ":" and not self.is_number(at + 1) and _ENDS.isdisjoint(self.low[:at])
