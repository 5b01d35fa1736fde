"""A check on text that was decoded with the wrong encoding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from postlint.checks.kinds.scopes import scope_text
from postlint.data.patterns import lazy_pattern
from postlint.document.document import Document
from postlint.prose import language_data as languages
from postlint.results.hits import Edit, Fix, Hit, of_one_cause
from postlint.spans import Span

#: the scopes with shown text
SCOPES = ("title", "description", "headings", "prose", "alt")
#: from so many in a post on, all are one finding
_MANY = 4


def mojibake(doc: Document) -> Iterator[Hit]:
    """Look for garbled characters; many in a post are one finding, as they have one cause."""
    return of_one_cause(list(_garbled(doc)), _MANY - 1)


def _garbled(doc: Document) -> Iterator[Hit]:
    """Look for UTF-8 that was decoded as something else, for control characters, and for lost characters.

    A post that names the replacement character ("U+FFFD") shows it on purpose. A pair of characters that could also be
    a letter before a quotation mark or a dash, or a word of one letter before a no-break space, counts only beside
    others; a multiplication sign before a no-break space ("20 × 30 cm") only beside garbled Hebrew, in which each
    letter begins with that sign. Letters that the text has elsewhere, too ("Úžas"), are those of its language.
    """
    scope = scope_text(doc, SCOPES)
    if _FIRST.search(scope.text) is None:  # far faster than the pattern, which most texts need not be searched for
        return
    found = [match for match in _pattern().finditer(scope.text) if "\0" not in match[0]]
    if any("\ufffd" in match[0] for match in found) and _NAMED.search(doc.text):
        found = [match for match in found if "\ufffd" not in match[0]]
    found = [match for match in found if not (_is_shown_on_purpose(scope.text, match) or _ends_a_word(match[0]))]
    if any(match[0][0] == "\ufffd" for match in found):
        about = _lines_about_encodings(scope.text)
        found = [match for match in found if match[0][0] != "\ufffd" or not _is_shown_there(about, match)]
    found = [match for match in found if not _mixes_scripts(_decoded(match[0]))]
    letters = set(_pattern().sub("", scope.text)) if found else set()
    found = [match for match in found if not _has_letters_of(letters, match[0])]
    if not any(match[0][0] == _TIMES and len(match[0]) > 2 for match in found):
        found = [match for match in found if match[0][0] != _TIMES]
    words = languages.load(doc.language).function_words
    sure = [match for match in found if _is_sure(match[0], words)]
    for match in found if sure else ():
        meant = _meant(match[0])
        span = scope.span(*match.span())
        if "&#" in doc.slice(span):
            continue  # written as numbers, they are shown on purpose
        if "\ufffd" in meant:
            yield Hit(span, {"found": match[0], "text": match[0]}, "lost")
            continue
        shown = "".join(map(_shown, match[0]))
        values = {"found": shown, "meant": meant, "text": shown}
        kind = "default" if meant else "lost" if "\ufffd" in match[0] else "control"
        if meant and not meant.strip():
            kind, meant = "space", " "
        fix = Fix((Edit(span, meant),)) if meant and doc.slice(span) == match[0] else None
        yield Hit(span, values, kind, fix=fix)


def _is_shown_on_purpose(text: str, match: re.Match[str]) -> bool:
    """Whether a lost or control character stands alone in brackets or quotation marks, as a thing that is named."""
    around = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
    return around in _ENCLOSING and not _decoded(match[0])


def _lines_about_encodings(text: str) -> list[Span]:
    """The paragraphs about encodings, which may show what a program makes of bytes."""
    return [Span(*line.span()) for line in _LINE.finditer(text) if _ENCODING.search(line[0])]


def _is_shown_there(about: Sequence[Span], match: re.Match[str]) -> bool:
    """Whether a lost character stands alone in one of some paragraphs: in a word, a letter is lost."""
    at = bisect_right(about, match.start(), key=lambda line: line.start) - 1
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return at >= 0 and match.start() < about[at].end and not any(map(str.isalnum, around))


_LINE = lazy_pattern(r"[^\n]+")
_ENCODING = lazy_pattern(r"(?i)\butf-?(?:8|16)|\bunicode\b|\bcharset\b")
_ENCLOSING = frozenset(("()", "（）", "[]", '""', "''", "“”", "‘’", "«»", "「」"))
_NAMED = lazy_pattern(r"(?i)U\+FFFD|\\uFFFD|replacement(?: [\w-]+)? character")
#: the first characters of all that the pattern matches
_FIRST_OF_ALL = "[\u0080-\u009f\u00c2-\u00f4\ufffd\u0393┬├]"
#: the encodings of consoles, and what they make of the first bytes of punctuation and symbols (general punctuation,
#: arrows, miscellaneous symbols, dingbats), and of Latin letters and spaces
_CONSOLES = (("cp437", ("ΓÇ", "Γå", "ΓÜ", "Γ£")), ("cp850", ("ÔÇ", "Ôå", "ÔÜ", "Ô£")))
_CONSOLE_LETTERS = "┬├"
_FIRST = lazy_pattern(_FIRST_OF_ALL)


@cache
def _pattern() -> re.Pattern[str]:
    """A pattern of the sequences of UTF-8 as Windows-1252 decodes them, and the common ones as consoles do."""
    following = "".join(
        map(re.escape, sorted({_read(byte) for byte in range(0x80, 0xC0)} | set(map(chr, range(0x80, 0xC0)))))
    )
    leading = (("\u00c2-\u00df", 1), ("\u00e0-\u00ef", 2), ("\u00f0-\u00f4", 3))
    sequence = "|".join(f"[{first}][{following}]{{{count}}}" for first, count in leading)
    for encoding, leads in _CONSOLES:
        low, high = (_characters(encoding, range(*ends)) for ends in ((0x80, 0xB0), (0xB0, 0xC0)))
        # two lines of a box may meet, but no box has letters in it
        sequence = f"(?:{'|'.join(leads)})[{low}{high}]|[{_CONSOLE_LETTERS}][{low}]|{sequence}"
    # the first character is tried before the alternatives: this is faster in texts with many letters beyond ASCII
    return re.compile(f"(?={_FIRST_OF_ALL})(?:(?:{sequence})+|[\u0080-\u0084\u0086-\u009f]+|\ufffd+)")


def _characters(encoding: str, codes: range) -> str:
    """The characters of an encoding, for a set in a pattern."""
    return re.escape(bytes(codes).decode(encoding))


def _read(byte: int) -> str:
    """A byte decoded as Windows-1252, or as Latin-1 where that has no character."""
    return bytes((byte,)).decode("cp1252", "ignore") or chr(byte)


@cache
def _bytes_by_character() -> dict[str, int]:
    return {**{chr(byte): byte for byte in range(0x80, 0x100)}, **{_read(byte): byte for byte in range(0x80, 0x100)}}


def _decoded(text: str) -> str:
    """The text decoded correctly; "" if it is no UTF-8."""
    for encoding, leads in _CONSOLES:
        if text.startswith((*leads, *_CONSOLE_LETTERS)):
            try:
                return text.encode(encoding).decode("utf-8")
            except UnicodeError:
                continue
    try:
        return bytes(_bytes_by_character()[char] for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return ""


def _meant(text: str) -> str:
    """The text decoded as often as it was garbled; "" if it is no UTF-8."""
    meant = _decoded(text)
    while meant and _pattern().fullmatch(meant) and (again := _decoded(meant)):
        meant = again
    return meant


def _mixes_scripts(meant: str) -> bool:
    """Whether characters mean letters of Chinese and of an alphabet in one word: a list of symbols may seem to."""
    return len({char >= "\u2e80" for char in meant if char.isalpha()}) > 1


def _is_sure(text: str, words: Collection[str]) -> bool:
    """Whether a match cannot be a letter with punctuation after it: "Ã”", French "é »"; "â€" is three characters.

    `words` are those of the post's language: in Italian, "È un giorno" may have a no-break space.
    """
    if not _decoded(text):
        return not text[0].isalpha()
    if (text[0].islower() or text[0].lower() in words) and (_PUNCTUATION | {"\xa0"}).issuperset(text[1:]):
        return False
    return len(text) > 2 or not _PUNCTUATION.issuperset(text[1:])


def _ends_a_word(text: str) -> bool:
    """Whether a match is the end of a Czech word, and a quotation mark, a dash or a space with the next word after it.

    Elsewhere than before a space, a symbol may be meant by it.
    """
    meant = _decoded(text)
    plain = text[0].islower() and (_PUNCTUATION | _LETTERS | {"\xa0"}).issuperset(text[1:])
    return plain and len(text) > 2 and (not meant or meant.isalpha() or text[1] == "\xa0")


def _has_letters_of(letters: Collection[str], text: str) -> bool:
    """Whether a match is two or more letters that the text also has elsewhere, and perhaps punctuation.

    The capital of a word may be a small letter elsewhere.
    """
    if sum(map(str.isalpha, text)) < 2 or not _ORDINALS.isdisjoint(text):
        return False
    known = text[0].lower() + text[1:] if text[1].islower() else text
    return all(char in letters if char.isalpha() else char == "\xa0" or char in _PUNCTUATION for char in known)


_TIMES = "×"
#: count as letters, and stand in no word
_ORDINALS = frozenset("ªº")
_PUNCTUATION = frozenset("‘’“”‚„–—…•‹›«»")
#: the letters that Windows-1252 has for bytes that follow another
_LETTERS = frozenset("ŠšŽžŒœŸƒªº")


def _shown(char: str) -> str:
    return char if char.isprintable() else f"\\x{ord(char):02x}"
