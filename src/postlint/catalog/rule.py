"""A rule: a card bound to its check or to its kind.

A card names its function as text; it is imported when the rule first runs.
"""

from __future__ import annotations

import json
import keyword
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from postlint.data.folders import data_dir
from postlint.prose.language_data import codes_with
from postlint.results.hits import NO_FIX, Severity

#: the values of `reads` on a card: one post, its image files, the whole site, the site with the words of its posts or
#: with what tells how alike their texts are, and what the engine knows
DOCUMENT, IMAGES, SITE, SITE_WORDS, SITE_TEXTS = "document", "images", "site", "site-words", "site-texts"
ENGINE = "engine"
#: those of rules that compare posts
OF_SITE = frozenset({SITE, SITE_WORDS, SITE_TEXTS})
#: the key of the limit of a habit that makes its findings less likely: their mean probability on a usual site
LIKELY = "likely"
CARD_URL = "https://github.com/postlint/postlint/blob/main/"


@dataclass(frozen=True, slots=True)
class Rule:
    """A card bound to its check or kind.

    `schema` is the JSON Schema of its options and `defaults` a value for each of them; for a rule of a kind
    the blanks of the kind are the options. `target` is ``module:function``; `reads` is "document", "site" or
    "engine": the findings of the last come from the engine itself, so that there is no `target`.
    `path` is where the card is: relative to the repository for a built-in card, else as it was found.
    """

    name: str
    group: str
    severity: Severity
    summary: str
    messages: Mapping[str, str]
    schema: Mapping[str, Any] = field(repr=False)
    defaults: Mapping[str, Any] = field(repr=False)
    target: str
    tags: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    reads: str = DOCUMENT
    aliases: tuple[str, ...] = ()
    #: former names, each with the minor version that replaced it
    renamed: Mapping[str, str] = field(default_factory=dict)
    #: `since` (a minor version) and `instead` (what to do); empty for a rule that stays
    deprecated: Mapping[str, str] = field(default_factory=dict)
    path: str = ""
    #: the safety of its fixes, as the card declares it: SAFE, UNSAFE or NO_FIX
    fix: str = NO_FIX
    #: "built-in", "local" or the name of a plugin
    origin: str = "built-in"
    #: limits of which one makes a finding a habit of the site: `posts` that have it, and their `share` of all
    habit: tuple[Mapping[str, float], ...] = ()
    #: an assumption of the rule: a sentence that a report prints once
    assumes: str = ""
    #: the text of the card, unless it is built in
    text: str = field(default="", repr=False)

    @property
    def is_weighed(self) -> bool:
        """Whether its findings are less likely on some sites than on others."""
        return any(LIKELY in limit for limit in self.habit)

    @property
    def source(self) -> str:
        """The text of the card."""
        if self.text or not self.path:
            return self.text
        return (data_dir("rules").parent / self.path).read_text(encoding="utf-8")

    @property
    def card(self) -> Mapping[str, Any]:
        """All of the card, `why` and `examples` included."""
        return _parsed(self.source)

    def resolve(self) -> Callable[..., Iterator[Any]]:
        """The function that finds the hits, imported now. Raises ImportError or AttributeError without it."""
        return _resolved(self.target)

    def arguments(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The keyword arguments of the check: the defaults under `options`; ``in`` is passed as ``in_``."""
        merged = {**self.defaults, **options}
        return {f"{name}_" if keyword.iskeyword(name) else name: value for name, value in merged.items()}

    @property
    def fixable(self) -> bool:
        """Whether the rule offers fixes, safe or not."""
        return self.fix != NO_FIX

    @property
    def url(self) -> str:
        """The page about the rule: its card. Empty for local and plugin rules."""
        return _card_url(self.path) if self.origin == "built-in" else ""

    def __hash__(self) -> int:
        return hash(self.name)


@lru_cache(maxsize=512)
def _card_url(path: str) -> str:
    """The URL of a card; cached, so that all findings of a rule share one string."""
    return CARD_URL + path


def _languages_with(data: str) -> tuple[str, ...]:
    """The languages that have the data that a card needs; () for a card that needs none."""
    return tuple(sorted(codes_with(data))) if data else ()


@lru_cache(maxsize=512)
def _parsed(text: str) -> Mapping[str, Any]:
    from postlint.data.yaml_places import load_yaml

    card: Mapping[str, Any] = load_yaml(text) if text else {}
    return card


def make_rule(
    card: Mapping[str, Any], text: str = "", *, group: str, path: str = "", origin: str = "built-in", prefix: str = ""
) -> Rule:
    """Bind a valid card; `text` is its text, unless it is built in. `prefix` is put before its names (``plugin/``)."""
    messages = card.get("messages") or {"default": card["message"]}
    fix = NO_FIX
    if "kind" in card:
        kind = kind_schema(card["kind"])
        properties, blanks, target = kind["properties"], card.get("with", {}), kind_target(card["kind"])
        messages = _kind_messages(kind, messages)
        fix = kind.get("x-postlint-fix", NO_FIX)
    else:
        properties, blanks, target = card.get("options", {}), {}, card.get("check", "")
    defaults = {name: option["default"] for name, option in properties.items() if "default" in option}
    return Rule(
        name=prefix + card["name"],
        group=group,
        severity=Severity.of(card.get("severity", "warning")),
        summary=card["summary"],
        messages=messages,
        schema={"type": "object", "additionalProperties": False, "properties": properties},
        defaults={**defaults, **blanks},
        target=target,
        tags=tuple(card.get("tags", ())),
        languages=tuple(card.get("languages", ())) or _languages_with(card.get("language_data", "")),
        reads=card.get("reads", DOCUMENT),
        aliases=tuple(prefix + alias for alias in card.get("aliases", ())),
        renamed={prefix + name: since for name, since in card.get("renamed", {}).items()},
        deprecated=card.get("deprecated", {}),
        path=path,
        fix=card.get("fix", fix),
        origin=origin,
        habit=tuple(card.get("habit", ())),
        assumes=card.get("assumes", ""),
        text=text,
    )


# -- kinds ----------------------------------------------------------------------------------------------


@cache
def kind_names() -> tuple[str, ...]:
    """The kinds that a card may use."""
    files = data_dir("schemas").glob("kinds/*.schema.json")
    return tuple(sorted(file.name.removesuffix(".schema.json") for file in files))


@cache
def kind_schema(kind: str) -> Mapping[str, Any]:
    """The JSON Schema of a kind's blanks. Raises FileNotFoundError for an unknown kind.

    A blank that refers to another file (``$ref``) gets its content: the schema of the options must be self-contained.
    """
    folder = data_dir("schemas") / "kinds"
    schema: dict[str, Any] = json.loads((folder / f"{kind}.schema.json").read_text(encoding="utf-8"))
    for name, blank in schema["properties"].items():
        if "$ref" in blank:
            shared = json.loads((folder / blank["$ref"]).read_text(encoding="utf-8"))
            merged = {**shared, **blank}
            schema["properties"][name] = {key: merged[key] for key in merged if key != "title" and key[0] != "$"}
    return schema


def kind_target(kind: str) -> str:
    """Where the function of a kind is: that of ``front-matter`` is ``…kinds.front_matter:front_matter``."""
    name = kind.replace("-", "_")
    return f"postlint.checks.kinds.{name}:{name}"


def _kind_messages(kind: Mapping[str, Any], own: Mapping[str, str]) -> dict[str, str]:
    """A text for each message of a kind: the card's, else the kind's, else the card's default."""
    texts: dict[str, str | None] = {**kind.get("x-postlint-messages", {}), **own}
    return {key: text if text is not None else own["default"] for key, text in texts.items()}


@lru_cache(maxsize=1024)
def _resolved(target: str) -> Callable[..., Iterator[Any]]:
    """Functions are looked up once a process, not once a file."""
    module, _, name = target.partition(":")
    function: Callable[..., Iterator[Any]] = getattr(import_module(module), name)
    return function
