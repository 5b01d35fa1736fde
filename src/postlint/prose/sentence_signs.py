"""The characters and patterns by which the ends of sentences are found (see `sentence_ends.py`)."""

from __future__ import annotations

from postlint.data.patterns import lazy_pattern
from postlint.parse.nodes import OBJECT

_EMOJI = "\u2190-\u21ff\u231a-\u23ff\u25a0-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
_EMOJI_RUN = f"(?:[{_EMOJI}][\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]*+)"
QUOTES = "\"'”’“»«›‹」』"
_CLOSERS = rf"{QUOTES})\]}}）】》"
OPENERS = "\"'“”‘’„«»‹›([{¿¡「『（*_•"
#: the letters that may follow a dash at the beginning of a sentence (a signature, a reply)
_CAPITALS = "A-ZÀ-ÖØ-ÞА-ЯΑ-Ω"
#: the Greek question mark (U+037E), which is mostly written as a semicolon
GREEK_QUESTION = "\u037e"
STOPS = f".!?…‼⁇⁈⁉؟۔{GREEK_QUESTION}"
#: stops that need no space after them: those of scripts without a full stop (Unicode, Sentence_Terminal)
FREE_STOPS = "。．！？｡।॥։።፧፨།༎။។៕᙮᠃᠉᱾᱿꘎꘏꣎꣏꯫܀܁܂"
#: how many characters around a stop are examined, so that any text takes linear time
REACH = 40
#: and so many for the other parts of a list
LIST_REACH = 5 * REACH

#: the number of a note that was raised: "It grew.<sup>12</sup> Then", "(Smith 2001).3 Then"
_RAISED = (
    r"(?:(?<=[^\W\d_]{4}\.)|(?<=[)”\"’]\.)|(?<=[.!?][)”\"’]))"
    r"\d{1,3}(?:(?:, ?| )\d{1,3})*+(?=\s{1,3}[^\W\da-z])|[¹²³⁰⁴-⁹]{1,3}"
)
#: allowed between a stop and the space after it: closing quotes and brackets, a note's mark, « fin ! »
_AFTER = rf"(?:[{_CLOSERS}{OBJECT}]|\[\d{{1,3}}\]|{_RAISED}|[\u00a0\u202f ]»)*+"

#: the characters that may end a sentence; a single set, which the regex engine finds fastest
CANDIDATE = lazy_pattern(rf"[{STOPS}{FREE_STOPS}{_EMOJI}\n]")
ASCII_CANDIDATE = lazy_pattern(r"[.!?\n]")
#: a stop that ends a sentence, unless it is that of an abbreviation: behind a longer word, and before a capital
PLAIN = lazy_pattern(r"(?<=[a-z]{4})\. [A-Z]|(?<=[^\W_])[!?] [A-Z]")
#: a run of stops and the closing marks after it; possessive, to avoid backtracking
STOP = lazy_pattern(rf"([{STOPS}]++)({_AFTER})")
FREE_STOP = lazy_pattern(rf"[{FREE_STOPS}{STOPS}]++{_AFTER}")
EMOJI = lazy_pattern(rf"{_EMOJI_RUN}(?: ?{_EMOJI_RUN})*+")
#: what stands between two sentences, and the first token of the second
NEXT = lazy_pattern(
    rf"[{OPENERS}\s]{{0,{REACH}}}+(?:[—–](?=\S)|(?:[—–]|--?)\s{{1,3}}(?=[{_CAPITALS}]))?[{OPENERS}]{{0,3}}+({OBJECT}|\S{{0,{REACH}}})"
)
#: a name that keeps its lower case: iPhone, macOS, or one with a stop, digit or _ inside (example.com, k8s, max_size)
LOWER_CASE_NAME = lazy_pattern(r"[a-z]{1,20}[A-Z]|[a-z][\w-]*[.\d][a-z]\w*|[a-z][a-z\d]*_[a-z]|[\w-]+\.[a-z]{2,}(?!\w)")
#: the mark of a part that is listed in the text, (a) b) (iv), and its first letter
ENUMERATOR = lazy_pattern(r"\s{1,3}\(?(?:[a-z]|[ivx]{1,4})\)\s{1,3}[^\W\d_]")
#: two sentences without the space between them, as it is behind a word in small letters: "the oven.Then we"
BEFORE_UNSPACED, UNSPACED = (
    lazy_pattern(r"[^\W\d_] [a-zà-öø-ÿ]{3,}\Z"),
    lazy_pattern(r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]* [a-zà-öø-ÿ]+[ ,]"),
)
#: the number of such a part behind a comma: 1. the flour, 2. the salt
LISTED = lazy_pattern(r"[^\W\d_],\s[0-9]{1,2}$")
#: the beginning of a sentence that goes on where one was left ("...and then"), and of one after an omission
CONTINUED = lazy_pattern(r"(?:\.{3}|…)[^\W\d_]|(?:\.{3}|…)[\])]")
#: a word that keeps its small letter before the capital of the sentence, Dutch and Afrikaans: 's Avonds, 'n Mens
CLITIC = lazy_pattern(r"\s{1,3}['‘’][kmnst]\s{1,2}[A-ZÀ-ÖØ-Þ]")
#: a letter of a script without capitals: Hebrew, Arabic, the scripts of India, Thai, kana, Han, Hangul
CASELESS = lazy_pattern(r"[\u05d0-\u109f\u1100-\u11ff\u1780-\u17b3\u3041-\u9fff\uac00-\ud7a3]")
#: brackets that belong to the quotation before them: "It works!" (Smith 2001).
REMARK = lazy_pattern(rf"\s\([^()\n]{{0,{2 * REACH}}}[^()\n{STOPS}]\)(?=[.,;:]|\s*$)")
