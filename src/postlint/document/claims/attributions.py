"""Who is said to have found something: a named body ("PwC research shows") or nobody in particular ("studies show")."""

from __future__ import annotations

from dataclasses import dataclass

from postlint.document.claims.quantities import Quantity
from postlint.document.claims.reading import Reading

_STRONG_KINDS = frozenset(("percent", "share", "multiple"))
_STOPS = frozenset(",;:—()[]?!•|")
_ADVERBS = frozenset(
    [
        "also",
        "have",
        "has",
        "had",
        "consistently",
        "clearly",
        "often",
        "repeatedly",
        "now",
        "long",
        "already",
        "again",
        "overwhelmingly",
        "generally",
        "typically",
        "even",
        "recently",
        "further",
        "all",
        "usually",
        "actually",
        "routinely",
        "strongly",
        "still",
        "increasingly",
        "regularly",
        "largely",
        "broadly",
        "to",
        "that",
        "who",
    ]
)
_REACH = 9


@dataclass(frozen=True, slots=True)
class Attribution:
    """`kind` is research_named or vague_authority; `first` and `last` are token indexes of the words that attribute.

    `anaphoric` marks "the study", "this survey": a source that was named before. `head` is the noun or the verb.
    """

    kind: str
    first: int
    last: int
    anaphoric: bool = False
    head: str = ""


def attribution(r: Reading, found: list[Quantity]) -> Attribution | None:
    """The first attribution of a sentence, if it reports a finding."""
    strong = any(q.kind in _STRONG_KINDS or q.scaled for q in found)
    for finder in (
        _according_to,
        _evidence,
        _experts,
        _measured_by,
        _has_been_shown,
        _well_known,
        _named_verb,
        _reported_by_group,
    ):
        result = finder(r, found, strong)
        if result is not None:
            return result
    return None


def _is_own(r: Reading, first: int, last: int) -> bool:
    """Whether the words say that the evidence is the author's own."""
    return any(word in ("my", "our", "own", "ours") for word in r.low[max(0, first) : last])


def _asks(r: Reading, first: int) -> bool:
    """ "what the research says", "whether studies show": no finding is stated."""
    return any(r.word(at) in r.lex.words("question_words") for at in (first - 1, first - 2))


def _according_to(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    lex = r.lex
    for at in range(len(r) - 2):
        if r.low[at] != "according" or r.low[at + 1] != "to":
            continue
        end = at + 2
        while (
            end < len(r)
            and end < at + 16
            and r.low[end] not in _STOPS
            and not (r.low[end] in '."”' and not r.adjacent(end + 1))
        ):
            end += 1
        words = r.low[at + 2 : end]
        if _is_own(r, at + 2, min(end, at + 6)) or not words:
            return None
        named = [
            i
            for i in range(at + 2, min(end, at + 12))
            if r.proper(i) or (r.raw[i][0].isupper() and words[0] != r.low[i])
        ]
        if r.raw[at + 2][0].isupper() and r.low[at + 2] not in ("the", "a", "an"):
            named.append(at + 2)
        evidence = lex.words("study_nouns") | lex.words("report_nouns") | lex.words("expert_nouns")
        heads = [i for i, word in enumerate(words, at + 2) if word in evidence]
        if any(word in lex.words("no_sources") for word in words[:5]) and not heads:
            return None
        if any(
            word in ("docs", "documentation", "spec", "specification", "rfc", "readme", "changelog", "manual")
            for word in words
        ):
            return None
        if named:
            return Attribution("research_named", at, max(named[0] + 1, min(end, at + 8)), head="according")
        if heads:
            anaphoric = words[0] in lex.words("anaphors") and len(words) <= 3
            return Attribution(
                "research_named" if anaphoric else "vague_authority", at, heads[0] + 1, anaphoric, r.low[heads[0]]
            )
        return None
    return None


def _evidence(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    """ "studies show", "PwC research shows", "one study found", "in the Pew survey of 2023, …"."""
    lex = r.lex
    studies, reports = lex.words("study_nouns"), lex.words("report_nouns")
    for at, word in enumerate(r.low):
        if (word not in studies and word not in reports) or (r.word(at + 1) in ("-", "'s") and r.word(at + 1) == "-"):
            continue
        first, own, named, anaphoric, vague = _noun_phrase(r, at)
        if own or _asks(r, first) or _compiled(r, first):
            continue
        verb = _verb_after(r, at)
        if verb is None and not named and _in_some_studies(r, first, at):
            return Attribution("vague_authority", first - 1, at + 1, head=word)
        if verb is None:
            if named and _introduces(r, first, at, strong):
                return Attribution("research_named", first, at + 1, head=word)
            continue
        gap_named = any(r.proper(i) for i in range(at + 1, verb))
        if _is_own(r, at + 1, verb):
            continue
        named = named or gap_named
        weighty = word in studies or strong or r.word(verb + 1) == "that" or r.low[verb] in lex.words("strong_verbs")
        if not weighty and not (
            vague
            and word
            in (
                "reports",
                "data",
                "estimates",
                "analyses",
                "figures",
                "findings",
                "forecasts",
                "projections",
                "benchmarks",
            )
        ):
            continue
        if named:
            return Attribution("research_named", first, verb + 1, head=word)
        if anaphoric:
            if word in lex.words("backreference_nouns") and word in studies | {
                "report",
                "paper",
                "authors",
                "findings",
            }:
                return Attribution("research_named", first, verb + 1, True, word)
            continue
        return Attribution("vague_authority", first, verb + 1, head=word)
    return None


def _compiled(r: Reading, first: int) -> bool:
    """ "I've compiled case studies that show …", "we ran a survey": the author's own collection."""
    return any(word in ("i", "i've", "we", "we've") for word in r.low[r.clause(first)[0] : first][-5:])


def _in_some_studies(r: Reading, first: int, at: int) -> bool:
    """ "In some studies, …", "across several trials, …"."""
    plural = r.low[at] in r.lex.words("study_nouns") and r.low[at].endswith(("s", "ses"))
    return (
        plural
        and r.word(first - 1) in ("in", "across")
        and first - 1 == r.begin
        and r.word(at + 1) == ","
        and first < at
    )


def _noun_phrase(r: Reading, at: int) -> tuple[int, bool, bool, bool, bool]:
    """The words before a noun of evidence: where they begin, and whether they are own, named, anaphoric, vague."""
    first, own, named, anaphoric, vague = at, False, False, False, True
    adjectives, anaphors = r.lex.words("evidence_adjectives"), r.lex.words("anaphors")
    i = at - 1
    while i >= 0 and i >= at - _REACH:
        word = r.low[i]
        if word in ("my", "our"):
            return i, True, named, anaphoric, False
        if r.proper(i) or (i == r.begin and r.raw[i][:1].isupper() and _is_possessive(r, i)):
            named, first = True, i
        elif word in ("'s", "&") or r.is_number(i):
            first = i
        elif word in anaphors:
            anaphoric, first = not named, i
            break
        elif word in adjectives or (word.isalpha() and i == at - 1 and len(word) > 3 and not _is_verbal(r, i)):
            first = i
            vague = vague and word in adjectives
        else:
            break
        i -= 1
    return first, own, named, anaphoric, vague


def _is_possessive(r: Reading, at: int) -> bool:
    return r.low[at].endswith("'s") and r.low[at] not in (
        "it's",
        "that's",
        "here's",
        "there's",
        "what's",
        "let's",
        "today's",
        "who's",
    )


def _is_verbal(r: Reading, at: int) -> bool:
    return r.low[at].endswith("ing") or r.low[at] in (
        "this",
        "with",
        "from",
        "into",
        "about",
        "that",
        "when",
        "where",
        "some",
        "then",
        "than",
        "what",
        "have",
        "does",
    )


def _verb_after(r: Reading, at: int) -> int | None:
    """The verb of finding whose subject is the noun at `at`: "surveys of nurses consistently show"."""
    verbs = r.lex.words("find_verbs")
    i, limit, gap = at + 1, min(len(r), at + 1 + 10), False
    while i < limit:
        word = r.low[i]
        if word in _STOPS and not (word == "(" or word == ","):
            return None
        if word in ("(", ","):
            close = next((k for k in range(i + 1, min(len(r), i + 12)) if r.low[k] in (")", ",")), None)
            if close is None:
                return None
            i, limit, gap = close + 1, min(len(r), close + 6), False
            continue
        if word in verbs and (
            not gap
            or word
            not in (
                "point",
                "place",
                "rank",
                "list",
                "state",
                "claim",
                "report",
                "project",
                "support",
                "link",
                "note",
                "put",
                "document",
                "estimate",
                "forecast",
                "tie",
                "discover",
                "say",
            )
        ):
            if word in ("point", "points") and r.word(i + 1) not in ("to", "in", "out", "toward", "towards"):
                return None
            if word in ("show", "shows") and r.word(i + 1) in ("up", "you", "me", "off"):
                return None
            if (
                word in ("report", "project", "link", "support", "index", "say")
                and i == at + 1
                and r.low[at] not in ("studies", "surveys", "researchers", "polls", "reports", "statistics")
            ):
                return None
            if r.word(i + 1) in ("in", "on", "by", "here", "below", "above") and word in (
                "found",
                "shown",
                "reported",
                "listed",
                "measured",
                "published",
                "documented",
                "linked",
            ):
                return None  # "the data found in …": a participle
            return i if r.word(i + 1)[:1].isalnum() or (r.word(i + 1) in ',:“"' and r.word(i + 1)) else None
        if word in (
            "of",
            "on",
            "in",
            "into",
            "from",
            "by",
            "about",
            "at",
            "with",
            "among",
            "across",
            "for",
            "conducted",
            "published",
            "commissioned",
            "released",
        ):
            gap = True
        elif word in _ADVERBS or gap or r.is_number(i):
            pass
        else:
            return None
        if (
            word in ("is", "are", "was", "were", "can", "will", "should", "must", "could", "would", "and", "or")
            and not gap
        ):
            return None
        i += 1
    return None


def _introduces(r: Reading, first: int, at: int, strong: bool) -> bool:
    """ "In the Stack Overflow survey 2023, …", "as PwC research confirms": the sentence reports what the source found."""
    before = r.word(first - 1)
    if before not in ("in", "from", "per", "by") or r.low[at] in (
        "experiment",
        "article",
        "review",
        "reviews",
        "index",
        "paper",
        "record",
        "records",
    ):
        return False
    if before == "in" and first - 1 != r.begin and not strong:
        return False
    tail = r.low[at + 1 :]
    return strong or bool(
        {"found", "place", "position", "ranked", "most", "top", "percent", "rank", "spot"} & set(tail)
    )


def _experts(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    """ "experts agree", "researchers at Stanford found"."""
    lex = r.lex
    for at, word in enumerate(r.low):
        if word not in lex.words("expert_nouns"):
            continue
        first, own, named, anaphoric, _vague = _noun_phrase(r, at)
        if own or _asks(r, first) or r.word(first - 1) in ("if", "ask", "let"):
            continue
        i, gap_named = at + 1, False
        while i < min(len(r), at + 9) and r.low[i] not in lex.words("expert_verbs"):
            if r.low[i] in _STOPS or r.low[i] in ("who", "that", "and", "or", "to", "can", "will", "is", "are", "were"):
                i = len(r)
                break
            gap_named = gap_named or r.proper(i)
            if i > at + 2 and not (
                gap_named or any(word in ("at", "from", "in", "of", "with") for word in r.low[at + 1 : i])
            ):
                i = len(r)
                break
            i += 1
        if i >= min(len(r), at + 9):
            continue
        if (
            word
            in ("professionals", "specialists", "trainers", "coaches", "insiders", "pundits", "vets", "authorities")
            and not strong
            and r.word(i) not in ("recommend", "agree", "advise", "warn")
        ):
            continue
        if named or gap_named:
            return Attribution("research_named", first, i + 1, head=word)
        if anaphoric:
            if word in ("researchers", "scientists"):
                return Attribution("research_named", first, i + 1, True, word)
            continue
        return Attribution("vague_authority", first, i + 1, head=word)
    return None


def _measured_by(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    """ "as measured by Firefox Telemetry", "data from the Census Bureau", "per Nielsen"."""
    for at in range(len(r) - 2):
        if r.low[at] in r.lex.words("by_verbs") and r.low[at + 1] == "by" and strong:
            name = next((i for i in range(at + 2, min(len(r), at + 6)) if r.proper(i)), None)
            if name is not None and not _is_own(r, at + 2, name + 2):
                return Attribution("research_named", at, name + 1, head="by")
    return None


def _has_been_shown(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    """ "has been shown to", "have been linked to"."""
    shown = r.lex.words("shown_verbs")
    for at in range(2, len(r) - 1):
        if r.low[at] not in shown:
            continue
        i = at - 1
        while i > 0 and r.low[i] in (
            "repeatedly",
            "consistently",
            "also",
            "scientifically",
            "clinically",
            "long",
            "widely",
            "often",
        ):
            i -= 1
        been = r.low[i] == "been" and r.word(i - 1) in (
            "has",
            "have",
            "had",
            "also",
            "been",
            "long",
            "repeatedly",
            "consistently",
            "it's",
        )
        proven = r.low[i] in ("is", "are") and r.low[at] in ("proven", "proved")
        if not (been or proven) or r.low[at + 1] not in ("to", "that", "with"):
            continue
        if (r.low[at + 1] == "with" and r.low[at] != "associated") or (
            r.low[at] in ("reported", "estimated") and not strong
        ):
            continue
        if {"i", "we", "our", "my"} & set(r.low[:at]):
            continue
        start = i - 1 if been else i
        return Attribution("vague_authority", start, at + 2, head=r.low[at])
    return None


def _well_known(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    place = r.find("well_known")
    if place is None or _asks(r, place[0]):
        return None
    return Attribution("vague_authority", place[0], place[1], head="known")


_NO_SUBJECTS = frozenset(
    [
        "this",
        "that",
        "it",
        "he",
        "she",
        "they",
        "we",
        "i",
        "you",
        "who",
        "which",
        "what",
        "there",
        "nothing",
        "everything",
        "experience",
        "history",
        "someone",
        "everyone",
        "time",
        "here",
        "practice",
        "nobody",
        "anyone",
        "one",
        "each",
        "both",
        "neither",
        "either",
        "these",
        "those",
        "many",
        "most",
        "some",
        "such",
        "management",
        "customers",
    ]
)


def _named_verb(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    """ "Gartner predicts that", "Milgram discovered that": a name as the subject of a verb of finding."""
    lex = r.lex
    for at in range(1, len(r)):
        verb = r.low[at]
        firm = verb in lex.words("strong_verbs")
        if (not firm and verb not in lex.words("weak_verbs")) or r.raw[at][0].isupper():
            continue
        subject = at - 1
        while subject > 0 and r.low[subject] in (
            "also",
            "recently",
            "even",
            "once",
            "famously",
            "has",
            "have",
            "later",
            "first",
            "now",
        ):
            subject -= 1
        if r.low[subject] == ")":
            subject = next((k - 1 for k in range(subject, -1, -1) if r.low[k] == "("), subject)
        if subject < 0 or r.low[subject] in _NO_SUBJECTS or r.quoted(at):
            continue
        initial = (
            subject == r.begin
            and r.raw[subject][:1].isupper()
            and (verb.endswith("s") or verb.endswith("ed") or verb in ("found", "forecast"))
        )
        if not r.proper(subject) and not (initial and (strong or r.word(at + 1) == "that")):
            continue
        if initial and r.low[subject].endswith(("s", "ing")) and not strong:
            continue
        if not (strong or (firm and r.word(at + 1) == "that")):
            continue
        first = subject
        while first > 0 and (r.proper(first - 1) or (r.low[first - 1] in ("of", "&", "the") and r.proper(first - 2))):
            first -= 1
        return Attribution("research_named", first, at + 1, head=verb)
    return None


def _reported_by_group(r: Reading, found: list[Quantity], strong: bool) -> Attribution | None:
    """ "Early deployments report significant improvements": a nameless group reports a finding."""
    for at in range(1, len(r) - 1):
        if (
            r.low[at] not in ("report", "reported")
            or not r.low[at - 1].endswith("s")
            or r.low[at - 1] in ("is", "was", "this", "has", "its")
        ):
            continue
        if (
            r.proper(at - 1)
            or strong
            or _is_own(r, 0, at)
            or {"i", "we", "if", "should", "must", "can"} & set(r.low[:at])
        ):
            continue
        if r.low[at + 1] in r.lex.words("generic_reports"):
            return Attribution("vague_authority", at - 1, at + 1, head="report")
    return None
