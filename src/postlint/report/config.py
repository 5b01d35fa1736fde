"""Renders `postlint config`: the resolved configuration, each value with its origin."""

from __future__ import annotations

import json
from typing import Any

from postlint.config.config import Config
from postlint.config.origins import option_origin, origin, origin_for
from postlint.config.settings import ActiveRule
from postlint.report.terminal import escaped


def effective(config: Config, path: str | None) -> dict[str, Any]:
    """The resolved configuration of a file, or, without one, of the top level."""
    # a name that no glob for posts matches: only the top level applies to it
    governed = path if path is not None else "_"
    settings = config.settings_for(governed)
    verdict = config.verdict
    values: dict[str, Any] = {
        "preset": settings.preset,
        "language": settings.language,
        "schemas": dict(config.file.get("schemas") or {}),
        **({"schema": settings.schema_file} if path is not None else {}),
        "site_hosts": list(config.site_hosts),
        "ignore_patterns": list(settings.ignore_patterns),
        "content": list(config.content),
        "exclude": list(config.exclude),
        "fail_on": verdict.fail_on.label if verdict.fail_on is not None else "never",
        "max_warnings": verdict.max_warnings,
        "max_warnings_per_post": verdict.max_warnings_per_post,
        "post_timeout": settings.post_timeout,
    }
    return {
        "version": 1,
        "file": None if config.path is None else str(config.path),
        "for": path,
        "values": {name: {"value": value, "origin": _origin(config, name, governed)} for name, value in values.items()},
        "rules": {active.rule.name: _rule(config, active, governed) for active in settings.rules},
    }


def _origin(config: Config, name: str, path: str) -> str:
    """The origin of a value; for a detected preset, the file that indicated the generator."""
    if name in ("preset", "language", "ignore_patterns"):
        found = origin_for(config, path, name)
        if name == "preset" and found == "default":
            found = origin(config, "generator")
            sign = config.site_of(config.cwd / path).sign
            return f"default (because of {sign})" if found == "default" and sign else found
        return found
    keys = {"schema": ("schemas",), "site_hosts": ("site_hosts", "site_url")}.get(name, (name,))
    return next((origin(config, key) for key in keys if config.file.has(key)), "default")


def _rule(config: Config, active: ActiveRule, path: str) -> dict[str, Any]:
    rule = active.rule
    levels = {severity.label: dict(options) for severity, options in active.levels}
    return {
        "severity": {
            "value": (active.severity or rule.severity).label,
            "origin": option_origin(config, path, rule.name, "severity"),
        },
        "options": {
            name: {"value": value, "origin": option_origin(config, path, rule.name, name)}
            for name, value in active.options.items()
        },
        "levels": {"value": levels, "origin": option_origin(config, path, rule.name, "levels")},
        "origin": active.origin,
    }


def render(data: dict[str, Any]) -> str:
    """The configuration as YAML that could be pasted into a file, origins as comments."""
    rows = [(f"{name}: {_yaml(entry['value'])}", entry["origin"]) for name, entry in data["values"].items()]
    rows.append(("rules:", ""))
    for name, rule in data["rules"].items():
        rows.append((f"  {name}:", rule["origin"]))
        rows.append((f"    severity: {rule['severity']['value']}", rule["severity"]["origin"]))
        given = {**rule["options"], **({"levels": rule["levels"]} if rule["levels"]["value"] else {})}
        rows += [(f"    {key}: {_yaml(entry['value'])}", entry["origin"]) for key, entry in given.items()]
    heading = [f"# configuration: {data['file'] or 'none, these are the defaults'}"]
    if data["for"] is not None:
        heading.append(f"# for: {data['for']}")
    return "\n".join([*map(escaped, heading), *(_row(*row) for row in rows)])


def _row(text: str, origin: str) -> str:
    text = escaped(text)
    return f"{text:<60}  # {escaped(origin)}" if origin else text


def _yaml(value: Any) -> str:
    """A value as JSON, which is YAML; long values are cut, as this is for reading."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 200 else text[:200] + "…"
