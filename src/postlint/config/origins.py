"""Where the values of a configuration come from: places such as ``.postlint.yaml:3:1``, else ``default``."""

from __future__ import annotations

import os

from postlint.config.active_rules import SITE_OPTIONS
from postlint.config.config import Config


def origin(config: Config, key: str) -> str:
    """Where the value of a top-level key comes from."""
    return config.file.place((key,)) if config.file.has(key) else "default"


def origin_for(config: Config, path: str | os.PathLike[str], key: str) -> str:
    """Where the value of a key that overrides may set (``preset``, ``language``) comes from, for a path."""
    inside = config.inside(path)
    for layer in reversed(config.layers):
        if layer.files is not None and layer.matches(inside) and getattr(layer, key):
            return layer.places[key] if key in layer.places else origin(config, key)
    return origin(config, key)


def option_origin(config: Config, path: str | os.PathLike[str], rule: str, option: str) -> str:
    """Where the value of a rule's option (or its ``severity``) for a path comes from."""
    inside = config.inside(path)
    for layer in reversed(config.layers):
        setting = layer.rules.get(rule) if layer.matches(inside) else None
        if setting is not None and option in setting.places:
            return setting.places[option]
    return origin(config, option) if option in SITE_OPTIONS else "default"
