"""Where sentences and words of a passage begin and end.

A *word* is a run of letters and digits. Inside it may stand an apostrophe, a hyphen (a hyphenated compound is one
word), a stop ("3.5", "Node.js", "U.S."), `&`, `@` or `_`, and between digits also a comma, a colon or a slash. Scripts
without spaces have no words that could be told without a dictionary: there each Han or kana character counts as
one, as word processors count. URLs, lone symbols and nodes.OBJECT are no words.

A *sentence* ends at a stop (. ! ? … and those of other scripts) that what stands before and after it does not explain
in another way: an abbreviation, an initial, an ellipsis, a number of a list. A hard line break ends one too, unless
the next line goes on in lower case or after a comma. What has no words is no sentence; it belongs to its neighbour.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from postlint.document import languages
from postlint.document.languages import Language
from postlint.document.nodes import OBJECT, Passage, Sentence, Word

#: scripts written without spaces: kana and Han
_SPACELESS = "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
#: letters, digits and combining marks of all other scripts, as ranges: `\w` has no combining marks
_LETTERS = (
    "0-9A-Za-zªµºÀ-ÖØ-öø-ˁˆ-ˑ²³¹\u0300-\u036f\u0370-\u037d\u037f-\u0386\u0388-\u0559\u0560-\u0588"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7-\u05f2\u0610-\u061a\u0620-\u0669\u066e-\u06d3"
    "\u06d5-\u06fc\u06ff-\u0963\u0966-\u0df3\u0e01-\u0e4e\u0e50-\u0e59\u0e80-\u1049\u1050-\u10fa"
    "\u10fc-\u135f\u1369-\u166c\u166f-\u17d3\u17dc-\u17ff\u180b-\u1fff\u2c00-\u2dff\ua000-\ud7ff"
    "\ufb00-\ufd3d\ufd40-\ufdfb\ufe70-\ufefc\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00010000-\U0001efff"
)
_EMOJI = "\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_EMOJI_RUN = f"(?:[{_EMOJI}][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)"
_CLOSERS = "\"'”’“»«›‹)\\]}」』）】》"
_word_start = itemgetter(1)
_OPENERS = "\"'“‘„«»‹›([{¿¡「『（*•"
_STOPS = ".!?…‼⁇⁈⁉؟۔"
#: stops that need no space after them
_FREE_STOPS = "。！？｡।॥։።។။"


def split_sentences(passage: Passage, passage_index: int = 0, language: str = "en") -> list[Sentence]:
    """The sentences of a passage, in order; every word of the passage belongs to one of them.

    `language` is a primary tag ("de"); abbreviations of a language without data are taken to be the English ones.
    Takes time linear in the length of the text.
    """
    text = passage.text
    words = _words(text)
    if not words:
        return []
    sentences: list[Sentence] = []
    for start, end, first, last in _pieces(text, words, language):
        piece = text[start:end]
        end = start + len(piece.rstrip())
        start += len(piece) - len(piece.lstrip())
        sentences.append(
            Sentence(text[start:end], start, end, tuple(words[first:last]), passage, passage_index, len(sentences))
        )
    return sentences


def _words(text: str) -> list[Word]:
    """The words of a text, URLs left out."""
    if "://" in text or "www." in text:
        return [Word(m[1], m.start(), m.end()) for m in _word_pattern(True).finditer(text) if m.lastindex]
    return [Word(m[0], m.start(), m.end()) for m in _word_pattern(False).finditer(text)]


@lru_cache(maxsize=2)
def _word_pattern(with_urls: bool) -> re.Pattern[str]:
    joint = f"['’ʼ.\\-‐‑·_@&\u00ad\u200c\u200d]|(?<=[0-9])[,:/](?=[0-9])"
    tail = r"(?<=\.[A-Za-z])\.|\+\+|#(?!\w)"
    word = f"([{_LETTERS}]+(?:(?:{joint})[{_LETTERS}]+)*(?:{tail})?|[{_SPACELESS}])"
    return re.compile(rf"(?:https?://|www\.)\S+|{word}" if with_urls else word)


def _pieces(text: str, words: list[Word], language: str) -> Iterator[tuple[int, int, int, int]]:
    """Start, end, first and last word (exclusive) of each sentence; wordless pieces joined to a neighbour."""
    start = first = 0
    held: tuple[int, int, int, int] | None = None
    for end in _ends(text, language):
        last = bisect_left(words, end, first, key=_word_start)
        if last == first:
            continue
        if held:
            yield held
        held = (start, end, first, last)
        start, first = end, last
    if held and first < len(words):
        yield held
        held = (start, len(text), first, len(words))
    elif held:
        held = (held[0], len(text), held[2], held[3])
    yield held or (0, len(text), 0, len(words))


# -- where a sentence ends ------------------------------------------------------------------------------


def _ends(text: str, tag: str) -> Iterator[int]:
    """The offsets at which a sentence ends, behind the stop and what closes after it."""
    language = languages.load(tag)
    if not language.known:
        language = languages.load("en")
    start = end = 0
    match = _stop_pattern().match
    for candidate in _candidate_pattern(text.isascii()).finditer(text):
        if candidate.start() < end or not (found := match(text, candidate.start())):
            continue
        end = found.end()
        if found["free"]:
            ends = not (found["free"][-1] in "」』”" and text[end : end + 1] in _JAPANESE_PARTICLES)
        elif found["line"]:
            ends = _line_ends(text, found.start(), end)
        elif found["emoji"]:
            ends = _starter(text, end, language)
        else:
            ends = _stop_ends(text, start, found, language)
        if ends:
            yield end
            start = end


_JAPANESE_PARTICLES = tuple("とっでのがはをにや")


@lru_cache(maxsize=2)
def _candidate_pattern(ascii_only: bool) -> re.Pattern[str]:
    """The characters where `_stop_pattern` may match; a single set, which the regex engine finds fastest."""
    return re.compile(r"[.!?\n]" if ascii_only else rf"[{_STOPS}{_FREE_STOPS}{_EMOJI}\n]")


@lru_cache(maxsize=1)
def _stop_pattern() -> re.Pattern[str]:
    """What may end a sentence. Possessive, and never starting inside a run of stops, so that no text is slow."""
    after = rf"(?:[{_CLOSERS}{OBJECT}]|\[\d{{1,3}}\]|[\u00a0\u202f ]»)*+"
    emoji = rf"(?:[ \u00a0]?{_EMOJI_RUN})*+"
    return re.compile(
        rf"(?<![{_STOPS}])(?P<stop>[{_STOPS}]++)(?P<after>{after}{emoji})(?=\s|$|(?<=[{_SPACELESS}][!?.])[{_SPACELESS}])"
        rf"|(?P<free>[{_FREE_STOPS}]+[{_FREE_STOPS}{_STOPS}]*{after}{emoji})"
        rf"|(?P<line>\n)"
        rf"|(?P<emoji>(?<=[\w\"”’)] ){_EMOJI_RUN}+)(?= )"
    )


@lru_cache(maxsize=1)
def _next_pattern() -> re.Pattern[str]:
    """What stands after a stop: openers, then a word."""
    return re.compile(rf"\s*[{_OPENERS}\s]*({OBJECT}|[^\s]{{0,40}})")


def _stop_ends(text: str, start: int, found: re.Match[str], language: Language) -> bool:
    """Whether the stop that was found ends the sentence that began at `start`."""
    following = _next_pattern().match(text, found.end())
    word = following[1] if following else ""
    if not word:
        return True
    stop, after = found["stop"], found["after"].strip(OBJECT)
    token = _token_before(text, start, found.start())
    if stop == ".":
        role = _abbreviation(token, language)
        if role is not None and not after:
            return _abbreviation_ends(role, word, language)
        if not after and _is_enumerator(text, start, found.start(), token, word, language):
            return False
    if word[0] in _STOPS:
        return False
    if word[0].islower():
        return not after and _lower_case_begins(token, stop, word, language)
    return word[0].isalnum() or word[0] == OBJECT or bool(re.match(f"[{_EMOJI}$€£#@§]", word))


def _token_before(text: str, start: int, end: int) -> str:
    """What stands before a stop, back to the last space, at most 40 characters; opening brackets and quotes off."""
    parts = text[max(start, end - 40) : end].split()
    return parts[-1].lstrip(_OPENERS + "—–-/") if parts and not text[end - 1].isspace() else ""


def _abbreviation(token: str, language: Language) -> str | None:
    """What an abbreviation does to the end of a sentence; None when the token (without its stop) is none."""
    known = language.abbreviations
    if (role := known.get(token + ".")) is not None:
        return role
    if token[:1].isupper() and (role := known.get(token[0].lower() + token[1:] + ".")) is not None:
        return role
    if len(token) == 1:
        return "initial" if token.isupper() else None
    parts = token.split(".")
    if len(parts) > 1 and all(len(part) <= 2 and part.isalpha() for part in parts) and len(parts[0]) == 1:
        return "may-end"
    if len(parts) > 1 and all(len(part) == 1 and part.isupper() for part in parts):
        return "initial"
    return None


def _abbreviation_ends(role: str, word: str, language: Language) -> bool:
    """Whether an abbreviation with that role ends the sentence before `word`."""
    if role == "before-number":
        return not (word[0].isdigit() or re.match(r"[IVXLC]+\b", word)) and not word[0].islower()
    if role == "ends":
        return not word[0].islower() and (word[0].isalnum() or word[0] == OBJECT)
    if role == "may-end" or role == "initial":
        return _is_starter(word, language)
    return False


def _is_enumerator(text: str, start: int, end: int, token: str, word: str, language: Language) -> bool:
    """Whether "1." or "a." numbers what follows: at the start of a sentence, or as an ordinal ("3. Oktober")."""
    if len(token) > 3 or not (token.rstrip(")").isdigit() or len(token) == 1):
        return False
    if not text[start:end].strip(" \n\u00a0" + _OPENERS).removesuffix(token):
        return True
    return language.ordinal_stop and token.isdigit() and len(token) <= 2 and not _is_starter(word, language)


def _is_starter(word: str, language: Language) -> bool:
    """Whether a word is capitalised only because it begins a sentence: a function word, in lower case elsewhere."""
    bare = re.split(r"[^\w'’]", word.replace("’", "'"))[0]
    return word[:1].isupper() and (bare.lower() in language.function_words)


def _starter(text: str, at: int, language: Language) -> bool:
    """Whether the word at an offset can only be the first of a sentence."""
    following = _next_pattern().match(text, at)
    return bool(following) and _is_starter(following[1], language)


@lru_cache(maxsize=1)
def _lower_case_name() -> re.Pattern[str]:
    """A name that keeps its lower case: iPhone, macOS, eBay, or one with a stop or digit inside (example.com, k8s)."""
    return re.compile(r"[a-z]{1,5}[A-Z]|[a-z][\w-]*[.\d][a-z]\w*|[\w-]+\.[a-z]{2,}(?!\w)")


def _lower_case_begins(token: str, stop: str, word: str, language: Language) -> bool:
    """Whether a lower-case word begins a sentence: a name that is always written so, or a careless writer's start."""
    if _lower_case_name().match(word):
        return True
    bare = re.split(r"[^\w.'’+-]", word)[0].rstrip(".").replace("’", "'")
    if bare in _names():
        return True
    # "It works well. but not always": an ordinary word before, a function word after
    return len(stop) == 1 and stop != "…" and token.isalpha() and token.islower() and bare in language.function_words


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(languages.read_list("lowercase-names"))


def _line_ends(text: str, at: int, end: int) -> bool:
    """Whether a hard line break ends a sentence: not before lower case, nor after a comma."""
    before = text[max(0, at - 40) : at].rstrip()
    following = _next_pattern().match(text, end)
    word = following[1] if following else ""
    return bool(before) and before[-1] not in ",–—-/&" and bool(word) and not word[0].islower()
