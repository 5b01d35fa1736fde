"""Holds what the server sends against the types of the protocol, which are slow to import: only a test that needs them
does."""

from __future__ import annotations

from functools import cache
from typing import Any


def assert_is(kind: str, value: object) -> None:
    """Raises where a value does not have the type of that name; for `kind[]`, where one of a list does not."""
    from lsprotocol import types

    of_one = getattr(types, kind.removesuffix("[]"))
    _converter().structure(value, list[of_one] if kind.endswith("[]") else of_one)


@cache
def _converter() -> Any:
    from lsprotocol.converters import get_converter

    return get_converter()
