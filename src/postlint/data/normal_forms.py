"""Normal forms of Unicode, in a time that grows with the length of the text."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from postlint.data.patterns import lazy_pattern

#: so many marks may follow a letter, as Unicode has it (UAX #15, Stream-Safe Text Format)
_MARKS = 30
#: what stands between more: the combining grapheme joiner, over which marks are not put in order
_JOINER = "\u034f"
#: a shorter run of marks takes no time, in code points
_LONG = 500
#: a run that may be all marks: neither letters of Latin, Chinese or Korean, nor spaces
_RUN = lazy_pattern(rf"[^\s\x00-\u02ff\u3400-\u9fff\uac00-\ud7a3]{{{_LONG},}}")


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """The text in a normal form. To put very many marks of one letter in order would take quadratic time: 30 do it."""
    if len(text) >= _LONG and any(len(word) >= _LONG for word in text.split()):
        text = _RUN.sub(_divided, text)
    return unicodedata.normalize(form, text)


def _divided(run: re.Match[str]) -> str:
    parts: list[str] = []
    marks = 0
    for char in run[0]:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MARKS:
            parts.append(_JOINER)
            marks = 1
        parts.append(char)
    return "".join(parts)
