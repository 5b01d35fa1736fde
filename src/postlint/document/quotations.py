"""Finds the quoted text of a post, which is not the author's own.

Quoted are text between quotation marks of any language (a straight mark may go with a curved one), a block quote with
an attribution, what stands in a shortcode or component for quotations, the titles of other works in a list of links,
the paragraphs of a named speaker in an interview or a transcript, and the answers to questions in block quotes. A block
quote without an attribution may be a note of the author's own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from postlint.data.lines import entries_of
from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import Block, Passage
from postlint.prose.words import Sentence
from postlint.records import NamedTuple
from postlint.spans import Span, merge_spans

if TYPE_CHECKING:
    from postlint.document.document import Document

#: an opening mark and what closes it; » opens in German and Danish, “ closes in German, ” opens in Swedish
_PAIRS: Mapping[str, str] = {
    "“": '”"', "„": '“”„"', "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹", "「": "」", "『": "』", "《": "》",
    "〝": "〞", '"': '"”', "‘": "’", "‚": "‘’", "'": "'",
}  # fmt: skip
#: marks that are apostrophes too: they open only before a word and close only after one
_APOSTROPHES = "'’"
#: the closing mark is searched within so many characters, so that any text takes linear time
_LONGEST = 4000


class Stretch(NamedTuple):
    """A part of a passage's text, as offsets in it."""

    start: int
    end: int


class Quotations:
    """The quoted stretches of a post's passages."""

    def __init__(self, passages: Sequence[Passage], doc: Document) -> None:
        self._whole = _quoted_passages(passages, doc)
        self._stretches: dict[int, Sequence[Stretch]] = {}

    def stretches(self, passage: Passage) -> Sequence[Stretch]:
        """The quoted parts of a passage, in order; one part with all of it when it is a quotation as a whole."""
        found = self._stretches.get(id(passage))
        if found is None:
            whole = [Stretch(0, len(passage.text))]
            found = whole if id(passage) in self._whole else list(in_marks(passage.text))
            self._stretches[id(passage)] = found
        return found

    def is_whole(self, passage: Passage) -> bool:
        """Whether a passage is a quotation as a whole."""
        return id(passage) in self._whole

    def is_quoted(self, passage: Passage, start: int, end: int | None = None) -> bool:
        """Whether ``text[start:end]`` of a passage lies inside a quotation."""
        stretches = self.stretches(passage)
        at = bisect_right(stretches, start, key=lambda stretch: stretch.start) - 1
        return at >= 0 and (start if end is None else end) <= stretches[at].end

    def holds(self, sentence: Sentence) -> bool:
        """Whether most of a sentence is quoted."""
        stretches = self.stretches(sentence.passage)
        if not stretches:
            return False
        first = bisect_right(stretches, sentence.start, key=lambda stretch: stretch.end)
        last = bisect_left(stretches, sentence.end, key=lambda stretch: stretch.start)
        inside = sum(
            min(sentence.end, stretch.end) - max(sentence.start, stretch.start) for stretch in stretches[first:last]
        )
        return 2 * inside > sentence.end - sentence.start


# -- quotation marks ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _any_mark() -> re.Pattern[str]:
    return re.compile("[" + "".join(_PAIRS) + "]")


def in_marks(text: str) -> Iterator[Stretch]:
    """The text between quotation marks, without the marks.

    A quotation that continues in the next paragraph has no closing mark: an opening mark at the start of the text then
    quotes all of it.
    """
    at = 0
    closers: dict[str, list[int]] = {}
    while opening := _any_mark().search(text, at):
        start = opening.start()
        at = start + 1
        if not _opens(text, start):
            continue
        mark = text[start]
        if mark not in closers:
            closers[mark] = _closers(text, mark)
        end = _next(closers[mark], start)
        if end < 0:
            if not text[:start].strip() and mark not in _APOSTROPHES:
                yield Stretch(start + 1, len(text))
                return
            continue
        yield Stretch(start + 1, end)
        at = end + 1


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or (before.isalnum() and text[at] not in "「『《〝"):
        return False
    # « fin » and « début » have a space inside
    return not after.isspace() or text[at] in "«»‹›"


def _closers(text: str, mark: str) -> list[int]:
    """Where quotations that a mark opens can close."""
    found = []
    for match in re.finditer(f"[{re.escape(_PAIRS[mark])}]", text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if text[at] in _APOSTROPHES and (after.isalnum() or before.isspace()):
            continue
        if text[at] == mark and before.isspace() and text[at] not in "»›":
            continue  # it opens another one
        found.append(at)
    return found


def _next(closers: list[int], start: int) -> int:
    """Where the quotation that opens at `start` closes; -1 if it does not."""
    index = bisect_right(closers, start)
    return closers[index] if index < len(closers) and closers[index] < start + _LONGEST else -1


# -- whole passages -----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _signature() -> re.Pattern[str]:
    """A line that names who spoke: "— Ada Baker, miller", "— ada (@ada)" under a post of a social network."""
    name = r"(?:[^\W\d_a-zß-ÿа-я][^\n]{1,100}|[^\n@]{0,60}@\w[^\n]{0,60})"
    return re.compile(rf"(?:^|\n|[.!?…\"”»]\s)\s*(?:[—–―]|--?|~)\s*{name}$")


def is_signature(text: str) -> bool:
    """Whether a text is a line that names who spoke or wrote."""
    found = _signature().match(text)
    return found is not None and len(text.split()) <= 14


#: the link behind a passage that a reader marked in a book
_HIGHLIGHT = "](kindle://"


def _quoted_passages(passages: Sequence[Passage], doc: Document) -> frozenset[int]:
    """The ids of the passages that are quotations as a whole."""
    quotes: dict[int, tuple[Block, list[Passage]]] = {}
    for passage in passages:
        outer = [block for block in passage.block.ancestors() if block.kind == "quote"]
        if outer:
            quotes.setdefault(id(outer[-1]), (outer[-1], []))[1].append(passage)
    found = {
        id(passage) for block, inside in quotes.values() if _is_attributed(block, inside, doc) for passage in inside
    }
    found |= {id(passage) for passage in passages if _is_title(passage)}
    if _HIGHLIGHT in doc.text:
        found |= {id(passage) for passage in passages if _HIGHLIGHT in doc.slice(passage.block.span)}
    elements = merge_spans(list(_bodies(doc, "quoted")))
    ends = [one.end for one in elements]
    for passage in passages if elements else ():
        at = bisect_right(ends, passage.block.span.start)  # the first that ends behind the passage's start
        if at < len(elements) and elements[at].overlaps(passage.block.span):
            found.add(id(passage))
    labels = {
        id(passage): _speaker(passage) or _speaker_above(passage, doc)
        for passage in passages
        if passage.kind == "paragraph"
    }
    often = Counter(label for label in labels.values() if label)
    spoken = {key for key, label in labels.items() if label and often[label] > 1}
    # in plain text, "Pro Tip:" looks like a name as well: what follows it is the author's
    if len({labels[key] for key in spoken}) > 1 and _TURNS * len(spoken) >= len(labels):
        named = {id(one) for one in passages if one.bold_start}
        spoken |= _continued(passages, spoken & named) if named & spoken else set()
    turns = [one for one in passages if one.kind == "paragraph" and _is_turn(one)]
    said = Counter(one.bold_start for one in turns)
    if len(said) > 1 and min(said.values()) > 1:  # a talk, in which each begins below a name
        spoken |= {id(one) for one in passages if one.block.span > turns[0].block.span}
    asked = [inside[-1] for _, inside in quotes.values() if _is_question(inside)]
    if len(asked) >= _QUESTIONS and 2 * len(asked) > len(quotes):  # an interview, with its questions in block quotes
        spoken |= {id(one) for one in passages if one.kind == "paragraph" and one.block.span > asked[0].block.span}
    questions = [one for one in _bodies(doc, "asked") if doc.slice(one).rstrip().endswith(_QUESTION_MARKS)]
    if len(questions) > 1:  # a talk with an assistant; a command in a terminal is no question
        spoken |= {id(one) for one in passages if one.block.span > questions[0]}
    return frozenset(found | spoken)


def _bodies(doc: Document, kind: str) -> Iterator[Span]:
    """What stands in shortcodes and components of a kind: ``{{< quote >}}…{{< /quote >}}``, ``<Testimonial>…``."""
    names = _tag_names()[kind] if doc.masks else frozenset[str]()
    opened: list[tuple[str, int]] = []
    for mask in doc.masks:
        tag = _TAG.match(mask.text)
        if tag is None or mask.text.endswith("/>"):
            continue
        closes, name = tag[1], tag[2].lower()
        if name in names and not closes:
            opened.append((name, mask.span.end))
        elif opened and (name == opened[-1][0] if closes else name in ("end", f"end{opened[-1][0]}")):
            yield Span(opened.pop()[1], mask.span.start)


_TAG = lazy_pattern(r"(?:\{[{%][<%-]?|<)\s*(/?)\s*([\w.-]+)")


@lru_cache(maxsize=1)
def _tag_names() -> Mapping[str, frozenset[str]]:
    lines = (line.partition(":") for line in entries_of(Path(__file__).with_name("quoting-tags.txt")))
    return {kind: frozenset(names.split()) for kind, _, names in lines}


def _is_question(inside: Sequence[Passage]) -> bool:
    """Whether a block quote may be the question of an interviewer: a letter to a column of advice has more words."""
    words = sum(len(one.text.split()) for one in inside)
    return inside[-1].text.rstrip().endswith(_QUESTION_MARKS) and words <= _QUESTION_WORDS


#: so many block quotes with a question are those of an interview, each of so many words
_QUESTIONS, _QUESTION_WORDS, _QUESTION_MARKS = 4, 60, ("?", "？", "؟")

#: a text in which at least one of so many paragraphs begins with the name of a speaker is a transcript
_TURNS = 5


def _is_turn(passage: Passage) -> bool:
    """Whether a paragraph begins with a name in bold, with a colon, in a line by itself."""
    name = passage.bold_start if _FIRST_LINE.match(passage.text) else ""
    return name.endswith(":") and len(name) <= _LONGEST_NAME and passage.text[len(name) :][:1] in ("", "\n")


_LONGEST_NAME = 30
_FIRST_LINE = lazy_pattern(rf"[^\n]{{0,{_LONGEST_NAME}}}(?:\n|\Z)")


def _continued(passages: Sequence[Passage], spoken: Collection[int]) -> set[int]:
    """The paragraphs of a transcript that go on with what the one before says, up to the next heading."""
    found: set[int] = set()
    goes_on = False
    for passage in passages:
        goes_on = passage.kind == "paragraph" and (goes_on or id(passage) in spoken)
        if goes_on:
            found.add(id(passage))
    return found


def _is_title(passage: Passage) -> bool:
    """Whether a list item is nothing but a link with several words to another site: the title of what is there."""
    inlines = passage.block.inlines
    return (
        len(inlines) == 1
        and inlines[0].kind == "link"
        and passage.block.inside("item")
        and str(inlines[0].attrs.get("url", "")).startswith(("http://", "https://"))
        and len(passage.text.split()) > _NAME
    )


#: a link of so many words may be the name of something
_NAME = 2


def _is_attributed(quote: Block, inside: Sequence[Passage], doc: Document) -> bool:
    """Whether a block quote has an attribution: in its last line, in a `cite`, or in the text before or after it."""
    tags = (tag for tag in doc.html_tags if quote.span.start <= tag.span.start < quote.span.end)
    if _signature().search(inside[-1].text) or any(
        tag.name in ("cite", "footer", "figcaption") or (tag.name == "blockquote" and "cite" in tag.attrs)
        for tag in tags
    ):
        return True
    if len(inside) > 1 and [one.kind for one in inside[-1].block.inlines] == ["link"]:
        return True
    before = doc.text[: quote.span.start].rstrip()[-1:]
    behind = doc.text[quote.span.end : quote.span.end + 200].lstrip().split("\n", 1)[0]
    return before in (":", "：") or is_signature(behind)


def _speaker(passage: Passage) -> str:
    """The name with which a paragraph of an interview begins, with a colon; "" if it begins with none.

    One word is a name only in bold: others are labels ("Note:").
    """
    label, colon, _ = passage.text.partition(":")
    words = label.split() if colon else ()
    is_name = 0 < len(words) <= 4 and all(word[:1].isupper() for word in words)
    return label if is_name and (len(words) > 1 or passage.bold_start) else ""


def _speaker_above(passage: Passage, doc: Document) -> str:
    """The label of a paragraph of a transcript, which begins with a name in a line by itself; "" for others.

    The label is the name, or the line above it if that ends with a colon ("Transcript:"): this one is the same in the
    paragraphs of all speakers.
    """
    first, newline, rest = doc.slice(passage.block.span).partition("\n")
    if not newline:
        return ""
    name, line_break, _ = rest.partition("\n") if first.rstrip().endswith(":") else (first, bool(rest), "")
    words = name.split()
    is_name = 0 < len(words) <= 4 and all(word[0].isupper() and word[-1].isalnum() for word in words)
    return first.strip() if line_break and is_name else ""
