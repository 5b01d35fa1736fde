"""The pages of the site about rules: an overview, and a page for each rule, from the cards."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from make_rules import cell, fenced, rule_facts, rule_options
from postlint.catalog.lifetime import deprecated_sentence, end_of
from postlint.catalog.load import Rule

GITHUB = "https://github.com/postlint/postlint"
#: MkDocs takes "<!" in code for a declaration of HTML, and stops
_DECLARATION = re.compile(r"`([^`\n]*<!\[[^`\n]*)`")
OVERVIEW = """\
# The rules

There are {count} rules in {groups} groups; {on} are on by default: these have the tag `recommended`, the set that is
checked unless the configuration [selects another](../configuration.md#selecting-rules). `postlint rules` lists them for
your configuration, and `postlint explain NAME` prints the page about one.
"""


def pages(rules: Mapping[str, Rule]) -> Iterator[tuple[str, str]]:
    """The path and the Markdown of each page."""
    yield "rules/index.md", _overview(rules)
    for rule in rules.values():
        yield f"rules/{rule.name}.md", _DECLARATION.sub(_as_html, "\n".join(_page(rule)) + "\n")


def _as_html(match: re.Match[str]) -> str:
    return f"<code>{html.escape(match[1])}</code>"


def _overview(rules: Mapping[str, Rule]) -> str:
    groups = [(name, list(members)) for name, members in groupby(rules.values(), key=lambda rule: rule.group)]
    on = sum("recommended" in rule.tags for rule in rules.values())
    parts = [OVERVIEW.format(count=len(rules), groups=len(groups), on=on)]
    for name, members in groups:
        rows = [
            f"| [{rule.name}]({rule.name}.md) | {rule.severity.label} | {'on' if 'recommended' in rule.tags else ''} "
            f"| {cell(rule.summary)} |"
            for rule in members
        ]
        parts.append(
            "\n".join([f"## {name}", "", "| rule | severity | on | what it asks for |", "|---|---|---|---|", *rows])
        )
    return "\n\n".join(parts) + "\n"


def _page(rule: Rule) -> Iterator[str]:
    yield from (f"# {rule.name}", "", rule.summary, "")
    yield from ("| group | severity | by default | fixes | other names |", "|---|---|---|---|---|")
    on = "on" if "recommended" in rule.tags else "off"
    names = ", ".join(f"`{name}`" for name in rule.aliases)
    yield from (f"| {rule.group} | {rule.severity.label} | {on} | {rule.fix} | {names} |", "")
    if advice := deprecated_sentence(rule):
        yield from (f'!!! warning "Deprecated"\n\n    {advice[0].upper()}{advice[1:]}.', "")
    for name, since in rule.renamed.items():
        yield from (f"Until {since} it was called `{name}`; that name ends with {end_of(since)}.", "")
    yield from ("## Why", "", str(rule.card.get("why", rule.summary)).strip(), "", *rule_facts(rule))
    if rule.assumes:
        yield from (rule.assumes.strip(), "")
    if rule.schema["properties"]:
        yield from ("## Options", "", *rule_options(rule))
    yield from _examples(rule)
    yield from _configure(rule)
    yield from _sources(rule)


def _examples(rule: Rule) -> Iterator[str]:
    examples = rule.card.get("examples", ())
    for kind, title in (("bad", "Found"), ("good", "Not found")):
        chosen = [example for example in examples if _is_shown(example.get(kind))][:4]
        if chosen:
            yield from (f"## {title}", "")
        for example in chosen:
            yield from _example(rule, example, kind)


def _is_shown(text: Any) -> bool:
    posts = text.values() if isinstance(text, Mapping) else [text]
    return any(post and post.strip() for post in posts)


def _example(rule: Rule, example: Mapping[str, Any], kind: str) -> Iterator[str]:
    if why := example.get("why"):
        yield from (str(why).strip(), "")
    setting = [
        f"`{key}: {example[key]}`" for key in ("options", "preset", "path", "language", "today") if key in example
    ]
    if setting:
        yield from (f"With {', '.join(setting)}:", "")
    text = example[kind]
    for path, post in text.items() if isinstance(text, Mapping) else [("", text)]:
        if path and post:
            yield from (f"`{path}`", "")
        if post and post.strip():
            yield from (*fenced(post), "")
    if messages := example.get("message"):
        yield from (f"> {messages[0]}", "")
    if "fixed" in example and example["fixed"].strip():
        yield from ("Fixed:", "", *fenced(example["fixed"]), "")


def _configure(rule: Rule) -> Iterator[str]:
    option = next(iter(rule.schema["properties"]), None)
    yield from ("## To change it", "", "```yaml", "# .postlint.yaml", "rules:")
    yield f"  {rule.name}: off"
    yield from ("```", "", "In a post:", "", "```markdown")
    yield from (f"<!-- postlint-disable-next-line {rule.name} -- the reason -->", "```", "")
    if option is not None:
        yield from (
            f"Options stand in a table: `{rule.name}: {{{option}: …}}`; see [configuration](../configuration.md).",
            "",
        )


def _sources(rule: Rule) -> Iterator[str]:
    yield from ("## Sources and history", "")
    yield from (f"- <{link}>" for link in rule.card.get("references", ()))
    card, history = f"{GITHUB}/blob/main/{rule.path}", f"{GITHUB}/commits/main/{rule.path}"
    yield f"- [The card]({card}), with all examples, and [its history]({history})"
