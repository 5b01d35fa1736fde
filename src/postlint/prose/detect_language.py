"""Detects the language of a post by its script, its most frequent words, and the letters that it has or lacks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import PurePath

from postlint.parse.nodes import Passage
from postlint.prose import language_data as languages
from postlint.prose.scripts import SHARED, is_in, languages_with_scripts, script_of, shared_letters, words_in
from postlint.records import NamedTuple

#: how many words of a text are read to guess its language
SAMPLE = 300
#: a text with fewer words has too few frequent ones for a guess
SHORT = 30
#: the language of a text that is too short for a guess
DEFAULT = "en"
#: least share of a language's frequent words in its running text. English posts have 0.17 (lists of bare nouns) to 0.55
SHARE = 0.08
#: the same where no rival has a third as many
SHARE_ALONE = 0.05
#: the evidence for a language has to exceed that for a rival by this factor, and by so many words
LEAD, MARGIN = 1.5, 1
#: how many more points another language may have in a short text of the site's language
NEARLY = 2


def detect_language(
    *,
    configured: str | None,
    declared: str,
    path: str,
    passages: Sequence[Passage],
    headings: Callable[[], Iterable[str]] = tuple,
    site: str = "",
) -> str:
    """The lower-case primary tag of a post's language ("en"), or "" when it is unknown.

    The first of these that names one: the configuration; the front matter; the script and the most frequent words of
    the text, and where that is short of `headings()` too (the title, the description and the headings); a tag in the
    path (a folder `/de/` or `/zh-hans/`, an ending `.fr.md`); the language of the `site` by its generator's
    configuration, unless the words are against it. A text in Latin letters that is too short for a guess is taken to be
    English.
    """
    for tag in (configured or "", declared):
        if primary := primary_tag(tag):
            return primary
    words = _sample(passages, headings)
    script = script_of(words)
    guess = _guess(words, script)
    if guess.clear:
        return guess.leader
    short = words.total() < SHORT
    if named := path_tag(path):
        return named
    if site in _languages_of(script) and guess.allows(site, short=short):
        return site
    return DEFAULT if script == "latin" and short and guess.leader in ("", DEFAULT) else ""


def guess_language(passages: Sequence[Passage]) -> str:
    """The language of a text by its script, its most frequent words and its letters; "" when these do not decide."""
    words = _sample(passages, tuple)
    guess = _guess(words, script_of(words))
    return guess.leader if guess.clear else ""


def primary_tag(tag: str) -> str:
    """The primary part of a BCP 47 tag or POSIX locale in lower case: "pt" of "pt_BR"; "" if it is none."""
    found = re.match(r"\s*([A-Za-z]{2,3})(?:[-_.@][\w.@-]*)?\s*$", tag)
    return found[1].lower() if found else ""


def path_tag(path: str) -> str:
    """The language that a path names, by its last folder that is a tag or by its ending; "" for none."""
    *folders, name = PurePath(path.replace("\\", "/")).parts or ("",)
    stem, _, ending = name.rpartition(".")[0].rpartition(".")
    for part in chain([ending] if stem else [], reversed(folders)):
        found = re.fullmatch(r"([a-z]{2})(?:[-_][A-Za-z]{2,4}){0,2}", part)
        if found and found[1] in _known_tags():
            return found[1]
    return ""


# -- the sample of words ------------------------------------------------------------------------------------


def _sample(passages: Sequence[Passage], headings: Callable[[], Iterable[str]]) -> Counter[str]:
    """The first words of a text in lower case with their counts; of a short text, those of its headings as well.

    The cells of tables, which may hold names and code, count where there is hardly any other text.
    """
    words = words_in((passage.text for passage in passages if passage.kind != "cell"), SAMPLE)
    if len(words) < SHORT:
        words = words_in((passage.text for passage in passages), SAMPLE)
    if len(words) < SAMPLE // 3:
        words += words_in(headings(), SAMPLE // 3)
    return Counter(words)


# -- which language of a script -----------------------------------------------------------------------------


class _Guess(NamedTuple):
    """The language that words are most likely of ("" for none), whether they decide it, and the points of each."""

    leader: str
    clear: bool
    points: Counter[str]

    def allows(self, tag: str, *, short: bool) -> bool:
        """Whether the words may be of that language: little is against it in a short text, else much is for it."""
        own, most = self.points[tag], max(self.points.values(), default=0)
        return own >= 0 and most - own <= NEARLY if short else own > 0 and 2 * own >= most


def _guess(words: Mapping[str, int], script: str) -> _Guess:
    """Guess the language of words in a script.

    The leader is the language with the most frequent words, minus the words with letters that it lacks. It has
    to lead each rival in the evidence that only one of the two has: frequent words, and letters.
    """
    if script not in SHARED:
        return _Guess(script, True, Counter())
    common = _common_words()
    telling = [word for word in words if word in common or not word.isascii()]
    foreign = {word for word in (telling if script == "latin" else words) if not is_in(word, script)}
    total = sum(words.values()) - sum(map(words.__getitem__, foreign))
    signs: list[_Sign] = []
    hits: Counter[str] = Counter()
    for word in telling:
        if word in foreign:
            continue
        times = words[word]
        listed, misfits = _signs(word, script)
        if listed or misfits:
            signs.append((times, listed, misfits))
        for tag in listed:
            hits[tag] += times
        for tag in misfits:
            hits[tag] -= times
    if not hits or total < 2:
        return _Guess("", False, hits)
    (leader, most), *others = hits.most_common()
    rivals = [tag for tag, count in others if count > most / 3]
    clear = all(_leads(leader, rival, signs) for rival in rivals)
    least = SHARE if rivals else SHARE_ALONE
    return _Guess(leader, clear and most >= max(least * total, 2), hits)


#: the count of a word, the languages that have it as a frequent word, and those that lack one of its letters
_Sign = tuple[int, tuple[str, ...], frozenset[str]]


def _leads(leader: str, rival: str, signs: Sequence[_Sign]) -> bool:
    """Whether enough words fit the leader and not the rival."""
    ours = theirs = 0
    for times, listed, misfits in signs:
        mine, other = (leader in listed) - (leader in misfits), (rival in listed) - (rival in misfits)
        if mine > other:
            ours += times
        elif other > mine:
            theirs += times
    return ours >= theirs * LEAD + MARGIN


def _signs(word: str, script: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The languages with that word among their frequent ones, and those of its script that lack one of its letters."""
    listed = _common_words().get(word, ())
    if word.isascii():
        return listed, frozenset()
    special = frozenset(word) - shared_letters(script)
    return listed, _misfits(special, script) if special else frozenset()


@lru_cache(maxsize=4096)
def _misfits(special: frozenset[str], script: str) -> frozenset[str]:
    return frozenset(tag for tag, letters in _letters().items() if tag in _languages_of(script) and special - letters)


@lru_cache(maxsize=8)
def _languages_of(script: str) -> frozenset[str]:
    """The languages whose frequent words are in a script."""
    return frozenset(tag for word, tags in _common_words().items() if is_in(word, script) for tag in tags)


@lru_cache(maxsize=1)
def _letters() -> Mapping[str, frozenset[str]]:
    """The letters of each language beside those that all languages of its script share."""
    return {tag: frozenset("".join(letters)) for tag, letters in _of_languages("letters")}


@lru_cache(maxsize=1)
def _common_words() -> Mapping[str, tuple[str, ...]]:
    """Each frequent word and the languages that have it."""
    tags: dict[str, tuple[str, ...]] = {}
    for tag, words in _of_languages("common-words"):
        for word in dict.fromkeys(words):
            tags[word] = (*tags.get(word, ()), tag)
    return tags


def _of_languages(name: str) -> Iterator[tuple[str, list[str]]]:
    """The entries of each language: from the list for all languages ("de: der die"), and from its own folder."""
    for entry in languages.read_list(name):
        tag, _, words = entry.partition(":")
        yield tag, words.split()
    for code in sorted(languages.codes()):
        if own := languages.load(code).words(name):
            yield code, " ".join(own).split()


@lru_cache(maxsize=1)
def _known_tags() -> frozenset[str]:
    """The languages that a path may name: those that can be detected."""
    return frozenset(tag for tag, _ in _of_languages("common-words")) | languages_with_scripts()
