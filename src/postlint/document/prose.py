"""STUB: sentences and words of a passage."""

from __future__ import annotations

import re

from postlint.document.nodes import Passage, Sentence, Word

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


def split_sentences(passage: Passage, passage_index: int = 0, language: str = "en") -> list[Sentence]:
    """The sentences of a passage, in order."""
    out = []
    for m in _SENTENCE.finditer(passage.text):
        start, end = m.span()
        while start < end and passage.text[start].isspace():
            start += 1
        if start < end:
            words = tuple(Word(w.group(), w.start(), w.end()) for w in _WORD.finditer(passage.text, start, end))
            out.append(Sentence(passage.text[start:end], start, end, words, passage, passage_index, len(out)))
    return out
