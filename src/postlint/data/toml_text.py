"""Reads TOML text of strangers: a key of very many parts takes tomllib a time that grows with the square of them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

from postlint.data.patterns import lazy_pattern

_DEEP = lazy_pattern(r"""(?:(?:[\w-]|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""")


def load_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The values of TOML text. Raises ValueError for a mistake in it, RecursionError for what is nested too deeply."""
    if _DEEP.search(text):
        raise RecursionError("a key has too many parts")
    return tomllib.loads(text, parse_float=parse_float)
