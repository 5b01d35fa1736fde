"""The formulas are textstat's: on our counts its own code gives our value. The counts are ours."""

from __future__ import annotations

import importlib
import socket
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from postlint.parse.nodes import Block, Passage
from postlint.parse.source import OffsetMap
from postlint.prose import language_data as languages
from postlint.prose.formulas import EASE, GRADE, is_made_for
from postlint.prose.readability import Reading
from postlint.prose.sentences import split_sentences
from postlint.prose.syllables import count_syllables
from postlint.spans import Span

TEXTS = {
    "en": "The committee approved an extraordinary proposal on Tuesday. Nobody had expected that. It was a dog's life, "
    "people said, and they were probably right. We shall see what the new administration makes of it.",
    "de": "Der Ausschuss hat am Dienstag einen Vorschlag angenommen. Damit hatte niemand gerechnet. Die Verwaltung "
    "muss nun eine Entscheidung treffen.",
    "fr": "Le comité a adopté une proposition extraordinaire mardi. Personne ne s'y attendait. Nous verrons bien.",
    "es": "La comisión aprobó una propuesta extraordinaria el martes. Nadie lo esperaba. Ya veremos qué pasa ahora.",
    "it": "Il comitato ha approvato una proposta straordinaria martedì. Nessuno se lo aspettava. Vedremo.",
    "pt": "A comissão aprovou uma proposta extraordinária na terça-feira. Ninguém esperava isso. Veremos.",
    "nl": "De commissie heeft dinsdag een buitengewoon voorstel aangenomen. Niemand had dat verwacht. We zien wel.",
    "ru": "Комиссия приняла предложение. Никто этого не ждал. Посмотрим.",
    "hu": "A bizottság elfogadta a javaslatot. Senki sem várta ezt. Majd meglátjuk.",
}

#: our formula -> textstat's module and arguments behind the text
TEXTSTAT: dict[str, tuple[str, tuple[Any, ...]]] = {
    "flesch": ("flesch_reading_ease", ("LANG",)),
    "fernandez-huerta": ("fernandez_huerta", ("LANG",)),
    "szigriszt-pazos": ("szigriszt_pazos", ("LANG",)),
    "gutierrez-polini": ("gutierrez_polini", ()),
    "gulpease": ("gulpease_index", ()),
    "flesch-kincaid": ("flesch_kincaid_grade", ("LANG",)),
    "gunning-fog": ("gunning_fog", ("LANG",)),
    "smog": ("smog_index", ("LANG",)),
    "automated-readability": ("automated_readability_index", ()),
    "coleman-liau": ("coleman_liau_index", ()),
    "dale-chall": ("dale_chall_readability_score", ("LANG",)),
    "linsear-write": ("linsear_write_formula", ("LANG", False, True)),
    "spache": ("spache_readability", ("LANG",)),
    "crawford": ("crawford", ("LANG",)),
    "wiener-sachtextformel": ("wiener_sachtextformel", (1, "LANG")),
    "lix": ("lix", ()),
    "rix": ("rix", ()),
}


def reading_of(text: str, language: str) -> Reading:
    offsets = OffsetMap()
    offsets.add(0, len(text), 0)
    passage = Passage(text, "paragraph", Block("paragraph", Span(0, len(text))), offsets)
    return Reading(split_sentences(passage, 0, language), language)


def our_counts(reading: Reading) -> dict[str, Any]:
    """What textstat's formulas ask for, answered with our counts."""
    counts = reading.counts
    words = list(reading.words)
    return {
        "words_per_sentence": lambda text: counts.words_per_sentence,
        "sentences_per_word": lambda text: counts.sentences / counts.words,
        "syllables_per_word": lambda text, lang: counts.syllables_per_word,
        "letters_per_word": lambda text: counts.letters / counts.words,
        "chars_per_word": lambda text: counts.letters / counts.words,
        "count_words": lambda text: counts.words,
        "count_sentences": lambda text: counts.sentences,
        "count_syllables": lambda text, lang: (
            counts.syllables if " " in text else count_syllables(text, reading.language)
        ),
        "count_long_words": lambda text: counts.long_words,
        "count_monosyllable_words": lambda text, lang: counts.monosyllables,
        "count_polysyllable_words": lambda text, lang: counts.polysyllables,
        "count_difficult_words": lambda text, lang, syllable_threshold=2: reading.difficult_words(syllable_threshold),
        "list_words": lambda text, rm_punctuation=True: words,
    }


def pairs() -> Iterator[tuple[str, str]]:
    for formula, made_for in {**EASE, **GRADE}.items():
        for language in sorted(TEXTS) if formula == "flesch" else made_for or ("en", "de", "es"):
            yield formula, language


@pytest.mark.slow
@pytest.mark.parametrize(("formula", "language"), list(pairs()))
def test_formula_is_textstats(formula: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # textstat counts with it, which we do here; it is slow to import
    monkeypatch.setitem(sys.modules, "nltk", ModuleType("nltk"))
    if (formula, language) == ("flesch", "pt"):
        pytest.skip("textstat has no constants for Portuguese; ours are those of Martins et al. 1996")
    name, arguments = TEXTSTAT[formula]
    module = importlib.import_module(f"textstat.backend.metrics._{name}")
    reading = reading_of(TEXTS[language], language)
    for count, answer in our_counts(reading).items():
        if hasattr(module, count):
            monkeypatch.setattr(module, count, answer)
    theirs = getattr(module, name).__wrapped__
    text = f"{formula} {language} " + TEXTS[language]
    expected = theirs(text, *(language if argument == "LANG" else argument for argument in arguments))
    ours = reading.ease(formula) if formula in EASE else reading.grade(formula)
    assert ours == pytest.approx(expected, abs=1e-9)


def test_every_formula_is_compared() -> None:
    assert TEXTSTAT.keys() == EASE.keys() | GRADE.keys()


def test_portuguese_reading_ease() -> None:
    counts = reading_of(TEXTS["pt"], "pt").counts
    expected = 248.835 - 1.015 * counts.words_per_sentence - 84.6 * counts.syllables_per_word
    assert reading_of(TEXTS["pt"], "pt").ease() == pytest.approx(expected)


def test_counts() -> None:
    counts = reading_of("Cats sleep. Extraordinary dogs don't, at 3.5 or ever.", "en").counts
    assert (counts.sentences, counts.words) == (2, 9)
    assert counts.syllables == 1 + 1 + 6 + 1 + 1 + 1 + 1 + 1 + 2
    assert counts.letters == 4 + 5 + 13 + 4 + 4 + 2 + 2 + 2 + 4
    assert (counts.monosyllables, counts.polysyllables, counts.long_words) == (7, 1, 1)


def test_a_formula_is_silent_in_other_languages() -> None:
    assert reading_of(TEXTS["de"], "de").grade("flesch-kincaid") is None
    assert reading_of(TEXTS["en"], "en").grade("wiener-sachtextformel") is None
    assert reading_of("Det var en gång.", "xx").ease() is None
    assert reading_of("Det var en gång.", "xx").grade("lix") is not None
    assert reading_of("これは一つです。", "ja").grade("lix") is None
    assert Reading((), "en").ease() is None


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", {"certification": 5, "business": 2, "don’t": 1, "well-known": 2, "API": 3, "HTML": 4, "AWS": 5}),
        ("en", {"boxes": 2, "baked": 1, "wanted": 2, "business's": 3, "dog's": 1, "2023": 1, "the": 1, "every": 3}),
        ("de", {"Vorschlag": 2, "Häuser": 2, "Bäume": 2, "Entscheidung": 3, "Nation": 3, "die": 1, "Feuer": 2}),
        ("fr", {"table": 1, "été": 2, "beau": 1, "maison": 2, "qui": 1, "économie": 4, "rouges": 1, "le": 1}),
        ("es", {"ciudad": 2, "aéreo": 4, "país": 2, "guerra": 2, "queso": 2, "bueno": 2, "leyes": 2, "caída": 3}),
        ("it", {"città": 2, "guerra": 2, "proposta": 3, "chiesa": 2, "questo": 2}),
        ("pt", {"coração": 3, "economia": 5, "história": 3, "guerra": 2, "muito": 2, "não": 1}),
        ("nl", {"huis": 1, "mooie": 2, "geïnteresseerd": 5, "bijzonder": 3, "water": 2, "ideeën": 3}),
        ("ru", {"предложение": 5, "мир": 1}),
        ("hu", {"bizottság": 3, "egy": 1}),
    ],
)
def test_syllables(language: str, words: dict[str, int]) -> None:
    assert {word: count_syllables(word, language) for word in words} == words


def test_no_syllables_without_rules() -> None:
    assert not languages.load("xx").known
    assert count_syllables("sverige", "xx") == 0


def test_no_network_and_no_textstat(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise AssertionError("postlint opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("textstat", "nltk")]:
        monkeypatch.delitem(sys.modules, name)
    reading = reading_of(TEXTS["en"], "en")
    assert all(reading.ease(formula) for formula in EASE if is_made_for(formula, "en"))
    assert all(reading.grade(formula) is not None for formula, made_for in GRADE.items() if "en" in made_for)
    assert not {"textstat", "nltk"} & sys.modules.keys()
