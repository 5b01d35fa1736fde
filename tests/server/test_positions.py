"""Positions of the protocol, and the edits of clients, held against a client that counts in bytes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postlint.parse.source import Source
from postlint.server.positions import ENCODINGS, Positions, chosen_encoding, edited

TEXT = "a\r\nb🚲c\r\n漢字é\rlast"
_CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, "utf-16"),
        ([], "utf-16"),
        (["utf-7"], "utf-16"),
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-16", "utf-32"], "utf-32"),
    ],
)
def test_the_encoding_is_one_that_the_client_offers(offered: list[str] | None, chosen: str) -> None:
    assert chosen_encoding(offered) == chosen


@pytest.mark.parametrize(
    ("encoding", "offset", "line", "character"),
    [
        ("utf-16", 3, 1, 1),
        ("utf-16", 4, 1, 3),
        ("utf-8", 4, 1, 5),
        ("utf-32", 4, 1, 2),
        ("utf-16", 8, 2, 2),
        ("utf-8", 8, 2, 6),
        ("utf-16", 14, 3, 4),
    ],
)
def test_positions(encoding: str, offset: int, line: int, character: int) -> None:
    positions = Positions(Source.from_text(TEXT), encoding)
    assert positions.position(offset) == {"line": line, "character": character}
    assert positions.offset({"line": line, "character": character}) == offset


@pytest.mark.parametrize(
    ("line", "character", "offset"), [(-1, 0, 0), (0, 99, 1), (1, 2, 3), (9, 0, 14), (3, -5, 10), (2, 99, 9)]
)
def test_positions_outside_of_the_text_are_the_nearest(line: int, character: int, offset: int) -> None:
    assert Positions(Source.from_text(TEXT), "utf-16").offset({"line": line, "character": character}) == offset


def test_a_byte_order_mark_that_the_client_shows_counts() -> None:
    source = Source.from_text("\ufefftitle")
    assert Positions(source, "utf-16", bom_shown=True).position(0) == {"line": 0, "character": 1}
    assert Positions(source, "utf-8", bom_shown=True).offset({"line": 0, "character": 5}) == 2
    assert Positions(source, "utf-16").position(0) == {"line": 0, "character": 0}


# -- edits ------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(["a", "é", "漢", "🚲", "👩‍💻", "\n", "\r\n", "\x0b", "\x85", "\u2028", "# ", "word "])
_TEXTS = st.lists(_PIECES, max_size=12).map("".join)


def client_lines(text: str, encoding: str) -> list[bytes]:
    """The lines with their endings, in bytes, as a client has them."""
    codec, _ = _CODECS[encoding]
    ended = text.replace("\r\n", "\0\n").replace("\r", "\r\n").replace("\0\n", "\r\n")
    assert ended is not None
    lines, line = [], ""
    at = 0
    while at < len(text):
        end = 2 if text.startswith("\r\n", at) else 1
        line += text[at : at + end]
        if text[at] in "\r\n":
            lines.append(line)
            line = ""
        at += end
    return [one.encode(codec) for one in [*lines, line]]


@settings(max_examples=60)
@given(st.data(), _TEXTS, st.sampled_from(ENCODINGS))
def test_edits_are_those_of_the_client(data: st.DataObject, text: str, encoding: str) -> None:
    codec, width = _CODECS[encoding]
    server = text
    for _ in range(data.draw(st.integers(1, 5))):
        places = [place for place in range(len(text) + 1) if text[place - 1 : place + 1] != "\r\n"]
        start, end = sorted(data.draw(st.tuples(st.sampled_from(places), st.sampled_from(places))))
        new = data.draw(_TEXTS)
        place = {"start": _position(text, start, encoding), "end": _position(text, end, encoding)}
        text = text[:start] + new + text[end:]
        server = edited(server, [{"range": place, "text": new}], encoding)
        assert server == text
        assert len(text.encode(codec)) % width == 0


def _position(text: str, at: int, encoding: str) -> dict[str, Any]:
    """A position that a client computes: it keeps lines in bytes of the encoding."""
    _, width = _CODECS[encoding]
    lines = client_lines(text[:at], encoding)
    return {"line": len(lines) - 1, "character": len(lines[-1]) // width}


def test_a_change_without_a_range_is_the_whole_text() -> None:
    assert edited("old", [{"text": "new"}], "utf-16") == "new"


def test_positions_that_lie_are_read_as_the_nearest() -> None:
    place = {"start": {"line": 5, "character": 9}, "end": {"line": 0, "character": 1}}
    assert edited("one", [{"range": place, "text": "x"}], "utf-16") == "ox"
