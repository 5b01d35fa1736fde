"""Who is said to have found it: a named body ("according to Gallup") or nobody in particular ("studies show")."""

from __future__ import annotations

from postlint.claims.evidence import Attribution, asks, evidence, experts
from postlint.claims.quantities import Quantity
from postlint.claims.reading import Reading

_STRONG_KINDS = frozenset(("percent", "share", "multiple"))


def attribution(r: Reading, found: list[Quantity]) -> Attribution | None:
    """The first attribution of a sentence, if it reports a finding."""
    if r.lex.attribution_words.isdisjoint(r.words):
        return None
    strong = any(q.kind in _STRONG_KINDS or q.scaled for q in found)
    for finder in _FINDERS:
        result = finder(r, strong)
        if result is not None:
            return result
    return None


def _according_to(r: Reading, strong: bool) -> Attribution | None:
    """As in "according to" a name or evidence; not "according to severity", not the documentation of a product."""
    if "according" not in r.words:
        return None
    at = r.low.index("according")
    if r.word(at + 1) != "to":
        return None
    begin, end = at + 2, _phrase_end(r, at + 2)
    if begin == end or r.has("own_words", begin, begin + 4) or r.has("documents", begin, end):
        return None
    heads = [i for i in range(begin, end) if _is_evidence(r, i)]
    if not heads and r.has("no_sources", begin, begin + 5):
        return None
    names = [i for i in range(begin, end) if r.raw[i][:1].isupper() and not r.is_a(i, "no_names")]
    if names:
        return Attribution("research_named", at, max(names[0] + 1, min(end, at + 8)))
    if not heads:
        body = next((i for i in range(begin, end) if r.is_a(i, "body_nouns")), None)
        return None if body is None else Attribution("research_named", at, body + 1)
    anaphoric = r.is_a(begin, "anaphors") and end - begin <= 3
    return Attribution("research_named" if anaphoric else "vague_authority", at, heads[0] + 1, anaphoric)


def _phrase_end(r: Reading, at: int) -> int:
    """Where the words after "according to" end: at a sign other than & or a hyphen, or after 12 words."""
    end = at
    while end < min(len(r), at + 12) and (
        r.low[end][0].isalnum() or r.low[end] in "&-’'" or "." in r.low[end - 1][1:-1]
    ):
        end += 1  # the stop of "U.S." ends nothing
    return end


def _is_evidence(r: Reading, at: int) -> bool:
    return r.is_a(at, "study_nouns") or r.is_a(at, "report_nouns") or r.is_a(at, "expert_nouns")


def _reported_by(r: Reading, strong: bool) -> Attribution | None:
    """As in "as measured by Firefox Telemetry", "cited by the Census Bureau"."""
    if not strong or "by" not in r.words:
        return None
    for at in r.places("by_verbs"):
        if r.word(at + 1) == "by":
            name = next((i for i in range(at + 2, min(len(r), at + 6)) if r.proper(i)), None)
            if name is not None and not r.has("own_words", at + 2, name):
                return Attribution("research_named", at, name + 1)
    return None


def _has_been_shown(r: Reading, strong: bool) -> Attribution | None:
    """As in "has been shown to", "have been linked to", "is proven to"."""
    for at in r.places("shown_verbs"):
        if at < 2 or r.word(at + 1) not in ("to", "that", "with"):
            continue
        start = at - 1
        while start > 0 and r.is_a(start, "find_adverbs"):
            start -= 1
        passive = r.low[start] == "been" or (r.low[start] in ("is", "are") and r.low[at] in ("proven", "proved"))
        vague = r.low[at] in ("reported", "estimated") and not strong
        if (
            passive
            and not vague
            and not r.has("own_words", 0, at)
            and (r.low[at + 1] != "with" or r.low[at] == "associated")
        ):
            return Attribution("vague_authority", max(0, start - (r.low[start] == "been")), at + 2)
    return None


def _well_known(r: Reading, strong: bool) -> Attribution | None:
    """As in "the science is clear", "there is growing evidence"."""
    place = r.find("well_known")
    return None if place is None or asks(r, place[0]) else Attribution("vague_authority", *place)


def _named_verb(r: Reading, strong: bool) -> Attribution | None:
    """As in "Gartner predicts that", "Milgram discovered that": a name as the subject of a verb of finding."""
    if not (r.has("strong_verbs") or r.has("weak_verbs")):
        return None
    for at in r.places("strong_verbs", "weak_verbs", "telling_that"):
        if at == 0 or r.raw[at][0].isupper() or r.quote_around(at):
            continue
        firm = r.is_a(at, "strong_verbs") or r.is_a(at, "telling_that")
        advises = r.is_a(at, "recommending_verbs")
        if not (strong or advises or (firm and r.word(at + 1) == "that")):
            continue
        first = _subject_name(r, at, strong)
        if first is not None and (strong or not advises or _is_body(r, first, at)):
            return Attribution("research_named", first, at + 1, by_number=strong and r.word(at + 1) != "that")
    return None


def _is_body(r: Reading, first: int, verb: int) -> bool:
    """Whether the name is that of a body that advises on numbers: "The WHO recommends 75 minutes"."""
    numbers = any(r.is_number(at) for at in range(verb, min(len(r), verb + 8)))
    return numbers and (
        r.has("body_nouns", first, verb) or any(len(word) > 2 and word.isupper() for word in r.raw[first:verb])
    )


def _subject_name(r: Reading, verb: int, strong: bool) -> int | None:
    """Where the name begins that is the subject of the verb at `verb`; None if the subject is no name."""
    last = verb - 1
    while last > 0 and r.is_a(last, "find_adverbs"):
        last -= 1
    if r.low[last] == ")":
        last = next((k - 1 for k in range(last, 0, -1) if r.low[k] == "("), last)
    if r.word(last) == "others" and r.word(last - 1) == "and":
        last -= 2  # "Amazon and others have long reported that …"
    if r.is_a(last, "no_subjects") or last < 0:
        return None
    plain_first = (last == r.begin or r.word(last - 1) == ":") and r.raw[last][:1].isupper()
    if not r.proper(last) and not (plain_first and _singular(r, last, verb) and (strong or r.word(verb + 1) == "that")):
        return None
    first = last
    while first > 0 and (
        r.proper(first - 1) or (r.low[first - 1] in ("of", "&", "the", "for", "and") and r.proper(first - 2))
    ):
        first -= 1
    return None if r.is_a(first - 1, "prepositions") else first


def _singular(r: Reading, subject: int, verb: int) -> bool:
    """Whether "Gallup finds" may be a name and its verb: "Results show" and "Testing revealed" are not."""
    is_verb = r.low[verb].endswith(("s", "ed")) or r.low[verb] in ("found", "forecast")
    return is_verb and not r.low[subject].endswith(("s", "ing"))


def _reported_by_group(r: Reading, strong: bool) -> Attribution | None:
    """As in "Early deployments report significant improvements": a nameless group reports a finding."""
    if strong or not ("report" in r.words or "reported" in r.words):
        return None
    for at in range(1, len(r) - 1):
        if r.low[at] not in ("report", "reported") or not r.is_a(at + 1, "generic_reports"):
            continue
        plural = r.low[at - 1].endswith("s") and not r.is_a(at - 1, "no_plurals") and not r.proper(at - 1)
        if plural and not r.has("own_words", 0, at) and not r.has("modals", 0, at):
            return Attribution("vague_authority", at - 1, at + 1)
    return None


_FINDERS = (
    _according_to, evidence, experts, _reported_by, _has_been_shown, _well_known, _named_verb, _reported_by_group,
)  # fmt: skip
