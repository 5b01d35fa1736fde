"""`fields` of a configuration: keys of the front matter that a site has for itself, and what they stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from postlint.generators.preset import DEFAULT_FIELDS
from postlint.generators.presets import lay_over, preset_data

#: keys that are known and stand for nothing, or what each field is called
Fields = Sequence[str] | Mapping[str, str | Sequence[str]]


def with_fields(overlay: str, fields: Fields, preset: str) -> str:
    """What is laid over a preset (as JSON, "" for nothing), with a site's own keys: they are known, and come first."""
    if not fields:
        return overlay
    named: Mapping[str, Any] = fields if isinstance(fields, Mapping) else {"": fields}
    of_preset = preset_data(preset).get("fields", {})
    logical = {}
    keys: list[str] = []
    for field, value in named.items():
        own = [value] if isinstance(value, str) else list(value)
        keys += own
        if field:
            logical[field] = list(dict.fromkeys([*own, *of_preset.get(field, DEFAULT_FIELDS.get(field, (field,)))]))
    added = {"properties": {key.split(".")[0]: {} for key in keys}, "x-postlint": {"fields": logical}}
    return json.dumps(lay_over(json.loads(overlay or "{}"), added), sort_keys=True)
