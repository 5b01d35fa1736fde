"""The data of languages is well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from postlint.prose import language_data as languages
from postlint.prose.grammar import has_passive_rules, has_transition, has_transition_words

FULL = ("de", "en", "es", "fr", "it", "nl", "pt")
LISTS = sorted(
    path.relative_to(languages.FOLDER) for path in languages.FOLDER.glob("*/*.txt") if path.stem[0].islower()
)


@pytest.mark.parametrize("code", FULL)
def test_full_languages_have_everything(code: str) -> None:
    language = languages.load(code)
    assert language.known
    assert language.flesch is not None
    assert language.syllables
    assert len(language.function_words) > 250
    assert len(language.transition_words) > 150
    assert language.transition_pairs
    assert len(language.abbreviations) > 30
    assert language.words("link-words")
    assert language.repeatable_starts
    assert has_passive_rules(code)
    assert has_transition_words(code)


def test_lists() -> None:
    for path in LISTS:
        entries = languages.read_list(str(path.with_suffix("")))
        assert entries, f"{path} is empty"
        twice = [entry for entry in entries if entries.count(entry) > 1] if len(set(entries)) < len(entries) else []
        assert not twice, path
        assert not any("’" in entry for entry in entries), f"{path}: apostrophes are straight"
        if path.stem not in ("abbreviations", "claims"):
            assert [entry for entry in entries if entry != entry.lower()] == [], path


@pytest.mark.parametrize("code", sorted(languages.codes()))
def test_numbers_and_patterns(code: str) -> None:
    language = languages.load(code)
    assert language.name != code
    assert 10 <= language.sentence_limit <= 40
    for pattern in (language.syllables.get("nucleus", ""), language.passive.get("participle", "")):
        re.compile(pattern)
    assert set(language.abbreviations.values()) <= {"", "may-end", "ends", "before-number", "time"}
    assert all(word.endswith(".") for word in language.abbreviations)


def _keys(value: object) -> Iterator[str]:
    """The keys of nested maps; those below `letters` and `sets`, names of the file itself, are left out."""
    if isinstance(value, list):
        yield from (key for item in value for key in _keys(item))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner) if key not in ("letters", "sets", "spellings") else ()


@pytest.mark.parametrize("code", sorted(languages.codes()))
def test_the_guide_names_every_file_and_key(code: str) -> None:
    """A misspelt name would be data that nothing reads."""
    guide = (languages.FOLDER / "README.md").read_text(encoding="utf-8")
    folder = languages.FOLDER / code
    assert [file.name for file in folder.glob("*.*") if f"`{file.name}`" not in guide] == []
    keys = {key for file in folder.glob("*.yaml") for key in _keys(yaml.safe_load(file.read_text(encoding="utf-8")))}
    assert [key for key in sorted(keys) if not re.search(rf"`{key}`|\b{key}:", guide)] == []


def test_an_unknown_language_is_empty() -> None:
    for code in ("xx", "", "../en", "en/..", "README.md"):
        language = languages.load(code)
        assert not language.known
        assert not language.function_words
        assert language.flesch is None
        assert language.sentence_limit == 25


@pytest.mark.parametrize(
    ("language", "tied", "text"),
    [
        ("en", True, "However, it rained."),
        ("en", True, "It rained because of the clouds."),
        ("en", True, "It both rained and snowed."),
        ("en", True, "First, we bake."),
        ("en", False, "Our first post was short."),
        ("en", False, "It rained on the clouds."),
        ("en", True, "For example, it rained."),
        ("en", True, "As such, it's fine."),
        ("en", True, "Alternatively, wait."),
        ("de", True, "Es regnete, weil Wolken da waren."),
        ("de", True, "Er kam nicht nur spät, sondern auch müde."),
        ("de", False, "Das Brot ist fertig."),
        ("fr", True, "Par conséquent, il pleut."),
        ("fr", False, "Le pain brûle."),
        ("es", True, "Sin embargo, llueve."),
        ("es", False, "El pan arde."),
        ("it", True, "Tuttavia piove."),
        ("it", False, "Il pane brucia."),
        ("pt", True, "No entanto, chove."),
        ("pt", False, "O pão queima."),
        ("nl", True, "Het regent, omdat er wolken zijn."),
        ("nl", False, "Het brood brandt."),
        ("pl", True, "Jednak pada."),
        ("pl", True, "Im dalej, tym lepiej."),
        ("pl", False, "Chleb jest gotowy."),
        ("xx", False, "Det regnade, eftersom det var moln."),
    ],
)
def test_transitions(language: str, tied: bool, text: str) -> None:
    from support.sentences import sentences_of

    [sentence] = sentences_of(text, language)
    assert has_transition(sentence, language) is tied
