"""What a number is when it is no claim about the world: one small predicate for each reason, asked in order by `judge`.

Each predicate gets the sentence, the quantity and the context, and answers whether its reason holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from postlint.document.claims.quantities import Quantity
from postlint.document.claims.reading import Reading

_SHARES = frozenset(("percent", "share"))


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a sentence.

    `kind` is the passage's kind; `lead` the reading of a list's lead-in or a table's header row; `heading` that of the
    nearest heading; `before` is the reason that decided the previous sentence of the passage ("" if none) and
    `lead_reason` that of the lead-in; `own_post` says that the title or the opening tells of the author's own work.
    """

    kind: str = "paragraph"
    lead: Reading | None = None
    heading: Reading | None = None
    before: str = ""
    carried: str = ""
    lead_reason: str = ""
    own_post: bool = False
    own_survey: bool = False
    own_project: frozenset[str] = frozenset()
    markers: tuple[str, ...] = ()


# -- shape ------------------------------------------------------------------------------------------------------


def heads_clause(r: Reading, q: Quantity) -> bool:
    """Whether nothing but hedges and dates stands before the quantity in its clause: it is the subject."""
    hedges = r.lex.words("hedges")
    for at in range(r.subclause(q.first), q.first):
        word = r.low[at]
        if word[0].isalpha() and word not in hedges and not _is_when(r, at):
            return False
    return True


def _is_when(r: Reading, at: int) -> bool:
    return r.low[at] in ("in", "during", "since", "here's", "that", "yes", "that's") or (
        r.raw[at][0].isupper() and r.low[at] in _MONTHS
    )


_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)


def of_the_world(r: Reading, q: Quantity) -> bool:
    """Whether a share is of people, companies and the like ("of users", "of all web traffic")."""
    if q.kind not in _SHARES:
        return False
    after = r.low[q.last : q.last + 6]
    return any(word in r.lex.words("group_quantifiers") or word in _WORLD for word in after) and not _FIRST & set(after)


_FIRST = frozenset(("my", "our", "ours", "mine", "us", "we", "i"))
_WORLD = frozenset(
    [
        "internet",
        "web",
        "world",
        "world's",
        "global",
        "worldwide",
        "population",
        "traffic",
        "loads",
        "searches",
        "market",
        "web's",
        "households",
        "u.s",
        "us",
        "workforce",
        "emissions",
        "deaths",
    ]
)


# -- own data ---------------------------------------------------------------------------------------------------


def own_positions(r: Reading) -> list[int]:
    """Where the author speaks of what they did or have; "I think", "our world", "let me" are left out."""
    if not r.has("first_person"):
        return []
    return [at for at, word in enumerate(r.low) if word in r.lex.words("first_person") and _is_own(r, at)]


def _is_own(r: Reading, at: int) -> bool:
    lex, word = r.lex, r.low[at]
    if word in lex.words("own_subjects"):
        after = at + 1
        while r.word(after) in _FILLERS:
            after += 1
        verb = r.word(after)
        if verb in lex.words("rhetorical_verbs"):
            return word.startswith("i") and verb in lex.words("generic_we")
        return True
    if word in lex.words("own_possessives"):
        generic = lex.words("generic_our")
        return r.word(at + 1) not in generic and not (r.word(at + 2) in generic and r.word(at + 1) in _LINKING)
    if word in lex.words("own_objects"):
        return r.word(at - 1) in lex.words("telling_verbs") or r.word(at - 1) in ("for", "with", "from")
    return word in ("mine", "ours", "myself", "ourselves")


_FILLERS = frozenset(
    [
        "also",
        "just",
        "recently",
        "only",
        "then",
        "now",
        "have",
        "had",
        "have",
        "never",
        "once",
        "finally",
        "been",
        "actually",
        "already",
        "still",
        "personally",
        "ever",
        "even",
    ]
)
_LINKING = frozenset(
    [
        "own",
        "previous",
        "last",
        "earlier",
        "daily",
        "modern",
        "honest",
        "latest",
        "full",
        "everyday",
        "natural",
        "collective",
        "personal",
        "whole",
        "entire",
        "recent",
        "favorite",
        "complete",
        "ultimate",
        "free",
    ]
)


def own_data(r: Reading, q: Quantity, context: Context) -> bool:
    """The author or their organisation measured or lived it."""
    own = own_positions(r)
    if context.own_survey and r.has("survey_terms"):
        return True
    if context.markers and any(marker in r.text.lower() for marker in context.markers):
        return True
    if r.has("survey_terms") and context.before == "own_data":
        return True
    if own:
        start, end = r.phrase(q.first)
        if any(start <= at < end for at in own):
            return not (
                of_the_world(r, q) and heads_clause(r, q) and not any(at < q.first for at in own if at >= start)
            ) or any(q.last <= at < q.last + 4 for at in own)
        if _measures(r, own):
            return True
        if of_the_world(r, q) and heads_clause(r, q):
            return False
        clause = r.clause(q.first)
        if any(at < q.first for at in own) or any(clause[0] <= at < clause[1] for at in own):
            return True
    return _continues_own(r, q, context)


def _measures(r: Reading, own: list[int]) -> bool:
    verbs, nouns = r.lex.words("measure_verbs"), r.lex.words("measure_nouns")
    for at in own:
        near = r.low[at + 1 : at + 5]
        if r.low[at] in ("my", "our"):
            if any(word in nouns for word in near[:3]):
                return True
        elif (
            r.low[at] not in ("me", "us") and any(word in verbs for word in near[:4]) and not _LAUNCHES & set(near[:3])
        ):
            return True
    return False


_LAUNCHES = frozenset(
    (
        "launched",
        "shipped",
        "started",
        "moved",
        "made",
        "got",
        "found",
        "added",
        "introduced",
        "published",
        "released",
        "hit",
    )
)


def _continues_own(r: Reading, q: Quantity, context: Context) -> bool:
    """A sentence without a subject of its own goes on with what the author told before."""
    if of_the_world(r, q) and not r.has("survey_terms"):
        return False
    if context.before == "own_data" and (depends(r, q) or not _third_party(r)):
        return True
    if context.carried == "own_data" and not context.before and depends(r, q) and not _named_subject(r):
        return True
    if context.kind in ("item", "cell") and context.lead_reason == "own_data" and not _named_subject(r):
        return True
    if context.own_project and not context.own_project.isdisjoint(r.words):
        return True
    if context.own_survey and (r.has("survey_terms") or context.kind in ("item", "cell")):
        return True
    return context.own_post and depends(r, q) and not _named_subject(r) and not _of_another(context)


def depends(r: Reading, q: Quantity) -> bool:
    """Whether the sentence leans on another: "That's 30% faster", a bare "90% smaller files."."""
    return r.starts_with("dependent_starts") or (len(r) <= 14 and not _has_subject(r, q))


def _has_subject(r: Reading, q: Quantity) -> bool:
    before = [word for word in r.low[r.begin : q.first] if word[0].isalpha() and word not in r.lex.words("hedges")]
    return bool(_AUXILIARIES & set(r.low)) or len(before) > 3


_AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "have",
        "had",
        "can",
        "will",
        "do",
        "does",
        "don't",
        "doesn't",
        "did",
        "could",
        "may",
    ]
)


def _of_another(context: Context) -> bool:
    """Whether a list's lead-in tells of something named that is not the author's."""
    return context.lead is not None and context.lead_reason != "own_data" and _named_subject(context.lead)


def _third_party(r: Reading) -> bool:
    return r.has("group_quantifiers") or _named_subject(r)


def _named_subject(r: Reading) -> bool:
    return any(r.proper(at) for at in range(r.begin, min(len(r), r.begin + 4)))


# -- frames that suspend the assertion ------------------------------------------------------------------------------


def question(r: Reading, q: Quantity, context: Context) -> bool:
    """A question asserts nothing, "Did you know" aside."""
    return r.is_question and r.find("did_you_know") is None


def hypothetical(r: Reading, q: Quantity, context: Context) -> bool:
    """ "If 50% of users leave", "Imagine a shop", "For a company spending $500K"."""
    asserted = of_the_world(r, q) and heads_clause(r, q)
    if r.starts_with("hypothetical_starts"):
        return not (
            asserted and r.phrase(q.first)[0] > r.begin and r.word(r.begin) == "if" and not r.has("hypothetical_words")
        )
    start = r.clause(q.first)[0]
    before = r.low[start : q.first]
    if {"if", "unless", "suppose", "assuming", "imagine", "hypothetical", "hypothetically", "let's say"} & set(before):
        return True
    phrase = r.low[r.phrase(q.first)[0] : q.first]
    if not asserted and ("would" in phrase or "you'd" in phrase or "would've" in phrase):
        return True
    if _opens_case(r):
        return True
    if (
        r.word(r.begin) in ("when", "once", "whenever")
        and r.phrase(q.first)[0] <= r.begin
        and not _PAST & set(r.low[: q.last + 4])
    ):
        return not any(_year(word) for word in r.low)
    if context.carried == "hypothetical" and not context.before and not asserted:
        return r.find("continuing", r.begin, r.begin + 3) is not None
    if context.lead is not None and context.kind in ("item", "cell") and context.lead_reason == "hypothetical":
        return True
    return context.before == "hypothetical" and not asserted


def _opens_case(r: Reading) -> bool:
    """ "For a company spending $500K, …", "With a $10,000 budget and a 4% rate, …" """
    return (
        r.word(r.begin) in ("for", "with", "take")
        and r.word(r.begin + 1) in ("a", "an", "example")
        and "," in r.low[: r.begin + 16]
        and not _PAST & set(r.low)
    )


_PAST = frozenset(["was", "were", "had", "did", "launched", "started", "began", "became", "saw", "went", "found"])


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def example(r: Reading, q: Quantity, context: Context) -> bool:
    """Wording shown as a sample: do/don't marks, "Say: …", a quotation that nobody speaks, sample input."""
    if any(mark in r.text for mark in r.lex.words("example_marks")):
        return True
    start, end = r.label
    if end > start and end - start <= 3 and " ".join(r.low[start:end]) in r.lex.words("example_labels"):
        return True
    if context.kind == "cell" and context.lead is not None and context.lead.find("example_leads") is not None:
        return True
    if not r.quoted(q.first):
        return False
    return not _spoken(r)


_SPEECH = frozenset(
    [
        "said",
        "says",
        "told",
        "according",
        "explained",
        "explains",
        "noted",
        "notes",
        "added",
        "adds",
        "announced",
        "proudly",
        "writes",
        "wrote",
        "reported",
        "reports",
        "claims",
        "claimed",
        "states",
        "stated",
        "recalls",
        "revealed",
        "argues",
        "put",
    ]
)


def _spoken(r: Reading) -> bool:
    return not _SPEECH.isdisjoint(r.words)


def quote(r: Reading, q: Quantity, context: Context) -> bool:
    """A speaker's own words about themselves or rhetoric; a statistic in a quotation stays a claim."""
    for start, end in r.quotes:
        if start <= q.first < end:
            return bool(_FIRST & set(r.low[start:end]))
    return False


def advice(r: Reading, q: Quantity, context: Context) -> bool:
    """A target, a limit, a rule of thumb: what to aim at, not what is."""
    asserted = of_the_world(r, q) and heads_clause(r, q)
    start = r.clause(q.first)[0]
    phrase = r.phrase(q.first)
    if r.label[1] and " ".join(r.low[: r.label[1]]).strip(' "*') in r.lex.words("advice_labels"):
        return True
    if asserted and start <= r.begin and phrase[0] == start and not _imperative_at(r, r.begin):
        return False
    if asserted and phrase[0] > r.begin:
        return False
    if r.has("advice_words", start, q.first) or r.find("advice_phrases", start, q.first):
        return True
    if context.kind == "cell" and context.lead is not None and context.lead.has("advice_words"):
        return True
    if _is_imperative(r, start, q):
        return True
    if context.before == "threshold_advice" and r.starts_with("dependent_starts") and not asserted:
        return True
    if (
        q.first
        and r.low[q.first - 1] in (">", "<", "≥", "≤")
        and (context.kind != "paragraph" or r.word(q.last) == ")")
    ):
        return True
    return context.kind == "item" and _advice_lead(r, context)


def _advice_lead(r: Reading, context: Context) -> bool:
    for reading in (context.lead, context.heading):
        if reading is not None and len(reading) <= 12 and reading.find("advice_leads") is not None:
            return True
    return False


_AFTER_IMPERATIVE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "has",
        "had",
        "rose",
        "fell",
        "grew",
        "dropped",
        "that",
        "which",
        "because",
        "since",
        "where",
        "while",
        "who",
    ]
)


def _imperative_at(r: Reading, at: int) -> bool:
    while r.word(at) in (
        "and",
        "then",
        "so",
        "also",
        "please",
        "always",
        "never",
        "just",
        "instead",
        "first",
        "next",
        "finally",
        "or",
        "but",
        "simply",
        "now",
        "to",
    ):
        at += 1
    return (
        r.word(at) in r.lex.words("imperatives")
        and r.word(at + 1) not in _AFTER_IMPERATIVE
        and not r.word(at + 1).startswith(":")
    )


def _is_imperative(r: Reading, start: int, q: Quantity) -> bool:
    begin = max(start, r.begin if start <= r.begin else start)
    while begin < q.first and not r.low[begin][0].isalpha():
        begin += 1
    for at in (begin, r.phrase(q.first)[0]):
        if at < q.first and _imperative_at(r, at) and not _AFTER_IMPERATIVE & set(r.low[at + 1 : q.first]):
            return True
    return False


def goal(r: Reading, q: Quantity, context: Context) -> bool:
    """The author's own goal or prediction."""
    return r.find("goal_phrases") is not None


def definition(r: Reading, q: Quantity, context: Context) -> bool:
    """A formula, a consequence of arithmetic, a definition."""
    if r.has("definition_words") or r.find("definition_phrases") is not None:
        return True
    if "<" in r.words and "p" in r.words:
        return True
    if r.word(q.last) == ")" and r.word(q.last + 1) == ":" and context.kind == "item":
        return True  # "Medium power (50-80%): …" names a band
    start = r.phrase(q.first)[0]
    words = [word for word in r.low[start : q.first] if word[0].isalpha()]
    if (
        words
        and words[-1] == "at"
        and set(words) <= {"at", "but", "and", "so", "even"}
        and q.kind == "percent"
        and r.word(q.last) not in ("of", "off")
    ):
        return True
    if "×" in r.words and not r.has("change_verbs"):
        return True
    return (
        context.before in ("math_definition", "hypothetical", "example")
        and not of_the_world(r, q)
        and r.find("consequence_starts", r.begin, r.begin + 3) is not None
    )


# -- what kind of number it is ------------------------------------------------------------------------------------


def idiom(r: Reading, q: Quantity, context: Context) -> bool:
    """ "80% of the way", "100% sure", "half the battle"."""
    if r.find("idioms", max(0, q.first - 3), q.last + 4) is not None:
        return True
    after = r.word(q.last)
    if q.kind == "percent" and after in r.lex.words("idiom_adjectives"):
        return True
    return (
        q.kind == "percent"
        and q.value in (100, 110, 0, 1000)
        and not (
            (after == "of" and of_the_world(r, q))
            or after in r.lex.words("change_nouns")
            or after in r.lex.words("comparatives")
            or r.has("change_verbs", max(0, q.first - 4), q.first)
        )
    )


def price(r: Reading, q: Quantity, context: Context) -> bool:
    """A price, a plan, a fee, a discount."""
    if q.kind == "percent":
        return r.word(q.last) in r.lex.words("price_nouns") and not r.has("comparatives", q.last, q.last + 3)
    return False


def product_fact(r: Reading, q: Quantity, context: Context) -> bool:
    """A property of a thing ("70% cocoa", "the 20% rule", opacity 50%), a limit, a specification."""
    if q.kind != "percent":
        return False
    after = r.word(q.last)
    if after in ("-", "–"):
        after = r.word(q.last + 1)
    if after in r.lex.words("spec_nouns") and not (
        after in ("quality", "battery", "completion", "margin", "cost", "availability", "uptime", "scale")
        and r.has("comparatives", q.last, q.last + 3)
    ):
        return True
    near = r.low[max(0, q.first - 3) : q.first]
    return any(word in r.lex.words("spec_before") for word in near) and not r.has(
        "change_verbs", max(0, q.first - 3), q.first
    )
