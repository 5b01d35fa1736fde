"""To whom a sentence attributes a finding: a named body ("Gallup found that") or vague authority ("studies show").

How each is written stands in `languages/<code>/claims-attributions.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from postlint.claims.judgement import OWN, Attribution
from postlint.claims.quantities import Quantity
from postlint.claims.shapes import NAMED, OPENING
from postlint.claims.tokens import Tokens

VAGUE = "vague_authority"
_STRONG = frozenset(("percent", "share", "multiple"))
#: what stands behind a form that counts only in a sentence with a figure
_FIGURE = " figure"
#: so many words stand at most between the author and a noun of evidence, and none of these signs
_NEAR, _ENDS = 6, frozenset(",;:—")
#: so many words before it may ask for what a noun of evidence shows: "whether the sample data supports"
_ASKED = 3
#: how the past of a verb ends
_PAST = "ed"
#: within so many words behind a name stands what it is that says something: "the Rye support policy"
_RULED = 3
#: the digits of a year
_YEAR = 4
#: the characters of longer words that are in no list
_UNKNOWN = frozenset("WJLV")


def attribution(words: Tokens, found: Sequence[Quantity]) -> Attribution | None:
    """The first attribution of a sentence, if it reports a finding."""
    has_figure = any(quantity.kind in _STRONG or quantity.scaled for quantity in found)
    if (words.is_question and not _tells(words)) or not _is_possible(words, has_figure=has_figure):
        return None
    shape = _shape(words)
    for form, pattern in words.lex.attribution_shapes.possible(shape):
        if has_figure or not form.endswith(_FIGURE):
            for match in pattern.finditer(shape):
                result = _read(words, shape, form, match)
                if result is not None and (has_figure or not _is_news(words, result, match.start(2))):
                    return result
    return None


def _tells(words: Tokens) -> bool:
    """Whether a question states what it asks for: "Did you know that studies show …?"."""
    return " ".join(words.low[words.begin :]).startswith(tuple(words.lex["rhetorical_questions"]))


def _is_possible(words: Tokens, *, has_figure: bool) -> bool:
    """Whether evidence and a verb stand in the sentence, or a word that attributes by itself."""
    lex, present = words.lex, words.present
    if not lex["evidence_words"].isdisjoint(present) and (
        has_figure or any(map(words.has, ("evidence_verbs", "ranking_words")))
    ):
        return True
    if not lex["attribution_words"].isdisjoint(present) or (has_figure and words.has("weak_verbs")):
        return True
    return words.has("shown_verbs") and words.has("passive_words")


def _read(words: Tokens, shape: str, form: str, match: re.Match[str]) -> Attribution | None:
    """What a match attributes to whom; None if it is the author's or reader's own, or only asked for."""
    (first, last), head, verb = match.span(1), match.start(2), match.start(3)
    if words.is_a(first, "clause_words") and words.is_a(head, "evidence_nouns") and _is_plural(words, head):
        first += 1  # "we learnt that studies show"
    if any(map(words.quote_around, (first, head))) or any(
        words.has(name, max(0, first - _ASKED), first) for name in ("question_words", "supposing")
    ):
        return None  # "what the research says", "if studies show", "maybe a study shows"
    if form.startswith("evidence") and first - 1 > words.begin and words.is_a(first - 1, "source_prepositions"):
        return None  # "people in computer science state", "a pioneer in sleep research says"
    if form == "according" and not _is_about_evidence(words, first, last):
        return None  # what a speaker said
    if first < verb < last and words.raw[verb][0].isupper():
        return None  # "Study Notes App": a title
    if form.startswith("evidence") and (
        words.has("absence", first - 2, head) or words.has("second_person", head, verb)
    ):
        return None  # "no evidence confirms that", "evidence of your progress shows"
    if words.low[first].endswith(_PAST) and words.is_a(first - 1, "dependent_starts"):
        return None  # "They performed experiments": the word before the noun is the verb
    if form.startswith(("evidence", "experts")) and not _agree(words, first, head, verb):
        return None
    if words.is_a(verb, "bare_noun_verbs") and words.is_a(head, "study_nouns") and words.word(head)[-1] != "s":
        return None  # "a research report that weighed 400 loaves"
    if words.is_a(head, "disciplines") and not words.is_a(head - 1, "anaphors"):
        return None  # "computer science tells us": a field, and no finding of it
    if form == "passive" and words.has("first_person", 0, first):
        return None
    if words.word(head).endswith("'s") and words.word(head) in words.low[last:]:
        return None  # "According to Preact's site, Preact's size is 3 kB": it speaks of itself
    if form.startswith(("name", "body")) and any(map(_is_numbered, words.low[first:verb])):
        return None  # "Loaf-3 demonstrated that", "Phase 2 showed that": a product, a part
    if form == "evidence" and _is_plain_report(words, first, head, verb):
        return None
    if words.has("first_person", first - 1, last):
        return Attribution(OWN, first, last, verb)  # "our survey shows"
    if (
        _is_own(words, first, head, last)
        or words.has("thought_nouns", first, last)
        or words.has("advice_words", first, verb)
    ):
        return None  # "your analytics show", "the Law of Large Numbers", "reviews should highlight"
    if (NAMED in shape[first:last] or form.startswith("name")) and (form != "body" or _is_acronym(words, first, verb)):
        return Attribution("research_named", first, last, verb)
    if form == "body":
        return None
    if form == "phrase" or not words.has("anaphors", first, head):
        return Attribution(VAGUE, first, last, verb)
    return Attribution("research_named", first, last, verb, anaphoric=True) if words.is_a(head, "cited_nouns") else None


def _is_plain_report(words: Tokens, first: int, head: int, verb: int) -> bool:
    """Whether a noun of report has nothing but an article before it, and no clause behind: "a report shows three"."""
    bare = all(words.is_a(at, "one_words") for at in range(first, head))
    return head > first and bare and words.is_a(head, "report_nouns") and words.word(verb + 1) != "that"


def _is_plural(words: Tokens, at: int) -> bool:
    noun = words.word(at)
    return words.is_a(at, "plural_nouns") or (noun.endswith("s") and not words.is_a(at, "singular_nouns"))


def _is_numbered(word: str) -> bool:
    """Whether a digit stands in a word that is no year."""
    return any(map(str.isdigit, word)) and not (len(word) == _YEAR and word.isdigit())


def _is_news(words: Tokens, who: Attribution, head: int) -> bool:
    """Whether an event is told, not a finding: "according to local reports", "reports indicate that the mill burnt"."""
    is_news = who.kind == VAGUE and words.is_a(head, "news_nouns")
    return is_news and not words.has("evidence_adjectives", who.first, head)


def _agree(words: Tokens, first: int, head: int, verb: int) -> bool:
    """Whether a noun may be the subject of a verb: not in "a data reveal", "all data shown here", "reviews proves"."""
    noun, said, plural = words.word(head), words.word(verb), _is_plural(words, head)
    is_counted = not plural and noun[-1] != "s" and not words.is_a(head, "mass_nouns")
    if is_counted and words.begin < first == head and noun != words.word(head - 2):
        return False  # "a set of sizing estimate reports": a single thing has an article; but "report after report"
    is_single = words.has("noun_links", head + 1, verb) or words.has("one_words", first - 1, head)
    if not plural and is_single and f"{said}s" in words.lex["find_verbs"]:
        return False  # "few evidence in the case of rye highlight", "a research project"
    if plural and verb > head:
        if said.endswith("s") and not said.endswith("ss") and noun != "data":
            return False
        if words.has("one_words", first - 1, head) and "of" not in words.low[first:head]:
            return False
    return said not in words.lex["participles"] or words.has("perfect_verbs", head, verb)


def _is_own(words: Tokens, first: int, head: int, last: int) -> bool:
    """As in "I've compiled case studies that show"; "your analytics show"; "according to your data"."""
    if words.has("own_words", first - 1, last) or words.has("second_person", first - 1, head):
        return True
    before = words.low[max(0, first - _NEAR) : first]
    return not words.lex["first_person"].isdisjoint(before) and _ENDS.isdisjoint(before)


def _is_about_evidence(words: Tokens, first: int, last: int) -> bool:
    """Whether a source is a study or a body, no speaker or manual: "a 2023 Cornell survey", "the Rye Guild", "WHO"."""
    if words.has("evidence_words", first, last):
        return True
    named = words.has("body_words", first, last) or words.is_a(last, "of_words") or _is_acronym(words, first, last)
    return named and not words.has("ruling_nouns", first, last + _RULED)


def _is_acronym(words: Tokens, first: int, verb: int) -> bool:
    """Whether the name is that of a body that advises: "The WHO recommends 75 minutes", "The AAP advises against"."""
    return any(len(word) > 2 and word.isupper() for word in words.raw[first:verb])


def _shape(words: Tokens) -> str:
    """One character a token, as `shapes` reads them; names have one of their own."""
    lex = words.lex
    shape = lex.attribution_shapes.shape(words.low)
    for at in [at for at, word in enumerate(words.raw) if word[0].isupper()]:
        word = words.low[at]
        if words.proper(at):
            is_head = word in lex["evidence_words"] and not words.is_a(at + 1, "evidence_words")
            shape[at] = shape[at] if is_head else NAMED
        elif at == words.begin and shape[at] in _UNKNOWN and not _is_dependent(words, at):
            shape[at] = (
                NAMED if word.endswith("'s") else shape[at] if word.endswith(tuple(lex["no_name_endings"])) else OPENING
            )
    return "".join(shape)


def _is_dependent(words: Tokens, at: int) -> bool:
    """Whether a word that opens a sentence is a pronoun, a month or the like: "He's found that"."""
    word = words.word(at).removesuffix("'s")
    return word in words.lex["dependent_starts"] or word in words.lex["no_names"]
