"""Checks on readability: sentences, paragraphs, words.

Shares are of the author's own sentences: full ones of paragraphs and list items, without table cells, fragments and
quotations. The wording of legal pages is not the author's. Lengths are not checked in scripts without spaces, where a
character counts as a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from postlint.checks.readability.stretches import is_enumeration, words_at_a_stretch
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.parse.nodes import OBJECT, Passage
from postlint.prose import language_data as languages
from postlint.prose.sentences import SPACELESS, SYLLABIC
from postlint.prose.words import Sentence
from postlint.results.hits import Hit, Related, Severity
from postlint.spans import Span

if TYPE_CHECKING:
    from postlint.prose.readability import Reading

#: languages in which a counted word is no word, but a syllable, a phrase or a character
LANGUAGES_WITHOUT_WORD_COUNTS = SPACELESS | SYLLABIC


def reading_ease(doc: Document, *, min: float, formula: str, min_words: int) -> Iterator[Hit]:
    """Compare a formula that gives more points to easier texts with its least value."""
    reading = doc.reading
    value = reading.ease(formula) if reading.word_count >= min_words and not doc.is_legal else None
    if value is not None and round(value, 1) < min:
        yield Hit(doc.top, {"value": round(value, 1), "min": min, **_counted(doc)}, related=_hardest(reading))


def reading_grade(doc: Document, *, max: float, formula: str, min_words: int) -> Iterator[Hit]:
    """Compare a formula that gives more points to harder texts with its greatest value."""
    reading = doc.reading
    value = reading.grade(formula) if reading.word_count >= min_words and not doc.is_legal else None
    if value is not None and round(value, 1) > max:
        values = {"value": round(value, 1), "max": max, "formula": formula, **_counted(doc)}
        yield Hit(doc.top, values, related=_hardest(reading))


def _counted(doc: Document) -> Mapping[str, Any]:
    """The counts of a formula, and what it left out, as values for a message."""
    counts = doc.reading.counts
    kinds = [passage.kind for passage in doc.all_passages]
    return {
        "words": counts.words,
        "sentences": counts.sentences,
        "words_per_sentence": round(counts.words_per_sentence, 1),
        "syllables_per_word": round(counts.syllables_per_word, 2),
        "headings": kinds.count("heading"),
        "cells": kinds.count("cell"),
        "code": sum(code.kind != "inline" for code in doc.code),
    }


def _hardest(reading: Reading, number: int = 3) -> tuple[Related, ...]:
    """The hardest sentences: those with the most words of three and more syllables."""
    hard = sorted(reading.sentences, key=reading.polysyllables, reverse=True)[:number]
    return tuple(
        Related(s.span, f"{len(s.tokens)} words, {reading.polysyllables(s)} of them with three or more syllables")
        for s in sorted(hard, key=lambda sentence: sentence.span)
    )


# -- lengths ----------------------------------------------------------------------------------------------


def long_sentence(doc: Document, *, max: int) -> Iterator[Hit]:
    """Find single sentences with more than `max` words."""
    if doc.language in LANGUAGES_WITHOUT_WORD_COUNTS:
        return
    for sentence in _judged(doc):
        if len(sentence.tokens) <= max or sentence.text.isupper():
            continue  # in capitals, it is the notice of a licence
        if words_at_a_stretch(sentence) <= max or _FENCE.search(doc.slice(sentence.span)):
            continue
        parts = _FORMULA_LINE.split(doc.slice(sentence.span))
        if len(parts) > 1 and all(len(part.split()) <= max for part in parts):
            continue
        if not is_enumeration(sentence) and not _is_list(doc, sentence):
            yield Hit(sentence.span, {"words": len(sentence.tokens), "max": max})


def _is_list(doc: Document, sentence: Sentence) -> bool:
    """Whether lines of a sentence begin in bold or with code, as terms and labels do, or all of them with a capital or
    a number, as items and verses do: no sentence goes on so.
    """
    start, end = sentence.span
    begin = doc.text.rfind("\n", 0, start) + 1
    lines = doc.text[start:end].split("\n")[1:]
    if len(lines) >= _LINES and all(map(_begins_anew, lines)):
        return True
    return any(
        len(pattern.findall(doc.text, begin, end)) > most for pattern, most in ((_BOLD_LINE, 1), (_CODE_LINE, 3))
    )


def _begins_anew(line: str) -> bool:
    first = next(filter(str.isalnum, line), "")
    return first.isupper() or first.isdigit()


#: so many more lines, for German has capitals in its sentences
_LINES = 3
#: a displayed formula on a line of its own
_FORMULA_LINE = lazy_pattern(r"(?m)^[ \t]*(?:\\{1,2}\[[^\n]*\]|\$\$[^\n]*\$\$)[ \t]*$")
#: the fence of a block of code in an element of HTML, which some engines read
_FENCE = lazy_pattern(r"(?m)^[ \t>]*(?:`{3}|~{3})")
_BOLD_LINE = lazy_pattern(r"(?m)^[ \t>*]*(?:\*\*|__)\w")
_CODE_LINE = lazy_pattern(r"(?m)^[ \t>*-]*`[^`\s]")


def long_sentences(
    doc: Document, *, max: float, words: int | None, average: float, min_sentences: int
) -> Iterator[Hit]:
    """Compare the share of sentences with more than `words` words (None: the language's limit) with `max` percent.

    Below `average` times the limit, the sentences of the text are medium ones, with nothing to split.
    """
    sentences = _judged(doc)
    if doc.language in LANGUAGES_WITHOUT_WORD_COUNTS or not sentences or len(sentences) < min_sentences:
        return
    limit = words or languages.load(doc.language).sentence_limit
    long = [s for s in sentences if len(s.tokens) > limit]
    mean = sum(len(sentence.tokens) for sentence in sentences) / len(sentences)
    if _percent(long, sentences) <= max or mean < average * limit:
        return
    long = [s for s in long if words_at_a_stretch(s) > limit]
    if (share := _percent(long, sentences)) > max:
        related = tuple(Related(s.span, f"{len(s.tokens)} words") for s in long)
        yield Hit(doc.top, {**_share(share, max, long, sentences), "words": limit}, related=related)


def long_paragraph(doc: Document, *, max: int, warn_above: int, abstracts: Sequence[str]) -> Iterator[Hit]:
    """Find paragraphs and list items with more than `max` words of the author's own, without a hard line break.

    Notes, what is folded away until readers ask for it (``<details>``), and the abstract of a paper may have any
    length: the first paragraph below a heading of the list, or all of a page with a DOI.
    """
    if doc.language in LANGUAGES_WITHOUT_WORD_COUNTS:
        return
    folded = _folded(doc)
    for passage, sentences in _by_passage(_judged(doc)):
        if sum(len(sentence.tokens) for sentence in sentences) <= max:
            continue  # as most are: nothing else needs to be known of them
        if passage.block.inside("footnote") or _NO_PROSE.search(passage.text):
            continue
        if any(span.overlaps(passage.block.span) for span in folded) or _is_abstract(doc, passage, abstracts):
            continue
        notes = [Span(*found.span()) for found in _INLINE_NOTE.finditer(passage.text)]
        breaks = [found.end() for found in _BREAK.finditer(passage.text)]
        lines = Counter[int]()
        for sentence in sentences:
            in_note = any(note.overlaps(Span(sentence.start, sentence.end)) for note in notes)
            if not in_note and not is_enumeration(sentence):
                lines.update(dict(_words_of_lines(sentence, bisect_right(breaks, sentence.start))))
        words = sorted(lines.values())[-1] if lines else 0
        if words > max:
            severity = Severity.WARNING if words > warn_above else Severity.INFO
            yield Hit(passage.span(0, len(passage.text)), {"words": words, "max": max}, severity=severity)


def _is_abstract(doc: Document, passage: Passage, names: Sequence[str]) -> bool:
    """Whether a paragraph is the abstract of a paper, which is one paragraph by custom."""
    section = next((one for one in doc.sections if any(inside is passage for inside in one.passages)), None)
    if section is None or section.passages[0] is not passage:
        return False
    if section.heading is not None:
        return section.heading.text.strip(" .:*_").casefold() in names
    return doc.front_matter.field("doi") is not None and len(section.passages) == 1


#: a table that is written wrong, and data between the words of a text
_NO_PROSE = lazy_pattern(r"\|\s*:?-{3,}:?\s*\||\S{300}")


def _words_of_lines(sentence: Sentence, first: int) -> Iterator[tuple[int, int]]:
    """The number of each line that a sentence is in, and its words there: in a poem it goes over hard line breaks.

    A formula on lines of its own divides a paragraph as well.
    """
    if _BREAK.search(sentence.text):
        yield from ((first + at, len(line.split())) for at, line in enumerate(_BREAK.split(sentence.text)))
    else:
        yield first, len(sentence.tokens)


#: a hard line break; a formula of several lines
_BREAK = lazy_pattern(rf"\n|(?:\s*{OBJECT}){{3,}}")


def _folded(doc: Document) -> list[Span]:
    """The spans of the elements that are folded away, each from its first tag to its last one."""
    spans: list[Span] = []
    opened: list[int] = []
    for tag in doc.html_tags:
        if tag.name == "details":
            if not doc.text.startswith("</", tag.span.start):
                opened.append(tag.span.start)
            elif opened:
                spans.append(Span(opened.pop(), tag.span.end))
    return spans


#: a note of Pandoc, written where it belongs: ^[text]
_INLINE_NOTE = lazy_pattern(r"\^\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]")


def text_too_short(doc: Document, *, min: int, undated: bool, short_folders: Sequence[str]) -> Iterator[Hit]:
    """Expect at least `min` words of prose in a published post, headings not counted.

    A post has a date, in its front matter or in its name; pages have none and may be short, unless `undated` is set.
    Files in one of `short_folders` may be short, too.
    """
    folders = {part.lower() for part in PurePath(doc.path).parts[:-1]}
    dated = undated or doc.field("date") is not None or re.search(r"\d{4}-\d{2}-\d{2}", PurePath(doc.path).name)
    if doc.word_count < min and dated and not doc.is_draft() and folders.isdisjoint(short_folders):
        yield Hit(doc.top, {"words": doc.word_count, "min": min})


# -- grammar ----------------------------------------------------------------------------------------------


def passive_voice(doc: Document, *, max: float, min_sentences: int) -> Iterator[Hit]:
    """Compare the share of sentences with a passive with `max` percent."""
    from postlint.prose.grammar import has_passive_rules, passive_phrase  # off by default

    sentences = _judged(doc)
    if len(sentences) < min_sentences or not has_passive_rules(doc.language):
        return
    phrases = [(s.passage, phrase) for s in sentences if (phrase := passive_phrase(s, doc.language)) is not None]
    if (share := _percent(phrases, sentences)) > max:
        related = tuple(Related(p.span(*phrase), f"'{p.text[slice(*phrase)]}'") for p, phrase in phrases)
        yield Hit(doc.top, _share(share, max, phrases, sentences), related=related)


def transition_words(doc: Document, *, min: float, min_words: int) -> Iterator[Hit]:
    """Compare the share of sentences with a transition with `min` percent; show the longest run without one."""
    from postlint.prose.grammar import has_transition, has_transition_words

    sentences = _judged(doc)
    if doc.reading.word_count < min_words or not sentences or not has_transition_words(doc.language):
        return
    tied = [has_transition(sentence, doc.language) for sentence in sentences]
    share = 100 * sum(tied) / len(sentences)
    if share < min:
        values = {"share": round(share, 1), "min": min, "count": sum(tied), "sentences": len(sentences)}
        yield Hit(doc.top, values, related=_longest_gap(sentences, tied))


def _longest_gap(sentences: Sequence[Sentence], tied: Sequence[bool]) -> tuple[Related, ...]:
    """The start of the longest run of sentences without a transition."""
    start = length = here = 0
    for index, is_tied in enumerate(tied):
        if is_tied:
            here = index + 1
        elif index + 1 - here > length:
            start, length = here, index + 1 - here
    return (Related(sentences[start].span, f"{length} sentences without one begin here"),) if length > 1 else ()


def repeated_sentence_start(doc: Document, *, min: int) -> Iterator[Hit]:
    """Find `min` or more sentences in a row that begin with the same word; headings and lists end a row."""
    skip = languages.load(doc.language).repeatable_starts
    for run in _paragraph_runs(doc):
        for start, alike in groupby(run, key=lambda sentence: _start(sentence, skip)):
            row = list(alike)
            if start and len(row) >= min and not any(map(doc.quotations.holds, row)):
                first, *others = [s.passage.span(s.words[0].start, s.words[len(start) - 1].end) for s in row]
                related = tuple(Related(span, "begins alike") for span in others)
                yield Hit(first, {"count": len(row), "start": doc.slice(first)}, related=related)


def _start(sentence: Sentence, skip: frozenset[str]) -> tuple[str, ...]:
    """The first word of a sentence, with the second if the first is one of `skip`; () if code or an image begins it."""
    if OBJECT in sentence.text.partition(sentence.tokens[0])[0]:
        return ()
    words = sentence.folded[:2]
    return words if words[0] in skip else words[:1]


def _paragraph_runs(doc: Document) -> Iterator[list[Sentence]]:
    """The sentences of each run of adjacent paragraphs."""
    running = () if doc.is_legal else doc.running_sentences
    by_passage = {id(passage): sentences for passage, sentences in _by_passage(running)}
    for is_paragraph, passages in groupby(doc.all_passages, key=lambda p: p.kind == "paragraph" and not p.quoted):
        if is_paragraph:
            yield [sentence for passage in passages for sentence in by_passage.get(id(passage), ())]


def _judged(doc: Document) -> Sequence[Sentence]:
    """The sentences of which the author chose the wording: not those of lawyers, and no dummy text."""
    return () if doc.is_legal or doc.is_specimen else doc.own_sentences


def _by_passage(sentences: Sequence[Sentence]) -> Iterator[tuple[Passage, list[Sentence]]]:
    for _, group in groupby(sentences, key=lambda sentence: sentence.passage_index):
        inside = list(group)
        yield inside[0].passage, inside


def _percent(part: Sequence[object], whole: Sequence[object]) -> float:
    return 100 * len(part) / len(whole) if whole else 0.0


def _share(share: float, limit: float, part: Sequence[object], whole: Sequence[object]) -> dict[str, Any]:
    return {"share": round(share, 1), "max": limit, "count": len(part), "sentences": len(whole)}
