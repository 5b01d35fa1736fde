"""Which sentences are claims, and which have a source: the guide's examples, tables of sentences, whole posts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from postlint import claims as claims_room
from postlint.claims.candidates import Candidate, CandidateOptions, candidates
from postlint.claims.lexicon import Lexicon, entries, lexicon, split_lists
from postlint.claims.sources import ClaimOptions
from postlint.document.document import Document
from postlint.generators.preset import GENERIC
from postlint.parse.source import Source
from postlint.prose.language_data import FOLDER
from postlint.report.claims import claims, render

DATA = Path(__file__).parent
POSTS = sorted((DATA / "claims_posts").glob("*.md"))
MARK = "<!-- claim -->"
#: the default of `possible`, from which on a rule speaks
POSSIBLE = 0.26


def english() -> Lexicon:
    found = lexicon("en")
    assert found is not None
    return found


def look(
    text: str, options: CandidateOptions | None = None, *, language: str = "en", path: str = "a.md"
) -> tuple[Candidate, ...]:
    """The candidates of a post made of `text`."""
    doc = Document(Source.from_text(text + "\n", path), language=language, site_hosts=("our.example",))
    return candidates(doc, options or CandidateOptions(), every=True)


def flagged(text: str, options: CandidateOptions | None = None, **given: str) -> list[str]:
    """The phrases that are flagged in a post."""
    return [claim.words for claim in look(text, options, **given) if is_told(claim)]


def is_told(claim: Candidate) -> bool:
    """Whether the rules speak of a claim, be it as an info."""
    return claim.verdict == "flag" and claim.likely >= POSSIBLE


def guide() -> list[tuple[int, str, str]]:
    return yaml.safe_load((DATA / "claims_guide.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("number", "text", "kind"), guide(), ids=lambda value: value if isinstance(value, int) else "")
def test_examples_of_the_guide(number: int, text: str, kind: str) -> None:
    wanted = [claim.kind for claim in look(text) if is_told(claim) or claim.verdict == "soft"]
    if kind == "any":
        assert wanted
    else:
        assert wanted == ([kind] if kind else [])


def sentences() -> list[tuple[str, str, str]]:
    rows = []
    for name in ("claims_sentences.tsv", "claims_sentences_2.tsv"):
        lines = (DATA / name).read_text(encoding="utf-8").splitlines()
        rows += [tuple(line.split("\t")) for line in lines if line and line[0] != "#"]
    return rows  # type: ignore[return-value]


def test_sentences() -> None:
    """Sentences of all classes and many topics, labelled by the guide: 97 of 100 are judged as they are labelled."""
    rows = sentences()
    wrong = [(label, sentence) for verdict, label, sentence in rows if not _is_right(verdict, label, sentence)]
    assert len(wrong) <= len(rows) * 0.03, wrong


def _is_right(verdict: str, label: str, sentence: str) -> bool:
    told = [claim.kind for claim in look(sentence) if is_told(claim)]
    return label in told if verdict == "flag" else not told


def test_whole_posts() -> None:
    """Posts with context: at least 4 of 5 findings are right, infos among them, and 2 of 3 claims are found."""
    right = wrong = missed = 0
    for path in POSTS:
        text = path.read_text(encoding="utf-8")
        doc = Document(Source.from_text(text, path.name), language="en")
        found: dict[int, int] = {}
        for claim in candidates(doc, CandidateOptions()):
            if is_told(claim):
                line = doc.source.position(claim.phrase.start)[0]
                last = doc.source.position(claim.span.end)[0] + 1
                marked = next((n for n in range(line, last + 1) if MARK in doc.source.line(min(n, 10**6))), line)
                found[marked] = found.get(marked, 0) + 1
        for number, line_text in enumerate(text.split("\n"), start=1):
            wanted, got = line_text.count(MARK), found.get(number, 0)
            right += min(wanted, got)
            wrong += max(0, got - wanted)
            missed += max(0, wanted - got)
    assert right / (right + wrong) >= 0.8, (right, wrong)
    assert right / (right + missed) >= 2 / 3, (right, missed)


SUPPORTED = [
    ("S1", "70% of adults skip breakfast, [the census says](https://c.example/x)."),
    ("S1", '70% of adults skip breakfast, <a href="https://c.example/x">says the census</a>.'),
    ("S1", "70% of adults skip breakfast <https://c.example/x>."),
    ("S1", "70% of adults skip breakfast, [the census says][c].\n\n[c]: https://c.example/x"),
    ("S2", "70% of adults skip breakfast. The figure is from [the census](https://c.example/x)."),
    ("S2", "- 70% of adults skip breakfast.\n  - [Census](https://c.example/x)"),
    ("S3", "[The census](https://c.example/x) is out.\n\nIt says that 70% of adults skip breakfast."),
    ("S3", "[The census](https://c.example/x) is out.\n\n70% of adults skip breakfast."),
    ("S3", "So? [Ask the census!](https://c.example/x) (3)\n\n70% of adults skip breakfast."),
    ("S3", "70% of adults skip breakfast.\n\nSource: [census](https://c.example/x)"),
    ("S3", "## 70% of adults skip breakfast\n\nSo says [the census](https://c.example/x)."),
    ("S4", "[The census](https://c.example/x) found:\n\n- 70% of adults skip breakfast\n- 9% of adults fast"),
    ("S4", "- [The census](https://c.example/x):\n  - 70% of adults skip breakfast"),
    ("S5", "| Who | Skip |\n|---|---|\n| Adults | 70% of all ([census](https://c.example/x)) |"),
    ("S5", "From [the census](https://c.example/x):\n\n| Who | Skip |\n|---|---|\n| Adults | 70% |"),
    ("S5", "| Who | Skip |\n|---|---|\n| Adults | 70% |\n\n*Source: [census](https://c.example/x)*"),
    ("S6", "70% of adults skip breakfast[^1].\n\n[^1]: Census, 2021."),
    ("S6", "70% of adults skip breakfast.[^a]\n\n[^a]: [Census](https://c.example/x)"),
    ("S6", '70% of adults skip breakfast.<sup><a href="#source-census">[1]</a></sup>\n\n<Sources />'),
    ("S6", "70% of adults skip breakfast.<sup>[6](#fn6)</sup>\n\n6. <a id='fn6'></a>The census of 2021."),
    ("S7", "70% of adults skip breakfast [2].\n\n## Sources\n\n1. One.\n2. The census."),
    ("S2", "70% of adults skip breakfast. [Source: src2]\n\n## Sources\n\n1. One.\n2. The census."),
    ("S7", "70% of adults skip breakfast.[1]\n\n## References\n\n[1] The census."),
    ("S7", "<p>70% of adults skip breakfast [1].</p>\n\n<p><b>[1] </b><a href='https://c.example/x'>Census</a></p>"),
    ("S7", "70% of adults skip breakfast [1].\n\n---\n\n**Sources**\n\n1. The census.\n"),
    ("S7", "70% of adults skip breakfast<sup>1</sup>.\n\n## References\n\n1. The census."),
    ("S7", "70% of adults skip breakfast¹.\n\n## References\n\n1. The census."),
    ("S8", "70% of adults skip breakfast (Ruiz et al., 2020).\n\n## Bibliography\n\n- Ruiz, A. (2020). Breakfast."),
    ("S8", "70% of adults skip breakfast [@ruiz2020]."),
    ("S8", "As @ruiz2020bread show, 70% of adults skip breakfast."),
    (
        "S8",
        "70% of adults toast (Rye Guild, 2020).\n\nReferences\n•\tRye Guild (2020). On toast. At https://c.example/x",
    ),
    ("S2", "All bake. 70% of adults skip breakfast. So says Ruiz (2020).\n\n## References\n\n- Ruiz, A. (2020). Rye."),
    ("S9", "70% of adults skip breakfast.\n\nToast is fine.\n\nReference: [census](https://c.example/x)"),
    ("S9", "70% of adults skip breakfast.\n\nToast is fine.\n\n[Source: Old Mill](https://c.example/x)"),
    ("S9", "---\nsources:\n- title: Census\n  url: https://c.example/x\n---\n\n70% of adults skip breakfast."),
    (
        "S9",
        "70% of adults skip breakfast. Toast is fine.\n\nRye too.\n\n[Read the original article](https://c.example/x)",
    ),
    ("S9", "---\nsource_url: https://c.example/x\n---\n\n70% of adults skip breakfast."),
    ("S9", "---\nparams:\n  doi: 10.1234/rye.5\n---\n\n70% of adults skip breakfast."),
    ("S10", "In [the census](https://c.example/x):\n\n> 70% of adults skip breakfast."),
    ("S10", "> 70% of adults skip breakfast.\n>\n> <cite><a href='https://c.example/x'>Census</a></cite>"),
    (
        "S11",
        "The [Ruiz report](https://c.example/x) is out.\n\nToast sells.\n\nRuiz estimates that 70% skip breakfast.",
    ),
    (
        "S11",
        "[The Larch Baking Guild](https://c.example/x) is old.\n\nRye sells.\n\nThe LBG finds that 70% skip breakfast.",
    ),
]


@pytest.mark.parametrize(("form", "text"), SUPPORTED)
def test_support(form: str, text: str) -> None:
    claim = next(claim for claim in look(text) if "70%" in claim.text)
    assert (claim.verdict, claim.support.form) == ("supported", form)


@pytest.mark.parametrize(
    ("text", "near_miss"),
    [
        ("70% of adults skip breakfast. (Wyzowl)", ""),
        ("70% of adults skip breakfast, as [we wrote](/blog/breakfast).", "internal"),
        ("70% of adults skip breakfast, as [we wrote](https://our.example/blog/breakfast).", "internal"),
        ("[We wrote](/blog/breakfast) that 70% of adults skip breakfast.", "internal"),
        ("70% of adults skip breakfast [3].\n\n## References\n\n1. The census.", "dangling"),
        ("70% of adults skip breakfast[^9].", "dangling"),
        ("70% of adults skip breakfast (Ruiz, 2020).\n\n## References\n\n- Ruiz, A. (2018). Lunch.", "listed"),
        ("70% of adults skip breakfast.\n\n## References\n\n- [Census](https://c.example/x)", "listed"),
        (
            "70% of adults skip breakfast.\n\n## 8. Sources & further reading\n\n- [It](https://c.example/x)",
            "listed",
        ),
        ("70% of adults skip breakfast.\n\n## Eat\n\nToast.\n\nSources: [Census](https://c.example/x), me", "listed"),
        ("70% of adults skip breakfast.\n\n## Reading\n\n- [Census](https://c.example/x)", ""),
        ("70% of adults skip breakfast.\n\n## Sources\n\nToast comes from bread.", ""),
        ("70% of adults skip breakfast.\n\n## Notes\n\n- Ada read a draft in 2024, [here](https://c.example/x).", ""),
        ("70% of adults skip breakfast.\n\n## Further reading\n\n- [Toast](https://c.example/x)", ""),
        ("70% of adults skip breakfast, as in step [2](#two).", ""),
        ("## Key notes\n\n70% of adults skip breakfast.", ""),
        ("[The census](https://c.example/x) is out. Toast sells.\n\n70% of adults skip breakfast.", ""),
        ("70% of adults skip breakfast [Figure 2].\n\n## References\n\n1. One.\n2. Two.", ""),
        ("70% of adults skip breakfast. Toast is fine.\n\nRye too.\n\n[Buy a toaster](https://c.example/x)", ""),
        ("---\nsource: panel\n---\n\n70% of adults skip breakfast.", ""),
        ("![chart](chart.png) 70% of adults skip breakfast.", ""),
    ],
)
def test_no_support(text: str, near_miss: str) -> None:
    claim = next(claim for claim in look(text) if "70%" in claim.text)
    assert (claim.verdict, claim.near_miss) == ("flag", near_miss)


def test_a_homepage_is_a_weak_source() -> None:
    for text in (
        "70% of adults skip breakfast ([Census](https://census.example)).",
        "[Census](https://census.example) figures say that 70% of adults skip breakfast.",
    ):
        (claim,) = look(text)
        assert (claim.verdict, claim.support.url) == ("weak", "https://census.example")


def test_a_homepage_above_in_the_paragraph_is_one_too() -> None:
    [claim] = look("The [rye report](https://rye.example/) is out. It is long. About 70% of adults skip breakfast.")
    assert (claim.verdict, claim.support.form) == ("weak", "weak")


def test_options_say_what_a_source_is() -> None:
    text = "70% of adults skip breakfast ([panel](https://our.example/panel))."
    assert flagged(text)
    assert not flagged(text, CandidateOptions(ClaimOptions(hosts=frozenset({"our.example"}))))
    text = "70% of adults skip breakfast ([panel](https://www.shop.example/panel))."
    assert not flagged(text)
    assert flagged(text, CandidateOptions(ClaimOptions(not_hosts=frozenset({"shop.example"}))))
    text = "70% of adults skip breakfast {{< bib panel >}}."
    assert flagged(text)
    assert not flagged(text, CandidateOptions(ClaimOptions(citations=frozenset({"bib"}))))


def test_words_of_the_user_mark_own_data() -> None:
    text = "Larch panel: 70% of adults skip breakfast."
    assert flagged(text)
    assert not flagged(text, CandidateOptions(own_data=("larch panel",)))


def test_phrase_is_the_quantity_or_the_attribution() -> None:
    text = "- Up to **30-40 percent** of bakers agree.\n- As *studies have shown*, rye sells."
    assert flagged(text) == ["30-40 percent", "studies have shown"]
    assert flagged("The 2021/22 audit report found that 30% of loaves were lost.") == ["The 2021/22 audit report found"]
    assert flagged("Report after report shows that rye is healthy.") == ["report shows"]
    assert flagged("According to figures released by the Larch Guild, 40% of bakers left.") == [
        "According to figures released by the Larch Guild"
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rye takes 40%, according to statistics provided by Larch.", "research_named"),
        ("A Larch Baking Review study found that rye sells.", "research_named"),
        ("Bakers learn that studies have shown rye to sell.", "vague_authority"),
        ("Bakers read that surveys show a love of rye.", "vague_authority"),
        ("In the mill, Gallup found that if rye is cheap, it sells.", "research_named"),
        ("According to the Bureau of Rye, flour is dear.", "research_named"),
        ("The milling paper demonstrates that rye sells.", "research_named"),
        ("Rye sells best, according to research.", "vague_authority"),
    ],
)
def test_who_found_it(text: str, kind: str) -> None:
    assert [claim.kind for claim in look(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We ran our yearly survey.\n\n## Ovens\n\nThe survey found that 40% of bakers rest.", False),
        ("A poll that we held is out.\n\n## Ovens\n\nThe 2024 poll says that 40% of bakers rest.", False),
        ("In our 2024 State of Old Rye report, 40% of bakers rest.", False),
        ("---\ntitle: Rye survey 2024\n---\n\nOur survey is out.\n\n## Ovens\n\nAbout 40% of bakers rest.", False),
        ("We read a survey by Ruiz.\n\n## Ovens\n\nThe survey found that 40% of bakers rest.", True),
        ("We ran our yearly survey.\n\n## Ovens\n\nAbout 40% of bakers rest.", True),
        ("---\ntitle: Rye survey 2024\n---\n\nOur ovens are hot.\n\n## Ovens\n\nAbout 40% of bakers rest.", True),
    ],
)
def test_surveys_of_the_author(text: str, told: bool) -> None:
    assert bool(flagged(text)) == told


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("About 41% of bakers rest (eMarketer).", "research_named"),
        ("About 41% of bakers rest. (Wyzowl)", "research_named"),
        ("About 41% of bakers (Larch Guild, 2024) rest on Sundays.", "research_named"),
        ("About 41% of bakers (source: Guild) rest on Sundays.", "research_named"),
        ("About 41% of bakers (Larch) rest on Sundays.", "stat"),
        ("About 41% of bakers use a loaf delivery network (LDN).", "stat"),
        ("About 41% of bakers rest in that country (US).", "stat"),
    ],
)
def test_sources_in_brackets(text: str, kind: str) -> None:
    assert [claim.kind for claim in look(text)] == [kind]


def test_other_languages_are_silent() -> None:
    assert not look("Rund 70% der Erwachsenen frühstücken nicht.", language="de")
    assert not look("70% of adults skip breakfast.", language="fr")


def test_code_and_footnotes_are_no_prose() -> None:
    assert not flagged("```\n70% of adults skip breakfast\n```\n\nSet `width: 50%`.\n\n[^1]: 70% of adults skip it.")


def test_every_list_of_cues_is_asked_for() -> None:
    rooms = (Path(claims_room.__file__ or "").parent).glob("*.py")
    tables = (FOLDER / "en").glob("claims*.*")
    code = "".join(file.read_text(encoding="utf-8") for file in (*rooms, *tables))
    text = (FOLDER / "en" / "claims.txt").read_text(encoding="utf-8")
    lists = {name: entries(body) for name, body in split_lists(text).items()}
    assert [name for name in lists if not re.search(rf'["{{@]{name}\b', code)] == []
    assert [name for name, words in lists.items() if len(set(words)) != len(words)] == []


@pytest.mark.parametrize(
    ("text", "asserts_nothing"),
    [
        ("Expense ratio: 0.2-0.4%.", True),
        ("Exam weight: 8-10%.", True),
        ("About 20% of bakers sleep badly.", False),
        ("Rye bread is 20% heavier.", False),
        ("Prices rose by 20%.", False),
        ("The average loaf is 20% water.", False),
    ],
)
def test_figures_that_assert_nothing_of_a_group(text: str, asserts_nothing: bool) -> None:
    [claim] = look(text)
    assert ("asserts: nothing of a group" in claim.features) == asserts_nothing


@pytest.mark.parametrize(
    ("text", "feature", "holds"),
    [
        ("About 12% of visitors bake.", "number: of an audience", True),
        ("About 12% of bakers left.", "number: of an audience", False),
        ("## A worked example\n\nAbout 12% of bakers left.", "scope: supposes", True),
        ("Scenario 2: 12% of bakers left.", "scope: supposes", True),
        ("## Examples\n\nAbout 12% of bakers left.", "scope: supposes", False),
        ("```\nbake()\n```\n\nAbout 12% of bakers left.", "post: code", True),
        ("About 12% of bakers left.", "post: code", False),
        ("## Our mill\n\nAbout 12% of bakers left.", "heading: author", True),
        ("## The mill\n\nAbout 12% of bakers left.", "heading: author", False),
        ("## Fees\n\nAbout 12% of bakers left.", "heading: price", True),
        ("## The mill\n\nAbout 12% of bakers left.", "heading: price", False),
        ("About 12% of all births are in spring.", "asserts: of the world", True),
        ("About 12% of bakers left.", "asserts: of the world", False),
        ("Rye → 12% of bakers left.", "place: signs", True),
        ("About 12% of bakers left.", "place: signs", False),
        ("- About 12% of bakers left.", "place: item", True),
        ("About 12% of bakers left.", "place: item", False),
        ("The mill is old (12% of bakers left).", "number: in brackets", True),
        ("Mills (old ones): 12% of bakers left.", "number: in brackets", False),
        ("Mills: 12% of bakers left.", "place: a colon", True),
        ("About 12% of bakers.", "number: no verb", True),
        ("About 12% of bakers are gone.", "number: no verb", False),
        ("About 12% of bakers.", "number: in few words", True),
        ("About 12% of bakers left the mill when the old oven broke.", "number: in few words", False),
        ('Ruiz says "12% of bakers left".', "number: quoted", True),
        ('Ruiz says that 12% of "bakers" left.', "number: quoted", False),
        ("On average, firms lose 3 million loaves.", "number: light", True),
        ("On average, firms lose 3% of their loaves.", "number: light", False),
    ],
)
def test_evidence(text: str, feature: str, holds: bool) -> None:
    [claim] = [claim for claim in look(text) if claim.features]
    assert (claim.features.get(feature, 0.0) > 0) == holds


@pytest.mark.parametrize(
    "text",
    [
        "## Study Notes App",
        "Prints a list of experiments found in the current bakery.",
        "RYE projects must use 50% of their flour.",
        "Rye is used in research, and analytics where oven data support are required.",
        "Our grain silo data shows that 40% of the rye is wet.",
        "Our 24-oven benchmark found that 40% of loaves burn.",
        "Western science now finds itself haunted by 40% of its loaves.",
        "Rye was tested against milling research reports, facts and 30% of tales.",
        "The plot requires at least 3 data points to cover 40% of the bakery.",
        "They are retaining strong citizen science support for 40% of the mills.",
        "In the end, the raid on Baker Street highlights the need for 51% of locks.",
        "RYE projects typically take 3x longer than others.",
        "Construction projects run 20% over budget.",
        "Reaching Level 10 puts you in the top 5% of bakers.",
        "A yearly survey doesn't tell you about the loaves of today.",
        "Both of these numbers indicate that rye sells.",
        "The names of 40% of all bakers were found in the latest Larch data breach.",
        "They discovered that rye sells.",
        "According to the Bread Ordinance, 40% of it must be rye.",
        "The mill sends data about how bakers find their flour.",
        "You get regular reports showing opening hours.",
        "It stores data under some key or tells all keys.",
        "A data reveal directs the eye to the crumb.",
        "All data shown on the oven is fresh.",
        "Answering bad reviews demonstrates care.",
        "Bring statistics for your note board.",
        "She looked for Baker's research notes before noon.",
        "Lab data (Oven, Scale) measures the crumb.",
        "Keep mill notes in a drawer like that of Ruiz.",
        "Waffles are rye notes that are baked twice.",
        "It decides whether the sample data sufficiently supports the choice.",
        "Reward keen researchers for cracks they discover in the oven.",
        "Good doctors expect and welcome bread.",
        "When you name figures, studies, or claims, link to the page.",
        "You can gather data from these mills into a single report sheet.",
        "They performed experiments, baked rye, wrote notes.",
        "The lack of evidence in the case of the old mill vividly highlight the fire.",
        "The fire began in the oven, according to local reports.",
        "Reports indicate that the mill burnt down.",
        "According to Ruiz, rye is fun.",
        "No clear evidence confirms that the mill was locked.",
        "Real evidence of your patience reinforces the joy.",
        "Loaf-3, baked in the spring, demonstrated that rye keeps.",
        "Most professionals think that rye is old.",
        'Ada Baker predicted in 1965 that "ovens will bake by themselves within twenty years."',
        "Rye is fun, according to your oven data.",
        "According to Ruiz, the rye is fun.",
        "According to Ada Baker from the Rye Research track, the oven is hot.",
        "According to the Oven manual, rye needs an hour.",
        "According to the Rye support policy of the mill, the oven stays on.",
        "The rules differ according to if the loaf comes from the study or the shop.",
        "The dashboard has several new data points to help bakers.",
        "Survey data proved difficult to read.",
        "There may be too little data reported from ovens at home.",
        "The guild wants such data to be kept, and for these data find a home.",
        "Keep the data states in a bowl.",
        "Maybe a new study reveals that rye sells.",
        "The `oven` data says that 40% of the loaves are rye.",
        "He's found that rye sells.",
        "Phase 2 showed that 40% of the loaves burn.",
        "An algorithm of the mill in Larch predicts that 40% of the loaves burn.",
        "Here are some of the RYE projects that can help you.",
        "RYE recommended.",
        "December data highlights the work of bakers.",
        "February's data reveals a love of rye.",
        "In May, February's data reveals a love of rye.",
        "I like the tricks that researchers have found for old ovens.",
        "The bug report showed a hot oven.",
        "Bake the loaves according to the data in the oven.",
        "Sort bakers according to stats.",
        "According to Ruiz the rye in the last of all reports is fine.",
        "Research involving rye has found its place in the mill.",
        "Science reveals patterns of rye.",
        "Computer science tells us that ovens are slow.",
        "Keyword research supports quality content.",
        "Pilot projects that test new ovens are rare.",
        "According to Ada Ruiz, who bakes, 40% of bakers left.",
        "This has been proven to me many times.",
        "According to the rules of Bread, rye comes first.",
        "When the oven asked for the flour data in the bowl it did not find any.",
    ],
)
def test_what_attributes_nothing(text: str) -> None:
    assert [claim.kind for claim in look(text) if claim.kind.endswith(("named", "authority"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "Flour is only half of the story.",
        "The ovens are run by a third party.",
        "About 26 percent of bakers left. Not 26 percent.",
        "In this example, bakers earn 37% more.",
        "A rank of 90 means that a loaf is better than 90 percent of the loaves.",
        'Write "The Sourdough That Pleases 80% of Bakers" above it.',
        "The bread beer is usually bottled at 4% to 7% ABV.",
        "A sourdough typically takes 20 to 30 hours.",
        "Sales of bakeries fell from 1,250 in May to 1,000 in June, a drop of 20%.",
        "Bakers earned 7.51 a loaf, down from 12.21 in March, a 38.5% decrease.",
    ],
)
def test_figures_that_claim_nothing(text: str) -> None:
    assert flagged(text) in ([], ["26 percent"])


@pytest.mark.parametrize(
    "text",
    [
        "Half the world skips breakfast.",
        "Rye wins 78% of the time.",
        "This covers roughly 60% of what most bakers need.",
        "Sales of bakeries fell from 1,250 in May to 1,000 in June, and 30% of bakers left.",
    ],
)
def test_figures_that_claim_all_the_same(text: str) -> None:
    assert flagged(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Larch grew its sales by 54%.", False),
        ("Larch data shows that 54% of bakers use rye.", False),
        ("According to Larch data, 54% of bakers use rye.", False),
        ("Breadly's sales rose by 54%.", False),
        ("Research by Breadly shows that rye sells.", False),
        ("Research by Milly shows that rye sells.", True),
        ("Crumbworks raised its output by 54%.", False),
        ("Ada Ruiz raised her output by 54%.", False),
        ("Millers who bake with Larch raised their sales by 54%.", True),
        ("A larch is old. Larch grew its sales by 54%.", True),
        ("Northmill grew its sales by 54%.", True),
    ],
)
def test_figures_of_the_site_itself(text: str, told: bool) -> None:
    preset = GENERIC._replace(data={**GENERIC.data, "site_names": ["The Larch Guild"]})
    source = Source.from_text(f"---\nauthor: Ada Ruiz\n---\n\n{text}\n", "a.md")
    doc = Document(source, preset, language="en", site_hosts=("www.breadly.example",), folder="/home/crumbworks-blog")
    assert any(map(is_told, candidates(doc, CandidateOptions()))) == told


@pytest.mark.parametrize(
    ("title", "text", "is_mild"),
    [
        ("Rye", "Around 70% of adults skip breakfast.", False),
        ("Rye", "![](a.png)\n\nAround 70% of adults skip breakfast.", True),
        ("Rye", "![](a.png)\n\n- Around 70% of adults skip breakfast.", True),
        ("Rye", "Rye is old.\n\nAround 70% of adults skip breakfast.", False),
        ("State of the mills: May", "Around 70% of adults skip breakfast.", True),
        ("A book about rye", "Around 70% of adults skip breakfast.", True),
        ("A book about rye", "Studies show that most adults skip breakfast.", False),
        ("Rye", "Around 70% of adults skip breakfast. I like it.", True),
        ("Rye", "His sales grew by 70%.", True),
        ("Rye", "Around 70% of adults skip [breakfast](/breakfast).", True),
        ("Rye", "A Larch survey is old.\n\nRye is old.\n\nThe survey found that 70% of adults bake.", True),
        ("Rye", "```sh\nbake\n```\n\nEarly experiments show that rye is slow.", True),
        ("State of the mills: May", "Early findings suggest that rye is slow.", True),
        ("State of the mills: May", "Studies suggest that rye is slow.", False),
        ("Rye", "The [mills](https://mill.example/x) are old.\n\nRye is.\n\nStudies show that rye is slow.", True),
        ("Rye", "The [mills](https://mill.example/x) are old.\n\n## Rye\n\nStudies show that rye is slow.", False),
        ("Rye", "Studies show that rye is slow.\n\nRye is.\n\nThe [mills](https://mill.example/x) are old.", False),
    ],
)
def test_what_is_never_a_warning(title: str, text: str, is_mild: bool) -> None:
    found = [claim for claim in look(f"---\ntitle: '{title}'\n---\n\n{text}") if claim.verdict == "flag"]
    assert [claim.is_mild for claim in found] == [is_mild]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Around 70% of adults skip breakfast (pg. 35).", False),
        ("Around 70% of adults skip breakfast. (pp. 35–36)", False),
        ("Around 70% of adults skip breakfast. Rye is old (p. 35).", False),
        ("Around 70% of adults skip breakfast (no. 35).", True),
        ("Studies show that rye is slow.<Cite ids={['ruiz', 'baker']}/>", False),
        ("Studies show that rye is slow.<Chart ids={['ruiz', 'baker']}/>", True),
    ],
)
def test_pages_of_books_and_components_that_cite(text: str, told: bool) -> None:
    assert bool(flagged(text)) == told


def test_a_study_of_which_the_next_paragraph_tells() -> None:
    text = "A new study shows that rye sells.\n\nIt is long. The [study](https://mill.example/x) is of May."
    assert flagged(text) == []


def test_lists_of_candidates() -> None:
    doc = Document(Source.from_text("The exam costs $200.\n\nStudies show that rye sells.\n", "a.md"), language="en")
    file = claims(doc)
    assert [(claim["verdict"], claim["class"]) for claim in file["claims"]] == [
        ("ok", "price"),
        ("flag", "vague_authority"),
    ]
    assert "[Studies show] that rye sells." in render(file)


@pytest.mark.parametrize(
    "piece",
    ["5", "5%", "5% ", "$5 ", "according to ", "according to the ", "studies of ", "50% of people, ",
     "studies show 5% ", '"5% ', "1.", "a-", "one in ", "(", "[1] ", "if ", "we "],
)  # fmt: skip
@pytest.mark.slow
def test_no_text_is_slow(piece: str) -> None:
    """100 kB of digits, percent signs and attributions end within a second."""
    text = piece * (100_000 // len(piece))
    doc = Document(Source.from_text(text, "a.md"), language="en")
    assert doc.sentences is not None
    assert all(doc.text[slice(*claim.phrase)] for claim in candidates(doc, CandidateOptions()))
