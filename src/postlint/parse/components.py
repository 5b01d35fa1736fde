"""The MDX components that are links and images, and their attributes for the target and the text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from postlint.records import NamedTuple

#: name of a component -> its attributes, in order of preference
Names = Mapping[str, tuple[str, ...]]


class Components(NamedTuple):
    """`links` names the attributes that hold a target, `images` that of the source, then those of the alt text."""

    links: Names
    images: Names


@cache
def known_components() -> Components:
    """The components of widespread frameworks and themes."""
    return _read(json.loads(Path(__file__).with_name("components.json").read_text(encoding="utf-8")))


def with_components(own: Mapping[str, Any]) -> Components:
    """The built-in components and those of a configuration: ``{"links": {"Cta": ["href"]}, "images": {…}}``."""
    known = known_components()
    if not own:
        return known
    added = _read(own)
    return Components({**known.links, **added.links}, {**known.images, **added.images})


def _read(data: Mapping[str, Any]) -> Components:
    return Components(
        *({name: tuple(names) for name, names in data.get(key, {}).items()} for key in ("links", "images"))
    )
