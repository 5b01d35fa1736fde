"""Every card is valid, is bound to a function with the same options, and its examples hold."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

import postlint.checks
from postlint import testing
from postlint.catalog import card_cache
from postlint.catalog.load import (
    Rule,
    builtin_rules,
    card_mistakes,
    kind_names,
    kind_schema,
    kind_target,
    make_rule,
    rule_names,
)
from postlint.data.folders import data_dir
from postlint.data.json_schema import problems, schema_problems
from postlint.data.user_file import parse_yaml
from postlint.document.document import Document
from postlint.results.findings import Finding
from postlint.results.hits import Hit
from postlint.spans import Span
from postlint.testing import lint_example, run_examples

CARDS = sorted(data_dir("rules").rglob("*.yaml"))
RULES = builtin_rules()
SCHEMA = json.loads((data_dir("schemas") / "rule.schema.json").read_text(encoding="utf-8"))
#: what no text can show: these findings need bytes, a failing rule or a configuration
NO_FOR_READERS = {
    "byte-order-mark",
    "file-too-large",
    "inactive-rule",
    "mixed-line-endings",
    "post-timeout",
    "rule-crashed",
    "unreadable-file",
}

#: messages that need a rule which was renamed; test_lifetime.py shows them
OF_RENAMED_RULES = {"former", "ended"}
#: by rule: messages that need the configuration of a site; tests/site shows them
OF_SITES = {
    "h1-in-body": {"layout"},
    "broken-link": {"often"},
    # of more than three posts, which are less than a tenth of the site (see tests/engine/test_gather.py)
    "front-matter-syntax": {"comments", "duplicate-keys", "same-keys", "control-characters"},
    "title-missing": {"comments"},
}

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
each_kind = pytest.mark.parametrize("kind", kind_names())


def test_cards_are_valid() -> None:
    for card in CARDS:
        name = f"rules/{card.parent.name}/{card.name}"
        file = parse_yaml(card.read_text(encoding="utf-8"), name)
        assert card_mistakes(file, stem=card.stem, local=False) == []
        for key in ("why", "severity"):
            assert key in file.data, f"{name} has no {key!r}"
        assert "group" not in file.data, f"{name}: the folder is the group"
        assert set(file.data.get("tags", ())) <= set(SCHEMA["properties"]["tags"]["x-postlint-tags"]), name


def test_heads_of_cards_are_read_right() -> None:
    """The catalogue skips what is only for readers; that must not lose anything else."""
    for rule in RULES.values():
        head = yaml.safe_load(card_cache._FOR_READERS.sub("", rule.source))
        assert head == {key: value for key, value in rule.card.items() if key not in ("why", "examples", "references")}


def test_cards_have_examples() -> None:
    for rule in RULES.values():
        examples = rule.card.get("examples", [])
        if rule.name in NO_FOR_READERS and not examples:
            continue
        assert any("bad" in example for example in examples), f"{rule.path} has no bad example"
        assert any("good" in example for example in examples), f"{rule.path} has no good example"
        assert any(example.get("at") for example in examples), f"{rule.path}: no bad example says where ('at:')"


@each_rule
def test_examples_hold(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """They hold, and the bad ones prove that the check produces each message and each value that it names."""
    texts = set()

    def noting(rule: Rule, example: Mapping[str, Any], text: Any) -> list[Finding]:
        findings = lint_example(rule, example, text)
        if text == example.get("bad"):
            texts.update(finding.message for finding in findings)
        return findings

    monkeypatch.setattr(testing, "lint_example", noting)
    failures = run_examples(rule)
    assert not failures, "\n".join(map(str, failures))
    wanted = set(rule.card.get("messages", {"default": ""}))
    if rule.name == "unknown-suppression":
        wanted -= OF_RENAMED_RULES
    wanted -= OF_SITES.get(rule.name, set())
    shown = {key for key in wanted if any(map(_pattern(rule.messages[key]).fullmatch, texts))}
    if rule.name not in NO_FOR_READERS:
        assert shown == wanted, f"{rule.path}: no bad example shows the message {sorted(wanted - shown)}"


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{\w+\}", template.replace("{{", "{").replace("}}", "}"))
    return re.compile(".*".join(map(re.escape, parts)), re.DOTALL)


def hits(doc: Document, *, max: int) -> Iterator[Hit]:
    yield Hit(Span(0, 1), {"count": max}, "many" if max > 1 else "default")


@pytest.mark.parametrize(
    ("target", "options", "message", "sentence"),
    [
        (f"{__name__}:hits", {"max": 1}, "{count}", ""),
        (f"{__name__}:hitz", {"max": 1}, "{count}", f"check: {__name__} has no function 'hitz', did you mean 'hits'?"),
        ("no_cards:hits", {"max": 1}, "{count}", "check: cannot import no_cards (ModuleNotFoundError: No module named"),
        (f"{__name__}:hits", {"min": 1}, "{count}", "check: hits has no option 'min', which is on the card"),
        (
            f"{__name__}:hits",
            {"max": 1},
            "{cuont}",
            "the check yields no value for {cuont} of the message",
        ),
        (f"{__name__}:hits", {"max": 2}, "{count}", "the check yields the message 'many', which is not on the card"),
    ],
)
def test_a_card_is_held_against_its_function(target: str, options: dict[str, int], message: str, sentence: str) -> None:
    schemas = {name: {"type": "integer", "default": value} for name, value in options.items()}
    card = {"name": "own", "summary": "Own.", "check": target, "message": message, "options": schemas}
    source = json.dumps({**card, "examples": [{"bad": "Rye.\n"}]})
    found = [failure.sentence for failure in run_examples(make_rule(card, source, group="local"))]
    assert [text[: len(sentence)] for text in found][:1] == ([sentence] if sentence else [])


def test_defaults_fit_the_options() -> None:
    for rule in RULES.values():
        found = [f"{problem.path}: {problem.message}" for problem in problems(dict(rule.defaults), rule.schema)]
        assert found == [], rule.name
        assert schema_problems(rule.schema) == [], rule.name


def test_names_are_unique() -> None:
    names = [name for rule in RULES.values() for name in (rule.name, *rule.aliases, *rule.renamed)]
    assert len(names) == len(set(names)) == len(rule_names(RULES))
    assert len(RULES) == len(CARDS)
    groups = {word for rule in RULES.values() for word in (rule.group, *rule.tags)}
    assert not groups & set(names), "a group or tag has the name of a rule"


def test_every_check_has_a_card() -> None:
    named = {rule.target for rule in RULES.values()} | {kind_target(kind) for kind in kind_names()}
    for target in _check_functions():
        assert target in named, f"no card names {target}"


def _check_functions() -> Iterator[str]:
    """Public generator functions whose first parameter is a document or a site."""
    for module in pkgutil.walk_packages(postlint.checks.__path__, "postlint.checks."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_") and _is_check(function):
                yield f"{module.name}:{name}"


def _is_check(function: Callable[..., object]) -> bool:
    signature = inspect.signature(function)
    return list(signature.parameters)[:1] in (["doc"], ["site"]) and signature.return_annotation == "Iterator[Hit]"


@each_kind
def test_kind_is_described(kind: str) -> None:
    schema = kind_schema(kind)
    assert schema_problems(schema) == []
    for name, blank in schema["properties"].items():
        assert blank.get("description"), f"{kind}: {name} has no description"
        assert "default" in blank or name in schema["required"], f"{kind}: {name} has no default"
    function = pkgutil.resolve_name(kind_target(kind))
    parameters = list(inspect.signature(function).parameters)[1:]
    assert [name.removesuffix("_") for name in parameters] == list(schema["properties"])


def in_checkout(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """Let cards be kept in this file, as in a checkout, also where an installed wheel is tested."""
    monkeypatch.setattr(card_cache, "CARDS_FILE", file)
    monkeypatch.setattr(card_cache, "is_checkout", lambda: True)


def test_cards_read_from_json_are_those_in_yaml(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    quick = {name: asdict(rule) for name, rule in builtin_rules().items()}
    in_checkout(monkeypatch, tmp_path / "cards.json")
    for way in ("YAML", "JSON"):
        slow = {name: asdict(rule) for name, rule in builtin_rules.__wrapped__().items()}
        assert quick == slow, way
    assert list(quick) == list(slow)


def test_a_card_that_was_edited_is_read_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "cards.json"
    in_checkout(monkeypatch, file)
    builtin_rules.__wrapped__()
    read = json.loads(file.read_text(encoding="utf-8"))
    read["repeated-word"] = [read["repeated-word"][0] + 1, "style", {"name": "repeated-word", "summary": "old"}]
    file.write_text(json.dumps(read), encoding="utf-8")
    assert builtin_rules.__wrapped__()["repeated-word"].summary == builtin_rules()["repeated-word"].summary


@pytest.mark.parametrize("text", ["", "{", "[]", '{"repeated-word": 3}', '{"repeated-word": [1, {}]}'])
def test_a_damaged_file_of_cards_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str) -> None:
    file = tmp_path / "cards.json"
    in_checkout(monkeypatch, file)
    file.write_text(text, encoding="utf-8")
    assert builtin_rules.__wrapped__().keys() == builtin_rules().keys()
    assert json.loads(file.read_text(encoding="utf-8")).keys() == builtin_rules().keys()
