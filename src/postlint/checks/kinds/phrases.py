"""Finds words, phrases and patterns in text, at word boundaries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from postlint.checks.kinds.scopes import BORDER, WORD, ScopeText
from postlint.data.patterns import first_letters, lazy_pattern
from postlint.data.time_limit import matches_of

#: how many more characters than written a phrase may have, by white space between its words
SLACK = 16
#: characters that join the parts of an address
_JOINTS = tuple("./@:_~-")
_LONGEST = 200
#: example.com/x, a@example.com, src/main.py, ./bin
_ADDRESS = lazy_pattern(
    r"(?:[\w+-]+://|www\.|[~.]{0,2}/)\S+|(?:[\w.+-]+@)?[\w-]+(?:[./][\w-]+)*\.[A-Za-z]\w{0,9}(?:[/:?#]\S*)?"
)
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»", "‘": "’", "'": "'", "「": "」"}


@lru_cache(maxsize=4096)
def compile_phrase(phrase: str, ignore_case: bool = True) -> re.Pattern[str]:
    """The pattern of a phrase. A space in it matches any white space, an apostrophe also a curly one.

    A phrase begins and ends at word boundaries: "GPT-4" is found neither in "GPT-4o" nor in "GPT-4.5".
    """
    words = [re.sub("['’]", "['’]", re.escape(word)) for word in phrase.split()]
    start = r"(?<!\w)" if phrase[0].isalnum() else ""
    start += r"(?<!\d[.,])" if phrase[0].isdigit() else ""
    end = r"(?!\w)" if phrase[-1].isalnum() else ""
    end += r"(?![.,]\d)" if phrase[-1].isdigit() else ""
    return re.compile(start + r"\s+".join(words) + end, re.IGNORECASE if ignore_case else 0)


def _find_phrases(scope: ScopeText, phrases: Sequence[str], ignore_case: bool) -> Iterator[re.Match[str]]:
    """All matches of all phrases. A phrase is searched only around its longest word, and if all its words are there."""
    text, folded = scope.text, scope.folded if ignore_case else scope.text
    by_word = _by_longest_word(tuple(phrases))
    for word in scope.among(by_word.keys()):
        for phrase, written, others in by_word[word]:
            if not others <= scope.word_set:
                continue
            pattern = compile_phrase(phrase, ignore_case)
            if word and len(folded) == len(text):
                wanted = word if ignore_case else written
                yield from _find_around(pattern, text, folded, wanted, len(phrase) + SLACK)
            else:  # no word to search, or a letter that is two in lower case: İ
                yield from pattern.finditer(text)


def _find_around(pattern: re.Pattern[str], text: str, folded: str, word: str, reach: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin and end within `reach` of a word, which is found faster than the pattern."""
    end, at = 0, folded.find(word)
    while at >= 0:
        match = pattern.search(text, max(end, at - reach), at + reach)
        if match:
            yield match
            end = match.end()
        at = folded.find(word, max(at + 1, end))


@lru_cache(maxsize=256)
def _by_longest_word(phrases: tuple[str, ...]) -> Mapping[str, Sequence[tuple[str, str, frozenset[str]]]]:
    """Phrases by their longest word in lower case ("" where there is none).

    Each with that word as written, and with all its words in lower case.
    """
    found: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
    for phrase in map(str.strip, phrases):
        if phrase:
            words = sorted(WORD.findall(phrase))
            written = max(words, key=len, default="")
            folded = written.lower()
            key, others = (folded, map(str.lower, words)) if WORD.fullmatch(folded) else ("", iter(()))
            found.setdefault(key, []).append((phrase, written, frozenset(others)))
    return found


@lru_cache(maxsize=256)
def compile_pattern(pattern: str, ignore_case: bool = True) -> re.Pattern[str]:
    """A user's regular expression; ``^`` and ``$`` match at the ends of lines."""
    return re.compile(pattern, re.MULTILINE | (re.IGNORECASE if ignore_case else 0))


def find(
    scope: ScopeText,
    words: Sequence[str],
    patterns: Sequence[str] = (),
    *,
    ignore_case: bool = True,
    exceptions: Sequence[str] = (),
    addresses: bool = False,
) -> list[re.Match[str]]:
    """The matches of words and patterns in place order; of those that overlap the first, then the longest.

    Left out are matches inside of an exception, words alone in quotation marks (mentioned, not used) and, without
    `addresses`, words that are part of a host, an address or a file name.
    """
    if not scope.text:
        return []  # no alt text, no table: nothing has to be compiled
    found = [match for match in _find_phrases(scope, words, ignore_case) if not _quoted(match)]
    found = [match for match in found if addresses or not _in_address(match)]
    for pattern in patterns if ignore_case else (one for one in patterns if first_letters(one) in scope.text):
        matches = matches_of(compile_pattern(pattern, ignore_case), scope.text)
        found += [match for match in matches if match.group() and BORDER not in match.group()]
    if not found:
        return []
    excepted = [match.span() for match in _find_phrases(scope, exceptions, ignore_case)]
    return list(_apart(sorted(found, key=lambda match: (match.start(), -match.end())), excepted))


def _apart(matches: Iterable[re.Match[str]], excepted: Sequence[tuple[int, int]]) -> Iterator[re.Match[str]]:
    end = 0
    for match in matches:
        inside = any(first <= match.start() and match.end() <= last for first, last in excepted)
        if match.start() >= end and not inside:
            yield match
            end = match.end()


def _in_address(match: re.Match[str]) -> bool:
    """Whether a match is only part of a host, an address or a file name."""
    text, (start, end) = match.string, match.span()
    if not (text[start - 1 : start] in _JOINTS or text[end : end + 1] in _JOINTS):
        return False
    first, last = start, end
    while first and start - first < _LONGEST and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and last - end < _LONGEST and not text[last].isspace():
        last += 1
    token = text[first:last].strip("()[]{}<>\"'“”‘’«»,;:!?.…")
    return token != match.group() and bool(_ADDRESS.fullmatch(token))


def _quoted(match: re.Match[str]) -> bool:
    text = match.string
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return bool(before) and _QUOTES.get(before) == after


def in_case_of(model: str, text: str) -> str:
    """`text` with the capitals of `model`: all of them, or the first one."""
    if len(model) > 1 and model.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text
