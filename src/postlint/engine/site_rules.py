"""Asks the rules about a whole site, each once for each set of its options, and places what they say."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass

from postlint.engine.finish import crashed, findings_of
from postlint.engine.memory import rare_collections
from postlint.engine.scope import site_rules
from postlint.findings import Finding
from postlint.settings import ActiveRule, Settings
from postlint.site.facts import Facts
from postlint.site.site import Site


@dataclass(slots=True)
class Answers:
    """What the rules about a site found, by path, and how long each took in seconds."""

    findings: dict[str, list[Finding]]
    seconds: dict[str, float]


def ask_site(site: Site, reported: Mapping[str, Settings], *, debug: bool = False) -> Answers:
    """Ask the rules that are on for the posts to report on, given with their settings, and keep what is said of these.

    A rule that fails becomes a finding in the first of its posts. What is said of files that are no posts is kept
    when all posts are reported on.
    """
    with rare_collections():
        return _asked(site, reported, debug)


def _asked(site: Site, reported: Mapping[str, Settings], debug: bool) -> Answers:
    answers = Answers({}, {})
    by_path = {facts.path: facts for facts in site.posts.values()}
    whole = by_path.keys() <= reported.keys()
    for variant in _variants({path: reported[path] for path in by_path if path in reported}):
        rule = variant.active.rule
        began = time.perf_counter()
        try:
            for hit in rule.resolve()(site, **rule.arguments(variant.active.options)):
                path = hit.path or ""
                if path in variant.paths:
                    found = findings_of(variant.active, [hit], by_path[path], by_path)
                elif whole and path not in by_path:
                    found = findings_of(variant.active, [hit], Facts(path), by_path)
                else:
                    continue
                answers.findings.setdefault(path, []).extend(found)
        except Exception as error:
            if debug:
                raise
            path = min(variant.paths)
            crash = crashed(reported[path], by_path[path], rule.name, error, "the site")
            answers.findings.setdefault(path, []).extend(crash)
        answers.seconds[rule.name] = answers.seconds.get(rule.name, 0) + time.perf_counter() - began
    return answers


@dataclass(slots=True)
class _Variant:
    """A rule with its options, and the posts for which it is on with these."""

    active: ActiveRule
    paths: set[str]


def _variants(reported: Mapping[str, Settings]) -> list[_Variant]:
    variants: dict[str, _Variant] = {}
    of_settings: dict[int, list[_Variant]] = {}
    for path, settings in reported.items():
        if id(settings) not in of_settings:
            of_settings[id(settings)] = [
                variants.setdefault(_variant_key(active), _Variant(active, set())) for active in site_rules(settings)
            ]
        for variant in of_settings[id(settings)]:
            variant.paths.add(path)
    return list(variants.values())


def _variant_key(active: ActiveRule) -> str:
    options = json.dumps(active.options, sort_keys=True, default=str)
    return f"{active.rule.name} {active.severity} {options}"
