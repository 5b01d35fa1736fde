"""Configurations that extend others, names that are read, and the nearest configuration of each post."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from postlint.cli import cli
from postlint.config.load_config import load_config
from postlint.config.origins import option_origin, origin, origin_for
from postlint.data.user_file import ConfigError

POST = "# Tea\n\nThe the leaf is is green.\n\n### Cups\n\nA [](https://example.com) cup.\n"
CARD = """
name: no-coffee
summary: Say tea and not coffee.
why: This is a blog about tea.
severity: warning
kind: existence
with: {words: [coffee]}
message: "Say tea, not {match}."
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(**texts: str) -> None:
    """Write files; ``__`` is a slash, ``_`` at the start a dot, and ``_yaml`` or ``_md`` an ending."""
    for name, text in texts.items():
        name = name.replace("__", "/").replace("/_", "/.").replace("_yaml", ".yaml").replace("_md", ".md")
        path = Path(f".{name[1:]}" if name.startswith("_") else name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ("check", "--format", "concise", "--no-cache", *words))


def rules(*words: str) -> list[tuple[str, str]]:
    """Post and rule of each finding."""
    lines = run(*words).stdout.splitlines()
    return [(line.partition(":")[0], line.split(" ")[1]) for line in lines]


def test_a_file_holds_where_the_one_that_extends_it_says_nothing(folder: Path) -> None:
    write(
        base_yaml="language: de\nselect: [heading-increment, repeated-word]\nrules: {repeated-word: error}\n"
        "fail_on: error\n"
        "overrides:\n  - files: ['notes/**']\n    rules: {heading-increment: off}\n",
        _postlint_yaml="extends: base.yaml\nlanguage: en\nextend_select: [link-without-text]\n",
    )  # fmt: skip
    config = load_config(cwd=folder)
    here = config.settings_for("a.md")
    assert here.language == "en"
    assert sorted(one.rule.name for one in here.rules if "always" not in one.rule.tags) == [
        "heading-increment", "link-without-text", "repeated-word",
    ]  # fmt: skip
    assert config.verdict.fail_on is not None and config.verdict.fail_on.label == "error"
    assert "heading-increment" not in {one.rule.name for one in config.settings_for("notes/a.md").rules}
    assert option_origin(config, "a.md", "repeated-word", "severity") == "base.yaml:3:9"
    assert origin(config, "fail_on") == "base.yaml:4:1"
    assert origin_for(config, "a.md", "language") == ".postlint.yaml:2:1"


def test_later_files_win_and_files_are_beside_the_one_that_names_them(folder: Path) -> None:
    write(
        style__one_yaml="language: de\nrules: {repeated-word: info}\n",
        style__two_yaml="language: fr\nlocal_rules: cards\nschemas: {'**': own.json}\n",
        style__cards__no_coffee_yaml=CARD,
        _postlint_yaml="extends: [style/one.yaml, style/two.yaml]\n",
    )
    Path("style/cards/no_coffee.yaml").rename("style/cards/no-coffee.yaml")
    Path("style/own.json").write_text('{"type": "object"}')
    config = load_config(cwd=folder)
    settings = config.settings_for("a.md")
    assert settings.language == "fr"
    assert "no-coffee" in {one.rule.name for one in settings.rules}
    assert settings.schema_file == str(folder / "style/own.json")


def test_the_style_of_an_installed_package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(packages__tea_style__postlint_yaml="language: pt\n", _postlint_yaml="extends: tea_style\n")
    Path("packages/tea_style/__init__.py").write_text("raise SystemExit('a style is data')")
    monkeypatch.setattr(sys, "path", [str(folder / "packages"), *sys.path])
    assert load_config(cwd=folder).settings_for("a.md").language == "pt"


BAD = {
    "itself": ({"_postlint_yaml": "extends: .postlint.yaml\n"}, ".postlint.yaml:1:10: extends: a circle of files"),
    "a circle": (
        {"_postlint_yaml": "extends: [a.yaml]\n", "a_yaml": "extends: b.yaml\n", "b_yaml": "extends: .postlint.yaml\n"},
        "b.yaml:1:10: extends: a circle of files that extend each other: "
        ".postlint.yaml → a.yaml → b.yaml → .postlint.yaml",
    ),
    "no file": ({"_postlint_yaml": "extends: [no.yaml]\n"}, ":1:11: extends[0]: there is no file no.yaml"),
    "no package": ({"_postlint_yaml": "extends: nowhere\n"}, "no package 'nowhere' is installed"),
    "a style of postlint": ({"_postlint_yaml": "extends: news\n"}, "the style of postlint is postlint:news"),
    "a folder": (
        {"_postlint_yaml": "extends: house\n", "house__style_yaml": ""}, "the folder of a style is written ./house",
    ),
    "no style": ({"_postlint_yaml": "extends: json\n"}, "the package 'json' has no postlint.yaml"),
    "a mistake in it": ({"_postlint_yaml": "extends: a.yaml\n", "a_yaml": "lang: de\n"}, "a.yaml:1:1: "),
    "a name that is not read": ({"_postlintrc": "language: de\n"}, "1:1: a configuration of this name is not read"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_mistakes_have_a_place(folder: Path, name: str) -> None:
    files, sentence = BAD[name]
    write(a_md=POST, **files)
    result = run("a.md")
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "name", [".postlint.yaml", ".postlint.yml", "postlint.yaml", ".postlint.toml", "postlint.toml"]
)
def test_names_that_are_read(folder: Path, name: str) -> None:
    Path(name).write_text("language = 'de'\n" if name.endswith("toml") else "language: de\n")
    assert load_config(cwd=folder).settings_for("a.md").language == "de"


# -- the nearest configuration --------------------------------------------------------------------------


def test_the_nearest_configuration_holds_from_any_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        _postlint_yaml="select: [heading-increment]\npreset: generic\n",
        sites__tea___postlint_yaml="select: [repeated-word]\npreset: generic\ncontent: ['*.md']\nexclude: [draft.md]\n",
        sites__tea__a_md=POST,
        sites__tea__draft_md=POST,
        sites__soup__a_md=POST.replace("# Tea\n\n", "# Tea\n\n## Part\n\n").replace("###", "####"),
    )
    expected = [
        ("sites/soup/a.md", "heading-increment"),
        ("sites/tea/a.md", "repeated-word"),
        ("sites/tea/a.md", "repeated-word"),
    ]
    assert rules(".") == expected
    monkeypatch.chdir(folder / "sites")
    assert rules(".") == [(path.removeprefix("sites/"), rule) for path, rule in expected]
    monkeypatch.chdir(folder / "sites/tea")
    assert rules("../soup/a.md") == [("../soup/a.md", "heading-increment")]
    assert len(rules()) == 2
    assert rules("--config", "../../.postlint.yaml", "../soup/a.md", "a.md")[0][1] == "heading-increment"


def test_without_a_path_the_sites_below_are_linted(folder: Path) -> None:
    text = "select: [repeated-word]\npreset: generic\ncontent: ['posts/*.md']\n"
    write(one___postlint_yaml=text, two___postlint_yaml=text, one__posts__a_md=POST, two__posts__b_md=POST)
    write(node_modules__x___postlint_yaml=text, node_modules__x__posts__c_md=POST)
    assert {path for path, _ in rules()} == {"one/posts/a.md", "two/posts/b.md"}


def test_the_cache_lies_beside_the_configuration(folder: Path) -> None:
    write(site___postlint_yaml="preset: generic\n", site__a_md=POST)
    CliRunner().invoke(cli, ["check", "site"])
    assert Path("site/.postlint_cache").is_dir()
    assert not Path(".postlint_cache").exists()


def test_each_site_judges_its_own_posts(folder: Path) -> None:
    write(
        one___postlint_yaml="select: [repeated-word]\npreset: generic\nfail_on: never\n", one__a_md=POST,
        two___postlint_yaml="select: [repeated-word]\npreset: generic\nmax_warnings: 5\n", two__a_md=POST,
    )  # fmt: skip
    assert run(".").exit_code == 0
    assert run(".", "--fail-on", "warning", "--max-warnings", "0").exit_code == 1
    write(two___postlint_yaml="select: [repeated-word]\npreset: generic\nmax_warnings: 1\n")
    result = CliRunner().invoke(cli, ["check", ".", "--no-cache"])
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "Failed: two: 2 warnings (1 allowed).")


def test_local_cards_are_on_by_default(folder: Path) -> None:
    write(_postlint__rules__no_coffee_yaml=CARD.replace("no-coffee", "no_coffee"), a_md="# Tea\n\nI drink coffee.\n")
    Path(".postlint/rules/no_coffee.yaml").write_text(CARD)
    Path(".postlint/rules/no_coffee.yaml").rename(".postlint/rules/no-coffee.yaml")
    write(_postlint_yaml="select: [recommended]\npreset: generic\n")
    assert ("a.md", "no-coffee") in rules("a.md")
    Path(".postlint.yaml").unlink()
    assert ("a.md", "no-coffee") in rules("a.md")
    write(_postlint_yaml="rules: {no-coffee: off}\n")
    assert ("a.md", "no-coffee") not in rules("a.md")


# -- sentences ------------------------------------------------------------------------------------------

SENTENCES = {
    "content: [**/*.md]": '1:11: in YAML a glob that begins with * must be in quotes: "**/*.md"',
    "content:\n\t- a": "2:1: YAML is indented with spaces, and here is a tab",
    "today: 2026-13-45": "1:8: there is no date 2026-13-45",
    "today: '2026-13-45'": "1:8: today: ",
    "language: english": "1:11: language: 'english' is no code of a language; write en, de or pt-BR",
    "language: xx": "1:11: language: 'xx' is no code of a language; write en, de or pt-BR",
    "language: deu": "1:11: language: 'deu' is no code of a language; write de",
    "language: jp": "1:11: language: 'jp' is no code of a language; write ja",
    "overrides: [{files: [a], language: ger-AT}]": "[0].language: 'ger-AT' is no code of a language; write de-AT",
    "preset: wordpress": "there are auto, ",
    "preset: huugo": "did you mean 'hugo'?",
    'title_template: "{title} | X"': "does not say where the title goes; write {} there",
    'content: ["posts\\\\*.md"]': "has a backslash; globs have / between folders on all systems",
    "rules: {tags-count: {min: 9, max: 3}}": "1:27: rules.tags-count.min: min (9) is more than max (3)",
    "fields: {headline: title}": "1:10: fields: unknown key 'headline'",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_about_mistakes(folder: Path, text: str) -> None:
    write(_postlint_yaml=f"{text}\n")
    with pytest.raises(ConfigError) as caught:
        load_config(cwd=folder)
    assert SENTENCES[text] in str(caught.value)
    assert str(caught.value).startswith(".postlint.yaml:")


@pytest.mark.parametrize("tag", ["en", "DE", "pt-BR", "zh_Hant", "cy", "ast", "sh", "nds-NL"])
def test_languages_with_and_without_lists_are_allowed(folder: Path, tag: str) -> None:
    write(_postlint_yaml=f"language: {tag}\n")
    assert load_config(cwd=folder).settings_for("a.md").language == tag


def test_keys_of_the_site(folder: Path) -> None:
    text = "---\ntitle: Tea\nteaser: All about tea.\nmood: calm\n---\n\nText.\n"
    names = "select: [description-missing]\npreset: hugo\n"
    write(a_md=text, _postlint_yaml=names)
    assert ("a.md", "description-missing") in rules("a.md", "--level", "info")
    write(_postlint_yaml=f"{names}fields: {{description: teaser}}\n")
    assert ("a.md", "description-missing") not in rules("a.md", "--level", "info")


def test_an_override_that_matches_nothing_is_said(folder: Path) -> None:
    text = "content: ['*.md']\npreset: generic\noverrides:\n  - files: [b.md]\n    rules: {text-too-short: off}\n"
    write(a_md=POST, _postlint_yaml=text)
    assert run().stderr.splitlines()[0] == "postlint: .postlint.yaml:4:5: no post matches 'files' of this override."
    write(b_md=POST)
    assert "matches" not in run().stderr
    Path("b.md").unlink()
    assert "matches" not in run("a.md").stderr


def test_an_exclude_that_takes_all(folder: Path) -> None:
    write(_postlint_yaml="content: ['*.md']\nexclude: ['**']\n", a_md=POST, b_md=POST)
    assert "all 2 files that 'content' of the configuration describes must be left out" in run().stderr
    assert "(a.md: 'exclude' of the configuration matches it)" in run().stderr
