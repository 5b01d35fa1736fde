"""Renders `postlint explain`: a card as a page."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from postlint.catalog.lifetime import deprecated_sentence
from postlint.catalog.load import Rule
from postlint.catalog.rule import LIKELY
from postlint.report.terminal import escaped
from postlint.results.hits import SAFE

_COLUMNS = 96
#: rules that no comment can suppress
_UNSUPPRESSIBLE = ("unreadable-file",)

_ON = {True: "on", False: "off"}


def render(rule: Rule, on: bool | None = None) -> str:
    """Summary, reason, options with defaults, examples, and how to suppress the rule.

    `on` is whether the configuration has it on, where there is one.
    """
    default = "recommended" in rule.tags or rule.origin == "local"
    state = f"{_ON[default]} by default" + (f", {_ON[on]} here" if on is not None and on != default else "")
    parts = [
        f"{rule.name} ({rule.group}, {rule.severity.label}, {state})\n{escaped(rule.summary)}",
        *_why(rule),
        *_notes(rule),
        *_options(rule),
        *_examples(rule),
        *_silence(rule),
        *_links(rule),
    ]
    return "\n\n".join(parts)


def _titled(title: str, lines: Iterator[str] | list[str]) -> str:
    return "\n".join([title, *(f"  {line}".rstrip() for line in lines)])


def _why(rule: Rule) -> Iterator[str]:
    if why := rule.card.get("why"):
        yield _titled("Why", [line for part in why.strip().split("\n\n") for line in _wrapped(part)])


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(escaped(" ".join(text.split())), _COLUMNS)


def _notes(rule: Rule) -> Iterator[str]:
    facts = []
    if rule.languages:
        facts.append(f"Only for posts in: {', '.join(rule.languages)}.")
    if rule.habit:
        facts.append(habit_text(rule))
    if rule.fixable:
        facts.append(
            "Offers fixes, --fix applies them."
            if rule.fix == SAFE
            else "Offers fixes that need a look: --unsafe-fixes."
        )
    if advice := deprecated_sentence(rule):
        facts.append(f"{advice[0].upper()}{advice[1:]}.")
    if rule.renamed:
        facts.append(f"Formerly {', '.join(f'{name} (until {since})' for name, since in rule.renamed.items())}.")
    if rule.aliases:
        facts.append(f"Also called {', '.join(rule.aliases)}.")
    if rule.tags:
        facts.append(f"Tags: {', '.join(rule.tags)}.")
    if facts:
        yield "\n".join(facts)


def habit_text(rule: Rule, quote: str = "") -> str:
    """What the rule says of a habit of the site, as a sentence; `quote` stands around code."""
    once, limits = rule.messages.get("habit", ""), " or ".join(map(_limit, rule.habit))
    how = f"once for the site{' or a folder' * ('{where}' in once)}, as an info," if once else "not at all"
    if rule.is_weighed:
        how = "only when surer, or as an info,"
        have = f"the findings of the site are less than {limits} likely on average"
    else:
        have = f"at least {limits} have it"
    return f"Reported {how} where {have}, unless you set its severity, an option or {quote}habit: false{quote}."


def _limit(limit: Mapping[str, float]) -> str:
    if LIKELY in limit:
        return f"{limit[LIKELY]:.0%}"
    posts = [f"{limit['posts']} posts"] if "posts" in limit else []
    return " and ".join([*posts, *([f"{limit['share']:.0%} of all posts"] if "share" in limit else [])])


def _options(rule: Rule) -> Iterator[str]:
    properties: Mapping[str, Mapping[str, Any]] = rule.schema.get("properties", {})
    if properties:
        yield _titled("Options", [line for name, option in properties.items() for line in _option(rule, name, option)])


def _option(rule: Rule, name: str, option: Mapping[str, Any]) -> list[str]:
    default = _value(rule.defaults[name]) if name in rule.defaults else "none"
    head = f"{name}: {_type(option)}, default {_shortened(default)}"
    about = option.get("description", "")
    return [escaped(head), *(f"  {line}" for line in _wrapped(about))]


def _type(option: Mapping[str, Any]) -> str:
    if "enum" in option:
        return " | ".join(_value(value) for value in option["enum"])
    kinds = option.get("type", "any")
    text = kinds if isinstance(kinds, str) else " or ".join(kinds)
    limits = [f"{word} {option[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in option]
    return " ".join([text, *limits])


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _shortened(text: str, limit: int = 300) -> str:
    return text if len(text) <= limit else f"{text[:limit]} … ({len(text)} characters)"


def _examples(rule: Rule) -> Iterator[str]:
    lines = []
    for example in rule.card.get("examples", ()):
        kind = "bad" if "bad" in example else "good"
        setting = {key: example[key] for key in ("options", "preset", "path", "language", "today") if key in example}
        under = f" with {_value(setting)}" if setting else ""
        lines += [escaped(f"{kind.capitalize()}{under}:"), *_sample(example[kind])]
        if "fixed" in example:
            lines += ["Fixed:", *_sample(example["fixed"])]
        lines.append("")
    if lines:
        yield _titled("Examples", lines[:-1])


def _sample(text: str | Mapping[str, str | None]) -> list[str]:
    """A post; for a site, each path with the content of the file."""
    if isinstance(text, Mapping):
        return [
            line for path, post in text.items() for line in (f"  {escaped(path)}", *(_sample(post) if post else ()))
        ]
    return [f"  | {escaped(line)}" for line in _shortened(text, 2000).rstrip("\n").split("\n")]


def _silence(rule: Rule) -> Iterator[str]:
    lines = []
    if rule.name not in _UNSUPPRESSIBLE:
        lines = [
            f"<!-- postlint-disable-next-line {rule.name} -- reason -->   (in MDX: {{/* … */}})",
            f"postlint: {{disable: [{rule.name}]}}   in the front matter, for the whole post",
        ]
    yield _titled("To silence it", [*lines, f"rules: {{{rule.name}: off}}   in the configuration"])


def _links(rule: Rule) -> Iterator[str]:
    links = [*rule.card.get("references", ()), *([rule.url] if rule.url else [])]
    if links:
        yield _titled("See also", [escaped(link) for link in links])
