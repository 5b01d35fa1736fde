"""Writes docs/rules.md and the tables of docs/styles.md from the cards; --check only tells whether they are current."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from postlint.catalog.load import Rule, builtin_rules, style_rules
from postlint.catalog.styles import Style, own_style, own_styles
from postlint.report.explain import habit_text

PAGE = Path(__file__).with_name("rules.md")
STYLES = Path(__file__).with_name("styles.md")
#: around what is written into docs/styles.md
MARKS = ("<!-- tables: written by `make rules` -->\n", "<!-- end of tables -->\n")
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


def _styles(styles: list[Style]) -> Iterator[str]:
    """A table of styles, then one of the cards of each."""
    cards = {style.name: list(style_rules(style, [])) for style in styles}
    yield from ("| style | cards | other rules | examples | what it asks for |", "|---|---|---|---|---|")
    for style in styles:
        examples = sum(len(rule.card["examples"]) for rule in cards[style.name])
        other = ", ".join(f"[{name}](rules.md#{name})" for name in style.data.data.get("rules", {}))
        counts = f"{len(cards[style.name])} | {other} | {examples}"
        yield f"| [{style.name}](#{style.name}) | {counts} | {cell(style.data.data['summary'])} |"
    for style in styles:
        yield from ("", f"## {style.name}", "", "| card | why |", "|---|---|")
        for rule in cards[style.name]:
            yield f"| `{rule.name}` | {cell(rule.summary)} {cell(rule.card['why'])} |"


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
        yield from (habit_text(rule, "`"), "")


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
    before, _, rest = STYLES.read_text(encoding="utf-8").partition(MARKS[0])
    tables = "\n".join(_styles([own_style(name) for name in own_styles()]))
    styles = f"{before}{MARKS[0]}\n{tables}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}"
    for file, text in ((PAGE, page(builtin_rules())), (STYLES, styles)):
        if not check:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            print(f"{file.name} is not what the cards say: run `make rules`.", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
