"""Former names and deprecated rules: how long they work, in which places, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from postlint.catalog import lifetime
from postlint.catalog.load import Rule, builtin_rules, rule_names
from postlint.config.config import Config, ConfigError
from postlint.config.file import ConfigFile
from postlint.config.rule_names import Selection
from postlint.config.settings import ActiveRule, Settings
from postlint.data.user_file import DataFile
from postlint.data.version import VERSION
from postlint.engine.lint import document_of, lint_document
from postlint.parse.source import Source
from postlint.report.explain import render
from postlint.results.findings import Finding

NOW = ".".join(VERSION.split(".")[:2])
LONG_AGO = "0.0"
BASE = builtin_rules()["heading-increment"]
RENAMED = replace(BASE, renamed={"heading-steps": NOW, "heading-jumps": LONG_AGO})
DEPRECATED = replace(builtin_rules()["no-headings"], deprecated={"since": NOW, "instead": "Use 'section-too-long'."})
RULES: Mapping[str, Rule] = {rule.name: rule for rule in (RENAMED, DEPRECATED)}
OLD = (
    f"the rule 'heading-steps' is called 'heading-increment' since {NOW}; the old name ends with {lifetime.end_of(NOW)}"
)
GONE = "the rule 'heading-jumps' is called 'heading-increment' since 0.0; the old name ended with 0.2"


@pytest.mark.parametrize(
    ("since", "version", "served"),
    [
        ("0.2", "0.2.0", True),
        ("0.2", "0.3.5", True),
        ("0.2", "0.4.0", False),
        ("0.9", "0.10.1", True),
        ("0.9", "1.0.0", False),
        ("1.2", "1.3.0rc1", True),
    ],
)
def test_a_former_name_works_for_two_minor_versions(since: str, version: str, served: bool) -> None:
    assert lifetime.is_served(since, version) is served


def config(values: Mapping[str, object], **selection: str) -> Config:
    file = ConfigFile(None, Path.cwd(), DataFile("c.yaml", values, lambda path, at_key: (1, 1)), ())
    return Config(file, RULES, cwd=Path.cwd(), selection=Selection(**selection))


@pytest.mark.parametrize(
    "values", [{"rules": {"heading-steps": "off"}}, {"ignore": ["heading-steps"]}, {"extend_select": ["heading-steps"]}]
)
def test_a_former_name_works_in_the_configuration_and_says_so(values: Mapping[str, object]) -> None:
    made = config({"select": ["all"], **values})
    (advice,) = made.advice
    assert advice.startswith("c.yaml:1:1: ") and advice.endswith(f": {OLD}")
    assert ("heading-increment" in made.rule_names_for("a.md")) is ("extend_select" in values)


def test_a_former_name_works_on_the_command_line() -> None:
    made = config({}, select="heading-steps")
    assert made.advice == (f"select: {OLD}",)
    assert made.rule_names_for("a.md") == {"heading-increment"}


@pytest.mark.parametrize("values", [{"rules": {"heading-jumps": "off"}}, {"select": ["heading-jumps"]}])
def test_after_that_the_configuration_says_what_to_write(values: Mapping[str, object]) -> None:
    with pytest.raises(ConfigError) as raised:
        config(values)
    assert str(raised.value).endswith(f": {GONE}")


def test_naming_a_deprecated_rule_says_what_to_do() -> None:
    sentence = f"is deprecated since {NOW} and ends with {lifetime.end_of(NOW)}: Use 'section-too-long'"
    assert config({"rules": {"no-headings": "on"}}).advice == (f"c.yaml:1:1: rules: the rule 'no-headings' {sentence}",)
    assert config({"select": ["all"]}).advice == ()
    assert sentence in render(DEPRECATED)


def findings(comment: str) -> list[Finding]:
    about = [builtin_rules()[name] for name in ("unknown-suppression", "unused-suppression")]
    active = tuple(ActiveRule(rule, rule.defaults) for rule in (*about, RENAMED))
    settings = Settings(preset="generic", rules=active, aliases=rule_names({**builtin_rules(), **RULES}))
    text = f"# Tea\n\n<!-- postlint-disable-next-line {comment} -->\n### Green\n"
    return list(
        lint_document(settings, document_of(settings, Source.from_text(text, "a.md")), debug=True).report.findings
    )


def test_a_former_name_silences_and_is_an_info_with_a_fix() -> None:
    (found,) = findings("heading-steps")
    assert (found.rule, found.severity.label) == ("unknown-suppression", "info")
    assert found.fix is not None and found.fix.edits[0].text == "heading-increment"


def test_a_name_that_ended_silences_nothing_and_names_the_present_one() -> None:
    found = findings("heading-jumps")
    assert [(one.rule, one.severity.label) for one in found] == [
        ("unknown-suppression", "warning"),
        ("heading-increment", BASE.severity.label),
    ]
    assert "'heading-increment' now" in found[0].message


def test_deprecated_rules_are_off_and_none_is_kept_too_long() -> None:
    deprecated = [rule for rule in builtin_rules().values() if rule.deprecated]
    assert [rule.name for rule in deprecated if "recommended" in rule.tags] == []
    assert [rule.name for rule in deprecated if not lifetime.is_served(rule.deprecated["since"])] == []
