"""Run the examples on cards: for our tests, for authors of plugins, and for `postlint test`.

``python -m postlint.testing DIR...`` runs those of every card below the folders and prints what fails.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postlint.catalog import Rule, make_rule
from postlint.config import load_preset
from postlint.datafile import DataError, parse_yaml, read_text
from postlint.document.document import Document
from postlint.document.source import Source
from postlint.engine.fix import apply_fixes
from postlint.findings import Hit, Severity, Span

#: fixes are applied and the result linted again, at most so often
MAX_PASSES = 10


@dataclass(frozen=True)
class Failure:
    """An example that does not hold. `example` is its number on the card, from 1 on; 0 for the card as a whole."""

    rule: str
    example: int
    sentence: str

    def __str__(self) -> str:
        where = f"example {self.example}" if self.example else "card"
        return f"{self.rule}, {where}: {self.sentence}"


def run_examples(*sources: Rule | Path | str) -> list[Failure]:
    """Run the examples of rules, of cards, or of every card below folders. An empty list says that all hold.

    A `bad` example must have findings: at exactly the places of `at`, with the `message` and `severity` lists
    where these are given; after all fixes it must read like `fixed`, with nothing fixable left. A `good`
    example must have none.
    """
    failures: list[Failure] = []
    for source in sources:
        if isinstance(source, Rule):
            failures += check_rule(source)
            continue
        for file in card_files(Path(source)):
            try:
                failures += check_rule(read_card(file))
            except DataError as error:
                failures.append(Failure(file.stem, 0, str(error)))
    return failures


def card_files(path: Path) -> list[Path]:
    """The cards at or below a path."""
    return [path] if path.is_file() else sorted([*path.rglob("*.yaml"), *path.rglob("*.yml")])


def read_card(file: Path) -> Rule:
    """The rule of one card. Raises DataError when the file is no YAML or no card."""
    card = parse_yaml(read_text(file, str(file)), str(file)).data
    try:
        return make_rule(card, group=card.get("group", file.parent.name), path=str(file), origin="local")
    except (AttributeError, KeyError, TypeError, FileNotFoundError) as error:
        raise DataError(f"{file}: is no card: {type(error).__name__}: {error}") from None


def check_rule(rule: Rule) -> Iterator[Failure]:
    """What fails of one rule's examples."""
    for number, example in enumerate(rule.card.get("examples", ()), start=1):
        try:
            for sentence in _check_example(rule, example):
                yield Failure(rule.name, number, sentence)
        except Exception as error:
            yield Failure(rule.name, number, f"raises {type(error).__name__}: {error}")


def _check_example(rule: Rule, example: Mapping[str, Any]) -> Iterator[str]:
    text = example["bad"] if "bad" in example else example["good"]
    doc = example_document(rule, example, text)
    hits = find_hits(rule, doc, example)
    places = [place_text(doc, hit.span) for hit in hits]
    messages = [fill_message(rule, hit) for hit in hits]
    if "good" in example:
        if hits:
            found = "; ".join(f"{place} {message}" for place, message in zip(places, messages, strict=True))
            yield f"is good, but the rule finds: {found}"
        return
    if not hits:
        yield "is bad, but the rule finds nothing"
        return
    if "at" in example:
        wanted = list(example["at"])
        full = [place if "-" in want else place.split("-")[0] for place, want in zip(places, wanted, strict=False)]
        if full != wanted or len(hits) != len(wanted):
            yield f"finds at {places}, wanted at {wanted}"
    severities = [(hit.severity or rule.severity).label for hit in hits]
    for key, got in (("message", messages), ("severity", severities)):
        if key in example and got != list(example[key]):
            yield f"{key} is {got}, wanted {list(example[key])}"
    if "fixed" in example:
        yield from _check_fix(rule, example, hits, text)


def _check_fix(rule: Rule, example: Mapping[str, Any], hits: Sequence[Hit], text: str) -> Iterator[str]:
    for _ in range(MAX_PASSES):
        fixes = [hit.fix for hit in hits if hit.fix is not None]
        if not fixes:
            break
        text = apply_fixes(text, fixes)
        hits = find_hits(rule, example_document(rule, example, text), example)
    else:
        yield f"still has something to fix after {MAX_PASSES} passes"
    if text != example["fixed"]:
        yield f"is fixed to {text!r}, wanted {example['fixed']!r}"


def example_document(rule: Rule, example: Mapping[str, Any], text: str) -> Document:
    """The document of an example, under the preset, path, language and date that it names."""
    today = example.get("today")
    languages = rule.languages or (None,)
    return Document(
        Source.from_text(text, example.get("path", "post.md")),
        load_preset(example.get("preset", "generic")),
        language=example.get("language", languages[0]),
        today=datetime.date.fromisoformat(today) if isinstance(today, str) else today,
    )


def find_hits(rule: Rule, doc: Document, example: Mapping[str, Any]) -> list[Hit]:
    """What the rule finds in an example, in place order."""
    options = rule.arguments(example.get("options", {}))
    return sorted(rule.resolve()(doc, **options), key=lambda hit: hit.span)


def fill_message(rule: Rule, hit: Hit) -> str:
    """The sentence of a hit. Raises KeyError when the card has no such message or the check no such value."""
    return rule.messages[hit.message].format_map(hit.values)


def place_text(doc: Document, span: Span) -> str:
    """A span as cards write it: ``line:column-line:column``."""
    (line, column), (end_line, end_column) = doc.source.position(span.start), doc.source.position(span.end)
    return f"{line}:{column}-{end_line}:{end_column}"


def main(arguments: Iterable[str]) -> int:
    """Run the examples below folders, print failures and a summary; 1 when something fails."""
    files = [file for argument in arguments for file in card_files(Path(argument))]
    failures = run_examples(*files)
    for failure in failures:
        print(failure)
    failed = len({failure.rule for failure in failures})
    print(f"{len(files)} cards, {failed} with failures")
    return 1 if failures or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
