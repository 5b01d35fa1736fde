"""The catalogue: every rule by name. Built-in cards are validated by tests, not at run time; cards of users
are validated when they are loaded.

Cards from the linted tree may only use kinds, so that linting a stranger's posts never runs a stranger's Python.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from postlint.catalog.card_cache import builtin_cards, cards_of_style
from postlint.catalog.lifetime import served_names
from postlint.catalog.rule import Rule, kind_names, kind_schema, kind_target, make_rule
from postlint.data.folders import data_dir
from postlint.data.user_file import DataError, DataFile, parse_yaml, read_text
from postlint.data.walking import files_below
from postlint.data.wording import closest, suggest

if TYPE_CHECKING:
    from postlint.catalog.styles import Style

__all__ = [
    "Rule",
    "builtin_rules",
    "card_mistakes",
    "installed_plugins",
    "kind_names",
    "kind_schema",
    "kind_target",
    "load_rules",
    "make_rule",
    "rule_names",
]

ENTRY_POINTS = "postlint.rules"
#: similarity (difflib's ratio) from which a tag is taken for a slip of another: a letter or two
_SLIP = 0.85


def load_rules(
    local_dirs: Sequence[Path] = (),
    plugins: Sequence[str] = (),
    *,
    styles: Sequence[Style] = (),
    root: Path | None = None,
) -> Mapping[str, Rule]:
    """Every rule by name: built-in, of the named plugins, of styles, and of the cards in `local_dirs`, in this order.

    `root` is what the paths of local cards are shown relative to. Raises DataError with a line for each mistake
    in a card, each name that two rules have, and each plugin that is not installed.
    """
    builtin = builtin_rules()
    if not local_dirs and not plugins and not styles:
        return builtin
    rules = dict(builtin)
    mistakes: list[str] = []
    of_users = [
        *_plugin_rules(plugins, mistakes),
        *(rule for style in styles for rule in style_rules(style, mistakes)),
        *_local_rules(local_dirs, root, mistakes),
    ]
    for rule in of_users:
        taken = {name: other for other in rules.values() for name in _all_names(other)}
        clashes = [name for name in _all_names(rule) if name in taken]
        if clashes:
            other = taken[clashes[0]]
            mistakes.append(f"{rule.path}:1:1: {clashes[0]!r} is the name of {other.path}; choose another")
        else:
            rules[rule.name] = rule
    if mistakes:
        raise DataError("\n".join(mistakes))
    return MappingProxyType(rules)


def _all_names(rule: Rule) -> tuple[str, ...]:
    return (rule.name, *rule.aliases, *rule.renamed)


def rule_names(rules: Mapping[str, Rule]) -> dict[str, str]:
    """The names, aliases and former names of rules that may be written, each with the name of its rule."""
    return {name: rule.name for rule in rules.values() for name in (rule.name, *rule.aliases, *served_names(rule))}


@cache
def builtin_rules() -> Mapping[str, Rule]:
    """The rules that come with postlint, ordered by group and name."""
    rules = {}
    for group, name, card in builtin_cards():
        rules[card["name"]] = make_rule(card, group=group, path=f"rules/{group}/{name}.yaml")
    return MappingProxyType(rules)


# -- cards of users -------------------------------------------------------------------------------------


def _local_rules(folders: Sequence[Path], root: Path | None, mistakes: list[str]) -> Iterator[Rule]:
    for folder in folders:
        for file in files_below(folder, "*.yaml", "*.yml"):
            shown = file.relative_to(root) if root is not None and file.is_relative_to(root) else file
            group = file.parent.name if file.parent != folder else "local"
            yield from _user_rule(file, str(shown), group, "local", mistakes)


def installed_plugins() -> Mapping[str, str]:
    """The plugins that are installed, by name, and the package that holds the rules of each."""
    from importlib.metadata import entry_points

    return {point.name: point.value for point in entry_points(group=ENTRY_POINTS)}


def _plugin_rules(names: Sequence[str], mistakes: list[str]) -> Iterator[Rule]:
    if not names:
        return
    from importlib.resources import as_file, files

    installed = installed_plugins()
    for name in names:
        try:
            source = files(installed[name]) / "rules"
        except (KeyError, ImportError) as error:
            mistakes.append(f"the plugin {name!r} cannot be loaded: {type(error).__name__}: {error}")
            continue
        with as_file(source) as folder:
            for file in sorted(folder.rglob("*.yaml")):
                group = file.parent.name if file.parent != folder else name
                yield from _user_rule(file, f"{name}/{file.relative_to(folder)}", group, name, mistakes)


def style_rules(style: Style, mistakes: list[str]) -> Iterator[Rule]:
    """The rules of a style, whose group is its name; what is wrong in its cards goes to `mistakes`."""
    from postlint.catalog.styles import style_cards

    words = {word for rule in builtin_rules().values() for word in (rule.group, *rule.tags)}
    if style.name in words:
        mistakes.append(
            style.data.complaint(("name",), f"{style.name!r} is a group or tag of postlint; choose another")
        )
    elif style.origin == "built-in":
        for name, card in cards_of_style(style.name, style_cards(style.folder)):
            path = f"styles/{style.name}/{name}.yaml"
            yield make_rule(card, group=style.name, path=path, prefix=f"{style.name}/")
    else:
        for file in style_cards(style.folder):
            shown = f"{style.reference.rstrip('/')}/{file.relative_to(style.folder).as_posix()}"
            yield from _user_rule(file, shown, style.name, style.origin, mistakes, prefix=f"{style.name}/")


def _user_rule(
    file: Path, shown: str, group: str, origin: str, mistakes: list[str], *, prefix: str | None = None
) -> Iterator[Rule]:
    """The rule of one card, or none and its mistakes. A `prefix` is that of a style, whose cards use only kinds."""
    try:
        text = read_text(file, shown)
        card = parse_yaml(text, shown)
    except DataError as error:
        mistakes.append(str(error))
        return
    found = card_mistakes(card, stem=file.stem, local=origin == "local" or prefix is not None) + [
        card.complaint(
            (key,), f"{key!r} counts versions of postlint; an old name of your own rule is an alias", at_key=True
        )
        for key in ("renamed", "deprecated")
        if isinstance(card.data, dict) and key in card.data
    ]
    if found:
        mistakes += found
        return
    if prefix is None:
        prefix = "" if origin == "local" else f"{origin}/"
        group = card.data.get("group", group)
    yield make_rule(card.data, text, group=group, path=shown, origin=origin, prefix=prefix)


def card_mistakes(card: DataFile, *, stem: str, local: bool) -> list[str]:
    """The mistakes in a card, a line for each. A local card may use kinds only."""
    schemas = data_dir("schemas")
    schema = json.loads((schemas / "rule.schema.json").read_text(encoding="utf-8"))
    mistakes = card.complaints(schema, base_dir=schemas)
    if mistakes or not isinstance(card.data, dict):
        return mistakes
    data = card.data
    if data["name"] != stem:
        mistakes.append(card.complaint(("name",), f"the file of this card must be called {data['name']}.yaml"))
    known = schema["properties"]["tags"]["x-postlint-tags"]
    for place, tag in enumerate(data.get("tags", ())):
        # a card may have tags of its own; one letter off, "recommended" would leave the rule off without a word
        if tag not in known and closest(tag, known, _SLIP):
            mistakes.append(card.complaint(("tags", place), f"unknown tag {tag!r}{suggest(tag, known)}"))
    if local and "check" in data:
        sentence = "a local card may only use a kind; Python checks come from plugins"
        mistakes.append(card.complaint(("check",), sentence, at_key=True))
    if "kind" in data:
        mistakes += _kind_mistakes(card)
    return mistakes


def _kind_mistakes(card: DataFile) -> Iterator[str]:
    """Mistakes in how a card uses its kind: its name, its parameters, its messages."""
    name = card.data["kind"]
    if name not in kind_names():
        yield card.complaint(("kind",), f"unknown kind {name!r}{suggest(name, kind_names())}")
        return
    kind = kind_schema(name)
    if "with" in card.data or kind.get("required"):
        yield from card.complaints(kind, under=("with",), noun="blank")
    keys = {"default": None, **kind.get("x-postlint-messages", {})}
    texts = card.data.get("messages") or {"default": card.data["message"]}
    for key, text in texts.items():
        if key == "habit" and "habit" in card.data:
            continue
        path = ("messages", key) if "messages" in card.data else ("message",)
        if key not in keys:
            sentence = f"the kind {name!r} has no message {key!r}{suggest(key, keys)}"
            yield card.complaint(path, sentence, at_key=True)
        for value in re.findall(r"\{(\w+)\}", text.replace("{{", "")):
            if value not in kind["x-postlint-values"]:
                yield card.complaint(path, f"unknown value {{{value}}}{suggest(value, kind['x-postlint-values'])}")
    own_texts = {key for key in keys if key != "default"}
    if "default" not in texts and not (own_texts and own_texts <= set(texts)):
        yield card.complaint(("messages",), "message 'default' is missing")
