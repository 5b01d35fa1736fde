"""Reads the built-in cards from a JSON file while it is current: YAML takes a hundred times as long.

The JSON file holds the group of each card, and the card without the keys that are only for readers, beside a checksum
of its YAML. It is made when a wheel is built (`hatch_build.py`), and an installed postlint reads no YAML. In a checkout
it is written when a card has changed, and not tracked. Each style that comes with postlint has such a file of its own.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from postlint.data.folders import data_dir, is_checkout
from postlint.data.patterns import lazy_pattern

#: the part of a card that a run needs: all but `why`, `examples` and `references`
Card = Mapping[str, Any]
#: the checksum of a card's text, its group, and the card
Stored = tuple[int, str, Card]
CARDS_FILE = Path(__file__).parents[1] / "_data" / "cards.json"


def builtin_cards() -> Iterator[tuple[str, str, Card]]:
    """Each built-in card in the order of group and name: its group, its name, and the part that a run needs."""
    for name, (_, group, card) in _cards(CARDS_FILE, data_dir("rules").glob("*/*.yaml")).items():
        yield group, name, card


def cards_of_style(style: str, files: Iterable[Path]) -> Iterator[tuple[str, Card]]:
    """Each card of a style that comes with postlint, whose files these are: its name, and the part that a run needs."""
    for name, (_, _, card) in _cards(style_cards_file(style), files).items():
        yield name, card


def style_cards_file(style: str) -> Path:
    """The JSON file of the cards of a style that comes with postlint; it is read only where the style is chosen."""
    return CARDS_FILE.with_name(f"style-{style}.json")


def _cards(kept: Path, files: Iterable[Path]) -> Mapping[str, Stored]:
    """Some cards by name, as the JSON file has them that keeps them; in a checkout, as their files have them now."""
    stored = _stored(kept)
    return _current(stored, kept, files) if is_checkout() or not stored else stored


def _current(stored: Mapping[str, Stored], kept: Path, files: Iterable[Path]) -> Mapping[str, Stored]:
    """The cards as their YAML has them now; those that have not changed are taken from the stored ones."""
    current = {}
    for file in sorted(files):
        text = file.read_text(encoding="utf-8")
        checksum, group = zlib.crc32(text.encode()), file.parent.name
        known = stored.get(file.stem)
        card = known[2] if known is not None and known[:2] == (checksum, group) else read_card(text)
        current[file.stem] = (checksum, group, card)
    if current != stored and is_checkout():
        with suppress(OSError):
            write_cards(kept, current)
    return current


def write_cards(target: Path, cards: Mapping[str, Stored]) -> None:
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


def _stored(file: Path) -> dict[str, Stored]:
    """The cards in the JSON file by name; none when it is missing or damaged."""
    try:
        read = json.loads(file.read_text(encoding="utf-8"))
        return {name: (checksum, group, card) for name, (checksum, group, card) in read.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
