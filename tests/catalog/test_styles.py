"""Styles: where they are found, what they turn on, and that a package's is read without running it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from postlint import lint_text
from postlint.catalog import card_cache
from postlint.catalog.load import builtin_rules, style_rules
from postlint.catalog.new_style import new_style
from postlint.catalog.styles import find_style, own_style, own_styles, style_cards, style_tests
from postlint.config.config import Config
from postlint.config.load_config import load_config
from postlint.config.origins import option_origin
from postlint.data.user_file import DataError
from postlint.testing import run_examples

OWN = own_styles()
HOUSE = "schema: 1\nname: house\nsummary: How this house writes.\n"
CARD = "name: tea\nsummary: Tea and not coffee.\nkind: existence\nwith: {words: [coffee]}\nmessage: Say tea.\n"


def write(folder: Path, texts: Mapping[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize("name", OWN)
def test_a_style_of_ours_holds(name: str) -> None:
    style = own_style(name)
    assert run_examples(style.folder) == []
    assert style_tests(style.folder) and (style.folder / "README.md").is_file()
    mistakes: list[str] = []
    for rule in style_rules(style, mistakes):
        card = rule.card
        assert rule.name == f"{name}/{card['name']}" and "recommended" not in rule.tags
        assert card.get("why") and rule.languages == ("en",), rule.name
        assert {"bad", "good"} <= {key for example in card["examples"] for key in example}, rule.name
        assert any(example.get("at") for example in card["examples"]), rule.name
    assert mistakes == []


@pytest.mark.parametrize("name", OWN)
def test_cards_of_a_style_are_the_same_from_json(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(card_cache, "CARDS_FILE", tmp_path / "cards.json")
    monkeypatch.setattr(card_cache, "is_checkout", lambda: True)
    first, again = (dict(card_cache.cards_of_style(name, style_cards(own_style(name).folder))) for _ in range(2))
    kept = json.loads((tmp_path / f"style-{name}.json").read_text(encoding="utf-8"))
    assert first == again == {key: card for key, (_, _, card) in kept.items()}


def test_styles_are_off_unless_chosen() -> None:
    assert not any("/" in name for name in builtin_rules())
    text = "# Rye\n\nWe utilise rye.\n"
    assert "plain-english/complex-word" not in {found.rule for found in lint_text(text)}
    chosen = Config.from_dict({"extends": "postlint:plain-english"})
    assert "plain-english/complex-word" in {found.rule for found in lint_text(text, config=chosen)}


def on(data: Mapping[str, object], path: str = "a.md", root: Path | None = None) -> frozenset[str]:
    return Config.from_dict(data, root=root).rule_names_for(path)


def test_what_a_file_says_beats_its_styles() -> None:
    style = "postlint:plain-english"
    word = "plain-english/complex-word"
    assert {word, "wordy-phrase", "repeated-word"} <= on({"extends": style})
    assert word in on({"extends": style, "select": ["links"]})
    assert word not in on({"extends": style, "ignore": ["plain-english"]})
    off = on({"extends": style, "rules": {word: "off", "wordy-phrase": False}})
    assert "plain-english/hedge" in off and not {word, "wordy-phrase"} & off
    docs = {"files": ["docs/**"], "extend_select": ["plain-english"]}
    only = {"extends": style, "ignore": ["plain-english"], "overrides": [docs]}
    assert word in on(only, "docs/a.md") and word not in on(only, "a.md")
    config = Config.from_dict({"extends": style, "rules": {"wordy-phrase": {"severity": "error"}}})
    severity = {one.rule.name: one.severity for one in config.settings_for("a.md").rules}
    assert [str(severity[name]) for name in ("wordy-phrase", "cliche")] == ["error", "info"]


def test_a_folder_is_a_style(tmp_path: Path) -> None:
    rules = "rules: {long-sentence: {max: 12}, weasel-word: on, repeated-word: off}\n"
    write(tmp_path, {"house/style.yaml": HOUSE + rules, "house/words/tea.yaml": CARD, "house/tests/fine.md": "Tea.\n"})
    names = on({"extends": ["./house"]}, root=tmp_path)
    assert {"house/tea", "weasel-word"} <= names and "repeated-word" not in names
    assert "repeated-word" in on({"extends": ["./house"], "rules": {"repeated-word": "on"}}, root=tmp_path)
    config = Config.from_dict({"extends": ["./house"]}, root=tmp_path)
    assert {one.rule.name: one.options for one in config.settings_for("a.md").rules}["long-sentence"]["max"] == 12
    assert option_origin(config, "a.md", "long-sentence", "max") == "./house/style.yaml:4:25"
    (tmp_path / "house/tests/coffee.md").write_text("Coffee.\n")
    assert [str(failure) for failure in run_examples(tmp_path / "house")] == [
        "house/tea, card: finds in tests/coffee.md: 1:1-1:7 Say tea."
    ]


MISTAKES: dict[str, tuple[str, dict[str, str], str]] = {
    "no such style": ("postlint:plain-englich", {}, "did you mean 'plain-english'?"),
    "no such package": ("package:nowhere", {}, "no installed package has a style 'nowhere'"),
    "no style.yaml": ("./house", {"house/tea.yaml": CARD}, "the folder ./house has no style.yaml"),
    "a later schema": ("./house", {"house/style.yaml": HOUSE.replace("1", "2")}, "./house/style.yaml:1:9: schema: "),
    "an unknown key": ("./house", {"house/style.yaml": f"{HOUSE}rule: {{}}\n"}, "did you mean 'rules'?"),
    "an unknown rule": ("./house", {"house/style.yaml": f"{HOUSE}rules: {{bare-urls: on}}\n"}, "style.yaml:4:9"),
    "the name of a group": ("./house", {"house/style.yaml": HOUSE.replace("house", "links")}, "is a group or tag"),
    "a card with Python": (
        "./house",
        {"house/style.yaml": HOUSE, "house/tea.yaml": CARD.replace("kind: existence", "check: os:system")},
        "./house/tea.yaml:4:1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MISTAKES)
def test_mistakes_have_a_place(case: str, tmp_path: Path) -> None:
    reference, texts, sentence = MISTAKES[case]
    write(tmp_path, texts)
    with pytest.raises(DataError, match=r".") as error:
        Config.from_dict({"extends": [reference]}, root=tmp_path)
    assert sentence in str(error.value)


def package(folder: Path, value: str, inside: str) -> None:
    """An installed distribution with a style, whose code must not run."""
    write(
        folder,
        {
            "acme-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme\nVersion: 1.0\n",
            "acme-1.0.dist-info/entry_points.txt": f"[postlint.styles]\nacme_style = {value}\n",
            f"{inside}/style.yaml": HOUSE,
            f"{inside}/tea.yaml": CARD,
            "acme/__init__.py": "raise SystemExit('a style is data')",
        },
    )


@pytest.mark.parametrize(("value", "inside"), [("acme", "acme"), ("acme.styles.tea", "acme/styles/tea")])
def test_the_style_of_a_package_is_read_and_not_run(
    value: str, inside: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package(tmp_path / "installed", value, inside)
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "installed")])
    assert "house/tea" in on({"extends": ["package:acme_style"]})
    assert "acme" not in sys.modules


def test_a_package_in_the_tree_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package(tmp_path, "acme", "acme")
    (tmp_path / ".postlint.yaml").write_text("extends: [package:acme_style]\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError, match="no installed package has a style 'acme_style'"):
        load_config(cwd=tmp_path)


def test_a_new_style_holds(tmp_path: Path) -> None:
    made = new_style(tmp_path / "house")
    assert {file.name for file in made} == {"README.md", "style.yaml", "shouting.yaml", "fine.md"}
    assert run_examples(tmp_path / "house") == []
    assert find_style("./house", tmp_path).name == "house"
    for name in ("house", "No Style"):
        with pytest.raises(ValueError, match=r"is there already|is not a name for a style"):
            new_style(tmp_path / name)
