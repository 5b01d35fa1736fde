"""A post read as yoastseo reads it, step by step, so that each difference from our counts has a name and a size.

yoastseo reads the HTML that a generator would make. It knows no header but YAML, no templates and no attribute lists,
so these are words to it; and it splits and judges sentences in a way of its own. What it does was observed in yoastseo
3.6.0 on HTML by remark; none of its code or lists is here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from postlint.document.document import Document
from postlint.parse.nodes import OBJECT, Block, Inline, Passage
from postlint.parse.source import OffsetMap
from postlint.prose import language_data as languages
from postlint.prose.grammar import has_transition, passive_span
from postlint.prose.sentences import split_sentences, words_of
from postlint.prose.words import Sentence

#: the steps from our reading to theirs, in the order in which they are taken, and what each of them means
STEPS = {
    "header": "a header that is not YAML is text",
    "html": "the content of HTML blocks is text",
    "templates": "shortcodes, template tags and attribute lists are text",
    "footnotes": "the mark of a footnote is a word, and footnotes have a heading",
    "words": "only spaces part words, and a line without a letter is a sentence",
    "urls": "a bare URL is a word",
    "splits": "no sentence begins with code, in lower case or at a line break; one ends at an initial or a number, and "
    "in a list item between two links",
    "passives": "a participle anywhere behind be or get is a passive, also where it describes; each line counts anew",
    "transitions": "its list has words that only give a time or a place, and lacks some that tie; none spans lines",
}
#: transitions of the posts that only one list has
ONLY_OURS = (
    *(
        "this means",
        "that means",
        "which means",
        "here",
        "as well(?! as)",
        "once",
        "after(?! all)",
        "next",
        "plus",
        "except",
    ),
    *("(?<!at )(?<!the )first", "in the future", "in the past", "in turn", "right after", "thanks to", "as noted"),
    *("clearly", "interestingly", "unfortunately", "luckily", "frankly", "essentially", "on the flip side", "the more"),
    *("as you can see", "at the end of the day"),
)
ONLY_THEIRS = (
    *("following", "still", "last", "later", "earlier", "overall", "at least", "most important", "occasionally"),
    *("significantly", "previously", "not only", "mostly", "different from", "all at once", "to repeat"),
)

#: behind these a passive has to begin anew
_CLAUSE_STARTS = (
    *("to", "which", "who", "that", "whose", "after", "although", "as", "because", "before", "if", "lest", "once"),
    *("since", "so", "than", "though", "unless", "until", "when", "where", "whether", "while", "why", "how", "what"),
    *("and", "but", "or", "do", "does"),
)
#: right before a participle these make an adjective or a noun of it
_NO_PASSIVE_BEHIND = frozenset(
    ("a", "an", "the", "no", "any", "this", "my", "your", "our", "their", "its", "most", "more", "less", "very", "too")
)
_UNREAD = re.compile(r"(?s)<!--.*?-->|<(script|style|pre|code|svg|blockquote|textarea|iframe)\b.*?(?:</\1>|\Z)")
_INLINE_TAG = re.compile(r"(?i)</?(?:a|abbr|b|big|del|em|font|i|img|ins|mark|q|s|small|span|strong|sub|sup|u)\b[^>]*>")
_TAG = re.compile(r"<[!/?A-Za-z][^>]*>")
#: where a text is cut whatever stands around
_SEAM = "\f"


@dataclass(frozen=True)
class Reading:
    """The sentences of a post, read with some of the steps."""

    sentences: Sequence[Sentence]
    steps: frozenset[str]

    def numbers(self) -> dict[str, float]:
        """Words and sentences, and shares of the sentences in percent."""
        return {
            "words": sum(len(sentence.tokens) for sentence in self.sentences),
            "sentences": len(self.sentences),
            "long %": self._percent(lambda sentence: len(sentence.tokens) > 20),
            "passive %": self._percent(self.passives),
            "transition %": self._percent(self.is_tied),
        }

    def _percent(self, holds: Callable[[Sentence], int]) -> float:
        return 100 * sum(map(holds, self.sentences)) / len(self.sentences) if self.sentences else 0.0

    def passives(self, sentence: Sentence) -> int:
        """How often a sentence counts as passive: to yoastseo each line of the source is a sentence here."""
        if "passives" in self.steps:
            return sum(map(_has_loose_passive, sentence.text.split("\n")))
        return passive_span(sentence, "en") is not None

    def is_tied(self, sentence: Sentence) -> bool:
        """Whether a sentence counts as having a transition."""
        if not sentence.tokens:
            return False
        if "transitions" not in self.steps:
            return has_transition(sentence, "en")
        # a phrase that goes on in the next line of the source is none to yoastseo
        lines = [" ".join(word.text for word in words_of(line)) for line in sentence.text.split("\n")]
        text = " \0 ".join(lines).lower().replace("’", "'")
        if _any_of(ONLY_THEIRS).search(text):
            return True
        rest = _any_of(ONLY_OURS).sub("\0", text).split()
        return bool(rest) and has_transition(replace(sentence, text="", tokens=tuple(rest)), "en")


@lru_cache
def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{'|'.join(phrases)})(?!\S)")


def read(doc: Document, steps: frozenset[str]) -> Reading:
    """Read a post with some of the steps. Headings are sentences and block quotes none, as in yoastseo, always."""
    split = _split if "splits" in steps else _split_as_rules_do
    return Reading([sentence for passage in _passages(doc, steps) for sentence in split(passage, steps)], steps)


# -- what is text -----------------------------------------------------------------------------------------


def _passages(doc: Document, steps: frozenset[str]) -> Iterator[Passage]:
    if "header" in steps and doc.front_matter.format != "yaml":
        yield from _plain(doc.slice(doc.front_matter.span), doc.root)
    for block in doc.blocks:
        if block.inside("quote"):
            continue
        if block.kind == "html" and "html" in steps:
            for part in re.split(r"\n{2,}", _html_text(doc.slice(block.span))):
                yield from _plain(part, block)
        elif block.inlines:
            hidden = [mask.span for mask in doc.masks if mask.kind.endswith("-hidden")] if "templates" in steps else []
            inside = [span for span in hidden if block.span.start <= span.start < block.span.end]
            text = _Text(doc, steps, in_tight_item=_is_tight(doc, block)).of(block.inlines)
            yield from _plain(" ".join([text, *map(doc.slice, inside)]), block)
    if "footnotes" in steps and any(reference.footnote and reference.defined for reference in doc.references):
        yield from _plain("Footnotes", doc.root)


def _plain(text: str, block: Block) -> Iterator[Passage]:
    if text.strip():
        yield Passage(text, "paragraph", block, OffsetMap())


def _html_text(html: str) -> str:
    """The text of HTML, its blocks parted by empty lines."""
    return _TAG.sub("\n\n", _INLINE_TAG.sub("", re.sub(r"\s+", " ", _UNREAD.sub("", html))))


def _is_tight(doc: Document, block: Block) -> bool:
    """Whether a block stands in an item of a list that has no empty lines between its blocks."""
    item = block.parent
    if item is None or item.kind != "item" or item.parent is None:
        return False
    rows = [item.parent.children, *(sibling.children for sibling in item.parent.children)]
    return not any("\n\n" in doc.text[a.span.end - 1 : b.span.start] for row in rows for a, b in pairwise(row))


@dataclass(frozen=True)
class _Text:
    """Makes text of inlines."""

    doc: Document
    steps: frozenset[str]
    in_tight_item: bool

    def of(self, inlines: list[Inline]) -> str:
        """Their text: nodes.OBJECT for code and images, and for what only a later step reads."""
        return "".join(self._of_one(node, inlines[index - 1 : index]) for index, node in enumerate(inlines))

    def _of_one(self, node: Inline, before: list[Inline]) -> str:
        if node.kind == "text":
            if self.in_tight_item and "splits" in self.steps and not node.text.strip() and before:
                return _SEAM  # yoastseo cuts an item where only a space parts two elements
            return self._with_templates(node)
        if node.kind == "softbreak":
            return "\n" if "splits" in self.steps else " "
        if node.kind == "break" or (node.kind == "html" and node.text.lower().startswith("<br")):
            return "\n"
        if node.kind == "footnote":
            return "1" if "footnotes" in self.steps else ""
        if node.kind == "link" and not node.children:
            return node.text if "urls" in self.steps else OBJECT
        if node.kind in ("code", "image", "html"):
            return OBJECT if node.kind != "html" else ""
        return self.of(node.children)

    def _with_templates(self, node: Inline) -> str:
        if OBJECT not in node.text or node.map is None or "templates" not in self.steps:
            return node.text
        spans = (node.map.span(at, at + 1) for at in range(len(node.text)))
        return "".join(
            re.sub("<[^>]*>", "", self.doc.slice(span)) if char == OBJECT else char
            for char, span in zip(node.text, spans, strict=True)
        )


# -- what is a sentence, and a word -------------------------------------------------------------------------


def _split_as_rules_do(passage: Passage, steps: frozenset[str]) -> Iterator[Sentence]:
    found = split_sentences(passage, 0, "en")
    if "words" not in steps:
        yield from found
    elif found or passage.text.replace(OBJECT, "").strip():
        for sentence in found or [Sentence(passage.text, 0, len(passage.text), (), passage)]:
            yield replace(sentence, tokens=_tokens(sentence.text))


def _split(passage: Passage, steps: frozenset[str]) -> Iterator[Sentence]:
    """Split a text as yoastseo does, or nearly so."""
    text = passage.text.replace(OBJECT, " ")
    passage = Passage(text, "paragraph", passage.block, passage.map)
    start = 0
    for end in [*(m.end() for m in _end_pattern().finditer(text) if not _is_abbreviation(text, m)), len(text)]:
        if text[start:end].strip():
            yield Sentence(text[start:end].strip(), start, end, _tokens(text[start:end]), passage)
        start = end


@lru_cache
def _end_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_SEAM}|[.!?…]+[\"'”’)\]]*\s+(?=[\"'“‘(\[«]*[A-Z0-9À-ÞΑ-Ω])|[!?]\s+")


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    word = text[: end.start()].rpartition(" ")[2] + "."
    return languages.load("en").abbreviations.get(word) == ""


def _tokens(text: str) -> tuple[str, ...]:
    """The words of a text, parted by spaces, without the punctuation around them."""
    bare = (token.strip(".,;:!?…\"'“”‘’()[]{}<>|/\\*_–—-" + OBJECT) for token in text.split())
    return tuple(token for token in bare if token) + ("*",) * text.count("*/") * 2


# -- what is a passive --------------------------------------------------------------------------------------


def _has_loose_passive(line: str) -> bool:
    """Whether a participle stands anywhere behind a form of be or get, up to a comma, a colon or a conjunction."""
    english = languages.load("en")
    auxiliaries, irregular = english.word_set("passive-auxiliaries"), english.word_set("participles")
    for clause in _clause_start().split(line.lower().replace("’", "'")):
        words = re.findall(r"[\w'-]+", clause)
        begin = next((index for index, word in enumerate(words) if word in auxiliaries), len(words))
        for before, word in pairwise(words[begin:]):
            if before not in _NO_PASSIVE_BEHIND and (word in irregular or re.fullmatch(r"[\w-]+(?<!ne)ed", word)):
                return True
    return False


@lru_cache
def _clause_start() -> re.Pattern[str]:
    return re.compile(rf"[,:;]|\b(?:{'|'.join(_CLAUSE_STARTS)}|here's|there's|(?!being|getting)\w+ing)\b")
