"""Run the examples on cards: for our tests, for authors of plugins, and for `postlint test`."""

from __future__ import annotations

import datetime
import importlib
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from postlint.catalog.load import Rule, builtin_rules, card_mistakes, make_rule, rule_names
from postlint.catalog.rule import DOCUMENT, ENGINE, IMAGES
from postlint.catalog.styles import STYLE_FILE, TESTS, style_cards, style_tests
from postlint.config.config import Config
from postlint.config.settings import ActiveRule, Settings
from postlint.data.user_file import DataError, parse_yaml, read_text
from postlint.data.walking import files_below
from postlint.data.wording import suggest
from postlint.document.document import Document
from postlint.engine.fix import apply_to_file
from postlint.engine.gather import gathered
from postlint.engine.lint import document_of, lint_document
from postlint.engine.message import MessageError
from postlint.engine.sites import Habit
from postlint.parse.source import Source
from postlint.results.findings import FileReport, Finding, Report
from postlint.site.images import ImageFacts

#: fixes are applied and the result is linted again, at most so often
MAX_PASSES = 10


@dataclass(frozen=True)
class Failure:
    """An example that does not hold. `example` is its number on the card, from 1; 0 is the card as a whole."""

    rule: str
    example: int
    sentence: str

    def __str__(self) -> str:
        where = f"example {self.example}" if self.example else "card"
        return f"{self.rule}, {where}: {self.sentence}"


def run_examples(*sources: Rule | Path | str) -> list[Failure]:
    """Run the examples of rules, of cards, or of every card below folders. Returns the failures.

    Of a style (a folder with a style.yaml), this file is checked too, and no card may find anything in its `tests/`.

    A `bad` example must have findings: at exactly the places of `at`, with the `message` and `severity` lists
    where these are given; after all fixes it must read like `fixed`, with nothing fixable left. A `good`
    example must have none.
    """
    failures: list[Failure] = []
    for source in sources:
        if isinstance(source, Rule):
            failures += _check_rule(source)
            continue
        for file in card_files(Path(source)):
            try:
                failures += _check_rule(read_card(file))
            except DataError as error:
                failures.append(Failure(file.stem, 0, str(error)))
        if (Path(source) / STYLE_FILE).is_file():
            failures += _check_style(Path(source))
    return failures


def card_files(path: Path) -> list[Path]:
    """The cards at or below a path, or of the style in this folder."""
    if (path / STYLE_FILE).is_file():
        return list(style_cards(path))
    return [path] if path.is_file() else files_below(path, "*.yaml", "*.yml")


def read_card(file: Path) -> Rule:
    """The rule of one card. Raises DataError with a line for each mistake in it."""
    text = read_text(file, str(file))
    card = parse_yaml(text, str(file))
    if mistakes := card_mistakes(card, stem=file.stem, local=False):
        raise DataError("\n".join(mistakes))
    group = card.data.get("group", file.parent.name)
    return make_rule(card.data, text, group=group, path=str(file), origin="local")


def _check_style(folder: Path) -> Iterator[Failure]:
    """What is wrong with a style besides its cards: its style.yaml, and findings in its posts for tests."""
    try:
        config = Config.from_dict({"extends": [f"{folder.resolve().as_posix()}/"], "select": []}, root=folder)
    except DataError as error:
        yield Failure(folder.name, 0, str(error))
        return
    for post in style_tests(folder):
        settings = config.settings_for(post)
        doc = document_of(settings, Source.from_text(read_text(post, post.name), post.name))
        for found in lint_document(settings, doc, debug=True).report.findings:
            yield Failure(found.rule, 0, f"finds in {TESTS}/{post.name}: {_place(found)} {found.message}")


def _check_rule(rule: Rule) -> Iterator[Failure]:
    examples = rule.card.get("examples", ())
    if mistakes := list(_function_mistakes(rule)):
        yield from (Failure(rule.name, 0, f"check: {mistake}") for mistake in mistakes)
        return
    if rule.fixable and "fix" in rule.card and not any("fixed" in example for example in examples):
        yield Failure(rule.name, 0, f"has 'fix: {rule.fix}', but no example has 'fixed'")
    for number, example in enumerate(examples, start=1):
        try:
            for sentence in _check_example(rule, example):
                yield Failure(rule.name, number, sentence)
        except (MessageError, DataError) as error:
            yield Failure(rule.name, number, str(error))
        except Exception as error:
            yield Failure(rule.name, number, f"raises {type(error).__name__}: {error}")


def _function_mistakes(rule: Rule) -> Iterator[str]:
    """Where a card and the function that it names do not fit: it is missing, or has other options than the card."""
    if "kind" in rule.card or not rule.target:
        return
    module, _, name = rule.target.partition(":")
    try:
        found = importlib.import_module(module)
    except Exception as error:
        yield f"cannot import {module} ({type(error).__name__}: {error})"
        return
    function = getattr(found, name, None)
    if function is None:
        names = [
            known for known, value in vars(found).items() if inspect.isfunction(value) and value.__module__ == module
        ]
        yield f"{module} has no function {name!r}{suggest(name, names)}"
        return
    parameters = list(inspect.signature(function).parameters.values())
    takes = {parameter.name for parameter in parameters if parameter.kind is parameter.KEYWORD_ONLY}
    if [parameter.kind for parameter in parameters if parameter.name not in takes] != [
        inspect.Parameter.POSITIONAL_OR_KEYWORD
    ]:
        yield f"{name} takes one document (or site), and then the options of the card as keyword-only arguments"
    on_card = set(rule.arguments({}))
    yield from (f"{name} has no option {option!r}, which is on the card" for option in sorted(on_card - takes))
    yield from (f"{name} has the option {option!r}, which is not on the card" for option in sorted(takes - on_card))


def _check_example(rule: Rule, example: Mapping[str, Any]) -> Iterator[str]:
    text = example["bad"] if "bad" in example else example["good"]
    findings = lint_example(rule, example, text)
    if "good" in example:
        if findings:
            found = "; ".join(f"{_place(finding)} {finding.message}" for finding in findings)
            yield f"is good, but the rule finds: {found}"
        return
    if not findings:
        yield "is bad, but the rule finds nothing"
        return
    if "at" in example:
        yield from _compare("finds at", _places(findings, example["at"]), example["at"])
    if "message" in example:
        yield from _compare("has the messages", [finding.message for finding in findings], example["message"])
    if "severity" in example:
        yield from _compare("is", [finding.severity.label for finding in findings], example["severity"])
    if "fixed" in example:
        yield from _check_fixes(rule, example, findings, text)


def _check_fixes(rule: Rule, example: Mapping[str, Any], findings: Sequence[Finding], text: str) -> Iterator[str]:
    if not rule.fixable:
        yield "has 'fixed', but the card has neither 'fix: safe' nor 'fix: unsafe'"
        return
    for _ in range(MAX_PASSES):
        fixes = [finding.fix for finding in findings if finding.fix is not None]
        if not fixes:
            break
        text = apply_to_file(text, fixes)
        findings = lint_example(rule, example, text)
    else:
        yield f"still has something to fix after {MAX_PASSES} passes"
    if text != example["fixed"]:
        yield f"is fixed to {text!r}, wanted {example['fixed']!r}"


def lint_example(rule: Rule, example: Mapping[str, Any], text: str | Mapping[str, str | None]) -> list[Finding]:
    """The rule's findings in a text, under the options, preset, path, language, date and images of an example.

    A rule about the site, or one with `habit`, gets texts by path, None for a file that is no post. A rule of the
    engine reports on other rules, so that those about single posts are on as well, with their defaults.
    """
    active = [ActiveRule(rule, {**rule.defaults, **example.get("options", {})}, habit=rule.habit)]
    if rule.reads == ENGINE:
        others = [other for other in builtin_rules().values() if other.name != rule.name and other.reads == DOCUMENT]
        active += [ActiveRule(other, other.defaults) for other in others if "recommended" in other.tags]
    names = {**rule_names(builtin_rules()), **rule_names({rule.name: rule})}
    today = example.get("today")
    settings = Settings(
        preset=example.get("preset", "generic"),
        language=example.get("language", rule.languages[0] if rule.languages else None),
        rules=tuple(active),
        aliases=names,
        today=datetime.date.fromisoformat(today) if isinstance(today, str) else today,
    )
    if isinstance(text, Mapping):
        return _lint_site(settings, text)
    doc = document_of(settings, Source.from_text(text, example.get("path", "post.md")))
    if rule.reads == IMAGES:
        images = {url: ImageFacts(**facts) for url, facts in example.get("images", {}).items()}
        return _lint_images(settings, doc, images)
    report = gathered(Report((lint_document(settings, doc, debug=True).report,)))
    return [finding for finding in report.findings if finding.rule == rule.name]


def _lint_images(settings: Settings, doc: Document, images: Mapping[str, ImageFacts]) -> list[Finding]:
    """The findings of the one rule that is on, with these facts of image files by URL."""
    from postlint.engine.lint_images import lint_images
    from postlint.engine.to_findings import in_order
    from postlint.site.collect import collect_facts

    facts = collect_facts(doc, with_images=True)
    return in_order(lint_images(settings, facts, images.get, debug=True).findings)


def _lint_site(settings: Settings, texts: Mapping[str, str | None]) -> list[Finding]:
    """The findings of the one rule that is on, in a site of these files."""
    from postlint.engine.habits import find_habits, without_habits
    from postlint.engine.join import each_once
    from postlint.engine.lint import lint_bytes
    from postlint.engine.lint_site import lint_site
    from postlint.engine.to_findings import in_order
    from postlint.generators.generator import Generator
    from postlint.generators.presets import load_preset
    from postlint.site.site import Site

    results = [
        lint_bytes(settings, path, text.encode(), with_facts=True, debug=True)
        for path, text in sorted(texts.items())
        if text is not None
    ]
    posts = {linted.path: linted.facts for linted in results if linted.facts is not None}
    preset = load_preset(settings.preset)
    site = Site(posts, files=texts, generator=Generator.from_data(preset.name, preset.data), hosts=["example.org"])
    found = lint_site(site, dict.fromkeys(posts, settings), debug=True).findings
    habits, of_habits = find_habits(list(posts.values()), dict.fromkeys(posts, settings), site.pages)
    kept = [
        finding for linted in results for finding in without_habits(linted.report, _for(habits, linted.path)).findings
    ]
    for finding in [*kept, *of_habits]:
        found.setdefault(finding.path, []).append(finding)
    reports = each_once([FileReport(path, tuple(in_order(found[path]))) for path in sorted(found)], {})
    return list(gathered(Report(tuple(reports))).findings)


def _for(habits: Sequence[Habit], path: str) -> list[Habit]:
    return [habit for habit in habits if not habit.paths or path in habit.paths]


def _compare(verb: str, got: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    if list(got) != list(wanted):
        yield f"{verb} {', '.join(map(repr, got))}; wanted {', '.join(map(repr, wanted))}"


def _places(findings: Sequence[Finding], wanted: Sequence[str]) -> list[str]:
    """The places of findings, each with its end where the expected place has one."""
    samples = [*wanted, *(["x:1:1-1:1"] * len(findings))]
    return [_place_like(sample, finding) for sample, finding in zip(samples, findings, strict=False)]


def _place_like(sample: str, finding: Finding) -> str:
    """The place of a finding, with its path and its end where the sample has them."""
    path, end = re.fullmatch(r"(.+:)?\d+:\d+(-\d+:\d+)?", sample).groups()  # type: ignore[union-attr]
    place = _place(finding)
    return (f"{finding.path}:" if path else "") + (place if end else place.partition("-")[0])


def _place(finding: Finding) -> str:
    """The place of a finding as cards write it: ``line:column-line:column``."""
    return f"{finding.line}:{finding.column}-{finding.end_line}:{finding.end_column}"
