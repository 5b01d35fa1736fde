"""The rule `inactive-rule`: reports rules and patterns of the user that can never find anything.

These are rules that were turned on by name, and patterns of an own schema that Python cannot search for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from postlint.config.config import Config
from postlint.config.settings import ActiveRule
from postlint.data.patterns import lazy_pattern
from postlint.data.reading import read_bytes
from postlint.data.schema_walk import unsupported_patterns
from postlint.data.user_file import read_data
from postlint.engine.to_findings import findings_of, in_order
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding
from postlint.results.hits import Hit
from postlint.spans import Span

INACTIVE = "inactive-rule"
#: the tag of built-in rules that find nothing until their options are set
HOUSE_STYLE = "house-style"

_WORD = lazy_pattern(r"[\w/-]+")
_ORIGIN = lazy_pattern(r"(?P<file>.+):(?P<line>\d+):(?P<column>\d+)(?: \((?P<word>.+)\))?")


def inactive_rules(config: Config) -> list[FileReport]:
    """The report on the configuration file; empty when every rule that it names can find something."""
    active = config.active_rules(config.top_layers)
    judge = next((one for one in active if one.rule.name == INACTIVE), None)
    if config.path is None or judge is None:
        return []
    source: Source | None = None
    findings: list[Finding] = []
    for one in active:
        place = _ORIGIN.fullmatch(one.origin)
        if place is None or not _names(place["word"], one):
            continue
        for key, values in _reasons(config, one):
            if source is None:
                source = Source.from_bytes(read_bytes(config.path, own=True), place["file"])
            start = source.line_starts[int(place["line"]) - 1] + int(place["column"]) - 1
            word = _WORD.match(source.text, start)
            end = word.end() if word is not None else start
            findings += findings_of(judge, [Hit(Span(start, end), values, message=key)], source)
    reports = _unsearched_patterns(config, judge)
    if source is None:
        return reports
    return [_report(source, findings), *reports]


def _report(source: Source, findings: list[Finding]) -> FileReport:
    lines = {line: source.line(line) for line in {finding.line for finding in findings}}
    return FileReport(source.path, tuple(in_order(findings)), lines=lines)


def _unsearched_patterns(config: Config, judge: ActiveRule) -> list[FileReport]:
    """The patterns of the user's own schemas that Python cannot search for; the rest of the schemas is used."""
    reports = []
    for name in dict.fromkeys(config.file.values.get("schemas", {}).values()):
        file = read_data(config.file.root / name, name)
        source = Source.from_bytes(read_bytes(config.file.root / name, own=True), name)
        findings: list[Finding] = []
        for path, pattern, reason in unsupported_patterns(file.data):
            line, column = file.locate(path, path[-1] == pattern)
            start = source.line_starts[line - 1] + column - 1
            values = {"pattern": pattern, "reason": reason}
            findings += findings_of(judge, [Hit(Span(start, start), values, message="pattern")], source)
        if findings:
            reports.append(_report(source, findings))
    return reports


def _names(word: str | None, active: ActiveRule) -> bool:
    """Whether the user meant this rule, and not a group or a tag that it belongs to."""
    return word is None or word in (active.rule.name, *active.rule.aliases, *active.rule.renamed)


def _reasons(config: Config, active: ActiveRule) -> Iterator[tuple[str, dict[str, object]]]:
    """Why a rule can never find anything: the key of the card's message and its values."""
    rule = active.rule
    languages = [layer.language for layer in config.layers]
    spoken = {re.split("[-_]", language)[0].lower() for language in languages if language}
    if rule.languages and languages[0] and spoken.isdisjoint(rule.languages):
        yield "language", {"rule": rule.name, "languages": rule.languages, "language": sorted(spoken)}
    configured = any(layer.rules[rule.name].options for layer in config.layers if rule.name in layer.rules)
    if rule.origin == "built-in" and HOUSE_STYLE in rule.tags and not configured:
        yield "unset", {"rule": rule.name, "options": sorted(rule.defaults)}
