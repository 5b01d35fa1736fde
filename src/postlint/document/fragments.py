"""Separates full sentences from fragments: short text without a stop in lists, captions and signatures."""

from __future__ import annotations

from collections.abc import Sequence

from postlint.document.quotations import is_signature
from postlint.prose.scripts import suits
from postlint.prose.words import Sentence

_STOPS = ".!?…。！？।؟۔:："
_CLOSERS = "\"'”’»›)]）」』*_ "
#: the greatest number of words of a fragment without a stop: as a list item, as a line of its own
_ITEM, _LINE = 15, 8


def full_sentences(sentences: Sequence[Sentence], language: str) -> tuple[Sentence, ...]:
    """The sentences that are no fragments, of the passages that are in the script of the post's language.

    In another script words and sentences have other lengths: a post may have a Chinese half and an English one.
    """
    passages = {id(sentence.passage): sentence.passage for sentence in sentences}
    suited = {key for key, passage in passages.items() if suits(passage.text, language)}
    return tuple(text for text in sentences if id(text.passage) in suited and not is_fragment(text))


def is_fragment(sentence: Sentence) -> bool:
    """Whether it is no full sentence: a cell, a short item or line without a stop, a signature, "#42862"."""
    passage = sentence.passage
    if passage.kind == "cell" or not any(map(_has_letter, sentence.tokens)):
        return True
    text = sentence.text.rstrip(_CLOSERS)
    if text[-1:] in _STOPS and text[-1:] not in ":：":
        return False
    is_last = not passage.text[sentence.end :].strip()
    if is_last and is_signature(sentence.text):
        return True
    # only the last sentence of a block can lack its stop
    limit = _ITEM if passage.kind == "item" else _LINE
    return is_last and sentence.index == 0 and len(sentence.tokens) <= limit


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))
