"""Fills a card's message with a hit's values. Both may be untrusted: no code, no line breaks, limited length."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from postlint.data.patterns import lazy_pattern
from postlint.data.wording import suggest
from postlint.engine.fix_guard import without_placeholders
from postlint.results.hits import Hit

#: how many code points of one value a message shows
VALUE_LIMIT = 240
#: how many code points of a list (such as the known keys) a message shows
LIST_LIMIT = 400

_PLACEHOLDER = lazy_pattern(r"\{\{|\}\}|\{(\w+)\}")


class MessageError(LookupError):
    """A check yields a message, or a card's message needs a value, that the other of the two does not have."""


def message_of(messages: Mapping[str, str], hit: Hit) -> str:
    """The message of a hit. Raises MessageError where the card has none for it, or the hit lacks a value for it."""
    if hit.message not in messages:
        hint = suggest(hit.message, messages)
        raise MessageError(f"the check yields the message {hit.message!r}, which is not on the card{hint}")
    return fill(messages[hit.message], hit.values)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """The message, with ``{name}`` replaced by the value of that name and ``{{`` by a brace.

    Only names: no attributes, indexes or formats, because cards may come from the linted tree. Raises MessageError
    for a placeholder without a value.
    """

    def replace(match: re.Match[str]) -> str:
        if match[1] and match[1] not in values:
            raise MessageError(f"the check yields no value for {match[0]} of the message{suggest(match[1], values)}")
        return shown(values[match[1]]) if match[1] else match[0][0]

    return _PLACEHOLDER.sub(replace, template)


def shown(value: Any) -> str:
    """A value on one line: lists with commas, white space folded, cut in the middle when too long."""
    if isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return _shortened(", ".join(map(shown, items)), LIST_LIMIT)
    text = str(value)
    if not text.isascii():
        text = without_placeholders(text)
    return _shortened(" ".join(text.split()), VALUE_LIMIT)


def _shortened(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    tail = limit // 4
    return f"{text[: limit - tail - 3].rstrip()} … {text[-tail:].lstrip()}"
