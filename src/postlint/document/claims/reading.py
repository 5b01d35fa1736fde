"""A sentence as tokens, and the few questions about its shape that all predicates ask: clauses, phrases, labels."""

from __future__ import annotations

import re
from functools import cached_property

from postlint.document.claims.lexicon import Lexicon, PhraseTable

#: a web address; a number; a word with inner apostrophe, hyphen or stop; any other sign
_TOKEN = re.compile(r"https?://\S+|\d+(?:[.,]\d+)*|[^\W\d_](?:[^\W_]|['’.&\-](?=[^\W_]))*|[^\w\s]")
_STRONG = frozenset(";:—…!?•|\n")
_DASHES = frozenset("-–")
#: words that open a clause of its own
_OPENERS = frozenset(
    ("that", "because", "since", "while", "whereas", "although", "though", "but", "and", "with", "where", "which", "as")
)


class Reading:
    """A sentence's tokens: `low` in lower case with straight apostrophes, `raw` as written, `starts` and `ends` in `text`."""

    __slots__ = ("__dict__", "ends", "lex", "low", "raw", "starts", "text")

    def __init__(self, text: str, lex: Lexicon) -> None:
        self.text, self.lex = text, lex
        matches = list(_TOKEN.finditer(text))
        self.raw = [m.group() for m in matches]
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.low = [word.lower().replace("’", "'") for word in self.raw]

    def __len__(self) -> int:
        return len(self.low)

    @cached_property
    def words(self) -> frozenset[str]:
        """The different tokens, lower case."""
        return frozenset(self.low)

    @cached_property
    def is_question(self) -> bool:
        """Whether the sentence ends with a question mark."""
        return self.text.rstrip(" \"'”’)*_").endswith("?")

    def word(self, at: int) -> str:
        """The token at an index, "" outside."""
        return self.low[at] if 0 <= at < len(self.low) else ""

    def adjacent(self, at: int) -> bool:
        """Whether no space stands between the token at `at` and the one before it."""
        return 0 < at < len(self.low) and self.starts[at] == self.ends[at - 1]

    def is_number(self, at: int) -> bool:
        """Whether the token at `at` is written in digits."""
        return 0 <= at < len(self.raw) and self.raw[at][0].isdigit()

    def has(self, name: str, start: int = 0, end: int | None = None) -> bool:
        """Whether a word of the list `name` stands in the tokens from `start` to `end`."""
        cues = self.lex.words(name)
        if start == 0 and end is None:
            return not cues.isdisjoint(self.words)
        return not cues.isdisjoint(self.low[start:end])

    def find(self, name: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """The first place, as token indexes, of a phrase of the list `name`."""
        return self.find_in(self.lex.phrases(name), start, end)

    def find_in(self, table: PhraseTable, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """The first place, as token indexes, of a phrase of `table`."""
        low, stop = self.low, len(self.low) if end is None else min(end, len(self.low))
        for at in range(start, stop):
            for rest in table.get(low[at], ()):
                after = at + 1 + len(rest)
                if after <= stop and all(
                    want in (got, "*") for want, got in zip(rest, low[at + 1 : after], strict=True)
                ):
                    return at, after
        return None

    def starts_with(self, name: str) -> bool:
        """Whether the sentence, its label aside, begins with a phrase of the list `name`."""
        at = self.begin
        found = self.find(name, at, at + 6)
        return found is not None and found[0] == at

    @cached_property
    def label(self) -> tuple[int, int]:
        """Where a label such as "Cost:" or "Target -" stands at the beginning; empty if there is none."""
        for at in range(1, min(7, len(self.low))):
            if self.low[at] == ":" and not (self.is_number(at + 1) and self.adjacent(at + 1)):
                return 0, at
            if self.low[at] in ".!?;,(":
                break
        return 0, 0

    @cached_property
    def begin(self) -> int:
        """The index of the first word after a label, a list number, quotation marks and the like."""
        at = self.label[1]
        while at < len(self.low) and not self.low[at][0].isalnum():
            at += 1
        return at

    def is_boundary(self, at: int) -> bool:
        """Whether a strong boundary stands at `at`: ; : — or a dash between spaces."""
        token = self.low[at]
        if token in _STRONG:
            return not (token == ":" and self.is_number(at - 1) and self.is_number(at + 1))
        return token in _DASHES and not self.adjacent(at) and not self.adjacent(at + 1)

    def clause(self, at: int) -> tuple[int, int]:
        """The tokens around `at` up to a strong boundary on either side."""
        start, end = at, at
        while start > 0 and not self.is_boundary(start - 1):
            start -= 1
        while end < len(self.low) and (end == at or not self.is_boundary(end)):
            end += 1
        return start, end

    def phrase(self, at: int) -> tuple[int, int]:
        """The tokens around `at` up to a comma, a bracket or a strong boundary on either side."""
        start, end = self.clause(at)
        for i in range(at - 1, start - 1, -1):
            if self.low[i] in ",()[]":
                start = i + 1
                break
        for i in range(at + 1, end):
            if self.low[i] in ",()[]":
                end = i
                break
        return start, end

    def subclause(self, at: int) -> int:
        """Where the clause that holds `at` begins: after a comma, a boundary or a word that opens a clause."""
        start = self.phrase(at)[0]
        for i in range(at - 1, start - 1, -1):
            if self.low[i] in _OPENERS:
                return i + 1
        return start

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """The tokens between quotation marks, as index ranges."""
        out, opened = [], -1
        for at, token in enumerate(self.low):
            if token == "“" or (token == '"' and opened < 0):
                opened = at + 1
            elif token in ("”", '"') and opened >= 0:
                out.append((opened, at))
                opened = -1
        return tuple(out)

    def quoted(self, at: int) -> bool:
        """Whether the token at `at` stands between quotation marks."""
        return any(start <= at < end for start, end in self.quotes)

    def proper(self, at: int) -> bool:
        """Whether the token looks like a name: a capital that the beginning of a sentence does not explain."""
        if not 0 <= at < len(self.raw):
            return False
        word = self.raw[at]
        if not word[0].isupper() or self.low[at] in _NO_NAMES or (self.is_number(at - 1) and self.adjacent(at)):
            return False
        if any(c.isupper() for c in word[1:]):
            return True
        first = at == 0 or self.low[at - 1] in '.!?:“"•|—' or at == self.begin
        return not first or (
            at + 1 < len(self.raw) and self.raw[at + 1][0].isupper() and self.low[at + 1] not in _NO_NAMES
        )


_NO_NAMES = frozenset(
    (
        "i", "i'm", "i've", "i'd", "i'll", "ai", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "the", "a", "an", "roi", "seo", "hr", "it", "ml", "ceo", "crm", "api", "faq", "kpi", "pr", "b2b", "saas", "a/b",
    )
)  # fmt: skip
