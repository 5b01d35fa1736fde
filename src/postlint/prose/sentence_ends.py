"""Finds the ends of sentences in plain text.

A stop (. ! ? … and those of other scripts) ends a sentence unless its context explains it in another way: an
abbreviation, an initial, a number of a list, a name that contains one. A word in lower case begins a sentence only if
it is a name that is always written so ("iPhone", "npm"), or if a function word follows an ordinary one ("It works. but
not always"), or is set apart by markup ("It works. **npm** installs it"). A hard line break ends a sentence too, unless
the next line continues in lower case or after a comma. An emoji ends one if the word after it can only be the first of
a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import OBJECT
from postlint.prose import language_data as languages
from postlint.prose.language_data import Language

_EMOJI = "\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_EMOJI_RUN = f"(?:[{_EMOJI}][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+)"
_CLOSERS = "\"'”’“»«›‹)\\]}」』）】》"
_OPENERS = "\"'“‘„«»‹›([{¿¡「『（*•"
#: the letters that may follow a dash at the beginning of a sentence (a signature, a reply)
_CAPITALS = "A-ZÀ-ÖØ-ÞА-ЯΑ-Ω"
#: the Greek question mark (U+037E), which is mostly written as a semicolon
_GREEK_QUESTION = "\u037e"
_STOPS = f".!?…‼⁇⁈⁉؟۔{_GREEK_QUESTION}"
#: stops that need no space after them: those of scripts without a full stop (Unicode, Sentence_Terminal)
_FREE_STOPS = "。．！？｡।॥։።፧፨།༎။។៕᙮᠃᠉᱾᱿꘎꘏꣎꣏꯫܀܁܂"
#: letters that Unicode calls small, of a script that begins its sentences with them (Georgian)
_ONLY_SMALL = ("\u10d0", "\u10ff")
#: the number of a note that was raised: "It grew.<sup>12</sup> Then", "(Smith 2001).3 Then"
_RAISED = r"(?:(?<=[^\W\d_]{4}\.)|(?<=[)”\"’]\.)|(?<=[.!?][)”\"’]))\d{1,3}(?:(?:, ?| )\d{1,3})*+(?=\s)|[¹²³⁰⁴-⁹]{1,3}"
#: allowed between a stop and the space after it: closing quotes and brackets, a note's mark, « fin ! »
_AFTER = rf"(?:[{_CLOSERS}{OBJECT}]|\[\d{{1,3}}\]|{_RAISED}|[\u00a0\u202f ]»)*+"
#: after a Japanese quotation these particles continue the sentence around it
_JAPANESE_PARTICLES = tuple("とっでのがはをにや")
#: how many characters around a stop are examined, so that any text takes linear time
_REACH = 40
#: words of so many letters may be abbreviations
_SHORT = 3


def sentence_ends(text: str, tag: str, begins_markup: Callable[[int], bool] = lambda at: False) -> Iterator[int]:
    """The offsets at which sentences end, after the stop and closing marks; not the end of the text.

    `tag` is the primary tag of the text's language; `begins_markup` tests whether bold, italic or linked text begins at
    an offset.
    """
    language = languages.load(tag)
    if not language.known:
        language = languages.load("en")
    if tag == "el":
        text = text.replace(";", _GREEK_QUESTION)
    start = end = 0
    for candidate in _candidate_pattern(text.isascii()).finditer(text):
        at = candidate.start()
        if at < end:
            continue
        mark = text[at]
        if mark in _STOPS:
            stop = None if at and text[at - 1] in _STOPS else _stop_pattern().match(text, at)
            if stop is None or not _is_open(text, at, stop):
                continue
            end = _behind_emoji(text, stop.end())
            ends = _stop_ends(text, start, stop, end, language)
            ends = ends or (_may_begin_low(text, start, stop, end, language) and begins_markup(_next_at(text, end)))
        elif mark == "\n":
            end = at + 1
            ends = _line_ends(text, at)
        elif mark in _FREE_STOPS:
            if mark == "．" and text[at - 1 : at].isdigit():
                continue  # a number of a list, a decimal
            end = _match_end(_free_stop_pattern(), text, at)
            ends = not (text[end - 1] in "」』”" and text.startswith(_JAPANESE_PARTICLES, end))
            ends = ends and not _is_inside(text, max(start, at - 5 * _REACH), at)
            end = _behind_emoji(text, end)
        else:
            end = _match_end(_emoji_pattern(), text, at)
            ends = text[at - 1 : at] == " " and _is_first(_next_word(text, end), language)
        if ends:
            yield end
            start = end


def _is_open(text: str, at: int, stop: re.Match[str]) -> bool:
    """Whether a new sentence may begin after the stop at `at`: at a space, or in a script that has none.

    "[...]" and "(…)" only mark an omission.
    """
    end = stop.end()
    if text[at] in ".…" and text[at - 1 : at] in ("[", "(") and stop[2][:1] in ("]", ")"):
        return False
    if end == len(text) or text[end].isspace():
        return True
    return text[end] >= "\u3041" and text[at - 1 : at] >= "\u3041" and text[at] != "…"


def _is_inside(text: str, start: int, at: int) -> bool:
    """Whether a stop is inside the title of a work or brackets, and the sentence continues after them."""
    for opening, closing in ("《》", "（）"):
        first = text.find(opening, start, at)  # a closing one before it is that of a number: 2）
        if first >= 0 and text.count(opening, first, at) > text.count(closing, first, at):
            after = text.find(closing, at, at + 5 * _REACH)
            return after > at and text[after + 1 : after + 2] not in ("", "\n")
    return False


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _behind_emoji(text: str, end: int) -> int:
    """The end of emoji that follow a stop: they belong to the sentence before."""
    after = end + 1 if text[end : end + 1] in (" ", "\u00a0") else end
    if text[after : after + 1] < "\u2190":
        return end
    found = _emoji_pattern().match(text, after)
    return found.end() if found else end


# -- patterns: compiled when first needed ----------------------------------------------------------------


@lru_cache(maxsize=2)
def _candidate_pattern(ascii_only: bool) -> re.Pattern[str]:
    """The characters that may end a sentence; a single set, which the regex engine finds fastest."""
    return re.compile(r"[.!?\n]" if ascii_only else rf"[{_STOPS}{_FREE_STOPS}{_EMOJI}\n]")


@lru_cache(maxsize=1)
def _stop_pattern() -> re.Pattern[str]:
    """A run of stops and the closing marks after it; possessive, to avoid backtracking."""
    return re.compile(rf"([{_STOPS}]++)({_AFTER})")


@lru_cache(maxsize=1)
def _free_stop_pattern() -> re.Pattern[str]:
    return re.compile(rf"[{_FREE_STOPS}{_STOPS}]++{_AFTER}")


@lru_cache(maxsize=1)
def _emoji_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_EMOJI_RUN}(?: ?{_EMOJI_RUN})*+")


@lru_cache(maxsize=1)
def _next_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"[{_OPENERS}\s]{{0,{_REACH}}}+(?:[—–](?=\S)|(?:[—–]|--?)\s{{1,3}}(?=[{_CAPITALS}]))?[{_OPENERS}]{{0,3}}+({OBJECT}|\S{{0,{_REACH}}})"
    )


@lru_cache(maxsize=1)
def _lower_case_name() -> re.Pattern[str]:
    """A name that keeps its lower case: iPhone, macOS, or one with a stop or digit inside (example.com, k8s)."""
    return re.compile(r"[a-z]{1,20}[A-Z]|[a-z][\w-]*[.\d][a-z]\w*|[\w-]+\.[a-z]{2,}(?!\w)")


#: the mark of a part that is listed in the text, (a) b) (iv), and its first letter
_ENUMERATOR = lazy_pattern(r"\s{1,3}\(?(?:[a-z]|[ivx]{1,4})\)\s{1,3}[^\W\d_]")
#: the beginning of a sentence that goes on where one was left: "...and then"
_CONTINUED = lazy_pattern(r"(?:\.{3}|…)[^\W\d_]")


# -- decisions about a stop -------------------------------------------------------------------------------


def _next_at(text: str, at: int) -> int:
    """The offset of the token that `_next_word` finds."""
    found = _next_pattern().match(text, at)
    return found.start(1) if found else at


def _next_word(text: str, at: int) -> str:
    """The token at an offset, after space, quotes and brackets: nodes.OBJECT, a word, or ""."""
    found = _next_pattern().match(text, at)
    return found[1] if found else ""


def _token_before(text: str, start: int, end: int) -> str:
    """The text before a stop, back to the last space, without opening brackets and quotes."""
    parts = text[max(start, end - _REACH) : end].split()
    return parts[-1].lstrip(_OPENERS + "—–-/") if parts and not text[end - 1].isspace() else ""


def _stop_ends(text: str, start: int, stop: re.Match[str], end: int, language: Language) -> bool:
    """Whether a stop ends the sentence that began at `start`; `end` is after the stop and closing marks."""
    word = _next_word(text, end)
    if not word:
        return True
    after = stop[2].strip(OBJECT)
    token = _token_before(text, start, stop.start())
    if stop[1] == "." and (not after or after == ")"):
        if len(token) == 1 and token.isupper() and _is_alone(text, start, stop.start(), token):
            return False  # Q. and A. before question and answer
        role = None if after else _abbreviation(token, language)
        if role == "time":
            return _time_ends(text[start : stop.start()], word, language)
        if role is not None:
            return _abbreviation_ends(role, word, language)
        if _is_number(text, start, stop.start(), token, word, language):
            return False
    if _ENUMERATOR.match(text, end):
        return True
    if word[0].islower() and not _ONLY_SMALL[0] <= word[0] <= _ONLY_SMALL[1]:
        careless = stop[1] == "." or (stop[1] in ("!", "?") and _next_word(text, start)[:1].islower())
        return not after and _lower_case_begins(token, careless, word, language)
    if word[0] in _STOPS:
        return stop[1] in (".", "!", "?") and _CONTINUED.match(word) is not None
    return word[0].isalnum() or word[0] in "$€£#@§" or word[0] >= "\u2190"


def _may_begin_low(text: str, start: int, stop: re.Match[str], end: int, language: Language) -> bool:
    """Whether a name in lower case may begin a sentence if it is set apart: "It works. **npm** installs it."

    It may not after an abbreviation; short words and those without a vowel may be some that no list has.
    """
    if stop[1] not in (".", "!", "?") or stop[2] or not _next_word(text, end)[:1].islower():
        return False
    token = _token_before(text, start, stop.start())
    is_word = len(token) > _SHORT and token.isalpha() and token.islower() and _VOWEL.search(token) is not None
    return is_word and _abbreviation(token, language) is None


_VOWEL = lazy_pattern("[aeiouyà-åæè-ïò-öø-üœаеёиоуыэюяіїєα-ω]")


def _abbreviation(token: str, language: Language) -> str | None:
    """The role of an abbreviation at the end of a sentence; None when the token (without its stop) is none."""
    known = language.abbreviations
    token = token[max(token.rfind("'"), token.rfind("’")) + 1 :]  # after an elided article: l'art. 5, dell'Ing. Rossi
    if not token:
        return None
    if (role := known.get(token + ".")) is not None:
        return role
    if len(token) == 1:
        return "may-end" if token.isupper() else None
    if token[:1].isupper() and (role := known.get(token[0].lower() + token[1:] + ".")) is not None:
        return role
    parts = token.split(".")
    if len(parts) > 1 and len(parts[0]) == 1 and all(len(part) <= 2 and part.isalpha() for part in parts):
        return "may-end"  # U.S, Ph.D, J.R.R
    return None


def _abbreviation_ends(role: str, word: str, language: Language) -> bool:
    """Whether an abbreviation with that role ends the sentence before `word`."""
    if role == "before-number":
        return not (word[0].isdigit() or word[0].islower() or re.match(r"[IVXLC]+\b", word))
    if role == "ends":
        return not word[0].islower() and (word[0].isalnum() or word[0] == OBJECT)
    return role == "may-end" and _is_first(word, language)


def _time_ends(before: str, word: str, language: Language) -> bool:
    """Whether a time of day ends the sentence before a capital: not at its start ("At 5 a.m. Mr. Smith"), nor
    before a word that belongs to it, such as a day.
    """
    belongs = _bare(word).lower() in language.word_set("after-times")
    return word[0].isupper() and not belongs and len(before.split(None, 5)) > 4


def _is_number(text: str, start: int, end: int, token: str, word: str, language: Language) -> bool:
    """Whether "1." or "a." is a number: at the start of a sentence, or as an ordinal ("3. Oktober")."""
    if len(token) > 3 or not (token.rstrip(")").isdigit() or len(token) == 1):
        return False
    if _is_alone(text, start, end, token):
        return True
    return language.ordinal_stop and token.isdigit() and len(token) <= 2 and not _is_first(word, language)


def _is_alone(text: str, start: int, end: int, token: str) -> bool:
    """Whether a token is all of the text between the start of the sentence and `end`."""
    return text[max(start, end - _REACH) : end].strip(" \n\u00a0" + _OPENERS) == token


def _is_first(word: str, language: Language) -> bool:
    """Whether a word can only be the first of a sentence: a function word with a capital, and no initial."""
    return word[1:2] != "." and word[:1].isupper() and _bare(word).lower() in language.function_words


def _lower_case_begins(token: str, careless: bool, word: str, language: Language) -> bool:
    """Whether a lower-case word begins a sentence: a name that is always written so, or a careless start."""
    if _lower_case_name().match(word):
        return True
    bare = _bare(word)
    if bare in languages.read_list("lowercase-names"):
        return True
    ordinary = token.isalpha() and token.islower()
    return careless and ordinary and bare in language.function_words


def _bare(word: str) -> str:
    """A word up to the end of its letters, with a straight apostrophe."""
    return re.split(r"[^\w'+-]", word.replace("’", "'"))[0]


def _line_ends(text: str, at: int) -> bool:
    """Whether a hard line break ends a sentence: not before lower case, nor after a comma or a dash."""
    before = text[max(0, at - _REACH) : at].rstrip()
    word = _next_word(text, at + 1)
    if before[-1:] in _STOPS and _ENUMERATOR.match(text, at):
        return True
    return before[-1:] not in tuple(",–—-/&") and bool(word) and not word[0].islower()
