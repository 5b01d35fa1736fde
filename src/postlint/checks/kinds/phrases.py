"""Find words, phrases and patterns in text, at the borders of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "「": "」"}


@lru_cache(maxsize=256)
def compile_phrases(phrases: tuple[str, ...], ignore_case: bool = True) -> re.Pattern[str] | None:
    """One pattern for all phrases, the longest first; None without phrases.

    A space in a phrase stands for any white space, line breaks included, an apostrophe for a straight or a
    curly one. A phrase ends where a word does: "GPT-4" is found neither in "GPT-4o" nor in "GPT-4.5". The
    alternatives are grouped by first letter, which spares trying all of them at each word.
    """
    groups: dict[str, list[str]] = {}
    for phrase in sorted({phrase.strip() for phrase in phrases} - {""}, key=len, reverse=True):
        groups.setdefault(phrase[0], []).append(phrase)
    if not groups:
        return None
    branches = [
        re.escape(first) + "(?:" + "|".join(_rest(phrase) for phrase in members) + ")"
        for first, members in groups.items()
    ]
    worded = any(phrase[0].isalnum() for members in groups.values() for phrase in members)
    start = r"(?:(?<!\w)(?<!\d[.,])|(?=\W))" if worded else ""
    return re.compile(start + "(?:" + "|".join(branches) + ")", re.IGNORECASE if ignore_case else 0)


def _rest(phrase: str) -> str:
    """The pattern of all but the first character of a phrase, and of where it must end."""
    words = [re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in phrase.split()]
    pattern = r"\s+".join(words)[len(re.escape(phrase[0])) :]
    last = phrase[-1]
    if last.isdigit():
        return pattern + r"(?!\w|[.,]\d)"
    return pattern + (r"(?!\w)" if last.isalnum() else "")


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, ignore_case: bool = True) -> re.Pattern[str]:
    """A user's regular expression; ``^`` and ``$`` stand for the ends of lines."""
    return re.compile(pattern, re.MULTILINE | (re.IGNORECASE if ignore_case else 0))


def find(
    text: str,
    words: Sequence[str],
    patterns: Sequence[str] = (),
    *,
    ignore_case: bool = True,
    exceptions: Sequence[str] = (),
) -> list[re.Match[str]]:
    """The matches of words and patterns in place order; of those that overlap the first, then the longest.

    Left out are matches inside of an exception, and words that stand alone in quotation marks: those are
    spoken about, not used.
    """
    pattern = compile_phrases(tuple(words), ignore_case)
    found = [match for match in pattern.finditer(text) if not _quoted(match)] if pattern else []
    for own in patterns:
        found += [match for match in compile_pattern(own, ignore_case).finditer(text) if match.group()]
    if not found:
        return []
    excepted = [match.span() for match in _exceptions(text, exceptions, ignore_case)]
    return list(_apart(sorted(found, key=lambda match: (match.start(), -match.end())), excepted))


def _exceptions(text: str, exceptions: Sequence[str], ignore_case: bool) -> Iterator[re.Match[str]]:
    pattern = compile_phrases(tuple(exceptions), ignore_case)
    if pattern is not None:
        yield from pattern.finditer(text)


def _apart(matches: Iterable[re.Match[str]], excepted: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    end = 0
    for match in matches:
        inside = any(first <= match.start() and match.end() <= last for first, last in excepted)
        if match.start() >= end and not inside:
            yield match
            end = match.end()


def _quoted(match: re.Match[str]) -> bool:
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(before) and _QUOTES.get(before) == after


def in_case_of(model: str, text: str) -> str:
    """`text` with the capitals of `model`: all of them, or the first one."""
    if len(model) > 1 and model.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text
