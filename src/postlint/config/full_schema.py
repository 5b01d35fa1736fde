"""The JSON Schema of the configuration with all that there is to choose from: rules, options, groups, presets."""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from postlint.catalog.rule import Rule
from postlint.config.rule_names import Selectors
from postlint.data.folders import data_dir
from postlint.generators.presets import AUTO, preset_names


def full_schema(catalogue: Mapping[str, Rule]) -> dict[str, Any]:
    """`schemas/config.schema.json` with the names of the rules in `catalogue`, so that an editor can offer them."""
    schema: dict[str, Any] = json.loads((data_dir("schemas") / "config.schema.json").read_text(encoding="utf-8"))
    kinds = schema["$defs"]
    selectors = Selectors(catalogue)
    kinds["selectors"]["items"] = {"enum": [*selectors.sets, *selectors.names]}
    kinds["preset"]["enum"] = [AUTO, *preset_names()]
    of_any = kinds["rules"].pop("additionalProperties")
    kinds["rules"]["additionalProperties"] = False
    kinds["rules"]["properties"] = {
        written: _of_rule(catalogue[name], of_any) for written, name in selectors.names.items()
    }
    return schema


def _of_rule(rule: Rule, of_any: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of one rule: those of any rule, and its own options."""
    made = copy.deepcopy(dict(of_any))
    options = next(one for one in made["anyOf"] if one.get("type") == "object")
    options["properties"] = {**rule.schema.get("properties", {}), **options["properties"]}
    options["additionalProperties"] = False
    return {"description": rule.summary, **made}
