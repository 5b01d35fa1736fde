"""Posts whose claims were labelled by hand, as `benchmarks/claims.py` and `fit_claims.py` read them.

A folder of labels holds `posts/`, `gold.jsonl` (a row a labelled sentence) and `score.py`, which defines into which
sentences it cuts a post and in which of them a finding starts. A sentence counts as a claim that must be found if its
row marks it so; one that is borderline or soft counts neither way; all others, also those without a row, must not be
flagged.

A folder of whole blogs holds all posts of each, `posts/SITE/PATH`, for what is usual on a site counts, too, and
`labels.tsv`: site, path, line, sentence, label, and how many candidates of the site the row stands for. Only some
candidates are labelled: `y` for one of which an owner would want to be warned, `n` for one that is none, `?` for one
that counts neither way, as all others do.
"""

from __future__ import annotations

import importlib.util
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from postlint.claims.candidates import HARD, Candidate, CandidateOptions, candidates
from postlint.document.document import Document
from postlint.parse.source import Source

_ROOT = Path(__file__).resolve().parent.parent
_TESTS, _RULES = _ROOT / "tests" / "claims", _ROOT / "rules" / "claims"
CARDS = {
    "stat": "unsupported-statistic",
    "research_named": "unlinked-research",
    "vague_authority": "vague-authority",
}
#: as how many sites our own sentences and passages count
SENTENCES, PASSAGES = 40, 8
#: what marks a claim in the posts of the tests
MARK = "<!-- claim -->"


@dataclass
class Post:
    """A labelled post: the label of each sentence (None counts neither way) and its weighed candidates by sentence.

    `stands_for` says how many candidates of the site each sentence of a post of a whole blog stands for.
    """

    name: str
    site: str
    labels: list[bool | None]
    source: str
    units: list[dict[str, Any]]
    found: list[tuple[int, Candidate]] = field(default_factory=list)
    stands_for: list[float] = field(default_factory=list)


def scorer(folder: Path) -> ModuleType:
    """The module `score.py` of a folder of labels."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{folder} holds no score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(folder: Path) -> Iterator[Post]:
    """The posts of a folder of labels, each with its candidates that want a source and have none."""
    score = scorer(folder)
    rows: dict[str, dict[tuple[int, str], Mapping[str, Any]]] = defaultdict(dict)
    with (folder / "gold.jsonl").open(encoding="utf-8") as gold:
        for row in map(json.loads, gold):
            rows[row["post"]][row["line"], row["sentence"]] = row
    for path in sorted((folder / "posts").glob("*.m*")):
        source = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        units = score.units(source)
        labels = [_label(rows[path.name].get((unit["line"], unit["sentence"]))) for unit in units]
        post = Post(path.name, path.name.split("__")[0], labels, source, units)
        post.found = list(_found(score, post))
        yield post


def read_whole(folder: Path) -> Iterator[Post]:
    """The posts of a folder of whole blogs, those without labelled candidates among them."""
    rows: dict[tuple[str, str], dict[str, tuple[bool | None, float]]] = defaultdict(dict)
    for line in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines():
        site, path, _, text, label, weight = line.split("\t")
        rows[site, path][text] = {"y": True, "n": False}.get(label), float(weight)
    for file in sorted(file for file in (folder / "posts").rglob("*") if file.is_file()):
        site, _, path = file.relative_to(folder / "posts").as_posix().partition("/")
        labels = rows[site, path]
        source = file.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
        home = f"/{site.rpartition('+')[2]}"
        doc = Document(Source.from_text(source, path), language="en" if labels else None, folder=home)
        post = Post(f"{site}/{path}", site, [], source, [])
        for claim in _unsupported(doc):
            label, weight = labels.get(" ".join(claim.text.split()), (None, 0.0))
            post.found.append((len(post.labels), claim))
            post.labels.append(label)
            post.stands_for.append(weight)
        yield post


def own() -> Iterator[Post]:
    """The examples of the guide and the sentences and posts of the tests, which postlint's makers wrote and labelled.

    They are learnt from and never measured on.
    """
    for number, text, kind in _examples("claims_guide.yaml"):
        if kind != "any":
            yield _written(f"guide {number}", "guide", text, lambda *_, label=bool(kind): label)
    for kind, card in CARDS.items():
        examples = yaml.safe_load((_RULES / f"{card}.yaml").read_text(encoding="utf-8"))["examples"]
        for number, example in enumerate(one for one in examples if not one.get("options")):
            is_bad = lambda claim, _, kind=kind, bad="bad" in example: bad and claim.kind == kind  # noqa: E731
            yield _written(f"{card} {number}", f"{card} {number % 3}", example.get("bad") or example["good"], is_bad)
    for table in sorted(_TESTS.glob("claims_sentences*.tsv")):
        lines = table.read_text(encoding="utf-8").splitlines()
        for number, (verdict, _, text) in enumerate(line.split("\t") for line in lines if line and line[0] != "#"):
            name = f"sentence {table.stem} {number}"
            yield _written(name, f"sentences {number % SENTENCES}", text, lambda *_, label=verdict == "flag": label)
    for number, passage in enumerate(_examples("claims_passages.yaml")):
        name, marks = f"passage {number}", passage["claims"]
        is_claim = lambda claim, _, marks=marks: any(mark in claim.text for mark in marks)  # noqa: E731
        yield _written(name, f"passages {number % PASSAGES}", passage["text"], is_claim)
    for path in sorted((_TESTS / "claims_posts").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        yield _written(path.name, f"post {path.stem}", text, lambda _, line, lines=lines: MARK in lines[line - 1])


def _examples(name: str) -> Any:
    return yaml.safe_load((_TESTS / name).read_text(encoding="utf-8"))


def _written(name: str, site: str, text: str, is_claim: Callable[[Candidate, int], bool]) -> Post:
    """A post of ours; `is_claim` labels a candidate by itself and its line, counted from 1."""
    doc = Document(Source.from_text(text + "\n", f"{name}.md"), language="en")
    post = Post(name, site, [], text, [])
    for claim in _unsupported(doc):
        post.found.append((len(post.labels), claim))
        post.labels.append(is_claim(claim, doc.source.position(claim.phrase.start)[0]))
    return post


def _unsupported(doc: Document) -> Iterator[Candidate]:
    """The candidates without a source, those among them that the rules leave out as no claims about the world."""
    found = (claim for claim in candidates(doc, CandidateOptions()) if claim.kind in HARD)
    return (claim for claim in found if claim.features and claim.verdict in ("flag", "ok"))


def _label(row: Mapping[str, Any] | None) -> bool | None:
    if row is None or not row["is_claim"]:
        return False
    return None if row["borderline"] or row["tier"] == "soft" else not row["supported"]


def _found(score: ModuleType, post: Post) -> Iterator[tuple[int, Candidate]]:
    doc = Document(Source.from_text(post.source, post.name), language="en", folder=f"/{post.site}")
    for claim in _unsupported(doc):
        line, column = doc.source.position(claim.phrase.start)
        finding = {"rule": score.RULES[0], "severity": "warning", "line": line, "column": column}
        for unit in score.flagged(post.units, post.source, [finding], ("warning",)):
            yield unit, claim
