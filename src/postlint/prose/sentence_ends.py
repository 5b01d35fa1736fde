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
from postlint.prose import sentence_signs as signs
from postlint.prose.language_data import Language

#: letters that Unicode calls small, of a script that begins its sentences with them (Georgian)
_ONLY_SMALL = ("\u10d0", "\u10ff")
#: after a Japanese quotation these particles continue the sentence around it
_JAPANESE_PARTICLES = tuple("とっでのがはをにや")
#: in scripts without capitals, words that never begin a sentence: Korean particles of quotations, Arabic "etc."
_NEVER_FIRST = frozenset(("라고", "라는", "라며", "이라고", "이라는", "الخ", "إلخ"))
#: words of so many letters may be abbreviations
_SHORT = 3


def sentence_ends(text: str, tag: str, begins_markup: Callable[[int], bool] = lambda at: False) -> Iterator[int]:
    """The offsets at which sentences end, after the stop and closing marks; not the end of the text.

    `tag` is the primary tag of the text's language; `begins_markup` tests whether bold, italic or linked text begins at
    an offset.
    """
    capitals = _has_capitals(tag)
    language = languages.load(tag)
    if not language.known:
        language = languages.load("en")
    if tag == "el":
        text = text.replace(";", signs.GREEK_QUESTION)
    start = end = 0
    for candidate in (signs.ASCII_CANDIDATE if text.isascii() else signs.CANDIDATE).finditer(text):
        at = candidate.start()
        if at < end:
            continue
        mark = text[at]
        if signs.PLAIN.match(text, at) and (mark != "." or _is_word(text, start, at, language)):
            end, ends = at + 1, True
        elif mark in signs.STOPS:
            stop = None if at and text[at - 1] in signs.STOPS else signs.STOP.match(text, at)
            if stop is None or not _is_open(text, at, stop):
                continue
            end = _behind_emoji(text, stop.end())
            ends = _stop_ends(text, start, stop, end, language, capitals=capitals)
            ends = ends or (_may_begin_low(text, start, stop, end, language) and begins_markup(_next_at(text, end)))
        elif mark == "\n":
            end = at + 1
            ends = _line_ends(text, at)
        elif mark in signs.FREE_STOPS:
            if mark == "．" and text[at - 1 : at].isdigit():
                continue  # a number of a list, a decimal
            end = _match_end(signs.FREE_STOP, text, at)
            if text[end - 1] == OBJECT and text[end : end + 2].lstrip().startswith(_JAPANESE_PARTICLES):
                end = text.index(OBJECT, at)  # code or an image that is the first word of the next sentence
            ends = not _is_quoted_on(text, end) and not _is_inside(text, max(start, at - 5 * signs.REACH), at)
            end = _behind_emoji(text, end)
        else:
            end = _match_end(signs.EMOJI, text, at)
            ends = text[at - 1 : at] == " " and _is_first(_next_word(text, end), language)
        if ends:
            yield end
            start = end


@lru_cache(maxsize=64)
def _has_capitals(tag: str) -> bool:
    """Whether a language is known to have capitals: it has a folder, or its frequent words are in such a script."""
    words = (line.partition(":")[::2] for line in languages.read_list("common-words"))
    common = next((own for code, own in words if code == tag), "")
    return languages.load(tag).known or bool(common and not signs.CASELESS.search(common))


def _is_open(text: str, at: int, stop: re.Match[str]) -> bool:
    """Whether a new sentence may begin after the stop at `at`: at a space, or in a script that has none.

    "[...]" and "(…)" only mark an omission.
    """
    end = stop.end()
    if text[at] in ".…" and text[at - 1 : at] in ("[", "(") and stop[2][:1] in ("]", ")"):
        return False
    if end == len(text) or text[end].isspace():
        return True
    if _is_quoted_on(text, end):
        return False
    if (
        text[at] == "."
        and signs.UNSPACED.match(text, end)
        and signs.BEFORE_UNSPACED.search(text, max(0, at - signs.REACH), at)
    ):
        return True
    return text[end] >= "\u3041" and text[at - 1 : at] >= "\u3041" and text[at] != "…"


def _is_quoted_on(text: str, end: int) -> bool:
    """Whether a Japanese sentence goes on behind the quotation that ends here."""
    return text[end - 1] in "」』”" and text.startswith(_JAPANESE_PARTICLES, end)


def _is_inside(text: str, start: int, at: int) -> bool:
    """Whether a stop is inside the title of a work or brackets, and the sentence continues after them."""
    for opening, closing in ("《》", "（）"):
        first = text.find(opening, start, at)  # a closing one before it is that of a number: 2）
        if first >= 0 and text.count(opening, first, at) > text.count(closing, first, at):
            after = text.find(closing, at, at + 5 * signs.REACH)
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
    found = signs.EMOJI.match(text, after)
    return found.end() if found else end


def _is_word(text: str, start: int, at: int, language: Language) -> bool:
    """Whether a word in small letters, and no abbreviation, stands before an offset: so do most sentences end."""
    word = text[max(start, text.rfind(" ", start, at) + 1) : at]
    return word.isalpha() and word.islower() and word + "." not in language.abbreviations


# -- decisions about a stop -------------------------------------------------------------------------------


def _next_at(text: str, at: int) -> int:
    """The offset of the token that `_next_word` finds."""
    found = signs.NEXT.match(text, at)
    return found.start(1) if found else at


def _next_word(text: str, at: int) -> str:
    """The token at an offset, after space, quotes and brackets: nodes.OBJECT, a word, or ""."""
    found = signs.NEXT.match(text, at)
    return found[1] if found else ""


def _token_before(text: str, start: int, end: int) -> str:
    """The text before a stop, back to the last space, without opening brackets and quotes."""
    parts = text[max(start, end - signs.REACH) : end].split()
    return parts[-1].lstrip(signs.OPENERS + "—–-/") if parts and not text[end - 1].isspace() else ""


def _stop_ends(text: str, start: int, stop: re.Match[str], end: int, language: Language, *, capitals: bool) -> bool:
    """Whether a stop ends the sentence that began at `start`; `end` is after the stop and closing marks.

    `capitals` tells that the language has them.
    """
    word = _next_word(text, end)
    if not word:
        return True
    after = stop[2].strip(OBJECT)
    token = _token_before(text, start, stop.start())
    if stop[1] == "." and (not after or after == ")"):
        if len(token) == 1 and token.isupper() and _is_alone(text, start, stop.start(), token):
            return False  # Q. and A. before question and answer
        role = None if after else _abbreviation(_joined(text, start, stop.start(), token, language), language)
        if role == "time":
            return _time_ends(text[start : stop.start()], word, language)
        if role is not None:
            return _abbreviation_ends(role, word, language)
        if _is_number(text, start, stop.start(), token, word, language):
            return False
    if signs.ENUMERATOR.match(text, end) or signs.CLITIC.match(text, end):
        return True
    if _bare(word) in _NEVER_FIRST:
        return False
    quoted = any(mark in signs.QUOTES for mark in after)
    if quoted and signs.REMARK.match(text, end):
        return False
    if word[0].islower() and not _ONLY_SMALL[0] <= word[0] <= _ONLY_SMALL[1]:
        near = max(start, stop.start() - signs.REACH)
        if not (capitals or quoted) and signs.CASELESS.search(text, near, stop.start()):
            return True  # in a script without capitals, those of a foreign word say nothing
        careless = stop[1] == "." or (stop[1] in ("!", "?") and _next_word(text, start)[:1].islower())
        low = stop[1] == "." and (token.isdigit() or (len(token) > _SHORT and token.islower())) and _begins_low(text)
        return not after and (low or _lower_case_begins(token, careless, word, language))
    if word[0] in signs.STOPS:
        return stop[1] in (".", "!", "?") and signs.CONTINUED.match(word) is not None
    return word[0].isalnum() or word[0] in "$€£#@§~≈" or word[0] >= "\u2190"


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


def _joined(text: str, start: int, end: int, token: str, language: Language) -> str:
    """The token, with the one before it where both are an abbreviation: "и др.", "т. п.", which is also "т.п."."""
    before = text[max(start, end - signs.REACH) : end].split()[-2:-1]
    if not before or len(token) > _SHORT:
        return token
    first = before[0].lstrip(signs.OPENERS)
    joined = first + token if first.endswith(".") else f"{first} {token}"
    return joined if joined + "." in language.abbreviations else token


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
    if token.isupper() and known.get(token.lower() + ".") == "before-number":
        return "before-number"  # SEC. 12
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
    if _is_alone(text, start, end, token) or _is_listed(text, start, end, token):
        return True
    return language.ordinal_stop and token.isdigit() and len(token) <= 2 and not _is_first(word, language)


def _is_listed(text: str, start: int, end: int, token: str) -> bool:
    """Whether a number behind a comma is that of a part in a list: the one before it was in the sentence.

    A list may begin with 2, where the first part has no number: then the next one follows. Others are an age, a day.
    """
    if not signs.LISTED.search(text, max(start, end - signs.REACH), end):
        return False
    number = int(token)
    if re.search(rf"(?<!\w){number - 1}\. ", text[max(start, end - signs.LIST_REACH) : end]):
        return True
    return number <= _LIST_BEGINS and f", {number + 1}. " in text[end : end + signs.LIST_REACH]


#: a list begins with 1, or with 2 where its first part has no number
_LIST_BEGINS = 2


def _is_alone(text: str, start: int, end: int, token: str) -> bool:
    """Whether a token is all of the text between the start of the sentence and `end`."""
    return text[max(start, end - signs.REACH) : end].strip(" \n\u00a0" + signs.OPENERS) == token


def _is_first(word: str, language: Language) -> bool:
    """Whether a word can only be the first of a sentence: a function word with a capital, and no initial."""
    return word[1:2] != "." and word[:1].isupper() and _bare(word).lower() in language.function_words


@lru_cache(maxsize=8)  # asked for each stop of a passage
def _begins_low(text: str) -> bool:
    """Whether all sentences of a text begin in lower case, as its first one does."""
    return _next_word(text, 0)[:1].islower() and not _CAPITAL.search(text)


_CAPITAL = lazy_pattern(r"[.!?…][\"'”’)]?\s+[\"'“‘(]?[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]")


def _lower_case_begins(token: str, careless: bool, word: str, language: Language) -> bool:
    """Whether a lower-case word begins a sentence: a name that is always written so, or a careless start."""
    if signs.LOWER_CASE_NAME.match(word):
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
    before = text[max(0, at - signs.REACH) : at].rstrip()
    word = _next_word(text, at + 1)
    if before[-1:] in signs.STOPS and signs.ENUMERATOR.match(text, at):
        return True
    return before[-1:] not in tuple(",–—-/&") and bool(word) and not word[0].islower()
