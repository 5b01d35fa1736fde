"""What the cards of style cannot say: how the packs hold together."""

from __future__ import annotations

import re

import pytest

from postlint.catalog.load import Rule, builtin_rules

STYLE = [rule for rule in builtin_rules().values() if rule.group == "style"]


@pytest.mark.parametrize("rule", [r for r in STYLE if r.defaults.get("swap")], ids=lambda rule: rule.name)
def test_no_replacement_is_itself_replaced(rule: Rule) -> None:
    """Else a fix would go round in circles."""
    swap = rule.defaults["swap"]
    loops = [
        (phrase, found)
        for phrase in swap.values()
        for found in swap
        if re.search(rf"\b{re.escape(found)}\b", phrase, re.IGNORECASE)
    ]
    assert not loops


@pytest.mark.parametrize("rule", [r for r in STYLE if r.defaults.get("words")], ids=lambda rule: rule.name)
def test_no_phrase_is_listed_twice(rule: Rule) -> None:
    words = [word.lower() if rule.defaults.get("ignore_case") else word for word in rule.defaults["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", ["forbidden-phrase", "required-phrase", "outdated-term"])
def test_the_tables_of_the_user_are_empty_and_off(name: str) -> None:
    rule = builtin_rules()[name]
    assert not rule.defaults.get("words") and not rule.defaults.get("patterns") and not rule.defaults.get("swap")
    assert "recommended" not in rule.tags
