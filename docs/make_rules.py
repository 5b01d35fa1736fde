"""Writes docs/rules.md from the cards; --check only tells whether it is current."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from postlint.catalog.load import Rule, builtin_rules
from postlint.report.explain import habit_text

PAGE = Path(__file__).with_name("rules.md")
INTRODUCTION = """\
# The rules

Written from the cards in `rules/` by `make rules`: edit a card, not this page. `postlint explain NAME` prints
the same about one rule. A rule that is *on* belongs to `recommended`, the set that is checked unless the
configuration selects another.
"""


def page(rules: Mapping[str, Rule]) -> str:
    """The whole page as Markdown: a table of all rules by group, then a section about each."""
    groups = [(name, list(members)) for name, members in groupby(rules.values(), key=lambda rule: rule.group)]
    on = sum("recommended" in rule.tags for rule in rules.values())
    parts = [INTRODUCTION, f"There are {len(rules)} rules in {len(groups)} groups; {on} are on by default.\n"]
    for name, members in groups:
        parts.append("\n".join([f"## {name}", "", *_table(members), ""]))
        parts += ["\n".join(_section(rule)) for rule in members]
    return "\n".join(parts)


def _table(rules: list[Rule]) -> Iterator[str]:
    yield "| rule | severity | on | what it asks for |"
    yield "|---|---|---|---|"
    for rule in rules:
        on = "on" if "recommended" in rule.tags else ""
        yield f"| [{rule.name}](#{rule.name}) | {rule.severity.label} | {on} | {cell(rule.summary)} |"


def _section(rule: Rule) -> Iterator[str]:
    yield from (f"### {rule.name}", "", str(rule.card.get("why", rule.summary)).strip(), "")
    yield from (*rule_facts(rule), *rule_options(rule), *_mistake(rule))


def rule_facts(rule: Rule) -> Iterator[str]:
    """The languages of a rule, and when it speaks once for the whole site."""
    if rule.languages:
        yield from (f"Only for posts in: {', '.join(rule.languages)}.", "")
    if rule.habit:
        once = rule.messages.get("habit", "")
        how = f"once for the site{' or a folder' * ('{where}' in once)}, as an info," if once else "not at all"
        yield from (f"Reported {how} where {habit_text(rule)} have it; `habit: false` reports it for each post.", "")


def rule_options(rule: Rule) -> Iterator[str]:
    """The options of a rule as a table."""
    if rule.schema["properties"]:
        yield from ("| option | default | meaning |", "|---|---|---|")
        for name, option in rule.schema["properties"].items():
            yield f"| `{name}` | {_value(rule.defaults.get(name))} | {cell(option.get('description', ''))} |"
        yield ""


def _mistake(rule: Rule) -> Iterator[str]:
    """The card's first bad example: one post or, where posts are compared, several with their paths."""
    bad = next((example for example in rule.card.get("examples", ()) if "bad" in example), None)
    if bad is None:
        return
    shown = bad["bad"] if isinstance(bad["bad"], Mapping) else {"": bad["bad"]}
    posts = {path: post for path, post in shown.items() if post and post.strip()}
    if not posts:
        return
    yield from ("Found by it:", "")
    for path, post in posts.items():
        if path:
            yield from (f"`{path}`", "")
        yield from (*fenced(post), "")


def _value(value: Any) -> str:
    """A default as a reader may write it in YAML; long ones are cut."""
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False)
    return f"`{cell(text if len(text) <= 60 else text[:57] + '…')}`"


def cell(text: str) -> str:
    """Text that stays within one cell of a table."""
    return re.sub(r"\s+", " ", str(text)).strip().replace("|", "\\|")


def fenced(text: str) -> Iterator[str]:
    """Text as a code block, with a fence longer than any in it; what cannot be seen is named."""
    text = text.replace("\r", "␍").replace("\ufeff", "<BOM>")
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (f"{fence}markdown", text.strip("\n"), fence)


def main() -> int:
    """Write or check the page; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    check, status = parser.parse_args().check, 0
    text = page(builtin_rules())
    if not check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name} is not what the cards say: run `make rules`.", file=sys.stderr)
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
