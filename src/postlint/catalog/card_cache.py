"""Reads the built-in cards from a JSON file while it is current: YAML takes a hundred times as long.

The JSON file holds each card without the keys that are only for readers, beside a checksum of the card's YAML. It is
made when a wheel is built (`hatch_build.py`). In a checkout it is written when a card has changed, and not tracked.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from postlint.data.folders import data_dir, is_checkout
from postlint.data.patterns import lazy_pattern

#: the part of a card that a run needs: all but `why`, `examples` and `references`
Card = Mapping[str, Any]
CARDS_FILE = Path(__file__).parents[1] / "_data" / "cards.json"


def builtin_cards() -> Iterator[tuple[Path, str, Card]]:
    """Each built-in card in the order of group and name: its file, its text, and the part that a run needs."""
    stored = _stored(CARDS_FILE)
    current = {}
    for file in sorted(data_dir("rules").glob("*/*.yaml")):
        text = file.read_text(encoding="utf-8")
        checksum, card = stored.get(file.stem, (None, {}))
        if checksum != zlib.crc32(text.encode()):
            checksum, card = zlib.crc32(text.encode()), read_card(text)
        current[file.stem] = (checksum, card)
        yield file, text, card
    if current != stored and is_checkout():
        with suppress(OSError):
            write_cards(CARDS_FILE, current)


def write_cards(target: Path, cards: Mapping[str, tuple[int | None, Card]]) -> None:
    """Write the JSON file whole or not at all. Raises OSError."""
    target.parent.mkdir(exist_ok=True)
    partial = target.with_suffix(f".{os.getpid()}")
    try:
        partial.write_text(json.dumps(cards, ensure_ascii=False), encoding="utf-8")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def read_card(text: str) -> Card:
    """The part of a card that a run needs, from its YAML text."""
    from postlint.data.yaml_places import load_yaml

    card: Card = load_yaml(_FOR_READERS.sub("", text))
    return card


#: the keys of a card that are only for readers, most of its text; `Rule.card` has them
_FOR_READERS = lazy_pattern(r"^(?:why|examples|references):.*?(?=^[a-z]|\Z)", re.DOTALL | re.MULTILINE)


def _stored(file: Path) -> dict[str, tuple[int, Card]]:
    """The cards in the JSON file by name, with checksums; none when it is missing or damaged."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        return {name: (checksum, card) for name, (checksum, card) in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
