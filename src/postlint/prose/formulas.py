"""Readability formulas, with the constants of textstat 0.7.13; tests hold each against textstat's own code.

textstat itself is not imported: it counts sentences by bare stops, and makes NLTK download a dictionary. A formula gets
the counts of `readability.py`, of a text with at least one word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from postlint.prose import language_data as languages

if TYPE_CHECKING:
    from postlint.prose.readability import Reading

#: formulas that give more points to easier texts, and the languages they are made for; () = any with its own constants
EASE: Mapping[str, tuple[str, ...]] = {
    "flesch": (),
    "fernandez-huerta": ("es",),
    "szigriszt-pazos": ("es",),
    "gutierrez-polini": ("es",),
    "gulpease": ("it",),
}

#: formulas that give more points to harder texts, mostly years of school; () = any language with spaces
GRADE: Mapping[str, tuple[str, ...]] = {
    "flesch-kincaid": ("en",),
    "gunning-fog": ("en",),
    "smog": ("en",),
    "automated-readability": ("en",),
    "coleman-liau": ("en",),
    "dale-chall": ("en",),
    "linsear-write": ("en",),
    "spache": ("en",),
    "crawford": ("es",),
    "wiener-sachtextformel": ("de",),
    "lix": (),
    "rix": (),
}


def is_made_for(formula: str, code: str) -> bool:
    """Whether a formula of `EASE` or `GRADE` is made for the language with that primary tag."""
    if formula == "flesch":
        return languages.load(code).flesch is not None
    made_for = EASE.get(formula) or GRADE.get(formula) or ()
    return not made_for or code in made_for


def _flesch(text: Reading) -> float:
    # Flesch 1948; de Amstad 1978, es Fernandez Huerta 1959, fr Kandel and Moles 1958, it Vacca 1972,
    # nl Douma 1960, pt Martins et al. 1996, ru Oborneva 2006: constants in languages/<code>/language.yaml
    constants = languages.load(text.language).flesch
    if constants is None:
        raise ValueError(f"no reading ease formula for {text.language!r}")
    per_sentence, per_word = text.counts.words_per_sentence, text.counts.syllables_per_word
    return constants.base - constants.sentence * per_sentence - constants.syllable * per_word


def _fernandez_huerta(text: Reading) -> float:
    return 206.84 - 60 * text.counts.syllables_per_word - 1.02 * text.counts.words_per_sentence


def _szigriszt_pazos(text: Reading) -> float:
    return 206.84 - 62.3 * text.counts.syllables_per_word - text.counts.words_per_sentence


def _gutierrez_polini(text: Reading) -> float:
    letters = text.counts.letters / text.counts.words
    return 95.2 - 9.7 * letters - 0.35 * text.counts.words_per_sentence


def _gulpease(text: Reading) -> float:
    counts = text.counts
    return 300 * counts.sentences / counts.words - 10 * counts.letters / counts.words + 89


def _flesch_kincaid(text: Reading) -> float:
    return 0.39 * text.counts.words_per_sentence + 11.8 * text.counts.syllables_per_word - 15.59


def _gunning_fog(text: Reading) -> float:
    return 0.4 * (text.counts.words_per_sentence + text.counts.percent(text.difficult_words(3)))


def _smog(text: Reading) -> float:
    return 1.043 * float((30 * text.counts.polysyllables / text.counts.sentences) ** 0.5) + 3.1291


def _automated_readability(text: Reading) -> float:
    return 4.71 * text.counts.letters / text.counts.words + 0.5 * text.counts.words_per_sentence - 21.43


def _coleman_liau(text: Reading) -> float:
    counts = text.counts
    return 0.058 * counts.percent(counts.letters) - 0.296 * counts.percent(counts.sentences) - 15.8


def _dale_chall(text: Reading) -> float:
    difficult = text.counts.percent(text.difficult_words(0))
    score = 0.1579 * difficult + 0.0496 * text.counts.words_per_sentence
    return score + 3.6365 if difficult > 5 else score


def _linsear_write(text: Reading) -> float:
    counts = text.opening
    number = (counts.words - counts.polysyllables + 3 * counts.polysyllables) / counts.sentences
    return (number - 2 if number <= 20 else number) / 2


def _spache(text: Reading) -> float:
    difficult = text.counts.percent(text.difficult_words(2))
    return 0.141 * text.counts.words_per_sentence + 0.086 * difficult + 0.839


def _crawford(text: Reading) -> float:
    counts = text.counts
    return -0.205 * counts.percent(counts.sentences) + 0.049 * counts.percent(counts.syllables) - 3.407


def _wiener_sachtextformel(text: Reading) -> float:
    counts = text.counts
    return (
        0.1935 * counts.percent(counts.polysyllables)
        + 0.1672 * counts.words_per_sentence
        + 0.1297 * counts.percent(counts.long_words)
        - 0.0327 * counts.percent(counts.monosyllables)
        - 0.875
    )


def _lix(text: Reading) -> float:
    return text.counts.words_per_sentence + text.counts.percent(text.counts.long_words)


def _rix(text: Reading) -> float:
    return text.counts.long_words / text.counts.sentences


FORMULAS: Mapping[str, Callable[[Reading], float]] = {
    "flesch": _flesch,
    "fernandez-huerta": _fernandez_huerta,
    "szigriszt-pazos": _szigriszt_pazos,
    "gutierrez-polini": _gutierrez_polini,
    "gulpease": _gulpease,
    "flesch-kincaid": _flesch_kincaid,
    "gunning-fog": _gunning_fog,
    "smog": _smog,
    "automated-readability": _automated_readability,
    "coleman-liau": _coleman_liau,
    "dale-chall": _dale_chall,
    "linsear-write": _linsear_write,
    "spache": _spache,
    "crawford": _crawford,
    "wiener-sachtextformel": _wiener_sachtextformel,
    "lix": _lix,
    "rix": _rix,
}
