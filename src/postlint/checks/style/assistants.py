"""The text that a post itself presents as that of an assistant, or as a talk: what it says there is no leftover."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import Heading, Passage
from postlint.records import NamedTuple
from postlint.spans import Span


class Words(NamedTuple):
    """Names of assistants that mean nothing else, and other names; words for them, for talks, and for prompts."""

    assistants: tuple[str, ...]
    others: tuple[str, ...]
    roles: tuple[str, ...]
    talks: tuple[str, ...]
    prompts: tuple[str, ...]

    def names(self, text: str) -> bool:
        """Whether a text names an assistant that is nothing else."""
        return _any_of(self.assistants).search(text.casefold()) is not None

    def presents(self, text: str) -> bool:
        """Whether the words above a text name an assistant, or a talk: "ChatGPT", "The full prompt", "Transcript 2"."""
        lowered = text.casefold()
        named = _any_of((*self.assistants, *self.others)).search(lowered) or _any_of(self.roles).fullmatch(lowered)
        return named is not None or self._is_talk(lowered)

    def introduces(self, text: str) -> bool:
        """Whether the words before a colon at the end of a paragraph name an assistant, in any words."""
        return _any_of((*self.assistants, *self.others, *self.roles)).search(text.casefold()) is not None

    def is_about_talk(self, text: str) -> bool:
        """Whether a title tells of a talk with an assistant."""
        return self.introduces(text) and _any_of(self.talks).search(text.casefold()) is not None

    def asks(self, text: str) -> bool:
        """Whether the words above a text say that an assistant was asked it: what follows is the answer."""
        return self._is_called(text.casefold(), self.prompts)

    def _is_talk(self, text: str) -> bool:
        return self._is_called(text, (*self.talks, *self.prompts))

    def _is_called(self, text: str, names: tuple[str, ...]) -> bool:
        """Whether a heading is called after a thing; "Prompt engineering" is called after something else."""
        found = _any_of(names).finditer(text)
        return any(_BEHIND.match(text, match.end()) is not None or not _is_cased(match[0]) for match in found)


#: what follows the name of a thing: its end, a sign, a number, a short word as in "conversation with"
_BEHIND = lazy_pattern(r"\s*(?:$|[^\w\s]|\d)|\s+[^\W\d_]{1,5}(?!\w)(?=\s+\w)")


def _is_cased(text: str) -> bool:
    return text.upper() != text.lower()


@lru_cache(maxsize=8)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some words; in scripts with capitals, whole ones, which may stand beside letters of other scripts."""
    letter = "[a-zß-öø-ÿа-яё]"
    parts = (
        rf"(?<!{letter}){re.escape(word.casefold())}(?!{letter})" if _is_cased(word) else re.escape(word)
        for word in words
    )
    return re.compile("|".join(parts) or r"(?!)")


def presented(doc: Document, words: Words) -> list[Span]:
    """The parts of a post that it presents as the text of an assistant, or as a talk.

    These are the text below a heading that says so, the paragraph behind one that introduces it ("ChatGPT wrote:"),
    what stands behind such words in its own line, the answer to the words of a reader in a block quote, and what comes
    next to a prompt, whatever it is called: the section of that level, or the paragraph.
    """
    headings = doc.headings[1:] if doc.headings and doc.headings[0].level == 1 else doc.headings  # without the title
    found = [_below(doc, heading) for heading in headings if words.presents(heading.text)]
    sections = pairwise(headings)
    found += [
        _below(doc, heading) for last, heading in sections if words.asks(last.text) and last.level == heading.level
    ]
    before: Passage | None = None
    asked = False
    answers = any(map(words.introduces, (doc.string("title"), *(heading.text for heading in doc.headings))))
    for passage in doc.all_passages:
        label = _LABEL.match(passage.text)
        if (label is not None and words.presents(label[1])) or (
            before is not None and (asked or _introduces(before, words, answers=answers))
        ):
            found.append(passage.block.span)
        before, asked = passage, label is not None and words.asks(label[1])
    return found


#: the words before a colon, at the start of a line
_LABEL = lazy_pattern(r"([^\n:：.!?]{1,80})[:：]")


def _introduces(passage: Passage, words: Words, *, answers: bool) -> bool:
    """Whether the next passage is what an assistant says, by the last sentence of this one.

    It may also answer the words of a reader in a block quote: a question, or any in a post on assistants (`answers`).
    """
    text = passage.text.rstrip()
    if text.endswith((":", "：")):
        last = re.split(r"[.!?。！？]\s", text)[-1]
        return words.introduces(last) or words.presents(last)
    return passage.quoted and (answers or text.endswith(("?", "？")))


def _below(doc: Document, heading: Heading) -> Span:
    """The text below a heading, up to the next of its level or above it."""
    later = (other for other in doc.headings if other.span.start > heading.span.start)
    end = next((other.span.start for other in later if other.level <= heading.level), len(doc.text))
    return Span(heading.span.end, end)
